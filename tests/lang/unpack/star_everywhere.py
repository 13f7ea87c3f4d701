a, *b, c = range(5); print(a, b, c)
*a, = 'xyz'; print(a)
[a, [b, *c]], d = [1, (2, 3, 4)], 5; print(a, b, c, d)
print([*range(2), *'ab', *{}], (*[1], 2), {*[1, 1], 2}, {**{'a': 1}, 'b': 2, **{'a': 3}})
def f(*a, **k): return a, k
print(f(*[1], 2, *(3,), x=1, **{'y': 2}))
for a, *b in [(1, 2, 3), 'xy']: print(a, b)
x = *[1], 2; print(x)
def g(): return *[1], 2
print(g(), [i for i in (*'ab', 'c')])
d = {}; d['k'], d['l'] = 1, 2; print(d)
i, d[i] = 0, 'zero'; print(d)
for src in ('a, b = 1', 'a, b = 1, 2, 3', 'a, b = [1]', '*a, b = []', 'a, *b, c, d = 1, 2', '(a, b), c = 1, 2', 'a, b = {}', '[*5]', '{**5}', '{**{}, **[1]}', 'f(*5)', 'f(**5)'):
    try: exec(src)
    except (TypeError, ValueError) as e: print(src, '!!', e)
