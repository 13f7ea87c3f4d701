/* torch.linalg's decompositions and solvers, and their older names in torch; each is one call of
 * the engine (decompose*.c) with its gradient (ag_decompose.c). What is composed of several
 * (pinv, matrix_rank, cond ...) is in stdlib/torch/linalg.py. */
#include <math.h>
#include <stdio.h>

#include "torch_args.h"

static const int64_t none_size = 0;

static KtTensor *checked(Ta *a, bool ok, KtTensor *x, KtTensor *info) {
    kt_decref(a->ctx, info);
    if (ok) return x;
    kt_decref(a->ctx, x);
    return NULL;
}

/* --- determinants and inverses --- */

TA_FN(f_det) {
    TA_BIND("linalg_det", 1, 1, "A", "out");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret_out(&a, 1, a.failed ? NULL : kta_det(a.ctx, x));
}
static KiValue slogdet(Ta *a, const char *name) {
    KtTensor *x = ta_tensor(a, 0), *s, *l;
    if (a->failed) return KI_ERR;
    if (!kta_slogdet(a->ctx, x, &s, &l)) return ki_kt_raise(a->ks);
    return ta_ret_pair(a, name, "sign", "logabsdet", s, l);
}
TA_FN(l_slogdet) {
    TA_BIND("linalg_slogdet", 1, 1, "A", "out");
    return slogdet(&a, "linalg_slogdet");
}
TA_FN(f_slogdet) {
    TA_BIND("slogdet", 1, 1, "input", "out");
    return slogdet(&a, "slogdet");
}
TA_FN(f_logdet) {
    TA_BIND("logdet", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0), *sign, *l;
    if (a.failed) return KI_ERR;
    if (x->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "logdet: The input tensor A must have at least 2 dimensions.");
    if (x->sizes[x->ndim - 1] != x->sizes[x->ndim - 2])
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "logdet: A must be batches of square matrices, but they are %lld by %lld "
                        "matrices",
                        (long long)x->sizes[x->ndim - 2], (long long)x->sizes[x->ndim - 1]);
    if (x->dtype == KT_F16 || x->dtype == KT_BF16)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "logdet: Low precision dtypes not supported. Got %s",
                        kt_dtype_info[x->dtype].scalar_name);
    if (!kt_is_inexact_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "logdet: Expected a floating point or complex tensor as input. Got %s",
                        kt_dtype_info[x->dtype].scalar_name);
    if (!kta_slogdet(a.ctx, x, &sign, &l)) return ki_kt_raise(ks);
    KtOperand zero = kt_operand_scalar(kt_scalar_int(0)), so = kt_operand(sign), lo = kt_operand(l),
              nan = kt_operand_scalar(kt_scalar_float(NAN));
    KtTensor *r = NULL, *neg = NULL;
    if (kt_is_complex_dtype(x->dtype)) {
        KtTensor *ls = kta_unary(a.ctx, KT_OP_LOG, sign);
        KtOperand lso = kt_operand(ls);
        r = ls ? kta_binary(a.ctx, KT_OP_ADD, &lso, &lo) : NULL;
        kt_xdecref(a.ctx, ls);
    } else {
        neg = kt_binary_any(a.ctx, KT_OP_LT, &so, &zero, KT_NO_DTYPE, NULL);
        r = neg ? kta_where(a.ctx, neg, &nan, &lo) : NULL;
    }
    kt_xdecref(a.ctx, neg);
    kt_decref(a.ctx, sign);
    kt_decref(a.ctx, l);
    return ta_ret(&a, r);
}
TA_FN(f_inv) {
    TA_BIND("linalg_inv", 1, 1, "A", "out");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret_out(&a, 1, a.failed ? NULL : kta_inv(a.ctx, x));
}
TA_FN(l_inv_ex) {
    TA_BIND("linalg_inv_ex", 1, 1, "A", "check_errors", "out");
    KtTensor *x = ta_tensor(&a, 0), *r, *info;
    bool check = ta_bool(&a, 1, false);
    if (a.failed) return KI_ERR;
    if (!kta_inv_ex(a.ctx, "linalg.inv", x, &r, &info)) return ki_kt_raise(ks);
    if (check && !kt_check_inv(a.ctx, "linalg.inv_ex", x, info)) {
        kt_decref(a.ctx, r);
        kt_decref(a.ctx, info);
        return ki_kt_raise(ks);
    }
    return ta_ret_pair(&a, "linalg_inv_ex", "inverse", "info", r, info);
}

/* --- solving --- */

