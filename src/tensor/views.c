/* Shape operations that only make another view of the same elements. */
#include <stdio.h>
#include <string.h>

#include "ew.h"
#include "repr_cpp.h"
#include "shape.h"

static KtTensor *view_of(KtCtx *ctx, const KtTensor *a, int ndim, const int64_t *sizes,
                         const int64_t *strides) {
    return kt_view_raw(ctx, a, a->dtype, a->data, ndim, sizes, strides);
}

static bool check_ndim(KtCtx *ctx, int ndim) {
    if (ndim <= KT_MAX_DIMS) return true;
    if (ctx->numpy)
        return kt_fail(ctx, KT_VALUE_ERROR,
                       "maximum supported dimension for an ndarray is %d, found %d", KT_MAX_DIMS,
                       ndim);
    return kt_fail(ctx, KT_RUNTIME_ERROR, "tensor has too many (>%d) dims", KT_MAX_DIMS);
}

static bool divides(const KtCtx *ctx, const KtTensor *a, int ndim, const int64_t *sizes,
                    int64_t *strides) {
    return ctx->numpy ? kt_view_strides(a, ndim, sizes, strides)
                      : kt_torch_view_strides(a, ndim, sizes, strides);
}

KtTensor *kt_view(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    int64_t full[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    if (!check_ndim(ctx, ndim) || !kt_infer_size(ctx, a->numel, ndim, sizes, full)) return NULL;
    if (divides(ctx, a, ndim, full, strides)) return view_of(ctx, a, ndim, full, strides);
    return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                        "view size is not compatible with input tensor's size and stride (at least "
                        "one dimension spans across two contiguous subspaces). Use .reshape(...) "
                        "instead.");
}

