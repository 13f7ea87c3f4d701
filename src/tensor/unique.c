/* Distinct values, rows and runs; membership. */
#include <math.h>
#include <string.h>

#include "ew.h"
#include "lines.h"
#include "memory.h"
#include "shape.h"

static bool is_nan(int dtype, const char *p) {
    if (!kt_is_float_dtype(dtype)) return false;
    KtScalar s = kt_load_scalar(dtype, p);
    return isnan(s.f);
}

/* Values compare equal: by bytes, except zeros, and nan with nan in NumPy. */
static bool same(KtCtx *ctx, int dtype, const char *a, const char *b) {
    if (kt_is_float_dtype(dtype)) {
        KtScalar x = kt_load_scalar(dtype, a), y = kt_load_scalar(dtype, b);
        if (dtype == KT_LD && kt_scalar_as_long(&x) != kt_scalar_as_long(&y) && !isnan(x.f))
            return false;
        return x.f == y.f || (ctx->numpy && isnan(x.f) && isnan(y.f));
    }
    return memcmp(a, b, kt_dtype_size(dtype)) == 0;
}

/* Fills wanted outputs from an order of n items and the starts of groups within it. */
static bool describe(KtCtx *ctx, const int64_t *order, int64_t n, const int64_t *starts,
                     int64_t n_groups, int inv_ndim, const int64_t *inv_sizes, KtTensor **first,
                     KtTensor **inverse, KtTensor **counts) {
    KtTensor *f = NULL, *inv = NULL, *c = NULL;
    bool ok = (!first || (f = kt_empty(ctx, KT_I64, 1, &n_groups))) &&
              (!counts || (c = kt_empty(ctx, KT_I64, 1, &n_groups))) &&
              (!inverse || (inv = kt_empty(ctx, KT_I64, inv_ndim, inv_sizes)));
    for (int64_t g = 0; ok && g < n_groups; g++) {
        int64_t from = starts[g], to = g + 1 < n_groups ? starts[g + 1] : n;
        if (f) ((int64_t *)f->data)[g] = order[from];
        if (c) ((int64_t *)c->data)[g] = to - from;
        for (int64_t i = from; inv && i < to; i++)
            ((int64_t *)inv->data)[order[i]] = g;
    }
    if (!ok) {
        kt_xdecref(ctx, f);
        kt_xdecref(ctx, inv);
        kt_xdecref(ctx, c);
        return false;
    }
    if (first) *first = f;
    if (inverse) *inverse = inv;
    if (counts) *counts = c;
    return true;
}

/* values of groups of a sorted or original contiguous 1-d tensor. */
#define PICK(T)                                                                                    \
    {                                                                                              \
        T *to = (T *)(void *)r->data;                                                              \
        const T *from = (const T *)(const void *)t->data;                                          \
        for (int64_t i = 0; i < n; i++)                                                            \
            to[i] = from[starts[i]];                                                               \
    }
static KtTensor *pick_starts(KtCtx *ctx, KtTensor *t, const int64_t *starts, int64_t n) {
    KtTensor *r = kt_empty(ctx, t->dtype, 1, &n);
    if (r && n == t->numel) { /* all are */
        memcpy(r->data, t->data, (size_t)n * t->itemsize);
        return r;
    }
    if (r && r->itemsize == 4)
        PICK(uint32_t)
    else if (r && r->itemsize == 8)
        PICK(uint64_t)
    else
        for (int64_t i = 0; r && i < n; i++)
            memcpy(r->data + i * r->itemsize, t->data + starts[i] * t->itemsize, t->itemsize);
    return r;
}

/* Where groups of equal neighbours start among n > 0 contiguous elements; how many there are. Every
 * position is written, but only a start moves on. */
#define STARTS(T, IS_NAN)                                                                          \
    {                                                                                              \
        const T *a = (const T *)(const void *)t->data;                                             \
        for (int64_t i = 1; i < t->numel; i++) {                                                   \
            s[groups] = i;                                                                         \
            groups += a[i] != a[i - 1] && !(ctx->numpy && IS_NAN(a[i]) && IS_NAN(a[i - 1]));       \
        }                                                                                          \
        return groups;                                                                             \
    }
