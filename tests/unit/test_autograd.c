/* Unit tests of autograd: every gradient rule against central differences in double precision,
 * second derivatives of smooth rules the same way, and the engine's rules and messages. Recurrent
 * layers, convolution, pooling and normalisation are also compared with plain loops. */
#include <check.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tensor/autograd.h"

static KbAlloc alloc;
static KtCtx *ctx;

static void setup(void) {
    kb_alloc_init(&alloc, NULL, NULL);
    ctx = kt_ctx_new(&alloc);
    ck_assert_ptr_nonnull(ctx);
}

/* Nodes, tensors and records must be gone with what made them. */
static void teardown(void) {
    kt_ctx_free(ctx);
    ck_assert_uint_eq(alloc.used, 0);
}

static KtTensor *must(KtTensor *t) {
    if (!t) ck_abort_msg("%s", ctx->message);
    return t;
}
static void must_ok(bool ok) {
    if (!ok) ck_abort_msg("%s", ctx->message);
}
static void expect_error(KtErrorKind kind, const char *text) {
    ck_assert_int_eq(ctx->error, kind);
    ck_assert_str_eq(ctx->message, text);
    kt_clear_error(ctx);
}
static void drop(KtTensor *t) {
    kt_xdecref(ctx, t);
}
static double *doubles(KtTensor *t) {
    ck_assert(t->dtype == KT_F64 && kt_is_contiguous(t));
    return (double *)t->data;
}

/* ---- operands: fixed pseudo-random values in ranges where the functions are smooth ---- */

static uint32_t seed = 1;
static double next_random(void) {
    seed = seed * 1664525 + 1013904223;
    return (seed >> 8) / (double)(1 << 24);
}
static KtTensor *operand(double lo, double hi, int ndim, const int64_t *sizes) {
    KtTensor *t = must(kt_empty(ctx, KT_F64, ndim, sizes));
    for (int64_t i = 0; i < t->numel; i++)
        doubles(t)[i] = lo + (hi - lo) * next_random();
    return t;
}
#define SHAPE(...)                                                                                 \
    (int)(sizeof((int64_t[]){__VA_ARGS__}) / sizeof(int64_t)), (int64_t[]) {                       \
        __VA_ARGS__                                                                                \
    }

/* ---- the gradient check ---- */

typedef struct Case {
    const char *name;
    KtOp op;
    int a, b; /* free for the function */
    KtTensor *fixed[3];
    bool once; /* second derivatives are refused */
} Case;
/* Result of the function; new reference. */
typedef KtTensor *(*CaseFn)(const Case *c, KtTensor **in);

/* sum(f(in) * weights), with weights that differ per element. */
static KtTensor *weights_like(KtTensor *y) {
    KtTensor *w = must(kt_empty(ctx, KT_F64, y->ndim, y->sizes));
    for (int64_t i = 0; i < w->numel; i++)
        doubles(w)[i] = 0.5 + (double)((i * 7 + 3) % 11) / 11;
    return w;
}
static KtTensor *weighted_sum(KtTensor *y) {
    KtTensor *w = weights_like(y);
    KtOperand a = kt_operand(y), b = kt_operand(w);
    KtTensor *m = must(kta_binary(ctx, KT_OP_MUL, &a, &b));
    KtTensor *s = must(kta_reduce(ctx, KT_OP_SUM, m, NULL, 0, false, KT_NO_DTYPE));
    drop(w);
    drop(m);
    return s;
}
static KtTensor *scalar_of(const Case *c, CaseFn fn, KtTensor **in) {
    KtTensor *y = fn(c, in);
    if (!y) ck_abort_msg("%s: %s", c->name, ctx->message);
    KtTensor *s = weighted_sum(y);
    drop(y);
    return s;
}
static double value_of(const Case *c, CaseFn fn, KtTensor **in) {
    bool grad = ctx->grad_enabled;
    ctx->grad_enabled = false;
    KtTensor *s = scalar_of(c, fn, in);
    double v = doubles(s)[0];
    drop(s);
    ctx->grad_enabled = grad;
    return v;
}

static void same(const char *name, const char *what, int k, int64_t i, double have, double want,
                 double tolerance) {
    if (!(fabs(have - want) <= tolerance * (1 + fabs(want))))
        ck_abort_msg("%s: %s of operand %d at %lld is %.10g, differences say %.10g", name, what, k,
                     (long long)i, have, want);
}

static void check_first(const Case *c, CaseFn fn, int n, KtTensor **in) {
    KtTensor *grads[8], *s = scalar_of(c, fn, in);
    if (!kta_backward(ctx, 1, &s, NULL, false, false, n, in, grads, false))
        ck_abort_msg("%s: %s", c->name, ctx->message);
    drop(s);
    for (int k = 0; k < n; k++) {
        ck_assert_msg(kt_same_shape(grads[k], in[k]), "%s: shape of gradient %d", c->name, k);
        KtTensor *g = must(kt_contiguous(ctx, grads[k]));
        for (int64_t i = 0; i < in[k]->numel; i++) {
            double *p = &doubles(in[k])[i], old = *p, h = 1e-5;
            *p = old + h;
            double up = value_of(c, fn, in);
            *p = old - h;
            double down = value_of(c, fn, in);
            *p = old;
            same(c->name, "gradient", k, i, doubles(g)[i], (up - down) / (2 * h), 2e-6);
        }
        drop(g);
        drop(grads[k]);
    }
}

/* The weighted sum of the first gradients, as a function of the operands. */
static KtTensor *gradient_sum(const Case *c, CaseFn fn, int n, KtTensor **in, bool create) {
    KtTensor *grads[8], *total = NULL, *s = scalar_of(c, fn, in);
    if (!kta_backward(ctx, 1, &s, NULL, false, create, n, in, grads, false))
        ck_abort_msg("%s: create_graph: %s", c->name, ctx->message);
    drop(s);
    for (int k = 0; k < n; k++) {
        KtTensor *part = weighted_sum(grads[k]);
        KtOperand a = kt_operand(total), b = kt_operand(part);
        KtTensor *sum = total ? must(kta_binary(ctx, KT_OP_ADD, &a, &b)) : kt_incref(part);
        drop(total);
        drop(part);
        drop(grads[k]);
        total = sum;
    }
    return total;
}
static double gradient_value(const Case *c, CaseFn fn, int n, KtTensor **in) {
    KtTensor *s = gradient_sum(c, fn, n, in, false);
    double v = doubles(s)[0];
    drop(s);
    return v;
}

static void check_second(const Case *c, CaseFn fn, int n, KtTensor **in) {
    KtTensor *grads[8], *s = gradient_sum(c, fn, n, in, true);
    if (!kta_requires_grad(s)) { /* linear in everything */
        drop(s);
        return;
    }
    bool ok = kta_backward(ctx, 1, &s, NULL, false, false, n, in, grads, true);
    drop(s);
    if (c->once) {
        ck_assert_msg(!ok && strstr(ctx->message, "is not implemented"), "%s: not refused: %s",
                      c->name, ctx->message);
        kt_clear_error(ctx);
        return;
    }
    if (!ok) ck_abort_msg("%s: second: %s", c->name, ctx->message);
    for (int k = 0; k < n; k++) {
        KtTensor *g = grads[k] ? must(kt_contiguous(ctx, grads[k])) : NULL;
        for (int64_t i = 0; i < in[k]->numel; i++) {
            double *p = &doubles(in[k])[i], old = *p, h = 1e-5;
            *p = old + h;
            double up = gradient_value(c, fn, n, in);
            *p = old - h;
            double down = gradient_value(c, fn, n, in);
            *p = old;
            same(c->name, "second derivative", k, i, g ? doubles(g)[i] : 0, (up - down) / (2 * h),
                 2e-5);
        }
        drop(g);
        drop(grads[k]);
    }
}

/* Takes the operands over. */
static void check_case(const Case *c, CaseFn fn, int n, KtTensor **in) {
    for (int k = 0; k < n; k++)
        must_ok(kta_set_requires_grad(ctx, in[k], true));
    check_first(c, fn, n, in);
    check_second(c, fn, n, in);
    for (int k = 0; k < n; k++)
        drop(in[k]);
}

/* ---- element-wise ---- */

