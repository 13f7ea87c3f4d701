"""String constants, templates and the formatter class."""
import _string

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


_missing = {}  # an argument that was not given


class _LazyFlags:
    """Case does not count, unless a class says otherwise."""

    def __get__(self, template, cls):
        import re
        Template.flags = re.IGNORECASE
        return re.IGNORECASE


class _LazyPattern:
    """The pattern of a class of templates, compiled when it is first read: most programs need string, but not re."""

    def __get__(self, template, cls):
        import re
        delim = re.escape(cls.delimiter)
        pattern = (rf'{delim}(?:(?P<escaped>{delim})|(?P<named>{cls.idpattern})|'
                   rf'{{(?P<braced>{cls.braceidpattern or cls.idpattern})}}|(?P<invalid>))')
        cls.pattern = compiled = cls._compiled(pattern)
        return compiled


class Template:
    """A string with $-placeholders."""
    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = _LazyFlags()
    pattern = _LazyPattern()

    def __init_subclass__(cls):
        super().__init_subclass__()
        given = cls.__dict__.get('pattern')
        cls.pattern = _LazyPattern() if given is None else cls._compiled(given)

    @classmethod
    def _compiled(cls, pattern):
        import re
        return re.compile(pattern, cls.flags | re.VERBOSE)

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

    def _read(self, mo):
        """(name, text) of a placeholder: the name None and the text of $$, or neither where it is invalid."""
        name = mo.group('named') or mo.group('braced')
        if name is not None:
            return name, None
        if mo.group('escaped') is not None:
            return None, self.delimiter
        if mo.group('invalid') is not None:
            return None, None
        raise ValueError('Unrecognized named group in pattern', self.pattern)

    @staticmethod
    def _merged(mapping, kws):
        if mapping is _missing:
            return kws
        if not kws:
            return mapping
        from collections import ChainMap
        return ChainMap(kws, mapping)

    def substitute(self, mapping=_missing, /, **kws):
        """The text with all placeholders replaced; KeyError for a name that is missing."""
        mapping = self._merged(mapping, kws)

        def convert(mo):
            name, text = self._read(mo)
            if name is not None:
                return str(mapping[name])
            return self._invalid(mo) if text is None else text
        return self.pattern.sub(convert, self.template)

    def safe_substitute(self, mapping=_missing, /, **kws):
        """The same, with what cannot be replaced left as it is."""
        mapping = self._merged(mapping, kws)

        def convert(mo):
            name, text = self._read(mo)
            try:
                return str(mapping[name]) if name is not None else mo.group() if text is None else text
            except KeyError:
                return mo.group()
        return self.pattern.sub(convert, self.template)

    def is_valid(self):
        """Whether substitute() could read all placeholders."""
        return all(self._read(mo) != (None, None) for mo in self.pattern.finditer(self.template))

    def get_identifiers(self):
        """The names of the placeholders, each once."""
        ids = []
        for mo in self.pattern.finditer(self.template):
            named, _ = self._read(mo)
            if named is not None and named not in ids:
                ids.append(named)
        return ids


class Formatter:
    """str.format in steps that a subclass can change."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        text, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return text

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
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        """(the object that a field such as "0.name[key]" names, its first part)"""
        first, steps = _string.formatter_field_name_split(field_name)
        found = self.get_value(first, args, kwargs)
        for by_attribute, name in steps:
            found = getattr(found, name) if by_attribute else found[name]
        return found, first
