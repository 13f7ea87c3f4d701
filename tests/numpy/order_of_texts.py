# The order of memory of the texts of times.
import numpy as np
x = np.arange(6).astype('M8[D]').reshape(2, 3)
for a in (x, x.T, np.asfortranarray(x), np.broadcast_to(x[0], (2, 3)), np.broadcast_to(x, (2, 2, 3)), x[:, ::-1], x[::-1]):
    r = np.datetime_as_string(a)
    print(r.flags.c_contiguous, r.flags.f_contiguous, r.ravel()[:2])
