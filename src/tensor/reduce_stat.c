/* Statistics: variance, norms, extremes with their index, medians, modes, quantiles. */
#include <math.h>
#include <string.h>

#include "ew.h"
#include "lines.h"
#include "memory.h"
#include "shape.h"

/* ---- variance ---- */

typedef struct Moments {
    int64_t n;
    double mean, m2;
} Moments;

static double load_double(int dtype, const char *p) {
    switch (dtype) {
    case KT_F32:
        return (double)*(const float *)p;
    case KT_F64:
        return *(const double *)p;
    default: {
        KtScalar s = kt_load_scalar(dtype, p);
        return kt_scalar_as_double(&s);
    }
    }
}

/* Welford's update, as PyTorch when several outputs are wanted. */
static void welford(Moments *m, double x) {
    double delta = x - m->mean;
    m->n++;
    double mean = m->mean + delta / (double)m->n;
    m->m2 = fma(delta, x - mean, m->m2);
    m->mean = mean;
}

/* Puts the reduced dimensions last and merges them: result is (outer..., n). */
static KtTensor *reduced_last(KtCtx *ctx, KtTensor *a, uint64_t reduced) {
    int order[KT_MAX_DIMS], n = 0;
    int64_t sizes[KT_MAX_DIMS + 1], inner = 1;
    int nd = 0;
    for (int d = 0; d < a->ndim; d++)
        if (!(reduced >> d & 1)) {
            order[n++] = d;
            sizes[nd++] = a->sizes[d];
        }
    int kept = n;
    for (int d = 0; d < a->ndim; d++) {
        if (!(reduced >> d & 1)) continue;
        int at = n++; /* by stride: elements are met in memory order */
        for (; at > kept && a->strides[order[at - 1]] < a->strides[d]; at--)
            order[at] = order[at - 1];
        order[at] = d;
        inner *= a->sizes[d];
    }
    sizes[nd++] = inner;
    KtTensor *p = kt_permute(ctx, a, n, order);
    KtTensor *r = p ? kt_reshape(ctx, p, nd, sizes) : NULL;
    kt_xdecref(ctx, p);
    return r;
}

/* Gives a result computed over merged dimensions its keepdim shape; takes the reference over. */
static KtTensor *with_kept_dims(KtCtx *ctx, KtTensor *r, const KtTensor *a, uint64_t reduced,
                                bool keepdim) {
    if (!r || !keepdim) return r;
    int64_t sizes[KT_MAX_DIMS];
    for (int d = 0; d < a->ndim; d++)
        sizes[d] = reduced >> d & 1 ? 1 : a->sizes[d];
    KtTensor *v = kt_reshape(ctx, r, a->ndim, sizes);
    if (v) v->flags &= (uint8_t)~KT_T_VIEW;
    kt_decref(ctx, r);
    return v;
}

typedef struct VarArgs {
    int dtype;
    int64_t n, step;
    double correction;
    bool take_sqrt, two_pass;
    double mean; /* two_pass */
} VarArgs;

static void var_line(void *arg, char *const *p) {
    const VarArgs *v = arg;
    const char *at = p[1];
    double m2 = 0;
    if (v->two_pass) {
        for (int64_t i = 0; i < v->n; i++, at += v->step) {
            double d = load_double(v->dtype, at) - v->mean;
            m2 += d * d;
        }
    } else {
        Moments m = {0};
        for (int64_t i = 0; i < v->n; i++, at += v->step)
            welford(&m, load_double(v->dtype, at));
        m2 = m.m2;
    }
    double divisor = (double)v->n - v->correction;
    double r = v->n ? m2 / (divisor > 0 ? divisor : 0) : NAN;
    if (v->take_sqrt) r = sqrt(r);
    KtScalar s = kt_scalar_float(r);
    kt_store_scalar(v->dtype, p[0], &s);
}

static KtTensor *var_torch(KtCtx *ctx, KtTensor *a, uint64_t reduced, double correction,
                           bool keepdim, bool take_sqrt) {
    KtTensor *x = reduced_last(ctx, a, reduced);
    if (!x) return NULL;
    KtTensor *r = kt_empty(ctx, a->dtype, x->ndim - 1, x->sizes), *r1 = NULL;
    int last = x->ndim - 1;
    VarArgs v = {.dtype = a->dtype,
                 .n = x->sizes[last],
                 .step = x->strides[last] * (int64_t)x->itemsize,
                 .correction = correction,
                 .take_sqrt = take_sqrt,
                 .two_pass = false};
    bool ok = r != NULL;
    if (ok && r->numel == 1 && a->dtype >= KT_F32 && v.n > 0) {
        KtTensor *mean = kt_reduce(ctx, KT_OP_MEAN, x, NULL, 0, false, KT_NO_DTYPE, NULL);
        ok = mean != NULL;
        if (ok) {
            v.two_pass = true;
            v.mean = load_double(mean->dtype, mean->data);
            kt_decref(ctx, mean);
        }
    }
    if (ok) {
        r1 = kt_unsqueeze(ctx, r, -1);
        KtTensor *both[2] = {r1, x};
        if (r1 && r->numel) kt_for_lines(last, 2, both, var_line, &v);
        ok = r1 != NULL;
    }
    kt_xdecref(ctx, r1);
    kt_decref(ctx, x);
    if (!ok) {
        kt_xdecref(ctx, r);
        return NULL;
    }
    return with_kept_dims(ctx, r, a, reduced, keepdim);
}

