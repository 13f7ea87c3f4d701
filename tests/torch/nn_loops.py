# the loops of layers at odd sizes: vectors, their ends, strides and paddings
import torch
import torch.nn.functional as F

torch.manual_seed(0)


def show(name, *tensors):
    sums = [(t.double() * torch.arange(1, t.numel() + 1).reshape(t.shape)).sum() / t.numel() for t in tensors]
    print(name, ['%.3f' % (float(v) + 0.0 if abs(v) > 1e-6 else 0) for v in sums])


def close(name, f, *operands):
    """float32 against float64, gradients too."""
    results = []
    for dtype in (torch.float32, torch.float64):
        xs = [x.detach().to(dtype).requires_grad_() for x in operands]
        y = f(*xs)
        results.append((y, *torch.autograd.grad((y * torch.arange(y.shape[-1])).sum(), xs)))
    print(name, [bool((a - b).abs().max() <= 1e-4 * (1 + b.abs().max())) for a, b in zip(*results)])
    show(name, *results[1])


for n in (1, 3, 7, 8, 9, 31, 64, 515, 1030):
    x = torch.randn(3, n)
    close('softmax %d' % n, lambda v: F.softmax(v, 1), x)
    close('log_softmax %d' % n, lambda v: F.log_softmax(v, 1), x)
    if n > 3:
        close('layer_norm %d' % n, lambda v, w, b: F.layer_norm(v, (n,), w, b), x, torch.rand(n), torch.rand(n))
x = torch.randn(2, 5, 3, 7, requires_grad=True, dtype=torch.float64)
for d in range(4):
    show('softmax dim %d' % d, F.softmax(x, d), torch.autograd.grad((F.log_softmax(x, d) ** 2).sum(), x)[0])
nan = torch.tensor([[1.0, float('nan'), 2.0], [float('inf'), 1.0, 2.0], [-float('inf')] * 3])
print(F.softmax(nan, 1), F.softmax(nan, 0), F.log_softmax(nan, 1))

x = torch.randn(2, 3, 9, 13, requires_grad=True)
for k, s, p, dil, ceil in ((2, 2, 0, 1, False), (3, 2, 1, 1, True), (3, 1, 1, 2, False), (2, 3, 1, 1, True), ((1, 5), (4, 3), 0, 1, False)):
    y, i = F.max_pool2d(x, k, s, p, dil, ceil, return_indices=True)
    show('max', y, i, torch.autograd.grad((y ** 2).sum(), x)[0])
for k, s, p, ceil, count, div in ((2, 2, 0, False, True, None), (3, 2, 1, True, False, None), (3, 1, 1, False, True, 5), (2, 3, 1, True, True, None)):
    y = F.avg_pool2d(x, k, s, p, ceil, count, div)
    show('avg', y, torch.autograd.grad((y ** 2).sum(), x)[0])
wide = torch.randn(1, 1, 2, 700)
show('wide', F.max_pool2d(wide, 2), F.avg_pool2d(wide, (1, 3), 1))
nan = torch.randn(1, 1, 6)
nan[0, 0, 2] = float('nan')
print(F.max_pool1d(nan, 3, 1, return_indices=True)[1])

x = x.detach().double().requires_grad_()
bn = torch.nn.BatchNorm2d(3).double()
y = bn(x)
show('batch_norm', y, bn.running_mean, bn.running_var, *torch.autograd.grad((y * torch.arange(13)).sum(), (x, bn.weight, bn.bias)))
y = F.group_norm(torch.randn(2, 6, 11), 3)
show('group_norm', y)
x = torch.linspace(-6, 6, 37).requires_grad_()
for approximate in ('none', 'tanh'):
    y = F.gelu(x, approximate=approximate)
    print(['%.3f' % (v + 1e-5) for v in y.tolist() + torch.autograd.grad(y.sum(), x)[0].tolist()])
x = torch.linspace(-6, 6, 37, dtype=torch.float64).requires_grad_()
print(torch.autograd.gradcheck(lambda v: F.gelu(v, approximate='tanh'), x), torch.autograd.gradgradcheck(lambda v: F.gelu(v, approximate='tanh'), x))
for cls, kw in ((torch.optim.SGD, dict(lr=0.1, momentum=0.9, nesterov=True)), (torch.optim.Adam, dict(amsgrad=True, weight_decay=0.1)),
                (torch.optim.RMSprop, dict(centered=True)), (torch.optim.Adagrad, {}), (torch.optim.Adadelta, {})):
    p = torch.nn.Parameter(torch.linspace(-1, 1, 19))
    opt = cls([p], **kw)
    for _ in range(3):
        p.grad = p.detach() ** 2 - 0.3
        opt.step()
    show(cls.__name__, p)
