"""Managers: objects in a server process that other processes use through proxies."""
import sys
import threading
import types
from traceback import format_exc
from . import connection, process, shared_memory, util
from . import context as _context

__all__ = ['BaseManager', 'SyncManager', 'BaseProxy', 'Token', 'SharedMemoryManager']


class RemoteError(Exception):
    def __str__(self):
        return '\n' + '-' * 75 + '\n' + str(self.args[0]) + '-' * 75


class Token:
    """What identifies an object of a server."""

    def __init__(self, typeid, address, id):
        self.typeid = typeid
        self.address = address
        self.id = id

    def __repr__(self):
        return '%s(typeid=%r, address=%r, id=%r)' % (
            self.__class__.__name__, self.typeid, self.address, self.id)


def all_methods(obj):
    """The names of all callable attributes."""
    return [n for n in dir(obj) if callable(getattr(obj, n, None))]


def public_methods(obj):
    """The names of all callable attributes without a leading underscore."""
    return [n for n in all_methods(obj) if not n.startswith('_')]


# --- the server process ---

class Server:
    """Serves each connection in a thread: requests (id, method, args, kwargs)."""

    def __init__(self, registry, address, authkey):
        self.registry = registry
        self.authkey = authkey
        self.listener = connection.Listener(address=address, backlog=128)
        self.address = self.listener.address
        self.objects = {}  # id -> [object, proxy type id, references]
        self.mutex = threading.Lock()
        self.stopping = threading.Event()

    def serve_forever(self):
        threading.Thread(target=self.accept, daemon=True).start()
        try:
            while not self.stopping.is_set():
                self.stopping.wait(1)
        except (KeyboardInterrupt, SystemExit):
            pass
        finally:
            sys.stdout = sys.__stdout__
            sys.stderr = sys.__stderr__

    def accept(self):
        while True:
            try:
                conn = self.listener.accept()
            except OSError:
                continue
            threading.Thread(target=self.serve_client, args=(conn,), daemon=True).start()

    def serve_client(self, conn):
        while True:
            try:
                ident, method, args, kwds = conn.recv()
            except EOFError:
                conn.close()
                return
            except Exception:
                conn.send(('#TRACEBACK', format_exc()))
                continue
            try:
                if ident is None:
                    reply = ('#RETURN', getattr(self, method)(*args, **kwds))
                else:
                    reply = self.call(ident, method, args, kwds)
            except Exception as e:
                reply = ('#ERROR', e)
            try:
                conn.send(reply)
            except Exception:
                conn.send(('#UNSERIALIZABLE', format_exc()))

    def call(self, ident, method, args, kwds):
        obj, typeid, _ = self.objects[ident]
        if method == '#GETVALUE':
            return '#RETURN', obj
        if method == '#STR':
            return '#RETURN', str(obj)
        if method == '#REPR':
            return '#RETURN', repr(obj)
        result = getattr(obj, method)(*args, **kwds)
        returns = self.registry[typeid][2]
        if method in returns:
            return '#PROXY', (returns[method], self.add(returns[method], result))
        return '#RETURN', result

    def add(self, typeid, obj):
        ident = '%x' % id(obj)
        with self.mutex:
            if ident in self.objects:
                self.objects[ident][2] += 1
            else:
                self.objects[ident] = [obj, typeid, 1]
        return Token(typeid, self.address, ident), self.exposed_of(typeid, obj)

    def exposed_of(self, typeid, obj):
        exposed = self.registry[typeid][1]
        return tuple(exposed) if exposed else tuple(public_methods(obj))

    # requests to the server itself

    def create(self, typeid, /, *args, **kwds):
        make = self.registry[typeid][0]
        if make is None:
            if kwds or len(args) != 1:
                raise ValueError("Without callable, must have one non-keyword argument")
            obj = args[0]
        else:
            obj = make(*args, **kwds)
        return self.add(typeid, obj)

    def incref(self, ident):
        with self.mutex:
            self.objects[ident][2] += 1

    def decref(self, ident):
        with self.mutex:
            entry = self.objects.get(ident)
            if entry is None:
                return
            entry[2] -= 1
            if entry[2] == 0:
                del self.objects[ident]
        del entry

    def number_of_objects(self):
        return len(self.objects)

    def debug_info(self):
        return '\n'.join('  %s:       refcount=%s\n    %s' % (k, v[2], str(v[0])[:75])
                         for k, v in sorted(self.objects.items()))

    def dummy(self):
        pass

    def shutdown(self):
        self.stopping.set()


