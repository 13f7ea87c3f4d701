"""Task: a coroutine that the loop runs; waiting for several of them."""
import concurrent.futures
import contextvars
import inspect
import itertools
import types
import weakref
from types import GenericAlias
from _kukri import as_native as _as_native
from . import coroutines, events, exceptions, futures, timeouts

__all__ = ('Task', 'create_task', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED', 'wait',
           'wait_for', 'as_completed', 'sleep', 'gather', 'shield', 'ensure_future',
           'run_coroutine_threadsafe', 'current_task', 'all_tasks', '_register_task',
           '_unregister_task', '_enter_task', '_leave_task')

FIRST_COMPLETED = concurrent.futures.FIRST_COMPLETED
FIRST_EXCEPTION = concurrent.futures.FIRST_EXCEPTION
ALL_COMPLETED = concurrent.futures.ALL_COMPLETED

_task_name_counter = itertools.count(1).__next__
_all_tasks = weakref.WeakSet()
_current_tasks = {}


def current_task(loop=None):
    """The task that runs."""
    if loop is None:
        loop = events.get_running_loop()
    return _current_tasks.get(loop)


def all_tasks(loop=None):
    """The tasks of a loop that are not done."""
    if loop is None:
        loop = events.get_running_loop()
    return {t for t in list(_all_tasks) if t.get_loop() is loop and not t.done()}


def _register_task(task):
    _all_tasks.add(task)


def _unregister_task(task):
    _all_tasks.discard(task)


def _enter_task(loop, task):
    current = _current_tasks.get(loop)
    if current is not None:
        raise RuntimeError(f"Cannot enter into task {task!r} while another "
                           f"task {current!r} is being executed.")
    _current_tasks[loop] = task


def _leave_task(loop, task):
    current = _current_tasks.get(loop)
    if current is not task:
        raise RuntimeError(f"Leaving task {task!r} does not match "
                           f"the current task {current!r}.")
    del _current_tasks[loop]


_py_enter_task, _py_leave_task = _enter_task, _leave_task
for _f in _register_task, _unregister_task, _enter_task, _leave_task:
    globals()[_f.__name__] = _as_native(_f, module='_asyncio')
del _f


