/* Differentiable reductions and orderings with their rules.
 *
 * Attributes of a reduction: [0] mask of the reduced dimensions, [1] keepdim; gradients are first
 * brought back to the operand's rank with size 1 there. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "autograd_private.h"
#include "nn_loops.h"
#include "shape.h"

#define GO        (g->grad[0])
#define IN        (&g->n->in[0])
#define RECORDING (ag_recording(g->ctx))

/* t as a reduction with keepdim would have given it. */
static KtTensor *kept(Ag *g, KtTensor *t) {
    if (!t || t->ndim == IN->ndim) return t;
    int64_t sizes[KT_MAX_DIMS];
    for (int d = 0; d < IN->ndim; d++)
        sizes[d] = ag_int(g, 0) >> d & 1 ? 1 : IN->sizes[d];
    return ag_keep(g, kta_reshape(g->ctx, t, IN->ndim, sizes));
}
static double count(const Ag *g) {
    double n = 1;
    for (int d = 0; d < IN->ndim; d++)
        if (ag_int(g, 0) >> d & 1) n *= (double)IN->sizes[d];
    return n;
}
static KtTensor *sum_kept(Ag *g, KtTensor *t) { /* over the reduced dimensions */
    int dims[KT_MAX_DIMS], n = 0;
    for (int d = 0; d < IN->ndim; d++)
        if (ag_int(g, 0) >> d & 1) dims[n++] = d;
    return n ? g_sum(g, t, dims, n, true) : t;
}

static void back_sum(Ag *g) {
    ag_set(g, 0, g_expand(g, ag_int(g, 2) ? GO : kept(g, GO), IN)); /* [2]: of all elements */
}
static void back_mean(Ag *g) {
    ag_set(g, 0, g_bin_s(g, KT_OP_DIV, g_expand(g, kept(g, GO), IN), count(g)));
}
static void back_mean_of_dims(Ag *g) {
    if (ag_untouched(g, 0)) back_mean(g);
}
/* nan counts for nothing, but a gradient of nan stays it. */
static KtTensor *is_number(Ag *g) {
    return g_un(g, KT_OP_LOGICAL_NOT, g_un(g, KT_OP_ISNAN, ag_saved(g, 0)));
}
static void back_nansum(Ag *g) {
    ag_set(g, 0, g_mul(g, g_expand(g, kept(g, GO), IN), is_number(g)));
}
static void back_nanmean(Ag *g) {
    KtTensor *there = is_number(g), *n = sum_kept(g, g_cast(g, there, IN->dtype));
    ag_set(g, 0, g_mul(g, g_expand(g, g_div(g, kept(g, GO), n), IN), there));
}
/* Equal elements share the gradient; nan equals nothing. */
static void back_extreme(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = kept(g, ag_saved(g, 1));
    KtTensor *m = g_cast(g, g_bin(g, KT_OP_EQ, x, y), IN->dtype);
    ag_set(g, 0, g_div(g, g_mul(g, kept(g, GO), m), sum_kept(g, m)));
}
/* Equal elements share the gradient of the one of all, nan too; the others have none. */
static void back_extreme_all(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1);
    KtTensor *nan = g_bin(g, KT_OP_LOGICAL_AND, g_un(g, KT_OP_ISNAN, x), g_un(g, KT_OP_ISNAN, y));
    KtTensor *mask = g_bin(g, KT_OP_LOGICAL_OR, g_bin(g, KT_OP_EQ, x, y), nan);
    KtTensor *n = sum_kept(g, g_cast(g, mask, IN->dtype));
    KtTensor *less =
        g_un(g, KT_OP_LOGICAL_NOT, mask); /* new zeros are filled: in the usual order */
    if (less && !kt_is_contiguous(less)) less = ag_keep(g, kt_contiguous(g->ctx, less));
    ag_set(g, 0, g_zero_where(g, less, g_div(g, kept(g, GO), n)));
}
static void back_logsumexp(Ag *g) {
    KtTensor *e = g_un(g, KT_OP_EXP, g_sub(g, ag_saved(g, 0), kept(g, ag_saved(g, 1))));
    ag_set(g, 0, g_mul(g, kept(g, GO), e));
}

bool g_has_zero(Ag *g, KtTensor *x, bool *yes) {
    KtTensor *all = ag_keep(g, kt_reduce(g->ctx, KT_OP_ALL, x, NULL, 0, false, KT_NO_DTYPE, NULL));
    if (all) *yes = !*(const uint8_t *)all->data;
    return all != NULL;
}
/* All factors but the one at each place, by running products from both ends: no division, so that
 * it holds, and can be differentiated again, where there are zeros. */
