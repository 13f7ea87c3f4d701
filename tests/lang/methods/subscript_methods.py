# [] and in of list, dict and set are methods, and their subclasses still find what they inherit or override.
import operator


def show(f, *args):
    try:
        print(repr(f(*args)))
    except Exception as e:
        print(type(e).__name__ + ':', e)


for x, name in ([1, 2], '__getitem__'), ({1: 2}, '__getitem__'), ({1: 2}, '__contains__'), ({1}, '__contains__'), (frozenset([1]), '__contains__'):
    cls = type(x)
    method = getattr(cls, name)
    print(method, type(getattr(x, name)).__name__, method.__name__, method.__qualname__, method.__objclass__)
    show(getattr(x, name), 1)
    show(method, x, 1)
    show(method, x, [])
    show(getattr(x, name))
    show(getattr(x, name), 1, 2)
    show(method)
    show(method, 5, 1)

    class Plain(cls):
        pass

    class Super(cls):
        locals()[name] = lambda self, key: (print('super', key), getattr(super(Super, self), name)(key))[1]

    class Deeper(Super):
        pass

    class Borrowed(Super):
        locals()[name] = method

    class Late(cls):
        pass

    setattr(Late, name, lambda self, key: key)
    for kind in Plain, Super, Deeper, Borrowed, Late:
        show(operator.getitem if name == '__getitem__' else operator.contains, kind(x), 1)
    delattr(Late, name)
    show(operator.getitem if name == '__getitem__' else operator.contains, Late(x), 1)


class Default(dict):
    def __missing__(self, key):
        return key * 2


d = Default(a=1)
print(d['b'], d.__getitem__('c'), dict.__getitem__(d, 'd'), list(map(d.__getitem__, 'ae')))


class Swapped(dict):
    __contains__ = dict.__getitem__
    __getitem__ = dict.get


s = Swapped(a=0)
print('a' in s, s['b'])
print({3} in {frozenset([3])}, {frozenset([3])}.__contains__({3}), sorted('cab', key={'a': 3, 'b': 2, 'c': 1}.__getitem__))
