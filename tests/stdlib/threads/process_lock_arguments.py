"""Locks and connections of multiprocessing: keywords of acquire(), families of addresses, a default timeout of sockets."""
import multiprocessing as M, multiprocessing.connection as C, socket
def sh(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
for make in (M.Lock, M.RLock, lambda: M.Semaphore(1), M.BoundedSemaphore):
    s = make()
    sh(lambda: s.acquire(block=True, timeout=.1)); sh(lambda: s.acquire(timeout=.01)); sh(lambda: s.acquire(block=False))
    sh(lambda: s.acquire(False, timeout=None)); sh(lambda: s.acquire(True, .01))
    for wrong in (dict(blocking=1), dict(timeout='a'), dict(block='x'), dict(block=None)): sh(lambda: s.acquire(**wrong))
    sh(lambda: s.acquire(1, 2, 3))
c = M.Condition(); sh(lambda: c.acquire(timeout=1))
for a in (r'\\.\x', 'x', ('a', 1), 5): sh(lambda: C.address_type(a))
sh(lambda: C.Listener(r'\\.\test')); sh(lambda: C.Client(r'\\.\test')); sh(lambda: C.Listener('/tmp/zz1', 'AF_FOO')); sh(lambda: C.Client(('x', 1), 'AF_PIPE'))
def late(end):
    import time
    time.sleep(.2); end.send('late')
if __name__ == '__main__':
    socket.setdefaulttimeout(.05)
    a, b = M.Pipe()
    p = M.Process(target=late, args=(b,)); p.start(); print(a.recv()); p.join()
