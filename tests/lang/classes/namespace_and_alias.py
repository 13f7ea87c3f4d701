# types.SimpleNamespace, MappingProxyType, GenericAlias, UnionType, MethodType, FunctionType, CellType.
import types
n = types.SimpleNamespace(a=1, b='x')
print(n, n.a, n == types.SimpleNamespace(a=1, b='x'), n == 5, vars(n))
n.c = n
print(n)
del n.c
print(repr(n), n != types.SimpleNamespace())
try:
    types.SimpleNamespace(1)
except TypeError as e:
    print(e)
m = types.MappingProxyType({'k': 1})
print(m, m['k'], len(m), list(m), 'k' in m, m.get('z', 0), list(m.items()), m == {'k': 1}, m | {'j': 2})
try:
    m['k'] = 2
except TypeError as e:
    print(e)
print(list[int] | None, list[int][0:0] if False else dict[str, list[int]], tuple[()], type(list[int]).__name__)
print(hash(list[int]) == hash(list[int]), list[int].__parameters__, (int | str).__args__, (int | str) == (str | int))
try:
    isinstance([], list[int])
except TypeError as e:
    print(e)
try:
    list[int][str]
except TypeError as e:
    print(e)
print(list[int]([1, 2]), list[int].append is list.append)
try:
    int | 5
except TypeError as e:
    print(e)


class A(list[int]):
    pass


print(A.__bases__, A.__orig_bases__)


def f(a, b=2):
    return a, b


g = types.FunctionType(f.__code__, {'__name__': 'gmod'}, 'g', (7,))
print(g(1), g.__name__, g.__module__)
bm = types.MethodType(f, 'self')
print(bm(), bm.__self__)
try:
    types.MethodType(5, 1)
except TypeError as e:
    print(e)
c = types.CellType(5)
print(c.cell_contents)
try:
    types.CellType().cell_contents
except ValueError as e:
    print(e)


def outer():
    x = 1

    def inner():
        return x
    return inner


i = outer()
print(i.__closure__[0].cell_contents, i.__code__.co_freevars, outer.__code__.co_cellvars)
i.__closure__[0].cell_contents = 9
print(i())
mod = types.ModuleType('mymod', 'doc')
mod.x = 5
print(mod, mod.__name__, mod.__doc__, mod.x, sorted(mod.__dict__))
try:
    mod.y
except AttributeError as e:
    print(e)
mod.__getattr__ = lambda name: 'dyn ' + name
print(mod.y)


class M(types.ModuleType):
    @property
    def prop(self):
        return 'prop'


mm = M('m')
print(mm.prop, mm.__name__)
print(f.__code__.co_name, f.__code__.co_varnames, f.__code__.co_flags & 3, f.__code__.replace(co_name='zz').co_name)
