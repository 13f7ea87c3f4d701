# __float__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [1.5]:
    class A:
        def __float__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: float(A()))
for value in [1, 'x', None]:
    class A:
        def __float__(self): return value
    print('--', ascii(value))
    show(lambda: float(A()))
class A:
    def __float__(self): raise LookupError('raised')
show(lambda: float(A()))
class A: __float__ = None
show(lambda: float(A()))
