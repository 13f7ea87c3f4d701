"""Queues between threads: first in first out, last in first out, by priority."""
import threading
from _queue import Empty, SimpleQueue
from collections import deque
from heapq import heappush, heappop
from time import monotonic as time
from types import GenericAlias as _GenericAlias

__all__ = ['Empty', 'Full', 'Queue', 'PriorityQueue', 'LifoQueue', 'SimpleQueue']


class Full(Exception):
    """There is no room, and the caller waits no longer."""


class Queue:
    """A queue of at most maxsize items (0: any number)."""

    __class_getitem__ = classmethod(_GenericAlias)

    def __init__(self, maxsize=0):
        self.maxsize = maxsize
        self._init(maxsize)
        # one lock for all, and a condition for each thing that threads wait for
        self.mutex = lock = threading.Lock()
        self.not_empty, self.not_full, self.all_tasks_done = (threading.Condition(lock) for _ in range(3))
        self.unfinished_tasks = 0

    def task_done(self):
        """An item that get() returned has been worked on."""
        with self.all_tasks_done:
            left = self.unfinished_tasks - 1
            if left < 0:
                raise ValueError('task_done() called too many times')
            if left == 0:
                self.all_tasks_done.notify_all()
            self.unfinished_tasks = left

    def join(self):
        """Wait until all items have been worked on."""
        with self.all_tasks_done:
            while self.unfinished_tasks:
                self.all_tasks_done.wait()

    def qsize(self):
        """How many items are in the queue at the moment."""
        with self.mutex:
            return self._qsize()

    def empty(self):
        """Is nothing in the queue at the moment?"""
        with self.mutex:
            return not self._qsize()

    def full(self):
        """Is there no room at the moment?"""
        with self.mutex:
            return 0 < self.maxsize <= self._qsize()

    def _until(self, condition, ready, block, timeout, error):
        if not block:
            if not ready():
                raise error
        elif timeout is None:
            while not ready():
                condition.wait()
        elif timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        else:
            end = time() + timeout
            while not ready():
                left = end - time()
                if left <= 0.0:
                    raise error
                condition.wait(left)

    def put(self, item, block=True, timeout=None):
        """Add an item, waiting for a free place; Full if that takes too long."""
        with self.not_full:
            if self.maxsize > 0:
                self._until(self.not_full, lambda: self._qsize() < self.maxsize,
                            block, timeout, Full)
            self._put(item)
            self.unfinished_tasks += 1
            self.not_empty.notify()

    def get(self, block=True, timeout=None):
        """Take an item, waiting for one; Empty if that takes too long."""
        with self.not_empty:
            self._until(self.not_empty, self._qsize, block, timeout, Empty)
            item = self._get()
            self.not_full.notify()
            return item

    def put_nowait(self, item):
        """Put an item in, or raise Full at once."""
        return self.put(item, block=False)

    def get_nowait(self):
        """The next item, or Empty at once."""
        return self.get(block=False)

    # what a subclass may replace; the mutex is held

    def _init(self, maxsize):
        self.queue = deque()

    def _qsize(self):
        return len(self.queue)

    def _put(self, item):
        self.queue.append(item)

    def _get(self):
        return self.queue.popleft()


class PriorityQueue(Queue):
    """get() takes the least item."""

    def _init(self, maxsize):
        self.queue = []

    def _put(self, item):
        heappush(self.queue, item)

    def _get(self):
        return heappop(self.queue)


class LifoQueue(Queue):
    """get() takes the item added last."""

    def _init(self, maxsize):
        self.queue = []

    def _get(self):
        return self.queue.pop()
