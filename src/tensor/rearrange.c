/* Copies in another arrangement: flip, roll, rot90, repeat, triangles, diagonals, padding. */
#include <string.h>

#include "ew.h"
#include "lines.h"
#include "memory_format.h"
#include "shape.h"

static KtTensor *flipped_view(KtCtx *ctx, KtTensor *a, uint64_t mask) {
    int64_t strides[KT_MAX_DIMS];
    char *data = a->data;
    for (int d = 0; d < a->ndim; d++) {
        strides[d] = a->strides[d];
        if (!(mask >> d & 1)) continue;
        if (a->sizes[d] > 0) data += (a->sizes[d] - 1) * a->strides[d] * (int64_t)a->itemsize;
        strides[d] = -strides[d];
    }
    return kt_view_raw(ctx, a, a->dtype, data, a->ndim, a->sizes, strides);
}

KtTensor *kt_flip(KtCtx *ctx, KtTensor *a, int n, const int *dims) {
    uint64_t mask;
    if (!kt_dims_mask(ctx, dims, n, a->ndim, &mask)) return NULL;
    if (n == 0 && dims) mask = 0;
    KtTensor *v = flipped_view(ctx, a, mask);
    if (!v || ctx->numpy) return v;
    KtTensor *r = kt_empty_preserved(ctx, a, KT_NO_DTYPE);
    if (r && !kt_copy(ctx, r, v)) {
        kt_decref(ctx, r);
        r = NULL;
    }
    kt_decref(ctx, v);
    return r;
}

/* Two slice copies per dimension. */
static KtTensor *roll_one(KtCtx *ctx, KtTensor *a, int64_t shift, int dim) {
    int64_t size = a->sizes[dim];
    KtMemoryFormat format = ctx->numpy ? KT_CONTIGUOUS_FORMAT : kt_suggested_format(a);
    KtTensor *r = kt_empty_like_format(ctx, a, KT_NO_DTYPE, format);
    if (!r || a->numel == 0) return r;
    shift %= size;
    if (shift < 0) shift += size;
    KtTensor *to1 = kt_slice(ctx, r, dim, shift, size, 1),
             *from1 = kt_slice(ctx, a, dim, 0, size - shift, 1);
    KtTensor *to2 = kt_slice(ctx, r, dim, 0, shift, 1),
             *from2 = kt_slice(ctx, a, dim, size - shift, size, 1);
    bool ok = to1 && from1 && to2 && from2 && kt_copy(ctx, to1, from1) && kt_copy(ctx, to2, from2);
    kt_xdecref(ctx, to1);
    kt_xdecref(ctx, from1);
    kt_xdecref(ctx, to2);
    kt_xdecref(ctx, from2);
    if (ok) return r;
    kt_decref(ctx, r);
    return NULL;
}

KtTensor *kt_roll(KtCtx *ctx, KtTensor *a, int n, const int64_t *shifts, const int *dims) {
    if (!dims) {
        if (n != 1)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "shifts and dimensions must align. shifts: %d, dims:0", n);
        KtTensor *flat = kt_reshape(ctx, a, 1, (int64_t[]){-1});
        KtTensor *r = flat ? roll_one(ctx, flat, shifts[0], 0) : NULL;
        KtTensor *back = r ? kt_reshape(ctx, r, a->ndim, a->sizes) : NULL;
        if (back) back->flags &= (uint8_t)~KT_T_VIEW;
        kt_xdecref(ctx, flat);
        kt_xdecref(ctx, r);
        return back;
    }
    if (a->ndim == 0 && n > 0)
        return kt_fail_null(ctx, KT_INDEX_ERROR,
                            "Dimension specified as %d but tensor has no dimensions", dims[0]);
    KtTensor *r = kt_incref(a);
    for (int i = 0; i < n && r; i++) {
        int d = dims[i];
        KtTensor *next =
            kt_wrap_dim(ctx, &d, a->ndim) && a->ndim ? roll_one(ctx, r, shifts[i], d) : NULL;
        kt_decref(ctx, r);
        r = next;
    }
    if (r == a) {
        kt_decref(ctx, r);
        return kt_copy_c(ctx, a);
    }
    return r;
}

