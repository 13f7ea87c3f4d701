"""Pool: tasks spread over worker processes.

Three threads serve a pool: one sends tasks to the workers' common queue, one takes results from
theirs, one replaces workers that have ended."""
import collections
import itertools
import os
import queue
import threading
import traceback
import types
from . import util
from . import context as _context
from .process import TimeoutError

__all__ = ['Pool', 'ThreadPool']

INIT, RUN, CLOSE, TERMINATE = "INIT", "RUN", "CLOSE", "TERMINATE"

job_counter = itertools.count()


class RemoteTraceback(Exception):
    def __init__(self, tb):
        self.tb = tb

    def __str__(self):
        return self.tb


class ExceptionWithTraceback:
    """Carries an exception with its traceback as text to another process."""

    def __init__(self, exc, tb):
        text = ''.join(traceback.format_exception(type(exc), exc, tb))
        self.exc = exc
        self.exc.__traceback__ = None
        self.tb = '\n"""\n%s"""' % text

    def __reduce__(self):
        return rebuild_exc, (self.exc, self.tb)


def rebuild_exc(exc, tb):
    exc.__cause__ = RemoteTraceback(tb)
    return exc


class MaybeEncodingError(Exception):
    """A result could not be pickled."""

    def __init__(self, exc, value):
        self.exc = repr(exc)
        self.value = repr(value)
        super().__init__(self.exc, self.value)

    def __str__(self):
        return "Error sending result: '%s'. Reason: '%s'" % (self.value, self.exc)

    def __repr__(self):
        return "<%s: %s>" % (self.__class__.__name__, self)


def mapstar(args):
    return list(map(*args))


def starmapstar(args):
    return list(itertools.starmap(args[0], args[1]))


def worker(inqueue, outqueue, initializer=None, initargs=(), maxtasks=None, wrap_exception=False):
    """What a process of the pool does."""
    get, put = inqueue.get, outqueue.put
    if maxtasks is not None and not (isinstance(maxtasks, int) and maxtasks >= 1):
        raise AssertionError("Maxtasks {!r} is not valid".format(maxtasks))
    if initializer is not None:
        initializer(*initargs)
    done = 0
    while maxtasks is None or done < maxtasks:
        try:
            task = get()
        except (EOFError, OSError):
            break
        if task is None:
            break
        job, i, func, args, kwds = task
        try:
            result = (True, func(*args, **kwds))
        except Exception as e:
            if wrap_exception:
                e = ExceptionWithTraceback(e, e.__traceback__)
            result = (False, e)
        try:
            put((job, i, result))
        except Exception as e:
            put((job, i, (False, MaybeEncodingError(e, result[1]))))
        task = job = result = func = args = kwds = None
        done += 1


