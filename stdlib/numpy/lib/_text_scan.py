"""Numbers in text between separators: fromstring and fromfile with sep=.

Reading stops where no number stands or the separator does not match; a space in the separator matches any white space.
"""
import re
import warnings

import numpy as np

_FLOAT = re.compile(r'[ \t\n\r\f\v]*([-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan(?:\(\w*\))?|inf(?:inity)?))', re.I | re.A)
_INT = re.compile(r'[ \t\n\r\f\v]*([-+]?\d+)', re.A)
_END, _UNMATCHED = -1, -2


def _number(text):
    return float(text.partition('(')[0])


def _complex_at(text, at):
    """(a complex number, the place behind it), or None."""
    m = _FLOAT.match(text, at)
    if m is None:  # what C's reader gives in the place of no number is -1
        at += len(text[at:]) - len(text[at:].lstrip())
        return (complex(0, -1), at + 1) if text[at:at + 1] == 'j' else None
    first, end = _number(m[1]), m.end()
    if text[end:end + 1] == 'j':
        return complex(0, first), end + 1
    if text[end:end + 1] in ('+', '-'):
        second = _FLOAT.match(text, end)
        if second is not None and text[second.end():second.end() + 1] == 'j':
            return complex(first, _number(second[1])), second.end() + 1
        return complex(first), second.end() if second is not None else end
    return complex(first), end


def _wrapped(value, d):
    """A C long in a smaller integer type."""
    bits = 8 * d.itemsize
    value = max(-2 ** 63, min(value, 2 ** 64 - 1)) % 2 ** bits
    return value - 2 ** bits if d.kind != 'u' and value >= 2 ** (bits - 1) else value


def _reader(d):
    """The function from a text and a place to (an element, the place behind it), or None."""
    def whole(text, at):
        m = _INT.match(text, at)
        return None if m is None else (_wrapped(int(m[1]), d), m.end())

    def real(text, at):
        m = _FLOAT.match(text, at)
        if m is None:
            return None
        value = d.type(m[1].partition('(')[0]) if d.char == 'g' else _number(m[1])
        return value if d.kind == 'f' else value != 0, m.end()
    return {'i': whole, 'u': whole, 'm': whole, 'M': whole, 'f': real, 'b': real, 'c': _complex_at}[d.kind]


def _separator_pattern(sep):
    """What stands between elements."""
    words = sep.split()
    if not words:
        return re.compile(r'\s+')
    return re.compile(r'\s*' + r'\s*'.join(map(re.escape, words)) + r'\s*')


def scanned(text, d, count, sep):
    """(the elements read, whether the text went on with something else)"""
    read, between = _reader(d), _separator_pattern(sep)
    values, at, state = [], 0, 0
    while count < 0 or len(values) < count:
        found = read(text, at)
        if found is None:
            state = _END if not text[at:].strip() else _UNMATCHED
            break
        value, at = found
        values.append(value)
        if not text[at:].strip():
            state = _END
            break
        m = between.match(text, at)
        if m is None:
            state = _UNMATCHED
            break
        at = m.end()
        if at >= len(text):
            state = _END
            break
    return values, state == _UNMATCHED


def elements(text, d, count, sep, fill=False):
    """The array of what a text holds; with fill, of count elements in any case."""
    values, unmatched = scanned(text, d, count, sep)
    if d.kind in 'mM':
        x = np.array(values, 'i8').view(d)
    else:
        x = np.array(values, d) if values else np.empty(0, d)
    if fill and count > len(values):
        x = np.concatenate((x, np.zeros(count - len(values), d)))
    if unmatched:
        warnings.warn('string or file could not be read to its end due to unmatched data; this will raise a ValueError in '
                      'the future.', DeprecationWarning, stacklevel=3)
    return x


def unreadable(d):
    """The error for types that text holds no elements of, or None."""
    if d.kind == 'O':
        return ValueError('Cannot create an object array from a string')
    if d.kind in 'USV':
        return ValueError("don't know how to read character strings with that array type")
    return None
