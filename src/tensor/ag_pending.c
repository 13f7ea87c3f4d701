/* Differentiable functions whose gradient rules are not built: they compute, and refuse when a
 * graph would have to be recorded. */
#include "autograd_private.h"

#define P1(T1, call, op)                                                                           \
    {                                                                                              \
        KtTensor *r = call;                                                                        \
        return r && AG_NEEDS(ctx, T1) ? kt_ag_missing(ctx, r, op) : r;                             \
    }
#ifndef AG_HAVE_REDUCE
KtTensor *kta_reduce(KtCtx *ctx, KtOp op, KtTensor *a, const int *dims, int n, bool keep,
                     int dtype) P1(a, kt_reduce(ctx, op, a, dims, n, keep, dtype, NULL),
                                   kt_op_info[op].name) KtTensor *kta_var(KtCtx *ctx, KtTensor *a,
                                                                          const int *dims, int n,
                                                                          double c, bool keep,
                                                                          bool s)
    P1(a, kt_var(ctx, a, dims, n, c, keep, s, KT_NO_DTYPE, NULL),
       "var") KtTensor *kta_norm(KtCtx *ctx, KtTensor *a, double p, const int *dims, int n,
                                 bool keep) P1(a, kt_norm(ctx, a, p, dims, n, keep, KT_NO_DTYPE),
                                               "norm")
#define P2(call, op)                                                                               \
    {                                                                                              \
        bool ok = call;                                                                            \
        if (ok && AG_NEEDS(ctx, a)) {                                                              \
            if (v) {                                                                               \
                kt_ag_missing(ctx, *v, op);                                                        \
                *v = NULL;                                                                         \
            }                                                                                      \
            if (i) {                                                                               \
                kt_decref(ctx, *i);                                                                \
                *i = NULL;                                                                         \
            }                                                                                      \
            return false;                                                                          \
        }                                                                                          \
        return ok;                                                                                 \
    }
        bool kta_reduce_index(KtCtx *ctx, KtOp op, KtTensor *a, int dim, bool keep, KtTensor **v,
                              KtTensor **i)
            P2(kt_reduce_index(ctx, op, a, dim, keep, v, i), kt_op_info[op].name) bool kta_sort(
                KtCtx *ctx, KtTensor *a, int dim,
                bool d, KtTensor **v,
                KtTensor **i) P2(kt_sort(ctx, a, dim, d, v, i),
                                 "sort") bool kta_topk(KtCtx *ctx, KtTensor *a,
                                                       int64_t k, int dim, bool l, bool s,
                                                       KtTensor **v, KtTensor **i)
                P2(kt_topk(ctx, a, k, dim, l, s, v, i), "topk") bool kta_kthvalue(
                    KtCtx *ctx,
                    KtTensor *a, int64_t k,
                    int dim, bool keep, KtTensor **v,
                    KtTensor **
                        i) P2(kt_kthvalue(ctx, a, k, dim, keep, v, i),
                              "kthvalue") KtTensor *kta_max_all(KtCtx *ctx, KtOp op, KtTensor *a)
                    P1(a,
                       kt_reduce(ctx, op == KT_OP_MAX_ALL ? KT_OP_AMAX : KT_OP_AMIN, a, NULL,
                                 0, false, KT_NO_DTYPE, NULL),
                       "max") KtTensor *kta_median_all(KtCtx *ctx, KtTensor *a,
                                                       bool
                                                           n) P1(a,
                                                                 kt_median_all(ctx, a, n), "median")
                        KtTensor *kta_cumulate(KtCtx *ctx, KtOp op, KtTensor *a, int dim, int dtype) P1(
                            a,
                            kt_cumulate(ctx, op, a, dim, dtype, NULL),
                            kt_op_info[op].name)
