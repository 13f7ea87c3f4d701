import pickle, copyreg
class A:
    def __init__(self, x): self.x = x
    def __eq__(self, o): return vars(self) == vars(o)
class N:
    def __new__(cls, a, *, b): o = super().__new__(cls); o.v = (a, b); return o
    def __getnewargs_ex__(self): return (self.v[0],), {'b': self.v[1]}
class G:
    def __getnewargs__(self): return (1,)
    def __new__(cls, x): print('new', x); return super().__new__(cls)
class R:
    def __reduce__(self): return (A, (5,), {'y': 6})
class St:
    def __getstate__(self): return None
for p in range(pickle.HIGHEST_PROTOCOL + 1):
    print(p, vars(pickle.loads(pickle.dumps(A([1, 2]), p))), vars(pickle.loads(pickle.dumps(R(), p))))
print(pickle.loads(pickle.dumps(N(1, b=2))).v); pickle.loads(pickle.dumps(G(3)))
for v in (lambda: 0), (i for i in ()), type('Local', (), {})(), len, A, None, ..., NotImplemented, range(3), slice(1, 2), {1: {2}}, frozenset({3}), bytearray(b'x'), 2**70, 1j:
    try: print(pickle.loads(pickle.dumps(v)))
    except Exception as e: print(type(e).__name__, str(e)[:30])
copyreg.pickle(St, lambda s: (str, ('registered',))); print(pickle.loads(pickle.dumps(St())))
