# __enter__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
def use():
    with A() as v: return v
for value in ['v']:
    class A:
        def __enter__(self): return value
        def __exit__(self, *a): print("exit", a[0]); return True
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: use())
class A:
    def __enter__(self): raise LookupError('raised')
    def __exit__(self, *a): print("exit", a[0]); return True
show(lambda: use())
class A: __enter__ = None
show(lambda: use())
