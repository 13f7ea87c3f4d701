/* Sequences and simple matrices. Rounding of every element follows the originals: PyTorch fills
 * groups of vector lanes from the group's rounded first value, NumPy steps from the first two. */
#include <math.h>
#include <string.h>

#include "ew.h"

static bool integral(const KtScalar *s) {
    return s->kind <= KT_S_UINT;
}

static KtTensor *store_sequence(KtCtx *ctx, KtTensor *wide, int dtype) {
    if (!wide || wide->dtype == dtype) return wide;
    KtTensor *r = kt_cast(ctx, wide, dtype);
    kt_decref(ctx, wide);
    return r;
}

/* Element i of PyTorch's filling of n floats: whole pairs of vectors step from the rounded value
 * of their first lane, the rest from the start. */
static float torch_lane_f32(double start, double step, int64_t i, int64_t n) {
    int64_t pairs = n / 16 * 16;
    if (i >= pairs) return (float)fma(step, (double)i, start);
    int64_t first = i / 8 * 8;
    float base = (float)fma(step, (double)first, start);
    return (float)fma((double)(i - first), step, (double)base);
}
static double torch_lane_f64(double start, double step, int64_t i, int64_t n) {
    int64_t pairs = n / 8 * 8;
    if (i >= pairs) return fma(step, (double)i, start);
    int64_t first = i / 4 * 4;
    double base = fma(step, (double)first, start);
    return fma((double)(i - first), step, base);
}

static KtTensor *arange_ints(KtCtx *ctx, int64_t start, int64_t step, int64_t n) {
    KtTensor *r = kt_empty(ctx, KT_I64, 1, &n);
    if (!r) return NULL;
    uint64_t *p = (uint64_t *)(void *)r->data;
    for (int64_t i = 0; i < n; i++)
        p[i] = (uint64_t)start + (uint64_t)i * (uint64_t)step;
    return r;
}

static KtTensor *arange_long(KtCtx *ctx, long double first, long double second, int64_t n) {
    KtTensor *r = kt_empty(ctx, KT_LD, 1, &n);
    KtLong *p = r ? (KtLong *)(void *)r->data : NULL;
    for (int64_t i = 0; r && i < n; i++)
        p[i] = kt_long_store(i == 1 ? second : first + (long double)i * (second - first));
    return r;
}

/* ints: all three are; truncated: torch compares the bounds as whole numbers. */
static bool arange_count(KtCtx *ctx, const KtScalar *start, const KtScalar *stop,
                         const KtScalar *step, bool ints, bool truncated, int64_t *n) {
    double a = kt_scalar_as_double(start), b = kt_scalar_as_double(stop),
           s = kt_scalar_as_double(step);
    if (s == 0)
        return ctx->numpy ? kt_fail(ctx, KT_ZERO_DIVISION_ERROR, "division by zero")
                          : kt_fail(ctx, KT_RUNTIME_ERROR, "step must be nonzero");
    if (!ctx->numpy && (!isfinite(a) || !isfinite(b)))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "unsupported range: %g -> %g", a, b);
    double from = truncated ? trunc(a) : a, to = truncated ? trunc(b) : b;
    if (!ctx->numpy && ((s > 0 && to < from) || (s < 0 && to > from)))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "upper bound and larger bound inconsistent with step sign");
    double count;
    if (ints) {
        __int128 span = (__int128)kt_scalar_as_int(stop) - kt_scalar_as_int(start);
        int64_t d = kt_scalar_as_int(step);
        __int128 q = d > 0 ? (span + d - 1) / d : (-span - d - 1) / -(__int128)d;
        if ((d > 0 && span <= 0) || (d < 0 && span >= 0)) q = 0;
        count = (double)q;
        if (q <= INT64_MAX) {
            *n = (int64_t)q;
            return true;
        }
    } else if (start->dtype == KT_LD || stop->dtype == KT_LD || step->dtype == KT_LD) {
        count = ceil((double)((kt_scalar_as_long(stop) - kt_scalar_as_long(start)) /
                              kt_scalar_as_long(step)));
    } else {
        count = (b - a) / s;
        /* a quotient too small to tell, or an endless step: the start alone lies in the range */
        bool vanished = ctx->numpy && count == 0 && a != b;
        count = vanished ? !signbit(count) : ceil(count);
    }
    if (isnan(count)) return kt_fail(ctx, KT_VALUE_ERROR, "arange: cannot compute length");
    if (count > 9e18 || (ctx->numpy && count < -9e18))
        return ctx->numpy ? kt_fail(ctx, KT_VALUE_ERROR, "Maximum allowed size exceeded")
                          : kt_fail(ctx, KT_RUNTIME_ERROR, "invalid size, possible overflow?");
    *n = count > 0 ? (int64_t)count : 0;
    return true;
}

