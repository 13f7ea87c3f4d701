"""anext() with a default."""
from _kukri import as_native as _as_native

_ITERABLE_COROUTINE = 0x100  # code flag of what types.coroutine() has marked


async def _coroutine():
    pass


def _generator():
    yield


_made = _coroutine()
CoroutineType, GeneratorType = type(_made), type(_generator())
_made.close()
del _made


def _iterator(awaitable):
    """What `await awaitable` would step through."""
    cls = type(awaitable)
    if cls is GeneratorType and awaitable.gi_code.co_flags & _ITERABLE_COROUTINE:
        return awaitable
    find = getattr(cls, '__await__', None)
    if find is None:
        raise TypeError(f"object {cls.__name__} can't be used in 'await' expression")
    found = find(awaitable)
    if type(found) is CoroutineType:
        raise TypeError('__await__() returned a coroutine')
    if not hasattr(type(found), '__next__'):
        raise TypeError(f"__await__() returned non-iterator of type '{type(found).__name__}'")
    return found


@_as_native
class anext_awaitable:
    """Awaits another awaitable; a StopAsyncIteration out of that one becomes the default as result."""

    def __init__(self, awaitable, default):
        self._awaitable = awaitable
        self._default = default

    def _step(self, method, *args):
        try:
            return getattr(_iterator(self._awaitable), method)(*args)
        except StopAsyncIteration:
            pass
        raise StopIteration(self._default)

    def __await__(self):
        return self

    def __iter__(self):
        return self

    def __next__(self):
        return self._step('__next__')

    def send(self, value, /):
        return self._step('send', value)

    def throw(self, *exception):
        return self._step('throw', *exception)

    def close(self):
        return self._step('close')
