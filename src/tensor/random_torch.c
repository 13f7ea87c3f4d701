/* PyTorch's generator on the CPU, and what fills tensors with real numbers: uniform_, normal_,
 * exponential_ ... The float32 normal path is in kernel_random.c. */
#include "kernels.h"
#include "ops.h"

#include <float.h>
#include <math.h>
#include <time.h>
#include <unistd.h>

#include "random_torch.h"

#define TWO_PI 6.283185307179586476925286766559

/* ---- the generator ---- */

void kt_rng_seed(KtRng *g, uint64_t seed) {
    kt_mt_seed(&g->mt, (uint32_t)seed);
    g->seed = seed;
    g->has_normal = false;
    g->normal = 0;
}

static void free_default_rng(KtCtx *ctx, struct KtRng *g) {
    kb_free(ctx->alloc, g, sizeof *g);
}

KtRng *kt_default_rng(KtCtx *ctx) {
    if (!ctx->torch_rng) {
        KtRng *g = kb_malloc(ctx->alloc, sizeof *g);
        if (!g) {
            kt_fail_memory(ctx, sizeof *g);
            return NULL;
        }
        struct timespec ts;
        clock_gettime(CLOCK_REALTIME, &ts);
        kt_rng_seed(g, ((uint64_t)ts.tv_nsec << 20) ^ (uint64_t)ts.tv_sec ^
                           ((uint64_t)getpid() << 40));
        ctx->torch_rng = g;
        ctx->free_rng = free_default_rng;
    }
    return ctx->torch_rng;
}

uint64_t kt_rng_u64(KtRng *g) {
    uint64_t hi = kt_mt_u32(&g->mt);
    return hi << 32 | kt_mt_u32(&g->mt);
}

double kt_rng_double(KtRng *g) {
    return (double)(kt_rng_u64(g) & ((UINT64_C(1) << 53) - 1)) * 0x1p-53;
}

/* Layout of the 5056-byte state: seed u64, left i32, seeded i32, next u64, state u64[624],
 * normal x, y, rho f64, normal_is_valid i32, pad, next_float_normal f32, valid bool, pad. */
void kt_rng_get_state(const KtRng *g, uint8_t out[KT_RNG_STATE_BYTES]) {
    memset(out, 0, KT_RNG_STATE_BYTES);
    /* counted down ahead of each draw, which twists where it reaches 0 */
    int32_t left = g->mt.used ? 625 - g->mt.used : 624, seeded = 1;
    uint64_t next = g->mt.used == 624 ? 0 : (uint64_t)g->mt.used;
    memcpy(out, &g->seed, 8);
    memcpy(out + 8, &left, 4);
    memcpy(out + 12, &seeded, 4);
    memcpy(out + 16, &next, 8);
    for (int i = 0; i < 624; i++) {
        uint64_t w = g->mt.state[i];
        memcpy(out + 24 + 8 * i, &w, 8);
    }
    size_t at = 24 + 8 * 624;
    int32_t valid = g->has_normal;
    memcpy(out + at + 8, &g->normal, 8);
    memcpy(out + at + 24, &valid, 4);
}

bool kt_rng_set_state(KtCtx *ctx, KtRng *g, const uint8_t *state, size_t n) {
    if (n != KT_RNG_STATE_BYTES)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected either a CPUGeneratorImplStateLegacy of size 5048 or a "
                       "CPUGeneratorImplState of size %d but found the input RNG state size to be "
                       "%zu",
                       (int)KT_RNG_STATE_BYTES, n);
    int32_t left, seeded, valid;
    uint64_t next, seed;
    memcpy(&seed, state, 8);
    memcpy(&left, state + 8, 4);
    memcpy(&seeded, state + 12, 4);
    memcpy(&next, state + 16, 8);
    if (left < 1 || left > 624 || next > 624 || !seeded)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "Invalid mt19937 state");
    KtMt19937 mt;
    for (int i = 0; i < 624; i++) {
        uint64_t w;
        memcpy(&w, state + 24 + 8 * i, 8);
        if (w >> 32) return kt_fail(ctx, KT_RUNTIME_ERROR, "Invalid mt19937 state");
        mt.state[i] = (uint32_t)w;
        uint32_t y = mt.state[i];
        y ^= y >> 11;
        y ^= (y << 7) & UINT32_C(0x9d2c5680);
        y ^= (y << 15) & UINT32_C(0xefc60000);
        y ^= y >> 18;
        mt.words[i] = y;
    }
    mt.used = left == 1 ? 624 : (int)next;
    if (left != 1 && (uint64_t)(624 - left) != next && (uint64_t)(624 - left) + 1 != next)
        mt.used = 624 - left;
    size_t at = 24 + 8 * 624;
    memcpy(&valid, state + at + 24, 4);
    g->mt = mt;
    g->seed = seed;
    g->has_normal = valid != 0;
    memcpy(&g->normal, state + at + 8, 8);
    return true;
}

