"""Masked arrays: an array with a mask of elements that do not count."""
import _not_built
import builtins
import functools
import operator
import warnings

import numpy as np
from numpy import _fill_values, _masks, ndarray
from numpy._fill_values import default_fill_value, maximum_fill_value, minimum_fill_value
from numpy._masks import MaskType, flatten_mask, is_mask, make_mask, make_mask_descr, make_mask_none, mask_or, nomask
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


def getdata(a, subok=True):
    return a._data if isinstance(a, MaskedArray) else np.asarray(a)


def getmask(a):
    """The mask, or nomask."""
    return a._mask if isinstance(a, MaskedArray) else nomask


def getmaskarray(arr):
    """The mask as an array of arr's shape."""
    m = getmask(arr)
    return make_mask_none(np.shape(getdata(arr)), getattr(arr, 'dtype', None)) if m is nomask else m


def _fitting(m, d):
    """A mask for the data d; that of records is never nomask."""
    if m is nomask:
        return nomask if d.dtype.names is None else make_mask_none(d.shape, d.dtype)
    return np.asarray(m, dtype=make_mask_descr(d.dtype))


def _either(m1, m2, shape):
    """Of operands: nomask when neither is masked, else a whole mask."""
    if m1 is nomask and m2 is nomask:
        return nomask
    m = m2 if m1 is nomask else m1 if m2 is nomask else np.logical_or(m1, m2)
    return np.array(np.broadcast_to(m, shape))


def isMaskedArray(x):
    return isinstance(x, MaskedArray)


isarray = isMA = isMaskedArray


def is_masked(x):
    m = getmask(x)
    return m is not nomask and bool(np.any(m))


_VIEWED = (np.min, np.max, np.all, np.any)  # reductions of which a view is taken


