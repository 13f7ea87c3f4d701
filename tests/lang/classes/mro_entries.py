class Proxy:
    def __init__(self, c): self.c = c
    def __mro_entries__(self, bases): print('entries', len(bases)); return (self.c,)
class A: pass
class B(Proxy(A), object): pass
print(B.__bases__, B.__orig_bases__[0].__class__.__name__)
class Empty:
    def __mro_entries__(self, bases): return ()
class C(Empty()): pass
print(C.__bases__)
class Bad:
    def __mro_entries__(self, bases): return 5
try:
    class D(Bad()): pass
except TypeError as e: print(e)
try:
    class E(5): pass
except TypeError as e: print(e)
try: type('F', (Proxy(A),), {})
except TypeError as e: print(e)
