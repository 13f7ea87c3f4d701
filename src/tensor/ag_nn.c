/* Differentiable convolution, softmax, embedding, dropout and recurrent layers.
 *
 * Backward runs the fused kernels of nn_kernels.h. When the gradient itself is recorded
 * (create_graph) the rules are composed of kta_ functions instead; where that is not built, the
 * gradient is marked as one that refuses to be differentiated. */
#include <string.h>

#include "autocast.h"
#include "autograd_private.h"
#include "memory_format.h"
#include "sparse.h"

#define GO        (g->grad[0])
#define IN        (&g->n->in[0])
#define RECORDING (ag_recording(g->ctx))

/* ---- prelu: saved x and the weight, one or one for each channel; a weight of another type works
 * as one of x's ---- */

static KtTensor *beside_channels(KtCtx *ctx, const KtTensor *x, KtTensor *w) {
    int64_t sizes[KT_MAX_DIMS];
    for (int d = 0; d < x->ndim; d++)
        sizes[d] = d == 1 || x->ndim == 1 ? w->numel : 1;
    return kta_reshape(ctx, w, x->ndim, sizes);
}
/* The gradient of the gradient, with the gradients of x's and of the weight's gradient: by masks
 * that factors are multiplied with, as PyTorch does it, so that nan lies on neither side. */
static void back_prelu_twice(Ag *g) {
    KtTensor *go = ag_saved(g, 0), *x = ag_saved(g, 1), *w = ag_saved(g, 2);
    if (g->failed || !(g->grad[0] || g->grad[1]) || !(w = g_cast(g, w, x->dtype))) return;
    const KtMeta *mx = &g->n->in[1], *mw = &g->n->in[2];
    KtTensor *v = ag_keep(g, beside_channels(g->ctx, x, w)),
             *ggx = g->grad[0] ? g->grad[0] : g_zeros(g, mx),
             *ggw = g_cast(g, g->grad[1] ? g->grad[1] : g_zeros(g, mw), x->dtype),
             *ggv = ggw ? ag_keep(g, beside_channels(g->ctx, x, ggw)) : NULL;
    KtTensor *up = g_cast(g, g_bin_s(g, KT_OP_GT, x, 0), mx->dtype),
             *low = g_cast(g, g_bin_s(g, KT_OP_LE, x, 0), mx->dtype);
    if (!v || !ggv || !up || !low) return;
    if (ag_needs(g, 0)) {
        KtTensor *by_x = g_mul(g, ggx, g_add(g, up, g_mul(g, low, v)));
        ag_set(g, 0, g_add(g, by_x, g_mul(g, ggv, g_mul(g, low, x))));
    }
    if (ag_needs(g, 1)) ag_set(g, 1, g_mul(g, g_mul(g, ggv, go), low));
    if (!ag_needs(g, 2)) return;
    KtTensor *each = g_mul(g, g_mul(g, ggx, go), low);
    if (w->numel == 1) {
        each = g_sum_all(g, each);
    } else if (x->ndim > 1) { /* one dimension after the other */
        each = g_sum1(g, each, 0, false);
        for (int d = 2; d < x->ndim; d++)
            each = g_sum1(g, each, 1, false);
    }
    ag_set(g, 2, g_cast(g, g_reshape(g, each, mw), mw->dtype));
}
static const KtRule rule_prelu_twice = {"PreluBackwardBackward0", back_prelu_twice, false};