static KtTensor *others_product(Ag *g, KtTensor *x, int dim) {
    KtCtx *ctx = g->ctx;
    int64_t n = x->sizes[dim], sizes[KT_MAX_DIMS];
    memcpy(sizes, x->sizes, sizeof(int64_t) * (size_t)x->ndim);
    sizes[dim] = 1;
    KtScalar one = kt_scalar_int(1);
    KtTensor *ones = ag_keep(g, kt_full(ctx, x->dtype, x->ndim, sizes, &one));
    KtTensor *front = ones ? ag_keep(g, kta_narrow(ctx, x, dim, 0, n - 1)) : NULL;
    KtTensor *back = front ? ag_keep(g, kta_narrow(ctx, x, dim, 1, n - 1)) : NULL;
    KtTensor *turned = back ? ag_keep(g, kta_flip(ctx, back, 1, &dim)) : NULL;
    if (!turned) return NULL;
    KtTensor *before = ag_keep(g, kta_cat(ctx, (KtTensor *[]){ones, front}, 2, dim)),
             *after =
                 before ? ag_keep(g, kta_cat(ctx, (KtTensor *[]){ones, turned}, 2, dim)) : NULL;
    if (!after) return NULL;
    before = ag_keep(g, kta_cumulate(ctx, KT_OP_CUMPROD, before, dim, KT_NO_DTYPE));
    after = ag_keep(g, kta_cumulate(ctx, KT_OP_CUMPROD, after, dim, KT_NO_DTYPE));
    after = after ? ag_keep(g, kta_flip(ctx, after, 1, &dim)) : NULL;
    return g_mul(g, before, after);
}
static KtTensor *product_beside_zeros(Ag *g, KtTensor *x, KtTensor *go, int dim) {
    if (!x || !go) return NULL;
    if (x->numel == 0) return ag_keep(g, kt_zeros(g->ctx, x->dtype, x->ndim, x->sizes));
    if (x->sizes[dim] == 1) return g_solid(g, go);
    return g_mul(g, go, g_conj(g, others_product(g, x, dim)));
}
/* The product of everything: with two zeros nothing moves it. */
static void back_prod_all(Ag *g, KtTensor *x, KtTensor *y) {
    KtTensor *count0 =
        ag_keep(g, kt_reduce(g->ctx, KT_OP_COUNT_NONZERO, x, NULL, 0, false, KT_NO_DTYPE, NULL));
    if (!count0) return;
    int64_t zeros = x->numel - *(const int64_t *)(const void *)count0->data;
    if (zeros == 0) {
        ag_set(g, 0, g_mul(g, GO, g_conj(g, g_div(g, y, x))));
    } else if (zeros > 1) {
        ag_set(g, 0, g_zeros(g, IN));
    } else {
        KtTensor *flat = ag_keep(g, kta_reshape(g->ctx, x, 1, &x->numel));
        ag_set(g, 0, g_reshape(g, product_beside_zeros(g, flat, GO, 0), IN));
    }
}
static void back_prod(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1);
    bool zeros;
    if (!x || !y) return;
    if (IN->ndim == 0) {
        ag_set(g, 0, GO);
    } else if (ag_int(g, 2)) {
        back_prod_all(g, x, y);
    } else if (g_has_zero(g, x, &zeros)) {
        int dim = 0;
        while (!(ag_int(g, 0) >> dim & 1))
            dim++;
        KtTensor *go = kept(g, GO);
        ag_set(g, 0,
               zeros ? product_beside_zeros(g, x, go, dim)
                     : g_mul(g, go, g_conj(g, g_div(g, kept(g, y), x))));
    }
}

#define back_none                      NULL
#define ROW_REDUCE(opname, grad, node) [KT_OP_##opname] = {node, back_##grad, false},
#define ROW_BINARY(...)
#define ROW_COMPARE(...)
#define ROW_UNARY(...)
#define ROW_CUM(...)
#define ROW_FUNC(...)
#define back_amax back_extreme
#define back_amin back_extreme
static const KtRule reduce_rules[KT_N_OPS] = {
#define KT_OP(opname, fam, n, rulename, fl, grad, nodename, tnames, nnames, text)                  \
    ROW_##fam(opname, grad, nodename)
#include "op.def"
#undef KT_OP
};
static const KtRule rule_sum1 = {"SumBackward1", back_sum, false};
static const KtRule rule_mean1 = {"MeanBackward1", back_mean_of_dims, false};
static const KtRule rule_prod1 = {"ProdBackward1", back_prod, false};

/* PyTorch divides the sum of the numbers by how many there are. */
static KtTensor *steps_nanmean(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    int dims[KT_MAX_DIMS], n_dims = 0;
    const bool keep = n->in[0].ndim && n->out[0].ndim == n->in[0].ndim;
    for (int d = 0; d < in[0]->ndim && !n->attr[2].i; d++)
        if (n->attr[0].i >> d & 1) dims[n_dims++] = d;
    KtTensor *sum = kta_reduce(ctx, KT_OP_NANSUM, in[0], dims, n_dims, keep, n->out[0].dtype),
             *nan = sum ? kt_unary(ctx, KT_OP_ISNAN, in[0], KT_NO_DTYPE, NULL) : NULL,
             *there = nan ? kt_unary(ctx, KT_OP_LOGICAL_NOT, nan, KT_NO_DTYPE, NULL) : NULL,
             *many = there ? kt_reduce(ctx, KT_OP_SUM, there, n_dims ? dims : NULL, n_dims, keep,
                                       KT_NO_DTYPE, NULL)
                           : NULL;
    KtOperand so = {.t = sum}, mo = {.t = many};
    KtTensor *r = many ? kta_binary(ctx, KT_OP_DIV, &so, &mo) : NULL;
    kt_xdecref(ctx, sum);
    kt_xdecref(ctx, nan);
    kt_xdecref(ctx, there);
    kt_xdecref(ctx, many);
    return r;
}
static const KtManyRule rule_nanmean = {
    {"DivBackward0", back_nanmean, KT_RULE_MANY}, steps_nanmean, {0, -1, -1}};