KtTensor *kt_reshape(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    int64_t full[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    if (!check_ndim(ctx, ndim) || !kt_infer_size(ctx, a->numel, ndim, sizes, full)) return NULL;
    if (KB_UNLIKELY(a->numel == 0) && ctx->numpy && a->ndim == ndim &&
        memcmp(a->sizes, full, sizeof(int64_t) * (size_t)ndim) == 0)
        return kt_alias(ctx, a); /* NumPy's empty arrays keep whatever steps they have */
    if (divides(ctx, a, ndim, full, strides)) return view_of(ctx, a, ndim, full, strides);
    KtTensor *c = kt_copy_c(ctx, a);
    if (!c) return NULL;
    bool fits = kt_view_strides(c, ndim, full, strides);
    KB_ASSERT(fits);
    KtTensor *r = fits ? view_of(ctx, c, ndim, full, strides) : NULL;
    if (r) r->flags &= (uint8_t)~KT_T_VIEW; /* nobody else holds the copy */
    kt_decref(ctx, c);
    return r;
}

KtTensor *kt_reverse_dims(KtCtx *ctx, KtTensor *a) {
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    for (int i = 0; i < a->ndim; i++) {
        sizes[i] = a->sizes[a->ndim - 1 - i];
        strides[i] = a->strides[a->ndim - 1 - i];
    }
    return view_of(ctx, a, a->ndim, sizes, strides);
}

KtTensor *kt_reshape_fortran(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    /* Fortran order is C order of the reversed dimensions. */
    int64_t full[KT_MAX_DIMS], reversed[KT_MAX_DIMS];
    if (!check_ndim(ctx, ndim) || !kt_infer_size(ctx, a->numel, ndim, sizes, full)) return NULL;
    for (int i = 0; i < ndim; i++)
        reversed[i] = full[ndim - 1 - i];
    KtTensor *t = kt_reverse_dims(ctx, a);
    KtTensor *r = t ? kt_reshape(ctx, t, ndim, reversed) : NULL;
    KtTensor *back = r ? kt_reverse_dims(ctx, r) : NULL;
    kt_xdecref(ctx, t);
    kt_xdecref(ctx, r);
    return back;
}

KtTensor *kt_view_dtype(KtCtx *ctx, KtTensor *a, int dtype) {
    if (KB_UNLIKELY(a->flags & KT_T_LAZY) && dtype != a->dtype)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "torch.Tensor.view is not supported for %s when converting to a "
                            "different dtype.",
                            a->flags & KT_T_CONJ ? "conjugate view tensors"
                                                 : "tensors with negative bit set");
    int64_t from = a->itemsize, to = (int64_t)kt_dtype_size(dtype);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    memcpy(sizes, a->sizes, sizeof(int64_t) * a->ndim);
    memcpy(strides, a->strides, sizeof(int64_t) * a->ndim);
    int last = a->ndim - 1;
    if (from == to) return kt_view_raw(ctx, a, dtype, a->data, a->ndim, sizes, strides);
    if (a->ndim == 0)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                         "Changing the dtype of a 0d array is only supported if "
                                         "the itemsize is unchanged")
                          : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                         "self.dim() cannot be 0 to view %s as %s (different "
                                         "element sizes)",
                                         kt_dtype_info[a->dtype].scalar_name,
                                         kt_dtype_info[dtype].scalar_name);
    bool empty = ctx->numpy && a->numel == 0; /* has no steps to mind */
    int64_t bytes = sizes[last] * from;
    bool fits = bytes % to == 0;
    bool single = ctx->numpy && sizes[last] == 1;
    if (strides[last] != 1 && !single && !empty && (ctx->numpy || fits)) /* torch: sizes first */
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                  "To change to a dtype of a different size, the last axis must be "
                                  "contiguous")
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                  "self.stride(-1) must be 1 to view %s as %s (different element "
                                  "sizes), but got %lld",
                                  kt_dtype_info[a->dtype].scalar_name,
                                  kt_dtype_info[dtype].scalar_name, (long long)strides[last]);
    bool anywhere = empty || ctx->numpy; /* NumPy's elements may lie at any address */
    fits = fits && (anywhere || ((uintptr_t)a->data % kt_dtype_info[dtype].align) == 0);
    for (int i = 0; i < last; i++)
        fits = fits && (strides[i] * from % to == 0 || empty || (ctx->numpy && sizes[i] == 1));
    if (!fits)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR,
                                  "When changing to a larger dtype, its size must be a divisor of "
                                  "the total size in bytes of the last axis of the array.")
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                  "self.size(-1) must be divisible by %lld to view %s as %s "
                                  "(different element sizes), but got %lld",
                                  (long long)(to / from), kt_dtype_info[a->dtype].scalar_name,
                                  kt_dtype_info[dtype].scalar_name, (long long)sizes[last]);
    sizes[last] = bytes / to;
    for (int i = 0; i < last; i++)
        strides[i] = strides[i] * from / to;
    strides[last] = 1;
    return kt_view_raw(ctx, a, dtype, a->data, a->ndim, sizes, strides);
}

KtTensor *kt_flatten(KtCtx *ctx, KtTensor *a, int start_dim, int end_dim) {
    if (!kt_wrap_dim(ctx, &start_dim, a->ndim) || !kt_wrap_dim(ctx, &end_dim, a->ndim)) return NULL;
    if (start_dim > end_dim)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "flatten() has invalid args: start_dim cannot come after end_dim");
    if (a->ndim == 0) return kt_reshape(ctx, a, 1, (int64_t[]){1});
    if (start_dim == end_dim) return kt_alias(ctx, a);
    int64_t sizes[KT_MAX_DIMS], n = 1;
    for (int i = start_dim; i <= end_dim; i++)
        n *= a->sizes[i];
    int nd = 0;
    for (int i = 0; i < start_dim; i++)
        sizes[nd++] = a->sizes[i];
    sizes[nd++] = n;
    for (int i = end_dim + 1; i < a->ndim; i++)
        sizes[nd++] = a->sizes[i];
    return kt_reshape(ctx, a, nd, sizes);
}

