/* Histories of tensors that are overwritten, and of views into them.
 *
 * A view written in place changes its base: the base gets a CopySlices node, whose gradient goes to
 * the base's old history with the view's elements zeroed and to the value with only them; the view
 * itself then shows the base's new history through an AsStrided node, made when asked for.
 *
 * Geometry of such a node: attributes [base ndim, view ndim, base offset, view offset, elements of
 * memory from the lower offset, lazy flags that only one of the two has, base sizes, base strides,
 * view sizes, view strides]. */
#include <string.h>

#include "autograd_private.h"
#include "ew.h"

#define FIXED 6
typedef struct Geometry {
    int nb, nv;
    int64_t base_at, view_at, extent;
    int lazy;
    int64_t base_size[KT_MAX_DIMS], base_stride[KT_MAX_DIMS];
    int64_t view_size[KT_MAX_DIMS], view_stride[KT_MAX_DIMS];
} Geometry;

/* One past the last element that t reaches, from the storage's start. */
static int64_t end_of(const KtTensor *t) {
    int64_t at = kt_storage_offset(t);
    for (int d = 0; d < t->ndim; d++)
        at += (t->sizes[d] - 1) * t->strides[d];
    return t->numel ? at + 1 : 0;
}

static int put_geometry(KtNode *n, const KtTensor *base, const KtTensor *view) {
    int64_t b = kt_storage_offset(base), v = kt_storage_offset(view), low = b < v ? b : v;
    int64_t eb = end_of(base), ev = end_of(view);
    KtAttr *a = n->attr;
    a[0].i = base->ndim;
    a[1].i = view->ndim;
    a[2].i = b - low;
    a[3].i = v - low;
    a[4].i = (eb > ev ? eb : ev) - low;
    a[5].i = (base->flags ^ view->flags) & KT_T_LAZY;
    a += FIXED;
    for (int d = 0; d < base->ndim; d++) {
        a[d].i = base->sizes[d];
        a[base->ndim + d].i = base->strides[d];
    }
    a += 2 * base->ndim;
    for (int d = 0; d < view->ndim; d++) {
        a[d].i = view->sizes[d];
        a[view->ndim + d].i = view->strides[d];
    }
    return 0;
}

static void get_geometry(const KtNode *n, Geometry *g) {
    const KtAttr *a = n->attr;
    g->nb = (int)a[0].i;
    g->nv = (int)a[1].i;
    g->base_at = a[2].i;
    g->view_at = a[3].i;
    g->extent = a[4].i > 0 ? a[4].i : 0;
    g->lazy = (int)a[5].i;
    a += FIXED;
    for (int d = 0; d < g->nb; d++) {
        g->base_size[d] = a[d].i;
        g->base_stride[d] = a[g->nb + d].i;
    }
    a += 2 * g->nb;
    for (int d = 0; d < g->nv; d++) {
        g->view_size[d] = a[d].i;
        g->view_stride[d] = a[g->nv + d].i;
    }
}

static int n_geometry(const KtTensor *base, const KtTensor *view) {
    return FIXED + 2 * base->ndim + 2 * view->ndim;
}

/* ---- the three linear maps, and their records under create_graph ---- */

typedef enum Map { TAKE_VIEW, PUT_VIEW, ZERO_VIEW } Map;

static KtTensor *memory_of(Ag *g, const Geometry *m, int dtype) {
    return ag_keep(g, kt_zeros(g->ctx, dtype, 1, &m->extent));
}

typedef enum Side { BASE, VIEW } Side;

/* The base or the view, laid over memory. */
static KtTensor *side_of(Ag *g, const Geometry *m, Side side, KtTensor *flat) {
    if (!flat) return NULL;
    if (side == BASE)
        return ag_keep(
            g, kt_as_strided(g->ctx, flat, m->nb, m->base_size, m->base_stride, m->base_at));
    KtTensor *v =
        ag_keep(g, kt_as_strided(g->ctx, flat, m->nv, m->view_size, m->view_stride, m->view_at));
    if (v) v->flags ^= (uint8_t)m->lazy;
    return v;
}
static KtTensor *base_of(Ag *g, const Geometry *m, KtTensor *flat) {
    KtTensor *b = side_of(g, m, BASE, flat);
    return b ? ag_keep(g, kt_copy_c(g->ctx, b)) : NULL;
}

