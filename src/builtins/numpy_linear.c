/* Products of numpy arrays (dot, matmul, inner, outer, vdot) and the engine's decompositions under
 * private names, on which numpy.linalg is written. */
#include "../tensor/linalg.h"
#include "numpy_core.h"

/* Operands in their common type. */
static bool common(KtCtx *ctx, KtTensor **x, KtTensor **y) {
    int d = kt_promote_numpy((*x)->dtype, (*y)->dtype);
    *x = kt_cast(ctx, *x, d);
    *y = *x ? kt_cast(ctx, *y, d) : NULL;
    if (*x && !*y) kt_decref(ctx, *x);
    return *y != NULL;
}

KtTensor *np_matmul(KtCtx *ctx, KtTensor *x, KtTensor *y, KtTensor *out, const char *name) {
    bool cast = x->dtype != y->dtype;
    if (cast && !common(ctx, &x, &y)) return NULL;
    KtTensor *r = kt_matmul(ctx, x, y, NULL);
    if (cast) {
        kt_decref(ctx, x);
        kt_decref(ctx, y);
    }
    if (!r || !out) return r;
    bool ok = true;
    if (!kt_can_cast_numpy(r->dtype, out->dtype, KT_CAST_SAME_KIND))
        ok =
            kt_fail(ctx, KT_UFUNC_TYPE_ERROR,
                    "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting "
                    "rule 'same_kind'",
                    name, kt_dtype_info[r->dtype].numpy_name, kt_dtype_info[out->dtype].numpy_name);
    else if (!kt_same_shape(r, out))
        ok = kt_fail(ctx, KT_VALUE_ERROR,
                     "matmul: Output operand 0 has a mismatch in its core dimension 0, with gufunc "
                     "signature (n?,k),(k,m?)->(n?,m?)");
    ok = ok && kt_before_write(ctx, out) && kt_copy(ctx, out, r);
    kt_decref(ctx, r);
    return ok ? kt_incref(out) : NULL;
}

static void *not_aligned(KtCtx *ctx, const KtTensor *x, const KtTensor *y, int dx, int dy) {
    char a[300], b[300];
    kt_shape_str_np(a, sizeof a, x->ndim, x->sizes);
    kt_shape_str_np(b, sizeof b, y->ndim, y->sizes);
    return kt_fail_null(ctx, KT_VALUE_ERROR,
                        "shapes %s and %s not aligned: %lld (dim %d) != %lld (dim %d)", a, b,
                        (long long)x->sizes[dx], dx, (long long)y->sizes[dy], dy);
}

/* Sum of products over x's last and y's dimension `axis`; the other dimensions side by side. */
static KtTensor *contract(KtCtx *ctx, KtTensor *x, KtTensor *y, int axis) {
    int64_t k = x->sizes[x->ndim - 1], sizes[KT_MAX_DIMS];
    if (y->sizes[axis] != k) return not_aligned(ctx, x, y, x->ndim - 1, axis);
    int n = 0;
    for (int d = 0; d < x->ndim - 1; d++)
        sizes[n++] = x->sizes[d];
    for (int d = 0; d < y->ndim; d++)
        if (d != axis) sizes[n++] = y->sizes[d];
    int first[1] = {axis}, zero[1] = {0};
    int64_t rows = k ? x->numel / k : 0, cols = k ? y->numel / k : 0;
    if (!k) {
        rows = cols = 1;
        for (int d = 0; d < x->ndim - 1; d++)
            rows *= x->sizes[d];
        for (int d = 0; d < y->ndim; d++)
            if (d != axis) cols *= y->sizes[d];
    }
    KtTensor *a = kt_reshape(ctx, x, 2, (int64_t[]){rows, k}), *b = NULL, *c = NULL, *r = NULL;
    KtTensor *m = a ? kt_movedim(ctx, y, 1, first, zero) : NULL;
    if (m && (b = kt_reshape(ctx, m, 2, (int64_t[]){k, cols})))
        c = np_matmul(ctx, a, b, NULL, "dot");
    if (c) r = kt_reshape(ctx, c, n, sizes);
    kt_xdecref(ctx, a);
    kt_xdecref(ctx, b);
    kt_xdecref(ctx, c);
    kt_xdecref(ctx, m);
    return r;
}

