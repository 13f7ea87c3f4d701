"""Locks and friends between tasks."""
from . import exceptions
from .waiting import Line, LoopBound, wake

__all__ = ('Lock', 'Event', 'Condition', 'Semaphore', 'BoundedSemaphore', 'Barrier')


class _HeldWithin:
    """`async with x`: acquired before the block, released after it."""

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, *raised):
        self.release()


class Lock(_HeldWithin, Line):
    """Held by one task at a time; waiting tasks get it in order."""

    def __init__(self):
        super().__init__()
        self._locked = False

    def _state(self):
        return 'locked' if self._locked else 'unlocked'

    def locked(self):
        """Whether a task holds it."""
        return self._locked

    async def acquire(self):
        """Waits until nobody holds the lock and nobody came earlier; returns True."""
        if self._locked or self._anyone_waits():
            try:
                await self._stand_in()
            except exceptions.CancelledError:
                self._pass_on()
                raise
        self._locked = True
        return True

    def release(self):
        """Gives the lock to the task that has waited longest."""
        if not self._locked:
            raise RuntimeError('Lock is not acquired.')
        self._locked = False
        self._pass_on()

    def _pass_on(self):
        # Only the head of the line: when it is awake already, the lock is as good as its own.
        if self._waiters and not self._locked and not self._waiters[0].done():
            self._waiters[0].set_result(True)


class Event(Line):
    """A flag that tasks can wait for."""

    def __init__(self):
        super().__init__()
        self._value = False

    def _state(self):
        return 'set' if self._value else 'unset'

    def is_set(self):
        """The flag."""
        return self._value

    def set(self):
        """Raises the flag and wakes all who wait for it."""
        if not self._value:
            self._value = True
            wake(self._waiters)

    def clear(self):
        """Takes the flag down."""
        self._value = False

    async def wait(self):
        """Waits for the flag; returns True."""
        if not self._value:
            await self._stand_in()
        return True


class Condition(_HeldWithin, Line):
    """Wait, with a lock, until another task notifies."""

    def __init__(self, lock=None):
        super().__init__()
        self._lock = lock = Lock() if lock is None else lock
        self.locked, self.acquire, self.release = lock.locked, lock.acquire, lock.release

    def _state(self):
        return 'locked' if self.locked() else 'unlocked'

    def _must_hold(self, what):
        if not self.locked():
            raise RuntimeError(f'cannot {what} on un-acquired lock')

    async def _acquire_whatever_happens(self):
        """Takes the lock back; a cancellation meanwhile is raised only when it is held."""
        interrupted = held = False
        while not held:
            try:
                await self.acquire()
                held = True
            except exceptions.CancelledError:
                interrupted = True
        if interrupted:
            raise exceptions.CancelledError

    async def wait(self):
        """Gives the lock up until notified, then holds it again; returns True."""
        self._must_hold('wait')
        self.release()
        try:
            await self._stand_in()
            return True
        finally:
            await self._acquire_whatever_happens()

    async def wait_for(self, predicate):
        """Waits until predicate() is true; returns its value."""
        while not (result := predicate()):
            await self.wait()
        return result

    def notify(self, n=1):
        """Wakes n waiting tasks."""
        self._must_hold('notify')
        wake(self._waiters, n, result=False)

    def notify_all(self):
        """Wakes all waiting tasks."""
        self.notify(len(self._waiters))


class Semaphore(_HeldWithin, Line):
    """A counter that acquire() takes down, waiting at zero."""

    def __init__(self, value=1):
        if value < 0:
            raise ValueError("Semaphore initial value must be >= 0")
        super().__init__()
        self._value = value

    def _state(self):
        return 'locked' if self.locked() else f'unlocked, value:{self._value}'

    def locked(self):
        """Whether acquire() would wait."""
        return self._value == 0 or self._anyone_waits()

    async def acquire(self):
        """Takes one from the counter, waiting while there is none; returns True."""
        if not self.locked():
            self._value -= 1
            return True
        turn = self._get_loop().create_future()
        self._waiters.append(turn)
        try:
            await turn
        except exceptions.CancelledError:
            self._waiters.remove(turn)
            if not turn.cancelled():
                self._give_back()  # release() had counted us in already
            raise
        self._waiters.remove(turn)
        if self._value > 0:
            self._hand_out()
        return True

    def _give_back(self):
        self._value += 1
        self._hand_out()

    def release(self):
        """Adds one to the counter."""
        self._give_back()

    def _hand_out(self):
        # The counter goes down for the one who is woken, so that nobody slips in before.
        asleep = next((turn for turn in self._waiters if not turn.done()), None)
        if asleep is not None:
            self._value -= 1
            asleep.set_result(True)


class BoundedSemaphore(Semaphore):
    """A semaphore that is never given back more often than taken."""

    def __init__(self, value=1):
        super().__init__(value)
        self._bound_value = value

    def release(self):
        """Adds one to the counter; ValueError beyond its first value."""
        if self._value >= self._bound_value:
            raise ValueError('BoundedSemaphore released too many times')
        self._give_back()


class Barrier(LoopBound):
    """Tasks wait for one another until `parties` of them have come."""
    # What happens to those inside; the names are those of the repr.
    _FILLING, _DRAINING, _RESETTING, _BROKEN = 'filling', 'draining', 'resetting', 'broken'

    def __init__(self, parties):
        if parties < 1:
            raise ValueError('parties must be > 0')
        self._changed = Condition()
        self._parties = parties
        self._phase = self._FILLING
        self._count = 0

    def __repr__(self):
        count = '' if self.broken else f', waiters:{self.n_waiting}/{self.parties}'
        return f'{super().__repr__()[:-1]} [{self._phase}{count}]>'

    async def __aenter__(self):
        return await self.wait()

    async def __aexit__(self, *raised):
        pass

    async def _until_phase(self, *phases):
        await self._changed.wait_for(lambda: self._phase in phases)
        return self._phase

    def _enter_phase(self, phase):
        self._phase = phase
        self._changed.notify_all()

    async def wait(self):
        """Waits for the others; returns the place (0 for the first) in which this task came."""
        async with self._changed:
            # those of the last round leave first
            if await self._until_phase(self._FILLING, self._BROKEN) == self._BROKEN:
                raise exceptions.BrokenBarrierError('Barrier aborted')
            place = self._count
            self._count += 1
            try:
                if self._count == self._parties:
                    self._enter_phase(self._DRAINING)
                elif await self._until_phase(self._DRAINING, self._RESETTING, self._BROKEN) != self._DRAINING:
                    raise exceptions.BrokenBarrierError('Abort or reset of barrier')
                return place
            finally:
                self._count -= 1
                if not self._count:
                    self._enter_phase(self._BROKEN if self.broken else self._FILLING)

    async def reset(self):
        """Sends those who wait away with BrokenBarrierError; the barrier is as new after it."""
        async with self._changed:
            self._enter_phase(self._RESETTING if self._count else self._FILLING)

    async def abort(self):
        """Breaks the barrier for all who wait and will."""
        async with self._changed:
            self._enter_phase(self._BROKEN)

    @property
    def parties(self):
        """How many tasks open the barrier."""
        return self._parties

    @property
    def n_waiting(self):
        """How many wait now."""
        return self._count if self._phase == self._FILLING else 0

    @property
    def broken(self):
        """Whether abort() was called."""
        return self._phase == self._BROKEN
