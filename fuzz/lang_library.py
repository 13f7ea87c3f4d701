"""Calls into the standard library for diff_lang.py: functools, itertools, collections, contextvars, weakref and others.

Each piece is a template whose holes are filled with values, callables and sequences that fit or nearly fit,
and prints what comes back, or the type and text of its exception. Iterators are read to a limit.
"""
import re

import lang_values

ITERATORS = [
    "chain({any}, {any})", "chain.from_iterable({any})", "islice({any}, {small})", "islice({any}, {edge}, {edge})", "islice({any}, {edge}, {edge}, {edge})", "islice(count({num}, {num}), {small})", "accumulate({any})",
    "accumulate({any}, {two})", "accumulate({any}, {two}, initial={any})", "combinations({any}, {small})", "combinations_with_replacement({any}, {few})", "permutations({any}, {few})", "permutations({any})", "product({any}, {any})",
    "product({any}, repeat={few})", "compress({any}, {any})", "cycle({any})", "dropwhile({one}, {any})", "takewhile({one}, {any})", "filterfalse({one}, {any})", "filterfalse(None, {any})", "groupby({any})", "groupby({any}, {one})", "groupby({any}, key={one})", "pairwise({any})",
    "repeat({any}, {small})", "repeat(object={any}, times={small})", "starmap({two}, {any})", "tee({any})[0]", "tee({any}, {few})", "zip_longest({any}, {any})", "zip_longest({any}, {any}, fillvalue={any})", "zip_longest({any}, fillvalue={any}, x=1)", "count({any})", "count({num}, {any})", "count(start={num}, step={num})",
    "zip({any}, {any}, strict={bool})", "map({two}, {any}, {any})", "enumerate({any}, {any})", "reversed({any})", "iter({any})", "filter({one}, {any})", "range({small}, {small})", "deque({any}, {small})", "Counter({any}).elements()",
]
PIECES = [
    # iterators: values, rest, copies, pickles
    "it = {iterator}; show(next(it), repr(it).partition(' object at')[0]); show(list(islice(it, 4)))",
    "it = {iterator}; show(it.__reduce__()[1:]); next(it); show(it.__reduce__()[1:])",
    "it = {iterator}; next(it); jt = copy.copy(it); show(list(islice(it, 5))); show(list(islice(jt, 5)))",
    "it = {iterator}; next(it); jt = pickle.loads(pickle.dumps(it, {protocol})); show(list(islice(it, 5))); show(list(islice(jt, 5)))",
    "it = {iterator}; it.__setstate__({any}); show(list(islice(it, 5)))",
    "it = {iterator}; show(operator.length_hint(it, 7)); next(it); show(operator.length_hint(it, 7))",
    "a, b = tee({any}); show(next(a), next(a)); show(list(islice(b, 5))); c = copy.copy(a); show(list(islice(c, 3)), list(islice(a, 3)))",
    "g = groupby({any}, {one}); k, v = next(g); show(k, list(v)); k, v = next(g); next(g); show(k, list(v))",
    # functools
    "show(reduce({two}, {any}))", "show(reduce({two}, {any}, {any}))", "p = partial({one}, {any}); show(p(), p.args, p.keywords)", "p = partial({two}, {any}); q = partial(p, {any}, k={any}); show(q.func is p.func, q.args, q.keywords); show(p({any}))",
    "p = partial(f, {any}, b={any}); show(p({any}), p(c={any}), p(b=1)); show(repr(p)[:9]); r = pickle.loads(pickle.dumps(partial(int, '5'), {protocol})); show(r(), r.args)",
    "p = partial({any}, {any}); show(p)", "p = partial(f); p.__setstate__({any}); show(p())", "p = partial(f, 1); p.x = {any}; show(vars(p), copy.copy(p).__dict__, copy.deepcopy(p).args)",
    "class C:\n    m = partialmethod(f, {any}, k={any})\n    s = partialmethod({two}, {any})\nshow(C().m({any})[1:]); show(C().s())",
    "@lru_cache(maxsize={edge}, typed={bool})\ndef h(*a, **k): show('run', a, k); return len(a)\nfor v in ({any}, {any}, 1, 1.0, True, {any}): show(h(v))\nshow(h(1, k={any}), h.cache_info(), h.cache_parameters()); h.cache_clear(); show(h.cache_info())",
    "class C:\n    n = 0\n    @cached_property\n    def v(self): self.n += 1; return {any}\nc = C(); show(c.v, c.v, c.n, c.__dict__); del c.v; show(c.v, c.n); c.v = {any}; show(c.v, type(C.v).__name__)",
    "@singledispatch\ndef h(a, *r): return 'base', a\n@h.register\ndef _(a: int): return 'int', a\n@h.register(list)\ndef _(a, *r): return 'list', a\n@h.register(collections.abc.Mapping)\ndef _(a): return 'map', a\nshow(h({any}), h({any}), h({any})); show(h.dispatch({type2}).__name__); h.register({any}, len); show(h())",
    "@total_ordering\nclass C:\n    def __init__(self, v): self.v = v\n    def __{ordering}__(self, o): return {compared}\n    def __eq__(self, o): return self.v == o.v\nshow(C(1) < C(2), C(1) >= C(2), C(3) > C(2), C(2) <= C(2)); show(C(1) < {any})",
    "k = cmp_to_key({two}); show(sorted({any}, key=k)); show(k({any}) < k({any}), k(1) == k(1)); k(1) < {any}",
    "@wraps({one})\ndef h(*a): pass\nshow(h.__name__, h.__wrapped__, h.__module__)", "update_wrapper({any}, {any})", "show(sorted({any}, key=cmp_to_key({two}), reverse={bool}))",
    # collections
    "d = deque({any}, {edge}); d.{dequemeth}({any}); show(d, len(d), d.maxlen)", "d = deque({any}); d.{dequemeth}({any}); show(d); d.{dequemeth}({small}, {any}); show(d)", "d = deque({any}); d.{dequemeth}(); show(d); show(d[{small}]); del d[{small}]; d[{small}] = {any}; show(d, d == deque({any}), d < deque({any}))",
    "d = deque({any}, {few}); d += {any}; show(d, d + deque({any}), d * {few}); d *= {few}; show(d, copy.copy(d), pickle.loads(pickle.dumps(d, {protocol}))); show(d.index({any}, {small}), d.count({any}))",
    "d = deque({seq}); i = iter(d); show(next(i)); d.append(1); next(i)", "d = deque({seq}); show(list(reversed(d)), {any} in d, d.__reduce__()[1:])",
    "c = Counter({any}); show(c, c.most_common({edge}), c.total(), c[{any}])", "c = Counter({seq}); e = Counter({seq}); show(c {bop} e, c + e, +c, -e); c.update({any}); c.subtract({any}); show(c, c.elements())", "c = Counter(a={small}, b={small}); c.{dictmeth}({any}); show(c); show(c == Counter({any}), c <= Counter({any}))",
    "d = OrderedDict({any}); d.{orderedmeth}({any}); show(d)", "d = OrderedDict(a=1, b=2, c=3); d.move_to_end({any}, last={bool}); show(d)", "d = OrderedDict(a=1, b=2, c=3); d.move_to_end('a', {bool}); show(d, d.popitem(last={bool}), d == {any}, list(reversed(d)), d | {any}); show({any} | d)",
    "d = OrderedDict({dict}); e = pickle.loads(pickle.dumps(d, {protocol})); show(e, e == d, copy.copy(d), d.copy(), OrderedDict.fromkeys({any}, {any}))",
    "d = defaultdict({one}, {any}); show(d[{any}]); show(d, d.{dictmeth}({any}))", "d = defaultdict({zero}); show(d[{any}], d[{any}], d, d.default_factory, copy.copy(d), d | {dict}); d.default_factory = {any}; show(d[{any}])", "defaultdict({any}, {any})",
    "m = ChainMap({dict}, {dict}); m[{any}] = 1; show(m, m.maps, m[{any}], len(m), list(m)); show(m.new_child({any}), m.parents, m.pop({any}), m | {any})", "m = ChainMap({any}); m.{dictmeth}({any}); show(m)",
    "N = namedtuple({any}, {any}); show(N)", "N = namedtuple('N', {names}, rename={bool}, defaults={any}); show(N._fields, N._field_defaults, N({any}), N(*{any})); show(N._make({any})._asdict(), N._make({any})._replace(x={any}))",
    "N = namedtuple('N', 'x y'); n = N({any}, y={any}); show(n, n.x, n[1], n == {any}, n + (1,), n._asdict()); show(n._replace(x={any}), N._make({any}), copy.copy(n)); N(1)", "u = UserDict({any}); u.{dictmeth}({any}); show(u)", "u = UserList({any}); u.{listmeth}({any}); show(u)", "u = UserString({any}); show(u.{strmeth}({str}))",
    # operator, heapq, bisect
    "show(operator.{operatorname}({any}))", "show(operator.{operatorname}({any}, {any}))", "show(operator.{operatorname}({list}, {any}, {any}))", "show(itemgetter({any})({any}), itemgetter({any}, {any})({any}))", "show(attrgetter({str})({any}))", "show(attrgetter('real', '{attr}')({any}))", "g = methodcaller('{strmeth}', {any}); show(g({str})); show(repr(g))",
    "g = itemgetter({small}, {small}); show(g, pickle.loads(pickle.dumps(g, {protocol}))({seq}), copy.copy(g)({any}))", "h = {list}; heapq.heapify(h); heapq.heappush(h, {any}); show(h, heapq.heappop(h), heapq.heappushpop(h, {any}), heapq.heapreplace(h, {any}), h)", "show(heapq.nlargest({small}, {any}), heapq.nsmallest({small}, {any}, key={one}))", "show(list(islice(heapq.merge({any}, {any}, key={key}, reverse={bool}), 9)))",
    "show(bisect.bisect_{side}({any}, {any}), bisect.bisect_{side}({list}, {any}, {small}, {edge}, key={key}))", "x = {list}; bisect.insort_{side}(x, {any}, {small}); show(x)", "bisect.insort({any}, {any}, key={key})",
    # sorting with keys that raise, and that change the list
    "def key(v):\n    if len(seen) == {few}: raise ValueError('key')\n    seen.append(v); return v\nseen = []; x = {list} + {list}\ntry: x.sort(key=key)\nfinally: show(x, len(seen))", "class K:\n    def __init__(self, v): self.v = v\n    def __lt__(self, o): log.append((self.v, o.v)); return {compared}\n    def __repr__(self): return f'K{{self.v}}'\nlog = []; x = [K(i) for i in ({small}, {small}, 4, {small}, 2)]; show(sorted(x, reverse={bool})); show(log); show(min(x), max(x))",
    "x = {list}\ndef key(v): x.append(1); return 0\ntry: x.sort(key=key)\nfinally: show(x)", "x = [(i % {pos}, i) for i in range(12)]; show(sorted(x, key=itemgetter(0), reverse={bool})); show(sorted(x, key=lambda p: {sortkey}))",
    # contextvars, weakref
    "v = ContextVar('v', default={any}); show(v.get()); t = v.set({any}); show(v.get(), t.var is v, t.old_value is Token.MISSING); c = copy_context(); v.set({any}); show(c[v], len(c), c.get(v), v in c, {any} in c); v.reset(t); show(v.get()); v.reset(t)", "v = ContextVar({any}); show(v.get({any})); v.get()",
    "v = ContextVar('v')\ndef h(x): v.set(x); return v.get()\nc = Context(); show(c.run(h, {any}), c[v], v.get('unset'), list(c.values())); show(c.run(c.run, h, 1))", "v = ContextVar('v'); t = v.set(1); c = copy_context(); show(c == copy_context()); c.run(v.reset, t)", "class C:\n    def __del__(self): show('del')\nc = C(); r = weakref.ref(c, lambda r: show('callback', r() is None)); p = weakref.proxy(c); p.x = {any}; show(p.x, r() is c, r == weakref.ref(c), len(weakref.getweakrefs(c))); del c; show(r()); p.x",
    "class C: pass\nc = C(); d = weakref.WeakValueDictionary(a=c); k = weakref.WeakKeyDictionary(); k[c] = {any}; s = weakref.WeakSet([c]); show(len(d), list(k.values()), len(s), c in s, d.get('a') is c); del c; show(len(d), len(k), len(s), d.get('a'))", "class C(list): pass\nc = C({seq}); f1 = weakref.finalize(c, show, 'fin', {any}); show(f1.alive, f1.peek()[2]); {finalized}; show(f1.alive)", "weakref.ref({any})", "weakref.WeakValueDictionary({any})", "k = weakref.WeakKeyDictionary(); k[{any}] = 1",
    # texts
    "show(textwrap.{wrapfn}({text}, width={pos}))", "show(textwrap.wrap({text}, {pos}, initial_indent='* ', subsequent_indent='  ', break_long_words={bool}, max_lines={few}))", "show(textwrap.dedent({text}), textwrap.indent({text}, '> '), textwrap.shorten({text}, {pos}))", "show(string.Template({template}).{templatemeth}({dict}, x={any}))", "show(string.capwords({str}, {any}))", "show(string.Formatter().format({template2}, {any}, k={any}))", "show(list(string.Formatter().parse({template2})))",
    "show(re.{refn}({pattern}, {str}))", "show(re.sub({pattern}, {replacement}, {str}, {few}))", "show([m.span() for m in re.finditer({pattern}, {text})])", "m = re.search({pattern}, {text}); show(m.group(), m.groups({any}), m.groupdict(), m.span(), m.lastindex, m.expand({replacement}))", "show(re.split({pattern}, {text}, maxsplit={few}))", "show(re.compile({pattern}, {reflags}))", "show(re.escape({any}))",
    "show(json.dumps({any}, indent={edge}, sort_keys={bool}, ensure_ascii={bool}))", "show(json.dumps({any}, default={one}, skipkeys={bool}, separators={any}))", "show(json.loads({json}))", "show(json.loads({json}, parse_float={one}, object_hook={one}))", "show(ast.literal_eval({literal}))", "show(shlex.split({text}), shlex.quote({str}))", "show(pprint.pformat({any}, width={pos}))", "show(reprlib.repr({any}))",
    "show(difflib.get_close_matches({str}, {seq}), list(difflib.ndiff({seq}, {seq})))", "show(struct.pack({format}, {any}))", "show(struct.pack({format}, {any}, {any}), struct.calcsize({format}))", "show(struct.unpack({format}, {bytes}))", "show(struct.unpack_from({format}, {bytes}, {small}))", "show(array.array({typecode}, {any}))", "a = array.array({typecode}, {ints}); a.{arraymeth}({any}); show(a, a.itemsize, a[{slice}]); a[{slice}] = array.array({typecode}, {ints}); show(a)",
    "show(base64.{b64fn}({bytes}))", "show(binascii.{binfn}({any}))", "show(hashlib.md5({bytes}).hexdigest(), zlib.crc32({bytes}))", "show(fractions.Fraction({any}))", "show(fractions.Fraction({any}, {any}))", "show(fractions.Fraction({num}) {fop} fractions.Fraction({small}, {pos}))", "show(decimal.Decimal({any}))", "show(decimal.Decimal({decimal}) {fop} decimal.Decimal({decimal}))", "show(decimal.Decimal({decimal}).{decmeth}())", "show(decimal.Decimal({decimal}).quantize(decimal.Decimal({decimal})))",
    "show(math.{mathfn}({any}))", "show(math.{mathfn}({any}, {any}))", "show(cmath.{cmathfn}({any}))", "show(statistics.{statfn}({any}))", "show(datetime.timedelta({num}, {num}, {num}))", "show(datetime.date({small}, {small}, {small}))", "d = datetime.datetime(2020, 2, 29, 13, 5, {pos}); show(d + datetime.timedelta(days={num}), d.strftime({strf}), d.replace(month={pos}), d.isoformat({any}), d.isocalendar())", "show(datetime.datetime.fromisoformat({iso}), datetime.date.fromisoformat({iso}))", "show(datetime.datetime.strptime({iso}, {strf}))",
    "show(random.Random({seedval}).{randfn}({any}))", "show(random.Random({int}).{randfn}({any}, {any}))", "show(random.Random({int}).choices({any}, weights={any}, k={few}))", "show(uuid.UUID({str}))", "show(ipaddress.ip_address({any}))", "show(calendar.monthrange({int}, {small}))", "show(urllib.parse.{urlfn}({str}))", "show(os.path.{pathfn}({any}))", "show(os.path.join({str}, {any}, {str}))", "p = pathlib.PurePosixPath({any}, {any}); show(p, p.parts, p.name, p.suffixes, p.parent, p.with_suffix({str}))", "show(fnmatch.fnmatch({str}, {str}))",
    "show(types.SimpleNamespace({dictstar}))", "n = types.SimpleNamespace(a={any}); n.b = {any}; show(n, n == types.SimpleNamespace(a={any}), vars(n), copy.copy(n))", "m = types.MappingProxyType({any}); show(m, m.get({any}), m | {any}, list(m), len(m)); m[1] = 2", "show(types.new_class({any}, {any}))", "show(inspect.signature({one}), inspect.signature(lambda {parameters}: 0))", "show(inspect.signature(lambda {parameters}: 0).bind({any}, {any}, k={any}).arguments)",
    "with contextlib.suppress({excs}): raise {other}\nshow('after')", "@contextlib.contextmanager\ndef cm(v):\n    show('in')\n    try: yield v\n    except {excs} as e: show('caught', e)\n    finally: show('out')\nwith cm({any}) as x: show(x); raise {other}", "with contextlib.ExitStack() as st: st.callback(show, {any}); st.enter_context(contextlib.closing({any})); st.push({one}); show(1)", "with contextlib.nullcontext({any}) as x: show(x)", "show(typing.{typingform})", "show(typing.get_type_hints({any}))", "show(typing.get_origin({typing2}), typing.get_args({typing2}), {typing2} == {typing2}, hash(form := {typing2}) == hash(form))",
    "f1 = io.{iokind}; f1.write({any}); f1.seek({small}); show(f1.read({edge}), f1.tell(), f1.readline(), f1.getvalue()); f1.truncate({edge}); show(f1.getvalue()); f1.seek({small}, {few})", "f1 = io.StringIO({any}, newline={newline}); show(f1.readlines({edge}), f1.getvalue(), f1.newlines)", "f1 = io.TextIOWrapper(io.BytesIO({bytes}), encoding={plain}, errors='replace', newline={newline}); show(f1.read({edge})); show(f1.readlines())", "show(list(csv.reader({seq}, delimiter={str})))", "b = io.StringIO(); csv.writer(b, quoting={few}).writerow({any}); show(b.getvalue())",
]
CHOICES = {
    'few': ['0', '1', '2', '3', '2'], 'pos': ['1', '2', '3', '7', '12', '20'], 'edge': ['None', '0', '1', '2', '3', '5', '-1', '10'], 'protocol': ['0', '1', '2', '3', '4', '5'],
    'zero': ['int', 'list', 'dict', 'lambda: 5', 'None', 'str', 'lambda: 1 / 0'], 'one': ['str', 'len', 'bool', 'repr', 'abs', '(lambda x: x)', '(lambda x: x > 1)', '(lambda x: -x)', 'type', 'list', 'int', 'f', '(lambda x: [x])', '(lambda: 1)', 'int.bit_length', 'str.upper'],
    'two': ['operator.add', 'operator.mul', 'max', 'min', '(lambda a, b: a)', '(lambda a, b: (a, b))', 'operator.sub', 'divmod', 'operator.eq', '(lambda a, b: (a > b) - (a < b))', 'isinstance', 'pow', 'f', 'len', 'operator.getitem', '(lambda *a: a)'],
    'ordering': ['lt', 'le', 'gt', 'ge'], 'compared': ['self.v < o.v', 'self.v > o.v', 'True', 'NotImplemented', 'self.v', '0', "self.v - o.v", '1 / 0'], 'sortkey': ['-p[0]', 'p', '-p[1]', 'p[0] if p[1] % 2 else None', "str(p)", '0', '1 / (p[1] - 6)'],
    'dequemeth': ['append', 'appendleft', 'extend', 'extendleft', 'insert', 'pop', 'popleft', 'remove', 'reverse', 'rotate', 'clear', 'copy', 'index', 'count', '__contains__', '__add__', '__mul__', '__init__'],
    'dictmeth': ['get', 'pop', 'setdefault', 'update', '__getitem__', '__delitem__', '__contains__', '__or__', '__ior__', '__eq__', 'fromkeys', 'popitem', 'keys', 'move_to_end', '__reversed__', '__init__', '__missing__', 'clear', 'copy'],
    'orderedmeth': ['get', 'pop', 'setdefault', 'update', '__getitem__', '__delitem__', '__contains__', '__or__', '__ior__', '__eq__', 'fromkeys', 'move_to_end', '__init__'],
    'listmeth': ['append', 'extend', 'insert', 'pop', 'remove', 'index', 'count', 'sort', 'reverse', '__add__', '__iadd__', '__mul__', '__getitem__', '__delitem__', '__contains__', '__eq__', '__lt__'],
    'strmeth': ['upper', 'strip', 'split', 'join', 'find', 'center', 'replace', 'startswith', 'count', 'encode', 'format', 'title', 'zfill', 'index', 'partition', '__contains__', 'removeprefix', 'ljust', 'isdigit'],
    'names': ["'x y'", "'x, y'", "['x', 'y', 'z']", "'x x'", "'class y'", "'_a b'", "''", "'1 x'", "('x',)", '5', "'x y z'", "['é', 'x']"], 'side': ['left', 'right'],
    'operatorname': ['add', 'sub', 'mul', 'truediv', 'floordiv', 'mod', 'pow', 'neg', 'pos', 'abs', 'inv', 'index', 'not_', 'truth', 'is_', 'is_not', 'concat', 'contains', 'countOf', 'indexOf', 'getitem', 'delitem', 'setitem', 'lt', 'ge', 'eq', 'iadd', 'ior', 'iconcat', 'imul', 'matmul', 'call', 'length_hint', 'and_', 'lshift', 'xor'],
    'finalized': ['del c', 'show(f1())', 'show(f1.detach()[2])', 'c = 5', 'pass'], 'wrapfn': ['wrap', 'fill', 'shorten'], 'template': ["'$x and ${y}'", "'$$ $x'", "'$'", "'${x'", "'$1'", "'é$a'", "'$x$b'"], 'templatemeth': ['substitute', 'safe_substitute'],
    'template2': ["'{} {k}'", "'{0!r:>5}'", "'{'", "'}'", "'{{}}'", "'{0.real}'", "'{k[0]}'", "'{:{k}}'", "'{0!x}'", "'{!s:^9}'", "'a{0[a]}b'", "'{0:'", "'{}{1}'", "'é{k!a}'"],
    'reflags': ['0', '2', 're.I', 're.A | re.M', '256', '32', '4', 're.X', "'x'", 'None', '1.5', '()', '2**48', '-4'], 'refn': ['match', 'search', 'fullmatch', 'findall', 'split'], 'pattern': ["'a'", "'(a)(b)?'", "'[a-z]+'", "'\\\\w+'", "'(?P<n>\\\\d)'", "'(?i)A'", "'^.*$'", "'(a|b)*'", "'\\\\bX'", "'x*'", "'('", "'[z-a]'", "'*'", "'a{2,1}'", "'(?<=a)b'", "'(?P<n>a)(?P=n)'", "'\\\\'", "b'a'", "'é|ß'", "'(?:a(?=b))|c'", "'\\\\d+|\\\\s'", "'.'", "'(?x) a # c'", "''", "'(?P<1>a)'", "'a**'", "'(?z)'"],
    'replacement': ["'<\\\\g<0>>'", "'\\\\1'", "'x'", "''", "'\\\\n'", "'\\\\g<n>'", "'\\\\9'", '(lambda m: m.group().upper())', "'\\\\'", 'len', "'\\\\g<'", "b'x'", "'é'"],
    'text': ["'the quick brown fox jumps'", "'a  b\\tc\\nd'", "'ab ab aab 12 é 3'", "'  one\\n    two\\n  three'", "'loooooooooooooong word-with-hyphens here'", "'it\\'s \"quoted\" text'", "''", "'X a1 b22'"],
    'json': ["'[1, 2.5, null]'", "'{\"a\": [true, {\"b\": \"\\\\u00e9\"}]}'", "'{'", "'[1,]'", "'nul'", "'\"\\\\x\"'", "'NaN'", "'-Infinity'", "'1e5'", "' 5 '", "'5 6'", "''", "'{\"a\":1,\"a\":2}'", "'[]]'", "b'[1]'", "'\"a\\nb\"'", "'{1: 2}'", "'01'", "'\"\\\\ud83d\\\\ude00\"'", '5'],
    'literal': ["'[1, 2]'", "'{1: (2, 3)}'", "'-1+2j'", "'1 + 1'", "'f()'", "'{*a}'", "'\"a\" \"b\"'", "'set()'", "'None'", "'x'", "' 1'", "'{1, 2}'", "'(1'", "b'1'", "'-True'", "'...'", '5'],
    'format': ["'i'", "'>h'", "'<Q'", "'3s'", "'?'", "'f'", "'d'", "'e'", "'B'", "'2i'", "'bh'", "'@q'", "'=l'", "'p'", "'c'", "'x'", "'z'", "'!I'", "'n'", "'4p'", "''", "'P'", "'3x2b'", "5"], 'typecode': ["'b'", "'B'", "'h'", "'i'", "'l'", "'q'", "'Q'", "'f'", "'d'", "'u'", "'x'"], 'ints': ['[1, 2, 3]', '[]', '[1.5]', '[-1]', 'range(5)', "b'abcdefgh'", "'ab'", '[300]'],
    'arraymeth': ['append', 'extend', 'fromlist', 'frombytes', 'pop', 'remove', 'index', 'count', 'insert', 'reverse', 'tolist', 'tobytes', 'byteswap', '__add__', '__mul__', '__contains__', '__getitem__', '__eq__', 'buffer_info'],
    'b64fn': ['b64encode', 'b64decode', 'b32encode', 'b16encode', 'b16decode', 'b85encode', 'b85decode', 'a85encode', 'urlsafe_b64encode', 'b32decode', 'a85decode'], 'binfn': ['hexlify', 'unhexlify', 'b2a_base64', 'a2b_base64', 'crc32', 'crc_hqx', 'b2a_uu', 'a2b_hex', 'b2a_qp', 'a2b_qp'], 'fop': ['+', '-', '*', '/', '//', '%', '<', '==', '**'],
    'decimal': ["'1.5'", "'-0'", "'NaN'", "'Infinity'", "'1E+5'", "'0.001'", "'123456789.987654321'", '3', "'-7.25'", "'sNaN'", "'1e-10'", "'x'"], 'decmeth': ['sqrt', 'exp', 'ln', 'log10', 'normalize', 'to_eng_string', 'as_tuple', 'is_nan', 'is_signed', 'adjusted', 'to_integral_value', 'as_integer_ratio', '__int__', '__float__', 'next_plus', 'logb', 'canonical', '__trunc__', '__round__', '__bool__'],
    'mathfn': ['sqrt', 'floor', 'ceil', 'trunc', 'gcd', 'lcm', 'factorial', 'comb', 'perm', 'isqrt', 'log', 'log2', 'log10', 'exp', 'sin', 'atan2', 'hypot', 'dist', 'fsum', 'prod', 'copysign', 'fmod', 'remainder', 'frexp', 'ldexp', 'modf', 'isclose', 'isnan', 'nextafter', 'ulp', 'degrees', 'erf', 'gamma', 'pow', 'cbrt', 'exp2', 'fabs', 'isinf'], 'cmathfn': ['sqrt', 'exp', 'phase', 'polar', 'log', 'isnan', 'sin', 'atanh', 'rect', 'isclose', 'cosh'],
    'statfn': ['mean', 'median', 'mode', 'multimode', 'stdev', 'pvariance', 'fmean', 'harmonic_mean', 'quantiles', 'median_low', 'geometric_mean', 'variance'], 'strf': ["'%Y-%m-%d'", "'%H:%M:%S.%f'", "'%j %U %w %a %b'", "'%y%%'", "'%Q'", "'%c'", "'%Y-%m-%dT%H:%M:%S'", "'%I %p'", "'%G-%V-%u'", "''", "'é%d'", '5'], 'iso': ["'2020-02-29'", "'2020-13-01'", "'2021-02-03T04:05:06'", "'2021-02-03 04:05:06.789+01:00'", "'x'", "'20200101'", "'2020-W05-3'", "'13:05'", "''", '5', "'2021-02-03T04:05Z'"],
    'randfn': ['random', 'randint', 'randrange', 'choice', 'shuffle', 'sample', 'uniform', 'gauss', 'getrandbits', 'betavariate', 'expovariate', 'triangular', 'normalvariate', 'randbytes', 'choices', 'paretovariate', 'lognormvariate', 'vonmisesvariate', 'gammavariate', 'weibullvariate'],
    'seedval': ['5', "'abc'", "b'xyz'", '2.5', '-3', '2**70', 'bytearray(b"q")'], 'urlfn': ['quote', 'unquote', 'urlparse', 'urlsplit', 'parse_qs', 'quote_plus', 'unquote_plus', 'parse_qsl', 'urldefrag'], 'pathfn': ['basename', 'dirname', 'splitext', 'normpath', 'split', 'isabs', 'commonprefix', 'splitdrive', 'commonpath', 'normcase'], 'dictstar': ['**{"a": 1}', 'x=1, y=[2]', '**{1: 2}', '{}', '5', ''],
    'parameters': ['', 'a', 'a, b=1', '*a', '**k', 'a, /, b, *, c', '*, k=2', 'a, *r, k', 'a=1, /, *a2, **k', 'k'], 'excs': ['ValueError', '(KeyError, TypeError)', 'Exception', 'LookupError', '5', 'OSError', ''],
    'typingform': ['List[int]', 'Dict[str, List[int]]', 'Optional[int]', 'Union[int, str, None]', 'Union[int]', 'Callable[[int], str]', 'Callable[..., int]', 'Tuple[int, ...]', 'Tuple[()]', 'Literal[1, "a", None]', 'Any', "ForwardRef('x')", "TypeVar('T')", "TypeVar('T', int, str)", "TypeVar('T', bound=int, covariant=True)", 'Annotated[int, 5]', 'ClassVar[int]', 'Final[str]', 'Type[int]', "NewType('U', int)", 'Generic', "Generic[typing.TypeVar('T')]", "Concatenate[int, typing.ParamSpec('P')]", 'Required[int]', 'Union[5]', 'List[5]', 'List[int, str]', 'Dict[int]', 'Optional[int, str]', 'Callable[int, str]', 'Literal[[]]', 'ClassVar[typing.ClassVar[int]]', "TypeVar('T', int)", "TypeVarTuple('Ts')", "Unpack[typing.Tuple[int]]", 'Self', 'Self[int]', 'Protocol', 'cast(int, {any})', 'Union[list[int], typing.List[int]]', 'Iterator[int]', 'AsyncGenerator[int, str]', 'Generator[int]', 'Counter[str]', 'Optional["x"]', 'NoReturn[int]', 'TypeGuard[int]', 'ParamSpec("P").args', "get_type_hints(typing.NamedTuple('N', [('a', int)]))", "NamedTuple('N', a=int)", "TypedDict('D', {'a': int}, total=False)", "runtime_checkable(int)", "Any()", "Union", 'Text', 'Pattern[str]', 'IO[str]', 'Hashable', 'Sized[int]', 'SupportsInt'],
    'typing2': ['list[int]', 'typing.List[int]', 'int | None', 'typing.Optional[int]', 'typing.Union[int, str]', 'dict[str, list[int]]', 'typing.Callable[[int], str]', 'tuple[int, ...]', 'tuple[()]', 'typing.Literal[1, 2]', 'typing.Annotated[int, 1]', 'int', 'type[int]', 'collections.abc.Callable[[int], str]', 'typing.List', '5', 'collections.abc.Callable[..., int]', 'typing.ClassVar[int]', 'list[typing.TypeVar("T")]', 'int | str'],
    'plain': ["'utf-8'", "'ascii'", "'latin-1'", "'cp1252'", "'utf-16-le'"], 'iokind': ['StringIO()', 'BytesIO()', "StringIO('abc\\ndef\\n')", "BytesIO(b'abc\\ndef')", "StringIO('é\\r\\nb')"], 'newline': ['None', "''", "'\\n'", "'\\r\\n'", "'\\r'", "'x'", '5'],
}
PRELUDE = lang_values.PRELUDE.replace('''import sys, re, copy, pickle
''', '''import abc, array, ast, base64, binascii, bisect, calendar, cmath, collections, collections.abc, contextlib, contextvars, copy, csv, datetime, decimal, difflib, fnmatch, fractions
import functools, hashlib, heapq, inspect, io, ipaddress, itertools, json, math, operator, os, pathlib, pickle, pprint, random, re, reprlib, shlex, statistics, string, struct, sys
import textwrap, types, typing, urllib.parse, uuid, weakref, zlib
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, UserString, defaultdict, deque, namedtuple
from contextvars import Context, ContextVar, Token, copy_context
from functools import cached_property, cmp_to_key, lru_cache, partial, partialmethod, reduce, singledispatch, total_ordering, update_wrapper, wraps
from itertools import (accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile, filterfalse, groupby, islice, pairwise, permutations, product,
                       repeat, starmap, takewhile, tee, zip_longest)
from operator import attrgetter, itemgetter, methodcaller
''').replace("{'show': show, 'f': f, 'CM': CM, '__name__': 'x', 'copy': copy, 'pickle': pickle, 'sys': sys}", "{**globals(), '__name__': 'x'}") + '''
def first(x):
    return list(islice(x, 20)) if hasattr(x, '__next__') and x is not iter else x
def show(*v):
    print(*[text(first(x)) for x in v])
'''


class Gen(lang_values.Gen):
    def any(self):
        """Short sequences are what most of the library is given."""
        pool = self.r.choice(['list', 'tuple', 'str', 'dict', 'list', 'small', 'int', 'float', 'bytes', 'set', 'other', 'complex'])
        return self.pick(pool)

    def piece(self):
        r = self.r

        def fill(m):
            key = m.group(1)
            if key == 'iterator':
                return re.sub(r'\{([a-z]\w+)\}', fill, r.choice(ITERATORS))
            if key in CHOICES:
                return r.choice(CHOICES[key])
            return self.filled('{' + key + '}')
        text = re.sub(r'\{([a-z]\w*)\}', fill, r.choice(PIECES)).replace('{{', '{').replace('}}', '}')
        return text if 'range(2**70)' not in text else 'show(1)'


def program(seed, pieces=8):
    gen = Gen(seed)
    return PRELUDE + '# ---\n' + ''.join(f'run({i}, {gen.piece()!r})\n' for i in range(pieces))
