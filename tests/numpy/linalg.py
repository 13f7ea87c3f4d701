# numpy.linalg: values, types, shapes and messages.
import warnings
import numpy as np
from numpy import linalg as la

np.set_printoptions(precision=6, suppress=True)


def show(f, *a, **k):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try:
            r = f(*a, **k)
        except Exception as e:
            print(type(e).__module__, type(e).__name__, e)
            return
        for x in w:
            print('  ', x.category.__name__, x.message)
        for part in r if isinstance(r, tuple) else (r,):
            if isinstance(part, np.ndarray):
                part = np.where(abs(part) < 1e-12, 0, part) if part.dtype.kind == 'f' else part
            text = repr(part) if isinstance(part, np.ndarray) else '%.12g' % part if isinstance(part, (float, np.floating)) else repr(part)
            print(text, type(part).__name__, getattr(part, 'dtype', ''))


a = np.array([[4.0, 1.0, 0.5], [1.0, 3.0, 0.25], [0.5, 0.25, 2.0]])
b = np.array([1.0, 2.0, 3.0])
for f in (la.inv, la.det, la.slogdet, la.cholesky, la.eigvals, la.eigvalsh, la.matrix_rank, la.pinv, la.cond, la.norm):
    print(f.__name__)
    show(f, a)
    show(f, np.array([[2, 1], [1, 3]]))
    show(f, a.astype(np.float32))
show(la.solve, a, b)
show(la.solve, a, np.eye(3))
show(la.solve, [[3, 1], [1, 2]], [9, 8])
show(la.solve, np.stack([a, a + np.eye(3)]), np.ones((2, 3, 1)))
print('eig')
w, v = la.eigh(a)
print(w, np.allclose(v @ np.diag(w) @ v.T, a), w.dtype, v.dtype)
w, v = la.eig(np.array([[0.0, 1], [-1, 0]]))
print(w, np.allclose(np.array([[0.0, 1], [-1, 0]]) @ v, v * w), w.dtype)
w, v = la.eig(a)
print(np.sort(w), np.allclose(a @ v, v * w), w.dtype)
print(la.eigvals([[2, 0], [0, 3]]), la.eigvals([[0, -1], [1, 0]]))
show(la.eigvalsh, a, 'U')
show(la.eigvalsh, a, 'X')
print('qr, svd')
m = np.array([[1.0, 2], [3, 4], [5, 6]])
for mode in ('reduced', 'complete', 'r'):
    r = la.qr(m, mode)
    print(mode, [x.shape for x in r] if isinstance(r, tuple) else r.shape, np.allclose(np.dot(*r), m) if mode != 'r' else abs(r))
show(la.qr, m, 'what')
u, s, vh = la.svd(m)
print(u.shape, s, vh.shape, np.allclose(u[:, :2] * s @ vh, m))
u, s, vh = la.svd(m, full_matrices=False)
print(u.shape, s.shape, vh.shape, la.svd(m, compute_uv=False), la.svd(a, compute_uv=False, hermitian=True))
print('lstsq')
x = np.array([0, 1, 2, 3.0])
y = np.array([-1, 0.2, 0.9, 2.1])
A = np.vstack([x, np.ones(len(x))]).T
show(la.lstsq, A, y, rcond=None)
show(la.lstsq, A, np.stack([y, y], 1), rcond=None)
show(la.lstsq, np.ones((3, 2)), b, rcond=None)
show(la.lstsq, A, y)
print('powers')
show(la.matrix_power, np.array([[1, 1], [1, 0]]), 10)
show(la.matrix_power, np.array([[1, 1], [1, 0]]), -1)
show(la.matrix_power, np.array([[1, 1], [1, 0]]), 0)
show(la.matrix_power, np.array([[1, 1], [1, 0]]), 1.5)
show(la.multi_dot, [np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 5)), np.ones((5, 1))])
show(la.multi_dot, [np.ones(3), np.ones((3, 4)), np.ones(4)])
show(la.multi_dot, [np.ones(3)])
show(la.tensorsolve, np.eye(6).reshape(2, 3, 6), np.arange(6.0).reshape(2, 3))
show(la.tensorinv, np.eye(4).reshape(2, 2, 4) * 2, ind=2)
print('norms')
for o in (None, 'fro', 'nuc', np.inf, -np.inf, 1, -1, 2, -2):
    show(la.norm, m, o)
for o in (None, 0, 1, -1, 2, 3, 0.5, np.inf, -np.inf):
    show(la.norm, b, o)
show(la.norm, m, axis=0)
show(la.norm, m, axis=1, keepdims=True)
show(la.norm, np.arange(24.0).reshape(2, 3, 4), axis=(1, 2))
show(la.norm, m, 'bad')
show(la.norm, b, 'fro')
show(la.norm, np.ones((2, 2, 2)), 2)
show(la.norm, m, axis=2)
show(la.norm, [3, 4])
show(la.norm, np.array([3 + 4j, 1]))
for p in (None, 1, 2, np.inf, 'fro'):
    show(la.cond, a, p)
print('stacks and shapes')
st = np.stack([a, 2 * a])
show(la.det, st)
show(la.inv, st)
show(la.slogdet, st)
show(la.matrix_rank, np.zeros((3, 3)))
show(la.matrix_rank, np.ones((4,)))
print('messages')
show(la.inv, np.zeros((2, 2)))
show(la.solve, np.zeros((2, 2)), [1, 2])
show(la.cholesky, -np.eye(2))
show(la.det, np.zeros((2, 2)))
show(la.inv, np.ones((2, 3)))
show(la.inv, np.ones(3))
show(la.det, 3)
show(la.eig, np.ones((2, 3)))
show(la.eig, np.full((2, 2), np.nan))
show(la.solve, a, [1, 2])
show(la.solve, a, np.ones((2, 2)))
show(la.lstsq, np.ones((3, 2)), np.ones(2), rcond=None)
show(la.inv, np.eye(2, dtype=np.float16))
try:
    la.inv(np.zeros((2, 2)))
except np.linalg.LinAlgError as e:
    print('caught', e, isinstance(e, Exception), issubclass(np.linalg.LinAlgError, ValueError))
c = np.array([[2, 1j], [-1j, 3]])
for f in (la.inv, la.det, la.eigvalsh, la.norm, la.cholesky):
    show(f, c)
print('dot products')
r = np.random.RandomState(0)
for n in (1, 2, 3, 5, 8, 15, 16, 17, 31, 32, 33, 64, 100, 1000): # the last bits are those of the kernel that the processor gets
    p, q = r.randn(n), r.randn(n)
    d = np.dot(p, q)
    print(n, '%.13g' % d, np.inner(p, q) == d, np.vdot(p, q) == d, '%.13g' % np.linalg.norm(p), '%.4g' % np.dot(p.astype('f4'), q.astype('f4')))