KtTensor *kt_unflatten(KtCtx *ctx, KtTensor *a, int dim, int ndim, const int64_t *sizes) {
    if (ndim == 0) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "unflatten: sizes must be non-empty");
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return NULL;
    int64_t full[KT_MAX_DIMS], part[KT_MAX_DIMS];
    if (!check_ndim(ctx, a->ndim + ndim - 1)) return NULL;
    if (!kt_infer_size(ctx, a->sizes[dim], ndim, sizes, part)) {
        char text[400];
        bool unclear = !strcmp(ctx->message, "only one dimension can be inferred");
        if (!unclear && strncmp(ctx->message, "shape '", 7)) return NULL;
        kt_clear_error(ctx);
        if (unclear)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "unflatten got an unexpected error:\n"
                                "only one dimension can be inferred");
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "unflatten: Provided sizes %s don't multiply up to the size of dim %d "
                            "(%lld) in the input tensor",
                            kt_shape_str(text, sizeof text, ndim, sizes), dim,
                            (long long)a->sizes[dim]);
    }
    int nd = 0;
    for (int i = 0; i < dim; i++)
        full[nd++] = a->sizes[i];
    for (int i = 0; i < ndim; i++)
        full[nd++] = part[i];
    for (int i = dim + 1; i < a->ndim; i++)
        full[nd++] = a->sizes[i];
    return kt_view(ctx, a, nd, full);
}

KtTensor *kt_permute(KtCtx *ctx, KtTensor *a, int n, const int *dims) {
    if (n != a->ndim)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR, "axes don't match array")
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                  "permute(sparse_coo): number of dimensions in the tensor input "
                                  "does not match the length of the desired ordering of dimensions "
                                  "i.e. input.dim() = %d is not equal to len(dims) = %d",
                                  a->ndim, n);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    uint64_t seen = 0;
    for (int i = 0; i < n; i++) {
        int d = dims[i];
        if (!kt_wrap_dim(ctx, &d, a->ndim)) return NULL;
        if (seen >> d & 1)
            return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR, "repeated axis in transpose")
                              : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                             "permute(): duplicate dims are not allowed.");
        seen |= (uint64_t)1 << d;
        sizes[i] = a->sizes[d];
        strides[i] = a->strides[d];
    }
    return view_of(ctx, a, n, sizes, strides);
}

KtTensor *kt_transpose(KtCtx *ctx, KtTensor *a, int dim0, int dim1) {
    if (!kt_wrap_dim(ctx, &dim0, a->ndim) || !kt_wrap_dim(ctx, &dim1, a->ndim)) return NULL;
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    memcpy(sizes, a->sizes, sizeof(int64_t) * a->ndim);
    memcpy(strides, a->strides, sizeof(int64_t) * a->ndim);
    if (a->ndim) {
        sizes[dim0] = a->sizes[dim1];
        strides[dim0] = a->strides[dim1];
        sizes[dim1] = a->sizes[dim0];
        strides[dim1] = a->strides[dim0];
    }
    return view_of(ctx, a, a->ndim, sizes, strides);
}

KtTensor *kt_t(KtCtx *ctx, KtTensor *a) {
    if (a->ndim > 2)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "t() expects a tensor with <= 2 dimensions, but self is %dD", a->ndim);
    return a->ndim < 2 ? kt_alias(ctx, a) : kt_transpose(ctx, a, 0, 1);
}

KtTensor *kt_movedim(KtCtx *ctx, KtTensor *a, int n, const int *source, const int *destination) {
    int order[KT_MAX_DIMS];
    uint64_t from = 0, to = 0;
    for (int i = 0; i < a->ndim; i++)
        order[i] = -1;
    for (int i = 0; i < n; i++) {
        int s = source[i], d = destination[i];
        if (!kt_wrap_dim(ctx, &s, a->ndim) || !kt_wrap_dim(ctx, &d, a->ndim)) return NULL;
        if (from >> s & 1 || to >> d & 1) {
            const char *which = from >> s & 1 ? "source" : "destination";
            if (ctx->numpy)
                return kt_fail_null(ctx, KT_VALUE_ERROR, "repeated axis in `%s` argument", which);
            int64_t given[KT_MAX_DIMS];
            char text[300];
            for (int k = 0; k < n; k++)
                given[k] = from >> s & 1 ? source[k] : destination[k];
            return kt_fail_null(ctx, KT_RUNTIME_ERROR, "movedim: repeated dim in `%s` (%s)", which,
                                kt_shape_str(text, sizeof text, n, given));
        }
        from |= (uint64_t)1 << s;
        to |= (uint64_t)1 << d;
        order[d] = s;
    }
    for (int i = 0, rest = 0; i < a->ndim; i++) {
        if (order[i] >= 0) continue;
        while (from >> rest & 1)
            rest++;
        order[i] = rest++;
    }
    return kt_permute(ctx, a, a->ndim, order);
}

