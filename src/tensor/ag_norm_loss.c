/* Differentiable normalisation layers and losses: fused kernels, or composed rules while the
 * gradient is recorded (see ag_nn.c). */
#include <string.h>

#include "autocast.h"
#include "autograd_private.h"
#include "nn_util.h"
#include "norm_low.h"

#define GO        (g->grad[0])
#define IN        (&g->n->in[0])
#define RECORDING (ag_recording(g->ctx))

/* Arguments by which PyTorch does not differentiate: weights of losses, running statistics. */
static bool constant(KtCtx *ctx, KtTensor *t, const char *function, const char *argument) {
    if (!t || !AG_NEEDS(ctx, t)) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "The function '%s' is not differentiable with respect to argument '%s'. This "
                   "input cannot have requires_grad True.",
                   function, argument);
}

/* ---- normalisation: operands x, weight, bias; saved x, weight, mean, rstd ---- */

static KtTensor *mean_over(Ag *g, KtTensor *t, const int *dims, int n) {
    return t ? ag_keep(g, kta_reduce(g->ctx, KT_OP_MEAN, t, dims, n, true, KT_NO_DTYPE)) : NULL;
}
/* Normalised x, and 1 / std, as functions of x. */
static KtTensor *normalised(Ag *g, KtTensor *x, const int *dims, int n, double eps,
                            KtTensor **rstd) {
    KtTensor *c = g_sub(g, x, mean_over(g, x, dims, n));
    *rstd = g_un(g, KT_OP_RSQRT, g_adds(g, mean_over(g, g_sq(g, c), dims, n), eps));
    return g_mul(g, c, *rstd);
}
/* rstd (gp - mean(gp) - xhat mean(gp xhat)) */
static KtTensor *norm_input(Ag *g, KtTensor *gp, KtTensor *xhat, KtTensor *rstd, const int *dims,
                            int n) {
    KtTensor *m = mean_over(g, gp, dims, n);
    KtTensor *k = g_mul(g, xhat, mean_over(g, g_mul(g, gp, xhat), dims, n));
    return g_mul(g, rstd, g_sub(g, g_sub(g, gp, m), k));
}
/* A per-channel vector beside x (N, C, ...). */
static KtTensor *per_channel(Ag *g, KtTensor *v, int ndim) {
    int64_t sizes[KT_MAX_DIMS];
    if (!v) return NULL;
    for (int d = 0; d < ndim; d++)
        sizes[d] = d == 1 ? v->numel : 1;
    return ag_keep(g, kta_reshape(g->ctx, v, ndim, sizes));
}
/* Weight and bias gradients of channel-wise layers: sums over all but dimension 1. */
static void channel_sums(Ag *g, KtTensor *xhat, const int *dims, int n) {
    if (g->n->edges[1].node) ag_set(g, 1, g_sum(g, g_mul(g, GO, xhat), dims, n, false));
    if (g->n->edges[2].node) ag_set(g, 2, g_sum(g, GO, dims, n, false));
}
static int all_but_channel(int ndim, int *dims) {
    int n = 0;
    for (int d = 0; d < ndim; d++)
        if (d != 1) dims[n++] = d;
    return n;
}

/* The gradient of the gradient, in PyTorch's steps; mean and rstd count as given. Of operands grad,
 * x, weight; of gradients that of x's gradient, of the weight's and of the bias'. Saved: grad, x,
 * weight, mean, rstd. */
typedef struct Twice {
    double n; /* how many numbers are normalised together, over dims */
    int n_dims, dims[KT_MAX_DIMS];
    KtTensor *go, *gamma /* NULL: 1 */, *mu /* x less the mean */, *rstd, *rstd2, *rstd3;
} Twice;

static KtTensor *as_rows(Ag *g, KtTensor *t, int64_t rows, int64_t n) {
    return t ? ag_keep(g, kta_reshape(g->ctx, t, 2, (int64_t[]){rows, n})) : NULL;
}
static KtTensor *together(Ag *g, const Twice *r, KtTensor *t) {
    return g_sum(g, t, r->dims, r->n_dims, true);
}
static KtTensor *over(Ag *g, KtTensor *t, double n) {
    return g_bin_s(g, KT_OP_DIV, t, n);
}
static void powers_of_rstd(Ag *g, Twice *r) {
    r->rstd2 = g_sq(g, r->rstd);
    r->rstd3 = g_bin_s(g, KT_OP_POW, r->rstd, 3);
}
/* What the gradient of x's gradient gives for x, where `go` came in. */
static KtTensor *input_twice(Ag *g, const Twice *r, KtTensor *go, KtTensor *ggx) {
    KtTensor *scaled = g_mul(g, r->mu, r->rstd3);
    KtTensor *go_mu = together(g, r, g_mul(g, go, r->mu)), *go_sum = together(g, r, go);
    KtTensor *ggx_sum = together(g, r, ggx), *ggx_mu = together(g, r, g_mul(g, ggx, r->mu));
    KtTensor *all =
        g_sub(g, over(g, g_mul(g, ggx_sum, go_sum), r->n), together(g, r, g_mul(g, ggx, go)));
    all = g_add(g, all, g_muls(g, g_mul(g, g_mul(g, r->rstd2, go_mu), ggx_mu), 3. / r->n));
    KtTensor *first = over(g, g_mul(g, scaled, all), r->n);
    KtTensor *second =
        g_mul(g, over(g, g_mul(g, ggx_mu, r->rstd3), r->n), g_sub(g, over(g, go_sum, r->n), go));
    KtTensor *third =
        g_mul(g, over(g, g_mul(g, go_mu, r->rstd3), r->n), g_sub(g, over(g, ggx_sum, r->n), ggx));
    return g_add(g, g_add(g, first, second), third);
}
/* x's gradient for t as the gradient of the result. */
static KtTensor *input_once(Ag *g, const Twice *r, KtTensor *gamma, KtTensor *t) {
    KtTensor *by = over(g, gamma ? g_mul(g, gamma, r->rstd) : r->rstd, r->n);
    KtTensor *q = g_sub(g, g_muls(g, t, r->n), together(g, r, t));
    KtTensor *shift = g_mul(g, g_mul(g, r->mu, r->rstd2), together(g, r, g_mul(g, t, r->mu)));
    return g_mul(g, by, g_sub(g, q, shift));
}

