/* Vector functions for one element type; see kernel_vmath.c for what is defined around. */
#define M(op) KT_JOIN(op, SFX)

static inline V M(vload)(const S *p) {
    V v;
    memcpy(&v, p, sizeof v);
    return v;
}
static inline void M(vstore)(S *p, V v) {
    memcpy(p, &v, sizeof v);
}
static inline V M(vset)(S x) {
    S t[VN];
    for (int i = 0; i < VN; i++)
        t[i] = x;
    return M(vload)(t);
}

/* MAP: e is an expression in the vector x. The last elements go through a padded vector, so that
 * an element's result never depends on its place. */
#define MAP(op, e)                                                                                 \
    static void M(op)(S * o, const S *a, int64_t n, const KtLoopParam *k) {                        \
        (void)k;                                                                                   \
        int64_t i = 0;                                                                             \
        for (; i + VN <= n; i += VN) {                                                             \
            V x = M(vload)(a + i);                                                                 \
            M(vstore)(o + i, e);                                                                   \
        }                                                                                          \
        if (i < n) {                                                                               \
            S t[VN] = {0};                                                                         \
            memcpy(t, a + i, (size_t)(n - i) * sizeof(S));                                         \
            V x = M(vload)(t);                                                                     \
            M(vstore)(t, e);                                                                       \
            memcpy(o + i, t, (size_t)(n - i) * sizeof(S));                                         \
        }                                                                                          \
    }
#define MAP2(op, e)                                                                                \
    static void M(op)(S * o, const S *a, const S *b, int64_t n, const KtLoopParam *k) {            \
        (void)k;                                                                                   \
        int64_t i = 0;                                                                             \
        for (; i + VN <= n; i += VN) {                                                             \
            V x = M(vload)(a + i), y = M(vload)(b + i);                                            \
            M(vstore)(o + i, e);                                                                   \
        }                                                                                          \
        if (i < n) {                                                                               \
            S t[VN] = {0}, u[VN] = {0};                                                            \
            memcpy(t, a + i, (size_t)(n - i) * sizeof(S));                                         \
            memcpy(u, b + i, (size_t)(n - i) * sizeof(S));                                         \
            V x = M(vload)(t), y = M(vload)(u);                                                    \
            M(vstore)(t, e);                                                                       \
            memcpy(o + i, t, (size_t)(n - i) * sizeof(S));                                         \
        }                                                                                          \
    }
/* EACH: a scalar expression of x, element by element. */
#define EACH(op, e)                                                                                \
    static void M(op)(S * o, const S *a, int64_t n, const KtLoopParam *k) {                        \
        (void)k;                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            S x = a[i];                                                                            \
            o[i] = (S)(e);                                                                         \
        }                                                                                          \
    }
#define EACH2(op, e)                                                                               \
    static void M(op)(S * o, const S *a, const S *b, int64_t n, const KtLoopParam *k) {            \
        (void)k;                                                                                   \
        KT_IVDEP                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            S x = a[i], y = b[i];                                                                  \
            o[i] = (S)(e);                                                                         \
        }                                                                                          \
    }
#define ONE M(vset)(1)

/* Rational start values for |y| <= 0.7 and beyond, then two Newton steps, all in the type itself
 * and with fused sums: PyTorch's way, whose rounding shows in float. */
static S M(inverse_erf)(S y) {
    S a = LIBM(fabs)(y), x;
    if (!(a <= 1)) return (S)NAN;
    if (a == 1) return LIBM(copysign)((S)INFINITY, y);
    if (a <= (S)0.7) {
        S z = y * y;
        S num = LIBM(fma)(LIBM(fma)((S)-0.140543331, z, (S)0.914624893), z, (S)-1.645349621);
        num = LIBM(fma)(num, z, (S)0.886226899);
        S den = LIBM(fma)(LIBM(fma)((S)0.012229801, z, (S)-0.329097515), z, (S)1.442710462);
        den = LIBM(fma)(LIBM(fma)(den, z, (S)-2.118377725), z, 1);
        x = y * num / den;
    } else {
        S z = LIBM(sqrt)(-LIBM(log)((1 - a) / 2));
        S num = LIBM(fma)(LIBM(fma)((S)1.641345311, z, (S)3.429567803), z, (S)-1.624906493);
        num = LIBM(fma)(num, z, (S)-1.970840454);
        S den = LIBM(fma)(LIBM(fma)((S)1.637067800, z, (S)3.543889200), z, 1);
        x = LIBM(copysign)(num, y) / den;
    }
    for (int i = 0; i < 2; i++)
        x = x - (LIBM(erf)(x) - y) / ((S)1.12837916709551257390 * LIBM(exp)(-x * x));
    return x;
}

