"""Arguments of warnings.warn: the level is a number first, then the category a class of warnings."""
import warnings, datetime, fractions, collections, types
class Bad(Warning): pass
class M(type(Warning)):
    def __subclasscheck__(c, s): raise ZeroDivisionError
for args in ((1, datetime.timedelta), (1, datetime.timedelta(1)), (1, datetime.timezone.utc), (1, fractions.Fraction(1)), (1, int), (1, None), (1, 'x', 'y'), (1, Warning, 'y'), (1, Warning, 2.5), (1, Warning, 2**70), (1, Warning, -2**70), (1, Warning, None), (1, Warning, True), (Bad('x'), int), (Bad('x'), 5, 'q'), (1, collections.deque()), (1, types.SimpleNamespace()), (1, Bad, -5), (1, [], 1), ('m', UserWarning, 1, 5)):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: print(warnings.warn(*args), [(str(x.message), x.category.__name__, x.lineno > 0) for x in w])
        except Exception as e: print(type(e).__name__, e)
