"""Locks and friends between processes, on semaphores in shared memory."""
import errno
import os
import sys
import threading
import time
from _multiprocessing import SemLock as _SemLock, SEM_VALUE_MAX
from . import context, process, util

__all__ = ['Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier']

RECURSIVE_MUTEX = 0
SEMAPHORE = 1
_SEM_FILE_SIZE = 64  # at least that of a semaphore


class SemLock:
    """A semaphore in a page that forked children share; for children that are started anew, in a file in memory whose
    descriptor they are given."""

    def __init__(self, kind, value, maxvalue, *, ctx=None):
        self._is_fork_ctx = (ctx or context._default_context.get_context()).get_start_method() == 'fork'
        if isinstance(value, int) and value < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        if self._is_fork_ctx:
            self._take(_SemLock(kind, value, maxvalue))
        else:
            fd = os.memfd_create('semaphore')
            os.ftruncate(fd, _SEM_FILE_SIZE)
            self._take(_SemLock(kind, value, maxvalue, fd), fd)

    def _take(self, semlock, fd=None):
        self._semlock = semlock
        self._make_methods()
        if fd is not None:
            self._fd = fd
            util.Finalize(self, util.close_fds, (fd,))
        util.register_after_fork(self, lambda obj: obj._semlock._after_fork())

    def _make_methods(self):
        self.acquire, self.release = self._semlock.acquire, self._semlock.release

    def __exit__(self, *raised):
        return self._semlock.__exit__(*raised)

    def __enter__(self):
        return self._semlock.__enter__()

    def __getstate__(self):
        context.assert_spawning(self)
        if self._is_fork_ctx:
            raise RuntimeError('A SemLock created in a fork context is being shared with a process in a spawn context. '
                               'This is not supported. Please use the same context to create multiprocessing objects and '
                               'Process.')
        return (self._semlock.kind, self._semlock.maxvalue, context.get_spawning_popen().duplicate_for_child(self._fd))

    def __setstate__(self, state):
        kind, maxvalue, fd = state
        self._is_fork_ctx = False
        self._take(_SemLock(kind, -1, maxvalue, fd), fd)

    def _owner(self):
        if not self._semlock._is_mine():
            return None
        name = process.current_process().name
        if threading.current_thread().name != 'MainThread':
            name += '|' + threading.current_thread().name
        return name


class Semaphore(SemLock):
    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, SEM_VALUE_MAX, ctx=ctx)

    def get_value(self):
        return self._semlock._get_value()

    def __repr__(self):
        return '<%s(value=%s)>' % (self.__class__.__name__, self._semlock._get_value())


class BoundedSemaphore(Semaphore):
    def __init__(self, value=1, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, value, value, ctx=ctx)

    def __repr__(self):
        return '<%s(value=%s, maxvalue=%s)>' % (self.__class__.__name__,
                                                self._semlock._get_value(),
                                                self._semlock.maxvalue)


class Lock(SemLock):
    def __init__(self, *, ctx=None):
        SemLock.__init__(self, SEMAPHORE, 1, 1, ctx=ctx)

    def __repr__(self):
        name = self._owner()
        if name is None:
            if self._semlock._get_value() == 1:
                name = 'None'
            else:
                name = 'SomeOtherThread' if self._semlock._count() > 0 else 'SomeOtherProcess'
        return '<%s(owner=%s)>' % (self.__class__.__name__, name)


class RLock(SemLock):
    def __init__(self, *, ctx=None):
        SemLock.__init__(self, RECURSIVE_MUTEX, 1, 1, ctx=ctx)

    def __repr__(self):
        name = self._owner()
        count = self._semlock._count()
        if name is None:
            if self._semlock._get_value() == 1:
                name, count = 'None', 0
            elif self._semlock._count() > 0:
                name, count = 'SomeOtherThread', 'nonzero'
            else:
                name, count = 'SomeOtherProcess', 'nonzero'
        return '<%s(%s, %s)>' % (self.__class__.__name__, name, count)