/* p: where the variance and the mean go, the line. */
static void moments_line(void *arg, char *const *p) {
    const VarArgs *v = arg;
    const char *at = p[2];
    Moments m = {0};
    for (int64_t i = 0; i < v->n; i++, at += v->step)
        welford(&m, load_double(v->dtype, at));
    double divisor = (double)v->n - v->correction, r = m.m2 / (divisor > 0 ? divisor : 0);
    KtScalar var = kt_scalar_float(v->take_sqrt ? sqrt(r) : r), mean = kt_scalar_float(m.mean);
    kt_store_scalar(v->dtype, p[0], &var);
    kt_store_scalar(v->dtype, p[1], &mean);
}
/* Puts the elements of r, which has one dimension more, into t as if they had always been there. */
static bool settle(KtCtx *ctx, KtTensor *t, KtTensor *r) {
    uint32_t version = t->storage->version;
    KtTensor *shaped = kt_reshape(ctx, r, t->ndim, t->sizes);
    bool ok = shaped && kt_copy(ctx, t, shaped);
    t->storage->version = version;
    kt_xdecref(ctx, shaped);
    return ok;
}
static bool moments_of(KtCtx *ctx, KtTensor *a, uint64_t reduced, double correction, bool take_sqrt,
                       KtTensor *var, KtTensor *mean) {
    KtTensor *x = reduced_last(ctx, a, reduced);
    if (!x) return false;
    int last = x->ndim - 1;
    int64_t sizes[KT_MAX_DIMS + 1];
    memcpy(sizes, x->sizes, sizeof(int64_t) * (size_t)last);
    sizes[last] = 1;
    VarArgs v = {.dtype = a->dtype,
                 .n = x->sizes[last],
                 .step = x->strides[last] * (int64_t)x->itemsize,
                 .correction = correction,
                 .take_sqrt = take_sqrt};
    KtTensor *all[3] = {kt_empty(ctx, a->dtype, x->ndim, sizes),
                        kt_empty(ctx, a->dtype, x->ndim, sizes), x};
    bool ok = all[0] && all[1];
    if (ok) kt_for_lines(last, 3, all, moments_line, &v);
    ok = ok && settle(ctx, var, all[0]) && settle(ctx, mean, all[1]);
    for (int i = 0; i < 3; i++)
        kt_xdecref(ctx, all[i]);
    return ok;
}
/* Of complex numbers for each part, the variances added. */
static bool moments_of_parts(KtCtx *ctx, KtTensor *a, uint64_t reduced, double correction,
                             bool take_sqrt, KtTensor *var, KtTensor *mean) {
    KtTensor *x[2] = {kt_real(ctx, a), kt_imag(ctx, a)},
             *m[2] = {kt_real(ctx, mean), kt_imag(ctx, mean)}, *v[2] = {NULL, NULL}, *sum = NULL;
    bool ok = true;
    for (int i = 0; i < 2; i++) {
        v[i] = x[i] && m[i] ? kt_empty(ctx, var->dtype, var->ndim, var->sizes) : NULL;
        ok = ok && v[i] && moments_of(ctx, x[i], reduced, correction, false, v[i], m[i]);
    }
    if (ok) sum = kt_binary(ctx, KT_OP_ADD, v[0], v[1], KT_NO_DTYPE, NULL);
    if (sum && take_sqrt) {
        KtTensor *root = kt_unary(ctx, KT_OP_SQRT, sum, KT_NO_DTYPE, NULL);
        kt_decref(ctx, sum);
        sum = root;
    }
    ok = sum && settle(ctx, var, sum);
    for (int i = 0; i < 2; i++) {
        kt_xdecref(ctx, x[i]);
        kt_xdecref(ctx, m[i]);
        kt_xdecref(ctx, v[i]);
    }
    kt_xdecref(ctx, sum);
    return ok;
}
bool kt_moments(KtCtx *ctx, KtTensor *a, const int *dims, int n_dims, double correction,
                bool take_sqrt, KtTensor *var, KtTensor *mean) {
    uint64_t mask;
    if (a->numel == 0 || a->dtype < KT_F32 || a->dtype > KT_C128) return true;
    if (!kt_dims_mask(ctx, n_dims ? dims : NULL, n_dims, a->ndim, &mask)) return false;
    return (kt_is_complex_dtype(a->dtype) ? moments_of_parts : moments_of)(ctx, a, mask, correction,
                                                                           take_sqrt, var, mean);
}

