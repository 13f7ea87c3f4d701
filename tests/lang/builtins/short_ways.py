"""Numbers of two kinds compared, short powers, and calls of built-ins that are read without binding."""
import math
nan=float('nan'); inf=float('inf')
vals=[0,1,-1,2**48-1,-2**48,2**48,2**53,2**53+1,-2**53-1,2**60,10**30,True,False,0.0,-0.0,1.5,-1.5,1.0,nan,inf,-inf,float(2**53),float(2**48)]

for a in vals:
    print([(a<b,a<=b,a==b,a!=b,a>b,a>=b) for b in vals])
    print([[1 if a<b else 0,1 if a<=b else 0,1 if a==b else 0,1 if a!=b else 0,1 if a>b else 0, 1 if a>=b else 0] for b in vals])
for b in (0,1,-1,2,3,-3,7,10,2**20,2**47,-2**47,2**48,-2**48):
    for e in (0,1,2,3,5,16,31,47,48,49,63,64,65,100):
        r=b**e if abs(b)<100 or e<10 else 0
        print(b,e,hash(r), r if abs(r)<2**80 else r.bit_length())
print(min([3,1.5,2]),max([1,True,1.0]),min((5,),key=lambda v:-v),max([2,9,4],key=lambda v:-v))
l=[1,2,3]
class G:
    def __bool__(self): l.clear(); return True
print(all([G(),0]), l)
l=[G(),1,0]
print(all(l), l)
from collections import Counter,deque
class D(Counter):
    def __setitem__(s,k,v): super().__setitem__(k,v*2)
print(D('aab'),Counter('aab'),deque([1,2],1),deque((x for x in 'ab')))
l=[1,2]; d=deque(l); d.extend(d); print(d)
print(list(reversed([1,2,3])),list(reversed((1,2))),list(reversed({1:2,3:4})),list(reversed(range(4))))
class R:
    __reversed__=None
try: reversed(R())
except TypeError as e: print(e)
for f in (lambda: reversed(), lambda: reversed(1,2), lambda: reversed(x=1), lambda: bool(1,2), lambda: bool(x=1),lambda: range(), lambda: range(1,2,3,4), lambda: range('a'), lambda: type(), lambda: type(1,2), lambda: iter(), lambda: next([]), lambda: getattr(1), lambda: getattr(1,'foo'),lambda: min(), lambda: max([]), lambda: min(1,2,default=3), lambda: math.gcd(1.5,2)):
    for _ in range(3):
        try: print(f())
        except Exception as e: print(type(e).__name__, e)
