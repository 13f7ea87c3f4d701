"""Methods of masked arrays that combine elements along axes: what is hidden is filled with what changes nothing, and a result is
hidden where all of its elements are."""
import numpy as np
from numpy import ma, ndarray
from numpy._fill_values import maximum_fill_value, minimum_fill_value
from numpy._masks import make_mask_none, mask_or, nomask

_LOST = 'Masked data information would be lost in one or more location.'


def _words(keepdims):
    return {} if keepdims is np._NoValue else {'keepdims': keepdims}


def _hidden_whole(mask, axis, words):
    return nomask if mask is nomask else mask.all(axis=axis, **words)


def _marked(out, mask):
    """out after elements went into its data: those that `mask` names are hidden in it."""
    if isinstance(out, ma.MaskedArray):
        own = ma.getmask(out)
        if own is nomask:
            own = out._mask = make_mask_none(out.shape)
        own.flat = mask
    return out


def _truth(name, neutral):
    def method(self, axis=None, out=None, keepdims=np._NoValue):
        words = _words(keepdims)
        mask = _hidden_whole(self._mask, axis, words)
        values = self.filled(neutral)
        if out is not None:
            getattr(values, name)(axis=axis, out=out, **words)
            if isinstance(out, ma.MaskedArray) and (out.ndim or mask):
                out.__setmask__(mask)
            return out
        r = getattr(values, name)(axis=axis, **words)
        r = r.view(type(self)) if isinstance(r, ndarray) or not isinstance(r, np.generic) else r
        if r.ndim:
            r.__setmask__(mask)
        return ma.masked if not r.ndim and mask else r
    return method


def _total(name, neutral):
    def method(self, axis=None, dtype=None, out=None, keepdims=np._NoValue):
        words = _words(keepdims)
        mask = _hidden_whole(self._mask, axis, words)
        values = self.filled(neutral)
        if out is not None:
            getattr(values, name)(axis, dtype=dtype, out=out, **words)
            return _marked(out, mask)
        r = getattr(values, name)(axis, dtype=dtype, **words)
        if getattr(r, 'ndim', 0):
            r = r.view(type(self))
            r.__setmask__(mask)
            return r
        return ma.masked if mask else r
    return method


def _running(name, neutral):
    def method(self, axis=None, dtype=None, out=None):
        r = getattr(self.filled(neutral), name)(axis=axis, dtype=dtype, out=out)
        if out is not None:
            if isinstance(out, ma.MaskedArray):
                out.__setmask__(self.mask)
            return out
        r = r.view(type(self))
        r.__setmask__(self._mask)
        return r
    return method


def _extreme(name, fill):
    def method(self, axis=None, out=None, fill_value=None, keepdims=np._NoValue):
        words = _words(keepdims)
        mask = _hidden_whole(self._mask, axis, words)
        values = self.filled(fill(self) if fill_value is None else fill_value)
        if out is None:
            r = getattr(values, name)(axis=axis, out=out, **words)
            r = r if isinstance(r, np.generic) else r.view(type(self))
            if not r.ndim:
                return ma.masked if mask else r
            r.__setmask__(mask)
            if mask.ndim:
                np.copyto(r, r.fill_value, where=mask)
            return r
        getattr(values, name)(axis=axis, out=out, **words)
        if isinstance(out, ma.MaskedArray):
            return _marked(out, mask)
        if out.dtype.kind in 'biu':
            raise ma.MaskError(_LOST)
        np.copyto(out, np.nan, where=mask)
        return out
    return method


def _place(name, fill):
    def method(self, axis=None, fill_value=None, out=None, *, keepdims=np._NoValue):
        values = self.filled(fill(self) if fill_value is None else fill_value).view(ndarray)
        return getattr(values, name)(axis, out=out, keepdims=False if keepdims is np._NoValue else bool(keepdims))
    return method


all, any = _truth('all', True), _truth('any', False)
sum, prod = _total('sum', 0), _total('prod', 1)
cumsum, cumprod = _running('cumsum', 0), _running('cumprod', 1)
min, max = _extreme('min', minimum_fill_value), _extreme('max', maximum_fill_value)
argmin, argmax = _place('argmin', minimum_fill_value), _place('argmax', maximum_fill_value)


def ptp(self, axis=None, out=None, fill_value=None, keepdims=False):
    if out is None:
        r = self.max(axis=axis, fill_value=fill_value, keepdims=keepdims)
        r -= self.min(axis=axis, fill_value=fill_value, keepdims=keepdims)
        return r
    out.flat = self.max(axis=axis, out=out, fill_value=fill_value, keepdims=keepdims)
    low = self.min(axis=axis, fill_value=fill_value, keepdims=keepdims)
    np.subtract(out, low, out=out, casting='unsafe')
    return out


def count(self, axis=None, keepdims=np._NoValue):
    """How many elements are not masked."""
    words, mask = _words(keepdims), self._mask
    if isinstance(self.data, np.matrix):
        mask = (np.zeros(self.shape, dtype=bool) if mask is nomask else mask).view(type(self.data))
    if mask is not nomask:
        return 0 if self is ma.masked else (~mask).sum(axis=axis, dtype=np.intp, **words)
    if self.shape == ():
        if axis not in (None, 0):
            raise np.AxisError(axis=axis, ndim=self.ndim)
        return 1
    kept = words.get('keepdims', False)
    if axis is None:
        return np.array(self.size, dtype=np.intp, ndmin=self.ndim) if kept else self.size
    axes = np._helpers.normalize_axes(axis, self.ndim)
    n = 1
    for i in axes:
        n *= self.shape[i]
    shape = [1 if i in axes else size for i, size in enumerate(self.shape) if kept or i not in axes]
    return np.full(shape, n, dtype=np.intp)