static void back_prelu(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *w = ag_saved(g, 1), *go = g_solid(g, GO);
    const bool recording = g->ctx->grad_enabled, twice = RECORDING && !g->ctx->forward;
    if (twice) g->ctx->grad_enabled = false;
    KtTensor *as_x = x ? g_cast(g, w, x->dtype) : NULL,
             *v = as_x ? ag_keep(g, beside_channels(g->ctx, x, as_x)) : NULL;
    KtTensor *up = g_bin_s(g, KT_OP_GT, x, 0), *low = g_mul(g, v, go);
    if (RECORDING) /* nan lies below, but not for what this depends on */
        low = g_where(g, g_bin_s(g, KT_OP_LE, x, 0), low, g_frozen(g, low));
    if (ag_needs(g, 0)) ag_set(g, 0, g_where(g, up, go, low));
    if (ag_needs(g, 1) && v) {
        KtTensor *each = g_zero_where(g, up, g_mul(g, x, go));
        each = g_reshape(g, ag_sum_to(g, each, v->ndim, v->sizes), &g->n->in[1]);
        ag_set(g, 1, g_cast(g, each, g->n->in[1].dtype));
    }
    g->ctx->grad_enabled = recording;
    if (!twice || g->failed || !(AG_NEEDS2(g->ctx, x, w) || AG_NEEDS(g->ctx, go))) return;
    if (!kt_ag_record_n(g->ctx, (AgList){2, g->result}, &rule_prelu_twice, AG_T(go, x, w),
                        AG_T(go, x, w), AG_NO_ATTR))
        g->failed = true;
}
static const KtRule rule_prelu = {"PreluBackward0", back_prelu, false};

KtTensor *kta_prelu(KtCtx *ctx, KtTensor *x, KtTensor *w) {
    bool recording = ctx->grad_enabled;
    ctx->grad_enabled = false;
    KtOperand xo = kt_operand(x), zero = kt_operand_scalar(kt_scalar_int(0));
    KtTensor *as_x = kta_cast(ctx, w, x->dtype), *v = as_x ? beside_channels(ctx, x, as_x) : NULL;
    KtOperand vo = {.t = v};
    KtTensor *low = v ? kt_binary_any(ctx, KT_OP_MUL, &vo, &xo, KT_NO_DTYPE, NULL) : NULL,
             *up = low ? kt_binary_any(ctx, KT_OP_GT, &xo, &zero, KT_NO_DTYPE, NULL) : NULL;
    KtOperand lo = {.t = low};
    KtTensor *each = up ? kt_where(ctx, up, &xo, &lo, NULL) : NULL,
             *c = each ? kt_contiguous(ctx, each) : NULL, *r = kt_in_format_of(ctx, c, x);
    ctx->grad_enabled = recording;
    kt_xdecref(ctx, each);
    kt_xdecref(ctx, as_x);
    kt_xdecref(ctx, v);
    kt_xdecref(ctx, low);
    kt_xdecref(ctx, up);
    if (!r || !AG_NEEDS2(ctx, x, w)) return r;
    return kt_ag_record(ctx, r, &rule_prelu, AG_T(x, w), AG_T(x, w), AG_NO_ATTR);
}

/* ---- glu: [0] dim. Its gradient rounds as PyTorch's kernel does, (1 - s) s x g ---- */

static KtTensor *half_of(Ag *g, KtTensor *x, int dim, bool second) {
    int64_t n = x->sizes[dim] / 2;
    return ag_keep(g, kta_narrow(g->ctx, x, dim, second ? n : 0, n));
}
static void back_glu(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *go = g_solid(g, GO);
    if (!x || !go) return;
    int dim = (int)ag_int(g, 0), wide = x->dtype == KT_BF16 ? KT_F32 : x->dtype;
    KtTensor *first = half_of(g, x, dim, false), *second = half_of(g, x, dim, true);
    KtTensor *s = second ? g_cast(g, g_un(g, KT_OP_SIGMOID, second), wide) : NULL;
    first = g_cast(g, first, wide);
    go = g_cast(g, go, wide);
    KtTensor *slope = g_mul(g, g_mul(g, g_mul(g, g_rsub(g, 1, s), s), first), go);
    KtTensor *parts[2] = {g_cast(g, g_mul(g, s, go), x->dtype), g_cast(g, slope, x->dtype)};
    if (!g->failed) ag_give(g, 0, kta_cat(g->ctx, parts, 2, dim));
}
static const KtRule rule_glu = {"GluBackward0", back_glu, false};

