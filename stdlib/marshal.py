"""marshal: built-in values as bytes, in the format of CPython 3.11 (version 4).

A code object is Kukri's own: its length, a checksum, and the bytes of its state (_kukri.code_state). The checksum
depends on the form of the bytecode, so that code of other builds, or code that was damaged, is refused.
"""
import _kukri
import struct as _struct
from _kukri import as_native as _as_native
from sys import audit as _audit

version = 4

_REF = 0x80
_DEPTH = 2000  # of nested values; containers are worked off from a list, not by recursion


_CODE = type((lambda: 0).__code__)


class _Writer:
    def __init__(self, version):
        self.out = bytearray()
        self.version = version
        self.refs = {} if version >= 3 else None
        self.kept = []  # what refs names by id must live

    def sized(self, code, flag, data):
        self.out += _struct.pack('<Bi', ord(code) | flag, len(data)) + data

    def text(self, value, flag):
        if self.version >= 4 and value.isascii():
            data = value.encode()
            if len(data) < 256:
                self.out += bytes((ord('z') | flag, len(data))) + data
            else:
                self.sized('a', flag, data)
        else:
            self.sized('u', flag, value.encode('utf-8', 'surrogatepass'))

    def integer(self, value, flag):
        if -1 << 31 <= value < 1 << 31:
            self.out += _struct.pack('<Bi', ord('i') | flag, value)
            return
        digits, rest = [], abs(value)
        while rest:
            digits.append(rest & 0x7fff)
            rest >>= 15
        count = len(digits) if value > 0 else -len(digits)
        self.out += _struct.pack(f'<Bi{len(digits)}H', ord('l') | flag, count, *digits)

    def number(self, codes, flag, parts):
        self.out.append(ord(codes[self.version > 1]) | flag)
        for part in parts:
            if self.version > 1:
                self.out += _struct.pack('<d', part)
            else:
                text = f'{part:.17g}'.encode()
                self.out += bytes((len(text),)) + text

    def items(self, code, flag, values):
        values = list(values)
        if code == '(' and self.version >= 4 and len(values) < 256:
            self.out += bytes((ord(')') | flag, len(values)))
        else:
            self.out += _struct.pack('<Bi', ord(code) | flag, len(values))
        return iter(values)

    def pairs(self, value):
        for key, item in value.items():
            yield key
            yield item
        self.out.append(ord('0'))

    def flag(self, value):
        """The mark of an object that may be referred to; None if it was and is written as a reference."""
        if self.refs is None:
            return 0
        index = self.refs.setdefault(id(value), len(self.refs))
        if index == len(self.kept):
            self.kept.append(value)
            return _REF
        self.out += _struct.pack('<Bi', ord('r'), index)
        return None

    def write(self, value):
        begun = [iter((value,))]
        while begun:
            for value in begun[-1]:
                if len(begun) > _DEPTH:
                    raise ValueError('object too deeply nested to marshal')
                parts = self.begin(value)
                if parts is not None:
                    begun.append(parts)
                    break
            else:
                begun.pop()

    def begin(self, value):
        """Writes a value, of a container its head; then the result is the iterator over its parts."""
        for constant, code in (None, b'N'), (StopIteration, b'S'), (..., b'.'), (True, b'T'), (False, b'F'):
            if value is constant:
                self.out += code
                return
        flag = self.flag(value)
        if flag is None:
            return
        cls = type(value)
        if cls is int:
            self.integer(value, flag)
        elif cls is float:
            self.number('fg', flag, (value,))
        elif cls is complex:
            self.number('xy', flag, (value.real, value.imag))
        elif cls is bytes:
            self.sized('s', flag, value)
        elif cls is str:
            self.text(value, flag)
        elif cls is tuple:
            return self.items('(', flag, value)
        elif cls is list:
            return self.items('[', flag, value)
        elif cls is set or cls is frozenset:
            # in an order that does not depend on hashes
            return self.items('<' if cls is set else '>', flag, sorted(value, key=lambda v: dumps(v, self.version)))
        elif cls is dict:
            self.out.append(ord('{') | flag)
            return self.pairs(value)
        else:
            self.buffer(value, flag)

    def buffer(self, value, flag):
        if isinstance(value, _CODE):
            state = dumps(_kukri.code_state(value), self.version)
            self.sized('c', flag, _kukri.code_seal(state) + state)
            return
        data = None
        try:
            data = bytes(memoryview(value))
        except TypeError:
            pass
        if data is None: # outside the handler: the error has no context
            raise ValueError('unmarshallable object')
        self.sized('s', flag, data)


_NULL = object()
_PENDING = object()


