"""UserDict, UserList, UserString: their methods are known from the module collections."""
from collections import UserDict, UserList, UserString

for cls, name in (UserList, 'append'), (UserDict, '__getitem__'), (UserString, 'upper'), (UserList, '__add__'), (UserString, '__rmod__'):
    method = getattr(cls, name)
    print(cls, cls.__module__, method.__module__, method.__qualname__, method.__globals__['__name__'])
    try:
        method(*5)
    except TypeError as e:
        print(e)