/* NumPy's own composition: mean, deviations, squares, sum, division. */
static KtTensor *var_numpy(KtCtx *ctx, KtTensor *a, const int *dims, int n_dims, double correction,
                           bool keepdim, bool take_sqrt, int dtype) {
    int work = dtype >= 0 ? dtype : kt_is_inexact_dtype(a->dtype) ? a->dtype : KT_F64;
    uint64_t mask;
    if (!kt_dims_mask(ctx, dims, n_dims, a->ndim, &mask)) return NULL;
    int64_t n = 1;
    for (int d = 0; d < a->ndim; d++)
        if (mask >> d & 1) n *= a->sizes[d];
    if ((double)n - correction <= 0 &&
        !kt_warn(ctx, KT_RUNTIME_WARNING, "Degrees of freedom <= 0 for slice"))
        return NULL;
    int carry = work == KT_F16 ? KT_F32 : work;
    KtTensor *x = kt_cast(ctx, a, carry);
    KtTensor *sum = x ? kt_reduce(ctx, KT_OP_SUM, x, dims, n_dims, true, KT_NO_DTYPE, NULL) : NULL;
    KtScalar count = kt_scalar_float((double)n);
    KtTensor *mean = sum ? kt_binary_ts(ctx, KT_OP_DIV, sum, &count, sum->dtype, NULL) : NULL;
    KtTensor *dev = mean ? kt_binary(ctx, KT_OP_SUB, x, mean, x->dtype, NULL) : NULL;
    KtTensor *sq = NULL;
    if (dev && kt_is_complex_dtype(dev->dtype)) {
        KtTensor *re = kt_real(ctx, dev), *im = re ? kt_imag(ctx, dev) : NULL;
        KtTensor *a2 = im ? kt_binary(ctx, KT_OP_MUL, re, re, KT_NO_DTYPE, NULL) : NULL;
        KtTensor *b2 = a2 ? kt_binary(ctx, KT_OP_MUL, im, im, KT_NO_DTYPE, NULL) : NULL;
        sq = b2 ? kt_binary(ctx, KT_OP_ADD, a2, b2, KT_NO_DTYPE, NULL) : NULL;
        kt_xdecref(ctx, re);
        kt_xdecref(ctx, im);
        kt_xdecref(ctx, a2);
        kt_xdecref(ctx, b2);
    } else if (dev) {
        sq = kt_binary(ctx, KT_OP_MUL, dev, dev, KT_NO_DTYPE, dev);
    }
    KtTensor *total =
        sq ? kt_reduce(ctx, KT_OP_SUM, sq, dims, n_dims, keepdim, KT_NO_DTYPE, NULL) : NULL;
    double divisor = (double)n - correction;
    KtScalar div = kt_scalar_float(divisor > 0 ? divisor : 0);
    KtTensor *r = total ? kt_binary_ts(ctx, KT_OP_DIV, total, &div, total->dtype, NULL) : NULL;
    KtTensor *root = r && take_sqrt ? kt_unary(ctx, KT_OP_SQRT, r, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, sum);
    kt_xdecref(ctx, mean);
    kt_xdecref(ctx, dev);
    kt_xdecref(ctx, sq);
    kt_xdecref(ctx, total);
    if (take_sqrt) {
        kt_xdecref(ctx, r);
        r = root;
    }
    if (r && carry != work) {
        KtTensor *c = kt_cast(ctx, r, work);
        kt_decref(ctx, r);
        r = c;
    }
    return r;
}

KtTensor *kt_var(KtCtx *ctx, KtTensor *a, const int *dims, int n_dims, double correction,
                 bool keepdim, bool take_sqrt, int dtype, KtTensor *out) {
    KtTensor *r;
    if (ctx->numpy) {
        r = var_numpy(ctx, a, dims, n_dims, correction, keepdim, take_sqrt, dtype);
    } else {
        if (n_dims == 0) dims = NULL;
        uint64_t mask;
        if (!kt_dims_mask(ctx, dims, n_dims, a->ndim, &mask)) return NULL;
        if (!kt_is_inexact_dtype(a->dtype))
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "std and var only support floating point and complex dtypes");
        if (kt_is_complex_dtype(a->dtype)) { /* of both parts, added */
            KtTensor *re = kt_real(ctx, a), *im = kt_imag(ctx, a);
            KtTensor *vr = re ? var_torch(ctx, re, mask, correction, keepdim, false) : NULL;
            KtTensor *vi = im ? var_torch(ctx, im, mask, correction, keepdim, false) : NULL;
            r = vr && vi ? kt_binary(ctx, KT_OP_ADD, vr, vi, KT_NO_DTYPE, NULL) : NULL;
            if (r && take_sqrt) {
                KtTensor *root = kt_unary(ctx, KT_OP_SQRT, r, KT_NO_DTYPE, NULL);
                kt_decref(ctx, r);
                r = root;
            }
            kt_xdecref(ctx, re);
            kt_xdecref(ctx, im);
            kt_xdecref(ctx, vr);
            kt_xdecref(ctx, vi);
        } else {
            r = var_torch(ctx, a, mask, correction, keepdim, take_sqrt);
        }
    }
    if (!r || !out) return r;
    bool ok = kt_copy(ctx, out, r);
    kt_decref(ctx, r);
    return ok ? kt_incref(out) : NULL;
}

