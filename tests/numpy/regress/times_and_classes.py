"""Which times go into which, years before 1, closeness of arrays of other classes, parts of files in memory, sums of generators."""
import tempfile
import warnings

from _programs import np, outcome


def show(f):
    print(outcome(f))


UNITS = 'Y M W D h m s ms us ns ps fs as generic'.split()
for kind in 'mM':
    for p in UNITS:
        print(kind, p, *(q for q in UNITS if np.can_cast(f'{kind}8[{p}]', f'{kind}8[{q}]', 'safe')))
for p, q in (('60s', 'm'), ('m', '60s'), ('Y', '7D'), ('2M', '3h'), ('Y', '3M'), ('2Y', '3M'), ('24h', 'D')):
    print(p, q, np.can_cast(f'm8[{p}]', f'm8[{q}]'), np.can_cast(f'M8[{p}]', f'M8[{q}]'))
for text in ('-0001-01-01T00', '-3000-01-01T05', '-0044-03-15', '0000-02-29'):
    print(np.datetime64(text), repr(np.datetime64(text)), np.array([text], 'M8[s]'))

x = np.ma.masked_where([True, True, False], np.arange(3))
for a, b in ((2, x), (x, 2), (np.inf, x), (x, np.inf), (np.nan, np.ma.array([1, np.nan], mask=[1, 0])), (np.matrix([1.]), 1)):
    show(lambda: np.isclose(a, b, equal_nan=True))
show(lambda: np.isclose(np.matrix([1., np.inf]), 1))

with tempfile.NamedTemporaryFile() as f:
    m = np.memmap(f.name, dtype='f4', mode='w+', shape=(3, 4))
    keys = [0, 1], 0, slice(1), (0, 0), m > 0, ([0], [1]), (slice(None), [1]), ..., (0, ...), None, (0, [1]), (), True
    print([type(m[key]).__name__ for key in keys])

show(lambda: np.sum(i for i in range(5)))


class Lines:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text


print([repr(np.array([[None, Lines('one\nthe longest\nthree')], [Lines('one\ntwo'), None]]))])
s = np.array([('Arthur', 1.8, 41), ('Lancelot', 1.9, 38), ('Galahad', 1.7, 38)], [('name', 'S10'), ('height', 'f8'), ('age', 'i8')])
show(lambda: np.partition(s, 1, order=['age', 'height'])['name'])
show(lambda: np.argpartition(s, 1, order='height'))
s.partition(0, order=['age', 'name'])
print(s['name'])
with warnings.catch_warnings():
    warnings.simplefilter('error')
    show(lambda: np.asmatrix([[1]]))
