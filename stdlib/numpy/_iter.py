"""Going over arrays: index iterators, functions applied along axes or element by element."""
from _kukri import as_native as _as_native
import itertools
import operator

from numpy import _core
from numpy._core import array, asanyarray, asarray, dtype, empty, ndarray
from numpy._helpers import normalize_axis

__all__ = ['ndindex', 'ndenumerate', 'vectorize', 'frompyfunc', 'apply_along_axis', 'apply_over_axes']


class ndindex:
    """All indices of a shape."""

    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        self._it = itertools.product(*map(range, shape))

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._it)


class ndenumerate:
    """Index and value of every element."""

    def __init__(self, arr):
        arr = asarray(arr)
        self.iter = arr.flat
        self._it = zip(ndindex(arr.shape), arr.flat)

    def __iter__(self):
        return self

    def __next__(self):
        return next(self._it)


# --- functions of elements ---

class _PyUfunc:
    """A ufunc made of a Python function: results are objects."""

    def __init__(self, func, nin, nout, identity=None):
        self._func = func
        self.nin, self.nout, self.nargs = nin, nout, nin + nout
        self.identity = identity
        self.__name__ = f'{getattr(func, "__name__", "?")} (vectorized)'
        self.__doc__ = func.__doc__

    def __repr__(self):
        return f"<ufunc '{self.__name__}'>"

    def __call__(self, *args):
        if len(args) != self.nin:
            raise TypeError(f'{self.__name__}() takes from {self.nin} to {self.nargs} positional arguments but '
                            f'{len(args)} were given')
        arrays = [asarray(a) for a in args]
        shape = _core.broadcast_shapes(*[a.shape for a in arrays])
        columns = [_core.broadcast_to(a, shape).ravel().tolist() for a in arrays]
        rows = [self._func(*row) for row in zip(*columns)]
        if self.nout == 1:
            return _object_result(rows, shape, arrays)
        return tuple(_object_result([r[i] for r in rows], shape, arrays) for i in range(self.nout))

    def reduce(self, a, axis=0):
        a = asarray(a)
        rows = _core.moveaxis(a, axis, 0)
        r = rows[0]
        for i in range(1, rows.shape[0]):
            r = self(r, rows[i])
        return r

    def accumulate(self, a, axis=0):
        items = asarray(a).tolist()
        out = list(itertools.accumulate(items, self._func))
        return _object_result(out, (len(out),))

    def outer(self, a, b):
        a, b = asarray(a), asarray(b)
        return self(a.reshape(a.shape + (1,) * b.ndim), b)


def _object_result(items, shape, like=()):
    if shape == ():
        return items[0]
    from numpy._objects import _like_operands
    return _like_operands(_core._object_from_items(dtype('O'), shape, items), *like)


@_as_native
def frompyfunc(func, /, nin, nout, *, identity=None):
    nin, nout = operator.index(nin), operator.index(nout)
    if not callable(func):
        raise TypeError('function must be callable')
    return _PyUfunc(func, nin, nout, identity)


