/* PyTorch's CPU random functions, bit for bit (the streams are PyTorch's builds without MKL).
 *
 * The float32 normal path is in kernel_random.c. Only what PyTorch's AVX2 kernels fuse is a fused
 * multiply-add here; the pragmas keep the compiler from contracting more, so that the stream is the
 * same on every machine. */
#include "kernels.h"
#include "ops.h"
#include "random.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#ifdef __clang__
#pragma STDC FP_CONTRACT OFF
#else
#pragma GCC optimize("fp-contract=off")
#endif

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

static inline float rng_float(KtRng *g) {
    return (float)(kt_rng_u32(g) & 0xffffff) * 0x1p-24f;
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

/* ---- visiting the elements of any tensor in drawing order ---- */

/* Elements in memory order: dimensions sorted by stride, as PyTorch's iterator walks a tensor that
 * it writes to. A contiguous tensor is the row-major special case. */
typedef struct Walk {
    char *at;
    int64_t left, itemsize;
    int ndim;
    int64_t size[KT_MAX_DIMS], step[KT_MAX_DIMS],
        index[KT_MAX_DIMS]; /* innermost first; step in bytes */
} Walk;

static void walk_init(Walk *w, KtTensor *t) {
    w->at = t->data;
    w->left = t->numel;
    w->ndim = 0;
    for (int d = t->ndim - 1; d >= 0; d--) {
        int64_t step = t->strides[d] * t->itemsize, n = t->sizes[d];
        int at = w->ndim++;
        while (at > 0 && llabs(w->step[at - 1]) > llabs(step)) {
            w->step[at] = w->step[at - 1];
            w->size[at] = w->size[at - 1];
            at--;
        }
        w->step[at] = step;
        w->size[at] = n;
    }
    memset(w->index, 0, sizeof w->index);
}

static inline char *walk_next(Walk *w) { /* NULL at the end */
    if (w->left-- <= 0) return NULL;
    char *p = w->at;
    for (int d = 0; d < w->ndim; d++) {
        w->at += w->step[d];
        if (++w->index[d] < w->size[d]) break;
        w->at -= w->step[d] * w->size[d];
        w->index[d] = 0;
    }
    return p;
}

/* For the kernels that PyTorch compiled for bfloat16 but not for half. */
static bool refuse_half(KtCtx *ctx, const KtTensor *t, const char *kernel) {
    return t->dtype != KT_F16 ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for 'Half'", kernel);
}

static bool need_floating(KtCtx *ctx, const KtTensor *t, const char *kernel) {
    if (kt_is_float_dtype(t->dtype)) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", kernel,
                   kt_dtype_info[t->dtype].scalar_name);
}

static inline void wrote(KtTensor *t) {
    t->storage->version++;
}