/* ---- norms ---- */

typedef struct NormArgs {
    int dtype, out_dtype;
    int64_t n, step;
    double p;
    bool whole; /* one run of memory: PyTorch has vector code for 2-norms of short floats */
} NormArgs;

static double magnitude_at(int dtype, const char *p) {
    if (kt_is_complex_dtype(dtype)) {
        KtScalar s = kt_load_scalar(dtype, p);
        return hypot(s.c.re, s.c.im);
    }
    return fabs(load_double(dtype, p));
}

/* In float throughout: over a whole run eight lanes, then in order, of which PyTorch's compiler
 * took four products at a time; else one by one. */
static float norm2_f32(const float *a, const NormArgs *k) {
    float lane[8] = {0}, total = 0;
    int64_t i = 0, n = k->n;
    if (k->whole) {
        for (; i + 8 <= n; i += 8)
            for (int l = 0; l < 8; l++)
                lane[l] = fmaf(a[i + l], a[i + l], lane[l]);
        for (int l = 0; l < 8; l++)
            total += lane[l];
        for (; i + 4 <= n; i += 4)
            for (int l = 0; l < 4; l++)
                total += a[i + l] * a[i + l];
        a += i;
    }
    for (; i < n; i++, a = (const float *)((const char *)a + k->step))
        total = fmaf(*a, *a, total);
    return sqrtf(total);
}

static float norm_f32(const NormArgs *k, const char *at) {
    float acc = 0, p = (float)k->p;
    for (int64_t i = 0; i < k->n; i++, at += k->step) {
        const float *x = (const float *)(const void *)at;
        float m = k->dtype == KT_C64 ? hypotf(x[0], x[1]) : fabsf(*x);
        if (k->p == 2)
            acc = fmaf(m, m, acc);
        else
            acc += k->p == 0 ? m != 0 : k->p == 1 ? m : powf(m, p);
    }
    return k->p == 2 ? sqrtf(acc) : k->p == 0 || k->p == 1 ? acc : powf(acc, 1 / p);
}

static float round_16(int dtype, float f) {
    return dtype == KT_F16 ? kt_f16_to_float(kt_float_to_f16(f))
                           : kt_bf16_to_float(kt_float_to_bf16(f));
}

/* Norms of 16-bit numbers round every step to their type; only powers of halves stay floats until
 * they are added. A 2-norm of bfloat16s side by side is carried in float. */
static float norm_16(const NormArgs *k, const char *at) {
    const int t = k->dtype;
    float acc = 0, p = round_16(t, (float)k->p);
    const bool carried = k->p == 2 && t == KT_BF16 && k->whole;
    for (int64_t i = 0; i < k->n; i++, at += k->step) {
        float m = (float)magnitude_at(t, at);
        if (carried) {
            acc = fmaf(m, m, acc);
            continue;
        }
        float term = k->p == 0 ? m != 0 : k->p == 1 ? m : k->p == 2 ? m * m : powf(m, p);
        if (k->p == 2 || t == KT_BF16) term = round_16(t, term);
        acc = round_16(t, acc + term);
    }
    if (k->p == 0 || k->p == 1) return acc;
    return k->p == 2 ? sqrtf(acc) : powf(acc, round_16(t, 1 / p));
}

static double norm_of(const NormArgs *k, const char *at) {
    double acc = k->p == -INFINITY ? INFINITY : 0;
    if ((k->dtype == KT_F16 || k->dtype == KT_BF16) && !isinf(k->p)) return (double)norm_16(k, at);
    if (k->p == 2 && k->dtype == KT_F32) return (double)norm2_f32((const float *)at, k);
    if ((k->dtype == KT_F32 || k->dtype == KT_C64) && !isinf(k->p)) return (double)norm_f32(k, at);
    for (int64_t i = 0; i < k->n; i++, at += k->step) {
        double m = magnitude_at(k->dtype, at);
        if (k->p == INFINITY)
            acc = m > acc || m != m ? m : acc;
        else if (k->p == -INFINITY)
            acc = m < acc || m != m ? m : acc;
        else if (k->p == 0)
            acc += m != 0;
        else if (k->p == 1)
            acc += m;
        else if (k->p == 2)
            acc = fma(m, m, acc);
        else
            acc += pow(m, k->p);
    }
    if (k->p == 2) return sqrt(acc);
    if (k->p == 0 || k->p == 1 || isinf(k->p)) return acc;
    return pow(acc, 1 / k->p);
}

