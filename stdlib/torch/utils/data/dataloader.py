"""DataLoader: batches from a dataset, loaded in the calling process or in num_workers others (_worker.py)."""
import _not_built
import os
import warnings
from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from .dataset import IterableDataset
from .sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler
from ._worker import _MultiProcessingDataLoaderIter, Workers, get_worker_info


def _is_text(data):
    return data.dtype.kind in 'SUaO'


def _like(kind, content):
    """content as a container of that kind; as it is where the kind cannot be made from it, as a range cannot."""
    try:
        return kind(content)
    except TypeError:
        return content


def default_convert(data):
    """Arrays as tensors inside any nesting; everything else unchanged."""
    if isinstance(data, Tensor):
        return data
    if type(data).__module__ == 'numpy' and hasattr(data, 'dtype') and type(data).__name__ not in ('str_', 'string_'):
        return data if type(data).__name__ == 'ndarray' and _is_text(data) else torch.as_tensor(data)
    if isinstance(data, Mapping):
        return _like(type(data), {k: default_convert(data[k]) for k in data})
    if isinstance(data, tuple):
        return type(data)(*map(default_convert, data)) if hasattr(data, '_fields') else [default_convert(d) for d in data]
    if isinstance(data, Sequence) and not isinstance(data, (str, bytes)):
        return _like(type(data), [default_convert(d) for d in data])
    return data


_mixed = 'default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found {}'


def default_collate(batch):
    """Joins samples: tensors are stacked, numbers become a tensor, containers are joined entry by entry."""
    elem = batch[0]
    if isinstance(elem, Tensor):
        return torch.stack(batch, 0)
    if type(elem).__module__ == 'numpy' and hasattr(elem, 'dtype') and not isinstance(elem, (str, bytes)):
        if type(elem).__name__ != 'ndarray':
            return torch.as_tensor(batch)
        if _is_text(elem):
            raise TypeError(_mixed.format(elem.dtype))
        return torch.stack([torch.as_tensor(b) for b in batch], 0)
    if isinstance(elem, float):
        return torch.tensor(batch, dtype=torch.float64)
    if isinstance(elem, int):
        return torch.tensor(batch)
    if isinstance(elem, (str, bytes)):
        return batch
    if isinstance(elem, Mapping):
        return _like(type(elem), {key: default_collate([d[key] for d in batch]) for key in elem})
    if isinstance(elem, tuple) and hasattr(elem, '_fields'):
        return type(elem)(*(default_collate(s) for s in zip(*batch)))
    if isinstance(elem, Sequence):
        if not all(len(e) == len(elem) for e in batch):
            raise RuntimeError('each element in list of batch should be of equal size')
        joined = [default_collate(samples) for samples in zip(*batch)]
        return joined if isinstance(elem, tuple) else _like(type(elem), joined)
    raise TypeError(_mixed.format(type(elem)))


_fixed = frozenset(('batch_size', 'batch_sampler', 'sampler', 'drop_last', 'dataset', 'persistent_workers'))


def _is_context(value):
    import multiprocessing.context
    return isinstance(value, multiprocessing.context.BaseContext)


class _InfiniteConstantSampler(Sampler):
    """What stands for a sampler where the data set itself has the order."""

    def __init__(self):
        super().__init__(None)

    def __iter__(self):
        while True:
            yield None