KtTensor *kt_expand(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    int64_t full[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    char want[400], have[400];
    if (!check_ndim(ctx, ndim)) return NULL;
    int lead = ndim - a->ndim;
    char type[40];
    if (lead < 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "expand(%s{%s}, size=%s): the number of sizes provided "
                            "(%d) must be greater or equal to the number of dimensions in the "
                            "tensor (%d)",
                            kt_cpp_tensor_type(a->dtype, type, sizeof type),
                            kt_shape_str(have, sizeof have, a->ndim, a->sizes),
                            kt_shape_str(want, sizeof want, ndim, sizes), ndim, a->ndim);
    for (int i = ndim - 1; i >= 0; i--) { /* the last one first, as torch complains of it */
        int d = i - lead;
        int64_t size = d >= 0 ? a->sizes[d] : 1;
        full[i] = sizes[i];
        if (full[i] < 0 && (a->ndim == 0 || (size == 1 && full[i] < -1)))
            return kt_fail_null(ctx, KT_RUNTIME_ERROR, "numel: integer multiplication overflow");
        if (sizes[i] == -1 && d < 0)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "The expanded size of the tensor (-1) isn't allowed in a leading, "
                                "non-existing dimension %d",
                                i);
        if (sizes[i] == -1) full[i] = size;
        if (full[i] == size) {
            /* of a new dimension that stays 1: that of a contiguous tensor */
            strides[i] = d >= 0 ? a->strides[d]
                         : a->ndim == 0
                             ? 0
                             : (int64_t)((uint64_t)full[i + 1] * (uint64_t)strides[i + 1]);
        } else if (size == 1 && full[i] >= 0) {
            strides[i] = 0;
        } else {
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "The expanded size of the tensor (%lld) must match the existing "
                                "size (%lld) at non-singleton dimension %d.  Target sizes: %s.  "
                                "Tensor sizes: %s",
                                (long long)full[i], (long long)size, i,
                                kt_shape_str(want, sizeof want, ndim, sizes),
                                kt_shape_str(have, sizeof have, a->ndim, a->sizes));
        }
    }
    return view_of(ctx, a, ndim, full, strides);
}

KtTensor *kt_broadcast_to(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    if (!ctx->numpy) return kt_expand(ctx, a, ndim, sizes);
    bool fits = ndim >= a->ndim && ndim <= KT_MAX_DIMS;
    for (int i = 0; fits && i < a->ndim; i++) {
        int64_t want = sizes[ndim - a->ndim + i];
        fits = a->sizes[i] == want || (a->sizes[i] == 1 && want >= 0);
    }
    if (ndim < a->ndim)
        return kt_fail_null(ctx, KT_VALUE_ERROR,
                            "input operand has more dimensions than allowed by the axis remapping");
    if (!fits) {
        char have[300], want[300];
        kt_shape_str_np(have, sizeof have, a->ndim, a->sizes);
        kt_shape_str_np(want, sizeof want, ndim, sizes);
        return kt_fail_null(ctx, KT_VALUE_ERROR,
                            "operands could not be broadcast together with remapped shapes "
                            "[original->remapped]: %s  and requested shape %s",
                            have, want);
    }
    int64_t strides[KT_MAX_DIMS];
    kt_broadcast_strides(a, ndim, sizes, strides);
    return view_of(ctx, a, ndim, sizes, strides);
}

static KtTensor *squeeze_mask(KtCtx *ctx, KtTensor *a, uint64_t mask) {
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int nd = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (a->sizes[i] == 1 && (mask >> i & 1)) continue;
        sizes[nd] = a->sizes[i];
        strides[nd++] = a->strides[i];
    }
    return view_of(ctx, a, nd, sizes, strides);
}

KtTensor *kt_squeeze(KtCtx *ctx, KtTensor *a) {
    return squeeze_mask(ctx, a, UINT64_MAX);
}

KtTensor *kt_squeeze_dims(KtCtx *ctx, KtTensor *a, int n, const int *dims) {
    uint64_t mask;
    if (!kt_dims_mask(ctx, dims, n, a->ndim, &mask)) return NULL;
    if (n == 0) mask = 0;
    if (ctx->numpy)
        for (int i = 0; i < a->ndim; i++)
            if (mask >> i & 1 && a->sizes[i] != 1)
                return kt_fail_null(ctx, KT_VALUE_ERROR,
                                    "cannot select an axis to squeeze out which has size not equal "
                                    "to one");
    return squeeze_mask(ctx, a, mask);
}

