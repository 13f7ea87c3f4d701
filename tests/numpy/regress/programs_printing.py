"""Statements about printing that once differed."""
from _programs import A, np, printed, show

show(lambda: np.array_str((A((), 'i8', 1) + 1e6)))
show(lambda: np.array_str((A((), 'c8', 2) + 1e6)))
show(lambda: np.array_str((A((), 'f8', 0) * 1e-5), precision=2))
show(lambda: printed(A((), [('a','i4'),('b','f8')], 5), precision=12, suppress=True, edgeitems=2, floatmode='unique', nanstr='N', formatter={'float': lambda v: '<%.1f>' % v}))
show(lambda: printed(A((), [('a','i4'),('b','f8')], 6), precision=None, suppress=True, edgeitems=1, formatter={'int': hex}))
show(lambda: printed(A((), [('a','i4'),('b','f8')], 0), suppress=True, linewidth=30, formatter={'float': lambda v: '<%.1f>' % v}))
show(lambda: np.format_float_positional(1e16, fractional=False, precision=4, pad_left=6, pad_right=3, min_digits=3))
show(lambda: np.format_float_positional(5, fractional=False, precision=4, sign=True, pad_right=3, min_digits=3))
show(lambda: np.format_float_positional(5, fractional=False, precision=4, pad_right=3, min_digits=3))
