/* The loops of long doubles and of complex numbers made of them: one version, one form for all
 * strides. The processor keeps what happens to long doubles apart from what happens to other
 * numbers; the loops hand it on to where kt_fp_end looks. */
#include <complex.h>
#include <float.h>
#include <math.h>
#include <tgmath.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define KT_ISA one
#include "kernel_loops.h"

static inline void events_begin(void) {
#if defined(__x86_64__)
    __asm__ volatile("fnclex" ::: "memory");
#endif
}
static inline void events_end(void) {
#if defined(__x86_64__)
    unsigned short status;
    __asm__ volatile("fnstsw %0" : "=am"(status)::"memory");
    if (status & 0x0d) _mm_setcsr(_mm_getcsr() | (status & 0x3f));
#endif
}

#define LD_LONG(v)    kt_long_load(v)
#define ST_LONG(v)    kt_long_store(v)
#define LD_COMPLEX(v) kt_long_complex_load(v)
#define ST_COMPLEX(v) kt_long_complex_store(v)

#undef KT_LOOP1
#define KT_LOOP1(name, TI, C, TO, LD, ST, E)                                                       \
    __attribute__((unused)) static void name(int64_t n, char *const *p, const int64_t *s,          \
                                             const void *param) {                                  \
        const KtLoopParam *k = param;                                                              \
        (void)k;                                                                                   \
        typedef TI In KT_ANYWHERE;                                                                 \
        typedef TO Out KT_ANYWHERE;                                                                \
        char *po = p[0];                                                                           \
        const char *pa = p[1];                                                                     \
        events_begin();                                                                            \
        for (int64_t i = 0; i < n; i++, po += s[0], pa += s[1]) {                                  \
            C x = LD(*(const In *)pa);                                                             \
            *(Out *)po = ST(E);                                                                    \
        }                                                                                          \
        events_end();                                                                              \
    }
#undef KT_LOOP2
#undef KT_LOOP2_PLAIN
#define KT_LOOP2(name, TI, C, TO, LD, ST, E)                                                       \
    __attribute__((unused)) static void name(int64_t n, char *const *p, const int64_t *s,          \
                                             const void *param) {                                  \
        const KtLoopParam *k = param;                                                              \
        (void)k;                                                                                   \
        typedef TI In KT_ANYWHERE;                                                                 \
        typedef TO Out KT_ANYWHERE;                                                                \
        char *po = p[0];                                                                           \
        const char *pa = p[1], *pb = p[2];                                                         \
        events_begin();                                                                            \
        for (int64_t i = 0; i < n; i++, po += s[0], pa += s[1], pb += s[2]) {                      \
            C x = LD(*(const In *)pa), y = LD(*(const In *)pb);                                    \
            *(Out *)po = ST(E);                                                                    \
        }                                                                                          \
        events_end();                                                                              \
    }
#define KT_LOOP2_PLAIN KT_LOOP2

/* ---- real ---- */
#define F(f)       f
#define NEXT(x, y) nextafter(x, y)
#define DT         LONG
#define T          KtLong
#define C          long double
#define LD         LD_LONG
#define ST         ST_LONG
#include "kernel_float.inc.h"

#define N(op)     KT_JOIN(KT_JOIN(op, DT), KT_ISA)
#define L1(op, E) KT_LOOP1(N(op), T, C, T, LD, ST, (C)(E))
#define L2(op, E) KT_LOOP2(N(op), T, C, T, LD, ST, (C)(E))
static const long double LOG2_OF_E = 1.442695040888963407359924681001892137L;
static const long double LOG_OF_2 = 0.693147180559945309417232121458176568L;