static void norm_line(void *arg, char *const *p) {
    const NormArgs *k = arg;
    KtScalar s = kt_scalar_float(norm_of(k, p[1]));
    kt_store_scalar(k->out_dtype, p[0], &s);
}

KtTensor *kt_norm(KtCtx *ctx, KtTensor *a, double p, const int *dims, int n_dims, bool keepdim,
                  int dtype) {
    uint64_t mask;
    if (!ctx->numpy) p = (double)(float)p; /* as torch keeps it, also for doubles */
    if (n_dims == 0) dims = NULL;
    if (!kt_dims_mask(ctx, dims, n_dims, a->ndim, &mask)) return NULL;
    KtTensor *x = NULL;
    if (dtype >= 0 || !kt_is_inexact_dtype(a->dtype)) {
        if (!ctx->numpy && dtype < 0)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "linalg.vector_norm: Expected a floating point or complex tensor "
                                "as input. Got %s",
                                kt_dtype_info[a->dtype].scalar_name);
        x = kt_cast(ctx, a, dtype >= 0 ? dtype : KT_F64);
    } else {
        x = kt_incref(a);
    }
    if (x && isinf(p) && kt_is_complex_dtype(x->dtype)) { /* the extreme of what abs() gives */
        KtTensor *sizes = kt_unary(ctx, KT_OP_ABS, x, KT_NO_DTYPE, NULL);
        kt_decref(ctx, x);
        x = sizes;
    }
    KtTensor *m = x ? reduced_last(ctx, x, mask) : NULL;
    KtTensor *r = m ? kt_empty(ctx, kt_real_dtype(x->dtype), m->ndim - 1, m->sizes) : NULL;
    KtTensor *r1 = r ? kt_unsqueeze(ctx, r, -1) : NULL;
    if (r1) {
        int last = m->ndim - 1;
        NormArgs k = {m->dtype,
                      r->dtype,
                      m->sizes[last],
                      m->strides[last] * (int64_t)m->itemsize,
                      p,
                      m->strides[last] == 1 && m->storage == x->storage};
        KtTensor *both[2] = {r1, m};
        if (r->numel) kt_for_lines(last, 2, both, norm_line, &k);
    } else {
        kt_xdecref(ctx, r);
        r = NULL;
    }
    kt_xdecref(ctx, r1);
    kt_xdecref(ctx, m);
    r = with_kept_dims(ctx, r, a, mask, keepdim);
    kt_xdecref(ctx, x);
    return r;
}

/* ---- extremes with their index ---- */

/* ---- medians and modes: from a sorted copy ---- */

typedef struct Middle {
    KtOp op;
    int dtype;
    int64_t n, value_step, index_step;
} Middle;

static bool nan_at(int dtype, const char *p) {
    return kt_is_float_dtype(dtype) && isnan(load_double(dtype, p));
}

/* p = {value out, index out, sorted values, their indices}; nan sort last */
static void middle_line(void *arg, char *const *p) {
    const Middle *m = arg;
    int64_t at = (m->n - 1) / 2, first_nan = m->n;
    while (first_nan > 0 && nan_at(m->dtype, p[2] + (first_nan - 1) * m->value_step))
        first_nan--;
    if (m->op == KT_OP_NANMEDIAN)
        at = first_nan ? (first_nan - 1) / 2 : 0;
    else if (first_nan < m->n)
        at = first_nan;
    memcpy(p[0], p[2] + at * m->value_step, kt_dtype_size(m->dtype));
    *(int64_t *)p[1] = *(const int64_t *)(p[3] + at * m->index_step);
}

static bool equal_at(int dtype, const char *x, const char *y) {
    return kt_is_float_dtype(dtype) ? load_double(dtype, x) == load_double(dtype, y)
                                    : memcmp(x, y, kt_dtype_size(dtype)) == 0;
}

/* Up to so many elements PyTorch sorts by insertion, where nan, less than nothing, stays put. */
#define INSERTION_LIMIT 16

