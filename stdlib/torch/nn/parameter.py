"""Parameters: tensors that a Module registers when they are assigned to it."""
import torch
from torch._C import Tensor

__all__ = ['Parameter', 'UninitializedParameter', 'Buffer']


class Parameter(Tensor):
    """A tensor that is learned: requires a gradient and is listed by Module.parameters()."""

    def __new__(cls, data=None, requires_grad=True):
        if data is None:
            data = torch.empty(0)
        return Tensor._make_subclass(cls, data.detach(), requires_grad)

    def __repr__(self):
        return 'Parameter containing:\n' + Tensor.__repr__(self)

    def __deepcopy__(self, memo):
        if id(self) in memo:
            return memo[id(self)]
        result = type(self)(self.data.clone(), self.requires_grad)
        memo[id(self)] = result
        return result

    def __reduce_ex__(self, proto):
        return torch._utils._rebuild_parameter, (self.data, self.requires_grad, torch._utils._no_hooks())


def __getattr__(name):
    if name in ('UninitializedParameter', 'Buffer'):
        raise NotImplementedError(f'torch.nn.parameter.{name} is not built yet')
    raise AttributeError(f"module 'torch.nn.parameter' has no attribute '{name}'")