/* To the next number away from zero. */
static inline C step_from(C x) {
    if (x != x || fabs(x) == (C)INFINITY) return (C)NAN;
    if (fabs(x) == LDBL_MAX) {
        volatile C endless = (C)INFINITY; /* an invalid operation, as in NumPy */
        return endless - endless;
    }
    if (x == 0) return ldexp((C)1, LDBL_MIN_EXP - LDBL_MANT_DIG);
    int exponent;
    frexp(x, &exponent);
    if (exponent < LDBL_MIN_EXP) exponent = LDBL_MIN_EXP;
    return copysign(ldexp((C)1, exponent - LDBL_MANT_DIG), x);
}
static inline C log_sum(C x, C y) {
    if (x == y) return x + LOG_OF_2;
    C d = x - y;
    return d > 0 ? x + log1p(exp(-d)) : d <= 0 ? y + log1p(exp(d)) : d;
}
static inline C log2_sum(C x, C y) {
    if (x == y) return x + 1;
    C d = x - y;
    return d > 0 ? x + LOG2_OF_E * log1p(exp2(-d)) : d <= 0 ? y + LOG2_OF_E * log1p(exp2(d)) : d;
}
L1(CBRT, cbrt(x))
L1(EXP, exp(x))
L1(EXP2, exp2(x))
L1(EXPM1, expm1(x))
L1(LOG, log(x))
L1(LOG2, log2(x))
L1(LOG10, log10(x))
L1(LOG1P, log1p(x))
L1(SIN, sin(x))
L1(COS, cos(x))
L1(TAN, tan(x))
L1(ASIN, asin(x))
L1(ACOS, acos(x))
L1(ATAN, atan(x))
L1(SINH, sinh(x))
L1(COSH, cosh(x))
L1(TANH, tanh(x))
L1(ASINH, asinh(x))
L1(ACOSH, acosh(x))
L1(ATANH, atanh(x))
/* Limits that are not given are the largest numbers. */
static inline C without_nan(C x, const KtLoopParam *k) {
    if (x != x) return (C)k->d[0];
    if (x == (C)INFINITY) return isnan(k->d[1]) ? LDBL_MAX : (C)k->d[1];
    if (x == -(C)INFINITY) return isnan(k->d[2]) ? -LDBL_MAX : (C)k->d[2];
    return x;
}
/* Bessel's I of order 0: its series, or its expansion for large arguments. */
static C bessel(C v) {
    C x = fabs(v), term = 1, sum = 1;
    if (x <= 40) {
        for (int k = 1; k < 300 && term > sum * 1e-20L; k++) {
            term *= x * x / 4 / ((C)k * k);
            sum += term;
        }
        return sum;
    }
    for (int k = 1; k < 60; k++) {
        C next = term * (2 * (C)k - 1) * (2 * (C)k - 1) / (8 * (C)k * x);
        if (next < 1e-21L || next > term) break;
        term = next;
        sum += term;
    }
    C half = exp(x / 2); /* in two halves: no overflow before the result does */
    return half * (sum / sqrt(2 * 3.141592653589793238462643383279502884L * x)) * half;
}
L1(I0, bessel(x))
L1(FINITE, without_nan(x, k))
L1(SPACING, step_from(x))
L1(SINC, x == 0 ? 1 : sin((C)M_PI * x) / ((C)M_PI * x))
L2(POW, pow(x, y))
L2(ATAN2, atan2(x, y))
L2(HYPOT, hypot(x, y))
L2(LOGADDEXP, log_sum(x, y))
L2(LOGADDEXP2, log2_sum(x, y))
#undef N
#undef L1
#undef L2
#undef DT
#undef T
#undef C
#undef LD
#undef ST
#undef F

