#ifndef KT_SHAPE_H
#define KT_SHAPE_H
/* Shape arithmetic shared by the op families (inside the engine; ops.h has what others call). */
#include "ops.h"

/* Bit d set for each listed dimension (all when dims is NULL); duplicates are errors. */
bool kt_dims_mask(KtCtx *ctx, const int *dims, int n_dims, int ndim, uint64_t *mask) KB_MUST_CHECK;
/* Replaces one -1 in sizes so that the product is numel. */
bool kt_infer_size(KtCtx *ctx, int64_t numel, int ndim, const int64_t *sizes,
                   int64_t *out) KB_MUST_CHECK;
/* Strides with which t's memory shows as `sizes` (same numel); false if it cannot. */
bool kt_view_strides(const KtTensor *t, int ndim, const int64_t *sizes, int64_t *strides);
/* The same as PyTorch finds them, which says more of dimensions of size 1. */
bool kt_torch_view_strides(const KtTensor *t, int ndim, const int64_t *sizes, int64_t *strides);
/* Strides of t broadcast to sizes (compatible); 0 where repeated. */
void kt_broadcast_strides(const KtTensor *t, int ndim, const int64_t *sizes, int64_t *strides);
/* Puts r's dimensions into the order of memory that PyTorch gives the result of such operands,
 * which broadcast to r's shape (entries may be NULL). r: new, with elements and more than one
 * dimension. */
void kt_lay_out_like(KtTensor *r, int n, KtTensor *const *operands);
/* r (taken over; NULL passes through) in that order of memory. */
KtTensor *kt_laid_out(KtCtx *ctx, KtTensor *r, int n, KtTensor *const *operands) KB_MUST_CHECK;

#endif
