/* Transcendental functions and activations of the floating dtypes, compiled once per instruction
 * set. Each function is written once on vectors of float and of double (SLEEF's, or libm's one by
 * one where there is no SLEEF); loops gather strided and 16-bit operands into small blocks.
 *
 * Formulas follow PyTorch's kernels step by step where rounding would tell the difference. Many of
 * its functions have two forms, of vectors and of single elements (by libm); which element goes
 * which way stands in by_vectors() and the lists at the end. */
#include <math.h>
#include <string.h>

#include "kernel_loops.h"
#include "special.h"

#if defined(KT_HAVE_SLEEF) && defined(__x86_64__)
#include <immintrin.h>
#include <sleef.h>
#if defined(__AVX512F__)
#define VFN 16
#define VDN 8
typedef __m512 VF;
typedef __m512d VD;
#define FMA_F            _mm512_fmadd_ps
#define FMA_D            _mm512_fmadd_pd
#define SLEEF_F(name, u) Sleef_##name##f16_##u##avx512f
#define SLEEF_D(name, u) Sleef_##name##d8_##u##avx512f
#elif defined(__AVX2__)
#define VFN              8
#define VDN              4
typedef __m256 VF;
typedef __m256d VD;
#define FMA_F            _mm256_fmadd_ps
#define FMA_D            _mm256_fmadd_pd
#define SLEEF_F(name, u) Sleef_##name##f8_##u##avx2
#define SLEEF_D(name, u) Sleef_##name##d4_##u##avx2
#else
#define VFN              4
#define VDN              2
typedef __m128 VF;
typedef __m128d VD;
#define SLEEF_F(name, u) Sleef_##name##f4_##u##sse2
#define SLEEF_D(name, u) Sleef_##name##d2_##u##sse2
#endif
#elif defined(KT_HAVE_SLEEF) && defined(__aarch64__)
#include <arm_neon.h>
#include <sleef.h>
#define VFN              4
#define VDN              2
typedef float32x4_t VF;
typedef float64x2_t VD;
#define FMA_F(a, b, c)   vfmaq_f32(c, a, b)
#define FMA_D(a, b, c)   vfmaq_f64(c, a, b)
#define SLEEF_F(name, u) Sleef_##name##f4_##u##advsimd
#define SLEEF_D(name, u) Sleef_##name##d2_##u##advsimd
#else
#define VFN              1
#define VDN              1
typedef float VF;
typedef double VD;
#define SLEEF_F(name, u) name##f
#define SLEEF_D(name, u) name
#endif
/* a b + c, rounded once where processors do so: compilers fuse PyTorch's sums of products there. */
#ifndef FMA_F
#define FMA_F(a, b, c) ((a) * (b) + (c))
#define FMA_D(a, b, c) ((a) * (b) + (c))
#endif

/* One body for both widths: included with V (vector), S (element), VN, FN(name, accuracy) and
 * SFX. */
#define V          VF
#define S          float
#define VN         VFN
#define FN         SLEEF_F
#define FMA        FMA_F
#define LIBM(name) name##f
#define SFX        f32
#include "kernel_vmath.inc.h"
#undef V
#undef S
#undef VN
#undef FN
#undef FMA
#undef LIBM
#undef SFX
#define V          VD
#define S          double
#define VN         VDN
#define FN         SLEEF_D
#define FMA        FMA_D
#define LIBM(name) name
#define SFX        f64
#include "kernel_vmath.inc.h"

#define BLOCK 256

typedef KtF16 At_f16 KT_ANYWHERE;
typedef KtBF16 At_bf16 KT_ANYWHERE;

