"""The codec 'idna' (RFC 3490): names of hosts, label by label."""
import codecs
import re
import stringprep
from ._of_pieces import streams as _streams

dots = re.compile('[\u002E\u3002\uFF0E\uFF61]')
ace_prefix, sace_prefix = b'xn--', 'xn--'


def nameprep(label):
    """The label mapped, normalised and checked as RFC 3491 wants."""
    label = stringprep._nfkc(''.join([stringprep.map_table_b2(c) for c in label if not stringprep.in_table_b1(c)]))
    barred = (stringprep.in_table_c12, stringprep.in_table_c22, stringprep.in_table_c3, stringprep.in_table_c4, stringprep.in_table_c5,
              stringprep.in_table_c6, stringprep.in_table_c7, stringprep.in_table_c8, stringprep.in_table_c9)
    for char in label:
        if any(table(char) for table in barred):
            raise UnicodeError(f'Invalid character {char!r}')
    right = [stringprep.in_table_d1(c) for c in label]
    if any(right):
        if any(map(stringprep.in_table_d2, label)):
            raise UnicodeError('Violation of BIDI requirement 2')
        if not right[0] or not right[-1]:
            raise UnicodeError('Violation of BIDI requirement 3')
    return label


def ToASCII(label):
    """The label as bytes, in Punycode if it must be."""
    if not label.isascii():
        label = nameprep(label)
    if label.isascii():
        data = label.encode('ascii')
    elif label.startswith(sace_prefix):
        raise UnicodeError('Label starts with ACE prefix')
    else:
        data = ace_prefix + label.encode('punycode')
    if 0 < len(data) < 64:
        return data
    raise UnicodeError('label empty or too long')


def ToUnicode(label):
    """The label, which may be bytes, as text that a person reads."""
    if isinstance(label, bytes):
        label = str(label, 'ascii')
    elif not label.isascii():
        label = nameprep(label)
        if not label.isascii():
            raise UnicodeError('Invalid character in IDN label')
    if not label.startswith(sace_prefix):
        return label
    text = label[len(ace_prefix):].encode('ascii').decode('punycode')
    again = ToASCII(text)
    if label.lower() != str(again, 'ascii'):
        raise UnicodeError('IDNA does not round-trip', label.encode(), again)
    return text


def _whole_labels(text, final):
    """The labels of text that are whole, the dot behind the last, and how much of the text that is."""
    labels = text.split('.')
    last = labels.pop() if not labels[-1] or not final else None
    dot = '.' if last is not None and labels else ''
    return labels, dot, len('.'.join(labels) + dot)


class Codec(codecs.Codec):
    """Encodes and decodes without a state."""

    def encode(self, input, errors='strict'):
        if errors != 'strict':
            raise UnicodeError('unsupported error handling ' + errors)
        if not input:
            return b'', 0
        try:
            result = input.encode('ascii')
        except UnicodeEncodeError:
            pass
        else:
            labels = result.split(b'.')
            for label in labels[:-1]:
                if not 0 < len(label) < 64:
                    raise UnicodeError('label empty or too long')
            if len(labels[-1]) >= 64:
                raise UnicodeError('label too long')
            return result, len(input)
        labels = dots.split(input)
        last = labels.pop() if not labels[-1] else None
        out = []
        for label in labels:
            out.append(ToASCII(label))
        return b'.'.join(out) + (b'' if last is None else b'.'), len(input)

    def decode(self, input, errors='strict'):
        if errors != 'strict':
            raise UnicodeError('Unsupported error handling ' + errors)
        if not input:
            return '', 0
        data = input if isinstance(input, bytes) else bytes(input)
        if ace_prefix not in data and data.isascii():
            return data.decode('ascii'), len(data)
        labels = data.split(b'.')
        last = '' if labels[-1] else '.'
        if last:
            labels.pop()
        out = []
        for label in labels:
            out.append(ToUnicode(label))
        return '.'.join(out) + last, len(data)


class IncrementalEncoder(codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        if errors != 'strict':
            raise UnicodeError('unsupported error handling ' + errors)
        if not input:
            return b'', 0
        labels, dot, used = _whole_labels(dots.sub('.', input), final)
        out = []
        for label in labels:
            out.append(ToASCII(label))
        return b'.'.join(out) + dot.encode(), used


class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        if errors != 'strict':
            raise UnicodeError('Unsupported error handling ' + errors)
        if not input:
            return '', 0
        text = dots.sub('.', input) if isinstance(input, str) else str(input, 'ascii')
        labels, dot, used = _whole_labels(text, final)
        out = []
        for label in labels:
            out.append(ToUnicode(label))
        return '.'.join(out) + dot, used


StreamWriter, StreamReader = _streams(__name__, Codec, of_bytes=False)


def getregentry():
    """What the registry of codecs keeps."""
    return codecs.CodecInfo(
        name='idna', encode=Codec().encode, decode=Codec().decode, incrementalencoder=IncrementalEncoder,
        incrementaldecoder=IncrementalDecoder, streamwriter=StreamWriter, streamreader=StreamReader)
