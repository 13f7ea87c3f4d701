# Elements that lie where no object of their type may: every operation reads and writes them as it does any others.
import warnings
import numpy as np

warnings.simplefilter('ignore')
TYPES = '?bBhHiIlLqQefdgFDG'


def apart(dtype, n=24, offset=1):
    dtype = np.dtype(dtype)
    values = (np.arange(n) % 7 + 1).astype(dtype)
    a = np.frombuffer(bytearray(offset) + bytearray(values.tobytes()), dtype=dtype, offset=offset)
    assert a.flags.aligned is (dtype.alignment == 1), dtype
    return a


def outcome(f, *args, **kw):
    try:
        r = f(*args, **kw)
    except (TypeError, ValueError) as e:
        return [str(e)]
    return [(x.dtype, x.shape, x.tolist()) for x in map(np.asarray, r if isinstance(r, tuple) else (r,))]


def alike(x, y):
    return repr(x) == repr(y)


ufuncs = [getattr(np, n) for n in sorted(dir(np))]
ufuncs = [u for u in ufuncs if isinstance(u, np.ufunc) and u.nin <= 2 and not u.signature]
for t in TYPES:
    calls = wrong = 0
    a, b = apart(t), apart(t, offset=3)
    for u in ufuncs:
        for part in (slice(None), slice(None, None, 2), slice(None, None, -1), slice(0, 1)):
            args = (a[part], b[part])[:u.nin]
            plain = [x.copy() for x in args]
            with np.errstate(all='ignore'):
                want = outcome(u, *plain)
                calls += 1
                wrong += not alike(outcome(u, *args), want)
                if not isinstance(want[0], str):
                    outs = tuple(apart(w[0], max(1, plain[0].size))[:plain[0].size] for w in want)
                    u(*args, out=outs)
                    wrong += not alike([(x.dtype, x.shape, x.tolist()) for x in outs], want)
    print(t, calls, 'calls of ufuncs', wrong, 'differ')

FUNCTIONS = [
    lambda a, i: np.sort(a), lambda a, i: np.argsort(a, kind='stable'), lambda a, i: np.cumsum(a), lambda a, i: np.cumprod(a[:5]),
    lambda a, i: a.max(), lambda a, i: a.argmin(), lambda a, i: a.sum(), lambda a, i: a[i], lambda a, i: a.take(i),
    lambda a, i: np.searchsorted(np.sort(a), a[:3]), lambda a, i: np.where(a > 3, a, a[::-1]), lambda a, i: a.astype('D'),
    lambda a, i: a.astype('e'), lambda a, i: np.repeat(a, i), lambda a, i: a.reshape(4, 6) @ a.reshape(6, 4),
    lambda a, i: np.clip(a, 2, 5), lambda a, i: np.isclose(a, a[::-1]), lambda a, i: np.unique(a), lambda a, i: np.dot(a, a),
    lambda a, i: a.reshape(4, 6).T.copy(), lambda a, i: np.concatenate([a, i]), lambda a, i: a.tolist(), lambda a, i: np.diff(a),
    lambda a, i: np.add.reduceat(a, [0, 3]), lambda a, i: np.lexsort([a, a]), lambda a, i: np.bincount(i), lambda a, i: a.tobytes()[:8],
    lambda a, i: np.linalg.norm(a.reshape(4, 6)), lambda a, i: a.mean(), lambda a, i: np.nonzero(a > 3), lambda a, i: a[a > 3],
    lambda a, i: np.frombuffer(memoryview(a), 'B'), lambda a, i: a.byteswap().tobytes(), lambda a, i: [x for x in a],
]
for t in TYPES:
    a, i = apart(t), (apart('l') - 1)[:24]
    i = np.frombuffer(b'\0' + i.tobytes(), 'l', offset=1)
    if len(i) < len(a):
        a = a[:len(i)]
    wrong = [k for k, f in enumerate(FUNCTIONS) if not alike(outcome(f, a, i), outcome(f, a.copy(), i.copy()))]
    print(t, len(FUNCTIONS), 'functions', wrong)


def written(t):
    a, b = apart(t), apart(t, offset=3)
    a[2:8] = b[:6]
    a[::5] = 1
    a[[1, 2]] = b[3:5]
    a[apart('?') & (np.arange(24) > 20)] = 0
    a += b
    np.put(a, [4], b[:1])
    a[8:12] = b[:4].astype('f')
    np.multiply(a, b, out=a)
    a[12:].sort()
    np.copyto(a[:3], b[3:6])
    a.reshape(4, 6)[1] = b[:6]
    if t != 'e':
        np.matmul(b[:4].reshape(2, 2), b[4:8].reshape(2, 2), out=a[:4].reshape(2, 2))
    a[6:10] = a[20:].item(1)
    a.fill(2) if t == 'F' else a.itemset(3, 1)
    return a


for t in TYPES:
    print(t, written(t).tolist()[:16])

# fields of packed records
record = np.zeros(3, [('a', 'i1'), ('b', 'f8'), ('c', 'i4'), ('d', 'c16')])
for name in 'bcd':
    record[name] = [1, 2, 3]
    record[name] *= 2
    print(name, record[name].sum(), np.sqrt(record[name]), record[name].cumsum(), np.searchsorted(record[name], record[name][1]))