/* ---- complex ---- */
#define N(op)        KT_JOIN(op, DT)
#define U1(op, E)    KT_LOOP1(N(op), KtLongComplex, Z, KtLongComplex, LD_COMPLEX, ST_COMPLEX, (Z)(E))
#define R1(op, E)    KT_LOOP1(N(op), KtLongComplex, Z, KtLong, LD_COMPLEX, ST_LONG, (R)(E))
#define B1(op, E)    KT_LOOP1(N(op), KtLongComplex, Z, uint8_t, LD_COMPLEX, ST_PLAIN, (uint8_t)(E))
#define U2(op, E)    KT_LOOP2(N(op), KtLongComplex, Z, KtLongComplex, LD_COMPLEX, ST_COMPLEX, (Z)(E))
#define B2(op, E)    KT_LOOP2(N(op), KtLongComplex, Z, uint8_t, LD_COMPLEX, ST_PLAIN, (uint8_t)(E))
#define DT           CLD
#define Z            long double _Complex
#define R            long double
#define MAKE(re, im) __builtin_complex((long double)(re), (long double)(im))
#include "kernel_complex.inc.h"
#undef N

#define REAL(op)     KT_JOIN(KT_JOIN(op, LONG), one)
#define BOTH1(op)    [KT_OP_##op] = {REAL(op), KT_JOIN(op, CLD)}
#define REAL1(op)    [KT_OP_##op] = {REAL(op), NULL}
#define COMPLEX1(op) [KT_OP_##op] = {NULL, KT_JOIN(op, CLD)}
#define BOTH2(op)    [KT_OP_##op - KT_OP_ADD] = {REAL(op), KT_JOIN(op, CLD)}
#define REAL2(op)    [KT_OP_##op - KT_OP_ADD] = {REAL(op), NULL}

const KtLoopFn kt_long_unary[KT_N_UNARY][2] = {
    BOTH1(NEG),
    BOTH1(POSITIVE),
    BOTH1(ABS),
    [KT_OP_FABS] = {REAL(ABS), NULL},
    BOTH1(SIGN),
    [KT_OP_SGN] = {REAL(SIGN), KT_JOIN(SGN, CLD)},
    BOTH1(SQUARE),
    BOTH1(SQRT),
    BOTH1(RECIPROCAL),
    [KT_OP_RECIPROCAL_NP] = {REAL(RECIPROCAL), KT_JOIN(RECIPROCAL_NP, CLD)},
    REAL1(CBRT),
    BOTH1(EXP),
    BOTH1(EXP2),
    BOTH1(EXPM1),
    BOTH1(LOG),
    BOTH1(LOG2),
    BOTH1(LOG10),
    BOTH1(LOG1P),
    BOTH1(SIN),
    BOTH1(COS),
    BOTH1(TAN),
    BOTH1(ASIN),
    BOTH1(ACOS),
    BOTH1(ATAN),
    BOTH1(SINH),
    BOTH1(COSH),
    BOTH1(TANH),
    BOTH1(ASINH),
    BOTH1(ACOSH),
    BOTH1(ATANH),
    REAL1(FLOOR),
    REAL1(CEIL),
    REAL1(TRUNC),
    BOTH1(ROUND),
    REAL1(DEG2RAD),
    REAL1(RAD2DEG),
    BOTH1(LOGICAL_NOT),
    BOTH1(ISNAN),
    BOTH1(ISINF),
    BOTH1(ISFINITE),
    REAL1(ISPOSINF),
    REAL1(ISNEGINF),
    REAL1(SIGNBIT),
    [KT_OP_CONJ] = {REAL(POSITIVE), KT_JOIN(CONJ, CLD)},
    COMPLEX1(ANGLE),
    REAL1(I0),
    REAL1(SPACING),
    BOTH1(SINC),
    [KT_OP_NAN_TO_NUM] = {REAL(FINITE), NULL},
};
const KtLoopFn kt_long_binary[KT_N_BINARY][2] = {
    BOTH2(ADD),
    BOTH2(SUB),
    BOTH2(MUL),
    BOTH2(DIV),
    REAL2(FLOOR_DIV),
    REAL2(REMAINDER),
    REAL2(FMOD),
    BOTH2(POW),
    [KT_OP_FLOAT_POWER - KT_OP_ADD] = {REAL(POW), KT_JOIN(POW, CLD)},
    BOTH2(MAXIMUM),
    BOTH2(MINIMUM),
    BOTH2(FMAX),
    BOTH2(FMIN),
    REAL2(ATAN2),
    REAL2(HYPOT),
    REAL2(COPYSIGN),
    REAL2(NEXTAFTER),
    REAL2(LDEXP),
    REAL2(LOGADDEXP),
    REAL2(LOGADDEXP2),
    REAL2(HEAVISIDE),
    BOTH2(EQ),
    BOTH2(NE),
    BOTH2(LT),
    BOTH2(LE),
    BOTH2(LOGICAL_AND),
    BOTH2(LOGICAL_OR),
    BOTH2(LOGICAL_XOR),
};

