"""JSONDecoder: values from JSON text. The scanning itself is native (_json)."""
from json import scanner
from _json import scanstring

__all__ = ['JSONDecoder', 'JSONDecodeError']


class JSONDecodeError(ValueError):
    """Text that is not JSON: msg, doc, pos, and the place as lineno and colno."""

    def __init__(self, msg, doc, pos):
        lineno = doc.count('\n', 0, pos) + 1
        colno = pos - doc.rfind('\n', 0, pos)
        ValueError.__init__(self, '%s: line %d column %d (char %d)' % (msg, lineno, colno, pos))
        self.msg = msg
        self.doc = doc
        self.pos = pos
        self.lineno = lineno
        self.colno = colno

    def __reduce__(self):
        return self.__class__, (self.msg, self.doc, self.pos)


_BLANKS = ' \t\n\r'


class JSONDecoder:
    """Decodes JSON text; hooks may take the place of the usual dict, int, float and constants."""

    def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                 object_pairs_hook=None):
        self.object_hook = object_hook
        self.parse_float = parse_float or float
        self.parse_int = parse_int or int
        self.parse_constant = parse_constant or float
        self.strict = strict
        self.object_pairs_hook = object_pairs_hook
        self.memo = {}
        self.scan_once = scanner.make_scanner(self)

    def decode(self, s, _w=None):
        """The value of the text s, which must be nothing but one JSON value."""
        if not isinstance(s, str):
            raise TypeError('cannot use a string pattern on a bytes-like object' if isinstance(s, (bytes, bytearray, memoryview))
                            else f"expected string or bytes-like object, got {type(s).__name__!r}")
        end = len(s)
        idx = 0
        while idx < end and s[idx] in _BLANKS:
            idx += 1
        obj, idx = self.raw_decode(s, idx)
        while idx < end and s[idx] in _BLANKS:
            idx += 1
        if idx != end:
            raise JSONDecodeError('Extra data', s, idx)
        return obj

    def raw_decode(self, s, idx=0):
        """The value that begins at s[idx], and the index after it."""
        return self.scan_once(s, idx)
