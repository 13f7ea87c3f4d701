/* Running backward: counts how many gradients each reachable node waits for, then runs ready nodes
 * youngest first, adding up what arrives at each of their outputs.
 *
 * All state of one run is in a table keyed by node, not in the nodes: hooks and custom functions
 * may start a backward of their own inside this one. */
#include <string.h>

#include "autograd_private.h"
#include "sparse.h"
#include "torch_warning.h"

typedef struct Entry {
    KtNode *node; /* owned */
    int waiting;  /* gradients still to come */
    int capture;  /* inputs wanted here: 1 + first index, chained by Run.next_input */
    bool needed, visited, queued;
    KtTensor **sums; /* one per output; of one-output nodes &one */
    KtTensor *one;
} Entry;

typedef struct Frame {
    int entry, edge;
} Frame;

typedef struct Run {
    KtCtx *ctx;
    Entry *entries;
    int n, cap;
    int *hash; /* 1 + entry; power of two slots */
    int n_hash;
    int *heap, n_heap;
    Frame *stack;
    int n_stack, stack_cap;
    bool retain, create, selective;
    bool apart; /* some nodes were taken apart before this pass */
    int n_inputs;
    KtEdge *inputs; /* owned nodes; NULL: not in the graph */
    KtTensor **results;
} Run;

/* ---- the table ---- */

static unsigned slot_of(const Run *r, const KtNode *n) {
    return (unsigned)(((uintptr_t)n >> 4) * UINT64_C(0x9E3779B97F4A7C15) >> 33) &
           (unsigned)(r->n_hash - 1);
}

static int find(const Run *r, const KtNode *n) {
    for (unsigned s = slot_of(r, n);; s = (s + 1) & (unsigned)(r->n_hash - 1)) {
        if (!r->hash[s]) return -1;
        if (r->entries[r->hash[s] - 1].node == n) return r->hash[s] - 1;
    }
}

static void insert(Run *r, int entry) {
    unsigned s = slot_of(r, r->entries[entry].node);
    while (r->hash[s])
        s = (s + 1) & (unsigned)(r->n_hash - 1);
    r->hash[s] = entry + 1;
}

static bool grow(Run *r) {
    int cap = r->cap ? 2 * r->cap : 32;
    Entry *e = kb_realloc(r->ctx->alloc, r->entries, sizeof(Entry) * r->cap, sizeof(Entry) * cap);
    if (!e) return kt_fail_memory(r->ctx, sizeof(Entry) * cap);
    r->entries = e;
    r->cap = cap;
    return true;
}

static bool grow_stack(Run *r) {
    int cap = r->stack_cap ? 2 * r->stack_cap : 32;
    Frame *f =
        kb_realloc(r->ctx->alloc, r->stack, sizeof(Frame) * r->stack_cap, sizeof(Frame) * cap);
    if (!f) return kt_fail_memory(r->ctx, sizeof(Frame) * cap);
    r->stack = f;
    r->stack_cap = cap;
    return true;
}

static bool grow_hash(Run *r) {
    int n = r->n_hash ? 2 * r->n_hash : 64;
    int *h = kb_calloc(r->ctx->alloc, sizeof(int) * n);
    if (!h) return kt_fail_memory(r->ctx, sizeof(int) * n);
    if (r->hash) kb_free(r->ctx->alloc, r->hash, sizeof(int) * r->n_hash);
    r->hash = h;
    r->n_hash = n;
    for (int i = 0; i < r->n; i++)
        insert(r, i);
    return true;
}

/* Entry of a node, made if need be; -1: no memory. */
static int entry_of(Run *r, KtNode *n) {
    if (r->n_hash) {
        int at = find(r, n);
        if (at >= 0) return at;
    }
    if ((r->n == r->cap && !grow(r)) || (2 * (r->n + 1) > r->n_hash && !grow_hash(r))) return -1;
    r->entries[r->n] = (Entry){.node = kta_node_incref(n)};
    insert(r, r->n);
    return r->n++;
}

static void drop_sums(Run *r, Entry *e) {
    KtTensor **s = e->sums;
    for (int i = 0; s && i < e->node->n_out; i++)
        kt_xdecref(r->ctx, s[i]);
    if (s && e->node->n_out != 1) kb_free(r->ctx->alloc, s, sizeof *s * e->node->n_out);
    e->sums = NULL;
}

