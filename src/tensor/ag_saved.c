/* What a node shows of what it saves, under PyTorch's names: the table is saved.def. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "autograd_private.h"

static const struct SavedRow {
    const char *node, *rule, *names;
} rows[] = {
#define SAVED(node, names)          {node, node, names},
#define SAVED_BY(node, rule, names) {node, rule, names},
#include "saved.def"
#undef SAVED_BY
#undef SAVED
};

static int by_node(const void *name, const void *row) {
    return strcmp(name, ((const struct SavedRow *)row)->node);
}
static const struct SavedRow *row_of(const KtNode *n) {
    return bsearch(kta_node_name(n), rows, sizeof rows / sizeof *rows, sizeof *rows, by_node);
}
/* What the row tells of places is about n: of a node that stands for several, the tensors. */
static bool is_told_of(const struct SavedRow *r, const KtNode *n, char kind) {
    if (n->rule->kind == KT_RULE_MANY) return strchr("tw", kind) != NULL;
    return kt_ag_whole_saved(n, 0) || !strcmp(n->rule->name, r->rule);
}

bool kta_saved_next(const KtNode *n, KtSavedName *s) {
    const struct SavedRow *r = row_of(n);
    const char *p = s->name ? s->end : r ? r->names : "";
    while (*p == ' ')
        p++;
    if (!*p) return false;
    s->name = p;
    s->len = (int)strcspn(p, " *=");
    p += s->len;
    s->is_tensor = *p == '*';
    if (s->is_tensor) p++;
    s->kind = '?';
    s->at = s->edge = -1;
    if (*p == '=') {
        char *end;
        int at = (int)strtol(p + 2, &end, 10), edge = -1;
        if (*end == '/') edge = (int)strtol(end + 1, &end, 10);
        if (is_told_of(r, n, p[1])) {
            s->kind = p[1];
            s->at = at;
            s->edge = n->rule->kind == KT_RULE_MANY ? -1 : edge;
        }
        p = end;
    }
    s->end = p;
    return true;
}

bool kta_saved_named(const KtNode *n, const char *name, KtSavedName *s) {
    *s = (KtSavedName){.name = NULL};
    while (kta_saved_next(n, s))
        if (!strncmp(s->name, name, (size_t)s->len) && !name[s->len]) return true;
    return false;
}

int kta_saved_slot(const KtNode *n, const KtSavedName *s) {
    for (int i = 0; s->kind == 'w' && i < n->n_saved; i++) {
        const char *own = kt_ag_whole_saved(n, i);
        if (!own) break;
        if (!strncmp(own, s->name, (size_t)s->len) && !own[s->len]) return i;
    }
    bool tensor = s->kind && strchr("twuv", s->kind);
    return tensor && s->at < n->n_saved ? s->at : -1;
}

bool kta_saved_is_none(const KtNode *n, const KtSavedName *s) {
    return s->edge >= 0 && (s->edge >= n->n_in || !n->edges[s->edge].node);
}

KtTensor *kta_saved_whole(KtCtx *ctx, KtNode *n, int slot) {
    Ag g = {.ctx = ctx, .n = n};
    KtTensor *t = ag_saved(&g, slot);
    if (t) kt_incref(t);
    while (g.n_pool)
        kt_decref(ctx, g.pool[--g.n_pool]);
    return t;
}
KtTensor *kta_saved_tensor(KtCtx *ctx, KtNode *n, int slot) {
    Ag g = {.ctx = ctx, .n = n};
    bool recording = ctx->grad_enabled;
    ctx->grad_enabled = true;
    KtTensor *t = ag_saved(&g, slot);
    if (t && n->saved[slot].as == KT_KEPT_TRANSPOSED) t = ag_keep(&g, kta_t(ctx, t));
    if (t && n->saved[slot].as == KT_KEPT_ROWS) {
        int64_t sizes[KT_MAX_DIMS];
        t = ag_keep(&g, kta_view(ctx, t, kt_ag_kept_sizes(n, &n->saved[slot], sizes), sizes));
    }
    ctx->grad_enabled = recording;
    if (t) kt_incref(t);
    while (g.n_pool)
        kt_decref(ctx, g.pool[--g.n_pool]);
    return t;
}

int kta_node_n_saved(const KtNode *n) {
    int count = n->n_saved;
    while (count && !n->saved[count - 1].was_set)
        count--;
    return count;
}
bool kta_saved_int(const KtNode *n, const KtSavedName *s, int64_t *v) {
    if (s->at >= n->n_attr) return false;
    *v = n->attr[s->at].i;
    return true;
}
bool kta_saved_float(const KtNode *n, const KtSavedName *s, double *v) {
    if (s->at >= n->n_attr) return false;
    *v = n->attr[s->at].d;
    return s->kind == 'd' || *v != floor(*v);
}
int kta_saved_list(const KtNode *n, const KtSavedName *s, int64_t list[3]) {
    if (s->at + 3 > n->n_attr || n->attr[0].i < 0 || n->attr[0].i > 3) return -1;
    for (int i = 0; i < 3; i++)
        list[i] = n->attr[s->at + i].i;
    return (int)n->attr[0].i;
}
int kta_saved_sizes(const KtNode *n, const KtSavedName *s, const int64_t **sizes) {
    static const int64_t none[1] = {0};
    const KtMeta *m = s->kind == 'o' ? n->out : n->in;
    if (s->kind == 'B' && (s->at >= n->n_in || !m[s->at].sizes)) {
        *sizes = none;
        return 1;
    }
    if (s->at >= (s->kind == 'o' ? n->n_out : n->n_in) || !m[s->at].sizes) return -1;
    *sizes = m[s->at].sizes;
    return m[s->at].ndim;
}

bool kta_saved_hook(KtCtx *ctx, KtNode *n, int slot, const KtPackHooks *hooks) {
    KtSaved *s = slot < n->n_saved ? &n->saved[slot] : NULL;
    if (s && s->packed)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Calling register_hooks on a saved tensor whose hooks have already been "
                       "set. Hint: only one pair of hooks is allowed at a time.");
    if (!s || !s->was_set)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Calling register_hooks on a saved tensor with value None is forbidden");
    if (!s->t)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Calling register_hooks on a saved tensor after it has been freed. Saved "
                       "intermediate values of the graph are freed when you call .backward() or "
                       "autograd.grad(). Specify retain_graph=True if you need to backward "
                       "through the graph a second time or if you need to access saved variables "
                       "after calling backward.");
    return kt_ag_pack(ctx, s, hooks);
}
