# Assignment: order, unpacking, swaps, stars, augmented.
a, b = 1, 2
a, b = b, a
print(a, b)
def swap():
    a, b, c = 1, 2, 3
    a, b, c = c, a, b
    x = y = z = [a]
    x, y = y, a
    i, l = 0, [0, 0, 0]
    i, l[i] = 2, 9
    p, p = 4, 5
    return a, b, c, x, y, z, i, l, p
print(swap())
def fibo(n):
    a, b = 0, 1
    for _ in range(n): a, b = b, a + b
    return a
print(fibo(30))
a, *b, c = range(5); print(a, b, c)
*a, = 'xy'; print(a)
[a, (b, *c)], d = [1, (2, 3, 4)], 5; print(a, b, c, d)
for src, n in (([1], 2), ([1, 2, 3], 2), ('ab', 3)):
    try:
        if n == 2: x, y = src
        else: x, y, z = src
    except ValueError as e: print(e)
try: x, *y, z = [1]
except ValueError as e: print(e)
try: x, y = 5
except TypeError as e: print(e)
def part():
    class T:
        def __setitem__(self, k, v): raise KeyError(k)
    try: q, T()[1], r = 1, 2, 3
    except KeyError: pass
    try: return q, r
    except UnboundLocalError as e: return q, str(e)
print(part())
log = []
class L:
    def __init__(self, n): object.__setattr__(self, 'n', n)
    def __getattr__(self, k): log.append(('get', self.n, k)); return 1
    def __setattr__(self, k, v): log.append(('set', self.n, k, v))
    def __getitem__(self, k): log.append(('item', self.n, k)); return 1
    def __setitem__(self, k, v): log.append(('store', self.n, k, v))
    def __delitem__(self, k): log.append(('del', self.n, k))
def t(x): log.append(x); return x
o = L('o'); p = L('p')
t(o).a = t(p)[t(1)] = t('v')
t(o).n2 += t(2)
t(o)[t(3)] += t(4)
del t(o)[t(5)]
t(o)[t(1):t(2), t(3)] = t(0)
print([x if not isinstance(x, L) else 'L' + x.n for x in log])
tup = ([1],)
try: tup[0] += [2]
except TypeError as e: print(e, tup)
n = 5; n += 1; n -= 2; n *= 3; n //= 2; n **= 2; n %= 7; n <<= 3; n |= 1; n ^= 2; n &= 11; n >>= 1; print(n)
s = 'a'
for _ in range(3): s += 'b'
print(s)
l = [1]; m = l; l += [2]; print(m); l = l + [3]; print(m)
def aug(d, k):
    d[k] += 1
    d[k] *= d[k]
    return d
print(aug({'z': 2}, 'z'))
class A:
    def __matmul__(self, o): return 'mm'
    def __imatmul__(self, o): return 'imm'
q = A(); print(q @ 1); q @= 1; print(q)
def walrus():
    x = 1
    r = x + (x := 10) + x
    y = [x, (x := 3), x]
    z = x if (x := 0) else x
    d = {x: (x := 5), x: x}
    def f(*a, **k): return a, k
    return r, y, z, d, f(x, (x := 7), k=x), x < (x := 8) < x + 1, f'{x}{(x := 2)}{x}'
print(walrus())
def del_many():
    a = b = c = 1
    d = {'x': 1, 'y': 2}; l = [1, 2, 3, 4]
    del a, (b, [c]), d['x'], l[1:3]
    return d, l
print(del_many())
x: int = 3
y: 'later'
(z): int = 4
print(__annotations__, x, z)
def loc():
    v: undefined_type = 1
    w: also_undefined
    try: return w
    except UnboundLocalError as e: return v, str(e)
print(loc())
