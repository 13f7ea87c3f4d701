# What error handlers may answer, and where errors lie that reach beyond their object
import codecs


def handler(e):
    print(type(e).__name__, e.encoding, e.start, e.end, e.reason)
    return answer


def attempt(f):
    try:
        print(ascii(f()))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


codecs.register_error('answers', handler)
for answer in ('?', 1), (b'?', 1), ('é日', 1), ('?', 'x'), (5, 1), (5, 'x'), ('?', 99), ('?', -99), ('?',), 5, None, (b'?', 'x'):
    print('answer', ascii(answer))
    for codec in 'ascii', 'cp1251', 'gbk', 'shift_jis', 'utf-16', 'unicode_escape':
        attempt(lambda: '\ud800'.encode(codec, 'answers'))
        attempt(lambda: (b'\\u1' if 'esc' in codec else b'\xff1').decode(codec, 'answers'))
    attempt(lambda: codecs.encode('\ud800', 'utf-8', 'answers'))
    attempt(lambda: codecs.getincrementaldecoder('cp949')('answers').decode(b'\xff', True))
    attempt(lambda: codecs.getincrementalencoder('cp1252')('answers').encode('\ud800'))
    attempt(lambda: codecs.charmap_decode(b'\xff', 'answers', {}))
    attempt(lambda: codecs.charmap_encode('é', 'answers', {63: b'!'}))
for start, end in (0, 1), (9, 9), (1, 99), (-5, -5), (0, 0):
    for e in (UnicodeEncodeError('x', 'é日z', start, end, 'why'), UnicodeDecodeError('x', b'ab\xff', start, end, 'why'),
              UnicodeTranslateError('é日z', start, end, 'why')):
        for name in 'ignore', 'replace', 'backslashreplace', 'xmlcharrefreplace', 'namereplace', 'surrogateescape':
            attempt(lambda: codecs.lookup_error(name)(e))
attempt(lambda: '\U000e0041t'.encode('cp949', 'namereplace'))
