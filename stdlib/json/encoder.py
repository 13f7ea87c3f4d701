"""JSONEncoder: JSON text of values. The writing itself is native (_json)."""
from _json import encode as _encode, encode_basestring, encode_basestring_ascii

__all__ = ['JSONEncoder']


class JSONEncoder:
    """Encodes dict, list, tuple, str, int, float, bool and None; default() may add more."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                 indent=None, separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
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
        return iter((self._text(o),))
