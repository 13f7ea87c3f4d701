/* Hooks of tensors and nodes, and gradients that results keep: all of them hang on the node.
 *
 * A tensor's hooks lie with the node that made it, in the list of its output; those of a leaf in
 * its record. While hooks run none is freed, as they may remove each other. */
#include "autograd_private.h"

void kt_ag_free_hooks(KtCtx *ctx, KtHook *h) {
    while (h) {
        KtHook *next = h->next;
        if (h->free) h->free(ctx, h->user);
        kb_free(ctx->alloc, h, sizeof *h);
        h = next;
    }
}

void kt_ag_forget_retained(KtCtx *ctx, KtTensor *t) {
    KtAutograd *a = t->ag;
    KtNode *fn = a->retaining;
    if (!fn) return;
    a->retaining = NULL;
    if (fn->retain[a->retaining_output] == t) fn->retain[a->retaining_output] = NULL;
    kta_node_decref(ctx, fn);
}
bool kt_ag_retain_at(KtCtx *ctx, KtTensor *t, KtNode *fn, int i) {
    if (!fn->retain && !(fn->retain = kb_calloc(ctx->alloc, sizeof(KtTensor *) * fn->n_out)))
        return kt_fail_memory(ctx, sizeof(KtTensor *) * fn->n_out);
    kt_ag_forget_retained(ctx, t);
    fn->retain[i] = t;
    t->ag->retaining = kta_node_incref(fn);
    t->ag->retaining_output = i;
    return true;
}

void kt_ag_free_node_hooks(KtCtx *ctx, KtNodeHook *h) {
    while (h) {
        KtNodeHook *next = h->next;
        h->free(ctx, h->user);
        kb_free(ctx->alloc, h, sizeof *h);
        h = next;
    }
}

bool kta_retain_grad(KtCtx *ctx, KtTensor *t) {
    if (!kta_requires_grad(t))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "can't retain_grad on Tensor that has requires_grad=False");
    bool ok;
    KtNode *fn = kta_grad_fn(ctx, t, &ok);
    if (!ok) return false;
    if (!fn || t->ag->retains_grad) return true; /* leaves keep theirs anyway */
    KtEdge at = kta_edge_now((KtEdge){fn, t->ag->output});
    if (!kt_ag_retain_at(ctx, t, at.node, at.output)) return false;
    t->ag->retains_grad = true;
    t->ag->retains_first = !t->ag->hooked;
    return true;
}

KtHook **kt_ag_hooks_at(KtCtx *ctx, KtEdge at) {
    KtNode *n = at.node;
    if (!n->hooks && !(n->hooks = kb_calloc(ctx->alloc, sizeof(KtHook *) * n->n_out))) {
        kt_fail_memory(ctx, sizeof(KtHook *) * n->n_out);
        return NULL;
    }
    return &n->hooks[at.output];
}
static KtHook **hooks_of(KtCtx *ctx, KtTensor *t) {
    bool ok;
    KtAutograd *a = kt_ag_of(ctx, t);
    KtNode *fn = a ? kta_grad_fn(ctx, t, &ok) : NULL;
    if (!a || !ok) return NULL;
    return fn ? kt_ag_hooks_at(ctx, kta_edge_now((KtEdge){fn, a->output})) : &a->hooks;
}

/* Where a's hooks are. */
static KtEdge hooked(const KtAutograd *a) {
    return kta_edge_now((KtEdge){a->hooked, a->hooked_output});
}
bool kta_add_hook(KtCtx *ctx, KtTensor *t, KtHookFn fn, void *user,
                  void (*free_user)(KtCtx *, void *), int64_t *id) {
    if (!kta_requires_grad(t))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "cannot register a hook on a tensor that doesn't require gradient");
    KtAutograd *a = t->ag;
    KtHook **at = a && a->hooked ? kt_ag_hooks_at(ctx, hooked(a)) : hooks_of(ctx, t),
           *h = at ? kb_malloc(ctx->alloc, sizeof *h) : NULL;
    if (!at) return false;
    if (!h) return kt_fail_memory(ctx, sizeof *h);
    a = t->ag;
    if (a && a->grad_fn && !a->hooked) {
        a->hooked = kta_node_incref(a->grad_fn);
        a->hooked_output = a->output;
    }
    *h = (KtHook){.fn = fn, .user = user, .free = free_user};
    *id = h->id = ++kt_ag_hooking(ctx)->last_id;
    while (*at)
        at = &(*at)->next;
    *at = h;
    return true;
}

static bool remove_from(KtCtx *ctx, KtHook **at, int64_t id) {
    for (; *at; at = &(*at)->next)
        if ((*at)->id == id) {
            KtHook *h = *at;
            h->removed = true;
            if (kt_ag_hooking(ctx)->running) return true;
            *at = h->next;
            h->next = NULL;
            kt_ag_free_hooks(ctx, h);
            return true;
        }
    return false;
}

void kt_ag_hooks_begin(KtCtx *ctx) {
    kt_ag_hooking(ctx)->running++;
}
void kt_ag_hooks_end(KtCtx *ctx, KtHook **of_tensor, KtNodeHook **of_node) {
    if (--kt_ag_hooking(ctx)->running) return;
    while (of_tensor && *of_tensor) {
        KtHook *h = *of_tensor;
        if (!h->removed) {
            of_tensor = &h->next;
            continue;
        }
        *of_tensor = h->next;
        h->next = NULL;
        kt_ag_free_hooks(ctx, h);
    }
    while (of_node && *of_node) {
        KtNodeHook *h = *of_node;
        if (!h->removed) {
            of_node = &h->next;
            continue;
        }
        *of_node = h->next;
        h->next = NULL;
        kt_ag_free_node_hooks(ctx, h);
    }
}

void kta_remove_hook(KtCtx *ctx, KtTensor *t, int64_t id) {
    if (!t->ag || remove_from(ctx, &t->ag->hooks, id)) return;
    KtEdge at = hooked(t->ag);
    if (at.node && at.node->hooks) remove_from(ctx, &at.node->hooks[at.output], id);
}

bool kta_node_add_hook(KtCtx *ctx, KtNode *n, bool before, KtNodeHookFn fn, void *user,
                       void (*free_user)(KtCtx *, void *), int64_t *id) {
    KtNodeHook *h = kb_malloc(ctx->alloc, sizeof *h), **at = &n->own_hooks;
    if (!h) return kt_fail_memory(ctx, sizeof *h);
    *id = ++kt_ag_hooking(ctx)->last_id;
    *h = (KtNodeHook){.fn = fn, .user = user, .free = free_user, .id = *id, .before = before};
    while (*at)
        at = &(*at)->next;
    *at = h;
    return true;
}

void kta_node_remove_hook(KtCtx *ctx, KtNode *n, int64_t id) {
    for (KtNodeHook **at = &n->own_hooks, *h; (h = *at); at = &h->next)
        if (h->id == id) {
            h->removed = true;
            if (kt_ag_hooking(ctx)->running) return;
            *at = h->next;
            h->next = NULL;
            kt_ag_free_node_hooks(ctx, h);
            return;
        }
}
