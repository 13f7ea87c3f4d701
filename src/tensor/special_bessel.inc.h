/* The functions of special_bessel.c in one type T; FN(name): that of libm or of here in that type.
 */

/* The series of n coefficients, the highest first and the last one halved, at y in [-2, 2]. */
static T FN(series)(T y, const double *c, int n) {
    T now = (T)c[0], before = 0, last = 0;
    for (int i = 1; i < n; i++) {
        last = before;
        before = now;
        now = FN(fma)(y, before, -last) + (T)c[i];
    }
    return (T)0.5 * (now - last);
}
#define SERIES(y, c)           FN(series)(y, c, COUNT(c))
#define SERIES_LESS(y, c, cut) FN(series)(y, (c) + (cut), COUNT(c) - (cut))

/* exp(-|x|) I_0(x): the root in double, as PyTorch has it. */
T FN(kt_bessel_i0e)(T x) {
    x = FN(fabs)(x);
    if (x <= 8) return SERIES(x / 2 - 2, i0_small);
    return (T)((double)SERIES(32 / x - 2, i0_large) / sqrt((double)x));
}
T FN(kt_bessel_i0)(T x) {
    x = FN(fabs)(x);
    if (x <= 8) return FN(exp)(x) * SERIES(x / 2 - 2, i0_small);
    return FN(exp)(x) * SERIES(32 / x - 2, i0_large) / FN(sqrt)(x);
}

T FN(kt_bessel_i1e)(T v) {
    const T x = FN(fabs)(v);
    T r = x <= 8 ? SERIES_LESS(x / 2 - 2, i1_small, SHORT ? 12 : 0) * x
                 : SERIES_LESS(32 / x - 2, i1_large, SHORT ? 18 : 0) / FN(sqrt)(x);
    return v < 0 ? -r : r;
}
T FN(kt_bessel_i1)(T v) {
    const T x = FN(fabs)(v);
    T r = x <= 8 ? FN(exp)(x) * x * SERIES_LESS(x / 2 - 2, i1_small, SHORT ? 12 : 0)
                 : FN(exp)(x) * SERIES_LESS(32 / x - 2, i1_large, SHORT ? 18 : 0) / FN(sqrt)(x);
    return v < 0 ? -r : r;
}
/* The same function under the name modified_bessel_i1, which PyTorch computes apart. */
T FN(kt_modified_bessel_i1)(T v) {
    const T x = FN(fabs)(v);
    T r = x <= 8 ? SERIES(x / 2 - 2, i1_small) * x * FN(exp)(x)
                 : FN(exp)(x) * SERIES(32 / x - 2, i1_large) / FN(sqrt)(x);
    return v < 0 ? -r : r;
}

/* K_0 and K_1 for x > 0, and times exp(x). */
T FN(kt_bessel_k0)(T x) {
    if (x == 0) return (T)INFINITY;
    if (x < 0) return (T)NAN;
    if (x <= 2)
        return (T)fma(-log(0.5 * (double)x), (double)FN(kt_bessel_i0)(x),
                      (double)SERIES(FN(fma)(x, x, -2), k0_small));
    return FN(exp)(-x) * SERIES(8 / x - 2, k0_large) / FN(sqrt)(x);
}
T FN(kt_bessel_k0e)(T x) {
    if (x == 0) return (T)INFINITY;
    if (x < 0) return (T)NAN;
    if (x <= 2)
        return FN(fma)(-FN(log)((T)0.5 * x), FN(kt_bessel_i0)(x),
                       SERIES(FN(fma)(x, x, -2), k0_small)) *
               FN(exp)(x);
    return SERIES(8 / x - 2, k0_large) / FN(sqrt)(x);
}
static T FN(k1_near)(T x) {
    return FN(fma)(FN(log)((T)0.5 * x), FN(kt_modified_bessel_i1)(x),
                   SERIES(FN(fma)(x, x, -2), k1_small) / x);
}
T FN(kt_bessel_k1)(T x) {
    if (x == 0) return (T)INFINITY;
    if (x < 0) return (T)NAN;
    if (x <= 2) return FN(k1_near)(x);
    return FN(exp)(-x) * SERIES(8 / x - 2, k1_large) / FN(sqrt)(x);
}
T FN(kt_bessel_k1e)(T x) {
    if (x == 0) return (T)INFINITY;
    if (x < 0) return (T)NAN;
    if (x <= 2) return FN(k1_near)(x) * FN(exp)(x);
    return SERIES(8 / x - 2, k1_large) / FN(sqrt)(x);
}
#undef SERIES
#undef SERIES_LESS
