"""Processes with the interface of threads.

Children are forked, or with the contexts "spawn" and "forkserver" started anew (spawn.py)."""
import sys
from . import context
from .process import (current_process, parent_process, active_children, AuthenticationError,
                      ProcessError, TimeoutError, BufferTooShort)

_default = context._default_context
for _name in context._names:
    globals()[_name] = getattr(_default, _name)
Process = context.Process
del _name

SUBDEBUG = 5
SUBWARNING = 25
reducer = _default.reducer

__all__ = ['current_process', 'parent_process', 'active_children', 'AuthenticationError',
           'ProcessError', 'TimeoutError', 'BufferTooShort', 'Process', 'reducer', *context._names]

if '__main__' in sys.modules:
    sys.modules['__mp_main__'] = sys.modules['__main__']