class DataLoader:
    _initialized = False

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
        self.prefetch_factor = prefetch_factor
        self.persistent_workers = persistent_workers
        self.pin_memory_device = pin_memory_device
        self.num_workers = num_workers
        self.multiprocessing_context = multiprocessing_context
        self._workers = None
        self.dataset = dataset
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
        if sampler is None and self._iterable:
            sampler = _InfiniteConstantSampler()
        elif sampler is None:
            sampler = RandomSampler(dataset, generator=generator) if shuffle else SequentialSampler(dataset)
        if batch_size is not None and batch_sampler is None and not self._iterable:
            batch_sampler = BatchSampler(sampler, batch_size, drop_last)
        self.batch_size = batch_size
        self.drop_last = drop_last
        self.sampler = sampler
        self.batch_sampler = batch_sampler
        batched = batch_size is not None or batch_sampler is not None
        self.collate_fn = collate_fn if collate_fn is not None else default_collate if batched else default_convert
        self._initialized = True
        self._length_told = None    # what len() said of an iterable dataset
        self._warn_of_workers()

    def __setattr__(self, name, value):
        if name in _fixed and self._initialized:
            raise ValueError(f'{name} attribute should not be set after {type(self).__name__} is initialized')
        if name == 'multiprocessing_context' and value is not None:
            self._check_context(value)
        object.__setattr__(self, name, value)

    def _check_context(self, context):
        if self.num_workers == 0:
            raise ValueError('multiprocessing_context can only be used with multi-process loading (num_workers > 0), but got '
                             f'num_workers={self.num_workers}')
        methods = ['fork', 'spawn', 'forkserver']
        if isinstance(context, str):
            if context not in methods:
                raise ValueError(f'multiprocessing_context option should specify a valid start method in {methods!r}, but got '
                                 f'multiprocessing_context={context!r}')
        elif not _is_context(context):
            raise TypeError('multiprocessing_context option should be a valid context object or a string specifying the start method, but got '
                            f'multiprocessing_context={context}')

    def _warn_of_workers(self):
        most = len(os.sched_getaffinity(0))
        if self.num_workers > most:
            warnings.warn(f'This DataLoader will create {self.num_workers} worker processes in total. Our suggested max number of worker in '
                          f'current system is {most}, which is smaller than what this DataLoader is going to create. Please be aware that '
                          'excessive worker creation might get DataLoader running slow or even freeze, lower the worker number to avoid '
                          'potential slowness/freeze if necessary.')

    def _indices(self):
        return iter(self.batch_sampler if self.batch_sampler is not None else self.sampler)

    def __iter__(self):
        if self._workers is not None:  # persistent ones keep their seed
            if self._iterable:
                for i in range(self.num_workers):
                    self._workers.ask(i, 'again')
            return _MultiProcessingDataLoaderIter(self, self._workers, None if self._iterable else self._indices())
        if self.num_workers == 0:
            return _SingleProcessDataLoaderIter(self)
        self._warn_of_workers()
        # The base seed is drawn at every start, after a sampler's iterator began; with workers that begins a second time.
        indices = None if self._iterable else self._indices()
        workers = Workers(self, self._base_seed())
        if indices is not None:
            indices = self._indices()
        if self.persistent_workers:
            self._workers = workers
        return _MultiProcessingDataLoaderIter(self, workers, indices)

    def _base_seed(self):
        return torch.empty((), dtype=torch.int64).random_(generator=self.generator).item()

    def _from_stream(self, stream):
        """What collate_fn gets, batch after batch or item after item."""
        if self.batch_size is None:
            yield from stream
            return
        batch = []
        for item in stream:
            batch.append(item)
            if len(batch) == self.batch_size:
                yield batch
                batch = []
        if batch and not self.drop_last:
            yield batch

    def __len__(self):
        if self._iterable:
            n = self._length_told = len(self.dataset)
            if self.batch_size is None:
                return n
            return n // self.batch_size if self.drop_last else -(-n // self.batch_size)
        return len(self.batch_sampler if self.batch_sampler is not None else self.sampler)


class _SingleProcessDataLoaderIter:
    """One epoch in the calling process. An error of the dataset or of collate_fn costs its batch only: the next call gives the next one."""

    def __init__(self, loader):
        self._loader = loader
        self._indices = None if loader._iterable else loader._indices()
        self._base_seed = loader._base_seed()
        self._pin_memory = loader.pin_memory and torch.cuda.is_available()
        if loader.timeout != 0:
            raise AssertionError
        self._stream = loader._from_stream(iter(loader.dataset)) if loader._iterable else None
        self._given, self._length_told = 0, loader._length_told

    def __iter__(self):
        return self

    def __len__(self):
        return len(self._loader)

    def __next__(self):
        loader = self._loader
        if self._stream is not None:
            batch = loader.collate_fn(next(self._stream))
            self._given += 1
            if self._length_told is not None and self._given > self._length_told:
                warnings.warn(f'Length of IterableDataset {loader.dataset} was reported to be {self._length_told} (when accessing '
                              f'len(dataloader)), but {self._given} samples have been fetched. ')
            return batch
        index = next(self._indices)
        if loader.batch_sampler is None:
            return loader.collate_fn(loader.dataset[index])
        dataset = loader.dataset
        return loader.collate_fn([dataset[i] for i in index])

    def __getstate__(self):
        raise NotImplementedError('{} cannot be pickled', type(self).__name__)


__getattr__ = _not_built.of(__name__)
