"""Buffers for diff_lang.py: memoryview, array, struct, bytearray and ctypes-free packing.

Arrays of every type code, views cast, sliced, compared and written through, structs of random formats packed and
unpacked with good and bad values, exports that bar resizing. What fails must fail in the same words.
"""
import random

PRELUDE = r'''
import array, struct, sys, io, pickle, copy
def text(v):
    s = ascii(v)
    return s if len(s) < 300 else s[:250] + '..' + str(len(s))
def show(*v):
    import re
    print(*[re.sub(r'0x[0-9a-f]{6,}', '0x', text(i)) for i in v])
def run(*codes):
    space = dict(globals())
    for code in codes:
        try: exec(code, space)
        except BaseException as e: print(type(e).__name__, text(str(e)))
class Index:
    def __init__(self, n): self.n = n
    def __index__(self): return self.n
class Float:
    def __float__(self): return 1.5
'''
CODES = 'bBhHiIlLqQfdu'
FORMATS = 'xcbB?hHiIlLqQnNefdspP'
NUMBERS = ['0', '1', '-1', '127', '128', '-128', '255', '256', '32767', '-32769', '65535', '65536', '2**31', '-2**31', '2**32 - 1', '2**63', '-2**63', '2**64', '1.5', '-0.0', 'float("inf")', 'float("nan")', '1e300', '3e38', '65504.0', '65520.0', '1e-8', 'True', 'None', '"a"', 'b"a"', 'b"abc"', '"é"', '"日"', '"ab"', 'Index(5)', 'Index(-1)', 'Float()', '1j', '[]', "b''", '5e-324', '2**100', 'bytearray(b"q")']
USES = [
    'a.append({n})', 'a.insert({i}, {n})', 'a.extend({seq})', 'a.fromlist({seq})', 'a.frombytes({bytes})', 'a.pop({i})', 'a.remove({n})', 'a.index({n})', 'a.index({n}, {i})', 'a.count({n})', 'a.reverse()', 'a.byteswap()', 'show(a.tobytes())', 'show(a.tolist())', 'a[{i}] = {n}', 'a[{slice}] = {array}', 'del a[{slice}]', 'del a[{i}]', 'show(a[{slice}])', 'show(a[{i}])', 'show(a + {array})', 'a += {array}', 'a *= {few}', 'show(a * {few})', 'show({n} in a)', 'show(a == {array}, a < {array}, a >= {array})', 'show(a.typecode, a.itemsize, len(a))', 'show(copy.copy(a), copy.deepcopy(a))',
    'show(pickle.loads(pickle.dumps(a, {proto})))', 'show(a.__reduce_ex__({proto}))', 'show(repr(a))', 'show(list(reversed(a)))', 'a.fromfile(io.BytesIO({bytes}), {few})', 'f = io.BytesIO(); a.tofile(f); show(f.getvalue())', 'show(bytes(a), bytearray(a))', 'a.fromunicode({text})', 'show(a.tounicode())', 'show(hash(a))', 'show(sum(a))', 'show(sorted(a), max(a))', 'show([*a], *a[:2])', 'm = memoryview(a)', 'm.release()', 'show(struct.unpack_from({fmt}, a))', 'struct.pack_into({fmt}, a, {i}, {n}, {n})', 'a.extend(a)', 'a[{slice}] = a', 'a.extend(iter({seq}))', 'a.fromlist([{n}, {n}, "x"])',
]
VIEWS = [
    'show(m[{i}], m[{slice}].tolist())', 'show(m.tolist(), m.tobytes(), m.nbytes, m.itemsize, m.format, m.shape, m.strides, m.ndim, m.readonly, m.contiguous, m.c_contiguous, m.f_contiguous, m.suboffsets)', 'm[{i}] = {n}', 'm[{slice}] = {bytes}', 'm[{slice}] = m[{slice}]', 'm2 = m.cast({cast})', 'show(m.cast("B").cast({cast}, {shape}))', 'm = m.cast({cast})', 'm = m.cast("B")', 'm = m[{slice}]', 'm = m.cast({cast}, {shape})', 'm = m.cast("B", {shape})', 'show(m[{i}, {i}])', 'm[{i}, {i}] = {n}', 'show(m[{slice}, {i}])', 'del m[{i}]', 'show(len(m))', 'show(m == {bytes}, m == m[:], m != {array})', 'show(m.hex(), m.hex(":"), m.hex("-", {few}))', 'show(hash(m) == hash(m.tobytes()))',
    'show(list(m))', 'show(m.toreadonly().readonly)', 'm.toreadonly()[0] = 1', 'show({n} in m)', 'show(m.tobytes({order}))', 'show(m.obj is b)', 'with m: pass', 'm.release()', 'b.append(1)', 'b.clear()', 'del b[0]', 'b[0] = 65', 'b += b"x"', 'b[:] = b"q" * len(b)', 'show(repr(m)[:9], str(m)[:9])', 'show(list(reversed(m)))', 'show(bytes(m[{slice}]))', 'show(memoryview(m[{slice}]).tolist())', 'show(m.cast("c").tolist())', 'show(m.index)', 'm[...] = {n}', 'show(m[...])', 'show(m[()])', 'show(m < m)', 'show(copy.copy(m))', 'pickle.dumps(m)', 'show(struct.unpack_from({fmt}, m))', 'struct.pack_into({fmt}, m, {i}, {n})', 'show(io.BytesIO(b).readinto(m))', 'show(io.BytesIO(m).getvalue())', 'show(b"".join([m, m]))', 'show(b"%b" % m[:2])', 'show(int.from_bytes(m, "big"))', 'show(repr(m.tolist()) == repr(list(b)))', 'm[{i}:{i}] = b""', 'show(bytearray(m) + m)', 'show(b.find(m[:1]), b.startswith(m[:1]), b.count(m[:1]))', 'show(bytes.fromhex(m.hex()))', 'show(sum(m))', 'show([x for x in m])', 'a, *c = m; show(a, c)',
]
STRUCTS = [
    'show(struct.pack({fmt}, {args}))', 'show(struct.pack({fmt}, {args}))', 'show(struct.unpack({fmt}, {bytes}))', 'show(struct.unpack({fmt}, bytes(range(struct.calcsize({same})))))', 'show(struct.calcsize({fmt}))', 'b = bytearray({few}); struct.pack_into({fmt}, b, {i}, {args}); show(b)', 'show(struct.unpack_from({fmt}, {bytes}, {i}))', 'show(struct.unpack_from({fmt}, buffer={bytes}, offset={i}))', 'show(list(struct.iter_unpack({fmt}, {bytes})))', 's = struct.Struct({fmt}); show(s.size, s.format, s.unpack(s.pack({args})))', 's = struct.Struct({fmt}); show(s.unpack(bytes(range(s.size))))', 's = struct.Struct({fmt}); show(s.pack({args}).hex())',
    's = struct.Struct({fmt}); show([*s.iter_unpack(bytes(range(s.size * 2)))])', 'show(struct.unpack({same}, struct.pack({same}, {args})))',
]


