/* Embedding lookup and its dense gradient. */
#include <string.h>

#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"

static bool check_index(KtCtx *ctx, const KtTensor *index) {
    return index->dtype == KT_I64 || index->dtype == KT_I32 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Expected tensor for argument #1 'indices' to have one of the following scalar "
                   "types: Long, Int; but got torch.%sTensor instead "
                   "(while checking arguments for embedding)",
                   kt_dtype_info[index->dtype].scalar_name);
}

KtTensor *kt_embedding(KtCtx *ctx, KtTensor *weight, KtTensor *index) {
    if (weight->ndim != 2) return kt_fail_null(ctx, KT_RUNTIME_ERROR, "'weight' must be 2-D");
    if (!check_index(ctx, index)) return NULL;
    KtTensor *i64 = kt_cast(ctx, index, KT_I64), *ix = i64 ? kt_contiguous(ctx, i64) : NULL,
             *w = ix ? kt_contiguous(ctx, weight) : NULL, *r = NULL;
    if (w) {
        int64_t sizes[KT_MAX_DIMS], rows = w->sizes[0], cols = w->sizes[1];
        if (index->ndim + 1 > KT_MAX_DIMS) {
            kt_fail(ctx, KT_RUNTIME_ERROR, "too many dimensions");
            goto done;
        }
        memcpy(sizes, index->sizes, sizeof(int64_t) * (size_t)index->ndim);
        sizes[index->ndim] = cols;
        const int64_t *p = (int64_t *)ix->data;
        for (int64_t i = 0; i < ix->numel; i++)
            if (p[i] < 0 || p[i] >= rows) {
                kt_fail(ctx, KT_INDEX_ERROR, "index out of range in self");
                goto done;
            }
        if (!(r = kt_empty(ctx, w->dtype, index->ndim + 1, sizes))) goto done;
        size_t row = (size_t)cols * w->itemsize;
        for (int64_t i = 0; i < ix->numel && row; i++)
            kt_copy_bytes(ctx->kernels, r->data + (size_t)i * row, w->data + (size_t)p[i] * row,
                          row);
    }
done:
    KT_NN_DROP(ctx, i64, ix, w);
    return r;
}

KtTensor *kt_embedding_backward(KtCtx *ctx, KtTensor *grad, KtTensor *index, int64_t rows,
                                int64_t padding_idx, bool scale_by_freq) {
    if (!kt_nn_check_float(ctx, grad, "embedding_backward") || !check_index(ctx, index))
        return NULL;
    int64_t cols = grad->sizes[grad->ndim - 1], sizes[2] = {rows, cols};
    KtTensor *i64 = kt_cast(ctx, index, KT_I64), *ix = i64 ? kt_contiguous(ctx, i64) : NULL,
             *g = ix ? kt_contiguous(ctx, grad) : NULL;
    KtTensor *r = g ? kt_zeros(ctx, grad->dtype, 2, sizes) : NULL,
             *count = r && scale_by_freq ? kt_zeros(ctx, KT_I64, 1, &rows) : NULL;
    bool ok = r && (count || !scale_by_freq);
    if (ok) {
        const int64_t *p = (int64_t *)ix->data;
        for (int64_t i = 0; count && i < ix->numel; i++)
            ((int64_t *)count->data)[p[i]]++;
        if (grad->dtype == KT_F32)
            NN_F32(ctx)->add_rows((float *)r->data, (float *)g->data, p,
                                  count ? (int64_t *)count->data : NULL, ix->numel, cols,
                                  padding_idx);
        else
            NN_F64(ctx)->add_rows((double *)r->data, (double *)g->data, p,
                                  count ? (int64_t *)count->data : NULL, ix->numel, cols,
                                  padding_idx);
    }
    KT_NN_DROP(ctx, i64, ix, g, count);
    if (!ok) kt_xdecref(ctx, r);
    return ok ? r : NULL;
}