static void free_run(Run *r) {
    KbAlloc *a = r->ctx->alloc;
    for (int i = 0; i < r->n; i++) {
        drop_sums(r, &r->entries[i]);
        kta_node_decref(r->ctx, r->entries[i].node);
    }
    for (int i = 0; r->inputs && i < r->n_inputs; i++)
        if (r->inputs[i].node) kta_node_decref(r->ctx, r->inputs[i].node);
    if (r->inputs) kb_free(a, r->inputs, sizeof(KtEdge) * r->n_inputs);
    if (r->entries) kb_free(a, r->entries, sizeof(Entry) * r->cap);
    if (r->stack) kb_free(a, r->stack, sizeof(Frame) * r->stack_cap);
    if (r->hash) kb_free(a, r->hash, sizeof(int) * r->n_hash);
    if (r->heap) kb_free(a, r->heap, sizeof(int) * r->n);
}

/* The entry where an edge ends, -1: nowhere in this pass. A node that was taken apart before has
 * none, but what took its place; one that is taken apart meanwhile has. */
static int entry_at(const Run *r, KtEdge *edge) {
    int at = find(r, edge->node);
    while (KB_UNLIKELY(at < 0) && edge->node->steps) {
        *edge = edge->node->steps->ends[edge->output];
        if (!edge->node) return -1;
        at = find(r, edge->node);
    }
    return at;
}

/* ---- what is reachable ---- */

/* Depth first from one root, with its own stack; a node is finished after all it leads to, so
 * that `needed` can be passed up. */
static bool visit(Run *r, KtNode *root) {
    int at = entry_of(r, root);
    if (at < 0) return false;
    if (r->entries[at].visited) return true;
    r->entries[at].visited = true;
    if (!r->stack_cap && !grow_stack(r)) return false;
    r->n_stack = 0;
    r->stack[r->n_stack++] = (Frame){at, 0};
    while (r->n_stack) {
        Frame *f = &r->stack[r->n_stack - 1];
        KtNode *n = r->entries[f->entry].node;
        if (f->edge == n->n_in) {
            bool needed = r->entries[f->entry].needed;
            if (--r->n_stack && needed) r->entries[r->stack[r->n_stack - 1].entry].needed = true;
            continue;
        }
        KtEdge edge = n->edges[f->edge++];
        KtNode *next = KB_UNLIKELY(r->apart) ? kta_edge_now(edge).node : edge.node;
        if (!next) continue;
        int to = entry_of(r, next);
        if (to < 0) return false;
        r->entries[to].waiting++;
        if (r->entries[to].visited) {
            if (r->entries[to].needed) r->entries[f->entry].needed = true;
            continue;
        }
        r->entries[to].visited = true;
        if (r->n_stack == r->stack_cap && !grow_stack(r)) return false;
        r->stack[r->n_stack++] = (Frame){to, 0};
    }
    return true;
}

/* The pass is to arrive at input i, whose edge is known. */
static bool want_input(Run *r, int i) {
    int e = entry_of(r, r->inputs[i].node);
    if (e < 0) return false;
    r->entries[e].needed = true;
    if (!r->entries[e].capture) r->entries[e].capture = i + 1;
    return true;
}

/* The edge towards t as it is now. */
static bool edge_of(KtCtx *ctx, KtTensor *t, KtEdge *edge) {
    if (!kt_ag_edge(ctx, t, edge)) return false;
    KtEdge now = kta_edge_now(*edge);
    if (now.node == edge->node) return true;
    if (now.node) kta_node_incref(now.node);
    kta_node_decref(ctx, edge->node);
    *edge = now;
    return now.node || kt_fail(ctx, KT_RUNTIME_ERROR, "a result without a gradient");
}
static bool find_inputs(Run *r, KtTensor *const *inputs) {
    size_t size = sizeof(KtEdge) * r->n_inputs;
    if (!(r->inputs = kb_calloc(r->ctx->alloc, size))) return kt_fail_memory(r->ctx, size);
    for (int i = 0; i < r->n_inputs; i++) {
        if (!kta_requires_grad(inputs[i]))
            return kt_fail(r->ctx, KT_RUNTIME_ERROR,
                           "One of the differentiated Tensors does not require grad");
        if (!edge_of(r->ctx, inputs[i], &r->inputs[i]) || !want_input(r, i)) return false;
    }
    return true;
}