static const KtRule *rule_of(KtOp op, bool all) {
    if (op == KT_OP_NANMEAN) return &rule_nanmean.rule;
    if (!all && op == KT_OP_SUM) return &rule_sum1;
    if (!all && op == KT_OP_MEAN) return &rule_mean1;
    if (!all && op == KT_OP_PROD) return &rule_prod1;
    return &reduce_rules[op];
}

static KtTensor *record(KtCtx *ctx, KtTensor *r, const KtRule *rule, KtTensor *a, const int *dims,
                        int n_dims, AgList save, double p) {
    uint64_t mask;
    if (r && !kt_dims_mask(ctx, n_dims ? dims : NULL, n_dims, a->ndim, &mask)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!r) return NULL;
    return kt_ag_record(ctx, r, rule, AG_T(a), save,
                        AG_A(AG_I((int64_t)mask), AG_D(p), AG_I(!dims)));
}

KtTensor *kta_reduce(KtCtx *ctx, KtOp op, KtTensor *a, const int *dims, int n_dims, bool keepdim,
                     int dtype) {
    KtTensor *r = kt_reduce(ctx, op, a, dims, n_dims, keepdim, dtype, NULL);
    if (!AG_NEEDS(ctx, a) || !r || !kt_is_inexact_dtype(r->dtype)) return r;
    const KtRule *rule = rule_of(op, !n_dims);
    char name[48];
    if (!rule->backward) return kt_ag_missing(ctx, r, kt_op_torch_name(op, name));
    bool plain = op == KT_OP_SUM || (op == KT_OP_MEAN && !n_dims);
    bool one = op == KT_OP_NANSUM || op == KT_OP_NANMEAN || op == KT_OP_MEAN;
    return record(ctx, r, rule, a, dims, n_dims,
                  plain ? AG_NOTHING
                  : one ? AG_T(a)
                        : AG_T(a, r),
                  0);
}

/* ---- var, std, norm ---- */

static void back_var(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1), *go = kept(g, GO);
    if (g->failed) return;
    double n = count(g);
    if (g->n->saved[1].was_set) { /* std: divided by 2 std, 0 where that is 0 */
        y = kept(g, y);
        go = g_div(g, go, g_muls(g, y, 2));
        if (!g_mutable(g, go)) return;
        go = g_zero_where(g, g_bin_s(g, KT_OP_EQ, y, 0), go);
    }
    if (n == ag_dbl(g, 1) && (ag_int(g, 2) || IN->ndim == 0)) {
        /* PyTorch's gradient of the variance of all of them is one infinite number */
        ag_set(g, 0, g_muls(g, IN->ndim ? GO : go, INFINITY));
        return;
    }
    KtTensor *mean = g_bin_s(g, KT_OP_DIV, sum_kept(g, x), n);
    KtTensor *slope = g_muls(g, go, 2 / (n - ag_dbl(g, 1)));
    ag_set(g, 0, g_mul(g, slope, g_sub(g, x, mean)));
}
static const KtRule rule_var = {"VarBackward0", back_var, false};
static const KtRule rule_std = {"StdBackward0", back_var, false};

KtTensor *kta_var(KtCtx *ctx, KtTensor *a, const int *dims, int n_dims, double correction,
                  bool keepdim, bool take_sqrt) {
    KtTensor *r = kt_var(ctx, a, dims, n_dims, correction, keepdim, take_sqrt, KT_NO_DTYPE, NULL);
    if (!AG_NEEDS(ctx, a)) return r;
    return record(ctx, r, take_sqrt ? &rule_std : &rule_var, a, dims, n_dims,
                  AG_T(a, take_sqrt ? r : NULL), correction);
}

/* The gradient of the p-norm y of x, with sizes as the reduction keeps them (all: of everything);
 * NULL: none, as for 0 in torch, or an error. */
