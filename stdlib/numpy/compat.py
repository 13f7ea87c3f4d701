"""Names that once hid the differences between Python 2 and 3."""
import io
import os
import pickle
from pathlib import Path

__all__ = ['bytes', 'asbytes', 'isfileobj', 'getexception', 'strchar', 'unicode', 'asunicode', 'asbytes_nested',
           'asunicode_nested', 'asstr', 'open_latin1', 'long', 'basestring', 'sixu', 'integer_types', 'is_pathlib_path',
           'npy_load_module', 'Path', 'pickle', 'contextlib_nullcontext', 'os_fspath', 'os_PathLike']

long, unicode, basestring, bytes = int, str, str, bytes
integer_types = (int,)
strchar = 'U'
os_fspath, os_PathLike = os.fspath, os.PathLike


class contextlib_nullcontext:
    """A context that does nothing but give a value."""

    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *exc):
        pass


def asunicode(s):
    return s.decode('latin1') if isinstance(s, bytes) else str(s)


def asbytes(s):
    return s if isinstance(s, bytes) else str(s).encode('latin1')


def asstr(s):
    return asunicode(s)


def sixu(s):
    return s


def _nested(x, f):
    return [_nested(y, f) for y in x] if hasattr(x, '__iter__') and not isinstance(x, (bytes, str)) else f(x)


def asbytes_nested(x):
    return _nested(x, asbytes)


def asunicode_nested(x):
    return _nested(x, asunicode)


def isfileobj(f):
    return isinstance(f, (io.FileIO, io.BufferedReader, io.BufferedWriter))


def open_latin1(filename, mode='r'):
    return open(filename, mode=mode, encoding='iso-8859-1')


def getexception():
    import sys
    return sys.exc_info()[1]


def is_pathlib_path(obj):
    return isinstance(obj, Path)


def npy_load_module(name, fn, info=None):
    from importlib.machinery import SourceFileLoader
    return SourceFileLoader(name, fn).load_module()
