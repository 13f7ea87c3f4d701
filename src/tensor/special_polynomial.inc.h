/* The polynomials of special_polynomial.c in one type T; FN(name): that of libm or of here in that
 * type. */

/* r = twice q - p, from degree 1 on. */
static T FN(chebyshev)(T twice, T first, long n) {
    T p = 1, q = first;
    if (n == 0) return p;
    for (long k = 1, end = steps(n); k < end && !isnan(q); k++) {
        T r = FN(fma)(twice, q, -p);
        p = q;
        q = r;
    }
    return q;
}
T FN(kt_chebyshev_t)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    if (FN(fabs)(x) == 1) return x > 0 || !odd(n) ? 1 : -1;
    if (n > 6 && FN(fabs)(x) < 1) return FN(cos)((T)n * FN(acos)(x));
    return FN(chebyshev)(x + x, x, n);
}
/* sin((n + 1) t) / sin(t) at cos(t) = x */
static T FN(sine_ratio)(T x, long n) {
    T t = FN(acos)(x);
    if (FN(sin)(t) != 0) return FN(sin)((T)(n + 1) * t) / FN(sin)(t);
    return (T)(n + 1) * FN(cos)((T)(n + 1) * t) / x;
}
T FN(kt_chebyshev_u)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    if (FN(fabs)(x) == 1) return x > 0 || !odd(n) ? (T)(n + 1) : (T) - (n + 1);
    if (n > 8 && FN(fabs)(x) < 1) return FN(sine_ratio)(x, n);
    return FN(chebyshev)(x + x, x + x, n);
}
static T FN(half_cosines)(T x, long n) {
    T t = FN(acos)(x);
    if (FN(sin)(t / 2) != 1) return FN(cos)(((T)n + (T)0.5) * t) / FN(cos)(t / 2);
    return odd(n) ? (T) - (n + n + 1) : (T)(n + n + 1);
}
T FN(kt_chebyshev_v)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    if (FN(fabs)(x) == 1) return x > 0 ? 1 : odd(n) ? (T) - (n + n + 1) : (T)(n + n + 1);
    if (n > 8 && FN(fabs)(x) < 1) return FN(half_cosines)(x, n);
    return FN(chebyshev)(x + x, x + x - 1, n);
}
static T FN(half_sines)(T x, long n) {
    T t = FN(acos)(x);
    if (FN(cos)(t / 2) != 1) return FN(sin)(((T)n + (T)0.5) * t) / FN(sin)(t / 2);
    return x > 0 ? (T)(n + n + 1) : odd(n) ? -1 : 1;
}
T FN(kt_chebyshev_w)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    if (FN(fabs)(x) == 1) return x > 0 ? (T)(n + n + 1) : odd(n) ? -1 : 1;
    if (n > 8 && FN(fabs)(x) < 1) return FN(half_sines)(x, n);
    return FN(chebyshev)(x + x, x + x + 1, n);
}

/* The same on [0, 1], at y = 2 x - 1. */
T FN(kt_shifted_chebyshev_t)(T x, T d) {
    long n = degree((double)d);
    T y = x + x - 1;
    if (n < 0) return 0;
    if (x == 1 || x == 0) return x == 1 || !odd(n) ? 1 : -1;
    if (n > 6 && FN(fabs)(y) < 1) return FN(cos)((T)n * FN(acos)(y));
    return FN(chebyshev)(y + y, y, n);
}
T FN(kt_shifted_chebyshev_u)(T x, T d) {
    long n = degree((double)d);
    T y = x + x - 1;
    if (n < 0) return 0;
    if (x == 1 || x == 0) return x == 1 || !odd(n) ? (T)(n + 1) : (T) - (n + 1);
    if (n > 6 && FN(fabs)(y) < 1) return FN(sine_ratio)(y, n);
    return FN(chebyshev)(y + y, y + y, n);
}
T FN(kt_shifted_chebyshev_v)(T x, T d) {
    long n = degree((double)d);
    T y = x + x - 1;
    if (n < 0) return 0;
    if (x == 1 || x == 0) return x == 1 ? 1 : odd(n) ? (T) - (n + n + 1) : (T)(n + n + 1);
    if (n > 6 && FN(fabs)(y) < 1) return FN(half_cosines)(y, n);
    return FN(chebyshev)(y + y, y + y - 1, n);
}
T FN(kt_shifted_chebyshev_w)(T x, T d) {
    long n = degree((double)d);
    T y = x + x - 1;
    if (n < 0) return 0;
    if (x == 1 || x == 0) return x == 1 ? (T)(n + n + 1) : odd(n) ? -1 : 1;
    if (n > 4 && FN(fabs)(y) < 1) return FN(half_sines)(y, n);
    return FN(chebyshev)(y + y, y + y + 1, n);
}

/* The others: e is the next value from those before, p and q, at degree k. */
#define CLIMB(first, e)                                                                            \
    T p = 1, q = first;                                                                            \
    if (n == 0) return p;                                                                          \
    for (long i = 1, end = steps(n); i < end && !isnan(q); i++) {                                  \
        T k = (T)i, r = (e);                                                                       \
        p = q;                                                                                     \
        q = r;                                                                                     \
    }                                                                                              \
    return q
T FN(kt_hermite_h)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    CLIMB(x + x, FN(fma)(x + x, q, -((k + k) * p)));
}
T FN(kt_hermite_he)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    CLIMB(x, FN(fma)(x, q, -(k * p)));
}
T FN(kt_laguerre_l)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    if (x == 0) return 1;
    CLIMB(1 - x, FN(fma)(k + k + (1 - x), q, -(k * p)) / (k + 1));
}
T FN(kt_legendre_p)(T x, T d) {
    long n = degree((double)d);
    if (n < 0) return 0;
    if (FN(fabs)(x) == 1) return x > 0 || !odd(n) ? 1 : -1;
    CLIMB(x, FN(fma)((k + k + 1) * x, q, -(k * p)) / (k + 1));
}
#undef CLIMB
