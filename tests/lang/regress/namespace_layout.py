# SimpleNamespace has a layout of its own and compares as its attributes do.
import types
N = types.SimpleNamespace
for base in int, list, Exception:
    try:
        class C(base, N): pass
    except TypeError as e: print(e)
class D(N): pass
print(D(a=1), D(a=1) == N(a=1), N(b=2) != N(b=2), N() == {})
for f in (lambda: N() < N(), lambda: D() >= N(), lambda: N() < 1):
    try: f()
    except TypeError as e: print(e)