KtTensor *kta_glu(KtCtx *ctx, KtTensor *x, int dim) {
    int64_t n = x->sizes[dim] / 2;
    KtTensor *low = x->dtype == KT_BF16 ? kt_cast(ctx, x, KT_F32) : kt_incref(x);
    KtTensor *p = low ? kt_narrow(ctx, low, dim, 0, n) : NULL,
             *q = p ? kt_narrow(ctx, low, dim, n, n) : NULL,
             *s = q ? kt_unary(ctx, KT_OP_SIGMOID, q, KT_NO_DTYPE, NULL) : NULL,
             *w = s ? kt_binary(ctx, KT_OP_MUL, p, s, KT_NO_DTYPE, NULL) : NULL,
             *r = w ? kt_cast(ctx, w, x->dtype) : NULL; /* of bfloat16 rounded once */
    kt_xdecref(ctx, low);
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, q);
    kt_xdecref(ctx, s);
    kt_xdecref(ctx, w);
    if (!r || !AG_NEEDS(ctx, x)) return r;
    return kt_ag_record(ctx, r, &rule_glu, AG_T(x), AG_T(x), AG_A(AG_I(dim)));
}

/* ---- softmax: [0] dim, [1] log ---- */

static void back_softmax_twice(Ag *g);
static const KtRule rule_softmax_twice = {"SoftmaxBackwardDataBackward0", back_softmax_twice,
                                          false};
static const KtRule rule_log_softmax_twice = {"LogSoftmaxBackwardDataBackward0", back_softmax_twice,
                                              false};
static KtTensor *softmax_grad(Ag *g, KtTensor *go, KtTensor *y) {
    int dim = (int)ag_int(g, 0);
    bool log = ag_int(g, 1);
    if (!go || !y) return NULL;
    if (!g->ctx->forward && kt_is_float_dtype(y->dtype)) {
        KtTensor *r = kt_softmax_backward(g->ctx, go, y, dim, log);
        if (!r || !RECORDING || !AG_NEEDS2(g->ctx, go, y)) return ag_keep(g, r);
        return ag_keep(g,
                       kt_ag_record(g->ctx, r, log ? &rule_log_softmax_twice : &rule_softmax_twice,
                                    AG_T(go, y), AG_T(go, y), AG_A(AG_I(dim), AG_I(log))));
    }
    return log ? g_sub(g, go, g_mul(g, g_un(g, KT_OP_EXP, y), g_sum1(g, go, dim, true)))
               : g_mul(g, y, g_sub(g, go, g_sum1(g, g_mul(g, go, y), dim, true)));
}
/* In PyTorch's steps: operands and saved are the gradient and the result. */
static void back_softmax_twice(Ag *g) {
    KtTensor *go = ag_saved(g, 0), *y = ag_saved(g, 1), *gg = GO, *r;
    int dim = (int)ag_int(g, 0);
    bool log = ag_int(g, 1);
    if (g->failed) return;
    if (ag_needs(g, 0)) {
        r = log ? g_sub(g, gg, g_sum1(g, g_mul(g, gg, g_un(g, KT_OP_EXP, y)), dim, true))
                : softmax_grad(g, gg, y);
        ag_set(g, 0, r);
    }
    if (!ag_needs(g, 1)) return;
    if (log) {
        r = g_mul(g, g_neg(g, g_sum1(g, go, dim, true)), g_un(g, KT_OP_EXP, y));
        r = g_mul(g, r, gg);
    } else {
        r = g_mul(g, g_sum1(g, g_mul(g, y, go), dim, true), gg);
        r = g_sub(g, g_mul(g, go, gg), r);
        r = g_sub(g, r, g_mul(g, go, g_sum1(g, g_mul(g, y, gg), dim, true)));
    }
    ag_set(g, 1, r);
}
static void back_softmax(Ag *g) {
    KtTensor *y = ag_saved(g, 0);
    if (!y) return;
    ag_set(g, 0, softmax_grad(g, g_solid(g, GO), y));
    if (RECORDING && !g->failed)
        kta_name_node(g->result[0], ag_int(g, 1) ? "LogSoftmaxBackwardDataBackward0"
                                                 : "SoftmaxBackwardDataBackward0");
}
static const KtRule rule_softmax = {"SoftmaxBackward0", back_softmax, false};
static const KtRule rule_log_softmax = {"LogSoftmaxBackward0", back_softmax, false};

