"""Names for the built-in types that have none in builtins, and helpers to make classes."""
import sys


def _f(): pass


FunctionType = type(_f)
LambdaType = type(lambda: None)
CodeType = type(_f.__code__)
MappingProxyType = type(type.__dict__)
SimpleNamespace = type(sys.implementation)


CellType = type((lambda held: lambda: held)(None).__closure__[0])
GeneratorType = type(None for _ in ())


async def _f():
    pass


with_no_await = _f()
CoroutineType = type(with_no_await)
with_no_await.close()


async def _f():
    yield


AsyncGeneratorType = type(_f())


class _C:
    __slots__ = ('slot',)

    def _m(self): pass


MethodType = type(_C()._m)
MemberDescriptorType = type(_C.slot)
GetSetDescriptorType = type(FunctionType.__code__)
ModuleType = type(sys)

# Of what is written in C: functions and methods, and what types give their special methods.
BuiltinFunctionType = BuiltinMethodType = type(len)
MethodDescriptorType = type(list.append)
ClassMethodDescriptorType = type(vars(dict)['fromkeys'])
WrapperDescriptorType = type(int.__add__)
MethodWrapperType = type((1).__add__)

FrameType = type(sys._getframe())
try:
    del with_no_await, with_no_await
except NameError as error:
    TracebackType = type(error.__traceback__)
GenericAlias = type(list[int])
UnionType = type(int | str)
EllipsisType = type(Ellipsis)
NoneType = type(None)
NotImplementedType = type(NotImplemented)

del sys, _f, _C


def new_class(name, bases=(), kwds=None, exec_body=None):
    """Create a class object dynamically, with the right metaclass."""
    resolved = resolve_bases(bases)
    meta, ns, kwds = prepare_class(name, resolved, kwds)
    if exec_body is not None:
        exec_body(ns)
    if resolved is not bases:
        ns['__orig_bases__'] = bases
    return meta(name, resolved, ns, **kwds)


def resolve_bases(bases):
    """Resolve __mro_entries__ (PEP 560)."""
    new = []
    changed = False
    for base in bases:
        if isinstance(base, type) or not hasattr(base, '__mro_entries__'):
            new.append(base)
            continue
        entries = base.__mro_entries__(bases)
        if not isinstance(entries, tuple):
            raise TypeError("__mro_entries__ must return a tuple")
        new.extend(entries)
        changed = True
    return tuple(new) if changed else bases


def prepare_class(name, bases=(), kwds=None):
    """The metaclass, the namespace and the remaining keywords for a class statement."""
    kwds = dict(kwds) if kwds else {}
    if 'metaclass' in kwds:
        meta = kwds.pop('metaclass')
    else:
        meta = type(bases[0]) if bases else type
    if isinstance(meta, type):
        meta = _calculate_meta(meta, bases)
    ns = meta.__prepare__(name, bases, **kwds) if hasattr(meta, '__prepare__') else {}
    return meta, ns, kwds


def _calculate_meta(meta, bases):
    winner = meta
    for base in bases:
        base_meta = type(base)
        if issubclass(winner, base_meta):
            continue
        if issubclass(base_meta, winner):
            winner = base_meta
            continue
        raise TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) "
                        "subclass of the metaclasses of all its bases")
    return winner


class DynamicClassAttribute:
    """A property for instances; access through the class goes to the metaclass's __getattr__."""

    def __init__(self, fget=None, fset=None, fdel=None, doc=None):
        self.fget, self.fset, self.fdel = fget, fset, fdel
        self.overwrite_doc = doc is None # getter() takes the new function's
        self.__doc__ = doc or fget.__doc__
        self.__isabstractmethod__ = bool(getattr(fget, '__isabstractmethod__', False))

    def _access(self, function, why_not, *args):
        if function is None:
            raise AttributeError(why_not)
        return function(*args)

    def __get__(self, instance, ownerclass=None):
        if instance is not None:
            return self._access(self.fget, "unreadable attribute", instance)
        if self.__isabstractmethod__:
            return self
        raise AttributeError()

    def __set__(self, instance, value):
        self._access(self.fset, "can't set attribute", instance, value)

    def __delete__(self, instance):
        self._access(self.fdel, "can't delete attribute", instance)

    def _with(self, doc=None, **functions):
        twin = type(self)(**(dict(fget=self.fget, fset=self.fset, fdel=self.fdel) | functions), doc=doc or self.__doc__)
        twin.overwrite_doc = self.overwrite_doc
        return twin

    def getter(self, fget):
        """The same with another function to read."""
        return self._with(fget.__doc__ if self.overwrite_doc else None, fget=fget)

    def setter(self, fset):
        """The same with another function to set."""
        return self._with(fset=fset)

    def deleter(self, fdel):
        """The same with another function to delete."""
        return self._with(fdel=fdel)


class _GeneratorWrapper:
    """A generator, or an object like one, that can be awaited."""

    def __init__(self, gen):
        self.__wrapped = gen
        self.__name__ = getattr(gen, '__name__', None)
        self.__qualname__ = getattr(gen, '__qualname__', None)

    def _of_wrapped(name):
        return property(lambda self: getattr(self.__wrapped, name))

    gi_code = cr_code = _of_wrapped('gi_code')
    gi_frame = cr_frame = _of_wrapped('gi_frame')
    gi_running = cr_running = _of_wrapped('gi_running')
    gi_yieldfrom = cr_await = _of_wrapped('gi_yieldfrom')
    del _of_wrapped

    def close(self):
        return self.__wrapped.close()

    def throw(self, tp, *rest):
        return self.__wrapped.throw(tp, *rest)

    def __next__(self):
        return next(self.__wrapped)

    def send(self, val):
        return self.__wrapped.send(val)

    def __iter__(self):
        return self.__wrapped if type(self.__wrapped) is GeneratorType else self

    __await__ = __iter__


def _is_like_generator(x):
    if type(x) is GeneratorType:
        return True
    import _collections_abc
    return isinstance(x, _collections_abc.Generator) and not isinstance(x, _collections_abc.Coroutine)


def coroutine(func):
    """Turn a generator function into one whose results can be awaited."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    if isinstance(func, FunctionType):
        flags = func.__code__.co_flags
        if flags & 0x180:
            return func
        if flags & 0x20:
            func.__code__ = func.__code__.replace(co_flags=flags | 0x100)
            return func
    from functools import wraps

    @wraps(func)
    def wrapped(*args, **kwargs):
        result = func(*args, **kwargs)
        if type(result) is CoroutineType or (type(result) is GeneratorType and result.gi_code.co_flags & 0x100):
            return result
        return _GeneratorWrapper(result) if _is_like_generator(result) else result
    return wrapped


__all__ = [n for n in globals() if not n.startswith('_')]
