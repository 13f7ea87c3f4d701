"""Programs about calls, generators, coroutines, patterns and exception groups for diff_lang.py.

Random signatures meet random calls; generators and coroutines of random bodies are driven by random
sequences of next, send, throw and close; random patterns are matched against random subjects; groups
go through random except* clauses. Everything prints what it sees.
"""
import random

PRELUDE = r'''
import sys, types
sys.unraisablehook = lambda u: print('unraisable', type(u.exc_value).__name__)
def sh(v):
    if isinstance(v, BaseExceptionGroup): return f'{type(v).__name__}({v.message!r}, [{", ".join(map(sh, v.exceptions))}])'
    if isinstance(v, BaseException): return f'{type(v).__name__}{v.args}'
    if isinstance(v, (list, tuple)): return type(v).__name__ + '(' + ', '.join(map(sh, v)) + ')'
    if isinstance(v, dict): return '{' + ', '.join(f'{sh(k)}: {sh(w)}' for k, w in v.items()) + '}'
    return repr(v) if isinstance(v, (int, float, str, bytes, type(None))) else type(v).__name__
def attempt(text, f):
    try: print(text, '->', sh(f()))
    except BaseException as e:
        chain, c = [], e
        while c is not None and len(chain) < 6: chain.append(sh(c)); c = c.__cause__ or c.__context__
        print(text, '!!', ' <- '.join(chain))
class P:
    __match_args__ = ('x', 'y')
    def __init__(self, x, y=None): self.x = x; self.y = y
class Q(P): z = 5
class CM:
    def __init__(self, n, swallow=False): self.n = n; self.swallow = swallow
    def __enter__(self): print('enter', self.n); return self.n
    def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__); return self.swallow
    async def __aenter__(self): await Wait('aenter'); return self.__enter__()
    async def __aexit__(self, *a): await Wait('aexit'); return self.__exit__(*a)
class Wait:
    def __init__(self, v): self.v = v
    def __await__(self):
        got = yield self.v
        print('woken', sh(got))
        return got
class AIter:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0: raise StopAsyncIteration
        return await Wait(self.n)
def inner(n):
    try:
        got = yield n
        print('inner got', sh(got))
        yield n + 1
    except ValueError as e: print('inner caught', sh(e)); yield 'recovered'
    finally: print('inner done')
    return 'inner result'
'''
NAMES = 'abcd'
VALUES = ['0', '1', '-1', '2.5', "'s'", "''", 'None', 'True', '[]', '[1, 2]', '[1, [2, 3]]', '(1,)', '(1, 2, 3)', '{}', "{'k': 1}",
          "{'k': 1, 'm': [2]}", 'P(1, 2)', 'Q(3)', 'P([1], {})', '1j', "b'b'", 'range(2)', '-1.5', "'abc'", '{1: 2}', 'bytearray(2)']
