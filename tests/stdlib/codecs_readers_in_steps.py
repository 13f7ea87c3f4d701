"""Readers of stateful encodings read and decode as those of other East Asian ones; one exception serves all errors of a call."""
import codecs
import io

answer = ''
def own(e):
    print('  ', e.encoding, e.start, e.end, e.reason, e.object)
    return answer, e.end
codecs.register_error('own', own)

class Stream:
    def __init__(self, data):
        self.data = io.BytesIO(data)
    def read(self, *n):
        got = self.data.read(*n)
        print('  read', n, got)
        return got
    def readline(self, *n):
        got = self.data.readline(*n)
        print('  readline', n, got)
        return got

for name in 'gb18030', 'hz', 'iso2022_jp':
    for data in b'\xff\xfe', b'~{a', b'\x1b$', b'a\n\xff':
        for answer in '', '?':
            r = codecs.getreader(name)(Stream(data), 'own')
            print(name, data, repr(r.read(1)), repr(r.readline()), repr(r.read()))
for name in 'hz', 'iso2022_jp', 'iso2022_kr', 'big5':
    for data in b'~{VP~}a\n\xff', b'\x1b$B$\x22\x1b(Bb', b'\x81':
        for errors in 'strict', 'ignore', 'replace':
            try:
                r = codecs.getreader(name)(io.BytesIO(data), errors)
                print(name, data, errors, ascii(r.read(1)), ascii(r.readline()), ascii(r.read()))
            except UnicodeError as e:
                print(name, data, errors, e, e.object)
