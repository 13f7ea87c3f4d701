"""Tools for functions and callables."""
from abc import get_cache_token
from _functools import partial, reduce, cmp_to_key, _lru_cache_wrapper
from _thread import RLock

GenericAlias = type(list[int])

__all__ = ['update_wrapper', 'wraps', 'WRAPPER_ASSIGNMENTS', 'WRAPPER_UPDATES', 'total_ordering', 'cache',
           'cmp_to_key', 'lru_cache', 'reduce', 'partial', 'partialmethod', 'singledispatch',
           'singledispatchmethod', 'cached_property']

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Make a wrapper function look like the function it wraps."""
    for attr in assigned:
        try:
            value = getattr(wrapped, attr)
        except AttributeError:
            continue
        setattr(wrapper, attr, value)
    for attr in updated:
        getattr(wrapper, attr).update(getattr(wrapped, attr, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    """Decorator form of update_wrapper."""
    return partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


# --- total_ordering ---

def _derive(root, negate, or_equal):
    """A comparison by the method `root`: optionally negated, or combined with == or !=."""
    if or_equal is None:
        def method(self, other):
            result = getattr(type(self), root)(self, other)
            return result if result is NotImplemented else not result
    elif not negate:
        def method(self, other):
            result = getattr(type(self), root)(self, other)
            if result is NotImplemented:
                return result
            return (result or self == other) if or_equal else (result and self != other)
    else:
        def method(self, other):
            result = getattr(type(self), root)(self, other)
            if result is NotImplemented:
                return result
            return (not result or self == other) if or_equal else (not result and self != other)
    return method


_convert = {
    '__lt__': (('__gt__', True, False), ('__le__', False, True), ('__ge__', True, None)),
    '__le__': (('__ge__', True, True), ('__lt__', False, False), ('__gt__', True, None)),
    '__gt__': (('__lt__', True, False), ('__ge__', False, True), ('__le__', True, None)),
    '__ge__': (('__le__', True, True), ('__gt__', False, False), ('__lt__', True, None)),
}
for _root, _rules in _convert.items():
    for _name, _negate, _or_equal in _rules:
        _method = _derive(_root, _negate, _or_equal)
        _method.__name__ = _name
        _method.__qualname__ = f'_{_name[2:4]}_from_{_root[2:4]}'  # by which the method is pickled
        _method.__doc__ = getattr(int, _name).__doc__
        globals()[_method.__qualname__] = _method
del _root, _rules, _name, _negate, _or_equal, _method


def total_ordering(cls):
    """Class decorator that fills in missing ordering methods."""
    roots = [op for op in _convert if getattr(cls, op, None) is not getattr(object, op, None)]
    if not roots:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    root = max(roots)  # prefer __lt__ to __le__ to __gt__ to __ge__
    for name, _, _ in _convert[root]:
        if name not in roots:
            setattr(cls, name, globals()[f'_{name[2:4]}_from_{root[2:4]}'])
    return cls


# --- partialmethod ---

class partialmethod:
    """Method with partial application of arguments."""

    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError("{!r} is not callable or a descriptor".format(func))
        if isinstance(func, partialmethod): # one inside the other is one
            func, args, keywords = func.func, func.args + args, func.keywords | keywords
        self.func, self.args, self.keywords = func, args, keywords

    def __repr__(self):
        args = ", ".join(map(repr, self.args))
        keywords = ", ".join("{}={!r}".format(k, v) for k, v in self.keywords.items())
        cls = type(self)
        return f"{cls.__module__}.{cls.__qualname__}({self.func}, {args}, {keywords})"

    def _make_unbound_method(self):
        def _method(cls_or_self, /, *args, **keywords):
            return self.func(cls_or_self, *self.args, *args, **{**self.keywords, **keywords})
        _method.__isabstractmethod__ = self.__isabstractmethod__
        _method._partialmethod = self
        return _method

    def __get__(self, obj, cls=None):
        get = getattr(self.func, "__get__", None)
        if get is not None:
            new = get(obj, cls)
            if new is not self.func:
                result = partial(new, *self.args, **self.keywords)
                try:
                    result.__self__ = new.__self__
                except AttributeError:
                    pass
                return result
        return self._make_unbound_method().__get__(obj, cls)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, "__isabstractmethod__", False)

    __class_getitem__ = classmethod(GenericAlias)


# --- caches ---

class _CacheInfo(tuple):
    """CacheInfo(hits, misses, maxsize, currsize), made without importing collections."""
    __slots__ = ()
    _fields = ('hits', 'misses', 'maxsize', 'currsize')
    __match_args__ = _fields

    def __new__(cls, hits, misses, maxsize, currsize):
        return tuple.__new__(cls, (hits, misses, maxsize, currsize))

    hits = property(lambda self: self[0])
    misses = property(lambda self: self[1])
    maxsize = property(lambda self: self[2])
    currsize = property(lambda self: self[3])

    def __repr__(self):
        return 'CacheInfo(hits=%r, misses=%r, maxsize=%r, currsize=%r)' % self

    def _asdict(self):
        return dict(zip(self._fields, self))


_CacheInfo.__name__ = _CacheInfo.__qualname__ = 'CacheInfo'


class _HashedSeq(list):
    """A list that remembers the hash of the tuple it was made of."""

    __slots__ = 'hashvalue'

    def __init__(self, tup, hash=hash):
        super().__init__(tup)
        self.hashvalue = hash(tup)

    def __hash__(self):
        return self.hashvalue


_keyword_mark = object(),


def _make_key(args, kwds, typed):
    """What a call is kept under by lru_cache, which is native: for caches of other makers."""
    key = args
    if kwds:
        key = sum(kwds.items(), args + _keyword_mark)
    if typed:
        key += tuple(map(type, args)) + tuple(map(type, kwds.values()))
    elif len(key) == 1 and type(key[0]) in (int, str):
        return key[0]
    return _HashedSeq(key)


def lru_cache(maxsize=128, typed=False):
    """Decorator that remembers up to maxsize results of a function (None: all)."""
    if isinstance(maxsize, int):
        maxsize = max(maxsize, 0)
    elif callable(maxsize) and isinstance(typed, bool):
        user_function, maxsize = maxsize, 128
        wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
        wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
        return update_wrapper(wrapper, user_function)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')

    def decorating_function(user_function):
        wrapper = _lru_cache_wrapper(user_function, maxsize, typed, _CacheInfo)
        wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
        return update_wrapper(wrapper, user_function)
    return decorating_function


def cache(user_function, /):
    """Decorator that remembers all results of a function."""
    return lru_cache(maxsize=None)(user_function)


_NOT_FOUND = object()


class cached_property:
    """A property computed once and then kept in the instance's __dict__."""

    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__
        self.lock = RLock()

    def __set_name__(self, owner, name):
        if self.attrname is None:
            self.attrname = name
        elif name != self.attrname:
            raise TypeError("Cannot assign the same cached_property to two different names "
                            f"({self.attrname!r} and {name!r}).")

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        if self.attrname is None:
            raise TypeError("Cannot use cached_property instance without calling __set_name__ on it.")
        try:
            cache = instance.__dict__
        except AttributeError:
            raise TypeError(f"No '__dict__' attribute on {type(instance).__name__!r} instance to cache "
                            f"{self.attrname!r} property.") from None
        val = cache.get(self.attrname, _NOT_FOUND)
        if val is _NOT_FOUND:
            with self.lock:  # another thread may have computed it meanwhile
                val = cache.get(self.attrname, _NOT_FOUND)
                if val is _NOT_FOUND:
                    val = self._fill(instance, cache)
        return val

    def _fill(self, instance, cache):
        val = self.func(instance)
        try:
            cache[self.attrname] = val
        except TypeError:
            raise TypeError(f"The '__dict__' attribute on {type(instance).__name__!r} instance does not "
                            f"support item assignment for caching {self.attrname!r} property.") from None
        return val

    __class_getitem__ = classmethod(GenericAlias)


