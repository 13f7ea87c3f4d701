"""Records with a mask for each of their fields, which are attributes too; how such arrays are made, from text as well."""
import warnings

import numpy as np
import numpy.ma as ma
from numpy import ndarray
from numpy._records import _array_of
from numpy.rec import fromarrays as _records_of_columns, fromrecords as _records_of_rows, recarray
from numpy.ma import MAError, MaskedArray, filled, getdata, getmaskarray, make_mask_descr, masked, masked_array, nomask

__all__ = ['MaskedRecords', 'mrecarray', 'fromarrays', 'fromrecords', 'fromtextfile', 'addfield']

_NESTED = 'MaskedRecords is currently limited tosimple records.'


def _for_all_fields(mask, descr):
    """A mask of whole records as one of fields."""
    return np.array([(hidden,) * len(descr) for hidden in mask], dtype=descr)


def _columns(records):
    """The records as a plain array, whose fields are views."""
    return ndarray.view(records, ndarray)


def _records_at(records, index):
    """What an index picks, which is written to with the records themselves, even one of them."""
    r = _columns(records)[index]
    return _array_of(r) if isinstance(r, np.void) else np.array(r, copy=False)


class MaskedRecords(MaskedArray):
    """A masked array of records with their fields as attributes."""

    def __new__(cls, shape, dtype=None, buf=None, offset=0, strides=None, formats=None, names=None, titles=None, byteorder=None,
                aligned=False, mask=nomask, hard_mask=False, fill_value=None, keep_mask=True, copy=False, **options):
        self = recarray.__new__(cls, shape, dtype=dtype, buf=buf, offset=offset, strides=strides, formats=formats, names=names,
                                titles=titles, byteorder=byteorder, aligned=aligned)
        recarray.__array_finalize__(self, None)
        descr = make_mask_descr(self.dtype)
        if mask is nomask or not np.size(mask):
            if not keep_mask:
                self._mask = (False,) * len(descr)
            return self
        mask = np.array(mask, copy=copy)
        if mask.shape != self.shape:
            if mask.size == 1:
                mask = np.resize(mask, self.shape)
            elif mask.size == self.size:
                mask = np.reshape(mask, self.shape)
            else:
                raise MAError(f'Mask and data not compatible: data size is {self.size}, mask size is {mask.size}.')
        if not keep_mask:
            self.__setmask__(mask)
            self._sharedmask = True
        else:
            self._mask = mask if mask.dtype == descr else _for_all_fields(mask, descr)
        return self

    def __array_finalize__(self, obj):
        mask = getattr(obj, '_mask', nomask)
        descr = make_mask_descr(ndarray.dtype.__get__(self))
        if mask is nomask:
            mask = np.zeros(ndarray.shape.__get__(self), descr)
        elif getattr(mask, 'dtype', descr).names is None and descr.names is not None:
            mask = _for_all_fields(mask, descr).view(recarray)
        self.__dict__['_mask'] = mask
        self._update_from(obj)
        if self._baseclass is ndarray:
            self._baseclass = recarray

    @property
    def _data(self):
        return ndarray.view(self, recarray)

    @property
    def _fieldmask(self):
        return self._mask

    def __len__(self):
        return len(self._data) if self.ndim else len(self.dtype)

    # --- fields ---

    def __getattr__(self, attr):
        if attr not in (ndarray.dtype.__get__(self).fields or {}):
            raise AttributeError(f'record array has no attribute {attr}')
        field = _columns(self)[attr]
        if field.dtype.names is not None:
            raise NotImplementedError(_NESTED)
        hidden = self._mask[attr]
        if not field.shape and not hidden:
            return field.item()
        field = field.view(MaskedArray)
        field._baseclass, field._isfield, field._mask = ndarray, True, np.array(hidden, copy=False)
        if self._fill_value is not None:
            field._fill_value = np.array(self._fill_value[attr])
        return field

    def __setattr__(self, attr, val):
        if attr in ('mask', 'fieldmask'):
            self.__setmask__(val)
            return
        fields = ndarray.dtype.__get__(self).fields or {}
        known = attr in self.__dict__ or hasattr(type(self), attr)
        if attr not in fields or known:
            object.__setattr__(self, attr, val)
            if attr not in fields or attr.startswith('_'):
                return
        if val is masked:
            given = self._fill_value[attr] if self._fill_value is not None else ma.default_fill_value(fields[attr][0])
            hidden = True
        else:
            given, hidden = filled(val), getmaskarray(val)
        _columns(self)[attr] = given
        self._mask[attr] = hidden

    def __getitem__(self, indx):
        if isinstance(indx, str):
            field = self._data[indx].view(MaskedArray)
            field._mask, field._sharedmask = self._mask[indx], True
            if self._fill_value is not None:
                field._fill_value = np.array(self._fill_value[indx])
            return masked if not field.ndim and field._mask else field
        part = _records_at(self, indx).view(mrecarray)
        part.__dict__['_mask'] = _records_at(self._mask, indx).view(recarray)
        return part

    def __setitem__(self, indx, value):
        MaskedArray.__setitem__(self, indx, value)
        if isinstance(indx, str):
            self._mask[indx] = getmaskarray(value)

    # --- text ---

    def __str__(self):
        columns = [getattr(self, name) for name in self.dtype.names]
        if self.size > 1:
            return f"[{', '.join('(' + ','.join(map(str, row)) + ')' for row in zip(*columns))}]"
        return f"({', '.join(','.join(map(str, row)) for row in zip(columns))})"

    def __repr__(self):
        names = self.dtype.names
        width = max(map(len, names)) + 4
        lines = [f'{name:>{width}} : {getattr(self, name)!s}' for name in names]
        return '\n'.join(['masked_records(', *lines, f"{'    fill_value':>{width}} : {self.fill_value}", '              )'])

    # --- views and copies ---

    def view(self, dtype=None, type=None):
        if dtype is None:
            r = ndarray.view(self) if type is None else ndarray.view(self, type)
        elif type is not None:
            r = ndarray.view(self, dtype, type)
        elif isinstance(dtype, _type) and issubclass(dtype, ndarray):
            r = ndarray.view(self, dtype)
        else:
            dtype = np.dtype(dtype)
            if dtype.fields is None:
                r = ndarray.view(self, ndarray).view(dtype, _type(self).__bases__[0])
                r._update_from(self)
            else:
                r = ndarray.view(self, dtype)
            r._fill_value = None
        if getattr(r, '_mask', nomask) is not nomask:
            mask = ndarray.view(self._mask, ndarray).view(make_mask_descr(r.dtype))
            mask.shape = r.shape
            r.__dict__['_mask'] = mask
        return r

    def harden_mask(self):
        self._hardmask = True

    def soften_mask(self):
        self._hardmask = False

    def copy(self):
        r = self._data.copy().view(_type(self))
        r._mask = self._mask.copy()
        return r

    def tolist(self, fill_value=None):
        if fill_value is not None:
            return self.filled(fill_value).tolist()
        r = np.array(self.filled().tolist(), dtype=object)
        r[np.array(self._mask.tolist())] = None
        return r.tolist()

    # --- pickling ---

    def __getstate__(self):
        return (1, self.shape, self.dtype, self.flags.fnc, self._data.tobytes(), self._mask.tobytes(), self._fill_value)

    def __setstate__(self, state):
        _, shape, dtype, is_fortran, data, mask, fill_value = state
        ndarray.__setstate__(self, (shape, dtype, is_fortran, data))
        descr = np.dtype([(name, np.bool_) for name, *_ in self.dtype.descr])
        self.__dict__['_mask'].__setstate__((shape, descr, is_fortran, mask))
        self.fill_value = fill_value

    def __reduce__(self):
        return _mrreconstruct, (_type(self), self._baseclass, (0,), 'b'), self.__getstate__()


