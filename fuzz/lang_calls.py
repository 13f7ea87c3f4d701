"""Calls of built-in functions, types and methods with arguments of any kind, for diff_lang.py.

Every callable of builtins, every method of the built-in types, special methods included: wrong counts, unknown
keywords, wrong types, extremes, subclasses and objects whose special methods fail. What is printed is the result or
the exception with its message.
"""
import random

PRELUDE = r'''
import sys, math, operator, itertools, functools, collections, builtins, array, struct
def text(v):
    try: s = ascii(v)
    except BaseException as e: s = f'<{type(e).__name__}>'
    import re
    s = re.sub(r'0x[0-9a-f]{6,}', '0x', s)
    return s if len(s) < 300 else s[:250] + '..' + str(len(s))
def shown(v):
    if hasattr(v, '__next__'):
        return type(v).__name__, [i for i, _ in zip(v, range(5))]
    return v
class Index:
    def __index__(self): return 2
    def __repr__(self): return 'Index'
class BadIndex:
    def __index__(self): return 'x'
    def __repr__(self): return 'BadIndex'
class Raises:
    def fail(self, *a): raise LookupError('fails')
    __index__ = __iter__ = __len__ = __getitem__ = __eq__ = __hash__ = __bool__ = __int__ = __float__ = __str__ = fail
    __call__ = __lt__ = __add__ = __radd__ = __contains__ = __bytes__ = __round__ = __format__ = __complex__ = fail
    def __repr__(self): return 'Raises'
class Float:
    def __float__(self): return 2.5
    def __repr__(self): return 'Float'
class BadLen:
    def __len__(self): return -1
    def __repr__(self): return 'BadLen'
class Iterable:
    def __iter__(self): return iter([1, 2])
    def __repr__(self): return 'Iterable'
class NoIter:
    def __iter__(self): return 5
    def __repr__(self): return 'NoIter'
class Plain:
    def __repr__(self): return 'Plain'
class Mapping:
    def keys(self): return ['a', 'b']
    def __getitem__(self, k): return k + k
    def __repr__(self): return 'Mapping'
class I(int): pass
class S(str): pass
class L(list): pass
class T(tuple): pass
class D(dict): pass
class F(float): pass
class B(bytes): pass
class Y(bytearray): pass
class E(set): pass
def gen():
    yield 1
    yield 2
def call(code):
    try: r = eval(code)
    except BaseException as e: print(type(e).__name__, text(str(e)), len(e.args))
    else: print(type(r).__name__, text(shown(r)))
'''
VALUES = [
    '0', '1', '-1', '2', '7', '255', '256', '-7', '2 ** 31', '2 ** 63', '-2 ** 63', '2 ** 64', '2 ** 100', '-10 ** 30', 'True', 'False', 'None', '...', 'NotImplemented', '0.0', '-0.0', '1.5', '-2.5', '1e300', 'float("inf")', 'float("nan")', '1j', '1 + 2j',
    "''", "'a'", "'abc'", "'é日'", "'\\udc80'", "'12'", "' 3 '", "'a,b'", "'A b'", "'\\n'", "'0x1f'", "b''", "b'a'", "b'abc'", "b'\\xff'", "b'12'", "bytearray(b'xyz')", "memoryview(b'mem')", "memoryview(bytearray(b'abcd')).cast('H')", '[]', '[1, 2, 3]', "['a', 'b']", '[[1], [2]]', '()', '(1,)', '(1, 2)', "('a', 1)", '{}', "{'a': 1}", '{1: 2, 3: 4}',
    'set()', '{1, 2}', "{'a'}", 'frozenset([3])', 'range(3)', 'range(0, 10, 3)', 'slice(1, 2)', 'slice(None, None, -1)', 'iter([1, 2])', 'gen()', 'map(str, [1])', 'len', 'int', 'str', 'object', 'type', 'object()', 'Plain()', 'Index()', 'BadIndex()', 'Raises()', 'Float()', 'BadLen()', 'Iterable()', 'NoIter()', 'Mapping()', 'I(5)', "S('sub')", 'L([1])', 'T((1, 2))', "D(a=1)", 'F(1.5)', "B(b'sub')", 'E([1])',
    'lambda *a: a', 'lambda: 1', 'lambda x: x', 'str.upper', 'ValueError', "ValueError('v')", 'collections.deque([1])', "{'a': 1}.keys()", "{'a': 1}.items()", 'enumerate("ab")', 'zip([1], [2])', 'reversed([1, 2])', 'sys', "Y(b'y')", '[3, 1, 2]', "'{}'", "'%s'", "'utf-8'", "'strict'", "'big'",
]
FUNCTIONS = ['abs', 'all', 'any', 'ascii', 'bin', 'bool', 'bytearray', 'bytes', 'callable', 'chr', 'classmethod', 'complex', 'delattr', 'dict', 'divmod', 'enumerate', 'filter', 'float', 'format', 'frozenset', 'getattr', 'hasattr', 'hex', 'int', 'isinstance', 'issubclass', 'iter', 'len', 'list', 'map', 'max', 'memoryview', 'min', 'next', 'object', 'oct', 'ord', 'pow', 'property', 'range', 'repr', 'reversed', 'round', 'set', 'setattr',
             'slice', 'sorted', 'staticmethod', 'str', 'sum', 'super', 'tuple', 'type', 'zip', 'compile', 'eval', 'exec', 'aiter', 'anext', 'print', '__import__', 'BaseException', 'OSError', 'UnicodeDecodeError', 'UnicodeEncodeError', 'StopIteration', 'SyntaxError', 'ExceptionGroup', 'KeyError', 'AttributeError', 'ImportError', 'NameError']