/* Writes the double v to every kind of float. */
static inline void put(int dtype, char *p, double v) {
    if (dtype == KT_F32) {
        *(float *)p = (float)v;
    } else if (dtype == KT_F64) {
        *(double *)p = v;
    } else {
        KtScalar s = kt_scalar_float(v);
        kt_store_scalar(dtype, p, &s);
    }
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

bool kt_uniform_(KtCtx *ctx, KtRng *g, KtTensor *t, double from, double to) {
    if (kt_is_complex_dtype(t->dtype)) { /* both parts of every number */
        KtTensor *parts = kt_view_as_real(ctx, t);
        bool ok = parts && kt_uniform_(ctx, g, parts, from, to);
        kt_xdecref(ctx, parts);
        return ok;
    }
    if (!need_floating(ctx, t, "check_uniform_bounds")) return false;
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
    wrote(t);
    if (t->dtype == KT_F32 && kt_is_contiguous(t)) {
        uniform_f32(g, (float *)t->data, t->numel, (float)from, (float)to - (float)from);
        return true;
    }
    Walk w;
    walk_init(&w, t);
    for (char *p; (p = walk_next(&w));) {
        switch (t->dtype) {
        case KT_F32:
            *(float *)p = __builtin_fmaf(rng_float(g), (float)to - (float)from, (float)from);
            break;
        case KT_F64:
            *(double *)p = fma(kt_rng_double(g), to - from, from);
            break;
        default: { /* f16 has 11 bits of mantissa, bf16 8 */
            int bits = t->dtype == KT_F16 ? 11 : 8;
            double u = (double)(kt_rng_u32(g) & ((1u << bits) - 1)) / (double)(1u << bits);
            put(t->dtype, p, u * (to - from) + from);
        }
        }
    }
    return true;
}

/* ---- normal ---- */

static double scalar_normal(KtRng *g) {
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

static float rounded(int dtype, float x) {
    return dtype == KT_F16 ? kt_f16_to_float(kt_float_to_f16(x))
                           : kt_bf16_to_float(kt_float_to_bf16(x));
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
        put(dtype, out + 2 * j, (double)x[0]);
        put(dtype, out + 2 * (j + 8), (double)x[1]);
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
    if (!need_floating(ctx, t, "normal_kernel_cpu")) return false;
    wrote(t);
    if (t->numel >= 16 && kt_is_contiguous(t)) {
        if (t->dtype == KT_F32)
            normal_fill_f32(ctx, g, (float *)t->data, t->numel, (float)mean, (float)std);
        else if (t->dtype == KT_F64)
            normal_fill_f64(g, (double *)t->data, t->numel, mean, std);
        else
            normal_fill_half(g, t, (float)mean, (float)std);
        return true;
    }
    Walk w;
    walk_init(&w, t);
    for (char *p; (p = walk_next(&w));)
        put(t->dtype, p, fma(scalar_normal(g), std, mean));
    return true;
}

/* ---- other distributions ---- */

typedef double (*Sampler)(KtRng *g, double a, double b);

static bool fill_by(KtTensor *t, KtRng *g, Sampler f, double a, double b) {
    Walk w;
    wrote(t);
    walk_init(&w, t);
    for (char *p; (p = walk_next(&w));) {
        if (kt_is_float_dtype(t->dtype)) {
            put(t->dtype, p, f(g, a, b));
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
    return exp(fma(scalar_normal(g), std, mean));
}

bool kt_exponential_(KtCtx *ctx, KtRng *g, KtTensor *t, double lambda) {
    if (!(lambda >= 0))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "exponential_ expects lambda >= 0.0, but found lambda=%g", lambda);
    if (!need_floating(ctx, t, "exponential_cpu")) return false;
    return fill_by(t, g, sample_exponential, lambda, 0);
}

bool kt_geometric_(KtCtx *ctx, KtRng *g, KtTensor *t, double p) {
    if (!(p > 0 && p < 1))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "geometric_ expects p to be in (0, 1), but got p=%g",
                       p);
    if (t->dtype == KT_BOOL || kt_is_complex_dtype(t->dtype))
        return need_floating(ctx, t, "geometric_cpu");
    return fill_by(t, g, sample_geometric, p, 0);
}

bool kt_cauchy_(KtCtx *ctx, KtRng *g, KtTensor *t, double median, double sigma) {
    return need_floating(ctx, t, "cauchy_cpu") && fill_by(t, g, sample_cauchy, median, sigma);
}

bool kt_log_normal_(KtCtx *ctx, KtRng *g, KtTensor *t, double mean, double std) {
    if (!need_floating(ctx, t, "log_normal_cpu")) return false;
    if (!(std > 0))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "log_normal_ expects std > 0.0, but found std=%g",
                       std);
    return fill_by(t, g, sample_log_normal, mean, std);
}

static void put_int(int dtype, char *p, int64_t v) {
    if (dtype == KT_I64) {
        *(int64_t *)p = v;
    } else {
        KtScalar s = kt_scalar_int(v);
        kt_store_scalar(dtype, p, &s);
    }
}

/* from + (a random number below range) everywhere. */
static void fill_range(KtRng *g, KtTensor *t, int64_t from, uint64_t range) {
    wrote(t);
    Walk w;
    walk_init(&w, t);
    for (char *p; (p = walk_next(&w));) {
        uint64_t r =
            range >= UINT64_C(1) << 32 ? kt_rng_u64(g) % range : kt_rng_u32(g) % (uint32_t)range;
        put_int(t->dtype, p, (int64_t)(r + (uint64_t)from));
    }
}

/* The largest number of an integer dtype; the last of a floating one up to which none is missing.
 */
static int64_t largest_whole(int dtype) {
    switch (dtype) {
    case KT_BOOL:
        return 1;
    case KT_U8:
        return UINT8_MAX;
    case KT_I8:
        return INT8_MAX;
    case KT_I16:
        return INT16_MAX;
    case KT_I32:
        return INT32_MAX;
    case KT_F16:
        return INT64_C(1) << 11;
    case KT_BF16:
        return INT64_C(1) << 8;
    case KT_F32:
        return INT64_C(1) << 24;
    case KT_F64:
        return INT64_C(1) << 53;
    default:
        return INT64_MAX;
    }
}

/* n as a number of the floating dtype. */
static int64_t as_number(int dtype, int64_t n) {
    char place[8];
    KtScalar s = kt_scalar_int(n);
    kt_store_scalar(dtype, place, &s);
    s = kt_load_scalar(dtype, place);
    double f = kt_scalar_as_double(&s);
    return f >= 0x1p63 ? INT64_MIN : (int64_t)f;
}
/* What lies between numbers of the dtype at n. */
static int64_t spacing(int dtype, int64_t n) {
    int bits = 0;
    for (uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n; size >>= 1;)
        bits++;
    int64_t whole = largest_whole(dtype);
    for (; whole > 1; whole >>= 1)
        bits--;
    return INT64_C(1) << (bits + 1);
}
/* Where a range of such numbers starts and ends that is given by integers: PyTorch steps over one
 * that would be rounded out of it. */
static int64_t first_number(int dtype, int64_t from) {
    int64_t next = as_number(dtype, from + 1);
    return next < from ? next + spacing(dtype, from + 1) : from;
}
static int64_t end_of_numbers(int dtype, int64_t to) {
    int64_t last = as_number(dtype, to - 1);
    return last >= to ? last - spacing(dtype, to - 1) : to;
}
static bool in_range(int dtype, int64_t n) {
    KtScalar s = kt_scalar_int(n);
    if (dtype == KT_BOOL) return n == 0 || n == 1;
    if (dtype == KT_F16) return n >= -65504 && n <= 65504;
    return kt_is_float_dtype(dtype) || kt_scalar_fits(dtype, &s);
}

bool kt_random_range_(KtCtx *ctx, KtRng *g, KtTensor *t, int64_t from, int64_t to) {
    if (from >= to)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "random_ expects 'from' to be less than 'to', but got from=%lld >= to=%lld",
                       (long long)from, (long long)to);
    if (kt_is_complex_dtype(t->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "check_random_bounds handles only integral, floating-point and boolean "
                       "types");
    if (kt_is_float_dtype(t->dtype)) { /* what lies between two numbers becomes one of them */
        from = first_number(t->dtype, from);
        to = end_of_numbers(t->dtype, to);
        if (from >= to)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "random_ expects 'from' casted to dtype to be less than 'to' casted to "
                           "dtype, but got from=%lld >= to=%lld",
                           (long long)from, (long long)to);
    }
    if (!in_range(t->dtype, from) || !in_range(t->dtype, to - 1))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s is out of bounds for %s",
                       in_range(t->dtype, from) ? "to - 1" : "from", kt_cpp_type_name(t->dtype));
    fill_range(g, t, from, (uint64_t)to - (uint64_t)from);
    return true;
}