class MaskedArray(ndarray):
    """Data and a mask of the same shape; True hides an element. The array itself is the data; _mask is nomask or an array of
    truth values."""

    __array_priority__ = 15
    __hash__ = None
    _defaultmask, _defaulthardmask = nomask, False

    def __new__(cls, data=None, mask=nomask, dtype=None, copy=False, subok=True, ndmin=0, fill_value=None, keep_mask=True, hard_mask=None,
                shrink=True, order=None):
        old = getmask(data)
        values = data
        if isinstance(data, (list, tuple)):
            values, found = _from_list(data)
            if found is not None:
                old = np.array(found, dtype=bool)
        values = np.array(values, dtype=dtype, copy=copy, order=order, subok=True, ndmin=ndmin)
        base = getattr(data, '_baseclass', type(values))
        if isinstance(data, MaskedArray):
            if values is data or isinstance(values, MaskedArray):
                values = ndarray.view(values, base)
            old = old if old is nomask or old.shape == values.shape else old.reshape(values.shape)
            cls = type(data) if subok and issubclass(type(data), cls) and not isinstance(data, MaskedConstant) else cls
        self = ndarray.view(values, cls)
        self._baseclass = base
        descr = make_mask_descr(values.dtype)
        if mask is not nomask:
            mask = _given_mask(mask, descr, values, copy)
            self._mask = mask if old is nomask or not keep_mask else mask_or(mask, np.asarray(old, descr), shrink=False)
        elif not keep_mask:
            self._mask = nomask if shrink else np.zeros(values.shape, descr)
        elif old is not nomask:
            self._mask = _fitting(np.array(old) if copy else old, values).reshape(values.shape)
        else:
            self._mask = nomask if values.dtype.names is None else np.zeros(values.shape, descr)
        self._hardmask = bool(hard_mask) if hard_mask is not None else getattr(data, '_hardmask', False)
        fill = getattr(data, '_fill_value', None) if fill_value is None else fill_value
        self._fill_value = fill if fill is None else _fill_values.checked(fill, self.dtype)[()]
        return self

    def __array_finalize__(self, obj):
        """Attributes of a view or a result: those of obj, whose mask it shares if it looks at the same memory."""
        records = isinstance(obj, ndarray) and obj.dtype.names is not None
        mask = getmaskarray(obj) if records else getmask(obj)
        if mask is not nomask:
            if mask.shape != self.shape:
                mask = nomask if mask.size != self.size else mask.reshape(self.shape)
            elif not _same_start(self, obj):
                mask = mask.astype(mask.dtype if obj.dtype == self.dtype else make_mask_descr(self.dtype))
        self._mask = mask
        self._take_attributes(obj)
        if self.dtype.names is not None:
            self._fill_value = _fill_values.checked(self._fill_value, self.dtype)[()]

    def _take_attributes(self, obj):
        """Those of obj: of a masked array what it took itself, of another array all that was set."""
        self._baseclass = getattr(obj, '_baseclass', type(obj) if isinstance(obj, ndarray) else ndarray)
        self._hardmask = getattr(obj, '_hardmask', False)
        self._fill_value = getattr(obj, '_fill_value', None)
        taken = dict(getattr(obj, '_optinfo', ()))
        if not isinstance(obj, MaskedArray):
            taken.update(getattr(obj, '__dict__', ()))
        self.__dict__.update(taken)
        self._optinfo = self._basedict = taken

    def __array_wrap__(self, obj, context=None):
        """The result of a ufunc as a masked array: hidden where an operand is, or where the ufunc is not defined."""
        r = obj if obj is self else ndarray.view(obj, type(self))
        if obj is not self:
            r._take_attributes(self)
        if context is None:
            return r
        ufunc, args, _ = context
        args = args[:ufunc.nin]
        m = functools.reduce(mask_or, map(getmaskarray, args))
        undefined = _UNDEFINED.get(ufunc)
        if undefined is not None:
            with np.errstate(divide='ignore', invalid='ignore', over='ignore'):
                bad = np.asarray(undefined(*map(getdata, args)))
            bad = bad | m if ufunc.nin == 1 else bad
            if bad.any():
                np.copyto(r._data, _UNDEFINED_FILL[ufunc], where=bad)
                m = m | bad
        if r is not self and r.shape == () and m is not nomask and m:
            return masked
        r._mask = m
        return r

    # --- parts ---

    @property
    def _data(self):
        return ndarray.view(self, self._baseclass)

    data = _data
    T = property(lambda self: self.transpose())
    baseclass = property(lambda self: self._baseclass)
    hardmask = property(lambda self: self._hardmask)
    real = property(lambda self: _wrap(self._data.real, self._mask), lambda self, value: setattr(self._data, 'real', value))
    imag = property(lambda self: _wrap(self._data.imag, self._mask), lambda self, value: setattr(self._data, 'imag', value))

    @property
    def recordmask(self):
        """Which records are hidden whole."""
        mask = self._mask.view(ndarray)
        return mask if mask.dtype.names is None else np.all(flatten_structured_array(mask), axis=-1)

    @recordmask.setter
    def recordmask(self, mask):
        raise NotImplementedError('Coming soon: setting the mask per records!')

    @property
    def dtype(self):
        return ndarray.dtype.__get__(self)

    @dtype.setter
    def dtype(self, dtype):
        ndarray.dtype.__set__(self, dtype)
        if getmask(self) is not nomask:
            self._mask = self._mask.view(make_mask_descr(self.dtype), ndarray)
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
            self._mask = self._mask.reshape(self.shape)

    @property
    def flat(self):
        return MaskedIterator(self)

    @flat.setter
    def flat(self, value):
        self.ravel()[:] = value

    @property
    def mask(self):
        return self._mask if self._mask is nomask else self._mask.view()

    @mask.setter
    def mask(self, value):
        """Writes to the mask that is there, which others may share."""
        if value is masked:
            value = True
        if self._mask is nomask:
            if value is nomask:
                return
            self._mask = make_mask_none(self.shape, self.dtype)
        mask, single = self._mask, isinstance(value, (int, float, np.bool_, np.number))
        if self.dtype.names is not None:
            given = np.array(value, copy=False)
            if given.ndim:
                value = _masks.mask_of_values(given, mask.dtype)
            else:
                value = np.array(_masks.everything(mask.dtype) if given.dtype.kind == 'b' and given else given, dtype=mask.dtype)
            if self._hardmask:
                for name in self.dtype.names:
                    mask[name] |= value[name]
                return
            single = value.ndim == 0
        elif self._hardmask:
            mask |= value
            return
        if single:
            mask[...] = value
        else:
            mask.flat = value

    @property
    def fill_value(self):
        if self._fill_value is None:
            self._fill_value = _fill_values.checked(None, self.dtype)
        return self._fill_value[()] if isinstance(self._fill_value, ndarray) else self._fill_value

    @fill_value.setter
    def fill_value(self, value):
        value = _fill_values.checked(value, self.dtype)
        if value.ndim:
            warnings.warn('Non-scalar arrays for the fill value are deprecated. Use arrays with scalar values instead. The filled '
                          'function still supports any array as `fill_value`.', DeprecationWarning, stacklevel=2)
        self._fill_value = value[()]

    def get_fill_value(self):
        return self.fill_value

    def set_fill_value(self, value=None):
        self.fill_value = value

    def harden_mask(self):
        self._hardmask = True
        return self

    def soften_mask(self):
        self._hardmask = False
        return self

    def unshare_mask(self):
        if self._mask is not nomask:
            self._mask = self._mask.copy()
        return self

    def shrink_mask(self):
        self._mask = self._mask if self._mask is nomask else _masks.shrunk(self._mask)
        return self

    def filled(self, fill_value=None):
        """The data with the masked elements replaced."""
        if self._mask is nomask:
            return self._data
        fill_value = self.fill_value if fill_value is None else _fill_values.checked(fill_value, self.dtype)
        if self is masked:
            return np.asanyarray(fill_value)
        if self._mask.dtype.names is not None:
            out = self._data.copy('K')
            _masks.fill_fields(out, self._mask, fill_value)
            return out
        if not self._mask.any():
            return self._data
        out = self._data.copy('K')
        try:
            np.copyto(out, fill_value, where=self._mask)
        except (TypeError, AttributeError):
            return np.choose(self._mask, (out.astype(object), np.array(fill_value, dtype=object)))
        return out

    def compressed(self):
        """The elements that are not masked, in one dimension."""
        flat = self._data.ravel()
        return flat.copy() if self._mask is nomask else flat[np.logical_not(self._mask.ravel())]

    def compress(self, condition, axis=None, out=None):
        return _wrap(self._data.compress(condition, axis), self._mask if self._mask is nomask else self._mask.compress(condition, axis))

    def count(self, axis=None, keepdims=False):
        """How many elements are not masked."""
        if self._mask is nomask:
            if not self.shape:
                if axis not in (None, 0):
                    raise np.AxisError(axis, 0)
                return 1
            if axis is None:
                return np.array(self.size).reshape((1,) * self.ndim) if keepdims else self.size
            return np.asarray(np.ones(self.shape, dtype=bool).sum(axis=axis, keepdims=keepdims))
        r = (~self._mask).sum(axis=axis, keepdims=keepdims)
        return r

    # --- items ---

    def __len__(self):
        return len(self._data)

    def __iter__(self):
        if self.ndim == 0:
            raise TypeError('iteration over a 0-d array')
        for i in range(len(self._data)):
            yield self[i]

    def __getitem__(self, index):
        if isinstance(index, MaskedArray):
            index = index._data
        d = self._data[index]
        m = self._mask if self._mask is nomask else self._mask[index]
        if isinstance(d, np.void):
            return mvoid(d, mask=m, hardmask=self._hardmask)
        if not isinstance(d, ndarray):
            return masked if m is not nomask and m else d
        if self.dtype.kind == 'O' and m is not nomask and not isinstance(m, ndarray):  # an array that is an element
            return MaskedArray(d, mask=True) if m else d
        r = _like(self, d, m)
        if _names_fields(index) and self._fill_value is not None:
            r._fill_value = self._fill_value[index]
            r._fill_value = _fill_values.checked(r._fill_value, r.dtype)[()] if r.dtype.names is not None else \
                np.asarray(r._fill_value).flat[0] if np.ndim(r._fill_value) else r._fill_value
        return r

    def __setitem__(self, index, value):
        if self is masked:
            raise MaskError('Cannot alter the masked element.')
        if isinstance(index, MaskedArray):
            index = index._data
        names = self.dtype.names
        if value is masked:
            if self._mask is nomask:
                self._mask = make_mask_none(self.shape, self.dtype)
            self._mask[index] = True if isinstance(index, str) else _masks.everything(self._mask.dtype)
            return
        m = getmask(value)
        if isinstance(index, str):
            self._data[index] = getdata(value)
            self._mask[index] = m
            return
        if isinstance(value, (list, tuple)) and names is None:
            value, found = _from_list(value)
            m = nomask if found is None else found
        v = value if names is not None and not isinstance(value, MaskedArray) else np.asarray(getdata(value), dtype=self.dtype)
        if names is not None and m is nomask:
            m = (False,) * len(names)
        if self._mask is nomask:
            self._data[index] = v
            if m is not nomask:
                self._mask = np.zeros(self.shape, dtype=bool)
                self._mask[index] = m
        elif not self._hardmask:
            self._data[index] = v
            self._mask[index] = False if m is nomask else m
        elif getattr(index, 'dtype', None) == MaskType:
            self._data[index * ~self._mask] = v
        elif names is not None:
            raise NotImplementedError("Flexible 'hard' masks are not yet supported.")
        else:
            keep = self._mask[index]
            self._data[index] = np.where(keep, self._data[index], v)

    def item(self, *args):
        return self._data.item(*args)

    def tolist(self, fill_value=None):
        if self._mask is nomask:
            return self._data.tolist()
        if fill_value is not None:
            return self.filled(fill_value).tolist()
        if self.dtype.names is not None:
            out = self._data.astype([(name, object) for name in self.dtype.names])
            for name in self.dtype.names:
                out[name][self._mask[name]] = None
            return out.tolist()
        if self.ndim == 0:
            return None if self._mask else self._data.item()

        def walk(d, m):
            return [walk(p, q) for p, q in zip(d, m)] if isinstance(d, list) else None if m else d
        return walk(self._data.tolist(), self._mask.tolist())

    def _scalar(self, kind):
        if self.size > 1:
            raise TypeError('Only length-1 arrays can be converted to Python scalars')
        if self._mask is not nomask and self._mask.any():
            if kind is float:
                warnings.warn('Warning: converting a masked element to nan.', stacklevel=3)
                return float('nan')
            raise MaskError(f'Cannot convert masked element to a Python {kind.__name__}.')
        return kind(self._data.item())

    def __float__(self):
        return self._scalar(float)

    def __int__(self):
        return self._scalar(int)

    def __bool__(self):
        return bool(self._data) if self._mask is nomask else bool(self.filled(False))

    def __format__(self, spec):
        if self.ndim == 0 and spec:
            return format(self._data[()], spec)
        return object.__format__(self, spec)

    def __contains__(self, x):
        return x in self.compressed()

    # --- text ---

    def _shown(self):
        """The data with the text of hidden elements in their places."""
        if not masked_print_option.enabled():
            return self.filled(self.fill_value)
        return self._data if self._mask is nomask else _masks.as_objects(self._data, self._mask, masked_print_option)

    def __str__(self):
        if self.ndim == 0 and self.dtype.names is None:
            return str(masked_print_option) if self._mask is not nomask and self._mask else str(self._data)
        return str(self._shown())

    def __repr__(self):
        name = 'array' if self._baseclass is ndarray else self._baseclass.__name__
        if legacy_mode() == 113:
            return self._old_repr(name)
        prefix = f'masked_{name}('
        show_dtype = (self.dtype.name not in ('int64', 'float64', 'bool', 'complex128') or self.size == 0 or
                      bool(np.all(self._mask)))
        keys = ['data', 'mask', 'fill_value'] + (['dtype'] if show_dtype else [])
        if builtins.all(n == 1 for n in self.shape[:-1]):
            # The first key stands beside the name, the others are aligned with it at their equal signs.
            indents = {k: ' ' * builtins.max(2, len(prefix) + 4 - len(k)) for k in keys}
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

    # --- arithmetic ---

    def _compared(self, other, compare):
        """An operator's result; elements that are hidden in both are equal."""
        given, data = getmask(other), self._data
        m = mask_or(self._mask, given, copy=True)
        if m.dtype.names is not None:  # fields that are hidden on either side are those of the other
            if compare not in (operator.eq, operator.ne):
                return NotImplemented
            shape = np.broadcast(data, getdata(other)).shape
            data = np.array(np.broadcast_to(data, shape))
            _masks.fill_fields(data, np.broadcast_to(m, shape), np.broadcast_to(getdata(other), shape))
            m = m == np.ones((), m.dtype)
            if given is nomask:
                given = np.zeros((), self._mask.dtype)
        r = compare(data, getdata(other))
        if isinstance(r, (bool, np.bool_)):
            return masked if m else r
        if m is not nomask and compare in (operator.eq, operator.ne):
            r = np.where(m, compare(self._mask, given), r)
            if m.shape != r.shape:
                m = np.broadcast_to(m, r.shape).copy()
        out = _like(self, r, m)
        if out._fill_value is not None:
            try:
                out._fill_value = _fill_values.checked(out._fill_value, MaskType)[()]
            except (TypeError, ValueError):
                out._fill_value = _fill_values.checked(None, MaskType)[()]
        return out

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

    # --- shape ---

    def _moved(self, f):
        return _like(self, f(self._data), self._mask if self._mask is nomask else f(self._mask))

    def reshape(self, *s, **kw):
        return self._moved(lambda a: a.reshape(*s, **kw))

    def ravel(self, order='C'):
        return self._moved(lambda a: a.ravel(order))

    def flatten(self, order='C'):
        return self._moved(lambda a: a.flatten(order))

    def transpose(self, *axes):
        return self._moved(lambda a: a.transpose(*axes))

    def swapaxes(self, a, b):
        return self._moved(lambda x: x.swapaxes(a, b))

    def squeeze(self, axis=None):
        return self._moved(lambda a: a.squeeze(axis))

    def repeat(self, n, axis=None):
        return self._moved(lambda a: a.repeat(n, axis))

    def take(self, indices, axis=None, out=None, mode='raise'):
        r = self._moved(lambda a: a.take(indices, axis=axis, mode=mode))
        r._fill_value = None
        return r[()]

    def diagonal(self, *a, **k):
        return self._moved(lambda x: x.diagonal(*a, **k))

    def copy(self, order='C'):
        return _like(self, self._data.copy(order), self._mask if self._mask is nomask else self._mask.copy(order))

    def astype(self, dtype, *a, **k):
        r = _like(self, self._data.astype(dtype, *a, **k), self._mask)
        if self._fill_value is not None:
            r._fill_value = np.array(self._fill_value).astype(dtype)[()]
        return r

    def view(self, dtype=None, type=None, fill_value=None):
        r = ndarray.view(self) if dtype is None and type is None else ndarray.view(self, type) if dtype is None else \
            ndarray.view(self, dtype) if type is None else ndarray.view(self, dtype, type)
        if not isinstance(r, MaskedArray):
            return r
        if r._mask is not nomask:
            r._mask = r._mask.view()
        if fill_value is not None:
            r.fill_value = fill_value
        elif dtype is not None and r.dtype != self.dtype:
            r._fill_value = None
        return r

    def nonzero(self):
        return self.filled(0).nonzero()

    # --- reductions ---

    def _reduced(self, f, neutral, axis, dtype=None, keepdims=False, filled=None):
        kw = {} if dtype is None else {'dtype': dtype}
        if self._mask is nomask:
            r = f(self._data, axis=axis, keepdims=keepdims, **kw)
            if f in _VIEWED:
                r.view  # NumPy takes a view of it, which not all objects have
            return _wrap(r, nomask) if isinstance(r, np.ndarray) and r.ndim else r
        d = self._data.copy() if self.ndim and filled is None else self._data if filled is None else filled
        if self.ndim and filled is None:
            d[self._mask] = neutral
        r = f(d, axis=axis, keepdims=keepdims, **kw)
        m = self._mask.all(axis=axis, keepdims=keepdims)
        if np.ndim(r) == 0:
            return masked if m else r
        return _wrap(r, m)

    def sum(self, axis=None, dtype=None, out=None, keepdims=False):
        return self._reduced(np.sum, 0, axis, dtype, keepdims)

    def prod(self, axis=None, dtype=None, out=None, keepdims=False):
        return self._reduced(np.prod, 1, axis, dtype, keepdims)

    product = prod

    def all(self, axis=None, out=None, keepdims=False):
        return self._reduced(np.all, True, axis, None, keepdims)

    def any(self, axis=None, out=None, keepdims=False):
        return self._reduced(np.any, False, axis, None, keepdims)

    def _extreme(self, low):
        kind = self.dtype.kind
        if kind == 'f':
            return np.inf if low else -np.inf
        if kind == 'c':
            return complex(np.inf, np.inf) if low else complex(-np.inf, -np.inf)
        if kind == 'b':
            return low
        if kind not in 'iu':
            return None
        info = np.iinfo(self.dtype)
        return info.max if low else info.min

    def min(self, axis=None, out=None, fill_value=None, keepdims=False):
        filled = None if fill_value is None else self.filled(fill_value)
        return self._reduced(np.min, self._extreme(True), axis, None, keepdims, filled)

    def max(self, axis=None, out=None, fill_value=None, keepdims=False):
        filled = None if fill_value is None else self.filled(fill_value)
        return self._reduced(np.max, self._extreme(False), axis, None, keepdims, filled)

    def ptp(self, axis=None, out=None, fill_value=None, keepdims=False):
        return self.max(axis, keepdims=keepdims) - self.min(axis, keepdims=keepdims)

    def mean(self, axis=None, dtype=None, out=None, keepdims=False):
        n = self.count(axis, keepdims)
        if self._mask is nomask:
            r = self._data.mean(axis=axis, dtype=dtype, keepdims=keepdims)
            if not isinstance(r, np.ndarray) or not r.ndim:
                return r
            with np.errstate(all='ignore'):  # sums without a quotient, infinite ones, are hidden as those of true_divide
                bad = _indivisible(self._data.sum(axis=axis, dtype=_float_of_half(self.dtype, dtype), keepdims=keepdims), n) & (n > 0)
            if bad.any():
                r[bad] = _UNDEFINED_FILL[np.true_divide]
            return _like(self, r, bad if bad.any() else nomask)
        if np.ndim(n) == 0 and n == 0:
            return masked
        r = self.sum(axis, _float_of_half(self.dtype, dtype), keepdims=keepdims) * 1.0 / n
        return r.astype(self.dtype) if dtype is None and self.dtype == np.float16 else r

    def anom(self, axis=None, dtype=None):
        m = self.mean(axis, dtype)
        return self - (m if not axis else np.expand_dims(m, axis))

    def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        if self._mask is nomask:
            with np.errstate(divide='ignore', invalid='ignore'):
                r = self._data.var(axis=axis, dtype=dtype, ddof=ddof, keepdims=keepdims)
            return _like(self, r, nomask) if isinstance(r, np.ndarray) and r.ndim else r
        n = self.count(axis, keepdims) - ddof
        if np.ndim(n) == 0 and n <= 0:
            return masked
        dev = self - self.mean(axis, dtype, keepdims=True)
        dev = absolute(dev) ** 2 if dev.dtype.kind == 'c' else dev * dev
        r = divide(dev.sum(axis, keepdims=keepdims), n)
        if isinstance(r, MaskedArray) and r is not masked:
            r = _like(self, r._data, mask_or(self._mask.all(axis=axis, keepdims=keepdims), n <= 0))
        return r

    def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=False):
        v = self.var(axis, dtype, None, ddof, keepdims)
        return v if v is masked else sqrt(v)

    def cumsum(self, axis=None, dtype=None, out=None):
        r = self.filled(0).cumsum(axis=axis, dtype=dtype)
        return _wrap(r, self._mask if self._mask is nomask else self._mask.reshape(r.shape))

    def cumprod(self, axis=None, dtype=None, out=None):
        r = self.filled(1).cumprod(axis=axis, dtype=dtype)
        return _wrap(r, self._mask if self._mask is nomask else self._mask.reshape(r.shape))

    def round(self, decimals=0, out=None):
        return _like(self, self._data.round(decimals), self._mask)

    def clip(self, min=None, max=None, out=None, **kw):
        return _like(self, self._data.clip(min, max, **kw), self._mask)

    def argmin(self, axis=None, fill_value=None, out=None, *, keepdims=np._NoValue):
        places = {} if keepdims is np._NoValue else {'keepdims': builtins.bool(keepdims)}
        return self.filled(self._extreme(True) if fill_value is None else fill_value).argmin(axis, out=out, **places)

    def argmax(self, axis=None, fill_value=None, out=None, *, keepdims=np._NoValue):
        places = {} if keepdims is np._NoValue else {'keepdims': builtins.bool(keepdims)}
        return self.filled(self._extreme(False) if fill_value is None else fill_value).argmax(axis, out=out, **places)

    def argsort(self, axis=np._NoValue, kind=None, order=None, endwith=True, fill_value=None):
        if axis is np._NoValue:
            axis = -1
            if self.ndim > 1:
                axis = None
                warnings.warn('In the future the default for argsort will be axis=-1, not the current None, to match its '
                              'documentation and np.argsort. Explicitly pass -1 or None to silence this warning.',
                              MaskedArrayFutureWarning, stacklevel=2)
        if fill_value is not None:
            fill = fill_value
        elif not endwith:
            fill = maximum_fill_value(self)
        else:
            fill = np.nan if self.dtype.kind == 'f' else minimum_fill_value(self)
        return self.filled(fill).argsort(axis=axis, kind=kind, order=order)

    def sort(self, axis=-1, kind=None, order=None, endwith=True, fill_value=None):
        if self._mask is nomask:
            self._data.sort(axis=axis, kind=kind, order=order)
            return
        i = self.argsort(axis, kind, order, endwith, fill_value)
        self._data[...] = np.take_along_axis(self._data, i, axis)
        self._mask = np.take_along_axis(self._mask, i, axis)

    def dot(self, b, out=None, strict=False):
        r = dot(self, b, strict=strict)
        return r if r is masked or not isinstance(r, MaskedArray) else _wrap(r._data, r._mask)

    def put(self, indices, values, mode='raise'):
        """Sets elements of the flattened array; a hard mask protects those it hides."""
        places = indices
        if self._hardmask and self._mask is not nomask:
            places = np.asarray(indices).ravel()
            free = ~self._mask.ravel()[places]
            values = np.resize(np.asarray(getdata(values)), places.shape)[free]
            places = places[free]
        self._data.put(places, getdata(values), mode=mode)
        given = getmask(values)
        if self._mask is not nomask or given is not nomask:
            mask = getmaskarray(self).copy()
            np.put(mask, places, False if given is nomask else given, mode=mode)
            self._mask = make_mask(mask)

    def trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None):
        d = self.diagonal(offset, axis1, axis2)
        return d.sum(axis=-1, dtype=dtype) if d._mask is nomask else d.astype(dtype).filled(0).sum(axis=-1)

    def choose(self, choices, out=None, mode='raise'):
        return _wrap(np.choose(self.filled(0), choices, mode=mode), self._mask)

    def conjugate(self):
        return _like(self, self._data.conjugate(), self._mask)

    conj = conjugate

    def fill(self, value):
        self._data.fill(value)

    def searchsorted(self, v, side='left', sorter=None):
        return self._data.searchsorted(v, side, sorter)

    def byteswap(self, inplace=False):
        return _wrap(self._data.byteswap(inplace), self._mask)

    def get_real(self):
        return self.real

    def get_imag(self):
        return self.imag

    def iscontiguous(self):
        return self._data.flags.contiguous

    # --- as an array has it ---

    @property
    def sharedmask(self):
        return self._mask is not nomask

    def tostring(self, fill_value=None, order='C'):
        warnings.warn('tostring() is deprecated. Use tobytes() instead.', DeprecationWarning, stacklevel=2)
        return self.tobytes(fill_value, order)

    def toflex(self):
        """Records of the data and the mask."""
        out = np.zeros(self.shape, [('_data', self.dtype), ('_mask', make_mask_descr(self.dtype))])
        out['_data'], out['_mask'] = self._data, getmaskarray(self)
        return out

    torecords = toflex

    def resize(self, newshape, refcheck=True, order=False):
        raise ValueError('A masked array does not own its data and therefore cannot be resized.\n'
                         'Use the numpy.ma.resize function instead.')

    def partition(self, *args, **kwargs):
        warnings.warn("Warning: 'partition' will ignore the 'mask' of the MaskedArray.", stacklevel=2)
        self._data.partition(*args, **kwargs)

    def argpartition(self, *args, **kwargs):
        warnings.warn("Warning: 'argpartition' will ignore the 'mask' of the MaskedArray.", stacklevel=2)
        return _like(self, self._data.argpartition(*args, **kwargs), self._mask)

    def newbyteorder(self, new_order='S', /):
        return _like(self, self._data.newbyteorder(new_order), self._mask)

    def getfield(self, dtype, offset=0):
        return _like(self, self._data.getfield(dtype, offset), self._mask)

    def setfield(self, value, dtype, offset=0):
        self._data.setfield(value, dtype, offset)

    def setflags(self, write=None, align=None, uic=None):
        self._data.setflags(write, align, uic)

    def itemset(self, *args):
        self._data.itemset(*args)

    def __deepcopy__(self, memo):
        """A copy with deep copies of what belongs to the array; objects that are elements stay the same."""
        from copy import deepcopy
        copied = MaskedArray.__new__(type(self), self, copy=True)
        memo[id(self)] = copied
        for name, value in self.__dict__.items():
            copied.__dict__[name] = deepcopy(value, memo)
        return copied

    def dumps(self):
        import pickle
        return pickle.dumps(self, protocol=2)

    def dump(self, file):
        import os
        import pickle
        if isinstance(file, (str, bytes, os.PathLike)):
            with open(file, 'wb') as f:
                pickle.dump(self, f, protocol=2)
        else:
            pickle.dump(self, file, protocol=2)

    def tofile(self, fid, sep='', format='%s'):
        raise NotImplementedError('MaskedArray.tofile() not implemented yet.')

    def tobytes(self, fill_value=None, order='C'):
        return self.filled(fill_value).tobytes(order)

    def ids(self):
        return id(self._data), id(self._mask)

    def __getstate__(self):
        mask = getmaskarray(self).tobytes('F' if self._data.flags.fnc else 'C')
        return np.asarray(self._data).__reduce__()[2] + (mask, self._fill_value)

    def __setstate__(self, state):
        *data_state, mask, fill = state
        ndarray.__setstate__(self, tuple(data_state))
        self._mask = np.empty(0, bool)
        self._mask.__setstate__((1, self.shape, make_mask_descr(self.dtype), data_state[3], mask))
        self._fill_value = fill if fill is None else np.asarray(fill)[()]

    def __reduce__(self):
        from numpy.ma.core import _mareconstruct
        return _mareconstruct, (type(self), self._baseclass, (0,), 'b'), self.__getstate__()



