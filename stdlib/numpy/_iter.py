"""Going over arrays: index iterators, functions applied along axes or element by element."""
from _kukri import as_native as _as_native
import itertools
import operator

from numpy import _core
from numpy._core import array, asanyarray, asarray, broadcast_shapes, dtype, empty, empty_like
from numpy._helpers import _NoValue, normalize_axis
from numpy._matrix import matrix
from numpy._scalar_types import typecodes
from numpy._types import iterable

__all__ = ['ndindex', 'ndenumerate', 'vectorize', 'frompyfunc', 'apply_along_axis', 'apply_over_axes']


class ndindex:
    """All indices of a shape."""

    def __init__(self, *shape):
        if len(shape) == 1 and isinstance(shape[0], tuple):
            shape = shape[0]
        asarray(shape)  # of which NumPy's view has the shape
        shape = _core._read_shape(shape)
        if any(n < 0 for n in shape):
            raise ValueError('negative dimensions are not allowed')
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

@_as_native
def frompyfunc(func, /, nin, nout, *, identity=_NoValue):
    nin, nout = operator.index(nin), operator.index(nout)
    if not callable(func):
        raise TypeError('function must be callable')
    if nin + nout > 32:
        raise ValueError('Cannot construct a ufunc with more than 32 operands (requested number were: inputs = '
                         f'{nin} and outputs = {nout})')
    from numpy import _ufunc_rules
    return _ufunc_rules.ufunc(_ufunc_rules.OfFunction(func, nin, nout, **({} if identity is _NoValue else {'identity': identity})))


class vectorize:
    """A Python function of numbers as a function of arrays, called with the elements one by one.

    otypes gives the types of the results, which are otherwise those of a first call; excluded names the arguments that are
    passed on as they are; with a signature such as '(n),(n)->()' the function is of arrays.
    """

    def __init__(self, pyfunc, otypes=None, doc=None, excluded=None, cache=False, signature=None):
        self.pyfunc = pyfunc
        self.cache = cache
        self.signature = signature
        self._ufunc = {}  # with given types, one for each number of arguments
        self.__doc__ = pyfunc.__doc__ if doc is None else doc
        if isinstance(otypes, str):
            for char in otypes:
                if char not in typecodes['All']:
                    raise ValueError(f'Invalid otype specified: {char}')
        elif iterable(otypes):
            otypes = ''.join([dtype(t).char for t in otypes])
        elif otypes is not None:
            raise ValueError('Invalid otype specification')
        self.otypes = otypes
        self.excluded = set() if excluded is None else set(excluded)
        self._in_and_out_core_dims = None if signature is None else core_dimensions(signature)

    def __call__(self, *args, **kwargs):
        if not self.excluded and not kwargs:
            return self._run(self.pyfunc, args)
        names = [k for k in kwargs if k not in self.excluded]
        places = [i for i in range(len(args)) if i not in self.excluded]
        the_args, the_kwargs = list(args), dict(kwargs)

        def f(*values):
            for i, v in zip(places, values):
                the_args[i] = v
            for k, v in zip(names, values[len(places):]):
                the_kwargs[k] = v
            return self.pyfunc(*the_args, **the_kwargs)
        return self._run(f, [args[i] for i in places] + [kwargs[k] for k in names])

    def _run(self, f, args):
        if self.signature is not None:
            return self._with_signature(f, args)
        if not args:
            return f()
        u, types = self._ufunc_and_types(f, args)
        results = u(*[asanyarray(a, dtype=object) for a in args])
        if u.nout == 1:
            return _core._own(asanyarray(results, dtype=types[0]))
        return tuple([_core._own(asanyarray(r, dtype=t)) for r, t in zip(results, types)])

    def _ufunc_and_types(self, f, args):
        if self.otypes is not None:
            if f is not self.pyfunc:
                return frompyfunc(f, len(args), len(self.otypes)), self.otypes
            if len(args) not in self._ufunc:
                self._ufunc[len(args)] = frompyfunc(f, len(args), len(self.otypes))
            return self._ufunc[len(args)], self.otypes
        args = [asarray(a) for a in args]
        if any(a.size == 0 for a in args):
            raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
        first = f(*[a.flat[0] for a in args])  # decides the types
        nout = len(first) if isinstance(first, tuple) else 1
        types = ''.join([asarray(v).dtype.char for v in (first if isinstance(first, tuple) else (first,))])
        if not self.cache:
            return frompyfunc(f, len(args), nout), types
        known = [first]
        return frompyfunc(lambda *values: known.pop() if known else f(*values), len(args), nout), types

    def _with_signature(self, f, args):
        ins, outs = self._in_and_out_core_dims
        if len(args) != len(ins):
            raise TypeError(f'wrong number of positional arguments: expected {len(ins)!r}, got {len(args)!r}')
        arrays = [asanyarray(a) for a in args]
        sizes = {}
        for a, core in zip(arrays, ins):
            _note_sizes(sizes, a, core)
        shape = broadcast_shapes(*[a.shape[:a.ndim - len(core)] for a, core in zip(arrays, ins)])
        arrays = [_core.broadcast_to(a, shape + tuple(sizes[d] for d in core), subok=True) for a, core in zip(arrays, ins)]
        results, types = None, self.otypes
        for index in ndindex(*shape):
            r = f(*[a[index] for a in arrays])
            n = len(r) if isinstance(r, tuple) else 1
            if n != len(outs):
                raise ValueError(f'wrong number of outputs from pyfunc: expected {len(outs)!r}, got {n!r}')
            r = r if len(outs) != 1 else (r,)
            if results is None:
                for v, core in zip(r, outs):
                    _note_sizes(sizes, v, core)
                types = types or [asarray(v).dtype for v in r]
                results = tuple([empty_like(v, shape=shape + tuple(sizes[d] for d in core), dtype=t)
                                 for v, core, t in zip(r, outs, types)])
            for whole, v in zip(results, r):
                whole[index] = v
        if results is None:
            if types is None:
                raise ValueError('cannot call `vectorize` on size 0 inputs unless `otypes` is set')
            if any(d not in sizes for core in outs for d in core):
                raise ValueError('cannot call `vectorize` with a signature including new output dimensions on size 0 inputs')
            results = tuple([empty(shape + tuple(sizes[d] for d in core), t) for core, t in zip(outs, types)])
        return results[0] if len(outs) == 1 else results


