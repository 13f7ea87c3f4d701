/* Index items expanded against a tensor. See index_expand.h.
 *
 * Both dialects walk the items once and build the view's dimensions. NumPy lets a mask stand for as
 * many dimensions as it has, and looks at every item when it comes. PyTorch puts each tensor at one
 * dimension of the view, whatever its own dimensions, and spreads the masks only afterwards, when
 * the view is known: in x[mask, None] the new dimension lies inside of what a mask of two
 * dimensions covers. Integers are selected in PyTorch even beside index tensors, and become index
 * tensors in NumPy. */
#include "index_expand.h"

#include <string.h>

#include "ew.h"
#include "shape.h"

void kt_expanded_drop(KtCtx *ctx, KtExpanded *e) {
    for (int i = 0; i < KT_MAX_DIMS && e->n_index > 0; i++) {
        if (!e->index[i]) continue;
        kt_decref(ctx, e->index[i]);
        e->n_index--;
    }
    kt_xdecref(ctx, e->view);
}

bool kt_index_is_mask(KtCtx *ctx, const KtTensor *t) {
    return t->dtype == KT_BOOL || (t->dtype == KT_U8 && !ctx->numpy);
}

/* Dimensions of the indexed tensor that an item uses up. */
static int consumed(KtCtx *ctx, const KtIndexItem *it) {
    switch (it->kind) {
    case KT_IX_INT:
    case KT_IX_SLICE:
        return 1;
    case KT_IX_TENSOR:
        return kt_index_is_mask(ctx, it->t) ? it->t->ndim : 1;
    default:
        return 0;
    }
}

static bool index_dtype_error(KtCtx *ctx) {
    return ctx->numpy ? kt_fail(ctx, KT_INDEX_ERROR,
                                "arrays used as indices must be of integer (or boolean) type")
                      : kt_fail(ctx, KT_INDEX_ERROR,
                                "tensors used as indices must be long, byte or bool tensors");
}

static bool negative_step(KtCtx *ctx) {
    return kt_fail(ctx, KT_VALUE_ERROR, "step must be greater than zero");
}

bool kt_index_out_of_range(KtCtx *ctx, int64_t index, int dim, int64_t size) {
    return kt_fail(ctx, KT_INDEX_ERROR, "index %lld is out of bounds for %s %d with size %lld",
                   (long long)index, ctx->numpy ? "axis" : "dimension", dim, (long long)size);
}

/* Building the view by hand: one pass over the items. */
typedef struct Builder {
    KtTensor *a;
    char *data;
    int nd;  /* of the view */
    int dim; /* of a, next */
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    KtExpanded *e;
    KtTensor *put[KT_MAX_DIMS]; /* PyTorch: tensors at dimensions of the view, borrowed */
    int n_put;                  /* dimensions up to the last of them; 0: none */
    int beyond;                 /* PyTorch: dimensions that a second ellipsis passes over */
    bool fills;                 /* one number is to be written */
} Builder;

static void begin(Builder *b, KtTensor *a, KtExpanded *e) {
    b->a = a;
    b->data = a->data;
    b->nd = b->dim = b->n_put = b->beyond = 0;
    b->fills = false;
    b->e = e;
}

static bool add_dim(KtCtx *ctx, Builder *b, int64_t size, int64_t stride) {
    if (b->nd >= KT_MAX_DIMS)
        return kt_fail(ctx, KT_INDEX_ERROR, "number of dimensions must be within [0, %d]",
                       KT_MAX_DIMS);
    b->e->axis[b->nd] = b->dim;
    b->sizes[b->nd] = size;
    b->strides[b->nd++] = stride;
    return true;
}

static bool keep_dims(KtCtx *ctx, Builder *b, int n) {
    for (; n > 0; n--, b->dim++)
        if (!add_dim(ctx, b, b->a->sizes[b->dim], b->a->strides[b->dim])) return false;
    return true;
}

static bool add_slice(KtCtx *ctx, Builder *b, const KtIndexItem *it) {
    int64_t size = b->a->sizes[b->dim], stride = b->a->strides[b->dim];
    int64_t step = it->has_step ? it->step : 1;
    if (step == 0) return kt_fail(ctx, KT_VALUE_ERROR, "slice step cannot be zero");
    if (step < 0 && !ctx->numpy) return negative_step(ctx);
    int64_t low = step < 0 ? -1 : 0, high = step < 0 ? size - 1 : size;
    int64_t start = it->has_start ? it->start : step < 0 ? high : low;
    int64_t stop = it->has_stop ? it->stop : step < 0 ? low : high;
    if (it->has_start) {
        if (start < 0) start += size;
        start = start < low ? low : start > high ? high : start;
    }
    if (it->has_stop) {
        if (stop < 0) stop += size;
        stop = stop < low ? low : stop > high ? high : stop;
    }
    int64_t n =
        step > 0
            ? (stop > start ? (stop - start - 1) / step + 1 : 0)
            : (stop < start ? (start - stop - 1) / (step == INT64_MIN ? INT64_MAX : -step) + 1 : 0);
    if (n > 0)
        b->data += start * stride * (int64_t)b->a->itemsize;
    else if (ctx->numpy)
        step = 1; /* PySlice_AdjustIndices is not asked where nothing is taken */
    int64_t new_stride;
    if (__builtin_mul_overflow(stride, step, &new_stride)) new_stride = stride;
    b->dim++;
    return add_dim(ctx, b, n, new_stride);
}

