"""Decoders in pieces look at the error handler, then whether the text ends, and at neither while a mark may follow."""
import codecs
for name in ('utf-8', 'utf-16', 'utf-16-le', 'utf-16-be','utf-32', 'utf-32-be', 'utf-8-sig', 'utf-7', 'latin-1', 'unicode_escape', 'raw_unicode_escape'):
    for errors in [], None:
        for final in [], 1.5, 0, 2 ** 70:
            for data in b'', b'\xef', b'a', b'\xff\xfea\0b':
                d = codecs.getincrementaldecoder(name)(errors)
                try: r = d.decode(data, final), d.decode(b'a', final), d.decode(b'', True)
                except Exception as e: r = type(e).__name__ + ': ' + str(e)
                print(name, errors, final, data, ascii(r))
for name in 'latin-1', 'ascii', 'utf-8':
    try: codecs.getincrementaldecoder(name)([]).decode('x')
    except TypeError as e: print(name, e)
