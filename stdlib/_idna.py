"""The codecs of names of hosts: Punycode (RFC 3492) and IDNA (RFC 3490)."""
import codecs as _codecs


# --- Punycode ---

_DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789'


def _adapt(delta, first, points):
    delta = delta // 700 if first else delta // 2
    delta += delta // points
    turns = 0
    while delta > 455:
        delta //= 35
        turns += 36
    return turns + 36 * delta // (delta + 38)


def _threshold(k, bias):
    return min(max(k - bias, 1), 26)


def _punycode_encode(text, errors='strict'):
    base = [c for c in text if ord(c) < 128]
    out, done = list(base), len(base)
    if base:
        out.append('-')
    code, delta, bias, total = 128, 0, 72, len(base)
    for point in sorted({ord(c) for c in text if c >= '\x80'}):
        delta += (point - code) * (done + 1)
        code = point
        for char in text:
            if ord(char) < code:
                delta += 1
            elif ord(char) == code:
                q, k = delta, 36
                while q >= (t := _threshold(k, bias)):
                    q, digit = divmod(q - t, 36 - t)
                    out.append(_DIGITS[t + digit])
                    k += 36
                out.append(_DIGITS[q])
                bias = _adapt(delta, done == total, done + 1)
                delta = 0
                done += 1
        delta += 1
        code += 1
    return ''.join(out).encode('ascii'), len(text)


def _punycode_decode(data, errors='strict'):
    if errors not in ('strict', 'replace', 'ignore'):
        raise UnicodeError('Unsupported error handling ' + errors)
    data = data.encode('ascii', errors) if isinstance(data, str) else bytes(data)
    at = data.rfind(b'-')
    text = list(str(data[:at], 'ascii', errors)) if at >= 0 else []
    extended = str(data[at + 1:], 'ascii').upper()
    code, index, bias, pos = 128, 0, 72, 0
    first = True
    while pos < len(extended):
        old, weight, k = index, 1, 36
        while True:
            if pos >= len(extended):
                if errors == 'strict':
                    raise UnicodeError('incomplete punicode string')
                return ''.join(text), len(data)
            digit = _DIGITS.find(extended[pos].lower())
            if digit < 0:
                if errors == 'strict':
                    raise UnicodeError(f"Invalid extended code point '{extended[pos]}'")
                return ''.join(text), len(data)
            pos += 1
            index += digit * weight
            t = _threshold(k, bias)
            if digit < t:
                break
            weight *= 36 - t
            k += 36
        count = len(text) + 1
        bias = _adapt(index - old, first, count)
        first = False
        code += index // count
        if code > 0x10FFFF:
            if errors == 'strict':
                raise UnicodeError(f'Invalid character U+{code:x}')
            code = ord('?')
        index %= count
        text.insert(index, chr(code))
        index += 1
    return ''.join(text), len(data)


# --- IDNA ---

_ACE = 'xn--'


def nameprep(label):
    """The label mapped, normalised and checked as RFC 3491 wants."""
    import stringprep as tables
    label = tables._nfkc(''.join([tables.map_table_b2(c) for c in label if not tables.in_table_b1(c)]))
    barred = (tables.in_table_c12, tables.in_table_c22, tables.in_table_c3, tables.in_table_c4, tables.in_table_c5,
              tables.in_table_c6, tables.in_table_c7, tables.in_table_c8, tables.in_table_c9)
    for char in label:
        if any(table(char) for table in barred):
            raise UnicodeError(f'Invalid character {char!r}')
    right = [tables.in_table_d1(c) for c in label]
    if any(right):
        if any(map(tables.in_table_d2, label)):
            raise UnicodeError('Violation of BIDI requirement 2')
        if not right[0] or not right[-1]:
            raise UnicodeError('Violation of BIDI requirement 3')
    return label


def _sized(data, message='label empty or too long'):
    if 0 < len(data) < 64:
        return data
    raise UnicodeError(message)


def ToASCII(label):
    """The label as bytes, in Punycode if it must be."""
    if label.isascii():
        return _sized(label.encode('ascii'))
    label = nameprep(label)
    if label.isascii():
        return _sized(label.encode('ascii'))
    if label.startswith(_ACE):
        raise UnicodeError('Label starts with ACE prefix')
    return _sized(_ACE.encode() + _punycode_encode(label)[0])


def ToUnicode(label):
    """The label, which may be bytes, as text that a person reads."""
    return _to_unicode(str(label, 'ascii') if isinstance(label, bytes) else label)


def _to_unicode(label):
    if not label.isascii():
        label = nameprep(label)
        if not label.isascii():
            raise UnicodeError('Invalid character in IDN label')
    if not label.startswith(_ACE):
        return label
    text = _punycode_decode(label[len(_ACE):].encode('ascii'))[0]
    again = ToASCII(text)
    if label.lower() != str(again, 'ascii'):
        raise UnicodeError('IDNA does not round-trip', label.encode(), again)
    return text


def _idna_encode(text, errors='strict'):
    if errors != 'strict':
        raise UnicodeError('unsupported error handling ' + errors)
    if not text:
        return b'', 0
    if not isinstance(text, str):
        text.encode # bytes and others have no such method
    for dot in '\u3002\uff0e\uff61':
        text = text.replace(dot, '.') if not text.isascii() else text
    labels = text.split('.')
    if text.isascii():
        for label in labels[:-1]:
            _sized(label)
        if len(labels[-1]) >= 64:
            raise UnicodeError('label too long')
        return text.encode('ascii'), len(text)
    last = labels.pop() if not labels[-1] else None
    out = b'.'.join([ToASCII(label) for label in labels])
    return out + (b'' if last is None else b'.'), len(text)


def _idna_decode(data, errors='strict'):
    if errors != 'strict':
        raise UnicodeError('Unsupported error handling ' + errors)
    data = bytes(data)
    if not data:
        return '', 0
    if _ACE.encode() not in data and data.isascii():
        return data.decode('ascii'), len(data)
    labels = [str(label, 'ascii') for label in data.split(b'.')]
    last = '.' if not labels[-1] else ''
    if last:
        labels.pop()
    return '.'.join([_to_unicode(label) for label in labels]) + last, len(data)


def _whole_labels(text, final):
    """The labels of text that are whole, the dot behind the last, and how much of the text that is."""
    for dot in '\u3002\uff0e\uff61':
        text = text.replace(dot, '.')
    labels = text.split('.')
    last = labels.pop() if not labels[-1] or not final else None
    dot = '.' if last is not None and labels else ''
    return labels, dot, len('.'.join(labels) + dot)


class _IdnaEncoder(_codecs.BufferedIncrementalEncoder):
    def _buffer_encode(self, input, errors, final):
        if errors != 'strict':
            raise UnicodeError('unsupported error handling ' + errors)
        if not input:
            return b'', 0
        labels, dot, used = _whole_labels(input, final)
        return b'.'.join([ToASCII(label) for label in labels]) + dot.encode(), used


class _IdnaDecoder(_codecs.BufferedIncrementalDecoder):
    def _buffer_decode(self, input, errors, final):
        if errors != 'strict':
            raise UnicodeError('Unsupported error handling ' + errors)
        if not input:
            return '', 0
        labels, dot, used = _whole_labels(input if isinstance(input, str) else str(input, 'ascii'), final)
        return '.'.join([_to_unicode(label) for label in labels]) + dot, used


punycode = 'punycode', _punycode_encode, _punycode_decode
idna = 'idna', _idna_encode, _idna_decode, _IdnaEncoder, _IdnaDecoder
