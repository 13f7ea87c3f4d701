"""Objects local to a thread that lead to themselves are collected; what a thread kept goes with it."""
import threading, gc, weakref
class V: pass
l = threading.local()
l.me = l
l.v = V()
r = weakref.ref(l); w = weakref.ref(l.v)
del l
gc.collect()
print(r(), w())
class L(threading.local):
    def __init__(self, n): self.n = n; self.own = self
l = L(5)
out=[]
def f():
    l.x = V()
    global w
    w = weakref.ref(l.x)
    out.append((l.n, sorted(l.__dict__), l.own is l, w() is l.x))
t = threading.Thread(target=f); t.start(); t.join()
gc.collect()
print(out, w(), sorted(l.__dict__))
r = weakref.ref(l)
del l, f, t
gc.collect()
print(r())
class D:
    def __del__(self): 
        out.append('gone'); m.again = 1
m = threading.local()
def g(): m.d = D()
t = threading.Thread(target=g); t.start(); t.join()
print(out[1:], m.__dict__)
