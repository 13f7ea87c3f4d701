"""Assertions on values and arrays; those on warnings, exceptions and garbage are in numpy._testing_tools."""
import _not_built

import numpy as np
from numpy._testing_tools import *
from numpy._testing_tools import __all__ as _tools

__all__ = ['assert_equal', 'assert_almost_equal', 'assert_approx_equal', 'assert_array_equal', 'assert_array_less',
           'assert_array_almost_equal', 'assert_array_compare', 'assert_allclose', 'assert_string_equal',
           'assert_array_almost_equal_nulp', 'assert_array_max_ulp', 'assert_', 'build_err_msg', 'print_assert_equal',
           'verbose'] + _tools

verbose = 0


def assert_(val, msg=''):
    """Fails with the message, which may be a function, unless val is true."""
    if not val:
        raise AssertionError(msg() if callable(msg) else msg)


def _shown(value, precision):
    """A value's repr for a message: of arrays with that precision, three lines at most."""
    try:
        text = np.array_repr(value, precision=precision) if isinstance(value, np.ndarray) else repr(value)
    except Exception as error:
        text = f'[repr failed for <{type(value).__name__}>: {error}]'
    if text.count('\n') > 3:
        text = '\n'.join(text.split('\n')[:3]) + '...'
    return text


def build_err_msg(arrays, err_msg, header='Items are not equal:', verbose=True, names=('ACTUAL', 'DESIRED'), precision=8):
    """The text of a failed assertion: header, message, and the values under their names."""
    lines = ['\n' + header]
    if err_msg:
        if err_msg.find('\n') < 0 and len(err_msg) < 79 - len(header):
            lines[0] += ' ' + err_msg
        else:
            lines.append(err_msg)
    if verbose:
        lines += [f' {names[i]}: {_shown(value, precision)}' for i, value in enumerate(arrays)]
    return '\n'.join(lines)


def print_assert_equal(test_string, actual, desired):
    """Fails with a text that names the test unless the two are equal."""
    import pprint
    if not actual == desired:
        raise AssertionError(f'{test_string} failed\nACTUAL: \n{pprint.pformat(actual)}\nDESIRED: \n'
                             f'{pprint.pformat(desired)}\n')


# --- single values and containers ---

def _any_complex(*values):
    try:
        return any(np.iscomplexobj(x) for x in values)
    except (ValueError, TypeError):
        return False


def _by_parts(check, actual, desired, message):
    """Checks real and imaginary parts apart; a failure tells of the whole."""
    def part(x, i):
        if not np.iscomplexobj(x):
            return 0 if i else x
        return np.imag(x) if i else np.real(x)
    try:
        for i in range(2):
            check(part(actual, i), part(desired, i))
    except AssertionError:
        raise AssertionError(message()) from None


def _same_missing(actual, desired, message):
    """Are both not-a-time of one sort, or both not a number? Fails if the sorts or the signs of zeros differ."""
    try:
        if np.isnat(desired) and np.isnat(actual):
            if np.array(desired).dtype.type == np.array(actual).dtype.type:
                return True
            raise AssertionError(message())
    except (TypeError, ValueError, NotImplementedError):
        pass
    try:
        if np.isnan(desired) and np.isnan(actual):
            return True
        times = np.array(actual).dtype.kind in 'mM' or np.array(desired).dtype.kind in 'mM'
        if not times and desired == 0 and actual == 0 and np.signbit(desired) != np.signbit(actual):
            raise AssertionError(message())
    except (TypeError, ValueError, NotImplementedError):
        pass
    return False


def _equal_containers(actual, desired, keys, word, err_msg, verbose):
    assert_equal(len(actual), len(desired), err_msg, verbose)
    for k in keys:
        if word == 'key' and k not in actual:
            raise AssertionError(repr(k))
        assert_equal(actual[k], desired[k], f'{word}={k!r}\n{err_msg}', verbose)


