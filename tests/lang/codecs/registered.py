# Codecs of the program's own: what they must return, and how their errors are told.
import codecs
def search(name):
    if name == 'upper': return codecs.CodecInfo(lambda s, e="strict": (s.upper().encode(), len(s)), lambda b, e="strict": (bytes(b).decode().lower(), len(b)), name='upper')
    if name == 'wrong': return codecs.CodecInfo(lambda s: (s, 1), lambda b: (bytes(b), 1), name='wrong')
    if name == 'failing':
        def fail(*a): raise ValueError('no luck')
        return codecs.CodecInfo(fail, fail, name='failing')
codecs.register(search)
print('abc'.encode('upper'), b'ABC'.decode('upper'), codecs.encode('x', 'upper'))
def show(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e, repr(e.__cause__))
show(lambda: 'a'.encode('wrong')); show(lambda: b'a'.decode('wrong'))
show(lambda: codecs.encode('a', 'wrong')); show(lambda: 'a'.encode('failing')); show(lambda: b'a'.decode('failing'))
show(lambda: 'a'.encode('missing')); show(lambda: codecs.lookup('missing'))
codecs.unregister(search)
show(lambda: codecs.lookup('nothing'))
