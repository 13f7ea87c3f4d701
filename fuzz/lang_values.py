"""Expressions and small statements for diff_lang.py: values, texts and messages.

Operators between values of all built-in types, every method of each with arguments that fit or nearly fit,
formatting in its three forms, subscripts, built-in functions, changes of containers, unpacking, patterns,
broken code. Each piece prints its value, or the type and text of its exception.
"""
import random
import re

INTS = ['0', '1', '-1', '2', '3', '-7', '10', '255', '-256', '12345', '2**31', '-2**31', '2**48', '-2**48-1', '2**63',
        '-2**63', '2**64+1', '10**20', '-10**25', '3**90', 'True', 'False']
SMALL = ['0', '1', '2', '3', '-1', '-2', '5', '7', 'True', '-3', '4']
FLOATS = ['0.0', '-0.0', '1.0', '1.5', '-2.75', '0.1', '1e16', '1e22', '123456.789', '1e-7', '-1e300', '5e-324',
          'float("inf")', 'float("-inf")', 'float("nan")', '2.5', '3.5', '1e15', '0.5', '99999.5', '1/3']
COMPLEX = ['1j', '(1+2j)', '(-0.0+3j)', 'complex(1,-0.0)', '(2.5-1e20j)', '0j', 'complex("nan")']
STRS = ["''", "'a'", "'abc'", "'Hello World'", "'  x y\\t'", "'ABC'", "'12'", "'-5'", "'3.25'", "'aXbXc'", "'é'",
        "'ßtraße'", "'日本語'", "'\\U0001f600x'", "'a\\nb\\r\\nc'", "'it\\'s'", "'tab\\tq'", "'0x1f'", "'ǅǆ'",
        "'ÀÉî'", "'a,b,,c'", "'x=1;y=2'", "'%d%%'", "'{}'", "'١٢'", "'\\ud800'", "'aaa'", "'abcabc'", "'İı'", "'ﬁn'"]
BYTES = ["b''", "b'a'", "b'abc'", "b'a b c'", "b'\\x00\\xff'", "b'ABCabc'", "b'1,2,,3'", "bytearray(b'xyz')", "b'12'",
         "bytearray(b'hello world')", "b'\\t x '", "memoryview(b'abcd')"]
LISTS = ['[]', '[1]', '[3,1,2]', '[1,2,3,4,5]', "['b','a']", '[[1],[2,3]]', '[None,True]', '[1.5,1,True]', "['x',1]",
         'list(range(8))', '[(1,2),(0,3)]']
TUPLES = ['()', '(1,)', '(1,2)', "('a','b','c')", '((1,2),3)', '(3,1,2)', '(1.0,2j)', '(None,)']
DICTS = ['{}', '{1:2}', "{'a':1,'b':2}", "{'x':[1]}", '{1:1,2:4,3:9}', "{None:0,True:1}", "{(1,2):3}", '{1.5:"f"}']
SETS = ['set()', '{1}', '{1,2,3}', '{5,6,7,8}', 'frozenset({1,2})', '{2,3,100}', 'frozenset()', '{-1,0}']
OTHERS = ['None', '...', 'range(5)', 'range(10,0,-3)', 'range(0)', 'slice(1,5,2)', 'slice(None)', 'int', 'str', 'len',
          'NotImplemented', 'range(2**70)', 'ValueError("x")', 'KeyError("k")', 'KeyError()', 'OSError(2,"n")', 'type',
          'object', 'zip()', 'Exception', 'ZeroDivisionError']
POOLS = {'int': INTS, 'small': SMALL, 'float': FLOATS, 'complex': COMPLEX, 'str': STRS, 'bytes': BYTES, 'list': LISTS,
         'tuple': TUPLES, 'dict': DICTS, 'set': SETS, 'other': OTHERS}
NUMBERS = ['int', 'int', 'float', 'complex', 'small']
BINARY = ['+', '-', '*', '/', '//', '%', '&', '|', '^', '==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'is', 'and',
          'or', '@']
