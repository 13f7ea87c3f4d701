/* What gradient rules are written with: temporaries that live as long as the rule runs, saved
 * tensors with their version check, and null-safe expressions over kta_ functions. */
#include <stdio.h>
#include <string.h>

#include "autograd_private.h"
#include "sparse.h"

KtTensor *ag_keep(Ag *g, KtTensor *t) {
    if (!t) {
        g->failed = true;
        return NULL;
    }
    if (g->n_pool == AG_POOL) {
        kt_decref(g->ctx, t);
        kt_fail(g->ctx, KT_RUNTIME_ERROR, "gradient of %s: too many temporaries",
                kta_node_name(g->n));
        g->failed = true;
        return NULL;
    }
    return g->pool[g->n_pool++] = t;
}

int kt_ag_kept_sizes(const KtNode *n, const KtSaved *s, int64_t *sizes) {
    const KtTensor *t = s->t;
    int64_t last = t->ndim ? t->sizes[t->ndim - 1] : 1, batch = 1;
    memcpy(sizes, t->sizes, sizeof *sizes * t->ndim);
    switch (s->as) {
    case KT_KEPT_TRANSPOSED:
        sizes[0] = t->sizes[1], sizes[1] = t->sizes[0];
        return 2;
    case KT_KEPT_ROWS:
        for (int d = 0; d < t->ndim - 1; d++)
            batch *= t->sizes[d];
        sizes[0] = batch, sizes[1] = last;
        return 2;
    case KT_KEPT_BATCH:
        for (int d = 0; d < n->out[0].ndim - 2; d++)
            batch *= n->out[0].sizes[d];
        sizes[1] = t->sizes[t->ndim - 2], sizes[2] = last, sizes[0] = batch;
        return 3;
    case KT_KEPT_TURNED_ROWS:
        for (int d = 0; d < t->ndim - 2; d++)
            batch *= t->sizes[d];
        sizes[0] = batch * last, sizes[1] = t->sizes[t->ndim - 2];
        return 2;
    default:
        return t->ndim;
    }
}

static void changed(Ag *g, const KtSaved *s) {
    char shape[300], which[160] = "";
    const KtNode *fn = s->is_output ? g->n : s->fn;
    const char *name = fn && !fn->variable ? kta_node_name(fn) : NULL;
    int output = s->output;
    if (s->of && (s->of->grad_fn || s->of->was)) { /* what made its contents last */
        name = s->of->was ? s->of->was : kta_node_name(s->of->grad_fn);
        output = s->of->output;
    }
    if (s->of && (s->of->base ? kta_base_requires_grad(s->of) : s->of->was_view)) {
        /* its history is the base's by now */
        if (s->of->creation != KT_VIEW_PLAIN) {
            g->failed = !kt_ag_refuse_view(g->ctx, s->of->creation, name, output, true);
            return;
        }
        name = "AsStridedBackward0";
        output = 0;
    }
    if (s->as && (s->fn || kta_requires_grad(s->t))) { /* a view, whose history is the base's */
        name = "AsStridedBackward0";
        output = 0;
    }
    if (s->of_view && !g->last)
        name = "AsStridedBackward0"; /* which later operations hold, while they are there */
    if (name)
        snprintf(which, sizeof which, ", which is output %d of %s%.80s", output,
                 kta_node_has_namespace(name) ? "torch::autograd::" : "", name);
    /* the types that PyTorch's messages give their Python names */
    int64_t sizes[KT_MAX_DIMS];
    const int n_dims = kt_ag_kept_sizes(g->n, s, sizes);
    bool known =
        !kt_is_complex_dtype(s->t->dtype) && s->t->dtype != KT_BF16 && s->t->dtype != KT_BOOL;
    kt_fail(g->ctx, KT_RUNTIME_ERROR,
            "one of the variables needed for gradient computation has been modified by an inplace "
            "operation: [%s%s%s %s]%s%s is at version %u; expected version %u instead. "
            "Hint: %s",
            known ? "torch." : "CPU", kt_dtype_info[s->t->dtype].scalar_name,
            known ? "Tensor" : "Type", kt_shape_str(shape, sizeof shape, n_dims, sizes), which,
            name ? "," : "", s->t->storage->version, s->version,
            g->ctx->anomaly_mode
                ? "the backtrace further above shows the operation that failed to compute its "
                  "gradient. The variable in question was changed in there or anywhere later. "
                  "Good luck!"
                : "enable anomaly detection to find the operation that failed to compute its "
                  "gradient, with torch.autograd.set_detect_anomaly(True).");
}

