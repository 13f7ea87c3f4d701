"""Blocks of memory that processes share by name."""
import mmap
import os

__all__ = ['SharedMemory']

_FOLDER = '/dev/shm/'


class SharedMemory:
    """A named block: SharedMemory(create=True, size=n), or SharedMemory(name)."""

    _name = None
    _fd = -1
    _mmap = None
    _buf = None

    def __init__(self, name=None, create=False, size=0):
        if not size >= 0:
            raise ValueError("'size' must be a positive integer")
        if create and size == 0:
            raise ValueError("'size' must be a positive number different from zero")
        if name is None and not create:
            raise ValueError("'name' can only be None if create=True")
        flags = os.O_RDWR | (os.O_CREAT | os.O_EXCL if create else 0)
        if name is None:
            while True:
                name = 'psm_' + os.urandom(4).hex()
                try:
                    self._fd = os.open(_FOLDER + name, flags, 0o600)
                    break
                except FileExistsError:
                    continue
        else:
            name = name.lstrip('/')
            try:
                self._fd = os.open(_FOLDER + name, flags, 0o600)
            except OSError as e:
                raise type(e)(e.errno, e.strerror, '/' + name) from None
        self._name = name
        try:
            if create:
                os.ftruncate(self._fd, size)
            self._size = os.fstat(self._fd).st_size
            self._mmap = mmap.mmap(self._fd, self._size)
        except OSError:
            self.unlink()
            raise
        self._buf = memoryview(self._mmap)

    def __del__(self):
        try:
            self.close()
        except (OSError, BufferError):
            pass

    def __reduce__(self):
        return self.__class__, (self.name, False, self.size)

    def __repr__(self):
        return f'{self.__class__.__name__}({self.name!r}, size={self.size})'

    @property
    def buf(self):
        """A memoryview of the block."""
        return self._buf

    @property
    def name(self):
        return self._name

    @property
    def size(self):
        return self._size

    def close(self):
        """Let go of the block in this process."""
        if self._buf is not None:
            self._buf.release()
            self._buf = None
        if self._mmap is not None:
            self._mmap.close()
            self._mmap = None
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def unlink(self):
        """Remove the block once no process uses it."""
        if self._name:
            os.unlink(_FOLDER + self._name)
