# Functions that move elements by an index tensor: what they say of one of a wrong type or shape.
import warnings

import torch

warnings.simplefilter('ignore')
M = torch.arange(6.).reshape(2, 3)
V = torch.tensor([1., 2.])
narrow, real, deep = torch.tensor([[0]], dtype=torch.int32), torch.zeros(1, 1), torch.tensor([[0]])
calls = {
    'gather': lambda i: M.gather(1, i), 'scatter a number': lambda i: M.scatter(1, i, 1.), 'scatter': lambda i: M.scatter(1, i, M),
    'scatter_add': lambda i: M.scatter_add(1, i, M), 'scatter_reduce': lambda i: M.scatter_reduce(1, i, M, 'sum'),
    'take_along_dim': lambda i: torch.take_along_dim(M, i, 1), 'index_select': lambda i: M.index_select(1, i), 'index_add': lambda i: M.index_add(1, i, M[:, :1]),
    'index_copy': lambda i: M.index_copy(1, i, M[:, :1]), 'index_fill': lambda i: M.index_fill(1, i, 1.), 'take': lambda i: M.take(i)}
for name, call in calls.items():
    for index in narrow, real, deep, narrow[0], real[0], deep[0], torch.tensor(1.), torch.tensor([True]), torch.tensor([7]), torch.zeros(0):
        try:
            print(name, call(index).tolist())
        except Exception as error:
            print(name, type(error).__name__, error)
for call in (lambda: M.index_add(1, torch.tensor([0., 1.]), M[:, :1]), lambda: M.index_add(1, torch.tensor([0, 1]), M[:, :1]),
             lambda: torch.bucketize(M, M), lambda: torch.bucketize(M, torch.tensor(1.)), lambda: torch.searchsorted(torch.tensor(1.), M),
             lambda: torch.searchsorted(V, M, out=torch.empty(0, dtype=torch.int32)), lambda: torch.bucketize(M, V, out_int32=True, out=torch.empty(0, dtype=torch.int64)),
             lambda: torch.bucketize(M, V, out_int32=True, out=torch.empty(0, dtype=torch.int32)), lambda: torch.repeat_interleave(torch.tensor([1, 2], dtype=torch.int32)),
             lambda: torch.repeat_interleave(torch.tensor([1, 2], dtype=torch.int16)), lambda: torch.repeat_interleave(torch.ones(2, 2)),
             lambda: torch.repeat_interleave(torch.tensor([[1]])), lambda: torch.repeat_interleave(M, torch.tensor([[1, 2]]), 0),
             lambda: torch.repeat_interleave(M, torch.tensor([.5, 1.]), 0), lambda: torch.repeat_interleave(M, torch.tensor([1., 1., 1.]), 0),
             lambda: M.movedim((0, 1), (1,)), lambda: M.roll(()), lambda: M.roll((), 0), lambda: M.roll((1, 2), 0)):
    try:
        print(call())
    except Exception as error:
        print(type(error).__name__, error)
for name in 'vstack', 'hstack', 'dstack', 'column_stack', 'row_stack', 'cat', 'stack':
    try:
        getattr(torch, name)([])
    except Exception as error:
        print(name, type(error).__name__, error)
