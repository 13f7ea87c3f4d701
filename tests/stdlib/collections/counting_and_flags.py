"""__abc_tpflags__, and what _count_elements asks of a mapping."""
from collections.abc import *
from collections import *
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__,e)
def both():
    class B(Collection): __abc_tpflags__=Sequence.__flags__|Mapping.__flags__
def mk(v):
    class B(Collection): __abc_tpflags__=v
    return B.__flags__ & (32|64), hasattr(B,'__abc_tpflags__')
t(both)
for v in (0,32,64,96,True,'x',None,-1,32|1024): t(lambda: mk(v))
class S(Counter):
    def __setitem__(s,k,v): print('set',k,v); super().__setitem__(k,v)
class G(Counter):
    def get(s,k,d): print('get',k,d); return super().get(k,d)
print(S('aba'),G('aba'))
from _collections import _count_elements
class M:
    def __init__(s): s.l=[]
    def get(s,k,d): s.l.append(('get',k,d)); return d
    def __setitem__(s,k,v): s.l.append((k,v))
m=M(); t(lambda:_count_elements(m,'ab')); print(m.l)
t(lambda:_count_elements(5,'ab'))
t(lambda:_count_elements({},5))
t(lambda:_count_elements(5,5))
t(lambda:_count_elements({'a':'x'},'a'))
t(lambda:_count_elements({'a':1<<80},'a'))
t(lambda:_count_elements({},[[]]))
t(lambda:_count_elements({}))
od=OrderedDict(); _count_elements(od,'abra'); print(od)
dd=defaultdict(int); _count_elements(dd,'abra'); print(dd)
class B(dict): 
    def __missing__(s,k): return 7
b=B(); _count_elements(b,'abra'); print(b)
