"""Values and arrays of C types in shared memory."""
import mmap
import os
from . import context, synchronize, util

__all__ = ['RawValue', 'RawArray', 'Value', 'Array', 'copy', 'synchronized']

# type code -> (name of the C type, bytes)
_types = {'c': ('c_char', 1), 'b': ('c_byte', 1), 'B': ('c_ubyte', 1), 'u': ('c_wchar', 4),
          'h': ('c_short', 2), 'H': ('c_ushort', 2), 'i': ('c_int', 4), 'I': ('c_uint', 4),
          'l': ('c_long', 8), 'L': ('c_ulong', 8), 'q': ('c_long', 8), 'Q': ('c_ulong', 8),
          'f': ('c_float', 4), 'd': ('c_double', 8), '?': ('c_bool', 1)}


def _code(typecode):
    if typecode in _types and typecode != '?': # that one has no name but c_bool
        return typecode
    code = getattr(typecode, '_type_', None)
    if isinstance(code, str) and code in _types:
        return code
    raise TypeError('this type has no size')


class _Arena:
    """A file in memory from which blocks are cut one behind the other; it goes with the last of them."""
    _current = None
    _SIZE = 1 << 16

    def __init__(self, size, fd=None):
        if fd is None:
            fd = os.memfd_create('shared')
            os.ftruncate(fd, size)
        self._fd, self._size, self._pid = fd, size, os.getpid()
        self.memory = mmap.mmap(fd, size)
        self._used = 0
        util.Finalize(self, util.close_fds, (fd,))

    @classmethod
    def block(cls, size):
        """An arena and a place in it for so many bytes. A forked child does not cut from what its parent may cut from."""
        size = max(size + 7 & ~7, 8)
        arena = _Arena._current
        if arena is None or arena._used + size > arena._size or arena._pid != os.getpid():
            arena = cls(max(size, cls._SIZE))
            _Arena._current = arena if size < cls._SIZE else None
        at = arena._used
        arena._used += size
        return arena, at

    def __reduce__(self):
        context.assert_spawning(self)
        return _Arena, (self._size, context.get_spawning_popen().duplicate_for_child(self._fd))


class _Shared:
    """Memory of n items of one type."""

    def __init__(self, code, n, block=None):
        size = n * _types[code][1]
        self._typecode = code
        self._block = arena, at = block or _Arena.block(size)
        self._bytes = memoryview(arena.memory)[at:at + size]
        self._view = self._bytes.cast('I' if code == 'u' else code)

    def _get(self, i):
        v = self._view[i]
        return chr(v) if self._typecode == 'u' else v

    def _set(self, i, v):
        code = self._typecode
        if code == 'u':
            v = ord(v)
        elif code in 'fd':
            v = float(v)
        elif code in 'bBhHiIlLqQ':
            if not isinstance(v, int):
                raise TypeError("'%s' object cannot be interpreted as an integer" % type(v).__name__)
            bits = 8 * _types[code][1]
            v &= (1 << bits) - 1  # C wraps around
            if code.islower() and v >> (bits - 1):
                v -= 1 << bits
        elif code == '?':
            v = bool(v)
        self._view[i] = v

    def __reduce__(self):
        context.assert_spawning(self)
        return type(self), (self._typecode, len(self._view), self._block)


class _RawValue(_Shared):
    @property
    def value(self):
        return self._get(0)

    @value.setter
    def value(self, v):
        self._set(0, v)

    def __repr__(self):
        return '%s(%r)' % (_types[self._typecode][0], self.value)


