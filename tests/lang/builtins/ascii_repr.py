for v in 'a\n\t\'"', 'é日😀', b'\x00\xff\'', 1.0, [1, 'é'], {'k': (1,)}, {1}, None, ..., range(3), slice(1, None):
    print(ascii(v), repr(v))
l = []; l.append(l); d = {}; d['d'] = d
print(l, d, repr((l,)))
