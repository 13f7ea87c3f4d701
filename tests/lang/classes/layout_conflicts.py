"""Which pairs of bases conflict: a dict behind the items of an int, tuple or bytes is a layout of its own."""

def attempt(*bases):
    try:
        print([b.__name__ for b in bases], type('T', bases, {}).__mro__[1].__name__)
    except TypeError as e:
        print([b.__name__ for b in bases], e)


class Plain:
    pass


class Empty:
    __slots__ = ()



for base in (int, tuple, bytes, str, float, list, dict, set, Exception, object, type, complex, bytearray):
    A = type('A', (base,), {})
    B = type('B', (base,), {})
    S = type('S', (base,), {'__slots__': ()})
    C = type('C', (A,), {})
    print(base.__name__)
    for pair in ((A, B), (A, S), (S, A), (C, A), (C, B), (S, C), (Plain, A), (A, Plain), (Empty, A), (A, Empty)):
        attempt(*pair)
attempt(bool, int)
attempt(int, str)
