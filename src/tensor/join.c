/* Joining tensors: cat, stack, meshgrid. */
#include <stdlib.h>
#include <string.h>

#include "ew.h"
#include "kernels.h"
#include "memory.h"
#include "memory_format.h"
#include "shape.h"

/* PyTorch ignores 1-d tensors without elements when it joins others. */
static bool skipped(KtCtx *ctx, const KtTensor *t) {
    return !ctx->numpy && t->ndim == 1 && t->numel == 0;
}

static bool check_cat(KtCtx *ctx, KtTensor *const *ts, int64_t n, int *dim, int64_t *model_at) {
    if (n == 0)
        return ctx->numpy ? kt_fail(ctx, KT_VALUE_ERROR, "need at least one array to concatenate")
                          : kt_fail(ctx, KT_RUNTIME_ERROR,
                                    "torch.cat(): expected a non-empty list of Tensors");
    int64_t first = 0;
    for (int64_t i = 0; i < n; i++)
        if (ts[i]->ndim == 0 && (i == 0 || !ctx->numpy))
            return ctx->numpy
                       ? kt_fail(ctx, KT_VALUE_ERROR,
                                 "zero-dimensional arrays cannot be concatenated")
                       : kt_fail(
                             ctx, KT_RUNTIME_ERROR,
                             "zero-dimensional tensor (at position %lld) cannot be concatenated",
                             (long long)i);
    while (first < n - 1 && skipped(ctx, ts[first]))
        first++;
    const KtTensor *model = ts[first];
    if (skipped(ctx, model)) *dim = 0; /* whatever it is: nothing is joined */
    if (!kt_wrap_dim(ctx, dim, model->ndim)) return false;
    for (int64_t i = 0; i < n; i++) {
        if (skipped(ctx, ts[i])) continue;
        if (ts[i]->ndim != model->ndim)
            return ctx->numpy
                       ? kt_fail(
                             ctx, KT_VALUE_ERROR,
                             "all the input arrays must have same number of dimensions, but the "
                             "array at index %lld has %d dimension(s) and the array at index "
                             "%lld has %d dimension(s)",
                             (long long)first, model->ndim, (long long)i, ts[i]->ndim)
                       : kt_fail(ctx, KT_RUNTIME_ERROR,
                                 "Tensors must have same number of dimensions: got %d and %d",
                                 model->ndim, ts[i]->ndim);
        for (int d = 0; d < model->ndim; d++) {
            if (d == *dim || ts[i]->sizes[d] == model->sizes[d]) continue;
            return ctx->numpy
                       ? kt_fail(ctx, KT_VALUE_ERROR,
                                 "all the input array dimensions except for the concatenation axis "
                                 "must "
                                 "match exactly, but along dimension %d, the array at index %lld "
                                 "has size %lld and the array at index %lld has size %lld",
                                 d, (long long)first, (long long)model->sizes[d], (long long)i,
                                 (long long)ts[i]->sizes[d])
                       : kt_fail(
                             ctx, KT_RUNTIME_ERROR,
                             "Sizes of tensors must match except in dimension %d. Expected size "
                             "%lld but got size %lld for tensor number %lld in the list.",
                             *dim, (long long)model->sizes[d], (long long)ts[i]->sizes[d],
                             (long long)i);
        }
    }
    *model_at = first;
    return true;
}

static int common_dtype(KtCtx *ctx, KtTensor *const *ts, int64_t n) {
    KtResultType r;
    kt_result_type_init(&r, ctx->numpy);
    if (ctx->numpy) { /* no value-based rule when joining */
        int dt = ts[0]->dtype;
        for (int64_t i = 1; i < n; i++)
            dt = kt_promote_numpy(dt, ts[i]->dtype);
        return dt;
    }
    for (int64_t i = 0; i < n; i++)
        kt_result_type_tensor(&r, ts[i]);
    return kt_result_type_finish(&r);
}

/* Same dtype and all contiguous: rows of bytes. */
static void cat_rows(KtTensor *r, KtTensor *const *ts, int64_t n, int dim, KtCtx *ctx) {
    int64_t outer = 1, inner = r->itemsize;
    for (int d = 0; d < dim; d++)
        outer *= r->sizes[d];
    for (int d = dim + 1; d < r->ndim; d++)
        inner *= r->sizes[d];
    size_t all = (size_t)(r->sizes[dim] * inner);
    char *to = r->data;
    for (int64_t i = 0; i < n; i++) {
        if (skipped(ctx, ts[i])) continue;
        size_t row = (size_t)(ts[i]->sizes[dim] * inner);
        if (row) kt_copy_rows(ctx->kernels, to, all, ts[i]->data, row, row, outer);
        to += row;
    }
}

