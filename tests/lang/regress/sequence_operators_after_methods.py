# + and * of sequences come after the methods of the other operand declined.
class A:
    def __radd__(s, o): print('radd'); return NotImplemented
    def __rmul__(s, o): print('rmul'); return NotImplemented
    def __imul__(s, o): print('imul'); return NotImplemented
    def __mul__(s, o): print('mul'); return NotImplemented
class L(list):
    def __add__(s, o): print('add'); return NotImplemented
    def __mul__(s, o): print('mul'); return NotImplemented
def t(f):
    try: print(f())
    except TypeError as e: print(e)
t(lambda: 'a' + A()); t(lambda: [1] + A()); t(lambda: [1] * A()); t(lambda: L() + [1]); t(lambda: L() + A()); t(lambda: L([1]) * 2); t(lambda: A() * 'a'); t(lambda: A() * 2); t(lambda: 2 * A())
def inplace(x, y):
    x *= y
    return x
t(lambda: inplace(A(), 's')); t(lambda: inplace(A(), (1, 2))); t(lambda: inplace(3, 'ab')); t(lambda: inplace([1], A())); t(lambda: inplace(2, 1.5)); t(lambda: inplace(2, None))
def at(x, y):
    x @= y
t(lambda: at(1, 2)); t(lambda: 1 @ 2)
