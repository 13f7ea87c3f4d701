/* Differentiable views between complex numbers and their parts, explicit strides, and values added
 * at indices. Real and imaginary part are slices of the real view of complex memory. */
#include "autograd_private.h"

#define GO (g->grad[0])

static void back_view_as_real(Ag *g) {
    KtTensor *c = GO ? ag_keep(g, kta_contiguous(g->ctx, GO)) : NULL;
    ag_set(g, 0, c ? ag_keep(g, kta_view_as_complex(g->ctx, c)) : NULL);
}
static void back_view_as_complex(Ag *g) {
    ag_set(g, 0, GO ? ag_keep(g, kta_view_as_real(g->ctx, GO)) : NULL);
}
static void back_complex(Ag *g) { /* the parts must be as they were, though they do not matter */
    if (!ag_saved(g, 0) || !ag_saved(g, 1)) return;
    if (ag_needs(g, 0)) ag_set(g, 0, GO ? ag_keep(g, kta_real(g->ctx, GO)) : NULL);
    if (ag_needs(g, 1)) ag_set(g, 1, GO ? ag_keep(g, kta_imag(g->ctx, GO)) : NULL);
}
static const KtRule rule_view_as_real = {"ViewAsRealBackward0", back_view_as_real, false};
static const KtRule rule_view_as_complex = {"ViewAsComplexBackward0", back_view_as_complex, false};
static const KtRule rule_complex = {"ComplexBackward0", back_complex, false};

KtTensor *kta_view_as_real(KtCtx *ctx, KtTensor *a) {
    return kt_ag_view(ctx, kt_view_as_real(ctx, a), a, &rule_view_as_real, AG_NO_ATTR);
}
KtTensor *kta_view_as_complex(KtCtx *ctx, KtTensor *a) {
    return kt_ag_view(ctx, kt_view_as_complex(ctx, a), a, &rule_view_as_complex, AG_NO_ATTR);
}

/* Where nothing is recorded the gradient is a view without a base, so that a leaf may keep it. */
static KtTensor *turned(Ag *g, KtTensor *(*record)(KtCtx *, KtTensor *), int flag) {
    if (!GO) return NULL;
    return ag_keep(g, ag_recording(g->ctx) ? record(g->ctx, GO) : kt_lazy_view(g->ctx, GO, flag));
}
static void back_conj(Ag *g) {
    ag_set(g, 0, turned(g, kta_conj, KT_T_CONJ));
}
static void back_neg_view(Ag *g) {
    ag_set(g, 0, turned(g, kta_neg_view, KT_T_NEG));
}
static const KtRule rule_conj = {"ConjBackward0", back_conj, KT_RULE_LAZY};
static const KtRule rule_neg_view = {"NegViewBackward0", back_neg_view, KT_RULE_LAZY};

KtTensor *kta_conj(KtCtx *ctx, KtTensor *a) {
    if (!kt_is_complex_dtype(a->dtype)) return kt_incref(a);
    return kt_ag_view(ctx, kt_lazy_view(ctx, a, KT_T_CONJ), a, &rule_conj, AG_NO_ATTR);
}
KtTensor *kta_neg_view(KtCtx *ctx, KtTensor *a) {
    return kt_ag_view(ctx, kt_lazy_view(ctx, a, KT_T_NEG), a, &rule_neg_view, AG_NO_ATTR);
}
/* Of a conjugate the parts are those of what is under it, the imaginary one read negated. */
static KtTensor *part(KtCtx *ctx, KtTensor *a, int64_t which) {
    bool conj = a->flags & KT_T_CONJ;
    KtTensor *plain = conj ? kta_conj(ctx, a) : kt_incref(a);
    KtTensor *v = plain ? kta_view_as_real(ctx, plain) : NULL;
    if (v && conj && which) {
        KtTensor *n = kta_neg_view(ctx, v);
        kt_decref(ctx, v);
        v = n;
    }
    KtTensor *r = v ? kta_select(ctx, v, -1, which) : NULL;
    kt_xdecref(ctx, plain);
    kt_xdecref(ctx, v);
    return r;
}
KtTensor *kta_real(KtCtx *ctx, KtTensor *a) {
    return kt_is_complex_dtype(a->dtype) ? part(ctx, a, 0) : kt_incref(a);
}
KtTensor *kta_imag(KtCtx *ctx, KtTensor *a) {
    return kt_is_complex_dtype(a->dtype) ? part(ctx, a, 1) : kt_imag(ctx, a);
}
KtTensor *kta_complex(KtCtx *ctx, KtTensor *re, KtTensor *im) {
    KtTensor *r = kt_complex(ctx, re, im);
    if (!AG_NEEDS2(ctx, re, im)) return r;
    return kt_ag_record(ctx, r, &rule_complex, AG_T(re, im), AG_T(re, im), AG_NO_ATTR);
}

/* polar: saved the result; a negative length counts as a turn by pi, as in PyTorch. */
static void back_polar(Ag *g) {
    KtTensor *r = ag_saved(g, 0), *go = g_conj(g, GO);
    KtScalar i = kt_scalar_complex(0, 1);
    KtTensor *length = ag_needs(g, 0) ? g_mul(g, go, g_un(g, KT_OP_SGN, r)) : NULL,
             *angle = ag_needs(g, 1) ? g_mul(g, go, g_sc(g, KT_OP_MUL, r, &i)) : NULL;
    if (length) ag_set(g, 0, ag_keep(g, kta_real(g->ctx, length)));
    if (angle) ag_set(g, 1, ag_keep(g, kta_real(g->ctx, angle)));
}
static const KtRule rule_polar = {"PolarBackward0", back_polar, false};

/* re + i im, which are length cos(angle) and length sin(angle) */
KtTensor *kta_polar(KtCtx *ctx, KtTensor *length, KtTensor *angle, KtTensor *re, KtTensor *im) {
    KtTensor *r = kt_complex(ctx, re, im);
    if (!AG_NEEDS2(ctx, length, angle)) return r;
    return kt_ag_record(ctx, r, &rule_polar, AG_T(length, angle), AG_T(r), AG_NO_ATTR);
}

KtTensor *kta_as_strided(KtCtx *ctx, KtTensor *a, int ndim, const int64_t *sizes,
                         const int64_t *strides, int64_t offset) {
    KtTensor *r = kt_as_strided(ctx, a, ndim, sizes, strides, offset);
    if (!r || !kt_is_inexact_dtype(r->dtype)) return r;
    bool ok = kt_ag_mark_view(ctx, r, a, KT_VIEW_PLAIN);
    if (ok && AG_NEEDS(ctx, a)) {
        KtNode *n = kt_ag_as_strided_node(ctx, r, a);
        bool attach;
        ok =
            n && kta_push_forward(ctx, n, &a, &r, &attach) && (!attach || kta_attach(ctx, r, n, 0));
        if (n) kta_node_decref(ctx, n);
    }
    if (ok) return r;
    kt_decref(ctx, r);
    return NULL;
}