class Pool:
    """A pool of worker processes."""

    _wrap_exception = True

    def __init__(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None,
                 context=None):
        self._pool = []
        self._state = INIT
        self._ctx = context or _context._default_context.get_context()
        processes = os.cpu_count() or 1 if processes is None else processes
        if processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if not (maxtasksperchild is None or isinstance(maxtasksperchild, int) and maxtasksperchild > 0):
            raise ValueError("maxtasksperchild must be a positive int or None")
        if not (initializer is None or callable(initializer)):
            raise TypeError('initializer must be a callable')
        self._processes = processes
        self._maxtasks = maxtasksperchild
        self._initializer = initializer
        self._initargs = initargs
        self._setup_queues()
        self._taskqueue = queue.SimpleQueue()
        self._cache = {}
        try:
            self._repopulate_pool()
        except Exception:
            for w in self._pool:
                if w.exitcode is None:
                    w.terminate()
            for w in self._pool:
                w.join()
            raise
        self._wake = threading.Event()
        self._state = RUN
        self._worker_handler = threading.Thread(target=self._handle_workers, daemon=True)
        self._task_handler = threading.Thread(target=self._handle_tasks, daemon=True)
        self._result_handler = threading.Thread(target=self._handle_results, daemon=True)
        for t in (self._worker_handler, self._task_handler, self._result_handler):
            t.start()
        self._terminate = util.Finalize(None, self._terminate_pool, exitpriority=15)

    # --- workers ---

    def _setup_queues(self):
        self._inqueue = self._ctx.SimpleQueue()
        self._outqueue = self._ctx.SimpleQueue()

    def Process(self, *args, **kwds):
        return self._ctx.Process(*args, **kwds)

    def _repopulate_pool(self):
        while len(self._pool) < self._processes:
            w = self.Process(target=worker,
                             args=(self._inqueue, self._outqueue, self._initializer,
                                   self._initargs, self._maxtasks, self._wrap_exception))
            w.name = w.name.replace('Process', 'PoolWorker')
            w.daemon = True
            w.start()
            self._pool.append(w)

    def _handle_workers(self):
        while self._state == RUN or (self._cache and self._state != TERMINATE):
            ended = [w for w in self._pool if w.exitcode is not None]
            if ended:
                for w in ended:
                    w.join()
                    self._pool.remove(w)
                self._repopulate_pool()
            self._wake.wait(0.05)
        self._taskqueue.put(None)

    def _handle_tasks(self):
        while (item := self._taskqueue.get()) is not None:
            tasks, set_length = item
            task = None
            i = -1
            try:
                for i, task in enumerate(tasks):
                    if self._state == TERMINATE:
                        break
                    try:
                        self._inqueue.put(task)
                    except Exception as e:
                        job, index = task[:2]
                        if job in self._cache:
                            self._cache[job]._set(index, (False, e))
                if set_length:
                    set_length(i + 1)
            except Exception as e:
                # the iterable itself failed
                job = task[0] if task else None
                if job in self._cache:
                    self._cache[job]._set(i + 1, (False, e))
            finally:
                task = item = tasks = None
        for _ in self._pool:
            self._inqueue.put(None)
        self._outqueue.put(None)

    def _handle_results(self):
        stopping = False
        while True:
            try:
                task = self._outqueue.get()
            except (OSError, EOFError):
                return
            if task is None:
                stopping = True
            else:
                job, i, result = task
                entry = self._cache.get(job)
                if entry is not None:
                    entry._set(i, result)
                task = job = entry = result = None
            if stopping and (not self._cache or self._state == TERMINATE):
                return

    def _check_running(self):
        if self._state != RUN:
            raise ValueError("Pool not running")

    def __repr__(self):
        cls = self.__class__
        return (f'<{cls.__module__}.{cls.__qualname__} state={self._state} '
                f'pool_size={len(self._pool)}>')

    def __reduce__(self):
        raise NotImplementedError('pool objects cannot be passed between processes or pickled')

    # --- tasks ---

    def apply(self, func, args=(), kwds={}):
        """func(*args, **kwds) in a worker."""
        return self.apply_async(func, args, kwds).get()

    def map(self, func, iterable, chunksize=None):
        """The list of func(item)."""
        return self._map_async(func, iterable, mapstar, chunksize).get()

    def starmap(self, func, iterable, chunksize=None):
        """The list of func(*item)."""
        return self._map_async(func, iterable, starmapstar, chunksize).get()

    def starmap_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, starmapstar, chunksize, callback, error_callback)

    def map_async(self, func, iterable, chunksize=None, callback=None, error_callback=None):
        return self._map_async(func, iterable, mapstar, chunksize, callback, error_callback)

    def apply_async(self, func, args=(), kwds={}, callback=None, error_callback=None):
        """The same as apply(), as an AsyncResult."""
        self._check_running()
        result = ApplyResult(self, callback, error_callback)
        self._taskqueue.put(([(result._job, 0, func, args, kwds)], None))
        return result

    def _map_async(self, func, iterable, mapper, chunksize=None, callback=None,
                   error_callback=None):
        self._check_running()
        if not hasattr(iterable, '__len__'):
            iterable = list(iterable)
        if chunksize is None:
            chunksize, extra = divmod(len(iterable), len(self._pool) * 4)
            if extra:
                chunksize += 1
        if len(iterable) == 0:
            chunksize = 0
        batches = Pool._get_tasks(func, iterable, chunksize)
        result = MapResult(self, chunksize, len(iterable), callback, error_callback)
        self._taskqueue.put((((result._job, i, mapper, (x,), {})
                              for i, x in enumerate(batches)), None))
        return result

    def imap(self, func, iterable, chunksize=1):
        """An iterator of func(item), in order."""
        return self._imap(IMapIterator(self), func, iterable, chunksize)

    def imap_unordered(self, func, iterable, chunksize=1):
        """An iterator of func(item), as they come."""
        return self._imap(IMapUnorderedIterator(self), func, iterable, chunksize)

    def _imap(self, result, func, iterable, chunksize):
        self._check_running()
        if chunksize < 1:
            raise ValueError("Chunksize must be 1+, not {0:n}".format(chunksize))
        if chunksize == 1:
            tasks = self._guarded_task_generation(result._job, func, iterable)
            self._taskqueue.put((tasks, result._set_length))
            return result
        batches = Pool._get_tasks(func, iterable, chunksize)
        self._taskqueue.put((self._guarded_task_generation(result._job, mapstar, batches),
                             result._set_length))
        return (item for chunk in result for item in chunk)

    def _guarded_task_generation(self, job, func, iterable):
        """Tasks of an iterable; its own exception becomes the last result."""
        i = -1
        try:
            for i, x in enumerate(iterable):
                yield (job, i, func, (x,), {})
        except Exception as e:
            yield (job, i + 1, _raise, (e,), {})

    @staticmethod
    def _get_tasks(func, it, size):
        it = iter(it)
        while x := tuple(itertools.islice(it, size)):
            yield (func, x)

    # --- the end ---

    def close(self):
        """No more tasks."""
        if self._state == RUN:
            self._state = CLOSE
            self._wake.set()

    def terminate(self):
        """Stop the workers at once."""
        self._state = TERMINATE
        self._terminate()

    def join(self):
        """Wait for the workers to end."""
        if self._state == RUN:
            raise ValueError("Pool is still running")
        if self._state not in (CLOSE, TERMINATE):
            raise ValueError("In unknown state")
        self._worker_handler.join()
        self._task_handler.join()
        self._result_handler.join()
        for p in list(self._pool):
            p.join()

    def _terminate_pool(self):
        self._state = TERMINATE
        self._wake.set()
        for p in list(self._pool):
            if hasattr(p, 'terminate') and p.exitcode is None:
                p.terminate()
        self._taskqueue.put(None)
        self._unblock()
        me = threading.current_thread()
        for t in (self._worker_handler, self._task_handler):
            if t is not me:
                t.join(5)
        for p in list(self._pool):
            if p.is_alive():
                p.join()
        # a worker may have died while it held the lock of the result queue
        self._stop_results()

    def _unblock(self):
        """Lets a blocked task thread write: the workers that read are gone."""
        def drain():
            try:
                while self._task_handler.is_alive():
                    if self._inqueue._reader.poll(0.01):
                        os.read(self._inqueue._reader.fileno(), 65536)
            except (OSError, EOFError, ValueError):
                pass
        threading.Thread(target=drain, daemon=True).start()

    def _stop_results(self):
        self._cache.clear()
        if self._result_handler.is_alive():
            self._result_handler.join(0.5)

    def __enter__(self):
        self._check_running()
        return self

    def __exit__(self, *args):
        self.terminate()

    def __del__(self):
        if getattr(self, '_state', None) == RUN:
            import warnings
            warnings.warn(f"unclosed running multiprocessing pool {self!r}", ResourceWarning,
                          source=self)


