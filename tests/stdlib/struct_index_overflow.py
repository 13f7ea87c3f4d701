"""struct: numbers beyond 8 bytes, as ints and by __index__; decimal: digits beyond a C long."""
import struct
from decimal import Decimal


class Index:
    def __init__(self, value):
        self.value = value

    def __index__(self):
        return self.value


def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for code in ('q', 'Q', '<q', '>Q', '=q', '@P', 'n', 'N'):
    for v in (-1, 2**64, -2**70, 2**63, 300):
        print(code, v)
        t(lambda: struct.pack(code, v))
        t(lambda: struct.pack(code, Index(v)))
for digits in ((10**20, 1), (1, -10**20), (-1,), (10,), ('x', 10**20), (10**20, 'x'), (True,)):
    t(lambda: Decimal((0, digits, 0)))
