/* Least squares: the four LAPACK drivers behind torch.linalg.lstsq and numpy.linalg.lstsq. */
#include <float.h>
#include <string.h>

#include "decompose_private.h"

typedef struct Fit { /* shared by a batch */
    KtLstsqDriver driver;
    double rcond;
    int m, n, nrhs, ld;
} Fit;

static int fit_one(KtCtx *ctx, int dtype, const Fit *f, void *a, void *b, void *s, int *rank) {
    const KtLapack *la = kt_lapack(dtype);
    int lda = la_ld(f->m);
    *rank = f->m < f->n ? f->m : f->n;
    switch (f->driver) {
    case KT_GELS:
        return la->gels(ctx, f->m, f->n, f->nrhs, a, lda, b, f->ld);
    case KT_GELSY:
        return la->gelsy(ctx, f->m, f->n, f->nrhs, a, lda, b, f->ld, f->rcond, rank);
    case KT_GELSD:
    case KT_GELSS:
    default:
        return la->gelsd(ctx, f->driver == KT_GELSD, f->m, f->n, f->nrhs, a, lda, b, f->ld, s,
                         f->rcond, rank);
    }
}

/* Rows n.. of the solution hold what is left over: their sum of squares per column. */
static KtTensor *leftover(KtCtx *ctx, KtTensor *x, int64_t m, int64_t n) {
    int dim = -2;
    KtTensor *rest = kt_narrow(ctx, x, -2, n, m - n),
             *abs = rest ? kt_unary(ctx, KT_OP_ABS, rest, KT_NO_DTYPE, NULL) : NULL,
             *sq = abs ? kt_unary(ctx, KT_OP_SQUARE, abs, KT_NO_DTYPE, NULL) : NULL,
             *r = sq ? kt_reduce(ctx, KT_OP_SUM, sq, &dim, 1, false, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(ctx, rest);
    kt_xdecref(ctx, abs);
    kt_xdecref(ctx, sq);
    return r;
}

bool kt_lstsq_driver(KtCtx *ctx, KtTensor *a, KtTensor *b, double rcond, KtLstsqDriver driver,
                     KtTensor **x, KtTensor **residuals, KtTensor **rank, KtTensor **s) {
    KtTensor *wide = NULL, *work = NULL;
    *x = *rank = *s = NULL;
    if (residuals) *residuals = NULL;
    if (!la_matrix(ctx, "linalg.lstsq", a) || !la_matrix(ctx, "linalg.lstsq", b)) return false;
    int64_t m = la_rows(a), n = la_cols(a), nrhs = la_cols(b), k = m < n ? m : n,
            big = m > n ? m : n;
    KtTensor *be = la_expand_batch(ctx, b, a->ndim - 2, a->sizes, 2);
    if (!be) return false;
    /* LAPACK overwrites b, which must have room for max(m, n) rows */
    wide = la_empty_tail(ctx, a, a->dtype, 2, 2, (int64_t[]){big, nrhs});
    KtTensor *top = wide ? kt_narrow(ctx, wide, -2, 0, m) : NULL;
    if (wide && wide->numel) memset(wide->data, 0, kt_nbytes(wide));
    bool ok = top && kt_copy(ctx, top, be);
    kt_xdecref(ctx, top);
    kt_decref(ctx, be);
    if (ok) work = la_copy_cm(ctx, a);
    if (work) *rank = la_empty_tail(ctx, a, KT_I64, 2, 0, NULL);
    if (*rank) *s = la_empty_tail(ctx, a, kt_real_dtype(a->dtype), 2, 1, &k);
    ok = *s != NULL;
    size_t real = kt_dtype_info[kt_real_dtype(a->dtype)].size;
    Fit f = {driver, rcond, (int)m, (int)n, (int)nrhs, la_ld(big)};
    bool full = m > n && driver != KT_GELSY;
    for (int64_t i = 0, nb = la_batch(a); ok && i < nb; i++) {
        int r = 0, info = !k || !nrhs ? 0
                                      : fit_one(ctx, a->dtype, &f, la_at(work, i), la_at(wide, i),
                                                (*s)->data + (size_t)(i * k) * real, &r);
        ((int64_t *)(void *)(*rank)->data)[i] = r;
        if (r < n && driver != KT_GELS) full = false;
        if (info == KT_LA_FAILED)
            ok = false;
        else if (info)
            ok = ctx->numpy
                     ? kt_fail(ctx, KT_LINALG_ERROR, "SVD did not converge in Linear Least Squares")
                     : kt_fail(ctx, KT_RUNTIME_ERROR,
                               "torch.linalg.lstsq: The least squares solution could not be "
                               "computed because the input matrix does not have full rank "
                               "(error code: %d).",
                               info);
    }
    if (ok && k == 0 && wide->numel) memset(wide->data, 0, kt_nbytes(wide));
    if (ok) {
        KtTensor *part = kt_narrow(ctx, wide, -2, 0, n);
        *x = part && ctx->numpy ? kt_copy_c(ctx, part) : part ? kt_incref(part) : NULL;
        kt_xdecref(ctx, part);
        ok = *x != NULL;
    }
    int64_t none = 0;
    if (ok && residuals) {
        *residuals =
            full ? leftover(ctx, wide, m, n) : kt_empty(ctx, kt_real_dtype(a->dtype), 1, &none);
        ok = *residuals != NULL;
    }
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, work);
    if (ok) return true;
    kt_xdecref(ctx, *x);
    kt_xdecref(ctx, *rank);
    kt_xdecref(ctx, *s);
    *x = *rank = *s = NULL;
    return false;
}

bool kt_lstsq(KtCtx *ctx, KtTensor *a, KtTensor *b, double rcond, KtTensor **x,
              KtTensor **residuals, int64_t *rank, KtTensor **s) {
    KtTensor *r = NULL, *sv = NULL;
    if (!kt_lstsq_driver(ctx, a, b, rcond, KT_GELSD, x, residuals, &r, &sv)) return false;
    if (rank) *rank = r->numel ? *(int64_t *)(void *)r->data : 0;
    kt_decref(ctx, r);
    if (s)
        *s = sv;
    else
        kt_decref(ctx, sv);
    return true;
}
