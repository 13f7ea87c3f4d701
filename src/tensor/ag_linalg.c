/* Differentiable products: matrices, batches, vectors, linear layers. Every rule is again a
 * product, so that all of them can be differentiated any number of times. */
#include <math.h>
#include <string.h>

#include "autocast.h"
#include "autograd_private.h"

#define GO (g->grad[0])

/* Inside torch.autocast: the same product with lower operands. */
typedef KtTensor *(*Product)(KtCtx *, KtTensor *, KtTensor *);
static KtTensor *lowered(KtCtx *ctx, Product f, KtTensor *a, KtTensor *b) {
    ctx->autocast = false;
    KtTensor *x = kt_autocast_low(ctx, a), *y = x ? kt_autocast_low(ctx, b) : NULL,
             *r = y ? f(ctx, x, y) : NULL;
    ctx->autocast = true;
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return r;
}

static KtTensor *mt(Ag *g, KtTensor *a) { /* conjugate transpose of the last two dimensions */
    return g_conj(g, g_tr(g, a, -2, -1));
}
static KtTensor *scaled(Ag *g, KtTensor *a, double s) {
    return s == 1 ? a : g_muls(g, a, s);
}
static KtTensor *rows(Ag *g, KtTensor *a) { /* (..., k) as a matrix */
    if (!a || a->ndim == 2) return a;
    int64_t s[2] = {1, a->ndim ? a->sizes[a->ndim - 1] : 1};
    for (int d = 0; d < a->ndim - 1; d++)
        s[0] *= a->sizes[d];
    return ag_keep(g, kta_reshape(g->ctx, a, 2, s));
}

/* ---- mm, bmm, mv, dot ---- */

/* Matrices that lie by columns get gradients by columns, each the transpose of a product: its
 * elements take other places in the blocks of BLAS, which add in other orders. */
enum { COLUMNS_A = 1, COLUMNS_B = 2 };
static bool by_columns(const KtTensor *t) {
    return t->ndim == 2 && t->strides[0] == 1 && t->strides[1] == t->sizes[0];
}
static int64_t layouts(const KtTensor *a, const KtTensor *b) {
    return (by_columns(a) ? COLUMNS_A : 0) | (by_columns(b) ? COLUMNS_B : 0);
}
/* Of a matrix a and a batch b: of a, and of the rows of all b transposed. */
static int64_t turned_layouts(const KtTensor *a, const KtTensor *b) {
    const int64_t *s = b->sizes + b->ndim - 2, *step = b->strides + b->ndim - 2;
    bool columns = b->numel == s[0] * s[1] && step[1] == 1 && step[0] == s[1];
    return (by_columns(a) ? COLUMNS_A : 0) | (columns ? COLUMNS_B : 0);
}
static KtTensor *t2(Ag *g, KtTensor *a) {
    return g_tr(g, a, 0, 1);
}
static KtTensor *first_gradient(Ag *g, KtTensor *go, KtTensor *b, int64_t layout) {
    return layout & COLUMNS_A ? t2(g, g_mm(g, g_conj(g, b), t2(g, go))) : g_mm(g, go, mt(g, b));
}
static KtTensor *second_gradient(Ag *g, KtTensor *go, KtTensor *a, int64_t layout) {
    return layout & COLUMNS_B ? t2(g, g_mm(g, t2(g, go), g_conj(g, a))) : g_mm(g, mt(g, a), go);
}
static void back_mm(Ag *g) {
    int64_t layout = ag_int(g, 0);
    if (ag_needs(g, 0)) ag_set(g, 0, first_gradient(g, GO, ag_saved(g, 1), layout));
    if (ag_needs(g, 1)) ag_set(g, 1, second_gradient(g, GO, ag_saved(g, 0), layout));
}
static void back_bmm(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, g_mm(g, GO, mt(g, ag_saved(g, 1))));
    if (ag_needs(g, 1)) ag_set(g, 1, g_mm(g, mt(g, ag_saved(g, 0)), GO));
}
static void back_mv(Ag *g) {
    if (ag_needs(g, 0))
        ag_set(g, 0, g_mul(g, g_unsq(g, GO, 1), g_unsq(g, g_conj(g, ag_saved(g, 1)), 0)));
    if (ag_needs(g, 1)) ag_set(g, 1, g_mm(g, mt(g, ag_saved(g, 0)), GO));
}
static void back_dot(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, g_mul(g, GO, g_conj(g, ag_saved(g, 1))));
    if (ag_needs(g, 1)) ag_set(g, 1, g_mul(g, GO, g_conj(g, ag_saved(g, 0))));
}
static const KtRule rule_mm = {"MmBackward0", back_mm, false};
static const KtRule rule_bmm = {"BmmBackward0", back_bmm, false};
static const KtRule rule_mv = {"MvBackward0", back_mv, false};
static const KtRule rule_dot = {"DotBackward0", back_dot, false};

