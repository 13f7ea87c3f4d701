/* Casts of torch.autocast, and of kernels that compute bfloat16 in single precision. */
#include "autocast.h"

KtTensor *kt_autocast_low(KtCtx *ctx, KtTensor *t) {
    if (!t) return NULL;
    bool low = t->dtype == KT_F32 || kt_is_half_dtype(t->dtype);
    return low ? kta_cast(ctx, t, ctx->autocast_dtype) : kt_incref(t);
}

KtTensor *kt_as_float32(KtCtx *ctx, KtTensor *t) {
    if (!t) return NULL;
    return kt_is_half_dtype(t->dtype) ? kta_cast(ctx, t, KT_F32) : kt_incref(t);
}

KtTensor *kt_cast_back(KtCtx *ctx, KtTensor *r, int dtype) {
    if (!r || r->dtype == dtype) return r;
    KtTensor *c = kta_cast(ctx, r, dtype);
    kt_decref(ctx, r);
    return c;
}
