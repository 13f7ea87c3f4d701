"""Helpers for those who import by hand."""
import os
import sys
import types

from ._bootstrap import (decode_source, find_spec as _find_spec, module_from_spec, spec_from_file_location,
                         spec_from_loader)

__all__ = ['LazyLoader', 'cache_from_source', 'decode_source', 'find_spec', 'module_from_spec', 'resolve_name',
           'source_from_cache', 'spec_from_file_location', 'spec_from_loader']

MAGIC_NUMBER = (3495).to_bytes(2, 'little') + b'\r\n'


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


def cache_from_source(path, debug_override=None, *, optimization=None):
    """Where CPython's layout keeps the bytecode of a source file. Nothing is kept there."""
    path = os.fspath(path)
    head, tail = os.path.split(path)
    stem, dot, rest = tail.rpartition('.')
    tag = sys.implementation.cache_tag
    if tag is None:
        raise NotImplementedError('sys.implementation.cache_tag is None')
    name = f'{stem or rest}{dot and "." or "."}{tag}'
    if debug_override is not None:
        optimization = '' if debug_override else 1
    if optimization is None:
        optimization = sys.flags.optimize or ''
    optimization = str(optimization)
    if optimization:
        if not optimization.isalnum():
            raise ValueError(f'{optimization!r} is not alphanumeric')
        name += f'.opt-{optimization}'
    return os.path.join(head, '__pycache__', name + '.pyc')


def source_from_cache(path):
    head, name = os.path.split(os.fspath(path))
    head, directory = os.path.split(head)
    if directory != '__pycache__':
        raise ValueError(f'__pycache__ not bottom-level directory in {path!r}')
    parts = name.count('.')
    if parts not in (2, 3):
        raise ValueError(f'expected only 2 or 3 dots in {name!r}')
    return os.path.join(head, name.partition('.')[0] + '.py')


class _LazyModule(types.ModuleType):
    """Runs its code at the first look at an attribute."""

    def __getattribute__(self, attr):
        spec = object.__getattribute__(self, '__spec__')
        self.__class__ = types.ModuleType
        spec.loader.exec_module(self)
        return getattr(self, attr)


class LazyLoader:
    """Puts off exec_module of another loader."""

    def __init__(self, loader):
        if not hasattr(loader, 'exec_module'):
            raise TypeError('loader must define exec_module()')
        self.loader = loader

    @classmethod
    def factory(cls, loader):
        return lambda *args, **kwargs: cls(loader(*args, **kwargs))

    def create_module(self, spec):
        return self.loader.create_module(spec)

    def exec_module(self, module):
        module.__spec__.loader = self.loader
        module.__loader__ = self.loader
        module.__class__ = _LazyModule
