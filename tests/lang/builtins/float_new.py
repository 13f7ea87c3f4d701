for v in '1.5', ' -2e3 ', 'inf', '-Infinity', 'nan', '1_000.5', '٣.٥', b'2.5', bytearray(b'3'), 10**22, True, '1e400', '.5', '5.': print(float(v))
for v in '', 'a', '1_', '1__0', '1e', '0x10', None, [], 1j, b'x', '1 2', 10**400:
    try: float(v)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
class Bad:
    def __float__(self): return 'x'
print(float(F()), float(I()), float())
try: float(Bad())
except TypeError as e: print(e)
