"""The constant of a list of constants is one of the code's, and can be replaced."""
import marshal
import types


def f():
    return [1, 2, 3]


def g(x):
    return [x, 'a', [4, 5, 6], ('q',), ['x', 'y', 'z'], {1, 2, 3}]


code = f.__code__
print(code.co_consts, code.co_names, g.__code__.co_consts, g.__code__.co_names)
for other in (7, 8, 9), (), ('a',) * 20, 'text', b'by', frozenset({5}):
    changed = code.replace(co_consts=tuple(other if k == (1, 2, 3) else k for k in code.co_consts))
    print(changed.co_consts, types.FunctionType(changed, {})())
changed = code.replace(co_consts=tuple(5 if k == (1, 2, 3) else k for k in code.co_consts))
try:
    print(types.FunctionType(changed, {})())
except TypeError:
    print('TypeError')
for again in g.__code__.replace(co_name='again'), marshal.loads(marshal.dumps(g.__code__)):
    print(types.FunctionType(again, {})(2))
first, second = f(), f()
first.append(4)
print(first, second, f())