static KtTensor *norm_slopes(Ag *g, KtTensor *x, KtTensor *y, KtTensor *go, double p, bool all) {
    if (!x || !y || p == 0) return NULL;
    KtTensor *is0 = g_bin_s(g, KT_OP_EQ, y, 0);
    if (p == 1) return g_mul(g, g_un(g, KT_OP_SGN, x), go);
    if (p == 2) return g_mul(g, go, g_zero_where(g, is0, g_div(g, x, y)));
    KtTensor *ax = g_un(g, KT_OP_ABS, x);
    if (isinf(p)) {
        KtTensor *most =
            g_bin(g, KT_OP_LOGICAL_OR, g_bin(g, KT_OP_EQ, ax, y), g_un(g, KT_OP_ISNAN, ax));
        KtTensor *n = all ? g_sum_all(g, most) : sum_kept(g, most);
        KtTensor *share = g_mul(g, g_div(g, go, n), most);
        return g_mul(g, g_un(g, KT_OP_SGN, x), share);
    }
    if (p < 1) {
        KtTensor *w = g_zero_where(g, g_bin_s(g, KT_OP_EQ, x, 0), g_bin_s(g, KT_OP_POW, ax, p - 1));
        w = g_mul(g, g_un(g, KT_OP_SGN, x), w);
        return g_mul(g, g_mul(g, w, go), g_bin_s(g, KT_OP_POW, y, 1 - p));
    }
    KtTensor *w = p < 2 ? g_mul(g, g_un(g, KT_OP_SGN, x), g_bin_s(g, KT_OP_POW, ax, p - 1))
                        : g_mul(g, x, g_bin_s(g, KT_OP_POW, ax, p - 2));
    KtTensor *scale = g_div(g, go, g_bin_s(g, KT_OP_POW, y, p - 1));
    return g_mutable(g, scale) ? g_mul(g, w, g_zero_where(g, is0, scale)) : NULL;
}
static void back_norm(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = kept(g, ag_saved(g, 1));
    KtTensor *r = norm_slopes(g, x, y, kept(g, GO), ag_dbl(g, 1), false);
    if (r) ag_set(g, 0, r);
}
static const KtRule rule_norm = {"NormBackward1", back_norm, false};

KtTensor *kta_norm(KtCtx *ctx, KtTensor *a, double p, const int *dims, int n_dims, bool keepdim) {
    KtTensor *r = kt_norm(ctx, a, p, dims, n_dims, keepdim, KT_NO_DTYPE);
    if (!AG_NEEDS(ctx, a)) return r;
    return record(ctx, r, &rule_norm, a, dims, n_dims, AG_T(a, r), p);
}
static const KtRule rule_vector_norm = {"LinalgVectorNormBackward0", back_norm, false};
KtTensor *kta_vector_norm(KtCtx *ctx, KtTensor *a, double p, const int *dims, int n_dims,
                          bool keepdim) {
    KtTensor *r = kt_norm(ctx, a, p, dims, n_dims, keepdim, KT_NO_DTYPE);
    if (!AG_NEEDS(ctx, a)) return r;
    return record(ctx, r, &rule_vector_norm, a, dims, n_dims, AG_T(a, r), p);
}

/* ---- the norm of a difference: saved x, y, result; [1] p ---- */

static void back_dist(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1), *r = ag_saved(g, 2);
    KtTensor *d = g_sub(g, x, y);
    KtTensor *slopes = norm_slopes(g, d, r, GO, ag_dbl(g, 0), true);
    if (ag_needs(g, 0) && slopes) ag_set(g, 0, slopes);
    if (!ag_needs(g, 1) || g->failed) return;
    if (slopes) {
        ag_set(g, 1, g_neg(g, slopes));
    } else { /* torch negates what is not there */
        kt_fail(
            g->ctx, KT_RUNTIME_ERROR,
            "Expected a proper Tensor but got None (or an undefined Tensor in C++) for argument "
            "#0 'self'");
        g->failed = true;
    }
}
static const KtRule rule_dist = {"DistBackward0", back_dist, false};

KtTensor *kta_dist(KtCtx *ctx, KtTensor *a, KtTensor *b, double p) {
    KtOperand x = kt_operand(a), y = kt_operand(b);
    KtTensor *d = kt_binary_any(ctx, KT_OP_SUB, &x, &y, KT_NO_DTYPE, NULL),
             *r = d ? kt_norm(ctx, d, p, NULL, 0, false, KT_NO_DTYPE) : NULL;
    kt_xdecref(ctx, d);
    if (!r || !AG_NEEDS2(ctx, a, b)) return r;
    return kt_ag_record(ctx, r, &rule_dist, AG_T(a, b), AG_T(a, b, r), AG_A(AG_D(p)));
}

/* ---- distances: the norms of differences along the last dimension ---- */

/* The sign of t, nan of nan. */
static KtTensor *sign_of(Ag *g, KtTensor *t) {
    return g_where(g, g_un(g, KT_OP_ISNAN, t), t, g_un(g, KT_OP_SGN, t));
}
/* What differences d of distance y pass on, in the order of PyTorch's kernels: nothing comes of an
 * infinite slope where there is no distance. */