/* Layers: [0] normalised dimensions. */

/* What the gradient of the weight's gradient, a row, gives for x. */
static KtTensor *input_by_weight(Ag *g, const Twice *r, KtTensor *ggw) {
    KtTensor *p = g_mul(g, r->go, ggw), *scaled = g_mul(g, r->mu, r->rstd3);
    KtTensor *second = over(g, g_mul(g, r->rstd, together(g, r, p)), -r->n);
    KtTensor *third = over(g, g_mul(g, scaled, together(g, r, g_mul(g, p, r->mu))), -r->n);
    return g_add(g, g_add(g, g_mul(g, p, r->rstd), second), third);
}
static void back_layer_norm_twice(Ag *g) {
    KtTensor *go = ag_saved(g, 0), *x = ag_saved(g, 1), *w = ag_saved(g, 2);
    if (g->failed) return;
    int64_t n = 1;
    for (int d = x->ndim - (int)ag_int(g, 0); d < x->ndim; d++)
        n *= x->sizes[d];
    int64_t m = n ? x->numel / n : 0;
    KtTensor *ggx = as_rows(g, g->grad[0], m, n), *ggw = as_rows(g, g->grad[1], 1, n),
             *ggb = as_rows(g, g->grad[2], 1, n);
    Twice r = {.n = (double)n, .n_dims = 1, .dims = {1}};
    r.go = as_rows(g, go, m, n);
    r.gamma = as_rows(g, w, 1, n);
    r.mu = g_sub(g, as_rows(g, x, m, n), as_rows(g, ag_saved(g, 3), m, 1));
    r.rstd = as_rows(g, ag_saved(g, 4), m, 1);
    powers_of_rstd(g, &r);
    if (ag_needs(g, 1) && (ggx || ggw)) {
        KtTensor *gh = r.gamma ? g_mul(g, r.go, r.gamma) : r.go;
        KtTensor *gx = ggx ? input_twice(g, &r, gh, ggx) : NULL,
                 *more = ggw ? input_by_weight(g, &r, ggw) : NULL;
        ag_set(g, 1, g_reshape(g, !more ? gx : !gx ? more : g_add(g, gx, more), &g->n->in[1]));
    }
    if (w && ag_needs(g, 2) && ggx) {
        KtTensor *gw = g_sum1(g, g_mul(g, r.go, input_once(g, &r, NULL, ggx)), 0, false);
        ag_set(g, 2, g_reshape(g, gw, &g->n->in[2]));
    }
    if (!ag_needs(g, 0) || !(ggx || ggw || ggb)) return;
    KtTensor *ggo = ggx ? input_once(g, &r, r.gamma, ggx) : NULL;
    if (ggw) {
        KtTensor *t = g_mul(g, g_mul(g, ggw, r.mu), r.rstd);
        ggo = ggo ? g_add(g, ggo, t) : t;
    }
    if (ggb) ggo = ggo ? g_add(g, ggo, ggb) : g_mul(g, g_full(g, &g->n->in[0], 1), g->grad[2]);
    ag_set(g, 0, g_reshape(g, ggo, &g->n->in[0]));
}
static const KtRule rule_layer_norm_twice = {"NativeLayerNormBackwardBackward0",
                                             back_layer_norm_twice, false};

/* Batches: [0] training. */

/* What the gradient of the weight's gradient gives for x. */
static KtTensor *batch_by_weight(Ag *g, const Twice *r, KtTensor *ggw) {
    if (!ag_int(g, 0)) return g_mul(g, g_mul(g, ggw, r->rstd), r->go);
    KtTensor *sum = together(g, r, r->go), *dot = together(g, r, g_mul(g, r->go, r->mu));
    KtTensor *second = over(g, g_mul(g, r->rstd, sum), -r->n),
             *third = over(g, g_mul(g, g_mul(g, r->mu, r->rstd3), dot), -r->n);
    return g_mul(g, ggw, g_add(g, g_add(g, g_mul(g, r->go, r->rstd), second), third));
}
static void back_batch_norm_twice(Ag *g) {
    KtTensor *x = ag_saved(g, 1), *w = ag_saved(g, 2), *ggx = g->grad[0];
    if (g->failed || !ag_saved(g, 0)) return;
    const bool training = ag_int(g, 0);
    KtTensor *ggw = w ? per_channel(g, g->grad[1], x->ndim) : NULL,
             *ggb = w ? per_channel(g, g->grad[2], x->ndim) : NULL, *gx = NULL, *ggo = NULL;
    Twice r = {.go = ag_saved(g, 0), .gamma = per_channel(g, w, x->ndim)};
    r.n = (double)x->numel / (double)(x->sizes[1] ? x->sizes[1] : 1);
    r.n_dims = all_but_channel(x->ndim, r.dims);
    r.mu = g_sub(g, x, per_channel(g, ag_saved(g, 3), x->ndim));
    r.rstd = per_channel(g, ag_saved(g, 4), x->ndim);
    powers_of_rstd(g, &r);
    if (ag_needs(g, 1)) {
        if (ggx && training) gx = input_twice(g, &r, r.go, ggx);
        if (gx && r.gamma) gx = g_mul(g, r.gamma, gx);
        KtTensor *more = ggw ? batch_by_weight(g, &r, ggw) : NULL;
        if (more) gx = gx ? g_add(g, gx, more) : more;
        ag_set(g, 1, gx ? gx : g_zeros(g, &g->n->in[1]));
    }
    if (w && ag_needs(g, 2)) {
        KtTensor *of_x = !ggx       ? NULL
                         : training ? g_mul(g, ggx, input_once(g, &r, NULL, r.go))
                                    : g_mul(g, g_mul(g, ggx, r.go), r.rstd);
        ag_set(g, 2, ggx ? g_sum(g, of_x, r.dims, r.n_dims, false) : g_zeros(g, &g->n->in[2]));
    }
    if (!ag_needs(g, 0)) return;
    if (ggx && training) ggo = input_once(g, &r, r.gamma, ggx);
    if (ggx && !training) {
        ggo = g_mul(g, ggx, r.rstd);
        if (r.gamma) ggo = g_mul(g, ggo, r.gamma);
    }
    if (ggw) {
        KtTensor *t = g_mul(g, g_mul(g, ggw, r.mu), r.rstd);
        ggo = ggo ? g_add(g, ggo, t) : t;
    }
    if (ggb) ggo = ggo ? g_add(g, ggo, ggb) : g_expand(g, ggb, &g->n->in[0]);
    ag_set(g, 0, ggo ? ggo : g_zeros(g, &g->n->in[0]));
}
static const KtRule rule_batch_norm_twice = {"NativeBatchNormBackwardBackward0",
                                             back_batch_norm_twice, false};

