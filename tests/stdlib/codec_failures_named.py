# What a registered codec raises is wrapped if it is no more than its class and a text.
import binascii
import builtins
import codecs

class Own(Exception): pass
class Init(Exception):
    def __init__(self, *a): pass
class Slots(Exception):
    __slots__ = 'x',
class New(ValueError):
    def __new__(cls, *a): return ValueError.__new__(cls, *a)
class Text(Own):
    def __str__(self): return 'own text'
class Str(str): pass
current = None
def fail(s, errors='strict'):
    raise current
codecs.register(lambda name: codecs.CodecInfo(fail, fail, name=name) if name == 'failing' else None)
def show(e):
    global current
    current = e
    for f in lambda: 'x'.encode('failing'), lambda: codecs.decode(b'', 'failing'):
        try:
            f()
        except BaseException as x:
            print(type(e).__name__, e.args, x is e, repr(x), x.__cause__ is e)
for name in sorted(vars(builtins)):
    c = getattr(builtins, name)
    if isinstance(c, type) and issubclass(c, BaseException) and not issubclass(c, (UnicodeError, BaseExceptionGroup)):
        show(c('text'))
for c in UnicodeError, Own, Init, Slots, New, Text, binascii.Error:
    show(c()); show(c('t')); show(c(Str('t'))); show(c(5)); show(c('a', 'b'))
e = ValueError('t')
e.add_note('note')
show(e)
for name in 'utf-8', 'latin-1', 'utf-16', 'cp1252', 'punycode':
    i = codecs.lookup(name)
    for c in i.incrementalencoder, i.incrementaldecoder, i.streamreader, i.streamwriter:
        print(c.__module__, c.__qualname__, c('strict') if 'Inc' not in c.__name__ and 0 else '')
