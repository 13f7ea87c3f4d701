"""Gradients that are differentiated again, where PyTorch has rules of its own for the second time; and running products past zeros."""
import torch
import torch.nn.functional as F

inf, nan = float('inf'), float('nan')
torch.set_printoptions(precision=6)


def make(*sizes):
    n = torch.Size(sizes).numel()
    return torch.tensor([((i * 37 + 11) % 101 - 50) / 23 for i in range(n)], dtype=torch.float64).reshape(sizes).requires_grad_()


def probe(name, f, *operands):
    y = f(*operands)
    operands = [t for t in operands if t is not None]
    weight = torch.arange(1., y.numel() + 1, dtype=y.dtype).view(y.shape)
    first = torch.autograd.grad((y * y * weight).sum(), operands, create_graph=True)
    second = torch.autograd.grad(sum((t * t * t).sum() for t in first), operands, create_graph=True, allow_unused=True)
    third = torch.autograd.grad(sum((t * torch.arange(t.numel()).view(t.shape)).sum() for t in second if t is not None), operands, allow_unused=True)
    print(name, [type(t.grad_fn).__name__ for t in first])
    for gradients in (first, second, third):
        print(*(None if t is None else ' '.join('%.6g' % (v + 0.0) for v in t.flatten()) for t in gradients), sep=' | ')


for affine in (False, True):
    w, b = (make(4), (make(4) * 2 + 1).detach().requires_grad_()) if affine else (None, None)
    probe('group', lambda x, w, b: F.group_norm(x, 2, w, b), make(2, 4, 3), w, b)
    probe('batch', lambda x, w, b: F.batch_norm(x, None, None, w, b, True), make(3, 4), w, b)
    probe('batch, evaluated', lambda x, w, b: F.batch_norm(x, torch.zeros(4).double() + 0.1, torch.ones(4).double() * 2, w, b), make(3, 4), w, b)
    probe('instance', lambda x, w, b: F.instance_norm(x, None, None, w, b), make(2, 4, 3), w, b)
x = torch.tensor([[1.5], [-2.], [3.]], dtype=torch.float64, requires_grad=True)
print(torch.autograd.grad((F.group_norm(x, 1) * 1e12).sum(), x)[0].abs().max().item() < 1)

target = torch.tensor([0.3, 0, 1, 0.5], dtype=torch.float64)
for reduction in ('mean', 'sum', 'none'):
    for weight in (None, torch.tensor([1., 2, 3, 4], dtype=torch.float64)):
        probe('entropy ' + reduction, lambda x: F.binary_cross_entropy(x, target, weight, reduction=reduction),
              torch.tensor([0.25, 0.5, 0.999, 1e-3], dtype=torch.float64, requires_grad=True))
p = torch.tensor([0., 1], dtype=torch.float64, requires_grad=True)
g, = torch.autograd.grad(F.binary_cross_entropy(p, 1 - p.detach(), reduction='sum'), p, create_graph=True)
print(g.tolist(), torch.autograd.grad(g.sum(), p)[0].tolist())

for values in ([2., 3, 0, 4, 0, 5], [nan, 0., 2], [2., nan, 0, 3], [2., inf, 0, 3], [2., 0, inf, 3], [2, 0, nan, 3], [2, -inf, 0., 1, nan, 0], [1 + 1j, 0, 2j], [4.]):
    x = torch.tensor(values, requires_grad=True)
    y = x.cumprod(0)
    first, = torch.autograd.grad(y, x, torch.ones_like(y), retain_graph=True)
    again, = torch.autograd.grad(y, x, torch.ones_like(y), create_graph=True)
    print(first.tolist(), again.tolist())
    if again.requires_grad and again.grad_fn:
        print(torch.autograd.grad(again, x, torch.ones_like(again))[0].tolist())
x = torch.tensor([[1., 2, 0, 3], [0, 4, 0, nan]], requires_grad=True)
for dim in (0, 1, -1):
    print(torch.autograd.grad((x.cumprod(dim) * torch.arange(8.).view(2, 4)).sum(), x)[0].tolist())

# whose output changed: as long as the graph is kept, later operations hold the view's history
for retain in (False, True):
    x = torch.ones(3, requires_grad=True)
    y = (x * 1).unsqueeze(0).exp_()
    y.neg_()
    try:
        y.sum().backward(retain_graph=retain)
    except RuntimeError as e:
        print(str(e)[100:190])

# a slice for each index must lie in the memory of the copy
x = torch.zeros(0, 3)
for t in (x, torch.stack([x, x], -1)[..., 0]):
    for f in (lambda: t.index_copy(0, torch.tensor([1]), torch.zeros(1, 3)), lambda: t.index_copy_(0, torch.tensor([1]), torch.zeros(1, 3))):
        try:
            f()
        except RuntimeError as e:
            print(e)

# the gradient for a target is the kernel with the two exchanged: no zero with a sign
for f in (F.mse_loss, F.smooth_l1_loss, F.huber_loss):
    for reduction in ('mean', 'sum', 'none'):
        for again in (False, True):
            x, y = torch.tensor([1., 2., 3., 0.5], requires_grad=True), torch.tensor([1., 2.5, -3., 0.25], requires_grad=True)
            g = torch.autograd.grad(f(x, y, reduction=reduction).sum(), (x, y), create_graph=again)
            print(f.__name__, reduction, [t.tolist() for t in g], [type(t.grad_fn).__name__ for t in g])
            if again:
                print([t.tolist() for t in torch.autograd.grad(sum((t * t).sum() for t in g), (x, y))])
# kernels whose gradients are kernels
for f in (torch.tanh, torch.sigmoid, F.logsigmoid, F.elu, F.selu, F.celu, lambda x: x.softmax(0), lambda x: x.log_softmax(0)):
    probe('kernel', f, make(4))
    with torch.autograd.forward_ad.dual_level():
        x = torch.autograd.forward_ad.make_dual(make(4).detach(), torch.arange(4.).double())
        print(torch.autograd.forward_ad.unpack_dual(f(x)).tangent)
a = torch.tensor([[0.25, 1, -0.5], [1, 0, 0.75], [0.125, 2, -1]], requires_grad=True)
(torch.linalg.svdvals(a) * torch.arange(3.)).sum().backward()
print([[round(v, 3) for v in line] for line in a.grad.tolist()])
