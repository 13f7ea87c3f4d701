/* Differentiable views and rearranging copies with their rules.
 *
 * Views of a part (select, slice, diagonal, unfold) have one gradient: zeros with the gradient put
 * where the view was. The putting is linear and has the view itself as its gradient, so that both
 * share the attributes [0] which, [1..] arguments. */
#include <string.h>

#include "autograd_private.h"
#include "memory_format.h"

#define GO (g->grad[0])
#define IN (&g->n->in[0])

/* ---- views that only reorder or reshape ---- */

static void back_reshape(Ag *g) {
    ag_set(g, 0, g_reshape(g, GO, IN));
}
static void back_pass(Ag *g) { /* broadcast dimensions are summed by ag_set */
    ag_set(g, 0, GO);
}
static void back_transpose(Ag *g) {
    ag_set(g, 0, g_tr(g, GO, (int)ag_int(g, 0), (int)ag_int(g, 1)));
}
static void back_t(Ag *g) {
    ag_set(g, 0, GO ? ag_keep(g, kta_t(g->ctx, GO)) : NULL);
}
static void back_permute(Ag *g) {
    int inverse[KT_MAX_DIMS];
    for (int i = 0; i < g->n->n_attr; i++)
        inverse[ag_int(g, i)] = i;
    ag_set(g, 0, ag_keep(g, kta_permute(g->ctx, GO, g->n->n_attr, inverse)));
}
#define RULE(id, node, back)      static const KtRule rule_##id = {node, back, KT_RULE_PLAIN};
#define LAZY_RULE(id, node, back) static const KtRule rule_##id = {node, back, KT_RULE_LAZY};
LAZY_RULE(view, "ViewBackward0", back_reshape)
LAZY_RULE(reshape, "ReshapeAliasBackward0", back_reshape)
RULE(unsafe_view, "UnsafeViewBackward0", back_reshape)
LAZY_RULE(squeeze0, "SqueezeBackward0", back_reshape)
LAZY_RULE(squeeze1, "SqueezeBackward1", back_reshape)
LAZY_RULE(unsqueeze, "UnsqueezeBackward0", back_reshape)
RULE(expand, "ExpandBackward0", back_pass)
RULE(alias, "AliasBackward0", back_pass)
LAZY_RULE(transpose, "TransposeBackward0", back_transpose)
LAZY_RULE(t, "TBackward0", back_t)
LAZY_RULE(permute, "PermuteBackward0", back_permute)

/* A copy in the shape asked for, which PyTorch makes in two steps. */
static KtTensor *copy_then_view(KtCtx *ctx, const KtNode *n, KtTensor *const *in) {
    KtTensor *c = kt_is_contiguous(in[0]) ? kta_clone(ctx, in[0]) : kta_contiguous(ctx, in[0]),
             *r = c ? kta_unsafe_view(ctx, c, n->out[0].ndim, n->out[0].sizes) : NULL;
    kt_xdecref(ctx, c);
    return r;
}
static const KtManyRule rule_copy = {
    {"UnsafeViewBackward0", back_reshape, KT_RULE_MANY}, copy_then_view, {-1, -1, -1}};

KtTensor *kta_view(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    return kt_ag_view(ctx, kt_view(ctx, a, ndim, sizes), a, &rule_view, AG_NO_ATTR);
}

/* A view that autograd does not know as one: neither is changed with the other. */
KtTensor *kta_unsafe_view(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    KtTensor *r = kt_view(ctx, a, ndim, sizes);
    if (!r) return NULL;
    r->flags &= (uint8_t)~KT_T_VIEW;
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_unsafe_view, AG_T(a), AG_NOTHING, AG_NO_ATTR);
}

/* A view where the memory allows it, else a copy, which has nothing to do with a's memory. */
static KtTensor *reshaped(KtCtx *ctx, KtTensor *r, KtTensor *a, const KtRule *rule) {
    if (!r || r == a) return r;
    if (r->storage == a->storage) return kt_ag_view(ctx, r, a, rule, AG_NO_ATTR);
    if (!AG_NEEDS(ctx, a)) return r;
    return kt_ag_record(ctx, r, &rule_copy.rule, AG_T(a), AG_NOTHING, AG_NO_ATTR);
}
KtTensor *kta_reshape(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    return reshaped(ctx, kt_reshape(ctx, a, ndim, sizes), a, &rule_reshape);
}
KtTensor *kta_flatten(KtCtx *ctx, KtTensor *a, int start_dim, int end_dim) {
    return reshaped(ctx, kt_flatten(ctx, a, start_dim, end_dim), a, &rule_reshape);
}

