class I(int):
    def __new__(cls, v=0, tag=None): self = super().__new__(cls, v); self.tag = tag; return self
    def __repr__(self): return f'I({int(self)})'
i = I(5, 'x'); print(i, i.tag, i + 1, type(i + 1).__name__, -i, i == 5, hash(i) == hash(5), [10] * 6 and 'abcdef'[i], f'{i:03d}', f'{i}', '%d %s' % (i, i), isinstance(i, int), i.__class__, int(i), type(int(i)).__name__, I('7'), I(True), bool(I()), {5: 'a'}[i], i.bit_length(), i.real, type(i.real).__name__, abs(I(-3)), divmod(i, 2), i ** 2, range(i), round(i))
