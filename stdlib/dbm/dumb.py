"""A database in two plain files: NAME.dat holds the values, in blocks of 512 bytes, NAME.dir one line a key with the
place and length of its value; NAME.bak is the previous NAME.dir."""
import ast
import collections.abc
import io
import os

__all__ = ["error", "open"]

_BLOCKSIZE = 512
error = OSError


def _bytes(x):
    return x.encode('utf-8') if isinstance(x, str) else x


class _Database(collections.abc.MutableMapping):
    _os = os
    _io = io

    def __init__(self, filebasename, mode, flag='c'):
        filebasename = os.fsencode(filebasename)
        self._mode = mode
        self._readonly = flag == 'r'
        self._dirfile = filebasename + b'.dir'
        self._datfile = filebasename + b'.dat'
        self._bakfile = filebasename + b'.bak'
        self._index = None
        self._modified = False
        self._create(flag)
        self._update(flag)

    def _create(self, flag):
        if flag == 'n':
            for filename in (self._datfile, self._bakfile, self._dirfile):
                try:
                    os.remove(filename)
                except OSError:
                    pass
        if not os.path.exists(self._datfile):
            if flag not in ('c', 'n'):
                raise FileNotFoundError(2, os.strerror(2), os.fsdecode(self._datfile))
            with io.open(self._datfile, 'w', encoding="Latin-1"):
                self._chmod(self._datfile)

    def _update(self, flag):
        self._index = {}
        try:
            f = io.open(self._dirfile, 'r', encoding="Latin-1")
        except OSError:
            if flag not in ('c', 'n'):
                raise
            self._modified = True
            return
        with f:
            for line in f:
                key, pos_and_siz_pair = ast.literal_eval(line.rstrip())
                self._index[key.encode('Latin-1')] = pos_and_siz_pair

    def _commit(self):
        if self._index is None or not self._modified:
            return
        for act in (lambda: os.unlink(self._bakfile), lambda: os.rename(self._dirfile, self._bakfile)):
            try:
                act()
            except OSError:
                pass
        with io.open(self._dirfile, 'w', encoding="Latin-1") as f:
            self._chmod(self._dirfile)
            for key, pos_and_siz_pair in self._index.items():
                f.write("%r, %r\n" % (key.decode("Latin-1"), pos_and_siz_pair))
        self._modified = False

    sync = _commit

    def _verify_open(self):
        if self._index is None:
            raise error('DBM object has already been closed')

    def __getitem__(self, key):
        self._verify_open()
        pos, siz = self._index[_bytes(key)]
        with io.open(self._datfile, 'rb') as f:
            f.seek(pos)
            return f.read(siz)

    def __setitem__(self, key, val):
        if self._readonly:
            raise error('The database is opened for reading only')
        key = _bytes(key)
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError("keys must be bytes or strings")
        val = _bytes(val)
        if not isinstance(val, (bytes, bytearray)):
            raise TypeError("values must be bytes or strings")
        self._verify_open()
        self._modified = True
        old = self._index.get(key)
        blocks = lambda n: (n + _BLOCKSIZE - 1) // _BLOCKSIZE
        with io.open(self._datfile, 'rb+') as f:
            if old and blocks(len(val)) <= blocks(old[1]):
                pos = old[0]
                f.seek(pos)
            else:
                f.seek(0, 2)
                pos = blocks(f.tell()) * _BLOCKSIZE
                f.write(b'\0' * (pos - f.tell()))
            f.write(val)
        self._index[key] = pos, len(val)
        if old is None:
            with io.open(self._dirfile, 'a', encoding="Latin-1") as f:
                self._chmod(self._dirfile)
                f.write("%r, %r\n" % (key.decode("Latin-1"), (pos, len(val))))

    def __delitem__(self, key):
        if self._readonly:
            raise error('The database is opened for reading only')
        self._verify_open()
        self._modified = True
        del self._index[_bytes(key)]
        self._commit()

    def keys(self):
        self._verify_open()
        return list(self._index)

    def items(self):
        self._verify_open()
        return [(key, self[key]) for key in self._index]

    def __contains__(self, key):
        self._verify_open()
        return _bytes(key) in self._index

    def iterkeys(self):
        self._verify_open()
        return iter(self._index)
    __iter__ = iterkeys

    def __len__(self):
        self._verify_open()
        return len(self._index)

    def close(self):
        try:
            self._commit()
        finally:
            self._index = self._datfile = self._dirfile = self._bakfile = None

    __del__ = close

    def _chmod(self, file):
        os.chmod(file, self._mode)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def open(file, flag='c', mode=0o666):
    """Open the database file; flag 'r', 'w', 'c' or 'n'."""
    if flag not in ('r', 'w', 'c', 'n'):
        raise ValueError("Flag must be one of 'r', 'w', 'c', or 'n'")
    um = os.umask(0)
    os.umask(um)
    return _Database(file, mode & ~um, flag=flag)
