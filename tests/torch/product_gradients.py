"""Gradients of products have the bits of the product that PyTorch takes for them: by columns for matrices that lie so."""
import torch
import torch.nn.functional as F

torch.manual_seed(0)


def same(x, y):
    return torch.equal(x, y) and x.shape == y.shape


def leaf(*sizes):
    return torch.randn(*sizes, requires_grad=True)


def check(name, out, grads):
    """grads: of the gradient of `out`, for each leaf what its own gradient must be."""
    g = torch.randn_like(out)
    out.backward(g)
    print(name, type(out.grad_fn).__name__, [same(x.grad, f(g)) for x, f in grads])


for m, n, k in (24, 24, 4), (40, 4, 24), (7, 33, 12), (64, 16, 48):
    x, w = leaf(m, k), leaf(n, k)
    X, W = x.detach(), w.detach()
    check('x @ w.t()', x @ w.t(), [(x, lambda g: g @ W), (w, lambda g: g.t() @ X)])
    x, w = leaf(k, m), leaf(k, n)
    X, W = x.detach(), w.detach()
    check('x.t() @ w', x.t() @ w, [(x, lambda g: W @ g.t()), (w, lambda g: X @ g)])
    x, w, c = leaf(m, k), leaf(k, n), leaf(n)
    X, W = x.detach(), w.detach()
    check('addmm', torch.addmm(c, x, w), [(x, lambda g: g @ W.t()), (w, lambda g: X.t() @ g), (c, lambda g: g.sum(0))])
    x, w = leaf(k, m), leaf(n, k)
    X, W = x.detach(), w.detach()
    check('linear', F.linear(x.t(), w, torch.zeros(n)), [(x, lambda g: W.t() @ g.t()), (w, lambda g: g.t() @ X.t())])
    x, w = leaf(m, k), leaf(k, n)
    X, W = x.detach(), w.detach()
    check('linear, turned weight', F.linear(x, w.t()), [(x, lambda g: g @ W.t()), (w, lambda g: X.t() @ g)])
    x, w = leaf(3, m, k), leaf(n, k)
    X, W = x.detach(), w.detach()
    check('batch @ w.t()', x @ w.t(), [(w, lambda g: g.reshape(-1, n).t() @ X.reshape(-1, k))])
    a, b = leaf(m, k), leaf(3, k, n)
    A, B = a.detach(), b.detach()
    out = a @ b
    print(same(out.detach(), (B.mT.reshape(-1, k) @ A.t()).reshape(3, n, m).mT))
    check('a @ batch', out, [(a, lambda g: g.mT.reshape(-1, m).t() @ B.mT.reshape(-1, k)),
                             (b, lambda g: (g.mT.reshape(-1, m) @ A).reshape(3, n, k).mT)])
    x, w = leaf(3, k, m), leaf(k, n)
    X, W = x.detach(), w.detach()
    out = x.mT @ w
    print(same(out.detach(), torch.bmm(X.mT, W.expand(3, k, n))))
    check('turned batch @ w', out, [(w, lambda g: torch.bmm(X, g).sum(0))])
    x, w, c = leaf(3, k, m), leaf(n, k), leaf(n)
    X, W = x.detach(), w.detach()
    out = F.linear(x.mT, w, c)
    print(same(out.detach(), torch.bmm(X.mT, W.t().expand(3, k, n)) + c.detach()))
    check('linear of a turned batch', out, [(w, lambda g: torch.bmm(X, g).sum(0).t())])

x = torch.randn(3, 4)
for b in torch.randn(2, 4, 5), torch.randn(2, 4, 1), torch.randn(2, 1, 4).mT, torch.randn(2, 5, 4).mT:
    print((x @ b).stride(), (x[:1] @ b).stride())

# a small product has the bits of the same part of a large one
for k in 8, 9, 12, 16, 24, 31:
    a, b = torch.randn(4, k), torch.randn(k, 8)
    print(k, same(a @ b, (a @ b.repeat(1, 40))[:, :8]))
