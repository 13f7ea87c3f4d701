/* Autograd's records and nodes: making, saving, recording, releasing; the state of a tensor
 * (requires_grad, grad, hooks, detach).
 *
 * A node is one block: the struct, edges, metas, saved tensors, attributes, sizes. Nodes die
 * through a list instead of by recursion: a graph may be a million nodes deep. Records
 * (KtAutograd) come from a free list of the context, because every view has one. */
#include <string.h>

#include "autograd_private.h"

/* Between the numbers of two nodes there is room for the steps of one (ag_steps.c), and between
 * those for the steps of a step. */
enum { SEQ_ROOM = 1 << 24, SEQ_ROOM_OF_STEP = 16 };
typedef struct AgState {
    uint64_t seq;      /* counts nodes: backward runs the youngest first */
    uint64_t seq_step; /* from one node to the next */
    KtHooking hooking;
    int n_apart; /* nodes that were taken apart */
    KtAutograd *free_records;
    int n_free;
    KtNode *dead;
    bool draining;
    bool selective;   /* a pass towards some inputs only runs */
    bool unguarded;   /* a pass inside one node runs, whose versions were looked at */
    KtPackHooks pack; /* pack NULL: saved tensors stay as they are */
    KtAnomaly anomaly;
    KtForward forward;
} AgState;

static void free_state(KtCtx *ctx, void *state) {
    AgState *s = state;
    while (s->free_records) {
        KtAutograd *a = s->free_records;
        s->free_records = (KtAutograd *)a->base;
        kb_free(ctx->alloc, a, sizeof *a);
    }
    if (s->forward.placeholder) kta_node_decref(ctx, s->forward.placeholder);
    kb_free(ctx->alloc, s, sizeof *s);
    ctx->autograd = NULL;
}

static void tensor_dies(KtCtx *ctx, KtTensor *t);

static AgState *state_of(KtCtx *ctx) {
    if (KB_LIKELY(ctx->autograd != NULL)) return ctx->autograd;
    AgState *s = kb_calloc(ctx->alloc, sizeof *s);
    if (!s) {
        kt_fail_memory(ctx, sizeof *s);
        return NULL;
    }
    s->anomaly.check_nan = true;
    s->seq_step = SEQ_ROOM;
    ctx->autograd = s;
    ctx->free_autograd = free_state;
    ctx->free_tensor_ag = tensor_dies;
    return s;
}

KtAnomaly *kt_ag_anomaly(KtCtx *ctx) {
    AgState *s = state_of(ctx);
    return s ? &s->anomaly : NULL;
}

KtForward *kt_ag_forward(KtCtx *ctx) {
    AgState *s = state_of(ctx);
    return s ? &s->forward : NULL;
}
KtHooking *kt_ag_hooking(KtCtx *ctx) {
    return &((AgState *)ctx->autograd)->hooking;
}
KtPackHooks *kt_ag_pack_hooks(KtCtx *ctx) {
    return &((AgState *)ctx->autograd)->pack;
}

/* ---- records ---- */

KtAutograd *kt_ag_of(KtCtx *ctx, KtTensor *t) {
    if (t->ag) return t->ag;
    AgState *s = state_of(ctx);
    if (!s) return NULL;
    KtAutograd *a = s->free_records;
    if (a) {
        s->free_records = (KtAutograd *)a->base;
        s->n_free--;
    } else if (!(a = kb_malloc(ctx->alloc, sizeof *a))) {
        kt_fail_memory(ctx, sizeof *a);
        return NULL;
    }
    memset(a, 0, sizeof *a);
    return t->ag = a;
}

static void free_record(KtCtx *ctx, KtAutograd *a);

static void tensor_dies(KtCtx *ctx, KtTensor *t) {
    KtAutograd *a = t->ag;
    kt_ag_forget_retained(ctx, t);
    t->ag = NULL;
    if (KB_UNLIKELY(a->tangent != NULL)) kt_ag_drop_tangent(ctx, a);
    const char *was = a->grad_fn && !a->grad_fn->own_name && !a->grad_fn->variable
                          ? kta_node_name(a->grad_fn)
                          : NULL;
    kt_ag_free_hooks(ctx, a->hooks);
    kt_xdecref(ctx, a->grad);
    if (a->grad_fn) kta_node_decref(ctx, a->grad_fn);
    if (a->hooked) kta_node_decref(ctx, a->hooked);
    bool was_view = kta_base_requires_grad(a);
    kt_xdecref(ctx, a->base);
    if (a->watchers) {
        *a = (KtAutograd){.orphan = true,
                          .watchers = a->watchers,
                          .output = a->output,
                          .was = was,
                          .was_view = was_view,
                          .creation = a->creation};
        return;
    }
    free_record(ctx, a);
}

