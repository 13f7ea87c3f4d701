#ifndef KT_SORT_LONG_H
#define KT_SORT_LONG_H
/* Long doubles in order. Inside the engine. */
#include "tensor.h"

/* For each element of a, of dtype LD, its rank among all of them (int64, C order): equal numbers
 * have equal ranks, nan the highest. */
KtTensor *kt_long_ranks(KtCtx *ctx, const KtTensor *a) KB_MUST_CHECK;
#endif
