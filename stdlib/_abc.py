"""What abstract base classes know of others, and the questions that abc asks it."""
from _kukri import answered as _answered, as_native as _as_native, pattern_kind as _pattern_kind
from _weakref_native import ref as _ref

_BOTH_KINDS = 1 << 5 | 1 << 6 # of sequences and of mappings, as patterns know them


class _abc_data:
    """Internal state held by ABC machinery: weak references, so that classes can go away."""
    __slots__ = ('registry', 'yes', 'no', 'version')

    def __reduce_ex__(self, protocol, /):
        raise TypeError("cannot pickle '_abc._abc_data' object")


_as_native(_abc_data, final=True)
_token = [0] # counts registrations: "no" answers are forgotten after each


def _add(refs, cls):
    refs.add(_ref(cls, refs.discard))


def _data(cls):
    data = cls._abc_impl
    if type(data) is not _abc_data:
        raise TypeError('_abc_impl is set to a wrong type')
    return data


def _abstract_names(cls, names, bases):
    found = {name for name, value in names if getattr(value, '__isabstractmethod__', False)}
    for base in bases:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                found.add(name)
    return frozenset(found)


@_as_native
def _abc_init(self, /):
    """Give a new abstract class its state and the names of its abstract methods."""
    namespace = self.__dict__
    self.__abstractmethods__ = _abstract_names(self, namespace.items(), self.__bases__)
    data = _abc_data()
    data.registry, data.yes, data.no, data.version = set(), set(), set(), _token[0]
    self._abc_impl = data
    if '__abc_tpflags__' in namespace:
        kind = namespace['__abc_tpflags__']
        if type(kind) is int:
            if kind & _BOTH_KINDS == _BOTH_KINDS:
                raise TypeError('__abc_tpflags__ cannot be both Py_TPFLAGS_SEQUENCE and Py_TPFLAGS_MAPPING')
            _pattern_kind(self, kind & _BOTH_KINDS)
        del self.__abc_tpflags__


@_as_native
def _abc_register(self, subclass, /):
    """Make a class a virtual subclass."""
    if not isinstance(subclass, type):
        raise TypeError("Can only register classes")
    if issubclass(subclass, self):
        return subclass
    if issubclass(self, subclass):
        raise RuntimeError("Refusing to create an inheritance cycle")
    _add(_data(self).registry, subclass)
    _token[0] += 1
    kind = _pattern_kind(self)
    if kind and _pattern_kind(subclass) != kind and subclass.__flags__ & 512:
        _pattern_kind(subclass, kind)
    return subclass


@_as_native
def _abc_instancecheck(self, instance, /):
    """isinstance() of an abstract class."""
    data, subclass, subtype = _data(self), instance.__class__, type(instance)
    known = _answered(data.yes, data.no, subclass)
    if known:
        return True
    if subtype is subclass:
        if known is False and data.version == _token[0]:
            return False
        return self.__subclasscheck__(subclass)
    return any(self.__subclasscheck__(c) for c in (subclass, subtype))


@_as_native
def _abc_subclasscheck(self, subclass, /):
    """issubclass() of an abstract class."""
    if not isinstance(subclass, type):
        raise TypeError('issubclass() arg 1 must be a class')
    data = _data(self)
    key = _ref(subclass)
    if key in data.yes:
        return True
    if data.version < _token[0]:
        data.no = set()
        data.version = _token[0]
    elif key in data.no:
        return False
    answer = self.__subclasshook__(subclass)
    if answer is NotImplemented:
        if key in data.registry and self not in getattr(subclass, '__mro__', ()):
            return True # known as it is: the next question asks the hook again
        answer = _is_subclass(self, subclass, data)
    elif not isinstance(answer, bool):
        raise AssertionError('__subclasshook__ must return either False, True, or NotImplemented')
    _add(data.yes if answer else data.no, subclass)
    return answer


def _is_subclass(cls, subclass, data):
    if cls in getattr(subclass, '__mro__', ()):
        return True
    for r in list(data.registry):
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


@_as_native
def _get_dump(self, /):
    """What an abstract class knows: (registered, answers that were yes, that were no, the token of those)."""
    data = _data(self)
    return set(data.registry), set(data.yes), set(data.no), data.version


@_as_native
def _reset_registry(self, /):
    """Forget the registered classes."""
    _data(self).registry.clear()


@_as_native
def _reset_caches(self, /):
    """Forget what was answered."""
    data = _data(self)
    data.yes.clear()
    data.no.clear()


@_as_native
def get_cache_token():
    """A number that changes with every registration."""
    return _token[0]
