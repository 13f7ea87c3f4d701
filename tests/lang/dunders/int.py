# __int__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [5, True]:
    class A:
        def __int__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: int(A()))
for value in [5.0, '5', None]:
    class A:
        def __int__(self): return value
    print('--', ascii(value))
    show(lambda: int(A()))
class A:
    def __int__(self): raise LookupError('raised')
show(lambda: int(A()))
class A: __int__ = None
show(lambda: int(A()))