static bool copy_parts(KtCtx *ctx, KtTensor *r, KtTensor *const *ts, int64_t n, int dim) {
    int64_t at = 0;
    for (int64_t i = 0; i < n; i++) {
        if (skipped(ctx, ts[i])) continue;
        KtTensor *part = kt_slice(ctx, r, dim, at, at + ts[i]->sizes[dim], 1);
        bool ok = part && kt_copy(ctx, part, ts[i]);
        kt_xdecref(ctx, part);
        at += ts[i]->sizes[dim];
        if (!ok) return false;
    }
    return true;
}

/* NumPy's order of what parts are joined to: dimensions sorted by the steps of all parts, also
 * steps of 0; the usual order wins where they disagree. */
static KtTensor *empty_for_parts(KtCtx *ctx, int dtype, const KtTensor *model, const int64_t *sizes,
                                 KtTensor *const *ts, int64_t n) {
    KtTensor *r = kt_empty(ctx, dtype, model->ndim, sizes);
    int order[KT_MAX_DIMS]; /* the slowest first */
    for (int k = 0; r && k < r->ndim; k++) {
        int place = k;
        for (int j = k - 1; j >= 0; j--) {
            bool swap = false, clear = false;
            for (int64_t i = 0; i < n; i++) {
                const KtTensor *t = ts[i];
                if (t->sizes[k] == 1 || t->sizes[order[j]] == 1) continue;
                if (llabs(t->strides[k]) <= llabs(t->strides[order[j]]))
                    swap = false;
                else if (!clear)
                    swap = true;
                clear = true;
            }
            if (clear && !swap) break;
            if (clear) place = j;
        }
        for (int j = k; j > place; j--)
            order[j] = order[j - 1];
        order[place] = k;
    }
    int64_t stride = 1;
    for (int k = r ? r->ndim - 1 : -1; k >= 0; k--) {
        r->strides[order[k]] = stride;
        if (sizes[order[k]] > 1) stride *= sizes[order[k]];
    }
    if (r) kt_update_flags(r);
    return r;
}

/* The memory format of all parts, the usual one if they differ. */
static KtMemoryFormat common_format(KtCtx *ctx, KtTensor *const *ts, int64_t n) {
    KtMemoryFormat f = KT_PRESERVE_FORMAT;
    for (int64_t i = 0; i < n; i++) {
        if (skipped(ctx, ts[i])) continue;
        KtMemoryFormat own = kt_suggested_format(ts[i]);
        if (own == KT_CONTIGUOUS_FORMAT || (f != KT_PRESERVE_FORMAT && own != f))
            return KT_CONTIGUOUS_FORMAT;
        f = own;
    }
    return f == KT_PRESERVE_FORMAT ? KT_CONTIGUOUS_FORMAT : f;
}

KtTensor *kt_cat(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim, KtTensor *out) {
    int64_t first = 0, total = 0;
    if (!check_cat(ctx, ts, n, &dim, &first)) return NULL;
    const KtTensor *model = ts[first];
    int dtype = common_dtype(ctx, ts, n);
    bool plain = true, all_dense = true;
    for (int64_t i = 0; i < n; i++) {
        if (skipped(ctx, ts[i])) continue;
        total += ts[i]->sizes[dim];
        all_dense = all_dense && kt_is_contiguous(ts[i]);
        plain = plain && kt_is_contiguous(ts[i]) && ts[i]->dtype == dtype;
    }
    int64_t sizes[KT_MAX_DIMS];
    memcpy(sizes, model->sizes, sizeof(int64_t) * model->ndim);
    sizes[dim] = total;
    KtOut o;
    if (ctx->numpy && !all_dense && !out) {
        KtTensor *r = empty_for_parts(ctx, dtype, model, sizes, ts, n);
        if (r && copy_parts(ctx, r, ts, n, dim)) return r;
        kt_xdecref(ctx, r);
        return NULL;
    }
    KtMemoryFormat format = out || ctx->numpy ? KT_CONTIGUOUS_FORMAT : common_format(ctx, ts, n);
    if (format != KT_CONTIGUOUS_FORMAT) {
        KtTensor *r = kt_empty_format(ctx, dtype, model->ndim, sizes, format);
        if (r && copy_parts(ctx, r, ts, n, dim)) return r;
        kt_xdecref(ctx, r);
        return NULL;
    }
    if (!kt_out_begin(ctx, &o, "cat", out, dtype, model->ndim, sizes, 0, ts)) return NULL;
    if (plain && kt_is_contiguous(o.target) && !out) {
        if (o.target->numel) cat_rows(o.target, ts, n, dim, ctx);
        return kt_out_end(ctx, &o);
    }
    if (copy_parts(ctx, o.target, ts, n, dim)) return kt_out_end(ctx, &o);
    kt_out_drop(ctx, &o);
    return NULL;
}