static KtTensor *record2(KtCtx *ctx, KtTensor *r, const KtRule *rule, KtTensor *a, KtTensor *b) {
    if (!AG_NEEDS2(ctx, a, b)) return r;
    bool turned = a->ndim == 2 && b->ndim > 2;
    return kt_ag_record(
        ctx, r, rule, AG_T(a, b), AG_T(ag_requires(b) ? a : NULL, ag_requires(a) ? b : NULL),
        AG_A(AG_I(turned ? turned_layouts(a, b) : layouts(a, b)), AG_I(!kt_is_turned_batch(a))));
}

/* ---- cross ---- */

/* t's shape in C order, each element of x where it is to meet t's. */
static KtTensor *spread_over(KtCtx *ctx, KtTensor *x, const KtTensor *t) {
    KtTensor *wide = kt_expand(ctx, x, t->ndim, t->sizes),
             *r = wide ? kt_contiguous(ctx, wide) : NULL;
    kt_xdecref(ctx, wide);
    return r;
}
/* x y - t, new. PyTorch's loop of floats rounds this once, that of others twice. */
static KtTensor *product_less(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *t) {
    bool single = t->dtype == KT_F32;
    if ((!single && t->dtype != KT_F64) || x->dtype != t->dtype || y->dtype != t->dtype) {
        KtTensor *p = kt_binary(ctx, KT_OP_MUL, x, y, KT_NO_DTYPE, NULL),
                 *r = p ? kt_binary(ctx, KT_OP_SUB, p, t, KT_NO_DTYPE, NULL) : NULL;
        kt_xdecref(ctx, p);
        return r;
    }
    KtTensor *p = spread_over(ctx, x, t), *q = p ? spread_over(ctx, y, t) : NULL,
             *r = q ? kt_copy_c(ctx, t) : NULL;
    for (int64_t i = 0; r && i < r->numel; i++)
        if (single) {
            const float *u = (const float *)(void *)p->data, *v = (const float *)(void *)q->data;
            float *w = (float *)(void *)r->data;
            w[i] = fmaf(u[i], v[i], -w[i]);
        } else {
            const double *u = (const double *)(void *)p->data, *v = (const double *)(void *)q->data;
            double *w = (double *)(void *)r->data;
            w[i] = fma(u[i], v[i], -w[i]);
        }
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, q);
    return r;
}

/* roll(a, -1) roll(b, -2) - roll(a, -2) roll(b, -1), without history. */
static KtTensor *cross_value(KtCtx *ctx, KtTensor *a, KtTensor *b, int dim) {
    const int64_t one = -1, two = -2;
    KtTensor *part[5] = {kt_roll(ctx, a, 1, &one, &dim)};
    if (part[0]) part[1] = kt_roll(ctx, a, 1, &two, &dim);
    if (part[1]) part[2] = kt_roll(ctx, b, 1, &one, &dim);
    if (part[2]) part[3] = kt_roll(ctx, b, 1, &two, &dim);
    if (part[3]) part[4] = kt_binary(ctx, KT_OP_MUL, part[1], part[2], KT_NO_DTYPE, NULL);
    KtTensor *r = part[4] ? product_less(ctx, part[0], part[3], part[4]) : NULL;
    for (int i = 0; i < 5; i++)
        kt_xdecref(ctx, part[i]);
    return r;
}
static KtTensor *g_cross(Ag *g, KtTensor *a, KtTensor *b) {
    return a && b ? ag_keep(g, kta_cross(g->ctx, a, b, (int)ag_int(g, 0))) : NULL;
}
static void back_cross(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, g_cross(g, g_conj(g, ag_saved(g, 1)), GO));
    if (ag_needs(g, 1)) ag_set(g, 1, g_cross(g, GO, g_conj(g, ag_saved(g, 0))));
}
static const KtRule rule_cross = {"LinalgCrossBackward0", back_cross, false};

KtTensor *kta_cross(KtCtx *ctx, KtTensor *a, KtTensor *b, int dim) {
    KtTensor *r = cross_value(ctx, a, b, dim);
    if (!AG_NEEDS2(ctx, a, b)) return r;
    return kt_ag_record(ctx, r, &rule_cross, AG_T(a, b),
                        AG_T(ag_requires(b) ? a : NULL, ag_requires(a) ? b : NULL),
                        AG_A(AG_I(dim)));
}

KtTensor *kta_mm(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    if (KB_UNLIKELY(ctx->autocast)) return lowered(ctx, kta_mm, a, b);
    return record2(ctx, kt_mm(ctx, a, b, NULL), &rule_mm, a, b);
}
KtTensor *kta_bmm(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    if (KB_UNLIKELY(ctx->autocast)) return lowered(ctx, kta_bmm, a, b);
    return record2(ctx, kt_bmm(ctx, a, b, NULL), &rule_bmm, a, b);
}
KtTensor *kta_mv(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    return record2(ctx, kt_mv(ctx, a, b, NULL), &rule_mv, a, b);
}
KtTensor *kta_dot(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    return record2(ctx, kt_dot(ctx, a, b), &rule_dot, a, b);
}

