#ifndef KT_AUTOCAST_H
#define KT_AUTOCAST_H
/* torch.autocast on the CPU: products take single-precision operands in the region's dtype, losses
 * the other way round. Inside a casting call autocasting is off. */
#include "autograd.h"

/* t in the region's dtype if it is float32 (or lower), else t itself: new reference. NULL passes
 * through. */
KtTensor *kt_autocast_low(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* Half precisions as float32, recorded. */
KtTensor *kt_as_float32(KtCtx *ctx, KtTensor *t) KB_MUST_CHECK;
/* r (consumed; NULL passes through) in dtype, recorded. */
KtTensor *kt_cast_back(KtCtx *ctx, KtTensor *r, int dtype) KB_MUST_CHECK;

/* An operation on bfloat16 that is computed in single precision, as the one node that it is in
 * PyTorch: KtInFloat f; if (!kt_in_float_begin(ctx, &f, KT_WHOLE_LOW_CONV, 3, operands)) return
 * NULL; return kt_in_float_end(ctx, &f, kta_conv(ctx, f.t[0], f.t[1], f.t[2], spec), KT_BF16); */
typedef struct KtInFloat {
    KtWhole whole;
    KtTensor *t[KT_WHOLE_FEW]; /* the operands (NULL stays so), their halves as float32 */
} KtInFloat;
bool kt_in_float_begin(KtCtx *ctx, KtInFloat *f, KtWholeId id, int n,
                       KtTensor *const *operands) KB_MUST_CHECK;
/* The result is r (consumed; NULL passes through) in dtype. */
KtTensor *kt_in_float_end(KtCtx *ctx, KtInFloat *f, KtTensor *r, int dtype) KB_MUST_CHECK;

static inline bool kt_is_half_dtype(int dtype) {
    return dtype == KT_BF16 || dtype == KT_F16;
}
#endif