/* [0] training, [1] eps */
static void batch_norm_of_x(Ag *g, KtTensor *x, KtTensor *w) {
    int dims[KT_MAX_DIMS], n = all_but_channel(x->ndim, dims);
    KtTensor *rstd, *xhat, *wide = w ? per_channel(g, w, x->ndim) : NULL;
    if (ag_int(g, 0)) {
        xhat = normalised(g, x, dims, n, ag_dbl(g, 1), &rstd);
    } else {
        rstd = per_channel(g, ag_saved(g, 3), x->ndim);
        xhat = g_mul(g, g_sub(g, x, per_channel(g, ag_saved(g, 2), x->ndim)), rstd);
    }
    if (ag_needs(g, 0)) {
        KtTensor *gp = w ? g_mul(g, GO, wide) : GO;
        ag_set(g, 0, ag_int(g, 0) ? norm_input(g, gp, xhat, rstd, dims, n) : g_mul(g, gp, rstd));
    }
    channel_sums(g, xhat, dims, n);
}

static void give3(Ag *g, bool ok, KtTensor *gx, KtTensor *gw, KtTensor *gb) {
    KtTensor *all[3] = {gx, gw, gb};
    if (!ok) g->failed = true;
    for (int i = 0; i < 3; i++)
        if (all[i]) ag_give(g, i, all[i]);
}

static void back_batch_norm(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *w = ag_saved(g, 1);
    if (g->failed || !ag_untouched(g, 4) || !ag_untouched(g, 5)) return;
    if (g->ctx->forward) {
        batch_norm_of_x(g, x, w);
        return;
    }
    KtTensor *mean = ag_saved(g, 2), *rstd = ag_saved(g, 3), *out[3] = {NULL, NULL, NULL};
    bool ok = kt_batch_norm_backward(
        g->ctx, GO, x, w, mean, rstd, ag_int(g, 0), ag_needs(g, 0) ? &out[0] : NULL,
        ag_needs(g, 1) ? &out[1] : NULL, ag_needs(g, 2) ? &out[2] : NULL);
    if (ok && g->ctx->grad_enabled && (AG_NEEDS2(g->ctx, GO, x) || (w && AG_NEEDS(g->ctx, w))))
        ok = kt_ag_record_n(g->ctx, (AgList){3, out}, &rule_batch_norm_twice, AG_T(GO, x, w),
                            AG_T(GO, x, w, mean, rstd), AG_A(AG_I(ag_int(g, 0))));
    give3(g, ok, out[0], out[1], out[2]);
}
static const KtRule rule_batch_norm = {"NativeBatchNormBackward0", back_batch_norm, false};

/* kept: what the rule does not need but PyTorch's saves. */
static KtTensor *record_norm(KtCtx *ctx, KtTensor *r, const KtRule *rule, KtTensor *x, KtTensor *w,
                             KtTensor *b, KtTensor *mean, KtTensor *rstd, KtTensor *kept,
                             KtTensor *kept_too, AgAttrs attr) {
    if (r && (AG_NEEDS(ctx, x) || (w && AG_NEEDS(ctx, w)) || (b && AG_NEEDS(ctx, b))))
        r = kt_ag_record(ctx, r, rule, AG_T(x, w, b), AG_T(x, w, mean, rstd, kept, kept_too), attr);
    kt_xdecref(ctx, mean);
    kt_xdecref(ctx, rstd);
    return r;
}

/* An empty batch: only its history is of interest. */
static KtTensor *norm_of_nothing(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias) {
    KtTensor *r = kta_clone(ctx, x);
    for (int i = 0; r && i < 2; i++) {
        KtTensor *v = i ? bias : weight;
        if (!v || !v->numel) continue;
        KtTensor *first = kta_select(ctx, v, 0, 0);
        KtOperand ro = {.t = r}, vo = {.t = first};
        KtTensor *next = first ? kta_binary(ctx, i ? KT_OP_ADD : KT_OP_MUL, &ro, &vo) : NULL;
        kt_xdecref(ctx, first);
        kt_decref(ctx, r);
        r = next;
    }
    return r;
}

/* low: floats that were bfloat16, as the parameters were. */
static KtTensor *batch_norm(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                            KtTensor *running_mean, KtTensor *running_var, bool training,
                            double momentum, double eps, bool low) {
    if (x->numel == 0 && x->ndim > 1) return norm_of_nothing(ctx, x, weight, bias);
    KtTensor *mean = NULL, *rstd = NULL;
    KtTensor *r = (low ? kt_batch_norm_low : kt_batch_norm)(
        ctx, x, weight, bias, running_mean, running_var, training, momentum, eps, &mean, &rstd);
    return record_norm(ctx, r, &rule_batch_norm, x, weight, bias, mean, rstd, running_mean,
                       running_var, AG_A(AG_I(training), AG_D(eps)));
}

KtTensor *kta_batch_norm(KtCtx *ctx, KtTensor *x, KtTensor *weight, KtTensor *bias,
                         KtTensor *running_mean, KtTensor *running_var, bool training,
                         double momentum, double eps) {
    if (!constant(ctx, running_mean, "native_batch_norm", "running_mean") ||
        !constant(ctx, running_var, "native_batch_norm", "running_var"))
        return NULL;
    if (KB_UNLIKELY(x->dtype == KT_BF16) && x->numel) {
        KtInFloat f;
        if (!kt_in_float_begin(ctx, &f, KT_WHOLE_LOW_BATCH_NORM, 5,
                               (KtTensor *[]){x, weight, bias, running_mean, running_var}))
            return NULL;
        KtTensor *rm = f.t[3], *rv = f.t[4];
        const KtTensor *first = weight         ? weight
                                : bias         ? bias
                                : running_mean ? running_mean
                                : running_var  ? running_var
                                               : x;
        const bool low = first->dtype == KT_BF16;
        KtTensor *r = batch_norm(ctx, f.t[0], f.t[1], f.t[2], rm, rv, training, momentum, eps, low);
        bool ok = r && (!rm || rm == running_mean || kt_copy(ctx, running_mean, rm)) &&
                  (!rv || rv == running_var || kt_copy(ctx, running_var, rv));
        if (r && !ok) {
            kt_decref(ctx, r);
            r = NULL;
        }
        return kt_in_float_end(ctx, &f, r, KT_BF16);
    }
    return batch_norm(ctx, x, weight, bias, running_mean, running_var, training, momentum, eps,
                      false);
}