static void free_record(KtCtx *ctx, KtAutograd *a) {
    AgState *s = ctx->autograd;
    if (s->n_free >= 256) {
        kb_free(ctx->alloc, a, sizeof *a);
        return;
    }
    a->base = (KtTensor *)s->free_records;
    s->free_records = a;
    s->n_free++;
}

/* ---- nodes ---- */

static size_t meta_dims(int n, KtTensor *const *ts) {
    size_t total = 0;
    for (int i = 0; i < n; i++)
        total += ts && ts[i] ? ts[i]->ndim : 0;
    return total;
}

static int64_t *fill_metas(KtMeta *m, int n, KtTensor *const *ts, int64_t *dims) {
    for (int i = 0; i < n; i++) {
        const KtTensor *t = ts ? ts[i] : NULL;
        m[i] =
            (KtMeta){.dtype = t ? t->dtype : 0, .ndim = t ? t->ndim : 0, .sizes = t ? dims : NULL};
        for (int d = 0; t && d < t->ndim; d++)
            *dims++ = t->sizes[d];
    }
    return dims;
}

static KtNode *bare_node(KtCtx *ctx, const KtRule *rule, int n_in, KtTensor *const *in, int n_out,
                         KtTensor *const *out, int n_saved, int n_attr) {
    AgState *s = state_of(ctx);
    if (!s) return NULL;
    size_t size = sizeof(KtNode) + sizeof(KtEdge) * n_in + sizeof(KtMeta) * (n_in + n_out) +
                  sizeof(KtSaved) * n_saved + sizeof(KtAttr) * n_attr +
                  sizeof(int64_t) * (meta_dims(n_in, in) + meta_dims(n_out, out));
    KtNode *n = size < UINT32_MAX ? kb_malloc(ctx->alloc, size) : NULL;
    if (!n) {
        kt_fail_memory(ctx, size);
        return NULL;
    }
    memset(n, 0, sizeof *n + sizeof(KtEdge) * n_in);
    n->refs = 1;
    n->block = (uint32_t)size;
    n->n_in = (uint16_t)n_in;
    n->n_out = (uint16_t)n_out;
    n->n_saved = (uint16_t)n_saved;
    n->n_attr = (uint16_t)n_attr;
    n->seq = s->seq += s->seq_step;
    n->rule = rule;
    n->edges = (KtEdge *)(n + 1);
    n->in = (KtMeta *)(n->edges + n_in);
    n->out = n->in + n_in;
    n->saved = (KtSaved *)(n->out + n_out);
    n->attr = (KtAttr *)(n->saved + n_saved);
    memset(n->saved, 0, sizeof(KtSaved) * n_saved);
    int64_t *dims = fill_metas(n->in, n_in, in, (int64_t *)(n->attr + n_attr));
    fill_metas(n->out, n_out, out, dims);
    if (KB_UNLIKELY(ctx->anomaly_mode) && !kt_ag_note_origin(ctx, n)) {
        kta_node_decref(ctx, n);
        return NULL;
    }
    return n;
}

KtNode *kt_ag_node(KtCtx *ctx, const KtRule *rule, int n_in, KtTensor *const *in, int n_out,
                   KtTensor *const *out, int n_saved, int n_attr) {
    if (n_in > UINT16_MAX || n_out > UINT16_MAX)
        return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR, "%s of more than 65535 tensors",
                            rule->name);
    KtNode *n = bare_node(ctx, rule, n_in, in, n_out, out, n_saved, n_attr);
    for (int i = 0; n && i < n_in; i++)
        if (in && ag_requires(in[i]) && !kt_ag_edge(ctx, in[i], &n->edges[i])) {
            kta_node_decref(ctx, n);
            return NULL;
        }
    return n;
}

static void free_packed(KtCtx *ctx, KtPacked *p) {
    p->hooks.free(ctx, p->value);
    kb_free(ctx->alloc, p, sizeof *p);
}

void kt_ag_release(KtCtx *ctx, KtNode *n) {
    for (int i = 0; i < n->n_saved; i++) {
        KtSaved *s = &n->saved[i];
        KtSaved old = *s;
        s->t = NULL;
        s->fn = NULL;
        s->of = NULL;
        s->packed = NULL;
        if (old.of && --old.of->watchers == 0 && old.of->orphan) free_record(ctx, old.of);
        if (old.packed) free_packed(ctx, old.packed);
        kt_xdecref(ctx, old.t);
        if (old.fn) kta_node_decref(ctx, old.fn);
    }
    n->released = true;
}

