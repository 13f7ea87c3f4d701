# newlines of a text stream: what was read since it last began anew.
import io


def make():
    return io.TextIOWrapper(io.BytesIO(b'a\r\nb\nc\r'), 'utf-8', newline=None)


t = make()
t.read()
print(t.newlines)
t.seek(0)
print(t.newlines)
t.read()
print(t.newlines)
t.seek(0, 2)
print(t.newlines)
t = make()
t.readline()
t.seek(t.tell())
t.read()
print('\n' in t.newlines)
