# Conversion methods that return instances of subclasses, __trunc__ in int(), buffers in float().
import math
import operator
import warnings


class SI(int):
    pass


class SF(float):
    pass


class SC(complex):
    pass


def show(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)
    for x in w:
        print('   ', x.category.__name__, x.message)


def mk(name, val):
    return type('T', (), {name: lambda self: val})()


show(lambda: complex(mk('__complex__', SC(1))))
show(lambda: complex(mk('__complex__', 'x')))
show(lambda: float(mk('__float__', SF(1))))
show(lambda: float(mk('__float__', 'x')))
show(lambda: math.sqrt(mk('__float__', SF(4))))
show(lambda: int(mk('__int__', SI(1))))
show(lambda: int(mk('__int__', True)))
show(lambda: int(mk('__int__', 'x')))
show(lambda: int(mk('__index__', SI(1))))
show(lambda: operator.index(mk('__index__', True)))
show(lambda: [5, 6][mk('__index__', True)])
for v in 7, SI(7), 'x', mk('__index__', SI(1)), mk('__int__', SI(1)):
    show(lambda: int(mk('__trunc__', v)))
show(lambda: float(memoryview(b'12.3')[1:4]))
show(lambda: pow(-0.0, -math.inf))
show(lambda: pow(0.0, -1))
show(lambda: float.__getformat__(1))
show(lambda: float.__getformat__('x'))
show(lambda: hash(math.nan) == object.__hash__(math.nan))
show(lambda: int.from_bytes(mk('__bytes__', b'\x01\x02')))
show(lambda: int.from_bytes(mk('__bytes__', 1)))
show(lambda: '%.*d' % (2**63 - 1, 1))
show(lambda: '%.*d' % (2**31 - 1, 1))
show(lambda: '%*d' % (2**63, 1))
c = 1 + 2j
show(lambda: complex(c) is c)


class Text(str):
    def __float__(self):
        return float(str(self)) + 1


show(lambda: float(Text('8')))
for base, value in (float, 2.5), (tuple, (1,)), (frozenset, (1,)), (list, (1,)), (set, (1,)):
    class WithInit(base):
        def __init__(self, arg, extra=None):
            self.extra = extra

    class WithNew(base):
        def __new__(cls, arg, extra=None):
            self = super().__new__(cls, arg)
            self.extra = extra
            return self
    show(lambda: WithInit(value, extra=3).extra)
    show(lambda: WithNew(value, extra=3).extra)
    show(lambda: type('Plain', (base,), {})(x=3))