class Task(futures.Future):
    """A coroutine wrapped in a Future."""

    _log_destroy_pending = True

    def __init__(self, coro, *, loop=None, name=None, context=None):
        super().__init__(loop=loop)
        if not coroutines.iscoroutine(coro):
            self._log_destroy_pending = False
            raise TypeError(f"a coroutine was expected, got {coro!r}")
        self._name = f'Task-{_task_name_counter()}' if name is None else str(name)
        self._num_cancels_requested = 0
        self._must_cancel = False
        self._fut_waiter = None
        self._coro = coro
        self._context = contextvars.copy_context() if context is None else context
        self._loop.call_soon(self.__step, context=self._context)
        _all_tasks.add(self)

    def __del__(self):
        if self._state == futures._PENDING and self._log_destroy_pending:
            self._loop.call_exception_handler({
                'task': self, 'message': 'Task was destroyed but it is pending!'})
        super().__del__()

    __class_getitem__ = classmethod(GenericAlias)

    def _repr_info(self):
        info = super()._repr_info()
        if self.cancelling() and not self.done():
            info[0] = 'cancelling'
        info.insert(1, 'name=%r' % self._name)
        if self._fut_waiter is not None:
            info.insert(2, f'wait_for={self._fut_waiter!r}')
        if self._coro:
            info.insert(2, f'coro=<{coroutines._format_coroutine(self._coro)}>')
        return info

    def get_coro(self):
        return self._coro

    def get_context(self):
        return self._context

    def set_name(self, value):
        self._name = str(value)

    def get_name(self):
        return self._name

    def set_result(self, result):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception):
        raise RuntimeError('Task does not support set_exception operation')

    def get_stack(self, *, limit=None):
        """The frames of the coroutine, outermost first; of its traceback once done."""
        frames = []
        if self._exception is not None:
            tb = self._exception.__traceback__
            while tb is not None and (limit is None or len(frames) < limit):
                frames.append(tb.tb_frame)
                tb = tb.tb_next
            return frames
        frame = getattr(self._coro, 'cr_frame', None) or getattr(self._coro, 'gi_frame', None)
        if frame is not None:
            frames.append(frame)
        return frames

    def print_stack(self, *, limit=None, file=None):
        import sys
        print(f'Stack for {self!r} (most recent call last):', file=file or sys.stderr)
        for frame in self.get_stack(limit=limit):
            print(f'  File "{frame.f_code.co_filename}", line {frame.f_lineno}, '
                  f'in {frame.f_code.co_name}', file=file or sys.stderr)

    def cancel(self, msg=None):
        """Let CancelledError be raised in the coroutine."""
        self._log_traceback_flag = False
        if self.done():
            return False
        self._num_cancels_requested += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        """How many cancellations were asked for and not taken back."""
        return self._num_cancels_requested

    def uncancel(self):
        """Take one cancellation back; how many are left."""
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
        return self._num_cancels_requested

    def __step(self, exc=None):
        if self.done():
            raise exceptions.InvalidStateError(f'_step(): already done: {self!r}, {exc!r}')
        if self._must_cancel:
            if not isinstance(exc, exceptions.CancelledError):
                exc = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        _py_enter_task(loop, self)
        try:
            if exc is None:
                result = self._coro.send(None)
            else:
                result = self._coro.throw(exc)
        except StopIteration as e:
            if self._must_cancel:
                self._must_cancel = False
                super().cancel(msg=self._cancel_message)
            else:
                super().set_result(e.value)
        except exceptions.CancelledError as e:
            self._cancelled_exc = e
            super().cancel()
        except (KeyboardInterrupt, SystemExit) as e:
            super().set_exception(e)
            raise
        except BaseException as e:
            super().set_exception(e)
        else:
            self.__wait_for(result)
        finally:
            _py_leave_task(loop, self)
            self = None  # no cycle through the traceback

    def __wait_for(self, result):
        """The coroutine yielded: go on when result is done."""
        blocking = getattr(result, '_asyncio_future_blocking', None)
        if blocking is not None:
            if futures._get_loop(result) is not self._loop:
                self.__soon(RuntimeError(f'Task {self!r} got Future {result!r} attached to a '
                                         f'different loop'))
            elif not blocking:
                self.__soon(RuntimeError(f'yield was used instead of yield from '
                                         f'in task {self!r} with {result!r}'))
            elif result is self:
                self.__soon(RuntimeError(f'Task cannot await on itself: {self!r}'))
            else:
                result._asyncio_future_blocking = False
                result.add_done_callback(self.task_wakeup, context=self._context)
                self._fut_waiter = result
                if self._must_cancel and result.cancel(msg=self._cancel_message):
                    self._must_cancel = False
        elif result is None:
            self._loop.call_soon(self.__step, context=self._context)
        elif inspect.isgenerator(result):
            self.__soon(RuntimeError(f'yield was used instead of yield from for '
                                     f'generator in task {self!r} with {result!r}'))
        else:
            self.__soon(RuntimeError(f'Task got bad yield: {result!r}'))

    def __soon(self, exc):
        self._loop.call_soon(self.__step, exc, context=self._context)

    def task_wakeup(self, future):
        try:
            future.result()
        except BaseException as exc:
            self.__step(exc)
        else:
            self.__step()
        self = None


def create_task(coro, *, name=None, context=None):
    """Let the running loop run a coroutine."""
    loop = events.get_running_loop()
    if context is None:
        task = loop.create_task(coro)
    else:
        task = loop.create_task(coro, context=context)
    if name is not None:
        task.set_name(name)
    return task


# --- waiting ---

async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    """Wait for futures and tasks: (done, pending)."""
    _refuse_single(fs, 'list')
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in _ENOUGH:
        raise ValueError(f'Invalid return_when value: {return_when}')
    wanted = set(fs)
    for f in wanted:
        if coroutines.iscoroutine(f):
            raise TypeError("Passing coroutines is forbidden, use tasks explicitly.")
    return await _wait(wanted, timeout, _ENOUGH[return_when])