bool kta_fail_released(KtCtx *ctx) {
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "Trying to backward through the graph a second time (or directly access saved "
                   "tensors after they have already been freed). Saved intermediate values of the "
                   "graph are freed when you call .backward() or autograd.grad(). Specify "
                   "retain_graph=True if you need to backward through the graph a second time or "
                   "if you need to access saved tensors after calling backward.");
}
static void freed(Ag *g) {
    (void)kta_fail_released(g->ctx);
    g->failed = true;
}

bool ag_kept(Ag *g) {
    const char *name = kta_node_name(g->n);
    bool scalar = !strcmp(name, "MulBackward1") || !strcmp(name, "DivBackward1"); /* no tensor */
    if (g->n->released && !scalar) freed(g);
    return !g->failed;
}

bool ag_untouched(Ag *g, int slot) {
    (void)ag_saved(g, slot);
    return !g->failed;
}

bool kt_ag_saved_intact(KtCtx *ctx, KtNode *n) {
    Ag g = {.ctx = ctx, .n = n};
    for (int i = 0; i < n->n_saved && !g.failed; i++)
        (void)ag_saved(&g, i);
    while (g.n_pool)
        kt_decref(ctx, g.pool[--g.n_pool]);
    return !g.failed;
}

/* What a hook makes again of what it packed, which may be anything: no version to be compared. */
static KtTensor *unpacked(Ag *g, const KtSaved *s) {
    KtTensor *t = ag_keep(g, s->packed->hooks.unpack(g->ctx, s->packed->value));
    KtNode *fn = s->is_output ? g->n : s->fn;
    if (!t || !g->ctx->grad_enabled || !fn || !kt_is_inexact_dtype(t->dtype)) return t;
    t = ag_keep(g, kt_alias(g->ctx, t));
    if (t && !kta_attach(g->ctx, t, fn, s->output)) g->failed = true;
    return g->failed ? NULL : t;
}

KtTensor *ag_saved(Ag *g, int slot) {
    KtSaved *s = &g->n->saved[slot];
    if (!s->was_set) return NULL;
    if (s->packed) return unpacked(g, s);
    if (!s->t) {
        freed(g);
        return NULL;
    }
    if (s->version != s->t->storage->version && !s->unguarded && !kt_ag_is_unguarded(g->ctx)) {
        changed(g, s);
        g->failed = true;
        return NULL;
    }
    if (s->original) return s->t;
    KtNode *fn = s->is_output ? (g->n->unrecorded ? NULL : g->n) : s->fn;
    if (!g->ctx->grad_enabled || !fn || !kt_is_inexact_dtype(s->t->dtype)) return s->t;
    KtTensor *t = ag_keep(g, kt_alias(g->ctx, s->t));
    if (!t) return NULL;
    KtTensor *tangent = kta_tangent(g->ctx, s->t);
    if (tangent && !kta_set_tangent(g->ctx, t, tangent)) {
        g->failed = true;
        return NULL;
    }
    if (fn->variable && !tangent) { /* view of a leaf under no_grad and the like */
        if (KB_LIKELY(!(fn->variable->flags & KT_T_LAZY))) return fn->variable;
        return ag_keep(g, kta_clone(g->ctx, fn->variable));
    }
    if (!kta_attach(g->ctx, t, fn, s->output)) g->failed = true;
    return g->failed ? NULL : t;
}