bool kt_random_from_(KtCtx *ctx, KtRng *g, KtTensor *t, int64_t from) {
    if (from == INT64_MIN) return kt_random_full_(ctx, g, t);
    int64_t top = largest_whole(t->dtype);
    if (kt_is_float_dtype(t->dtype)) from = first_number(t->dtype, from);
    KtScalar lo = kt_scalar_int(from);
    if (from > top && kt_is_inexact_dtype(t->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "random_ expects 'from' casted to dtype to be less than or equal to "
                       "'to_inc' casted to dtype, but got from=%lld > to_inc=%lld",
                       (long long)from, (long long)top);
    bool fits = kt_is_inexact_dtype(t->dtype) ||
                (kt_scalar_fits(t->dtype, &lo) && (from >= 0 || t->dtype != KT_BOOL));
    if (from > top || !fits)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "from is out of bounds for %s",
                       kt_cpp_type_name(t->dtype));
    fill_range(g, t, from, (uint64_t)top - (uint64_t)from + 1);
    return true;
}

bool kt_random_full_(KtCtx *ctx, KtRng *g, KtTensor *t) {
    if (kt_is_complex_dtype(t->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "\"random_\" not implemented for '%s'",
                       kt_dtype_info[t->dtype].scalar_name);
    wrote(t);
    Walk w;
    walk_init(&w, t);
    for (char *p; (p = walk_next(&w));) {
        int64_t v;
        switch (t->dtype) {
        case KT_I64:
            v = (int64_t)(kt_rng_u64(g) % (UINT64_C(1) << 63));
            break;
        case KT_F64:
            v = (int64_t)(kt_rng_u64(g) % ((UINT64_C(1) << 53) + 1));
            break;
        case KT_I32:
            v = kt_rng_u32(g) % (UINT32_C(1) << 31);
            break;
        case KT_I16:
            v = kt_rng_u32(g) % (1u << 15);
            break;
        case KT_I8:
            v = kt_rng_u32(g) % (1u << 7);
            break;
        case KT_U8:
            v = kt_rng_u32(g) % (1u << 8);
            break;
        case KT_BOOL:
            v = kt_rng_u32(g) & 1;
            break;
        case KT_F32:
            v = kt_rng_u32(g) % ((1u << 24) + 1);
            break;
        case KT_F16:
            v = kt_rng_u32(g) % ((1u << 11) + 1);
            break;
        case KT_BF16:
            v = kt_rng_u32(g) % ((1u << 8) + 1);
            break;
        default:
            v = (int64_t)kt_rng_u32(g);
        }
        put_int(t->dtype, p, v);
    }
    return true;
}

/* to[i] = one with probability p, else 0. A draw is 53 bits of two words, compared as the integer
 * that it is: u 2^-53 < p means u < ceil(p 2^53). Whole blocks of words go through a loop that the
 * compiler vectorises. */
KB_VECTORISE static void bernoulli_block(float *restrict to, const uint32_t *restrict words,
                                         int64_t n, uint64_t limit, uint32_t one_bits) {
    for (int64_t i = 0; i < n; i++) {
        uint64_t u = (uint64_t)(words[2 * i] & 0x1fffff) << 32 | words[2 * i + 1];
        uint32_t bits = (uint32_t)((u - limit) >> 63) * one_bits;
        memcpy(&to[i], &bits, sizeof bits);
    }
}

static void bernoulli_f32(KtRng *g, float *to, int64_t n, double p, float one) {
    uint64_t limit = (uint64_t)ceil(p * 0x1p53);
    uint32_t one_bits;
    memcpy(&one_bits, &one, sizeof one);
    while (n > 0) {
        int64_t ready = (624 - g->mt.used) / 2, m = ready < n ? ready : n;
        if (m == 0) { /* one word or none is left in the block */
            uint64_t u = kt_rng_u64(g) & ((UINT64_C(1) << 53) - 1);
            *to = u < limit ? one : 0;
            m = 1;
        } else {
            bernoulli_block(to, g->mt.words + g->mt.used, m, limit, one_bits);
            g->mt.used += (int)(2 * m);
        }
        to += m;
        n -= m;
    }
}

bool kt_dropout_mask(KtCtx *ctx, KtRng *g, KtTensor *mask, double keep) {
    if (mask->dtype == KT_F32 && kt_is_contiguous(mask) && keep > 0) {
        wrote(mask);
        bernoulli_f32(g, (float *)mask->data, mask->numel, keep, 1 / (float)keep);
        return true;
    }
    KtScalar divisor = kt_scalar_float(keep > 0 ? keep : 1);
    if (!kt_bernoulli_(ctx, g, mask, keep)) return false;
    KtTensor *r = kt_binary_ts(ctx, KT_OP_DIV, mask, &divisor, KT_NO_DTYPE, mask);
    kt_xdecref(ctx, r);
    return r != NULL;
}

bool kt_bernoulli_(KtCtx *ctx, KtRng *g, KtTensor *t, double p) {
    if (!(p >= 0 && p <= 1))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "bernoulli_ expects p to be in [0, 1], but got p=%g",
                       p);
    wrote(t);
    if (t->dtype == KT_F32 && kt_is_contiguous(t)) {
        bernoulli_f32(g, (float *)t->data, t->numel, p, 1);
        return true;
    }
    Walk w;
    walk_init(&w, t);
    for (char *q; (q = walk_next(&w));)
        put_int(t->dtype, q, kt_rng_double(g) < p);
    return true;
}

