"""Averages, medians, variances, quantiles, correlation, the normal distribution.

Sums are exact: every number is a fraction until the result is rounded once.
"""
import math
import numbers
import random
from bisect import bisect_left, bisect_right
from collections import Counter, namedtuple
from decimal import Decimal
from fractions import Fraction
from itertools import repeat
from math import erf, exp, fabs, fsum, hypot, log, sqrt, tau
from _kukri import as_native as _as_native
from operator import mul

__all__ = ['NormalDist', 'StatisticsError', 'correlation', 'covariance', 'fmean', 'geometric_mean',
           'harmonic_mean', 'linear_regression', 'mean', 'median', 'median_grouped', 'median_high', 'median_low',
           'mode', 'multimode', 'pstdev', 'pvariance', 'quantiles', 'stdev', 'variance']

_SQRT2 = sqrt(2.0)


class StatisticsError(ValueError):
    pass


# --- exact sums ---

def _exact_ratio(x):
    try:
        return x.as_integer_ratio()
    except AttributeError:
        pass
    except (OverflowError, ValueError): # infinities and NaNs
        return x, None
    try:
        return x.numerator, x.denominator
    except AttributeError:
        raise TypeError(f"can't convert type '{type(x).__name__}' to numerator/denominator") from None


def _isfinite(x):
    try:
        return x.is_finite()
    except AttributeError:
        return math.isfinite(x)


def _coerce(T, S):
    """The type of a sum of both."""
    if T is S:
        return T
    if S is int or S is bool:
        return T
    if T is int:
        return S
    if issubclass(S, T):
        return S
    if issubclass(T, S):
        return T
    if issubclass(T, int):
        return S
    if issubclass(S, int):
        return T
    if issubclass(T, Fraction) and issubclass(S, float):
        return S
    if issubclass(T, float) and issubclass(S, Fraction):
        return T
    raise TypeError("don't know how to coerce %s and %s" % (T.__name__, S.__name__))


def _type_of(types):
    T = int
    for S in types:
        T = _coerce(T, S)
    return T


def _sum(data):
    """(type, exact sum, count)"""
    partials, types, count = {}, {}, 0
    for x in data:
        types[type(x)] = None
        n, d = _exact_ratio(x)
        partials[d] = partials.get(d, 0) + n
        count += 1
    total = partials[None] if None in partials else sum((Fraction(n, d) for d, n in partials.items()), Fraction(0))
    return _type_of(types), total, count


def _ss(data, c=None):
    """(type, sum of squared deviations from the mean or c, mean, count)"""
    if c is not None:
        T, ssd, count = _sum((d := x - c) * d for x in data)
        return T, ssd, c, count
    types, count, total, squares = {}, 0, {}, {}
    for x in data:
        types[type(x)] = None
        n, d = _exact_ratio(x)
        count += 1
        total[d] = total.get(d, 0) + n
        squares[d] = squares.get(d, 0) + n * n
    if not count:
        ssd = mean = Fraction(0)
    elif None in total:
        ssd = mean = total[None]
    else:
        sx = sum((Fraction(n, d) for d, n in total.items()), Fraction(0))
        sxx = sum((Fraction(n, d * d) for d, n in squares.items()), Fraction(0))
        ssd = (count * sxx - sx * sx) / count
        mean = sx / count
    return _type_of(types), ssd, mean, count


def _convert(value, T):
    if type(value) is T:
        return value
    if issubclass(T, int) and value.denominator != 1:
        T = float
    try:
        return T(value)
    except TypeError:
        if issubclass(T, Decimal):
            return T(value.numerator) / T(value.denominator)
        raise