/* ---- matmul: vectors become matrices, batches broadcast ---- */

static KtTensor *in_batch(Ag *g, KtTensor *x, const KtTensor *like) {
    int64_t sizes[KT_MAX_DIMS];
    if (!x || !like || x->ndim != 2) return x;
    memcpy(sizes, like->sizes, sizeof *sizes * (size_t)like->ndim);
    memcpy(sizes + like->ndim - 2, x->sizes, 2 * sizeof *sizes);
    return ag_keep(g, kta_expand(g->ctx, x, like->ndim, sizes));
}
static void back_matmul(Ag *g) {
    const KtMeta *ma = &g->n->in[0], *mb = &g->n->in[1];
    KtTensor *go = GO, *a = ag_needs(g, 1) ? ag_saved(g, 0) : NULL;
    KtTensor *b = ag_needs(g, 0) ? ag_saved(g, 1) : NULL;
    if (g->failed) return;
    if (ma->ndim == 1) {
        go = g_unsq(g, go, -2);
        if (a) a = g_unsq(g, a, 0);
    }
    bool folded = ma->ndim > 2 && mb->ndim == 2 && ag_int(g, 1);
    if (!folded) { /* the matrix was one of a batch, and is again */
        if (b && mb->ndim == 2 && ma->ndim > 2) b = in_batch(g, b, go);
        if (a && ma->ndim == 2 && mb->ndim > 2) a = in_batch(g, a, go);
    }
    if (b) {
        KtTensor *ga = g_mm(g, go, mt(g, b));
        if (ma->ndim == 1 && ga) ga = ag_keep(g, kta_select(g->ctx, ga, -2, 0));
        ag_set(g, 0, ga);
    }
    if (!a || g->failed) return;
    ag_set(g, 1,
           folded /* one product, summed */
               ? second_gradient(g, rows(g, go), rows(g, a), ag_int(g, 0))
               : g_mm(g, mt(g, a), go));
}
/* A batch times a vector, or a vector times a batch: the rows of all of it, in the latter
 * transposed, as one matrix times the vector. */
static void back_rows_of_batch(Ag *g) {
    const bool left = g->n->in[0].ndim == 1;
    const int many = left ? 1 : 0, vector = !many;
    if (ag_needs(g, many)) {
        KtTensor *v = g_conj(g, ag_saved(g, vector));
        ag_set(g, many, g_mul(g, g_unsq(g, GO, left ? -2 : -1), left ? g_unsq(g, v, 1) : v));
    }
    if (ag_needs(g, vector)) {
        KtTensor *m = ag_saved(g, many), *all = rows(g, left ? g_tr(g, m, -2, -1) : m);
        KtTensor *go = all ? ag_keep(g, kta_reshape(g->ctx, GO, 1, &all->sizes[0])) : NULL;
        ag_set(g, vector, g_mm(g, mt(g, all), go));
    }
}
/* A matrix a times a batch b: the product of the rows of all b transposed with a transposed. */
static void back_turned(Ag *g) {
    KtTensor *go = g_tr(g, GO, -2, -1), *goes = rows(g, go);
    if (ag_needs(g, 0)) {
        KtTensor *b = rows(g, g_tr(g, ag_saved(g, 1), -2, -1));
        bool columns = ag_int(g, 0) & COLUMNS_A; /* as a transposed does not lie then */
        ag_set(g, 0, t2(g, second_gradient(g, goes, b, columns ? 0 : COLUMNS_B)));
    }
    if (ag_needs(g, 1) && go) {
        int64_t layout = ag_int(g, 0) & COLUMNS_B ? COLUMNS_A : 0; /* the first in that product */
        KtTensor *gb = first_gradient(g, goes, t2(g, ag_saved(g, 0)), layout);
        int64_t sizes[KT_MAX_DIMS];
        memcpy(sizes, go->sizes, sizeof *sizes * (size_t)go->ndim);
        if (gb) sizes[go->ndim - 1] = gb->sizes[1];
        gb = gb ? ag_keep(g, kta_reshape(g->ctx, gb, go->ndim, sizes)) : NULL;
        ag_set(g, 1, g_tr(g, gb, -2, -1));
    }
}

/* ---- the steps in which PyTorch takes products (ag_steps.c) ---- */

