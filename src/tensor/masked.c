/* Operations under a boolean mask, and finding where elements are non-zero. */
#include <string.h>

#include "ew.h"
#include "shape.h"

/* PyTorch's kernels read a mask of any other type through the first byte of each element, which
 * must be 0 or 1. */
static KtTensor *mask_of_bytes(KtCtx *ctx, KtTensor *mask) {
    int64_t strides[KT_MAX_DIMS];
    for (int d = 0; d < mask->ndim; d++)
        strides[d] = mask->strides[d] * mask->itemsize;
    KtTensor *m = kt_view_raw(ctx, mask, KT_BOOL, mask->data, mask->ndim, mask->sizes, strides),
             *bytes = m ? kt_view_raw(ctx, m, KT_U8, m->data, m->ndim, m->sizes, strides) : NULL,
             *all = bytes ? kt_copy_c(ctx, bytes) : NULL;
    bool ok = all != NULL;
    for (int64_t i = 0; ok && i < all->numel; i++)
        if (((const uint8_t *)all->data)[i] > 1)
            ok = kt_fail(ctx, KT_RUNTIME_ERROR, "Mask tensor can take 0 and 1 values only");
    kt_xdecref(ctx, bytes);
    kt_xdecref(ctx, all);
    if (ok) return m;
    kt_xdecref(ctx, m);
    return NULL;
}
KtTensor *kt_mask_of(KtCtx *ctx, KtTensor *mask) {
    if (mask->dtype == KT_BOOL) return kt_incref(mask);
    return ctx->numpy ? kt_cast(ctx, mask, KT_BOOL) : mask_of_bytes(ctx, mask);
}

bool kt_masked_fill_(KtCtx *ctx, KtTensor *a, KtTensor *mask, const KtOperand *value) {
    if (value->t && value->t->numel != 1)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "masked_fill_ only supports a 0-dimensional value tensor, but got tensor "
                       "with %d dimension(s).",
                       value->t->ndim);
    KtScalar s = value->t ? kt_load_scalar(value->t->dtype, value->t->data) : value->s;
    const KtScalar given = s;
    if (!ctx->numpy && a->dtype == KT_BOOL && s.kind == KT_S_COMPLEX) s = kt_scalar_float(s.c.re);
    KtTensor *both[2] = {a, mask};
    int ndim;
    int64_t sizes[KT_MAX_DIMS];
    if (!kt_broadcast_shapes(ctx, 2, both, &ndim, sizes)) return false;
    if (ndim != a->ndim || memcmp(sizes, a->sizes, sizeof(int64_t) * (size_t)ndim) != 0) {
        char x[300], y[300];
        kt_shape_str(x, sizeof x, a->ndim, a->sizes);
        kt_shape_str(y, sizeof y, ndim, sizes);
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "output with shape %s doesn't match the broadcast shape %s", x, y);
    }
    if (!kt_check_number(ctx, a->dtype, &given)) return false;
    KtTensor *m = kt_mask_of(ctx, mask);
    if (!m) return false;
    if (!kt_before_write(ctx, a)) {
        kt_decref(ctx, m);
        return false;
    }
    if (kt_same_memory(m, a) && kt_may_overlap(m, a) && !kt_same_elements(m, a)) {
        KtTensor *c = kt_copy_c(ctx, m);
        kt_decref(ctx, m);
        if (!c) return false;
        m = c;
    }
    _Alignas(16) char element[KT_ITEM_MAX];
    kt_store_number(ctx->numpy, a->dtype, element, &s);
    KtIter it;
    kt_iter_init(&it, ndim, sizes);
    kt_iter_add(&it, a);
    kt_iter_add(&it, m);
    kt_iter_add_value(&it, element);
    kt_iter_add(&it, a);
    kt_iter_plan(&it);
    kt_iter_run(ctx, &it, kt_where_loop(ctx->kernels, a->dtype), NULL);
    kt_decref(ctx, m);
    return true;
}

