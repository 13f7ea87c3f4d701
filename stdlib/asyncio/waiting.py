"""What locks, events, conditions and queues are made of: tasks that stand in line in one loop."""
import collections
from . import events


class LoopBound:
    """Belongs to the loop in which somebody first waits for it."""

    def _get_loop(self):
        running = events.get_running_loop()
        # setdefault() is one step, so of two threads that come first together one wins
        if vars(self).setdefault('_loop', running) is not running:
            raise RuntimeError(f'{self!r} is bound to a different event loop')
        return running


async def stand_in(line, loop):
    """Waits at the end of a line until somebody wakes the future put there, and leaves the line."""
    turn = loop.create_future()
    line.append(turn)
    try:
        await turn
    finally:
        line.remove(turn)


def wake(line, most=None, result=True):
    """Wakes the first `most` of those still asleep in a line (None: all)."""
    for turn in line:
        if most == 0:
            break
        if not turn.done():
            turn.set_result(result)
            if most is not None:
                most -= 1


class Line(LoopBound):
    """An object with one line of waiting tasks, told in its repr after the state."""

    def __init__(self):
        self._waiters = collections.deque()

    def _state(self):
        raise NotImplementedError

    def __repr__(self):
        queue = f', waiters:{len(self._waiters)}' if self._waiters else ''
        return f'{super().__repr__()[:-1]} [{self._state()}{queue}]>'

    async def _stand_in(self):
        await stand_in(self._waiters, self._get_loop())

    def _anyone_waits(self):
        return not all(turn.cancelled() for turn in self._waiters)
