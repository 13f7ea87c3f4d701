"""What OrderedDict, ChainMap, deque and others say of arguments that do not fit; setting through subclasses."""
import datetime
import operator
import re
import weakref
from collections import ChainMap, Counter, OrderedDict, deque
def sh(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
for a in ([()], [(1,)], [(1,2,3)], [1], ['ab'], 'ab', ['a'], [[]], [iter([1])], [(1,2),5], 5, None, {1}, [None], {1:2}, OrderedDict(a=1), Counter('ab')):
    sh(lambda: OrderedDict(a))
    o=OrderedDict(); sh(lambda: o.update(a)); print(o)
class L(OrderedDict):
    def __setitem__(self, k, v): print('set', k); super().__setitem__(k, v)
for a in ([(1,2)], {1:2}, OrderedDict(a=1), L(b=2)): sh(lambda: L(a)); sh(lambda: L(a, x=1).copy())
class K:
    def keys(self): return 5
sh(lambda: OrderedDict(K()))
class K:
    def keys(self): return [1]
sh(lambda: OrderedDict(K()))
class K:
    def items(self): return [(1,2)]
sh(lambda: OrderedDict(K()))
class K:
    def items(self): return [1]
sh(lambda: OrderedDict(K()))
class K:
    def keys(self): return [[]]
    def __getitem__(self,k): return 1
sh(lambda: OrderedDict(K()))
sh(lambda: OrderedDict(1,2)); sh(lambda: OrderedDict().update(1,2))
sh(lambda: OrderedDict().move_to_end((3,))); sh(lambda: OrderedDict().move_to_end(3)); sh(lambda: OrderedDict().move_to_end([])); sh(lambda: OrderedDict([(1,2)]).__ior__(1))
c=ChainMap({1},{2:3}); sh(lambda: c.__delitem__(1)); c=ChainMap({},{2:3}); sh(lambda: c.__delitem__(1)); sh(lambda: c.pop(1)); sh(lambda: ChainMap(5).__delitem__(2))
d=deque([1,2,3]); sh(lambda: d.index()); sh(lambda: d.insert(1)); sh(lambda: d.insert(1,2,3)); sh(lambda: d.index(1,2,3,4)); sh(lambda: d.index(5))
sh(lambda: operator.indexOf(5,6)); sh(lambda: operator.countOf(5,6))
e=Counter('aab').elements(); print(type(e).__name__, list(e))
sh(lambda: weakref.ref(ValueError())); 
class E(ValueError): pass
x=E(); print(weakref.ref(x)() is x)
sh(lambda: re.compile('a','x')); sh(lambda: re.compile('a',2**48)); sh(lambda: re.compile('a**',2**48)); sh(lambda: re.compile('a',re.I|2)); sh(lambda: re.compile('a',True)); sh(lambda: re.compile('a',None))
sh(lambda: datetime.timedelta(2**31)); sh(lambda: datetime.timedelta(2**31-1)); sh(lambda: datetime.timedelta(-2**31-1)); sh(lambda: datetime.timedelta(2**90))