def assert_equal(actual, desired, err_msg='', verbose=True):
    """Equal objects, containers and arrays; nan equals nan."""
    if isinstance(desired, dict):
        if not isinstance(actual, dict):
            raise AssertionError(repr(type(actual)))
        return _equal_containers(actual, desired, desired, 'key', err_msg, verbose)
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        return _equal_containers(actual, desired, range(len(desired)), 'item', err_msg, verbose)
    if isinstance(actual, np.ndarray) or isinstance(desired, np.ndarray):
        return assert_array_equal(actual, desired, err_msg, verbose)

    def message():
        return build_err_msg([actual, desired], err_msg, verbose=verbose)

    if _any_complex(actual, desired):
        _by_parts(assert_equal, actual, desired, message)
    if np.isscalar(desired) != np.isscalar(actual):
        raise AssertionError(message())
    if _same_missing(actual, desired, message):
        return
    try:
        if not desired == actual:
            raise AssertionError(message())
    except (DeprecationWarning, FutureWarning) as error:
        if 'elementwise == comparison' in error.args[0]:
            raise AssertionError(message()) from None
        raise


def _both_special(actual, desired, message):
    """Is one not finite? Then both must be nan, or equal."""
    try:
        if np.isfinite(desired) and np.isfinite(actual):
            return False
        if np.isnan(desired) or np.isnan(actual):
            alike = np.isnan(desired) and np.isnan(actual)
        else:
            alike = desired == actual
    except (NotImplementedError, TypeError):
        return False
    if not alike:
        raise AssertionError(message())
    return True


def assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True):
    """Equal up to a number of decimals: |desired - actual| < 1.5 * 10**-decimal."""
    def message():
        return build_err_msg([actual, desired], err_msg, verbose=verbose,
                             header=f'Arrays are not almost equal to {decimal:d} decimals')

    if _any_complex(actual, desired):
        _by_parts(lambda a, b: assert_almost_equal(a, b, decimal=decimal), actual, desired, message)
    if isinstance(actual, (np.ndarray, tuple, list)) or isinstance(desired, (np.ndarray, tuple, list)):
        return assert_array_almost_equal(actual, desired, decimal, err_msg)
    if _both_special(actual, desired, message):
        return
    if abs(desired - actual) >= np.float64(1.5 * 10.0 ** (-decimal)):
        raise AssertionError(message())


def assert_approx_equal(actual, desired, significant=7, err_msg='', verbose=True):
    """Equal up to a number of significant digits."""
    actual, desired = float(actual), float(desired)
    if desired == actual:
        return
    with np.errstate(invalid='ignore'):
        scale = np.power(10, np.floor(np.log10(0.5 * (np.abs(desired) + np.abs(actual)))))

    text = build_err_msg([actual, desired], err_msg, verbose=verbose,
                         header='Items are not equal to %d significant digits:' % significant)

    def message():
        return text

    scaled = [x / scale if scale else 0.0 for x in (desired, actual)]
    if not _both_special(actual, desired, message) and \
            np.abs(scaled[0] - scaled[1]) >= np.power(10., -(significant - 1)):
        raise AssertionError(message())


def assert_string_equal(actual, desired):
    """The same text; the message shows the lines that differ."""
    for text in (actual, desired):
        if not isinstance(text, str):
            raise AssertionError(repr(type(text)))
    if desired == actual:
        return
    import difflib
    lines = list(difflib.Differ().compare(actual.splitlines(True), desired.splitlines(True)))
    shown, at = [], 0
    while at < len(lines):
        end = at + 1
        if not lines[at].startswith('  '):
            if not lines[at].startswith('- '):
                raise AssertionError(repr(lines[at]))
            end += end < len(lines) and lines[end].startswith('? ')
            if end >= len(lines):
                raise IndexError('pop from empty list')
            if not lines[end].startswith('+ '):
                raise AssertionError(repr(lines[end]))
            end += 1
            end += end < len(lines) and lines[end].startswith('? ')
            shown += lines[at:end]
        at = end
    raise AssertionError('Differences in strings:\n' + ''.join(shown).rstrip())


# --- arrays ---