def _refuse_single(fs, kind):
    if futures.isfuture(fs) or coroutines.iscoroutine(fs):
        article = 'an' if kind[0] in 'aeiou' else 'a'
        raise TypeError(f"expect {article} {kind} of futures, not {type(fs).__name__}")


# Whether one more future that is done ends a wait().
_ENOUGH = {
    ALL_COMPLETED: lambda f: False,
    FIRST_COMPLETED: lambda f: True,
    FIRST_EXCEPTION: lambda f: not f.cancelled() and f.exception() is not None,
}


class _Alarm:
    """Something that ends a wait: one or several futures that are done, or a time that has passed."""

    def __init__(self, loop, watched, timeout=None, enough=_ENOUGH[ALL_COMPLETED]):
        self._rung = loop.create_future()
        self._watched, self._missing, self._enough = watched, len(watched), enough
        for f in watched:
            f.add_done_callback(self._one_done)
        self._timer = None if timeout is None else loop.call_later(timeout, self._ring)

    def _ring(self):
        if not self._rung.done():
            self._rung.set_result(None)

    def _one_done(self, f):
        self._missing -= 1
        if self._missing <= 0 or self._enough(f):
            self._ring()

    async def wait(self):
        """Waits, then watches nothing any more."""
        try:
            await self._rung
        finally:
            if self._timer is not None:
                self._timer.cancel()
            for f in self._watched:
                f.remove_done_callback(self._one_done)


async def _wait(fs, timeout, enough):
    await _Alarm(events.get_running_loop(), fs, timeout, enough).wait()
    done = {f for f in fs if f.done()}
    return done, fs - done


async def wait_for(fut, timeout):
    """Wait for a future or coroutine, at most timeout seconds; then it is cancelled."""
    loop = events.get_running_loop()
    if timeout is None:
        return await fut
    fut = ensure_future(fut, loop=loop)
    if timeout > 0:
        try:
            await _Alarm(loop, [fut], timeout).wait()
        except exceptions.CancelledError:
            # a result that came with the cancellation is not lost
            if fut.done():
                return fut.result()
            await _cancel_and_wait(fut, loop=loop)
            raise
    if not fut.done():
        await _cancel_and_wait(fut, loop=loop)
        try:
            return fut.result()  # it may have answered the cancellation with a result
        except exceptions.CancelledError as exc:
            raise exceptions.TimeoutError() from exc
    return fut.result()


async def _cancel_and_wait(fut, loop):
    ended = _Alarm(loop, [fut])
    fut.cancel()
    await ended.wait()


def as_completed(fs, *, timeout=None):
    """Iterator of coroutines, each of which waits for the next future to complete."""
    _refuse_single(fs, 'iterable')
    from .queues import Queue
    done = Queue()
    loop = events.get_event_loop()
    todo = {ensure_future(f, loop=loop) for f in set(fs)}
    timer = None

    def on_timeout():
        for f in todo:
            f.remove_done_callback(on_completion)
            done.put_nowait(None)
        todo.clear()

    def on_completion(f):
        if not todo:
            return
        todo.remove(f)
        done.put_nowait(f)
        if not todo and timer is not None:
            timer.cancel()

    async def wait_for_one():
        f = await done.get()
        if f is None:
            raise exceptions.TimeoutError
        return f.result()

    for f in todo:
        f.add_done_callback(on_completion)
    if todo and timeout is not None:
        timer = loop.call_later(timeout, on_timeout)
    for _ in range(len(todo)):
        yield wait_for_one()


@types.coroutine
def _yield_once():
    yield


async def sleep(delay, result=None):
    """Wait for some seconds."""
    if delay <= 0:
        await _yield_once()
        return result
    loop = events.get_running_loop()
    future = loop.create_future()
    handle = loop.call_later(delay, futures._set_result_unless_cancelled, future, result)
    try:
        return await future
    finally:
        handle.cancel()


