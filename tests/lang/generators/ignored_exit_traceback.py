"""The traceback of what is raised where nobody can catch it: the frame in which it happened."""
import sys
import traceback


def hook(u):
    print(type(u.exc_value).__name__, u.exc_value)
    for entry in traceback.extract_tb(u.exc_traceback):
        print(' ', entry.name, entry.lineno, entry.line)


sys.unraisablehook = hook


def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def stubborn_async():
    try:
        yield 1
    except GeneratorExit:
        yield 2


class Wait:
    def __await__(self):
        yield 1


async def stubborn_coroutine():
    try:
        await Wait()
    except GeneratorExit:
        await Wait()


class Del:
    def __del__(self):
        raise ValueError('in del')


def drop(g, *step):
    step[0](g) if step else next(g)
    del g


drop(stubborn())
drop(stubborn_coroutine(), lambda g: g.send(None))


def async_step(g):
    try:
        g.asend(None).send(None)
    except StopIteration as e:
        print(e.value)


drop(stubborn_async(), async_step)
x = Del()
del x
g = stubborn()
next(g)
g = None
