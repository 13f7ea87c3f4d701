"""Range iterators taken apart; arrays that grow as their source is read; hashes that are taken over."""
import pickle

for r in (range(5), range(10, 0, -3), range(2 ** 62, 2 ** 62 + 9, 4), range(-2 ** 63, 2 ** 63 - 1, 2 ** 61), range(0)):
    it = iter(r)
    print(it.__reduce__())
    next(it, None)
    print(it.__reduce__(), it.__length_hint__(), list(pickle.loads(pickle.dumps(it))))
    it.__setstate__(3)
    print(it.__reduce__(), list(it))
    it.__setstate__(-5)
    print(list(it))

a = bytearray()


def source():
    for i in 1, 2, 300:
        print(len(a), a)
        yield i


try:
    a.__init__(source())
except ValueError as e:
    print(e, a)
for bad in (5.0, object(), None, [1, 'x']):
    try:
        a.__init__(bad)
    except TypeError as e:
        print(e, a)


class Key(int):
    def __hash__(self):
        print('hash')
        return 5


keys = {Key(1), Key(2)}
for kind in (set, frozenset):
    print(len(dict.fromkeys(kind(keys))))


def where():
    try:
        1 / 0
    except TypeError:
        pass


def finally_():
    try:
        1 / 0
    finally:
        pass


for f in (where, finally_):
    try:
        f()
    except ZeroDivisionError as e:
        tb = e.__traceback__.tb_next
        print(tb.tb_lineno - f.__code__.co_firstlineno, tb.tb_frame.f_lineno - f.__code__.co_firstlineno)
# arguments that are no text are refused before the old contents go
for wrong in ((0, 5.0), ('a', None), ('a', 'utf8', 5), ('a', 'utf8\0'), (object(),), ('a', 'nope')):
    kept = bytearray(b'kept')
    try:
        kept.__init__(*wrong)
    except (TypeError, ValueError, LookupError) as e:
        print(e, kept)
# what a generic alias is unpacked to is no instance of its class
import collections.abc
for alias in list[int], collections.abc.Callable[[int], str], collections.abc.Callable[..., str]:
    star, = alias
    print(star, type(star), star.__args__, star == alias, star.__unpacked__)
