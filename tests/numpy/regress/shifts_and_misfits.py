"""Shifts of what has no dimensions; values whose shape does not go to places of carried numbers."""
from _programs import A, after, np, setting, show

show(lambda: np.fft.fftshift(A((), 'u4', 5), axes=(0, 1)))
show(lambda: np.fft.fftshift(A((), 'u4', 5)))
show(lambda: np.fft.fftshift(A((), 'u4', 5), 0))
show(lambda: np.fft.ifftshift(A((), 'u4', 5), 0))
show(lambda: np.fft.ifftshift(A((3,), 'u4', 5), 0))
show(lambda: after(np.zeros(3, '>i4'), lambda x: np.put_along_axis(x, np.array([0]), np.array([[1, 2]]), 0)))
show(lambda: setting(np.zeros(3, '>i4'), [0], np.array([[1, 2]])))
show(lambda: setting(np.zeros(3, '>i4'), [0,1], np.array([[1, 2]])))
show(lambda: setting(np.zeros(3, 'M8[s]'), [0], np.array([[1, 2]],'M8[s]')))
show(lambda: setting(np.zeros(3, 'U3'), [0], np.array([['1', '2']])))
show(lambda: setting(np.zeros(3, 'O'), [0], np.array([['1', '2']])))
show(lambda: setting(np.zeros(3, '>i4'), [0], [[1, 2]]))
show(lambda: setting(np.zeros(3, '>i4'), [5], np.array([[1, 2]])))
show(lambda: setting(np.zeros(3, '>i4'), np.array([True,False,False]), np.array([[1, 2]])))
show(lambda: setting(np.zeros(3, '>i4'), slice(1), np.array([[1, 2]])))