/* The places of a sorted line's elements in that order; values at v, original indices at ix. */
static void insertion_order(const Middle *m, const char *v, const char *ix, int64_t *order) {
    double value[INSERTION_LIMIT];
    int64_t place[INSERTION_LIMIT];
    for (int64_t i = 0; i < m->n; i++) {
        int64_t at = *(const int64_t *)(ix + i * m->index_step);
        value[at] = load_double(m->dtype, v + i * m->value_step);
        place[at] = i;
    }
    int64_t sorted[INSERTION_LIMIT];
    for (int64_t i = 0; i < m->n; i++) {
        int64_t j = i;
        bool least = i > 0 && value[i] < value[sorted[0]];
        for (; j > 0 && (least || value[i] < value[sorted[j - 1]]); j--)
            sorted[j] = sorted[j - 1];
        sorted[j] = i;
    }
    for (int64_t i = 0; i < m->n; i++)
        order[i] = place[sorted[i]];
}

static void mode_line(void *arg, char *const *p) {
    const Middle *m = arg;
    size_t size = kt_dtype_size(m->dtype);
    int64_t best_at = 0, best_count = 0, start = 0, order[INSERTION_LIMIT];
    bool reordered = m->n <= INSERTION_LIMIT && nan_at(m->dtype, p[2] + (m->n - 1) * m->value_step);
    if (reordered) insertion_order(m, p[2], p[3], order);
    for (int64_t i = 1; i <= m->n; i++) {
        const char *x = p[2] + (reordered ? order[i - 1] : i - 1) * m->value_step;
        const char *y = i < m->n ? p[2] + (reordered ? order[i] : i) * m->value_step : NULL;
        if (y && equal_at(m->dtype, x, y)) continue;
        if (i - start > best_count) {
            best_count = i - start;
            best_at = i - 1; /* the last of equals: PyTorch's index */
        }
        start = i;
    }
    if (reordered) best_at = order[best_at];
    memcpy(p[0], p[2] + best_at * m->value_step, size);
    *(int64_t *)p[1] = *(const int64_t *)(p[3] + best_at * m->index_step);
}

static bool empty_dim(KtCtx *ctx, const char *name, int dim) {
    return kt_fail(ctx, KT_INDEX_ERROR, "%s(): Expected reduction dim %d to have non-zero size.",
                   name, dim);
}

static bool from_sorted(KtCtx *ctx, KtOp op, KtTensor *a, int dim, KtTensor *v, KtTensor *ix) {
    KtTensor *sorted = NULL, *order = NULL;
    KtSortKind kind = op == KT_OP_MODE ? KT_UNSTABLE : KT_STABLE;
    if (!kt_sort(ctx, a, dim, false, kind, &sorted, &order)) return false;
    Middle m = {op, a->dtype, kt_line_len(sorted, dim), kt_line_step(sorted, dim),
                kt_line_step(order, dim)};
    KtTensor *ts[4] = {v, ix, sorted, order};
    kt_for_lines(dim, 4, ts, op == KT_OP_MODE ? mode_line : middle_line, &m);
    kt_decref(ctx, sorted);
    kt_decref(ctx, order);
    return true;
}

bool kt_reduce_index(KtCtx *ctx, KtOp op, KtTensor *a, int dim, bool keepdim, KtTensor **values,
                     KtTensor **indices) {
    char name[48];
    kt_dialect_name(ctx, op, name);
    bool cumulative = op == KT_OP_CUMMAX || op == KT_OP_CUMMIN;
    bool nothing = cumulative && !ctx->numpy && (a->numel == 0 || a->ndim == 0);
    if (nothing) dim = 0; /* torch does not look at it */
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return false;
    int64_t len = kt_line_len(a, dim);
    bool median = op == KT_OP_MEDIAN || op == KT_OP_NANMEDIAN;
    if (len == 0 && !cumulative) return empty_dim(ctx, median ? "median" : name, dim);
    bool lacks = kt_is_complex_dtype(a->dtype) || kt_torch_lacks(ctx, op, a->dtype);
    bool single = nothing || (op == KT_OP_MODE && !ctx->numpy && a->ndim == 0);
    if (op == KT_OP_MODE && a->numel == 0) lacks = false;
    if (lacks && !single) return kt_no_kernel(ctx, op, a->dtype);
    int64_t sizes[KT_MAX_DIMS];
    int nd = kt_line_sizes(a, dim, cumulative ? len : 1, true, sizes);
    KtTensor *v = kt_empty(ctx, a->dtype, nd, sizes);
    KtTensor *ix = v ? kt_empty(ctx, KT_I64, nd, sizes) : NULL;
    bool ok = ix != NULL;
    if (ok && single) {
        KtScalar zero = kt_scalar_int(0);
        ok = kt_copy(ctx, v, a) && kt_fill(ctx, ix, &zero);
    } else if (ok && a->numel) {
        if (op == KT_OP_MEDIAN || op == KT_OP_NANMEDIAN || op == KT_OP_MODE) {
            ok = from_sorted(ctx, op, a, dim, v, ix);
        } else {
            KtPick k = {.n = len,
                        .step = kt_line_step(a, dim),
                        .out_step = kt_line_step(v, dim),
                        .index_step = kt_line_step(ix, dim),
                        .low = op == KT_OP_MIN_DIM || op == KT_OP_CUMMIN};
            KtTensor *ts[3] = {v, ix, a};
            kt_for_lines(dim, 3, ts, kt_pick_loop(ctx->kernels, a->dtype, cumulative), &k);
        }
    }
    if (ok && !cumulative && !keepdim) {
        v = kt_drop_dim(ctx, v, dim);
        ix = kt_drop_dim(ctx, ix, dim);
        ok = v && ix;
    }
    if (!ok) {
        kt_xdecref(ctx, v);
        kt_xdecref(ctx, ix);
        return false;
    }
    *values = v;
    *indices = ix;
    return true;
}

