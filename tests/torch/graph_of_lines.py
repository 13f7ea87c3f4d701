# What PyTorch pools or convolves along one dimension, or without a batch, goes through views with one dimension more: they
# are nodes of the graph, the result is a view, and what is saved is a view of the input.
import warnings

import torch
import torch.nn.functional as F

warnings.simplefilter('ignore')
w = [torch.ones((2, 2) + (1,) * n, dtype=torch.float64) for n in range(4)]
POOLS = {
    'max_pool1d': lambda x: F.max_pool1d(x, 2),
    'max_pool1d, places': lambda x: F.max_pool1d(x, 3, stride=2, padding=1, return_indices=True)[0],
    'adaptive_max_pool1d': lambda x: F.adaptive_max_pool1d(x, 2),
    'avg_pool1d': lambda x: F.avg_pool1d(x, 3, 1, 1, count_include_pad=False),
    'adaptive_avg_pool1d': lambda x: F.adaptive_avg_pool1d(x, 4),
    'adaptive_avg_pool1d to one': lambda x: F.adaptive_avg_pool1d(x, 1),
    'lp_pool1d': lambda x: F.lp_pool1d(x, 3, 2),
    'max_unpool1d': lambda x: F.max_unpool1d(*F.max_pool1d(x, 2, return_indices=True), 2),
    'conv1d': lambda x: F.conv1d(x, w[1]),
    'conv1d same': lambda x: F.conv1d(x, torch.ones(2, 2, 2, dtype=torch.float64), padding='same'),
    'conv_transpose1d': lambda x: F.conv_transpose1d(x, w[1]),
}
PICTURES = {
    'conv2d': lambda x: F.conv2d(x, w[2]),
    'conv_transpose2d': lambda x: F.conv_transpose2d(x, w[2]),
    'conv3d': lambda x: F.conv3d(x, w[3]),
    'conv_transpose3d': lambda x: F.conv_transpose3d(x, w[3]),
}


def graph(fn, depth=0):
    if fn is None:
        return 'None'
    return fn.name() + ('(' + ', '.join(graph(n) for n, _ in fn.next_functions) + ')' if fn.next_functions else '')


def tried(name, f, shape):
    x = torch.linspace(-1, 2, torch.Size(shape).numel(), dtype=torch.float64).reshape(shape)
    plain = f(x)
    if 'unpool' not in name:
        print('   plain', plain._is_view(), plain._version, plain._base.shape if plain._base is not None else None)
    leaf = x.requires_grad_()
    y = f(leaf * 1)
    print('   ', graph(y.grad_fn), y._is_view(), y._base.shape if y._base is not None else None, torch.equal(y, plain))
    g, = torch.autograd.grad((y ** 2).sum(), leaf, create_graph=True)
    gg, = torch.autograd.grad((g ** 2).sum(), leaf)
    print('   ', [round(v, 4) for v in g.flatten().tolist()][:5], [round(v, 4) for v in gg.flatten().tolist()][:5])
    x = leaf * 1
    y = f(x)
    x += 1
    try:
        y.sum().backward()
        print('    no objection')
    except RuntimeError as e:
        print('   ', str(e).split('Hint')[0])


for name, f in POOLS.items():
    for shape in (2, 6), (3, 2, 6):
        print(name, shape)
        tried(name, f, shape)
for name, f in PICTURES.items():
    n = int(name[-2])
    for shape in (2,) + (3,) * n, (1, 2) + (3,) * n:
        print(name, shape)
        tried(name, f, shape)

# no views where nobody asks for the gradient or the places of maxima
print(F.max_pool1d(torch.ones(1, 2, 4), 2)._is_view(), [t._is_view() for t in F.max_pool1d(torch.ones(1, 2, 4), 2, return_indices=True)])
warnings.simplefilter('always')
with warnings.catch_warnings(record=True) as seen:
    torch.set_warn_always(True)
    F.conv1d(torch.ones(1, 2, 6), torch.ones(2, 2, 3), padding='same')
    F.conv2d(torch.ones(2, 6, 6), torch.ones(2, 2, 3, 2), padding='same')
print([str(s.message) for s in seen])
