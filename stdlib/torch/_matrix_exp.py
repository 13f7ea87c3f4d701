"""The matrix exponential: Taylor polynomials of degree 1 to 18 with few products, and squaring of what is large.

The polynomials and the sizes up to which each is exact enough are those of Bader, Blanes and Casas, Computing the Matrix Exponential
with an Optimized Taylor Polynomial Approximation (Mathematics 7, 2019).
"""
import math as _math

from torch import _C

# Up to which 1-norm the polynomials of degree 1, 2, 4, 8, 12 and 18 do.
_SINGLE = (1.192092800768788e-07, 5.978858893805233e-04, 5.116619363445086e-02, 5.800524627688768e-01, 1.461661507209034e+00, 3.010066362817634e+00)
_DOUBLE = (2.220446049250313e-16, 2.580956802971767e-08, 3.397168839976962e-04, 4.991228871115323e-02, 2.996158913811580e-01, 1.090863719290036e+00)
_ROOT = _math.sqrt(177)
_X3 = 2 / 3
_DEGREE_8 = (_X3 * (1 + _ROOT) / 88, _X3 * (1 + _ROOT) / 352, _X3, (-271 + 29 * _ROOT) / (315 * _X3), 11 * (-1 + _ROOT) / (1260 * _X3),
             11 * (-9 + _ROOT) / (5040 * _X3), (89 - _ROOT) / (5040 * _X3 * _X3), (857 - 58 * _ROOT) / 630)
_DEGREE_12 = ((9.0198e-16, 0.46932117595418237389, -0.20099424927047284052, -0.04623946134063071740),
              (5.31597895759871264183, 1.19926790417132231573, 0.01179296240992997031, 0.01108844528519167989),
              (0.18188869982170434744, 0.05502798439925399070, 0.09351590770535414968, 0.00610700528898058230),
              (-2.0861320e-13, -0.13181061013830184015, -0.02027855540589259079, -0.00675951846863086359))
_DEGREE_18 = ((0.0, -1.00365581030144618291e-01, -8.02924648241156932449e-03, -8.92138498045729985177e-04, 0.0),
              (0.0, 3.97849749499645077844e-01, 1.36783778460411720168e+00, 4.98289622525382669416e-01, -6.37898194594723280150e-04),
              (-1.09676396052962061844e+01, 1.68015813878906206114e+00, 5.71779846478865511061e-02, -6.98210122488052056106e-03,
               3.34975017086070470649e-05),
              (-9.04316832390810593223e-02, -6.76404519071381882256e-02, 6.75961301770459654925e-02, 2.95552570429315521194e-02,
               -1.39180257516060693404e-05),
              (0.0, 0.0, -9.23364619367118555360e-02, -1.69364939002081722752e-02, -1.40086798182036094347e-05))


def _sum(terms, weights):
    total = terms[0] * weights[0]
    for t, w in zip(terms[1:], weights[1:]):
        total = total + t * w
    return total


def _degree_8(one, a):
    x1, x2, x3, x4, x5, x6, x7, y2 = _DEGREE_8
    a2 = a @ a
    a4 = a2 @ _sum((a, a2), (x1, x2))
    a8 = _sum((a2, a4), (x3, 1.0)) @ _sum((one, a, a2, a4), (x4, x5, x6, x7))
    return _sum((one, a, a2, a8), (1.0, 1.0, y2, 1.0))


def _degree_12(one, a):
    a2 = a @ a
    powers = one, a, a2, a @ a2
    b = [_sum(powers, w) for w in _DEGREE_12]
    a6 = b[2] + b[3] @ b[3]
    return b[0] + (b[1] + a6) @ a6


def _degree_18(one, a):
    a2 = a @ a
    a3 = a @ a2
    powers = one, a, a2, a3, a3 @ a3
    b = [_sum(powers, w) for w in _DEGREE_18]
    a9 = b[3] + b[0] @ b[4]
    return b[1] + (b[2] + a9) @ a9


def _degree_4(one, a):
    a2 = a @ a
    return _sum((one, a, a2 @ _sum((one, a, a2), (1 / 2, 1 / 6, 1 / 24))), (1.0, 1.0, 1.0))


_POLYNOMIALS = (lambda one, a: one + a, lambda one, a: _sum((one, a, a @ a), (1.0, 1.0, 0.5)), _degree_4, _degree_8, _degree_12, _degree_18)


def _way(norm, limits):
    """Which polynomial, and how often its result is squared, for a matrix of this norm."""
    for k in range(5):
        if norm <= limits[k] and not (k == 4 and norm == limits[4]):
            return k, 0
    large = limits[5] < norm < _math.inf
    return 5, max(0, _math.ceil(_math.log2(norm / limits[5]))) if large else 0


def _value(a):
    matrices = a.reshape(-1, a.size(-2), a.size(-1))
    limits = _SINGLE if a.dtype in (_C.float32, _C.complex64) else _DOUBLE
    ways = {}
    for i, norm in enumerate(matrices.abs().sum(-2).amax(-1).tolist()):
        ways.setdefault(_way(norm, limits), []).append(i)
    one = _C.eye(a.size(-1), dtype=a.dtype)
    result = None
    for (k, squarings), rows in ways.items():
        part = matrices if len(ways) == 1 else matrices[rows]
        r = _POLYNOMIALS[k](one, part / 2 ** squarings if squarings else part)
        for _ in range(squarings):
            r = r @ r
        if len(ways) == 1:
            result = r
        else:
            result = _C.empty_like(matrices) if result is None else result
            result[rows] = r
    return result.reshape(a.shape)


def matrix_exp(a):
    """The exponential of square matrices of at least 2 rows; its gradient is that of a block matrix twice as large."""
    result = _value(a.detach())
    if not _C._will_record(a):
        return result
    n = a.size(-1)

    def backward(ctx, grad):
        turned = a.mH
        blocks = _C.cat([_C.cat([turned, grad], -1), _C.cat([_C.zeros_like(turned), turned], -1)], -2)
        return matrix_exp(blocks)[..., :n, n:],
    _C._attach_custom('LinalgMatrixExpBackward0', None, backward, (a,), (result,), False, (a,))
    return result
