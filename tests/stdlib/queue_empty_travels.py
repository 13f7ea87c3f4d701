# Empty and SimpleQueue are known from _queue, so that they can be pickled; a manager hands them through.
import _queue
import multiprocessing
import pickle
import queue


def told(call):
    try:
        print(repr(call()))
    except Exception as ex:
        print(type(ex).__name__, ex)


if __name__ == '__main__':
    print(queue.Empty is _queue.Empty, queue.SimpleQueue is _queue.SimpleQueue, queue.Empty.__module__)
    told(lambda: pickle.loads(pickle.dumps(queue.Empty('x'))))
    with multiprocessing.Manager() as manager:
        told(manager.Queue().get_nowait)
    told(lambda: multiprocessing.Value('?', 1))
    told(lambda: multiprocessing.Semaphore(-1))
    told(lambda: multiprocessing.Semaphore(None))