static bool copy_inputs(Run *r, const KtEdge *inputs) {
    size_t size = sizeof(KtEdge) * r->n_inputs;
    if (!(r->inputs = kb_calloc(r->ctx->alloc, size))) return kt_fail_memory(r->ctx, size);
    for (int i = 0; i < r->n_inputs; i++) {
        if (!inputs[i].node) continue;
        r->inputs[i] = (KtEdge){kta_node_incref(inputs[i].node), inputs[i].output};
        if (!want_input(r, i)) return false;
    }
    return true;
}

/* ---- the queue: a heap by sequence number ---- */

static bool before(const Run *r, int a, int b) {
    return r->entries[a].node->seq > r->entries[b].node->seq;
}

static void push(Run *r, int e) {
    int i = r->n_heap++;
    r->entries[e].queued = true;
    for (; i && before(r, e, r->heap[(i - 1) / 2]); i = (i - 1) / 2)
        r->heap[i] = r->heap[(i - 1) / 2];
    r->heap[i] = e;
}

static int pop(Run *r) {
    int top = r->heap[0], last = r->heap[--r->n_heap], i = 0;
    for (;;) {
        int c = 2 * i + 1;
        if (c >= r->n_heap) break;
        if (c + 1 < r->n_heap && before(r, r->heap[c + 1], r->heap[c])) c++;
        if (!before(r, r->heap[c], last)) break;
        r->heap[i] = r->heap[c];
        i = c;
    }
    r->heap[i] = last;
    return top;
}

/* ---- adding up; sums of one-output nodes lie in the table, which is complete by now ---- */

/* Nobody else sees its memory: the sum may be written into it. */
static bool is_private(const KtTensor *t) {
    return t->refs == 1 && atomic_load_explicit(&t->storage->refs, memory_order_relaxed) == 1 &&
           !t->ag && kt_is_contiguous(t) && t->storage->place <= KT_PLACE_BUFFER;
}

/* t without lazy flags, with its history if that is recorded. */
static KtTensor *resolved(Run *r, KtTensor *t) {
    if (!(t->flags & KT_T_LAZY)) return kt_incref(t);
    return ag_recording(r->ctx) ? kta_clone(r->ctx, t) : kt_clone(r->ctx, t);
}

/* Sums with sparse gradients are not recorded. */
static KtTensor *sparse_sum(Run *r, KtTensor *a, KtTensor *b) {
    if (r->create && (ag_requires(a) || ag_requires(b)))
        return kt_fail_null(r->ctx, KT_NOT_IMPLEMENTED_ERROR,
                            "create_graph through sums of sparse gradients");
    return kt_sparse_sum(r->ctx, a, b);
}

static KtTensor *sum_of(Run *r, KtTensor *a, KtTensor *b) {
    KtOperand x = kt_operand(a), y = kt_operand(b);
    if (!ag_recording(r->ctx) && a->flags & b->flags & KT_T_ZERO) return kt_incref(a);
    if (KB_UNLIKELY((a->flags | b->flags) & KT_T_UNUSUAL)) {
        if ((a->flags | b->flags) & KT_T_SPARSE)
            return sparse_sum(r, b, a); /* in PyTorch's order */
        KtTensor *pa = resolved(r, a), *pb = pa ? resolved(r, b) : NULL,
                 *sum = pb ? sum_of(r, pa, pb) : NULL;
        kt_xdecref(r->ctx, pa);
        kt_xdecref(r->ctx, pb);
        return sum;
    }
    if (ag_recording(r->ctx)) return kta_binary(r->ctx, KT_OP_ADD, &x, &y);
    bool onto =
        a->dtype == b->dtype && kt_same_shape(a, b) && is_private(a) && !(a->flags & KT_T_ZERO);
    KtTensor *sum = kt_binary_any(r->ctx, KT_OP_ADD, &x, &y, KT_NO_DTYPE, onto ? a : NULL);
    if (sum && onto) sum->storage->version--; /* a new tensor for all that a script can see */
    return sum;
}