KtTensor *ag_sum_to(Ag *g, KtTensor *t, int ndim, const int64_t *sizes) {
    if (!t) return NULL;
    int dims[KT_MAX_DIMS], n = 0, lead = t->ndim - ndim;
    for (int d = 0; d < t->ndim; d++)
        if (d < lead || (sizes[d - lead] == 1 && t->sizes[d] != 1)) dims[n++] = d;
    if (!n) return t;
    if (!ndim) return g_sum_all(g, t);
    KtTensor *s = g_sum(g, t, dims, n, true);
    if (!s || lead <= 0) return s;
    return ag_keep(g, kta_view(g->ctx, s, ndim, sizes));
}

/* t may be summed to the sizes of operand i; else fails as torch does, which looks at every
 * gradient that comes out of a function. */
static bool fits(Ag *g, int i, const KtTensor *t) {
    const KtMeta *m = &g->n->in[i];
    int lead = t->ndim - m->ndim;
    bool ok = lead >= 0;
    for (int d = 0; ok && d < m->ndim; d++)
        ok = m->sizes[d] == 1 || m->sizes[d] == t->sizes[d + lead];
    if (ok) return true;
    char got[300], wanted[300];
    g->failed = true;
    return kt_fail(
        g->ctx, KT_RUNTIME_ERROR,
        "Function %s returned an invalid gradient at index %d - got %s but expected shape "
        "compatible with %s",
        kta_node_name(g->n), i, kt_shape_str(got, sizeof got, t->ndim, t->sizes),
        kt_shape_str(wanted, sizeof wanted, m->ndim, m->sizes));
}

void ag_give(Ag *g, int i, KtTensor *t) {
    const KtMeta *m = &g->n->in[i];
    if (t && !g->result[i] && !g->failed && t->dtype == m->dtype && t->ndim == m->ndim &&
        !memcmp(t->sizes, m->sizes, sizeof(int64_t) * m->ndim))
        g->result[i] = t;
    else
        ag_set(g, i, ag_keep(g, t));
}

static KtTensor *no_sum(Ag *g) {
    g->failed = true;
    kt_fail(g->ctx, KT_NOT_IMPLEMENTED_ERROR,
            "Could not run 'aten::sum.dim_IntList' with arguments from the 'SparseCPU' backend. "
            "This could be because the operator doesn't exist for this backend, or was omitted "
            "during the selective/custom build process (if using custom build).");
    return NULL;
}

void ag_set(Ag *g, int i, KtTensor *t) {
    if (!t) {
        g->failed = true;
        return;
    }
    if (g->failed || !ag_needs(g, i)) return;
    const KtMeta *m = &g->n->in[i];
    if (t->ndim != m->ndim || memcmp(t->sizes, m->sizes, sizeof(int64_t) * m->ndim))
        t = kt_is_sparse(t) ? no_sum(g) : fits(g, i, t) ? ag_sum_to(g, t, m->ndim, m->sizes) : NULL;
    t = g_cast(g, t, m->dtype);
    if (!t) return;
    if (g->result[i]) {
        KtTensor *sum = g_add(g, g->result[i], t);
        if (!sum) return;
        kt_decref(g->ctx, g->result[i]);
        t = sum;
    }
    g->result[i] = kt_incref(t);
}

/* ---- gradients that torch computes in kernels of their own ---- */

static void back_flat(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, g->grad[0]);
    ag_set(g, 1, g_zeros(g, &g->n->in[1]));
}
static const KtRule rule_flat = {"BackwardBackward0", back_flat, false};

