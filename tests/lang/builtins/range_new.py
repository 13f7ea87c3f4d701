print(range(3), range(1, 3), range(1, 9, 2), list(range(5, 0, -2)), list(range(0)), range(True, 3))
class I:
    def __index__(self): return 4
print(list(range(I())))
for a in ((), (1.5,), ('a',), (1, 2, 0), (1, 2, 3, 4), (None,), (1, 2.0)):
    try: range(*a)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
try: range(stop=3)
except TypeError as e: print(e)
r = range(2**70, 2**70 + 10, 3)
print(r[1], len(r), list(r), r[-1], 2**70 + 3 in r, r.index(2**70 + 6))