/* [0] normalised dimensions, [1] eps */
static void back_layer_norm(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *w = ag_saved(g, 1), *out[3] = {NULL, NULL, NULL};
    int k = (int)ag_int(g, 0);
    if (g->failed || !ag_untouched(g, 4)) return;
    if (!g->ctx->forward) {
        KtTensor *mean = ag_saved(g, 2), *rstd = ag_saved(g, 3);
        bool ok = kt_layer_norm_backward(
            g->ctx, GO, x, k, w, mean, rstd, ag_needs(g, 0) ? &out[0] : NULL,
            ag_needs(g, 1) ? &out[1] : NULL, ag_needs(g, 2) ? &out[2] : NULL);
        if (ok && g->ctx->grad_enabled && (AG_NEEDS2(g->ctx, GO, x) || (w && AG_NEEDS(g->ctx, w))))
            ok = kt_ag_record_n(g->ctx, (AgList){3, out}, &rule_layer_norm_twice, AG_T(GO, x, w),
                                AG_T(GO, x, w, mean, rstd), AG_A(AG_I(k)));
        give3(g, ok, out[0], out[1], out[2]);
        return;
    }
    int dims[KT_MAX_DIMS];
    for (int i = 0; i < k; i++)
        dims[i] = x->ndim - k + i;
    KtTensor *rstd, *xhat = normalised(g, x, dims, k, ag_dbl(g, 1), &rstd);
    if (ag_needs(g, 0)) ag_set(g, 0, norm_input(g, w ? g_mul(g, GO, w) : GO, xhat, rstd, dims, k));
    if (ag_needs(g, 1)) ag_set(g, 1, g_mul(g, GO, xhat));
    if (ag_needs(g, 2)) ag_set(g, 2, GO);
}
static const KtRule rule_layer_norm = {"NativeLayerNormBackward0", back_layer_norm, false};

/* The kernels know one type: bfloat16, worked out as float here, has weights of its own type. */
static bool of_its_type(KtCtx *ctx, const KtTensor *x, const KtTensor *weight,
                        const KtTensor *bias) {
    return (!weight || kt_nn_same_dtype(ctx, x, weight)) &&
           (!bias || kt_nn_same_dtype(ctx, x, bias));
}

KtTensor *kta_layer_norm(KtCtx *ctx, KtTensor *x, int n, const int64_t *shape, KtTensor *weight,
                         KtTensor *bias, double eps) {
    if (KB_UNLIKELY(x->dtype == KT_BF16) && !of_its_type(ctx, x, weight, bias)) return NULL;
    KtTensor *mean = NULL, *rstd = NULL;
    KtTensor *r = kt_layer_norm(ctx, x, n, shape, weight, bias, eps, &mean, &rstd);
    return record_norm(ctx, r, &rule_layer_norm, x, weight, bias, mean, rstd, bias, NULL,
                       AG_A(AG_I(n), AG_D(eps)));
}

/* ---- groups: [0] groups, [1] eps. Mean and rstd are results too, but for forward mode. ---- */

