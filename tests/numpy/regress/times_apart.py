"""Times that are none are values of their own where they are to be; folds of comparisons into outputs; orders of results."""
import warnings

from _programs import A, np, outcome

print(outcome(lambda: np.unique(A((5,), 'm8[s]', 7, 'B'), return_inverse=True, return_index=True, equal_nan=False)))
print(outcome(lambda: np.unique(A((5,), 'M8[s]', 7, 'B'), return_counts=True, equal_nan=False)))
print(outcome(lambda: np.unique(A((5,), 'm8[s]', 7, 'B'), equal_nan=False)))
print(outcome(lambda: np.unique(A((5,), 'm8[s]', 7, 'B'))))
x = np.array([['NaT', 2], [3, 4], ['NaT', 2], [3, 4], [1, 'NaT'], ['NaT', 'NaT'], ['NaT', 'NaT']], 'm8[s]')
print(outcome(lambda: np.unique(x.ravel(), axis=0, return_index=True, return_inverse=True)))
print(outcome(lambda: np.unique(x, axis=0, return_index=True, return_inverse=True, return_counts=True)))
print(outcome(lambda: np.unique(x.T, axis=-1, equal_nan=False, return_counts=True)))

print(outcome(lambda: np.less.accumulate(A((3,), 'O'), out=A((3,), '?'))))
print(outcome(lambda: np.less.accumulate(A((3,), 'i8'), out=A((3,), '?'))))
print(outcome(lambda: np.less.reduce(A((3,), 'U2'), out=A((), '?'))))
print(outcome(lambda: np.less.reduceat(A((3,), 'm8[s]'), [0], out=A((1,), '?'))))
print(outcome(lambda: np.equal.accumulate(A((1,), 'O'), out=A((1,), 'O'), dtype=object)))
print(outcome(lambda: np.less.accumulate(A((3,), 'O'), out=A((3,), 'f8'), dtype=object)))

print(outcome(lambda: A((3, 2), '>i4', 1, 'T') ** np.float16(2)))
print(outcome(lambda: A((3, 2), '>u8', 1, 'F') ** 2.0))
warnings.simplefilter('ignore')
for kind in ('f4', '>f8', 'c8', 'i4', 'm8[s]'):
    for k in (0, 8):
        for layout in 'BFTS':
            x = A((1, 4, 3), kind, k, layout)
            print(kind, layout, [np.nanmedian(x, axis=axis, keepdims=True).strides[-3:] for axis in range(-2, 0)],
                  [(r.flags.c_contiguous, r.flags.f_contiguous) for r in (np.nanmedian(x, axis=axis) for axis in range(x.ndim))])
