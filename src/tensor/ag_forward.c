/* Forward mode: tensors that carry a tangent, the direction in which they move.
 *
 * No operation has a forward rule of its own. Its backward rule is linear in the gradient u of its
 * results, so the tangent of the results is that map's adjoint applied to the operands' tangents:
 *
 *   jvp(v) = d/du <vjp(u), v>
 *
 * Where a node is made of an operand that carries a tangent, the rule runs on zeros for u with
 * recording on, and a backward pass from what it gave, weighted with v, ends at u. A node that is
 * made for the sake of tangents alone has edges to a placeholder and is dropped afterwards.
 *
 * Views share: the tangent of a view is the same view of the tangent, which is why a tangent has
 * the strides of what it belongs to. All tangents of a level are in one list, which its end
 * empties. */
#include <string.h>

#include "autograd_private.h"

struct KtTangent {
    KtTensor *t;    /* owned */
    KtAutograd *of; /* whose record holds it */
    KtTangent *prev, *next;
};

/* ---- what a tensor carries ---- */

void kt_ag_drop_tangent(KtCtx *ctx, KtAutograd *a) {
    KtTangent *d = a->tangent;
    KtForward *f = kt_ag_forward(ctx);
    if (!d) return;
    a->tangent = NULL;
    if (d->prev) d->prev->next = d->next;
    if (d->next) d->next->prev = d->prev;
    if (f && f->first == d) f->first = d->next;
    kt_decref(ctx, d->t);
    kb_free(ctx->alloc, d, sizeof *d);
}

static bool carry(KtCtx *ctx, KtTensor *t, KtTensor *tangent) {
    KtAutograd *a = kt_ag_of(ctx, t);
    KtForward *f = kt_ag_forward(ctx);
    if (!a || !f) return false;
    if (a->tangent) {
        KtTensor *old = a->tangent->t;
        a->tangent->t = kt_incref(tangent);
        kt_decref(ctx, old);
        return true;
    }
    KtTangent *d = kb_malloc(ctx->alloc, sizeof *d);
    if (!d) return kt_fail_memory(ctx, sizeof *d);
    *d = (KtTangent){.t = kt_incref(tangent), .of = a, .next = f->first};
    if (f->first) f->first->prev = d;
    f->first = a->tangent = d;
    return true;
}

static bool same_strides(const KtTensor *a, const KtTensor *b) {
    bool same = a->ndim == b->ndim;
    for (int d = 0; same && d < a->ndim; d++)
        same = a->sizes[d] < 2 || a->strides[d] == b->strides[d];
    return same;
}

