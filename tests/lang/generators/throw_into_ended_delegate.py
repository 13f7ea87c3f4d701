# What is thrown into a delegate that has ended comes back: a StopIteration is then its value
def delegate():
    yield 1


def outer(it):
    try:
        print('got', (yield from it))
        yield 'more'
    except Exception as e:
        print('caught', repr(e))
        yield 'caught'
    finally:
        print('finally')


for exc in (StopIteration(1), StopIteration((2, 3)), StopIteration, ValueError(4)):
    it = delegate()
    g = outer(it)
    next(g)
    list(it)
    print(g.throw(exc), next(g, 'end'))
