"""Running other programs: run(), Popen and their shorthands."""
import errno
import io
import os
import selectors
import signal
import sys
import threading
import time
import types
import warnings
from _posixsubprocess import fork_exec as _fork_exec

__all__ = ["Popen", "PIPE", "STDOUT", "call", "check_call", "getstatusoutput", "getoutput",
           "check_output", "run", "CalledProcessError", "DEVNULL", "SubprocessError",
           "TimeoutExpired", "CompletedProcess"]

PIPE = -1
STDOUT = -2
DEVNULL = -3

_PIPE_BUF = 512
_PopenSelector = selectors.PollSelector
_active = []  # forgotten processes, still to be waited for


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    """A process ended with a code other than zero, and that was to be checked."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if self.returncode and self.returncode < 0:
            try:
                return "Command '%s' died with %r." % (self.cmd, signal.Signals(-self.returncode))
            except ValueError:
                return "Command '%s' died with unknown signal %d." % (self.cmd, -self.returncode)
        return "Command '%s' returned non-zero exit status %d." % (self.cmd, self.returncode)

    @property
    def stdout(self):
        """The same as output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A process took longer than allowed."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return "Command '%s' timed out after %s seconds" % (self.cmd, self.timeout)

    @property
    def stdout(self):
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class CompletedProcess:
    """What run() returns."""

    def __init__(self, args, returncode, stdout=None, stderr=None):
        self.args = args
        self.returncode = returncode
        self.stdout = stdout
        self.stderr = stderr

    def __repr__(self):
        parts = [f'args={self.args!r}', f'returncode={self.returncode!r}']
        if self.stdout is not None:
            parts.append(f'stdout={self.stdout!r}')
        if self.stderr is not None:
            parts.append(f'stderr={self.stderr!r}')
        return f"{type(self).__name__}({', '.join(parts)})"

    __class_getitem__ = classmethod(types.GenericAlias)

    def check_returncode(self):
        """CalledProcessError if the return code is not zero."""
        if self.returncode:
            raise CalledProcessError(self.returncode, self.args, self.stdout, self.stderr)


# --- shorthands ---

def _optim_args_from_interpreter_flags():
    """The options -O of this interpreter, for another."""
    return ['-' + 'O' * sys.flags.optimize] if sys.flags.optimize else []


def _args_from_interpreter_flags():
    """The options that this interpreter runs with, for another."""
    flags = sys.flags
    letters = {'debug': 'd', 'dont_write_bytecode': 'B', 'no_site': 'S', 'verbose': 'v', 'bytes_warning': 'b', 'quiet': 'q'}
    args = _optim_args_from_interpreter_flags()
    args += ['-' + letter * getattr(flags, name) for name, letter in letters.items() if getattr(flags, name)]
    if flags.isolated:
        args.append('-I')
    else:
        others = (('ignore_environment', '-E'), ('no_user_site', '-s'), ('safe_path', '-P'))
        args += [option for name, option in others if getattr(flags, name)]
    args += ['-W' + option for option in sys.warnoptions if option not in ('default', 'error::BytesWarning')
             or not (flags.dev_mode or flags.bytes_warning)]
    for name, value in sys._xoptions.items():
        args += ['-X', name if value is True else f'{name}={value}']
    return args


def _text_encoding():
    """The encoding where none is named; EncodingWarning at the caller of this module, if asked for."""
    if sys.flags.warn_default_encoding:
        level, frame = 2, sys._getframe(1)
        while frame is not None and frame.f_globals is globals():
            level, frame = level + 1, frame.f_back
        warnings.warn("'encoding' argument not specified.", EncodingWarning, level)
    if sys.flags.utf8_mode:
        return 'utf-8'
    import locale
    return locale.getencoding()


def run(*popenargs, input=None, capture_output=False, timeout=None, check=False, **kwargs):
    """Run a program, wait for it: a CompletedProcess."""
    if input is not None:
        if kwargs.get('stdin') is not None:
            raise ValueError('stdin and input arguments may not both be used.')
        kwargs['stdin'] = PIPE
    if capture_output:
        if kwargs.get('stdout') is not None or kwargs.get('stderr') is not None:
            raise ValueError('stdout and stderr arguments may not be used with capture_output.')
        kwargs['stdout'] = PIPE
        kwargs['stderr'] = PIPE
    with Popen(*popenargs, **kwargs) as process:
        try:
            stdout, stderr = process.communicate(input, timeout=timeout)
        except TimeoutExpired:
            process.kill()
            process.wait()
            raise
        except:
            process.kill()
            raise
        code = process.poll()
        if check and code:
            raise CalledProcessError(code, process.args, output=stdout, stderr=stderr)
    return CompletedProcess(process.args, code, stdout, stderr)