KtTensor *kt_bernoulli(KtCtx *ctx, KtRng *g, const KtTensor *p) {
    if (kt_is_complex_dtype(p->dtype))
        return need_floating(ctx, p, "bernoulli_tensor_cpu_self_"), NULL;
    if (!kt_is_float_dtype(p->dtype)) return need_floating(ctx, p, "bernoulli_tensor_cpu_p_"), NULL;
    KtTensor *c = kt_copy_c(ctx, p);
    if (!c) return NULL;
    for (int64_t i = 0; i < c->numel; i++) {
        char *at = c->data + i * c->itemsize;
        KtScalar s = kt_load_scalar(c->dtype, at);
        double v = kt_scalar_as_double(&s);
        if (!(v >= 0 && v <= 1)) {
            kt_decref(ctx, c);
            return kt_fail_null(
                ctx, KT_RUNTIME_ERROR,
                "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error "
                "message be improved?  If so, please report an enhancement request to PyTorch.)");
        }
        double u = c->dtype == KT_F64 ? kt_rng_double(g) : (double)rng_float(g);
        put(c->dtype, at, u < v ? 1 : 0);
    }
    return c;
}

/* Poisson by multiplication below 10, transformed rejection PTRS above (Hormann 1993). */
static int64_t sample_poisson(KtRng *g, double lam) {
    if (lam >= 10) {
        double slam = sqrt(lam), loglam = log(lam), b = 0.931 + 2.53 * slam,
               a = -0.059 + 0.02483 * b;
        double invalpha = 1.1239 + 1.1328 / (b - 3.4), vr = 0.9277 - 3.6224 / (b - 2);
        for (;;) {
            double u = kt_rng_double(g) - 0.5, v = kt_rng_double(g), us = 0.5 - fabs(u);
            int64_t k = (int64_t)floor((2 * a / us + b) * u + lam + 0.43);
            if (us >= 0.07 && v <= vr) return k;
            if (k < 0 || (us < 0.013 && v > us)) continue;
            if (log(v) + log(invalpha) - log(a / (us * us) + b) <=
                -lam + (double)k * loglam - lgamma((double)k + 1))
                return k;
        }
    }
    if (lam == 0) return 0;
    double enlam = exp(-lam), prod = 1.0;
    for (int64_t x = 0;; x++) {
        prod *= kt_rng_double(g);
        if (prod <= enlam) return x;
    }
}