/* tangent in the layout of t, so that views of t have their like; itself if it has it. */
static KtTensor *laid_out_as(KtCtx *ctx, const KtTensor *t, KtTensor *tangent) {
    if (!(tangent->flags & KT_T_LAZY) && (same_strides(t, tangent))) return kt_incref(tangent);
    KtTensor *r = kt_is_dense(t) ? kt_empty_like_order(ctx, t, tangent->dtype)
                                 : kt_empty_like(ctx, t, tangent->dtype);
    if (r && kta_copy_(ctx, r, tangent)) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

bool kta_set_tangent(KtCtx *ctx, KtTensor *t, KtTensor *tangent) {
    KtTensor *own = laid_out_as(ctx, t, tangent);
    bool ok = own && carry(ctx, t, own);
    kt_xdecref(ctx, own);
    return ok;
}

/* The view r of a, in a's tangent; NULL without an error: it cannot be shown there. */
static KtTensor *same_view(KtCtx *ctx, KtTensor *tangent, const KtTensor *a, const KtTensor *r) {
    int turned = (a->flags ^ r->flags) & KT_T_LAZY;
    if (turned && kt_same_elements(a, r))
        return turned == KT_T_CONJ ? kta_conj(ctx, tangent) : kta_neg_view(ctx, tangent);
    if (turned || (a->flags & KT_T_LAZY) || !same_strides(a, tangent)) return NULL;
    if (!r->numel) return NULL;
    bool was_complex = kt_is_complex_dtype(a->dtype), is_complex = kt_is_complex_dtype(r->dtype);
    if (is_complex && !was_complex) return kta_view_as_complex(ctx, tangent);
    KtTensor *v = was_complex && !is_complex ? kta_view_as_real(ctx, tangent) : kt_incref(tangent);
    int64_t at = (r->data - a->data) / r->itemsize;
    if (v) at += (v->data - v->storage->data) / v->itemsize;
    KtTensor *s = v ? kta_as_strided(ctx, v, r->ndim, r->sizes, r->strides, at) : NULL;
    kt_xdecref(ctx, v);
    return s;
}

bool kt_ag_view_tangent(KtCtx *ctx, KtTensor *r, KtTensor *a) {
    KtTensor *tangent = kta_tangent(ctx, a), *v = NULL;
    if (tangent) v = same_view(ctx, tangent, a, r);
    bool ok = v ? carry(ctx, r, v) : ctx->error == KT_NO_ERROR;
    kt_xdecref(ctx, v);
    return ok;
}

KtTensor *kta_tangent(KtCtx *ctx, KtTensor *t) {
    KtAutograd *a = t->ag;
    if (!a || !ctx->forward) return NULL;
    if (!a->tangent && kta_base_has_tangent(a)) { /* the base got one after the view was made */
        KtTensor *v = same_view(ctx, a->base->ag->tangent->t, a->base, t);
        bool ok = v && carry(ctx, t, v);
        kt_xdecref(ctx, v);
        if (!ok) return NULL;
    }
    return a->tangent ? a->tangent->t : NULL;
}

/* ---- an operation ---- */

static bool refuse(KtCtx *ctx, const char *what) {
    int len = (int)strcspn(what, "/"); /* names in op.def go on with their places */
    const char *end = strstr(what, "Backward");
    return kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR,
                   "Trying to use forward AD with %.*s that does not support it because it has not "
                   "been implemented yet.\nPlease file an issue to PyTorch at "
                   "https://github.com/pytorch/pytorch/issues/new?template=feature-request.yml so "
                   "that we can prioritize its implementation.\nNote that forward AD support for "
                   "some operators require PyTorch to be built with TorchScript and for JIT to be "
                   "enabled. If the environment var PYTORCH_JIT=0 is set or if the library is not "
                   "built with TorchScript, some operators may no longer be used with forward AD.",
                   end ? (int)(end - what) : len, what);
}
bool kt_ag_refuse_forward(KtCtx *ctx, const char *what) {
    return refuse(ctx, what);
}

/* What is not to happen inside: propagation once more, hooks that pack, remarks of anomaly mode. */
typedef struct Quiet {
    bool grad_enabled, inference_mode, anomaly_mode;
    KtPackHooks pack;
} Quiet;
static Quiet enter(KtCtx *ctx) {
    Quiet q = {ctx->grad_enabled, ctx->inference_mode, ctx->anomaly_mode, *kt_ag_pack_hooks(ctx)};
    ctx->forward = ctx->inference_mode = ctx->anomaly_mode = false;
    ctx->grad_enabled = true;
    kt_ag_pack_hooks(ctx)->pack = NULL;
    return q;
}
static void leave(KtCtx *ctx, const Quiet *q) {
    ctx->forward = true;
    ctx->grad_enabled = q->grad_enabled;
    ctx->inference_mode = q->inference_mode;
    ctx->anomaly_mode = q->anomaly_mode;
    *kt_ag_pack_hooks(ctx) = q->pack;
}

/* One node's propagation: arrays of its n_out results and n_in operands. */
typedef struct Push {
    KtCtx *ctx;
    KtNode *n;
    KtTensor *const *in, *const *out;
    KtTensor **u, **vjp, **jvp, **root, **weight;
    bool history; /* tangents keep what they came from */
} Push;

static bool make_u(Push *p) {
    for (int i = 0; i < p->n->n_out; i++) {
        KtTensor *o = p->out[i];
        if (!o || !kt_is_inexact_dtype(o->dtype)) continue;
        p->u[i] = kt_zeros(p->ctx, o->dtype, o->ndim, o->sizes);
        if (!p->u[i] || !kta_set_requires_grad(p->ctx, p->u[i], true)) return false;
    }
    return true;
}

