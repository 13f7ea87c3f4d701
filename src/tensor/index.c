/* a[...] with integers, slices, newaxis, ellipsis, masks and index tensors: reading and writing.
 *
 * The basic items make a view; each remaining index tensor belongs to one dimension of it. Their
 * common broadcast shape B replaces those dimensions: in place if they are neighbours, in front
 * otherwise. Every B position is turned into one byte offset, so that the copying loops see
 *     result[before][b][after]  <->  view.data + before_offset + offset[b] + after_offset[after].
 *
 * The dialects differ: NumPy treats integers beside index arrays as index arrays; PyTorch selects
 * with them first. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "ew.h"
#include "index_expand.h"
#include "kernels.h"
#include "memory.h"
#include "shape.h"

/* ---- the plan of an advanced access ---- */

typedef struct Access {
    KtTensor *view;
    int64_t n_before, n_b, n_after;
    int n_before_dims;
    int64_t before_sizes[KT_MAX_DIMS], before_strides[KT_MAX_DIMS]; /* bytes */
    int64_t *offset;                                                /* n_b */
    int64_t *after_offset; /* n_after; NULL if the block is contiguous */
    KtScratch scratch;
    int b_ndim;
    int ndim; /* of the result */
    int64_t sizes[KT_MAX_DIMS];
} Access;

static bool index_broadcast_error(KtCtx *ctx, const KtExpanded *e) {
    char text[800];
    size_t at = 0;
    bool first = true;
    text[0] = 0;
    for (int i = 0; i < e->view->ndim && at + 100 < sizeof text; i++) {
        const KtTensor *t = e->index[i];
        if (!t || (ctx->numpy && t->ndim == 0)) continue;
        if (!first && !ctx->numpy) at += (size_t)snprintf(text + at, sizeof text - at, ", ");
        first = false;
        if (ctx->numpy)
            kt_shape_str_np(text + at, sizeof text - at, t->ndim, t->sizes);
        else
            kt_shape_str(text + at, sizeof text - at, t->ndim, t->sizes);
        at += strlen(text + at);
        if (ctx->numpy) at += (size_t)snprintf(text + at, sizeof text - at, " ");
    }
    kt_clear_error(ctx);
    return kt_fail(ctx, KT_INDEX_ERROR,
                   "shape mismatch: indexing %s could not be broadcast together with shapes %s",
                   ctx->numpy ? "arrays" : "tensors", text);
}

typedef struct AddOffsets {
    int64_t *to;
    int64_t size, step;
    const int64_t *bad_at; /* the first place with an index out of range, in the table's order */
    int64_t bad;
} AddOffsets;

static void add_offsets(void *arg, int64_t n, char *const *p, const int64_t *s) {
    AddOffsets *k = arg;
    int64_t *to = (int64_t *)p[0];
    for (int64_t i = 0; i < n; i++) {
        int64_t v = *(const KtAtI64 *)(p[1] + i * s[1]);
        int64_t w = v < 0 ? v + k->size : v;
        if ((uint64_t)w >= (uint64_t)k->size) {
            const int64_t *place = (const int64_t *)((char *)to + i * s[0]);
            if (!k->bad_at || place < k->bad_at) {
                k->bad_at = place;
                k->bad = v;
            }
            continue;
        }
        *(int64_t *)((char *)to + i * s[0]) += w * k->step;
    }
}

static bool out_of_range_unread(KtCtx *ctx) {
    return kt_warn(
        ctx, KT_DEPRECATION_WARNING,
        "Out of bound index found. This was previously ignored when the indexing result "
        "contained no elements. In the future the index error will be raised. This error "
        "occurs either due to an empty slice, or if an array has zero elements even before "
        "indexing.\n(Use `warnings.simplefilter('error')` to turn this DeprecationWarning "
        "into an error and get more details on the invalid index.)");
}

/* A number among the indices is checked also where the others leave nothing to read. */
static bool check_numbers(KtCtx *ctx, const KtExpanded *e) {
    for (int d = 0; d < e->view->ndim && ctx->numpy; d++) {
        if (!e->index[d] || e->index[d]->ndim) continue;
        int64_t v = *(const KtAtI64 *)(const void *)e->index[d]->data, size = e->view->sizes[d];
        if (v < -size || v >= size) return kt_index_out_of_range(ctx, v, e->axis[d], size);
    }
    return true;
}