class _Comparison:
    """Two arrays that are compared, and how a failure is told."""

    def __init__(self, x, y, err_msg, verbose, header, precision):
        self.x, self.y = x, y
        self.err_msg, self.verbose, self.header, self.precision = err_msg, verbose, header, precision

    def text(self, remark='', header=None):
        return build_err_msg([self.x, self.y], self.err_msg + remark, verbose=self.verbose, names=('x', 'y'),
                             header=self.header if header is None else header, precision=self.precision)

    def check_shapes(self, strict):
        x, y = self.x, self.y
        alike = x.shape == y.shape or not strict and (x.shape == () or y.shape == ())
        if not alike:
            raise AssertionError(self.text(f'\n(shapes {x.shape}, {y.shape} mismatch)'))
        if strict and x.dtype != y.dtype:
            raise AssertionError(self.text(f'\n(dtypes {x.dtype}, {y.dtype} mismatch)'))

    def same_places(self, test, what):
        """Where both have a special value; fails if only one has."""
        in_x, in_y = test(self.x), test(self.y)
        if np.bool_(in_x == in_y).all() != True:  # noqa: E712 - it may be masked
            raise AssertionError(self.text(f'\nx and y {what} location mismatch:'))
        return np.bool_(in_x) if isinstance(in_x, bool) or in_x.ndim == 0 else \
            np.bool_(in_y) if isinstance(in_y, bool) or in_y.ndim == 0 else in_y

    def special_places(self, equal_nan, equal_inf):
        """Where both have the same nan, infinity or not-a-time: these places count as equal."""
        x, y = self.x, self.y
        flagged = np.bool_(False)
        if x.dtype.kind in 'biufc' and y.dtype.kind in 'biufc':
            if equal_nan:
                flagged = self.same_places(np.isnan, 'nan')
            if equal_inf:
                flagged = flagged | self.same_places(lambda v: v == np.inf, '+inf')
                flagged = flagged | self.same_places(lambda v: v == -np.inf, '-inf')
        elif x.dtype.kind in 'mM' and y.dtype.kind in 'mM' and equal_nan and x.dtype.type == y.dtype.type:
            flagged = self.same_places(np.isnat, 'NaT')
        return flagged


def _largest_differences(x, y):
    """The lines on the largest differences; those that the types have no subtraction for are left out."""
    def shown(value):
        return str(value) if getattr(error, 'dtype', np.object_) == np.object_ else np.array2string(value)
    lines = []
    try:
        with np.errstate(all='ignore'):
            error = abs(x - y)
            if np.issubdtype(x.dtype, np.unsignedinteger):
                error = np.minimum(error, abs(y - x))
            lines.append('Max absolute difference: ' + shown(np.max(error)))
            nonzero = np.bool_(y != 0)
            if not np.any(nonzero):
                relative = np.array(np.inf)
            else:
                relative = np.max(np.asanyarray(error)[nonzero] / abs(y[nonzero]))
            lines.append('Max relative difference: ' + shown(relative))
    except TypeError:
        pass
    return lines


def _compare_rest(comparison, x, y, flagged):
    """Compares the places that are not flagged; the remark on a failure, or None."""
    if flagged.ndim > 0:
        x, y = x[~flagged], y[~flagged]
        if x.size == 0:
            return None
    elif flagged:
        return None
    equal = comparison(x, y)
    single = isinstance(equal, bool)
    reduced = np.array([equal]) if single else equal.ravel()
    if not ((equal if single else reduced.all()) != True):  # noqa: E712 - of hidden elements neither is true
        return None
    wrong = reduced.size - reduced.sum(dtype=np.intp)
    total = flagged.size if flagged.ndim else reduced.size
    lines = [f'Mismatched elements: {wrong} / {total} ({100 * wrong / total:.3g}%)']
    return '\n' + '\n'.join(lines + _largest_differences(x, y))


def assert_array_compare(comparison, x, y, err_msg='', verbose=True, header='', precision=6, equal_nan=True, equal_inf=True,
                         *, strict=False):
    """comparison(x, y) must hold for all elements; nans and infinities must be in the same places."""
    x, y = np.asanyarray(x), np.asanyarray(y)
    pair = _Comparison(x, y, err_msg, verbose, header, precision)
    try:
        pair.check_shapes(strict)
        remark = _compare_rest(comparison, x, y, pair.special_places(equal_nan, equal_inf))
    except ValueError:
        import traceback
        header = f'error during assertion:\n\n{traceback.format_exc()}\n\n{header}'
        raise ValueError(pair.text(header=header)) from None
    if remark is not None:
        raise AssertionError(pair.text(remark))


