"""What the calls of numpy_calls.py name: runs behind the prelude of diff_numpy.py."""
S = np.array([[4., 1.], [1., 3.]])      # square, positive
V = np.array([1., 2.])
C = np.array([[1 + 1j, 2], [0, 1j]])
M3 = np.arange(8.).reshape(2, 2, 2) + 3 * np.eye(2)
P = [1., 2., 3.]                        # coefficients
X = np.array([0., 0.5, 1., 2.])


def F():
    return np.array([[3., 1., 2.], [6., 5., 4.]])


def I():
    return np.array([[3, 1, 2], [6, 5, 4]])


def Q():
    return np.ma.array([[3., 1., 2.], [6., 5., 4.]], mask=[[0, 1, 0], [0, 0, 1]])


def R():
    return np.array([(1, 2.5), (3, 4.)], dtype=[('a', 'i4'), ('b', 'f8')])


def lines(text='1 2\n3 4\n'):
    return io.StringIO(text)


def _written(f):
    """f(file, ...) as a function of the rest whose result is the text."""
    def call(*args, **kwargs):
        to = io.StringIO()
        f(to, *args, **kwargs)
        return to.getvalue()
    return call


savetxt = _written(np.savetxt)


def saved(f, *args, **kwargs):
    to = io.BytesIO()
    f(to, *args, **kwargs)
    return len(to.getvalue()) > 0


def npy():
    to = io.BytesIO()
    np.save(to, F())
    to.seek(0)
    return to


def binary():
    with open('data.bin', 'wb') as f:
        f.write(bytes(range(48)))
    return 'data.bin'


def inside(manager):
    with manager as m:
        return repr(np.float64(1) / 3), m
