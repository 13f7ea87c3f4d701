# every built-in function: results and messages
def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)

t(abs, -3); t(abs, -2.5); t(abs, 3+4j); t(abs, 'a'); t(abs); t(abs, 1, 2); t(abs, True); t(abs, -2**70)
t(all, []); t(all, [1, 0]); t(any, []); t(any, [0, 2]); t(all, 5); t(any, iter([0, '']))
t(ascii, 'caf\xe9 \u20ac \U0001f600'); t(ascii, [1, 'é'])
t(bin, 10); t(bin, -10); t(bin, 0); t(bin, 2.0); t(oct, 8); t(oct, -9); t(hex, 255); t(hex, -2**70); t(hex, True)
class Ix:
    def __index__(self): return 7
t(bin, Ix()); t(hex, Ix()); t(hex, 'a')
t(callable, len); t(callable, 1); t(callable, Ix); t(callable, Ix())
t(chr, 97); t(chr, 0x1f600); t(chr, -1); t(chr, 0x110000); t(chr, 'a'); t(chr, 2**40); t(chr, 2**70)
t(ord, 'a'); t(ord, '\U0001f600'); t(ord, b'a'); t(ord, 'ab'); t(ord, ''); t(ord, 5); t(ord, b'ab')
t(divmod, 7, 2); t(divmod, -7, 2); t(divmod, 7.5, 2); t(divmod, 1, 0); t(divmod, 1.0, 0); t(divmod, 'a', 1)
t(pow, 2, 10); t(pow, 2, -1); t(pow, 2, 10, 7); t(pow, 3, -1, 7); t(pow, 2, 3, 0); t(pow, 2.0, 3, 5); t(pow, 'a', 2); t(pow, 2, 'a', 3)
t(pow, base=2, exp=5); t(pow, 2, 5, mod=3); t(pow, 4, -1, 8); t(pow, 0, -1); t(pow, -8, 1/3)
t(round, 2.5); t(round, 3.5); t(round, 2.675, 2); t(round, 1234, -2); t(round, 1250, -2); t(round, 'a'); t(round, 2.5, None); t(round, 5, 2)
t(round, number=1.25, ndigits=1); t(round, float('nan')); t(round, float('inf')); t(round, 1e300, -300)
t(format, 3.14159, '.2f'); t(format, 'a', '>5'); t(format, 5); t(format, 5, 5); t(format, [], 'x'); t(format, None, ''); t(format, object(), 'x')
t(hash, 5); t(hash, -1); t(hash, 2.0); t(hash, 2**61 - 1); t(hash, []); t(hash, (1, [])); t(hash, {}); t(hash, True)
t(len, 'abc'); t(len, 5); t(len, {1: 2}); t(len)
class L:
    def __len__(self): return -1
t(len, L())
class L2:
    def __len__(self): return 'a'
t(len, L2())
t(min, 3, 1, 2); t(min, [3, 1]); t(min, []); t(min, [], default=9); t(min, 1, 2, default=3); t(min); t(min, 'b', 'a', key=ord); t(min, 1, 'a')
t(max, 3, 1, 2); t(max, [3, 1]); t(max, []); t(max, [], default=None); t(max, 5); t(max, [1, 2], key=None); t(max, (-3, 2), key=abs); t(max, 1, 2, foo=3)
t(max, ['a', 'bb'], key=len); t(min, [1.0, 1]); t(max, [1, 1.0]); t(max, [True, 1]); t(min, float('nan'), 1); t(max, 1, float('nan'))
t(sum, [1, 2, 3]); t(sum, [1.5, 2]); t(sum, [[1], [2]], []); t(sum, ['a']); t(sum, ['a'], ''); t(sum, [b'a'], b''); t(sum, 5); t(sum, [], start=4); t(sum, [2**47, 2**48])
t(sum, (0.1,) * 10); t(sum, [1, 2.5, 3]); t(sum, [True, False, True]); t(sum, [1], 2, 3)
t(sorted, [3, 1, 2]); t(sorted, 'cab', reverse=True); t(sorted, [-3, 2], key=abs); t(sorted, 5); t(sorted, [1, 'a']); t(sorted); t(sorted, [1], foo=2); t(sorted, [2, 1], None)
t(iter, 5); t(next, [1]); t(next, iter([])); t(next, iter([]), 7); t(next, iter([4])); t(lambda: type(iter(len, 3))); t(iter, 5, 3)
n = 0
def count():
    global n
    n += 1
    return n
