"""The event loop: ready and timed calls, a selector for files, everything built on them."""
import collections
import contextlib
import concurrent.futures
import errno
import heapq
import os
import selectors
import signal
import socket
import sys
import threading
import time
import warnings
import weakref
from . import coroutines, events, exceptions, futures, tasks, transports
from ._log import logger

__all__ = 'BaseEventLoop', 'Server'

_MIN_CANCELLED_TIMERS = 100   # before the heap is cleaned
_MAX_SELECT_TIMEOUT = 24 * 3600


class Server(events.AbstractServer):
    """Listening sockets whose connections go to protocols."""

    def __init__(self, loop, sockets, protocol_factory, backlog):
        self._loop = loop
        self._sockets = sockets
        self._active_count = 0
        self._waiters = []
        self._protocol_factory = protocol_factory
        self._backlog = backlog
        self._serving = False
        self._forever = None  # what serve_forever() waits for

    def __repr__(self):
        return f'<{self.__class__.__name__} sockets={self.sockets!r}>'

    def _attach(self):
        self._active_count += 1

    def _detach(self):
        self._active_count -= 1
        if self._active_count == 0 and self._sockets is None:
            self._wakeup()

    def _wakeup(self):
        waiters, self._waiters = self._waiters, None
        for waiter in waiters or ():
            if not waiter.done():
                waiter.set_result(waiter)

    def _start_serving(self):
        if self._serving:
            return
        self._serving = True
        for sock in self._sockets:
            sock.listen(self._backlog)
            self._loop._start_serving(self._protocol_factory, sock, self, self._backlog)

    def get_loop(self):
        return self._loop

    def is_serving(self):
        return self._serving

    @property
    def sockets(self):
        return () if self._sockets is None else tuple(self._sockets)

    def close(self):
        sockets, self._sockets = self._sockets, None
        if sockets is None:
            return
        for sock in sockets:
            self._loop._stop_serving(sock)
        self._serving = False
        forever, self._forever = self._forever, None
        if forever is not None:
            forever.cancel()
        if not self._active_count:
            self._wakeup()

    async def wait_closed(self):
        """Returns at once once close() was called, as 3.11 does; before, when all connections have ended."""
        if self._sockets is not None and self._waiters is not None:
            ended = self._loop.create_future()
            self._waiters.append(ended)
            await ended

    async def start_serving(self):
        self._start_serving()
        await tasks.sleep(0)

    async def serve_forever(self):
        if self._forever is not None:
            raise RuntimeError(f'server {self!r} is already being awaited on serve_forever()')
        if self._sockets is None:
            raise RuntimeError(f'server {self!r} is closed')
        self._start_serving()
        self._forever = self._loop.create_future()
        try:
            await self._forever
        except exceptions.CancelledError as cancelled:
            self.close()
            with contextlib.suppress(BaseException):
                await self.wait_closed()
            raise cancelled
        finally:
            self._forever = None


