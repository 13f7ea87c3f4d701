"""Abstract base classes (PEP 3119)."""
from _abc import (_abc_init, _abc_instancecheck, _abc_register, _abc_subclasscheck, _get_dump, _reset_caches, _reset_registry,
                  get_cache_token)
from _kukri import abc_hooks as _abc_hooks

def abstractmethod(funcobj):
    """Mark a method that subclasses must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """Deprecated: classmethod around abstractmethod does the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """Deprecated: staticmethod around abstractmethod does the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """Deprecated: property around abstractmethod does the same."""

    __isabstractmethod__ = True


class ABCMeta(type):
    """Metaclass for abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this class."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        """Is the object's class a subclass of this one, of its own or virtual?"""
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        """Is the class a subclass of this one, of its own or virtual?"""
        return _abc_subclasscheck(cls, subclass)

    def _dump_registry(cls, file=None):
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)
        registry, yes, no, version = _get_dump(cls)
        for name, value in ('registry', registry), ('cache', yes), ('negative_cache', no), ('negative_cache_version', version):
            print(f"_abc_{name}: {value!r}", file=file)

    def _abc_registry_clear(cls):
        _reset_registry(cls)

    def _abc_caches_clear(cls):
        _reset_caches(cls)


_abc_hooks(ABCMeta.__instancecheck__, ABCMeta.__subclasscheck__)
del _abc_hooks


def update_abstractmethods(cls):
    """Recalculate a class's set of abstract methods after it was changed."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    values = [(name, getattr(cls, name, None)) for base in cls.__bases__ for name in getattr(base, '__abstractmethods__', ())]
    values += cls.__dict__.items()
    cls.__abstractmethods__ = frozenset(name for name, value in values if getattr(value, '__isabstractmethod__', False))
    return cls


class ABC(metaclass=ABCMeta):
    """Helper class that provides a standard way to create an ABC using inheritance."""
    __slots__ = ()
