class C:
    a = 1
    def f(self): pass
c = C(); c.z = 1
print([n for n in dir(c) if not n.startswith('__')], [n for n in dir(C) if not n.startswith('__')])
class D:
    def __dir__(self): return ['b', 'a']
print(dir(D()))
class E:
    def __dir__(self): return 5
try: dir(E())
except TypeError as e: print(e)
def g(x):
    y = 1
    return dir()
print(g(1))
import types
m = types.ModuleType('m'); m.q = 1; print([n for n in dir(m) if n[0] != '_'])
m.__dir__ = lambda: ['own']; print(dir(m))
