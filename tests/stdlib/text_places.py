"""Places in text streams of other encodings and with errors for handlers: tell(), seek(), chunks, encoders with a state."""
import codecs, io

def answer(e):
    print(' ', type(e).__name__, e.encoding, e.start, e.end, e.reason)
    return answer.text, e.end
codecs.register_error('answer', answer)
answer.text = '<é>'

def attempt(f, *args):
    try:
        return ascii(f(*args))
    except Exception as e:
        return f'{type(e).__name__}: {e}'

def walk(data, encoding, errors='strict', newline=None, step=1):
    print(data, encoding, errors, ascii(newline), step)
    f = io.TextIOWrapper(io.BytesIO(data), encoding, errors, newline)
    places = []
    for _ in range(12):
        part = attempt(f.read, step)
        places.append(attempt(f.tell))
        print(' ', part, places[-1], f.newlines)
        if part == "''" or 'Error' in part:
            break
    for place in places[::2]:
        if place.isdigit():
            print('  back', place, attempt(f.seek, int(place)), attempt(f.readline), attempt(f.tell))

text = 'aé\r\n日\r本\n\U0001f600z'
for encoding in 'utf-8', 'utf-16', 'utf-16-be', 'utf-32', 'utf-8-sig', 'utf-7', 'unicode_escape', 'gb18030':
    for newline in (None, '', '\r\n') if encoding != 'utf-8' else ('\n',):
        walk(text.encode(encoding), encoding, newline=newline, step=2)
for encoding in 'utf-8', 'ascii', 'gbk', 'shift_jis', 'utf-32-le', 'utf-16-be':
    for errors in 'strict', 'replace', 'ignore', 'backslashreplace', 'surrogateescape', 'answer':
        walk(b'a\xffb\r\n\x80\xd0', encoding, errors)
for data in (b'a\nb\xff', b'\xe6\x97', b'ab\n' * 3000 + b'\xff'):
    f = io.TextIOWrapper(io.BytesIO(data), 'utf-8')
    print([attempt(f.readline) for _ in range(3)], attempt(f.tell))
for cookie in -1, -1 << 80, 1 << 200, 5 | 3 << 96 | 9 << 128, 1.5, 'x', True:
    print(attempt(io.TextIOWrapper(io.BytesIO(b'abcdef'), 'utf-8').seek, cookie))
for encoding in 'utf-16', 'utf-8-sig', 'utf-32', 'idna', 'utf-16-le':
    s = io.BytesIO()
    f = io.TextIOWrapper(s, encoding)
    print(encoding, [attempt(f.write, t) for t in ('a', '\ufeff', 'bé', '\udc80', '.c', '')], attempt(f.flush), s.getvalue())
    print(attempt(f.seek, 0), attempt(f.write, 'x'), attempt(f.flush), attempt(f.seek, 2), attempt(f.write, 'y'), attempt(f.flush), s.getvalue())
for s in ('a.b', 'é.b.', 'x', '', 'a..b', 'é。ü', 'a.'):
    e = codecs.getincrementalencoder('idna')()
    print(ascii(s), [attempt(e.encode, c) for c in s], attempt(e.getstate), attempt(e.encode, '', True))
    print(attempt(codecs.getincrementalencoder('idna')().encode, s, True), attempt(codecs.getincrementalencoder('idna')().encode, s))
for b in (b'a.b', b'xn--9ca.b.', b'', b'.', b'a..b', b'xn--9ca', b'\xe9.'):
    d = codecs.getincrementaldecoder('idna')()
    print(b, [attempt(d.decode, bytes([c])) for c in b], d.getstate(), attempt(d.decode, b'', True))
for errors in 1, None, b'x':
    for name in 'utf-16', 'utf-8', 'gbk', 'utf-8-sig', 'latin-1', 'cp437', 'utf-7', 'unicode_escape', 'punycode':
        print(name, errors, attempt(lambda: codecs.getincrementalencoder(name)(errors).encode('aé')),
              attempt(lambda: codecs.getincrementaldecoder(name)(errors).decode(b'a\xff', True)))
for name in 'gbk', 'gb18030', 'shift_jis':
    for errors in 'surrogateescape', 'answer', 'ignore':
        d = codecs.getincrementaldecoder(name)(errors)
        print(name, errors, [attempt(d.decode, bytes([b])) for b in b'a\xff\x998\xbf'], attempt(d.decode, b'', True), d.getstate())
print(attempt(codecs.lookup_error, None), attempt(codecs.lookup_error, 5), attempt(codecs.utf_8_decode, b'[\xf0\xa0\xe5', 'answer', False))
