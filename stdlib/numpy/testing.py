"""Assertions on arrays."""
import _not_built
import contextlib
import unittest
import warnings

import numpy as np
from numpy import array, isnan

__all__ = ['assert_equal', 'assert_almost_equal', 'assert_approx_equal', 'assert_array_equal', 'assert_array_less',
           'assert_array_almost_equal', 'assert_raises', 'assert_raises_regex', 'assert_allclose', 'assert_warns', 'assert_no_warnings',
           'assert_string_equal', 'assert_array_almost_equal_nulp', 'assert_array_max_ulp', 'assert_', 'build_err_msg',
           'suppress_warnings', 'SkipTest', 'KnownFailureException', 'TestCase', 'measure']

SkipTest = unittest.SkipTest
TestCase = unittest.TestCase
verbose = 0


class KnownFailureException(Exception):
    """A test that is known to fail."""


class IgnoreException(Exception):
    """Ignored by test runners."""


def assert_(val, msg=''):
    if not val:
        raise AssertionError(msg() if callable(msg) else msg)


def build_err_msg(arrays, err_msg, header='Items are not equal:', verbose=True, names=('ACTUAL', 'DESIRED'), precision=8):
    msg = ['\n' + header]
    if err_msg:
        if err_msg.find('\n') == -1 and len(err_msg) < 79 - len(header):
            msg = [msg[0] + ' ' + err_msg]
        else:
            msg.append(err_msg)
    if verbose:
        for i, a in enumerate(arrays):
            if isinstance(a, np.ndarray):
                def show(x):
                    return np.array_repr(x, precision=precision)
            else:
                show = repr
            try:
                r = show(a)
            except Exception as exc:
                r = f'[repr failed for <{type(a).__name__}>: {exc}]'
            if r.count('\n') > 3:
                r = '\n'.join(r.splitlines()[:3]) + '...'
            msg.append(f' {names[i]}: {r}')
    return '\n'.join(msg)


def assert_equal(actual, desired, err_msg='', verbose=True):
    """Equal objects, containers and arrays; nan equals nan."""
    if isinstance(desired, dict):
        if not isinstance(actual, dict):
            raise AssertionError(repr(type(actual)))
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for k in desired:
            if k not in actual:
                raise AssertionError(repr(k))
            assert_equal(actual[k], desired[k], f'key={k!r}\n{err_msg}', verbose)
        return
    if isinstance(desired, (list, tuple)) and isinstance(actual, (list, tuple)):
        assert_equal(len(actual), len(desired), err_msg, verbose)
        for k in range(len(desired)):
            assert_equal(actual[k], desired[k], f'item={k!r}\n{err_msg}', verbose)
        return
    if isinstance(actual, np.ndarray) or isinstance(desired, np.ndarray):
        return assert_array_equal(actual, desired, err_msg, verbose)
    msg = build_err_msg([actual, desired], err_msg, verbose=verbose)
    if isinstance(actual, complex) or isinstance(desired, complex):
        try:
            assert_equal(np.real(actual), np.real(desired))
            assert_equal(np.imag(actual), np.imag(desired))
        except AssertionError:
            raise AssertionError(msg) from None
        return
    if np.isscalar(desired) != np.isscalar(actual):
        raise AssertionError(msg)
    try:
        both_nan = bool(isnan(desired)) and bool(isnan(actual))
        if both_nan:
            return
        if desired == 0 and actual == 0 and np.signbit(desired) != np.signbit(actual):
            raise AssertionError(msg)
    except (TypeError, ValueError, NotImplementedError):
        pass
    if not desired == actual:
        raise AssertionError(msg)


def assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True):
    """Equal up to a number of decimals: |desired - actual| < 1.5 * 10**-decimal."""
    def message():
        return build_err_msg([actual, desired], err_msg, verbose=verbose, header=f'Arrays are not almost equal to {decimal} decimals')
    if isinstance(actual, (np.ndarray, tuple, list)) or isinstance(desired, (np.ndarray, tuple, list)):
        return assert_array_almost_equal(actual, desired, decimal, err_msg)
    if isinstance(actual, complex) or isinstance(desired, complex):
        try:
            assert_almost_equal(np.real(actual), np.real(desired), decimal=decimal)
            assert_almost_equal(np.imag(actual), np.imag(desired), decimal=decimal)
        except AssertionError:
            raise AssertionError(message()) from None
        return
    try:
        if not (np.isfinite(desired) and np.isfinite(actual)):
            if isnan(desired) or isnan(actual):
                if not (isnan(desired) and isnan(actual)):
                    raise AssertionError(message())
            elif not desired == actual:
                raise AssertionError(message())
            return
    except (NotImplementedError, TypeError):
        pass
    if abs(desired - actual) >= np.float64(1.5 * 10.0 ** (-decimal)):
        raise AssertionError(message())


