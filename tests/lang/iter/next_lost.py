# An iterator whose class loses __next__, or that gets another class, while it is iterated.
class It:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n == 3:
            self.act()
        if self.n > 5:
            raise StopIteration
        return self.n


class Other:
    pass


def loop(it):
    for x in it:
        pass


USES = dict(loop=loop, list=list, sum=sum, zip=lambda it: list(zip(it, it)), map=lambda it: list(map(str, it)),
            filter=lambda it: list(filter(None, it)), enumerate=lambda it: list(enumerate(it)), dict=lambda it: dict(zip(it, it)),
            star=lambda it: [*it], any=lambda it: any(x > 9 for x in it),
            comp=lambda it: {x for x in it}, join=lambda it: ''.join(map(str, it)), max=max, set=lambda it: set().union(it),
            sorted=sorted, next=lambda it: [next(it) for i in range(9)])
def kinds():
    class Lost(It):
        __next__ = It.__next__

        def act(self):
            del Lost.__next__
            del It.__next__

    def act(self):
        self.__class__ = Other

    yield Lost
    It.__next__ = original
    yield type('Class', (It,), {'act': act})


original = It.__next__
for name, use in USES.items():
    for make in kinds():
        try:
            print(name, make.__name__, use(make()))
        except (TypeError, AttributeError) as e:
            print(name, make.__name__, type(e).__name__, e)
