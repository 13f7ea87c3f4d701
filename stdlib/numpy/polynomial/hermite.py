"""Series in Hermite polynomials."""
import _not_built
import math

from numpy.polynomial._orthogonal import Kind, build

globals().update(build(Kind('herm', lambda n: 0.5, lambda n: 0.0, lambda n: float(n), (0, 2), math.sqrt(math.pi), [-1, 1], 'H',
                            lambda n: (2 * (n + 1), 0, 0)), 'Hermite'))


__getattr__ = _not_built.of(__name__)
