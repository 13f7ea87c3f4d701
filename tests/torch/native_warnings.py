"""What torch's native functions warn of: how often, and in which words."""
import warnings

import numpy as np
import torch
import torch.nn.functional as F

warnings.simplefilter('always')


def told(f):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            r = f()
        except Exception as e:
            r = f'{type(e).__name__}: {e}'
    for v in w:
        print('  ', v.category.__name__, v.message)
    return r


u, x, a = torch.tensor([1, 0, 1], dtype=torch.uint8), torch.arange(3.), torch.eye(3)
y = torch.ones(3, 3)
shared = torch.zeros(1).expand(3)
spread = torch.ones(4, 3).t()
z = (torch.ones(3, requires_grad=True) * 2)


def put(t, at, value):
    t[at] = value
    return t


read_only = np.ones(2)
read_only.flags.writeable = False
CALLS = {
    'byte masks': [lambda: x[u], lambda: y[u, u], lambda: put(x.clone(), u, 3.), lambda: put(x.clone(), u, torch.ones(2)), lambda: x.masked_fill(u, 1.),
                   lambda: x.masked_select(u), lambda: x.masked_scatter(u, x), lambda: torch.where(u, x, x), lambda: x.where(u, x)],
    'shared elements': [lambda: shared.masked_fill_(u.bool(), 1.), lambda: shared.index_fill_(0, torch.tensor([0]), 2.),
                        lambda: shared.index_put_((torch.tensor([1]),), torch.tensor(1.)), lambda: put(shared, torch.tensor([0]), 4.),
                        lambda: put(shared, u.bool(), 5.), lambda: shared.index_fill(0, torch.tensor([0]), 2.)],
    'successors': [lambda: torch.qr(a), lambda: torch.qr(a), lambda: a.cholesky(), lambda: a.symeig(), lambda: a.lu(), lambda: a.lu_solve(a, torch.ones(3).int()),
                   lambda: torch.triangular_solve(a, a), lambda: torch.chain_matmul(a, a), lambda: torch.istft(torch.ones(3, 2, 2), 4),
                   lambda: torch.stft(torch.ones(8), 4), lambda: torch.meshgrid(x), lambda: torch.ones(1, 2, 3).T],
    'beta': [lambda: x.index_reduce(0, torch.tensor([0]), x[:1], 'prod'), lambda: x.scatter_reduce(0, torch.tensor([0]), x, 'sum')],
    'order in memory': [lambda: torch.searchsorted(spread, torch.ones(2, 3).t()), lambda: torch.bucketize(torch.ones(3, 3).t(), x),
                        lambda: torch.searchsorted(x, x, sorter=torch.stack([torch.arange(3)] * 2, 1)[:, 0])],
    'autograd': [lambda: z.grad, lambda: z.grad, lambda: z.sum().backward(create_graph=True), lambda: (z * 1).sum().backward(create_graph=True)],
    'arrays': [lambda: torch.from_numpy(read_only), lambda: torch.from_numpy(read_only), lambda: torch.tensor([np.ones(2), np.ones(2)])],
    'others': [lambda: torch.cov(torch.ones(1, 1)), lambda: torch.add(x, x, out=torch.ones(5)), lambda: F.upsample(torch.ones(1, 1, 2), scale_factor=2),
               lambda: F.upsample_nearest(torch.ones(1, 1, 2, 2), scale_factor=1), lambda: torch.autograd.Variable(x, volatile=True), lambda: x.volatile,
               lambda: x.resize(3, 1), lambda: x.resize(4), lambda: x.resize_as(a)],
}
for name, calls in CALLS.items():
    print(name)
    for f in calls:
        r = told(f)
        print(' ', r if isinstance(r, (str, bool)) or r is None else [tuple(t.shape) for t in r] if isinstance(r, tuple) else tuple(r.shape))

print('once or always')
torch.set_warn_always(True)
print(torch.is_warn_always_enabled(), told(lambda: torch.ones(1, 2, 3).T).shape, told(lambda: torch.qr(a))[0].shape)
torch.set_warn_always(False)
print(told(lambda: torch.ones(1, 2, 3).T).shape)

print('deterministic algorithms')
calls = [lambda: torch.zeros(2).put(torch.tensor([0]), torch.ones(1)), lambda: torch.zeros(2).put(torch.tensor([0]), torch.ones(1), accumulate=True),
         lambda: F.max_unpool1d(torch.ones(1, 1, 1), torch.zeros(1, 1, 1).long(), 2)]
for warn_only in (False, True):
    torch.use_deterministic_algorithms(True, warn_only=warn_only)
    print(torch.are_deterministic_algorithms_enabled(), torch.is_deterministic_algorithms_warn_only_enabled())
    for f in calls:
        print(' ', told(f))
torch.use_deterministic_algorithms(False)
print(told(calls[0]))