KtTensor *kt_rot90(KtCtx *ctx, KtTensor *a, int k, int dim0, int dim1) {
    if (a->ndim < 2 && !ctx->numpy)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "expected total dims >= 2, but got total dims = %d", a->ndim);
    if (ctx->numpy && (dim0 == dim1 || dim0 - dim1 == a->ndim || dim1 - dim0 == a->ndim))
        return kt_fail_null(ctx, KT_VALUE_ERROR, "Axes must be different.");
    if (ctx->numpy && (dim0 >= a->ndim || dim0 < -a->ndim || dim1 >= a->ndim || dim1 < -a->ndim))
        return kt_fail_null(ctx, KT_VALUE_ERROR, "Axes=(%d, %d) out of range for array of ndim=%d.",
                            dim0, dim1, a->ndim);
    if (!kt_wrap_dim(ctx, &dim0, a->ndim) || !kt_wrap_dim(ctx, &dim1, a->ndim)) return NULL;
    if (dim0 == dim1)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR, "Axes must be different.")
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                  "expected rotation dims to be different, but got dim0 = %d "
                                  "and dim1 = %d",
                                  dim0, dim1);
    k = ((k % 4) + 4) % 4;
    KtTensor *v = NULL, *t = NULL;
    uint64_t m0 = (uint64_t)1 << dim0, m1 = (uint64_t)1 << dim1;
    if (k == 0) {
        v = kt_alias(ctx, a);
    } else if (k == 2) {
        v = flipped_view(ctx, a, m0 | m1);
    } else if (k == 1) {
        t = flipped_view(ctx, a, m1);
        v = t ? kt_transpose(ctx, t, dim0, dim1) : NULL;
    } else {
        t = kt_transpose(ctx, a, dim0, dim1);
        v = t ? flipped_view(ctx, t, m1) : NULL;
    }
    kt_xdecref(ctx, t);
    if (!v || ctx->numpy) return v;
    KtTensor *r = kt_copy_c(ctx, v);
    kt_decref(ctx, v);
    return r;
}

KtTensor *kt_repeat(KtCtx *ctx, KtTensor *a, int n, const int64_t *repeats) {
    if (n < a->ndim)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Number of dimensions of repeat dims can not be smaller than number of "
                            "dimensions of tensor");
    if (2 * n > KT_MAX_DIMS)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "repeat: too many dimensions");
    int64_t sizes[KT_MAX_DIMS], pair_sizes[KT_MAX_DIMS], pair_strides[KT_MAX_DIMS];
    int lead = n - a->ndim;
    for (int i = 0; i < n; i++) {
        int64_t size = i < lead ? 1 : a->sizes[i - lead];
        if (repeats[i] < 0 && ctx->numpy)
            return kt_fail_null(ctx, KT_VALUE_ERROR, "negative dimensions are not allowed");
        if (repeats[i] < 0) {
            char text[300];
            for (int k = i; k < n; k++)
                sizes[k] = repeats[k] * (k < lead ? 1 : a->sizes[k - lead]);
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "Trying to create tensor with negative dimension %lld: %s",
                                (long long)sizes[i], kt_shape_str(text, sizeof text, n, sizes));
        }
        if (__builtin_mul_overflow(size, repeats[i], &sizes[i]))
            return kt_fail_null(ctx, KT_RUNTIME_ERROR, "repeat: size overflows");
        pair_sizes[2 * i] = repeats[i];
        pair_sizes[2 * i + 1] = size;
        pair_strides[2 * i] = 0;
        pair_strides[2 * i + 1] = i < lead ? 0 : a->strides[i - lead];
    }
    /* (r0, s0, r1, s1, ...) read with stride 0 along the r's is the result, reshaped */
    KtTensor *wide = kt_view_raw(ctx, a, a->dtype, a->data, 2 * n, pair_sizes, pair_strides);
    KtTensor *r = wide ? kt_empty(ctx, a->dtype, n, sizes) : NULL;
    KtTensor *pairs = r ? kt_view(ctx, r, 2 * n, pair_sizes) : NULL;
    bool ok = pairs && kt_copy(ctx, pairs, wide);
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, pairs);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