bool kt_random_needs_float(KtCtx *ctx, const KtTensor *t, const char *kernel) {
    if (kt_is_float_dtype(t->dtype)) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", kernel,
                   kt_dtype_info[t->dtype].scalar_name);
}

/* ---- uniform ---- */

/* (the thread sanitizer cannot choose among clones before it has started) */
#if defined(__x86_64__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define WITH_FMA __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define WITH_FMA
#endif

WITH_FMA static void uniform_f32(KtRng *g, float *out, int64_t n, float from, float range) {
    int64_t i = 0;
    while (i < n) {
        if (g->mt.used == 624) kt_mt_refill(&g->mt);
        int64_t m = 624 - g->mt.used;
        if (m > n - i) m = n - i;
        const uint32_t *w = g->mt.words + g->mt.used;
        float *o = out + i;
        for (int64_t k = 0; k < m; k++)
            o[k] = __builtin_fmaf((float)(int32_t)(w[k] & 0xffffff) * 0x1p-24f, range, from);
        g->mt.used += (int)m;
        i += m;
    }
}

static float rounded(int dtype, float x) {
    return dtype == KT_F16 ? kt_f16_to_float(kt_float_to_f16(x))
                           : kt_bf16_to_float(kt_float_to_bf16(x));
}

bool kt_uniform_(KtCtx *ctx, KtRng *g, KtTensor *t, double from, double to) {
    if (kt_is_complex_dtype(t->dtype)) { /* both parts of every number */
        KtTensor *parts = kt_view_as_real(ctx, t);
        bool ok = parts && kt_uniform_(ctx, g, parts, from, to);
        kt_xdecref(ctx, parts);
        return ok;
    }
    if (!kt_random_needs_float(ctx, t, "check_uniform_bounds")) return false;
    double most = t->dtype == KT_F64    ? DBL_MAX
                  : t->dtype == KT_F16  ? 65504
                  : t->dtype == KT_BF16 ? 0x1.fep127
                                        : FLT_MAX;
    if (!(fabs(from) <= most) || !(fabs(to) <= most))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s is out of bounds for %s",
                       fabs(from) <= most ? "to" : "from", kt_cpp_type_name(t->dtype));
    if (from > to)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "uniform_ expects to return a [from, to) range, but found from=%g > to=%g",
                       from, to);
    if (to - from > most)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "uniform_ expects to-from <= std::numeric_limits<%s>::max(), but found "
                       "to=%g and from=%g which result in to-from to exceed the limit",
                       kt_dtype_info[t->dtype].scalar_name, to, from);
    kt_wrote(t);
    if (t->dtype == KT_F32 && kt_is_contiguous(t)) {
        uniform_f32(g, (float *)t->data, t->numel, (float)from, (float)to - (float)from);
        return true;
    }
    KtWalk w;
    kt_walk_init(&w, t);
    for (char *p; (p = kt_walk_next(&w));) {
        switch (t->dtype) {
        case KT_F32:
            *(float *)p = __builtin_fmaf(kt_rng_float(g), (float)to - (float)from, (float)from);
            break;
        case KT_F64:
            *(double *)p = fma(kt_rng_double(g), to - from, from);
            break;
        default: { /* f16 has 11 bits of mantissa, bf16 8 */
            int bits = t->dtype == KT_F16 ? 11 : 8;
            double u = (double)(kt_rng_u32(g) & ((1u << bits) - 1)) / (double)(1u << bits);
            float low = (float)from, range = (float)to - (float)from;
            if (t->dtype == KT_BF16) { /* the bounds and their distance are numbers of the type */
                low = rounded(KT_BF16, (float)from);
                range = rounded(KT_BF16, rounded(KT_BF16, (float)to) - low);
            }
            kt_put(t->dtype, p, (float)u * range + low);
        }
        }
    }
    return true;
}

