"""Programs about the data model for diff_lang.py: classes with random special methods under all operations.

Each special method says that it ran and returns a value that fits, does not fit, or raises. Bases are
plain classes, built-in types, metaclasses, slots; the operations are every operator, built-in function and
statement that reaches a special method, copies and pickles.
"""
import random

PRELUDE = r'''
import copy, io, operator, os, pickle, re, sys, types
def sh(v, d=0):
    t = type(v)
    if t in (list, tuple):
        return t.__name__ + '(' + ','.join(sh(i, d + 1) for i in v[:6]) + ')' if d < 3 else '..'
    if t is dict: return '{' + ','.join(sh(k, d + 1) + ':' + sh(w, d + 1) for k, w in list(v.items())[:6]) + '}' if d < 3 else '..'
    if t in (int, float, complex, str, bytes, bool, type(None), range, slice, bytearray): return repr(v)[:80]
    if isinstance(v, type): return 'class ' + type.__getattribute__(v, '__name__')
    if isinstance(v, BaseException): return t.__name__ + '!' + BaseException.__repr__(v)[:60]
    return '<' + type.__getattribute__(t, '__name__') + '>'
busy = 0
def log(*v):
    global busy
    busy += 1
    if busy > 60: raise RecursionError('busy')
    print(' ', *[sh(i) for i in v])
def clean(s): return re.sub(r'0x[0-9a-f]+', '0x', s)[:200]
def run(code):
    global busy
    busy = 0
    print(code)
    try:
        try: f = compile(code, 'c', 'eval')
        except SyntaxError: exec(code, globals()); return
        v = eval(f, globals())
        print('=', sh(v))
    except BaseException as e:
        c = e.__context__
        print('!', type(e).__name__, clean(BaseException.__str__(e)), '' if c is None else type(c).__name__)
'''
ARITHMETIC = ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'matmul', 'and', 'or', 'xor', 'lshift', 'rshift', 'divmod']
COMPARE = ['eq', 'ne', 'lt', 'le', 'gt', 'ge']
UNARY = ['neg', 'pos', 'invert', 'abs', 'int', 'float', 'complex', 'index', 'bool', 'len', 'hash', 'str', 'repr', 'bytes', 'iter',
         'next', 'reversed', 'trunc', 'floor', 'ceil', 'length_hint', 'fspath', 'dir', 'enter', 'sizeof', 'copy', 'reduce', 'getstate',
         'await', 'aiter', 'anext', 'getnewargs', 'del']
WITH_ARGS = {'round': '*n', 'getitem': 'k', 'setitem': 'k, v', 'delitem': 'k', 'contains': 'k', 'missing': 'k', 'call': '*a, **k',
             'getattr': 'n', 'setattr': 'n, v', 'delattr': 'n', 'format': 's', 'exit': '*a', 'deepcopy': 'm', 'setstate': 's',
             'reduce_ex': 'p', 'init': '*a, **k', 'get': 'o, t=None', 'set': 'o, v', 'set_name': 'o, n', 'instancecheck': 'o', 'subclasscheck': 'o'}
CLASS_METHODS = {'class_getitem': 'k', 'init_subclass': '**k', 'new': '*a, **k', 'subclasshook': 'k', 'prepare': '*a, **k'}
FITTING = {'int': ['7', 'True'], 'index': ['2', '-1', 'True', '2**70'], 'float': ['1.5', '3'], 'complex': ['1j', '2.0'], 'bool': ['True', 'False'],
           'len': ['3', '0', '-1', '2**70'], 'hash': ['5', '2**80', '-1'], 'str': ["'S'", "'é'"], 'repr': ["'R'", "'日'"], 'bytes': ["b'B'"],
           'iter': ['iter([1, 2])', 'self', 'iter(())'], 'next': ['4'], 'reversed': ['iter([2, 1])'], 'length_hint': ['4', 'NotImplemented', '-1'],
           'fspath': ["'p/q'", "b'r'"], 'dir': ["['z', 'y']"], 'format': ["'F' + s", "'F'"], 'contains': ['True', '0'], 'exit': ['True', 'False', 'None'],
           'enter': ['self', '5'], 'init': ['None', 'None', 'None'], 'setstate': ['None'], 'copy': ['self'], 'deepcopy': ['self'],
           'reduce': ["(list, ((1, 2),))", "'g'"], 'reduce_ex': ["(dict, ())"], 'getnewargs': ['()', '(1,)'], 'del': ['None'], 'set': ['None'], 'set_name': ['None'],
           'init_subclass': ['None', 'None'], 'setattr': ['object.__setattr__(self, n, v)'], 'delattr': ['object.__delattr__(self, n)'],
           'await': ['iter([1])', 'iter(())'], 'aiter': ['self'], 'getitem': ["k if isinstance(k, str) or k is None else [5, 6, 7][k]", '8', 'k'],
           'trunc': ['3'], 'floor': ['3'], 'ceil': ['4'], 'round': ['2'], 'instancecheck': ['True', '0'], 'subclasscheck': ['1', 'False'], 'sizeof': ['40'],
           'getstate': ["{'s': 1}", 'None', '5'], 'missing': ["'miss'"], 'get': ["'got'", 'self'], 'prepare': ['{}', "{'pre': 1}"]}
