# __add__, __radd__ and __iadd__: who is asked, in which order, and what NotImplemented does.

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class A:
    def __add__(self, other): return 'A.add', type(other).__name__
    def __radd__(self, other): return 'A.radd', type(other).__name__
class B(A):
    def __radd__(self, other): return 'B.radd', type(other).__name__
class C:
    def __add__(self, other): print('C declines'); return NotImplemented
    def __radd__(self, other): print('C declines the reflected'); return NotImplemented
class D:
    def __iadd__(self, other): print('in place'); return self
class E(D):
    def __iadd__(self, other): print('not in place'); return NotImplemented
    def __add__(self, other): return 'E.add'
class N: pass
class Off(A): __add__ = None
show(lambda: A() + 1); show(lambda: 1 + A()); show(lambda: A() + B()); show(lambda: B() + A()); show(lambda: A() + A())
show(lambda: C() + A()); show(lambda: C() + 1); show(lambda: 1 + C()); show(lambda: C() + C()); show(lambda: N() + N()); show(lambda: N() + A()); show(lambda: Off() + 1)
d = D(); same = d; d += 1; print(d is same)
e = E(); e += 1; print(e)
a = A(); a += 'x'; print(a)
def bad():
    n = N(); n += 2.5
show(bad)
import operator
show(lambda: operator.add(A(), 2)); show(lambda: operator.iadd(A(), 2)); show(lambda: A().__add__(3)); show(lambda: A.__add__(A()))
