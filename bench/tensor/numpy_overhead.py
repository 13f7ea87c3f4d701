# Nanoseconds of single operations on small arrays: name, value, unit by tabs.
import sys
import time

import numpy as np

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


for n in (1, 16, 256):
    a = np.linspace(0.1, 0.9, n)
    b = a[::-1].copy()
    measure(f'a+b {n}', lambda: a + b)
    measure(f'a*2.5 {n}', lambda: a * 2.5)
    measure(f'sqrt {n}', lambda: np.sqrt(a))
    measure(f'sum {n}', lambda: a.sum())
    measure(f'a>b {n}', lambda: a > b)
    measure(f'where {n}', lambda: np.where(a > b, a, b))
m, row, index = np.arange(64.0).reshape(8, 8), np.arange(8.0), np.array([0, 2, 5])
measure('m@m', lambda: m @ m)
measure('m+row', lambda: m + row)
measure('m[2]', lambda: m[2])
measure('m[2, 3]', lambda: m[2, 3])
measure('m[:, 1:4]', lambda: m[:, 1:4])
measure('row[index]', lambda: row[index])
measure('m.T', lambda: m.T)
measure('m.reshape(4, 16)', lambda: m.reshape(4, 16))
measure('m.shape', lambda: m.shape)
measure('m.max(1)', lambda: m.max(1))
measure('concatenate', lambda: np.concatenate((row, row)))
measure('zeros', lambda: np.zeros(4))
measure('array of a list', lambda: np.array([1.0, 2.0, 3.0]))
measure('tolist', lambda: m.tolist())
measure('argsort', lambda: row.argsort())
