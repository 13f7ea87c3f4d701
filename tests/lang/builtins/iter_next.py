print(list(iter([1, 2])), next(iter([]), 'd'))
vals = iter([3, 2, 1, 0, 5]); print(list(iter(lambda: next(vals), 0)), next(vals))
for f, a in ((iter, (5,)), (next, ([1],)), (iter, (5, 0)), (next, ()), (iter, ())):
    try: f(*a)
    except TypeError as e: print(e)
class S:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print(list(S()), 4 in S(), list(reversed([1, 2])))
class Bad:
    def __iter__(self): return 5
try: iter(Bad())
except TypeError as e: print(e)
it = iter([1])
next(it)
for _ in range(2):
    try: next(it)
    except StopIteration as e: print('stop', e.value)