def assert_approx_equal(actual, desired, significant=7, err_msg='', verbose=True):
    actual, desired = map(float, (actual, desired))
    if desired == actual:
        return
    scale = 0.5 * (abs(desired) + abs(actual))
    scale = 10 ** np.floor(np.log10(scale))
    sc_desired = desired / scale if scale else 0.0
    sc_actual = actual / scale if scale else 0.0
    msg = build_err_msg([actual, desired], err_msg, header=f'Items are not equal to {significant} significant digits:',
                        verbose=verbose)
    if not (np.isfinite(desired) and np.isfinite(actual)):
        if isnan(desired) or isnan(actual):
            if not (isnan(desired) and isnan(actual)):
                raise AssertionError(msg)
        elif not desired == actual:
            raise AssertionError(msg)
        return
    if abs(sc_desired - sc_actual) >= 10.0 ** (-(significant - 1)):
        raise AssertionError(msg)


def _compare(comparison, x, y, err_msg='', verbose=True, header='', precision=6, equal_nan=True, equal_inf=True, strict=False):
    x = np.asanyarray(x)
    y = np.asanyarray(y)
    ox, oy = x, y
    names = ('x', 'y')

    def fail(text, head=None):
        raise AssertionError(build_err_msg([ox, oy], err_msg + text, verbose=verbose, header=header if head is None else head,
                                           names=names, precision=precision))

    same_shape = x.shape == y.shape and x.dtype == y.dtype if strict else \
        x.shape == () or y.shape == () or x.shape == y.shape
    if not same_shape:
        fail(f'\n(shapes {x.shape}, {y.shape} mismatch)' if x.shape != y.shape else f'\n(dtypes {x.dtype}, {y.dtype} mismatch)')
    flagged = np.zeros((), dtype=bool)

    def same_place(fx, fy, what):
        if not (np.asarray(fx) == np.asarray(fy)).all():
            raise AssertionError(build_err_msg([x, y], err_msg + f'\nx and y {what} location mismatch:', verbose=verbose,
                                               header=header, names=names, precision=precision))
        return np.asarray(fx) | np.asarray(fy)

    number = x.dtype.kind in 'biufc' and y.dtype.kind in 'biufc'
    if number:
        if equal_nan:
            flagged = same_place(isnan(x), isnan(y), 'nan')
        if equal_inf:
            flagged = flagged | same_place(x == +np.inf, y == +np.inf, '+inf')
            flagged = flagged | same_place(x == -np.inf, y == -np.inf, '-inf')
    if flagged.any():
        keep = ~flagged
        x = x[keep] if x.ndim else x if keep.any() and not flagged.ndim else np.broadcast_to(x, keep.shape)[keep]
        y = y[keep] if y.ndim else np.broadcast_to(y, keep.shape)[keep]
        if np.size(x) == 0 or np.size(y) == 0 or not keep.any():
            return
    elif x.size == 0 or y.size == 0:
        return
    val = comparison(x, y)
    reduced = val if isinstance(val, bool) else np.asarray(val).ravel()
    if isinstance(val, bool):
        cond, reduced = val, array([val])
    else:
        cond = bool(reduced.all())
    if cond:
        return
    n_mismatch = int(reduced.size - np.count_nonzero(reduced))
    n_elements = int(flagged.size if flagged.ndim != 0 else reduced.size)
    remarks = [f'Mismatched elements: {n_mismatch} / {n_elements} ({100 * n_mismatch / n_elements:.3g}%)']
    if number:
        with np.errstate(all='ignore'):
            try:
                error = abs(x - y) if x.dtype.kind != 'u' or y.dtype.kind != 'u' else np.minimum(x - y, y - x)
                max_abs = error.max()
                remarks.append(f'Max absolute difference: {np.array2string(np.asarray(max_abs))}')
                nonzero = np.asarray(y != 0)
                if not nonzero.any():
                    max_rel = array(np.inf)
                else:
                    nonzero = np.broadcast_to(nonzero, error.shape)
                    max_rel = (error[nonzero] / abs(np.broadcast_to(y, error.shape)[nonzero])).max()
                remarks.append(f'Max relative difference: {np.array2string(np.asarray(max_rel))}')
            except TypeError:
                pass
    fail('\n' + '\n'.join(remarks))


