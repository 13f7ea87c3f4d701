import threading
import time
import queue

# Condition: a bounded buffer
cond = threading.Condition()
items = []
got = []

def consumer():
    while True:
        with cond:
            cond.wait_for(lambda: items)
            x = items.pop(0)
        if x is None:
            return
        got.append(x)

t = threading.Thread(target=consumer)
t.start()
for i in [*range(5), None]:
    with cond:
        items.append(i)
        cond.notify()
t.join()
print(got)
for call in (cond.wait, cond.notify):
    try:
        call()
    except RuntimeError as e:
        print(e)
with cond:
    print(cond.wait(0.01), cond.wait_for(lambda: False, 0.01))

# Event
e = threading.Event()
print(e.is_set(), e.wait(0.01))
def setter():
    time.sleep(0.02)
    e.set()
threading.Thread(target=setter).start()
print(e.wait(), e.is_set())
e.clear()
print(e.is_set())

# Semaphore
sem = threading.Semaphore(2)
active = peak = 0
lock = threading.Lock()
def limited():
    global active, peak
    with sem:
        with lock:
            active += 1
            peak = max(peak, active)
        time.sleep(0.01)
        with lock:
            active -= 1
threads = [threading.Thread(target=limited) for _ in range(6)]
for t in threads: t.start()
for t in threads: t.join()
print(peak <= 2, active)
b = threading.BoundedSemaphore(1)
try:
    b.release()
except ValueError as err:
    print(err)
print(sem.acquire(False), sem.acquire(False), sem.acquire(False), sem.acquire(timeout=0.01))
try:
    threading.Semaphore(-1)
except ValueError as err:
    print(err)

# Barrier
order = []
barrier = threading.Barrier(3, action=lambda: order.append('action'))
indexes = []
def meet():
    indexes.append(barrier.wait())
threads = [threading.Thread(target=meet) for _ in range(3)]
for t in threads: t.start()
for t in threads: t.join()
print(sorted(indexes), order, barrier.parties, barrier.n_waiting, barrier.broken)
try:
    barrier.wait(0.01)
except threading.BrokenBarrierError as err:
    print(type(err).__mro__[1].__name__, barrier.broken)
barrier.reset()
print(barrier.broken)

# local
data = threading.local()
data.x = 1
def look():
    print(hasattr(data, 'x'))
    data.x = 2
    print(data.x, data.__dict__)
t = threading.Thread(target=look)
t.start(); t.join()
print(data.x)
try:
    data.nothing
except AttributeError as err:
    print(err)
class Own(threading.local):
    shared = 5
    def __init__(self, a, *, b):
        self.a = a
        self.b = b
        print('init', a, b)
    def total(self):
        return self.a + self.b + self.shared
    @property
    def double(self):
        return self.a * 2
own = Own(1, b=2)
def change():
    own.a = 10
    print(own.total(), own.double)
t = threading.Thread(target=change)
t.start(); t.join()
print(own.total(), own.double)
try:
    threading.local(1)
except TypeError as err:
    print(err)

# queues
q = queue.Queue(maxsize=2)
done = []
def worker():
    while (x := q.get()) is not None:
        done.append(x)
        q.task_done()
    q.task_done()
t = threading.Thread(target=worker)
t.start()
for i in range(6):
    q.put(i)
q.put(None)
q.join(); t.join()
print(done, q.empty(), q.qsize())
q.put(1); q.put(2)
print(q.full())
for call in (lambda: q.put_nowait(3), lambda: q.put(3, timeout=0.01),
             lambda: queue.Queue().get_nowait(), lambda: queue.Queue().get(timeout=0.01),
             lambda: queue.SimpleQueue().get(timeout=0.01), lambda: queue.Queue().get(timeout=-1),
             lambda: queue.Queue().task_done()):
    try:
        call()
    except Exception as err:
        print(type(err).__name__, err)
p = queue.PriorityQueue()
for x in (3, 1, 2):
    p.put((x, str(x)))
print([p.get() for _ in range(3)])
l = queue.LifoQueue()
for x in (3, 1, 2):
    l.put(x)
print([l.get() for _ in range(3)])
s = queue.SimpleQueue()
s.put('a'); s.put('b')
print(s.qsize(), s.get(), s.get_nowait(), s.empty())
