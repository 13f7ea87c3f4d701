"""Awaitables of asynchronous generators in every state: first and later steps, what is thrown into them, use again."""


class Wait:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        return (yield self.value)


async def plain():
    yield 1
    yield 2


async def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 'stays'
    except ValueError:
        yield 'caught'


async def waiting():
    x = await Wait('w')
    try:
        yield x
    finally:
        await Wait('in finally')


async def empty():
    return
    yield


def attempt(name, f, g):
    try:
        r = f()
    except BaseException as e:
        r = f'{type(e).__name__} {e}'
    print('   ', name, '|', r, '|', g.ag_running, g.ag_frame is None)


OPERATIONS = {'anext': lambda g: g.__anext__(), 'asend': lambda g: g.asend(7), 'athrow': lambda g: g.athrow(ValueError(1)), 'exit': lambda g: g.athrow(GeneratorExit),
              'wrong': lambda g: g.athrow(5), 'none': lambda g: g.athrow(), 'aclose': lambda g: g.aclose()}
STEPS = {'send': lambda o: o.send(None), 'send 3': lambda o: o.send(3), 'throw': lambda o: o.throw(KeyError('k')), 'throw exit': lambda o: o.throw(GeneratorExit), 'close': lambda o: o.close()}
for make in plain, stubborn, waiting, empty:
    for started in 0, 1:
        for name, operation in OPERATIONS.items():
            for first in STEPS:
                print(make.__name__, started, name)
                g = make()
                if started:
                    attempt('start', lambda: g.__anext__().send(None), g)
                o = operation(g)
                for step in first, 'send', 'throw', 'send':
                    attempt(step, lambda: STEPS[step](o), g)
                attempt('other', lambda: g.aclose().send(None), g)