static bool dims_fit(KtCtx *ctx, const KtTensor *x, const KtTensor *y) {
    return x->ndim + y->ndim - 2 <= KI_NDARRAY_MAX_DIMS ||
           kt_fail(ctx, KT_VALUE_ERROR, "dot: too many dimensions in result");
}

/* Does BLAS multiply these? A single number times the others is added to zeros then. */
static bool scales(const KtTensor *x, const KtTensor *y) {
    int dtype = kt_promote_numpy(x->dtype, y->dtype);
    bool blas =
        dtype == KT_F32 || dtype == KT_F64 || (kt_is_complex_dtype(dtype) && dtype != KT_CLD);
    return blas && x->ndim <= 2 && y->ndim <= 2 && (x->numel == 1 || y->numel == 1);
}

/* The product of a single number and an array, of which no event is reported, in C order. */
static KtTensor *scaled(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    KtTensor *one = y->numel == 1 ? y : x, *all = one == y ? x : y;
    if (all->numel != 1) return kt_numpy_scaled(ctx, one, all);
    uint8_t invalid = ctx->errstate_invalid, over = ctx->errstate_over;
    uint8_t under = ctx->errstate_under;
    ctx->errstate_invalid = ctx->errstate_over = ctx->errstate_under = 0;
    KtTensor *r = kt_binary(ctx, KT_OP_MUL, x, y, KT_NO_DTYPE, NULL);
    ctx->errstate_invalid = invalid;
    ctx->errstate_over = over;
    ctx->errstate_under = under;
    return r;
}

static KtTensor *by_blas(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    if (x->dtype == y->dtype) return kt_numpy_dot(ctx, x, y);
    if (!common(ctx, &x, &y)) return NULL;
    KtTensor *r = kt_numpy_dot(ctx, x, y);
    kt_decref(ctx, x);
    kt_decref(ctx, y);
    return r;
}

static KtTensor *dot(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    bool scalar = x->ndim == 0 || y->ndim == 0;
    if (scalar ||
        (scales(x, y) && x->sizes[x->ndim - 1] == y->sizes[y->ndim > 1 ? y->ndim - 2 : 0])) {
        int dtype = kt_promote_numpy(x->dtype, y->dtype); /* by the types alone, not by values */
        KtTensor *p = kt_cast(ctx, x, dtype), *q = p ? kt_cast(ctx, y, dtype) : NULL;
        KtTensor *r = !q             ? NULL
                      : scales(x, y) ? scaled(ctx, p, q)
                                     : kt_binary(ctx, KT_OP_MUL, p, q, KT_NO_DTYPE, NULL);
        kt_xdecref(ctx, p);
        kt_xdecref(ctx, q);
        if (!r || scalar) return r;
        int64_t sizes[2];
        int n = 0;
        if (x->ndim == 2) sizes[n++] = x->sizes[0];
        if (y->ndim == 2) sizes[n++] = y->sizes[1];
        KtTensor *shaped = kt_reshape(ctx, r, n, sizes);
        kt_decref(ctx, r);
        return shaped;
    }
    int axis = y->ndim > 1 ? y->ndim - 2 : 0;
    if (x->sizes[x->ndim - 1] != y->sizes[axis]) return not_aligned(ctx, x, y, x->ndim - 1, axis);
    if (!dims_fit(ctx, x, y)) return NULL;
    if (kt_numpy_has_dot(kt_promote_numpy(x->dtype, y->dtype))) return by_blas(ctx, x, y);
    return x->ndim <= 2 && y->ndim <= 2 ? np_matmul(ctx, x, y, NULL, "dot")
                                        : contract(ctx, x, y, axis);
}

/* dot(a, b, out=None) */
/* The two operands failed to be numbers: the product of objects. */
static KiValue of_objects(Na *a, const char *helper, KiValue *args) {
    KiState *ks = a->ks;
    na_end(a);
    if (!ki_pending_is(ks, KI_EXC_TypeError) && !ki_pending_is(ks, KI_EXC_OverflowError) &&
        !ki_pending_is(ks, KI_EXC_NotImplementedError))
        return KI_ERR;
    ki_clear_exc(ks);
    return np_helper(ks, helper, args, 2);
}

