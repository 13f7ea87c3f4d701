"""The classes to derive from list their names in the order of their definition and have the documentation CPython has."""
from collections import UserDict, UserList, UserString

for c in UserString, UserList, UserDict:
    print(c.__name__, [n for n in vars(c) if n != '__doc__'])
    print(c.__doc__ is None, c.__init__.__doc__, [n for n, v in vars(c).items() if callable(v) and v.__doc__ and n != 'maketrans'])
    print([v.__qualname__ for v in vars(c).values() if hasattr(v, '__qualname__')])
    print([n for n in c('ab' if c is not UserDict else {}).__dir__() if n in vars(c) and n != '__doc__'][:30])
u, l = UserString('b,a'), UserList([3, 1])
print(u.center(7, '*'), u.zfill(6), u.split(','), type(u.upper()), u.encode(None, None), u.maketrans('a', 'b'), u.count(UserString('a')), u.find(UserString(',')))
print(l.pop(), l, type(l.copy()), l.extend(UserList([5, 4])), l.sort(), l, l.index(4), l * 2, 2 * l, l.insert(0, 9), l, l.append(1), l.count(1))
