# What may stand in the brackets of a memoryview of no, one and two dimensions.
def show(f, *args):
    try:
        r = f(*args)
        print('view' if isinstance(r, memoryview) else repr(r))
    except BaseException as e:
        print(type(e).__name__ + ':', e)


class One:
    def __index__(self):
        return 1


def store(m, key, value):
    m[key] = value
    return bytes(m)


point = memoryview(bytearray(b'a')).cast('B', ())
line = memoryview(bytearray(b'abcdef'))
table = line.cast('B', (2, 3))
KEYS = [(), 1, (1,), (1, 2), (1, 2, 3), (9,), (1, 7), (5, 0), (-1, -1), 'a', ('a',), ('a', 1), 1.5, (1.5,),
        (slice(1), 1), (slice(1), slice(1)), (slice(1),), ..., (...,), One(), (One(),), (One(), One())]
for m in point, line, table:
    for key in KEYS:
        print(m.ndim, 'One' if 'One' in repr(key) else key, end=' ')
        show(m.__getitem__, key)
        show(store, m, key, 65)


class Releasing:
    def __index__(self):
        line.release()
        return 1


del table
show(line.__getitem__, Releasing())