/* May two indices name one place? Exact for views made of slices, careful for other strides. */
static bool places_repeat(const KtTensor *t) {
    bool done[KT_MAX_DIMS] = {false};
    int64_t reach = 0; /* largest offset of the dimensions taken so far */
    for (int k = 0; k < t->ndim; k++) {
        int next = -1;
        for (int d = 0; d < t->ndim; d++)
            if (!done[d] && (next < 0 || t->strides[d] < t->strides[next])) next = d;
        done[next] = true;
        if (t->sizes[next] < 2) continue;
        if (t->strides[next] <= reach) return true;
        reach += (t->sizes[next] - 1) * t->strides[next];
    }
    return false;
}

/* Adds x into the places of one side; repeated places (expanded or overlapping) add up. */
static bool add_into(Ag *g, const Geometry *m, Side side, KtTensor *flat, KtTensor *x) {
    KtTensor *to = side_of(g, m, side, flat);
    if (!to) return false;
    if (!places_repeat(to)) return kt_copy(g->ctx, to, x);
    KtScalar zero = kt_scalar_int(0), end = kt_scalar_int(m->extent), one = kt_scalar_int(1);
    KtTensor *places = ag_keep(g, kt_arange(g->ctx, &zero, &end, &one, KT_I64));
    KtTensor *at = side_of(g, m, side, places),
             *turned = ag_keep(g, kt_lazy_view(g->ctx, x, side == VIEW ? m->lazy : 0)),
             *xc = at && turned ? ag_keep(g, kt_copy_c(g->ctx, turned)) : NULL;
    if (at) at->flags &= (uint8_t)~KT_T_LAZY;
    KtTensor *index = xc ? ag_keep(g, kt_copy_c(g->ctx, at)) : NULL;
    if (!index) return false;
    KtTensor *i1 = ag_keep(g, kt_view(g->ctx, index, 1, &index->numel));
    KtTensor *x1 = i1 ? ag_keep(g, kt_view(g->ctx, xc, 1, &xc->numel)) : NULL;
    return x1 && kt_index_add_(g->ctx, flat, 0, i1, x1, &one);
}

/* Elements of the base that lie in one place stand for it in equal parts. */
static bool share_out(Ag *g, const Geometry *m, KtTensor *flat) {
    KtTensor *b = side_of(g, m, BASE, flat);
    if (!b || !places_repeat(b)) return b != NULL;
    KtScalar one = kt_scalar_int(1);
    KtTensor *count = memory_of(g, m, KT_I64),
             *ones = ag_keep(g, kt_full(g->ctx, KT_I64, m->nb, m->base_size, &one));
    if (!count || !ones || !add_into(g, m, BASE, count, ones)) return false;
    KtOperand least = kt_operand_scalar(one); /* where no element lies */
    KtTensor *n = ag_keep(g, kt_clamp(g->ctx, count, &least, NULL, NULL));
    KtTensor *r = n ? kt_binary(g->ctx, KT_OP_DIV, flat, n, flat->dtype, flat) : NULL;
    kt_xdecref(g->ctx, r);
    return r != NULL;
}

static KtTensor *apply_map(Ag *g, Map map, KtTensor *x);

static void back_take(Ag *g) {
    ag_set(g, 0, apply_map(g, PUT_VIEW, g->grad[0]));
}
static void back_put(Ag *g) {
    ag_set(g, 0, apply_map(g, TAKE_VIEW, g->grad[0]));
}
static void back_zero(Ag *g) {
    ag_set(g, 0, apply_map(g, ZERO_VIEW, g->grad[0]));
}
/* What was copied gets its gradient in its own type: it is summed in that. */
static void give_source(Ag *g, KtTensor *grad) {
    ag_set(g, 1, g_cast(g, grad, g->n->in[1].dtype));
}
static void back_copy_slices(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, apply_map(g, ZERO_VIEW, g->grad[0]));
    if (ag_needs(g, 1)) give_source(g, apply_map(g, TAKE_VIEW, g->grad[0]));
}
static void back_copy(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, g_zeros(g, &g->n->in[0]));
    if (ag_needs(g, 1)) give_source(g, g->grad[0]);
}
static const KtRule rule_take = {"AsStridedBackward0", back_take, false};
static const KtRule rule_put = {"AsStridedScatterBackward0", back_put, false};
static const KtRule rule_zero = {"CopySlicesBackward", back_zero, false};
static const KtRule rule_copy_slices = {"CopySlices", back_copy_slices, false};
static const KtRule rule_copy = {"CopyBackwards", back_copy, false};