/* left=False: X A = B is A^T X^T = B^T */
static bool solve(KtCtx *ctx, const char *who, KtTensor *x, KtTensor *b, bool left, KtTensor **r,
                  KtTensor **info) {
    if (!kt_check_solve_operands(ctx, x, b, left)) return false;
    if (left) return kta_solve_ex(ctx, who, x, b, r, info);
    KtTensor *xt = kta_transpose(ctx, x, -2, -1), *bt = xt ? kta_transpose(ctx, b, -2, -1) : NULL,
             *t = NULL;
    bool ok = xt && bt && kta_solve_ex(ctx, who, xt, bt, &t, info);
    kt_xdecref(ctx, xt);
    kt_xdecref(ctx, bt);
    if (!ok) return false;
    *r = kta_transpose(ctx, t, -2, -1);
    kt_decref(ctx, t);
    if (*r) return true;
    kt_decref(ctx, *info);
    return false;
}
TA_FN(l_solve) {
    TA_BIND("linalg_solve", 2, 2, "A", "B", "left", "out");
    KtTensor *x = ta_tensor(&a, 0), *b = ta_tensor(&a, 1), *r = NULL, *info = NULL;
    bool left = ta_bool(&a, 2, true);
    if (!a.failed && solve(a.ctx, "linalg.solve", x, b, left, &r, &info))
        r = checked(&a, kt_check_solve(a.ctx, "torch.linalg.solve", x, info), r, info);
    return ta_ret_out(&a, 3, r);
}
TA_FN(l_solve_ex) {
    TA_BIND("linalg_solve_ex", 2, 2, "A", "B", "left", "check_errors", "out");
    KtTensor *x = ta_tensor(&a, 0), *b = ta_tensor(&a, 1), *r = NULL, *info = NULL;
    bool left = ta_bool(&a, 2, true), check = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    if (!solve(a.ctx, "linalg.solve", x, b, left, &r, &info)) return ki_kt_raise(ks);
    if (check && !kt_check_solve(a.ctx, "torch.linalg.solve_ex", x, info)) {
        kt_decref(a.ctx, r);
        kt_decref(a.ctx, info);
        return ki_kt_raise(ks);
    }
    return ta_ret_pair(&a, "linalg_solve_ex", "result", "info", r, info);
}
TA_FN(l_solve_triangular) {
    TA_BIND("linalg_solve_triangular", 2, 2, "A", "B", "upper", "left", "unitriangular", "out");
    KtTensor *x = ta_tensor(&a, 0), *b = ta_tensor(&a, 1);
    bool upper = ta_bool(&a, 2, false), left = ta_bool(&a, 3, true), unit = ta_bool(&a, 4, false);
    if (!a.failed && !ta_given(&a, 2))
        return ki_raise(ks, KI_EXC_TypeError,
                        "linalg_solve_triangular() missing 1 required keyword-only argument: "
                        "\"upper\"");
    if (a.failed) return KI_ERR;
    KtTensor *same = kta_cast(a.ctx, b, x->dtype), /* a copy into memory of A's type */
        *r = same ? kta_solve_triangular(a.ctx, x, same, upper, left, unit) : NULL;
    kt_xdecref(a.ctx, same);
    return ta_ret_out(&a, 5, r);
}
/* A column by column, for each of the solutions r. */
static KtTensor *cloned_coefficient(KtCtx *ctx, KtTensor *x, const KtTensor *r) {
    int64_t sizes[KT_MAX_DIMS];
    for (int d = 0; d < r->ndim; d++)
        sizes[d] = d < r->ndim - 2 ? r->sizes[d] : x->sizes[d - r->ndim + x->ndim];
    KtTensor *all = kta_expand(ctx, x, r->ndim, sizes),
             *turned = all ? kta_transpose(ctx, all, -2, -1) : NULL,
             *own = turned ? kta_contiguous(ctx, turned) : NULL,
             *copy = own && own->storage == x->storage ? kta_clone(ctx, own)
                     : own                             ? kt_incref(own)
                                                       : NULL,
             *back = copy ? kta_transpose(ctx, copy, -2, -1) : NULL;
    kt_xdecref(ctx, all);
    kt_xdecref(ctx, turned);
    kt_xdecref(ctx, own);
    kt_xdecref(ctx, copy);
    return kta_name_node(back, "TriangularSolveBackward0");
}
static bool triangular_fits(Ta *a, const KtTensor *b, const KtTensor *x) {
    long long m = x->sizes[x->ndim - 2], n = x->sizes[x->ndim - 1], rows = b->sizes[b->ndim - 2];
    if (b->dtype != x->dtype)
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "Expected b and A to have the same dtype, but found b of type %s and A of type %s "
                 "instead.",
                 kt_dtype_info[b->dtype].scalar_name, kt_dtype_info[x->dtype].scalar_name);
    else if (m != n)
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "A must be batches of square matrices, but they are %lld by %lld matrices", m, n);
    else if (n != rows)
        ki_raise(
            a->ks, KI_EXC_RuntimeError,
            "Incompatible matrix sizes for triangular_solve: each A matrix is %lld by %lld but "
            "each b matrix is %lld by %lld",
            n, n, rows, (long long)b->sizes[b->ndim - 1]);
    else if (!kt_is_inexact_dtype(x->dtype) || x->dtype == KT_F16 || x->dtype == KT_BF16)
        ki_raise(a->ks, KI_EXC_RuntimeError, "\"triangular_solve_cpu\" not implemented for '%s'",
                 kt_dtype_info[x->dtype].scalar_name);
    return !ki_pending(a->ks);
}
TA_FN(f_triangular_solve) {
    TA_BIND("triangular_solve", 2, 5, "input", "A", "upper", "transpose", "unitriangular", "out");
    KtTensor *b = ta_tensor(&a, 0), *x = ta_tensor(&a, 1);
    bool upper = ta_bool(&a, 2, true), trans = ta_bool(&a, 3, false), unit = ta_bool(&a, 4, false);
    if (a.failed) return KI_ERR;
    if (!kt_torch_warn(a.ctx, KT_WARN_TRIANGULAR_SOLVE)) return ki_kt_raise(ks);
    if (x->ndim < 2 || b->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.triangular_solve: Expected %s to have at least 2 dimensions, but it "
                        "has %d dimensions instead",
                        b->ndim < 2 ? "b" : "A", b->ndim < 2 ? b->ndim : x->ndim);
    if (!triangular_fits(&a, b, x)) return KI_ERR;
    KtTensor *m = trans ? kta_transpose(a.ctx, x, -2, -1) : kt_incref(x);
    KtTensor *r = m ? kta_solve_triangular(a.ctx, m, b, trans ? !upper : upper, true, unit) : NULL;
    kt_xdecref(a.ctx, m);
    if (!r) return ki_kt_raise(ks);
    return ta_ret_pair(&a, "triangular_solve", "solution", "cloned_coefficient",
                       kta_name_node(r, "TriangularSolveBackward0"),
                       cloned_coefficient(a.ctx, x, r));
}
TA_FN(l_lstsq) {
    TA_BIND("_linalg_lstsq", 4, 4, "A", "B", "rcond", "driver");
    KtTensor *x = ta_tensor(&a, 0), *b = ta_tensor(&a, 1), *t[4] = {NULL, NULL, NULL, NULL};
    double rcond = ta_float(&a, 2, -1);
    int64_t driver = ta_int(&a, 3, KT_GELSY);
    if (a.failed) return KI_ERR;
    if (!kt_lstsq_driver(a.ctx, x, b, rcond, (KtLstsqDriver)driver, &t[0], &t[1], &t[2], &t[3]))
        return ki_kt_raise(ks);
    return ta_ret_tuple(&a, t, 4);
}

