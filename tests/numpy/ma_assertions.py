# numpy.ma.testutils: assertions that leave hidden elements out.
import numpy as np
from numpy import ma
from numpy.ma import testutils as t


def show(f, *args, **words):
    try:
        print(repr(f(*args, **words)))
    except Exception as e:
        print(type(e).__name__, e)


x = ma.array([3, 4.5, 6], mask=[0, 1, 0])
show(t.assert_equal, x, [3, 0, 6])
show(t.assert_equal, x, [3, 0, 7])
show(t.assert_equal, [1, {'a': 2}], [1, {'a': 3}])
show(t.assert_equal, {'a': 1}, {'b': 1})
show(t.assert_equal, ma.masked, 5)
show(t.assert_equal, 'u', 'v', 'words')
show(t.assert_not_equal, np.array([1, 2]), np.array([1, 2]))
show(t.assert_not_equal, (1,), (2, 3))
show(t.assert_almost_equal, 1.0, 1.00000001)
show(t.assert_almost_equal, x, x + 0.25)
show(t.assert_array_less, np.array([1, 9]), np.array([2, 3]))
show(t.assert_mask_equal, np.array([True]), ma.nomask)
show(t.assert_mask_equal, np.array([True, False]), np.array([True, True]))
show(t.assert_array_approx_equal, np.array([1, 0]), np.array([1, 1]))
show(t.assert_equal_records, np.array([(1, 2)], 'i,i'), np.array([(1, 3)], 'i,i'))
print(t.approx(x, [3, 0, 6.5]), t.approx(x, [3, 0, 6], fill_value=False), t.almost([1, 2], [1, 2.1]))
