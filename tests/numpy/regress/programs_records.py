"""Statements about records that once differed."""
from _programs import A, np, show

show(lambda: A((3,), [('a','i4'),('b','f8')], 0).view(np.recarray))
show(lambda: A((3,), [('x','i2'),('s','U3')], 3, 'B').view(np.recarray))
show(lambda: A((), [('x','i2'),('s','U3')], 6).view(np.recarray))
show(lambda: np.unique(A((), [('p','f4',(2,)),('q','u1')], 3)))
show(lambda: A((2, 2), [('p','f4',(2,)),('q','u1')], 2).astype([("u", "f8"), ("v", "U4")]))
show(lambda: A((), [('p','f4',(2,)),('q','u1')], 2).astype([("u", "f8"), ("v", "U4")]))
show(lambda: np.unique(A((1,), [('p','f4',(2,)),('q','u1')], 2)))
show(lambda: A((3,), [('p','f4',(2,)),('q','u1')], 1).astype([("u", "f8"), ("v", "U4")]))
show(lambda: np.unique(A((1,), [('p','f4',(2,)),('q','u1')], 1)))
show(lambda: np.concatenate([A((2, 2), [('a','i4'),('b','f8')], 1, 'B'), A((2, 2), [('a','i4'),('b','f8')], 1, 'B')]))
show(lambda: np.concatenate([A((3,), [('a','i4'),('b','f8')], 1, 'B'), A((3,), [('a','i4'),('b','f8')], 1, 'B')]))
show(lambda: np.concatenate([A((2, 2), [('p','f4',(2,)),('q','u1')], 5, 'F'), A((2, 2), [('p','f4',(2,)),('q','u1')], 5, 'F')]))
show(lambda: np.concatenate([A((2, 2), [('a','i4'),('b','f8')], 4, 'B'), A((2, 2), [('a','i4'),('b','f8')], 4, 'B')]))
show(lambda: A((1,), [('p','f4',(2,)),('q','u1')], 7, 'B').tolist())
show(lambda: A((3,), [('p','f4',(2,)),('q','u1')], 2, 'B').tolist())
