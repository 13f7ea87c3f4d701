"""Broken programs for diff_lang.py: one to three tokens of valid statements, or of pieces of the library,
removed, added or exchanged.

The rendering of the SyntaxError, or the dump of the tree if the text is still valid, must be the same.
"""
import functools
import pathlib
import random
import re
import textwrap

PRELUDE = '''
import ast, sys, warnings
warnings.simplefilter('ignore')
def check(source):
    print('#', ascii(source))
    with open('s.py', 'w', encoding='utf-8') as f: f.write(source)
    try:
        tree = compile(source, 's.py', 'exec', ast.PyCF_ONLY_AST)
        compile(source if len(source) % 5 else source.encode(), 's.py' if len(source) % 2 else 's', 'exec')
        print(ast.dump(tree, include_attributes=len(source) % 3 == 0))
    except Exception as e:
        print(type(e).__name__, ascii(e.args[0]))
        sys.__excepthook__(type(e), e.with_traceback(None), None)
        if isinstance(e, SyntaxError): print(e.lineno, e.offset, e.end_lineno, e.end_offset, ascii(e.text), len(e.args))
# ---
'''
STATEMENTS = r'''
x = 1
x, y = y, x
x: int = 3
x.y: list[int]
(x): int = 1
x += y * 2
x = y = z = 4
a, *b = c
[a, b] = c
x[1:2, ::3] = y.z
del x, y[0], z.w
pass
return x
return *a, b
yield
x = yield y
x = yield from y
x = await y
raise
raise E
raise E from x
assert x, 'no'
global x, y
nonlocal x
break
continue
import a
import a.b as c, d
from a import b
from .a import (b, c as d,)
from . import *
from __future__ import annotations
if x: y
if x > 1 and y < 2 or not z:\n    pass\nelif y:\n    z\nelse:\n    w
while x:\n    break\nelse:\n    y
for x in y:\n    continue\nelse:\n    z
for x, *y in 1, 2: pass
async def f():\n    async for x in y:\n        await z
async def f():\n    async with a as b, c: pass\n    return [x async for x in y]
with a as b, c as (d, e): pass
with (a as b, c as d,):\n    pass
with (yield): pass
try:\n    x\nexcept E as e:\n    y\nexcept (A, B):\n    z\nexcept:\n    w\nelse:\n    v\nfinally:\n    u
try:\n    x\nexcept* E as e:\n    y
try:\n    x\nfinally:\n    y
def f(): pass
def f(a, b=1, *c, d, e=2, **g) -> int: return a
def f(a, /, b, *, c): pass
def f(a: int, *args: str, **kw: dict): yield
@d\n@e.f(1)\ndef g(): pass
class A: pass
class A(B, metaclass=C, *d, **e):\n    x = 1\n    def f(self): pass
lambda: 0
lambda x, *y, z=1, **k: x
f(x)
f(a, *b, c=1, **d)
f(x for x in y)
f(a, b, c=d, *e)
f(a)(b)[c].d
x if y else z
not x
a < b <= c != d is not e not in f
a or b and c
a | b ^ c & d << e >> f
-a + ~b ** -c // d @ e % g
x[a]
x[a:b]
x[a:b:c, d]
x[*a, b]
(x := 5)
[x, y, *z]
[x for x in y if z for w in v]
{x: y, **z}
{x: y for x, y in z}
{x, y, *z}
{x for x in y}
(x for x in y)
(x,)
()
'a' "b" 'c'
b'a' b'b'
f'a{x}b'
f'{x!r:>{w}}' 'z'
f"{x + 1 = }{y['k']}"
1 + 1.5e3 + 2j + 0x1f + 0b1 + 0o7 + 1_000
... is None
True, False, __debug__
print(x, end='')
match x:\n    case 1: pass
match x:\n    case [a, *b] if c: pass\n    case {'k': v, **r}: pass\n    case A(b, c=d): pass\n    case 1 | 2 | None: pass\n    case -1.5 + 2j: pass\n    case 'a' 'b': pass\n    case a.b.c: pass\n    case (x as y): pass\n    case _: pass
match x, *y:\n    case (): pass\n    case (a): pass\n    case a, b: pass
match = case = _ = 1
type = 1
if x:\n    if y:\n        z\n    w\nv
x = (1,\n     2,\n     3)
x = [\n    1, 2\n]
x = """a\nb"""
# comment\nx
x; y; z
@a.b\nasync def f(): await x
def f():\n    """doc"""\n    nonlocal_ = 1\n    return nonlocal_
def f():\n    def g():\n        nonlocal x\n    x = 1
class A:\n    def f(self):\n        return super().f()
print "hello"
exec "x"
a = b if c
f(**k, *a)
f(a=1, b)
f(a.b=1)
f(x for x in y, 1)
x = {1: 2, 3}
def f(a=1, b): pass
def f(*): pass
def f(a, a): pass
for f() in x: pass
with x as f(): pass
x + 1 = 2
(a, b) += 1
f() = 1
None = 1
del f()
import a.b as c.d
from a import *, b
else: pass
try: x
x = 'abc
x = """abc
(a, [b, {c
a ? b
a $ b
0777
1_000_
0xZ
1.2.3
a b
a = = b
if x = 1: pass
while x = 1: pass
if x\n    y
for x in y\n    z
def f()\n    pass
class A\n    pass
if x:\ny
  x
if x:\n    y\n  z
x = 5 if y else
[x, y for z in w]
{**a for b in c}
[*a for b in c]
f"{a b}"
f"{}"
f"{x!z}"
f"{x:{y:{z}}}"
f"{"
f"}"
f"{lambda x: 1}"
f"{a['b']}"
f'{a["b\n"]}'
async x
await x
yield = 1
a.1
not = 1
a := 1
f(a := 1)
f(a := 1, b=c := 2)
x = (yield) = 1
"\N{foo}"
"\x1"
b"é"
case 1: pass
lambda *: 1
lambda (x): 1
def f(x, (y, z)): pass
def f(**k, a): pass
def f(*a, *b): pass
def f(a, /, b, /): pass
def f(/, a): pass
class A(x for x in y): pass
@x y
return
'''.strip('\n').split('\n')
TOKEN = re.compile(r'\n[ \t]*|\s+|"""|[rbfRBF]*"[^"\n]*"|[rbfRBF]*\'[^\'\n]*\'|\w+|\*\*=?|//=?|>>=?|<<=?|->|:=|[-+*/%@&|^<>=!]=|\.\.\.|.')
EXTRA = ('( ) [ ] { } , : ; . = == := + - * ** / // % @ & | ^ ~ < > <= >= != <> -> += ... ! ? $ \\ if else elif for in while def class '
         'return yield from import as with try except finally raise assert del global nonlocal lambda pass break continue '
         'async await and or not is None True False print match case _ x y 1 2.5 "s" \'t\' f"{x}" b"b" 0x1 1j 0777 1a é € \xa0').split(' ') + ['\n', '\n    ', '\n  ', ' ', '\t', '    ', '#c']


