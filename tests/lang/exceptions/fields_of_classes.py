# Fields of exceptions: read-only ones, a second __init__, bytes of any buffer; suggestions for hooks that raise.
import contextlib
import io
import sys


def attempt(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


eg = ExceptionGroup('eg', [TypeError(1)])
attempt(setattr, eg, 'message', 'x')
attempt(setattr, eg, 'exceptions', ())
attempt(delattr, eg, 'message')
print(eg.message, eg.exceptions)
exc = ImportError('test', name='name', path='path')
exc.__init__()
print(exc.args, exc.msg, exc.name, exc.path)
for data in bytearray(b'\xff'), memoryview(b'\xff'), b'\xff':
    print(repr(UnicodeDecodeError('ascii', data, 0, 1, 'why').object))
attempt(UnicodeDecodeError, 'ascii', 'text', 0, 1, 'why')


class Unprintable:
    __str__ = __repr__ = None


for arg in (), (Unprintable(),), ('Error', 23), (23,):
    class A:
        blech = None

        def __getattr__(self, attr):
            raise AttributeError(*arg)
    try:
        A().bluch
    except AttributeError as e:
        print(e.name, type(e.obj).__name__)
        err = io.StringIO()
        with contextlib.redirect_stderr(err):
            sys.excepthook(*sys.exc_info())
        print(err.getvalue().splitlines()[-1])
