print(hash(0), hash(-1), hash(-2), hash(1.0), hash(2**61 - 1), hash(2**61), hash(-2**61), hash(0.5), hash(1e300), hash(float('inf')), hash(float('-inf')), hash(1j), hash(True), hash(()), hash((1, 2)), hash(frozenset()), hash(frozenset({1, 2})))
from fractions import Fraction; from decimal import Decimal
print(hash(Fraction(1, 3)), hash(Decimal('0.1')) == hash(Fraction(1, 10)), hash(range(3)) == hash(range(0, 3, 1)))
for v in [], {}, set(), bytearray(), ([],), slice(1), (1, {2: 3}):
    try: hash(v)
    except TypeError as e: print(e)
class H:
    def __init__(self, h): self.h = h
    def __hash__(self): return self.h
print(hash(H(-1)), hash(H(2**61)), hash(H(2**100)), hash(H(True)))
for h in 'a', 1.5, None:
    try: hash(H(h))
    except TypeError as e: print(e)
