/* Loss functions and their gradients. */
#include <math.h>
#include <string.h>

#include "autocast.h"
#include "kernel_loops.h"
#include "nn_loops.h"
#include "nn_util.h"
#include "ops.h"
#include "shape.h"

static bool same_shape(KtCtx *ctx, const KtTensor *x, const KtTensor *y, const char *what) {
    return kt_same_shape(x, y) ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "%s: operands must have one shape (broadcast first)",
                   what);
}

/* Element losses in `e` reduced as asked; consumes e. */
static KtTensor *reduced(KtCtx *ctx, KtTensor *e, KtReduction red) {
    if (!e || red == KT_RED_NONE) return e;
    KtTensor *r = kt_reduce(ctx, red == KT_RED_MEAN ? KT_OP_MEAN : KT_OP_SUM, e, NULL, 0, false,
                            KT_NO_DTYPE, NULL);
    kt_decref(ctx, e);
    return r;
}

/* The incoming gradient as one number (reductions) or a contiguous tensor of x's shape. */
static bool incoming(KtCtx *ctx, KtTensor *grad, const KtTensor *x, KtReduction red,
                     KtTensor **full, double *number) {
    *full = NULL;
    *number = 1;
    if (red == KT_RED_NONE)
        return kt_same_shape(grad, x) && kt_nn_same_dtype(ctx, x, grad)
                   ? (*full = kt_contiguous(ctx, grad)) != NULL
                   : kt_fail(ctx, KT_RUNTIME_ERROR, "gradient of a loss has the wrong shape");
    KtScalar s;
    if (!kt_item(ctx, grad, &s)) return false;
    *number = kt_scalar_as_double(&s);
    return true;
}

static KtTensor *weight_for(KtCtx *ctx, KtTensor *w, const KtTensor *x, bool *ok) {
    *ok = true;
    if (!w) return NULL;
    KtTensor *e = kt_expand(ctx, w, x->ndim, x->sizes),
             *c = e && kt_nn_same_dtype(ctx, x, e) ? kt_contiguous(ctx, e) : NULL;
    kt_xdecref(ctx, e);
    *ok = c != NULL;
    return c;
}

static const char *loss_name(int op) {
    return op == KT_OP_MSE_LOSS    ? "mse_cpu"
           : op == KT_OP_SMOOTH_L1 ? "smooth_l1_cpu"
           : op == KT_OP_HUBER     ? "huber_cpu"
                                   : "binary_cross_entropy";
}

static const char *loss_backward_name(int op) {
    return op == KT_OP_MSE_LOSS    ? "mse_backward_cpu_out"
           : op == KT_OP_SMOOTH_L1 ? "smooth_l1_backward_cpu_out"
                                   : loss_name(op);
}

static NnLoss loss_kind(int op) {
    return op == KT_OP_MSE_LOSS    ? NN_LOSS_MSE
           : op == KT_OP_SMOOTH_L1 ? NN_LOSS_SMOOTH
           : op == KT_OP_HUBER     ? NN_LOSS_HUBER
                                   : NN_LOSS_BCE;
}

/* How many elements of a gradient PyTorch computes by vectors: all its operands, and the result,
 * must lie in the usual order. */
static int64_t by_vectors(const KtTensor *x, const KtTensor *y, const KtTensor *grad) {
    const int64_t size = x->itemsize, steps[3] = {size, size, size};
    bool usual = kt_is_contiguous(x) && kt_is_contiguous(y) && (!grad || kt_is_contiguous(grad));
    return usual ? kt_by_vectors2(steps, size, x->numel) : 0;
}

/* ---- losses of halves ---- */

/* Each step is rounded to the type, as PyTorch's arithmetic on it is; but smooth_l1 of bfloat16 is
 * computed in floats. */
typedef struct HalfLoss {
    int op, dtype;
    bool steps;
    float param; /* of the type */
} HalfLoss;

