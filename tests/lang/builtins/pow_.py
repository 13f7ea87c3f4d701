print(pow(2, 10), pow(2, -1), pow(2, 10, 1000), pow(3, -1, 7), pow(-8, 1/3), pow(0, 0), pow(2.0, 3), pow(1j, 2), pow(10, -2, 9), pow(5, 0, 1), pow(-3, 3, -5), pow(base=2, exp=5, mod=3))
for a in ((0, -1), (2, -1, 4), (2, 3, 0), (2.0, 3, 5), ('a', 2), (2, 'a'), (1j, 2, 3), (0.0, -1), (2, 3, 'a'), (10.0, 400), (0j, -1)):
    try: print(pow(*a))
    except (ZeroDivisionError, ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
class P:
    def __pow__(self, o, m=None): return 'pow', o, m
    def __rpow__(self, o, m=None): return 'rpow', o, m
print(pow(P(), 2), pow(2, P()), pow(P(), 2, 3), P() ** 4)
