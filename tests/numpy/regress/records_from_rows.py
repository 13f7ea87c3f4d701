"""Lists of tuples are stored as rows of records: tuples are elements, however the places are named."""
from _programs import np, setting, show

ROWS = [(1, 2), (3, 4), (5, 6)]
for kind in ('i4,f8', 'i4,U2', [('p', 'f4', (2,)), ('q', 'u1')]):
    for key in (slice(None), ..., slice(0, 3), [0, 1, 2], np.array([True, True, True])):
        show(lambda: setting(np.zeros(3, kind), key, ROWS))
        show(lambda: setting(np.zeros(3, kind), key, ROWS[:1]))
        show(lambda: setting(np.zeros(3, kind), key, [[(1, 2)]]))
    show(lambda: setting(np.zeros((2, 3), kind), 0, ROWS))
    show(lambda: setting(np.zeros((2, 3), kind), ..., [ROWS, ROWS[::-1]]))
    for value in (np.zeros((2, 3)), np.zeros(3), np.zeros(()), (1, 2)):
        show(lambda: setting(np.zeros(3, kind), 1, value))
