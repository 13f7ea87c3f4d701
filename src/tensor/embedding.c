/* Embedding lookup and its dense gradient; sums of rows in bags. */
#include <cblas.h>
#include <string.h>

#include "blas_lazy.h"
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
                if (rows)
                    kt_fail(ctx, KT_INDEX_ERROR, "index out of range in self");
                else
                    kt_fail(ctx, KT_RUNTIME_ERROR,
                            "index_select(): self indexing axis dim should be positive");
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

/* ---- bags ---- */

typedef struct Bags {
    KtTensor *dense[2], *scales; /* owned */
    const int64_t *rows, *bags;
    int64_t n, columns;
} Bags;

static bool bags_begin(KtCtx *ctx, const KtTensor *of, KtTensor *rows, KtTensor *bags,
                       KtTensor *scales, int64_t n_rows, int64_t n_bags, Bags *b) {
    const char *why = NULL;
    *b = (Bags){.n = rows->numel, .columns = of->ndim == 2 ? of->sizes[1] : 0};
    bool fit = of->ndim == 2 && rows->dtype == KT_I64 && bags->dtype == KT_I64 &&
               bags->numel == b->n && (!scales || scales->numel == b->n) &&
               (of->dtype == KT_F32 || of->dtype == KT_F64);
    if (!fit) return kt_fail(ctx, KT_RUNTIME_ERROR, "bags of such operands");
    if (!kt_blas_load(&why)) return kt_fail(ctx, KT_RUNTIME_ERROR, "%s", why);
    b->dense[0] = kt_contiguous(ctx, rows);
    b->dense[1] = b->dense[0] ? kt_contiguous(ctx, bags) : NULL;
    KtTensor *wide = b->dense[1] && scales ? kt_cast(ctx, scales, KT_F64) : NULL;
    b->scales = wide ? kt_contiguous(ctx, wide) : NULL;
    kt_xdecref(ctx, wide);
    bool ok = b->dense[1] && (b->scales || !scales);
    for (int64_t i = 0; ok && i < b->n; i++) {
        b->rows = (const int64_t *)(void *)b->dense[0]->data;
        b->bags = (const int64_t *)(void *)b->dense[1]->data;
        if (b->rows[i] < 0 || b->rows[i] >= n_rows || b->bags[i] < 0 || b->bags[i] >= n_bags)
            ok = kt_fail(ctx, KT_INDEX_ERROR, "index out of range in self");
    }
    if (!ok) KT_NN_DROP(ctx, b->dense[0], b->dense[1], b->scales);
    return ok;
}
static void bags_end(KtCtx *ctx, Bags *b) {
    KT_NN_DROP(ctx, b->dense[0], b->dense[1], b->scales);
}

/* PyTorch's loop for floats has fused steps. */
KtTensor *kt_bag_sum(KtCtx *ctx, KtTensor *weight, KtTensor *rows, KtTensor *bags,
                     KtTensor *factors, int64_t n_bags) {
    Bags b;
    if (!bags_begin(ctx, weight, rows, bags, factors, weight->sizes[0], n_bags, &b)) return NULL;
    const double *factor = (const double *)(void *)b.scales->data;
    int64_t sizes[2] = {n_bags, b.columns};
    KtTensor *w = kt_contiguous(ctx, weight), *r = w ? kt_zeros(ctx, w->dtype, 2, sizes) : NULL;
    for (int64_t i = 0; r && i < b.n; i++) {
        int64_t from = b.rows[i] * b.columns, to = b.bags[i] * b.columns;
        if (w->dtype == KT_F32) {
            NN_F32(ctx)->axpy((float)factor[i], (const float *)(void *)w->data + from,
                              (float *)(void *)r->data + to, b.columns);
        } else {
            const double *x = (const double *)(void *)w->data + from;
            double *y = (double *)(void *)r->data + to;
            for (int64_t k = 0; k < b.columns; k++) {
                double product = factor[i] * x[k];
                y[k] += product;
            }
        }
    }
    kt_xdecref(ctx, w);
    bags_end(ctx, &b);
    return r;
}

KtTensor *kt_bag_sum_backward(KtCtx *ctx, KtTensor *grad, KtTensor *rows, KtTensor *bags,
                              KtTensor *scales, int64_t n_rows) {
    Bags b;
    if (!bags_begin(ctx, grad, rows, bags, scales, n_rows, grad->sizes[0], &b)) return NULL;
    const double *scale = (const double *)(void *)b.scales->data;
    int64_t sizes[2] = {n_rows, b.columns};
    KtTensor *g = kt_contiguous(ctx, grad), *r = g ? kt_zeros(ctx, g->dtype, 2, sizes) : NULL;
    for (int64_t i = 0; r && i < b.n; i++) {
        int64_t from = b.bags[i] * b.columns, to = b.rows[i] * b.columns;
        if (g->dtype == KT_F32)
            NN_F32(ctx)->axpy((float)scale[i], (const float *)(void *)g->data + from,
                              (float *)(void *)r->data + to, b.columns);
        else
            NN_F64(ctx)->axpy(scale[i], (const double *)(void *)g->data + from,
                              (double *)(void *)r->data + to, b.columns);
    }
    kt_xdecref(ctx, g);
    bags_end(ctx, &b);
    return r;
}

KtTensor *kt_bag_factors_backward(KtCtx *ctx, KtTensor *grad, KtTensor *weight, KtTensor *rows,
                                  KtTensor *bags) {
    Bags b;
    if (!bags_begin(ctx, grad, rows, bags, NULL, weight->sizes[0], grad->sizes[0], &b)) return NULL;
    KtTensor *g = kt_contiguous(ctx, grad), *w = g ? kt_contiguous(ctx, weight) : NULL,
             *r = w ? kt_empty(ctx, g->dtype, 1, &b.n) : NULL;
    for (int64_t i = 0; r && i < b.n; i++) {
        int64_t x = b.bags[i] * b.columns, y = b.rows[i] * b.columns;
        if (g->dtype == KT_F32)
            ((float *)(void *)r->data)[i] =
                cblas_sdot((int)b.columns, (const float *)(void *)g->data + x, 1,
                           (const float *)(void *)w->data + y, 1);
        else
            ((double *)(void *)r->data)[i] =
                cblas_ddot((int)b.columns, (const double *)(void *)g->data + x, 1,
                           (const double *)(void *)w->data + y, 1);
    }
    KT_NN_DROP(ctx, g, w);
    bags_end(ctx, &b);
    return r;
}
