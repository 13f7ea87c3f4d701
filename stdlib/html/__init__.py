"""HTML text: escaping and character references."""
import re as _re
from html.entities import _entities as _html5

__all__ = ['escape', 'unescape']


def escape(s, quote=True):
    """&, < and > as character references, and quotes if wanted."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace('\'', "&#x27;")
    return s


# what browsers make of the numbers of Windows-1252
_windows = {0: '\ufffd', 13: '\r'} | {
    0x80 + i: c for i, c in enumerate('\u20ac\x81\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152'
                                      '\x8d\u017d\x8f\x90\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122'
                                      '\u0161\u203a\u0153\x9d\u017e\u0178')}


def _is_invalid(n):
    return 1 <= n <= 8 or 0xe <= n <= 0x1f or 0x7f <= n <= 0x9f or 0xfdd0 <= n <= 0xfdef or n == 0xb or \
        n & 0xfffe == 0xfffe


def _replace_charref(m):
    s = m.group(1)
    if s[0] == '#':
        num = int(s[2:].rstrip(';'), 16) if s[1] in 'xX' else int(s[1:].rstrip(';'))
        if num in _windows:
            return _windows[num]
        if 0xD800 <= num <= 0xDFFF or num > 0x10FFFF:
            return '\uFFFD'
        return '' if _is_invalid(num) else chr(num)
    entities = _html5()
    if s in entities:
        return entities[s]
    for x in range(len(s) - 1, 1, -1): # the longest name that needs no semicolon
        if s[:x] in entities:
            return entities[s[:x]] + s[x:]
    return '&' + s


_charref = _re.compile(r'&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)')


def unescape(s):
    """Character references as characters."""
    return _charref.sub(_replace_charref, s) if '&' in s else s
