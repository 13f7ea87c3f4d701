"""Threads of one interpreter, which take turns at running Python code, and what they
synchronise with: locks, conditions, events, semaphores, barriers, timers."""
import sys as _sys
import _thread
from _thread import get_ident, get_native_id, TIMEOUT_MAX, stack_size
from _thread import RLock as _CRLock, _ExceptHookArgs as ExceptHookArgs, _local as local
from _functools import partial as _partial
from time import monotonic as _time
from collections import deque as _deque
from itertools import count as _count
from weakref import WeakSet as _WeakSet
from _kukri import as_native as _as_native

__all__ = ['get_ident', 'active_count', 'Condition', 'current_thread', 'enumerate', 'main_thread',
           'TIMEOUT_MAX', 'Event', 'Lock', 'RLock', 'Semaphore', 'BoundedSemaphore', 'Thread',
           'Barrier', 'BrokenBarrierError', 'Timer', 'ThreadError', 'setprofile', 'settrace',
           'local', 'stack_size', 'excepthook', 'ExceptHookArgs', 'getprofile', 'gettrace',
           'get_native_id']

ThreadError = _thread.error
Lock = _allocate_lock = _thread.allocate_lock


def RLock(*args, **kwargs):
    """A lock that the thread which holds it may acquire again."""
    return _CRLock(*args, **kwargs)


_RLock = _PyRLock = _CRLock  # there is one kind only


# --- condition ---

class Condition:
    """Wait, with a lock, until another thread notifies."""

    def __init__(self, lock=None):
        if lock is None:
            lock = RLock()
        self._lock = lock
        self.acquire = lock.acquire
        self.release = lock.release
        for name in ('_release_save', '_acquire_restore', '_is_owned'):
            method = getattr(lock, name, None)
            if method is not None:
                setattr(self, name, method)
        if type(lock) is _thread.LockType:
            # native: before a Python function begins, a signal handler may raise and leave the lock free
            self._acquire_restore = _partial(_thread._retake, lock)
        self._waiters = _deque()

    def __repr__(self):
        return f"<Condition({self._lock}, {len(self._waiters)})>"

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def _at_fork_reinit(self):
        # the threads that waited are not there in the child
        self._waiters.clear()
        self._lock._at_fork_reinit()

    # What a lock without these methods of its own gets.

    def _release_save(self):
        self._lock.release()

    def _acquire_restore(self, state):
        self._lock.acquire()

    def _is_owned(self):
        # a plain lock has no owner: whoever finds it taken is believed
        if self._lock.acquire(False):
            self._lock.release()
            return False
        return True

    def wait(self, timeout=None):
        """Release the lock, wait to be notified, take the lock again; False after a timeout."""
        if not self._is_owned():
            raise RuntimeError("cannot wait on un-acquired lock")
        signal = _allocate_lock()
        signal.acquire()
        self._waiters.append(signal)
        saved = self._release_save()
        got = False
        try:
            if timeout is None:
                signal.acquire()
                got = True
            elif timeout > 0:
                got = signal.acquire(True, timeout)
            else:
                got = signal.acquire(False)
            return got
        finally:
            self._acquire_restore(saved)
            if not got:
                try:
                    self._waiters.remove(signal)
                except ValueError:
                    pass  # notified in the last moment

    def wait_for(self, predicate, timeout=None):
        """Wait until predicate() is true; its last value."""
        end = None
        result = predicate()
        while not result:
            left = None
            if timeout is not None:
                if end is None:
                    end = _time() + timeout
                left = end - _time()
                if left <= 0:
                    break
            self.wait(left)
            result = predicate()
        return result

    def notify(self, n=1):
        """Wake up n waiting threads."""
        if not self._is_owned():
            raise RuntimeError("cannot notify on un-acquired lock")
        waiters = self._waiters
        while waiters and n > 0:
            signal = waiters.popleft()
            try:
                signal.release()
            except RuntimeError:
                continue  # its thread was interrupted
            n -= 1

    def notify_all(self):
        """Wake up all waiting threads."""
        self.notify(len(self._waiters))

    def notifyAll(self):
        """Old name of notify_all."""
        import warnings
        warnings.warn('notifyAll() is deprecated, use notify_all() instead',
                      DeprecationWarning, stacklevel=2)
        self.notify_all()