MAP(EXP, FN(exp, u10)(x))
MAP(EXPM1, FN(expm1, u10)(x))
MAP(LOG, FN(log, u10)(x))
MAP(LOG2, FN(log2, u10)(x))
MAP(LOG10, FN(log10, u10)(x))
MAP(LOG1P, FN(log1p, u10)(x))
MAP(SIN, FN(sin, u10)(x))
MAP(COS, FN(cos, u10)(x))
MAP(TAN, FN(tan, u10)(x))
MAP(ASIN, FN(asin, u10)(x))
MAP(ACOS, FN(acos, u10)(x))
MAP(ATAN, FN(atan, u10)(x))
MAP(TANH, FN(tanh, u10)(x))
MAP(ERF, FN(erf, u10)(x))
MAP(ERFC, FN(erfc, u15)(x))
MAP(SIGMOID, ONE / (ONE + FN(exp, u10)(M(vset)(0) - x)))
MAP(SILU, x / (ONE + FN(exp, u10)(-x)))
#ifdef FAST_GELU
FAST_GELU
#else
MAP(GELU, x *M(vset)((S)0.5) * (ONE + FN(erf, u10)(x * M(vset)((S)0.70710678118654752440))))
#endif
MAP(GELU_TANH, M(vset)((S)0.5) * x *
                   (ONE + FN(tanh, u10)(M(vset)((S)0.79788456080286535588) *
                                        (x + M(vset)((S)0.044715) * x * x * x))))
MAP(MISH, x *FN(tanh, u10)(FN(log1p, u10)(FN(exp, u10)(x))))
EACH(EXP2, LIBM(exp2)(x))
MAP(SINH, FN(sinh, u10)(x))
MAP(COSH, FN(cosh, u10)(x))
EACH(CBRT, LIBM(cbrt)(x))
EACH(ASINH, LIBM(asinh)(x))
EACH(ACOSH, LIBM(acosh)(x))
EACH(ATANH, LIBM(atanh)(x))
#if VFN > 1
MAP(LGAMMA, FN(lgamma, u10)(x))
#else
EACH(LGAMMA, LIBM(kt_lgamma)(x))
#endif
EACH(DIGAMMA, LIBM(kt_digamma)(x))
EACH(TRIGAMMA, LIBM(kt_trigamma)(x))
EACH(ERFINV, M(inverse_erf)(x))
EACH(I0, kt_bessel_i0(x))
EACH(I1, kt_bessel_i1(x))
EACH(SINC, x == 0 ? 1 : LIBM(sin)((S)M_PI * x) / ((S)M_PI * x))
EACH(SPACING, x != x || LIBM(fabs)(x) == (S)INFINITY ? (S)NAN : LIBM(kt_spacing)(x))

static inline S M(logit_of)(S x, S eps) {
    if (eps >= 0) x = x < eps ? eps : x > 1 - eps ? 1 - eps : x;
    return x == 1 ? (S)INFINITY : LIBM(log)(x / (1 - x));
}
EACH(LOGIT, M(logit_of)(x, (S)k->d[0]))

/* Branches that need both sides' vectors are blended after the fact. */
static void M(SOFTPLUS)(S *o, const S *a, int64_t n, const KtLoopParam *k) {
    S beta = (S)k->d[0], threshold = (S)k->d[1], t[64];
    for (int64_t at = 0; at < n; at += 64) {
        int64_t m = n - at < 64 ? n - at : 64;
        for (int64_t i = 0; i < m; i++)
            t[i] = a[at + i] * beta;
        M(EXP)(t, t, m, k);
        M(LOG1P)(t, t, m, k);
        for (int64_t i = 0; i < m; i++)
            o[at + i] = a[at + i] * beta > threshold ? a[at + i] : t[i] / beta;
    }
}
static void M(LOGSIGMOID)(S *o, const S *a, int64_t n, const KtLoopParam *k) {
    S t[64];
    for (int64_t at = 0; at < n; at += 64) {
        int64_t m = n - at < 64 ? n - at : 64;
        for (int64_t i = 0; i < m; i++)
            t[i] = -LIBM(fabs)(a[at + i]);
        M(EXP)(t, t, m, k);
        M(LOG1P)(t, t, m, k);
        for (int64_t i = 0; i < m; i++)
            o[at + i] = (a[at + i] < 0 || a[at + i] != a[at + i] ? a[at + i] : 0) - t[i];
    }
}
static void M(ELU)(S *o, const S *a, int64_t n, const KtLoopParam *k) {
    S negative = (S)(k->d[0] * k->d[1]), positive = (S)k->d[1], inner = (S)k->d[2], t[64];
    for (int64_t at = 0; at < n; at += 64) {
        int64_t m = n - at < 64 ? n - at : 64;
        for (int64_t i = 0; i < m; i++)
            t[i] = a[at + i] * inner;
        M(EXP)(t, t, m, k);
        for (int64_t i = 0; i < m; i++)
            o[at + i] = a[at + i] > 0 ? a[at + i] * positive : (t[i] - 1) * negative;
    }
}