static void free_node(KtCtx *ctx, KtNode *n) {
    kt_ag_release(ctx, n);
    if (n->steps) kt_ag_forget_steps(ctx, n);
    for (int i = 0; i < n->n_in; i++)
        if (n->edges[i].node) kta_node_decref(ctx, n->edges[i].node);
    if (n->variable) {
        if (n->variable->ag) n->variable->ag->accumulate = NULL;
        kt_decref(ctx, n->variable);
    }
    for (int i = 0; n->hooks && i < n->n_out; i++)
        kt_ag_free_hooks(ctx, n->hooks[i]);
    kt_ag_free_node_hooks(ctx, n->own_hooks);
    if (n->hooks) kb_free(ctx->alloc, n->hooks, sizeof(KtHook *) * n->n_out);
    if (n->retain) kb_free(ctx->alloc, n->retain, sizeof(KtTensor *) * n->n_out);
    if (n->free_user) n->free_user(ctx, n->user);
    if (n->origin) kt_ag_forget_origin(ctx, n);
    if (n->own_name) kb_free(ctx->alloc, (char *)n->name, strlen(n->name) + 1);
    kb_free(ctx->alloc, n, n->block);
}

KtNode *kta_node_incref(KtNode *n) {
    n->refs++;
    return n;
}

void kta_node_decref(KtCtx *ctx, KtNode *n) {
    if (--n->refs > 0) return;
    AgState *s = ctx->autograd;
    n->next_dead = s->dead;
    s->dead = n;
    if (s->draining) return;
    s->draining = true;
    while (s->dead) {
        KtNode *d = s->dead;
        s->dead = d->next_dead;
        free_node(ctx, d);
    }
    s->draining = false;
}

const char *kta_node_name(const KtNode *n) {
    return n->name ? n->name : n->rule->name;
}
bool kta_node_has_namespace(const char *name) {
    static const char *const by_hand[] = {"AccumulateGrad", "CopyBackwards", "CopySlices",
                                          "NotImplemented", "Error"};
    bool found = false;
    for (size_t i = 0; i < sizeof by_hand / sizeof *by_hand; i++)
        found = found || !strcmp(name, by_hand[i]);
    return found;
}
KtTensor *kta_name_node(KtTensor *t, const char *name) {
    KtNode *n = t && t->ag ? t->ag->grad_fn : NULL;
    if (n && n->refs == 1 && !n->name) n->name = name; /* nobody else knows it yet */
    return t;
}
void kta_unguard_saved(KtTensor *t) {
    KtNode *n = t->ag ? t->ag->grad_fn : NULL;
    for (int i = 0; n && i < n->n_saved; i++)
        n->saved[i].unguarded = true;
}
/* Of an operation in place on a view PyTorch keeps the node inside that of the slices, which has
 * the edges of both: those of the operation without the view's own. */
bool kta_node_described(KtCtx *ctx, KtNode *n, KtNode **made) {
    *made = NULL;
    if (!n->by_operation) return true;
    const KtNode *op = n->edges[1].node;
    int n_others = 0, at = 0;
    for (int i = 1; op && i < op->n_in; i++)
        n_others += kta_node_shows_edge(op, i);
    KtNode *d = kt_ag_node(ctx, n->rule, 1 + n_others, NULL, 0, NULL, 0, 0);
    if (!d) return false;
    d->edges[at++] = n->edges[0];
    for (int i = 1; op && i < op->n_in; i++)
        if (kta_node_shows_edge(op, i)) d->edges[at++] = op->edges[i];
    for (int i = 0; i < at; i++)
        if (d->edges[i].node) kta_node_incref(d->edges[i].node);
    d->name = n->name;
    d->described = true;
    *made = d;
    return true;
}
bool kta_node_is_description(const KtNode *n) {
    return n->described;
}
int kta_node_n_edges(const KtNode *n) {
    return n->n_in;
}
bool kta_node_edge_is_tensor(const KtNode *n, int i) {
    return n->in[i].sizes != NULL;
}
bool kta_node_shows_edge(const KtNode *n, int i) {
    static const char *const for_numbers[] = {
        "RsubBackward1",       "PowBackward2",       "ClampBackward1",
        "ClampMinBackward0",   "ClampMaxBackward0",  "LerpBackward0",
        "MaskedFillBackward0", "RemainderBackward0", "FmodBackward0",
        "XlogyBackward1",      "XlogyBackward2",     "CopysignBackward1",
        "ScatterBackward1",    "IndexFillBackward0", "MmBackward0" /* no bias */,
        "AddBackward1",        "SubBackward1",       "MulBackward1",
        "DivBackward1"};
    const char *name = kta_node_name(n);
    if (!strcmp(name, "NotImplemented")) return n->edges[i].node != NULL;
    for (size_t k = 0; k < sizeof for_numbers / sizeof *for_numbers; k++)
        if (!strcmp(name, for_numbers[k])) return kta_node_edge_is_tensor(n, i);
    return true;
}
KtEdge kta_node_edge(const KtNode *n, int i) {
    return n->edges[i];
}
KtTensor *kta_node_variable(const KtNode *n) {
    return n->variable;
}
bool kta_node_released(const KtNode *n) {
    return n->released;
}
void *kta_custom_user(const KtNode *n, KtCustomApply apply) {
    return n->apply == apply ? n->user : NULL;
}
void kta_node_looks_itself(KtNode *n) {
    n->looks_itself = true;
}
void **kta_node_face(KtNode *n) {
    return &n->face;
}

