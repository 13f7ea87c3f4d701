# numpy.testing: what passes, and the texts of what does not.
import warnings
import numpy as np
from numpy import testing as t


def show(f, *a, **k):
    try:
        print('ok', f(*a, **k))
    except Exception as e:
        print(type(e).__name__, str(e))


x = np.array([1.0, 2.0, np.nan])
show(t.assert_equal, [1, 2], [1, 2])
show(t.assert_equal, [1, 2], [1, 3])
show(t.assert_equal, {'a': 1}, {'a': 2})
show(t.assert_equal, 4, 5)
show(t.assert_equal, np.nan, np.nan)
show(t.assert_equal, (1, [2, 3]), (1, [2, 4]))
show(t.assert_equal, 'a', 'b')
show(t.assert_array_equal, [1.0, 2.33333, np.nan], [np.exp(0), 2.33333, np.nan])
show(t.assert_array_equal, [1.0, np.pi, np.nan], [1, np.sqrt(np.pi) ** 2, np.nan])
show(t.assert_array_equal, [1, 2, 3], [1, 2])
show(t.assert_array_equal, [1, 2, 3], [1, 5, 3], err_msg='why')
show(t.assert_array_equal, np.full((3, 4), 3), 3)
show(t.assert_array_equal, x, [1.0, np.nan, 2.0])
show(t.assert_allclose, 1e-5, 0)
show(t.assert_allclose, [1, 2], [1, 2 + 1e-9])
show(t.assert_allclose, [1, 2], [1, 2.1], rtol=1e-3)
show(t.assert_allclose, [np.inf, 1], [np.inf, 1])
show(t.assert_allclose, [np.inf, 1], [-np.inf, 1])
show(t.assert_almost_equal, 2.3333333333333, 2.33333334)
show(t.assert_almost_equal, 2.3333333333333, 2.33333334, decimal=10)
show(t.assert_almost_equal, np.array([1.0, 2.3333333333333]), np.array([1.0, 2.33333334]), decimal=9)
show(t.assert_array_almost_equal, [1.0, 2.333, np.nan], [1.0, 2.333, np.nan])
show(t.assert_array_almost_equal, [1.0, 2.33333, np.nan], [1.0, 2.33339, np.nan], decimal=5)
show(t.assert_approx_equal, 0.12345677777777e-20, 0.1234567e-20)
show(t.assert_approx_equal, 0.123456, 0.1234567, significant=8)
show(t.assert_array_less, [1.0, 1.0], [1.1, 2.0])
show(t.assert_array_less, [1.0, 3.0], 2)
show(t.assert_string_equal, 'abc', 'abc')
show(t.assert_raises, ZeroDivisionError, lambda: 1 / 0)
with t.assert_raises(ValueError):
    raise ValueError
with t.assert_raises_regex(ValueError, 'x+'):
    raise ValueError('xx')
with t.assert_warns(UserWarning):
    warnings.warn('a')
with t.suppress_warnings() as sup:
    sup.filter(UserWarning)
    warnings.warn('hidden')
show(t.assert_, False, 'msg')
show(t.assert_array_almost_equal_nulp, np.float64(1), np.float64(1) + 1e-16)
show(t.assert_array_max_ulp, np.float64(1), 1 + 1e-10)
