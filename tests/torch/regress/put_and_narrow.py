# What index_put, narrow, split, rsub, arange, div into an output, index_fill and index_reduce refuse, and for which of several mistakes.
import warnings

import torch

warnings.simplefilter('ignore')
T = torch.tensor


def show(*what, f):
    try:
        r = f()
        r = r.tolist() if isinstance(r, torch.Tensor) else r
    except Exception as e:
        r = f'{type(e).__name__} {str(e)[:150]}'
    print(*what, r)


indices = (T(1),), (T(0),), (T([1, 0, 1]),), (T(0), T(0)), (T([], dtype=torch.int64),), (T([True, False]),), (T([0, 5]),), (T(5),), (T([0.5]),), (T([0, 1]), T([0, 1, 2]))
values = T(1.), T(True), torch.ones(1, 3), torch.ones(3, 2), torch.ones(2, 3, dtype=torch.float64)
for shape in (2, 3), (0, 3):
    for index in indices:
        for value in values:
            for add in False, True:
                show(shape, [i.tolist() for i in index], tuple(value.shape), value.dtype, add, f=lambda: torch.index_put(torch.zeros(shape), index, value, accumulate=add))
for shape in (), (0, 3), (3,), (2, 3):
    for dim in -3, -1, 1:
        show('split', shape, dim, f=lambda: [len(torch.split(torch.zeros(shape), 2, dim)), len(torch.split(torch.zeros(shape), 0, dim))])
        for start in -5, -1, 1, 3:
            for length in -1, 0, 2:
                show('narrow', shape, dim, start, length, f=lambda: torch.narrow(torch.zeros(shape), dim, start, length).shape)
                show('narrow_copy', f=lambda: torch.narrow_copy(torch.zeros(shape), dim, start, length).shape)
for kind in torch.uint8, torch.int8, torch.int64, torch.float32, torch.bool:
    for other in 2j, -3, 300, 2.5, True, T(2.5):
        for alpha in -3, 300, 2.5, True:
            show('rsub', kind, other, alpha, f=lambda: torch.rsub(T([1, 2]).to(kind), other, alpha=alpha))
show('add', f=lambda: torch.add(T([True, False]), True, alpha=-3))
for bounds in (True, 2j, 2j), (1, 2j), (0, 1, 2j):
    for kind in None, torch.int64, torch.uint8, torch.float32, torch.float16, torch.bool, torch.complex64:
        show('arange', bounds, kind, f=lambda: torch.arange(*bounds, dtype=kind))
        show('range', bounds, kind, f=lambda: torch.range(*bounds, dtype=kind))
for x in torch.ones(2), torch.ones(2).long(), torch.ones(2) + 1j, torch.ones(0).long():
    for y in torch.ones(2), torch.ones(3), torch.ones(2) + 1j, 2, 2j:
        for mode in None, 'floor', 'x':
            for kind in torch.float32, torch.int64, torch.complex64:
                show('div', x.dtype, y if isinstance(y, (int, complex)) else y.dtype, mode, kind, f=lambda: torch.div(x, y, rounding_mode=mode, out=torch.zeros(2, dtype=kind)))
for shape in (), (3,), (0, 3):
    for dim in -3, -1, 2:
        for index in T([0]), T([0], dtype=torch.int32), T([5]), T([0.]):
            show('index_reduce', shape, dim, index, f=lambda: torch.zeros(shape).index_reduce(dim, index, torch.ones(1), 'prod')) if shape != (0, 3) else None
            for value in 1., 2j, T(2.), torch.ones(2):
                show('index_fill', shape, dim, index, value, f=lambda: torch.zeros(shape).index_fill(dim, index, value))
