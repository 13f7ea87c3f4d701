"""Connections: messages over pipes and sockets.

A message is its length (4 bytes, network order; -1 and 8 bytes for long ones) and its bytes."""
import os
import selectors
import socket
import time
from . import context
from .process import BufferTooShort, AuthenticationError
from .reduction import ForkingPickler

__all__ = ['Client', 'Listener', 'Pipe', 'wait']

default_family = 'AF_UNIX'
families = ['AF_INET', 'AF_UNIX']


class Connection:
    """One end of a connection, over a descriptor."""

    _handle = None

    def __init__(self, handle, readable=True, writable=True):
        handle = handle.__index__()
        if handle < 0:
            raise ValueError("invalid handle")
        if not readable and not writable:
            raise ValueError("at least one of `readable` and `writable` must be True")
        self._handle = handle
        self._readable = readable
        self._writable = writable

    def __del__(self):
        if self._handle is not None:
            self._close()

    def _close(self, close=os.close, failed=OSError):
        # called from __del__, too, when the module's own names may be gone
        handle, self._handle = self._handle, None
        try:
            close(handle)
        except failed:
            pass

    def _check(self, reading=None):
        if self._handle is None:
            raise OSError("handle is closed")
        if reading is True and not self._readable:
            raise OSError("connection is write-only")
        if reading is False and not self._writable:
            raise OSError("connection is read-only")

    @property
    def closed(self):
        return self._handle is None

    @property
    def readable(self):
        return self._readable

    @property
    def writable(self):
        return self._writable

    def fileno(self):
        self._check()
        return self._handle

    def close(self):
        if self._handle is not None:
            self._close()

    def send_bytes(self, buf, offset=0, size=None):
        """Send bytes as one message."""
        self._check(False)
        view = memoryview(buf).cast('B')
        length = len(view)
        size = length - offset if size is None else size
        problem = ("offset is negative" if offset < 0 else
                   "buffer length < offset" if offset > length else
                   "size is negative" if size < 0 else
                   "buffer length < offset + size" if offset + size > length else None)
        if problem is not None:
            raise ValueError(problem)
        self._send_bytes(view[offset:offset + size])

    def send(self, obj):
        """Send an object, pickled."""
        self._check(False)
        self._send_bytes(ForkingPickler.dumps(obj))

    def recv_bytes(self, maxlength=None):
        """Receive a message as bytes."""
        self._check(True)
        if maxlength is not None and maxlength < 0:
            raise ValueError("negative maxlength")
        data = self._recv_bytes(maxlength)
        if data is None:
            self.close()
            raise OSError("bad message length")
        return data

    def recv_bytes_into(self, buf, offset=0):
        """Receive a message into a buffer; its length."""
        self._check(True)
        with memoryview(buf) as m:
            m = m.cast('B')
            if offset < 0:
                raise ValueError("negative offset")
            if offset > len(m):
                raise ValueError("offset too large")
            data = self._recv_bytes()
            if len(m) < offset + len(data):
                raise BufferTooShort(data)
            m[offset:offset + len(data)] = data
            return len(data)

    def recv(self):
        """Receive an object."""
        self._check(True)
        return ForkingPickler.loads(self._recv_bytes())

    def poll(self, timeout=0.0):
        """Whether there is something to receive."""
        self._check(True)
        return bool(wait([self], timeout))

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()

    def _write(self, data):
        while data:
            n = os.write(self._handle, data)
            data = data[n:]

    def _send_bytes(self, buf):
        n = len(buf)
        if n > 0x7fffffff:
            self._write(b'\xff\xff\xff\xff' + n.to_bytes(8, 'big'))
            self._write(buf)
        elif n > 16384:
            self._write(n.to_bytes(4, 'big'))
            self._write(memoryview(buf))
        else:
            self._write(n.to_bytes(4, 'big') + bytes(buf))  # one write: whole for other readers

    def _read(self, size):
        parts = []
        left = size
        while left > 0:
            data = os.read(self._handle, min(left, 1 << 20))
            if not data:
                if left == size:
                    raise EOFError
                raise OSError("got end of file during message")
            parts.append(data)
            left -= len(data)
        return parts[0] if len(parts) == 1 else b''.join(parts)

    def _recv_bytes(self, maxsize=None):
        size = int.from_bytes(self._read(4), 'big', signed=True)
        if size == -1:
            size = int.from_bytes(self._read(8), 'big')
        if maxsize is not None and size > maxsize:
            return None
        return self._read(size) if size else b''

    def __reduce__(self):
        launched = context.get_spawning_popen()
        if launched is not None:
            return Connection, (launched.duplicate_for_child(self._handle), self._readable, self._writable)
        # a forked child has inherited the descriptor under the same number
        return _rebuild_connection, (os.getpid(), self._handle, self._readable, self._writable)


_ConnectionBase = Connection


