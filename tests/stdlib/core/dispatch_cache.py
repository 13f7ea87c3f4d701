# functools.singledispatch finds implementations by weak references to classes, which shows in chained exceptions.
import collections.abc
import functools
import gc
import re
import weakref


@functools.singledispatch
def f(x):
    return 'object'


@f.register(collections.abc.Sized)
def _(x):
    return 'sized'


@f.register(collections.abc.Iterable)
def _(x):
    return 'iterable'


@f.register
def _(x: int):
    raise ValueError(x)


class Both:
    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())


def chain(v):
    try:
        return f(v)
    except Exception as e:
        while e:
            print(type(e).__name__, re.sub('0x[0-9a-f]+', '...', str(e)), e.__suppress_context__)
            e = e.__context__


for v in (Both(), Both(), 1, 1, True, 1.5, 1.5):
    print(chain(v))


def made():
    class T:
        pass
    print(f(T()))
    return weakref.ref(T)


r = made()
gc.collect()
print(r())
print(f.dispatch(int).__name__, len(f.registry))
