#ifndef KT_PARTITION_H
#define KT_PARTITION_H
/* Partial sorting: the elements that a whole sort would put at some places go there, smaller ones
 * before and others behind. */
#include "context.h"
#include "tensor.h"

/* values and indices (each may be NULL) of a partitioned along dim at the n places kth, which are
 * sorted and within the line. */
bool kt_partition(KtCtx *ctx, KtTensor *a, int dim, const int64_t *kth, int n, KtTensor **values,
                  KtTensor **indices) KB_MUST_CHECK;
#endif
