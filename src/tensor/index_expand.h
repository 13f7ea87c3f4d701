#ifndef KT_INDEX_EXPAND_H
#define KT_INDEX_EXPAND_H
/* Index items against a tensor: the view that the basic ones make, and one int64 tensor for each
 * dimension of it that the others choose from. */
#include "ops.h"

typedef struct KtExpanded {
    KtTensor *view;               /* basic part applied */
    KtTensor *index[KT_MAX_DIMS]; /* int64 tensors per dimension of view, owned; NULL: whole */
    int axis[KT_MAX_DIMS];        /* what messages call the dimension: NumPy the indexed array's,
                                     PyTorch the index tensor's number */
    int n_index;
} KtExpanded;

bool kt_index_expand(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                     KtExpanded *e) KB_MUST_CHECK;
/* The same where one number is to be written: PyTorch then looks at the shape of a mask that is the
 * first index ahead of the types of the others. */
bool kt_index_expand_to_fill(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                             KtExpanded *e) KB_MUST_CHECK;
void kt_expanded_drop(KtCtx *ctx, KtExpanded *e);
/* bool, and uint8 in PyTorch. */
bool kt_index_is_mask(KtCtx *ctx, const KtTensor *t);
bool kt_index_out_of_range(KtCtx *ctx, int64_t index, int dim, int64_t size) KB_MUST_CHECK;
#endif