# --- the manager ---

class BaseManager:
    """Starts a server and makes objects in it."""

    _registry = {}
    _Server = Server

    def __init__(self, address=None, authkey=None, serializer='pickle', ctx=None, *,
                 shutdown_timeout=1.0):
        self._address = address
        self._authkey = authkey
        self._process = None
        self._state = 'INITIAL'
        self._shutdown_timeout = shutdown_timeout
        self._ctx = ctx or _context._default_context.get_context()

    @classmethod
    def register(cls, typeid, callable=None, proxytype=None, exposed=None,
                 method_to_typeid=None, create_method=True):
        """Add a method that makes objects of a kind in the server."""
        if '_registry' not in cls.__dict__:
            cls._registry = cls._registry.copy()
        exposed = exposed or getattr(proxytype, '_exposed_', None)
        method_to_typeid = method_to_typeid or getattr(proxytype, '_method_to_typeid_', None)
        cls._registry[typeid] = (callable, exposed, method_to_typeid or {}, proxytype)
        if create_method:
            def make(self, /, *args, **kwds):
                return self._create(typeid, *args, **kwds)
            make.__name__ = typeid
            setattr(cls, typeid, make)

    def get_server(self):
        if self._state != 'INITIAL':
            raise process.ProcessError("Unknown state {!r}".format(self._state))
        return self._Server(self._registry, self._address, self._authkey)

    def connect(self):
        """Use a server that another process started."""
        conn = connection.Client(self._address)
        _request(conn, None, 'dummy')
        self._state = 'STARTED'

    def start(self, initializer=None, initargs=()):
        """Start the server in a child process."""
        if self._state != 'INITIAL':
            raise process.ProcessError("Unknown state {!r}".format(self._state))
        if initializer is not None and not callable(initializer):
            raise TypeError('initializer must be a callable')
        reader, writer = connection.Pipe(duplex=False)
        self._process = self._ctx.Process(
            target=type(self)._run_server,
            args=(self._registry, self._address, self._authkey, writer, initializer, initargs))
        self._process.name = type(self).__name__ + '-' + self._process.name.split('-')[-1]
        self._process.start()
        writer.close()
        self._address = reader.recv()
        reader.close()
        self._state = 'STARTED'
        self.shutdown = util.Finalize(self, type(self)._finalize,
                                      args=(self._process, self._address,
                                            self._shutdown_timeout), exitpriority=0)

    @classmethod
    def _run_server(cls, registry, address, authkey, writer, initializer, initargs):
        import signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if initializer is not None:
            initializer(*initargs)
        server = cls._Server(registry, address, authkey)
        writer.send(server.address)
        writer.close()
        server.serve_forever()

    @staticmethod
    def _finalize(process, address, timeout):
        if process.is_alive():
            try:
                conn = connection.Client(address)
                try:
                    _request(conn, None, 'shutdown')
                finally:
                    conn.close()
            except Exception:
                pass
            process.join(timeout=timeout)
            if process.is_alive():
                process.terminate()
                process.join(timeout=timeout)

    def _create(self, typeid, /, *args, **kwds):
        assert self._state == 'STARTED', 'server not yet started'
        conn = connection.Client(self._address)
        try:
            token, exposed = _request(conn, None, 'create', (typeid,) + args, kwds)
        finally:
            conn.close()
        return _make_proxy(self._registry[typeid][3], token, exposed, counted=True)

    def join(self, timeout=None):
        """Wait for the end of the server."""
        if self._process is not None:
            self._process.join(timeout)

    def _number_of_objects(self):
        conn = connection.Client(self._address)
        try:
            return _request(conn, None, 'number_of_objects')
        finally:
            conn.close()

    @property
    def address(self):
        return self._address

    def __enter__(self):
        if self._state == 'INITIAL':
            self.start()
        return self

    def __exit__(self, *args):
        self.shutdown()


