"""Length hints that fail, or of a list that shrank."""
class B:
    def __init__(s,e): s.e=e
    def __iter__(s): return iter([1])
    def __length_hint__(s): raise s.e
    
class L:
    def __iter__(s): return iter([1])
    def __len__(s): raise RuntimeError
for o in (B(RuntimeError('x')),B(TypeError('x')),L()):
    b=bytearray()
    for f in (b.extend,):
        try: f(o); print(b)
        except Exception as e: print(type(e).__name__, e)
l=list(range(5)); it=reversed(l); next(it)
import operator
print(operator.length_hint(it)); l[1:]=[]; print(operator.length_hint(it)); l+=[1]*6;print(operator.length_hint(it)); print(it.__length_hint__(), list(it))
