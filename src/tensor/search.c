/* Binary search of values in sorted sequences. */
#include <math.h>

#include "ew.h"

/* First position whose element is not less than (right: greater than) v; nan counts as largest. */
#define SEARCH(name, T, LESS)                                                                      \
    static int64_t name(const T *a, const int64_t *sorter, int64_t n, T v, bool right) {           \
        int64_t lo = 0, hi = n;                                                                    \
        while (lo < hi) {                                                                          \
            int64_t mid = lo + (hi - lo) / 2;                                                      \
            int64_t at = sorter ? sorter[mid] : mid;                                               \
            if (at < 0 || at >= n) return -1;                                                      \
            T x = a[at];                                                                           \
            bool go_right = right ? !LESS(v, x) : LESS(x, v);                                      \
            if (go_right)                                                                          \
                lo = mid + 1;                                                                      \
            else                                                                                   \
                hi = mid;                                                                          \
        }                                                                                          \
        return lo;                                                                                 \
    }
#define LESS_INT(x, y) ((x) < (y))
#define LESS_NAN(x, y) ((x) < (y) || ((y) != (y) && (x) == (x)))
SEARCH(search_i64, int64_t, LESS_INT)
SEARCH(search_f64, double, LESS_NAN)

static bool check_sequence(KtCtx *ctx, const KtTensor *sorted, const KtTensor *v) {
    if (sorted->ndim == 1) return true;
    if (ctx->numpy || sorted->ndim == 0)
        return kt_fail(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                       ctx->numpy ? "object too deep for desired array"
                                  : "torch.searchsorted(): boundaries tensor should have positive "
                                    "dimension");
    bool fits = v && v->ndim == sorted->ndim;
    for (int d = 0; fits && d < sorted->ndim - 1; d++)
        fits = v->sizes[d] == sorted->sizes[d];
    if (fits) return true;
    char a[300], b[300] = "a scalar";
    if (v) kt_shape_str(b, sizeof b, v->ndim, v->sizes);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
                   "dimensions of boundaries tensor and input value tensor must match, but we got "
                   "boundaries tensor %s and input value tensor %s",
                   kt_shape_str(a, sizeof a, sorted->ndim, sorted->sizes), b);
}

static bool check_sorter(KtCtx *ctx, const KtTensor *sorted, const KtTensor *sorter) {
    char a[300], b[300];
    if (ctx->numpy) {
        if (sorter->ndim != 1)
            return kt_fail(ctx, KT_TYPE_ERROR, "could not parse sorter argument");
        if (kt_is_inexact_dtype(sorter->dtype))
            return kt_fail(ctx, KT_TYPE_ERROR, "sorter must only contain integers");
        return sorter->numel == sorted->numel ||
               kt_fail(ctx, KT_VALUE_ERROR, "sorter.size must equal a.size");
    }
    if (!kt_same_shape(sorted, sorter))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "torch.searchsorted(): boundary and sorter must have the same size, but got "
                       "boundary tensor %sand got sorter tensor %s",
                       kt_shape_str(a, sizeof a, sorted->ndim, sorted->sizes),
                       kt_shape_str(b, sizeof b, sorter->ndim, sorter->sizes));
    return sorter->dtype == KT_I64 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "torch.searchsorted(): sorter must be a tensor of long dtype but got dtype %s",
                   kt_dtype_info[sorter->dtype].scalar_name);
}

KtTensor *kt_searchsorted(KtCtx *ctx, KtTensor *sorted, const KtOperand *values, bool right,
                          bool int32_out, KtTensor *sorter) {
    if (!check_sequence(ctx, sorted, values->t)) return NULL;
    if (sorter && !check_sorter(ctx, sorted, sorter)) return NULL;
    if (!ctx->numpy && values->t && kt_is_complex_dtype(values->t->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "\"searchsorted_out_cpu\" not implemented for '%s'",
                            kt_dtype_info[values->t->dtype].scalar_name);
    bool real = kt_is_inexact_dtype(sorted->dtype) ||
                (values->t ? kt_is_inexact_dtype(values->t->dtype) : values->s.kind >= KT_S_FLOAT);
    int work = real ? KT_F64 : KT_I64;
    KtTensor *given = values->t ? kt_incref(values->t) : kt_scalar_tensor(ctx, work, &values->s);
    KtTensor *a1 = given ? kt_cast(ctx, sorted, work) : NULL,
             *a = a1 ? kt_contiguous(ctx, a1) : NULL;
    KtTensor *v1 = a ? kt_cast(ctx, given, work) : NULL, *v = v1 ? kt_contiguous(ctx, v1) : NULL;
    KtTensor *s1 = sorter && v ? kt_cast(ctx, sorter, KT_I64) : NULL;
    KtTensor *s = s1 ? kt_contiguous(ctx, s1) : NULL;
    KtTensor *r = v && (s || !sorter) ? kt_empty(ctx, KT_I64, v->ndim, v->sizes) : NULL;
    if (r) {
        int64_t n = a->sizes[a->ndim - 1];
        int64_t per_row = a->ndim > 1 ? v->sizes[v->ndim - 1] : v->numel;
        for (int64_t i = 0; i < v->numel; i++) {
            int64_t row = per_row ? (a->ndim > 1 ? i / per_row : 0) : 0;
            const int64_t *order = s ? (const int64_t *)s->data + row * n : NULL;
            int64_t at = real ? search_f64((const double *)a->data + row * n, order, n,
                                           ((const double *)v->data)[i], right)
                              : search_i64((const int64_t *)a->data + row * n, order, n,
                                           ((const int64_t *)v->data)[i], right);
            ((int64_t *)r->data)[i] = at;
            if (at < 0) {
                kt_fail(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                        ctx->numpy ? "Sorter index out of range."
                                   : "torch.searchsorted(): sorter index out of range");
                kt_decref(ctx, r);
                r = NULL;
                break;
            }
        }
        if (r && int32_out) {
            KtTensor *c = kt_cast(ctx, r, KT_I32);
            kt_decref(ctx, r);
            r = c;
        }
    }
    kt_xdecref(ctx, given);
    kt_xdecref(ctx, a1);
    kt_xdecref(ctx, a);
    kt_xdecref(ctx, v1);
    kt_xdecref(ctx, v);
    kt_xdecref(ctx, s1);
    kt_xdecref(ctx, s);
    return r;
}