int *kt_ag_n_apart(KtCtx *ctx) {
    return &((AgState *)ctx->autograd)->n_apart;
}
static KtPlace place_now(const AgState *s) {
    return (KtPlace){s->seq, s->seq_step, s->pack};
}
KtPlace kt_ag_go_back_to(KtCtx *ctx, const KtNode *n, KtPlace *from) {
    AgState *s = ctx->autograd;
    KtPlace now = place_now(s);
    const bool step = n->seq % SEQ_ROOM;
    s->seq = n->seq - (step ? SEQ_ROOM_OF_STEP : SEQ_ROOM);
    s->seq_step = step ? 1 : SEQ_ROOM_OF_STEP;
    s->pack.pack = NULL;
    *from = place_now(s);
    return now;
}
KtPlace kt_ag_return_to(KtCtx *ctx, const KtPlace *place) {
    AgState *s = ctx->autograd;
    KtPlace last = place_now(s);
    s->seq = place->seq;
    s->seq_step = place->seq_step;
    s->pack = place->pack;
    return last;
}

/* ---- edges and saved tensors ---- */

static void no_backward(Ag *g) {
    (void)g;
}
static const KtRule rule_accumulate = {"AccumulateGrad", no_backward, false};
static const KtRule rule_custom = {"", no_backward, false};

static KtNode *accumulate_node(KtCtx *ctx, KtTensor *t) {
    KtAutograd *a = kt_ag_of(ctx, t);
    if (!a) return NULL;
    if (a->accumulate) return kta_node_incref(a->accumulate);
    KtNode *n = bare_node(ctx, &rule_accumulate, 0, NULL, 1, &t, 0, 0);
    if (!n) return NULL;
    n->seq = UINT64_MAX; /* leaves take their gradients as soon as they are complete */
    n->variable = kt_incref(t);
    return a->accumulate = n;
}

static KtNode *placeholder_node(KtCtx *ctx) {
    static const KtRule rule = {"Placeholder", no_backward, false};
    KtForward *f = kt_ag_forward(ctx);
    if (!f->placeholder) f->placeholder = bare_node(ctx, &rule, 0, NULL, 1, NULL, 0, 0);
    return f->placeholder ? kta_node_incref(f->placeholder) : NULL;
}

bool kt_ag_edge(KtCtx *ctx, KtTensor *t, KtEdge *edge) {
    bool ok;
    KtNode *fn = kta_grad_fn(ctx, t, &ok);
    if (!ok) return false;
    if (fn) {
        *edge = (KtEdge){kta_node_incref(fn), t->ag->output};
        return true;
    }
    if (!kta_requires_grad(t)) { /* it carries a tangent */
        *edge = (KtEdge){ctx->forward ? placeholder_node(ctx) : NULL, 0};
        return !ctx->forward || edge->node;
    }
    *edge = (KtEdge){accumulate_node(ctx, t), 0};
    return edge->node != NULL;
}

/* Instead of t the slot keeps what the hook makes of it. A result of the node itself is shown as an
 * alias that has the node (NULL: not yet a result of it) as its history for as long as the hook
 * runs: one that keeps it would else make a cycle. */
static bool pack(KtCtx *ctx, KtSaved *s, const KtPackHooks *hooks, KtTensor *t, KtNode *node) {
    t = s->is_output ? kt_alias(ctx, t) : kt_incref(t);
    KtAutograd *a = t ? kt_ag_of(ctx, t) : NULL;
    bool shown = a && s->is_output && node;
    if (shown) {
        a->grad_fn = kta_node_incref(node);
        a->output = s->output;
    }
    KtPacked *p = a ? kb_malloc(ctx->alloc, sizeof *p) : NULL;
    if (!t || !a) {
        kt_xdecref(ctx, t);
        return false;
    }
    bool recording = ctx->grad_enabled, ok = p || kt_fail_memory(ctx, sizeof *p);
    if (p) {
        uint32_t version = t->storage->version;
        ctx->grad_enabled = false;
        *p = (KtPacked){*hooks, hooks->pack(ctx, hooks->user, t)};
        ctx->grad_enabled = recording;
        ok = p->value != NULL;
        if (!ok) kb_free(ctx->alloc, p, sizeof *p);
        if (ok) s->packed = p;
        if (ok && t->storage->version != version)
            ok = kt_fail(ctx, KT_RUNTIME_ERROR,
                         "A saved tensor pack hook is modifying its input in place. Tensors "
                         "provided as input to pack hook can not be modified by in-place "
                         "operations as this can lead to unexpected side-effects. Please open an "
                         "issue if you need to perform in-place operations on the input to a pack "
                         "hook.");
    }
    if (shown && a->grad_fn == node) {
        a->grad_fn = NULL;
        a->requires_grad = true;
        kta_node_decref(ctx, node);
    }
    kt_decref(ctx, t);
    return ok;
}

