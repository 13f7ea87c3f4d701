/* The L D L' factors of symmetric and Hermitian matrices, and solutions by them. */
#include <string.h>

#include "decompose_private.h"

/* Zeros above the diagonals of column-major matrices. */
static void clear_above(KtTensor *t) {
    int64_t n = la_rows(t);
    for (int64_t i = 0, count = n ? la_batch(t) : 0; i < count; i++)
        for (int64_t column = 1; column < n; column++)
            memset((char *)la_at(t, i) + column * n * t->itemsize, 0,
                   (size_t)(column * t->itemsize));
}

bool kt_ldl_factor(KtCtx *ctx, const char *who, KtTensor *a, bool hermitian, KtTensor **ld,
                   KtTensor **pivots, KtTensor **info) {
    *ld = *pivots = *info = NULL;
    if (a->dtype == KT_F16 || a->dtype == KT_BF16)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "\"ldl_factor_kernel_cpu\" not implemented for '%s'",
                       kt_dtype_info[a->dtype].scalar_name);
    if (!la_square(ctx, who, a)) return false;
    int64_t n = la_rows(a);
    *ld = la_copy_cm(ctx, a);
    *pivots = *ld ? la_empty_tail(ctx, a, KT_I32, 2, 1, &n) : NULL;
    *info = *pivots ? la_empty_tail(ctx, a, KT_I32, 2, 0, NULL) : NULL;
    bool ok = *info != NULL;
    int *p = ok ? (int *)(void *)(*pivots)->data : NULL,
        *f = ok ? (int *)(void *)(*info)->data : NULL;
    for (int64_t i = 0; ok && i < (*info)->numel; i++) {
        f[i] =
            n ? kt_lapack(a->dtype)->sytrf(ctx, hermitian, (int)n, la_at(*ld, i), (int)n, p + i * n)
              : 0;
        ok = f[i] != KT_LA_FAILED;
    }
    if (ok) {
        clear_above(*ld);
        return true;
    }
    kt_xdecref(ctx, *ld);
    kt_xdecref(ctx, *pivots);
    kt_xdecref(ctx, *info);
    return false;
}

bool kt_check_ldl(KtCtx *ctx, const char *who, KtTensor *info) {
    int64_t i = la_first_failure(info);
    return i < 0 || kt_fail(ctx, KT_RUNTIME_ERROR, "%s: Unknown error code: %d.", who,
                            ((const int *)(const void *)info->data)[i]);
}

static bool check_solve(KtCtx *ctx, const char *who, const KtTensor *ld, const KtTensor *pivots,
                        const KtTensor *b) {
    if (b->dtype != ld->dtype)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Expected b and A to have the same dtype, but found b of type %s and A of "
                       "type %s instead.",
                       kt_dtype_info[b->dtype].scalar_name, kt_dtype_info[ld->dtype].scalar_name);
    if (b->ndim < 2)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       b->ndim ? "Dimension out of range (expected to be in range of [-1, 0], but "
                                 "got -2)"
                               : "Dimension specified as -2 but tensor has no dimensions");
    if (la_rows(b) != la_rows(ld))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Incompatible matrix sizes for %s: each A matrix is %lld by %lld but each b "
                       "matrix is %lld by %lld",
                       who, (long long)la_rows(ld), (long long)la_cols(ld), (long long)la_rows(b),
                       (long long)la_cols(b));
    if (kt_is_inexact_dtype(pivots->dtype) || pivots->dtype == KT_BOOL)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: Expected pivots to be integers. Got %s", who,
                       kt_dtype_info[pivots->dtype].scalar_name);
    bool fits = pivots->ndim == ld->ndim - 1;
    for (int d = 0; fits && d < pivots->ndim; d++)
        fits = pivots->sizes[d] == ld->sizes[d];
    char sizes[200];
    return fits || kt_fail(ctx, KT_RUNTIME_ERROR,
                           "%s: Expected LD.shape[:-1] and pivots.shape to be the same, but got "
                           "pivots with shape %s instead",
                           who, kt_shape_str(sizes, sizeof sizes, pivots->ndim, pivots->sizes));
}

/* What LAPACK would take for a place outside of the matrix. */
static bool pivots_in_range(KtCtx *ctx, const char *who, const KtTensor *p, int64_t n) {
    for (int64_t i = 0; i < p->numel; i++) {
        int v = ((const int *)(const void *)p->data)[i];
        if (v == 0 || v > n || v < -n)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "%s: pivot %d is out of range", who, v);
    }
    return true;
}

KtTensor *kt_ldl_solve(KtCtx *ctx, KtTensor *ld, KtTensor *pivots, KtTensor *b, bool hermitian) {
    const char *who = "torch.linalg.ldl_solve";
    int nb;
    int64_t batch[KT_MAX_DIMS], n, cols;
    if (!la_square(ctx, who, ld) || !check_solve(ctx, who, ld, pivots, b) ||
        !la_join_batch(ctx, ld, b, &nb, batch))
        return NULL;
    n = la_rows(ld);
    cols = la_cols(b);
    int64_t sizes[KT_MAX_DIMS];
    memcpy(sizes, batch, sizeof(int64_t) * (size_t)nb);
    sizes[nb] = n;
    KtTensor *small = kt_cast(ctx, pivots, KT_I32),
             *wide = small ? kt_broadcast_to(ctx, small, nb + 1, sizes) : NULL,
             *p = wide ? kt_contiguous(ctx, wide) : NULL,
             *x = p ? la_right_side(ctx, b, nb, batch) : NULL,
             *f = x ? la_right_side(ctx, ld, nb, batch) : NULL;
    bool ok = f && pivots_in_range(ctx, who, p, n);
    for (int64_t i = 0, count = ok && n && cols ? la_batch(x) : 0; i < count; i++)
        kt_lapack(ld->dtype)->sytrs(hermitian, (int)n, (int)cols, la_at(f, i), (int)n,
                                    (const int *)(const void *)p->data + i * n, la_at(x, i),
                                    (int)n);
    KtTensor *temporary[] = {small, wide, p, f};
    for (int i = 0; i < 4; i++)
        kt_xdecref(ctx, temporary[i]);
    if (ok) return x;
    kt_xdecref(ctx, x);
    return NULL;
}