static KtTensor *permuted(KtCtx *ctx, KtTensor *r, KtTensor *a, const int *dims) {
    KtAttr attr[KT_MAX_DIMS];
    for (int i = 0; i < a->ndim; i++)
        attr[i].i = dims[i] < 0 ? dims[i] + a->ndim : dims[i];
    return kt_ag_view(ctx, r, a, &rule_permute, (AgAttrs){a->ndim, attr});
}
KtTensor *kta_permute(KtCtx *ctx, KtTensor *a, int n, const int *dims) {
    KtTensor *r = kt_permute(ctx, a, n, dims);
    return r ? permuted(ctx, r, a, dims) : NULL;
}
KtTensor *kta_movedim(KtCtx *ctx, KtTensor *a, int n, const int *source, const int *destination) {
    KtTensor *r = kt_movedim(ctx, a, n, source, destination); /* checks the arguments */
    if (!r) return NULL;
    if (a->ndim == 0) return kt_ag_view(ctx, r, a, &rule_alias, AG_NO_ATTR);
    int perm[KT_MAX_DIMS], next = 0;
    bool used[KT_MAX_DIMS] = {false};
    for (int i = 0; i < a->ndim; i++)
        perm[i] = -1;
    for (int i = 0; i < n; i++) {
        int s = source[i] < 0 ? source[i] + a->ndim : source[i];
        int d = destination[i] < 0 ? destination[i] + a->ndim : destination[i];
        perm[d] = s;
        used[s] = true;
    }
    for (int i = 0; i < a->ndim; i++) {
        if (perm[i] >= 0) continue;
        while (used[next])
            next++;
        perm[i] = next++;
    }
    return permuted(ctx, r, a, perm);
}
KtTensor *kta_transpose(KtCtx *ctx, KtTensor *a, int dim0, int dim1) {
    KtTensor *r = kt_transpose(ctx, a, dim0, dim1);
    return kt_ag_view(ctx, r, a, &rule_transpose, AG_A(AG_I(dim0), AG_I(dim1)));
}
KtTensor *kta_t(KtCtx *ctx, KtTensor *a) {
    return kt_ag_view(ctx, kt_t(ctx, a), a, &rule_t, AG_NO_ATTR);
}
KtTensor *kta_adjoint(KtCtx *ctx, KtTensor *a) {
    KtTensor *t = a->ndim ? kta_transpose(ctx, a, -2, -1) : kta_alias(ctx, a);
    if (!t || !kt_is_complex_dtype(a->dtype)) return t;
    KtTensor *r = kta_conj(ctx, t);
    kt_decref(ctx, t);
    return r;
}
KtTensor *kta_expand(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes) {
    return kt_ag_view(ctx, kt_expand(ctx, a, ndim, sizes), a, &rule_expand, AG_NO_ATTR);
}
KtTensor *kta_squeeze(KtCtx *ctx, KtTensor *a) {
    return kt_ag_view(ctx, kt_squeeze(ctx, a), a, &rule_squeeze0, AG_NO_ATTR);
}
KtTensor *kta_squeeze_dims(KtCtx *ctx, KtTensor *a, int n, const int *dims) {
    return kt_ag_view(ctx, kt_squeeze_dims(ctx, a, n, dims), a, &rule_squeeze1, AG_NO_ATTR);
}
KtTensor *kta_unsqueeze(KtCtx *ctx, KtTensor *a, int dim) {
    return kt_ag_view(ctx, kt_unsqueeze(ctx, a, dim), a, &rule_unsqueeze, AG_NO_ATTR);
}
KtTensor *kta_alias(KtCtx *ctx, KtTensor *a) {
    return kt_ag_view(ctx, kt_alias(ctx, a), a, &rule_alias, AG_NO_ATTR);
}

/* ---- views of a part ---- */

enum { SELECT, SLICE, DIAGONAL, UNFOLD };