/* ---- conversion ---- */
#define CAST(from, to) KT_JOIN(KT_JOIN(cast, from), to)
/* X(dtype, storage type, load, store, the long double x as one) */
#define REAL_TYPES(X)                                                                              \
    X(U8, uint8_t, LD_PLAIN, ST_PLAIN, (uint8_t)(int32_t)x)                                        \
    X(I8, int8_t, LD_PLAIN, ST_PLAIN, (int8_t)(int32_t)x)                                          \
    X(I16, int16_t, LD_PLAIN, ST_PLAIN, (int16_t)(int32_t)x)                                       \
    X(I32, int32_t, LD_PLAIN, ST_PLAIN, (int32_t)x)                                                \
    X(I64, int64_t, LD_PLAIN, ST_PLAIN, (int64_t)x)                                                \
    X(U16, uint16_t, LD_PLAIN, ST_PLAIN, (uint16_t)(int32_t)x)                                     \
    X(U32, uint32_t, LD_PLAIN, ST_PLAIN, (uint32_t)(int64_t)x)                                     \
    X(U64, uint64_t, LD_PLAIN, ST_PLAIN, x >= 0x1p63L ? (uint64_t)x : (uint64_t)(int64_t)x)        \
    X(F16, KtF16, LD_F16, ST_F16, (float)x)                                                        \
    X(BF16, KtBF16, LD_BF16, ST_BF16, (float)x)                                                    \
    X(F32, float, LD_PLAIN, ST_PLAIN, (float)x)                                                    \
    X(F64, double, LD_PLAIN, ST_PLAIN, (double)x)
/* Complex to real keeps the real part. */
#define LD_PART(v) kt_long_load((v).re)
#define TO_LONG(dt, T, LDT)                                                                        \
    KT_LOOP1(CAST(dt, LD), T, long double, KtLong, LDT, ST_LONG, x)                                \
    KT_LOOP1(CAST(dt, CLD), T, long double, KtLongComplex, LDT, ST_COMPLEX, MAKE(x, 0))
#define BOTH_WAYS(dt, T, LDT, STT, E)                                                              \
    TO_LONG(dt, T, LDT)                                                                            \
    KT_LOOP1(CAST(LD, dt), KtLong, long double, T, LD_LONG, STT, E)                                \
    KT_LOOP1(CAST(CLD, dt), KtLongComplex, long double, T, LD_PART, STT, E)
REAL_TYPES(BOTH_WAYS)
TO_LONG(BOOL, uint8_t, LD_TRUTH)
KT_LOOP1(CAST(LD, BOOL), KtLong, long double, uint8_t, LD_LONG, ST_PLAIN, (uint8_t)(x != 0))
KT_LOOP1(CAST(CLD, BOOL), KtLongComplex, Z, uint8_t, LD_COMPLEX, ST_PLAIN, (uint8_t)(x != 0))
#define COMPLEX_CASTS(dt, ZT)                                                                      \
    KT_LOOP1(CAST(LD, dt), KtLong, long double, ZT, LD_LONG, ST_PLAIN, (ZT)x)                      \
    KT_LOOP1(CAST(CLD, dt), KtLongComplex, Z, ZT, LD_COMPLEX, ST_PLAIN, (ZT)x)                     \
    KT_LOOP1(CAST(dt, LD), ZT, ZT, KtLong, LD_PLAIN, ST_LONG, __real__ x)                          \
    KT_LOOP1(CAST(dt, CLD), ZT, ZT, KtLongComplex, LD_PLAIN, ST_COMPLEX, (Z)x)
