from concurrent.futures import *
import concurrent.futures as cf, time, os, threading
def sq(x): return x*x
def bad(): raise ValueError('boom')
def die(): os._exit(3)
if __name__=='__main__':
    with ThreadPoolExecutor(max_workers=3) as ex:
        fs=[ex.submit(sq,i) for i in range(5)]
        print([f.result() for f in fs], list(ex.map(sq, range(4))))
        f=ex.submit(bad)
        try: f.result()
        except ValueError as e: print(repr(e), f.exception(), f.done())
        print(sorted(f.result() for f in as_completed(fs)))
        d,n=wait([ex.submit(time.sleep,0.01), ex.submit(time.sleep,0.5)], return_when=FIRST_COMPLETED); print(len(d),len(n))
        try: ex.submit(time.sleep,0.3).result(timeout=0.01)
        except TimeoutError as e: print('timeout', repr(e))
        print(ex.submit(lambda: threading.current_thread().name.split('_')[0]).result())
    try: ex.submit(sq,1)
    except RuntimeError as e: print(e)
    with ProcessPoolExecutor(2) as ex:
        print(list(ex.map(sq, range(6))), list(ex.map(sq, range(6), chunksize=3)))
        f=ex.submit(bad)
        try: f.result()
        except ValueError as e: print(repr(e), type(e.__cause__).__name__)
    ex=ProcessPoolExecutor(2)
    try: ex.submit(die).result()
    except cf.process.BrokenProcessPool as e: print(e)
    ex.shutdown()
    f=Future(); f.set_result(3); print(f.result(), f.cancel(), f.running())
    with ThreadPoolExecutor(1) as ex:
        a=ex.submit(time.sleep,0.05); b=ex.submit(sq,2); print(b.cancel(), b.cancelled())
    ex=ThreadPoolExecutor(1); ex.submit(print,'from executor at exit')
