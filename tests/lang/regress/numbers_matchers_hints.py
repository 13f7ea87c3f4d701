"""%d of what only float() takes, what a group is split by, who asks for a length, the state of a class."""
class S(str):
    def __float__(self): return 1.5
for f in '%d','%x','%f','%c','%i','%e':
    try: print(f % S('12'))
    except Exception as e: print(f, type(e).__name__, e)
class S2(str):
    def __int__(self): return 3
for f in '%d','%x','%f','%c','%i','%e':
    try: print(f % S2('12'))
    except Exception as e: print(f, type(e).__name__, e)
class B(bytes):
    def __float__(self): return 1.5
for f in '%d','%x','%f','%c','%i','%e':
    try: print(f % B(b'12'))
    except Exception as e: print(f, type(e).__name__, e)
for x in (S('a'), b'12', bytearray(b'7'), memoryview(b'12'), None, [], 1j, S('1_0')):
    try: print('%d' % (x,))
    except Exception as e: print(type(e).__name__, e)
g=ExceptionGroup('x',[ValueError(1),TypeError(2)])
for c in (len, print, ValueError, (ValueError,TypeError), lambda e: False, type, isinstance, str.upper, object(), (ValueError, 3), ()):
    for m in ('subgroup','split'):
        try: print(getattr(g,m)(c))
        except BaseException as e: print(type(e).__name__, e)
class L:
    def __len__(self): print('len'); return 2
    __getitem__ = 5
for f in (bytes, list, tuple, bytearray, set, sorted):
    try: print(f(L()))
    except Exception as e: print(type(e).__name__, e)
class L2:
    def __len__(self): print('len'); return 2
    def __getitem__(self, i):
        print('get', i)
        if i > 1: raise IndexError
        return i
for f in (bytes, list, tuple, bytearray):
    try: print(f(L2()))
    except Exception as e: print(type(e).__name__, e)
class C: x=1
try: print(sorted(k for k in object.__getstate__(C) if k!='__doc__'))
except Exception as e: print(type(e).__name__, e)
class M(type): pass
class D(metaclass=M): y=2
r=object.__getstate__(D); print(type(r), sorted(r) if r else r)
