# sys.getsizeof and __sizeof__ of objects of many types.
import sys, collections, decimal, datetime, array
class A:
    pass
class B:
    __slots__=('x','y')
class D:
    def __init__(s): s.x=1; s.y=2
def f(): pass
for e in ["1","0","2**30","2**60","2**100","-1","True","1.0","1j","None","''","'a'","'abc'*10","'é'","'é'*10","'€'","'😀'","b''","b'abc'","bytearray()","bytearray(b'abc')","()","(1,2,3)","[]","[1]","[1,2,3]","[1,2,3,4]","[0]*10","list(range(10))","list(range(1000))","[i for i in range(10)]","[i for i in range(1000)]","{}","{1:2}","{i:i for i in range(6)}","{i:i for i in range(100)}","dict(a=1)","{'a':1,'b':2}","set()","{1}","{1,2,3,4,5}","set(range(100))","frozenset()","frozenset({1,2})","range(10)","range(10**30)","A()","B()","D()","A","B","f","(i for i in range(1000))","lambda: 0","len","[].append","sys","Exception()","ValueError('x')","object()","slice(1)","iter([])","iter(())","iter({})","iter('')","iter(set())","enumerate([])","zip()","map(f,[])","reversed([])","collections.deque()","collections.deque(range(100))","collections.OrderedDict()","collections.defaultdict(int)","collections.Counter('abc')","collections.namedtuple('P','x y')(1,2)","decimal.Decimal(1)","datetime.date.today()","datetime.datetime.now()","array.array('i',[1,2,3])","memoryview(b'')","...","NotImplemented","property()","super(A,A())","int","type","object","{}.keys()","{}.items()","1 .__add__","sys.getsizeof","collections.deque([1])", "[[]]*5","[None]*1000","list('abc')","list((1,2,3))","'abc'.split('b')","[*range(5)]","[1,2]+[3]","[1,2,3][:2]","list({1:2,3:4})", "collections.ChainMap()", "collections.UserDict()"]:
    try: print(e, sys.getsizeof(eval(e)))
    except Exception as x: print(e, type(x), x)
l=[]
o=[]
for i in range(40):
    l.append(i); o.append(sys.getsizeof(l))
print(o)
d={};o=[]
for i in range(40):
    d[i]=i; o.append(sys.getsizeof(d))
print(o)
d={};o=[]
for i in range(40):
    d[str(i)]=i; o.append(sys.getsizeof(d))
print(o)
s=set();o=[]
for i in range(40):
    s.add(i); o.append(sys.getsizeof(s))
print(o)
