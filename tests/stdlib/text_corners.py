"""Corners of formatting, case folding and future imports."""
import re
from decimal import Decimal

def attempt(f, *args):
    try:
        return ascii(f(*args))
    except Exception as e:
        return f'{type(e).__name__}: {e} {len(e.args)}'

for spec in '%i', '%u', '%d', '%x', '%c', '%e', '%\xe6', '%(k)\xe6', '%\x01':
    for value in None, 1j, 10 ** 400, -10 ** 40, 'x':
        data = spec.encode('latin-1')
        print(data, attempt(lambda: data % {b'k': value} if b'(' in data else data % (value,)), attempt(lambda: spec % {'k': value} if '(' in spec else spec % (value,)))
for spec in '.07', 'N', 'n', '012', '00', '*<5,n', ',N', '5N', '.5N', '.', '.00', '<05':
    print(spec, attempt(format, Decimal('12345.678'), spec), attempt(format, Decimal('1e20'), spec))
print(attempt(format, 'x', '#' + '1' * 20 + 'é' * 300), attempt(format, 3, '1' * 10 + '日' * 200 + 'zz'))
for pattern in 'İ', 'ı', 'i', '[İ]', '[^ı]', '[h-j]', 'ΐ', 'ΰ', 'ﬅ', '[ﬀ-ﬅ]', 'k', 'ß', '[i]+':
    for flags in '(?i)', '(?ia)', '':
        print(ascii(flags + pattern), [ascii(m) for m in re.findall(flags + pattern, 'iIİıkK\u212aΐ\u1fd3ΰ\u1fe3ﬅﬆsſßẞ')], re.findall(flags + pattern, 'iIkKh'))
class Fails:
    def __iter__(self): raise KeyError('iter')
class Cannot:
    __iter__ = None
class Old:
    def __getitem__(self, i): return [1, 300][i]
for value in Fails(), Cannot(), Old(), 5, 'abc', '', [1, 'a'], iter([1, 2]), {3}:
    b = bytearray(b'q')
    print(attempt(b.extend, value), b)
for source in ('from .__future__ import annotations\nx: y = 1', 'from .__future__ import nope', "b'a'\nfrom .__future__ import annotations", 'from ..__future__ import *', 'def f():\n from .__future__ import generators'):
    print(attempt(compile, source, 's', 'exec') if 'y = 1' not in source else compile(source, 's', 'exec').co_flags)
for value in -1, -2, 0, 255:
    print([attempt(lambda: value.to_bytes(n, 'big', signed=sign)) for n in (0, 1) for sign in (True, False)])
print([attempt(format, Decimal(1), spec) for spec in ('9' * 30, '.' + '9' * 30, '>\udc80', 'é<5', '\udc80')])
print(attempt(format, 1, '日>1000000000000000000'), attempt(format, 'é', '日^7'), attempt(format, 2.5, 'é=+12'))
print(ascii('\U000e015e\u03c9\u0357\u0311\u0596\U000e0186\xc5'.encode('idna')))
calls = [lambda: 'abc'.find('a', x=1), lambda: str.find('abc', 'a', x=1), lambda: {1}.union({2}, x=1), lambda: b'a'.endswith(b'a', x=1),
         lambda: memoryview(b'').__exit__(x=1), lambda: property().__set_name__(x=1), lambda: property().__set_name__(1), lambda: NameError(a=1, b=2),
         lambda: AttributeError(1, a=1, b=2, c=3), lambda: ImportError(z=1), lambda: int.__delattr__(int, 5), lambda: int.__setattr__(int, 5, 5),
         lambda: object.__setattr__(5, 5, 5)]
print(*map(attempt, calls), sep='\n')
