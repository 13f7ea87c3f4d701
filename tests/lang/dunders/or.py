# __or__, __ror__ and __ior__: who is asked, in which order, and what NotImplemented does.

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class A:
    def __or__(self, other): return 'A.or', type(other).__name__
    def __ror__(self, other): return 'A.ror', type(other).__name__
class B(A):
    def __ror__(self, other): return 'B.ror', type(other).__name__
class C:
    def __or__(self, other): print('C declines'); return NotImplemented
    def __ror__(self, other): print('C declines the reflected'); return NotImplemented
class D:
    def __ior__(self, other): print('in place'); return self
class E(D):
    def __ior__(self, other): print('not in place'); return NotImplemented
    def __or__(self, other): return 'E.or'
class N: pass
class Off(A): __or__ = None
show(lambda: A() | 1); show(lambda: 1 | A()); show(lambda: A() | B()); show(lambda: B() | A()); show(lambda: A() | A())
show(lambda: C() | A()); show(lambda: C() | 1); show(lambda: 1 | C()); show(lambda: C() | C()); show(lambda: N() | N()); show(lambda: N() | A()); show(lambda: Off() | 1)
d = D(); same = d; d |= 1; print(d is same)
e = E(); e |= 1; print(e)
a = A(); a |= 'x'; print(a)
def bad():
    n = N(); n |= 2.5
show(bad)
import operator
show(lambda: operator.or_(A(), 2)); show(lambda: operator.ior(A(), 2)); show(lambda: A().__or__(3)); show(lambda: A.__or__(A()))
