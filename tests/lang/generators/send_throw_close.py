def g():
    while True:
        try: x = yield 'ready'; print('got', x)
        except ValueError as e: print('caught', e)
        except GeneratorExit: print('exit'); raise
        finally: print('round')
i = g(); print(next(i), i.send(1), i.throw(ValueError('v')), i.throw(ValueError, 'w')); print(i.close()); print(i.close())
try: next(i)
except StopIteration as e: print('done', e.value)
try: i.throw(KeyError('k'))
except KeyError as e: print(repr(e))
i = g()
try: i.send(1)
except TypeError as e: print(e)
for bad in (5,), ('x',), (ValueError, ValueError(1), 5):
    try: g().throw(*bad)
    except TypeError as e: print(e)
def s():
    try: yield
    except GeneratorExit: yield 1
i = s(); next(i)
try: i.close()
except RuntimeError as e: print(e)
def r(): yield next(i2)
i2 = r()
try: next(i2)
except ValueError as e: print(e)
