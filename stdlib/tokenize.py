"""Python source as a stream of tokens, comments and blank lines included."""
import functools
import re
import sys
import token as _token
from builtins import open as _builtin_open
from codecs import BOM_UTF8, lookup
from collections import namedtuple as _namedtuple
from io import TextIOWrapper
from token import *
from token import EXACT_TOKEN_TYPES

__all__ = _token.__all__ + ["tokenize", "generate_tokens", "detect_encoding", "untokenize", "TokenInfo", "open",
                            "TokenError"]

cookie_re = re.compile(r'^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)', re.ASCII)
blank_re = re.compile(br'^[ \t\f]*(?:[#\r\n]|$)', re.ASCII)


class TokenInfo(_namedtuple('TokenInfo', 'type string start end line')):
    """One token: kind, text, (row, column) of start and end, the line."""

    def __repr__(self):
        return ('TokenInfo(type=%s, string=%r, start=%r, end=%r, line=%r)' %
                ('%d (%s)' % (self.type, tok_name[self.type]), *self[1:]))

    @property
    def exact_type(self):
        if self.type == OP and self.string in EXACT_TOKEN_TYPES:
            return EXACT_TOKEN_TYPES[self.string]
        return self.type


class TokenError(Exception):
    pass


class StopTokenizing(Exception):
    pass


def _prefixes():
    result = {''}
    for p in ('b', 'r', 'u', 'f', 'br', 'rb', 'fr', 'rf'):
        result |= {''.join(x) for x in functools.reduce(lambda acc, c: [a + d for a in acc for d in (c, c.upper())], p,
                                                        [''])}
    return result


@functools.cache
def _patterns():
    prefix = '(?:' + '|'.join(sorted(_prefixes(), key=len, reverse=True)) + ')'
    number = (r'0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+'
              r'|(?:[0-9](?:_?[0-9])*\.(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][-+]?[0-9](?:_?[0-9])*)?[jJ]?'
              r'|[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*[jJ]?|[jJ])|(?:0(?:_?0)*|[1-9](?:_?[0-9])*)')
    string = (rf"{prefix}'[^\n'\\]*(?:\\.[^\n'\\]*)*('|\\\r?\n)" '|' rf'{prefix}"[^\n"\\]*(?:\\.[^\n"\\]*)*("|\\\r?\n)')
    ops = '|'.join(re.escape(x) for x in sorted(EXACT_TOKEN_TYPES, reverse=True))
    pseudo = (rf'[ \f\t]*(?P<tok>\\\r?\n|\Z|#[^\r\n]*|{prefix}(?:\'\'\'|""")|{number}|\r?\n|{ops}|{string}|\w+)')
    return re.compile(pseudo)


_triple_end = {"'''": re.compile(r"[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''", re.DOTALL),
               '"""': re.compile(r'[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""', re.DOTALL)}
