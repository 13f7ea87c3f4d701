/* Counting: bincount, histc, histogram. */
#include <math.h>
#include <string.h>

#include "ew.h"
#include "half.h"

/* Flat contiguous copy in a dtype (new reference). */
static KtTensor *flat_in(KtCtx *ctx, KtTensor *a, int dtype) {
    KtTensor *c = kt_cast(ctx, a, dtype), *d = c ? kt_contiguous(ctx, c) : NULL;
    kt_xdecref(ctx, c);
    return d;
}

KtTensor *kt_bincount(KtCtx *ctx, KtTensor *a, KtTensor *weights, int64_t minlength) {
    if (kt_torch_lacks(ctx, KT_OP_BINCOUNT, a->dtype)) {
        kt_no_kernel(ctx, KT_OP_BINCOUNT, a->dtype);
        return NULL;
    }
    bool fits = a->ndim == 1 &&
                (kt_is_int_dtype(a->dtype) || (a->dtype == KT_BOOL && ctx->numpy) || a->numel == 0);
    if (!fits) {
        if (ctx->numpy && a->ndim != 1)
            return kt_fail_null(ctx, KT_VALUE_ERROR,
                                a->ndim ? "object too deep for desired array"
                                        : "object of too small depth for desired array");
        if (ctx->numpy)
            return kt_fail_null(ctx, KT_TYPE_ERROR,
                                "Cannot cast array data from dtype('%s') to dtype('int64') "
                                "according to the rule 'safe'",
                                kt_dtype_info[a->dtype].numpy_name);
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "bincount only supports 1-d non-negative integral inputs.");
    }
    if (minlength < 0)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR, "'minlength' must not be negative")
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR, "minlength should be >= 0");
    if (!ctx->numpy && a->numel == 0) return kt_zeros(ctx, KT_I64, 1, &minlength);
    KtTensor *x = flat_in(ctx, a, KT_I64), *w = NULL, *r = NULL;
    if (!x) return NULL;
    const int64_t *p = (const int64_t *)x->data;
    int64_t top = -1;
    for (int64_t i = 0; i < x->numel; i++) {
        if (p[i] < 0) {
            kt_decref(ctx, x);
            return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                             "'list' argument must have no negative elements")
                              : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                             "bincount only supports 1-d non-negative integral "
                                             "inputs.");
        }
        if (p[i] > top) top = p[i];
    }
    if (weights && (weights->ndim != 1 || weights->numel != a->numel)) {
        kt_decref(ctx, x);
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                         "The weights and list don't have the same length.")
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                         "weights should be 1-d and have the same length as input");
    }
    int64_t n = top + 1 > minlength ? top + 1 : minlength;
    int dtype = !weights ? KT_I64 : !ctx->numpy && weights->dtype == KT_F32 ? KT_F32 : KT_F64;
    r = kt_zeros(ctx, dtype, 1, &n);
    if (r && weights) {
#define ADD_WEIGHTS(T)                                                                             \
    {                                                                                              \
        T *sums = (T *)r->data;                                                                    \
        const T *each = (const T *)w->data;                                                        \
        for (int64_t i = 0, count = x->numel; i < count; i++)                                      \
            sums[p[i]] += each[i];                                                                 \
    }
        w = flat_in(ctx, weights, dtype);
        if (w && dtype == KT_F32)
            ADD_WEIGHTS(float)
        else if (w)
            ADD_WEIGHTS(double)
        if (!w) {
            kt_decref(ctx, r);
            r = NULL;
        }
    } else if (r) {
        for (int64_t i = 0; i < x->numel; i++)
            ((int64_t *)r->data)[p[i]]++;
    }
    kt_decref(ctx, x);
    kt_xdecref(ctx, w);
    return r;
}

static void limits(const double *x, int64_t n, double *lo, double *hi) {
    *lo = *hi = n ? x[0] : 0;
    bool has_nan = n > 1 && isnan(x[0]);
    for (int64_t i = 1; i < n; i++) {
        has_nan |= isnan(x[i]);
        if (x[i] < *lo) *lo = x[i];
        if (x[i] > *hi) *hi = x[i];
    }
    if (has_nan) *lo = *hi = copysign(NAN, -1); /* the sign that PyTorch's reduction leaves */
}

/* A number as PyTorch's arithmetic for dtype leaves it. */
static double rounded(double v, int dtype) {
    return dtype == KT_F64    ? v
           : dtype == KT_BF16 ? kt_bf16_to_float(kt_float_to_bf16((float)v))
                              : (float)v;
}
KtTensor *kt_histc(KtCtx *ctx, KtTensor *a, int64_t bins, double lo, double hi) {
    if (bins <= 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "torch.histogram(): bins must be > 0, but got %lld for dimension 0",
                            (long long)bins);
    bool complex_number = kt_is_complex_dtype(a->dtype);
    const char *missing = a->dtype == KT_BOOL ? "linspace_cpu"
                          : (complex_number || a->dtype == KT_F16) && lo == hi && a->numel
                              ? "aminmax_cpu"
                          : !kt_is_float_dtype(a->dtype) || a->dtype == KT_F16 ? "histogram_cpu"
                                                                               : NULL;
    if (missing && a->dtype != KT_BOOL && lo != hi && (!isfinite(lo) || !isfinite(hi)))
        missing = NULL;
    if (missing)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", missing,
                            kt_dtype_info[a->dtype].scalar_name);
    KtTensor *x = flat_in(ctx, a, KT_F64), *r = x ? kt_zeros(ctx, KT_F64, 1, &bins) : NULL;
    if (r) {
        const double *p = (const double *)x->data;
        if (lo == hi) limits(p, x->numel, &lo, &hi);
        if (lo == hi) {
            lo -= 1;
            hi += 1;
        }
        if (!isfinite(lo) || !isfinite(hi)) {
            kt_fail(ctx, KT_RUNTIME_ERROR, "torch.histc: range of [%g, %g] is not finite", lo, hi);
        } else if (lo > hi) {
            kt_fail(ctx, KT_RUNTIME_ERROR, "torch.histc: max must be larger than min");
        } else {
            lo = rounded(lo, a->dtype);
            hi = rounded(hi, a->dtype);
            double range = rounded(hi - lo, a->dtype), n = rounded((double)bins, a->dtype);
            for (int64_t i = 0; i < x->numel; i++) {
                if (p[i] < lo || p[i] > hi) continue;
                double place = rounded(rounded(p[i] - lo, a->dtype) / range, a->dtype);
                int64_t b = isnan(place) ? 0 : (int64_t)rounded(place * n, a->dtype);
                ((double *)r->data)[b >= bins ? bins - 1 : b]++;
            }
            KtTensor *c = kt_cast(ctx, r, a->dtype);
            kt_decref(ctx, r);
            kt_decref(ctx, x);
            return c;
        }
    }
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, r);
    return NULL;
}

