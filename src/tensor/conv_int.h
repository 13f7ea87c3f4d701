#ifndef KT_CONV_INT_H
#define KT_CONV_INT_H
/* Convolution of integers (conv_int.c). */
#include "nn_loops.h"

/* Adds up what one output position takes from the other side: small += w . big, or transposed
 * big += w^T . small. All are contiguous and int64, the result is there already (zeros, or the
 * bias); sums wrap around as those of the type do. */
void kt_conv_int(const NnConv *g, bool transposed, int64_t *big, const int64_t *w, int64_t *small);
#endif
