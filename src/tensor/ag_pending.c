/* Differentiable functions whose gradient rules are not built: they compute, and refuse when a
 * graph would have to be recorded. */
#include "autograd_private.h"

#define P1(T1, call, op)                                                                           \
    {                                                                                              \
        KtTensor *r = call;                                                                        \
        return r && AG_NEEDS(ctx, T1) ? kt_ag_missing(ctx, r, op) : r;                             \
    }
#ifndef AG_HAVE_NN
#define PN(op, ...)                                                                                \
    if (kta_will_record(ctx, (int)(sizeof((KtTensor *[]){__VA_ARGS__}) / sizeof(KtTensor *)),      \
                        (KtTensor *[]){__VA_ARGS__}))                                              \
    return kt_ag_missing(ctx, NULL, op)
KtTensor *kta_softmax(KtCtx *ctx, KtTensor *x, int d, bool l) {
    PN("softmax", x);
    return kt_softmax(ctx, x, d, l);
}
KtTensor *kta_conv(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *b, const KtConvSpec *s) {
    PN("conv", x, w, b);
    return kt_conv(ctx, x, w, b, s);
}
KtTensor *kta_max_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *s, KtTensor **i) {
    PN("max_pool", x);
    return kt_max_pool(ctx, x, s, i);
}
KtTensor *kta_avg_pool(KtCtx *ctx, KtTensor *x, const KtPoolSpec *s) {
    PN("avg_pool", x);
    return kt_avg_pool(ctx, x, s);
}
KtTensor *kta_adaptive_avg_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *o) {
    PN("adaptive_avg_pool", x);
    return kt_adaptive_avg_pool(ctx, x, n, o);
}
KtTensor *kta_adaptive_max_pool(KtCtx *ctx, KtTensor *x, int n, const int64_t *o, KtTensor **i) {
    PN("adaptive_max_pool", x);
    return kt_adaptive_max_pool(ctx, x, n, o, i);
}
KtTensor *kta_batch_norm(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *b, KtTensor *rm,
                         KtTensor *rv, bool tr, double mo, double eps) {
    PN("batch_norm", x, w, b);
    KtTensor *m = NULL, *s = NULL, *r = kt_batch_norm(ctx, x, w, b, rm, rv, tr, mo, eps, &m, &s);
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, s);
    return r;
}
KtTensor *kta_layer_norm(KtCtx *ctx, KtTensor *x, int n, const int64_t *sh, KtTensor *w,
                         KtTensor *b, double eps) {
    PN("layer_norm", x, w, b);
    KtTensor *m = NULL, *s = NULL, *r = kt_layer_norm(ctx, x, n, sh, w, b, eps, &m, &s);
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, s);
    return r;
}
KtTensor *kta_group_norm(KtCtx *ctx, KtTensor *x, int64_t g, KtTensor *w, KtTensor *b, double eps) {
    PN("group_norm", x, w, b);
    KtTensor *m = NULL, *s = NULL, *r = kt_group_norm(ctx, x, g, w, b, eps, &m, &s);
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, s);
    return r;
}
KtTensor *kta_embedding(KtCtx *ctx, KtTensor *w, KtTensor *i, int64_t p, bool s) {
    (void)p;
    (void)s;
    PN("embedding", w);
    return kt_embedding(ctx, w, i);
}
KtTensor *kta_pair_loss(KtCtx *ctx, KtOp op, KtTensor *x, KtTensor *y, KtTensor *w, double p,
                        KtReduction r) {
    PN("loss", x, y);
    return kt_pair_loss(ctx, op, x, y, w, p, r);
}
KtTensor *kta_bce_logits(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *w, KtTensor *pw,
                         KtReduction r) {
    PN("bce", x, y);
    return kt_bce_logits(ctx, x, y, w, pw, r);
}
KtTensor *kta_nll_loss(KtCtx *ctx, KtTensor *l, KtTensor *t, KtTensor *w, int64_t ig,
                       KtReduction r) {
    PN("nll_loss", l);
    double total;
    return kt_nll_loss(ctx, l, t, w, ig, r, &total);
}
KtTensor *kta_dropout(KtCtx *ctx, KtRng *g, KtTensor *x, double p, bool tr) {
    if (!tr || p == 0) return kt_incref(x);
    KtTensor *m = kt_empty_like(ctx, x, KT_NO_DTYPE);
    KtScalar s = kt_scalar_float(p < 1 ? 1 / (1 - p) : 0);
    KtTensor *ms = m && kt_bernoulli_(ctx, g, m, 1 - p)
                       ? kt_binary_ts(ctx, KT_OP_MUL, m, &s, KT_NO_DTYPE, NULL)
                       : NULL;
    KtOperand a = kt_operand(x), b = kt_operand(ms);
    KtTensor *r = ms ? kta_binary(ctx, KT_OP_MUL, &a, &b) : NULL;
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, ms);
    return r;
}
bool kta_rnn(KtCtx *ctx, KtRnnMode mode, bool rev, KtTensor *x, KtTensor *wi, KtTensor *wh,
             KtTensor *bi, KtTensor *bh, KtTensor *h0, KtTensor *c0, KtTensor **y, KtTensor **h,
             KtTensor **c) {
    (void)mode;
    (void)rev;
    (void)x;
    (void)wi;
    (void)wh;
    (void)bi;
    (void)bh;
    (void)h0;
    (void)c0;
    (void)y;
    (void)h;
    (void)c;
    return kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR, "recurrent layers");
}
#endif
