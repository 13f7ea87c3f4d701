"""Transports over sockets, pipes and processes."""
import collections
import os
import signal as _signal
import socket
import subprocess
import threading
import warnings
from . import exceptions, protocols, transports
from ._log import logger

_MAX_SIZE = 256 * 1024
_HIGH_WATER = 64 * 1024


def _check_bytes(data):
    if not isinstance(data, (bytes, bytearray, memoryview)):
        raise TypeError(f'data argument must be a bytes-like object, not {type(data).__name__!r}')


class _Writer:
    """A write buffer with its marks: the protocol pauses above the high one and resumes below the
    low one."""

    def _init_writer(self):
        self._buffer = bytearray()
        self._paused_writing = False
        self._eof = False
        self.set_write_buffer_limits()

    def set_write_buffer_limits(self, high=None, low=None):
        if high is None:
            high = _HIGH_WATER if low is None else 4 * low
        if low is None:
            low = high // 4
        if not high >= low >= 0:
            raise ValueError(f'high ({high!r}) must be >= low ({low!r}) must be >= 0')
        self._high_water = high
        self._low_water = low

    def get_write_buffer_limits(self):
        return self._low_water, self._high_water

    def get_write_buffer_size(self):
        return len(self._buffer)

    def _maybe_pause(self):
        if len(self._buffer) > self._high_water and not self._paused_writing:
            self._paused_writing = True
            self._call_protocol(self._protocol.pause_writing)

    def _maybe_resume(self):
        if self._paused_writing and len(self._buffer) <= self._low_water:
            self._paused_writing = False
            self._call_protocol(self._protocol.resume_writing)

    def _call_protocol(self, method):
        try:
            method()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop.call_exception_handler({
                'message': f'protocol.{method.__name__}() failed', 'exception': exc,
                'transport': self, 'protocol': self._protocol})


class _Base(_Writer):
    """What all transports over one descriptor share."""

    def _init_base(self, loop, fd, protocol, extra):
        transports.BaseTransport.__init__(self, extra)
        self._loop = loop
        self._fd = fd
        self._protocol = protocol
        self._closing = False
        self._conn_lost = 0
        self._paused = False
        self._init_writer()
        loop._transports[fd] = self

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closing

    def is_reading(self):
        return not self._closing and not self._paused

    def pause_reading(self):
        if self.is_reading():
            self._paused = True
            self._loop._remove_reader(self._fd)

    def resume_reading(self):
        if self._closing or not self._paused:
            return
        self._paused = False
        self._loop._add_reader(self._fd, self._read_ready)

    def close(self):
        """Close after what is buffered has been sent."""
        if self._closing:
            return
        self._closing = True
        self._loop._remove_reader(self._fd)
        if not self._buffer:
            self._conn_lost += 1
            self._loop._remove_writer(self._fd)
            self._loop.call_soon(self._call_connection_lost, None)

    def abort(self):
        """Close at once."""
        self._force_close(None)

    def _fatal_error(self, exc, message='Fatal error on transport'):
        if not isinstance(exc, (OSError, BrokenPipeError)):
            self._loop.call_exception_handler({'message': message, 'exception': exc,
                                               'transport': self, 'protocol': self._protocol})
        self._force_close(exc)

    def _force_close(self, exc):
        if self._conn_lost:
            return
        if self._buffer:
            self._buffer.clear()
            self._loop._remove_writer(self._fd)
        if not self._closing:
            self._closing = True
            self._loop._remove_reader(self._fd)
        self._conn_lost += 1
        self._loop.call_soon(self._call_connection_lost, exc)

    def __repr__(self):
        info = [self.__class__.__name__]
        if self._file is None:
            info.append('closed')
        elif self._closing:
            info.append('closing')
        info.append(f'fd={self._fd}')
        return '<{}>'.format(' '.join(info))

    def __del__(self, _warn=warnings.warn):
        if self._file is not None:
            _warn(f"unclosed transport {self!r}", ResourceWarning, source=self)
            self._file.close()

    def _call_connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._loop._transports.pop(self._fd, None)
            self._file.close()
            self._file = None
            self._protocol = None
            self._lost()
            self._loop = None

    def _lost(self):
        pass

    def _start(self, waiter, reading=True):
        self._loop.call_soon(self._protocol.connection_made, self)
        if reading:
            self._loop.call_soon(self._start_reading)
        if waiter is not None:
            self._loop.call_soon(_set_result, waiter)

    def _start_reading(self):
        if not self._closing and not self._paused:
            self._loop._add_reader(self._fd, self._read_ready)

    def _deliver(self, data):
        """To the protocol, whichever of the two kinds it is."""
        protocol = self._protocol
        try:
            if isinstance(protocol, protocols.BufferedProtocol):
                view = memoryview(data)
                while view:
                    buf = memoryview(protocol.get_buffer(len(view)))
                    if not len(buf):
                        raise RuntimeError('get_buffer() returned an empty buffer')
                    n = min(len(buf), len(view))
                    buf[:n] = view[:n]
                    protocol.buffer_updated(n)
                    view = view[n:]
            else:
                protocol.data_received(data)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal error: protocol.data_received() call failed.')

    def _check_data(self, data):
        _check_bytes(data)
        if self._eof:
            raise RuntimeError('Cannot call write() after write_eof()')

    def _write(self, data, send):
        """Send at once what goes, buffer the rest."""
        if not data:
            return
        if self._conn_lost:
            if self._conn_lost >= 5:
                logger.warning('socket.send() raised exception.')
            self._conn_lost += 1
            return
        if not self._buffer:
            try:
                n = send(data)
            except (BlockingIOError, InterruptedError):
                n = 0
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                self._fatal_error(exc, 'Fatal write error on socket transport')
                return
            data = memoryview(data)[n:]
            if not data:
                return
            self._loop._add_writer(self._fd, self._write_ready)
        self._buffer.extend(data)
        self._maybe_pause()

    def _flush(self, send):
        if self._conn_lost:
            return
        try:
            n = send(self._buffer)
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._loop._remove_writer(self._fd)
            self._buffer.clear()
            self._fatal_error(exc, 'Fatal write error on socket transport')
            return
        del self._buffer[:n]
        self._maybe_resume()
        if not self._buffer:
            self._loop._remove_writer(self._fd)
            if self._closing:
                self._conn_lost += 1
                self._call_connection_lost(None)
            elif self._eof:
                self._send_eof()

    def _send_eof(self):
        pass