bool kt_ag_swap_selective(KtCtx *ctx, bool now) {
    AgState *s = ctx->autograd;
    bool old = s->selective;
    s->selective = now;
    return old;
}
bool kt_ag_swap_unguarded(KtCtx *ctx, bool now) {
    AgState *s = ctx->autograd;
    bool old = s->unguarded;
    s->unguarded = now;
    return old;
}
bool kt_ag_is_unguarded(const KtCtx *ctx) {
    return ((const AgState *)ctx->autograd)->unguarded;
}
bool kta_is_selective(const KtCtx *ctx) {
    const AgState *s = ctx->autograd;
    return s && s->selective;
}

bool kta_set_pack_hooks(KtCtx *ctx, const KtPackHooks *hooks) {
    AgState *s = state_of(ctx);
    if (s) s->pack = hooks ? *hooks : (KtPackHooks){.pack = NULL};
    return s != NULL;
}

bool kt_ag_pack(KtCtx *ctx, KtSaved *s, const KtPackHooks *hooks) {
    KtTensor *t = s->t;
    KtEdge e = {.node = NULL};
    if (!s->is_output && !s->fn && kta_requires_grad(t) && !kt_ag_edge(ctx, t, &e)) return false;
    if (!pack(ctx, s, hooks, t, NULL)) {
        if (e.node) kta_node_decref(ctx, e.node);
        return false;
    }
    if (e.node) s->fn = e.node, s->output = (int16_t)e.output;
    s->t = NULL;
    kt_decref(ctx, t);
    return true;
}

/* Whatever may later be changed in place is saved as an alias: the tensor itself would then carry
 * a new history, and could own the node that saved it. */
bool kt_ag_save(KtCtx *ctx, KtNode *n, int slot, KtTensor *t, int own_output) {
    KtSaved *s = &n->saved[slot];
    const KtPackHooks *hooks = &((const AgState *)ctx->autograd)->pack;
    if (!t) return true;
    if (t->flags & KT_T_INFERENCE)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Inference tensors cannot be saved for backward. To work around you can "
                       "make a clone to get a normal tensor and use it in autograd.");
    s->version = t->storage->version;
    s->was_set = true;
    if (own_output >= 0) {
        s->is_output = true;
        s->output = (int16_t)own_output;
        if (KB_UNLIKELY(hooks->pack != NULL)) return pack(ctx, s, hooks, t, n);
        return (s->t = kt_alias(ctx, t)) != NULL;
    }
    if (t->ag && t->ag->requires_grad && !t->ag->grad_fn && !t->ag->base &&
        !hooks->pack) { /* a leaf */
        s->t = kt_incref(t);
        return true;
    }
    if (t->ag && kta_requires_grad(t)) {
        KtEdge e;
        if (!kt_ag_edge(ctx, t, &e)) return false;
        s->fn = e.node;
        s->output = (int16_t)e.output;
        s->of = t->ag;
        s->of->watchers++;
    }
    if (KB_UNLIKELY(hooks->pack != NULL)) return pack(ctx, s, hooks, t, NULL);
    s->original = n->rule == &rule_custom; /* a Function may look at more than its elements */
    s->t = s->original ? kt_incref(t) : kt_alias(ctx, t);
    if (KB_UNLIKELY(ctx->forward) && s->t && kta_tangent(ctx, t))
        return kta_set_tangent(ctx, s->t, kta_tangent(ctx, t));
    return s->t != NULL;
}

static bool is_differentiable(const KtTensor *t) {
    return kt_is_inexact_dtype(t->dtype);
}

static bool fill_node(KtCtx *ctx, KtNode *n, AgList out, AgList save, AgAttrs attr) {
    for (int i = 0; i < save.n; i++) {
        int own = -1;
        for (int j = 0; j < out.n; j++)
            if (save.t[i] && save.t[i] == out.t[j]) own = j;
        if (!kt_ag_save(ctx, n, i, save.t[i], own)) return false;
    }
    if (attr.n) memcpy(n->attr, attr.a, sizeof(KtAttr) * attr.n);
    return true;
}
static bool attach_all(KtCtx *ctx, KtNode *n, AgList out) {
    for (int j = 0; j < out.n; j++)
        if (out.t[j] && is_differentiable(out.t[j]) && !kta_attach(ctx, out.t[j], n, j))
            return false;
    return true;
}

