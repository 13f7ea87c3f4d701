/* Elementary functions written as straight lines that compilers turn into vectors: no calls, no
 * branches, several elements under way at once. NumPy's dialect uses them for exp, log, sin, cos,
 * tanh and their like, where the originals' bits are their own affair (they differ between
 * processors); errors stay within about 0.9 units in the last place (exp 0.6, tanh of floats 1.2).
 * PyTorch's dialect takes one form of gelu from here. Polynomials are least-squares fits of this
 * project's own; range reductions are Cody and Waite's.
 *
 * Compiled for instruction sets with fused multiply-add only; KT_FAST_ROWS is empty otherwise. */
#include <math.h>
#include <string.h>

#include "kernel_loops.h"

#define N(op, dt) KT_JOIN(KT_JOIN(op, dt), KT_ISA)

/* Polynomials by Horner's rule, highest coefficient first. A loop would keep the vectoriser out. */
#define P2(x, a, b)                      FN(fma)(a, x, b)
#define P3(x, a, b, c)                   P2(x, P2(x, a, b), c)
#define P5(x, a, b, c, d, e)             P3(x, P3(x, a, b, c), d, e)
#define P6(x, a, b, c, d, e, f)          P3(x, P2(x, P3(x, a, b, c), d), e, f)
#define P7(x, a, b, c, d, e, f, g)       P2(x, P6(x, a, b, c, d, e, f), g)
#define P8(x, a, b, c, d, e, f, g, h)    P3(x, P6(x, a, b, c, d, e, f), g, h)
#define P9(x, a, b, c, d, e, f, g, h, i) P2(x, P8(x, a, b, c, d, e, f, g, h), i)
/* The longer ones of double in groups that do not wait for each other (Estrin's scheme): a chain of
 * steps as long as the polynomial would leave the processor without work. */
#define E4(x, a, b, c, d)          FN(fma)(P2(x, a, b), (x) * (x), P2(x, c, d))
#define UP4(x, high, low)          FN(fma)(high, ((x) * (x)) * ((x) * (x)), low)
#define E6(x, a, b, c, d, e, f)    UP4(x, P2(x, a, b), E4(x, c, d, e, f))
#define E7(x, a, b, c, d, e, f, g) UP4(x, P3(x, a, b, c), E4(x, d, e, f, g))
#define E11(x, a, b, c, d, e, f, g, h, i, j, k)                                                    \
    UP4(x, E7(x, a, b, c, d, e, f, g), E4(x, h, i, j, k))
#define INLINE static inline __attribute__((always_inline))

#if defined(__FMA__) || defined(__aarch64__)

#define T        float
#define U        uint32_t
#define DT       F32
#define FN(name) name##f
#define BITS     23
#define BIAS     127
/* adding this leaves an integer in the low bits; with the bias in it, an exponent */
#define MAGIC      0x1.8p23f
#define LN2_HIGH   0.693359375f
#define LN2_LOW    -2.12194440e-4f
#define EXP_LOW    -104.0f
#define EXP_HIGH   89.0f
#define EXP_NORMAL 87.0f
#define PIO2_1     0x1.92p+0f
#define PIO2_1B    0x1.fbp-12f
#define PIO2_2     0x1.5110b40000000p-22f
#define PIO2_3     0x1.84698a0000000p-48f
#define TURN_MAX   40000.0f
#define EXP_POLY(x)                                                                                \
    P6(x, 0.0001990758319152519f, 0.0013933652080595493f, 0.00833328627049923f,                    \
       0.04166646674275398f, 0.1666666716337204f, 0.5f)
#define SIN_POLY(x) P3(x, -0.0001958795910468325f, 0.008332748897373676f, -0.166666641831398f)
#define COS_POLY(x) P3(x, 2.454798959661275e-05f, -0.001388830365613103f, 0.0416666641831398f)
#define TANH_POLY(x)                                                                               \
    P5(x, -0.005515159573405981f, 0.020469415932893753f, -0.05368802323937416f,                    \
       0.1333083063364029f, -0.3333325982093811f)
#define ROUGH_POLY(x)                                                                              \
    P5(x, 0.0013814467238262296f, 0.008368780836462975f, 0.04166839271783829f,                     \
       0.1666651964187622f, 0.4999999403953552f)
#define TANH_NEAR 0.65f
#define LOG_POLY(x)                                                                                \
    P9(x, 0.07332437485456467f, -0.11659887433052063f, 0.11634676903486252f,                       \
       -0.12396707385778427f, 0.1425115466117859f, -0.16669151186943054f, 0.2000068873167038f,     \
       -0.24999980628490448f, 0.3333333134651184f)
#include "kernel_fast.inc.h"
#undef T
#undef U
#undef DT
#undef FN
#undef BITS
#undef BIAS
#undef MAGIC
#undef LN2_HIGH
#undef LN2_LOW
#undef EXP_LOW
#undef EXP_HIGH
#undef EXP_NORMAL
#undef PIO2_1
#undef PIO2_1B
#undef PIO2_2
#undef PIO2_3
#undef TURN_MAX
#undef EXP_POLY
#undef SIN_POLY
#undef COS_POLY
#undef LOG_POLY
#undef TANH_POLY
#undef ROUGH_POLY
#undef TANH_NEAR