def _store(r, out):
    """The result r in the masked array out."""
    out._data[...] = getdata(r)
    out._mask = getmaskarray(r).copy()


def _filling_out(f):
    """The method f, whose result goes into its parameter out where that is given."""
    at = f.__code__.co_varnames.index('out') - 1

    @functools.wraps(f)
    def method(self, *args, **kwargs):
        r = f(self, *args, **kwargs)
        out = args[at] if len(args) > at else kwargs.get('out')
        if out is None or out is np._NoValue:
            return r
        if not isinstance(out, np.ndarray):
            raise TypeError('return arrays must be of ArrayType' if f.__name__ == 'clip' else 'output must be an array')
        if isinstance(out, MaskedArray):
            _store(r, out)
            return out
        getdata(out)[...] = getdata(r)
        if f.__name__ in ('min', 'max', 'ptp') and np.any(getmaskarray(r)) or r is masked and f.__name__ in ('var', 'std'):
            if out.dtype.kind in 'biu':
                raise MaskError('Masked data information would be lost in one or more location.')
            np.copyto(out, np.nan, where=getmaskarray(r))
        return out
    return method


for _name in ('sum', 'prod', 'product', 'all', 'any', 'min', 'max', 'ptp', 'mean', 'var', 'std', 'cumsum', 'cumprod', 'round', 'clip', 'take',
              'compress', 'trace', 'choose', 'dot'):
    setattr(MaskedArray, _name, _filling_out(getattr(MaskedArray, _name)))
