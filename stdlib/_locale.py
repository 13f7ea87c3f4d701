"""_locale: the functions of locale that are native elsewhere."""
from locale import (getencoding, localeconv, nl_langinfo, setlocale, strcoll, strxfrm, CODESET, Error, LC_ALL,
                    LC_COLLATE, LC_CTYPE, LC_MESSAGES, LC_MONETARY, LC_NUMERIC, LC_TIME, CHAR_MAX)
