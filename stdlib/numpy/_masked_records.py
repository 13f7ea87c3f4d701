"""Records of masked arrays, in which each field may be hidden, and masked arrays as tables of records and back."""
import numpy as np
from numpy import _fill_values, _masks, ma, ndarray
from numpy._records import _array_of
from numpy._masks import make_mask_descr, nomask
from numpy.ma import MaskedArray, asanyarray, getmask, getmaskarray, masked, masked_array


class mvoid(MaskedArray):
    """One record with a mask for each of its fields."""

    def __new__(self, data, mask=nomask, dtype=None, fill_value=None, hardmask=False, copy=False, subok=True):
        if isinstance(data, np.void) and not copy and dtype is None:
            data = _array_of(data)  # writing to it writes to the array that it is a record of
        r = ndarray.view(np.array(data, copy=copy, subok=subok, dtype=dtype), self)
        r._hardmask = hardmask
        if mask is not nomask:
            r._mask = mask if isinstance(mask, np.void) else np.array(mask, dtype=make_mask_descr(r.dtype))[()]
        if fill_value is not None:
            r.fill_value = fill_value
        return r

    @property
    def _data(self):
        return ndarray.view(self, ndarray)[()]

    data = _data
    mask = property(lambda self: self._mask, MaskedArray.mask.fset)

    def __getitem__(self, index):
        m = self._mask
        if isinstance(m[index], ndarray):  # a field that is an array
            return masked_array(self._data[index], mask=m[index], fill_value=self._fill_value[index], hard_mask=self._hardmask)
        return masked if m is not nomask and m[index] else self._data[index]

    def __setitem__(self, index, value):
        self._data[index] = value
        hidden = getattr(value, '_mask', False)
        self._mask[index] = self._mask[index] | hidden if self._hardmask else hidden

    def __str__(self):
        if self._mask is nomask:
            return str(self._data)
        return str(_masks.as_objects(ndarray.view(self, ndarray), self._mask, ma.masked_print_option))

    __repr__ = __str__

    def __iter__(self):
        if self._mask is nomask:
            yield from self._data
        else:
            for value, hidden in zip(self._data, self._mask[()]):
                yield masked if hidden else value

    def __len__(self):
        return len(self._data)

    def filled(self, fill_value=None):
        """A copy of the record with hidden fields replaced."""
        return asanyarray(ndarray.view(self, MaskedArray)).filled(fill_value)[()]

    def tolist(self):
        if self._mask is nomask:
            return self._data.tolist()
        return tuple(None if hidden else value.item() for value, hidden in zip(self._data, self._mask[()]))


mvoid.__module__ = 'numpy.ma.core'


# --- tables ---

def _values(row):
    """All values of a row, of rows inside of it, and so on."""
    out = []
    for part in iter(row):
        out += _values(part) if hasattr(part, '__iter__') else [part]
    return out


def flatten_structured_array(a):
    """Records as rows of a table: all their values beside each other."""
    a = np.asanyarray(a)
    shape, a = a.shape, a.ravel()
    if isinstance(a, MaskedArray):
        out = np.array([_values(row) for row in a._data.tolist()]).view(MaskedArray)
        out._mask = np.array([_values(row) for row in getmaskarray(a).tolist()])
    else:
        out = np.array([_values(row) for row in a.tolist()])
    return out.reshape(shape[:-1] + (-1,) + out.shape[1:]) if len(shape) > 1 else out


def fromflex(fxarray):
    """A masked array from what toflex gave."""
    return masked_array(fxarray['_data'], mask=fxarray['_mask'])
