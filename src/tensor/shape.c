/* Shape arithmetic: broadcasting, wrapping of dimensions, -1 in reshape, strides of a view. */
#include "shape.h"

#include <stdio.h>
#include <string.h>

static bool broadcast_error(KtCtx *ctx, int n, KtTensor *const *ts, int dim, int64_t a, int64_t b) {
    if (!ctx->numpy)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "The size of tensor a (%lld) must match the size of tensor b (%lld) at "
                       "non-singleton dimension %d",
                       (long long)a, (long long)b, dim);
    char text[900];
    size_t at = 0;
    for (int i = 0; i < n && at + 120 < sizeof text; i++) {
        kt_shape_str_np(text + at, sizeof text - at, ts[i]->ndim, ts[i]->sizes);
        at += strlen(text + at);
        text[at++] = ' ';
        text[at] = 0;
    }
    return kt_fail(ctx, KT_VALUE_ERROR, "operands could not be broadcast together with shapes %s",
                   text);
}

bool kt_broadcast_shapes(KtCtx *ctx, int n, KtTensor *const *ts, int *ndim, int64_t *sizes) {
    int nd = 0, met = 0; /* met: dimensions of those looked at, in which messages count */
    for (int i = 0; i < n; i++)
        if (ts[i]->ndim > nd) nd = ts[i]->ndim;
    for (int d = 0; d < nd; d++)
        sizes[d] = 1;
    for (int i = 0; i < n; i++) {
        const KtTensor *t = ts[i];
        if (t->ndim > met) met = t->ndim;
        for (int d = t->ndim - 1, o = nd - 1; d >= 0; d--, o--) {
            if (t->sizes[d] == 1 || t->sizes[d] == sizes[o]) continue;
            if (sizes[o] != 1)
                return broadcast_error(ctx, n, ts, o - (nd - met), sizes[o], t->sizes[d]);
            sizes[o] = t->sizes[d];
        }
    }
    *ndim = nd;
    return true;
}

bool kt_wrap_dim(KtCtx *ctx, int *dim, int ndim) {
    int n = ndim ? ndim : 1;
    if (KB_LIKELY(*dim >= -n && *dim < n && (ndim || !ctx->numpy))) {
        if (*dim < 0) *dim += n;
        return true;
    }
    if (ctx->numpy) {
        ctx->error_axis = *dim;
        ctx->error_ndim = ndim;
        return kt_fail(ctx, KT_AXIS_ERROR, "axis %d is out of bounds for array of dimension %d",
                       *dim, ndim);
    }
    return kt_fail(ctx, KT_INDEX_ERROR,
                   "Dimension out of range (expected to be in range of [%d, %d], but got %d)", -n,
                   n - 1, *dim);
}

bool kt_dims_mask(KtCtx *ctx, const int *dims, int n_dims, int ndim, uint64_t *mask) {
    if (n_dims == 0 && !dims) {
        *mask = ndim >= 64 ? UINT64_MAX : ((uint64_t)1 << ndim) - 1;
        return true;
    }
    *mask = 0;
    for (int i = 0; i < n_dims; i++) {
        int d = dims[i];
        if (!kt_wrap_dim(ctx, &d, ndim)) return false;
        if (*mask >> d & 1) {
            if (ctx->numpy) return kt_fail(ctx, KT_VALUE_ERROR, "duplicate value in 'axis'");
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "dim %d appears multiple times in the list of dims", d);
        }
        *mask |= (uint64_t)1 << d;
    }
    return true;
}

bool kt_infer_size(KtCtx *ctx, int64_t numel, int ndim, const int64_t *sizes, int64_t *out) {
    int64_t known = 1;
    int unknown = -1;
    bool overflow = false;
    for (int i = 0; i < ndim; i++) {
        out[i] = sizes[i];
        if (sizes[i] == -1) {
            if (unknown >= 0)
                return ctx->numpy
                           ? kt_fail(ctx, KT_VALUE_ERROR, "can only specify one unknown dimension")
                           : kt_fail(ctx, KT_RUNTIME_ERROR, "only one dimension can be inferred");
            unknown = i;
        } else if (sizes[i] < 0 && !ctx->numpy) {
            return kt_fail(ctx, KT_RUNTIME_ERROR, "invalid shape dimension %lld",
                           (long long)sizes[i]);
        } else {
            overflow |= __builtin_mul_overflow(known, sizes[i], &known);
        }
    }
    if (unknown >= 0 && known == 0 && !ctx->numpy && numel == 0) {
        char text[400];
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "cannot reshape tensor of 0 elements into shape %s because the unspecified "
                       "dimension size -1 can be any value and is ambiguous",
                       kt_shape_str(text, sizeof text, ndim, sizes));
    }
    if (!overflow && unknown >= 0 && known > 0 && numel % known == 0) {
        out[unknown] = numel / known;
        return true;
    }
    if (!overflow && unknown < 0 && known == numel) return true;
    char text[400];
    if (ctx->numpy)
        return kt_fail(ctx, KT_VALUE_ERROR, "cannot reshape array of size %lld into shape %s",
                       (long long)numel, kt_shape_str_np(text, sizeof text, ndim, sizes));
    return kt_fail(ctx, KT_RUNTIME_ERROR, "shape '%s' is invalid for input of size %lld",
                   kt_shape_str(text, sizeof text, ndim, sizes), (long long)numel);
}