/* place: of the item among the items, or of the dimension, as the dialect's message has it. */
static bool add_int(KtCtx *ctx, Builder *b, int64_t index, int place) {
    int64_t size = b->a->sizes[b->dim];
    if (index < -size || index >= size) return kt_index_out_of_range(ctx, index, place, size);
    if (index < 0) index += size;
    b->data += index * b->a->strides[b->dim] * (int64_t)b->a->itemsize;
    b->dim++;
    return true;
}

/* The index tensor (consumed) for the view's dimension at. */
static bool set_index(Builder *b, int at, KtTensor *ix) {
    if (!ix) return false;
    b->e->index[at] = ix;
    b->e->n_index++;
    return true;
}

/* A new dimension of length 1 of which a truth value takes all or nothing. */
static bool add_truth(KtCtx *ctx, Builder *b, bool value) {
    int64_t n = value;
    return add_dim(ctx, b, 1, 0) && set_index(b, b->nd - 1, kt_zeros(ctx, KT_I64, 1, &n));
}

static bool truth_of(const KtTensor *t) {
    KtScalar s = kt_load_scalar(t->dtype, t->data);
    return kt_scalar_as_bool(&s);
}

/* The positions where a mask is true, one index tensor for each of its dimensions. */
static bool spread_mask(KtCtx *ctx, Builder *b, KtTensor *mask, int at) {
    KtTensor *where = kt_nonzero(ctx, mask);
    bool ok = where != NULL;
    for (int i = 0; i < mask->ndim && ok; i++)
        ok = set_index(b, at + i, kt_select(ctx, where, 1, i));
    kt_xdecref(ctx, where);
    return ok;
}

/* --- NumPy --- */

/* A dimension without elements fits every dimension. */
static bool add_mask_numpy(KtCtx *ctx, Builder *b, KtTensor *m) {
    for (int i = 0; i < m->ndim; i++)
        if (m->sizes[i] && m->sizes[i] != b->a->sizes[b->dim + i])
            return kt_fail(ctx, KT_INDEX_ERROR,
                           "boolean index did not match indexed array along dimension %d; "
                           "dimension is %lld but corresponding boolean dimension is %lld",
                           b->dim + i, (long long)b->a->sizes[b->dim + i], (long long)m->sizes[i]);
    if (m->ndim == 0) return add_truth(ctx, b, truth_of(m));
    int at = b->nd;
    return keep_dims(ctx, b, m->ndim) && spread_mask(ctx, b, m, at);
}

static bool add_tensor_numpy(KtCtx *ctx, Builder *b, KtTensor *t) {
    if (t->dtype == KT_BOOL) return add_mask_numpy(ctx, b, t);
    if (!kt_is_int_dtype(t->dtype) && t->numel != 0) return index_dtype_error(ctx);
    return keep_dims(ctx, b, 1) && set_index(b, b->nd - 1, kt_cast(ctx, t, KT_I64));
}

static bool add_item_numpy(KtCtx *ctx, Builder *b, const KtIndexItem *it, bool advanced) {
    switch (it->kind) {
    case KT_IX_INT: {
        if (!advanced) return add_int(ctx, b, it->start, b->dim);
        KtScalar s = kt_scalar_int(it->start);
        return keep_dims(ctx, b, 1) && set_index(b, b->nd - 1, kt_scalar_tensor(ctx, KT_I64, &s));
    }
    case KT_IX_SLICE:
        return add_slice(ctx, b, it);
    case KT_IX_NEWAXIS:
        return add_dim(ctx, b, 1, 0);
    case KT_IX_BOOL:
        return add_truth(ctx, b, it->start != 0);
    case KT_IX_TENSOR:
        return add_tensor_numpy(ctx, b, it->t);
    default:
        return true;
    }
}

