"""The codec 'punycode' (RFC 3492): any text in letters, digits and hyphens."""
import codecs
from ._of_pieces import streams as _streams

digits = 'abcdefghijklmnopqrstuvwxyz0123456789'


def adapt(delta, first, numchars):
    """The bias after a code point."""
    delta = delta // 700 if first else delta // 2
    delta += delta // numchars
    turns = 0
    while delta > 455:
        delta //= 35
        turns += 36
    return turns + 36 * delta // (delta + 38)


def T(j, bias):
    """The threshold of the digit j of a number."""
    return min(max(36 * (j + 1) - bias, 1), 26)


def segregate(str):
    """The basic characters as bytes, and the others, each once, in their order."""
    base, others = [], set()
    for c in str:
        if ord(c) < 128:
            base.append(c)
        else:
            others.add(c)
    return ''.join(base).encode('ascii'), sorted(others)


def punycode_encode(text):
    base, others = segregate(text)
    out = []
    code, delta, bias, done = 128, 0, 72, len(base)
    for point in map(ord, others):
        delta += (point - code) * (done + 1)
        code = point
        for char in text:
            if ord(char) < code:
                delta += 1
            elif ord(char) == code:
                q, j = delta, 0
                while q >= (t := T(j, bias)):
                    q, digit = divmod(q - t, 36 - t)
                    out.append(digits[t + digit])
                    j += 1
                out.append(digits[q])
                bias = adapt(delta, done == len(base), done + 1)
                delta = 0
                done += 1
        delta += 1
        code += 1
    extended = ''.join(out).encode('ascii')
    return base + b'-' + extended if base else extended


def decode_generalized_number(extended, extpos, bias, errors):
    """(the place behind the number at a place, the number); None for one that is cut off or wrong and overlooked."""
    number, weight, j = 0, 1, 0
    while True:
        if extpos >= len(extended):
            if errors == 'strict':
                raise UnicodeError('incomplete punicode string')
            return extpos + 1, None
        digit = digits.find(extended[extpos].lower())
        if digit < 0:
            if errors == 'strict':
                raise UnicodeError(f"Invalid extended code point '{extended[extpos]}'")
            return extpos + 1, None
        extpos += 1
        number += digit * weight
        t = T(j, bias)
        if digit < t:
            return extpos, number
        weight *= 36 - t
        j += 1


def insertion_sort(base, extended, errors):
    """The basic characters with the others where the numbers tell."""
    text = list(base)
    code, index, bias, pos = 128, 0, 72, 0
    while pos < len(extended):
        first = pos == 0
        pos, delta = decode_generalized_number(extended, pos, bias, errors)
        if delta is None:
            break
        index += delta
        count = len(text) + 1
        code += index // count
        if code > 0x10FFFF:
            if errors == 'strict':
                raise UnicodeError(f'Invalid character U+{code:x}')
            code = ord('?')
        index %= count
        text.insert(index, chr(code))
        index += 1
        bias = adapt(delta, first, count)
    return ''.join(text)


def punycode_decode(text, errors):
    if isinstance(text, str):
        text = text.encode('ascii')
    if isinstance(text, memoryview):
        text = bytes(text)
    at = text.rfind(b'-')
    base = str(text[:at], 'ascii', errors) if at >= 0 else ''
    extended = str(text[at + 1:], 'ascii').upper()
    return insertion_sort(base, extended, errors)


class Codec(codecs.Codec):
    """Encodes and decodes without a state."""

    def encode(self, input, errors='strict'):
        return punycode_encode(input), len(input)

    def decode(self, input, errors='strict'):
        if errors not in ('strict', 'replace', 'ignore'):
            raise UnicodeError('Unsupported error handling ' + errors)
        return punycode_decode(input, errors), len(input)


class IncrementalEncoder(codecs.IncrementalEncoder):
    def encode(self, input, final=False):
        return punycode_encode(input)


class IncrementalDecoder(codecs.IncrementalDecoder):
    def decode(self, input, final=False):
        if self.errors not in ('strict', 'replace', 'ignore'):
            raise UnicodeError('Unsupported error handling ' + self.errors)
        return punycode_decode(input, self.errors)


StreamWriter, StreamReader = _streams(__name__, Codec, of_bytes=False)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='punycode', encode=Codec().encode, decode=Codec().decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamwriter=StreamWriter, streamreader=StreamReader)
