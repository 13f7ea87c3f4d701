"""Frames that outlive their calls, for diff_lang.py: what tracebacks and kept frames show of functions that are over.

Random functions, generators, coroutines and class bodies of nested try, with, loops and raises; exceptions, tracebacks
and frames are kept on the way. Then every entry tells its line, the line and the locals of its frame, and the frames
behind it; the same calls run once more under a tracer, which tells its events with lines, values and locals.
"""
import random

PRELUDE = r'''
import sys, re, types, gc
kept, frames, told = [], [], []
OWN = (lambda: 0).__code__.co_filename
class Err(Exception): pass
def text(v):
    return re.sub(r'0x[0-9a-f]{6,}', '0x', ascii(v))[:120]
def values(f):
    return {k: text(v) for k, v in sorted(f.f_locals.items())} if f.f_code.co_filename == OWN and f.f_code.co_name != '<module>' else ''
def back(f):
    names = []
    while f and f.f_code.co_name not in ('<module>', 'drive', 'attempt') and len(names) < 4:
        names.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return names
def tell(e, seen, depth=0):
    while e is not None and depth < 4:
        print(' ' * depth, type(e).__name__, text(str(e)), e.__suppress_context__)
        t = e.__traceback__
        while t:
            f = t.tb_frame
            if f.f_code.co_name not in ('drive', 'attempt'):
                if f not in seen: seen.append(f)
                print(' ' * depth, seen.index(f), f.f_code.co_name, t.tb_lineno, f.f_lineno, values(f), back(f.f_back))
            t = t.tb_next
        for part in getattr(e, 'exceptions', ()): tell(part, seen, depth + 1)
        e = e.__context__
        depth += 1
class CM:
    def __init__(self, swallow): self.swallow = swallow
    def __enter__(self): return self.swallow
    def __exit__(self, kind, e, t):
        if self.swallow > 1 and e is not None: kept.append(e)
        return self.swallow % 2 == 1
def fail(n):
    local = n
    if n % 3 == 0: raise Err(n)
    if n % 3 == 1: return [][n]
    return n
def gen(n):
    x = n
    try: yield x
    except Err as e: kept.append(e); raise
    finally: frames.append(sys._getframe())
    return x
async def co(n):
    x = await Wait(n)
    return fail(n)
class Wait:
    def __init__(self, v): self.v = v
    def __await__(self): return (yield self.v)
def drive(c):
    r = None
    for i in range(6):
        if hasattr(c, 'send') and i < 5: r = c.send(None if i == 0 else i)
        elif hasattr(c, 'throw'): r = c.throw(Err('thrown'))
        print('got', text(r))
def attempt(f, *a):
    try:
        r = f(*a)
        print('value', text(r))
        if isinstance(r, (types.GeneratorType, types.CoroutineType)): drive(r)
    except BaseException as e:
        kept.append(e)
    r = f = None
def after():
    gc.collect()
    seen = []
    for e in kept: tell(e, seen)
    for f in frames:
        if f not in seen: seen.append(f)
        print(seen.index(f), f.f_code.co_name, f.f_lineno, values(f), back(f.f_back))
    for f in seen[:3]:
        try: f.clear()
        except RuntimeError as e: print(e)
        print(values(f))
    kept.clear(); frames.clear()
def tracer(f, event, arg):
    if f.f_code.co_filename == OWN and f.f_code.co_name not in ('attempt', 'drive', '__enter__', '__exit__', '__init__', '__await__', 'fail', 'after'):
        told.append((event, f.f_code.co_name, f.f_lineno, text(arg[1] if event == 'exception' else arg), values(f) if event == 'return' else ''))
        return tracer
def traced(*a):
    sys.settrace(tracer)
    attempt(*a)
    sys.settrace(None)
    for t in told: print(*t)
    told.clear(); kept.clear(); frames.clear()
'''

