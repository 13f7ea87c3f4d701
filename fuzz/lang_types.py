"""Classes that the library makes or helps to make, for diff_lang.py: dataclasses, enums, descriptors, class hooks, pickles.

Random dataclasses with random fields and options, enums of every kind, named tuples, descriptors that log, classes
with __set_name__, __init_subclass__, __class_getitem__, decorators, slots; instances are compared, copied,
pickled by every protocol, matched and shown. Generators, async generators and closures in odd scopes.
"""
import random

import lang_library

FIELD_TYPES = ['int', 'str', 'list', 'object', '"int"', 'typing.ClassVar[int]', 'InitVar[int]', 'KW_ONLY', 'typing.Optional[int]', 'list[int]', 'float']
DEFAULTS = ['', '', '', ' = 1', ' = "s"', ' = None', ' = field()', ' = field(default=2)', ' = field(default_factory=list)', ' = field(repr=False)', ' = field(default=3, compare=False)', ' = field(init=False)',
            ' = field(default=4, init=False)', ' = field(kw_only=True)', ' = field(default=5, kw_only=True)', ' = field(hash=False, default=6)', ' = []', ' = field(default=1, default_factory=int)', ' = field(metadata={"m": 1}, default=0)', ' = {}', ' = ()']
OPTIONS = ['order=True', 'frozen=True', 'eq=False', 'repr=False', 'init=False', 'unsafe_hash=True', 'slots=True', 'kw_only=True', 'match_args=False', 'weakref_slot=True', 'order=True, frozen=True', 'slots=True, frozen=True', 'eq=False, order=True']
ENUM_BASES = ['Enum', 'Enum', 'IntEnum', 'Flag', 'IntFlag', 'StrEnum', 'str, Enum', 'int, Enum', 'float, Enum', 'tuple, Enum', 'Flag, boundary=STRICT', 'Flag, boundary=CONFORM', 'Flag, boundary=KEEP', 'IntFlag, boundary=EJECT', 'Enum, start=5']
ENUM_VALUES = ['1', '2', '3', '4', '8', 'auto()', 'auto()', "'a'", '(1, 2)', '-1', '0', '1 | 2', 'None', '1.5', 'True', '[]', 'A', '~1', "'b', 'c'", 'member(5)', 'nonmember(6)', 'auto(), 7']
USES = ['{v}', 'repr({v})', 'str({v})', '{v} == {w}', '{v} != {w}', '{v} < {w}', 'same_hash({v}, {w})', 'copy.copy({v})', 'copy.deepcopy({v})', 'pickle.loads(pickle.dumps({v}, {p}))', 'pickle.loads(pickle.dumps({v}, {p})) == {v}', '{v}.__dict__', 'format({v})',
        "f'{{{v}!r:>30}}'", '{v}.__reduce_ex__({p})[1:3]', '{v}.__class__.__mro__', 'type({v}).__qualname__', 'bool({v})', '{v}.nope', 'isinstance({v}, {C})', '{C}.__annotations__', '{C}.__doc__ is None', 'vars({v})', '{v} is copy.copy({v})']
PICKLE_PARTS = ['', '', 'def __getstate__(self): return {state}', 'def __setstate__(self, s): self.restored = s', 'def __reduce__(self): return ({C}, {args})', 'def __reduce_ex__(self, p): return ({C}, {args}, {state})', 'def __getnewargs__(self): return {args}', 'def __getnewargs_ex__(self): return ({args}, {{"k": 1}})',
                'def __copy__(self): return "copied"', 'def __deepcopy__(self, memo): return len(memo)', 'def __new__(cls, *a, **k): r = super().__new__(cls); r.made = a, k; return r', '__slots__ = ("a", "__dict__")', '__slots__ = ("a", "b")', 'def __init__(self, *a): self.a = a', 'def __eq__(self, o): return type(self) is type(o)',
                'def __reduce__(self): return "nope"', 'def __reduce__(self): return ({C}, {args}, {state}, iter([1, 2]), iter([("k", 1)]))', 'def append(self, v): log.append(v)', 'def extend(self, v): log.extend(v)', 'def __setitem__(self, k, v): log.append((k, v))', 'def __reduce__(self): return 5', 'def __reduce__(self): return (str,)']
