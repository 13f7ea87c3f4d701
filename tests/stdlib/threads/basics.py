import threading
import time
import queue

# names, states, join
def work(i, out):
    time.sleep(0.01 * i)
    out.append(i)

out = []
threads = [threading.Thread(target=work, args=(i, out)) for i in range(5)]
print([t.name for t in threads], threads[0].is_alive(), threads[0].ident)
for t in threads:
    t.start()
for t in threads:
    t.join()
print(sorted(out), threads[0].is_alive(), threads[0].ident is not None, threading.active_count())
print(repr(threading.Thread(name='n', daemon=True)))
print(threading.Thread(target=len, name='given').name, threading.current_thread().name)
print(threading.main_thread() is threading.current_thread(), [t.name for t in threading.enumerate()])

for make in (lambda: threads[0].start(), lambda: threading.Thread().join(),
             lambda: threading.current_thread().join(), lambda: setattr(threads[0], 'daemon', True)):
    try:
        make()
    except RuntimeError as e:
        print(e)

class Sub(threading.Thread):
    def run(self):
        self.result = (self.name, self is threading.current_thread(), self.daemon)

s = Sub(name='sub', daemon=True)
s.start()
s.join()
print(s.result)

# mutual exclusion
total = 0
lock = threading.Lock()

def add():
    global total
    for _ in range(5000):
        with lock:
            total += 1

threads = [threading.Thread(target=add) for _ in range(4)]
for t in threads: t.start()
for t in threads: t.join()
print(total, lock.locked())

# locks
print(lock.acquire(), lock.acquire(False), lock.acquire(timeout=0.01), lock.locked())
lock.release()
try:
    lock.release()
except RuntimeError as e:
    print(e)
for args in ((False, 1), (True, -2)):
    try:
        lock.acquire(*args)
    except ValueError as e:
        print(e)
r = threading.RLock()
print(r.acquire(), r.acquire())
seen = []
t = threading.Thread(target=lambda: seen.append(r.acquire(False)))
t.start(); t.join()
print(seen)
r.release(); r.release()
try:
    r.release()
except RuntimeError as e:
    print(e)

# excepthook
def hook(args):
    print('hook', args.exc_type.__name__, args.exc_value, args.thread.name)

threading.excepthook = hook
def bad():
    raise ValueError('broken')
t = threading.Thread(target=bad, name='T')
t.start(); t.join()
t = threading.Thread(target=exit)
t.start(); t.join()

# timers
fired = []
timer = threading.Timer(0.01, fired.append, args=['x'])
timer.start(); timer.join()
late = threading.Timer(5, fired.append, args=['y'])
late.start(); late.cancel(); late.join()
print(fired)

# non-daemon threads are waited for; daemons are not
def last():
    time.sleep(0.05)
    print('last words')
threading.Thread(target=last).start()
threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
print('main done')
