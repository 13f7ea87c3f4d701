/* Differentiable indexing, gathering and scattering with their rules.
 *
 * Basic indices become chains of select, slice and unsqueeze, as PyTorch records them. An index
 * with tensors is one node: its items lie in the attributes (FIELDS each), its tensors in the saved
 * slots. */
#include <string.h>

#include "autograd_private.h"

#define GO     (g->grad[0])
#define IN     (&g->n->in[0])
#define FIELDS 5
#define ITEMS  (KT_MAX_DIMS * 2)

static bool operand_needs(const KtCtx *ctx, const KtOperand *o) {
    return o->t && AG_NEEDS(ctx, o->t);
}

/* ---- items in a node ---- */

static void pack(const KtIndexItem *items, int n, KtAttr *attr, KtTensor **save) {
    for (int i = 0; i < n; i++) {
        const KtIndexItem *it = &items[i];
        KtAttr *a = attr + FIELDS * i;
        a[0].i = it->kind;
        a[1].i = it->has_start | it->has_stop << 1 | it->has_step << 2;
        a[2].i = it->start;
        a[3].i = it->stop;
        a[4].i = it->step;
        save[i] = it->t;
    }
}
static int unpack(Ag *g, KtIndexItem *items) {
    int n = g->n->n_attr / FIELDS;
    for (int i = 0; i < n; i++) {
        const KtAttr *a = g->n->attr + FIELDS * i;
        items[i] = (KtIndexItem){.kind = (KtIndexKind)a[0].i,
                                 .has_start = a[1].i & 1,
                                 .has_stop = a[1].i >> 1 & 1,
                                 .has_step = a[1].i >> 2 & 1,
                                 .start = a[2].i,
                                 .stop = a[3].i,
                                 .step = a[4].i,
                                 .t = i < g->n->n_saved ? ag_saved(g, i) : NULL};
    }
    return g->failed ? -1 : n;
}
static bool record_items(KtCtx *ctx, KtTensor *r, const KtRule *rule, AgList in,
                         const KtIndexItem *items, int n) {
    KtAttr attr[FIELDS * ITEMS];
    KtTensor *save[ITEMS];
    if (n > ITEMS) return kt_fail(ctx, KT_INDEX_ERROR, "too many indices");
    pack(items, n, attr, save);
    return kt_ag_record_n(ctx, AG_T(r), rule, in, (AgList){n, save}, (AgAttrs){FIELDS * n, attr});
}
static bool is_basic(const KtIndexItem *items, int n) {
    for (int i = 0; i < n; i++)
        if (items[i].kind == KT_IX_TENSOR || items[i].kind == KT_IX_BOOL) return false;
    return true;
}

/* ---- basic indices ---- */

static int consumed(const KtIndexItem *items, int n) {
    int k = 0;
    for (int i = 0; i < n; i++)
        k += items[i].kind == KT_IX_INT || items[i].kind == KT_IX_SLICE;
    return k;
}

static KtTensor *step(KtCtx *ctx, KtTensor *t, const KtIndexItem *it, int *dim, int skip,
                      bool alone) {
    switch (it->kind) {
    case KT_IX_INT:
        return kta_select(ctx, t, *dim, it->start);
    case KT_IX_NEWAXIS:
        return kta_unsqueeze(ctx, t, (*dim)++);
    case KT_IX_ELLIPSIS:
        *dim += skip;
        return kt_incref(t);
    default: {
        int d = (*dim)++;
        int64_t size = t->sizes[d], start = it->has_start ? it->start : 0;
        int64_t stop = it->has_stop ? it->stop : INT64_MAX, by = it->has_step ? it->step : 1;
        /* PyTorch leaves out only a slice among others that ends exactly at the size */
        if (!alone && start == 0 && stop == size && by == 1) return kt_incref(t);
        return kta_slice(ctx, t, d, start, stop, by);
    }
    }
}

static KtTensor *basic(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n) {
    KtTensor *t = kt_incref(a);
    int dim = 0, skip = a->ndim - consumed(items, n);
    for (int i = 0; t && i < n; i++) {
        KtTensor *next = step(ctx, t, &items[i], &dim, skip, n == 1);
        kt_decref(ctx, t);
        t = next;
    }
    if (t != a) return t;
    KtTensor *r = kta_alias(ctx, a);
    kt_decref(ctx, t);
    return r;
}

/* ---- a[items] ---- */

static void back_index(Ag *g);
static void back_put_zeros(Ag *g);
static const KtRule rule_index = {"IndexBackward0", back_index, false};
static const KtRule rule_select = {"MaskedSelectBackward0", back_index, false};
static const KtRule rule_put_zeros = {"IndexPutBackward0", back_put_zeros, false};

