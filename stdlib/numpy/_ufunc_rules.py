"""Ufuncs that compute in Python: those with several results, and those that frompyfunc makes.

A rule is what such a ufunc (numpy_ufunc.c) calls. It names the operands, results and types, takes the words of a call
apart as every ufunc does, and leaves the elements to `compute`. The methods of such a ufunc with one result are those of
_ufunc_methods.py.
"""
from numpy import _core, _ufunc_signature, _ufuncs
from numpy._core import dtype, ndarray
from numpy._own_class import wrapped

_OBJECT = dtype('O')
_WORDS = {'out', 'where', 'casting', 'order', 'dtype', 'subok', 'sig', 'signature', 'extobj'}


def ufunc(rule):
    return _core._with_rule(rule)


class Rule:
    """What ufuncs of that many operands and results have in common."""
    identity = None
    reorderable = False  # may a fold go over several axes?

    def __init__(self, name, nin, nout):
        self.name, self.nin, self.nout = name, nin, nout

    def __call__(self, f, *args, **words):
        for word in words:
            if word not in _WORDS:
                raise TypeError(f"{self.name}() got an unexpected keyword argument '{word}'")
        if not self.nin <= len(args) <= self.nin + self.nout:
            counts = f'from {self.nin} to {self.nin + self.nout} positional arguments' if self.nout else \
                f'{self.nin} positional argument{"s" * (self.nin != 1)}'
            raise TypeError(f'{self.name}() takes {counts} but {len(args)} were given')
        outs = self._outs(args[self.nin:], words.pop('out', None), len(args) > self.nin)
        inputs = args[:self.nin]
        return self._called(f, inputs, outs, **words)

    def _outs(self, places, out, given):
        if given and out is not None:
            raise TypeError("cannot specify 'out' as both a positional and keyword argument")
        if out is None:
            out = tuple(places) + (None,) * (self.nout - len(places))
        elif type(out) is not tuple:
            if self.nout > 1:
                raise TypeError("'out' must be a tuple of arrays")
            out = (out,)
        elif len(out) != self.nout:
            raise ValueError("The 'out' tuple must have exactly one entry per ufunc output")
        for o in out:
            if o is not None and not isinstance(o, ndarray):
                raise TypeError('return arrays must be of ArrayType')
        return list(out)

    def _called(self, f, inputs, outs, where=True, casting='same_kind', order='K', dtype=None, subok=True, extobj=None,
                sig=_ufunc_signature.NOT_GIVEN, signature=_ufunc_signature.NOT_GIVEN):
        _ufuncs._check_words(order, casting, subok)
        arrays = [_core.asanyarray(x) if subok else _core.asarray(x) for x in inputs]
        d = _ufuncs.general_dtype(dtype)
        wanted = _ufunc_signature.read(f, sig, signature)
        if wanted is not None:
            arrays = _ufunc_signature.cast(f, _ufunc_signature.loop(f, wanted, arrays), arrays, casting)
        mask = None if where is True else _ufuncs._truth(where)
        types = self.types_of(arrays, d, casting)
        for i, (x, t) in enumerate(zip(arrays, types)):
            if t is not None and not _ufuncs._castable(x, t, casting, all(a.ndim == 0 for a in arrays)):
                raise _ufuncs._cast_error(self.name, 'input' + (f' {i}' if len(arrays) > 1 else ''), x.dtype, t, casting)
        for i, (o, t) in enumerate(zip(outs, types[self.nin:])):
            if o is not None and t is not None and not _core.can_cast(t, o.dtype, casting):
                place = 'output' + (f' {self.nin + i}' if self.nout > 1 else '')
                raise _ufuncs._cast_error(self.name, place, t, o.dtype, casting)
        for o in outs:
            if o is not None and not o.flags.writeable:
                raise ValueError('output array is read-only')
        shape = _ufuncs._common_shape(arrays, None, mask)
        for o in outs:
            if o is not None:
                _ufuncs._common_shape(arrays, o, mask)
                shape = _core.broadcast_shapes(shape, o.shape)
        if mask is not None:
            mask = _core.broadcast_to(mask, shape)
        results = self.compute(arrays, types, shape, mask)
        return self._stored(f, inputs, arrays, results, outs, mask, order)

    def _stored(self, f, inputs, arrays, results, outs, mask, order):
        """The results in their outputs, as arrays of the operands' class or as scalars."""
        like = [a for a in arrays if type(a) is not ndarray]
        wrap = max(like, key=lambda a: getattr(a, '__array_priority__', 0)).__array_wrap__ if like else None
        r = []
        for i, (v, o) in enumerate(zip(results, outs)):
            if o is None:
                v = _ufuncs._ordered(v, order)
                r.append(wrap(v, (f, inputs, i)) if wrap else v[()] if v.ndim == 0 else v)
                continue
            if mask is None:
                o[...] = v
            else:
                o[mask] = v[mask]
            own = type(o) is not ndarray and type(o).__array_wrap__ is not ndarray.__array_wrap__
            r.append(wrapped(o, o, (f, (*inputs, *(out for out in outs if out is not None)), i)) if own else o)
        return tuple(r) if self.nout != 1 else r[0]

    def types_of(self, arrays, d, casting):
        """The dtypes of operands and results; None: whatever it is."""
        raise NotImplementedError

    def compute(self, arrays, types, shape, mask):
        """The arrays of results; what the mask leaves out may be anything."""
        raise NotImplementedError


class OfFunction(Rule):
    """What frompyfunc makes: a Python function called with the elements; its results are objects."""

    def __init__(self, function, nin, nout, **identity):
        super().__init__(f'{getattr(function, "__name__", "?")} (vectorized)', nin, nout)
        self.function = function
        self.identity = identity.get('identity')
        self.reorderable = bool(identity)
        self.types = ['O' * nin + '->' + 'O' * nout]
        words = ['x'] if nin == 1 else [f'x{i + 1}' for i in range(nin)]
        outs = [] if nout < 2 else [f'out{i + 1}' for i in range(nout)]
        head = ', '.join(words) + (', [' + ', '.join(outs) + ']' if outs else '')
        out = 'out=None' if nout < 2 else 'out=' + repr((None,) * nout)
        self.doc = (f"{self.name}({head}, /, {out}, *, where=True, casting='same_kind', order='K', "
                    'dtype=None, subok=True[, signature, extobj])\n\ndynamic ufunc based on a python function')

    def types_of(self, arrays, d, casting):
        return [_OBJECT] * (self.nin + self.nout)

    def compute(self, arrays, types, shape, mask):
        columns = [_core._object_items(_core.broadcast_to(_core.asarray(x).astype(object), shape)) for x in arrays]
        chosen = None if mask is None else mask.ravel().tolist()
        n = len(columns[0]) if columns else 1
        rows = zip(*columns) if columns else [()]
        function = self.function
        if chosen is None:
            values = [function(*row) for row in rows]
        else:
            values = [function(*row) if call else None for row, call in zip(rows, chosen)]
        if self.nout == 1:
            columns = [values]
        else:  # what is no tuple of that length is left out
            values = [v if isinstance(v, tuple) and len(v) == self.nout else (None,) * self.nout for v in values]
            columns = list(zip(*values)) if values else [()] * self.nout
        from numpy._objects import _like_operands
        return [_like_operands(_core._object_from_items(_OBJECT, shape, list(c)), *arrays) for c in columns]
