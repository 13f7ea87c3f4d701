import weakref
class A: pass
def gone(r): print('gone', r() is None)
a = A(); r = weakref.ref(a, gone); print(r() is a, r == weakref.ref(a), weakref.getweakrefcount(a), hash(r) == hash(a)); del a; print(r())
b = A(); p = weakref.proxy(b); b.v = 3; print(p.v); p.w = 4; print(b.w); del b
try: p.v
except ReferenceError as e: print(e)
d = weakref.WeakValueDictionary(); c = A(); d['k'] = c; print(len(d)); del c; print(len(d), d.get('k'))
k = weakref.WeakKeyDictionary(); c = A(); k[c] = 1; print(len(k)); del c; print(len(k))
s = weakref.WeakSet(); c = A(); s.add(c); print(c in s); del c; print(len(s))
f = weakref.finalize(A(), print, 'finalized'); print(f.alive)
class M:
    def m(self): return 'm'
m = M(); w = weakref.WeakMethod(m.m); print(w()()); del m; print(w())
for v in 5, 'a', (), None:
    try: weakref.ref(v)
    except TypeError as e: print(e)
class S: __slots__ = ()
try: weakref.ref(S())
except TypeError as e: print(e)
