class I:
    def __index__(self): return 10
for v in 0, 1, -1, 255, -2**65, True, I(): print(bin(v), oct(v), hex(v))
for f in bin, oct, hex:
    for bad in 1.5, 'a', None:
        try: f(bad)
        except TypeError as e: print(e)