static void group_norm_of_x(Ag *g, KtTensor *x, KtTensor *w) {
    int64_t rows = x->sizes[0] * ag_int(g, 0);
    int64_t flat[3] = {x->sizes[0], ag_int(g, 0), rows ? x->numel / rows : 0};
    int last = 2, dims[KT_MAX_DIMS], n = all_but_channel(x->ndim, dims);
    KtTensor *rstd, *x3 = ag_keep(g, kta_reshape(g->ctx, x, 3, flat));
    KtTensor *xhat = normalised(g, x3, &last, 1, ag_dbl(g, 1), &rstd);
    if (ag_needs(g, 0)) {
        KtTensor *gp = w ? g_mul(g, GO, per_channel(g, w, x->ndim)) : GO;
        KtTensor *g3 = gp ? ag_keep(g, kta_reshape(g->ctx, gp, 3, flat)) : NULL;
        ag_set(g, 0, g_reshape(g, norm_input(g, g3, xhat, rstd, &last, 1), IN));
    }
    channel_sums(g, g_reshape(g, xhat, IN), dims, n);
}
/* What the gradients of a group's mean and 1 / std, as far as they were used, give for x. */
static KtTensor *through_moments(Ag *g, KtTensor *x, KtTensor *rstd3, double n) {
    static const int group[2] = {2, 3};
    KtTensor *dmean = g->grad[1], *drstd = g->grad[2], *r;
    const int64_t sizes[4] = {x->sizes[0], x->sizes[1], 1, 1};
    dmean = dmean ? ag_keep(g, kta_reshape(g->ctx, dmean, 4, sizes)) : NULL;
    drstd = drstd ? ag_keep(g, kta_reshape(g->ctx, drstd, 4, sizes)) : NULL;
    KtTensor *dvar = g_mul(g, g_muls(g, rstd3, -0.5), drstd);
    r = g_mul(g, g_muls(g, dvar, 2 / n), g_sub(g, x, mean_over(g, x, group, 2)));
    KtTensor *wide = dmean ? ag_keep(g, kta_expand(g->ctx, dmean, 4, x->sizes)) : NULL;
    return g_add(g, r, g_bin_s(g, KT_OP_DIV, wide, n));
}
/* In PyTorch's steps, as a function of x, weight, mean and rstd, which are results of the node. */
static void group_norm_again(Ag *g, KtTensor *x, KtTensor *w) {
    int64_t groups = ag_int(g, 0), channels = x->sizes[1] / groups,
            rows = x->sizes[0] * x->sizes[1];
    const int64_t wide[4] = {x->sizes[0], groups, channels, rows ? x->numel / rows : 0},
                  one[4] = {x->sizes[0], groups, 1, 1}, vector[4] = {1, groups, channels, 1};
    double n = (double)(channels * wide[3]);
    KtTensor *mean = ag_saved(g, 2), *rstd = ag_saved(g, 3), *ds = NULL, *db = NULL, *dy = NULL;
    KtTensor *x4 = ag_keep(g, kta_reshape(g->ctx, x, 4, wide));
    mean = mean ? ag_keep(g, kta_reshape(g->ctx, mean, 4, one)) : NULL;
    rstd = rstd ? ag_keep(g, kta_reshape(g->ctx, rstd, 4, one)) : NULL;
    if (GO) {
        dy = ag_keep(g, kta_reshape(g->ctx, GO, 4, wide));
        ds = g_sum1(g, g_mul(g, dy, x4), 3, true);
        db = g_sum1(g, dy, 3, true);
    }
    if (ag_needs(g, 0)) {
        KtTensor *rstd3 = g_mul(g, g_mul(g, rstd, rstd), rstd), *dx = NULL;
        if (GO) {
            KtTensor *gamma = w ? ag_keep(g, kta_reshape(g->ctx, w, 4, vector)) : NULL;
            KtTensor *a = w ? g_mul(g, rstd, gamma) : rstd;
            KtTensor *b = g_sum1(g, w ? g_mul(g, ds, gamma) : ds, 2, true);
            KtTensor *c = g_sum1(g, w ? g_mul(g, db, gamma) : db, 2, true);
            b = g_muls(g, g_mul(g, g_sub(g, g_mul(g, c, mean), b), rstd3), 1 / n);
            c = g_sub(g, g_mul(g, g_neg(g, b), mean), g_muls(g, g_mul(g, c, rstd), 1 / n));
            dx = g_add(g, g_add(g, g_mul(g, a, dy), g_mul(g, b, x4)), c);
        }
        if (g->grad[1] && g->grad[2]) {
            KtTensor *more = x4 ? through_moments(g, x4, rstd3, n) : NULL;
            dx = GO ? g_add(g, dx, more) : more;
        }
        if (dx) ag_set(g, 0, g_reshape(g, dx, IN));
    }
    if (!GO) return;
    if (ag_needs(g, 1)) {
        KtTensor *dw = g_mul(g, g_sub(g, ds, g_mul(g, db, mean)), rstd);
        ag_set(g, 1, g_reshape(g, g_sum1(g, dw, 0, false), &g->n->in[1]));
    }
    if (ag_needs(g, 2)) ag_set(g, 2, g_reshape(g, g_sum1(g, db, 0, false), &g->n->in[2]));
}
static void back_group_norm(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *w = ag_saved(g, 1), *gx = NULL, *gw = NULL, *gb = NULL;
    if (g->failed) return;
    if (g->n->n_out == 1) {
        group_norm_of_x(g, x, w);
        return;
    }
    if (RECORDING || g->grad[1] || g->grad[2]) {
        group_norm_again(g, x, w);
        return;
    }
    bool ok = kt_group_norm_backward(g->ctx, GO, x, ag_int(g, 0), w, ag_saved(g, 2), ag_saved(g, 3),
                                     ag_needs(g, 0) ? &gx : NULL, ag_needs(g, 1) ? &gw : NULL,
                                     ag_needs(g, 2) ? &gb : NULL);
    give3(g, ok, gx, gw, gb);
}
static const KtRule rule_group_norm = {"NativeGroupNormBackward0", back_group_norm, false};

KtTensor *kta_group_norm(KtCtx *ctx, KtTensor *x, int64_t groups, KtTensor *weight, KtTensor *bias,
                         double eps) {
    if (KB_UNLIKELY(x->dtype == KT_BF16)) {
        if (!of_its_type(ctx, x, weight, bias)) return NULL;
        KtInFloat f;
        if (!kt_in_float_begin(ctx, &f, KT_WHOLE_LOW_GROUP_NORM, 3,
                               (KtTensor *[]){x, weight, bias}))
            return NULL;
        return kt_in_float_end(ctx, &f, kta_group_norm(ctx, f.t[0], groups, f.t[1], f.t[2], eps),
                               KT_BF16);
    }
    KtTensor *mean = NULL, *rstd = NULL;
    KtTensor *r = kt_group_norm(ctx, x, groups, weight, bias, eps, &mean, &rstd);
    AgAttrs attr = AG_A(AG_I(groups), AG_D(eps));
    if (KB_UNLIKELY(ctx->forward))
        return record_norm(ctx, r, &rule_group_norm, x, weight, bias, mean, rstd, NULL, NULL, attr);
    if (r && kta_will_record(ctx, 3, (KtTensor *[]){x, weight, bias}) &&
        !kt_ag_record_n(ctx, AG_T(r, mean, rstd), &rule_group_norm, AG_T(x, weight, bias),
                        AG_T(x, weight, mean, rstd), attr)) {
        kt_decref(ctx, r);
        r = NULL;
    }
    kt_xdecref(ctx, mean);
    kt_xdecref(ctx, rstd);
    return r;
}

/* ---- losses: [0] reduction, [1] parameter ---- */

/* Gradient of the reduction: per element. */
static KtTensor *spread(Ag *g, KtTensor *go) {
    double n = 1;
    for (int d = 0; d < IN->ndim; d++)
        n *= (double)IN->sizes[d];
    return ag_int(g, 0) == KT_RED_MEAN ? g_bin_s(g, KT_OP_DIV, go, n) : go;
}
static KtTensor *weighted(Ag *g, KtTensor *t) {
    KtTensor *w = ag_saved(g, 2);
    return w ? g_mul(g, t, w) : t;
}
/* The gradient for elements with the slope d, with the reduction's part put in last. */
static KtTensor *of_mean(Ag *g, KtTensor *d) {
    KtTensor *r = weighted(g, g_mul(g, d, GO));
    double n = 1;
    for (int i = 0; i < IN->ndim; i++)
        n *= (double)IN->sizes[i];
    return ag_int(g, 0) == KT_RED_MEAN ? g_bin_s(g, KT_OP_DIV, r, n) : r;
}

