"""DataLoader: batches from a dataset, loaded in the calling process or in num_workers others (_worker.py)."""
import _not_built
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from .dataset import IterableDataset
from .sampler import BatchSampler, RandomSampler, SequentialSampler
from ._worker import WorkerIterator, Workers, get_worker_info


def default_convert(data):
    """Arrays as tensors inside any nesting; everything else unchanged."""
    if isinstance(data, Tensor):
        return data
    if type(data).__module__ == 'numpy' and hasattr(data, 'dtype'):
        return torch.as_tensor(data)
    if isinstance(data, Mapping):
        return type(data)((k, default_convert(v)) for k, v in data.items())
    if isinstance(data, tuple):
        return type(data)(*map(default_convert, data)) if hasattr(data, '_fields') else [default_convert(d) for d in data]
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return [default_convert(d) for d in data]
    return data


def default_collate(batch):
    """Joins samples: tensors are stacked, numbers become a tensor, containers are joined entry by entry."""
    elem = batch[0]
    if isinstance(elem, Tensor):
        return torch.stack(batch, 0)
    if type(elem).__module__ == 'numpy' and hasattr(elem, 'dtype'):
        return torch.stack([torch.as_tensor(b) for b in batch], 0) if elem.shape else torch.as_tensor(batch)
    if isinstance(elem, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(elem, int):
        return torch.tensor(batch)
    if isinstance(elem, (str, bytes)):
        return batch
    if isinstance(elem, Mapping):
        return {key: default_collate([d[key] for d in batch]) for key in elem}
    if isinstance(elem, tuple) and hasattr(elem, '_fields'):
        return type(elem)(*(default_collate(s) for s in zip(*batch)))
    if isinstance(elem, Sequence):
        if not all(len(e) == len(elem) for e in batch):
            raise RuntimeError('each element in list of batch should be of equal size')
        return [default_collate(list(s)) for s in zip(*batch)]
    raise TypeError(f'default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {type(elem)}')


class DataLoader:
    def __init__(self, dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None,
                 pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *,
                 prefetch_factor=2, persistent_workers=False, pin_memory_device=''):
        if num_workers < 0:
            raise ValueError('num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.')
        if timeout < 0:
            raise ValueError('timeout option should be non-negative')
        if num_workers == 0 and prefetch_factor != 2:
            raise ValueError('prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable multiprocessing.')
        if not prefetch_factor > 0:
            raise AssertionError
        if persistent_workers and num_workers == 0:
            raise ValueError('persistent_workers option needs num_workers > 0')
        if multiprocessing_context is not None:
            if num_workers == 0:
                raise ValueError('multiprocessing_context can only be used with multi-process loading (num_workers > 0), but got '
                                 f'num_workers={num_workers}')
            methods = ['fork', 'spawn', 'forkserver']
            if isinstance(multiprocessing_context, str) and multiprocessing_context not in methods:
                raise ValueError(f'multiprocessing_context option should specify a valid start method in {methods!r}, but got '
                                 f'multiprocessing_context={multiprocessing_context!r}')
        self.prefetch_factor = prefetch_factor
        self.persistent_workers = persistent_workers
        self.pin_memory_device = pin_memory_device
        self.multiprocessing_context = multiprocessing_context
        self._workers = None
        self.dataset = dataset
        self.num_workers = num_workers
        self.pin_memory = pin_memory
        self.timeout = timeout
        self.worker_init_fn = worker_init_fn
        self.generator = generator
        self._iterable = isinstance(dataset, IterableDataset)
        if self._iterable and (shuffle or sampler is not None or batch_sampler is not None):
            what = f'shuffle={shuffle}' if shuffle else f'sampler={sampler}' if sampler is not None else f'batch_sampler={batch_sampler}'
            raise ValueError(f'DataLoader with IterableDataset: expected unspecified {what.split("=")[0]} option, but got {what}')
        if sampler is not None and shuffle:
            raise ValueError('sampler option is mutually exclusive with shuffle')
        if batch_sampler is not None:
            if batch_size != 1 or shuffle or sampler is not None or drop_last:
                raise ValueError('batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last')
            batch_size = None
            drop_last = False
        elif batch_size is None and drop_last:
            raise ValueError('batch_size=None option disables auto-batching and is mutually exclusive with drop_last')
        if sampler is None and not self._iterable:
            sampler = RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)
        if batch_size is not None and batch_sampler is None and not self._iterable:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        batched = batch_size is not None or batch_sampler is not None
        self.collate_fn = collate_fn if collate_fn is not None else default_collate if batched else default_convert

    def __iter__(self):
        # The base seed for workers is drawn at every start, whether there are workers or not; persistent ones keep theirs.
        if self._workers is not None:
            if self._iterable:
                for i in range(self.num_workers):
                    self._workers.ask(i, 'again')
            return WorkerIterator(self, self._workers)
        seed = torch.empty((), dtype=torch.int64).random_(generator=self.generator).item()
        if self.num_workers == 0:
            return self._batches()
        if not self.persistent_workers:
            return WorkerIterator(self, Workers(self, seed))
        self._workers = Workers(self, seed)
        return WorkerIterator(self, self._workers)

    def _batches(self):
        if self._iterable:
            yield from self._from_stream()
        elif self.batch_sampler is not None:
            fetch, collate = self.dataset.__getitem__, self.collate_fn
            for indices in self.batch_sampler:
                yield collate([fetch(i) for i in indices])
        else:
            for i in self.sampler:
                yield self.collate_fn(self.dataset[i])

    def _from_stream(self):
        if self.batch_size is None:
            for item in self.dataset:
                yield self.collate_fn(item)
            return
        batch = []
        for item in self.dataset:
            batch.append(item)
            if len(batch) == self.batch_size:
                yield self.collate_fn(batch)
                batch = []
        if batch and not self.drop_last:
            yield self.collate_fn(batch)

    def __len__(self):
        if self._iterable:
            n = len(self.dataset)
            if self.batch_size is None:
                return n
            return n // self.batch_size if self.drop_last else -(-n // self.batch_size)
        return len(self.batch_sampler if self.batch_sampler is not None else self.sampler)


__getattr__ = _not_built.of(__name__)
