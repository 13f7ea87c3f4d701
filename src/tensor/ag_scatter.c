/* scatter_reduce, take and put with their gradients.
 *
 * scatter_reduce combines, at each place of a, what lies there (unless only src counts) with the
 * elements of src that index sends there. As in PyTorch its rule is right where src has the index's
 * sizes, and where it is larger meets arrays gathered through the index by broadcasting or fails.
 */
#include "autograd_private.h"

#define GO (g->grad[0])

/* ---- scatter_reduce: saved index, a, src, result; [0] dim, [1] mode, [2] include_self ---- */

typedef struct Reduced {
    Ag *g;
    int dim;
    bool include_self;
    KtTensor *index, *a, *src, *result;
} Reduced;

static KtTensor *picked(const Reduced *r, KtTensor *t) {
    return t ? ag_keep(r->g, kta_gather(r->g->ctx, t, r->dim, r->index)) : NULL;
}
/* base with the elements of t multiplied in. */
static KtTensor *multiplied(const Reduced *r, KtTensor *base, KtTensor *t) {
    if (!base || !t) return NULL;
    KtOperand v = kt_operand(t);
    return ag_keep(r->g, kta_scatter_reduce(r->g->ctx, base, r->dim, r->index, &v, KT_SCATTER_MUL,
                                            r->include_self));
}
static KtTensor *added(const Reduced *r, KtTensor *base, KtTensor *t) {
    if (!base || !t) return NULL;
    KtOperand v = kt_operand(t);
    return ag_keep(r->g, kta_scatter(r->g->ctx, base, r->dim, r->index, &v, KT_SCATTER_ADD));
}
/* t with 0 at the places that index names. */
static KtTensor *cleared(const Reduced *r, KtTensor *t) {
    KtOperand zero = kt_operand_scalar(kt_scalar_int(0));
    return t ? ag_keep(r->g, kta_scatter(r->g->ctx, t, r->dim, r->index, &zero, KT_SCATTER_SET))
             : NULL;
}
static KtTensor *filled(const Reduced *r, const KtTensor *like, double value) {
    KtScalar s = kt_scalar_float(value);
    return like ? ag_keep(r->g, kt_full(r->g->ctx, like->dtype, like->ndim, like->sizes, &s))
                : NULL;
}
static KtTensor *is(const Reduced *r, KtTensor *t, double value) {
    return g_bin_s(r->g, KT_OP_EQ, t, value);
}
static KtTensor *as_numbers(const Reduced *r, KtTensor *mask) {
    return g_cast(r->g, mask, r->a->dtype);
}

/* Every element that met at a place has an equal share in the mean. */
static void back_mean(const Reduced *r, KtTensor **to_a, KtTensor **to_src) {
    Ag *g = r->g;
    KtTensor *n = added(r, filled(r, r->a, r->include_self), filled(r, r->src, 1));
    KtTensor *share = g_div(g, GO, g_where(g, is(r, n, 0), filled(r, n, 1), n));
    *to_a = share;
    *to_src = picked(r, share);
}

/* The extreme's gradient is shared by the elements that equal it, a's own among them even where it
 * did not take part, as PyTorch counts. */
static void back_extreme(const Reduced *r, KtTensor **to_a, KtTensor **to_src) {
    Ag *g = r->g;
    KtTensor *mine = as_numbers(r, g_bin(g, KT_OP_EQ, r->a, r->result)),
             *theirs = as_numbers(r, g_bin(g, KT_OP_EQ, r->src, picked(r, r->result)));
    KtTensor *share = g_div(g, GO, added(r, mine, theirs)); /* nobody's where the result is nan */
    *to_a = g_mul(g, mine, share);
    *to_src = g_mul(g, theirs, picked(r, share));
}

/* The product without an element is the result over it; where the element is the only zero at its
 * place, the product of the others. */
static void back_product(const Reduced *r, KtTensor **to_a, KtTensor **to_src) {
    Ag *g = r->g;
    KtTensor *one_a = g_where(g, is(r, r->a, 0), filled(r, r->a, 1), r->a);
    *to_a = g_div(g, g_mul(g, GO, multiplied(r, one_a, r->src)), one_a);
    KtTensor *zero = is(r, r->src, 0);
    KtTensor *zeros = picked(r, added(r, filled(r, r->a, 0), as_numbers(r, zero)));
    KtTensor *lonely = g_bin(g, KT_OP_LOGICAL_AND, zero, is(r, zeros, 1));
    KtTensor *others = multiplied(r, r->a, g_where(g, lonely, filled(r, r->src, 1), r->src));
    KtTensor *plain = g_div(g, picked(r, g_mul(g, GO, r->result)),
                            g_where(g, zero, filled(r, r->src, 1), r->src));
    *to_src = g_where(g, lonely, picked(r, g_mul(g, GO, others)), plain);
}

