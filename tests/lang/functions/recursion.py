import sys
def f(n): return n and f(n - 1)
print(f(500))
try: f(10 ** 6)
except RecursionError as e: print(e)
old = sys.getrecursionlimit()
sys.setrecursionlimit(100)
try: f(200)
except RecursionError as e: print(e)
sys.setrecursionlimit(old)
class R:
    def __repr__(self): return repr(self)
    def __getattr__(self, n): return getattr(self, n)
    def __eq__(self, o): return self == o
for g in (lambda: repr(R()), lambda: R().x, lambda: R() == R()):
    try: g()
    except RecursionError as e: print(str(e)[:32])
