# ReprEnum needs a data type; operators of flags look at nothing but values of their own kind.
import enum


def told(call):
    try:
        print(repr(call()))
    except Exception as ex:
        print(type(ex).__name__, ex)


class Bits(enum.Flag):
    A = 1
    B = 2


class Numbers(enum.IntFlag):
    A = 1
    B = 2


told(lambda: enum.ReprEnum('Z', 'a b'))
told(lambda: enum.EnumType('Z', (enum.ReprEnum,), enum.EnumType.__prepare__('Z', (enum.ReprEnum,))))
told(lambda: [n for n in dir(Bits.A) if n.startswith('_get')])
told(lambda: Bits.A | 1)
told(lambda: Numbers.A | 6)
told(lambda: 6 & Numbers.B)
told(lambda: Bits.A ^ Bits.B)
told(lambda: enum.verify(enum.UNIQUE)(int))
