"""functorch: gradients, products with Jacobians, Jacobians and Hessians of functions, and what they refuse."""
import torch
from functorch import grad, grad_and_value, hessian, jacfwd, jacrev, jvp, vjp, vmap


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


x = torch.arange(3.)
for f in (lambda: grad(lambda x: x)(x), lambda: grad(lambda x: 3)(x[0]), lambda: grad(torch.sin)(3.), lambda: grad(torch.sin, argnums=1)(x[0]),
          lambda: grad(torch.sin, argnums=(0, 0))(x[0]), lambda: grad(torch.sin, argnums='a')(x[0]), lambda: grad(torch.sin, argnums=())(x[0]),
          lambda: grad(lambda x, y: x.sum() * y.sum(), argnums=(0, 1))(x, x), lambda: grad(lambda x, y: x.sum() * y.sum(), argnums=-1)(x, x * 2),
          lambda: grad(lambda d: d['a'].sum() * 2 + d['b'][0].sum())({'a': x, 'b': [x]}), lambda: grad_and_value(lambda x: (x**2).sum())(x),
          lambda: grad(lambda x: ((x**2).sum(), x * 2), has_aux=True)(x), lambda: grad_and_value(lambda x: ((x**2).sum(), {'q': x * 2}), has_aux=True)(x),
          lambda: grad(lambda x: (x.sum(), x))(x), lambda: grad(lambda x: x.sum(), has_aux=True)(x), lambda: grad(lambda x: (x.sum(), 3), has_aux=True)(x),
          lambda: grad(lambda x: torch.tensor(3.))(x), lambda: grad(grad(lambda x: x**3))(x[2]), lambda: grad(grad(grad(lambda x: x**4)))(x[2]),
          lambda: grad(lambda x: x.sum())(x.long()), lambda: grad(lambda a, k=1: (a**2).sum() * k)(x, k=3)):
    attempt(f)
r = x.clone().requires_grad_()
print(grad(lambda y: (y**2 * r).sum())(x), grad(lambda y: (y**3).sum())(r), grad(lambda y: y.sum())(r))
w = torch.tensor(2., requires_grad=True)
g = grad(lambda y: (y**2 * w).sum())(x)
print(g.requires_grad, torch.autograd.grad(g.sum(), w))
with torch.no_grad():
    print(grad(lambda y: (y**2).sum())(x), grad(lambda y: (y**2).sum())(r))


def stopped(y):
    with torch.no_grad():
        c = y**2
    return (y - c).sum()


print(grad(stopped)(x))

value, pull = vjp(lambda x: (x.sin(), x.sum()), x)
print(value, pull((x, torch.tensor(1.))), pull((x, torch.tensor(1.)), retain_graph=True))
attempt(lambda: pull(x))
value, pull, aux = vjp(lambda a, b: (a * b, {'z': a}), x, x + 1, has_aux=True)
print(value, aux, pull(x))
for f in (lambda: vjp(lambda x: 3, x), lambda: vjp(lambda x: (), x), lambda: vjp(lambda x: {'a': x}, x)[1]({'a': x}), lambda: vjp(torch.sin, 3.),
          lambda: jvp(torch.sin, (x,), (torch.ones(3),)), lambda: jvp(lambda a, b: (a * b, a + b), (x, x), (x, x)), lambda: jvp(torch.sin, x, x),
          lambda: jvp(torch.sin, (x,), (x, x)), lambda: jvp(torch.sin, (x,), (torch.ones(2),)), lambda: jvp(torch.sin, (), ()),
          lambda: jvp(lambda x: (x * 2, x), (x,), (x,), has_aux=True), lambda: jvp(lambda x: 3, (x,), (x,)), lambda: jvp(lambda x: torch.ones(2), (x,), (x,)),
          lambda: jvp(torch.sin, (3.,), (1.,)), lambda: jacrev(torch.sin)(x), lambda: jacrev(lambda x: (x.sin(), x.sum()))(x),
          lambda: jacrev(lambda a, b: a[:2] * b[:2], argnums=(0, 1))(x, x), lambda: jacrev(lambda d: {'o': d['a'] * 2})({'a': x}),
          lambda: jacrev(lambda x: (x * 2, x), has_aux=True)(x), lambda: jacrev(lambda x: 3)(x), lambda: jacfwd(torch.sin)(x),
          lambda: jacfwd(lambda a, b: a * b, argnums=(0, 1))(x, x), lambda: jacfwd(lambda x: (x * 2, x), has_aux=True)(x), lambda: jacfwd(lambda x: 3)(x),
          lambda: hessian(lambda x: (x**3).sum())(x), lambda: jacrev(torch.sin, argnums=2)(x), lambda: jacfwd(torch.sin, argnums='q')(x),
          lambda: hessian(lambda a, b: (a * b * b).sum(), argnums=(0, 1))(x, x), lambda: jacrev(lambda x: torch.stack([x, x]))(x).shape,
          lambda: jacrev(lambda x: x.long())(x), lambda: jacfwd(lambda x: torch.ones(2))(x), lambda: jacrev(lambda x: torch.ones(2))(x)):
    attempt(f)

# One step of learning to learn: the outer gradient goes through the inner one.
torch.manual_seed(0)
data = torch.randn(4, 5, 2)


def inner_loss(w, d):
    return ((d @ w) ** 2).mean()


def outer_loss(w):
    stepped = vmap(lambda d: w - 0.1 * grad(inner_loss)(w, d))(data)
    return vmap(inner_loss)(stepped, data).sum()


start = torch.tensor([1., -1.])
print(grad(outer_loss)(start), hessian(outer_loss)(start))
