"""Special attribute methods of built-in types, range.__reduce__, casts of empty views, %d of subclasses."""
def sh(f):
    try: print('=', f())
    except BaseException as e: print(type(e).__name__, e)
sh(lambda: Exception.__getattribute__('aaa'))
sh(lambda: ZeroDivisionError.__delattr__(''))
sh(lambda: ValueError(1).__setattr__('x', 1))
sh(lambda: int.__getattribute__(5, 'real'))
sh(lambda: int.__getattribute__)
sh(lambda: (5).__getattribute__('imag'))
sh(lambda: object.__setattr__(ValueError(1), 'q', 2))
sh(lambda: object.__getattribute__(5, 'real'))
sh(lambda: int.__setattr__(5, 'real', 1))
class M:
    def __getattribute__(self, n): return 'M' + n
class A(int, M): pass
class B(M, int): pass
sh(lambda: A().real)
sh(lambda: B().real)
class C(ValueError):
    def __setattr__(self, n, v): print('set', n); super().__setattr__(n, v)
c = C(1); c.x = 5; sh(lambda: c.x)
del c.x
sh(lambda: c.x)
class D(A):
    def __getattr__(self, n): return 'hook ' + n
sh(lambda: D().nope)
sh(lambda: D().real)
import types
sh(lambda: types.SimpleNamespace.__setattr__)
n = types.SimpleNamespace(a=1); n.__setattr__('b', 2); sh(lambda: n)
sh(lambda: types.ModuleType.__delattr__)
sh(lambda: range(3).__reduce__(1, 2))
sh(lambda: range(3).__reduce__(x=1))
sh(lambda: memoryview(b'').cast('B', (3, 3)).shape)
sh(lambda: memoryview(b'').cast('B', (-3, 3)).shape)
sh(lambda: memoryview(b'').cast('B', (3,)).shape)
sh(lambda: memoryview(b'').cast('B', ()).shape)
sh(lambda: memoryview(b'').cast('B', 3).shape)
sh(lambda: memoryview(b'ab')[:0].cast('B', (3,)).shape)
sh(lambda: memoryview(b'')[:0].cast('q').shape)
sh(lambda: memoryview(b'')[:0].cast('qq').shape)
sh(lambda: memoryview(b'abc').cast('B', (0,)).shape)
sh(lambda: memoryview(b'abc').cast('B', (0,'a')).shape)
sh(lambda: memoryview(b'abc').cast('B', ('a',)).shape)
sh(lambda: memoryview(b'abc').cast('B', (2**70,)).shape)
sh(lambda: memoryview(b'abc').cast('B', [3]).shape)
sh(lambda: memoryview(b'abcd').cast('H', (2,1)).shape)
sh(lambda: memoryview(b'abcd').cast('B', (2,2)).cast('H').shape)
sh(lambda: memoryview(b'abcd').cast('B', (2,2)).cast('B', (4,)).shape)
sh(lambda: memoryview(b'abcd').cast('B', (1,)*65).shape)
sh(lambda: memoryview(b'abcd').cast('B', (1,)*64).shape)
sh(lambda: memoryview(b'abcd').cast('H').cast('I').shape)
sh(lambda: memoryview(b'abcd').cast('H').cast('b', (2,)).shape)
sh(lambda: memoryview(b'abcd')[::2].cast('b', (2,)).shape)
sh(lambda: memoryview(bytes(0)).cast('B', (0,0)).shape)
class F(float):
    def __int__(self): return 7
sh(lambda: '%d' % F(1.5))
sh(lambda: '%i %u' % (F(1.5), F(2.5)))
sh(lambda: '%x' % F(1.5))
sh(lambda: b'%d' % F(1.5))
class G(float):
    def __index__(self): return 9
sh(lambda: '%d' % G(1.5))
sh(lambda: '%x' % G(1.5))
class H(int):
    def __int__(self): return 7
    def __index__(self): return 8
sh(lambda: '%d %x' % (H(1), H(1)))
class I(complex):
    def __int__(self): return 7
sh(lambda: '%d' % I(1))
class J(float):
    def __int__(self): return 'x'
sh(lambda: '%d' % J(1))
class K(float):
    def __trunc__(self): return 11
sh(lambda: '%d' % K(1))