KtTensor *kt_poisson(KtCtx *ctx, KtRng *g, const KtTensor *rate) {
    if (!kt_is_float_dtype(rate->dtype)) return need_floating(ctx, rate, "poisson_cpu"), NULL;
    if (!refuse_half(ctx, rate, "poisson_cpu")) return NULL;
    KtTensor *c = kt_copy_c(ctx, rate);
    for (int64_t i = 0; c && i < c->numel; i++) {
        char *at = c->data + i * c->itemsize;
        KtScalar s = kt_load_scalar(c->dtype, at);
        double lam = kt_scalar_as_double(&s);
        if (!(lam >= 0)) {
            kt_decref(ctx, c);
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "invalid Poisson rate, expected rate to be non-negative");
        }
        put(c->dtype, at, (double)sample_poisson(g, lam));
    }
    return c;
}

/* Marsaglia and Tsang's rejection. Constants are of single precision, as in PyTorch, and so is all
 * that is computed from a single precision alpha alone. */
static double sample_gamma(KtRng *g, double alpha, bool single) {
    double scale = 1;
    if (alpha < 1) {
        if (alpha == 0) return 0;
        scale *= pow(1 - kt_rng_double(g), single ? (double)(1 / (float)alpha) : 1 / alpha);
        alpha = single ? (double)((float)alpha + 1) : alpha + 1;
    }
    const float third = 1.0f / 3.0f;
    double d = single ? (double)((float)alpha - third) : alpha - (double)third;
    double c = 1 / sqrt(9 * d);
    for (;;) {
        double x, y;
        do {
            x = scalar_normal(g);
            y = 1 + c * x;
        } while (y <= 0);
        double v = y * y * y, u = 1 - kt_rng_double(g), xx = x * x;
        if (u < 1 - (double)0.0331f * xx * xx) return scale * d * v;
        if (log(u) < 0.5 * xx + d * (1 - v + log(v))) return scale * d * v;
    }
}

