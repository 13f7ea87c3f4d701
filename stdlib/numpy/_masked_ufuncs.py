"""Functions of masked arrays made of ufuncs, and the operators that work in place: data that a function is not defined for is hidden
in its result."""
import warnings

import numpy as np
from numpy import ma, ndarray
from numpy._fill_values import maximum_fill_value, minimum_fill_value
from numpy._masked_array import MaskedArray, MaskError, filled, getdata, getmask, getmaskarray, masked
from numpy._masks import make_mask, make_mask_none, mask_or, nomask


def class_of(*arrays):
    """The most special class of masked arrays among the arguments."""
    if len(arrays) == 1:
        return type(arrays[0]) if isinstance(arrays[0], MaskedArray) else MaskedArray
    classes = [type(a) for a in arrays]
    found = classes[0] if issubclass(classes[0], MaskedArray) else MaskedArray
    for c in classes[1:]:
        found = c if issubclass(c, found) else found
    return MaskedArray if found.__name__ == 'MaskedConstant' else found


# --- where functions are not defined ---

def _quiet(f):
    def domain(*args):
        with np.errstate(invalid='ignore'):
            return f(*args)
    return domain


@_quiet
def _indivisible(a, b):
    a, b = np.asarray(a), np.asarray(b)
    return np.absolute(a) * np.finfo(float).tiny >= np.absolute(b)


def _outside(low, high):
    return _quiet(lambda x: np.logical_or(np.greater(x, high), np.less(x, low)))


# By ufunc: the places where it is not defined, and what stands there in results of the ufunc itself.
DOMAINS = {np.sqrt: (_quiet(lambda x: np.less(x, 0)), 0.), np.log: (_quiet(lambda x: np.less_equal(x, 0)), 1.),
           np.log2: (_quiet(lambda x: np.less_equal(x, 0)), 1.), np.log10: (_quiet(lambda x: np.less_equal(x, 0)), 1.),
           np.tan: (_quiet(lambda x: np.less(np.absolute(np.cos(x)), 1e-35)), 0.), np.arcsin: (_outside(-1., 1.), 0.),
           np.arccos: (_outside(-1., 1.), 0.), np.arccosh: (_quiet(lambda x: np.less(x, 1.)), 1.),
           np.arctanh: (_outside(-1. + 1e-15, 1. - 1e-15), 0.)}
DOMAINS.update(dict.fromkeys((np.true_divide, np.floor_divide, np.remainder, np.fmod), (_indivisible, 1)))


class _MaskedUFunc:
    """A function of masked arrays made of one of numpy's ufuncs."""

    def __init__(self, ufunc):
        self.f = ufunc
        self.__name__ = self.__qualname__ = ufunc.__name__
        self._domain = DOMAINS.get(ufunc, (None, None))[0]

    def __str__(self):
        return f'Masked version of {self.f}'

    def _result(self, r, m, a, b=None):
        """The data r as a masked array of the operands' class, with the attributes of the first masked one."""
        out = r.view(class_of(a) if b is None else class_of(a, b))
        out._mask = m
        source = a if b is None or isinstance(a, MaskedArray) else b
        if b is None or isinstance(source, MaskedArray):
            out._update_from(source)
        return out


class _MaskedUnaryOperation(_MaskedUFunc):
    def __call__(self, a, *args, **kwargs):
        d = getdata(a)
        with np.errstate(divide='ignore', invalid='ignore'):
            r, m = self.f(d, *args, **kwargs), getmask(a)
            if self._domain is not None:
                bad = ~np.isfinite(r)
                bad |= self._domain(d)
                bad |= m
                m = bad
        if not r.ndim:
            return masked if m else r
        if m is not nomask:
            try:
                np.copyto(r, d, where=m)
            except TypeError:
                pass
        return self._result(r, m, a)


