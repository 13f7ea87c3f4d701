# One call meets built-in classes, classes of the script and functions in turn.


class Text(str):
    def __init__(self, *args):
        print('Text.__init__', len(args))


class Named:
    def __str__(self):
        return 'named'

    def __int__(self):
        return 7

    def __bool__(self):
        return False


class Meta(type):
    def __call__(cls, *args):
        return 'Meta.__call__', args


class Made(metaclass=Meta):
    pass


class Wrong:
    def __str__(self):
        return 5


def call(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def one(f, x):
    try:
        return f(x)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


values = [5, -5, 10 ** 20, -10 ** 30, 1.5, 'a', b'ab', [1, 2], (3,), {4: 5}, None, True, Named(), Wrong()]
callees = [str, int, float, bool, list, tuple, set, dict, range, type, object, repr, Text, Made, len,
           bytes, complex, frozenset, ValueError, enumerate, iter, staticmethod, lambda v: v]
for x in values:
    for f in callees:
        r = one(f, x)
        text = repr(r) if not isinstance(r, (staticmethod, enumerate)) and ' at 0x' not in repr(r) else type(r).__name__
        if call(f, x) != r and type(r).__name__ in ('int', 'str', 'list', 'tuple', 'dict', 'set'):
            print('differs', f, x)
        print(getattr(f, '__name__', f), '<-', type(x).__name__, text)

for f in callees[:16]:
    try:
        print(f.__name__, repr(f())[:30].split(' at ')[0])
    except TypeError as e:
        print(f.__name__, e)


def loop(classes, x):
    return [c(x) for c in classes for _ in range(2)]


print(loop([str, str, int, float, str], '12'))
print([list(range(2)) for _ in range(3)])
print(str(Named()), type(str(Named())).__name__, int(Named()), bool(Named()))


class Deep:
    def __str__(self):
        return str(self)


try:
    str(Deep())
except RecursionError as e:
    print('RecursionError', str(e)[:32])
