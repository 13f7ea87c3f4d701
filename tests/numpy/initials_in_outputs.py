# What a reduction begins with lies in its output first, in the output's type: warnings, refusals, values.
import warnings

import numpy as np


def told(f):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter('always')
        try:
            result = f()
        except Exception as e:
            return type(e).__name__
    return [w.category.__name__ for w in caught], result


for own in 'i1', 'f8', 'c8':
    a = np.ones((2, 3), own)
    for reduce in np.sum, np.prod, np.max, np.nansum:
        for output in 'c16', 'f4', 'i4', 'u1', '?':
            for asked in (None,) if reduce is np.max else (None, 'f8', 'c16'):
                for initial in None, 2, 2.7, 300, 2j, np.float32(1.5):
                    options = {} if asked is None else {'dtype': asked}
                    if initial is not None:
                        options['initial'] = initial
                    for axis, shape in (None, ()), (0, (3,)):
                        print(own, reduce.__name__, output, asked, initial, axis,
                              told(lambda: reduce(a, axis=axis, out=np.zeros(shape, output), **options)))
