/* Differentiable decompositions: LU, Cholesky, solving, QR, singular values, eigenvalues. The rules
 * are the usual matrix-calculus formulas (Giles 2008; Walter and Lehmann 2010; Townsend 2016),
 * written with recording functions, so that all can be differentiated again.
 * G is the gradient of a result, ^H the adjoint, tril/triu triangles, o an element-wise product. */
#include <float.h>
#include <math.h>

#include "autograd_private.h"
#include "decompose_private.h"

#define GO(i) (g->grad[i])

static KtTensor *mh(Ag *g, KtTensor *a) { /* adjoint */
    return g_conj(g, g_tr(g, a, -2, -1));
}
static KtTensor *tri(Ag *g, KtTensor *a, int64_t k, bool upper) {
    return a ? ag_keep(g, kta_tril(g->ctx, a, k, upper)) : NULL;
}
static KtTensor *embed(Ag *g, KtTensor *v) {
    return v ? ag_keep(g, kta_diag_embed(g->ctx, v, 0, -2, -1)) : NULL;
}
static KtTensor *diag(Ag *g, KtTensor *a) {
    return a ? ag_keep(g, kta_diagonal(g->ctx, a, 0, -2, -1)) : NULL;
}
static KtTensor *part(Ag *g, KtTensor *a, int dim, int64_t start, int64_t n) {
    return a ? ag_keep(g, kta_narrow(g->ctx, a, dim, start, n)) : NULL;
}
static KtTensor *rows(Ag *g, KtTensor *a) { /* as a row: divides or scales columns */
    return g_unsq(g, a, -2);
}
static KtTensor *columns(Ag *g, KtTensor *a) {
    return g_unsq(g, a, -1);
}
static KtTensor *tsolve(Ag *g, KtTensor *a, KtTensor *b, bool upper, bool left, bool unit) {
    return a && b ? ag_keep(g, kta_solve_triangular(g->ctx, a, b, upper, left, unit)) : NULL;
}
static KtTensor *add_opt(Ag *g, KtTensor *a, KtTensor *b) { /* NULL counts as 0 */
    return !a ? b : !b ? a : g_add(g, a, b);
}

/* Several results: keep them or drop them all. */
static bool finish_n(KtCtx *ctx, bool ok, int n, KtTensor **out) {
    for (int i = 0; !ok && i < n; i++) {
        kt_xdecref(ctx, out[i]);
        out[i] = NULL;
    }
    return ok;
}

/* ---- det and slogdet: A^-H diag(d) ---- */

/* As PyTorch, zeros on the diagonal of U become epsilon, so that a singular matrix gives numbers */
static KtTensor *inverse_adjoint_times(Ag *g, KtTensor *a, KtTensor *d, bool perturb) {
    KtCtx *ctx = g->ctx;
    if (!a || !d) return NULL;
    if (ag_recording(ctx)) {
        KtTensor *ah = mh(g, a);
        return ah ? ag_keep(g, kta_solve(ctx, ah, d)) : NULL;
    }
    /* factors of the transposed matrix where PyTorch has those: they differ if it is singular */
    bool transposed = kt_is_contiguous(a) && !kt_is_complex_dtype(a->dtype);
    KtTensor *lu, *pivots, *info;
    if (transposed) a = mh(g, a);
    if (!a || !kt_lu_factor(ctx, a, true, &lu, &pivots, &info)) {
        g->failed = true;
        return NULL;
    }
    bool ok = true;
    if (perturb) {
        KtTensor *u = kt_diagonal(ctx, lu, 0, -2, -1);
        KtOperand uo = kt_operand(u), zero = kt_operand_scalar(kt_scalar_int(0)),
                  eps = kt_operand_scalar(kt_scalar_float(
                      kt_real_dtype(a->dtype) == KT_F32 ? FLT_EPSILON : DBL_EPSILON));
        KtTensor *mask = u ? kt_binary_any(ctx, KT_OP_EQ, &uo, &zero, KT_NO_DTYPE, NULL) : NULL;
        ok = mask && kt_masked_fill_(ctx, u, mask, &eps);
        kt_xdecref(ctx, u);
        kt_xdecref(ctx, mask);
    }
    KtTensor *r = ok ? kt_lu_solve(ctx, lu, pivots, d, transposed ? 'N' : 'C') : NULL;
    kt_decref(ctx, lu);
    kt_decref(ctx, pivots);
    kt_decref(ctx, info);
    return ag_keep(g, r);
}
static KtTensor *spread(Ag *g, KtTensor *v) { /* one number per matrix as v I */
    const KtMeta *m = &g->n->in[0];
    if (!v) return NULL;
    KtTensor *e = ag_keep(g, kta_expand(g->ctx, columns(g, v), m->ndim - 1, m->sizes));
    return embed(g, e);
}
/* For each of the numbers along the last dimension the product of all others. */
static KtTensor *products_of_others(Ag *g, KtTensor *s) {
    if (!s) return NULL;
    KtCtx *ctx = g->ctx;
    int last = s->ndim - 1;
    int64_t n = s->sizes[last], sizes[KT_MAX_DIMS];
    KtScalar one = kt_scalar_int(1);
    memcpy(sizes, s->sizes, sizeof(int64_t) * s->ndim);
    sizes[last] = n ? 1 : 0;
    KtTensor *start = ag_keep(g, kt_full(ctx, s->dtype, s->ndim, sizes, &one)), *side[2];
    for (int i = 0; i < 2; i++) {
        KtTensor *part = ag_keep(g, kta_narrow(ctx, s, last, i && n ? 1 : 0, n ? n - 1 : 0));
        if (i && part) part = ag_keep(g, kta_flip(ctx, part, 1, &last));
        KtTensor *run =
            start && part ? ag_keep(g, kta_cat(ctx, (KtTensor *[]){start, part}, 2, last)) : NULL;
        side[i] = run ? ag_keep(g, kta_cumulate(ctx, KT_OP_CUMPROD, run, last, KT_NO_DTYPE)) : NULL;
    }
    if (side[1]) side[1] = ag_keep(g, kta_flip(ctx, side[1], 1, &last));
    return g_mul(g, side[0], side[1]);
}
/* The gradient of the determinant as a function of the matrix that has derivatives itself where the
 * determinant is 0: with the singular values, U diag(products of the others) V^H. */