static bool check_stack(KtCtx *ctx, KtTensor *const *ts, int64_t n) {
    if (n == 0)
        return ctx->numpy ? kt_fail(ctx, KT_VALUE_ERROR, "need at least one array to stack")
                          : kt_fail(ctx, KT_RUNTIME_ERROR, "stack expects a non-empty TensorList");
    for (int64_t i = 1; i < n; i++) {
        if (kt_same_shape(ts[0], ts[i])) continue;
        if (ctx->numpy)
            return kt_fail(ctx, KT_VALUE_ERROR, "all input arrays must have the same shape");
        char a[300], b[300];
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "stack expects each tensor to be equal size, but got %s at entry 0 and %s at "
            "entry %lld",
            kt_shape_str(a, sizeof a, ts[0]->ndim, ts[0]->sizes),
            kt_shape_str(b, sizeof b, ts[i]->ndim, ts[i]->sizes), (long long)i);
    }
    return true;
}

/* The order of parts that do not lie in C order decides, as in concatenating them. */
static KtTensor *stack_by_cat(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim) {
    KtScratch s;
    if (!kt_scratch_alloc(ctx, (size_t)n * sizeof(KtTensor *), &s)) return NULL;
    KtTensor **parts = (KtTensor **)s.data, *r = NULL;
    int64_t made = 0;
    while (made < n && (parts[made] = kt_unsqueeze(ctx, ts[made], dim)))
        made++;
    if (made == n) r = kt_cat(ctx, parts, n, dim, NULL);
    while (made-- > 0)
        kt_decref(ctx, parts[made]);
    kt_scratch_free(ctx, &s);
    return r;
}

KtTensor *kt_stack(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim, KtTensor *out) {
    if (!check_stack(ctx, ts, n)) return NULL;
    const KtTensor *model = ts[0];
    if (!kt_wrap_dim(ctx, &dim, model->ndim + 1)) return NULL;
    for (int64_t i = 0; i < n && ctx->numpy && !out; i++)
        if (!kt_is_contiguous(ts[i])) return stack_by_cat(ctx, ts, n, dim);
    int dtype = common_dtype(ctx, ts, n);
    int64_t sizes[KT_MAX_DIMS + 1], row = 1, outer = 1;
    for (int d = 0; d <= model->ndim; d++) {
        sizes[d] = d == dim ? n : model->sizes[d < dim ? d : d - 1];
        if (d < dim) outer *= sizes[d];
        if (d > dim) row *= sizes[d];
    }
    KtOut o;
    if (!kt_out_begin(ctx, &o, "stack", out, dtype, model->ndim + 1, sizes, 0, NULL)) return NULL;
    size_t bytes = (size_t)row * kt_dtype_size(dtype);
    for (int64_t i = 0; i < n; i++) {
        bool ok = true;
        if (!out && ts[i]->dtype == dtype && kt_is_contiguous(ts[i])) {
            kt_copy_rows(ctx->kernels, o.target->data + (size_t)i * bytes, (size_t)n * bytes,
                         ts[i]->data, bytes, bytes, outer);
        } else {
            KtTensor *part = kt_select(ctx, o.target, dim, i);
            ok = part && kt_copy(ctx, part, ts[i]);
            kt_xdecref(ctx, part);
        }
        if (ok) continue;
        kt_out_drop(ctx, &o);
        return NULL;
    }
    return kt_out_end(ctx, &o);
}
