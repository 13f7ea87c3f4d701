"""complex(), pow() and str() of instances whose class overrides the conversions."""


def report(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class ToComplex(float):
    def __complex__(self):
        return 5j

    def __float__(self):
        return 7.0


class ToFloat(float):
    def __float__(self):
        return 7.0


class Complex(complex):
    def __complex__(self):
        return 5j


class Bad:
    def __complex__(self):
        return 1

    def __index__(self):
        return 3


class Index:
    def __index__(self):
        return 3


for real in (ToComplex(2), ToFloat(2), Complex(2), Bad(), Index(), 's', None, True):
    report(lambda: complex(real))
    for imag in (ToComplex(3), ToFloat(3), Complex(1 + 1j), 2, None, 's'):
        report(lambda: complex(real, imag))
report(lambda: complex('1_0j'))
report(lambda: complex('1__0j'))
report(lambda: complex(imag=2))
report(lambda: complex(imag=-0.0))


class Reflected:
    def __rpow__(self, other):
        return 'reflected'


report(lambda: 2 ** Reflected())
report(lambda: pow(Reflected(), 2, 3))
report(lambda: pow(2, Reflected(), 3))
report(lambda: pow(2, 2, Reflected()))


class Text(bytearray):
    def __repr__(self):
        return 'repr'


class Bytes(bytes):
    def __repr__(self):
        return 'repr'


report(lambda: (str(Text(b'a')), str(Bytes(b'a')), f'{Bytes(b"a")}', [Bytes()]))


class Str(str):
    pass


report(lambda: [type(format(Str('abc'), spec)).__name__ for spec in ('', '2', '5', '.2', '.3', 's')])


class Meta(type):
    def __eq__(self, other):
        print('eq')
        return self is other

    __hash__ = None


class A(metaclass=Meta):
    pass


class B(A):
    pass


report(lambda: type('C', (A, B), {}))


class Sized(tuple):
    def __len__(self):
        print('len')
        return 3

    def __lt__(self, other):
        print('lt')
        return NotImplemented


report(lambda: ''.join(Sized('ab')))
report(lambda: b'-'.join(Sized((b'a', b'b'))))
report(lambda: list(Sized('ab')))
report(lambda: sorted([Sized('b'), Sized('a')]))
report(lambda: [type(iter(s)).__name__ for s in ('a', 'é', '日', '')])


class Errno(int):
    pass


for e in (2, True, 2.0, 2.5, Errno(2), 2 ** 70, 'x', 13):
    print(repr(OSError(e, 'text')))
print(repr(OSError(2, 'a', 'b', 3, 'c')), type(OSError(2, 'a', 'b', 3, 'c', 'd')).__name__)
