"""Arrays like others, of another shape: how they lie in memory."""
import numpy as np

numbers = np.arange(24)
for name, like in {'C': numbers.reshape(2, 3, 4), 'T': numbers.reshape(2, 3, 4).T, 'F': numbers.reshape(2, 3, 4, order='F'),
                   'swapped': numbers.reshape(2, 3, 4).swapaxes(0, 1), 'turned': numbers.reshape(4, 3, 2)[:, :, ::-1],
                   'both': numbers.reshape(4, 3, 2).swapaxes(0, 1)[::-1], 'gaps': numbers.reshape(2, 3, 4)[:, ::2, ::2]}.items():
    for shape in None, 5, (3, 4), (3, 4, 5), (4, 1, 2), (1, 1, 1), (0, 3, 2):
        print(name, shape, *[np.empty_like(like, shape=shape, order=order).strides for order in 'CFAK'],
              np.ones_like(like, dtype='i2', shape=shape).strides, np.full_like(like, 1, shape=shape).strides)
try:
    np.zeros_like(numbers.reshape(2, 3, 4).swapaxes(0, 1), shape=(-1, 2, 3))
except ValueError as e:
    print(e)