# --- singledispatch ---

def _merge(sequences):
    """The C3 merge: each time the first head that stands in no tail."""
    result = []
    while sequences := [s for s in sequences if s]:
        tails = {c for s in sequences for c in s[1:]}
        head = next((s[0] for s in sequences if s[0] not in tails), None)
        if head is None:
            raise RuntimeError('Inconsistent hierarchy')
        result.append(head)
        sequences = [s[1:] if s[0] is head else s for s in sequences]
    return result


def _c3_mro(cls, abcs=()):
    """The MRO that cls would have if the abstract classes it is registered with were bases."""
    bases = cls.__bases__
    # Those that cls itself fulfils come behind its last abstract base, before the concrete ones.
    n = max((i + 1 for i, base in enumerate(bases) if hasattr(base, '__abstractmethods__')), default=0)
    own = [a for a in abcs if issubclass(cls, a) and not any(issubclass(base, a) for base in bases)]
    others = [a for a in abcs if a not in own]
    parents = [list(bases[:n]), own, list(bases[n:])]
    return _merge([[cls], *(_c3_mro(parent, others) for group in parents for parent in group), *parents])


def _compose_mro(cls, types):
    """The MRO of cls with those of the types in it that it is a subclass of only by registration."""
    own = set(cls.__mro__)

    def fits(t):
        return t not in own and hasattr(t, '__mro__') and not isinstance(t, GenericAlias) and issubclass(cls, t)
    fitting = [t for t in types if fits(t)]
    wanted = set(types)
    abstract = {}
    for t in fitting:
        if any(t is not other and t in other.__mro__ for other in fitting):
            continue
        # What the subclasses of t between it and cls say about the order, the one that knows most first.
        ways = [[s for s in sub.__mro__ if s in wanted] for sub in t.__subclasses__() if fits(sub)]
        ways.sort(key=len, reverse=True)
        abstract.update(dict.fromkeys(c for way in ways or [[t]] for c in way))
    return _c3_mro(cls, list(abstract))


