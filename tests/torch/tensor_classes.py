# Classes of tensors: assignment of __class__, their attributes, lazy modules that take a filled state.
import warnings

import torch
from torch import nn

warnings.simplefilter('ignore')


class A(torch.Tensor):
    pass


class B(torch.Tensor):
    __slots__ = ('q',)


class C(torch.Tensor):
    __slots__ = ()


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def become(x, c):
    x.__class__ = c
    return type(x).__name__, x, x.requires_grad, type(x) is c, x.__dict__


for c in (A, B, C, nn.Parameter, nn.UninitializedParameter, nn.UninitializedBuffer, torch.Tensor, int, object, 3, dict):
    tried(lambda: become(torch.ones(2), c))
    tried(lambda: become(nn.Parameter(torch.ones(2)), c))
    x = A([1, 2])
    x.foo = 3
    tried(lambda: (become(x, c), x.foo))
tried(lambda: setattr(3, '__class__', torch.Tensor))
tried(lambda: delattr(x, '__class__'))
x = torch.ones(2)
x.foo = 1
x.__dict__['bar'] = 2
print(x.bar, vars(x))
x.__dict__ = {'q': 1}
print(x.q, hasattr(x, 'foo'))
print(nn.Parameter(x).__dict__, torch.Tensor.__dict__['__dict__'])
print(torch.arange(12.).reshape(2, 2, 3).as_subclass(A))

for make in (lambda: nn.LazyLinear(3), lambda: nn.LazyConv2d(3, 2), lambda: nn.LazyConvTranspose1d(3, 2), lambda: nn.LazyBatchNorm1d(),
             lambda: nn.LazyBatchNorm2d(), lambda: nn.LazyInstanceNorm2d(affine=True, track_running_stats=True)):
    name = type(make()).__name__
    x = torch.ones((2, 4) + (5,) * (2 if '2d' in name else 1 if 'Conv' in name else 0))
    m, n = make(), make()
    y = m(x)
    print(m, type(m).__name__, y.shape)
    print(n, n.load_state_dict(m.state_dict()))
    print({k: (type(v).__name__, tuple(v.shape)) for k, v in list(n.named_parameters()) + list(n.named_buffers())})
    print(torch.equal(n.eval()(x), m.eval()(x)), type(n).__name__)
    tried(lambda: m.load_state_dict(make().state_dict()))
for cls in (nn.UninitializedBuffer, nn.UninitializedParameter):
    b = cls(dtype=torch.float64)
    b.materialize((2, 3))
    print(type(b), b.shape, b.requires_grad, b.dtype)
    b = cls()
    b.materialize((1,), dtype=torch.float16)
    print(type(b), b.shape, b.dtype)
