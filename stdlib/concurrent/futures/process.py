"""ProcessPoolExecutor: workers take calls from a queue and answer through another; one thread of
the executor takes the answers and notices workers that died."""
import itertools
import multiprocessing as mp
import os
import threading
import traceback
import weakref
from functools import partial
from multiprocessing.connection import wait as _mp_wait
from . import _base

_executors = weakref.WeakSet()
_shutdown = False


def _python_exit():
    global _shutdown
    _shutdown = True
    for executor in list(_executors):
        executor.shutdown(wait=True)


threading._register_atexit(_python_exit)


class _RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class _ExceptionWithTraceback:
    def __init__(self, exc, tb):
        text = ''.join(traceback.format_exception(type(exc), exc, tb))
        self.exc = exc
        self.exc.__traceback__ = None
        self.tb = '\n"""\n%s"""' % text

    def __reduce__(self):
        return _rebuild_exc, (self.exc, self.tb)


def _rebuild_exc(exc, tb):
    exc.__cause__ = _RemoteTraceback(tb)
    return exc


class BrokenProcessPool(_base.BrokenExecutor):
    """A worker died."""


def _process_worker(calls, results, initializer, initargs, max_tasks):
    if initializer is not None:
        try:
            initializer(*initargs)
        except BaseException:
            import sys
            print('Exception in initializer:', file=sys.stderr)
            traceback.print_exc()
            os._exit(1)
    done = 0
    while True:
        item = calls.get()
        if item is None:
            return
        ident, fn, args, kwargs = item
        try:
            answer = (ident, True, fn(*args, **kwargs))
        except BaseException as e:
            answer = (ident, False, _ExceptionWithTraceback(e, e.__traceback__))
        try:
            results.put(answer)
        except BaseException as e:
            results.put((ident, False, _ExceptionWithTraceback(e, e.__traceback__)))
        del item, answer, fn, args, kwargs
        done += 1
        if max_tasks is not None and done >= max_tasks:
            results.put(os.getpid())
            return


def _process_chunk(fn, chunk):
    return [fn(*args) for args in chunk]


def _get_chunks(*iterables, chunksize):
    it = zip(*iterables)
    while chunk := tuple(itertools.islice(it, chunksize)):
        yield chunk


class ProcessPoolExecutor(_base.Executor):
    """Runs calls in a pool of processes."""

    def __init__(self, max_workers=None, mp_context=None, initializer=None, initargs=(), *,
                 max_tasks_per_child=None):
        if max_workers is None:
            max_workers = os.cpu_count() or 1
        elif max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if max_tasks_per_child is not None:
            if not isinstance(max_tasks_per_child, int):
                raise TypeError("max_tasks_per_child must be an integer")
            if max_tasks_per_child <= 0:
                raise ValueError("max_tasks_per_child must be >= 1")
        self._max_workers = max_workers
        self._ctx = mp_context or mp.get_context()
        self._initializer = initializer
        self._initargs = initargs
        self._max_tasks = max_tasks_per_child
        self._processes = {}
        self._lock = threading.Lock()
        self._broken = False
        self._shutdown = False
        self._pending = {}        # ident -> future
        self._waiting = []        # calls that are not yet in the queue
        self._counter = itertools.count()
        self._in_queue = 0
        self._manager = None
        _executors.add(self)

    def _start(self):
        self._calls = self._ctx.SimpleQueue()
        self._results = self._ctx.SimpleQueue()
        self._wake_r, self._wake_w = self._ctx.Pipe(duplex=False)
        for _ in range(self._max_workers):
            self._add_process()
        self._manager = threading.Thread(target=self._manage, name='ExecutorManagerThread')
        self._manager.daemon = True
        self._manager.start()

    def _add_process(self):
        p = self._ctx.Process(target=_process_worker,
                              args=(self._calls, self._results, self._initializer,
                                    self._initargs, self._max_tasks))
        p.start()
        self._processes[p.pid] = p

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._broken:
                raise BrokenProcessPool(self._broken)
            if self._shutdown:
                raise RuntimeError('cannot schedule new futures after shutdown')
            if _shutdown:
                raise RuntimeError('cannot schedule new futures after interpreter shutdown')
            if self._manager is None:
                self._start()
            future = _base.Future()
            self._waiting.append((next(self._counter), future, fn, args, kwargs))
            self._wake_w.send_bytes(b'')
            return future

    submit.__doc__ = _base.Executor.submit.__doc__

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        if chunksize < 1:
            raise ValueError("chunksize must be >= 1.")
        results = super().map(partial(_process_chunk, fn),
                              _get_chunks(*iterables, chunksize=chunksize), timeout=timeout)
        return (item for chunk in results for item in chunk)

    map.__doc__ = _base.Executor.map.__doc__

    # --- the manager thread ---

    def _feed(self):
        """Keeps one call more in the queue than there are workers, so that the others can still be
        cancelled."""
        while True:
            with self._lock:
                if not self._waiting or self._in_queue > self._max_workers:
                    return
                ident, future, fn, args, kwargs = self._waiting.pop(0)
            if not future.set_running_or_notify_cancel():
                continue
            self._pending[ident] = future
            self._in_queue += 1
            try:
                self._calls.put((ident, fn, args, kwargs))
            except Exception as e:
                self._in_queue -= 1
                del self._pending[ident]
                future.set_exception(_rebuild_exc(e, '\n"""\n%s"""' % traceback.format_exc()))

    def _manage(self):
        reader = self._results._reader
        while True:
            self._feed()
            with self._lock:
                if self._shutdown and not self._waiting and not self._pending:
                    break
            sentinels = {p.sentinel: p for p in self._processes.values()}
            ready = _mp_wait([reader, self._wake_r, *sentinels])
            if self._wake_r in ready:
                self._wake_r.recv_bytes()
            if reader in ready:
                self._answer(self._results.get())
            elif any(s in ready for s in sentinels):
                if not reader.poll():
                    self._break_down()
                    return
        for _ in self._processes:
            self._calls.put(None)
        for p in self._processes.values():
            p.join()

    def _answer(self, item):
        if isinstance(item, int):  # this worker has done its share
            self._processes.pop(item).join()
            self._add_process()
            return
        ident, ok, value = item
        self._in_queue -= 1
        future = self._pending.pop(ident, None)
        if future is None:
            return
        if ok:
            future.set_result(value)
        else:
            future.set_exception(value)

    def _break_down(self):
        with self._lock:
            self._broken = ('A child process terminated abruptly, the process pool is not '
                            'usable anymore')
            waiting, self._waiting = self._waiting, []
        text = ('A process in the process pool was terminated abruptly while the future was '
                'running or pending.')
        for future in list(self._pending.values()) + [item[1] for item in waiting]:
            try:
                future.set_exception(BrokenProcessPool(text))
            except _base.InvalidStateError:
                pass  # cancelled
        self._pending.clear()
        for p in self._processes.values():
            p.terminate()
        for p in self._processes.values():
            p.join()

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._shutdown = True
            if cancel_futures:
                waiting, self._waiting = self._waiting, []
                for item in waiting:
                    item[1].cancel()
            manager = self._manager
            if manager is not None:
                self._wake_w.send_bytes(b'')
        if wait and manager is not None:
            manager.join()

    shutdown.__doc__ = _base.Executor.shutdown.__doc__
