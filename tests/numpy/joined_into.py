# concatenate(out=) of any kind, many flattened parts; how many arrays choose and histogramdd take; indices of partition;
# ranges of spans and of very large numbers; lists of objects repeated.
import datetime

import numpy as np


def tell(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


three = np.arange(3)
for out in (np.zeros(5, 'S5'), np.zeros(5, object), np.zeros(5, 'U2'), np.zeros(5, 'f4'), np.zeros(4, 'S2'), np.zeros((5, 1), 'S2')):
    tell(lambda: np.concatenate([three, three[:2]], out=out))
    print(out.ravel())
tell(lambda: np.concatenate([three, ['a', 'b']], out=np.zeros(5, 'U2')))
tell(lambda: np.concatenate([three], axis=None, out=np.zeros(3, 'U2')))
tell(lambda: np.concatenate([three], out=np.zeros(3, 'M8[s]'), casting='unsafe'))
tell(lambda: np.concatenate([three.astype(object)], out=np.zeros(3)))
tell(lambda: np.stack([three, three], out=np.zeros((2, 3), 'S2')))
tell(lambda: np.concatenate(range(500), axis=None).sum())
tell(lambda: np.concatenate([np.ones((1,) * 20)] * 40, axis=None).shape)

for n in (31, 32, 40):
    tell(lambda: np.choose([0], [[1]] * n))
    tell(lambda: np.array([0]).choose([[1]] * n))
for n in (32, 33, 40):
    tell(lambda: np.histogramdd(np.zeros((1, n)), bins=1))
for kth in (1., [1.], None, 1, True):
    tell(lambda: np.partition(np.array([3, 1, 2], object), kth))
    tell(lambda: np.array([3, 1, 2], 'm8[s]').argpartition(kth))

day = datetime.timedelta(1)
tell(lambda: np.arange(0, 3 * day, day))
tell(lambda: np.arange(day, 2 * day, day / 4))
tell(lambda: np.arange(2 ** 64, 2 ** 64 + 3))
tell(lambda: np.arange(2 ** 64))
tell(lambda: np.repeat(day, 2))
tell(lambda: np.repeat([[day], [2 * day]], 2, axis=0))
tell(lambda: np.repeat(datetime.datetime(2000, 1, 1), 2))
