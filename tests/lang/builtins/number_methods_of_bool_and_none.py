print(True + 1, True * 'ab', [1, 2][True], True / 2, True ** 2, True == 1, True is 1 if 0 else '', {True: 'a', 1: 'b', 1.0: 'c'}, sum([True, True]), True < 2, int(True), repr(True), f'{True:5}', '%d' % True, True & False, True | 2, round(True), (True).real, (True).bit_length())
for f in (lambda: None + 1, lambda: None < 1, lambda: None(), lambda: None.x, lambda: len(None), lambda: None[0], lambda: ... + 1, lambda: NotImplemented + 1, lambda: type(None)(1)):
    try: f()
    except (TypeError, AttributeError) as e: print(type(e).__name__, e)
print(None is None, bool(None), str(None), hash(None) == hash(None), type(None)(), bool(...), repr(...), [None] == [None], None == 0)
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter('always'); bool(NotImplemented); print(w[0].message, w[0].category.__name__)