#define NOT_NAN(x) 0
#define A_NAN(x)   ((x) != (x))
static int64_t find_starts(KtCtx *ctx, const KtTensor *t, int64_t *s) {
    int64_t groups = 1;
    s[0] = 0;
    if (t->dtype == KT_F32) STARTS(float, A_NAN)
    if (t->dtype == KT_F64) STARTS(double, A_NAN)
    if (!kt_is_inexact_dtype(t->dtype) && t->itemsize == 1) STARTS(uint8_t, NOT_NAN)
    if (!kt_is_inexact_dtype(t->dtype) && t->itemsize == 4) STARTS(uint32_t, NOT_NAN)
    if (!kt_is_inexact_dtype(t->dtype) && t->itemsize == 8) STARTS(uint64_t, NOT_NAN)
    for (int64_t i = 1; i < t->numel; i++) {
        const char *p = t->data + i * t->itemsize;
        if (!same(ctx, t->dtype, p, p - t->itemsize)) s[groups++] = i;
    }
    return groups;
}

/* torch looks its values up again, and nan is not found: it counts 0 and has place 0. values: as
 * sorted, nan last; order, starts: of its groups among n elements. */
static void forget_nan(const KtTensor *values, const KtTensor *order, const int64_t *starts,
                       int64_t n, KtTensor *inverse, KtTensor *counts) {
    int64_t end = n;
    for (int64_t g = values->numel - 1; g >= 0; end = starts[g--]) {
        if (!is_nan(values->dtype, values->data + g * values->itemsize)) return;
        if (counts) ((int64_t *)counts->data)[g] = 0;
        for (int64_t i = starts[g]; inverse && i < end; i++)
            ((int64_t *)inverse->data)[((const int64_t *)order->data)[i]] = 0;
    }
}

bool kt_unique(KtCtx *ctx, KtTensor *a, KtTensor **values, KtTensor **first, KtTensor **inverse,
               KtTensor **counts) {
    if (kt_torch_lacks(ctx, KT_OP_UNIQUE, a->dtype))
        return kt_no_kernel(ctx, KT_OP_UNIQUE, a->dtype);
    KtTensor *flat = kt_reshape(ctx, a, 1, (int64_t[]){-1}), *v = NULL, *ix = NULL, *r = NULL;
    if (!flat) return false;
    int64_t n = flat->numel, groups = 0;
    bool need_order = first || inverse;
    KtScratch starts = {0};
    bool ok = kt_sort(ctx, flat, 0, false, KT_STABLE, &v, need_order ? &ix : NULL) &&
              kt_scratch_alloc(ctx, (size_t)(n + 1) * sizeof(int64_t), &starts);
    if (ok) {
        int64_t *s = (int64_t *)starts.data;
        if (n) groups = find_starts(ctx, v, s);
        r = pick_starts(ctx, v, s, groups);
        ok = r != NULL;
        if (ok && !need_order && counts)
            ok = describe(ctx, NULL, n, s, groups, 0, NULL, NULL, NULL, counts);
        else if (ok && need_order)
            ok = describe(ctx, (const int64_t *)ix->data, n, s, groups, a->ndim, a->sizes, first,
                          inverse, counts);
        if (ok && !ctx->numpy && kt_is_float_dtype(a->dtype))
            forget_nan(r, ix, s, n, inverse ? *inverse : NULL, counts ? *counts : NULL);
    }
    kt_scratch_free(ctx, &starts);
    kt_decref(ctx, flat);
    kt_xdecref(ctx, v);
    kt_xdecref(ctx, ix);
    if (!ok) {
        kt_xdecref(ctx, r);
        return false;
    }
    *values = r;
    return true;
}

bool kt_unique_consecutive(KtCtx *ctx, KtTensor *a, KtTensor **values, KtTensor **inverse,
                           KtTensor **counts) {
    if (kt_torch_lacks(ctx, KT_OP_UNIQUE, a->dtype))
        return kt_no_kernel(ctx, KT_OP_UNIQUE, a->dtype);
    KtTensor *flat = kt_reshape(ctx, a, 1, (int64_t[]){-1}),
             *c = flat ? kt_contiguous(ctx, flat) : NULL;
    kt_xdecref(ctx, flat);
    if (!c) return false;
    int64_t n = c->numel, groups = 0;
    KtScratch mem = {0};
    KtTensor *r = NULL;
    bool ok = kt_scratch_alloc(ctx, (size_t)(2 * n + 1) * sizeof(int64_t), &mem);
    if (ok) {
        int64_t *s = (int64_t *)mem.data, *order = s + n;
        if (n) groups = find_starts(ctx, c, s);
        for (int64_t i = 0; i < n; i++)
            order[i] = i;
        r = pick_starts(ctx, c, s, groups);
        ok = r && describe(ctx, order, n, s, groups, a->ndim, a->sizes, NULL, inverse, counts);
    }
    kt_scratch_free(ctx, &mem);
    kt_decref(ctx, c);
    if (!ok) {
        kt_xdecref(ctx, r);
        return false;
    }
    *values = r;
    return true;
}

