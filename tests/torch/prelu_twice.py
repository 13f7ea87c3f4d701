# The gradient of prelu is a function of its own, whose gradient is made of masks.
import torch
import torch.nn.functional as F
nan, inf = float('nan'), float('inf')


def rounded(gradients):
    return [None if t is None else [round(v, 4) + 0.0 for v in t.flatten().tolist()] for t in gradients]


def show(x, w, loss):
    x, w = (t.to(torch.float64, copy=True) for t in (x, w))
    x.requires_grad_()
    w.requires_grad_()
    y = F.prelu(x, w)
    out = torch.linspace(-1, 2, y.numel(), dtype=torch.float64).reshape(y.shape).requires_grad_()
    inputs = (x, w, out)
    g = torch.autograd.grad(y, inputs[:2], out, create_graph=True)
    h = torch.autograd.grad(loss(g), inputs, allow_unused=True, create_graph=True)
    print([t.grad_fn.name() for t in g], rounded(g), rounded(h))
    z = sum(t.sin().sum() for t in h if t is not None)
    print(rounded(torch.autograd.grad(z, inputs, allow_unused=True)))


for x in (torch.tensor([[1., -2., 3.], [-4., 5., 0.]]), torch.tensor([[1., -inf, nan], [inf, -5., 0.]]), torch.tensor([-1.5, 2.]), torch.tensor(-2.)):
    for w in (torch.tensor([0.25]), torch.tensor(.3)):
        show(x, w, lambda g: sum((t * t).sum() for t in g))
        show(x, w, lambda g: g[0].exp().sum())
        show(x, w, lambda g: g[1].exp().sum())
for x in (torch.tensor([[1., -2., 3.]]), torch.linspace(-3, 4, 12).reshape(2, 3, 2)):
    show(x, torch.tensor([.2, .3, .1]), lambda g: sum((t * t).sum() for t in g))

# it depends on the input also where the gradient that arrives does not
for zeroed in (False, True):
    a = torch.arange(6.).reshape(2, 3).requires_grad_()
    x = F.prelu(a * 1, torch.tensor([0.25]))
    if zeroed:
        x.zero_()
    for loss in ((x * x).sum(), x.sum()):
        g, = torch.autograd.grad(loss, a, create_graph=True)
        print(g.requires_grad, g.grad_fn.next_functions[0][0].name())
