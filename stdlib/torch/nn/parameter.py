"""Parameters: tensors that a Module registers when they are assigned to it."""
import _not_built
from collections import OrderedDict

import torch
from torch._C import Tensor

__all__ = ['Parameter', 'UninitializedParameter', 'UninitializedBuffer']


class _ParameterMeta(type):
    """Tensors of other classes can be parameters, too: they have a flag."""

    def __instancecheck__(self, instance):
        return isinstance(instance, Tensor) and (type.__instancecheck__(self, instance) or getattr(instance, '_is_param', False))


class Parameter(Tensor, metaclass=_ParameterMeta):
    """A tensor that is learned: requires a gradient and is listed by Module.parameters()."""

    __torch_function__ = torch._C._disabled_torch_function_impl

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        if type(data) is Tensor or type(data) is Parameter:
            return Tensor._make_subclass(cls, data, requires_grad)
        result = data.detach().requires_grad_(requires_grad)
        if type(result) is not type(data):
            raise RuntimeError(f'Creating a Parameter from an instance of type {type(data).__name__} requires that detach() returns an instance of '
                               f'the same type, but return type {type(result).__name__} was found instead. To use the type as a Parameter, please '
                               'correct the detach() semantics defined by its __torch_dispatch__() implementation.')
        result._is_param = True
        return result

    def __repr__(self):
        return 'Parameter containing:\n' + Tensor.__repr__(self)

    def __deepcopy__(self, memo):
        if id(self) in memo:
            return memo[id(self)]
        result = type(self)(self.data.clone(), self.requires_grad)
        memo[id(self)] = result
        return result

    def __reduce_ex__(self, proto):
        return torch._utils._rebuild_parameter, (self.data, self.requires_grad, OrderedDict())


class UninitializedTensorMixin:
    """A tensor of a lazy module before the first input has told its sizes: materialize() makes it an ordinary one."""

    __torch_function__ = torch._C._disabled_torch_function_impl

    def materialize(self, shape, device=None, dtype=None):
        device = self.data.device if device is None else device
        self.data = torch.empty(shape, device=device, dtype=self.data.dtype if dtype is None else dtype)
        self.__class__ = self.cls_to_become

    @property
    def shape(self):
        raise RuntimeError("Can't access the shape of an uninitialized parameter or buffer. This error usually happens in `load_state_dict` "
                           "when trying to load an uninitialized parameter into an initialized one. Call `forward` to initialize the parameters "
                           "before accessing their attributes.")

    def share_memory_(self):
        raise RuntimeError("Can't share memory on an uninitialized parameter or buffer. Call `forward` to initialize the parameters before "
                           'calling `module.share_memory()`.')

    def __deepcopy__(self, memo):
        if id(self) not in memo:
            memo[id(self)] = type(self)(self.requires_grad, dtype=self.data.dtype)
        return memo[id(self)]

    def __reduce_ex__(self, proto):
        return type(self), (self.requires_grad,)

    def __repr__(self):
        return f'<{type(self).__name__}>'


def _refusing(name):
    """A method that tells what PyTorch's __torch_function__ of these classes tells of most functions."""
    def method(self, *args, **kwargs):
        raise ValueError(f'Attempted to use an uninitialized parameter in {getattr(Tensor, name)}. This error happens when you are using a '
                         f'`LazyModule` or explicitly manipulating `torch.nn.parameter.{type(self).__name__}` objects. When using LazyModules '
                         'Call `forward` with a dummy batch to initialize the parameters before calling torch functions')
    method.__name__ = method.__qualname__ = name
    return method


for _name in ('numel', 'nelement', 'sum', 'mean', 'std', 'var', 'norm', 'abs', 'max', 'min', 'clone', 'item', 'tolist', 'view', 'reshape', 'flatten',
              'normal_', 'uniform_', 'fill_', 'zero_', 'mul_', 'add_'):
    setattr(UninitializedTensorMixin, _name, _refusing('numel' if _name == 'nelement' else _name))
del _name


def is_lazy(param):
    return isinstance(param, UninitializedTensorMixin)


class UninitializedParameter(UninitializedTensorMixin, Parameter):
    cls_to_become = Parameter

    def __new__(cls, requires_grad=True, device=None, dtype=None):
        return Tensor._make_subclass(cls, torch.empty(0, device=device, dtype=dtype), requires_grad)


class UninitializedBuffer(UninitializedTensorMixin, Tensor):
    cls_to_become = Tensor

    def __new__(cls, requires_grad=False, device=None, dtype=None):
        return Tensor._make_subclass(cls, torch.empty(0, device=device, dtype=dtype), requires_grad)


__getattr__ = _not_built.of(__name__)
