"""Arrays over the bytes of a file (numpy.memmap)."""
import mmap
import os

from numpy import _core
from numpy._core import dtype, ndarray

_MODES = ('r', 'c', 'r+', 'w+')
_SAME = {'readonly': 'r', 'copyonwrite': 'c', 'readwrite': 'r+', 'write': 'w+'}


class memmap(ndarray):
    """An array whose elements lie in a file."""

    __array_priority__ = -100.0

    def __new__(subtype, filename, dtype='u1', mode='r+', offset=0, shape=None, order='C'):
        mode = _SAME.get(mode, mode)
        if mode not in _MODES:
            raise ValueError('mode must be one of {!r} (got {!r})'.format(list(_MODES) + list(_SAME), mode))
        if mode == 'w+' and shape is None:
            raise ValueError("shape must be given if mode == 'w+'")
        own = not hasattr(filename, 'read')
        f = open(os.fspath(filename), ('r' if mode == 'c' else mode) + 'b') if own else filename
        try:
            return _mapped(subtype, f, filename, _core.dtype(dtype), mode, offset, shape, order)
        finally:
            if own:
                f.close()

    def __array_finalize__(self, obj):
        if hasattr(obj, '_mmap') and _core.shares_memory(self, obj):
            self._mmap, self.filename, self.offset, self.mode = obj._mmap, obj.filename, obj.offset, obj.mode
        else:
            self._mmap = self.filename = self.offset = self.mode = None

    def flush(self):
        """Writes changes to the file."""
        if self._mmap is not None:
            self._mmap.flush()

    def __getitem__(self, index):
        r = super().__getitem__(index)
        return r.view(ndarray) if type(r) is memmap and r._mmap is None else r

    def __array_wrap__(self, arr, context=None):
        arr = super().__array_wrap__(arr, context)
        if self is arr or type(self) is not memmap:
            return arr
        if arr.shape == ():
            return arr[()]
        return arr.view(ndarray)


memmap.__module__ = 'numpy'


def _mapped(subtype, f, filename, d, mode, offset, shape, order):
    f.seek(0, 2)
    length = f.tell()
    if shape is None:
        size = length - offset
        if size % d.itemsize:
            raise ValueError('Size of the available data is not a multiple of the data-type size.')
        shape = (size // d.itemsize,)
    elif not isinstance(shape, tuple):
        shape = (shape,)
    count = _core.int64(1)
    for n in shape:
        count = count * n
    end = int(offset + count * d.itemsize)
    if mode in ('w+', 'r+') and length < end:
        f.seek(end - 1, 0)
        f.write(b'\0')
        f.flush()
    access = mmap.ACCESS_COPY if mode == 'c' else mmap.ACCESS_READ if mode == 'r' else mmap.ACCESS_WRITE
    start = offset - offset % mmap.ALLOCATIONGRANULARITY
    mm = mmap.mmap(f.fileno(), end - start, access=access, offset=start)
    order = _core._read_order(order)
    x = ndarray.__new__(subtype, _core._read_shape(shape), d, mm, offset - start, None, order)
    if mode == 'r':
        x.flags.writeable = False
    x._mmap, x.offset, x.mode = mm, offset, mode
    name = filename if not hasattr(filename, 'read') else getattr(f, 'name', None)
    x.filename = os.path.abspath(name) if isinstance(name, str) else os.path.abspath(os.fspath(name)) \
        if isinstance(name, os.PathLike) else None
    if isinstance(filename, os.PathLike):
        x.filename = filename.resolve() if hasattr(filename, 'resolve') else x.filename
    return x
