"""Statements about augmented that once differed."""
from _programs import A, augmented, show

show(lambda: augmented(A((2, 3), 'c16', 8), '**=', 70000))
show(lambda: augmented(A((1, 4, 3), 'c16', 3), '**=', 70000))
show(lambda: augmented(A((3,), 'c16', 1), '**=', 70000))
show(lambda: augmented(A((4, 1), 'f2', 0), '**=', 300))
show(lambda: augmented(A((1, 4, 3), 'f8', 4), '**=', -3))
