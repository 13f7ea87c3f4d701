"""What has an index is asked for it once, also where it says that it has none."""
class I:
    def __index__(s): print('asked'); raise TypeError('no')
    def __iter__(s): return iter([1, 2])
class J:
    def __index__(s): print('asked'); raise TypeError('no')
for c in (bytearray, bytes, lambda v: bytearray().__init__(v)):
    for v in (I(), J()):
        try: print(c(v))
        except Exception as e: print(type(e).__name__, e)
