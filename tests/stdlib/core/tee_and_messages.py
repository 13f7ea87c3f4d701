"""tee and groupby in copies and pickles, and messages for odd arguments of several modules."""
import warnings
import array
import copy
import datetime
import itertools
import pickle
import re
from collections import deque
warnings.simplefilter("ignore")
def sh(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
for n in (0, 1, 56, 57, 58, 130):
    a, b = itertools.tee(iter(range(200)))
    for i in range(n): next(a)
    c = copy.deepcopy(a) if n % 2 else copy.copy(a)
    d, e = pickle.loads(pickle.dumps((a, b), n % 6))
    print(n, list(c)[:3], list(d)[:3], list(e)[:3], next(a), next(b))
a,b=itertools.tee(iter([1,2,3,4]))
next(a)
r=a.__reduce__(); print(len(r), r[1], r[2][1]); print(r[2][0].__reduce__()[1][1:])
T=type(a); D=type(r[2][0])
sh(lambda: T()); sh(lambda: T(5)); sh(lambda: T([1,2]).__setstate__(5)); sh(lambda: T([1]).__setstate__((5,1))); sh(lambda: T([1]).__setstate__((r[2][0],100))); sh(lambda: T([1]).__setstate__((r[2][0],-1)));sh(lambda: T([1]).__setstate__((r[2][0],)))
sh(lambda: D()); sh(lambda: D(iter([1]),5,None)); sh(lambda: D(iter([1]),[1]*58,None)); sh(lambda: D(iter([1]),[1]*5,5)); sh(lambda: D(iter([1]),[1]*7,r[2][0]));sh(lambda: D(iter([1]),[1]))
t=T([9]); t.__setstate__((D(iter([1]),[5,6],None),1)); print(list(t))
t=T([9]); t.__setstate__((D(iter([1]),[5,6],None),5)); sh(lambda: list(t))

sh(lambda: re.compile('x*',-3)); sh(lambda: re.compile('(?z)',-1))
for v in ((), 1.5, None, True, 2**70):
  for it in (iter([1,2]), iter((1,)), iter('ab'), iter(b'ab'), iter(bytearray(b'a')), reversed([1,2]), reversed((1,2))):
    sh(lambda: it.__setstate__(v))
a=array.array('u', b'abcdefgh'); sh(lambda: a[0]); sh(lambda: a.tolist()); sh(lambda: a.remove('a')); sh(lambda: repr(a))
sh(lambda: datetime.date(2020,1,1).strftime(5)); sh(lambda: datetime.date(2020,1,1).strftime(None)); sh(lambda: datetime.datetime(2020,1,1).isoformat(None)); sh(lambda: datetime.time(1).strftime([]))
d=deque([1,2]); sh(lambda: d.index(2, None)); sh(lambda: d.index(2, 0, 'a')); sh(lambda: d.index(2, -2**70, 2**70))
sh(lambda: __import__("it's")); sh(lambda: '%d' % complex(1))
class C(complex):
    def __trunc__(self): return 3
sh(lambda: '%d' % C())
g = itertools.groupby([1, 1, 1, 2, 2])
k, v = next(g); next(v)
r = v.__reduce__(); print(r[0] is type(v), r[1][1])
g2, v2 = copy.deepcopy((g, v)); print(list(v2), list(v))
g = itertools.groupby('aab'); k, v = next(g); p, q = pickle.loads(pickle.dumps((g, v), 4)); print(list(q), next(p)[0], v.__reduce__()[1][1])
next(g); print(v.__reduce__())
T = itertools._grouper
for a in ((), (1, 2), (1,), (itertools.groupby([]), 2, 3)): sh(lambda: T(*a))
sh(lambda: T(parent=1))
sh(lambda: setattr(int, "it's", 1))
for x in (5, None, b"x"):
    sh(lambda: re.sub("a", x, "ba"))
    sh(lambda: re.match("a", "a").expand(x))
