"""Programs about text and numbers for diff_lang.py: literals, printing, format specs, codecs, Unicode.

Numbers are written and read at their extremes (halves between neighbours, subnormal, thousands of digits);
format specs nest; texts of all widths, with surrogates and combining marks, go through every codec and error
handler, whole and in pieces, and through case mapping, normalisation and the Unicode database.
"""
import random
import re

PRELUDE = r'''
import codecs, io, math, re, sys, unicodedata, decimal, fractions, string
def text(v):
    return ascii(v) if len(s := ascii(v)) < 400 else s[:300] + '..' + str(len(s)) + s[-40:]
def show(*v): print(*[text(i) for i in v])
class Spec:
    def __format__(self, s): return f'<{s}>'
    def __repr__(self): return 'Spec\xe9'
    def __str__(self): return '\u65e5'
    def __index__(self): return 65
    def __float__(self): return 2.5
    def __int__(self): return 7
class SubI(int):
    def __repr__(self): return 'SubI'
    def __format__(self, s): return 'F' + int.__format__(self, s)
class SubS(str):
    def __str__(self): return 'SubS'
    def __getitem__(self, k): return 'item'
class SubF(float):
    def __str__(self): return 'SubF'
    def __int__(self): return 99
class Attr: real = {'k': [1, 'two', {'x y': 3}]}; name = 'n'
def handler(e):
    show(type(e).__name__, e.encoding, e.start, e.end, e.reason, e.object[e.start:e.end])
    return handler.answer, handler.at if handler.at is not None else e.end
codecs.register_error('own', handler)
handler.answer, handler.at = '?', None
def run(code):
    try: exec(code, globals())
    except BaseException as e: print(type(e).__name__, text(re.sub(r'0x[0-9a-f]{6,}', '0x', str(e))))
'''
# Those of East Asia whose tables are CPython's; the others come from the C library's converter and differ in places.
CODECS = ['utf-8', 'utf-16', 'utf-16-le', 'utf-16-be', 'utf-32', 'utf-32-le', 'utf-32-be', 'utf-8-sig', 'utf-7', 'latin-1', 'ascii', 'cp1252', 'cp437', 'cp1251', 'koi8-r', 'iso8859-15', 'mac-roman', 'gbk', 'gb18030', 'gb2312', 'shift_jis', 'cp949',
          'unicode_escape', 'raw_unicode_escape', 'idna', 'punycode', 'cp037', 'ptcp154']
ERRORS = ['strict', 'ignore', 'replace', 'backslashreplace', 'surrogateescape', 'surrogatepass', 'xmlcharrefreplace', 'namereplace', 'own', 'own']
RANGES = [(0, 0x7f), (0x20, 0x7e), (0x20, 0x7e), (0x80, 0xff), (0x100, 0x24f), (0x370, 0x52f), (0x590, 0x6ff), (0x900, 0xe7f), (0x1e00, 0x1fff), (0x2000, 0x214f), (0x3000, 0x30ff), (0x4e00, 0x9fff), (0xac00, 0xd7a3), (0xd800, 0xdfff), (0xe000, 0xf8ff),
          (0xf900, 0xfb4f), (0xfe00, 0xffff), (0x10000, 0x10fff), (0x1d400, 0x1d7ff), (0x1f300, 0x1f6ff), (0x20000, 0x2fa1f), (0xe0000, 0xe01ef), (0x10fff0, 0x10ffff), (0x300, 0x36f)]
SPECIAL = 'ßẞİıŉǰΐΰﬁﬀſKÅΣςσŁ\u0345\u03b1\u0391ǅǆᾳᾼ\u1c80Ⅷ①٣५߃\xb2\xad\u200b\u2028\x85\x1c\x0b\t\ufeff\u0130\u0307'


