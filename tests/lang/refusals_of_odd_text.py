# Odd text and arguments for what is seldom called: error handlers, weak references, formats of views and of floats
import codecs
import weakref

for name in 'strict', 'ignore', 'replace', 'xmlcharrefreplace', 'backslashreplace', 'namereplace', 'surrogateescape', 'surrogatepass':
    f = codecs.lookup_error(name)
    print(f, f.__name__, f.__qualname__, f.__module__)
    for args, named in ((), {}), ((1, 2), {}), ((1,), {}), ((), {'e': 1}):
        try:
            f(*args, **named)
        except Exception as e:
            print(type(e).__name__, e)
print(b'a\xff'.decode('ascii', 'surrogateescape').encode('ascii', 'surrogateescape'), '\udc80'.encode('utf-8', 'surrogatepass'))


class A:
    pass


a = A()
for r in weakref.ref(a), weakref.ref(a, lambda dead: None):
    for args, named in ((1,), {}), ((1, 2), {}), ((), {'x': 1}), ((1,), {'x': 1}):
        try:
            print(r(*args, **named))
        except Exception as e:
            print(type(e).__name__, e)
view = memoryview(b'abcd')
for text in 'İı', '\udc80', 'é', 'b\0', '', 'bb', 5, None, 'H', '@i':
    for f in view.cast, float.__getformat__:
        try:
            print(ascii(getattr(f(text), 'format', f(text))))
        except Exception as e:
            print(type(e).__name__, e)