/* _lstsq_result(solution, residuals, rank, singular_values) */
TA_FN(l_lstsq_result) {
    TA_BIND("_lstsq_result", 4, 4, "solution", "residuals", "rank", "singular_values");
    KtTensor *t[4];
    for (int i = 0; i < 4; i++)
        t[i] = ta_tensor(&a, i);
    if (a.failed) return KI_ERR;
    for (int i = 0; i < 4; i++)
        kt_incref(t[i]);
    static const char *const fields[] = {"solution", "residuals", "rank", "singular_values"};
    return ta_ret_named(&a, "linalg_lstsq", fields, t, 4);
}

/* --- LU --- */

static KiValue lu_factor(KiState *ks, bool ex, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("linalg_lu_factor", 1, 1, "A", "pivot", "check_errors", "out");
    KtTensor *x = ta_tensor(&a, 0), *t[3];
    bool pivot = ta_bool(&a, 1, true), check = !ex || ta_bool(&a, 2, false);
    if (a.failed) return KI_ERR;
    if (x->ndim < 2) {
        char shape[300];
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.lu_factor: Expected tensor with 2 or more dimensions. Got size: %s "
                        "instead",
                        kt_shape_str(shape, sizeof shape, x->ndim, x->sizes));
    }
    if (!kta_lu_factor(a.ctx, x, pivot, &t[0], &t[1], &t[2])) return ki_kt_raise(ks);
    const int *info = (const int *)(const void *)t[2]->data;
    for (int64_t i = 0; check && i < t[2]->numel; i++) {
        if (!info[i]) continue;
        char batch[64] = "";
        if (x->ndim > 2) snprintf(batch, sizeof batch, "(Batch element %lld): ", (long long)i);
        ki_raise(ks, KI_EXC_RuntimeError,
                 "torch.linalg.lu_factor%s: %sU[%d,%d] is zero and using it on lu_solve would "
                 "result in a division by zero. If you still want to perform the factorization, "
                 "consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)",
                 ex ? "_ex" : "", batch, info[i], info[i]);
        for (int k = 0; k < 3; k++)
            kt_decref(a.ctx, t[k]);
        return KI_ERR;
    }
    static const char *const fields[] = {"LU", "pivots", "info"};
    if (ex) return ta_ret_named(&a, "linalg_lu_factor_ex", fields, t, 3);
    kt_decref(a.ctx, t[2]);
    return ta_ret_pair(&a, "linalg_lu_factor", "LU", "pivots", t[0], t[1]);
}
/* torch.lu(..., get_infos=True) */
TA_FN(l_lu_with_info) {
    TA_BIND("_lu_with_info", 2, 2, "input", "pivot");
    KtTensor *x = ta_tensor(&a, 0), *t[3];
    bool pivot = ta_bool(&a, 1, true);
    if (a.failed) return KI_ERR;
    if (!kta_lu_factor(a.ctx, x, pivot, &t[0], &t[1], &t[2])) return ki_kt_raise(ks);
    static const char *const fields[] = {"LU", "pivots", "info"};
    return ta_ret_named(&a, "_lu_with_info", fields, t, 3);
}
TA_FN(l_lu_factor) {
    return lu_factor(ks, false, args, nargs, kwnames);
}
TA_FN(l_lu_factor_ex) {
    return lu_factor(ks, true, args, nargs, kwnames);
}
/* L and U of what lu_factor gave, as one node's results. */
static bool unpack_factors(KtCtx *ctx, KtTensor *lu, KtTensor **l, KtTensor **u) {
    int64_t m = lu->sizes[lu->ndim - 2], n = lu->sizes[lu->ndim - 1], k = m < n ? m : n;
    KtTensor *left = kta_narrow(ctx, lu, -1, 0, k),
             *top = left ? kta_narrow(ctx, lu, -2, 0, k) : NULL;
    KtTensor *lo = top ? kta_tril(ctx, left, -1, false) : NULL,
             *eye = lo ? kt_eye(ctx, m, k, 0, lu->dtype) : NULL;
    KtOperand x = kt_operand(lo), y = kt_operand(eye);
    *l = eye ? kta_binary(ctx, KT_OP_ADD, &x, &y) : NULL;
    *u = *l ? kta_tril(ctx, top, 0, true) : NULL;
    kt_xdecref(ctx, left);
    kt_xdecref(ctx, top);
    kt_xdecref(ctx, lo);
    kt_xdecref(ctx, eye);
    return *u != NULL;
}
/* P, L and U of what lu_factor gave; what is not wanted has no elements. */
static bool unpack(KtCtx *ctx, KtTensor *lu, KtTensor *pivots, bool data, bool with_p,
                   KtTensor **t) {
    t[1] = t[2] = NULL;
    t[0] = with_p ? kt_lu_permutation(ctx, lu, pivots) : kt_empty(ctx, lu->dtype, 1, &none_size);
    bool ok = t[0];
    if (ok && data) ok = unpack_factors(ctx, lu, &t[1], &t[2]);
    for (int i = 1; ok && !data && i < 3; i++)
        ok = (t[i] = kt_empty(ctx, lu->dtype, 1, &none_size));
    return ok;
}
static KiValue three_factors(Ta *a, const char *name, bool ok, KtTensor **t) {
    static const char *const fields[] = {"P", "L", "U"};
    if (ok) return ta_ret_named(a, name, fields, t, 3);
    for (int i = 0; i < 3; i++)
        kt_xdecref(a->ctx, t[i]);
    return ki_kt_raise(a->ks);
}
TA_FN(f_lu_unpack) {
    TA_BIND("lu_unpack", 2, 4, "LU_data", "LU_pivots", "unpack_data", "unpack_pivots", "out");
    KtTensor *lu = ta_tensor(&a, 0), *p = ta_tensor(&a, 1);
    bool data = ta_bool(&a, 2, true), with_p = ta_bool(&a, 3, true);
    char shape[300];
    if (a.failed) return KI_ERR;
    if (lu->ndim < 2)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "torch.lu_unpack: Expected tensor with 2 or more dimensions. Got size: %s instead",
            kt_shape_str(shape, sizeof shape, lu->ndim, lu->sizes));
    KtTensor *t[3] = {NULL, NULL, NULL};
    KtWhole w = {.in = NULL};
    if (!data) return three_factors(&a, "lu_unpack", unpack(a.ctx, lu, p, data, with_p, t), t);
    bool ok = kta_whole_begin(a.ctx, &w, KT_WHOLE_LU_UNPACK, 1, &lu) &&
              unpack(a.ctx, w.in[0], p, data, with_p, t) && kta_whole_end_n(a.ctx, &w, 2, t + 1);
    kta_whole_drop(a.ctx, &w);
    return three_factors(&a, "lu_unpack", ok, t);
}
TA_FN(l_lu) {
    TA_BIND("linalg_lu", 1, 1, "A", "pivot", "out");
    KtTensor *x = ta_tensor(&a, 0), *lu, *p, *info;
    bool pivot = ta_bool(&a, 1, true);
    if (a.failed) return KI_ERR;
    if (x->ndim < 2) {
        char shape[300];
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "linalg.lu: Expected tensor with 2 or more dimensions. Got size: %s instead",
            kt_shape_str(shape, sizeof shape, x->ndim, x->sizes));
    }
    KtWhole w;
    KtTensor *t[3] = {NULL, NULL, NULL};
    if (!kta_whole_begin(a.ctx, &w, KT_WHOLE_LU, 2, (KtTensor *[]){x, NULL}))
        return ki_kt_raise(ks);
    bool ok = kta_lu_factor(a.ctx, w.in[0], pivot, &lu, &p, &info);
    if (ok) {
        ok = unpack(a.ctx, lu, p, true, pivot, t);
        w.of[1] = t[0];
        ok = ok && kta_whole_end_n(a.ctx, &w, 2, t + 1);
        kt_decref(a.ctx, lu);
        kt_decref(a.ctx, p);
        kt_decref(a.ctx, info);
    }
    kta_whole_drop(a.ctx, &w);
    return three_factors(&a, "linalg_lu", ok, t);
}
static KtTensor *adjoint_of(KtCtx *ctx, KtTensor *x) {
    KtTensor *t = kta_transpose(ctx, x, -2, -1);
    if (!t || !kt_is_complex_dtype(t->dtype)) return t;
    KtTensor *r = kta_unary(ctx, KT_OP_CONJ, t);
    kt_decref(ctx, t);
    return r;
}
/* r, which is taken over and may be NULL, with its matrices column by column. */
static KtTensor *by_columns(KtCtx *ctx, KtTensor *r) {
    if (!r || (r->strides[r->ndim - 2] == 1 && r->sizes[r->ndim - 1] > 1)) return r;
    KtTensor *t = kta_transpose(ctx, r, -2, -1),
             *dense = t ? kta_lay_out(ctx, t, t->dtype, KT_CONTIGUOUS_FORMAT) : NULL;
    kt_decref(ctx, r);
    r = dense ? kta_transpose(ctx, dense, -2, -1) : NULL;
    kt_xdecref(ctx, t);
    kt_xdecref(ctx, dense);
    return r;
}
static KtTensor *lu_solve_steps(KtCtx *ctx, KtTensor *lu, KtTensor *p, KtTensor *b, bool left,
                                bool adjoint) {
    char plain = adjoint ? 'C' : 'N';
    if (adjoint && !kt_is_complex_dtype(lu->dtype)) plain = 'T';
    if (left) return kta_lu_solve(ctx, lu, p, b, plain);
    /* X A = B is A^H X^H = B^H, with the adjoint of A: A X^H = B^H */
    KtTensor *bt = adjoint_of(ctx, b),
             *x = bt ? kta_lu_solve(ctx, lu, p, bt,
                                    adjoint                          ? 'N'
                                    : kt_is_complex_dtype(lu->dtype) ? 'C'
                                                                     : 'T')
                     : NULL,
             *r = x ? adjoint_of(ctx, x) : NULL;
    kt_xdecref(ctx, bt);
    kt_xdecref(ctx, x);
    return r;
}
static KtTensor *lu_solve(KtCtx *ctx, KtTensor *lu, KtTensor *p, KtTensor *b, bool left,
                          bool adjoint) {
    KtWhole w;
    if (!lu || !p || !b || !kt_check_lu_solve(ctx, lu, p, b, left) ||
        !kta_whole_begin(ctx, &w, KT_WHOLE_LU_SOLVE, 3, (KtTensor *[]){lu, b, p}))
        return NULL;
    KtTensor *r = lu_solve_steps(ctx, w.in[0], p, w.in[1], left, adjoint);
    return kta_whole_end(ctx, &w, left ? by_columns(ctx, r) : r);
}
TA_FN(l_lu_solve) {
    TA_BIND("linalg_lu_solve", 3, 3, "LU", "pivots", "B", "left", "adjoint", "out");
    KtTensor *lu = ta_tensor(&a, 0), *p = ta_tensor(&a, 1), *b = ta_tensor(&a, 2);
    bool left = ta_bool(&a, 3, true), adjoint = ta_bool(&a, 4, false);
    return ta_ret_out(&a, 5, a.failed ? NULL : lu_solve(a.ctx, lu, p, b, left, adjoint));
}
TA_FN(f_lu_solve) {
    TA_BIND("lu_solve", 3, 3, "input", "LU_data", "LU_pivots", "out");
    KtTensor *b = ta_tensor(&a, 0), *lu = ta_tensor(&a, 1), *p = ta_tensor(&a, 2);
    if (!a.failed && !kt_torch_warn(a.ctx, KT_WARN_LU_SOLVE)) return ki_kt_raise(ks);
    return ta_ret_out(&a, 3, a.failed ? NULL : lu_solve(a.ctx, lu, p, b, true, false));
}