/* offset[b] = sum over indexed dims of index * stride, all bounds checked. torch complains of the
 * first place with a bad index, NumPy of the first such dimension. */
static bool fill_offsets(KtCtx *ctx, const KtExpanded *e, Access *x) {
    if (x->n_b == 0) return true;
    memset(x->offset, 0, sizeof(int64_t) * (size_t)x->n_b);
    const int64_t *b_sizes = x->sizes + x->n_before_dims;
    KtTensor *view = kt_from_foreign(ctx, KT_I64, x->b_ndim, b_sizes, NULL, x->offset, NULL, NULL);
    if (!view) return false;
    AddOffsets worst = {0};
    int worst_dim = 0;
    for (int d = 0; d < e->view->ndim && !(ctx->numpy && worst.bad_at); d++) {
        if (!e->index[d]) continue;
        AddOffsets k = {.to = x->offset,
                        .size = e->view->sizes[d],
                        .step = e->view->strides[d] * (int64_t)e->view->itemsize};
        KtIter it;
        kt_iter_init(&it, x->b_ndim, b_sizes);
        kt_iter_add(&it, view);
        kt_iter_add(&it, e->index[d]);
        kt_iter_plan(&it);
        kt_iter_each(&it, add_offsets, &k);
        if (k.bad_at && (!worst.bad_at || k.bad_at < worst.bad_at)) {
            worst = k;
            worst_dim = d;
        }
    }
    kt_decref(ctx, view);
    if (!worst.bad_at) return true;
    bool read = x->n_before * x->n_after > 0 || (ctx->numpy && e->index[worst_dim]->ndim == 0);
    if (!read) return !ctx->numpy || out_of_range_unread(ctx);
    return kt_index_out_of_range(ctx, worst.bad, e->axis[worst_dim], worst.size);
}

static bool contiguous_block(int n, const int64_t *sizes, const int64_t *strides, int64_t item) {
    int64_t want = item;
    for (int i = n - 1; i >= 0; i--) {
        if (sizes[i] != 1 && strides[i] != want) return false;
        want *= sizes[i];
    }
    return true;
}

static void fill_after(int64_t *to, int n, const int64_t *sizes, const int64_t *strides,
                       int64_t total) {
    int64_t index[KT_MAX_DIMS] = {0}, at = 0;
    for (int64_t i = 0; i < total; i++) {
        to[i] = at;
        for (int d = n - 1; d >= 0; d--) {
            at += strides[d];
            if (++index[d] < sizes[d]) break;
            at -= strides[d] * sizes[d];
            index[d] = 0;
        }
    }
}

/* Everything but the offsets, which fill_offsets finds. */
static bool plan_access(KtCtx *ctx, const KtExpanded *e, Access *x) {
    *x = (Access){.view = e->view, .n_before = 1, .n_b = 1, .n_after = 1};
    KtTensor *list[KT_MAX_DIMS];
    int n = 0, first = -1, last = -1, b_ndim;
    for (int d = 0; d < e->view->ndim; d++) {
        if (!e->index[d]) continue;
        list[n++] = e->index[d];
        if (first < 0) first = d;
        last = d;
    }
    int64_t b_sizes[KT_MAX_DIMS];
    if (!check_numbers(ctx, e)) return false;
    if (!kt_broadcast_shapes(ctx, n, list, &b_ndim, b_sizes)) return index_broadcast_error(ctx, e);
    for (int i = 0; i < b_ndim; i++)
        x->n_b *= b_sizes[i];
    for (int d = 0; d < e->view->ndim && !ctx->numpy; d++)
        if (e->index[d] && e->view->sizes[d] == 0 && x->n_b > 0)
            return kt_fail(ctx, KT_INDEX_ERROR, "index is out of bounds for dimension with size 0");
    int split = last - first + 1 == n ? first : 0; /* dims of view before B */
    int64_t after_sizes[KT_MAX_DIMS], after_strides[KT_MAX_DIMS], item = e->view->itemsize;
    int n_after = 0;
    for (int d = 0; d < e->view->ndim; d++) {
        if (e->index[d]) continue;
        int64_t size = e->view->sizes[d], stride = e->view->strides[d] * item;
        if (d < split) {
            x->before_sizes[x->n_before_dims] = size;
            x->before_strides[x->n_before_dims++] = stride;
            x->n_before *= size;
        } else {
            after_sizes[n_after] = size;
            after_strides[n_after++] = stride;
            x->n_after *= size;
        }
    }
    if (x->n_before_dims + b_ndim + n_after > KT_MAX_DIMS)
        return kt_fail(ctx, KT_INDEX_ERROR, "too many dimensions in the result of indexing");
    for (int i = 0; i < x->n_before_dims; i++)
        x->sizes[x->ndim++] = x->before_sizes[i];
    x->b_ndim = b_ndim;
    for (int i = 0; i < b_ndim; i++)
        x->sizes[x->ndim++] = b_sizes[i];
    for (int i = 0; i < n_after; i++)
        x->sizes[x->ndim++] = after_sizes[i];
    bool block = contiguous_block(n_after, after_sizes, after_strides, item);
    size_t words = (size_t)x->n_b + (block ? 0 : (size_t)x->n_after) + 1;
    if (!kt_scratch_alloc(ctx, words * sizeof(int64_t), &x->scratch)) return false;
    x->offset = (int64_t *)x->scratch.data;
    if (!block) {
        x->after_offset = x->offset + x->n_b;
        fill_after(x->after_offset, n_after, after_sizes, after_strides, x->n_after);
    }
    return true;
}

