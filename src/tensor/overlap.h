/* Whether two tensors share memory, up to the single element. */
#ifndef KT_OVERLAP_H
#define KT_OVERLAP_H
#include "tensor.h"

typedef enum KtOverlap {
    KT_OVERLAP_NO,
    KT_OVERLAP_YES,
    KT_OVERLAP_TOO_HARD, /* not decided within max_work */
    KT_OVERLAP_OVERFLOW  /* steps beyond 64 bits */
} KtOverlap;

/* First and one-past-last byte that the tensor touches (tensor.c). */
void kt_byte_range(const KtTensor *t, const char **low, const char **high);

/* max_work < 0: without a limit; 0: by the bounds alone, which say NO or TOO_HARD. */
KtOverlap kt_overlap(const KtTensor *x, const KtTensor *y, int64_t max_work);

#endif
