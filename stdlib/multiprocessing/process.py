"""Process: an activity in a process of its own."""
import itertools
import os
import signal
import sys
import threading

__all__ = ['BaseProcess', 'current_process', 'active_children', 'parent_process']


class ProcessError(Exception):
    __module__ = 'multiprocessing.context'


class BufferTooShort(ProcessError):
    __module__ = 'multiprocessing.context'


class TimeoutError(ProcessError):
    __module__ = 'multiprocessing.context'


class AuthenticationError(ProcessError):
    __module__ = 'multiprocessing.context'


try:
    ORIGINAL_DIR = os.path.abspath(os.getcwd())
except OSError:
    ORIGINAL_DIR = None
_old_main_modules = []  # of a child that was started anew: what stood there before the parent's
_children = set()
_exitcode_to_name = {-int(s): f'-{s.name}' for s in reversed(list(signal.Signals))}


def current_process():
    """The Process that runs this code."""
    return _current


def parent_process():
    """The parent of the current process, None in the first."""
    return _parent


def active_children():
    """The children that run; waits for those that have ended."""
    _cleanup()
    return list(_children)


def _cleanup():
    for child in list(_children):
        if child._poll() is not None:
            _children.discard(child)


class BaseProcess:
    """A process that runs target(*args, **kwargs)."""
    _start_method = None

    def __init__(self, group=None, target=None, name=None, args=(), kwargs={}, *, daemon=None):
        assert group is None, 'group argument must be None for now'
        count = next(_counter)
        self._identity = _current._identity + (count,)
        self._config = _current._config.copy()
        self._parent_pid = os.getpid()
        self._parent_name = _current.name
        self._pid = None
        self._returncode = None
        self._closed = False
        self._target = target
        self._args = tuple(args)
        self._kwargs = dict(kwargs)
        self._name = name or type(self).__name__ + '-' + ':'.join(map(str, self._identity))
        if daemon is not None:
            self.daemon = daemon

    def _check_closed(self):
        if self._closed:
            raise ValueError("process object is closed")

    def run(self):
        """Call the target."""
        if self._target:
            self._target(*self._args, **self._kwargs)

    def start(self):
        """Start run() in a child process; once."""
        self._check_closed()
        assert self._pid is None, 'cannot start a process twice'
        assert self._parent_pid == os.getpid(), \
            'can only start a process object created by current process'
        assert not _current._config.get('daemon'), \
            'daemonic processes are not allowed to have children'
        _cleanup()
        from . import util
        util._flush_std_streams()
        # the child holds one end: when it is gone, the other becomes readable
        read_end, child_end = os.pipe()
        parent_end_r, parent_end_w = os.pipe()
        try:
            if self._is_forked():
                pid = self._fork(parent_end_r, (read_end, parent_end_w))
            else:
                from . import spawn
                pid = spawn.launch(self, child_end, parent_end_r)
        except BaseException:
            util.close_fds(read_end, parent_end_w)
            raise
        finally:
            util.close_fds(child_end, parent_end_r)
        self._pid = pid
        self._sentinel = read_end
        self._finalizer = util.Finalize(self, util.close_fds, (read_end, parent_end_w))
        del self._target, self._args, self._kwargs
        _children.add(self)

    def _is_forked(self):
        from .context import _default_context
        return (self._start_method or _default_context.get_start_method()) == 'fork'

    def _fork(self, parent_sentinel, parents_own):
        """A child that has all the parent had; its process id."""
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                for fd in parents_own:
                    os.close(fd)
                code = self._bootstrap(parent_sentinel)
            finally:
                os._exit(code)
        return pid

    def _poll(self, flag=os.WNOHANG):
        if self._returncode is None and self._pid is not None:
            try:
                pid, status = os.waitpid(self._pid, flag)
            except OSError:
                return None  # not our child
            if pid == self._pid:
                self._returncode = os.waitstatus_to_exitcode(status)
        return self._returncode

    def terminate(self):
        """SIGTERM."""
        self._send_signal(signal.SIGTERM)

    def kill(self):
        """SIGKILL."""
        self._send_signal(signal.SIGKILL)

    def _send_signal(self, sig):
        self._check_closed()
        if self._poll() is None and self._pid is not None:
            try:
                os.kill(self._pid, sig)
            except ProcessLookupError:
                pass
            except OSError:
                if self._wait(0.1) is None:
                    raise

    def _wait(self, timeout):
        if self._returncode is None:
            if timeout is not None:
                from .connection import wait
                if not wait([self._sentinel], timeout):
                    return None
            return self._poll(os.WNOHANG if timeout == 0.0 else 0)
        return self._returncode

    def join(self, timeout=None):
        """Wait for the end of the process."""
        self._check_closed()
        assert self._parent_pid == os.getpid(), 'can only join a child process'
        assert self._pid is not None, 'can only join a started process'
        if self._wait(timeout) is not None:
            _children.discard(self)

    def is_alive(self):
        self._check_closed()
        if self is _current:
            return True
        assert self._parent_pid == os.getpid(), 'can only test a child process'
        if self._pid is None:
            return False
        if self._poll() is None:
            return True
        _children.discard(self)
        return False

    def close(self):
        """Release what the object holds; the process must have ended."""
        if self._pid is not None and not self._closed:
            if self._poll() is None:
                raise ValueError("Cannot close a process while it is still running. "
                                 "You should first call join() or terminate().")
            self._finalizer()
            _children.discard(self)
        self._closed = True

    @property
    def name(self):
        return self._name

    @name.setter
    def name(self, name):
        assert isinstance(name, str), 'name must be a string'
        self._name = name

    @property
    def daemon(self):
        return self._config.get('daemon', False)

    @daemon.setter
    def daemon(self, daemonic):
        assert self._pid is None, 'process has already started'
        self._config['daemon'] = daemonic

    @property
    def authkey(self):
        return self._config['authkey']

    @authkey.setter
    def authkey(self, authkey):
        self._config['authkey'] = AuthenticationString(authkey)

    @property
    def exitcode(self):
        """The exit code, negative for a signal; None while the process runs."""
        self._check_closed()
        if self is _current:
            return None
        return self._poll() if self._pid is not None else None

    @property
    def ident(self):
        self._check_closed()
        return os.getpid() if self is _current else self._pid

    pid = ident

    @property
    def sentinel(self):
        """A descriptor that becomes ready when the process ends."""
        self._check_closed()
        try:
            return self._sentinel
        except AttributeError:
            raise ValueError("process not started") from None

    def __repr__(self):
        code = None
        if self is _current:
            status = 'started'
        elif self._closed:
            status = 'closed'
        elif self._parent_pid != os.getpid():
            status = 'unknown'
        elif self._pid is None:
            status = 'initial'
        else:
            code = self._poll()
            status = 'started' if code is None else 'stopped'
        info = [type(self).__name__, 'name=%r' % self._name]
        if self._pid is not None and not self._closed:
            info.append('pid=%s' % self._pid)
        info.append('parent=%s' % self._parent_pid)
        info.append(status)
        if code is not None:
            info.append('exitcode=%s' % _exitcode_to_name.get(code, code))
        if self.daemon:
            info.append('daemon')
        return '<%s>' % ' '.join(info)

    def _bootstrap(self, parent_sentinel=None):
        """The child, from the beginning to its exit code."""
        from . import util
        global _current, _parent, _counter, _children
        try:
            _counter = itertools.count(1)
            _children = set()
            util._close_stdin()
            old = _current
            _current = self
            _parent = _ParentProcess(self._parent_name, self._parent_pid, parent_sentinel)
            if threading._main_thread.ident != threading.get_ident():
                threading.main_thread()._set_ident()
            util._finalizer_registry.clear()
            threading._atexit_calls.clear()  # pools of the parent are not ours
            util._run_after_forkers()
            del old
            util.info('child process calling self.run()')
            try:
                self.run()
                code = 0
            finally:
                util._exit_function()
        except SystemExit as e:
            if e.code is None:
                code = 0
            elif isinstance(e.code, int):
                code = e.code
            else:
                sys.stderr.write(str(e.code) + '\n')
                code = 1
        except:
            code = 1
            import traceback
            sys.stderr.write('Process %s:\n' % self.name)
            traceback.print_exc()
        finally:
            threading._shutdown()
            util._flush_std_streams()
        return code


class AuthenticationString(bytes):
    def __reduce__(self):
        from .context import get_spawning_popen
        if get_spawning_popen() is None:
            raise TypeError('Pickling an AuthenticationString object is disallowed for security reasons')
        return AuthenticationString, (bytes(self),)


class _ParentProcess(BaseProcess):
    def __init__(self, name, pid, sentinel):
        self._identity = ()
        self._name = name
        self._pid = pid
        self._parent_pid = None
        self._returncode = None
        self._closed = False
        self._sentinel = sentinel
        self._config = {}

    def is_alive(self):
        from .connection import wait
        return not wait([self._sentinel], timeout=0)

    @property
    def ident(self):
        return self._pid

    pid = ident

    def join(self, timeout=None):
        from .connection import wait
        wait([self._sentinel], timeout=timeout)


class _MainProcess(BaseProcess):
    def __init__(self):
        self._identity = ()
        self._name = 'MainProcess'
        self._parent_pid = None
        self._pid = None
        self._returncode = None
        self._closed = False
        self._config = {'authkey': AuthenticationString(os.urandom(32)),
                        'semprefix': '/mp'}

    def close(self):
        pass


_parent = None
_counter = itertools.count(1)
_current = _MainProcess()