def _request(conn, ident, method, args=(), kwds={}):
    conn.send((ident, method, args, kwds))
    kind, result = conn.recv()
    if kind == '#RETURN':
        return result
    if kind == '#PROXY':
        typeid, (token, exposed) = result
        return _make_proxy(SyncManager._registry[typeid][3], token, exposed, counted=True)
    if kind == '#ERROR':
        raise result
    if kind == '#TRACEBACK':
        raise RemoteError(result)
    if kind == '#UNSERIALIZABLE':
        raise RemoteError('Unserializable message: %s\n' % result)
    raise ValueError('Unrecognized message type {!r}'.format(kind))


# --- proxies ---

_connections = util.ForkAwareLocal()  # each thread has its own connection to a server


def _connection_to(address):
    table = _connections.__dict__
    conn = table.get(address)
    if conn is None or conn.closed:
        conn = table[address] = connection.Client(address)
    return conn


class BaseProxy:
    """Stands for an object in a server."""

    def __init__(self, token, exposed=(), counted=False):
        self._token = token
        self._id = token.id
        if not counted:
            self._ask('incref')
        self._exposed = exposed
        util.register_after_fork(self, BaseProxy._after_fork)
        self._close = util.Finalize(self, BaseProxy._decref, args=(token,), exitpriority=10)

    def _ask(self, what):
        conn = connection.Client(self._token.address)
        try:
            return _request(conn, None, what, (self._id,))
        finally:
            conn.close()

    def _after_fork(self):
        self._ask('incref')
        self._close = util.Finalize(self, BaseProxy._decref, args=(self._token,), exitpriority=10)

    @staticmethod
    def _decref(token):
        try:
            conn = connection.Client(token.address)
            try:
                _request(conn, None, 'decref', (token.id,))
            finally:
                conn.close()
        except Exception:
            pass  # the server is gone

    def _callmethod(self, methodname, args=(), kwds={}):
        """Call a method of the object."""
        return _request(_connection_to(self._token.address), self._id, methodname, args, kwds)

    def _getvalue(self):
        """A copy of the object."""
        return self._callmethod('#GETVALUE')

    def __reduce__(self):
        return _make_proxy, (type(self) if type(self) in _proxy_types else None, self._token,
                             self._exposed)

    def __deepcopy__(self, memo):
        return self._getvalue()

    def __repr__(self):
        return '<%s object, typeid %r at %#x>' % (type(self).__name__, self._token.typeid, id(self))

    def __str__(self):
        try:
            return self._callmethod('#REPR')
        except Exception:
            return repr(self)[:-1] + "; '__str__()' failed>"


def MakeProxyType(name, exposed):
    """A class of proxies with the given methods."""
    ns = {}
    for method in exposed:
        def call(self, /, *args, _method=method, **kwds):
            return self._callmethod(_method, args, kwds)
        call.__name__ = method
        ns[method] = call
    cls = type(name, (BaseProxy,), ns)
    cls._exposed_ = tuple(exposed)
    return cls


_auto = {}


def _make_proxy(proxytype, token, exposed=(), counted=False):
    if proxytype is None:
        key = (token.typeid, tuple(exposed))
        proxytype = _auto.get(key)
        if proxytype is None:
            proxytype = _auto[key] = MakeProxyType('AutoProxy[%s]' % token.typeid, exposed)
    return proxytype(token, exposed, counted)


class Namespace:
    def __init__(self, /, **kwds):
        self.__dict__.update(kwds)

    def __repr__(self):
        items = [f'{k}={v!r}' for k, v in self.__dict__.items() if not k.startswith('_')]
        return '%s(%s)' % (self.__class__.__name__, ', '.join(sorted(items)))


