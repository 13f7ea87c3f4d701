"""Importing by name."""
import sys

__all__ = ['__import__', 'import_module', 'invalidate_caches', 'reload']

from builtins import __import__


def import_module(name, package=None):
    """The module of that name; leading dots are relative to package."""
    level = len(name) - len(name.lstrip('.'))
    if level:
        if not package:
            raise TypeError(f'the \'package\' argument is required to perform a relative import for {name!r}')
        base = package.rsplit('.', level - 1)[0] if level > 1 else package
        rest = name[level:]
        name = f'{base}.{rest}' if rest else base
    __import__(name)
    return sys.modules[name]


def invalidate_caches():
    pass


def reload(module):
    raise NotImplementedError('importlib.reload is not built yet')
