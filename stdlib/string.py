"""String constants, templates and the formatter class."""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits",
           "printable", "punctuation", "whitespace", "Formatter", "Template"]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = ascii_lowercase.upper()
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Capitalise the words of a string and join them again."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


_missing = object()


class Template:
    """A string with $-placeholders."""
    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = None  # re.IGNORECASE, filled in when re is first needed

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compiled = None

    _compiled = None

    @classmethod
    def _regex(cls):
        if cls.__dict__.get('_compiled') is None:
            import re
            pattern = cls.__dict__.get('pattern')
            if pattern is None:
                delim = re.escape(cls.delimiter)
                bid = cls.braceidpattern or cls.idpattern
                pattern = (rf'{delim}(?:(?P<escaped>{delim})|(?P<named>{cls.idpattern})|'
                           rf'{{(?P<braced>{bid})}}|(?P<invalid>))')
            flags = re.IGNORECASE if cls.flags is None else cls.flags
            cls._compiled = re.compile(pattern, flags | re.VERBOSE)
        return cls._compiled

    def __init__(self, template):
        self.template = template

    def _invalid(self, mo):
        i = mo.start('invalid')
        lines = self.template[:i].splitlines(keepends=True)
        if not lines:
            colno = lineno = 1
        else:
            colno = i - len(''.join(lines[:-1]))
            lineno = len(lines)
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (lineno, colno))

    def substitute(self, mapping=_missing, /, **kws):
        if mapping is _missing:
            mapping = kws
        elif kws:
            from collections import ChainMap
            mapping = ChainMap(kws, mapping)

        def convert(mo):
            named = mo.group('named') or mo.group('braced')
            if named is not None:
                return str(mapping[named])
            if mo.group('escaped') is not None:
                return self.delimiter
            self._invalid(mo)
        return self._regex().sub(convert, self.template)

    def safe_substitute(self, mapping=_missing, /, **kws):
        if mapping is _missing:
            mapping = kws
        elif kws:
            from collections import ChainMap
            mapping = ChainMap(kws, mapping)

        def convert(mo):
            named = mo.group('named') or mo.group('braced')
            if named is not None:
                try:
                    return str(mapping[named])
                except KeyError:
                    return mo.group()
            if mo.group('escaped') is not None:
                return self.delimiter
            return mo.group()
        return self._regex().sub(convert, self.template)

    def is_valid(self):
        for mo in self._regex().finditer(self.template):
            if mo.group('invalid') is not None:
                return False
        return True

    def get_identifiers(self):
        ids = []
        for mo in self._regex().finditer(self.template):
            named = mo.group('named') or mo.group('braced')
            if named is not None and named not in ids:
                ids.append(named)
        return ids


def _parse(text):
    """(literal, field, spec, conversion) pieces of a format string, as str.format cuts it."""
    i, n = 0, len(text)
    literal = []
    while i < n:
        c = text[i]
        if c in '{}' and text[i + 1:i + 2] == c:
            literal.append(c)
            i += 2
            yield ''.join(literal), None, None, None
            literal = []
        elif c == '}':
            raise ValueError("Single '}' encountered in format string")
        elif c == '{':
            depth, j = 1, i + 1
            while j < n and depth:
                depth += (text[j] == '{') - (text[j] == '}')
                j += 1
            if depth:
                raise ValueError("expected '}' before end of string" if j > i + 1 else
                                 "Single '{' encountered in format string")
            yield (''.join(literal), *_split_field(text[i + 1:j - 1]))
            literal = []
            i = j
        else:
            literal.append(c)
            i += 1
    if literal:
        yield ''.join(literal), None, None, None


def _split_field(body):
    bracket = 0
    for k, c in enumerate(body):
        if c == '[':
            bracket += 1
        elif c == ']':
            bracket -= 1
        elif not bracket and c == ':':
            return body[:k], body[k + 1:], None
        elif not bracket and c == '!':
            conversion = body[k + 1:k + 2]
            rest = body[k + 2:]
            if not conversion:
                raise ValueError("end of string while looking for conversion specifier")
            if rest and rest[0] != ':':
                raise ValueError("expected ':' after conversion specifier")
            return body[:k], rest[1:], conversion
    return body, '', None


def _split_name(field_name):
    """The first part of a field name and the (is_attribute, key) steps after it."""
    end = len(field_name)
    for k, c in enumerate(field_name):
        if c in '.[':
            end = k
            break
    first = field_name[:end]
    steps = []
    i = end
    while i < len(field_name):
        if field_name[i] == '.':
            j = i + 1
            while j < len(field_name) and field_name[j] not in '.[':
                j += 1
            if j == i + 1:
                raise ValueError("Empty attribute in format string")
            steps.append((True, field_name[i + 1:j]))
            i = j
        elif field_name[i] == '[':
            j = field_name.find(']', i)
            if j < 0:
                raise ValueError("Missing ']' in format string")
            key = field_name[i + 1:j]
            steps.append((False, int(key) if key.isdigit() else key))
            i = j + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
    return (int(first) if first.isdigit() else first), steps


class Formatter:
    """str.format in steps that a subclass can change."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            if field_name == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field_name = str(auto_arg_index)
                auto_arg_index += 1
            elif field_name.isdigit():
                if auto_arg_index:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(format_spec, args, kwargs, used_args, recursion_depth - 1,
                                                        auto_arg_index)
            result.append(self.format_field(obj, format_spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        if conversion in ('s', 'r', 'a'):
            return {'s': str, 'r': repr, 'a': ascii}[conversion](value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        return _parse(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, i in rest:
            obj = getattr(obj, i) if is_attr else obj[i]
        return obj, first