DESCRIPTOR_PARTS = ['def __get__(self, o, t=None): log.append(("get", o is None, t and t.__name__)); return {value}', 'def __set__(self, o, v): log.append(("set", v)); {end}', 'def __delete__(self, o): log.append("delete"); {end}', 'def __set_name__(self, o, n): log.append(("name", o.__name__, n)); {end}', 'def __get__(self, o, t): raise AttributeError("got")', 'x = 5', 'def __call__(self, *a): return a']
HOOKS = ['def __init_subclass__(cls, **k): log.append(("sub", cls.__name__, k)); {end}', 'def __init_subclass__(cls, q=1, **k): super().__init_subclass__(**k); log.append(q)', 'def __class_getitem__(cls, i): return cls.__name__, i', 'def __getattr__(self, n): log.append(n); {end}', 'def __setattr__(self, n, v): log.append(n); object.__setattr__(self, n, v)', 'def __delattr__(self, n): log.append(("del", n))',
         'def __getattribute__(self, n): log.append("ga " + n); return object.__getattribute__(self, n)', 'd = D()', 'd = e = D()', 'm = property(lambda self: self.nope)', 'm = property(lambda self: 1, lambda self, v: log.append(v), doc="d")', '@classmethod\n    def c(cls, *a): return cls.__name__, a', '@staticmethod\n    def s(*a): return a', '@functools.cached_property\n    def cp(self): log.append("cp"); return 7', 'x: int = 3',
         '__slots__ = ("y", "__weakref__")', '__slots__ = ("y", "y")', '__slots__ = "z"', '@classmethod\n    @property\n    def cpx(cls): return cls.__name__', 'def __dir__(self): return ["b", "a"]', '__match_args__ = ("x", "y")', '@functools.wraps(len)\n    def w(self): return 1', '@log.append\n    def g(self): pass', '@(lambda f: 5)\n    def five(self): pass', 'locals()["dyn"] = 8', 'def m2(self): return __class__.__name__', 'super_ = lambda self: super(type(self), self)',
         '(p := 4)', '[q for q in range(2)]', 'lst = [x2 for x2 in range(3) if x2]', 'import os', 'del_me = 1\n    del del_me', '__qualname__ = "Odd.Name"', '__module__ = "elsewhere"', '__doc__ = "doc"', '__hash__ = None', 'class Inner:\n        v = 1\n        def f(self): return __class__.__qualname__']
INSTANCE_USES = ['o.x', 'o.d', 'o.d = 1', 'del o.d', 'C.d', 'C.d = 2; C.d', 'o.y = 1; o.y', 'o.nope', 'o.x = 9; o.x', 'del o.x', 'o.m', 'o.m = 3', 'o.c(1)', 'C.c()', 'o.s(1)', 'o.cp; o.cp', 'C[int]', 'class S(C, q=2): pass', 'class S(C, zz=2): pass', 'class S(C): d = 4', 'dir(o)[:2]', 'o.five', 'o.w.__name__', 'C.cpx', 'C.__qualname__, C.__module__', 'o.m2()', 'sorted(k for k in vars(C) if k[0] != "_")', 'hash(o) == hash(o)', 'o.Inner().f()', 'o.dyn', 'o.lst, o.p',
                 'C.__doc__', 'repr(o)[:9]', 'o.__class__ = type("T", (), {})', 'C.__bases__ = (object,)', 'C.__name__ = "New"; C', 'C.__dict__["x"]', 'weakref.ref(o)() is o', 'vars(o)', 'o.__dict__ = {"x": 7}; o.x', 'copy.copy(o).__dict__', 'getattr(o, "zz", "default")', 'hasattr(o, "m")', 'type(o)(1)', 'o.__slots__', 'match_(o)', 'o.e']
