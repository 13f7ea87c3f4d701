/* _numpy_lib, first part: matrix decompositions and Fourier transforms under private names, on
 * which stdlib/numpy/linalg.py and fft.py are written. Shapes are checked there. */
#include "numpy_lib.h"

#include "../tensor/fft.h"
#include "../tensor/linalg.h"

/* Argument i in the type that linear algebra computes in: integers become float64. */
static KtTensor *matrix(Na *a, int i) {
    KtTensor *x = na_arr(a, i);
    if (!x) return NULL;
    if (x->dtype == KT_F16 || x->dtype == KT_BF16 || kt_is_long_dtype(x->dtype)) {
        ki_raise(a->ks, KI_EXC_TypeError, "array type %s is unsupported in linalg",
                 kt_dtype_info[x->dtype].numpy_name);
        a->failed = true;
        return NULL;
    }
    return kt_is_inexact_dtype(x->dtype) ? x : na_keep(a, kt_cast(a->ctx, x, KT_F64));
}
/* Two of them in their common type. */
static void matrices(Na *a, KtTensor **x, KtTensor **y) {
    *x = matrix(a, 0);
    *y = a->failed ? NULL : matrix(a, 1);
    if (a->failed || (*x)->dtype == (*y)->dtype) return;
    int d = kt_promote_numpy((*x)->dtype, (*y)->dtype);
    *x = na_keep(a, kt_cast(a->ctx, *x, d));
    *y = *x ? na_keep(a, kt_cast(a->ctx, *y, d)) : NULL;
}

KiValue nl_ret_tuple(Na *a, bool ok, KtTensor **t, int n) {
    KiValue v[4] = {KI_NONE, KI_NONE, KI_NONE, KI_NONE}, r = KI_ERR;
    bool fine = ok && !a->failed;
    if (!ok && !a->failed) na_fail(a);
    for (int i = 0; i < n; i++) {
        if (!t[i]) continue;
        if (!fine)
            kt_decref(a->ctx, t[i]);
        else if ((v[i] = ki_ndarray_wrap(a->ks, t[i], KI_ABSENT)) == KI_ERR) {
            v[i] = KI_NONE;
            fine = false;
        }
    }
    if (fine)
        r = n == 2   ? ki_tuple_pack(a->ks, 2, v[0], v[1])
            : n == 3 ? ki_tuple_pack(a->ks, 3, v[0], v[1], v[2])
                     : ki_tuple_pack(a->ks, 4, v[0], v[1], v[2], v[3]);
    for (int i = 0; i < n; i++)
        ki_decref(a->ks, v[i]);
    return na_ret_obj(a, r);
}

NA_FN(f_det) {
    NA;
    KtTensor *x = matrix(&a, 0);
    return na_ret_value(&a, a.failed ? NULL : kt_det(a.ctx, x));
}
NA_FN(f_slogdet) {
    NA;
    KtTensor *x = matrix(&a, 0), *t[2] = {NULL, NULL};
    return nl_ret_tuple(&a, !a.failed && kt_slogdet(a.ctx, x, &t[0], &t[1]), t, 2);
}
NA_FN(f_inv) {
    NA;
    KtTensor *x = matrix(&a, 0);
    return na_ret(&a, a.failed ? NULL : kt_inv(a.ctx, x));
}
NA_FN(f_solve) {
    NA;
    KtTensor *x, *y;
    matrices(&a, &x, &y);
    return na_ret(&a, a.failed ? NULL : kt_solve(a.ctx, x, y));
}
NA_FN(f_cholesky) {
    NA;
    KtTensor *x = matrix(&a, 0);
    return na_ret(&a, a.failed ? NULL : kt_cholesky(a.ctx, x, false));
}
/* _qr(a, mode): 'r' reduced, 'c' complete, 'R' only R */
NA_FN(f_qr) {
    NA;
    KtTensor *x = matrix(&a, 0), *t[2] = {NULL, NULL};
    const char *mode = na_str(&a, 1, "r");
    return nl_ret_tuple(&a, !a.failed && kt_qr(a.ctx, x, mode[0], &t[0], &t[1]), t, 2);
}
/* _geqrf(a) -> (h, tau), h in the layout of LAPACK: NumPy's mode 'raw' */
NA_FN(f_geqrf) {
    NA;
    KtTensor *x = matrix(&a, 0), *t[2] = {NULL, NULL};
    return nl_ret_tuple(&a, !a.failed && kt_geqrf(a.ctx, "qr", x, &t[0], &t[1]), t, 2);
}
/* _svd(a, full, vectors) -> (u, s, vh) or (None, s, None) */
NA_FN(f_svd) {
    NA;
    KtTensor *x = matrix(&a, 0), *t[3] = {NULL, NULL, NULL};
    bool full = na_bool(&a, 1, true), vectors = na_bool(&a, 2, true);
    bool ok =
        !a.failed && kt_svd(a.ctx, x, full, vectors ? &t[0] : NULL, &t[1], vectors ? &t[2] : NULL);
    return nl_ret_tuple(&a, ok, t, 3);
}
/* _eigh(a, upper, vectors) -> (w, v or None) */
NA_FN(f_eigh) {
    NA;
    KtTensor *x = matrix(&a, 0), *t[2] = {NULL, NULL};
    bool upper = na_bool(&a, 1, false), vectors = na_bool(&a, 2, true);
    bool ok = !a.failed && kt_eigh(a.ctx, x, upper, &t[0], vectors ? &t[1] : NULL);
    return nl_ret_tuple(&a, ok, t, 2);
}
/* _eig(a, vectors) -> (w, v or None), complex */
NA_FN(f_eig) {
    NA;
    KtTensor *x = matrix(&a, 0), *t[2] = {NULL, NULL};
    bool vectors = na_bool(&a, 1, true);
    bool ok = !a.failed && kt_eig(a.ctx, x, &t[0], vectors ? &t[1] : NULL);
    return nl_ret_tuple(&a, ok, t, 2);
}
/* _lstsq(a, b, rcond) -> (x, residuals, rank, s) */
NA_FN(f_lstsq) {
    NA;
    KtTensor *x, *y, *t[4] = {NULL, NULL, NULL, NULL};
    matrices(&a, &x, &y);
    double rcond = na_float(&a, 2, -1);
    int64_t rank = 0;
    bool ok = !a.failed && kt_lstsq(a.ctx, x, y, rcond, &t[0], &t[1], &rank, &t[3]);
    if (ok) {
        KtScalar s = kt_scalar_int(rank);
        ok = (t[2] = kt_scalar_tensor(a.ctx, KT_I32, &s)) != NULL;
    }
    return nl_ret_tuple(&a, ok, t, 4);
}

