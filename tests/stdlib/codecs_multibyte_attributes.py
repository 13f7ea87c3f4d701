"""The coders of East Asian encodings have their codec, and refuse arguments as classes in C, those of stateful ones too."""
import codecs

for name in 'gbk', 'big5', 'hz', 'iso2022_jp':
    info = codecs.lookup(name)
    coders = info.incrementalencoder, info.incrementaldecoder, info.streamreader, info.streamwriter
    print(name, [type(c.codec).__name__ for c in coders], info.incrementalencoder.codec.encode('a\u4e2d'))
    for make, method in (info.incrementalencoder, 'encode'), (info.incrementaldecoder, 'decode'):
        for args in ((0, '', True), ('a', 'b'), ('a', 2.5), (), (None,)):
            try:
                print(getattr(make(), method)(*args))
            except (TypeError, AttributeError) as e:
                print(type(e).__name__, e)
        for args, names in (((3,), {}), (('a', 'b'), {}), ((), {'foo': 3})):
            try:
                make(*args, **names)
            except TypeError as e:
                print(e)
        try:
            make().codecs
        except AttributeError as e:
            print(e)
