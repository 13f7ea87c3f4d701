# Future features: barry_as_FLUFL in flags, and what exec, eval and compile take over from their caller.
from __future__ import annotations
def t(s, **k):
    try: print(repr(s), eval(compile(s, 'x', 'exec', **k)) , 'ok')
    except SyntaxError as e: print(repr(s), type(e).__name__, e, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)
    except Exception as e: print(repr(s), type(e).__name__, e)
import __future__
F='from __future__ import barry_as_FLUFL\n'
for s in ('print(1 <> 2)\n', 'print(1 != 2)\n', 'x = 1 <> 1 <> 2\n', '1 <>\n', 'if 1 <> 2: print("d")\n', 'a <> b\n', 'assert 1 != 1\n', 'f"{1 != 2}"\n','f"{1 <> 2}"\n', 'x = f"{1!r}"\n', 'def f(): return 1 <> 2\nprint(f())\n', 'x = (1\n <> 2)\nprint(x)\n'):
    t(s)
    t(F+s)
    t(s, flags=__future__.barry_as_FLUFL.compiler_flag)
    t('from __future__ import annotations, barry_as_FLUFL as q\n'+s)
    t('from __future__ import annotations; from __future__ import barry_as_FLUFL; '+s)
exec(F + "def g(): pass\nprint(g.__code__.co_flags & __import__('__future__').barry_as_FLUFL.compiler_flag)\nexec('print(1 <> 2)')\nprint(eval('1 <> 1'))")
try:
    exec(F + "exec('print(1 != 2)')")
except SyntaxError as e:
    print(e)
ns = {}
exec('def f(x: nope): pass', ns)
print(ns['f'].__annotations__, hex(ns['f'].__code__.co_flags))
exec(compile('def f(x: nope): pass', 'x', 'exec'), ns)
print(ns['f'].__annotations__, eval('(lambda: 0).__code__.co_flags'))
try:
    exec(compile('def f(x: nope): pass', 'x', 'exec', dont_inherit=True), ns)
except NameError as e:
    print(e)
for flags in 0x10, 0x10000, 0x20000, 0x40000, 0x800000, 0x1000000, 0x2000000:
    try:
        print(hex(compile('pass', 'x', 'exec', flags, True).co_flags))
    except ValueError as e:
        print(e)
