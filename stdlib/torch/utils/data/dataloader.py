"""DataLoader: batches from a dataset, loaded in the calling process or in num_workers others (_worker.py)."""
import _not_built
import os
import warnings

import torch
from .dataset import IterableDataset
from .sampler import BatchSampler, RandomSampler, Sampler, SequentialSampler
from . import _utils
from ._utils.collate import default_collate, default_convert
from ._worker import _MultiProcessingDataLoaderIter, Workers, get_worker_info


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
        if loader.pin_memory_device and not loader.pin_memory:
            warnings.warn("pin memory device is set and pin_memory flag is not used then device pinned memory won't be usedplease set pin_memory "
                          'to true, if you need to use the device pin memory')
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
