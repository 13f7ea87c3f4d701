"""File name patterns: * ? [seq] [!seq]."""
import functools
import os
import posixpath
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Does the name match the pattern, as the file system sees case?"""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=256, typed=True)
def _compile(pat):
    if isinstance(pat, bytes):
        pat = translate(pat.decode('latin-1')).encode('latin-1')
    else:
        pat = translate(pat)
    return re.compile(pat).match


def filter(names, pat):
    """The names that match the pattern."""
    match = _compile(os.path.normcase(pat))
    return [name for name in names if match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    """Does the name match the pattern, case counting?"""
    return _compile(pat)(name) is not None


def translate(pat):
    """The pattern as a regular expression."""
    out = []
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == '*':
            if not out or out[-1] != '.*':
                out.append('.*')
        elif c == '?':
            out.append('.')
        elif c == '[':
            j = i
            if pat[j:j + 1] == '!':
                j += 1
            if pat[j:j + 1] == ']':
                j += 1
            j = pat.find(']', j)
            if j < 0:
                out.append('\\[')
                continue
            out.append(_char_class(pat[i:j]))
            i = j + 1
        else:
            out.append(re.escape(c))
    return rf'(?s:{"".join(out)})\Z'


def _char_class(stuff):
    negate = stuff.startswith('!')
    if negate:
        stuff = stuff[1:]
    # ranges in the wrong order match nothing
    parts = []
    i = 0
    while i < len(stuff):
        if stuff[i + 1:i + 2] == '-' and i + 2 < len(stuff):
            lo, hi = stuff[i], stuff[i + 2]
            if lo <= hi:
                parts.append(_escape(lo) + '-' + _escape(hi))
            i += 3
        else:
            parts.append(_escape(stuff[i]))
            i += 1
    body = ''.join(parts)
    if not body:
        return '.' if negate else '(?!)'
    return f'[{"^" if negate else ""}{body}]'


def _escape(c):
    return '\\' + c if c in '\\]^[-&~|' else c
