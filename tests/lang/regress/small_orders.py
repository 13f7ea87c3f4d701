"""What is asked, and in which order: starred targets, issuperset, classes among garbage, str() in
tracebacks of syntax errors."""
import gc
import sys


class Sized(list):
    def __len__(self):
        print('len')
        return 3


class Hint:
    def __init__(self):
        self.left = 3

    def __iter__(self):
        return self

    def __next__(self):
        if not self.left:
            raise StopIteration
        self.left -= 1
        print('next')
        return self.left

    def __length_hint__(self):
        print('hint')
        return self.left


for make in (Sized, lambda: Sized('ab'), Hint):
    try:
        a, *b = make()
        print(a, b)
        *b, a, c, d = make()
        print(a, b)
    except ValueError as e:
        print(e)

print({1, 2}.issuperset(range(2 ** 70)), {0, 1}.issuperset([0, 1, 0]), set().issuperset(iter([])))
try:
    {1}.issuperset([1, []])
except TypeError as e:
    print(e)


class Meta(type):
    def __del__(cls):
        print('class goes')


def garbage():
    class Cls(metaclass=Meta):
        def __del__(self):
            print('instance goes')
    v = Cls()
    v.self = v


gc.collect()
garbage()
gc.collect()

for mode in ('eval', 'single', 'exec'):
    for source in ['(', '1 2', 'x=(', '1 2\n', '\n1 2', 'f(1 2)', '', '\n', '# c', 'f(**a, *b)', 'f(ééé\n  c d)']:
        try:
            compile(source, 'f', mode)
        except SyntaxError as e:
            print(mode, ascii(source), type(e).__name__, ascii(e.args))
            e.text and print(ascii(e.text))
sys.stderr = sys.stdout
for source in ['f(ééé\n  c d)', 'f(a\n  c d)']:
    try:
        compile(source, 'f', 'exec')
    except SyntaxError as e:
        sys.excepthook(type(e), e.with_traceback(None), None)
