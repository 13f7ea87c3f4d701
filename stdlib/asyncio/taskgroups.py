"""TaskGroup: tasks that end together."""
from . import events, exceptions, tasks

__all__ = ("TaskGroup",)


def _ends_program(exc):
    return isinstance(exc, (SystemExit, KeyboardInterrupt))


class TaskGroup:
    """An asynchronous context manager that waits for its tasks; the first that fails cancels the
    others and, through its parent task, the block itself."""

    def __init__(self):
        self._parent = None  # the task that runs the block; None before it
        self._tasks = set()  # tasks not done yet
        self._failures = []
        self._fatal = None  # SystemExit or KeyboardInterrupt, raised instead of a group
        self._leaving = False  # the block is over
        self._failed = False  # the members were cancelled
        self._cancelled_parent = False  # by us, which must not be seen outside
        self._drained = None  # future of the end of the last member

    def __repr__(self):
        facts = []
        if self._tasks:
            facts.append(f'tasks={len(self._tasks)}')
        if self._failures:
            facts.append(f'errors={len(self._failures)}')
        if self._failed:
            facts.append('cancelling')
        elif self._parent is not None:
            facts.append('entered')
        return ' '.join(['<TaskGroup', *facts]) + '>'

    async def __aenter__(self):
        if self._parent is not None:
            raise RuntimeError(f"TaskGroup {self!r} has already been entered")
        self._loop = events.get_running_loop()
        parent = tasks.current_task(self._loop)
        if parent is None:
            raise RuntimeError(f'TaskGroup {self!r} cannot determine the parent task')
        self._parent = parent
        return self

    async def __aexit__(self, kind, raised, tb):
        self._leaving = True
        self._note_fatal(raised)
        outside = raised if isinstance(raised, exceptions.CancelledError) else None
        if self._cancelled_parent and self._parent.uncancel() == 0:
            outside = None
        if raised is not None:
            self._cancel_members()
        outside = await self._drain() or outside
        if self._fatal is not None:
            raise self._fatal
        if outside is not None and not self._failures:
            raise outside
        if raised is not None and kind is not exceptions.CancelledError:
            self._failures.append(raised)
        if self._failures:
            failures, self._failures = self._failures, None
            try:
                raise BaseExceptionGroup('unhandled errors in a TaskGroup', failures) from None
            finally:
                del failures, raised  # the group holds this frame through its traceback

    async def _drain(self):
        """Waits for the members; the cancellation from outside that came meanwhile, or None."""
        outside = None
        while self._tasks:
            self._drained = self._drained or self._loop.create_future()
            try:
                await self._drained
            except exceptions.CancelledError as exc:
                # one of our own doing finds the members cancelled already
                if self._cancel_members():
                    outside = exc
            self._drained = None
        return outside

    def create_task(self, coro, *, name=None, context=None):
        """A task of the group."""
        if self._parent is None:
            raise RuntimeError(f"TaskGroup {self!r} has not been entered")
        if self._leaving and not self._tasks:
            raise RuntimeError(f"TaskGroup {self!r} is finished")
        if self._failed:
            raise RuntimeError(f"TaskGroup {self!r} is shutting down")
        options = {} if context is None else {'context': context}
        member = self._loop.create_task(coro, **options)
        if name is not None:
            member.set_name(name)
        member.add_done_callback(self._member_done)
        self._tasks.add(member)
        return member

    def _note_fatal(self, exc):
        if self._fatal is None and _ends_program(exc):
            self._fatal = exc

    def _cancel_members(self):
        """Cancels all members, once; whether it was now."""
        if self._failed:
            return False
        self._failed = True
        for member in [member for member in self._tasks if not member.done()]:
            member.cancel()
        return True

    def _member_done(self, member):
        self._tasks.discard(member)
        if not self._tasks and self._drained is not None and not self._drained.done():
            self._drained.set_result(True)
        failure = None if member.cancelled() else member.exception()
        if failure is None:
            return
        self._failures.append(failure)
        self._note_fatal(failure)
        if self._parent.done():
            self._loop.call_exception_handler(dict(
                message=f'Task {member!r} has errored out but its parent task {self._parent} is already completed',
                exception=failure, task=member))
        elif not self._cancelled_parent and self._cancel_members():
            # stops the block wherever it waits
            self._cancelled_parent = True
            self._parent.cancel()
