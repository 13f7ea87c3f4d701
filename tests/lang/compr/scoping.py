x = 'outer'
print([x for x in range(3)], x)
print([[y for y in range(x)] for x in range(3)], {k: v for k, v in zip('ab', (1, 2))}, {c for c in 'aab'})
print([i for i in range(10) if i % 2 if i > 3], [(i, j) for i in range(2) for j in range(i, 2)], [a + b for a, b in [(1, 2), (3, 4)]])
def f(): return [lambda: i for i in range(2)]
print([g() for g in f()])
print([last := n for n in range(3)], last)
def h():
    if any((found := v) > 1 for v in (1, 2, 3)): return found
print(h())
class C:
    items = [1, 2]; k = 3
    a = [i for i in items]
    try: b = [i * k for i in items]
    except NameError as e: print(e)
print(C.a, {**{i: i for i in range(2)}}, [*(i for i in 'ab')], [(yield_ := 1) for _ in 'a'])
print([x if x else 'zero' for x in (0, 1)], [i for i in 'abc' if i != 'b' or i == 'b'], [print('side') for _ in range(1)])
