/* Factorisations of square matrices and what is solved with them: LU (det, slogdet, inv, solve),
 * Cholesky, triangular systems. As in PyTorch, a C-contiguous real matrix is factored as its
 * transpose, which is what its memory already is in LAPACK's order. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decompose_private.h"

/* ---- LU ---- */

static bool lu(KtCtx *ctx, const KtTensor *a, bool as_transposed, KtTensor **out, KtTensor **pivots,
               KtTensor **info) {
    const KtLapack *la = kt_lapack(a->dtype);
    int64_t m = la_rows(a), n = la_cols(a), k = m < n ? m : n;
    *pivots = *info = NULL;
    if (as_transposed) { /* the same bytes, read column by column */
        *out = kt_copy_c(ctx, a);
        if (*out) {
            (*out)->strides[a->ndim - 2] = 1;
            (*out)->strides[a->ndim - 1] = m > 0 ? m : 1;
            kt_update_flags(*out);
        }
    } else
        *out = la_copy_cm(ctx, a);
    *pivots = *out ? la_empty_tail(ctx, a, KT_I32, 2, 1, &k) : NULL;
    *info = *pivots ? la_empty_tail(ctx, a, KT_I32, 2, 0, NULL) : NULL;
    if (!*info) {
        kt_xdecref(ctx, *out);
        kt_xdecref(ctx, *pivots);
        return false;
    }
    int *p = (int *)(void *)(*pivots)->data, *f = (int *)(void *)(*info)->data;
    for (int64_t i = 0, b = la_batch(a); i < b; i++)
        f[i] = k ? la->getrf((int)m, (int)n, la_at(*out, i), la_ld(m), p + i * k) : 0;
    return true;
}

bool kt_lu_factor(KtCtx *ctx, KtTensor *a, bool pivot, KtTensor **out, KtTensor **pivots,
                  KtTensor **info) {
    if (!la_matrix(ctx, "linalg.lu_factor", a)) return false;
    if (!pivot && a->numel)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "linalg.lu_factor: LU without pivoting is not implemented on the CPU");
    return lu(ctx, a, false, out, pivots, info);
}

/* Column-major copy of b expanded to the batch. */
KtTensor *la_right_side(KtCtx *ctx, KtTensor *b, int n_batch, const int64_t *batch) {
    KtTensor *v = la_expand_batch(ctx, b, n_batch, batch, 2), *c = v ? la_copy_cm(ctx, v) : NULL;
    kt_xdecref(ctx, v);
    return c;
}
/* Broadcast batch dimensions of two batches of matrices. */
bool la_join_batch(KtCtx *ctx, const KtTensor *a, const KtTensor *b, int *n, int64_t *batch) {
    int na = a->ndim - 2, nb = b->ndim - 2;
    *n = na > nb ? na : nb;
    for (int i = 0; i < *n; i++) {
        int64_t x = i < *n - na ? 1 : a->sizes[i - (*n - na)],
                y = i < *n - nb ? 1 : b->sizes[i - (*n - nb)];
        if (x != y && x != 1 && y != 1)
            return kt_fail(ctx, ctx->numpy ? KT_VALUE_ERROR : KT_RUNTIME_ERROR,
                           ctx->numpy ? "operands could not be broadcast together with remapped "
                                        "shapes [original->remapped]"
                                      : "The size of tensor a (%lld) must match the size of tensor "
                                        "b (%lld) at non-singleton dimension %d",
                           (long long)x, (long long)y, i);
        batch[i] = x == 1 ? y : x;
    }
    return true;
}

