/* The float32 normal numbers of PyTorch's CPU generator, compiled once per instruction set: the
 * Cephes single-precision log, sin and cos (S. Moshier) with explicit fused multiply-adds, as
 * PyTorch's AVX2 build contracts them, so that the bits are the same on every machine. */
#include <stdbool.h>
#include <string.h>

#include "kernels.h"

#define TWO_PI 6.283185307179586476925286766559

static inline __attribute__((always_inline)) float cephes_log(float x) {
    x = x < 0x1p-126f ? 0x1p-126f : x;
    uint32_t bits;
    memcpy(&bits, &x, 4);
    float e = (float)((int32_t)(bits >> 23) - 126);
    bits = (bits & 0x007fffff) | 0x3f000000;
    float m;
    memcpy(&m, &bits, 4);
    bool low = m < 0.707106781186547524f;
    float add = low ? m : 0.0f;
    m = m - 1.0f;
    e = e - (low ? 1.0f : 0.0f);
    m = m + add;
    float z = m * m;
    float y = 7.0376836292e-2f;
    y = __builtin_fmaf(y, m, -1.1514610310e-1f);
    y = __builtin_fmaf(y, m, 1.1676998740e-1f);
    y = __builtin_fmaf(y, m, -1.2420140846e-1f);
    y = __builtin_fmaf(y, m, 1.4249322787e-1f);
    y = __builtin_fmaf(y, m, -1.6668057665e-1f);
    y = __builtin_fmaf(y, m, 2.0000714765e-1f);
    y = __builtin_fmaf(y, m, -2.4999993993e-1f);
    y = __builtin_fmaf(y, m, 3.3333331174e-1f);
    y = y * m;
    float q = e * -2.12194440e-4f;
    y = __builtin_fmaf(y, z, q);
    y = __builtin_fmaf(-z, 0.5f, y);
    x = m + y;
    return __builtin_fmaf(e, 0.693359375f, x);
}

static inline __attribute__((always_inline)) void cephes_sincos(float t, float *sin_out,
                                                                float *cos_out) {
    int32_t j = ((int32_t)(t * 1.27323954473516f) + 1) & ~1;
    float y = (float)j;
    t = __builtin_fmaf(y, -0.78515625f, t);
    t = __builtin_fmaf(y, -2.4187564849853515625e-4f, t);
    t = __builtin_fmaf(y, -3.77489497744594108e-8f, t);
    float z = t * t;
    float c = 2.443315711809948e-5f;
    c = __builtin_fmaf(c, z, -1.388731625493765e-3f);
    c = __builtin_fmaf(c, z, 4.166664568298827e-2f);
    c = c * z;
    c = __builtin_fmaf(c, z, -(z * 0.5f));
    c = c + 1.0f;
    float s = -1.9515295891e-4f;
    s = __builtin_fmaf(s, z, 8.3321608736e-3f);
    s = __builtin_fmaf(s, z, -1.6666654611e-1f);
    s = s * z;
    s = __builtin_fmaf(s, t, t);
    float sv = j & 2 ? c : s, cv = j & 2 ? s : c;
    *sin_out = j & 4 ? -sv : sv;
    *cos_out = (j - 2) & 4 ? cv : -cv;
}

/* 16 uniforms in place to 16 normals: cosines in the first half, sines in the second. */
static inline void normal_block(float *d, float mean, float std) {
    float u[16];
    memcpy(u, d, sizeof u);
    for (int j = 0; j < 8; j++) {
        float u1 = 1.0f - u[j], u2 = u[j + 8];
        float r = __builtin_sqrtf(-2.0f * cephes_log(u1)), s, c;
        cephes_sincos((float)TWO_PI * u2, &s, &c);
        d[j] = __builtin_fmaf(r * c, std, mean);
        d[j + 8] = __builtin_fmaf(r * s, std, mean);
    }
}

/* n blocks of 16. */
void KT_ISA_NAME(kt_normal_f32)(float *d, int64_t n, float mean, float std) {
    for (int64_t i = 0; i < n; i++)
        normal_block(d + 16 * i, mean, std);
}