KtTensor *kt_arange(KtCtx *ctx, const KtScalar *start, const KtScalar *stop, const KtScalar *step,
                    int dtype) {
    bool ints = integral(start) && integral(stop) && integral(step);
    int64_t n;
    bool wide = start->dtype == KT_LD || stop->dtype == KT_LD || step->dtype == KT_LD;
    bool longer = start->dtype == KT_LL || stop->dtype == KT_LL || step->dtype == KT_LL;
    if (dtype < 0)
        dtype = ints         ? (longer ? KT_LL : KT_I64)
                : wide       ? KT_LD
                : ctx->numpy ? KT_F64
                             : ctx->default_dtype;
    if (!ctx->numpy && !kt_is_inexact_dtype(dtype)) { /* arguments are truncated first */
        KtScalar a = kt_scalar_int(kt_scalar_as_int(start)),
                 b = kt_scalar_int(kt_scalar_as_int(stop)),
                 s = kt_scalar_int(kt_scalar_as_int(step));
        if (s.i == 0) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "step must be nonzero");
        bool whole = ints || dtype == KT_I64; /* others are counted in double */
        bool exact = arange_count(ctx, whole ? &a : start, whole ? &b : stop, whole ? &s : step,
                                  whole, true, &n);
        return exact ? store_sequence(ctx, arange_ints(ctx, a.i, s.i, n), dtype) : NULL;
    }
    if (!arange_count(ctx, start, stop, step, ints, false, &n)) return NULL;
    double a = kt_scalar_as_double(start), s = kt_scalar_as_double(step);
    if (ints && (!kt_is_inexact_dtype(dtype) || ctx->numpy)) {
        KtTensor *r = arange_ints(ctx, kt_scalar_as_int(start), kt_scalar_as_int(step), n);
        return store_sequence(ctx, r, dtype);
    }
    if (n < 2) s = 0; /* which may be endless */
    if (ctx->numpy && kt_is_long_dtype(dtype)) {
        long double first = kt_scalar_as_long(start),
                    second = wide ? first + kt_scalar_as_long(step) : (long double)(a + s);
        return store_sequence(ctx, arange_long(ctx, first, second, n), dtype);
    }
    if (ctx->numpy) {
        int work = kt_is_inexact_dtype(dtype) ? KT_F64 : dtype;
        KtTensor *r = kt_empty(ctx, KT_F64, 1, &n);
        if (!r) return NULL;
        double *p = (double *)r->data, delta = (a + s) - a;
        if (work != KT_F64) { /* integer dtype from float arguments: steps in that dtype */
            int64_t first = (int64_t)a, by = (int64_t)(a + s) - first;
            kt_decref(ctx, r);
            return store_sequence(ctx, arange_ints(ctx, first, by, n), dtype);
        }
        if (dtype == KT_F32) {
            float f0 = (float)a, fd = (float)(a + s) - f0;
            for (int64_t i = 0; i < n; i++)
                p[i] = i == 1 ? (double)(float)(a + s) : (double)(f0 + (float)i * fd);
        } else {
            for (int64_t i = 0; i < n; i++)
                p[i] = i == 1 ? a + s : a + (double)i * delta;
        }
        return store_sequence(ctx, r, dtype);
    }
    int work = dtype == KT_F64 || dtype == KT_C128 ? KT_F64 : KT_F32;
    KtTensor *r = kt_empty(ctx, work, 1, &n);
    if (!r) return NULL;
    for (int64_t i = 0; i < n; i++) {
        if (work == KT_F64)
            ((double *)r->data)[i] = torch_lane_f64(a, s, i, n);
        else
            ((float *)r->data)[i] = torch_lane_f32(a, s, i, n);
    }
    return store_sequence(ctx, r, dtype);
}

