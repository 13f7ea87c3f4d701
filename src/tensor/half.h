#ifndef KT_HALF_H
#define KT_HALF_H
/* The two 16-bit floating formats, stored as bits and computed in float: conversions round to
 * nearest even. The portable code serves targets without a conversion instruction. */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#ifdef __F16C__
#include <immintrin.h>
#endif

typedef struct KtF16 {
    uint16_t bits;
} KtF16;
typedef struct KtBF16 {
    uint16_t bits;
} KtBF16;

static inline float kt_bits_to_float(uint32_t u) {
    float f;
    memcpy(&f, &u, 4);
    return f;
}
static inline uint32_t kt_float_to_bits(float f) {
    uint32_t u;
    memcpy(&u, &f, 4);
    return u;
}

static inline float kt_f16_to_float(KtF16 h) {
#ifdef __F16C__
    return _cvtsh_ss(h.bits);
#else
    uint32_t sign = (uint32_t)(h.bits & 0x8000u) << 16, exp = (h.bits >> 10) & 31u,
             man = h.bits & 0x3ffu;
    if (exp == 31) return kt_bits_to_float(sign | 0x7f800000u | man << 13 | (man ? 0x400000u : 0));
    if (exp) return kt_bits_to_float(sign | (exp + 112) << 23 | man << 13);
    float f = (float)man * 0x1p-24f; /* zero and subnormals are exact */
    return sign ? -f : f;
#endif
}

static inline KtF16 kt_float_to_f16(float f) {
    KtF16 h;
#ifdef __F16C__
    h.bits = (uint16_t)_cvtss_sh(f, 0);
#else
    uint32_t u = kt_float_to_bits(f), sign = (u >> 16) & 0x8000u, a = u & 0x7fffffffu, r;
    if (a >= 0x7f800000u) /* inf, nan: a nan stays quiet */
        r = a > 0x7f800000u ? 0x7e00u | ((a >> 13) & 0x3ffu) : 0x7c00u;
    else if (a >= 0x477ff000u) { /* rounds to 2**16 or more */
        volatile float large = 0x1p127f;
        large *= large; /* raises the overflow as the instruction does */
        r = 0x7c00u;
    } else if (a < 0x38800000u) { /* subnormal result: let float addition do the rounding */
        float t = kt_bits_to_float(a) + 0.5f;
        r = kt_float_to_bits(t) - 0x3f000000u;
    } else {
        r = a - 0x38000000u;
        r = (r + 0xfffu + ((r >> 13) & 1)) >> 13;
    }
    h.bits = (uint16_t)(sign | r);
#endif
    return h;
}

/* A double rounded once: a float whose last bit tells that it is not exact rounds on as the double
 * does. */
static inline KtF16 kt_double_to_f16(double d) {
    float f = (float)d;
    if ((double)f != d && isfinite(f)) {
        uint32_t bits = kt_float_to_bits(f);
        f = kt_bits_to_float((fabs((double)f) > fabs(d) ? bits - 1 : bits) | 1);
    }
    return kt_float_to_f16(f);
}

static inline float kt_bf16_to_float(KtBF16 h) {
    return kt_bits_to_float((uint32_t)h.bits << 16);
}
static inline KtBF16 kt_float_to_bf16(float f) {
    KtBF16 h;
    uint32_t u = kt_float_to_bits(f);
    h.bits = f != f ? 0x7fc0 : (uint16_t)((u + 0x7fffu + ((u >> 16) & 1)) >> 16);
    return h;
}

/* The next number of the 16-bit format after x towards y, with `bits` counting up from zero. */
static inline uint16_t kt_next_bits(uint16_t bits, float x, float y) {
    if (x == 0) return y < 0 ? 0x8001u : 1;
    bool outward = (x < y) == (x > 0);
    return (uint16_t)(outward ? bits + 1 : bits - 1);
}
static inline float kt_f16_next(float x, float y) {
    if (x == y) return x;
    if (x != x || y != y) return x + y;
    return kt_f16_to_float((KtF16){kt_next_bits(kt_float_to_f16(x).bits, x, y)});
}
static inline float kt_bf16_next(float x, float y) {
    if (x != x || y != y || x == y) return x + y - x;
    return kt_bf16_to_float((KtBF16){kt_next_bits(kt_float_to_bf16(x).bits, x, y)});
}
#endif