KtTensor *kta_softmax(KtCtx *ctx, KtTensor *x, int dim, bool log) {
    KtTensor *r = kt_softmax(ctx, x, dim, log);
    if (!AG_NEEDS(ctx, x) || !r) return r;
    return kt_ag_record(ctx, r, log ? &rule_log_softmax : &rule_softmax, AG_T(x), AG_T(r),
                        AG_A(AG_I(dim), AG_I(log)));
}

/* ---- convolution: operands x, w, bias; the specification as attributes ---- */

#define CONV_ATTRS (3 + 4 * 3)
static void pack_conv(const KtConvSpec *s, KtAttr *a) {
    a[0].i = s->n;
    a[1].i = s->groups;
    a[2].i = s->transposed;
    for (int d = 0; d < 3; d++) {
        bool used = d < s->n;
        a[3 + d].i = used ? s->stride[d] : 1;
        a[6 + d].i = used ? s->padding[d] : 0;
        a[9 + d].i = used ? s->dilation[d] : 1;
        a[12 + d].i = used ? s->output_padding[d] : 0;
    }
}
static KtConvSpec unpack_conv(const Ag *g) {
    KtConvSpec s = {.n = (int)ag_int(g, 0), .groups = ag_int(g, 1), .transposed = ag_int(g, 2)};
    for (int d = 0; d < 3; d++) {
        s.stride[d] = ag_int(g, 3 + d);
        s.padding[d] = ag_int(g, 6 + d);
        s.dilation[d] = ag_int(g, 9 + d);
        s.output_padding[d] = ag_int(g, 12 + d);
    }
    return s;
}

/* Gradient of a weight (O, I, k) from a layer's input and its gradient: again a convolution, with
 * batch and channels exchanged and stride and dilation exchanged. One
 * group. */
static KtTensor *conv_weight(Ag *g, KtTensor *input, KtTensor *grad, const KtConvSpec *spec,
                             const KtMeta *w) {
    KtConvSpec s = *spec;
    s.transposed = false;
    memcpy(s.stride, spec->dilation, sizeof s.stride);
    memcpy(s.dilation, spec->stride, sizeof s.dilation);
    memset(s.output_padding, 0, sizeof s.output_padding);
    if (input && input->ndim == s.n + 1) input = g_unsq(g, input, 0);
    if (grad && grad->ndim == s.n + 1) grad = g_unsq(g, grad, 0);
    KtTensor *x = g_tr(g, input, 0, 1), *k = g_tr(g, grad, 0, 1);
    KtTensor *r = x && k ? ag_keep(g, kta_conv(g->ctx, x, k, NULL, &s)) : NULL;
    for (int d = 0; r && d < s.n; d++)
        if (r->sizes[2 + d] != w->sizes[2 + d])
            r = ag_keep(g, kta_narrow(g->ctx, r, 2 + d, 0, w->sizes[2 + d]));
    return g_tr(g, r, 0, 1);
}

