"""What is computed from objects, times and text owns its memory, as results of numbers do."""
import numpy as np
o = np.array([[1, 2.5, 3], [4, -5, 6]], object)
m = np.array([[5, -3, 2], [1, 0, 7]], 'm8[s]')
M = np.array([['2020-01-01', 'NaT'], ['2021-01-01', '2000-02-02']], 'M8[D]')
s = np.array(['b', 'a'])
for name, x in {
        'o + o': o + o, '-o': -o, 'o.sum(0)': o.sum(0), 'o.max(1)': o.max(1), 'o.mean(0)': o.mean(0), 'o.cumsum(0)': o.cumsum(0),
        'abs(m)': abs(m), 'm + m': m + m, 'M - M': M - M, 'm * 2': m * 2, 'm.sum(0)': m.sum(0), 'm.max(0)': m.max(0),
        'm.sum(0, keepdims)': m.sum(0, keepdims=True), 'np.concatenate': np.concatenate([m, m]), 'np.vstack': np.vstack([o, o]),
        's == s': s == s, 'np.add.reduce': np.add.reduce(o), 'np.clip': np.clip(m, m[0], m[0]),
        'np.add(out)': np.add(m, m, out=np.zeros((2, 3), 'm8[s]')), 'np.lexsort': np.lexsort(np.arange(8).reshape(2, 2, 2), axis=0),
        'transposed': (m + m).T, 'reshaped': m.reshape(3, 2)}.items():
    print(name, x.base is None, x.flags.owndata, x.flags.c_contiguous, x.flags.f_contiguous)
