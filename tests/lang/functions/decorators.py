def d(n):
    print('make', n)
    def deco(f):
        print('apply', n)
        def w(*a): return n, f(*a)
        return w
    return deco
@d(1)
@d(2)
def f(x): return x
print(f(5))
@lambda c: c.__name__
class K: pass
print(K)
xs = [lambda f: 'from list']
@xs[0]
def g(): pass
print(g)
@(z := d(3))
def h(): return 0
print(h(), z is not None)
import functools
@functools.wraps(len)
def w(): pass
print(w.__name__, w.__wrapped__ is len)
