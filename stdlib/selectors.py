"""Waiting for events on many files at once, with the best mechanism of the system."""
from abc import ABCMeta, abstractmethod
from collections import namedtuple
from collections.abc import Mapping
import math
import select
import sys

EVENT_READ = 1
EVENT_WRITE = 2


def _fileobj_to_fd(fileobj):
    if isinstance(fileobj, int):
        fd = fileobj
    else:
        try:
            fd = int(fileobj.fileno())
        except (AttributeError, TypeError, ValueError):
            raise ValueError("Invalid file object: {!r}".format(fileobj)) from None
    if fd < 0:
        raise ValueError("Invalid file descriptor: {}".format(fd))
    return fd


SelectorKey = namedtuple('SelectorKey', ['fileobj', 'fd', 'events', 'data'])
SelectorKey.__doc__ = "A registered file with its descriptor, events and attached data."


class _SelectorMapping(Mapping):
    """File objects -> keys."""

    def __init__(self, selector):
        self._selector = selector

    def __len__(self):
        return len(self._selector._fd_to_key)

    def __getitem__(self, fileobj):
        try:
            return self._selector._fd_to_key[self._selector._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError("{!r} is not registered".format(fileobj)) from None

    def __iter__(self):
        return iter(self._selector._fd_to_key)


class BaseSelector(metaclass=ABCMeta):
    """What every selector can do."""

    @abstractmethod
    def register(self, fileobj, events, data=None):
        """Watch a file for events; its key."""
        raise NotImplementedError

    @abstractmethod
    def unregister(self, fileobj):
        """Stop watching a file; its key."""
        raise NotImplementedError

    def modify(self, fileobj, events, data=None):
        """Change the events or the data of a file."""
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    @abstractmethod
    def select(self, timeout=None):
        """Wait: list of (key, events)."""
        raise NotImplementedError

    def close(self):
        """Let go of what the selector holds."""

    def get_key(self, fileobj):
        mapping = self.get_map()
        if mapping is None:
            raise RuntimeError('Selector is closed')
        try:
            return mapping[fileobj]
        except KeyError:
            raise KeyError("{!r} is not registered".format(fileobj)) from None

    @abstractmethod
    def get_map(self):
        """Mapping of files to keys."""
        raise NotImplementedError

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class _BaseSelectorImpl(BaseSelector):
    def __init__(self):
        self._fd_to_key = {}
        self._map = _SelectorMapping(self)

    def _fileobj_lookup(self, fileobj):
        try:
            return _fileobj_to_fd(fileobj)
        except ValueError:
            # a closed file can still be unregistered
            for key in self._fd_to_key.values():
                if key.fileobj is fileobj:
                    return key.fd
            raise

    def register(self, fileobj, events, data=None):
        if not events or events & ~(EVENT_READ | EVENT_WRITE):
            raise ValueError("Invalid events: {!r}".format(events))
        key = SelectorKey(fileobj, self._fileobj_lookup(fileobj), events, data)
        if key.fd in self._fd_to_key:
            raise KeyError("{!r} (FD {}) is already registered".format(fileobj, key.fd))
        self._fd_to_key[key.fd] = key
        return key

    def unregister(self, fileobj):
        try:
            return self._fd_to_key.pop(self._fileobj_lookup(fileobj))
        except KeyError:
            raise KeyError("{!r} is not registered".format(fileobj)) from None

    def modify(self, fileobj, events, data=None):
        try:
            key = self._fd_to_key[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        if events == key.events:
            if data != key.data:
                self._fd_to_key[key.fd] = key = key._replace(data=data)
            return key
        self.unregister(fileobj)
        return self.register(fileobj, events, data)

    def get_map(self):
        return self._map

    def close(self):
        self._map = None
        self._fd_to_key.clear()

    def _found(self, pairs):
        """The keys of (descriptor, events), events cut to what was asked for."""
        result = []
        for fd, events in pairs:
            key = self._fd_to_key.get(fd)
            if key is not None and events & key.events:
                result.append((key, events & key.events))
        return result


class SelectSelector(_BaseSelectorImpl):
    """With select()."""

    def __init__(self):
        super().__init__()
        self._readers, self._writers = set(), set()

    def _sets(self):
        return (EVENT_READ, self._readers), (EVENT_WRITE, self._writers)

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        for event, numbers in self._sets():
            if events & event:
                numbers.add(key.fd)
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        for _, numbers in self._sets():
            numbers.discard(key.fd)
        return key

    def select(self, timeout=None):
        timeout = None if timeout is None else max(timeout, 0)
        try:
            r, w, _ = select.select(self._readers, self._writers, [], timeout)
        except InterruptedError:
            return []
        events = {}
        for fd in r:
            events[fd] = EVENT_READ
        for fd in w:
            events[fd] = events.get(fd, 0) | EVENT_WRITE
        return self._found(events.items())


class _PollLikeSelector(_BaseSelectorImpl):
    def __init__(self):
        super().__init__()
        self._selector = self._selector_cls()

    def _mask(self, events):
        return (self._IN if events & EVENT_READ else 0) | (self._OUT if events & EVENT_WRITE else 0)

    def register(self, fileobj, events, data=None):
        key = super().register(fileobj, events, data)
        try:
            self._selector.register(key.fd, self._mask(events))
        except:
            super().unregister(fileobj)
            raise
        return key

    def unregister(self, fileobj):
        key = super().unregister(fileobj)
        try:
            self._selector.unregister(key.fd)
        except OSError:
            pass  # closed meanwhile
        return key

    def modify(self, fileobj, events, data=None):
        try:
            key = self._fd_to_key[self._fileobj_lookup(fileobj)]
        except KeyError:
            raise KeyError(f"{fileobj!r} is not registered") from None
        if events != key.events:
            try:
                self._selector.modify(key.fd, self._mask(events))
            except:
                super().unregister(fileobj)
                raise
        if events != key.events or data != key.data:
            key = key._replace(events=events, data=data)
            self._fd_to_key[key.fd] = key
        return key

    def _events(self, pairs):
        # errors and hang-ups make a file both readable and writable
        return self._found((fd, (EVENT_WRITE if ev & ~self._IN else 0) |
                            (EVENT_READ if ev & ~self._OUT else 0)) for fd, ev in pairs)


class PollSelector(_PollLikeSelector):
    """With poll()."""
    _selector_cls = staticmethod(select.poll)
    _IN = select.POLLIN
    _OUT = select.POLLOUT

    def select(self, timeout=None):
        if timeout is not None:
            timeout = 0 if timeout <= 0 else math.ceil(timeout * 1000)
        try:
            return self._events(self._selector.poll(timeout))
        except InterruptedError:
            return []


class EpollSelector(_PollLikeSelector):
    """With epoll."""
    _selector_cls = staticmethod(select.epoll)
    _IN = select.EPOLLIN
    _OUT = select.EPOLLOUT

    def fileno(self):
        return self._selector.fileno()

    def select(self, timeout=None):
        if timeout is None:
            timeout = -1
        elif timeout <= 0:
            timeout = 0
        else:
            timeout = math.ceil(timeout * 1000) * 0.001
        try:
            pairs = self._selector.poll(None if timeout < 0 else timeout,
                                        max(len(self._fd_to_key), 1))
        except InterruptedError:
            return []
        return self._events(pairs)

    def close(self):
        self._selector.close()
        super().close()


DefaultSelector = EpollSelector