static bool expand_numpy(KtCtx *ctx, Builder *b, const KtIndexItem *items, int n, int used) {
    int ellipses = 0, rest = b->a->ndim - used;
    bool advanced = false;
    for (int i = 0; i < n; i++) {
        ellipses += items[i].kind == KT_IX_ELLIPSIS;
        advanced = advanced || items[i].kind == KT_IX_TENSOR || items[i].kind == KT_IX_BOOL;
    }
    if (ellipses > 1)
        return kt_fail(ctx, KT_INDEX_ERROR, "an index can only have a single ellipsis ('...')");
    if (rest < 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "too many indices for array: array is %d-dimensional, but %d were indexed",
                       b->a->ndim, used);
    for (int i = 0; i < n; i++) {
        if (items[i].kind == KT_IX_ELLIPSIS) {
            if (!keep_dims(ctx, b, rest)) return false;
            rest = 0;
        } else if (!add_item_numpy(ctx, b, &items[i], advanced)) {
            return false;
        }
    }
    return keep_dims(ctx, b, rest);
}

/* --- PyTorch --- */

static bool put_tensor(KtCtx *ctx, Builder *b, KtTensor *t) {
    if (!keep_dims(ctx, b, 1)) return false;
    while (b->n_put < b->nd)
        b->put[b->n_put++] = NULL;
    b->put[b->nd - 1] = t;
    return true;
}

static bool add_tensor_torch(KtCtx *ctx, Builder *b, KtTensor *t, int place) {
    if (t->ndim == 0 && kt_index_is_mask(ctx, t)) return add_truth(ctx, b, truth_of(t));
    if (t->ndim || !kt_is_int_dtype(t->dtype)) return put_tensor(ctx, b, t);
    KtScalar s = kt_load_scalar(t->dtype, t->data);
    return add_int(ctx, b, kt_scalar_as_int(&s), place);
}

/* A second ellipsis can lead beyond the last dimension. */
static bool beyond(KtCtx *ctx, const Builder *b, const KtIndexItem *it, int place) {
    if (it->kind == KT_IX_INT) return kt_index_out_of_range(ctx, it->start, place, 0);
    if (it->kind == KT_IX_TENSOR)
        return kt_fail(ctx, KT_INDEX_ERROR, "too many indices for tensor of dimension %d (got %d)",
                       b->nd, b->nd + b->beyond + 1);
    return kt_fail(ctx, KT_INDEX_ERROR,
                   "Dimension out of range (expected to be in range of [%d, %d], but got %d)",
                   -b->nd, b->nd - 1, b->nd + b->beyond);
}

static bool add_item_torch(KtCtx *ctx, Builder *b, const KtIndexItem *it, int place) {
    if (b->dim >= b->a->ndim && consumed(ctx, it) > 0) return beyond(ctx, b, it, place);
    bool truth = it->kind == KT_IX_BOOL || (it->kind == KT_IX_TENSOR && consumed(ctx, it) == 0);
    if (b->beyond && (it->kind == KT_IX_NEWAXIS || truth))
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension out of range (expected to be in range of [%d, %d], but got %d)",
                       -b->nd - 1, b->nd, b->nd + b->beyond);
    switch (it->kind) {
    case KT_IX_INT:
        return add_int(ctx, b, it->start, place);
    case KT_IX_SLICE:
        return add_slice(ctx, b, it);
    case KT_IX_NEWAXIS: /* a step of one element of what follows, as unsqueeze has it */
        return add_dim(ctx, b, 1,
                       b->dim < b->a->ndim ? b->a->sizes[b->dim] * b->a->strides[b->dim] : 1);
    case KT_IX_BOOL:
        return add_truth(ctx, b, it->start != 0);
    case KT_IX_TENSOR:
        return add_tensor_torch(ctx, b, it->t, place);
    default:
        return true;
    }
}

/* More items than dimensions; a single number or slice has a sentence of its own. */
static bool too_many_torch(KtCtx *ctx, const KtTensor *a, const KtIndexItem *items, int n) {
    if (n == 1 && items->kind == KT_IX_INT && items->start)
        return kt_index_out_of_range(ctx, items->start, 0, 0);
    if (n == 1 && items->kind == KT_IX_INT)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
                       "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
    if (n == 1 && items->kind == KT_IX_SLICE && items->has_step && items->step < 0)
        return negative_step(ctx);
    if (n == 1 && items->kind == KT_IX_SLICE)
        return kt_fail(ctx, KT_INDEX_ERROR, "slice() cannot be applied to a 0-dim tensor.");
    return kt_fail(ctx, KT_INDEX_ERROR, "too many indices for tensor of dimension %d", a->ndim);
}

