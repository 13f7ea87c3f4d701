"""An asynchronous generator that yields where it is to end: it counts as closed, although it goes on."""


def drive(a):
    out = []
    try:
        while True:
            out.append(a.send(None))
    except StopIteration as e:
        return out, e.value


async def stubborn(x=0):
    try:
        yield 1
        yield 2
    except GeneratorExit:
        yield 'still here'
        yield 'and here'


for step in ('asend(None)', 'aclose()', 'athrow(ValueError)', '__anext__()'):
    g = stubborn()
    for n in 'asend(None)', 'aclose()', step, step, 'aclose()':
        try:
            print(n, drive(eval('g.' + n)))
        except BaseException as e:
            print(n, type(e).__name__, e)
    print()