static bool add_to(Run *r, Entry *e, int output, KtTensor *grad) {
    int n = e->node->n_out;
    if (!e->sums) {
        size_t size = sizeof(KtTensor *) * n;
        e->sums = n == 1 ? &e->one : kb_calloc(r->ctx->alloc, size);
        if (!e->sums) return kt_fail_memory(r->ctx, size);
    }
    KtTensor **at = &e->sums[output];
    if (!*at) {
        *at = kt_incref(grad);
        return true;
    }
    KtTensor *s = sum_of(r, *at, grad);
    if (!s) return false;
    kt_decref(r->ctx, *at);
    *at = s;
    return true;
}

/* ---- leaves ---- */

/* A sparse gradient of a leaf's own: over the parts of one that nobody else has, else a copy. */
static KtTensor *own_sparse_gradient(Run *r, KtTensor *grad) {
    const KtSparse *s = kt_sparse_of(grad);
    if (r->create && ag_requires(grad)) return kt_incref(grad);
    if (grad->refs > 1 || !kt_is_contiguous(s->indices) || !kt_is_contiguous(s->values))
        return kt_sparse_clone(r->ctx, grad);
    return kt_sparse_new(r->ctx, s->indices, s->values, grad->ndim, grad->sizes, false);
}

/* A gradient of the leaf's own layout, not shared with anybody. */
static KtTensor *own_gradient(Run *r, KtTensor *leaf, KtTensor *grad) {
    if (KB_UNLIKELY(kt_is_sparse(grad))) return own_sparse_gradient(r, grad);
    bool same_layout = kt_is_dense(leaf)
                           ? !memcmp(leaf->strides, grad->strides, sizeof(int64_t) * leaf->ndim) ||
                                 (kt_is_contiguous(leaf) && kt_is_contiguous(grad))
                           : kt_is_contiguous(grad);
    if (r->create) {
        if (!kt_is_dense(leaf)) return kta_clone(r->ctx, grad);
        KtTensor *g = kt_empty_like_order(r->ctx, leaf, grad->dtype);
        if (g && kta_copy_(r->ctx, g, grad)) return g;
        kt_xdecref(r->ctx, g);
        return NULL;
    }
    if (grad->refs == 1 && is_private(grad) && same_layout) return kt_incref(grad);
    KtTensor *g = kt_is_dense(leaf) ? kt_empty_like_order(r->ctx, leaf, grad->dtype)
                                    : kt_empty_like(r->ctx, leaf, grad->dtype);
    if (g && !kt_copy(r->ctx, g, grad)) {
        kt_decref(r->ctx, g);
        return NULL;
    }
    return g;
}

/* old, the leaf's gradient, or the new one is sparse: what becomes of them stays sparse if both
 * are. */
static bool accumulate_sparse(Run *r, KtAutograd *a, KtTensor *grad) {
    KtTensor *old = a->grad;
    KtScalar one = kt_scalar_int(1);
    if (!kt_is_sparse(old) && !r->create)
        return kt_before_write(r->ctx, old) && kt_sparse_add_into(r->ctx, old, grad, &one);
    KtTensor *sum = sparse_sum(r, old, grad);
    if (!sum) return false;
    if (kt_is_sparse(sum) && !r->create) {
        bool ok = kt_sparse_become(r->ctx, old, sum);
        kt_decref(r->ctx, sum);
        return ok;
    }
    a->grad = sum;
    kt_decref(r->ctx, old);
    return true;
}

/* Warns of a gradient that was given another layout than its leaf's. */
static bool check_layout(KtCtx *ctx, const KtTensor *leaf, const KtTensor *grad) {
    if (KB_LIKELY(!memcmp(leaf->strides, grad->strides, sizeof(int64_t) * leaf->ndim))) return true;
    bool same = kt_is_dense(leaf);
    for (int d = 0; same && d < leaf->ndim; d++)
        same = leaf->sizes[d] == 1 || leaf->strides[d] == grad->strides[d];
    if (same || (!kt_is_dense(leaf) && kt_is_contiguous(grad))) return true;
    char gs[300], gt[300], ls[300], lt[300];
    return kt_torch_warn(ctx, KT_WARN_GRAD_LAYOUT,
                         kt_shape_str(gs, sizeof gs, grad->ndim, grad->sizes),
                         kt_shape_str(gt, sizeof gt, grad->ndim, grad->strides),
                         kt_shape_str(ls, sizeof ls, leaf->ndim, leaf->sizes),
                         kt_shape_str(lt, sizeof lt, leaf->ndim, leaf->strides));
}

