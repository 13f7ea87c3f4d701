/* Nodes that stand for several of PyTorch's, taken apart when somebody asks what is behind them.
 *
 * The operation is recorded once more in PyTorch's steps, from operands with the history that the
 * node's edges know, and its results take the place of the node's outputs (KtSteps). Edges that
 * lead to the node stay as they are: whoever follows one asks kta_edge_now, and so does backward,
 * which then runs the steps. A node that is taken apart while backward runs stays whole for that
 * pass, so it keeps what it saved.
 *
 * Operands that the node had no need to keep are numbers of no meaning: no step keeps them either.
 * Steps keep the others as of the version which the node had saved, so that writing to them in
 * place is noticed as before. */
#include <string.h>

#include "autograd_private.h"

bool kta_node_is_apart(const KtNode *n) {
    return n->steps != NULL;
}
bool kta_node_is_many(const KtNode *n) {
    return n->rule && n->rule->kind == KT_RULE_MANY && !n->steps;
}
KtEdge kta_edge_now(KtEdge edge) {
    while (edge.node && edge.node->steps)
        edge = edge.node->steps->ends[edge.output];
    return edge;
}

static void drop_steps(KtCtx *ctx, KtSteps *s) {
    for (int i = 0; i < s->n_out; i++)
        if (s->ends[i].node) kta_node_decref(ctx, s->ends[i].node);
    kb_free(ctx->alloc, s, s->size);
}
void kt_ag_forget_steps(KtCtx *ctx, KtNode *n) {
    KtSteps *s = n->steps;
    n->steps = NULL;
    --*kt_ag_n_apart(ctx);
    drop_steps(ctx, s);
}

KtTensor *kta_node_operand(KtCtx *ctx, const KtNode *n, int i, KtTensor *t) {
    const KtMeta *m = &n->in[i];
    KtEdge e = n->edges[i];
    if (t && e.node && e.node->variable == t) return kt_incref(t); /* the leaf itself */
    KtScalar zero = kt_scalar_int(0);
    KtTensor *one = t ? NULL : kt_full(ctx, m->dtype, 0, NULL, &zero),
             *r = t     ? kt_alias(ctx, t)
                  : one ? kt_expand(ctx, one, m->ndim, m->sizes)
                        : NULL;
    kt_xdecref(ctx, one);
    if (!r || !e.node || kta_attach(ctx, r, e.node, e.output)) return r;
    kt_decref(ctx, r);
    return NULL;
}

/* ---- what was recorded ---- */

typedef struct Walk { /* the steps, each once: a place for each number that was given out */
    KtPlace from, to;
    KtNode **list;
    bool *seen;
    int count;
    size_t room;
} Walk;

static bool begin_walk(KtCtx *ctx, Walk *w) {
    w->room = (size_t)((w->to.seq - w->from.seq) / w->from.seq_step) + 1;
    w->list = kb_malloc(ctx->alloc, w->room * sizeof *w->list);
    w->seen = w->list ? kb_calloc(ctx->alloc, w->room) : NULL;
    return w->seen || kt_fail_memory(ctx, w->room * sizeof *w->list);
}
static void add_step(Walk *w, KtNode *step) {
    if (!step || step->variable || step->seq <= w->from.seq || step->seq > w->to.seq) return;
    size_t at = (size_t)((step->seq - w->from.seq) / w->from.seq_step);
    if (w->seen[at]) return;
    w->seen[at] = true;
    w->list[w->count++] = step;
}

/* The version at which `kept` has saved that memory; false: it has not. */
static bool version_of(const KtNode *kept, const KtStorage *storage, uint32_t *version) {
    for (int i = 0; kept && i < kept->n_saved; i++) {
        if (!kept->saved[i].t || kept->saved[i].t->storage != storage) continue;
        *version = kept->saved[i].version;
        return true;
    }
    return false;
}
static bool is_stale(const KtNode *kept) {
    bool stale = false;
    for (int i = 0; kept && i < kept->n_saved; i++)
        stale = stale ||
                (kept->saved[i].t && kept->saved[i].version != kept->saved[i].t->storage->version);
    return stale;
}
/* What the steps keep is as old as what n kept, and gone if that is. If any of that was written to
 * since, their own numbers are not those of then either: one of the steps has to refuse. */
static bool age_steps(KtCtx *ctx, const KtNode *n, const KtSteps *s, const KtNode *kept, Walk *w) {
    bool stale = is_stale(kept), refuse = false, ok = begin_walk(ctx, w);
    for (int i = 0; ok && i < s->n_out; i++)
        add_step(w, s->ends[i].node);
    for (int k = 0; k < w->count; k++) {
        KtNode *step = w->list[k];
        for (int i = 0; i < step->n_in; i++)
            add_step(w, step->edges[i].node);
        for (int i = 0; i < step->n_saved; i++) {
            KtSaved *v = &step->saved[i];
            if (v->t && version_of(kept, v->t->storage, &v->version))
                refuse = refuse || v->version != v->t->storage->version;
        }
        if (n->released && step->n_saved) kt_ag_release(ctx, step);
    }
    for (int k = 0; stale && !refuse && k < w->count; k++)
        for (int i = 0; i < w->list[k]->n_saved; i++)
            w->list[k]->saved[i].version--;
    if (w->list) kb_free(ctx->alloc, w->list, w->room * sizeof *w->list);
    if (w->seen) kb_free(ctx->alloc, w->seen, w->room);
    return ok;
}

