"""Locale: the C locale only. Numbers and money are formatted by its rules."""
from operator import index as _index

from _kukri import as_native as _as_native

__all__ = ["getlocale", "getdefaultlocale", "getpreferredencoding", "Error", "setlocale", "resetlocale",
           "localeconv", "strcoll", "strxfrm", "str", "atof", "atoi", "format_string", "format", "currency",
           "normalize", "LC_CTYPE", "LC_COLLATE", "LC_MESSAGES", "LC_TIME", "LC_MONETARY", "LC_NUMERIC", "LC_ALL",
           "CHAR_MAX", "getencoding", "delocalize", "localize", "nl_langinfo", "CODESET"]

LC_CTYPE, LC_NUMERIC, LC_TIME, LC_COLLATE, LC_MONETARY, LC_MESSAGES, LC_ALL = range(7)
CHAR_MAX = 127
CODESET, RADIXCHAR, THOUSEP, D_T_FMT, D_FMT, T_FMT = 14, 65536, 65537, 131112, 131113, 131114

_current = {}


class Error(Exception):
    """An unsupported locale."""


def localeconv():
    """The conventions of the C locale."""
    return {'int_curr_symbol': '', 'currency_symbol': '', 'mon_decimal_point': '', 'mon_thousands_sep': '',
            'mon_grouping': [], 'positive_sign': '', 'negative_sign': '', 'int_frac_digits': 127, 'frac_digits': 127,
            'p_cs_precedes': 127, 'p_sep_by_space': 127, 'n_cs_precedes': 127, 'n_sep_by_space': 127,
            'p_sign_posn': 127, 'n_sign_posn': 127, 'decimal_point': '.', 'thousands_sep': '', 'grouping': []}


def _build_localename(locale):
    """The name made of a language and an encoding, each of which may be None."""
    try:
        language, encoding = locale
        language = 'C' if language is None else language
        return language if encoding is None else language + '.' + encoding
    except (TypeError, ValueError):
        raise TypeError('Locale must be None, a string, or an iterable of two strings -- language code, '
                        'encoding.') from None


def setlocale(category, locale=None):
    """Asks or sets; known are C, POSIX, C.UTF-8 and the default."""
    if locale and not isinstance(locale, type('')): # str is a function of this module
        locale = normalize(_build_localename(locale))
    category = _index(category)
    if not -1 << 31 <= category < 1 << 31:
        raise OverflowError('Python int too large to convert to C int')
    known = 0 <= category <= 12  # those of the C library; the ones beyond LC_ALL have no names here
    if locale is None and not known:
        raise Error('locale query failed')
    if locale is not None:
        if not isinstance(locale, type('')):
            raise TypeError(f'setlocale() argument 2 must be str or None, not {type(locale).__name__}')
        locale.encode()
        if '\0' in locale:
            raise ValueError('embedded null character')
        if not known or locale not in ('', 'C', 'POSIX', 'C.UTF-8', 'C.utf8', 'en_US.UTF-8'):
            raise Error('unsupported locale setting')
        _current[category] = {'': 'C.UTF-8', 'POSIX': 'C'}.get(locale, locale)
    return _current.get(category, _current.get(LC_ALL, 'C.UTF-8' if category == LC_CTYPE else 'C'))


def resetlocale(category=LC_ALL):
    setlocale(category, '')


def getlocale(category=LC_CTYPE):
    """(language, encoding)"""
    name = setlocale(category)
    if name == 'C':
        return None, None
    lang, _, encoding = name.partition('.')
    return (None if lang == 'C' and not encoding else 'en_US' if lang == 'C' else lang), 'UTF-8'


def getdefaultlocale(envvars=('LC_ALL', 'LC_CTYPE', 'LANG', 'LANGUAGE')):
    import os
    for name in envvars:
        value = os.environ.get(name)
        if value:
            if value in ('C', 'POSIX'):
                return None, None
            lang, _, encoding = value.partition('.')
            return ('en_US' if lang == 'C' else lang), 'UTF-8' if encoding else None
    return None, None


def _native(f):
    """A function of the module in C below this one."""
    return _as_native(f, module='_locale')


@_native
def getencoding():
    return 'UTF-8'


def getpreferredencoding(do_setlocale=True):
    return 'UTF-8'


@_native
def nl_langinfo(key, /):
    return {CODESET: 'UTF-8', RADIXCHAR: '.', THOUSEP: '', D_T_FMT: '%a %b %e %H:%M:%S %Y', D_FMT: '%m/%d/%y',
            T_FMT: '%H:%M:%S'}.get(key, '')


def normalize(localename):
    ':' in localename.lower() # what is no text cannot do that
    return localename


@_native
def strcoll(os1, os2, /):
    return (os1 > os2) - (os1 < os2)


@_native
def strxfrm(string, /):
    return string




def format_string(f, val, grouping=False, monetary=False):
    """The % operator; the C locale groups nothing."""
    if not isinstance(f, (type(''), bytes)): # str is a function of this module
        raise TypeError(f'expected string or bytes-like object, got {type(f).__name__!r}')
    return f % val


def format(percent, value, grouping=False, monetary=False, *additional):
    import warnings
    warnings.warn("This method will be removed in a future version of Python. Use 'locale.format_string()' instead.",
                  DeprecationWarning)
    return percent % (value, *additional)


def currency(val, symbol=True, grouping=False, international=False):
    raise ValueError("Currency formatting is not possible using the 'C' locale.")


def str(val):
    """A float with 12 digits."""
    return "%.12g" % val


def delocalize(string):
    """The text of a number without grouping, and with a point."""
    conventions = localeconv()
    for name, plain in ('thousands_sep', ''), ('decimal_point', '.'):
        if conventions[name]:
            string = string.replace(conventions[name], plain)
    return string


def localize(string, grouping=False, monetary=False):
    return string


def atof(string, func=float):
    return func(delocalize(string))


def atoi(string):
    return int(delocalize(string))