static KtTensor *through_differences(Ag *g, KtTensor *d, KtTensor *y, KtTensor *go, double p) {
    KtTensor *size = g_un(g, KT_OP_ABS, d), *sign = sign_of(g, d), *r;
    if (p == 1) return g_mul(g, go, sign);
    if (isinf(p)) { /* of ties each has all */
        KtTensor *off = g_un(g, KT_OP_CEIL, g_un(g, KT_OP_ABS, g_sub(g, size, y)));
        return g_mul(g, g_mul(g, go, sign), g_rsub(g, 1, g_bin_s(g, KT_OP_MINIMUM, off, 1)));
    }
    if (p == 2) {
        r = g_div(g, g_mul(g, go, d), y);
    } else {
        r = g_mul(g, p < 2 ? sign : d, g_bin_s(g, KT_OP_POW, size, p < 2 ? p - 1 : p - 2));
        r = g_div(g, g_mul(g, r, go), g_bin_s(g, KT_OP_POW, y, p - 1));
    }
    r = g_zero_where(g, g_bin_s(g, KT_OP_EQ, y, 0), r);
    return p < 1 ? g_zero_where(g, g_bin_s(g, KT_OP_EQ, d, 0), r) : r;
}
/* All differences of rows of x and y, which are of one type. */
static KtTensor *all_differences(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    KtTensor *xr = kta_unsqueeze(ctx, x, -2), *yr = xr ? kta_unsqueeze(ctx, y, -3) : NULL,
             *as_x = yr ? kta_cast(ctx, yr, x->dtype) : NULL;
    KtOperand a = {.t = xr}, b = {.t = as_x};
    KtTensor *d = as_x ? kta_binary(ctx, KT_OP_SUB, &a, &b) : NULL;
    kt_xdecref(ctx, as_x);
    kt_xdecref(ctx, xr);
    kt_xdecref(ctx, yr);
    return d;
}
/* The sum over the places in dimension `dim` one after the other, as PyTorch's kernel adds them;
 * the dimension stays, with one place. */
static KtTensor *sum_in_order(Ag *g, KtTensor *t, int dim) {
    if (t->dtype != KT_F32 && t->dtype != KT_F64) return t;
    int64_t sizes[KT_MAX_DIMS], n = t->sizes[t->ndim + dim], inner = 1, outer = 1;
    for (int d = 0; d < t->ndim; d++) {
        sizes[d] = d == t->ndim + dim ? 1 : t->sizes[d];
        if (d < t->ndim + dim) outer *= sizes[d];
        if (d > t->ndim + dim) inner *= sizes[d];
    }
    KtTensor *all = ag_keep(g, kt_contiguous(g->ctx, t)),
             *r = all ? ag_keep(g, kt_zeros(g->ctx, t->dtype, t->ndim, sizes)) : NULL;
    if (!r) return NULL;
#define SUM_ROWS(T)                                                                                \
    for (int64_t o = 0; o < outer; o++)                                                            \
        for (int64_t k = 0; k < n; k++) {                                                          \
            const T *from = (const T *)(const void *)all->data + (o * n + k) * inner;              \
            T *to = (T *)(void *)r->data + o * inner;                                              \
            for (int64_t i = 0; i < inner; i++)                                                    \
                to[i] += from[i];                                                                  \
        }
    if (t->dtype == KT_F32)
        SUM_ROWS(float)
    else
        SUM_ROWS(double)
#undef SUM_ROWS
    return r;
}
/* The sum over places in dimension `dim`, counted from the last one, and those that were broadcast.
 */
static KtTensor *sum_for(Ag *g, KtTensor *t, int dim, const KtMeta *m) {
    if (t && !RECORDING) t = sum_in_order(g, t, dim);
    if (!t) return NULL;
    int64_t sizes[KT_MAX_DIMS];
    int n = m->ndim + 1, at = 0;
    for (int d = 0; d < n; d++)
        sizes[d] = d == n + dim ? 1 : m->sizes[at++];
    return g_cast(g, g_reshape(g, ag_sum_to(g, t, n, sizes), m), m->dtype);
}
static void back_cdist(Ag *g) {
    const double p = ag_dbl(g, 0);
    if (RECORDING) ag_once(g, "_cdist_backward");
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1), *r = ag_saved(g, 2), *go = g_solid(g, GO);
    if (!x || !y || !r || !go) return;
    KtTensor *d = ag_keep(g, all_differences(g->ctx, x, y)),
             *each = ag_keep(g, kta_unsqueeze(g->ctx, r, -1)),
             *slopes = ag_keep(g, kta_unsqueeze(g->ctx, go, -1));
    if (!d || !each || !slopes) return;
    slopes = p == 0 ? ag_keep(g, kt_zeros(g->ctx, d->dtype, d->ndim, d->sizes))
                    : through_differences(g, d, each, slopes, p);
    if (ag_needs(g, 0)) ag_set(g, 0, sum_for(g, slopes, -2, IN));
    if (ag_needs(g, 1)) ag_set(g, 1, sum_for(g, g_neg(g, slopes), -3, IN + 1));
}
static void back_pdist(Ag *g) {
    if (RECORDING) ag_once(g, "_pdist_backward");
    KtTensor *d = ag_saved(g, 0), *y = ag_saved(g, 1), *go = g_solid(g, GO);
    if (ag_dbl(g, 1) == 0)
        ag_set(g, 0, g_zeros(g, IN));
    else if (d && y && go)
        ag_set(g, 0, through_differences(g, d, kept(g, y), kept(g, go), ag_dbl(g, 1)));
}
/* Of distances by a product of matrices; x and y are batches of matrices. */
static void back_euclidean(Ag *g) {
    KtTensor *x = ag_saved(g, 0), *y = ag_saved(g, 1), *r = ag_saved(g, 2);
    KtTensor *ratio = g_zero_where(g, g_bin_s(g, KT_OP_EQ, r, 0), g_div(g, GO, r));
    if (!ratio) return;
    if (ag_needs(g, 0))
        ag_set(g, 0, g_sub(g, g_mul(g, x, g_sum1(g, ratio, -1, true)), g_mm(g, ratio, y)));
    if (ag_needs(g, 1))
        ag_set(g, 1,
               g_sub(g, g_mul(g, y, g_unsq(g, g_sum1(g, ratio, -2, false), -1)),
                     g_mm(g, g_tr(g, ratio, -1, -2), x)));
}
static const KtRule rule_euclidean = {"EuclideanDistBackward0", back_euclidean, false};