/* --- Fourier transforms: (a, n, axis, scale), computed in double precision --- */

static KtTensor *signal(Na *a, bool to_complex) {
    KtTensor *x = na_arr(a, 0);
    if (!x) return NULL;
    int d = to_complex || kt_is_complex_dtype(x->dtype) ? KT_C128 : KT_F64;
    return x->dtype == d ? x : na_keep(a, kt_cast(a->ctx, x, d));
}
/* _c2c(a, n, axis, inverse, scale) */
NA_FN(f_c2c) {
    NA;
    KtTensor *x = signal(&a, true);
    int64_t n = na_int_opt(&a, 1, -1), axis = na_int_opt(&a, 2, -1);
    bool inverse = na_bool(&a, 3, false);
    double scale = na_float(&a, 4, 1);
    return na_ret(&a, a.failed ? NULL : kt_fft_c2c(a.ctx, x, n, (int)axis, inverse, scale));
}
/* _r2c(a, n, axis, scale) */
NA_FN(f_r2c) {
    NA;
    KtTensor *x = signal(&a, false);
    int64_t n = na_int_opt(&a, 1, -1), axis = na_int_opt(&a, 2, -1);
    double scale = na_float(&a, 3, 1);
    return na_ret(&a, a.failed ? NULL : kt_fft_r2c(a.ctx, x, n, (int)axis, scale));
}
/* _c2r(a, n, axis, scale) */
NA_FN(f_c2r) {
    NA;
    KtTensor *x = signal(&a, true);
    int64_t n = na_int_opt(&a, 1, -1), axis = na_int_opt(&a, 2, -1);
    double scale = na_float(&a, 3, 1);
    return na_ret(&a, a.failed ? NULL : kt_fft_c2r(a.ctx, x, n, (int)axis, scale));
}

static const NpRow rows[] = {
    {"_det", "f", "(a, /)", (void *)f_det},
    {"_slogdet", "f", "(a, /)", (void *)f_slogdet},
    {"_inv", "f", "(a, /)", (void *)f_inv},
    {"_solve", "f", "(a, b, /)", (void *)f_solve},
    {"_cholesky", "f", "(a, /)", (void *)f_cholesky},
    {"_qr", "f", "(a, mode, /)", (void *)f_qr},
    {"_geqrf", "f", "(a, /)", (void *)f_geqrf},
    {"_svd", "f", "(a, full, vectors, /)", (void *)f_svd},
    {"_eigh", "f", "(a, upper, vectors, /)", (void *)f_eigh},
    {"_eig", "f", "(a, vectors, /)", (void *)f_eig},
    {"_lstsq", "f", "(a, b, rcond, /)", (void *)f_lstsq},
    {"_c2c", "f", "(a, n, axis, inverse, scale, /)", (void *)f_c2c},
    {"_r2c", "f", "(a, n, axis, scale, /)", (void *)f_r2c},
    {"_c2r", "f", "(a, n, axis, scale, /)", (void *)f_c2r},
};

bool nl_init_linalg(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
