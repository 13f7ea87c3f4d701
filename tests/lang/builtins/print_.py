import io, sys
print(); print(1, 'a', None, sep='-', end='!\n'); print('x', 'y', sep=''); print('a', end=''); print(); print(*[1, 2], sep='\n')
s = io.StringIO(); print('to file', 5, file=s, flush=True); print(repr(s.getvalue()))
class W:
    def write(self, t): parts.append(t)
parts = []; print('a', 'b', file=W()); print(parts)
for k in ({'sep': 5}, {'end': 5}, {'nope': 1}, {'file': 5}):
    try: print('x', **k)
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
print('a', 'b', sep=None, end=None)
class Bad:
    def __str__(self): return 5
try: print(Bad())
except TypeError as e: print(e)
old = sys.stdout; sys.stdout = None; print('nowhere'); sys.stdout = old
del sys.stdout
try: print('x')
except RuntimeError as e: sys.stdout = old; print(e)