static KtTensor *f_unary(const Case *c, KtTensor **in) {
    return kta_unary(ctx, c->op, in[0]);
}
static const struct {
    KtOp op;
    double lo, hi;
} unary_cases[] = {
    {KT_OP_NEG, -2, 2},       {KT_OP_ABS, 0.2, 2},       {KT_OP_SQUARE, -2, 2},
    {KT_OP_SQRT, 0.3, 2},     {KT_OP_RSQRT, 0.3, 2},     {KT_OP_RECIPROCAL, 0.4, 2},
    {KT_OP_EXP, -1, 1},       {KT_OP_EXP2, -1, 1},       {KT_OP_EXPM1, -1, 1},
    {KT_OP_LOG, 0.3, 2},      {KT_OP_LOG2, 0.3, 2},      {KT_OP_LOG10, 0.3, 2},
    {KT_OP_LOG1P, -0.5, 2},   {KT_OP_SIN, -2, 2},        {KT_OP_COS, -2, 2},
    {KT_OP_TAN, -1, 1},       {KT_OP_ASIN, -0.7, 0.7},   {KT_OP_ACOS, -0.7, 0.7},
    {KT_OP_ATAN, -2, 2},      {KT_OP_SINH, -1, 1},       {KT_OP_COSH, -1, 1},
    {KT_OP_TANH, -2, 2},      {KT_OP_ASINH, -2, 2},      {KT_OP_ACOSH, 1.4, 3},
    {KT_OP_ATANH, -0.7, 0.7}, {KT_OP_SIGMOID, -2, 2},    {KT_OP_LOGIT, 0.2, 0.8},
    {KT_OP_ERF, -1, 1},       {KT_OP_ERFC, -1, 1},       {KT_OP_ERFINV, -0.7, 0.7},
    {KT_OP_FRAC, 0.1, 0.9},   {KT_OP_RELU, -2, 2},       {KT_OP_DEG2RAD, -90, 90},
    {KT_OP_RAD2DEG, -1, 1},   {KT_OP_SILU, -2, 2},       {KT_OP_GELU, -2, 2},
    {KT_OP_GELU_TANH, -2, 2}, {KT_OP_LOGSIGMOID, -2, 2}, {KT_OP_HARDSIGMOID, -2, 2},
    {KT_OP_MISH, -2, 2},      {KT_OP_HARDSWISH, -2, 2},  {KT_OP_FLOOR, 0.1, 0.9},
    {KT_OP_SINC, 0.2, 2},
};
START_TEST(unary_rules) {
    for (size_t i = 0; i < sizeof unary_cases / sizeof *unary_cases; i++) {
        Case c = {.name = kt_op_info[unary_cases[i].op].name,
                  .op = unary_cases[i].op,
                  .once = unary_cases[i].op == KT_OP_HARDSIGMOID};
        KtTensor *in[1] = {operand(unary_cases[i].lo, unary_cases[i].hi, SHAPE(2, 3))};
        check_case(&c, f_unary, 1, in);
    }
    for (int i = 0; i < 2; i++) { /* digamma's second derivative has no kernel */
        Case c = {.name = "lgamma", .op = i ? KT_OP_DIGAMMA : KT_OP_LGAMMA};
        KtTensor *in[1] = {operand(0.5, 3, SHAPE(4))};
        must_ok(kta_set_requires_grad(ctx, in[0], true));
        check_first(&c, f_unary, 1, in);
        drop(in[0]);
    }
}
END_TEST

static const double params[][3] = {{1.3, 0.7, 0.9}, {2, 3, 0},   {0.2, 0, 0}, {-0.5, 0.6, 0},
                                   {0.4, 0, 0},     {0.3, 7, 0}, {0, 1, -1},  {0.1, 0, 0}};
static KtTensor *f_param(const Case *c, KtTensor **in) {
    return kta_unary_param(ctx, c->op, in[0], params[c->a]);
}
START_TEST(unary_param_rules) {
    static const struct {
        KtOp op;
        int p;
    } cases[] = {{KT_OP_ELU, 0},       {KT_OP_SOFTPLUS, 1},   {KT_OP_LEAKY_RELU, 2},
                 {KT_OP_HARDTANH, 3},  {KT_OP_SOFTSHRINK, 4}, {KT_OP_HARDSHRINK, 4},
                 {KT_OP_THRESHOLD, 5}, {KT_OP_NAN_TO_NUM, 6}, {KT_OP_LOGIT, 7}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Case c = {.name = kt_op_info[cases[i].op].name, .op = cases[i].op, .a = cases[i].p};
        double lo = cases[i].op == KT_OP_LOGIT ? 0.2 : -1.1;
        KtTensor *in[1] = {operand(lo, 0.9, SHAPE(3, 4))};
        check_case(&c, f_param, 1, in);
    }
}
END_TEST

static KtTensor *f_binary(const Case *c, KtTensor **in) {
    KtOperand a = kt_operand(in[0]), b = kt_operand(in[1]);
    return kta_binary(ctx, c->op, &a, &b);
}
static KtTensor *f_number(const Case *c, KtTensor **in) {
    KtOperand a = kt_operand(in[0]), s = kt_operand_scalar(kt_scalar_float(1.7));
    if (c->b) s = kt_operand_scalar(kt_scalar_int(3));
    return c->a ? kta_binary(ctx, c->op, &s, &a) : kta_binary(ctx, c->op, &a, &s);
}
START_TEST(binary_rules) {
    static const KtOp ops[] = {KT_OP_ADD,       KT_OP_SUB,       KT_OP_MUL,        KT_OP_DIV,
                               KT_OP_POW,       KT_OP_MAXIMUM,   KT_OP_MINIMUM,    KT_OP_FMAX,
                               KT_OP_FMIN,      KT_OP_ATAN2,     KT_OP_HYPOT,      KT_OP_COPYSIGN,
                               KT_OP_LDEXP,     KT_OP_LOGADDEXP, KT_OP_LOGADDEXP2, KT_OP_XLOGY,
                               KT_OP_REMAINDER, KT_OP_FMOD};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
        Case c = {.name = kt_op_info[ops[i]].name, .op = ops[i]};
        KtTensor *one[2] = {operand(0.5, 2, SHAPE(2, 3)), operand(0.5, 2, SHAPE(2, 3))};
        check_case(&c, f_binary, 2, one);
        KtTensor *wide[2] = {operand(0.5, 2, SHAPE(2, 1, 3)), operand(0.5, 2, SHAPE(4, 1))};
        check_case(&c, f_binary, 2, wide);
        KtTensor *zero[2] = {must(kt_empty(ctx, KT_F64, 0, NULL)), operand(0.5, 2, SHAPE(3))};
        doubles(zero[0])[0] = 1.1;
        check_case(&c, f_binary, 2, zero);
        for (c.a = 0; c.a < 2; c.a++)
            for (c.b = 0; c.b < 2; c.b++) {
                if (ops[i] == KT_OP_LDEXP && !c.a && !c.b) continue; /* whole numbers only */
                if (ops[i] == KT_OP_REMAINDER && c.a) continue; /* a number by a tensor has none */
                KtTensor *in[1] = {operand(0.5, 2.4, SHAPE(5))};
                check_case(&c, f_number, 1, in);
            }
    }
}
END_TEST

