"""What CPython has in C: the references, which are native, and the proxies, written here."""
from _kukri import as_native as _as_native
from _weakref_native import getweakrefcount, getweakrefs as _references, ref, ReferenceType

getweakrefcount.__module__ = '_weakref'


@_as_native
def _remove_dead_weakref(dct, key, /):
    """Takes a key out of a dictionary if its value is a reference to an object that is gone."""
    r = dct.get(key)
    if r is not None and r() is None:
        del dct[key]


def _target(proxy):
    obj = object.__getattribute__(proxy, '_ref')()
    if obj is None:
        raise ReferenceError('weakly-referenced object no longer exists')
    return obj


class _ProxyReference(ref):
    """What a proxy refers to its object with; it knows the proxy, weakly."""
    __slots__ = ('proxy',)


@_as_native
def getweakrefs(object, /):
    """A list of all weak references to the object, proxies among them."""
    return [r.proxy() if type(r) is _ProxyReference else r for r in _references(object)]


_object_new = object.__new__


class _Proxy:
    __slots__ = ('_ref', '__weakref__')

    def _refer(self, obj, callback):
        r = _ProxyReference(obj, None if callback is None else lambda r: callback(r.proxy()))
        r.proxy = ref(self)
        object.__setattr__(self, '_ref', r)

    def __getattribute__(self, name):
        return getattr(_target(self), name)

    def __setattr__(self, name, value):
        setattr(_target(self), name, value)

    def __delattr__(self, name):
        delattr(_target(self), name)

    def __str__(self):
        return str(_target(self))

    def __repr__(self):
        obj = object.__getattribute__(self, '_ref')()
        return f'<weakproxy at {hex(id(self))} to {type(obj).__name__} at {hex(id(obj))}>'

    __hash__ = None

    def __bool__(self):
        return bool(_target(self))


def _plain(x):
    return _target(x) if isinstance(x, ProxyTypes) else x


def _next(obj):
    step = getattr(type(obj), '__next__', None)
    if step is None:
        raise TypeError(f"Weakref proxy referenced a non-iterator '{type(obj).__name__}' object")
    return step(obj)


def _forward(name, function):
    """A special method that does with the object and plain arguments what a function does."""

    def method(self, *args):
        return function(_target(self), *[_plain(a) for a in args])
    method.__name__ = name
    return method


def _forward_special(name):
    """One that no function stands for: what the object's class has."""

    def method(self, *args):
        obj = _target(self)
        return getattr(type(obj), name)(obj, *[_plain(a) for a in args])
    method.__name__ = name
    return method


def _fill():
    import operator
    for n in ('add sub mul truediv floordiv mod pow lshift rshift and or xor matmul iadd isub imul itruediv ifloordiv '
              'imod ipow ilshift irshift iand ior ixor imatmul lt le eq ne gt ge neg pos abs invert index contains '
              'getitem setitem delitem').split():
        setattr(_Proxy, f'__{n}__', _forward(f'__{n}__', getattr(operator, f'__{n}__')))
    for n in 'add sub mul truediv floordiv mod pow lshift rshift and or xor matmul'.split():
        swapped = lambda obj, other, operate=getattr(operator, f'__{n}__'): operate(other, obj)
        setattr(_Proxy, f'__r{n}__', _forward(f'__r{n}__', swapped))
    for function in divmod, int, float, len, iter, format, complex, round:
        name = f'__{function.__name__}__'
        setattr(_Proxy, name, _forward(name, function))
    _Proxy.__rdivmod__ = _forward('__rdivmod__', lambda obj, other: divmod(other, obj))
    _Proxy.__next__ = _forward('__next__', _next)
    for name in '__reversed__', '__bytes__', '__enter__', '__exit__':
        setattr(_Proxy, name, _forward_special(name))


def _no_instances(cls, /, *args, **kwargs):
    raise TypeError(f"cannot create 'weakref.{cls.__name__}' instances")


ProxyType = type('ProxyType', (_Proxy,), {'__slots__': (), '__module__': 'weakref', '__new__': _no_instances})
CallableProxyType = type('CallableProxyType', (_Proxy,), {
    '__slots__': (), '__module__': 'weakref', '__new__': _no_instances, '__call__': lambda self, /, *a, **k: _target(self)(*a, **k)})
for _type in ProxyType, CallableProxyType:
    _as_native(_type, final=True)
ProxyTypes = (ProxyType, CallableProxyType)
_filled = False


@_as_native
def proxy(object, callback=None, /):
    """A stand-in that acts like the object without keeping it alive."""
    global _filled
    if not _filled:
        _filled = True
        _fill()
    if callback is None:
        for r in _references(object):
            if type(r) is _ProxyReference and r.__callback__ is None and (shared := r.proxy()) is not None:
                return shared
    new = _object_new(CallableProxyType if callable(object) else ProxyType)
    _Proxy._refer(new, object, callback)
    return new