def assert_array_equal(x, y, err_msg='', verbose=True, *, strict=False):
    """The same shape and elements."""
    _compare(lambda a, b: a == b, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not equal', strict=strict)


def assert_array_almost_equal(x, y, decimal=6, err_msg='', verbose=True):
    """Equal up to a number of decimals."""
    def compare(a, b):
        if a.dtype.kind not in 'biufc':
            return a == b
        t = np.result_type(b, 1.)
        return abs(a - b.astype(t)) < 1.5 * 10.0 ** (-decimal)
    _compare(compare, x, y, err_msg=err_msg, verbose=verbose, header=f'Arrays are not almost equal to {decimal} decimals',
             precision=decimal)


def assert_array_less(x, y, err_msg='', verbose=True):
    _compare(lambda a, b: a < b, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not less-ordered', equal_inf=False)


def assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan=True, err_msg='', verbose=True):
    """|actual - desired| <= atol + rtol * |desired|"""
    _compare(lambda a, b: np.isclose(a, b, rtol=rtol, atol=atol, equal_nan=equal_nan), np.asanyarray(actual), np.asanyarray(desired),
             err_msg=str(err_msg), verbose=verbose, header=f'Not equal to tolerance rtol={rtol:g}, atol={atol:g}', equal_nan=equal_nan)


def assert_array_almost_equal_nulp(x, y, nulp=1):
    ax, ay = np.abs(x), np.abs(y)
    ref = nulp * np.spacing(np.where(ax > ay, ax, ay))
    if not np.all(np.abs(np.asarray(x) - y) <= ref):
        if np.iscomplexobj(x) or np.iscomplexobj(y):
            msg = f'X and Y are not equal to {nulp} ULP'
        else:
            msg = f'X and Y are not equal to {nulp} ULP (max is {np.max(_ulps(x, y)):g})'
        raise AssertionError(msg)


def _ulps(x, y):
    x, y = np.asarray(x), np.asarray(y)
    t = np.result_type(x, y)
    x, y = np.asarray(x, t), np.asarray(y, t)
    return np.abs(x - y) / np.spacing(np.maximum(np.abs(x), np.abs(y)))


def assert_array_max_ulp(a, b, maxulp=1, dtype=None):
    r = _ulps(a, b)
    if not np.all(r <= maxulp):
        raise AssertionError(f'Arrays are not almost equal up to {maxulp:g} ULP (max difference is {np.max(r):g} ULP)')
    return r


def assert_string_equal(actual, desired):
    if not isinstance(actual, str):
        raise AssertionError(repr(type(actual)))
    if not isinstance(desired, str):
        raise AssertionError(repr(type(desired)))
    if desired == actual:
        return
    import difflib
    diff = list(difflib.Differ().compare(actual.splitlines(True), desired.splitlines(True)))
    raise AssertionError(f"Differences in strings:\n{''.join(diff).rstrip()}")


class _Case(unittest.TestCase):
    def nop(self):
        pass


def assert_raises(*args, **kwargs):
    return _Case('nop').assertRaises(*args, **kwargs)


def assert_raises_regex(exception_class, expected_regexp, *args, **kwargs):
    return _Case('nop').assertRaisesRegex(exception_class, expected_regexp, *args, **kwargs)


@contextlib.contextmanager
def _warns(warning_class, name=None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        yield caught
        if not any(issubclass(w.category, warning_class) for w in caught):
            raise AssertionError('No warning raised' + (f' when calling {name}' if name else ''))


def assert_warns(warning_class, *args, **kwargs):
    if not args:
        return _warns(warning_class)
    func, args = args[0], args[1:]
    with _warns(warning_class, name=func.__name__):
        return func(*args, **kwargs)


@contextlib.contextmanager
def _no_warnings(name=None):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        yield
        if len(caught) > 0:
            raise AssertionError(f"Got warnings{f' when calling {name}' if name else ''}: {caught}")


def assert_no_warnings(*args, **kwargs):
    if not args:
        return _no_warnings()
    func, args = args[0], args[1:]
    with _no_warnings(name=func.__name__):
        return func(*args, **kwargs)


class suppress_warnings:
    """Silences warnings inside a with statement; filter() and record() choose which."""

    def __init__(self, forwarding_rule='always'):
        self._rules = []
        self.log = []

    def filter(self, category=Warning, message='', module=None):
        self._rules.append((category, message))
        if getattr(self, '_saved', None):
            warnings.filterwarnings('ignore', message, category)

    def record(self, category=Warning, message='', module=None):
        self._rules.append((category, message))
        return self.log

    def __enter__(self):
        self._saved = warnings.catch_warnings()
        self._saved.__enter__()
        for category, message in self._rules:
            warnings.filterwarnings('ignore', message, category)
        return self

    def __exit__(self, *exc):
        self._saved.__exit__(*exc)
        self._saved = None


def measure(code_str, times=1, label=None):
    import timeit
    return timeit.timeit(code_str, number=times)


__getattr__ = _not_built.of(__name__)
