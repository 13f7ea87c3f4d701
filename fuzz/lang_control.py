"""Programs of nested control flow for diff_lang.py.

Compound statements of all kinds around a tracing function `t`, run as a function, through exec with two
namespaces, as a generator, in a class body, or as a coroutine. The output includes the
uncaught exception with its context and the lines of its traceback.
"""
import random

PRELUDE = '''
import sys
sys.setrecursionlimit(120)
ticks = 0
class Stop(BaseException): pass
def tick():
    global ticks
    ticks += 1
    if ticks > 400: raise Stop
def show(v, d=0):
    if isinstance(v, (list, tuple)):
        return type(v).__name__ + '(' + ','.join(show(i, d + 1) for i in v[:8]) + ')' if d < 4 else '..'
    if isinstance(v, dict):
        return 'dict(' + ','.join(show(k, d + 1) + ':' + show(w, d + 1) for k, w in list(v.items())[:8]) + ')' if d < 4 else '..'
    if isinstance(v, BaseException): return type(v).__name__ + str(v)[:80]
    if v is None or isinstance(v, (int, float, str, bool)): return repr(v)[:60]
    return type(v).__name__
def t(*a, **k):
    tick()
    print('t', *[show(i) for i in a], show(k))
    return a[0] if a else 0
class Base:
    def m(self, *a, **k): return t('m', *a, **k)
class Obj(Base): pass
O = Obj()
D = {}
def R(v):
    tick()
    try: return list(v)[:3]
    except TypeError: return [1, 2]
turns = 0
def W(v):
    global turns
    tick()
    turns += 1
    return turns % 4 and v is not None
class M:
    def __init__(s, k): s.k = k
    def __enter__(s): print('enter'); return s.k
    def __exit__(s, *a):
        print('exit', a[0] and a[0].__name__)
        return bool(s.k) and a[0] is not None and issubclass(a[0], Exception)
class Aw:
    def __init__(s, v): s.v = v
    def __await__(s):
        yield 'aw'
        return s.v
class AI:
    def __init__(s, v): s.l = R(v)
    def __aiter__(s): return s
    async def __anext__(s):
        if not s.l: raise StopAsyncIteration
        await Aw(1)
        return s.l.pop()
class AM(M):
    async def __aenter__(s): await Aw(2); return s.__enter__()
    async def __aexit__(s, *a): await Aw(3); return s.__exit__(*a)
E = ValueError('E')
def deco(f):
    print('deco')
    return f
def call(f):
    try: return f()
    except RecursionError: return 'rec'
def gen(f):
    out = []
    try:
        g = f()
        for i in range(3): out.append(next(g) if i == 0 else g.send(i))
    except StopIteration as e: out.append(('stop', e.value))
    return out
def drive(co):
    out = []
    try:
        for i in range(30): out.append(co.send(None if i == 0 else i))
    except StopIteration as e: return out, e.value
    except RuntimeError as e: return out, str(e)
    return out
'''

INIT = 'a = b = c = 1; x = 2'
WRAPPERS = [  # how a body indented by 4 is run
    f'def main():\n    {INIT}\n%s\n',
    f'SRC = r"""\n{INIT}\nif 1:\n%s\n"""\ndef main():\n    d = dict(globals())\n'
    "    exec(compile(SRC, 'src', 'exec'), d, {'a': 1})\n    return sorted(k for k in d if len(k) == 1)\n",
    f'def body():\n    {INIT}\n    yield 0\n%s\n    x = yield 5\ndef main(): return gen(body)\n',
    f'def main():\n  class Body(Base):\n    {INIT}\n    if 1:\n      pass\n%s\n',
    f'async def body():\n    {INIT}\n%s\ndef main(): return drive(body())\n',
]