KtTensor *kta_euclidean(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *value) {
    if (!value || !AG_NEEDS2(ctx, x, y)) return value;
    return kt_ag_record(ctx, value, &rule_euclidean, AG_T(x, y), AG_T(x, y, value), AG_NO_ATTR);
}
static const KtRule rule_cdist = {"CdistBackward0", back_cdist, false};
static const KtRule rule_pdist = {"PdistBackward0", back_pdist, false};

/* Differences as a distance counts them, with what nan is to it: at p = 0 as 0 or 1 or nan; the
 * largest of them between two sets takes no notice of nan. */
static KtTensor *seen_as(KtCtx *ctx, KtTensor *d, double p) {
    KtTensor *r, *size = kt_unary(ctx, KT_OP_ABS, d, KT_NO_DTYPE, NULL);
    if (p == 0) {
        KtTensor *up = size ? kt_unary(ctx, KT_OP_CEIL, size, KT_NO_DTYPE, NULL) : NULL;
        KtOperand x = {.t = up}, one = kt_operand_scalar(kt_scalar_int(1));
        r = up ? kt_binary_any(ctx, KT_OP_MINIMUM, &x, &one, KT_NO_DTYPE, NULL) : NULL;
        kt_xdecref(ctx, up);
    } else {
        KtOperand x = {.t = size}, zero = kt_operand_scalar(kt_scalar_int(0));
        r = size ? kt_binary_any(ctx, KT_OP_FMAX, &x, &zero, KT_NO_DTYPE, NULL) : NULL;
    }
    kt_xdecref(ctx, size);
    return r;
}
static KtTensor *norms(KtCtx *ctx, KtTensor *d, double p, bool pairs_of_one) {
    int last = d->ndim - 1;
    KtTensor *seen = p == 0 || (isinf(p) && !pairs_of_one) ? seen_as(ctx, d, p) : kt_incref(d),
             *r = seen ? kt_norm(ctx, seen, p == 0 ? 1 : p, &last, 1, false, KT_NO_DTYPE) : NULL;
    kt_xdecref(ctx, seen);
    return r;
}
/* Of float or double: the distances of p rows of x from r rows of y for each of the batch. */
static void euclidean_rows(KtCtx *ctx, const KtTensor *x, const KtTensor *y, int64_t batch,
                           int64_t p, int64_t r, int64_t m, KtTensor *out) {
    for (int64_t i = 0; i < batch * p * r; i++) {
        int64_t at = i / r, other = i / (p * r) * r + i % r;
        if (x->dtype == KT_F32)
            ((float *)(void *)out->data)[i] =
                NN_F32(ctx)->distance((const float *)(void *)x->data + at * m,
                                      (const float *)(void *)y->data + other * m, m);
        else
            ((double *)(void *)out->data)[i] =
                NN_F64(ctx)->distance((const double *)(void *)x->data + at * m,
                                      (const double *)(void *)y->data + other * m, m);
    }
}
static KtTensor *euclidean_distances(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    int64_t sizes[KT_MAX_DIMS], batch = 1, m = x->sizes[x->ndim - 1];
    int n = (x->ndim > y->ndim ? x->ndim : y->ndim) - 2;
    for (int d = 0; d < n; d++) {
        int64_t a = d < n + 2 - x->ndim ? 1 : x->sizes[d - (n + 2 - x->ndim)],
                b = d < n + 2 - y->ndim ? 1 : y->sizes[d - (n + 2 - y->ndim)];
        if (a != b && a != 1 && b != 1)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "The size of tensor a (%lld) must match the size of tensor b "
                                "(%lld) at non-singleton dimension %d",
                                (long long)a, (long long)b, d);
        batch *= sizes[d] = a == 1 ? b : a;
    }
    int64_t p = x->sizes[x->ndim - 2], r = y->sizes[y->ndim - 2];
    sizes[n] = p;
    sizes[n + 1] = m;
    KtTensor *xw = kt_expand(ctx, x, n + 2, sizes), *xc = xw ? kt_contiguous(ctx, xw) : NULL;
    sizes[n] = r;
    KtTensor *yw = xc ? kt_expand(ctx, y, n + 2, sizes) : NULL,
             *yc = yw ? kt_contiguous(ctx, yw) : NULL;
    sizes[n] = p;
    sizes[n + 1] = r;
    KtTensor *out = yc ? kt_empty(ctx, x->dtype, n + 2, sizes) : NULL;
    if (out) euclidean_rows(ctx, xc, yc, batch, p, r, m, out);
    kt_xdecref(ctx, xw);
    kt_xdecref(ctx, xc);
    kt_xdecref(ctx, yw);
    kt_xdecref(ctx, yc);
    return out;
}
static bool euclidean(const KtTensor *x, const KtTensor *y, double p) {
    return p == 2 && x->dtype == y->dtype && (x->dtype == KT_F32 || x->dtype == KT_F64);
}
KtTensor *kta_norms_of_pairs(KtCtx *ctx, KtTensor *d, double p) {
    int last = d->ndim - 1;
    KtTensor *r = NULL;
    if (euclidean(d, d, p) && d->ndim == 2) {
        KtTensor *zero = kt_zeros(ctx, d->dtype, 2, (int64_t[]){1, d->sizes[1]}),
                 *all = zero ? euclidean_distances(ctx, d, zero) : NULL;
        r = all ? kt_select(ctx, all, 1, 0) : NULL;
        kt_xdecref(ctx, zero);
        kt_xdecref(ctx, all);
    } else {
        r = norms(ctx, d, p, true);
    }
    if (!r || !AG_NEEDS(ctx, d)) return r;
    return record(ctx, r, &rule_pdist, d, &last, 1, AG_T(d, r), p);
}
KtTensor *kta_distances(KtCtx *ctx, KtTensor *x, KtTensor *y, double p) {
    const bool recording = ctx->grad_enabled;
    ctx->grad_enabled = false;
    bool rows = euclidean(x, y, p);
    KtTensor *d = rows ? NULL : all_differences(ctx, x, y),
             *r = rows ? euclidean_distances(ctx, x, y)
                  : d  ? norms(ctx, d, p, false)
                       : NULL;
    ctx->grad_enabled = recording;
    kt_xdecref(ctx, d);
    if (!r || !AG_NEEDS2(ctx, x, y)) return r;
    return kt_ag_record(ctx, r, &rule_cdist, AG_T(x, y), AG_T(x, y, r), AG_A(AG_D(p)));
}