static void load_strided_f32(float *to, const char *from, int64_t stride, int64_t n) {
    if (stride == (int64_t)sizeof *to) {
        memcpy(to, from, (size_t)n * sizeof *to);
        return;
    }
    if (stride == 0) {
        const float x = *(const At_f32 *)from;
        for (int64_t i = 0; i < n; i++)
            to[i] = x;
        return;
    }
    for (int64_t i = 0; i < n; i++, from += stride)
        to[i] = *(const At_f32 *)from;
}
static void load_strided_f64(double *to, const char *from, int64_t stride, int64_t n) {
    if (stride == (int64_t)sizeof *to) {
        memcpy(to, from, (size_t)n * sizeof *to);
        return;
    }
    if (stride == 0) {
        const double x = *(const At_f64 *)from;
        for (int64_t i = 0; i < n; i++)
            to[i] = x;
        return;
    }
    for (int64_t i = 0; i < n; i++, from += stride)
        to[i] = *(const At_f64 *)from;
}
static void load_strided_f16(float *to, const char *from, int64_t stride, int64_t n) {
    for (int64_t i = 0; i < n; i++, from += stride)
        to[i] = kt_f16_to_float(*(const At_f16 *)from);
}
static void load_strided_bf16(float *to, const char *from, int64_t stride, int64_t n) {
    for (int64_t i = 0; i < n; i++, from += stride)
        to[i] = kt_bf16_to_float(*(const At_bf16 *)from);
}
static void store_strided_f32(char *to, const float *from, int64_t stride, int64_t n) {
    if (stride == (int64_t)sizeof *from) {
        memcpy(to, from, (size_t)n * sizeof *from);
        return;
    }
    for (int64_t i = 0; i < n; i++, to += stride)
        *(At_f32 *)to = from[i];
}
static void store_strided_f64(char *to, const double *from, int64_t stride, int64_t n) {
    if (stride == (int64_t)sizeof *from) {
        memcpy(to, from, (size_t)n * sizeof *from);
        return;
    }
    for (int64_t i = 0; i < n; i++, to += stride)
        *(At_f64 *)to = from[i];
}
static void store_strided_f16(char *to, const float *from, int64_t stride, int64_t n) {
    for (int64_t i = 0; i < n; i++, to += stride)
        *(At_f16 *)to = kt_float_to_f16(from[i]);
}
static void store_strided_bf16(char *to, const float *from, int64_t stride, int64_t n) {
    for (int64_t i = 0; i < n; i++, to += stride)
        *(At_bf16 *)to = kt_float_to_bf16(from[i]);
}

#define N(op, dt) KT_JOIN(KT_JOIN(op, dt), KT_ISA)

/* How many elements a loop does by vectors; the others go one by one. PyTorch's loops take two
 * vectors of 256 bits at a time, all of whose operands lie together or repeat one number. */
static inline int64_t by_vectors(bool two_forms, bool together, int64_t size, int64_t n,
                                 const KtLoopParam *k) {
    if (!two_forms || k->numpy) return n;
    return together ? n - n % (64 / size) : 0;
}
static inline int64_t part(int64_t whole, int64_t at, int64_t m) {
    return whole <= at ? 0 : whole - at < m ? whole - at : m;
}

/* fn: the function by vectors, each: one by one, the same for functions without a form of its own
 * for that. size: of an element on which they work without a copy (0: never). */
#define UNARY_LOOP(op, dt, S, fn, each, io, size)                                                  \
    static void N(op, dt)(int64_t n, char *const *p, const int64_t *s, const void *param) {        \
        typedef S At KT_ANYWHERE;                                                                  \
        bool dense = size && s[0] == size && s[1] == size;                                         \
        bool together = dense || (s[0] == size && s[1] == 0);                                      \
        int64_t whole = by_vectors(fn != each, together, size ? size : 1, n, param);               \
        if (dense) {                                                                               \
            fn((At *)p[0], (const At *)p[1], whole, param);                                        \
            if (fn != each && whole < n)                                                           \
                each((At *)p[0] + whole, (const At *)p[1] + whole, n - whole, param);              \
            return;                                                                                \
        }                                                                                          \
        S block[BLOCK];                                                                            \
        for (int64_t at = 0; at < n; at += BLOCK) {                                                \
            int64_t m = n - at < BLOCK ? n - at : BLOCK, body = part(whole, at, m);                \
            load_strided_##io(block, p[1] + at * s[1], s[1], m);                                   \
            fn(block, block, body, param);                                                         \
            each(block + body, block + body, m - body, param);                                     \
            store_strided_##io(p[0] + at * s[0], block, s[0], m);                                  \
        }                                                                                          \
    }
