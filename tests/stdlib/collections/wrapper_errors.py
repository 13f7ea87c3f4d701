# Methods of the wrappers around containers are called by their own names in refusals.
import collections
import copy


def told(call):
    try:
        print('gives', call())
    except Exception as ex:
        print(type(ex).__name__, ex)


d, l, s = collections.UserDict(a=1), collections.UserList([3, 1]), collections.UserString('ab')
told(lambda: d.__copy__(1))
told(lambda: l.__copy__(x=1))
told(lambda: l.__eq__())
told(lambda: l.__lt__(1, 2))
told(lambda: s.__eq__())
told(lambda: s.__ge__(x=1))
told(lambda: l < 3)
told(lambda: s < 3)
told(lambda: [l == [3, 1], l != l, l > [2], l <= collections.UserList([3, 1]), s == 'ab', s >= 'aa', s < collections.UserString('b')])
told(lambda: hash(l))
told(lambda: hash(s) == hash('ab'))
told(lambda: (copy.copy(d), copy.copy(l)))
told(lambda: [f.__qualname__ for f in (collections.UserList.__lt__, collections.UserString.__le__, collections.UserDict.__copy__)])