static KtTensor *take(KtCtx *ctx, KtTensor *a, const KtAttr *p) {
    switch (p[0].i) {
    case SELECT:
        return kt_select(ctx, a, (int)p[1].i, p[2].i);
    case SLICE:
        return kt_slice(ctx, a, (int)p[1].i, p[2].i, p[3].i, p[4].i);
    case DIAGONAL:
        return kt_diagonal(ctx, a, p[1].i, (int)p[2].i, (int)p[3].i);
    default:
        return kt_unfold(ctx, a, (int)p[1].i, p[2].i, p[3].i);
    }
}

/* Windows of unfold may overlap: they are added one after the other. */
static bool add_windows(KtCtx *ctx, KtTensor *into, KtTensor *x, const KtAttr *p) {
    int dim = (int)p[1].i;
    bool ok = true;
    if (!into->ndim) { /* one window of one element */
        KtTensor *only = kt_select(ctx, x, 0, 0);
        ok = only && kt_copy(ctx, into, only);
        kt_xdecref(ctx, only);
        return ok;
    }
    if (dim < 0) dim += into->ndim;
    for (int64_t w = 0; ok && w < x->sizes[dim]; w++) {
        int last = -1;
        KtTensor *to = kt_narrow(ctx, into, dim, w * p[3].i, p[2].i);
        KtTensor *one = to ? kt_select(ctx, x, dim, w) : NULL;
        KtTensor *from = one ? kt_movedim(ctx, one, 1, &last, &dim) : NULL;
        KtTensor *sum = from ? kt_binary(ctx, KT_OP_ADD, to, from, KT_NO_DTYPE, to) : NULL;
        ok = sum != NULL;
        kt_xdecref(ctx, to);
        kt_xdecref(ctx, one);
        kt_xdecref(ctx, from);
        kt_xdecref(ctx, sum);
    }
    return ok;
}

static void back_put(Ag *g);
static const KtRule rule_put = {"PutViewBackward", back_put, false};

/* Zeros of the operand's sizes with x where the view lies. */
static KtTensor *put(Ag *g, const KtMeta *m, KtTensor *x) {
    KtTensor *r = x ? ag_keep(g, kt_zeros(g->ctx, x->dtype, m->ndim, m->sizes)) : NULL;
    if (!r) return NULL;
    const KtAttr *p = g->n->attr;
    bool ok = true;
    if (p[0].i == UNFOLD) {
        ok = add_windows(g->ctx, r, x, p);
    } else {
        KtTensor *v = ag_keep(g, take(g->ctx, r, p));
        ok = v && kt_copy(g->ctx, v, x);
    }
    if (ok && AG_NEEDS(g->ctx, x))
        ok = kt_ag_record_n(g->ctx, AG_T(r), &rule_put, AG_T(x), AG_NOTHING,
                            (AgAttrs){g->n->n_attr, p});
    if (!ok) g->failed = true;
    return ok ? r : NULL;
}
static void back_take(Ag *g) {
    ag_set(g, 0, put(g, IN, GO));
}
static void back_put(Ag *g) {
    const KtAttr *p = g->n->attr;
    KtTensor *r;
    if (p[0].i == SELECT)
        r = kta_select(g->ctx, GO, (int)p[1].i, p[2].i);
    else if (p[0].i == SLICE)
        r = kta_slice(g->ctx, GO, (int)p[1].i, p[2].i, p[3].i, p[4].i);
    else if (p[0].i == DIAGONAL)
        r = kta_diagonal(g->ctx, GO, p[1].i, (int)p[2].i, (int)p[3].i);
    else
        r = kta_unfold(g->ctx, GO, (int)p[1].i, p[2].i, p[3].i);
    ag_set(g, 0, ag_keep(g, r));
}
RULE(select, "SelectBackward0", back_take)
RULE(slice, "SliceBackward0", back_take)
RULE(diagonal, "DiagonalBackward0", back_take)
RULE(unfold, "UnfoldBackward0", back_take)