KtTensor *kt_unsqueeze(KtCtx *ctx, KtTensor *a, int dim) {
    if (!check_ndim(ctx, a->ndim + 1) || !kt_wrap_dim(ctx, &dim, a->ndim + 1)) return NULL;
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    for (int i = 0, d = 0; i <= a->ndim; i++) {
        if (i == dim) {
            sizes[i] = 1;
            strides[i] = d < a->ndim ? a->sizes[d] * a->strides[d] : 1;
        } else {
            sizes[i] = a->sizes[d];
            strides[i] = a->strides[d++];
        }
    }
    return view_of(ctx, a, a->ndim + 1, sizes, strides);
}

KtTensor *kt_select(KtCtx *ctx, KtTensor *a, int dim, int64_t index) {
    if (a->ndim == 0)
        return kt_fail_null(ctx, KT_INDEX_ERROR, "select() cannot be applied to a 0-dim tensor.");
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return NULL;
    int64_t size = a->sizes[dim];
    if (index < -size || index >= size) {
        if (ctx->numpy)
            return kt_fail_null(ctx, KT_INDEX_ERROR,
                                "index %lld is out of bounds for axis %d with size %lld",
                                (long long)index, dim, (long long)size);
        char text[300];
        return kt_fail_null(
            ctx, KT_INDEX_ERROR,
            "select(): index %lld out of range for tensor of size %s at dimension %d",
            (long long)index, kt_shape_str(text, sizeof text, a->ndim, a->sizes), dim);
    }
    if (index < 0) index += size;
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int nd = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (i == dim) continue;
        sizes[nd] = a->sizes[i];
        strides[nd++] = a->strides[i];
    }
    char *data = a->data + index * a->strides[dim] * (int64_t)a->itemsize;
    return kt_view_raw(ctx, a, a->dtype, data, nd, sizes, strides);
}

KtTensor *kt_slice(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t stop, int64_t step) {
    if (a->ndim == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "slice() cannot be applied to a 0-dim tensor.");
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return NULL;
    if (step == 0)
        return ctx->numpy ? kt_fail_null(ctx, KT_VALUE_ERROR, "slice step cannot be zero")
                          : kt_fail_null(ctx, KT_VALUE_ERROR, "step must be greater than zero");
    if (step < 0 && !ctx->numpy)
        return kt_fail_null(ctx, KT_VALUE_ERROR, "step must be greater than zero");
    int64_t size = a->sizes[dim], low = step < 0 ? -1 : 0, high = step < 0 ? size - 1 : size;
    if (start < 0) start += size;
    if (start < low) start = low;
    if (start > high) start = high;
    if (stop < 0 && !(step < 0 && stop == INT64_MIN)) stop += size;
    if (stop < low) stop = low;
    if (stop > high) stop = high;
    int64_t n = step > 0 ? (stop > start ? (stop - start - 1) / step + 1 : 0)
                         : (stop < start ? (start - stop - 1) / -step + 1 : 0);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    memcpy(sizes, a->sizes, sizeof(int64_t) * a->ndim);
    memcpy(strides, a->strides, sizeof(int64_t) * a->ndim);
    sizes[dim] = n;
    if (n == 0) start = 0;
    if (n == 0 && ctx->numpy) step = 1; /* NumPy's empty slices have no other */
    if (__builtin_mul_overflow(a->strides[dim], step, &strides[dim]))
        strides[dim] = a->strides[dim];
    char *data = a->data + start * a->strides[dim] * (int64_t)a->itemsize;
    return kt_view_raw(ctx, a, a->dtype, data, a->ndim, sizes, strides);
}

bool kt_narrow_fits(KtCtx *ctx, int64_t size, int64_t *start, int64_t length) {
    int64_t places = size ? size : 1; /* nothing is taken for one place */
    if (*start < -places || (*start >= places && *start != size))
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension out of range (expected to be in range of [%lld, %lld], but got "
                       "%lld)",
                       (long long)-places, (long long)places - 1, (long long)*start);
    if (*start < 0) *start += places;
    return (length >= 0 && *start <= size - length) ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "start (%lld) + length (%lld) exceeds dimension size (%lld).", (long long)*start,
                   (long long)length, (long long)size);
}