def _set_result(waiter):
    if not waiter.cancelled():
        waiter.set_result(None)


class SocketTransport(_Base, transports.Transport):
    """Of a stream socket."""

    def __init__(self, loop, sock, protocol, waiter=None, extra=None, server=None):
        self._file = None
        self._init_base(loop, sock.fileno(), protocol, extra)
        self._file = self._sock = sock
        self._server = server
        self._extra['socket'] = sock
        try:
            self._extra['sockname'] = sock.getsockname()
        except OSError:
            self._extra['sockname'] = None
        if 'peername' not in self._extra:
            try:
                self._extra['peername'] = sock.getpeername()
            except OSError:
                self._extra['peername'] = None
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if server is not None:
            server._attach()
        self._start(waiter)

    def _read_ready(self):
        if self._conn_lost:
            return
        try:
            data = self._sock.recv(_MAX_SIZE)
        except (BlockingIOError, InterruptedError):
            return
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal read error on socket transport')
            return
        if data:
            self._deliver(data)
            return
        try:
            keep_open = self._protocol.eof_received()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal error: protocol.eof_received() call failed.')
            return
        if keep_open:
            self._loop._remove_reader(self._fd)
        else:
            self.close()

    def write(self, data):
        self._check_data(data)
        self._write(data, self._sock.send)

    def _write_ready(self):
        self._flush(self._sock.send)

    def can_write_eof(self):
        return True

    def write_eof(self):
        if self._closing or self._eof:
            return
        self._eof = True
        if not self._buffer:
            self._send_eof()

    def _send_eof(self):
        self._sock.shutdown(socket.SHUT_WR)

    def _lost(self):
        self._sock = None
        server, self._server = self._server, None
        if server is not None:
            server._detach()