/* Zeros with x added at the items. */
static KtTensor *put_zeros(Ag *g, const KtMeta *m, KtTensor *x) {
    KtIndexItem items[ITEMS];
    int n = unpack(g, items);
    if (n < 0 || !x) return NULL;
    KtTensor *r = ag_keep(g, kt_zeros(g->ctx, x->dtype, m->ndim, m->sizes));
    KtOperand v = kt_operand(x);
    bool ok = r && kt_index_add_at(g->ctx, r, items, n, &v);
    if (ok && AG_NEEDS(g->ctx, x)) ok = record_items(g->ctx, r, &rule_put_zeros, AG_T(x), items, n);
    if (!ok) g->failed = true;
    return ok ? r : NULL;
}
static KtTensor *get(Ag *g, KtTensor *x) {
    KtIndexItem items[ITEMS];
    int n = unpack(g, items);
    return n < 0 || !x ? NULL : ag_keep(g, kta_index_get(g->ctx, x, items, n));
}
static void back_index(Ag *g) {
    ag_set(g, 0, put_zeros(g, IN, GO));
}
static void back_put_zeros(Ag *g) {
    ag_set(g, 0, get(g, GO));
}

KtTensor *kta_index_get(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n) {
    bool is_view = false;
    KtTensor *r = kt_index_get(ctx, a, items, n, &is_view);
    if (!r) return NULL;
    bool need = AG_NEEDS(ctx, a), ok = true;
    if (need && is_basic(items, n)) {
        kt_decref(ctx, r); /* it has checked the indices */
        return basic(ctx, a, items, n);
    }
    if (is_view && r != a) ok = kt_ag_mark_view(ctx, r, a, KT_VIEW_PLAIN);
    if (ok && need) ok = record_items(ctx, r, &rule_index, AG_T(a), items, n);
    if (ok) return r;
    kt_decref(ctx, r);
    return NULL;
}

/* ---- a[items] = value: operands a, value ---- */

static void back_zero_at(Ag *g);
static const KtRule rule_zero_at = {"IndexPutBackward0", back_zero_at, false};

static KtTensor *zero_at(Ag *g, KtTensor *x) {
    KtIndexItem items[ITEMS];
    int n = unpack(g, items);
    KtTensor *r = n < 0 || !x ? NULL : ag_keep(g, kt_clone(g->ctx, x));
    KtOperand zero = kt_operand_scalar(kt_scalar_int(0));
    bool ok = r && kt_index_set(g->ctx, r, items, n, &zero);
    if (ok && AG_NEEDS(g->ctx, x)) ok = record_items(g->ctx, r, &rule_zero_at, AG_T(x), items, n);
    if (!ok) g->failed = true;
    return ok ? r : NULL;
}
static void back_zero_at(Ag *g) {
    ag_set(g, 0, zero_at(g, GO));
}
static void back_index_put(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, zero_at(g, GO));
    if (ag_needs(g, 1)) {
        KtTensor *v = get(g, GO);
        const KtMeta *m = &g->n->in[1];
        int extra = v ? m->ndim - v->ndim : 0; /* the value may have leading ones */
        if (extra > 0) v = g_reshape(g, ag_sum_to(g, v, v->ndim, m->sizes + extra), m);
        ag_set(g, 1, v);
    }
}
static const KtRule rule_index_put = {"IndexPutBackward0", back_index_put, false};

static void back_index_added(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, GO);
    if (ag_needs(g, 1)) {
        KtTensor *v = get(g, GO);
        const KtMeta *m = &g->n->in[1];
        int extra = v ? m->ndim - v->ndim : 0;
        if (extra > 0) v = g_reshape(g, ag_sum_to(g, v, v->ndim, m->sizes + extra), m);
        ag_set(g, 1, v);
    }
}
static const KtRule rule_index_added = {"IndexPutBackward0", back_index_added, false};
KtTensor *kta_index_added(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                          const KtOperand *value) {
    KtTensor *r = kt_clone(ctx, a);
    bool ok = r && kt_index_add_at(ctx, r, items, n, value);
    if (ok && (AG_NEEDS(ctx, a) || (value->t && AG_NEEDS(ctx, value->t))))
        ok = record_items(ctx, r, &rule_index_added, AG_T(a, value->t), items, n);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

static bool set_basic(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                      const KtOperand *value) {
    KtTensor *v = kta_index_get(ctx, a, items, n);
    KtTensor *x = !v         ? NULL
                  : value->t ? kt_incref(value->t)
                             : kt_scalar_tensor(ctx, a->dtype, &value->s);
    while (x && x->ndim > v->ndim && x->sizes[0] == 1) {
        KtTensor *s = kta_select(ctx, x, 0, 0);
        kt_decref(ctx, x);
        x = s;
    }
    KtTensor *check = x ? kt_broadcast_to(ctx, x, v->ndim, v->sizes) : NULL;
    bool ok = check && kta_copy_(ctx, v, x);
    kt_xdecref(ctx, check);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, v);
    return ok;
}