static float rounded(int dtype, float v) {
    return dtype == KT_F16 ? kt_f16_to_float(kt_float_to_f16(v))
                           : kt_bf16_to_float(kt_float_to_bf16(v));
}
static inline float in_step(const HalfLoss *l, float v) {
    return l->steps ? rounded(l->dtype, v) : v;
}
static HalfLoss half_loss(int op, int dtype, double param) {
    HalfLoss l = {op, dtype, op != KT_OP_SMOOTH_L1 || dtype == KT_F16, (float)param};
    l.param = in_step(&l, l.param);
    return l;
}
/* vector: computed with others at once; else the steps of float16 after the first are those of
 * floats. */
static float half_value(const HalfLoss *l, float x, float y, bool vector) {
    float d = in_step(l, x - y), size = fabsf(d);
    const HalfLoss whole = {.steps = false}, *s = vector || l->dtype == KT_BF16 ? l : &whole;
    if (l->op == KT_OP_MSE_LOSS) return d * d;
    if (!(size < l->param)) {
        float past = size - in_step(s, 0.5f * l->param);
        return l->op == KT_OP_HUBER ? l->param * in_step(s, past) : past;
    }
    float square = in_step(s, in_step(s, 0.5f * size) * size);
    return l->op == KT_OP_HUBER ? square : square / l->param;
}
/* Of those computed one by one the parameter stays a double. */
static float half_slope(const HalfLoss *l, float x, float y, float go, float part, double param,
                        bool vector) {
    float d = in_step(l, x - y), end = l->op == KT_OP_HUBER ? l->param : 1;
    if (vector) {
        bool within = l->op == KT_OP_HUBER ? !(fabsf(d) > l->param) : !(fabsf(d) >= l->param);
        float out = !within                ? d > 0 ? end : -end
                    : l->op == KT_OP_HUBER ? d
                                           : in_step(l, d / l->param);
        return in_step(l, part * out) * go;
    }
    if (l->op == KT_OP_HUBER) {
        if ((double)d < -param) return (float)((double)in_step(l, -part * go) * param);
        if ((double)d > param) return (float)((double)in_step(l, part * go) * param);
        return in_step(l, part * d) * go;
    }
    if ((double)d <= -param) return -part * go;
    if ((double)d >= param) return part * go;
    return (float)((double)in_step(l, in_step(l, part * d) * go) / param);
}

static bool widen(KtCtx *ctx, KtTensor *const *in, int n, KtTensor **out) {
    for (int i = 0; i < n; i++) {
        KtTensor *f = in[i] ? kt_cast(ctx, in[i], KT_F32) : NULL;
        out[i] = f ? kt_contiguous(ctx, f) : NULL;
        kt_xdecref(ctx, f);
        if (in[i] && !out[i]) return false;
    }
    return true;
}

KtTensor *kt_pair_loss_of_halves(KtCtx *ctx, int op, KtTensor *x, KtTensor *y, double param,
                                 KtReduction red) {
    if (!same_shape(ctx, x, y, loss_name(op))) return NULL;
    const HalfLoss l = half_loss(op, x->dtype, param);
    KtTensor *f[2] = {NULL, NULL}, *e = NULL;
    if (widen(ctx, (KtTensor *[]){x, y}, 2, f) && (e = kt_empty_like(ctx, f[0], KT_NO_DTYPE))) {
        const float *p = (const float *)f[0]->data, *q = (const float *)f[1]->data;
        const int64_t whole = by_vectors(x, y, NULL);
        for (int64_t i = 0; i < e->numel; i++)
            ((float *)e->data)[i] = half_value(&l, p[i], q[i], i < whole);
        e = kt_laid_out(ctx, kt_cast_back(ctx, e, x->dtype), 2, (KtTensor *[]){x, y});
    }
    KT_NN_DROP(ctx, f[0], f[1]);
    return reduced(ctx, e, red);
}