static KtTensor *apply_map(Ag *g, Map map, KtTensor *x) {
    Geometry m;
    get_geometry(g->n, &m);
    KtTensor *flat = memory_of(g, &m, x->dtype), *r = NULL;
    if (flat &&
        !(add_into(g, &m, map == PUT_VIEW ? VIEW : BASE, flat, x) && share_out(g, &m, flat))) {
        g->failed = true;
        return NULL;
    }
    KtTensor *view = side_of(g, &m, VIEW, flat);
    if (!view) return NULL;
    if (map == ZERO_VIEW && kt_has_internal_overlap(view)) {
        kt_fail(g->ctx, KT_RUNTIME_ERROR,
                "unsupported operation: more than one element of the written-to tensor refers to a "
                "single memory location. Please clone() the tensor before performing the "
                "operation.");
        g->failed = true;
        return NULL;
    }
    if (map == TAKE_VIEW) {
        r = ag_keep(g, kt_copy_c(g->ctx, view));
    } else {
        KtScalar zero = kt_scalar_int(0);
        if (map == ZERO_VIEW && !kt_fill(g->ctx, view, &zero)) {
            g->failed = true;
            return NULL;
        }
        r = base_of(g, &m, flat);
    }
    if (!r || !AG_NEEDS(g->ctx, x)) return r;
    static const KtRule *const rules[] = {&rule_take, &rule_put, &rule_zero};
    AgAttrs same = {g->n->n_attr, g->n->attr};
    if (!kt_ag_record_n(g->ctx, AG_T(r), rules[map], AG_T(x), AG_NOTHING, same)) {
        g->failed = true;
        return NULL;
    }
    return r;
}

static bool has_maker(const KtTensor *c) {
    return c->ag && c->ag->grad_fn;
}
/* The node that made c (consumed; NULL: failed). */
static KtNode *maker_of(KtCtx *ctx, KtTensor *c) {
    KtNode *n = c && has_maker(c) ? kta_node_incref(c->ag->grad_fn) : NULL;
    if (c && !n) kt_fail(ctx, KT_RUNTIME_ERROR, "a view of what has no history");
    kt_xdecref(ctx, c);
    return n;
}
/* The same where t shows pairs of real numbers of the base as complex ones. */
static KtNode *node_of_pairs(KtCtx *ctx, KtTensor *t, KtTensor *base) {
    KtTensor *pairs = kt_view_as_real(ctx, t);
    if (!pairs) return NULL;
    KtNode *take = NULL, *n = NULL;
    if (kt_same_elements(base, pairs))
        n = maker_of(ctx, kta_view_as_complex(ctx, base));
    else if ((take = kt_ag_as_strided_node(ctx, pairs, base)) && kta_attach(ctx, pairs, take, 0))
        n = maker_of(ctx, kta_view_as_complex(ctx, pairs));
    if (take) kta_node_decref(ctx, take);
    kt_decref(ctx, pairs);
    return n;
}

static KtNode *node_of_view(KtCtx *ctx, KtTensor *t, KtTensor *base) {
    if (kt_is_complex_dtype(t->dtype) && !kt_is_complex_dtype(base->dtype))
        return node_of_pairs(ctx, t, base);
    KtTensor *from = t->dtype == base->dtype ? kt_incref(base) : kta_view_as_real(ctx, base);
    if (from && from->dtype != base->dtype && has_maker(from) && kt_same_elements(from, t))
        return maker_of(ctx, from);
    KtNode *n = from ? kt_ag_node(ctx, &rule_take, 1, &from, 1, &t, 0, n_geometry(from, t)) : NULL;
    if (n) put_geometry(n, from, t);
    if (n && n->attr[5].i && kt_same_elements(from, t))
        n->name = n->attr[5].i & KT_T_CONJ ? "ConjBackward0" : "NegViewBackward0";
    kt_xdecref(ctx, from);
    return n;
}