KtTensor *kt_lu_solve(KtCtx *ctx, KtTensor *factors, KtTensor *pivots, KtTensor *b, char trans) {
    int nb;
    int64_t batch[KT_MAX_DIMS];
    if (!la_join_batch(ctx, factors, b, &nb, batch)) return NULL;
    int64_t n = la_rows(factors), cols = la_cols(b);
    KtTensor *x = la_right_side(ctx, b, nb, batch),
             *f = x ? la_right_side(ctx, factors, nb, batch) : NULL,
             *pe = f ? la_expand_batch(ctx, pivots, nb, batch, 1) : NULL,
             *p = pe ? kt_copy_c(ctx, pe) : NULL;
    const KtLapack *la = kt_lapack(b->dtype);
    const int *pp = p ? (const int *)(const void *)p->data : NULL;
    for (int64_t i = 0; p && i < p->numel; i++)
        if (pp[i] < 1 || pp[i] > n) {
            kt_fail(ctx, KT_RUNTIME_ERROR,
                    "Pivots given to lu_solve must all be greater or equal to 1. Did you properly "
                    "pass the result of lu_factor?");
            kt_decref(ctx, p);
            p = NULL;
        }
    if (p && n && cols)
        for (int64_t i = 0, c = la_batch(x); i < c; i++)
            la->getrs(trans, (int)n, (int)cols, la_at(f, i), (int)n, pp + i * n, la_at(x, i),
                      (int)n);
    kt_xdecref(ctx, f);
    kt_xdecref(ctx, pe);
    bool ok = p != NULL;
    kt_xdecref(ctx, p);
    if (ok) return la_finish(ctx, x);
    kt_xdecref(ctx, x);
    return NULL;
}

/* ---- solve and inverse ---- */

bool kt_is_vector_solve(const KtCtx *ctx, const KtTensor *a, const KtTensor *b) {
    if (ctx->numpy) return b->ndim == a->ndim - 1;
    return b->ndim == 1 || (b->ndim == a->ndim - 1 &&
                            !memcmp(a->sizes, b->sizes, sizeof(int64_t) * (size_t)b->ndim));
}

bool kt_solve_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *b, KtTensor **x,
                 KtTensor **info) {
    *x = *info = NULL;
    if (!la_square(ctx, who, a)) return false;
    if (a->dtype != b->dtype)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected A and B to have the same dtype, but found A of type %s and B "
                       "of type %s instead",
                       who, kt_dtype_info[a->dtype].scalar_name,
                       kt_dtype_info[b->dtype].scalar_name);
    bool vector = b->ndim > 0 && kt_is_vector_solve(ctx, a, b);
    KtTensor *rhs = vector ? kt_unsqueeze(ctx, b, -1) : kt_incref(b), *f = NULL, *p = NULL;
    int nb;
    int64_t batch[KT_MAX_DIMS];
    if (!rhs || !la_matrix(ctx, who, rhs)) goto fail;
    if (la_rows(rhs) != la_cols(a)) {
        if (ctx->numpy)
            kt_fail(ctx, KT_VALUE_ERROR,
                    "%s: Input operand 1 has a mismatch in its core dimension 0, with gufunc "
                    "signature %s (size %lld is different from %lld)",
                    vector ? "solve1" : "solve", vector ? "(m,m),(m)->(m)" : "(m,m),(m,n)->(m,n)",
                    (long long)la_rows(rhs), (long long)la_cols(a));
        else
            kt_fail(ctx, KT_RUNTIME_ERROR,
                    "%s: Incompatible shapes of A and B for the equation AX = B (%lldx%lld and "
                    "%lldx%lld)",
                    who, (long long)la_rows(a), (long long)la_cols(a), (long long)la_rows(rhs),
                    (long long)la_cols(rhs));
        goto fail;
    }
    bool transposed = !ctx->numpy && kt_is_contiguous(a) && !kt_is_complex_dtype(a->dtype);
    if (!la_join_batch(ctx, a, rhs, &nb, batch) || !lu(ctx, a, transposed, &f, &p, info)) goto fail;
    KtTensor *r = kt_lu_solve(ctx, f, p, rhs, transposed ? 'T' : 'N');
    if (r && vector) {
        int last = -1;
        KtTensor *flat = kt_squeeze_dims(ctx, r, 1, &last);
        kt_decref(ctx, r);
        r = flat;
    }
    if (!r) goto fail;
    *x = r;
    kt_decref(ctx, rhs);
    kt_decref(ctx, f);
    kt_decref(ctx, p);
    return true;
