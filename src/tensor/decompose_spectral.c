/* Orthogonal factorisations: QR and Householder vectors, singular values, eigenvalues. */
#include <math.h>
#include <string.h>

#include "decompose_private.h"

static void drop(KtCtx *ctx, KtTensor **t) {
    kt_xdecref(ctx, *t);
    *t = NULL;
}
static KtTensor *matrices(KtCtx *ctx, const KtTensor *a, int64_t rows, int64_t cols) {
    return la_empty_tail(ctx, a, a->dtype, 2, 2, (int64_t[]){rows, cols});
}
static void set_identity(KtTensor *t) {
    int64_t m = la_rows(t), n = la_cols(t), k = m < n ? m : n;
    if (t->numel) memset(t->data, 0, kt_nbytes(t));
    for (int64_t b = 0, nb = la_batch(t); b < nb; b++)
        for (int64_t i = 0; i < k; i++) {
            char *p = (char *)la_at(t, b) + (i + i * m) * t->itemsize;
            if (kt_real_dtype(t->dtype) == KT_F32)
                *(float *)(void *)p = 1;
            else
                *(double *)(void *)p = 1;
        }
}

/* ---- QR ---- */

bool kt_geqrf(KtCtx *ctx, const char *who, KtTensor *a, KtTensor **qr, KtTensor **tau) {
    *qr = *tau = NULL;
    if (!la_matrix(ctx, who, a)) return false;
    int64_t m = la_rows(a), n = la_cols(a), k = m < n ? m : n;
    *qr = la_copy_cm(ctx, a);
    *tau = *qr ? la_empty_tail(ctx, a, a->dtype, 2, 1, &k) : NULL;
    bool ok = *tau != NULL;
    for (int64_t i = 0, b = la_batch(a); ok && k && i < b; i++)
        ok = kt_lapack(a->dtype)->geqrf(ctx, (int)m, (int)n, la_at(*qr, i), (int)m,
                                        (*tau)->data + i * k * a->itemsize) != KT_LA_FAILED;
    if (ok) return true;
    drop(ctx, qr);
    drop(ctx, tau);
    return false;
}

/* The first n columns of the product of the reflections in qr: q (m x n), n <= m. */
static KtTensor *q_of(KtCtx *ctx, KtTensor *qr, KtTensor *tau, int64_t n) {
    int64_t m = la_rows(qr), k = tau->sizes[tau->ndim - 1], have = la_cols(qr);
    KtTensor *q = matrices(ctx, qr, m, n);
    if (!q) return NULL;
    if (k == 0) {
        set_identity(q);
        return q;
    }
    size_t column = (size_t)m * q->itemsize, copied = column * (size_t)(have < n ? have : n);
    for (int64_t i = 0, b = la_batch(q); i < b; i++) {
        char *to = la_at(q, i);
        memcpy(to, la_at(qr, i), copied);
        if (have < n) memset(to + copied, 0, column * (size_t)(n - have));
        if (n == 0) continue;
        int r = kt_lapack(q->dtype)->orgqr(ctx, (int)m, (int)n, (int)(k < n ? k : n), to, (int)m,
                                           tau->data + i * k * q->itemsize);
        if (r == KT_LA_FAILED) {
            kt_decref(ctx, q);
            return NULL;
        }
    }
    return q;
}
static KtTensor *r_of(KtCtx *ctx, KtTensor *qr, int64_t rows) {
    KtTensor *top = kt_narrow(ctx, qr, -2, 0, rows),
             *r = top ? matrices(ctx, qr, rows, la_cols(qr)) : NULL;
    KtTensor *u = r ? kt_tril(ctx, top, 0, true, NULL) : NULL;
    bool ok = u && kt_copy(ctx, r, u);
    kt_xdecref(ctx, top);
    kt_xdecref(ctx, u);
    if (ok) return la_finish(ctx, r);
    kt_xdecref(ctx, r);
    return NULL;
}
static KtTensor *pad_rows(KtCtx *ctx, KtTensor *qr, int64_t rows) {
    KtScalar zero = kt_scalar_int(0);
    int64_t pads[4] = {0, 0, 0, rows - la_rows(qr)};
    return kt_pad_const(ctx, qr, 4, pads, &zero);
}

bool kt_qr(KtCtx *ctx, KtTensor *a, char mode, KtTensor **q, KtTensor **r) {
    KtTensor *f, *tau;
    if (q) *q = NULL;
    *r = NULL;
    if (!kt_geqrf(ctx, "linalg.qr", a, &f, &tau)) return false;
    int64_t m = la_rows(a), n = la_cols(a), k = m < n ? m : n, nq = mode == 'c' ? m : k;
    bool ok = true;
    if (mode == 'c' && m > la_rows(f)) {
        KtTensor *p = pad_rows(ctx, f, m);
        kt_decref(ctx, f);
        f = p;
    }
    if (f) *r = r_of(ctx, f, mode == 'c' ? m : k);
    ok = *r != NULL;
    if (ok && mode != 'R') {
        *q = la_finish(ctx, q_of(ctx, f, tau, nq));
        ok = *q != NULL;
    }
    kt_xdecref(ctx, f);
    kt_decref(ctx, tau);
    if (!ok) drop(ctx, r);
    return ok;
}

