/* Binary search of values in sorted sequences. */
#include <math.h>

#include "ew.h"

/* For each of m values the first position whose element does not come AHEAD of the value.
 * goes_on: each search starts from the bounds of the one before, as NumPy's does; in a sequence
 * that is not sorted the answer depends on it. False: a sorter points outside. */
#define SEARCH(name, T, AHEAD, goes_on)                                                            \
    static bool name(const void *sequence, const int64_t *sorter, int64_t n, const void *values,   \
                     int64_t m, bool right, int64_t *out) {                                        \
        const T *a = sequence, *v = values;                                                        \
        int64_t lo = 0, hi = n;                                                                    \
        for (int64_t i = 0; i < m; i++) {                                                          \
            if (!(goes_on)) {                                                                      \
                lo = 0;                                                                            \
                hi = n;                                                                            \
            } else if (i && AHEAD(v[i - 1], v[i])) {                                               \
                hi = n;                                                                            \
            } else if (i) {                                                                        \
                lo = 0;                                                                            \
                hi = hi < n ? hi + 1 : n;                                                          \
            }                                                                                      \
            while (lo < hi) {                                                                      \
                int64_t mid = lo + (hi - lo) / 2, at = sorter ? sorter[mid] : mid;                 \
                if (at < 0 || at >= n) return false;                                               \
                if (AHEAD(a[at], v[i]))                                                            \
                    lo = mid + 1;                                                                  \
                else                                                                               \
                    hi = mid;                                                                      \
            }                                                                                      \
            out[i] = lo;                                                                           \
        }                                                                                          \
        return true;                                                                               \
    }
/* Less than the value or, from the right, not greater; nan counts as largest. */
#define AHEAD_OF(LESS, x, y)     (right ? !LESS(y, x) : LESS(x, y))
#define AHEAD_INT(x, y)          AHEAD_OF(LESS_INT, x, y)
#define AHEAD_NAN(x, y)          AHEAD_OF(LESS_NAN, x, y)
#define AHEAD_COMPLEX(x, y)      AHEAD_OF(less_complex, x, y)
#define AHEAD_LONG_COMPLEX(x, y) AHEAD_OF(less_long_complex, x, y)
/* As PyTorch compares: what meets a nan comes ahead. */
#define AHEAD_TORCH(x, y) (right ? !((x) > (y)) : !((x) >= (y)))
#define LESS_INT(x, y)    ((x) < (y))
#define LESS_NAN(x, y)    ((x) < (y) || ((y) != (y) && (x) == (x)))

typedef struct Complex {
    double re, im;
} Complex;

typedef struct LongComplex {
    long double re, im;
} LongComplex;

/* By the real part, then by the imaginary part; what has no nan comes first. */
#define LESS_COMPLEX(name, T)                                                                      \
    static bool name(T x, T y) {                                                                   \
        bool nan_x = isnan(x.im), nan_y = isnan(y.im);                                             \
        if (x.re < y.re) return !nan_x || nan_y;                                                   \
        if (x.re > y.re) return nan_y && !nan_x;                                                   \
        if (x.re == y.re || (isnan(x.re) && isnan(y.re))) return x.im < y.im || (nan_y && !nan_x); \
        return isnan(y.re);                                                                        \
    }
LESS_COMPLEX(less_complex, Complex)
LESS_COMPLEX(less_long_complex, LongComplex)
SEARCH(search_i64, int64_t, AHEAD_INT, true)
SEARCH(search_u64, uint64_t, AHEAD_INT, true)
SEARCH(search_f64, double, AHEAD_NAN, true)
SEARCH(search_c128, Complex, AHEAD_COMPLEX, true)
SEARCH(search_ld, long double, AHEAD_NAN, true)
SEARCH(search_cld, LongComplex, AHEAD_LONG_COMPLEX, true)
SEARCH(search_torch_i64, int64_t, AHEAD_TORCH, false)
SEARCH(search_torch_f64, double, AHEAD_TORCH, false)

/* The type in which both are compared. */
static int common_work(const KtTensor *sorted, const KtOperand *values) {
    int v = values->t ? values->t->dtype : values->s.dtype;
    if (kt_is_long_dtype(sorted->dtype) || kt_is_long_dtype(v)) {
        bool parts = kt_is_complex_dtype(sorted->dtype) || (v >= 0 && kt_is_complex_dtype(v)) ||
                     (!values->t && values->s.kind == KT_S_COMPLEX);
        return parts ? KT_CLD : KT_LD;
    }
    v = values->t ? values->t->dtype : -1;
    if (kt_is_complex_dtype(sorted->dtype) || (v >= 0 && kt_is_complex_dtype(v))) return KT_C128;
    if (v < 0 && values->s.kind == KT_S_COMPLEX) return KT_C128;
    if (kt_is_inexact_dtype(sorted->dtype) ||
        (v >= 0 ? kt_is_inexact_dtype(v) : values->s.kind >= KT_S_FLOAT))
        return KT_F64;
    if (v >= 0) v = kt_kernel_dtype(v);
    return kt_kernel_dtype(sorted->dtype) == KT_U64 && v == KT_U64 ? KT_U64 : KT_I64;
}

