"""nditer over nothing: dimensions are made one by the strides that the operands and the index really have."""
import numpy as np

plain, sliced = np.zeros((0, 3)), np.arange(6.).reshape(2, 3)[:0]
for ops in ([plain, plain], [sliced, np.zeros(())], [np.zeros(()), sliced], np.zeros((2, 3, 0)).transpose(1, 0, 2), [np.zeros((3, 1)), np.zeros((3, 0))]):
    for flags in ([], ['c_index'], ['f_index'], ['multi_index']):
        for order in 'CFAK':
            it = np.nditer(ops, flags=['zerosize_ok'] + flags, order=order)
            print(flags, order, it.ndim, it.itersize, [v.shape for v in it.itviews], [v.strides for v in it.itviews])
print(np.nditer([sliced, np.zeros(())], flags=['ranged', 'zerosize_ok'], order='F').ndim)