/* f(t), t taken over. */
typedef KtTensor *(*Step)(KtCtx *, KtTensor *);
static KtTensor *then(KtCtx *ctx, KtTensor *t, Step f) {
    KtTensor *r = t ? f(ctx, t) : NULL;
    kt_xdecref(ctx, t);
    return r;
}
static KtTensor *step_turn(KtCtx *ctx, KtTensor *t) {
    return kta_transpose(ctx, t, -2, -1);
}
static KtTensor *step_copy(KtCtx *ctx, KtTensor *t) {
    return kt_is_contiguous(t) ? kta_clone(ctx, t) : kta_contiguous(ctx, t);
}
static KtTensor *step_row(KtCtx *ctx, KtTensor *t) {
    return kta_unsqueeze(ctx, t, 0);
}
static KtTensor *step_no_row(KtCtx *ctx, KtTensor *t) { /* in place, of a new result */
    const int first = 0;
    KtTensor *r = kta_squeeze_dims(ctx, t, 1, &first);
    if (r) kta_forget_base(ctx, r);
    return kta_name_node(r, "SqueezeBackward3");
}
/* The product in the shape of n's result. */
static KtTensor *step_shape(KtCtx *ctx, const KtNode *n, KtTensor *t) {
    KtTensor *r = t ? kta_unsafe_view(ctx, t, n->out[0].ndim, n->out[0].sizes) : NULL;
    kt_xdecref(ctx, t);
    return r;
}
/* a(b), a being taken over. */
static KtTensor *step_product(KtCtx *ctx, KtTensor *a, KtTensor *b, Product f) {
    KtTensor *r = a && b ? f(ctx, a, b) : NULL;
    kt_xdecref(ctx, a);
    kt_xdecref(ctx, b);
    return r;
}

/* Of the product p, whose operands may be without numbers: how they lay, in that attribute. */
static KtTensor *with_layout(KtTensor *p, int attr, int64_t layout) {
    KtNode *n = p && p->ag ? p->ag->grad_fn : NULL;
    if (n && attr < n->n_attr) n->attr[attr].i = layout;
    return p;
}

/* Forms of operands: all rows as one matrix, those of the transposed matrices (which are given
 * here), batches as one; each a view where the memory allows it, else a copy. */
enum { AS_IT_IS, IN_ROWS, COPIED_ROWS, TURNED_ROWS, COPIED_TURNED_ROWS, IN_BATCH, COPIED_BATCH };
/* What n has kept of x is a copy of its rows: now it is what the steps, which began without x's
 * numbers, keep. */
static KtTensor *with_kept(KtCtx *ctx, const KtNode *n, KtTensor *copied) {
    KtTensor *kept = n->released ? NULL : n->saved[0].t;
    if (!kept || !copied) return copied;
    const bool recorded = copied->ag && copied->ag->grad_fn;
    KtTensor *r = kt_alias(ctx, kept);
    if (r && recorded && !kta_attach(ctx, r, copied->ag->grad_fn, copied->ag->output)) {
        kt_decref(ctx, r);
        r = NULL;
    }
    kt_decref(ctx, copied);
    return r;
}
/* A new reference. */
static KtTensor *in_form(KtCtx *ctx, const KtNode *n, KtTensor *x, int64_t form) {
    const bool batch = form >= IN_BATCH, copied = form && form % 2 == 0;
    int64_t sizes[KT_MAX_DIMS], many = 1;
    if (form == AS_IT_IS) return kt_incref(x);
    KtTensor *r = kt_incref(x);
    if (batch) {
        const int nd = n->out[0].ndim;
        memcpy(sizes, n->out[0].sizes, sizeof *sizes * (size_t)(nd - 2));
        memcpy(sizes + nd - 2, x->sizes + x->ndim - 2, 2 * sizeof *sizes);
        KtTensor *wide = kta_expand(ctx, r, nd, sizes);
        kt_decref(ctx, r);
        r = wide;
    }
    if (copied) r = then(ctx, r, step_copy);
    if (!r) return NULL;
    const int last = batch ? 2 : 1;
    for (int d = 0; d < r->ndim - last; d++)
        many *= r->sizes[d];
    memmove(sizes + 1, r->sizes + r->ndim - last, sizeof *sizes * (size_t)last);
    sizes[0] = many;
    KtTensor *shaped =
        copied ? kta_unsafe_view(ctx, r, 1 + last, sizes) : kta_reshape(ctx, r, 1 + last, sizes);
    kt_decref(ctx, r);
    return form == COPIED_ROWS ? with_kept(ctx, n, shaped) : shaped;
}