/* Counts (or sums of weights) to densities over the edges. */
static KtTensor *finish(KtCtx *ctx, KtTensor *sums, const double *edges, bool weighted,
                        bool density) {
    double *s = (double *)sums->data;
    int64_t n = sums->numel;
    if (density) {
        double total = 0;
        for (int64_t i = 0; i < n; i++)
            total += s[i];
        for (int64_t i = 0; i < n; i++)
            s[i] = s[i] / (edges[i + 1] - edges[i]) / total;
        return sums;
    }
    if (weighted) return sums;
    KtTensor *c = kt_cast(ctx, sums, KT_I64);
    kt_decref(ctx, sums);
    return c;
}

KtTensor *kt_histogram_range(KtCtx *ctx, KtTensor *a, int64_t bins, double lo, double hi,
                             KtTensor *weights, bool density) {
    if (bins < 1)
        return kt_fail_null(ctx, KT_VALUE_ERROR, "`bins` must be positive, when an integer");
    KtScalar first = kt_scalar_float(lo), last = kt_scalar_float(hi);
    KtTensor *x = flat_in(ctx, a, KT_F64), *w = NULL, *r = NULL;
    KtTensor *edges = x ? kt_linspace(ctx, &first, &last, bins + 1, true, KT_F64) : NULL;
    if (edges) r = kt_zeros(ctx, KT_F64, 1, &bins);
    if (r && weights) w = flat_in(ctx, weights, KT_F64);
    if (r && (w || !weights)) {
        const double *p = (const double *)x->data, *e = (const double *)edges->data;
        double *sum = (double *)r->data, scale = (double)bins / (hi - lo);
        for (int64_t i = 0; i < x->numel; i++) {
            double v = p[i];
            if (!(v >= lo && v <= hi)) continue;
            int64_t b = (int64_t)((v - lo) * scale);
            if (b == bins) b--;
            if (v < e[b]) b--;
            if (v >= e[b + 1] && b != bins - 1) b++;
            sum[b] += w ? ((const double *)w->data)[i] : 1;
        }
        r = finish(ctx, r, e, weights != NULL, density);
    } else if (r) {
        kt_decref(ctx, r);
        r = NULL;
    }
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, w);
    kt_xdecref(ctx, edges);
    return r;
}

/* The last of n edges that is no larger than v; the first is none. Edges that do not rise decide by
 * which of them this looks at. */
static int64_t last_not_above(const double *edge, int64_t n, double v) {
    int64_t first = 0;
    while (n > 0) {
        int64_t half = n / 2;
        if (v < edge[first + half]) {
            n = half;
        } else {
            first += half + 1;
            n -= half + 1;
        }
    }
    return first - 1;
}

KtTensor *kt_histogram_edges(KtCtx *ctx, KtTensor *a, KtTensor *edges, KtTensor *weights,
                             bool density, int64_t nan_bin) {
    KtTensor *x = flat_in(ctx, a, KT_F64), *e = x ? flat_in(ctx, edges, KT_F64) : NULL;
    KtTensor *w = e && weights ? flat_in(ctx, weights, KT_F64) : NULL, *r = NULL;
    if (e && (w || !weights)) {
        int64_t n = e->numel - 1;
        const double *ed = (const double *)e->data, *p = (const double *)x->data;
        if (edges->ndim != 1 || n < 0) {
            kt_fail(ctx, KT_VALUE_ERROR, "`bins` must be 1d, when an array");
            goto done;
        }
        for (int64_t i = 0; i < n; i++)
            if (ctx->numpy && ed[i] > ed[i + 1]) {
                kt_fail(ctx, KT_VALUE_ERROR, "`bins` must increase monotonically, when an array");
                goto done;
            }
        r = kt_zeros(ctx, KT_F64, 1, &n);
        for (int64_t i = 0; r && n && i < x->numel; i++) {
            double v = p[i];
            if (v < ed[0] || v > ed[n] || (isnan(v) && nan_bin < 0)) continue;
            int64_t bin = isnan(v) ? nan_bin : last_not_above(ed, n + 1, v);
            if (bin == n) bin--; /* the last bin is closed */
            ((double *)r->data)[bin] += w ? ((const double *)w->data)[i] : 1;
        }
        if (r) r = finish(ctx, r, ed, weights != NULL, density);
    }
done:
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, e);
    kt_xdecref(ctx, w);
    return r;
}