KtTensor *kt_pair_loss_of_halves_backward(KtCtx *ctx, int op, KtTensor *grad, KtTensor *x,
                                          KtTensor *y, double param, KtReduction red) {
    const HalfLoss l = half_loss(op, x->dtype, param);
    KtTensor *f[3] = {NULL, NULL, NULL}, *r = NULL;
    float part = in_step(&l, red == KT_RED_MEAN ? (float)(1 / (double)x->numel) : 1), go = 0;
    KtScalar s;
    if (red != KT_RED_NONE) {
        if (!kt_item(ctx, grad, &s)) return NULL;
        go = (float)kt_scalar_as_double(&s);
    } else if (!kt_same_shape(grad, x)) {
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "gradient of a loss has the wrong shape");
    }
    if (widen(ctx, (KtTensor *[]){x, y, red == KT_RED_NONE ? grad : NULL}, 3, f) &&
        (r = kt_empty_like(ctx, f[0], KT_NO_DTYPE))) {
        const float *p = (const float *)f[0]->data, *q = (const float *)f[1]->data;
        const int64_t whole = by_vectors(x, y, red == KT_RED_NONE ? grad : NULL);
        for (int64_t i = 0; i < r->numel; i++)
            ((float *)r->data)[i] = half_slope(&l, p[i], q[i], f[2] ? ((float *)f[2]->data)[i] : go,
                                               part, param, i < whole);
        r = kt_cast_back(ctx, r, x->dtype);
    }
    KT_NN_DROP(ctx, f[0], f[1], f[2]);
    return r;
}

KtTensor *kt_pair_loss(KtCtx *ctx, int op, KtTensor *x, KtTensor *y, KtTensor *weight, double param,
                       KtReduction red) {
    if (op == KT_OP_BCE && x->dtype != y->dtype)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s",
                            kt_dtype_info[y->dtype].scalar_name,
                            kt_dtype_info[x->dtype].scalar_name);
    if (!kt_nn_check_float(ctx, x, loss_name(op)) || !kt_nn_same_dtype(ctx, x, y) ||
        !same_shape(ctx, x, y, loss_name(op)))
        return NULL;
    bool ok;
    KtTensor *w = weight_for(ctx, weight, x, &ok), *xc = ok ? kt_contiguous(ctx, x) : NULL,
             *yc = xc ? kt_contiguous(ctx, y) : NULL;
    KtTensor *e = yc ? kt_empty_like(ctx, xc, KT_NO_DTYPE) : NULL;
    if (e && op == KT_OP_BCE &&
        !(x->dtype == KT_F32 ? NN_F32(ctx)->in_unit((float *)xc->data, x->numel)
                             : NN_F64(ctx)->in_unit((double *)xc->data, x->numel))) {
        kt_decref(ctx, e);
        e = kt_fail_null(ctx, KT_RUNTIME_ERROR, "all elements of input should be between 0 and 1");
    }
    if (e) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->pair_loss(loss_kind(op), x->numel, (float *)xc->data, (float *)yc->data,
                                   w ? (float *)w->data : NULL, (float)param, (float *)e->data);
        else
            NN_F64(ctx)->pair_loss(loss_kind(op), x->numel, (double *)xc->data, (double *)yc->data,
                                   w ? (double *)w->data : NULL, param, (double *)e->data);
    }
    KT_NN_DROP(ctx, w, xc, yc);
    return reduced(ctx, kt_laid_out(ctx, e, 2, (KtTensor *[]){x, y}), red);
}