NUMBERS = [
    'show(float(@literal@))', 'show(int(@literal@, @base@))', 'show(int(@literal@))', 'show(complex(@literal@))', 'show(float(@rawliteral@))', 'show(int(@rawliteral@, 10))', 'f = @f@; show(f, f.hex(), float.fromhex(f.hex()))', 'f = @f@; show(f.as_integer_ratio(), f.is_integer())',
    'f = @f@; show(round(f, @places@), round(f))', 'f = @f@; show(int(f), math.floor(f), math.ceil(f), math.trunc(f))', 'f = @f@; show(math.frexp(f), math.modf(f), math.nextafter(f, 0), math.ulp(f))', 'show(float.fromhex(@hexfloat@))', 'f, g = @f@, @f@; show(f == f and hash(f), hash(@i@), f == f and g == g and hash(complex(f, g)))', # that of NaN is an address
   
    'i, f = @i@, @f@; show(i == f, i < f, f <= i, i != float(f))', 'show(float(@i@), @i@ / (@i@ or 3))', 'a, b = @i@, @i@; show(a + b, a - b, a * b, a & b, a | b, a ^ b, ~a, a << 7, a >> 9, a.bit_length(), a.bit_count())', 'a, b = @i@, @i@ or 7; show(a // b, a % b, divmod(a, b), divmod(-a, b), math.gcd(a, b), math.lcm(a, b))',
    'show(pow(@i@, @few@, @i@ or 5))', 'show(pow(@i@, -1, @i@ or 3))', 'show(math.isqrt(abs(@i@)), math.comb(@few@, @few@), math.perm(@few@, @few@))', 'show((@i@).to_bytes(@width@, @order@, signed=@bool@))', 'show(int.from_bytes(@bytes@, @order@, signed=@bool@))', 'show(round(@i@, -@few@))', 'i = @i@; show(bin(i), oct(i), hex(i), f"{i:,}", f"{i:_x}")',
    'c, d = complex(@f@, @f@), complex(@f@, @f@); show(c, abs(c), c + d, c * d, c - 1, 2 - d)', 'show(complex(@f@, @f@) / complex(@f@, @f@))', 'show(complex(@f@, @f@) ** @power@)', 'f, g = @f@, @f@; show(f // g, f % g, divmod(f, g))', 'show(@f@ ** @power@)', 'show(str(@i@ ** @power@))', 'show(math.fsum([@f@, @f@, @f@]), sum([@f@, @f@]), math.hypot(@f@, @f@))',
    'show(math.fmod(@f@, 3), math.remainder(@f@, 7), math.ldexp(@f@, @exponent@))', 'i = abs(@i@) + 1; show(math.log(i), math.log2(i), math.log10(i), math.sqrt(i))', 'show(eval(@literal@))', 'show(fractions.Fraction(@literal@))', 'show(decimal.Decimal(@literal@))', 'show(fractions.Fraction(@f@), fractions.Fraction(@i@, @i@ or 1).limit_denominator(99))', 'show(int(str(@i@)[::-1].strip("-") or 0), float(str(@i@)), repr(float(@i@)))',
]
CODING = [
    'show(@t@.encode(@codec@, @errors@))', 'show(@t@.encode(@codec@, @errors@))', 'show(@bytes@.decode(@codec@, @errors@))', 'show(@bytes@.decode(@codec@, @errors@))', 'show(@bytes@.decode(@codec@, @errors@))', 'b = @t@.encode(@codec@, @errors@); show(b, b.decode(@codec@, @errors@))',
    'd = codecs.getincrementaldecoder(@codec@)(@errors@)\nfor b in @bytes@: show(d.decode(bytes([b])), d.getstate())\nshow(d.decode(b"", True))', 'e = codecs.getincrementalencoder(@codec@)(@errors@)\nfor c in @t@: show(e.encode(c))\nshow(e.encode("", True), e.getstate())', 'show(codecs.decode(@bytes@, @codec@, @errors@), codecs.encode(@t@, @codec@))', 'show(str(@bytes@, @codec@, @errors@), bytes(@t@, @codec@, @errors@))',
    'f = io.TextIOWrapper(io.BytesIO(@bytes@), @codec@, @errors@, newline=@newline@); show(f.read(@few@), f.tell(), f.read())', 's = io.BytesIO(); f = io.TextIOWrapper(s, @codec@, @errors@); f.write(@t@); f.write(@t@); f.flush(); show(s.getvalue())', 'show(codecs.lookup(@codec@).name, codecs.escape_decode(@bytes@), codecs.escape_encode(@bytes@))', 'show(codecs.@decoder@(@bytes@, @errors@))', 'show(codecs.utf_8_decode(@bytes@, @errors@, @bool@))',
    'show(@bytes@.decode("unicode_escape", @errors@))', 'show((@t@ + "\\\\N{DIGIT ONE}\\\\u12" + @t@).encode("raw_unicode_escape").decode("unicode_escape", @errors@))', 'show(codecs.charmap_decode(@bytes@, @errors@, @decodemap@))', 'show(codecs.charmap_encode(@t@, @errors@, @encodemap@))', 'e = UnicodeEncodeError(@codec@, @t@, @few@, @few@, "why"); show(str(e), e.start, e.end); show(codecs.@onerror@(e))',
    'e = UnicodeDecodeError(@codec@, @bytes@, @few@, @few@, "why"); show(str(e)); show(codecs.lookup_error(@errors@)(e))', 'show(list(codecs.iterdecode([@bytes@, @bytes@], @codec@, @errors@)), b"".join(codecs.iterencode([@t@, @t@], @codec@, @errors@)))', 'r = codecs.getreader(@codec@)(io.BytesIO(@bytes@), @errors@); show(r.read(@few@), r.readline(), r.read())',
]
UNICODE = [
    't = @t@; show(t.upper(), t.lower(), t.title(), t.capitalize(), t.swapcase(), t.casefold())', 't = @t@; show([unicodedata.normalize(f, t) for f in ("NFC", "NFD", "NFKC", "NFKD")], [unicodedata.is_normalized(f, t) for f in ("NFC", "NFD", "NFKC", "NFKD")])', 'for c in @t@: show(c, unicodedata.name(c, None), unicodedata.category(c), unicodedata.bidirectional(c), unicodedata.combining(c), unicodedata.east_asian_width(c), unicodedata.mirrored(c), unicodedata.decomposition(c))',
    'for c in @t@: show(c, unicodedata.decimal(c, None), unicodedata.digit(c, None), unicodedata.numeric(c, None))', 't = @t@; show(t.isalpha(), t.isalnum(), t.isdigit(), t.isdecimal(), t.isnumeric(), t.isspace(), t.isprintable(), t.isidentifier(), t.isupper(), t.islower(), t.istitle(), t.isascii())', 't = @t@; print(repr(t).encode("utf-8", "surrogatepass")); show(t.split(), t.splitlines(True), t.strip(), t.expandtabs(@few@), t.center(@few@, @char@))',
    't, u = @t@, @u@; show(t.find(u), t.count(u), t.replace(u, "<>"), t.partition(u or "x"), t.split(u or None), t.rsplit(u or None, 1), t.startswith(u), t < u, hash(t) == hash(t[:]))', 't = @t@; show(t.translate({ord(@char@): @u@, 97: None, 98: 0x1f600}), str.maketrans(@u@, @u@))', 't = @t@; show(t.encode("utf-8", "surrogatepass"), len(t), t[::-1], [ord(c) for c in t])', 'show(unicodedata.lookup(@charname@))', 'show(eval(repr(@t@)) == @t@, eval(ascii(@t@)))',
    'exec(@t@ + " = 5\\nshow([k for k in list(globals()) if not k.isascii()])")', 'show(re.findall(@pattern@, @t@))', 'show(re.sub(@pattern@, "<>", @t@), re.split(@pattern@, @t@))', 'show(@u@ in @t@, @t@.join([@u@, @char@, @u@]), max(@t@, default=None), sorted(@t@))', 'show(@t@.ljust(12, @char@) + @t@.zfill(12), @t@.removeprefix(@u@), @t@.lstrip(@u@))', 'show(@t@.rindex(@char@))', 'show(ascii(eval(chr(39) + @t@ + chr(39))))', 'for c in @t@: show(f"\\\\N{{{unicodedata.name(c)}}}".encode().decode("unicode_escape") == c)',
]
NAMES = {
    'base': ['0', '2', '8', '10', '16', '36', '1', '37', '-1', 'True'], 'bool': ['True', 'False'], 'order': ["'big'", "'little'", "'big'", "'x'"], 'width': ['1', '2', '8', '9', '30', '0', '-1'], 'power': ['2', '0.5', '-3', '1j', '0', '5', '30', '-1', '1e3', '0.1'], 'newline': ['None', "'\\n'", "''", "'\\r'"],
    'decoder': ['utf_8_decode', 'utf_16_decode', 'utf_16_ex_decode', 'utf_32_decode', 'utf_7_decode', 'latin_1_decode', 'ascii_decode', 'unicode_escape_decode', 'raw_unicode_escape_decode', 'charmap_decode', 'utf_16_le_decode', 'utf_32_be_decode', 'utf_32_ex_decode', 'utf_16_be_decode'], 'onerror': ['replace_errors', 'ignore_errors', 'backslashreplace_errors', 'xmlcharrefreplace_errors', 'namereplace_errors', 'strict_errors'],
    'decodemap': ['{97: 98, 99: None}', "'abc' * 50", "{65: '\\U0001f600'}", '{i: i + 1 for i in range(256)}', 'None', '5', '{128: 0x110000}', "'\\ufffe' * 200"], 'encodemap': ['{97: 98, 233: None}', '{i: bytes([i % 256]) for i in range(0x3000)}', "codecs.charmap_build('a' * 256)", 'None', '{97: 300}', "{97: 'x'}", "{97: b'xy', 63: b'!'}"],
    'charname': ["'LATIN SMALL LETTER A'", "'HANGUL SYLLABLE GAG'", "'CJK UNIFIED IDEOGRAPH-4E00'", "'cjk unified ideograph-20000'", "'nope'", "'SNOWMAN'", "'latin capital letter sharp s'", "'BELL'", "'LINE FEED'", "'KATAKANA LETTER AINU P'", "'NULL'", "'EMOJI MODIFIER FITZPATRICK TYPE-1-2'", "''", "'é'", "'HANGUL SYLLABLE GAGX'", "'CJK UNIFIED IDEOGRAPH-110000'", "'LATIN SMALL LETTER R WITH TILDE'"],
    'pattern': ["r'\\w+'", "r'\\W'", "r'\\d+'", "r'\\s'", "'(?i)ß|ſ|k'", "r'\\b.'", "'(?i)[a-zà-ÿ]+'", "r'(?a)\\w+'", "'(?i)σ+'", "'[^\\x00-\\xff]'", "'(?i)İ|ı'", "r'\\Z'", "'.'"],
}
# Pieces that are not written, each with its reason.
UNTOLD = [
    r"(Encode|Decode)Error\('[\w-]+', b?'', ", # the handlers read the memory before an empty object: what stands there is chance
]
HANDLED = ["'?'", "'é日'", "b'?'", "b'\\xff'", '5', "''", 'None', "'<>'", "'\\udc80'", 'ValueError']


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    # --- values ---

    def word(self, most=6):
        r = self.r
        out = ''
        for _ in range(r.randrange(most + 1)):
            out += r.choice(SPECIAL) if r.random() < .2 else chr(r.randint(*r.choice(RANGES)))
        return out

    def data(self):
        r = self.r
        c = r.random()
        if c < .35:
            return bytes(r.choice([r.randrange(256), r.randrange(0x80, 0x100), r.randrange(0x20, 0x7f)]) for _ in range(r.randrange(10)))
        raw = bytearray(self.word(8).encode(r.choice(['utf-8', 'utf-16', 'utf-16-be', 'utf-32', 'gb18030', 'shift_jis', 'euc_jp', 'big5', 'cp949', 'iso2022_jp', 'iso2022_kr', 'hz', 'utf-7', 'unicode_escape']), 'ignore'))
        for _ in range(r.choice((0, 1, 1, 2))): # damaged
            if raw:
                i = r.randrange(len(raw))
                raw[i:i + r.randrange(2)] = bytes([r.randrange(256)] * r.randrange(2))
        return bytes(raw)

    def integer(self):
        r = self.r
        c = r.randrange(8)
        if c == 0: return r.choice([0, 1, -1, 7, 10, 255])
        if c == 1: return (1 << r.choice([31, 32, 47, 48, 49, 62, 63, 64, 65, 127, 128, 200])) + r.choice([-1, 0, 1])
        if c == 2: return -(1 << r.choice([31, 32, 48, 62, 63, 64, 65])) + r.choice([-1, 0, 1])
        if c == 3: return 10 ** r.randrange(1, 60) + r.choice([-1, 0, 1])
        if c == 4: return r.getrandbits(r.choice([5, 30, 60, 100, 1000, 5000])) * r.choice([1, -1])
        if c == 5: return int(r.random() * 10 ** r.randrange(1, 25))
        if c == 6: return r.randrange(-1000, 1000)
        return 3 ** r.randrange(200) * r.choice([1, -1])

    def float_(self):
        r = self.r
        c = r.randrange(10)
        if c == 0: return r.choice(['0.0', '-0.0', '1.0', '-1.5', '5e-324', '2.2250738585072014e-308', '1.7976931348623157e+308', "float('inf')", "float('-inf')", "float('nan')", '1e16', '1e15', '123456789012345680.0', '1e-5', '0.0001', '9007199254740993.0', '0.1', '2.675', '1e22', '1e23', '9.999999999999999e22'])
        if c < 4: return repr(r.uniform(-1, 1) * 10.0 ** r.randrange(-30, 30))
        if c < 6: return repr(r.randrange(1 << 53) * 2.0 ** r.randrange(-1074, 971))
        if c == 6: return f'{r.randrange(1000)}.{r.choice(["5", "25", "125", "375", "0005", "45", "95", "995", "4999999999999999999999"])}'
        if c == 7: return f'{r.randrange(100)}e{r.randrange(-330, 310)}'
        if c == 8: return f'{r.randrange(1, 10 ** 17)}.{r.randrange(10 ** 5)}'
        return f'float.fromhex("{r.choice(["", "-"])}0x1.{r.getrandbits(52):013x}p{r.randrange(-1074, 1023)}")'

    def value(self):
        r = self.r
        c = r.randrange(13)
        if c < 3: return str(self.integer()) if r.random() < .9 else f'SubI({r.randrange(99)})'
        if c < 6: return self.float_() if r.random() < .9 else f'SubF({self.float_()})'
        if c < 8: return ascii(self.word()) if r.random() < .9 else f'SubS({self.word()!a})'
        if c == 8: return f'complex({self.float_()}, {self.float_()})'
        if c == 9: return r.choice(['True', 'None', '[1, "é"]', '(1,)', '{"k": 2}', "b'by'", 'Spec()', 'Attr()', 'Attr', '...', 'range(3)', "bytearray(b'q')"])
        if c == 10: return f'decimal.Decimal("{r.choice(["1.50", "-0E+3", "NaN", "Infinity", "1E-7", "123456789.987654321", "0.000", "9.995", "1E+20"])}")'
        if c == 11: return f'fractions.Fraction({self.integer()}, {r.randrange(1, 99)})'
        return 'Spec()'

    def spec(self, nested=True):
        r = self.r
        parts = [r.choice(['', '', '', '<', '>', '^', '=', '*<', 'é>', '0^', '日=', '\U0001f600^', ' <', '{{<' if nested else '_<']), r.choice(['', '', '+', '-', ' ']), r.choice(['', '', '', 'z']), r.choice(['', '', '#']), r.choice(['', '', '0']),
                 r.choice(['', '', '5', '12', '30', '{}' if nested else '7', '{w}' if nested else '3', '0']), r.choice(['', '', '', ',', '_']), r.choice(['', '', '.0', '.1', '.3', '.17', '.40', '.{p}' if nested else '.2', '.', '.300']),
                 r.choice(['', 'd', 'x', 'X', 'o', 'b', 'c', 'n', 'e', 'E', 'f', 'F', 'g', 'G', '%', 's', 'r', '?', 'xx'])]
        if r.random() < .1:
            r.shuffle(parts)
        return ''.join(parts)

    # --- holes ---

    def literal(self):
        r = self.r
        digits = ''.join(r.choice('0123456789') for _ in range(r.choice([1, 3, 17, 25, 60, 800])))
        text = r.choice([digits, f'{digits}.{digits[::-1]}', f'.{digits}', f'{digits}e{r.randrange(-400, 400)}', f'{digits}.e{r.randrange(-40, 40)}', '_'.join(digits), digits + '_', f'0x{digits}', f'0b{digits}', f'0o{digits}', 'inf', 'nan', 'Infinity', 'iNf', '1e', '', '٣٤', '1٣.५', '1_000.0_1', '0_x1', '1__0', f'{digits}j', f'{digits}+{digits}j',
                         f'1e{digits[:5]}', f'nan+{digits[:3]}j', 'j', '+j', '(1+2j)', ' ( 3 ) ', '1-infj', '1e5-2.5e-3J', '1 + 2j', '٣j', '0x_f', '0xF_F', '００', '1\x00', '1 \x00', f'{digits}/{digits[:3]}', '0777', '1.5/2', 'sNaN12', '1E+999999999', '-0.0'])
        return r.choice(['', '', '', '-', '+', ' ', '\t-', '_', '--']) + text + r.choice(['', '', '', ' ', '\n', '\u2003', 'x', 'L'])

    def errors(self):
        return self.r.choice(ERRORS)

    def hole(self, key):
        r = self.r
        if key in NAMES:
            return r.choice(NAMES[key])
        made = {'f': self.float_, 'i': lambda: self.integer(), 'literal': lambda: ascii(self.literal()), 'rawliteral': lambda: self.literal().encode(), 'few': lambda: r.randrange(r.choice([3, 12, 60])), 'places': lambda: r.randrange(-5, 20), 'exponent': lambda: r.randrange(-2000, 2000), 'bytes': self.data, 't': lambda: ascii(self.word(8)), 'u': lambda: ascii(self.word(3)),
                'char': lambda: ascii(self.word(1) or 'a'), 'codec': lambda: repr(r.choice(CODECS)), 'errors': lambda: repr(self.errors()), 'hexfloat': lambda: repr(f"{r.choice(['', '-', '+'])}{r.choice(['0x', ''])}{r.getrandbits(70):x}.{r.getrandbits(40):x}p{r.randrange(-1100, 1000)}"), 'v': self.value}
        return str(made[key]())

    def filled(self, template):
        return re.sub('@([a-z]+)@', lambda m: self.hole(m[1]), template)

    # --- pieces ---

    def number(self):
        return self.filled(self.r.choice(NUMBERS))

    def unicode(self):
        return self.filled(self.r.choice(UNICODE))

    def coding(self):
        text = self.filled(self.r.choice(CODING))
        while any(re.search(p, text) for p in UNTOLD):
            text = self.filled(self.r.choice(CODING))
        if "'own'" in text:
            text = f"handler.answer, handler.at = {self.r.choice(HANDLED)}, {self.r.choice(['None'] * 6 + ['99', '-99', repr('x')])}\n" + text
        return text

    def fields(self):
        r, out = self.r, ''
        for _ in range(r.randrange(1, 4)):
            name = r.choice(['', '', '0', '1', 'a', 'a.real', 'a.real[k]', 'a.real[k][2][x y]', '0[0]', 'a.name', 'b[k]', '9', '-1', 'a.', 'a[', 'a[]', '0.x.y', ' a', '01'])
            field = '{' + name + r.choice(['', '', '', '!r', '!s', '!a', '!x', '!']) + r.choice(['', ':' + self.spec(), ':' + self.spec()]) + r.choice(['}', '}', '}', '}', '', '}}'])
            out += r.choice([field, field, field, '{{', '}}', 'é', '}', 'text'])
        return out

    def percents(self):
        r, out = self.r, ''
        for _ in range(r.randrange(1, 4)):
            flags = ''.join(r.sample('#0- +', r.randrange(3)))
            one = f'%{flags}{r.choice(["", "5", "*", "12"])}{r.choice(["", ".0", ".3", ".*", "."])}{r.choice(["", "", "l", "h"])}{r.choice("diouxXeEfFgGcrsa%bq")}'
            out += r.choice([one, one, one, '%%', '%', '%(k)s', '%(k)05.1f', '%()d', '%(a(b))r', 'x', '日'])
        return out

    def formatting(self):
        r, v, c = self.r, self.value(), self.r.randrange(8)
        if c == 0:
            return f'show(format({v}, {self.spec(False)!a}))'
        if c in (1, 2):
            return f'show({self.fields()!a}.format({v}, {self.value()}, {r.choice(["3", "7", self.value()])}, a=Attr(), b={{"k": {self.value()}}}, w=9, p=2))'
        if c in (3, 4):
            arguments = r.choice([f'({v},)', f'({v}, {self.value()})', v, f'{{"k": {v}, "": 3, "a(b)": 5}}', f'({r.randrange(-9, 30)}, {v})', '()', f'({r.randrange(9)}, {r.randrange(5)}, {v})'])
            pattern = self.percents()
            return f'show({pattern!a} % {arguments})' if r.random() < .75 else f'show({pattern.encode()} % {arguments})'
        spec = ascii(self.spec().replace('{}', '{w}').replace('{{<', '<'))[1:-1]
        if c in (5, 6):
            conversion = r.choice(['', '!r', '!a', '!s', '=', ' = ', '=!s'])
            return f'w, p, v = {r.choice(["9", "0", "Spec()", self.value()])}, {r.choice(["2", "0", "-1"])}, {v}\nshow(f"{{v{conversion}:{spec}}}|")'
        return f'show(list(string.Formatter().parse({ascii(self.fields())})))'

    def piece(self):
        return f'run({self.r.choice([self.number, self.number, self.formatting, self.formatting, self.coding, self.coding, self.unicode])()!a})\n'


def program(seed, pieces=12):
    w = Writer(seed)
    return PRELUDE + '# ---\n' + ''.join(w.piece() for _ in range(pieces))