class DatagramTransport(_Base, transports.DatagramTransport):
    """Of a datagram socket."""

    def __init__(self, loop, sock, protocol, address=None, waiter=None, extra=None):
        self._file = None
        self._init_base(loop, sock.fileno(), protocol, extra)
        self._file = self._sock = sock
        self._address = address
        self._buffer = collections.deque()
        self._buffer_size = 0
        self._extra['socket'] = sock
        self._extra['sockname'] = sock.getsockname()
        if address is not None:
            self._extra['peername'] = address
        self._start(waiter)

    def get_write_buffer_size(self):
        return self._buffer_size

    def _read_ready(self):
        if self._conn_lost:
            return
        try:
            packet = self._sock.recvfrom(_MAX_SIZE)
        except (BlockingIOError, InterruptedError, SystemExit, KeyboardInterrupt) as exc:
            if not isinstance(exc, OSError):
                raise
        except OSError as exc:
            self._protocol.error_received(exc)
        except BaseException as exc:
            self._fatal_error(exc, 'Fatal read error on datagram transport')
        else:
            self._protocol.datagram_received(*packet)

    def _send(self, data, addr):
        if self._extra.get('peername'):
            self._sock.send(data)
        else:
            self._sock.sendto(data, addr)

    def sendto(self, data, addr=None):
        _check_bytes(data)
        if not data:
            return
        if self._address:
            if addr is not None and addr != self._address:
                raise ValueError(f'Invalid address: must be None or {self._address}')
            addr = self._address
        if self._conn_lost and self._address:
            self._conn_lost += 1
            return
        if not self._buffer:
            try:
                self._send(data, addr)
                return
            except (BlockingIOError, InterruptedError):
                self._loop._add_writer(self._fd, self._write_ready)
            except OSError as exc:
                self._protocol.error_received(exc)
                return
        self._buffer.append((bytes(data), addr))
        self._buffer_size += len(data)

    def _write_ready(self):
        while self._buffer:
            data, addr = self._buffer.popleft()
            self._buffer_size -= len(data)
            try:
                self._send(data, addr)
            except (BlockingIOError, InterruptedError):
                self._buffer.appendleft((data, addr))
                self._buffer_size += len(data)
                break
            except OSError as exc:
                self._protocol.error_received(exc)
                return
        if not self._buffer:
            self._loop._remove_writer(self._fd)
            if self._closing:
                self._call_connection_lost(None)


class ReadPipeTransport(_Base, transports.ReadTransport):
    """Of the reading end of a pipe."""

    def __init__(self, loop, pipe, protocol, waiter=None, extra=None):
        self._file = None
        self._init_base(loop, pipe.fileno(), protocol, extra)
        self._file = pipe
        self._extra['pipe'] = pipe
        os.set_blocking(self._fd, False)
        self._start(waiter)

    def _read_ready(self):
        try:
            data = os.read(self._fd, _MAX_SIZE)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as exc:
            self._fatal_error(exc, 'Fatal read error on pipe transport')
            return
        if data:
            self._deliver(data)
            return
        self._closing = True
        self._loop._remove_reader(self._fd)
        self._loop.call_soon(self._protocol.eof_received)
        self._loop.call_soon(self._call_connection_lost, None)


class WritePipeTransport(_Base, transports.WriteTransport):
    """Of the writing end of a pipe."""

    def __init__(self, loop, pipe, protocol, waiter=None, extra=None):
        self._file = None
        self._init_base(loop, pipe.fileno(), protocol, extra)
        self._file = pipe
        self._extra['pipe'] = pipe
        os.set_blocking(self._fd, False)
        self._start(waiter, reading=False)
        # the other end closing shows as readability
        self._loop.call_soon(self._start_reading)

    def _read_ready(self):
        if self._buffer:
            self._force_close(BrokenPipeError())
        else:
            self._force_close(None)

    def _send(self, data):
        return os.write(self._fd, data)

    def write(self, data):
        self._check_data(data)
        if self._closing:
            return
        self._write(data, self._send)

    def _write_ready(self):
        self._flush(self._send)

    def can_write_eof(self):
        return True

    def write_eof(self):
        if self._closing:
            return
        self._eof = True
        self.close()


class _PipeProtocol(protocols.Protocol):
    """Tells the process transport what happens on one of its pipes."""

    def __init__(self, process, fd):
        self.process = process
        self.fd = fd
        self.transport = None
        self.disconnected = False

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, exc):
        self.disconnected = True
        self.process._pipe_lost(self.fd, exc)
        self.process = None

    def data_received(self, data):
        self.process._pipe_data(self.fd, data)

    def pause_writing(self):
        self.process._protocol.pause_writing()

    def resume_writing(self):
        self.process._protocol.resume_writing()


