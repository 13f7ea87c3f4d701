"""The functions by which CPython's codecs work: utf_8_decode(), charmap_encode(), escape_decode() and the like.
Each gives its result and how much of the argument it has used. codecs loads them when one is asked for."""
import _codecs
from codecs import (_encode_text as _encode, _decode_text as _decode, _shown_type, _need_bytes, _need_errors, _need_int,
                    _encoder_arguments, _decoder_arguments)
from _kukri import as_native as _as_native
from operator import index as _index

__all__ = ['charmap_build', 'charmap_decode', 'charmap_encode', 'escape_decode', 'escape_encode', 'readbuffer_encode',
           'utf_16_encode', 'utf_16_ex_decode', 'utf_32_encode', 'utf_32_ex_decode']


def _named(f, name):
    f.__name__ = f.__qualname__ = name
    f.__module__ = '_codecs'
    __all__.append(name) if name not in __all__ else None
    return _as_native(f)


def _encoder(name, encoding):
    def f(str, errors=None, /):
        text, errors = _encoder_arguments(name, str, errors)
        return _encode(text, encoding, errors), len(text)
    return _named(f, name)


def _decoder(name, encoding):
    """For codecs that can stop in the middle of a character."""
    def f(data, errors=None, final=False, /):
        data, errors, final = _decoder_arguments(name, data, errors, final)
        if final:
            return _decode(data, encoding, errors), len(data)
        return _codecs.decode_partial(data, encoding, errors)
    return _named(f, name)


def _whole_decoder(name, encoding):
    def f(data, errors=None, /):
        data, errors, _ = _decoder_arguments(name, data, errors)
        return _decode(data, encoding, errors), len(data)
    return _named(f, name)


def _escape_decoder(name, encoding):
    def f(data, errors=None, final=True, /):
        data, errors = data.encode() if isinstance(data, str) else _need_bytes(data), _need_errors(name, errors)
        if not _need_int(final):
            return _codecs.decode_partial(data, encoding, errors)
        return _decode(data, encoding, errors), len(data)
    return _named(f, name)


for _name, _encoding in (('utf_7', 'utf-7'), ('utf_8', 'utf-8'), ('utf_16_le', 'utf-16-le'), ('utf_16_be', 'utf-16-be'),
                         ('utf_32_le', 'utf-32-le'), ('utf_32_be', 'utf-32-be'), ('utf_16', 'utf-16'), ('utf_32', 'utf-32')):
    globals()[f'{_name}_decode'] = _decoder(f'{_name}_decode', _encoding)
    if f'{_name}_encode' not in __all__ and _name != 'utf_7':
        globals()[f'{_name}_encode'] = _encoder(f'{_name}_encode', _encoding)


def _utf_7_encode(str, errors=None, /):
    from _encodings import _utf7_encode
    return _utf7_encode(*_encoder_arguments('utf_7_encode', str, errors))


def _utf_7_decode(data, errors=None, final=False, /):
    from _encodings import _utf7_decode
    return _utf7_decode(*_decoder_arguments('utf_7_decode', data, errors, final))


utf_7_encode, utf_7_decode = _named(_utf_7_encode, 'utf_7_encode'), _named(_utf_7_decode, 'utf_7_decode')
for _name in 'ascii', 'latin_1':
    globals()[f'{_name}_encode'] = _encoder(f'{_name}_encode', _name.replace('_', '-'))
    globals()[f'{_name}_decode'] = _whole_decoder(f'{_name}_decode', _name.replace('_', '-'))
for _name in 'unicode_escape', 'raw_unicode_escape':
    globals()[f'{_name}_encode'] = _encoder(f'{_name}_encode', _name)
    globals()[f'{_name}_decode'] = _escape_decoder(f'{_name}_decode', _name)


