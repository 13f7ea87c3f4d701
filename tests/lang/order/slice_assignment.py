# What is asked first when slices are assigned to: the slice, once, or the value
import array
import collections


class I:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        print('index', self.v)
        return self.v


class It:
    def __iter__(self):
        print('iter')
        return iter([1, 2])


def put(x, k, v):
    x[k] = v
    return x.tolist() if type(x) is memoryview else x


keys = [slice(None, None, 0), slice(I(1), I(3), I(2)), slice(I(1), 'x'), slice(I(3), I(1), I(-1)), 10 ** 30]
values = [5, 'ab', b'xy', It(), array.array('b', [7, 8]), None]
for make in (lambda: [1, 2, 3, 4], lambda: bytearray(b'abcd'), lambda: array.array('i', [1, 2, 3, 4]),
             lambda: memoryview(bytearray(b'abcd')), lambda: memoryview(bytes(4)), lambda: collections.deque([1, 2, 3, 4]),
             lambda: memoryview(bytearray(4)).cast('B', [2, 2])):
    for key in keys:
        for value in values:
            try:
                print(put(make(), key, value))
            except Exception as e:
                print(type(e).__name__, e)
