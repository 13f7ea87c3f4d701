"""Gradients, graph nodes, hooks, in-place rules."""
import warnings

import torch

warnings.simplefilter('ignore')


def t(f, *a, **k):
    try:
        print(f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e)[:90])


F = torch.nn.functional
x = torch.arange(12.).reshape(3, 4)
i8 = torch.tensor([1, 2, 3], dtype=torch.int8)

a = torch.tensor([1., 2., 3.], requires_grad=True)
b = (a * a).sum()
b.backward()
print(a.grad, b, a)
a.grad.zero_()
print(a.grad, a.is_leaf, b.is_leaf, b.grad_fn is not None, a.grad_fn)
print(b.grad_fn.name(), b.grad_fn.next_functions[0][0].name(), len(b.grad_fn.next_functions))
for f in [lambda v: v.exp(), lambda v: v.log(), lambda v: v.sin() * v.cos(), lambda v: v.tanh(), lambda v: v.sigmoid(), lambda v: v ** 3,
          lambda v: 2 ** v, lambda v: v.sqrt(), lambda v: 1 / v, lambda v: v.abs(), lambda v: v.relu(), lambda v: v.clamp(1.5, 2.5),
          lambda v: v.cumsum(0), lambda v: v.prod(), lambda v: v.mean(), lambda v: v.std(), lambda v: v.norm(), lambda v: v.max(),
          lambda v: v.softmax(0)[0], lambda v: F.log_softmax(v, 0)[1], lambda v: torch.logsumexp(v, 0), lambda v: v[1:], lambda v: v.flip(0)[0],
          lambda v: v[torch.tensor([0, 0, 2])], lambda v: torch.cat([v, v * 2]), lambda v: torch.stack([v, v])[0], lambda v: v.view(3, 1).expand(3, 2),
          lambda v: torch.where(v > 1.5, v, v * 10), lambda v: v.sort(descending=True)[0][:2], lambda v: v.topk(2)[0], lambda v: v.unsqueeze(0) @ v.unsqueeze(1),
          lambda v: torch.outer(v, v), lambda v: torch.einsum('i,i->', v, v), lambda v: v.masked_fill(v > 2, 0.), lambda v: v.index_select(0, torch.tensor([1, 1])),
          lambda v: F.mse_loss(v, torch.zeros(3)), lambda v: F.gelu(v), lambda v: F.softplus(v), lambda v: F.cross_entropy(v[None], torch.tensor([1]))]:
    v = torch.tensor([1., 2., 3.], requires_grad=True)
    y = f(v)
    y.sum().backward()
    print(y.detach(), v.grad)
w = torch.tensor(2., requires_grad=True)
g, = torch.autograd.grad(w ** 3, w, create_graph=True)
print(g, torch.autograd.grad(g, w))
t(lambda: torch.ones(2).backward())
t(lambda: (a * 2).backward())
t(lambda: torch.tensor([1, 2]).requires_grad_())
def twice():
    y = (a * a).sum()
    y.backward()
    y.backward()
t(twice)
def leaf_inplace():
    a.add_(1)
t(leaf_inplace)
def saved_changed():
    c = a * 1
    d = c.exp()
    d.mul_(2)
    d.sum().backward()
t(saved_changed)
with torch.no_grad():
    print((a * 2).requires_grad, torch.is_grad_enabled())
    a.add_(1)
print(a)
c = a.detach().clone().requires_grad_()
z = c * 2
z[0] = 0
z.mul_(3)
z.sum().backward()
print(z.detach(), c.grad)
d = torch.ones(2, requires_grad=True)
seen = []
h = d.register_hook(lambda g: seen.append(g.tolist()) or g * 10)
(d * 3).sum().backward()
print(seen, d.grad)
h.remove()
d.grad = None
m = d * 2
m.retain_grad()
m.pow(2).sum().backward()
print(m.grad, d.grad)
m = torch.ones(2, 2, requires_grad=True)
n = m.view(4)[1:3].mul(torch.tensor([2., 3.]))
n.backward(torch.tensor([1., 10.]))
print(m.grad)
print(torch.autograd.grad((m * 2).sum(), [m])[0])
t(lambda: torch.autograd.grad(m.sum(), [d]))
print(torch.autograd.grad(m.sum(), [m, d], allow_unused=True))