_type = type  # in methods with a parameter of that name
mrecarray = MaskedRecords


def _mrreconstruct(subtype, baseclass, baseshape, basetype):
    """Records without elements, whose state comes next."""
    data = ndarray.__new__(baseclass, baseshape, basetype).view(subtype)
    return subtype.__new__(subtype, data, mask=ndarray.__new__(ndarray, baseshape, 'b1'), dtype=basetype)


# --- making ---

def fromarrays(arraylist, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None,
               fill_value=None):
    """Records of which each array is a field."""
    masks = [getmaskarray(x) for x in arraylist]
    r = _records_of_columns([getdata(x) for x in arraylist], dtype=dtype, shape=shape, formats=formats, names=names,
                            titles=titles, aligned=aligned, byteorder=byteorder).view(mrecarray)
    if r.ndim:
        r._mask.flat = list(zip(*masks))
    else:
        r._mask[()] = tuple(map(bool, masks))
    if fill_value is not None:
        r.fill_value = fill_value
    return r


def fromrecords(reclist, dtype=None, shape=None, formats=None, names=None, titles=None, aligned=False, byteorder=None,
                fill_value=None, mask=nomask):
    """Records from rows, or from other records."""
    hidden = getattr(reclist, '_mask', None)
    if isinstance(reclist, ndarray):
        if isinstance(reclist, MaskedRecords):
            reclist = reclist.filled().view(ndarray)
        dtype = reclist.dtype if dtype is None else dtype
        reclist = reclist.tolist()
    r = _records_of_rows(reclist, dtype=dtype, shape=shape, formats=formats, names=names, titles=titles, aligned=aligned,
                         byteorder=byteorder).view(mrecarray)
    if fill_value is not None:
        r.fill_value = fill_value
    if mask is not nomask:
        mask = np.array(mask, copy=False)
        r._mask.flat = mask if len(mask.dtype) else [tuple(np.atleast_1d(row)) if mask.ndim > 1 else row
                                                     for row in (mask if mask.ndim > 1 else _rows_of(mask, r._mask))]
    if hidden is not None:
        r._mask[:] = hidden
    return r


