"""Functions looked into, for diff_lang.py: signatures, attributes of code objects, closures and classes.

Random functions, lambdas, generators, coroutines, classes and comprehensions with random parameters and bodies; what
inspect tells of them, the variables, cells and flags of their code objects, and what wrong calls of them say. Constants,
names (and the globals that inspect finds by them) and lines follow from the instructions, which are not CPython's.
"""
import random

PRELUDE = r'''
import inspect, types, functools, typing, dis, ast, symtable
def text(v):
    import re
    return re.sub(r'0x[0-9a-f]{6,}', '0x', ascii(v))[:400]
def show(f):
    try: print(text(f()))
    except BaseException as e: print(type(e).__name__, text(str(e)))
def codes(c):
    yield c
    for k in c.co_consts:
        if isinstance(k, types.CodeType): yield from codes(k)
def told(c):
    print(c.co_name, c.co_qualname, c.co_argcount, c.co_posonlyargcount, c.co_kwonlyargcount, c.co_nlocals, c.co_flags)
    print(' ', c.co_varnames, c.co_cellvars, c.co_freevars, c.co_firstlineno, text(c.co_consts[:1]) if c.co_flags & 1 else '')
def look(source, calls=()):
    try: code = compile(source, 's', 'exec')
    except SyntaxError as e: return print('SyntaxError', e.msg, e.lineno, e.offset)
    for c in codes(code): told(c)
    space = {'__name__': 'looked', 'dec': lambda f: f, 'x': 1, 'y': 2, 'typing': typing, 'functools': functools}
    try: exec(code, space)
    except BaseException as e: print(type(e).__name__, text(str(e)))
    for name, f in list(space.items()):
        if name.startswith('f') and name != 'functools' and callable(f):
            print(name)
            for ask in (inspect.signature, inspect.getfullargspec, lambda f: f.__defaults__, lambda f: f.__kwdefaults__, lambda f: f.__annotations__, inspect.iscoroutinefunction, inspect.isgeneratorfunction, inspect.isasyncgenfunction,
                        lambda f: [type(c).__name__ for c in f.__closure__ or ()], lambda f: f.__doc__, lambda f: f.__qualname__, inspect.unwrap, lambda f: inspect.signature(f, eval_str=True), lambda f: [(p.name, p.kind.name, p.default is p.empty) for p in inspect.signature(f).parameters.values()], typing.get_type_hints):
                show(lambda: ask(f))
        if name.startswith('C') and isinstance(f, type):
            for ask in (inspect.signature, lambda c: [a for a in inspect.classify_class_attrs(c) if a.defining_class is c and a.name not in ('__dict__', '__weakref__')], lambda c: c.__annotations__, inspect.getmro, lambda c: [n for n, _ in inspect.getmembers(c, inspect.isfunction)]):
                show(lambda: ask(f))
    for call in calls:
        show(lambda: eval(call, space))
        show(lambda: inspect.signature(space['f0']).bind(*eval('(lambda *a, **k: (a, k))' + call[2:], space)[0], **eval('(lambda *a, **k: (a, k))' + call[2:], space)[1]))
'''
VALUES = ['1', 'None', "'s'", '2.5', '[]', '(1, 2)', '{}', 'x', '-1', '...', 'lambda: 0', "b''", 'True', '{1: 2}', 'x + y', '()', 'len', 'frozenset()', '"é"']
NOTES = ['int', 'str', '"int"', 'list[int]', 'typing.Optional[int]', 'None', '1 + 1', '"nope"', 'typing.Callable[[int], str]', 'x', '"list[int]"', 'int | None', 'typing.Any', "'a b'"]
BODIES = [
    'return {v}', 'pass', '"doc"', '"""doc\n    more"""\n    return {v}', 'yield {v}', 'return lambda: {p}', 'def inner(): return {p}\n    return inner', 'nonlocal_ = {v}; return nonlocal_', 'global gg; gg = {v}', 'return [i for i in {v}]', 'return [{p} for i in range(3)]', 'x = yield; return x', 'yield from {v}', 'for i in {v}:\n        if i: continue\n        break\n    else: return {p}', 'while {p}: return 1', 'try: {p}\n    except ValueError as e: return e\n    finally: pass', 'with {p} as q: return q', 'import os; return os', 'from os import path as pp\n    return pp', 'del {p}', 'a_local: int = {v}; return a_local',
    'return f"{{{p}}}"', 'return {v} if {p} else {v}', 'return (yy := {v})', 'class L:\n        z = {p}\n        def m(self): return __class__\n    return L', 'return {{{p}: {v}}}', 'return {{i for i in [{p}]}}', 'return (i for i in [{p}] if {p})', 'return [[j for j in i] for i in [[{p}]]]', 'assert {p}, "no"', 'raise ValueError({p})', 'return *{v}, 1', 'a, *b = {v}; return b', 'return {p}.real', 'return {p}[0]', '{p} += 1; return {p}', 'return not {p} and {p} or {v}', 'match {p}:\n        case int(n): return n\n        case [a, *r]: return r', 'return 1 + 2 * 3, -5, "a" "b", (1, (2, 3)), 2 ** 10', 'if 0: yield\n    return {v}', 'if False: return {v}\n    return 2', 'return 1 in (1, 2), 2 in [1, 2], 3 in {{4, 5}}', 'return locals()', 'return (1, 2)[0], "abc"[1], ~3, not 0', 'try:\n        return {v}\n    except* OSError: pass', 'lambda q={v}, *r: (q, {p})', 'return super', 'return __debug__', 'x_ = 1; del x_; return {v}', 'return "%s" % {p}, "%d-%r" % (1, {p})',
    'n1 = (n2 := {v}); return locals()', 'for n1 in (n2 := [{p}]): n3 = (n4 := n1)\n    return locals()', 'n1, n2 = (n3 := {v}), (n4 := {p}); return locals()', 'def n1(q=(n2 := {v})): pass\n    return sorted(locals())', 'n1: int = (n2 := {v}); return locals()', 'class n1((n2 := object)): pass\n    return list(locals())', 'n1 = n2 if 0 else 1; n2 = (n3 := {p}); return locals()', 'n1 = [n2 := {v} for n3 in [1]]; return locals()', 'n1 = (n2 := 1) if (n3 := {p}) else (n4 := 2); return locals()',
]


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def parameters(self, notes=True, method=False):
        r = self.r
        names = r.sample(['a', 'b', 'c', 'd', 'e', 'x', 'long_name', 'é'], r.randrange(5))
        if method:
            names.insert(0, 'self')
        slash = r.randrange(len(names) + 1) if names and r.random() < .25 else 0
        star = r.randrange(slash, len(names) + 1) if r.random() < .35 else None
        parts, default = [], False

        def one(name, value):
            note = f': {r.choice(NOTES)}' if notes and r.random() < .3 else ''
            return name + note + (f' = {r.choice(VALUES)}' if value else '')
        for i, name in enumerate(names):
            if star == i:
                parts.append('*' + (one('args', False) if r.random() < .6 else ''))
            keyword = star is not None and i >= star
            default = r.random() < .4 if keyword else default or r.random() < .3
            parts.append(one(name, default))
            if slash and i + 1 == slash:
                parts.append('/')
        if star == len(names) :
            parts.append('*' + one('args', False))
        if r.random() < .2:
            parts.append('**' + one('kw', False))
        return ', '.join(parts), [n for n in names] or ['x']

    def body(self, names, deep=False):
        r = self.r
        text = r.choice(BODIES)
        while '{v}' in text or '{p}' in text:
            text = text.replace('{v}', r.choice(VALUES), 1).replace('{p}', r.choice(names), 1)
        return text.replace('{{', '{').replace('}}', '}')

    def function(self, name, indent='', method=False):
        r = self.r
        parameters, names = self.parameters(True, method)
        prefix = r.choice(['', '', '', '', 'async '])
        decorator = r.choice(['', '', '', '', '@dec\n', '@functools.wraps(dec)\n', '@functools.lru_cache\n']) if not method else r.choice(['', '', '', '@staticmethod\n', '@classmethod\n', '@property\n', '@functools.cached_property\n'])
        returns = r.choice(['', '', f' -> {r.choice(NOTES)}'])
        text = f'{decorator}{prefix}def {name}({parameters}){returns}:\n'
        text += '    ' + self.body(names) + '\n' # what stands behind it may be dead, and its code not made
        return ''.join(indent + line + '\n' for line in text.splitlines())

    def source(self):
        r = self.r
        out = self.function('f0')
        for i in range(1, r.randrange(1, 3)):
            out += self.function(f'f{i}')
        c = r.random()
        if c < .3:
            parameters, names = self.parameters(False)
            out += f'f3 = lambda {parameters}: {r.choice(names)}\n'
        elif c < .5:
            out += f'f4 = functools.partial(f0, {r.choice(VALUES)})\n' if r.random() < .7 else f'f4 = functools.partial(f0, {r.choice("abcx")}={r.choice(VALUES)})\n'
        elif c < .8:
            out += f'class C0{r.choice(["", "", "(int)", "(Exception)", "(typing.NamedTuple)"])}:\n    {r.choice(["x: int = 1", "pass", "y = 2", "a_doc = 1"])}\n'
            for n in r.sample(['__init__', '__call__', 'm', 'f', '__new__', '__len__'], r.randrange(1, 3)):
                out += self.function(n, '    ', True)
            out += 'f5 = C0.m if hasattr(C0, "m") else C0\n'
        return out

    def calls(self):
        r = self.r
        out = []
        for _ in range(3):
            parts = [r.choice(VALUES[:8]) for _ in range(r.randrange(4))] + [f'{n}={r.choice(VALUES[:8])}' for n in r.sample(['a', 'b', 'c', 'x', 'zz', 'self'], r.choice([0, 0, 1, 2]))]
            out.append(f'f0({", ".join(parts)})')
        return out

    def one(self):
        return f'look({self.source()!a}, {self.calls()!a})\n'


def program(seed, pieces=4):
    w = Writer(seed)
    return PRELUDE + '# ---\n' + ''.join(w.one() for _ in range(pieces))