static KtTensor *adjugate(Ag *g, KtTensor *a, KtTensor *go) {
    KtTensor *u, *s, *vh;
    if (!a || !go) return NULL;
    if (!kta_svd(g->ctx, a, false, &u, &s, &vh)) {
        g->failed = true;
        return NULL;
    }
    ag_keep(g, u);
    ag_keep(g, s);
    ag_keep(g, vh);
    KtTensor *sign =
        g_conj(g, g_mul(g, ag_keep(g, kta_det(g->ctx, u)), ag_keep(g, kta_det(g->ctx, vh))));
    KtTensor *d = g_mul(g, g_unsq(g, g_mul(g, go, sign), -1), products_of_others(g, s));
    return g_mm(g, g_mul(g, u, g_unsq(g, d, -2)), vh);
}
static bool truth(Ag *g, KtOp op, KtTensor *mask) {
    KtTensor *r =
        mask ? ag_keep(g, kt_reduce(g->ctx, op, mask, NULL, 0, false, KT_NO_DTYPE, NULL)) : NULL;
    return r && *(const uint8_t *)r->data;
}
static void back_det(Ag *g) {
    KtTensor *a = ag_saved(g, 0), *det = ag_saved(g, 1);
    double eps = kt_real_dtype(det ? det->dtype : KT_F64) == KT_F64 ? DBL_EPSILON : FLT_EPSILON;
    KtTensor *zero = ag_recording(g->ctx) && GO(0)
                         ? g_bin_s(g, KT_OP_LT, g_un(g, KT_OP_ABS, det), 100 * eps)
                         : NULL;
    KtTensor *singular = truth(g, KT_OP_ANY, zero) ? adjugate(g, a, GO(0)) : NULL;
    if (singular && truth(g, KT_OP_ALL, zero)) {
        ag_set(g, 0, singular);
        return;
    }
    KtTensor *where = singular ? columns(g, g_unsq(g, zero, -1)) : NULL;
    if (singular) /* any invertible matrix in their place */
        a = g_where(g, where, spread(g, g_cast(g, zero, a->dtype)), a);
    KtTensor *d = spread(g, g_mul(g, GO(0), g_conj(g, det)));
    KtTensor *r = inverse_adjoint_times(g, a, d, true);
    ag_set(g, 0, singular ? g_where(g, where, singular, r) : r);
}
static const KtRule rule_det = {"LinalgDetBackward0", back_det, false};
KtTensor *kta_det(KtCtx *ctx, KtTensor *a) {
    KtTensor *r = kt_det(ctx, a);
    return r && AG_NEEDS(ctx, a) ? kt_ag_record(ctx, r, &rule_det, AG_T(a), AG_T(a, r), AG_NO_ATTR)
                                 : r;
}
/* The gradient as one of log det: the change of a complex sign is i times that of its angle. */
static void back_slogdet(Ag *g) {
    KtDtype dtype = g->n->in[0].dtype;
    KtTensor *d = GO(1) ? g_cast(g, GO(1), dtype) : NULL;
    if (!ag_untouched(g, 1)) return;
    if (GO(0) && kt_is_complex_dtype(dtype)) {
        KtTensor *z = g_mul(g, GO(0), g_conj(g, ag_saved(g, 1)));
        KtTensor *angle = g_muls(g, g_sub(g, z, g_conj(g, z)), 0.5);
        d = d ? g_add(g, d, angle) : angle;
    }
    if (d) ag_set(g, 0, inverse_adjoint_times(g, ag_saved(g, 0), spread(g, d), false));
}
static const KtRule rule_slogdet = {"LinalgSlogdetBackward0", back_slogdet, false};
bool kta_slogdet(KtCtx *ctx, KtTensor *a, KtTensor **sign, KtTensor **logabsdet) {
    KtTensor *out[2];
    if (!kt_slogdet(ctx, a, &out[0], &out[1])) return false;
    bool ok = !AG_NEEDS(ctx, a) || kt_ag_record_n(ctx, (AgList){2, out}, &rule_slogdet, AG_T(a),
                                                  AG_T(a, out[0]), AG_NO_ATTR);
    ok = finish_n(ctx, ok, 2, out);
    *sign = out[0];
    *logabsdet = out[1];
    return ok;
}

/* ---- inverse and solve ---- */

