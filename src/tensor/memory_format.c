/* Tensors laid out in a memory format: C order, channels last, or the order of another tensor. */
#include "memory_format.h"

static int rank_of(KtMemoryFormat format) {
    return format == KT_CHANNELS_LAST ? 4 : 5;
}

/* The dimension whose elements lie i-th nearest to one another: the channels, the places from the
 * last on, the batch. */
static int nth_nearest(int i, int n) {
    return i == 0 ? 1 : i == n - 1 ? 0 : n - i;
}

bool kt_has_format(const KtTensor *t, KtMemoryFormat format) {
    if (format <= KT_CONTIGUOUS_FORMAT) return kt_is_contiguous(t);
    int n = rank_of(format);
    if (t->ndim != n) return false;
    int64_t stride = 1;
    for (int i = 0; i < n; i++) {
        int d = nth_nearest(i, n);
        if (t->sizes[d] != 1 && t->strides[d] != stride) return false;
        stride *= t->sizes[d];
    }
    return true;
}

KtTensor *kt_empty_format(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                          KtMemoryFormat format) {
    if (format <= KT_CONTIGUOUS_FORMAT) return kt_empty(ctx, dtype, ndim, sizes);
    int n = rank_of(format);
    if (ndim != n)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "required rank %d tensor to use %s format", n,
                            n == 4 ? "channels_last" : "channels_last_3d");
    KtTensor *t = kt_empty(ctx, dtype, n, sizes);
    int64_t stride = 1;
    for (int i = 0; t && i < n; i++) {
        t->strides[nth_nearest(i, n)] = stride;
        stride *= sizes[nth_nearest(i, n)];
    }
    if (t) kt_update_flags(t);
    return t;
}

KtMemoryFormat kt_suggested_format(const KtTensor *t) {
    int n = t->ndim;
    if (KB_LIKELY(n != 4 && n != 5) || t->strides[1] == 0) return KT_CONTIGUOUS_FORMAT;
    int64_t least = 0;
    for (int i = 0; i < n; i++) {
        int d = nth_nearest(i, n);
        if (t->sizes[d] == 0 || t->strides[d] < least || (d == 0 && least == t->strides[1]))
            return KT_CONTIGUOUS_FORMAT;
        least = t->strides[d] * (t->sizes[d] > 1 ? t->sizes[d] : 1);
    }
    return n == 4 ? KT_CHANNELS_LAST : KT_CHANNELS_LAST_3D;
}

KtTensor *kt_in_format(KtCtx *ctx, KtTensor *r, KtMemoryFormat format) {
    if (!r || format <= KT_CONTIGUOUS_FORMAT || r->ndim != rank_of(format)) return r;
    KtTensor *t = kt_empty_format(ctx, r->dtype, r->ndim, r->sizes, format);
    bool ok = t && kt_copy(ctx, t, r) && kt_become(ctx, r, t);
    kt_xdecref(ctx, t);
    if (ok) return r;
    kt_decref(ctx, r);
    return NULL;
}

KtTensor *kt_empty_like_format(KtCtx *ctx, const KtTensor *like, int dtype, KtMemoryFormat format) {
    if (format == KT_PRESERVE_FORMAT) return kt_empty_preserved(ctx, like, dtype);
    return kt_empty_format(ctx, dtype < 0 ? like->dtype : dtype, like->ndim, like->sizes, format);
}
