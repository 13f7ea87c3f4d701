"""Every function of torch's namespaces with sparse tensors among its arguments: each returns or raises. (PyTorch itself dies of some.)"""
import copy
import operator
import sys
import warnings

import numpy as np
import torch

warnings.simplefilter('ignore')
I, V = torch.tensor([[0, 1, 1], [2, 0, 2]]), torch.tensor([3., 4., 5.])


def sparse(values=V):
    return torch.sparse_coo_tensor(I, values, (2, 3)).coalesce()


def one():
    return torch.sparse_coo_tensor(torch.zeros(0, 1, dtype=torch.int64), torch.tensor([5.]), ())


def whole():
    return sparse(torch.tensor([1, 0, 1]))


def mask():
    return sparse(torch.tensor([True, False, True]))


def dense():
    return torch.ones(2, 3)


CALLS = [lambda: (sparse(),), lambda: (one(),), lambda: (sparse(), 2), lambda: (2, sparse()), lambda: (sparse(), sparse()),
         lambda: (sparse(), dense()), lambda: (dense(), sparse()), lambda: (dense(), whole()), lambda: (dense(), mask()),
         lambda: (mask(), dense(), dense()), lambda: (sparse(), 0, torch.tensor([0])), lambda: (dense(), 0, whole()),
         lambda: (dense(), 0, whole(), dense()), lambda: (dense(), 0, torch.zeros(2, 3, dtype=torch.int64), sparse()),
         lambda: (dense(), sparse(), dense()), lambda: (dense(), dense(), sparse()), lambda: (sparse(), 0, 1), lambda: ([sparse(), sparse()],),
         lambda: ([dense(), sparse()],), lambda: (sparse(), (2, 3)), lambda: ('ij,jk', sparse(), dense()),
         lambda: ([sparse(), dense()], [dense(), sparse()]), lambda: (dense(), (mask(),), sparse()), lambda: ([[one(), one()]],),
         lambda: (3, 4, sparse())]
LEFT_OUT = {'set_num_threads', 'manual_seed', 'seed', 'set_rng_state', 'save', 'load', 'set_default_tensor_type', 'set_default_dtype',
            'set_printoptions', 'set_grad_enabled', 'fork', 'native_channel_shuffle', 'use_deterministic_algorithms', 'set_num_interop_threads',
            'set_flush_denormal', 'set_warn_always', 'set_anomaly_enabled', 'set_autocast_enabled', 'wait', 'as_subclass', 'from_file'}


def attempt(f, *args):
    try:
        repr(f(*args))
    except Exception:
        pass


def every(space, calls):
    for name in sorted(set(dir(space))):
        f = getattr(space, name, None)
        if name.startswith('_') or name in LEFT_OUT or not callable(f) or isinstance(f, type):
            continue
        for make in calls:
            attempt(f, *make())


for space in (torch, torch.Tensor, torch.nn.functional, torch.linalg, torch.special, torch.fft, torch.sparse):
    every(space, CALLS)
every(operator, CALLS[:10])
for f in (int, float, bool, complex, len, list, iter, str, hash, abs, round, range, np.array, np.sum, np.exp, copy.copy, copy.deepcopy, sum, max, bytes):
    for make in (sparse, one, whole):
        attempt(f, make())
for f in (np.add, np.dot, np.concatenate, np.where, np.random.permutation, np.random.choice):
    for make in CALLS:
        attempt(f, *make())
x = dense()
for key in (sparse(), one(), whole(), mask(), (0, whole()), (whole(), 0), [whole()], (slice(None), mask())):
    attempt(operator.getitem, x, key)
    for value in (1, sparse(), one()):
        attempt(operator.setitem, x, key, value)
        attempt(operator.setitem, x, 0, value)
        attempt(operator.setitem, sparse(), key, value)
print('every call came back', x.is_sparse)
