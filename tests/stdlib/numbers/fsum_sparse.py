# Values of very different size leave many partial sums, each with few bits.
import math
from fractions import Fraction

tails = [math.exp(-x * x / 500) for x in range(0, 590)]
print(math.fsum(tails))
one_bits = [2.0 ** -e for e in range(0, 1074, 3)]
print(math.fsum(one_bits) == float(sum(map(Fraction, one_bits))))
print(math.fsum(one_bits + [-x for x in one_bits[1:]]))
print(math.fsum([1e308, 1.0, -1e308] + one_bits[200:]) == 1.0 + 2.0 ** -600 * 0)
