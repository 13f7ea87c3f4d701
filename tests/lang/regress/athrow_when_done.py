# athrow on an asynchronous generator that has ended gives None.
def drive(a):
    try: return a.send(None)
    except StopIteration as e: return 'result', e.value
async def gen():
    yield 1
for errors in (KeyError, TypeError), (KeyError, StopAsyncIteration()):
    g = gen()
    for e in errors:
        try: print(drive(g.athrow(e)))
        except Exception as e: print(type(e).__name__)
    print(drive(g.aclose()))
