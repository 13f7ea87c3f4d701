# The graphs of losses and of functions that PyTorch composes: numbers of its own code are no operands of a node, those of a
# script are.
import torch
import torch.nn.functional as F

d = torch.float64
Q = torch.linspace(-1, 2, 12, dtype=d).sin().reshape(4, 3)
S = torch.tensor([1., -1., 1., -1.], dtype=d)
V, W = torch.tensor([.3, .6, .8], dtype=d), torch.tensor([1.3, 2.6, .8], dtype=d)


def graph(fn):
    if fn is None:
        return '-'
    name = fn.name().replace('torch::autograd::AccumulateGrad', 'leaf')
    return name + ('(' + ', '.join(graph(n) for n, _ in fn.next_functions) + ')' if fn.next_functions else '')


for name, f in {
    'pairwise_distance': lambda x: F.pairwise_distance(x, Q.flip(0)), 'margin_ranking_loss': lambda x: F.margin_ranking_loss(x[:, 0], Q[:, 1], S, margin=.1),
    'triplet_margin_loss': lambda x: F.triplet_margin_loss(x, Q.flip(0), Q.roll(1), swap=True), 'hinge_embedding_loss': lambda x: F.hinge_embedding_loss(x, Q.sign()),
    'cosine_embedding_loss': lambda x: F.cosine_embedding_loss(x, Q.flip(0), S, margin=.1, reduction='none'),
    'trapezoid': torch.trapezoid, 'cumulative_trapezoid': torch.cumulative_trapezoid, 'round': torch.round, 'round to a place': lambda x: torch.round(x, decimals=0),
    'sort': lambda x: torch.sort(x)[0], 'stable sort': lambda x: torch.sort(x, stable=False)[0], 'diagflat': torch.diagflat,
    'meshgrid': lambda x: torch.meshgrid(x[0], V, indexing='ij')[0], 'cartesian_prod': lambda x: torch.cartesian_prod(x[0], V),
    'broadcast_tensors': lambda x: torch.broadcast_tensors(x, V)[0], 'broadcast row': lambda x: torch.broadcast_tensors(x[0], Q)[0],
    'power of a number': lambda x: torch.pow(2, x), 'rsub': lambda x: torch.rsub(x, 2), 'floor_divide': lambda x: torch.floor_divide(x, 2),
    'xlog1py': lambda x: torch.special.xlog1py(V, x), 'gammainc': lambda x: torch.special.gammainc(W, x.abs()), 'zeta': lambda x: torch.special.zeta(x, W),
    'clamped part': lambda x: (x * 1)[1:].clamp_(0.).add_(1), 'remainder of a part': lambda x: (x * 1)[1:].remainder_(.4),
}.items():
    x = Q.clone().requires_grad_()
    y = f(x)
    print(name + ':', graph(y.grad_fn))
    try:
        g, = torch.autograd.grad((y ** 2).sum(), x, create_graph=True)
        print('   ', *['%.6g' % (v + 0.) for v in g.flatten().tolist()[:4]], g.requires_grad)
    except (RuntimeError, NotImplementedError) as e:
        print('   ', e)

# how often a row is used is no factor of a derivative that depends on nothing
w = torch.linspace(-1, 1, 15, dtype=d).reshape(5, 3).requires_grad_()
g, = torch.autograd.grad(F.embedding(torch.tensor([1, 2, 1, 4]), w, scale_grad_by_freq=True).sum(), w, create_graph=True)
print(g.requires_grad, g)