static bool search(int work, const void *a, const int64_t *sorter, int64_t n, const void *v,
                   int64_t m, bool right, int64_t *out) {
    switch (work) {
    case KT_LD:
        return search_ld(a, sorter, n, v, m, right, out);
    case KT_CLD:
        return search_cld(a, sorter, n, v, m, right, out);
    case KT_C128:
        return search_c128(a, sorter, n, v, m, right, out);
    case KT_F64:
        return search_f64(a, sorter, n, v, m, right, out);
    case KT_U64:
        return search_u64(a, sorter, n, v, m, right, out);
    default:
        return search_i64(a, sorter, n, v, m, right, out);
    }
}

static bool check_sequence(KtCtx *ctx, const KtTensor *sorted, const KtTensor *v) {
    if (sorted->ndim == 1) return true;
    if (ctx->numpy || sorted->ndim == 0)
        return kt_fail(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                       ctx->numpy ? "object too deep for desired array"
                                  : "torch.searchsorted(): boundaries tensor should have positive "
                                    "dimension, but got 0 dimension");
    bool fits = v && v->ndim == sorted->ndim;
    for (int d = 0; fits && d < sorted->ndim - 1; d++)
        fits = v->sizes[d] == sorted->sizes[d];
    if (fits) return true;
    char a[300], b[300];
    if (!v || v->ndim == 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "torch.searchsorted(): input value can be a scalar only when boundaries "
                       "tensor dimension is 1, but we got boundaries tensor dim(%d) and input "
                       "value's dim(0) numel(1)",
                       sorted->ndim);
    kt_shape_str(b, sizeof b, v->ndim, v->sizes);
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

/* PyTorch has no kernel for the type that both meet in where that is complex or bool. */
static bool torch_searches(KtCtx *ctx, const KtTensor *sorted, const KtOperand *values) {
    KtResultType rt;
    kt_result_type_init(&rt, false);
    kt_result_type_tensor(&rt, sorted);
    if (values->t)
        kt_result_type_tensor(&rt, values->t);
    else
        kt_result_type_scalar(&rt, &values->s, ctx->default_dtype);
    KtDtype dtype = kt_result_type_finish(&rt);
    bool none = values->t && values->t->numel == 0;
    return none || (dtype != KT_BOOL && !kt_is_complex_dtype(dtype)) ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"searchsorted_out_cpu\" not implemented for '%s'",
                   kt_result_type_complex_half(&rt) ? "ComplexHalf"
                                                    : kt_dtype_info[dtype].scalar_name);
}

KtTensor *kt_searchsorted(KtCtx *ctx, KtTensor *sorted, const KtOperand *values, bool right,
                          bool int32_out, KtTensor *sorter) {
    if (!check_sequence(ctx, sorted, values->t)) return NULL;
    if (sorter && !check_sorter(ctx, sorted, sorter)) return NULL;
    if (!ctx->numpy && !torch_searches(ctx, sorted, values)) return NULL;
    int work = common_work(sorted, values);
    KtTensor *given = values->t ? kt_incref(values->t) : kt_scalar_tensor(ctx, work, &values->s);
    KtTensor *a1 = given ? kt_cast(ctx, sorted, work) : NULL,
             *a = a1 ? kt_contiguous(ctx, a1) : NULL;
    KtTensor *v1 = a ? kt_cast(ctx, given, work) : NULL, *v = v1 ? kt_contiguous(ctx, v1) : NULL;
    KtTensor *s1 = sorter && v ? kt_cast(ctx, sorter, KT_I64) : NULL;
    KtTensor *s = s1 ? kt_contiguous(ctx, s1) : NULL;
    KtTensor *r = v && (s || !sorter) ? kt_empty(ctx, KT_I64, v->ndim, v->sizes) : NULL;
    if (r) {
        int64_t n = a->sizes[a->ndim - 1];
        int64_t rows = a->ndim > 1 && n ? a->numel / n : 1;
        int64_t per_row = rows ? v->numel / rows : 0, size = a->itemsize;
        for (int64_t row = 0; row < rows && per_row; row++) {
            const int64_t *order = s ? (const int64_t *)(const void *)s->data + row * n : NULL;
            int64_t *to = (int64_t *)(void *)r->data + row * per_row;
            const void *from = a->data + row * n * size, *wanted = v->data + row * per_row * size;
            if (ctx->numpy       ? search(work, from, order, n, wanted, per_row, right, to)
                : work == KT_F64 ? search_torch_f64(from, order, n, wanted, per_row, right, to)
                                 : search_torch_i64(from, order, n, wanted, per_row, right, to))
                continue;
            kt_fail(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                    ctx->numpy ? "Sorter index out of range."
                               : "torch.searchsorted(): sorter index out of range");
            kt_decref(ctx, r);
            r = NULL;
            break;
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
