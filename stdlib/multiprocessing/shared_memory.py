"""Blocks of memory that processes share by name."""
import mmap
import os
import struct
import types

__all__ = ['SharedMemory', 'ShareableList']

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


def _attached_list(cls, name):
    return cls(name=name)


class ShareableList:
    """A list in a block of shared memory: its length is fixed, its items are int, float, bool, str, bytes or None, and a
    new item may need no more room than the first one in its place.

    The block: the number n of items; n + 1 places where items begin; the items; for each its format for struct; for each
    a byte that tells how it is got from what struct gives. Texts get room in steps of eight bytes.
    """
    _FORMATS = {int: 'q', float: 'd', bool: 'xxxxxxx?', type(None): 'xxxxxx?x'}
    _STEP = 8
    _AS_IS, _TEXT, _BYTES, _NONE = range(4)

    def __init__(self, sequence=None, *, name=None):
        if name is not None and sequence is None:
            self.shm = SharedMemory(name)
            self._len, = struct.unpack_from('q', self.shm.buf, 0)
            self._places = struct.unpack_from(f'{self._len + 1}q', self.shm.buf, 8)
            return
        items = list(sequence or ())
        formats = [self._format_for(item) for item in items]
        sizes = [struct.calcsize(f) for f in formats]
        self._len = len(items)
        self._places = (0, *(sum(sizes[:i + 1]) for i in range(len(items))))
        self.shm = SharedMemory(name, create=True, size=self._kind_at(self._len))
        struct.pack_into(f'{self._len + 2}q', self.shm.buf, 0, self._len, *self._places)
        for i, (item, format) in enumerate(zip(items, formats)):
            self._store(i, item, format)

    # --- where things are ---

    @property
    def _items_at(self):
        return 8 * (self._len + 2)

    def _format_at(self, i):
        return self._items_at + self._places[-1] + 8 * i

    def _kind_at(self, i):
        return self._format_at(self._len) + i

    def _index(self, position, what='index'):
        if not (position >= -self._len and position < self._len):
            raise IndexError(f'{what} out of range')
        return position % self._len

    # --- items ---

    def _format_for(self, item):
        if isinstance(item, (str, bytes)):
            size = len(item.encode() if isinstance(item, str) else item)
            return f'{self._STEP * (size // self._STEP + 1)}s'
        return self._FORMATS[type(item)]

    def _stored_format(self, i):
        return self.shm.buf[self._format_at(i):self._format_at(i + 1)].tobytes().rstrip(b'\0').decode()

    def _store(self, i, item, format):
        data = item.encode() if isinstance(item, str) else item
        struct.pack_into(format, self.shm.buf, self._items_at + self._places[i], data)
        struct.pack_into('8s', self.shm.buf, self._format_at(i), format.encode())
        self.shm.buf[self._kind_at(i)] = (self._TEXT if isinstance(item, str) else self._BYTES if isinstance(item, bytes)
                                          else self._NONE if item is None else self._AS_IS)

    def __getitem__(self, position):
        i = self._index(position)
        value, = struct.unpack_from(self._stored_format(i), self.shm.buf, self._items_at + self._places[i])
        kind = self.shm.buf[self._kind_at(i)]
        if kind in (self._TEXT, self._BYTES):
            value = value.rstrip(b'\0')
        return None if kind == self._NONE else value.decode() if kind == self._TEXT else value

    def __setitem__(self, position, value):
        i = self._index(position, 'assignment index')
        format = self._format_for(value)
        if isinstance(value, (str, bytes)):
            room = self._places[i + 1] - self._places[i]
            if len(value.encode() if isinstance(value, str) else value) > room:
                raise ValueError('bytes/str item exceeds available storage')
            format = f'{room}s'
        self._store(i, value, format)

    def __len__(self):
        return self._len

    def __reduce__(self):
        return _attached_list, (type(self), self.shm.name)

    def __repr__(self):
        return f'{self.__class__.__name__}({list(self)}, name={self.shm.name!r})'

    @property
    def format(self):
        """The formats of all items, for struct."""
        return ''.join(map(self._stored_format, range(self._len)))

    def count(self, value):
        """How many items are equal to the value."""
        return sum(value == item for item in self)

    def index(self, value):
        """The place of the first item that is equal to the value."""
        for i, item in enumerate(self):
            if value == item:
                return i
        raise ValueError(f'{value!r} not in this container')

    __class_getitem__ = classmethod(types.GenericAlias)