def call(*popenargs, timeout=None, **kwargs):
    """Run a program, wait for it: its return code."""
    with Popen(*popenargs, **kwargs) as process:
        try:
            return process.wait(timeout=timeout)
        except:
            process.kill()
            raise


def check_call(*popenargs, **kwargs):
    """Run a program; CalledProcessError unless it returns 0."""
    code = call(*popenargs, **kwargs)
    if code:
        cmd = kwargs.get("args")
        raise CalledProcessError(code, popenargs[0] if cmd is None else cmd)
    return 0


def check_output(*popenargs, timeout=None, **kwargs):
    """Run a program; what it wrote on its standard output."""
    for name in ('stdout', 'check'):
        if name in kwargs:
            raise ValueError(f'{name} argument not allowed, it will be overridden.')
    if 'input' in kwargs and kwargs['input'] is None:
        # an empty input rather than the inherited one
        text = kwargs.get('universal_newlines') or kwargs.get('text') \
            or kwargs.get('encoding') or kwargs.get('errors')
        kwargs['input'] = '' if text else b''
    return run(*popenargs, stdout=PIPE, timeout=timeout, check=True, **kwargs).stdout


def getstatusoutput(cmd, *, encoding=None, errors=None):
    """(return code, output) of a shell command."""
    try:
        data = check_output(cmd, shell=True, text=True, stderr=STDOUT,
                            encoding=encoding, errors=errors)
        code = 0
    except CalledProcessError as e:
        data = e.output
        code = e.returncode
    if data[-1:] == '\n':
        data = data[:-1]
    return code, data


def getoutput(cmd, *, encoding=None, errors=None):
    """The output of a shell command."""
    return getstatusoutput(cmd, encoding=encoding, errors=errors)[1]


def list2cmdline(seq):
    """A list of arguments as one line, by the rules of the Microsoft C runtime."""
    result = []
    for arg in map(os.fsdecode, seq):
        quote = not arg or ' ' in arg or '\t' in arg
        out = ['"'] if quote else []
        slashes = 0
        for c in arg:
            if c == '\\':
                slashes += 1
                continue
            out.append('\\' * (slashes * 2 + 1 if c == '"' else slashes))
            slashes = 0
            out.append(c)
        out.append('\\' * (slashes * 2 if quote else slashes))
        if quote:
            out.append('"')
        result.append(''.join(out))
    return ' '.join(result)


def _cleanup():
    for process in _active[:]:
        if process._internal_poll() is not None:
            try:
                _active.remove(process)
            except ValueError:
                pass  # another thread was faster


# --- the process ---

