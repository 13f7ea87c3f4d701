# A delegate that ends while something is thrown into it gives its value to the expression around it
class Thrower:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *a):
        raise StopIteration((2, 3))


def delegate():
    try:
        yield 1
    except ValueError:
        return (4, 5)


def call(it):
    print('got', (yield from it))
    yield 'more'


def display(it):
    x = [7, (yield from it), 8]
    print(x)
    yield 'more'


def nested(it):
    print({'k': (1, (yield from it))}, (yield from call(delegate())))
    yield 'most'


for outer in call, display, nested:
    for it in Thrower(), delegate():
        g = outer(it)
        next(g)
        print(g.throw(ValueError()), next(g, 'end'))
