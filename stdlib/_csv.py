"""The engine of the csv module: dialects; what reads and writes is native (src/builtins/mod_csv.c)."""
import _csv_native as _native
from _csv_native import Reader, Writer
from _kukri import as_native as _as_native, immutable as _immutable

__version__ = '1.0'
QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)

_dialects = {}


@_as_native
class Error(Exception):
    __module__ = '_csv'


_shared = [128 * 1024, Error]  # the longest field that is allowed, and what readers and writers raise


_FIELDS = ('delimiter', 'doublequote', 'escapechar', 'lineterminator', 'quotechar', 'quoting', 'skipinitialspace',
           'strict')
_DEFAULTS = {'delimiter': ',', 'doublequote': True, 'escapechar': None, 'lineterminator': '\r\n', 'quotechar': '"',
             'quoting': QUOTE_MINIMAL, 'skipinitialspace': False, 'strict': False}
_missing = object()


def _one_char(name, value, optional):
    if optional and value is None:
        return None
    if not isinstance(value, str):
        kind = 'string or None' if optional else 'string'
        raise TypeError(f'"{name}" must be {kind}, not {type(value).__name__}')
    if len(value) != 1:
        raise TypeError(f'"{name}" must be a 1-character string')
    return value


def _as_tuple_parser(f):
    """For functions whose errors about arguments are those of C's parser of tuples."""
    return _as_native(f, 'tuple')


@_immutable
@_as_native
class Dialect:
    """CSV dialect"""
    __slots__ = _FIELDS

    def __new__(cls, dialect=_missing, **kwargs):
        for name in kwargs:
            if name not in _DEFAULTS:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        if dialect is None:
            dialect = _missing
        if isinstance(dialect, cls) and not kwargs:
            return dialect
        values = {}
        for name in _FIELDS:
            if name in kwargs:
                values[name] = kwargs[name]
            elif dialect is not _missing and hasattr(dialect, name):
                values[name] = getattr(dialect, name)
        self = object.__new__(cls)
        put = lambda name, value: object.__setattr__(self, name, value)
        get = lambda name: values.get(name, _DEFAULTS[name])
        put('delimiter', _one_char('delimiter', get('delimiter'), False))
        put('doublequote', bool(get('doublequote')))
        put('escapechar', _one_char('escapechar', get('escapechar'), True))
        end = get('lineterminator')
        if end is not None and not isinstance(end, str):
            raise TypeError('"lineterminator" must be a string')
        put('lineterminator', end)
        put('quotechar', _one_char('quotechar', get('quotechar'), True))
        quoting = get('quoting')
        if type(quoting) is not int:
            raise TypeError('"quoting" must be an integer')
        if not QUOTE_MINIMAL <= quoting <= QUOTE_NONE:
            raise TypeError('bad "quoting" value')
        if 'quotechar' in values and values['quotechar'] is None and 'quoting' not in values:
            quoting = QUOTE_NONE
        put('quoting', quoting)
        put('skipinitialspace', bool(get('skipinitialspace')))
        put('strict', bool(get('strict')))
        if quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError('quotechar must be set if quoting enabled')
        if end is None:
            raise TypeError('lineterminator must be set')
        return self

    def __setattr__(self, name, value):
        if name in _FIELDS:
            raise AttributeError(f"attribute '{name}' of '_csv.Dialect' objects is not writable"
                                 if name in ('delimiter', 'escapechar', 'quotechar', 'quoting', 'lineterminator')
                                 else 'readonly attribute')
        raise AttributeError(f"'_csv.Dialect' object has no attribute '{name}'")

    def __delattr__(self, name):
        self.__setattr__(name, None)

    def __reduce_ex__(self, protocol):
        raise TypeError("cannot pickle 'Dialect' instances")


def _check_count(args):
    """Refuses as the parser does that CPython gives no name of the function."""
    if not 1 <= len(args) <= 2:
        raise TypeError(f" expected at {'most 2 arguments' if args else 'least 1 argument'}, got {len(args)}")


@_as_tuple_parser
def register_dialect(*args, **fmtparams):
    """Create a mapping from a string name to a dialect class."""
    _check_count(args)
    name, dialect = args if len(args) == 2 else (args[0], _missing)
    if not isinstance(name, str):
        raise TypeError('dialect name must be a string')
    _dialects[name] = Dialect(dialect, **fmtparams)


@_as_native
def unregister_dialect(name):
    """Delete the name/dialect mapping."""
    if name not in _dialects:
        raise Error('unknown dialect')
    del _dialects[name]


@_as_native
def get_dialect(name):
    """The dialect instance of a name."""
    if name not in _dialects:
        raise Error('unknown dialect')
    return _dialects[name]


@_as_native
def list_dialects():
    """The names of all dialects."""
    return list(_dialects)


@_as_tuple_parser
def field_size_limit(*args, **kwargs):
    """The longest field that is allowed; an argument sets it."""
    old = _shared[0]
    given = len(args) + len(kwargs)
    if given > 1:
        raise TypeError(f"field_size_limit() takes at most 1 {'' if args else 'keyword '}argument ({given} given)")
    if kwargs:
        raise TypeError(f"'{next(iter(kwargs))}' is an invalid keyword argument for field_size_limit()")
    if args:
        if type(args[0]) is not int:
            raise TypeError('limit must be an integer')
        if not -1 << 63 <= args[0] < 1 << 63:
            raise OverflowError('Python int too large to convert to C long')
        _shared[0] = args[0]
    return old


@_as_tuple_parser
def reader(*args, **fmtparams):
    """Iterates over the records in lines of text: reader(iterable[, dialect], **fmtparams)."""
    _check_count(args)
    lines = iter(args[0])
    return _native.reader(lines, Dialect(*args[1:], **fmtparams), _shared)


@_as_tuple_parser
def writer(*args, **fmtparams):
    """Writes records to a file: writer(fileobj[, dialect], **fmtparams)."""
    _check_count(args)
    write = getattr(args[0], 'write', None)
    if not callable(write):
        raise TypeError('argument 1 must have a "write" method')
    return _native.writer(write, Dialect(*args[1:], **fmtparams), _shared)
