# What pickles look like, byte for byte, and that they give the object again, for every protocol.
import collections
import copyreg
import enum
import functools
import io
import itertools
import math
import operator
import pickle


class Plain:
    pass


class Slots:
    __slots__ = ('a', 'b')


class SlotsAndDict(Slots):
    pass


class State:
    def __init__(self):
        self.x = 1

    def __getstate__(self):
        return {'y': getattr(self, 'x', 1)}

    def __setstate__(self, state):
        self.state = state


class NewArgs(tuple):
    def __new__(cls, a, *, b=2):
        self = tuple.__new__(cls, (a, b))
        return self

    def __getnewargs_ex__(self):
        return (self[0],), {'b': self[1]}


class MyList(list):
    pass


class MyDict(dict):
    pass


class MyStr(str):
    pass


class MyInt(int):
    pass


class Error(Exception):
    def __init__(self, a, b):
        super().__init__(a, b)


class Colour(enum.Enum):
    RED = 1
    GREEN = 'g'


class Flag(enum.Flag):
    A = 1
    B = 2


Point = collections.namedtuple('Point', 'x y')


class Outer:
    class Inner:
        class Deep:
            pass

    def method(self):
        return 'm'


def function():
    pass


def make():
    plain = Plain()
    plain.a = 1
    plain.self = plain
    slots = Slots()
    slots.a = 1
    both = SlotsAndDict()
    both.b, both.c = 2, 3
    mylist = MyList([1, 2])
    mylist.k = 'v'
    mydict = MyDict(a=1)
    mydict.k = 'v'
    loop = []
    loop.append(loop)
    tup = ([],)
    tup[0].append(tup)
    return [
        None, True, False, 0, 1, -1, 255, 256, 65535, 65536, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**63, -2**63, 2**64,
        10**30, -10**30, 2**2100, 0.0, -0.0, 1.5, 1e300, math.inf, -math.inf, 1.1, '', 'abc', 'é', '\u1234', '\U0001f600',
        '\ud800', 'a\nb\\c\0d\x1a\r', 'x' * 300, b'', b'abc', bytes(range(256)), b'y' * 300, bytearray(), bytearray(b'xyz'),
        (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(1001)), {}, {1: 2}, {1: 2, 'a': None},
        {i: i for i in range(1000)}, set(), {1}, frozenset(), frozenset([1]), loop, tup, [[], []], ['ab', 'ab'],
        1 + 2j, range(3), range(1, 10, 2), slice(1, 2), slice(None), Ellipsis, NotImplemented, type(None), type(...),
        type(NotImplemented), int, str, list, object, type, Plain, Outer.Inner, Outer.Inner.Deep, function, len, math.sin,
        print, [].append, [1].append, str.upper, int.__add__, Outer.method, Outer().method, dict.fromkeys, slots, both, plain,
        State(), NewArgs(1, b=5), mylist, mydict, MyStr('s'), MyInt(5), ValueError('x'), Error(1, 2), KeyError('k'),
        OSError(2, 'no', 'f'), StopIteration(3), UnicodeDecodeError('utf8', b'a', 0, 1, 'r'), ImportError('i', name='n'),
        Colour.RED, Colour, Flag.A | Flag.B, Point(1, 2), collections.OrderedDict(a=1, b=2),
        collections.Counter('aab'), collections.defaultdict(int, {1: 2}), collections.deque([1, 2], 3), collections.deque('ab'),
        collections.ChainMap({1: 2}), functools.partial(int, base=2), operator.itemgetter(1, 2), operator.attrgetter('a.b'),
        operator.methodcaller('f', 1), iter([1, 2]), iter((1, 2)), iter({1: 2}), iter(range(5)), enumerate([1]), zip([1], [2]),
        map(len, ['a']), filter(None, [1]), reversed([1, 2]), itertools.count(3), itertools.repeat(1, 2), list[int],
        property, staticmethod, super]


for obj in make():
    text = repr(obj)
    for protocol in range(6):
        try:
            data = pickle.dumps(obj, protocol)
        except Exception as e:
            print(type(obj).__name__, protocol, type(e).__name__, e)
            continue
        back = pickle.loads(data)
        again = pickle.dumps(back, protocol)
        shown = data if len(data) < 300 else (len(data), sum(data), data[:40], data[-40:])
        same = ' object at 0x' in text or text == repr(back)
        print(protocol, shown, type(back) is type(obj), same, again == data or len(again) == len(data))

# identity inside one pickle
a = [1]
b = pickle.loads(pickle.dumps([a, a, (a, a), {'k': a}]))
print(b[0] is b[1], b[2][0] is b[0], b[3]['k'] is b[0])