/* Calls visit(arg, base) for the base address of every `before` position. */
typedef void (*BeforeFn)(void *arg, const Access *x, char *base);
static void for_before(const Access *x, BeforeFn fn, void *arg) {
    int64_t index[KT_MAX_DIMS] = {0};
    char *base = x->view->data;
    for (int64_t i = 0; i < x->n_before; i++) {
        fn(arg, x, base);
        for (int d = x->n_before_dims - 1; d >= 0; d--) {
            base += x->before_strides[d];
            if (++index[d] < x->before_sizes[d]) break;
            base -= x->before_strides[d] * x->before_sizes[d];
            index[d] = 0;
        }
    }
}

#define MOVE_ITEMS(T, TO, FROM)                                                                    \
    if (x->n_after == 1) {                                                                         \
        for (int64_t b = 0; b < x->n_b; b++, k->at += sizeof(T)) {                                 \
            char *item = base + x->offset[b];                                                      \
            *(T *)(TO) = *(const T *)(FROM);                                                       \
        }                                                                                          \
    } else {                                                                                       \
        for (int64_t b = 0; b < x->n_b; b++)                                                       \
            for (int64_t j = 0; j < x->n_after; j++, k->at += sizeof(T)) {                         \
                char *item = base + x->offset[b] +                                                 \
                             (x->after_offset ? x->after_offset[j] : j * (int64_t)sizeof(T));      \
                *(T *)(TO) = *(const T *)(FROM);                                                   \
            }                                                                                      \
    }
/* Elements by their size, whatever they mean. */
typedef struct Wide {
    uint64_t a, b;
} Wide;
typedef struct Widest { /* a pair of long doubles */
    char bytes[KT_ITEM_MAX];
} Widest;
typedef uint16_t Item2 KT_ANYWHERE;
typedef uint32_t Item4 KT_ANYWHERE;
typedef uint64_t Item8 KT_ANYWHERE;
typedef Wide Item16 KT_ANYWHERE;

typedef struct Move {
    char *at; /* walks the dense side */
    const KtKernels *kernels;
} Move;

static void get_part(void *arg, const Access *x, char *base) {
    Move *k = arg;
    size_t item_size = x->view->itemsize;
    if (!x->after_offset && x->n_after > 1) {
        size_t bytes = (size_t)x->n_after * item_size;
        for (int64_t b = 0; b < x->n_b; b++, k->at += bytes)
            kt_copy_bytes(k->kernels, k->at, base + x->offset[b], bytes);
        return;
    }
    switch (item_size) {
    case 1:
        MOVE_ITEMS(uint8_t, k->at, item)
        break;
    case 2:
        MOVE_ITEMS(Item2, k->at, item)
        break;
    case 4:
        MOVE_ITEMS(Item4, k->at, item)
        break;
    case 8:
        MOVE_ITEMS(Item8, k->at, item)
        break;
    case sizeof(Item16):
        MOVE_ITEMS(Item16, k->at, item)
        break;
    default:
        MOVE_ITEMS(Widest, k->at, item)
    }
}

