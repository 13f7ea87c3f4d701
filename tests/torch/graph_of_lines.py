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


# cells of recurrent layers: the state's part of the gates comes first, and their parts are no views
for name, states in ('RNNCell', 1), ('GRUCell', 1), ('LSTMCell', 2):
    torch.manual_seed(0)
    cell = getattr(torch.nn, name)(3, 2).double()
    x = torch.ones(2, 3, dtype=torch.float64, requires_grad=True)
    h = torch.full((2, 2), .5, dtype=torch.float64, requires_grad=True)
    out = cell(x * 2, h * 3 if states == 1 else (h * 3, h * 4))
    out = out if states == 1 else out[0]
    print(name, graph(out.grad_fn))
    g, = torch.autograd.grad((out ** 2).sum(), h, create_graph=True)
    print([round(v, 6) for v in torch.autograd.grad((g ** 2).sum(), x)[0].flatten().tolist()])
parts = (torch.ones(2, 6, requires_grad=True) * 2).unsafe_chunk(3, 1)
print(parts[0].grad_fn.name(), parts[0]._is_view(), parts[0].mul_(2).grad_fn.name())

# a reshape that copies is two nodes, and takes hooks
y = (torch.arange(6.).reshape(2, 3).requires_grad_() * 1).T.reshape(-1)
print(graph(y.grad_fn))
y.grad_fn.register_hook(lambda grads, given: print('through', [tuple(g.shape) for g in grads], [tuple(g.shape) for g in given]))
y.grad_fn.register_prehook(lambda given: print('before', [tuple(g.shape) for g in given]))
y.sum().backward()
y = torch.nn.Linear(3, 2)(torch.ones(2, 2, 3, requires_grad=True))
y.grad_fn.register_prehook(lambda given: print('before', [tuple(g.shape) for g in given]))
y.sum().backward()
