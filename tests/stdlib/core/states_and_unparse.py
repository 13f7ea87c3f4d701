"""States of iterators that do not fit, told before anything else; ast.unparse of what is no tree; allocation of bytearrays."""
import ast
import itertools
import enum
import warnings


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


for make in (lambda: itertools.combinations([1], 7), lambda: itertools.combinations('abc', 2), lambda: itertools.product('', 'a'), lambda: itertools.combinations_with_replacement('', 2)):
    for state in 0.5, (), (0,), [0, 1], None:
        i = make()
        attempt(lambda: i.__setstate__(state))
for node in (ast.Return(value=object()), ast.Expr(value=5), ast.Module(body=[object()], type_ignores=[]), ast.Return(value=ast.Load()), ast.Call(func=ast.Name('f'), args=[None], keywords=[])):
    attempt(lambda: ast.unparse(node))
b = bytearray()
for i in range(30):
    b.append(i)
    print(b.__alloc__(), end=' ')
while b:
    b.pop()
    print(b.__alloc__(), end=' ')
print(bytearray(b'hello world').__alloc__(), bytearray(7).__alloc__(), (bytearray(b'abc') * 3).__alloc__())
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')

    class Mixed(enum.Enum):
        d = 'text'
        e = enum.auto()
print([w.lineno for w in seen])
