# Modes of convolve and correlate by their first letter, which are on their way out.
import warnings
import numpy as np

warnings.simplefilter('always')
for mode in ('valid', 'Full', 'v', 'sam', 'F', 0, 1, 2, 'x', '', 3, None):
    for f in (np.correlate, np.convolve):
        with warnings.catch_warnings(record=True) as log:
            warnings.simplefilter('always')
            try:
                print(f.__name__, repr(mode), f([1, 2, 3.0], [0, 1], mode=mode))
            except (TypeError, ValueError) as e:
                print(f.__name__, repr(mode), type(e).__name__, e)
            for w in log:
                print('   ', w.category.__name__, w.message)

# order='A' beside a shape, and what choose makes
for x in (np.zeros(()), np.zeros(1), np.zeros((2, 3), order='F'), np.zeros((2, 3))):
    print([np.ones_like(x, order='A', shape=shape).strides for shape in (4, (2, 3), (4, 3, 5))])
chosen = np.array([[0, 1], [1, 0]]).choose((np.arange(4).reshape(2, 2), -1))
print(chosen, chosen.flags.owndata, chosen.base)
