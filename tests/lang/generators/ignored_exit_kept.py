# A generator that ignores its end within a handler: what it delegates to lives until a collection.
import gc
import sys

sys.unraisablehook = lambda u: print('unraisable', type(u.exc_value).__name__)


def inner(n):
    try:
        yield n
        yield n + 1
    finally:
        print('inner done', n)


def within_handler():
    try:
        yield 0
    finally:
        yield from inner(1)


def behind_handler():
    try:
        yield 0
    except GeneratorExit:
        pass
    yield from inner(2)


gc.disable()
for make in within_handler, behind_handler:
    g = make()
    next(g)
    del g
    print('dropped')
    gc.collect()
    print('collected')
