"""A class that takes no keyword arguments leaves them to the __init__ of a subclass."""
import array
import itertools

for cls, args in ((map, (bool, [1])), (filter, (bool, [1])), (zip, ([1],)), (reversed, ([1],)), (enumerate, ([1],)),
                  (itertools.chain, ([1],)), (itertools.islice, ([1], 2)), (itertools.starmap, (pow, [(1, 2)])),
                  (itertools.filterfalse, (bool, [1])), (itertools.takewhile, (bool, [1])),
                  (itertools.dropwhile, (bool, [1])), (itertools.cycle, ([1],)), (itertools.compress, ([1], [1])),
                  (itertools.pairwise, ([1],)), (itertools.repeat, (1, 2)), (itertools.count, (1,)),
                  (array.array, ('i', [1])), (list, ([1],)), (frozenset, ([1],)), (int, (3,)), (str, ('a',))):
    class Plain(cls):
        pass

    class WithInit(cls):
        def __init__(self, *args, extra=None):
            self.extra = extra

    class WithNew(cls):
        def __new__(made, *args, extra=None):
            self = super().__new__(made, *args)
            self.extra = extra
            return self

    for made in (cls, Plain, WithInit, WithNew):
        try:
            print(made.__name__, getattr(made(*args, extra=3), 'extra', None))
        except (TypeError, AttributeError) as e:
            print(made.__name__, e)
for call in (lambda: itertools.cycle(), lambda: itertools.pairwise(1, 2), lambda: itertools.starmap(1), lambda: map(), lambda: filter(1)):
    try:
        call()
    except TypeError as e:
        print(e)