bool kt_ag_record_n(KtCtx *ctx, AgList out, const KtRule *rule, AgList in, AgList save,
                    AgAttrs attr) {
    KtNode *n = kt_ag_node(ctx, rule, in.n, in.t, out.n, out.t, save.n, attr.n);
    bool attach = true, ok = n && fill_node(ctx, n, out, save, attr);
    if (KB_UNLIKELY(ctx->forward)) ok = ok && kta_push_forward(ctx, n, in.t, out.t, &attach);
    ok = ok && (!attach || attach_all(ctx, n, out));
    if (n) kta_node_decref(ctx, n);
    return ok;
}

KtTensor *kt_ag_record(KtCtx *ctx, KtTensor *r, const KtRule *rule, AgList in, AgList save,
                       AgAttrs attr) {
    if (!r || !is_differentiable(r)) return r;
    if (KB_UNLIKELY(r->storage->version) && r->refs == 1 &&
        atomic_load_explicit(&r->storage->refs, memory_order_relaxed) == 1)
        r->storage->version = 0; /* nobody saw it being put together */
    if (kt_ag_record_n(ctx, (AgList){1, &r}, rule, in, save, attr)) return r;
    kt_decref(ctx, r);
    return NULL;
}

KtTensor *kt_ag_missing(KtCtx *ctx, KtTensor *r, const char *op) {
    kt_xdecref(ctx, r);
    return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR,
                        "the derivative for '%s' is not implemented.", op);
}

static void back_underivable(Ag *g) {
    const char *name = (const char *)(intptr_t)ag_int(g, 0);
    int len = (int)strcspn(name, "/"); /* names in op.def go on with their places */
    if (!strcmp(kta_node_name(g->n), "NotImplemented"))
        kt_fail(g->ctx, KT_RUNTIME_ERROR, "derivative for %s%.*s%s is not implemented",
                g->n->name ? "" : "aten::", len, name, ag_int(g, 1) ? "_" : "");
    else
        kt_fail(g->ctx, KT_NOT_IMPLEMENTED_ERROR, "the derivative for '%.*s' is not implemented.",
                len, name);
    g->failed = true;
}

static const KtRule rule_underivable = {"NotImplemented", back_underivable, false};
bool kt_ag_is_underivable(const KtNode *n) {
    return n->rule == &rule_underivable;
}

KtTensor *kta_underivable(KtCtx *ctx, KtTensor *r, const char *node, const char *what, int n,
                          KtTensor *const *in) {
    if (!r || !kta_will_record(ctx, n, in)) return r;
    r = kt_ag_record(ctx, r, &rule_underivable, (AgList){n, in}, AG_NOTHING,
                     AG_A(AG_I((intptr_t)what), AG_I(false) /* in place */));
    return node ? kta_name_node(r, node) : r;
}

void kta_underivable_in_place(KtTensor *value) {
    KtNode *n = value->ag ? value->ag->grad_fn : NULL;
    if (n && n->rule == &rule_underivable) n->attr[1].i = true;
}

static void back_constant(Ag *g) {
    for (int i = 0; i < g->n->n_in; i++)
        if (ag_needs(g, i)) ag_set(g, i, g_zeros(g, &g->n->in[i]));
}

KtTensor *kta_constant(KtCtx *ctx, KtTensor *r, const char *node, int n, KtTensor *const *in) {
    static const KtRule rule = {"ZeroBackward0", back_constant, false};
    if (!r || !kta_will_record(ctx, n, in)) return r;
    r = kt_ag_record(ctx, r, &rule, (AgList){n, in}, AG_NOTHING, AG_NO_ATTR);
    return kta_name_node(r, node);
}

bool kta_take_history(KtCtx *ctx, KtTensor *t, KtTensor *of) {
    KtEdge edge;
    if (!is_differentiable(t) || !ag_requires(of)) return true;
    KtTensor *tangent = kta_tangent(ctx, of);
    if (tangent && kt_same_shape(t, of)) {
        tangent = kta_cast(ctx, tangent, t->dtype);
        if (!tangent || !kta_set_tangent(ctx, t, tangent)) return false;
        kt_decref(ctx, tangent);
    }
    if (!kta_requires_grad(of)) return true;
    if (!kt_ag_edge(ctx, of, &edge)) return false;
    bool ok = kta_attach(ctx, t, edge.node, edge.output);
    kta_node_decref(ctx, edge.node);
    return ok;
}

bool kta_reshaped(KtCtx *ctx, KtTensor *t, KtTensor *view) {
    KtEdge edge;
    if (ctx->forward && kta_tangent(ctx, view) && !kta_set_tangent(ctx, t, kta_tangent(ctx, view)))
        return false;
    bool known = is_differentiable(t) && view->ag && kta_requires_grad(view);
    if (known && !kt_ag_edge(ctx, view, &edge)) return false;
    bool ok =
        kt_before_write(ctx, t) && (!known || kt_ag_attach_apart(ctx, t, edge.node, edge.output));
    if (known) kta_node_decref(ctx, edge.node);
    return ok;
}

