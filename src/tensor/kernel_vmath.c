/* Transcendental functions and activations of the floating dtypes, compiled once per instruction
 * set. Each function is written once on vectors of float and of double (SLEEF's, or libm's one by
 * one where there is no SLEEF); loops gather strided and 16-bit operands into small blocks.
 *
 * Formulas follow PyTorch's kernels step by step where rounding would tell the difference. Many of
 * its functions have two forms, of vectors and of single elements (by libm); which element goes
 * which way stands in kernel_loops.h and the lists at the end. */
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

#define ROOT_HALF     0.70710678118654752440
#define GELU_SCALE    0.79788456080286535588 /* sqrt(2 / pi) */
#define GELU_CUBE     0.044715
#define NORMAL_HEIGHT 0.39894228040143267794 /* 1 / sqrt(2 pi) */

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

static inline int64_t part(int64_t whole, int64_t at, int64_t m) {
    return whole <= at ? 0 : whole - at < m ? whole - at : m;
}

/* fn: the function by vectors, each: one by one, the same for functions without a form of its own
 * for that. size: of an element (0: all go by vectors); floats and doubles need no copy. */
#define UNARY_LOOP(op, dt, S, fn, each, io, size)                                                  \
    static void N(op, dt)(int64_t n, char *const *p, const int64_t *s, const void *param) {        \
        typedef S At KT_ANYWHERE;                                                                  \
        bool dense = size == sizeof(S) && s[0] == size && s[1] == size;                            \
        bool two = fn != each && !((const KtLoopParam *)param)->numpy;                             \
        int64_t whole = two ? kt_by_vectors1(s, size, n) : n;                                      \
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
        bool dense = size == sizeof(S) && s[0] == size && s[1] == size && s[2] == size;            \
        bool two = fn != each && !((const KtLoopParam *)param)->numpy;                             \
        int64_t whole = two ? kt_by_vectors2(s, size, n) : n;                                      \
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

#include "kernel_vmath_bf16.inc.h"

/* low, low_each: the two forms of bfloat16, or twice the same one. */
#define BY(LOOP, op, each, low, low_each)                                                          \
    LOOP(op, F32, float, op##_f32, each##_f32, f32, 4)                                             \
    LOOP(op, F64, double, op##_f64, each##_f64, f64, 8)                                            \
    LOOP(op, F16, float, op##_f32, op##_f32, f16, 0)                                               \
    LOOP(op, BF16, float, low, low_each, bf16, 2)
#define UNARY(op)              BY(UNARY_LOOP, op, op, op##_f32, op##_f32)
#define UNARY_TWO(op)          BY(UNARY_LOOP, op, op##_EACH, op##_f32, op##_EACH_f32)
#define UNARY_STEPS(op, each)  BY(UNARY_LOOP, op, each, op##_bf16, op##_bf16)
#define BINARY(op)             BY(BINARY_LOOP, op, op, op##_f32, op##_f32)
#define BINARY_TWO(op)         BY(BINARY_LOOP, op, op##_EACH, op##_f32, op##_EACH_f32)
#define BINARY_STEPS(op, each) BY(BINARY_LOOP, op, each, op##_bf16, op##_bf16)
#define BINARY_TWO_STEPS(op)   BY(BINARY_LOOP, op, op##_EACH, op##_bf16, op##_EACH_bf16)

/* Every function of this file, once: the loops and the tables come from these lists. Those with two
 * forms are computed differently by vectors and one by one (kernel_vmath.inc.h: TWO). */
// clang-format off
#define UNARY_IN_STEPS(X)                                                                          \
    X(LOGIT, LOGIT_EACH) X(SINC, SINC) X(SILU, SILU_EACH) X(GELU, GELU_EACH)                       \
    X(GELU_TANH, GELU_TANH_EACH)
#define BINARY_IN_STEPS(X)                                                                         \
    X(XLOGY, XLOGY) X(SILU_BACKWARD, SILU_BACKWARD_EACH) X(GELU_BACKWARD, GELU_BACKWARD_EACH)      \
    X(GELU_TANH_BACKWARD, GELU_TANH_BACKWARD_EACH) X(LOGSIGMOID_BACKWARD, LOGSIGMOID_BACKWARD)
#define BINARY_IN_TWO_STEPS(X)                                                                     \
    X(SHRINK_BACKWARD) X(LOGIT_BACKWARD)
#define UNARY_OPS(X)                                                                               \
    X(CBRT)                                                                                        \
    X(EXP) X(EXP2) X(EXPM1) X(LOG) X(LOG2) X(LOG10) X(LOG1P) X(SIN) X(COS) X(TAN) X(ASIN) X(ACOS)  \
    X(ATAN) X(TANH) X(ASINH) X(ACOSH) X(ATANH) X(ERF) X(ERFC) X(ERFINV) X(LGAMMA) X(DIGAMMA)       \
    X(TRIGAMMA) X(I0) X(I1) X(SPACING) X(LOGSIGMOID)
#define UNARY_TWO_OPS(X)                                                                           \
    X(SINH) X(COSH) X(SIGMOID) X(SOFTPLUS) X(ELU) X(MISH) X(POW_NUMBER)
#define BINARY_OPS(X)                                                                              \
    X(POLYGAMMA) X(IGAMMA) X(IGAMMAC) X(GAMMA_GRAD) X(RELU_BACKWARD) X(TANH_BACKWARD)              \
    X(SIGMOID_BACKWARD) X(LEAKY_RELU_BACKWARD) X(HARDSIGMOID_BACKWARD)
#define BINARY_TWO_OPS(X)                                                                          \
    X(POW) X(ATAN2) X(HYPOT) X(LOGADDEXP) X(LOGADDEXP2) X(SOFTPLUS_BACKWARD)                       \
    X(ELU_BACKWARD) X(MISH_BACKWARD) X(HARDSWISH_BACKWARD) X(HARDTANH_BACKWARD)
// clang-format on

/* The form of gelu that computes in float only (kernel_fast.c). */
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
UNARY_LOOP(GELU_POLY, BF16, float, GELU_POLY_f32, GELU_POLY_f32, bf16, 0)
BINARY_LOOP(GELU_POLY_BACKWARD, F32, float, GELU_POLY_BACKWARD_f32, GELU_POLY_BACKWARD_f32, f32, 4)
BINARY_LOOP(GELU_POLY_BACKWARD, BF16, float, GELU_POLY_BACKWARD_f32, GELU_POLY_BACKWARD_f32, bf16,
            0)
UNARY_LOOP(RSQRT, BF16, float, RSQRT_bf16, RSQRT_EACH_bf16, bf16, 2)

UNARY_OPS(UNARY)
UNARY_TWO_OPS(UNARY_TWO)
UNARY_IN_STEPS(UNARY_STEPS)
BINARY_OPS(BINARY)
BINARY_TWO_OPS(BINARY_TWO)
BINARY_IN_STEPS(BINARY_STEPS)
BINARY_IN_TWO_STEPS(BINARY_TWO_STEPS)

#define UNARY_ROW(op, ...)                                                                         \
    [KT_OP_##op] = {[KT_F16] = N(op, F16),                                                         \
                    [KT_BF16] = N(op, BF16),                                                       \
                    [KT_F32] = N(op, F32),                                                         \
                    [KT_F64] = N(op, F64)},
#define BINARY_ROW(op, ...)                                                                        \
    [KT_OP_##op - KT_OP_ADD] = {[KT_F16] = N(op, F16),                                             \
                                [KT_BF16] = N(op, BF16),                                           \
                                [KT_F32] = N(op, F32),                                             \
                                [KT_F64] = N(op, F64)},
const KtLoopFn KT_ISA_NAME(kt_vmath_table)[KT_N_UNARY][KT_N_DTYPES] = {
    UNARY_OPS(UNARY_ROW) UNARY_TWO_OPS(UNARY_ROW)
        UNARY_IN_STEPS(UNARY_ROW)[KT_OP_RSQRT] = {[KT_BF16] = N(RSQRT, BF16)},
    [KT_OP_GELU_POLY] = {[KT_F32] = N(GELU_POLY, F32), [KT_BF16] = N(GELU_POLY, BF16)}};
const KtLoopFn KT_ISA_NAME(kt_vmath2_table)[KT_N_BINARY][KT_N_DTYPES] = {
    BINARY_OPS(BINARY_ROW) BINARY_TWO_OPS(BINARY_ROW) BINARY_IN_STEPS(BINARY_ROW)
        BINARY_IN_TWO_STEPS(BINARY_ROW)[KT_OP_GELU_POLY_BACKWARD - KT_OP_ADD] =
            {[KT_F32] = N(GELU_POLY_BACKWARD, F32), [KT_BF16] = N(GELU_POLY_BACKWARD, BF16)},
    [KT_OP_FLOAT_POWER - KT_OP_ADD] = {[KT_F32] = N(POW, F32), [KT_F64] = N(POW, F64)}};
