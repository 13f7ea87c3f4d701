# The warning of an ill-conditioned fit: heeds the script's filters, names the caller's caller, is shown every time.
import warnings

import numpy as np


def outer():
    return inner()


def inner():
    return np.polyfit([1, 2, 3], [1, 2, 3], 2, rcond=.5)


warnings.simplefilter('ignore')
inner()
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    outer()
    inner()
print([(w.category.__name__, str(w.message), w.lineno) for w in caught])