/* --- Cholesky --- */

static KtTensor *cholesky(Ta *a, const char *who) {
    KtTensor *x = ta_tensor(a, 0), *l, *info;
    bool upper = ta_bool(a, 1, false);
    if (a->failed) return NULL;
    bool old = !strcmp(who, "cholesky");
    if (old && !kt_torch_warn(a->ctx, KT_WARN_CHOLESKY)) return NULL;
    if (old && x->numel == 0 && !kta_will_record(a->ctx, 1, &x))
        return kt_empty_like(a->ctx, x, KT_NO_DTYPE);
    if (!kta_cholesky_ex(a->ctx, who, x, upper, &l, &info)) return NULL;
    return checked(a, kt_check_cholesky(a->ctx, who, x, info), l, info);
}
TA_FN(f_cholesky) {
    TA_BIND("cholesky", 1, 2, "input", "upper", "out");
    return ta_ret_out(&a, 2, cholesky(&a, "cholesky"));
}
TA_FN(l_cholesky) {
    TA_BIND("linalg_cholesky", 1, 1, "input", "upper", "out");
    return ta_ret_out(&a, 2, cholesky(&a, "linalg.cholesky"));
}
TA_FN(l_cholesky_ex) {
    TA_BIND("linalg_cholesky_ex", 1, 1, "input", "upper", "check_errors", "out");
    KtTensor *x = ta_tensor(&a, 0), *l, *info;
    bool upper = ta_bool(&a, 1, false), check = ta_bool(&a, 2, false);
    if (a.failed) return KI_ERR;
    if (!kta_cholesky_ex(a.ctx, "linalg.cholesky", x, upper, &l, &info)) return ki_kt_raise(ks);
    if (check && !kt_check_cholesky(a.ctx, "linalg.cholesky_ex", x, info)) {
        kt_decref(a.ctx, l);
        kt_decref(a.ctx, info);
        return ki_kt_raise(ks);
    }
    return ta_ret_pair(&a, "linalg_cholesky_ex", "L", "info", l, info);
}
TA_FN(f_cholesky_solve) {
    TA_BIND("cholesky_solve", 2, 3, "input", "input2", "upper", "out");
    KtTensor *b = ta_tensor(&a, 0), *l = ta_tensor(&a, 1);
    bool upper = ta_bool(&a, 2, false);
    return ta_ret_out(&a, 3, a.failed ? NULL : kta_cholesky_solve(a.ctx, b, l, upper));
}
TA_FN(f_cholesky_inverse) {
    TA_BIND("cholesky_inverse", 1, 2, "input", "upper", "out");
    KtTensor *l = ta_tensor(&a, 0);
    bool upper = ta_bool(&a, 1, false);
    return ta_ret_out(&a, 2, a.failed ? NULL : kta_cholesky_inverse(a.ctx, l, upper));
}

