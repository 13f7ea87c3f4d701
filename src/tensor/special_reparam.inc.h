/* Samples of the beta distribution near 0 in one type. Included with T (the type), NAME(f),
 * LIBM(name) (that of this type) and DIGAMMA defined. */

static T NAME(by_first)(T x, T a, T b) {
    T factor = DIGAMMA(a) - DIGAMMA(a + b) - LIBM(log)(x), above = 1;
    T sum = above / a * (factor + 1 / a);
    for (int i = 1; i <= 10; i++) {
        T n = (T)i, below = a + n;
        above *= (n - b) * x / n;
        sum += above / below * (factor + 1 / below);
    }
    T r = x * LIBM(pow)(1 - x, -b) * sum;
    return isnan(r) ? 0 : r;
}
static T NAME(by_second)(T x, T a, T b) {
    T factor = DIGAMMA(a + b) - DIGAMMA(b);
    T above = 1, product = 1, slope = 0, sum = factor / a;
    for (int i = 1; i <= 8; i++) {
        T n = (T)i;
        above *= -x / n;
        slope = slope * (b - n) + product;
        product *= b - n;
        sum += above / (a + n) * (slope + factor * product);
    }
    T r = -LIBM(pow)(1 - x, 1 - b) * sum;
    return isnan(r) ? 0 : r;
}
#undef T
#undef NAME
#undef LIBM
#undef DIGAMMA