METHODS = {
    'str': [('capitalize', ''), ('casefold', ''), ('center', 'ic'), ('count', 'sII'), ('encode', 'E'), ('endswith', 'SII'),
            ('expandtabs', 'I'), ('find', 'sII'), ('index', 'sII'), ('isalnum', ''), ('isalpha', ''), ('isascii', ''),
            ('isdecimal', ''), ('isdigit', ''), ('isidentifier', ''), ('islower', ''), ('isnumeric', ''),
            ('isprintable', ''), ('isspace', ''), ('istitle', ''), ('isupper', ''), ('join', 'L'), ('ljust', 'ic'),
            ('lower', ''), ('lstrip', 'S'), ('partition', 's'), ('removeprefix', 's'), ('removesuffix', 's'),
            ('replace', 'ssI'), ('rfind', 'sII'), ('rindex', 'sII'), ('rjust', 'ic'), ('rpartition', 's'),
            ('rsplit', 'NI'), ('rstrip', 'S'), ('split', 'NI'), ('splitlines', 'I'), ('startswith', 'SII'),
            ('strip', 'S'), ('swapcase', ''), ('title', ''), ('translate', 'D'), ('upper', ''), ('zfill', 'i'),
            ('format', 'aa'), ('__mul__', 'i'), ('__getitem__', 'i'), ('__contains__', 's'), ('__len__', ''),
            ('__format__', 'F'), ('__mod__', 'a'), ('__eq__', 'a'), ('__lt__', 'a')],
    'bytes': [('capitalize', ''), ('center', 'ib'), ('count', 'bII'), ('decode', 'E'), ('endswith', 'bII'),
              ('expandtabs', 'I'), ('find', 'bII'), ('hex', 'sI'), ('index', 'bII'), ('isalnum', ''), ('isalpha', ''),
              ('isdigit', ''), ('islower', ''), ('isspace', ''), ('istitle', ''), ('isupper', ''), ('join', 'B'),
              ('ljust', 'ib'), ('lower', ''), ('lstrip', 'b'), ('partition', 'b'), ('replace', 'bbI'), ('rfind', 'bII'),
              ('rsplit', 'bI'), ('rstrip', 'b'), ('split', 'bI'), ('splitlines', 'I'), ('startswith', 'bII'),
              ('strip', 'b'), ('swapcase', ''), ('title', ''), ('translate', 'N'), ('upper', ''), ('zfill', 'i'),
              ('removeprefix', 'b'), ('__getitem__', 'i'), ('__mul__', 'i'), ('__add__', 'a'), ('tolist', ''),
              ('append', 'i'), ('extend', 'a'), ('insert', 'ii'), ('pop', 'I'), ('remove', 'i'), ('reverse', '')],
    'int': [('bit_length', ''), ('bit_count', ''), ('to_bytes', 'io'), ('conjugate', ''), ('as_integer_ratio', ''),
            ('__round__', 'I'), ('__format__', 'F'), ('__divmod__', 'a'), ('__floordiv__', 'a'), ('__index__', ''),
            ('__truediv__', 'a'), ('__rsub__', 'a'), ('__and__', 'a'), ('__bool__', ''), ('__float__', '')],
    'float': [('is_integer', ''), ('hex', ''), ('as_integer_ratio', ''), ('conjugate', ''), ('__round__', 'I'),
              ('__format__', 'F'), ('__divmod__', 'a'), ('__mod__', 'a'), ('__trunc__', ''), ('__floor__', ''),
              ('__ceil__', ''), ('__eq__', 'a'), ('__rpow__', 'i')],
    'complex': [('conjugate', ''), ('__format__', 'F'), ('__abs__', ''), ('__mul__', 'a'), ('__truediv__', 'a')],
    'list': [('append', 'a'), ('clear', ''), ('copy', ''), ('count', 'a'), ('extend', 'a'), ('index', 'aII'),
             ('insert', 'ia'), ('pop', 'I'), ('remove', 'a'), ('reverse', ''), ('sort', ''), ('__add__', 'a'),
             ('__imul__', 'i'), ('__contains__', 'a'), ('__eq__', 'a'), ('__lt__', 'a'), ('__delitem__', 'i')],
    'tuple': [('count', 'a'), ('index', 'aII'), ('__add__', 'a'), ('__mul__', 'i'), ('__lt__', 'a')],
    'dict': [('clear', ''), ('copy', ''), ('get', 'aa'), ('items', ''), ('keys', ''), ('pop', 'aa'), ('popitem', ''),
             ('setdefault', 'aa'), ('update', 'a'), ('values', ''), ('__or__', 'a'), ('__contains__', 'a'),
             ('__getitem__', 'a'), ('__eq__', 'a'), ('__delitem__', 'a'), ('fromkeys', 'aa')],
    'set': [('add', 'a'), ('copy', ''), ('difference', 'a'), ('discard', 'a'), ('intersection', 'a'),
            ('isdisjoint', 'a'), ('issubset', 'a'), ('issuperset', 'a'), ('pop', ''), ('remove', 'a'),
            ('symmetric_difference', 'a'), ('union', 'aa'), ('update', 'a'), ('__and__', 'a'), ('__le__', 'a'),
            ('intersection_update', 'a'), ('__sub__', 'a'), ('__contains__', 'a')],
    'other': [('index', 'a'), ('count', 'a'), ('indices', 'i'), ('__len__', ''), ('__repr__', ''), ('__str__', '')],
}
FUNCTIONS = ['abs a', 'all a', 'any a', 'ascii a', 'bin a', 'bool a', 'bytes a', 'bytearray a', 'callable a', 'chr i',
             'complex aa', 'complex a', 'dict a', 'divmod nn', 'enumerate a', 'float a', 'float s', 'format aF', 'frozenset a',
             'getattr aq', 'hasattr aq', 'hex a', 'int a', 'int s', 'int si', 'isinstance ao', 'issubclass oo', 'iter a',
             'len a', 'list a', 'max a', 'max aa', 'min a', 'min aa', 'next a', 'oct a', 'ord s', 'ord b', 'pow iii',
             'range ii', 'range iii', 'repr a', 'reversed a', 'round n', 'round ni', 'set a', 'sorted a', 'str a',
             'str bs', 'sum a', 'sum aa', 'tuple a', 'zip aa', 'type a', 'slice aa', 'int.from_bytes bo',
             'bytes.fromhex s', 'str.maketrans ss', 'dict.fromkeys aa', 'hash i', 'map oa', 'filter oa']
