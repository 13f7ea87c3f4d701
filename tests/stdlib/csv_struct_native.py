# csv: lines that end within fields, wide text, errors in the middle; struct: numbers at the edges of their formats.
import csv
import gc
import io
import struct
import weakref


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)


def rows(lines, *args, **kwargs):
    return list(csv.reader(lines, *args, **kwargs))


for text in ('a,b\n', '"a\nb",c', '"a,""b""",c\r\n', 'a"b,c', '"a"b,c', '"a', 'a,"b', '', '\n', '\r\n', ',', 'a,\n', '"', '""', '"",""', ' a, "b"', 'a\rb', 'a\nb', 'a\\,b',
             'é,"ü\u2028",\U0001f600', '"é\U0001f600""x",y', 'a\0b,c', '1,"2",x'):
    lines = io.StringIO(text, newline='')
    for options in {}, {'strict': True}, {'skipinitialspace': True}, {'escapechar': '\\'}, {'doublequote': False, 'escapechar': '\\'}, {'quoting': csv.QUOTE_NONE}, \
            {'quoting': csv.QUOTE_NONNUMERIC}, {'delimiter': 'é', 'quotechar': '\U0001f600'}:
        print(ascii(text), options, end=' ')
        lines.seek(0)
        show(rows, lines, **options)
print(rows(['a\\', 'b,c'], escapechar='\\'), rows(['"a\\', 'b",c'], escapechar='\\'), rows(['a\\\n', 'b,c'], escapechar='\\'))
for bad in ([b'x'], [1], ['a', None]):
    show(rows, bad)
old = csv.field_size_limit(5)
show(rows, ['abcde,"abcde"'])
show(rows, ['abcdef'])
show(rows, ['a,"abc\n', 'def"'])
csv.field_size_limit(old)

r = csv.reader(['a,b', '"c', 'd"', 'e'])
print(type(r), next(r), r.line_num, next(r), r.line_num, r.dialect.delimiter, list(r), r.line_num, list(r))
for text in ('r.line_num = 1', 'r.x = 1', 'del r.dialect', 'csv.reader()', 'csv.reader([], "excel", 1)', 'csv.reader(1)', 'csv.reader([], delimiter="xx")',
             'csv.writer(1)', 'w.dialect = 1', 'w.writerow()', 'w.writerow(1)', 'w.writerows([[1], 2])', 'w.writerow(1, 2)', 'w.writerow(i for i in [1, 1 / 0])'):
    w = csv.writer(io.StringIO())
    try:
        exec(text)
    except Exception as e:
        print(text, type(e).__module__, type(e).__name__, e, e.__context__)


class Text(str):
    def __str__(self):
        return 'other'


class Number:
    def __float__(self):
        return 1.0

    def __repr__(self):
        return 'N,'


row = ['a', 'b,c', 'd"e', 'f\ng', None, 1, 2.5, True, 1e300, Text('t'), Number(), b'x', '', 'é\U0001f600', [1], '\r', 'x\\y', 3j]
for options in {}, {'quoting': csv.QUOTE_ALL}, {'quoting': csv.QUOTE_NONNUMERIC}, {'quoting': csv.QUOTE_NONE}, {'quoting': csv.QUOTE_NONE, 'escapechar': '\\'}, \
        {'doublequote': False, 'escapechar': '\\'}, {'doublequote': False}, {'delimiter': 'é', 'lineterminator': 'b!'}, {'escapechar': 'x'}:
    f = io.StringIO()
    w = csv.writer(f, **options)
    for part in row, [], [''], [None], ['', ''], 'abc', range(3), {'k': 1}:
        show(w.writerow, part)
    print(options, ascii(f.getvalue()))
w.writerows([])
print(csv.writer(type('F', (), {'write': lambda self, text: text.upper()})()).writerow(['x']))


class Lines(list):
    pass


lines = Lines()
lines.append(csv.reader(lines))
gone = weakref.ref(lines)
del lines
gc.collect()
print(gone())

# --- struct ---
for code in 'bBhHiIlLqQnNP':
    for order in '@', '<', '>':
        if order != '@' and code in 'nNP':
            continue
        size = struct.calcsize(order + code)
        for n in (0, 1, -1, 2 ** (8 * size - 1) - 1, 2 ** (8 * size - 1), 2 ** (8 * size) - 1, 2 ** (8 * size), -2 ** (8 * size - 1), -2 ** (8 * size - 1) - 1, 1.0, '1', True):
            try:
                b = struct.pack(order + code, n)
                print(order + code, n, b.hex(), struct.unpack(order + code, b)[0])
            except Exception as e:
                print(order + code, n, type(e).__name__, e)
for code in 'efd':
    for order in '@', '<', '>':
        for x in (0.0, -0.0, 1.5, 7, -2 ** 40, 2 ** 60, 10 ** 400, 1e39, 1e-50, 70000.0, 3.4028235677973366e38, 3.4028235e38, float('inf'), float('-inf'), float('nan'), True, '1'):
            try:
                b = struct.pack(order + code, x)
                print(order + code, str(x)[:20], b.hex(), struct.unpack(order + code, b)[0])
            except Exception as e:
                print(order + code, str(x)[:20], type(e).__name__, e)
for i in range(300):
    assert struct.calcsize(f'{i}x') == i == struct.calcsize(f'{i}x'.encode())
struct._clearcache()
show(struct.pack, [], 1)
show(struct.calcsize, 1)
print(struct.pack('>hbxi3s', 1, 2, 3, b'abcd'), struct.unpack('>2h', b'\0\1\xff\xfe'), list(struct.iter_unpack('<H', b'\1\0\2\0')))
