"""Abstract base classes (PEP 3119)."""
from _kukri import as_native as _as_native, pattern_kind as _pattern_kind
from _weakref_native import ref as _ref

_BOTH_KINDS = 1 << 5 | 1 << 6 # of sequences and of mappings, as patterns know them

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


class _State:
    """What an abstract class knows about others: weak references, so that classes can go away."""
    __slots__ = ('registry', 'yes', 'no', 'version')
    token = 0  # counts registrations: "no" answers are forgotten after each

    def __init__(self):
        self.registry = set()
        self.yes = set()
        self.no = set()
        self.version = _State.token


def _add(refs, cls):
    refs.add(_ref(cls, refs.discard))


def _abstract_names(cls, names, bases):
    found = {name for name, value in names if getattr(value, '__isabstractmethod__', False)}
    for base in bases:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                found.add(name)
    return frozenset(found)


class ABCMeta(type):
    """Metaclass for abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        cls.__abstractmethods__ = _abstract_names(cls, namespace.items(), bases)
        cls._abc_impl = _State()
        if '__abc_tpflags__' in namespace:
            kind = namespace['__abc_tpflags__']
            if type(kind) is int:
                if kind & _BOTH_KINDS == _BOTH_KINDS:
                    raise TypeError('__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING')
                _pattern_kind(cls, kind & _BOTH_KINDS)
            del cls.__abc_tpflags__
        return cls

    def register(cls, subclass):
        """Make subclass a virtual subclass of this class."""
        if not isinstance(subclass, type):
            raise TypeError("Can only register classes")
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError("Refusing to create an inheritance cycle")
        _add(cls._abc_impl.registry, subclass)
        _State.token += 1
        kind = _pattern_kind(cls)
        if kind and _pattern_kind(subclass) != kind and subclass.__flags__ & 512:
            _pattern_kind(subclass, kind)
        return subclass

    def _dump_registry(cls, file=None):
        print(f"Class: {cls.__module__}.{cls.__qualname__}", file=file)
        print(f"Inv. counter: {get_cache_token()}", file=file)

    def _abc_registry_clear(cls):
        cls._abc_impl.registry.clear()

    def _abc_caches_clear(cls):
        cls._abc_impl.yes.clear()
        cls._abc_impl.no.clear()

    def __instancecheck__(cls, instance):
        subclass = instance.__class__
        state, key = cls._abc_impl, _ref(subclass)
        if key in state.yes:
            return True
        subtype = type(instance)
        if subtype is subclass:
            if state.version == _State.token and key in state.no:
                return False
            return cls.__subclasscheck__(subclass)
        return any(cls.__subclasscheck__(c) for c in (subclass, subtype))

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        state = cls._abc_impl
        key = _ref(subclass)
        if key in state.yes:
            return True
        if state.version < _State.token:
            state.no = set()
            state.version = _State.token
        elif key in state.no:
            return False
        answer = cls.__subclasshook__(subclass)  # from here: typing counts frames to know who asks
        if answer is NotImplemented:
            if key in state.registry and cls not in getattr(subclass, '__mro__', ()):
                return True  # known as it is: the next question asks the hook again
            answer = _is_subclass(cls, subclass, state)
        elif not isinstance(answer, bool):
            raise AssertionError('__subclasshook__ must return either False, True, or NotImplemented')
        _add(state.yes if answer else state.no, subclass)
        return answer


def _is_subclass(cls, subclass, state):
    if cls in getattr(subclass, '__mro__', ()):
        return True
    for r in list(state.registry):
        registered = r()
        if registered is not None and issubclass(subclass, registered):
            return True
    ask = cls.__subclasses__
    if not callable(ask):
        raise TypeError(f"attribute of type '{type(ask).__name__}' is not callable")
    children = ask()
    if not isinstance(children, list):
        raise TypeError('__subclasses__() must return a list')
    for child in children:
        if issubclass(subclass, child):
            return True
    return False


def get_cache_token():
    """A number that changes with every registration."""
    return _State.token


get_cache_token = _as_native(get_cache_token, module='_abc')


def update_abstractmethods(cls):
    """Recalculate a class's set of abstract methods after it was changed."""
    if not hasattr(cls, '__abstractmethods__'):
        return cls
    names = [(name, getattr(cls, name, None)) for name in set(cls.__abstractmethods__)]
    cls.__abstractmethods__ = _abstract_names(cls, list(cls.__dict__.items()), cls.__bases__)
    return cls


class ABC(metaclass=ABCMeta):
    """Helper class that provides a standard way to create an ABC using inheritance."""
    __slots__ = ()