/* The same for any number of groups: their parts one below the other. */
static KtTensor *conv_weights(Ag *g, KtTensor *input, KtTensor *grad, const KtConvSpec *spec,
                              const KtMeta *w) {
    if (spec->groups == 1) return conv_weight(g, input, grad, spec, w);
    KtConvSpec one = *spec;
    one.groups = 1;
    int channel = input->ndim - spec->n - 1;
    int64_t ci = input->sizes[channel] / spec->groups, co = grad->sizes[channel] / spec->groups;
    KtTensor *all = NULL;
    for (int64_t k = 0; k < spec->groups; k++) {
        KtTensor *x = ag_keep(g, kta_narrow(g->ctx, input, channel, k * ci, ci)),
                 *y = ag_keep(g, kta_narrow(g->ctx, grad, channel, k * co, co));
        KtTensor *part = x && y ? conv_weight(g, x, y, &one, w) : NULL;
        if (!part) return NULL;
        KtTensor *both[2] = {all, part};
        all = all ? ag_keep(g, kta_cat(g->ctx, both, 2, 0)) : part;
        if (!all) return NULL;
    }
    return all;
}

/* The gradient of a layer's input, which looks like `in`. */
static KtTensor *conv_input(Ag *g, KtTensor *go, KtTensor *w, KtConvSpec s, const KtMeta *in) {
    s.transposed = !s.transposed;
    memset(s.output_padding, 0, sizeof s.output_padding);
    int lead = in->ndim - s.n;
    for (int d = 0; w && s.transposed && d < s.n; d++)
        s.output_padding[d] =
            in->sizes[lead + d] - ((go->sizes[lead + d] - 1) * s.stride[d] - 2 * s.padding[d] +
                                   s.dilation[d] * (w->sizes[2 + d] - 1) + 1);
    KtTensor *r = w ? ag_keep(g, kta_conv(g->ctx, go, w, NULL, &s)) : NULL;
    for (int d = 0; r && d < s.n; d++) /* the padding of an output may hold a whole step */
        if (r->sizes[lead + d] > in->sizes[lead + d])
            r = ag_keep(g, kta_narrow(g->ctx, r, lead + d, 0, in->sizes[lead + d]));
    return r;
}

static KtTensor *conv_bias(Ag *g, KtTensor *go, const KtConvSpec *s) {
    int dims[4], n = 0, channel = go->ndim - s->n - 1;
    for (int d = 0; d < go->ndim; d++)
        if (d != channel) dims[n++] = d;
    return n ? g_sum(g, go, dims, n, false) : go;
}

static void composed_conv(Ag *g, KtTensor *x, KtTensor *w, const KtConvSpec *s) {
    const KtMeta *mw = &g->n->in[1];
    if (ag_needs(g, 0)) ag_set(g, 0, conv_input(g, GO, w, *s, IN));
    if (ag_needs(g, 1))
        ag_set(g, 1, s->transposed ? conv_weights(g, GO, x, s, mw) : conv_weights(g, x, GO, s, mw));
    if (g->n->n_in > 2 && ag_needs(g, 2)) ag_set(g, 2, conv_bias(g, GO, s));
}

/* The second gradient: operands and saved are the layer's gradient, its input and its weight, what
 * comes in are the gradients of the gradients of input, weight and bias. */
static void back_conv_twice(Ag *g) {
    const KtConvSpec s = unpack_conv(g);
    KtTensor *go = ag_saved(g, 0), *x = ag_saved(g, 1), *w = ag_saved(g, 2);
    KtTensor *ggx = g->grad[0], *ggw = g->grad[1], *ggb = g->grad[2], *r = NULL;
    if (g->failed) return;
    if (ag_needs(g, 0)) {
        if (ggx) r = ag_keep(g, kta_conv(g->ctx, ggx, w, NULL, &s));
        if (ggw) {
            KtTensor *by_weight = ag_keep(g, kta_conv(g->ctx, x, ggw, NULL, &s));
            r = r ? g_add(g, r, by_weight) : by_weight;
        }
        if (ggb) {
            int64_t sizes[5] = {1, ggb->numel, 1, 1, 1};
            KtTensor *each = ag_keep(g, kta_reshape(g->ctx, ggb, go->ndim, sizes));
            r = g_add(g, r ? r : g_zeros(g, IN), each);
        }
        ag_set(g, 0, r);
    }
    if (ag_needs(g, 1) && ggw) ag_set(g, 1, conv_input(g, go, ggw, s, &g->n->in[1]));
    if (ag_needs(g, 2) && ggx) {
        const KtMeta *mw = &g->n->in[2];
        ag_set(g, 2,
               s.transposed ? conv_weights(g, go, ggx, &s, mw) : conv_weights(g, ggx, go, &s, mw));
    }
}
static const KtRule rule_conv_twice = {"ConvolutionBackwardBackward0", back_conv_twice, false};