def ensure_future(coro_or_future, *, loop=None):
    """A future as it is, a coroutine or awaitable as a task."""
    return _ensure_future(coro_or_future, loop=loop)


def _ensure_future(obj, *, loop=None):
    if futures.isfuture(obj):
        if loop is not None and loop is not futures._get_loop(obj):
            raise ValueError('The future belongs to a different loop than '
                             'the one specified as the loop argument')
        return obj
    wrapped = False
    if not coroutines.iscoroutine(obj):
        if inspect.isawaitable(obj):
            obj = _wrap_awaitable(obj)
            wrapped = True
        else:
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
    if loop is None:
        loop = events.get_event_loop()
    try:
        return loop.create_task(obj)
    except RuntimeError:
        if wrapped:
            obj.close()
        raise


async def _wrap_awaitable(awaitable):
    return await awaitable


class _GatheringFuture(futures.Future):
    """Cancelling it cancels what it gathers."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._cancel_requested = False

    def cancel(self, msg=None):
        if self.done():
            return False
        cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                cancelled = True
        if cancelled:
            self._cancel_requested = True
        return cancelled


def gather(*coros_or_futures, return_exceptions=False):
    """A future of the list of all results."""
    if not coros_or_futures:
        loop = events.get_event_loop()
        outer = loop.create_future()
        outer.set_result([])
        return outer

    finished = 0

    def on_done(fut):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not fut.cancelled():
                fut.exception()  # it counts as retrieved
            return
        if not return_exceptions:
            if fut.cancelled():
                outer.set_exception(fut._make_cancelled_error())
                return
            exc = fut.exception()
            if exc is not None:
                outer.set_exception(exc)
                return
        if finished == len(unique):
            results = []
            for f in children:
                if f.cancelled():
                    results.append(exceptions.CancelledError(
                        '' if f._cancel_message is None else f._cancel_message))
                else:
                    exc = f.exception()
                    results.append(f.result() if exc is None else exc)
            if outer._cancel_requested:
                outer.set_exception(fut._make_cancelled_error())
            else:
                outer.set_result(results)

    unique = {}
    children = []
    loop = None
    outer = None
    for arg in coros_or_futures:
        fut = unique.get(arg)
        if fut is None:
            fut = _ensure_future(arg, loop=loop)
            if loop is None:
                loop = futures._get_loop(fut)
            if fut is not arg:
                fut._log_destroy_pending = False
            unique[arg] = fut
        children.append(fut)
    outer = _GatheringFuture(children, loop=loop)
    for fut in unique.values():
        fut.add_done_callback(on_done)
    return outer


def shield(arg):
    """A future that can be cancelled without cancelling arg."""
    inner = _ensure_future(arg)
    if inner.done():
        return inner
    loop = futures._get_loop(inner)
    outer = loop.create_future()

    def on_inner_done(inner):
        if outer.cancelled():
            if not inner.cancelled():
                inner.exception()  # it counts as retrieved
            return
        if inner.cancelled():
            outer.cancel()
        else:
            exc = inner.exception()
            if exc is not None:
                outer.set_exception(exc)
            else:
                outer.set_result(inner.result())

    def on_outer_done(outer):
        if not inner.done():
            inner.remove_done_callback(on_inner_done)

    inner.add_done_callback(on_inner_done)
    outer.add_done_callback(on_outer_done)
    return outer


def run_coroutine_threadsafe(coro, loop):
    """Run a coroutine on the loop of another thread: a concurrent.futures.Future."""
    if not coroutines.iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    outcome = concurrent.futures.Future()

    def start():
        try:
            futures._chain_future(ensure_future(coro, loop=loop), outcome)
        except BaseException as exc:
            # the caller would wait for ever; what ends the program is not his to handle
            ends_program = isinstance(exc, (SystemExit, KeyboardInterrupt))
            if not ends_program and outcome.set_running_or_notify_cancel():
                outcome.set_exception(exc)
            raise

    loop.call_soon_threadsafe(start)
    return outcome