static void set_part(void *arg, const Access *x, char *base) {
    Move *k = arg;
    size_t item_size = x->view->itemsize;
    if (!x->after_offset && x->n_after > 1) {
        size_t bytes = (size_t)x->n_after * item_size;
        for (int64_t b = 0; b < x->n_b; b++, k->at += bytes)
            kt_copy_bytes(k->kernels, base + x->offset[b], k->at, bytes);
        return;
    }
    switch (item_size) {
    case 1:
        MOVE_ITEMS(uint8_t, item, k->at)
        break;
    case 2:
        MOVE_ITEMS(Item2, item, k->at)
        break;
    case 4:
        MOVE_ITEMS(Item4, item, k->at)
        break;
    case 8:
        MOVE_ITEMS(Item8, item, k->at)
        break;
    case sizeof(Item16):
        MOVE_ITEMS(Item16, item, k->at)
        break;
    default:
        MOVE_ITEMS(Widest, item, k->at)
    }
}

typedef struct Apply {
    const char *at;
    KtLoopFn loop;
    KtLoopParam param;
} Apply;

static void apply_part(void *arg, const Access *x, char *base) {
    Apply *k = arg;
    int64_t size = x->view->itemsize;
    const int64_t steps[3] = {size, size, size};
    if (!x->after_offset) {
        for (int64_t b = 0; b < x->n_b; b++, k->at += x->n_after * size) {
            char *item = base + x->offset[b];
            char *const p[3] = {item, item, (char *)k->at};
            k->loop(x->n_after, p, steps, &k->param);
        }
        return;
    }
    for (int64_t b = 0; b < x->n_b; b++)
        for (int64_t j = 0; j < x->n_after; j++, k->at += size) {
            char *item = base + x->offset[b] + x->after_offset[j];
            char *const p[3] = {item, item, (char *)k->at};
            k->loop(1, p, steps, &k->param);
        }
}

/* ---- entry points ---- */

KtTensor *kt_index_basic(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n) {
    KtExpanded e;
    if (!kt_index_expand(ctx, a, items, n, &e)) return NULL;
    KB_ASSERT(e.n_index == 0);
    return e.view;
}

/* a[mask] with a mask of a's whole shape. */
static bool whole_mask(KtCtx *ctx, const KtTensor *a, const KtIndexItem *items, int n) {
    return n == 1 && items[0].kind == KT_IX_TENSOR && kt_index_is_mask(ctx, items[0].t) &&
           a->ndim > 0 && kt_same_shape(a, items[0].t);
}

/* a[index] of one dimension without the table of offsets. Positions are checked on the way, each
 * just before its use: the loads of many elements are then under way together, whereas a pass of
 * checks in front would stop them. False: one is out of range, which the usual way will say. */
#define TAKE(T)                                                                                    \
    static bool take_##T(const KtTensor *a, const KtAtI64 *at, int64_t n, char *out) {             \
        const T *from = (const T *)(const void *)a->data;                                          \
        T *to = (T *)(void *)out;                                                                  \
        int64_t size = a->sizes[0], step = a->strides[0], i = 0;                                   \
        if (step == 1)                                                                             \
            for (; i < n && KB_LIKELY((uint64_t)at[i] < (uint64_t)size); i++)                      \
                to[i] = from[at[i]];                                                               \
        for (; i < n; i++) {                                                                       \
            int64_t k = at[i] + (at[i] < 0 ? size : 0);                                            \
            if (KB_UNLIKELY((uint64_t)k >= (uint64_t)size)) return false;                          \
            to[i] = from[k * step];                                                                \
        }                                                                                          \
        return true;                                                                               \
    }