/* ---- linspace ---- */

static float torch_linspace_f32(float a, float b, float step, int64_t i, int64_t n) {
    int64_t pairs = n / 16 * 16, halfway = n / 2;
    if (i >= pairs) {
        if (i < halfway) return fmaf(step, (float)i, a);
        return fmaf(-step, (float)(n - i - 1), b);
    }
    int64_t first = i / 8 * 8, lane = i - first;
    float base =
        first < halfway ? fmaf(step, (float)first, a) : fmaf(-step, (float)(n - first - 1), b);
    return base + (float)lane * step;
}
static double torch_linspace_f64(double a, double b, double step, int64_t i, int64_t n) {
    int64_t pairs = n / 8 * 8, halfway = n / 2;
    if (i >= pairs) {
        if (i < halfway) return fma(step, (double)i, a);
        return fma(-step, (double)(n - i - 1), b);
    }
    int64_t first = i / 4 * 4, lane = i - first;
    double base =
        first < halfway ? fma(step, (double)first, a) : fma(-step, (double)(n - first - 1), b);
    return base + (double)lane * step;
}

/* Integers: every vector starts from its truncated first value. */
static double torch_linspace_int(double a, double b, int64_t i, int64_t n, int64_t lanes) {
    double step = (b - a) / (double)(n - 1);
    int64_t pairs = n / (2 * lanes) * (2 * lanes), halfway = n / 2;
    int64_t first = i < pairs ? i / lanes * lanes : i;
    double base = first < halfway ? a + step * (double)first : b - step * (double)(n - first - 1);
    return trunc(trunc(base) + (double)(i - first) * step);
}

static double as_element(int dtype, const KtScalar *s) {
    _Alignas(16) char element[KT_ITEM_MAX];
    kt_store_scalar(dtype, element, s);
    KtScalar r = kt_load_scalar(dtype, element);
    return kt_scalar_as_double(&r);
}

static KtTensor *linspace_torch(KtCtx *ctx, const KtScalar *start, const KtScalar *stop, int64_t n,
                                int dtype) {
    double a = kt_scalar_as_double(start), b = kt_scalar_as_double(stop);
    int work = dtype == KT_F64 || !kt_is_inexact_dtype(dtype) || dtype == KT_C128 ? KT_F64 : KT_F32;
    KtTensor *r = kt_empty(ctx, work, 1, &n);
    if (!r) return NULL;
    if (n == 1) {
        KtScalar one = kt_scalar_float(a);
        kt_store_scalar(work, r->data, &one);
        return store_sequence(ctx, r, dtype);
    }
    if (!kt_is_inexact_dtype(dtype)) { /* its ends are elements, too */
        a = as_element(dtype, start);
        b = as_element(dtype, stop);
    }
    double dstep = (b - a) / (double)(n - 1);
    float fstep = ((float)b - (float)a) / (float)(n - 1);
    for (int64_t i = 0; i < n; i++) {
        if (work == KT_F32)
            ((float *)r->data)[i] = torch_linspace_f32((float)a, (float)b, fstep, i, n);
        else if (dtype == KT_F64 || dtype == KT_C128)
            ((double *)r->data)[i] = torch_linspace_f64(a, b, dstep, i, n);
        else
            ((double *)r->data)[i] =
                torch_linspace_int(trunc(a), trunc(b), i, n, 32 / (int64_t)kt_dtype_size(dtype));
    }
    return store_sequence(ctx, r, dtype);
}