MaskedArray.__module__ = 'numpy.ma.core'
masked_array = MaskedArray


def _from_list(items):
    """Values of nested lists in which `masked` or masked arrays may stand, and their mask."""
    if not _has_masked(items):
        return items, None

    def walk(x):
        if x is masked:
            return float(x), True
        if isinstance(x, MaskedArray):
            return x._data.tolist(), getmaskarray(x).tolist()
        if isinstance(x, (list, tuple)):
            pairs = [walk(y) for y in x]
            return [p for p, _ in pairs], [q for _, q in pairs]
        return x, np.zeros(np.shape(x), dtype=bool).tolist()
    return walk(items)


def _has_masked(items):
    return builtins.any(x is masked or isinstance(x, MaskedArray) or isinstance(x, (list, tuple)) and _has_masked(x) for x in items)


def _given_mask(mask, descr, values, copy):
    """What was given as the mask of some values, as an array of their shape."""
    if mask is None or isinstance(mask, (bool, np.bool_)) and descr == MaskType:
        return np.full(values.shape, bool(mask), dtype=descr)
    mask = _masks.mask_of_values(mask, descr, copy)
    if mask.shape != values.shape:
        if mask.size == 1:
            mask = np.resize(mask, values.shape)
        elif mask.size == values.size:
            mask = mask.reshape(values.shape)
        else:
            raise MaskError(f'Mask and data not compatible: data size is {values.size}, mask size is {mask.size}.')
    return mask


