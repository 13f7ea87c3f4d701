# __repr__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['text', 'é']:
    class A:
        def __repr__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: repr(A()))
    show(lambda: f"{A()!r}")
    show(lambda: [A()])
    show(lambda: ascii(A()))
    show(lambda: "%r" % A())
    show(lambda: str(A()))
for value in [5, b'x', None]:
    class A:
        def __repr__(self): return value
    print('--', ascii(value))
    show(lambda: repr(A()))
    show(lambda: f"{A()!r}")
    show(lambda: [A()])
    show(lambda: ascii(A()))
    show(lambda: "%r" % A())
    show(lambda: str(A()))
class A:
    def __repr__(self): raise LookupError('raised')
show(lambda: repr(A()))
show(lambda: f"{A()!r}")
show(lambda: [A()])
show(lambda: ascii(A()))
show(lambda: "%r" % A())
show(lambda: str(A()))
class A: __repr__ = None
show(lambda: repr(A()))
show(lambda: f"{A()!r}")
show(lambda: [A()])
show(lambda: ascii(A()))
show(lambda: "%r" % A())
show(lambda: str(A()))