/* matmul: attributes [0] layouts, [1] see record2, [2] and [3] the forms of a and b */
enum { FORM_A = 2, FORM_B = 3 };
static KtTensor *formed_product(KtCtx *ctx, const KtNode *n, KtTensor *const *in, Product f) {
    KtTensor *a = in_form(ctx, n, in[0], n->attr[FORM_A].i),
             *b = a ? in_form(ctx, n, in[1], n->attr[FORM_B].i) : NULL;
    return step_product(ctx, a, b, f);
}
static KtTensor *steps_batches(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return step_shape(ctx, n, formed_product(ctx, n, in, kta_bmm));
}
static KtTensor *steps_rows(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    KtTensor *p = formed_product(ctx, n, in, kta_mm);
    return step_shape(ctx, n, with_layout(p, 0, n->attr[0].i));
}
static KtTensor *steps_rows_vector(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return step_shape(ctx, n, formed_product(ctx, n, in, kta_mv));
}
static KtTensor *steps_vector_rows(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    KtTensor *bt = step_turn(ctx, in[1]), *b = bt ? in_form(ctx, n, bt, n->attr[FORM_B].i) : NULL;
    kt_xdecref(ctx, bt);
    return step_shape(ctx, n, step_product(ctx, b, kt_incref(in[0]), kta_mv));
}
static KtTensor *steps_turned(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    const int64_t layout = (n->attr[0].i & COLUMNS_B ? COLUMNS_A : 0) |
                           (n->attr[0].i & COLUMNS_A ? 0 : COLUMNS_B); /* of b and a transposed */
    KtTensor *bt = step_turn(ctx, in[1]), *at = bt ? kta_t(ctx, in[0]) : NULL,
             *b = at ? in_form(ctx, n, bt, n->attr[FORM_B].i) : NULL,
             *p = with_layout(step_product(ctx, b, at, kta_mm), 0, layout);
    kt_xdecref(ctx, bt);
    int64_t sizes[KT_MAX_DIMS];
    const int nd = n->out[0].ndim;
    memcpy(sizes, n->out[0].sizes, sizeof *sizes * (size_t)nd);
    sizes[nd - 2] = n->out[0].sizes[nd - 1], sizes[nd - 1] = n->out[0].sizes[nd - 2];
    KtTensor *r = p ? kta_unsafe_view(ctx, p, nd, sizes) : NULL;
    kt_xdecref(ctx, p);
    return then(ctx, r, step_turn);
}
static KtTensor *steps_turned_copy(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return then(ctx, steps_turned(ctx, n, in), step_copy);
}
static KtTensor *steps_vector_matrix(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    (void)n;
    KtTensor *a = step_row(ctx, in[0]);
    return then(ctx, step_product(ctx, a, kt_incref(in[1]), kta_mm), step_no_row);
}
#define MANY(id, node, back, steps)                                                                \
    static const KtManyRule rule_##id = {{node, back, KT_RULE_MANY}, steps, {0, 1, -1}};
MANY(matmul, "UnsafeViewBackward0", back_matmul, steps_batches)
MANY(matmul_rows, "UnsafeViewBackward0", back_matmul, steps_rows)
MANY(rows_vector, "UnsafeViewBackward0", back_rows_of_batch, steps_rows_vector)
MANY(vector_rows, "UnsafeViewBackward0", back_rows_of_batch, steps_vector_rows)
MANY(matmul_turned, "CloneBackward0", back_turned, steps_turned_copy)
MANY(matmul_mt, "TransposeBackward0", back_turned, steps_turned)
MANY(vec_mat, "SqueezeBackward3", back_matmul, steps_vector_matrix)
#undef MANY

static bool as_rows(const KtTensor *x) { /* could x be viewed so? */
    int64_t step = 0;
    for (int d = x->ndim - 2; d >= 0; d--) {
        if (x->sizes[d] == 1) continue;
        if (step && x->strides[d] != step) return false;
        step = x->strides[d] * x->sizes[d];
    }
    return true;
}
/* The same of x with each matrix transposed. */
static bool as_turned_rows(const KtTensor *x) {
    KtTensor turned = *x;
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    memcpy(sizes, x->sizes, sizeof *sizes * x->ndim);
    memcpy(strides, x->strides, sizeof *strides * x->ndim);
    sizes[x->ndim - 2] = x->sizes[x->ndim - 1], strides[x->ndim - 2] = x->strides[x->ndim - 1];
    sizes[x->ndim - 1] = x->sizes[x->ndim - 2], strides[x->ndim - 1] = x->strides[x->ndim - 2];
    turned.sizes = sizes, turned.strides = strides;
    return as_rows(&turned);
}
/* x expanded to r's batches: can those be viewed as one? */
static bool as_batch(const KtTensor *x, const KtTensor *r) {
    int64_t step = 0;
    bool first = true;
    for (int d = r->ndim - 3; d >= 0; d--) {
        int at = d - r->ndim + x->ndim;
        int64_t stride = at < 0 || x->sizes[at] == 1 ? 0 : x->strides[at];
        if (r->sizes[d] == 1) continue;
        if (!first && stride != step) return false;
        first = false;
        step = stride * r->sizes[d];
    }
    return true;
}
/* x as a matrix of all its rows where that takes a copy, which PyTorch keeps then; else itself. */
static KtTensor *kept_rows(KtCtx *ctx, KtTensor *x) {
    if (x->ndim <= 2 || as_rows(x)) return kt_incref(x);
    int64_t sizes[2] = {1, x->sizes[x->ndim - 1]};
    for (int d = 0; d < x->ndim - 1; d++)
        sizes[0] *= x->sizes[d];
    return kta_reshape(ctx, x, 2, sizes);
}
/* The same of the rows of x's transposed matrices: x over a copy in which they lie so. */
static KtTensor *kept_turned(KtCtx *ctx, KtTensor *x) {
    return then(ctx, then(ctx, step_turn(ctx, x), step_copy), step_turn);
}
static void keep_as(KtTensor *r, int slot, KtKeptAs as) {
    if (r && r->ag && r->ag->grad_fn) r->ag->grad_fn->saved[slot].as = (uint8_t)as;
}