def _brief_type(d):
    """The text of a type as the repr of arrays has it."""
    if d.names is not None:
        return str(d)
    if d.kind in 'USV':
        return f"'{d}'"
    return d.name if d.name.isalnum() else repr(d.name)


def _names_fields(index):
    return isinstance(index, str) or isinstance(index, list) and bool(index) and builtins.all(isinstance(i, str) for i in index)


def _wrap(d, m):
    """The plain constructor: data and a mask that fits."""
    d = np.asarray(d)
    r = ndarray.view(d, MaskedArray)
    r._mask = _fitting(m, d)
    return r


def _like(a, d, m):
    d = np.asanyarray(d)
    r = ndarray.view(d, type(a) if type(a) not in (MaskedConstant, mvoid) else MaskedArray)
    r._mask = _fitting(m, d)
    r._take_attributes(a)
    if d.dtype.names is not None:
        r._fill_value = _fill_values.checked(r._fill_value if a.dtype == d.dtype else None, d.dtype)[()]
    return r


def _same_start(a, b):
    return a.__array_interface__['data'][0] == b.__array_interface__['data'][0]


class MaskedIterator:
    """a.flat: the elements in order, masked ones as masked."""

    def __init__(self, a):
        self.ma = a
        self.dataiter = a._data.flat
        self._at = 0

    def __iter__(self):
        return self

    def __next__(self):
        if self._at >= self.ma.size:
            raise StopIteration
        self._at += 1
        return self.ma.ravel()[self._at - 1]

    def __len__(self):
        return self.ma.size

    def __getitem__(self, index):
        return self.ma.ravel()[index]

    def __setitem__(self, index, value):
        places = np.arange(self.ma.size)[index]
        self.dataiter[index] = getdata(value)
        if value is masked or self.ma._mask is not nomask:
            mask = getmaskarray(self.ma).copy()
            mask.flat[places] = getmask(value) if value is not masked else True
            self.ma._mask = mask


masked = None  # until the only MaskedConstant is made


class MaskedConstant(MaskedArray):
    """The value of every masked element."""

    def __new__(cls):
        if masked is not None:
            return masked
        data = np.array(0.)
        data.flags.writeable = False
        self = ndarray.view(data, cls)
        self._mask = np.array(True)
        self._mask.flags.writeable = False
        return self

    def __array_wrap__(self, obj, context=None):
        return ndarray.view(self, MaskedArray).__array_wrap__(obj, context)

    def __repr__(self):
        return 'masked'

    def __str__(self):
        return str(masked_print_option)

    def __format__(self, spec):
        return str(self) if spec == '' else object.__format__(self, '')

    def __reduce__(self):
        return MaskedConstant, ()

    def copy(self, *a, **k):
        return self

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


MaskedConstant.__module__ = 'numpy.ma.core'
masked = masked_singleton = MaskedConstant()


# --- functions element by element ---

def _result(d, m, a=None, b=None):
    """A number, masked, or an array that keeps the fill value of a or b."""
    if np.ndim(d) == 0 and not isinstance(d, np.ndarray):
        return masked if m is not nomask and bool(np.all(m)) else d
    masked_ones = [x for x in (a, b) if isinstance(x, MaskedArray)]
    if not masked_ones:
        return _wrap(d, m)
    x = masked_ones[0]
    cls = type(x)
    for y in masked_ones[1:]:
        cls = type(y) if issubclass(type(y), cls) else cls
    r = ndarray.view(np.asarray(d), MaskedArray if cls is MaskedConstant else cls)
    r._mask = m if m is nomask else np.asarray(m, dtype=bool)
    r._take_attributes(x)
    return r


def _float_of_half(own, dtype):
    """The type in which means add numbers up: halves as floats, unless a type is asked for."""
    return np.dtype('f4') if dtype is None and own == np.float16 else dtype if dtype else None


def _indivisible(a, b):
    return np.absolute(a) * np.finfo(float).tiny >= np.absolute(b)


# Where ufuncs are not defined, and what stands there in their results.
_UNDEFINED = {np.sqrt: lambda x: x < 0, np.log: lambda x: x <= 0, np.log2: lambda x: x <= 0, np.log10: lambda x: x <= 0,
              np.tan: lambda x: np.absolute(np.cos(x)) < 1e-35, np.arcsin: lambda x: np.absolute(x) > 1,
              np.arccos: lambda x: np.absolute(x) > 1, np.arccosh: lambda x: x < 1, np.arctanh: lambda x: np.absolute(x) >= 1,
              np.true_divide: _indivisible, np.floor_divide: _indivisible, np.remainder: _indivisible, np.fmod: _indivisible}
_UNDEFINED_FILL = dict.fromkeys(_UNDEFINED, 1)
_UNDEFINED_FILL.update(dict.fromkeys((np.sqrt, np.tan, np.arcsin, np.arccos, np.arctanh), 0.))

def _kept(r, m, data, casting):
    """r with the data that was there where it is masked, as far as it fits."""
    r = np.array(r)
    try:
        np.copyto(r, data, casting=casting, where=m)
    except TypeError:
        pass
    return r


class _MaskedUFunc:
    """A function of masked arrays made of one of numpy's ufuncs."""

    def __init__(self, ufunc):
        self.f = ufunc
        self.__name__ = self.__qualname__ = ufunc.__name__

    def __str__(self):
        return f'Masked version of {self.f}'


class _MaskedUnaryOperation(_MaskedUFunc):
    """Data that the function is not defined for is masked in the result."""

    def __init__(self, ufunc):
        super().__init__(ufunc)
        self._fails = _UNDEFINED.get(ufunc)

    def __call__(self, a, *args, **kwargs):
        d, m = getdata(a), getmask(a)
        with np.errstate(divide='ignore', invalid='ignore'):
            r = self.f(d, *args, **kwargs)
            if self._fails is not None:
                bad = ~np.isfinite(np.asarray(r)) | self._fails(d)
                m = bad if m is nomask else bad | m
        if m is not nomask and np.ndim(r):
            r = _kept(r, m, d, 'same_kind')
        return _result(r, m if m is nomask or np.ndim(m) == 0 else np.array(m), a)


class _MaskedBinaryOperation(_MaskedUFunc):
    """neutral: what stands for masked elements where many are combined; None: they are not."""

    def __init__(self, ufunc, neutral=0):
        super().__init__(ufunc)
        self._neutral = neutral
        if neutral is None:
            self.reduce = None

    def __call__(self, a, b, *args, **kwargs):
        da, db = getdata(a), getdata(b)
        with np.errstate(divide='ignore', invalid='ignore'):
            r = self.f(da, db, *args, **kwargs)
        m = _either(getmask(a), getmask(b), np.shape(r))
        if m is not nomask and np.ndim(r) and m.any():
            r = _kept(r, m, da, 'unsafe')
        return _result(r, m, a, b)

    def reduce(self, target, axis=0, dtype=None):
        t, m = np.asarray(filled(target, self._neutral)), getmask(target)
        if t.shape == ():
            t = t.reshape(1)
            m = m if m is nomask else make_mask(m, copy=True).reshape(1)
        if m is nomask:
            return _result(self.f.reduce(t, axis), nomask)
        return _result(self.f.reduce(t, axis, dtype=dtype), np.logical_and.reduce(m, axis))

    def outer(self, a, b):
        da, db = getdata(a), getdata(b)
        r, m = self.f.outer(da, db), nomask
        if getmask(a) is not nomask or getmask(b) is not nomask:
            m = np.logical_or.outer(getmaskarray(a), getmaskarray(b))
            if np.ndim(r):
                np.copyto(r, da, where=m)
        return _result(r, m)

    def accumulate(self, target, axis=0):
        return _wrap(self.f.accumulate(filled(target, self._neutral), axis), nomask)


