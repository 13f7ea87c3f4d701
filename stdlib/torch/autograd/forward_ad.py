"""Forward mode: tensors that carry a tangent through every operation, inside a level."""
from collections import namedtuple

import _not_built
from torch import _C
from .grad_mode import _DecoratorContextManager as _DecoratorContextManager

_UnpackedDualTensor = namedtuple('_UnpackedDualTensor', ['primal', 'tangent'])

_current_level = -1


class UnpackedDualTensor(_UnpackedDualTensor):
    """What unpack_dual returns: the tensor without its tangent, and the tangent or None."""


def enter_dual_level():
    """Opens a level, whose number it returns; tangents last as long as it is open."""
    global _current_level
    level = _C._enter_dual_level()
    if level != _current_level + 1:
        raise RuntimeError('Entering a new forward AD level but the current level is not valid. Make sure you did not modified it directly.')
    _current_level = level
    return level


def exit_dual_level(*, level=None):
    """Closes the level: no tensor carries a tangent any more."""
    global _current_level
    if level is None:
        level = _current_level
    if level != _current_level:
        raise RuntimeError('Trying to exit a forward AD level that was not the last one that was created. This is not supported.')
    if level < 0:
        raise RuntimeError('Dual level must be a positive number.')
    _C._exit_dual_level(level)
    _current_level = level - 1


def make_dual(tensor, tangent, *, level=None):
    """A view of tensor that carries the tangent."""
    if level is None:
        level = _current_level
    if level < 0:
        raise RuntimeError('Trying to create a dual Tensor for forward AD but no level exists, make sure to enter_dual_level() first.')
    if not (tensor.is_floating_point() or tensor.is_complex()):
        raise ValueError(f'Expected primal to be floating point or complex, but got: {tensor.dtype}')
    if not (tangent.is_floating_point() or tangent.is_complex()):
        raise ValueError(f'Expected tangent to be floating point or complex, but got: {tangent.dtype}')
    return _C._make_dual(tensor, tangent, level)


def unpack_dual(tensor, *, level=None):
    """The tensor and the tangent that it carries."""
    if level is None:
        level = _current_level
    if level < 0:
        return UnpackedDualTensor(tensor, None)
    return UnpackedDualTensor(*_C._unpack_dual(tensor, level))


class dual_level(_DecoratorContextManager):
    """A level as a context manager and as a decorator."""

    def __enter__(self):
        return enter_dual_level()

    def __exit__(self, exc_type, exc_value, traceback):
        exit_dual_level()


__getattr__ = _not_built.of(__name__)