TAKE(uint8_t)
TAKE(Item2)
TAKE(Item4)
TAKE(Item8)
TAKE(Item16)
TAKE(Widest)
static bool take_plain(const KtTensor *a, const KtTensor *index, KtTensor *r) {
    const KtAtI64 *at = (const KtAtI64 *)(const void *)index->data;
    switch (a->itemsize) {
    case 1:
        return take_uint8_t(a, at, r->numel, r->data);
    case 2:
        return take_Item2(a, at, r->numel, r->data);
    case 4:
        return take_Item4(a, at, r->numel, r->data);
    case 8:
        return take_Item8(a, at, r->numel, r->data);
    case sizeof(Item16):
        return take_Item16(a, at, r->numel, r->data);
    default:
        return take_Widest(a, at, r->numel, r->data);
    }
}

/* Strides of a result in NumPy's order: the indexed dimensions are the slow ones; the others follow
 * the order of the array. Without others, the order of the index arrays. */
static KtTensor *numpy_layout(KtCtx *ctx, const KtExpanded *e, const Access *x) {
    KtTensor *list[KT_MAX_DIMS];
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS], dense = 1;
    int n_index = 0, n = 0, n_before = x->n_before_dims;
    for (int d = 0; d < e->view->ndim; d++) {
        if (e->index[d]) {
            list[n_index++] = e->index[d];
            continue;
        }
        sizes[n] = e->view->sizes[d];
        strides[n++] = e->view->strides[d];
    }
    if (n == 0)
        return kt_empty_like_operands(ctx, e->view->dtype, x->ndim, x->sizes, n_index, list);
    KtTensor *rest = kt_view_raw(ctx, e->view, e->view->dtype, e->view->data, n, sizes, strides);
    KtTensor *like = rest ? kt_empty_like_order(ctx, rest, KT_NO_DTYPE) : NULL;
    KtTensor *r = like ? kt_empty(ctx, e->view->dtype, x->ndim, x->sizes) : NULL;
    for (int i = 0; r && i < n; i++) {
        r->strides[i < n_before ? i : i + x->ndim - n] = like->strides[i];
        dense *= sizes[i];
    }
    for (int i = n_before + x->ndim - n - 1; r && i >= n_before; i--) {
        r->strides[i] = dense;
        dense *= x->sizes[i];
    }
    if (r) kt_update_flags(r);
    kt_xdecref(ctx, rest);
    kt_xdecref(ctx, like);
    return r;
}

/* r (consumed), which lies in C order, as NumPy would have it. */
static KtTensor *in_numpy_layout(KtCtx *ctx, KtTensor *r, const KtExpanded *e, const Access *x) {
    KtTensor *to = numpy_layout(ctx, e, x);
    if (to && !kt_is_contiguous(to) && kt_copy(ctx, to, r)) {
        kt_decref(ctx, r);
        return to;
    }
    bool failed = !to || !kt_is_contiguous(to);
    kt_xdecref(ctx, to);
    if (!failed) return r;
    kt_decref(ctx, r);
    return NULL;
}

bool kt_index_check(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n) {
    KtExpanded e;
    if (!kt_index_expand(ctx, a, items, n, &e)) return false;
    bool ok = check_numbers(ctx, &e);
    kt_expanded_drop(ctx, &e);
    return ok;
}

KtTensor *kt_index_get(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n, bool *is_view) {
    if (is_view) *is_view = false;
    if (whole_mask(ctx, a, items, n)) return kt_masked_select(ctx, a, items[0].t);
    KtExpanded e;
    if (!kt_index_expand(ctx, a, items, n, &e)) return NULL;
    if (e.n_index == 0) {
        if (is_view) *is_view = true;
        return e.view;
    }
    KtTensor *r = NULL;
    Access x;
    if (e.view->ndim == 1 && e.index[0]->numel > 0 && kt_is_contiguous(e.index[0])) {
        r = kt_empty(ctx, a->dtype, e.index[0]->ndim, e.index[0]->sizes);
        if (!r || take_plain(e.view, e.index[0], r)) goto done;
        kt_decref(ctx, r);
        r = NULL;
    }
    if (plan_access(ctx, &e, &x)) {
        if (fill_offsets(ctx, &e, &x)) r = kt_empty(ctx, a->dtype, x.ndim, x.sizes);
        if (r && r->numel) {
            Move k = {r->data, ctx->kernels};
            for_before(&x, get_part, &k);
        }
        if (r && ctx->numpy && r->ndim > 1 && r->numel > 1) r = in_numpy_layout(ctx, r, &e, &x);
        kt_scratch_free(ctx, &x.scratch);
    }
done:
    kt_expanded_drop(ctx, &e);
    return r;
}