static void back_conv(Ag *g) {
    KtConvSpec s = unpack_conv(g);
    KtTensor *x = ag_saved(g, 0), *w = ag_saved(g, 1), *grads[3] = {NULL};
    if (!x || !w) return;
    if ((g->ctx->forward || x->ndim != s.n + 2) && RECORDING && x->numel) {
        composed_conv(g, x, w, &s);
        return;
    }
    bool bias = g->n->n_in > 2 && ag_needs(g, 2);
    bool ok = kt_conv_backward(g->ctx, GO, x, w, &s, ag_needs(g, 0) ? &grads[0] : NULL,
                               ag_needs(g, 1) ? &grads[1] : NULL, bias ? &grads[2] : NULL);
    if (ok && RECORDING && x->numel && (AG_NEEDS2(g->ctx, x, w) || AG_NEEDS(g->ctx, GO)))
        ok = kt_ag_record_n(g->ctx, (AgList){3, grads}, &rule_conv_twice, AG_T(GO, x, w),
                            AG_T(GO, x, w), (AgAttrs){CONV_ATTRS, g->n->attr});
    if (!ok) g->failed = true;
    for (int i = 0; i < 3; i++)
        if (grads[i]) ag_give(g, i, grads[i]);
}
static const KtRule rule_conv = {"ConvolutionBackward0", back_conv, false};

/* bfloat16 is computed in single precision; under autocast the operands are rounded first. */
static KtTensor *conv_in_float(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias,
                               const KtConvSpec *spec) {
    KtTensor *t[3] = {x, w, bias}, *low[3] = {NULL}, *r = NULL;
    bool cast = ctx->autocast, ok = true;
    int dtype = cast && x->dtype == KT_F32 ? ctx->autocast_dtype : x->dtype;
    ctx->autocast = false;
    for (int i = 0; i < 3 && ok; i++) {
        low[i] = !t[i] ? NULL : cast ? kt_autocast_low(ctx, t[i]) : kt_incref(t[i]);
        ok = low[i] || !t[i];
    }
    KtInFloat f;
    if (ok && kt_in_float_begin(ctx, &f, KT_WHOLE_LOW_CONV, 3, low))
        r = kt_in_float_end(ctx, &f, kta_conv(ctx, f.t[0], f.t[1], f.t[2], spec), dtype);
    ctx->autocast = cast;
    for (int i = 0; i < 3; i++)
        kt_xdecref(ctx, low[i]);
    return r;
}
KtTensor *kta_conv(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias, const KtConvSpec *spec) {
    if (KB_UNLIKELY((ctx->autocast && x->dtype == KT_F32) ||
                    (x->dtype == KT_BF16 && w->dtype == KT_BF16)))
        return conv_in_float(ctx, x, w, bias, spec);
    if (KB_UNLIKELY(kt_is_complex_dtype(x->dtype) && (spec->n == 1 || !spec->transposed)))
        return ag_conv_complex(ctx, x, w, bias, spec);
    KtTensor *r = kt_conv(ctx, x, w, bias, spec);
    if (!AG_NEEDS2(ctx, x, w) && !(bias && AG_NEEDS(ctx, bias))) return r;
    KtAttr attr[CONV_ATTRS];
    pack_conv(spec, attr);
    return kt_ag_record(ctx, r, &rule_conv, AG_T(x, w, bias), AG_T(x, w),
                        (AgAttrs){CONV_ATTRS, attr});
}

