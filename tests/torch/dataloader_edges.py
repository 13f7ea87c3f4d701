# What a DataLoader refuses, what an error costs, in which order it draws from the generator, and what default_collate makes.
import collections
import warnings
import numpy as np
import torch
from torch.utils.data import (BatchSampler, ConcatDataset, DataLoader, Dataset, IterableDataset, WeightedRandomSampler, default_collate,
                              default_convert)


def attempt(label, f):
    try:
        print(label, f())
    except Exception as e:
        print(label, type(e).__name__, e)


class Bad(Dataset):
    def __len__(self):
        return 8

    def __getitem__(self, i):
        if i in (2, 5):
            raise KeyError(i)
        return i


class Stream(IterableDataset):
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        print('begins')
        return iter(range(self.n))

    def __len__(self):
        return 2


for workers in (0, 2):
    it, out = iter(DataLoader(Bad(), batch_size=2, num_workers=workers)), []
    while True:
        try:
            out.append(next(it).tolist())
        except StopIteration:
            break
        except KeyError:
            out.append('KeyError')
    print(workers, out)
kept = DataLoader(range(12), batch_size=2, num_workers=2, persistent_workers=True)
for i, b in enumerate(kept):
    if i == 1:
        break
print([b.tolist() for b in kept])
with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    loader = DataLoader(Stream(4))
    print(len(loader))
    it = iter(loader)
    print('made', type(it).__name__)
    print(list(it), [str(w.message)[-70:] for w in seen])


class Order:
    def __init__(self, size):
        self.size = size

    def __iter__(self):
        order = torch.randperm(6)
        return iter([p.tolist() for p in order.split(self.size)] if self.size else order.tolist())

    def __len__(self):
        return 6


for options in (dict(sampler=Order(0), batch_size=2), dict(sampler=Order(0), batch_size=None), dict(batch_sampler=Order(2)),
                dict(sampler=Order(0), batch_size=2, num_workers=1), dict(batch_sampler=Order(2), num_workers=2)):
    torch.manual_seed(3)
    print([b.tolist() if hasattr(b, 'tolist') else b for b in DataLoader(range(6), **options)], torch.rand(1))

for name in ('batch_size', 'sampler', 'dataset', 'persistent_workers', 'num_workers', 'collate_fn'):
    attempt(name, lambda: setattr(DataLoader([1, 2]), name, None))
attempt('timeout', lambda: list(DataLoader([1], timeout=5)))
attempt('concat', lambda: ConcatDataset([Stream(2)]))
attempt('weights', lambda: WeightedRandomSampler([[1.]], 2))

Pair = collections.namedtuple('Pair', 'x y')
for batch in ([[torch.ones(1), 's'], [torch.ones(1), 't']], [collections.OrderedDict(a=1), collections.OrderedDict(a=2)],
              [collections.defaultdict(int, a=1)] * 2, [range(2), range(2)], [(1, 'a'), (2, 'b')], [Pair(1, 'a'), Pair(2, 'b')],
              [{'a': ['x', 1]}, {'a': ['y', 2]}], [np.array(['a'])], [np.array(1.5)] * 2, [np.float32(2)] * 2, [np.str_('a')] * 2,
              [np.array([None])], [{1}], [None, None], [[1], [1, 2]]):
    attempt('collate', lambda: repr(default_collate(batch)))
for data in (collections.OrderedDict(a=np.ones(1)), [np.array(['a']), np.ones(1)], range(2), Pair(np.ones(1), 2), (1, np.float32(2)), np.str_('s')):
    attempt('convert', lambda: repr(default_convert(data)))
