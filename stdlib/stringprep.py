"""The tables of RFC 3454, by which texts are prepared for comparing, as functions of a character.

They speak of Unicode 3.2: characters that it had not are in table A.1, and map to themselves.
"""
import unicodedata as _unicodedata
from bisect import bisect_right as _bisect


class _Runs:
    """A table as runs of code points: how far each starts behind the end of the one before, and how much longer than
    one it is. They are made when first asked."""

    def __init__(self, text):
        self.text, self.starts, self.ends = text, [], []

    def __contains__(self, code):
        if not self.starts:
            at = 0
            for run in self.text.split():
                gap, _, more = run.partition('.')
                self.starts.append(at + int(gap, 16))
                at = self.starts[-1] + int(more or '0', 16)
                self.ends.append(at)
        run = _bisect(self.starts, code) - 1
        return run >= 0 and code <= self.ends[run]


_unassigned = _Runs('221 13.1b 5f.1 40.10 51.f 11.3 3.3 2.2 2.4 8 2 15 2d 28.8 88 48 27.1 3.5 11.20 27.1 8 28 3.5 12 18 b.a 1c.4 6.16 '
                 '2.d 2.2 2 1b.4 17.9 8f.1 10 f 1f.2 1c.34 33.14e 4 36.1 13.1 6.2 1a.f 4 9.1 3.1 17 8 2.2 5.1 2 8.1 3.1 4.8 2.3 3 '
                 '6.1 16.6 2.1 7.3 3.1 17 8 3 3 3.1 2 6.3 3.1 4.a 5 2.6 10.b 4 8 2 4 17 8 3 6.1 b 4 4.1 2.e 2.4 b.10 4 9.1 3.1 17 '
                 '8 3.1 5.1 9.2 3.1 4.7 3.3 3 4.3 c.10 3 7.2 4 5.2 3 2 3.2 3.2 4.2 9 4.3 6.2 4 5.8 2.e d.d 4 9 4 18 b 6.3 8 4 5.6 '
                 '3.8 3.3 b.11 3 9 4 18 b 6.3 8 4 5.6 3.6 2 3.3 b.11 3 9 4 18 11.3 7.1 4 5.8 2.7 3.3 b.11 3 13.2 19 a 2.1 8.2 2.3 '
                 '7 2 9.11 4.b 3b.3 1e.24 3 2.1 3 2.1 2.5 5 8 4 2 2.1 3 e 4.1 6 2 7.1 b.1 3.21 49 23.5 1c.3 9 25 10.1 2.2f 23 6 3 '
                 '8.2 5.5 1b.45 27.9 2a.1 2.3 5b.4 45.4 53.5 8 40 2 5.1 8 2 5.1 28 2 5.1 20 2 5.1 8 2 5.1 8 8 18 20 2 5.1 8 28 '
                 '14.5 1d.22 56.b 277.8 1e.2 52.e e 8.a 18.8 15.b e 4 3.b 5e.2 b.15 10 b.5 59.7 2b.555 9d.3 5b.5 17.1 7.1 27.1 7.1 '
                 '9 2 2 2 20.1 36 10 f.1 7 14.1 4 a 54.3 2.6 6.5 9.1 1c.10 13.1d 1c.14 3c.1 10.6 32.b 240.30 28.18 c.14 a0 115.1 3 '
                 '66.1 b.76 5 5.1 1d 24 2 5.2 2 8.1 35.2 19 f.10 1d.3 311.37f 1b 5a.b d7.19 d.3 41 57.1 68.4 29.3 5f 29.37 2e.2 '
                 '25.c 2c.2 4e.3 30 78.3 64.1 20 19b7.49 51a7.59 48e.2 38.738 2ba5.5b 222f.1 3c.94 8.b 6.4 1b 6 2 3 3 6d.20 16e.f '
                 '41.1 37.7 2e.2 11.f 5.b 18.1 b 14 5.3 6 88.1 2 bf.2 7.1 7.1 7.1 4.2 8 8.9 8.2ff 20 5.b 1c.b4 27.1 27.cbb1 f7.9 '
                 '28.2 b5.221 56 48 3.1 2.1 3.1 5 d 2 5 3 42 5.1 9 8 1d 5 6 2.2 8 153.3 123.3 33.27fd a6da.5128 21f.5df 3.fffd '
                 '3.fffd 3.fffd 3.fffd 3.fffd 3.fffd 3.fffd 3.fffd 3.fffd 3.fffd 3.fffd 3 2.1d 61.ff7d')
