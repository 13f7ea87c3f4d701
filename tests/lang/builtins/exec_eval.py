def t(f, *a, **k):
    try:
        print(repr(f(*a, **k)))
    except Exception as e:
        print(type(e).__name__ + ':', e)

t(eval, '1 + 2'); t(eval, '  3'); t(eval, 'x', {'x': 5}); t(eval, 'x + y', {'x': 1}, {'y': 2}); t(eval, 'x = 1'); t(eval, 5); t(eval, '1', 5); t(eval, '1', {}, 5); t(eval, b'1+1'); t(eval, '')
g = {}
t(exec, 'a = 1\nb = a + 1', g); print(sorted(k for k in g if k != '__builtins__'), type(g['__builtins__']))
l = {}
t(exec, 'c = 3', {}, l); print(l)
t(exec, 'print(q)', {'q': 9}); t(exec, 5); t(exec, '1', 5); t(exec, '1', {}, 5); t(exec, 'raise ValueError(1)')
c = compile('z = 1 + 1', 'f.py', 'exec'); print(c.co_filename, c.co_name); ns = {}; exec(c, ns); print(ns['z'])
c = compile('1 + 1', 'f.py', 'eval'); t(eval, c); t(exec, c)
c = compile('5', '<s>', 'single'); exec(c)
t(compile, '1', 'f', 'foo'); t(compile, 5, 'f', 'exec'); t(compile, 'x = ', 'f', 'exec'); t(compile, '1', 'f', 'exec', 2**30); t(compile, '1', 5, 'exec'); t(compile, 'a\0b', 'f', 'exec')
def f():
    x = 10
    exec('x = 20; y = 5')
    t(eval, 'x')
    return x
t(f)
def h():
    loc = 4
    return eval('loc + 1'), eval('[loc for _ in range(2)]', {'loc': 9})
t(h)
class M(dict):
    def __missing__(self, k): return k * 2
t(eval, 'abc', {}, M())
m = M(); exec('v = abc', {}, m); print(m)
def fn(a, b=2): return a + b
code = fn.__code__
t(exec, code) if 0 else None
def outer():
    z = 1
    def inner(): return z
    return inner
t(exec, outer().__code__); t(eval, outer().__code__)
exec('def made(n):\n    return n * n'); print(made(4))
exec('import math; r = math.floor(2.5)'); print(r)
print(eval('(lambda k: k + 1)(1)'))
print(eval('__name__'), eval('len', {'__builtins__': {'len': 5}})); t(eval, 'print', {'__builtins__': {}})
s = 'for i in range(3):\n    tot = i\n'
exec(s); print(tot)
print([eval(e) for e in ('1 if 2 else 3', '{1: 2}', '[*range(3)]', 'f"{1+1}"', '(y := 6)')])
exec('class K:\n    v = 1\n    def m(self): return self.v\nprint(K().m())')
