#ifndef KT_CONV_CHAIN_H
#define KT_CONV_CHAIN_H
/* Convolutions of floats with the order of additions of oneDNN's kernels for AVX-512. */
#include "nn_loops.h"

/* Whether PyTorch leaves this convolution (not a transposed one, of n dimensions) to oneDNN. */
bool kt_conv_is_onednn(const KtCtx *ctx, const NnConv *g, int dtype, int n);
/* And whether the functions below are for it, on this processor. */
bool kt_conv_chain_suits(const KtCtx *ctx, const NnConv *g, int dtype, int n);
/* y = w . x + bias, bias (of this step) may be NULL. Operands are contiguous. */
bool kt_conv_chain(KtCtx *ctx, const NnConv *g, const float *x, const float *w, const float *bias,
                   int64_t bias_step, float *y) KB_MUST_CHECK;
/* gx, zeros, becomes the gradient of x. */
bool kt_conv_chain_input(KtCtx *ctx, const NnConv *g, const float *gy, const float *w,
                         float *gx) KB_MUST_CHECK;
/* gw and gb become the gradients of w and of the bias; either may be NULL. */
bool kt_conv_chain_weight(KtCtx *ctx, const NnConv *g, const float *x, const float *gy, float *gw,
                          float *gb) KB_MUST_CHECK;
#endif
