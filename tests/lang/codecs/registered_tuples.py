"""Codecs registered as plain tuples, and what they may not return."""
import codecs


def search(name):
    if name == 'one':
        return (lambda s, errors='strict': 42, lambda s, errors='strict': 42, None, None)
    if name == 'pair':
        return (lambda s, errors='strict': (42, 42), lambda s, errors='strict': (42, 42), None, None)
    if name == 'good':
        return (lambda s, errors='strict': (s.upper().encode(), len(s)), lambda s, errors='strict': (bytes(s).decode()[::-1], len(s)), None, None)


codecs.register(search)
for name in ('one', 'pair', 'good', 'none'):
    for f in (lambda: b'hello'.decode(name), lambda: str(b'hello', name), lambda: 'hello'.encode(name),
              lambda: codecs.encode('a', name), lambda: codecs.decode(b'a', name), lambda: bytes('a', name)):
        try:
            print(f())
        except Exception as e:
            print(type(e).__name__, e)
