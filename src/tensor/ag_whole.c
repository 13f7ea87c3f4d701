/* Operations composed of others that show as one node, with PyTorch's name and saved operands.
 *
 *   operand ◄── border ◄── steps ... ◄── result's last step      the inner graph, kept by the node
 *      ▲                                        │
 *      └──────────── the node ◄── result ───────┘
 *
 * The steps are computed on aliases of the operands, each with a node of its own, the border, so
 * that a pass through the inner graph ends there, whatever the operands depend on. The rule of the
 * node is such a pass; with create_graph it goes through the border on to the operands' history.
 * What the steps keep is not held against its version: the node's own saved tensors are, before. */
#include <string.h>

#include "autograd_private.h"

enum { ALL = 255, MAX_SAVED = 8 };
static const struct WholeRow {
    const char *node;
    const char *kernel; /* node of the gradient, which does not depend on the operand; or NULL */
    uint8_t edges;
    struct {
        const char *name;
        uint8_t need;
    } saved[MAX_SAVED];
} rows[] = {
#define S(name, need)                                                                              \
    { name, need }
#define WHOLE(id, node, edges, ...) {node, NULL, edges, {__VA_ARGS__}},
#define WHOLE_KERNEL(id, stem, edges, ...)                                                         \
    {stem "Backward0", stem "BackwardBackward0", edges, {__VA_ARGS__}},
#include "whole.def"
#undef WHOLE_KERNEL
#undef WHOLE
#undef S
};

KtWholeId kta_whole_of(const char *node) {
    int i = 0;
    while (i < KT_N_WHOLES && strcmp(rows[i].node, node))
        i++;
    return (KtWholeId)i;
}

typedef struct Inner { /* what the node knows of its steps: n_out edges and n_in more */
    size_t size;
    int n_out, n_in;
    bool keeps; /* something is saved, which a pass may let go of */
    const struct WholeRow *row;
    KtEdge ends[];
} Inner;

static void border(Ag *g) {
    if (g->grad[0]) ag_set(g, 0, g->grad[0]);
}
static const KtRule rule_border = {"AliasBackward0", border, KT_RULE_LAZY};

static void let_go(KtCtx *ctx, Inner *in) {
    for (int i = 0; i < in->n_out + in->n_in; i++) {
        KtNode *end = in->ends[i].node;
        in->ends[i].node = NULL;
        if (end) kta_node_decref(ctx, end);
    }
}

/* Steps that keep tensors stay usable as long as anything leads to them: with create_graph the
 * gradients do, by themselves. The node's own saved tensors say whether it may run again. */
static void back_whole(Ag *g) {
    const KtNode *n = g->n;
    Inner *in = n->user;
    KtTensor *grads[MAX_SAVED];
    KtEdge roots[MAX_SAVED];
    int n_roots = 0;
    for (int i = 0; i < n->n_saved && !g->failed; i++)
        ag_untouched(g, i);
    for (int i = 0; i < in->n_out && !g->failed; i++) {
        if (!g->grad[i] || !in->ends[i].node) continue;
        roots[n_roots] = in->ends[i];
        grads[n_roots++] = g->grad[i];
    }
    if (!g->failed && !kt_ag_backward_within(g->ctx, n_roots, roots, grads, in->n_in,
                                             in->ends + in->n_out, g->result))
        g->failed = true;
    for (int i = 0; i < n->n_in && !g->failed; i++)
        if (ag_needs(g, i) && !g->result[i]) ag_set(g, i, g_zeros(g, &n->in[i]));
    if (in->row->kernel && ag_needs(g, 0)) ag_flat_kernel(g, 0, in->row->kernel);
    if (g->last && in->keeps) let_go(g->ctx, in);
}
static const KtRule rule_whole = {"Whole", back_whole, false};

static void free_inner(KtCtx *ctx, void *user) {
    Inner *in = user;
    let_go(ctx, in);
    kb_free(ctx->alloc, in, in->size);
}

