#ifndef KT_NORM_LOW_H
#define KT_NORM_LOW_H
/* Normalisation of bfloat16, rounded on the way as PyTorch rounds it. */
#include "nn_kernels.h"

/* kt_batch_norm of floats that were bfloat16: what is kept of training is rounded to it before use.
 */
KtTensor *kt_batch_norm_low(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                            KtTensor *running_mean, KtTensor *running_var, bool training,
                            double momentum, double eps, KtTensor **save_mean,
                            KtTensor **save_rstd) KB_MUST_CHECK;

/* Layer normalisation, as floats whose values are bfloat16's; rows of `size` elements.
 * Results are to be rounded by the caller, mean and rstd are. w and b may be NULL. */
void kt_layer_low(int64_t rows, int64_t size, const float *x, const float *w, const float *b,
                  double eps, float *y, float *mean, float *rstd);
/* gw and gb come zeroed. */
void kt_layer_low_backward(int64_t rows, int64_t size, const float *g, const float *x,
                           const float *w, const float *mean, const float *rstd, float *gx,
                           float *gw, float *gb);
#endif
