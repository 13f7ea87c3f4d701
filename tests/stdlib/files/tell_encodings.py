"""tell() and seek() of text in encodings other than UTF-8: positions are those of the bytes."""
import io
for enc in 'utf-16', 'utf-16-be', 'utf-8-sig', 'utf-32', 'latin-1', 'shift_jis', 'cp037', 'gb18030', 'koi8-r':
    for newline in None, '':
        data = 'héllo\r\nwörld\n日本\nabc\n'.encode(enc, 'replace')
        f = io.TextIOWrapper(io.BytesIO(data), enc, newline=newline)
        seen = []
        while line := f.readline():
            seen.append((f.tell(), line))
        places = [0] + [p for p, _ in seen]
        again = []
        for p, (_, line) in zip(places, seen):
            f.seek(p)
            again.append(f.readline() == line)
        f.seek(places[1]); start = f.read(3); middle = f.tell(); rest = f.read()
        f.seek(middle)
        print(enc, newline, places, all(again), start, f.read() == rest)