static void back_inv(Ag *g) { /* -B^H G B^H */
    KtTensor *bh = mh(g, ag_saved(g, 0));
    ag_set(g, 0, g_neg(g, g_mm(g, bh, g_mm(g, GO(0), bh))));
}
static const KtRule rule_inv = {"LinalgInvExBackward0", back_inv, false};
bool kta_inv_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor **x, KtTensor **info) {
    if (!kt_inv_ex(ctx, who, a, x, info)) return false;
    if (AG_NEEDS(ctx, a)) *x = kt_ag_record(ctx, *x, &rule_inv, AG_T(a), AG_T(*x), AG_NO_ATTR);
    if (*x) return true;
    kt_decref(ctx, *info);
    return false;
}
KtTensor *kta_inv(KtCtx *ctx, KtTensor *a) {
    KtTensor *x, *info;
    if (!kta_inv_ex(ctx, "linalg.inv", a, &x, &info)) return NULL;
    bool ok = kt_check_inv(ctx, "linalg.inv", a, info);
    kt_decref(ctx, info);
    if (!ok) kt_decref(ctx, x);
    return ok ? x : NULL;
}

static void back_solve(Ag *g) { /* gB = A^-H G, gA = -gB X^H */
    bool vector = ag_int(g, 0);
    if (!ag_untouched(g, 1)) return;
    KtTensor *ah = mh(g, ag_saved(g, 0)), *go = vector ? columns(g, GO(0)) : GO(0);
    KtTensor *gb = ah && go ? ag_keep(g, kta_solve(g->ctx, ah, go)) : NULL;
    if (ag_needs(g, 0)) {
        KtTensor *x = ag_saved(g, 1);
        ag_set(g, 0, g_neg(g, g_mm(g, gb, mh(g, vector && x ? columns(g, x) : x))));
    }
    if (ag_needs(g, 1) && gb) {
        int last = -1;
        ag_set(g, 1, vector ? ag_keep(g, kta_squeeze_dims(g->ctx, gb, 1, &last)) : gb);
    }
    if (!gb) g->failed = true;
}
static const KtRule rule_solve = {"LinalgSolveExBackward0", back_solve, false};
bool kta_solve_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *b, KtTensor **x,
                  KtTensor **info) {
    if (!kt_solve_ex(ctx, who, a, b, x, info)) return false;
    if (AG_NEEDS2(ctx, a, b))
        *x = kt_ag_record(ctx, *x, &rule_solve, AG_T(a, b), AG_T(a, *x),
                          AG_A(AG_I(kt_is_vector_solve(ctx, a, b))));
    if (*x) return true;
    kt_decref(ctx, *info);
    return false;
}
KtTensor *kta_solve(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    KtTensor *x, *info;
    if (!kta_solve_ex(ctx, "linalg.solve", a, b, &x, &info)) return NULL;
    bool ok = kt_check_solve(ctx, "torch.linalg.solve", a, info);
    kt_decref(ctx, info);
    if (!ok) kt_decref(ctx, x);
    return ok ? x : NULL;
}

static void back_triangular(Ag *g) {
    bool upper = ag_int(g, 0), left = ag_int(g, 1), unit = ag_int(g, 2);
    if (!ag_untouched(g, 1)) return;
    KtTensor *gb = tsolve(g, mh(g, ag_saved(g, 0)), GO(0), !upper, left, unit);
    if (ag_needs(g, 1)) ag_set(g, 1, gb);
    if (!ag_needs(g, 0)) return;
    KtTensor *xh = mh(g, ag_saved(g, 1)), *ga = left ? g_mm(g, gb, xh) : g_mm(g, xh, gb);
    ag_set(g, 0, g_neg(g, tri(g, ga, unit ? upper ? 1 : -1 : 0, upper)));
}

/* ---- pseudo-inverse ---- */

/* Without derivatives of the decomposition that gave it, which several equal singular values have
 * none of. */
static void back_pinv(Ag *g) {
    KtTensor *p = ag_saved(g, 1), *a = ag_saved(g, 0), *goh = mh(g, GO(0));
    if (!p || !a || !goh) return;
    KtTensor *ph = mh(g, p), *r;
    if (a->sizes[a->ndim - 2] <= a->sizes[a->ndim - 1]) {
        KtTensor *k = g_mm(g, goh, p), *kph = g_mm(g, k, ph);
        r = g_add(g, g_neg(g, mh(g, g_mm(g, p, k))), kph);
        r = g_sub(g, r, g_mm(g, g_mm(g, a, p), kph));
        r = g_add(g, r, g_mm(g, g_mm(g, ph, p), g_sub(g, goh, g_mm(g, k, a))));
    } else {
        KtTensor *k = g_mm(g, p, goh), *phk = g_mm(g, ph, k);
        r = g_neg(g, mh(g, g_mm(g, k, p)));
        r = g_add(g, r, g_mm(g, g_mm(g, g_sub(g, goh, g_mm(g, a, k)), p), ph));
        r = g_sub(g, g_add(g, r, phk), g_mm(g, g_mm(g, phk, p), a));
    }
    ag_set(g, 0, r);
}
KtTensor *kta_pinv(KtCtx *ctx, KtTensor *a, KtTensor *p) {
    static const KtRule rule = {"LinalgPinvBackward0", back_pinv, false};
    if (!AG_NEEDS(ctx, a)) return kt_incref(p);
    KtTensor *r = kt_alias(ctx, p);
    return kt_ag_record(ctx, r, &rule, AG_T(a), AG_T(a, r), AG_NO_ATTR);
}
static const KtRule rule_triangular = {"LinalgSolveTriangularBackward0", back_triangular, false};
KtTensor *kta_solve_triangular(KtCtx *ctx, KtTensor *a, KtTensor *b, bool upper, bool left,
                               bool unit) {
    KtTensor *x = kt_solve_triangular(ctx, a, b, upper, left, unit);
    if (!x || !AG_NEEDS2(ctx, a, b)) return x;
    return kt_ag_record(ctx, x, &rule_triangular, AG_T(a, b), AG_T(a, x),
                        AG_A(AG_I(upper), AG_I(left), AG_I(unit)));
}

