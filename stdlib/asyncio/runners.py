"""asyncio.run(): a loop for one coroutine."""
import contextlib
import contextvars
import signal
import threading
from . import coroutines, events, exceptions, tasks

__all__ = ('Runner', 'run')


class _Interrupts:
    """Ctrl-C while a task runs: the first cancels the task, any further one interrupts at once."""

    def __init__(self, task, loop):
        self.task, self.loop, self.count = task, loop, 0

    def __call__(self, signum, frame):
        self.count += 1
        if self.count > 1 or self.task.done():
            raise KeyboardInterrupt()
        self.task.cancel()
        self.loop.call_soon_threadsafe(lambda: None)  # wakes a loop that waits for input

    @contextlib.contextmanager
    def installed(self):
        """Handles SIGINT where Python's own handler does now; elsewhere nothing changes."""
        ours = (threading.current_thread() is threading.main_thread()
                and signal.getsignal(signal.SIGINT) is signal.default_int_handler)
        if ours:
            try:
                signal.signal(signal.SIGINT, self)
            except ValueError:
                ours = False  # signals belong to another interpreter
        try:
            yield
        finally:
            if ours and signal.getsignal(signal.SIGINT) is self:
                signal.signal(signal.SIGINT, signal.default_int_handler)


class Runner:
    """A loop for several calls of run(); a context manager. The loop is made when first needed."""

    def __init__(self, *, debug=None, loop_factory=None):
        self._debug, self._loop_factory = debug, loop_factory
        self._loop = self._context = None
        self._closed = False
        self._registered = False  # the thread's current loop is ours

    def __enter__(self):
        self.get_loop()
        return self

    def __exit__(self, *raised):
        self.close()

    def _make_loop(self):
        if self._loop_factory is not None:
            loop = self._loop_factory()
        else:
            loop = events.new_event_loop()
            events.set_event_loop(loop)
            self._registered = True
        if self._debug is not None:
            loop.set_debug(self._debug)
        self._context = contextvars.copy_context()
        return loop

    def get_loop(self):
        """The loop."""
        if self._closed:
            raise RuntimeError("Runner is closed")
        if self._loop is None:
            self._loop = self._make_loop()
        return self._loop

    def close(self):
        """Ends all tasks, then the loop."""
        if self._loop is None:
            return
        loop = self._loop
        try:
            _cancel_all_tasks(loop)
            for last in (loop.shutdown_asyncgens, loop.shutdown_default_executor):
                loop.run_until_complete(last())
        finally:
            if self._registered:
                events.set_event_loop(None)
            loop.close()
            self._loop, self._closed = None, True

    def run(self, coro, *, context=None):
        """Runs a coroutine to its end; its result."""
        if not coroutines.iscoroutine(coro):
            raise ValueError(f"a coroutine was expected, got {coro!r}")
        if events._get_running_loop() is not None:
            raise RuntimeError("Runner.run() cannot be called from a running event loop")
        loop = self.get_loop()
        task = loop.create_task(coro, context=self._context if context is None else context)
        interrupts = _Interrupts(task, loop)
        with interrupts.installed():
            try:
                return loop.run_until_complete(task)
            except exceptions.CancelledError:
                if interrupts.count and not task.uncancel():
                    raise KeyboardInterrupt()
                raise


def run(main, *, debug=None):
    """Runs a coroutine in a loop of its own; its result."""
    if events._get_running_loop() is not None:
        raise RuntimeError("asyncio.run() cannot be called from a running event loop")
    with Runner(debug=debug) as runner:
        return runner.run(main)


def _cancel_all_tasks(loop):
    left = tasks.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:
        loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        failure = None if task.cancelled() else task.exception()
        if failure is not None:
            loop.call_exception_handler(dict(message='unhandled exception during asyncio.run() shutdown',
                                             exception=failure, task=task))
