# __format__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['text']:
    class A:
        def __format__(self, spec): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: format(A(), *["x"][:1]) if 0 else f"{A():>4}")
    show(lambda: "{:abc}".format(A()))
for value in [5, None]:
    class A:
        def __format__(self, spec): return value
    print('--', ascii(value))
    show(lambda: format(A(), *["x"][:1]) if 0 else f"{A():>4}")
    show(lambda: "{:abc}".format(A()))
class A:
    def __format__(self, spec): raise LookupError('raised')
show(lambda: format(A(), *["x"][:1]) if 0 else f"{A():>4}")
show(lambda: "{:abc}".format(A()))
class A: __format__ = None
show(lambda: format(A(), *["x"][:1]) if 0 else f"{A():>4}")
show(lambda: "{:abc}".format(A()))