/* ---- normal ---- */

double kt_rng_normal(KtRng *g) {
    if (g->has_normal) {
        g->has_normal = false;
        return g->normal;
    }
    double u1 = kt_rng_double(g), u2 = kt_rng_double(g);
    double r = sqrt(-2.0 * log(1.0 - u2)), theta = TWO_PI * u1;
    g->normal = r * sin(theta);
    g->has_normal = true;
    return r * cos(theta);
}

static void normal_fill_f32(KtCtx *ctx, KtRng *g, float *d, int64_t n, float mean, float std) {
    uniform_f32(g, d, n, 0.0f, 1.0f);
    ctx->kernels->normal_f32(d, n / 16, mean, std);
    if (n % 16) {
        uniform_f32(g, d + n - 16, 16, 0.0f, 1.0f);
        ctx->kernels->normal_f32(d + n - 16, 1, mean, std);
    }
}

static void normal_block_f64(double *d, double mean, double std) {
    for (int j = 0; j < 8; j++) {
        double u1 = 1.0 - d[j], u2 = d[j + 8];
        double r = sqrt(-2.0 * log(u1)), theta = TWO_PI * u2;
        d[j] = fma(r * cos(theta), std, mean);
        d[j + 8] = fma(r * sin(theta), std, mean);
    }
}

static void normal_fill_f64(KtRng *g, double *d, int64_t n, double mean, double std) {
    for (int64_t i = 0; i < n; i++)
        d[i] = kt_rng_double(g);
    for (int64_t i = 0; i + 16 <= n; i += 16)
        normal_block_f64(d + i, mean, std);
    if (n % 16) {
        for (int64_t i = n - 16; i < n; i++)
            d[i] = kt_rng_double(g);
        normal_block_f64(d + n - 16, mean, std);
    }
}

/* Half types: uniforms of their own mantissa. Every named value is of the type, and for bfloat16
 * every intermediate result too: its functions and operators give bfloat16. */
static void normal_block_half(int dtype, char *out, const float *u, float mean, float std) {
    for (int j = 0; j < 8; j++) {
        float u1 = rounded(dtype, 1 - u[j]), l = logf(u1);
        float theta = rounded(dtype, (float)(TWO_PI * (double)u[j + 8]));
        float x[2];
        if (dtype == KT_F16) {
            float r = rounded(dtype, sqrtf(-2 * l));
            x[0] = fmaf(r * cosf(theta), std, mean);
            x[1] = fmaf(r * sinf(theta), std, mean);
        } else {
            float r = rounded(dtype, sqrtf(rounded(dtype, -2 * rounded(dtype, l))));
            float turn[2] = {cosf(theta), sinf(theta)};
            for (int k = 0; k < 2; k++) {
                float by = rounded(dtype, r * rounded(dtype, turn[k]));
                x[k] = rounded(dtype, by * std) + mean;
            }
        }
        kt_put(dtype, out + 2 * j, (double)x[0]);
        kt_put(dtype, out + 2 * (j + 8), (double)x[1]);
    }
}

static void normal_fill_half(KtRng *g, KtTensor *t, float mean, float std) {
    int bits = t->dtype == KT_F16 ? 11 : 8;
    int64_t n = t->numel;
    char *data = t->data;
    mean = rounded(t->dtype, mean);
    std = rounded(t->dtype, std);
    for (int pass = 0; pass < 2; pass++) {
        int64_t first = pass ? n - 16 : 0, end = pass ? n : n - n % 16;
        for (int64_t i = first; i + 16 <= end; i += 16) {
            float u[16];
            for (int k = 0; k < 16; k++)
                u[k] = (float)(kt_rng_u32(g) & ((1u << bits) - 1)) / (float)(1u << bits);
            normal_block_half(t->dtype, data + 2 * i, u, mean, std);
        }
        if (n % 16 == 0) break;
        if (pass == 0) /* the ragged end's first uniforms are drawn and then overwritten */
            for (int64_t k = 0; k < n % 16; k++)
                kt_rng_u32(g);
    }
}