/* ---- LU ---- */

/* Where the exchanges of matrix number b lie: pivots whose batch is not that of the factors are
 * broadcast to it from the right, as PyTorch's iterator walks them. NULL: beyond their memory. */
static const int *exchanges(const KtTensor *lu, const KtTensor *pivots, int64_t b, int64_t k) {
    int64_t at = 0, step = pivots->sizes[pivots->ndim - 1];
    for (int d = lu->ndim - 3, p = pivots->ndim - 2; d >= 0 && p >= 0; d--, p--) {
        if (pivots->sizes[p] != 1) at += b % lu->sizes[d] * step;
        b /= lu->sizes[d];
        step *= pivots->sizes[p];
    }
    return at + k <= pivots->numel ? (const int *)(const void *)pivots->data + at : NULL;
}
/* P of A = P L U from LAPACK's row exchanges (from 1), as a matrix of that dtype. */
KtTensor *kt_lu_permutation(KtCtx *ctx, KtTensor *lu, KtTensor *pivots) {
    int64_t m = la_rows(lu), k = m < la_cols(lu) ? m : la_cols(lu), sizes[KT_MAX_DIMS];
    if (pivots->dtype != KT_I32 || !pivots->ndim)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of "
                            "torch.int32 dtype.\nNote: this function is intended to be used with "
                            "the output produced by torch.linalg.lu_factor");
    memcpy(sizes, lu->sizes, sizeof(int64_t) * (size_t)lu->ndim);
    sizes[lu->ndim - 1] = m;
    KtTensor *p = kt_contiguous(ctx, pivots),
             *r = p ? kt_zeros(ctx, lu->dtype, lu->ndim, sizes) : NULL,
             *flat = r ? kt_reshape(ctx, r, 3, (int64_t[]){la_batch(r), m, m}) : NULL;
    int64_t *order = flat ? kb_malloc(ctx->alloc, (size_t)(m + 1) * sizeof *order) : NULL;
    KtScalar one = kt_scalar_float(1);
    bool ok = order || (flat && kt_fail_memory(ctx, (size_t)m * sizeof *order));
    for (int64_t b = 0, nb = ok ? la_batch(r) : 0; ok && b < nb; b++) {
        const int *swap = exchanges(lu, p, b, k);
        for (int64_t i = 0; i < m; i++)
            order[i] = i;
        for (int64_t i = 0; ok && i < k; i++) {
            if (!swap || swap[i] < 1 || swap[i] > m) {
                ok = kt_fail(ctx, KT_RUNTIME_ERROR,
                             "pivots passed to lu_unpack must be between 1 "
                             "and LU.size(-2) inclusive.Did you properly pass the result of "
                             "lu_factor?");
                break;
            }
            int64_t t = order[i];
            order[i] = order[swap[i] - 1];
            order[swap[i] - 1] = t;
        }
        for (int64_t j = 0; ok && j < m; j++)
            ok = kt_set_item_at(ctx, flat, (int64_t[]){b, order[j], j}, &one);
    }
    if (order) kb_free(ctx->alloc, order, (size_t)(m + 1) * sizeof *order);
    kt_xdecref(ctx, flat);
    kt_xdecref(ctx, p);
    if (ok) r->storage->version = 0; /* nobody saw it being put together */
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

/* P L^-H (tril(L^H gL, -1) + triu(gU U^H)) U^-H; the rows below or the columns right of the square
 * part of a rectangular matrix follow from one factor alone. */
static void back_lu(Ag *g) {
    KtTensor *f = ag_saved(g, 0), *p = ag_saved(g, 1);
    if (!f || !p || !ag_untouched(g, 2)) return;
    int64_t m = la_rows(f), n = la_cols(f), k = m < n ? m : n;
    KtTensor *sq = part(g, part(g, f, -2, 0, k), -1, 0, k), *go = GO(0),
             *gsq = part(g, part(g, go, -2, 0, k), -1, 0, k);
    KtTensor *u1 = tri(g, sq, 0, true), *l1 = tri(g, sq, -1, false),
             *one = ag_keep(g, kt_eye(g->ctx, k, k, 0, f->dtype)), *l = g_add(g, l1, one);
    KtTensor *lh = mh(g, l), *uh = mh(g, u1);
    KtTensor *pl = g_mm(g, lh, tri(g, gsq, -1, false)), *pu = g_mm(g, tri(g, gsq, 0, true), uh);
    KtTensor *right = NULL, *below = NULL;
    if (n > m) {
        KtTensor *g2 = part(g, go, -1, k, n - k);
        pl = g_sub(g, pl, g_mm(g, g2, mh(g, part(g, f, -1, k, n - k))));
        right = tsolve(g, lh, g2, true, true, true);
    } else if (m > n) {
        KtTensor *g2 = part(g, go, -2, k, m - k);
        pu = g_sub(g, pu, g_mm(g, mh(g, part(g, f, -2, k, m - k)), g2));
        below = tsolve(g, uh, g2, false, false, false);
    }
    KtTensor *phi = g_add(g, tri(g, pl, -1, false), tri(g, pu, 0, true));
    KtTensor *ga = tsolve(g, uh, tsolve(g, lh, phi, true, true, true), false, false, false);
    if (right && ga) ga = ag_keep(g, kta_cat(g->ctx, (KtTensor *[]){ga, right}, 2, -1));
    if (below && ga) ga = ag_keep(g, kta_cat(g->ctx, (KtTensor *[]){ga, below}, 2, -2));
    ag_set(g, 0, g_mm(g, p, ga));
}
static const KtRule rule_lu = {"LinalgLuFactorExBackward0", back_lu, false};
bool kta_lu_factor(KtCtx *ctx, KtTensor *a, bool pivot, KtTensor **lu, KtTensor **pivots,
                   KtTensor **info) {
    if (!kt_lu_factor(ctx, a, pivot, lu, pivots, info)) return false;
    if (!AG_NEEDS(ctx, a)) return true;
    KtTensor *p = kt_lu_permutation(ctx, *lu, *pivots);
    if (p)
        *lu = kt_ag_record(ctx, *lu, &rule_lu, AG_T(a), AG_T(*lu, p, *pivots), AG_NO_ATTR);
    else
        kt_decref(ctx, *lu);
    if (p && *lu) {
        kt_decref(ctx, p);
        return true;
    }
    kt_xdecref(ctx, p);
    kt_decref(ctx, *pivots);
    kt_decref(ctx, *info);
    return false;
}

