"""A complex number without imaginary part compares with a float as its real part does: nan equals nothing."""
nan, inf = float('nan'), float('inf')
for v in complex('nan'), complex(1, nan), complex('inf'), 1 + 0j, complex(-0.0, -0.0):
    print(v, [(v == w, v != w, w == v, w != v) for w in (nan, inf, 1, 1.0, True, 0, 0.0, 10 ** 400, complex('nan'))])
