"""tell() and seek() of text whose line ends are translated: places behind a '\\r' carry the state of the decoder."""
import io

for data in (b'a\r\nbb\r\nccc\r\n', 'é\r\nüü\r\nx\ry\nz'.encode(), b'a\rb\r\nc\nd', b'\r\n\r\n\r\r\n', b'end\r'):
    for newline in (None, '', '\n', '\r', '\r\n'):
        for encoding in ('utf-8', 'latin-1'):
            f = io.TextIOWrapper(io.BytesIO(data), newline=newline, encoding=encoding)
            out = []
            while True:
                out.append((f.tell(), f.readline()))
                if not out[-1][1]:
                    break
            f.seek(0)
            while True:
                place = f.tell()
                c = f.read(1)
                if not c:
                    break
                out.append((place, c))
            for place, text in out[::-1]:
                f.seek(place)
                assert f.readline().startswith(text), (place, text)
            print(newline, encoding, out)

f = io.TextIOWrapper(io.BytesIO(b''.join(b'line %d\r\n' % i for i in range(3000))))
places = []
while line := f.readline():
    places.append((f.tell(), f.read(3)))
    f.readline()
print(len(places), sum(place for place, _ in places), places[700:1400:200])
for place, text in places[::-7]:
    f.seek(place)
    assert f.read(3) == text
