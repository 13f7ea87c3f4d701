"""tomllib: values, tables, what is refused and where."""
import io, tomllib
from decimal import Decimal
print(tomllib.loads('''
# comment
title = "TOML \\u00e9 \\"x\\" \\t"
int = [1, +2, -3, 1_000, 0xDEAD_beef, 0o755, 0b1101, 0]
flt = [1.5, -0.01, 5e+22, 1e06, -2E-2, 6.626e-34, inf, -inf, +nan]
bool = [true, false,]
d = [1979-05-27T07:32:00Z, 1979-05-27 00:32:00.999999-07:00, 1979-05-27T07:32:00, 1979-05-27, 07:32:00.5]
lit = 'C:\\path'
ml = """
Roses\\
    are red
  "" ""ok"""""
ml2 = \'\'\'
raw \\n
'quoted' \'\'\'
inline = { a = 1, b.c = "x", "d e" = [ { f = 1 }, {} ] }
a.b.c = 1
a.b.d = 2
"quoted key".'lit' = 3
mixed = [ # c
  1, "two", # d
  [3.0],
]
[table]
x = 1
[table.sub."k.x"]
y = 2
[[arr]]
n = 1
[arr.sub]
z = 1
[[arr]]
n = 2
[[arr.deep]]
q = 1
[x.y.z]
[x]
w = 1
'''.replace('nan', 'inf')))
print(tomllib.loads('a = 1.10', parse_float=Decimal), tomllib.loads('a=1\r\nb=2\r\n'), tomllib.load(io.BytesIO('k = "é"'.encode())), tomllib.loads(''))
for bad in ('a', 'a =', '= 1', 'a = 1 b = 2', 'a = 1\na = 2', '[a]\n[a]', '[a]\nb = 1\n[a.b]', 'a = {b = 1}\n[a.c]', 'a = [1, 2', 'a = {b = 1', 'a = "x', "a = 'x", 'a = """x', 'a = "\\q"', 'a = "\\ud800"', 'a = "\\u12"', 'a = 01', 'a = 1.', 'a = .5', 'a = 1__0', 'a = 2020-13-01', 'a = 2020-02-30', 'a = tru', 'a = "x\ny"', 'a = 1 # \x01', '[a', '[[a]', '[[a]]\n[a]', 'a = []\n[[a]]', '[a]\n[[a]]', 'a.b = 1\n[a]', '[a.b]\n[a]\nb.c = 1', 'a = {b = 1, b = 2}', 'a = {b = 1,}', 'a = {b = {c = 1}, b.d = 2}', '[]', 'a..b = 1', '\x00', 'a = @', 'a = 1\n  = 2', '"a\nb" = 1', 'a = {b.c = 1, b = 2}', 'a = 12:60:00', '[a]b = 1', 'a = [1 2]', 'a=1\n[a.b]', "a = '''x"):
    try: print(repr(bad), tomllib.loads(bad))
    except tomllib.TOMLDecodeError as e: print(repr(bad), e)
for f in lambda: tomllib.load(io.StringIO('a = 1')), lambda: tomllib.loads('a = 1.5', parse_float=lambda s: []), lambda: tomllib.loads(b'a = 1'):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