MAP2(POW, FN(pow, u10)(x, y))
MAP2(ATAN2, FN(atan2, u10)(x, y))
MAP2(HYPOT, FN(hypot, u05)(x, y))
EACH2(RELU_BACKWARD, x <= 0 ? 0 : y)
MAP2(TANH_BACKWARD, y *(ONE - x * x))
MAP2(SIGMOID_BACKWARD, y *(ONE - x) * x)
static inline V M(silu_slope)(V x) {
    V s = ONE / (ONE + FN(exp, u10)(M(vset)(0) - x));
    return s * (ONE + x * (ONE - s));
}
MAP2(SILU_BACKWARD, y *M(silu_slope)(x))
#ifdef FAST_GELU_BACKWARD
FAST_GELU_BACKWARD
#else
static inline V M(gelu_slope)(V x) {
    V cdf = M(vset)((S)0.5) * (ONE + FN(erf, u10)(x * M(vset)((S)0.70710678118654752440)));
    V pdf = FN(exp, u10)(x * x * M(vset)((S)-0.5)) * M(vset)((S)0.39894228040143267794);
    return cdf + x * pdf;
}
MAP2(GELU_BACKWARD, y *M(gelu_slope)(x))
#endif
static inline V M(gelu_tanh_slope)(V x) {
    const V beta = M(vset)((S)0.79788456080286535588), kappa = M(vset)((S)0.044715);
    V square = x * x, t = FN(tanh, u10)(beta * (x + kappa * (square * x)));
    V inner = beta * (ONE + M(vset)(3) * kappa * square);
    return M(vset)((S)0.5) * (ONE + t) + M(vset)((S)0.5) * x * (ONE - t * t) * inner;
}
MAP2(GELU_TANH_BACKWARD, y *M(gelu_tanh_slope)(x))
EACH2(POLYGAMMA, LIBM(kt_polygamma)(x, y))
EACH2(IGAMMA, kt_igamma(x, y))
EACH2(IGAMMAC, kt_igammac(x, y))
EACH2(GAMMA_GRAD, kt_gamma_grad(x, y))
EACH2(XLOGY, y != y ? y : x == 0 ? 0 : x * LIBM(log)(y))
/* max + log1p(exp(-|x - y|)), with the vector functions */
static void M(LOGADDEXP)(S *o, const S *a, const S *b, int64_t n, const KtLoopParam *k) {
    S t[64], top[64];
    for (int64_t at = 0; at < n; at += 64) {
        int64_t m = n - at < 64 ? n - at : 64;
        for (int64_t i = 0; i < m; i++) {
            S x = a[at + i], y = b[at + i];
            top[i] = x > y ? x : y;
            if (x != x || y != y) top[i] = x + y;
            t[i] = x == y ? 0 : -LIBM(fabs)(x - y); /* equal infinities too */
        }
        M(EXP)(t, t, m, k);
        M(LOG1P)(t, t, m, k);
        for (int64_t i = 0; i < m; i++)
            o[at + i] = LIBM(fabs)(top[i]) == (S)INFINITY ? top[i] : top[i] + t[i];
    }
}
static inline S M(log_add2)(S x, S y) {
    const S to_log2 = (S)1.44269504088896340736;
    if (x == y) return x + 1;
    S d = x - y;
    return d > 0    ? x + to_log2 * LIBM(log1p)(LIBM(exp2)(-d))
           : d <= 0 ? y + to_log2 * LIBM(log1p)(LIBM(exp2)(d))
                    : d;
}
EACH2(LOGADDEXP2, M(log_add2)(x, y))
#undef M
#undef MAP
#undef MAP2
#undef EACH
#undef EACH2
#undef ONE
