"""What functions may write to: overwrite_input= of medians and quantiles partitions the array in place, or closes it up around
what is missing; pad always makes a new one."""
from _programs import np, show

DATA = [[3, 1, 2, 9, 7], [6, 5, 4, 0, 8.]]


def overwritten(f, *args, missing=False, **words):
    x = np.array(DATA)
    if missing:
        x[0, 1] = x[1, 3] = np.nan
    return f(x, *args, overwrite_input=True, **words), x


for axis in (None, 0, 1, (0, 1)):
    show(lambda: overwritten(np.median, axis=axis))
    show(lambda: overwritten(np.percentile, [30, 60], axis=axis))
    show(lambda: overwritten(np.nanmedian, axis=axis, missing=True))
    show(lambda: overwritten(np.nanquantile, .3, axis=axis, missing=True))
show(lambda: overwritten(np.quantile, .3, axis=1, method='nearest'))
show(lambda: overwritten(np.median, axis=1, keepdims=True))
show(lambda: overwritten(np.nanpercentile, 30, axis=1))
show(lambda: np.mean(np.zeros((0,), object), axis=-1))
show(lambda: np.mean(np.zeros((0, 3), object), axis=0))
show(lambda: np.array([np.array([1, [2]], object), np.array([3, [4]], object)]))
x = np.arange(6.).reshape(2, 3).T
print(np.shares_memory(x, np.pad(x, 0, 'edge')), np.shares_memory(x, np.pad(x, 0, 'mean')))
show(lambda: np.pad(x, 0, 'wrap'))
show(lambda: np.pad(np.array(9, object), 1, 'wrap'))