def _integer_sqrt_rto(n, m):
    """The square root of n/m, rounded to odd."""
    a = math.isqrt(n // m)
    return a | (a * a * m != n)


def _float_sqrt_of_frac(n, m):
    """The square root of n/m as the nearest float."""
    q = (n.bit_length() - m.bit_length() - 109) // 2
    if q >= 0:
        return float(_integer_sqrt_rto(n, m << 2 * q) << q)
    return _integer_sqrt_rto(n << -2 * q, m) / (1 << -q)


def _decimal_sqrt_of_frac(n, m):
    """The square root of n/m as the nearest Decimal."""
    if n <= 0:
        return Decimal('0.0') if not n else (Decimal(-n) / Decimal(-m)).sqrt()
    root = (Decimal(n) / Decimal(m)).sqrt()
    nr, dr = root.as_integer_ratio()
    plus = root.next_plus()
    np, dp = plus.as_integer_ratio()
    if 4 * n * (dr * dp) ** 2 > m * (dr * np + dp * nr) ** 2:
        return plus
    minus = root.next_minus()
    nm, dm = minus.as_integer_ratio()
    if 4 * n * (dr * dm) ** 2 < m * (dr * nm + dm * nr) ** 2:
        return minus
    return root


# --- averages ---

def mean(data):
    """The arithmetic mean."""
    T, total, n = _sum(data)
    if n < 1:
        raise StatisticsError('mean requires at least one data point')
    return _convert(total / n, T)


def fmean(data, weights=None):
    """The arithmetic mean as a float, fast."""
    if weights is None:
        data, n = _counted(data)
        if not n:
            raise StatisticsError('fmean requires at least one data point')
        return fsum(data) / n
    weights, weight_count = _counted(weights)
    data, n = _counted(data)
    total = fsum(map(mul, data, weights))
    if weight_count != n:
        raise StatisticsError('data and weights must be the same length')
    if weight_sum := fsum(weights):
        return total / weight_sum
    raise StatisticsError('sum of weights must be non-zero')


def _counted(data):
    """(data or a list of it, its length)"""
    if not hasattr(type(data), '__len__'):
        data = list(data)
    return data, len(data)


def geometric_mean(data):
    """The geometric mean as a float."""
    try:
        return exp(fmean(map(log, data)))
    except ValueError:
        raise StatisticsError('geometric mean requires a non-empty dataset containing positive numbers') from None


def _fail_neg(values, errmsg='negative value'):
    for x in values:
        if x < 0:
            raise StatisticsError(errmsg)
        yield x


def harmonic_mean(data, weights=None):
    """The reciprocal of the mean of reciprocals."""
    data = _listed(data)
    negative = 'harmonic mean does not support negative values'
    if len(data) == 0:
        raise StatisticsError('harmonic_mean requires at least one data point')
    if weights is None:
        if len(data) == 1:
            return _only_value(data[0], negative)
        weights, weight_sum = repeat(1), len(data)
    else:
        weights = _listed(weights)
        if len(weights) != len(data):
            raise StatisticsError('Number of weights does not match data size')
        weight_sum = _sum(_fail_neg(weights, negative))[1]
    try:
        T, total, _ = _sum(weight and weight / x for x, weight in zip(_fail_neg(data, negative), weights))
    except ZeroDivisionError:
        return 0  # the limit as one value goes to zero
    if total <= 0:
        raise StatisticsError('Weighted sum must be positive')
    return _convert(weight_sum / total, T)


def _listed(data):
    return list(data) if iter(data) is data else data


def _only_value(x, negative):
    if not isinstance(x, (numbers.Real, Decimal)):
        raise TypeError('unsupported type')
    if x < 0:
        raise StatisticsError(negative)
    return x


def median(data):
    """The middle value, or the mean of the two in the middle."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    if n % 2 == 1:
        return data[n // 2]
    return (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    """The middle value, or the smaller of the two in the middle."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[(n - 1) // 2]


def median_high(data):
    """The middle value, or the larger of the two in the middle."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    return data[n // 2]


def median_grouped(data, interval=1.0):
    """The median of data grouped into intervals around each value."""
    data = sorted(data)
    n = len(data)
    if n == 0:
        raise StatisticsError("no median for empty data")
    x = data[n // 2]
    i = bisect_left(data, x)
    j = bisect_right(data, x, lo=i)
    try:
        interval = float(interval)
        x = float(x)
    except ValueError:
        raise TypeError(f'Value cannot be converted to a float')
    return x - interval / 2.0 + interval * (n / 2 - i) / (j - i)


def mode(data):
    """The most common value; the first one of several."""
    pairs = Counter(iter(data)).most_common(1)
    if not pairs:
        raise StatisticsError('no mode for empty data')
    return pairs[0][0]


def multimode(data):
    """All of the most common values."""
    counts = Counter(iter(data))
    if not counts:
        return []
    most = max(counts.values())
    return [value for value, count in counts.items() if count == most]


def quantiles(data, *, n=4, method='exclusive'):
    """The n - 1 cut points of n intervals of equal probability."""
    if n < 1:
        raise StatisticsError('n must be at least 1')
    data = sorted(data)
    ld = len(data)
    if ld < 2:
        raise StatisticsError('must have at least two data points')
    result = []
    if method == 'inclusive':
        m = ld - 1
        for i in range(1, n):
            j, delta = divmod(i * m, n)
            result.append((data[j] * (n - delta) + data[j + 1] * delta) / n)
        return result
    if method == 'exclusive':
        m = ld + 1
        for i in range(1, n):
            j = min(max(i * m // n, 1), ld - 1)
            delta = i * m - j * n
            result.append((data[j - 1] * (n - delta) + data[j] * delta) / n)
        return result
    raise ValueError(f'Unknown method: {method!r}')


# --- spread ---

def variance(data, xbar=None):
    """The variance of a sample."""
    T, ss, c, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError('variance requires at least two data points')
    return _convert(ss / (n - 1), T)


def pvariance(data, mu=None):
    """The variance of a population."""
    T, ss, c, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError('pvariance requires at least one data point')
    return _convert(ss / n, T)


def _root(T, mss):
    if issubclass(T, Decimal):
        return _decimal_sqrt_of_frac(mss.numerator, mss.denominator)
    return _float_sqrt_of_frac(mss.numerator, mss.denominator)


def stdev(data, xbar=None):
    """The square root of the sample variance."""
    T, ss, c, n = _ss(data, xbar)
    if n < 2:
        raise StatisticsError('stdev requires at least two data points')
    return _root(T, ss / (n - 1))


def pstdev(data, mu=None):
    """The square root of the population variance."""
    T, ss, c, n = _ss(data, mu)
    if n < 1:
        raise StatisticsError('pstdev requires at least one data point')
    return _root(T, ss / n)


# --- two variables ---

def _paired(name, x, y):
    """The number of points of two variables."""
    if len(x) != len(y):
        raise StatisticsError(f'{name} requires that both inputs have same number of data points')
    if len(x) < 2:
        raise StatisticsError(f'{name} requires at least two data points')
    return len(x)


def _products(x, y, xmid=None, ymid=None):
    """The sum of products of distances from two middles."""
    if xmid is None:
        return fsum(map(mul, x, y))
    return fsum((a - xmid) * (b - ymid) for a, b in zip(x, y))


def covariance(x, y, /):
    """The sample covariance."""
    n = _paired('covariance', x, y)
    return _products(x, y, fsum(x) / n, fsum(y) / n) / (n - 1)


def correlation(x, y, /):
    """Pearson's correlation coefficient."""
    n = _paired('correlation', x, y)
    xmid, ymid = fsum(x) / n, fsum(y) / n
    spread = _products(x, x, xmid, xmid) * _products(y, y, ymid, ymid)
    if not spread:
        raise StatisticsError('at least one of the inputs is constant')
    return _products(x, y, xmid, ymid) / sqrt(spread)


LinearRegression = namedtuple('LinearRegression', ('slope', 'intercept'))


def linear_regression(x, y, /, *, proportional=False):
    """Slope and intercept of the least-squares line (through the origin if proportional)."""
    n = _paired('linear regression', x, y)
    xmid, ymid = (None, None) if proportional else (fsum(x) / n, fsum(y) / n)
    spread = _products(x, x, xmid, xmid)
    if not spread:
        raise StatisticsError('x is constant')
    slope = _products(x, y, xmid, ymid) / spread
    return LinearRegression(slope, 0.0 if proportional else ymid - slope * xmid)


# --- the normal distribution ---

_INV_CENTRE = ((2.50908_09287_30122_6727e+3, 3.34305_75583_58812_8105e+4, 6.72657_70927_00870_0853e+4,
                4.59219_53931_54987_1457e+4, 1.37316_93765_50946_1125e+4, 1.97159_09503_06551_4427e+3,
                1.33141_66789_17843_7745e+2, 3.38713_28727_96366_6080e+0),
               (5.22649_52788_52854_5610e+3, 2.87290_85735_72194_2674e+4, 3.93078_95800_09271_0610e+4,
                2.12137_94301_58659_5867e+4, 5.39419_60214_24751_1077e+3, 6.87187_00749_20579_0830e+2,
                4.23133_30701_60091_1252e+1, 1.0))
_INV_MIDDLE = ((7.74545_01427_83414_07640e-4, 2.27238_44989_26918_45833e-2, 2.41780_72517_74506_11770e-1,
                1.27045_82524_52368_38258e+0, 3.64784_83247_63204_60504e+0, 5.76949_72214_60691_40550e+0,
                4.63033_78461_56545_29590e+0, 1.42343_71107_49683_57734e+0),
               (1.05075_00716_44416_84324e-9, 5.47593_80849_95344_94600e-4, 1.51986_66563_61645_71966e-2,
                1.48103_97642_74800_74590e-1, 6.89767_33498_51000_04550e-1, 1.67638_48301_83803_84940e+0,
                2.05319_16266_37758_82187e+0, 1.0))
_INV_TAIL = ((2.01033_43992_92288_13265e-7, 2.71155_55687_43487_57815e-5, 1.24266_09473_88078_43860e-3,
              2.65321_89526_57612_30930e-2, 2.96560_57182_85048_91230e-1, 1.78482_65399_17291_33580e+0,
              5.46378_49111_64114_36990e+0, 6.65790_46435_01103_77720e+0),
             (2.04426_31033_89939_78564e-15, 1.42151_17583_16445_88870e-7, 1.84631_83175_10054_68180e-5,
              7.86869_13114_56132_59100e-4, 1.48753_61290_85061_48525e-2, 1.36929_88092_27358_05310e-1,
              5.99832_20655_58879_37690e-1, 1.0))


def _rational(coefficients, r):
    num = den = 0.0
    for a, b in zip(*coefficients):
        num = num * r + a
        den = den * r + b
    return num, den


def _normal_dist_inv_cdf(p, mu, sigma, /):
    """Wichura, algorithm AS 241 (Applied Statistics 37, 1988)."""
    q = p - 0.5
    if fabs(q) <= 0.425:
        num, den = _rational(_INV_CENTRE, 0.180625 - q * q)
        return mu + num * q / den * sigma
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        num, den = _rational(_INV_MIDDLE, r - 1.6)
    else:
        num, den = _rational(_INV_TAIL, r - 5.0)
    x = num / den
    return mu + (-x if q < 0.0 else x) * sigma


_normal_dist_inv_cdf = _as_native(_normal_dist_inv_cdf, module='_statistics')


class NormalDist:
    """The normal distribution of a mean and a standard deviation."""
    __slots__ = {'_mu': 'Arithmetic mean of a normal distribution',
                 '_sigma': 'Standard deviation of a normal distribution'}

    def __init__(self, mu=0.0, sigma=1.0):
        if sigma < 0.0:
            raise StatisticsError('sigma must be non-negative')
        self._mu = float(mu)
        self._sigma = float(sigma)

    @classmethod
    def from_samples(cls, data):
        """A distribution with the mean and deviation of data."""
        T, ss, c, n = _ss(data)
        if n < 2:
            raise StatisticsError('stdev requires at least two data points')
        return cls(float(c), _root(float, ss / (n - 1)))

    def samples(self, n, *, seed=None):
        """A list of n random values; the same seed gives the same ones."""
        gauss = random.gauss if seed is None else random.Random(seed).gauss
        return [gauss(self._mu, self._sigma) for _ in range(n)]

    def pdf(self, x):
        """Probability density."""
        variance = self._sigma * self._sigma
        if not variance:
            raise StatisticsError('pdf() not defined when sigma is zero')
        diff = x - self._mu
        return exp(diff * diff / (-2.0 * variance)) / sqrt(tau * variance)

    def cdf(self, x):
        """Probability of a value at most x."""
        if not self._sigma:
            raise StatisticsError('cdf() not defined when sigma is zero')
        return 0.5 * (1.0 + erf((x - self._mu) / (self._sigma * _SQRT2)))

    def inv_cdf(self, p):
        """The x with cdf(x) == p."""
        if p <= 0.0 or p >= 1.0:  # NaN passes
            raise StatisticsError('p must be in the range 0.0 < p < 1.0')
        if not self._sigma > 0.0:
            raise StatisticsError('cdf() not defined when sigma at or below zero')
        return _normal_dist_inv_cdf(p, self._mu, self._sigma)

    def quantiles(self, n=4):
        """The n - 1 places that cut it into n parts of equal probability."""
        return [self.inv_cdf(i / n) for i in range(1, n)]

    def overlap(self, other):
        """The area under both densities."""
        if not isinstance(other, NormalDist):
            raise TypeError('Expected another NormalDist instance')
        narrow, wide = sorted((self, other), key=lambda dist: (dist._sigma, dist._mu))
        v, w = narrow.variance, wide.variance
        if not (v and w):
            raise StatisticsError('overlap() not defined when sigma is zero')
        apart = fabs(wide._mu - narrow._mu)
        if v == w:
            return 1.0 - erf(apart / (2.0 * narrow._sigma * _SQRT2))
        # The densities are equal at the two roots of a quadratic; between and outside them one is below the other.
        middle = narrow._mu * w - wide._mu * v
        reach = narrow._sigma * wide._sigma * sqrt(apart * apart + (w - v) * log(w / v))
        return 1.0 - sum(fabs(wide.cdf(x) - narrow.cdf(x)) for x in ((middle + reach) / (w - v), (middle - reach) / (w - v)))

    def zscore(self, x):
        """How many deviations x is above the mean."""
        if not self._sigma:
            raise StatisticsError('zscore() not defined when sigma is zero')
        return (x - self._mu) / self._sigma

    mean = property(lambda self: self._mu, doc="The arithmetic mean.")
    median = property(lambda self: self._mu, doc="The same as the mean.")
    mode = property(lambda self: self._mu, doc="The same as the mean.")
    stdev = property(lambda self: self._sigma, doc="The standard deviation.")
    variance = property(lambda self: self._sigma * self._sigma, doc="The square of the standard deviation.")

    def __add__(x1, x2):
        """The distribution of the sum of independent variables, or one moved by a constant."""
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu + x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu + x2, x1._sigma)

    def __sub__(x1, x2):
        """The distribution of the difference, or one moved back by a constant."""
        if isinstance(x2, NormalDist):
            return NormalDist(x1._mu - x2._mu, hypot(x1._sigma, x2._sigma))
        return NormalDist(x1._mu - x2, x1._sigma)

    def __mul__(x1, x2):
        """One stretched by a constant, as when the unit changes."""
        return NormalDist(x1._mu * x2, x1._sigma * fabs(x2))

    def __truediv__(x1, x2):
        """One stretched by 1 / constant."""
        return NormalDist(x1._mu / x2, x1._sigma / fabs(x2))

    def __pos__(x1):
        return NormalDist(x1._mu, x1._sigma)

    def __neg__(x1):
        return NormalDist(-x1._mu, x1._sigma)

    __radd__ = __add__

    def __rsub__(x1, x2):
        return -(x1 - x2)

    __rmul__ = __mul__

    def __eq__(x1, x2):
        """Are mean and deviation the same?"""
        if not isinstance(x2, NormalDist):
            return NotImplemented
        return x1._mu == x2._mu and x1._sigma == x2._sigma

    def __hash__(self):
        """Equal distributions have equal hashes."""
        return hash((self._mu, self._sigma))

    def __repr__(self):
        return f'{type(self).__name__}(mu={self._mu!r}, sigma={self._sigma!r})'

    def __getstate__(self):
        return self._mu, self._sigma

    def __setstate__(self, state):
        self._mu, self._sigma = state
