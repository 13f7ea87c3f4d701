"""functorch.vmap: structures of inputs and outputs, random numbers, what it refuses; modules as functions, gradients of single examples, ensembles."""
import torch
from functorch import combine_state_for_ensemble, grad, jacrev, make_functional, make_functional_with_buffers, vmap
from torch import nn


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


x, y = torch.arange(6.).view(2, 3), torch.arange(4.)
for f in (lambda: vmap(torch.sum)(x), lambda: vmap(torch.dot)(x, x), lambda: vmap(torch.dot, in_dims=(0, None))(x, x[0]), lambda: vmap(torch.sum, in_dims=1)(x),
          lambda: vmap(lambda a: a, out_dims=1)(x), lambda: vmap(lambda a: (a, a.sum()), out_dims=(1, 0))(x), lambda: vmap(lambda d: d['a'] + 1)({'a': x}),
          lambda: vmap(lambda d, k: d['a'] * k, in_dims=({'a': 0}, None))({'a': x}, 3), lambda: vmap(lambda a: {'o': a.sum()})(x), lambda: vmap(torch.dot)(x, y),
          lambda: vmap(torch.sum)(3), lambda: vmap(torch.sum)(), lambda: vmap(torch.sum, in_dims=None)(x), lambda: vmap(torch.sum, in_dims=(0, 0))(x),
          lambda: vmap(torch.sum, in_dims=5)(x), lambda: vmap(torch.sum, in_dims=-1)(x), lambda: vmap(torch.sum, in_dims='a')(x),
          lambda: vmap(torch.sum, in_dims=[0])(x), lambda: vmap(lambda a: 3)(x), lambda: vmap(lambda a: (a, 'x'))(x), lambda: vmap(lambda a: None)(x),
          lambda: vmap(lambda a: a, out_dims=9)(x), lambda: vmap(lambda a: a, out_dims=(0, 0))(x), lambda: vmap(lambda a: a, out_dims='a')(x),
          lambda: vmap(lambda a: a, out_dims=None)(x), lambda: vmap(lambda a: torch.ones(2))(x), lambda: vmap(torch.sum)(torch.ones(0, 3)),
          lambda: vmap(torch.sum)(torch.tensor(1.)), lambda: vmap(lambda a: a + torch.rand(3))(x),
          lambda: vmap(lambda a: a + torch.rand(3), randomness='different')(x).shape, lambda: vmap(torch.sum, randomness='foo')(x),
          lambda: vmap(vmap(torch.dot))(x.view(1, 2, 3), x.view(1, 2, 3)), lambda: vmap(lambda a, b=2: a * b)(x, b=5),
          lambda: vmap(grad(lambda a: (a**2).sum()))(x), lambda: vmap(lambda a: a.mul_(2))(x.clone()), lambda: vmap(lambda *a: a[0] + a[1])(x, x),
          lambda: vmap(lambda a: [a, (a,)])(x), lambda: vmap(jacrev(torch.sin))(x).shape, lambda: jacrev(vmap(torch.sum))(x).shape,
          lambda: vmap(lambda a: torch.where(a > 2, a, -a))(x), lambda: vmap(torch.mv, (None, 0))(torch.ones(2, 3), x), lambda: vmap(3)(x)):
    attempt(f)
same = vmap(lambda a: torch.zeros(3) * a.sum() + torch.rand(3), randomness='same')(x)
print(torch.equal(same[0], same[1]))
r = x.clone().requires_grad_()
vmap(torch.sum)(r).sum().backward()
print(r.grad, vmap(torch.sum).__name__)

torch.manual_seed(0)
net = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.Tanh(), nn.Linear(4, 1))
attempt(lambda: make_functional(net))
f, p, b = make_functional_with_buffers(net)
print(f)
print([t.shape for t in p], [t.requires_grad for t in p][:2], len(b), f.param_names, f.buffer_names, f(p, b, torch.ones(2, 3)).shape)
print(b[2], net[1].num_batches_tracked)
line = nn.Linear(3, 2)
f, p = make_functional(line)
print(f(p, x), type(f), type(p), type(p[0]), p[0] is line.weight, f.names_map)
f, p = make_functional(line, disable_autograd_tracking=True)
print(p[1].requires_grad)


def loss(p, x, y):
    return ((f(p, x) - y)**2).mean()


print(grad(loss)(p, x, torch.ones(2, 2)))
single = vmap(grad(loss), (None, 0, 0))(p, x, torch.ones(2, 2))
print(single)

models = [nn.Linear(3, 2) for _ in range(4)]
f, p, b = combine_state_for_ensemble(models)
print(type(f), [t.shape for t in p], b, p[0].requires_grad, vmap(f, (0, 0, None))(p, b, x))
print(torch.allclose(vmap(f, (0, 0, None))(p, b, x)[2], models[2](x)))
attempt(lambda: combine_state_for_ensemble([]))
attempt(lambda: combine_state_for_ensemble([nn.Linear(1, 1), nn.ReLU()]))
attempt(lambda: combine_state_for_ensemble([nn.Linear(1, 1), nn.Linear(1, 1).eval()]))
tied = nn.Module()
tied.a = nn.Linear(2, 2)
tied.b = tied.a
tied.c = nn.Parameter(torch.ones(1))
tied.d = tied.c
f, p = make_functional(tied)
print(len(p), f.names_map)
lstm = nn.LSTM(3, 2)
f, p = make_functional(lstm)
print(f(tuple(t * 0 for t in p), torch.ones(4, 1, 3))[0].abs().sum(), torch.equal(f(p, torch.ones(4, 1, 3))[0], lstm(torch.ones(4, 1, 3))[0]))