void ag_flat_kernel(Ag *g, int i, const char *name) {
    KtTensor *r = g->result[i];
    if (!g->ctx->grad_enabled || g->failed || !r) return;
    KtNode *n = kt_ag_node(g->ctx, &rule_flat, 2, (KtTensor *[]){r, NULL}, 1, &r, 0, 0);
    KtTensor *own = n ? kt_alias(g->ctx, r) : NULL, *tangent = kta_tangent(g->ctx, r);
    if (own && tangent && !kta_set_tangent(g->ctx, own, tangent)) {
        kt_decref(g->ctx, own);
        own = NULL;
    }
    if (own) {
        n->name = name;
        n->in[1] = n->in[0];
        bool of_result = g->n->n_saved && g->n->saved[0].is_output;
        n->edges[1] = of_result ? (KtEdge){.node = g->n, .output = 0} : g->n->edges[i];
        kta_node_incref(n->edges[1].node);
        kt_decref(g->ctx, r);
        g->result[i] = own;
    }
    if (!own || !kta_attach(g->ctx, own, n, 0)) g->failed = true;
    if (n) kta_node_decref(g->ctx, n);
}

/* ---- lazy zeros ---- */

KtTensor *g_lazy_zeros(Ag *g, const KtMeta *m) {
    KtTensor *z = g_zeros(g, m);
    if (z) z->flags |= KT_T_ZERO;
    return z;
}
KtTensor *g_solid(Ag *g, KtTensor *a) {
    return a && a->flags & KT_T_ZERO ? ag_keep(g, kta_clone(g->ctx, a)) : a;
}
bool g_mutable(Ag *g, KtTensor *a) {
    if (!a) return false;
    if (!(a->flags & KT_T_ZERO)) return true;
    if (!kt_before_write(g->ctx, a)) g->failed = true;
    return false;
}

/* ---- differentiating a backward that did not record ---- */

static void refuse(Ag *g) {
    kt_fail(g->ctx, KT_NOT_IMPLEMENTED_ERROR, "the derivative for '%s' is not implemented.",
            g->n->name);
    g->failed = true;
}
static const KtRule rule_refuse = {"NotImplemented", refuse, false};
bool kt_ag_is_refusal(const KtNode *n) {
    return n->rule == &rule_refuse;
}

/* Results of a once-only rule get a node that refuses, so that what was not recorded is an error
 * and never a silent zero. */
static bool mark_once(KtCtx *ctx, KtNode *n, const char *name, KtTensor *const *grad,
                      KtTensor **result) {
    KtNode *r = kt_ag_node(ctx, &rule_refuse, n->n_in + n->n_out, NULL, n->n_in, NULL, 0, 0);
    if (!r) return false;
    for (int i = 0; i < n->n_in; i++) {
        r->edges[i] = n->edges[i];
        if (r->edges[i].node) kta_node_incref(r->edges[i].node);
    }
    for (int i = 0; i < n->n_out; i++)
        if (ag_requires(grad[i]) && !kt_ag_edge(ctx, grad[i], &r->edges[n->n_in + i])) {
            kta_node_decref(ctx, r);
            return false;
        }
    r->name = name;
    bool ok = true;
    for (int i = 0; ok && i < n->n_in; i++)
        if (result[i]) ok = kta_attach(ctx, result[i], r, i);
    kta_node_decref(ctx, r);
    return ok;
}

/* Something that the rule computes with carries a tangent. */
static bool moves(KtCtx *ctx, const KtNode *n, KtTensor *const *grad) {
    bool any = false;
    for (int i = 0; i < n->n_out; i++)
        any = any || (grad[i] && kta_has_tangent(grad[i]));
    for (int i = 0; i < n->n_saved; i++)
        any = any || (n->saved[i].t && kta_has_tangent(n->saved[i].t));
    return any;
}

void kt_ag_run(KtCtx *ctx, KtNode *n, bool last, KtTensor *const *grad, KtTensor **result,
               bool *ok) {
    Ag g; /* the pool is not cleared: rules are short and many */
    g.ctx = ctx;
    g.n = n;
    g.grad = grad;
    g.result = result;
    g.failed = false;
    g.last = last;
    g.once = NULL;
    g.n_pool = 0;
    bool recording = ctx->grad_enabled;
    if (n->rule->kind == KT_RULE_ONCE && ag_recording(ctx)) ag_once(&g, kta_node_name(n));
    n->rule->backward(&g);
    ctx->grad_enabled = recording;
    if (KB_UNLIKELY(ctx->forward) && g.once && !g.failed && moves(ctx, n, grad))
        g.failed = !kt_ag_refuse_forward(ctx, g.once);
    if (!g.failed && g.once && recording && !mark_once(ctx, n, g.once, grad, result))
        g.failed = true;
    while (g.n_pool)
        kt_decref(ctx, g.pool[--g.n_pool]);
    *ok = !g.failed;
}

