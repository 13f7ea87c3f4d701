# A timeout that ends a task which has been asked to cancel before leaves the cancellation as it is.
import asyncio


async def fail():
    raise ValueError('bad')


async def main():
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(1)
    except TimeoutError as e:
        print('timeout', repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(fail())
            group.create_task(asyncio.sleep(1))
    except* ValueError as e:
        print(e, asyncio.current_task().cancelling())
    try:
        async with asyncio.timeout(0):
            await asyncio.sleep(1)
    except asyncio.CancelledError as e:
        print('cancelled', repr(e), asyncio.current_task().cancelling())


asyncio.run(main())