static KtTensor *f_alpha(const Case *c, KtTensor **in) {
    KtOperand b = kt_operand(in[1]);
    KtScalar s = kt_scalar_float(2.5);
    return kta_add_alpha(ctx, in[0], &b, &s, c->a);
}
static KtTensor *f_where(const Case *c, KtTensor **in) {
    KtOperand a = kt_operand(in[0]), b = kt_operand(in[1]);
    return kta_where(ctx, c->fixed[0], &a, &b);
}
static KtTensor *f_clamp(const Case *c, KtTensor **in) {
    KtOperand lo = kt_operand_scalar(kt_scalar_float(-0.5)), hi = kt_operand(in[1]);
    return kta_clamp(ctx, in[0], c->a ? &lo : NULL, &hi);
}
static KtTensor *f_lerp(const Case *c, KtTensor **in) {
    KtOperand w = c->a ? kt_operand(in[2]) : kt_operand_scalar(kt_scalar_float(0.3));
    return kta_lerp(ctx, in[0], in[1], &w);
}
static KtTensor *f_addc(const Case *c, KtTensor **in) {
    KtScalar s = kt_scalar_float(1.5);
    return kta_addcmul(ctx, in[0], in[1], in[2], &s, c->a);
}
static KtTensor *f_copies(const Case *c, KtTensor **in) {
    KtTensor *t = kta_t(ctx, in[0]), *r = c->a ? kta_clone(ctx, t) : kta_contiguous(ctx, t);
    drop(t);
    return r;
}
START_TEST(other_elementwise_rules) {
    for (int v = 0; v < 2; v++) {
        Case c = {.name = "add alpha", .a = v};
        KtTensor *in[3] = {operand(-1, 1, SHAPE(2, 3)), operand(-1, 1, SHAPE(3))};
        check_case(&c, f_alpha, 2, in);
        c.name = "clamp";
        in[0] = operand(-1, 1, SHAPE(2, 3));
        in[1] = operand(0.1, 0.6, SHAPE(3));
        check_case(&c, f_clamp, 2, in);
        c.name = "lerp";
        in[0] = operand(-1, 1, SHAPE(2, 3));
        in[1] = operand(0.1, 0.6, SHAPE(2, 3));
        in[2] = operand(0.1, 0.6, SHAPE(2, 3));
        check_case(&c, f_lerp, v ? 3 : 2, in);
        if (!v) drop(in[2]);
        c.name = "addcmul";
        in[0] = operand(-1, 1, SHAPE(2, 3));
        in[1] = operand(0.4, 1, SHAPE(3));
        in[2] = operand(0.4, 1, SHAPE(2, 1));
        check_case(&c, f_addc, 3, in);
        c.name = "clone";
        in[0] = operand(-1, 1, SHAPE(2, 3));
        check_case(&c, f_copies, 1, in);
    }
    KtTensor *x = operand(-1, 1, SHAPE(2, 3));
    KtScalar zero = kt_scalar_int(0);
    Case c = {.name = "where",
              .fixed = {must(kt_binary_ts(ctx, KT_OP_GT, x, &zero, KT_NO_DTYPE, NULL))}};
    KtTensor *in[2] = {operand(-1, 1, SHAPE(2, 1)), operand(-1, 1, SHAPE(3))};
    check_case(&c, f_where, 2, in);
    drop(x);
    drop(c.fixed[0]);
}
END_TEST

/* ---- reductions ---- */

static const int some_dims[] = {0, 2};
static KtTensor *f_reduce(const Case *c, KtTensor **in) {
    return kta_reduce(ctx, c->op, in[0], c->a ? some_dims : NULL, c->a, c->b, KT_NO_DTYPE);
}
static KtTensor *f_var(const Case *c, KtTensor **in) {
    return kta_var(ctx, in[0], c->a ? some_dims : NULL, c->a, 1, c->b & 1, c->b & 2);
}
static KtTensor *f_norm(const Case *c, KtTensor **in) {
    static const double p[] = {2, 1, 3, 1.5, INFINITY, 4};
    return kta_norm(ctx, in[0], p[c->op], c->a ? some_dims : NULL, c->a, c->b);
}
START_TEST(reduction_rules) {
    static const KtOp ops[] = {KT_OP_SUM,     KT_OP_MEAN, KT_OP_PROD, KT_OP_NANSUM,
                               KT_OP_NANMEAN, KT_OP_AMAX, KT_OP_AMIN, KT_OP_LOGSUMEXP};
    for (int dims = 0; dims < 3; dims++)
        for (int keep = 0; keep < 2; keep++) {
            for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
                if (ops[i] == KT_OP_PROD && dims == 2) continue;
                Case c = {.name = kt_op_info[ops[i]].name, .op = ops[i], .a = dims, .b = keep};
                KtTensor *in[1] = {operand(0.5, 1.5, SHAPE(2, 3, 2))};
                check_case(&c, f_reduce, 1, in);
            }
            for (int root = 0; root < 2; root++) {
                Case c = {.name = "var", .a = dims, .b = keep | root << 1};
                KtTensor *in[1] = {operand(-1, 1, SHAPE(2, 3, 2))};
                check_case(&c, f_var, 1, in);
            }
            for (int p = 0; p < 6; p++) {
                Case c = {.name = "norm", .op = (KtOp)p, .a = dims, .b = keep};
                KtTensor *in[1] = {operand(0.3, 1, SHAPE(2, 3, 2))};
                check_case(&c, f_norm, 1, in);
            }
        }
}
END_TEST

static KtTensor *f_pick(const Case *c, KtTensor **in) {
    KtTensor *v = NULL, *i = NULL;
    bool ok = false;
    switch (c->op) {
    case KT_OP_SORT:
        ok = kta_sort(ctx, in[0], c->a, c->b, KT_STABLE, &v, NULL);
        break;
    case KT_OP_TOPK:
        ok = kta_topk(ctx, in[0], 2, c->a, c->b, true, &v, &i);
        break;
    case KT_OP_KTHVALUE:
        ok = kta_kthvalue(ctx, in[0], 2, c->a, c->b, &v, &i);
        break;
    case KT_OP_MAX_ALL:
        v = kta_max_all(ctx, c->b ? KT_OP_MIN_ALL : KT_OP_MAX_ALL, in[0]);
        ok = v != NULL;
        break;
    case KT_OP_MEDIAN:
        if (c->a == 2) {
            v = kta_median_all(ctx, in[0], c->b);
            ok = v != NULL;
            break;
        }
        __attribute__((fallthrough));
    default:
        ok = kta_reduce_index(ctx, c->op, in[0], c->a, c->b, &v, &i);
    }
    drop(i);
    return ok ? v : NULL;
}
static KtTensor *f_cum(const Case *c, KtTensor **in) {
    return kta_cumulate(ctx, c->op, in[0], c->a, KT_NO_DTYPE);
}
START_TEST(ordering_rules) {
    static const KtOp ops[] = {KT_OP_MAX_DIM, KT_OP_MIN_DIM, KT_OP_CUMMAX,   KT_OP_CUMMIN,
                               KT_OP_MEDIAN,  KT_OP_SORT,    KT_OP_TOPK,     KT_OP_KTHVALUE,
                               KT_OP_MAX_ALL, KT_OP_MODE,    KT_OP_NANMEDIAN};
    for (size_t i = 0; i < sizeof ops / sizeof *ops; i++)
        for (int dim = -1; dim < 3; dim++)
            for (int flag = 0; flag < 2; flag++) {
                if (dim == 2 && ops[i] != KT_OP_MEDIAN) continue;
                Case c = {.name = kt_op_info[ops[i]].name, .op = ops[i], .a = dim, .b = flag};
                KtTensor *in[1] = {operand(-1, 1, SHAPE(3, 4))};
                check_case(&c, f_pick, 1, in);
            }
    static const KtOp cum[] = {KT_OP_CUMSUM, KT_OP_CUMPROD, KT_OP_LOGCUMSUMEXP};
    for (int i = 0; i < 3; i++)
        for (int dim = -1; dim < 1; dim++) {
            Case c = {.name = kt_op_info[cum[i]].name, .op = cum[i], .a = dim};
            KtTensor *in[1] = {operand(0.5, 1.5, SHAPE(3, 4))};
            check_case(&c, f_cum, 1, in);
        }
}
END_TEST

/* Products with zeros among the factors: first derivatives. */
START_TEST(product_of_zeros) {
    for (int zeros = 0; zeros < 3; zeros++)
        for (int cum = 0; cum < 2; cum++) {
            Case c = {.name = "zeros", .op = cum ? KT_OP_CUMPROD : KT_OP_PROD, .a = cum};
            KtTensor *in[1] = {operand(0.5, 1.5, SHAPE(2, 4))};
            for (int z = 0; z < zeros; z++)
                doubles(in[0])[1 + 2 * z] = 0;
            must_ok(kta_set_requires_grad(ctx, in[0], true));
            check_first(&c, cum ? f_cum : f_reduce, 1, in);
            drop(in[0]);
        }
}
END_TEST

/* ---- shapes ---- */

