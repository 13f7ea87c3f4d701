"""Regular expressions: patterns, matching, searching, splitting, replacing.

The module _re translates Python's syntax for PCRE2 and does the matching; this file has the
functions, the flags, the error and the cache of compiled patterns.
"""
import enum
import functools
import _re as _compiler

__all__ = ["match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge",
           "template", "escape", "error", "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII",
           "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE", "NOFLAG", "RegexFlag"]

__version__ = "2.2.1"

Pattern = _compiler.Pattern
Match = _compiler.Match


class error(Exception):
    """A pattern or template that cannot be understood.

    msg is the message without the position, pattern the text, pos where the trouble is (or None),
    lineno and colno the same as line and column.
    """
    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        if pattern is not None and pos is not None:
            msg = '%s at position %d' % (msg, pos)
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        else:
            self.lineno = self.colno = None
        super().__init__(msg)


@enum.global_enum
class RegexFlag(enum.IntFlag, boundary=enum.KEEP):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128
    __str__ = object.__str__
    _numeric_repr_ = hex


_cache = {}
_MAXCACHE = 512


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags.value
    try:
        return _cache[pattern.__class__, pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    if flags & RegexFlag.TEMPLATE if flags.__class__ is not int else flags & 1:
        import warnings
        warnings.warn("The re.TEMPLATE/re.T flag is deprecated as it is an undocumented flag "
                      "without an obvious purpose. Don't use it.", DeprecationWarning)
    if -0x80000000 <= flags <= 0x7fffffff:
        p = _compiler.compile(pattern, flags)
    else:
        _compiler.compile(pattern, flags & 0x1ff)
        raise OverflowError('Python int too large to convert to C int')
    if flags & 128:
        raise NotImplementedError("re.DEBUG")
    if len(_cache) >= _MAXCACHE:
        del _cache[next(iter(_cache))]
    _cache[pattern.__class__, pattern, flags] = p
    return p


def compile(pattern, flags=0):
    """The pattern as an object, which matches without being looked up again."""
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    """The match at the start of the string, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """The match of all of the string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match anywhere in the string, or None."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The string with its matches replaced by a template or by what a function returns."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """Like sub, with the number of replacements: (new string, number)."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The pieces of the string between matches, with the groups of the matches in between."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """All matches as texts, or as tuples of their groups."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """Iterator over the match objects of all matches."""
    return _compile(pattern, flags).finditer(string)


def purge():
    """Forget the compiled patterns."""
    _cache.clear()
    _compile_repl.cache_clear()


def template(pattern, flags=0):
    """Compile with the TEMPLATE flag (deprecated)."""
    import warnings
    warnings.warn("The re.template() function is deprecated as it is an undocumented function "
                  "without an obvious purpose. Use re.compile() instead.", DeprecationWarning)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return _compile(pattern, flags | RegexFlag.TEMPLATE)


_special = {i: '\\' + chr(i) for i in b'()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """The text with everything escaped that is special in a pattern."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, 'latin1').translate(_special).encode('latin1')


@functools.lru_cache(512)
def _compile_repl(repl, pattern):
    return _compiler.template(pattern, repl)


def _restore(pattern, flags):
    return _compile(pattern, flags)


def _pickle(p):
    return _compile, (p.pattern, p.flags)


import copyreg
copyreg.pickle(Pattern, _pickle, _compile)
del copyreg


class Scanner:
    """Splits text into tokens by a lexicon of (pattern, action) pairs."""

    def __init__(self, lexicon, flags=0):
        if isinstance(flags, RegexFlag):
            flags = flags.value
        self.lexicon = lexicon
        self._action = {}
        parts, number = [], 1
        for phrase, action in lexicon:
            self._action[number] = action
            parts.append(f'({phrase})')
            number += 1 + _compile(phrase, flags).groups
        if not parts:
            raise RuntimeError('invalid SRE code')
        self.scanner = _compile('|'.join(parts), flags)

    def scan(self, string):
        """(list of what the actions returned, the text that was not understood)."""
        result = []
        match = self.scanner.scanner(string).match
        end = 0
        while True:
            m = match()
            if not m or m.end() == end:
                break
            action = self._action[m.lastindex]
            if callable(action):
                self.match = m
                action = action(self, m.group())
            if action is not None:
                result.append(action)
            end = m.end()
        return result, string[end:]