FORMAT_PARTS = (['', '', '', '*<', '>', '^', '=', '0=', 'x>', '<'], ['', '', '+', '-', ' '], ['', '', 'z', '#'],
                ['', '', '0'], ['', '', '5', '12', '30', '1'], ['', '', ',', '_'], ['', '', '.0', '.1', '.3', '.10', '.20'],
                ['', '', 'd', 'f', 'e', 'g', 'G', 'E', 'F', 'x', 'X', 'o', 'b', 'c', 's', 'n', '%', 'q'])
STATEMENTS = [
    "x = {list}; x[{slice}] = {seq}; show(x)",
    "x = {list}; del x[{slice}]; show(x)",
    "x = bytearray(b'abcdefgh'); x[{slice}] = {bytes}; show(x)",
    "x = {any}; x += {any}; show(x)",
    "x = {any}; x *= {small}; show(x)",
    "x = {any}; x -= {any}; show(x)",
    "x = {set}; x |= {any}; show(x)",
    "a, b = {any}; show((a, b))",
    "a, *b = {any}; show((a, b))",
    "*a, b, c = {any}; show((a, b, c))",
    "(a, b), c = {any}; show((a, b, c))",
    "for x in {any}: show(x); break",
    "show([x for x in {any}])",
    "show([(x, y) for x in {seq} for y in {seq} if x != y])",
    "show({{x: y for x, y in {any}}})",
    "show(dict({any}, a={any}))",
    "show([*{any}, *{any}])",
    "show({{**{any}, **{any}}})",
    "show(f(*{any}))",
    "show(f(**{any}))",
    "show(f({any}, b={any}))",
    "with CM({any}) as y: show(y); {any} + 1",
    "try: show({any}[{any}])\nexcept LookupError as e: show(e.args)\nelse: show('else')\nfinally: show('fin')",
    "try: raise {other}\nexcept Exception as e: show(type(e), e.args, e.__context__)",
    "try: raise {other} from {other}\nexcept Exception as e: show(type(e), str(e), repr(e.__cause__))",
    "assert {any}, {any}",
    "match {any}:\n    case []: show(0)\n    case [x]: show(1, x)\n    case [x, *r]: show(2, x, r)\n    case {{'a': x, **r}}: show(3, x, r)\n    case str(s): show(4, s)\n    case int() | float() as n: show(5, n)\n    case None: show(6)\n    case _: show(7)",
    "def g():\n    r = yield {any}\n    show('got', r)\n    yield from {any}\n    return 5\nx = g(); show(next(x)); show(x.send({any})); show(list(x))",
    "class A({other2}):\n    z = {any}\n    def __init__(self, *a): self.a = a\nx = A({small}); show(x.a, A.z, isinstance(x, {type}))",
    "class B:\n    def __getitem__(self, k): return k\n    def __len__(self): return {small}\nshow(B()[{slice}], len(B()), bool(B()))",
    "class N:\n    def __add__(self, o): return NotImplemented\n    def __radd__(self, o): return ('r', o)\n    def __eq__(self, o): return {any}\nshow({any} + N(), N() == 3, N() != 3)\nN() + {any}",
    "x = {any}; y = lambda a, b={any}, *c, d=1, **e: (a, b, c, d, e); show(y(x), y(1, 2, 3, d=x, q=4)); y(**{dict})",
    "x = {any}; x.foo = 1",
    "del {any}.foo",
    "x = {any}; x[{any}] = {any}; show(x)",
    "x = {any}; del x[{any}]; show(x)",
    "{any}({any})",
    "print({any}, {any}, sep={str}, end='|\\n')",
    "exec({str2})",
    "show(eval({str2}))",
]
CALLS = [  # built-in calls with keywords and callables; only ints are looked up in large ranges, all else walks them
    "sorted({any}, key={key}, reverse={bool})", "min({any}, key={key}, default={any})", "max({any}, default={any})",
    "max({any}, {any}, key={key})", "sum({seq}, start={any})", "round({num}, ndigits={small})", "pow({int}, {small}, mod={small})",
    "pow(base={num}, exp={small})", "int({any}, base={small})", "int({str}, base=16)", "str({bytes}, encoding={enc}, errors={errors})",
    "bytes({any}, encoding={enc})", "bytes({str}, {enc}, errors={errors})", "bytearray({str}, {enc}, {errors})", "str(object={any})",
    "list(enumerate({any}, start={small}))", "list(zip({any}, {any}, strict={bool}))", "list(map({key}, {any}, {any}))",
    "list(map({key}, {any}))", "list(filter({key}, {any}))", "dict({any}, **{dict})", "dict(zip({any}, {any}))", "{str}.split(sep={str}, maxsplit={small})",
    "{str}.rsplit({str}, {small})", "{str}.splitlines(keepends={bool})", "{str}.encode(encoding={enc}, errors={errors})",
    "{str}.expandtabs(tabsize={small})", "{str}.format_map({dict})", "{str}.translate(str.maketrans({any}))", "str.maketrans({str}, {str}, {str})",
    "{bytes}.decode({enc}, {errors})", "{str}.encode({enc}, {errors})", "{str}.encode({enc}).decode({enc2})", "{int}.to_bytes(length={small}, byteorder='big', signed={bool})",
    "int.from_bytes({any}, 'little', signed={bool})", "int.from_bytes({bytes}, byteorder={str})", "{list}.sort(key={key}, reverse={bool})",
    "isinstance({any}, {type})", "isinstance({any}, int | str)", "issubclass({any}, {type})", "issubclass(bool, {any})", "type({any})({any})", "type({any})()",
    "type('T', {any}, {dict})", "hash({any}) == hash({any})", "{any}.__class__", "len(dir({any})) > 0", "hasattr({any}, {str})", "getattr({any}, {str}, {any})",
    "setattr({any}, {str}, 1)", "delattr({any}, 'x')", "vars({any})", "next(iter({any}), {any})", "next(iter({any}))", "iter({any}, {any})", "list(reversed({any}))",
    "memoryview({bytes})[{slice}].tolist()", "memoryview({bytes}).cast('{fmt}').tolist()", "memoryview({bytes}).tobytes({any})", "memoryview({bytes}) == {any}",
    "memoryview({any}).nbytes", "memoryview(bytearray(b'abcd')).__setitem__({small}, {any})", "memoryview({bytes}).hex({str})", "memoryview({bytes}).toreadonly()[{any}]",
    "memoryview({bytes}).cast('B', ({small}, {small})).tolist()", "{bytes}.hex({str}, {small})", "bytes.fromhex({str})", "bytes.maketrans({bytes}, {bytes})", "{bytes}.translate(None, {bytes})",
    "{bytes}.translate({any}, delete={bytes})", "{bytes} % {any}", "{str} % {any}", "({str} + '%s %r') % {tuple}", "b'%s %d' % ({any}, {any})", "'%(a)s %(b)05d' % {dict}", "float.fromhex({str})",
    "{float}.hex()", "float.fromhex({float}.hex())", "float({str})", "complex({str})", "complex({any}, {any})", "complex(real={any}, imag={num})", "divmod({num}, {num})", "{set}.{setop}({any})",
    "{set}.{setop}({any}, {any})", "{dict} | {dict}", "{dict}.keys() {bop} {any}", "{dict}.items() {bop} {any}", "{dict}.values() == {any}", "list({dict}.items())[{slice}]", "{dict}.keys().isdisjoint({any})",
    "range({small}, {small}, {small})[{slice}]", "range({small}, {small}, {small}) == range({small}, {small}, {small})", "{int} in range({int}, {int}, {small})", "{any} in range({small}, {small}, {small})", "range({int}, {int}, {small}).index({int})", "range({small}, {small}, {small}).index({any})",
    "range({small}, {int}, {small}).count({int})", "range({small}, {small}, {small}).count({num})", "len(range({int}, {int}, {small}))", "slice({any}, {any}, {any}).indices({small})", "slice({small}, {small}) < slice({small}, {small})",
    "slice({any}).start", "ascii({any})", "repr({any})", "str({any})", "format({any}, {str})", "f'{{{any}!r:>{small}}}'", "'{{:{{}}}}'.format({any}, {small})", "'{{0[{small}]}}'.format({any})", "'{{0.{attr}}}'.format({any})",
    "'{{!r:^20}} {{:>5}}'.format({any}, {any})", "'{{1}} {{0}}'.format({any}, {any})", "'{{}} {{1}}'.format({any}, {any})", "''.join({any})", "{str}.join({any})", "{bytes}.join({any})", "print({any}, sep={any})", "print({any}, end={any})",
    "print({any}, {any}, flush={bool}, file=None)", "open({any}, {any})", "compile({str2}, 'f', {any})", "eval({any})", "exec({any})", "__import__({any})", "chr({any})", "ord({any})", "bin({any})", "oct({any})", "hex({any})",
    "abs({any})", "callable({any})", "all({any})", "any({any})", "property({any}).fget", "staticmethod({any}).__func__", "super({any}, {any})", "object.__new__({any})", "{any}.__eq__({any})", "{any}.__ne__({any})",
    "{any}.__lt__({any})", "{any}.__reduce_ex__({small})", "{any}.__init__({any})", "{any}.__getattribute__({str})", "{any}.__class_getitem__({any})", "{type2}[{any}]", "{type2} | {any}", "{any} | {type2}", "{type2}.__new__({type2}, {any})",
    "{type2}.__new__({any})", "{type2}({any}, {any})", "{type2}(x={any})", "{type2}(*{any})", "{type2}(**{{'x': {any}}})", "int.{imeth}({any})", "str.{smeth}({any})", "str.{smeth}({any}, {any})", "list.append({any}, {any})", "dict.get({any}, {any})",
    "copy.copy({any})", "copy.deepcopy({any})", "pickle.loads(pickle.dumps({any}))", "{str}.isidentifier() or {str}.isprintable()", "{str}[{slice}] + {str}[{slice}]", "{any} * {small} + {any}", "not {any} or {any}", "{any} if {any} else {any}",
    "{int} << {small}", "{int} >> {small}", "{int} ** {small}", "{num} ** {num}" , "{int} // {int}", "{int} % {int}", "{float} // {num}", "{float} % {num}", "-{num}", "~{any}", "+{any}", "[*{any}, *{any}]", "{{*{any}, 1}}", "{{**{dict}, **{any}}}", "(lambda *a, **k: (a, k))(*{any}, **{dict})",
    "breakpoint.__name__", "{any}.real", "{any}.imag", "{any}.__doc__ is None", "{any}.__len__()", "{any}.__hash__", "{any}.__iter__().__length_hint__()", "{any}.__contains__({any})", "{num}.__divmod__({any})", "{num}.__rpow__({any})",
    "{num}.__pow__({small}, {any})", "{int}.__round__({any})", "{num}.__format__({str})", "{int}.as_integer_ratio()", "{float}.is_integer()", "{num}.conjugate()", "Exception({any}, {any})", "OSError({any}, {any}, {any}).args", "repr(OSError({small}, {str}))", "str(OSError({any}, {str}, {any}))",
    "KeyError({any})", "str(KeyError({any}))", "UnicodeDecodeError({any}, {bytes}, {small}, {small}, {str})", "UnicodeDecodeError('x', b'abc', {small}, {small}, 'why')", "UnicodeEncodeError('x', {str}, {small}, {small}, 'why')", "SyntaxError({any}, {any})", "StopIteration({any}).value",
    "SystemExit({any}).code", "ImportError({any}, name={any}, path={any}).name", "AttributeError({any}, name={any}, obj={any}).name", "ExceptionGroup({any}, {any})", "ExceptionGroup('g', [ValueError(1), TypeError({any})]).subgroup({any})", "BaseException.with_traceback({any}, {any})",
    "Exception().with_traceback({any})", "Exception().add_note({any})", "type({any}).__name__", "type({any}).__mro__", "sys.intern({any})", "sys.getsizeof({any}) > 0", "zip({any})", "aiter({any})", "anext({any})", "globals()[{any}]", "dir({any})[:3]", "input({any}, {any})", "ascii(*{any})", "len(*{any})",
]
CODE = ["'1+'", "'x = = 1'", "'def f(:'", "'a b'", "'(1,2'", "'1 + 2'", "'[i for i in range(3)]'", "'f\"{1!z}\"'", "'\"abc'",
        "'lambda: (yield)'", "'nonlocal x'", "'return 1'", "'break'", "'x := 1'", "'1 = x'", "'f() = 1'", "'for x in'",
        "'if 1\\n  pass'", "'if 1:\\npass'", "'  x'", "'a.b.1'", "'0777'", "'1__0'", "'\\'\\\\N{nope}\\''", "'print 1'",
        "'def f(a, a): pass'", "'def f(a=1, b): pass'", "'f(a=1, 2)'", "'f(**a, *b)'", "'class A: return'", "'import'",
        "'from x import'", "'None = 1'", "'del f()'", "'x +'", "'{1:2, 3}'", "'{**a for a in b}'", "'*a'", "'*a, = 1'",
        "'a = *b'", "'async def f(): yield from x'", "'await x'", "'global x; x = 1; global x'", "'try: pass'",
        "'with a as 1: pass'", "'1 if 2'", "'not'", "'a not b'", "'!'", "'?'", "'$'", "'\\u20ac = 1'", "'else: pass'",
        "'except: pass'", "'@x'", "'1.e'", "'0b12'", "'0xg'", "'1e'", "'()()'", "'[1][2]'", "'1 2'", "'\"a\" 1'",
        "'x: int = '", "'(x): int = 1; x'", "'match 1:\\n case 1: pass\\n case _: pass\\n case 2: pass'"]