/* --- QR --- */

TA_FN(l_qr) {
    TA_BIND("linalg_qr", 1, 2, "A", "mode", "out");
    KtTensor *x = ta_tensor(&a, 0), *q = NULL, *r = NULL;
    const char *mode = ta_str(&a, 1, "reduced");
    if (a.failed) return KI_ERR;
    char m = !strcmp(mode, "reduced") ? 'r' : !strcmp(mode, "complete") ? 'c' : 'R';
    if (m == 'R' && strcmp(mode, "r"))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "qr received unrecognized mode '%s' but expected one of 'reduced' "
                        "(default), 'r', or 'complete'",
                        mode);
    if (!kta_qr(a.ctx, x, m, &q, &r)) return ki_kt_raise(ks);
    if (!q) q = kt_empty(a.ctx, r->dtype, 1, &none_size);
    return ta_ret_pair(&a, "linalg_qr", "Q", "R", q, r);
}
TA_FN(f_qr) {
    TA_BIND("qr", 1, 2, "input", "some", "out");
    KtTensor *x = ta_tensor(&a, 0), *q = NULL, *r = NULL;
    bool some = ta_bool(&a, 1, true);
    if (a.failed) return KI_ERR;
    if (!kt_torch_warn(a.ctx, KT_WARN_QR)) return ki_kt_raise(ks);
    if (!kta_qr(a.ctx, x, some ? 'r' : 'c', &q, &r)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, "qr", "Q", "R", q, r);
}
TA_FN(f_geqrf) {
    TA_BIND("geqrf", 1, 1, "input", "out");
    KtTensor *x = ta_tensor(&a, 0), *q, *tau;
    if (a.failed) return KI_ERR;
    if (x->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "torch.geqrf: input must have at least 2 dimensions.");
    if (!kt_geqrf(a.ctx, "torch.geqrf", x, &q, &tau)) return ki_kt_raise(ks);
    q = kta_underivable(a.ctx, q, "GeqrfBackward0", "geqrf", 1, &x);
    tau = kta_underivable(a.ctx, tau, "GeqrfBackward0", "geqrf", 1, &x);
    if (!q || !tau) {
        kt_xdecref(a.ctx, q);
        kt_xdecref(a.ctx, tau);
        return ki_kt_raise(ks);
    }
    return ta_ret_pair(&a, "geqrf", "a", "tau", q, tau);
}
TA_FN(l_householder_product) {
    TA_BIND("linalg_householder_product", 2, 2, "A", "tau", "out");
    KtTensor *x = ta_tensor(&a, 0), *tau = ta_tensor(&a, 1);
    return ta_ret_out(&a, 2, a.failed ? NULL : kt_householder_product(a.ctx, x, tau));
}
TA_FN(f_ormqr) {
    TA_BIND("ormqr", 3, 5, "input", "tau", "other", "left", "transpose", "out");
    KtTensor *x = ta_tensor(&a, 0), *tau = ta_tensor(&a, 1), *c = ta_tensor(&a, 2);
    bool left = ta_bool(&a, 3, true), trans = ta_bool(&a, 4, false);
    if (a.failed) return KI_ERR;
    KtTensor *r = kt_ormqr(a.ctx, x, tau, c, left, trans);
    return ta_ret_out(
        &a, 5, kta_underivable(a.ctx, r, "OrmqrBackward0", "ormqr", 3, (KtTensor *[]){x, tau, c}));
}

