# __eq__: operands, reflection to __eq__, subclasses first, results of any type.

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class A:
    def __eq__(self, other): return 'A.eq', type(other).__name__
class B(A):
    def __eq__(self, other): return 'B.eq', type(other).__name__
class C:
    def __eq__(self, other): print('C declines'); return NotImplemented
class N: pass
class Raises:
    def __eq__(self, other): raise ValueError('no comparing')
show(lambda: A() == 1); show(lambda: 1 == B()); show(lambda: A() == B()); show(lambda: C() == B()); show(lambda: C() == 1); show(lambda: C() == C()); show(lambda: N() == N()); show(lambda: N() == 1)
show(lambda: Raises() == 1); show(lambda: [Raises()] == [1]); show(lambda: [A()] == [A()]); show(lambda: 1 == 2 == 3); show(lambda: A() == A() == A()); show(lambda: not A() == 1)
n = N(); show(lambda: n == n); show(lambda: (n,) == (n,)); show(lambda: A().__eq__(2)); show(lambda: object().__eq__(1)); show(lambda: int.__eq__(1, 2)); show(lambda: int.__eq__(1, 'a'))
