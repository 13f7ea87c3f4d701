"""Helpers for those who import by hand."""
import functools
import sys
import types
import warnings
from contextlib import contextmanager

import _imp
from _frozen_importlib import _find_spec, module_from_spec, spec_from_loader
from _frozen_importlib_external import (MAGIC_NUMBER, _SOURCE_HASH_KEY, cache_from_source, decode_source, source_from_cache,
                                        spec_from_file_location)

from .abc import Loader


def source_hash(source_bytes):
    """The hash of source text by which bytecode files of PEP 552 tell that they are current."""
    return _imp.source_hash(_SOURCE_HASH_KEY, source_bytes)


def resolve_name(name, package):
    """The absolute name of a relative one."""
    if not name.startswith('.'):
        return name
    if not package:
        raise ImportError(f"no package specified for {name!r} (required for relative module names)")
    level = len(name) - len(name.lstrip('.'))
    parts = package.rsplit('.', level - 1)
    if len(parts) < level:
        raise ImportError('attempted relative import beyond top-level package')
    rest = name[level:]
    return f'{parts[0]}.{rest}' if rest else parts[0]


def find_spec(name, package=None):
    """The spec of a module, imported or not. Packages above it are imported."""
    full = resolve_name(name, package) if name.startswith('.') else name
    if full in sys.modules:
        module = sys.modules[full]
        if module is None:
            return None
        try:
            spec = module.__spec__
        except AttributeError:
            raise ValueError(f'{name}.__spec__ is not set') from None
        if spec is None:
            raise ValueError(f'{name}.__spec__ is None')
        return spec
    parent = full.rpartition('.')[0]
    path = None
    if parent:
        module = __import__(parent, fromlist=['__path__'])
        try:
            path = module.__path__
        except AttributeError as e:
            raise ModuleNotFoundError(f'__path__ attribute not found on {parent!r} while trying to find {full!r}',
                                      name=full) from e
    return _find_spec(full, path)


# --- decorators of load_module(), which exec_module() has made superfluous ---

def _deprecated():
    warnings.warn('The import system now takes care of this automatically; this decorator is slated for removal in Python 3.12',
                  DeprecationWarning, stacklevel=3)


def _completing(fxn, complete):
    """fxn, which returns a module, with complete(module, arguments of fxn) behind it."""
    @functools.wraps(fxn)
    def wrapper(*args, **kwargs):
        _deprecated()
        module = fxn(*args, **kwargs)
        complete(module, args)
        return module
    return wrapper


def set_package(fxn):
    """Set __package__ on the module that fxn returns."""
    def complete(module, args):
        if getattr(module, '__package__', None) is None:
            name = module.__name__
            module.__package__ = name if hasattr(module, '__path__') else name.rpartition('.')[0]
    return _completing(fxn, complete)


def set_loader(fxn):
    """Set __loader__ on the module that fxn, a method, returns."""
    def complete(module, args):
        if getattr(module, '__loader__', None) is None:
            module.__loader__ = args[0]
    return _completing(fxn, complete)


@contextmanager
def _module_to_load(name):
    """The module that sys.modules has under the name, or a new one, which goes if loading fails."""
    module = sys.modules.get(name)
    was_there = module is not None
    if not was_there:
        module = sys.modules[name] = types.ModuleType(name)
        module.__initializing__ = True
    try:
        yield module
    except Exception:
        if not was_there:
            sys.modules.pop(name, None)
    finally:
        module.__initializing__ = False


def module_for_loader(fxn):
    """Give fxn, a method that takes a name, the module instead."""
    _deprecated()
    @functools.wraps(fxn)
    def module_for_loader_wrapper(self, fullname, *args, **kwargs):
        with _module_to_load(fullname) as module:
            module.__loader__ = self
            try:
                is_package = self.is_package(fullname)
            except (ImportError, AttributeError):
                pass
            else:
                module.__package__ = fullname if is_package else fullname.rpartition('.')[0]
            return fxn(self, module, *args, **kwargs)
    return module_for_loader_wrapper


# --- loading later ---

class _LazyModule(types.ModuleType):
    """Runs its code at the first look at an attribute; what was set before that stays."""

    def __getattribute__(self, attr):
        spec = object.__getattribute__(self, '__spec__')
        state = spec.loader_state
        now = object.__getattribute__(self, '__dict__')
        changed = {name: value for name, value in now.items()
                   if name not in state['__dict__'] or state['__dict__'][name] is not value}
        name = now['__name__']
        object.__setattr__(self, '__class__', state['__class__'])
        spec.loader.exec_module(self)
        if name in sys.modules and sys.modules[name] is not self:
            raise ValueError(f'module object for {name!r} substituted in sys.modules during a lazy load')
        self.__dict__.update(changed)
        return getattr(self, attr)

    def __delattr__(self, attr):
        self.__getattribute__(attr)
        delattr(self, attr)


class LazyLoader(Loader):
    """Puts off exec_module of another loader."""

    @staticmethod
    def __check_eager_loader(loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')

    def __init__(self, loader):
        self.__check_eager_loader(loader)
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        """A function that makes lazy loaders of what loader makes."""
        cls.__check_eager_loader(loader)
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__spec__.loader_state = {'__dict__': module.__dict__.copy(), '__class__': module.__class__}
        module.__class__ = _LazyModule