/* --- singular values and eigenvalues --- */

static bool without_driver(Ta *a, int i) {
    if (!ta_given(a, i)) return true;
    ki_raise(a->ks, KI_EXC_RuntimeError,
             "torch.linalg.svd: keyword argument `driver=` is only supported on CUDA inputs with "
             "cuSOLVER backend.");
    return false;
}
TA_FN(l_svd) {
    TA_BIND("linalg_svd", 1, 2, "A", "full_matrices", "driver", "out");
    KtTensor *x = ta_tensor(&a, 0), *t[3];
    bool full = ta_bool(&a, 1, true);
    if (a.failed || !without_driver(&a, 2)) return KI_ERR;
    if (!kta_svd(a.ctx, x, full, &t[0], &t[1], &t[2])) return ki_kt_raise(ks);
    static const char *const fields[] = {"U", "S", "Vh"};
    return ta_ret_named(&a, "linalg_svd", fields, t, 3);
}
/* torch.svd(input, some=True, compute_uv=True): V, not its adjoint */
TA_FN(f_svd) {
    TA_BIND("svd", 1, 3, "input", "some", "compute_uv", "out");
    KtTensor *x = ta_tensor(&a, 0), *t[3];
    bool some = ta_bool(&a, 1, true), vectors = ta_bool(&a, 2, true);
    if (a.failed) return KI_ERR;
    if (x->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "linalg.svd: input should have at least 2 dimensions, but has %d "
                        "dimensions instead",
                        x->ndim);
    if (vectors) {
        if (!kta_svd(a.ctx, x, !some, &t[0], &t[1], &t[2])) return ki_kt_raise(ks);
        KtTensor *v = kta_transpose(a.ctx, t[2], -2, -1);
        kt_decref(a.ctx, t[2]);
        t[2] = v;
        if (v && kt_is_complex_dtype(v->dtype)) {
            t[2] = kta_conj(a.ctx, v);
            kt_decref(a.ctx, v);
        }
    } else { /* zeros where the vectors would be */
        if (!kta_svd(a.ctx, x, false, NULL, &t[1], NULL)) return ki_kt_raise(ks);
        int64_t s[KT_MAX_DIMS + 2], m = x->sizes[x->ndim - 2], n = x->sizes[x->ndim - 1];
        memcpy(s, x->sizes, sizeof(int64_t) * (size_t)x->ndim);
        s[x->ndim - 1] = m;
        t[0] = kt_zeros(a.ctx, x->dtype, x->ndim, s);
        s[x->ndim - 2] = s[x->ndim - 1] = n;
        t[2] = kt_zeros(a.ctx, x->dtype, x->ndim, s);
    }
    static const char *const fields[] = {"U", "S", "V"};
    return ta_ret_named(&a, "svd", fields, t, 3);
}
TA_FN(l_svdvals) {
    TA_BIND("linalg_svdvals", 1, 1, "A", "driver", "out");
    KtTensor *x = ta_tensor(&a, 0), *s = NULL;
    if (a.failed || !without_driver(&a, 1)) return KI_ERR;
    return ta_ret_out(&a, 2, kta_svd(a.ctx, x, false, NULL, &s, NULL) ? s : NULL);
}
static KiValue eigh(KiState *ks, bool vectors, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("linalg_eigh", 1, 2, "A", "UPLO", "out");
    KtTensor *x = ta_tensor(&a, 0), *w = NULL, *v = NULL;
    const char *uplo = ta_str(&a, 1, "L");
    if (a.failed) return KI_ERR;
    if (strlen(uplo) != 1 || !strchr("LlUu", uplo[0]))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Expected UPLO argument to be 'L' or 'U', but got %s", uplo);
    if (!kta_eigh(a.ctx, x, uplo[0] == 'U' || uplo[0] == 'u', &w, vectors ? &v : NULL))
        return ki_kt_raise(ks);
    return vectors ? ta_ret_pair(&a, "linalg_eigh", "eigenvalues", "eigenvectors", w, v)
                   : ta_ret_out(&a, 2, w);
}
TA_FN(l_eigh) {
    return eigh(ks, true, args, nargs, kwnames);
}
TA_FN(l_eigvalsh) {
    return eigh(ks, false, args, nargs, kwnames);
}
TA_FN(f_symeig) {
    TA_BIND("symeig", 1, 3, "input", "eigenvectors", "upper", "out");
    KtTensor *x = ta_tensor(&a, 0), *w = NULL, *v = NULL;
    bool vectors = ta_bool(&a, 1, false), upper = ta_bool(&a, 2, true);
    if (a.failed) return KI_ERR;
    if (!kt_torch_warn(a.ctx, KT_WARN_SYMEIG) || !kt_check_square(a.ctx, "linalg.symeig", x) ||
        !kta_symeig(a.ctx, x, upper, &w, vectors ? &v : NULL))
        return ki_kt_raise(ks);
    if (!v) v = kt_empty(a.ctx, x->dtype, 1, &none_size);
    return ta_ret_pair(&a, "symeig", "eigenvalues", "eigenvectors", w, v);
}
/* Eigenvalues are complex numbers of the matrix's precision. */
static bool has_complex(KiState *ks, const KtTensor *x) {
    if (kt_is_inexact_dtype(x->dtype)) return true;
    ki_raise(ks, KI_EXC_RuntimeError, "Unknown Complex ScalarType for %s",
             kt_dtype_info[x->dtype].scalar_name);
    return false;
}
TA_FN(l_eig) {
    TA_BIND("linalg_eig", 1, 1, "A", "out");
    KtTensor *x = ta_tensor(&a, 0), *w = NULL, *v = NULL;
    if (a.failed) return KI_ERR;
    if (!has_complex(ks, x)) return KI_ERR;
    if (!kta_eig(a.ctx, x, &w, &v)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, "linalg_eig", "eigenvalues", "eigenvectors", w, v);
}
TA_FN(l_eigvals) {
    TA_BIND("linalg_eigvals", 1, 1, "A", "out");
    KtTensor *x = ta_tensor(&a, 0), *w = NULL;
    if (a.failed) return KI_ERR;
    if (!has_complex(ks, x)) return KI_ERR;
    if (!kta_eig(a.ctx, x, &w, NULL)) return ki_kt_raise(ks);
    /* with a gradient PyTorch takes eig's result, else it writes into one of its own */
    bool written = !kt_is_complex_dtype(x->dtype) && !(kta_requires_grad(x) && a.ctx->grad_enabled);
    return ta_ret_out(&a, 1, ta_written(w, written));
}

