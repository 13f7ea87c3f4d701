import copy
class A:
    def __init__(self, v): self.v = v
    def __copy__(self): print('copy'); return A(self.v)
    def __deepcopy__(self, memo): print('deepcopy', type(memo).__name__); return A(copy.deepcopy(self.v, memo))
a = A([1]); b = copy.copy(a); c = copy.deepcopy(a); print(b.v is a.v, c.v is a.v)
class B:
    def __getstate__(self): return {'kept': 1}
    def __setstate__(self, s): print('setstate', s); self.__dict__.update(s)
x = B(); x.lost = 2; print(vars(copy.copy(x)))
l = [1]; l.append(l); m = copy.deepcopy(l); print(m[1] is m, m is not l)
class C:
    def __reduce__(self): return (list, ((1, 2),))
print(copy.copy(C()))
class D:
    def __reduce_ex__(self, p): return 'name'
print(copy.copy(D()).__class__.__name__)
class S: __slots__ = ('a',)
s = S(); s.a = 3; print(copy.copy(s).a, copy.deepcopy((s, s))[0].a)
t = ([],); print(copy.deepcopy(t) == t, copy.copy(t) is t, copy.deepcopy((1, 'a')) == (1, 'a'))
for v in (x for x in ()), len:
    try: print(copy.copy(v) is v)
    except TypeError as e: print(e)
