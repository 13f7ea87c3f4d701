"""New arrays of text, objects, records and times lie in the order that is asked for."""
from _programs import np, show

for kind in ('U3', 'S2', object, 'i4,U2', 'M8[s]', 'f4'):
    for make in (np.zeros, np.ones, np.empty):
        if kind == 'M8[s]' and make is np.empty:
            continue
        x = make((2, 3), kind, order='F')
        print(kind, make.__name__, x.flags.fnc, x.T.flags.c_contiguous)
    show(lambda: np.full((2, 3), 1, kind, order='F'))
    show(lambda: np.zeros((2, 3), kind, order='K'))
x = np.zeros((2, 3), 'i4,U2', order='F')
x['f0'] = [[1, 2, 3], [4, 5, 6]]
x[0, 1] = (9, 'x')
print(x, x.T.ravel(), x.ravel('K'))
for kind in ('U3', object, 'i4,U2', 'M8[s]', 'f4'):
    for shape in ((1, 4, 3), (2, 2, 3), (4, 3)):
        x = np.zeros(shape, kind, order='F')
        for y in (np.tril(x), np.triu(x, 1), np.tril(x.T, -1), np.where(np.ones(shape, bool), x, x), np.where(True, x, x.copy())):
            print(kind, shape, y.flags.c_contiguous, y.flags.f_contiguous)
