"""** of objects with __getattr__, concatenation of bytes of subclasses, carets below wide characters."""
import io
import sys


def report(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Any:
    def __getattr__(self, name):
        print('getattr', name)
        return {'k': 1}


class Nothing:
    def __getattr__(self, name):
        print('getattr', name)
        raise AttributeError(name)


class Keys:
    def keys(self):
        return ['a']

    def __getitem__(self, key):
        raise AttributeError('in the subscript')


class Bytes(bytes):
    pass


for v in (Any(), Nothing(), Keys(), 5):
    report(lambda: {**v})
    report(lambda: {}.update(v))
    report(lambda: dict(**v))
report(lambda: Bytes() + 1)
report(lambda: b'' + 1)
report(lambda: memoryview(x=1))
report(lambda: memoryview(b'', object=b''))
report(lambda: memoryview(b'', x=b''))
report(lambda: [type(iter(s)).__name__ for s in ('a', type('S', (str,), {})('a'))])


def show(f):
    try:
        f()
    except Exception as e:
        keep, sys.stderr = sys.stderr, io.StringIO()
        sys.__excepthook__(type(e), e, e.__traceback__.tb_next)
        text, sys.stderr = sys.stderr.getvalue(), keep
        print(*[line for line in text.splitlines() if 'File' not in line], sep='\n')


def a(x=1):
    x[lambda: ({"日": 1}
     + 2)]: int = 5


def b(x=1):
    x[lambda: ({"日日日日": 1}
     + 2)] = 5


def c(x=1):
    y = [(f'{{}}') ** {"日": 1}
              for i in range(3)
              if i]


for f in (a, b, c):
    show(f)


class NoKey(Keys):
    def __getitem__(self, key):
        raise KeyError('other')


report(lambda: dict(**NoKey()))
report(lambda: {**NoKey()})
report(lambda: (lambda **k: k)(a=1, **{'a': 2}))


class Text(str):
    def __str__(self):
        return 'shown'


print(1, 2, sep=Text('s'), end=Text('e'))
print()


class NoIter:
    def __iter__(self):
        return 5


report(lambda: ''.join(NoIter()))
report(lambda: b''.join(NoIter()))
report(lambda: ''.join(5))
