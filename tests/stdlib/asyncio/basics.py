import asyncio
import contextvars
import time

# Works through `turns` turns of the loop: in an order that no load of the machine changes.
async def work(name, turns, result=None, log=None):
    for _ in range(turns + 1):
        await asyncio.sleep(0)
    if log is not None:
        log.append(name)
    if isinstance(result, Exception):
        raise result
    return result

async def main():
    log = []
    print(await asyncio.gather(work('a', 20, 1, log), work('b', 10, 2, log), work('c', 0, 3, log)), log)
    print(await asyncio.gather(work('x', 0, ValueError('v')), work('y', 0, 5), return_exceptions=True))
    try:
        await asyncio.gather(work('x', 0, ValueError('v')), work('y', 10, 5))
    except ValueError as e:
        print('gather', e)
    t = asyncio.create_task(work('t', 10, 'res'), name='named')
    print(t.get_name(), t.done(), asyncio.current_task().get_name(), len(asyncio.all_tasks()) >= 2)
    print(await t, t.done(), t.result(), t.exception())

    # cancellation
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as e:
            print('cancelled', e.args)
            raise
        finally:
            print('cleanup')
    t = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    print(t.cancel('why'), t.cancelling())
    try:
        await t
    except asyncio.CancelledError as e:
        print('main saw it', e.args, t.cancelled())
    try:
        t.result()
    except asyncio.CancelledError:
        print('result raises')

    # timeouts
    try:
        await asyncio.wait_for(asyncio.sleep(10), 0.01)
    except asyncio.TimeoutError as e:
        print('timeout', repr(e), TimeoutError is asyncio.TimeoutError)
    print(await asyncio.wait_for(work('q', 0, 7), 1))
    try:
        async with asyncio.timeout(0.01) as cm:
            await asyncio.sleep(10)
    except TimeoutError as e:
        print('timeout()', cm.expired())
    async with asyncio.timeout(5) as cm:
        pass
    print(cm.expired(), cm)
    try:
        async with asyncio.timeout(None) as cm:
            cm.reschedule(asyncio.get_running_loop().time() + 0.01)
            await asyncio.sleep(1)
    except TimeoutError:
        print('rescheduled')

    # wait
    ts = {asyncio.create_task(work(i, 10 * i, i)) for i in range(3)}
    done, pending = await asyncio.wait(ts, return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending))
    done, pending = await asyncio.wait(ts)
    print(sorted(t.result() for t in done), pending)
    done, pending = await asyncio.wait([asyncio.create_task(asyncio.sleep(10))], timeout=0.01)
    print(len(done), len(pending))
    pending.pop().cancel()
    for bad in (asyncio.wait([]), asyncio.wait([work('z', 0)]), asyncio.wait(5)):
        try:
            await bad
        except (TypeError, ValueError) as e:
            print(type(e).__name__, e)
    print([await f for f in asyncio.as_completed([work('a', 20, 'slow'), work('b', 10, 'fast')])])

    # shield
    inner = asyncio.create_task(work('in', 20, 'inner'))
    outer = asyncio.ensure_future(asyncio.shield(inner))
    await asyncio.sleep(0)
    outer.cancel()
    try:
        await outer
    except asyncio.CancelledError:
        print('outer cancelled', inner.cancelled(), await inner)

    # futures
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    print(f)
    for call in (f.result, f.exception):
        try:
            call()
        except asyncio.InvalidStateError as e:
            print(e)
    loop.call_soon(f.set_result, 42)
    print(await f, f)
    try:
        f.set_result(1)
    except asyncio.InvalidStateError as e:
        print(e)
    f = loop.create_future()
    f.add_done_callback(lambda fut: print('callback', fut.exception()))
    f.set_exception(KeyError('k'))
    try:
        await f
    except KeyError as e:
        print('raised', e)
    try:
        loop.create_future().set_exception(StopIteration)
    except TypeError as e:
        print(e)

    # order of calls
    order = []
    now = loop.time()
    last = loop.create_future()
    loop.call_at(now + 0.03, last.set_result, None)
    loop.call_at(now + 0.02, order.append, 'later 2')
    loop.call_at(now + 0.01, order.append, 'later 1')
    loop.call_soon(order.append, 'soon')
    h = loop.call_later(0.005, order.append, 'never')
    h.cancel()
    print(h.cancelled())
    await last
    print(order)

    # context variables belong to tasks
    var = contextvars.ContextVar('var', default='unset')
    async def setter():
        var.set('inside')
        await asyncio.sleep(0)
        return var.get()
    print(await asyncio.create_task(setter()), var.get())

    # threads
    print(await asyncio.to_thread(lambda a, *, b: (a, b), 1, b=2))
    print(await loop.run_in_executor(None, time.sleep, 0.01))
    async def double(x):
        return x * 2
    def in_thread():
        return asyncio.run_coroutine_threadsafe(double(4), loop).result()
    print(await asyncio.to_thread(in_thread))

    # bad uses
    try:
        asyncio.run(double(1))
    except RuntimeError as e:
        print(e)
    try:
        asyncio.create_task(5)
    except TypeError as e:
        print(e)
    try:
        loop.run_until_complete(f)
    except RuntimeError as e:
        print(e)
    class Bad:
        def __await__(self):
            yield 'x'
    async def bad():
        await Bad()
    try:
        await asyncio.create_task(bad())
    except RuntimeError as e:
        print(e)
    return 'end'

import warnings
warnings.simplefilter('ignore')
print(asyncio.run(main()))
for bad in (lambda: asyncio.run(5), lambda: asyncio.get_running_loop(), lambda: asyncio.create_task(5)):
    try:
        bad()
    except (ValueError, RuntimeError) as e:
        print(type(e).__name__, e)
async def fails():
    raise LookupError('out of run')
try:
    asyncio.run(fails())
except LookupError as e:
    print(e)
loop = asyncio.new_event_loop()
print(loop.run_until_complete(asyncio.sleep(0, 'val')), loop.is_running(), loop.is_closed())
loop.close()
for call in (lambda: loop.call_soon(print), loop.run_forever):
    try:
        call()
    except RuntimeError as e:
        print(e)
with asyncio.Runner() as runner:
    async def f(x):
        return x
    print(runner.run(f(1)), runner.run(f(2)))
async def agen():
    try:
        yield 1
        yield 2
    finally:
        print('agen closed')
async def use():
    async for x in agen():
        print(x)
        break
    print([x async for x in agen()])
asyncio.run(use())
