for a, b in ((7, 2), (-7, 2), (7, -2), (7.5, 2), (-7.5, 2), (2**70, 3), (True, 2), (1, 0.3)): print(divmod(a, b))
for a, b in ((1, 0), (1.0, 0), (1j, 2), ('a', 1)):
    try: divmod(a, b)
    except (ZeroDivisionError, TypeError) as e: print(type(e).__name__, e)
class R:
    def __rdivmod__(self, o): return 'r', o
    def __divmod__(self, o): return 'd', o
print(divmod(5, R()), divmod(R(), 5))