/* ---- trace ---- */

/* torch counts the diagonal's places through all of the memory, also beside a tall matrix. */
static void back_trace(Ag *g) {
    int64_t rows = IN->sizes[0], cols = IN->sizes[1], all = rows * cols;
    int64_t n = (all + cols) / (cols + 1);
    KtScalar from = kt_scalar_int(0), to = kt_scalar_int(all), step = kt_scalar_int(cols + 1);
    KtTensor *at = ag_keep(g, kt_arange(g->ctx, &from, &to, &step, KT_I64)),
             *flat = ag_keep(g, kt_zeros(g->ctx, IN->dtype, 1, &all)),
             *each = GO ? ag_keep(g, kta_expand(g->ctx, GO, 1, &n)) : NULL;
    if (!at || !flat || !each) return;
    KtOperand src = kt_operand(each);
    ag_set(g, 0,
           g_reshape(g, ag_keep(g, kta_scatter(g->ctx, flat, 0, at, &src, KT_SCATTER_SET)), IN));
}
static const KtRule rule_trace = {"TraceBackward0", back_trace, false};

KtTensor *kta_trace(KtCtx *ctx, KtTensor *a) {
    KtTensor *r = kt_trace(ctx, a, 0);
    if (!AG_NEEDS(ctx, a) || !r) return r;
    return kt_ag_record(ctx, r, &rule_trace, AG_T(a), AG_NOTHING, AG_NO_ATTR);
}

static const KtRule rule_max1 = {"MaxBackward1", back_extreme_all, false};
static const KtRule rule_min1 = {"MinBackward1", back_extreme_all, false};
static const KtRule rule_median0 = {"MedianBackward0", back_extreme_all, false};
static const KtRule rule_nanmedian0 = {"NanmedianBackward0", back_extreme_all, false};

KtTensor *kta_max_all(KtCtx *ctx, KtOp op, KtTensor *a) {
    bool max = op == KT_OP_MAX_ALL;
    if (a->numel == 0)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "%s(): Expected reduction dim to be specified for input.numel() == 0. "
                            "Specify the reduction dim with the 'dim' argument.",
                            max ? "max" : "min");
    if (kt_is_complex_dtype(a->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"%s_all\" not implemented for '%s'",
                            max ? "max" : "min", kt_dtype_info[a->dtype].scalar_name);
    KtTensor *r =
        kt_reduce(ctx, max ? KT_OP_AMAX : KT_OP_AMIN, a, NULL, 0, false, KT_NO_DTYPE, NULL);
    if (!AG_NEEDS(ctx, a)) return r;
    return record(ctx, r, max ? &rule_max1 : &rule_min1, a, NULL, 0, AG_T(a, r), 0);
}

