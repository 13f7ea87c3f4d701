# Spans of time beyond what a timedelta holds go through the arithmetic of C: days of 32 bits, products of 64.
import numpy as np

for unit in ('D', 'h', 'm', 's', 'W', 'ms', 'us', 'ns', '2D', '3W', '7s', '10ms'):
    for v in (2 ** 62, -2 ** 62, 2 ** 63 - 1, 999999999 * 86400, 10 ** 15, 5 * 10 ** 12 + 1, -10 ** 12 - 7, 1, -1, 106751991167,
              9223372036855, 3074457345618258602):
        print(unit, v, np.array([v], f'm8[{unit}]').tolist(), np.timedelta64(v, 'h').item())