CHOICES = {
    'key': ['None', 'str', 'len', 'int', 'repr', 'abs', 'bool', '(lambda *a: a)', '(lambda x: x)', '(lambda x: -x)', '3', 'type', 'list', 'max', 'divmod', 'id and 1'],
    'bool': ['True', 'False', '1', 'None', '[]', '"x"'],
    'enc': ["'utf-8'", "'ascii'", "'latin-1'", "'utf-16'", "'utf-16-be'", "'utf-32'", "'utf-8-sig'", "'cp1252'", "'unicode_escape'", "'raw_unicode_escape'", "'utf-7'", "'punycode'", "'idna'", "'gbk'", "'gb18030'", "'cp437'", "'koi8-r'", "'shift_jis'", "'euc_kr'", "'big5'", "'hex'", "'rot13'", "'nope'", 'None', '5'],
    'errors': ["'strict'", "'ignore'", "'replace'", "'backslashreplace'", "'surrogateescape'", "'surrogatepass'", "'xmlcharrefreplace'", "'namereplace'", "'nope'", 'None'],
    'fmt': list('bBhHiIlLqQnNfd?cPxz'),
    'setop': ['union', 'difference', 'intersection', 'symmetric_difference', 'issubset', 'issuperset', 'isdisjoint', 'update', 'intersection_update', 'difference_update', 'symmetric_difference_update', 'add', 'discard', 'remove', '__or__', '__ror__', '__xor__', '__rsub__', '__iand__', '__le__', '__gt__'],
    'bop': ['&', '|', '-', '^', '==', '<', '<=', '>', '>='],
    'attr': ['real', 'imag', 'numerator', 'start', 'step', 'args', '__class__', 'nope', '__len__', 'fget', ''],
    'type': ['int', 'object', '(list, dict)', 'Exception', '3', '(int, (str, (float,)))', '()', 'int | None', 'list[int]', '(int, 3)', 'type'],
    'type2': ['int', 'str', 'float', 'complex', 'bool', 'list', 'tuple', 'dict', 'set', 'frozenset', 'bytes', 'bytearray', 'range', 'slice', 'memoryview', 'type', 'object', 'enumerate', 'zip', 'map', 'filter', 'reversed', 'property', 'classmethod', 'staticmethod', 'super', 'Exception', 'OSError', 'StopIteration', 'type(None)', 'type(...)', 'type(len)', 'type(f)'],
    'imeth': ['bit_length', 'to_bytes', '__add__', '__neg__', '__index__', '__repr__', '__hash__', '__bool__', 'conjugate', '__format__'],
    'smeth': ['upper', 'join', 'find', 'split', '__add__', '__mod__', '__len__', '__iter__', 'format', 'strip', 'center', 'startswith', '__getitem__', '__contains__', '__eq__'],
}
CHOICES['enc2'] = CHOICES['enc']
PRELUDE = r'''
import sys, re, copy, pickle
sys.setrecursionlimit(500)
def odd(x):
    return x is None or x != x or isinstance(x, (type, BaseException)) or callable(x) or isinstance(x, tuple) and any(map(odd, x))
def text(x):
    if type(x) in (set, frozenset) and any(map(odd, x)): # the order hangs on addresses
        return f'{type(x).__name__}{sorted(map(repr, x))}'
    return re.sub(r'0x[0-9a-f]{6,}', '0x', repr(x))[:300]
def show(*v):
    print(*[text(list(x)[:20]) if hasattr(x, '__next__') and x is not iter else text(x) for x in v])
def f(a=1, b=2, *c, k=3, **d): return (a, b, c, k, d)
class CM:
    def __init__(self, v): self.v = v
    def __enter__(self): return self.v
    def __exit__(self, *a):
        show('exit', a[0])
        return bool(self.v)
def run(i, code):
    print('#', i)
    try:
        exec(code, {'show': show, 'f': f, 'CM': CM, '__name__': 'x', 'copy': copy, 'pickle': pickle, 'sys': sys})
    except BaseException as e:
        print(type(e).__name__, re.sub(r'0x[0-9a-f]{6,}', '0x', str(e))[:300])
        if isinstance(e, SyntaxError): print(e.lineno, e.offset, e.end_offset)
'''


