"""compile() and open(): which argument is looked at first, and names that are no file names."""
import warnings


class Path:
    def __init__(self, path):
        self.path = path

    def __fspath__(self):
        return self.path


def attempt(function, *args, **named):
    try:
        code = function(*args, **named)
        print(ascii(code.co_filename))
    except Exception as e:
        print(type(e).__name__, ascii(str(e)))


for args in [('1__0', 'f', '\ud800'), ('1', '\ud800', 'x'), ('1', '\0', 'x'), (1, '\ud800', 'x'), ('1', 'f', 'x\0'),
             ('1', 'f', 'x', 1 << 20), ('1', '\ud800', 'exec'), ('1', 5, 'exec', 1 << 40), (5, 5, 5), (5, 'f', 5), (5, 'f', None),
             ('1', 'f', 'exec', 'q'), ('1', 'f', 'exec', 0, 2 ** 70), ('1', 'f', 'exec', 0, []), ('1', b'\xff', 'exec'),
             ('1', Path('p'), 'exec'), ('1', Path(b'\xfe'), 'exec'), ('1', b'q\0', 'exec'), ('1', Path('a\0'), 'exec'),
             ('1', Path(5), 'exec'), ('1', None, 'exec'), ('1', 'f', 'func_type'), ('1', 'f', 'x', 0x400), ('1', 'f', 'exec', 0, 0, 7)]:
    attempt(compile, *args)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    attempt(compile, '1', bytearray(b'z'), 'exec')
    attempt(compile, '1', memoryview(b'y\0'), 'exec')
    print([str(w.message) for w in caught])
for args in [('x\ud800',), ('\udc80\ud800\ud801\udc80x',), (1.5, 'z'), (1.5,), ('x\0',), ('x', '\ud800'), ('x', 'r', -1, '\ud800'), ('x', 'r', -1, None, '\ud801\ud802')]:
    attempt(open, *args)
