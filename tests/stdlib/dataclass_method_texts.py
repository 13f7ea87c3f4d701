"""dataclasses: the methods made are functions of the class's module, made from text: tracebacks name them and their lines."""
from dataclasses import dataclass, field


@dataclass(order=True, frozen=True)
class Point:
    n: object
    s: str = 'q'
    hidden: int = field(default=0, repr=False, compare=False)


@dataclass(order=True)
class Empty:
    pass


class Bad:
    def __eq__(self, other):
        raise ValueError('eq')

    def __repr__(self):
        raise ValueError('repr')

    __hash__ = None


def frames(act):
    try:
        print(act())
    except Exception as e:
        print(type(e).__name__, e)
        tb = e.__traceback__
        while tb:
            code = tb.tb_frame.f_code
            if code.co_filename == '<string>':
                print('  ', code.co_filename, tb.tb_lineno, code.co_name, code.co_varnames[:code.co_argcount])
            tb = tb.tb_next


one = Point(1)
frames(lambda: Point('a') < one)
frames(lambda: Point(one) >= one)
frames(lambda: Point(Bad()) == one)
frames(lambda: repr(Point(Bad())))
frames(lambda: hash(Point(Bad())))
frames(lambda: setattr(one, 'n', 2))
frames(lambda: setattr(one, 'other', 2))
frames(lambda: delattr(one, 's'))
frames(lambda: one < 3)
frames(lambda: (Empty() == Empty(), Empty() < Empty(), repr(Empty())))
broken = Point.__new__(Point)
frames(lambda: broken == one)
for name in '__init__', '__repr__', '__eq__', '__lt__', '__ge__', '__hash__', '__setattr__', '__delattr__':
    method = vars(Point)[name]
    print(name, method.__module__, method.__qualname__, method.__globals__ is globals() or name == '__repr__', hasattr(method, '__wrapped__'))
