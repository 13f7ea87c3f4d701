"""Handles of scheduled calls, the interface of event loops, the current loop and its policy."""
import contextvars
import os
import sys
import threading
from _kukri import as_native as _as_native

__all__ = ('AbstractEventLoopPolicy', 'AbstractEventLoop', 'AbstractServer', 'Handle',
           'TimerHandle', 'get_event_loop_policy', 'set_event_loop_policy', 'get_event_loop',
           'set_event_loop', 'new_event_loop', 'get_child_watcher', 'set_child_watcher',
           '_set_running_loop', 'get_running_loop', '_get_running_loop')


def _format_callback(func, args):
    import functools
    if isinstance(func, functools.partial):
        return _format_callback(func.func, func.args + args)
    name = getattr(func, '__qualname__', None) or getattr(func, '__name__', None) or repr(func)
    return f"{name}({', '.join(map(repr, args))})"


def _format_callback_source(func, args):
    text = _format_callback(func, args)
    code = getattr(getattr(func, '__func__', func), '__code__', None)
    if code is not None and code.co_name != 'task_wakeup':
        text += f' at {code.co_filename}:{code.co_firstlineno}'
    return text


class Handle:
    """A scheduled call."""

    __slots__ = ('_callback', '_args', '_cancelled', '_loop', '_context', '__weakref__')

    def __init__(self, callback, args, loop, context=None):
        self._context = contextvars.copy_context() if context is None else context
        self._loop = loop
        self._callback = callback
        self._args = args
        self._cancelled = False

    def __repr__(self):
        info = [self.__class__.__name__]
        if self._cancelled:
            info.append('cancelled')
        self._describe(info)
        if self._callback is not None:
            info.append(_format_callback_source(self._callback, self._args))
        return '<{}>'.format(' '.join(info))

    def _describe(self, info):
        pass

    def get_context(self):
        return self._context

    def cancel(self):
        """Do not make the call."""
        if not self._cancelled:
            self._cancelled = True
            self._callback = None
            self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            text = _format_callback_source(self._callback, self._args)
            self._loop.call_exception_handler({'message': f'Exception in callback {text}',
                                               'exception': exc, 'handle': self})
        self = None  # no cycle through the traceback


class TimerHandle(Handle):
    """A call scheduled for a time."""

    __slots__ = ('_when', '_scheduled')

    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when
        self._scheduled = False

    def _describe(self, info):
        info.append(f'when={self._when}')

    def __hash__(self):
        return hash(self._when)

    def __lt__(self, other):
        if isinstance(other, TimerHandle):
            return self._when < other._when
        return NotImplemented

    def __le__(self, other):
        if isinstance(other, TimerHandle):
            return self._when <= other._when
        return NotImplemented

    def __gt__(self, other):
        if isinstance(other, TimerHandle):
            return self._when > other._when
        return NotImplemented

    def __ge__(self, other):
        if isinstance(other, TimerHandle):
            return self._when >= other._when
        return NotImplemented

    def __eq__(self, other):
        if isinstance(other, TimerHandle):
            return (self._when == other._when and self._callback == other._callback
                    and self._args == other._args and self._cancelled == other._cancelled)
        return NotImplemented

    def cancel(self):
        if not self._cancelled:
            self._loop._timer_handle_cancelled(self)
        super().cancel()

    def when(self):
        """The time of the loop at which the call is due."""
        return self._when


class AbstractServer:
    """A server that create_server() made."""

    def close(self):
        raise NotImplementedError

    async def wait_closed(self):
        raise NotImplementedError

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exc):
        self.close()
        await self.wait_closed()


class AbstractEventLoop:
    """The base class of event loops."""


class AbstractEventLoopPolicy:
    """How loops are found and made."""

    def get_event_loop(self):
        raise NotImplementedError

    def set_event_loop(self, loop):
        raise NotImplementedError

    def new_event_loop(self):
        raise NotImplementedError

    def get_child_watcher(self):
        raise NotImplementedError

    def set_child_watcher(self, watcher):
        raise NotImplementedError


class BaseDefaultEventLoopPolicy(AbstractEventLoopPolicy):
    """One loop per thread; the main thread's is made on demand."""

    _loop_factory = None

    class _Local(threading.local):
        _loop = None
        _set_called = False

    def __init__(self):
        self._local = self._Local()
        self._watcher = None

    def get_event_loop(self):
        local = self._local
        if local._loop is None and not local._set_called and \
                threading.current_thread() is threading.main_thread():
            self.set_event_loop(self.new_event_loop())
        if local._loop is None:
            raise RuntimeError('There is no current event loop in thread %r.'
                               % threading.current_thread().name)
        return local._loop

    def set_event_loop(self, loop):
        self._local._set_called = True
        if loop is not None and not isinstance(loop, AbstractEventLoop):
            raise TypeError("loop must be an instance of AbstractEventLoop or None, "
                            f"not '{type(loop).__name__}'")
        self._local._loop = loop

    def new_event_loop(self):
        return self._loop_factory()

    def get_child_watcher(self):
        return self._watcher

    def set_child_watcher(self, watcher):
        self._watcher = watcher


_event_loop_policy = None
_lock = threading.Lock()


class _RunningLoop(threading.local):
    loop = None
    pid = None


_running = _RunningLoop()


def get_running_loop():
    """The loop that runs in this thread; RuntimeError without one."""
    loop = _running.loop
    if loop is None or _running.pid != os.getpid():
        raise RuntimeError('no running event loop')
    return loop


def _get_running_loop():
    loop = _running.loop
    if loop is not None and _running.pid == os.getpid():
        return loop
    return None


def _set_running_loop(loop, /):
    _running.loop = loop
    _running.pid = os.getpid()


_py_get_running_loop = _get_running_loop


def get_event_loop_policy():
    global _event_loop_policy
    if _event_loop_policy is None:
        with _lock:
            if _event_loop_policy is None:
                from .unix_events import DefaultEventLoopPolicy
                _event_loop_policy = DefaultEventLoopPolicy()
    return _event_loop_policy


def set_event_loop_policy(policy):
    global _event_loop_policy
    if policy is not None and not isinstance(policy, AbstractEventLoopPolicy):
        raise TypeError("policy must be an instance of AbstractEventLoopPolicy or None, "
                        f"not '{type(policy).__name__}'")
    _event_loop_policy = policy


def get_event_loop():
    """The running loop, or the one the policy gives."""
    loop = _py_get_running_loop()
    return loop if loop is not None else get_event_loop_policy().get_event_loop()


def set_event_loop(loop):
    get_event_loop_policy().set_event_loop(loop)


def new_event_loop():
    """A new loop."""
    return get_event_loop_policy().new_event_loop()


def get_child_watcher():
    return get_event_loop_policy().get_child_watcher()


def set_child_watcher(watcher):
    return get_event_loop_policy().set_child_watcher(watcher)


for _f in get_running_loop, _get_running_loop, _set_running_loop, get_event_loop:
    globals()[_f.__name__] = _as_native(_f, module='_asyncio')
del _f
