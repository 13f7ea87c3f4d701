"""Series in Legendre polynomials."""
import _not_built
import math

from numpy.polynomial._orthogonal import Kind, build

globals().update(build(Kind('leg', lambda n: (n + 1) / (2 * n + 1), lambda n: 0.0, lambda n: n / (2 * n + 1), (0, 1), 2.0, [-1, 1], 'P',
                            lambda n: (2 * n + 1, 0, -1 if n > 1 else 0)), 'Legendre'))


__getattr__ = _not_built.of(__name__)
