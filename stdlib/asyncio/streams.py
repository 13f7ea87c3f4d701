"""Streams: reading and writing connections with await."""
import collections
import weakref
from . import coroutines, events, exceptions, protocols, tasks
from .waiting import stand_in

__all__ = ('StreamReader', 'StreamWriter', 'StreamReaderProtocol', 'open_connection',
           'start_server', 'open_unix_connection', 'start_unix_server')

_DEFAULT_LIMIT = 2 ** 16


async def _open(connect, limit):
    """connect(loop, factory) makes the connection: (reader, writer)."""
    loop = events.get_running_loop()
    reader = StreamReader(limit, loop)
    protocol = StreamReaderProtocol(reader, loop=loop)
    transport, _ = await connect(loop, lambda: protocol)
    return reader, StreamWriter(transport, protocol, reader, loop)


def _serve(client_connected_cb, limit, loop):
    """A factory of protocols that call client_connected_cb(reader, writer)."""
    return lambda: StreamReaderProtocol(StreamReader(limit, loop), client_connected_cb, loop)


async def open_connection(host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """Connect to a TCP server: (reader, writer)."""
    return await _open(lambda loop, factory: loop.create_connection(factory, host, port, **kwds), limit)


async def open_unix_connection(path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """The same over a Unix socket."""
    return await _open(lambda loop, factory: loop.create_unix_connection(factory, path, **kwds), limit)


async def start_server(client_connected_cb, host=None, port=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """A TCP server that calls client_connected_cb(reader, writer) for every connection."""
    loop = events.get_running_loop()
    return await loop.create_server(_serve(client_connected_cb, limit, loop), host, port, **kwds)


async def start_unix_server(client_connected_cb, path=None, *, limit=_DEFAULT_LIMIT, **kwds):
    """The same over a Unix socket."""
    loop = events.get_running_loop()
    return await loop.create_unix_server(_serve(client_connected_cb, limit, loop), path, **kwds)


def settle(future, exc=None):
    """Ends a future with None or an exception, unless it has ended."""
    if future.done():
        return
    if exc is None:
        future.set_result(None)
    else:
        future.set_exception(exc)


def tell_end(reader, exc):
    """Tells a reader (or nobody: None) that its connection has ended."""
    if reader is None:
        return
    if exc is None:
        reader.feed_eof()
    else:
        reader.set_exception(exc)


class FlowControlMixin(protocols.Protocol):
    """drain() waits while the transport has asked to pause."""

    def __init__(self, loop=None):
        self._loop = events.get_event_loop() if loop is None else loop
        self._draining = collections.deque()
        self._paused = self._connection_lost = False

    def _end_drains(self, exc=None):
        for waiter in self._draining:
            settle(waiter, exc)

    def pause_writing(self):
        self._paused = True

    def resume_writing(self):
        self._paused = False
        self._end_drains()

    def connection_lost(self, exc):
        self._connection_lost = True
        self._end_drains(exc)

    async def _drain_helper(self):
        if self._connection_lost:
            raise ConnectionResetError('Connection lost')
        if self._paused:
            await stand_in(self._draining, self._loop)

    def _get_close_waiter(self, stream):
        """The future of the end of a stream's connection."""
        raise NotImplementedError


class StreamReaderProtocol(FlowControlMixin, protocols.Protocol):
    """Feeds a StreamReader."""

    def __init__(self, stream_reader, client_connected_cb=None, loop=None):
        super().__init__(loop=loop)
        self._stream_reader_ref = weakref.ref(stream_reader) if stream_reader else None
        # a server's reader lives until the callback has it
        self._strong_reader = stream_reader if client_connected_cb is not None else None
        self._client_connected_cb = client_connected_cb
        self._transport = None
        self._task = None
        self._closed = self._loop.create_future()

    @property
    def _stream_reader(self):
        return self._stream_reader_ref() if self._stream_reader_ref is not None else None

    def connection_made(self, transport):
        self._transport = transport
        reader = self._stream_reader
        if reader is not None:
            reader.set_transport(transport)
        if self._client_connected_cb is None:
            return
        writer = StreamWriter(transport, self, reader, self._loop)
        result = self._client_connected_cb(reader, writer)
        if coroutines.iscoroutine(result):
            def on_done(task):
                if task.cancelled():
                    transport.close()
                    return
                exc = task.exception()
                if exc is not None:
                    self._loop.call_exception_handler({
                        'message': 'Unhandled exception in client_connected_cb',
                        'exception': exc, 'transport': transport})
                    transport.close()
            self._task = self._loop.create_task(result)
            self._task.add_done_callback(on_done)
        self._strong_reader = None

    def connection_lost(self, exc):
        tell_end(self._stream_reader, exc)
        settle(self._closed, exc)
        super().connection_lost(exc)
        self._stream_reader_ref = None
        self._task = None
        self._transport = None

    def data_received(self, data):
        reader = self._stream_reader
        if reader is not None:
            reader.feed_data(data)

    def eof_received(self):
        tell_end(self._stream_reader, None)
        return True

    def _get_close_waiter(self, stream):
        return self._closed

    def __del__(self):
        closed = getattr(self, '_closed', None)
        if closed is not None and closed.done() and not closed.cancelled():
            closed.exception()


def _described(name, facts):
    """'<name fact ...>' of the facts that hold: (whether, text)."""
    return '<%s>' % ' '.join([name] + [text for holds, text in facts if holds])


class StreamWriter:
    """Writes to a transport."""

    def __init__(self, transport, protocol, reader, loop):
        self._transport, self._protocol, self._reader, self._loop = transport, protocol, reader, loop

    def __repr__(self):
        return _described(type(self).__name__, [(True, f'transport={self._transport!r}'),
                                                (self._reader is not None, f'reader={self._reader!r}')])

    transport = property(lambda self: self._transport, doc='The transport written to.')

    # What the transport does by itself.

    def write(self, data):
        """Sends data, now or when it can; drain() waits for that."""
        self._transport.write(data)

    def writelines(self, data):
        """write() for each."""
        self._transport.writelines(data)

    def can_write_eof(self):
        """Whether write_eof() is possible."""
        return self._transport.can_write_eof()

    def write_eof(self):
        """Ends this direction of the connection."""
        return self._transport.write_eof()

    def get_extra_info(self, name, default=None):
        """A fact of the connection, such as 'peername'."""
        return self._transport.get_extra_info(name, default)

    def is_closing(self):
        """Whether close() was called."""
        return self._transport.is_closing()

    def close(self):
        """Ends the connection once everything is sent; wait_closed() waits for that."""
        return self._transport.close()

    async def wait_closed(self):
        """Wait for the end of the connection."""
        await self._protocol._get_close_waiter(self)

    async def drain(self):
        """Wait until it makes sense to write more."""
        if self._reader is not None:
            exc = self._reader.exception()
            if exc is not None:
                raise exc
        if self._transport.is_closing():
            await tasks.sleep(0)  # let connection_lost() be called
        await self._protocol._drain_helper()


class StreamReader:
    """Reads what a protocol feeds."""

    def __init__(self, limit=_DEFAULT_LIMIT, loop=None):
        if limit <= 0:
            raise ValueError('Limit cannot be <= 0')
        self._limit = limit
        self._loop = events.get_event_loop() if loop is None else loop
        self._buffer = bytearray()
        self._eof = False
        self._waiter = None
        self._exception = None
        self._transport = None
        self._paused = False

    def __repr__(self):
        return _described('StreamReader', [
            (self._buffer, f'{len(self._buffer)} bytes'), (self._eof, 'eof'),
            (self._limit != _DEFAULT_LIMIT, f'limit={self._limit}'), (self._waiter, f'waiter={self._waiter!r}'),
            (self._exception, f'exception={self._exception!r}'),
            (self._transport, f'transport={self._transport!r}'), (self._paused, 'paused')])

    def exception(self):
        """What ended the connection, or None."""
        return self._exception

    def at_eof(self):
        """Whether there is nothing left and nothing more to come."""
        return self._eof and not self._buffer

    # The protocol's side.

    def set_transport(self, transport):
        assert self._transport is None, 'Transport already set'
        self._transport = transport

    def _wake_reader(self, exc=None):
        waiter, self._waiter = self._waiter, None
        if waiter is not None and not waiter.cancelled():
            settle(waiter, exc)

    def set_exception(self, exc):
        self._exception = exc
        self._wake_reader(exc)

    def feed_eof(self):
        self._eof = True
        self._wake_reader()

    def feed_data(self, data):
        assert not self._eof, 'feed_data after feed_eof'
        if not data:
            return
        self._buffer += data
        self._wake_reader()
        # A buffer of more than twice the limit is enough for any reader.
        if self._transport is not None and not self._paused and len(self._buffer) > 2 * self._limit:
            try:
                self._transport.pause_reading()
                self._paused = True
            except NotImplementedError:
                self._transport = None  # it cannot be paused, so it need not be asked again

    # The reader's side.

    def _resume_feeding(self):
        if self._paused:
            self._transport.resume_reading()
            self._paused = False

    def _maybe_resume_transport(self):
        if len(self._buffer) <= self._limit:
            self._resume_feeding()

    def _check_exception(self):
        if self._exception is not None:
            raise self._exception

    def _take_incomplete(self, expected):
        rest = bytes(self._buffer)
        self._buffer.clear()
        return exceptions.IncompleteReadError(rest, expected)

    async def _wait_for_data(self, name):
        if self._waiter is not None:
            raise RuntimeError(f'{name}() called while another coroutine is already waiting for incoming data')
        assert not self._eof, '_wait_for_data after EOF'
        self._resume_feeding()
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    def _take(self, n):
        data = bytes(memoryview(self._buffer)[:n])
        del self._buffer[:n]
        self._maybe_resume_transport()
        return data

    async def readline(self):
        """A line, or what is left at the end."""
        try:
            return await self.readuntil(b'\n')
        except exceptions.IncompleteReadError as e:
            return e.partial
        except exceptions.LimitOverrunError as e:
            if self._buffer.startswith(b'\n', e.consumed):
                del self._buffer[:e.consumed + 1]
            else:
                self._buffer.clear()
            self._maybe_resume_transport()
            raise ValueError(e.args[0])

    async def readuntil(self, separator=b'\n'):
        """Everything up to a separator, which is included."""
        if not separator:
            raise ValueError('Separator should be at least one-byte string')
        self._check_exception()
        searched = 0  # no separator begins before this
        while (found := self._buffer.find(separator, searched)) < 0:
            if len(self._buffer) - searched >= len(separator):
                searched = len(self._buffer) + 1 - len(separator)
                if searched > self._limit:
                    raise exceptions.LimitOverrunError('Separator is not found, and chunk exceed the limit', searched)
            if self._eof:
                raise self._take_incomplete(None)
            await self._wait_for_data('readuntil')
        if found > self._limit:
            raise exceptions.LimitOverrunError('Separator is found, but chunk is longer than limit', found)
        return self._take(found + len(separator))

    async def read(self, n=-1):
        """Up to n bytes; everything for -1."""
        self._check_exception()
        if n < 0:
            blocks = []
            while block := await self.read(self._limit):
                blocks.append(block)
            return b''.join(blocks)
        if n and not self._buffer and not self._eof:
            await self._wait_for_data('read')
        return self._take(n) if n else b''

    async def readexactly(self, n):
        """n bytes; IncompleteReadError if there are fewer."""
        if n < 0:
            raise ValueError('readexactly size can not be less than zero')
        self._check_exception()
        while len(self._buffer) < n:
            if self._eof:
                raise self._take_incomplete(n)
            await self._wait_for_data('readexactly')
        return self._take(n) if n else b''

    def __aiter__(self):
        return self

    async def __anext__(self):
        line = await self.readline()
        if line == b'':
            raise StopAsyncIteration
        return line
