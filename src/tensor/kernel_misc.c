/* Loops with three inputs (where, clamp, lerp, addcmul, addcdiv) and a + alpha b, compiled once
 * per instruction set. */
#include <math.h>

#include "kernel_loops.h"

#define N(op, dt) KT_JOIN(KT_JOIN(op, dt), KT_ISA)

/* where copies elements whatever they mean: one loop per element size. */
#define WHERE_LOOP(size, T)                                                                        \
    static void N(where, size)(int64_t n, char *const *p, const int64_t *s, const void *param) {   \
        (void)param;                                                                               \
        typedef T At KT_ANYWHERE;                                                                  \
        const int64_t one = sizeof(T);                                                             \
        if (s[0] == one && s[1] == 1 && s[2] == one && s[3] == one) {                              \
            At *o = (At *)p[0];                                                                    \
            const uint8_t *c = (const uint8_t *)p[1];                                              \
            const At *a = (const At *)p[2], *b = (const At *)p[3];                                 \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                T x = a[i], y = b[i];                                                              \
                o[i] = c[i] ? x : y;                                                               \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        if (s[0] == one && s[1] == 1 && s[2] == one && s[3] == 0) {                                \
            At *o = (At *)p[0];                                                                    \
            const uint8_t *c = (const uint8_t *)p[1];                                              \
            const At *a = (const At *)p[2];                                                        \
            const T y = *(const At *)p[3];                                                         \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                T x = a[i];                                                                        \
                o[i] = c[i] ? x : y;                                                               \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        if (s[0] == one && s[1] == 1 && s[2] == 0 && s[3] == one) {                                \
            At *o = (At *)p[0];                                                                    \
            const uint8_t *c = (const uint8_t *)p[1];                                              \
            const T x = *(const At *)p[2];                                                         \
            const At *b = (const At *)p[3];                                                        \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                T y = b[i];                                                                        \
                o[i] = c[i] ? x : y;                                                               \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        char *o = p[0];                                                                            \
        const char *c = p[1], *a = p[2], *b = p[3];                                                \
        for (int64_t i = 0; i < n; i++, o += s[0], c += s[1], a += s[2], b += s[3])                \
            *(At *)o = *(const uint8_t *)c ? *(const At *)a : *(const At *)b;                      \
    }
typedef struct Wide {
    uint64_t a, b;
} Wide;
WHERE_LOOP(1, uint8_t)
WHERE_LOOP(2, uint16_t)
WHERE_LOOP(4, uint32_t)
WHERE_LOOP(8, uint64_t)
WHERE_LOOP(16, Wide)

const KtLoopFn KT_ISA_NAME(kt_where_table)[KT_N_DTYPES] = {
    [KT_BOOL] = N(where, 1), [KT_U8] = N(where, 1),   [KT_I8] = N(where, 1),
    [KT_I16] = N(where, 2),  [KT_I32] = N(where, 4),  [KT_I64] = N(where, 8),
    [KT_U16] = N(where, 2),  [KT_U32] = N(where, 4),  [KT_U64] = N(where, 8),
    [KT_F16] = N(where, 2),  [KT_BF16] = N(where, 2), [KT_F32] = N(where, 4),
    [KT_F64] = N(where, 8),  [KT_C64] = N(where, 8),  [KT_C128] = N(where, 16),
};

/* Three inputs of one type; the last two often repeat one number. */
#define LOOP3(name, T, C, LD, ST, E)                                                               \
    static void name(int64_t n, char *const *p, const int64_t *s, const void *param) {             \
        const KtLoopParam *k = param;                                                              \
        (void)k;                                                                                   \
        typedef T At KT_ANYWHERE;                                                                  \
        const int64_t one = sizeof(T);                                                             \
        if (s[0] == one && s[1] == one && s[2] == 0 && s[3] == 0) {                                \
            At *o = (At *)p[0];                                                                    \
            const At *a = (const At *)p[1];                                                        \
            const C y = LD(*(const At *)p[2]), z = LD(*(const At *)p[3]);                          \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                C x = LD(a[i]);                                                                    \
                o[i] = ST(E);                                                                      \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        if (s[0] == one && s[1] == one && s[2] == one && s[3] == 0) {                              \
            At *o = (At *)p[0];                                                                    \
            const At *a = (const At *)p[1], *b = (const At *)p[2];                                 \
            const C z = LD(*(const At *)p[3]);                                                     \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                C x = LD(a[i]), y = LD(b[i]);                                                      \
                o[i] = ST(E);                                                                      \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        if (s[0] == one && s[1] == one && s[2] == one && s[3] == one) {                            \
            At *o = (At *)p[0];                                                                    \
            const At *a = (const At *)p[1], *b = (const At *)p[2], *c = (const At *)p[3];          \
            KT_IVDEP                                                                               \
            for (int64_t i = 0; i < n; i++) {                                                      \
                C x = LD(a[i]), y = LD(b[i]), z = LD(c[i]);                                        \
                o[i] = ST(E);                                                                      \
            }                                                                                      \
            return;                                                                                \
        }                                                                                          \
        char *o = p[0];                                                                            \
        const char *a = p[1], *b = p[2], *c = p[3];                                                \
        for (int64_t i = 0; i < n; i++, o += s[0], a += s[1], b += s[2], c += s[3]) {              \
            C x = LD(*(const At *)a), y = LD(*(const At *)b), z = LD(*(const At *)c);              \
            *(At *)o = ST(E);                                                                      \
        }                                                                                          \
    }

#define INT_TYPES(X)                                                                               \
    X(U8, uint8_t)                                                                                 \
    X(I8, int8_t)                                                                                  \
    X(I16, int16_t)                                                                                \
    X(I32, int32_t) X(I64, int64_t) X(U16, uint16_t) X(U32, uint32_t) X(U64, uint64_t)
#define FLOAT_TYPES(X)                                                                             \
    X(F16, KtF16, float, LD_F16, ST_F16)                                                           \
    X(BF16, KtBF16, float, LD_BF16, ST_BF16)                                                       \
    X(F32, float, float, LD_PLAIN, ST_PLAIN)                                                       \
    X(F64, double, double, LD_PLAIN, ST_PLAIN)
#define COMPLEX_TYPES(X)                                                                           \
    X(C64, float _Complex, float _Complex, LD_PLAIN, ST_PLAIN)                                     \
    X(C128, double _Complex, double _Complex, LD_PLAIN, ST_PLAIN)

/* min(max(x, lo), hi) with nan winning everywhere, as PyTorch and NumPy */
#define INT_CLAMP(dt, T)                                                                           \
    LOOP3(N(clamp, dt), T, T, LD_PLAIN, ST_PLAIN, (x < y ? y : x) > z ? z : (x < y ? y : x))
#define FLOAT_CLAMP(dt, T, C, LD, ST)                                                              \
    static inline C N(limit, dt)(C x, C y, C z) {                                                  \
        C v = x < y ? y : x;                                                                       \
        v = v > z ? z : v;                                                                         \
        v = y != y ? y : v;                                                                        \
        v = z != z ? z : v;                                                                        \
        return x != x ? x : v;                                                                     \
    }                                                                                              \
    LOOP3(N(clamp, dt), T, C, LD, ST, N(limit, dt)(x, y, z))
INT_TYPES(INT_CLAMP)
FLOAT_TYPES(FLOAT_CLAMP)
#define INT_ROW(dt, T)              [KT_##dt] = N(clamp, dt),
#define FLOAT_ROW(dt, T, C, LD, ST) [KT_##dt] = N(clamp, dt),
const KtLoopFn KT_ISA_NAME(kt_clamp_table)[KT_N_DTYPES] = {INT_TYPES(INT_ROW)
                                                               FLOAT_TYPES(FLOAT_ROW)};

/* NumPy's clip: of equal numbers, which may be zeros of two signs, the limit stays. */
#define FLOAT_CLIP(dt, T)                                                                          \
    static inline T N(clipped, dt)(T x, T y, T z) {                                                \
        T v = x > y ? x : y;                                                                       \
        v = v < z ? v : z;                                                                         \
        v = y != y ? y : v;                                                                        \
        v = z != z ? z : v;                                                                        \
        return x != x ? x : v;                                                                     \
    }                                                                                              \
    LOOP3(N(clip, dt), T, T, LD_PLAIN, ST_PLAIN, N(clipped, dt)(x, y, z))
FLOAT_CLIP(F32, float)
FLOAT_CLIP(F64, double)
const KtLoopFn KT_ISA_NAME(kt_clip_table)[KT_N_DTYPES] = {
    [KT_F32] = N(clip, F32), [KT_F64] = N(clip, F64)};

/* a b + c in one rounding, as PyTorch's kernels on machines with fused multiply-add */
#if defined(__FMA__) || defined(__aarch64__)
#define FUSED(T, a, b, c)                                                                          \
    (sizeof(T) == 4 ? (T)fmaf((float)(a), (float)(b), (float)(c))                                  \
                    : (T)fma((double)(a), (double)(b), (double)(c)))
#else
#define FUSED(T, a, b, c) ((c) + (a) * (b))
#endif
/* Products without the care for infinities that C takes: parts that are nan stay so in PyTorch. */
#define PRODUCT(dt, T, C, LD, ST)                                                                  \
    static inline C N(product, dt)(C x, C y) {                                                     \
        __typeof__(__real__ x) a = __real__ x, b = __imag__ x, c = __real__ y, d = __imag__ y;     \
        return __builtin_complex(a * c - b * d, a * d + b * c);                                    \
    }                                                                                              \
    static inline C N(factor, dt)(const KtLoopParam *k) {                                          \
        return __builtin_complex((__typeof__(__real__(C) 0))k->d[0],                               \
                                 (__typeof__(__real__(C) 0))k->d[1]);                              \
    }
COMPLEX_TYPES(PRODUCT)
/* The formula that is exact at both ends, as PyTorch's lerp. A weight that is a number (d[0] set)
 * is not rounded to a narrower type. */
#define FLOAT_LERP(dt, T, C, LD, ST)                                                               \
    static inline C N(between, dt)(C x, C y, C z) {                                                \
        return z < (C)0.5 ? FUSED(C, z, y - x, x) : FUSED(C, -(y - x), 1 - z, y);                  \
    }                                                                                              \
    LOOP3(N(lerp, dt), T, C, LD, ST,                                                               \
          N(between, dt)(x, y, sizeof(T) < 4 && k->d[0] != 0 ? (C)k->d[1] : z))
#define COMPLEX_LERP(dt, T, C, LD, ST)                                                             \
    LOOP3(N(lerp, dt), T, C, LD, ST,                                                               \
          __real__ z *__real__ z + __imag__ z * __imag__ z < 0.25f                                 \
              ? x + N(product, dt)(z, y - x)                                                       \
              : y - N(product, dt)(y - x, 1 - z))
FLOAT_TYPES(FLOAT_LERP)
COMPLEX_TYPES(COMPLEX_LERP)
#define LERP_ROW(dt, T, C, LD, ST) [KT_##dt] = N(lerp, dt),
const KtLoopFn KT_ISA_NAME(kt_lerp_table)[KT_N_DTYPES] = {FLOAT_TYPES(LERP_ROW)
                                                              COMPLEX_TYPES(LERP_ROW)};

/* As PyTorch divides: by the square of the divisor, so that 0 gives nan. */
#define QUOTIENT(dt, T, C, LD, ST)                                                                 \
    static inline C N(quotient, dt)(C x, C y) {                                                    \
        __typeof__(__real__ x) a = __real__ x, b = __imag__ x, c = __real__ y, d = __imag__ y;     \
        __typeof__(a) square = c * c + d * d;                                                      \
        return __builtin_complex((a * c + b * d) / square, (b * c - a * d) / square);              \
    }
COMPLEX_TYPES(QUOTIENT)
#define INT_ADDCMUL(dt, T)                                                                         \
    LOOP3(N(addcmul, dt), T, T, LD_PLAIN, ST_PLAIN, (T)(x + (int64_t)k->d[0] * y * z))
#define FLOAT_ADDCMUL(dt, T, C, LD, ST)                                                            \
    LOOP3(N(addcmul, dt), T, C, LD, ST, FUSED(C, (C)k->d[0] * y, z, x))                            \
    LOOP3(N(addcdiv, dt), T, C, LD, ST, x + (C)k->d[0] * y / z)
#define COMPLEX_ADDCMUL(dt, T, C, LD, ST)                                                          \
    LOOP3(N(addcmul, dt), T, C, LD, ST,                                                            \
          x + N(product, dt)(N(product, dt)(N(factor, dt)(k), y), z))                              \
    LOOP3(N(addcdiv, dt), T, C, LD, ST, x + N(quotient, dt)(N(product, dt)(N(factor, dt)(k), y), z))
INT_TYPES(INT_ADDCMUL)
FLOAT_TYPES(FLOAT_ADDCMUL)
COMPLEX_TYPES(COMPLEX_ADDCMUL)
#define INT_CMUL_ROW(dt, T)        [KT_##dt] = N(addcmul, dt),
#define CMUL_ROW(dt, T, C, LD, ST) [KT_##dt] = N(addcmul, dt),
#define CDIV_ROW(dt, T, C, LD, ST) [KT_##dt] = N(addcdiv, dt),
const KtLoopFn KT_ISA_NAME(kt_addcmul_table)[KT_N_DTYPES] = {
    INT_TYPES(INT_CMUL_ROW) FLOAT_TYPES(CMUL_ROW) COMPLEX_TYPES(CMUL_ROW)};
const KtLoopFn KT_ISA_NAME(kt_addcdiv_table)[KT_N_DTYPES] = {FLOAT_TYPES(CDIV_ROW)
                                                                 COMPLEX_TYPES(CDIV_ROW)};

/* a + alpha b */
KT_LOOP2(N(add_alpha, F32), float, float, float, LD_PLAIN, ST_PLAIN,
         FUSED(float, y, (float)k->d[0], x))
KT_LOOP2(N(add_alpha, F64), double, double, double, LD_PLAIN, ST_PLAIN,
         FUSED(double, y, k->d[0], x))
KT_LOOP2(N(add_alpha, F16), KtF16, float, KtF16, LD_F16, ST_F16,
         x + LD_F16(ST_F16(LD_F16(ST_F16((float)k->d[0])) * y)))
/* alpha is rounded, and the product, of bfloat16 only where PyTorch goes one by one */
static void N(add_alpha, BF16)(int64_t n, char *const *p, const int64_t *s, const void *param) {
    typedef KtBF16 At KT_ANYWHERE;
    const KtLoopParam *k = param;
    const float alpha = LD_BF16(ST_BF16((float)k->d[0]));
    const int64_t whole = kt_by_vectors2(s, sizeof(KtBF16), n);
    for (int64_t i = 0; i < n; i++) {
        float x = LD_BF16(*(const At *)(p[1] + i * s[1])),
              y = alpha * LD_BF16(*(const At *)(p[2] + i * s[2]));
        *(At *)(p[0] + i * s[0]) = ST_BF16(x + (i < whole ? y : LD_BF16(ST_BF16(y))));
    }
}
#define COMPLEX_ADD_ALPHA(dt, T, C, LD, ST)                                                        \
    KT_LOOP2(N(add_alpha, dt), T, C, T, LD, ST, x + N(product, dt)(y, N(factor, dt)(k)))
COMPLEX_TYPES(COMPLEX_ADD_ALPHA)
#define ADD_ALPHA_ROW(dt, T, C, LD, ST) [KT_##dt] = N(add_alpha, dt),
const KtLoopFn KT_ISA_NAME(kt_add_alpha_table)[KT_N_DTYPES] = {[KT_F16] = N(add_alpha, F16),
                                                               [KT_BF16] = N(add_alpha, BF16),
                                                               [KT_F32] = N(add_alpha, F32),
                                                               [KT_F64] = N(add_alpha, F64),
                                                               COMPLEX_TYPES(ADD_ALPHA_ROW)};
