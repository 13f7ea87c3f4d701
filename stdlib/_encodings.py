"""Codecs in Python: UTF-7 (RFC 2152), where the others are, and the rules by which str.encode and bytes.decode use a codec that is not native.
"""
import codecs as _codecs
from _operator import index as _index

_B64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
_SEXTET = {ord(c): i for i, c in enumerate(_B64)}
_DIRECT = frozenset(range(1, 127)) - frozenset(b'+\\~') - frozenset(range(1, 32)) | frozenset(b'\t\n\r')


# --- UTF-7 ---

def _utf7_encode(text, errors='strict'):
    out, shifted, bits, buffer = bytearray(), False, 0, 0
    for char in text:
        code = ord(char)
        if code in _DIRECT:
            if shifted:
                if bits:
                    out.append(ord(_B64[buffer << 6 - bits & 63]))
                if code in _SEXTET or char == '-':
                    out += b'-'
                shifted, bits, buffer = False, 0, 0
            out.append(code)
            continue
        if not shifted:
            if char == '+':
                out += b'+-'
                continue
            out += b'+'
            shifted = True
        units = [code] if code < 0x10000 else [0xD7C0 + (code >> 10), 0xDC00 | code & 0x3FF]
        for unit in units:
            buffer, bits = buffer << 16 | unit, bits + 16
            while bits >= 6:
                bits -= 6
                out.append(ord(_B64[buffer >> bits & 63]))
            buffer &= (1 << bits) - 1
    if shifted:
        if bits:
            out.append(ord(_B64[buffer << 6 - bits & 63]))
        out += b'-'
    return bytes(out), len(text)


class _Utf7Reader:
    """One pass over the bytes; positions in errors are those of the whole shift sequence."""

    def __init__(self, data, errors):
        self.data, self.errors, self.out, self.pos = bytes(data), errors, [], 0

    def error(self, start, end, reason):
        exc = UnicodeDecodeError('utf7', self.data, start, end, reason)
        result = _codecs.lookup_error(self.errors)(exc)
        if not isinstance(exc.object, bytes):
            raise TypeError('object attribute must be bytes')
        self.data = exc.object          # a handler may put other bytes there
        if not isinstance(result, tuple) or len(result) != 2 or not isinstance(result[0], str):
            raise TypeError('decoding error handler must return (str, int) tuple')
        text, pos = result[0], _index(result[1])
        self.pos = pos + len(self.data) if pos < 0 else pos
        if not 0 <= self.pos <= len(self.data):
            raise IndexError('position %d from error handler out of bounds' % self.pos)
        self.out.append(text)

    def read(self, final):
        out = self.out
        start = 0
        while self.pos < len(self.data):
            byte = self.data[self.pos]
            if byte == 43:
                start = self.pos
                mark = len(out)
                if not self.sequence(start, final):
                    del out[mark:]
                    return start
            elif byte < 128:
                out.append(chr(byte))
                self.pos += 1
            else:
                self.error(self.pos, self.pos + 1, 'unexpected special character')
        return self.pos

    def sequence(self, start, final):
        """From a '+' to the end of what it shifts; False if the input ends within."""
        data, out = self.data, self.out
        pos = start + 1
        if pos < len(data) and data[pos] not in _SEXTET:
            if data[pos] == 45:
                out.append('+')
                self.pos = pos + 1
            else:
                self.error(start, pos + 1, 'ill-formed sequence')
            return True
        buffer = bits = high = 0
        while pos < len(data) and data[pos] in _SEXTET:
            buffer, bits = buffer << 6 | _SEXTET[data[pos]], bits + 6
            pos += 1
            if bits < 16:
                continue
            bits -= 16
            unit, buffer = buffer >> bits, buffer & (1 << bits) - 1
            if high and 0xDC00 <= unit < 0xE000:
                out.append(chr(0x10000 + (high - 0xD800 << 10) + unit - 0xDC00))
                high = 0
                continue
            if high:
                out.append(chr(high))
            high = unit if 0xD800 <= unit < 0xDC00 else 0
            if not high:
                out.append(chr(unit))
        if pos == len(data):
            if not final:
                return False
            if high or bits >= 6 or buffer:
                self.error(start, pos, 'unterminated shift sequence')
            else:
                self.pos = pos
            return True
        if bits >= 6:
            self.error(start, pos + 1, 'partial character in shift sequence')
        elif buffer:
            self.error(start, pos + 1, 'non-zero padding bits in shift sequence')
        else:
            if high and data[pos] < 128 and data[pos] != 43:
                out.append(chr(high))
            self.pos = pos + (data[pos] == 45)
        return True


def _utf7_decode(data, errors='strict', final=True):
    reader = _Utf7Reader(data, errors)
    used = reader.read(final)
    return ''.join(reader.out), used


# --- lookup ---

_UTF_7 = {'utf_7', 'utf7', 'u7', 'unicode_1_1_utf_7'}


def _utf7_info():
    from _codec_functions import utf_7_decode, utf_7_encode

    def decode(input, errors='strict'):
        return utf_7_decode(input, errors, True)
    decode.__qualname__ = 'decode'

    class Encoder(_codecs.IncrementalEncoder):
        def encode(self, input, final=False):
            return utf_7_encode(input, self.errors)[0]

    class Decoder(_codecs.BufferedIncrementalDecoder):
        _buffer_decode = utf_7_decode

    class Writer(_codecs.StreamWriter):
        encode = utf_7_encode

    class Reader(_codecs.StreamReader):
        decode = utf_7_decode

    _codecs._place('utf-7', Encoder, Decoder, Writer, Reader)
    return _codecs.CodecInfo(utf_7_encode, decode, Reader, Writer, Encoder, Decoder, name='utf-7')


