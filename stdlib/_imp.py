"""What the import system asks of its native part: which modules are built in or frozen, and the import lock.

Modules of Kukri's binary are always taken from it; there are no extension modules.
"""
import sys
import threading

import _kukri
from _kukri import as_native as _as_native

check_hash_based_pycs = 'default'

_lock = threading.RLock()


@_as_native
def acquire_lock():
    _lock.acquire()


@_as_native
def release_lock():
    try:
        _lock.release()
    except RuntimeError:
        raise RuntimeError('not holding the import lock') from None


@_as_native
def lock_held():
    return _lock._is_owned()


@_as_native
def extension_suffixes():
    return []


@_as_native
def is_builtin(name, /):
    """1 for a native module that can be imported, 0 else."""
    return int(name in sys.builtin_module_names)


@_as_native
def is_frozen(name, /):
    return name in _kukri.frozen_names()


@_as_native
def is_frozen_package(name, /):
    names = _kukri.frozen_names()
    if name not in names:
        raise ImportError(f'No such frozen object named {name}', name=name)
    return any(other.startswith(name + '.') for other in names)


@_as_native
def get_frozen_object(name, data=None, /):
    """The code of a frozen module."""
    if not is_frozen(name):
        raise ImportError(f'No such frozen object named {name}', name=name)
    return compile(_kukri.frozen_source(name)[0], f'<frozen {name}>', 'exec', dont_inherit=True)


@_as_native
def source_hash(key, source):
    """SipHash-1-3 of source text under a key of 64 bits, as eight bytes."""
    return _kukri.source_hash(key, source)


@_as_native
def _override_frozen_modules_for_tests(override, /):
    """Whether frozen modules give way to files: never here, whatever is asked."""


@_as_native
def _fix_co_filename(code, path, /):
    """Kukri keeps no code in files, so that no code carries the path of another place."""