class vectorize:
    """A Python function of numbers as a function of arrays."""

    def __init__(self, pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        self.pyfunc = pyfunc
        self.cache = cache
        self.signature = signature
        self.__doc__ = pyfunc.__doc__ if doc is None else doc
        self.__name__ = getattr(pyfunc, '__name__', 'vectorize')
        if isinstance(otypes, str):
            otypes = list(otypes)
        elif otypes is not None:
            otypes = [dtype(t).char for t in otypes]
        self.otypes = otypes
        self.excluded = set(excluded or ())

    def __call__(self, *args, **kwargs):
        if self.signature is not None:
            return self._with_signature(args, kwargs)
        names = [k for k in kwargs if k not in self.excluded]
        places = [i for i in range(len(args)) if i not in self.excluded]
        if not self.excluded and not kwargs:
            return self._run(self.pyfunc, args)
        the_args, the_kwargs = list(args), dict(kwargs)

        def f(*values):
            for i, v in zip(places, values):
                the_args[i] = v
            for k, v in zip(names, values[len(places):]):
                the_kwargs[k] = v
            return self.pyfunc(*the_args, **the_kwargs)
        return self._run(f, [args[i] for i in places] + [kwargs[k] for k in names])

    def _run(self, f, args):
        if not args:
            return f()
        given = [asanyarray(a) for a in args]
        arrays = [a.astype(object) for a in given]
        shape = _core.broadcast_shapes(*[a.shape for a in arrays])
        columns = [_core._object_items(_core.broadcast_to(a, shape)) for a in arrays]
        size = len(columns[0])
        if size == 0 and not self.otypes:
            raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
        first = None if self.otypes else f(*[a.flat[0] for a in given])  # decides the types
        rows = [f(*values) for values in zip(*columns)] if self.otypes or not self.cache else \
            [first] + [f(*values) for values in list(zip(*columns))[1:]]
        if not self.otypes:
            nout = len(first) if isinstance(first, tuple) else 1
            first = first if isinstance(first, tuple) else (first,)
            types = [asarray(v).dtype for v in first]
            types = [dtype(t.kind) if t.kind in 'US' else t for t in types]
        else:
            nout = len(self.otypes)
            types = [dtype(t) for t in self.otypes]
        if nout == 1:
            single = rows and isinstance(rows[0], tuple)
            return self._column([r[0] for r in rows] if single and not self.otypes else rows, types[0], shape, arrays)
        return tuple(self._column([r[i] for r in rows], types[i], shape, arrays) for i in range(nout))

    @staticmethod
    def _column(items, t, shape, like):
        from numpy._objects import _like_operands
        r = _core._object_from_items(dtype(object), shape, items)
        return _like_operands(r, *like).astype(t, copy=False)

    def _with_signature(self, args, kwargs):
        left, right = self.signature.replace(' ', '').split('->')

        def parse(s):
            return [tuple(d for d in g.split(',') if d) for g in s.strip('()').split('),(')]
        ins, outs = parse(left), parse(right)
        if len(args) != len(ins):
            raise TypeError(f'wrong number of positional arguments: expected {len(ins)}, got {len(args)}')
        arrays = [asanyarray(a) for a in args]
        loops = [a.shape[:a.ndim - len(c)] for a, c in zip(arrays, ins)]
        shape = _core.broadcast_shapes(*loops)
        arrays = [_core.broadcast_to(a, shape + a.shape[a.ndim - len(c):]) for a, c in zip(arrays, ins)]
        results = []
        for index in ndindex(shape):
            r = self.pyfunc(*[a[index] for a in arrays], **kwargs)
            results.append(r if len(outs) > 1 else (r,))
        out = []
        for i in range(len(outs)):
            parts = [asarray(r[i]) for r in results]
            x = _core.stack(parts).reshape(shape + parts[0].shape)
            out.append(x if self.otypes is None else x.astype(self.otypes[i]))
        return tuple(out) if len(out) > 1 else out[0]


# --- functions of slices ---

def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """func1d of every one-dimensional slice."""
    arr = asanyarray(arr)
    axis = normalize_axis(axis, arr.ndim)
    rows = _core.moveaxis(arr, axis, -1)
    if 0 in rows.shape[:-1]:
        raise ValueError('Cannot apply_along_axis when any iteration dimensions are 0')
    results = [asanyarray(func1d(rows[i], *args, **kwargs)) for i in ndindex(rows.shape[:-1])]
    inner = results[0].shape
    if any(r.dtype != results[0].dtype for r in results):  # the first one decides
        results = [r.astype(results[0].dtype) for r in results]
    out = _core.stack(results).reshape(rows.shape[:-1] + inner)
    n = len(inner)
    if n:  # the result's dimensions take the place of the axis
        lead = rows.ndim - 1
        order = list(range(axis)) + list(range(lead, lead + n)) + list(range(axis, lead))
        out = out.transpose(order)
    return out


def apply_over_axes(func, a, axes):
    """func applied over one axis after the other."""
    val = asarray(a)
    n = val.ndim
    for axis in (axes if isinstance(axes, (list, tuple)) else (axes,)):
        axis = axis + n if axis < 0 else axis
        r = func(val, axis)
        if r.ndim != val.ndim:
            r = _core.expand_dims(r, axis)
            if r.ndim != val.ndim:
                raise ValueError('function is not returning an array of the correct shape')
        val = r
    return val
