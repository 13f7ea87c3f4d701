"""Pseudo-terminals."""
import os
import select
import tty

__all__ = ["openpty", "fork", "spawn"]

STDIN_FILENO = 0
STDOUT_FILENO = 1
STDERR_FILENO = 2
CHILD = 0


def openpty():
    """(master, slave)"""
    return os.openpty()


def fork():
    """(pid, master): fork with a new terminal for the child."""
    return os.forkpty()


def _read(fd):
    return os.read(fd, 1024)


def _copy(master, master_read, stdin_read):
    watched = [master, STDIN_FILENO]
    while master in watched:
        for fd in select.select(watched, [], [])[0]:
            try:
                data = (master_read if fd == master else stdin_read)(fd)
            except OSError:
                data = b''
            if not data:
                watched.remove(fd)
                continue
            target = STDOUT_FILENO if fd == master else master
            while data:
                data = data[os.write(target, data):]


def spawn(argv, master_read=_read, stdin_read=_read):
    """Run a program in a new terminal, connected to ours; its wait status."""
    if isinstance(argv, str):
        argv = (argv,)
    pid, master = fork()
    if pid == CHILD:
        os.execlp(argv[0], *argv)
    try:
        mode = tty.tcgetattr(STDIN_FILENO)
        tty.setraw(STDIN_FILENO)
        restore = True
    except tty.error:
        restore = False
    try:
        _copy(master, master_read, stdin_read)
    finally:
        if restore:
            tty.tcsetattr(STDIN_FILENO, tty.TCSAFLUSH, mode)
    os.close(master)
    return os.waitpid(pid, 0)[1]