class Value:
    def __init__(self, typecode, value, lock=True):
        self._typecode = typecode
        self._value = value

    def get(self):
        return self._value

    def set(self, value):
        self._value = value

    def __repr__(self):
        return '%s(%r, %r)' % (type(self).__name__, self._typecode, self._value)

    value = property(get, set)


def Array(typecode, sequence, lock=True):
    import array
    return array.array(typecode, sequence)


def _remote(name, default=None):
    """A method of the referent, called there with the same arguments; `default` is that of
    the only one, ... says that there is none."""
    if default is ...:
        def call(self):
            return self._callmethod(name)
    else:
        def call(self, value=default):
            return self._callmethod(name, (value,))
    call.__name__ = name
    return call


class IteratorProxy(BaseProxy):
    _exposed_ = ('__next__', 'send', 'throw', 'close')

    def __iter__(self):
        return self

    def __next__(self):
        return self._callmethod('__next__')

    def _forward(name):
        return lambda self, *args: self._callmethod(name, args)

    send, throw, close = _forward('send'), _forward('throw'), _forward('close')
    del _forward


class AcquirerProxy(BaseProxy):
    _exposed_ = ('acquire', 'release')

    def acquire(self, blocking=True, timeout=None):
        return self._callmethod('acquire', (blocking,) if timeout is None else (blocking, timeout))

    release = _remote('release', ...)

    def __enter__(self):
        return self.acquire()

    def __exit__(self, *raised):
        self.release()


class ConditionProxy(AcquirerProxy):
    _exposed_ = ('acquire', 'release', 'wait', 'notify', 'notify_all')
    wait, notify, notify_all = _remote('wait'), _remote('notify', 1), _remote('notify_all', ...)

    def wait_for(self, predicate, timeout=None):
        import time
        result = predicate()
        end = None if timeout is None else time.monotonic() + timeout
        while not result:
            left = None if end is None else end - time.monotonic()
            if left is not None and left <= 0:
                break
            self.wait(left)
            result = predicate()
        return result


class EventProxy(BaseProxy):
    _exposed_ = ('is_set', 'set', 'clear', 'wait')
    is_set, set, clear = _remote('is_set', ...), _remote('set', ...), _remote('clear', ...)
    wait = _remote('wait')


class BarrierProxy(BaseProxy):
    _exposed_ = ('__getattribute__', 'wait', 'abort', 'reset')
    wait, abort, reset = _remote('wait'), _remote('abort', ...), _remote('reset', ...)

    def __getattr__(self, name):
        if name in ('parties', 'n_waiting', 'broken'):
            return self._callmethod('__getattribute__', (name,))
        raise AttributeError(f'{type(self).__name__!r} object has no attribute {name!r}')


class NamespaceProxy(BaseProxy):
    _exposed_ = ('__getattribute__', '__setattr__', '__delattr__')

    def __getattr__(self, key):
        if key[0] == '_':
            return object.__getattribute__(self, key)
        return self._callmethod('__getattribute__', (key,))

    def __setattr__(self, key, value):
        if key[0] == '_':
            return object.__setattr__(self, key, value)
        return self._callmethod('__setattr__', (key, value))

    def __delattr__(self, key):
        if key[0] == '_':
            return object.__delattr__(self, key)
        return self._callmethod('__delattr__', (key,))


class ValueProxy(BaseProxy):
    _exposed_ = ('get', 'set')

    def get(self):
        return self._callmethod('get')

    def set(self, value):
        return self._callmethod('set', (value,))

    value = property(get, set)

    __class_getitem__ = classmethod(types.GenericAlias)


_BaseListProxy = MakeProxyType('BaseListProxy', (
    '__add__', '__contains__', '__delitem__', '__getitem__', '__len__', '__mul__',
    '__reversed__', '__rmul__', '__setitem__', 'append', 'count', 'extend', 'index', 'insert',
    'pop', 'remove', 'reverse', 'sort', '__imul__'))


class ListProxy(_BaseListProxy):
    def __iadd__(self, value):
        self._callmethod('extend', (value,))
        return self

    def __imul__(self, value):
        self._callmethod('__imul__', (value,))
        return self