FUNCTION_PIECES = [
    "def outer():\n    x = {value}\n    def inner():\n        nonlocal x\n        x = [x, {value}]\n        return x\n    return inner, lambda: x\ni, g = outer(); show(i(), g(), i(), [c.cell_contents for c in i.__closure__])",
    "x = {value}\nshow([x for x in ({value}, 2)], x, [(y := x) for _ in (1, 2)], y)\ndef f2(): return [z := {value} for i in range(2)], z\nshow(f2())",
    "class C:\n    x = {value}\n    y = [x for _ in range(2)]",
    "class C:\n    n = 3\n    y = [i for i in range(n)]\n    z = lambda s, n=n: n\nshow(C.y, C().z())",
    "fs = [lambda: i for i in range(3)]; show([g() for g in fs]); fs = [lambda i=i: i for i in range(3)]; show([g() for g in fs])",
    "a, *b, c = {seq}; show(a, b, c); [d, (e, *g)] = 1, {seq}; show(d, e, g)", "for a, *b in [(1, 2, 3), {seq}]: show(a, b)", "show(*{seq}, *[1], **{{}}); show([*{seq}, *{seq}], {{*{seq}}}, (*{seq},))", "show({{**{{'a': 1}}, **{dict}}}, dict(**{{'b': {value}}}))",
    "def g():\n    try:\n        x = yield {value}\n        show('got', x)\n        yield from h()\n    except {exc} as e: show('caught', e); yield 'after'\n    finally: show('fin'); {end}\ndef h():\n    try: y = yield 'h'; show('h got', y); return 5\n    except {exc}: yield 'h caught'\n    finally: show('h fin')\nx = g(); show(next(x)); show(x.{step}); show(x.{step}); show(x.{step})",
    "async def ag():\n    try:\n        for i in range(3):\n            r = yield i; show('sent', r)\n    except {exc} as e: show('caught', e); yield 'c'\n    finally: show('fin')\ndef drive(a):\n    try: a.send(None)\n    except StopIteration as e: return e.value\n    return 'suspended'\nx = ag(); show(drive(x.asend(None))); show(drive(x.{astep})); show(drive(x.{astep})); show(drive(x.{astep}))",
    "async def w():\n    async with cm() as v: show(v); {end}\n    return 1\n@contextlib.asynccontextmanager\nasync def cm():\n    show('in')\n    try: yield {value}\n    except {exc} as e: show('caught', e)\n    finally: show('out')\ntry: w().send(None)\nexcept StopIteration as e: show('done', e.value)",
    "async def w(): return [x async for x in ag() if x], {{x: y async for x, y in ap()}}\nasync def ag():\n    for i in {seq}: yield i\nasync def ap():\n    for i in {seq}: yield i, 1\ntry: w().send(None)\nexcept StopIteration as e: show('done', e.value)",
    "try:\n    raise ExceptionGroup('g', [{raised}, {raised}, ExceptionGroup('h', [{raised}])])\nexcept* {exc} as e: show(1, e.exceptions, e.message)\nexcept* {exc} as e: show(2, e.exceptions); {end}\nelse: show('else')\nfinally: show('fin')",
    "try:\n    try: raise {raised}\n    except {exc} as e: raise {raised} from e\n    finally: {end}\nexcept Exception as e:\n    show(e, e.__cause__, e.__context__, e.__suppress_context__, e.__cause__ and e.__cause__.__context__)",
    "match {value}:\n    case Point(x, y): show('P', x, y)\n    case Point(x=0) | Point(y=0): show('zero')\n    case int(n) if n > 1: show('int', n)\n    case [Point(), *r] | (1 | 2, *r): show('seq', r)\n    case {{'a': a, **r}}: show('map', a, r)\n    case str() as s: show('str', s)\n    case {pattern}: show('last')\n    case _: show('no')",
    "f = {decorated}\nshow(f.__name__, f.__qualname__, f.__defaults__, f.__kwdefaults__, f.__annotations__, f.__code__.co_varnames, f.__code__.co_flags & 12, inspect.signature(f))", "f = lambda {parameters}: 0\nf.__defaults__ = {value}; show(f.__defaults__); f(); f.__kwdefaults__ = {value}; f.__code__ = (lambda: 5).__code__; show(f())",
    "s = {set} | {set}; s.{setop}({set}); show(s, list(s), len(s)); s.pop(); show(s)", "d = dict.fromkeys({seq}, 0); d.update({dict}); k, v, i = d.keys(), d.values(), d.items(); show(k, list(v)[:3], len(i), list(reversed(d))); d[9] = 9; d.pop({value}, None); show(k, i, k & {seq}, i - {{1}}, k == set(d), next(iter(d), None)); [d.pop(z) for z in d]",
    "print({fmt}.format({value}, {value}, k={value}, a=Point(1, [2])))", "print(f'{{{value}!r:{spec}}}|{{{value}:{spec}}}')", "print(format({value}, {spec!r}))", "b = bytearray({bytes}); m = memoryview(b); m[{slice}] = {bytes}; show(b, m.tolist(), m[{slice}].tobytes(), m.nbytes); b.append(1)",
    "b = bytearray({bytes}); b[{slice}] = {bytes}; b += {bytes}; b *= {few}; show(b, b.{bytemeth}({bytes}), b.hex({sep}), bytes(b).{bytemeth}({bytes}))",
]
CHOICES = {
    'value': ['1', '0', "'s'", 'None', '[1, 2]', '(3, 4)', '{"a": 1, "b": 2}', 'Point(0, 2)', 'Point(1, [2])', '2.5', "b'xy'", '{1, 2}', 'True', '1j', "''", 'Point', 'range(3)', '2**70', "'é日'", '-7', '1e100', 'float("nan")', '[Point(1, 1), 2]'],
    'end': ['pass', 'pass', 'raise ValueError("end")', '1 / 0', 'show("end")'], 'exc': ['ValueError', 'KeyError', '(TypeError, OSError)', 'Exception', 'LookupError', 'ZeroDivisionError'], 'raised': ['ValueError(1)', 'KeyError("k")', 'TypeError()', 'OSError(2, "o")', 'StopIteration(3)', 'ZeroDivisionError("z")', 'IndexError(1, 2)'],
    'step': ['send(1)', 'send(None)', 'throw(ValueError(2))', 'throw(KeyError)', 'throw(GeneratorExit)', 'close()', '__next__()', 'throw(TypeError, "t")', 'throw(StopIteration(1))', 'gi_yieldfrom', 'gi_frame is None', 'gi_running'],
    'astep': ['asend(1)', 'asend(None)', 'athrow(ValueError(2))', 'athrow(KeyError)', 'aclose()', '__anext__()', 'athrow(GeneratorExit)', 'athrow(StopAsyncIteration(1))', 'ag_await'], 'pattern': ['None | True', '2.5', '-7', "b'xy'", 'Point(x=Point())', '[[]]', '{}', 'set()', 'complex() as c', "'' | 's'"],
    'decorated': ['functools.partialmethod', 'lambda a, b=1, *c, d=2, **e: 0', 'functools.wraps(len)(lambda x: x)', 'functools.lru_cache(lambda q: q).__wrapped__', 'staticmethod(lambda: 1)', 'classmethod(lambda c: 1).__func__', 'contextlib.contextmanager(lambda: (yield))', 'Point.__init__', 'functools.singledispatch(lambda a: a)'],
    'fmt': ["'{}|{}'", "'{0:>{1}}'", "'{a.x}{a.y[0]}'", "'{k!s:^10}'", "'{:,}'", "'{0!a}'", "'{:%}'", "'{:=+9}'", "'{:#x}'", "'{a}'", "'{0[0]}'", "'{2}'", "'{:é^9}'", "'{:日<5}'", "'{:_b}'", "'{:n}'", "'{k:{0}}'", "'{:.{1}}'", "'{0.__class__.__name__}'"], 'spec': ['', '>8', '<8', '^8', '08', '+', ' ', ',', '_', '.3', '.3f', 'e', 'g', '%', 'x', '#b', 'o', 'c', 's', 'd', 'é>6', '=+8', '10.2f', 'n', 'z.1f', '#.3g', ',.2f', '_x', '08,d', '.0f', 'X', 'G', '<08'],
    'bytemeth': ['find', 'count', 'startswith', 'replace', 'strip', 'split', 'partition', 'join', 'endswith', 'rindex', 'removeprefix', 'translate', 'extend', '__contains__', '__add__', '__eq__', '__lt__', 'rsplit', 'lstrip', 'splitlines', 'center', 'upper'], 'sep': ["':'", "'-', 2", "b':', -1", "'é'", "''", "'ab'", "' ', 0"],
    'state': ['None', '5', '{"s": 1}', '({"d": 1}, {"a": 2})', '(None, {"a": 3})', '[1]', '"t"', '{}'], 'args': ['()', '(1,)', '(1, 2)', '[1]', 'None'],
}
PRELUDE = lang_library.PRELUDE + '''
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, is_dataclass, make_dataclass, replace
from enum import CONFORM, EJECT, KEEP, STRICT, Enum, Flag, IntEnum, IntFlag, StrEnum, auto, member, nonmember, unique, verify, UNIQUE, NAMED_FLAGS, CONTINUOUS, property as enum_property
class Point:
    __match_args__ = ('x', 'y')
    def __init__(self, x=0, y=0): self.x = x; self.y = y
    def __repr__(self): return f'Point({self.x}, {self.y})'
def match_(o):
    match o:
        case type(x=1): return 'one'
        case object(x=v): return 'x', v
        case _: return 'none'
def same_hash(a, b): return hash(a) == hash(b) # both alive: where they lie differs
def attempt(code, space):
    try:
        try: c = compile(code, 'c', 'eval')
        except SyntaxError: exec(code, space); return
        show(eval(c, space))
    except BaseException as e: print(type(e).__name__, re.sub(r'0x[0-9a-f]{6,}', '0x', str(e))[:300])
def define(code, uses):
    space = {**globals(), 'log': [], '__name__': '__main__'}
    try: exec(code, space)
    except BaseException as e: print(type(e).__name__, re.sub(r'0x[0-9a-f]{6,}', '0x', str(e))[:300])
    globals().update((k, v) for k, v in space.items() if k in ('A', 'B', 'C', 'D')) # for pickle
    for use in uses:
        print('>', use)
        attempt(use, space)
        if space['log']: show(space['log']); space['log'].clear()
'''