/* ---- embedding: [0] padding index, [1] scale by frequency, [2] a sparse gradient ---- */

static void back_embedding(Ag *g) {
    KtTensor *index = ag_saved(g, 0);
    int64_t pad = ag_int(g, 0);
    bool scale = ag_int(g, 1);
    if (!index || !ag_untouched(g, 1)) return;
    if (ag_int(g, 2)) {
        if (scale) {
            g->failed = true;
            kt_fail(g->ctx, KT_RUNTIME_ERROR,
                    "embedding_backward: scale_grad_by_freq not supported with sparse gradients");
            return;
        }
        if (RECORDING) ag_once(g, "embedding_sparse_backward");
        ag_give(g, 0, kt_sparse_rows(g->ctx, GO, index, IN->sizes[0], pad));
        return;
    }
    if (AG_NEEDS(g->ctx, GO) && scale) ag_once(g, "embedding_dense_backward");
    bool kernel = GO->dtype == KT_F32 || GO->dtype == KT_F64;
    if ((!RECORDING || scale) && kernel) {
        ag_give(g, 0, kt_embedding_backward(g->ctx, GO, index, IN->sizes[0], pad, scale));
        return;
    }
    KtScalar one = kt_scalar_int(1), p = kt_scalar_int(pad);
    int64_t rows[2] = {index->numel, IN->sizes[1]};
    KtTensor *i = ag_keep(g, kt_reshape(g->ctx, index, 1, rows));
    KtTensor *go = i ? ag_keep(g, kta_reshape(g->ctx, GO, 2, rows)) : NULL;
    if (pad >= 0) go = g_zero_where(g, g_unsq(g, g_sc(g, KT_OP_EQ, i, &p), 1), go);
    KtTensor *zeros = go ? g_zeros(g, IN) : NULL;
    ag_set(g, 0, zeros ? ag_keep(g, kta_index_add(g->ctx, zeros, 0, i, go, &one)) : NULL);
}
static const KtRule rule_embedding = {"EmbeddingBackward0", back_embedding, false};

KtTensor *kta_embedding(KtCtx *ctx, KtTensor *weight, KtTensor *index, int64_t padding_idx,
                        bool scale_by_freq, bool sparse) {
    KtTensor *r = kt_embedding(ctx, weight, index);
    if (!AG_NEEDS(ctx, weight)) return r;
    return kt_ag_record(ctx, r, &rule_embedding, AG_T(weight), AG_T(index, weight),
                        AG_A(AG_I(padding_idx), AG_I(scale_by_freq), AG_I(sparse)));
}

static void back_bags(Ag *g) {
    KtTensor *rows = ag_saved(g, 0), *bags = ag_saved(g, 1), *scales = ag_saved(g, 2);
    if (ag_needs(g, 1)) {
        KtTensor *w = ag_saved(g, 3);
        if (!w) return;
        if (!RECORDING) {
            ag_give(g, 1, kt_bag_factors_backward(g->ctx, GO, w, rows, bags));
        } else {
            KtTensor *x = ag_keep(g, kta_index_select(g->ctx, GO, 0, bags)),
                     *y = x ? ag_keep(g, kta_index_select(g->ctx, w, 0, rows)) : NULL;
            ag_set(g, 1, g_sum1(g, g_mul(g, x, y), 1, false));
        }
    }
    if (!ag_needs(g, 0) || g->failed) return;
    KtTensor *gw = kt_bag_sum_backward(g->ctx, GO, rows, bags, scales, IN->sizes[0]), *go = GO;
    if (RECORDING)
        gw = kta_underivable(g->ctx, gw, "NotImplemented", "_embedding_bag_dense_backward", 1, &go);
    ag_give(g, 0, gw);
}
static const KtRule rule_bags = {"EmbeddingBagBackward0", back_bags, false};