#define T          double
#define U          uint64_t
#define DT         F64
#define FN(name)   name
#define BITS       52
#define BIAS       1023
#define MAGIC      0x1.8p52
#define LN2_HIGH   0x1.62e42feep-1
#define LN2_LOW    1.9082149292705877e-10
#define EXP_LOW    -746.0
#define EXP_HIGH   710.0
#define EXP_NORMAL 708.0
#define PIO2_1     0x1.921fb544p+0
#define PIO2_2     0x1.0b4611a626331p-34
#define PIO2_3     0x1.1701b839a2520p-88
#define TURN_MAX   1e6
#define EXP_POLY(x)                                                                                \
    E11(x, 0x1.1f94d5a58d69fp-29, 0x1.af4ed33b05b78p-26, 0x1.27e4c82b6ed75p-22,                    \
        0x1.71de019dc467fp-19, 0x1.a01a01adf1521p-16, 0x1.a01a01ac278cep-13,                       \
        0x1.6c16c16c153b0p-10, 0x1.1111111110032p-7, 0x1.5555555555557p-5, 0x1.5555555555557p-3,   \
        0.5)
#define SIN_POLY(x)                                                                                \
    E6(x, 0x1.5e0b1394ae332p-33, -0x1.ae600b014ec1ap-26, 0x1.71de3796a0ef2p-19,                    \
       -0x1.a01a019e83dc3p-13, 0x1.1111111110bb4p-7, -0x1.5555555555555p-3)
#define COS_POLY(x)                                                                                \
    E6(x, -0x1.907dc436d4d62p-37, 0x1.1eeb692cb8561p-29, -0x1.27e4fa1839fdap-22,                   \
       0x1.a01a019f4f239p-16, -0x1.6c16c16c1696ap-10, 0x1.5555555555555p-5)
#define LOG_POLY(x)                                                                                \
    E7(x, 0x1.2b5f9752b1261p-3, 0x1.39fdbc624c8bcp-3, 0x1.7462ba1284918p-3, 0x1.c71c62d07599bp-3,  \
       0x1.2492492e03d94p-2, 0x1.9999999995221p-2, 0x1.5555555555558p-1)
#define LOG_BY_QUOTIENT
#include "kernel_fast.inc.h"
#undef FN

/* ---- gelu, float ---- */

/* As the library computes it that PyTorch takes for this (oneDNN), step by step: erf by Abramowitz
 * and Stegun's formula 7.1.26, whose exp is a polynomial of degree 5. */
#define FN(name) name##f
INLINE float N(exp_short, F32)(float x) {
    const float low = -0x1.5d58ap+6f, high = 0x1.62e43p+6f;
    float y = x > high ? high : x;
    y = y < low ? low : y;
    float k = floorf(y * 0x1.715476p+0f + 0.5f), r = fmaf(-k, 0x1.62e43p-1f, y);
    float e =
        P6(r, 0x1.0f9f9cp-7f, 0x1.573a1ap-5f, 0x1.555a8p-3f, 0x1.fffdc6p-2f, 0x1.fffff6p-1f, 1);
    float scale = x < low ? 0 : N(power_of_two, F32)(k - 1);
    return e * scale * 2;
}
/* erf(x), and exp(-x x). */
INLINE float N(erf_short, F32)(float x, float *e) {
    float w = 1 / fmaf(0x1.4f740ap-2f, fabsf(x), 1);
    float p =
        P5(w, 0x1.0fb844p+0f, -0x1.7401c6p+0f, 0x1.6be1c6p+0f, -0x1.23531cp-2f, 0x1.04f20cp-2f);
    *e = N(exp_short, F32)(-(x * x));
    float y = fmaf(-*e * w, p, 1);
    return N(from_bits, F32)(N(to_bits, F32)(y) ^ (N(to_bits, F32)(x) & 0x80000000u));
}
void KT_ISA_NAME(kt_gelu_poly)(KtAtF32 *o, const KtAtF32 *a, int64_t n) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        float e, half = a[i] * 0.5f;
        o[i] = fmaf(half, N(erf_short, F32)(a[i] * 0x1.6a09e6p-1f, &e), half);
    }
}
void KT_ISA_NAME(kt_gelu_poly_backward)(KtAtF32 *o, const KtAtF32 *a, const KtAtF32 *b, int64_t n) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++) {
        float e, x = a[i] * 0x1.6a09e6p-1f, erf = N(erf_short, F32)(x, &e);
        o[i] = fmaf(erf, 0.5f, x * 0x1.20dd74p-1f * e + 0.5f) * b[i];
    }
}

/* a[i]^n, 2 < n <= KT_MAX_WHOLE_POWER */
void KT_ISA_NAME(kt_whole_powers)(int dtype, void *o, const void *a, int64_t count, unsigned n) {
    if (dtype == KT_F32)
        N(whole_powers, F32)(o, a, count, n);
    else
        N(whole_powers, F64)(o, a, count, n);
}

#define ROW(op) [KT_OP_##op] = {[KT_F32] = N(op, F32), [KT_F64] = N(op, F64)}
const KtLoopFn KT_ISA_NAME(kt_fast_table)[KT_N_UNARY][KT_N_DTYPES] = {ROW(EXP), ROW(LOG), ROW(SIN),
                                                                      ROW(COS), ROW(TANH)};
#else
const KtLoopFn KT_ISA_NAME(kt_fast_table)[KT_N_UNARY][KT_N_DTYPES] = {{0}};
#endif
