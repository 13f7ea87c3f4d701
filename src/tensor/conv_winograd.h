#ifndef KT_CONV_WINOGRAD_H
#define KT_CONV_WINOGRAD_H
/* 3x3 convolutions of stride 1 in float32 with fewer multiplications than im2col needs. The error
 * is that of the plain sum (larger tiles, which save more, lose a digit). */
#include "nn_loops.h"

/* Whether it is the faster way to y (backward: to the gradient of x). */
bool kt_winograd_suits(const NnConv *g, int dtype, bool backward);
/* y = w . x + bias (bias may be NULL), or from x, the gradient of y, that of the layer's input in
 * y. Operands are contiguous. *strange: a result is not finite, y is to be computed otherwise. */
bool kt_winograd(KtCtx *ctx, const NnConv *g, bool backward, const float *x, const float *w,
                 const float *bias, int64_t bias_step, float *y, bool *strange) KB_MUST_CHECK;
#endif
