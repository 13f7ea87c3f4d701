"""Hidden elements that go into plain arrays, records of masked arrays, and what else arrays and records of both kinds share."""
import io

import _programs
from _programs import np, outcome
from numpy.lib.recfunctions import join_by, repack_fields


def show(f):
    print(outcome(f))


def into(array, index=()):
    array[index] = np.ma.masked
    return array


show(lambda: into(np.zeros(())))
show(lambda: into(np.zeros((), 'f2')))
show(lambda: into(np.zeros((), int)))
show(lambda: into(np.zeros(3), 1))
show(lambda: into(np.zeros((2, 2), 'u1'), (1, 0)))
show(lambda: into(np.zeros(3, 'c8'), 1))
show(lambda: into(np.zeros(3, bool), 1))
show(lambda: into(np.ones(3), slice(None)))
show(lambda: np.zeros(2).fill(np.ma.masked))


class Seven(np.ndarray):
    def __float__(self):
        return 7.5

    def __int__(self):
        return 7


for kind in ('f4', 'i2', 'c8', '?'):
    x = np.zeros(2, kind)
    x[0] = np.array(3).view(Seven)
    print(x)


def rounded(hidden, out):
    r = np.ma.array(1.15, mask=[hidden]).round(1, out=out)
    return r is out, out, getattr(out, 'mask', None)


show(lambda: rounded(False, np.empty(1)))
show(lambda: rounded(True, np.empty(1)))
show(lambda: rounded(False, np.ma.array(-9., mask=[True])))
show(lambda: np.array(1.15).round(1, out=np.empty((1, 1))))
show(lambda: np.ones(2).round(1, out=np.empty((3, 2))))

for masked in (np.ma.asarray(np.eye(3).T), np.ma.asarray(np.eye(3).T, order='F'), np.ma.asanyarray(np.eye(3).T)):
    print(masked.flags.c_contiguous)
a = np.ma.array([(0, 1), (2, 3)], dtype=[('a', int), ('b', int)])
a.mask[0] = (0, 1)
print([[type(item).__name__ for item in row.tolist()] for row in a])
nested = np.ma.masked_array([(1, (1, 1))], mask=[(True, (True, False))], dtype=[('a', '<i4'), ('b', 'i4,i4')])
print(nested[0], repr(nested[0]), nested, nested[0].tolist())
objects = [('a', 'O'), ('b', [('f0', 'O'), ('f1', 'O')])]
show(lambda: nested.data[0].astype(objects))
d = np.dtype([('a', bool), ('b', [('c', bool)])])
print(np.ma.make_mask_descr(d) is d, np.ma.make_mask_descr('f8'))

show(lambda: repack_fields(np.dtype((np.record, np.dtype('u1,f4,i8', align=True)))))
x = np.zeros(3, dtype=[('a', 'i4'), ('b', 'f4'), ('c', 'u1')])
y = np.ones(3, dtype=[('c', 'u1'), ('b', 'f4'), ('a', 'i4')])
for how in ('inner', 'outer', 'leftouter'):
    show(lambda: join_by(['c', 'b'], x, y, jointype=how, usemask=False))
show(lambda: np.genfromtxt(io.StringIO('1;2\n3;4'), delimiter=';', dtype=[('n', [('i', int), ('o', object)])]))
show(lambda: np.concatenate(([1], [1]), dtype='(2,)i'))
show(lambda: np.lcm.reduce(_programs.A((12,), 'u1', 1)))
show(lambda: np.lcm.reduce(_programs.A((4, 12), 'i1', 1), axis=1))