KtTensor *kt_pair_loss_backward(KtCtx *ctx, int op, KtTensor *grad, KtTensor *x, KtTensor *y,
                                KtTensor *weight, double param, KtReduction red) {
    KtTensor *g, *w = NULL, *xc = NULL, *yc = NULL, *r = NULL;
    double grad_value, share = red == KT_RED_MEAN ? 1 / (double)x->numel : 1;
    const int64_t whole = by_vectors(x, y, red == KT_RED_NONE ? grad : NULL);
    bool ok;
    if (!kt_nn_check_float(ctx, x, loss_backward_name(op)) ||
        !incoming(ctx, grad, x, red, &g, &grad_value))
        return NULL;
    w = weight_for(ctx, weight, x, &ok);
    if (ok && (xc = kt_contiguous(ctx, x)) && (yc = kt_contiguous(ctx, y)) &&
        (r = kt_empty_like(ctx, xc, KT_NO_DTYPE))) {
        if (x->dtype == KT_F32)
            NN_F32(ctx)->pair_grad(loss_kind(op), x->numel, (float *)xc->data, (float *)yc->data,
                                   w ? (float *)w->data : NULL, param, g ? (float *)g->data : NULL,
                                   (float)grad_value, share, whole, (float *)r->data);
        else
            NN_F64(ctx)->pair_grad(loss_kind(op), x->numel, (double *)xc->data, (double *)yc->data,
                                   w ? (double *)w->data : NULL, param,
                                   g ? (double *)g->data : NULL, grad_value, share, whole,
                                   (double *)r->data);
    }
    KT_NN_DROP(ctx, g, w, xc, yc);
    return op == KT_OP_BCE ? kt_laid_out(ctx, r, 1, &x) : r;
}

/* a op b in a's place, and op a in a's place: a is consumed. No operand, no result. */
static KtTensor *onto(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b) {
    KtTensor *r = a && b ? kt_binary(ctx, op, a, b, KT_NO_DTYPE, a) : NULL;
    kt_xdecref(ctx, a);
    return r;
}
static KtTensor *mapped(KtCtx *ctx, KtOp op, KtTensor *a) {
    KtTensor *r = a ? kt_unary(ctx, op, a, KT_NO_DTYPE, a) : NULL;
    kt_xdecref(ctx, a);
    return r;
}

/* 1 + (p - 1) y, what counts of the logarithm where positives have the weight p. */
static KtTensor *log_weight(KtCtx *ctx, KtTensor *p, KtTensor *y) {
    const KtScalar one = kt_scalar_int(1);
    KtTensor *less = kt_binary_ts(ctx, KT_OP_SUB, p, &one, KT_NO_DTYPE, NULL),
             *t = less ? kt_binary(ctx, KT_OP_MUL, less, y, KT_NO_DTYPE, NULL) : NULL,
             *r = t ? kt_binary_ts(ctx, KT_OP_ADD, t, &one, KT_NO_DTYPE, t) : NULL;
    kt_xdecref(ctx, less);
    kt_xdecref(ctx, t);
    return r;
}

/* (1 - y) x + (1 + (p - 1) y) log(1 + exp(-x)), with the logarithm as m + log(exp(-m) + exp(-x -
 * m)), m = max(-x, 0), which does not overflow. In PyTorch's steps, for its roundings. */
KtTensor *kt_bce_logits(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *weight,
                        KtTensor *pos_weight, KtReduction red) {
    if (!kt_nn_same_dtype(ctx, x, y) || !same_shape(ctx, x, y, "bce_with_logits")) return NULL;
    const KtOperand zero = kt_operand_scalar(kt_scalar_int(0));
    const KtScalar one = kt_scalar_int(1);
    KtTensor *minus = kt_unary(ctx, KT_OP_NEG, x, KT_NO_DTYPE, NULL),
             *m = minus ? kt_clamp(ctx, minus, &zero, NULL, NULL) : NULL,
             *near =
                 m ? mapped(ctx, KT_OP_EXP, kt_unary(ctx, KT_OP_NEG, m, KT_NO_DTYPE, NULL)) : NULL,
             *far = mapped(ctx, KT_OP_EXP, near ? onto(ctx, KT_OP_SUB, minus, m) : minus);
    KtTensor *l = mapped(ctx, KT_OP_LOG, onto(ctx, KT_OP_ADD, near, far));
    KtTensor *e =
        l ? onto(ctx, KT_OP_MUL, kt_binary_st(ctx, KT_OP_SUB, &one, y, KT_NO_DTYPE, NULL), x)
          : NULL;
    if (e && pos_weight) {
        l = onto(ctx, KT_OP_ADD, l, m);
        KtTensor *counted = onto(ctx, KT_OP_MUL, log_weight(ctx, pos_weight, y), l);
        e = onto(ctx, KT_OP_ADD, e, counted);
        kt_xdecref(ctx, counted);
    } else if (e) {
        e = onto(ctx, KT_OP_ADD, onto(ctx, KT_OP_ADD, e, m), l);
    }
    if (e && weight) e = onto(ctx, KT_OP_MUL, e, weight);
    KT_NN_DROP(ctx, m, far, l);
    return reduced(ctx, e, red);
}

