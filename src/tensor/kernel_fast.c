/* Elementary functions written as straight lines that compilers turn into vectors: no calls, no
 * branches, several elements under way at once. NumPy's dialect uses them for exp, log, sin, cos,
 * tanh and their like, where the originals' bits are their own affair (they differ between
 * processors); errors stay within about 0.9 units in the last place (exp 0.6, tanh of floats 1.2).
 * PyTorch's dialect takes gelu from here. Polynomials are least-squares fits of this project's own;
 * range reductions are Cody and Waite's.
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

/* |x| < 1 by a polynomial in x^2, up to 4 by 1 - exp of one, beyond that 1. */
#define FN(name) name##f
INLINE float N(erf, F32)(float x) {
    float a = fabsf(x), z = x * x;
    a = a > 4 ? 4 : a;
    float p =
        P7(z, 7.889119297033176e-05f, -0.0008020841050893068f, 0.005189535208046436f,
           -0.026854444295167923f, 0.11283600330352783f, -0.3761262595653534f, 1.1283791065216064f);
    float q = P8(a, -2.1697722331737168e-05f, 0.0004414739378262311f, -0.004205291159451008f,
                 0.02521035633981228f, -0.10842212289571762f, -0.633216381072998f,
                 -1.1295803785324097f, 0.0001884704252006486f);
    float shifted, part = N(exp_rough, F32)(q, &shifted);
    float power = N(from_bits, F32)(N(to_bits, F32)(1 + part) + (N(to_bits, F32)(shifted) << 23));
    float far = copysignf(1 - power, x);
    return a < 1 ? x * p : x != x ? x : far;
}
INLINE float N(gelu, F32)(float x) {
    return x * 0.5f * (1 + N(erf, F32)(x * 0.70710678118654752440f));
}
INLINE float N(gelu_slope, F32)(float x) {
    float cdf = 0.5f * (1 + N(erf, F32)(x * 0.70710678118654752440f));
    float e = x * x * -0.5f;
    e = e < -87 ? -87 : e;
    float pdf = N(exp_normal, F32)(e) * 0.39894228040143267794f;
    return cdf + x * pdf;
}
void KT_ISA_NAME(kt_fast_gelu)(float *o, const float *a, int64_t n) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++)
        o[i] = N(gelu, F32)(a[i]);
}
void KT_ISA_NAME(kt_fast_gelu_backward)(float *o, const float *a, const float *b, int64_t n) {
    KT_IVDEP
    for (int64_t i = 0; i < n; i++)
        o[i] = b[i] * N(gelu_slope, F32)(a[i]);
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