_single_end = {"'": re.compile(r"[^'\\]*(?:\\.[^'\\]*)*'", re.DOTALL),
               '"': re.compile(r'[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)}
tabsize = 8


class Untokenizer:
    """Builds source of tokens."""

    def __init__(self):
        self.tokens = []
        self.prev_row, self.prev_col = 1, 0
        self.encoding = None

    def add_whitespace(self, start):
        row, col = start
        if row < self.prev_row or row == self.prev_row and col < self.prev_col:
            raise ValueError("start ({},{}) precedes previous end ({},{})".format(row, col, self.prev_row,
                                                                                 self.prev_col))
        if row > self.prev_row:
            self.tokens.append("\\\n" * (row - self.prev_row))
            self.prev_col = 0
        if col > self.prev_col:
            self.tokens.append(" " * (col - self.prev_col))

    def untokenize(self, iterable):
        it = iter(iterable)
        indents, startline = [], False
        for t in it:
            if len(t) == 2:
                self.compat(t, it)
                break
            tok_type, text, start, end, line = t
            if tok_type == ENCODING:
                self.encoding = text
                continue
            if tok_type == ENDMARKER:
                break
            if tok_type == INDENT:
                indents.append(text)
                continue
            if tok_type == DEDENT:
                indents.pop()
                self.prev_row, self.prev_col = end
                continue
            if tok_type in (NEWLINE, NL):
                startline = True
            elif startline and indents:
                indent = indents[-1]
                if start[1] >= len(indent):
                    self.tokens.append(indent)
                    self.prev_col = len(indent)
                startline = False
            self.add_whitespace(start)
            self.tokens.append(text)
            self.prev_row, self.prev_col = end
            if tok_type in (NEWLINE, NL):
                self.prev_row += 1
                self.prev_col = 0
        return "".join(self.tokens)

    def compat(self, token, iterable):
        """Of pairs (kind, text): with blanks where they are needed."""
        import itertools
        indents, before = [], None
        line_begins = token[0] in (NEWLINE, NL)
        for t in itertools.chain([token], iterable):
            kind, text = t[:2]
            if kind == ENCODING:
                self.encoding = text
                continue
            # names and numbers must not grow together, nor two strings
            if kind in (NAME, NUMBER):
                text += ' '
            elif kind == before == STRING:
                text = ' ' + text
            before = kind
            if kind == INDENT:
                indents.append(text)
                continue
            if kind == DEDENT:
                indents.pop()
                continue
            if kind in (NEWLINE, NL):
                line_begins = True
            elif line_begins and indents:
                self.tokens.append(indents[-1])
                line_begins = False
            self.tokens.append(text)


def untokenize(iterable):
    """Source that gives the tokens again; bytes if there is an ENCODING token."""
    ut = Untokenizer()
    out = ut.untokenize(iterable)
    return out.encode(ut.encoding) if ut.encoding is not None else out


def _get_normal_name(orig_enc):
    enc = orig_enc[:12].lower().replace("_", "-")
    if enc == "utf-8" or enc.startswith("utf-8-"):
        return "utf-8"
    if enc in ("latin-1", "iso-8859-1", "iso-latin-1") or enc.startswith(("latin-1-", "iso-8859-1-", "iso-latin-1-")):
        return "iso-8859-1"
    return orig_enc


def detect_encoding(readline):
    """(encoding, lines read): by the BOM or a coding comment in the first two lines."""
    name = getattr(getattr(readline, '__self__', None), 'name', None)
    bom_found, default = False, 'utf-8'

    def read_or_stop():
        try:
            return readline()
        except StopIteration:
            return b''

    def find_cookie(line):
        try:
            text = line.decode('utf-8')
        except UnicodeDecodeError:
            msg = "invalid or missing encoding declaration"
            raise SyntaxError(f'{msg} for {name!r}' if name is not None else msg)
        match = cookie_re.match(text)
        if not match:
            return None
        encoding = _get_normal_name(match.group(1))
        try:
            codec = lookup(encoding)
        except LookupError:
            raise SyntaxError("unknown encoding: " + encoding if name is None else
                              f"unknown encoding for {name!r}: {encoding}")
        if bom_found:
            if encoding != 'utf-8':
                raise SyntaxError('encoding problem: utf-8' if name is None else f'encoding problem for {name!r}: utf-8')
            encoding += '-sig'
        return encoding

    lines = []
    for _ in range(2):
        line = read_or_stop()
        if not lines and line.startswith(BOM_UTF8):
            bom_found, default = True, 'utf-8-sig'
            line = line.removeprefix(BOM_UTF8)
        if not line:
            break
        lines.append(line)
        encoding = find_cookie(line)
        if encoding:
            return encoding, lines
        if not blank_re.match(line):  # only comments may stand before the declaration
            break
    return default, lines


def open(filename):
    """A source file as text in the encoding it declares."""
    from contextlib import ExitStack
    with ExitStack() as on_error:
        source = on_error.enter_context(_builtin_open(filename, 'rb'))
        encoding, _ = detect_encoding(source.readline)
        source.seek(0)
        text = TextIOWrapper(source, encoding, line_buffering=True)
        text.mode = 'r'
        on_error.pop_all()
    return text


def tokenize(readline):
    """The tokens of lines of bytes, an ENCODING token first."""
    encoding, consumed = detect_encoding(readline)

    def lines():
        yield from consumed
        while True:
            try:
                line = readline()
            except StopIteration:
                return
            if not line:
                return
            yield line
    return _tokenize(lines().__next__, encoding)


def generate_tokens(readline):
    """The tokens of lines of text."""
    return _tokenize(readline, None)


class _Scanner:
    """What is open at the start of a line."""

    def __init__(self):
        self.lnum = self.parenlev = 0
        self.continued = False
        self.indents = [0]
        self.line = ''
        self.string = None  # (text so far, start, end pattern, line, is triple)


def _indentation(line):
    """(column, position) of the first character that is no blank."""
    column = pos = 0
    for c in line:
        if c == ' ':
            column += 1
        elif c == '\t':
            column = (column // tabsize + 1) * tabsize
        elif c == '\f':
            column = 0
        else:
            break
        pos += 1
    return column, pos


def _line_start(s, line):
    """Comment lines, blank lines, INDENT and DEDENT. (tokens, position to go on; None: line done)

    At the end of the line: the text ends with blanks."""
    lnum, out = s.lnum, []
    column, pos = _indentation(line)
    if pos == len(line):
        return out, pos
    if line[pos] in '#\r\n':
        if line[pos] == '#':
            comment = line[pos:].rstrip('\r\n')
            out.append(TokenInfo(COMMENT, comment, (lnum, pos), (lnum, pos + len(comment)), line))
            pos += len(comment)
        out.append(TokenInfo(NL, line[pos:], (lnum, pos), (lnum, len(line)), line))
        return out, None
    if column > s.indents[-1]:
        s.indents.append(column)
        out.append(TokenInfo(INDENT, line[:pos], (lnum, 0), (lnum, pos), line))
    while column < s.indents[-1]:
        if column not in s.indents:
            raise IndentationError("unindent does not match any outer indentation level",
                                   ("<tokenize>", lnum, pos, line))
        s.indents.pop()
        out.append(TokenInfo(DEDENT, '', (lnum, pos), (lnum, pos), line))
    return out, pos


def _tokenize(readline, encoding):
    s = _Scanner()
    if encoding is not None:
        if encoding == "utf-8-sig":
            encoding = "utf-8"
        yield TokenInfo(ENCODING, encoding, (0, 0), (0, 0), '')
    last_line = line = ''
    while True:
        last_line = line
        try:
            line = readline()
        except StopIteration:
            line = b'' if encoding is not None else ''
        if encoding is not None:
            line = line.decode(encoding)
        s.lnum += 1
        lnum, pos = s.lnum, 0
        len(line) # what has no length is no line
        if s.string is not None:
            if not line:
                raise TokenError("EOF in multi-line string", s.string[1])
            text, start, endprog, first, triple = s.string
            m = endprog.match(line)
            if m:
                pos = m.end()
                yield TokenInfo(STRING, text + line[:pos], start, (lnum, pos), first + line)
                s.string = None
            elif not triple and line[-2:] != '\\\n' and line[-3:] != '\\\r\n':
                yield TokenInfo(ERRORTOKEN, text + line, start, (lnum, len(line)), first)
                s.string = None
                continue
            else:
                s.string = (text + line, start, endprog, first + line, triple)
                continue
        elif s.parenlev == 0 and not s.continued:
            if not line:
                break
            tokens, pos = _line_start(s, line)
            yield from tokens
            if pos is None:
                continue
            if pos == len(line):
                break
        else:
            if not line:
                raise TokenError("EOF in multi-line statement", (lnum, 0))
            s.continued = False
        yield from _line_tokens(s, line, pos)
    if last_line and last_line[-1] not in '\r\n' and not last_line.strip().startswith("#"):
        yield TokenInfo(NEWLINE, '', (s.lnum - 1, len(last_line)), (s.lnum - 1, len(last_line) + 1), '')
    for _ in s.indents[1:]:
        yield TokenInfo(DEDENT, '', (s.lnum, 0), (s.lnum, 0), '')
    yield TokenInfo(ENDMARKER, '', (s.lnum, 0), (s.lnum, 0), '')


def _line_tokens(s, line, pos):
    lnum, match, n = s.lnum, _patterns().match, len(line)
    while pos < n:
        m = match(line, pos)
        if m is None:
            yield TokenInfo(ERRORTOKEN, line[pos], (lnum, pos), (lnum, pos + 1), line)
            pos += 1
            continue
        start, end = m.span('tok')
        spos, epos, pos = (lnum, start), (lnum, end), end
        if start == end:
            continue
        text, initial = line[start:end], line[start]
        if initial in '0123456789' or initial == '.' and text not in ('.', '...'):
            yield TokenInfo(NUMBER, text, spos, epos, line)
        elif initial in '\r\n':
            yield TokenInfo(NL if s.parenlev > 0 else NEWLINE, text, spos, epos, line)
        elif initial == '#':
            yield TokenInfo(COMMENT, text, spos, epos, line)
        elif text[-3:] in _triple_end:
            endprog = _triple_end[text[-3:]]
            m = endprog.match(line, pos)
            if not m:
                s.string = (line[start:], (lnum, start), endprog, line, True)
                return
            pos = m.end()
            yield TokenInfo(STRING, line[start:pos], spos, (lnum, pos), line)
        elif text.lstrip('bBrRuUfF')[:1] in ('"', "'"):
            if text[-1] == '\n':
                quote = text.lstrip('bBrRuUfF')[0]
                s.string = (line[start:], (lnum, start), _single_end[quote], line, False)
                return
            yield TokenInfo(STRING, text, spos, epos, line)
        elif initial.isidentifier():
            yield TokenInfo(NAME, text, spos, epos, line)
        elif initial == '\\':
            s.continued = True
        else:
            if initial in '([{':
                s.parenlev += 1
            elif initial in ')]}':
                s.parenlev -= 1
            yield TokenInfo(OP, text, spos, epos, line)


def main():
    import argparse
    parser = argparse.ArgumentParser(prog='python -m tokenize')
    parser.add_argument(dest='filename', nargs='?', metavar='filename.py', help='the file to tokenize; defaults to stdin')
    parser.add_argument('-e', '--exact', dest='exact', action='store_true', help='display token names using the exact type')
    args = parser.parse_args()
    if args.filename:
        with _builtin_open(args.filename, 'rb') as f:
            tokens = list(tokenize(f.readline))
    else:
        tokens = _tokenize(sys.stdin.readline, None)
    for t in tokens:
        kind = t.exact_type if args.exact else t.type
        print("%-20s%-15s%-15r" % ("%d,%d-%d,%d:" % (t.start + t.end), tok_name[kind], t.string))


if __name__ == "__main__":
    main()