#endif
#ifndef AG_HAVE_SHAPE
                            KtTensor *kta_view(
                                KtCtx *ctx,
                                KtTensor *a, int n,
                                const int64_t *
                                    s) P1(a, kt_view(ctx, a, n, s),
                                          "view") KtTensor *kta_reshape(KtCtx *ctx, KtTensor *a,
                                                                        int n, const int64_t *s)
                                P1(a, kt_reshape(ctx, a, n, s), "reshape") KtTensor *kta_flatten(
                                    KtCtx *ctx,
                                    KtTensor *a,
                                    int s,
                                    int e) P1(a, kt_flatten(ctx, a, s, e),
                                              "flatten") KtTensor *kta_permute(KtCtx *ctx, KtTensor *a, int n, const int *d)
                                    P1(a, kt_permute(ctx, a, n, d), "permute") KtTensor *kta_movedim(
                                        KtCtx *ctx,
                                        KtTensor *a,
                                        int n,
                                        const int *s,
                                        const int *d) P1(a, kt_movedim(ctx, a, n, s, d),
                                                         "movedim") KtTensor
                                        *kta_transpose(KtCtx *ctx, KtTensor *a, int x, int y) P1(
                                            a,
                                            kt_transpose(ctx, a, x, y),
                                            "transpose") KtTensor *kta_t(KtCtx *ctx, KtTensor *a)
                                            P1(a, kt_t(ctx, a), "t") KtTensor *kta_expand(
                                                KtCtx *ctx,
                                                KtTensor *a, int n,
                                                const int64_t *
                                                    s) P1(a, kt_expand(ctx, a, n, s),
                                                          "expand") KtTensor *kta_squeeze(KtCtx *ctx, KtTensor *a)
                                                P1(a, kt_squeeze(ctx, a), "squeeze") KtTensor *kta_squeeze_dims(
                                                    KtCtx *ctx,
                                                    KtTensor *a, int n,
                                                    const int *d) P1(a,
                                                                     kt_squeeze_dims(ctx, a, n, d),
                                                                     "squeeze")
                                                    KtTensor *kta_unsqueeze(
                                                        KtCtx *ctx,
                                                        KtTensor *a,
                                                        int d) P1(a, kt_unsqueeze(ctx, a, d),
                                                                  "unsqueeze")
                                                        KtTensor *kta_select(
                                                            KtCtx *ctx,
                                                            KtTensor *a, int d,
                                                            int64_t
                                                                i) P1(a, kt_select(ctx, a, d, i),
                                                                      "select")
                                                            KtTensor *kta_slice(
                                                                KtCtx *ctx,
                                                                KtTensor *a, int d,
                                                                int64_t
                                                                    x,
                                                                int64_t
                                                                    y,
                                                                int64_t
                                                                    z) P1(a,
                                                                          kt_slice(ctx, a, d, x, y, z),
                                                                          "slice")
                                                                KtTensor *kta_narrow(
                                                                    KtCtx *ctx,
                                                                    KtTensor *a,
                                                                    int d, int64_t x,
                                                                    int64_t
                                                                        y) P1(a,
                                                                              kt_narrow(ctx, a, d, x, y),
                                                                              "narrow")
                                                                    KtTensor *kta_diagonal(
                                                                        KtCtx *ctx,
                                                                        KtTensor *a, int64_t o,
                                                                        int x,
                                                                        int y) P1(a,
                                                                                  kt_diagonal(ctx, a, o, x, y),
                                                                                  "diagonal")
                                                                        KtTensor *kta_unfold(
                                                                            KtCtx *ctx,
                                                                            KtTensor *a,
                                                                            int d, int64_t x,
                                                                            int64_t
                                                                                y)
                                                                            P1(a,
                                                                               kt_unfold(ctx, a, d,
                                                                                         x,
                                                                                         y),
                                                                               "unfold")
                                                                                KtTensor *kta_alias(
                                                                                    KtCtx *ctx,
                                                                                    KtTensor *a)
                                                                                    P1(a, kt_alias(ctx, a), "alias") bool kta_unbind(
                                                                                        KtCtx *ctx,
                                                                                        KtTensor *a,
                                                                                        int d,
                                                                                        KtTensor *
                                                                                            *out) {
    return AG_NEEDS(ctx, a) ? kt_ag_missing(ctx, NULL, "unbind") != NULL
                            : kt_unbind(ctx, a, d, out);
}
bool kta_split_sizes(KtCtx *ctx, KtTensor *a, int64_t n, const int64_t *l, int d, KtTensor **out) {
    return AG_NEEDS(ctx, a) ? kt_ag_missing(ctx, NULL, "split") != NULL
                            : kt_split_sizes(ctx, a, n, l, d, out);
}
KtTensor *kta_cat(KtCtx *ctx, KtTensor *const *ts, int64_t n, int d) {
    return kta_will_record(ctx, (int)n, ts) ? kt_ag_missing(ctx, NULL, "cat")
                                            : kt_cat(ctx, ts, n, d, NULL);
}
KtTensor *kta_stack(KtCtx *ctx, KtTensor *const *ts, int64_t n, int d) {
    return kta_will_record(ctx, (int)n, ts) ? kt_ag_missing(ctx, NULL, "stack")
                                            : kt_stack(ctx, ts, n, d, NULL);
}
KtTensor *kta_flip(KtCtx *ctx, KtTensor *a, int n, const int *d)
    P1(a, kt_flip(ctx, a, n, d), "flip") KtTensor *kta_roll(KtCtx *ctx, KtTensor *a, int n,
                                                            const int64_t *s, const int *d)
        P1(a, kt_roll(ctx, a, n, s, d), "roll") KtTensor *kta_repeat(KtCtx *ctx, KtTensor *a, int n,
                                                                     const int64_t *s)
            P1(a, kt_repeat(ctx, a, n, s), "repeat") KtTensor *kta_tril(KtCtx *ctx, KtTensor *a,
                                                                        int64_t d, bool u)
                P1(a, kt_tril(ctx, a, d, u, NULL),
                   "tril") KtTensor *kta_diag_embed(KtCtx *ctx, KtTensor *a, int64_t o, int x,
                                                    int y)
                    P1(a, kt_diag_embed(ctx, a, o, x, y),
                       "diag_embed") KtTensor *kta_pad_const(KtCtx *ctx, KtTensor *a, int n,
                                                             const int64_t *p, const KtScalar *v)
                        P1(a, kt_pad_const(ctx, a, n, p, v), "pad")
