"""Comparisons by operators that raise: text and records are unequal or have no order, the rest warns of its error to come."""
from _programs import A, np, show


class Raises:
    def __eq__(self, other):
        raise ZeroDivisionError('eq')
    __ne__ = __lt__ = __eq__


class NoArray:
    def __array__(self, *args):
        raise ZeroDivisionError('array')


show(lambda: A((5,), '>i4', 4, 'S') == b'a')
show(lambda: 'abc' != A((2,), '>i4'))
show(lambda: A((), '>i4') == 'abc')
show(lambda: A((2, 2, 2), 'O', 6) == A((2, 1, 3), 'U3', 6, 'S'))
show(lambda: A((3,), 'O') <= A((2,), 'U3'))
show(lambda: A((2,), 'O') < ['abc', 'd', 'e'])
show(lambda: A((2,), 'U3') == [1, [2]])
show(lambda: A((2,), 'i4') == [1, [2]])
show(lambda: A((2,), 'M8[s]') == A((2,), 'U3'))
show(lambda: A((2,), 'U3') < A((), 'm8[s]'))
show(lambda: 'abc' >= A((2,), 'M8[s]'))
show(lambda: A((3,), 'O') == A((2,), 'i4,f8'))
show(lambda: A((3,), 'O') < A((2,), 'i4,f8'))
show(lambda: A((2,), 'i4,f8') == A((2,), 'M8[s]'))
show(lambda: A((2,), 'i4,f8') != [1, [2]])
show(lambda: NoArray() == A((2,), 'V3'))
show(lambda: A((), 'U3') == A((), 'i4,f8')[()])
show(lambda: A((2,), 'i4') != np.array([Raises(), 1]))
show(lambda: A((2,), 'i4') == Raises())
show(lambda: A((2,), 'i4') < NoArray())
show(lambda: np.isin(A((3,), '>i4', 4), A((2,), 'S2', 4)))
# scalars, which compare as arrays
show(lambda: np.int8(3) == 1 << 70)
show(lambda: -(1 << 70) < np.int8(3))
show(lambda: np.int8(3) == A((2,), 'U3'))
show(lambda: np.int8(3) >= 'a')
show(lambda: np.datetime64('2000') == None)
show(lambda: np.datetime64('2000') == 'abc')
show(lambda: np.datetime64('2000') < 'abc')
show(lambda: np.datetime64('2000') != A((2,), 'i4'))
show(lambda: np.datetime64('2000') == 1 << 70)
show(lambda: np.datetime64('2000') == ['a', 'b'])
show(lambda: np.timedelta64(3) != Raises())
show(lambda: np.timedelta64(3) < A((), 'U3'))
# small single integers take the unit of spans away
for value in (1, 100, 200, 300, 40000, -3):
    show(lambda: np.array(value) < np.array([1, 2], 'm8[s]'))
    show(lambda: np.result_type(np.array(value), 'm8[s]'))
