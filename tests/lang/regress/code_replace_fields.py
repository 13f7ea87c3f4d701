"""code.replace(): positional-only parameters, and the types of the fields."""
import types


def f(a, b=2, *, c=3):
    return a + b + c


code = f.__code__


def t(call):
    try:
        print(call())
    except Exception as e:
        print(type(e).__name__, e)


for n in range(3):
    g = types.FunctionType(code.replace(co_posonlyargcount=n), globals(), 'f', (2,))
    g.__kwdefaults__ = {'c': 3}
    print(n, g.__code__.co_posonlyargcount, code.co_posonlyargcount)
    t(lambda: g(1))
    t(lambda: g(1, b=5))
    t(lambda: g(a=1, b=5))
for name, value in [
        ('co_posonlyargcount', -1), ('co_posonlyargcount', 2 ** 40), ('co_posonlyargcount', 'x'), ('co_posonlyargcount', 1.0),
        ('co_consts', [1]), ('co_names', None), ('co_varnames', 'x'), ('co_code', 'x'), ('co_linetable', 1),
        ('co_exceptiontable', ()), ('co_freevars', {}), ('co_cellvars', 0), ('co_nlocals', 'x'), ('co_nlocals', -1),
        ('co_stacksize', -1), ('co_argcount', ''), ('co_kwonlyargcount', 1.5), ('co_flags', 'x'), ('co_nothing', 1)]:
    print(name, value, end=' ')
    t(lambda: code.replace(**{name: value}))
