"""Numbers of other kinds among the arguments, and what is looked at first."""
import torch
import torch.nn.functional as F

tensors = {'float': torch.tensor([1.0, -2.0]), 'double': torch.tensor([1.0, -2.0], dtype=torch.float64), 'complex': torch.tensor([1 + 2j, -1]),
           'int': torch.tensor([1, -2]), 'bool': torch.tensor([True, False]), 'half': torch.tensor([1.0, -2.0]).half(),
           'byte': torch.tensor([1, 2], dtype=torch.uint8)}


def show(label, f):
    try:
        x = f()
        print(label, type(x.grad_fn).__name__, x.dtype, x.tolist())
    except (RuntimeError, TypeError) as e:
        print(label, type(e).__name__ + ':', str(e).split('\n')[0])


for name, x in tensors.items():
    for label, f in (('leaky_relu', lambda: F.leaky_relu(x, 1j)), ('leaky_relu_', lambda: F.leaky_relu_(x.clone(), 1j)), ('elu', lambda: F.elu(x, 1j)),
                     ('hardtanh', lambda: F.hardtanh(x, -1.0, 1j)), ('hardtanh', lambda: F.hardtanh(x, 1j)), ('softplus', lambda: F.softplus(x, 1j)),
                     ('softplus', lambda: F.softplus(x, 1, 1j)), ('hardshrink', lambda: F.hardshrink(x, 1j)), ('rrelu', lambda: F.rrelu(x, 1j, 1j)),
                     ('dist', lambda: torch.dist(x, x, 1j)), ('dist', lambda: torch.dist(x, x, True)), ('norm', lambda: torch.norm(x, 1j)),
                     ('norm', lambda: torch.norm(x, True)), ('cdist', lambda: torch.cdist(x[None], x[None], 1j)),
                     ('renorm', lambda: torch.renorm(x[None], 1j, 0, 1)), ('renorm', lambda: torch.renorm(x, -1, 0, 1j)),
                     ('renorm', lambda: torch.renorm(x, 1, 0, 1j)), ('renorm', lambda: torch.renorm(x, 1, 0, 1))):
        show(f'{label} {name}', f)
    first = torch.tensor([0])
    for alpha in (True, False, 2, 2.0, 0.5, 1j, 300):
        if name != 'half' or alpha not in (1j, 300):
            show(f'index_add {name} {alpha}', lambda: torch.index_add(x, 0, first, x[:1], alpha=alpha))
            show(f'index_add_ {name} {alpha}', lambda: x.clone().index_add_(0, first, x[:1], alpha=alpha))
for bounds in ((1j,), (0, 3, 1j), (0, 3j), (1j, 3, 0), (0, 3, 0)):
    for dtype in (None, torch.float32, torch.bool, torch.complex64):
        show(f'arange {bounds}', lambda: torch.arange(*bounds, dtype=dtype))
for dtype in (torch.bool, torch.complex64, torch.complex128):
    show('randperm', lambda: torch.randperm(3, dtype=dtype))

# a number among the operands of isin has no type of its own
for x in (tensors['half'], tensors['int'], torch.tensor([0.1, 1.0])):
    for number in (-2, 0.1, -2.0, True):
        for invert in (False, True):
            show(f'isin {number}', lambda: torch.isin(x, number, invert=invert))

# tensors without dimensions count less than lines
kinds = (torch.float32, torch.bfloat16, torch.float64, torch.int64, torch.bool)
for a in kinds:
    for b in kinds:
        print([torch.block_diag(torch.ones(p).to(a), torch.ones(q).to(b)).dtype for p, q in (((), 0), (2, ()), ((), ()), (2, 2), ((0, 3), ()))])
a, b = torch.tensor(2.0, dtype=torch.float64, requires_grad=True), torch.ones(2, requires_grad=True)
print([(g.dtype, g.tolist()) for g in torch.autograd.grad((torch.block_diag(a, b) * 3).sum(), (a, b))])

# the gradient of a quantile by its q
x = torch.tensor([[1.0, 4.0, 2.0], [8.0, 3.0, 5.0]])
for q in ([0.25, 0.5], 0.25, [0.75]):
    for dim in (None, 0, 1):
        for how in ('linear', 'midpoint', 'lower', 'nearest'):
            p = torch.tensor(q, requires_grad=True)
            y = torch.quantile(x, p, dim, interpolation=how)
            print(type(y.grad_fn).__name__, y.tolist(), torch.autograd.grad(y.sum(), p)[0].tolist() if y.requires_grad else None)
