"""Messages of bisect and heapq for what is no sequence, no number, no function."""
import bisect
import heapq
from collections import deque
def sh(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
for a in (5,None,[3,1],iter([1]),'ab',1.5,{}):
  for n in (-1,0,1,2,5,'a',None,1.5):
    for k in (None,str,5):
        print(type(a).__name__,n,k,end=' ');sh(lambda: (heapq.nlargest(n,a,key=k)));sh(lambda:heapq.nsmallest(n,a,k))
for f in (bisect.bisect, bisect.insort_left):
    for a in ({},{1},(1,2),[1,2],'ab',5,None,range(3),[1,'a'],deque([1,2]),iter([]),{0:1,1:2}):
        for x in (1, None):
            for kw in ({}, {'key':str},{'key':5},{'lo':-1},{'lo':5},{'hi':9},{'hi':None},{'hi':-5},{'lo':'a'},{'hi':'a'},{'lo':1.5}):
                print(f.__name__,a if type(a).__name__!='list_iterator' else 0,x,kw,end=' ')
                sh(lambda: f(a if type(a).__name__!='list_iterator' else iter([]),x,**kw))
sh(lambda: bisect.bisect()); sh(lambda: bisect.bisect([1])); sh(lambda: bisect.bisect([1],2,3,4,5)); sh(lambda: bisect.bisect([1],2,k=1)); sh(lambda:bisect.bisect(a=[1],x=2)); print(bisect.bisect_left,bisect.bisect.__name__, bisect.bisect is bisect.bisect_right)
