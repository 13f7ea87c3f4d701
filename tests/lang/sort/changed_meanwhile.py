"""Sorting while finalizers change the list, and comparisons the classes, of what is sorted."""


class Key:
    def __init__(self, x):
        pass

    def __del__(self):
        del data[:]
        data[:] = range(20)

    def __lt__(self, other):
        return False


data = list(range(10))
try:
    data.sort(key=Key)
except ValueError as e:
    print(e)


class Comparing(int):
    def __lt__(self, other):
        last.__class__ = Second
        return int.__lt__(self, other)


class First(list):
    pass


class Second(list):
    def __lt__(self, other):
        raise ValueError('second')


for wrap in (lambda x: x, lambda x: (x,)):
    lists = [First([Comparing(i), i]) for i in range(10)]
    last = lists[-1]
    try:
        [wrap(x) for x in lists].sort()
    except ValueError as e:
        print(e)
