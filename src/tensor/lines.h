#ifndef KT_LINES_H
#define KT_LINES_H
/* Visiting the one-dimensional lines of tensors along a dimension: what scans, sorts and
 * selections along a dimension have in common. */
#include "kernels.h"
#include "tensor.h"

#define KT_LINES_OPS 4

/* KtLineFn (kernels.h) gets in p[k] the first element of the line in operand k. */

/* All operands have the same dimensions but perhaps for their length along `dim`, which the
 * visitor handles. 0-d operands are one line. NULL operands are skipped (p[k] is NULL). */
void kt_for_lines(int dim, int n_ops, KtTensor *const *ts, KtLineFn fn, void *arg);

/* Length and byte stride along dim; a 0-d tensor is one element. */
static inline int64_t kt_line_len(const KtTensor *t, int dim) {
    return t->ndim ? t->sizes[dim] : 1;
}
static inline int64_t kt_line_step(const KtTensor *t, int dim) {
    return t->ndim ? t->strides[dim] * (int64_t)t->itemsize : t->itemsize;
}
/* sizes of t with length n along dim; returns ndim. keepdim false drops the dimension. */
int kt_line_sizes(const KtTensor *t, int dim, int64_t n, bool keepdim, int64_t *sizes);
/* Removes dimension dim of size 1; takes over t's reference. */
KtTensor *kt_drop_dim(KtCtx *ctx, KtTensor *t, int dim) KB_MUST_CHECK;
/* The end of a sort or selection: hands out ix (consumed), the order found along dim if ok, and the
 * elements of a in it, each where it is wanted (not NULL). */
bool kt_give_order(KtCtx *ctx, KtTensor *a, int dim, bool ok, KtTensor *ix, KtTensor **values,
                   KtTensor **indices) KB_MUST_CHECK;
#endif