# --- counting and flags ---

class Semaphore:
    """A counter that acquire() takes down, waiting at zero."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._cond = Condition(Lock())
        self._value = value

    def __repr__(self):
        cls = self.__class__
        return f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}: value={self._value}>"

    def acquire(self, blocking=True, timeout=None):
        """Take one; False if that would take longer than allowed."""
        if not blocking and timeout is not None:
            raise ValueError("can't specify timeout for non-blocking acquire")
        end = None
        with self._cond:
            while self._value == 0:
                if not blocking:
                    return False
                left = None
                if timeout is not None:
                    if end is None:
                        end = _time() + timeout
                    left = end - _time()
                    if left <= 0:
                        return False
                self._cond.wait(left)
            self._value -= 1
            return True

    __enter__ = acquire

    def release(self, n=1):
        """Give n back."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            self._value += n
            for _ in range(n):
                self._cond.notify()

    def __exit__(self, t, v, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    """A semaphore that is never given back more often than taken."""

    def __init__(self, value=1):
        super().__init__(value)
        self._initial_value = value

    def __repr__(self):
        cls = self.__class__
        return (f"<{cls.__module__}.{cls.__qualname__} at {id(self):#x}:"
                f" value={self._value}/{self._initial_value}>")

    def release(self, n=1):
        """Give n back; more than were there at first are refused."""
        if n < 1:
            raise ValueError('n must be one or more')
        with self._cond:
            if self._value + n > self._initial_value:
                raise ValueError("Semaphore released too many times")
            self._value += n
            for _ in range(n):
                self._cond.notify()


def _described(thing, state):
    return f"<{type(thing).__module__}.{type(thing).__qualname__} at {id(thing):#x}: {state}>"


class Event:
    """A flag that threads can wait for."""

    def __init__(self):
        self._cond = Condition(Lock())
        self._flag = False

    def _at_fork_reinit(self):
        self._cond._at_fork_reinit()

    def __repr__(self):
        return _described(self, 'set' if self._flag else 'unset')

    def is_set(self):
        """The flag."""
        return self._flag

    def isSet(self):
        """An older name of is_set()."""
        import warnings
        warnings.warn('isSet() is deprecated, use is_set() instead',
                      DeprecationWarning, stacklevel=2)
        return self.is_set()

    def set(self):
        """Let all threads go that wait, and those that will."""
        with self._cond:
            self._flag = True
            self._cond.notify_all()

    def clear(self):
        """Let threads wait again."""
        with self._cond:
            self._flag = False

    def wait(self, timeout=None):
        """Wait until the flag is set; its value."""
        with self._cond:
            if self._flag:
                return True
            return self._cond.wait(timeout) or self._flag


class BrokenBarrierError(RuntimeError):
    """A barrier was reset or broken while a thread waited."""


class Barrier:
    """Threads wait for one another until `parties` of them have come."""

    # states: filling -> draining -> filling; or broken; resetting while waiters leave
    def __init__(self, parties, action=None, timeout=None):
        self._cond = Condition(Lock())
        self._action = action
        self._timeout = timeout
        self._parties = parties
        self._state = 'filling'
        self._count = 0

    def __repr__(self):
        return _described(self, 'broken' if self.broken else f'waiters={self.n_waiting}/{self.parties}')

    def wait(self, timeout=None):
        """Wait for the others: a different number for each thread, 0 to parties - 1."""
        if timeout is None:
            timeout = self._timeout
        with self._cond:
            while self._state in ('draining', 'resetting'):
                self._cond.wait()
            if self._state == 'broken':
                raise BrokenBarrierError
            index = self._count
            self._count += 1
            try:
                if index + 1 == self._parties:
                    self._open()
                else:
                    self._wait(timeout)
                return index
            finally:
                self._count -= 1
                if self._count == 0 and self._state in ('draining', 'resetting'):
                    self._state = 'filling'
                    self._cond.notify_all()

    def _open(self):
        try:
            if self._action:
                self._action()
            self._state = 'draining'
            self._cond.notify_all()
        except:
            self._break()
            raise

    def _wait(self, timeout):
        if not self._cond.wait_for(lambda: self._state != 'filling', timeout):
            self._break()
            raise BrokenBarrierError
        if self._state in ('broken', 'resetting'):
            raise BrokenBarrierError

    def _break(self):
        self._state = 'broken'
        self._cond.notify_all()

    def reset(self):
        """Back to empty; waiting threads get BrokenBarrierError."""
        with self._cond:
            if self._count > 0:
                if self._state in ('filling', 'broken'):
                    self._state = 'resetting'
            else:
                self._state = 'filling'
            self._cond.notify_all()

    def abort(self):
        """Break the barrier."""
        with self._cond:
            self._break()

    @property
    def parties(self):
        """How many threads the barrier waits for."""
        return self._parties

    @property
    def n_waiting(self):
        """How many threads wait at the barrier now."""
        return self._count if self._state == 'filling' else 0

    @property
    def broken(self):
        """Is the barrier broken?"""
        return self._state == 'broken'


# --- threads ---

_counter = _count(1).__next__
_dummy_counter = _count(1).__next__
_active_limbo_lock = RLock()
_active = {}   # ident -> Thread
_limbo = {}    # started, but not yet known by ident
_dangling = _WeakSet()  # every Thread that is still referred to
_trace_hook = _profile_hook = None
_atexit_calls = []
_SHUTTING_DOWN = False


def _excepthook(args, /):
    """Report an uncaught exception of a thread on sys.stderr."""
    if type(args) is not ExceptHookArgs:
        raise TypeError("_thread.excepthook argument type must be ExceptHookArgs")
    if args.exc_type == SystemExit:
        return
    stderr = _sys.stderr
    if stderr is None and args.thread is not None:
        stderr = args.thread._stderr
    if stderr is None:
        return
    import traceback
    name = args.thread.name if args.thread is not None else get_ident()
    print(f"Exception in thread {name}:", file=stderr, flush=True)
    traceback.print_exception(args.exc_type, args.exc_value, args.exc_traceback, file=stderr)
    stderr.flush()


excepthook = __excepthook__ = _as_native(_excepthook, 'tuple', '_thread')


def settrace(func):
    """sys.settrace(func) in every thread before its run() is called."""
    global _trace_hook
    _trace_hook = func


def gettrace():
    """The function of settrace()."""
    return _trace_hook


def setprofile(func):
    """sys.setprofile(func) in every thread before its run() is called."""
    global _profile_hook
    _profile_hook = func


def getprofile():
    """The function of setprofile()."""
    return _profile_hook


class Thread:
    """An activity that runs in a separate thread of control."""

    _initialized = False

    def __init__(self, group=None, target=None, name=None, args=(), kwargs=None, *, daemon=None):
        assert group is None, "group argument must be None for now"
        if kwargs is None:
            kwargs = {}
        if name:
            name = str(name)
        else:
            name = f"Thread-{_counter()}"
            if target is not None:
                try:
                    name += f" ({target.__name__})"
                except AttributeError:
                    pass
        self._target = target
        self._name = name
        self._args = args
        self._kwargs = kwargs
        self._daemonic = current_thread().daemon if daemon is None else daemon
        self._ident = None
        self._native_id = None
        self._done = None           # a lock, held until the thread is over
        self._started = Event()
        self._is_stopped = False
        self._initialized = True
        self._stderr = _sys.stderr
        _dangling.add(self)

    def __repr__(self):
        assert self._initialized, "Thread.__init__() was not called"
        status = "initial"
        if self._started.is_set():
            status = "started"
        self.is_alive()
        if self._is_stopped:
            status = "stopped"
        if self._daemonic:
            status += " daemon"
        if self._ident is not None:
            status += " %s" % self._ident
        return "<%s(%s, %s)>" % (self.__class__.__name__, self._name, status)

    def start(self):
        """Start run() in a thread of its own; once."""
        if not self._initialized:
            raise RuntimeError("thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("threads can only be started once")
        with _active_limbo_lock:
            _limbo[self] = self
        self._done = _allocate_lock()
        self._done.acquire()
        try:
            _thread._start_joinable(self._bootstrap, self._done)
        except BaseException:
            self._done = None
            with _active_limbo_lock:
                del _limbo[self]
            raise
        self._started.wait()

    def run(self):
        """Call the target."""
        try:
            if self._target is not None:
                self._target(*self._args, **self._kwargs)
        finally:
            del self._target, self._args, self._kwargs  # they may refer to this thread

    def _set_ident(self):
        self._ident = get_ident()
        self._native_id = get_native_id()

    def _bootstrap(self):
        try:
            self._set_ident()
            with _active_limbo_lock:
                _active[self._ident] = self
                _limbo.pop(self, None)
            self._started.set()
            if _trace_hook:
                _sys.settrace(_trace_hook)
            if _profile_hook:
                _sys.setprofile(_profile_hook)
            self._bootstrap_inner()
        finally:
            with _active_limbo_lock:
                _active.pop(get_ident(), None)

    def _bootstrap_inner(self):
        try:
            self.run()
        except:
            self._invoke_excepthook()

    def _invoke_excepthook(self):
        args = ExceptHookArgs([*_sys.exc_info(), self])
        try:
            hook = excepthook or __excepthook__
            hook(args)
        except Exception as exc:
            exc.__suppress_context__ = True
            if _sys.stderr is not None:
                print("Exception in threading.excepthook:", file=_sys.stderr, flush=True)
            _sys.excepthook(*_sys.exc_info())
        finally:
            del args

    def join(self, timeout=None):
        """Wait until the thread is over, at most timeout seconds."""
        problem = ("Thread.__init__() not called" if not self._initialized else
                   "cannot join thread before it is started" if not self._started.is_set() else
                   "cannot join current thread" if current_thread() is self else None)
        if problem is not None:
            raise RuntimeError(problem)
        self._wait_done(-1 if timeout is None else max(timeout, 0))

    def _wait_done(self, timeout):
        done = self._done
        if done is None:
            return
        if timeout == 0:
            got = done.acquire(False)
        else:
            got = done.acquire(True, timeout)
        if got:
            done.release()
            self._is_stopped = True
            self._done = None

    def _finish(self):
        """For the main thread, which has nothing left to do: others may join it."""
        self._is_stopped = True
        if self._done is not None and self._done.locked():
            self._done.release()

    @property
    def name(self):
        """The name, which need not be unique."""
        assert self._initialized, "Thread.__init__() not called"
        return self._name

    @name.setter
    def name(self, name):
        assert self._initialized, "Thread.__init__() not called"
        self._name = str(name)

    @property
    def ident(self):
        """The number of the thread, None before it is started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._ident

    @property
    def native_id(self):
        """The number that the system gave the thread, None before it is started."""
        assert self._initialized, "Thread.__init__() not called"
        return self._native_id

    def is_alive(self):
        """Started and not over."""
        assert self._initialized, "Thread.__init__() not called"
        if self._is_stopped or not self._started.is_set():
            return False
        self._wait_done(0)
        return not self._is_stopped

    def _get_daemon(self):
        assert self._initialized, "Thread.__init__() not called"
        return self._daemonic

    def _set_daemon(self, daemonic):
        if not self._initialized:
            raise RuntimeError("Thread.__init__() not called")
        if self._started.is_set():
            raise RuntimeError("cannot set daemon status of active thread")
        self._daemonic = daemonic

    daemon = property(_get_daemon, _set_daemon, doc="Whether the program ends without waiting for the thread.")

    def isDaemon(self):
        """An older form of daemon."""
        import warnings
        warnings.warn('isDaemon() is deprecated, get the daemon attribute instead',
                      DeprecationWarning, stacklevel=2)
        return self.daemon

    def setDaemon(self, daemonic):
        """An older form of daemon."""
        import warnings
        warnings.warn('setDaemon() is deprecated, set the daemon attribute instead',
                      DeprecationWarning, stacklevel=2)
        self.daemon = daemonic

    def getName(self):
        """An older form of name."""
        import warnings
        warnings.warn('getName() is deprecated, get the name attribute instead',
                      DeprecationWarning, stacklevel=2)
        return self.name

    def setName(self, name):
        """An older form of name."""
        import warnings
        warnings.warn('setName() is deprecated, set the name attribute instead',
                      DeprecationWarning, stacklevel=2)
        self.name = name


class Timer(Thread):
    """Calls a function after some seconds, unless cancelled before."""

    def __init__(self, interval, function, args=None, kwargs=None):
        super().__init__()
        self.interval, self.function = interval, function
        self.args = [] if args is None else args
        self.kwargs = {} if kwargs is None else kwargs
        self.finished = Event()  # called or cancelled

    def run(self):
        """Call the function after the interval."""
        cancelled = self.finished.wait(self.interval)
        if not cancelled:
            self.function(*self.args, **self.kwargs)
            self.finished.set()

    def cancel(self):
        """Do not call the function, if it has not been called yet."""
        self.finished.set()


class _MainThread(Thread):
    def __init__(self):
        Thread.__init__(self, name="MainThread", daemon=False)
        self._started.set()
        self._set_ident()
        self._done = _allocate_lock()
        self._done.acquire()  # until _shutdown()
        with _active_limbo_lock:
            _active[self._ident] = self


class _DummyThread(Thread):
    """A thread that was not started by this module."""

    def __init__(self):
        Thread.__init__(self, name="Dummy-%d" % _dummy_counter(), daemon=True)
        self._started.set()
        self._set_ident()
        with _active_limbo_lock:
            _active[self._ident] = self

    def is_alive(self):
        return True

    def join(self, timeout=None):
        assert False, "cannot join a dummy thread"


def current_thread():
    """The Thread of the caller."""
    thread = _active.get(get_ident())
    return thread if thread is not None else _DummyThread()


def currentThread():
    """Deprecated: current_thread()."""
    import warnings
    warnings.warn('currentThread() is deprecated, use current_thread() instead',
                  DeprecationWarning, stacklevel=2)
    return current_thread()


def active_count():
    """Number of threads that are alive."""
    with _active_limbo_lock:
        return len(_active) + len(_limbo)


def activeCount():
    """Deprecated: active_count()."""
    import warnings
    warnings.warn('activeCount() is deprecated, use active_count() instead',
                  DeprecationWarning, stacklevel=2)
    return active_count()


def enumerate():
    """List of the threads that are alive."""
    with _active_limbo_lock:
        return list(_active.values()) + list(_limbo.values())


def main_thread():
    """The thread that the interpreter was started from."""
    return _main_thread


class _Starting:
    """Stands for the main thread while its own object is made."""
    daemon = False


_active[get_ident()] = _Starting
_main_thread = _MainThread()


# --- the end, and fork ---

def _register_atexit(func, *args, **kwargs):
    """Call func before the threads are joined at the end."""
    if _SHUTTING_DOWN:
        raise RuntimeError("can't register atexit after shutdown")
    _atexit_calls.append((func, args, kwargs))


def _shutdown():
    """Wait for all threads that are not daemons (called when the main thread ends)."""
    global _SHUTTING_DOWN
    if _main_thread._is_stopped:
        return
    _SHUTTING_DOWN = True
    _main_thread._finish()
    for func, args, kwargs in reversed(_atexit_calls):
        func(*args, **kwargs)
    while True:
        with _active_limbo_lock:
            left = [t for t in list(_active.values()) + list(_limbo.values())
                    if not t.daemon and t is not _main_thread
                    and not isinstance(t, _DummyThread)]
        for t in left:
            t._wait_done(-1)
        if not left:
            break
    _join_finished()


def _join_finished():
    # a thread takes itself off the list a moment before its state is gone
    end = _time() + 1
    while _thread._count() > _n_daemons() and _time() < end:
        lock = _allocate_lock()
        lock.acquire()
        lock.acquire(True, 0.001)


def _n_daemons():
    return sum(1 for t in _active.values() if t.daemon)


def _after_fork():
    """In a child process: only the calling thread is left."""
    global _active_limbo_lock, _main_thread
    _active_limbo_lock = RLock()
    current = _active.get(get_ident())
    if current is None:
        current = _MainThread()
    _main_thread = current
    for thread in list(_active.values()) + list(_limbo.values()):
        thread._started._at_fork_reinit()
        if thread is not current:
            thread._is_stopped = True
            thread._done = None
    current._done = _allocate_lock()
    current._done.acquire()  # until _shutdown(), as for the first main thread
    current._set_ident()
    _limbo.clear()
    _active.clear()
    _active[current._ident] = current


import os as _os
if hasattr(_os, 'register_at_fork'):
    _os.register_at_fork(after_in_child=_after_fork)
