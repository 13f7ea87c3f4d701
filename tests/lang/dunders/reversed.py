# __reversed__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [lambda: iter([1]), [2]]:
    class A:
        def __reversed__(self): return value() if callable(value) else value
    print('--', type(value).__name__)
    show(lambda: list(reversed(A())))
for value in [5]:
    class A:
        def __reversed__(self): return value
    print('--', ascii(value))
    show(lambda: list(reversed(A())))
class A:
    def __reversed__(self): raise LookupError('raised')
show(lambda: list(reversed(A())))
class A: __reversed__ = None
show(lambda: list(reversed(A())))