NA_FN(f_dot) {
    if (np_is_nonnumeric(args[0]) || np_is_nonnumeric(args[1]))
        return np_helper(ks, "_object_dot",
                         (KiValue[]){args[0], args[1], args[2] == KI_ABSENT ? KI_NONE : args[2]},
                         3);
    NA;
    KtTensor *x = na_arr(&a, 0), *y = na_arr(&a, 1);
    if (a.failed) return of_objects(&a, "_object_dot", args);
    KtTensor *r = a.failed ? NULL : dot(a.ctx, x, y);
    if (!r || !na_given(&a, 2)) return na_ret_sum(&a, r, args[0], args[1]);
    KtTensor *out = np_is_plain(args[2]) ? ki_tensor_of(args[2]) : NULL;
    bool fits = out && kt_same_shape(out, r) && out->dtype == r->dtype && kt_is_contiguous(out) &&
                !kt_is_misaligned(out);
    if (!fits) kt_decref(a.ctx, r);
    if (!ki_is_ndarray(args[2])) return na_raise(&a, KI_EXC_TypeError, "'out' must be an array");
    if (!fits)
        return na_raise(&a, KI_EXC_ValueError,
                        "output array is not acceptable (must have the right datatype, number of "
                        "dimensions, and be a C-Array)");
    return na_ret_out(&a, 2, r);
}
/* Is it of a class whose raveled arrays may have more than one dimension? */
static bool is_matrix(KiState *ks, KiValue v) {
    if (!np_has_other_class(ks, v)) return false;
    KiValue flat = ki_call_method_cstr(ks, v, "ravel", NULL, 0);
    bool yes = flat != KI_ERR && ki_is_ndarray(flat) && ki_tensor_of(flat)->ndim != 1;
    if (flat == KI_ERR) ki_clear_exc(ks);
    ki_decref(ks, flat);
    return yes;
}
NA_FN(f_vdot) {
    if (is_matrix(ks, args[0]) || is_matrix(ks, args[1]))
        return np_helper(ks, "_matrix_vdot", args, 2);
    NA;
    KtTensor *x = na_arr(&a, 0), *y = na_arr(&a, 1);
    if (a.failed) return of_objects(&a, "_object_vdot", args);
    x = a.failed ? NULL : na_keep(&a, kt_reshape(a.ctx, x, 1, &x->numel));
    y = a.failed ? NULL : na_keep(&a, kt_reshape(a.ctx, y, 1, &y->numel));
    if (!a.failed && x->numel != y->numel)
        return na_raise(&a, KI_EXC_ValueError,
                        "cannot reshape array of size %lld into shape (%lld,)", (long long)y->numel,
                        (long long)x->numel);
    if (!a.failed && kt_is_complex_dtype(x->dtype))
        x = na_keep(&a, kt_unary(a.ctx, KT_OP_CONJ, x, KT_NO_DTYPE, NULL));
    return na_ret_sum(&a, a.failed ? NULL : np_matmul(a.ctx, x, y, NULL, "vdot"), args[0], args[1]);
}
NA_FN(f_inner) {
    NA;
    KtTensor *x = na_arr(&a, 0), *y = na_arr(&a, 1);
    if (a.failed) return of_objects(&a, "_object_inner", args);
    if (x->ndim == 0 || y->ndim == 0 || (x->ndim == 1 && y->ndim == 1))
        return na_ret_sum(&a, dot(a.ctx, x, y), args[0], args[1]);
    if (x->sizes[x->ndim - 1] != y->sizes[y->ndim - 1]) {
        if (y->ndim > 1) y = na_keep(&a, kt_transpose(a.ctx, y, y->ndim - 2, y->ndim - 1));
        int dim = y && y->ndim > 1 ? y->ndim - 2 : 0;
        return na_ret(&a, y ? not_aligned(a.ctx, x, y, x->ndim - 1, dim) : NULL);
    }
    if (!dims_fit(a.ctx, x, y)) return na_ret(&a, NULL);
    if (!kt_numpy_has_dot(kt_promote_numpy(x->dtype, y->dtype)))
        return na_ret_sum(&a, contract(a.ctx, x, y, y->ndim - 1), args[0], args[1]);
    if (y->ndim > 1) y = na_keep(&a, kt_transpose(a.ctx, y, y->ndim - 2, y->ndim - 1));
    return na_ret_sum(&a, y ? dot(a.ctx, x, y) : NULL, args[0], args[1]);
}
NA_FN(f_outer) {
    if (np_is_nonnumeric(args[0]) || np_is_nonnumeric(args[1]))
        return np_helper(ks, "_outer_other", args, 2);
    NA;
    KtTensor *x = na_arr(&a, 0), *y = na_arr(&a, 1);
    if (a.failed) return of_objects(&a, "_outer_other", args);
    KtTensor *r = kt_outer(a.ctx, x, y);
    return na_given(&a, 2) ? na_ret_out(&a, 2, r) : na_ret_plain(&a, r);
}
NP_IN_STEPS(f_outer, "outer", "a b out")
/* _tensordot(a, b, axes of a, axes of b): both checked by the caller. */
NA_FN(f_tensordot) {
    NA;
    KtTensor *x = na_arr(&a, 0), *y = na_arr(&a, 1);
    int ax[KT_MAX_DIMS], ay[KT_MAX_DIMS], n, m;
    na_axes(&a, 2, ax, &n);
    na_axes(&a, 3, ay, &m);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (n != m) return na_raise(&a, KI_EXC_ValueError, "shape-mismatch for sum");
    int64_t k = 1, sizes[KT_MAX_DIMS], rows = 1, cols = 1;
    int px[KT_MAX_DIMS], py[KT_MAX_DIMS], nd = 0;
    uint64_t used_x = 0, used_y = 0;
    for (int i = 0; i < n; i++) {
        if (!kt_wrap_dim(a.ctx, &ax[i], x->ndim) || !kt_wrap_dim(a.ctx, &ay[i], y->ndim))
            return na_ret_obj(&a, KI_ERR);
        if (x->sizes[ax[i]] != y->sizes[ay[i]])
            return na_raise(&a, KI_EXC_ValueError, "shape-mismatch for sum");
        used_x |= (uint64_t)1 << ax[i];
        used_y |= (uint64_t)1 << ay[i];
        k *= x->sizes[ax[i]];
    }
    int nx = 0, ny = 0;
    for (int d = 0; d < x->ndim; d++)
        if (!(used_x >> d & 1)) px[nx++] = d, rows *= sizes[nd++] = x->sizes[d];
    for (int i = 0; i < n; i++)
        px[nx++] = ax[i], py[ny++] = ay[i];
    for (int d = 0; d < y->ndim; d++)
        if (!(used_y >> d & 1)) py[ny++] = d, cols *= sizes[nd++] = y->sizes[d];
    if (nx != x->ndim || ny != y->ndim || nd > KT_MAX_DIMS)
        return na_raise(&a, KI_EXC_ValueError, "repeated axis in transpose");
    KtTensor *p = na_keep(&a, kt_permute(a.ctx, x, nx, px));
    KtTensor *q = p ? na_keep(&a, kt_permute(a.ctx, y, ny, py)) : NULL;
    p = q ? na_keep(&a, kt_reshape(a.ctx, p, 2, (int64_t[]){rows, k})) : NULL;
    q = p ? na_keep(&a, kt_reshape(a.ctx, q, 2, (int64_t[]){k, cols})) : NULL;
    KtTensor *c = q ? na_keep(&a, dot(a.ctx, p, q)) : NULL;
    KtTensor *r = c ? kt_reshape(a.ctx, c, nd, sizes) : NULL;
    if (!r) return na_ret_obj(&a, KI_ERR);
    return na_ret_obj(&a, ki_ndarray_wrap(ks, r, KI_ABSENT));
}

