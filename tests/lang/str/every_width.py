"""All methods of str on texts of each width, and at the lengths where loops over several characters at a time begin
and end: a checksum of the results of each operation."""
import random
import zlib

ALPHABETS = ['ab ', 'abcAB \n', 'aäßÿ µ', 'абвАБ ', 'аb\u2003ſΣσςİıŉ', 'a\U0001f600б', '\U00010400\U00010428 xΣ',
             '\x85\x1c\u2028a\r\n', '\ud800\udc80aé', 'ǅǆǄ ΐẞﬁ', '\'"\\a\té', '\'"\\б\x00\x7f\xa0\xad', 'K\u212aÅſ']
LENGTHS = [0, 1, 2, 3, 5, 8, 15, 16, 17, 31, 33, 64, 100, 300]
ERRORS = ['strict', 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'surrogateescape', 'surrogatepass']
ENCODINGS = ['utf-8', 'utf-8-sig', 'utf-16', 'utf-16-be', 'utf-32', 'utf-32-be', 'latin-1', 'ascii', 'cp1251', 'cp437']
PLAIN = ['upper', 'lower', 'title', 'swapcase', 'capitalize', 'casefold', 'strip', 'lstrip', 'rstrip', 'isalpha', 'isalnum',
         'isdigit', 'isdecimal', 'isnumeric', 'isupper', 'islower', 'istitle', 'isspace', 'isprintable', 'isidentifier',
         'isascii', 'splitlines', 'split', 'rsplit', '__repr__']
rng = random.Random(11)
sums = {}


def text(longest):
    letters = ''.join(rng.sample(ALPHABETS, rng.choice([1, 1, 2, 3])))
    return ''.join(rng.choice(letters) for _ in range(rng.choice([n for n in LENGTHS if n <= longest])))


def note(name, function, *args):
    try:
        result = function(*args)
    except (ValueError, LookupError) as e:
        result = f'{type(e).__name__}: {e}'
    parts = result if isinstance(result, (list, tuple)) else [result]
    shown = ascii([(each, each.isascii()) if isinstance(each, str) else each for each in parts])
    sums[name] = zlib.crc32(shown.encode(), sums.get(name, 0))


for _ in range(150):
    s, t, u = text(300), text(5), text(3)
    if s and rng.random() < 0.7:
        at = rng.randrange(len(s))
        t = s[at:at + rng.choice([1, 2, 3, 5, 40])]
    a, b, step, most = rng.randrange(-3, 60), rng.randrange(-60, 60), rng.choice([1, 2, 3, -1, -2]), rng.choice([-1, 0, 1, 2, 130])
    for name in PLAIN:
        note(name, getattr(s, name))
        note(name, getattr(t, name))
    for name in ('find', 'rfind', 'count', 'index', 'rindex'):
        note(name, getattr(s, name), t)
        note(name, getattr(s * 3, name), t, a, b)
    for name in ('split', 'rsplit'):
        note(name, getattr(s * 20, name), t, most)
        note(name, getattr(s, name), None, most)
    for name in ('partition', 'rpartition', '__contains__', '__lt__', '__ge__', 'removeprefix', 'removesuffix'):
        note(name, getattr(s, name), t)
    note('replace', s.replace, t, u, most)
    note('replace', s.replace, t[:1], u[:1], most)
    note('replace', (s * 9).replace, t, u, most)
    note('replace', (s * 9).replace, t[:1], u[:1], most)
    note('slice', s.__getitem__, slice(a, b, step))
    note('compare', lambda: (s * 2 < s * 2 + t, s <= s[:-1] + u, s == s[:5] + s[5:], (s + t > s + u)))
    note('ascii', ascii, s)
    note('strip chars', s.strip, t)
    note('join', t.join, [s, u, s[:3]])
    note('format', lambda: (format(s, f'б^{abs(b) + 5}'), format(t, f'>{abs(a)}.{abs(b)}'), '{0:*<7}{1!a}'.format(t, s),
                            '%*s|%.3s|%r' % (a, s, t, u), f'{s!r:>{abs(b)}}'))
    note('pad', lambda: [s.center(50, (u + 'x')[0]), t.ljust(9), t.rjust(9, 'ж'), t.zfill(12), s.expandtabs(3)])
    note('translate', s.translate, dict(zip(map(ord, s[:4]), [None, u, 'x', 0x1f600])))
    note('translate', s.translate, {ord(c): c.upper() for c in set(s) if c.isascii()})
    for encoding in ENCODINGS:
        for errors in ERRORS:
            note('encode ' + encoding, s.encode, encoding, errors)
    data = bytearray(s.encode(rng.choice(['utf-8', 'utf-16', 'utf-32', 'latin-1']), 'replace'))
    for _ in range(rng.choice([0, 0, 1, 3])):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    for encoding in ENCODINGS:
        for errors in ERRORS:
            if errors != 'xmlcharrefreplace':
                note('decode ' + encoding, bytes(data).decode, encoding, errors)

for name, value in sorted(sums.items()):
    print(name, value)

# The range of an error begins behind the characters that the handler has taken.
for encoding in ('ascii', 'latin-1', 'utf-8', 'cp1251', 'utf-16'):
    for odd in ('a\udc80\udc81\ud800\ud801b', 'a\udc80中b', '中\udc80'):
        try:
            print(encoding, odd.encode(encoding, 'surrogateescape'))
        except UnicodeEncodeError as e:
            print(encoding, ascii(odd), e.start, e.end, e.reason)