static void back_lu_solve(Ag *g) {
    KtTensor *f = ag_saved(g, 0), *p = ag_saved(g, 1);
    char trans = (char)ag_int(g, 0);
    bool cplx = f && kt_is_complex_dtype(f->dtype);
    if (!f || !p) return;
    if (trans == 'N')
        ag_set(g, 0, ag_keep(g, kta_lu_solve(g->ctx, f, p, GO(0), cplx ? 'C' : 'T')));
    else if (trans == 'C' || !cplx)
        ag_set(g, 0, ag_keep(g, kta_lu_solve(g->ctx, f, p, GO(0), 'N')));
    else
        ag_keep(g, kt_ag_missing(g->ctx, NULL, "linalg.lu_solve"));
}
static const KtRule rule_lu_solve = {"LinalgLuSolveBackward0", back_lu_solve, false};
/* Where the factors have a history: two triangular systems, which have theirs. */
static KtTensor *lu_solve_parts(KtCtx *ctx, KtTensor *lu, KtTensor *pivots, KtTensor *b,
                                char trans) {
    KtTensor *p = kt_lu_permutation(ctx, lu, pivots), *r = NULL;
    if (!p) return NULL;
    if (trans == 'N') {
        KtTensor *pt = kta_transpose(ctx, p, -2, -1), *pb = pt ? kta_matmul(ctx, pt, b) : NULL;
        KtTensor *y = pb ? kta_solve_triangular(ctx, lu, pb, false, true, true) : NULL;
        r = y ? kta_solve_triangular(ctx, lu, y, true, true, false) : NULL;
        kt_xdecref(ctx, pt);
        kt_xdecref(ctx, pb);
        kt_xdecref(ctx, y);
    } else { /* U^T L^T P^T x = b */
        KtTensor *t = kta_transpose(ctx, lu, -2, -1);
        if (t && trans == 'C' && kt_is_complex_dtype(t->dtype)) {
            KtTensor *c = kta_unary(ctx, KT_OP_CONJ, t);
            kt_decref(ctx, t);
            t = c;
        }
        KtTensor *y = t ? kta_solve_triangular(ctx, t, b, false, true, false) : NULL,
                 *z = y ? kta_solve_triangular(ctx, t, y, true, true, true) : NULL;
        r = z ? kta_matmul(ctx, p, z) : NULL;
        kt_xdecref(ctx, t);
        kt_xdecref(ctx, y);
        kt_xdecref(ctx, z);
    }
    kt_decref(ctx, p);
    return r;
}
KtTensor *kta_lu_solve(KtCtx *ctx, KtTensor *lu, KtTensor *pivots, KtTensor *b, char trans) {
    KtTensor *x = kt_lu_solve(ctx, lu, pivots, b, trans);
    if (!x) return NULL;
    if (AG_NEEDS(ctx, lu)) {
        kt_decref(ctx, x);
        return lu_solve_parts(ctx, lu, pivots, b, trans);
    }
    if (!AG_NEEDS(ctx, b)) return x;
    return kt_ag_record(ctx, x, &rule_lu_solve, AG_T(b), AG_T(lu, pivots), AG_A(AG_I(trans)));
}

/* ---- Cholesky ---- */

/* L^-H (S + tril(S, -1)^H)/2 L^-1 with S = tril(L^H G), whose diagonal stays complex as in PyTorch
 */