/* out[i] = the product of the m elements of x from i on with v, added up one after the other. */
#define SLIDE(name, T, S)                                                                          \
    static void name(S *out, const T *x, const T *v, int64_t n, int64_t m) {                       \
        for (int64_t i = 0; i < n; i++)                                                            \
            out[i] = 0;                                                                            \
        for (int64_t k = 0; k < m; k++) {                                                          \
            S factor = (S)v[k];                                                                    \
            for (int64_t i = 0; i < n; i++)                                                        \
                out[i] += (S)x[i + k] * factor;                                                    \
        }                                                                                          \
    }
SLIDE(slide_f32, float, float)
SLIDE(slide_f64, double, double)
SLIDE(slide_i32, int32_t, uint32_t)
SLIDE(slide_i64, int64_t, uint64_t)

/* *to = the product of the n elements of x from i on with those of v from j on. */
static bool dot_at(Na *a, KtTensor *x, int64_t i, KtTensor *v, int64_t j, int64_t n, char *to) {
    const int64_t one = 1;
    KtTensor *p = kt_view_raw(a->ctx, x, x->dtype, x->data + (size_t)i * x->itemsize, 1, &n, &one);
    KtTensor *q = kt_view_raw(a->ctx, v, v->dtype, v->data + (size_t)j * v->itemsize, 1, &n, &one);
    KtTensor *r = p && q ? dot(a->ctx, p, q) : NULL;
    if (r) memcpy(to, r->data, r->itemsize);
    kt_xdecref(a->ctx, p);
    kt_xdecref(a->ctx, q);
    kt_xdecref(a->ctx, r);
    return r != NULL;
}

