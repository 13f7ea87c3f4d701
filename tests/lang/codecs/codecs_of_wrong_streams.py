# Readers of East Asian text say what a stream gave that is no bytes.
import codecs


class Stream:
    def __init__(self, value):
        self.value = value

    def read(self, *size):
        return self.value

    readline = read


for value in None, 3, 'x', bytearray(b'a'), memoryview(b'a'), [1]:
    for name in 'gb18030', 'hz', 'iso2022_jp', 'shift_jis', 'utf-8':
        for method in 'read', 'readline', 'readlines':
            if name == 'utf-8' and value is not None:
                continue
            try:
                print(name, method, getattr(codecs.getreader(name)(Stream(value)), method)(1))
            except TypeError as e:
                print(name, method, e)