#define BINARY_LOOP(op, dt, S, fn, each, io, size)                                                 \
    static void N(op, dt)(int64_t n, char *const *p, const int64_t *s, const void *param) {        \
        typedef S At KT_ANYWHERE;                                                                  \
        bool dense = size && s[0] == size && s[1] == size && s[2] == size;                         \
        bool together = dense || (s[0] == size &&                                                  \
                                  ((s[1] == size && s[2] == 0) || (s[1] == 0 && s[2] == size)));   \
        int64_t whole = by_vectors(fn != each, together, size ? size : 1, n, param);               \
        if (dense) {                                                                               \
            fn((At *)p[0], (const At *)p[1], (const At *)p[2], whole, param);                      \
            if (fn != each && whole < n)                                                           \
                each((At *)p[0] + whole, (const At *)p[1] + whole, (const At *)p[2] + whole,       \
                     n - whole, param);                                                            \
            return;                                                                                \
        }                                                                                          \
        S a[BLOCK], b[BLOCK];                                                                      \
        for (int64_t at = 0; at < n; at += BLOCK) {                                                \
            int64_t m = n - at < BLOCK ? n - at : BLOCK, body = part(whole, at, m);                \
            load_strided_##io(a, p[1] + at * s[1], s[1], m);                                       \
            load_strided_##io(b, p[2] + at * s[2], s[2], m);                                       \
            fn(a, a, b, body, param);                                                              \
            each(a + body, a + body, b + body, m - body, param);                                   \
            store_strided_##io(p[0] + at * s[0], a, s[0], m);                                      \
        }                                                                                          \
    }

/* What PyTorch computes of bfloat16 in several steps, it rounds after each. */
static inline float to_bf16(float x) {
    return kt_bf16_to_float(kt_float_to_bf16(x));
}
static void SINC_bf16(float *o, const float *a, int64_t n, const KtLoopParam *k) {
    (void)k;
    for (int64_t i = 0; i < n; i++) {
        float x = to_bf16(to_bf16((float)M_PI) * a[i]);
        o[i] = a[i] == 0 ? 1 : to_bf16(sinf(x)) / x;
    }
}
static void LOGIT_bf16(float *o, const float *a, int64_t n, const KtLoopParam *k) {
    float low = to_bf16((float)k->d[0]), high = to_bf16(1 - low);
    for (int64_t i = 0; i < n; i++) {
        float x = a[i];
        if (low >= 0) x = x < low ? low : x > high ? high : x;
        o[i] = x == 1 ? INFINITY : logf(to_bf16(x / to_bf16(1 - x)));
    }
}
static void XLOGY_bf16(float *o, const float *a, const float *b, int64_t n, const KtLoopParam *k) {
    (void)k;
    for (int64_t i = 0; i < n; i++)
        o[i] = b[i] != b[i] ? b[i] : a[i] == 0 ? 0 : a[i] * to_bf16(logf(b[i]));
}