fail:
    kt_xdecref(ctx, rhs);
    kt_xdecref(ctx, f);
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, *info);
    *info = NULL;
    return false;
}

static bool singular(KtCtx *ctx, const char *who, const KtTensor *a, const KtTensor *info,
                     bool inverse) {
    int64_t i = la_first_failure(info);
    char buf[64];
    if (i < 0) return true;
    if (ctx->numpy) return kt_fail(ctx, KT_LINALG_ERROR, "Singular matrix");
    const char *at = la_batch_text(buf, sizeof buf, a, i);
    if (!inverse)
        return kt_fail(ctx, KT_LINALG_ERROR,
                       "%s: %sThe solver failed because the input matrix is singular.", who, at);
    return kt_fail(ctx, KT_LINALG_ERROR,
                   "%s: %sThe diagonal element %d is zero, the inversion could not be completed "
                   "because the input matrix is singular.",
                   who, at, ((const int *)(const void *)info->data)[i]);
}
bool kt_check_solve(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *info) {
    return singular(ctx, who, a, info, false);
}
bool kt_check_inv(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *info) {
    return singular(ctx, who, a, info, true);
}

KtTensor *kt_solve(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    KtTensor *x, *info;
    if (!kt_solve_ex(ctx, "linalg.solve", a, b, &x, &info)) return NULL;
    bool ok = kt_check_solve(ctx, "torch.linalg.solve", a, info);
    kt_decref(ctx, info);
    if (ok) return x;
    kt_decref(ctx, x);
    return NULL;
}

bool kt_inv_ex(KtCtx *ctx, const char *who, KtTensor *a, KtTensor **x, KtTensor **info) {
    if (!la_square(ctx, who, a)) return false;
    KtTensor *eye = kt_eye(ctx, la_rows(a), la_rows(a), 0, a->dtype);
    for (int d = 2; eye && d < a->ndim; d++) { /* as many dimensions as a: never a vector */
        KtTensor *more = kt_unsqueeze(ctx, eye, 0);
        kt_decref(ctx, eye);
        eye = more;
    }
    bool ok = eye && kt_solve_ex(ctx, who, a, eye, x, info);
    kt_xdecref(ctx, eye);
    return ok;
}

KtTensor *kt_inv(KtCtx *ctx, KtTensor *a) {
    KtTensor *x, *info;
    if (!kt_inv_ex(ctx, "linalg.inv", a, &x, &info)) return NULL;
    bool ok = kt_check_inv(ctx, "linalg.inv", a, info);
    kt_decref(ctx, info);
    if (ok) return x;
    kt_decref(ctx, x);
    return NULL;
}

/* ---- determinant ---- */

/* +1 or -1 for every matrix: the sign of its row exchanges, in a's dtype */
static KtTensor *parity(KtCtx *ctx, const KtTensor *a, const KtTensor *pivots) {
    KtTensor *r = la_empty_tail(ctx, a, a->dtype, 2, 0, NULL);
    if (!r) return NULL;
    int64_t n = la_rows(a);
    const int *p = (const int *)(const void *)pivots->data;
    for (int64_t b = 0; b < r->numel; b++) {
        int sign = 1;
        for (int64_t i = 0; i < n; i++)
            if (p[b * n + i] != i + 1) sign = -sign;
        char *to = r->data + b * r->itemsize;
        memset(to, 0, r->itemsize);
        if (kt_real_dtype(r->dtype) == KT_F32)
            *(float *)(void *)to = (float)sign;
        else
            *(double *)(void *)to = sign;
    }
    return r;
}
static KtTensor *times(KtCtx *ctx, KtTensor *a, KtTensor *b) {
    return a && b ? kt_binary(ctx, KT_OP_MUL, a, b, KT_NO_DTYPE, NULL) : NULL;
}
static KtTensor *fold(KtCtx *ctx, KtOp op, KtTensor *a) {
    int last = -1;
    return a ? kt_reduce(ctx, op, a, &last, 1, false, KT_NO_DTYPE, NULL) : NULL;
}

