# __iter__: what may come back and what may not.
import math, operator, os, sys

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class S(str): pass
for value in [lambda: iter([1, 2]), lambda: (x for x in (3, 4))]:
    class A:
        def __iter__(self): return value() if callable(value) else value
    print('--', type(value).__name__)
    show(lambda: list(A()))
    show(lambda: [*A()])
    show(lambda: next(iter(A())))
    show(lambda: 2 in A())
    show(lambda: sorted(A()))
    show(lambda: max(A()))
for value in [5, [1], None]:
    class A:
        def __iter__(self): return value
    print('--', ascii(value))
    show(lambda: list(A()))
    show(lambda: [*A()])
    show(lambda: next(iter(A())))
    show(lambda: 2 in A())
    show(lambda: sorted(A()))
    show(lambda: max(A()))
class A:
    def __iter__(self): raise LookupError('raised')
show(lambda: list(A()))
show(lambda: [*A()])
show(lambda: next(iter(A())))
show(lambda: 2 in A())
show(lambda: sorted(A()))
show(lambda: max(A()))
class A: __iter__ = None
show(lambda: list(A()))
show(lambda: [*A()])
show(lambda: next(iter(A())))
show(lambda: 2 in A())
show(lambda: sorted(A()))
show(lambda: max(A()))