static KtTensor *f_shape(const Case *c, KtTensor **in) {
    static const int64_t flat[] = {3, 8}, wide[] = {2, 2, 3, 4}, twice[] = {2, 1, 3, 2};
    static const int64_t shifts[] = {1, -2}, pads[] = {1, 2, -1, 1};
    static const int perm[] = {2, 0, 1}, dims[] = {0, 2}, from[] = {0}, to[] = {-1};
    KtTensor *a = in[0], *t, *r, *parts[4];
    KtScalar v = kt_scalar_float(0.5);
    switch (c->a) {
    case 0:
        return kta_view(ctx, a, 2, flat);
    case 1:
        return kta_reshape(ctx, a, 2, flat);
    case 2:
        t = kta_transpose(ctx, a, 0, -1);
        r = kta_reshape(ctx, t, 2, flat); /* copies */
        drop(t);
        return r;
    case 3:
        return kta_flatten(ctx, a, 1, -1);
    case 4:
        return kta_permute(ctx, a, 3, perm);
    case 5:
        return kta_movedim(ctx, a, 1, from, to);
    case 6:
        return kta_expand(ctx, a, 4, wide);
    case 7:
        t = kta_unsqueeze(ctx, a, 1);
        r = kta_squeeze(ctx, t);
        drop(t);
        return r;
    case 8:
        return kta_select(ctx, a, 1, -1);
    case 9:
        return kta_slice(ctx, a, 2, 0, 4, 2);
    case 10:
        return kta_narrow(ctx, a, 1, 1, 2);
    case 11:
        return kta_diagonal(ctx, a, 1, 1, 2);
    case 12:
        return kta_unfold(ctx, a, 2, 3, 1);
    case 13:
        return kta_alias(ctx, a);
    case 14:
        if (!kta_unbind(ctx, a, 1, parts)) return NULL;
        r = kta_stack(ctx, (KtTensor *[]){parts[2], parts[0], parts[2]}, 3, 1);
        for (int i = 0; i < 3; i++)
            drop(parts[i]);
        return r;
    case 15:
        if (!kta_split_sizes(ctx, a, 2, (int64_t[]){1, 2}, 1, true, parts)) return NULL;
        r = kta_cat(ctx, (KtTensor *[]){parts[1], parts[0], parts[1]}, 3, 1);
        drop(parts[0]);
        drop(parts[1]);
        return r;
    case 16:
        return kta_flip(ctx, a, 2, dims);
    case 17:
        return kta_roll(ctx, a, 2, shifts, dims);
    case 18:
        return kta_roll(ctx, a, 1, shifts, NULL);
    case 19:
        return kta_repeat(ctx, a, 4, twice);
    case 20:
        return kta_tril(ctx, a, 0, false);
    case 21:
        return kta_tril(ctx, a, 1, true);
    case 22:
        return kta_diag_embed(ctx, a, 1, 0, 2);
    default:
        return kta_pad_const(ctx, a, 4, pads, &v);
    }
}
START_TEST(shape_rules) {
    for (int i = 0; i < 24; i++) {
        char name[40];
        snprintf(name, sizeof name, "shape %d", i);
        Case c = {.name = name, .a = i};
        KtTensor *in[1] = {operand(-1, 1, SHAPE(2, 3, 4))};
        check_case(&c, f_shape, 1, in);
    }
}
END_TEST

/* Squares the result, so that second derivatives are not zero. */
static KtTensor *squared(KtTensor *t) {
    KtTensor *r = t ? kta_unary(ctx, KT_OP_SQUARE, t) : NULL;
    drop(t);
    return r;
}
static KtTensor *f_shape2(const Case *c, KtTensor **in) {
    return squared(f_shape(c, in));
}
START_TEST(shape_rules_twice) {
    for (int i = 0; i < 24; i++) {
        char name[40];
        snprintf(name, sizeof name, "shape %d squared", i);
        Case c = {.name = name, .a = i};
        KtTensor *in[1] = {operand(-1, 1, SHAPE(2, 3, 4))};
        check_case(&c, f_shape2, 1, in);
    }
}
END_TEST

/* ---- indexing ---- */

static KtTensor *ints(int n, const int64_t *v, int ndim, const int64_t *sizes) {
    (void)n;
    return must(kt_from_data(ctx, KT_I64, ndim, sizes, v));
}
static KtTensor *f_index(const Case *c, KtTensor **in) {
    KtTensor *a = in[0], *r = NULL, *ix = c->fixed[0], *mask = c->fixed[1];
    KtIndexItem items[4] = {0};
    KtOperand v = kt_operand(in[1]);
    KtScalar two = kt_scalar_float(2);
    switch (c->a) {
    case 0: /* a[1, ..., None, ::2] */
        items[0] = (KtIndexItem){.kind = KT_IX_INT, .start = 1};
        items[1].kind = KT_IX_ELLIPSIS;
        items[2].kind = KT_IX_NEWAXIS;
        items[3] = (KtIndexItem){.kind = KT_IX_SLICE, .has_step = true, .step = 2};
        return kta_index_get(ctx, a, items, 4);
    case 1: /* a[:, ix] with repeated places */
        items[0].kind = KT_IX_SLICE;
        items[1] = (KtIndexItem){.kind = KT_IX_TENSOR, .t = ix};
        return kta_index_get(ctx, a, items, 2);
    case 2: /* a[mask] */
        items[0] = (KtIndexItem){.kind = KT_IX_TENSOR, .t = mask};
        return kta_index_get(ctx, a, items, 1);
    case 3: /* r[0] = v */
        r = kta_clone(ctx, a);
        items[0] = (KtIndexItem){.kind = KT_IX_INT, .start = 0};
        must_ok(kta_index_set(ctx, r, items, 1, &v));
        return r;
    case 4: /* r[mask] = v[0] */
        r = kta_clone(ctx, a);
        items[0] = (KtIndexItem){.kind = KT_IX_TENSOR, .t = mask};
        v.t = kta_select(ctx, in[1], 0, 0);
        must_ok(kta_index_set(ctx, r, items, 1, &v));
        drop(v.t);
        return r;
    case 5:
        return kta_masked_select(ctx, a, mask);
    case 6:
        v.t = kta_select(ctx, in[1], 0, 1);
        r = kta_masked_fill(ctx, a, mask, &v);
        drop(v.t);
        return r;
    case 7:
        return kta_index_select(ctx, a, 1, ix);
    case 8: {
        KtTensor *src = kta_index_select(ctx, a, 1, ix);
        r = kta_index_add(ctx, a, 1, ix, src, &two);
        drop(src);
        return r;
    }
    case 9:
        return kta_gather(ctx, a, 1, c->fixed[2]);
    case 10:
    case 11: { /* unique places per row: SET is well defined */
        KtTensor *all = kta_unary(ctx, KT_OP_NEG, a), *src = kta_gather(ctx, all, 1, c->fixed[2]);
        KtOperand s = kt_operand(src);
        drop(all);
        r = kta_scatter(ctx, a, 1, c->fixed[2], &s, c->a == 10 ? KT_SCATTER_SET : KT_SCATTER_ADD);
        drop(src);
        return r;
    }
    default: {
        KtOperand s = kt_operand_scalar(two);
        return kta_scatter(ctx, a, 1, c->fixed[2], &s, KT_SCATTER_SET);
    }
    }
}
static KtTensor *f_index2(const Case *c, KtTensor **in) {
    return squared(f_index(c, in));
}
START_TEST(index_rules) {
    int64_t two[] = {2, 3}, four[] = {4};
    KtTensor *x = operand(-1, 1, SHAPE(3, 4));
    KtScalar zero = kt_scalar_int(0);
    Case c = {.name = "index",
              .fixed = {ints(4, (int64_t[]){2, 0, 2, 1}, 1, four),
                        must(kt_binary_ts(ctx, KT_OP_GT, x, &zero, KT_NO_DTYPE, NULL)),
                        ints(6, (int64_t[]){0, 3, 1, 2, 1, 0}, 2, two)}};
    drop(x);
    for (c.a = 0; c.a < 13; c.a++)
        for (int twice = 0; twice < 2; twice++) {
            char name[64];
            snprintf(name, sizeof name, "index %d", c.a);
            c.name = name;
            KtTensor *in[2] = {operand(-1, 1, SHAPE(3, 4)), operand(-1, 1, SHAPE(4))};
            bool both = c.a == 3 || c.a == 4 || c.a == 6;
            check_case(&c, twice ? f_index2 : f_index, both ? 2 : 1, in);
            if (!both) drop(in[1]);
        }
    for (int i = 0; i < 3; i++)
        drop(c.fixed[i]);
}
END_TEST

/* ---- products ---- */

