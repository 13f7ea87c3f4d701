"""Weight normalisation: a weight as its length times its direction, both learned (Salimans and Kingma 2016)."""
import torch
from torch._as_native import must_be
from ..parameter import Parameter, UninitializedParameter

__all__ = ['WeightNorm', 'weight_norm', 'remove_weight_norm']


def norm_except_dim(v, pow=2, dim=0):
    """p-norm over all dimensions but one, kept for broadcasting; dim -1: over everything."""
    if type(dim) is not int:
        must_be((), 'int', dim, 'norm_except_dim', 'dim', 3)
    if dim == -1:
        return v.norm(pow)
    shape = [1] * v.dim()
    shape[dim] = v.size(dim)
    return v.transpose(0, dim).reshape(v.size(dim), -1).norm(pow, 1).view(shape)


def _interface(v, g, dim):
    """v at the lengths g along the first or the last dimension, as one node."""
    with torch.no_grad():
        norm = norm_except_dim(v, 2, dim)
        w = v * (g / norm)
    if not torch._C._will_record(v, g):
        return w

    def backward(_, grad):
        """The lengths are taken as they were, also where this is differentiated again, as in PyTorch."""
        others = [d for d in range(v.dim()) if d != dim]
        along = (grad * v).sum(others, keepdim=True) if others else grad * v
        return g / norm * (grad - v * (along / norm ** 2)), along / norm
    torch._C._attach_custom('WeightNormInterfaceBackward0', None, backward, (v, g), (w,))
    return w


class WeightNorm:
    def __init__(self, name, dim):
        self.name = name
        self.dim = -1 if dim is None else dim

    def compute_weight(self, module):
        g, v = getattr(module, self.name + '_g'), getattr(module, self.name + '_v')
        if self.dim in (0, v.dim() - 1) and not torch._C._carries_tangent(v, g):
            return _interface(v, g, self.dim)
        return v * (g / norm_except_dim(v, 2, self.dim))

    @staticmethod
    def apply(module, name, dim):
        for hook in module._forward_pre_hooks.values():
            if isinstance(hook, WeightNorm) and hook.name == name:
                raise RuntimeError(f'Cannot register two weight_norm hooks on the same parameter {name}')
        fn = WeightNorm(name, dim)
        weight = getattr(module, name)
        if isinstance(weight, UninitializedParameter):
            raise ValueError("The module passed to `WeightNorm` can't have uninitialized parameters. Make sure to run the dummy forward before "
                             'applying weight normalization')
        del module._parameters[name]
        module.register_parameter(name + '_g', Parameter(norm_except_dim(weight, 2, fn.dim).data))
        module.register_parameter(name + '_v', Parameter(weight.data))
        setattr(module, name, fn.compute_weight(module))
        module.register_forward_pre_hook(fn)
        return fn

    def remove(self, module):
        weight = self.compute_weight(module)
        delattr(module, self.name)
        del module._parameters[self.name + '_g']
        del module._parameters[self.name + '_v']
        setattr(module, self.name, Parameter(weight.data))

    def __call__(self, module, inputs):
        setattr(module, self.name, self.compute_weight(module))


def weight_norm(module, name='weight', dim=0):
    """Replaces a parameter by name_g (lengths along dim) and name_v (directions)."""
    WeightNorm.apply(module, name, dim)
    return module


def remove_weight_norm(module, name='weight'):
    for k, hook in module._forward_pre_hooks.items():
        if isinstance(hook, WeightNorm) and hook.name == name:
            hook.remove(module)
            del module._forward_pre_hooks[k]
            return module
    raise ValueError(f"weight_norm of '{name}' not found in {module}")