t(list, iter(count, 4))
t(isinstance, 1, int); t(isinstance, 1, (str, int)); t(isinstance, 1, 5); t(isinstance, True, int); t(isinstance, 1, int | str); t(isinstance, 1, ((str, (int,)),))
t(issubclass, bool, int); t(issubclass, 1, int); t(issubclass, int, 5); t(issubclass, int, (str, object)); t(issubclass, int, int | None)
class A:
    x = 1
    def __getattr__(self, n):
        if n == 'dyn': return 'D'
        raise AttributeError('no ' + n)
a = A()
t(getattr, a, 'x'); t(getattr, a, 'dyn'); t(getattr, a, 'z'); t(getattr, a, 'z', 5); t(getattr, a, 5); t(getattr, a); t(hasattr, a, 'dyn'); t(hasattr, a, 'q'); t(hasattr, a, 1)
t(setattr, a, 'y', 3); t(getattr, a, 'y'); t(delattr, a, 'y'); t(delattr, a, 'y'); t(setattr, 5, 'x', 1); t(setattr, a, 1, 2); t(getattr, None, 'foo'); t(getattr, 1, 'foo')
t(vars, a); t(vars, 5); t(sorted, vars(A).keys() - {'__module__', '__dict__', '__weakref__', '__doc__'})
class D:
    def __dir__(self): return ['b', 'a']
t(dir, D()); t(lambda: [x for x in dir(a) if not x.startswith('__')])
def f():
    q = 1; p = 2
    return dir()
t(f)
def g():
    q = 1
    return locals(), vars()
t(g)
t(lambda: globals() is vars() or '__name__' in globals())
t(repr, 'a\'b"c'); t(repr, A is A); t(id, 5) if 0 else None
t(lambda: id(a) == id(a)); t(lambda: id([]) == id(a))
t(type, 1); t(type, 'X', (), {}) if 0 else None; t(type); t(type, 1, 2); t(type, 'X', 5, {}); t(lambda: type('X', (A,), {'z': 5})().z)
t(lambda: type(zip())); t(lambda: list(zip([1, 2], 'ab'))); t(lambda: list(zip([1, 2], 'a', strict=True))); t(zip, 5); t(lambda: list(zip([1], [2, 3], strict=True)))
t(lambda: list(map(lambda x, y: x + y, [1, 2], [3, 4]))); t(map, len); t(map); t(map, len, 5); t(lambda: list(filter(None, [0, 1, '', 2]))); t(filter, len); t(lambda: list(filter(lambda x: x > 1, [1, 2])))
t(lambda: list(enumerate('ab', 5))); t(enumerate, 5); t(enumerate); t(lambda: list(enumerate('a', start=2))); t(lambda: list(reversed([1, 2]))); t(reversed, 5); t(reversed, {1}); t(lambda: list(reversed({1: 2, 3: 4})))
t(range, 1.5); t(range); t(range, 1, 2, 0); t(slice); t(slice, 1, 2); t(object, 1); t(bool, []); t(bool, 1, 2)
t(print, 'a', sep=5); t(print, 1, 2, sep='-', end='!\n'); t(print, 'x', foo=1); t(print, 'a', file=None); t(print, end=''); t(print, None, end=None); t(print, 'a', 'b', sep=None)
t(input, 1, 2); t(breakpoint) if 0 else None
t(lambda: type(property())); t(staticmethod); t(classmethod, 1, 2); t(memoryview, 5); t(super)
t(__import__, 5); t(__import__, 'no_such'); t(lambda: __import__('os.path').__name__); t(__import__, 'sys', level=-1)
