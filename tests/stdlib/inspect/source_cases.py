"""Where objects come from: blocks of source, classes by qualified name, comments, positions of frames."""
import inspect
# about one

def one(): return 1 + \
    2
two = lambda x: (x,
                 3)
three = lambda x: x and \
    4


def outer():
    class Local:
        """In a function."""
        # body
    return Local


text = '''
class Real:
    wrong = 1
'''


class Real:
    right = 1
    # end of body
# after body


@staticmethod
@(lambda f: f)
def decorated(a,
              b=')'):
    """Doc."""
    if a:
        return (b,
                a)
    # last


class Slots:
    __slots__ = {'power': 'measured in kilowatts'}


class Meta(type):
    @property
    def __dict__(cls):
        raise RuntimeError('looked at')


class Static(metaclass=Meta):
    def __init__(self):
        self.spam = 42

    @property
    def __class__(self):
        raise RuntimeError('looked at')


class OwnDict(dict):
    a = 3
    __dict__ = property(lambda self: {'b': 1})


def generator(n):
    def inner():
        return n, generator, missing, len, n.attribute
    inner.__name__ = 'renamed'
    yield inner


for obj in (one, two, three, outer(), Real, decorated):
    print(inspect.getsource(obj), end='---\n')
print(repr(inspect.getcomments(one)), inspect.getdoc(Slots.power))
print(inspect.getattr_static(Static(), 'spam'), OwnDict().__dict__, inspect.getattr_static(OwnDict(), 'a'))
made = generator(1)
print(inspect.getgeneratorlocals(made))
vars = inspect.getclosurevars(next(made))
print(vars.nonlocals, sorted(vars.globals), sorted(vars.builtins), vars.unbound)
info = inspect.getframeinfo(inspect.currentframe())
print(info.positions, info.index, info.code_context, info.function)
print([k for k in inspect.classify_class_attrs(Real) if k.name == 'right'])
print(inspect.isabstract(Real), inspect.formatargvalues(['a'], 'b', None, {'a': 1, 'b': (2,)}))