static bool run_rule(Push *p) {
    bool ok = true;
    if (p->n->apply) return p->n->apply(p->ctx, p->n->user, p->u, p->n->n_out, p->vjp, p->n->n_in);
    kt_ag_run(p->ctx, p->n, false, p->u, p->vjp, &ok);
    return ok;
}

/* The backward pass from what the rule gave, weighted with the operands' tangents, to u. */
static bool pull_back(Push *p, int n_u, KtTensor **u) {
    KtCtx *ctx = p->ctx;
    int n = 0;
    bool ok = true;
    for (int i = 0; ok && i < p->n->n_in; i++) {
        KtTensor *v =
            p->in[i] && p->in[i]->ag && p->in[i]->ag->tangent ? p->in[i]->ag->tangent->t : NULL;
        if (!v || !p->vjp[i] || !kta_requires_grad(p->vjp[i])) continue;
        p->root[n] = p->vjp[i];
        p->weight[n] = kt_same_shape(v, p->vjp[i])
                           ? kt_incref(v)
                           : kta_expand(ctx, v, p->vjp[i]->ndim, p->vjp[i]->sizes);
        if (p->weight[n] && p->weight[n]->dtype != p->vjp[i]->dtype) {
            KtTensor *cast = kta_cast(ctx, p->weight[n], p->vjp[i]->dtype);
            kt_decref(ctx, p->weight[n]);
            p->weight[n] = cast;
        }
        ok = p->weight[n] != NULL;
        n += ok;
    }
    ok = ok &&
         (!n || kta_backward(ctx, n, p->root, p->weight, true, p->history, n_u, u, p->jvp, true));
    for (int i = 0; i < n; i++)
        kt_xdecref(ctx, p->weight[i]);
    return ok;
}

/* t as a tangent of its own: what comes through unchanged is still the operand's. */
static KtTensor *unshared(Push *p, KtTensor *t) {
    bool shared = false;
    for (int i = 0; i < p->n->n_in; i++) {
        const KtTensor *x = p->in[i];
        shared = shared || (x && x->ag && x->ag->tangent && kt_same_memory(x->ag->tangent->t, t));
    }
    return shared ? kta_clone(p->ctx, t) : kt_incref(t);
}

static bool give_tangents(Push *p, KtTensor *const *found) {
    KtCtx *ctx = p->ctx;
    bool ok = true;
    for (int i = 0, k = 0; ok && i < p->n->n_out; i++) {
        KtTensor *o = p->out[i], *t;
        if (!p->u[i]) continue;
        t = found[k++];
        t = t ? unshared(p, t) : kt_zeros(ctx, o->dtype, o->ndim, o->sizes);
        ok = t && kta_set_tangent(ctx, o, t);
        for (int s = 0; ok && s < p->n->n_saved; s++) { /* what the node keeps of it moves too */
            KtSaved *saved = &p->n->saved[s];
            if (saved->is_output && saved->output == i && saved->t)
                ok = kta_set_tangent(ctx, saved->t, t);
        }
        kt_xdecref(ctx, t);
    }
    return ok;
}

