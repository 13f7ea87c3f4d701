import asyncio

async def main():
    # locks
    lock = asyncio.Lock()
    log = []
    async def user(n):
        async with lock:
            log.append(('in', n))
            await asyncio.sleep(0)
            log.append(('out', n))
    await asyncio.gather(*(user(i) for i in range(3)))
    print(log, lock.locked())
    try:
        lock.release()
    except RuntimeError as e:
        print(e)
    # events
    ev = asyncio.Event()
    async def waiter():
        return await ev.wait()
    t = [asyncio.create_task(waiter()) for _ in range(2)]
    await asyncio.sleep(0)
    ev.set()
    print(await asyncio.gather(*t), ev.is_set())
    ev.clear()
    print(ev.is_set())
    # conditions
    cond = asyncio.Condition()
    items = []
    async def consumer():
        async with cond:
            await cond.wait_for(lambda: items)
            return items.pop()
    c = asyncio.create_task(consumer())
    await asyncio.sleep(0)
    async with cond:
        items.append('item')
        cond.notify()
    print(await c)
    for call in (cond.notify,):
        try:
            call()
        except RuntimeError as e:
            print(e)
    # semaphores
    sem = asyncio.Semaphore(2)
    running = peak = 0
    async def limited():
        nonlocal running, peak
        async with sem:
            running += 1
            peak = max(peak, running)
            await asyncio.sleep(0.001)
            running -= 1
    await asyncio.gather(*(limited() for _ in range(6)))
    print(peak, running, sem.locked())
    b = asyncio.BoundedSemaphore(1)
    for bad in (b.release, lambda: asyncio.Semaphore(-1)):
        try:
            bad()
        except ValueError as e:
            print(e)
    # barriers
    barrier = asyncio.Barrier(3)
    print(sorted(await asyncio.gather(*(barrier.wait() for _ in range(3)))), barrier.n_waiting)
    # queues
    q = asyncio.Queue(2)
    out = []
    async def producer():
        for i in range(5):
            await q.put(i)
        await q.put(None)
    async def taker():
        while (x := await q.get()) is not None:
            out.append(x)
            q.task_done()
        q.task_done()
    await asyncio.gather(producer(), taker())
    await q.join()
    print(out, q.empty(), q.qsize(), q.maxsize, q)
    for bad in (q.get_nowait, q.task_done):
        try:
            bad()
        except (asyncio.QueueEmpty, ValueError) as e:
            print(type(e).__name__, e)
    q.put_nowait(1); q.put_nowait(2)
    print(q.full(), q)
    try:
        q.put_nowait(3)
    except asyncio.QueueFull as e:
        print(type(e).__name__)
    p = asyncio.PriorityQueue()
    for x in (3, 1, 2):
        p.put_nowait(x)
    l = asyncio.LifoQueue()
    for x in (3, 1, 2):
        l.put_nowait(x)
    print([p.get_nowait() for _ in range(3)], [l.get_nowait() for _ in range(3)])
    # task groups
    async def val(x, delay=0):
        await asyncio.sleep(delay)
        return x
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(val(1))
        b = tg.create_task(val(2), name='b')
    print(a.result(), b.result(), b.get_name(), tg)
    async def fail(exc, delay=0):
        await asyncio.sleep(delay)
        raise exc
    cancelled = []
    async def long():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            cancelled.append(1)
            raise
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(fail(ValueError('one')))
            tg.create_task(fail(TypeError('two')))
            tg.create_task(long())
    except* ValueError as eg:
        print('values', eg.exceptions)
    except* TypeError as eg:
        print('types', eg.exceptions)
    print(cancelled)
    try:
        async with asyncio.TaskGroup() as tg:
            tg.create_task(long())
            raise KeyError('body')
    except ExceptionGroup as eg:
        print(eg, eg.exceptions)
    try:
        tg.create_task(val(1))
    except RuntimeError as e:
        print(e)
    # an error in a task that nobody waits for
    loop = asyncio.get_running_loop()
    seen = []
    loop.set_exception_handler(lambda l, ctx: seen.append((ctx['message'], repr(ctx['exception']))))
    t = asyncio.create_task(fail(ValueError('lost')))
    await asyncio.sleep(0.01)
    del t
    loop.call_soon(lambda: 1 / 0)
    await asyncio.sleep(0.01)
    print(seen[0], seen[1][1])
import warnings
warnings.simplefilter('ignore')
asyncio.run(main())
