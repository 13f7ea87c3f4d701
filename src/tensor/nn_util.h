#ifndef KT_NN_UTIL_H
#define KT_NN_UTIL_H
/* What the neural-network kernels share: dtype dispatch, contiguous operands, size texts. */
#include "tensor.h"

/* Only float32 and float64 have kernels; op as in PyTorch's messages. */
bool kt_nn_check_float(KtCtx *ctx, const KtTensor *t, const char *op) KB_MUST_CHECK;
bool kt_nn_same_dtype(KtCtx *ctx, const KtTensor *a, const KtTensor *b) KB_MUST_CHECK;
/* "[2, 3]" / "2, 3" / "2 x 3" joined by sep without brackets. buf: 512 bytes. */
const char *kt_nn_sizes(const KtTensor *t, char *buf);
const char *kt_nn_join(int n, const int64_t *v, const char *sep, char *buf);
/* Releases up to n tensors, NULLs skipped. */
void kt_nn_drop(KtCtx *ctx, int n, KtTensor **ts);
#define KT_NN_DROP(ctx, ...)                                                                       \
    kt_nn_drop((ctx), (int)(sizeof((KtTensor *[]){__VA_ARGS__}) / sizeof(KtTensor *)),             \
               (KtTensor *[]){__VA_ARGS__})
#endif
