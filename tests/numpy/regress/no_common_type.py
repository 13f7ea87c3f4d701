# Types that have none in common, and what says so.
from itertools import product

import numpy as np

kinds = ['M8[s]', 'm8[s]', '?', 'i4', 'f4', 'c8', 'U2', 'S2', 'i4,i4', 'O', 'V3']
for f in (np.promote_types, np.result_type):
    for a, b in product(kinds, kinds):
        try:
            r = str(f(a, b))
        except TypeError as e:
            r = str(e)
        print(f.__name__, a, b, r)
times = np.zeros(2, 'M8[s]')
for call in (lambda: np.concatenate([times, np.zeros(3, 'i4')]), lambda: np.stack([times, np.zeros(2)]), lambda: np.append(times, 3),
             lambda: np.concatenate([np.zeros(2, 'i4'), np.zeros(3, 'i4,i4')]), lambda: np.where([True], times, 3),
             lambda: np.concatenate([times, np.zeros(1, 'M8[D]')]), lambda: np.append(np.zeros(1, 'm8[s]'), 3)):
    try:
        print(repr(call()))
    except TypeError as e:
        print(e)