KtTensor *kta_median_all(KtCtx *ctx, KtTensor *a, bool ignore_nan) {
    KtTensor *r = kt_median_all(ctx, a, ignore_nan);
    if (!AG_NEEDS(ctx, a)) return r;
    return record(ctx, r, ignore_nan ? &rule_nanmedian0 : &rule_median0, a, NULL, 0, AG_T(a, r), 0);
}

/* ---- values picked along a dimension: [0] dim, [1] the dimension is gone from the result ---- */

static void back_pick(Ag *g) {
    KtTensor *index = ag_saved(g, 0), *go = GO;
    if (!index) return;
    int dim = (int)ag_int(g, 0);
    if (ag_int(g, 1)) {
        go = g_unsq(g, go, dim);
        index = g_unsq(g, index, dim);
    }
    KtTensor *zeros = g_zeros(g, IN);
    if (!zeros || !go || !index) return;
    KtOperand src = kt_operand(go);
    ag_set(g, 0, ag_keep(g, kta_scatter(g->ctx, zeros, dim, index, &src, KT_SCATTER_ADD)));
}
#define PICK(id, node) static const KtRule rule_##id = {node, back_pick, false};
PICK(max0, "MaxBackward0")
PICK(min0, "MinBackward0")
PICK(median1, "MedianBackward1")
PICK(nanmedian1, "NanmedianBackward1")
PICK(mode, "ModeBackward0")
PICK(sort, "SortBackward0")
PICK(topk, "TopkBackward0")
PICK(kthvalue, "KthvalueBackward0")

/* Of these two PyTorch keeps the operand as well, of which it takes the sizes. */
static void back_cumulated_pick(Ag *g) {
    if (ag_untouched(g, 1)) back_pick(g);
}
static const KtRule rule_cummax = {"CummaxBackward0", back_cumulated_pick, false};
static const KtRule rule_cummin = {"CumminBackward0", back_cumulated_pick, false};

static bool pick(KtCtx *ctx, const KtRule *rule, KtTensor *a, int dim, bool gone, KtTensor **values,
                 KtTensor **indices, bool drop_indices) {
    int d = dim;
    bool ok = kt_wrap_dim(ctx, &d, a->ndim) &&
              kt_ag_record_n(ctx, AG_T(*values), rule, AG_T(a),
                             AG_T(*indices, rule->backward == back_pick ? NULL : a),
                             AG_A(AG_I(d), AG_I(gone && a->ndim > 0)));
    if (!ok) {
        kt_decref(ctx, *values);
        *values = NULL;
    }
    if (!ok || drop_indices) {
        kt_decref(ctx, *indices);
        *indices = NULL;
    }
    return ok;
}

static const KtRule *pick_rule(KtOp op) {
    switch (op) {
    case KT_OP_MAX_DIM:
        return &rule_max0;
    case KT_OP_MIN_DIM:
        return &rule_min0;
    case KT_OP_MEDIAN:
        return &rule_median1;
    case KT_OP_NANMEDIAN:
        return &rule_nanmedian1;
    case KT_OP_CUMMAX:
        return &rule_cummax;
    case KT_OP_CUMMIN:
        return &rule_cummin;
    default:
        return &rule_mode;
    }
}

/* Records need the indices even when the caller does not want them. */
#define PICKED(call, rule, gone)                                                                   \
    KtTensor *own = NULL;                                                                          \
    bool need = values && AG_NEEDS(ctx, a), drop = need && !indices;                               \
    if (drop) indices = &own;                                                                      \
    if (!(call)) return false;                                                                     \
    return !need || pick(ctx, rule, a, dim, gone, values, indices, drop)

bool kta_reduce_index(KtCtx *ctx, KtOp op, KtTensor *a, int dim, bool keepdim, KtTensor **values,
                      KtTensor **indices) {
    bool cum = op == KT_OP_CUMMAX || op == KT_OP_CUMMIN;
    PICKED(kt_reduce_index(ctx, op, a, dim, keepdim, values, indices), pick_rule(op),
           !cum && !keepdim);
}
bool kta_sort(KtCtx *ctx, KtTensor *a, int dim, bool descending, KtSortKind kind, KtTensor **values,
              KtTensor **indices) {
    PICKED(kt_sort(ctx, a, dim, descending, kind, values, indices), &rule_sort, false);
}
bool kta_topk(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool largest, bool sorted,
              KtTensor **values, KtTensor **indices) {
    PICKED(kt_topk(ctx, a, k, dim, largest, sorted, values, indices), &rule_topk, false);
}
bool kta_kthvalue(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool keepdim, KtTensor **values,
                  KtTensor **indices) {
    PICKED(kt_kthvalue(ctx, a, k, dim, keepdim, values, indices), &rule_kthvalue, !keepdim);
}