static bool walk_torch(KtCtx *ctx, Builder *b, const KtIndexItem *items, int n, int used) {
    int rest = b->a->ndim - used;
    if (rest < 0) return too_many_torch(ctx, b->a, items, n);
    for (int i = 0; i < n; i++) {
        if (items[i].kind == KT_IX_ELLIPSIS) {
            int left = b->a->ndim - b->dim, kept = rest < left ? rest : left;
            if (!keep_dims(ctx, b, kept)) return false;
            b->beyond += rest - kept;
        } else if (!add_item_torch(ctx, b, &items[i], i)) {
            return false;
        }
    }
    return keep_dims(ctx, b, b->a->ndim - b->dim);
}

static bool mask_fits(KtCtx *ctx, const Builder *b, const KtTensor *mask, int at) {
    for (int i = 0; i < mask->ndim; i++) {
        char x[300], y[300];
        if (at + i >= b->nd)
            return kt_fail(
                ctx, KT_INDEX_ERROR,
                "Dimension out of range (expected to be in range of [%d, %d], but got %d)", -b->nd,
                b->nd - 1, at + i);
        if (mask->sizes[i] != b->sizes[at + i])
            return kt_fail(ctx, KT_INDEX_ERROR,
                           "The shape of the mask %s at index %d does not match the shape of the "
                           "indexed tensor %s at index %d",
                           kt_shape_str(x, sizeof x, mask->ndim, mask->sizes), i,
                           kt_shape_str(y, sizeof y, b->nd, b->sizes), at + i);
    }
    return true;
}

/* From the tensors at the view's dimensions to one index for each dimension: what stands behind a
 * mask of several dimensions moves on. */
static bool spread_torch(KtCtx *ctx, Builder *b) {
    KtTensor *truth[KT_MAX_DIMS];
    int first = 0;
    while (first < b->n_put && !b->put[first] && !b->e->index[first])
        first++;
    if (b->fills && first < b->n_put && b->put[first] && kt_index_is_mask(ctx, b->put[first]) &&
        !mask_fits(ctx, b, b->put[first], first))
        return false;
    for (int d = 0; d < b->n_put; d++)
        if (b->put[d] && !kt_index_is_mask(ctx, b->put[d]) && b->put[d]->dtype != KT_I64)
            return index_dtype_error(ctx);
    int moved = 0; /* by how much */
    bool ok = true;
    memcpy(truth, b->e->index, sizeof truth);
    for (int d = 0; d < b->nd; d++)
        b->e->index[d] = NULL;
    b->e->n_index = 0;
    for (int d = 0; d < b->nd; d++) {
        int at = d + moved;
        KtTensor *t = d < b->n_put ? b->put[d] : NULL;
        if (!t && !truth[d]) continue;
        if (ok && t && kt_index_is_mask(ctx, t)) {
            ok = mask_fits(ctx, b, t, at) && spread_mask(ctx, b, t, at);
            moved += t->ndim - 1;
            continue;
        }
        if (ok && at >= b->nd)
            ok = kt_fail(ctx, KT_INDEX_ERROR,
                         "too many indices for tensor of dimension %d (got %d)", b->nd, at + 1);
        if (ok)
            ok = set_index(b, at, t ? kt_incref(t) : truth[d]);
        else
            kt_xdecref(ctx, truth[d]);
    }
    return ok;
}

static bool expand_torch(KtCtx *ctx, Builder *b, const KtIndexItem *items, int n, int used) {
    if (!walk_torch(ctx, b, items, n, used)) return false;
    if (b->n_put && !spread_torch(ctx, b)) return false;
    for (int d = 0, number = 0; d < b->nd && b->e->n_index; d++)
        b->e->axis[d] = b->e->index[d] ? number++ : 0;
    return true;
}

static bool expand(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n, KtExpanded *e,
                   bool fills) {
    *e = (KtExpanded){0};
    int used = 0;
    for (int i = 0; i < n; i++)
        used += consumed(ctx, &items[i]);
    Builder b;
    begin(&b, a, e);
    b.fills = fills;
    bool ok =
        ctx->numpy ? expand_numpy(ctx, &b, items, n, used) : expand_torch(ctx, &b, items, n, used);
    if (ok) e->view = kt_view_raw(ctx, a, a->dtype, b.data, b.nd, b.sizes, b.strides);
    if (e->view) return true;
    kt_expanded_drop(ctx, e);
    return false;
}

bool kt_index_expand(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n, KtExpanded *e) {
    return expand(ctx, a, items, n, e, false);
}

bool kt_index_expand_to_fill(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                             KtExpanded *e) {
    return expand(ctx, a, items, n, e, true);
}

bool kt_index_check_basic(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n, int rest) {
    KtExpanded e = {0};
    int used = rest;
    for (int i = 0; i < n; i++)
        used += consumed(ctx, &items[i]);
    Builder b;
    begin(&b, a, &e);
    bool ok = walk_torch(ctx, &b, items, n, used);
    kt_expanded_drop(ctx, &e);
    return ok;
}
