/* Differentiable element-wise functions of one operand: kta_unary, kta_unary_param and their rules,
 * one function per gradient name of op.def. Complex rules multiply by the conjugate derivative. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "autograd_private.h"
#include "ew.h"

#define GO        (g->grad[0])
#define X         ag_saved(g, 0)
#define RECORDING (ag_recording(g->ctx))
#define PI        3.14159265358979323846

enum { SAVE_NONE, SAVE_IN, SAVE_OUT, SAVE_BOTH };

/* GRAD(name, what is saved, gradient) */
#define GRAD(name, what, expr)                                                                     \
    enum { SAVES_##name = what };                                                                  \
    static void back_##name(Ag *g) {                                                               \
        KtTensor *go = GO, *x = what ? X : go, *r = NULL;                                          \
        if (x) r = (expr);                                                                         \
        ag_set(g, 0, r);                                                                           \
    }
/* KERNEL(name, what is saved, gradient, its node when it is recorded); FLAT: the slope is the same
 * on both sides of its steps. */
#define KERNEL_AS(name, what, expr, finish)                                                        \
    enum { SAVES_##name = what };                                                                  \
    static void back_##name(Ag *g) {                                                               \
        KtTensor *go = g_solid(g, GO), *x = X, *r = NULL;                                          \
        if (x) r = (expr);                                                                         \
        ag_set(g, 0, r);                                                                           \
        if (RECORDING) finish;                                                                     \
    }
#define KERNEL(name, what, expr, node)                                                             \
    KERNEL_AS(name, what, expr, kta_name_node(g->result[0], node))
#define FLAT(name, what, expr, node) KERNEL_AS(name, what, expr, ag_flat_kernel(g, 0, node))
#define DERIV(name, what, expr)      GRAD(name, what, g_mul(g, go, g_conj(g, (expr))))
/* PyTorch multiplies the slope by the gradient: it leads in the memory order of the product. */
#define DERIV_LEADS(name, what, expr) GRAD(name, what, g_mul(g, (expr), go))

/* FUSED(name, what is saved, slope, op): one pass over memory, unless the gradient is to be
 * differentiated again: then the slope is put together from operations that have gradients. */
static bool fusible(const Ag *g, const KtTensor *go, const KtTensor *x) {
    return !RECORDING && go->dtype == x->dtype && kt_is_float_dtype(x->dtype);
}
#define FUSED(name, what, slope, op)                                                               \
    GRAD(name, what, fusible(g, go, x) ? g_bin(g, op, x, go) : g_mul(g, go, g_conj(g, (slope))))

/* r, a gradient put together that way, with the numbers of the kernel that PyTorch records there:
 * v, which is taken over. r is new and nobody has saved it. */
static KtTensor *with_numbers(Ag *g, KtTensor *r, KtTensor *v) {
    bool ok = r && v && kt_copy(g->ctx, r, v);
    kt_xdecref(g->ctx, v);
    if (!ok) g->failed = true;
    return ok ? r : NULL;
}
static KtTensor *of_kernel(Ag *g, KtOp op, KtTensor *x, KtTensor *go, KtTensor *r) {
    bool alike = go->dtype == x->dtype && kt_is_float_dtype(x->dtype) && kt_same_shape(go, x);
    if (!r || !alike || g->ctx->forward) return r;
    return with_numbers(g, r, kt_binary(g->ctx, op, x, go, KT_NO_DTYPE, NULL));
}
#define BY_KERNEL(op, composed)                                                                    \
    (fusible(g, go, x) ? g_bin(g, op, x, go) : of_kernel(g, op, x, go, composed))

/* The gradient of a function that is a kernel is one, too, with a gradient of its own: TWICE(name,
 * what is saved, op of its gradient, node, what that is for x, the kernel's other operand, where gg
 * came in). Put together only where tangents are pushed through, or numbers are complex. */