static KtTensor *f_product(const Case *c, KtTensor **in) {
    switch (c->a) {
    case 0:
        return kta_matmul(ctx, in[0], in[1]);
    case 1:
        return kta_mm(ctx, in[0], in[1]);
    case 2:
        return kta_bmm(ctx, in[0], in[1]);
    case 3:
        return kta_addmm(ctx, in[2], in[0], in[1], 0.5, 2);
    case 4:
        return kta_baddbmm(ctx, in[2], in[0], in[1], 1, 2);
    default:
        return kta_linear(ctx, in[0], in[1], c->a == 5 ? in[2] : NULL);
    }
}
START_TEST(product_rules) {
    static const struct {
        int fn, na, nb, nc;
        int64_t a[4], b[4], c[4];
    } cases[] = {
        {0, 2, 2, -1, {2, 3}, {3, 4}, {0}},
        {0, 1, 1, -1, {3}, {3}, {0}},
        {0, 2, 1, -1, {2, 3}, {3}, {0}},
        {0, 1, 2, -1, {3}, {3, 2}, {0}},
        {0, 3, 2, -1, {2, 2, 3}, {3, 2}, {0}},
        {0, 2, 3, -1, {2, 3}, {2, 3, 2}, {0}},
        {0, 4, 3, -1, {2, 1, 2, 3}, {2, 3, 2}, {0}},
        {0, 3, 1, -1, {2, 2, 3}, {3}, {0}},
        {0, 1, 3, -1, {3}, {2, 3, 2}, {0}},
        {1, 2, 2, -1, {2, 3}, {3, 4}, {0}},
        {2, 3, 3, -1, {2, 2, 3}, {2, 3, 2}, {0}},
        {3, 2, 2, 1, {2, 3}, {3, 4}, {4}},
        {4, 3, 3, 3, {2, 2, 3}, {2, 3, 2}, {2, 1, 2}},
        {5, 2, 2, 1, {2, 3}, {4, 3}, {4}},
        {5, 3, 2, 1, {2, 2, 3}, {4, 3}, {4}},
        {5, 1, 2, 1, {3}, {4, 3}, {4}},
        {6, 3, 2, -1, {2, 2, 3}, {4, 3}, {0}},
        {6, 2, 2, -1, {2, 3}, {4, 3}, {0}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char name[40];
        snprintf(name, sizeof name, "product %zu", i);
        Case c = {.name = name, .a = cases[i].fn};
        KtTensor *in[3] = {operand(-1, 1, cases[i].na, cases[i].a),
                           operand(-1, 1, cases[i].nb, cases[i].b), NULL};
        if (cases[i].nc >= 0) in[2] = operand(-1, 1, cases[i].nc, cases[i].c);
        check_case(&c, f_product, cases[i].nc >= 0 ? 3 : 2, in);
    }
}
END_TEST

/* ---- neural networks ---- */

static KtTensor *f_softmax(const Case *c, KtTensor **in) {
    return kta_softmax(ctx, in[0], c->a, c->b);
}
static KtConvSpec conv_spec(int i) {
    KtConvSpec s = {.n = i == 3 ? 1 : i == 4 ? 3 : 2, .groups = i == 5 ? 2 : 1};
    s.transposed = i == 2 || i == 6;
    for (int d = 0; d < 3; d++) {
        s.stride[d] = i == 1 || i == 2 ? 2 : 1;
        s.padding[d] = i == 0 ? 0 : 1;
        s.dilation[d] = i == 3 ? 2 : 1;
        s.output_padding[d] = i == 2 ? 1 : 0;
    }
    return s;
}
static KtTensor *f_conv(const Case *c, KtTensor **in) {
    KtConvSpec s = conv_spec(c->a);
    return kta_conv(ctx, in[0], in[1], in[2], &s);
}
START_TEST(conv_rules) {
    static const struct {
        int n;
        int64_t x[5], w[5], bias;
    } cases[] = {{4, {2, 2, 4, 3}, {3, 2, 2, 2}, 3},       {4, {1, 2, 5, 4}, {2, 2, 3, 2}, 2},
                 {4, {1, 2, 3, 2}, {2, 3, 3, 3}, 3},       {3, {2, 2, 6}, {2, 2, 3}, 2},
                 {5, {1, 1, 2, 2, 3}, {2, 1, 2, 2, 2}, 2}, {4, {1, 4, 3, 3}, {2, 2, 2, 2}, 2},
                 {4, {1, 2, 3, 3}, {2, 2, 2, 2}, 2}};
    for (int i = 0; i < 7; i++) {
        char name[40];
        snprintf(name, sizeof name, "conv %d", i);
        Case c = {.name = name, .a = i};
        KtTensor *in[3] = {operand(-1, 1, cases[i].n, cases[i].x),
                           operand(-1, 1, cases[i].n, cases[i].w),
                           operand(-1, 1, SHAPE(cases[i].bias))};
        check_case(&c, f_conv, 3, in);
    }
}
END_TEST

static KtTensor *f_pool(const Case *c, KtTensor **in) {
    KtPoolSpec s = {.n = c->a / 10, .count_include_pad = true, .ceil_mode = c->a % 2};
    for (int d = 0; d < 3; d++) {
        s.kernel[d] = 2 + (d == 1);
        s.stride[d] = 2;
        s.padding[d] = 1;
        s.dilation[d] = 1;
    }
    int64_t out[3] = {2, 3, 2};
    KtTensor *ix = NULL, *r;
    switch (c->b) {
    case 0:
        return kta_max_pool(ctx, in[0], &s, NULL);
    case 1:
        return kta_avg_pool(ctx, in[0], &s);
    case 2:
        return kta_adaptive_avg_pool(ctx, in[0], s.n, out);
    default:
        r = kta_adaptive_max_pool(ctx, in[0], s.n, out, &ix);
        drop(ix);
        return r;
    }
}
static KtTensor *f_pool2(const Case *c, KtTensor **in) {
    return squared(f_pool(c, in));
}
START_TEST(pool_and_softmax_rules) {
    static const int64_t sizes[] = {2, 2, 5, 4, 3};
    for (int n = 1; n <= 3; n++)
        for (int kind = 0; kind < 4; kind++)
            for (int ceil = 0; ceil < 2; ceil++) {
                char name[64];
                snprintf(name, sizeof name, "pool %d kind %d", n, kind);
                Case c = {.name = name, .a = 10 * n + ceil, .b = kind};
                KtTensor *in[1] = {operand(-1, 1, n + 1 + (n == 2), sizes + (n != 2))};
                check_case(&c, f_pool2, 1, in);
            }
    for (int dim = -1; dim < 2; dim++)
        for (int log = 0; log < 2; log++) {
            Case c = {.name = "softmax", .a = dim, .b = log};
            KtTensor *in[1] = {operand(-2, 2, SHAPE(2, 3, 2))};
            check_case(&c, f_softmax, 1, in);
        }
}
END_TEST

static KtTensor *f_normalise(const Case *c, KtTensor **in) {
    int64_t shape[2] = {3, 2};
    bool affine = c->b;
    KtTensor *w = affine ? in[1] : NULL, *b = affine ? in[2] : NULL;
    switch (c->a) {
    case 0:
        return kta_batch_norm(ctx, in[0], w, b, NULL, NULL, true, 0.1, 1e-3);
    case 1:
        return kta_batch_norm(ctx, in[0], w, b, c->fixed[0], c->fixed[1], false, 0.1, 1e-3);
    case 2:
        return kta_group_norm(ctx, in[0], 2, w, b, 1e-3);
    default:
        return kta_layer_norm(ctx, in[0], 2, shape, w, b, 1e-3);
    }
}
START_TEST(norm_rules) {
    for (int kind = 0; kind < 4; kind++)
        for (int affine = 0; affine < 2; affine++) {
            char name[64];
            snprintf(name, sizeof name, "norm %d %d", kind, affine);
            Case c = {.name = name, .a = kind, .b = affine};
            c.fixed[0] = operand(-1, 1, SHAPE(4));
            c.fixed[1] = operand(0.5, 1, SHAPE(4));
            KtTensor *in[3] = {operand(-1, 1, SHAPE(2, 4, 3, 2)), NULL, NULL};
            for (int i = 1; affine && i < 3; i++)
                in[i] = kind == 3 ? operand(0.5, 1, SHAPE(3, 2)) : operand(0.5, 1, SHAPE(4));
            check_case(&c, f_normalise, affine ? 3 : 1, in);
            drop(c.fixed[0]);
            drop(c.fixed[1]);
        }
}
END_TEST

static KtTensor *f_loss(const Case *c, KtTensor **in) {
    KtReduction red = (KtReduction)c->a;
    switch (c->b) {
    case 0:
        return kta_pair_loss(ctx, KT_OP_MSE_LOSS, in[0], in[1], NULL, 0, red);
    case 1:
        return kta_pair_loss(ctx, KT_OP_SMOOTH_L1, in[0], in[1], NULL, 0.3, red);
    case 2:
        return kta_pair_loss(ctx, KT_OP_HUBER, in[0], in[1], NULL, 0.3, red);
    case 3:
        return kta_pair_loss(ctx, KT_OP_BCE, in[0], in[1], c->fixed[0], 0, red);
    case 4:
        return kta_bce_logits(ctx, in[0], in[1], NULL, NULL, red);
    default:
        return kta_bce_logits(ctx, in[0], in[1], c->fixed[0], c->fixed[1], red);
    }
}
static KtTensor *f_nll(const Case *c, KtTensor **in) {
    KtTensor *p = kta_softmax(ctx, in[0], in[0]->ndim > 1 ? 1 : 0, true);
    KtTensor *r =
        kta_nll_loss(ctx, p, c->fixed[0], c->b ? c->fixed[1] : NULL, 1, (KtReduction)c->a);
    drop(p);
    return r;
}
static KtTensor *f_embedding(const Case *c, KtTensor **in) {
    return squared(kta_embedding(ctx, in[0], c->fixed[0], -1, false, false));
}
START_TEST(loss_rules) {
    for (int red = 0; red < 3; red++) {
        for (int kind = 0; kind < 6; kind++) {
            char name[64];
            snprintf(name, sizeof name, "loss %d", kind);
            Case c = {.name = name, .a = red, .b = kind};
            c.fixed[0] = operand(0.5, 1.5, SHAPE(2, 3));
            c.fixed[1] = operand(0.5, 1.5, SHAPE(3));
            KtTensor *in[2] = {operand(0.2, 0.8, SHAPE(2, 3)), operand(0.2, 0.8, SHAPE(2, 3))};
            check_case(&c, f_loss, 2, in);
            drop(c.fixed[0]);
            drop(c.fixed[1]);
        }
        for (int w = 0; w < 2; w++)
            for (int planes = 0; planes < 2; planes++) {
                Case c = {.name = "nll", .a = red, .b = w};
                int64_t n[2] = {2, 2};
                c.fixed[0] = ints(4, (int64_t[]){0, 2, 1, 2}, planes ? 2 : 1, n);
                c.fixed[1] = operand(0.5, 1.5, SHAPE(3));
                KtTensor *in[1] = {planes ? operand(-1, 1, SHAPE(2, 3, 2))
                                          : operand(-1, 1, SHAPE(2, 3))};
                check_case(&c, f_nll, 1, in);
                drop(c.fixed[0]);
                drop(c.fixed[1]);
            }
    }
    int64_t n[2] = {2, 2};
    Case c = {.name = "embedding", .fixed = {ints(4, (int64_t[]){0, 2, 1, 2}, 2, n)}};
    KtTensor *in[1] = {operand(-1, 1, SHAPE(3, 2))};
    check_case(&c, f_embedding, 1, in);
    drop(c.fixed[0]);
}
END_TEST

/* ---- recurrent layers: x w_ih w_hh h0 [b_ih b_hh] [c0] ---- */

static KtTensor *f_rnn(const Case *c, KtTensor **in) {
    bool lstm = (int)c->op == (int)KT_RNN_LSTM, bias = c->b;
    KtTensor *y, *h, *cn = NULL, *r, *all[3];
    KtTensor *c0 = lstm ? in[bias ? 6 : 4] : NULL;
    if (!kta_rnn(ctx, (KtRnnMode)c->op, c->a, in[0], in[1], in[2], bias ? in[4] : NULL,
                 bias ? in[5] : NULL, in[3], c0, &y, &h, &cn))
        return NULL;
    all[0] = kta_flatten(ctx, y, 0, -1);
    all[1] = kta_flatten(ctx, h, 0, -1);
    all[2] = cn ? kta_flatten(ctx, cn, 0, -1) : NULL;
    r = kta_cat(ctx, all, cn ? 3 : 2, 0);
    drop(y);
    drop(h);
    drop(cn);
    for (int i = 0; i < 3; i++)
        drop(all[i]);
    return r;
}
START_TEST(rnn_rules) {
    for (int mode = 0; mode < 4; mode++)
        for (int reverse = 0; reverse < 2; reverse++)
            for (int bias = 0; bias < 2; bias++) {
                int64_t gates = mode == KT_RNN_LSTM ? 4 : mode == KT_RNN_GRU ? 3 : 1;
                Case c = {.name = "rnn", .op = (KtOp)mode, .a = reverse, .b = bias, .once = true};
                KtTensor *in[8];
                int n = 0;
                in[n++] = operand(-1, 1, SHAPE(3, 2, 2));
                in[n++] = operand(-1, 1, SHAPE(gates * 3, 2));
                in[n++] = operand(-1, 1, SHAPE(gates * 3, 3));
                in[n++] = operand(-1, 1, SHAPE(2, 3));
                if (bias) in[n++] = operand(-1, 1, SHAPE(gates * 3));
                if (bias) in[n++] = operand(-1, 1, SHAPE(gates * 3));
                if (mode == KT_RNN_LSTM) in[n++] = operand(-1, 1, SHAPE(2, 3));
                check_case(&c, f_rnn, n, in);
            }
}
END_TEST

static double sigmoid(double x) {
    return 1 / (1 + exp(-x));
}
/* One sample of an LSTM and a GRU, written out. */
START_TEST(rnn_values) {
    enum { STEPS = 4, INPUTS = 2, HIDDEN = 3 };
    for (int mode = KT_RNN_LSTM; mode <= KT_RNN_GRU; mode++) {
        int gates = mode == KT_RNN_LSTM ? 4 : 3;
        KtTensor *x = operand(-1, 1, SHAPE(STEPS, 1, INPUTS)),
                 *wi = operand(-1, 1, SHAPE(gates * HIDDEN, INPUTS));
        KtTensor *wh = operand(-1, 1, SHAPE(gates * HIDDEN, HIDDEN)),
                 *bi = operand(-1, 1, SHAPE(gates * HIDDEN));
        KtTensor *bh = operand(-1, 1, SHAPE(gates * HIDDEN)),
                 *h0 = operand(-1, 1, SHAPE(1, HIDDEN));
        KtTensor *c0 = mode == KT_RNN_LSTM ? operand(-1, 1, SHAPE(1, HIDDEN)) : NULL;
        KtTensor *y, *hn, *cn = NULL;
        must_ok(kta_rnn(ctx, (KtRnnMode)mode, false, x, wi, wh, bi, bh, h0, c0, &y, &hn, &cn));
        double h[HIDDEN], c[HIDDEN] = {0}, p[12], q[12];
        memcpy(h, doubles(h0), sizeof h);
        if (c0) memcpy(c, doubles(c0), sizeof c);
        for (int t = 0; t < STEPS; t++) {
            for (int k = 0; k < gates * HIDDEN; k++) {
                p[k] = doubles(bi)[k];
                q[k] = doubles(bh)[k];
                for (int j = 0; j < INPUTS; j++)
                    p[k] += doubles(wi)[k * INPUTS + j] * doubles(x)[t * INPUTS + j];
                for (int j = 0; j < HIDDEN; j++)
                    q[k] += doubles(wh)[k * HIDDEN + j] * h[j];
            }
            for (int k = 0; k < HIDDEN; k++)
                if (c0) {
                    c[k] = sigmoid(p[HIDDEN + k] + q[HIDDEN + k]) * c[k] +
                           sigmoid(p[k] + q[k]) * tanh(p[2 * HIDDEN + k] + q[2 * HIDDEN + k]);
                    h[k] = sigmoid(p[3 * HIDDEN + k] + q[3 * HIDDEN + k]) * tanh(c[k]);
                } else {
                    double r = sigmoid(p[k] + q[k]), z = sigmoid(p[HIDDEN + k] + q[HIDDEN + k]);
                    h[k] = (1 - z) * tanh(p[2 * HIDDEN + k] + r * q[2 * HIDDEN + k]) + z * h[k];
                }
            for (int k = 0; k < HIDDEN; k++)
                ck_assert_double_eq_tol(doubles(y)[t * HIDDEN + k], h[k], 1e-12);
        }
        for (int k = 0; k < HIDDEN; k++)
            ck_assert_double_eq_tol(doubles(hn)[k], h[k], 1e-12);
        KtTensor *all[] = {x, wi, wh, bi, bh, h0, c0, y, hn, cn};
        for (int i = 0; i < 10; i++)
            drop(all[i]);
    }
}
END_TEST

/* ---- layers against plain loops ---- */

START_TEST(conv_and_pool_values) {
    enum { C = 2, O = 3, N = 6, K = 3 };
    KtTensor *x = operand(-1, 1, SHAPE(1, C, N, N)), *w = operand(-1, 1, SHAPE(O, C, K, K));
    KtConvSpec s = {.n = 2, .groups = 1, .stride = {2, 1}, .padding = {1, 0}, .dilation = {1, 2}};
    KtTensor *y = must(kt_conv(ctx, x, w, NULL, &s));
    ck_assert_int_eq(y->sizes[2], 3);
    ck_assert_int_eq(y->sizes[3], 2);
    for (int o = 0; o < O; o++)
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 2; j++) {
                double sum = 0;
                for (int c = 0; c < C; c++)
                    for (int a = 0; a < K; a++)
                        for (int b = 0; b < K; b++) {
                            int r = 2 * i - 1 + a, q = j + 2 * b;
                            if (r >= 0 && r < N)
                                sum += doubles(x)[(c * N + r) * N + q] *
                                       doubles(w)[((o * C + c) * K + a) * K + b];
                        }
                ck_assert_double_eq_tol(doubles(y)[(o * 3 + i) * 2 + j], sum, 1e-12);
            }
    KtPoolSpec p = {.n = 2, .kernel = {2, 2}, .stride = {2, 2}, .dilation = {1, 1}};
    KtTensor *max = must(kt_max_pool(ctx, x, &p, NULL)), *avg = must(kt_avg_pool(ctx, x, &p));
    for (int c = 0; c < C; c++)
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++) {
                const double *q = doubles(x) + (c * N + 2 * i) * N + 2 * j;
                int at = (c * 3 + i) * 3 + j;
                ck_assert_double_eq(doubles(max)[at], fmax(fmax(q[0], q[1]), fmax(q[N], q[N + 1])));
                ck_assert_double_eq_tol(doubles(avg)[at], (q[0] + q[1] + q[N] + q[N + 1]) / 4,
                                        1e-12);
            }
    drop(x);
    drop(w);
    drop(y);
    drop(max);
    drop(avg);
}
END_TEST