KtTensor *kta_select(KtCtx *ctx, KtTensor *a, int dim, int64_t index) {
    return kt_ag_view(ctx, kt_select(ctx, a, dim, index), a, &rule_select,
                      AG_A(AG_I(SELECT), AG_I(dim), AG_I(index)));
}
KtTensor *kta_slice(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t stop, int64_t step) {
    return kt_ag_view(ctx, kt_slice(ctx, a, dim, start, stop, step), a, &rule_slice,
                      AG_A(AG_I(SLICE), AG_I(dim), AG_I(start), AG_I(stop), AG_I(step)));
}
KtTensor *kta_narrow(KtCtx *ctx, KtTensor *a, int dim, int64_t start, int64_t length) {
    KtTensor *r = kt_narrow(ctx, a, dim, start, length);
    if (r && start < 0) start += a->sizes[dim < 0 ? dim + a->ndim : dim];
    return kt_ag_view(ctx, r, a, &rule_slice,
                      AG_A(AG_I(SLICE), AG_I(dim), AG_I(start), AG_I(start + length), AG_I(1)));
}
KtTensor *kta_diagonal(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) {
    return kt_ag_view(ctx, kt_diagonal(ctx, a, offset, dim1, dim2), a, &rule_diagonal,
                      AG_A(AG_I(DIAGONAL), AG_I(offset), AG_I(dim1), AG_I(dim2)));
}
KtTensor *kta_unfold(KtCtx *ctx, KtTensor *a, int dim, int64_t size, int64_t step) {
    return kt_ag_view(ctx, kt_unfold(ctx, a, dim, size, step), a, &rule_unfold,
                      AG_A(AG_I(UNFOLD), AG_I(dim), AG_I(size), AG_I(step)));
}

/* ---- several views at once: [0] dim ---- */

static void join(Ag *g, bool stack) {
    int n = g->n->n_out;
    size_t size = sizeof(KtTensor *) * (n ? n : 1);
    KtTensor **parts = kb_calloc(g->ctx->alloc, size);
    bool ok = parts != NULL || kt_fail_memory(g->ctx, size);
    for (int i = 0; ok && i < n; i++) {
        const KtMeta *m = &g->n->out[i];
        parts[i] =
            g->grad[i] ? kt_incref(g->grad[i]) : kt_zeros(g->ctx, m->dtype, m->ndim, m->sizes);
        ok = parts[i] != NULL;
    }
    if (ok)
        ag_give(g, 0,
                stack ? kta_stack(g->ctx, parts, n, (int)ag_int(g, 0))
                      : kta_cat(g->ctx, parts, n, (int)ag_int(g, 0)));
    else
        g->failed = true;
    for (int i = 0; parts && i < n; i++)
        kt_xdecref(g->ctx, parts[i]);
    if (parts) kb_free(g->ctx->alloc, parts, size);
}
static void back_unbind(Ag *g) {
    join(g, true);
}
static void back_split(Ag *g) {
    join(g, false);
}
RULE(unbind, "UnbindBackward0", back_unbind)
RULE(split, "SplitBackward0", back_split)
RULE(split_sizes, "SplitWithSizesBackward0", back_split)

static bool many_views(KtCtx *ctx, KtTensor *a, int64_t n, KtTensor **out, const KtRule *rule,
                       int dim) {
    bool ok = true;
    for (int64_t i = 0; ok && i < n; i++)
        ok = kt_ag_mark_view(ctx, out[i], a, KT_VIEW_MULTI);
    if (ok && n && AG_NEEDS(ctx, a))
        ok = kt_ag_record_n(ctx, (AgList){(int)n, out}, rule, AG_T(a), AG_NOTHING, AG_A(AG_I(dim)));
    for (int64_t i = 0; !ok && i < n; i++)
        kt_decref(ctx, out[i]);
    return ok;
}
bool kta_unbind(KtCtx *ctx, KtTensor *a, int dim, KtTensor **out) {
    if (!kt_unbind(ctx, a, dim, out)) return false;
    return many_views(ctx, a, a->sizes[dim < 0 ? dim + a->ndim : dim], out, &rule_unbind, dim);
}
bool kta_split_sizes(KtCtx *ctx, KtTensor *a, int64_t n, const int64_t *lengths, int dim,
                     bool listed, KtTensor **out) {
    if (!kt_split_sizes(ctx, a, n, lengths, dim, out)) return false;
    return many_views(ctx, a, n, out, listed ? &rule_split_sizes : &rule_split, dim);
}

/* ---- joining ---- */

