"""What open() and FileIO read first: which file, then the mode. bytearray.__init__ with counts."""
import io, sys
from pathlib import Path
class P:
    def __fspath__(s): return 3
for a in (1j, 2.5, -1, -5, 10**20, 'nosuch', b'nosuch', 'a\0b', P(), None, [], '\ud800'):
    for m in ('', 'r', 'q', 'rw', 'r+', 'rb'):
        for f in (open, io.FileIO):
            try: f(a, m)
            except BaseException as e: print(f.__name__, ascii(a)[:12], repr(m), type(e).__name__, ascii(str(e)))
class I:
    def __index__(s): b.extend(b'xyz'); return 4
b = bytearray(b'ab'); b.__init__(I()); print(b)
b.__init__(3); print(b); b.__init__(0); print(b); b.__init__(); print(b)
for v in (-1, 10**20, 2**62, 1.5, True, None, 'a'):
    try: b.__init__(v); print(b)
    except BaseException as e: print(type(e).__name__, e, b)
b = bytearray(5); m = memoryview(b)
for v in (5, 3, 0, 'a'):
    try: b.__init__(v); print(b)
    except BaseException as e: print(type(e).__name__, e, b)
try: bytearray(3, 'utf-8')
except TypeError as e: print(e)
