"""marshal: depth of nesting, sets in an order of their own, streams that lie."""
import io, marshal
def deep(n, make=lambda x: [x]):
    v = 0
    for i in range(n): v = make(v)
    return v
for make in (lambda x: [x]), (lambda x: (x,)), (lambda x: {0: x}), (lambda x: {x: 0} if isinstance(x, int) else {1: x}):
    for n in 1, 1999, 2000, 2001:
        try:
            d = marshal.dumps(deep(n, make))
            print(n, len(d))
            v = marshal.loads(d)
            print('back', type(v).__name__)
        except ValueError as e: print(n, e)
for m in b')\x01', b'(\x01\0\0\0', b'[\x01\0\0\0', b'{N', b'>\x01\0\0\0':
    for n in 1999, 2000, 2001, 100000:
        try: print(type(marshal.loads(m*n + b'N' + b'0'*n*(m[0]==123))).__name__)
        except Exception as e: print(m, n, type(e).__name__, e)
for values in [('x', 'y', b'a', 'z', 1.5, 10), (3, 1, 2), ((1, 'b'), (1, 'a')), ()]:
    for cls in set, frozenset:
        data = marshal.dumps(cls(values), 2)
        print(data, marshal.loads(data) == cls(values))
class Stream(io.BytesIO):
    def readinto(self, buffer):
        n = super().readinto(buffer)
        return n + more if n > 4 else n
for more in 0, 10, -3:
    for value in 1.5, 1j, b'0123456789', '0123456789', [1, 'seven of nine', {2: (3.5, 1 << 100)}]:
        try:
            print(marshal.load(Stream(marshal.dumps(value))) == value)
        except (ValueError, EOFError) as e:
            print(type(e).__name__, str(e) if more > 0 else '')
shared = [1]
both = marshal.loads(marshal.dumps([shared, (shared, {'k': shared})]))
print(both, both[0] is both[1][0] is both[1][1]['k'])
loop = []
loop.append({0: loop})
again = marshal.loads(marshal.dumps(loop))
print(again[0][0] is again)