/* Both shapes are cut into the shortest runs of equal products; a run of old dimensions must be
 * one block of memory for the new ones to divide it. */
static bool divided_strides(const KtTensor *t, int ndim, const int64_t *sizes, int64_t *strides) {
    int view_d = ndim - 1;
    int64_t base = t->ndim ? t->strides[t->ndim - 1] : 1, old_n = 1, new_n = 1;
    for (int d = t->ndim - 1; d >= 0; d--) {
        old_n *= t->sizes[d];
        bool run_ends = d == 0 || (t->sizes[d - 1] != 1 && t->strides[d - 1] != old_n * base);
        if (!run_ends) continue;
        while (view_d >= 0 && (new_n < old_n || sizes[view_d] == 1)) {
            strides[view_d] = new_n * base;
            new_n *= sizes[view_d];
            view_d--;
        }
        if (new_n != old_n) return false;
        if (d > 0) {
            base = t->strides[d - 1];
            old_n = new_n = 1;
        }
    }
    return view_d < 0;
}

bool kt_view_strides(const KtTensor *t, int ndim, const int64_t *sizes, int64_t *strides) {
    if (t->numel && !kt_is_contiguous(t)) return divided_strides(t, ndim, sizes, strides);
    int64_t stride = 1;
    for (int i = ndim - 1; i >= 0; i--) {
        strides[i] = stride;
        stride *= sizes[i] > 1 ? sizes[i] : 1;
    }
    return true;
}

bool kt_torch_view_strides(const KtTensor *t, int ndim, const int64_t *sizes, int64_t *strides) {
    return t->numel && t->ndim ? divided_strides(t, ndim, sizes, strides)
                               : kt_view_strides(t, ndim, sizes, strides);
}

void kt_broadcast_strides(const KtTensor *t, int ndim, const int64_t *sizes, int64_t *strides) {
    int lead = ndim - t->ndim;
    for (int i = 0; i < ndim; i++) {
        int d = i - lead;
        strides[i] = d < 0 || (t->sizes[d] == 1 && sizes[i] != 1) ? 0 : t->strides[d];
    }
}

/* Which of two dimensions PyTorch lays out nearer: above 0 if it is y, below 0 if it is x. The
 * first operand that is repeated along neither decides by its strides; of equal ones the smaller is
 * it. */
static int torch_order(int n, int64_t strides[][KT_MAX_DIMS], const int64_t *sizes, int x, int y) {
    for (int i = 0; i < n; i++) {
        int64_t a = strides[i][x], b = strides[i][y];
        if (a == 0 || b == 0) continue;
        if (a != b) return a < b ? -1 : 1;
        if (sizes[x] > sizes[y]) return 1;
    }
    return 0;
}

void kt_lay_out_like(KtTensor *r, int n, KtTensor *const *operands) {
    int64_t strides[4][KT_MAX_DIMS], stride = 1;
    int order[KT_MAX_DIMS], n_ops = 0; /* order: dimensions, the nearest first */
    for (int i = 0; i < n && n_ops < 4; i++) {
        const KtTensor *t = operands[i];
        int lead = t ? r->ndim - t->ndim : 0;
        for (int d = 0; t && d < r->ndim; d++) {
            bool repeated = d < lead || t->sizes[d - lead] != r->sizes[d];
            strides[n_ops][d] = repeated ? 0 : t->strides[d - lead];
        }
        n_ops += t != NULL;
    }
    for (int k = 0; k < r->ndim; k++) {
        int at = k;
        order[k] = r->ndim - 1 - k;
        for (int j = k - 1; j >= 0; j--) {
            int which = torch_order(n_ops, strides, r->sizes, order[j], order[at]);
            if (which < 0) break;
            if (which == 0) continue;
            int t = order[j];
            order[j] = order[at];
            order[at] = t;
            at = j;
        }
    }
    for (int k = 0; k < r->ndim; k++) {
        r->strides[order[k]] = stride;
        stride *= r->sizes[order[k]];
    }
    kt_update_flags(r);
}

KtTensor *kt_laid_out(KtCtx *ctx, KtTensor *r, int n, KtTensor *const *operands) {
    bool plain = true;
    for (int i = 0; i < n; i++)
        plain &= kt_is_contiguous(operands[i]);
    if (plain || !r || r->ndim < 2 || r->numel == 0) return r;
    KtTensor *t = kt_empty(ctx, r->dtype, r->ndim, r->sizes);
    if (t) kt_lay_out_like(t, n, operands);
    if (t && !kt_copy(ctx, t, r)) {
        kt_decref(ctx, t);
        t = NULL;
    }
    kt_decref(ctx, r);
    return t;
}