static KtTensor *slope(Ag *g, KtOp op, KtTensor *x, KtTensor *y) {
    double p = ag_dbl(g, 1);
    KtTensor *d = g_sub(g, x, y);
    if (op == KT_OP_MSE_LOSS) return g_muls(g, d, 2);
    if (op == KT_OP_BCE) {
        KtOperand lo = kt_operand_scalar(kt_scalar_float(1e-12));
        KtTensor *v = g_mul(g, x, g_rsub(g, 1, x));
        return g_div(g, d, v ? ag_keep(g, kta_clamp(g->ctx, v, &lo, NULL)) : NULL);
    }
    /* flat from -p down and from p up; nan belongs to the slope between */
    double end = op == KT_OP_HUBER ? p : 1;
    KtTensor *below = g_un(g, KT_OP_LOGICAL_NOT, g_bin_s(g, KT_OP_GE, d, p)),
             *above = g_un(g, KT_OP_LOGICAL_NOT, g_bin_s(g, KT_OP_LE, d, -p));
    KtTensor *bent = op == KT_OP_HUBER ? d : g_muls(g, d, p ? 1 / p : 0);
    bent = g_where(g, g_bin_s(g, KT_OP_LT, g_un(g, KT_OP_ABS, d), p), bent, g_frozen(g, bent));
    return g_where_s(g, above, g_where_s(g, below, bent, end), -end);
}

/* torch's kernels behind a loss of two types want one type, but for smooth_l1_loss's. */
static bool one_type(Ag *g) {
    const KtMeta *own = &g->n->in[ag_needs(g, 0) ? 0 : 1], *other = &g->n->in[ag_needs(g, 0)];
    if (own->dtype == other->dtype) return true;
    g->failed = true;
    return kt_fail(g->ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s",
                   kt_dtype_info[other->dtype].scalar_name, kt_dtype_info[own->dtype].scalar_name);
}

/* The gradient of binary cross entropy's for x, in PyTorch's steps: where it bounds a product in
 * the first, it adds a little here. Of operands grad, x, target; saved: them and the weight. */
static KtTensor *bce_twice(Ag *g, KtTensor *t, KtTensor *factor) {
    KtTensor *w = ag_saved(g, 3), *r = g_mul(g, t, factor);
    if (w) r = g_mul(g, r, w);
    return ag_int(g, 0) == KT_RED_MEAN ? over(g, r, (double)ag_int(g, 1)) : r;
}
static void back_bce_twice(Ag *g) {
    const double little = 1e-12;
    KtTensor *go = ag_saved(g, 0), *x = ag_saved(g, 1), *y = ag_saved(g, 2);
    if (g->failed) return;
    KtTensor *beside = g_rsub(g, 1, x), *p = g_adds(g, x, little), *q = g_adds(g, beside, little);
    if (ag_needs(g, 0)) {
        KtTensor *t = bce_twice(g, g_div(g, g_sub(g, x, y), g_mul(g, p, q)), GO);
        ag_set(g, 0, ag_int(g, 0) == KT_RED_NONE ? t : g_sum_all(g, t));
    }
    if (ag_needs(g, 1)) {
        KtTensor *t = g_add(g, g_sub(g, g_sq(g, x), g_mul(g, g_muls(g, x, 2), y)), y);
        t = g_div(g, t, g_mul(g, g_sq(g, p), g_sq(g, q)));
        ag_set(g, 1, bce_twice(g, t, g_mul(g, go, GO)));
    }
    if (ag_needs(g, 2)) {
        KtTensor *t = bce_twice(g, g_neg(g, GO), go);
        ag_set(g, 2, g_div(g, t, g_mul(g, x, beside)));
    }
}
static const KtRule rule_bce_twice = {"BinaryCrossEntropyBackwardBackward0", back_bce_twice, false};
static KtTensor *recorded_bce(Ag *g, KtTensor *x, KtTensor *y, KtTensor *w) {
    KtTensor *r = kt_pair_loss_backward(g->ctx, KT_OP_BCE, GO, x, y, w, ag_dbl(g, 1),
                                        (KtReduction)ag_int(g, 0));
    return ag_keep(g, kt_ag_record(g->ctx, r, &rule_bce_twice, AG_T(GO, x, y), AG_T(GO, x, y, w),
                                   AG_A(AG_I(ag_int(g, 0)), AG_I(x->numel))));
}

/* The gradients of the other losses' gradients, in the same way: [2] the loss. */
static void back_pair_twice(Ag *g);
static const KtRule rule_mse_twice = {"MseLossBackwardBackward0", back_pair_twice, false};
static const KtRule rule_smooth_twice = {"SmoothL1LossBackwardBackward0", back_pair_twice, false};
static const KtRule rule_huber_twice = {"HuberLossBackwardBackward0", back_pair_twice, false};
/* PyTorch has kernels and gradients of these types: smooth_l1 of bfloat16, and huber. Of float16 it
 * has mse and smooth_l1 too, but no gradient of theirs. */
static bool halves_have(KtOp op, int dtype) {
    return op == KT_OP_HUBER ? dtype == KT_F16 || dtype == KT_BF16
                             : op == KT_OP_SMOOTH_L1 && dtype == KT_BF16;
}
static KtTensor *pair_kernel(Ag *g, KtOp op, KtTensor *go, KtTensor *x, KtTensor *y) {
    int64_t red = ag_int(g, 0);
    double p = ag_dbl(g, 1);
    int type = kt_promote_torch(x->dtype, y->dtype);
    KtTensor *u = go ? ag_keep(g, kt_cast(g->ctx, x, type)) : NULL,
             *v = u ? ag_keep(g, kt_cast(g->ctx, y, type)) : NULL,
             *w = v ? ag_keep(g, kt_cast(g->ctx, go, type)) : NULL;
    KtTensor *r = !w ? NULL
                  : halves_have(op, type)
                      ? kt_pair_loss_of_halves_backward(g->ctx, op, w, u, v, p, (KtReduction)red)
                      : kt_pair_loss_backward(g->ctx, op, w, u, v, NULL, p, (KtReduction)red);
    if (r && type != x->dtype) r = kt_cast_back(g->ctx, r, x->dtype);
    if (!r || !RECORDING || !(AG_NEEDS2(g->ctx, go, x) || AG_NEEDS(g->ctx, y)))
        return ag_keep(g, r);
    const KtRule *rule = op == KT_OP_MSE_LOSS    ? &rule_mse_twice
                         : op == KT_OP_SMOOTH_L1 ? &rule_smooth_twice
                                                 : &rule_huber_twice;
    return ag_keep(g, kt_ag_record(g->ctx, r, rule, AG_T(go, x, y), AG_T(go, x, y),
                                   AG_A(AG_I(red), AG_D(p), AG_I(op))));
}
static void back_pair_twice(Ag *g) {
    KtTensor *go = ag_saved(g, 0), *x = ag_saved(g, 1), *y = ag_saved(g, 2);
    KtOp op = (KtOp)ag_int(g, 2);
    double p = ag_dbl(g, 1);
    if (g->failed) return;
    if (ag_needs(g, 0)) {
        bool none = ag_int(g, 0) == KT_RED_NONE;
        KtTensor *r = pair_kernel(g, op, none ? GO : g_full(g, &g->n->in[0], 1), x, y);
        ag_set(g, 0, none ? r : g_sum_all(g, g_mul(g, r, GO)));
    }
    if (!ag_needs(g, 1) && !ag_needs(g, 2)) return;
    KtTensor *t = g_mul(g, GO, go);
    if (op == KT_OP_MSE_LOSS) {
        t = g_muls(g, t, 2);
    } else if (p == 0 && op == KT_OP_SMOOTH_L1) {
        t = g_zeros(g, &g->n->in[1]);
    } else {
        KtTensor *bent = g_bin_s(g, KT_OP_LT, g_un(g, KT_OP_ABS, g_sub(g, x, y)), p);
        t = g_mul(g, t, g_cast(g, bent, x->dtype));
        if (op == KT_OP_SMOOTH_L1) t = over(g, t, p);
    }
    if (ag_int(g, 0) == KT_RED_MEAN) t = over(g, t, (double)x->numel);
    if (ag_needs(g, 1)) ag_set(g, 1, t);
    if (ag_needs(g, 2)) ag_set(g, 2, g_neg(g, t));
}

