for a in (('12',), (' -7 ',), ('0x1f', 16), ('0x1f', 0), ('0b11', 0), ('0o17', 0), ('z', 36), ('1_000',), (3.9,), (-3.9,), (True,), (b'12',), (b'ff', 16), ('٣٤',), ('-0',), ()): print(int(*a))
for a in (('',), ('a',), ('1.5',), ('08', 0), ('9', 8), ('1', 1), ('1', 37), ('1', 'a'), (1, 2), (None,), (float('inf'),), (float('nan'),), ('1__0',), ('_1',), (b'x',), ([],), (1j,), ('\u0660x',)):
    try: int(*a)
    except (ValueError, TypeError, OverflowError) as e: print(type(e).__name__, e)
class T:
    def __trunc__(self): return 4
class I:
    def __int__(self): return 6
class X:
    def __index__(self): return 8
import warnings; warnings.simplefilter('ignore')
print(int(T()), int(I()), int(X()), int('11', X()), int(x := 5))