KtTensor *kt_narrow(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t length) {
    if (a->ndim == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "narrow() cannot be applied to a 0-dim tensor.");
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return NULL;
    if (!kt_narrow_fits(ctx, a->sizes[dim], &start, length)) return NULL;
    return kt_slice(ctx, a, dim, start, start + length, 1);
}

KtTensor *kt_diagonal(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) {
    if (ctx->numpy && a->ndim < 2)
        return kt_fail_null(ctx, KT_VALUE_ERROR,
                            "diag requires an array of at least two dimensions");
    int given1 = dim1, given2 = dim2;
    if (!kt_wrap_dim(ctx, &dim1, a->ndim) || !kt_wrap_dim(ctx, &dim2, a->ndim)) return NULL;
    if (dim1 == dim2)
        return ctx->numpy
                   ? kt_fail_null(ctx, KT_VALUE_ERROR, "axis1 and axis2 cannot be the same")
                   : kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                  "diagonal dimensions cannot be identical %d, %d", given1, given2);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int64_t rows = a->sizes[dim1], cols = a->sizes[dim2];
    int64_t n = offset >= 0 ? (rows < cols - offset ? rows : cols - offset)
                            : (rows + offset < cols ? rows + offset : cols);
    if (n < 0) n = 0;
    int64_t skip = n == 0        ? 0
                   : offset >= 0 ? offset * a->strides[dim2]
                                 : -offset * a->strides[dim1];
    int nd = 0;
    for (int i = 0; i < a->ndim; i++) {
        if (i == dim1 || i == dim2) continue;
        sizes[nd] = a->sizes[i];
        strides[nd++] = a->strides[i];
    }
    sizes[nd] = n;
    strides[nd++] = a->strides[dim1] + a->strides[dim2];
    return kt_view_raw(ctx, a, a->dtype, a->data + skip * (int64_t)a->itemsize, nd, sizes, strides);
}

KtTensor *kt_unfold(KtCtx *ctx, KtTensor *a, int dim, int64_t size, int64_t step) {
    if (!kt_wrap_dim(ctx, &dim, a->ndim) || !check_ndim(ctx, a->ndim + 1)) return NULL;
    int64_t have = a->ndim ? a->sizes[dim] : 1;
    if (size < 0 || size > have)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "maximum size for tensor at dimension %d is %lld but size is %lld", dim,
                            (long long)have, (long long)size);
    if (step <= 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "step is %lld but must be > 0", (long long)step);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    memcpy(sizes, a->sizes, sizeof(int64_t) * a->ndim);
    memcpy(strides, a->strides, sizeof(int64_t) * a->ndim);
    sizes[a->ndim] = size;
    strides[a->ndim] = a->ndim ? a->strides[dim] : 1;
    if (a->ndim) {
        sizes[dim] = (have - size) / step + 1;
        strides[dim] *= step;
    }
    return view_of(ctx, a, a->ndim + 1, sizes, strides);
}

static void release_all(KtCtx *ctx, int64_t n, KtTensor **ts) {
    for (int64_t i = 0; i < n; i++)
        kt_decref(ctx, ts[i]);
}

bool kt_unbind(KtCtx *ctx, KtTensor *a, int dim, KtTensor **out) {
    if (a->ndim == 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension specified as %d but tensor has no dimensions", dim);
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return false;
    for (int64_t i = 0; i < a->sizes[dim]; i++) {
        out[i] = kt_select(ctx, a, dim, i);
        if (out[i]) continue;
        release_all(ctx, i, out);
        return false;
    }
    return true;
}

bool kt_split_sizes(KtCtx *ctx, KtTensor *a, int64_t n, const int64_t *lengths, int dim,
                    KtTensor **out) {
    if (a->ndim == 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "split expects at least a 1-dimensional tensor");
    const int given = dim;
    if (!kt_wrap_dim(ctx, &dim, a->ndim)) return false;
    int64_t at = 0, total = 0;
    for (int64_t i = 0; i < n; i++) {
        if (lengths[i] < 0)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "split_with_sizes expects split_sizes have only non-negative entries, "
                           "but got split_sizes=[%lld]",
                           (long long)lengths[i]);
        total += lengths[i];
    }
    if (total != a->sizes[dim]) {
        char text[400];
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "split_with_sizes expects split_sizes to sum exactly to %lld (input "
                       "tensor's size at dimension %d), but got split_sizes=%s",
                       (long long)a->sizes[dim], given,
                       kt_shape_str(text, sizeof text, (int)(n < 40 ? n : 40), lengths));
    }
    for (int64_t i = 0; i < n; i++) {
        out[i] = kt_slice(ctx, a, dim, at, at + lengths[i], 1);
        at += lengths[i];
        if (out[i]) continue;
        release_all(ctx, i, out);
        return false;
    }
    return true;
}

