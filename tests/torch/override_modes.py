# torch.overrides: questions about functions and classes, and modes that see every call.
import torch
from torch import overrides
from torch.overrides import TorchFunctionMode


class S(torch.Tensor):
    pass


class Watch(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        print('seen', func.__name__, [t.__name__ for t in types], args, kwargs or {})
        return func(*args, **(kwargs or {}))


with Watch():
    a = torch.ones(2)
    b = a + 1
    torch.nn.functional.relu(b)
    b.shape
    torch.tensor([1.])
    torch.zeros(2, dtype=torch.int64)
    with torch._C.DisableTorchFunction():
        torch.ones(1) + 1
    torch.sum(b, dim=0)
    with Watch():
        torch.add(a, 1)


class Doubled(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        r = func(*args, **(kwargs or {}))
        return r * 2 if func is torch.add else r


with Doubled():
    print(torch.add(1, torch.ones(2)), torch.ones(2) + 1)
print(torch.add(1, torch.ones(2)))


class AtClass(TorchFunctionMode):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return None


try:
    with AtClass():
        torch.ones(2)
except RuntimeError as e:
    print(e)
s = a.as_subclass(S)
p = torch.nn.Parameter(a)
print([overrides.has_torch_function(v) for v in ((a,), [s, 1], (p,), (1, 's'))])
print(overrides.has_torch_function_unary(s), overrides.has_torch_function_unary(p), overrides.has_torch_function_variadic(a, s))
with torch._C.DisableTorchFunction():
    print(overrides.has_torch_function_unary(s), type(s + 1))
print([overrides.is_tensor_like(v) for v in (a, s, p, 1, None, torch.ones)])
print([overrides.is_tensor_method_or_property(f) for f in (torch.Tensor.add, torch.add, torch.Tensor.grad.__get__)])
print([overrides.resolve_name(f) for f in (torch.Tensor.add, torch.add, torch.Tensor.grad.__get__, torch.nn.functional.relu, torch.linalg.inv, len)])
functions = overrides.get_overridable_functions()
print(torch.add in functions[torch], torch.Tensor.add in functions[torch.Tensor], torch.nn.functional.linear in functions[torch.nn.functional],
      torch.ones in functions[torch])
ignored = overrides.get_ignored_functions()
print(torch.ones in ignored, torch.add in ignored, torch.is_tensor in ignored, torch.Tensor.new_zeros in ignored)


@overrides.wrap_torch_function(lambda a, b=None: (a, b))
def mine(a, b=None):
    return 'mine'


class Answers:
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return func.__name__, [t.__name__ for t in types], len(args), sorted(kwargs)


class Declines:
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return NotImplemented


print(mine(1), mine(a), mine(Answers()), mine(1, b=Answers()), mine(a, Answers()))
try:
    mine(Declines())
except TypeError as e:
    print(e)
print(torch._C._disabled_torch_function_impl(torch.add, (), (a, 1), {}))
print(torch.nn.Parameter.__torch_function__ is torch._C._disabled_torch_function_impl)
print(torch.Tensor.__torch_function__(torch.add, (S,), (a, 1)), S.__torch_function__(torch.add, (S, torch.Tensor), (a, 1)))
