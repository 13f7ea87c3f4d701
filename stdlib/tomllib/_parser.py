"""A parser for TOML: one pass over the text by position, each rule a method."""
import re
from datetime import date, datetime, time, timedelta, timezone

_BARE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_")
_BLANK = frozenset(" \t")
_SPACE = frozenset(" \t\n")
_CONTROL = frozenset(chr(i) for i in range(32)) | {chr(127)}
_ILLEGAL = _CONTROL - {"\t"}
_ILLEGAL_MULTILINE = _CONTROL - {"\t", "\n"}
_ESCAPES = {'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}

_TIME = r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.([0-9]{1,6})[0-9]*)?"
_RE_NUMBER = re.compile(r"0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)"
                        r"|[+-]?(?:0|[1-9](?:_?[0-9])*)(?P<float>(?:\.[0-9](?:_?[0-9])*)?(?:[eE][+-]?[0-9](?:_?[0-9])*)?)")
_RE_TIME = re.compile(_TIME)
_RE_DATETIME = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
                          r"(?:[Tt ]" + _TIME + r"(?:([Zz])|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))?)?")


class TOMLDecodeError(ValueError):
    """An error raised if a document is not valid TOML."""


class _Table(dict):
    """A table while it is being built: how it came about decides what may still be added."""
    __slots__ = 'explicit', 'frozen', 'dotted'

    def __init__(self):
        self.explicit = False  # had a [header] of its own
        self.frozen = False    # an inline table, or what is in one
        self.dotted = False    # made by a dotted key: no header may name it


class _Array(list):
    """The list behind [[header]]s; a list as a value is a plain one."""


