"""What CPython has in C of queues: the simple one, and the exception for nothing in it."""
import threading
from _kukri import as_native as _as_native
from collections import deque
from types import GenericAlias as _GenericAlias


class Empty(Exception):
    """There is nothing to get, and the caller waits no longer."""


class SimpleQueue:
    """An unbounded first in, first out queue without task tracking."""

    __slots__ = '_queue', '_items', '__weakref__'
    __class_getitem__ = classmethod(_GenericAlias)

    def __new__(cls):
        self = object.__new__(cls)
        self._queue = deque()
        self._items = threading.Semaphore(0)
        return self

    def put(self, item, block=True, timeout=None):
        """Put an item in; there is always room."""
        self._queue.append(item)
        self._items.release()

    def get(self, block=True, timeout=None):
        """The next item; waits for one unless block is false, at most timeout seconds."""
        if timeout is not None and timeout < 0:
            raise ValueError("'timeout' must be a non-negative number")
        if not (self._items.acquire(True, timeout) if block else self._items.acquire(False)):
            raise Empty
        return self._queue.popleft()

    def put_nowait(self, item):
        """The same as put()."""
        return self.put(item, block=False)

    def get_nowait(self):
        """The next item, or Empty at once."""
        return self.get(block=False)

    def empty(self):
        """Is nothing in the queue at the moment?"""
        return len(self._queue) == 0

    def qsize(self):
        """How many items are in the queue at the moment."""
        return len(self._queue)


_as_native(SimpleQueue)
