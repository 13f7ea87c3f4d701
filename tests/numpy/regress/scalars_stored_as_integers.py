"""Floating-point scalars stored among integers: as Python's numbers at a place or a slice, by a cast where arrays pick."""
from _programs import A, np, setting, show

for key in (0, ..., slice(0, 1), [0], (0, 1), ([0], [1]), np.array([True, False]), 7, [7]):
    for value in (np.float64('inf'), np.float32('nan'), np.float64(1e20), np.float32(3e9), np.float64(-1.5),
                  np.complex64(complex('inf')), np.array(np.inf)):
        show(lambda: setting(np.zeros((2, 2), 'i4'), key, value))
show(lambda: A((0, 3), 'i2', 4).take([5], axis=-1))
show(lambda: A((0, 3), 'i2', 4).take([5], axis=0))
show(lambda: A((2, 3), 'i2', 4).take([5], axis=-1))
show(lambda: np.cross(A((2,), 'u8', 5), A((3,), 'u8', 5)))
