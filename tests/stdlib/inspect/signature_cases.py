"""Signatures: order of checks in bind(), equality, pickling, text signatures, function-like objects, getcallargs."""
import functools
import inspect
import pickle


def f(a, b=2, /, c=3, *args, d, e=5, **kw) -> int: ...
def g(*, foo): ...
def p(a, b=1, /, **kw): ...


for call in (lambda: inspect.signature(g).bind(1), lambda: inspect.signature(p).bind(1, b=2),
             lambda: inspect.signature(g).bind(), lambda: inspect.signature(g).bind(foo=1, bar=2)):
    try:
        call()
    except TypeError as e:
        print(e)

first = inspect.signature(lambda *, x, y: 0)
second = inspect.signature(lambda *, y, x: 0)
print(first == second, hash(first) == hash(second))
for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    s = inspect.signature(f)
    assert pickle.loads(pickle.dumps(s, protocol)) == s
    b = s.bind(1, d=4)
    assert pickle.loads(pickle.dumps(b, protocol)) == b
print(repr(inspect.Parameter.VAR_KEYWORD), inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_KEYWORD.description)
try:
    inspect.Parameter('a', inspect.Parameter.KEYWORD_ONLY).replace(name=inspect.Parameter.empty)
except ValueError as e:
    print(e)

f.__text_signature__ = '($self, a, b=1 + 2, *args, c=None, **kwargs)'
print(inspect.signature(f))
f.__text_signature__ = '(self, x=inspect)'
try:
    inspect.signature(f)
except ValueError:
    print('ValueError')
del f.__text_signature__


class Duck:
    def __init__(self, func):
        for name in ('__name__', '__code__', '__defaults__', '__kwdefaults__', '__annotations__'):
            setattr(self, name, getattr(func, name))

    def __call__(self, *args): ...


class New:
    def __new__(cls, a=1): ...


class Init(New):
    def __init__(self, b): ...


class Partial:
    def test(*args): ...
    def none(): ...
    first = functools.partialmethod(test, 1)
    wrong = functools.partialmethod(none)


print(inspect.signature(Duck(f)), inspect.signature(Init), inspect.signature(New), inspect.signature(Partial.first))
try:
    inspect.signature(Partial.wrong)
except ValueError as e:
    print('has incorrect arguments' in str(e))
print(sorted(inspect.getcallargs(f, 1, d=2, z=3).items()), inspect.getfullargspec([].append).args)
for args in ((), (1, 2, 3, 4)):
    try:
        inspect.getcallargs(lambda a, b, c: 0, *args)
    except TypeError as e:
        print(e)
print(inspect.signature(lambda x: (yield x)))
