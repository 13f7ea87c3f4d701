"""Asks for a password without showing it; who the user is."""
import contextlib
import io
import os
import sys
import warnings

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    pass


def unix_getpass(prompt='Password: ', stream=None):
    """A line typed without echo at the terminal of the process, or at standard input."""
    with contextlib.ExitStack() as stack:
        try:
            fd = os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY)
            raw = io.FileIO(fd, 'w+')
            stack.enter_context(raw)
            source = io.TextIOWrapper(raw)
            stack.enter_context(source)
            stream = stream or source
        except OSError:
            stack.close()
            source, stream = sys.stdin, stream or sys.stderr
            try:
                fd = sys.stdin.fileno()
            except (AttributeError, ValueError):
                return fallback_getpass(prompt, stream)
        if fd is None:
            return None
        line = None
        try:
            old = termios.tcgetattr(fd)
            new = old[:]
            new[3] &= ~termios.ECHO
            try:
                termios.tcsetattr(fd, termios.TCSAFLUSH, new)
                line = _raw_input(prompt, stream, source)
            finally:
                termios.tcsetattr(fd, termios.TCSAFLUSH, old)
                stream.flush()
        except termios.error:
            if line is not None:
                raise                   # the terminal was left without echo
            if stream is not source:
                stack.close()
            return fallback_getpass(prompt, stream)
        stream.write('\n')
        return line


def fallback_getpass(prompt='Password: ', stream=None):
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    stream = stream or sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    return _raw_input(prompt, stream)


def _raw_input(prompt="", stream=None, input=None):
    stream = stream or sys.stderr
    input = input or sys.stdin
    prompt = str(prompt)
    if prompt:
        try:
            stream.write(prompt)
        except UnicodeEncodeError:
            stream.write(prompt.encode(stream.encoding, 'replace').decode(stream.encoding))
        stream.flush()
    line = input.readline()
    if not line:
        raise EOFError
    return line.removesuffix('\n')


def getuser():
    """The login name, from the environment or the user database."""
    for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'):
        user = os.environ.get(name)
        if user:
            return user
    import pwd
    return pwd.getpwuid(os.getuid())[0]


try:
    import termios
    getpass = unix_getpass
except ImportError:
    getpass = fallback_getpass
