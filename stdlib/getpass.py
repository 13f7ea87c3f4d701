"""Asks for a password without showing it; who the user is."""
import contextlib
import io
import os
import sys
import warnings

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    pass


def getpass(prompt='Password: ', stream=None):
    """A line typed without echo, if the terminal can do that."""
    try:
        import termios
    except ImportError:
        return fallback_getpass(prompt, stream)
    with contextlib.ExitStack() as stack:
        try:
            fd = os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY)
            tty = stack.enter_context(io.TextIOWrapper(io.FileIO(fd, 'w+')))
            source, stream = tty, stream or tty
        except OSError:
            try:
                fd = sys.stdin.fileno()
            except (AttributeError, ValueError):
                return fallback_getpass(prompt, stream)
            source, stream = sys.stdin, stream or sys.stderr
        try:
            old = termios.tcgetattr(fd)
        except termios.error:
            return fallback_getpass(prompt, stream)
        new = old[:]
        new[3] &= ~termios.ECHO
        try:
            termios.tcsetattr(fd, termios.TCSAFLUSH, new)
            line = _raw_input(prompt, stream, source)
        finally:
            termios.tcsetattr(fd, termios.TCSAFLUSH, old)
            stream.flush()
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
    if prompt:
        stream.write(str(prompt))
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
    uid = os.getuid()
    with open('/etc/passwd', encoding='utf-8', errors='replace') as f:
        for line in f:
            fields = line.split(':')
            if len(fields) > 2 and fields[2] == str(uid):
                return fields[0]
    raise KeyError(f'getpwuid(): uid not found: {uid}')
