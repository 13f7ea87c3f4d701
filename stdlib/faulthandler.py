"""faulthandler: tracebacks of all threads, now, after a time, on a signal, or when the process crashes.

Only the last is native (_faulthandler); the rest is done by ordinary threads and handlers.
"""
import signal
import sys
import _thread

import _faulthandler
from _faulthandler import _read_null, _sigabrt, _sigfpe, _sigsegv
from _kukri import as_native as _as_native

_crash_file = None
_timer = None
_registered = {}


def _as_tuple_parser(f):
    """For functions whose errors about arguments are those of C's parser of tuples."""
    return _as_native(f, 'tuple')


def _output(file):
    if file is None:
        file = sys.stderr
        if file is None:
            raise RuntimeError('unable to get sys.stderr')
    if isinstance(file, int):
        if file < 0:
            raise ValueError('file is not a valid file descripter')
        return file
    descriptor = file.fileno()
    file.flush()
    return descriptor


def _write(descriptor, text):
    import os
    os.write(descriptor, text.encode('ascii', 'backslashreplace'))


def _dump_frames(descriptor, frame):
    count = 0
    while frame is not None and count < 100:
        code = frame.f_code
        _write(descriptor, f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}\n')
        frame = frame.f_back
        count += 1
    if frame is not None:
        _write(descriptor, '  ...\n')


def _dump(descriptor, frame, all_threads):
    if not all_threads:
        _write(descriptor, 'Stack (most recent call first):\n')
        _dump_frames(descriptor, frame)
        return
    current, first = _thread.get_ident(), True
    frames = sys._current_frames() if hasattr(sys, '_current_frames') else {}
    frames[current] = frame
    for ident, other in sorted(frames.items(), reverse=True):
        kind = 'Current thread' if ident == current else 'Thread'
        _write(descriptor, f'{"" if first else chr(10)}{kind} 0x{ident:016x} (most recent call first):\n')
        _dump_frames(descriptor, other)
        first = False


@_as_tuple_parser
def dump_traceback(file=None, all_threads=True):
    """Write where all threads, or the running one, stand."""
    _dump(_output(file), sys._getframe(1), all_threads)


@_as_tuple_parser
def dump_traceback_later(timeout, repeat=False, file=None, exit=False):
    """Do so after some seconds, once or again and again, and perhaps end the process then."""
    global _timer
    if timeout <= 0:
        raise ValueError('timeout must be greater than 0')
    descriptor = _output(file)
    cancel_dump_traceback_later()
    import threading
    stop = threading.Event()

    def wait():
        while not stop.wait(timeout):
            hours, rest = divmod(int(timeout), 3600)
            rest = f'{rest // 60:02}:{rest % 60 + timeout % 1:09.6f}' if timeout % 1 else f'{rest // 60:02}:{rest % 60:02}'
            _write(descriptor, f'Timeout ({hours}:{rest})!\n')
            _dump(descriptor, sys._getframe(), True)
            if exit:
                import os
                os._exit(1)
            if not repeat:
                break
    _timer = stop
    threading.Thread(target=wait, daemon=True).start()


@_as_tuple_parser
def cancel_dump_traceback_later():
    """Forget about it."""
    global _timer
    if _timer is not None:
        _timer.set()
        _timer = None


@_as_tuple_parser
def register(signum, file=None, all_threads=True, chain=False):
    """Write tracebacks whenever a signal arrives."""
    descriptor = _output(file)
    previous = _registered.get(signum) or signal.getsignal(signum)

    def handler(number, frame):
        _dump(descriptor, frame, all_threads)
        if chain and callable(previous):
            previous(number, frame)
    signal.signal(signum, handler)
    _registered[signum] = previous


@_as_tuple_parser
def unregister(signum):
    """No longer; whether it had been registered."""
    if signum not in _registered:
        return False
    signal.signal(signum, _registered.pop(signum))
    return True


@_as_tuple_parser
def enable(file=None, all_threads=True):
    """Write tracebacks when the process crashes: SIGSEGV, SIGFPE, SIGABRT, SIGBUS or SIGILL."""
    global _crash_file
    _faulthandler.enable(_output(file), all_threads)
    _crash_file = sys.stderr if file is None else file  # its descriptor must stay open


@_as_tuple_parser
def disable():
    """No longer; whether it had been enabled."""
    global _crash_file
    _crash_file = None
    return _faulthandler.disable()


@_as_tuple_parser
def is_enabled():
    """Whether crashes are reported."""
    return _faulthandler.is_enabled()
