# Subclasses of Tensor: their results, which functions see them, and the calls as __torch_function__ is told of them.
import copy
import io
import pickle
import numpy as np
import torch
import torch.nn.functional as F


class S(torch.Tensor):
    pass


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:300])


t = torch.ones(2, requires_grad=True)
for f in (lambda: t.as_subclass(int), lambda: t.as_subclass(3), lambda: torch.Tensor._make_subclass(S, t),
          lambda: torch.Tensor._make_subclass(S, t, True), lambda: t.as_subclass(S)):
    tried(f)
s = t.as_subclass(S)
print(s.is_leaf, s.requires_grad, type(s.grad_fn).__name__)
y = (s * 2).sum()
y.backward()
print(type(y), y, t.grad, type(t.grad))
l = torch.ones(3).as_subclass(S).requires_grad_()
(l * l).sum().backward()
print(l, l.grad, type(l.grad))
print(S([1, 2]), S(2, 3).shape, type(S([1, 2]) + 1))
print(type(l.detach()), type(l.data), [type(v) for v in l], type(l.max()), l.max(0), type(l.detach().numpy()), l.tolist(), type(l.shape), l[0])
print(torch.cat([l, torch.ones(1)]), torch.stack([torch.ones(3), l]))
x = torch.ones(2)
x += S([1, 1])
print(type(x), x)
x = torch.ones(3)
x[0] = S([5.])[0]
print(type(x), x)
tried(lambda: copy.deepcopy(l))
s = S([1, 2])
s.meta = 'kept'
q = pickle.loads(pickle.dumps(s))
print(type(q), q.meta)
f = io.BytesIO()
torch.save(s, f)
f.seek(0)
q = torch.load(f)
print(type(q), q.meta)
print(2 - S([1]), 2 ** S([1.]), 7 // S([2.]), 7 % S([2.]), 1 / S([4.]), -S([1, 2]), ~S([1]).bool(), 1. in S([1, 2]))
print(f'{S([1., 2.])}', repr(S([1.])), bool(S([1])), int(S([1])), float(S([2])), len(S([1, 2])))
tried(lambda: f'{S([1.])[0]:.2f}')
tried(lambda: S([1, 2]) + 'a')
tried(lambda: 'a' + S([1, 2]))
tried(lambda: S([1, 2]) @ 'a')


class SP(torch.nn.Parameter):
    pass


p = SP(torch.ones(2))
print(p, type(p + 1), isinstance(p, torch.nn.Parameter), type(pickle.loads(pickle.dumps(p))))
p = torch.nn.Parameter(S([1., 2.]))
print(p, type(p), isinstance(p, torch.nn.Parameter), type(p * 2))


class L(torch.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        log.append((func.__name__, [t.__name__ for t in types], len(args), sorted(kwargs) if kwargs is not None else None))
        return super().__torch_function__(func, types, args, kwargs)


log = []


def show(*calls):
    for f in calls:
        log.clear()
        try:
            r = type(f()).__name__
        except Exception as e:
            r = f'{type(e).__name__} {str(e)[:100]}'
        print(r, log)


torch.manual_seed(0)
x, y = torch.rand(3, 3).as_subclass(L), torch.rand(3, 3)
show(lambda: x + 1, lambda: 1 + x, lambda: y + x, lambda: x - y, lambda: 2 - x, lambda: x * 2, lambda: 2 * x, lambda: x / 2, lambda: 2 / x,
     lambda: x // 2, lambda: 2 // x, lambda: x % 2, lambda: 2 % x, lambda: x ** 2, lambda: 2 ** x, lambda: x @ y, lambda: y @ x, lambda: -x,
     lambda: +x, lambda: abs(x), lambda: ~(x.bool()), lambda: x.int() & 1, lambda: 1 & x.int(), lambda: x.int() | 1, lambda: x.int() ^ 1,
     lambda: x.int() << 1, lambda: x.int() >> 1, lambda: 1 << x.int(), lambda: x < y, lambda: y < x, lambda: 1 < x, lambda: x == y,
     lambda: x != 1, lambda: y >= x)
show(lambda: x[0], lambda: x[0, 1], lambda: y[x > 0], lambda: len(x), lambda: list(x), lambda: bool(x[0, 0]), lambda: int(x[0, 0]),
     lambda: float(x[0, 0]), lambda: 0.5 in x, lambda: repr(x), lambda: f'{x}', lambda: hash(x) and 1)
show(lambda: x.shape, lambda: x.size(), lambda: x.T, lambda: x.grad, lambda: x.dtype, lambda: x.requires_grad_(), lambda: x.sum().backward(),
     lambda: x.grad, lambda: x.detach().numpy(), lambda: x.device, lambda: x.is_leaf, lambda: x.data, lambda: x.ndim)
show(lambda: torch.relu(x), lambda: F.relu(x), lambda: F.softmax(x, dim=-1), lambda: F.dropout(x, 0.), lambda: F.linear(x, y),
     lambda: F.mse_loss(x, y), lambda: torch.nn.Linear(3, 2)(x), lambda: torch.nn.ReLU()(x), lambda: F.sigmoid(x), lambda: torch.sigmoid(x),
     lambda: torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Tanh(), torch.nn.Sigmoid(), torch.nn.Softmax(1), torch.nn.GELU())(x),
     lambda: torch.nn.LayerNorm(3)(x), lambda: torch.nn.BatchNorm1d(3)(x), lambda: torch.nn.MaxPool1d(2)(x[None]), lambda: torch.nn.Flatten()(x),
     lambda: torch.nn.Embedding(3, 2)(torch.tensor([1]).as_subclass(L)), lambda: torch.nn.CrossEntropyLoss()(x, torch.tensor([0, 1, 2])))
show(lambda: torch.cat([x, y]), lambda: torch.stack((y, x)), lambda: torch.einsum('ij,jk', x, y), lambda: torch.max(x, 1), lambda: x.split(1),
     lambda: torch.split(x, 1), lambda: x.unbind(), lambda: x.view(9), lambda: x.to(torch.float64), lambda: x.norm(), lambda: torch.norm(x),
     lambda: x.unique(), lambda: torch.where(x > 0, x, y), lambda: x.mean(0, keepdim=True), lambda: torch.ones_like(x), lambda: x.new_zeros(2),
     lambda: x.item(), lambda: torch.is_tensor(x), lambda: torch.linalg.norm(x), lambda: torch.linalg.inv(x), lambda: torch.fft.fft(x),
     lambda: torch.special.expit(x), lambda: torch.var_mean(x), lambda: torch.meshgrid(x[0], x[0], indexing='ij'), lambda: torch.tensordot(x, y),
     lambda: torch.add(y, 1, out=x.detach()), lambda: y.copy_(x), lambda: F.normalize(x), lambda: torch.autograd.grad(x.sum(), x),
     lambda: torch.nn.init.normal_(x.detach()), lambda: torch.nn.init.xavier_uniform_(x.detach()), lambda: torch.broadcast_tensors(x, y),
     lambda: x.apply_(abs), lambda: torch.Tensor.__add__(x, 1), lambda: setattr(x, 'requires_grad', True), lambda: setattr(x, 'grad', None),
     lambda: x.missing)


def in_place():
    z, w = torch.ones(2).as_subclass(L), torch.ones(2)
    z += 1
    z -= 1
    z *= 2
    z /= 2
    z //= 1
    z %= 5
    z **= 2
    z[0] = 1
    z[0] += 1
    w += z
    return w


show(in_place)
