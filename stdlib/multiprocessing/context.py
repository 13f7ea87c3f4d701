"""Contexts: everything that depends on how processes are started, in one object."""
import os
import threading
from . import process
from . import reduction
from .process import AuthenticationError, BufferTooShort, ProcessError, TimeoutError

_names = ['Process_', 'Manager', 'Pipe', 'Lock', 'RLock', 'Condition', 'Semaphore',
          'BoundedSemaphore', 'Event', 'Barrier', 'Queue', 'JoinableQueue', 'SimpleQueue', 'Pool',
          'RawValue', 'RawArray', 'Value', 'Array', 'freeze_support', 'get_logger',
          'log_to_stderr', 'allow_connection_pickling', 'set_executable', 'set_forkserver_preload',
          'get_context', 'get_start_method', 'set_start_method', 'get_all_start_methods',
          'cpu_count']
_names.remove('Process_')


class BaseContext:
    _preload = ['__main__']
    ProcessError = process.ProcessError
    BufferTooShort = process.BufferTooShort
    TimeoutError = process.TimeoutError
    AuthenticationError = process.AuthenticationError
    current_process = staticmethod(process.current_process)
    parent_process = staticmethod(process.parent_process)
    active_children = staticmethod(process.active_children)

    def cpu_count(self):
        """Number of processors."""
        n = os.cpu_count()
        if n is None:
            raise NotImplementedError('cannot determine number of cpus')
        return n

    def Manager(self):
        """A started manager, through which processes share objects."""
        from .managers import SyncManager
        m = SyncManager(ctx=self.get_context())
        m.start()
        return m

    def Pipe(self, duplex=True):
        """Two connected Connection objects."""
        from .connection import Pipe
        return Pipe(duplex)

    def Lock(self):
        """A lock that processes share."""
        from .synchronize import Lock
        return Lock(ctx=self.get_context())

    def RLock(self):
        """A lock that its owner may take again."""
        from .synchronize import RLock
        return RLock(ctx=self.get_context())

    def Condition(self, lock=None):
        """A condition that processes share."""
        from .synchronize import Condition
        return Condition(lock, ctx=self.get_context())

    def Semaphore(self, value=1):
        """A semaphore that processes share."""
        from .synchronize import Semaphore
        return Semaphore(value, ctx=self.get_context())

    def BoundedSemaphore(self, value=1):
        """A semaphore that is never above its first value."""
        from .synchronize import BoundedSemaphore
        return BoundedSemaphore(value, ctx=self.get_context())

    def Event(self):
        """An event that processes share."""
        from .synchronize import Event
        return Event(ctx=self.get_context())

    def Barrier(self, parties, action=None, timeout=None):
        """A barrier that processes share."""
        from .synchronize import Barrier
        return Barrier(parties, action, timeout, ctx=self.get_context())

    def Queue(self, maxsize=0):
        """A queue through a pipe, filled by a thread."""
        from .queues import Queue
        return Queue(maxsize, ctx=self.get_context())

    def JoinableQueue(self, maxsize=0):
        """A queue with task_done() and join()."""
        from .queues import JoinableQueue
        return JoinableQueue(maxsize, ctx=self.get_context())

    def SimpleQueue(self):
        """A locked pipe as a queue."""
        from .queues import SimpleQueue
        return SimpleQueue(ctx=self.get_context())

    def Pool(self, processes=None, initializer=None, initargs=(), maxtasksperchild=None):
        """A pool of worker processes."""
        from .pool import Pool
        return Pool(processes, initializer, initargs, maxtasksperchild,
                    context=self.get_context())

    def RawValue(self, typecode_or_type, *args):
        """A value in shared memory, without a lock."""
        from .sharedctypes import RawValue
        return RawValue(typecode_or_type, *args)

    def RawArray(self, typecode_or_type, size_or_initializer):
        """An array in shared memory, without a lock."""
        from .sharedctypes import RawArray
        return RawArray(typecode_or_type, size_or_initializer)

    def Value(self, typecode_or_type, *args, lock=True):
        """A value in shared memory, with a lock."""
        from .sharedctypes import Value
        return Value(typecode_or_type, *args, lock=lock, ctx=self.get_context())

    def Array(self, typecode_or_type, size_or_initializer, *, lock=True):
        """An array in shared memory, with a lock."""
        from .sharedctypes import Array
        return Array(typecode_or_type, size_or_initializer, lock=lock, ctx=self.get_context())

    def freeze_support(self):
        """Does nothing: only programs frozen for Windows need it."""

    def get_logger(self):
        """The logger of multiprocessing."""
        from .util import get_logger
        return get_logger()

    def log_to_stderr(self, level=None):
        """Let that logger write to stderr."""
        from .util import log_to_stderr
        return log_to_stderr(level)

    def allow_connection_pickling(self):
        """Let connections be sent through queues."""
        from . import connection

    def set_executable(self, executable):
        """The interpreter of children that are started anew."""
        from .spawn import set_executable
        set_executable(executable)

    def set_forkserver_preload(self, module_names):
        """Kept, but each child imports what it needs. Looked at are, as in CPython, the names of the call before."""
        if not all(type(name) is str for name in BaseContext._preload):
            raise TypeError('module_names must be a list of strings')
        BaseContext._preload = module_names

    def get_context(self, method=None):
        if method is None:
            return self
        try:
            return _contexts[method]
        except KeyError:
            raise ValueError('cannot find context for %r' % method) from None

    def get_start_method(self, allow_none=False):
        return self._name

    def set_start_method(self, method, force=False):
        raise ValueError('cannot set start method of concrete context')

    def get_all_start_methods(self):
        return ['fork', 'spawn', 'forkserver']

    @property
    def reducer(self):
        """The module that pickles for other processes, or what was put in its place."""
        return globals().get('reduction')

    @reducer.setter
    def reducer(self, reduction):
        globals()['reduction'] = reduction


