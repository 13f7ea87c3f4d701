"""Statements about augmented that once differed."""
from _programs import A, augmented, np, show

show(lambda: augmented(A((2, 3), 'c16', 8), '**=', 70000))
show(lambda: augmented(A((1, 4, 3), 'c16', 3), '**=', 70000))
show(lambda: augmented(A((3,), 'c16', 1), '**=', 70000))
show(lambda: augmented(A((4, 1), 'f2', 0), '**=', 300))
show(lambda: augmented(A((1, 4, 3), 'f8', 4), '**=', -3))
show(lambda: augmented(A((1, 4, 3), 'c8', 2, 'N'), '**=', np.bool_(True)))
show(lambda: augmented(A((3,), 'i8', 4), '**=', np.float16(2)))
show(lambda: augmented(A((5,), 'i2', 1, 'B'), '**=', "a"))
show(lambda: augmented(A((3, 2), 'c16', 4, 'B'), '<<=', "a"))
show(lambda: augmented(A((1, 4, 3), 'i1', 8), '**=', np.float16(2)))
show(lambda: augmented(A((12,), 'c16', 3, 'B'), '>>=', "a"))