START_TEST(norm_values) {
    KtTensor *x = operand(-1, 1, SHAPE(4, 3)), *m, *s;
    KtTensor *y = must(kt_batch_norm(ctx, x, NULL, NULL, NULL, NULL, true, 0.1, 1e-5, &m, &s));
    drop(m);
    drop(s);
    KtTensor *z = must(kt_layer_norm(ctx, x, 1, (int64_t[]){3}, NULL, NULL, 1e-5, &m, &s));
    drop(m);
    drop(s);
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 3; j++) {
            double mb = 0, vb = 0, ml = 0, vl = 0;
            for (int k = 0; k < 4; k++)
                mb += doubles(x)[3 * k + j] / 4;
            for (int k = 0; k < 4; k++)
                vb += pow(doubles(x)[3 * k + j] - mb, 2) / 4;
            for (int k = 0; k < 3; k++)
                ml += doubles(x)[3 * i + k] / 3;
            for (int k = 0; k < 3; k++)
                vl += pow(doubles(x)[3 * i + k] - ml, 2) / 3;
            double v = doubles(x)[3 * i + j];
            ck_assert_double_eq_tol(doubles(y)[3 * i + j], (v - mb) / sqrt(vb + 1e-5), 1e-12);
            ck_assert_double_eq_tol(doubles(z)[3 * i + j], (v - ml) / sqrt(vl + 1e-5), 1e-12);
        }
    drop(x);
    drop(y);
    drop(z);
}
END_TEST

