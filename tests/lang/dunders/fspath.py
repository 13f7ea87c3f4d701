# __fspath__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['p/q', b'p']:
    class A:
        def __fspath__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: os.fspath(A()))
    show(lambda: os.path.join(A(), "x"))
for value in [5, None]:
    class A:
        def __fspath__(self): return value
    print('--', ascii(value))
    show(lambda: os.fspath(A()))
    show(lambda: os.path.join(A(), "x"))
class A:
    def __fspath__(self): raise LookupError('raised')
show(lambda: os.fspath(A()))
show(lambda: os.path.join(A(), "x"))
class A: __fspath__ = None
show(lambda: os.fspath(A()))
show(lambda: os.path.join(A(), "x"))