class _DomainedBinaryOperation(_MaskedUFunc):
    """Quotients, masked where there is none."""

    def __call__(self, a, b, *args, **kwargs):
        da, db = np.asarray(getdata(a)), np.asarray(getdata(b))
        with np.errstate(divide='ignore', invalid='ignore'):
            r = self.f(da, db, *args, **kwargs)
            bad = ~np.isfinite(np.asarray(r)) if np.asarray(r).dtype.kind in 'fc' else np.zeros(np.shape(r), dtype=bool)
            bad = bad | _indivisible(da, db)
        m = _either(getmask(a), getmask(b), np.shape(r))
        m = bad if m is nomask else m | bad
        if np.ndim(r):
            r = np.array(r)
            np.copyto(r, 0, casting='unsafe', where=m)
            hidden = np.multiply(m, da)
            if np.can_cast(hidden.dtype, r.dtype, casting='safe'):
                r += hidden
        return _result(r, m, a, b)


exp, sin, cos, arctan, sinh, cosh, tanh, absolute, negative, floor, ceil, around, logical_not, conjugate, fabs, arcsinh, sqrt, log, \
    log2, log10, tan, arcsin, arccos, arccosh, arctanh = map(_MaskedUnaryOperation, (
        np.exp, np.sin, np.cos, np.arctan, np.sinh, np.cosh, np.tanh, np.absolute, np.negative, np.floor, np.ceil, np.around,
        np.logical_not, np.conjugate, np.fabs, np.arcsinh, np.sqrt, np.log, np.log2, np.log10, np.tan, np.arcsin, np.arccos,
        np.arccosh, np.arctanh))
abs = absolute
add, subtract, hypot, logical_and, logical_or, logical_xor, bitwise_and, bitwise_or, bitwise_xor = map(
    _MaskedBinaryOperation, (np.add, np.subtract, np.hypot, np.logical_and, np.logical_or,
                             np.logical_xor, np.bitwise_and, np.bitwise_or, np.bitwise_xor))
multiply, arctan2 = _MaskedBinaryOperation(np.multiply, 1), _MaskedBinaryOperation(np.arctan2, 1.0)
equal, not_equal, less, less_equal, greater, greater_equal = (
    _MaskedBinaryOperation(f, None) for f in (np.equal, np.not_equal, np.less, np.less_equal, np.greater, np.greater_equal))
true_divide, floor_divide, remainder, fmod = map(_DomainedBinaryOperation, (np.true_divide, np.floor_divide, np.remainder, np.fmod))
divide, mod = true_divide, remainder


class _extrema_operation(_MaskedUFunc):
    """The larger or the smaller of two: one of them whole, its mask included."""

    def __init__(self, ufunc, compare, low):
        super().__init__(ufunc)
        self._compare, self._low = compare, low

    def __call__(self, a, b):
        return where(self._compare(a, b), a, b)

    def reduce(self, target, axis=np._NoValue):
        target = asanyarray(target)
        words = {'axis': None if axis is np._NoValue and target.ndim > 1 else 0 if axis is np._NoValue else axis}
        if target._mask is nomask:
            return _wrap(self.f.reduce(target._data, **words), nomask)
        return _wrap(self.f.reduce(target.filled(target._extreme(self._low)), **words), np.logical_and.reduce(target._mask, **words))

    def outer(self, a, b):
        m = nomask
        if getmask(a) is not nomask or getmask(b) is not nomask:
            m = np.logical_or.outer(getmaskarray(a), getmaskarray(b))
        return _wrap(self.f.outer(filled(a), filled(b)), m)


maximum = _extrema_operation(np.maximum, greater, False)
minimum = _extrema_operation(np.minimum, less, True)


def power(a, b, third=None):
    if third is not None:
        raise MaskError('3-argument power not supported.')
    da, db = getdata(a), getdata(b)
    with np.errstate(all='ignore'):
        r = np.power(da, np.asarray(db))
    m = _either(getmask(a), getmask(b), np.shape(r))
    if np.asarray(r).dtype.kind in 'fc':
        bad = ~np.isfinite(r)
        if np.any(bad):
            m = bad if m is nomask else m | bad
    if m is not nomask and np.ndim(r):
        r = np.where(m, np.broadcast_to(da, np.shape(r)), r)
    return _result(r, m, a, b)


def _hide(x, m):
    """x with more elements hidden."""
    if m is not nomask and (x._mask is not nomask or np.any(m)):
        x._mask = np.array(getmaskarray(x) | m)


def _in_place(f, neutral):
    """An operator of data and mask; what is hidden is combined with what changes nothing."""
    def inplace(self, other):
        data = getdata(other)
        _hide(self, getmask(other))
        f(self._data, data if self._mask is nomask else np.where(self._mask, data.dtype.type(neutral), data), out=self._data)
        return self
    return inplace


def _quotient_in_place(f):
    def inplace(self, other):
        data = getdata(other)
        bad = _indivisible(self._data, data)
        if bad.any():
            data = np.where(bad, 1, data)
        _hide(self, mask_or(getmask(other), bad))
        f(self._data, data if self._mask is nomask else np.where(self._mask, data.dtype.type(1), data), out=self._data)
        return self
    return inplace


def _power_in_place(self, other):
    data = getdata(other)
    with np.errstate(divide='ignore', invalid='ignore'):
        np.power(self._data, data if self._mask is nomask else np.where(self._mask, data.dtype.type(1), data), out=self._data)
    bad = ~np.isfinite(self._data)
    if bad.any():
        np.copyto(self._data, self.fill_value, where=bad)
    self._mask = mask_or(self._mask, mask_or(getmask(other), bad))
    return self


def _matrix_product(self, other):
    """The product of the data; masked is what is masked in one of the operands at the same place."""
    if isinstance(other, (str, bytes)):
        return NotImplemented
    r = np.matmul(getdata(self), getdata(other))
    m = functools.reduce(mask_or, [getmaskarray(self), getmaskarray(other)])
    if r.shape == () and m:
        return masked
    return _like(self, r, m)


def _operators():
    pairs = (('add', add), ('sub', subtract), ('mul', multiply), ('truediv', true_divide), ('floordiv', floor_divide),
             ('mod', np.remainder), ('pow', power), ('and', np.bitwise_and), ('or', np.bitwise_or), ('xor', np.bitwise_xor),
             ('lshift', np.left_shift), ('rshift', np.right_shift))
    for name, f in pairs:
        setattr(MaskedArray, f'__{name}__', lambda self, other, f=f: f(self, other))
        setattr(MaskedArray, f'__r{name}__', lambda self, other, f=f: f(other, self))

        def inplace(self, other, f=f):
            r = f(self, other)
            if not self.ndim or r is masked:
                return r
            np.copyto(self._data, r._data, casting='same_kind')
            if r._mask is not nomask:
                self._mask = np.array(r._mask)
            return self
        setattr(MaskedArray, f'__i{name}__', inplace)
    for name, f, neutral in (('add', np.add, 0), ('sub', np.subtract, 0), ('mul', np.multiply, 1)):
        setattr(MaskedArray, f'__i{name}__', _in_place(f, neutral))
    for name, f in (('truediv', np.true_divide), ('floordiv', np.floor_divide)):
        setattr(MaskedArray, f'__i{name}__', _quotient_in_place(f))
    MaskedArray.__ipow__ = _power_in_place
    MaskedArray.__matmul__ = _matrix_product
    MaskedArray.__div__ = MaskedArray.__truediv__


_operators()


# --- making ---