def core_dimensions(signature):
    """The names of the dimensions of each operand and of each result in a signature such as '(m,n),(n)->(m)'."""
    import re
    text = re.sub(r'\s+', '', signature)
    operand = r'\((?:\w+(?:,\w+)*)?\)'
    if not re.match(f'^{operand}(?:,{operand})*->{operand}(?:,{operand})*$', text):
        raise ValueError(f'not a valid gufunc signature: {text}')
    return tuple([tuple(re.findall(r'\w+', one)) for one in re.findall(operand, side)] for side in text.split('->'))


def _note_sizes(sizes, v, core):
    """The sizes of an operand's last dimensions, which have those names."""
    if not core:
        return
    n = len(core)
    if v.ndim < n:
        raise ValueError(f'{v.ndim}-dimensional argument does not have enough dimensions for all core dimensions {core!r}')
    for name, size in zip(core, v.shape[-n:]):
        if sizes.setdefault(name, size) != size:
            raise ValueError(f'inconsistent size for core dimension {name!r}: {size!r} vs {sizes[name]!r}')


vectorize.__module__ = 'numpy'


# --- functions of slices ---

def apply_along_axis(func1d, axis, arr, *args, **kwargs):
    """func1d of every one-dimensional slice."""
    arr = asanyarray(arr)
    axis = normalize_axis(axis, arr.ndim)
    rows = arr.transpose([*range(axis), *range(axis + 1, arr.ndim), axis])  # by its method: a mask goes along
    if 0 in rows.shape[:-1]:
        raise ValueError('Cannot apply_along_axis when any iteration dimensions are 0')
    places = ndindex(rows.shape[:-1])
    first = next(places)
    r = asanyarray(func1d(rows[first], *args, **kwargs))
    n, lead = r.ndim, rows.ndim - 1
    of_matrix = isinstance(r, matrix)  # which would lose dimensions
    out = _core.zeros(rows.shape[:-1] + r.shape, r.dtype)  # the first result decides on type and class
    if not of_matrix:
        out = r.__array_prepare__(out)
    out[first + (Ellipsis,)] = r
    for i in places:
        out[i + (Ellipsis,)] = asanyarray(func1d(rows[i], *args, **kwargs))
    if not of_matrix:
        out = r.__array_wrap__(out)
    # the result's dimensions take the place of the axis
    out = out.transpose([*range(axis), *range(lead, lead + n), *range(axis, lead)]) if n or lead else out
    return r.__array_wrap__(out) if of_matrix else out


def apply_over_axes(func, a, axes):
    """func applied over one axis after the other."""
    val = asarray(a)
    n = a.ndim
    for axis in (axes if _core.array(axes).ndim else (axes,)):
        axis = axis + n if axis < 0 else axis
        r = func(val, axis)
        if r.ndim != val.ndim:
            r = _core.expand_dims(r, axis)
            if r.ndim != val.ndim:
                raise ValueError('function is not returning an array of the correct shape')
        val = r
    return val


ndindex.__module__ = ndenumerate.__module__ = 'numpy'
