# What throw() is called with goes through delegates as it is: the frame that raises it makes an exception of it.
import types


class Awaitable:
    def __await__(self):
        yield 1


async def awaiting():
    try:
        return await Awaitable()
    finally:
        print('done')


def inner():
    try:
        yield 1
    finally:
        print('inner done')


def outer(it):
    try:
        print('got', (yield from it))
    except TypeError as e:
        print('outer', e)
        yield 'caught'
    finally:
        print('outer done')


class Delegate:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        print(args)
        if len(args) > 1:
            raise StopIteration('ended')
        return 'thrown'


class Strange(Exception):
    def __new__(cls, *args):
        return 5


class Failing(Exception):
    def __init__(self, *args):
        raise KeyError('failing')


def frame(g):
    return (g.cr_frame if hasattr(g, 'cr_frame') else g.gi_frame) is not None


WAYS = ((7,), (7, ValueError('x')), (ValueError, 1, 2), (ValueError('x'), 3), (ValueError, 'text'), (ValueError, (1, 2)),
        (GeneratorExit, 1), (GeneratorExit('x'), 2), (Strange,), (Failing, 2), (ValueError, None, None), (StopIteration, 4))
for args in WAYS:
    for make in (awaiting, inner, lambda: outer(inner()), lambda: outer(outer(inner())), lambda: outer(Delegate()),
                 lambda: outer([1, 2].__iter__())):
        g = make()
        for started in (False, True):
            if started:
                g = make()
                g.send(None)
            try:
                print(repr(g.throw(*args)), frame(g))
            except BaseException as e:
                print(type(e).__name__, e, e.__traceback__.tb_next is not None, frame(g))
            try:
                g.throw(*args)
            except BaseException as e:
                print('again', type(e).__name__, e)
            g.close()
