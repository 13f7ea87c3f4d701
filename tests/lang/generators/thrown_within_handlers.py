# An exception that goes on in a generator which is handling another one loses the entries of its traceback that no
# handler has seen: those of delegates that did nothing but pass it on.
kept = []


def names(e):
    out, t = [], e.__traceback__
    while t:
        out.append(t.tb_frame.f_code.co_name)
        t = t.tb_next
    return out


def passing():
    yield 1


def replacing():
    try:
        yield 1
    except ValueError:
        raise KeyError(1)


def raising_again():
    try:
        yield 1
    except ValueError:
        raise


def finishing():
    try:
        yield 1
    finally:
        pass


class Native:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *args):
        raise args[0]


class Waiting:
    def __init__(self, make):
        self.make = make

    def __await__(self):
        return self.make()


def in_handler(make):
    try:
        [][1]
    except IndexError:
        try:
            yield from make()
        except BaseException as e:
            kept.append(e)


def in_star_handler(make):
    try:
        [][1]
    except IndexError:
        try:
            yield from make()
        except* BaseException as e:
            kept.append(e.exceptions[0])


def in_none(make):
    try:
        yield from make()
    except BaseException as e:
        kept.append(e)


async def awaiting(make):
    try:
        [][1]
    except IndexError:
        try:
            await Waiting(make)
        except BaseException as e:
            kept.append(e)


for outer in in_handler, in_star_handler, in_none, awaiting:
    for make in passing, replacing, raising_again, finishing, Native:
        for how in (lambda g: g.throw(ValueError('x')), lambda g: g.throw(ValueError), lambda g: g.close()):
            g = outer(make)
            g.send(None)
            try:
                how(g)
            except StopIteration:
                pass
            for e in kept:
                print(outer.__name__, make.__name__, type(e).__name__, names(e), type(e.__context__).__name__)
            kept.clear()


def thrower(g):
    try:
        1 / 0
    except ZeroDivisionError as e:
        g.throw(e)


def alone():
    try:
        [][1]
    except IndexError:
        try:
            yield
        except BaseException as e:
            kept.append(e)


g = alone()
next(g)
try:
    thrower(g)
except StopIteration:
    print(names(kept[0]), names(kept[0].__context__))