KtTensor *kt_tile(KtCtx *ctx, KtTensor *a, int n, const int64_t *repeats) {
    int64_t full[KT_MAX_DIMS];
    int nd = n > a->ndim ? n : a->ndim;
    if (nd > KT_MAX_DIMS / 2)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "tile: too many dimensions");
    for (int i = 0; i < nd; i++)
        full[i] = i < nd - n ? 1 : repeats[i - (nd - n)];
    return kt_repeat(ctx, a, nd, full);
}

/* Are counts one number, or one for each of n places, and integers? NumPy looks at the type first.
 */
static bool counts_fit(KtCtx *ctx, const KtTensor *counts, int64_t n) {
    bool fit = counts->ndim < 2 && (counts->numel == 1 || counts->numel == n);
    if (ctx->numpy)
        return (kt_is_int_dtype(counts->dtype) ||
                kt_fail(ctx, KT_TYPE_ERROR,
                        "Cannot cast array data from dtype('%s') to dtype('int64') according to "
                        "the rule 'safe'",
                        kt_dtype_info[counts->dtype].numpy_name)) &&
               (fit ||
                kt_fail(ctx, KT_VALUE_ERROR,
                        "operands could not be broadcast together with shape (%lld,) (%lld,)",
                        (long long)n, (long long)counts->numel));
    if (!fit)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       counts->ndim < 2 ? "repeats must have the same size as input along dim"
                                        : "repeats must be 0-dim or 1-dim tensor");
    return kt_counts_are_integers(ctx, counts);
}

bool kt_counts_are_integers(KtCtx *ctx, const KtTensor *counts) {
    return counts->dtype == KT_I64 || counts->dtype == KT_I32 ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"repeat_interleave_cpu\" not implemented for '%s'",
                   kt_dtype_info[counts->dtype].scalar_name);
}

KtTensor *kt_repeat_interleave(KtCtx *ctx, KtTensor *a, KtTensor *counts, int dim) {
    KtTensor *flat = NULL, *x = a, *c = NULL, *index = NULL, *r = NULL;
    if (dim == KT_ALL_DIMS) {
        flat = kt_reshape(ctx, a, 1, (int64_t[]){-1});
        if (!flat) return NULL;
        x = flat;
        dim = 0;
    }
    if (!kt_wrap_dim(ctx, &dim, x->ndim)) goto done;
    int64_t n = x->sizes[dim], total = 0;
    bool one = counts->numel == 1;
    if (!counts_fit(ctx, counts, n)) goto done;
    KtTensor *cast = kt_cast(ctx, counts, KT_I64);
    c = cast ? kt_contiguous(ctx, cast) : NULL;
    kt_xdecref(ctx, cast);
    if (!c) goto done;
    const int64_t *k = (const int64_t *)c->data;
    for (int64_t i = 0; i < n; i++) {
        int64_t times = k[one ? 0 : i];
        if (times < 0) {
            kt_fail(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                    ctx->numpy && one ? "negative dimensions are not allowed"
                    : ctx->numpy      ? "repeats may not contain negative values."
                                      : "repeats can not be negative");
            goto done;
        }
        if (__builtin_add_overflow(total, times, &total)) {
            kt_fail(ctx, KT_RUNTIME_ERROR, "repeat_interleave: size overflows");
            goto done;
        }
    }
    index = kt_empty(ctx, KT_I64, 1, &total);
    if (!index) goto done;
    int64_t *o = (int64_t *)index->data;
    for (int64_t i = 0; i < n; i++)
        for (int64_t t = k[one ? 0 : i]; t > 0; t--)
            *o++ = i;
    r = kt_index_select(ctx, x, dim, index, NULL);
done:
    kt_xdecref(ctx, flat);
    kt_xdecref(ctx, c);
    kt_xdecref(ctx, index);
    return r;
}