const char *kt_ag_whole_saved(const KtNode *n, int slot) {
    return n->rule == &rule_whole ? ((const Inner *)n->user)->row->saved[slot].name : NULL;
}

/* ---- operations in place ---- */

typedef struct Steps {
    KtCtx *ctx;
    KtNode **list;
    int n, cap;
} Steps;

static bool add_step(Steps *s, KtNode *n) {
    for (int i = 0; i < s->n; i++)
        if (s->list[i] == n) return true;
    if (s->n == s->cap) {
        int cap = s->cap ? 2 * s->cap : 32;
        KtNode **list = kb_realloc(s->ctx->alloc, s->list, sizeof n * s->cap, sizeof n * cap);
        if (!list) return kt_fail_memory(s->ctx, sizeof n * cap);
        s->list = list;
        s->cap = cap;
    }
    s->list[s->n++] = n;
    return true;
}

bool kt_ag_whole_keep(KtCtx *ctx, const KtNode *n, const KtTensor *t) {
    if (n->rule != &rule_whole) return true;
    const Inner *in = n->user;
    Steps s = {.ctx = ctx};
    bool ok = true;
    for (int i = 0; ok && i < in->n_out; i++)
        ok = !in->ends[i].node || add_step(&s, in->ends[i].node);
    for (int k = 0; ok && k < s.n; k++) {
        KtNode *step = s.list[k];
        if (step->rule == &rule_border) continue;
        for (int i = 0; ok && i < step->n_in; i++)
            ok = !step->edges[i].node || add_step(&s, step->edges[i].node);
        for (int i = 0; ok && i < step->n_saved; i++)
            ok = kt_ag_copy_saved(ctx, &step->saved[i], t);
    }
    kb_free(ctx->alloc, s.list, sizeof *s.list * s.cap);
    return ok;
}

/* ---- making ---- */

static bool is_edge(const KtWhole *w, int i) {
    return i < rows[w->id].edges && w->of[i] && kta_requires_grad(w->of[i]) &&
           kt_is_inexact_dtype(w->of[i]->dtype);
}

bool kta_whole_begin(KtCtx *ctx, KtWhole *w, KtWholeId id, int n, KtTensor *const *operands) {
    size_t size = sizeof(KtTensor *) * n;
    *w = (KtWhole){.id = id, .n = n, .of = w->few};
    if (n > KT_WHOLE_FEW && !(w->of = kb_calloc(ctx->alloc, 2 * size)))
        return kt_fail_memory(ctx, 2 * size);
    w->in = w->of + n;
    memcpy(w->of, operands, size);
    bool moves = false;
    for (int i = 0; i < n; i++) {
        w->records = w->records || (ctx->grad_enabled && is_edge(w, i));
        moves = moves || (ctx->forward && operands[i] && kta_has_tangent(operands[i]));
    }
    if (moves) w->records = false; /* tangents go through the steps, and the history with them */
    bool ok = true;
    for (int i = 0; i < n; i++) {
        KtTensor *t = operands[i];
        w->in[i] = NULL;
        if (!t || !ok) continue;
        w->in[i] = w->records && is_edge(w, i) ? kt_ag_record(ctx, kt_alias(ctx, t), &rule_border,
                                                              AG_T(t), AG_NOTHING, AG_NO_ATTR)
                                               : kt_incref(t);
        ok = w->in[i] != NULL;
    }
    if (!ok) kta_whole_drop(ctx, w);
    return ok;
}

void kta_whole_drop(KtCtx *ctx, KtWhole *w) {
    for (int i = 0; w->in && i < w->n; i++)
        kt_xdecref(ctx, w->in[i]);
    if (w->in && w->of != w->few) kb_free(ctx->alloc, w->of, sizeof *w->of * 2 * w->n);
    w->in = NULL;
}

/* *t loses what the steps gave it: the history, which the inner graph has, and the look of a view.
 * Memory of an operand becomes its own. */
