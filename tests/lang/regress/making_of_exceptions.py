"""Which built-in exceptions have a __new__ of their own, in which order a class lists its subclasses,
and when an exception has a dict to pickle."""


def walk(cls, depth=0):
    print('  ' * depth + cls.__name__, '__new__' in cls.__dict__, '__init__' in cls.__dict__, cls.__new__.__qualname__, bool(cls.__doc__))
    for sub in cls.__subclasses__():
        if sub.__module__ == 'builtins' and sub.__base__ is cls:
            walk(sub, depth + 1)


walk(BaseException)
for cls in (StopIteration, KeyError, FileNotFoundError, ExceptionGroup, TabError, ValueError):
    for args in ((5,), (int,), ()):
        try:
            cls.__new__(*args)
        except TypeError as e:
            print(e)


class Slots(KeyError):
    __slots__ = ('slot',)


e = Slots(1)
print(e.__reduce__(), e.__getstate__())
e.slot = 5
print(e.__reduce__(), e.__getstate__())
for e in (ValueError(2), Slots(3)):
    try:
        e.missing
    except AttributeError:
        print(e.__reduce__())
    try:
        del e.missing
    except AttributeError:
        print(e.__reduce__())