PLACES = ['kept.append(e)', 'kept.append(e.__context__ or e)', 'kept.append(sys.exc_info()[1])', 'a = e', 'b = e.__traceback__', 'raise', 'raise Err({n}) from e', 'raise Err({n})', 'frames.append(e.__traceback__.tb_frame)', 'e = {n}', 'del e', 'pass', 'return e', 'frames.append(e.__traceback__.tb_next and e.__traceback__.tb_next.tb_frame or e.__traceback__.tb_frame)']
SIMPLE = ['a = {n}', 'b = fail({n})', 'c = [fail(i) for i in range({n})]', 'a += {n}', 'del b', 'fail({n})', 'raise Err({n})', '1 / (a - {n})', 'frames.append(sys._getframe())', 'd = lambda: (a, fail({n}))\nd()', 'a = b = {n}', 'c = locals()', 'pass', 'f{m}({n})' , 'return {n}', 'next(x for x in [] if x)', 'a, b = fail({n}), {n}', 'c = (b := {n})', 'print(a)', 'assert a == {n}, b', 'import sys as g', 'sys._getframe().f_locals', 'global gg\ngg = {n}', 'kept.append(Err({n}))', 'frames.append(sys._getframe(1)) if {n} == 2 else 0', 'a = str(\n    fail({n}))', 'c = fail(\n    {n}) + 1']
EXCEPTS = ['except Err as e:', 'except (Err, IndexError) as e:', 'except Exception as e:', 'except BaseException as e:', 'except ZeroDivisionError as e:', 'except LookupError as e:', 'except Exception as b:']


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.index = 0  # of the function being written, which calls those before it

    def fill(self, s):
        return s.format(n=self.r.randrange(6), m=self.r.randrange(max(self.index, 1)))

    def simple(self, kind, handler):
        r = self.r
        c = r.random()
        if handler and c < .55:
            return self.fill(r.choice(PLACES))
        if kind == 'gen' and c < .75:
            return self.fill(r.choice(['yield {n}', 'a = yield {n}', 'b = yield from gen({n})', 'yield a', 'return {n}']))
        if kind == 'async' and c < .75:
            return self.fill(r.choice(['await Wait({n})', 'a = await Wait({n})', 'a = await co({n})', 'return {n}']))
        s = self.fill(r.choice(SIMPLE))
        if s.startswith('f') and s[1].isdigit() and not self.index:
            return 'c = 1'
        if kind == 'class' and (s.startswith('return') or 'global' in s):
            return 'm = 1'
        return s

    def block(self, kind, depth, handler=False, loop=False):
        lines = []
        for _ in range(self.r.randrange(1, 4)):
            lines += self.statement(kind, depth, handler, loop)
        return ['    ' + line for line in lines]

    def statement(self, kind, depth, handler, loop):
        r = self.r
        c = r.random()
        if depth <= 0 or c < .4:
            if loop and r.random() < .15:
                return [r.choice(['break', 'continue'])]
            return self.simple(kind, handler).split('\n')
        if c < .72:
            out = ['try:'] + self.block(kind, depth - 1, handler, loop)
            star = r.random() < .08
            n = r.choice([0, 1, 1, 1, 2])
            for head in r.sample(EXCEPTS, n):
                if star:  # no jumps in there
                    out += [head.replace('except', 'except*').replace('BaseException', 'Exception'), '    a = 1', '    kept.append(e)' if ' e:' in head else '    pass']
                else:
                    out += [head] + self.block(kind, depth - 1, ' e:' in head, loop)
            if n and r.random() < .2:
                out += ['else:'] + self.block(kind, depth - 1, False, loop)
            if not n or r.random() < .25:
                out += ['finally:'] + self.block(kind, depth - 1, False, loop)
            return out
        if c < .8:
            return [f'with CM({r.randrange(4)}) as {r.choice("ab")}:'] + self.block(kind, depth - 1, handler, loop)
        if c < .9:
            return [self.fill(r.choice(['for a in range({n}):', 'for b in [{n}, 1]:', 'for a in (i for i in range({n})):']))] + self.block(kind, depth - 1, handler, True)
        if c < .96:
            return [self.fill(r.choice(['if a == {n}:', 'if {n}:', 'if a:']))] + self.block(kind, depth - 1, handler, loop)
        inner = self.block('plain', depth - 1)
        return ['def inner(x=1):'] + (['    nonlocal a'] if kind != 'class' and r.random() < .4 else []) + inner + ['inner()']

    def function(self, name, kind):
        head = {'plain': 'def', 'gen': 'def', 'async': 'async def', 'class': 'def'}[kind]
        body = self.block(kind, 3)
        if kind == 'class':
            body = ['    class K:', '        a = 0'] + ['    ' + line for line in body] + ['        b = 1']
        if kind == 'gen':
            body.append('    yield 0')
        body.append('    return b')
        return [f'{head} {name}(a, b=2):'] + body

    def source(self):
        r = self.r
        lines = []
        for i in range(3):
            self.index = i
            lines += self.function(f'f{i}', r.choice(['plain', 'plain', 'plain', 'class', 'gen', 'async']))
        self.index = 3
        lines += self.function('g', 'gen') + self.function('h', 'async')
        return '\n'.join(lines) + '\n'


def program(seed, pieces=3):
    for attempt in range(50):
        w = Writer(seed * 1000 + attempt)
        source = w.source()
        try:
            compile(source, 's', 'exec')
            break
        except SyntaxError:
            continue
    calls = [f'{w.r.choice(["f0", "f1", "f2", "g", "h"])}, {w.r.randrange(4)}' for _ in range(pieces)]
    return PRELUDE + '# ---\n' + source + ''.join(f'attempt({c})\nafter()\ntraced({c})\n' for c in calls)
