class L:
    def __init__(self,n): self.n=n
    def __len__(self): return self.n
class Bad:
    def __len__(self): raise KeyError('x')
class I:
    def __index__(self): return 5
def f(x): return len(x)
for x in ([1,2],(1,),'abc',{1:2},{1,2},b'ab',range(4),L(7),L(0),L(True),L(I())):
    print(f(x))
for x in (L(-1),L('s'),L(10**30),Bad(),3,None,L(2.0)):
    try: print(f(x))
    except Exception as e: print(type(e).__name__, e)
import builtins
len2=len
def g(x):
    r=[]
    for i in range(4):
        r.append(len(x))
        if i==1: builtins.len=lambda x: 'mine'
    builtins.len=len2
    return r
print(g([1,2,3]))
class D:
    def __len__(self): return 1
    def __del__(self): print('del')
print(len(D()))
class M:
    def __init__(self): self.k=0
    def go(self): self.k+=1; return self.k
def h(o):
    return o.go()
class N:
    pass
m=M()
print([h(m) for _ in range(5)])
n=N(); n.go=lambda: 'attr'
print(h(n),h(m))
M.go=lambda self: 'new'
print(h(m))
class P:
    def go(self,x=3): return x
print(h(P()))
class Q:
    go=staticmethod(lambda: 'static')
print(h(Q()), h(m))
try: h(3)
except AttributeError as e: print(e)
def fact(n, acc=1):
    return acc if n<2 else fact(n-1, acc*n)
def cnt(n):
    if n==0: return 0
    return cnt(n-1)
print(fact(20), cnt(100))
def k2(x): return x
def k3(x): return k2(x+1)
print(k3(1),k3(2),k3(2**48-1),k3(2**48-2),k3(1.5),k3(True))
try: k3('a')
except TypeError as e: print(e)
k2=len2
try: k3(4)
except TypeError as e: print(e)
k2=lambda *a: a
print(k3(9),k3(10))
# the recursion limit and special methods without C recursion
import sys
class A:
    def __init__(self, x): self.x = x
    def __add__(self, o): return A(self.x + o.x)
    def __eq__(self, o): return self.x == o.x
    def __getitem__(self, i): return self.x * i
    def f(self, y): return y + 1
class B(A):
    def __init__(self, x): super().__init__(x)
    def f(self, y): return super().f(y) * 2
def rec(n):
    if n == 0: return 0
    return 1 + rec(n - 1)
for i in range(100):
    a = A(i) + A(1); b = B(3)
    assert (a == A(i + 1)) is True and a[3] == 3 * i + 3 and b.f(2) == 6
    if a == A(0): print('no')
try: rec(100000)
except RecursionError as e: print(str(e)[:32])
print(rec(900))
for args in ((), (1, 2)):
    try: A(*args)
    except TypeError as e: print(e)
    try: A() if not args else A(1, 2)
    except TypeError as e: print(e)
sys.setrecursionlimit(60)
try: rec(80)
except RecursionError as e: print(str(e)[:32])
sys.setrecursionlimit(5000); print(rec(4500))
class S5:
    def __init__(self, a, b, c, d, e, f): self.t = (a, b, c, d, e, f)
print([S5(i, 2, 3, 4, 5, 6).t for i in range(3)])
class T:
    def __init__(self, a): return a
for v in (None, 3):
    try: print(type(T(v)).__name__)
    except TypeError as e: print(e)
print(7 // 2, -7 // 2, 7 % -3, -7 % 3, 2**40 // 3, 2**40 % 1000, (2**32 - 1) // 10, (2**32) % 7)
