"""Series in Laguerre polynomials."""
import _not_built
import math

from numpy.polynomial._orthogonal import Kind, build

globals().update(build(Kind('lag', lambda n: -(n + 1.0), lambda n: 2 * n + 1.0, lambda n: -float(n), (1, -1), 1.0, [0, 1], 'L',
                            lambda n: (-1, -1, 0)), 'Laguerre'))


__getattr__ = _not_built.of(__name__)
