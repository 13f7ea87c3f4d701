"""Base16, Base32, Base64, Base85 and Ascii85 encodings."""
import binascii
import struct

__all__ = ['encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode', 'b32encode', 'b32decode',
           'b32hexencode', 'b32hexdecode', 'b16encode', 'b16decode', 'b85encode', 'b85decode', 'a85encode', 'a85decode',
           'standard_b64encode', 'standard_b64decode', 'urlsafe_b64encode', 'urlsafe_b64decode']

bytes_types = (bytes, bytearray)


def _to_bytes(s):
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters')
    if isinstance(s, bytes_types):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r" % type(s).__name__) from None


def b64encode(s, altchars=None):
    """Base64 of a bytes-like object; altchars stand for + and /."""
    encoded = binascii.b2a_base64(s, newline=False)
    if altchars is not None:
        assert len(altchars) == 2, repr(altchars)
        return encoded.translate(bytes.maketrans(b'+/', altchars))
    return encoded


def b64decode(s, altchars=None, validate=False):
    """The bytes that base64 text stands for; validate: nothing but the alphabet may be in it."""
    s = _to_bytes(s)
    if altchars is not None:
        altchars = _to_bytes(altchars)
        assert len(altchars) == 2, repr(altchars)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    return binascii.a2b_base64(s, strict_mode=validate)


def standard_b64encode(s):
    return b64encode(s)


def standard_b64decode(s):
    return b64decode(s)


_to_urlsafe = bytes.maketrans(b'+/', b'-_')
_from_urlsafe = bytes.maketrans(b'-_', b'+/')


def urlsafe_b64encode(s):
    """Base64 with - and _ for + and /."""
    return b64encode(s).translate(_to_urlsafe)


def urlsafe_b64decode(s):
    return b64decode(_to_bytes(s).translate(_from_urlsafe))


_b32_digits = b'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
_b32_hex_digits = b'0123456789ABCDEFGHIJKLMNOPQRSTUV'


def _b32encode(digits, s):
    if not isinstance(s, bytes_types):
        s = memoryview(s).tobytes()
    left = len(s) % 5
    if left:
        s = s + b'\0' * (5 - left)
    out = bytearray()
    for i in range(0, len(s), 5):
        v = int.from_bytes(s[i:i + 5], 'big')
        out += bytes(digits[v >> shift & 31] for shift in range(35, -1, -5))
    padding = (0, 6, 4, 3, 1)[left]
    if padding:
        out[-padding:] = b'=' * padding
    return bytes(out)