static bool check_number(KtCtx *ctx, int dtype, const KtScalar *s) {
    if (!ctx->numpy) return kt_check_number(ctx, dtype, s);
    if (s->kind == KT_S_COMPLEX && !kt_is_complex_dtype(dtype))
        return kt_fail(ctx, KT_TYPE_ERROR, "can't convert complex to %s",
                       kt_is_float_dtype(dtype) ? "float" : "int");
    if (s->kind == KT_S_FLOAT && kt_is_int_dtype(dtype)) {
        if (isnan(s->f)) return kt_fail(ctx, KT_VALUE_ERROR, "cannot convert float NaN to integer");
        if (isinf(s->f))
            return kt_fail(ctx, KT_OVERFLOW_ERROR, "cannot convert float infinity to integer");
    }
    return true;
}

/* The value in the target's dtype, broadcast to sizes and dense; a number becomes a 0-d tensor
 * first. Leading 1s beyond the target's dimensions fall away. */
static KtTensor *dense_value(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                             const KtOperand *value) {
    KtTensor *v =
        value->t ? kt_cast(ctx, value->t, dtype) : kt_scalar_tensor(ctx, dtype, &value->s);
    if (!v) return NULL;
    int drop = 0;
    while (v->ndim - drop > ndim && v->sizes[drop] == 1)
        drop++;
    bool fits = v->ndim - drop <= ndim;
    for (int i = drop; i < v->ndim && fits; i++) {
        int64_t want = sizes[ndim - (v->ndim - i)];
        fits = v->sizes[i] == want || v->sizes[i] == 1;
    }
    if (!fits) {
        char a[300], b[300];
        if (ctx->numpy) {
            kt_shape_str_np(a, sizeof a, v->ndim, v->sizes);
            kt_shape_str_np(b, sizeof b, ndim, sizes);
            kt_fail(ctx, KT_VALUE_ERROR,
                    "shape mismatch: value array of shape %s could not be broadcast to indexing "
                    "result of shape %s",
                    a, b);
        } else {
            kt_shape_str(a, sizeof a, v->ndim, v->sizes);
            kt_shape_str(b, sizeof b, ndim, sizes);
            kt_fail(ctx, KT_RUNTIME_ERROR,
                    "shape mismatch: value tensor of shape %s cannot be broadcast to indexing "
                    "result of shape %s",
                    a, b);
        }
        kt_decref(ctx, v);
        return NULL;
    }
    KtTensor *t =
        kt_view_raw(ctx, v, dtype, v->data, v->ndim - drop, v->sizes + drop, v->strides + drop);
    int64_t strides[KT_MAX_DIMS];
    KtTensor *wide = NULL, *r = NULL;
    if (t) {
        kt_broadcast_strides(t, ndim, sizes, strides);
        wide = kt_view_raw(ctx, t, dtype, t->data, ndim, sizes, strides);
    }
    if (wide) r = kt_contiguous(ctx, wide);
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, t);
    kt_decref(ctx, v);
    return r;
}

bool kt_index_shape(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n, int *ndim,
                    int64_t *sizes) {
    KtExpanded e;
    if (!kt_index_expand(ctx, a, items, n, &e)) return false;
    Access x;
    bool ok = plan_access(ctx, &e, &x);
    if (ok) {
        *ndim = x.ndim;
        memcpy(sizes, x.sizes, sizeof *sizes * (size_t)x.ndim);
        kt_scratch_free(ctx, &x.scratch);
    }
    kt_expanded_drop(ctx, &e);
    return ok;
}

/* torch: a single value under one mask, and nothing else, is filled in as a number. */
static bool fills_mask(KtCtx *ctx, const KtOperand *value, const KtIndexItem *items, int n) {
    int masks = 0;
    if (ctx->numpy || !value->t || value->t->numel != 1) return false;
    for (int i = 0; i < n; i++) {
        const KtTensor *t = items[i].kind == KT_IX_TENSOR ? items[i].t : NULL;
        bool mask = t && t->ndim && kt_index_is_mask(ctx, t);
        masks += mask;
        if (items[i].kind == KT_IX_BOOL || (t && !mask && (t->ndim || kt_index_is_mask(ctx, t))))
            return false;
    }
    return masks == 1;
}