BASES = ['', '', '', 'object', 'int', 'str', 'list', 'dict', 'tuple', 'set', 'float', 'bytes', 'Exception', 'complex', 'bytearray', 'bool', 'type', 'range', 'KeyError', 'types.SimpleNamespace']
OPERATORS = ['+', '-', '*', '/', '//', '%', '**', '@', '&', '|', '^', '<<', '>>', '==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'and', 'or']
OPERATIONS = [
    '{v} {op} {w}', '{v} {op} {w}', '{v} {op} {w}', '{v} {op} {w}', 'x = {v}; x {iop} {w}; log(x)', 'x = {v}; x {iop} {w}; log(x)', '-{v}', '+{v}', '~{v}', 'not {v}', 'abs({v})', 'int({v})', 'float({v})', 'complex({v})',
    'operator.index({v})', 'bool({v})', 'len({v})', 'hash({v}) in (5, -2, hash(2**80))', 'str({v})', 'repr({v})', 'ascii({v})', 'bytes({v})', 'bytearray({v})', 'list({v})', 'tuple({v})', 'set({v})', 'dict({v})', 'iter({v})', 'next({v})',
    'next(iter({v}))', 'reversed({v})', 'list(reversed({v}))', 'round({v})', 'round({v}, {w})', 'divmod({v}, {w})', 'pow({v}, {w})', 'pow({v}, {w}, 3)', '{v}[{w}]', '{v}[1:2]', '{v}[0]', "{v}['k']", 'x = {v}; x[{w}] = 1',
    'x = {v}; x[1:2] = [3]', 'x = {v}; del x[{w}]', '{v} in {w}', '1 in {v}', '{v}()', '{v}(1, k=2)', '{v}.attr', '{v}.real', '{v}.attr = 5', 'del {v}.attr', "hasattr({v}, 'attr')", "getattr({v}, 'q', 6)", "setattr({v}, 'q', 6)",
    'format({v})', "format({v}, '>5')", "f'{{{v}}}'", "f'{{{v}!r:>4}}'", "'%s %r' % ({v}, {w})", "'%d' % {v}", "'%x' % {v}", "'{{}}'.format({v})", "'{{:d}}'.format({v})", 'with {v} as x: log(x)', 'with {v}: raise ValueError(1)', 'for x in {v}: log(x)',
    '[x for x in {v}]', 'x, y = {v}', '*x, y = {v}', 'f(*{v})', 'f(**{v})', '[*{v}, *{w}]', '{{**{v}}}', 'sorted([{v}, {w}])', 'min({v}, {w})', 'max([{v}, {w}])', 'sum([{v}, {w}])', 'sum([{v}], {w})', 'isinstance({v}, {c})', 'issubclass({c}, {c})',
    'issubclass({v}, {c})', 'isinstance({v}, {w})', 'isinstance(3, {c})', '{c}[1]', '{c}()', '{c}(1)', '{c}(1, 2)', "{c}('x')", '{c}(k=1)', '{c}.__name__', '{c}.__mro__', '{c}.attr', '{c}.attr = 1', 'class D({c}): pass', 'class D({c}, k=1): pass',
    'class D({c}, {c}): pass', 'copy.copy({v})', 'copy.deepcopy({v})', 'pickle.loads(pickle.dumps({v}))', 'pickle.loads(pickle.dumps({v}, {p})).__dict__', 'dir({v})[:2]', 'vars({v})', 'type({v})', '{v}.__class__', '{v}.__dict__', 'os.fspath({v})',
    'print({v})', "print(1, end={v})", 'range({v})', '[1, 2, 3][{v}]', "'abc'[{v}]", '[1, 2, 3][{v}:]', '[0] * {v}', "'ab' * {v}", "chr({v})", 'bin({v})', 'hex({v})', 'slice({v}).indices(5)', '(1, 2)[{v}]', "{{1: 2}}[{v}]", '{{{v}: 1}}', '{{{v}, {w}}}',
    '{{1: 2}}.get({v})', '[{v}].index({w})', '[1, {v}].count({w})', '[{v}] == [{w}]', '({v},) < ({w},)', '{{1: {v}}} == {{1: {w}}}', "''.join({v})", "', '.join([{v}])", 'enumerate({v})', 'list(zip({v}, {w}))', 'list(map({v}, [1]))', 'list(filter({v}, [1]))',
    'all({v})', 'any({v})', 'match_({v})', 'raise {v}', 'raise {v} from {w}', 'try: raise ValueError\nexcept {v}: log(1)', 'assert {v}, {w}', 'if {v}: log(1)', 'while {v}: break', 'log(1 if {v} else 2)', '{v} and {w}', '{v} < {w} < {v}', 'await_({v})', 'afor({v})', 'awith({v})',
    'operator.length_hint({v})', 'sys.getsizeof({v}) > 0', 'callable({v})', 'id({v}) == id({v})', '{v}.__eq__({w})', '{v}.__add__({w})', '{v}.__getattribute__("attr")', 'object.__repr__({v})[:5]', 'object.__reduce_ex__({v}, {p})', 'object.__getstate__({v})', "object.__format__({v}, '')",
    '{c}.__subclasses__()', '{c}.__dict__.get("x")', 'types.MethodType(len, {v})()', 'super({c}, {v}).__repr__', 'super({c}, {v}).attr', 'int.__add__({v}, 1)', 'list.__len__({v})', 'str.upper({v})', 'type.__call__({c})', 'object.__new__({c})',
    'del v1, v2; v1 = v2 = 0', '{c}.__init__({v})', "type('T', ({c},), {{}})", "type('T', ({c}, {c}), {{}})()", 'bool({c})', '{v}.meth()', '{c}.meth', '{v}.prop', '{v}.prop = 1', 'del {v}.prop', '{v}.desc', '{c}.desc', '{v}.desc = 2', '{v}.stat(1)', '{c}.clas(1)', '{v}.slot', '{v}.slot = 3; log({v}.slot)', 'del {v}.slot',
]
HELPERS = '''
def f(*a, **k): log('f', a, k)
def match_(v):
    match v:
        case A(x, y): log('A', x, y)
        case B(attr=q): log('B', q)
        case [x, *_]: log('seq', x)
        case {'k': x}: log('map', x)
        case 5 | None: log('lit')
        case _: log('no')
def drive(c):
    try:
        for _ in range(5): log('sent', c.send(None))
    except StopIteration as e: return e.value
def await_(v):
    async def g(): return await v
    return drive(g())
def afor(v):
    async def g():
        n = 0
        async for x in v:
            log(x); n += 1
            if n > 2: break
    return drive(g())
def awith(v):
    async def g():
        async with v as x: log(x)
    return drive(g())
'''


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def result(self, name):
        r, c = self.r, self.r.random()
        if name in FITTING and c < .7:
            return 'return ' + r.choice(FITTING[name])
        if c < .1:
            return f"raise {r.choice(['ValueError', 'TypeError', 'KeyError', 'AttributeError', 'StopIteration', 'IndexError', 'StopAsyncIteration'])}('{name}')"
        return 'return ' + r.choice(['NotImplemented', 'NotImplemented', 'self', 'None', '3', '1.5', "'s'", "b'b'", '[1, 2]', '(self, 1)', 'True', 'object', '-1', "{'k': 1}"])

    def method(self, cls, name, args):
        call = f'{", ".join(a.strip("*").split("=")[0] for a in args.split(", ")) if args else "0"}'
        text = f"    def __{name}__(self{', ' + args if args else ''}):\n        log('{cls}.{name}', {call})\n"
        if name == 'new':
            return text + f"        {self.r.choice(['return object.__new__(self)', 'return super().__new__(self, *a, **k)', 'return super().__new__(self)', 'return 5'])}\n"
        if name == 'init' and self.r.random() < .4:
            text += "        self.attr = a\n"
        return text + f'        {self.result(name)}\n'

    def special(self, cls):
        r, c = self.r, self.r.random()
        if c < .35:
            name = r.choice(ARITHMETIC)
            return self.method(cls, r.choice(['', '', 'r', 'i' if name != 'divmod' else '']) + name, r.choice(['o', 'o', 'o', 'o, m=None']) if name == 'pow' else 'o')
        if c < .5:
            return self.method(cls, r.choice(COMPARE), 'o')
        if c < .72:
            return self.method(cls, r.choice(UNARY), '')
        if c < .9:
            name = r.choice(list(WITH_ARGS))
            return self.method(cls, name, WITH_ARGS[name])
        if c < .94:
            name = r.choice(list(CLASS_METHODS))
            return ('' if name == 'new' else '    @classmethod\n') + self.method(cls, name, CLASS_METHODS[name])
        return r.choice([f'    __{r.choice(COMPARE + ["hash", "iter", "len", "bool", "contains", "add", "reversed"])}__ = None\n', '    __hash__ = object.__hash__\n', '    __add__ = 5\n',
                         '    __len__ = lambda self: 2\n', "    __match_args__ = ('attr', 'x')\n", "    __slots__ = ('slot',)\n", "    __slots__ = ('slot', '__dict__')\n", '    __getitem__ = dict().__getitem__\n', '    __call__ = staticmethod(len)\n', '    __iter__ = classmethod(lambda c: iter([c]))\n'])

    def extra(self):
        return self.r.choice(['', '    attr = 1\n', '    x = y = 2\n', "    def meth(self): return 'meth', self\n", "    @property\n    def prop(self): log('prop'); return 4\n",
                              '    @property\n    def prop(self): return self.nope\n', '    stat = staticmethod(lambda v: v)\n', '    @classmethod\n    def clas(cls, v): return cls, v\n', '    desc = Desc()\n', '    def meth(self): return super().meth()\n'])

    def klass(self, name, bases, keywords=''):
        body = ''.join(self.special(name) for _ in range(self.r.randrange(1, 8))) + ''.join(self.extra() for _ in range(2))
        head = ', '.join(b for b in [bases, keywords] if b)
        return f'class {name}{"(" + head + ")" if head else ""}:\n{body}'

    def operation(self):
        r = self.r
        values = ['v1', 'v2', 'v1', 'v2', 'v3', '3', '1.5', "'s'", '[1]', '(1, 2)', 'None', "{'k': 1}", 'A', 'B']
        text = r.choice(OPERATIONS)
        for key, options in (('{v}', values[:5]), ('{w}', values), ('{c}', ['A', 'B', 'B']), ('{op}', OPERATORS), ('{p}', ['2', '0', '4']),
                             ('{iop}', [o + '=' for o in OPERATORS[:13]])):
            while key in text:
                text = text.replace(key, r.choice(options), 1)
        return f"run({text.replace('{{', '{').replace('}}', '}')!r})\n"

    def program(self):
        r = self.r
        out = [self.klass('Desc', ''), HELPERS]
        meta = ''
        if r.random() < .2:
            out.append(self.klass('Meta', 'type').replace('__setattr__', '__setattr').replace('__delattr__', '__delattr').replace('__subclasscheck__', '__subclasscheck'))
            meta = 'metaclass=Meta'
        define = lambda text: f'try:\n    exec({text!r}, globals())\nexcept Exception as e: print(type(e).__name__, clean(str(e)))\n'
        out = [define(o) if o is not HELPERS else o for o in out]
        out.append('class A: pass\nclass B(A): pass\nv1 = v2 = v3 = 0\n')
        out.append(define(self.klass('A', r.choice(BASES), meta)))
        out.append(define(self.klass('B', r.choice(['A', 'A', 'A', 'A, object', r.choice(BASES), 'A, ' + (r.choice(BASES) or 'int')]))))
        for name, cls in (('v1', 'A'), ('v2', 'B'), ('v3', r.choice('AB'))):
            out.append(f"run('{name} = {cls}({r.choice(['', '', '', '1', '(1, 2)'])})')\n")
        out += [self.operation() for _ in range(20)]
        return PRELUDE + '# ---\n' + ''.join(out)


def program(seed):
    return Writer(seed).program()