# --- means and deviations ---

def _counted(a, axis):
    """Over how many elements a reduction goes."""
    axes = range(a.ndim) if axis is None else np._helpers.normalize_axes(axis, a.ndim)
    n = 1
    for i in axes:
        n *= a.shape[i]
    return np.intp(n)


def _plain_mean(a, axis, dtype, out, words):
    """ndarray.mean of an array whose class sees each step."""
    n, half = _counted(a, axis), False
    if n == 0:
        import warnings
        warnings.warn('Mean of empty slice.', RuntimeWarning, stacklevel=3)
    if dtype is None:
        if a.dtype.kind in 'biu':
            dtype = np.dtype('f8')
        elif a.dtype.type is np.float16:
            dtype, half = np.dtype('f4'), True
    r = np.add.reduce(a, axis, dtype, out, **words)
    if isinstance(r, ndarray):
        r = np.true_divide(r, n, out=r, casting='unsafe', subok=False)
        return a.dtype.type(r) if half and out is None else r
    if hasattr(r, 'dtype'):
        return a.dtype.type(r / n) if half else r.dtype.type(r / n)
    return r / n


def _plain_var(a, axis, dtype, out, ddof, words):
    n = _counted(a, axis)
    if ddof >= n:
        import warnings
        warnings.warn('Degrees of freedom <= 0 for slice', RuntimeWarning, stacklevel=3)
    if dtype is None and a.dtype.kind in 'biu':
        dtype = np.dtype('f8')
    mean = np.add.reduce(a, axis, dtype, None, keepdims=True)
    divided = np.true_divide(mean, n, out=mean, casting='unsafe', subok=False) if isinstance(mean, ndarray) else mean / n
    x = np.asanyarray(a - divided)
    if a.dtype.kind in 'iufm':
        x = np.multiply(x, x, out=x)
    elif x.dtype.char in 'FD':
        plain = x.view(ndarray)
        x = np.add(plain.real * plain.real, plain.imag * plain.imag, out=x.real).real
    else:
        x = np.multiply(x, np.conjugate(x), out=x).real
    r = np.add.reduce(x, axis, dtype, out, **words)
    n = n - ddof if n > ddof else np.intp(0)
    if isinstance(r, ndarray):
        return np.true_divide(r, n, out=r, casting='unsafe', subok=False)
    return r.dtype.type(r / n) if hasattr(r, 'dtype') else r / n


def mean(self, axis=None, dtype=None, out=None, keepdims=np._NoValue):
    words = _words(keepdims)
    if self._mask is nomask:
        r = _plain_mean(self, axis, dtype, None, words)[()]
    else:
        half = False
        if dtype is None and self.dtype.kind in 'biu':
            dtype = np.dtype('f8')
        elif dtype is None and self.dtype.type is np.float16:
            dtype, half = np.dtype('f4'), True
        total = self.sum(axis=axis, dtype=dtype, **words)
        n = self.count(axis=axis, **words)
        if n.shape == () and n == 0:
            r = ma.masked
        else:
            r = total * 1. / n
            r = self.dtype.type(r) if half else r
    if out is None:
        return r
    out.flat = r
    return _marked(out, ma.getmask(r))


def anom(self, axis=None, dtype=None):
    """The differences from the mean."""
    m = self.mean(axis, dtype)
    return self - (np.expand_dims(m, axis) if axis else m)


def var(self, axis=None, dtype=None, out=None, ddof=0, keepdims=np._NoValue):
    words = _words(keepdims)
    if self._mask is nomask:
        r = _plain_var(self, axis, dtype, out, ddof, words)[()]
        if out is None:
            return r
        out.__setmask__(nomask)
        return out
    n = self.count(axis=axis, **words) - ddof
    away = self - self.mean(axis, dtype, keepdims=True)
    if np.iscomplexobj(self):
        away = np.absolute(away) ** 2
    else:
        away *= away
    r = ma.divide(away.sum(axis, **words), n)
    r = r if isinstance(r, np.generic) else r.view(type(self))
    if r.ndim:
        r._mask = mask_or(self._mask.all(axis, **words), (n <= 0))
        r._update_from(self)
    elif ma.getmask(r):
        if out is None:
            return ma.masked
        if isinstance(out, ma.MaskedArray):
            out.flat = 0
            out.__setmask__(True)
        elif out.dtype.kind in 'biu':
            raise ma.MaskError(_LOST)
        else:
            out.flat = np.nan
        return out
    if out is None:
        return r
    out.flat = getattr(r, '_data', r)
    if isinstance(out, ma.MaskedArray):
        out.__setmask__(r.mask)
    return out


def std(self, axis=None, dtype=None, out=None, ddof=0, keepdims=np._NoValue):
    r = self.var(axis, dtype, out, ddof, **_words(keepdims))
    if r is ma.masked:
        return r
    if out is None:
        return ma.sqrt(r)
    np.power(out, 0.5, out=out, casting='unsafe')
    return out


def trace(self, offset=0, axis1=0, axis2=1, dtype=None, out=None):
    """The sum of a diagonal."""
    if self._mask is nomask:
        return ndarray.trace(self, offset=offset, axis1=axis1, axis2=axis2, out=out).astype(dtype)
    return self.diagonal(offset=offset, axis1=axis1, axis2=axis2).astype(dtype).filled(0).sum(axis=-1, out=out)


METHODS = ('all', 'any', 'sum', 'prod', 'cumsum', 'cumprod', 'min', 'max', 'argmin', 'argmax', 'ptp', 'count', 'mean', 'anom', 'var',
           'std', 'trace')
for _name in METHODS:
    globals()[_name].__name__, globals()[_name].__qualname__ = _name, f'MaskedArray.{_name}'