/* ---- taking the node's place ---- */

/* Hooks that were n's are those of what its outputs are now. */
static bool hand_over(KtCtx *ctx, KtNode *n, const KtSteps *s) {
    for (int i = 0; i < n->n_out; i++) {
        KtEdge to = s->ends[i];
        KtTensor *t = n->retain ? n->retain[i] : NULL;
        if (!to.node) continue;
        if (t && !kt_ag_retain_at(ctx, t, to.node, to.output)) return false;
        if (!n->hooks || !n->hooks[i]) continue;
        KtHook **at = kt_ag_hooks_at(ctx, to);
        if (!at) return false;
        *at = n->hooks[i];
        n->hooks[i] = NULL;
    }
    if (s->ends[0].node) {
        s->ends[0].node->own_hooks = n->own_hooks;
        n->own_hooks = NULL;
    }
    return true;
}
static bool put_in_place(KtCtx *ctx, KtNode *n, KtTensor *const *out, const KtNode *kept, Walk *w) {
    size_t size = sizeof(KtSteps) + sizeof(KtEdge) * n->n_out;
    KtSteps *s = kb_calloc(ctx->alloc, size);
    if (!s) return kt_fail_memory(ctx, size);
    s->size = size;
    s->n_out = n->n_out;
    bool ok = true;
    for (int i = 0; ok && i < n->n_out; i++)
        if (out[i] && kta_requires_grad(out[i])) ok = kt_ag_edge(ctx, out[i], &s->ends[i]);
    ok = ok && age_steps(ctx, n, s, kept, w) && hand_over(ctx, n, s);
    if (ok) {
        n->steps = s;
        ++*kt_ag_n_apart(ctx);
    } else
        drop_steps(ctx, s);
    return ok;
}

bool kta_node_take_apart_by(KtCtx *ctx, KtNode *n, KtStepsFn steps, void *user,
                            const KtNode *kept) {
    if (n->steps) return true;
    size_t size = sizeof(KtTensor *) * n->n_out;
    KtTensor **out = kb_calloc(ctx->alloc, size);
    if (!out) return kt_fail_memory(ctx, size);
    bool recording = ctx->grad_enabled, anomaly = ctx->anomaly_mode, lowers = ctx->autocast,
         inference = ctx->inference_mode;
    Walk w = {.count = 0};
    KtPlace now = kt_ag_go_back_to(ctx, n, &w.from);
    ctx->grad_enabled = true;
    ctx->anomaly_mode = ctx->autocast = ctx->inference_mode = false;
    bool ok = steps(ctx, user, n, out);
    w.to = kt_ag_return_to(ctx, &now);
    ctx->grad_enabled = recording;
    ctx->anomaly_mode = anomaly;
    ctx->autocast = lowers;
    ctx->inference_mode = inference;
    ok = ok && put_in_place(ctx, n, out, kept, &w);
    for (int i = 0; i < n->n_out; i++)
        kt_xdecref(ctx, out[i]);
    kb_free(ctx->alloc, out, size);
    return ok;
}

/* ---- those of the library: operands are where the rule says, or were not kept ---- */

enum { MOST_OPERANDS = 3 };
/* New reference in *t, NULL: it was not kept, or in another form. */
static bool kept_operand(KtCtx *ctx, KtNode *n, int i, int slot, KtTensor **t) {
    const KtSaved *s = slot < 0 || n->released ? NULL : &n->saved[slot];
    const KtMeta *m = &n->in[i];
    if (s && s->packed) {
        *t = kta_saved_whole(ctx, n, slot);
        if (!*t) return false;
    } else if (s && s->t)
        *t = kt_incref(s->t);
    if (*t &&
        ((*t)->ndim != m->ndim || memcmp((*t)->sizes, m->sizes, sizeof *m->sizes * m->ndim))) {
        kt_decref(ctx, *t);
        *t = NULL;
    }
    return true;
}
static bool steps_of_rule(KtCtx *ctx, void *user, KtNode *n, KtTensor **out) {
    const KtManyRule *rule = user;
    KtTensor *in[MOST_OPERANDS] = {NULL};
    bool ok = true;
    for (int i = 0; ok && i < n->n_in; i++) {
        if (!n->in[i].sizes) continue; /* was not given */
        KtTensor *t = NULL;
        ok = kept_operand(ctx, n, i, rule->slots[i], &t);
        in[i] = ok ? kta_node_operand(ctx, n, i, t) : NULL;
        kt_xdecref(ctx, t);
        ok = in[i] != NULL;
    }
    if (ok) out[0] = rule->steps(ctx, n, in);
    for (int i = 0; i < MOST_OPERANDS; i++)
        kt_xdecref(ctx, in[i]);
    return ok && out[0];
}
bool kta_node_take_apart(KtCtx *ctx, KtNode *n) {
    return !kta_node_is_many(n) ||
           kta_node_take_apart_by(ctx, n, steps_of_rule, (void *)(uintptr_t)n->rule, n);
}
