"""Parameters and results of the methods of UserString and UserList."""
from collections import UserString, UserList
import inspect
u=UserString('ab,c'); l=UserList([3,1])
for c in (UserString,UserList):
    for n,f in sorted(vars(c).items()):
        if inspect.isfunction(f) and not n.startswith('_'): print(n, inspect.signature(f))
def sh(f):
    try: print(repr(f()))
    except BaseException as e: print(type(e).__name__, e)
for n in dir(u):
    if n[0]!='_':
        for a in ((),(UserString('b'),),('b',),(2,),('a','b'),(UserString('a'),UserString('x')),({97:'q'},),(['x',UserString('y')],),(1,2,3),(10,'*')):
            print(n,a,end=' '); sh(lambda: getattr(u,n)(*a))
for n in dir(l):
    if n[0]!='_':
        for a in ((),(1,),(UserList([5]),),(0,1),([2],),(1,2,3)):
            l=UserList([3,1]);print(n,a,end=' '); sh(lambda: getattr(l,n)(*a)); print(l)