COMPLEX_CASTS(C64, float _Complex)
COMPLEX_CASTS(C128, double _Complex)
KT_LOOP1(CAST(LD, LD), KtLong, KtLong, KtLong, LD_PLAIN, ST_PLAIN, x)
KT_LOOP1(CAST(LD, CLD), KtLong, long double, KtLongComplex, LD_LONG, ST_COMPLEX, MAKE(x, 0))
#define REAL_PART(v) ((v).re)
KT_LOOP1(CAST(CLD, LD), KtLongComplex, KtLong, KtLong, REAL_PART, ST_PLAIN, x)
KT_LOOP1(CAST(CLD, CLD), KtLongComplex, KtLongComplex, KtLongComplex, LD_PLAIN, ST_PLAIN, x)

#define FROM_LONG(dt, ...)  [KT_##dt] = CAST(LD, dt),
#define FROM_CLONG(dt, ...) [KT_##dt] = CAST(CLD, dt),
#define TO_BOTH(dt, ...)    [KT_##dt] = {[KT_LD] = CAST(dt, LD), [KT_CLD] = CAST(dt, CLD)},
// clang-format off
const KtLoopFn kt_long_cast[KT_N_DTYPES][KT_N_DTYPES] = {
    [KT_LD] = {REAL_TYPES(FROM_LONG) FROM_LONG(BOOL) FROM_LONG(C64) FROM_LONG(C128)
               FROM_LONG(LD) FROM_LONG(CLD)},
    [KT_CLD] = {REAL_TYPES(FROM_CLONG) FROM_CLONG(BOOL) FROM_CLONG(C64) FROM_CLONG(C128)
                FROM_CLONG(LD) FROM_CLONG(CLD)},
    REAL_TYPES(TO_BOTH) TO_BOTH(BOOL) TO_BOTH(C64) TO_BOTH(C128)};
// clang-format on

/* ---- three operands ---- */
#define WHERE(name, T)                                                                             \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        (void)param;                                                                               \
        char *o = p[0];                                                                            \
        const char *c = p[1], *a = p[2], *b = p[3];                                                \
        for (int64_t i = 0; i < n; i++, o += s[0], c += s[1], a += s[2], b += s[3])                \
            *(T *)o = *(const uint8_t *)c ? *(const T *)a : *(const T *)b;                         \
    }
WHERE(where_real, KtLong)
WHERE(where_complex, KtLongComplex)
const KtLoopFn kt_long_where[2] = {where_real, where_complex};

/* min(max(x, lo), hi) with nan winning everywhere */
static long double limit(long double x, long double low, long double high) {
    if (x != x || low != low || high != high) return x != x ? x : low != low ? low : high;
    long double v = x < low ? low : x;
    return v > high ? high : v;
}
/* The same where of equal numbers the limit stays. */
static long double clipped(long double x, long double low, long double high) {
    if (x != x || low != low || high != high) return x != x ? x : low != low ? low : high;
    long double v = x > low ? x : low;
    return v < high ? v : high;
}
static inline void between(int64_t n, char *const *p, const int64_t *s,
                           long double (*f)(long double, long double, long double)) {
    char *o = p[0];
    const char *a = p[1], *b = p[2], *c = p[3];
    events_begin();
    for (int64_t i = 0; i < n; i++, o += s[0], a += s[1], b += s[2], c += s[3])
        *(KtLong *)o =
            kt_long_store(f(kt_long_load(*(const KtLong *)a), kt_long_load(*(const KtLong *)b),
                            kt_long_load(*(const KtLong *)c)));
    events_end();
}
static void clamp_real(int64_t n, char *const *p, const int64_t *s, const void *param) {
    (void)param;
    between(n, p, s, limit);
}
static void clip_real(int64_t n, char *const *p, const int64_t *s, const void *param) {
    (void)param;
    between(n, p, s, clipped);
}
const KtLoopFn kt_long_clamp[2] = {clamp_real, NULL};
const KtLoopFn kt_long_clip[2] = {clip_real, NULL};

