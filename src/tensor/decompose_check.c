/* What PyTorch asks of the operands of its solvers and of products of reflectors, in the order in
 * which it asks. NumPy has its own questions, in la_matrix and la_square. */
#include <string.h>

#include "decompose_private.h"

static const char *dtype_of(const KtTensor *t) {
    return kt_dtype_info[t->dtype].scalar_name;
}

static bool is_matrix(KtCtx *ctx, const char *who, const char *arg, const KtTensor *t) {
    return t->ndim >= 2 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s: The input tensor %s must have at least 2 dimensions.", who, arg);
}

static bool has_kernel(KtCtx *ctx, const char *kernel, const KtTensor *t) {
    return kt_lapack(t->dtype) ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'", kernel, dtype_of(t));
}

bool kt_check_square(KtCtx *ctx, const char *who, const KtTensor *a) {
    if (!is_matrix(ctx, who, "A", a)) return false;
    return la_rows(a) == la_cols(a) ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s: A must be batches of square matrices, but they are %lld by %lld matrices",
                   who, (long long)la_rows(a), (long long)la_cols(a));
}

bool la_check_system(KtCtx *ctx, const char *who, const KtTensor *a, const KtTensor *b, bool left) {
    if (!kt_check_square(ctx, who, a) || !is_matrix(ctx, who, "B", b)) return false;
    return la_rows(a) == (left ? la_rows(b) : la_cols(b)) ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s: Incompatible shapes of A and B for the equation %s (%lldx%lld and "
                   "%lldx%lld)",
                   who, left ? "AX = B" : "XA = B", (long long)la_rows(a), (long long)la_cols(a),
                   (long long)la_rows(b), (long long)la_cols(b));
}

bool kt_check_lu_solve(KtCtx *ctx, const KtTensor *lu, const KtTensor *pivots, const KtTensor *b,
                       bool left) {
    static const char who[] = "linalg.lu_solve", with_torch[] = "torch.linalg.lu_solve";
    char shape[300];
    if (!kt_is_inexact_dtype(lu->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected a floating point or complex tensor as input. Got %s",
                       with_torch, dtype_of(lu));
    if (lu->dtype != b->dtype)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected LU and B to have the same dtype, but found LU of type %s and "
                       "B of type %s instead",
                       who, dtype_of(lu), dtype_of(b));
    if (pivots->dtype != KT_I32)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: pivots should be a Tensor of scalar type torch.int32", who);
    if (!kt_check_square(ctx, with_torch, lu) || !la_check_system(ctx, who, lu, b, left))
        return false;
    if (pivots->ndim == 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension specified as -1 but tensor has no dimensions");
    if (pivots->sizes[pivots->ndim - 1] != la_cols(lu))
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "%s: Number of pivots per batch should be same as the dimension of the matrix", who);
    if (pivots->ndim != lu->ndim - 1 ||
        memcmp(pivots->sizes, lu->sizes, sizeof(int64_t) * (size_t)pivots->ndim))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected LU.shape[:-1] and pivots.shape to be the same, but got pivots "
                       "with shape %s instead",
                       who, kt_shape_str(shape, sizeof shape, pivots->ndim, pivots->sizes));
    return kt_lapack(lu->dtype) || has_kernel(ctx, "linalg.lu_solve_cpu", lu);
}

bool kt_check_solve_operands(KtCtx *ctx, KtTensor *a, KtTensor *b, bool left) {
    static const char who[] = "linalg.solve";
    if (!kt_is_inexact_dtype(a->dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected a floating point or complex tensor as input. Got %s", who,
                       dtype_of(a));
    if (a->dtype != b->dtype)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected A and B to have the same dtype, but found A of type %s and B "
                       "of type %s instead",
                       who, dtype_of(a), dtype_of(b));
    bool vector = b->ndim > 0 && kt_is_vector_solve(ctx, a, b);
    KtTensor *rhs = vector ? kt_unsqueeze(ctx, b, -1) : kt_incref(b);
    bool ok = rhs && la_check_system(ctx, who, a, rhs, left);
    int nb;
    int64_t batch[KT_MAX_DIMS];
    ok = ok && la_join_batch(ctx, rhs, a, &nb, batch);
    kt_xdecref(ctx, rhs);
    if (ok && vector && !left)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Vector broadcasting of the left hand side is not supported for "
                       "left=False. In this case linalg.solve is equivalent to B / A.squeeze(-1)",
                       who);
    return ok;
}