/* Operations without forward mode in PyTorch, which tells so under these names. */
static const char *without_forward(const KtNode *n) {
    static const struct {
        const char *node, *op;
    } rows[] = {{"CdistBackward0", "_cdist_forward"},
                {"CtcLossBackward0", "_ctc_loss"},
                {"GridSampler2DBackward0", "grid_sampler_2d"},
                {"GridSampler3DBackward0", "grid_sampler_3d"},
                {"IgammaBackward0", "igamma"},
                {"IgammacBackward0", "igammac"},
                {"LogcumsumexpBackward0", "logcumsumexp"},
                {"PdistBackward0", "_pdist_forward"},
                {"RenormBackward0", "renorm"},
                {"SpecialZetaBackward0", "special_zeta"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!strcmp(kta_node_name(n), rows[i].node)) return rows[i].op;
    if (kt_ag_is_underivable(n)) return (const char *)(intptr_t)n->attr[0].i;
    return n->rule->kind == KT_RULE_ONCE ? kta_node_name(n) : NULL;
}

static bool propagate(Push *p) {
    KtNode *n = p->n;
    KtCtx *ctx = p->ctx;
    int n_u = 0;
    const char *refused = without_forward(n);
    if (refused) return refuse(ctx, refused);
    Quiet q = enter(ctx);
    n->pushing = true;
    bool ok = make_u(p) && run_rule(p);
    n->pushing = false;
    for (int i = 0; ok && i < n->n_in; i++) {
        const KtNode *fn = p->vjp[i] && p->vjp[i]->ag ? p->vjp[i]->ag->grad_fn : NULL;
        if (fn && (kt_ag_is_refusal(fn) || kt_ag_is_underivable(fn)))
            ok = refuse(ctx, kta_node_name(n));
    }
    KtTensor **u = p->root + n->n_in; /* those of u that there are */
    for (int i = 0; i < n->n_out; i++)
        if (p->u[i]) u[n_u++] = p->u[i];
    ok = ok && pull_back(p, n_u, u);
    ctx->grad_enabled = q.grad_enabled;
    ok = ok && give_tangents(p, p->jvp);
    leave(ctx, &q);
    return ok;
}

static bool has_real_edge(KtCtx *ctx, const KtNode *n) {
    const KtNode *none = kt_ag_forward(ctx)->placeholder;
    for (int i = 0; i < n->n_in; i++)
        if (n->edges[i].node && n->edges[i].node != none) return true;
    return false;
}

static bool any_carries(KtCtx *ctx, int n, KtTensor *const *ts) {
    bool any = false;
    for (int i = 0; i < n; i++)
        if (ts[i] && kta_tangent(ctx, ts[i])) any = true;
    return any;
}

bool kta_push_forward(KtCtx *ctx, KtNode *n, KtTensor *const *in, KtTensor *const *out,
                      bool *attach) {
    *attach = ctx->grad_enabled;
    if (!ctx->forward) return true;
    *attach = *attach && has_real_edge(ctx, n);
    bool ok = true, known = n->n_out && out[0] && out[0]->ag && out[0]->ag->tangent;
    if (!known && any_carries(ctx, n->n_in, in)) {
        int places = 3 * n->n_in + 3 * n->n_out;
        size_t size = sizeof(KtTensor *) * (size_t)places;
        KtTensor **room = kb_calloc(ctx->alloc, size);
        if (!room) return kt_fail_memory(ctx, size);
        n->unrecorded = !*attach;
        Push p = {.ctx = ctx,
                  .n = n,
                  .in = in,
                  .out = out,
                  .u = room,
                  .jvp = room + n->n_out,
                  .vjp = room + 2 * n->n_out,
                  .weight = room + 2 * n->n_out + n->n_in,
                  .root = room + 2 * n->n_out + 2 * n->n_in,
                  .history = ctx->grad_enabled};
        ok = propagate(&p);
        for (int i = 0; i < 2 * n->n_out + n->n_in; i++)
            kt_xdecref(ctx, room[i]);
        kb_free(ctx->alloc, room, size);
        n->unrecorded = false;
    }
    for (int i = 0; i < n->n_in; i++)
        if (n->edges[i].node && n->edges[i].node == kt_ag_forward(ctx)->placeholder) {
            kta_node_decref(ctx, n->edges[i].node);
            n->edges[i].node = NULL;
        }
    return ok;
}

/* ---- overwriting ---- */

/* The tangent that t has or, if it has none, gets: zeros, of its base if it is a view. */
static KtTensor *tangent_to_write(KtCtx *ctx, KtTensor *t) {
    KtTensor *own = kta_tangent(ctx, t);
    if (own) return own;
    KtTensor *base = t->ag && t->ag->base && !t->ag->no_tangent_of_base ? t->ag->base : t;
    KtTensor *z = kt_is_dense(base) ? kt_empty_like_order(ctx, base, base->dtype)
                                    : kt_empty_like(ctx, base, base->dtype);
    KtScalar zero = kt_scalar_int(0);
    bool ok = z && kt_fill(ctx, z, &zero) && carry(ctx, base, z);
    kt_xdecref(ctx, z);
    if (!ok) return NULL;
    own = kta_tangent(ctx, t);
    if (!own && ctx->error == KT_NO_ERROR)
        kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR,
                "forward mode: writing into this view of a tensor without a tangent");
    return own;
}

