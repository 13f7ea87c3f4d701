#ifndef KT_CONV_PLAIN_H
#define KT_CONV_PLAIN_H
/* The chains of conv_chain.c without what lies outside of the picture: where something else than
 * finite numbers would meet the zeros of a padding. */
#include "nn_loops.h"

/* Of the results only those that meet a padding, one number at a time. on: whether chains go on
 * from the bias and are not cut into blocks of so many channels. */
void kt_conv_plain(const NnConv *g, bool back, bool on, int64_t block, const float *from,
                   const float *w, const float *bias, float *to);
/* by_image: whether every image has a chain. */
bool kt_conv_plain_weight(KtCtx *ctx, const NnConv *g, bool by_image, const float *x,
                          const float *gy, float *gw) KB_MUST_CHECK;
bool kt_all_finite(const float *x, int64_t n);
#endif