def _with_order(bits):
    """UTF-16 or UTF-32: order 0 with a byte order mark, -1 little and 1 big endian without."""
    orders = {0: f'utf-{bits}', -1: f'utf-{bits}-le', 1: f'utf-{bits}-be'}

    def encode(str, errors=None, byteorder=0, /):
        text, errors = _encoder_arguments(f'utf_{bits}_encode', str, errors)
        byteorder = _need_int(byteorder)
        order = (byteorder > 0) - (byteorder < 0)
        return _encode(text, orders[order], errors), len(text)

    def decode(data, errors=None, byteorder=0, final=False, /):
        data, errors, _ = _decoder_arguments(f'utf_{bits}_ex_decode', data, errors)
        byteorder, final = _need_int(byteorder), _need_int(final)
        encoding = orders[(byteorder > 0) - (byteorder < 0) or -1]
        if byteorder == 0:
            for mark, found in ('\ufeff'.encode(orders[-1]), -1), ('\ufeff'.encode(orders[1]), 1):
                if data.startswith(mark):  # left to the decoder, whose errors count from the mark on
                    byteorder, encoding = found, orders[0]
        if final:
            return _decode(data, encoding, errors), len(data), byteorder
        text, used = _codecs.decode_partial(data, encoding, errors)
        return text, used, byteorder
    return _named(encode, f'utf_{bits}_encode'), _named(decode, f'utf_{bits}_ex_decode')


utf_16_encode, utf_16_ex_decode = _with_order(16)
utf_32_encode, utf_32_ex_decode = _with_order(32)


def _of_codecs(f):
    return _as_native(f, module='_codecs')


@_of_codecs
def readbuffer_encode(data, errors=None, /):
    """The bytes of a str or buffer."""
    data = data.encode() if isinstance(data, str) else _need_bytes(data)
    _need_errors('readbuffer_encode', errors)
    return data, len(data)


# --- character maps ---

@_of_codecs
def charmap_build(map, /):
    """The mapping for charmap_encode() of a str that maps bytes to characters."""
    if not isinstance(map, str):
        raise TypeError(f'charmap_build() argument must be str, not {_shown_type(map)}')
    if not map:
        raise TypeError('bad argument type for built-in operation')
    table = map[:256]
    whole = table[0] == '\0' and '\0' not in table[1:]  # from there on U+FFFE means no character
    return {ord(c): i for i, c in enumerate(table) if not whole or c != '\ufffe'}


def _handled(errors, exc, multibyte=False):
    """What an error handler gives: the replacement and where to go on."""
    from codecs import lookup_error
    answer = lookup_error(errors)(exc)
    decodes = isinstance(exc, UnicodeDecodeError)
    wanted = 'decoding error handler must return (str, int) tuple' if decodes else \
        'encoding error handler must return (str/bytes, int) tuple'
    if not isinstance(answer, tuple) or len(answer) != 2 or decodes and not isinstance(answer[0], str):
        raise TypeError(wanted)
    if multibyte and not isinstance(answer[1], int):
        raise TypeError(wanted)
    replacement, at = answer[0], _index(answer[1])
    if not isinstance(replacement, (str, bytes)):
        raise TypeError(wanted)
    if at < 0:
        at += len(exc.object)
    if not 0 <= at <= len(exc.object):
        raise IndexError(f'position {at} from error handler out of bounds')
    return replacement, at


def _character(mapping, byte):
    """The text for a byte, or None."""
    try:
        found = mapping[byte]
    except LookupError:
        return None
    if isinstance(found, int):
        if not 0 <= found < 0x110000:
            raise TypeError('character mapping must be in range(0x110000)')
        found = chr(found)
    elif found is not None and not isinstance(found, str):
        raise TypeError('character mapping must return integer, None or str')
    return None if found == '\ufffe' else found


@_of_codecs
def charmap_decode(data, errors=None, mapping=None, /):
    """Text of bytes by a mapping from numbers to characters, or by a str of them."""
    data, errors, _ = _decoder_arguments('charmap_decode', data, errors)
    if mapping is None:
        return _decode(data, 'latin-1', errors), len(data)
    parts, at = [], 0
    while at < len(data):
        found = _character(mapping, data[at])
        if found is None:
            exc = UnicodeDecodeError('charmap', data, at, at + 1, 'character maps to <undefined>')
            found, at = _handled(errors, exc)
        else:
            at += 1
        parts.append(found)
    return ''.join(parts), len(data)