KtTensor *kt_tril(KtCtx *ctx, KtTensor *a, int64_t diagonal, bool upper, KtTensor *out) {
    if (a->ndim < 2) {
        int rows = -2;
        if (!ctx->numpy && a->ndim == 0)
            return kt_fail_null(ctx, KT_INDEX_ERROR,
                                "Dimension specified as -2 but tensor has no dimensions");
        if (!ctx->numpy && !kt_wrap_dim(ctx, &rows, a->ndim)) return NULL;
        if (a->ndim == 0)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "%s: input tensor must have at least 2 dimensions",
                                upper ? "triu" : "tril");
    }
    KtTensor *src = a;
    KtTensor *tall = NULL;
    if (a->ndim == 1) { /* NumPy broadcasts a row to a square */
        int64_t square[2] = {a->sizes[0], a->sizes[0]};
        tall = kt_broadcast_to(ctx, a, 2, square);
        if (!tall) return NULL;
        src = tall;
    }
    KtTensor *r = out && out != a ? (kt_copy(ctx, out, src) ? kt_incref(out) : NULL)
                  : out           ? kt_incref(out)
                                  : kt_copy_c(ctx, src);
    kt_xdecref(ctx, tall);
    if (!r) return NULL;
    if (out && !kt_before_write(ctx, out)) {
        kt_decref(ctx, r);
        return NULL;
    }
    int nd = r->ndim;
    int64_t rows = r->sizes[nd - 2], cols = r->sizes[nd - 1], item = r->itemsize;
    int64_t row_step = r->strides[nd - 2] * item, col_step = r->strides[nd - 1] * item;
    int64_t index[KT_MAX_DIMS] = {0};
    char *base = r->data;
    for (int64_t left = r->numel ? r->numel / (rows * cols) : 0; left > 0; left--) {
        for (int64_t i = 0; i < rows; i++) {
            int64_t edge = i + diagonal; /* last kept column (lower), first kept (upper) */
            int64_t from = upper ? 0 : edge + 1, to = upper ? edge : cols;
            from = from < 0 ? 0 : from;
            to = to > cols ? cols : to;
            if (from >= to) continue;
            char *p = base + i * row_step + from * col_step;
            if (col_step == item)
                memset(p, 0, (size_t)((to - from) * item));
            else
                for (int64_t j = from; j < to; j++, p += col_step)
                    memset(p, 0, (size_t)item);
        }
        for (int d = nd - 3; d >= 0; d--) {
            base += r->strides[d] * item;
            if (++index[d] < r->sizes[d]) break;
            base -= r->strides[d] * item * r->sizes[d];
            index[d] = 0;
        }
    }
    return r;
}

KtTensor *kt_diag_embed(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) {
    int nd = a->ndim + 1;
    if (nd > KT_MAX_DIMS)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "diag_embed: bad number of dimensions");
    int given1 = dim1, given2 = dim2;
    if (!kt_wrap_dim(ctx, &dim1, nd) || !kt_wrap_dim(ctx, &dim2, nd)) return NULL;
    if (dim1 == dim2)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "diagonal dimensions cannot be identical %d, %d",
                            given1, given2);
    int64_t side = a->sizes[a->ndim - 1] + (offset < 0 ? -offset : offset), sizes[KT_MAX_DIMS];
    for (int d = 0, k = 0; d < nd; d++)
        sizes[d] = d == dim1 || d == dim2 ? side : a->sizes[k++];
    KtTensor *r = kt_zeros(ctx, a->dtype, nd, sizes);
    KtTensor *v = r ? kt_diagonal(ctx, r, offset, dim1, dim2) : NULL;
    bool ok = v && kt_copy(ctx, v, a);
    kt_xdecref(ctx, v);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

KtTensor *kt_diag(KtCtx *ctx, KtTensor *a, int64_t diagonal) {
    if (a->ndim == 1) return kt_diag_embed(ctx, a, diagonal, 0, 1);
    if (a->ndim != 2)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR, "Input must be 1- or 2-d.")
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR, "matrix or a vector expected");
    KtTensor *v = kt_diagonal(ctx, a, diagonal, 0, 1);
    if (!v || ctx->numpy) {
        if (v) v->flags |= KT_T_READ_ONLY; /* as numpy.diag's view */
        return v;
    }
    KtTensor *r = kt_copy_c(ctx, v);
    kt_decref(ctx, v);
    return r;
}

