"""How str.format cuts a format string and a field name, for string.Formatter and classes like it."""
from _kukri import as_native as _as_native


def _need_str(value):
    if not isinstance(value, str):
        raise TypeError(f'expected str, got {type(value).__name__}')


@_as_native
def formatter_parser(format_string, /):
    """An iterator of (literal text, field name, format spec, conversion); the last three are None behind literal
    text that no field follows."""
    _need_str(format_string)
    return _pieces(format_string)


def _pieces(text):
    i, n = 0, len(text)
    while i < n:
        start = i
        while i < n and text[i] not in '{}':
            i += 1
        if i == n:
            yield text[start:], None, None, None
            return
        c = text[i]
        i += 1
        if text[i:i + 1] == c:
            yield text[start:i], None, None, None
            i += 1
        elif c == '}':
            raise ValueError("Single '}' encountered in format string")
        elif i == n:
            raise ValueError("Single '{' encountered in format string")
        else:
            literal = text[start:i - 1]
            i, *field = _field(text, i)
            yield (literal, *field)


def _field(text, i):
    """The field that starts behind a '{' at i: where it ends, its name, spec and conversion."""
    start, n, c = i, len(text), ''
    while i < n:
        c = text[i]
        i += 1
        if c == '{':
            raise ValueError("unexpected '{' in field name")
        if c == '[':
            while i < n and text[i] != ']':
                i += 1
        elif c in '}:!':
            break
    else:
        raise ValueError("expected '}' before end of string")
    name, conversion = text[start:i - 1], None
    if c == '}':
        return i, name, '', None
    if c == '!':
        if i >= n:
            raise ValueError('end of string while looking for conversion specifier')
        conversion = text[i]
        i += 1
        if i < n:
            c = text[i]
            i += 1
            if c == '}':
                return i, name, '', conversion
            if c != ':':
                raise ValueError("expected ':' after conversion specifier")
    start, depth = i, 1
    while i < n:
        depth += (text[i] == '{') - (text[i] == '}')
        i += 1
        if not depth:
            return i, name, text[start:i - 1], conversion
    raise ValueError("unmatched '{' in format spec")


@_as_native
def formatter_field_name_split(field_name, /):
    """The first part of a field name and an iterator of the (is attribute, key) steps after it."""
    _need_str(field_name)
    end = next((k for k, c in enumerate(field_name) if c in '.['), len(field_name))
    return _number_or_name(field_name[:end]), _steps(field_name, end)


def _number_or_name(text):
    return int(text) if text.isascii() and text.isdigit() else text


def _steps(name, i):
    n = len(name)
    while i < n:
        c = name[i]
        i += 1
        start = i
        if c == '.':
            while i < n and name[i] not in '.[':
                i += 1
            key = name[start:i]
        elif c == '[':
            i = name.find(']', start)
            if i < 0:
                raise ValueError("Missing ']' in format string")
            key = _number_or_name(name[start:i])
            i += 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if key == '':
            raise ValueError('Empty attribute in format string')
        yield c == '.', key
