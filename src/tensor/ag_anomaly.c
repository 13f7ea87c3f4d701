/* Anomaly mode (torch.autograd.set_detect_anomaly): nodes know where the script made them and
 * during which node's backward; a node that fails, or gives nan where that is checked, is reported.
 */
#include "autograd_private.h"
#include "sparse.h"

typedef struct KtOrigin {
    void *trace; /* the host's */
    void (*free)(KtCtx *ctx, void *trace);
    KtNode *induced_by; /* owned or NULL */
} KtOrigin;

bool kta_set_anomaly(KtCtx *ctx, bool on, bool check_nan, const KtAnomalyHooks *hooks) {
    KtAnomaly *a = kt_ag_anomaly(ctx);
    if (!a) return false;
    a->hooks = *hooks;
    a->check_nan = check_nan;
    ctx->anomaly_mode = on;
    return true;
}
bool kta_anomaly_checks_nan(const KtCtx *ctx) {
    return !ctx->autograd || kt_ag_anomaly((KtCtx *)ctx)->check_nan;
}
void *kta_node_trace(const KtNode *n) {
    return n->origin ? n->origin->trace : NULL;
}
KtNode *kta_node_induced_by(const KtNode *n) {
    return n->origin ? n->origin->induced_by : NULL;
}

bool kt_ag_note_origin(KtCtx *ctx, KtNode *n) {
    const KtAnomaly *a = kt_ag_anomaly(ctx);
    KtOrigin *o = kb_malloc(ctx->alloc, sizeof *o);
    if (!o) return kt_fail_memory(ctx, sizeof *o);
    *o = (KtOrigin){.trace = a->hooks.trace(ctx, a->hooks.user), .free = a->hooks.free};
    if (!o->trace) {
        kb_free(ctx->alloc, o, sizeof *o);
        return false;
    }
    if (a->running) o->induced_by = kta_node_incref(a->running);
    n->origin = o;
    return true;
}
void kt_ag_forget_origin(KtCtx *ctx, KtNode *n) {
    KtOrigin *o = n->origin;
    n->origin = NULL;
    o->free(ctx, o->trace);
    if (o->induced_by) kta_node_decref(ctx, o->induced_by);
    kb_free(ctx->alloc, o, sizeof *o);
}

static bool holds_nan(KtCtx *ctx, KtTensor *t, bool *nan) {
    *nan = false;
    if (kt_is_sparse(t)) t = kt_sparse_of(t)->values;
    if (!kt_is_float_dtype(t->dtype) && !kt_is_complex_dtype(t->dtype)) return true;
    KtTensor *is = kt_unary(ctx, KT_OP_ISNAN, t, KT_NO_DTYPE, NULL),
             *any = is ? kt_reduce(ctx, KT_OP_ANY, is, NULL, 0, false, KT_NO_DTYPE, NULL) : NULL;
    KtScalar found;
    bool ok = any && kt_item(ctx, any, &found);
    *nan = ok && found.i;
    kt_xdecref(ctx, any);
    kt_xdecref(ctx, is);
    return ok;
}
bool kt_ag_refuse_nan(KtCtx *ctx, const KtNode *n, KtTensor *const *grads) {
    bool nan;
    for (int i = 0; kt_ag_anomaly(ctx)->check_nan && i < n->n_in; i++) {
        if (!grads[i]) continue;
        if (!holds_nan(ctx, grads[i], &nan)) return false;
        if (nan)
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Function '%s' returned nan values in its %dth output.",
                           kta_node_name(n), i);
    }
    return true;
}
void kt_ag_report(KtCtx *ctx, KtNode *n) {
    const KtAnomalyHooks *hooks = &kt_ag_anomaly(ctx)->hooks;
    hooks->report(ctx, hooks->user, n);
}
