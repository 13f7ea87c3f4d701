# Determinants of singular matrices are 0 without a sign, whatever rows were exchanged.
import numpy as np

for m in ([[1, 2], [2, 4]], [[0, 1], [0, 2]], [[0, 0], [1, 1]], [[0, 0, 0]] * 3, [[2, 0], [0, -3]]):
    for dtype in (float, np.float32, complex):
        a = np.array(m, dtype)
        print(np.linalg.det(a), np.linalg.slogdet(a))