class ProcessTransport(transports.SubprocessTransport):
    """Of a subprocess. A thread waits for its end."""

    def __init__(self, loop, protocol, args, shell, stdin, stdout, stderr, kwargs):
        super().__init__()
        self._closed = False
        self._protocol = protocol
        self._loop = loop
        self._returncode = None
        self._exit_waiters = []
        self._pending_calls = collections.deque()
        self._pipes = {}
        self._finished = False
        stdin_r = None
        if stdin == subprocess.PIPE:
            # a socket pair: its closing is noticed even while nothing is written
            stdin, stdin_w = socket.socketpair()
        else:
            stdin_w = None
        try:
            self._proc = subprocess.Popen(args, shell=shell, stdin=stdin, stdout=stdout,
                                          stderr=stderr, universal_newlines=False, bufsize=0,
                                          **kwargs)
        except BaseException:
            self._closed = True
            if stdin_w is not None:
                stdin.close()
                stdin_w.close()
            raise
        if stdin_w is not None:
            stdin.close()
            self._proc.stdin = open(stdin_w.detach(), 'wb', buffering=0)
        for fd, pipe in enumerate((self._proc.stdin, self._proc.stdout, self._proc.stderr)):
            if pipe is not None:
                self._pipes[fd] = None  # until it is connected
        self._pid = self._proc.pid
        self._extra['subprocess'] = self._proc
        threading.Thread(target=self._watch, name=f'waitpid-{self._pid}', daemon=True).start()

    def __repr__(self):
        info = [self.__class__.__name__]
        if self._closed:
            info.append('closed')
        info.append(f'pid={self._pid}')
        if self._returncode is not None:
            info.append(f'returncode={self._returncode}')
        else:
            info.append('running')
        return '<{}>'.format(' '.join(info))

    def _watch(self):
        code = self._proc.wait()
        if not self._loop.is_closed():
            try:
                self._loop.call_soon_threadsafe(self._process_exited, code)
            except RuntimeError:
                pass  # closed in this moment

    async def _connect_pipes(self):
        proc = self._proc
        loop = self._loop
        for fd, pipe in ((0, proc.stdin), (1, proc.stdout), (2, proc.stderr)):
            if pipe is None:
                continue
            connect = loop.connect_write_pipe if fd == 0 else loop.connect_read_pipe
            _, self._pipes[fd] = await connect(lambda fd=fd: _PipeProtocol(self, fd), pipe)
        loop.call_soon(self._protocol.connection_made, self)
        for callback, args in self._pending_calls:
            loop.call_soon(callback, *args)
        self._pending_calls = None

    def _call(self, callback, *args):
        if self._pending_calls is not None:
            self._pending_calls.append((callback, args))
        else:
            self._loop.call_soon(callback, *args)

    def _pipe_lost(self, fd, exc):
        self._call(self._protocol.pipe_connection_lost, fd, exc)
        self._try_finish()

    def _pipe_data(self, fd, data):
        self._call(self._protocol.pipe_data_received, fd, data)

    def _process_exited(self, code):
        self._returncode = code
        self._call(self._protocol.process_exited)
        self._try_finish()
        for waiter in self._exit_waiters:
            if not waiter.cancelled():
                waiter.set_result(code)
        self._exit_waiters = None

    async def _wait(self):
        if self._returncode is not None or self._exit_waiters is None:
            return self._returncode
        waiter = self._loop.create_future()
        self._exit_waiters.append(waiter)
        return await waiter

    def _try_finish(self):
        if self._returncode is None or self._finished:
            return
        if all(p is not None and p.disconnected for p in self._pipes.values()):
            self._finished = True
            self._call(self._call_connection_lost, None)

    def _call_connection_lost(self, exc):
        try:
            self._protocol.connection_lost(exc)
        finally:
            self._loop = None
            self._proc = None
            self._protocol = None

    def set_protocol(self, protocol):
        self._protocol = protocol

    def get_protocol(self):
        return self._protocol

    def is_closing(self):
        return self._closed

    def close(self):
        if self._closed:
            return
        self._closed = True
        for proto in self._pipes.values():
            if proto is not None and proto.transport is not None:
                proto.transport.close()
        if self._proc is not None and self._returncode is None and self._proc.poll() is None:
            try:
                self._proc.kill()
            except ProcessLookupError:
                pass

    def get_pid(self):
        return self._pid

    def get_returncode(self):
        return self._returncode

    def get_pipe_transport(self, fd):
        pipe = self._pipes.get(fd)
        return pipe.transport if pipe is not None else None

    def _check_proc(self):
        if self._proc is None or self._returncode is not None:
            raise ProcessLookupError()

    def send_signal(self, signal):
        self._check_proc()
        os.kill(self._pid, signal)

    def terminate(self):
        self.send_signal(_signal.SIGTERM)

    def kill(self):
        self.send_signal(_signal.SIGKILL)
