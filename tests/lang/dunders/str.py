# __str__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in ['text', S('sub')]:
    class A:
        def __str__(self): return value
    print('--', ascii(value) if ' at 0x' not in repr(value) else type(value).__name__)
    show(lambda: str(A()))
    show(lambda: f"{A()}")
    show(lambda: "%s" % A())
    show(lambda: "{}".format(A()))
    show(lambda: print(A()))
for value in [5, b'x', None]:
    class A:
        def __str__(self): return value
    print('--', ascii(value))
    show(lambda: str(A()))
    show(lambda: f"{A()}")
    show(lambda: "%s" % A())
    show(lambda: "{}".format(A()))
    show(lambda: print(A()))
class A:
    def __str__(self): raise LookupError('raised')
show(lambda: str(A()))
show(lambda: f"{A()}")
show(lambda: "%s" % A())
show(lambda: "{}".format(A()))
show(lambda: print(A()))
class A: __str__ = None
show(lambda: str(A()))
show(lambda: f"{A()}")
show(lambda: "%s" % A())
show(lambda: "{}".format(A()))
show(lambda: print(A()))