class _RawArray(_Shared):
    def __len__(self):
        return len(self._view)

    def __getitem__(self, i):
        if isinstance(i, slice):
            items = [self._get(j) for j in range(*i.indices(len(self._view)))]
            if self._typecode == 'c':
                return b''.join(items)
            return ''.join(items) if self._typecode == 'u' else items
        if not -len(self._view) <= i < len(self._view):
            raise IndexError('invalid index')
        return self._get(i)

    def __setitem__(self, i, v):
        if isinstance(i, slice):
            places = range(*i.indices(len(self._view)))
            if self._typecode == 'c' and isinstance(v, bytes):
                v = [v[j:j + 1] for j in range(len(v))]
            else:
                v = list(v)
            if len(places) != len(v):
                raise ValueError('Can only assign sequence of same size')
            for j, x in zip(places, v):
                self._set(j, x)
            return
        if not -len(self._view) <= i < len(self._view):
            raise IndexError('invalid index')
        self._set(i, v)

    def __iter__(self):
        for i in range(len(self._view)):
            yield self._get(i)

    def __buffer_view__(self):
        return self._view

    @property
    def raw(self):
        return bytes(self._bytes)

    @property
    def value(self):
        """Of an array of characters: up to the first NUL."""
        if self._typecode == 'c':
            return self.raw.split(b'\0', 1)[0]
        if self._typecode == 'u':
            return ''.join(self).split('\0', 1)[0]
        raise AttributeError("'%s_Array_%d' object has no attribute 'value'"
                             % (_types[self._typecode][0], len(self)))

    @value.setter
    def value(self, v):
        if len(v) > len(self):
            raise ValueError('byte string too long')
        for i in range(len(v)):
            self._set(i, v[i:i + 1])
        if len(v) < len(self):
            self._set(len(v), b'\0' if self._typecode == 'c' else '\0')

    def __repr__(self):
        return '<multiprocessing.sharedctypes.%s_Array_%d object at %#x>' % (
            _types[self._typecode][0], len(self), id(self))


def RawValue(typecode_or_type, *args):
    """A value in shared memory, without a lock."""
    obj = _RawValue(_code(typecode_or_type), 1)
    if args:
        obj.value = args[0]
    return obj


def RawArray(typecode_or_type, size_or_initializer):
    """An array in shared memory, without a lock."""
    items = size_or_initializer
    size = items if isinstance(items, int) else len(items)
    try:
        code = _code(typecode_or_type)
    except TypeError: # where the type of an array is its items' type times their number, this comes first
        typecode_or_type * size
        raise
    if isinstance(items, int):
        if size < 0:
            raise ValueError('Array length must be >= 0, not %d' % size)
        return _RawArray(code, size)
    if code == 'c' and isinstance(items, bytes):
        items = [items[i:i + 1] for i in range(len(items))]
    obj = _RawArray(code, len(items))
    for i, x in enumerate(items):
        obj._set(i, x)
    return obj


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """A value in shared memory with a lock."""
    obj = RawValue(typecode_or_type, *args)
    if lock is False:
        return obj
    return synchronized(obj, _lock_of(lock, ctx), ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """An array in shared memory with a lock."""
    obj = RawArray(typecode_or_type, size_or_initializer)
    if lock is False:
        return obj
    return synchronized(obj, _lock_of(lock, ctx), ctx)


def _lock_of(lock, ctx):
    if lock in (True, None):
        return synchronize.RLock(ctx=ctx)
    if not hasattr(lock, 'acquire'):
        raise AttributeError("%r has no method 'acquire'" % lock)
    return lock


def copy(obj):
    """A copy in shared memory of its own."""
    new = type(obj)(obj._typecode, len(obj._view))
    for i in range(len(obj._view)):
        new._set(i, obj._get(i))
    return new


def synchronized(obj, lock=None, ctx=None):
    """The object with a lock."""
    lock = lock or synchronize.RLock(ctx=ctx)
    if isinstance(obj, _RawValue):
        return Synchronized(obj, lock)
    return (SynchronizedString if obj._typecode == 'c' else SynchronizedArray)(obj, lock)


class SynchronizedBase:
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or synchronize.RLock(ctx=ctx)
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __reduce__(self):
        context.assert_spawning(self)
        return type(self), (self._obj, self._lock)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return '<%s wrapper for %s>' % (type(self).__name__, self._obj)


class Synchronized(SynchronizedBase):
    @property
    def value(self):
        with self:
            return self._obj.value

    @value.setter
    def value(self, v):
        with self:
            self._obj.value = v


class SynchronizedArray(SynchronizedBase):
    """An array; each access holds the lock."""

    def __getitem__(self, i):
        with self:
            return self._obj[i]

    def __setitem__(self, i, value):
        with self:
            self._obj[i] = value

    def __len__(self):
        return len(self._obj)


class SynchronizedString(SynchronizedArray):
    @property
    def value(self):
        with self:
            return self._obj.value

    @value.setter
    def value(self, v):
        with self:
            self._obj.value = v

    @property
    def raw(self):
        with self:
            return self._obj.raw