KtTensor *kt_standard_gamma(KtCtx *ctx, KtRng *g, KtTensor *alpha) {
    if (alpha->dtype != KT_F32 && alpha->dtype != KT_F64)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"gamma_cpu\" not implemented for '%s'",
                            kt_dtype_info[alpha->dtype].scalar_name);
    KtTensor *c = kt_copy_c(ctx, alpha);
    double least = alpha->dtype == KT_F32 ? (double)FLT_MIN : DBL_MIN;
    for (int64_t i = 0; c && i < c->numel; i++) {
        char *at = c->data + i * c->itemsize;
        KtScalar s = kt_load_scalar(c->dtype, at);
        double v = sample_gamma(g, kt_scalar_as_double(&s), c->dtype == KT_F32);
        if (c->dtype == KT_F32) v = (double)(float)v;
        put(c->dtype, at, v > least ? v : least);
    }
    return c;
}

/* Hoermann's transformed rejection (BTRS), for count * p >= 10 and p <= 1/2. */
static double stirling_tail(double k) {
    static const double first[] = {0.0810614667953272582196702, 0.0413406959554092940938221,
                                   0.0276779256849983391487892, 0.0207906721037650931364823,
                                   0.0166446911898211921631948, 0.0138761288230707479593360,
                                   0.0118967099458917700950557, 0.0104112652619720964816910,
                                   0.0092554621827127329177286, 0.0083305634333631317951900};
    if (k <= 9) return first[(int)k];
    double q = (k + 1) * (k + 1);
    return (1. / 12 - (1. / 360 - 1. / 1260 / q) / q) / (k + 1);
}

static double binomial_rejection(KtRng *g, double count, double p) {
    double sd = sqrt(count * p * (1 - p)), b = 1.15 + 2.53 * sd;
    double a = -0.0873 + 0.0248 * b + 0.01 * p, c = count * p + 0.5, vr = 0.92 - 4.2 / b;
    double r = p / (1 - p), alpha = (2.83 + 5.1 / b) * sd, m = floor((count + 1) * p);
    for (;;) {
        double u = kt_rng_double(g) - 0.5, v = kt_rng_double(g), us = 0.5 - fabs(u);
        double k = floor((2 * a / us + b) * u + c);
        if (us >= 0.07 && v <= vr) return k;
        if (k < 0 || k > count) continue;
        v = log(v * alpha / (a / (us * us) + b));
        double bound = (m + 0.5) * log((m + 1) / (r * (count - m + 1))) +
                       (count + 1) * log((count - m + 1) / (count - k + 1)) +
                       (k + 0.5) * log(r * (count - k + 1) / (k + 1)) + stirling_tail(m) +
                       stirling_tail(count - m) - stirling_tail(k) - stirling_tail(count - k);
        if (v <= bound) return k;
    }
}

/* Gaps between successes, which are geometric, until they pass the count. */
static double binomial_gaps(KtRng *g, double count, double p) {
    double log_miss = log1p(-p), passed = 0, hits = 0;
    for (;;) {
        passed += ceil(log(kt_rng_double(g)) / log_miss);
        if (passed > count) return hits;
        hits++;
    }
}

static double sample_binomial(KtRng *g, double count, double p) {
    if (!(count > 0) || !(p > 0)) return count != count || p != p ? NAN : 0;
    if (p >= 1) return count;
    double rare = p <= 0.5 ? p : 1 - p;
    double k =
        count * rare >= 10 ? binomial_rejection(g, count, rare) : binomial_gaps(g, count, rare);
    return p <= 0.5 ? k : count - k;
}