class Popen:
    """A child process that runs a program."""

    _child_created = False

    def __init__(self, args, bufsize=-1, executable=None, stdin=None, stdout=None, stderr=None,
                 preexec_fn=None, close_fds=True, shell=False, cwd=None, env=None,
                 universal_newlines=None, startupinfo=None, creationflags=0,
                 restore_signals=True, start_new_session=False, pass_fds=(), *, user=None,
                 group=None, extra_groups=None, encoding=None, errors=None, text=None, umask=-1,
                 pipesize=-1, process_group=None):
        _cleanup()
        self._waitpid_lock = threading.Lock()
        self._input = None
        self._communication_started = False
        self._interrupted = False
        if bufsize is None:
            bufsize = -1
        if not isinstance(bufsize, int):
            raise TypeError("bufsize must be an integer")
        if startupinfo is not None:
            raise ValueError("startupinfo is only supported on Windows platforms")
        if creationflags != 0:
            raise ValueError("creationflags is only supported on Windows platforms")
        if pass_fds and not close_fds:
            warnings.warn("pass_fds overriding close_fds.", RuntimeWarning)
            close_fds = True
        self.args = args
        self.stdin = self.stdout = self.stderr = None
        self.pid = None
        self.returncode = None
        self.encoding = encoding
        self.errors = errors
        self.pipesize = pipesize
        if text is not None and universal_newlines is not None \
                and bool(universal_newlines) != bool(text):
            raise SubprocessError('Cannot disambiguate when both text and universal_newlines '
                                  'are supplied but different. Pass one or the other.')
        self.text_mode = encoding or errors or text or universal_newlines
        if self.text_mode and encoding is None:
            self.encoding = _text_encoding()
        line_buffering = bufsize == 1 and bool(self.text_mode)
        if line_buffering:
            bufsize = -1
        gid = self._gid(group)
        groups = None
        if extra_groups is not None:
            groups = tuple(self._gid(g) for g in extra_groups)
        uid = self._uid(user)

        to_close = []  # ends of the child, and on failure ours
        parent = []
        try:
            child, parent = self._streams(stdin, stdout, stderr, to_close)
            # what is wrong with the streams is told before a child runs
            self._open_streams(parent, bufsize, line_buffering)
            self._execute_child(args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell,
                          child, restore_signals, start_new_session, process_group, uid, gid,
                          groups, umask)
        except BaseException:
            streams = (self.stdin, self.stdout, self.stderr)
            for stream in filter(None, streams):
                try:
                    stream.close()
                except OSError:
                    pass
            for fd in to_close + [fd for fd, stream in zip(parent, streams) if fd != -1 and stream is None]:
                try:
                    os.close(fd)
                except OSError:
                    pass
            raise
        for fd in to_close:
            os.close(fd)

    def _open_streams(self, fds, bufsize, line_buffering):
        """stdin, stdout and stderr, of those descriptors of the parent that are not -1."""
        for name, fd in zip(('stdin', 'stdout', 'stderr'), fds):
            if fd == -1:
                continue
            writes = name == 'stdin'
            stream = io.open(fd, 'wb' if writes else 'rb', bufsize)
            setattr(self, name, stream)
            if self.text_mode:
                setattr(self, name, io.TextIOWrapper(stream, write_through=writes, line_buffering=writes and line_buffering,
                                                     encoding=self.encoding, errors=self.errors))

    @staticmethod
    def _gid(group):
        if group is None:
            return None
        if isinstance(group, str):
            import grp
            return grp.getgrnam(group).gr_gid
        if not isinstance(group, int):
            raise TypeError("Group must be a string or an integer, not {}".format(type(group)))
        if group < 0:
            raise ValueError(f"Group ID cannot be negative, got {group}")
        return group

    @staticmethod
    def _uid(user):
        if user is None:
            return None
        if isinstance(user, str):
            import pwd
            return pwd.getpwnam(user).pw_uid
        if not isinstance(user, int):
            raise TypeError("User must be a string or an integer")
        if user < 0:
            raise ValueError(f"User ID cannot be negative, got {user}")
        return user

    def _streams(self, stdin, stdout, stderr, to_close):
        """The three descriptors of the child, and our ends of pipes; -1: none."""
        child = [-1, -1, -1]
        parent = [-1, -1, -1]
        null = None
        for i, what in enumerate((stdin, stdout, stderr)):
            if what is None:
                continue
            if what == PIPE:
                r, w = os.pipe()
                child[i], parent[i] = (r, w) if i == 0 else (w, r)
                to_close.append(child[i])
                if self.pipesize > 0:
                    import fcntl
                    fcntl.fcntl(w, fcntl.F_SETPIPE_SZ, self.pipesize)
            elif what == DEVNULL:
                if null is None:
                    null = os.open(os.devnull, os.O_RDWR)
                    to_close.append(null)
                child[i] = null
            elif what == STDOUT and i == 2:
                child[2] = child[1] if child[1] != -1 else sys.__stdout__.fileno()
            elif isinstance(what, int):
                child[i] = what
            else:
                child[i] = what.fileno()
        return child, parent

    def _execute_child(self, args, executable, preexec_fn, close_fds, pass_fds, cwd, env, shell, child,
                 restore_signals, start_new_session, process_group, uid, gid, groups, umask):
        if isinstance(args, (str, bytes)):
            args = [args]
        elif isinstance(args, os.PathLike):
            if shell:
                raise TypeError('path-like args is not allowed when shell is true')
            args = [args]
        else:
            args = list(args)
        if shell:
            args = ["/bin/sh", "-c"] + args
            if executable:
                args[0] = executable
        if executable is None:
            executable = args[0]
        sys.audit("subprocess.Popen", executable, args, cwd, env)
        orig = executable
        if env is None:
            env_list = None
        else:
            env_list = []
            for k, v in env.items():
                k = os.fsencode(k)
                if b'=' in k:
                    raise ValueError("illegal environment variable name")
                env_list.append(k + b'=' + os.fsencode(v))
        executable = os.fsencode(executable)
        if os.path.dirname(executable):
            files = [executable]
        else:
            files = [os.path.join(os.fsencode(d), executable) for d in os.get_exec_path(env)]
        if process_group is None:
            process_group = -1
        read_end, write_end = os.pipe()
        low_ends = []  # the child's standard streams take the places below 3
        try:
            try:
                while write_end < 3:
                    low_ends.append(write_end)
                    write_end = os.dup(write_end)
                kept = tuple(sorted({*map(int, pass_fds), write_end}))
                self.pid = _fork_exec(args, files, close_fds, kept, cwd, env_list, child[0], -1, -1, child[1], -1,
                                      child[2], read_end, write_end, restore_signals, start_new_session, process_group,
                                      gid, groups, uid, umask, preexec_fn, True)
                self._child_created = True
            finally:
                for end in [*low_ends, write_end]:
                    os.close(end)
            report = b''
            while part := os.read(read_end, 50000):
                report += part
                if len(report) > 50000:
                    break
        finally:
            os.close(read_end)
        if report:
            self._failed(report, orig, cwd)

    def _failed(self, report, executable, cwd):
        """The child could not execute the program."""
        try:
            pid, status = os.waitpid(self.pid, 0)
            self._set_status(status)
        except ChildProcessError:
            self.returncode = sys.maxsize
        exception, number, text = report.decode('ascii', 'replace').split(':', 2)
        if exception == 'OSError':
            number = int(number, 16)
            raise OSError(number, os.strerror(number), cwd if text == 'noexec' else executable)
        raise SubprocessError(text)

    def __repr__(self):
        text = f"<{self.__class__.__name__}: returncode: {self.returncode} args: {self.args!r}>"
        if len(text) > 80:
            text = text[:76] + "...>"
        return text

    __class_getitem__ = classmethod(types.GenericAlias)

    @property
    def universal_newlines(self):
        return self.text_mode

    @universal_newlines.setter
    def universal_newlines(self, value):
        self.text_mode = bool(value)

    def __enter__(self):
        return self

    def __exit__(self, exc_type, value, traceback):
        if self.stdout:
            self.stdout.close()
        if self.stderr:
            self.stderr.close()
        try:
            if self.stdin:
                self.stdin.close()
        finally:
            if exc_type == KeyboardInterrupt:
                self._wait_a_moment(0.25)
                return
            self.wait()

    def __del__(self):
        if not self._child_created:
            return
        if self.returncode is None:
            warnings.warn("subprocess %s is still running" % self.pid, ResourceWarning, source=self)
            if self._internal_poll() is None and _active is not None:
                _active.append(self)

    # --- its end ---

    def _set_status(self, status):
        self.returncode = os.waitstatus_to_exitcode(status)

    def _internal_poll(self):
        if self.returncode is not None:
            return self.returncode
        if not self._waitpid_lock.acquire(False):
            return None  # another thread waits
        try:
            if self.returncode is not None:
                return self.returncode
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid == self.pid:
                self._set_status(status)
        except ChildProcessError:
            self.returncode = 0  # somebody else has waited for it
        finally:
            self._waitpid_lock.release()
        return self.returncode

    def poll(self):
        """The return code, or None while the process runs."""
        return self._internal_poll()

    def wait(self, timeout=None):
        """Wait for the end; the return code."""
        try:
            return self._wait(timeout=timeout)
        except KeyboardInterrupt:
            self._wait_a_moment(0.25 if timeout is None else min(0.25, max(timeout, 0)))
            raise

    def _wait_a_moment(self, seconds):
        """Once, after Ctrl-C: the child got it too and may be about to end."""
        if self._interrupted:
            return
        self._interrupted = True
        try:
            self._wait(timeout=seconds)
        except TimeoutExpired:
            pass

    def _wait(self, timeout):
        end = None if timeout is None else time.monotonic() + timeout
        if end is not None:
            delay = 0.0005
            while self._internal_poll() is None:
                left = end - time.monotonic()
                if left <= 0:
                    raise TimeoutExpired(self.args, timeout)
                delay = min(delay * 2, left, .05)
                time.sleep(delay)
        while self.returncode is None:
            with self._waitpid_lock:
                if self.returncode is not None:
                    break
                try:
                    pid, status = os.waitpid(self.pid, 0)
                except ChildProcessError:
                    pid, status = self.pid, 0
                if pid == self.pid:
                    self._set_status(status)
        return self.returncode

    def send_signal(self, sig):
        """Send a signal to the process, if it runs."""
        self.poll()
        if self.returncode is None:
            try:
                os.kill(self.pid, sig)
            except ProcessLookupError:
                pass

    def terminate(self):
        """SIGTERM."""
        self.send_signal(signal.SIGTERM)

    def kill(self):
        """SIGKILL."""
        self.send_signal(signal.SIGKILL)

    # --- its streams ---

    def communicate(self, input=None, timeout=None):
        """Send input, read output until the end, wait: (stdout, stderr)."""
        if self._communication_started and input:
            raise ValueError("Cannot send input after starting communication")
        end = None if timeout is None else time.monotonic() + timeout
        if timeout is None and not self._communication_started and \
                [self.stdin, self.stdout, self.stderr].count(None) >= 2:
            return self._communicate_one(input)
        try:
            return self._communicate(input, end, timeout)
        except KeyboardInterrupt:
            self._wait_a_moment(0.25)
            raise
        finally:
            self._communication_started = True

    def _communicate_one(self, input):
        """With one stream at most nothing can block anything."""
        stdout = stderr = None
        if self.stdin:
            self._write_input(input)
        elif self.stdout:
            stdout = self.stdout.read()
            self.stdout.close()
        elif self.stderr:
            stderr = self.stderr.read()
            self.stderr.close()
        self.wait()
        return stdout, stderr

    def _write_input(self, input):
        try:
            if input:
                self.stdin.write(input)
        except BrokenPipeError:
            pass
        try:
            self.stdin.close()
        except BrokenPipeError:
            pass
        except OSError as e:
            if e.errno != errno.EINVAL:
                raise

    def _communicate(self, input, end, timeout):
        if not self._communication_started:
            self._chunks = {}
            for f in (self.stdout, self.stderr):
                if f:
                    self._chunks[f] = []
            self._input = None
            self._sent = 0
            if self.stdin:
                if input:
                    if self.text_mode:
                        input = input.encode(self.stdin.encoding, self.stdin.errors)
                    self._input = memoryview(input).cast('B')
                try:
                    self.stdin.flush()
                except BrokenPipeError:
                    pass
                if not input:
                    try:
                        self.stdin.close()
                    except BrokenPipeError:
                        pass
        with _PopenSelector() as selector:
            if self.stdin and not self.stdin.closed and self._input is not None:
                selector.register(self.stdin, selectors.EVENT_WRITE)
            for f in self._chunks:
                if not f.closed:
                    selector.register(f, selectors.EVENT_READ)
            while selector.get_map():
                left = self._left(end)
                if left is not None and left <= 0:
                    self._expired(timeout)
                ready = selector.select(left)
                if end is not None and time.monotonic() > end and not ready:
                    self._expired(timeout)
                for key, events in ready:
                    self._step(selector, key.fileobj)
        self.wait(timeout=self._left(end))  # tells of the time that was left for it
        return tuple(self._collected(f) for f in (self.stdout, self.stderr))

    @staticmethod
    def _left(end):
        return None if end is None else end - time.monotonic()

    def _step(self, selector, f):
        if f is self.stdin:
            piece = self._input[self._sent:self._sent + _PIPE_BUF]
            try:
                self._sent += os.write(f.fileno(), piece)
            except BrokenPipeError:
                self._sent = len(self._input)
            if self._sent >= len(self._input):
                selector.unregister(f)
                try:
                    f.close()
                except BrokenPipeError:
                    pass
        else:
            data = os.read(f.fileno(), 32768)
            if data:
                self._chunks[f].append(data)
            else:
                selector.unregister(f)
                f.close()

    def _collected(self, f):
        if f is None:
            return None
        data = b''.join(self._chunks[f])
        if self.text_mode:
            data = data.decode(f.encoding, f.errors).replace("\r\n", "\n").replace("\r", "\n")
        return data

    def _expired(self, timeout):
        def part(f):
            return b''.join(self._chunks[f]) if f is not None and self._chunks[f] else None
        self._communication_started = True
        raise TimeoutExpired(self.args, timeout, output=part(self.stdout),
                             stderr=part(self.stderr))