static KtScalar imaginary(const KtScalar *s) {
    return kt_scalar_float(s->kind == KT_S_COMPLEX ? s->c.im : 0);
}

/* Real and imaginary parts each on their way. */
static KtTensor *linspace_complex(KtCtx *ctx, const KtScalar *start, const KtScalar *stop,
                                  int64_t n, int dtype) {
    int part = kt_real_dtype(dtype);
    KtScalar a = kt_scalar_float(kt_scalar_as_double(start)),
             b = kt_scalar_float(kt_scalar_as_double(stop)), a_im = imaginary(start),
             b_im = imaginary(stop);
    KtTensor *re = linspace_torch(ctx, &a, &b, n, part),
             *im = re ? linspace_torch(ctx, &a_im, &b_im, n, part) : NULL,
             *r = im ? kt_complex(ctx, re, im) : NULL;
    kt_xdecref(ctx, re);
    kt_xdecref(ctx, im);
    return r;
}

/* NumPy's, from ends one of which is a long double. */
static KtTensor *linspace_long(KtCtx *ctx, long double a, long double b, int64_t n, bool endpoint,
                               int dtype) {
    long double div = (long double)(endpoint ? n - 1 : n), delta = b - a, step = delta / div;
    KtTensor *r = kt_empty(ctx, KT_LD, 1, &n);
    KtLong *p = r ? (KtLong *)(void *)r->data : NULL;
    for (int64_t i = 0; r && i < n; i++) {
        long double x = (long double)i;
        x = div <= 0 ? x * delta : step == 0 ? x / div * delta : x * step;
        x += a;
        if (endpoint && n > 1 && i == n - 1) x = b;
        p[i] = kt_long_store(dtype >= 0 && !kt_is_inexact_dtype(dtype) ? floorl(x) : x);
    }
    return store_sequence(ctx, r, dtype >= 0 ? dtype : KT_LD);
}

KtTensor *kt_linspace(KtCtx *ctx, const KtScalar *start, const KtScalar *stop, int64_t n,
                      bool endpoint, int dtype) {
    if (n < 0)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                  "Number of samples, %lld, must be non-negative.", (long long)n)
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR, "number of steps must be non-negative");
    if (!ctx->numpy && dtype >= 0 && kt_is_complex_dtype(dtype))
        return linspace_complex(ctx, start, stop, n, dtype);
    if (!ctx->numpy)
        return linspace_torch(ctx, start, stop, n, dtype >= 0 ? dtype : ctx->default_dtype);
    if (start->dtype == KT_LD || stop->dtype == KT_LD)
        return linspace_long(ctx, kt_scalar_as_long(start), kt_scalar_as_long(stop), n, endpoint,
                             dtype);
    double a = kt_scalar_as_double(start), b = kt_scalar_as_double(stop);
    double div = (double)(endpoint ? n - 1 : n), delta = b - a;
    KtTensor *r = kt_empty(ctx, KT_F64, 1, &n);
    if (!r) return NULL;
    double *p = (double *)r->data, step = div > 0 ? delta / div : NAN;
    for (int64_t i = 0; i < n; i++) {
        double x = (double)i;
        if (div <= 0)
            x = x * delta;
        else
            x = step == 0 ? x / div * delta : x * step;
        p[i] = x + a;
    }
    if (endpoint && n > 1) p[n - 1] = b;
    if (dtype >= 0 && !kt_is_inexact_dtype(dtype))
        for (int64_t i = 0; i < n; i++)
            p[i] = floor(p[i]);
    return store_sequence(ctx, r, dtype >= 0 ? dtype : KT_F64);
}

