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
    # Between two stars the first place where the fixed part fits is as good as any other: the atomic group keeps the
    # search from trying the others.
    fixed = [[]]  # what stands between stars
    i, n = 0, len(pat)
    while i < n:
        c = pat[i]
        i += 1
        if c == '*':
            if fixed[-1] or len(fixed) == 1:
                fixed.append([])
        elif c == '?':
            fixed[-1].append('.')
        elif c == '[' and (end := _class_end(pat, i)) > 0:
            fixed[-1].append(_char_class(pat[i:end]))
            i = end + 1
        else:
            fixed[-1].append(re.escape(c))
    first, *rest = map(''.join, fixed)
    if rest:
        first += ''.join(f'(?>.*?{part})' for part in rest[:-1]) + '.*' + rest[-1]
    return rf'(?s:{first})\Z'


def _class_end(pat, i):
    """Where the ] of a class is that begins at i, -1 if nowhere; a ] in the first place is a member."""
    i += pat.startswith('!', i)
    i += pat.startswith(']', i)
    return pat.find(']', i)


def _char_class(stuff):
    negate = stuff.startswith('!')
    i = int(negate)
    parts = []
    while i < len(stuff):
        lo, hi = stuff[i], stuff[i + 2:i + 3]
        if hi and stuff[i + 1] == '-':
            if lo <= hi:  # ranges in the wrong order match nothing
                parts.append(_escape(lo) + '-' + _escape(hi))
            i += 3
        else:
            parts.append(_escape(lo))
            i += 1
    body = ''.join(parts)
    if not body:
        return '.' if negate else '(?!)'
    if negate:
        return f'[^{body}]'
    return f'[\\{body}]' if body[0] in '^[' else f'[{body}]'


def _escape(c):
    return '\\' + c if c in '\\-&~|' else c
