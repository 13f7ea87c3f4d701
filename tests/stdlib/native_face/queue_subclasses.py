"""Arguments of SimpleQueue are looked at unless a subclass has an __init__ for them."""
import queue
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
class Q(queue.SimpleQueue): pass
class Q2(queue.SimpleQueue):
    def __init__(self, *a, **k): pass
class Q3(queue.SimpleQueue):
    def __new__(cls, *a, **k): return super().__new__(cls)
class Q4(queue.SimpleQueue):
    def __new__(cls, *a, **k): return super().__new__(cls, *a, **k)
for C in (queue.SimpleQueue, Q, Q2, Q3, Q4):
    for a, k in (((),{}),((1,),{}),((),{'x':1}),((1,),{'x':1})):
        t(lambda: type(C(*a, **k)))
t(lambda: queue.SimpleQueue.__init__(queue.SimpleQueue(), 1))
t(lambda: queue.SimpleQueue.__init__)
