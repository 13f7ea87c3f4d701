"""Statements about random that once differed."""
from _programs import A, after, np, show

show(lambda: (lambda g: (g.permuted(A((6,), 'f2', 0, 'B'), axis=1), g.random()))(np.random.default_rng(896)))
show(lambda: (lambda g: (g.permuted(A((6,), 'u8', 5, 'B'), axis=1), g.random()))(np.random.default_rng(800)))
show(lambda: after(A((3, 2), 'f2', 0, 'B'), lambda x: np.random.Generator(np.random.PCG64(369)).shuffle(x)))
show(lambda: after(A((3, 2), 'u1', 1, 'B'), lambda x: np.random.Generator(np.random.PCG64([1, 2, 949])).shuffle(x)))
show(lambda: after(A((5,), 'i4', 2, 'B'), lambda x: np.random.default_rng(807).shuffle(x)))
show(lambda: (lambda g: (g.permuted(A((6,), 'u1', 5, 'B'), axis=1), g.random()))(np.random.default_rng(456)))
show(lambda: (lambda g: (g.permuted(A((3, 2), 'f8', 7, 'B'), axis=1), g.random()))(np.random.default_rng(967)))
show(lambda: (lambda g: (g.permuted(A((6,), '?', 5, 'B')), g.random()))(np.random.Generator(np.random.SFC64(196))))
show(lambda: (lambda g: (g.permuted(A((6,), 'u4', 3, 'B'), axis=1), g.random()))(np.random.Generator(np.random.PCG64(751))))
show(lambda: after(A((6,), 'i4', 8, 'B'), lambda x: np.random.default_rng(71).shuffle(x)))
show(lambda: after(A((5,), 'f4', 6, 'B'), lambda x: np.random.Generator(np.random.PCG64DXSM(54)).shuffle(x)))
show(lambda: after(A((6,), 'f8', 1, 'B'), lambda x: np.random.Generator(np.random.PCG64(993)).shuffle(x)))