KtTensor *kt_householder_product(KtCtx *ctx, KtTensor *a, KtTensor *tau) {
    if (!la_check_householder(ctx, a, tau)) return NULL;
    KtTensor *f = la_copy_cm(ctx, a), *t = f ? kt_copy_c(ctx, tau) : NULL,
             *q = t ? q_of(ctx, f, t, la_cols(a)) : NULL;
    kt_xdecref(ctx, f);
    kt_xdecref(ctx, t);
    return q;
}

/* Q (or its adjoint) times c, or c times it, Q given by its reflections. */
KtTensor *kt_ormqr(KtCtx *ctx, KtTensor *a, KtTensor *tau, KtTensor *c, bool left, bool adjoint) {
    if (!la_check_ormqr(ctx, a, tau, c, left)) return NULL;
    int64_t k = tau->sizes[tau->ndim - 1], m = left ? la_rows(c) : la_cols(c);
    KtTensor *r = la_copy_cm(ctx, c), *f = r ? la_copy_cm(ctx, a) : NULL,
             *t = f ? kt_copy_c(ctx, tau) : NULL;
    bool ok = t != NULL;
    char trans = adjoint ? kt_is_complex_dtype(a->dtype) ? 'C' : 'T' : 'N';
    for (int64_t i = 0, b = la_batch(c); ok && k && c->numel && i < b; i++)
        ok = kt_lapack(a->dtype)->ormqr(ctx, left ? 'L' : 'R', trans, (int)la_rows(c),
                                        (int)la_cols(c), (int)k, la_at(f, i), (int)m,
                                        t->data + i * k * a->itemsize, la_at(r, i),
                                        (int)la_rows(c)) != KT_LA_FAILED;
    kt_xdecref(ctx, f);
    kt_xdecref(ctx, t);
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

/* ---- singular values ---- */

static bool svd_failed(KtCtx *ctx, const KtTensor *a, int64_t i, int info) {
    char buf[64];
    if (info == KT_LA_FAILED) return false;
    if (ctx->numpy) return kt_fail(ctx, KT_LINALG_ERROR, "SVD did not converge");
    const char *at = la_batch_text(buf, sizeof buf, a, i);
    if (info == -4)
        return kt_fail(ctx, KT_LINALG_ERROR,
                       "linalg.svd: %sThe algorithm failed to converge because the input matrix "
                       "contained non-finite values.",
                       at);
    return kt_fail(ctx, KT_LINALG_ERROR,
                   "linalg.svd: %sThe algorithm failed to converge because the input matrix is "
                   "ill-conditioned or has too many repeated singular values (error code: %d).",
                   at, info);
}

static bool svd_of(KtCtx *ctx, KtTensor *a, bool full, KtTensor **u, KtTensor **s, KtTensor **vh) {
    *s = NULL;
    if (u) *u = *vh = NULL;
    if (!la_matrix(ctx, "linalg.svd", a)) return false;
    int64_t m = la_rows(a), n = la_cols(a), k = m < n ? m : n, nu = full ? m : k, nv = full ? n : k;
    KtTensor *work = la_copy_cm(ctx, a);
    if (!work) return false;
    *s = la_empty_tail(ctx, a, kt_real_dtype(a->dtype), 2, 1, &k);
    if (*s && u) *u = matrices(ctx, a, m, nu);
    if (*s && u && *u) *vh = matrices(ctx, a, nv, n);
    bool ok = *s && (!u || *vh);
    if (ok && k == 0 && u) {
        set_identity(*u);
        set_identity(*vh);
    }
    size_t real = kt_dtype_info[kt_real_dtype(a->dtype)].size;
    for (int64_t i = 0, b = la_batch(a); ok && k && i < b; i++) {
        int info = kt_lapack(a->dtype)->gesdd(
            ctx,
            !u     ? 'N'
            : full ? 'A'
                   : 'S',
            (int)m, (int)n, la_at(work, i), (int)m, (*s)->data + (size_t)(i * k) * real,
            u ? la_at(*u, i) : NULL, u ? (int)m : 1, u ? la_at(*vh, i) : NULL, u ? (int)nv : 1);
        if (info) ok = svd_failed(ctx, a, i, info);
    }
    kt_decref(ctx, work);
    if (ok && u) {
        *u = la_finish(ctx, *u);
        *vh = la_finish(ctx, *vh);
        ok = *u && *vh;
    }
    if (ok) return true;
    drop(ctx, s);
    if (u) {
        drop(ctx, u);
        drop(ctx, vh);
    }
    return false;
}

/* *t in another dtype; false if that or an earlier step failed. */
static bool narrowed(KtCtx *ctx, bool ok, KtTensor **t, int dtype) {
    KtTensor *r = ok ? kt_cast(ctx, *t, dtype) : NULL;
    kt_xdecref(ctx, *t);
    *t = r;
    return r != NULL;
}

/* PyTorch needs no kernel for numbers of half the precision where there are none. */
bool kt_svd(KtCtx *ctx, KtTensor *a, bool full, KtTensor **u, KtTensor **s, KtTensor **vh) {
    bool low = a->dtype == KT_F16 || a->dtype == KT_BF16;
    if (ctx->numpy || !low || a->numel || a->ndim < 2) return svd_of(ctx, a, full, u, s, vh);
    KtTensor *wide = kt_cast(ctx, a, KT_F32);
    bool ok = wide && svd_of(ctx, wide, full, u, s, vh);
    kt_xdecref(ctx, wide);
    if (!ok) return false;
    ok = narrowed(ctx, ok, s, a->dtype);
    if (!u) return ok;
    ok = narrowed(ctx, ok, u, a->dtype);
    ok = narrowed(ctx, ok, vh, a->dtype);
    if (ok) return true;
    kt_xdecref(ctx, *u);
    kt_xdecref(ctx, *s);
    kt_xdecref(ctx, *vh);
    return false;
}

/* ---- eigenvalues ---- */

static bool eig_failed(KtCtx *ctx, const char *who, const KtTensor *a, int64_t i, int info) {
    char buf[64];
    if (info == KT_LA_FAILED) return false;
    if (ctx->numpy) return kt_fail(ctx, KT_LINALG_ERROR, "Eigenvalues did not converge");
    return kt_fail(ctx, KT_LINALG_ERROR,
                   "%s: %sThe algorithm failed to converge because the input matrix is "
                   "ill-conditioned or has too many repeated eigenvalues (error code: %d).",
                   who, la_batch_text(buf, sizeof buf, a, i), info);
}

bool kt_eigh(KtCtx *ctx, KtTensor *a, bool upper, KtTensor **w, KtTensor **v) {
    *w = NULL;
    if (v) *v = NULL;
    if (!la_square(ctx, "linalg.eigh", a)) return false;
    int64_t n = la_rows(a);
    KtTensor *work = la_copy_cm(ctx, a);
    if (work) *w = la_empty_tail(ctx, a, kt_real_dtype(a->dtype), 2, 1, &n);
    bool ok = *w != NULL;
    for (int64_t i = 0, b = la_batch(a); ok && n && i < b; i++) {
        int info = kt_lapack(a->dtype)->syevd(
            ctx, v ? 'V' : 'N', upper ? 'U' : 'L', (int)n, la_at(work, i), (int)n,
            (*w)->data + (size_t)(i * n) * kt_dtype_info[kt_real_dtype(a->dtype)].size);
        if (info) ok = eig_failed(ctx, "linalg.eigh", a, i, info);
    }
    if (ok && v) {
        *v = la_finish(ctx, work);
        if (*v) return true;
        work = NULL;
        ok = false;
    }
    kt_xdecref(ctx, work);
    if (!ok) drop(ctx, w);
    return ok;
}

static bool all_finite(const KtTensor *a) { /* a copy without gaps */
    size_t n = (size_t)a->numel * (kt_is_complex_dtype(a->dtype) ? 2 : 1);
    if (kt_real_dtype(a->dtype) == KT_F32) {
        const float *p = (const float *)(const void *)a->data;
        for (size_t i = 0; i < n; i++)
            if (!isfinite(p[i])) return false;
    } else {
        const double *p = (const double *)(const void *)a->data;
        for (size_t i = 0; i < n; i++)
            if (!isfinite(p[i])) return false;
    }
    return true;
}

bool kt_eig(KtCtx *ctx, KtTensor *a, KtTensor **w, KtTensor **v) {
    *w = NULL;
    if (v) *v = NULL;
    if (!la_square(ctx, v ? "linalg.eig" : "linalg.eigvals", a)) return false;
    int64_t n = la_rows(a), tail[2] = {n, n};
    int cplx = kt_real_dtype(a->dtype) == KT_F32 ? KT_C64 : KT_C128;
    KtTensor *work = la_copy_cm(ctx, a);
    bool ok = work != NULL;
    if (ok && !all_finite(work))
        ok = ctx->numpy
                 ? kt_fail(ctx, KT_LINALG_ERROR, "Array must not contain infs or NaNs")
                 : kt_fail(ctx, KT_RUNTIME_ERROR,
                           "torch.linalg.eig: input tensor should not contain infs or NaNs.");
    if (ok) *w = la_empty_tail(ctx, a, cplx, 2, 1, tail);
    if (ok && *w && v) *v = la_empty_tail(ctx, a, cplx, 2, 2, tail);
    ok = ok && *w && (!v || *v);
    size_t item = kt_dtype_info[cplx].size;
    for (int64_t i = 0, b = la_batch(a); ok && n && i < b; i++) {
        int info =
            kt_lapack(a->dtype)->geev(ctx, (int)n, la_at(work, i), (int)n,
                                      (*w)->data + (size_t)(i * n) * item, v ? la_at(*v, i) : NULL);
        if (info) ok = eig_failed(ctx, "linalg.eig", a, i, info);
    }
    kt_xdecref(ctx, work);
    if (ok && v) {
        *v = la_finish(ctx, *v);
        ok = *v != NULL;
    }
    if (ok) return true;
    drop(ctx, w);
    if (v) drop(ctx, v);
    return false;
}