def load(fp, /, *, parse_float=float):
    """Parse TOML from a file opened in binary mode."""
    b = fp.read()
    try:
        s = b.decode()
    except AttributeError:
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`") from None
    return loads(s, parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """Parse TOML from text. parse_float is called with the text of floats."""
    src = s.replace("\r\n", "\n")
    if parse_float is not float:
        wanted = parse_float

        def parse_float(text):
            value = wanted(text)
            if isinstance(value, (dict, list)):
                raise ValueError("parse_float must not return dicts or lists")
            return value
    return _plain(_Parser(src, parse_float).document())


def _plain(value):
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list) else value


class _Parser:
    def __init__(self, src, parse_float):
        self.src, self.pos, self.parse_float = src, 0, parse_float
        self.root = _Table()
        self.table = self.root
        self.header = ()

    def error(self, msg, pos=None):
        pos = self.pos if pos is None else pos
        if pos >= len(self.src):
            where = "end of document"
        else:
            line = self.src.count("\n", 0, pos) + 1
            column = pos + 1 if line == 1 else pos - self.src.rindex("\n", 0, pos)
            where = f"line {line}, column {column}"
        return TOMLDecodeError(f"{msg} (at {where})")

    def peek(self):
        return self.src[self.pos:self.pos + 1]

    def skip(self, chars):
        while self.peek() and self.peek() in chars:
            self.pos += 1

    def until(self, end, illegal, error_on_eof):
        """The text up to `end`, where the position is then."""
        stop = self.src.find(end, self.pos)
        if stop < 0:
            if error_on_eof:
                raise self.error(f"Expected {end!r}", len(self.src))
            stop = len(self.src)
        text = self.src[self.pos:stop]
        for i, c in enumerate(text):
            if c in illegal:
                raise self.error(f"Found invalid character {c!r}", self.pos + i)
        self.pos = stop
        return text

    def comment(self):
        if self.peek() == "#":
            self.pos += 1
            self.until("\n", _ILLEGAL, False)

    def space(self):
        while True:
            before = self.pos
            self.skip(_SPACE)
            self.comment()
            if self.pos == before:
                return

    # --- document ---

    def document(self):
        while True:
            self.skip(_BLANK)
            c = self.peek()
            if not c:
                break
            if c == "\n":
                self.pos += 1
                continue
            if c in _BARE or c in "\"'":
                self.statement()
                self.skip(_BLANK)
            elif c == "[":
                if self.src.startswith("[[", self.pos):
                    self.array_header()
                else:
                    self.table_header()
                self.skip(_BLANK)
            elif c != "#":
                raise self.error("Invalid statement")
            self.comment()
            c = self.peek()
            if not c:
                break
            if c != "\n":
                raise self.error("Expected newline or end of document after a statement")
            self.pos += 1
        return self.root

    def descend(self, key, immutable):
        """The table that a header's key leads to; immutable: what to say of an inline table on the way."""
        t = self.root
        for part in key:
            new = t.setdefault(part, _Table())
            if isinstance(new, _Array):
                new = new[-1]
            if not isinstance(new, _Table):
                raise self.error("Cannot overwrite a value")
            if new.frozen:
                raise self.error(immutable)
            t = new
        return t

    def table_header(self):
        self.pos += 1
        self.skip(_BLANK)
        key = self.key()
        message = f"Cannot declare {key} twice"
        t = self.descend(key[:-1], message)
        old = t.get(key[-1])
        if old is None and key[-1] not in t:
            old = t[key[-1]] = _Table()
        elif isinstance(old, _Table) and (old.frozen or old.explicit or old.dotted):
            raise self.error(message)
        elif not isinstance(old, _Table):
            raise self.error(message if isinstance(old, list) else "Cannot overwrite a value")
        old.explicit = True
        self.table, self.header = old, key
        if self.peek() != "]":
            raise self.error("Expected ']' at the end of a table declaration")
        self.pos += 1

    def array_header(self):
        self.pos += 2
        self.skip(_BLANK)
        key = self.key()
        t = self.descend(key[:-1], f"Cannot mutate immutable namespace {key}")
        if key[-1] not in t:
            t[key[-1]] = _Array()
        array = t[key[-1]]
        if not isinstance(array, _Array):
            if isinstance(array, (dict, list)) and (not isinstance(array, _Table) or array.frozen):
                raise self.error(f"Cannot mutate immutable namespace {key}")
            raise self.error("Cannot overwrite a value")
        array.append(_Table())
        array[-1].explicit = True
        self.table, self.header = array[-1], key
        if not self.src.startswith("]]", self.pos):
            raise self.error("Expected ']]' at the end of an array declaration")
        self.pos += 2

    # --- keys and values ---

    def statement(self):
        key, value = self.pair()
        self.store(self.table, key, value, self.header)

    def store(self, t, key, value, header):
        full = header
        for part in key[:-1]:
            full += (part,)
            if part not in t:
                t[part] = _Table()
                t[part].dotted = True
            new = t[part]
            if not isinstance(new, _Table):
                raise self.error("Cannot overwrite a value")
            if new.frozen:
                raise self.error(f"Cannot mutate immutable namespace {full}")
            if new.explicit or not new.dotted:
                raise self.error(f"Cannot redefine namespace {full}")
            t = new
        if key[-1] in t:
            raise self.error("Cannot overwrite a value")
        t[key[-1]] = value

    def pair(self):
        key = self.key()
        if self.peek() != "=":
            raise self.error("Expected '=' after a key in a key/value pair")
        self.pos += 1
        self.skip(_BLANK)
        return key, self.value()

    def key(self):
        parts = [self.key_part()]
        self.skip(_BLANK)
        while self.peek() == ".":
            self.pos += 1
            self.skip(_BLANK)
            parts.append(self.key_part())
            self.skip(_BLANK)
        return tuple(parts)

    def key_part(self):
        c = self.peek()
        if c and c in _BARE:
            start = self.pos
            self.skip(_BARE)
            return self.src[start:self.pos]
        if c == "'":
            return self.literal()
        if c == '"':
            return self.basic(False)
        raise self.error("Invalid initial character for a key part")

    def value(self):
        c, src, pos = self.peek(), self.src, self.pos
        if c == '"':
            return self.multiline('"') if src.startswith('"""', pos) else self.basic(False)
        if c == "'":
            return self.multiline("'") if src.startswith("'''", pos) else self.literal()
        for word, value in ("true", True), ("false", False):
            if src.startswith(word, pos):
                self.pos += len(word)
                return value
        if c == "[":
            return self.array()
        if c == "{":
            return self.inline_table()
        m = _RE_DATETIME.match(src, pos)
        if m:
            self.pos = m.end()
            try:
                return self.date(m)
            except ValueError as e:
                raise self.error("Invalid date or datetime", pos) from e
        m = _RE_TIME.match(src, pos)
        if m:
            self.pos = m.end()
            h, mi, s, micro = m.groups()
            return time(int(h), int(mi), int(s), int(micro.ljust(6, "0")) if micro else 0)
        m = _RE_NUMBER.match(src, pos)
        if m:
            self.pos = m.end()
            return self.parse_float(m[0]) if m["float"] else int(m[0], 0)
        for n in 3, 4:
            word = src[pos:pos + n]
            if word in ("inf", "nan", "-inf", "+inf", "-nan", "+nan"):
                self.pos += n
                return self.parse_float(word)
        raise self.error("Invalid value")

    @staticmethod
    def date(m):
        y, mo, d, h, mi, s, micro, zulu, sign, oh, om = m.groups()
        if h is None:
            return date(int(y), int(mo), int(d))
        tz = None
        if sign:
            offset = timedelta(hours=int(oh), minutes=int(om))
            tz = timezone(offset if sign == "+" else -offset)
        elif zulu:
            tz = timezone.utc
        return datetime(int(y), int(mo), int(d), int(h), int(mi), int(s),
                        int(micro.ljust(6, "0")) if micro else 0, tzinfo=tz)

    def array(self):
        self.pos += 1
        items = []
        self.space()
        while self.peek() != "]":
            items.append(self.value())
            self.space()
            c = self.peek()
            if c == ",":
                self.pos += 1
                self.space()
            elif c != "]":
                raise self.error("Unclosed array")
        self.pos += 1
        return items

    def inline_table(self):
        self.pos += 1
        t = _Table()
        self.skip(_BLANK)
        if self.peek() != "}":
            while True:
                key, value = self.pair()
                inner = t
                for part in key[:-1]:
                    new = inner.setdefault(part, _Table())
                    if not isinstance(new, _Table):
                        raise self.error("Cannot overwrite a value")
                    if new.frozen:
                        raise self.error(f"Cannot mutate immutable namespace {key}")
                    inner = new
                if key[-1] in inner:
                    raise self.error(f"Duplicate inline table key {key[-1]!r}")
                inner[key[-1]] = value
                self.skip(_BLANK)
                c = self.peek()
                if c == "}":
                    break
                if c != ",":
                    raise self.error("Unclosed inline table")
                self.pos += 1
                self.skip(_BLANK)
        self.pos += 1
        _freeze(t)
        return t

    # --- text ---

    def literal(self):
        self.pos += 1
        text = self.until("'", _ILLEGAL, True)
        self.pos += 1
        return text

    def multiline(self, quote):
        self.pos += 3
        if self.peek() == "\n":
            self.pos += 1
        if quote == "'":
            text = self.until("'''", _ILLEGAL_MULTILINE, True)
            self.pos += 3
        else:
            text = self.basic(True)
        for _ in range(2):  # up to two quotes may stand before the closing ones
            if self.peek() == quote:
                self.pos += 1
                text += quote
        return text

    def basic(self, multiline):
        """The rest of a multi-line string, or a whole basic one."""
        illegal = _ILLEGAL_MULTILINE if multiline else _ILLEGAL
        if not multiline:
            self.pos += 1
        out = []
        while True:
            c = self.peek()
            if not c:
                raise self.error("Unterminated string")
            if c == '"' and (not multiline or self.src.startswith('"""', self.pos)):
                self.pos += 3 if multiline else 1
                return "".join(out)
            if c == "\\":
                out.append(self.escape(multiline))
                continue
            if c in illegal:
                raise self.error(f"Illegal character {c!r}")
            out.append(c)
            self.pos += 1

    def escape(self, multiline):
        c = self.src[self.pos + 1:self.pos + 2]
        self.pos += 2
        if multiline and c and c in " \t\n":
            if c != "\n":  # blanks up to the end of the line
                self.skip(_BLANK)
                if not self.peek():
                    return ""
                if self.peek() != "\n":
                    raise self.error("Unescaped '\\' in a string")
                self.pos += 1
            self.skip(_SPACE)
            return ""
        if c == "u" or c == "U":
            n = 4 if c == "u" else 8
            digits = self.src[self.pos:self.pos + n]
            if len(digits) != n or not all(d in "0123456789abcdefABCDEF" for d in digits):
                raise self.error("Invalid hex value")
            self.pos += n
            code = int(digits, 16)
            if not (code <= 0xD7FF or 0xE000 <= code <= 0x10FFFF):
                raise self.error("Escaped character is not a Unicode scalar value")
            return chr(code)
        if c and c in _ESCAPES:
            return _ESCAPES[c]
        raise self.error("Unescaped '\\' in a string" if c else "Unterminated string")


def _freeze(value):
    if isinstance(value, _Table):
        value.frozen = True
        for v in value.values():
            _freeze(v)