static bool accumulate(Run *r, KtTensor *leaf, KtTensor *grad) {
    KtAutograd *a = kt_ag_of(r->ctx, leaf);
    if (!a) return false;
    KtTensor *old = a->grad, *sum;
    if (!old) return (a->grad = own_gradient(r, leaf, grad)) != NULL;
    if (KB_UNLIKELY((old->flags | grad->flags) & KT_T_UNUSUAL)) {
        if ((old->flags | grad->flags) & KT_T_SPARSE) return accumulate_sparse(r, a, grad);
        sum = sum_of(r, old, grad);
        if (!sum) return false;
        bool ok = r->create || (kt_before_write(r->ctx, old) && kt_copy(r->ctx, old, sum));
        if (r->create) a->grad = sum;
        kt_decref(r->ctx, r->create ? old : sum);
        return ok;
    }
    KtOperand x = kt_operand(old), y = kt_operand(grad);
    if (r->create) {
        sum = kta_binary(r->ctx, KT_OP_ADD, &x, &y);
        if (!sum) return false;
        a->grad = sum;
        kt_decref(r->ctx, old);
        return true;
    }
    sum = kt_binary_any(r->ctx, KT_OP_ADD, &x, &y, KT_NO_DTYPE, old);
    kt_xdecref(r->ctx, sum);
    return sum && check_layout(r->ctx, leaf, old);
}

/* ---- one node ---- */

static bool run_hook(Run *r, KtHook *h, KtTensor **grad) {
    bool ok = true;
    KtTensor *g = h->fn(r->ctx, h->user, *grad, &ok);
    if (!ok) {
        kt_xdecref(r->ctx, g);
        if (r->ctx->error == KT_NO_ERROR) return kt_fail(r->ctx, KT_HOST_ERROR, "a hook failed");
        return false;
    }
    if (g && !kt_same_shape(g, *grad)) {
        kt_decref(r->ctx, g);
        return kt_fail(r->ctx, KT_RUNTIME_ERROR, "hook has changed the size of value");
    }
    if (!g) return true;
    kt_decref(r->ctx, *grad);
    *grad = g;
    return true;
}
static bool run_hooks(Run *r, KtHook **list, KtTensor **grad) {
    bool ok = true;
    kt_ag_hooks_begin(r->ctx);
    for (KtHook *h = *list; h; h = h->next)
        h->due = !h->removed;
    for (KtHook *h = *list; ok && h; h = h->next)
        ok = !h->due || run_hook(r, h, grad);
    kt_ag_hooks_end(r->ctx, list, NULL);
    return ok;
}

static bool capture(Run *r, const Entry *e) {
    for (int i = e->capture - 1; r->results && i < r->n_inputs; i++)
        if (r->inputs[i].node == e->node && e->sums && e->sums[r->inputs[i].output] &&
            !r->results[i])
            r->results[i] = kt_incref(e->sums[r->inputs[i].output]);
    return true;
}

/* Another tensor each time, whatever became of the last one. */
static bool keep_retained(Run *r, KtTensor *t, KtTensor *grad) {
    KtAutograd *a = t->ag;
    KtTensor *old = a->grad, *now;
    if (old)
        now = sum_of(r, old, grad);
    else if (kt_is_sparse(grad))
        now = own_sparse_gradient(r, grad);
    else
        now = r->create ? kta_clone(r->ctx, grad) : kt_copy_c(r->ctx, grad);
    if (!now) return false;
    a->grad = now;
    kt_xdecref(r->ctx, old);
    return true;
}

static bool before_node(Run *r, KtNode *n, KtTensor **grads) {
    for (int i = 0; i < n->n_out; i++) {
        if (!grads[i]) continue;
        KtTensor *t = n->retain ? n->retain[i] : NULL;
        if (t && t->ag->retains_first && !keep_retained(r, t, grads[i])) return false;
        if (n->hooks && n->hooks[i] && !run_hooks(r, &n->hooks[i], &grads[i])) return false;
        t = n->retain ? n->retain[i] : NULL; /* a hook may let go of it */
        if (t && !t->ag->retains_first && !keep_retained(r, t, grads[i])) return false;
    }
    return true;
}

