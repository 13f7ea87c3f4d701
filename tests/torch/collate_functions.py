"""Collation by functions for types of one's own, where PyTorch has it, and what it refuses in a worker."""
import collections
import torch
from torch.utils.data import DataLoader
from torch.utils.data._utils.collate import collate, default_collate, default_collate_err_msg_format, default_collate_fn_map, default_convert
import torch.utils.data._utils.collate as collation


class Item:
    def __init__(self, n):
        self.n = n


class Special(Item):
    pass


Pair = collections.namedtuple('Pair', 'a b')
print(default_collate is torch.utils.data.default_collate, default_convert is torch.utils.data.default_convert)
print(default_collate_err_msg_format.format('x'))
with_items = dict(default_collate_fn_map)
with_items[Item] = lambda batch, *, collate_fn_map=None: sum(i.n for i in batch)
print(collate([(Item(1), 2.0), (Special(3), 4.0)], collate_fn_map=with_items))
print(collate([{'i': [Item(1)], 'p': Pair(1, 'x')}, {'i': [Item(5)], 'p': Pair(2, 'y')}], collate_fn_map=with_items))
print(list(DataLoader([Item(n) for n in range(5)], batch_size=2, collate_fn=lambda b: collate(b, collate_fn_map=with_items))))
for batch in ([Item(1)], [[1], [1, 2]], [None]):
    try:
        print(default_collate(batch))
    except (TypeError, RuntimeError) as e:
        print(type(e).__name__, e)
try:
    print(collate([1, 2]))
except TypeError as e:
    print(e)
print(collate([[1, 2], [3, 4]], collate_fn_map={int: lambda b, *, collate_fn_map=None: list(b)}))
print(collation.collate_float_fn([1, 2]), collation.collate_int_fn([3]), collation.collate_str_fn(['a', 'b']), collation.collate_tensor_fn([torch.ones(1), torch.zeros(1)]))
leaves = [torch.ones(2, requires_grad=True), torch.zeros(2, requires_grad=True)]
print(next(iter(DataLoader(leaves, batch_size=2))))
try:
    next(iter(DataLoader(leaves, batch_size=2, num_workers=1)))
except RuntimeError as e:
    print(str(e).strip().splitlines()[-1])