class Condition:
    """Waiters count themselves in, are woken one by one, and count themselves out."""

    def __init__(self, lock=None, *, ctx=None):
        self.__setstate__((lock or RLock(ctx=ctx), *(Semaphore(0, ctx=ctx) for _ in range(3))))

    def __getstate__(self):
        context.assert_spawning(self)
        return (self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore)

    def __setstate__(self, state):
        self._lock, self._sleeping_count, self._woken_count, self._wait_semaphore = state
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __repr__(self):
        try:
            n = self._sleeping_count.get_value() - self._woken_count.get_value()
        except Exception:
            n = 'unknown'
        return '<%s(%s, %s)>' % (self.__class__.__name__, self._lock, n)

    def wait(self, timeout=None):
        """Release the lock, wait to be notified, take the lock again."""
        assert self._lock._semlock._is_mine(), 'must acquire() condition before using wait()'
        self._sleeping_count.release()
        count = self._lock._semlock._count()
        for _ in range(count):
            self._lock.release()
        try:
            return self._wait_semaphore.acquire(True, timeout)
        finally:
            self._woken_count.release()
            for _ in range(count):
                self._lock.acquire()

    def notify(self, n=1):
        """Wake up n waiters."""
        assert self._lock._semlock._is_mine(), 'lock is not owned'
        assert not self._wait_semaphore.acquire(False), \
            'notify: Should not have been able to acquire _wait_semaphore'
        # forget those that gave up waiting
        while self._woken_count.acquire(False):
            assert self._sleeping_count.acquire(False), \
                'notify: Bug in sleeping_count.acquire- res should not be False'
        sleepers = 0
        while sleepers < n and self._sleeping_count.acquire(False):
            self._wait_semaphore.release()
            sleepers += 1
        for _ in range(sleepers):
            self._woken_count.acquire()
        while sleepers and self._wait_semaphore.acquire(False):
            pass  # of waiters that timed out at this moment

    def notify_all(self):
        self.notify(n=sys.maxsize)

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true; its last value."""
        result = predicate()
        if result:
            return result
        end = None if timeout is None else time.monotonic() + timeout
        left = None
        while not result:
            if end is not None:
                left = end - time.monotonic()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result


class Event:
    def __init__(self, *, ctx=None):
        self._cond = Condition(Lock(ctx=ctx), ctx=ctx)
        self._flag = Semaphore(0, ctx=ctx)

    # The flag is a semaphore of 1 or 0; it is read by taking it down and putting it back.

    def _lower(self):
        return self._flag.acquire(False)

    def _is_up(self):
        up = self._lower()
        if up:
            self._flag.release()
        return up

    def is_set(self):
        """The flag."""
        with self._cond:
            return self._is_up()

    def clear(self):
        """Take the flag down."""
        with self._cond:
            self._lower()

    def set(self):
        """Raise the flag and wake all who wait."""
        with self._cond:
            self._lower()
            self._flag.release()
            self._cond.notify_all()

    def wait(self, timeout=None):
        """Wait for the flag; whether it is up."""
        with self._cond:
            if not self._is_up():
                self._cond.wait(timeout)
            return self._is_up()

    def __repr__(self):
        status = 'set' if self.is_set() else 'unset'
        return f"<{type(self).__qualname__} at {id(self):#x} {status}>"


class Barrier(threading.Barrier):
    """A barrier whose state lies in shared memory: the counter and the state."""

    _states = ['filling', 'draining', 'resetting', 'broken']

    def __init__(self, parties, action=None, timeout=None, *, ctx=None):
        from .sharedctypes import RawArray
        self._shared = RawArray('i', 2)
        self._cond = Condition(Lock(ctx=ctx), ctx=ctx)
        self._action = action
        self._timeout = timeout
        self._parties = parties

    @property
    def _state(self):
        return self._states[self._shared[0]]

    @_state.setter
    def _state(self, value):
        self._shared[0] = self._states.index(value)

    @property
    def _count(self):
        return self._shared[1]

    @_count.setter
    def _count(self, value):
        self._shared[1] = value
