# __bool__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [True, False]:
    class A:
        def __bool__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: bool(A()))
    show(lambda: not A())
    show(lambda: 1 if A() else 2)
    show(lambda: A() and 3)
    show(lambda: A() or 4)
for value in [1, 'x', None]:
    class A:
        def __bool__(self): return value
    print('--', ascii(value))
    show(lambda: bool(A()))
    show(lambda: not A())
    show(lambda: 1 if A() else 2)
    show(lambda: A() and 3)
    show(lambda: A() or 4)
class A:
    def __bool__(self): raise LookupError('raised')
show(lambda: bool(A()))
show(lambda: not A())
show(lambda: 1 if A() else 2)
show(lambda: A() and 3)
show(lambda: A() or 4)
class A: __bool__ = None
show(lambda: bool(A()))
show(lambda: not A())
show(lambda: 1 if A() else 2)
show(lambda: A() and 3)
show(lambda: A() or 4)