/* The gradient for x; that for the target is PyTorch's kernel with the two exchanged. */
static KtTensor *pair_gradient(Ag *g, KtOp op, KtTensor *x, KtTensor *y) {
    KtTensor *w = ag_saved(g, 2);
    if (RECORDING && g->ctx->forward)
        return weighted(g, g_mul(g, spread(g, GO), slope(g, op, x, y)));
    if (op != KT_OP_BCE) return pair_kernel(g, op, GO, x, y);
    return RECORDING ? recorded_bce(g, x, y, w)
                     : ag_keep(g, kt_pair_loss_backward(g->ctx, op, GO, x, y, w, ag_dbl(g, 1),
                                                        (KtReduction)ag_int(g, 0)));
}
static void pair_backward(Ag *g, KtOp op) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1);
    if (g->failed || (op != KT_OP_SMOOTH_L1 && !one_type(g))) return;
    if (ag_needs(g, 0)) ag_set(g, 0, pair_gradient(g, op, x, y));
    if (!ag_needs(g, 1) || g->failed) return;
    if (op != KT_OP_BCE) {
        ag_set(g, 1, pair_gradient(g, op, y, x));
        return;
    }
    ag_set(g, 1, of_mean(g, g_sub(g, g_un(g, KT_OP_LOG, g_rsub(g, 1, x)), g_un(g, KT_OP_LOG, x))));
}
static void back_mse(Ag *g) {
    pair_backward(g, KT_OP_MSE_LOSS);
}
static void back_smooth(Ag *g) {
    pair_backward(g, KT_OP_SMOOTH_L1);
}
static void back_huber(Ag *g) {
    pair_backward(g, KT_OP_HUBER);
}
static void back_bce(Ag *g) {
    pair_backward(g, KT_OP_BCE);
}
static const KtRule rule_mse = {"MseLossBackward0", back_mse, false};
static const KtRule rule_smooth = {"SmoothL1LossBackward0", back_smooth, false};
static const KtRule rule_huber = {"HuberLossBackward0", back_huber, false};
static const KtRule rule_bce = {"BinaryCrossEntropyBackward0", back_bce, false};

static const KtRule *pair_rule(KtOp op) {
    return op == KT_OP_MSE_LOSS    ? &rule_mse
           : op == KT_OP_SMOOTH_L1 ? &rule_smooth
           : op == KT_OP_HUBER     ? &rule_huber
                                   : &rule_bce;
}

/* The value for operands of two types or of float16, which the history keeps as they are. */
static KtTensor *mixed_pair_loss(KtCtx *ctx, KtOp op, KtTensor *x, KtTensor *y, double param,
                                 KtReduction red) {
    bool half = x->dtype == KT_F16 && y->dtype == KT_F16;
    int dtype = half ? KT_F16 : kt_promote_torch(x->dtype, y->dtype);
    KtTensor *p = kt_cast(ctx, x, dtype), *q = p ? kt_cast(ctx, y, dtype) : NULL,
             *r = !q     ? NULL
                  : half ? kt_pair_loss_of_halves(ctx, op, p, q, param, red)
                         : kt_pair_loss(ctx, op, p, q, NULL, param, red);
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, q);
    if (r && op == KT_OP_HUBER && dtype != x->dtype) r = kt_cast_back(ctx, r, x->dtype);
    if (!r || !AG_NEEDS2(ctx, x, y)) return r;
    return kt_ag_record(ctx, r, pair_rule(op), AG_T(x, y), AG_T(x, y, NULL),
                        AG_A(AG_I(red), AG_D(param)));
}

KtTensor *kta_pair_loss(KtCtx *ctx, KtOp op, KtTensor *x, KtTensor *y, KtTensor *weight,
                        double param, KtReduction red) {
    if (KB_UNLIKELY(kt_is_half_dtype(x->dtype) || kt_is_half_dtype(y->dtype)) && ctx->autocast) {
        KtTensor *p = kt_as_float32(ctx, x), *q = p ? kt_as_float32(ctx, y) : NULL,
                 *r = q ? kta_pair_loss(ctx, op, p, q, weight, param, red) : NULL;
        kt_xdecref(ctx, p);
        kt_xdecref(ctx, q);
        return kta_name_node(kt_cast_back(ctx, r, KT_F32), pair_rule(op)->name);
    }
    if (!constant(ctx, weight, "binary_cross_entropy", "weight")) return NULL;
    bool half = x->dtype == KT_F16 && op != KT_OP_HUBER; /* no gradient: backward says so */
    if ((half || x->dtype != y->dtype) && op != KT_OP_BCE)
        return mixed_pair_loss(ctx, op, x, y, param, red);
    KtTensor *r = halves_have(op, x->dtype) ? kt_pair_loss_of_halves(ctx, op, x, y, param, red)
                                            : kt_pair_loss(ctx, op, x, y, weight, param, red);
    if (!AG_NEEDS2(ctx, x, y)) return r;
    return kt_ag_record(ctx, r, pair_rule(op), AG_T(x, y), AG_T(x, y, weight),
                        AG_A(AG_I(red), AG_D(param)));
}

