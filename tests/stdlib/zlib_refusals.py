"""Calls of the objects of zlib, and of numbers of a locale, with what does not fit."""
import locale
import zlib


def tell(f, *args, **keywords):
    try:
        print(f.__name__, f(*args, **keywords))
    except (TypeError, AttributeError, ValueError) as e:
        print(f.__name__, type(e).__name__, e)


c, d = zlib.compressobj(), zlib.decompressobj()
for f in c.compress, c.flush, d.decompress, d.flush, c.__deepcopy__, d.__deepcopy__:
    tell(f, 1, 2, 3)
    tell(f, x=1)
    tell(f, b'', x=1)
    tell(f, 2.5, b'x')
    tell(f, data=b'')
for f in locale.atof, locale.atoi, locale.delocalize:
    for value in '1.5', '12', 'x', range(3), 5, None, b'1':
        tell(f, value)
tell(locale.atof, '2', func=len)

# A stream that has been flushed at its end is given up.
import copy
import zlib


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


done = zlib.decompressobj()
done.decompress(zlib.compress(b'abc') + b'rest')
attempt(lambda: (done.copy().unused_data, copy.copy(done).eof, copy.deepcopy(done).eof))
for i in range(2):
    attempt(done.flush)
    attempt(done.copy)
    attempt(lambda: copy.copy(done))
    attempt(lambda: done.__deepcopy__(1))
    attempt(lambda: done.decompress(b''))
    attempt(lambda: (done.eof, done.unused_data, done.unconsumed_tail))