#define MANY 8
static bool pass_on(Run *r, KtNode *n, KtTensor **result) {
    bool ok = true;
    for (int i = 0; i < n->n_in; i++) {
        KtEdge edge = n->edges[i];
        if (!edge.node) continue;
        int at = entry_at(r, &edge);
        if (KB_UNLIKELY(at < 0)) continue;
        Entry *e = &r->entries[at];
        if (ok && result[i]) {
            KtTensor *t = result[i];
            ok = add_to(r, e, edge.output, t);
            kt_decref(r->ctx, t); /* the sum now holds what is left of it */
            result[i] = NULL;
        }
        if (--e->waiting == 0 && (!r->selective || e->needed)) push(r, at);
    }
    return ok;
}

static bool run_own_hooks(Run *r, KtNode *n, bool before, KtTensor **grads, int n_grads,
                          KtTensor *const *given, int n_given) {
    bool ok = true;
    kt_ag_hooks_begin(r->ctx);
    for (KtNodeHook *h = n->own_hooks; h; h = h->next)
        h->due = !h->removed && h->before == before;
    for (KtNodeHook *h = n->own_hooks; ok && h; h = h->next)
        ok = !h->due || h->fn(r->ctx, h->user, grads, n_grads, given, n_given);
    kt_ag_hooks_end(r->ctx, NULL, &n->own_hooks);
    if (!ok && r->ctx->error == KT_NO_ERROR) return kt_fail(r->ctx, KT_HOST_ERROR, "a hook failed");
    return ok;
}

static bool run_leaf(Run *r, KtNode *n, KtTensor **grads) {
    if (!grads[0]) return true;
    KtTensor *leaf = n->variable;
    if (n->own_hooks && !run_own_hooks(r, n, true, grads, 1, NULL, 0)) return false;
    if (leaf->ag && leaf->ag->hooks && !run_hooks(r, &leaf->ag->hooks, &grads[0])) return false;
    return accumulate(r, leaf, grads[0]) &&
           (!n->own_hooks || run_own_hooks(r, n, false, NULL, 0, grads, 1));
}

/* What a rule of the host's gives may be of another type than its operands. */
static bool cast_results(Run *r, const KtNode *n, KtTensor **result) {
    for (int i = 0; i < n->n_in; i++) {
        KtTensor *t = result[i];
        if (!t || t->dtype == n->in[i].dtype || kt_is_complex_dtype(t->dtype)) continue;
        result[i] = kta_cast(r->ctx, t, n->in[i].dtype);
        kt_decref(r->ctx, t);
        if (!result[i]) return false;
    }
    return true;
}

static bool apply(Run *r, KtNode *n, KtTensor **grads, KtTensor **result) {
    bool any = false, ok = true;
    for (int i = 0; i < n->n_out; i++) {
        if (!grads[i]) continue;
        any = true;
        if (KB_LIKELY(!(grads[i]->flags & KT_T_UNUSUAL)) ||
            (!n->apply && n->rule->kind == KT_RULE_LAZY && !kt_is_sparse(grads[i])))
            continue;
        if (kt_is_sparse(grads[i])) {
            if (n->apply || ag_takes_sparse(n)) continue;
            return kt_fail(r->ctx, KT_NOT_IMPLEMENTED_ERROR, "%s of a sparse gradient",
                           kta_node_name(n));
        }
        KtTensor *plain = resolved(r, grads[i]);
        if (!plain) return false;
        kt_decref(r->ctx, grads[i]);
        grads[i] = plain;
    }
    if (n->apply) {
        if (n->n_saved && !n->looks_itself && !kt_ag_saved_intact(r->ctx, n)) return false;
        ok = n->apply(r->ctx, n->user, grads, n->n_out, result, n->n_in);
        if (!ok && r->ctx->error == KT_NO_ERROR)
            ok = kt_fail(r->ctx, KT_HOST_ERROR, "a custom backward failed");
        return ok && cast_results(r, n, result);
    }
    if (any) kt_ag_run(r->ctx, n, !r->retain, grads, result, &ok);
    return ok;
}