KtTensor *kta_bags(KtCtx *ctx, KtTensor *value, KtTensor *weight, KtTensor *rows, KtTensor *bags,
                   KtTensor *scales, KtTensor *factors) {
    if (!value || (!AG_NEEDS(ctx, weight) && !(factors && AG_NEEDS(ctx, factors)))) return value;
    return kt_ag_record(ctx, value, &rule_bags, AG_T(weight, factors),
                        AG_T(rows, bags, scales, factors ? weight : NULL), AG_NO_ATTR);
}

/* ---- dropout: a product with a random mask ---- */

KtTensor *kta_dropout(KtCtx *ctx, KtRng *g, KtTensor *x, double p, bool training) {
    if (!training || p == 0 || x->numel == 0) return kt_incref(x);
    KtTensor *mask = kt_empty_like(ctx, x, KT_NO_DTYPE), *r = NULL; /* drawn in row-major order */
    KtOperand a = kt_operand(x), b = kt_operand(mask);
    if (mask && kt_dropout_mask(ctx, g, mask, 1 - p)) r = kta_binary(ctx, KT_OP_MUL, &a, &b);
    kt_xdecref(ctx, mask);
    return r;
}

/* ---- recurrent layers: operands x w_ih w_hh b_ih b_hh h0 c0; results y h c ---- */

static void back_rnn(Ag *g) {
    KtTensor *t[7], *grads[7];
    if (!ag_untouched(g, 2)) return; /* the last step's product is the first that PyTorch undoes */
    for (int i = 0; i < 7; i++)
        t[i] = ag_saved(g, i); /* x w_ih w_hh h0 c0 y saved */
    if (g->failed) return;
    bool ok =
        kt_rnn_backward(g->ctx, (KtRnnMode)ag_int(g, 0), ag_int(g, 1), g->grad[0], g->grad[1],
                        g->grad[2], t[0], t[1], t[2], ag_int(g, 2), t[3], t[4], t[5], t[6], grads);
    if (!ok) g->failed = true;
    for (int i = 0; ok && i < 7; i++) {
        if (grads[i] && ag_needs(g, i))
            ag_give(g, i, grads[i]);
        else
            kt_xdecref(g->ctx, grads[i]);
    }
}
static const KtRule rule_rnn = {"RnnBackward0", back_rnn, true};

bool kta_rnn(KtCtx *ctx, KtRnnMode mode, bool reverse, KtTensor *x, KtTensor *w_ih, KtTensor *w_hh,
             KtTensor *b_ih, KtTensor *b_hh, KtTensor *h0, KtTensor *c0, KtTensor **y,
             KtTensor **h_n, KtTensor **c_n) {
    KtTensor *in[7] = {x, w_ih, w_hh, b_ih, b_hh, h0, c0}, *saved = NULL, *c = NULL;
    bool need = kta_will_record(ctx, 7, in);
    if (!kt_rnn(ctx, mode, reverse, x, w_ih, w_hh, b_ih, b_hh, h0, c0, y, h_n, &c,
                need ? &saved : NULL))
        return false;
    bool ok = true;
    if (need) {
        bool plain = mode == KT_RNN_TANH || mode == KT_RNN_RELU;
        ok = kt_ag_record_n(ctx, AG_T(*y, *h_n, c), &rule_rnn, (AgList){7, in},
                            AG_T(x, w_ih, w_hh, h0, c0, *y, plain ? NULL : saved),
                            AG_A(AG_I(mode), AG_I(reverse), AG_I(b_ih != NULL)));
        if (ok && (*y)->ag && (*y)->ag->grad_fn)
            (*y)->ag->grad_fn->saved[1].as = (*y)->ag->grad_fn->saved[2].as = KT_KEPT_TRANSPOSED;
        kt_decref(ctx, saved);
    }
    if (ok) {
        if (c_n)
            *c_n = c;
        else
            kt_xdecref(ctx, c);
        return true;
    }
    kt_decref(ctx, *y);
    kt_decref(ctx, *h_n);
    kt_xdecref(ctx, c);
    *y = *h_n = NULL;
    return false;
}