bool kta_index_set(KtCtx *ctx, KtTensor *a, const KtIndexItem *items, int n,
                   const KtOperand *value) {
    bool need = AG_NEEDS(ctx, a);
    if (n == 1 && items[0].kind == KT_IX_BOOL && !items[0].start && !ctx->numpy)
        return true; /* a[False]: nothing happens */
    if (!need && !operand_needs(ctx, value)) return kt_index_set(ctx, a, items, n, value);
    if (!kt_is_inexact_dtype(a->dtype)) return kt_index_set(ctx, a, items, n, value);
    if (need && ctx->grad_enabled && kta_requires_grad(a) && !a->ag->base && kta_is_leaf(a))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%sa leaf Variable that requires grad is being used in an in-place "
                       "operation.",
                       is_basic(items, n) ? "a view of " : "");
    if (is_basic(items, n)) return set_basic(ctx, a, items, n, value);
    if (!kta_check_inplace(ctx, a) || !kt_index_set(ctx, a, items, n, value)) return false;
    KtTensor *tmp = kt_alias(ctx, a); /* carries the history until a takes it over */
    bool ok = tmp && record_items(ctx, tmp, &rule_index_put, AG_T(a, value->t), items, n) &&
              kta_rebase(ctx, a, tmp);
    kt_xdecref(ctx, tmp);
    return ok;
}

/* ---- gather and scatter: [0] dim ---- */

static void back_gather(Ag *g) {
    KtTensor *index = ag_untouched(g, 1) ? ag_saved(g, 0) : NULL,
             *zeros = index ? g_zeros(g, IN) : NULL;
    KtOperand src = kt_operand(GO);
    int dim = (int)ag_int(g, 0);
    if (!zeros) return;
    if (operand_needs(g->ctx, &src))
        zeros = ag_keep(g, kta_scatter(g->ctx, zeros, dim, index, &src, KT_SCATTER_ADD));
    else if (!kt_scatter_(g->ctx, zeros, dim, index, &src, KT_SCATTER_ADD, true))
        g->failed = true;
    ag_set(g, 0, zeros);
}
static const KtRule rule_gather = {"GatherBackward0", back_gather, false};

KtTensor *kta_gather(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index) {
    KtTensor *r = kt_gather(ctx, a, dim, index, NULL);
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_gather, AG_T(a), AG_T(index, a), AG_A(AG_I(dim)));
}

/* As many elements as scatter sent, which must have been all of src. */
static void source_gradient(Ag *g, KtTensor *index) {
    ag_set(g, 1, ag_keep(g, kta_gather(g->ctx, GO, (int)ag_int(g, 0), index)));
}
static void back_scatter(Ag *g) {
    KtTensor *index = ag_saved(g, 0);
    KtOperand zero = kt_operand_scalar(kt_scalar_float(0));
    if (!index) return;
    if (ag_needs(g, 0))
        ag_set(
            g, 0,
            ag_keep(g, kta_scatter(g->ctx, GO, (int)ag_int(g, 0), index, &zero, KT_SCATTER_SET)));
    if (g->n->n_in > 1 && ag_needs(g, 1)) source_gradient(g, index);
}
static void back_scatter_add(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, GO);
    KtTensor *index = ag_needs(g, 1) ? ag_saved(g, 0) : NULL;
    if (index) source_gradient(g, index);
}
static const KtRule rule_scatter0 = {"ScatterBackward0", back_scatter, false};
static const KtRule rule_scatter1 = {"ScatterBackward1", back_scatter, false};
static const KtRule rule_scatter_add = {"ScatterAddBackward0", back_scatter_add, false};

KtTensor *kta_scatter(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, const KtOperand *src,
                      KtScatterMode mode) {
    KtTensor *r = kt_copy_c(ctx, a);
    if (r && !kt_scatter_(ctx, r, dim, index, src, mode, true)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!AG_NEEDS(ctx, a) && !operand_needs(ctx, src)) return r;
    const KtRule *rule = mode == KT_SCATTER_ADD ? &rule_scatter_add
                         : src->t               ? &rule_scatter0
                                                : &rule_scatter1;
    return kt_ag_record(ctx, r, rule, AG_T(a, src->t), AG_T(index), AG_A(AG_I(dim)));
}