class _Reader:
    def __init__(self, take):
        self.take = take
        self.refs = []

    def exactly(self, n):
        data = self.take(n)
        if len(data) < n:
            raise EOFError('marshal data too short')
        return data

    def byte(self):
        return self.exactly(1)[0]

    def size(self, what='size'):
        n = _struct.unpack('<i', self.exactly(4))[0]
        if n < 0:
            raise ValueError(f'bad marshal data ({what} out of range)')
        return n

    def text_float(self):
        return float(self.exactly(self.byte()))

    def binary_float(self):
        return _struct.unpack('<d', self.exactly(8))[0]

    def long(self):
        n = _struct.unpack('<i', self.exactly(4))[0]
        value, shift = 0, 0
        digits = _struct.unpack(f'<{abs(n)}H', self.exactly(2 * abs(n)))
        if any(d > 0x7fff for d in digits):
            raise ValueError('bad marshal data (digit out of range in long)')
        if digits and digits[-1] == 0:
            raise ValueError('bad marshal data (unnormalized long data)')
        for digit in digits:
            value |= digit << shift
            shift += 15
        return -value if n < 0 else value

    def scalar(self, code):
        """A value without parts, or _PENDING if the code is not one of theirs."""
        if code in 'NFTS.':
            return {'N': None, 'F': False, 'T': True, 'S': StopIteration, '.': ...}[code]
        if code == 'i':
            return _struct.unpack('<i', self.exactly(4))[0]
        if code == 'I':
            return _struct.unpack('<q', self.exactly(8))[0]
        if code == 'l':
            return self.long()
        if code == 'f':
            return self.text_float()
        if code == 'g':
            return self.binary_float()
        if code == 'x':
            real = self.text_float()
            return complex(real, self.text_float())
        if code == 'y':
            real = self.binary_float()
            return complex(real, self.binary_float())
        if code == 's':
            return bytes(self.exactly(self.size('bytes object size')))
        if code == 'c':
            data = bytes(self.exactly(self.size('code size')))
            if _kukri.code_seal(data[8:]) != data[:8]:
                raise ValueError('bad marshal data (invalid code object)')
            return _kukri.code_from_state(loads(data[8:]))
        if code in 'ut':
            return str(self.exactly(self.size('string size')), 'utf-8', 'surrogatepass')
        if code in 'aA':
            return str(self.exactly(self.size('string size')), 'latin-1')
        if code in 'zZ':
            return str(self.exactly(self.byte()), 'latin-1')
        return _PENDING

    # The next methods are generators: each yield stands for the value that comes next, which read() sends.

    def values(self, n, what):
        found = []
        for _ in range(n):
            value = yield
            if value is _NULL:
                raise TypeError(f'NULL object in marshal data for {what}')
            found.append(value)
        return found

    def container(self, code, place):
        """Mutable ones are entered among the references before their parts, which may refer to them."""
        if code in '()':
            n = self.byte() if code == ')' else self.size('tuple size')
            return self.place(tuple((yield from self.values(n, 'tuple'))), place)
        if code == '>':
            return self.place(frozenset((yield from self.values(self.size('set size'), 'set'))), place)
        made = [] if code == '[' else set() if code == '<' else {}
        self.place(made, place)
        if code == '[':
            made += yield from self.values(self.size('list size'), 'list')
        elif code == '<':
            made.update((yield from self.values(self.size('set size'), 'set')))
        else:
            while (key := (yield)) is not _NULL:
                value = yield
                if value is _NULL:
                    break
                made[key] = value
        return made

    def place(self, value, place):
        if place is not None:
            self.refs[place] = value
        return value

    def read(self):
        begun = []
        while True:
            if len(begun) >= _DEPTH:
                raise ValueError('recursion limit exceeded')
            value, parts = self.begin()
            if parts is not None:
                begun.append(parts)
            while begun:
                try:
                    begun[-1].send(value)
                    break
                except StopIteration as end:
                    value = end.value
                    begun.pop()
            else:
                return value

    def begin(self):
        """(value, None), or (None, the generator of a container)."""
        mark = None
        try:
            mark = self.byte()
        except EOFError:
            pass
        if mark is None:
            raise EOFError('EOF read where object expected')
        code = chr(mark & ~_REF)
        if code == '0':
            return _NULL, None
        if code == 'r':
            index = self.size('invalid reference')
            if index >= len(self.refs) or self.refs[index] is _PENDING:
                raise ValueError('bad marshal data (invalid reference)')
            return self.refs[index], None
        place = None
        value = self.scalar(code)
        if mark & _REF and code not in 'NFTS.':
            place = len(self.refs)
            self.refs.append(value)
        if value is not _PENDING:
            return value, None
        if code not in '([{<>)':
            raise ValueError('bad marshal data (unknown type code)')
        return None, self.container(code, place)

    def top(self):
        value = self.read()
        if value is _NULL:
            raise TypeError('NULL object in marshal data for object')
        return value


@_as_native
def dumps(value, version=version, /):
    _audit('marshal.dumps', value, version)
    writer = _Writer(version)
    writer.write(value)
    return bytes(writer.out)


@_as_native
def dump(value, file, version=version, /):
    return file.write(dumps(value, version))


@_as_native
def loads(bytes, /):
    data, position = memoryview(bytes).cast('B'), 0
    _audit('marshal.loads', bytes)

    def take(n):
        nonlocal position
        position += n
        return data[position - n:position]

    return _Reader(take).top()


@_as_native
def load(file, /):
    _audit('marshal.load')
    if not isinstance(file.read(0), bytes):
        raise TypeError(f'file.read() returned not bytes but {type(file.read(0)).__name__}')

    def take(n):
        data = bytearray(n)
        got = file.readinto(data)
        if got > n:
            raise ValueError(f'read() returned too much data: {n} bytes requested, {got} returned')
        return data[:got]

    return _Reader(take).top()