class Gen(lang_library.Gen):
    def fill(self, text):
        """The holes that lang_library knows not, then those it knows."""
        for key, options in CHOICES.items():
            while '{' + key + '}' in text:
                text = text.replace('{' + key + '}', self.r.choice(options), 1)
            if key == 'spec':
                while '{spec!r}' in text:
                    text = text.replace('{spec!r}', repr(self.r.choice(options)), 1)
        return text

    def uses(self, values, count, more=()):
        r, out = self.r, []
        for _ in range(count):
            text = r.choice([*USES, *more]).replace('{C}', r.choice('CB')).replace('{p}', str(r.randrange(6)))
            for key in ('{v}', '{w}'):
                while key in text:
                    text = text.replace(key, r.choice(values), 1)
            out.append(text.replace('{{', '{').replace('}}', '}'))
        return out

    def dataclass(self):
        r = self.r

        def one(name, base):
            options = ', '.join(r.sample(OPTIONS, r.choice((0, 0, 1, 2))))
            body = ''.join(f'    {n}: {r.choice(FIELD_TYPES[:3] if r.random() < .7 else FIELD_TYPES)}{r.choice(DEFAULTS[:6] if r.random() < .6 else DEFAULTS)}\n' for n in r.sample('abcd', r.randrange(4)))
            body += r.choice(['', '', '    def __post_init__(self, *a): log.append(a)\n', '    def __eq__(self, o): return NotImplemented\n', '    def __hash__(self): return 5\n', '    def method(self): return 1\n', '    x = 1\n', '    __slots__ = ()\n', '    def __lt__(self, o): return True\n', '    def __setattr__(self, n, v): log.append(n); object.__setattr__(self, n, v)\n'])
            return f"@dataclass{'(' + options + ')' if options else ''}\nclass {name}{base}:\n{body or '    pass' + chr(10)}"
        args = lambda: ', '.join(r.choice(['1', '2', '"s"', '[3]', 'a=1', 'b=2', 'c=3', 'd=4']) for _ in range(r.randrange(4)))
        code = one('B', '') + one('C', r.choice(['', '(B)', '(B)', '(B, Point)', '(Point)', '(list)', '(typing.Generic[typing.TypeVar("T")])']))
        uses = []
        for v in ('u', 'v', 'w'):
            for _ in range(2):
                call = args()
                try:
                    compile(f'f({call})', 'x', 'eval')
                except SyntaxError:
                    continue
                uses.append(f'{v} = {r.choice("BCC")}({call})')
        more = ['asdict({v})', 'astuple({v})', 'replace({v}, a=9)', 'replace({v}, z=9)', '[(f.name, f.type, f.kw_only, f.init) for f in fields({C})]', 'is_dataclass({v})', '{v}.a = 5', 'del {v}.a', '{C}.__match_args__', '{C}.__slots__', '{C}.a', "make_dataclass('M', ['x', ('y', int, 5)], bases=({C},))(1)", 'fields({C})[0]', '{C}.__dataclass_params__', '{v} <= {w}', '{{{v}: 1}}', '{C}.__hash__ is None', 'asdict({v}, dict_factory=list)']
        return f'define({code!r}, {uses + self.uses(["u", "v", "w"], 8, more)!r})\n'

    def enum(self):
        r = self.r
        names = r.sample(['A', 'B', 'C', 'D', 'x', '_p', '__q', 'mro', 'e_'], r.randrange(1, 5))
        body = ''.join(f'    {n} = {r.choice(ENUM_VALUES[:7] if r.random() < .7 else ENUM_VALUES)}\n' for n in names)
        body += r.choice(['', '', '    def __str__(self): return "S" + self.name\n', '    @classmethod\n    def _missing_(cls, v): log.append(v); return None\n', '    @staticmethod\n    def _generate_next_value_(n, s, c, l): return n.lower(), s, c, len(l)\n', '    def __new__(cls, v, *a): o = object.__new__(cls); o._value_ = v; o.extra = a; return o\n', '    def __init__(self, *a): self.args = a\n',
                         '    _ignore_ = "x y"\n', '    @property\n    def prop(self): return self.value\n', '    _order_ = "A B"\n', '    @enum_property\n    def both(self): return 1\n', '    def __format__(self, s): return "F" + s\n', '    def __call__(self): return 5\n', '    def __eq__(self, o): return self is o\n', '    A = 9\n'])
        code = r.choice(['', '', '', '@unique\n', '@verify(UNIQUE)\n', '@verify(CONTINUOUS)\n', '@verify(NAMED_FLAGS)\n', '@functools.total_ordering\n']) + f'class C({r.choice(ENUM_BASES)}):\n{body}'
        if 'CONTINUOUS' in code: # looks through a set, whose order would hang on the address of None
            code = code.replace(' = None', ' = 1')
        first = next((n for n in names if not n.startswith('_')), 'A')
        values = [f'C.{first}', f'C.{names[-1]}', 'C(1)', 'C(3)', 'C(2)', "C['A']", 'C(7)']
        more = ['list(C)', 'len(C)', 'C.__members__', '{v} | {w}', '{v} & {w}', '~{v}', '{v} ^ {w}', '{v} in C', '1 in C', '{v} in {w}', 'list({v})', '{v}.name, {v}.value', 'C(99)', "C['nope']", "C('a')", '{v}.both', '{v}.prop', '{v} is {w}', 'C.A = 5', 'del C.A', 'class S(C): pass', "C('N', 'a b c')", "Enum('N', {{'a': 1}})({1})".replace('{1}', '1'), "IntFlag('N', 'a b c')(5)", 'C.__call__', 'dir(C)[:3]', '{v}.args', '{v}.extra', '{v} + 1', 'json.dumps({v})', '{v}()', 'reversed(C)',
                'C.{v}.{w}'.replace('{v}', first).replace('{w}', names[-1]), 'hash({v}) == hash({v}.name)', 'C(1 | 4)', 'C(-1)', 'C(0)', '{v}._name_', 'type({v}.value)', 'isinstance({v}, int)', 'bool(C)', 'str(C)', "'%s %r' % ({v}, {v})", 'f"{{{v}}}"', '{v}.value == {w}', 'max(C)', '{v} << 1']
        return f'define({code!r}, {self.uses(values, 12, more)!r})\n'

    def pickled(self):
        r = self.r
        base = r.choice(['', '', '(list)', '(dict)', '(tuple)', '(int)', '(str)', '(Exception)', '(set)', '(bytes)', '(Point)', '(collections.OrderedDict)', '(collections.defaultdict)', '(float)', '(collections.deque)'])

        def one(name, base, parts):
            body = ''.join('    ' + p + '\n' for p in parts if p)
            return f'class {name}{base}:\n{body or "    pass" + chr(10)}'
        fill = lambda: self.fill(r.choice(PICKLE_PARTS)).replace('{C}', r.choice('CBCC')).replace('{{', '{').replace('}}', '}')
        code = one('B', base, [fill() for _ in range(r.randrange(3))]) + one('C', '(B)', [fill() for _ in range(r.randrange(3))])
        make = r.choice(['C()', 'C()', 'C(1)', 'C((1, 2))', 'C([3])', 'B()', 'B("5")'])
        uses = [f'v = {make}', 'v.a = 1', 'v.z = [v]', 'vars(v)'] + ['w = pickle.loads(pickle.dumps(v, %d))' % r.randrange(6), 'type(w).__name__', 'w == v', 'sorted(vars(w))', 'w.a', 'w.restored', 'w.made', 'copy.copy(v)', 'sorted(vars(copy.copy(v)))', 'copy.deepcopy(v)', 'copy.deepcopy(v).z[0] is v', 'len(w)', 'list(w)', f'v.__reduce_ex__({r.randrange(6)})[1:3]', 'object.__reduce_ex__(v, %d)[1:3]' % r.randrange(6), 'v.__getstate__()']
        return f'import copyreg\ndefine({code!r}, {uses!r})\n'

    def hooks(self):
        r = self.r
        fill = lambda options: self.fill(r.choice(options)).replace('{{', '{').replace('}}', '}')
        block = lambda parts: ''.join('    ' + p + '\n' for p in parts)
        code = 'class D:\n' + block([fill(DESCRIPTOR_PARTS) for _ in range(r.randrange(1, 4))])
        code += f"class M{r.choice(['', '', '(type)'])}:\n" + block([r.choice(['x = 1', 'def __call__(cls, *a): log.append("call"); return super().__call__(*a)', 'def __prepare__(n, b, **k): return {"pre": n}', 'def __getattr__(cls, n): return n', 'def __iter__(cls): return iter([1])', 'def __instancecheck__(c, i): return True', 'def __init__(cls, *a, **k): log.append(k)'])])
        code += 'class B' + r.choice(['', '', '(Point)', '(dict)', '(M)']) + ':\n' + block([fill(HOOKS) for _ in range(r.randrange(1, 4))])
        code += f"class C(B{r.choice(['', '', ', q=3', ', k=1', ', metaclass=M'])}):\n" + block([fill(HOOKS) for _ in range(r.randrange(1, 5))])
        return f"define({code!r}, {['log', 'o = C()'] + [r.choice(INSTANCE_USES) for _ in range(12)]!r})\n"

    def function(self, i):
        r = self.r
        text = self.fill(r.choice(FUNCTION_PIECES))
        out, text = '', text.replace('{{', '\1').replace('}}', '\2')
        while '{' in text: # what lang_library and lang_values fill
            before, _, rest = text.partition('{')
            key, _, text = rest.partition('}')
            known = key in lang_library.CHOICES or key in ('seq', 'dict', 'set', 'bytes', 'slice', 'setop', 'parameters', 'list', 'any')
            if not known:
                out += before + '{'
                text = rest
                continue
            out += before + (r.choice(lang_library.CHOICES[key]) if key in lang_library.CHOICES else self.filled('{' + key + '}'))
        text = (out + text).replace('\1', '{').replace('\2', '}')
        return f'run({i}, {text!r})\n'

    def one(self, i):
        return self.r.choice([self.dataclass, self.enum, self.pickled, self.hooks, lambda: self.function(i), lambda: self.function(i)])()


def program(seed, pieces=5):
    gen = Gen(seed)
    return PRELUDE + '# ---\n' + ''.join(gen.one(i) for i in range(pieces))
