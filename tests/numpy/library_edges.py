# Polynomials, grids, bits, flat indices, versions: arguments at the edges.
import bz2
import gzip
import os
import tempfile
import warnings

import numpy as np
from numpy.lib import NumpyVersion
from numpy.polynomial import Chebyshev, Polynomial, chebyshev, polynomial, polyutils


def show(f):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter('always')
        try:
            print(repr(f()))
        except Exception as e:
            print(type(e).__name__, e)
        for w in seen:
            print('  ', w.category.__name__, str(w.message)[:110])


for deg in (3., -2, [1]):
    show(lambda: chebyshev.chebinterpolate(np.cos, deg))
    show(lambda: Chebyshev.interpolate(np.cos, deg))
show(lambda: chebyshev.chebpts1(2.5))
show(lambda: chebyshev.chebpts2(2.0))
show(lambda: polynomial.polyvalfromroots([4, 5], [3], tensor=False))
show(lambda: polyutils.getdomain([2 + 1j, 1 - 3j, 5]))
show(lambda: Polynomial([2, -3e9, 4e-9, 1e12])._repr_latex_())


class Shown(Polynomial):
    def _repr_latex_scalar(self, x, parens=False):
        return f'<{x}>'


show(lambda: Shown([1, 2.5, -3])._repr_latex_())
p, q = np.matrix([[1, 2]]), np.matrix([[5, 6]])
show(lambda: np.r_['p, q; q, p'])
show(lambda: np.ma.mr_['p, q'])
show(lambda: np.r_['odd', [1]])
show(lambda: np.ma.mr_['1', np.ma.array([[1, 2]], mask=[[0, 1]]), np.ma.array([[3, 4]], mask=[[1, 0]])])
show(lambda: np.mgrid[0:1:np.complex64(3j), 0:2])
show(lambda: np.mgrid[np.longdouble(0):1:4j].dtype)
show(lambda: np.mgrid[np.float32(0):np.float32(1):np.float32(0.5), ].dtype)
show(lambda: np.r_[0:9:np.complex64(4j)])
for shape in ((0, 4), (3, 0), (0, 5, 0)):
    for axis in range(len(shape)):
        show(lambda: (np.packbits(np.ones(shape, 'u1'), axis).shape, np.unpackbits(np.ones(shape, 'u1'), axis, count=5).shape))
show(lambda: np.unravel_index([0, 0], ()))
show(lambda: np.ravel_multi_index((1, 1, 1), (2 ** 30, 2 ** 30, 2 ** 30)))
show(lambda: np.histogramdd(np.ones((2, 9)), bins=2 ** 12))
show(lambda: np.fix([1.5, -2.5], y=np.empty(2)))
show(lambda: np.isposinf([1, np.inf], y=np.empty(2, bool)))
with warnings.catch_warnings():
    warnings.simplefilter('ignore')
    print(np.trapz(p, q))
for version in ('1.9.0.dev0+abc', '1.9.0rc1', '1.9.0'):
    print(version, [NumpyVersion(version) < other for other in ('1.9.0.dev-x', '1.9.0rc2', '1.9.0', '1.9.1')])
with tempfile.TemporaryDirectory() as folder:
    for name, module in (('t.gz', gzip), ('t.bz2', bz2)):
        with module.open(os.path.join(folder, name), 'wt') as f:
            f.write('line\n')
        source = np.DataSource(folder)
        with source.open(os.path.join(folder, name)) as f, source.open(os.path.join(folder, name), 'rt') as g:
            print(f.read(), repr(g.read()))

# bits of an array of a class of its own
m = np.matrix([[1, 0, 1]])
print(repr(np.packbits(m)), repr(np.packbits(m, axis=1)), repr(np.unpackbits(m.astype('u1'), axis=0).shape), repr(np.packbits(np.ma.array([1, 0, 1]))))
