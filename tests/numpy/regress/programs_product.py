"""Statements about product that once differed."""
from _programs import A, np, show

show(lambda: np.tensordot(A((), 'f8', 5), A((3, 2), 'i2', 4), 2))
show(lambda: np.inner(A((2, 3, 2), 'i8', 2), A((3, 3), 'f4', 1)))
show(lambda: np.einsum(A((3, 2), 'u4', 6), [0, 1], A((2, 3), 'f8', 4, 'T'), [1, 2]))
show(lambda: np.tensordot(A((2,), 'u4', 5), A((3,), 'f8', 5), (1, 0)))
show(lambda: np.einsum_path('ij,jk,kl->il', A((2,), 'c16', 2), A((3, 3), 'u8', 5), A((3, 3), 'u8', 5)))
show(lambda: np.inner(A((3, 2), '?', 0), A((3, 3), 'c8', 2, 'B')))
show(lambda: np.einsum('...j,j', A((3, 2), 'c8', 5, 'T'), A((2, 3), 'f8', 4), optimize=True))
show(lambda: np.einsum_path('ij,jk,kl->il', A((), 'u2', 5), A((3, 2), 'i2', 1), A((3, 2), 'i2', 1)))
show(lambda: np.einsum(' ij , jk -> ik', A((3,), 'f8', 0), A((3,), 'u1', 1, 'B'), optimize=True))
show(lambda: np.einsum_path('ij,jk,kl->il', A((), 'f4', 1), A((3,), 'u4', 0), A((3,), 'u4', 0)))
show(lambda: np.inner(A((2, 3, 2), 'c16', 1), A((2, 3), 'c16', 1, 'B')))
show(lambda: np.einsum('i...->...', A((3,), 'f8', 1), optimize=True))
show(lambda: np.tensordot(A((2,), 'i1', 2), A((2, 3), 'f8', 4), 2))