/* ---- negative log likelihood ---- */

static bool nll_sizes(KtCtx *ctx, const KtTensor *x, const KtTensor *t) {
    char a[512], b[512];
    if (x->ndim == 0) return kt_fail(ctx, KT_VALUE_ERROR, "Expected 1 or more dimensions (got 0)");
    int64_t targets = t->ndim ? t->sizes[0] : 0;
    if (x->ndim > 1 && x->sizes[0] != targets)
        return kt_fail(ctx, KT_VALUE_ERROR,
                       "Expected input batch_size (%lld) to match target batch_size (%lld).",
                       (long long)x->sizes[0], (long long)targets);
    if (x->ndim <= 2) {
        if (t->ndim > 1)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "0D or 1D target tensor expected, multi-target not supported");
        return t->ndim == x->ndim - 1 ||
               kt_fail(ctx, KT_RUNTIME_ERROR, "size mismatch (got input: %s, target: %s)",
                       kt_nn_sizes(x, a), kt_nn_sizes(t, b));
    }
    bool fits = t->ndim == x->ndim - 1;
    for (int d = 2; fits && d < x->ndim; d++)
        fits = t->sizes[d - 1] == x->sizes[d];
    if (fits) return true;
    if (x->ndim == 4 && t->ndim != 3)
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "only batches of spatial targets supported (3D tensors) but got targets of dimension: "
            "%d",
            t->ndim);
    if (x->ndim == 4)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "size mismatch (got input: %s , target: %s",
                       kt_nn_sizes(x, a), kt_nn_sizes(t, b));
    int64_t wanted[KT_MAX_DIMS];
    wanted[0] = x->sizes[0];
    memcpy(wanted + 1, x->sizes + 2, sizeof(int64_t) * (size_t)(x->ndim - 2));
    return kt_fail(ctx, KT_RUNTIME_ERROR, "Expected target size [%s], got %s",
                   kt_nn_join(x->ndim - 1, wanted, ", ", a), kt_nn_sizes(t, b));
}

static bool nll_shape(KtCtx *ctx, const KtTensor *logp, const KtTensor *target,
                      const KtTensor *weight, NnScores *s) {
    char a[512];
    if (!nll_sizes(ctx, logp, target)) return false;
    bool single = logp->ndim == 1;
    s->batch = single ? 1 : logp->sizes[0];
    s->classes = logp->sizes[single ? 0 : 1];
    s->plane = 1;
    for (int d = 2; d < logp->ndim; d++)
        s->plane *= logp->sizes[d];
    if (weight && (weight->ndim != 1 || weight->sizes[0] != s->classes))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "weight tensor should be defined either for all %lld classes or no classes "
                       "but got weight tensor of shape: %s",
                       (long long)s->classes, kt_nn_sizes(weight, a));
    if (!kt_nn_check_float(ctx, logp,
                           logp->ndim > 2 ? "nll_loss2d_forward_out_frame" : "nll_loss_out_frame"))
        return false;
    if (target->dtype != KT_I64)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "expected scalar type Long but found %s",
                       kt_dtype_info[target->dtype].scalar_name);
    return !weight || kt_nn_same_dtype(ctx, logp, weight);
}

