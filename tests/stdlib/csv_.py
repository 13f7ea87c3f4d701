"""csv: readers, writers, dialects, errors."""
import csv, io
def rd(text, **kw):
    try: print(list(csv.reader(io.StringIO(text, newline=''), **kw)))
    except Exception as e: print(type(e).__name__, e)
def wr(rows, **kw):
    f = io.StringIO(newline='')
    try:
        w = csv.writer(f, **kw); w.writerows(rows); print(repr(f.getvalue()))
    except Exception as e: print(type(e).__name__, e, repr(f.getvalue()))
for t in ['a,b,c\n1,2,3\n', 'a,"b,c",d\r\n', '"x ""y"" z",1\n', '"multi\nline",2\nq\n', '', '\n\n', 'a\n\nb\n', 'a,,\n', '"', '"abc', 'a"b,c\n', '"a"b,c\n', ' a, b,"c", "d"\n', 'a\rb', 'a\r\nb\r\n', "'a,b',c\n", 'a\tb\n', 'a\\,b,c\n', '1,"2",x\n', '1.5,"q"\n', ',\n', '"a","b"\n"c"', 'a,b\rc,d\n', 'a\n,b', '"a\r\nb",c\r\n', 'x"y"z,"q""",""\n']:
    for kw in [{}, dict(skipinitialspace=True), dict(quotechar="'"), dict(delimiter='\t'), dict(escapechar='\\'), dict(quoting=csv.QUOTE_NONE), dict(quoting=csv.QUOTE_NONNUMERIC), dict(strict=True), dict(doublequote=False), dict(dialect='excel-tab'), dict(quoting=csv.QUOTE_NONE, escapechar='\\')]:
        rd(t, **kw)
rows = [['a', 1, 2.5, None, 'x,y', 'q"r', 'new\nline', "it's", '', True], [''], [], ['', ''], ['a\\b'], [' lead'], ['\r'], [1e300, 0.1, -3], ('t', 'u'), 'abc', [b'x', [1], {'k': 2}]]
for kw in [{}, dict(quoting=csv.QUOTE_ALL), dict(quoting=csv.QUOTE_NONNUMERIC), dict(quoting=csv.QUOTE_NONE), dict(quoting=csv.QUOTE_NONE, escapechar='\\'), dict(doublequote=False), dict(doublequote=False, escapechar='\\'), dict(delimiter=';', lineterminator='\n'), dict(dialect='unix'), dict(quotechar="'"), dict(quotechar=None)]:
    wr(rows, **kw)
    for r in rows: wr([r], **kw)
wr([5]); wr([None])
for kw in [dict(delimiter=''), dict(delimiter=',,'), dict(delimiter=1), dict(quotechar=''), dict(quotechar=1), dict(quoting=9), dict(quoting='x'), dict(lineterminator=5), dict(escapechar=b'x'), dict(quotechar=None, quoting=0), dict(foo=1), dict(dialect='nope'), dict(lineterminator=None), dict(delimiter=None)]:
    rd('a', **kw)
try: csv.writer(1)
except TypeError as e: print(e)
try: csv.reader(1)
except TypeError as e: print(e)
try: next(csv.reader([b'a']))
except csv.Error as e: print(e)
print(csv.list_dialects(), csv.get_dialect('excel').delimiter, csv.get_dialect('unix').quoting, csv.field_size_limit(), csv.field_size_limit(5), csv.field_size_limit())
rd('abcdefg,1\n'); csv.field_size_limit(131072)
csv.register_dialect('pipes', delimiter='|', quoting=csv.QUOTE_NONE); print(list(csv.reader(['a|b'], 'pipes'))); csv.unregister_dialect('pipes')
for f in [lambda: csv.unregister_dialect('pipes'), lambda: csv.get_dialect('q'), lambda: csv.register_dialect(1), lambda: csv.Dialect(), lambda: setattr(csv.get_dialect('excel'), 'delimiter', ';')]:
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class D(csv.Dialect): delimiter = ';'; quoting = csv.QUOTE_ALL; lineterminator = '\n'; quotechar = "'"
wr([['a', 1]], dialect=D); wr([['a', 1]], dialect=D()); wr([['a', 1]], dialect=D, delimiter=':')
r = csv.DictReader(io.StringIO('name,age\nBob,3\n\nAl\nX,1,2,3\n')); print(r.fieldnames, list(r), r.line_num)
print(list(csv.DictReader(['1,2'], fieldnames=['a', 'b', 'c'], restval='-')), list(csv.DictReader(['a', '1,2'], restkey='rest')))
f = io.StringIO(); w = csv.DictWriter(f, ['x', 'y'], restval='?'); print(w.writeheader(), w.writerow({'x': 1}), w.writerows([{'x': 1, 'y': 2}])); print(repr(f.getvalue()))
for g in [lambda: w.writerow({'z': 1}), lambda: csv.DictWriter(f, ['a'], extrasaction='q')]:
    try: g()
    except ValueError as e: print(e)
w = csv.DictWriter(f, ['x'], extrasaction='ignore'); print(w.writerow({'x': 1, 'z': 2}))
s = csv.Sniffer()
for t in ['a,b,c\n1,2,3\n4,5,6\n', 'a;b\n1;2\n', "'a':'b'\n'c':'d'\n", 'name\tage\nBob\t3\nAl\t44\n', '"a", "b"\n"c", "d"\n', 'x y z\n1 2 3\n', 'abc\ndef\n', '1|2|3\n4|5|6\n', 'a,"b ""c""",d\n1,"2",3\n']:
    try:
        d = s.sniff(t); print(repr(d.delimiter), d.quotechar, d.doublequote, d.skipinitialspace, s.has_header(t))
    except csv.Error as e: print(e)
rr = csv.reader(io.StringIO('a\n"b\nc"\n')); print([(x, rr.line_num) for x in rr], rr.dialect.delimiter)
