"""How str.format cuts a format string and a field name, for string.Formatter and classes like it."""
from _kukri import as_native as _as_native, immutable as _immutable


def _need_str(value):
    if not isinstance(value, str):
        raise TypeError(f'expected str, got {type(value).__name__}')


class _Iterator:
    """What the two iterators share; they are made by _over alone."""
    __slots__ = '_text', '_at'

    def __new__(cls, *args, **keywords):
        raise TypeError(f"cannot create '{cls.__name__}' instances")

    def __iter__(self):
        return self


def _over(cls, text, at):
    i = object.__new__(cls)
    i._text, i._at = text, at
    return i


def _native(cls):
    cls.__module__ = 'builtins'
    return _immutable(_as_native(cls, final=True))


@_native
class formatteriterator(_Iterator):
    # The pieces of a format string. What fails has read what it refuses: the next piece is what follows that.
    __slots__ = ()

    def _read(self):
        """The next character, '' at the end."""
        c = self._text[self._at:self._at + 1]
        self._at += len(c)
        return c

    def __next__(self):
        text, start, n = self._text, self._at, len(self._text)
        if start == n:
            raise StopIteration
        while c := self._read():
            if c in '{}':
                break
        else:
            return text[start:], None, None, None
        end = self._at - 1
        if text[self._at:self._at + 1] == c:
            self._at += 1
            return text[start:end + 1], None, None, None
        if c == '}':
            raise ValueError("Single '}' encountered in format string")
        if self._at == n:
            raise ValueError("Single '{' encountered in format string")
        return text[start:end], *self._field()

    def _field(self):
        """The field that starts behind a '{': its name, spec and conversion."""
        text, start = self._text, self._at
        while c := self._read():
            if c == '{':
                raise ValueError("unexpected '{' in field name")
            if c == '[':
                while self._at < len(text) and text[self._at] != ']':
                    self._at += 1
            elif c in '}:!':
                break
        else:
            raise ValueError("expected '}' before end of string")
        name, conversion = text[start:self._at - 1], None
        if c == '}':
            return name, '', None
        if c == '!':
            if not (conversion := self._read()):
                raise ValueError('end of string while looking for conversion specifier')
            if c := self._read():
                if c == '}':
                    return name, '', conversion
                if c != ':':
                    raise ValueError("expected ':' after conversion specifier")
        start, depth = self._at, 1
        while c := self._read():
            depth += (c == '{') - (c == '}')
            if not depth:
                return name, text[start:self._at - 1], conversion
        raise ValueError("unmatched '{' in format spec")


@_native
class fieldnameiterator(_Iterator):
    # The steps behind the first part of a field name: (is an attribute, key).
    __slots__ = ()

    def __next__(self):
        name, n = self._text, len(self._text)
        if self._at == n:
            raise StopIteration
        c = name[self._at]
        self._at = start = self._at + 1
        if c == '.':
            while self._at < n and name[self._at] not in '.[':
                self._at += 1
            key = name[start:self._at]
        elif c == '[':
            end = name.find(']', start)
            if end < 0:
                self._at = n
                raise ValueError("Missing ']' in format string")
            self._at = end + 1
            key = _number_or_name(name[start:end])
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if key == '':
            raise ValueError('Empty attribute in format string')
        return c == '.', key


@_as_native
def formatter_parser(format_string, /):
    """An iterator of (literal text, field name, format spec, conversion); the last three are None behind literal
    text that no field follows."""
    _need_str(format_string)
    return _over(formatteriterator, format_string, 0)


@_as_native
def formatter_field_name_split(field_name, /):
    """The first part of a field name and an iterator of the (is attribute, key) steps after it."""
    _need_str(field_name)
    end = next((k for k, c in enumerate(field_name) if c in '.['), len(field_name))
    return _number_or_name(field_name[:end]), _over(fieldnameiterator, field_name, end)


def _number_or_name(text):
    return int(text) if text.isascii() and text.isdigit() else text
