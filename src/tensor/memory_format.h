#ifndef KT_MEMORY_FORMAT_H
#define KT_MEMORY_FORMAT_H
/* Memory formats of PyTorch: how the elements of a new tensor lie in memory. */
#include "tensor.h"

typedef enum KtMemoryFormat {
    KT_PRESERVE_FORMAT, /* as in the tensor it is made after */
    KT_CONTIGUOUS_FORMAT,
    KT_CHANNELS_LAST,   /* (N, C, H, W) lies as (N, H, W, C) */
    KT_CHANNELS_LAST_3D /* (N, C, D, H, W) lies as (N, D, H, W, C) */
} KtMemoryFormat;

/* Does t lie in that format, without gaps? Dimensions of size 1 may have any stride. */
bool kt_has_format(const KtTensor *t, KtMemoryFormat format);
/* The format that t's strides speak for, which layers hand on to their results: one for channels
 * only where the strides leave no doubt. */
KtMemoryFormat kt_suggested_format(const KtTensor *t);
/* r, a fresh result (taken over; NULL passes through), in such a format; it stays the same tensor,
 * with its history. */
KtTensor *kt_in_format(KtCtx *ctx, KtTensor *r, KtMemoryFormat format) KB_MUST_CHECK;
static inline KtTensor *kt_in_format_of(KtCtx *ctx, KtTensor *r, const KtTensor *model) {
    KtMemoryFormat f = kt_suggested_format(model);
    return KB_LIKELY(f == KT_CONTIGUOUS_FORMAT) ? r : kt_in_format(ctx, r, f);
}
/* Of C order, but not with the strides of a new tensor: those of dimensions of size 1 mean another
 * order as well. */
static inline bool kt_is_ambiguous(const KtTensor *t) {
    int64_t stride = 1;
    if (t->numel == 0 || !kt_is_contiguous(t)) return false;
    for (int d = t->ndim - 1; d >= 0; d--) {
        if (t->strides[d] != stride) return true;
        stride *= t->sizes[d];
    }
    return false;
}
/* New tensors; a format for channels wants 4 or 5 dimensions (RuntimeError). dtype < 0: like's. */
KtTensor *kt_empty_format(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes,
                          KtMemoryFormat format) KB_MUST_CHECK;
KtTensor *kt_empty_like_format(KtCtx *ctx, const KtTensor *like, int dtype,
                               KtMemoryFormat format) KB_MUST_CHECK;
/* a, new in memory in a format and a dtype (< 0: its own); with history. */
KtTensor *kta_lay_out(KtCtx *ctx, KtTensor *a, int dtype, KtMemoryFormat format) KB_MUST_CHECK;
#endif