/* Where v lies within x: NumPy goes through short kernels by itself and takes sums of more products
 * from BLAS, one by one; sums of other types do not depend on the order. */
static bool slide_within(Na *a, KtTensor *x, KtTensor *v, int64_t n, char *to) {
    enum { SHORT = 11 };
    int64_t m = v->numel;
    int d = kt_kernel_dtype(x->dtype);
    if (d == KT_F32 && m <= SHORT)
        return slide_f32((float *)to, (float *)x->data, (float *)v->data, n, m), true;
    if (d == KT_F64 && m <= SHORT)
        return slide_f64((double *)to, (double *)x->data, (double *)v->data, n, m), true;
    if (d == KT_I32)
        return slide_i32((uint32_t *)to, (int32_t *)x->data, (int32_t *)v->data, n, m), true;
    if (d == KT_I64)
        return slide_i64((uint64_t *)to, (int64_t *)x->data, (int64_t *)v->data, n, m), true;
    if (d == KT_F32 || d == KT_F64 || kt_is_complex_dtype(d)) {
        bool ok = true;
        for (int64_t i = 0; ok && i < n; i++)
            ok = dot_at(a, x, i, v, 0, m, to + (size_t)i * x->itemsize);
        return ok;
    }
    KtTensor *rows =
        kt_view_raw(a->ctx, x, x->dtype, x->data, 2, (int64_t[]){n, m}, (int64_t[]){1, 1});
    KtTensor *r = rows ? dot(a->ctx, rows, v) : NULL;
    if (r) memcpy(to, r->data, (size_t)n * r->itemsize);
    kt_xdecref(a->ctx, rows);
    kt_xdecref(a->ctx, r);
    return r != NULL;
}

/* _slide(x, v, left, right): the products of x with v, the shorter one, at all places where it lies
 * within x, and so many places further on both sides, where only a part of it does. Both are dense
 * and of one type. */
NA_FN(f_slide) {
    NA;
    KtTensor *x = na_arr(&a, 0), *v = na_arr(&a, 1);
    int64_t left = na_int(&a, 2, 0), right = na_int(&a, 3, 0);
    x = a.failed ? NULL : na_keep(&a, kt_aligned(a.ctx, x));
    v = a.failed ? NULL : na_keep(&a, kt_aligned(a.ctx, v));
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int64_t m = v->numel, n = x->numel - m + 1, all = left + n + right;
    KtTensor *r = kt_empty(a.ctx, x->dtype, 1, &all);
    bool ok = r && slide_within(&a, x, v, n, r->data + (size_t)left * r->itemsize);
    for (int64_t k = 0; ok && k < left; k++)
        ok = dot_at(&a, x, 0, v, left - k, m - left + k, r->data + (size_t)k * r->itemsize);
    for (int64_t k = 0; ok && k < right; k++)
        ok = dot_at(&a, x, n + k, v, 0, m - 1 - k, r->data + (size_t)(left + n + k) * r->itemsize);
    if (!ok) {
        kt_xdecref(a.ctx, r);
        r = NULL;
    }
    return na_ret_plain(&a, r);
}

static const NpRow rows[] = {
    {"_slide", "f", "(x, v, left, right)", (void *)f_slide},
    {"dot", "f", "(a, b, out=None)", (void *)f_dot},
    {"dot", "ar", "(a, b, out=None)", (void *)f_dot},
    {"vdot", "f", "(a, b, /)", (void *)f_vdot},
    {"inner", "f", "(a, b, /)", (void *)f_inner},
    {"outer", "f", "(a, b, out=None)", (void *)f_outer_in_steps},
    {"_tensordot", "f", "(a, b, axes_a, axes_b)", (void *)f_tensordot},
};

bool np_init_linear(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