/* ---- vocabulary ---- */

KtTensor *g_un(Ag *g, KtOp op, KtTensor *a) {
    if (!a) return NULL;
    if (KB_UNLIKELY(kt_is_sparse(a))) return ag_keep(g, ag_sparse_unary(g->ctx, op, a));
    return ag_keep(g, kta_unary(g->ctx, op, a));
}
KtTensor *g_bin(Ag *g, KtOp op, KtTensor *a, KtTensor *b) {
    if (!a || !b) return NULL;
    if (KB_UNLIKELY(kt_is_sparse(a) || kt_is_sparse(b)))
        return ag_keep(g, ag_sparse_binary(g->ctx, op, a, b, NULL));
    KtOperand x = kt_operand(a), y = kt_operand(b);
    return ag_keep(g, kta_binary(g->ctx, op, &x, &y));
}
KtTensor *g_sc(Ag *g, KtOp op, KtTensor *a, const KtScalar *s) {
    if (!a) return NULL;
    if (KB_UNLIKELY(kt_is_sparse(a))) return ag_keep(g, ag_sparse_binary(g->ctx, op, a, NULL, s));
    KtOperand x = kt_operand(a), y = kt_operand_scalar(*s);
    return ag_keep(g, kta_binary(g->ctx, op, &x, &y));
}
KtTensor *g_frozen(Ag *g, KtTensor *a) {
    return a ? ag_keep(g, kta_detach(g->ctx, a)) : NULL;
}
KtTensor *g_bin_s(Ag *g, KtOp op, KtTensor *a, double s) {
    KtScalar v = kt_scalar_float(s);
    return g_sc(g, op, a, &v);
}
KtTensor *g_s_bin(Ag *g, KtOp op, double s, KtTensor *b) {
    if (!b) return NULL;
    KtOperand x = kt_operand_scalar(kt_scalar_float(s)), y = kt_operand(b);
    return ag_keep(g, kta_binary(g->ctx, op, &x, &y));
}
KtTensor *g_conj(Ag *g, KtTensor *a) {
    if (!a || !kt_is_complex_dtype(a->dtype)) return a;
    KtTensor *r = g_un(g, KT_OP_CONJ, a); /* in memory: rules read it at once */
    return r ? kta_name_node(r, "ConjBackward0") : NULL;
}
/* Choices have no form for sparse gradients. */
static bool dense(Ag *g, const KtTensor *t) {
    if (KB_LIKELY(!kt_is_sparse(t))) return true;
    g->failed = true;
    return kt_fail(g->ctx, KT_NOT_IMPLEMENTED_ERROR, "%s of a sparse gradient",
                   kta_node_name(g->n));
}
KtTensor *g_where_s(Ag *g, KtTensor *mask, KtTensor *a, double s) {
    if (!mask || !a || !dense(g, a)) return NULL;
    KtOperand x = kt_operand(a), y = kt_operand_scalar(kt_scalar_float(s));
    return ag_keep(g, kta_where(g->ctx, mask, &x, &y));
}
KtTensor *g_where(Ag *g, KtTensor *mask, KtTensor *a, KtTensor *b) {
    if (!mask || !a || !b || !dense(g, a) || !dense(g, b)) return NULL;
    KtOperand x = kt_operand(a), y = kt_operand(b);
    return ag_keep(g, kta_where(g->ctx, mask, &x, &y));
}
KtTensor *g_zero_where(Ag *g, KtTensor *mask, KtTensor *a) {
    if (!mask || !a || !dense(g, a)) return NULL;
    KtOperand x = kt_operand(a), y = kt_operand_scalar(kt_scalar_float(0));
    return ag_keep(g, kta_where(g->ctx, mask, &y, &x));
}
KtTensor *g_masked(Ag *g, KtTensor *mask, KtTensor *a, bool plain) {
    if (!mask || !a || ag_recording(g->ctx) || !kt_same_shape(mask, a) ||
        (kt_is_contiguous(mask) && kt_is_contiguous(a)))
        return g_zero_where(g, mask, a);
    if (!dense(g, a)) return NULL;
    KtTensor *r = ag_keep(g, (plain ? kt_empty_like : kt_empty_like_order)(g->ctx, a, a->dtype));
    KtOperand x = kt_operand(a), zero = kt_operand_scalar(kt_scalar_float(0));
    return r ? ag_keep(g, kt_where(g->ctx, mask, &zero, &x, r)) : NULL;
}
KtTensor *g_sum(Ag *g, KtTensor *a, const int *dims, int n, bool keep) {
    return a ? ag_keep(g, kta_reduce(g->ctx, KT_OP_SUM, a, dims, n, keep, KT_NO_DTYPE)) : NULL;
}
KtTensor *g_sum1(Ag *g, KtTensor *a, int dim, bool keep) {
    return g_sum(g, a, &dim, 1, keep);
}
KtTensor *g_sum_all(Ag *g, KtTensor *a) {
    return g_sum(g, a, NULL, 0, false);
}
KtTensor *g_unsq(Ag *g, KtTensor *a, int dim) {
    return a ? ag_keep(g, kta_unsqueeze(g->ctx, a, dim)) : NULL;
}
KtTensor *g_expand(Ag *g, KtTensor *a, const KtMeta *m) {
    return a ? ag_keep(g, kta_expand(g->ctx, a, m->ndim, m->sizes)) : NULL;
}
KtTensor *g_reshape(Ag *g, KtTensor *a, const KtMeta *m) {
    return a ? ag_keep(g, kta_reshape(g->ctx, a, m->ndim, m->sizes)) : NULL;
}
KtTensor *g_tr(Ag *g, KtTensor *a, int d0, int d1) {
    return a ? ag_keep(g, kta_transpose(g->ctx, a, d0, d1)) : NULL;
}
KtTensor *g_mm(Ag *g, KtTensor *a, KtTensor *b) {
    return a && b ? ag_keep(g, kta_matmul(g->ctx, a, b)) : NULL;
}
KtTensor *g_zeros(Ag *g, const KtMeta *m) {
    return ag_keep(g, kt_zeros(g->ctx, m->dtype, m->ndim, m->sizes));
}
KtTensor *g_zeros_like(Ag *g, const KtTensor *t, int dtype) {
    KtScalar zero = kt_scalar_int(0);
    KtTensor *z = t ? ag_keep(g, kt_empty_like_order(g->ctx, t, dtype)) : NULL;
    if (z && !kt_fill(g->ctx, z, &zero)) g->failed = true;
    return g->failed ? NULL : z;
}
KtTensor *g_full(Ag *g, const KtMeta *m, double v) {
    KtScalar s = kt_scalar_float(v);
    return ag_keep(g, kt_full(g->ctx, m->dtype, m->ndim, m->sizes, &s));
}
KtTensor *g_cast(Ag *g, KtTensor *a, int dtype) {
    if (!a || a->dtype == dtype) return a;
    if (KB_UNLIKELY(kt_is_sparse(a))) return ag_keep(g, ag_sparse_cast(g->ctx, a, dtype));
    if (kt_is_complex_dtype(a->dtype) && !kt_is_complex_dtype(dtype)) {
        a = ag_keep(g, kta_real(g->ctx, a));
    }
    return a ? ag_keep(g, kta_cast(g->ctx, a, dtype)) : NULL;
}
