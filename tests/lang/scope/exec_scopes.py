# exec with separate globals and locals: what a `global` in a function does to the module's own uses.
S = '''
b = 1
c = 2
def a():
    global b
    b += 1
    try: return b, c
    except NameError as e: return str(e)
print(b, c)
'''
d, l = {'__builtins__': __builtins__}, {}
exec(S, d, l)
print(sorted(k for k in d if len(k) == 1), sorted(l))
print(l['a'](), d['b'])
exec('x = 1\nclass K:\n    def f(self): return x\nprint(x)', d, l)
try: l['K']().f()
except NameError as e: print(e)
exec('print([x for _ in range(1)] if 0 else x)', d, l)
try: exec('print([x for _ in range(1)])', d, l)
except NameError as e: print(e)
exec('[w := 5 for _ in range(1)]\nprint(w)', d, l)
print('w' in d, 'w' in l)
def f():
    v = 1
    exec('v = 2; print(v)')
    return v
print(f())
print(eval('x + y', {'x': 1}, {'y': 2}), eval(compile('1 + 1', 'e', 'eval')))
exec(compile('for i in range(2): i\nif 1:\n    "s"\n', 'f', 'exec'))
exec(compile('40 + 2', 's', 'single'))
exec(compile('assert 0, "off"', 'o', 'exec', optimize=1))
print(eval(compile('__debug__', 'o', 'eval', optimize=1)), __debug__)
ns = {}
exec('"""doc"""\ndef g():\n  """gdoc"""\n', ns)
print(ns['__doc__'], ns['g'].__doc__)
exec(compile('"""doc"""\ndef g():\n  """gdoc"""\n', 'o', 'exec', optimize=2), ns2 := {})
print(ns2.get('__doc__'), ns2['g'].__doc__)
class M(dict):
    def __missing__(self, k): return k.upper()
print(eval('foo + bar', {}, M()))
exec('from __future__ import annotations\ndef h(a: undefined[int]) -> "x": pass\nprint(h.__annotations__)')
