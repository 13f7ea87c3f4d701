"""multiprocessing with spawn: children that are started anew, and what they can be given."""
import multiprocessing as mp, sys
def f(q, lock, v, arr, name):
    with lock:
        v.value += 5; arr[1] = 2.5
    q.put((name, mp.current_process().name, mp.get_start_method(), __name__, mp.parent_process().name))
def sq(x): return x * x
class P(mp.get_context('spawn').Process):
    def run(self): print('P runs', self.name, flush=True); sys.exit(7)
if __name__ == '__main__':
    ctx = mp.get_context('spawn')
    q, lock, v, arr = ctx.Queue(), ctx.Lock(), ctx.Value('i', 3), ctx.Array('d', [1.0, 2.0])
    p = ctx.Process(target=f, args=(q, lock, v, arr, 'child'))
    p.start(); print(q.get()); p.join(); print(p.exitcode, v.value, arr[:])
    with ctx.Pool(2) as pool: print(pool.map(sq, range(5)), pool.apply(sq, (9,)))
    p = P(name='Pp'); p.start(); p.join(); print(p.exitcode)
    from multiprocessing.managers import SharedMemoryManager
    with SharedMemoryManager() as smm:
        s = smm.SharedMemory(100); sl = smm.ShareableList(range(3)); print(s.size >= 100, list(sl)); n = s.name; s.close()
    from multiprocessing.shared_memory import SharedMemory
    try: SharedMemory(n)
    except FileNotFoundError as x: print(type(x).__name__)
    j = ctx.JoinableQueue(); s = ctx.SimpleQueue(); c = ctx.Condition(); b = ctx.Barrier(1); r = ctx.RLock(); se = ctx.Semaphore(2); bs = ctx.BoundedSemaphore(2)
    p = ctx.Process(target=len, args=((j, s, c, b, r, se, bs, v, ctx.RawArray("i", 3)),)); p.start(); p.join(); print(p.exitcode)