KtNode *kt_ag_as_strided_node(KtCtx *ctx, KtTensor *t, KtTensor *base) {
    bool recording = ctx->grad_enabled;
    ctx->grad_enabled = true; /* the history is the base's, wherever it is asked for */
    KtNode *n = node_of_view(ctx, t, base);
    ctx->grad_enabled = recording;
    return n;
}

/* ---- overwriting ---- */

bool kt_ag_refuse_view(KtCtx *ctx, int creation, const char *node, int output, bool base) {
    static const char *const why[] = {
        [KT_VIEW_PLAIN] = "",
        [KT_VIEW_NO_GRAD] =
            "Given that this use case is ambiguous and error-prone, it is forbidden. You can "
            "clarify your code by moving both the view and the inplace either both inside the "
            "no_grad block (if you don't want the inplace to be tracked) or both outside (if you "
            "want the inplace to be tracked).",
        [KT_VIEW_MULTI] =
            "This view is the output of a function that returns multiple views. Such functions do "
            "not allow the output views to be modified inplace. You should replace the inplace "
            "operation by an out-of-place one.",
        [KT_VIEW_CUSTOM] =
            "This view was created inside a custom Function (or because an input was returned "
            "as-is) and the autograd logic to handle view+inplace would override the custom "
            "backward associated with the custom Function, leading to incorrect gradients. This "
            "behavior is forbidden. You can fix this by cloning the output of the custom "
            "Function.",
        [KT_VIEW_INFERENCE] =
            "Given that this use case is ambiguous and error-prone, it is forbidden. You can "
            "clarify your code by moving both the view and the inplace either both inside the "
            "inference_mode block (if you don't want the inplace to be tracked) or both outside "
            "(if you want the inplace to be tracked)."};
    const char *what = base ? "its base or another view of its base has been modified inplace"
                            : "is being modified inplace";
    if (node)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "Output %d of %s is a view and %s. %s", output, node,
                       what, why[creation]);
    return kt_fail(ctx, KT_RUNTIME_ERROR, "A view was created in %s mode and %s %s. %s",
                   creation == KT_VIEW_INFERENCE ? "inference" : "no_grad", what,
                   creation == KT_VIEW_INFERENCE ? "in normal mode" : "with grad mode enabled",
                   why[creation]);
}

bool kta_check_inplace(KtCtx *ctx, KtTensor *t) {
    if ((t->flags & KT_T_INFERENCE) && !ctx->inference_mode)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Inplace update to inference tensor outside InferenceMode is not "
                       "allowed.You can make a clone to get a normal tensor before doing inplace "
                       "update.See https://github.com/pytorch/rfcs/pull/17 for more details.");
    if (!ctx->grad_enabled || !t->ag || !kta_requires_grad(t)) return true;
    KtAutograd *a = t->ag;
    if (a->base && a->creation != KT_VIEW_PLAIN)
        return kt_ag_refuse_view(ctx, a->creation, a->grad_fn ? kta_node_name(a->grad_fn) : NULL,
                                 a->output, false);
    if (a->base && kta_is_leaf(a->base))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "a view of a leaf Variable that requires grad is being used in an in-place "
                       "operation.");
    if (kta_is_leaf(t))
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "a leaf Variable that requires grad is being used in an in-place operation.");
    return true;
}