bool kt_ag_overwrite_tangent(KtCtx *ctx, KtTensor *t, KtTensor *value) {
    KtTensor *now = kta_tangent(ctx, value), *own;
    if ((!now && !kta_tangent(ctx, t)) || now == kta_tangent(ctx, t)) return true;
    own = kta_tangent(ctx, t);
    if (now && own && !same_strides(t, own)) return kta_set_tangent(ctx, t, now); /* turned */
    if (now && !own && !(t->ag && t->ag->base) && kt_same_shape(now, t) && now->dtype == t->dtype)
        return kta_set_tangent(ctx, t, now);
    if (!(own = tangent_to_write(ctx, t))) return false;
    ctx->forward = false;
    KtScalar zero = kt_scalar_int(0);
    bool ok;
    if (now) {
        ok = kta_copy_(ctx, own, now);
    } else {
        KtTensor *z = kt_full(ctx, own->dtype, 0, NULL, &zero);
        ok = z && kta_copy_(ctx, own, z);
        kt_xdecref(ctx, z);
    }
    ctx->forward = true;
    return ok;
}

/* ---- levels and duals ---- */

bool kta_enter_dual_level(KtCtx *ctx) {
    KtForward *f = kt_ag_forward(ctx);
    if (!f) return false;
    if (f->level)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Nested forward mode AD is not supported at the moment");
    f->level = 1;
    return ctx->forward = true;
}
bool kta_exit_dual_level(KtCtx *ctx, int64_t level) {
    KtForward *f = kt_ag_forward(ctx);
    if (!f) return false;
    if (!f->level || level != 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Trying to exit a forward AD level that was not the last one that was "
                       "created. This is not supported.");
    f->level = 0;
    ctx->forward = false;
    while (f->first)
        kt_ag_drop_tangent(ctx, f->first->of);
    return true;
}

void kta_forward_in_inference(KtCtx *ctx) {
    const KtForward *f = ctx->autograd ? kt_ag_forward(ctx) : NULL;
    ctx->forward = f && f->level && !ctx->inference_mode;
}

static void back_same(Ag *g) {
    ag_set(g, 0, g->grad[0]);
}

KtTensor *kta_make_dual(KtCtx *ctx, KtTensor *primal, KtTensor *tangent) {
    static const KtRule rule = {"ViewBackward0", back_same, false};
    char shape[300], given[300];
    if (kta_tangent(ctx, primal))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Making a dual Tensor based on a Tensor that already has a forward "
                            "gradient at the same level 0 is not supported.");
    if (!kt_same_shape(primal, tangent))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Trying to set a forward gradient that has a different size than that "
                            "of the original Tensor, this is not supported. Tensor is of size %s "
                            "while the given forward gradient is of size %s.",
                            kt_shape_str(shape, sizeof shape, primal->ndim, primal->sizes),
                            kt_shape_str(given, sizeof given, tangent->ndim, tangent->sizes));
    KtTensor *r = kt_ag_view(ctx, kt_alias(ctx, primal), primal, &rule, AG_NO_ATTR);
    bool ok = r && kt_ag_of(ctx, r) && kta_set_tangent(ctx, r, tangent);
    if (ok) r->ag->no_tangent_of_base = true;
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

KtTensor *kta_fw_primal(KtCtx *ctx, KtTensor *dual) {
    static const KtRule rule = {"Identity", back_same, false};
    bool forward = ctx->forward;
    ctx->forward = false;
    KtTensor *r = kt_ag_view(ctx, kt_alias(ctx, dual), dual, &rule, AG_NO_ATTR);
    ctx->forward = forward;
    if (r && r->ag) r->ag->no_tangent_of_base = true;
    return r;
}
