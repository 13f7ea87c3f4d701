/* Tensors laid out in a memory format: C order, channels last, or the order of another tensor. */
#include "memory_format.h"

#include "ops.h"

static int rank_of(KtMemoryFormat format) {
    return format == KT_CHANNELS_LAST ? 4 : 5;
}

bool kt_has_format(const KtTensor *t, KtMemoryFormat format) {
    if (format <= KT_CONTIGUOUS_FORMAT) return kt_is_contiguous(t);
    int n = rank_of(format);
    if (t->ndim != n) return false;
    int64_t stride = 1;
    for (int i = 0; i < n; i++) { /* the channels, the places from the last on, the batch */
        int d = i == 0 ? 1 : i == n - 1 ? 0 : n - i;
        if (t->sizes[d] != 1 && t->strides[d] != stride) return false;
        stride *= t->sizes[d];
    }
    return true;
}

KtTensor *kt_empty_format(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                          KtMemoryFormat format) {
    if (format <= KT_CONTIGUOUS_FORMAT) return kt_empty(ctx, dtype, ndim, sizes);
    int n = rank_of(format), back[KT_MAX_DIMS];
    if (ndim != n)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "required rank %d tensor to use %s format", n,
                            n == 4 ? "channels_last" : "channels_last_3d");
    int64_t lying[KT_MAX_DIMS];
    for (int i = 0; i < n; i++) {
        back[i] = i == 0 ? 0 : i == 1 ? n - 1 : i - 1;
        lying[back[i]] = sizes[i];
    }
    KtTensor *t = kt_empty(ctx, dtype, n, lying);
    KtTensor *r = t ? kt_permute(ctx, t, n, back) : NULL;
    kt_xdecref(ctx, t);
    return r;
}

KtTensor *kt_empty_like_format(KtCtx *ctx, const KtTensor *like, int dtype, KtMemoryFormat format) {
    if (format == KT_PRESERVE_FORMAT) return kt_empty_preserved(ctx, like, dtype);
    return kt_empty_format(ctx, dtype < 0 ? like->dtype : dtype, like->ndim, like->sizes, format);
}
