"""What keys and odd arrays give: too many dimensions, texts as characters, truths of text, memory that overlaps."""
import numpy as np


def show(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


cube = np.ones((1,) * 32)
zero = np.array([0])
show(lambda: cube[(zero,) * 31].shape)
show(lambda: cube[(zero,) * 32])


def store():
    cube[(zero,) * 32] = 2


show(store)
show(lambda: np.array(3)[(None,) * 32].shape)
show(lambda: np.array(3)[(None,) * 33])
show(lambda: np.arange(3)[1 << 64])
show(lambda: np.arange(4).reshape(2, 2)[0, -1 << 70])
show(lambda: np.array('word', 'c'))
show(lambda: np.array(['ab', 'cd'], 'c'))
show(lambda: np.array(['ab', 'c'], 'c'))
show(lambda: np.array('w', 'c'))
row = np.zeros((2, 4), 'c')
row[1] = 'text'
row[0, 1] = 'x'
show(lambda: row)
show(lambda: [bool(np.array([t])) for t in ('', ' ', ' a', '\0', ' \0b')])
show(lambda: [bool(np.array([t])) for t in (b'', b' \n', b'a')])
own = np.array([None])
own[0] = own
try:
    bool(own)
except RecursionError:
    print('RecursionError')
own[0] = None
show(lambda: np.array([0x80, 1, 0], 'u4').view('f4').newbyteorder().nonzero())
for mask, values in ((slice(1, 4), slice(0, 3)), (slice(0, 3), slice(1, 4))):
    b = np.array([True, False, True, True])
    np.putmask(b[1:4], b[mask], b[values])
    show(lambda: b)
memory = np.zeros(80, 'u1')
for d in (np.longdouble, np.clongdouble, np.complex64):
    far = np.ndarray((2,), d, memory[1:1 + 2 * np.dtype(d).itemsize])
    far[:] = [1.5, 2]
    far[::2] = far[::2].copy()
    print(far.sum() + 1, (far * np.ones(2)).astype('c16'), far.astype('c8'))
import decimal
show(lambda: np.repeat([decimal.Decimal(1), decimal.Decimal(2)], 2))
import numbers
print([issubclass(np.int8, numbers.Integral), issubclass(np.float32, numbers.Real), issubclass(np.complex64, numbers.Complex),
       issubclass(np.bool_, numbers.Number), issubclass(np.uint8, numbers.Integral), issubclass(np.complex64, numbers.Real)])
square = np.arange(4).reshape(2, 2)
for key in ([slice(None)], (['1', '2'],), ((Ellipsis,) * 2,), [None], ['a'], [0.5], [1j], [object()]):
    show(lambda: square[key])