def _find_impl(cls, registry):
    """The implementation for the class nearest to cls; two unrelated abstract classes are no answer."""
    match = None
    for t in _compose_mro(cls, registry.keys()):
        if match is None:
            match = t if t in registry else None
            continue
        if t in registry and t not in cls.__mro__ and match not in cls.__mro__ and not issubclass(match, t):
            raise RuntimeError("Ambiguous dispatch: {} or {}".format(match, t))
        break
    return registry.get(match)


def singledispatch(func):
    """Turn a function into a generic one that chooses by the type of its first argument."""
    import types
    from _weakref import ref
    registry = {}
    cache = {}  # by weak references to classes
    cache_token = None

    def dispatch(cls):
        """The implementation for a class."""
        nonlocal cache_token
        token = get_cache_token()
        if cache_token != token:
            cache.clear()
            cache_token = token
        try:
            return cache[ref(cls)]
        except KeyError:
            try:
                impl = registry[cls]
            except KeyError:
                impl = _find_impl(cls, registry)
            cache[ref(cls, forget)] = impl
            return impl

    def forget(dead):
        cache.pop(dead, None)

    def is_union(cls):
        return isinstance(cls, types.UnionType) or type(cls).__name__ == '_UnionGenericAlias'

    def valid(cls):
        return isinstance(cls, type) and not isinstance(cls, types.GenericAlias) or (
            is_union(cls) and all(isinstance(a, type) for a in cls.__args__))

    def register(cls, func=None):
        """Add an implementation for a class (or for the annotation of the first parameter)."""
        if valid(cls):
            if func is None:
                return lambda f: register(cls, f)
        else:
            if func is not None:
                raise TypeError(f"Invalid first argument to `register()`. {cls!r} is not a class or union type.")
            ann = getattr(cls, '__annotations__', {})
            if not ann:
                raise TypeError(f"Invalid first argument to `register()`: {cls!r}. Use either "
                                "`@register(some_class)` or plain `@register` on an annotated function.")
            func = cls
            from typing import get_type_hints
            argname, cls = next(iter(get_type_hints(func).items()))
            if not valid(cls):
                if is_union(cls):
                    raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} not all arguments are classes.")
                raise TypeError(f"Invalid annotation for {argname!r}. {cls!r} is not a class.")
        for c in (cls.__args__ if is_union(cls) else (cls,)):
            registry[c] = func
        cache.clear()
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f'{funcname} requires at least 1 positional argument')
        return dispatch(args[0].__class__)(*args, **kw)

    funcname = getattr(func, '__name__', 'singledispatch function')
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = types.MappingProxyType(registry)
    wrapper._clear_cache = cache.clear
    update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    """The same for methods: the first argument after self decides."""

    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        """Add a method for a class."""
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            chosen = self.dispatcher.dispatch(args[0].__class__)
            return chosen.__get__(obj, cls)(*args, **kwargs)
        vars(_method).update(register=self.register, __isabstractmethod__=self.__isabstractmethod__)
        return update_wrapper(_method, self.func)

    @property
    def __isabstractmethod__(self):
        return getattr(self.func, '__isabstractmethod__', False)