RECEIVERS = {
    'str': ["'abc'", "''", "'a b é日'", "S('sub')", "'%d {}'", "'Aßﬁ'"], 'bytes': ["b'abc'", "b''", "b'a b\\xff'", "B(b'sub')"], 'bytearray': ["bytearray(b'abc')", "bytearray()", "Y(b'y')"], 'int': ['5', '-3', '0', '2 ** 70', 'I(5)', 'True'], 'float': ['1.5', '-0.0', 'float("nan")', 'float("inf")', 'F(2.5)'], 'complex': ['1 + 2j', '0j'],
    'list': ['[1, 2, 3]', '[]', "['a', 'b']", 'L([1])'], 'tuple': ['(1, 2, 3)', '()', 'T((1, 2))'], 'dict': ["{'a': 1}", '{}', '{1: 2, 3: 4}', 'D(a=1)'], 'set': ['{1, 2}', 'set()', 'E([1])'], 'frozenset': ['frozenset([1, 2])'], 'range': ['range(5)', 'range(0)', 'range(10, 0, -3)'], 'memoryview': ["memoryview(b'abcd')", "memoryview(bytearray(8)).cast('I')", "memoryview(b'abcd')[::2]"], 'slice': ['slice(1, 10, 2)', 'slice(None)'],
    'type': ['int', 'Plain', 'S'], 'object': ['object()', 'Plain()'], 'property': ['property(len)'], 'BaseException': ["ValueError('v')", 'KeyError(1)', "OSError(2, 'x')"], 'generator': ['gen()'],
    'enumerate': ['enumerate("ab")'], 'zip': ['zip("ab", "cd")'],
}
KEYWORDS = ['key', 'default', 'reverse', 'base', 'encoding', 'errors', 'sep', 'maxsplit', 'start', 'stop', 'step', 'signed', 'byteorder', 'length', 'keepends', 'name', 'strict', 'x', 'self', 'value', 'maxlen', 'iterable', 'tabsize', 'fillvalue', 'n', 'a', 'func', 'mode', 'source', 'object', 'sequence', 'ndigits', 'number', 'real', 'imag', 'rel_tol', 'initial', 'mod', 'exp', 'times', 'r', 'end', 'index', 'string', 'doc', 'fget', 'bytes', 'delete', 'old', 'count', 'format', 'args', 'obj']
# Keywords that are no text are not written: when CPython looks at them hangs on how it calls the function.
# Methods whose answers are addresses, sizes or lists of the names of the implementation.
UNTOLD = {'__sizeof__', '__dir__', '__hash__', '__reduce__', '__reduce_ex__', '__doc__', '__subclasses__', '__init_subclass__', '__subclasshook__', '__text_signature__', '__dict__', 'buffer_info', '__class__', '__getstate__', '__weakref__', '__basicsize__', '__dictoffset__', '__weakrefoffset__', '__itemsize__', '__flags__', 'mro'}
PLAIN = {'generator': {'__next__'}} # a method in Kukri, a slot's in CPython, which words refusals in another way
METHODS = {}


def methods(kind):
    """The names of the methods of a type, those of CPython 3.11."""
    if kind not in METHODS:
        METHODS[kind] = sorted(n for n in dir(eval(kind, {'generator': type(_ for _ in ())})) if n not in UNTOLD and n not in PLAIN.get(kind, ()))
    return METHODS[kind]


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def arguments(self, most=4, likely=()):
        r = self.r
        count = r.choice([0, 1, 1, 1, 2, 2, 3, most])
        out = [r.choice(likely) if likely and r.random() < .5 else r.choice(VALUES) for _ in range(count)]
        if r.random() < .12:
            out.append(r.choice(KEYWORDS) + '=' + r.choice(VALUES))
        if r.random() < .04:
            out.append(f'{r.choice(KEYWORDS)}={r.choice(VALUES)}')
        if r.random() < .04:
            out.append('*' + r.choice(['(1, 2)', "'ab'", '[]', '5', 'None', 'range(2)']))
        if r.random() < .04:
            out.append('**' + r.choice(["{'key': 1}", '{}', 'None', 'Mapping()', "{'x y': 1}", '[]']))
        keys = [a.split('=')[0] for a in out if a.split('=')[0] in KEYWORDS]
        return ', '.join(out) if len(keys) == len(set(keys)) else ''

    def one(self):
        r = self.r
        c = r.random()
        if c < .35:
            function = r.choice(FUNCTIONS)
            return f'{function}({self.arguments()})'
        kind = r.choice(list(RECEIVERS) + ['str', 'bytes', 'int', 'float', 'list', 'dict', 'bytearray', 'str', 'set'])
        receiver = r.choice(RECEIVERS[kind])
        name = r.choice(methods(kind))
        if c < .5:
            return f'{kind if kind != "generator" else "type(gen())"}.{name}({self.arguments(likely=RECEIVERS[kind])})'
        if c < .55:
            return f'{receiver}.{name}'.replace('{receiver}', receiver) if receiver[0] not in '-0123456789' else f'({receiver}).{name}'
        return f'({receiver}).{name}({self.arguments(likely=RECEIVERS[kind])})'


def program(seed, pieces=25):
    w = Writer(seed)
    return PRELUDE + '# ---\n' + ''.join(f'call({w.one()!a})\n' for _ in range(pieces))
