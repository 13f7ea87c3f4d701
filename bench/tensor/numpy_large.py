# Milliseconds of single operations on large arrays: name, value, unit by tabs. Processor time.
import numpy as np

from milliseconds import measure


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def elements(n, dtype):
    def row(name, operation):
        measure(f'{name} {np.dtype(dtype).name} {n:.0e}'.replace('e+0', 'e'), operation)

    rs = np.random.RandomState(1)
    a, b, c = (rs.rand(n).astype(dtype) for _ in range(3))
    out = np.zeros(n, dtype)
    row('copy', lambda: a.copy())
    row('fill', lambda: out.fill(1.0))
    row('add', lambda: a + b)
    row('chain', lambda: (a * b + c) * 2.0 - a / (b + 1.0))
    for name in ('sqrt', 'exp', 'log', 'sin', 'tanh'):
        row(name, lambda: getattr(np, name)(a, out=out))
    row('a**3', lambda: a ** 3)
    row('maximum', lambda: np.maximum(a, 0.5))
    row('a<b', lambda: a < b)
    for name in ('sum', 'max', 'argmax', 'std', 'cumsum'):
        row(name, getattr(a, name))
    mask = a > 0.5
    row('where', lambda: np.where(mask, a, b))
    row('a[mask]', lambda: a[mask])
    row('count_nonzero', lambda: np.count_nonzero(mask))
    row('concatenate', lambda: np.concatenate((a, b)))
    order = rs.permutation(n)
    row('a[order]', lambda: a[order])
    side = int(n ** 0.5)
    m = a[:side * side].reshape(side, side)
    row('mean(0)', lambda: m.mean(axis=0))
    row('mean(1)', lambda: m.mean(axis=1))
    row('max(1)', lambda: m.max(axis=1))
    row('argmax(1)', lambda: m.argmax(axis=1))
    row('transposed copy', lambda: np.ascontiguousarray(m.T))
    row('m+row', lambda: m + m[0])
    row('a[::2]+b[::2]', lambda: a[::2] + b[::2])
    row('softmax', lambda: softmax(m))
    if n <= 10 ** 6:
        row('sort', lambda: np.sort(a))
        row('argsort', lambda: np.argsort(a))
        row('unique', lambda: np.unique(a))


def products(dtype):
    rs = np.random.RandomState(2)
    name = np.dtype(dtype).name
    for n in (64, 256, 1024):
        a, b = (rs.rand(n, n).astype(dtype) for _ in range(2))
        measure(f'm@m {n} {name}', lambda: a @ b)
    a, v = rs.rand(2048, 2048).astype(dtype), rs.rand(2048).astype(dtype)
    measure(f'm@v 2048 {name}', lambda: a @ v)
    small = rs.rand(10000, 4, 4).astype(dtype)
    measure(f'10000 of 4x4 {name}', lambda: small @ small)


elements(10 ** 6, np.float64)
elements(10 ** 6, np.float32)
elements(10 ** 7, np.float32)
products(np.float32)
products(np.float64)
a = np.random.RandomState(3).rand(256, 256) + 256 * np.eye(256)
measure('solve 256', lambda: np.linalg.solve(a, a[0]))
measure('inv 256', lambda: np.linalg.inv(a))
measure('svd 256', lambda: np.linalg.svd(a))
measure('eigh 256', lambda: np.linalg.eigh(a + a.T))
measure('qr 256', lambda: np.linalg.qr(a))
for n in (4096, 65536, 1000000):
    z = np.random.RandomState(4).rand(n)
    measure(f'fft {n}', lambda: np.fft.fft(z))
    measure(f'rfft {n}', lambda: np.fft.rfft(z))
measure('rand 1e6', lambda: np.random.rand(1000000))
measure('randn 1e6', lambda: np.random.randn(1000000))