bool la_check_cholesky_solve(KtCtx *ctx, const KtTensor *b, const KtTensor *u) {
    if (b->ndim < 2 || u->ndim < 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s should have at least 2 dimensions, but has %d dimensions instead",
                       b->ndim < 2 ? "b" : "u", b->ndim < 2 ? b->ndim : u->ndim);
    if (b->dtype != u->dtype)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected b and A to have the same dtype, but found b of type %s and A of "
                       "type %s instead.",
                       dtype_of(b), dtype_of(u));
    long long m = la_rows(u), n = la_cols(u);
    if (m != n)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "A must be batches of square matrices, but they are %lld by %lld matrices",
                       m, n);
    if (n != la_rows(b))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Incompatible matrix sizes for cholesky_solve: each A matrix is %lld by "
                       "%lld but each b matrix is %lld by %lld",
                       m, n, (long long)la_rows(b), (long long)la_cols(b));
    return has_kernel(ctx, "cholesky_solve_cpu", u);
}

/* tau belongs to a: one number for each reflector of each matrix. */
static bool tau_fits(KtCtx *ctx, const char *who, const KtTensor *a, const KtTensor *tau) {
    return tau->ndim == a->ndim - 1 ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s: Expected tau to have one dimension less than input, but got tau.ndim equal "
                   "to %d and input.ndim is equal to %d",
                   who, tau->ndim, a->ndim);
}
static bool batch_fits(KtCtx *ctx, const char *who, const char *arg, const KtTensor *a,
                       const KtTensor *t, int n_last) {
    char shape[300];
    return !memcmp(a->sizes, t->sizes, sizeof(int64_t) * (size_t)(a->ndim - 2)) ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "%s: Expected batch dimensions of %s to be equal to input.shape[:-2], but got "
                   "%s",
                   who, arg, kt_shape_str(shape, sizeof shape, t->ndim - n_last, t->sizes));
}
static bool last_of_tau(KtCtx *ctx, const KtTensor *tau, int64_t *n) {
    if (tau->ndim == 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension specified as -1 but tensor has no dimensions");
    *n = tau->sizes[tau->ndim - 1];
    return true;
}

bool la_check_householder(KtCtx *ctx, const KtTensor *a, const KtTensor *tau) {
    static const char who[] = "torch.linalg.householder_product";
    int64_t n = 0;
    if (a->ndim < 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: input must have at least 2 dimensions.", who);
    if (la_rows(a) < la_cols(a))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: input.shape[-2] must be greater than or equal to input.shape[-1]", who);
    if (!last_of_tau(ctx, tau, &n)) return false;
    if (n > la_cols(a))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: input.shape[-1] must be greater than or equal to tau.shape[-1]", who);
    if (!tau_fits(ctx, who, a, tau) || !batch_fits(ctx, who, "tau", a, tau, 1)) return false;
    if (tau->dtype != a->dtype)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: tau dtype %s does not match input dtype %s", who,
                       dtype_of(tau), dtype_of(a));
    return has_kernel(ctx, "orgqr_cpu", a);
}

bool la_check_ormqr(KtCtx *ctx, const KtTensor *a, const KtTensor *tau, const KtTensor *c,
                    bool left) {
    static const char who[] = "torch.ormqr";
    int64_t n = 0;
    if (a->ndim < 2 || c->ndim < 2)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: %s must have at least 2 dimensions.", who,
                       a->ndim < 2 ? "input" : "other");
    if (!last_of_tau(ctx, tau, &n)) return false;
    int64_t m = left ? la_rows(c) : la_cols(c);
    if (m < n)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: other.shape[%d] must be greater than or equal to tau.shape[-1]", who,
                       left ? -2 : -1);
    if (m != la_rows(a))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: other.shape[%d] must be equal to input.shape[-2]", who, left ? -2 : -1);
    if (n > la_cols(a))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: tau.shape[-1] must be less than or equal to input.shape[-1]", who);
    if (!tau_fits(ctx, who, a, tau)) return false;
    if (a->ndim != c->ndim)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected other to have the same number of dimensions as input, but got "
                       "other.ndim equal to %d and input.ndim is equal to %d",
                       who, c->ndim, a->ndim);
    if (!batch_fits(ctx, who, "tau", a, tau, 1) || !batch_fits(ctx, who, "other", a, c, 2))
        return false;
    if (tau->dtype != a->dtype || c->dtype != a->dtype) {
        bool of_tau = tau->dtype != a->dtype;
        const char *arg = of_tau ? "tau" : "other";
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "%s: Expected input and %s to have the same dtype, but input has dtype%s "
                       "and %s has dtype %s",
                       who, arg, dtype_of(a), arg, dtype_of(of_tau ? tau : c));
    }
    return has_kernel(ctx, "ormqr_cpu", a);
}
