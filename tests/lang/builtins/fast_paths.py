# slices, optional parameters of methods, containment, rest parameters
def f(*a): return a
def g(*a, **k): return a, k
def h(x, *a): return x, a
def h2(x, y=2, *a, **k): return x, y, a, k
print(f(), f(1), f(1, 2), g(), g(1), g(1, z=2), h(1), h(1, 2, 3), h2(1), h2(1, 5), h2(1, 5, 6, 7), h2(1, k=2))
for bad in (lambda: h(), lambda: h2()):
    try: bad()
    except TypeError as e: print(e)
s, l, t, b = 'hello world', list(range(10)), tuple(range(10)), b'hello'
for x in (s, l, t, b):
    print(x[1:3], x[:], x[-3:], x[:-2], x[::2], x[::-1], x[5:1:-1], x[100:], x[3:2], x[-100:2])
    try: x[::0]
    except ValueError as e: print(e)
    try: x['a':2]
    except TypeError as e: print(e)
class Idx:
    def __index__(self): return 2
print(s[Idx():], l[:Idx()], s[True:], s[None:3])
print(s.split(), s.split('o'), s.split('o', 1), s.strip('hd'), s.find('o'), s.find('o', 5), s.find('o', 5, 6), s.startswith('he'), s.startswith('lo', 3), s.count('l'), s.count('lo'), s.replace('o', '0', 1), s.replace('l', 'L'))
for n in ('', 'h', 'hello', 'world', 'o w', 'x', 'hello world!', 'ld', 'd'):
    print(n in s, s.find(n), s.rfind(n), s.count(n))
long = 'abcab' * 50 + 'abcde' + 'é' * 3 + '漢字'
for n in ('abcde', 'bcabcd', 'é漢', '字', 'eé', 'ababab', 'abcababcab' * 4):
    print(long.find(n), long.rfind(n), long.count(n), n in long)
d = {}
for w in 'a b a c b a'.split():
    if w in d: d[w] += 1
    else: d[w] = 1
print(d, 'a' in d, 'z' in d, 1 in d, (1, 2) in d)
try: [] in d
except TypeError as e: print(e)
try: 1 in 'abc'
except TypeError as e: print(e)
big = {str(i): i for i in range(1000)}
for i in range(0, 1000, 97):
    k = str(i); big[k] += 1; del big[k]; assert k not in big; big[k] = -1; assert big[k] == -1
print(sum(big.values()))
tk = {(i, j): i * j for i in range(20) for j in range(20)}
print(tk[3, 4], (3.0, 4) in tk, (True, 1) in tk, ('a', 1) in tk, tk[1.0, True])
tk2 = {('a', 1): 1, ('a', ('b', 2)): 2, (float('nan'),): 3}
print(('a', 1) in tk2, ('a', ('b', 2)) in tk2, ('a', ('b', 3)) in tk2, list(tk2)[2] in tk2)
print(hash((-1, 2)) == hash((-2, 2)), hash((1, 'a')) == hash((1.0, 'a')))
print('ABC'.lower(), 'abc'.lower(), 'aBc'.upper(), ''.lower(), 'x'.upper(), 'ÀB'.lower())
rows = [(1, 'b'), (1, 'a'), (0, 'z'), (1, 'a', 0), (1, 'é')]
print(sorted(rows))
try: sorted([(1, 'a'), (1, 2)])
except TypeError as e: print(e)
