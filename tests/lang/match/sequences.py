def f(v):
    match v:
        case []: return 'empty'
        case [x]: return 'one', x
        case [x, y]: return 'two', x, y
        case [x, *rest, 9]: return 'to nine', x, rest
        case [x, [y, *_], *z]: return 'nested', x, y, z
        case (1, *_): return 'starts with one'
        case [*all]: return 'all', all
        case _: return 'no sequence'
import array, collections
for v in [], (1,), [1, 2], range(3), (5, 6, 7, 9), [3, (4, 5), 6], [1, 2, 3], 'ab', b'ab', bytearray(b'a'), {1, 2}, {'a': 1}, iter([1]), array.array('i', [1]), collections.deque([1, 2]), None: print(f(v))
class S(collections.abc.Sequence):
    def __len__(self): return 9
    def __getitem__(self, i):
        if i > 8: raise IndexError
        return 'item', i
print(f(S()))