ERRORS = ['ValueError(1)', 'KeyError("k")', 'TypeError("t")', 'OSError(2, "o")', 'RuntimeError()', 'StopIteration(5)', 'GeneratorExit()',
          'StopAsyncIteration(1)', 'ExceptionGroup("g", [ValueError(2), TypeError(3)])', 'ValueError', 'KeyError']


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def value(self):
        return self.r.choice(VALUES)

    # --- calls ---

    def parameters(self):
        r, parts = self.r, []
        names = list(NAMES)
        count = [r.randrange(3), r.randrange(3), r.randrange(3)] # positional-only, plain, keyword-only
        default = False
        for kind in range(2):
            for _ in range(count[kind]):
                if not names:
                    break
                default = default or r.random() < .3
                parts.append(names.pop(0) + ('=' + r.choice(['0', "'d'", '[]']) if default else ''))
            if kind == 0 and parts and r.random() < .5:
                parts.append('/')
        if r.random() < .4:
            parts.append('*args')
        elif count[2] and names:
            parts.append('*')
        if parts and parts[-1].startswith('*'):
            for _ in range(max(count[2], parts[-1] == '*')):
                if names:
                    parts.append(names.pop(0) + r.choice(['', '=7']))
            if parts[-1] == '*':
                parts.pop()
        if r.random() < .35:
            parts.append('**kw')
        return ', '.join(parts)

    def arguments(self):
        r, parts, keyword = self.r, [], False
        for _ in range(r.randrange(5)):
            c = r.random()
            if c < .45 and not keyword:
                parts.append(r.choice(['1', "'x'", 'None']))
            elif c < .55 and '**' not in ''.join(parts):
                parts.append(r.choice(['*[5, 6]', '*()', "*'ab'", '*5', '*(i for i in (1, 2))']))
            elif c < .9:
                keyword = True
                parts.append(f"{r.choice(NAMES + 'e')}={r.choice(['1', '2'])}")
            else:
                keyword = True
                parts.append(r.choice(["**{'a': 9}", "**{'e': 8, 'd': 7}", '**{}', '**{1: 2}', '**None', "**{'b': 1}"]))
        return ', '.join(parts)

    def calls(self):
        r, out = self.r, []
        for i in range(2):
            kind = r.randrange(4)
            parameters = self.parameters()
            names = [p.split('=')[0].strip('*') for p in parameters.split(', ') if p.split('=')[0].strip('*/')]
            body = 'return ' + (', '.join(names) + ',' if names else "'none'")
            if kind == 0:
                out.append(f'def f{i}({parameters}): {body}\n')
            elif kind == 1:
                out.append(f'class C{i}:\n    def m(self{", " + parameters if parameters and not parameters.startswith("/") else ""}): {body if names else "return self.__class__"}\nf{i} = C{i}().m\n')
            elif kind == 2:
                out.append(f'f{i} = lambda {parameters}: [{", ".join(names)}]\n')
            else:
                out.append(f'class C{i}:\n    def __init__(self{", " + parameters if parameters else ""}): self.v = [{", ".join(names)}]\nf{i} = lambda *a, **k: C{i}(*a, **k).v\n')
            for _ in range(4):
                call = f'f{i}({self.arguments()})'
                if self.valid(call):
                    out.append(f'attempt({call!r}, lambda: {call})\n')
        return ''.join(out)

    def valid(self, text):
        try:
            compile(text, 'x', 'exec')
        except SyntaxError:
            return False
        return True

    # --- generators and coroutines ---

    def body(self, indent, depth, kind):
        r, p = self.r, '    ' * indent
        out = []
        for _ in range(r.randint(1, 3)):
            c = r.randrange(14 if depth < 3 else 6)
            gives = {'g': 'yield', 'a': 'yield', 'c': 'await Wait'}[kind]
            if c < 3:
                v = r.choice(['x', self.value(), 'x'])
                out.append(f'{p}x = ' + (f'{gives}({v})' if kind != 'g' else f'yield {v}'))
            elif c == 3:
                out.append(f"{p}print('x', sh(x))")
            elif c == 4:
                out.append(p + {'g': r.choice(['x = yield from inner(1)', 'x = yield from [1, 2]', "x = yield from (i for i in 'ab')"]),
                                'a': r.choice(['x = await Wait(1)', 'x = [i async for i in AIter(2)]']),
                                'c': r.choice(['x = await Wait("w")', 'x = [i async for i in AIter(2)]', 'x = [await Wait(i) for i in range(2)]', 'async for x in AIter(2): pass'])}[kind])
            elif c == 5:
                out.append(p + r.choice([f'raise {r.choice(ERRORS)}', 'return' + (' x' if kind != 'a' else ''), 'x = 1 / 0', 'raise']) if r.random() < .5 else f"{p}print('here')")
            elif c in (6, 7, 8):
                out.append(f'{p}try:')
                out += self.body(indent + 1, depth + 1, kind)
                handlers = r.randrange(3)
                for _ in range(handlers):
                    out.append(f"{p}except {r.choice(['ValueError', 'KeyError', '(TypeError, OSError)', 'GeneratorExit', 'Exception'])} as e:")
                    out.append(f"{p}    print('caught', sh(e))")
                    out += self.body(indent + 1, depth + 1, kind)
                if not handlers or r.random() < .5:
                    out.append(f'{p}finally:')
                    out.append(f"{p}    print('finally')")
                    if r.random() < .3:
                        out += self.body(indent + 1, depth + 1, kind)
            elif c == 9:
                out.append(f'{p}for x in {r.choice(["range(2)", "(5, 6)"])}:')
                out += self.body(indent + 1, depth + 1, kind)
            elif c == 10:
                out.append(f"{p}{'async ' if kind != 'g' and r.random() < .6 else ''}with CM({r.randrange(9)}, {r.choice(['False', 'True', 'False'])}) as x:")
                out += self.body(indent + 1, depth + 1, kind)
            elif c == 11:
                out.append(f'{p}if x:')
                out += self.body(indent + 1, depth + 1, kind)
            else:
                out.append(f'{p}x = [x, {self.value()}]')
        return out

    def generator(self):
        r = self.r
        kind = r.choice('ggcca')
        text = '\n'.join(self.body(1, 0, kind))
        out = [f"{'' if kind == 'g' else 'async '}def gen(x=0):\n    if 0: {'yield' if kind != 'c' else 'await Wait(0)'}\n{text}\n", 'g = gen()\n']
        for _ in range(r.randint(3, 7)):
            c, v, e = r.randrange(10), self.value(), r.choice(ERRORS)
            send = f'send({v})' if kind != 'a' else f'asend({v})'
            first = 'send(None)' if kind != 'a' else 'asend(None)'
            throw = ('' if kind != 'a' else 'a') + f'throw({e})'
            close = 'close()' if kind != 'a' else 'aclose()'
            step = first if c < 4 else send if c < 6 else throw if c < 9 else close
            if kind == 'a':
                out.append(f'attempt({step!r}, lambda: drive(g.{step}))\n')
            else:
                out.append(f'attempt({step!r}, lambda: g.{step})\n')
        out.append("del g\nprint('gone')\n")
        drive = "def drive(a):\n    out = []\n    try:\n        for i in range(9): out.append(a.send(None if i == 0 else i))\n    except StopIteration as e: return out, e.value\n    a.close()\n    return out\n"
        return drive + ''.join(out)

    def operations(self):
        """The awaitables of an asynchronous generator, a step of the one and then of another."""
        r, made = self.r, 0
        text = '\n'.join(self.body(1, 0, 'a'))
        out = [f'async def gen(x=0):\n    if 0: yield\n{text}\n', 'g = gen()\n']
        for _ in range(r.randint(4, 9)):
            if not made or r.random() < .5:
                v, e = self.value(), r.choice(ERRORS)
                out.append(f"o{made} = g.{r.choice(['__anext__()', f'asend({v})', 'asend(None)', f'athrow({e})', 'athrow(5)', 'aclose()'])}\n")
                made += 1
            step = f"o{r.randrange(max(0, made - 3), made)}.{r.choice(['send(None)', 'send(None)', f'send({self.value()})', f'throw({r.choice(ERRORS)})', 'close()', '__next__()'])}"
            out.append(f"attempt({step!r}, lambda: {step})\nprint(g.ag_running, g.ag_frame is None)\n")
        return ''.join(out) + "del g\nprint('gone')\n"

    # --- patterns ---

    def pattern(self, depth=0):
        r = self.r
        sub = lambda: self.pattern(depth + 1)
        name = lambda: r.choice('uvwxyz')
        c = r.randrange(16 if depth < 3 else 7)
        if c == 0: return r.choice(['0', '1', '-1', '2.5', "'s'", 'None', 'True', '1j', '-1.5', "b'b'", '-1 + 1j', "'a' 'bc'"])
        if c in (1, 2): return name()
        if c == 3: return '_'
        if c == 4: return r.choice(['int()', 'str()', 'float()', 'list()', 'dict()', 'P()', f'int({name()})', f'str({name()})', 'tuple()', f'bytes({name()})'])
        if c == 5: return r.choice(['[]', '()', '{}'])
        if c == 6: return 'types.NoneType()'
        if c in (7, 8): return '[' + ', '.join(sub() if i != 1 or r.random() < .6 else '*' + r.choice(['_', name()]) for i in range(r.randrange(1, 4))) + ']'
        if c == 9: return '(' + sub() + ',)'
        if c in (10, 11):
            parts = [f"{k}: {sub()}" for k in r.sample(["'k'", "'m'", '1', 'None'], r.randrange(1, 3))]
            if r.random() < .4: parts.append('**' + name())
            return '{' + ', '.join(parts) + '}'
        if c == 12: return f'P({sub()}' + r.choice([')', f', {sub()})', f', y={sub()})'])
        if c == 13: return r.choice([f'Q(z={sub()})', f'P(x={sub()}, y={sub()})', f'Q({sub()}, {sub()}, {sub()})', f'P(nope={sub()})'])
        if c == 14: return f'({sub()} | {sub()})'
        return f'({sub()} as {name()})'

    def match(self):
        r, out = self.r, []
        for i in range(3):
            cases = []
            for _ in range(r.randint(1, 4)):
                cases.append(f'        case {self.pattern()}{r.choice(["", "", " if s", " if not s"])}: r = {len(cases)}\n')
            text = f"def m{i}(s):\n    r = u = v = w = x = y = z = '-'\n    match s:\n{''.join(cases)}    return r, u, v, w, x, y, z\n"
            if not self.valid(text):
                continue
            out.append(text)
            for _ in range(5):
                v = self.value()
                out.append(f'attempt({v!r}, lambda: m{i}({v}))\n')
        return ''.join(out)

    # --- groups ---

    def group(self, depth=0):
        r = self.r
        if depth > 2 or depth and r.random() < .5:
            return r.choice(['ValueError(1)', "KeyError('k')", 'TypeError()', 'OSError(2, "x")', 'ZeroDivisionError()', 'IndexError(3)'])
        kind = 'ExceptionGroup'
        return f"{kind}({r.choice(['g', 'h', 'i'])!r}, [{', '.join(self.group(depth + 1) for _ in range(r.randint(1, 3)))}])"

    def groups(self):
        r, out = self.r, []
        for i in range(3):
            raised = self.group() if r.random() < .8 else r.choice(['ValueError(7)', 'KeyError(8)'])
            text = f'def e{i}():\n    try: raise {raised}\n'
            for _ in range(r.randint(1, 3)):
                act = r.choice(["print('in', sh(e))", 'raise', 'raise e', 'raise ValueError("new")', 'raise ValueError("new") from e', "print('in', sh(e)); 1 / 0"])
                text += f"    except* {r.choice(['ValueError', 'KeyError', '(TypeError, IndexError)', 'LookupError', 'Exception', 'OSError', 'ArithmeticError'])} as e: {act}\n"
            text += r.choice(['', "    else: print('else')\n"]) + r.choice(['', "    finally: print('fin')\n"]) + "    return 'through'\n"
            out.append(text + f"attempt('e{i}', e{i})\n")
            g = self.group()
            test = r.choice(['ValueError', '(KeyError, TypeError)', 'lambda e: isinstance(e, OSError)', 'Exception', 'lambda e: e.args'])
            out.append(f"attempt('split', lambda: {g}.split({test}))\nattempt('subgroup', lambda: {g}.subgroup({test}))\nattempt('derive', lambda: {g}.derive([{self.group(2)}]))\n")
        return ''.join(out)

    def program(self):
        part = self.r.choice([self.calls, self.generator, self.generator, self.operations, self.match, self.groups])
        return PRELUDE + '# ---\n' + part()


def program(seed):
    w = Writer(seed)
    for _ in range(20):
        text = w.program()
        if w.valid(text):
            break
    return text