/* The product r of a and b by one of the rules above. */
static KtTensor *record_matmul(KtCtx *ctx, KtTensor *r, const KtManyRule *rule, KtTensor *a,
                               KtTensor *b) {
    if (!r) return NULL;
    const bool turned = a->ndim == 2 && b->ndim > 2, batches = rule == &rule_matmul,
               of_a = rule == &rule_matmul_rows || rule == &rule_rows_vector,
               of_b = !of_a && !batches && rule != &rule_vec_mat;
    int64_t form_a = batches ? as_batch(a, r) ? IN_BATCH : COPIED_BATCH
                     : of_a  ? as_rows(a) ? IN_ROWS : COPIED_ROWS
                             : AS_IT_IS,
            form_b = batches ? as_batch(b, r) ? IN_BATCH : COPIED_BATCH
                     : of_b  ? as_turned_rows(b) ? TURNED_ROWS : COPIED_TURNED_ROWS
                             : AS_IT_IS;
    KtTensor *kept = form_a == COPIED_ROWS && ag_requires(b) ? kept_rows(ctx, a) : kt_incref(a),
             *kept_b = form_b == COPIED_TURNED_ROWS && ag_requires(a) ? kept_turned(ctx, b)
                                                                      : kt_incref(b);
    if (!kept || !kept_b) {
        kt_xdecref(ctx, kept);
        kt_xdecref(ctx, kept_b);
        kt_decref(ctx, r);
        return NULL;
    }
    r = kt_ag_record(ctx, r, &rule->rule, AG_T(a, b),
                     AG_T(ag_requires(b) ? kept : NULL, ag_requires(a) ? kept_b : NULL),
                     AG_A(AG_I(turned ? turned_layouts(a, b) : layouts(a, b)),
                          AG_I(!kt_is_turned_batch(a)), AG_I(form_a), AG_I(form_b)));
    kt_decref(ctx, kept);
    kt_decref(ctx, kept_b);
    if (form_a == IN_ROWS || rule == &rule_vec_mat) keep_as(r, 0, KT_KEPT_ROWS);
    if (form_a == IN_BATCH) keep_as(r, 0, KT_KEPT_BATCH);
    if (form_b == IN_BATCH) keep_as(r, 1, KT_KEPT_BATCH);
    if (form_b == TURNED_ROWS) keep_as(r, 1, KT_KEPT_TURNED_ROWS);
    if (of_b && a->ndim == 2) keep_as(r, 0, KT_KEPT_TRANSPOSED);
    return r;
}

/* A matrix times a batch: computed as the transpose of its transposed operands' product. */
static const KtManyRule *turned(const KtTensor *b, const KtTensor *r) {
    if (kt_is_turned_batch(b)) return &rule_matmul;
    int64_t m = r->sizes[r->ndim - 2], n = r->sizes[r->ndim - 1];
    return m == 1 || n == 1 || r->numel == 0 ? &rule_matmul_mt : &rule_matmul_turned;
}

KtTensor *kta_matmul(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    if (KB_UNLIKELY(ctx->autocast)) return lowered(ctx, kta_matmul, a, b);
    KtTensor *r = kt_matmul(ctx, a, b, NULL);
    if (!AG_NEEDS2(ctx, a, b)) return r;
    if (a->ndim == 2 && b->ndim == 2) return record2(ctx, r, &rule_mm, a, b);
    if (a->ndim == 1 && b->ndim == 1) return record2(ctx, r, &rule_dot, a, b);
    if (a->ndim == 2 && b->ndim == 1) return record2(ctx, r, &rule_mv, a, b);
    const bool folded = b->ndim == 2 && !kt_is_turned_batch(a);
    const KtManyRule *rule = a->ndim == 1 && b->ndim == 2       ? &rule_vec_mat
                             : a->ndim == 1                     ? &rule_vector_rows
                             : b->ndim == 1                     ? &rule_rows_vector
                             : a->ndim == 2 && b->ndim > 2 && r ? turned(b, r)
                             : folded                           ? &rule_matmul_rows
                                                                : &rule_matmul;
    return record_matmul(ctx, r, rule, a, b);
}

/* ---- beta c + alpha a b ---- */

static void back_addmm(Ag *g) {
    double beta = ag_dbl(g, 0), alpha = ag_dbl(g, 1);
    if (ag_needs(g, 0)) ag_set(g, 0, scaled(g, GO, beta));
    int64_t layout = ag_int(g, 2);
    if (ag_needs(g, 1))
        ag_set(g, 1, scaled(g, first_gradient(g, GO, ag_saved(g, 1), layout), alpha));
    if (ag_needs(g, 2))
        ag_set(g, 2, scaled(g, second_gradient(g, GO, ag_saved(g, 0), layout), alpha));
}
static const KtRule rule_addmm = {"AddmmBackward0", back_addmm, false};
static const KtRule rule_baddbmm = {"BaddbmmBackward0", back_addmm, false};

