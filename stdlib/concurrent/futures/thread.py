"""ThreadPoolExecutor."""
import itertools
import os
import queue
import threading
import types
import weakref
from . import _base

_threads_queues = weakref.WeakKeyDictionary()
_shutdown = False
_global_lock = threading.Lock()


def _python_exit():
    global _shutdown
    with _global_lock:
        _shutdown = True
    items = list(_threads_queues.items())
    for t, q in items:
        q.put(None)
    for t, q in items:
        t.join()


threading._register_atexit(_python_exit)
if hasattr(os, 'register_at_fork'):
    os.register_at_fork(before=_global_lock.acquire,
                        after_in_child=_global_lock._at_fork_reinit,
                        after_in_parent=_global_lock.release)


class _WorkItem:
    """A call whose outcome goes to a future."""
    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, future, fn, args, kwargs):
        self.future, self.call = future, (fn, args, kwargs)

    def run(self):
        """Make the call, unless it was cancelled."""
        if self.future.set_running_or_notify_cancel():
            fn, args, kwargs = self.call
            try:
                self.future.set_result(fn(*args, **kwargs))
            except BaseException as exc:
                self.future.set_exception(exc)
                self = None  # the exception's frames hold it


def _worker(executor_reference, work_queue, initializer, initargs):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            import sys
            import traceback
            print('Exception in initializer:', file=sys.stderr)
            traceback.print_exc()
            executor = executor_reference()
            if executor is not None:
                executor._initializer_failed()
            return
    while True:
        try:
            item = work_queue.get_nowait()
        except queue.Empty:
            executor = executor_reference()
            if executor is not None:
                executor._idle_semaphore.release()
            del executor
            item = work_queue.get()
        if item is not None:
            item.run()
            del item
            continue
        executor = executor_reference()
        if _shutdown or executor is None or executor._shutdown:
            if executor is not None:
                executor._shutdown = True
            work_queue.put(None)  # for the next worker
            return
        del executor


class BrokenThreadPool(_base.BrokenExecutor):
    """The initializer of a worker failed."""


class ThreadPoolExecutor(_base.Executor):
    """Runs calls in a pool of threads."""

    _counter = itertools.count().__next__

    def __init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=()):
        if max_workers is None:  # some more than processors, for calls that wait
            max_workers = min(32, 4 + (os.cpu_count() or 1))
        elif max_workers < 1:
            raise ValueError("max_workers must be greater than 0")
        if not (initializer is None or callable(initializer)):
            raise TypeError("initializer must be a callable")
        self._max_workers, self._threads = max_workers, set()
        self._idle_semaphore = threading.Semaphore(0)
        self._work_queue = queue.SimpleQueue()
        self._shutdown_lock = threading.Lock()
        self._shutdown = self._broken = False
        self._thread_name_prefix = thread_name_prefix or f"ThreadPoolExecutor-{ThreadPoolExecutor._counter()}"
        self._initializer = initializer
        self._initargs = initargs

    def submit(self, fn, /, *args, **kwargs):
        with self._shutdown_lock, _global_lock:
            if self._broken:
                raise BrokenThreadPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _shutdown:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            future = _base.Future()
            self._work_queue.put(_WorkItem(future, fn, args, kwargs))
            self._add_thread()
            return future

    submit.__doc__ = _base.Executor.submit.__doc__

    def _add_thread(self):
        if self._idle_semaphore.acquire(timeout=0):
            return
        work_queue = self._work_queue

        def forgotten(_):
            work_queue.put(None)

        n = len(self._threads)
        if n < self._max_workers:
            t = threading.Thread(name='%s_%d' % (self._thread_name_prefix or self, n),
                                 target=_worker,
                                 args=(weakref.ref(self, forgotten), work_queue,
                                       self._initializer, self._initargs))
            t.start()
            self._threads.add(t)
            _threads_queues[t] = work_queue

    def _initializer_failed(self):
        with self._shutdown_lock:
            self._broken = ('A thread initializer failed, the thread pool '
                            'is not usable anymore')
            while True:
                try:
                    item = self._work_queue.get_nowait()
                except queue.Empty:
                    break
                if item is not None:
                    item.future.set_exception(BrokenThreadPool(self._broken))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._shutdown_lock:
            self._shutdown = True
            if cancel_futures:
                while True:
                    try:
                        item = self._work_queue.get_nowait()
                    except queue.Empty:
                        break
                    if item is not None:
                        item.future.cancel()
            self._work_queue.put(None)
        if wait:
            for t in self._threads:
                t.join()

    shutdown.__doc__ = _base.Executor.shutdown.__doc__
