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

static void drop_operands(KtCtx *ctx, KtInFloat *f) {
    for (int i = 0; i < KT_WHOLE_FEW; i++)
        kt_xdecref(ctx, f->t[i]);
}

bool kt_in_float_begin(KtCtx *ctx, KtInFloat *f, KtWholeId id, int n, KtTensor *const *operands) {
    *f = (KtInFloat){0};
    if (!kta_whole_begin(ctx, &f->whole, id, n, operands)) return false;
    bool ok = true;
    for (int i = 0; i < n && ok; i++) {
        f->t[i] = kt_as_float32(ctx, f->whole.in[i]);
        ok = f->t[i] || !operands[i];
    }
    if (ok) return true;
    drop_operands(ctx, f);
    kta_whole_drop(ctx, &f->whole);
    return false;
}

KtTensor *kt_in_float_end(KtCtx *ctx, KtInFloat *f, KtTensor *r, int dtype) {
    drop_operands(ctx, f);
    return kta_whole_end(ctx, &f->whole, kt_cast_back(ctx, r, dtype));
}
