print(dict(), dict(a=1), dict([(1, 2), [3, 4]]), dict({'x': 1}, y=2), dict(zip('ab', (1, 2)), a=9), dict([('a', 1)], a=2))
class K:
    def keys(self): return ['p', 'q']
    def __getitem__(self, k): return k * 2
print(dict(K()), dict(K(), r=1))
for a in ((1,), ([1],), ([(1, 2, 3)],), (['a'],), ([1, 2], 3)):
    try: dict(*a)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
