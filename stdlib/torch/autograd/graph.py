"""What saved tensors become while they wait for the backward pass: functions of the script, or copies in memory of the CPU."""
import sys

import torch
from torch import _C

__all__ = ['saved_tensors_hooks', 'save_on_cpu', 'disable_saved_tensors_hooks']

_hooks = []      # the pairs entered and not left, the innermost last
_refusals = []   # messages of disable_saved_tensors_hooks, likewise


def _text_of(error):
    """What PyTorch tells of an error in a hook: its type and text, and the frames from where it was raised outwards."""
    text = f'{type(error).__name__}: {error}'
    step, places = error.__traceback__, []
    if step is None:
        return text
    while step is not None:
        places.insert(0, (step.tb_frame, step.tb_lineno))
        step = step.tb_next
    frame = sys._getframe().f_back
    while frame is not None:
        places.append((frame, frame.f_lineno))
        frame = frame.f_back
    places = [f'  {f.f_code.co_filename}({line}): {f.f_code.co_name}\n' for f, line in places]
    return f'{text}\n\nAt:\n' + ''.join(places)


def _refuse_hooks(saved, hooks):
    """For SavedTensor.register_hooks, which was not given two functions."""
    raise TypeError('register_hooks(): incompatible function arguments. The following argument types are supported:\n'
                    '    1. (self: torch._C._autograd.SavedTensor, arg0: function, arg1: function) -> None\n\n'
                    f'Invoked with: {", ".join(map(repr, (saved, *hooks)))}')


class saved_tensors_hooks:
    """Within it every tensor that an operation saves goes through pack_hook; backward gets what unpack_hook makes of that."""

    def __init__(self, pack_hook, unpack_hook):
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self):
        if _refusals:
            raise RuntimeError(_refusals[-1])
        if not (callable(self.pack_hook) and callable(self.unpack_hook)):
            raise TypeError('_push_saved_tensors_default_hooks(): incompatible function arguments. The following argument types are supported:\n'
                            f'    1. (arg0: function, arg1: function) -> None\n\nInvoked with: {self.pack_hook!r}, {self.unpack_hook!r}')
        _hooks.append((self.pack_hook, self.unpack_hook))
        _C._set_pack_hooks(_hooks[-1])

    def __exit__(self, *args):
        _hooks.pop()
        _C._set_pack_hooks(_hooks[-1] if _hooks else None)


class save_on_cpu(saved_tensors_hooks):
    """Saved tensors are kept as copies on the CPU."""

    def __init__(self, pin_memory=False):
        def pack(tensor):
            if not pin_memory:
                return tensor.device, tensor.cpu()
            kept = torch.empty(tensor.size(), dtype=tensor.dtype, layout=tensor.layout, pin_memory=torch.cuda.is_available() and not tensor.is_sparse)
            kept.copy_(tensor)
            return tensor.device, kept

        def unpack(packed):
            device, kept = packed
            return kept.to(device, non_blocking=pin_memory)
        super().__init__(pack, unpack)


class disable_saved_tensors_hooks:
    """Within it saved_tensors_hooks are refused with the message error_message."""

    def __init__(self, error_message):
        self.error_message = error_message

    def __enter__(self):
        if _hooks:
            raise RuntimeError(self.error_message)
        _refusals.append(self.error_message)

    def __exit__(self, *args):
        _refusals.pop()