def _rows_of(mask, like):
    """Truth values of whole records, as many as there are records, as rows of a mask of fields."""
    return [(bool(hidden),) * len(like.dtype) for hidden in np.resize(mask, like.shape)]


# --- text ---

def _guessvartypes(arr):
    """The types that the fields of a row may have."""
    arr = np.asarray(arr)
    if len(arr.shape) == 2:
        arr = arr[0]
    elif len(arr.shape) > 2:
        raise ValueError('The array should be 2D at most!')
    types = []
    for text in arr:
        for kind in (int, float, complex):
            try:
                kind(text)
            except (ValueError, TypeError):
                continue
            types.append(np.dtype(kind))
            break
        else:
            types.append(arr.dtype)
    return types


def openfile(fname):
    """The file, which has to be one of text, or the open file itself."""
    if hasattr(fname, 'readline'):
        return fname
    try:
        f = open(fname)
    except FileNotFoundError as e:
        raise FileNotFoundError(f"No such file: '{fname}'") from e
    if f.readline()[:2] != '\\x':
        f.seek(0, 0)
        return f
    f.close()
    raise NotImplementedError('Wow, binary file')


def fromtextfile(fname, delimiter=None, commentchar='#', missingchar='', varnames=None, vartypes=None, *, delimitor=np._NoValue):
    """Records from a table of text, whose first line has the names."""
    if delimitor is not np._NoValue:
        if delimiter is not None:
            raise TypeError('fromtextfile() got multiple values for argument \'delimiter\'')
        warnings.warn("The 'delimitor' keyword argument of numpy.ma.mrecords.fromtextfile() is deprecated since NumPy 1.22.0, use "
                      "'delimiter' instead.", DeprecationWarning, stacklevel=2)
        delimiter = delimitor
    f = openfile(fname)
    while True:
        line = f.readline()
        own_names = line[:line.find(commentchar)].strip().split(delimiter)
        if len(own_names) > 1:
            break
    varnames = own_names if varnames is None else varnames
    rows = masked_array([line.strip().split(delimiter) for line in f if line[0] != commentchar and len(line) > 1])
    n_rows, n = rows.shape
    f.close()
    if vartypes is None:
        vartypes = _guessvartypes(rows[0])
    else:
        vartypes = [np.dtype(v) for v in vartypes]
        if len(vartypes) != n:
            warnings.warn(f'Attempting to {len(vartypes)} dtypes for {n} fields! Reverting to default.', stacklevel=2)
            vartypes = _guessvartypes(rows[0])
    descr = list(zip(varnames, vartypes))
    fills = [ma.default_fill_value(t) for t in vartypes]
    columns = [masked_array(column, mask=hidden, dtype=t, fill_value=fill)
               for column, hidden, t, fill in zip(rows.T, rows.T == missingchar, vartypes, fills)]
    return fromarrays(columns, dtype=descr)


def addfield(mrecord, newfield, newfieldname=None):
    """The records with one more field."""
    data, mask = mrecord._data, mrecord._mask
    if newfieldname is None or newfieldname in ('mask', 'fieldmask'):
        newfieldname = f'f{len(data.dtype)}'
    newfield = masked_array(newfield)
    r = recarray(data.shape, data.dtype.descr + [(newfieldname, newfield.dtype)])
    hidden = recarray(data.shape, [*((n, np.bool_) for n in mask.dtype.names), (newfieldname, np.bool_)])
    for name in data.dtype.names:
        _columns(r)[name], _columns(hidden)[name] = data[name], mask[name]
    _columns(r)[newfieldname], _columns(hidden)[newfieldname] = newfield._data, getmaskarray(newfield)
    r = r.view(MaskedRecords)
    r._mask = hidden
    return r