static int64_t count_true(const uint8_t *m, int64_t n) {
    int64_t total = 0;
    for (int64_t i = 0; i < n; i++)
        total += m[i] != 0;
    return total;
}

/* Store always, advance by the mask: no branches to mispredict. The last stores may go one past
 * the end of what is counted, hence the room for one more element. */
#define COMPRESS(T)                                                                                \
    {                                                                                              \
        T *o = (T *)to;                                                                            \
        const T *a = (const T *)from;                                                              \
        T *end = o + count;                                                                        \
        int64_t i = 0;                                                                             \
        for (; i < n && o < end; i++) {                                                            \
            *o = a[i];                                                                             \
            o += m[i] != 0;                                                                        \
        }                                                                                          \
    }
typedef struct Wide {
    uint64_t a, b;
} Wide;
typedef struct Widest { /* a pair of long doubles */
    char bytes[KT_ITEM_MAX];
} Widest;

static void compress(char *to, const char *from, const uint8_t *m, int64_t n, int64_t count,
                     size_t item) {
    switch (item) {
    case 1:
        COMPRESS(uint8_t)
        break;
    case 2:
        COMPRESS(uint16_t)
        break;
    case 4:
        COMPRESS(uint32_t)
        break;
    case 8:
        COMPRESS(uint64_t)
        break;
    case sizeof(Wide):
        COMPRESS(Wide)
        break;
    default:
        COMPRESS(Widest)
    }
}

#define EXPAND_INTO(T)                                                                             \
    {                                                                                              \
        typedef T At KT_ANYWHERE;                                                                  \
        const At *v = (const At *)from;                                                            \
        At *a = (At *)to;                                                                          \
        for (int64_t i = 0; i < n; i++)                                                            \
            if (m[i]) a[i] = *v++;                                                                 \
    }
static void scatter_true(char *to, const char *from, const uint8_t *m, int64_t n, size_t item) {
    switch (item) {
    case 1:
        EXPAND_INTO(uint8_t)
        break;
    case 2:
        EXPAND_INTO(uint16_t)
        break;
    case 4:
        EXPAND_INTO(uint32_t)
        break;
    case 8:
        EXPAND_INTO(uint64_t)
        break;
    case sizeof(Wide):
        EXPAND_INTO(Wide)
        break;
    default:
        EXPAND_INTO(Widest)
    }
}

/* t broadcast to sizes and contiguous; new reference. */
static KtTensor *dense(KtCtx *ctx, KtTensor *t, int ndim, const int64_t *sizes) {
    int64_t strides[KT_MAX_DIMS];
    kt_broadcast_strides(t, ndim, sizes, strides);
    KtTensor *v = kt_view_raw(ctx, t, t->dtype, t->data, ndim, sizes, strides);
    KtTensor *r = v ? kt_contiguous(ctx, v) : NULL;
    kt_xdecref(ctx, v);
    return r;
}

KtTensor *kt_masked_select(KtCtx *ctx, KtTensor *a, KtTensor *mask) {
    KtTensor *both[2] = {ctx->numpy ? a : mask, ctx->numpy ? mask : a}; /* as messages name them */
    KtTensor *m = NULL, *x = NULL, *y = NULL, *r = NULL;
    int ndim;
    int64_t sizes[KT_MAX_DIMS];
    if (!kt_broadcast_shapes(ctx, 2, both, &ndim, sizes)) return NULL;
    m = kt_mask_of(ctx, mask);
    x = m ? dense(ctx, a, ndim, sizes) : NULL;
    y = x ? dense(ctx, m, ndim, sizes) : NULL;
    if (y) {
        int64_t count = count_true((const uint8_t *)y->data, y->numel);
        r = kt_empty(ctx, a->dtype, 1, &count);
        if (r && count)
            compress(r->data, x->data, (const uint8_t *)y->data, y->numel, count, a->itemsize);
    }
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return r;
}