static bool diagonal_of_lu(KtCtx *ctx, const char *who, KtTensor *a, KtTensor **diag,
                           KtTensor **sign) {
    KtTensor *f = NULL, *p = NULL, *info = NULL;
    *diag = *sign = NULL;
    if (!la_square(ctx, who, a)) return false;
    bool transposed = !ctx->numpy && kt_is_contiguous(a) && !kt_is_complex_dtype(a->dtype);
    if (!lu(ctx, a, transposed, &f, &p, &info)) return false;
    *sign = parity(ctx, a, p);
    *diag = *sign ? kt_diagonal(ctx, f, 0, -2, -1) : NULL;
    kt_decref(ctx, f);
    kt_decref(ctx, p);
    kt_decref(ctx, info);
    if (*diag) return true;
    kt_xdecref(ctx, *sign);
    return false;
}

/* Sums of the logarithms of the last dimension's elements, which are real. NumPy takes libm's, one
 * after another. */
static KtTensor *sum_of_logs(KtCtx *ctx, KtTensor *m) {
    if (!ctx->numpy) {
        KtTensor *l = kt_unary(ctx, KT_OP_LOG, m, KT_NO_DTYPE, NULL),
                 *sum = fold(ctx, KT_OP_SUM, l);
        kt_xdecref(ctx, l);
        return sum;
    }
    KtTensor *c = kt_contiguous(ctx, m), *r = NULL;
    if (c) r = kt_empty(ctx, c->dtype, c->ndim - 1, c->sizes);
    int64_t n = c ? c->sizes[c->ndim - 1] : 0;
    for (int64_t b = 0; r && b < r->numel; b++)
        if (r->dtype == KT_F32) {
            const float *x = (const float *)(const void *)c->data + b * n;
            float sum = 0;
            for (int64_t i = 0; i < n; i++)
                sum += logf(x[i]);
            ((float *)(void *)r->data)[b] = sum;
        } else {
            const double *x = (const double *)(const void *)c->data + b * n;
            double sum = 0;
            for (int64_t i = 0; i < n; i++)
                sum += log(x[i]);
            ((double *)(void *)r->data)[b] = sum;
        }
    kt_xdecref(ctx, c);
    return r;
}
static void exp_in_place(KtTensor *t) {
    for (int64_t i = 0; i < t->numel; i++)
        if (t->dtype == KT_F32)
            ((float *)(void *)t->data)[i] = expf(((float *)(void *)t->data)[i]);
        else
            ((double *)(void *)t->data)[i] = exp(((double *)(void *)t->data)[i]);
}

/* The sign 0 of singular matrices has no sign of its own in NumPy. */
static void drop_signs_of_zeros(KtTensor *t) {
    int64_t n = t->numel * (kt_is_complex_dtype(t->dtype) ? 2 : 1);
    for (int64_t i = 0; i < n; i++)
        if (kt_real_dtype(t->dtype) == KT_F32)
            ((float *)(void *)t->data)[i] += 0.0f;
        else
            ((double *)(void *)t->data)[i] += 0.0;
}

