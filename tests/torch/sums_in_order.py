"""Distances and their gradients add up one after the other; label_smoothing has the steps of PyTorch."""
import torch
import torch.nn.functional as F

torch.manual_seed(0)
for dtype in torch.float32, torch.float64:
    for columns in 4, 8, 20, 64:
        x, y = torch.randn(7, columns, dtype=dtype, requires_grad=True), torch.randn(5, columns, dtype=dtype, requires_grad=True)
        out = torch.cdist(x, y)
        g = torch.randn_like(out)
        out.backward(g)
        d = (x[:, None] - y[None]).detach()
        squares = torch.zeros_like(out.detach())
        for k in range(columns):
            squares = squares + d[:, :, k] * d[:, :, k]
        slopes = g[:, :, None] * d / out.detach()[:, :, None]
        gx, gy = torch.zeros_like(x), torch.zeros_like(y)
        for j in range(5):
            gx = gx + slopes[:, j]
        for i in range(7):
            gy = gy - slopes[i]
        print(torch.equal(out, squares.sqrt()), torch.equal(x.grad, gx), torch.equal(y.grad, gy))

x, y = torch.randn(30, 4, requires_grad=True), torch.randn(28, 4, requires_grad=True)
out = torch.cdist(x, y)
g = torch.randn_like(out)
out.backward(g)
ratio = g / out.detach()
X, Y = x.detach(), y.detach()
print(out.grad_fn.name(), torch.equal(x.grad, X * ratio.sum(-1, True) - ratio @ Y), torch.equal(y.grad, Y * ratio.sum(-2)[:, None] - ratio.mT @ X))


def nodes(f, depth=0):
    print(' ' * depth + f.name())
    for g, _ in f.next_functions:
        if g is not None:
            nodes(g, depth + 1)


x = torch.randn(2, 30, 4, requires_grad=True)
nodes(torch.cdist(x, x * 2).grad_fn)
x = torch.randn(20, 3, dtype=torch.float64, requires_grad=True)
print(torch.autograd.gradgradcheck(lambda a: torch.cdist(a, a.flip(0) * 2 + 1, compute_mode='use_mm_for_euclid_dist'), (x,)))

x, t = torch.randn(6, 5, requires_grad=True), torch.tensor([0, 4, -100, 2, 1, 3])
w = torch.rand(5)
for reduction in 'mean', 'sum', 'none':
    for weight in None, w:
        nodes(F.cross_entropy(x, t, weight, reduction=reduction, label_smoothing=0.1).grad_fn)
for classes in 16, 10:
    x, t = torch.randn(3, classes, requires_grad=True), torch.tensor([3, 0, 9])
    F.cross_entropy(x, t, label_smoothing=0.1).backward(torch.tensor(1.7))
    logs = F.log_softmax(x.detach(), 1)
    each = torch.full((3,), 1.7 * 1.0).double() * (0.1 / classes)
    share = (torch.tensor(1.7).double() * (0.1 / classes)).float() / 3
    most = (torch.tensor(1.7).double() * 0.9).float()
    g = -share.expand(3, classes) + F.one_hot(t, classes) * (-most / 3)
    print(torch.allclose(x.grad, g - logs.exp() * g.sum(1, True), atol=1e-7))
