# How deep recursion through native functions goes: which of their calls count as levels of their own.
import functools
import math


def probe(name, source, call):
    space = {'functools': functools, 'math': math, 'n': 0}
    exec(source, space)
    try:
        eval(call, space)
    except RecursionError as e:
        print(name, space['n'], str(e)[32:])


for _ in range(10): # calls of built-in functions count more in code that has hardly run
    probe('', 'pass', 'None')
GENERATOR = """
def f():
    global n
    n += 1
    yield %s
"""
for case in ['any(f())', 'all(f())', 'sum(f())', 'sorted(f())', 'list(f())', 'max(f())', 'min(f())', '"".join(f())',
             'next(f())', '[].extend(f())', 'set().update(f())', '{}.update(f())', 'functools.reduce(int.__add__, f())',
             'dict.fromkeys(f())', 'f().send(None)', 'f().__next__()', 'dict((x, x) for x in f())', 'abs(next(f()))',
             '"".join(str(x) for x in f())', '[x for x in f()]', 'math.sqrt(next(f()))', 'tuple(f())', 'set(f())']:
    probe(case, GENERATOR % case, 'list(f())')
FUNCTION = """
def f():
    global n
    n += 1
    return %s
"""
for case in ['any(f() for _ in "a")', 'sum(f() for _ in "a")', 'max(f() for _ in "a")', 'sorted([1], key=lambda x: f())',
             'max([1], key=lambda x: f())', 'list(map(lambda x: f(), [1]))', 'functools.reduce(lambda a, b: f(), [1, 2])',
             'next(iter(lambda: f(), 1))', 'sum([f()])', 'any([f() for _ in "a"])', '(lambda *a: f())(*[1])',
             '", ".join([f()])', 'print(f())', 'max(f(), 1)', 'any(f() for _ in range(1))']:
    probe(case, FUNCTION % case, 'f()')
METHOD = """
class C:
    def %s(s, *a):
        global n
        n += 1
        return %s
def start():
    s = C()
    return %s
"""
for name, case in [('__len__', 'len(s)'), ('__len__', 'bool(s)'), ('__iter__', 'iter(s)'), ('__iter__', 'list(s)'),
                   ('__repr__', 'repr(s)'), ('__repr__', 'repr([s])'), ('__repr__', 'f"{s!r}"'), ('__str__', 'print(s)'),
                   ('__hash__', 'hash(s)'), ('__hash__', '{s}'), ('__next__', 'next(s)'), ('__abs__', 'abs(s)'),
                   ('__round__', 'round(s)'), ('__format__', 'format(s)'), ('__format__', '"{}".format(s)'),
                   ('__dir__', 'dir(s)'), ('__getattr__', 's.x'), ('__getattr__', 'getattr(s, "x")'), ('__eq__', 's == 1'),
                   ('__contains__', '1 in s'), ('__getitem__', 's[0]'), ('__call__', 's()'), ('__bool__', 'not s'),
                   ('__lt__', 'sorted([s, s])'), ('__lt__', 'min(s, s)'), ('__add__', 'sum([s, s], s)'),
                   ('__trunc__', 'math.trunc(s)'), ('__floor__', 'math.floor(s)')]:
    probe(f'{name} {case}', METHOD % (name, case, case), 'start()')
