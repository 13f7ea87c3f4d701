"""Assertions on masked arrays: what is hidden on either side counts as equal."""
import operator

import numpy as np
import numpy.testing as _testing
from numpy import ndarray
from numpy.ma import filled, getmask, mask_or, masked, masked_array, nomask
from numpy.testing import (TestCase, assert_, assert_allclose, assert_array_almost_equal_nulp, assert_raises,
                           build_err_msg)

__all__ = ['almost', 'approx', 'assert_almost_equal', 'assert_array_almost_equal', 'assert_array_approx_equal',
           'assert_array_compare', 'assert_array_equal', 'assert_array_less', 'assert_close', 'assert_equal',
           'assert_equal_records', 'assert_mask_equal', 'assert_not_equal', 'fail_if_array_equal', 'TestCase', 'assert_',
           'assert_allclose', 'assert_array_almost_equal_nulp', 'assert_raises']


# --- which elements are close ---

def _floats(a, b, fill_value):
    """Both as floats, with the hidden places of either filled in both; None for objects, which only are equal or not."""
    mask = mask_or(getmask(a), getmask(b))
    a, b = filled(a), filled(b)
    if a.dtype.char == 'O' or b.dtype.char == 'O':
        return None
    x = filled(masked_array(a, copy=False, mask=mask), fill_value).astype(np.float_)
    y = filled(masked_array(b, copy=False, mask=mask), 1).astype(np.float_)
    return x, y


def approx(a, b, fill_value=True, rtol=1e-5, atol=1e-8):
    """Which elements differ by less than the tolerances; fill_value tells whether hidden ones count as equal."""
    pair = _floats(a, b, fill_value)
    if pair is None:
        return np.equal(filled(a), filled(b)).ravel()
    x, y = pair
    return np.less_equal(np.absolute(x - y), atol + rtol * np.absolute(y)).ravel()


def almost(a, b, decimal=6, fill_value=True):
    """Which elements agree to a number of decimals; fill_value tells whether hidden ones count as equal."""
    pair = _floats(a, b, fill_value)
    if pair is None:
        return np.equal(filled(a), filled(b)).ravel()
    x, y = pair
    return np.around(np.abs(x - y), decimal) <= 10.0 ** -decimal


# --- arrays ---

def assert_array_compare(comparison, x, y, err_msg='', verbose=True, header='', fill_value=True):
    """The comparison must hold for all elements that are hidden on neither side."""
    mask = mask_or(getmask(x), getmask(y))
    x = masked_array(x, copy=False, mask=mask, keep_mask=False, subok=False)
    y = masked_array(y, copy=False, mask=mask, keep_mask=False, subok=False)
    if (x is masked) != (y is masked):
        raise ValueError(build_err_msg([x, y], err_msg=err_msg, verbose=verbose, header=header, names=('x', 'y')))
    return _testing.assert_array_compare(comparison, x.filled(fill_value), y.filled(fill_value), err_msg=err_msg,
                                         verbose=verbose, header=header)


def assert_array_equal(x, y, err_msg='', verbose=True):
    """All elements must be equal."""
    assert_array_compare(operator.__eq__, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not equal')


def fail_if_array_equal(x, y, err_msg='', verbose=True):
    """Some element must not be close to the other's."""
    def differ(x, y):
        return not np.alltrue(approx(x, y))
    assert_array_compare(differ, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not equal')


def assert_array_approx_equal(x, y, decimal=6, err_msg='', verbose=True):
    """All elements must be close, relatively."""
    def close(x, y):
        return approx(x, y, rtol=10.0 ** -decimal)
    assert_array_compare(close, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not almost equal')


def assert_array_almost_equal(x, y, decimal=6, err_msg='', verbose=True):
    """All elements must agree to a number of decimals."""
    def close(x, y):
        return almost(x, y, decimal)
    assert_array_compare(close, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not almost equal')


def assert_array_less(x, y, err_msg='', verbose=True):
    """All elements of x must be smaller."""
    assert_array_compare(operator.__lt__, x, y, err_msg=err_msg, verbose=verbose, header='Arrays are not less-ordered')


def assert_mask_equal(m1, m2, err_msg=''):
    """Both masks must be equal; no mask is equal to no mask alone."""
    for one, other in ((m1, m2), (m2, m1)):
        if one is nomask:
            assert_(other is nomask)
    assert_array_equal(m1, m2, err_msg=err_msg)


# --- anything ---

def _each_item(check, actual, desired, err_msg):
    """The check of the lengths and of all items of two containers."""
    if isinstance(desired, dict):
        check(len(actual), len(desired), err_msg)
        for key in desired:
            if key not in actual:
                raise AssertionError(f'{key} not in {actual}' if check is assert_equal else repr(key))
            check(actual[key], desired[key], f'key={key!r}\n{err_msg}')
    else:
        check(len(actual), len(desired), err_msg)
        for i, wanted in enumerate(desired):
            check(actual[i], wanted, f'item={i!r}\n{err_msg}')


def _containers(actual, desired):
    return any(isinstance(actual, t) and isinstance(desired, t) for t in (dict, (list, tuple)))


def assert_equal(actual, desired, err_msg=''):
    """Two values, arrays or containers must be equal where neither is hidden."""
    if isinstance(desired, dict) and not isinstance(actual, dict):
        raise AssertionError(repr(type(actual)))
    if _containers(actual, desired):
        return _each_item(assert_equal, actual, desired, err_msg)
    if not (isinstance(actual, ndarray) or isinstance(desired, ndarray)):
        if not desired == actual:
            raise AssertionError(build_err_msg([actual, desired], err_msg))
        return None
    if (actual is masked) != (desired is masked):
        raise ValueError(build_err_msg([actual, desired], err_msg, header='', names=('x', 'y')))
    actual, desired = np.asanyarray(actual), np.asanyarray(desired)
    if actual.dtype.char == 'S' and desired.dtype.char == 'S':
        return _each_item(assert_equal, actual.tolist(), desired.tolist(), err_msg)
    return assert_array_equal(actual, desired, err_msg)


def fail_if_equal(actual, desired, err_msg=''):
    """Two values or arrays, and all parts of two containers, must not be equal."""
    if _containers(actual, desired):
        return _each_item(fail_if_equal, actual, desired, err_msg)
    if isinstance(actual, ndarray) or isinstance(desired, ndarray):
        return fail_if_array_equal(actual, desired, err_msg)
    if not desired != actual:
        raise AssertionError(build_err_msg([actual, desired], err_msg))
    return None


assert_not_equal = fail_if_equal


def assert_almost_equal(actual, desired, decimal=7, err_msg='', verbose=True):
    """Two values or arrays must agree to a number of decimals."""
    if isinstance(actual, ndarray) or isinstance(desired, ndarray):
        return assert_array_almost_equal(actual, desired, decimal=decimal, err_msg=err_msg, verbose=verbose)
    if not round(abs(desired - actual), decimal) == 0:
        raise AssertionError(build_err_msg([actual, desired], err_msg=err_msg, verbose=verbose))
    return None


assert_close = assert_almost_equal


def assert_equal_records(a, b):
    """Two records must have one type and the same fields, hidden ones apart."""
    assert_equal(a.dtype, b.dtype)
    for name in a.dtype.names:
        of_a, of_b = operator.getitem(a, name), operator.getitem(b, name)
        if not (of_a is masked) and not (of_b is masked):
            assert_equal(of_a, of_b)
