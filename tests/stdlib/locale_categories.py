"""Categories of locale.setlocale: numbers of the C library."""
import locale
for i in ('a', None, 2.5, [], 2**31, -2**31-1, 10**30, True):
    for v in ((), ('C',), (5,)):
        try: print(i, v, locale.setlocale(i, *v))
        except Exception as e: print(i, v, type(e).__name__, e)
for i in list(range(-3, 16)) + [2**31-1, -2**31]:
    for v in (('C',), (), (None,), ('POSIX',), ('nosuch',)):
        try: print(i, v, locale.setlocale(i, *v))
        except Exception as e: print(i, v, type(e).__name__, e)