def _b32decode(digits, s, casefold, map01):
    s = _to_bytes(s)
    if len(s) % 8:
        raise binascii.Error('Incorrect padding')
    if map01 is not None:
        map01 = _to_bytes(map01)
        assert len(map01) == 1, repr(map01)
        s = s.translate(bytes.maketrans(b'01', b'O' + map01))
    if casefold:
        s = s.upper()
    length = len(s)
    s = s.rstrip(b'=')
    padding = length - len(s)
    values = {c: i for i, c in enumerate(digits)}
    out = bytearray()
    v = 0
    for i in range(0, len(s), 8):
        v = 0
        for c in s[i:i + 8]:
            try:
                v = v << 5 | values[c]
            except KeyError:
                raise binascii.Error('Non-base32 digit found') from None
        out += v.to_bytes(5, 'big') if len(s) - i >= 8 else b''
    if length % 8 or padding not in {0, 1, 3, 4, 6}:
        raise binascii.Error('Incorrect padding')
    if padding and length:
        last = (v << 5 * padding).to_bytes(5, 'big')
        out += last[:(43 - 5 * padding) // 8]
    return bytes(out)


def b32encode(s):
    return _b32encode(_b32_digits, s)


def b32decode(s, casefold=False, map01=None):
    return _b32decode(_b32_digits, s, casefold, map01)


def b32hexencode(s):
    return _b32encode(_b32_hex_digits, s)


def b32hexdecode(s, casefold=False):
    return _b32decode(_b32_hex_digits, s, casefold, None)


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    s = _to_bytes(s)
    if casefold:
        s = s.upper()
    if s.translate(None, delete=b'0123456789ABCDEF'):
        raise binascii.Error('Non-base16 digit found')
    return binascii.unhexlify(s)


_a85_start = b"<~"
_a85_end = b"~>"
_a85_digits = bytes(range(33, 118))
_b85_digits = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"


def _85encode(b, digits, pad, fold_zeros, fold_spaces):
    if not isinstance(b, bytes_types):
        b = memoryview(b).tobytes()
    padding = -len(b) % 4
    if padding:
        b = b + b'\0' * padding
    chunks = []
    for word in struct.unpack('!%dI' % (len(b) // 4), b):
        if fold_zeros and not word:
            chunks.append(b'z')
        elif fold_spaces and word == 0x20202020:
            chunks.append(b'y')
        else:
            chunk = bytearray(5)
            for i in range(4, -1, -1):
                word, r = divmod(word, 85)
                chunk[i] = digits[r]
            chunks.append(bytes(chunk))
    if padding and not pad:
        if chunks[-1] == b'z':
            chunks[-1] = digits[:1] * 5
        chunks[-1] = chunks[-1][:-padding]
    return b''.join(chunks)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Ascii85 of a bytes-like object."""
    result = _85encode(b, _a85_digits, pad, True, foldspaces)
    if adobe:
        result = _a85_start + result
    if wrapcol:
        wrapcol = max(2 if adobe else 1, wrapcol)
        chunks = [result[i:i + wrapcol] for i in range(0, len(result), wrapcol)]
        if adobe and len(chunks[-1]) + 2 > wrapcol:
            chunks.append(b'')
        result = b'\n'.join(chunks)
    if adobe:
        result += _a85_end
    return result


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v'):
    """The bytes that Ascii85 text stands for."""
    b = _to_bytes(b)
    if adobe:
        if not b.endswith(_a85_end):
            raise ValueError("Ascii85 encoded byte sequences must end with {!r}".format(_a85_end))
        b = b[2:-2] if b.startswith(_a85_start) else b[:-2]
    out = []
    current = []
    for c in b + b'u' * 4:
        if 33 <= c <= 117:
            current.append(c)
            if len(current) == 5:
                v = 0
                for d in current:
                    v = 85 * v + (d - 33)
                try:
                    out.append(struct.pack('!I', v))
                except struct.error:
                    raise ValueError('Ascii85 overflow') from None
                current = []
        elif c == 122:
            if current:
                raise ValueError('z inside Ascii85 5-tuple')
            out.append(b'\0\0\0\0')
        elif foldspaces and c == 121:
            if current:
                raise ValueError('y inside Ascii85 5-tuple')
            out.append(b'    ')
        elif c not in ignorechars:
            raise ValueError('Non-Ascii85 digit found: %c' % c)
    result = b''.join(out)
    padding = 4 - len(current)
    return result[:-padding] if padding else result


def b85encode(b, pad=False):
    """Base85 as git writes it."""
    return _85encode(b, _b85_digits, pad, False, False)


def b85decode(b):
    b = _to_bytes(b)
    values = {c: i for i, c in enumerate(_b85_digits)}
    padding = -len(b) % 5
    b = b + b'~' * padding
    out = []
    for i in range(0, len(b), 5):
        v = 0
        for j, c in enumerate(b[i:i + 5]):
            if c not in values:
                raise ValueError('bad base85 character at position %d' % (i + j))
            v = v * 85 + values[c]
        try:
            out.append(struct.pack('!I', v))
        except struct.error:
            raise ValueError('base85 overflow in hunk starting at byte %d' % i) from None
    result = b''.join(out)
    return result[:-padding] if padding else result


_line = 57  # bytes that make 76 characters


def encode(input, output):
    """Base64 lines of one file into another."""
    while s := input.read(_line):
        while len(s) < _line and (more := input.read(_line - len(s))):
            s += more
        output.write(binascii.b2a_base64(s))


def decode(input, output):
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    try:
        m = memoryview(s)
    except TypeError as err:
        raise TypeError("expected bytes-like object, not %s" % s.__class__.__name__) from err
    if m.format not in ('c', 'b', 'B'):
        raise TypeError("expected single byte elements, not %r from %s" % (m.format, s.__class__.__name__))
    if m.ndim != 1:
        raise TypeError("expected 1-D data, not %d-D data from %s" % (m.ndim, s.__class__.__name__))


def encodebytes(s):
    """Base64 in lines of 76 characters."""
    _input_type_check(s)
    lines = []
    for i in range(0, len(s), _line):
        lines.append(binascii.b2a_base64(s[i:i + _line]))
    return b"".join(lines)


def decodebytes(s):
    _input_type_check(s)
    return binascii.a2b_base64(s)


def _usage(program):
    return f"""usage: {program} [-h|-d|-e|-u|-t] [file|-]
        -h: print this help message and exit
        -d, -u: decode
        -e: encode (default)
        -t: encode and decode string 'Aladdin:open sesame'"""


def _show_both_ways():
    plain = b"Aladdin:open sesame"
    text = encodebytes(plain)
    print(repr(plain), repr(text), repr(decodebytes(text)), sep='\n')


def _main(args):
    """python -m base64: a file, or what is read, in base64 or out of it."""
    import getopt
    import sys
    try:
        options, names = getopt.getopt(args, 'hdeut')
    except getopt.error as error:
        print(error, _usage(sys.argv[0]), sep='\n', file=sys.stderr)
        sys.exit(2)
    convert = encodebytes
    for option, _ in options:
        if option == '-h':
            print(_usage(sys.argv[0]))
            return
        if option == '-t':
            _show_both_ways()
            return
        convert = encodebytes if option == '-e' else decodebytes
    if names and names[0] != '-':
        with open(names[0], 'rb') as f:
            data = f.read()
    else:
        data = sys.stdin.buffer.read()
    sys.stdout.buffer.write(convert(data))


if __name__ == '__main__':
    import sys as _sys
    _main(_sys.argv[1:])