class _MaskedBinaryOperation(_MaskedUFunc):
    """neutral: what stands for masked elements where many are combined."""

    def __init__(self, ufunc, neutral=0):
        super().__init__(ufunc)
        self._neutral = neutral

    def __call__(self, a, b, *args, **kwargs):
        d = getdata(a)
        with np.errstate(divide='ignore', invalid='ignore'):
            r = self.f(d, getdata(b), *args, **kwargs)
        ma_, mb = getmask(a), getmask(b)
        m = nomask
        if ma_ is not nomask or mb is not nomask:
            m = np.logical_or(getmaskarray(a) if ma_ is nomask else ma_, getmaskarray(b) if mb is nomask else mb)
        if not r.ndim:
            return masked if m else r
        if m is not nomask and m.any():
            try:
                np.copyto(r, d, casting='unsafe', where=m)
            except Exception:
                pass
        return self._result(r, m, a, b)

    def reduce(self, target, axis=0, dtype=None):
        m, t = getmask(target), filled(target, self._neutral)
        if t.shape == ():
            t = t.reshape(1)
            if m is not nomask:
                m = make_mask(m, copy=True)
                m.shape = (1,)
        if m is nomask:
            r = self.f.reduce(t, axis)
        else:
            r, m = self.f.reduce(t, axis, dtype=dtype), np.logical_and.reduce(m, axis)
        if not r.shape:
            return masked if m else r
        out = r.view(class_of(target))
        out._mask = m
        return out

    def outer(self, a, b):
        d, m = getdata(a), nomask
        r = self.f.outer(d, getdata(b))
        if getmask(a) is not nomask or getmask(b) is not nomask:
            m = np.logical_or.outer(getmaskarray(a), getmaskarray(b))
        if not m.ndim and m:
            return masked
        if m is not nomask:
            np.copyto(r, d, where=m)
        if not r.shape:
            return r
        out = r.view(class_of(a, b))
        out._mask = m
        return out

    def accumulate(self, target, axis=0):
        return self.f.accumulate(filled(target, self._neutral), axis).view(class_of(target))


class _MaskedComparison(_MaskedBinaryOperation):
    def __init__(self, ufunc):
        super().__init__(ufunc)
        self.reduce = None


class _DomainedBinaryOperation(_MaskedUFunc):
    """Quotients, masked where there is none."""

    def __call__(self, a, b, *args, **kwargs):
        da, db = getdata(a), getdata(b)
        with np.errstate(divide='ignore', invalid='ignore'):
            r = self.f(da, db, *args, **kwargs)
        m = ~np.isfinite(r)
        m |= _indivisible(da, db)
        m |= getmask(a)
        m |= getmask(b)
        if not m.ndim:
            return masked if m else r
        try:
            np.copyto(r, 0, casting='unsafe', where=m)
            hidden = np.multiply(m, da)
            if np.can_cast(hidden.dtype, r.dtype, casting='safe'):
                r += hidden
        except Exception:
            pass
        return self._result(r, m, a, b)


UNARY = ('exp', 'sin', 'cos', 'arctan', 'sinh', 'cosh', 'tanh', 'absolute', 'negative', 'floor', 'ceil', 'logical_not', 'conjugate', 'fabs',
         'arcsinh', 'sqrt', 'log', 'log2', 'log10', 'tan', 'arcsin', 'arccos', 'arccosh', 'arctanh', 'angle', 'around')
BINARY = {'add': 0, 'subtract': 0, 'hypot': 0, 'logical_and': 0, 'logical_or': 0, 'logical_xor': 0, 'bitwise_and': 0, 'bitwise_or': 0,
          'bitwise_xor': 0, 'multiply': 1, 'arctan2': 1.}
COMPARISONS = ('equal', 'not_equal', 'less', 'less_equal', 'greater', 'greater_equal')
DOMAINED = ('true_divide', 'floor_divide', 'remainder', 'fmod')
FUNCTIONS = {name: _MaskedUnaryOperation(getattr(np, name)) for name in UNARY}
FUNCTIONS['around'] = _MaskedUnaryOperation(np.round_)
FUNCTIONS['abs'] = _MaskedUnaryOperation(np.absolute)
FUNCTIONS.update((name, _MaskedBinaryOperation(getattr(np, name), neutral)) for name, neutral in BINARY.items())
FUNCTIONS.update((name, _MaskedComparison(getattr(np, name))) for name in COMPARISONS)
FUNCTIONS.update((name, _DomainedBinaryOperation(getattr(np, name))) for name in DOMAINED)
FUNCTIONS['divide'] = _DomainedBinaryOperation(np.true_divide)
FUNCTIONS['mod'] = _DomainedBinaryOperation(np.remainder)
alltrue = _MaskedBinaryOperation(np.logical_and, 1).reduce
sometrue = FUNCTIONS['logical_or'].reduce