/* whole's new history: that of `old`, the same memory, outside the view t, the value's inside. */
static bool write_slices(KtCtx *ctx, KtTensor *whole, KtTensor *t, KtTensor *old, KtTensor *value) {
    KtNode *n = kt_ag_node(ctx, &rule_copy_slices, 2, (KtTensor *[]){old, value}, 1, &whole, 0,
                           n_geometry(whole, t));
    if (!n) return false;
    put_geometry(n, whole, t);
    bool ok = kt_ag_attach_apart(ctx, whole, n, 0);
    kta_node_decref(ctx, n);
    return ok;
}
/* The same where t shows parts of complex numbers. */
static bool write_parts(KtCtx *ctx, KtTensor *base, KtTensor *t, KtTensor *value) {
    KtTensor *old = kta_view_as_real(ctx, base), *now = old ? kt_alias(ctx, old) : NULL, *c = NULL;
    if (now && write_slices(ctx, now, t, old, value)) c = kta_view_as_complex(ctx, now);
    bool ok = c && kt_ag_attach_apart(ctx, base, c->ag->grad_fn, c->ag->output);
    if (ok) base->ag->grad_fn->name = "CopySlices";
    kt_xdecref(ctx, c);
    kt_xdecref(ctx, now);
    kt_xdecref(ctx, old);
    return ok;
}
/* The same where t shows pairs of real numbers as complex ones. */
static bool write_pairs(KtCtx *ctx, KtTensor *base, KtTensor *t, KtTensor *value) {
    KtTensor *pairs = kt_view_as_real(ctx, t), *parts = pairs ? kta_view_as_real(ctx, value) : NULL;
    bool ok = parts && write_slices(ctx, base, pairs, base, parts);
    kt_xdecref(ctx, parts);
    kt_xdecref(ctx, pairs);
    return ok;
}
/* The history of t's base and of t after t was written, by an operation in place or by a copy. */
static bool rebase_view(KtCtx *ctx, KtTensor *t, KtTensor *value, bool by_operation) {
    const KtAutograd *a = t->ag;
    KtTensor *base = a->base;
    if (a->creation != KT_VIEW_PLAIN)
        return kt_ag_refuse_view(ctx, a->creation, a->grad_fn ? kta_node_name(a->grad_fn) : NULL,
                                 a->output, false);
    if (!(t->dtype == base->dtype            ? write_slices(ctx, base, t, base, value)
          : kt_is_complex_dtype(base->dtype) ? write_parts(ctx, base, t, value)
                                             : write_pairs(ctx, base, t, value)))
        return false;
    base->ag->grad_fn->by_operation = by_operation;
    KtNode *n = kt_ag_as_strided_node(ctx, t, base);
    bool ok = n && kta_attach(ctx, t, n, 0);
    if (n) kta_node_decref(ctx, n);
    return ok;
}

/* In PyTorch the gradient of an operation in place on a view comes from the base's memory and goes
 * back there: hooks of the view as it was do not see it. `fn`, the operation on t, gets another
 * view of the base as its operand where there are any. */
static bool pass_by_hooks(KtCtx *ctx, KtNode *fn, KtTensor *t) {
    const KtAutograd *a = t->ag;
    KtNode *hooked = a->grad_fn, *fresh = NULL;
    if (!hooked || (!hooked->hooks && !hooked->own_hooks) || t->dtype != a->base->dtype)
        return true;
    for (int i = 0; i < fn->n_in; i++) {
        KtEdge *e = &fn->edges[i];
        if (e->node != hooked || e->output != a->output) continue;
        if (!fresh && !(fresh = kt_ag_as_strided_node(ctx, t, a->base))) return false;
        *e = (KtEdge){kta_node_incref(fresh), 0};
        kta_node_decref(ctx, hooked);
    }
    if (fresh) kta_node_decref(ctx, fresh);
    return true;
}

/* t becomes output 0 of a copy of value. */
static bool attach_copy(KtCtx *ctx, KtTensor *t, KtTensor *value) {
    KtNode *n = kt_ag_node(ctx, &rule_copy, 2, (KtTensor *[]){t, value}, 1, &t, 0, 0);
    bool ok = n && kta_attach(ctx, t, n, 0);
    if (n) kta_node_decref(ctx, n);
    return ok;
}

/* The tangent of t as it is now, for a copy of t. */
static bool keep_tangent(KtCtx *ctx, KtTensor *copy, KtTensor *t) {
    KtTensor *tangent = kta_tangent(ctx, t);
    if (!tangent) return true;
    tangent = kta_clone(ctx, tangent);
    bool ok = tangent && kta_set_tangent(ctx, copy, tangent);
    kt_xdecref(ctx, tangent);
    return ok;
}