bool kt_index_same_dtype(KtCtx *ctx, const KtTensor *a, const KtOperand *value) {
    if (ctx->numpy || !value->t || value->t->dtype == a->dtype) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Index put requires the source and destination dtypes match, got %s for the "
                   "destination and %s for the source.",
                   kt_dtype_info[a->dtype].scalar_name, kt_dtype_info[value->t->dtype].scalar_name);
}

static bool set_basic(KtCtx *ctx, KtTensor *view, const KtOperand *value) {
    if (!value->t) return kt_fill(ctx, view, &value->s);
    const KtTensor *v = value->t;
    int drop = 0;
    while (v->ndim - drop > view->ndim && v->sizes[drop] == 1)
        drop++;
    if (!ctx->numpy && kt_same_shape(view, v) && !kt_check_partial_overlap(ctx, view, v))
        return false;
    if (!drop) return kt_copy(ctx, view, v);
    KtTensor *t =
        kt_view_raw(ctx, v, v->dtype, v->data, v->ndim - drop, v->sizes + drop, v->strides + drop);
    bool ok = t && kt_copy(ctx, view, t);
    kt_xdecref(ctx, t);
    return ok;
}

/* NumPy: a single value under a mask is cast like many, if the mask lets anything through. */
static bool fill_cast(KtCtx *ctx, KtTensor *a, KtTensor *mask, KtTensor *value) {
    KtTensor *any = kt_reduce(ctx, KT_OP_ANY, mask, NULL, 0, false, KT_NO_DTYPE, NULL);
    if (!any) return false;
    bool some = any->data[0];
    kt_decref(ctx, any);
    if (!some) return true;
    KtTensor *v = kt_cast(ctx, value, a->dtype);
    KtOperand o = kt_operand(v);
    bool ok = v && kt_masked_fill_(ctx, a, mask, &o);
    kt_xdecref(ctx, v);
    return ok;
}

static bool set_whole_mask(KtCtx *ctx, KtTensor *a, KtTensor *mask, const KtOperand *value) {
    if (ctx->numpy && value->t && value->t->numel == 1 && value->t->dtype != a->dtype)
        return fill_cast(ctx, a, mask, value->t);
    if (!value->t || value->t->numel == 1) {
        a->storage->version--; /* the filling counts the change that the caller has counted */
        return kt_masked_fill_(ctx, a, mask, value);
    }
    KtIndexItem item = {.kind = KT_IX_TENSOR, .t = mask};
    if (value->t->ndim == 1) {
        KtTensor *count =
            kt_reduce(ctx, KT_OP_COUNT_NONZERO, mask, NULL, 0, false, KT_NO_DTYPE, NULL);
        if (!count) return false;
        int64_t n = *(int64_t *)count->data;
        kt_decref(ctx, count);
        if (n != value->t->numel) {
            if (ctx->numpy)
                return kt_fail(ctx, KT_VALUE_ERROR,
                               "NumPy boolean array indexing assignment cannot assign %lld input "
                               "values to the %lld output values where the mask is true",
                               (long long)value->t->numel, (long long)n);
            char b[300];
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "shape mismatch: value tensor of shape %s cannot be broadcast to "
                           "indexing result of shape [%lld]",
                           kt_shape_str(b, sizeof b, value->t->ndim, value->t->sizes),
                           (long long)n);
        }
        if (!kt_index_same_dtype(ctx, a, value)) return false;
        KtTensor *v = kt_cast(ctx, value->t, a->dtype);
        if (v) a->storage->version--;
        bool ok = v && kt_masked_scatter_(ctx, a, mask, v);
        kt_xdecref(ctx, v);
        return ok;
    }
    KtExpanded e;
    if (!kt_index_expand(ctx, a, &item, 1, &e)) return false;
    Access x;
    bool ok = plan_access(ctx, &e, &x);
    if (ok) {
        KtTensor *v = dense_value(ctx, a->dtype, x.ndim, x.sizes, value);
        ok = v && kt_index_same_dtype(ctx, a, value) && fill_offsets(ctx, &e, &x);
        if (ok && v->numel) {
            Move k = {v->data, ctx->kernels};
            for_before(&x, set_part, &k);
        }
        kt_xdecref(ctx, v);
        kt_scratch_free(ctx, &x.scratch);
    }
    kt_expanded_drop(ctx, &e);
    return ok;
}