static bool targets_valid(KtCtx *ctx, const int64_t *t, int64_t n, int64_t classes,
                          int64_t ignore) {
    for (int64_t i = 0; i < n; i++)
        if (t[i] != ignore && (t[i] < 0 || t[i] >= classes))
            return kt_fail(ctx, KT_INDEX_ERROR, "Target %lld is out of bounds.", (long long)t[i]);
    return true;
}

KtTensor *kt_nll_loss(KtCtx *ctx, KtTensor *logp, KtTensor *target, KtTensor *weight,
                      int64_t ignore, KtReduction red, double *total) {
    NnScores s;
    if (!nll_shape(ctx, logp, target, weight, &s)) return NULL;
    KtTensor *lc = kt_contiguous(ctx, logp), *tc = lc ? kt_contiguous(ctx, target) : NULL,
             *w = tc && weight ? kt_contiguous(ctx, weight) : NULL;
    KtTensor *e = NULL, *r = NULL;
    if (!tc || (weight && !w) ||
        !targets_valid(ctx, (int64_t *)tc->data, tc->numel, s.classes, ignore) ||
        !(e = kt_empty(ctx, logp->dtype, target->ndim, target->sizes)))
        goto done;
    double sum;
    if (logp->dtype == KT_F32)
        NN_F32(ctx)->nll(&s, (float *)lc->data, (int64_t *)tc->data, w ? (float *)w->data : NULL,
                         ignore, (float *)e->data, &sum, total);
    else
        NN_F64(ctx)->nll(&s, (double *)lc->data, (int64_t *)tc->data, w ? (double *)w->data : NULL,
                         ignore, (double *)e->data, &sum, total);
    if (red == KT_RED_NONE) {
        r = kt_incref(e);
    } else {
        KtScalar v = kt_scalar_float(red == KT_RED_MEAN ? sum / *total : sum);
        r = kt_scalar_tensor(ctx, logp->dtype, &v);
    }
done:
    KT_NN_DROP(ctx, lc, tc, w, e);
    return r;
}

KtTensor *kt_nll_loss_backward(KtCtx *ctx, KtTensor *grad, KtTensor *logp, KtTensor *target,
                               KtTensor *weight, int64_t ignore, KtReduction red, double total) {
    NnScores s;
    if (!nll_shape(ctx, logp, target, weight, &s)) return NULL;
    KtTensor *g = NULL, *tc = kt_contiguous(ctx, target),
             *w = tc && weight ? kt_contiguous(ctx, weight) : NULL, *r = NULL;
    double scale = 1;
    if (!tc || (weight && !w)) goto done;
    if (red == KT_RED_NONE) {
        if (!(g = kt_contiguous(ctx, grad))) goto done;
    } else {
        KtScalar v;
        if (!kt_item(ctx, grad, &v)) goto done;
        scale = kt_scalar_as_double(&v) / (red == KT_RED_MEAN ? total : 1);
    }
    if (!targets_valid(ctx, (int64_t *)tc->data, tc->numel, s.classes, ignore) ||
        !(r = kt_zeros(ctx, logp->dtype, logp->ndim, logp->sizes)))
        goto done;
    if (logp->dtype == KT_F32)
        NN_F32(ctx)->nll_grad(&s, g ? (float *)g->data : NULL, (int64_t *)tc->data,
                              w ? (float *)w->data : NULL, ignore, (float)scale, (float *)r->data);
    else
        NN_F64(ctx)->nll_grad(&s, g ? (double *)g->data : NULL, (int64_t *)tc->data,
                              w ? (double *)w->data : NULL, ignore, scale, (double *)r->data);
done:
    KT_NN_DROP(ctx, g, tc, w);
    return r;
}
