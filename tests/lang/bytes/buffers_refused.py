"""Buffers that do not fit: views in pieces or released, arrays that lend their memory, and what zlib and enum look at first."""
import array, io, struct, zlib

def attempt(f):
    try:
        return ascii(f())
    except Exception as e:
        return f'{type(e).__name__}: {e}'

gaps, gone, table = memoryview(bytearray(range(8)))[::2], memoryview(bytearray(4)), memoryview(bytearray(4)).cast('B', [2, 2])
gone.release()
released_table = memoryview(bytearray(4)).cast('B', [2, 2])
released_table.release()
lent = array.array('h', [1, 2])
view = memoryview(lent)
for f in (lambda: bytearray(b'a') + gaps, lambda: b'a' + gaps, lambda: bytearray(b'a').__iadd__(gaps), lambda: b'a' + gone, lambda: b'a' + 'x', lambda: bytearray(b'') + table,
          lambda: io.BytesIO(b'x').readinto(gone), lambda: struct.pack_into('b', gone, 0, 1), lambda: struct.pack_into('b', gaps, 0, 1), lambda: struct.pack_into('b', b'x', 0, 1),
          lambda: gone.tobytes('x'), lambda: list(released_table), lambda: list(table), lambda: memoryview(array.array('L'))[::-2].cast('B', [1]),
          lambda: lent.fromlist(['x']), lambda: lent.fromlist([]), lambda: lent.frombytes(array.array('h', [1])), lambda: array.array('b').frombytes(array.array('h', [1])),
          lambda: array.array('u', 'é日').__reduce_ex__(2), lambda: array.array('u').__reduce_ex__(0), lambda: struct.unpack('0p?', b'\1'), lambda: struct.unpack('1p2p', b'abc'),
          lambda: zlib.decompressobj().decompress({}, b'x'), lambda: zlib.decompressobj().decompress(b'', -1), lambda: zlib.decompressobj().decompress(b'', b'x')):
    print(attempt(f))
for code in 'del lent[3:1]', 'lent[0:0] = array.array("h")', 'lent[0:1] = array.array("h", [9])', 'lent[::2] = array.array("h")', 'free[::2] = array.array("h")', 'free[5:1:-1] = free[:0]', 'struct.pack_into("", bytearray(1), 2 ** 70)', 'struct.unpack_from("", b"", 2 ** 70)':
    free = array.array('h', [1, 2, 3])
    try:
        exec(code)
        print(code, lent, free)
    except Exception as e:
        print(code, type(e).__name__, e)
