# What the frame at the recursion limit cannot do any more, and which part of it says so.
import collections
import io
import math

out = io.StringIO()


class C:
    def __init__(self):
        self.a = 1

    def m(self):
        pass


class D:
    def __init__(self, x):
        self.x = x


class CM:
    def __enter__(self):
        pass

    def __exit__(self, *a):
        pass


obj, cm, lst, dq = C(), CM(), [1], collections.deque([1])
x1 = 10**20
TEMPLATE = """
def f(n):
    global deep
    deep = n
    if 1:
        %s
    deep = n + .5
    f(n+1)
"""


def run(case):
    space = dict(globals())
    exec(TEMPLATE % case, space)
    try:
        space['f'](0)
    except RecursionError as e:
        tb, n = e.__traceback__, 0
        while tb.tb_next:
            tb, n = tb.tb_next, n + 1
        print(case, space['deep'], n, tb.tb_frame.f_code.co_name, str(e)[32:])


for case in [
    'print(n, file=out)',
    "print('x', file=out)",
    'print(file=out)',
    "f'a{n}'",
    "f'{n:3d}'",
    'str(n)',
    'range(3)',
    'for i in range(3): pass',
    '[1].count(1)',
    '[1].append(2)',
    '{}.items()',
    '{}.get(1)',
    "'a'.upper()",
    "'a'.join(['b'])",
    "'a b'.split()",
    "'a'.startswith('a')",
    "'{}'.format(n)",
    'n in [5,6]',
    'n in {1}',
    '1 == n',
    'n != 3',
    'if n == 3: pass',
    'if n > 2.5: pass',
    'if n in (1,2): pass',
    'if x1 == x1: pass',
    'max(1,2)',
    'min(1,2)',
    'any([1])',
    'sum([1,2])',
    'sorted([1,2])',
    'isinstance(n, int)',
    "len('ab')",
    'hash(n)',
    'chr(65)',
    'round(1.5)',
    'C()',
    'D(1)',
    'obj.m()',
    'math.sqrt(4)',
    'math.gcd(4, 6)',
    'vars(obj)',
    'locals()',
    "eval('1')",
    'format(n)',
    'any(x for x in (1,2))',
    'sum(x for x in (1,2))',
    'with cm: pass',
    '(lambda: 0)()',
    'lst.append(n)',
    'dq.append(1)',
    "int('3')",
    "list('ab')",
    '[*range(3)]',
    'print(*[1], file=out)',
]:
    run(case)
