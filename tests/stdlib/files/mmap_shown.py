"""What a map says of itself, and madvise for a part of it."""
import mmap, tempfile, os
m = mmap.mmap(-1, 8192)
print(repr(m))
for a in ((0,),(0,8192),(0,-1),(0,0,-1),(0,4096,2**63-1),(0,0,0),(0,2),(0,4096,0),(99,),('a',),(0,None)):
    try: print(a, m.madvise(*a))
    except Exception as e: print(a, type(e).__name__, e)
m.close(); print(repr(m))
try: m.madvise(0)
except Exception as e: print(type(e).__name__, e)
class M(mmap.mmap): pass
print(repr(M(-1,10)))
with tempfile.TemporaryFile() as f:
    f.write(b'x'*10000); f.flush()
    for acc in range(4):
        with mmap.mmap(f.fileno(), 100, access=acc, offset=4096) as m:
            m.seek(7); print(repr(m))
    with mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ) as m: print(repr(m))
    with mmap.mmap(f.fileno(), 0, prot=mmap.PROT_READ|mmap.PROT_WRITE) as m: print(repr(m))
    with mmap.mmap(f.fileno(), 0, flags=mmap.MAP_PRIVATE,prot=mmap.PROT_WRITE) as m: print(repr(m))
