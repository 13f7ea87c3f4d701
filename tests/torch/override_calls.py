# __torch_function__: what classes that are not tensors are asked, and what is said when all of them decline.
import warnings
import torch
import torch.nn.functional as F


def tried(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, str(e)[:300])


HANDLED = {}


class Diagonal:
    def __init__(self, n, value):
        self.n, self.value = n, value

    def __repr__(self):
        return f'Diagonal({self.n}, {self.value})'

    def tensor(self):
        return self.value * torch.eye(self.n)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        if func not in HANDLED or not all(issubclass(t, (torch.Tensor, Diagonal)) for t in types):
            return NotImplemented
        return HANDLED[func](*args, **(kwargs or {}))


def implements(torch_function):
    def decorator(func):
        HANDLED[torch_function] = func
        return func
    return decorator


@implements(torch.mean)
def mean(input):
    return float(input.value) / input.n


@implements(torch.add)
def add(input, other):
    if isinstance(input, Diagonal) and isinstance(other, Diagonal):
        return Diagonal(input.n, input.value + other.value)
    return torch.add(*(v.tensor() if isinstance(v, Diagonal) else v for v in (input, other)))


d = Diagonal(3, 2)
print(torch.mean(d), torch.add(d, d))
print(torch.add(d, torch.ones(3, 3)), torch.add(torch.ones(3, 3), other=d))
one = torch.ones(2)
for f in (lambda: torch.mul(d, 3), lambda: F.relu(d), lambda: torch.linalg.inv(d), lambda: torch.einsum('ii', d), lambda: torch.max_pool1d(d, 2),
          lambda: torch.split(d, 2), lambda: F.max_pool2d(d, 2), lambda: F.max_pool2d(d, 2, return_indices=True), lambda: F.linear(d, d),
          lambda: F.conv1d(d, d), lambda: torch.special.erf(d), lambda: torch.fft.fft(d), lambda: one + d, lambda: d - one, lambda: one[d],
          lambda: torch.cat([one, d]), lambda: torch.add(d, 's'), lambda: torch.mul(one, 1, out=d), lambda: torch.broadcast_tensors(d, one),
          lambda: one == d, lambda: one < d, lambda: torch.where(one > 0, d, 1.), lambda: torch.full_like(d, 1), lambda: one.add(d),
          lambda: F.cross_entropy(d, d), lambda: torch.stack((d, d)), lambda: torch.unique(d), lambda: torch.zeros(d),
          lambda: torch.tensor(d), lambda: F.relu(d, 1, 2)):
    tried(f)


# who is asked first: subclasses before their bases, else from left to right
class Base:
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        print(cls.__name__, func.__name__, [t.__name__ for t in types], len(args), kwargs)
        return NotImplemented


class Derived(Base):
    pass


class Other:
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        print(cls.__name__, func.__name__, [t.__name__ for t in types], len(args), kwargs and sorted(kwargs))
        return 'answer'


tried(lambda: torch.add(Base(), Derived()))
tried(lambda: torch.addmm(Base(), Other(), Derived()))
tried(lambda: torch.stack([one, Base(), Other(), Base()]))
tried(lambda: torch.add(one, 1, out=Other()))
tried(lambda: F.relu(Other()))
tried(lambda: F.softmax(Other(), dim=1))
tried(lambda: torch.sum(Other(), dim=0, keepdim=True))
tried(lambda: F.mse_loss(Base(), Other(), reduction='sum'))
tried(lambda: one + Other())
tried(lambda: Other() * one)
tried(lambda: 1 if one @ Other() else 0)
tried(lambda: one.mul_(Other()))
tried(lambda: torch.nn.Linear(2, 2)(Other()))
tried(lambda: torch.nn.ReLU()(Other()))


class Data:
    """PyTorch's example: data with something that is handed on."""

    def __init__(self, data, metadata=None, **kwargs):
        self._t = torch.as_tensor(data, **kwargs)
        self._metadata = metadata

    def __repr__(self):
        return 'Metadata:\n{}\n\ndata:\n{}'.format(self._metadata, self._t)

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        kwargs = kwargs or {}
        metadatas = tuple(a._metadata for a in args if hasattr(a, '_metadata'))
        args = [getattr(a, '_t', a) for a in args]
        return Data(func(*args, **kwargs), metadata=metadatas[0])


m = Data([[1, 2], [3, 4]], metadata={'owner': 'Ministry of Silly Walks'})
t = torch.tensor([[1, 2], [1, 2]])
print(torch.add(t, m))
print(torch.mul(t, m))
print(t - m, F.relu(m))

# methods that are no classmethods still work

class ByInstance:
    def __torch_function__(self, func, types, args=(), kwargs=None):
        return 'by the instance'


for f in (lambda: torch.add(ByInstance(), 1), lambda: F.relu(ByInstance())):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        print(f(), [(v.category.__name__, str(v.message)) for v in w])
