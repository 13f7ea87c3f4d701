"""Importing by name."""
import _frozen_importlib as _bootstrap
import _frozen_importlib_external as _bootstrap_external
import sys
from _frozen_importlib import __import__

sys.modules['importlib._bootstrap'] = _bootstrap
sys.modules['importlib._bootstrap_external'] = _bootstrap_external

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

_RELOADING = {}


def import_module(name, package=None):
    """The module of that name; leading dots are relative to package."""
    level = 0
    if name.startswith('.'):
        level = len(name) - len(name.lstrip('.'))
        if not package:
            raise TypeError(f"the 'package' argument is required to perform a relative import for {name!r}")
        parts = package.rsplit('.', level - 1)
        if len(parts) < level:
            raise ImportError('attempted relative import beyond top-level package')
        rest = name[level:]
        name = f'{parts[0]}.{rest}' if rest else parts[0]
    __import__(name)
    return sys.modules[name]


def __getattr__(name):
    # Installations with packages that put lines into .pth files have these two from the start, and scripts rely on it.
    if name in ('machinery', 'util'):
        return import_module('importlib.' + name)
    raise AttributeError(f"module 'importlib' has no attribute {name!r}")


def find_loader(name, path=None):
    """The loader of a module; importlib.util.find_spec says more."""
    import warnings
    warnings.warn('Deprecated since Python 3.4 and slated for removal in Python 3.12; use importlib.util.find_spec() '
                  'instead', DeprecationWarning, stacklevel=2)
    if name in sys.modules:
        try:
            loader = sys.modules[name].__loader__
        except AttributeError:
            raise ValueError(f'{name}.__loader__ is not set') from None
        if loader is None:
            raise ValueError(f'{name}.__loader__ is None')
        return loader
    spec = _bootstrap._find_spec(name, path)
    if spec is None:
        return None
    if spec.loader is None:
        what = f'spec for {name} missing loader' if spec.submodule_search_locations is None else (
            'namespace packages do not have loaders')
        raise ImportError(what, name=name)
    return spec.loader


def invalidate_caches():
    """Let all finders look anew."""
    for finder in sys.meta_path:
        if hasattr(finder, 'invalidate_caches'):
            finder.invalidate_caches()


def reload(module):
    """Run the code of a module again in its own namespace."""
    try:
        name = module.__spec__.name
    except AttributeError:
        try:
            name = module.__name__
        except AttributeError:
            raise TypeError('reload() argument must be a module') from None
    if sys.modules.get(name) is not module:
        raise ImportError(f'module {name} not in sys.modules', name=name)
    if name in _RELOADING:
        return _RELOADING[name]
    _RELOADING[name] = module
    try:
        parent, path = name.rpartition('.')[0], None
        if parent:
            try:
                path = sys.modules[parent].__path__
            except KeyError:
                raise ImportError(f'parent {parent!r} not in sys.modules', name=parent) from None
        spec = module.__spec__ = _bootstrap._find_spec(name, path, module)
        if spec is None:
            raise ModuleNotFoundError(f'spec not found for the module {name!r}', name=name)
        _bootstrap._exec(spec, module)
        return sys.modules[name]
    finally:
        _RELOADING.pop(name, None)
