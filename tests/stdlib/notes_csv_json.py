# csv dialects and sniffing, JSON with defaults and hooks, and what both refuse.
import csv, json, io, sys, datetime, decimal, collections, dataclasses
csv.register_dialect('pipes', delimiter='|', quoting=csv.QUOTE_NONNUMERIC, lineterminator='\n')
print(csv.list_dialects(), csv.get_dialect('pipes').delimiter, csv.get_dialect('excel').lineterminator.encode())
b = io.StringIO(); w = csv.writer(b, 'pipes'); w.writerow([1, 'a "q" b', None, 2.5, True]); w.writerows([[1], ['x|y', 'l\nm']]); print(repr(b.getvalue()))
print(list(csv.reader(io.StringIO('1|"a ""q"" b"|""\n'), 'pipes')))
for q in (csv.QUOTE_ALL, csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
    b = io.StringIO()
    try: csv.writer(b, quoting=q, escapechar='\\').writerow(['a,b', 'c"d', '', 'e\\f', ' g']); print(repr(b.getvalue()))
    except csv.Error as e: print(e)
b = io.StringIO(); dw = csv.DictWriter(b, ['n', 'v'], restval='-', extrasaction='ignore'); print(dw.writeheader()); dw.writerow({'n': 1, 'z': 9}); dw.writerows([{'n': 2, 'v': 3}]); print(repr(b.getvalue()))
b.seek(0); dr = csv.DictReader(b); print(dr.fieldnames, list(dr), dr.line_num)
print(list(csv.DictReader(['a,b', '1,2,3', '4'], restkey='R', restval='V')))
try: csv.DictWriter(io.StringIO(), ['a']).writerow({'b': 1, 'a': 2})
except ValueError as e: print(e)
s = csv.Sniffer(); d = s.sniff('a;b;c\n1;2;3\n4;5;6\n'); print(d.delimiter, d.quotechar, s.has_header('name;age\nbob;3\nann;4\n'), d.doublequote, d.skipinitialspace)
try: s.sniff('abc')
except csv.Error as e: print(e)
for f in (lambda: list(csv.reader(['"a"b'], strict=True)), lambda: list(csv.reader(['a\0b'])), lambda: csv.reader([], delimiter='ab'), lambda: csv.reader([], 'nope'), lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(['a,b']), lambda: csv.register_dialect('x', delimiter=1), lambda: csv.field_size_limit('x'), lambda: list(csv.reader(['x' * 20]))):
    try: print(f())
    except Exception as e: print(type(e).__module__, type(e).__name__, e)
class C(csv.Dialect): delimiter = ':'; quotechar = "'"; quoting = csv.QUOTE_MINIMAL; lineterminator = '\r\n'; skipinitialspace = True
print(list(csv.reader(["a: 'b:c': d"], dialect=C())), list(csv.reader(["a:b"], C)))
@dataclasses.dataclass
class P: x: int; y: list
class Enc(json.JSONEncoder):
    def default(self, o):
        if dataclasses.is_dataclass(o): return {'__p__': dataclasses.asdict(o)}
        if isinstance(o, datetime.date): return o.isoformat()
        if isinstance(o, set): return sorted(o)
        return super().default(o)
t = json.dumps({'p': P(1, [2]), 'd': datetime.date(2020, 1, 2), 's': {3, 1}, 1: None, 2.5: True, None: 'n', True: 'é\u2028"\\/\n\x01😀'}, cls=Enc, indent=2, sort_keys=False); print(t)
def hook(d): return P(**d['__p__']) if '__p__' in d else d
print(json.loads(t, object_hook=hook)); print(json.loads('{"a":1,"b":[1.5,1e3,-0]}', object_pairs_hook=collections.OrderedDict, parse_float=decimal.Decimal, parse_int=str))
print(json.dumps({'b': 1, 'a': [1, {}, []]}, separators=(',', ':'), sort_keys=True), json.dumps('é', ensure_ascii=False), json.dumps([1, 2], indent='\t'), json.dumps({}, indent=2), json.dumps([[]], indent=0))
print(json.dumps([float('nan'), float('inf'), -0.0, 1e22, 1e-7, 10**20]), json.loads('[NaN, Infinity, -Infinity]'))
for f in (lambda: json.dumps({(1, 2): 3}), lambda: json.dumps({(1, 2): 3}, skipkeys=True), lambda: json.dumps(float('nan'), allow_nan=False), lambda: json.dumps(P(1, [])), lambda: json.dumps({1, 2}), lambda: json.loads(''), lambda: json.loads('{"a":}'), lambda: json.loads("{'a':1}"), lambda: json.loads('[1,]'), lambda: json.loads('[1 2]'), lambda: json.loads('{"a" 1}'), lambda: json.loads('"abc'), lambda: json.loads('"\\x"'), lambda: json.loads('"\t"'), lambda: json.loads('1 2'), lambda: json.loads('{"a":1,}'), lambda: json.loads('nul'), lambda: json.loads('"\\ud83d\\ude00 \\u12"'), lambda: json.loads(b'\xff\xfe1\x00'), lambda: json.loads(None), lambda: json.loads('\ufeff1'), lambda: json.dumps({'a': 1}, bogus=1), lambda: json.loads('1', cls=json.JSONDecoder, strict=False), lambda: json.load(io.StringIO('[1]'), parse_constant=str), lambda: json.dump([1], sys.stdout)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
try: json.loads('{\n"a": 1,\n "b": x}')
except json.JSONDecodeError as e: print(e.msg, e.pos, e.lineno, e.colno, e.doc)
print(list(json.JSONEncoder(indent=1).iterencode({'a': [1, 2]})), json.JSONDecoder().raw_decode('[1] rest'), json.JSONEncoder().item_separator)