static KtTensor *record3(KtCtx *ctx, KtTensor *r, const KtRule *rule, KtTensor *c, KtTensor *a,
                         KtTensor *b, double beta, double alpha) {
    if (!AG_NEEDS2(ctx, a, b) && !AG_NEEDS(ctx, c)) return r;
    return kt_ag_record(ctx, r, rule, AG_T(c, a, b),
                        AG_T(ag_requires(b) ? a : NULL, ag_requires(a) ? b : NULL),
                        AG_A(AG_D(beta), AG_D(alpha), AG_I(layouts(a, b))));
}

typedef KtTensor *(*AddProduct)(KtCtx *, KtTensor *, KtTensor *, KtTensor *, double, double);
static KtTensor *lowered3(KtCtx *ctx, AddProduct f, KtTensor *c, KtTensor *a, KtTensor *b,
                          double beta, double alpha) {
    ctx->autocast = false;
    KtTensor *z = kt_autocast_low(ctx, c), *x = z ? kt_autocast_low(ctx, a) : NULL,
             *y = x ? kt_autocast_low(ctx, b) : NULL, *r = y ? f(ctx, z, x, y, beta, alpha) : NULL;
    ctx->autocast = true;
    kt_xdecref(ctx, z);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return r;
}

KtTensor *kta_addmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta, double alpha) {
    if (KB_UNLIKELY(ctx->autocast)) return lowered3(ctx, kta_addmm, c, a, b, beta, alpha);
    KtTensor *r = kt_addmm(ctx, c, a, b, beta, alpha, NULL);
    return record3(ctx, r, &rule_addmm, c, a, b, beta, alpha);
}
KtTensor *kta_baddbmm(KtCtx *ctx, KtTensor *c, KtTensor *a, KtTensor *b, double beta,
                      double alpha) {
    if (KB_UNLIKELY(ctx->autocast)) return lowered3(ctx, kta_baddbmm, c, a, b, beta, alpha);
    KtTensor *r = kt_baddbmm(ctx, c, a, b, beta, alpha);
    return record3(ctx, r, &rule_baddbmm, c, a, b, beta, alpha);
}

/* ---- linear: operands bias, x, w ---- */

static void back_linear(Ag *g) {
    KtTensor *go = rows(g, GO);
    int64_t layout = ag_int(g, 0);
    if (ag_needs(g, 0)) ag_set(g, 0, go);
    if (ag_needs(g, 1)) {
        KtTensor *w = ag_saved(g, 1), *gx = layout & COLUMNS_A
                                                ? t2(g, g_mm(g, g_conj(g, t2(g, w)), t2(g, go)))
                                                : g_mm(g, go, g_conj(g, w));
        ag_set(g, 1, g->n->in[1].ndim == 2 ? gx : g_reshape(g, gx, &g->n->in[1]));
    }
    if (ag_needs(g, 2)) {
        KtTensor *x = rows(g, ag_saved(g, 0));
        ag_set(g, 2,
               layout & COLUMNS_B ? t2(g, g_mm(g, mt(g, x), go))
                                  : g_mm(g, t2(g, go), g_conj(g, x)));
    }
}
/* Of x, and of whether the transpose of w, by which PyTorch multiplies, lies by rows. */
static int64_t linear_layouts(const KtTensor *x, const KtTensor *w) {
    bool plain = w->strides[1] == 1 && w->strides[0] == w->sizes[1];
    return (by_columns(x) ? COLUMNS_A : 0) | (plain ? 0 : COLUMNS_B);
}
/* attributes: [0] layouts, [1] the form of x */
static int64_t layout_of_steps(const KtNode *n) { /* of x and w transposed */
    return n->attr[0].i ^ COLUMNS_B;
}
static KtTensor *linear_product(KtCtx *ctx, const KtNode *n, KtTensor *const *in, int64_t form) {
    KtTensor *wt = kta_t(ctx, in[2]), *x = wt ? in_form(ctx, n, in[1], form) : NULL;
    return with_layout(step_product(ctx, x, wt, kta_mm), 0, layout_of_steps(n));
}
static KtTensor *plus_bias(KtCtx *ctx, KtTensor *r, KtTensor *bias) {
    KtOperand ro = {.t = r}, bo = {.t = bias};
    KtTensor *sum = r ? kta_binary(ctx, KT_OP_ADD, &ro, &bo) : NULL;
    kt_xdecref(ctx, r);
    return sum;
}
static KtTensor *bias_and_product(KtCtx *ctx, const KtNode *n, KtTensor *bias, KtTensor *x,
                                  KtTensor *wt) {
    KtTensor *r = x && wt ? kta_addmm(ctx, bias, x, wt, 1, 1) : NULL;
    kt_xdecref(ctx, wt);
    return with_layout(r, 2, layout_of_steps(n));
}
static KtTensor *steps_linear(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return bias_and_product(ctx, n, in[0], in[1], kta_t(ctx, in[2]));
}
static KtTensor *steps_linear_view(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    const int64_t *s = in[1]->sizes;
    KtTensor *wt = kta_t(ctx, in[2]),
             *x = wt ? kta_view(ctx, in[1], 2, (int64_t[]){s[0] * s[1], s[2]}) : NULL,
             *p = bias_and_product(ctx, n, in[0], x, wt),
             *r = p ? kta_view(ctx, p, n->out[0].ndim, n->out[0].sizes) : NULL;
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, p);
    return r;
}
static KtTensor *steps_linear_mm(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return linear_product(ctx, n, in, AS_IT_IS);
}
static KtTensor *steps_linear_vec(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    KtTensor *wt = kta_t(ctx, in[2]), *x = wt ? step_row(ctx, in[1]) : NULL,
             *p = step_product(ctx, x, wt, kta_mm);
    return then(ctx, with_layout(p, 0, layout_of_steps(n)), step_no_row);
}
static KtTensor *steps_linear_unsafe(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return step_shape(ctx, n, linear_product(ctx, n, in, n->attr[1].i));
}
static KtTensor *steps_linear_add_row(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return plus_bias(ctx, steps_linear_vec(ctx, n, in), in[0]);
}
static KtTensor *steps_linear_add_rows(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    return plus_bias(ctx, steps_linear_unsafe(ctx, n, in), in[0]);
}
#define RULE(id, node)                                                                             \
    static const KtManyRule rule_linear##id = {                                                    \
        {node, back_linear, KT_RULE_MANY}, steps_linear##id, {-1, 0, 1}};