class Writer:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def bytes_(self):
        r = self.r
        raw = repr(bytes(r.randrange(256) for _ in range(r.choice([0, 1, 2, 3, 4, 6, 8, 12, 16, 24]))))
        return r.choice([raw, raw, raw, f'bytearray({raw})', f'memoryview({raw})', 'range(3)', "'text'", 'array.array("h", [1, 2])', 'None'])

    def format(self):
        r = self.r
        out = r.choice(['', '', '@', '=', '<', '>', '!'])
        for _ in range(r.randrange(4)):
            out += r.choice(['', '', '', '2', '3', '0', ' ', '12']) + r.choice(FORMATS)
        if r.random() < .05:
            out += r.choice(['z', '5', '-', '@', 'é', '99999999999999999999s', '\x00'])
        return r.choice([repr(out), repr(out), repr(out), repr(out.encode('utf-8'))])

    def array(self):
        r = self.r
        code = r.choice(CODES)
        if code == 'u':
            return r.choice(["array.array('u', 'abc')", "array.array('u', 'é日')", "array.array('u')"])
        numbers = ['0', '1', '2', '3', '100', '-1', '1.5'][:6 if code not in 'fd' else 7]
        values = r.choice(['[' + ', '.join(r.choice(numbers) for _ in range(r.randrange(5))) + ']', repr(bytes(r.randrange(256) for _ in range(r.choice([0, 4, 8, 16])))), 'range(4)', f'[{r.choice(NUMBERS)}]', "array.array('b', [1, 2])", '', "'ab'", '(1, 2)', 'iter([1, 2])'])
        return f'array.array({code!r}, {values})' if values else f'array.array({code!r})'

    def fill(self, template):
        r = self.r
        same = self.format()
        made = {
            'n': lambda: r.choice(NUMBERS), 'i': lambda: r.choice(['0', '1', '-1', '2', '5', '-9', '99', 'Index(1)', '2**70', 'None', '1.5'][:r.choice([5, 11])]), 'few': lambda: str(r.randrange(-1, 20)), 'seq': lambda: r.choice(['[1, 2]', '[]', '(3,)', '[1.5]', '"ab"', 'range(3)', f'[{r.choice(NUMBERS)}, {r.choice(NUMBERS)}]', 'b"xy"', 'None', '{1}', self.array()]), 'bytes': self.bytes_, 'array': self.array,
            'slice': lambda: r.choice([':', '1:', ':2', '::2', '::-1', '1:3', '3:1', '-2:', '1:2:1', '::-2', '5:1:-1', '::0', ':Index(2)', '0:0', ':-1', 'slice(None)', '1:None:2']), 'proto': lambda: str(r.randrange(6)), 'text': lambda: r.choice(["'ab'", "'é'", "''", '5', "'\\U0001f600'"]), 'fmt': self.format, 'same': lambda: same,
            'cast': lambda: repr(r.choice(['B', 'b', 'c', 'H', 'h', 'i', 'I', 'q', 'd', 'f', '?', '@i', '<i', 'x', 'P', 'L', '', 'BB', 'n', 'e', 's'])), 'shape': lambda: r.choice(['[2, 2]', '(4,)', '[2, 4]', '(2, 2, 2)', '[3]', '[]', '[0]', '[-1]', '(1, 8)', "['a']", '[16]', '5']), 'order': lambda: r.choice(["'C'", "'F'", "'A'", 'None', "'x'", 'order="C"']), 'args': lambda: ', '.join(r.choice(NUMBERS[:8] + NUMBERS) for _ in range(r.randrange(4))),
        }
        out = ''
        while '{' in template:
            before, _, rest = template.partition('{')
            key, _, template = rest.partition('}')
            out += before + made[key]()
        return out + template

    def one(self):
        r = self.r
        c = r.randrange(3)
        if c == 0:
            codes = [f'a = {self.array()}'] + [self.fill(r.choice(USES)) for _ in range(r.randrange(2, 7))] + ['show(a)']
        elif c == 1:
            first = r.choice(['b = bytearray(b"abcdefgh"); m = memoryview(b)', 'b = b"abcdefgh"; m = memoryview(b)', f'b = {self.array()}; m = memoryview(b)', 'b = bytearray(range(16)); m = memoryview(b).cast("B", [4, 4])', 'b = bytearray(range(16)); m = memoryview(b)[::2]', 'b = array.array("d", [1.5, -2.0]); m = memoryview(b)', 'b = bytearray(8); m = memoryview(b).cast("q")'])
            codes = [first] + [self.fill(r.choice(VIEWS)) for _ in range(r.randrange(3, 8))] + ['show(b, m.tolist())']
        else:
            codes = [self.fill(r.choice(STRUCTS)) for _ in range(3)]
        return f'run({", ".join(ascii(c) for c in codes)})\n'


def program(seed, pieces=12):
    w = Writer(seed)
    return PRELUDE + '# ---\n' + ''.join(w.one() for _ in range(pieces))