bool kt_index_set(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                  const KtOperand *value) {
    KtOperand number;
    if (fills_mask(ctx, value, items, n)) {
        number = kt_operand_scalar(kt_load_scalar(value->t->dtype, value->t->data));
        value = &number;
    }
    if (!value->t && !check_number(ctx, a->dtype, &value->s)) return false;
    if (!value->t && !ctx->numpy && a->dtype == KT_BOOL && value->s.kind == KT_S_COMPLEX) {
        number = kt_operand_scalar(kt_scalar_float(value->s.c.re)); /* the truth of its real part */
        value = &number;
    }
    if (!kt_before_write(ctx, a)) return false;
    if (whole_mask(ctx, a, items, n)) return set_whole_mask(ctx, a, items[0].t, value);
    KtIndexItem whole = {.kind = KT_IX_NEWAXIS};
    if (!ctx->numpy && n == 1 && items[0].kind == KT_IX_BOOL) { /* all of it, or nothing */
        items = &whole; /* the caller has looked for False */
    }
    KtExpanded e;
    bool one = !value->t || value->t->numel == 1;
    if (!(one ? kt_index_expand_to_fill : kt_index_expand)(ctx, a, items, n, &e)) return false;
    bool ok;
    if (e.n_index == 0) {
        ok = set_basic(ctx, e.view, value);
        kt_expanded_drop(ctx, &e);
        return ok;
    }
    Access x;
    ok = (ctx->numpy || !value->t || kt_check_no_overlap(ctx, e.view, value->t)) &&
         plan_access(ctx, &e, &x);
    if (ok) {
        KtTensor *v = dense_value(ctx, a->dtype, x.ndim, x.sizes, value);
        ok = v && kt_index_same_dtype(ctx, a, value) && fill_offsets(ctx, &e, &x);
        if (ok && kt_same_memory(v, a)) { /* a[ix] = a: read before writing */
            KtTensor *copy = kt_copy_c(ctx, v);
            kt_decref(ctx, v);
            v = copy;
            ok = v != NULL;
        }
        if (ok && v->numel) {
            Move k = {v->data, ctx->kernels};
            for_before(&x, set_part, &k);
        }
        kt_xdecref(ctx, v);
        kt_scratch_free(ctx, &x.scratch);
    }
    kt_expanded_drop(ctx, &e);
    return ok;
}

bool kt_index_op_at(KtCtx *ctx, KtOp op, KtTensor *a, const KtIndexItem *items, int n,
                    const KtOperand *value) {
    KtLoopFn loop = kt_binary_loop(ctx->kernels, op, a->dtype);
    if (!loop) return kt_no_kernel(ctx, op, a->dtype);
    if (!kt_before_write(ctx, a)) return false;
    KtExpanded e;
    if (!kt_index_expand(ctx, a, items, n, &e)) return false;
    if (e.n_index == 0) {
        KtOperand x = kt_operand(e.view);
        KtTensor *r = kt_binary_any(ctx, op, &x, value, KT_NO_DTYPE, e.view);
        kt_xdecref(ctx, r);
        kt_expanded_drop(ctx, &e);
        return r != NULL;
    }
    Access x;
    bool ok = plan_access(ctx, &e, &x);
    if (ok) {
        KtTensor *v = dense_value(ctx, a->dtype, x.ndim, x.sizes, value);
        ok = v && kt_index_same_dtype(ctx, a, value) && fill_offsets(ctx, &e, &x);
        if (ok && v->numel) {
            /* torch only adds here, and complex numbers part by part, as NumPy */
            Apply k = {v->data, loop, {.numpy = ctx->numpy || op == KT_OP_ADD}};
            for_before(&x, apply_part, &k);
        }
        kt_xdecref(ctx, v);
        kt_scratch_free(ctx, &x.scratch);
    }
    kt_expanded_drop(ctx, &e);
    return ok;
}

bool kt_index_add_at(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                     const KtOperand *value) {
    return kt_index_op_at(ctx, KT_OP_ADD, a, items, n, value);
}