static bool check_std(KtCtx *ctx, double std) {
    return std >= 0 ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "normal expects std >= 0.0, but found std %g", std);
}

bool kt_normal_(KtCtx *ctx, KtRng *g, KtTensor *t, double mean, double std) {
    if (!check_std(ctx, std)) return false;
    if (kt_is_complex_dtype(t->dtype)) { /* as a real tensor of twice the length, variance halved */
        KtTensor *parts = kt_view_as_real(ctx, t);
        bool ok = parts && kt_normal_(ctx, g, parts, mean, std / sqrt(2.0));
        kt_xdecref(ctx, parts);
        return ok;
    }
    if (!kt_random_needs_float(ctx, t, "normal_kernel_cpu")) return false;
    kt_wrote(t);
    if (t->numel >= 16 && kt_is_contiguous(t)) {
        if (t->dtype == KT_F32)
            normal_fill_f32(ctx, g, (float *)t->data, t->numel, (float)mean, (float)std);
        else if (t->dtype == KT_F64)
            normal_fill_f64(g, (double *)t->data, t->numel, mean, std);
        else
            normal_fill_half(g, t, (float)mean, (float)std);
        return true;
    }
    KtWalk w;
    kt_walk_init(&w, t);
    for (char *p; (p = kt_walk_next(&w));)
        kt_put(t->dtype, p, fma(kt_rng_normal(g), std, mean));
    return true;
}

/* ---- other distributions ---- */

typedef double (*Sampler)(KtRng *g, double a, double b);

static bool fill_by(KtTensor *t, KtRng *g, Sampler f, double a, double b) {
    KtWalk w;
    kt_wrote(t);
    kt_walk_init(&w, t);
    for (char *p; (p = kt_walk_next(&w));) {
        if (kt_is_float_dtype(t->dtype)) {
            kt_put(t->dtype, p, f(g, a, b));
        } else {
            KtScalar s = kt_scalar_int((int64_t)f(g, a, b));
            kt_store_scalar(t->dtype, p, &s);
        }
    }
    return true;
}

static double sample_exponential(KtRng *g, double lambda, double unused) {
    (void)unused;
    return -1.0 / lambda * log(1.0 - kt_rng_double(g));
}
static double sample_geometric(KtRng *g, double p, double unused) {
    (void)unused;
    return ceil(log(kt_rng_double(g)) / log(1.0 - p));
}
static double sample_cauchy(KtRng *g, double median, double sigma) {
    return median + sigma * tan(M_PI * (kt_rng_double(g) - 0.5));
}
static double sample_log_normal(KtRng *g, double mean, double std) {
    return exp(fma(kt_rng_normal(g), std, mean));
}

bool kt_exponential_(KtCtx *ctx, KtRng *g, KtTensor *t, double lambda) {
    if (!(lambda >= 0))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "exponential_ expects lambda >= 0.0, but found lambda=%g", lambda);
    if (!kt_random_needs_float(ctx, t, "exponential_cpu")) return false;
    return fill_by(t, g, sample_exponential, lambda, 0);
}

bool kt_geometric_(KtCtx *ctx, KtRng *g, KtTensor *t, double p) {
    if (!(p > 0 && p < 1))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "geometric_ expects p to be in (0, 1), but got p=%g",
                       p);
    if (t->dtype == KT_BOOL || kt_is_complex_dtype(t->dtype))
        return kt_random_needs_float(ctx, t, "geometric_cpu");
    return fill_by(t, g, sample_geometric, p, 0);
}

bool kt_cauchy_(KtCtx *ctx, KtRng *g, KtTensor *t, double median, double sigma) {
    return kt_random_needs_float(ctx, t, "cauchy_cpu") &&
           fill_by(t, g, sample_cauchy, median, sigma);
}

bool kt_log_normal_(KtCtx *ctx, KtRng *g, KtTensor *t, double mean, double std) {
    if (!kt_random_needs_float(ctx, t, "log_normal_cpu")) return false;
    if (!(std > 0))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "log_normal_ expects std > 0.0, but found std=%g",
                       std);
    return fill_by(t, g, sample_log_normal, mean, std);
}
