"""The class of masked arrays: data and a mask of elements that do not count. The array itself is the data; `_mask` is nomask or an
array of truth values of the same shape."""
import operator
import warnings

import numpy as np
from numpy import _fill_values, _masks, ma, ndarray
from numpy._fill_values import maximum_fill_value, minimum_fill_value
from numpy._masks import MaskType, make_mask, make_mask_descr, make_mask_none, mask_or, nomask
from numpy._print import legacy_mode


class MAError(Exception):
    """Something that masked arrays do not do."""


class MaskError(MAError):
    """A mask that does not fit."""


class MaskedArrayFutureWarning(FutureWarning):
    """Something that will change."""


class _MaskedPrintOption:
    """The text that shows a masked element."""

    def __init__(self, display):
        self._display = display
        self._enabled = True

    def display(self):
        return self._display

    def set_display(self, s):
        self._display = s

    def enabled(self):
        return self._enabled

    def enable(self, shrink=1):
        self._enabled = shrink

    def __str__(self):
        return str(self._display)

    __repr__ = __str__


masked_print_option = _MaskedPrintOption('--')
_WIDTH, _FLAT_WIDTH = 100, 1500  # how many elements of a line are made into text


# --- data and masks of anything ---

def getdata(a, subok=True):
    try:
        d = a._data
    except AttributeError:
        d = np.array(a, copy=False, subok=subok)
    return d if subok else d.view(ndarray)


def getmask(a):
    """The mask, or nomask."""
    return getattr(a, '_mask', nomask)


def getmaskarray(arr):
    """The mask as an array of arr's shape."""
    m = getmask(arr)
    return make_mask_none(np.shape(arr), getattr(arr, 'dtype', None)) if m is nomask else m


def filled(a, fill_value=None):
    if hasattr(a, 'filled'):
        return a.filled(fill_value)
    if isinstance(a, ndarray):
        return a
    return np.array(a, 'O') if isinstance(a, dict) else np.array(a)


def _viewed(values, cls):
    """A result of plain arrays as an array of that class; single elements stay what they are."""
    return values if isinstance(values, np.generic) else values.view(cls)


def _alike(name):
    """The method of arrays of that name, on data and mask alike."""
    def method(self, *args, **params):
        r = getattr(self._data, name)(*args, **params).view(type(self))
        r._update_from(self)
        if self._mask is not nomask:
            r._mask = getattr(self._mask, name)(*args, **params)
        return r
    method.__name__, method.__qualname__ = name, '_arraymethod.<locals>.wrapped_method'
    return method


builtins_type = type  # in methods with a parameter of that name


def _start(a):
    return a.__array_interface__['data'][0]


def _names_fields(indx):
    return isinstance(indx, str) or isinstance(indx, list) and len(indx) > 0 and all(isinstance(i, str) for i in indx)


def _default_axis(a):
    """The axis of argsort where none is given."""
    if a.ndim <= 1:
        return -1
    warnings.warn('In the future the default for argsort will be axis=-1, not the current None, to match its documentation and np.argsort. '
                  'Explicitly pass -1 or None to silence this warning.', MaskedArrayFutureWarning, stacklevel=3)
    return None


def _brief_type(d):
    """The text of a type as the repr of arrays has it."""
    if d.names is not None:
        return str(d)
    if d.kind in 'USV':
        return f"'{d}'"
    return d.name if d.name.isalnum() else repr(d.name)


class MaskedIterator:
    """a.flat: the elements in order, masked ones as masked."""

    def __init__(self, ma):
        self.ma = ma
        self.dataiter = ma._data.flat
        self.maskiter = None if ma._mask is nomask else ma._mask.flat

    def __iter__(self):
        return self

    def __getitem__(self, index):
        r = _viewed(self.dataiter.__getitem__(index), type(self.ma))
        if self.maskiter is not None:
            mask = self.maskiter.__getitem__(index)
            if isinstance(mask, ndarray):
                mask.shape = r.shape
                r._mask = mask
            elif isinstance(mask, np.void):
                return ma.mvoid(r, mask=mask, hardmask=self.ma._hardmask)
            elif mask:
                return masked
        return r

    def __setitem__(self, index, value):
        self.dataiter[index] = getdata(value)
        if self.maskiter is not None:
            self.maskiter[index] = getmaskarray(value)

    def __next__(self):
        value = next(self.dataiter)
        if self.maskiter is not None:
            hidden = next(self.maskiter)
            if isinstance(hidden, np.void):
                return ma.mvoid(value, mask=hidden, hardmask=self.ma._hardmask)
            if hidden:
                return masked
        return value


