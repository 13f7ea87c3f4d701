/* Single-precision draws of NumPy's Generator: normal and exponential by ziggurat, gamma after
 * Marsaglia and Tsang 2000. */
#include <math.h>

#include "random.h"
#include "ziggurat_float.inc.h"

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

#define NOR_R     3.6541528853610087963519472518f
#define NOR_INV_R 0.27366123732975827203338247596f
#define EXP_R     7.6971174701310497140446280481f

float kt_np_standard_normal_f(KtNpRng *g) {
    for (;;) {
        uint32_t r = kt_np_u32(g);
        int idx = (int)(r & 0xff);
        uint32_t rabs = r >> 9 & 0x7fffff;
        float x = (float)rabs * wi_float[idx];
        if (r >> 8 & 1) x = -x;
        if (rabs < ki_float[idx]) return x;
        if (idx == 0)
            for (;;) {
                float xx = -NOR_INV_R * log1pf(-kt_np_float(g)), yy = -log1pf(-kt_np_float(g));
                if (yy + yy > xx * xx) return rabs >> 8 & 1 ? -(NOR_R + xx) : NOR_R + xx;
            }
        if ((double)((fi_float[idx - 1] - fi_float[idx]) * kt_np_float(g) + fi_float[idx]) <
            exp(-0.5 * (double)x * (double)x))
            return x;
    }
}

float kt_np_standard_exponential_f(KtNpRng *g) {
    for (;;) {
        uint32_t r = kt_np_u32(g) >> 1;
        int idx = (int)(r & 0xff);
        r >>= 8;
        float x = (float)r * we_float[idx];
        if (r < ke_float[idx]) return x;
        if (idx == 0) return EXP_R - log1pf(-kt_np_float(g));
        if ((fe_float[idx - 1] - fe_float[idx]) * kt_np_float(g) + fe_float[idx] < expf(-x))
            return x;
    }
}

float kt_np_standard_gamma_f(KtNpRng *g, float shape) {
    if (shape == 1.0f) return kt_np_standard_exponential_f(g);
    if (shape == 0.0f) return 0.0f;
    if (shape < 1.0f)
        for (;;) {
            float u = kt_np_float(g), v = kt_np_standard_exponential_f(g);
            if (u <= 1.0f - shape) {
                float x = powf(u, 1.0f / shape);
                if (x <= v) return x;
            } else {
                float y = -logf((1.0f - u) / shape),
                      x = powf(1.0f - shape + shape * y, 1.0f / shape);
                if (x <= v + y) return x;
            }
        }
    float b = shape - 1.0f / 3.0f, c = 1.0f / sqrtf(9.0f * b);
    for (;;) {
        float x, v;
        do {
            x = kt_np_standard_normal_f(g);
            v = 1.0f + c * x;
        } while (v <= 0.0f);
        v = v * v * v;
        float u = kt_np_float(g);
        if (u < 1.0f - 0.0331f * (x * x) * (x * x)) return b * v;
        if (logf(u) < 0.5f * x * x + b * (1.0f - v + logf(v))) return b * v;
    }
}