static void back_cholesky(Ag *g) {
    KtTensor *l = ag_saved(g, 0), *go = GO(0);
    if (ag_int(g, 0)) {
        l = mh(g, l);
        go = mh(g, go);
    }
    KtTensor *lh = mh(g, l), *s = tri(g, g_mm(g, lh, go), 0, false);
    s = g_muls(g, g_add(g, s, mh(g, tri(g, s, -1, false))), 0.5);
    ag_set(g, 0, tsolve(g, l, tsolve(g, lh, s, true, true, false), false, false, false));
}
static const KtRule rule_cholesky = {"LinalgCholeskyExBackward0", back_cholesky, false};
static const KtRule rule_cholesky_old = {"CholeskyBackward0", back_cholesky, false};
bool kta_cholesky_ex(KtCtx *ctx, const char *who, KtTensor *a, bool upper, KtTensor **l,
                     KtTensor **info) {
    if (!kt_cholesky_ex(ctx, who, a, upper, l, info)) return false;
    if (AG_NEEDS(ctx, a))
        *l = kt_ag_record(ctx, *l, who[0] == 'c' ? &rule_cholesky_old : &rule_cholesky, AG_T(a),
                          AG_T(*l), AG_A(AG_I(upper)));
    if (*l) return true;
    kt_decref(ctx, *info);
    return false;
}
/* The gradient of a factor L from that of L L^H (or L^H L). */
static KtTensor *of_factor(Ag *g, KtTensor *common, KtTensor *l, bool upper) {
    return g_neg(g, upper ? g_mm(g, l, common) : g_mm(g, common, l));
}
static void back_cholesky_solve(Ag *g) {
    KtTensor *l = ag_saved(g, 1), *x = ag_saved(g, 2);
    bool upper = ag_int(g, 0);
    if (!ag_untouched(g, 0) || !l || !x) return;
    KtTensor *gb = ag_keep(g, kta_cholesky_solve(g->ctx, GO(0), l, upper));
    if (ag_needs(g, 1)) {
        KtTensor *c = g_mm(g, gb, mh(g, x));
        ag_set(g, 1, of_factor(g, g_add(g, c, mh(g, c)), l, upper));
    }
    if (ag_needs(g, 0)) ag_set(g, 0, gb);
}
static const KtRule rule_cholesky_solve = {"CholeskySolveBackward0", back_cholesky_solve, false};
KtTensor *kta_cholesky_solve(KtCtx *ctx, KtTensor *b, KtTensor *l, bool upper) {
    KtTensor *x = kt_cholesky_solve(ctx, b, l, upper);
    if (!x || !AG_NEEDS2(ctx, b, l)) return x;
    return kt_ag_record(ctx, x, &rule_cholesky_solve, AG_T(b, l), AG_T(b, l, x), AG_A(AG_I(upper)));
}
static void back_cholesky_inverse(Ag *g) {
    KtTensor *l = ag_saved(g, 0), *inverse = ag_saved(g, 1), *go = GO(0);
    if (!l || !inverse) return;
    KtTensor *c = g_mm(g, inverse, g_mm(g, g_add(g, go, mh(g, go)), inverse));
    ag_set(g, 0, of_factor(g, c, l, ag_int(g, 0)));
}
static const KtRule rule_cholesky_inverse = {"CholeskyInverseBackward0", back_cholesky_inverse,
                                             false};
KtTensor *kta_cholesky_inverse(KtCtx *ctx, KtTensor *l, bool upper) {
    KtTensor *r = kt_cholesky_inverse(ctx, l, upper);
    if (!r || !AG_NEEDS(ctx, l)) return r;
    return kt_ag_record(ctx, r, &rule_cholesky_inverse, AG_T(l), AG_T(l, r), AG_A(AG_I(upper)));
}

/* ---- QR, in the steps of PyTorch ----
 * With X = gR R^H - Q^H gQ: of a matrix that is not wide
 *     (Q (triu(X) + its transpose, the real parts of the diagonal halved) + gQ) R^-H,
 * of a wide one, R = [R1 R2]
 *     [Q (tril(X^H - X), the imaginary parts of the diagonal halved) R1^-H  0] + Q gR. */

/* What is zero of the diagonal, the imaginary or the real parts, stays so. */
static KtTensor *half_diagonal(Ag *g, KtTensor *x) {
    return g_sub(g, x, embed(g, g_muls(g, diag(g, x), 0.5)));
}
static void back_qr(Ag *g) {
    KtTensor *q = ag_saved(g, 0), *r = ag_saved(g, 1), *gq = GO(0), *gr = GO(1);
    if (!q || !r) return;
    int64_t m = la_rows(q), n = la_cols(r), k = la_rows(r);
    KtTensor *a = gr ? g_mm(g, gr, mh(g, r)) : NULL, *b = gq ? g_mm(g, mh(g, q), gq) : NULL;
    KtTensor *x = a && b ? g_sub(g, a, b) : a ? a : g_neg(g, b);
    if (n <= m && la_cols(q) == n) {
        x = tri(g, x, 0, true);
        KtTensor *y = g_mm(g, q, half_diagonal(g, g_add(g, x, mh(g, x))));
        if (gq) y = g_add(g, y, gq);
        ag_set(g, 0, tsolve(g, mh(g, r), y, false, false, false));
        return;
    }
    x = g_neg(g, x);
    x = half_diagonal(g, tri(g, g_sub(g, x, mh(g, x)), 0, false));
    KtTensor *left = tsolve(g, mh(g, part(g, r, -1, 0, k)), g_mm(g, q, x), false, false, false);
    KtTensor *rest = left ? part(g, r, -1, k, n - k) : NULL,
             *zeros =
                 rest ? ag_keep(g, kt_zeros(g->ctx, rest->dtype, rest->ndim, rest->sizes)) : NULL;
    KtTensor *all = zeros ? ag_keep(g, kta_cat(g->ctx, (KtTensor *[]){left, zeros}, 2, -1)) : NULL;
    ag_set(g, 0, gr ? g_add(g, all, g_mm(g, q, gr)) : all);
}
static void back_qr_complete(Ag *g) {
    kt_fail(g->ctx, KT_RUNTIME_ERROR,
            "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.");
    g->failed = true;
}
static void back_qr_only_r(Ag *g) {
    kt_fail(g->ctx, KT_RUNTIME_ERROR,
            "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please "
            "use linalg.qr(A, mode='reduced') if you are going to differentiate through "
            "linalg.qr.");
    g->failed = true;
}
static const KtRule rule_qr = {"LinalgQrBackward0", back_qr, false};
static const KtRule rule_qr_complete = {"LinalgQrBackward0", back_qr_complete, false};
static const KtRule rule_qr_only_r = {"LinalgQrBackward0", back_qr_only_r, false};
bool kta_qr(KtCtx *ctx, KtTensor *a, char mode, KtTensor **q, KtTensor **r) {
    KtTensor *out[2];
    if (!kt_qr(ctx, a, mode, &out[0], &out[1])) return false;
    bool ok = true;
    if (AG_NEEDS(ctx, a)) {
        const KtRule *rule = mode == 'R'                              ? &rule_qr_only_r
                             : mode == 'c' && la_rows(a) > la_cols(a) ? &rule_qr_complete
                                                                      : &rule_qr;
        ok = kt_ag_record_n(ctx, (AgList){2, out}, rule, AG_T(a), AG_T(out[0], out[1]), AG_NO_ATTR);
    }
    ok = finish_n(ctx, ok, 2, out);
    *q = out[0];
    *r = out[1];
    return ok;
}

