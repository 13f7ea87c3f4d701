"""Line events of loops that stand in one line, of what an async generator yields, and of exceptions thrown through a delegate."""
import sys

def trace(frame, event, arg):
    extra = '' if arg is None else type(arg).__name__
    print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, event, extra)
    return trace

def loops(n):
    while n and n < 5: n -= 1; print(n)
    while n < 2: n += 1
    while n < 4:
        n += 1
    while (n and
           n > 1): n -= 1
    while n > 0: n -= 1
    else: print(n)
    while 0: print(n)
    while not n: n += 1
    for i in range(2):
        while i: i -= 1
        while True:
            i += 1
            if i > 1: break
    while True: n += 1; \
        break

class Wait:
    def __await__(self):
        yield 1

async def gen():
    yield 1
    try:
        await Wait()
    except ValueError:
        yield 'caught'

sys.settrace(trace)
loops(2)
g = gen()
try:
    g.asend(None).send(None)
except StopIteration as e:
    print(e.value)
second = g.asend(None)
second.send(None)
try:
    second.throw(ValueError)
except StopIteration as e:
    print(e.value)
sys.settrace(None)