/* With p the weight of positives: (1 - y) x + (1 + (p - 1) y) log(1 + exp(-x)). */
static void back_bce_logits(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1), *p = ag_saved(g, 3);
    if (g->failed) return;
    if (ag_needs(g, 0)) {
        KtTensor *s = g_un(g, KT_OP_SIGMOID, x), *py = p ? g_mul(g, p, y) : NULL;
        ag_set(g, 0,
               of_mean(g, p ? g_sub(g, g_mul(g, g_sub(g, g_adds(g, py, 1), y), s), py)
                            : g_sub(g, s, y)));
    }
    if (!g->n->edges[1].node) return;
    KtTensor *minus = g_neg(g, x);
    ag_set(g, 1,
           of_mean(g, p ? g_sub(g, g_un(g, KT_OP_LOGSIGMOID, minus),
                                g_mul(g, p, g_un(g, KT_OP_LOGSIGMOID, x)))
                        : minus));
}
static const KtRule rule_bce_logits = {"BinaryCrossEntropyWithLogitsBackward0", back_bce_logits,
                                       false};

KtTensor *kta_bce_logits(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *weight,
                         KtTensor *pos_weight, KtReduction red) {
    if (!constant(ctx, weight, "binary_cross_entropy_with_logits", "weight") ||
        !constant(ctx, pos_weight, "binary_cross_entropy_with_logits", "pos_weight"))
        return NULL;
    KtTensor *r = kt_bce_logits(ctx, x, y, weight, pos_weight, red);
    if (!AG_NEEDS2(ctx, x, y)) return r;
    return kt_ag_record(ctx, r, &rule_bce_logits, AG_T(x, y), AG_T(x, y, weight, pos_weight),
                        AG_A(AG_I(red), AG_D(0)));
}

/* The gradient is a product of GO, [0] of each sample, and the saved one of ones. */
static void twice_nll(Ag *g) {
    KtTensor *t = g_mul(g, GO, ag_saved(g, 0));
    ag_set(g, 0, ag_int(g, 0) ? g_sum1(g, t, 1, false) : g_sum_all(g, t));
}
static const KtRule rule_nll_twice = {"NllLossBackwardBackward0", twice_nll, false};
/* [0] reduction, [1] ignored class, [2] sum of weights. Linear in the gradient. */
static void back_nll(Ag *g) {
    KtTensor *logp = ag_saved(g, 0), *target = ag_saved(g, 1), *w = ag_saved(g, 2), *go = GO;
    KtReduction red = (KtReduction)ag_int(g, 0);
    if (g->failed) return;
    KtTensor *r =
        kt_nll_loss_backward(g->ctx, go, logp, target, w, ag_int(g, 1), red, ag_dbl(g, 2));
    if (r && AG_NEEDS(g->ctx, GO)) {
        KtTensor *one = g_full(g, &g->n->out[0], 1),
                 *unit = one ? ag_keep(g, kt_nll_loss_backward(g->ctx, one, logp, target, w,
                                                               ag_int(g, 1), red, ag_dbl(g, 2)))
                             : NULL;
        const bool each = red == KT_RED_NONE && logp->ndim > 1;
        if (unit)
            r = kt_ag_record(g->ctx, r, &rule_nll_twice, AG_T(GO), AG_T(unit), AG_A(AG_I(each)));
    }
    ag_give(g, 0, r);
    ag_flat_kernel(g, 0, "NllLossBackwardBackward0");
}
static const KtRule rule_nll = {"NllLossBackward0", back_nll, false};
static const KtRule rule_nll_view = {"ViewBackward0", back_nll, false};
static const KtRule rule_nll2 = {"NllLoss2DBackward0", back_nll, false};

static const KtRule *nll_rule(const KtTensor *logp, KtReduction red) {
    return logp->ndim <= 2                                         ? &rule_nll
           : red == KT_RED_NONE && logp->ndim != 4 /* in planes */ ? &rule_nll_view
                                                                   : &rule_nll2;
}

KtTensor *kta_nll_loss(KtCtx *ctx, KtTensor *logp, KtTensor *target, KtTensor *weight,
                       int64_t ignore_index, KtReduction red) {
    const KtRule *rule = nll_rule(logp, red);
    if (KB_UNLIKELY(logp->dtype == KT_BF16 && !ctx->autocast && rule != &rule_nll_view)) {
        KtInFloat f;
        if (!kt_in_float_begin(ctx, &f, rule == &rule_nll ? KT_WHOLE_LOW_NLL : KT_WHOLE_LOW_NLL2, 3,
                               (KtTensor *[]){logp, target, weight}))
            return NULL;
        return kt_in_float_end(
            ctx, &f, kta_nll_loss(ctx, f.t[0], f.t[1], f.t[2], ignore_index, red), KT_BF16);
    }
    if (KB_UNLIKELY(logp->dtype == KT_BF16 || (logp->dtype == KT_F16 && ctx->autocast))) {
        /* computed in float; stays so in autocast */
        int dtype = ctx->autocast ? KT_F32 : logp->dtype;
        KtTensor *f = kt_as_float32(ctx, logp), *w = kt_as_float32(ctx, weight),
                 *r = f && (w || !weight) ? kta_nll_loss(ctx, f, target, w, ignore_index, red)
                                          : NULL;
        kt_xdecref(ctx, f);
        kt_xdecref(ctx, w);
        return kta_name_node(kt_cast_back(ctx, r, dtype), rule->name);
    }
    double total = 0;
    if (!constant(ctx, weight, logp->ndim > 2 ? "nll_loss2d_forward" : "nll_loss_forward",
                  "weight"))
        return NULL;
    KtTensor *r = kt_nll_loss(ctx, logp, target, weight, ignore_index, red, &total);
    if (!AG_NEEDS(ctx, logp)) return r;
    return kt_ag_record(ctx, r, rule, AG_T(logp), AG_T(logp, target, weight),
                        AG_A(AG_I(red), AG_I(ignore_index), AG_D(total)));
}