def assert_array_equal(x, y, err_msg='', verbose=True, *, strict=False):
    """The same shape and elements."""
    assert_array_compare(lambda a, b: a == b, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not equal',
                         strict=strict)


def assert_array_almost_equal(x, y, decimal=6, err_msg='', verbose=True):
    """Equal up to a number of decimals."""
    def close(a, b):
        try:
            infinite = np.isinf(a), np.isinf(b)
            if np.any(infinite[0]) or np.any(infinite[1]):
                if not (infinite[0] == infinite[1]).all():
                    return False
                if a.size == b.size == 1:
                    return a == b
                a, b = a[~infinite[0]], b[~infinite[1]]
        except (TypeError, NotImplementedError):
            pass
        gap = abs(a - np.asanyarray(b, np.result_type(b, 1.)))
        if not np.issubdtype(gap.dtype, np.number):
            gap = gap.astype(np.float_)
        return gap < 1.5 * 10.0 ** (-decimal)

    assert_array_compare(close, x, y, err_msg=err_msg, verbose=verbose, precision=decimal,
                         header='Arrays are not almost equal to %d decimals' % decimal)


def assert_array_less(x, y, err_msg='', verbose=True):
    """Every element of x below that of y."""
    assert_array_compare(lambda a, b: a < b, x, y, err_msg=err_msg, verbose=verbose, equal_inf=False,
                         header='Arrays are not less-ordered')


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True):
    """|actual - desired| <= atol + rtol * |desired|"""
    assert_array_compare(lambda a, b: np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan),
                         np.asanyarray(actual), np.asanyarray(desired), err_msg=str(err_msg), verbose=verbose,
                         header=f'Not equal to tolerance rtol={rtol:g}, atol={atol:g}', equal_nan=equal_nan)


# --- distances in units of the last place ---

def _ordinal(x):
    """The place of each number among all numbers of its type, counted from zero."""
    if x.dtype.kind != 'f':
        raise ValueError(f'Unsupported dtype {x.dtype}')
    bits = x.view(f'i{x.dtype.itemsize}')
    return np.where(bits < 0, np.iinfo(bits.dtype).min - bits, bits).astype(bits.dtype)


def _distances(x, y, dtype=None):
    """How many numbers lie between x and y, with one more dimension in front."""
    x, y = (np.asarray(v, dtype=dtype) if dtype else np.asarray(v) for v in (x, y))
    t = np.common_type(x, y)
    if np.iscomplexobj(x) or np.iscomplexobj(y):
        raise NotImplementedError('_nulp not implemented for complex array')
    if t is np.longdouble:
        raise ValueError(f'Unsupported dtype {np.dtype(t)}')
    x, y = np.array([x], dtype=t), np.array([y], dtype=t)
    for v in (x, y):
        v[np.isnan(v)] = np.nan
    if x.shape != y.shape:
        raise ValueError(f'x and y do not have the same shape: {x.shape} - {y.shape}')
    return np.abs(np.asarray(_ordinal(x) - _ordinal(y), dtype=t))


def assert_array_almost_equal_nulp(x, y, nulp=1):
    """Equal up to some units in the last place."""
    ax, ay = np.abs(x), np.abs(y)
    allowed = nulp * np.spacing(np.where(ax > ay, ax, ay))
    if np.all(np.abs(x - y) <= allowed):
        return
    text = f'X and Y are not equal to {nulp:d} ULP'
    if not (np.iscomplexobj(x) or np.iscomplexobj(y)):
        text += f' (max is {np.max(_distances(x, y)):g})'
    raise AssertionError(text)


def assert_array_max_ulp(a, b, maxulp=1, dtype=None):
    """Equal up to some units in the last place; gives the distances."""
    gaps = _distances(a, b, dtype)
    if not np.all(gaps <= maxulp):
        raise AssertionError(f'Arrays are not almost equal up to {maxulp:g} ULP (max difference is {np.max(gaps):g} ULP)')
    return gaps


__getattr__ = _not_built.of(__name__)