class BaseEventLoop(events.AbstractEventLoop):
    """A loop on a selector."""

    def __init__(self, selector=None):
        self._timer_cancelled_count = 0
        self._closed = False
        self._stopping = False
        self._ready = collections.deque()
        self._scheduled = []
        self._default_executor = None
        self._executor_shutdown = False
        self._thread_id = None
        self._clock_resolution = time.get_clock_info('monotonic').resolution
        self._exception_handler = None
        self._debug = sys.flags.dev_mode or bool(os.environ.get('PYTHONASYNCIODEBUG'))
        self.slow_callback_duration = 0.1
        self._task_factory = None
        self._asyncgens = weakref.WeakSet()
        self._asyncgens_shutdown_called = False
        self._signal_handlers = {}
        self._transports = weakref.WeakValueDictionary()
        self._selector = selectors.DefaultSelector() if selector is None else selector
        logger.debug('Using selector: %s', type(self._selector).__name__)
        self._ssock, self._csock = socket.socketpair()
        self._ssock.setblocking(False)
        self._csock.setblocking(False)
        self._add_reader(self._ssock.fileno(), self._read_from_self)

    def __repr__(self):
        return (f'<{self.__class__.__name__} running={self.is_running()} '
                f'closed={self.is_closed()} debug={self.get_debug()}>')

    # --- futures and tasks ---

    def create_future(self):
        return futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        if self._task_factory is None:
            return tasks.Task(coro, loop=self, name=name, context=context)
        if context is None:
            task = self._task_factory(self, coro)
        else:
            task = self._task_factory(self, coro, context=context)
        if name is not None:
            task.set_name(name)
        return task

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    # --- running ---

    def _check_closed(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def _check_running(self):
        if self.is_running():
            raise RuntimeError('This event loop is already running')
        if events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')

    def run_forever(self):
        """Run until stop()."""
        self._check_closed()
        self._check_running()
        old_hooks = sys.get_asyncgen_hooks()
        try:
            self._thread_id = threading.get_ident()
            sys.set_asyncgen_hooks(firstiter=self._asyncgen_firstiter,
                                   finalizer=self._asyncgen_finalizer)
            events._set_running_loop(self)
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._thread_id = None
            events._set_running_loop(None)
            sys.set_asyncgen_hooks(*old_hooks)

    def run_until_complete(self, future):
        """Run until a future is done; its result."""
        self._check_closed()
        self._check_running()
        goal = tasks.ensure_future(future, loop=self)
        ours = goal is not future  # made here of a coroutine, so that nobody else asks what becomes of it
        if ours:
            goal._log_destroy_pending = False
        goal.add_done_callback(_run_until_complete_cb)
        try:
            self.run_forever()
        except BaseException:
            if ours and goal.done() and not goal.cancelled():
                goal.exception()  # it counts as retrieved
            raise
        finally:
            goal.remove_done_callback(_run_until_complete_cb)
        if goal.done():
            return goal.result()
        raise RuntimeError('Event loop stopped before Future completed.')

    def stop(self):
        """Stop after the calls that are ready."""
        self._stopping = True

    def is_running(self):
        return self._thread_id is not None

    def is_closed(self):
        return self._closed

    def close(self):
        if self.is_running():
            raise RuntimeError("Cannot close a running event loop")
        if self._closed:
            return
        for sig in list(self._signal_handlers):
            self.remove_signal_handler(sig)
        self._remove_reader(self._ssock.fileno())
        self._ssock.close()
        self._csock.close()
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()
        self._executor_shutdown = True
        executor = self._default_executor
        if executor is not None:
            self._default_executor = None
            executor.shutdown(wait=False)
        self._selector.close()

    def __del__(self, _warn=warnings.warn):
        if not self.is_closed():
            _warn(f"unclosed event loop {self!r}", ResourceWarning, source=self)
            if not self.is_running():
                self.close()

    def _asyncgen_firstiter(self, agen):
        if self._asyncgens_shutdown_called:
            warnings.warn(f"asynchronous generator {agen!r} was scheduled after "
                          f"loop.shutdown_asyncgens() call", ResourceWarning, source=self)
        self._asyncgens.add(agen)

    def _asyncgen_finalizer(self, agen):
        self._asyncgens.discard(agen)
        if not self.is_closed():
            self.call_soon_threadsafe(self.create_task, agen.aclose())

    async def shutdown_asyncgens(self):
        """Close all asynchronous generators that are still alive."""
        self._asyncgens_shutdown_called = True
        agens = list(self._asyncgens)
        if not agens:
            return
        self._asyncgens.clear()
        results = await tasks.gather(*[ag.aclose() for ag in agens], return_exceptions=True)
        for result, agen in zip(results, agens):
            if isinstance(result, Exception):
                self.call_exception_handler({
                    'message': f'an error occurred during closing of asynchronous '
                               f'generator {agen!r}',
                    'exception': result, 'asyncgen': agen})

    async def shutdown_default_executor(self):
        """Wait for the threads of the default executor."""
        self._executor_shutdown = True
        if self._default_executor is None:
            return
        future = self.create_future()

        def shut_down():
            try:
                self._default_executor.shutdown(wait=True)
                if not self.is_closed():
                    self.call_soon_threadsafe(future.set_result, None)
            except Exception as ex:
                if not self.is_closed():
                    self.call_soon_threadsafe(future.set_exception, ex)

        thread = threading.Thread(target=shut_down)
        thread.start()
        try:
            await future
        finally:
            thread.join()

    # --- calls ---

    def time(self):
        return time.monotonic()

    def call_soon(self, callback, *args, context=None):
        """Call in the next round."""
        self._check_closed()
        if self._debug:
            self._check_callback(callback, 'call_soon')
            if self._thread_id is not None and threading.get_ident() != self._thread_id:
                raise RuntimeError("Non-thread-safe operation invoked on an event loop other "
                                   "than the current one")
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def _check_callback(self, callback, method):
        if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
            raise TypeError(f"coroutines cannot be used with {method}()")
        if not callable(callback):
            raise TypeError(f'a callable object was expected by {method}(), got {callback!r}')

    def call_soon_threadsafe(self, callback, *args, context=None):
        """The same from any thread."""
        self._check_closed()
        handle = events.Handle(callback, args, self, context)
        self._ready.append(handle)
        self._write_to_self()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        """Call after some seconds."""
        if delay is None:
            raise TypeError('delay must not be None')
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        """Call at a time of the loop."""
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        timer = events.TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def _timer_handle_cancelled(self, handle):
        if handle._scheduled:
            self._timer_cancelled_count += 1

    def _write_to_self(self):
        sock = self._csock
        if sock is not None:
            try:
                sock.send(b'\0')
            except OSError:
                pass

    def _read_from_self(self):
        while True:
            try:
                data = self._ssock.recv(4096)
                if not data:
                    break
                for byte in data:
                    if byte and byte in self._signal_handlers:
                        self._run_signal(byte)
            except InterruptedError:
                continue
            except BlockingIOError:
                break

    def _run_once(self):
        scheduled = self._scheduled
        if len(scheduled) > _MIN_CANCELLED_TIMERS and \
                self._timer_cancelled_count * 2 > len(scheduled):
            left = [h for h in scheduled if not h._cancelled]
            heapq.heapify(left)
            self._scheduled = scheduled = left
            self._timer_cancelled_count = 0
        else:
            while scheduled and scheduled[0]._cancelled:
                self._timer_cancelled_count -= 1
                heapq.heappop(scheduled)._scheduled = False
        timeout = None
        if self._ready or self._stopping:
            timeout = 0
        elif scheduled:
            timeout = min(max(0, scheduled[0]._when - self.time()), _MAX_SELECT_TIMEOUT)
        for key, mask in self._selector.select(timeout):
            reader, writer = key.data
            if mask & selectors.EVENT_READ and reader is not None:
                if reader._cancelled:
                    self._remove_reader(key.fileobj)
                else:
                    self._ready.append(reader)
            if mask & selectors.EVENT_WRITE and writer is not None:
                if writer._cancelled:
                    self._remove_writer(key.fileobj)
                else:
                    self._ready.append(writer)
        end = self.time() + self._clock_resolution
        while scheduled and scheduled[0]._when < end:
            handle = heapq.heappop(scheduled)
            handle._scheduled = False
            self._ready.append(handle)
        ready = self._ready
        for _ in range(len(ready)):
            handle = ready.popleft()
            if handle._cancelled:
                continue
            if self._debug:
                start = self.time()
                handle._run()
                taken = self.time() - start
                if taken >= self.slow_callback_duration:
                    logger.warning('Executing %r took %.3f seconds', handle, taken)
            else:
                handle._run()
        handle = None

    # --- executors ---

    def run_in_executor(self, executor, func, *args):
        """Call func in a thread of an executor: a future."""
        self._check_closed()
        if executor is None:
            executor = self._default_executor
            if self._executor_shutdown:
                raise RuntimeError('Executor shutdown has been called')
            if executor is None:
                executor = concurrent.futures.ThreadPoolExecutor(thread_name_prefix='asyncio')
                self._default_executor = executor
        return futures.wrap_future(executor.submit(func, *args), loop=self)

    def set_default_executor(self, executor):
        if not isinstance(executor, concurrent.futures.ThreadPoolExecutor):
            raise TypeError('executor must be ThreadPoolExecutor instance')
        self._default_executor = executor

    # --- errors ---

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError(f'A callable object or None is expected, got {handler!r}')
        self._exception_handler = handler

    def default_exception_handler(self, context):
        """Log what nobody handled."""
        message = context.get('message') or 'Unhandled exception in event loop'
        exc = context.get('exception')
        exc_info = (type(exc), exc, exc.__traceback__) if exc is not None else False
        lines = [message]
        for key in sorted(context):
            if key not in {'message', 'exception'}:
                lines.append(f'{key}: {context[key]!r}')
        logger.error('\n'.join(lines), exc_info=exc_info)

    def call_exception_handler(self, context):
        handler = self._exception_handler
        if handler is None:
            try:
                self.default_exception_handler(context)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException:
                logger.error('Exception in default exception handler', exc_info=True)
            return
        try:
            handler(self, context)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as exc:
            self.default_exception_handler({'message': 'Unhandled error in exception handler',
                                            'exception': exc, 'context': context})

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    # --- files ---

    def _entry(self, fd):
        try:
            return self._selector.get_key(fd)
        except (KeyError, ValueError):
            return None

    def _add_reader(self, fd, callback, *args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        key = self._entry(fd)
        if key is None:
            self._selector.register(fd, selectors.EVENT_READ, (handle, None))
        else:
            reader, writer = key.data
            self._selector.modify(fd, key.events | selectors.EVENT_READ, (handle, writer))
            if reader is not None:
                reader.cancel()
        return handle

    def _remove_reader(self, fd):
        if self.is_closed():
            return False
        key = self._entry(fd)
        if key is None:
            return False
        reader, writer = key.data
        events_left = key.events & ~selectors.EVENT_READ
        if not events_left:
            self._selector.unregister(fd)
        else:
            self._selector.modify(fd, events_left, (None, writer))
        if reader is not None:
            reader.cancel()
            return True
        return False

    def _add_writer(self, fd, callback, *args):
        self._check_closed()
        handle = events.Handle(callback, args, self, None)
        key = self._entry(fd)
        if key is None:
            self._selector.register(fd, selectors.EVENT_WRITE, (None, handle))
        else:
            reader, writer = key.data
            self._selector.modify(fd, key.events | selectors.EVENT_WRITE, (reader, handle))
            if writer is not None:
                writer.cancel()
        return handle

    def _remove_writer(self, fd):
        if self.is_closed():
            return False
        key = self._entry(fd)
        if key is None:
            return False
        reader, writer = key.data
        events_left = key.events & ~selectors.EVENT_WRITE
        if not events_left:
            self._selector.unregister(fd)
        else:
            self._selector.modify(fd, events_left, (reader, None))
        if writer is not None:
            writer.cancel()
            return True
        return False

    def _check_not_transport(self, fd):
        if not isinstance(fd, int):
            fd = int(fd.fileno())
        transport = self._transports.get(fd)
        if transport is not None and not transport.is_closing():
            raise RuntimeError(f'File descriptor {fd!r} is used by transport {transport!r}')

    def add_reader(self, fd, callback, *args):
        """Call when a file can be read."""
        self._check_not_transport(fd)
        self._add_reader(fd, callback, *args)

    def remove_reader(self, fd):
        self._check_not_transport(fd)
        return self._remove_reader(fd)

    def add_writer(self, fd, callback, *args):
        """Call when a file can be written."""
        self._check_not_transport(fd)
        self._add_writer(fd, callback, *args)

    def remove_writer(self, fd):
        self._check_not_transport(fd)
        return self._remove_writer(fd)

    # --- signals ---

    def add_signal_handler(self, sig, callback, *args):
        """Call when a signal arrives."""
        if coroutines.iscoroutine(callback) or coroutines.iscoroutinefunction(callback):
            raise TypeError("coroutines cannot be used with add_signal_handler()")
        self._check_signal(sig)
        self._check_closed()
        try:
            signal.set_wakeup_fd(self._csock.fileno())
        except (ValueError, OSError) as exc:
            raise RuntimeError(str(exc))
        self._signal_handlers[sig] = events.Handle(callback, args, self, None)
        try:
            # the handler itself does nothing: the number arrives through the wake-up descriptor
            signal.signal(sig, lambda signum, frame: None)
            signal.siginterrupt(sig, False)
        except OSError as exc:
            del self._signal_handlers[sig]
            if exc.errno == errno.EINVAL:
                raise RuntimeError(f'sig {sig} cannot be caught')
            raise

    def _run_signal(self, sig):
        handle = self._signal_handlers.get(sig)
        if handle is None:
            return
        if handle._cancelled:
            self.remove_signal_handler(sig)
        else:
            self._ready.append(handle)

    def remove_signal_handler(self, sig):
        self._check_signal(sig)
        try:
            del self._signal_handlers[sig]
        except KeyError:
            return False
        signal.signal(sig, signal.default_int_handler if sig == signal.SIGINT else signal.SIG_DFL)
        if not self._signal_handlers:
            try:
                signal.set_wakeup_fd(-1)
            except (ValueError, OSError) as exc:
                logger.info('set_wakeup_fd(-1) failed: %s', exc)
        return True

    def _check_signal(self, sig):
        if not isinstance(sig, int):
            raise TypeError(f'sig must be an int, not {sig!r}')
        if sig not in signal.valid_signals():
            raise ValueError(f'invalid signal number {sig}')

    # --- sockets ---

    def _wait_for_fd(self, sock, add, remove, attempt):
        """A future of attempt(), called again whenever the socket is ready."""
        if self._debug and sock.gettimeout() != 0:
            raise ValueError("the socket must be non-blocking")
        fut = self.create_future()

        def step():
            if fut.done():
                return
            try:
                result = attempt()
            except (BlockingIOError, InterruptedError):
                return
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                fut.set_exception(exc)
            else:
                fut.set_result(result)

        step()
        if not fut.done():
            fd = sock.fileno()
            add(fd, step)
            fut.add_done_callback(lambda f: remove(fd))
        return fut

    async def sock_recv(self, sock, n):
        return await self._wait_for_fd(sock, self._add_reader, self._remove_reader,
                                       lambda: sock.recv(n))

    async def sock_recv_into(self, sock, buf):
        return await self._wait_for_fd(sock, self._add_reader, self._remove_reader,
                                       lambda: sock.recv_into(buf))

    async def sock_recvfrom(self, sock, bufsize):
        return await self._wait_for_fd(sock, self._add_reader, self._remove_reader,
                                       lambda: sock.recvfrom(bufsize))

    async def sock_sendto(self, sock, data, address):
        return await self._wait_for_fd(sock, self._add_writer, self._remove_writer,
                                       lambda: sock.sendto(data, address))

    async def sock_sendall(self, sock, data):
        view = memoryview(data)
        while view:
            n = await self._wait_for_fd(sock, self._add_writer, self._remove_writer,
                                        lambda: sock.send(view))
            view = view[n:]

    async def sock_accept(self, sock):
        def accept():
            conn, address = sock.accept()
            conn.setblocking(False)
            return conn, address
        return await self._wait_for_fd(sock, self._add_reader, self._remove_reader, accept)

    async def sock_connect(self, sock, address):
        if sock.family in (socket.AF_INET, socket.AF_INET6):
            info = await self.getaddrinfo(*address[:2], family=sock.family, type=sock.type,
                                          proto=sock.proto)
            address = info[0][4]
        try:
            sock.connect(address)
            return
        except (BlockingIOError, InterruptedError):
            pass
        fut = self.create_future()
        fd = sock.fileno()

        def done():
            if fut.done():
                return
            err = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if err:
                fut.set_exception(OSError(err, f'Connect call failed {address}'))
            else:
                fut.set_result(None)

        self._add_writer(fd, done)
        fut.add_done_callback(lambda f: self._remove_writer(fd))
        await fut

    async def getaddrinfo(self, host, port, *, family=0, type=0, proto=0, flags=0):
        return await self.run_in_executor(None, socket.getaddrinfo, host, port, family, type,
                                          proto, flags)

    async def getnameinfo(self, sockaddr, flags=0):
        return await self.run_in_executor(None, socket.getnameinfo, sockaddr, flags)

    async def _resolve(self, host, port, family, type, flags=0):
        if host and family != socket.AF_INET6 and (port is None or isinstance(port, int)):
            try:  # an address needs no resolver
                socket.inet_pton(socket.AF_INET, host)
                return [(socket.AF_INET, type, 0, '', (host, port or 0))]
            except (OSError, TypeError):
                pass
        return await self.getaddrinfo(host, port, family=family, type=type, flags=flags)

    async def create_connection(self, protocol_factory, host=None, port=None, *, ssl=None,
                                family=0, proto=0, flags=0, sock=None, local_addr=None,
                                server_hostname=None, ssl_handshake_timeout=None,
                                ssl_shutdown_timeout=None, happy_eyeballs_delay=None,
                                interleave=None):
        """Connect to a TCP server: (transport, protocol)."""
        if ssl:
            raise NotImplementedError('create_connection(ssl=...)')
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            problems = []
            for af, kind, pr, _, address in await self._resolve(host, port, family,
                                                                socket.SOCK_STREAM, flags):
                sock = socket.socket(af, kind, pr)
                sock.setblocking(False)
                try:
                    if local_addr is not None:
                        sock.bind(local_addr)
                    await self.sock_connect(sock, address)
                    break
                except OSError as exc:
                    sock.close()
                    sock = None
                    problems.append(exc)
                except BaseException:
                    sock.close()
                    raise
            if sock is None:
                if len(problems) == 1:
                    raise problems[0]
                if not problems:
                    raise OSError('getaddrinfo() returned empty list')
                if all(str(e) == str(problems[0]) for e in problems):
                    raise problems[0]
                raise OSError('Multiple exceptions: {}'.format(', '.join(map(str, problems))))
        elif sock is None:
            raise ValueError('host and port was not specified and no sock specified')
        elif sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A Stream Socket was expected, got {sock!r}')
        return await self._connected(sock, protocol_factory)

    async def _connected(self, sock, protocol_factory, server=None):
        from .selector_transports import SocketTransport
        sock.setblocking(False)
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = SocketTransport(self, sock, protocol, waiter, server=server)
        try:
            await waiter
        except:
            transport.close()
            raise
        return transport, protocol

    async def connect_accepted_socket(self, protocol_factory, sock, *, ssl=None,
                                      ssl_handshake_timeout=None, ssl_shutdown_timeout=None):
        if sock.type != socket.SOCK_STREAM:
            raise ValueError(f'A Stream Socket was expected, got {sock!r}')
        return await self._connected(sock, protocol_factory)

    async def create_unix_connection(self, protocol_factory, path=None, *, ssl=None, sock=None,
                                     server_hostname=None, ssl_handshake_timeout=None,
                                     ssl_shutdown_timeout=None):
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                sock.setblocking(False)
                await self.sock_connect(sock, os.fspath(path))
            except:
                sock.close()
                raise
        elif sock is None:
            raise ValueError('no path and sock were specified')
        return await self._connected(sock, protocol_factory)

    async def create_server(self, protocol_factory, host=None, port=None, *,
                            family=socket.AF_UNSPEC, flags=socket.AI_PASSIVE, sock=None,
                            backlog=100, ssl=None, reuse_address=None, reuse_port=None,
                            ssl_handshake_timeout=None, ssl_shutdown_timeout=None,
                            start_serving=True):
        """A TCP server."""
        if ssl:
            raise NotImplementedError('create_server(ssl=...)')
        if host is not None or port is not None:
            if sock is not None:
                raise ValueError('host/port and sock can not be specified at the same time')
            hosts = [None] if host == '' or host is None else \
                [host] if isinstance(host, str) else list(host)
            found = {}
            for h in hosts:
                for info in await self._resolve(h, port, family, socket.SOCK_STREAM, flags):
                    found[info[0], info[1], info[4]] = info
            sockets = []
            done = False
            try:
                for af, kind, pr, _, address in found.values():
                    try:
                        s = socket.socket(af, kind, pr)
                    except OSError:
                        continue  # a family that this machine lacks
                    sockets.append(s)
                    if reuse_address is not False:
                        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, True)
                    if reuse_port:
                        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, True)
                    if af == socket.AF_INET6:
                        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, True)
                    try:
                        s.bind(address)
                    except OSError as err:
                        raise OSError(err.errno, 'error while attempting to bind on address '
                                      '%r: %s' % (address, err.strerror.lower())) from None
                done = True
            finally:
                if not done:
                    for s in sockets:
                        s.close()
        else:
            if sock is None:
                raise ValueError('Neither host/port nor sock were specified')
            if sock.type != socket.SOCK_STREAM:
                raise ValueError(f'A Stream Socket was expected, got {sock!r}')
            sockets = [sock]
        return await self._make_server(sockets, protocol_factory, backlog, start_serving)

    async def _make_server(self, sockets, protocol_factory, backlog, start_serving):
        for s in sockets:
            s.setblocking(False)
        server = Server(self, sockets, protocol_factory, backlog)
        if start_serving:
            server._start_serving()
            await tasks.sleep(0)
        return server

    async def create_unix_server(self, protocol_factory, path=None, *, sock=None, backlog=100,
                                 ssl=None, ssl_handshake_timeout=None,
                                 ssl_shutdown_timeout=None, start_serving=True):
        if path is not None:
            if sock is not None:
                raise ValueError('path and sock can not be specified at the same time')
            import stat
            path = os.fspath(path)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            try:
                if stat.S_ISSOCK(os.stat(path).st_mode):
                    os.remove(path)
            except FileNotFoundError:
                pass
            try:
                sock.bind(path)
            except OSError as exc:
                sock.close()
                if exc.errno == errno.EADDRINUSE:
                    raise OSError(errno.EADDRINUSE,
                                  f'Address {path!r} is already in use') from None
                raise
        elif sock is None:
            raise ValueError('path was not specified, and no sock specified')
        return await self._make_server([sock], protocol_factory, backlog, start_serving)

    def _start_serving(self, protocol_factory, sock, server, backlog):
        self._add_reader(sock.fileno(), self._accept, protocol_factory, sock, server, backlog)

    def _accept(self, protocol_factory, sock, server, backlog):
        from .selector_transports import SocketTransport
        for _ in range(backlog):
            try:
                conn, address = sock.accept()
                conn.setblocking(False)
            except (BlockingIOError, InterruptedError, ConnectionAbortedError):
                return
            except OSError as exc:
                if exc.errno not in (errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM):
                    raise
                # out of something: pause for a second
                self.call_exception_handler({'message': 'socket.accept() out of system resource',
                                             'exception': exc, 'socket': sock})
                self._remove_reader(sock.fileno())
                self.call_later(1, self._start_serving, protocol_factory, sock, server, backlog)
                return
            try:
                SocketTransport(self, conn, protocol_factory(), None,
                                extra={'peername': address}, server=server)
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as exc:
                conn.close()
                self.call_exception_handler({
                    'message': 'Error on transport creation for incoming connection',
                    'exception': exc})

    def _stop_serving(self, sock):
        self._remove_reader(sock.fileno())
        sock.close()

    async def create_datagram_endpoint(self, protocol_factory, local_addr=None, remote_addr=None,
                                       *, family=0, proto=0, flags=0, reuse_port=None,
                                       allow_broadcast=None, sock=None):
        """A datagram socket: (transport, protocol)."""
        from .selector_transports import DatagramTransport
        address = None
        if sock is None:
            if not local_addr and not remote_addr and family == 0:
                raise ValueError('unexpected address family')
            local = remote = None
            if local_addr:
                if isinstance(local_addr, str):
                    family, local = socket.AF_UNIX, local_addr
                else:
                    info = await self._resolve(*local_addr[:2], family, socket.SOCK_DGRAM, flags)
                    family, local = info[0][0], info[0][4]
            if remote_addr:
                if isinstance(remote_addr, str):
                    family, remote = socket.AF_UNIX, remote_addr
                else:
                    info = await self._resolve(*remote_addr[:2], family, socket.SOCK_DGRAM, flags)
                    family, remote = info[0][0], info[0][4]
            sock = socket.socket(family, socket.SOCK_DGRAM, proto)
            try:
                if reuse_port:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
                if allow_broadcast:
                    sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.setblocking(False)
                if local:
                    sock.bind(local)
                if remote:
                    if not allow_broadcast:
                        await self.sock_connect(sock, remote)
                    address = remote
            except BaseException:
                sock.close()
                raise
        else:
            if sock.type != socket.SOCK_DGRAM:
                raise ValueError(f'A datagram socket was expected, got {sock!r}')
            sock.setblocking(False)
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = DatagramTransport(self, sock, protocol, address, waiter)
        try:
            await waiter
        except:
            transport.close()
            raise
        return transport, protocol

    # --- pipes and processes ---

    async def connect_read_pipe(self, protocol_factory, pipe):
        from .selector_transports import ReadPipeTransport
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = ReadPipeTransport(self, pipe, protocol, waiter)
        await waiter
        return transport, protocol

    async def connect_write_pipe(self, protocol_factory, pipe):
        from .selector_transports import WritePipeTransport
        protocol = protocol_factory()
        waiter = self.create_future()
        transport = WritePipeTransport(self, pipe, protocol, waiter)
        await waiter
        return transport, protocol

    async def subprocess_shell(self, protocol_factory, cmd, *, stdin=-1, stdout=-1, stderr=-1,
                               universal_newlines=False, shell=True, bufsize=0, encoding=None,
                               errors=None, text=None, **kwargs):
        if not isinstance(cmd, (bytes, str)):
            raise ValueError("cmd must be a string")
        self._check_subprocess(universal_newlines, bufsize, encoding, errors, text)
        if not shell:
            raise ValueError("shell must be True")
        return await self._subprocess(protocol_factory, cmd, True, stdin, stdout, stderr, kwargs)

    async def subprocess_exec(self, protocol_factory, program, *args, stdin=-1, stdout=-1,
                              stderr=-1, universal_newlines=False, shell=False, bufsize=0,
                              encoding=None, errors=None, text=None, **kwargs):
        self._check_subprocess(universal_newlines, bufsize, encoding, errors, text)
        if shell:
            raise ValueError("shell must be False")
        return await self._subprocess(protocol_factory, (program,) + args, False, stdin, stdout,
                                      stderr, kwargs)

    @staticmethod
    def _check_subprocess(universal_newlines, bufsize, encoding, errors, text):
        if universal_newlines:
            raise ValueError("universal_newlines must be False")
        if bufsize != 0:
            raise ValueError("bufsize must be 0")
        if text:
            raise ValueError("text must be False")
        if encoding is not None:
            raise ValueError("encoding must be None")
        if errors is not None:
            raise ValueError("errors must be None")

    async def _subprocess(self, protocol_factory, args, shell, stdin, stdout, stderr, kwargs):
        from .selector_transports import ProcessTransport
        protocol = protocol_factory()
        transport = ProcessTransport(self, protocol, args, shell, stdin, stdout, stderr, kwargs)
        try:
            await transport._connect_pipes()
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException:
            transport.close()
            await transport._wait()
            raise
        return transport, protocol


def _run_until_complete_cb(fut):
    if not fut.cancelled() and isinstance(fut.exception(), (SystemExit, KeyboardInterrupt)):
        return  # the loop is being left already
    futures._get_loop(fut).stop()
