#ifndef KI_TORCH_NN_H
#define KI_TORCH_NN_H
/* What the files of torch.nn.functional's natives share (torch_nn.c, torch_conv.c,
 * torch_pool.c, torch_losses.c). */
#include "torch_args.h"

/* "torch.Size([2, 3])" in buf of n bytes. */
char *tf_size_text(char *buf, size_t n, const KtTensor *x);
/* x op y and x op f with x consumed; NULL operands pass through. */
KtTensor *tf_binary_free(KtCtx *ctx, KtOp op, KtTensor *x, KtTensor *y) KB_MUST_CHECK;
KtTensor *tf_scale_free(KtCtx *ctx, KtOp op, KtTensor *x, double f) KB_MUST_CHECK;

bool tf_init_conv(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_pool(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
bool tf_init_losses(KiState *ks, const TfTargets *to) KB_MUST_CHECK;
#endif