/* ---- singular values ---- */

/* x_j - x_i with ones on the diagonal */
static KtTensor *gaps(Ag *g, KtTensor *x) {
    if (!x) return NULL;
    int64_t n = x->sizes[x->ndim - 1];
    KtTensor *eye = ag_keep(g, kt_eye(g->ctx, n, n, 0, x->dtype));
    return g_add(g, g_sub(g, rows(g, x), columns(g, x)), eye);
}
static KtTensor *skew(Ag *g, KtTensor *x) {
    return g_sub(g, x, mh(g, x));
}
static double imaginary(const KtTensor *c, int64_t i) {
    return c->dtype == KT_C64 ? ((const float *)(const void *)c->data)[2 * i + 1]
                              : ((const double *)(const void *)c->data)[2 * i + 1];
}
/* The imaginary parts of d and e (NULL: 0) cancel out: the gradient asks for no phase of the
 * vectors, which they do not have. */
static bool no_phase(Ag *g, KtTensor *d, KtTensor *e, const char *text) {
    if (g->failed || (!d && !e)) return false;
    if (!kt_is_complex_dtype(d ? d->dtype : e->dtype)) return true;
    KtTensor *c[2] = {d, e};
    for (int i = 0; i < 2; i++)
        if (c[i] && !(c[i] = ag_keep(g, kt_contiguous(g->ctx, c[i])))) return false;
    for (int64_t i = 0, n = d ? d->numel : e->numel; i < n; i++) {
        double x = d ? imaginary(c[0], i) : 0, y = e ? imaginary(c[1], i) : 0;
        if (fabs(x + y) <= 1e-2 + 1e-2 * fabs(y)) continue;
        g->failed = true;
        return kt_fail(g->ctx, KT_RUNTIME_ERROR, "%s", text);
    }
    return true;
}
#define PHASE_OF(who)                                                                              \
    who "_backward: The eigenvectors in the complex case are specified up to multiplication by "   \
        "e^{i phi}. The specified loss function depends on this quantity, so it is ill-defined."
static const char phase_of_svd[] =
    "svd_backward: The singular vectors in the complex case are specified up to multiplication by "
    "e^{i phi}. The specified loss function depends on this phase term, making it ill-defined.";
static void back_svd(Ag *g) {
    KtTensor *u = ag_saved(g, 0), *s = ag_saved(g, 1), *vh = ag_saved(g, 2), *gu = GO(0),
             *gs = GO(1), *gv = GO(2);
    if (!u || !s || !vh) return;
    int64_t k = s->sizes[s->ndim - 1], m = la_rows(u), n = la_cols(vh);
    if (la_cols(u) > k) {
        u = part(g, u, -1, 0, k);
        gu = gu ? part(g, gu, -1, 0, k) : NULL;
    }
    if (la_rows(vh) > k) {
        vh = part(g, vh, -2, 0, k);
        gv = gv ? part(g, gv, -2, 0, k) : NULL;
    }
    if (!gu && !gv) {
        ag_set(g, 0,
               m >= n ? g_mm(g, u, g_mul(g, columns(g, gs), vh))
                      : g_mm(g, g_mul(g, u, rows(g, gs)), vh));
        return;
    }
    KtTensor *e = gaps(g, g_sq(g, s)), *inner = NULL,
             *x = gu ? skew(g, g_mm(g, mh(g, u), gu)) : NULL,
             *y = gv ? skew(g, g_mm(g, vh, mh(g, gv))) : NULL;
    if (!no_phase(g, diag(g, x), diag(g, y), phase_of_svd)) return;
    if (gu) inner = g_mul(g, g_div(g, x, e), rows(g, s));
    if (gu && gv && kt_is_complex_dtype(u->dtype))
        inner = g_add(g, inner, embed(g, g_div(g, diag(g, x), g_muls(g, s, 2))));
    if (gv) inner = add_opt(g, inner, g_mul(g, columns(g, s), g_div(g, y, e)));
    if (gs) inner = g_add(g, inner, embed(g, g_cast(g, gs, u->dtype)));
    KtTensor *ga;
    if (m > k && gu) {
        y = g_div(g, gu, rows(g, s));
        y = g_sub(g, y, g_mm(g, u, g_mm(g, mh(g, u), y)));
        ga = g_mm(g, g_add(g, g_mm(g, u, inner), y), vh);
    } else if (n > k && gv) {
        y = g_div(g, gv, columns(g, s));
        y = g_sub(g, y, g_mm(g, g_mm(g, y, mh(g, vh)), vh));
        ga = g_mm(g, u, g_add(g, g_mm(g, inner, vh), y));
    } else
        ga = g_mm(g, u, g_mm(g, inner, vh));
    ag_set(g, 0, ga);
}
static const KtRule rule_svd = {"LinalgSvdBackward0", back_svd, false};
bool kta_svd(KtCtx *ctx, KtTensor *a, bool full, KtTensor **u, KtTensor **s, KtTensor **vh) {
    KtTensor *out[3] = {NULL, NULL, NULL};
    if (!AG_NEEDS(ctx, a)) return kt_svd(ctx, a, full, u, s, vh);
    /* the vectors are needed for the gradient of the values too */
    if (!kt_svd(ctx, a, full && u, &out[0], &out[1], &out[2])) return false;
    bool ok = kt_ag_record_n(ctx, (AgList){3, out}, &rule_svd, AG_T(a),
                             AG_T(out[0], out[1], out[2]), AG_NO_ATTR);
    if (!u) {
        kt_decref(ctx, out[0]);
        kt_decref(ctx, out[2]);
        out[0] = out[2] = NULL;
    }
    ok = finish_n(ctx, ok, 3, out);
    *s = out[1];
    if (u) {
        *u = out[0];
        *vh = out[2];
    }
    return ok;
}