/* ---- rows ---- */

typedef struct Rows {
    KtCtx *ctx;
    const char *data;
    int dtype;
    int64_t len; /* elements of a row */
    size_t item;
} Rows;

static int compare_elements(int dtype, const char *a, const char *b) {
    KtScalar x = kt_load_scalar(dtype, a), y = kt_load_scalar(dtype, b);
    if (x.kind == KT_S_FLOAT) {
        if (isnan(x.f) || isnan(y.f)) return isnan(x.f) - isnan(y.f);
        return (x.f > y.f) - (x.f < y.f);
    }
    if (x.kind == KT_S_UINT || y.kind == KT_S_UINT) return (x.u > y.u) - (x.u < y.u);
    return (x.i > y.i) - (x.i < y.i);
}

static int compare_rows(const Rows *r, int64_t a, int64_t b) {
    const char *p = r->data + (size_t)(a * r->len) * r->item,
               *q = r->data + (size_t)(b * r->len) * r->item;
    for (int64_t i = 0; i < r->len; i++, p += r->item, q += r->item) {
        int c = compare_elements(r->dtype, p, q);
        if (c) return c;
    }
    return 0;
}

static bool rows_differ(const Rows *r, int64_t a, int64_t b) {
    if (compare_rows(r, a, b) != 0) return true;
    if (r->ctx->numpy || !kt_is_inexact_dtype(r->dtype)) return false;
    const char *p = r->data + (size_t)(a * r->len) * r->item; /* torch: nan equals nothing */
    for (int64_t i = 0; i < r->len; i++, p += r->item)
        if (is_nan(r->dtype, p)) return true;
    return false;
}

static void sort_rows(const Rows *r, int64_t *order, int64_t *spare, int64_t n) {
    if (n < 2) return;
    int64_t half = n / 2, a = 0, b = half;
    sort_rows(r, order, spare, half);
    sort_rows(r, order + half, spare, n - half);
    memcpy(spare, order, (size_t)half * sizeof *spare);
    for (int64_t o = 0; a < half; o++)
        order[o] = b >= n || compare_rows(r, spare[a], order[b]) <= 0 ? spare[a++] : order[b++];
}

/* As PyTorch compares rows: nan stands before nothing and behind nothing. */
static bool row_before(const Rows *r, int64_t a, int64_t b) {
    const char *p = r->data + (size_t)(a * r->len) * r->item,
               *q = r->data + (size_t)(b * r->len) * r->item;
    for (int64_t i = 0; i < r->len; i++, p += r->item, q += r->item) {
        if (is_nan(r->dtype, p) || is_nan(r->dtype, q)) continue;
        int c = compare_elements(r->dtype, p, q);
        if (c) return c < 0;
    }
    return false;
}

typedef const Rows *Order_rowwise;
#define ITEM          int64_t
#define LESS(x, a, b) row_before(x, a, b)
#define NAME(x)       x##_rowwise
#include "kernel_introsort.inc.h"
#undef ITEM
#undef LESS
#undef NAME