bool kta_overwritten(KtCtx *ctx, KtTensor *t, const char *node) {
    if (!kta_will_record(ctx, 1, &t)) return true;
    KtTensor *own = kt_alias(ctx, t); /* carries the history until t takes it over */
    if (own) own = kta_constant(ctx, own, node, 1, &t);
    bool ok = own && kta_rebase(ctx, t, own);
    kt_xdecref(ctx, own);
    return ok;
}

bool kta_attach(KtCtx *ctx, KtTensor *t, KtNode *node, int i) {
    KtAutograd *a = kt_ag_of(ctx, t);
    if (!a) return false;
    if (a->retains_grad && !kt_ag_retain_at(ctx, t, node, i)) return false;
    if (a->grad_fn) kta_node_decref(ctx, a->grad_fn);
    a->requires_grad = false;
    a->grad_fn = kta_node_incref(node);
    a->output = i;
    a->view_version = t->storage->version;
    return true;
}

bool kt_ag_attach_apart(KtCtx *ctx, KtTensor *t, KtNode *node, int i) {
    KtAutograd *a = kt_ag_of(ctx, t);
    if (!a) return false;
    bool retains = a->retains_grad;
    a->retains_grad = false;
    bool ok = kta_attach(ctx, t, node, i);
    a->retains_grad = retains;
    return ok;
}

/* ---- views ---- */

bool kt_ag_mark_view(KtCtx *ctx, KtTensor *r, KtTensor *a, int creation) {
    if (!is_differentiable(r) || (ctx->inference_mode && (a->flags & KT_T_INFERENCE))) return true;
    KtAutograd *ag = kt_ag_of(ctx, r);
    if (!ag) return false;
    KtTensor *base = a->ag && a->ag->base ? a->ag->base : a;
    ag->base = kt_incref(base);
    ag->creation = (uint8_t)(ctx->inference_mode                                 ? KT_VIEW_INFERENCE
                             : !ctx->grad_enabled                                ? KT_VIEW_NO_GRAD
                             : creation == KT_VIEW_PLAIN && a->ag && a->ag->base ? a->ag->creation
                                                                                 : creation);
    ag->view_version = r->storage->version;
    if (a->ag && a->ag->no_tangent_of_base) ag->no_tangent_of_base = true;
    return KB_LIKELY(!ctx->forward) || kt_ag_view_tangent(ctx, r, a);
}

void kta_forget_base(KtCtx *ctx, KtTensor *t) {
    t->flags &= (uint8_t)~KT_T_VIEW;
    if (!t->ag) return;
    kt_xdecref(ctx, t->ag->base);
    t->ag->base = NULL;
    t->ag->creation = KT_VIEW_PLAIN;
}

void kta_parts_apart(KtCtx *ctx, KtTensor *const *parts, int n, const char *name) {
    KtNode *fn = n && parts[0]->ag ? parts[0]->ag->grad_fn : NULL;
    for (int i = 0; i < n; i++)
        kta_forget_base(ctx, parts[i]);
    if (fn && fn->refs == n && !fn->name) fn->name = name; /* nobody else knows it yet */
}

void kta_mark_custom_view(KtTensor *t, bool one_of_several) {
    if (t->ag && t->ag->base) t->ag->creation = one_of_several ? KT_VIEW_MULTI : KT_VIEW_CUSTOM;
}

KtTensor *kt_ag_view(KtCtx *ctx, KtTensor *r, KtTensor *a, const KtRule *rule, AgAttrs attr) {
    if (!r) return NULL;
    if (!is_differentiable(r)) return r;
    if (r == a) return r;
    if (!kt_ag_mark_view(ctx, r, a, KT_VIEW_PLAIN)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, rule, AG_T(a), AG_NOTHING, attr);
}

/* ---- state of a tensor ---- */

KtNode *kta_grad_fn(KtCtx *ctx, KtTensor *t, bool *ok) {
    *ok = true;
    KtAutograd *a = t->ag;
    if (!a) return NULL;
    if (a->base && a->view_version != t->storage->version &&
        (a->grad_fn || kta_base_requires_grad(a))) { /* written since: its history is the base's */
        const char *node = a->grad_fn ? kta_node_name(a->grad_fn) : NULL;
        if (a->creation != KT_VIEW_PLAIN) {
            *ok = kt_ag_refuse_view(ctx, a->creation, node, a->output, true);
            return NULL;
        }
        KtNode *n = kt_ag_as_strided_node(ctx, t, a->base);
        *ok = n && kta_attach(ctx, t, n, 0);
        if (n) kta_node_decref(ctx, n);
        if (!*ok) return NULL;
    }
    return a->grad_fn;
}

