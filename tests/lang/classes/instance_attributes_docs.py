# What a class in Python adds to its namespace for the attributes that all its instances have.
class A:
    pass


class S:
    __slots__ = ('a', '__dict__', '__weakref__')


class E(Exception):
    pass


for c in A, S, E:
    for n, d in vars(c).items():
        if n in ('a', '__dict__', '__weakref__'):
            print(c.__name__, n, d, type(d.__doc__).__name__, type(d).__name__, d.__qualname__, d.__objclass__ is c)
