"""Programs whose tracebacks count, for diff_lang.py.

Functions with one expression or statement that fails somewhere inside, laid out over one line or several;
the printed traceback with its source lines, carets, suggestions, causes and notes must be the same.
"""
import random

PRELUDE = r'''
import sys
def report(f):
    try: f()
    except BaseException as e: sys.__excepthook__(type(e), e, e.__traceback__.tb_next)
    print('=' * 9)
class Thing:
    value = 5
    name = 'thing'
    items = [1, 2]
    def method(self, *a, **k): return a[0]
    def __getitem__(self, k): return [0, 1][k]
    def fail(self, *a): raise ValueError('failed', *a)
    def __add__(self, o): raise ArithmeticError('no sum')
    def __enter__(self): return self
    def __exit__(self, *a): return False
thing = Thing()
data = {'key': [1, 2, {'deep': None}], 'fn': lambda x: x / 0}
numbers = [3, 2, 1, 0]
text = 'héllo wörld 日本'
def func(a, b=1, *, c=2): return a + b
def chain(n):
    if n: return chain(n - 1)
    raise KeyError('bottom')
'''
BAD = ['1 / 0', 'undefined', 'thing.valeu', 'thing.nmae', "data['nope']", 'numbers[9]', 'func()', 'func(1, 2, 3)', 'func(1, d=4)', 'thing.fail()', "int('x')", "'a' + 1", '1 + "a"', 'None.attr',
       'numbers.apend(1)', 'prin(1)', 'len(5)', '-text', 'thing + 1', 'numbers[text]', 'data["fn"](3)', 'chain(2)', '(lambda: undefined)()', 'text[100]', '5()', '[].pop()', "{}['k']", 'thing()', 'not_defined.attr', 'func(*5)',
       'func(**{"a": 1, "z": 2})', 'next(iter([]))', 'sum(["a"])', 'sorted([1, "a"])', "open('/nonexistent/file')", 'thing.method()', '[1, 2] < 3', '1 if undefined else 2', 'numbers[1.5]', 'numbers[1:2:0]', 'text.foo()', 'range(1, 2, 0)', 'data.key', 'Thing.metod', '"%d" % "x"', '"{}".format()',
       "f'{undefined}'", "f'{1/0:.2f}'", 'max([])', 'chr(-1)', 'bytes([300])', '{[]: 1}', '{**5}', '[*5]', 'a_local', 'thing.value.x.y', 'text.encode("ascii")', 'b"\\xff".decode()', '__import__("nope_module")', 'globals()["nope"]', 'thing[5]', '(1, 2)[3]', 'int([])', 'float("x")', 'abs("x")', 'isinstance(1, 2)', 'exec("1 +")', 'eval("undefined")']
GOOD = ['1', 'numbers[0]', "data['key']", 'thing.value', 'func(1)', 'text', '"é"', '[1, 2]', '(3)', 'thing.method(4)', 'len(text)', '{"日": 1}', 'not 1', 'x']
FRAMES = ['{}', '{} + {g}', '{g} + {}', '({})', '[{g}, {}]', '({}, {g})', 'func({})', 'func({g}, {})', 'func({g}, b={})', 'thing.method({})', 'thing.method({g}, k={})', '{g} if {} else {g}', '{g} and {}', '{} or {g}', 'not {}', '-({})', '({})[{g}]', 'numbers[{}]', '({}).attr', '({})({g})', '[{} for i in numbers]', '[i for i in ({})]',
          '{{{g}: {}}}', "f'{{{}}}'", "f'a{{({})}}b' + {g}", 'lambda: {}', '(lambda: {})()', '{g} < ({}) < {g}', '{g} * ({} + {g})', 'print({g}, {}, {g})', '({g}\n     + {})', 'func(\n        {},\n        {g})', '[\n        {g},\n        {},\n    ]', 'func({g},\n         b={})', '({}\n     .attr)', 'thing.method(\n        {g}\n    )[{}]', '{{\n        "k": {},\n    }}', '(x :=\n        {})', '{g} @ ({})', '({}) ** {g}', '*[{}],', '(await_ if 0 else {})', '({}) is None', '({}) in {g}', 'data["key"][2]["deep"]({})']
STATEMENTS = ['{e}', 'y = {e}', 'return {e}', 'y = z = {e}', 'x += {e}', 'numbers[{e}] = 1', 'thing.attr = {e}', 'del data[{e}]', 'assert {e}', 'assert not ({e}), {e2}', 'raise {e}', 'raise ValueError({e}) from None', 'for i in {e}: pass', 'for i in [1, 2]:\n        {e}', 'if {e}: pass', 'while {e}: break', 'with {e}: pass', 'with thing, {e} as q:\n        pass', 'a, b = {e}', '(a, b), c = {e}',
              'try:\n        {e}\n    finally:\n        pass', 'try:\n        {e}\n    except LookupError:\n        {e2}', 'try:\n        {e}\n    except Exception as err:\n        raise RuntimeError("wrapped") from err', 'try:\n        {e}\n    except Exception as err:\n        err.add_note("note é")\n        raise', 'match {e}:\n        case 1: pass\n        case _: {e2}', 'print({e}); y = 1', 'def g(a={e}): pass', 'class C({e}): pass', 'class C:\n        q = {e}', '@{e}\n    def g(): pass',
              'yield_ = [{e}\n              for i in range(3)\n              if i]', 'x: {e} = 1', 'y: int = {e}', 'import os; {e}', 'from sys import nope_name', 'import os.nope', 'from math import pii', 'return {e}, \\\n        {e2}', 'x[{e}]: int = 5', 'raise ExceptionGroup("group", [ValueError(1), TypeError({e})])', 'try:\n        try: {e}\n        except KeyError: pass\n    except ZeroDivisionError: 1 / 0', 'global gg; gg = {e}', 'y = yield_val = ({e}) if x else ({e2})', 'del undefined_local', 'lambda: 0; {e}', 'x, y = 1, 2, 3', 'x, y = 5', '*a, b = ()', 'print(later); later = 1']


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def expression(self):
        r = self.r
        text = r.choice(BAD)
        for _ in range(r.randrange(4)):
            frame = r.choice(FRAMES)
            frame = frame.replace('{{', '\1').replace('}}', '\2')
            while '{g}' in frame:
                frame = frame.replace('{g}', r.choice(GOOD), 1)
            text = frame.replace('{}', text, 1).replace('\1', '{').replace('\2', '}')
        return text

    def function(self, i):
        r = self.r
        for _ in range(20):
            body = r.choice(STATEMENTS).replace('{e2}', self.expression()).replace('{e}', self.expression())
            kind = r.randrange(8)
            if kind < 5:
                text = f'def f{i}(x=1):\n    {body}\nreport(f{i})\n'
            elif kind == 5:
                text = f'class K{i}:\n    def m(self, x=2):\n        {body}\nreport(lambda: K{i}().m())\n'.replace('\n    ', '\n        ').replace('        def', '    def')
            elif kind == 6:
                text = f'def f{i}(x=1):\n    {body}\n    yield\nreport(lambda: list(f{i}()))\n'
            else:
                text = f'def f{i}(x=1):\n    def inner():\n        x\n        {body}\n    return inner()\nreport(f{i})\n'.replace('\n    ', '\n    ')
            try:
                compile(text, 'x', 'exec')
                return text
            except (SyntaxError, ValueError):
                pass
        return ''

    def program(self):
        return PRELUDE + '# ---\n' + ''.join(self.function(i) for i in range(8))


def program(seed):
    import warnings
    warnings.simplefilter('ignore')
    return Writer(seed).program()