KtTensor *kt_median_all(KtCtx *ctx, KtTensor *a, bool ignore_nan) {
    KtTensor *flat = kt_reshape(ctx, a, 1, (int64_t[]){-1});
    if (!flat) return NULL;
    KtTensor *v = NULL, *ix = NULL;
    if (flat->numel == 0) {
        KtScalar nan = kt_scalar_float(NAN);
        KtTensor *f = kt_scalar_tensor(ctx, KT_F64, &nan);
        v = f ? kt_cast(ctx, f, a->dtype) : NULL;
        kt_xdecref(ctx, f);
    } else if (kt_torch_lacks(ctx, KT_OP_MEDIAN, a->dtype)) {
        (void)kt_fail(ctx, KT_RUNTIME_ERROR, "\"median_cpu\" not implemented for '%s'",
                      kt_dtype_info[a->dtype].scalar_name);
    } else if (kt_reduce_index(ctx, ignore_nan ? KT_OP_NANMEDIAN : KT_OP_MEDIAN, flat, 0, false, &v,
                               &ix)) {
        kt_decref(ctx, ix);
    }
    kt_decref(ctx, flat);
    return v;
}

/* ---- quantiles ---- */

typedef struct Quantile {
    int dtype;
    int64_t n, step, out_step, n_q;
    const double *q;
    char how; /* l linear, o lower, h higher, m midpoint, n nearest */
    bool ignore_nan, numpy;
    bool wide; /* NumPy: several quantiles of float32 come as float64 */
    int out_dtype;
} Quantile;

/* NumPy takes the difference in the array's type, PyTorch does all of it there. */
static double lerp(const Quantile *k, double a, double b, double t) {
    if (k->dtype != KT_F32) return t < 0.5 ? fma(t, b - a, a) : fma(a - b, 1 - t, b);
    float x = (float)a, y = (float)b, w = (float)t;
    if (k->numpy) {
        double d = (double)(y - x);
        if (k->wide) return t < 0.5 ? a + d * t : b - d * (1 - t);
        return (double)(w < 0.5f ? x + (y - x) * w : y - (y - x) * (1 - w));
    }
    return (double)(w < 0.5f ? fmaf(w, y - x, x) : fmaf(x - y, 1 - w, y));
}

static void quantile_line(void *arg, char *const *p) {
    const Quantile *k = arg;
    int64_t valid = k->n;
    while (valid > 0 && nan_at(k->dtype, p[1] + (valid - 1) * k->step))
        valid--;
    bool all_nan = valid == 0 || (!k->ignore_nan && valid < k->n);
    for (int64_t j = 0; j < k->n_q; j++) {
        double r = NAN;
        if (!all_nan) {
            double rank = k->q[j] * (double)(valid - 1);
            if (k->dtype == KT_F32 && !k->numpy)
                rank = (double)((float)k->q[j] * (float)(valid - 1));
            double low = floor(rank), high = ceil(rank);
            if (k->how == 'o') rank = high = low;
            if (k->how == 'h') rank = low = high;
            if (k->how == 'n') rank = low = high = rint(rank);
            double a = load_double(k->dtype, p[1] + (int64_t)low * k->step);
            double b = load_double(k->dtype, p[1] + (int64_t)high * k->step);
            double t = k->how == 'm' ? (low == high ? 0 : 0.5) : rank - low;
            /* PyTorch weighs even one value with itself, which an infinity does not stand */
            bool alone = low == high && (k->numpy || (k->how != 'l' && k->how != 'm'));
            r = alone ? a : lerp(k, a, b, t);
        }
        KtScalar s = kt_scalar_float(r);
        kt_store_scalar(k->out_dtype, p[0] + j * k->out_step, &s);
    }
}

static char interpolation_letter(const char *name) {
    static const struct {
        const char *name;
        char letter;
    } known[] = {
        {"linear", 'l'}, {"lower", 'o'}, {"higher", 'h'}, {"midpoint", 'm'}, {"nearest", 'n'}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].name, name) == 0) return known[i].letter;
    return 0;
}

