"""Static methods of built-in types as objects, formats without fields, and the variables of code objects."""
import enum, re

class S(str): pass

def attempt(f):
    try:
        return re.sub('0x[0-9a-f]+', '0x', ascii(f()))
    except Exception as e:
        return f'{type(e).__name__}: {e}'

plain = 'plain'
for f in (lambda: str.maketrans, lambda: ''.maketrans, lambda: bytes.maketrans, lambda: str.maketrans.__self__, lambda: type(S('sub').format(1)), lambda: type(S('').format()), lambda: type(S('{{').format()), lambda: plain.format() is plain,
          lambda: zip(a=1, b=2), lambda: zip(a=1), lambda: {1}.union({2}, x=1), lambda: {1}.union({2}, **{'x': 1}), lambda: (lambda f: f(x=1))('a'.find),
          lambda: enum.EnumType('E', (object(), enum.Enum), {}), lambda: compile('x = 1\nclass C:\n y = x\n z = __class__', 's', 'exec').co_varnames):
    print(attempt(f))
try:
    class Plain(object(), enum.Enum): pass
except Exception as e:
    print(type(e).__name__, e)
code = compile('x = 1\nclass C:\n y = x\n def f(self): return __class__', 's', 'exec')
for c in (code, code.co_consts[1]):
    print(c.co_nlocals, c.co_varnames, c.co_cellvars)
for s in ('def f(a, b=1, c,\n', 'def f(a, b=1, c\n', '(lambda a, b=1, c,\n', 'def f(a, b=1, c, $\n', 'def f(a, b=1, c): pass', 'def f(a=1, /, b, c,\n', 'def f(a=1, b, "abc\n'):
    try:
        compile(s, 's', 'exec')
    except SyntaxError as e:
        print(e, e.offset)
import functools, typing
for f in (functools.partial(len), len, print, int.__add__, (1).__add__, str.upper, functools, int, classmethod(len), 5):
    print(attempt(lambda: typing.get_type_hints(f)))
space = {}
exec('def f():\n class L: pass\n return L\nclass M:\n class N: pass', space)
print(space['f'](), space['M'].N, space['M'], space['M'].__module__)
import collections
for names in '', 'x', 'a b', 'a b c':
    c = collections.namedtuple('P', names)
    print(c.__doc__, c.__new__.__doc__, c._fields, attempt(lambda: c(*range(len(c._fields)))))