KtTensor *kt_binomial(KtCtx *ctx, KtRng *g, KtTensor *count, KtTensor *prob) {
    if (count->dtype != KT_F32 && count->dtype != KT_F64)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"binomial_cpu\" not implemented for '%s'",
                            kt_dtype_info[count->dtype].scalar_name);
    KtTensor *both[2] = {count, prob};
    int64_t sizes[KT_MAX_DIMS];
    int nd;
    if (!kt_broadcast_shapes(ctx, 2, both, &nd, sizes)) return NULL;
    KtTensor *cx = kt_broadcast_to(ctx, count, nd, sizes), *c = cx ? kt_copy_c(ctx, cx) : NULL,
             *px = c ? kt_broadcast_to(ctx, prob, nd, sizes) : NULL,
             *p = px ? kt_copy_c(ctx, px) : NULL;
    for (int64_t i = 0; p && i < c->numel; i++) {
        char *at = c->data + i * c->itemsize;
        KtScalar n = kt_load_scalar(c->dtype, at),
                 q = kt_load_scalar(p->dtype, p->data + i * p->itemsize);
        put(c->dtype, at, sample_binomial(g, kt_scalar_as_double(&n), kt_scalar_as_double(&q)));
    }
    kt_xdecref(ctx, cx);
    kt_xdecref(ctx, px);
    if (!p) {
        kt_xdecref(ctx, c);
        return NULL;
    }
    kt_decref(ctx, p);
    return c;
}

KtTensor *kt_randperm(KtCtx *ctx, KtRng *g, int64_t n, int dtype) {
    if (n < 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "n must be non-negative, got%lld", (long long)n);
    KtTensor *t = kt_empty(ctx, KT_I64, 1, &n);
    if (!t) return NULL;
    int64_t *a = (int64_t *)t->data;
    for (int64_t i = 0; i < n; i++)
        a[i] = i;
    for (int64_t i = 0; i < n - 1; i++) {
        int64_t z = i + kt_rng_u32(g) % (n - i), tmp = a[i];
        a[i] = a[z];
        a[z] = tmp;
    }
    if (dtype == KT_I64) return t;
    KtTensor *c = kt_cast(ctx, t, dtype);
    kt_decref(ctx, t);
    return c;
}

/* ---- multinomial ---- */

/* multinomial_with: n draws from the running sums. multinomial_without: the n categories with the
 * largest q, in order, where q is p over exponential noise (Gumbel top-k). */
#define MULTINOMIAL(T, SUFFIX)                                                                     \
    static void multinomial_with_##SUFFIX(KtRng *g, const T *p, int64_t n_cat, int64_t n, T *cum,  \
                                          int64_t *out) {                                          \
        T total = 0;                                                                               \
        for (int64_t j = 0; j < n_cat; j++) {                                                      \
            total += p[j];                                                                         \
            cum[j] = total;                                                                        \
        }                                                                                          \
        for (int64_t j = 0; j < n_cat; j++)                                                        \
            cum[j] /= total;                                                                       \
        cum[n_cat - 1] = 1;                                                                        \
        for (int64_t i = 0; i < n; i++) {                                                          \
            double u = kt_rng_double(g);                                                           \
            int64_t lo = 0, hi = n_cat;                                                            \
            while (hi - lo > 0) {                                                                  \
                int64_t mid = lo + (hi - lo) / 2;                                                  \
                if ((double)cum[mid] < u)                                                          \
                    lo = mid + 1;                                                                  \
                else                                                                               \
                    hi = mid;                                                                      \
            }                                                                                      \
            out[i] = lo;                                                                           \
        }                                                                                          \
    }                                                                                              \
    static void multinomial_without_##SUFFIX(T *q, int64_t n_cat, int64_t n, int64_t *out) {       \
        for (int64_t i = 0; i < n; i++) {                                                          \
            int64_t best = 0;                                                                      \
            for (int64_t j = 1; j < n_cat; j++)                                                    \
                if (q[j] > q[best]) best = j;                                                      \
            out[i] = best;                                                                         \
            q[best] = -(T)INFINITY;                                                                \
        }                                                                                          \
    }                                                                                              \
    static bool multinomial_row_##SUFFIX(KtCtx *ctx, const T *p, int64_t n_cat) {                  \
        double sum = 0;                                                                            \
        for (int64_t j = 0; j < n_cat; j++) {                                                      \
            if (!(p[j] >= 0) || isinf(p[j]))                                                       \
                return kt_fail(ctx, KT_RUNTIME_ERROR,                                              \
                               "probability tensor contains either `inf`, `nan` or element < 0");  \
            sum += (double)p[j];                                                                   \
        }                                                                                          \
        return sum > 0 || kt_fail(ctx, KT_RUNTIME_ERROR,                                           \
                                  "invalid multinomial distribution (sum of probabilities <= 0)"); \
    }