def _byte(mapping, character):
    """The bytes for a character, or None."""
    try:
        found = mapping[ord(character)]
    except LookupError:
        return None
    if isinstance(found, int):
        if not 0 <= found < 256:
            raise TypeError('character mapping must be in range(256)')
        return bytes((found,))
    if found is not None and not isinstance(found, bytes):
        raise TypeError(f'character mapping must return integer, bytes or None, not {type(found).__name__}')
    return found


@_of_codecs
def charmap_encode(str, errors=None, mapping=None, /):
    """Bytes of text by a mapping from the numbers of characters to bytes."""
    text, errors = _encoder_arguments('charmap_encode', str, errors)
    if mapping is None:
        return _encode(text, 'latin-1', errors), len(text)
    parts, at = [], 0
    while at < len(text):
        found = _byte(mapping, text[at])
        if found is not None:
            parts.append(found)
            at += 1
            continue
        end = at + 1
        while end < len(text) and _byte(mapping, text[end]) is None:
            end += 1
        exc = UnicodeEncodeError('charmap', text, at, end, 'character maps to <undefined>')
        replacement, at = _handled(errors, exc)
        if isinstance(replacement, bytes):
            parts.append(replacement)
            continue
        for c in replacement:
            found = _byte(mapping, c)
            if found is None:
                raise exc
            parts.append(found)
    return b''.join(parts), len(text)


# --- the escapes of bytes literals ---

_SIMPLE = {'\n': b'', '\\': b'\\', "'": b"'", '"': b'"', 'a': b'\a', 'b': b'\b', 'f': b'\f', 'n': b'\n', 'r': b'\r',
           't': b'\t', 'v': b'\v'}
_HEX = '0123456789abcdefABCDEF'


def _bad_hex(errors, start):
    if errors == 'strict':
        raise ValueError(f'invalid \\x escape at position {start}')
    if errors not in ('replace', 'ignore'):
        raise ValueError(f'decoding error; unknown error handling code: {errors}')
    return b'?' if errors == 'replace' else b''


def _escape(text, at, errors):
    """What the escape with its backslash at `at` stands for, the index behind it, and the character if unknown."""
    if at + 1 == len(text):
        raise ValueError('Trailing \\ in string')
    c, end = text[at + 1], at + 2
    if c in _SIMPLE:
        return _SIMPLE[c], end, None
    if c in '01234567':
        while end < min(at + 4, len(text)) and text[end] in '01234567':
            end += 1
        return bytes((int(text[at + 1:end], 8) & 0xff,)), end, None
    if c != 'x':
        return text[at:end].encode('latin-1'), end, c
    digits = text[end:end + 2]
    if len(digits) == 2 and digits[0] in _HEX and digits[1] in _HEX:
        return bytes((int(digits, 16),)), end + 2, None
    return _bad_hex(errors, at), end + (digits[:1] in _HEX and digits != ''), None


@_of_codecs
def escape_decode(data, errors=None, /):
    """The bytes that the inside of a bytes literal stands for."""
    data = data.encode() if isinstance(data, str) else _need_bytes(data)
    text, errors = data.decode('latin-1'), _need_errors('escape_decode', errors)
    parts, at, unknown = [], 0, None
    while (found := text.find('\\', at)) >= 0:
        parts.append(data[at:found])
        part, at, bad = _escape(text, found, errors)
        parts.append(part)
        unknown = unknown or bad
    parts.append(data[at:])
    if unknown:
        import warnings
        warnings.warn(f"invalid escape sequence '\\{unknown}'", DeprecationWarning, 1)
    return b''.join(parts), len(data)


@_of_codecs
def escape_encode(data, errors=None, /):
    """Bytes as the inside of a bytes literal with single quotes."""
    if not isinstance(data, bytes):
        raise TypeError(f'escape_encode() argument 1 must be bytes, not {_shown_type(data)}')
    _need_errors('escape_encode', errors)
    special = {9: b'\\t', 10: b'\\n', 13: b'\\r', 39: b"\\'", 92: b'\\\\'}
    return b''.join(special[b] if b in special else bytes((b,)) if 32 <= b < 127 else b'\\x%02x' % b
                    for b in data), len(data)


del _name, _encoding
