"""Methods of the streams of East Asian text are native: how they are shown, and what wrong calls are told."""
import codecs
import io

for name in 'gb18030', 'gbk', 'big5', 'iso2022_jp', 'shift_jis':
    for get, methods in (codecs.getreader, ('read', 'readline', 'readlines', 'reset')), (codecs.getwriter, ('write', 'writelines')):
        stream = get(name)(io.BytesIO(b'x'))
        for method in methods:
            f = getattr(stream, method)
            print(name, f.__qualname__, f.__module__)
            try:
                f(**(1,))
            except TypeError as e:
                print(e)
            if method in ('read', 'readline', 'readlines', 'reset'):
                try:
                    f(1, 2, 3)
                except TypeError as e:
                    print(e)
