# Small rules of calls and conversions: what int() asks first, keys() that is no iterable, iteration
# over a class through its metaclass, keywords of enumerate, __reduce__ looked up on the object,
# digits of other scripts in format().
import copy
import warnings
warnings.simplefilter('ignore')


def show(f, *args, **kwargs):
    try:
        r = f(*args, **kwargs)
        print(type(r).__name__ if isinstance(r, enumerate) else repr(r))
    except BaseException as e:
        print(type(e).__name__ + ':', e)


for base, text in (bytes, b'12'), (str, '12'), (bytearray, b'12'):
    class Text(base):
        def __trunc__(self):
            return 5
    show(int, Text(text))
    show(int, Text(text), 10)
    show(int, base(text) if base is str else base(b'7'))


class Mapping:
    def __init__(self, keys):
        self.k = keys

    def keys(self):
        if isinstance(self.k, Exception):
            raise self.k
        return self.k

    def __getitem__(self, key):
        return key


def names(**kwargs):
    return kwargs


for keys in 5, None, ValueError('no'), TypeError('no'), ['a']:
    m = Mapping(keys)
    show(dict, m)
    show(lambda: dict(**m))
    show(lambda: {**m})
    show({}.update, m)
    show(lambda: names(**m))


class Meta(type):
    def __getitem__(cls, i):
        if i > 4:
            raise IndexError
        return i


class Items(metaclass=Meta):
    pass


show(list, Items)
show(lambda: (3 in Items, 9 in Items, [*Items]))
show(lambda: 3 in int)
show(iter, list)


class Count(enumerate):
    pass


for cls in enumerate, Count:
    for args, kwargs in [((), {}), ((), {'x': 1}), ((), {'start': 1}), ((), {'iterable': []}),
                         ((), {'iterable': [], 'start': 1}), ((), {'start': 1, 'iterable': []}),
                         ((), {'iterable': [], 'x': 1}), ((), {'x': 1, 'iterable': []}), ((), {'start': 1, 'x': 1}),
                         ((), {'x': 1, 'y': 2, 'z': 3}), (([],), {'start': 1}), (([],), {'x': 1}),
                         (([],), {'iterable': []}), (([], 1), {}), (([], 1), {'x': 1}), (([], 1, 2), {})]:
        show(cls, *args, **kwargs)


class Watched:
    def __getattribute__(self, name):
        print('get', name)
        return object.__getattribute__(self, name)


copy.copy(Watched())
copy.deepcopy(Watched())


class Own(Watched):
    def __reduce__(self):
        return 'text'


print(Own().__reduce_ex__(4))

for index in '{٠}', '{٠[١]}', '{x[٢]}', '{²}':
    show(index.format, 'ab', x='cde')