bool kt_slogdet(KtCtx *ctx, KtTensor *a, KtTensor **sign, KtTensor **logabs) {
    KtTensor *diag, *par;
    if (!diagonal_of_lu(ctx, "linalg.slogdet", a, &diag, &par)) return false;
    bool cplx = kt_is_complex_dtype(a->dtype);
    KtTensor *s = kt_unary(ctx, cplx ? KT_OP_SGN : KT_OP_SIGN, diag, KT_NO_DTYPE, NULL),
             *ps = fold(ctx, KT_OP_PROD, s), *m = kt_unary(ctx, KT_OP_ABS, diag, KT_NO_DTYPE, NULL);
    *sign = times(ctx, ps, par);
    if (*sign && ctx->numpy) drop_signs_of_zeros(*sign);
    *logabs = *sign && m ? sum_of_logs(ctx, m) : NULL;
    KtTensor *all[] = {diag, par, s, ps, m};
    for (int i = 0; i < 5; i++)
        kt_xdecref(ctx, all[i]);
    if (*logabs) return true;
    kt_xdecref(ctx, *sign);
    return false;
}
KtTensor *kt_det(KtCtx *ctx, KtTensor *a) {
    KtTensor *diag, *par, *r;
    if (ctx->numpy) { /* NumPy multiplies the sign by exp of the logarithm */
        KtTensor *l;
        if (!kt_slogdet(ctx, a, &par, &l)) return NULL;
        exp_in_place(l);
        r = times(ctx, par, l);
        kt_decref(ctx, par);
        kt_decref(ctx, l);
        return r;
    }
    if (!diagonal_of_lu(ctx, "linalg.det", a, &diag, &par)) return NULL;
    KtTensor *p = fold(ctx, KT_OP_PROD, diag);
    r = times(ctx, p, par);
    kt_decref(ctx, diag);
    kt_decref(ctx, par);
    kt_xdecref(ctx, p);
    return r;
}

/* ---- Cholesky ---- */

/* Zeros in the triangle that potrf leaves untouched; mirror: the conjugate of the other one. */
static void other_triangle(KtTensor *t, bool upper, bool mirror) {
    int64_t n = la_rows(t);
    size_t item = t->itemsize;
    for (int64_t b = 0, nb = la_batch(t); b < nb; b++) {
        char *p = la_at(t, b);
        for (int64_t j = 0; j < n; j++)
            for (int64_t i = 0; i < j; i++) { /* (i, j) above, (j, i) below the diagonal */
                char *above = p + (size_t)(i + j * n) * item,
                     *below = p + (size_t)(j + i * n) * item, *to = upper ? below : above,
                     *from = upper ? above : below;
                if (!mirror) {
                    memset(to, 0, item);
                    continue;
                }
                memcpy(to, from, item);
                if (t->dtype == KT_C64) ((float *)(void *)to)[1] *= -1;
                if (t->dtype == KT_C128) ((double *)(void *)to)[1] *= -1;
            }
    }
}

bool kt_cholesky_ex(KtCtx *ctx, const char *who, KtTensor *a, bool upper, KtTensor **l,
                    KtTensor **info) {
    *l = *info = NULL;
    if (!la_square(ctx, who, a)) return false;
    int64_t n = la_rows(a);
    *l = la_copy_cm(ctx, a);
    *info = *l ? la_empty_tail(ctx, a, KT_I32, 2, 0, NULL) : NULL;
    if (!*info) {
        kt_xdecref(ctx, *l);
        return false;
    }
    const KtLapack *la = kt_lapack(a->dtype);
    int *f = (int *)(void *)(*info)->data;
    for (int64_t i = 0; i < (*info)->numel; i++)
        f[i] = n ? la->potrf(upper ? 'U' : 'L', (int)n, la_at(*l, i), (int)n) : 0;
    other_triangle(*l, upper, false);
    *l = la_finish(ctx, *l);
    return *l != NULL;
}
bool kt_check_cholesky(KtCtx *ctx, const char *who, KtTensor *a, KtTensor *info) {
    int64_t i = la_first_failure(info);
    char buf[64];
    if (i < 0) return true;
    if (ctx->numpy) return kt_fail(ctx, KT_LINALG_ERROR, "Matrix is not positive definite");
    return kt_fail(ctx, KT_LINALG_ERROR,
                   "%s: %sThe factorization could not be completed because the input is not "
                   "positive-definite (the leading minor of order %d is not positive-definite).",
                   who, la_batch_text(buf, sizeof buf, a, i),
                   ((const int *)(const void *)info->data)[i]);
}
KtTensor *kt_cholesky_named(KtCtx *ctx, const char *who, KtTensor *a, bool upper) {
    KtTensor *l, *info;
    if (!kt_cholesky_ex(ctx, who, a, upper, &l, &info)) return NULL;
    bool ok = kt_check_cholesky(ctx, who, a, info);
    kt_decref(ctx, info);
    if (ok) return l;
    kt_decref(ctx, l);
    return NULL;
}
KtTensor *kt_cholesky(KtCtx *ctx, KtTensor *a, bool upper) {
    return kt_cholesky_named(ctx, "linalg.cholesky", a, upper);
}

