# Nanoseconds of single operations on small tensors: name, value, unit by tabs.
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

QUICK = 'quick' in sys.argv


def measure(name, operation):
    n, best = 32, float('inf')
    while True:
        start = time.perf_counter()
        for _ in range(n):
            operation()
        spent = time.perf_counter() - start
        best = min(best, spent / n)
        if spent > (0.002 if QUICK else 0.02):
            break
        n *= 4
    for _ in range(1 if QUICK else 4):
        start = time.perf_counter()
        for _ in range(n):
            operation()
        best = min(best, (time.perf_counter() - start) / n)
    print(f'{name}\t{best * 1e9:.1f}\tns')


torch.manual_seed(1)
for n in (1, 16, 256):
    a, b, out = torch.rand(n), torch.rand(n), torch.zeros(n)
    measure(f'a+b {n}', lambda: a + b)
    measure(f'a*2.5 {n}', lambda: a * 2.5)
    measure(f'add out {n}', lambda: torch.add(a, b, out=out))
    measure(f'sigmoid {n}', lambda: torch.sigmoid(a))
    measure(f'sum {n}', lambda: a.sum())
    measure(f'a>b {n}', lambda: a > b)
m, row, index = torch.rand(8, 8), torch.rand(8), torch.tensor([0, 2, 5])
measure('m@m', lambda: m @ m)
measure('m+row', lambda: m + row)
measure('m[2]', lambda: m[2])
measure('m[2, 3].item()', lambda: m[2, 3].item())
measure('m[:, 1:4]', lambda: m[:, 1:4])
measure('row[index]', lambda: row[index])
measure('m.t()', lambda: m.t())
measure('m.view(4, 16)', lambda: m.view(4, 16))
measure('m.shape', lambda: m.shape)
measure('m.max(1)', lambda: m.max(1))
measure('cat', lambda: torch.cat((row, row)))
measure('zeros', lambda: torch.zeros(4))
measure('tensor of a list', lambda: torch.tensor([1.0, 2.0, 3.0]))
measure('tolist', lambda: m.tolist())
measure('softmax', lambda: torch.softmax(m, 1))
x, w = torch.rand(4, requires_grad=True), torch.rand(4, requires_grad=True)
measure('backward of 3', lambda: ((x * w).tanh().sum()).backward())
linear, batch = nn.Linear(8, 8), torch.rand(4, 8)
measure('linear', lambda: linear(batch))
net = nn.Sequential(nn.Linear(8, 16), nn.Tanh(), nn.Linear(16, 3))
target = torch.tensor([0, 2, 1, 1])
optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)


def step():
    optimizer.zero_grad()
    F.cross_entropy(net(batch), target).backward()
    optimizer.step()


measure('training step', step)
