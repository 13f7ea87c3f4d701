"""What an abstract class says of its pattern kind does not stay among its attributes."""
import collections.abc as c
from collections import UserList, UserString

print([n for k in (c.Sequence, c.Mapping, c.MutableMapping, UserString, UserList) for n in dir(k) if 'tpflags' in n])


class Rows(c.Sequence):
    def __len__(self):
        return 2

    def __getitem__(self, i):
        return [10, 20][i]


class Own(c.Mapping):
    def __len__(self):
        return 1

    def __iter__(self):
        return iter('a')

    def __getitem__(self, k):
        return k * 2


for x in (Rows(), Own(), UserString('ab'), UserList([1, 2])):
    match x:
        case [a, b]:
            print('sequence', a, b)
        case {'a': v}:
            print('mapping', v)
        case _:
            print('neither')
