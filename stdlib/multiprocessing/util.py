"""What the parts of multiprocessing share: logging, finalizers, the end of a process."""
import atexit
import itertools
import os
import sys
import threading
import weakref

# Levels: logging's, and two between them.
NOTSET, SUBDEBUG, DEBUG, INFO, SUBWARNING = 0, 5, 10, 20, 25

DEFAULT_LOGGING_FORMAT = '[%(levelname)s/%(processName)s] %(message)s'
LOGGER_NAME = 'multiprocessing'

_log_to_stderr = False
_logger = None  # until get_logger() is called nothing is logged


def _logs(level):
    def log(msg, *args):
        if _logger is not None:
            _logger.log(level, msg, *args)
    return log


sub_debug, debug, info, sub_warning = map(_logs, (SUBDEBUG, DEBUG, INFO, SUBWARNING))


def get_logger():
    """The logger of this package."""
    global _logger
    if not _logger:
        import logging
        _logger = logging.getLogger(LOGGER_NAME)
        _logger.propagate = 0
    return _logger


def log_to_stderr(level=None):
    """Let the logger write to stderr."""
    global _log_to_stderr
    import logging
    logger = get_logger()
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter(DEFAULT_LOGGING_FORMAT))
    logger.addHandler(handler)
    if level:
        logger.setLevel(level)
    _log_to_stderr = True
    return _logger


# --- after fork ---

_afterfork = {}
_afterfork_counter = itertools.count()


def register_after_fork(obj, func):
    """Call func(obj) in children, as long as obj lives."""
    _afterfork[next(_afterfork_counter)] = (weakref.ref(obj), func)


def _run_after_forkers():
    for key, (ref, func) in list(_afterfork.items()):
        obj = ref()
        if obj is None:
            del _afterfork[key]
            continue
        try:
            func(obj)
        except Exception as e:
            info('after forker raised exception %s', e)


# --- finalizers ---

_finalizer_registry = {}
_finalizer_counter = itertools.count()


class Finalize:
    """Calls a function once: when obj dies, when called, or at the end of the process."""

    def __init__(self, obj, callback, args=(), kwargs=None, exitpriority=None):
        if exitpriority is not None and not isinstance(exitpriority, int):
            raise TypeError("Exitpriority ({0!r}) must be None or int, not {1!s}".format(
                exitpriority, type(exitpriority)))
        if obj is not None:
            self._weakref = weakref.ref(obj, self)
        elif exitpriority is None:
            raise ValueError("Without object, exitpriority cannot be None")
        self._callback, self._args, self._kwargs = callback, args, kwargs or {}
        self._pid = os.getpid()  # a forked child has others to call
        self._key = exitpriority, next(_finalizer_counter)
        _finalizer_registry[self._key] = self

    def __call__(self, wr=None):
        if _finalizer_registry.pop(self._key, None) is None or self._pid != os.getpid():
            return None
        result = self._callback(*self._args, **self._kwargs)
        self._weakref = self._callback = self._args = self._kwargs = None
        return result

    def cancel(self):
        """Do not call it."""
        if _finalizer_registry.pop(self._key, None) is not None:
            self._weakref = self._callback = self._args = self._kwargs = None

    def still_active(self):
        return self._key in _finalizer_registry


def _run_finalizers(minpriority=None):
    keys = [k for k in _finalizer_registry
            if k[0] is not None and (minpriority is None or k[0] >= minpriority)]
    for key in sorted(keys, reverse=True):
        finalizer = _finalizer_registry.get(key)
        if finalizer is not None:
            try:
                finalizer()
            except Exception:
                import traceback
                traceback.print_exc()


def is_exiting():
    return _exiting


_exiting = False


def _exit_function():
    """The end of a process: daemons are terminated, other children waited for."""
    global _exiting
    from . import process
    if _exiting and process._current._identity == ():
        return
    _exiting = True
    _run_finalizers(0)
    for p in process.active_children():
        if p.daemon:
            p.terminate()
    for p in process.active_children():
        p.join()
    _run_finalizers()
    _exiting = process._current._identity == ()


atexit.register(_exit_function)


# --- descriptors and streams ---

def close_fds(*fds):
    for fd in fds:
        try:
            os.close(fd)
        except OSError:
            pass


def spawnv_passfds(path, args, passfds):
    """Start a program that inherits these descriptors and the standard ones; its process id."""
    from _posixsubprocess import fork_exec
    error_read, error_write = os.pipe()
    try:
        kept = tuple(sorted({*map(int, passfds), error_write}))
        return fork_exec(args, [path], True, kept, None, None, -1, -1, -1, -1, -1, -1, error_read, error_write, False,
                         False, -1, None, None, None, -1, None, True)
    finally:
        close_fds(error_read, error_write)


def _close_stdin():
    if sys.stdin is None:
        return
    try:
        sys.stdin = open(os.devnull, encoding="utf-8")
    except (OSError, ValueError):
        pass


def _flush_std_streams():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (AttributeError, ValueError):
            pass


def get_temp_dir():
    """A directory for this process."""
    from . import process
    config = process.current_process()._config
    folder = config.get('tempdir')
    if folder is None:
        import shutil
        import tempfile
        folder = tempfile.mkdtemp(prefix='pymp-')
        Finalize(None, shutil.rmtree, args=(folder, True), exitpriority=-100)
        config['tempdir'] = folder
    return folder


class ForkAwareThreadLock:
    def __init__(self):
        self._lock = threading.Lock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release
        register_after_fork(self, lambda self: self._lock._at_fork_reinit())

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)


class ForkAwareLocal(threading.local):
    def __init__(self):
        register_after_fork(self, lambda obj: obj.__dict__.clear())

    def __reduce__(self):
        return type(self), ()
