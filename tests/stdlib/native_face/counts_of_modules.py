# Calls with wrong arguments of functions that CPython has in C.
import codecs
import locale
import marshal
import stat
import time
import weakref

for f in (codecs.strict_errors, codecs.lookup_error, locale.strcoll, locale.strxfrm, marshal.dump, marshal.dumps, marshal.load, marshal.loads,
          stat.S_ISDIR, stat.S_IMODE, stat.S_ISDOOR, stat.filemode, time.strftime, time.get_clock_info, weakref.proxy, weakref.getweakrefs):
    for args, kw in ((), {}), ((1,) * 9, {}), ((), {'nope': 1}), ((1,), {'nope': 1}):
        try:
            f(*args, **kw)
        except TypeError as e:
            print(f.__module__, f.__name__, e)
for f in stat.S_ISDIR, stat.S_IFMT, stat.filemode:
    for mode in 'x', 1.5, -1, 2 ** 32, 2 ** 64 - 1, 2 ** 70, True, 0o100644:
        try:
            print(f(mode))
        except (TypeError, OverflowError) as e:
            print(e)
