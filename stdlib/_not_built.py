"""What numpy and torch say of a public name that the originals have and Kukri has not.

The names themselves (_public_names) are read only when an unknown one has been asked for.
"""


def error(module, name):
    """The AttributeError for a name that a module does not have."""
    text = f"module '{module}' has no attribute '{name}'"
    if not name.startswith('_'):
        import _public_names
        if name in _public_names.MODULES.get(module, '').split():
            text += ': not built in Kukri yet'
    return AttributeError(text)


def names_for_star(module):
    """__all__ of a module: what the original lists there, of what is built; loads what is made when first named."""
    import sys
    import _public_names
    if module not in _public_names.UNLISTED:
        raise error(module, '__all__')
    left_out = _public_names.UNLISTED[module].split()
    names = [name for name in _public_names.MODULES[module].split() if name not in left_out]
    return [name for name in names if hasattr(sys.modules[module], name)]


def of(module, submodules=()):
    """A module's __getattr__ that loads some submodules when they are first named, makes __all__, and has nothing else
    to look up."""
    def __getattr__(name):
        if name == '__all__':
            return names_for_star(module)
        if name in submodules:
            import importlib
            return importlib.import_module(f'{module}.{name}')
        raise error(module, name)
    return __getattr__


def function(name):
    """A function that stands for one not built, where code takes its name long before calling it."""
    def missing(*args, **kwargs):
        raise NotImplementedError(name)
    missing.__name__ = missing.__qualname__ = name.rsplit('.', 1)[-1]
    missing.__module__ = name.rsplit('.', 1)[0]
    missing.not_built = True
    return missing


def cls(name, bases=()):
    """A class that stands for one not built: code may test for its instances, but make none."""
    def __init__(self, *args, **kwargs):
        raise NotImplementedError(name)
    home, _, short = name.rpartition('.')
    return type(short, bases, {'__init__': __init__, '__module__': home, 'not_built': True})