/* ---- parts of complex numbers ---- */

static KtTensor *part(KtCtx *ctx, KtTensor *a, int which) {
    int64_t strides[KT_MAX_DIMS];
    KtDtype real = kt_real_dtype(a->dtype);
    for (int i = 0; i < a->ndim; i++)
        strides[i] = 2 * a->strides[i];
    char *data = a->data + (size_t)which * kt_dtype_size(real);
    KtTensor *r = kt_view_raw(ctx, a, real, data, a->ndim, a->sizes, strides);
    if (KB_UNLIKELY(a->flags & KT_T_CONJ) && r) /* the imaginary part is read negated then */
        r->flags ^= (uint8_t)(KT_T_CONJ | (which ? KT_T_NEG : 0));
    return r;
}

KtTensor *kt_real(KtCtx *ctx, KtTensor *a) {
    return kt_is_complex_dtype(a->dtype) ? part(ctx, a, 0) : kt_alias(ctx, a);
}

KtTensor *kt_imag(KtCtx *ctx, KtTensor *a) {
    if (kt_is_complex_dtype(a->dtype)) return part(ctx, a, 1);
    if (!ctx->numpy)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "imag is not implemented for tensors with non-complex dtypes.");
    KtTensor *z = kt_zeros(ctx, a->dtype, a->ndim, a->sizes);
    if (z) z->flags |= KT_T_READ_ONLY;
    return z;
}

KtTensor *kt_view_as_real(KtCtx *ctx, KtTensor *a) {
    if (!kt_is_complex_dtype(a->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "view_as_real is only supported for complex tensors");
    if (a->flags & KT_T_CONJ)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "view_as_real doesn't work on unresolved conjugated tensors.  To "
                            "resolve the conjugate tensor so you can view it as real, use "
                            "self.resolve_conj(); however, be warned that the resulting tensor "
                            "will NOT alias the original.");
    if (!check_ndim(ctx, a->ndim + 1)) return NULL;
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    for (int i = 0; i < a->ndim; i++) {
        sizes[i] = a->sizes[i];
        strides[i] = 2 * a->strides[i];
    }
    sizes[a->ndim] = 2;
    strides[a->ndim] = 1;
    return kt_view_raw(ctx, a, kt_real_dtype(a->dtype), a->data, a->ndim + 1, sizes, strides);
}

KtTensor *kt_view_as_complex(KtCtx *ctx, KtTensor *a) {
    if (!kt_is_float_dtype(a->dtype) || a->dtype == KT_BF16)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "view_as_complex is only supported for half, float and double tensors, "
                            "but got a tensor of scalar type: %s",
                            kt_dtype_info[a->dtype].scalar_name);
    int last = a->ndim - 1;
    if (a->ndim == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Input tensor must have one or more dimensions");
    if (a->sizes[last] != 2)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Tensor must have a last dimension of size 2");
    if (a->strides[last] != 1)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Tensor must have a last dimension with stride 1");
    int64_t strides[KT_MAX_DIMS];
    for (int i = 0; i < last; i++) {
        if (a->strides[i] % 2)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "Tensor must have a stride divisible by 2 for all but last "
                                "dimension");
        strides[i] = a->strides[i] / 2;
    }
    if (a->dtype == KT_F16) return kt_complex_half_not_built(ctx) ? a : NULL;
    return kt_view_raw(ctx, a, kt_complex_dtype(a->dtype), a->data, last, a->sizes, strides);
}
