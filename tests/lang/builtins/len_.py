class L:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class I:
    def __index__(self): return 3
print(len('abc'), len(range(10, 0, -3)), len({1: 2}), len(L(5)), len(L(I())), len(L(True)))
for n in -1, 1.5, 'a', 2**70:
    try: len(L(n))
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
for v in 5, None, len, iter([]):
    try: len(v)
    except TypeError as e: print(e)
try: len(range(2**70))
except OverflowError as e: print(e)
