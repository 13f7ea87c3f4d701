# Where a coroutine was made: cr_origin, the warning of one never awaited, and how it is delivered.
import sys
import types
import warnings


async def body():
    pass


def inner():
    return body()


def outer():
    return inner()


def show(coro):
    origin = coro.cr_origin
    print(origin and [(line, name) for file, line, name in origin])
    coro.close()


print(sys.get_coroutine_origin_tracking_depth())
show(outer())
for depth in 1, 2, 50:
    sys.set_coroutine_origin_tracking_depth(depth)
    show(outer())
try:
    sys.set_coroutine_origin_tracking_depth(-1)
except ValueError as e:
    print(e)
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    for depth in 0, 2:
        sys.set_coroutine_origin_tracking_depth(depth)
        outer()
    for w in caught:
        print(w.category.__name__, str(w.message).replace(__file__, 'FILE'))
    sys.set_coroutine_origin_tracking_depth(0)
    caught.clear()
    coro = body()
    coro.cr_frame.clear()
    print([str(w.message) for w in caught])

seen = []
sys.unraisablehook = lambda u: seen.append((u.exc_type.__name__, u.object.__name__))
original = warnings._warn_unawaited_coroutine
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    warnings._warn_unawaited_coroutine = lambda coro: 1 / 0
    body()
    del warnings._warn_unawaited_coroutine
    body()
    warnings._warn_unawaited_coroutine = original
    print(seen, [str(w.message) for w in caught])


# a traceback entry made by hand
tb = types.TracebackType(None, sys._getframe(), 7, 3)
print(tb.tb_lasti, tb.tb_lineno, tb.tb_next)
try:
    types.TracebackType('no', sys._getframe(), 7, 3)
except TypeError as e:
    print(e)
sys.coro = body()       # too late for a warning, and no harm
warnings.simplefilter('ignore')
