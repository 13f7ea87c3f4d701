# The shortest digits of powers of two, whose neighbours are not equally far; min_digits goes on with the exact ones.
import numpy as np

for e in range(-1074, 1024):
    v = float.fromhex(f'0x1p{e}')
    for x in (v, -v):
        if float(np.array2string(np.array([x]), floatmode='unique')[1:-1]) != x:
            print(e)
x = float.fromhex('0x1p-97')
print(np.array2string(np.array([x, 1.5, 1e300]), floatmode='unique'))
for p in (14, 15, 16, 17):
    print(np.array2string(np.array([x]), floatmode='fixed', precision=p))
    print(np.array2string(np.array([x]), floatmode='maxprec_equal', precision=p))
for words in (dict(min_digits=3), dict(min_digits=20), dict(min_digits=20, precision=22), dict(min_digits=0),
              dict(min_digits=3, trim='0'), dict(min_digits=3, trim='-'), dict(min_digits=5, trim='.'),
              dict(precision=3, min_digits=3), dict(unique=False, precision=5, min_digits=3)):
    for v in (1.0, 1.1, np.float32(1.1), 0.0, 1e-5, 123456789., np.float16(.1)):
        print(words, v, np.format_float_scientific(v, **words), np.format_float_positional(v, **words))