/* Negative padding cuts a piece out before anything is put around it: *size elements become the
 * `length` from `start` on. */
static bool cut_fits(KtCtx *ctx, int64_t *size, int64_t start, int64_t length) {
    if (!kt_narrow_fits(ctx, *size, &start, length)) return false;
    *size = length;
    return true;
}

KtTensor *kt_pad_const(KtCtx *ctx, KtTensor *a, int n, const int64_t *pads, const KtScalar *value) {
    if (n % 2 || n / 2 > a->ndim) {
        if (n % 2)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "Length of pad must be even but instead it equals %d", n);
        return kt_fail_null(
            ctx, KT_RUNTIME_ERROR,
            "Length of pad should be no more than twice the number of dimensions of "
            "the input. Pad length is %dwhile the input has %ddimensions.",
            n, a->ndim);
    }
    for (int d = a->ndim - n / 2; d < a->ndim; d++) {
        int64_t size = a->sizes[d];
        const int64_t *p = pads + 2 * (a->ndim - 1 - d);
        if (p[0] < 0 && !cut_fits(ctx, &size, -p[0], size + p[0])) return NULL;
        if (p[1] < 0 && !cut_fits(ctx, &size, 0, size + p[1])) return NULL;
    }
    int64_t sizes[KT_MAX_DIMS];
    for (int d = 0; d < a->ndim; d++) {
        int k = 2 * (a->ndim - 1 - d);
        sizes[d] = a->sizes[d] + (k < n ? pads[k] + pads[k + 1] : 0);
        if (sizes[d] < 0)
            return kt_fail_null(
                ctx, KT_RUNTIME_ERROR,
                "The input size %lld, plus negative padding %lld and %lld resulted "
                "in a negative output size, which is invalid. Check dimension %d of "
                "your input.",
                (long long)a->sizes[d], (long long)pads[k], (long long)pads[k + 1], d);
    }
    bool cuts = !ctx->numpy; /* which torch does with views and one copy */
    for (int k = 0; k < n; k++)
        cuts = cuts && pads[k] <= 0;
    if (cuts) {
        KtTensor *part = kt_incref(a);
        for (int k = 0; k < n && part; k += 2) {
            int d = a->ndim - 1 - k / 2;
            KtTensor *next = kt_slice(ctx, part, d, -pads[k], -pads[k] + sizes[d], 1);
            kt_decref(ctx, part);
            part = next;
        }
        KtTensor *copy = part ? kt_clone(ctx, part) : NULL;
        kt_xdecref(ctx, part);
        return copy;
    }
    KtMemoryFormat format = ctx->numpy ? KT_CONTIGUOUS_FORMAT : kt_suggested_format(a);
    KtTensor *r = kt_empty_format(ctx, a->dtype, a->ndim, sizes, format);
    if (r && !kt_fill(ctx, r, value)) {
        kt_decref(ctx, r);
        return NULL;
    }
    KtTensor *to = r ? kt_alias(ctx, r) : NULL, *from = to ? kt_incref(a) : NULL;
    for (int d = 0; d < a->ndim && from && to; d++) {
        int k = 2 * (a->ndim - 1 - d);
        int64_t before = k < n ? pads[k] : 0;
        int64_t skip = before < 0 ? -before : 0, start = before > 0 ? before : 0;
        int64_t len = a->sizes[d] - skip, room = sizes[d] - start;
        if (len > room) len = room;
        if (len < 0) len = 0;
        KtTensor *t = kt_slice(ctx, to, d, start, start + len, 1),
                 *f = kt_slice(ctx, from, d, skip, skip + len, 1);
        kt_decref(ctx, to);
        kt_decref(ctx, from);
        to = t;
        from = f;
    }
    bool ok = to && from && kt_copy(ctx, to, from);
    kt_xdecref(ctx, to);
    kt_xdecref(ctx, from);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}
