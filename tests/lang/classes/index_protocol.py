class I:
    def __init__(self, v): self.v = v
    def __index__(self): return self.v
l = [10, 20, 30]
print(l[I(1)], l[I(0):I(2)], 'abc'[I(-1)], range(I(3)), list(range(10))[::I(4)], bytes(I(2)), [0] * I(2), 'x' * I(3), hex(I(255)), chr(I(97)), (1, 2).__getitem__(I(1)), int(I(5)), float(I(6)), complex(I(7)), round(2.345, I(1)), 1 << 2, pow(2, 3, I(5).v), 'a{}'.format(I(3).v))
for v in 'a', 1.5, None:
    try: l[I(v)]
    except TypeError as e: print(e)
try: l[I(2**70)]
except IndexError as e: print(e)
