"""f_lineno = n: out of loops, with statements and handlers; not into them; exceptions shown while delegating."""
import sys


def jump(f, start, to):
    out = []
    first = f.__code__.co_firstlineno

    def tracer(frame, event, arg):
        here = frame.f_code is f.__code__ and event == 'line' and frame.f_lineno == first + start
        if here and '-' not in out:
            out.append('-')
            for line in to if isinstance(to, tuple) else (to,):
                frame.f_lineno = first + line
        return tracer
    sys.settrace(tracer)
    try:
        f(out)
    except Exception as exc:
        out.append(f'{type(exc).__name__}: {exc}')
    finally:
        sys.settrace(None)
    print(f.__name__, start, to, out, sys.exc_info())


class manager:
    def __init__(self, out):
        self.out = out

    def __enter__(self):
        self.out.append('in')

    def __exit__(self, *exc):
        self.out.append('out')


def handler(out):
    try:
        1 / 0
    except ZeroDivisionError:
        out.append(4)
        out.append(5)
    finally:
        out.append(7)
    out.append(sys.exc_info()[0])


def loops(out):
    for i in 1, 2:
        out.append(i)
        for j in 1, 2:
            out.append((i, j))
    out.append(5)


def block(out):
    out.append(1)
    with manager(out):
        out.append(3)
        out.append(4)
    out.append(5)


def long_expression(out):
    a = 1
    list.append(
        out, 3
    )
    out.append(5)
    (
        (
            a
            +
            10
        )
        +
        13
    )
    out.append(15)


def bare_handler(out):
    out.append(1)
    try:
        out.append(3)
    except:
        out.append(5)


def raises_again(out):
    try:
        out.append(2)
    except ValueError:
        out.append(4)
        raise


jump(handler, 5, 7)
jump(handler, 5, 8)
jump(handler, 4, 2)
jump(handler, 2, 4)
for at in range(3, 6):
    jump(bare_handler, 1, at)
    jump(raises_again, 2, at)
jump(loops, 4, 5)
jump(loops, 4, 1)
jump(loops, 1, 2)
jump(loops, 5, 4)
jump(loops, 4, (1, 5))
jump(loops, 4, (1, 4))
jump(block, 3, 5)
jump(block, 1, 5)
jump(block, 1, 3)
jump(block, 5, 3)
jump(block, 4, 3)
jump(long_expression, 3, 7)
jump(long_expression, 3, 15)


def inner():
    yield 1
    return 5


def outer():
    x = yield from inner()
    y = yield from iter([2])
    return x


async def waits():
    return 6


async def awaits():
    return await waits() + await waits()


def show(run):
    events = []

    def tracer(frame, event, arg):
        value = arg[1] if event == 'exception' else arg
        events.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, event, repr(value)))
        return tracer
    sys.settrace(tracer)
    try:
        run()
    finally:
        sys.settrace(None)
    for e in events:
        print(*e)


def drive():
    list(outer())
    try:
        awaits().send(None)
    except StopIteration as e:
        print(e.value)
    g = inner()
    next(g)
    g.close()


show(drive)


class Late:
    def __call__(self, *args):
        pass

    def __del__(self):
        try:
            sys.settrace(print)
        except RuntimeError as exc:
            print(exc)


sys.settrace(Late())
sys.settrace(None)
