"""Decimal of tuples: what is wrong with sign, exponent and digits, in that order."""
from decimal import Decimal as D
for e in 'F', 'n', 'N', 0, 'x', '', 1.5, None, 2**70, True, -5:
    for t in (), (1,), ({},), (10,), (-1,), (1.5,), 'ab', [1], 5, (True,), (2**70,), (0, {}), (0, 0, 5), iter([1]):
        for s in 1, 2:
            try: print(e, t if type(t).__name__ != 'list_iterator' else '', s, repr(D((s, t, e))))
            except Exception as x: print(e, t if type(t).__name__ != 'list_iterator' else '', s, type(x).__name__, x)