static KtTensor *by_kernel(Ag *g, KtOp op, const KtRule *twice, KtTensor *go, KtTensor *x,
                           bool *done) {
    *done = !go || !x ||
            (go->dtype == x->dtype && kt_is_float_dtype(x->dtype) && kt_same_shape(go, x) &&
             !g->ctx->forward);
    if (!*done || !go || !x) return NULL;
    KtTensor *r = kt_binary(g->ctx, op, x, go, KT_NO_DTYPE, NULL);
    bool record = r && RECORDING && (AG_NEEDS2(g->ctx, go, x));
    return ag_keep(g, record ? kt_ag_record(g->ctx, r, twice, AG_T(go, x), AG_T(go, x), AG_NO_ATTR)
                             : r);
}
#define TWICE(name, what, op, node, composed, expr)                                                \
    static void back_##name##_twice(Ag *g);                                                        \
    static const KtRule rule_##name##_twice = {node, back_##name##_twice, false};                  \
    static KtTensor *name##_grad(Ag *g, KtTensor *go, KtTensor *x) {                               \
        bool done;                                                                                 \
        KtTensor *r = by_kernel(g, op, &rule_##name##_twice, go, x, &done);                        \
        return done ? r : (composed);                                                              \
    }                                                                                              \
    static void back_##name##_twice(Ag *g) {                                                       \
        KtTensor *go = ag_saved(g, 0), *x = ag_saved(g, 1), *gg = GO;                              \
        if (g->failed) return;                                                                     \
        if (ag_needs(g, 0)) ag_set(g, 0, name##_grad(g, gg, x));                                   \
        if (ag_needs(g, 1)) ag_set(g, 1, (expr));                                                  \
    }                                                                                              \
    GRAD(name, what, name##_grad(g, g_solid(g, go), x))

/* Functions of pieces pass the gradient of NaN on where PyTorch compares to find what to drop. */
static KtTensor *between(Ag *g, KtTensor *x, double lo, double hi) {
    return g_bin(g, KT_OP_LOGICAL_AND, g_bin_s(g, KT_OP_GT, x, lo), g_bin_s(g, KT_OP_LT, x, hi));
}
static KtTensor *param1(Ag *g, KtOp op, KtTensor *x, const double *p) {
    return x ? ag_keep(g, kta_unary_param(g->ctx, op, x, p)) : NULL;
}

GRAD(neg, SAVE_NONE, g_neg(g, x))
GRAD(alias, SAVE_NONE, x)
GRAD(zero, SAVE_NONE, g_zeros_like(g, x, x->dtype))
GRAD(frac, SAVE_NONE, x)
GRAD(conj, SAVE_NONE, g_conj(g, x))
GRAD(abs, SAVE_IN, g_mul(g, go, g_un(g, KT_OP_SGN, x)))
static KtTensor *sgn_grad(Ag *g, KtTensor *go, KtTensor *x) {
    KtTensor *s = ag_saved(g, 1); /* asked for though it may count for nothing, as in PyTorch */
    if (!s) return NULL;
    if (!kt_is_complex_dtype(x->dtype)) return g_lazy_zeros(g, &g->n->in[0]);
    /* only the change across the direction counts: (g - Re(g conj s) s) / |x| */
    KtTensor *size = g_un(g, KT_OP_ABS, x), *w = g_mul(g, go, g_conj(g, s)),
             *along = g_muls(g, g_add(g, w, g_conj(g, w)), 0.5);
    KtTensor *across = g_div(g, g_sub(g, go, g_mul(g, along, s)), size);
    return g_zero_where(g, g_bin_s(g, KT_OP_EQ, size, 0), across);
}
GRAD(sgn, SAVE_BOTH, sgn_grad(g, go, x))
/* in PyTorch a power, whose slope is one again */
DERIV(square, SAVE_IN, g_muls(g, RECORDING ? g_bin_s(g, KT_OP_POW, x, 1) : x, 2))
GRAD(sqrt, SAVE_OUT, g_div(g, go, g_muls(g, g_conj(g, x), 2)))
GRAD(rsqrt, SAVE_OUT, g_mul(g, g_muls(g, go, -0.5), g_conj(g, g_bin_s(g, KT_OP_POW, x, 3))))
GRAD(reciprocal, SAVE_OUT, g_mul(g, g_neg(g, go), g_conj(g, g_sq(g, x))))
DERIV(exp, SAVE_OUT, x)
GRAD(exp2, SAVE_OUT, g_muls(g, g_mul(g, go, g_conj(g, x)), 0.69314718055994530942))
DERIV(expm1, SAVE_OUT, g_adds(g, x, 1))
GRAD(log, SAVE_IN, g_div(g, go, g_conj(g, x)))
GRAD(log2, SAVE_IN, g_div(g, go, g_muls(g, g_conj(g, x), 0.69314718055994530942)))
GRAD(log10, SAVE_IN, g_div(g, go, g_muls(g, g_conj(g, x), 2.3025850929940456)))
GRAD(log1p, SAVE_IN, g_div(g, go, g_adds(g, g_conj(g, x), 1)))
DERIV(sin, SAVE_IN, g_un(g, KT_OP_COS, x))
DERIV(cos, SAVE_IN, g_neg(g, g_un(g, KT_OP_SIN, x)))
DERIV(tan, SAVE_OUT, g_adds(g, g_sq(g, x), 1))
DERIV(asin, SAVE_IN, g_un(g, KT_OP_RSQRT, g_rsub(g, 1, g_sq(g, x))))
DERIV(acos, SAVE_IN, g_neg(g, g_un(g, KT_OP_RSQRT, g_rsub(g, 1, g_sq(g, x)))))
GRAD(atan, SAVE_IN, g_div(g, go, g_conj(g, g_adds(g, g_sq(g, x), 1))))
DERIV(sinh, SAVE_IN, g_un(g, KT_OP_COSH, x))
DERIV(cosh, SAVE_IN, g_un(g, KT_OP_SINH, x))
TWICE(tanh, SAVE_OUT, KT_OP_TANH_BACKWARD, "TanhBackwardBackward0",
      g_mul(g, go, g_conj(g, g_rsub(g, 1, g_sq(g, x)))),
      g_mul(g, gg, g_mul(g, g_muls(g, x, -2), go)))
DERIV(asinh, SAVE_IN, g_un(g, KT_OP_RSQRT, g_adds(g, g_sq(g, x), 1)))
/* sqrt(x y) is sqrt(x) sqrt(y) for complex numbers only up to the sign */
DERIV(acosh, SAVE_IN,
      kt_is_complex_dtype(x->dtype)
          ? g_mul(g, g_un(g, KT_OP_RSQRT, g_adds(g, x, 1)), g_un(g, KT_OP_RSQRT, g_adds(g, x, -1)))
          : g_un(g, KT_OP_RSQRT, g_adds(g, g_sq(g, x), -1)))
GRAD(atanh, SAVE_IN, g_div(g, go, g_conj(g, g_rsub(g, 1, g_bin_s(g, KT_OP_POW, x, 2)))))
TWICE(sigmoid, SAVE_OUT, KT_OP_SIGMOID_BACKWARD, "SigmoidBackwardBackward0",
      g_mul(g, go, g_conj(g, g_mul(g, x, g_rsub(g, 1, x)))),
      g_mul(g, g_mul(g, gg, go), g_adds(g, g_muls(g, x, -2), 1)))
DERIV_LEADS(erf, SAVE_IN, g_muls(g, g_un(g, KT_OP_EXP, g_neg(g, g_sq(g, x))), 2 / sqrt(PI)))
DERIV_LEADS(erfc, SAVE_IN, g_muls(g, g_un(g, KT_OP_EXP, g_neg(g, g_sq(g, x))), -2 / sqrt(PI)))
DERIV_LEADS(erfinv, SAVE_IN,
            g_muls(g, g_un(g, KT_OP_EXP, g_bin_s(g, KT_OP_POW, g_un(g, KT_OP_ERFINV, x), 2)),
                   sqrt(PI) / 2))
DERIV(lgamma, SAVE_IN, g_un(g, KT_OP_DIGAMMA, x))
DERIV(digamma, SAVE_IN, g_un(g, KT_OP_TRIGAMMA, x))
static KtTensor *polygamma2(Ag *g, KtTensor *x) {
    KtScalar two = kt_scalar_int(2);
    KtOperand order = kt_operand_scalar(two), at = {.t = x};
    return x ? ag_keep(g, kta_binary(g->ctx, KT_OP_POLYGAMMA, &order, &at)) : NULL;
}
DERIV(trigamma, SAVE_IN, polygamma2(g, x))
DERIV(i0, SAVE_IN, g_un(g, KT_OP_I1, x))
/* i0(x) - i1(x) / x, a half near 0 and at nan */
static KtTensor *i1_deriv(Ag *g, KtTensor *x, KtTensor *r) {
    double eps = x->dtype == KT_F64 ? DBL_EPSILON : FLT_EPSILON;
    KtTensor *some = g_bin_s(g, KT_OP_GT, g_un(g, KT_OP_ABS, x), eps),
             *safe = g_where_s(g, some, x, eps);
    KtTensor *d = g_sub(g, g_un(g, KT_OP_I0, safe), g_mul(g, r, g_un(g, KT_OP_RECIPROCAL, safe)));
    return g_where_s(g, some, d, 0.5);
}
DERIV(i1, SAVE_BOTH, i1_deriv(g, x, ag_saved(g, 1)))
static KtTensor *sinc_grad(Ag *g, KtTensor *go, KtTensor *x) {
    KtTensor *turn = g_muls(g, x, PI), *area = g_muls(g, g_sq(g, x), PI);
    KtTensor *rise = g_sub(g, g_mul(g, turn, g_un(g, KT_OP_COS, turn)), g_un(g, KT_OP_SIN, turn));
    return g_zero_where(g, g_bin_s(g, KT_OP_EQ, area, 0),
                        g_mul(g, go, g_conj(g, g_div(g, rise, area))));
}
GRAD(sinc, SAVE_IN, sinc_grad(g, go, x))
GRAD(deg2rad, SAVE_NONE, g_muls(g, x, PI / 180))
GRAD(rad2deg, SAVE_NONE, g_muls(g, x, 180 / PI))
FLAT(relu, SAVE_OUT,
     fusible(g, go, x) ? g_bin(g, KT_OP_RELU_BACKWARD, x, go)
                       : g_zero_where(g, g_bin_s(g, KT_OP_LE, x, 0), go),
     "ThresholdBackwardBackward0")

static KtTensor *angle_grad(Ag *g, KtTensor *go, KtTensor *x) {
    if (!kt_is_complex_dtype(x->dtype)) return g_zeros_like(g, x, x->dtype);
    KtScalar i = kt_scalar_complex(0, 1);
    KtTensor *turn =
        g_mul(g, go, g_sc(g, KT_OP_MUL, g_div(g, x, g_sq(g, g_un(g, KT_OP_ABS, x))), &i));
    return g_zero_where(g, g_bin_s(g, KT_OP_EQ, x, 0), turn);
}
GRAD(angle, SAVE_IN, angle_grad(g, go, x))

static KtTensor *logit_grad(Ag *g, KtTensor *go, KtTensor *x) {
    const double eps = ag_dbl(g, 0), lo = eps < 0 ? 0 : eps, param[3] = {eps};
    if (fusible(g, go, x))
        return ag_keep(g, kt_binary_param(g->ctx, KT_OP_LOGIT_BACKWARD, x, g_solid(g, go), param));
    KtTensor *outside =
        g_bin(g, KT_OP_LOGICAL_OR, g_bin_s(g, KT_OP_LT, x, lo), g_bin_s(g, KT_OP_GT, x, 1 - lo));
    if (RECORDING) /* by comparisons that nan does not pass */
        outside = g_un(g, KT_OP_LOGICAL_NOT,
                       g_bin(g, KT_OP_LOGICAL_AND, g_bin_s(g, KT_OP_GE, x, lo),
                             g_bin_s(g, KT_OP_LE, x, 1 - lo)));
    KtTensor *r = g_div(g, RECORDING ? go : g_solid(g, go), g_mul(g, x, g_rsub(g, 1, x)));
    return eps < 0 ? g_where(g, outside, g_full(g, &g->n->in[0], NAN), r)
                   : g_zero_where(g, outside, r);
}
GRAD(logit, SAVE_IN, logit_grad(g, go, x))

/* As mish's, it is put together from operations in PyTorch, too, where it is recorded. */
static KtTensor *silu_grad(Ag *g, KtTensor *go, KtTensor *x) {
    if (fusible(g, go, x)) return g_bin(g, KT_OP_SILU_BACKWARD, x, g_solid(g, go));
    KtTensor *s = g_un(g, KT_OP_SIGMOID, x), *t = g_adds(g, g_mul(g, x, g_rsub(g, 1, s)), 1);
    if (kt_is_complex_dtype(x->dtype)) return g_mul(g, go, g_conj(g, g_mul(g, s, t)));
    return g_mul(g, g_mul(g, RECORDING ? go : g_solid(g, go), s), t);
}
GRAD(silu, SAVE_IN, silu_grad(g, go, x))

static KtTensor *gelu_deriv(Ag *g, KtTensor *x) {
    KtTensor *cdf = g_muls(g, g_adds(g, g_un(g, KT_OP_ERF, g_muls(g, x, sqrt(0.5))), 1), 0.5);
    KtTensor *pdf = g_muls(g, g_un(g, KT_OP_EXP, g_muls(g, g_sq(g, x), -0.5)), 1 / sqrt(2 * PI));
    return g_add(g, cdf, g_mul(g, x, pdf));
}
/* Whether oneDNN, to which PyTorch leaves the gradient of such gelus, takes these strides: those
 * that are not zero, from the smallest on, must step over what the dimension before has. */
static bool onednn_takes(Ag *g, const KtTensor *t) {
    bool seen[KT_MAX_DIMS] = {false};
    int64_t least = 1;
    for (int n = 0; n < t->ndim; n++) {
        int next = -1;
        for (int d = 0; d < t->ndim; d++) {
            if (seen[d]) continue;
            bool first = next < 0 || t->strides[d] < t->strides[next] ||
                         (t->strides[d] == t->strides[next] && t->sizes[d] < t->sizes[next]);
            if (first) next = d;
        }
        seen[next] = true;
        if (t->sizes[next] == 1 || t->strides[next] == 0) continue;
        if (t->strides[next] < least) {
            g->failed = true;
            return kt_fail(g->ctx, KT_RUNTIME_ERROR,
                           "could not construct a memory descriptor using strides");
        }
        least = t->strides[next] * t->sizes[next];
    }
    return true;
}
static KtTensor *gelu_grad(Ag *g, KtTensor *go, KtTensor *x) {
    bool poly = kt_gelu_is_poly(x);
    if (poly && go && go->dtype == x->dtype && !g->ctx->forward && !onednn_takes(g, go))
        return NULL;
    return BY_KERNEL(poly ? KT_OP_GELU_POLY_BACKWARD : KT_OP_GELU_BACKWARD,
                     g_mul(g, go, g_conj(g, gelu_deriv(g, x))));
}
KERNEL(gelu, SAVE_IN, gelu_grad(g, go, x), "GeluBackwardBackward0")

static KtTensor *gelu_tanh_deriv(Ag *g, KtTensor *x) {
    double k = sqrt(2 / PI), c = 0.044715;
    KtTensor *x2 = g_sq(g, x);
    KtTensor *t = g_un(g, KT_OP_TANH, g_muls(g, g_mul(g, x, g_adds(g, g_muls(g, x2, c), 1)), k));
    KtTensor *left = g_muls(g, g_adds(g, t, 1), 0.5);
    KtTensor *slope = g_muls(g, g_adds(g, g_muls(g, x2, 3 * c), 1), 0.5 * k);
    return g_add(g, left, g_mul(g, g_mul(g, x, g_rsub(g, 1, g_sq(g, t))), slope));
}
KERNEL(gelu_tanh, SAVE_IN,
       BY_KERNEL(KT_OP_GELU_TANH_BACKWARD, g_mul(g, go, g_conj(g, gelu_tanh_deriv(g, x)))),
       "GeluBackwardBackward0")

static KtTensor *mish_deriv(Ag *g, KtTensor *x) {
    double p[2] = {1, 20};
    KtTensor *plus = RECORDING ? g_un(g, KT_OP_LOG1P, g_un(g, KT_OP_EXP, x))
                               : param1(g, KT_OP_SOFTPLUS, x, p),
             *t = g_un(g, KT_OP_TANH, plus), *s = g_un(g, KT_OP_SIGMOID, x);
    return g_add(g, t, g_mul(g, g_mul(g, x, s), g_rsub(g, 1, g_mul(g, t, t))));
}
GRAD(mish, SAVE_IN,
     fusible(g, go, x) ? g_bin(g, KT_OP_MISH_BACKWARD, x, go)
                       : g_mul(g, RECORDING ? go : g_solid(g, go), g_conj(g, mish_deriv(g, x))))

/* One pass over memory, with the constants of the function. */
static KtTensor *fused_param(Ag *g, KtOp op, KtTensor *go, KtTensor *x) {
    double param[3] = {0};
    for (int i = 0; i < g->n->n_attr; i++)
        param[i] = ag_dbl(g, i);
    return ag_keep(g, kt_binary_param(g->ctx, op, x, go, param));
}
static KtTensor *softplus_grad(Ag *g, KtTensor *go, KtTensor *x) {
    if (fusible(g, go, x)) return fused_param(g, KT_OP_SOFTPLUS_BACKWARD, go, x);
    KtTensor *bx = g_muls(g, x, ag_dbl(g, 0)), *slope = g_un(g, KT_OP_SIGMOID, bx);
    if (RECORDING) /* no curvature from the threshold on */
        slope = g_where(g, g_bin_s(g, KT_OP_LT, bx, ag_dbl(g, 1)), slope, g_frozen(g, slope));
    KtTensor *r = g_where(g, g_bin_s(g, KT_OP_GT, bx, ag_dbl(g, 1)), go, g_mul(g, go, slope));
    if (!r || g->ctx->forward || go->dtype != x->dtype || !kt_is_float_dtype(x->dtype)) return r;
    const double param[3] = {ag_dbl(g, 0), ag_dbl(g, 1)};
    return with_numbers(g, r, kt_binary_param(g->ctx, KT_OP_SOFTPLUS_BACKWARD, x, go, param));
}
KERNEL(softplus, SAVE_IN, softplus_grad(g, go, x), "SoftplusBackwardBackward0")
static KtTensor *logsigmoid_bend(Ag *g, KtTensor *t, KtTensor *x) {
    KtTensor *z = g_un(g, KT_OP_SIGMOID, x);
    return g_mul(g, g_mul(g, t, g_adds(g, z, -1)), z);
}
TWICE(logsigmoid, SAVE_IN, KT_OP_LOGSIGMOID_BACKWARD, "LogSigmoidBackwardBackward0",
      g_mul(g, go, g_conj(g, g_un(g, KT_OP_SIGMOID, g_neg(g, x)))),
      logsigmoid_bend(g, g_mul(g, gg, go), x))

/* The forms in place (named so) have only their result in PyTorch, whose sign tells nothing of the
 * operand where the slope is negative: refused there, with `text`. */
static bool slope_is_told(Ag *g, double slope, const char *text) {
    const char *name = kta_node_name(g->n);
    if (slope >= 0 || name[strlen(name) - 1] != '1') return true;
    kt_fail(g->ctx, KT_RUNTIME_ERROR, "%s", text);
    g->failed = true;
    return false;
}
/* The slope's bend as PyTorch's kernel has it, without a graph: of the operand x, or of the result
 * alone. */
static KtTensor *elu_slope(Ag *g, KtTensor *go, KtTensor *x, const double *param, bool of_result) {
    if (!of_result) return ag_keep(g, kt_binary_param(g->ctx, KT_OP_ELU_BACKWARD, x, go, param));
    const bool recording = g->ctx->grad_enabled;
    g->ctx->grad_enabled = false;
    KtTensor *below = g_mul(g, g_muls(g, go, param[2]), g_adds(g, x, param[0] * param[1])),
             *r = g_where(g, g_bin_s(g, KT_OP_LE, x, 0), below, g_muls(g, go, param[1]));
    g->ctx->grad_enabled = recording;
    return r;
}
/* Recorded: the kernel, whose gradient for x is itself below zero. */
static void back_elu_twice(Ag *g);
static const KtRule rule_elu_twice = {"EluBackwardBackward0", back_elu_twice, false};
static KtTensor *elu_kernel(Ag *g, KtTensor *go, KtTensor *x, const double *param, bool of_result) {
    if (!go || !x) return NULL;
    KtTensor *r = elu_slope(g, go, x, param, of_result);
    if (!r || !RECORDING || !AG_NEEDS2(g->ctx, go, x)) return r;
    return ag_keep(
        g, kt_ag_record(g->ctx, kt_incref(r), &rule_elu_twice, AG_T(go, x), AG_T(go, x),
                        AG_A(AG_D(param[0]), AG_D(param[1]), AG_D(param[2]), AG_I(of_result))));
}
static void back_elu_twice(Ag *g) {
    KtTensor *go = ag_saved(g, 0), *x = ag_saved(g, 1);
    const double param[3] = {ag_dbl(g, 0), ag_dbl(g, 1), ag_dbl(g, 2)};
    const bool of_result = ag_int(g, 3);
    if (g->failed) return;
    if (ag_needs(g, 0)) ag_set(g, 0, elu_kernel(g, GO, x, param, of_result));
    if (!ag_needs(g, 1)) return;
    KtTensor *both = g_muls(g, g_mul(g, GO, go), param[2]),
             *r = of_result ? both : elu_kernel(g, both, x, param, false);
    ag_set(g, 1, g_mul(g, r, g_cast(g, g_bin_s(g, KT_OP_LT, x, 0), go->dtype)));
}
static KtTensor *elu_grad(Ag *g, KtTensor *go, KtTensor *x) {
    double alpha = ag_dbl(g, 0), scale = ag_dbl(g, 1), in = ag_dbl(g, 2);
    const char *name = kta_node_name(g->n);
    const bool of_result = name[strlen(name) - 1] == '1';
    if (name[0] == 'C') in = 1.0 / (float)alpha; /* of a float in any type, as in PyTorch */
    if (!slope_is_told(g, alpha,
                       "In-place elu backward calculation is triggered with a negative slope which "
                       "is not supported. This is caused by calling in-place forward function with "
                       "a negative slope, please call out-of-place version instead."))
        return NULL;
    double param[3] = {alpha, scale, in};
    if (go->dtype == x->dtype && kt_is_float_dtype(x->dtype) && !g->ctx->forward)
        return elu_kernel(g, go, x, param, of_result);
    KtTensor *below = g_bin_s(g, KT_OP_LE, x, 0), *bent = g_bin_s(g, KT_OP_LT, x, 0), *slope;
    if (of_result)
        slope = g_muls(g, g_adds(g, x, alpha * scale), in);
    else
        slope = g_muls(g, g_un(g, KT_OP_EXP, g_muls(g, g_where_s(g, bent, x, 0), in)),
                       scale * alpha * in);
    return g_where(g, below, g_mul(g, go, slope), g_muls(g, go, scale));
}
GRAD(elu, SAVE_IN, elu_grad(g, g_solid(g, go), x))
static KtTensor *leaky_relu_grad(Ag *g, KtTensor *go, KtTensor *x) {
    double slope = ag_dbl(g, 0);
    if (!slope_is_told(
            g, slope,
            "In-place leakyReLu backward calculation is triggered with a negative slope "
            "which is not supported. This is caused by calling in-place forward function "
            "with a negative slope, please call out-of-place version instead. File an "
            "issue at https://github.com/pytorch/pytorch if you do require supporting "
            "in-place leakRelu backward calculation with negative slope"))
        return NULL;
    if (fusible(g, go, x)) return fused_param(g, KT_OP_LEAKY_RELU_BACKWARD, go, x);
    return g_where(g, g_bin_s(g, KT_OP_GT, x, 0), go, g_muls(g, go, slope));
}
FLAT(leaky_relu, SAVE_IN, leaky_relu_grad(g, go, x), "LeakyReluBackwardBackward0")
static KtTensor *hardtanh_grad(Ag *g, KtTensor *go, KtTensor *x) {
    if (kt_torch_lacks(g->ctx, KT_OP_HARDTANH_BACKWARD, x->dtype)) {
        g->failed = true;
        (void)kt_no_kernel(g->ctx, KT_OP_HARDTANH_BACKWARD, x->dtype);
        return NULL;
    }
    if (fusible(g, go, x)) return fused_param(g, KT_OP_HARDTANH_BACKWARD, go, x);
    KtTensor *low = g_bin_s(g, KT_OP_LE, x, ag_dbl(g, 0)),
             *high = g_bin_s(g, KT_OP_GE, x, ag_dbl(g, 1));
    return g_zero_where(g, g_bin(g, KT_OP_LOGICAL_OR, low, high), go);
}
FLAT(hardtanh, SAVE_IN, hardtanh_grad(g, go, x), "HardtanhBackwardBackward0")
static KtTensor *hardsigmoid_grad(Ag *g, KtTensor *go, KtTensor *x) {
    if (fusible(g, go, x)) return g_bin(g, KT_OP_HARDSIGMOID_BACKWARD, x, go);
    bool recording = g->ctx->grad_enabled, pushing = g->n->pushing;
    g->ctx->grad_enabled = pushing;
    /* the sixth of a float in any type, as PyTorch has it */
    KtTensor *r = g_where_s(g, between(g, x, -3, 3), g_muls(g, go, 1.0f / 6), 0);
    g->ctx->grad_enabled = recording;
    if (!r || !recording || pushing) return r;
    return ag_keep(g, kta_underivable(g->ctx, kt_incref(r), NULL, "hardsigmoid_backward", 1, &x));
}
GRAD(hardsigmoid, SAVE_IN, hardsigmoid_grad(g, go, x))
static KtTensor *hardswish_composed(Ag *g, KtTensor *go, KtTensor *x) {
    KtTensor *slope = g_adds(g, g_bin_s(g, KT_OP_DIV, x, 3), 0.5);
    if (RECORDING) slope = g_where(g, between(g, x, -3, 3), slope, g_frozen(g, slope));
    KtTensor *up = g_where(g, g_bin_s(g, KT_OP_LE, x, 3), g_mul(g, go, slope), go);
    return g_zero_where(g, g_bin_s(g, KT_OP_LT, x, -3), up);
}
TWICE(hardswish, SAVE_IN, KT_OP_HARDSWISH_BACKWARD, "HardswishBackwardBackward0",
      hardswish_composed(g, go, x),
      g_where_s(g, between(g, x, -3, 3), g_bin_s(g, KT_OP_DIV, g_mul(g, gg, go), 3), 0))
static KtTensor *shrink_grad(Ag *g, KtTensor *go, KtTensor *x) {
    if (fusible(g, go, x)) return fused_param(g, KT_OP_SHRINK_BACKWARD, go, x);
    return g_zero_where(g, g_bin_s(g, KT_OP_LE, g_un(g, KT_OP_ABS, x), ag_dbl(g, 0)), go);
}
FLAT(softshrink, SAVE_IN, shrink_grad(g, go, x), "SoftshrinkBackwardBackward0")
FLAT(hardshrink, SAVE_IN, shrink_grad(g, go, x), "HardshrinkBackwardBackward0")
FLAT(threshold, SAVE_IN, g_zero_where(g, g_bin_s(g, KT_OP_LE, x, ag_dbl(g, 0)), go),
     "ThresholdBackwardBackward0")
GRAD(nan_to_num, SAVE_IN, g_mul(g, go, g_un(g, KT_OP_ISFINITE, x)))
#define back_none  NULL
#define SAVES_none 0

typedef struct UnaryRule {
    KtRule rule;
    int saves;
} UnaryRule;
#define ROW_UNARY(opname, grad, node)                                                              \
    [KT_OP_##opname] = {.rule = {node, back_##grad, false}, .saves = SAVES_##grad},
#define ROW_BINARY(...)
#define ROW_COMPARE(...)
#define ROW_REDUCE(...)
#define ROW_CUM(...)
#define ROW_FUNC(...)
static const UnaryRule unary_rules[KT_N_OPS] = {
#define KT_OP(opname, fam, n, rulename, fl, grad, nodename, tnames, nnames, text)                  \
    ROW_##fam(opname, grad, nodename)
#include "op.def"
#undef KT_OP
};

static KtTensor *record(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *r, const double *param, int n) {
    if (!r || !kt_is_inexact_dtype(r->dtype)) return r;
    const UnaryRule *u = &unary_rules[op];
    if (!u->rule.backward && !*u->rule.name) return r; /* none, and PyTorch says nothing of it */
    if (!u->rule.backward)
        return kta_underivable(ctx, r, u->rule.name, kt_op_info[op].torch, 1, &a);
    KtTensor *save[2] = {u->saves == SAVE_OUT ? r : a, r};
    static const int n_save[] = {[SAVE_NONE] = 0, [SAVE_IN] = 1, [SAVE_OUT] = 1, [SAVE_BOTH] = 2};
    KtAttr attr[3];
    for (int i = 0; i < n; i++)
        attr[i].d = param[i];
    return kt_ag_record(ctx, r, &u->rule, AG_T(a), (AgList){n_save[u->saves], save},
                        (AgAttrs){n, attr});
}

static int n_params(KtOp op) {
    switch (op) {
    case KT_OP_ELU:
    case KT_OP_NAN_TO_NUM:
        return 3;
    case KT_OP_SOFTPLUS:
    case KT_OP_HARDTANH:
    case KT_OP_THRESHOLD:
        return 2;
    case KT_OP_LEAKY_RELU:
    case KT_OP_SOFTSHRINK:
    case KT_OP_HARDSHRINK:
    case KT_OP_LOGIT:
        return 1;
    default:
        return 0;
    }
}

KtTensor *kta_unary(KtCtx *ctx, KtOp op, KtTensor *a) {
    if (KB_UNLIKELY(op == KT_OP_SQUARE && a->dtype == KT_BOOL) && !ctx->numpy) {
        KtTensor *c = kt_cast(ctx, a, KT_I64), *r = c ? kta_unary(ctx, op, c) : NULL;
        kt_xdecref(ctx, c);
        return r;
    }
    if (KB_UNLIKELY(op == KT_OP_POSITIVE || op == KT_OP_CONJ) && !ctx->numpy) {
        if (op == KT_OP_CONJ ? !kt_is_complex_dtype(a->dtype) : a->dtype != KT_BOOL)
            return kt_incref(a); /* itself, as in PyTorch */
    }
    KtTensor *r = kt_unary(ctx, op, a, KT_NO_DTYPE, NULL);
    if (KB_UNLIKELY(op == KT_OP_LOGSIGMOID) && r && !kt_is_contiguous(r)) {
        KtTensor *c = kt_copy_c(ctx, r); /* PyTorch's has the usual order of memory */
        kt_decref(ctx, r);
        r = c;
    }
    if (!AG_NEEDS(ctx, a) || !r) return r;
    static const double logit_without_eps[1] = {-1};
    return op == KT_OP_LOGIT ? record(ctx, op, a, r, logit_without_eps, 1)
                             : record(ctx, op, a, r, NULL, 0);
}

KtTensor *kta_unary_param(KtCtx *ctx, KtOp op, KtTensor *a, const double *param) {
    KtTensor *r = kt_unary_param(ctx, op, a, param, KT_NO_DTYPE, NULL);
    return AG_NEEDS(ctx, a) ? record(ctx, op, a, r, param, n_params(op)) : r;
}

KtTensor *kta_unary_of_result(KtCtx *ctx, KtOp op, KtTensor *a, const double *param) {
    static const KtRule elu = {"EluBackward1", back_elu, false},
                        leaky_relu = {"LeakyReluBackward1", back_leaky_relu, false};
    KtTensor *r = kt_unary_param(ctx, op, a, param, KT_NO_DTYPE, NULL);
    if (!r || !AG_NEEDS(ctx, a)) return r;
    KtAttr attr[3];
    for (int i = 0; i < n_params(op); i++)
        attr[i].d = param[i];
    return kt_ag_record(ctx, r, op == KT_OP_ELU ? &elu : &leaky_relu, AG_T(a), AG_T(r),
                        (AgAttrs){n_params(op), attr});
}
