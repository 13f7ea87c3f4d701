"""Gradients of decompositions that ask for more than there is: a phase of complex vectors, parts that cannot be moved; complex factors of
Cholesky; transforms that fill up and cut off; and divisions by numbers, which keep nothing."""
import warnings

import torch

warnings.simplefilter('ignore')


def make(*sizes, dtype=torch.float64):
    n = torch.Size(sizes).numel()
    t = torch.tensor([((i * 37 + 11) % 101 - 50) / 23 for i in range(n)], dtype=torch.float64).reshape(sizes).clone()
    return t + 1j * t.flip(0) if dtype.is_complex else t


def show(name, f):
    try:
        for t in f():
            t = torch.view_as_real(t.detach().resolve_conj()) if t.is_complex() else t.detach()
            print(name, ' '.join('%.3f' % (round(v, 3) + 0.) for v in t.flatten().tolist()))
    except RuntimeError as e:
        print(name, str(e)[:130])


def gradient(results, leaf, **given):
    wanted = [(results[int(k[1:])], v) for k, v in given.items()]
    return torch.autograd.grad([r for r, _ in wanted], leaf, [v.to(r.dtype) for r, v in wanted], retain_graph=True)


for dtype in torch.float64, torch.complex128:
    a = make(3, 3, dtype=dtype)
    h = (a @ a.mH + 3 * torch.eye(3, dtype=dtype)).detach().requires_grad_()
    w = make(3, 3, dtype=dtype)
    for upper in False, True:
        for f in torch.cholesky, torch.linalg.cholesky:
            show(f'cholesky {upper}', lambda: gradient([f(h, upper=upper)], h, r0=w))
    for f in torch.linalg.eigh, torch.linalg.eigvalsh, lambda x: torch.symeig(x, True):
        r = f(h)
        r = (r,) if isinstance(r, torch.Tensor) else tuple(r)
        show('values', lambda: gradient(r, h, r0=make(3)))
        if len(r) > 1:
            show('vectors', lambda: gradient(r, h, r1=r[1].detach() * make(3, 3).real))
            show('vectors turned', lambda: gradient(r, h, r1=r[1].detach() * 1j if dtype.is_complex else make(3, 3)))
            print(r[0].grad_fn.name())
    u, s, v = torch.linalg.svd(h)
    if dtype.is_complex:
        for e in 0.004, 0.006, 0.02:
            show(f'left {e}', lambda: gradient((u, s, v), h, r0=u.detach() * 1j * e))
            show(f'right {e}', lambda: gradient((u, s, v), h, r2=v.detach() * 1j * e))
        show('both', lambda: gradient((u, s, v), h, r0=u.detach() * 1j, r2=v.detach() * 1.008j))
        show('eig', lambda: gradient(torch.linalg.eig(h), h, r1=torch.ones(3, 3) * 1j))
x = torch.zeros(0, 0, requires_grad=True)
print(torch.cholesky(x).grad_fn.name(), torch.linalg.pinv(x).grad_fn.name())


def graph(node):
    return '-' if node is None else node.name().replace('torch::autograd::', '') + ''.join(f' ({graph(n)}:{i})' for n, i in node.next_functions)


x, z = make(4).requires_grad_(), make(2, 3, dtype=torch.complex128).requires_grad_()
for name, f in {'fft': lambda: torch.fft.fft(x, 6), 'rfft': lambda: torch.fft.rfft(x, 3), 'irfft': lambda: torch.fft.irfft(x),
                'fftn': lambda: torch.fft.fftn(z, (3, 2)), 'irfftn': lambda: torch.fft.irfftn(z, (3, 4)), 'rfft2': lambda: torch.fft.rfft2(make(2, 3).requires_grad_(), (1, 4)),
                'trapezoid': lambda: torch.trapezoid(x, x), 'cumulative': lambda: torch.cumulative_trapezoid(x, x)}.items():
    r = f()
    print(name, graph(r.grad_fn))
    show(name, lambda: torch.autograd.grad(r, [t for t in (x, z)], r.detach().clone(), allow_unused=True)[:1] if name not in ('fftn', 'irfftn', 'rfft2') else [r])
    show(name + ' again', lambda: torch.autograd.grad(r, x, r.detach().clone()) if name in ('trapezoid', 'cumulative') else [])
print(torch.linalg.vander(torch.tensor(3.), N=3), torch.istft(make(10, 2, 2), 10, 2, center=False, length=4).shape)

# what is counted as a change: not how a tensor came about, nor the statistics that a normalisation updates
print([t._version for t in (torch.rand(2), torch.randn(2), torch.randint(3, (2,)), torch.normal(0., 1., (2,)), torch.normal(1., torch.ones(2)))])
F = torch.nn.functional
for training in True, False:
    for k in range(3):
        x, mean, var, bias = torch.rand(4, 3, requires_grad=True), torch.zeros(3), torch.ones(3), torch.zeros(3, requires_grad=True)
        y = F.batch_norm(x, mean, var, None, bias, training) + F.batch_norm(x, mean, var, None, bias, training)
        before = mean._version, var._version
        with torch.no_grad():
            (mean, var, bias)[k].add_(1)
        show(f'batch norm {training} {k} {before}', lambda: torch.autograd.grad(y.sum(), bias))
x, bias = torch.rand(4, 3, requires_grad=True), torch.zeros(3, requires_grad=True)
y = F.layer_norm(x, (3,), None, bias)
bias.detach().add_(1)
show('layer norm', lambda: torch.autograd.grad(y.sum(), x))
for f in torch.var_mean, torch.std_mean:
    x = torch.arange(4., requires_grad=True)
    r = f(x)
    print([t.output_nr for t in r], r[0].grad_fn is r[1].grad_fn, torch.autograd.grad(r[0] * r[1], x, retain_graph=True)[0])
    r[0].detach().add_(1)
    show('deviations', lambda: torch.autograd.grad(r[1], x))
print(torch.ones(3).diff(0, 0, torch.ones(1), torch.ones(2)))
x = torch.rand(4, 3, requires_grad=True)
y = F.instance_norm(x[..., None, None].expand(4, 3, 2, 2))
x.detach().add_(1)
print(y.grad_fn.name(), torch.autograd.grad(y.sum(), x)[0].abs().max() < 1)
print(torch.bernoulli(torch.ones(2), 0.5)._version)
