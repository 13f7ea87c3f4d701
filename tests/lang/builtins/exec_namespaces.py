ns = {}
exec('a = 1\ndef f(): return a\nb = f()', ns); print(ns['b'], sorted(k for k in ns if k[0] != '_'))
g, l = {}, {}
exec('x = 1\nclass C:\n    y = 2', g, l); print(sorted(l), l['C'].y, 'x' in g)
try: exec('def f(): return x\nx = 1\nf()', {}, {})
except NameError as e: print(e)
try: exec('global z; z = 1', g, l)
except Exception as e: print(e)
print(g['z'], 'z' in l)
code = compile('q = 3', 'f', 'exec'); exec(code, ns); print(ns['q'])
for a in (('x', 5), ('x', {}, 5), (5,)):
    try: exec(*a)
    except TypeError as e: print(e)
def outer():
    v = 1
    def inner(): return v
    return inner
try: exec(outer().__code__)
except TypeError as e: print(e)
exec('print(c())', {'c': lambda: 'called'})
