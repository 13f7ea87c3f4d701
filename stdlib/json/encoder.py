"""JSONEncoder: JSON text of values. The writing itself is native (_json)."""
from _json import encode as _encode, encode_basestring, encode_basestring_ascii

__all__ = ['JSONEncoder']


class JSONEncoder:
    """Encodes dict, list, tuple, str, int, float, bool and None; default() may add more."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys, self.ensure_ascii, self.check_circular = skipkeys, ensure_ascii, check_circular
        self.allow_nan, self.sort_keys, self.indent = allow_nan, sort_keys, indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None: # a line ends behind it
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """What to encode in the place of o; this one refuses."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def _text(self, o):
        indent = self.indent
        if indent is not None and not isinstance(indent, str):
            indent = ' ' * indent
        return _encode(o, self.default, indent, self.item_separator, self.key_separator, self.ensure_ascii,
                       self.allow_nan, self.sort_keys, self.skipkeys, self.check_circular)

    def encode(self, o):
        """The JSON text of o."""
        if isinstance(o, str):
            return encode_basestring_ascii(o) if self.ensure_ascii else encode_basestring(o)
        if type(self).iterencode is JSONEncoder.iterencode:
            return self._text(o)
        return ''.join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """An iterator over pieces of the JSON text of o."""
        if _one_shot and self.indent is None:
            return [self._text(o)]
        return _Pieces(self).value(o, 0)


class _Pieces:
    """Writes JSON text piece by piece, for values that are too large to have as one text."""

    def __init__(self, encoder):
        self.encoder = encoder
        self.indent = encoder.indent
        if self.indent is not None and not isinstance(self.indent, str):
            self.indent = ' ' * self.indent
        self.quote = encode_basestring_ascii if encoder.ensure_ascii else encode_basestring
        self.open = {}

    def atom(self, o):
        """The text of what is no container, or None."""
        if isinstance(o, str):
            return self.quote(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            return self.float(o)
        return None

    def float(self, o):
        if o - o == 0:
            return float.__repr__(o)
        if not self.encoder.allow_nan:
            raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
        return 'NaN' if o != o else 'Infinity' if o > 0 else '-Infinity'

    def key(self, key):
        """The text of a key, or None if it is to be skipped."""
        if isinstance(key, str):
            return key
        text = self.atom(key)
        if text is None and not self.encoder.skipkeys:
            raise TypeError(f'keys must be str, int, float, bool or None, not {key.__class__.__name__}')
        return text

    def line(self, level):
        return '' if self.indent is None else '\n' + self.indent * level

    def enter(self, o):
        if self.encoder.check_circular:
            if id(o) in self.open:
                raise ValueError('Circular reference detected')
            self.open[id(o)] = o

    def leave(self, o):
        self.open.pop(id(o), None)

    def value(self, o, level):
        text = self.atom(o)
        if text is not None:
            yield text
        elif isinstance(o, (list, tuple)):
            yield from self.list(o, level)
        elif isinstance(o, dict):
            yield from self.dict(o, level)
        else:
            self.enter(o)
            yield from self.value(self.encoder.default(o), level)
            self.leave(o)

    def list(self, o, level):
        if not o:
            yield '[]'
            return
        self.enter(o)
        before = '[' + self.line(level + 1)
        for item in o:
            text = self.atom(item)
            if text is not None:
                yield before + text
            else:
                yield before
                yield from self.value(item, level + 1)
            before = self.encoder.item_separator + self.line(level + 1)
        if self.indent is not None:
            yield self.line(level)
        yield ']'
        self.leave(o)

    def dict(self, o, level):
        if not o:
            yield '{}'
            return
        self.enter(o)
        yield '{'
        if self.indent is not None:
            yield self.line(level + 1)
        first = True
        for key, item in sorted(o.items()) if self.encoder.sort_keys else o.items():
            key = self.key(key)
            if key is None:
                continue
            if not first:
                yield self.encoder.item_separator + self.line(level + 1)
            first = False
            yield self.quote(key)
            yield self.encoder.key_separator
            yield from self.value(item, level + 1)
        if self.indent is not None:
            yield self.line(level)
        yield '}'
        self.leave(o)
