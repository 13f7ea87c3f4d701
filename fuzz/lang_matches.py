"""match statements and except* for diff_lang.py: patterns of every kind nested in one another, exception groups split by types.

Subjects are sequences, mappings and instances whose special methods speak; the order of what is asked, the names that are
bound, broken __match_args__, groups that are raised again and their tracebacks must be the same.
"""
import random

PRELUDE = r'''
import collections, collections.abc, enum, dataclasses, sys, types, traceback
def text(v):
    import re
    return re.sub(r'0x[0-9a-f]{6,}', '0x', ascii(v))[:300]
class Loud:
    __match_args__ = ('x', 'y')
    def __init__(self, x=1, y=2): self.__dict__.update(x=x, y=y)
    def __getattribute__(self, n):
        if n[0] != '_': print(' get', n)
        return object.__getattribute__(self, n)
    def __eq__(self, o): print(' eq', type(o).__name__); return isinstance(o, Loud) and vars(self) == vars(o)
    __hash__ = None
    def __repr__(self): return 'Loud'
class Seq(collections.abc.Sequence):
    def __init__(self, *a): self.a = a
    def __len__(self): print(' len'); return len(self.a)
    def __getitem__(self, i): print(' item', i); return self.a[i]
    def __repr__(self): return 'Seq'
class Map(collections.abc.Mapping):
    def __init__(self, **k): self.k = k
    def __getitem__(self, i): print(' key', i); return self.k[i]
    def __iter__(self): return iter(self.k)
    def __len__(self): return len(self.k)
    def get(self, i, d=None): print(' get', i); return self.k.get(i, d)
    def keys(self): print(' keys'); return self.k.keys()
    def __repr__(self): return 'Map'
class Meta(type):
    def __instancecheck__(c, o): print(' check'); return not isinstance(o, str)
class Odd(metaclass=Meta): __match_args__ = ('real',)
class BadArgs: __match_args__ = ['a']
class BadName: __match_args__ = ('a', 5)
class Twice: __match_args__ = ('a', 'a'); a = 1
class NoArgs: a = 1
class SubI(int): pass
class SubD(dict):
    def __missing__(self, k): return 'missing'
class Fails:
    def __getattr__(self, n): raise KeyError(n)
    __match_args__ = ('a',)
@dataclasses.dataclass
class Data: a: int = 1; b: str = 's'
class Color(enum.Enum): RED = 1; BLUE = 2
Pair = collections.namedtuple('Pair', 'p q')
class NS: one = 1; nan = float('nan'); text = 'a'; none = None
class Boom(Exception): pass
class OwnGroup(ExceptionGroup):
    def derive(self, e): print(' derive', len(e)); return OwnGroup(self.message, e)
def run(code):
    space = dict(globals())
    try: exec(compile(code, 'm', 'exec'), space)
    except BaseException as e:
        print(type(e).__name__, text(str(e)))
        if isinstance(e, BaseExceptionGroup): sys.__excepthook__(type(e), e, e.__traceback__.tb_next)
        else: print('  from', text(e.__context__))
    names = ('a', 'b', 'c', 'd', 'rest')
    print({n: text(space[n]) for n in names if n in space})
'''
SUBJECTS = ['1', '0', '-1', 'True', 'None', '"a"', '"abc"', "b'a'", '1.5', '1+2j', '[]', '[1]', '[1, 2, 3]', '(1, (2, 3))', '[[1], {}]', '{}', '{"k": 1}', '{"k": [1, 2], "l": None}', '{1: 2, None: 3, True: 4}', 'Loud()', 'Loud(Loud(), [1])', 'Seq(1, 2)', 'Seq()', 'Map(k=1)', 'Map()', 'Data()', 'Data(2, [1])', 'Pair(1, 2)', 'Color.RED', 'SubI(1)', 'SubD(k=1)', 'SubD()', 'range(3)', '{1, 2}', 'bytearray(b"a")', 'memoryview(b"a")', 'collections.deque([1, 2])', 'Fails()', 'Twice()', 'BadArgs()', 'BadName()', 'NoArgs()', 'iter([1])', 'types.MappingProxyType({"k": 1})', 'collections.OrderedDict(k=1, l=2)', 'collections.defaultdict(list)', 'float("nan")', 'NS.nan', 'int', 'Odd', '1, 2', '*[1, 2], 3', 'array', '"é"', '2**70', '-0.0']
LITERALS = ['1', '-1', '0', '1.5', '-0.0', '1+2j', '-1-2j', '"a"', '"a" "bc"', "b'a'", 'None', 'True', 'False', 'NS.one', 'NS.nan', 'NS.text', 'Color.RED', 'NS.nope', 'sys.maxsize', '2**70'.replace('2**70', '1180591620717411303424')]
CLASSES = ['int', 'str', 'float', 'bytes', 'list', 'tuple', 'dict', 'bool', 'set', 'bytearray', 'Loud', 'Data', 'Pair', 'Odd', 'BadArgs', 'BadName', 'Twice', 'NoArgs', 'SubI', 'SubD', 'Fails', 'Color', 'object', 'type', 'len', 'NS.one', 'collections.abc.Sequence', 'collections.abc.Mapping', 'int | str', 'complex', 'frozenset', 'Exception']
ERRORS = ['ValueError(1)', 'TypeError("t")', 'KeyError("k")', 'OSError(2, "o")', 'Boom()', 'ZeroDivisionError()', 'StopIteration(1)', 'KeyboardInterrupt()', 'Boom("b", 1)']
TYPES = ['ValueError', 'TypeError', 'OSError', 'Exception', '(KeyError, Boom)', 'LookupError', 'Boom', 'BaseException', 'ArithmeticError', '(ValueError, (TypeError,))', 'ExceptionGroup', '5', 'StopIteration', '()', 'int', 'KeyboardInterrupt']


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def pattern(self, depth=0, names=None):
        r = self.r
        c = r.randrange(12 if depth < 3 else 4)
        if c == 0: return r.choice(LITERALS)
        if c == 1: return '_'
        if c == 2: return r.choice(LITERALS + ['_'])
        if c == 3: return r.choice(['a', 'b', 'c', 'd'])
        inner = lambda: self.pattern(depth + 1)
        if c in (4, 5):
            parts = [inner() for _ in range(r.randrange(4))]
            if r.random() < .4: parts.insert(r.randrange(len(parts) + 1), r.choice(['*_', '*rest', '*a']))
            return f'[{", ".join(parts)}]' if r.random() < .6 else f'({", ".join(parts)}{"," if parts else ""})'
        if c == 6:
            keys = LITERALS[:8] + ['"k"', '"k"', '"l"', '1', 'None', 'NS.text']
            parts = [f'{r.choice(keys)}: {inner()}' for _ in range(r.randrange(3))]
            if r.random() < .4: parts.append(r.choice(['**rest', '**a']))
            return '{' + ', '.join(parts) + '}'
        if c in (7, 8):
            positional = [inner() for _ in range(r.choice([0, 0, 1, 1, 2, 3]))]
            keyword = [f'{n}={inner()}' for n in r.sample(['x', 'y', 'a', 'b', 'p', 'real', 'nope'], r.choice([0, 0, 1, 2]))]
            return f'{r.choice([n for n in CLASSES if " " not in n])}({", ".join(positional + keyword)})'
        if c == 9: return ' | '.join(inner() for _ in range(r.randrange(2, 4)))
        if c == 10: return f'({inner()})'
        return f'({inner()}) as {r.choice("abcd")}'

    def match(self):
        r = self.r
        for _ in range(30):
            text = f'match {r.choice(SUBJECTS)}:\n'
            for i in range(r.randrange(1, 5)):
                pattern = self.pattern()
                if r.random() < .15: pattern = ', '.join([pattern, self.pattern(), r.choice(['*rest', '_', '*_'])])
                guard = r.choice(['', '', '', ' if print(" guard") is None', ' if a', ' if 1 / 0', ' if False'])
                text += f'    case {pattern}{guard}: print("case {i}")\n'
            if r.random() < .5: text += '    case _: print("none")\n'
            try:
                compile(text, 'x', 'exec')
                return text
            except SyntaxError:
                if r.random() < .1: return text # what it says
        return 'pass'

    def error(self, depth=0):
        r = self.r
        if depth < 2 and r.random() < .5:
            kind = r.choice(['ExceptionGroup', 'ExceptionGroup', 'BaseExceptionGroup', 'OwnGroup'])
            return f'{kind}({r.choice(["g", "h é", ""])!r}, [{", ".join(self.error(depth + 1) for _ in range(r.randrange(1, 4)))}])'
        return r.choice(ERRORS)

    def groups(self):
        r = self.r
        body = r.choice([f'raise {self.error()}', f'raise {self.error()} from {self.error()}', f'try: raise {self.error()}\n    finally: raise {self.error()}', '1 / 0', 'pass', f'e = {self.error()}; e.add_note("note"); raise e'])
        text = f'try:\n    {body}\n'
        for _ in range(r.randrange(1, 4)):
            handler = r.choice(['print(" caught", text(a))', 'raise', f'raise {self.error()}', f'raise {self.error()} from None', 'raise a', 'pass', 'a = 5', '1 / 0', 'print(text(a.exceptions), text(a.message), text(a.__context__))', 'del a', 'raise a.exceptions[0]', 'print(text(a.split(ValueError)))', 'print(text(a.subgroup(lambda e: isinstance(e, Exception))))', 'b = a'])
            text += f'except* {r.choice(TYPES)} as a:\n    {handler}\n'
        if r.random() < .3: text += 'else: print("else")\n'
        if r.random() < .3: text += 'finally: print("finally")\n'
        return text

    def split(self):
        r = self.r
        return f'g = {self.error()}\nif isinstance(g, BaseExceptionGroup):\n    print([text(v) for v in g.split({r.choice(TYPES)})], text(g.subgroup({r.choice(TYPES)})), text(g.derive([Boom()])))\n    traceback.print_exception(g)\nelse: print(text(g))\n'

    def one(self):
        return f'run({self.r.choice([self.match, self.match, self.match, self.groups, self.groups, self.split])()!a})\n'


def program(seed, pieces=10):
    import warnings
    warnings.simplefilter('ignore')
    w = Writer(seed)
    return PRELUDE + '# ---\n' + ''.join(w.one() for _ in range(pieces))