class MaskedArray(ndarray):
    """An array with a mask; True hides an element."""

    __array_priority__ = 15
    __hash__ = None
    _defaultmask, _defaulthardmask, _baseclass = nomask, False, ndarray
    _print_width, _print_width_1d = _WIDTH, _FLAT_WIDTH

    def __new__(cls, data=None, mask=nomask, dtype=None, copy=False, subok=True, ndmin=0, fill_value=None, keep_mask=True, hard_mask=None,
                shrink=True, order=None):
        values = np.array(data, dtype=dtype, copy=copy, order=order, subok=True, ndmin=ndmin)
        baseclass = getattr(data, '_baseclass', type(values))
        if isinstance(data, MaskedArray) and data.shape != values.shape:
            copy = True
        own_class = isinstance(data, cls) and subok and not isinstance(data, MaskedConstant)
        self = ndarray.view(values, type(data) if own_class else cls)
        if hasattr(data, '_mask') and not isinstance(data, ndarray):
            self._mask = data._mask
        if mask is nomask:
            self._hide_kept(data, keep_mask, shrink, copy)
        else:
            self._hide_given(mask, keep_mask, copy)
        if fill_value is None:
            fill_value = getattr(data, '_fill_value', None)
        if fill_value is not None:
            self._fill_value = _fill_values.checked(fill_value, self.dtype)
        self._hardmask = getattr(data, '_hardmask', False) if hard_mask is None else hard_mask
        self._baseclass = baseclass
        return self

    def _hide_kept(self, data, keep_mask, shrink, copy):
        """The mask of a new array for which none was given: what the data had."""
        descr = make_mask_descr(self.dtype)
        if not keep_mask:
            self._mask = nomask if shrink else np.zeros(self.shape, dtype=descr)
        elif isinstance(data, (tuple, list)):
            try:
                mask = np.array([getmaskarray(np.asanyarray(part, dtype=self.dtype)) for part in data], dtype=descr)
            except (ValueError, TypeError):
                mask = nomask
            if descr == MaskType and mask.any():
                self._mask, self._sharedmask = mask, False
        else:
            self._sharedmask = not copy
            if copy:
                self._mask = self._mask.copy()
                if getmask(data) is not nomask and data._mask.shape != data.shape:
                    data._mask.shape = data.shape

    def _hide_given(self, mask, keep_mask, copy):
        """Hides what was given as the mask of a new array, besides what the data hid."""
        descr = make_mask_descr(self.dtype)
        if (mask is True or mask is False) and descr == MaskType:
            mask = np.full(self.shape, mask, dtype=descr)
        else:
            mask = _masks.mask_of_values(mask, descr, copy)
        if mask.shape != self.shape:
            if mask.size == 1:
                mask = np.resize(mask, self.shape)
            elif mask.size == self.size:
                mask = np.reshape(mask, self.shape)
            else:
                raise MaskError(f'Mask and data not compatible: data size is {self.size}, mask size is {mask.size}.')
            copy = True
        if self._mask is nomask or not keep_mask:
            self._mask, self._sharedmask = mask, not copy
            return
        if self.dtype.names is not None:
            _masks.hide_fields(self._mask, mask)
        else:
            self._mask = np.logical_or(mask, self._mask)
        self._sharedmask = False

    def _update_from(self, obj):
        """Takes the attributes of obj: of a masked array what it took itself, of another array all that was set."""
        taken = dict(getattr(obj, '_optinfo', {}))
        taken.update(getattr(obj, '_basedict', {}))
        if not isinstance(obj, MaskedArray):
            taken.update(getattr(obj, '__dict__', {}))
        baseclass = type(obj) if isinstance(obj, ndarray) else ndarray
        self.__dict__.update(_fill_value=getattr(obj, '_fill_value', None), _hardmask=getattr(obj, '_hardmask', False),
                             _sharedmask=getattr(obj, '_sharedmask', False), _isfield=getattr(obj, '_isfield', False),
                             _baseclass=getattr(obj, '_baseclass', baseclass), _optinfo=taken, _basedict=taken)
        self.__dict__.update(taken)

    def __array_finalize__(self, obj):
        """Attributes of a view or a result: those of obj, whose mask it shares if it looks at the same memory."""
        self._update_from(obj)
        mask = nomask
        if isinstance(obj, ndarray):
            mask = getmask(obj) if obj.dtype.names is None else getmaskarray(obj)
            if mask is not nomask and _start(obj) != _start(self):
                kind = mask.dtype if self.dtype == obj.dtype else make_mask_descr(self.dtype)
                mask = mask.astype(kind, 'C' if self.flags.c_contiguous else 'F' if self.flags.f_contiguous else 'K')
            elif mask is not nomask:
                mask = mask.view()
        self._mask = mask
        if mask is not nomask:
            try:
                self._mask.shape = self.shape
            except ValueError:
                self._mask = nomask
            except (TypeError, AttributeError):
                pass
        if self._fill_value is not None or self.dtype.names is not None:
            self._fill_value = _fill_values.checked(self._fill_value, self.dtype)

    def __array_wrap__(self, obj, context=None):
        """The result of a ufunc as a masked array: hidden where an operand is, or where the ufunc is not defined."""
        if obj is self:
            r = obj
        else:
            r = obj.view(type(self))
            r._update_from(self)
        if context is None:
            return r
        r._mask = r._mask if r._mask is nomask else r._mask.copy()
        ufunc, args, _ = context
        args = args[:ufunc.nin]
        m = nomask
        for i, a in enumerate(args):
            m = mask_or(m, getmaskarray(a)) if i else getmaskarray(a)
        domain, fill = ma._domain_of(ufunc)
        if domain is not None:
            with np.errstate(divide='ignore', invalid='ignore'):
                bad = filled(domain(*args), True)
            if bad.any():
                np.copyto(r, fill, where=bad)
                m = bad if m is nomask else m | bad
        if r is not self and r.shape == () and m:
            return masked
        r._mask, r._sharedmask = m, False
        return r

    def view(self, dtype=None, type=None, fill_value=None):
        if dtype is None:
            r = ndarray.view(self) if type is None else ndarray.view(self, type)
        elif type is not None:
            r = ndarray.view(self, dtype, type)
        else:
            r = ndarray.view(self, dtype)
            if isinstance(dtype, builtins_type) and issubclass(dtype, ndarray):
                dtype = None
        if getmask(r) is not nomask:
            r._mask = r._mask.view()
        if getattr(r, '_fill_value', None) is not None:
            if fill_value is not None:
                r.fill_value = fill_value
            elif dtype is not None:
                r._fill_value = None
        return r

    # --- items ---

    def __getitem__(self, indx):
        r, mask = self.data[indx], self._mask
        if mask is not nomask:
            hidden = mask[indx]
            single = not isinstance(hidden, ndarray)
        else:
            hidden, single = nomask, self._is_element(r, indx)
        if single:
            if isinstance(r, np.void):
                return ma.mvoid(r, mask=hidden, hardmask=self._hardmask)
            if self.dtype.type is np.object_ and isinstance(r, ndarray) and r is not masked:
                return MaskedArray(r, mask=True) if hidden else r
            return masked if hidden else r
        r = r.view(type(self))
        r._update_from(self)
        if _names_fields(indx):
            if self._fill_value is not None:
                r._fill_value = self._fill_value[indx]
                if not isinstance(r._fill_value, ndarray):
                    r._fill_value = np.array(r._fill_value)
                if r._fill_value.ndim > 0:
                    if not (r._fill_value == r._fill_value.flat[0]).all():
                        warnings.warn(f'Upon accessing multidimensional field {indx!s}, need to keep dimensionality of fill_value at 0. '
                                      f'Discarding heterogeneous fill_value and setting all to {r._fill_value[0]!s}.', stacklevel=2)
                    r._fill_value = r._fill_value.flat[0:1].squeeze(axis=0)
            r._isfield = True
        if hidden is not nomask:
            r._mask = np.reshape(hidden, r.shape)
            r._sharedmask = True
        return r

    def _is_element(self, r, indx):
        """Is r, which the index picked from the data, one element, which may be an array where they are objects?"""
        if not isinstance(r, ndarray):
            return True
        if self.dtype.type is np.object_:
            if self.dtype is not r.dtype:
                return True
        elif type(self.data).__getitem__ == ndarray.__getitem__:
            return False
        return not isinstance(getmaskarray(self)[indx], ndarray)

    def __setitem__(self, indx, value):
        if self is masked:
            raise MaskError('Cannot alter the masked element.')
        data, mask, names = self._data, self._mask, self.dtype.names
        if isinstance(indx, str):
            data[indx] = value
            if mask is nomask:
                self._mask = make_mask_none(self.shape, self.dtype)
            self._mask[indx] = getmask(value)
            return
        if value is masked:
            if mask is nomask:
                mask = self._mask = make_mask_none(self.shape, self.dtype)
            mask[indx] = _masks.everything(mask.dtype)
            return
        given, hidden = getattr(value, '_data', value), getmask(value)
        if names is not None and hidden is nomask:
            hidden = (False,) * len(names)
        if mask is nomask:
            data[indx] = given
            if hidden is not nomask:
                mask = self._mask = make_mask_none(self.shape, self.dtype)
                mask[indx] = hidden
        elif not self._hardmask:
            if isinstance(indx, MaskedArray) and not isinstance(value, MaskedArray):
                data[indx.data] = given
            else:
                data[indx] = given
                mask[indx] = hidden
        elif hasattr(indx, 'dtype') and indx.dtype == MaskType:
            data[indx * np.logical_not(mask)] = given
        elif names is not None:
            raise NotImplementedError("Flexible 'hard' masks are not yet supported.")
        else:
            hidden = mask_or(mask[indx], hidden, copy=True)
            old = self._data[indx]
            if old.size > 1:
                np.copyto(old, given, where=~hidden)
            elif hidden is nomask:
                old = given
            data[indx] = old
            mask[indx] = hidden

    # --- parts ---

    @property
    def _data(self):
        return ndarray.view(self, self._baseclass)

    data = _data
    T = property(lambda self: self.transpose())
    baseclass = property(lambda self: self._baseclass)
    hardmask = property(lambda self: self._hardmask)
    sharedmask = property(lambda self: self._sharedmask)

    @property
    def real(self):
        r = self._data.real.view(type(self))
        r.__setmask__(self._mask)
        return r

    @property
    def imag(self):
        r = self._data.imag.view(type(self))
        r.__setmask__(self._mask)
        return r

    get_real, get_imag = real.fget, imag.fget

    @property
    def dtype(self):
        return ndarray.dtype.__get__(self)

    @dtype.setter
    def dtype(self, dtype):
        ndarray.dtype.__set__(self, dtype)
        if self._mask is not nomask:
            self._mask = self._mask.view(make_mask_descr(dtype), ndarray)
            try:
                self._mask.shape = self.shape
            except (AttributeError, TypeError):
                pass

    @property
    def shape(self):
        return ndarray.shape.__get__(self)

    @shape.setter
    def shape(self, shape):
        ndarray.shape.__set__(self, shape)
        if getmask(self) is not nomask:
            self._mask.shape = self.shape

    @property
    def flat(self):
        return MaskedIterator(self)

    @flat.setter
    def flat(self, value):
        self.ravel()[:] = value

    # --- masks and fill values ---

    def __setmask__(self, mask, copy=False):
        """Writes to the mask that is there, which others may share."""
        own = self._mask
        if mask is masked:
            mask = True
        if own is nomask:
            if mask is nomask:
                return
            own = self._mask = make_mask_none(self.shape, self.dtype)
        names = self.dtype.names
        if names is not None:
            given = np.array(mask, copy=False)
            if given.ndim:
                mask = _masks.mask_of_values(given, own.dtype, copy)
            elif given.dtype.kind == 'b':
                mask = np.array((given.item(),) * len(own.dtype), dtype=own.dtype)
            else:
                mask = given.astype(own.dtype)
        if self._hardmask and names is not None:
            for name in names:
                own[name] |= mask[name]
        elif self._hardmask:
            own |= mask
        elif isinstance(mask, (int, float, np.bool_, np.number)):
            own[...] = mask
        else:
            own.flat = mask
        if own.shape:
            own.shape = self.shape

    _set_mask = __setmask__
    mask = property(lambda self: self._mask if self._mask is nomask else self._mask.view(), __setmask__)

    @property
    def recordmask(self):
        """Which records are hidden whole."""
        mask = self._mask.view(ndarray) if self._mask is not nomask else self._mask
        return mask if mask.dtype.names is None else np.all(ma.flatten_structured_array(mask), axis=-1)

    @recordmask.setter
    def recordmask(self, mask):
        raise NotImplementedError('Coming soon: setting the mask per records!')

    def harden_mask(self):
        self._hardmask = True
        return self

    def soften_mask(self):
        self._hardmask = False
        return self

    def unshare_mask(self):
        if self._sharedmask:
            self._mask = self._mask if self._mask is nomask else self._mask.copy()
            self._sharedmask = False
        return self

    def shrink_mask(self):
        self._mask = _masks.shrunk(self._mask)
        return self

    @property
    def fill_value(self):
        if self._fill_value is None:
            self._fill_value = _fill_values.checked(None, self.dtype)
        return self._fill_value[()] if isinstance(self._fill_value, ndarray) else self._fill_value

    @fill_value.setter
    def fill_value(self, value=None):
        value = _fill_values.checked(value, self.dtype)
        if value.ndim:
            warnings.warn('Non-scalar arrays for the fill value are deprecated. Use arrays with scalar values instead. The filled '
                          'function still supports any array as `fill_value`.', DeprecationWarning, stacklevel=2)
        if self._fill_value is None:
            self._fill_value = value
        else:
            self._fill_value[()] = value

    get_fill_value, set_fill_value = fill_value.fget, fill_value.fset

    def filled(self, fill_value=None):
        """The data with the masked elements replaced."""
        m = self._mask
        if m is nomask:
            return self._data
        fill_value = self.fill_value if fill_value is None else _fill_values.checked(fill_value, self.dtype)
        if self is masked:
            return np.asanyarray(fill_value)
        if m.dtype.names is not None:
            r = self._data.copy('K')
            _masks.fill_fields(r, m, fill_value)
            return r
        if not m.any():
            return self._data
        r = self._data.copy('K')
        try:
            np.copyto(r, fill_value, where=m)
        except (TypeError, AttributeError):
            r = np.choose(m, (r.astype(object), np.array(fill_value, dtype=object)))
        except IndexError:
            if self._data.shape:
                raise
            r = np.array(fill_value, dtype=self.dtype) if m else self._data
        return r

    def compressed(self):
        """The elements that are not masked, in one dimension."""
        flat = ndarray.ravel(self._data)
        return flat if self._mask is nomask else flat.compress(np.logical_not(ndarray.ravel(self._mask)))

    def compress(self, condition, axis=None, out=None):
        condition = np.asarray(condition)
        r = self._data.compress(condition, axis=axis, out=out).view(type(self))
        r._update_from(self)
        if self._mask is not nomask:
            r._mask = self._mask.compress(condition, axis=axis)
        return r

    # --- text ---

    def _shown(self):
        """The data with the text of hidden elements in their places; of long lines the ends."""
        if not masked_print_option.enabled():
            return self.filled(self.fill_value)
        data, mask = self._data, self._mask
        if mask is nomask:
            return data
        width = self._print_width if self.ndim > 1 else self._print_width_1d
        for axis in range(self.ndim):
            if data.shape[axis] > width:
                data, mask = (np.concatenate(np.split(a, (width // 2, -(width // 2)), axis=axis)[::2], axis=axis) for a in (data, mask))
        return _masks.as_objects(data, mask, masked_print_option)

    def __str__(self):
        return str(self._shown())

    def __repr__(self):
        name = 'array' if self._baseclass is ndarray else self._baseclass.__name__
        if legacy_mode() == 113:
            return self._old_repr(name)
        prefix = f'masked_{name}('
        show_dtype = (self.dtype.name not in ('int64', 'float64', 'bool', 'complex128') or self.size == 0 or
                      bool(np.all(self._mask)))
        keys = ['data', 'mask', 'fill_value'] + (['dtype'] if show_dtype else [])
        if all(n == 1 for n in self.shape[:-1]):
            # The first key stands beside the name, the others are aligned with it at their equal signs.
            indents = {k: ' ' * max(2, len(prefix) + 4 - len(k)) for k in keys}
            indents['data'] = prefix
            prefix = ''
        else:
            indents = {k: '  ' for k in keys}
            prefix += '\n'
        text = {'fill_value': repr(self.fill_value)}
        for k, a in (('data', self._shown()), ('mask', self._mask)):
            text[k] = np.array2string(np.asarray(a), separator=', ', prefix=indents[k] + k + '=', suffix=',')
        if show_dtype:
            text['dtype'] = _brief_type(self.dtype)
        return prefix + ',\n'.join(f'{indents[k]}{k}={text[k]}' for k in keys) + ')'

    def _old_repr(self, name):
        """The text as NumPy 1.13 wrote it."""
        indent, between = ' ' * len(name), '\n ' if self.ndim > 1 else ' '
        parts = {'data': f'{between}{self}', f'{indent}        mask': f'{between}{self._mask}',
                 f'{indent}  fill_value': f' {self.fill_value}'}
        if self.dtype.names:
            parts[f'{indent}       dtype'] = f' {self.dtype}'
        return f'masked_{name}(' + ',\n'.join(f'{key} ={text}' for key, text in parts.items()) + ')\n'

    # --- operators ---

    def _leaves_to(self, other):
        """Is an operation with other its business?"""
        if isinstance(other, type(self)):
            return False
        ufunc = getattr(other, '__array_ufunc__', False)
        if ufunc is False:
            return self.__array_priority__ < getattr(other, '__array_priority__', -1000000)
        return ufunc is None

    def _compared(self, other, compare):
        """A comparison's result; elements that are hidden in both are equal."""
        given, own = getmask(other), self.mask
        m, data, theirs = mask_or(own, given, copy=True), self.data, getdata(other)
        if m.dtype.names is not None:  # fields that are hidden on either side are those of the other
            if compare not in (operator.eq, operator.ne):
                return NotImplemented
            spread = np.broadcast_to(self, np.broadcast(self, theirs).shape, subok=True)
            spread._mask = m
            data = spread.filled(theirs)
            m = m == np.ones((), m.dtype)
            if given is nomask:
                given = np.zeros((), own.dtype)
        r = compare(data, theirs)
        if isinstance(r, (bool, np.bool_)):
            return masked if m else r
        if m is not nomask and compare in (operator.eq, operator.ne):
            r = np.where(m, compare(own, given), r)
            if m.shape != r.shape:
                m = np.broadcast_to(m, r.shape).copy()
        r = r.view(type(self))
        r._update_from(self)
        r._mask = m
        if r._fill_value is not None:
            try:
                r._fill_value = _fill_values.checked(r._fill_value, MaskType)
            except (TypeError, ValueError):
                r._fill_value = _fill_values.checked(None, MaskType)
        return r

    def __eq__(self, other):
        return self._compared(other, operator.eq)

    def __ne__(self, other):
        return self._compared(other, operator.ne)

    def __lt__(self, other):
        return self._compared(other, operator.lt)

    def __le__(self, other):
        return self._compared(other, operator.le)

    def __gt__(self, other):
        return self._compared(other, operator.gt)

    def __ge__(self, other):
        return self._compared(other, operator.ge)

    def __float__(self):
        if self.size > 1:
            raise TypeError('Only length-1 arrays can be converted to Python scalars')
        if self._mask:
            warnings.warn('Warning: converting a masked element to nan.', stacklevel=2)
            return np.nan
        return float(self.item())

    def __int__(self):
        if self.size > 1:
            raise TypeError('Only length-1 arrays can be converted to Python scalars')
        if self._mask:
            raise MaskError('Cannot convert masked element to a Python int.')
        return int(self.item())

    # --- shape ---

    copy, diagonal, flatten, repeat, squeeze, swapaxes, transpose = map(
        _alike, ('copy', 'diagonal', 'flatten', 'repeat', 'squeeze', 'swapaxes', 'transpose'))

    def clip(self, min=None, max=None, out=None, **kwargs):
        r = self._data.clip(min, max, out=out, **kwargs)
        r = r if out is None else out
        m = nomask
        for i, a in enumerate(x for x in (self, min, max) if x is not None):
            m = mask_or(m, getmaskarray(a)) if i else getmaskarray(a)
        if out is None:
            r = np.asanyarray(r).view(type(self))
            r._update_from(self)
        if isinstance(r, MaskedArray):
            r._mask, r._sharedmask = m, False
        return r

    def ravel(self, order='C'):
        r = ndarray.ravel(self._data, order=order).view(type(self))
        r._update_from(self)
        r._mask = nomask if self._mask is nomask else ndarray.ravel(self._mask, order=order).reshape(r.shape)
        return r

    def reshape(self, *s, **kwargs):
        kwargs.setdefault('order', 'C')
        r = self._data.reshape(*s, **kwargs).view(type(self))
        r._update_from(self)
        if self._mask is not nomask:
            r._mask = self._mask.reshape(*s, **kwargs)
        return r

    def resize(self, newshape, refcheck=True, order=False):
        raise ValueError('A masked array does not own its data and therefore cannot be resized.\n'
                         'Use the numpy.ma.resize function instead.')

    def take(self, indices, axis=None, out=None, mode='raise'):
        data, mask, chosen = self._data, self._mask, getmask(indices)
        if chosen is not nomask:
            indices = indices.filled(0)
        if out is None:
            r = data.take(indices, axis=axis, mode=mode)
            out = (r[...] if isinstance(r, ndarray) else np.array(r)).view(type(self))
        else:
            np.take(data, indices, axis=axis, mode=mode, out=out)
        if isinstance(out, MaskedArray):
            hidden = chosen
            if mask is not nomask:
                hidden = mask.take(indices, axis=axis, mode=mode)
                hidden |= chosen
            out.__setmask__(hidden)
        return out[()]

    def put(self, indices, values, mode='raise'):
        """Sets elements of the flattened array; a hard mask protects those it hides."""
        if self._hardmask and self._mask is not nomask:
            mask = self._mask[indices]
            indices = np.array(indices, copy=False)
            values = np.array(values, copy=False, subok=True)
            values.resize(indices.shape)
            indices, values = indices[~mask], values[~mask]
        self._data.put(indices, values, mode=mode)
        given = getmask(values)
        if self._mask is nomask and given is nomask:
            return
        m = getmaskarray(self)
        m.put(indices, False if given is nomask else values._mask, mode=mode)
        self._mask = make_mask(m, copy=False, shrink=True)

    def nonzero(self):
        return np.array(self.filled(0), copy=False).nonzero()

    # --- reductions ---

    from numpy._masked_reductions import (all, anom, any, argmax, argmin, count, cumprod, cumsum, max, mean, min, prod, ptp, std, sum,
                                          trace, var)
    product = prod

    def dot(self, b, out=None, strict=False):
        return ma.dot(self, b, out=out, strict=strict)

    def round(self, decimals=0, out=None):
        r = _viewed(self._data.round(decimals=decimals, out=out), type(self))
        if r.ndim > 0:
            r._mask = self._mask
            r._update_from(self)
        elif self._mask:
            r = masked
        if out is None:
            return r
        if isinstance(out, MaskedArray):
            out.__setmask__(self._mask)
        return out

    # --- order ---

    def argsort(self, axis=np._NoValue, kind=None, order=None, endwith=True, fill_value=None):
        if axis is np._NoValue:
            axis = _default_axis(self)
        if fill_value is None:
            if endwith:
                fill_value = np.nan if np.issubdtype(self.dtype, np.floating) else minimum_fill_value(self)
            else:
                fill_value = maximum_fill_value(self)
        return self.filled(fill_value).argsort(axis=axis, kind=kind, order=order)

    def sort(self, axis=-1, kind=None, order=None, endwith=True, fill_value=None):
        if self._mask is nomask:
            ndarray.sort(self, axis=axis, kind=kind, order=order)
        elif self is not masked:
            places = self.argsort(axis=axis, kind=kind, order=order, fill_value=fill_value, endwith=endwith)
            self[...] = np.take_along_axis(self, places, axis=axis)

    def partition(self, *args, **kwargs):
        warnings.warn("Warning: 'partition' will ignore the 'mask' of the MaskedArray.", stacklevel=2)
        return ndarray.partition(self, *args, **kwargs)

    def argpartition(self, *args, **kwargs):
        warnings.warn("Warning: 'argpartition' will ignore the 'mask' of the MaskedArray.", stacklevel=2)
        return ndarray.argpartition(self, *args, **kwargs)

    # --- in other forms ---

    def tolist(self, fill_value=None):
        mask = self._mask
        if mask is nomask:
            return self._data.tolist()
        if fill_value is not None:
            return self.filled(fill_value).tolist()
        if self.dtype.names:
            r = self._data.astype([(name, object) for name in self.dtype.names])
            for name in self.dtype.names:
                r[name][mask[name]] = None
            return r.tolist()
        r = np.array(self._data.ravel(), dtype=object)
        r[mask.ravel()] = None
        r.shape = self.shape
        return r.tolist()

    def tostring(self, fill_value=None, order='C'):
        warnings.warn('tostring() is deprecated. Use tobytes() instead.', DeprecationWarning, stacklevel=2)
        return self.tobytes(fill_value, order=order)

    def tobytes(self, fill_value=None, order='C'):
        return self.filled(fill_value).tobytes(order=order)

    def tofile(self, fid, sep='', format='%s'):
        raise NotImplementedError('MaskedArray.tofile() not implemented yet.')

    def toflex(self):
        """Records of the data and the mask."""
        mask = make_mask_none(self.shape, self.dtype) if self._mask is nomask else self._mask
        r = ndarray(shape=self.shape, dtype=[('_data', self.dtype), ('_mask', self._mask.dtype)])
        r['_data'], r['_mask'] = self._data, mask
        return r

    torecords = toflex

    def ids(self):
        return _start(self), id(nomask) if self._mask is nomask else _start(self._mask)

    def iscontiguous(self):
        return self.flags['CONTIGUOUS']

    def __getstate__(self):
        return np.asarray(self._data).__reduce__()[2] + (getmaskarray(self).tobytes('CF'[self.flags.fnc]), self._fill_value)

    def __setstate__(self, state):
        version, shape, kind, fortran, raw, mask, fill = state
        ndarray.__setstate__(self, (version, shape, kind, fortran, raw))
        self._mask.__setstate__((1, shape, make_mask_descr(kind), fortran, mask))
        self.fill_value = fill

    def __reduce__(self):
        from numpy.ma.core import _mareconstruct
        return _mareconstruct, (type(self), self._baseclass, (0,), 'b'), self.__getstate__()

    def __deepcopy__(self, memo=None):
        """A copy with deep copies of what belongs to the array; objects that are elements stay the same."""
        from copy import deepcopy
        copied = MaskedArray.__new__(type(self), self, copy=True)
        memo = {} if memo is None else memo
        memo[id(self)] = copied
        for name, value in self.__dict__.items():
            copied.__dict__[name] = deepcopy(value, memo)
        return copied


MaskedArray.__module__ = 'numpy.ma.core'


class MaskedConstant(MaskedArray):
    """The value of every masked element."""

    def __new__(cls):
        global masked
        if masked is not None and cls is not MaskedConstant:  # a class of its own has one of its own
            if '_single' not in cls.__dict__:
                cls._single = MaskedArray(np.array(0.), mask=np.array(True)).view(cls)
            return cls._single
        if masked is None:
            data, mask = np.array(0.), np.array(True)
            data.flags.writeable = mask.flags.writeable = False
            masked = MaskedArray(data, mask=mask).view(cls)
        return masked

    def __array_finalize__(self, obj):
        if masked is not None and self is not masked and (type(self) is MaskedConstant or '_single' in type(self).__dict__):
            self.__class__ = MaskedArray
        if self is not masked:
            MaskedArray.__array_finalize__(self, obj)

    def __array_wrap__(self, obj, context=None):
        return self.view(MaskedArray).__array_wrap__(obj, context)

    def __str__(self):
        return str(masked_print_option._display)

    def __repr__(self):
        return 'masked' if self is masked else object.__repr__(self)

    def __format__(self, format_spec):
        try:
            return object.__format__(self, format_spec)
        except TypeError:
            warnings.warn('Format strings passed to MaskedConstant are ignored, but in future may error or produce different behavior',
                          FutureWarning, stacklevel=2)
            return object.__format__(self, '')

    def __reduce__(self):
        return type(self), ()

    def _same(self, other):
        return self

    __iadd__ = __isub__ = __imul__ = __ifloordiv__ = __itruediv__ = __ipow__ = _same

    def copy(self, *args, **kwargs):
        return self

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self

    def __setattr__(self, attr, value):
        if self is masked:
            raise AttributeError(f'attributes of {self!r} are not writeable')
        MaskedArray.__setattr__(self, attr, value)


MaskedConstant.__module__ = 'numpy.ma.core'
masked = None  # until the only MaskedConstant is made
masked = MaskedConstant()
