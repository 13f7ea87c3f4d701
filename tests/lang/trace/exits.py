"""Where the exits of functions stand that nobody wrote: returns, and what leaves handlers and finally clauses, in every
way that leads to them."""
import sys


class Managed:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return self.swallow


def handler_returns(x):
    try:
        x = 1 // x
    except ZeroDivisionError as e:
        x = 2


def branch_in_handler(x):
    try:
        1 // 0
    except ZeroDivisionError as e:
        if x:
            x = 2


def statement_at_end(x):
    try:
        1 // x
    finally:
        x = 2


def expression_at_end(x):
    try:
        1 // x
    finally:
        abs(
            x)


def branch_at_end(x):
    try:
        1 // 0
    finally:
        if x:
            pass


def loop_at_end(x):
    try:
        1 // x
    finally:
        for i in range(x):
            y = i


def while_at_end(x):
    try:
        1 // x
    finally:
        while x > 1:
            x -= 1


def try_at_end(x):
    try:
        1 // x
    finally:
        try:
            [][x]
        except IndexError as e:
            if x:
                y = e


def failing_finally(x):
    try:
        1 // x
    finally:
        [][x]
        y = 2


def dead_behind(x):
    try:
        1 // x
    finally:
        if x:
            return x
            y = 2


def dead_expression(x):
    try:
        1 // x
    finally:
        raise KeyError
        abs(x)


def declared_at_end(x):
    try:
        1 // x
    finally:
        global never


def with_around(x):
    with Managed(x):
        try:
            1 // x
        finally:
            [][x]
            y = 2


def left_by_return(x):
    for i in range(2):
        with Managed(0):
            try:
                if x:
                    return x
            finally:
                if i:
                    continue
    else:
        x = 3


def left_by_break(x):
    while True:
        try:
            if x:
                break
            x = 1
        finally:
            try:
                y = 1 // 0
            except ZeroDivisionError:
                pass


def groups(x):
    try:
        1 // x
    except* ZeroDivisionError as e:
        if x:
            y = 1
    except* ValueError:
        pass


def groups_else(x):
    try:
        1 // 0
    except* ZeroDivisionError as e:
        y = 2
    else:
        y = 1
    finally:
        x = [].pop()
        x = 1


def groups_else_in_finally(x):
    try:
        1 // x
    finally:
        try:
            y = 1
        except* ValueError as e:
            y = 2
        else:
            y = 3


def cases(x):
    try:
        1 // x
    finally:
        match x:
            case 0:
                if x:
                    y = 1
            case _:
                y = 2


def conditional(x):
    y = (
        1 if x
        else 2
    )
    if y == 1:
        y = 3
    elif y == 2:
        if x:
            y = 4


def one_name(x):
    global never


def nested(x):
    def inner():
        nonlocal x
    inner()

    class Body:
        try:
            1 // x
        finally:
            y = [][0]
            z = 2
    return Body


def yields(x):
    try:
        yield x
    finally:
        if x:
            yield 2
        x = 3


def thrown(x):
    try:
        yield x
        yield 2
    finally:
        try:
            [][0]
        except IndexError as e:
            if x:
                return


FUNCTIONS = [handler_returns, branch_in_handler, statement_at_end, expression_at_end, branch_at_end, loop_at_end, while_at_end,
             try_at_end, failing_finally, dead_behind, dead_expression, declared_at_end, with_around, left_by_return,
             left_by_break, groups, groups_else, groups_else_in_finally, cases, conditional, one_name, nested]
events, frames = [], []


def tracer(frame, event, arg):
    code = frame.f_code
    if code.co_filename != __file__ or code.co_name in ('__enter__', '__exit__', '__init__', 'run', 'drive'):
        return None
    if event == 'call':
        frames.append(frame)
    events.append(f'{event[0]}{frame.f_lineno - first}')
    return tracer


def run(f, *args):
    try:
        f(*args)
    except Exception as e:
        events.append(type(e).__name__)
        t = e.__traceback__
        while t:
            events.append(f'{t.tb_lineno - first}/{t.tb_frame.f_lineno - first}')
            t = t.tb_next


def drive(f, x, throw):
    g = f(x)
    next(g)
    if throw:
        try:
            g.throw(KeyError)
        except KeyError as e:
            events.append(str(e.__traceback__.tb_next.tb_frame.f_lineno - first))
    g.close()


def show(name, x):
    print(name, x, *events, '|', *[f.f_lineno - first for f in frames])
    events.clear()
    frames.clear()


for f in FUNCTIONS:
    first = f.__code__.co_firstlineno
    for x in (0, 1, 2):
        for traced in (0, 1):
            sys.settrace(tracer if traced else None)
            run(f, x)
            sys.settrace(None)
            show(f.__name__, x)
for f in (yields, thrown):
    first = f.__code__.co_firstlineno
    for x in (0, 1):
        for throw in (0, 1):
            sys.settrace(tracer)
            run(drive, f, x, throw)
            sys.settrace(None)
            show(f.__name__, x)
