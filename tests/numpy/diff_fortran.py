# Operands that all lie in Fortran order give a result of new strides in that order.
import numpy as np

a = np.arange(12, dtype='f4').reshape(2, 2, 3)
for t in a.swapaxes(1, 2), np.broadcast_to(a[0], (2, 2, 3)).swapaxes(0, 2), np.asfortranarray(a), a.T[:, :1], a.T[:1]:
    print(t.shape, t.strides, (t + t).strides, (t + 1).strides, np.diff(t, axis=0).strides, np.diff(t, axis=2).strides, np.sqrt(t).strides, (t > t[:1]).strides)