@functools.cache
def library():
    """The lines of the modules that the library has in Python."""
    folder = pathlib.Path(__file__).resolve().parent.parent / 'stdlib'
    return [p.read_text(encoding='utf-8').splitlines() for p in sorted(folder.rglob('*.py'))]


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def passage(self):
        """A few lines of a module with what is indented below the last of them."""
        r, lines = self.r, self.r.choice(library())
        if not lines:
            return 'x = 1'
        first = r.randrange(len(lines))
        depth = len(lines[first]) - len(lines[first].lstrip())
        last = first + 1
        while last < min(first + 14, len(lines)) and (not lines[last].strip() or lines[last].startswith(' ' * depth)):
            last += 1
        return textwrap.dedent('\n'.join(lines[first:last])).strip('\n')

    def statement(self):
        if self.r.random() < .3:
            return self.passage()
        text = self.r.choice(STATEMENTS).replace('\\n', '\n')
        if self.r.random() < .15:
            text = 'def w():\n    ' + text.replace('\n', '\n    ')
        return text

    def broken(self):
        r = self.r
        text = self.statement()
        if r.random() < .3:
            text += '\n' + self.statement()
        tokens = TOKEN.findall(text)
        for _ in range(r.choice((0, 1, 1, 1, 1, 2, 2, 3))):
            if not tokens:
                break
            i, c = r.randrange(len(tokens)), r.randrange(7)
            if c == 0:
                del tokens[i]
            elif c == 1:
                tokens.insert(i, r.choice(EXTRA))
            elif c == 2:
                tokens[i] = r.choice(EXTRA)
            elif c == 3:
                tokens.insert(i, tokens[i])
            elif c == 4:
                j = r.randrange(len(tokens))
                tokens[i], tokens[j] = tokens[j], tokens[i]
            elif c == 5:
                tokens[i:i] = [' ', r.choice(EXTRA), ' ']
            else:
                del tokens[i:]
        return ''.join(tokens) + r.choice(('\n', '', '\n\n'))


def program(seed, pieces=20):
    w = Writer(seed)
    return PRELUDE + ''.join(f'check({w.broken()!a})\n' for _ in range(pieces))
