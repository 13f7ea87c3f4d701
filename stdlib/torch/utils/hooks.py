"""Handles by which hooks are removed, and marks of hooks for the saving of tensors."""
import warnings

import _not_built
from torch.nn.modules.module import RemovableHandle

__all__ = ['RemovableHandle', 'unserializable_hook', 'warn_if_has_hooks']


def unserializable_hook(f):
    """Decorator of a hook: saving a tensor that has it gives a warning."""
    f.__torch_unserializable__ = True
    return f


def warn_if_has_hooks(tensor):
    """Says that hooks are not saved with a tensor, where they are not marked so."""
    for hook in (getattr(tensor, '_backward_hooks', None) or {}).values():
        if not hasattr(hook, '__torch_unserializable__'):
            warnings.warn(f'backward hook {hook!r} on tensor will not be serialized.  If this is expected, you can decorate the function with '
                          '@torch.utils.hooks.unserializable_hook to suppress this warning')


__getattr__ = _not_built.of(__name__)
