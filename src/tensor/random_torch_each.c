/* PyTorch's draws with a parameter of its own for each element, and choices: bernoulli, dropout's
 * masks, poisson, gamma, binomial, multinomial. */
#include "ops.h"

#include <float.h>
#include <math.h>

#include "random_torch.h"

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
        kt_wrote(mask);
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
    kt_wrote(t);
    if (t->dtype == KT_F32 && kt_is_contiguous(t)) {
        bernoulli_f32(g, (float *)t->data, t->numel, p, 1);
        return true;
    }
    KtWalk w;
    kt_walk_init(&w, t);
    for (char *q; (q = kt_walk_next(&w));)
        kt_put_int(t->dtype, q, kt_rng_double(g) < p);
    return true;
}

KtTensor *kt_bernoulli(KtCtx *ctx, KtRng *g, const KtTensor *p) {
    if (kt_is_complex_dtype(p->dtype))
        return kt_random_needs_float(ctx, p, "bernoulli_tensor_cpu_self_"), NULL;
    if (!kt_is_float_dtype(p->dtype))
        return kt_random_needs_float(ctx, p, "bernoulli_tensor_cpu_p_"), NULL;
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
        double u = c->dtype == KT_F64 ? kt_rng_double(g) : (double)kt_rng_float(g);
        kt_put(c->dtype, at, u < v ? 1 : 0);
    }
    return c;
}

/* For the kernels that PyTorch compiled for bfloat16 but not for half. */
static bool refuse_half(KtCtx *ctx, const KtTensor *t, const char *kernel) {
    return t->dtype != KT_F16 ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for 'Half'", kernel);
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
    if (!kt_is_float_dtype(rate->dtype))
        return kt_random_needs_float(ctx, rate, "poisson_cpu"), NULL;
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
        kt_put(c->dtype, at, (double)sample_poisson(g, lam));
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
            x = kt_rng_normal(g);
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
        kt_put(c->dtype, at, v > least ? v : least);
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
        kt_put(c->dtype, at, sample_binomial(g, kt_scalar_as_double(&n), kt_scalar_as_double(&q)));
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
    /* What is wrong with a row's entries, or, entries aside, with their sum; NULL: nothing. */    \
    static const char *multinomial_row_##SUFFIX(const T *p, int64_t n_cat, bool replacement,       \
                                                bool entries) {                                    \
        double sum = 0;                                                                            \
        for (int64_t j = 0; j < n_cat; j++) {                                                      \
            if (entries && (!(p[j] >= 0) || isinf(p[j])))                                          \
                return !replacement   ? "probability tensor contains either `inf`, `nan` or "      \
                                        "element < 0"                                              \
                       : !(p[j] >= 0) ? "invalid multinomial distribution (encountering "          \
                                        "probability entry < 0)"                                   \
                                      : "invalid multinomial distribution (encountering "          \
                                        "probability entry = infinity or NaN)";                    \
            sum += (double)p[j];                                                                   \
        }                                                                                          \
        if (entries && !replacement) return NULL;                                                  \
        return sum > 0 ? NULL : "invalid multinomial distribution (sum of probabilities <= 0)";    \
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
    if (p->sizes[p->ndim - 1] > 1 << 24)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "number of categories cannot exceed 2^24");
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
    for (int64_t k = 0; ok && k < (replacement ? rows : 2 * rows); k++) {
        const char *row = c->data + k % rows * n_cat * c->itemsize,
                   *wrong = wide ? multinomial_row_f64((const double *)(const void *)row, n_cat,
                                                       replacement, k < rows)
                                 : multinomial_row_f32((const float *)(const void *)row, n_cat,
                                                       replacement, k < rows);
        ok = !wrong || kt_fail(ctx, KT_RUNTIME_ERROR, "%s", wrong);
    }
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