class Gen:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def pick(self, pool):
        return self.r.choice(POOLS[pool])

    def any(self):
        return self.pick(self.r.choice(list(POOLS)))

    def slice(self):
        part = lambda: self.r.choice(['', '', *SMALL, '10', '-10', 'None'])
        return self.r.choice([f'{part()}:{part()}', f'{part()}:{part()}:{part()}', self.r.choice(SMALL)])

    def spec(self):
        return ''.join(self.r.choice(p) for p in FORMAT_PARTS)

    def argument(self, kind):
        r = self.r
        if r.random() < 0.06:
            return self.any()
        if kind == 'i' or kind == 'I':
            return r.choice(SMALL + ['10', '-10', '8'])
        if kind == 's':
            return self.pick('str')
        if kind == 'S':
            return r.choice([self.pick('str'), self.pick('str'), 'None', "('a','b')"])
        if kind == 'N':
            return r.choice([self.pick('str'), 'None'])
        if kind == 'c':
            return r.choice(["'*'", "'é'", "' '", "'ab'"])
        if kind == 'b':
            return self.pick('bytes')
        if kind == 'B':
            return r.choice(["[b'a',b'bc']", "(b'x',)", '[]', "['a']", "[b'a',1]"])
        if kind == 'L':
            return r.choice(["['a','b']", "('x',)", '[]', "['a',1]", "'xyz'", "{'k':1}"])
        if kind == 'E':
            return r.choice(["'utf-8'", "'ascii'", "'latin-1'", "'utf-16-le'", "'ascii','replace'", "'ascii','ignore'",
                             "'utf-8','surrogateescape'", "'ascii','backslashreplace'", "'nope'", "'cp1252'",
                             "'ascii','xmlcharrefreplace'", "'unicode_escape'", "'utf-32-be'"])
        if kind == 'F':
            return repr(self.spec())
        if kind == 'D':
            return r.choice(["{97:'x'}", "{98:None}", "{99:100}", "str.maketrans('ab','ba')"])
        if kind == 'o':
            return r.choice(["'big'", "'little'", 'int', 'str', '(int,str)', 'len', 'None', 'list'])
        if kind == 'n':
            return self.pick(r.choice(NUMBERS))
        if kind == 'q':
            return r.choice(["'real'", "'nope'", "'__len__'", "'__name__'"])
        return self.any()

    def method(self):
        pool = self.r.choice(list(METHODS))
        name, args = self.r.choice(METHODS[pool])
        given = []
        for kind in args:
            if kind == 'I' and self.r.random() < 0.6:
                break
            given.append(self.argument(kind))
        if self.r.random() < 0.03:
            given.append(self.any())
        return f"x = {self.pick(pool)}; show(x.{name}({', '.join(given)}), x)"

    def binary(self):
        r = self.r
        op = r.choice(BINARY)
        if r.random() < 0.5:
            left, right = self.pick(r.choice(NUMBERS)), self.pick(r.choice(NUMBERS))
        else:
            left, right = self.any(), self.any()
        if op == '*':
            right = self.pick(r.choice(['small', 'float', 'small']))
        if op == 'is' and 'float(' in left and 'float(' in right:
            op = '=='  # the language leaves open whether equal numbers that are made at run time are one object
        text = f'({left}) {op} ({right})'
        if r.random() < 0.15:
            text = f'({left}) ** ({r.choice(SMALL + ["0.5", "-0.5", "1j"])})'
        elif r.random() < 0.1:
            text = f'({left}) {r.choice(["<<", ">>"])} ({r.choice(SMALL + ["70"])})'
        elif r.random() < 0.1:
            text = f'{r.choice(["-", "+", "~", "not "])}({left})'
        return f'show({text})'

    def formatting(self):
        r = self.r
        value = self.pick(r.choice(['int', 'float', 'str', 'complex', 'int', 'float', 'other', 'bytes']))
        style = r.random()
        if style < 0.4:
            return f'show(format({value}, {self.spec()!r}))'
        if style < 0.7:
            flags = ''.join(r.sample('#0- +', r.randrange(3)))
            width = r.choice(['', '5', '10', '*'])
            precision = r.choice(['', '', '.0', '.2', '.8', '.*'])
            kind = r.choice('diouxXeEfFgGcrsa%q')
            stars = ''.join(f'{r.choice(SMALL)}, ' for c in width + precision if c == '*')
            return f"show('[%{flags}{width}{precision}{kind}]' % ({stars}{value},))"
        conversion = r.choice(['', '!r', '!s', '!a'])
        if style < 0.85:
            return f"v = {value}; show(f'[{{v{conversion}:{self.spec()}}}]')"
        field = r.choice(['', '0', '1', 'k', '0.real', '0[0]', 'k[a]', '2', '0.x.y', '!', '{'])
        return f"show('<{{{field}{conversion}:{self.spec()}}}>'.format({value}, {self.any()}, k={self.any()}))"

    def subscript(self):
        return f'show({self.any()}[{self.slice() if self.r.random() < 0.7 else self.any()}])'

    def function(self):
        name, _, args = self.r.choice(FUNCTIONS).partition(' ')
        given = [self.pick('int') if name == 'hash' else self.argument(a) for a in args] # other hashes may be addresses
        call = f"{name}({', '.join(given)})"
        if name in ('iter', 'map', 'filter', 'zip', 'enumerate', 'reversed'):
            call = f'list({call})' if 'range(2**70)' not in call else f'next({call})'
        return f'show({call})' if not ('range(2**70)' in call and name in BIG) else 'show(0)'

    def statement(self):
        return self.filled(self.r.choice(STATEMENTS))

    def call(self):
        return f'show({self.filled(self.r.choice(CALLS))})'

    def any_method(self):
        """Any attribute of any value, called with whatever."""
        r, value = self.r, self.any()
        try:
            names = sorted(set(dir(eval(value))) - {'__sizeof__', '__doc__', '__getitem__', '__contains__', '__subclasshook__', '__getattribute__', '__subclasses__', '__dir__', '__hash__', '__init_subclass__', '__module__', '__getstate__', '__text_signature__', '__builtins__'})
        except Exception:
            names = ['__class__']
        given = ', '.join(self.argument(r.choice('iisbaaaLBEFonq')) for _ in range(r.choice((0, 0, 1, 1, 1, 2, 2, 3))))
        name = r.choice([n for n in names if not n.startswith('__')] or names) if r.random() < .6 else r.choice(names)
        if value in ('range(2**70)', 'type', 'object') or name in ('startswith', 'endswith', 'find', 'index', 'rfind', 'rindex', 'count') and not given:
            return 'show(2)'
        return f'x = {value}; show(x.{name}({given}), x)'

    def filled(self, template):
        r = self.r

        def fill(m):
            key = m.group(1)
            if key in CHOICES:
                return r.choice(CHOICES[key])
            if key == 'num':
                return self.pick(r.choice(NUMBERS))
            if key == 'any':
                return self.any()
            if key == 'seq':
                return self.pick(r.choice(['list', 'tuple', 'str']))
            if key == 'slice':
                return self.slice()
            if key == 'other2':
                return r.choice(['object', 'int', 'str', 'list', 'dict', 'tuple', 'Exception', 'bool', ''])
            if key == 'str2':
                return r.choice(CODE)
            return self.pick(key)
        text = re.sub(r'\{([a-z]\w+)\}', fill, template).replace('{{', '{').replace('}}', '}')
        return text if 'range(2**70)' not in text else 'show(1)'

    def piece(self):
        return self.r.choice([self.method, self.method, self.binary, self.binary, self.formatting, self.subscript,
                              self.function, self.function, self.statement, self.statement, self.call, self.call,
                              self.call, self.call, self.any_method, self.any_method])()


BIG = {'all', 'any', 'bytes', 'bytearray', 'dict', 'frozenset', 'set', 'list', 'tuple', 'sorted', 'sum', 'max', 'min',
       'dict.fromkeys', 'map', 'filter'}


def program(seed, pieces=10):
    gen = Gen(seed)
    return PRELUDE + '# ---\n' + ''.join(f'run({i}, {gen.piece()!r})\n' for i in range(pieces))
