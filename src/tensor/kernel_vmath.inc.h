/* Vector functions for one element type; see kernel_vmath.c for what is defined around. */
#define M(op) KT_JOIN(op, SFX)

/* Elements of operands, and of blocks of them. */
typedef S M(At) KT_ANYWHERE;

static inline V M(vload)(const M(At) * p) {
    V v;
    memcpy(&v, p, sizeof v);
    return v;
}
static inline void M(vstore)(M(At) * p, V v) {
    memcpy(p, &v, sizeof v);
}
static inline V M(vset)(S x) {
    S t[VN];
    for (int i = 0; i < VN; i++)
        t[i] = x;
    return M(vload)(t);
}

/* MAP: e is an expression in the vector x. The last elements go through a padded vector, so that
 * an element's result never depends on its place. The constants are copied, or they would be read
 * anew after every call. */
#define MAP(op, e)                                                                                 \
    static void M(op)(M(At) * o, const M(At) * a, int64_t n, const KtLoopParam *given) {           \
        const KtLoopParam copy = *given, *k = &copy;                                               \
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
    static void M(op)(M(At) * o, const M(At) * a, const M(At) * b, int64_t n,                      \
                      const KtLoopParam *given) {                                                  \
        const KtLoopParam copy = *given, *k = &copy;                                               \
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
    static void M(op)(M(At) * o, const M(At) * a, int64_t n, const KtLoopParam *k) {               \
        (void)k;                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            S x = a[i];                                                                            \
            o[i] = (S)(e);                                                                         \
        }                                                                                          \
    }
#define EACH2(op, e)                                                                               \
    static void M(op)(M(At) * o, const M(At) * a, const M(At) * b, int64_t n,                      \
                      const KtLoopParam *k) {                                                      \
        (void)k;                                                                                   \
        KT_IVDEP                                                                                   \
        for (int64_t i = 0; i < n; i++) {                                                          \
            S x = a[i], y = b[i];                                                                  \
            o[i] = (S)(e);                                                                         \
        }                                                                                          \
    }
/* VIA: by a first expression of x, which e sees as y. Over a block at a time: functions called in
 * turn would wait for each other (a third of the time, measured). */
#define VIA_BLOCK 64
#define VIA(op, first, e)                                                                          \
    MAP(op##_FIRST, first)                                                                         \
    MAP2(op##_LAST, e)                                                                             \
    static void M(op)(M(At) * o, const M(At) * a, int64_t n, const KtLoopParam *k) {               \
        S t[VIA_BLOCK];                                                                            \
        for (int64_t at = 0; at < n; at += VIA_BLOCK) {                                            \
            int64_t m = n - at < VIA_BLOCK ? n - at : VIA_BLOCK;                                   \
            M(op##_FIRST)(t, a + at, m, k);                                                        \
            M(op##_LAST)(o + at, a + at, t, m, k);                                                 \
        }                                                                                          \
    }
/* TWO, TWO2: a function of two forms, e of vectors and one of elements (kernel_vmath.c tells which
 * elements go which way). */
#define TWO(op, e, one)                                                                            \
    MAP(op, e)                                                                                     \
    EACH(op##_EACH, one)
#define TWO_VIA(op, first, e, one)                                                                 \
    VIA(op, first, e)                                                                              \
    EACH(op##_EACH, one)
#define TWO2(op, e, one)                                                                           \
    MAP2(op, e)                                                                                    \
    EACH2(op##_EACH, one)
#define C(number) M(vset)((S)(number))

#if defined(__FMA__) || defined(__aarch64__)
#define FMA1(a, b, c) LIBM(fma)(a, b, c)
#else
#define FMA1(a, b, c) ((a) * (b) + (c))
#endif

#if VFN > 1
typedef __typeof__((V){0} < (V){0}) M(Mask);
static inline V M(pick)(M(Mask) condition, V a, V b) {
    return (V)((condition & (M(Mask))a) | (~condition & (M(Mask))b));
}
#define PICK M(pick)
#else
#define PICK(condition, a, b) ((condition) ? (a) : (b))
#endif
static inline V M(size)(V x) {
    return PICK(x < C(0), -x, x);
}

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
        x = x - (LIBM(erf)(x) - y) / ((S)2 / (S)1.77245385090551602730 * LIBM(exp)(-x * x));
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
EACH(EXP2, LIBM(exp2)(x))
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
EACH(I0, LIBM(kt_bessel_i0)(x))
EACH(I1, LIBM(kt_bessel_i1)(x))
EACH(SINC, x == 0 ? 1 : LIBM(sin)((S)M_PI * x) / ((S)M_PI * x))
EACH(SPACING, x != x || LIBM(fabs)(x) == (S)INFINITY ? (S)NAN : LIBM(kt_spacing)(x))

VIA(LOGSIGMOID, FN(exp, u10)(-M(size)(x)), PICK(x > C(0), C(0), x) - FN(log1p, u10)(y))
static inline V M(vlogsigmoid_slope)(V x) {
    V e = FN(exp, u10)(-M(size)(x)), part = e / (C(1) + e);
    return PICK(x < C(0), C(1) - part, part);
}
MAP2(LOGSIGMOID_BACKWARD, M(vlogsigmoid_slope)(x) * y)
EACH2(RELU_BACKWARD, x <= 0 ? 0 : y)
MAP2(TANH_BACKWARD, y *FMA(-x, x, C(1)))
MAP2(SIGMOID_BACKWARD, y *(C(1) - x) * x)
EACH2(POLYGAMMA, LIBM(kt_polygamma)(x, y))
EACH2(IGAMMA, LIBM(kt_igamma)(x, y))
EACH2(IGAMMAC, LIBM(kt_igammac)(x, y))
EACH2(GAMMA_GRAD, kt_gamma_grad(x, y))
EACH2(XLOGY, y != y ? y : x == 0 ? 0 : x * LIBM(log)(y))

/* ---- functions of two forms ---- */

TWO(SINH, FN(sinh, u10)(x), LIBM(sinh)(x))
TWO(COSH, FN(cosh, u10)(x), LIBM(cosh)(x))
static inline V M(vsigmoid)(V x) {
    return C(1) / (C(1) + FN(exp, u10)(-x));
}
static inline S M(sigmoid)(S x) {
    return 1 / (1 + LIBM(exp)(-x));
}
TWO(SIGMOID, M(vsigmoid)(x), M(sigmoid)(x))
TWO(SILU, x / (C(1) + FN(exp, u10)(-x)), x / (1 + LIBM(exp)(-x)))

static inline V M(vlogit)(V x, S eps) {
    if (eps >= 0) x = PICK(x < C(eps), C(eps), PICK(x > C(1 - eps), C(1 - eps), x));
    return FN(log, u10)(x / (C(1) - x));
}
static inline S M(logit)(S x, S eps) {
    if (eps >= 0) x = x < eps ? eps : x > 1 - eps ? 1 - eps : x;
    return x == 1 ? (S)INFINITY : LIBM(log)(x / (1 - x));
}
/* At the ends, and of nan, the two forms make different things. */
static inline V M(vlogit_backward)(V x, V y, S eps) {
    S lo = eps < 0 ? 0 : eps;
    return PICK((x >= C(lo)) & (x <= C(1 - lo)), y / (x * (C(1) - x)), C(eps < 0 ? (S)NAN : 0));
}
static inline S M(logit_backward)(S x, S y, S eps) {
    S lo = eps < 0 ? 0 : eps;
    if (x < lo || x > 1 - lo) return eps < 0 ? (S)NAN : 0;
    return x == 0 || x == 1 ? y * (S)INFINITY : y / (x * (1 - x));
}
TWO2(LOGIT_BACKWARD, M(vlogit_backward)(x, y, (S)k->d[0]), M(logit_backward)(x, y, (S)k->d[0]))
TWO(LOGIT, M(vlogit)(x, (S)k->d[0]), M(logit)(x, (S)k->d[0]))

static inline S M(softplus)(S x, S beta, S threshold) {
    S y = x * beta;
    return y > threshold ? x : LIBM(log1p)(LIBM(exp)(y)) / beta;
}
static inline V M(vsoftplus_backward)(V x, V y, V beta, V threshold) {
    V z = FN(exp, u10)(x * beta);
    return PICK(x * beta > threshold, y, y * z / (z + C(1)));
}
static inline S M(softplus_backward)(S x, S y, S beta, S threshold) {
    S z = LIBM(exp)(x * beta);
    return x * beta > threshold ? y : y * z / (z + 1);
}
TWO2(SOFTPLUS_BACKWARD, M(vsoftplus_backward)(x, y, C(k->d[0]), C(k->d[1])),
     M(softplus_backward)(x, y, (S)k->d[0], (S)k->d[1]))
TWO_VIA(SOFTPLUS, FN(exp, u10)(x *C(k->d[0])),
        PICK(x *C(k->d[0]) > C(k->d[1]), x, FN(log1p, u10)(y) / C(k->d[0])),
        M(softplus)(x, (S)k->d[0], (S)k->d[1]))

/* d: alpha, scale, factor inside exp */
#define BELOW ((S)k->d[0] * (S)k->d[1])
TWO_VIA(ELU, FN(exp, u10)(x *C(k->d[2])), PICK(x > C(0), x *C(k->d[1]), (y - C(1)) * C(BELOW)),
        x <= 0 ? (LIBM(exp)(x * (S)k->d[2]) - 1) * BELOW : x * (S)k->d[1])
TWO2(ELU_BACKWARD,
     PICK(x > C(0), y *C(k->d[1]), y *C(k->d[2]) * C(BELOW) * FN(exp, u10)(x * C(k->d[2]))),
     x <= 0 ? y * (S)k->d[2] * BELOW * LIBM(exp)(x * (S)k->d[2]) : y * (S)k->d[1])
#undef BELOW

/* Of NaN, and of hardswish at 3, the two forms make different things. */
TWO2(HARDSWISH_BACKWARD, PICK(x < C(-3), C(0), PICK(x >= C(3), y, y *(x / C(3) + C(0.5)))),
     x < -3   ? 0
     : x <= 3 ? y * (x / 3 + (S)0.5)
              : y)
TWO2(HARDTANH_BACKWARD, PICK(x > C(k->d[0]), PICK(x < C(k->d[1]), y, C(0)), C(0)),
     x <= (S)k->d[0] || x >= (S)k->d[1] ? 0 : y)
MAP2(LEAKY_RELU_BACKWARD, PICK(x > C(0), y, y *C(k->d[0])))
/* the sixth of a float in any type, as PyTorch has it */
MAP2(HARDSIGMOID_BACKWARD, PICK((x > C(-3)) & (x < C(3)), y *C(1.0f / 6), C(0)))
TWO2(SHRINK_BACKWARD, PICK(M(size)(x) > C(k->d[0]), y, C(0)), LIBM(fabs)(x) <= (S)k->d[0] ? 0 : y)

TWO(GELU, x *C(0.5) * (C(1) + FN(erf, u10)(x * C(ROOT_HALF))),
    x *(S)0.5 * (1 + LIBM(erf)(x * (S)ROOT_HALF)))
static inline V M(vgelu_slope)(V x) {
    V cdf = C(0.5) * (C(1) + FN(erf, u10)(x * C(ROOT_HALF)));
    return FMA(x, C(NORMAL_HEIGHT) * FN(exp, u10)(x * x * C(-0.5)), cdf);
}
static inline S M(gelu_slope)(S x) {
    S cdf = (S)0.5 * (1 + LIBM(erf)(x * (S)ROOT_HALF));
    return cdf + x * ((S)NORMAL_HEIGHT * LIBM(exp)(x * x * (S)-0.5));
}
TWO2(GELU_BACKWARD, y *M(vgelu_slope)(x), y *M(gelu_slope)(x))

static inline V M(vgelu_tanh)(V x) {
    return FN(tanh, u10)(C(GELU_SCALE) * FMA(C(GELU_CUBE), x * x * x, x));
}
static inline S M(gelu_tanh)(S x) {
    return LIBM(tanh)((S)GELU_SCALE * FMA1((S)GELU_CUBE, x * x * x, x));
}
TWO(GELU_TANH, C(0.5) * x * (C(1) + M(vgelu_tanh)(x)), (S)0.5 * x * (1 + M(gelu_tanh)(x)))
static inline V M(vgelu_tanh_slope)(V x) {
    V t = M(vgelu_tanh)(x), inner = C(GELU_SCALE) * FMA(C(3) * C(GELU_CUBE), x * x, C(1));
    return C(0.5) * (C(1) + t) + C(0.5) * x * FMA(-t, t, C(1)) * inner;
}
static inline S M(gelu_tanh_slope)(S x) {
    S t = M(gelu_tanh)(x), inner = (S)GELU_SCALE * FMA1(3 * (S)GELU_CUBE, x * x, 1);
    return (S)0.5 * (1 + t) + (S)0.5 * x * FMA1(-t, t, 1) * inner;
}
TWO2(GELU_TANH_BACKWARD, y *M(vgelu_tanh_slope)(x), y *M(gelu_tanh_slope)(x))

static inline V M(vsilu_backward)(V x, V y) {
    V s = M(vsigmoid)(x);
    return y * s * FMA(x, C(1) - s, C(1));
}
static inline S M(silu_backward)(S x, S y) {
    S s = M(sigmoid)(x);
    return y * s * FMA1(x, 1 - s, 1);
}
TWO2(SILU_BACKWARD, M(vsilu_backward)(x, y), M(silu_backward)(x, y))

static inline V M(vtanh_softplus)(V x) {
    return FN(tanh, u10)(FN(log1p, u10)(FN(exp, u10)(x)));
}
static inline S M(tanh_softplus)(S x) {
    return LIBM(tanh)(LIBM(log1p)(LIBM(exp)(x)));
}
static inline V M(vmish_slope)(V x) {
    V t = M(vtanh_softplus)(x);
    return FMA(x * M(vsigmoid)(x), FMA(-t, t, C(1)), t);
}
static inline S M(mish_slope)(S x) {
    S t = M(tanh_softplus)(x);
    return FMA1(x * M(sigmoid)(x), FMA1(-t, t, 1), t);
}
TWO2(MISH_BACKWARD, y *M(vmish_slope)(x), y *M(mish_slope)(x))
TWO(MISH, x *M(vtanh_softplus)(x), x *M(tanh_softplus)(x))

/* by one number: the single elements in double */
TWO(POW_NUMBER, FN(pow, u10)(x, C(k->d[0])), pow(x, k->d[0]))
TWO2(POW, FN(pow, u10)(x, y), LIBM(pow)(x, y))
TWO2(ATAN2, FN(atan2, u10)(x, y), LIBM(atan2)(x, y))
TWO2(HYPOT, FN(hypot, u05)(x, y), LIBM(hypot)(x, y))

/* The larger one and the logarithm of 1 + exp(-|x - y|), in which NumPy keeps what is small. */
MAP2(EXP_DISTANCE, FN(exp, u10)(-PICK(x == y, C(0), M(size)(x - y))))
MAP(LOG_SUM, k->numpy ? FN(log1p, u10)(x) : FN(log, u10)(C(1) + x))
static void M(LOGADDEXP)(M(At) * o, const M(At) * a, const M(At) * b, int64_t n,
                         const KtLoopParam *k) {
    S t[VIA_BLOCK];
    for (int64_t at = 0; at < n; at += VIA_BLOCK) {
        int64_t m = n - at < VIA_BLOCK ? n - at : VIA_BLOCK;
        M(EXP_DISTANCE)(t, a + at, b + at, m, k);
        M(LOG_SUM)(t, t, m, k);
        for (int64_t i = 0; i < m; i++) {
            S x = a[at + i], y = b[at + i], top = x != x || y != y ? x + y : x > y ? x : y;
            o[at + i] = LIBM(fabs)(top) == (S)INFINITY ? top : top + t[i];
        }
    }
}
static inline S M(logaddexp)(S x, S y) {
    if (x == y && LIBM(fabs)(x) == (S)INFINITY) return x;
    if (x != x || y != y) return x + y;
    return (x > y ? x : y) + LIBM(log)(1 + LIBM(exp)(-LIBM(fabs)(x - y)));
}
EACH2(LOGADDEXP_EACH, M(logaddexp)(x, y))
static inline S M(log_add2)(S x, S y) {
    const S to_log2 = (S)1.44269504088896340736;
    if (x == y) return x + 1;
    S d = x - y;
    return d > 0    ? x + to_log2 * LIBM(log1p)(LIBM(exp2)(-d))
           : d <= 0 ? y + to_log2 * LIBM(log1p)(LIBM(exp2)(d))
                    : d;
}
EACH2(LOGADDEXP2_NUMPY, M(log_add2)(x, y))
static inline V M(vlogaddexp2)(V x, V y) {
    V top = PICK(x > y, x, y), r = top + FN(log2, u10)(C(1) + FN(pow, u10)(C(2), -M(size)(x - y)));
    r = PICK((x != x) | (y != y), x + y, r);
    return PICK((x == y) & (M(size)(x) == C(INFINITY)), x, r);
}
MAP2(LOGADDEXP2_TORCH, M(vlogaddexp2)(x, y))
static void M(LOGADDEXP2)(M(At) * o, const M(At) * a, const M(At) * b, int64_t n,
                          const KtLoopParam *k) {
    (k->numpy ? M(LOGADDEXP2_NUMPY) : M(LOGADDEXP2_TORCH))(o, a, b, n, k);
}
static inline S M(logaddexp2)(S x, S y) {
    if (x == y && LIBM(fabs)(x) == (S)INFINITY) return x;
    if (x != x || y != y) return x + y;
    return (x > y ? x : y) + LIBM(log2)(1 + LIBM(pow)(2, -LIBM(fabs)(x - y)));
}
EACH2(LOGADDEXP2_EACH, M(logaddexp2)(x, y))
#undef M
#undef MAP
#undef MAP2
#undef EACH
#undef EACH2
#undef TWO
#undef TWO2
#undef TWO_VIA
#undef VIA
#undef VIA_BLOCK
#undef C
#undef PICK
#undef FMA1
