/* Running sums and products with their rules. Attribute of each: [0] dim. */
#include <float.h>

#include "autograd_private.h"

#define GO (g->grad[0])
#define IN (&g->n->in[0])

static KtTensor *cumulate(Ag *g, KtOp op, KtTensor *t) {
    return t ? ag_keep(g, kta_cumulate(g->ctx, op, t, (int)ag_int(g, 0), KT_NO_DTYPE)) : NULL;
}
static KtTensor *flip(Ag *g, KtTensor *t) {
    int dim = (int)ag_int(g, 0);
    return t && t->ndim ? ag_keep(g, kta_flip(g->ctx, t, 1, &dim)) : t;
}
static KtTensor *from_end(Ag *g, KtOp op, KtTensor *t) {
    return flip(g, cumulate(g, op, flip(g, t)));
}
static int64_t size_along(const Ag *g, const KtTensor *t) {
    int64_t dim = ag_int(g, 0);
    return t->ndim ? t->sizes[dim < 0 ? dim + t->ndim : dim] : 1;
}
/* What stands before the first of t along the dimension. */
static KtTensor *ones_before(Ag *g, const KtTensor *t) {
    int64_t sizes[KT_MAX_DIMS], dim = ag_int(g, 0);
    for (int d = 0; d < t->ndim; d++)
        sizes[d] = t->sizes[d];
    sizes[dim < 0 ? dim + t->ndim : dim] = 1;
    KtScalar one = kt_scalar_int(1);
    return ag_keep(g, kt_full(g->ctx, t->dtype, t->ndim, sizes, &one));
}
static void back_cumsum(Ag *g) {
    ag_set(g, 0, from_end(g, KT_OP_CUMSUM, GO));
}
/* The gradient of running products of x, the factors, which is differentiated again: no division,
 * so that it holds where there are zeros. For each place the products with it left out, as PyTorch
 * makes them. */
static KtTensor *products_without(Ag *g, KtTensor *x, int64_t k) {
    KtCtx *ctx = g->ctx;
    int dim = (int)ag_int(g, 0);
    int64_t n = size_along(g, x);
    KtTensor *before = NULL, *after = NULL;
    if (k > 0) {
        KtTensor *part = ag_keep(g, kta_narrow(ctx, x, dim, 0, k));
        before =
            part ? ag_keep(g, kta_reduce(ctx, KT_OP_PROD, part, &dim, 1, true, KT_NO_DTYPE)) : NULL;
        if (k == n - 1) return before;
    } else {
        before = ones_before(g, x);
    }
    after = cumulate(g, KT_OP_CUMPROD, ag_keep(g, kta_narrow(ctx, x, dim, k + 1, n - k - 1)));
    if (k > 0) after = g_mul(g, before, after);
    return before && after ? ag_keep(g, kta_cat(ctx, (KtTensor *[]){before, after}, 2, dim)) : NULL;
}
static KtTensor *place_by_place(Ag *g, KtTensor *x, KtTensor *go) {
    KtCtx *ctx = g->ctx;
    int dim = (int)ag_int(g, 0);
    int64_t n = size_along(g, x), done = 0;
    size_t size = sizeof(KtTensor *) * (size_t)n;
    KtTensor **part = kb_malloc(ctx->alloc, size), *r = NULL;
    if (!part) {
        g->failed = !kt_fail_memory(ctx, size);
        return NULL;
    }
    for (; done < n; done++) {
        int mark = g->n_pool;
        KtTensor *others = products_without(g, x, done),
                 *own = others ? ag_keep(g, kta_narrow(ctx, go, dim, done, n - done)) : NULL;
        part[done] = g_sum1(g, g_mul(g, own, others), dim, true);
        if (!part[done]) break;
        kt_incref(part[done]);
        while (g->n_pool > mark)
            kt_decref(ctx, g->pool[--g->n_pool]);
    }
    if (done == n) r = kta_cat(ctx, part, n, dim);
    while (done)
        kt_decref(ctx, part[--done]);
    kb_free(ctx->alloc, part, size);
    return r || !g->failed ? ag_keep(g, r) : NULL;
}
/* The same in one go: up to the first zero along each line by divisions, at it by the product of
 * what comes before the second. x and y are conjugates. */