_b1 = _Runs('ad 2a2 14b7 5.2 7fe.2 53 dda0.f f0')
_c12 = _Runs('a0 15e0 980.b 24 30 fa1')
_c22 = _Runs('80.1f 63e 32 10ff 7fe.1 1b.1 37.3 7.5 de90 fa.3 d177.7')
_c8 = _Runs('340.1 1ccd.1 1b.4 3c.5')
_c9 = _Runs('e0001 1f.5f')
# directions that were others in Unicode 3.2
_other_right = _Runs('6dd 32')
_other_left = _Runs('cbf 7 a6e 80.1 d0.1 8ac 6ce.ff 72f.1 1a6ac 3a 3a 3a 3a')
# normal forms that were others: of these, that of the character beside each
_normal = {0x2F868: '\U0002136a', 0x2F874: '\u5f33', 0x2F91F: '\u43ab', 0x2F95F: '\u7aae', 0x2F9BF: '\u4d57'}


def _nothing(code):
    """Not a character: none of table A.1 nor assigned."""
    return 0xFDD0 <= code < 0xFDF0 or code & 0xFFFE == 0xFFFE


def _new(char):
    return ord(char) in _unassigned or _nothing(ord(char))


def _nfkc(text):
    """The normal form of Unicode 3.2, whose marks stand in the order of today."""
    normalize = _unicodedata.normalize
    parts, some = [], ''
    for char in text:
        if not _new(char):
            some += normalize('NFKD', _normal.get(ord(char), char))
        elif normalize('NFC', char) == char:
            some += char
        else:
            parts += normalize('NFC', some), char
            some = ''
    return ''.join(parts) + normalize('NFC', some)


def _folded(char):
    fold = char.casefold()
    return char if _new(char) or any(map(_new, fold)) else fold


def in_table_a1(code):
    return ord(code) in _unassigned


def in_table_b1(code):
    return ord(code) in _b1


def map_table_b3(code):
    fold = _folded(code)
    if fold == code and _new(code):
        return code
    normal = _nfkc(fold)
    again = _nfkc(''.join(map(_folded, normal)))
    return fold if again == normal else again


def map_table_b2(a):
    once = map_table_b3(a)
    normal = _nfkc(once)
    twice = _nfkc(''.join(map(map_table_b3, normal)))
    return once if twice == normal else twice


def in_table_c11(code):
    return code == ' '


def in_table_c12(code):
    return ord(code) in _c12


def in_table_c11_c12(code):
    return in_table_c11(code) or in_table_c12(code)


def in_table_c21(code):
    return ord(code) < 32 or ord(code) == 127


def in_table_c22(code):
    return ord(code) in _c22


def in_table_c21_c22(code):
    return in_table_c21(code) or in_table_c22(code)


def in_table_c3(code):
    return _unicodedata.category(code) == 'Co'


def in_table_c4(code):
    return _nothing(ord(code))


def in_table_c5(code):
    return 0xD800 <= ord(code) < 0xE000


def in_table_c6(code):
    return 0xFFF9 <= ord(code) <= 0xFFFD


def in_table_c7(code):
    return 0x2FF0 <= ord(code) <= 0x2FFB


def in_table_c8(code):
    return ord(code) in _c8


def in_table_c9(code):
    return ord(code) in _c9


def in_table_d1(code):
    """Written from right to left."""
    return _directed(code, ('R', 'AL'), _other_right)


def in_table_d2(code):
    """Written from left to right."""
    return _directed(code, ('L',), _other_left)


def _directed(code, kinds, others):
    return (_unicodedata.bidirectional(code) in kinds and not _new(code)) != (ord(code) in others)
