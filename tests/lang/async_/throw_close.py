class W:
    def __await__(self):
        try: yield 1
        except ValueError as e: return 'caught ' + str(e)
        finally: print('await done')
async def f():
    try: return await W()
    finally: print('f done')
c = f(); c.send(None)
try: c.throw(ValueError('x'))
except StopIteration as e: print(e.value)
c = f(); c.send(None)
try: c.throw(KeyError('k'))
except KeyError as e: print(repr(e))
c = f(); c.send(None); print(c.close())
async def stubborn():
    try: await W()
    except GeneratorExit: await W()
c = stubborn(); c.send(None)
try: c.close()
except RuntimeError as e: print(e)
async def stop(): raise StopIteration(3)
try: stop().send(None)
except RuntimeError as e: print(e, repr(e.__cause__))