static void back_cat(Ag *g) {
    int64_t at = 0;
    int dim = (int)ag_int(g, 0);
    if (dim < 0) dim += g->n->out[0].ndim;
    for (int i = 0; i < g->n->n_in && !g->failed; i++) {
        const KtMeta *m = &g->n->in[i];
        if (m->ndim == 1 && m->sizes[0] == 0 && g->n->out[0].ndim != 1) { /* old-style nothing */
            if (ag_needs(g, i)) ag_set(g, i, g_zeros(g, m));
            continue;
        }
        if (ag_needs(g, i)) ag_give(g, i, kta_narrow(g->ctx, GO, dim, at, m->sizes[dim]));
        at += m->sizes[dim];
    }
}
static void back_stack(Ag *g) {
    for (int i = 0; i < g->n->n_in && !g->failed; i++)
        if (ag_needs(g, i)) ag_give(g, i, kta_select(g->ctx, GO, (int)ag_int(g, 0), i));
}
RULE(cat, "CatBackward0", back_cat)
RULE(stack, "StackBackward0", back_stack)

KtTensor *kta_cat(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim) {
    KtTensor *r = kt_cat(ctx, ts, n, dim, NULL);
    if (!r || n > INT32_MAX || !kta_will_record(ctx, (int)n, ts)) return r;
    return kt_ag_record(ctx, r, &rule_cat, (AgList){(int)n, ts}, AG_NOTHING, AG_A(AG_I(dim)));
}
KtTensor *kta_stack(KtCtx *ctx, KtTensor *const *ts, int64_t n, int dim) {
    KtTensor *r = kt_stack(ctx, ts, n, dim, NULL);
    if (!r || n > INT32_MAX || !kta_will_record(ctx, (int)n, ts)) return r;
    return kt_ag_record(ctx, r, &rule_stack, (AgList){(int)n, ts}, AG_NOTHING, AG_A(AG_I(dim)));
}

/* ---- rearranging copies ---- */

static KtTensor *record(KtCtx *ctx, KtTensor *r, KtTensor *a, const KtRule *rule, AgAttrs attr) {
    return AG_NEEDS(ctx, a) ? kt_ag_record(ctx, r, rule, AG_T(a), AG_NOTHING, attr) : r;
}

static void back_flip(Ag *g) {
    int dims[KT_MAX_DIMS];
    for (int i = 0; i < g->n->n_attr; i++)
        dims[i] = (int)ag_int(g, i);
    ag_set(g, 0, ag_keep(g, kta_flip(g->ctx, GO, g->n->n_attr, dims)));
}
RULE(flip, "FlipBackward0", back_flip)
KtTensor *kta_flip(KtCtx *ctx, KtTensor *a, int n, const int *dims) {
    KtTensor *r = kt_flip(ctx, a, n, dims);
    if (!AG_NEEDS(ctx, a)) return r;
    KtAttr attr[KT_MAX_DIMS];
    for (int i = 0; i < n && i < KT_MAX_DIMS; i++)
        attr[i].i = dims[i];
    return record(ctx, r, a, &rule_flip, (AgAttrs){n, attr});
}

/* [0] are there dims? then shifts and dims alternate */
static void back_roll(Ag *g) {
    int64_t shifts[KT_MAX_DIMS];
    int dims[KT_MAX_DIMS], n = (g->n->n_attr - 1) / 2;
    for (int i = 0; i < n; i++) {
        shifts[i] = -ag_int(g, 1 + 2 * i);
        dims[i] = (int)ag_int(g, 2 + 2 * i);
    }
    ag_set(g, 0, ag_keep(g, kta_roll(g->ctx, GO, n, shifts, ag_int(g, 0) ? dims : NULL)));
}
RULE(roll, "RollBackward0", back_roll)
KtTensor *kta_roll(KtCtx *ctx, KtTensor *a, int n, const int64_t *shifts, const int *dims) {
    KtTensor *r = kt_roll(ctx, a, n, shifts, dims);
    if (!AG_NEEDS(ctx, a)) return r;
    if (n > KT_MAX_DIMS) return kt_ag_missing(ctx, r, "roll");
    KtAttr attr[1 + 2 * KT_MAX_DIMS] = {AG_I(dims != NULL)};
    for (int i = 0; i < n; i++) {
        attr[1 + 2 * i].i = shifts[i];
        attr[2 + 2 * i].i = dims ? dims[i] : 0;
    }
    return record(ctx, r, a, &rule_roll, (AgAttrs){1 + 2 * n, attr});
}

