# A class inherits the += of list and bytearray before an __add__ of its own.
import collections
import operator


class A(list):
    def __add__(self, other):
        print('A.add')
        return 5


class B(A):
    def __iand__(self, other):
        return 1


class T(tuple):
    def __add__(self, other):
        print('T.add')
        return 7


class M(list):
    def __mul__(self, n):
        print('M.mul')
        return 8


class I(list):
    def __iadd__(self, other):
        print('I.iadd')
        return NotImplemented


class BA(bytearray):
    def __add__(self, other):
        print('BA.add')


class D(collections.deque):
    def __add__(self, other):
        print('D.add')


class Right:
    def __radd__(self, other):
        print('radd')
        return 9


def show(x, y):
    for op in operator.iadd, operator.add:
        try:
            print(op.__name__, op(x, y), x)
        except Exception as e:
            print(op.__name__, type(e).__name__, e)
    try:
        x += y
        print(type(x).__name__, x)
    except Exception as e:
        print(type(e).__name__, e)


show(A([1]), (2,))
show(B([1]), [2])
show(B([1]), 1.5)
show(A([1]), Right())
show([1], Right())
show(T((1,)), (2,))
show(BA(b'a'), b'b')
show(BA(b'a'), 'b')
show(D([1]), [2])
x = M([1])
x *= 2
print(x)
x = I([1])
x += [2]
print(x)