def array(data, dtype=None, copy=False, order=None, mask=nomask, fill_value=None, keep_mask=True, hard_mask=False, shrink=True, subok=True,
          ndmin=0):
    return MaskedArray(data, mask=mask, dtype=dtype, copy=copy, keep_mask=keep_mask, hard_mask=hard_mask, fill_value=fill_value,
                       ndmin=ndmin, shrink=shrink, subok=subok, order=order)


def asarray(a, dtype=None, order=None):
    return MaskedArray(a, dtype=dtype, subok=False, order=order)


def asanyarray(a, dtype=None):
    return a if isinstance(a, MaskedArray) and dtype in (None, a.dtype) else MaskedArray(a, dtype=dtype)


def zeros(*a, **k):
    return _wrap(np.zeros(*a, **k), nomask)


def ones(*a, **k):
    return _wrap(np.ones(*a, **k), nomask)


def empty(*a, **k):
    return _wrap(np.empty(*a, **k), nomask)


def arange(*a, **k):
    return _wrap(np.arange(*a, **k), nomask)


def masked_all(shape, dtype=float):
    return _wrap(np.empty(shape, dtype), np.ones(shape, dtype=make_mask_descr(dtype)))


def masked_all_like(arr):
    return masked_all(np.shape(arr), getdata(arr).dtype)


def filled(a, fill_value=None):
    if hasattr(a, 'filled'):
        return a.filled(fill_value)
    return a if isinstance(a, np.ndarray) else np.array(a)


def fix_invalid(a, mask=nomask, copy=True, fill_value=None):
    a = MaskedArray(a, mask=mask, copy=copy)
    bad = ~np.isfinite(a._data)
    if not bad.any():
        return a
    a._mask = bad if a._mask is nomask else a._mask | bad
    a._data[bad] = a.fill_value if fill_value is None else fill_value
    return a


def masked_where(condition, a, copy=True):
    """a with the elements masked for which condition holds, or is itself masked."""
    cond = make_mask(condition, shrink=False)
    a = np.array(a, copy=copy, subok=True)
    if cond.shape and cond.shape != a.shape:
        raise IndexError(f'Inconsistent shape between the condition and the input (got {cond.shape} and {a.shape})')
    own = getattr(a, '_mask', None)
    r = ndarray.view(a, MaskedArray if own is None else type(a))
    r.mask = _masks.shrunk(cond if own is None else mask_or(cond, own))
    if own is nomask and not copy and r._mask is not nomask:
        a._mask = r._mask.view()
    return r


def masked_greater(x, value, copy=True):
    return masked_where(greater(x, value), x, copy=copy)


def masked_greater_equal(x, value, copy=True):
    return masked_where(greater_equal(x, value), x, copy=copy)


def masked_less(x, value, copy=True):
    return masked_where(less(x, value), x, copy=copy)


def masked_less_equal(x, value, copy=True):
    return masked_where(less_equal(x, value), x, copy=copy)


def masked_not_equal(x, value, copy=True):
    return masked_where(not_equal(x, value), x, copy=copy)


def masked_equal(x, value, copy=True):
    r = masked_where(equal(x, value), x, copy=copy)
    r.fill_value = value
    return r


def masked_inside(x, v1, v2, copy=True):
    if v2 < v1:
        v1, v2 = v2, v1
    d = filled(x)
    return masked_where((d >= v1) & (d <= v2), x, copy=copy)


def masked_outside(x, v1, v2, copy=True):
    if v2 < v1:
        v1, v2 = v2, v1
    d = filled(x)
    return masked_where((d < v1) | (d > v2), x, copy=copy)


def masked_object(x, value, copy=True, shrink=True):
    x = filled(x, value)
    return masked_array(x, mask=mask_or(nomask, make_mask(np.equal(x, value), shrink=shrink)), copy=copy, fill_value=value)


def masked_values(x, value, rtol=1e-5, atol=1e-8, copy=True, shrink=True):
    d = filled(x, value)
    m = np.isclose(d, value, atol=atol, rtol=rtol) if np.issubdtype(d.dtype, np.floating) else np.equal(d, value)
    r = MaskedArray(d, mask=m, copy=copy, fill_value=value)
    if shrink:
        r.shrink_mask()
    return r


def masked_invalid(a, copy=True):
    """a with nan and infinities masked."""
    d = np.array(getdata(a), copy=copy)
    bad = ~np.isfinite(d)
    m = getmask(a)
    r = _wrap(d, bad if m is nomask else bad | m)
    if isinstance(a, MaskedArray):
        r._fill_value = a._fill_value
    return r


# --- functions as methods ---

def _method(name):
    def f(a, *args, **kw):
        a = asanyarray(a)
        return getattr(type(a), name)(a, *args, **kw)
    f.__name__, f.__qualname__ = name, '_frommethod.__call__'  # which refuses calls without an array
    return f


(sum, mean, std, var, prod, all, any, argmin, argmax, cumsum, cumprod, count, ravel, anom, squeeze, swapaxes, repeat, diagonal,
 nonzero) = map(
    _method, ('sum', 'mean', 'std', 'var', 'prod', 'all', 'any', 'argmin', 'argmax', 'cumsum', 'cumprod',
              'count', 'ravel', 'anom', 'squeeze', 'swapaxes', 'repeat', 'diagonal', 'nonzero'))
product = prod


def _extremum(name):
    def f(obj, axis=None, out=None, fill_value=None, keepdims=np._NoValue):
        words = {'axis': axis, 'fill_value': fill_value, 'out': out}
        if keepdims is not np._NoValue:
            words['keepdims'] = keepdims
        try:
            return getattr(obj, name)(**words)
        except (AttributeError, TypeError):  # no such method, or one that does not know fill_value
            return getattr(asanyarray(obj), name)(**words)
    f.__name__ = f.__qualname__ = name
    return f


min, max, ptp = map(_extremum, ('min', 'max', 'ptp'))


def reshape(a, new_shape, order='C'):
    try:
        return a.reshape(new_shape, order=order)
    except AttributeError:
        return np.array(a, copy=False).reshape(new_shape, order=order).view(MaskedArray)


def take(a, indices, axis=None, out=None, mode='raise'):
    return asanyarray(a).take(indices, axis=axis, out=out, mode=mode)


def argsort(a, axis=np._NoValue, kind=None, order=None, endwith=True, fill_value=None):
    return asanyarray(a).argsort(axis=axis, kind=kind, order=order, endwith=endwith, fill_value=fill_value)


def compressed(x):
    return asanyarray(x).compressed()


def round_(a, decimals=0, out=None):
    if out is None:
        return np.round_(a, decimals, out)
    np.round_(getdata(a), decimals, out)
    if hasattr(out, '_mask'):
        out._mask = getmask(a)
    return out


round = round_


def clip(a, a_min, a_max, out=None, **kw):
    r = np.clip(a, a_min, a_max, out, **kw)
    return r.view(MaskedArray) if isinstance(r, np.ndarray) else r


def transpose(a, axes=None):
    try:
        return a.transpose(axes)
    except AttributeError:
        return np.array(a, copy=False).transpose(axes).view(MaskedArray)


def sort(a, axis=-1, kind=None, order=None, endwith=True, fill_value=None):
    a = np.array(a, copy=True, subok=True)
    if axis is None:
        a, axis = a.flatten(), 0
    if isinstance(a, MaskedArray):
        a.sort(axis=axis, kind=kind, order=order, endwith=endwith, fill_value=fill_value)
    else:
        a.sort(axis=axis, kind=kind, order=order)
    return a


def count_masked(arr, axis=None):
    return getmaskarray(arr).sum(axis)


def set_fill_value(a, fill_value):
    if isinstance(a, MaskedArray):
        a.set_fill_value(fill_value)


def median(a, axis=None, out=None, overwrite_input=False, keepdims=False):
    if not hasattr(a, 'mask'):
        r = np.median(getdata(a), axis=axis, out=out, overwrite_input=overwrite_input, keepdims=keepdims)
        return masked_array(r, copy=False) if isinstance(r, np.ndarray) and r.ndim else r
    if axis is not None:
        from numpy._helpers import normalize_axes
        axes = normalize_axes(axis, a.ndim)
        axis = axes[0] if len(axes) == 1 else axis
    if overwrite_input and isinstance(a, MaskedArray):
        if axis is None:
            a.ravel().sort()
        else:
            a.sort(axis)
    r = _median(asanyarray(a), axis, keepdims)
    if out is None:
        return r
    _store(r, out) if isinstance(out, MaskedArray) else np.copyto(out, getdata(r))
    return out


