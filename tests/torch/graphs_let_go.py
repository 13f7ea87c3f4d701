# A graph goes with its last result: no rule holds what holds it. A hook of the leaf, which the graph keeps, tells.
import gc
import weakref

import torch
import torch.nn.functional as F
import torch.utils.checkpoint

S = torch.special


class Hook:
    def __call__(self, grad):
        pass


operations = {
    'exp': torch.exp, 'digamma': torch.digamma, 'polygamma': lambda x: torch.polygamma(1, x), 'i0': torch.i0, 'i0e': S.i0e, 'i1': S.i1,
    'i1e': S.i1e, 'ndtri': S.ndtri, 'log_ndtr': S.log_ndtr, 'erfcx': S.erfcx, 'entr': S.entr, 'xlog1py': lambda x: S.xlog1py(x, x),
    'zeta': lambda x: S.zeta(torch.tensor(2.), x + 1), 'frexp': lambda x: torch.frexp(x)[0], 'renorm': lambda x: torch.renorm(x, 2, 0, 1.),
    'matrix_exp': torch.matrix_exp, 'ctc_loss': lambda x: F.ctc_loss(x[:, None].log_softmax(2), torch.tensor([[1]]), (4,), (1,)),
    'bicubic': lambda x: F.interpolate(x[None, None], scale_factor=2, mode='bicubic'), 'bilinear': lambda x: F.bilinear(x, x, torch.ones(2, 4, 4)),
    'grid_sample': lambda x: F.grid_sample(x[None, None], torch.zeros(1, 2, 2, 2), mode='bicubic', align_corners=False),
    'lstm': lambda x: torch.nn.LSTM(4, 2)(x)[0], 'svd': lambda x: torch.linalg.svd(x)[1],
    'checkpoint': lambda x: torch.utils.checkpoint.checkpoint(torch.exp, x),
    'embedding_bag': lambda x: F.embedding_bag(torch.tensor([[0, 1]]), x), 'local_response_norm': lambda x: F.local_response_norm(x[None], 2),
    'multi_margin_loss': lambda x: F.multi_margin_loss(x, torch.tensor([0, 1, 2, 3])), 'pdist': F.pdist, 'in place': lambda x: x.clone().exp_(),
}

for name, operation in operations.items():
    for twice in False, True:
        x = (torch.eye(4) + 0.5).mul(0.5).requires_grad_()
        hook = Hook()
        x.register_hook(hook)
        result = operation(x).sum()
        if twice:
            try:
                gradient, = torch.autograd.grad(result, x, create_graph=True)
                gradient.sum().backward()
            except RuntimeError:
                pass
        else:
            result.backward()
        alive = weakref.ref(hook)
        gradient = result = hook = x = None
        gc.collect()
        if alive() is not None:
            print(name, twice)
print('all gone')