static KiValue ldl_factor(KiState *ks, bool ex, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("linalg_ldl_factor", 1, 1, "A", "hermitian", "check_errors", "out");
    KtTensor *x = ta_tensor(&a, 0), *t[3];
    bool hermitian = ta_bool(&a, 1, false), check = !ex || ta_bool(&a, 2, false);
    if (a.failed) return KI_ERR;
    if (!kt_ldl_factor(a.ctx, "torch.linalg.ldl_factor_ex", x, hermitian, &t[0], &t[1], &t[2]))
        return ki_kt_raise(ks);
    t[0] = kta_underivable(a.ctx, t[0], NULL, "linalg_ldl_factor_ex", 1, &x);
    if (!t[0] || (check && !kt_check_ldl(
                               a.ctx, ex ? "torch.linalg.ldl_factor_ex" : "torch.linalg.ldl_factor",
                               t[2]))) {
        for (int i = 0; i < 3; i++)
            kt_xdecref(a.ctx, t[i]);
        return ki_kt_raise(ks);
    }
    static const char *const fields[] = {"LD", "pivots", "info"};
    if (ex) return ta_ret_named(&a, "linalg_ldl_factor_ex", fields, t, 3);
    kt_decref(a.ctx, t[2]);
    return ta_ret_named(&a, "linalg_ldl_factor", fields, t, 2);
}
TA_FN(l_ldl_factor) {
    return ldl_factor(ks, false, args, nargs, kwnames);
}
TA_FN(l_ldl_factor_ex) {
    return ldl_factor(ks, true, args, nargs, kwnames);
}
TA_FN(l_ldl_solve) {
    TA_BIND("linalg_ldl_solve", 3, 3, "LD", "pivots", "B", "hermitian", "out");
    KtTensor *ld = ta_tensor(&a, 0), *pivots = ta_tensor(&a, 1), *b = ta_tensor(&a, 2);
    bool hermitian = ta_bool(&a, 3, false);
    if (a.failed) return KI_ERR;
    return ta_ret_out(&a, 4,
                      kta_underivable(a.ctx, kt_ldl_solve(a.ctx, ld, pivots, b, hermitian), NULL,
                                      "linalg_ldl_solve", 2, (KtTensor *[]){ld, b}));
}

