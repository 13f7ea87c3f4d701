# anext() with a default is an awaitable of its own; what __anext__ must give; the stack under throw().
import sys
import types


class Items:
    def __init__(self, *items):
        self.items = list(items)

    def __aiter__(self):
        return self

    async def __anext__(self):
        if not self.items:
            raise StopAsyncIteration
        return self.items.pop(0)


def run(coro):
    try:
        while True:
            coro.send(None)
    except StopIteration as e:
        return e.value


async def main():
    it = Items(1)
    return [await anext(it, 'end'), await anext(it, 'end')]


print(run(main()))
a = anext(Items(), 'default')
print(type(a).__name__, a.__await__() is a, iter(a) is a)
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
a = anext(Items(5), 'default')
try:
    a.throw(KeyError('x'))
except KeyError as e:
    print(repr(e), e.__context__)
print(anext(Items(), 1).close())


class Bad:
    def __init__(self, what):
        self.what = what

    def __anext__(self):
        return self.what

    def __aiter__(self):
        return self


class Awaits:
    def __init__(self, result):
        self.result = result

    def __await__(self):
        return 1 / 0 if self.result is None else self.result


async def loop(what):
    async for _ in Bad(what):
        pass


for what in 3, iter([1]), Awaits(iter([1, 2])), Awaits(3), Awaits(None):
    for use in lambda: next(anext(Bad(what), 0)), lambda: loop(what).send(None):
        try:
            print(repr(use()))
        except (TypeError, ZeroDivisionError) as e:
            print(type(e).__name__, e, '/', repr(e.__cause__))


def depth():
    frame, names = sys._getframe(1), []
    while frame.f_code is not sys._getframe(0).f_code and frame.f_code.co_name != '<module>':
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names


@types.coroutine
def leaf():
    try:
        yield depth()
    except ZeroDivisionError:
        yield depth()
    finally:
        print('finally', depth())


async def middle():
    await leaf()


async def top():
    await middle()


c = top()
print(c.send(None), c.throw(ZeroDivisionError))
c.close()
c = top()
c.send(None)
try:
    c.throw(OSError('out'))
except OSError as e:
    tb, names = e.__traceback__, []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print(names)