KtTensor *kt_cholesky_solve(KtCtx *ctx, KtTensor *b, KtTensor *l, bool upper) {
    if (!la_check_cholesky_solve(ctx, b, l)) return NULL;
    int nb;
    int64_t batch[KT_MAX_DIMS], n = la_rows(l), cols = la_cols(b);
    if (!la_join_batch(ctx, b, l, &nb, batch)) return NULL;
    KtTensor *x = la_right_side(ctx, b, nb, batch),
             *f = x ? la_right_side(ctx, l, nb, batch) : NULL;
    if (f && n && cols)
        for (int64_t i = 0, c = la_batch(x); i < c; i++)
            kt_lapack(b->dtype)->potrs(upper ? 'U' : 'L', (int)n, (int)cols, la_at(f, i), (int)n,
                                       la_at(x, i), (int)n);
    bool ok = f != NULL;
    kt_xdecref(ctx, f);
    if (ok) return x;
    kt_xdecref(ctx, x);
    return NULL;
}

KtTensor *kt_cholesky_inverse(KtCtx *ctx, KtTensor *l, bool upper) {
    if (!la_square(ctx, "cholesky_inverse", l)) return NULL;
    KtTensor *r = la_copy_cm(ctx, l);
    int64_t n = la_rows(l);
    char buf[64];
    for (int64_t i = 0, b = r ? la_batch(l) : 0; n && i < b; i++) {
        int info = kt_lapack(l->dtype)->potri(upper ? 'U' : 'L', (int)n, la_at(r, i), (int)n);
        if (!info) continue;
        kt_decref(ctx, r);
        return kt_fail_null(ctx, KT_LINALG_ERROR,
                            "cholesky_inverse: %sThe diagonal element %d is zero, the inversion "
                            "could not be completed because the input matrix is singular.",
                            la_batch_text(buf, sizeof buf, l, i), info);
    }
    if (r) other_triangle(r, upper, true);
    return r;
}

/* ---- triangular systems ---- */

/* A X = B (left) or X A = B, A triangular; unit: its diagonal counts as 1 */
KtTensor *kt_solve_triangular(KtCtx *ctx, KtTensor *a, KtTensor *b, bool upper, bool left,
                              bool unit) {
    if (!la_check_system(ctx, "linalg.solve_triangular", a, b, left)) return NULL;
    if (!kt_lapack(a->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "\"triangular_solve_cpu\" not implemented for '%s'",
                            kt_dtype_info[a->dtype].scalar_name);
    int nb;
    int64_t batch[KT_MAX_DIMS], m = la_rows(b), n = la_cols(b);
    if (!la_join_batch(ctx, b, a, &nb, batch)) return NULL;
    KtTensor *x = la_right_side(ctx, b, nb, batch),
             *f = x ? la_right_side(ctx, a, nb, batch) : NULL;
    if (f && m && n)
        for (int64_t i = 0, c = la_batch(x); i < c; i++)
            kt_lapack(b->dtype)->trsm(left ? 'L' : 'R', upper ? 'U' : 'L', 'N', unit ? 'U' : 'N',
                                      (int)m, (int)n, la_at(f, i), (int)la_rows(a), la_at(x, i),
                                      (int)m);
    bool ok = f != NULL;
    kt_xdecref(ctx, f);
    if (ok) return x;
    kt_xdecref(ctx, x);
    return NULL;
}
