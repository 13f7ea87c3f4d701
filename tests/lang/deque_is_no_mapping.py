# A deque takes positions only, so it is no mapping for eval, exec, %, mappingproxy and __prepare__; a subclass with
# a __getitem__ of its own is one.
import types
from collections import deque


class Plain(deque):
    pass


class Own(deque):
    def __getitem__(self, key):
        return f'got {key}'


class Below(Own):
    pass


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def make_class(namespace):
    class Meta(type):
        @classmethod
        def __prepare__(cls, *args):
            return namespace

    class Made(metaclass=Meta):
        pass


for cls in (deque, Plain, Own, Below, list, tuple):
    v = cls()
    print(cls.__name__)
    show(lambda: eval('1', v))
    show(lambda: eval('a', {}, v))
    show(lambda: exec('1', {}, v))
    show(lambda: 'abc' % v)
    show(lambda: b'abc' % v)
    show(lambda: '%(x)s' % v)
    show(lambda: types.MappingProxyType(v)['k'])
    show(lambda: make_class(v))