bool kta_set_requires_grad(KtCtx *ctx, KtTensor *t, bool on) {
    if (!kta_is_leaf(t)) {
        if (on) return true;
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "you can only change requires_grad flags of leaf variables. If you want to "
                       "use a computed variable in a subgraph that doesn't require "
                       "differentiation use var_no_grad = var.detach().");
    }
    if (on && !is_differentiable(t))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "only Tensors of floating point dtype can require gradients");
    if (on && (t->flags & KT_T_INFERENCE) && !ctx->inference_mode)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Setting requires_grad=True on inference tensor outside InferenceMode is "
                       "not allowed.");
    if (!on && !t->ag) return true;
    KtAutograd *a = kt_ag_of(ctx, t);
    if (a) a->requires_grad = on;
    return a != NULL;
}

KtTensor *kta_grad(const KtTensor *t) {
    return t->ag ? t->ag->grad : NULL;
}

bool kta_set_grad(KtCtx *ctx, KtTensor *t, KtTensor *g) {
    if (!g && !t->ag) return true;
    if (g == t) return kt_fail(ctx, KT_RUNTIME_ERROR, "can't assign Variable as its own grad");
    if (g && g->dtype != t->dtype)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "assigned grad has data of a different type");
    if (g && !kt_same_shape(g, t))
        return kt_fail(ctx, KT_RUNTIME_ERROR, "assigned grad has data of a different size");
    KtAutograd *a = kt_ag_of(ctx, t);
    if (!a) return false;
    KtTensor *old = a->grad;
    a->grad = g ? kt_incref(g) : NULL;
    kt_xdecref(ctx, old);
    return true;
}

KtTensor *kta_detach(KtCtx *ctx, KtTensor *t) {
    return kt_alias(ctx, t);
}

bool kta_detach_(KtCtx *ctx, KtTensor *t) {
    KtAutograd *a = t->ag;
    if (a ? a->base != NULL : t->flags & KT_T_VIEW && !kt_is_inexact_dtype(t->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Can't detach views in-place. Use detach() instead. If you are using "
                       "DistributedDataParallel (DDP) for training, and gradient_as_bucket_view "
                       "is set as True, gradients are views of DDP buckets, and hence detach_() "
                       "cannot be called on these gradients. To fix this error, please refer to "
                       "the Optimizer.zero_grad() function in torch/optim/optimizer.py as the "
                       "solution.");
    if (!a) return true;
    kt_ag_forget_retained(ctx, t);
    KtNode *fn = a->grad_fn;
    a->grad_fn = NULL;
    a->output = 0;
    a->requires_grad = false;
    if (fn) kta_node_decref(ctx, fn);
    return true;
}

bool kta_will_record(KtCtx *ctx, int n, KtTensor *const *ts) {
    for (int i = 0; i < n; i++)
        if (ts[i] && AG_NEEDS(ctx, ts[i])) return true;
    return false;
}

/* ---- nodes of the host ---- */

KtNode *kta_custom_node(KtCtx *ctx, const char *name, int n_in, KtTensor *const *inputs, int n_out,
                        KtCustomApply apply, void *user, void (*free_user)(KtCtx *, void *)) {
    return kta_custom_saving_node(ctx, name, n_in, inputs, n_out, NULL, 0, NULL, apply, user,
                                  free_user);
}

KtNode *kta_custom_saving_node(KtCtx *ctx, const char *name, int n_in, KtTensor *const *inputs,
                               int n_out, KtTensor *const *out, int n_saved, KtTensor *const *saved,
                               KtCustomApply apply, void *user,
                               void (*free_user)(KtCtx *, void *)) {
    KtNode *n = kt_ag_node(ctx, &rule_custom, n_in, inputs, n_out, NULL, n_saved, 0);
    char *copy = n ? kb_malloc(ctx->alloc, strlen(name) + 1) : NULL;
    bool ok = copy != NULL;
    if (n && !copy) kt_fail_memory(ctx, strlen(name) + 1);
    if (copy) {
        strcpy(copy, name);
        n->name = copy;
        n->own_name = true;
    }
    if (!ok || (saved && !kta_custom_save(ctx, n, n_out, out, n_saved, saved))) {
        if (n) kta_node_decref(ctx, n);
        return NULL;
    }
    n->apply = apply;
    n->user = user;
    n->free_user = free_user;
    return n;
}

bool kta_custom_save(KtCtx *ctx, KtNode *n, int n_out, KtTensor *const *out, int n_saved,
                     KtTensor *const *saved) {
    AgList results = {out ? n_out : 0, out}, save = {n_saved, saved};
    return fill_node(ctx, n, results, save, AG_NO_ATTR);
}