static void back_index_select(Ag *g) {
    KtTensor *index = ag_saved(g, 0), *zeros = index ? g_zeros(g, IN) : NULL;
    KtScalar one = kt_scalar_int(1);
    if (!zeros) return;
    if (zeros->ndim == 0 && index->numel != 1) {
        kt_fail(g->ctx, KT_INDEX_ERROR, "Dimension specified as 0 but tensor has no dimensions");
        g->failed = true;
        return;
    }
    ag_set(g, 0, ag_keep(g, kta_index_add(g->ctx, zeros, (int)ag_int(g, 0), index, GO, &one)));
}
static const KtRule rule_index_select = {"IndexSelectBackward0", back_index_select, false};

KtTensor *kta_index_select(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index) {
    KtTensor *r = kt_index_select(ctx, a, dim, index, NULL);
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_index_select, AG_T(a), AG_T(index), AG_A(AG_I(dim)));
}

static void back_index_add(Ag *g) {
    if (ag_needs(g, 0)) ag_set(g, 0, GO);
    KtTensor *index = ag_needs(g, 1) && ag_untouched(g, 1) ? ag_saved(g, 0) : NULL;
    if (!index) return;
    KtTensor *v = ag_keep(g, kta_index_select(g->ctx, GO, (int)ag_int(g, 0), index));
    ag_set(g, 1, ag_dbl(g, 1) == 1 ? v : g_muls(g, v, ag_dbl(g, 1)));
}
static const KtRule rule_index_add = {"IndexAddBackward0", back_index_add, false};

KtTensor *kta_index_add(KtCtx *ctx, KtTensor *a, int dim, KtTensor *index, KtTensor *src,
                        const KtScalar *alpha) {
    KtTensor *r = kt_copy_c(ctx, a);
    if (r && !kt_index_add_(ctx, r, dim, index, src, alpha)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!AG_NEEDS2(ctx, a, src)) return r;
    return kt_ag_record(ctx, r, &rule_index_add, AG_T(a, src), AG_T(index, src),
                        AG_A(AG_I(dim), AG_D(kt_scalar_as_double(alpha))));
}

/* ---- masks ---- */

static void back_masked_fill(Ag *g) {
    KtTensor *mask = ag_saved(g, 0);
    if (ag_needs(g, 0)) ag_set(g, 0, g_masked(g, mask, GO, true));
    if (g->n->n_in > 1 && ag_needs(g, 1)) ag_set(g, 1, g_where_s(g, mask, GO, 0));
}
static const KtRule rule_fill0 = {"MaskedFillBackward0", back_masked_fill, false};
static const KtRule rule_fill1 = {"MaskedFillBackward1", back_masked_fill, false};

KtTensor *kta_masked_fill(KtCtx *ctx, KtTensor *a, KtTensor *mask, const KtOperand *value) {
    int ndim;
    int64_t sizes[KT_MAX_DIMS];
    if (!kt_broadcast_shapes(ctx, 2, (KtTensor *[]){mask, a}, &ndim, sizes)) return NULL;
    KtTensor *wide = kt_expand(ctx, a, ndim, sizes), *r = wide ? kt_copy_c(ctx, wide) : NULL;
    kt_xdecref(ctx, wide);
    if (r && !kt_masked_fill_(ctx, r, mask, value)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!r || (!AG_NEEDS(ctx, a) && !operand_needs(ctx, value))) return r;
    KtTensor *where = kt_mask_of(ctx, mask);
    if (!where) {
        kt_decref(ctx, r);
        return NULL;
    }
    r = kt_ag_record(ctx, r, value->t ? &rule_fill1 : &rule_fill0, AG_T(a, value->t), AG_T(where),
                     AG_NO_ATTR);
    kt_decref(ctx, where);
    return r;
}

KtTensor *kta_masked_select(KtCtx *ctx, KtTensor *a, KtTensor *mask) {
    KtTensor *r = kt_masked_select(ctx, a, mask);
    if (!AG_NEEDS(ctx, a) || !r) return r;
    int ndim;
    int64_t sizes[KT_MAX_DIMS];
    bool ok = kt_broadcast_shapes(ctx, 2, (KtTensor *[]){a, mask}, &ndim, sizes);
    bool same = ok && ndim == a->ndim && !memcmp(sizes, a->sizes, sizeof *sizes * (size_t)ndim);
    KtTensor *wide = same ? kt_incref(a) : ok ? kta_expand(ctx, a, ndim, sizes) : NULL;
    KtTensor *m = wide ? kt_expand(ctx, mask, ndim, sizes) : NULL;
    KtIndexItem item = {.kind = KT_IX_TENSOR, .t = m};
    ok = m && record_items(ctx, r, &rule_select, AG_T(wide), &item, 1);
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, m);
    if (ok) return r;
    kt_decref(ctx, r);
    return NULL;
}
