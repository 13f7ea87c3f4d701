# Attributes and texts of the built-in exception classes.
def show(e):
    print(type(e).__name__, '|', e, '|', repr(e), '|', e.args)


for e in (Exception(), Exception('a'), Exception('a', 1), KeyError('k'), KeyError(), KeyError(1, 2), ValueError(5), IndexError('x')):
    show(e)
show(OSError(2, 'No such file or directory', 'f.txt'))
show(OSError(2, 'x', 'a', None, 'b'))
show(OSError('only text'))
show(OSError(13, 'denied'))
print(type(OSError(17, 'x')).__name__, type(OSError(32, 'p')).__name__, type(OSError(999, 'x')).__name__)
e = OSError(2, 'msg', 'file')
print(e.errno, e.strerror, e.filename, e.filename2, isinstance(e, FileNotFoundError))
try:
    e.characters_written
except AttributeError as x:
    print(x)
print(OSError.errno, OSError('a').errno)
show(StopIteration(5))
print(StopIteration(5).value, StopIteration().value, StopIteration(1, 2).value)
print(SystemExit(3).code, SystemExit().code, SystemExit(1, 2).code)
i = ImportError('msg', name='mod', path='/p')
print(i, i.name, i.path, i.msg, ImportError().msg)
a = AttributeError('m', name='n', obj=5)
print(a.name, a.obj, a, AttributeError('z').name)
print(NameError('x', name='y').name)
s = SyntaxError('bad', ('f.py', 3, 4, 'text', 3, 6))
print(s, s.msg, s.filename, s.lineno, s.offset, s.text, s.end_lineno, s.end_offset, SyntaxError('m'), SyntaxError().msg)
u = UnicodeDecodeError('utf-8', b'ab\xff', 2, 3, 'invalid start byte')
print(u, u.encoding, u.object, u.start, u.end, u.reason)
print(UnicodeEncodeError('ascii', 'h\xe9llo', 1, 2, 'ordinal not in range(128)'))
print(UnicodeEncodeError('ascii', 'h\u20ac\u20ac', 1, 3, 'r'), UnicodeTranslateError('abc', 1, 2, 'r'))
for f in (lambda: ImportError(foo=1), lambda: ValueError(x=1), lambda: UnicodeDecodeError('a'), lambda: SyntaxError('a', (1, 2, 3)),
          lambda: UnicodeDecodeError(1, 2, 3, 4, 5), lambda: NameError(1, foo=2), lambda: OSError(x=1)):
    try:
        f()
    except TypeError as x:
        print(x)
e = Exception('a')
e.args = [1, 2]
print(e.args, e, repr(e))
e.extra = 'x'
print(e.__dict__)
e.add_note('note 1')
e.add_note('note 2')
print(e.__notes__, e.__dict__)
try:
    e.add_note(5)
except TypeError as x:
    print(x)
for attr, v in (('__traceback__', 5), ('__cause__', 5), ('__context__', 5)):
    try:
        setattr(e, attr, v)
    except TypeError as x:
        print(x)
print(e.with_traceback(None) is e, e.__suppress_context__, e.__cause__)
e.__cause__ = KeyError()
print(e.__suppress_context__, repr(e.__cause__))


class My(Exception):
    def __init__(self, code, msg='dflt'):
        super().__init__(msg)
        self.code = code


show(My(5))
print(My(5, 'x').code)


class NoSuper(Exception):
    def __init__(self, a, b):
        self.a = a


show(NoSuper(1, 2))


class Str(Exception):
    def __str__(self):
        return 'custom'


show(Str(1))


class MyOS(OSError):
    pass


m = MyOS(2, 'text', 'fn')
print(type(m).__name__, m.errno, m.filename, m)


class Multi(ValueError, KeyError):
    pass


print(Multi('x'), Multi.__mro__[1].__name__)
try:
    class Clash(OSError, ImportError):
        pass
except TypeError as x:
    print(x)
print([k.__name__ for k in ExceptionGroup.__mro__], Exception in BaseException.__subclasses__())
print(issubclass(ModuleNotFoundError, ImportError), issubclass(IOError, OSError), IOError is OSError, EnvironmentError is OSError)