static void back_scatter_reduce(Ag *g) {
    KtScatterMode mode = (KtScatterMode)ag_int(g, 1);
    Reduced r = {.g = g, .dim = (int)ag_int(g, 0), .include_self = ag_int(g, 2)};
    r.index = ag_saved(g, 0);
    r.result = ag_saved(g, 3);
    r.a = ag_saved(g, 1);
    r.src = ag_saved(g, 2);
    if (g->failed || !r.index || !r.a || !r.src) return;
    KtTensor *to_a = NULL, *to_src = NULL;
    if (mode == KT_SCATTER_ADD) {
        to_a = GO;
        to_src = picked(&r, GO);
    } else if (mode == KT_SCATTER_MEAN) {
        back_mean(&r, &to_a, &to_src);
    } else if (mode == KT_SCATTER_MUL) {
        back_product(&r, &to_a, &to_src);
    } else {
        back_extreme(&r, &to_a, &to_src);
    }
    if (ag_needs(g, 0)) ag_set(g, 0, r.include_self ? to_a : cleared(&r, to_a));
    if (ag_needs(g, 1)) ag_set(g, 1, to_src);
}
static const KtRule rule_scatter_reduce = {"ScatterReduceBackward0", back_scatter_reduce, false};

KtTensor *kta_scatter_reduce(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index,
                             const KtOperand *src, KtScatterMode mode, bool include_self) {
    KtTensor *r = kt_copy_c(ctx, a);
    if (r && !kt_scatter_(ctx, r, dim, index, src, mode, include_self)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!AG_NEEDS(ctx, a) && !(src->t && AG_NEEDS(ctx, src->t))) return r;
    return kt_ag_record(ctx, r, &rule_scatter_reduce, AG_T(a, src->t), AG_T(index, a, src->t, r),
                        AG_A(AG_I(dim), AG_I(mode), AG_I(include_self)));
}

/* ---- by flat index ---- */

/* take: saved index and operand */
static void back_take(Ag *g) {
    KtTensor *index = ag_untouched(g, 1) ? ag_saved(g, 0) : NULL,
             *zeros = index ? g_zeros(g, &g->n->in[0]) : NULL;
    if (zeros) ag_set(g, 0, ag_keep(g, kta_put(g->ctx, zeros, index, GO, true)));
}
static const KtRule rule_take = {"TakeBackward0", back_take, false};

KtTensor *kta_take(KtCtx *ctx, KtTensor *a, KtTensor *index) {
    KtTensor *r = kt_take(ctx, a, index, KT_ALL_DIMS, 'r');
    if (!r || !AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_take, AG_T(a), AG_T(index, a), AG_NO_ATTR);
}

/* put: saved index, and src, which is only to stay as it is; [0] accumulate */
static void back_put(Ag *g) {
    KtTensor *index = ag_saved(g, 0);
    if (!index || !ag_saved(g, 1)) return;
    if (ag_needs(g, 0)) {
        KtScalar zero = kt_scalar_int(0);
        KtTensor *zeros =
            ag_int(g, 0)
                ? NULL
                : ag_keep(g, kt_full(g->ctx, g->n->in[0].dtype, index->ndim, index->sizes, &zero));
        ag_set(g, 0, zeros ? ag_keep(g, kta_put(g->ctx, GO, index, zeros, false)) : GO);
    }
    if (ag_needs(g, 1))
        ag_set(g, 1, g_reshape(g, ag_keep(g, kta_take(g->ctx, GO, index)), &g->n->in[1]));
}
static const KtRule rule_put = {"PutBackward0", back_put, false};

KtTensor *kta_put(KtCtx *ctx, KtTensor *a, KtTensor *index, KtTensor *src, bool accumulate) {
    KtTensor *r = kt_clone(ctx, a);
    if (r && !kt_put_(ctx, r, index, src, accumulate)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!r || !AG_NEEDS2(ctx, a, src)) return r;
    return kt_ag_record(ctx, r, &rule_put, AG_T(a, src), AG_T(index, src), AG_A(AG_I(accumulate)));
}