/* The gradient as (repeat, size, repeat, size, ...) summed over the repeats. */
static void back_repeat(Ag *g) {
    int n = g->n->n_attr, lead = n - IN->ndim, dims[KT_MAX_DIMS], k = 0, n_sum = 0;
    int64_t sizes[2 * KT_MAX_DIMS] = {0};
    for (int d = 0; d < n; d++) {
        int64_t size = d < lead ? 1 : IN->sizes[d - lead];
        if (ag_int(g, d) != 1) {
            dims[n_sum++] = k;
            sizes[k++] = ag_int(g, d);
        }
        if (d >= lead) sizes[k++] = size;
    }
    if (k > KT_MAX_DIMS) {
        ag_keep(g, kt_ag_missing(g->ctx, NULL, "repeat"));
        return;
    }
    KtTensor *wide = ag_keep(g, kta_reshape(g->ctx, GO, k, sizes));
    ag_set(g, 0, n_sum ? g_sum(g, wide, dims, n_sum, false) : wide);
}
RULE(repeat, "RepeatBackward0", back_repeat)
KtTensor *kta_repeat(KtCtx *ctx, KtTensor *a, int n, const int64_t *repeats) {
    KtTensor *r = kt_repeat(ctx, a, n, repeats);
    if (!AG_NEEDS(ctx, a)) return r;
    KtAttr attr[KT_MAX_DIMS];
    for (int i = 0; i < n && i < KT_MAX_DIMS; i++)
        attr[i].i = repeats[i];
    return record(ctx, r, a, &rule_repeat, (AgAttrs){n, attr});
}

static void back_tril(Ag *g) {
    ag_set(g, 0, ag_keep(g, kta_tril(g->ctx, GO, ag_int(g, 0), ag_int(g, 1))));
}
RULE(tril, "TrilBackward0", back_tril)
RULE(triu, "TriuBackward0", back_tril)
KtTensor *kta_tril(KtCtx *ctx, KtTensor *a, int64_t diagonal, bool upper) {
    return record(ctx, kt_tril(ctx, a, diagonal, upper, NULL), a, upper ? &rule_triu : &rule_tril,
                  AG_A(AG_I(diagonal), AG_I(upper)));
}

static void back_diag_embed(Ag *g) {
    KtTensor *d =
        ag_keep(g, kta_diagonal(g->ctx, GO, ag_int(g, 0), (int)ag_int(g, 1), (int)ag_int(g, 2)));
    if (d && !strcmp(kta_node_name(g->n), "DiagBackward0")) /* whose own gradient is a copy */
        d = ag_keep(g, kta_lay_out(g->ctx, d, d->dtype, KT_CONTIGUOUS_FORMAT));
    ag_set(g, 0, d);
}
RULE(diag_embed, "DiagEmbedBackward0", back_diag_embed)
KtTensor *kta_diag_embed(KtCtx *ctx, KtTensor *a, int64_t offset, int dim1, int dim2) {
    return record(ctx, kt_diag_embed(ctx, a, offset, dim1, dim2), a, &rule_diag_embed,
                  AG_A(AG_I(offset), AG_I(dim1), AG_I(dim2)));
}

static void back_pad(Ag *g) {
    int64_t pads[2 * KT_MAX_DIMS];
    KtScalar zero = kt_scalar_int(0);
    for (int i = 0; i < g->n->n_attr; i++)
        pads[i] = -ag_int(g, i);
    ag_set(g, 0, ag_keep(g, kta_pad_const(g->ctx, GO, g->n->n_attr, pads, &zero)));
}
RULE(pad, "ConstantPadNdBackward0", back_pad)
KtTensor *kta_pad_const(KtCtx *ctx, KtTensor *a, int n, const int64_t *pads,
                        const KtScalar *value) {
    KtTensor *r = kt_pad_const(ctx, a, n, pads, value);
    if (!AG_NEEDS(ctx, a)) return r;
    KtAttr attr[2 * KT_MAX_DIMS];
    for (int i = 0; i < n && i < 2 * KT_MAX_DIMS; i++)
        attr[i].i = pads[i];
    return record(ctx, r, a, &rule_pad, (AgAttrs){n, attr});
}
