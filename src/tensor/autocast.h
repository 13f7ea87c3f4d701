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

static inline bool kt_is_half_dtype(int dtype) {
    return dtype == KT_BF16 || dtype == KT_F16;
}
#endif