bool kt_masked_scatter_(KtCtx *ctx, KtTensor *a, KtTensor *mask, KtTensor *src) {
    if (a->dtype != src->dtype)
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "masked_scatter: expected self and source to have same dtypes but got%s and %s",
            kt_dtype_info[a->dtype].scalar_name, kt_dtype_info[src->dtype].scalar_name);
    KtTensor *wide = kt_broadcast_to(ctx, mask, a->ndim, a->sizes),
             *m = wide ? kt_mask_of(ctx, wide) : NULL, *y = NULL, *v = NULL, *x = NULL;
    bool ok = m && (y = kt_contiguous(ctx, m)) && (v = kt_contiguous(ctx, src)) &&
              (ctx->numpy || kt_check_written(ctx, a)) && kt_before_write(ctx, a);
    if (ok && kt_same_memory(v, a)) {
        KtTensor *c = kt_copy_c(ctx, v);
        kt_decref(ctx, v);
        v = c;
        ok = v != NULL;
    }
    if (ok) {
        int64_t count = count_true((const uint8_t *)y->data, y->numel);
        if (count > v->numel)
            ok = kt_fail(ctx, KT_RUNTIME_ERROR,
                         "Number of elements of source < number of ones in mask");
    }
    if (ok && kt_is_contiguous(a)) {
        scatter_true(a->data, v->data, (const uint8_t *)y->data, a->numel, a->itemsize);
    } else if (ok) {
        x = kt_copy_c(ctx, a);
        ok = x != NULL;
        if (ok) {
            scatter_true(x->data, v->data, (const uint8_t *)y->data, x->numel, x->itemsize);
            ok = kt_copy(ctx, a, x);
        }
    }
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, y);
    kt_xdecref(ctx, v);
    kt_xdecref(ctx, x);
    return ok;
}

KtTensor *kt_nonzero(KtCtx *ctx, KtTensor *a) {
    KtTensor *b =
        a->dtype == KT_BOOL ? kt_incref(a) : kt_unary(ctx, KT_OP_LOGICAL_NOT, a, KT_NO_DTYPE, NULL);
    bool inverted = a->dtype != KT_BOOL;
    KtTensor *m = b ? kt_contiguous(ctx, b) : NULL;
    kt_xdecref(ctx, b);
    if (!m) return NULL;
    const uint8_t *p = (const uint8_t *)m->data;
    int64_t n = count_true(p, m->numel);
    if (inverted) n = m->numel - n;
    /* NumPy has the indices of an element side by side, torch those along a dimension */
    int64_t sizes[2] = {ctx->numpy ? n : a->ndim, ctx->numpy ? a->ndim : n},
            step = ctx->numpy ? a->ndim : 1, across = ctx->numpy ? 1 : n;
    KtTensor *r = kt_empty(ctx, KT_I64, 2, sizes);
    if (r && n) {
        int64_t *o = (int64_t *)r->data;
        if (a->ndim == 1) {
            for (int64_t i = 0, k = 0; k < n; i++) {
                o[k] = i;
                k += (int64_t)((p[i] != 0) ^ (unsigned)inverted); /* in no case a jump */
            }
        } else {
            int64_t index[KT_MAX_DIMS] = {0};
            for (int64_t i = 0; i < m->numel; i++) {
                if ((p[i] != 0) != inverted) {
                    for (int d = 0; d < a->ndim; d++)
                        o[d * across] = index[d];
                    o += step;
                }
                for (int d = a->ndim - 1; d >= 0; d--) {
                    if (++index[d] < a->sizes[d]) break;
                    index[d] = 0;
                }
            }
        }
    }
    kt_decref(ctx, m);
    if (ctx->numpy || !r) return r;
    int64_t turned_sizes[2] = {n, a->ndim}, strides[2] = {1, n};
    KtTensor *turned = kt_as_strided(ctx, r, 2, turned_sizes, strides, 0);
    kt_decref(ctx, r);
    return turned;
}