KtTensor *kt_logspace(KtCtx *ctx, double start, double stop, int64_t n, double base, bool endpoint,
                      int dtype) {
    KtScalar a = kt_scalar_float(start), b = kt_scalar_float(stop), x = kt_scalar_float(base);
    if (!ctx->numpy && n < 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "number of steps must be non-negative");
    if (dtype < 0) dtype = ctx->numpy ? KT_F64 : ctx->default_dtype;
    int work = ctx->numpy || !kt_is_inexact_dtype(dtype) ? KT_F64 : dtype;
    KtTensor *e = kt_linspace(ctx, &a, &b, n, endpoint, work);
    KtTensor *r = e ? kt_binary_st(ctx, KT_OP_POW, &x, e, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, e);
    return store_sequence(ctx, r, dtype);
}

KtTensor *kt_eye(KtCtx *ctx, int64_t rows, int64_t cols, int64_t diagonal, int dtype) {
    if (rows < 0 || cols < 0)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR, "negative dimensions are not allowed")
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                         "%s must be greater or equal to 0, got %lld",
                                         rows < 0 ? "n" : "m", (long long)(rows < 0 ? rows : cols));
    int64_t sizes[2] = {rows, cols};
    KtScalar one = kt_scalar_int(1);
    KtTensor *r = kt_zeros(ctx,
                           dtype >= 0   ? dtype
                           : ctx->numpy ? KT_F64
                                        : ctx->default_dtype,
                           2, sizes);
    for (int64_t i = diagonal < 0 ? -diagonal : 0; r && i < rows && i + diagonal < cols; i++)
        kt_store_scalar(r->dtype, r->data + (i * cols + i + diagonal) * r->itemsize, &one);
    return r;
}

/* The columns [*from, *to) of row i that lie in the triangle. */
static void tri_row(int64_t i, int64_t cols, int64_t offset, bool upper, int64_t *from,
                    int64_t *to) {
    *from = upper && i + offset > 0 ? i + offset : 0;
    *to = upper || i + offset + 1 > cols ? cols : i + offset + 1;
}

/* How many places a lower triangle has: rows that grow by one, then whole ones. */
static __int128 tril_size(int64_t rows, int64_t cols, int64_t offset) {
    int64_t first = offset < 0 ? -offset : 0; /* the first row with a place */
    if (first >= rows || cols == 0) return 0;
    __int128 n = rows - first, shortest = first + offset + 1;
    if (shortest >= cols) return n * cols;
    __int128 growing = cols - shortest < n ? cols - shortest : n;
    return (2 * shortest + growing - 1) * growing / 2 + (n - growing) * cols;
}

KtTensor *kt_tri_indices(KtCtx *ctx, int64_t rows, int64_t cols, int64_t offset, bool upper) {
    if (rows < 0 || cols < 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "%s must be non-negative, got%lld",
                            rows < 0 ? "row" : "col", (long long)(rows < 0 ? rows : cols));
    const int64_t bound = INT64_MAX / 4; /* beyond it no row is different */
    offset = offset > bound ? bound : offset < -bound ? -bound : offset;
    __int128 size = upper ? (__int128)rows * cols - tril_size(rows, cols, offset - 1)
                          : tril_size(rows, cols, offset);
    int64_t n = size > INT64_MAX ? INT64_MAX : (int64_t)size, sizes[2] = {2, n};
    KtTensor *r = kt_empty(ctx, KT_I64, 2, sizes);
    int64_t *p = r ? (int64_t *)r->data : NULL, from, to;
    for (int64_t i = upper || offset > 0 ? 0 : -offset, at = 0; r && at < n; i++) {
        tri_row(i, cols, offset, upper, &from, &to);
        for (int64_t j = from; j < to; j++, at++) {
            p[at] = i;
            p[n + at] = j;
        }
    }
    return r;
}