ENDING = '''
try: print('ret', show(main()))
except BaseException as e:
    print('EXC', type(e).__name__, str(e)[:100], show(e.__context__), show(e.__cause__))
    tb, lines = e.__traceback__, []
    while tb:
        lines.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
        tb = tb.tb_next
    print(lines[:12])
print(show(D), sorted((k, show(v)) for k, v in vars(O).items()), sys.exc_info())
'''


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.mode = self.r.randrange(len(WRAPPERS))
        self.is_async = self.mode == 4
        self.statements = self.depth = 0
        self.in_comprehension = False

    def name(self):
        return self.r.choice('abcdxyz')

    def inside_comprehension(self, make):
        outer, self.in_comprehension = self.in_comprehension, True
        text = make()
        self.in_comprehension = outer
        return text

    def expr(self, d=0):
        r = self.r
        if d > 3 or r.random() < .3:
            return r.choice([self.name(), self.name(), str(r.randint(-3, 5)), '1.5', '"s"', 'None', 'True', '[1,2]', '(3,)'])
        e = lambda: self.expr(d + 1)
        awaits = self.is_async and not self.in_comprehension
        walrus = not self.in_comprehension
        return r.choice([
            lambda: f'({e()} {r.choice(["+", "-", "*", "//", "%", "&", "|", "^", "@", "/"])} {e()})',
            lambda: f'({e()} {r.choice(["+", "-", "*"])} {e()})',
            lambda: f'({e()} {r.choice(["<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in"])} {e()})',
            lambda: f'({e()} < {e()} <= {e()})',
            lambda: f'({e()} {r.choice(["and", "or"])} {e()})',
            lambda: f'(not {e()})',
            lambda: f'({e()} if {e()} else {e()})',
            lambda: f'(await Aw({e()}))' if awaits else f't({e()})',
            lambda: f't({e()}, {e()})',
            lambda: f'[{e()}, {e()}]',
            lambda: f'{{{e()}: {e()}}}',
            lambda: f'{e()}[{e()}]',
            lambda: self.inside_comprehension(lambda: f'[{e()} for {self.name()} in {e()} if {e()}]'),
            lambda: f'(lambda {self.name()}={e()}: {e()})()',
            lambda: f'({self.name()} := {e()})' if walrus else e(),
            lambda: 'f"{%s!r}-{%s}"' % (self.name(), r.choice(['t(1)', 'a+b', 'x', '(b:=2)' if walrus else 'c'])),
            lambda: f't(*{e()}, **{{"k": {e()}}})',
            lambda: f'(-{e()})',
            lambda: f'O.m({e()}, k={e()})',
            lambda: self.inside_comprehension(lambda: f'sum({e()} for {self.name()} in ({e()}, {e()}))'),
            lambda: f'({e()}, *{e()})',
        ])()

    def target(self, nested=False):
        c = self.r.randint(0, 9)
        if c < 6 or c > 7 and nested: return self.name()
        if c == 6: return f'O.{self.name()}'
        if c == 7: return f'D[{self.expr(2)}]'
        return f'{self.target(True)}, {self.target(True)}'

    def block(self, indent, in_loop, in_function, n=None):
        self.depth += 1
        out = []
        for _ in range(n or self.r.randint(1, 3)): out += self.statement(indent, in_loop, in_function)
        self.depth -= 1
        return out

    def statement(self, indent, in_loop, in_function):
        self.statements += 1
        simple = self.depth > 4 or self.statements > 45
        p = '    ' * indent
        if simple or self.r.random() < .4: return self.simple(p, in_loop, in_function)
        return self.compound(p, indent, in_loop, in_function)

    def simple(self, p, in_loop, in_function):
        r, c = self.r, self.r.randint(0, 11)
        if c <= 3: return [f'{p}{self.target()} = {self.expr()}']
        if c == 4: return [f'{p}{self.name()} {r.choice(["+=", "-=", "*=", "|="])} {self.expr()}']
        if c == 5: return [f'{p}D[{self.expr(2)}] += {self.expr(1)}']
        if c == 6 and in_loop: return [f'{p}{r.choice(["break", "continue"])}']
        if c == 7 and in_function: return [f'{p}return {self.expr()}']
        if c == 8: return [f'{p}del {self.name()}']
        if c == 9: return [f'{p}assert {self.expr()}, {self.expr()}']
        if c == 10 and r.random() < .4:
            return [f'{p}raise {r.choice(["ValueError", "KeyError(1)", "TypeError", "E"])}{r.choice(["", " from None", " from KeyError()"])}']
        return [f'{p}t({self.expr()})']

    def compound(self, p, indent, in_loop, in_function):
        r = self.r
        body = lambda loop=in_loop: self.block(indent + 1, loop, in_function)
        other = lambda chance, word='else': [f'{p}{word}:'] + body() if r.random() < chance else []
        name = r.choice(['', ' as ' + self.name()])
        c = r.randint(0, 11 if self.depth < 3 and not self.is_async else 8)
        if c == 0: return [f'{p}if {self.expr()}:'] + body() + other(.3, f'elif {self.expr()}') + other(.5)
        if c == 1: return [f'{p}for {self.target()} in R({self.expr()}):'] + body(True) + other(.3)
        if c == 2: return [f'{p}while W({self.expr()}):'] + body(True) + other(.3)
        if c in (3, 4, 5): return self.try_(p, body, other)
        if c == 6 and self.is_async: return [f'{p}async with AM({r.randint(0, 1)}){name}:'] + body()
        if c == 6: return [f'{p}with M({r.randint(0, 1)}){name}{r.choice(["", ", M(0)"])}:'] + body()
        if c == 7 and self.is_async: return [f'{p}async for {self.target()} in AI({self.expr()}):'] + body(True) + other(.3)
        if c in (7, 8): return self.match(p, indent, in_loop, in_function)
        f = self.name()
        if c == 9:
            scope = [f'{p}    nonlocal a'] if in_function and r.random() < .4 else [f'{p}    global b'] if r.random() < .2 else []
            return ([f'{p}{r.choice(["", "@deco" + chr(10) + p])}def {f}(x={self.expr(2)}, *y, z={self.expr(2)}, **d):'] + scope +
                    self.block(indent + 1, False, True) + [f'{p}t(call({f}))'])
        if c == 10:
            return [f'{p}def {f}():'] + self.block(indent + 1, False, True) + [f'{p}    x = yield {self.expr(1)}', f'{p}    t(x)', f'{p}t(gen({f}))']
        return [f'{p}class {f}(Base):'] + self.block(indent + 1, False, False)

    def try_(self, p, body, other):
        r, out = self.r, [f'{p}try:'] + body()
        handlers = r.random() < .8
        if handlers:
            for _ in range(r.randint(1, 2)):
                kind = r.choice(['TypeError', '(ValueError, KeyError)', 'NameError', 'ZeroDivisionError', 'Exception'])
                out += [f'{p}except {kind}{r.choice(["", " as e", " as " + self.name()])}:'] + body()
            out += other(.3, 'except') + other(.3)
        return out + other(.5 if handlers else 1, 'finally')

    def match(self, p, indent, in_loop, in_function):
        case = lambda pattern: [f'{p}    case {pattern}:'] + self.block(indent + 2, in_loop, in_function)
        return ([f'{p}match {self.expr()}:'] + case(f'[{self.name()}, *_]') + case(f'{{"k": {self.r.choice("abc")}}}') +
                case(f'int() | str() as {self.name()} if {self.expr(1)}') + (case('_') if self.r.random() < .5 else []))

    def program(self):
        body = '\n'.join(self.block(1, False, self.mode not in (1, 3), 6))
        if self.mode == 3: body = '\n'.join('  ' + line for line in body.split('\n'))
        return PRELUDE + '# ---\n' + WRAPPERS[self.mode].replace('%s', body) + ENDING


def program(seed):
    return Writer(seed).program()