/* ---- the engine ---- */

static KtTensor *leaf(int64_t n, double v) {
    KtScalar s = kt_scalar_float(v);
    KtTensor *t = must(kt_full(ctx, KT_F32, 1, &n, &s));
    must_ok(kta_set_requires_grad(ctx, t, true));
    return t;
}
static KtTensor *bin(KtOp op, KtTensor *a, KtTensor *b) {
    KtOperand x = kt_operand(a), y = kt_operand(b);
    return must(kta_binary(ctx, op, &x, &y));
}
static KtTensor *times(KtTensor *a, double s) {
    KtOperand x = kt_operand(a), y = kt_operand_scalar(kt_scalar_float(s));
    return must(kta_binary(ctx, KT_OP_MUL, &x, &y));
}
static KtTensor *sum_of(KtTensor *a) {
    return must(kta_reduce(ctx, KT_OP_SUM, a, NULL, 0, false, KT_NO_DTYPE));
}
static bool back(KtTensor *t, bool retain) {
    return kta_backward(ctx, 1, &t, NULL, retain, false, 0, NULL, NULL, false);
}
static float grad_at(KtTensor *t, int i) {
    ck_assert_ptr_nonnull(kta_grad(t));
    return ((float *)kta_grad(t)->data)[i];
}

START_TEST(accumulation_and_freeing) {
    KtTensor *x = leaf(3, 2), *y = bin(KT_OP_MUL, x, x), *s = sum_of(y);
    must_ok(back(s, true));
    ck_assert_float_eq(grad_at(x, 1), 4);
    must_ok(back(s, false));
    ck_assert_float_eq(grad_at(x, 1), 8);
    ck_assert(!back(s, false));
    expect_error(KT_RUNTIME_ERROR,
                 "Trying to backward through the graph a second time (or directly access saved "
                 "tensors after they have already been freed). Saved intermediate values of the "
                 "graph are freed when you call .backward() or autograd.grad(). Specify "
                 "retain_graph=True if you need to backward through the graph a second time or if "
                 "you need to access saved tensors after calling backward.");
    drop(s);
    drop(y);
    drop(x);
}
END_TEST

START_TEST(root_messages) {
    KtTensor *x = leaf(3, 1), *y = times(x, 2), *other = leaf(2, 1), *s = sum_of(y), *r[1];
    ck_assert(!back(y, false));
    expect_error(KT_RUNTIME_ERROR, "grad can be implicitly created only for scalar outputs");
    KtTensor *plain = must(kt_zeros(ctx, KT_F32, 0, NULL));
    ck_assert(!back(plain, false));
    expect_error(KT_RUNTIME_ERROR,
                 "element 0 of tensors does not require grad and does not have a grad_fn");
    ck_assert(!kta_backward(ctx, 1, &s, NULL, true, false, 1, &other, r, false));
    expect_error(KT_RUNTIME_ERROR,
                 "One of the differentiated Tensors appears to not have been used in the graph. "
                 "Set allow_unused=True if this is the desired behavior.");
    must_ok(kta_backward(ctx, 1, &s, NULL, true, false, 1, &other, r, true));
    ck_assert_ptr_null(r[0]);
    ck_assert(!kta_backward(ctx, 1, &s, NULL, true, false, 1, &plain, r, false));
    expect_error(KT_RUNTIME_ERROR, "One of the differentiated Tensors does not require grad");
    must_ok(kta_backward(ctx, 1, &s, NULL, false, false, 1, &x, r, false));
    ck_assert_float_eq(((float *)r[0]->data)[0], 2); /* possibly expanded */
    ck_assert_ptr_null(kta_grad(x));
    drop(r[0]);
    drop(plain);
    drop(x);
    drop(y);
    drop(s);
    drop(other);
}
END_TEST

