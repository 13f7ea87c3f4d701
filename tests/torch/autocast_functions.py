"""Which dtype the functions of PyTorch's lists compute in inside torch.autocast('cpu')."""
import warnings

import torch
import torch.nn as nn
import torch.nn.functional as F

warnings.simplefilter('ignore')
torch.manual_seed(0)
a, h = torch.randn(3, 3), torch.randn(3, 3).bfloat16()
image, target = torch.randn(1, 2, 4, 4).bfloat16(), torch.tensor([0, 1, 2])
spd = (a @ a.T + torch.eye(3)).bfloat16()


def kind(f):
    try:
        r = f()
        return str([t.dtype for t in r] if isinstance(r, tuple) else r.dtype).replace('torch.', '')
    except Exception as e:
        return f'{type(e).__name__} {e}'


CALLS = {
    'half precision': [lambda: a @ a, lambda: a.double() @ a.double(), lambda: torch.addbmm(a, a[None], a[None]), lambda: F.linear(a, a), lambda: F.conv1d(a[None], a[None]),
                       lambda: torch.einsum('ij,jk', a, a)],
    'reductions': [lambda: h.prod(), lambda: torch.prod(h, 0), lambda: h.trace(), lambda: torch.quantile(h, 0.5), lambda: h.nanquantile(0.5), lambda: h.sum()],
    'losses': [lambda: F.mse_loss(h, h), lambda: F.l1_loss(h, h), lambda: F.cross_entropy(h, target), lambda: F.nll_loss(h, target), lambda: F.kl_div(h, h, reduction='sum'),
               lambda: F.binary_cross_entropy(h.sigmoid(), h.sigmoid()), lambda: F.binary_cross_entropy_with_logits(h, h.sigmoid()),
               lambda: F.triplet_margin_loss(h, h, h), lambda: F.hinge_embedding_loss(h, h), lambda: F.poisson_nll_loss(h, h), lambda: F.soft_margin_loss(h, h.sign()),
               lambda: F.multilabel_margin_loss(h, torch.zeros(3, 3).long()), lambda: F.multi_margin_loss(h, target), lambda: F.cosine_embedding_loss(h, h, torch.ones(3)),
               lambda: F.margin_ranking_loss(h, h, h.sign()), lambda: F.smooth_l1_loss(h, h), lambda: F.huber_loss(h, h),
               lambda: F.ctc_loss(torch.randn(5, 1, 3).bfloat16().log_softmax(-1), torch.tensor([[1, 2]]), torch.tensor([5]), torch.tensor([2]))],
    'linear algebra': [lambda: h.inverse(), lambda: torch.linalg.inv(h), lambda: torch.linalg.solve(h, h), lambda: torch.svd(h), lambda: torch.linalg.svdvals(h), lambda: torch.linalg.qr(h),
                       lambda: torch.qr(h), lambda: torch.linalg.cholesky(spd), lambda: spd.cholesky(), lambda: torch.linalg.eigh(spd), lambda: torch.pinverse(h),
                       lambda: torch.linalg.cond(h), lambda: torch.linalg.lstsq(h, h)[0], lambda: torch.linalg.matrix_rank(h), lambda: h.geqrf(), lambda: torch.matrix_exp(a),
                       lambda: torch.cdist(h, h), lambda: h.lu()],
    'transforms and pictures': [lambda: torch.fft.fft(h), lambda: torch.fft.rfft2(h), lambda: torch.fft.hfft(h.to(torch.float32)), lambda: F.grid_sample(image, torch.zeros(1, 2, 2, 2).bfloat16()),
                                lambda: F.pad(image, (1, 1, 1, 1), mode='reflect'), lambda: F.pad(image, (1, 1), mode='constant'), lambda: F.pad(image, (1, 1, 1, 1), mode='replicate'),
                                lambda: F.conv_transpose2d(image, torch.ones(2, 1, 2, 2)), lambda: F.avg_pool3d(image[None], 1), lambda: F.bilinear(a, a, torch.randn(2, 3, 3))],
    'the widest': [lambda: torch.cat([h, a]), lambda: torch.stack([h, a]), lambda: a.index_copy(0, torch.tensor([0]), h[:1]), lambda: h.index_copy(0, torch.tensor([0]), h[:1])],
}
for enabled in (True, False):
    with torch.autocast('cpu', enabled=enabled):
        for name, calls in CALLS.items():
            if enabled or name == 'the widest':
                print(name, *[kind(f) for f in calls], sep='\n  ')

print('training')
m = nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(8, 2))
opt = torch.optim.SGD(m.parameters(), 0.1)
x = torch.randn(2, 1, 4, 4)
for _ in range(2):
    opt.zero_grad()
    with torch.autocast('cpu'):
        out = m(x)
        loss = F.cross_entropy(out, torch.tensor([0, 1]))
        with torch.autocast('cpu', enabled=False):
            print((x.view(2, 16) @ x.view(2, 16).T).dtype)
    print(out.dtype, loss.dtype, '%.2f' % loss.item(), loss.grad_fn.name())
    loss.backward()
    opt.step()
print(kind(lambda: h.prod()))
try:
    torch.autocast('cuda', dtype=torch.bfloat16)
except AssertionError as e:
    print(e)