class DictProxy(MakeProxyType('DictProxy', (
        '__contains__', '__delitem__', '__getitem__', '__len__', '__setitem__', 'clear', 'copy',
        'get', 'pop', 'popitem', 'setdefault', 'update'))):
    def __iter__(self):
        return iter(self.keys())

    def keys(self):
        return list(self._getvalue())

    def values(self):
        return list(self._getvalue().values())

    def items(self):
        return list(self._getvalue().items())


ArrayProxy = MakeProxyType('ArrayProxy', ('__len__', '__getitem__', '__setitem__'))
BasePoolProxy = MakeProxyType('PoolProxy', ('apply', 'apply_async', 'close', 'imap',
                                            'imap_unordered', 'join', 'map', 'map_async',
                                            'starmap', 'starmap_async', 'terminate'))
BasePoolProxy._method_to_typeid_ = {
    'apply_async': 'AsyncResult', 'map_async': 'AsyncResult', 'starmap_async': 'AsyncResult',
    'imap': 'Iterator', 'imap_unordered': 'Iterator'}


class PoolProxy(BasePoolProxy):
    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.terminate()


_proxy_types = {IteratorProxy, AcquirerProxy, ConditionProxy, EventProxy, BarrierProxy,
                NamespaceProxy, ValueProxy, ListProxy, DictProxy, ArrayProxy, PoolProxy}


class SyncManager(BaseManager):
    """A manager of the usual objects."""


def _make_pool(*args, **kwds):
    from . import pool
    # the server is no daemon, it may have children
    return pool.Pool(*args, **kwds)


def _register():
    import queue
    reg = SyncManager.register
    reg('Queue', queue.Queue)
    reg('JoinableQueue', queue.Queue)
    reg('Event', threading.Event, EventProxy)
    reg('Lock', threading.Lock, AcquirerProxy)
    reg('RLock', threading.RLock, AcquirerProxy)
    reg('Semaphore', threading.Semaphore, AcquirerProxy)
    reg('BoundedSemaphore', threading.BoundedSemaphore, AcquirerProxy)
    reg('Condition', threading.Condition, ConditionProxy)
    reg('Barrier', threading.Barrier, BarrierProxy)
    reg('Pool', _make_pool, PoolProxy)
    reg('list', list, ListProxy)
    reg('dict', dict, DictProxy)
    reg('Value', Value, ValueProxy)
    reg('Array', Array, ArrayProxy)
    reg('Namespace', Namespace, NamespaceProxy)
    reg('Iterator', proxytype=IteratorProxy, create_method=False)
    reg('AsyncResult', create_method=False)


_register()


# --- shared memory ---

class SharedMemoryServer(Server):
    """A server that knows the blocks of shared memory that were made through its manager, and removes them at its end."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._segments = []

    def track_segment(self, segment_name):
        """Remove the block at the end."""
        self._segments.append(segment_name)

    def release_segment(self, segment_name):
        """Remove the block now."""
        self._segments.remove(segment_name)
        block = shared_memory.SharedMemory(segment_name)
        block.close()
        block.unlink()

    def list_segments(self):
        """The names of all blocks."""
        return self._segments

    def shutdown(self):
        for name in list(self._segments):
            try:
                self.release_segment(name)
            except FileNotFoundError:
                pass  # a user has removed it
        super().shutdown()


class SharedMemoryManager(BaseManager):
    """Makes blocks of shared memory that last as long as it does."""
    _Server = SharedMemoryServer

    def _track(self, block):
        conn = connection.Client(self._address, authkey=self._authkey)
        try:
            _request(conn, None, 'track_segment', (block.name,))
        finally:
            conn.close()
        return block

    def SharedMemory(self, size):
        """A new block of at least so many bytes."""
        return self._track(shared_memory.SharedMemory(create=True, size=size))

    def ShareableList(self, sequence):
        """A new ShareableList of the items."""
        made = shared_memory.ShareableList(sequence)
        self._track(made.shm)
        return made