def _raise(e):
    raise e


# --- results ---

class ApplyResult:
    """The result of a task, some time."""

    def __init__(self, pool, callback, error_callback):
        self._pool = pool
        self._callback, self._error_callback = callback, error_callback
        self._event = threading.Event()
        self._cache, self._job = pool._cache, next(job_counter)
        self._cache[self._job] = self

    def wait(self, timeout=None):
        """Wait until the task is done."""
        self._event.wait(timeout)

    def ready(self):
        """Whether the task is done."""
        return self._event.is_set()

    def successful(self):
        """Whether the task gave a result."""
        if self.ready():
            return self._success
        raise ValueError(f"{self!r} not ready")

    def get(self, timeout=None):
        """The result, or the task's exception."""
        self.wait(timeout)
        if not self.ready():
            raise TimeoutError
        if self._success:
            return self._value
        raise self._value

    def _set(self, i, obj):
        self._success, self._value = obj
        self._finish()

    def _finish(self):
        if self._callback and self._success:
            self._callback(self._value)
        if self._error_callback and not self._success:
            self._error_callback(self._value)
        self._cache.pop(self._job, None)
        self._event.set()
        self._pool = None

    __class_getitem__ = classmethod(types.GenericAlias)


AsyncResult = ApplyResult


class MapResult(ApplyResult):
    def __init__(self, pool, chunksize, length, callback, error_callback):
        ApplyResult.__init__(self, pool, callback, error_callback)
        self._success = True
        self._value = [None] * length
        self._chunksize = chunksize
        if chunksize <= 0:
            self._number_left = 0
            self._event.set()
            del self._cache[self._job]
        else:
            self._number_left = -(-length // chunksize)

    def _set(self, i, success_result):
        self._number_left -= 1
        success, result = success_result
        if success and self._success:
            self._value[i * self._chunksize:(i + 1) * self._chunksize] = result
        elif not success and self._success:
            self._success = False
            self._value = result
        if self._number_left == 0:
            self._finish()


class IMapIterator:
    def __init__(self, pool):
        self._pool, self._cache, self._job = pool, pool._cache, next(job_counter)
        self._cond = threading.Condition(threading.Lock())
        self._items, self._unsorted = collections.deque(), {}
        self._index, self._length = 0, None
        self._cache[self._job] = self

    def __iter__(self):
        return self

    def next(self, timeout=None):
        with self._cond:
            if not self._items:
                if self._index == self._length:
                    self._pool = None
                    raise StopIteration
                self._cond.wait(timeout)
                while not self._items and timeout is None and self._index != self._length:
                    self._cond.wait()
                if not self._items:
                    if self._index == self._length:
                        self._pool = None
                        raise StopIteration
                    raise TimeoutError
            success, value = self._items.popleft()
        if success:
            return value
        raise value

    __next__ = next

    def _set(self, i, obj):
        with self._cond:
            if self._index == i:
                self._items.append(obj)
                self._index += 1
                while self._index in self._unsorted:
                    self._items.append(self._unsorted.pop(self._index))
                    self._index += 1
                self._cond.notify()
            else:
                self._unsorted[i] = obj
            self._forget()

    def _set_length(self, length):
        with self._cond:
            self._length = length
            if self._index == length:
                self._cond.notify()
            self._forget()

    def _forget(self):
        if self._index == self._length:
            self._cache.pop(self._job, None)


class IMapUnorderedIterator(IMapIterator):
    def _set(self, i, obj):
        with self._cond:
            self._items.append(obj)
            self._index += 1
            self._cond.notify()
            self._forget()


# --- threads instead of processes ---

class ThreadPool(Pool):
    """A pool of threads."""

    _wrap_exception = False

    def __init__(self, processes=None, initializer=None, initargs=()):
        Pool.__init__(self, processes, initializer, initargs)

    def Process(self, *args, **kwds):
        from .dummy import Process
        return Process(*args, **kwds)

    def _setup_queues(self):
        self._inqueue = queue.SimpleQueue()
        self._outqueue = queue.SimpleQueue()

    def _unblock(self):
        for _ in self._pool:
            self._inqueue.put(None)

    def _stop_results(self):
        self._cache.clear()
        self._outqueue.put(None)
        self._result_handler.join(0.5)