bool kt_ag_copy_saved(KtCtx *ctx, KtSaved *s, const KtTensor *t) {
    if (!s->t || s->t->storage != t->storage) return true;
    KtTensor *copy = kt_clone(ctx, s->t);
    if (!copy || !keep_tangent(ctx, copy, s->t)) {
        kt_xdecref(ctx, copy);
        return false;
    }
    kt_decref(ctx, s->t);
    s->t = copy;
    s->version = copy->storage->version;
    return true;
}

bool kta_keep_saved(KtCtx *ctx, const KtTensor *value, const KtTensor *t) {
    KtNode *n = value->ag ? value->ag->grad_fn : NULL;
    bool own = n && (n->n_in < 3 || n->n_saved != 2); /* of three operands two: not the first */
    for (int i = 0; own && i < n->n_saved; i++) {
        KtSaved *s = &n->saved[i];
        if (!s->t || s->is_output || s->t->storage != t->storage ||
            (s->t->ag && kta_requires_grad(s->t)))
            continue;
        own = false; /* others that are t too, as in t.mul_(t), must not be overwritten */
        if (!kt_ag_copy_saved(ctx, s, t)) return false;
    }
    return !n || kt_ag_whole_keep(ctx, n, t);
}

/* What fn keeps of its result `value` lives in t from now on, under t's version. */
static bool keep_in(KtCtx *ctx, KtNode *fn, const KtTensor *value, KtTensor *t) {
    for (int i = 0; i < fn->n_saved; i++) {
        KtSaved *s = &fn->saved[i];
        if (!s->t || !s->is_output || s->t->storage != value->storage) continue;
        KtTensor *now = kt_alias(ctx, t);
        if (!now) return false;
        if (kta_tangent(ctx, t) && !kta_set_tangent(ctx, now, kta_tangent(ctx, t))) {
            kt_decref(ctx, now);
            return false;
        }
        kt_decref(ctx, s->t);
        s->t = now;
        s->version = t->storage->version;
        s->of_view = t->ag && t->ag->base;
    }
    return true;
}

KtTensor *kta_cast_result(KtCtx *ctx, KtTensor *value, int dtype) {
    KtTensor *r = kt_cast(ctx, value, dtype);
    KtNode *fn = value->ag ? value->ag->grad_fn : NULL;
    bool ok = r && kta_take_history(ctx, r, value) && (!fn || keep_in(ctx, fn, value, r));
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

bool kta_rebase(KtCtx *ctx, KtTensor *t, KtTensor *value) {
    if (!kt_is_inexact_dtype(t->dtype)) return true;
    if (KB_UNLIKELY(ctx->forward) && !kt_ag_overwrite_tangent(ctx, t, value)) return false;
    if (!ctx->grad_enabled || (!kta_requires_grad(t) && !kta_requires_grad(value))) return true;
    bool ok = true;
    KtNode *fn = kta_requires_grad(value) ? kta_grad_fn(ctx, value, &ok) : NULL;
    if (!ok) return false;
    bool same = fn && value->dtype == t->dtype && kt_same_shape(value, t);
    if (t->ag && t->ag->base)
        return (!same || (keep_in(ctx, fn, value, t) && pass_by_hooks(ctx, fn, t))) &&
               rebase_view(ctx, t, value, same);
    if (!same) return attach_copy(ctx, t, value);
    return keep_in(ctx, fn, value, t) && kta_attach(ctx, t, fn, value->ag->output);
}

bool kta_copy_(KtCtx *ctx, KtTensor *t, KtTensor *value) {
    if (!kta_check_inplace(ctx, t) || (!ctx->numpy && !kt_check_partial_overlap(ctx, t, value)) ||
        !kt_before_write(ctx, t) || !kt_copy(ctx, t, value))
        return false;
    if (!kt_is_inexact_dtype(t->dtype)) return true;
    if (KB_UNLIKELY(ctx->forward) && !kt_ag_overwrite_tangent(ctx, t, value)) return false;
    if (!ctx->grad_enabled || (!kta_requires_grad(t) && !kta_requires_grad(value))) return true;
    if (t->ag && t->ag->base) return rebase_view(ctx, t, value, false);
    return attach_copy(ctx, t, value);
}