class _extrema_operation(_MaskedUFunc):
    """The larger or the smaller of two: one of them whole, its mask included."""

    def __init__(self, ufunc, compare, fill):
        super().__init__(ufunc)
        self._compare, self._fill = FUNCTIONS[compare], fill

    def __call__(self, a, b):
        return ma.where(self._compare(a, b), a, b)

    def reduce(self, target, axis=np._NoValue):
        target = np.array(target, copy=False, subok=True)
        m = getmask(target)
        if axis is np._NoValue and target.ndim > 1:
            name = self.__name__
            warnings.warn(f'In the future the default for ma.{name}.reduce will be axis=0, not the current None, to match np.{name}.reduce. '
                          'Explicitly pass 0 or None to silence this warning.', ma.MaskedArrayFutureWarning, stacklevel=2)
            axis = None
        words = {} if axis is np._NoValue else {'axis': axis}
        if m is nomask:
            return self.f.reduce(target, **words)
        r = self.f.reduce(target.filled(self._fill(target)).view(type(target)), **words)
        m = np.logical_and.reduce(m, **words)
        if hasattr(r, '_mask'):
            r._mask = m
            return r
        return masked if m else r

    def outer(self, a, b):
        m = nomask
        if getmask(a) is not nomask or getmask(b) is not nomask:
            m = np.logical_or.outer(getmaskarray(a), getmaskarray(b))
        r = self.f.outer(filled(a), filled(b))
        r = r if isinstance(r, MaskedArray) else r.view(MaskedArray)
        r._mask = m
        return r


FUNCTIONS['maximum'] = _extrema_operation(np.maximum, 'greater', maximum_fill_value)
FUNCTIONS['minimum'] = _extrema_operation(np.minimum, 'less', minimum_fill_value)


def power(a, b, third=None):
    if third is not None:
        raise MaskError('3-argument power not supported.')
    m, base, exponent = mask_or(getmask(a), getmask(b)), getdata(a), getdata(b)
    with np.errstate(divide='ignore', invalid='ignore'):
        r = np.where(m, base, np.power(base, exponent)).view(type(a) if isinstance(a, MaskedArray) else MaskedArray)
    r._update_from(a)
    bad = np.logical_not(np.isfinite(r.view(ndarray)))
    if m is not nomask:
        if not r.ndim:
            return masked
        r._mask = np.logical_or(m, bad)
    if bad.any():
        if not r.ndim:
            return masked
        if r._mask is nomask:
            r._mask = bad
        r._data[bad] = r.fill_value
    return r


FUNCTIONS['power'] = power


# --- operators ---

def _neutralised(self, data, neutral):
    """An operand that changes nothing where self is hidden."""
    return np.where(self._mask, data.dtype.type(neutral), data)


def _in_place(word, neutral):
    def method(self, other):
        m = getmask(other)
        if self._mask is not nomask:
            if m is not nomask:
                self._mask += m
        elif m is not nomask and m.any():
            self._mask = make_mask_none(self.shape, self.dtype)
            self._mask += m
        getattr(self._data, word)(_neutralised(self, getdata(other), neutral))
        return self
    return method


def _quotient_in_place(word):
    def method(self, other):
        data = getdata(other)
        bad = _indivisible(self._data, data)
        m = mask_or(getmask(other), bad)
        if bad.any():
            data = np.where(bad, data.dtype.type(1), data)
        self._mask |= m
        getattr(self._data, word)(_neutralised(self, data, 1))
        return self
    return method


def _power_in_place(self, other):
    data, m = _neutralised(self, getdata(other), 1), getmask(other)
    with np.errstate(divide='ignore', invalid='ignore'):
        self._data.__ipow__(data)
    bad = np.logical_not(np.isfinite(self._data))
    if bad.any():
        if self._mask is nomask:
            self._mask = bad
        else:
            self._mask |= bad
        np.copyto(self._data, self.fill_value, where=bad)
    self._mask = mask_or(self._mask, mask_or(m, bad))
    return self


def _forward(f):
    def method(self, other):
        return NotImplemented if self._leaves_to(other) else f(self, other)
    return method


def _reflected(f):
    return lambda self, other: f(other, self)


def operators(cls):
    """Gives the class the operators that look at masks; the others are those of arrays, whose ufuncs wrap their results."""
    methods = {}
    for word, name in (('add', 'add'), ('sub', 'subtract'), ('mul', 'multiply'), ('truediv', 'true_divide'), ('floordiv', 'floor_divide'),
                       ('pow', 'power')):
        methods[f'__{word}__'], methods[f'__r{word}__'] = _forward(FUNCTIONS[name]), _reflected(FUNCTIONS[name])
    methods['__div__'] = _forward(FUNCTIONS['divide'])
    for word, neutral in (('__iadd__', 0), ('__isub__', 0), ('__imul__', 1)):
        methods[word] = _in_place(word, neutral)
    for word in ('__itruediv__', '__ifloordiv__'):
        methods[word] = _quotient_in_place(word)
    methods['__ipow__'] = _power_in_place
    for word, method in methods.items():
        method.__name__, method.__qualname__ = word, f'MaskedArray.{word}'
        setattr(cls, word, method)


operators(MaskedArray)