MULTINOMIAL(float, f32)
MULTINOMIAL(double, f64)

static bool multinomial_check(KtCtx *ctx, const KtTensor *p, int64_t n, bool replacement) {
    if (p->ndim != 1 && p->ndim != 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "prob_dist must be 1 or 2 dim");
    if (!kt_is_float_dtype(p->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "multinomial only supports floating-point dtypes for input, got: %s",
                       kt_dtype_info[p->dtype].scalar_name);
    if (n <= 0) return kt_fail(ctx, KT_RUNTIME_ERROR, "cannot sample n_sample <= 0 samples");
    if (!replacement && n > p->sizes[p->ndim - 1])
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
    if (p->dtype == KT_F16 && !(p->ndim == 2 && p->sizes[0] == 0))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "multinomial is not implemented for half on CPU");
    return true;
}

/* p over exponential noise, which is drawn in the order in which p lies in memory: numbers of
 * dtype, dense. */
static KtTensor *over_noise(KtCtx *ctx, KtRng *g, KtTensor *p, int dtype) {
    KtTensor *noise = kt_empty_like_order(ctx, p, p->dtype), *q = NULL;
    if (noise && kt_exponential_(ctx, g, noise, 1.0))
        q = kt_binary(ctx, KT_OP_DIV, p, noise, KT_NO_DTYPE, noise);
    kt_xdecref(ctx, noise);
    KtTensor *wide = q ? kt_cast(ctx, q, dtype) : NULL, *r = wide ? kt_contiguous(ctx, wide) : NULL;
    kt_xdecref(ctx, q);
    kt_xdecref(ctx, wide);
    return r;
}

KtTensor *kt_multinomial(KtCtx *ctx, KtRng *g, const KtTensor *p, int64_t n, bool replacement) {
    if (!multinomial_check(ctx, p, n, replacement)) return NULL;
    int64_t rows = p->ndim == 2 ? p->sizes[0] : 1, n_cat = p->sizes[p->ndim - 1];
    bool wide = p->dtype == KT_F64;
    KtTensor *f = kt_cast(ctx, (KtTensor *)(uintptr_t)p, wide ? KT_F64 : KT_F32),
             *c = f ? kt_contiguous(ctx, f) : NULL;
    KtTensor *q = NULL;
    int64_t sizes[2] = {rows, n};
    KtTensor *out = c ? kt_empty(ctx, KT_I64, p->ndim, p->ndim == 2 ? sizes : sizes + 1) : NULL;
    bool ok = out != NULL;
    for (int64_t r = 0; ok && r < rows; r++)
        ok = wide ? multinomial_row_f64(ctx, (double *)c->data + r * n_cat, n_cat)
                  : multinomial_row_f32(ctx, (float *)c->data + r * n_cat, n_cat);
    if (ok)
        q = replacement ? kt_empty_like(ctx, c, c->dtype)
                        : over_noise(ctx, g, (KtTensor *)(uintptr_t)p, c->dtype);
    ok = ok && q;
    for (int64_t r = 0; ok && r < rows; r++) {
        char *pr = c->data + r * n_cat * c->itemsize, *qr = q->data + r * n_cat * c->itemsize;
        int64_t *o = (int64_t *)out->data + r * n;
        if (replacement && wide)
            multinomial_with_f64(g, (double *)pr, n_cat, n, (double *)qr, o);
        else if (replacement)
            multinomial_with_f32(g, (float *)pr, n_cat, n, (float *)qr, o);
        else if (wide)
            multinomial_without_f64((double *)qr, n_cat, n, o);
        else
            multinomial_without_f32((float *)qr, n_cat, n, o);
    }
    kt_xdecref(ctx, f);
    kt_xdecref(ctx, c);
    kt_xdecref(ctx, q);
    if (!ok && out) {
        kt_decref(ctx, out);
        out = NULL;
    }
    return out;
}
