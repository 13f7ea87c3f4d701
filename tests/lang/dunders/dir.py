# __dir__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [['b', 'a'], ('z', 'y'), 'qp']:
    class A:
        def __dir__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: dir(A()))
for value in [5, None, [1, "a"]]:
    class A:
        def __dir__(self): return value
    print('--', ascii(value))
    show(lambda: dir(A()))
class A:
    def __dir__(self): raise LookupError('raised')
show(lambda: dir(A()))
class A: __dir__ = None
show(lambda: dir(A()))
