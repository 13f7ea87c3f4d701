import multiprocessing as mp, os, time, sys
from multiprocessing.pool import ThreadPool
def sq(x): return x*x
def add(a,b): return a+b
def bad(x):
    if x==3: raise ValueError('three')
    return x
def init(v):
    global G; G=v
def useg(x): return G+x
if __name__=='__main__':
    with mp.Pool(2) as p:
        print(p.map(sq, range(10)))
        print(p.apply(add,(1,2)), p.starmap(add,[(1,2),(3,4)]))
        print(list(p.imap(sq, range(5))), sorted(p.imap_unordered(sq, range(5), chunksize=2)))
        r=p.apply_async(sq,(7,)); print(r.get(timeout=5), r.ready(), r.successful())
        out=[]; r=p.map_async(sq,[1,2,3],callback=out.append); r.wait(); print(out)
        try: p.map(bad, range(5))
        except ValueError as e: print(repr(e), type(e.__cause__).__name__)
        try: p.apply_async(time.sleep,(5,)).get(timeout=0.05)
        except mp.TimeoutError as e: print('timeout')
    p=mp.Pool(2, initializer=init, initargs=(10,), maxtasksperchild=2)
    print(p.map(useg, range(8), chunksize=1)); p.close(); p.join(); print(p)
    with ThreadPool(3) as t: print(t.map(sq,[1,2,3]), t.apply(add,(1,1)))
    with mp.Manager() as m:
        d=m.dict(); l=m.list([1]); ns=m.Namespace(); v=m.Value('i',3)
        def w(d,l): d['x']=os.getpid()>0; l.append(5)
        q=mp.Process(target=w,args=(d,l)); q.start(); q.join()
        ns.a=1
        print(dict(d), list(l), len(l), ns.a, v.value, str(d), l[0])
        lk=m.Lock()
        with lk: pass
        qq=m.Queue(); qq.put(1); print(qq.get())
    from multiprocessing.shared_memory import SharedMemory
    s=SharedMemory(create=True,size=10); s.buf[0]=7
    def r():
        t=SharedMemory(s.name); t.buf[1]=t.buf[0]+1; t.close()
    q=mp.Process(target=r); q.start(); q.join(); print(s.buf[1]); s.close(); s.unlink()
