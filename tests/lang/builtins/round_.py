for a in ((2.5,), (3.5,), (-2.5,), (2.675, 2), (1e20,), (123.456, -1), (5, -1), (15, -1), (25, -1), (-15, -1), (2**70, -5), (1.5, None), (True,), (0.5,), (1e-5, 3), (2.5, 0), (12345.678, -3), (1e300, 400), (1e-300, -400)): print(round(*a), end=' ')
print()
for a in (('a',), (1.5, 'a'), (1, 1.5), (float('nan'),), (float('inf'),), (1j,), ()):
    try: round(*a)
    except (TypeError, ValueError, OverflowError) as e: print(type(e).__name__, e)
class R:
    def __round__(self, n='none'): return 'rounded', n
print(round(R()), round(R(), 3), round(number=1.25, ndigits=1))
