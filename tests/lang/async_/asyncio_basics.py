import asyncio
async def work(n, turns):
    for _ in range(turns + 1): await asyncio.sleep(0)
    print('work', n); return n
async def main():
    print(await asyncio.gather(work(1, 20), work(2, 1)))
    t = asyncio.create_task(work(3, 0)); print(t.done()); print(await t, t.done(), t.result())
    try: await asyncio.wait_for(asyncio.sleep(1), .01)
    except asyncio.TimeoutError as e: print('timeout')
    t = asyncio.create_task(asyncio.sleep(5)); await asyncio.sleep(0); t.cancel()
    try: await t
    except asyncio.CancelledError: print('cancelled', t.cancelled())
    q = asyncio.Queue(); await q.put(1); print(await q.get(), q.empty())
    r = await asyncio.gather(work(4, 0), asyncio.sleep(0, 1 / 1), return_exceptions=True); print(r)
    async def fail(): raise ValueError('f')
    print(await asyncio.gather(fail(), return_exceptions=True))
    lock = asyncio.Lock()
    async with lock: print(lock.locked())
    ev = asyncio.Event(); asyncio.get_running_loop().call_soon(ev.set); print(await ev.wait())
    async with asyncio.TaskGroup() as tg: a = tg.create_task(work(5, 0)); b = tg.create_task(work(6, 0))
    print(a.result() + b.result())
    try:
        async with asyncio.TaskGroup() as tg: tg.create_task(fail())
    except* ValueError as e: print(e.exceptions)
asyncio.run(main())