static bool run_node(Run *r, int at) {
    Entry *e = &r->entries[at];
    KtNode *n = e->node;
    if (e->capture && !capture(r, e)) return false;
    bool leaf = n->variable != NULL;
    if (leaf && r->results) return true;
    if (r->selective && r->results && e->capture) { /* only what lies beyond it still matters */
        bool beyond = false;
        for (int i = 0; i < n->n_in && !beyond; i++) {
            KtEdge edge = n->edges[i];
            int to = edge.node ? entry_at(r, &edge) : -1;
            beyond = to >= 0 && r->entries[to].needed;
        }
        if (!beyond) return true;
    }
    KtTensor *none[1] = {NULL}, **grads = e->sums ? e->sums : none, **zero = NULL;
    if (!e->sums && n->n_out > 1) {
        if (!(zero = kb_calloc(r->ctx->alloc, sizeof *zero * n->n_out)))
            return kt_fail_memory(r->ctx, sizeof *zero * n->n_out);
        grads = zero;
    }
    if (leaf) return run_leaf(r, n, grads);
    KtTensor *few[MANY] = {NULL}, **result = few;
    size_t size = sizeof *result * n->n_in;
    bool ok = true;
    if (n->n_in > MANY && !(result = kb_calloc(r->ctx->alloc, size)))
        ok = kt_fail_memory(r->ctx, size);
    if (ok) {
        ok = before_node(r, n, grads) &&
             (!n->own_hooks || run_own_hooks(r, n, true, grads, n->n_out, NULL, 0)) &&
             apply(r, n, grads, result) &&
             (!n->own_hooks || run_own_hooks(r, n, false, result, n->n_in, grads, n->n_out)) &&
             (!r->ctx->anomaly_mode || kt_ag_refuse_nan(r->ctx, n, result));
        e = &r->entries[at];
        drop_sums(r, e);
        if (ok && !r->retain && (n->apply || n->n_saved)) kt_ag_release(r->ctx, n);
        ok = ok && pass_on(r, n, result);
        for (int i = 0; i < n->n_in; i++)
            kt_xdecref(r->ctx, result[i]);
        if (n->n_in > MANY) kb_free(r->ctx->alloc, result, size);
    }
    if (zero) kb_free(r->ctx->alloc, zero, sizeof *zero * n->n_out);
    return ok;
}

/* The same in anomaly mode: what is made meanwhile is induced by the node, and it is reported. */
static bool run_watched(Run *r, int at) {
    KtAnomaly *a = kt_ag_anomaly(r->ctx);
    KtNode *outer = a->running;
    a->running = r->entries[at].node;
    bool ok = run_node(r, at);
    a->running = outer;
    if (!ok) kt_ag_report(r->ctx, r->entries[at].node);
    return ok;
}

static bool run_all(Run *r) {
    size_t size = sizeof(int) * r->n;
    if (!(r->heap = kb_malloc(r->ctx->alloc, size))) return kt_fail_memory(r->ctx, size);
    for (int i = 0; i < r->n; i++)
        if (r->entries[i].visited && !r->entries[i].waiting &&
            (!r->selective || r->entries[i].needed))
            push(r, i);
    while (r->n_heap) {
        if (r->ctx->interrupted && r->ctx->interrupted(r->ctx->host))
            return kt_fail(r->ctx, KT_INTERRUPT, "interrupted");
        int at = pop(r);
        if (!(r->ctx->anomaly_mode ? run_watched(r, at) : run_node(r, at))) return false;
        drop_sums(r, &r->entries[at]);
    }
    return true;
}

/* ---- roots ---- */

static KtTensor *root_gradient(KtCtx *ctx, KtTensor *root, KtTensor *given, int i) {
    char want[300], have[300];
    if (!given) {
        if (root->numel != 1)
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "grad can be implicitly created only for scalar outputs");
        if (kt_is_sparse(root))
            return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR,
                                "the first gradient of a sparse root");
        KtScalar one = kt_scalar_int(1);
        return kt_full(ctx, root->dtype, root->ndim, root->sizes, &one);
    }
    if (!kt_same_shape(root, given))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "Mismatch in shape: grad_output[%d] has a shape of torch.Size(%s) and "
                            "output[%d] has a shape of torch.Size(%s).",
                            i, kt_shape_str(have, sizeof have, given->ndim, given->sizes), i,
                            kt_shape_str(want, sizeof want, root->ndim, root->sizes));
    if (kt_is_complex_dtype(root->dtype) != kt_is_complex_dtype(given->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "For complex Tensors, both grad_output and output are required to have "
                            "the same dtype. Mismatch in dtype: grad_output[%d] has a dtype of "
                            "torch.%s and output[%d] has a dtype of torch.%s.",
                            i, kt_dtype_info[given->dtype].torch_name, i,
                            kt_dtype_info[root->dtype].torch_name);
    return given->dtype == root->dtype ? kt_incref(given) : kta_cast(ctx, given, root->dtype);
}

