"""The interface of multiprocessing with threads."""
import sys
import threading
import weakref
from threading import (Lock, RLock, Semaphore, BoundedSemaphore, Event, Condition, Barrier)
from queue import Queue

__all__ = ['Process', 'current_process', 'active_children', 'freeze_support', 'Lock', 'RLock',
           'Semaphore', 'BoundedSemaphore', 'Condition', 'Event', 'Barrier', 'Queue', 'Manager',
           'Pipe', 'Pool', 'JoinableQueue']

current_process = threading.current_thread
JoinableQueue = Queue
dict = dict
list = list


class DummyProcess(threading.Thread):
    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}):
        super().__init__(group, target, name, args, kwargs)
        self._parent, self._children = current_process(), weakref.WeakKeyDictionary()
        self._start_called, self._pid = False, None

    def start(self):
        if self._parent is not current_process():
            raise RuntimeError("Parent is {0!r} but current_process is {1!r}".format(
                self._parent, current_process()))
        self._start_called = True
        if hasattr(self._parent, '_children'):
            self._parent._children[self] = None
        threading.Thread.start(self)

    @property
    def exitcode(self):
        return 0 if self._start_called and not self.is_alive() else None


Process = DummyProcess
current_process()._children = weakref.WeakKeyDictionary()


def active_children():
    children = current_process()._children
    for p in [*children]:
        if not p.is_alive():
            children.pop(p, None)
    return [*children]


def freeze_support():
    pass


class Namespace:
    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = [f'{k}={v!r}' for k, v in self.__dict__.items() if not k.startswith('_')]
        return '%s(%s)' % (self.__class__.__name__, ', '.join(sorted(items)))


class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self.value = value

    def __repr__(self):
        return '<%s(%r, %r)>' % (type(self).__name__, self._typecode, self.value)


def Array(typecode, sequence, lock=True):
    return [*sequence]


def Manager():
    return sys.modules[__name__]


def shutdown():
    pass


def Pool(processes=None, initializer=None, initargs=()):
    from ..pool import ThreadPool
    return ThreadPool(processes, initializer, initargs)


class Connection:
    def __init__(self, inq, outq):
        self._in = inq
        self._out = outq
        self.send = self.send_bytes = outq.put
        self.recv = self.recv_bytes = inq.get

    def poll(self, timeout=0.0):
        if self._in.qsize() > 0:
            return True
        if timeout <= 0.0:
            return False
        with self._in.not_empty:
            self._in.not_empty.wait(timeout)
        return self._in.qsize() > 0

    def close(self):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def Pipe(duplex=True):
    a, b = Queue(), Queue()
    return Connection(a, b), Connection(b, a)