def _rebuild_connection(pid, handle, readable, writable):
    if pid != os.getpid():
        # of another process: through /proc, while that process has it open
        try:
            fd = os.open(f'/proc/{pid}/fd/{handle}',
                         os.O_RDWR if readable and writable else
                         os.O_RDONLY if readable else os.O_WRONLY)
        except OSError:
            raise RuntimeError("a connection of another process can only be inherited") from None
        return Connection(fd, readable, writable)
    return Connection(os.dup(handle), readable, writable)


def Pipe(duplex=True):
    """Two connected ends."""
    if duplex:
        a, b = socket.socketpair()
        for end in (a, b):
            end.setblocking(True) # whatever the default timeout of sockets is
        return Connection(a.detach()), Connection(b.detach())
    r, w = os.pipe()
    return Connection(r, writable=False), Connection(w, readable=False)


def wait(object_list, timeout=None):
    """Those of a list of connections, sockets and sentinels that are ready."""
    with selectors.PollSelector() as selector:
        for obj in object_list:
            selector.register(obj, selectors.EVENT_READ)
        end = None if timeout is None else time.monotonic() + timeout
        while True:
            ready = selector.select(timeout)
            if ready:
                return [key.fileobj for key, events in ready]
            if timeout is not None:
                timeout = end - time.monotonic()
                if timeout < 0:
                    return []


# --- listeners and clients ---

def arbitrary_address(family):
    if family == 'AF_INET':
        return 'localhost', 0
    if family == 'AF_UNIX':
        import tempfile
        from . import util
        return tempfile.mktemp(prefix='listener-', dir=util.get_temp_dir())
    raise ValueError('unrecognized family')


def address_type(address):
    if isinstance(address, tuple):
        return 'AF_INET'
    if isinstance(address, str):
        return 'AF_PIPE' if address.startswith('\\\\') else 'AF_UNIX'
    raise TypeError('address type of %r unrecognized' % address)


def _family(family):
    """The family of sockets, if there is such a one on this system."""
    if family == 'AF_PIPE':
        raise ValueError('Family %s is not recognized.' % family)
    return getattr(socket, family)


class Listener:
    """Waits for connections at an address."""

    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        family = family or (address and address_type(address)) or default_family
        address = address or arbitrary_address(family)
        if authkey is not None and not isinstance(authkey, bytes):
            raise TypeError('authkey should be a byte string')
        self._authkey = authkey
        self._family = family
        self._socket = socket.socket(_family(family))
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.bind(address)
            self._socket.listen(backlog)
            self._address = self._socket.getsockname()
        except OSError:
            self._socket.close()
            raise
        self._last_accepted = None
        self._unlink = self._address if family == 'AF_UNIX' else None
        self._pid = os.getpid()

    def accept(self):
        """Wait for a connection."""
        if self._socket is None:
            raise OSError('listener is closed')
        sock, self._last_accepted = self._socket.accept()
        sock.setblocking(True)
        conn = Connection(sock.detach())
        if self._authkey:
            deliver_challenge(conn, self._authkey)
            answer_challenge(conn, self._authkey)
        return conn

    def close(self):
        sock, self._socket = self._socket, None
        if sock is not None:
            sock.close()
            if self._unlink and self._pid == os.getpid():
                try:
                    os.unlink(self._unlink)
                except OSError:
                    pass

    @property
    def address(self):
        return self._address

    @property
    def last_accepted(self):
        return self._last_accepted

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def Client(address, family=None, authkey=None):
    """A connection to a listener."""
    family = family or address_type(address)
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError('authkey should be a byte string')
    sock = socket.socket(_family(family))
    try:
        sock.setblocking(True)
        sock.connect(address)
    except BaseException:
        sock.close()
        raise
    conn = Connection(sock.detach())
    if authkey is not None:
        answer_challenge(conn, authkey)
        deliver_challenge(conn, authkey)
    return conn


MESSAGE_LENGTH = 20
CHALLENGE = b'#CHALLENGE#'
WELCOME = b'#WELCOME#'
FAILURE = b'#FAILURE#'


def _digest(authkey, message):
    import hmac
    return hmac.new(authkey, message, 'md5').digest()


def deliver_challenge(connection, authkey):
    """Ask the other end to prove that it knows the key."""
    message = os.urandom(MESSAGE_LENGTH)
    connection.send_bytes(CHALLENGE + message)
    if connection.recv_bytes(256) == _digest(authkey, message):
        connection.send_bytes(WELCOME)
    else:
        connection.send_bytes(FAILURE)
        raise AuthenticationError('digest received was wrong')


def answer_challenge(connection, authkey):
    """Prove to the other end that we know the key."""
    message = connection.recv_bytes(256)
    assert message[:len(CHALLENGE)] == CHALLENGE, 'message = %r' % message
    connection.send_bytes(_digest(authkey, message[len(CHALLENGE):]))
    if connection.recv_bytes(256) != WELCOME:
        raise AuthenticationError('digest sent was rejected')