static bool check_root(KtCtx *ctx, KtTensor *root, int i) {
    return kta_requires_grad(root) ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "element %d of tensors does not require grad and does not have a grad_fn", i);
}

static bool add_roots(Run *r, int n, const KtEdge *edges, KtTensor *const *grads) {
    r->apart = *kt_ag_n_apart(r->ctx) > 0;
    for (int i = 0; i < n; i++)
        if (!visit(r, edges[i].node)) return false;
    for (int i = 0; i < n; i++)
        if (!add_to(r, &r->entries[find(r, edges[i].node)], edges[i].output, grads[i]))
            return false;
    return true;
}

static bool check_results(Run *r, bool allow_unused) {
    for (int i = 0; i < r->n_inputs && !allow_unused; i++)
        if (!r->results[i])
            return kt_fail(r->ctx, KT_RUNTIME_ERROR,
                           "One of the differentiated Tensors appears to not have been used in the "
                           "graph. Set allow_unused=True if this is the desired behavior.");
    return true;
}

static bool run_backward(Run *r, int n_roots, const KtEdge *edges, KtTensor *const *grads,
                         KtTensor *const *inputs, bool allow_unused) {
    KtCtx *ctx = r->ctx;
    bool recording = ctx->grad_enabled, outer = kt_ag_swap_selective(ctx, r->selective);
    ctx->grad_enabled = r->create;
    bool ok = (!r->n_inputs || find_inputs(r, inputs)) && add_roots(r, n_roots, edges, grads);
    ok = ok && run_all(r) && (!r->results || check_results(r, allow_unused));
    ctx->grad_enabled = recording;
    kt_ag_swap_selective(ctx, outer);
    for (int i = 0; !ok && r->results && i < r->n_inputs; i++) {
        kt_xdecref(ctx, r->results[i]);
        r->results[i] = NULL;
    }
    return ok;
}

bool kt_ag_backward_within(KtCtx *ctx, int n_roots, const KtEdge *roots, KtTensor *const *grads,
                           int n_inputs, const KtEdge *inputs, KtTensor **results) {
    Run r = {.ctx = ctx,
             .retain = true,
             .create = ctx->grad_enabled,
             .selective = true,
             .n_inputs = n_inputs,
             .results = results};
    bool outer = kt_ag_swap_unguarded(ctx, true);
    bool ok = copy_inputs(&r, inputs) && add_roots(&r, n_roots, roots, grads) && run_all(&r);
    kt_ag_swap_unguarded(ctx, outer);
    free_run(&r);
    return ok; /* the results are the caller's, even so */
}

bool kta_backward(KtCtx *ctx, int n_roots, KtTensor *const *roots, KtTensor *const *grads,
                  bool retain_graph, bool create_graph, int n_inputs, KtTensor *const *inputs,
                  KtTensor **results, bool allow_unused) {
    Run r = {.ctx = ctx,
             .retain = retain_graph || create_graph,
             .create = create_graph,
             .selective = n_inputs > 0,
             .n_inputs = n_inputs,
             .results = results};
    for (int i = 0; results && i < n_inputs; i++)
        results[i] = NULL;
    size_t size = (sizeof(KtEdge) + sizeof(KtTensor *)) * (n_roots ? n_roots : 1);
    KtEdge *edges = kb_calloc(ctx->alloc, size);
    if (!edges) return kt_fail_memory(ctx, size);
    KtTensor **g = (KtTensor **)(edges + n_roots);
    bool ok = true;
    for (int i = 0; ok && i < n_roots; i++)
        ok = (g[i] = root_gradient(ctx, roots[i], grads ? grads[i] : NULL, i)) != NULL;
    for (int i = 0; ok && i < n_roots; i++)
        ok = check_root(ctx, roots[i], i) && edge_of(ctx, roots[i], &edges[i]);
    if (ok) {
        ok = run_backward(&r, n_roots, edges, g, inputs, allow_unused);
        free_run(&r);
    }
    for (int i = 0; i < n_roots; i++) {
        kt_xdecref(ctx, g[i]);
        if (edges[i].node) kta_node_decref(ctx, edges[i].node);
    }
    kb_free(ctx->alloc, edges, size);
    return ok;
}
