"""Series in HermiteE polynomials."""
import _not_built
import math

from numpy.polynomial._orthogonal import Kind, build

globals().update(build(Kind('herme', lambda n: 1.0, lambda n: 0.0, lambda n: float(n), (0, 1), math.sqrt(2 * math.pi), [-1, 1], 'He',
                            lambda n: (n + 1, 0, 0)), 'HermiteE'))


__getattr__ = _not_built.of(__name__)
