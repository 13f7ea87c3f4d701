# __ge__: operands, reflection to __le__, subclasses first, results of any type.

def show(f):
    try:
        r = f()
        print(type(r).__name__ if ' at 0x' in object.__repr__(r) and type(r).__repr__ is object.__repr__ else r)
    except Exception as e: print(type(e).__name__, e)

class A:
    def __ge__(self, other): return 'A.ge', type(other).__name__
class B(A):
    def __le__(self, other): return 'B.le', type(other).__name__
class C:
    def __ge__(self, other): print('C declines'); return NotImplemented
class N: pass
class Raises:
    def __ge__(self, other): raise ValueError('no comparing')
show(lambda: A() >= 1); show(lambda: 1 >= B()); show(lambda: A() >= B()); show(lambda: C() >= B()); show(lambda: C() >= 1); show(lambda: C() >= C()); show(lambda: N() >= N()); show(lambda: N() >= 1)
show(lambda: Raises() >= 1); show(lambda: [Raises()] >= [1]); show(lambda: [A()] >= [A()]); show(lambda: 1 >= 2 >= 3); show(lambda: A() >= A() >= A()); show(lambda: not A() >= 1)
n = N(); show(lambda: n >= n); show(lambda: (n,) >= (n,)); show(lambda: A().__ge__(2)); show(lambda: object().__ge__(1)); show(lambda: int.__ge__(1, 2)); show(lambda: int.__ge__(1, 'a'))