START_TEST(version_check) {
    KtTensor *x = leaf(3, 1), *y = must(kta_unary(ctx, KT_OP_EXP, x)), *one = leaf(3, 1);
    must_ok(kta_check_inplace(ctx, y));
    KtTensor *z = bin(KT_OP_ADD, y, one);
    must_ok(kt_before_write(ctx, y) && kt_copy(ctx, y, z) && kta_rebase(ctx, y, z));
    drop(z);
    KtTensor *s = sum_of(y);
    ck_assert(!back(s, false));
    expect_error(KT_RUNTIME_ERROR,
                 "one of the variables needed for gradient computation has been modified by an "
                 "inplace operation: [torch.FloatTensor [3]], which is output 0 of ExpBackward0, "
                 "is at version 1; expected version 0 instead. Hint: enable anomaly detection to "
                 "find the operation that failed to compute its gradient, with "
                 "torch.autograd.set_detect_anomaly(True).");
    ck_assert(!kta_check_inplace(ctx, x));
    expect_error(KT_RUNTIME_ERROR,
                 "a leaf Variable that requires grad is being used in an in-place operation.");
    drop(s);
    drop(y);
    drop(x);
    drop(one);
}
END_TEST

/* base = zeros(3); base[1:] *= w: the base gets the history through its view. */
START_TEST(writing_through_views) {
    int64_t three = 3;
    KtScalar five = kt_scalar_float(5);
    KtTensor *base = must(kt_full(ctx, KT_F32, 1, &three, &five)), *w = leaf(2, 3);
    KtTensor *v = must(kta_slice(ctx, base, 0, 1, 3, 1)),
             *seen = must(kta_slice(ctx, base, 0, 0, 2, 1));
    ck_assert(!kta_requires_grad(v));
    KtTensor *p = bin(KT_OP_MUL, v, w);
    must_ok(kta_copy_(ctx, v, p));
    drop(p);
    bool ok;
    ck_assert(kta_requires_grad(base) && kta_requires_grad(v) && kta_requires_grad(seen));
    ck_assert_str_eq(kta_node_name(kta_grad_fn(ctx, base, &ok)), "CopySlices");
    ck_assert_str_eq(kta_node_name(kta_grad_fn(ctx, v, &ok)), "AsStridedBackward0");
    ck_assert_str_eq(kta_node_name(kta_grad_fn(ctx, seen, &ok)), "AsStridedBackward0");
    KtTensor *s = sum_of(base), *s2 = sum_of(seen);
    /* v's factor was overwritten: its own gradient cannot be had */
    ck_assert(!back(s, true));
    ck_assert_int_eq(ctx->error, KT_RUNTIME_ERROR);
    kt_clear_error(ctx);
    drop(s);
    drop(s2);
    drop(v);
    drop(seen);
    drop(base);
    /* base[1:] = 2 w */
    base = must(kt_full(ctx, KT_F32, 1, &three, &five));
    v = must(kta_slice(ctx, base, 0, 1, 3, 1));
    p = times(w, 2);
    must_ok(kta_copy_(ctx, v, p));
    KtTensor *sq = bin(KT_OP_MUL, base, base);
    s = sum_of(sq);
    must_ok(back(s, false));
    ck_assert_float_eq(grad_at(w, 0), 24); /* 2 (2 w) 2 */
    drop(p);
    drop(sq);
    drop(s);
    drop(v);
    drop(base);
    drop(w);
}
END_TEST

static KtTensor *ten_times(KtCtx *c, void *user, KtTensor *grad, bool *ok) {
    KtScalar ten = kt_scalar_int(10);
    ++*(int *)user;
    KtTensor *r = kt_binary_ts(c, KT_OP_MUL, grad, &ten, KT_NO_DTYPE, NULL);
    *ok = r != NULL;
    return r;
}
START_TEST(hooks_and_retained) {
    int calls = 0;
    int64_t id, id2;
    KtTensor *x = leaf(2, 1), *y = times(x, 3), *s;
    must_ok(kta_add_hook(ctx, y, ten_times, &calls, NULL, &id));
    must_ok(kta_add_hook(ctx, x, ten_times, &calls, NULL, &id2));
    must_ok(kta_retain_grad(ctx, y));
    s = sum_of(y);
    must_ok(back(s, true));
    ck_assert_int_eq(calls, 2);
    ck_assert_float_eq(grad_at(y, 0), 10);
    ck_assert_float_eq(grad_at(x, 0), 300);
    kta_remove_hook(ctx, x, id2);
    kta_remove_hook(ctx, y, id);
    must_ok(back(s, false));
    ck_assert_int_eq(calls, 2);
    ck_assert_float_eq(grad_at(x, 1), 303);
    drop(s);
    drop(y);
    drop(x);
}
END_TEST

START_TEST(deep_graph) {
    KtTensor *x = leaf(1, 1), *y = kt_incref(x);
    for (int i = 0; i < 200000; i++) {
        KtTensor *z = times(y, 1);
        drop(y);
        y = z;
    }
    KtTensor *s = sum_of(y);
    must_ok(back(s, false));
    ck_assert_float_eq(grad_at(x, 0), 1);
    drop(s);
    drop(y); /* freed without recursion */
    drop(x);
}
END_TEST

START_TEST(states) {
    int64_t two = 2;
    KtTensor *x = leaf(2, 1), *y = times(x, 2), *i = must(kt_zeros(ctx, KT_I64, 1, &two));
    ck_assert(!kta_set_requires_grad(ctx, i, true));
    expect_error(KT_RUNTIME_ERROR, "only Tensors of floating point dtype can require gradients");
    ck_assert(!kta_set_requires_grad(ctx, y, false));
    ck_assert_int_eq(ctx->error, KT_RUNTIME_ERROR);
    kt_clear_error(ctx);
    KtTensor *d = must(kta_detach(ctx, y));
    ck_assert(!kta_requires_grad(d) && kta_is_leaf(d) && !kta_is_leaf(y));
    must_ok(kta_detach_(ctx, y));
    ck_assert(!kta_requires_grad(y));
    ck_assert(!kta_set_grad(ctx, x, i));
    expect_error(KT_RUNTIME_ERROR, "assigned grad has data of a different type");
    ctx->grad_enabled = false;
    KtTensor *z = times(x, 2);
    ck_assert(!kta_requires_grad(z));
    ctx->grad_enabled = true;
    KtTensor *all[] = {x, y, i, d, z};
    for (int k = 0; k < 5; k++)
        drop(all[k]);
}
END_TEST

/* Every allocation failing in turn: an error each time, nothing leaked, no crash. */
START_TEST(out_of_memory) {
    for (long n = 1; n < 400; n++) {
        KtTensor *x = leaf(3, 1), *s = NULL;
        alloc.fail_after = n;
        KtTensor *y = kta_unary(ctx, KT_OP_GELU, x), *v = y ? kta_select(ctx, y, 0, 1) : NULL;
        if (v) s = kta_reduce(ctx, KT_OP_SUM, v, NULL, 0, false, KT_NO_DTYPE);
        bool ok = s && kta_backward(ctx, 1, &s, NULL, false, true, 0, NULL, NULL, false);
        bool unused = alloc.fail_after > 0;
        alloc.fail_after = 0;
        ck_assert(ok == (ctx->error == KT_NO_ERROR));
        kt_clear_error(ctx);
        must_ok(kta_set_grad(ctx, x, NULL));
        drop(s);
        drop(v);
        drop(y);
        drop(x);
        if (unused) break;
    }
}
END_TEST

int main(void) {
    Suite *s = suite_create("autograd");
    TCase *t = tcase_create("autograd");
    tcase_add_checked_fixture(t, setup, teardown);
    tcase_set_timeout(t, 60);
    const TTest *const tests[] = {unary_rules,
                                  unary_param_rules,
                                  binary_rules,
                                  other_elementwise_rules,
                                  reduction_rules,
                                  ordering_rules,
                                  product_of_zeros,
                                  shape_rules,
                                  shape_rules_twice,
                                  index_rules,
                                  product_rules,
                                  conv_rules,
                                  pool_and_softmax_rules,
                                  norm_rules,
                                  loss_rules,
                                  rnn_rules,
                                  rnn_values,
                                  conv_and_pool_values,
                                  norm_values,
                                  accumulation_and_freeing,
                                  root_messages,
                                  version_check,
                                  writing_through_views,
                                  hooks_and_retained,
                                  deep_graph,
                                  states,
                                  out_of_memory};
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++)
        tcase_add_test(t, tests[i]);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