/* ---- reductions ---- */
#define ARGS                                                                                       \
    char *out, const char *in, int64_t n0, int64_t n1, int64_t is0, int64_t is1, int64_t os0,      \
        int64_t os1
#define REDUCER(name, T, O, A, LD, LDO, STO, E)                                                    \
    static void name(ARGS) {                                                                       \
        events_begin();                                                                            \
        for (int64_t j = 0; j < n1; j++) {                                                         \
            char *o = out + j * os1;                                                               \
            const char *a = in + j * is1;                                                          \
            for (int64_t i = 0; i < n0; i++, o += os0, a += is0) {                                 \
                A v = LDO(*(O *)o), x = LD(*(const T *)a);                                         \
                *(O *)o = STO((A)(E));                                                             \
            }                                                                                      \
        }                                                                                          \
        events_end();                                                                              \
    }
#define REAL_REDUCER(name, E)                                                                      \
    REDUCER(name, KtLong, KtLong, long double, LD_LONG, LD_LONG, ST_LONG, E)
#define COMPLEX_REDUCER(name, E)                                                                   \
    REDUCER(name, KtLongComplex, KtLongComplex, Z, LD_COMPLEX, LD_COMPLEX, ST_COMPLEX, E)
#define TRUTH_REAL(v)    (kt_long_load(v) != 0)
#define TRUTH_COMPLEX(v) (kt_long_complex_load(v) != 0)
#define TRUTHS(which, T)                                                                           \
    REDUCER(KT_JOIN(all, which), T, uint8_t, uint8_t, TRUTH_##which, LD_PLAIN, ST_PLAIN, v &x)     \
    REDUCER(KT_JOIN(any, which), T, uint8_t, uint8_t, TRUTH_##which, LD_PLAIN, ST_PLAIN, v | x)    \
    REDUCER(KT_JOIN(count, which), T, int64_t, int64_t, TRUTH_##which, LD_PLAIN, ST_PLAIN, v + x)
TRUTHS(REAL, KtLong)
TRUTHS(COMPLEX, KtLongComplex)
REAL_REDUCER(prod_real, v *x)
COMPLEX_REDUCER(prod_complex, mul_CLD(v, x))
REAL_REDUCER(max_real, ((x > v) | (x != x)) ? x : v)
REAL_REDUCER(min_real, ((x < v) | (x != x)) ? x : v)
REAL_REDUCER(fmax_real, ((x > v) | (v != v)) ? x : v)
REAL_REDUCER(fmin_real, ((x < v) | (v != v)) ? x : v)
REAL_REDUCER(add_real, v + x)
COMPLEX_REDUCER(add_complex, v + x)

/* NumPy's pairwise sum, with so many accumulators and blocks of 16 times as many; elements lie
 * `stride` bytes apart. Complex numbers are summed part by part with half as many. */
static long double pairwise(const char *in, int64_t stride, int64_t n, int lanes) {
#define AT(i) kt_long_load(*(const KtLong *)(in + (i)*stride))
    if (n < lanes) {
        long double sum = 0;
        for (int64_t i = 0; i < n; i++)
            sum += AT(i);
        return sum;
    }
    if (n <= 16 * lanes) {
        long double r[8];
        for (int l = 0; l < lanes; l++)
            r[l] = AT(l);
        int64_t i = lanes;
        for (; i + lanes <= n; i += lanes)
            for (int l = 0; l < lanes; l++)
                r[l] += AT(i + l);
        long double sum = (r[0] + r[1]) + (r[2] + r[3]);
        if (lanes == 8) sum += (r[4] + r[5]) + (r[6] + r[7]);
        for (; i < n; i++)
            sum += AT(i);
        return sum;
    }
    int64_t half = lanes == 8 ? n / 2 - n / 2 % 8 : (n - n % 8) / 2;
    return pairwise(in, stride, half, lanes) +
           pairwise(in + half * stride, stride, n - half, lanes);
#undef AT
}

/* NumPy hands its loops at most this many elements at a time. */
#define NUMPY_BUFFER 8192

static void add_part(KtLong *o, const char *in, int64_t stride, int64_t n, int lanes) {
    *o = kt_long_store(kt_long_load(*o) + pairwise(in, stride, n, lanes));
}
static void sum_lines(ARGS, int parts) {
    (void)os0;
    events_begin();
    for (int64_t j = 0; j < n1; j++)
        for (int64_t at = 0; at < n0; at += NUMPY_BUFFER) {
            int64_t n = n0 - at < NUMPY_BUFFER ? n0 - at : NUMPY_BUFFER;
            for (int k = 0; k < parts; k++)
                add_part((KtLong *)(out + j * os1) + k,
                         in + j * is1 + at * is0 + k * (int)sizeof(KtLong), is0, n, 8 / parts);
        }
    events_end();
}
static void sum_real(ARGS) {
    if (os0)
        add_real(out, in, n0, n1, is0, is1, os0, os1);
    else
        sum_lines(out, in, n0, n1, is0, is1, os0, os1, 1);
}
static void sum_complex(ARGS) {
    if (os0)
        add_complex(out, in, n0, n1, is0, is1, os0, os1);
    else
        sum_lines(out, in, n0, n1, is0, is1, os0, os1, 2);
}

const KtReduceFn kt_long_reduce[KT_N_RED][2] = {
    [KT_REDUCE_SUM] = {sum_real, sum_complex},
    [KT_REDUCE_SUM_NP] = {sum_real, sum_complex},
    [KT_REDUCE_PROD] = {prod_real, prod_complex},
    [KT_REDUCE_PROD_NP] = {prod_real, prod_complex},
    [KT_REDUCE_MAX] = {max_real, NULL},
    [KT_REDUCE_MIN] = {min_real, NULL},
    [KT_REDUCE_FMAX] = {fmax_real, NULL},
    [KT_REDUCE_FMIN] = {fmin_real, NULL},
    [KT_REDUCE_ALL] = {all_REAL, all_COMPLEX},
    [KT_REDUCE_ANY] = {any_REAL, any_COMPLEX},
    [KT_REDUCE_COUNT] = {count_REAL, count_COMPLEX},
};

/* ---- extremes with their places ---- */
#define BETTER(x, v) (k->low ? (x) < (v) : (x) > (v))
static long double at(const char *p) {
    return kt_long_load(*(const KtLong *)p);
}
static void pick_line(void *arg, char *const *p) {
    const KtPick *k = arg;
    int64_t where = 0;
    long double best = at(p[2]);
    for (int64_t i = 1; i < k->n && best == best; i++) {
        long double x = at(p[2] + i * k->step);
        if (!BETTER(x, best) && x == x) continue;
        best = x;
        where = i;
    }
    memcpy(p[0], p[2] + where * k->step, sizeof(KtLong));
    *(int64_t *)p[1] = where;
}
static void pick_running(void *arg, char *const *p) {
    const KtPick *k = arg;
    int64_t where = 0;
    long double best = at(p[2]);
    for (int64_t i = 0; i < k->n; i++) {
        long double x = at(p[2] + i * k->step);
        if (x != x || (best == best && !BETTER(best, x))) {
            best = x;
            where = i;
        }
        memcpy(p[0] + i * k->out_step, p[2] + where * k->step, sizeof(KtLong));
        *(int64_t *)(p[1] + i * k->index_step) = where;
    }
}
const KtLineFn kt_long_pick[2] = {pick_line, pick_running};