static bool strip(KtCtx *ctx, const KtWhole *w, KtTensor **t) {
    for (int i = 0; i < w->n; i++) {
        if (!w->of[i] || w->of[i]->storage != (*t)->storage) continue;
        KtTensor *own = kt_clone(ctx, *t);
        if (!own) return false;
        kt_decref(ctx, *t);
        *t = own;
        return true;
    }
    KtAutograd *a = (*t)->ag;
    kta_forget_base(ctx, *t);
    if (!a) return true;
    if (a->grad_fn) kta_node_decref(ctx, a->grad_fn);
    a->grad_fn = NULL;
    return true;
}

static bool save_all(KtCtx *ctx, const KtWhole *w, KtNode *n, Inner *in, int n_out,
                     KtTensor **out) {
    const struct WholeRow *row = &rows[w->id];
    for (int i = 0; i < n->n_saved; i++) {
        int own = i - (n->n_saved - n_out);
        bool wanted = row->saved[i].need == ALL;
        for (int k = 0; k < w->n && k < 8 && !wanted; k++)
            wanted = row->saved[i].need >> k & 1 && is_edge(w, k);
        KtTensor *t = own < 0 ? w->of[i] : out[own];
        if (!wanted || !t) continue;
        in->keeps = true;
        if (!kt_ag_save(ctx, n, i, t, own)) return false;
    }
    return true;
}

/* The node with its inner graph; the results are not attached yet. */
static KtNode *make_node(KtCtx *ctx, const KtWhole *w, int n_out, KtTensor **out) {
    int n_in = w->n < rows[w->id].edges ? w->n : rows[w->id].edges, n_saved = 0;
    size_t size = sizeof(Inner) + sizeof(KtEdge) * (n_in + n_out);
    Inner *in = kb_calloc(ctx->alloc, size);
    if (!in) {
        kt_fail_memory(ctx, size);
        return NULL;
    }
    *in = (Inner){.size = size, .n_out = n_out, .n_in = n_in, .row = &rows[w->id]};
    bool ok = true;
    for (int i = 0; ok && i < n_out; i++)
        if (out[i] && kta_requires_grad(out[i])) ok = kt_ag_edge(ctx, out[i], &in->ends[i]);
    for (int i = 0; ok && i < n_in; i++)
        if (is_edge(w, i)) ok = kt_ag_edge(ctx, w->in[i], &in->ends[n_out + i]);
    for (int i = 0; ok && i < n_out; i++)
        ok = !out[i] || strip(ctx, w, &out[i]);
    while (n_saved < MAX_SAVED && rows[w->id].saved[n_saved].name)
        n_saved++;
    KtNode *n = ok ? kt_ag_node(ctx, &rule_whole, n_in, w->of, n_out, out, n_saved, 0) : NULL;
    if (!n) {
        free_inner(ctx, in);
        return NULL;
    }
    n->name = rows[w->id].node;
    n->user = in;
    n->free_user = free_inner;
    if (save_all(ctx, w, n, in, n_out, out)) return n;
    kta_node_decref(ctx, n);
    return NULL;
}

bool kta_whole_end_n(KtCtx *ctx, KtWhole *w, int n_out, KtTensor **out) {
    bool ok = true;
    if (w->records) {
        KtNode *n = make_node(ctx, w, n_out, out);
        ok = n != NULL;
        for (int i = 0; ok && i < n_out; i++)
            if (out[i] && kt_is_inexact_dtype(out[i]->dtype)) ok = kta_attach(ctx, out[i], n, i);
        if (n) kta_node_decref(ctx, n);
    } else
        for (int i = 0; i < n_out; i++)
            kta_name_node(out[i], rows[w->id].node);
    kta_whole_drop(ctx, w);
    return ok;
}

KtTensor *kta_whole_end(KtCtx *ctx, KtWhole *w, KtTensor *r) {
    if (!r) {
        kta_whole_drop(ctx, w);
        return NULL;
    }
    if (kta_whole_end_n(ctx, w, 1, &r)) return r;
    kt_decref(ctx, r);
    return NULL;
}