class Process(process.BaseProcess):
    """A process of the default context."""
    _start_method = None


class ForkProcess(process.BaseProcess):
    _start_method = 'fork'


class SpawnProcess(process.BaseProcess):
    _start_method = 'spawn'


class ForkServerProcess(process.BaseProcess):
    _start_method = 'forkserver'


class ForkContext(BaseContext):
    _name = 'fork'
    Process = ForkProcess


class SpawnContext(BaseContext):
    _name = 'spawn'
    Process = SpawnProcess


class ForkServerContext(BaseContext):
    _name = 'forkserver'
    Process = ForkServerProcess


class DefaultContext(BaseContext):
    Process = Process

    def __init__(self, context):
        # the first use settles which context it is
        self._actual_context, self._default_context = None, context

    def get_context(self, method=None):
        if method is not None:
            return super().get_context(method)
        self._actual_context = self._actual_context or self._default_context
        return self._actual_context

    def set_start_method(self, method, force=False):
        """Choose the context; once, unless forced."""
        if self._actual_context is not None and not force:
            raise RuntimeError('context has already been set')
        self._actual_context = None if method is None and force else self.get_context(method)

    def get_all_start_methods(self):
        return super().get_all_start_methods()

    def get_start_method(self, allow_none=False):
        if self._actual_context is None:
            if allow_none:
                return None
            self._actual_context = self._default_context
        return self._actual_context._name


_contexts = {'fork': ForkContext(), 'spawn': SpawnContext(), 'forkserver': ForkServerContext()}
_default_context = DefaultContext(_contexts['fork'])

_tls = threading.local()


def get_spawning_popen():
    return getattr(_tls, 'spawning_popen', None)


def set_spawning_popen(popen):
    _tls.spawning_popen = popen


def assert_spawning(obj):
    if get_spawning_popen() is None:
        raise RuntimeError('%s objects should only be shared between processes through inheritance'
                           % type(obj).__name__)
