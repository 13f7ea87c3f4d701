# The memory order of counts and partitions is that of the array.
import numpy as np

x = np.arange(24.).reshape(2, 3, 4)[:, ::-1]
for y in (x.T, np.asfortranarray(x), x.transpose(1, 0, 2)):
    for r in (np.count_nonzero(y, axis=1), np.count_nonzero(y, axis=(0, -1)), np.partition(y, 1),
              np.partition(y, 1, axis=0)):
        print(r.shape, r.strides)
    print(np.count_nonzero(y, axis=1).tolist(), np.partition(y, 1)[..., :2].tolist())
