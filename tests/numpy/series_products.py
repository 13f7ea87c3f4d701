# Vandermonde matrices and grids of several coordinates, weights, for every kind of orthogonal series.
import numpy as np
from numpy.polynomial import chebyshev, hermite, hermite_e, laguerre, legendre

x, y, z = np.array([0.1, -0.4]), np.array([0.3, 0.2]), np.array([-0.5, 0.6])
c = np.arange(8.).reshape(2, 2, 2)
for module, p in ((chebyshev, 'cheb'), (hermite, 'herm'), (hermite_e, 'herme'), (laguerre, 'lag'), (legendre, 'leg')):
    f = lambda name: getattr(module, p + name)
    print(p, f('vander2d')(x, y, [1, 2]).round(5).tolist(), f('vander3d')(x, y, z, [1, 1, 1]).shape, round(float(f('vander3d')(x, y, z, (1, 2, 1)).sum()), 6))
    print(np.allclose(f('vander3d')(x, y, z, (1, 1, 1)) @ c.ravel(), f('val3d')(x, y, z, c)), f('grid3d')(x, y, z, c).round(4).ravel().tolist())
    print(f('weight')(x).round(6).tolist(), f('pow')([1, 2], pow=2).tolist(), getattr(module, 'poly2' + p)(pol=[1, 2, 3]).round(6).tolist())
try:
    chebyshev.chebvander2d(x, y, [1])
except ValueError as e:
    print(e)
print(np.vander(np.array([200, 3], np.uint8)).tolist())
try:
    np.gradient(np.array([True, False]))
except TypeError as e:
    print(e)
