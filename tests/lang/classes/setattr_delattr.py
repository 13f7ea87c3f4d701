class A:
    def __setattr__(self, n, v): print('set', n, v); object.__setattr__(self, n, v)
    def __delattr__(self, n): print('del', n); object.__delattr__(self, n)
a = A(); a.x = 1; a.x += 2; del a.x
try: del a.x
except AttributeError as e: print(e)
for a.y in range(2): pass
with open('/dev/null') as a.f: pass
a.f = None
import sys
[a.z for a.z in [5]] if 0 else None
(a.p, a.q), *a.r = (1, 2), 3, 4
print(a.p, a.q, a.r)
