# The negative zero of sums that begin with one or with their first element; no value for initial=.
import numpy as np

for t in 'efdgFDG':
    zero = np.dtype(t).type(complex(-0.0, -0.0) if t in 'FDG' else -0.0)
    for n in (0, 1, 7, 40):
        x = np.array([zero] * n, t)
        print(t, n, np.sum(x, initial=zero), x.sum(), np.add.reduce(x, initial=zero, where=x == 0))
    print(np.add.reduce(np.array([[zero, 1], [zero, zero]], t), axis=0, initial=None),
          np.add.reduce(np.array([[zero, 1], [zero, zero]], t), axis=1, initial=zero))
print(np.add.reduce(np.array([-0.0, 0.0]), initial=-0.0), np.add.reduce(np.array([1.0, -1.0]), initial=None))
print(np.add.reduce([-0.0, 5.0], initial=-0.0, where=[True, False]), np.sum([-0.0], initial=0.0))

print(np.add.reduce([], initial=np._NoValue), np.add.reduce([1, 2.5], initial=np._NoValue), np.sum([1, 2], initial=np._NoValue))
print(np.array([1.0, 2.0]).sum(initial=np._NoValue), np.max([1, 3], initial=np._NoValue))
for f in (np.minimum, np.add):
    try:
        print(f.reduce([], initial=np._NoValue if f is np.minimum else None))
    except ValueError as e:
        print(e)
