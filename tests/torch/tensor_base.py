"""Tensor and the class above it, torch._C._TensorBase: which owns what, messages, and names that scripts give Tensor."""
import torch
T, B = torch.Tensor, torch._C._TensorBase
x = torch.ones(2, 3)
print(T.__mro__, T.add, T.shape, T.grad, T.__add__, T.__getitem__, B.add is T.add, T.__base__, B.__mro__, B, B.__name__, B.__qualname__, B.__module__, issubclass(T, B), isinstance(x, B), type(x).__bases__)
print(T.add.__objclass__, T.add.__qualname__, T.shape.__objclass__, T.matmul.__qualname__, x.add.__qualname__, 'add' in T.__dict__, 'add' in B.__dict__, 'backward' in T.__dict__, hasattr(B, 'backward'))
class S(T):
    pass
s = x.as_subclass(S)
print(type(s + 1), s.sum(), S.__mro__, type(torch.nn.Parameter(x)), torch.nn.Parameter.__mro__)
class M(T, metaclass=type(T)):
    def add(self, o): return 'own'
print(x.as_subclass(M).add(1))
for f in (lambda: T.add(3, 4), lambda: T.shape.__get__(3), lambda: setattr(x, 'shape', 3), lambda: T.sum(), lambda: B(), lambda: B.add(x, 1), lambda: x.foo, lambda: T.__add__(3, x),
          lambda: B.sum(2), lambda: B.is_leaf.__get__(1), lambda: T.dim(1), lambda: T.dim(), lambda: T.t(), lambda: T.item('x'), lambda: setattr(T, 'extra', 3) or x.extra, lambda: delattr(T, 'extra'), lambda: x.extra,
          lambda: setattr(B, 'zz', 1), lambda: T.mm(x, 1), lambda: T.view(3), lambda: T.ndim.__set__(x, 3), lambda: delattr(x, 'dtype'), lambda: T.__mul__(1, 2), lambda: T.__getitem__(1, 2), lambda: T.numpy(3), lambda: T.to(3, 'cpu'), lambda: T.relu_(2), lambda: T.requires_grad.__delete__(x), lambda: B.__new__(B), lambda: type('Q', (B,), {}), lambda: T.T.fget):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
old = T.add
T.add = lambda a, b: 'patched'
print(x.add(3), B.add(x, 3)); T.add = old; print(x.add(1)[0]); del T.add; print(x.add(2)[0])
T.mean = lambda a: 7
print(x.mean()); del T.mean; print(x.mean())
import pickle, copy
print(copy.copy(x).shape)
print(sorted(n for n in dir(T) if n.startswith('a'))[:5], len(T.__subclasses__()) > 0, T in B.__subclasses__())
