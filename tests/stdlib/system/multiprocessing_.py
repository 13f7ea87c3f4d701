import multiprocessing as mp, os, time, sys
def f(x, q): q.put((x, x*x))
if __name__=='__main__':
    q=mp.Queue()
    ps=[mp.Process(target=f,args=(i,q)) for i in range(3)]
    for p in ps: p.start()
    print(sorted(q.get() for _ in ps))
    for p in ps: p.join()
    print([p.exitcode for p in ps], [p.name for p in ps], mp.current_process().name)
    p=mp.Process(target=lambda: sys.exit(7)); p.start(); p.join(); print(p.exitcode)
    p=mp.Process(target=time.sleep, args=(10,)); p.start(); p.terminate(); p.join(); print(p.exitcode)
    v=mp.Value('i',0); a=mp.Array('d',[1,2,3])
    def inc():
        for _ in range(1000):
            with v.get_lock(): v.value+=1
        with a.get_lock(): a[0]+=1
    ps=[mp.Process(target=inc) for i in range(3)]
    for p in ps: p.start()
    for p in ps: p.join()
    print(v.value, a[:], v, a[1])
    c,d=mp.Pipe()
    def child(): d.send([1,{'a':2}]); assert d.recv() == 'bye'; d.close()
    p=mp.Process(target=child); p.start(); print(c.recv()); c.send('bye'); p.join(); print(p.exitcode)
    e=mp.Event(); b=mp.Barrier(2)
    def w(): e.wait(); b.wait()
    p=mp.Process(target=w); p.start(); e.set(); b.wait(); p.join(); print(p.exitcode)
    jq=mp.JoinableQueue()
    def worker():
        while True:
            x=jq.get(); jq.task_done()
            if x is None: break
    p=mp.Process(target=worker); p.start()
    for x in [1,2,None]: jq.put(x)
    jq.join(); p.join()
    print(mp.get_start_method(), mp.active_children(), mp.cpu_count()>0)