#define BY(LOOP, op, each, bf16_op)                                                                \
    LOOP(op, F32, float, op##_f32, each##_f32, f32, 4)                                             \
    LOOP(op, F64, double, op##_f64, each##_f64, f64, 8)                                            \
    LOOP(op, F16, float, op##_f32, op##_f32, f16, 0)                                               \
    LOOP(op, BF16, float, bf16_op, bf16_op, bf16, 0)
#define UNARY(op)             BY(UNARY_LOOP, op, op, op##_f32)
#define UNARY_TWO(op)         BY(UNARY_LOOP, op, op##_EACH, op##_f32)
#define UNARY_STEPS(op, each) BY(UNARY_LOOP, op, each, op##_bf16)
#define BINARY(op)            BY(BINARY_LOOP, op, op, op##_f32)
#define BINARY_TWO(op)        BY(BINARY_LOOP, op, op##_EACH, op##_f32)
#define BINARY_STEPS(op)      BY(BINARY_LOOP, op, op, op##_bf16)

/* Every function of this file, once: the loops and the tables come from these lists. Those with two
 * forms are computed differently by vectors and one by one (kernel_vmath.inc.h: TWO). */
// clang-format off
#define UNARY_IN_STEPS(X)  X(LOGIT, LOGIT_EACH) X(SINC, SINC)
#define BINARY_IN_STEPS(X) X(XLOGY)
#define UNARY_OPS(X)                                                                               \
    X(CBRT)                                                                                        \
    X(EXP) X(EXP2) X(EXPM1) X(LOG) X(LOG2) X(LOG10) X(LOG1P) X(SIN) X(COS) X(TAN) X(ASIN) X(ACOS)  \
    X(ATAN) X(TANH) X(ASINH) X(ACOSH) X(ATANH) X(ERF) X(ERFC) X(ERFINV) X(LGAMMA) X(DIGAMMA)       \
    X(TRIGAMMA) X(I0) X(I1) X(SPACING) X(LOGSIGMOID)
#define UNARY_TWO_OPS(X)                                                                           \
    X(SINH) X(COSH) X(SIGMOID) X(SILU) X(GELU) X(GELU_TANH) X(SOFTPLUS) X(ELU) X(MISH) X(POW_NUMBER)
#define BINARY_OPS(X)                                                                              \
    X(POLYGAMMA) X(IGAMMA) X(IGAMMAC) X(GAMMA_GRAD) X(RELU_BACKWARD) X(TANH_BACKWARD)              \
    X(SIGMOID_BACKWARD) X(LOGSIGMOID_BACKWARD)
#define BINARY_TWO_OPS(X)                                                                          \
    X(POW) X(ATAN2) X(HYPOT) X(LOGADDEXP) X(LOGADDEXP2) X(SILU_BACKWARD) X(GELU_BACKWARD)          \
    X(GELU_TANH_BACKWARD) X(SOFTPLUS_BACKWARD) X(ELU_BACKWARD) X(MISH_BACKWARD)             \
    X(HARDSWISH_BACKWARD) X(HARDTANH_BACKWARD) X(SHRINK_BACKWARD)
// clang-format on

/* The form of gelu that is for float only (kernel_fast.c). */
#if defined(__FMA__) || defined(__aarch64__)
static void GELU_POLY_f32(At_f32 *o, const At_f32 *a, int64_t n, const KtLoopParam *k) {
    (void)k;
    KT_ISA_NAME(kt_gelu_poly)(o, a, n);
}
static void GELU_POLY_BACKWARD_f32(At_f32 *o, const At_f32 *a, const At_f32 *b, int64_t n,
                                   const KtLoopParam *k) {
    (void)k;
    KT_ISA_NAME(kt_gelu_poly_backward)(o, a, b, n);
}
#else
#define GELU_POLY_f32          GELU_f32
#define GELU_POLY_BACKWARD_f32 GELU_BACKWARD_f32
#endif
UNARY_LOOP(GELU_POLY, F32, float, GELU_POLY_f32, GELU_POLY_f32, f32, 4)
BINARY_LOOP(GELU_POLY_BACKWARD, F32, float, GELU_POLY_BACKWARD_f32, GELU_POLY_BACKWARD_f32, f32, 4)

UNARY_OPS(UNARY)
UNARY_TWO_OPS(UNARY_TWO)
UNARY_IN_STEPS(UNARY_STEPS)
BINARY_OPS(BINARY)
BINARY_TWO_OPS(BINARY_TWO)
BINARY_IN_STEPS(BINARY_STEPS)

#define UNARY_ROW(op, ...)                                                                         \
    [KT_OP_##op] = {[KT_F16] = N(op, F16),                                                         \
                    [KT_BF16] = N(op, BF16),                                                       \
                    [KT_F32] = N(op, F32),                                                         \
                    [KT_F64] = N(op, F64)},
#define BINARY_ROW(op)                                                                             \
    [KT_OP_##op - KT_OP_ADD] = {[KT_F16] = N(op, F16),                                             \
                                [KT_BF16] = N(op, BF16),                                           \
                                [KT_F32] = N(op, F32),                                             \
                                [KT_F64] = N(op, F64)},
const KtLoopFn KT_ISA_NAME(kt_vmath_table)[KT_N_UNARY][KT_N_DTYPES] = {
    UNARY_OPS(UNARY_ROW) UNARY_TWO_OPS(UNARY_ROW)
        UNARY_IN_STEPS(UNARY_ROW)[KT_OP_GELU_POLY] = {[KT_F32] = N(GELU_POLY, F32)}};
const KtLoopFn KT_ISA_NAME(kt_vmath2_table)[KT_N_BINARY][KT_N_DTYPES] = {
    BINARY_OPS(BINARY_ROW) BINARY_TWO_OPS(BINARY_ROW) BINARY_IN_STEPS(
        BINARY_ROW)[KT_OP_GELU_POLY_BACKWARD - KT_OP_ADD] = {[KT_F32] = N(GELU_POLY_BACKWARD, F32)},
    [KT_OP_FLOAT_POWER - KT_OP_ADD] = {[KT_F32] = N(POW, F32), [KT_F64] = N(POW, F64)}};
