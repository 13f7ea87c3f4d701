#ifndef KT_SPARSE_H
#define KT_SPARSE_H
/* Sparse tensors in coordinate format (torch.sparse_coo).
 *
 * A sparse tensor is a KtTensor with KT_T_SPARSE whose storage (KT_PLACE_SPARSE) holds no elements
 * but a KtSparse:
 *
 *     indices  int64 [sparse_dim, nnz]      where, in the first sparse_dim dimensions
 *     values   [nnz, sizes[sparse_dim:]]    what lies there; what occurs twice is to be added up
 *
 * Its data is NULL: code for dense tensors must never see one. Faces keep them out at one place
 * (torch_sparse.h), autograd from the rules of its nodes (ag_engine.c); cloning, casting and
 * aliasing know them.
 *
 * A KtSparse does not change once made, but for the flag and the elements of its two tensors:
 * writing in place gives the tensor another storage (kt_sparse_become), so that aliases keep what
 * they had, as in PyTorch. */
#include "tensor.h"

typedef struct KtSparse {
    KtTensor *indices, *values; /* owned */
    bool coalesced;             /* indices ascend and none occurs twice */
} KtSparse;

static inline bool kt_is_sparse(const KtTensor *t) {
    return t->flags & KT_T_SPARSE;
}
static inline KtSparse *kt_sparse_of(const KtTensor *t) {
    return kt_memory_of(t->storage)->owner;
}
static inline int64_t kt_sparse_nnz(const KtTensor *t) {
    return kt_sparse_of(t)->indices->sizes[1];
}
static inline int kt_sparse_dim(const KtTensor *t) {
    return (int)kt_sparse_of(t)->indices->sizes[0];
}

/* A sparse tensor over these parts, which it shares. The shapes must fit each other (checked);
 * where the indices point to is checked when they are used. */
KtTensor *kt_sparse_new(KtCtx *ctx, KtTensor *indices, KtTensor *values, int ndim,
                        const int64_t *sizes, bool coalesced) KB_MUST_CHECK;
void kt_sparse_free(KtCtx *ctx, KtSparse *s); /* by the storage */
KtTensor *kt_sparse_clone(KtCtx *ctx, const KtTensor *t) KB_MUST_CHECK;
KtTensor *kt_sparse_cast(KtCtx *ctx, const KtTensor *t, int dtype) KB_MUST_CHECK;
/* t, a sparse tensor, becomes what `other` is: a change of t. */
bool kt_sparse_become(KtCtx *ctx, KtTensor *t, const KtTensor *other) KB_MUST_CHECK;

KtTensor *kt_sparse_coalesce(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK; /* t itself if it is */
KtTensor *kt_sparse_to_dense(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* a + alpha b of two sparse tensors of one shape: entries of both, those at the same place as they
 * meet in a walk along both added. */
KtTensor *kt_sparse_add(KtCtx *ctx, KtTensor *a, KtTensor *b, const KtScalar *alpha) KB_MUST_CHECK;
/* dense += alpha * sparse. */
bool kt_sparse_add_into(KtCtx *ctx, KtTensor *dense, KtTensor *sparse,
                        const KtScalar *alpha) KB_MUST_CHECK;
/* a + b, of which one at least is sparse; dense if the other is. */
KtTensor *kt_sparse_sum(KtCtx *ctx, KtTensor *a, KtTensor *b) KB_MUST_CHECK;
/* r += alpha * (sparse @ dense): matrices, r dense and contiguous. */
bool kt_sparse_mm_into(KtCtx *ctx, KtTensor *r, KtTensor *sparse, KtTensor *dense,
                       const KtScalar *alpha) KB_MUST_CHECK;
/* The gradient of a table of rows whose rows `index` were looked up: one entry for each look-up,
 * those of padding_idx (negative: none) left out. */
KtTensor *kt_sparse_rows(KtCtx *ctx, KtTensor *grad, KtTensor *index, int64_t rows,
                         int64_t padding_idx) KB_MUST_CHECK;
#endif
