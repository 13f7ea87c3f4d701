import os
import torch.multiprocessing as mp

def work(rank, total, q):
    q.put((rank, total))

def bad(rank):
    if rank == 1:
        raise ValueError('rank one')

def leave(rank):
    os._exit(4 + rank)

def die(rank):
    os.kill(os.getpid(), 9)

if __name__ == '__main__':
    q = mp.get_context('fork').SimpleQueue()
    mp.start_processes(work, args=(2, q), nprocs=2, start_method='fork')
    print(sorted([q.get(), q.get()]))
    context = mp.start_processes(work, args=(1, q), nprocs=1, join=False, start_method='fork')
    while not context.join():
        pass
    print(q.get(), len(context.pids()))
    for fn, n in ((bad, 2), (leave, 1), (die, 1)):
        try:
            mp.start_processes(fn, nprocs=n, start_method='fork')
        except mp.ProcessRaisedException as e:
            print(e.error_index, str(e).splitlines()[2], str(e).splitlines()[-1])
        except mp.ProcessExitedException as e:
            print(e, e.exit_code, e.signal_name)
