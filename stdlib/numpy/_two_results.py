"""The ufuncs with two results: divmod, modf and frexp."""
from numpy import _core, _ufuncs
from numpy._core import dtype
from numpy._ufunc_rules import Rule, ufunc


class TwoResults(Rule):
    """A ufunc of numbers with two results, which f computes from operands of the loop's type."""

    def __init__(self, name, nin, f, loops=None, times=False, second=None):
        """loops: the ufunc of one result that computes in the same types; times: takes those, too; second: the type of the
        second results, if it is not that of the first."""
        super().__init__(name, nin, 2)
        self.doc = f.__doc__
        self._f, self._loops, self._times, self._second = f, loops or name, times, second

    @property
    def types(self):
        from numpy import _loop_types
        return _loop_types.types(self.name, self.nin, False)

    def types_of(self, arrays, d, casting):
        if any(x.dtype.kind in 'mM' for x in arrays) and self._times:
            if any(x.dtype.kind != 'm' for x in arrays):
                from numpy._helpers import UFuncRefusal
                types = ' and '.join(repr(x.dtype) for x in arrays)
                raise UFuncRefusal(f"ufunc '{self.name}' cannot use operands with types {types}")
            return [None] * (self.nin + 2)
        if any(x.dtype.kind not in 'biufc' for x in arrays):
            raise _ufuncs.unsupported(self.name)
        if d is None:
            try:
                d = _ufuncs._search(self._loops, [_core._native(x) for x in arrays]).out
            except TypeError:
                raise _ufuncs.unsupported(self.name) from None
        elif not _ufuncs.has_loop(self._loops, d) or self._second is not None and d != self._second:
            raise TypeError(f'No loop matching the specified signature and casting was found for ufunc {self.name}')
        return [d] * (self.nin + 1) + [d if self._second is None else self._second]

    def compute(self, arrays, types, shape, mask):
        plain = [_core.asarray(x) for x in arrays]
        from numpy._ufunc_methods import Collected
        with Collected(self.name):
            if types[0] is None:
                q, rest = self._f(*plain)
                return [_core.asarray(q, 'q'), _core.asarray(rest)]
            plain = [_ufuncs.converted(_core._native(x), t) for x, t in zip(plain, types)]
            if mask is None:
                return [_core.asarray(v) for v in self._f(*plain)]
            some = self._f(*[_core.broadcast_to(x, shape)[mask] for x in plain])
        results = [_core.zeros(shape, t) for t in types[self.nin:]]
        for r, v in zip(results, some):
            r[mask] = v
        return results


def _divmod(a, b):
    """The quotient rounded down, and what remains."""
    return _core.floor_divide(a, b), _core.remainder(a, b)


def _modf(x):
    """The fraction and the whole part, both with the sign of the number."""
    whole, infinite = _core.trunc(x), _core.isinf(x)
    if infinite.any():
        zero = x.dtype.type(0)
        return _core.copysign(_core.where(infinite, zero, x) - _core.where(infinite, zero, whole), x), whole
    return _core.copysign(x - whole, x), whole


_EXPONENT = 0x7ff << 52  # of a double; that of numbers from 0.5 up to 1 is 1022


def _frexp(x):
    """The mantissa, from 0.5 up to 1, and the power of 2."""
    if x.dtype.char == 'g':
        return _frexp_long(x)
    d = _core._like_operand(x, dtype('f8'))
    d[...] = x
    bits = d.view('i8')
    power = (bits & _EXPONENT) >> 52
    tiny = power == 0
    if tiny.any():  # zeros, and numbers without a leading bit
        bits = _core.where(tiny, _core.where(tiny, d, 0.0) * 2.0 ** 54, d).view('i8')
        power = ((bits & _EXPONENT) >> 52) - 54 * tiny
    m = ((bits & ~_EXPONENT) | (1022 << 52)).view('f8')
    e = power - 1022
    odd = (power == 2047) | (d == 0)
    if odd.any():
        m, e = _core.where(odd, d, m), _core.where(odd, 0, e)
    return m.astype(x.dtype), e.astype('i4')


def _frexp_long(x):
    ok = _core.isfinite(x) & (x != 0)
    safe = _core.where(ok, x, x.dtype.type(1))
    e = _core.floor(_core.log2(_core.absolute(safe))).astype(int) + 1
    m = _core.ldexp(safe, -e)
    high = _core.absolute(m) >= 1
    low = _core.absolute(m) < 0.5
    e = e + high - low
    m = _core.ldexp(safe, -e)
    return _core.where(ok, m, x), _core.where(ok, e, 0).astype('i4')


divmod = ufunc(TwoResults('divmod', 2, _divmod, loops='remainder', times=True))
modf = ufunc(TwoResults('modf', 1, _modf))
frexp = ufunc(TwoResults('frexp', 1, _frexp, second=dtype('i4')))


def scalar_divmod(a, b):
    """divmod of numbers with the arithmetic of scalars, which reports say."""
    from numpy._ufunc_methods import Collected
    with Collected('scalar divmod'):
        return a // b, a % b