RULE(, "AddmmBackward0")
RULE(_view, "ViewBackward0")
RULE(_mm, "MmBackward0")
RULE(_add_row, "AddBackward0")
RULE(_add_rows, "AddBackward0")
RULE(_vec, "SqueezeBackward3")
RULE(_unsafe, "UnsafeViewBackward0")
#undef RULE

static KtTensor *lowered_linear(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) {
    ctx->autocast = false;
    KtTensor *p = kt_autocast_low(ctx, x), *q = p ? kt_autocast_low(ctx, w) : NULL,
             *b = kt_autocast_low(ctx, bias),
             *r = q && (b || !bias) ? kta_linear(ctx, p, q, b) : NULL;
    ctx->autocast = true;
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, q);
    kt_xdecref(ctx, b);
    return r;
}
/* Where weight or bias have unusual dimensions, or x an unusual layout: one node for each step. */
static KtTensor *matmul_then_bias(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) {
    KtTensor *wt = kta_t(ctx, w), *r = wt ? kta_matmul(ctx, x, wt) : NULL;
    kt_xdecref(ctx, wt);
    return bias ? plus_bias(ctx, r, bias) : r;
}
KtTensor *kta_linear(KtCtx *ctx, KtTensor *x, KtTensor *w, KtTensor *bias) {
    if (KB_UNLIKELY(ctx->autocast)) return lowered_linear(ctx, x, w, bias);
    KtTensor *r = kt_linear(ctx, x, w, bias);
    if (!AG_NEEDS2(ctx, x, w) && !(bias && AG_NEEDS(ctx, bias))) return r;
    if (!r) return NULL;
    bool flattened = x->ndim == 3 && bias && kt_is_contiguous(x);
    bool turned = !flattened && kt_is_turned_batch(x);
    if (turned || w->ndim != 2 || (x->ndim != 2 && bias && bias->ndim != 1)) {
        kt_decref(ctx, r);
        return matmul_then_bias(ctx, x, w, bias);
    }
    const KtManyRule *rule = x->ndim == 2 ? bias ? &rule_linear : &rule_linear_mm
                             : flattened  ? &rule_linear_view
                             : bias ? x->ndim == 1 ? &rule_linear_add_row : &rule_linear_add_rows
                             : x->ndim == 1 ? &rule_linear_vec
                                            : &rule_linear_unsafe;
    const bool copied = x->ndim > 2 && !as_rows(x);
    KtTensor *kept = copied && ag_requires(w) ? kept_rows(ctx, x) : kt_incref(x);
    if (!kept) {
        kt_decref(ctx, r);
        return NULL;
    }
    r = kt_ag_record(ctx, r, &rule->rule, AG_T(bias, x, w),
                     AG_T(ag_requires(w) ? kept : NULL, ag_requires(x) ? w : NULL),
                     AG_A(AG_I(linear_layouts(x, w)), AG_I(copied ? COPIED_ROWS : IN_ROWS)));
    kt_decref(ctx, kept);
    if (x->ndim != 2 && !copied) keep_as(r, 0, KT_KEPT_ROWS);
    keep_as(r, 1, KT_KEPT_TRANSPOSED);
    return r;
}