/* The quantile values as doubles into scratch; checks range. */
static bool load_fractions(KtCtx *ctx, KtTensor *q, KtScratch *s) {
    if (!kt_scratch_alloc(ctx, (size_t)(q->numel ? q->numel : 1) * sizeof(double), s)) return false;
    KtTensor *d = kt_cast(ctx, q, KT_F64), *c = d ? kt_contiguous(ctx, d) : NULL;
    bool ok = c != NULL;
    if (ok) memcpy(s->data, c->data, kt_nbytes(c));
    for (int64_t i = 0; ok && i < q->numel; i++) {
        double v = ((const double *)s->data)[i];
        if (v >= 0 && v <= 1) continue;
        ok = ctx->numpy ? kt_fail(ctx, KT_VALUE_ERROR, "Quantiles must be in the range [0, 1]")
                        : kt_fail(ctx, KT_RUNTIME_ERROR,
                                  "quantile() q values must be in the range [0, 1]");
    }
    kt_xdecref(ctx, d);
    kt_xdecref(ctx, c);
    if (!ok) kt_scratch_free(ctx, s);
    return ok;
}

KtTensor *kt_quantile(KtCtx *ctx, KtTensor *a, KtTensor *q, int dim, bool keepdim,
                      const char *interpolation, bool ignore_nan) {
    char how = interpolation_letter(interpolation);
    if (!how)
        return kt_fail_null(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                            "quantile() interpolation must be one of linear, lower, higher, "
                            "midpoint or nearest, but got %s",
                            interpolation);
    if (a->numel == 0 && !ctx->numpy)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "quantile() input tensor must be non-empty");
    if (q->ndim > 1)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "quantile() q must be a scalar or 1D tensor");
    if (!ctx->numpy && a->dtype != KT_F32 && a->dtype != KT_F64)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "quantile() input tensor must be either float or double dtype");
    int work = kt_is_float_dtype(a->dtype) ? a->dtype : KT_F64, old_ndim = a->ndim;
    if (dim != KT_ALL_DIMS && a->ndim == 0 && !kt_wrap_dim(ctx, &dim, 1)) return NULL;
    bool all = dim == KT_ALL_DIMS || a->ndim == 0;
    KtTensor *x = kt_cast(ctx, a, work);
    if (x && all) {
        KtTensor *flat = kt_reshape(ctx, x, 1, (int64_t[]){-1});
        kt_decref(ctx, x);
        x = flat;
        dim = 0;
    }
    KtTensor *sorted = NULL, *r = NULL, *moved = NULL;
    KtScratch fractions = {0};
    if (!x || !kt_wrap_dim(ctx, &dim, x->ndim) || !load_fractions(ctx, q, &fractions)) goto done;
    if (!kt_sort(ctx, x, dim, false, KT_STABLE, &sorted, NULL)) goto done;
    int64_t sizes[KT_MAX_DIMS];
    kt_line_sizes(x, dim, q->numel, true, sizes);
    bool wide = ctx->numpy && work == KT_F32 && q->ndim > 0;
    r = kt_empty(ctx, wide ? KT_F64 : work, x->ndim, sizes);
    if (!r) goto done;
    Quantile k = {.dtype = work,
                  .n = kt_line_len(sorted, dim),
                  .step = kt_line_step(sorted, dim),
                  .out_step = kt_line_step(r, dim),
                  .n_q = q->numel,
                  .q = (const double *)(const void *)fractions.data,
                  .how = how,
                  .ignore_nan = ignore_nan,
                  .numpy = ctx->numpy,
                  .wide = wide,
                  .out_dtype = r->dtype};
    KtTensor *both[2] = {r, sorted};
    kt_for_lines(dim, 2, both, quantile_line, &k);
    /* the q dimension comes first; the reduced one stays as 1 if kept */
    int from = dim, to = 0;
    moved = kt_movedim(ctx, r, 1, &from, &to);
    kt_decref(ctx, r);
    r = moved;
    int nd = 0;
    if (q->ndim) sizes[nd++] = q->numel;
    if (all && keepdim) {
        for (int d = 0; d < old_ndim; d++)
            sizes[nd++] = 1;
    } else {
        for (int d = 0; d < x->ndim; d++) {
            if (d == dim && !keepdim) continue;
            sizes[nd++] = d == dim ? 1 : x->sizes[d];
        }
    }
    if (r) {
        KtTensor *shaped = kt_reshape(ctx, r, nd, sizes);
        KtTensor *own = shaped ? kt_contiguous(ctx, shaped) : NULL;
        kt_xdecref(ctx, shaped);
        kt_decref(ctx, r);
        r = own;
        if (r) r->flags &= (uint8_t)~KT_T_VIEW;
    }
done:
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, sorted);
    kt_scratch_free(ctx, &fractions);
    return r;
}