def _median(a, axis, keepdims):
    if axis is None or a.ndim == 1 and not keepdims:
        values = a.compressed()
        return masked if values.size == 0 else np.median(values)
    d = np.moveaxis(a._data, axis, -1)
    m = np.moveaxis(getmaskarray(a), axis, -1)
    shape = d.shape[:-1]
    d, m = d.reshape(-1, d.shape[-1]), m.reshape(-1, m.shape[-1])
    values = [(np.median(p[~q]), False) if not q.all() else (0.0, True) for p, q in zip(d, m)]
    r = np.array([v for v, _ in values], a.dtype if a.dtype.kind in 'fc' else float).reshape(shape)
    bad = np.array([b for _, b in values]).reshape(shape)
    if keepdims:
        r, bad = np.expand_dims(r, axis), np.expand_dims(bad, axis)
    return _wrap(r, bad if getmask(a) is not nomask else nomask)


def average(a, axis=None, weights=None, returned=False, *, keepdims=False):
    a = asanyarray(a)
    if weights is None:
        avg = a.mean(axis, keepdims=keepdims)
        scl = avg.dtype.type(a.count(axis, keepdims=keepdims))
    else:
        w = np.asarray(getdata(weights))
        if w.shape != a.shape:
            if axis is None:
                raise TypeError('Axis must be specified when shapes of a and weights differ.')
            if w.ndim != 1:
                raise TypeError('1D weights expected when shapes of a and weights differ.')
            if w.shape[0] != a.shape[axis]:
                raise ValueError('Length of weights not compatible with specified axis.')
            w = np.broadcast_to(w, (a.ndim - 1) * (1,) + w.shape).swapaxes(-1, axis)
            w = np.broadcast_to(w, a.shape)
        if getmask(a) is not nomask:
            w = w * ~getmaskarray(a)
        scl = w.sum(axis=axis, keepdims=keepdims)
        avg = multiply(a, w).sum(axis, keepdims=keepdims) / scl
    return (avg, scl) if returned else avg


def where(condition, x=np._NoValue, y=np._NoValue):
    if x is np._NoValue and y is np._NoValue:
        return nonzero(condition)
    if x is np._NoValue or y is np._NoValue:
        raise ValueError("Must provide both 'x' and 'y' or neither.")
    cond = filled(condition, False)
    r = np.where(cond, 0 if x is masked else getdata(x), 0 if y is masked else getdata(y))
    mx, my = getmaskarray(x), getmaskarray(y)
    mx, my = np.ones((), my.dtype) if x is masked else mx, np.ones((), mx.dtype) if y is masked else my
    m = np.where(getmaskarray(condition), np.ones((), my.dtype), np.where(cond, mx, my))
    return _wrap(r, _masks.shrunk(m))


def concatenate(arrays, axis=0):
    """Arrays one after the other; without a mask if nothing is hidden."""
    arrays = [asanyarray(a) for a in arrays]
    d = np.concatenate([a._data for a in arrays], axis)
    if builtins.all(a._mask is nomask for a in arrays):
        return _wrap(d, nomask)
    return _wrap(d, _masks.shrunk(np.concatenate([getmaskarray(a) for a in arrays], axis)))


def _joined(join):
    def f(x, *args, **kw):
        arrays = [asanyarray(a) for a in x]
        return _wrap(join([a._data for a in arrays], *args, **kw), join([getmaskarray(a) for a in arrays], *args, **kw))
    f.__name__, f.__qualname__ = join.__name__, '_fromnxfunction_seq.__call__'
    return f


vstack, hstack, stack, column_stack, dstack, row_stack = map(
    _joined, (np.vstack, np.hstack, np.stack, np.column_stack, np.dstack, np.vstack))


def append(a, b, axis=None):
    return concatenate([ravel(a), ravel(b)]) if axis is None else concatenate([a, b], axis)


def _spread_mask(a, axis):
    """a with everything along the axis masked where something is."""
    m = getmask(a)
    if m is nomask or not m.any():
        return a
    return array(a, mask=m | m.any(axis=axis, keepdims=True), subok=False)


def dot(a, b, strict=False, out=None):
    if strict and np.ndim(a) and np.ndim(b):
        a, b = _spread_mask(a, np.ndim(a) - 1), _spread_mask(b, builtins.max(np.ndim(b) - 2, 0))
    d = np.dot(filled(a, 0), filled(b, 0))
    r = _wrap(d, ~np.dot(~getmaskarray(a), ~getmaskarray(b)))
    if out is None:
        return r
    _store(r, out)
    return out


def allequal(a, b, fill_value=True):
    m = mask_or(getmask(a), getmask(b))
    same = np.equal(getdata(a), getdata(b))
    if m is nomask:
        return np.all(same)
    return np.all(np.where(m, True, same)) if fill_value else False


def allclose(a, b, masked_equal=True, rtol=1e-5, atol=1e-8):
    x, y = masked_array(a, copy=False), masked_array(b, copy=False)
    if y.dtype.kind != 'm':
        wide = np.result_type(y, 1.)
        y = y if y.dtype == wide else masked_array(y, dtype=wide, copy=False)
    far = filled(np.isinf(masked_array(x, copy=False, mask=mask_or(getmask(x), getmask(y)))), False)
    if not np.all(far == filled(np.isinf(y), False)):
        return False
    if np.any(far):
        if not np.all(filled(x[far] == y[far], masked_equal)):
            return False
        x, y = x[~far], y[~far]
    return np.all(filled(less_equal(absolute(x - y), atol + rtol * absolute(y)), masked_equal))


def unique(ar1, return_index=False, return_inverse=False):
    """The sorted elements without repetition; masked ones stand where they are sorted to."""
    a = asanyarray(ar1).ravel()
    order = a.argsort(kind='stable')
    ranked = a[order]
    first = np.ones(a.size, bool)
    if a.size > 1:
        first[1:] = getdata(ranked[1:] != ranked[:-1])
    if a.size and a.dtype.kind in 'fcmM' and ranked[-1] is not masked and np.isnan(ranked[-1]):  # all nan are one
        lost = np.isnan(ranked._data) & ~getmaskarray(ranked)
        first[np.flatnonzero(lost)[1:]] = False
    out = (ranked[first],)
    if return_index:
        out += (order[first],)
    if return_inverse:
        inverse = np.empty(a.size, np.intp)
        inverse[order] = np.cumsum(first) - 1
        out += (inverse,)
    return out if len(out) > 1 else out[0]


# --- runs and lines ---

def _runs(mask, wanted):
    out, start = [], None
    for i, m in enumerate(list(mask) + [not wanted]):
        if bool(m) == wanted and start is None:
            start = i
        elif bool(m) != wanted and start is not None:
            out.append(slice(start, i, None))
            start = None
    return out


def clump_unmasked(a):
    """The runs of the flattened array that are not masked, as slices."""
    return [slice(0, a.size)] if getmask(a) is nomask else _runs(getmaskarray(a).ravel(), False)


def clump_masked(a):
    return [] if getmask(a) is nomask else _runs(getmaskarray(a).ravel(), True)


def compress_rows(a):
    a = asanyarray(a)
    if a.ndim != 2:
        raise NotImplementedError('compress_rows works for 2D arrays only.')
    return compress_rowcols(a, 0)


def compress_cols(a):
    a = asanyarray(a)
    if a.ndim != 2:
        raise NotImplementedError('compress_cols works for 2D arrays only.')
    return compress_rowcols(a, 1)


def _ignored(axis):
    if axis is not np._NoValue:
        warnings.warn('The axis argument has always been ignored, in future passing it will raise TypeError',
                      DeprecationWarning, stacklevel=3)


def mask_rows(a, axis=np._NoValue):
    _ignored(axis)
    return mask_rowcols(a, 0)


def mask_cols(a, axis=np._NoValue):
    _ignored(axis)
    return mask_rowcols(a, 1)


from numpy._masked_records import flatten_structured_array, fromflex, mvoid
from numpy._masked_extras import *

__getattr__ = _not_built.of(__name__, ('core', 'extras'))