/* _pseudo_inverse(A, value): the value, which is A's, with history */
TA_FN(f_pseudo_inverse) {
    TA_BIND("_pseudo_inverse", 2, 2, "A", "value");
    KtTensor *x = ta_tensor(&a, 0), *p = ta_tensor(&a, 1);
    return ta_ret(&a, a.failed ? NULL : kta_pinv(a.ctx, x, p));
}

static const TfRow rows[] = {
    {"_pseudo_inverse/fz", f_pseudo_inverse},
    {"ldl_factor/l", l_ldl_factor},
    {"ldl_factor_ex/l", l_ldl_factor_ex},
    {"ldl_solve/l", l_ldl_solve},
    {"det/fml", f_det},
    {"slogdet/fm", f_slogdet},
    {"slogdet/l", l_slogdet},
    {"logdet/fm", f_logdet},
    {"inverse/fm,inv/l", f_inv},
    {"inv_ex/l", l_inv_ex},
    {"solve/l", l_solve},
    {"solve_ex/l", l_solve_ex},
    {"solve_triangular/l", l_solve_triangular},
    {"triangular_solve/fm", f_triangular_solve},
    {"_lstsq/l", l_lstsq},
    {"_lstsq_result/l", l_lstsq_result},
    {"lu_factor/l", l_lu_factor},
    {"lu_factor_ex/l", l_lu_factor_ex},
    {"_lu_with_info/l", l_lu_with_info},
    {"lu_unpack/f", f_lu_unpack},
    {"lu/l", l_lu},
    {"lu_solve/l", l_lu_solve},
    {"lu_solve/fm", f_lu_solve},
    {"cholesky/fm", f_cholesky},
    {"cholesky/l", l_cholesky},
    {"cholesky_ex/l", l_cholesky_ex},
    {"cholesky_solve/fm", f_cholesky_solve},
    {"cholesky_inverse/fm", f_cholesky_inverse},
    {"qr/l", l_qr},
    {"qr/fm", f_qr},
    {"geqrf/fm", f_geqrf},
    {"_householder_product/l", l_householder_product},
    {"ormqr/fm", f_ormqr},
    {"svd/l", l_svd},
    {"svd/fm", f_svd},
    {"svdvals/l", l_svdvals},
    {"eigh/l", l_eigh},
    {"eigvalsh/l", l_eigvalsh},
    {"symeig/fm", f_symeig},
    {"eig/l", l_eig},
    {"eigvals/l", l_eigvals},
};

bool tf_init_decompose(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