/* ---- eigenvalues ---- */

static void back_eigh(Ag *g) { /* V (diag(gL) + skew(V^H gV) / gaps) V^H */
    KtTensor *l = ag_saved(g, 0), *v = ag_saved(g, 1), *gl = GO(0), *gv = GO(1);
    if (!l || !v) return;
    if (!gv) {
        ag_set(g, 0, g_mm(g, g_mul(g, v, rows(g, gl)), mh(g, v)));
        return;
    }
    KtTensor *x = g_mm(g, mh(g, v), gv);
    if (!no_phase(g, diag(g, x), NULL, PHASE_OF("linalg_eigh"))) return;
    x = g_div(g, g_muls(g, skew(g, x), 0.5), gaps(g, l));
    if (gl) {
        x = g_sub(g, x, embed(g, diag(g, x)));
        x = g_add(g, x, embed(g, g_cast(g, gl, v->dtype)));
    }
    ag_set(g, 0, g_mm(g, v, g_mm(g, x, mh(g, v))));
}
static const KtRule rule_eigh = {"LinalgEighBackward0", back_eigh, false};
static const KtRule rule_symeig = {"SymeigBackward0", back_eigh, false};

/* V^-H (diag(gL) + (V^H gV - V^H V diag(Re(V^H gV))) / conj(gaps)) V^H */
static void back_eig(Ag *g) {
    KtTensor *l = ag_saved(g, 0), *v = ag_saved(g, 1), *gl = GO(0), *gv = GO(1), *inner = NULL;
    if (!l || !v) return;
    KtTensor *vhm = mh(g, v);
    if (gv) {
        KtTensor *x = g_mm(g, vhm, gv), *d = diag(g, x);
        if (!no_phase(g, d, NULL, PHASE_OF("linalg_eig"))) return;
        d = g_muls(g, g_add(g, d, g_conj(g, d)), 0.5);
        x = g_sub(g, x, g_mul(g, g_mm(g, vhm, v), rows(g, d)));
        x = g_div(g, x, g_conj(g, gaps(g, l)));
        inner = g_sub(g, x, embed(g, diag(g, x)));
    }
    if (gl) inner = add_opt(g, inner, embed(g, gl));
    KtTensor *y = g_mm(g, inner, vhm);
    ag_set(g, 0, y && vhm ? ag_keep(g, kta_solve(g->ctx, vhm, y)) : NULL);
}
static const KtRule rule_eig = {"LinalgEigBackward0", back_eig, false};

static bool record_eig(KtCtx *ctx, KtTensor *a, const KtRule *rule, KtTensor **out, KtTensor **w,
                       KtTensor **v) {
    bool ok =
        kt_ag_record_n(ctx, (AgList){2, out}, rule, AG_T(a), AG_T(out[0], out[1]), AG_NO_ATTR);
    if (!v) {
        kt_decref(ctx, out[1]);
        out[1] = NULL;
    }
    ok = finish_n(ctx, ok, 2, out);
    *w = out[0];
    if (v) *v = out[1];
    return ok;
}
bool kta_eigh(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w, KtTensor **v) {
    KtTensor *out[2];
    if (!AG_NEEDS(ctx, a)) return kt_eigh(ctx, a, upper, w, v);
    return kt_eigh(ctx, a, upper, &out[0], &out[1]) && record_eig(ctx, a, &rule_eigh, out, w, v);
}
bool kta_symeig(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w, KtTensor **v) {
    KtTensor *out[2];
    if (!AG_NEEDS(ctx, a)) return kt_eigh(ctx, a, upper, w, v);
    return kt_eigh(ctx, a, upper, &out[0], &out[1]) && record_eig(ctx, a, &rule_symeig, out, w, v);
}
bool kta_eig(KtCtx *ctx, KtTensor *a, KtTensor **w, KtTensor **v) {
    KtTensor *out[2];
    if (!AG_NEEDS(ctx, a)) return kt_eig(ctx, a, w, v);
    return kt_eig(ctx, a, &out[0], &out[1]) && record_eig(ctx, a, &rule_eig, out, w, v);
}