bool kt_unique_dim(KtCtx *ctx, KtTensor *a, int dim, bool consecutive, KtTensor **values,
                   KtTensor **first, KtTensor **inverse, KtTensor **counts) {
    if (kt_torch_lacks(ctx, KT_OP_UNIQUE, a->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "\"unique_dim\" not implemented for '%s'",
                       kt_dtype_info[a->dtype].scalar_name);
    if (!ctx->numpy && a->ndim == 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension specified as %d but tensor has no dimensions", dim);
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return false;
    for (int d = 0; !ctx->numpy && d < a->ndim && a->numel == 0; d++)
        if (d != dim && a->sizes[d] == 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "There are 0 sized dimensions, and they aren't selected, so unique "
                           "cannot be applied");
    int to = 0; /* torch exchanges the two dimensions */
    KtTensor *moved = ctx->numpy ? kt_movedim(ctx, a, 1, &dim, &to) : kt_transpose(ctx, a, dim, 0),
             *rows = moved ? kt_contiguous(ctx, moved) : NULL;
    kt_xdecref(ctx, moved);
    if (!rows) return false;
    int64_t n = rows->sizes[0], groups = 0;
    Rows r = {ctx, rows->data, rows->dtype, n ? rows->numel / n : 0, rows->itemsize};
    KtScratch mem = {0};
    KtTensor *picked = NULL, *result = NULL;
    bool ok = kt_scratch_alloc(ctx, (size_t)(3 * n + 1) * sizeof(int64_t), &mem);
    if (ok) {
        int64_t *order = (int64_t *)mem.data, *spare = order + n, *starts = spare + n;
        for (int64_t i = 0; i < n; i++)
            order[i] = i;
        if (!consecutive && ctx->numpy) sort_rows(&r, order, spare, n);
        if (!consecutive && !ctx->numpy) sort_rowwise(&r, order, n);
        for (int64_t i = 0; i < n; i++)
            if (i == 0 || rows_differ(&r, order[i - 1], order[i])) starts[groups++] = i;
        int64_t sizes[KT_MAX_DIMS];
        memcpy(sizes, rows->sizes, sizeof(int64_t) * rows->ndim);
        sizes[0] = groups;
        picked = kt_empty(ctx, a->dtype, rows->ndim, sizes);
        ok = picked != NULL;
        size_t bytes = (size_t)r.len * r.item;
        for (int64_t g = 0; ok && g < groups; g++)
            memcpy(picked->data + (size_t)g * bytes, rows->data + (size_t)order[starts[g]] * bytes,
                   bytes);
        ok = ok && describe(ctx, order, n, starts, groups, 1, &n, first, inverse, counts);
        int from = 0;
        KtTensor *back = !ok          ? NULL
                         : ctx->numpy ? kt_movedim(ctx, picked, 1, &from, &dim)
                                      : kt_transpose(ctx, picked, dim, 0);
        result = !back            ? NULL
                 : !picked->numel ? kt_empty(ctx, a->dtype, back->ndim, back->sizes)
                 : ctx->numpy     ? kt_contiguous(ctx, back)
                                  : kt_incref(back);
        if (result) result->flags &= (uint8_t)~KT_T_VIEW;
        kt_xdecref(ctx, back);
        ok = result != NULL;
    }
    kt_scratch_free(ctx, &mem);
    kt_decref(ctx, rows);
    kt_xdecref(ctx, picked);
    if (ok) *values = result;
    return ok;
}

KtTensor *kt_isin(KtCtx *ctx, KtTensor *a, KtTensor *values, bool invert) {
    int dtype = ctx->numpy ? kt_promote_numpy(a->dtype, values->dtype)
                           : kt_promote_torch(a->dtype, values->dtype);
    KtTensor *x = kt_cast(ctx, a, dtype), *v = x ? kt_cast(ctx, values, dtype) : NULL;
    KtTensor *flat = v ? kt_reshape(ctx, v, 1, (int64_t[]){-1}) : NULL, *sorted = NULL;
    KtTensor *dense = flat ? kt_contiguous(ctx, x) : NULL, *r = NULL;
    if (dense && kt_sort(ctx, flat, 0, false, KT_STABLE, &sorted, NULL)) {
        KtOperand o = kt_operand(dense);
        KtTensor *at = kt_searchsorted(ctx, sorted, &o, false, false, NULL);
        r = at ? kt_empty(ctx, KT_BOOL, a->ndim, a->sizes) : NULL;
        for (int64_t i = 0; r && i < r->numel; i++) {
            int64_t k = ((const int64_t *)at->data)[i];
            const char *p = dense->data + i * dense->itemsize;
            bool hit = k < sorted->numel && !is_nan(dtype, p) &&
                       same(ctx, dtype, p, sorted->data + k * sorted->itemsize);
            ((uint8_t *)r->data)[i] = hit != invert;
        }
        kt_xdecref(ctx, at);
    }
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, v);
    kt_xdecref(ctx, flat);
    kt_xdecref(ctx, dense);
    kt_xdecref(ctx, sorted);
    return r;
}
