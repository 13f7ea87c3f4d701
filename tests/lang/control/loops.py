# for, while, else, break, continue in all their combinations.
for i in range(5):
    if i == 3: break
else:
    print('no')
print(i)
for i in range(3):
    continue
else:
    print('else', i)
n = 0
while n < 5:
    n += 1
    if n == 2: continue
    if n == 4: break
else:
    print('no')
print(n)
while False:
    print('never')
else:
    print('while-else')
def find(rows, x):
    for r, row in enumerate(rows):
        for c, v in enumerate(row):
            if v == x:
                return r, c
    return None
print(find([[1, 2], [3, 4]], 3), find([[1]], 9))
def nested():
    out = []
    for i in range(4):
        for j in range(4):
            if j == i: continue
            if j > 2: break
            out.append((i, j))
        else:
            out.append('full')
    return out
print(nested())
def endless():
    k = 0
    while True:
        k += 1
        if k % 2: continue
        if k > 6: return k
print(endless())
def chain(x):
    return 0 < x < 10 <= x * 3, not 0 < x < 3, x == x == x != 1
print([chain(v) for v in (1, 4, 11)])
calls = []
def c(v):
    calls.append(v)
    return v
if c(1) < c(2) > c(3) < c(4): print('no')
print(calls)
calls.clear()
r = c(3) < c(2) < c(1)
print(r, calls)
nan = float('nan')
print(not (nan < 1), nan >= 1, [v for v in (nan,) if not v < 1], 1 if not nan > 0 else 2)
x = 5
print(x if x > 3 else -x, [] or 'empty', 0 and 1, '' or 0 or None, 1 and 2 and 3, not [] , not not 3)
def boolop(a, b, c): return a and b or c
print([boolop(a, b, 'c') for a in (0, 1) for b in (0, 'b')])
def mixed(a, b, c, d):
    if (a or b) and not (c and d): return 1
    return 0
print([mixed(a, b, cc, d) for a in (0, 1) for b in (0, 1) for cc in (0, 1) for d in (0, 1)])
for x, (y, *z) in [(1, (2, 3, 4)), (5, (6,))]: print(x, y, z)
d = {}
for d['k'] in range(2): pass
print(d)
for v in [1, 2, 3]: pass
for v in (): print('no')
print(v, [1, 2, 3].index(3))
s = 0
for i in range(10, 0, -3): s += i
for i in {'a': 1}: s = (s, i)
print(s)
i = 0
while not i >= 3: i += 1
print(i)
while i is not None:
    i = None if i == 0 else i - 1
print(i)
def w(seq):
    it = iter(seq); total = 0
    while (v := next(it, None)) is not None and v < 10: total += v
    return total, v
print(w([1, 2, 3]), w([5, 20, 1]))
if 0: print('no')
elif '': print('no')
elif 1.5: print('yes')
else: print('no')
if __debug__: print('debug')
print(3 in [1, 2, 3], 3 in (1, 2), 'a' in {'a', 'b'}, 4 not in {4: 1}, not 3 in [1], None is None, [] is not [])
