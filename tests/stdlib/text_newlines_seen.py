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

# What a chunk of decoded text held is told as soon as something of it is read.
import io
for data in b'a\r\nb\rc\nd', b'a\r\n' * 3000 + b'\r', b'a\n', b'a\r', b'\r\n', b'a\nb\r\n', b'a\n' * 5000 + b'\rb', b'x' * 8191 + b'\r\n', b'x' * 8191 + b'\ra\n':
    for newline in None, '', '\n', '\r', '\r\n':
        for encoding in 'utf-8', 'utf-16-le':
            stream = io.TextIOWrapper(io.BytesIO(data.decode().encode(encoding)), encoding, newline=newline)
            seen = [stream.newlines]
            for step in (lambda: stream.read(1), stream.readline, lambda: stream.read(2), lambda: next(stream, None), stream.read,
                         lambda: stream.seek(0), stream.readline, stream.read):
                step()
                seen.append(stream.newlines)
            print(len(data), repr(newline), encoding, *seen)