#endif
#ifndef AG_HAVE_INDEX
                            static bool opi(KtCtx *ctx, const KtOperand *o) {
    return ctx->grad_enabled && ag_requires(o->t);
}
KtTensor *kta_index_get(KtCtx *ctx, KtTensor *a, const KtIndexItem *it, int n)
    P1(a, kt_index_get(ctx, a, it, n, NULL),
       "index") bool kta_index_set(KtCtx *ctx, KtTensor *a, const KtIndexItem *it, int n,
                                   const KtOperand *v) {
    if (AG_NEEDS(ctx, a) || opi(ctx, v)) return kt_ag_missing(ctx, NULL, "index_put_") != NULL;
    return kt_index_set(ctx, a, it, n, v);
}
KtTensor *kta_gather(KtCtx *ctx, KtTensor *a, int d, KtTensor *i)
    P1(a, kt_gather(ctx, a, d, i, NULL),
       "gather") KtTensor *kta_scatter(KtCtx *ctx, KtTensor *a, int d, KtTensor *i,
                                       const KtOperand *s, KtScatterMode m) {
    if (AG_NEEDS(ctx, a) || opi(ctx, s)) return kt_ag_missing(ctx, NULL, "scatter");
    KtTensor *r = kt_clone(ctx, a);
    if (r && !kt_scatter_(ctx, r, d, i, s, m, true)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}
KtTensor *kta_index_select(KtCtx *ctx, KtTensor *a, int d, KtTensor *i)
    P1(a, kt_index_select(ctx, a, d, i, NULL),
       "index_select") KtTensor *kta_index_add(KtCtx *ctx, KtTensor *a, int d, KtTensor *i,
                                               KtTensor *s, const KtScalar *al) {
    if (AG_NEEDS2(ctx, a, s)) return kt_ag_missing(ctx, NULL, "index_add");
    KtTensor *r = kt_clone(ctx, a);
    if (r && !kt_index_add_(ctx, r, d, i, s, al)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}
KtTensor *kta_masked_fill(KtCtx *ctx, KtTensor *a, KtTensor *m, const KtOperand *v) {
    if (AG_NEEDS(ctx, a) || opi(ctx, v)) return kt_ag_missing(ctx, NULL, "masked_fill");
    KtTensor *r = kt_clone(ctx, a);
    if (r && !kt_masked_fill_(ctx, r, m, v)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}
KtTensor *kta_masked_select(KtCtx *ctx, KtTensor *a, KtTensor *m) P1(a, kt_masked_select(ctx, a, m),
                                                                     "masked_select")
#endif
#ifndef AG_HAVE_LINALG
#define PB(call, op)                                                                               \
    {                                                                                              \
        KtTensor *r = call;                                                                        \
        return r && AG_NEEDS2(ctx, a, b) ? kt_ag_missing(ctx, r, op) : r;                          \
    }
    KtTensor *kta_matmul(KtCtx *ctx, KtTensor *a, KtTensor *b)
        PB(kt_matmul(ctx, a, b, NULL), "matmul") KtTensor *kta_mm(KtCtx *ctx, KtTensor *a,
                                                                  KtTensor *b)
            PB(kt_mm(ctx, a, b, NULL), "mm") KtTensor *kta_bmm(KtCtx *ctx, KtTensor *a, KtTensor *b)
                PB(kt_bmm(ctx, a, b, NULL), "bmm") KtTensor *kta_mv(KtCtx *ctx, KtTensor *a,
                                                                    KtTensor *b)
                    PB(kt_mv(ctx, a, b, NULL), "mv") KtTensor *kta_dot(KtCtx *ctx, KtTensor *a,
                                                                       KtTensor *b)
                        PB(kt_dot(ctx, a, b), "dot") KtTensor *kta_addmm(KtCtx *ctx, KtTensor *c,
                                                                         KtTensor *a, KtTensor *b,
                                                                         double be, double al) {
    if (AG_NEEDS2(ctx, a, b) || AG_NEEDS(ctx, c)) return kt_ag_missing(ctx, NULL, "addmm");
    return kt_addmm(ctx, c, a, b, be, al, NULL);
}
KtTensor *kta_baddbmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double be, double al) {
    if (AG_NEEDS2(ctx, a, b) || AG_NEEDS(ctx, c)) return kt_ag_missing(ctx, NULL, "baddbmm");
    return kt_baddbmm(ctx, c, a, b, be, al);
}
KtTensor *kta_linear(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) {
    if (AG_NEEDS2(ctx, x, w) || (bias && AG_NEEDS(ctx, bias)))
        return kt_ag_missing(ctx, NULL, "linear");
    return kt_linear(ctx, x, w, bias);
}
#endif
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
