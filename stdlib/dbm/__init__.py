"""Files that map bytes to bytes: dbm.open(file, flag='r', mode=0o666). The format is that of dbm.dumb."""
import io
import os

__all__ = ['open', 'whichdb', 'error']


class error(Exception):
    pass


_names = ['dbm.gnu', 'dbm.ndbm', 'dbm.dumb']
_defaultmod = None
_modules = {}

error = (error, OSError)


def open(file, flag='r', mode=0o666):
    """Open or create a database; flag 'r' read, 'w' write, 'c' create if missing, 'n' always new."""
    from dbm import dumb
    result = whichdb(file) if 'n' not in flag else None
    if result is None and 'c' not in flag and 'n' not in flag:
        raise error[0]("db file doesn't exist; use 'c' or 'n' flag to create a new db")
    if result == "":
        raise error[0]("db type could not be determined")
    if result not in (None, 'dbm.dumb'):
        raise error[0]("db type is {0}, but the module is not available".format(result))
    return dumb.open(file, flag, mode)


def whichdb(filename):
    """The module for an existing database: 'dbm.dumb' ...; None: cannot be read; '': not known."""
    filename = os.fsencode(filename)
    for ending in b".db",:
        try:
            with io.open(filename + ending, "rb"):
                return "dbm.ndbm"
        except OSError:
            pass
    try:
        size = os.stat(filename + b".dat").st_size
        os.stat(filename + b".dir")
        if size == 0:
            return "dbm.dumb"
        with io.open(filename + b".dir", "rb") as f:
            if f.read(1) in (b"'", b'"'):
                return "dbm.dumb"
    except OSError:
        pass
    try:
        with io.open(filename, "rb") as f:
            magic = f.read(4)
    except OSError:
        return None
    if len(magic) != 4:
        return ""
    return "dbm.gnu" if int.from_bytes(magic, 'little') in (0x13579ace, 0x13579acd, 0x13579acf) else ""
