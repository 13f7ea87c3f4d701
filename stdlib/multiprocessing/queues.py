"""Queues between processes: pipes with locks around them."""
import collections
import errno
import os
import threading
import time
import types
from queue import Empty, Full
from . import connection, context, synchronize, util
from .reduction import ForkingPickler

__all__ = ['Queue', 'SimpleQueue', 'JoinableQueue']

_sentinel = object()


class Queue:
    """put() hands over to a thread that writes to the pipe, so it never blocks for long."""

    def __init__(self, maxsize=0, *, ctx=None):
        if maxsize <= 0:
            maxsize = synchronize.SEM_VALUE_MAX
        self._maxsize = maxsize
        self._reader, self._writer = connection.Pipe(duplex=False)
        self._rlock = synchronize.Lock(ctx=ctx)
        self._opid = os.getpid()
        self._wlock = synchronize.Lock(ctx=ctx)
        self._sem = synchronize.BoundedSemaphore(maxsize, ctx=ctx)
        self._ignore_epipe = False
        self._reset()
        util.register_after_fork(self, Queue._after_fork)

    _shared = ('_ignore_epipe', '_maxsize', '_reader', '_writer', '_rlock', '_wlock', '_sem', '_opid')

    def __getstate__(self):
        context.assert_spawning(self)
        return [getattr(self, name) for name in self._shared]

    def __setstate__(self, state):
        vars(self).update(zip(self._shared, state))
        self._reset()

    def _after_fork(self):
        self._reset()

    def _reset(self):
        self._notempty = threading.Condition(threading.Lock())
        self._buffer = collections.deque()
        self._thread = None
        self._jointhread = None
        self._joincancelled = False
        self._closed = False
        self._close = None

    def _check_open(self):
        if self._closed:
            raise ValueError(f"Queue {self!r} is closed")

    def put(self, obj, block=True, timeout=None):
        """Add an object, which a thread of this process will send; Full if there is no place for it in time."""
        self._check_open()
        if not self._sem.acquire(block, timeout):
            raise Full
        with self._notempty:
            self._enter(obj)

    def _enter(self, obj):
        """Give an object to the thread that sends; _notempty is held."""
        if self._thread is None:
            self._start_thread()
        self._buffer.append(obj)
        self._notempty.notify()

    def get(self, block=True, timeout=None):
        self._check_open()
        if block and timeout is None:
            with self._rlock:
                data = self._reader.recv_bytes()
            self._sem.release()
        else:
            if block:
                end = time.monotonic() + timeout
            if not self._rlock.acquire(block, timeout):
                raise Empty
            try:
                if block:
                    if not self._reader.poll(max(end - time.monotonic(), 0)):
                        raise Empty
                elif not self._reader.poll():
                    raise Empty
                data = self._reader.recv_bytes()
                self._sem.release()
            finally:
                self._rlock.release()
        return ForkingPickler.loads(data)

    def qsize(self):
        return self._maxsize - self._sem._semlock._get_value()

    def empty(self):
        return not self._reader.poll()

    def full(self):
        return self._sem._semlock._is_zero()

    def get_nowait(self):
        return self.get(False)

    def put_nowait(self, obj):
        return self.put(obj, False)

    def close(self):
        """No more data from this process."""
        self._closed = True
        close = self._close
        if close:
            self._close = None
            close()

    def join_thread(self):
        """Wait until everything is in the pipe."""
        assert self._closed, "Queue {0!r} not closed".format(self)
        if self._jointhread:
            self._jointhread()

    def cancel_join_thread(self):
        """Do not wait for that at the end of the process."""
        self._joincancelled = True
        try:
            self._jointhread.cancel()
        except AttributeError:
            pass

    def _start_thread(self):
        self._buffer.clear()
        self._thread = threading.Thread(
            target=Queue._feed,
            args=(self._buffer, self._notempty, self._wlock, self._writer, self._sem,
                  self._on_queue_feeder_error),
            name='QueueFeederThread', daemon=True)
        self._thread.start()
        if not self._joincancelled:
            self._jointhread = util.Finalize(self._thread, Queue._finalize_join, [self._thread],
                                             exitpriority=-5)
        self._close = util.Finalize(self, Queue._finalize_close, [self._buffer, self._notempty],
                                    exitpriority=10)

    @staticmethod
    def _finalize_join(thread):
        thread.join()

    @staticmethod
    def _finalize_close(buffer, notempty):
        with notempty:
            buffer.append(_sentinel)
            notempty.notify()

    @staticmethod
    def _feed(buffer, notempty, wlock, writer, sem, on_error):
        while True:
            try:
                with notempty:
                    while not buffer:
                        notempty.wait()
                    obj = buffer.popleft()
                if obj is _sentinel:
                    return
                data = ForkingPickler.dumps(obj)
                with wlock:
                    writer.send_bytes(data)
                del obj, data
            except Exception as e:
                if getattr(e, 'errno', 0) == errno.EPIPE:
                    return
                if util.is_exiting():
                    return
                sem.release()
                on_error(e, obj)

    @staticmethod
    def _on_queue_feeder_error(e, obj):
        import traceback
        traceback.print_exc()


class JoinableQueue(Queue):
    """A queue that knows when all items have been worked on."""

    def __init__(self, maxsize=0, *, ctx=None):
        Queue.__init__(self, maxsize, ctx=ctx)
        self._unfinished_tasks = synchronize.Semaphore(0, ctx=ctx)
        self._cond = synchronize.Condition(ctx=ctx)

    _shared = Queue._shared + ('_unfinished_tasks', '_cond')

    def put(self, obj, block=True, timeout=None):
        self._check_open()
        if not self._sem.acquire(block, timeout):
            raise Full
        with self._notempty, self._cond:
            self._unfinished_tasks.release()
            self._enter(obj)

    def _all_done(self):
        return self._unfinished_tasks._semlock._is_zero()

    def join(self):
        """Wait until task_done() was called for every object that was put."""
        with self._cond:
            if not self._all_done():
                self._cond.wait()

    def task_done(self):
        """An object that get() gave has been worked on."""
        with self._cond:
            if not self._unfinished_tasks.acquire(False):
                raise ValueError('task_done() called too many times')
            if self._all_done():
                self._cond.notify_all()


class SimpleQueue:
    """A locked pipe."""

    def __init__(self, *, ctx=None):
        reader, writer = connection.Pipe(duplex=False)
        self.__setstate__((reader, writer, synchronize.Lock(ctx=ctx), synchronize.Lock(ctx=ctx)))

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._reader, self._writer, self._rlock, self._wlock)

    def __setstate__(self, state):
        self._reader, self._writer, self._rlock, self._wlock = state
        self._poll = self._reader.poll

    def close(self):
        self._reader.close()
        self._writer.close()

    def empty(self):
        return not self._poll()

    def get(self):
        with self._rlock:
            data = self._reader.recv_bytes()
        return ForkingPickler.loads(data)

    def put(self, obj):
        data = ForkingPickler.dumps(obj)
        with self._wlock:
            self._writer.send_bytes(data)

    __class_getitem__ = classmethod(types.GenericAlias)
