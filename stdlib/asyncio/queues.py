"""Queues between tasks."""
import collections
import heapq
from types import GenericAlias
from . import locks
from .waiting import LoopBound

__all__ = ('Queue', 'PriorityQueue', 'LifoQueue', 'QueueFull', 'QueueEmpty')


class QueueEmpty(Exception):
    """get_nowait() found nothing."""


class QueueFull(Exception):
    """put_nowait() found no free place."""


class Queue(LoopBound):
    """A queue of at most maxsize items (0: any number). Subclasses change _init(), _get() and _put()."""
    __class_getitem__ = classmethod(GenericAlias)

    def __init__(self, maxsize=0):
        self._maxsize = maxsize
        self._init(maxsize)
        self._getters, self._putters = collections.deque(), collections.deque()
        self._open_work = 0
        self._all_done = locks.Event()
        self._all_done.set()

    def _init(self, maxsize):
        self._queue = collections.deque()

    def _put(self, item):
        self._queue.append(item)

    def _get(self):
        return self._queue.popleft()

    def _describe(self, *where):
        counts = (('_getters[%d]', len(self._getters)), ('_putters[%d]', len(self._putters)),
                  ('tasks=%d', self._open_work))
        words = [type(self).__name__, *where, f'maxsize={self._maxsize!r}']
        if getattr(self, '_queue', ()):
            words.append(f'_queue={list(self._queue)!r}')
        return '<%s>' % ' '.join(words + [form % count for form, count in counts if count])

    def __repr__(self):
        return self._describe('at', format(id(self), '#x'))

    def __str__(self):
        return self._describe()

    @property
    def maxsize(self):
        """The most items at a time."""
        return self._maxsize

    def qsize(self):
        """How many items there are."""
        return len(self._queue)

    def empty(self):
        """Whether get() would wait."""
        return not self._queue

    def full(self):
        """Whether put() would wait."""
        return 0 < self._maxsize <= self.qsize()

    def _wake_next(self, line):
        """Wakes the first sleeper of a line; all whom that finds awake have left it."""
        while line and line[0].done():
            line.popleft()
        if line:
            line.popleft().set_result(None)

    async def _wait_while(self, blocked, line):
        """Stands in a line until blocked() is false. One who is cancelled wakes the next instead of himself."""
        while blocked():
            turn = self._get_loop().create_future()
            line.append(turn)
            try:
                await turn
            except BaseException:
                turn.cancel()
                if turn in line:
                    line.remove(turn)
                if not turn.cancelled() and not blocked():
                    self._wake_next(line)
                raise

    async def put(self, item):
        """Adds an item, waiting for a free place."""
        await self._wait_while(self.full, self._putters)
        return self.put_nowait(item)

    def put_nowait(self, item):
        """Adds an item; QueueFull without a free place."""
        if self.full():
            raise QueueFull
        self._put(item)
        self._open_work += 1
        self._all_done.clear()
        self._wake_next(self._getters)

    async def get(self):
        """Takes an item, waiting for one."""
        await self._wait_while(self.empty, self._getters)
        return self.get_nowait()

    def get_nowait(self):
        """Takes an item; QueueEmpty without one."""
        if self.empty():
            raise QueueEmpty
        taken = self._get()
        self._wake_next(self._putters)
        return taken

    def task_done(self):
        """An item that get() returned has been worked on."""
        if not self._open_work:
            raise ValueError('task_done() called too many times')
        self._open_work -= 1
        if not self._open_work:
            self._all_done.set()

    async def join(self):
        """Waits until all items have been worked on."""
        if self._open_work:
            await self._all_done.wait()


class PriorityQueue(Queue):
    """get() takes the least item."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item, *, heappush=heapq.heappush):
        heappush(self._queue, item)

    def _get(self, *, heappop=heapq.heappop):
        return heappop(self._queue)


class LifoQueue(Queue):
    """get() takes the item added last."""

    def _init(self, maxsize):
        self._queue = []

    def _get(self):
        return self._queue.pop()