def _stateful_info(name, encode, decode, Encoder, Decoder, Reader):
    """CodecInfo of an East Asian encoding that switches between sets of characters."""
    import _multibyte

    class Writer(_codecs.StreamWriter):
        def encode(self, input, errors='strict'):
            return encode(input, errors)

        def writelines(self, lines, /):
            _multibyte.write_all(self, lines)

    _multibyte.as_multibyte(_multibyte.MultibyteCodec(encode, decode), Encoder, Decoder, Writer, Reader)
    _codecs._place(name, Encoder, Decoder, Writer, Reader)
    return _codecs.CodecInfo(encode, decode, Reader, Writer, Encoder, Decoder, name=name)


def find(encoding):
    """The CodecInfo of a codec in Python, or None."""
    name = encoding.lower().replace('-', '_').replace(' ', '_')
    if name in _UTF_7:
        return _utf7_info()
    if name.startswith(('hz', 'iso', 'csiso')):
        import _iso2022
        if name in _iso2022.NAMES:
            return _stateful_info(*_iso2022.info(_iso2022.NAMES[name]))
    return _of_package(name) or _by_alias(encoding.lower(), name)


# The modules of the package that code by themselves; the others take what this registry knows.
_WHOLE_MODULES = {'base64_codec', 'bz2_codec', 'charmap', 'hex_codec', 'idna', 'punycode', 'quopri_codec', 'rot_13', 'undefined',
                  'uu_codec', 'zlib_codec'}


def _of_package(name):
    """The CodecInfo of such a module."""
    from encodings.aliases import aliases
    module = aliases.get(name, name)
    if module not in _WHOLE_MODULES:
        return None
    from importlib import import_module
    try:
        return import_module('encodings.' + module).getregentry()
    except ModuleNotFoundError: # a library that was not built
        return None


def _by_alias(encoding, tried):
    """The codec of a rarer name, with whatever is between its words."""
    from encodings import _aliases, normalize_encoding
    name = normalize_encoding(encoding)
    for other in _aliases.get(name) or _aliases.get(name.replace('.', '_')), name:
        if other and other != tried and '.' not in other:
            info = _found(other)
            if info is not None:
                return info
    return None


# --- use ---

_HEAP_TYPE = 1 << 9
_WITH_STATE = (AttributeError, BaseExceptionGroup, ImportError, MemoryError, NameError, OSError, StopIteration, SyntaxError,
               SystemExit, UnicodeDecodeError, UnicodeEncodeError, UnicodeTranslateError)


def _chained(exc, what, encoding):
    """The exception that names the codec, if exc is no more than its class and a text."""
    cls = type(exc)
    made_anew = any('__init__' in c.__dict__ or '__new__' in c.__dict__ or c.__dict__.get('__slots__')
                    for c in cls.__mro__ if c.__flags__ & _HEAP_TYPE)
    if made_anew or issubclass(cls, _WITH_STATE) or len(exc.args) > 1 or exc.__dict__ or \
            any(type(a) is not str for a in exc.args):
        return None
    return cls(f"{what} with '{encoding}' codec failed ({cls.__name__}: {exc})")


def fail(exc, what, encoding):
    """Raises exc, what a native codec failed with, in the words of a registered one."""
    named = _chained(exc, what, encoding)
    if named is None:
        raise exc
    named.__cause__ = exc # which nobody was handling when it was renamed: it is no context
    raise named


def _use(what, function, obj, encoding, errors):
    """The function is of a registered codec, which may be a plain tuple: encoder, decoder, ..."""
    failure = None
    try:
        result = function(obj, *errors)
    except BaseException as exc:
        failure = exc
    if failure is not None:
        fail(failure, what, encoding)
    if not isinstance(result, tuple) or len(result) != 2:
        pair = '(object, integer)' if what == 'encoding' else '(object,integer)'
        raise TypeError(f"{what[:-3]}er must return a tuple {pair}")
    return result[0]


def _text_only(info, encoding, function):
    if not getattr(info, '_is_text_encoding', True):
        raise LookupError(f"'{encoding}' is not a text encoding; use codecs.{function}() to handle arbitrary codecs")


def encode(obj, encoding, *errors):
    """codecs.encode with a codec that is not native."""
    return _use('encoding', _codecs.lookup(encoding)[0], obj, encoding, errors)


def decode(obj, encoding, *errors):
    return _use('decoding', _codecs.lookup(encoding)[1], obj, encoding, errors)


def _found(encoding):
    try:
        return _codecs.lookup(encoding)
    except LookupError as exc:
        if str(exc) == 'unknown encoding: ' + encoding:
            return None
        raise


def encode_text(obj, encoding, *errors):
    """str.encode with a codec that is not native; None if there is no such codec."""
    info = _found(encoding)
    if info is None:
        return None
    _text_only(info, encoding, 'encode')
    result = _use('encoding', info[0], obj, encoding, errors)
    if not isinstance(result, (bytes, bytearray)):
        raise TypeError(f"'{encoding}' encoder returned '{type(result).__name__}' instead of 'bytes'; "
                        'use codecs.encode() to encode to arbitrary types')
    return bytes(result)


def decode_text(obj, encoding, *errors):
    info = _found(encoding)
    if info is None:
        return None
    _text_only(info, encoding, 'decode')
    result = _use('decoding', info[1], memoryview(obj), encoding, errors)
    if not isinstance(result, str):
        raise TypeError(f"'{encoding}' decoder returned '{type(result).__name__}' instead of 'str'; "
                        'use codecs.decode() to decode to arbitrary types')
    return result if len(result) > 1 or result > '\xff' else str(result)  # CPython shares these