static KtTensor *around_zeros(Ag *g, KtTensor *x, KtTensor *y, KtTensor *go) {
    int dim = (int)ag_int(g, 0);
    KtTensor *zero = g_bin_s(g, KT_OP_EQ, x, 0), *seen = cumulate(g, KT_OP_CUMSUM, zero);
    KtTensor *before = g_bin_s(g, KT_OP_EQ, seen, 0), *from_first = g_bin_s(g, KT_OP_EQ, seen, 1);
    KtTensor *first = g_bin(g, KT_OP_LOGICAL_AND, from_first, zero);
    KtTensor *after = g_bin(g, KT_OP_LOGICAL_XOR, from_first, first);
    KtTensor *up_to = from_end(g, KT_OP_CUMSUM, g_where_s(g, before, g_mul(g, y, go), 0));
    up_to = g_where_s(g, before, g_div(g, up_to, x), 0);
    KtTensor *run = cumulate(g, KT_OP_CUMPROD, g_where_s(g, after, x, 1));
    KtTensor *slope = g_sum1(g, g_mul(g, run, g_where_s(g, from_first, go, 0)), dim, true);
    KtTensor *ones = ones_before(g, y),
             *start = ones ? ag_keep(g, kta_narrow(g->ctx, y, dim, 0, size_along(g, y) - 1)) : NULL;
    KtTensor *lead =
        start ? ag_keep(g, kta_cat(g->ctx, (KtTensor *[]){ones, start}, 2, dim)) : NULL;
    return g_where(g, first, g_mul(g, slope, lead), up_to);
}
static void back_cumprod(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1), *w;
    bool zeros;
    if (!x || !y) return;
    if (x->numel <= 1 || size_along(g, x) == 1) {
        ag_set(g, 0, GO);
        return;
    }
    if (!g_has_zero(g, x, &zeros)) return;
    x = g_conj(g, x);
    y = g_conj(g, y);
    w = zeros ? NULL : g_mul(g, y, GO);
    ag_set(g, 0,
           !zeros                                  ? g_div(g, from_end(g, KT_OP_CUMSUM, w), x)
           : ag_recording(g->ctx) || g->n->pushing ? place_by_place(g, x, GO)
                                                   : around_zeros(g, x, y, GO));
}
/* By logarithms, the positive and the negative part of the gradient apart. */
static KtTensor *logarithmic_part(Ag *g, KtOp sign, KtTensor *go, KtTensor *x, KtTensor *y) {
    KtScalar lowest = kt_scalar_float(kt_dtype_limit(x->dtype, true));
    KtTensor *none = ag_keep(g, kt_full(g->ctx, go->dtype, go->ndim, go->sizes, &lowest));
    KtTensor *log = g_un(g, KT_OP_LOG, sign == KT_OP_LT ? g_neg(g, go) : go);
    KtTensor *part = g_where(g, g_bin_s(g, sign, go, 0), log, none);
    return g_un(g, KT_OP_EXP, g_add(g, from_end(g, KT_OP_LOGCUMSUMEXP, g_sub(g, part, y)), x));
}
static void back_logcumsumexp(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1), *go = GO;
    if (!x || !y) return;
    if (go->ndim == 0 || go->numel == 0) {
        ag_set(g, 0, go);
        return;
    }
    KtTensor *up = logarithmic_part(g, KT_OP_GT, go, x, y);
    ag_set(g, 0, g_sub(g, up, logarithmic_part(g, KT_OP_LT, go, x, y)));
}
static const KtRule rule_cumsum = {"CumsumBackward0", back_cumsum, false};
static const KtRule rule_cumprod = {"CumprodBackward0", back_cumprod, false};
static const KtRule rule_logcumsumexp = {"LogcumsumexpBackward0", back_logcumsumexp, false};

KtTensor *kta_cumulate(KtCtx *ctx, KtOp op, KtTensor *a, int dim, int dtype) {
    KtTensor *r = kt_cumulate(ctx, op, a, dim, dtype, NULL);
    if (!AG_NEEDS(ctx, a) || !r) return r;
    AgAttrs attr = AG_A(AG_I(dim));
    if (op == KT_OP_CUMSUM) return kt_ag_record(ctx, r, &rule_cumsum, AG_T(a), AG_NOTHING, attr);
    if (op == KT_OP_CUMPROD) return kt_ag_record(ctx, r, &rule_cumprod, AG_T(a), AG_T(a, r), attr);
    if (op == KT_OP_LOGCUMSUMEXP)
        return kt_ag_record(ctx, r, &rule_logcumsumexp, AG_T(a), AG_T(a, r), attr);
    char name[48];
    return kt_ag_missing(ctx, r, kt_op_torch_name(op, name));
}
