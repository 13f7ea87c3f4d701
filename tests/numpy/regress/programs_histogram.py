"""Statements about histogram that once differed."""
from _programs import A, np, show

show(lambda: np.histogram(A((2, 2, 2), 'i2', 2), [0, 1, 2], range=(1, 0), weights=A((2, 2, 2), 'i2', 2)))
show(lambda: np.histogram(A((12,), '?', 4, 'R'), [-1, 0, 0.5, 1], range=(0, 5), density=True, weights=A((12,), '?', 4, 'R')))
show(lambda: np.histogram(A((0, 3), '?', 4), [-1, 0, 0.5, 1], range=(0, 5), weights=A((0, 3), '?', 4)))
