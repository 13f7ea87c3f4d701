/* Products and norms of torch and torch.linalg; decompositions are in torch_decompose.c. */
#include <math.h>

#include "torch_args.h"

/* --- products --- */

typedef KtTensor *(*Product)(KtCtx *, KtTensor *, KtTensor *);
static KtTensor *vdot(KtCtx *ctx, KtTensor *x, KtTensor *y);

static bool contracted_fits(KtCtx *ctx, const KtTensor *r, const KtTensor *out) {
    return out->dtype == r->dtype ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "tensordot: Expected the output tensor to have dtype %s, but got an output "
                   "tensor with dtype %s",
                   kt_dtype_info[r->dtype].scalar_name, kt_dtype_info[out->dtype].scalar_name);
}

static bool has_size(KtCtx *ctx, const KtTensor *t, int dim) {
    if (t->ndim == 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "Dimension specified as %d but tensor has no dimensions", dim);
    return kt_wrap_dim(ctx, &dim, t->ndim);
}
/* May c be the sum of itself and the product of matrix x and vector y? */
static bool addmv_fits(KtCtx *ctx, const KtTensor *c, const KtTensor *x, const KtTensor *y) {
    if (x->ndim != 2 || y->ndim != 1 || c->ndim > 1)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "vector + matrix @ vector expected, got %d, %d, %d",
                       c->ndim, x->ndim, y->ndim);
    if (x->sizes[1] == y->sizes[0] && (c->numel == 1 || c->numel == x->sizes[0])) return true;
    return has_size(ctx, c, 0) && /* the message asks for it */
           kt_fail(ctx, KT_RUNTIME_ERROR, "size mismatch, got %lld, %lldx%lld,%lld",
                   (long long)c->numel, (long long)x->sizes[0], (long long)x->sizes[1],
                   (long long)y->sizes[0]);
}

/* May the product go into out? PyTorch asks for the shapes of matrices first, then for the type of
 * out, and then for kernels and types of the factors; only of two vectors it asks for the type of
 * out at once. */
static bool product_fits(Ta *a, Product f, KtTensor *x, KtTensor *y) {
    bool vectors = f == kta_dot || f == vdot || (f == kta_matmul && x->ndim == 1 && y->ndim == 1),
         matrices = f == kta_mm || f == kta_bmm || f == kta_mv || (f == kta_matmul && !vectors);
    if (!ta_given(a, 2) || !ki_is_tensor(a->v[2]) || !(vectors || matrices)) return true;
    const KtTensor *out = ki_tensor_of(a->v[2]);
    /* mv adds to an output that it need not resize */
    if (f == kta_mv && out->ndim == 0 && x->ndim && x->sizes[0] == 1 &&
        !addmv_fits(a->ctx, out, x, y))
        return false;
    /* of one batch that is multiplied as a matrix, or as one by a vector; else of the second */
    bool second = f == kta_bmm || f == kta_mv ||
                  (f == kta_matmul && (x->ndim > 2   ? y->ndim != 2
                                       : y->ndim > 2 ? x->ndim == 2
                                                     : y->ndim == 1 && !vectors));
    int dtype = second ? y->dtype : x->dtype;
    if (out->dtype == dtype) return true;
    if (matrices) {
        KtTensor *p = kt_cast(a->ctx, x, KT_F32), *q = p ? kt_cast(a->ctx, y, KT_F32) : NULL,
                 *r = q ? f(a->ctx, p, q) : NULL;
        bool shapes = r != NULL;
        kt_xdecref(a->ctx, p);
        kt_xdecref(a->ctx, q);
        kt_xdecref(a->ctx, r);
        if (!shapes) return false;
    }
    if (vectors) a->name = "dot"; /* and so the message of matmul */
    return ta_out_type_fits(a, dtype, out);
}
static KiValue product(KiState *ks, const char *name, const char *second, Product f, KiValue *args,
                       int nargs, KiValue kwnames) {
    TaSpec own = {name, 2, 2, 3, {"input", second, "out"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    if (!a.failed && !product_fits(&a, f, x, y)) return ki_kt_raise(ks);
    return ta_ret_out(&a, 2, a.failed ? NULL : f(a.ctx, x, y));
}
TA_FN(f_matmul) {
    return product(ks, "matmul", "other", kta_matmul, args, nargs, kwnames);
}
TA_FN(f_mm) {
    return product(ks, "mm", "mat2", kta_mm, args, nargs, kwnames);
}
TA_FN(f_bmm) {
    return product(ks, "bmm", "mat2", kta_bmm, args, nargs, kwnames);
}
TA_FN(f_mv) {
    return product(ks, "mv", "vec", kta_mv, args, nargs, kwnames);
}
TA_FN(f_dot) {
    return product(ks, "dot", "tensor", kta_dot, args, nargs, kwnames);
}

static KtTensor *vdot(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    if (!kt_is_complex_dtype(x->dtype)) return kta_name_node(kta_dot(ctx, x, y), "VdotBackward0");
    KtWhole w;
    if (!kta_whole_begin(ctx, &w, KT_WHOLE_VDOT, 2, (KtTensor *[]){x, y})) return NULL;
    KtTensor *c = kta_unary(ctx, KT_OP_CONJ, w.in[0]), *r = c ? kta_dot(ctx, c, w.in[1]) : NULL;
    kt_xdecref(ctx, c);
    return kta_whole_end(ctx, &w, r);
}
TA_FN(f_vdot) {
    return product(ks, "vdot", "other", vdot, args, nargs, kwnames);
}

static KtTensor *op2(KtCtx *ctx, KtOp op, KtTensor *x, KtTensor *y) {
    KtOperand p = {.t = x}, q = {.t = y};
    return x && y ? kta_binary(ctx, op, &p, &q) : NULL;
}
static KtTensor *outer(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    if (x->ndim != 1 || y->ndim != 1)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "outer: Expected 1-D argument %s, but got %d-D",
                            x->ndim != 1 ? "self" : "vec2", x->ndim != 1 ? x->ndim : y->ndim);
    int64_t s[2] = {x->numel, 1};
    KtTensor *col = kta_reshape(ctx, x, 2, s), *r = op2(ctx, KT_OP_MUL, col, y);
    kt_xdecref(ctx, col);
    return r;
}
TA_FN(f_outer) {
    return product(ks, "outer", "vec2", outer, args, nargs, kwnames);
}
/* "[2, 3]"; text has room for it. */
enum { SIZE_LIST = 400 };
static char *size_list(char *text, const KtTensor *t) {
    kt_shape_str(text, SIZE_LIST, t->ndim, t->sizes);
    return text;
}
/* Recorded even if it changes nothing. */
static KtTensor *reshaped(KtCtx *ctx, KtTensor *t, int ndim, const int64_t *sizes) {
    KtTensor *r = kta_reshape(ctx, t, ndim, sizes);
    if (r != t) return r;
    KtTensor *alias = kta_name_node(kta_alias(ctx, t), "ReshapeAliasBackward0");
    kt_decref(ctx, r);
    return alias;
}
static KtTensor *inner(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    char text[2][SIZE_LIST];
    if (x->ndim == 0 || y->ndim == 0) return op2(ctx, KT_OP_MUL, x, y);
    bool whole = !kt_is_inexact_dtype(x->dtype), single = x->sizes[x->ndim - 1] == 1;
    int64_t n = x->sizes[x->ndim - 1], sx[2] = {1, n}, sy[2] = {1, n}, so[KT_MAX_DIMS];
    if (y->sizes[y->ndim - 1] != n)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "inner() the last dimension must match on both input tensors but got "
                            "shapes %s and %s",
                            size_list(text[0], x), size_list(text[1], y));
    int k = 0;
    for (int i = 0; i < x->ndim - 1; i++)
        sx[0] *= so[k++] = x->sizes[i];
    for (int i = 0; i < y->ndim - 1; i++)
        sy[0] *= so[k++] = y->sizes[i];
    /* PyTorch sums x over a dimension of one element, which makes other integers int64. */
    KtTensor *wide = whole && single ? kt_cast(ctx, x, KT_I64) : kt_incref(x);
    int as_it_is[KT_MAX_DIMS], last_first[KT_MAX_DIMS]; /* it is a tensordot */
    for (int i = 0; i < KT_MAX_DIMS; i++)
        as_it_is[i] = i, last_first[i] = i ? i - 1 : y->ndim - 1;
    KtTensor *px = wide ? kta_permute(ctx, wide, x->ndim, as_it_is) : NULL,
             *p = px ? reshaped(ctx, px, 2, sx) : NULL,
             *py = p ? kta_permute(ctx, y, y->ndim, last_first) : NULL,
             *q = py ? reshaped(ctx, py, 2, (int64_t[]){sy[1], sy[0]}) : NULL,
             *m = q ? kta_mm(ctx, p, q) : NULL, *r = m ? reshaped(ctx, m, k, so) : NULL;
    KtTensor *all[] = {wide, px, p, py, q, m};
    for (int i = 0; i < 6; i++)
        kt_xdecref(ctx, all[i]);
    return r;
}
TA_FN(f_inner) {
    TA_BIND("inner", 2, 2, "input", "other", "out");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    const KtTensor *out = ki_is_tensor(a.v[2]) ? ki_tensor_of(a.v[2]) : NULL;
    KtTensor *r = a.failed ? NULL : inner(a.ctx, x, y);
    if (r && out && x->ndim && y->ndim && !contracted_fits(a.ctx, r, out)) { /* it is a tensordot */
        kt_decref(a.ctx, r);
        return ki_kt_raise(ks);
    }
    return ta_ret_out(&a, 2, r);
}

/* beta c + alpha (a b), for matrices, batches, vectors and outer products */
typedef enum AddKind { ADDMM, BADDBMM, ADDMV, ADDR, ADDBMM } AddKind;
/* The sum must have the shape of the products; PyTorch asks before it looks at their ranks. */
static bool batch_fits(KtCtx *ctx, AddKind kind, KtTensor *c, const KtTensor *x,
                       const KtTensor *y) {
    bool each = kind == BADDBMM;
    if ((each && !has_size(ctx, x, 0)) || !has_size(ctx, x, 1) || !has_size(ctx, y, 2))
        return false;
    int64_t sizes[3] = {x->sizes[0], x->sizes[1], y->sizes[2]};
    KtTensor *wide = kt_expand(ctx, c, each ? 3 : 2, each ? sizes : sizes + 1);
    kt_xdecref(ctx, wide);
    return wide != NULL;
}
static bool add_fits(KtCtx *ctx, AddKind kind, KtTensor *c, const KtTensor *x, const KtTensor *y) {
    if (kind == ADDMV) return addmv_fits(ctx, c, x, y);
    if (kind == ADDR) {
        const KtTensor *wrong = x->ndim != 1 ? x : y->ndim != 1 ? y : NULL;
        if (wrong)
            return kt_fail(ctx, KT_RUNTIME_ERROR, "addr: Expected 1-D argument %s, but got %d-D",
                           wrong == x ? "vec1" : "vec2", wrong->ndim);
        int64_t sizes[2] = {x->sizes[0], y->sizes[0]};
        KtTensor *wide = kt_expand(ctx, c, 2, sizes);
        if (!wide) return false;
        kt_decref(ctx, wide);
    } else if ((kind == ADDBMM || kind == BADDBMM) && !batch_fits(ctx, kind, c, x, y)) {
        return false;
    } else if (kind == ADDBMM && x->ndim == 3 && y->ndim == 3) {
        if (x->sizes[0] != y->sizes[0])
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "batch1 and batch2 must have same number of batches, got %lld and %lld",
                           (long long)x->sizes[0], (long long)y->sizes[0]);
        if (x->sizes[2] != y->sizes[1])
            return kt_fail(ctx, KT_RUNTIME_ERROR,
                           "Incompatible matrix sizes for bmm (%lldx%lld and %lldx%lld)",
                           (long long)x->sizes[1], (long long)x->sizes[2], (long long)y->sizes[1],
                           (long long)y->sizes[2]);
        const char *odd = c->dtype != y->dtype ? "self" : x->dtype != y->dtype ? "mat1" : NULL;
        if (odd) return kt_fail(ctx, KT_RUNTIME_ERROR, "%s and mat2 must have the same dtype", odd);
    }
    return true;
}
/* Spread to the shape of the result the summand counts as much as the vectors, also one without
 * dimensions. */
static int common_type(const KtTensor *c, const KtTensor *x, const KtTensor *y) {
    return kt_promote_torch(c->dtype, kt_promote_torch(x->dtype, y->dtype));
}
/* beta (parameter 3) or alpha (4): a number that the elements can be multiplied by. */
static bool factor_fits(Ta *a, AddKind kind, int i, const KtScalar *s) {
    const KtTensor *c = ta_tensor(a, 0), *x = ta_tensor(a, 1), *y = ta_tensor(a, 2);
    const char *which = i == 3 ? "beta" : "alpha";
    bool whole = !kt_is_inexact_dtype(c->dtype) && !kt_is_inexact_dtype(x->dtype) &&
                 !kt_is_inexact_dtype(y->dtype);
    if (kind == ADDR && ta_given(a, i) && s->kind == KT_S_BOOL && common_type(c, x, y) != KT_BOOL)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "Boolean %s only supported for Boolean results.",
                       which);
    if (kind == ADDR && whole && s->kind >= KT_S_FLOAT)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "For integral input tensors, argument %s must not be a floating point "
                       "number.",
                       which);
    return kt_check_number(a->ctx, kind == ADDR ? common_type(c, x, y) : y->dtype, s);
}
/* Both factors; what is wrong with the tensors of baddbmm is said before. */
static bool factors_fit(Ta *a, AddKind kind, const KtScalar *beta, const KtScalar *alpha) {
    if (factor_fits(a, kind, 3, beta) && factor_fits(a, kind, 4, alpha)) return true;
    if (kind != BADDBMM) return false;
    kt_clear_error(a->ctx);
    KtTensor *y = ta_tensor(a, 2), *c = kt_cast(a->ctx, ta_tensor(a, 0), y->dtype),
             *r = c ? kt_baddbmm(a->ctx, c, ta_tensor(a, 1), y, 1, 1) : NULL;
    kt_xdecref(a->ctx, c);
    if (!r) return false;
    kt_decref(a->ctx, r);
    return factor_fits(a, kind, 3, beta) && factor_fits(a, kind, 4, alpha);
}
static bool is_complex_number(const KtScalar *s) {
    return s->kind == KT_S_COMPLEX && s->c.im != 0;
}
/* beta c + alpha (x y), by parts: where one of them is complex, or there is no function for it. */
static KtTensor *sum_of_parts(KtCtx *ctx, AddKind kind, KtTensor *c, KtTensor *x, KtTensor *y,
                              const KtScalar *beta, const KtScalar *alpha) {
    KtTensor *p = kind == ADDMV   ? kta_mv(ctx, x, y)
                  : kind == ADDMM ? kta_mm(ctx, x, y)
                  : kind == ADDR  ? outer(ctx, x, y)
                                  : kta_bmm(ctx, x, y);
    if (p && kind == ADDBMM) {
        int zero = 0;
        KtTensor *s = kta_reduce(ctx, KT_OP_SUM, p, &zero, 1, false, p->dtype);
        kt_decref(ctx, p);
        p = s;
    }
    if (!p) return NULL;
    KtTensor *wide = c->ndim <= p->ndim ? kta_expand(ctx, c, p->ndim, p->sizes) : kt_incref(c);
    if (wide && kt_scalar_as_double(beta) == 0 && !is_complex_number(beta) &&
        kt_is_float_dtype(wide->dtype)) { /* what is multiplied by 0 does not matter */
        double none[3] = {0, 0, 0};
        KtTensor *finite = kta_unary_param(ctx, KT_OP_NAN_TO_NUM, wide, none);
        kt_decref(ctx, wide);
        wide = finite;
    }
    KtOperand co = kt_operand(wide), bo = kt_operand_scalar(*beta), po = {.t = p};
    bool one = beta->kind != KT_S_COMPLEX && kt_scalar_as_double(beta) == 1;
    KtTensor *bc = !wide ? NULL : one ? kt_incref(wide) : kta_binary(ctx, KT_OP_MUL, &co, &bo);
    KtTensor *r = bc ? kta_add_alpha(ctx, bc, &po, alpha, false) : NULL;
    kt_decref(ctx, p);
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, bc);
    return r;
}
/* beta c + alpha (x[0] y[0] + x[1] y[1] ...), one product after the other as PyTorch adds them. */
static KtTensor *products_added(KtCtx *ctx, KtTensor *c, KtTensor *x, KtTensor *y, double beta,
                                double alpha) {
    KtTensor *r = kt_incref(c);
    for (int64_t i = 0; r && i < x->sizes[0]; i++) {
        KtTensor *p = kta_select(ctx, x, 0, i), *q = p ? kta_select(ctx, y, 0, i) : NULL,
                 *sum = q ? kta_addmm(ctx, r, p, q, i ? 1 : beta, alpha) : NULL;
        kt_xdecref(ctx, p);
        kt_xdecref(ctx, q);
        kt_decref(ctx, r);
        r = sum;
    }
    return r;
}
static KtTensor *add_product(Ta *a, AddKind kind) {
    static const KtWholeId ids[] = {KT_WHOLE_ADDMM, KT_WHOLE_BADDBMM, KT_WHOLE_ADDMV, KT_WHOLE_ADDR,
                                    KT_WHOLE_ADDBMM};
    KtCtx *ctx = a->ctx;
    KtTensor *c = ta_tensor(a, 0), *x = ta_tensor(a, 1), *y = ta_tensor(a, 2);
    KtScalar bs = ta_scalar(a, 3, kt_scalar_int(1)), as = ta_scalar(a, 4, kt_scalar_int(1));
    if (a->failed || !add_fits(ctx, kind, c, x, y)) return NULL;
    bool alike = c->dtype == x->dtype && x->dtype == y->dtype;
    if (kind == ADDMM && !alike) return kta_addmm(ctx, c, x, y, 1, 1); /* which says so */
    if (!factors_fit(a, kind, &bs, &as)) return NULL;
    double beta = kt_scalar_as_double(&bs), alpha = kt_scalar_as_double(&as);
    bool by_parts = is_complex_number(&bs) || is_complex_number(&as);
    if (kind == ADDMM && !by_parts) return kta_addmm(ctx, c, x, y, beta, alpha);
    const int common = kind == ADDR ? common_type(c, x, y) : y->dtype;
    /* the result has the type of the product; addr computes in one type */
    c = kind == ADDMV || kind == BADDBMM || kind == ADDR ? kta_cast(ctx, c, common) : kt_incref(c);
    x = kind == ADDR ? kta_cast(ctx, x, common) : kt_incref(x);
    y = kind == ADDR ? kta_cast(ctx, y, common) : kt_incref(y);
    KtTensor *r = NULL;
    KtWhole w;
    if (!c || !x || !y)
        ;
    else if (kind == BADDBMM && !by_parts)
        r = kta_baddbmm(ctx, c, x, y, beta, alpha);
    else if (kta_whole_begin(ctx, &w, ids[kind], 3, (KtTensor *[]){c, x, y})) {
        if (!by_parts && c->dtype == KT_BOOL) {
            bs = kt_scalar_bool(beta != 0);
            as = kt_scalar_bool(alpha != 0);
        } else if (!by_parts && !kt_is_inexact_dtype(c->dtype)) {
            bs = kt_scalar_int((int64_t)beta);
            as = kt_scalar_int((int64_t)alpha);
        } else if (!by_parts) {
            bs = kt_scalar_float(beta);
            as = kt_scalar_float(alpha);
        }
        if (kind == ADDBMM && !by_parts && alike && x->sizes[0] > 0)
            r = products_added(ctx, w.in[0], w.in[1], w.in[2], beta, alpha);
        else
            r = sum_of_parts(ctx, kind, w.in[0], w.in[1], w.in[2], &bs, &as);
        r = kta_whole_end(ctx, &w, r);
    }
    kt_xdecref(ctx, c);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    return r;
}

/* In place the sum must be what the products are. */
static bool in_place_fits(Ta *a, AddKind kind) {
    KtTensor *c = ta_tensor(a, 0), *x = ta_tensor(a, 1), *y = ta_tensor(a, 2);
    if (a->failed || !kta_check_inplace(a->ctx, c)) return false;
    if (kind == ADDR && c->ndim != 2)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "2D tensor expected, got %dD tensor for input",
                       c->ndim);
    static const int ranks[][2] = {{2, 2}, {3, 3}, {2, 1}, {1, 1}};
    if (kind == ADDBMM || x->ndim != ranks[kind][0] || y->ndim != ranks[kind][1]) return true;
    int64_t sizes[3] = {x->sizes[0], kind == BADDBMM ? x->sizes[1] : 0};
    int n = kind == ADDMV ? 1 : kind == BADDBMM ? 3 : 2;
    if (n > 1) sizes[n - 1] = y->sizes[y->ndim - 1];
    bool same = c->ndim == n;
    for (int i = 0; same && i < n; i++)
        same = c->sizes[i] == sizes[i];
    char text[3][300];
    if (!same && kind == ADDMM && x->sizes[1] != y->sizes[0])
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "mat1 and mat2 shapes cannot be multiplied (%lldx%lld and %lldx%lld)",
                       (long long)x->sizes[0], (long long)x->sizes[1], (long long)y->sizes[0],
                       (long long)y->sizes[1]);
    if (!same && kind == ADDR)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "size mismatch, input: %s, v1: %s, v2: %s",
                       size_list(text[0], c), size_list(text[1], x), size_list(text[2], y));
    kt_shape_str(text[1], sizeof text[1], n, sizes);
    if (!same)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "Bad in-place call: input tensor size %s and output tensor size %s should "
                       "match",
                       size_list(text[0], c), text[1]);
    return kind == ADDR || c->dtype == y->dtype ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR,
                   "Bad in-place call: input tensor dtype %s and output tensor dtype %s should "
                   "match",
                   kt_cpp_type_name(c->dtype), kt_cpp_type_name(y->dtype));
}
/* addbmm_ resizes its tensor to what it is added to. */
static KtTensor *in_shape(Ta *a, AddKind kind) {
    KtTensor *r = add_product(a, kind), *c = r ? ta_tensor(a, 0) : NULL;
    if (!r || kind != ADDBMM || kt_same_shape(r, c)) return r;
    if (kt_resize(a->ctx, c, r->ndim, r->sizes)) return r;
    kt_decref(a->ctx, r);
    return NULL;
}
#define ADD_PRODUCT(cname, name, second, third, kind)                                              \
    TA_FN(f_##cname) {                                                                             \
        TA_BIND(name, 3, 3, "input", second, third, "beta", "alpha", "out");                       \
        return ta_ret_out(&a, 5, add_product(&a, kind));                                           \
    }                                                                                              \
    TA_FN(i_##cname) {                                                                             \
        TA_BIND(name "_", 3, 3, "input", second, third, "beta", "alpha");                          \
        return ta_ret_inplace(&a, in_place_fits(&a, kind) ? in_shape(&a, kind) : NULL);            \
    }
ADD_PRODUCT(addmm, "addmm", "mat1", "mat2", ADDMM)
ADD_PRODUCT(baddbmm, "baddbmm", "batch1", "batch2", BADDBMM)
ADD_PRODUCT(addmv, "addmv", "mat", "vec", ADDMV)
ADD_PRODUCT(addr, "addr", "vec1", "vec2", ADDR)
ADD_PRODUCT(addbmm, "addbmm", "batch1", "batch2", ADDBMM)

/* tensordot(a, b, dims=2 or (dims of a, dims of b)) */
static bool has_dim(Ta *a, int *dim, const KtTensor *t) {
    bool ok = t->ndim ? kt_wrap_dim(a->ctx, dim, t->ndim)
                      : kt_fail(a->ctx, KT_INDEX_ERROR,
                                "Dimension specified as %d but tensor has no dimensions", *dim);
    if (!ok) (void)ki_kt_raise(a->ks);
    return ok;
}
/* x summed over one dimension, which stays with one element: what the other operand repeats. */
static KtTensor *summed(KtCtx *ctx, KtTensor *x, int dim) {
    KtTensor *r = kta_reduce(ctx, KT_OP_SUM, x, &dim, 1, true, KT_NO_DTYPE);
    kt_decref(ctx, x);
    return r;
}
/* The list of one operand's dimensions. */
static bool some_dims(Ta *a, KiValue v, const char *place, int64_t *dims, int *n) {
    bool list = ki_is_list(v) || ki_is_tuple(v);
    if (list && ki_to_sizes(a->ks, v, dims, n) == 1) return true;
    if (list) ki_clear_exc(a->ks);
    ki_raise(a->ks, KI_EXC_TypeError,
             "tensordot(): argument 'dims_%s must be tuple of ints, not %s", place,
             ki_type_name(a->ks, v));
    return false;
}
static bool contraction_dims(Ta *a, int i, KtTensor *x, KtTensor *y, int *dx, int *dy, int *n) {
    int64_t count;
    KiValue v = a->v[i];
    int r = v == KI_ABSENT ? 1 : ki_to_i64(a->ks, v, &count);
    if (v == KI_ABSENT) count = 2;
    if (r < 0) return false;
    if (r == 1) {
        int first = (int)-count;
        if (count < 0)
            ki_raise(a->ks, KI_EXC_RuntimeError, "tensordot expects dims >= 0, but got dims=%lld",
                     (long long)count);
        if (count < 0 || (count > x->ndim && !has_dim(a, &first, x))) return false;
        *n = (int)count;
        for (int k = 0; k < *n; k++) {
            dx[k] = k - *n;
            dy[k] = k;
        }
        return true;
    }
    if (ki_is_tensor(v)) { /* two rows of dimensions */
        KiValue rows = ki_tensor_tolist(a->ks, ki_tensor_of(v));
        if (rows == KI_ERR) return false;
        a->v[i] = rows;
        bool ok = contraction_dims(a, i, x, y, dx, dy, n);
        a->v[i] = v;
        ki_decref(a->ks, rows);
        return ok;
    }
    const KiValue *items = ki_is_tuple(v)  ? ki_tuple_of(v)->items
                           : ki_is_list(v) ? ki_list_of(v)->items
                                           : NULL;
    int64_t len = ki_is_tuple(v) ? ki_tuple_of(v)->len : ki_is_list(v) ? ki_list_of(v)->len : 0;
    int64_t p[KT_MAX_DIMS], q[KT_MAX_DIMS];
    int m;
    if (!items) {
        KiValue text = ki_str(a->ks, v);
        const char *dims = text == KI_ERR ? NULL : ki_str_utf8(a->ks, ki_str_of(text), NULL);
        if (dims)
            ki_raise(a->ks, KI_EXC_RuntimeError,
                     "tensordot expects dims to be int or Tuple[List[int], List[int]] or "
                     "List[List[int]] containing two lists, but got dims=%s",
                     dims);
        ki_decref(a->ks, text);
        return false;
    }
    if (len != 2) {
        if (len < 2)
            ki_raise(a->ks, KI_EXC_ValueError, "not enough values to unpack (expected 2, got %d)",
                     (int)len);
        else
            ki_raise(a->ks, KI_EXC_ValueError, "too many values to unpack (expected 2)");
        return false;
    }
    if (!some_dims(a, items[0], "self' (position 3)", p, n) ||
        !some_dims(a, items[1], "other' (position 4)", q, &m))
        return false;
    if (*n != m) {
        ki_raise(a->ks, KI_EXC_RuntimeError, "both dimension lists should have same length");
        return false;
    }
    for (int k = 0; k < *n; k++) {
        dx[k] = (int)p[k];
        dy[k] = (int)q[k];
    }
    return true;
}
TA_FN(f_tensordot) {
    TA_BIND("tensordot", 2, 4, "a", "b", "dims", "out");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    int dx[KT_MAX_DIMS], dy[KT_MAX_DIMS], n, px[KT_MAX_DIMS], py[KT_MAX_DIMS], kx = 0, k = 0;
    if (a.failed || !contraction_dims(&a, 2, x, y, dx, dy, &n)) return KI_ERR;
    bool ux[KT_MAX_DIMS] = {0}, uy[KT_MAX_DIMS] = {0};
    int64_t sum = 1, out[2 * KT_MAX_DIMS], rows = 1, cols = 1;
    bool over_x[KT_MAX_DIMS] = {0}, over_y[KT_MAX_DIMS] = {0};
    for (int i = 0; i < n; i++) {
        int i1 = dx[i], i2 = dy[i];
        if (!has_dim(&a, &dx[i], x) || !has_dim(&a, &dy[i], y)) return KI_ERR;
        int64_t s = x->sizes[dx[i]], t = y->sizes[dy[i]];
        over_x[i] = t == 1;
        over_y[i] = t != 1 && s == 1;
        if (over_x[i] || over_y[i]) continue;
        if (s != t)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "contracted dimensions need to match, but first has size %lld in dim "
                            "%d and second has size %lld in dim %d",
                            (long long)s, i1, (long long)t, i2);
        sum *= s;
    }
    for (int i = 0; i < n; i++) {
        int again = ux[dx[i]] ? dx[i] : uy[dy[i]] ? dy[i] : -1;
        if (again >= 0)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "dim %d appears multiple times in the list of dims", again);
        ux[dx[i]] = uy[dy[i]] = true;
    }
    kt_incref(x);
    kt_incref(y);
    for (int i = 0; x && y && i < n; i++) {
        if (over_x[i]) x = summed(a.ctx, x, dx[i]);
        if (over_y[i]) y = summed(a.ctx, y, dy[i]);
    }
    if (!x || !y) {
        kt_xdecref(a.ctx, x);
        kt_xdecref(a.ctx, y);
        return ki_kt_raise(ks);
    }
    for (int i = 0; i < x->ndim; i++)
        if (!ux[i]) px[kx++] = i, rows *= out[k++] = x->sizes[i];
    for (int i = 0; i < n; i++)
        px[kx++] = dx[i], py[i] = dy[i];
    for (int i = 0, j = n; i < y->ndim; i++)
        if (!uy[i]) py[j++] = i, cols *= out[k++] = y->sizes[i];
    int64_t s1[2] = {rows, sum}, s2[2] = {sum, cols};
    KtTensor *p = kta_permute(a.ctx, x, x->ndim, px),
             *q = p ? kta_permute(a.ctx, y, y->ndim, py) : NULL;
    KtTensor *pm = q ? kta_reshape(a.ctx, p, 2, s1) : NULL,
             *qm = pm ? kta_reshape(a.ctx, q, 2, s2) : NULL, *m = qm ? kta_mm(a.ctx, pm, qm) : NULL;
    KtTensor *r = m ? kta_reshape(a.ctx, m, k, out) : NULL;
    kt_xdecref(a.ctx, p);
    kt_xdecref(a.ctx, q);
    kt_xdecref(a.ctx, pm);
    kt_xdecref(a.ctx, qm);
    kt_xdecref(a.ctx, m);
    kt_decref(a.ctx, x);
    kt_decref(a.ctx, y);
    if (r && ta_given(&a, 3) && ki_is_tensor(a.v[3]) &&
        !contracted_fits(a.ctx, r, ki_tensor_of(a.v[3]))) {
        kt_decref(a.ctx, r);
        return ki_kt_raise(ks);
    }
    return ta_ret_out(&a, 3, r);
}
TA_FN(f_kron) {
    TA_BIND("kron", 2, 2, "input", "other", "out");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    if (a.failed) return KI_ERR;
    int n = x->ndim > y->ndim ? x->ndim : y->ndim;
    int64_t sx[2 * KT_MAX_DIMS], sy[2 * KT_MAX_DIMS], so[KT_MAX_DIMS];
    if (2 * n > KT_MAX_DIMS) return ki_raise(ks, KI_EXC_RuntimeError, "kron: too many dimensions");
    for (int i = 0; i < n; i++) {
        int64_t p = i < n - x->ndim ? 1 : x->sizes[i - (n - x->ndim)],
                q = i < n - y->ndim ? 1 : y->sizes[i - (n - y->ndim)];
        sx[2 * i] = p;
        sx[2 * i + 1] = 1;
        sy[2 * i] = 1;
        sy[2 * i + 1] = q;
        so[i] = p * q;
    }
    KtTensor *p = kta_unsafe_view(a.ctx, x, 2 * n, sx),
             *q = p ? kta_unsafe_view(a.ctx, y, 2 * n, sy) : NULL, *m = op2(a.ctx, KT_OP_MUL, p, q);
    if (m) kta_unguard_saved(m);
    KtTensor *dense = !m                ? NULL
                      : ta_given(&a, 2) ? kt_contiguous(a.ctx, m) /* it is written in C order */
                                        : kt_incref(m);
    KtTensor *r = dense ? kta_unsafe_view(a.ctx, dense, n, so) : NULL;
    kt_xdecref(a.ctx, dense);
    kt_xdecref(a.ctx, p);
    kt_xdecref(a.ctx, q);
    kt_xdecref(a.ctx, m);
    return ta_ret_out(&a, 2, r);
}
/* torch asks for the shapes, the type of out, the kernel and then the types of both. */
static bool cross_fits(Ta *a, KtTensor *x, KtTensor *y) {
    int64_t sizes[KT_MAX_DIMS];
    int ndim;
    if (!kt_broadcast_shapes(a->ctx, 2, (KtTensor *[]){x, y}, &ndim, sizes)) return false;
    if (ta_given(a, 3) && ki_is_tensor(a->v[3]) &&
        !ta_out_type_fits(a, x->dtype, ki_tensor_of(a->v[3])))
        return false;
    if (x->dtype == KT_BOOL || x->dtype == KT_F16)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"cross\" not implemented for '%s'",
                       kt_dtype_info[x->dtype].scalar_name);
    return x->dtype == y->dtype ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR, "expected scalar type %s but found %s",
                   kt_dtype_info[x->dtype].scalar_name, kt_dtype_info[y->dtype].scalar_name);
}
static KiValue call_cross(KiState *ks, bool linalg, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("cross", 2, 3, "input", "other", "dim", "out");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    int dim = ta_dim(&a, 2, -1, 0);
    if (a.failed) return KI_ERR;
    if (!linalg && !ta_given(&a, 2)) {
        for (dim = 0; dim < x->ndim && x->sizes[dim] != 3;)
            dim++;
        if (dim == x->ndim)
            return ki_raise(ks, KI_EXC_RuntimeError, "no dimension of size 3 in input");
    }
    if (x->ndim != y->ndim)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "linalg.cross: inputs must have the same number of dimensions.");
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_IndexError,
                        "Dimension specified as %d but tensor has no dimensions", dim);
    const int given = dim;
    if (!kt_wrap_dim(a.ctx, &dim, x->ndim)) return ki_kt_raise(ks);
    if (x->ndim == 0 || x->sizes[dim] != 3 || y->sizes[dim] != 3)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "linalg.cross: inputs dimension %d must have length 3. Got %lld and %lld",
                        given, (long long)(x->ndim ? x->sizes[dim] : 0),
                        (long long)(y->ndim > dim ? y->sizes[dim] : 0));
    if (!cross_fits(&a, x, y)) return ki_kt_raise(ks);
    return ta_ret_out(&a, 3, kta_cross(a.ctx, x, y, dim));
}
TA_FN(f_cross) {
    return call_cross(ks, false, args, nargs, kwnames);
}
TA_FN(l_cross) {
    return call_cross(ks, true, args, nargs, kwnames);
}
/* --- distances --- */

typedef enum DistMode { MM_FOR_MANY, MM_ALWAYS, MM_NEVER } DistMode;
static bool dist_mode(Ta *a, int i, DistMode *mode) {
    static const char *const names[] = {"use_mm_for_euclid_dist_if_necessary",
                                        "use_mm_for_euclid_dist", "donot_use_mm_for_euclid_dist"};
    *mode = MM_FOR_MANY;
    if (a->v[i] == KI_ABSENT) return true;
    const char *s = ki_is_str(a->v[i]) ? ki_str_utf8(a->ks, ki_str_of(a->v[i]), NULL) : NULL;
    for (int k = 0; s && k < 3; k++)
        if (!strcmp(s, names[k])) {
            *mode = (DistMode)k;
            return true;
        }
    if (ki_pending(a->ks)) return false;
    KiValue text = ki_str(a->ks, a->v[i]);
    s = text == KI_ERR ? NULL : ki_str_utf8(a->ks, ki_str_of(text), NULL);
    if (s) ki_raise(a->ks, KI_EXC_ValueError, "%s is not a valid value for compute_mode", s);
    ki_decref(a->ks, text);
    return false;
}
/* Are they worked out as a product of matrices? None of nothing are. */
static bool by_product(const KtTensor *x, const KtTensor *y, double p, DistMode mode) {
    bool many = x->sizes[x->ndim - 2] > 25 || y->sizes[y->ndim - 2] > 25;
    return p == 2 && x->numel && y->numel && (mode == MM_ALWAYS || (mode == MM_FOR_MANY && many));
}
/* Distances of nothing, or of no columns, ask for no kernel and no types. */
static bool cdist_fits(Ta *a, const KtTensor *x, const KtTensor *y, bool product) {
    if (x->numel == 0 || y->numel == 0) return true;
    if (x->dtype == KT_F16 || (x->dtype == KT_BF16 && !product))
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'",
                       product ? "addmm_impl_cpu_" : "cdist", kt_dtype_info[x->dtype].scalar_name);
    return x->dtype == y->dtype ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR, "expected scalar type %s but found %s",
                   kt_dtype_info[x->dtype].scalar_name, kt_dtype_info[y->dtype].scalar_name);
}
/* t with two more columns: the squares of its rows' lengths, and ones. */
static KtTensor *with_squares(KtCtx *ctx, KtTensor *t, bool ones_first) {
    int last = -1;
    const KtScalar one = kt_scalar_int(1);
    KtTensor *square = op2(ctx, KT_OP_MUL, t, t);
    KtTensor *sums =
        square ? kta_reduce(ctx, KT_OP_SUM, square, &last, 1, true, KT_NO_DTYPE) : NULL;
    KtTensor *ones = sums ? kt_full(ctx, sums->dtype, sums->ndim, sums->sizes, &one) : NULL,
             *r = NULL;
    KtOperand x = kt_operand(t), minus_two = kt_operand_scalar(kt_scalar_int(-2));
    KtTensor *first = !ones        ? NULL
                      : ones_first ? kt_incref(t)
                                   : kta_binary(ctx, KT_OP_MUL, &x, &minus_two);
    if (first)
        r = kta_cat(ctx, (KtTensor *[]){first, ones_first ? ones : sums, ones_first ? sums : ones},
                    3, -1);
    kt_xdecref(ctx, square);
    kt_xdecref(ctx, sums);
    kt_xdecref(ctx, ones);
    kt_xdecref(ctx, first);
    return r;
}
/* |x - y| as the root of x x - 2 x y + y y, one product of matrices. */
static KtTensor *euclidean_value(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    KtOperand zero = kt_operand_scalar(kt_scalar_int(0));
    const bool recording = ctx->grad_enabled;
    ctx->grad_enabled = false;
    KtTensor *p = with_squares(ctx, x, false), *q = p ? with_squares(ctx, y, true) : NULL,
             *qt = q ? kta_transpose(ctx, q, -1, -2) : NULL,
             *m = qt ? kta_matmul(ctx, p, qt) : NULL,
             *positive = m ? kta_clamp(ctx, m, &zero, NULL) : NULL,
             *root = positive ? kta_unary(ctx, KT_OP_SQRT, positive) : NULL;
    ctx->grad_enabled = recording;
    KtTensor *all[] = {p, q, qt, m, positive};
    for (int k = 0; k < 5; k++)
        kt_xdecref(ctx, all[k]);
    return root;
}
/* x as one batch of matrices, those of the `n` sizes that it is broadcast to; a matrix as it is. */
static KtTensor *as_batch(KtCtx *ctx, KtTensor *x, int n, const int64_t *batch) {
    int64_t sizes[KT_MAX_DIMS], all = 1;
    for (int d = 0; d < n; d++)
        all *= sizes[d] = batch[d];
    if (n == 0) return kt_incref(x);
    memcpy(sizes + n, x->sizes + x->ndim - 2, 2 * sizeof *sizes);
    KtTensor *wide = kta_expand(ctx, x, n + 2, sizes),
             *dense = wide ? kta_contiguous(ctx, wide) : NULL,
             *r = dense ? kta_view(ctx, dense, 3, (int64_t[]){all, sizes[n], sizes[n + 1]}) : NULL;
    kt_xdecref(ctx, wide);
    kt_xdecref(ctx, dense);
    return r;
}
static KtTensor *euclidean(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    int64_t sizes[KT_MAX_DIMS];
    int n;
    KtTensor *first = kt_select(ctx, x, -1, 0), *rows = first ? kt_select(ctx, first, -1, 0) : NULL,
             *second = rows ? kt_select(ctx, y, -1, 0) : NULL,
             *others = second ? kt_select(ctx, second, -1, 0) : NULL, *r = NULL;
    if (others && kt_broadcast_shapes(ctx, 2, (KtTensor *[]){rows, others}, &n, sizes)) {
        KtTensor *p = as_batch(ctx, x, n, sizes), *q = p ? as_batch(ctx, y, n, sizes) : NULL,
                 *v = q ? kta_euclidean(ctx, p, q, euclidean_value(ctx, p, q)) : NULL;
        sizes[n] = x->sizes[x->ndim - 2];
        sizes[n + 1] = y->sizes[y->ndim - 2];
        r = v ? kta_view(ctx, v, n + 2, sizes) : NULL;
        kt_xdecref(ctx, p);
        kt_xdecref(ctx, q);
        kt_xdecref(ctx, v);
    }
    KtTensor *all[] = {first, rows, second, others};
    for (int k = 0; k < 4; k++)
        kt_xdecref(ctx, all[k]);
    return r;
}
TA_FN(f_cdist) {
    TA_BIND("cdist", 2, 4, "x1", "x2", "p", "compute_mode");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    DistMode mode;
    if (a.failed || !dist_mode(&a, 3, &mode)) return KI_ERR;
    bool number = !ta_given(&a, 2) || ki_is_int(a.v[2]) || ki_is_float(a.v[2]) ||
                  ki_is_bool(a.v[2]) || ki_is_tensor(a.v[2]);
    if (!number) ta_bad(&a, 2, "float");
    double p = a.failed ? 2 : ta_float(&a, 2, 2);
    if (a.failed) return KI_ERR;
    KtTensor *both[2] = {x, y};
    for (int i = 0; i < 2; i++) {
        if (both[i]->ndim < 2)
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "cdist only supports at least 2D tensors, X%d got: %dD", i + 1,
                            both[i]->ndim);
    }
    if (x->sizes[x->ndim - 1] != y->sizes[y->ndim - 1])
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "X1 and X2 must have the same number of columns. X1: %lld X2: %lld",
                        (long long)x->sizes[x->ndim - 1], (long long)y->sizes[y->ndim - 1]);
    for (int i = 0; i < 2; i++) {
        if (!kt_is_float_dtype(both[i]->dtype))
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "cdist only supports floating-point dtypes, X%d got: %s", i + 1,
                            kt_dtype_info[both[i]->dtype].scalar_name);
    }
    if (p < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "cdist only supports non-negative p values");
    bool product = by_product(x, y, p, mode);
    if (!cdist_fits(&a, x, y, product)) return ki_kt_raise(ks);
    return ta_ret(&a, product ? euclidean(a.ctx, x, y) : kta_distances(a.ctx, x, y, p));
}
TA_FN(f_pdist) {
    TA_BIND("pdist", 1, 2, "input", "p");
    KtTensor *x = ta_tensor(&a, 0);
    double p = ta_float(&a, 1, 2);
    if (a.failed) return KI_ERR;
    if (x->ndim != 2)
        return ki_raise(ks, KI_EXC_RuntimeError, "pdist only supports 2D tensors, got: %dD",
                        x->ndim);
    if (!kt_is_float_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError, "pdist only supports floating-point dtypes");
    if (p < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "pdist only supports non-negative p values");
    if (x->sizes[0] > 1 && x->sizes[1] && (x->dtype == KT_F16 || x->dtype == KT_BF16))
        return ki_raise(ks, KI_EXC_RuntimeError, "\"pdist\" not implemented for '%s'",
                        kt_dtype_info[x->dtype].scalar_name);
    int64_t n = x->sizes[0], pairs = n * (n - 1) / 2;
    if (!pairs && x->dtype == KT_F16) p = 2; /* no norm is computed, so none is missed */
    KtTensor *i = kt_empty(a.ctx, KT_I64, 1, &pairs),
             *j = i ? kt_empty(a.ctx, KT_I64, 1, &pairs) : NULL;
    for (int64_t k = 0, at = 0; j && k < n; k++)
        for (int64_t m = k + 1; m < n; m++, at++) {
            ((int64_t *)(void *)i->data)[at] = k;
            ((int64_t *)(void *)j->data)[at] = m;
        }
    KtWhole w = {.in = NULL};
    if (j && !kta_whole_begin(a.ctx, &w, KT_WHOLE_PDIST, 1, &x)) {
        kt_decref(a.ctx, j);
        j = NULL;
    }
    KtTensor *p1 = j ? kta_index_select(a.ctx, w.in[0], 0, i) : NULL,
             *p2 = p1 ? kta_index_select(a.ctx, w.in[0], 0, j) : NULL,
             *d = op2(a.ctx, KT_OP_SUB, p1, p2), *r = d ? kta_norms_of_pairs(a.ctx, d, p) : NULL;
    KtTensor *all[] = {i, j, p1, p2, d};
    for (int k = 0; k < 5; k++)
        kt_xdecref(a.ctx, all[k]);
    return ta_ret(&a, kta_whole_end(a.ctx, &w, r));
}

TA_FN(f_matrix_power) {
    TA_BIND("matrix_power", 2, 2, "input", "n", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t n = ta_int(&a, 1, 1);
    if (a.failed) return KI_ERR;
    if (x->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "linalg.matrix_power: The input tensor A must have at least 2 dimensions.");
    if (x->sizes[x->ndim - 1] != x->sizes[x->ndim - 2])
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "linalg.matrix_power: A must be batches of square matrices, but they are "
                        "%lld by %lld matrices",
                        (long long)x->sizes[x->ndim - 2], (long long)x->sizes[x->ndim - 1]);
    KtTensor *base = n < 0 ? kta_inv(a.ctx, x) : kt_incref(x), *r = NULL;
    if (n < 0) n = -n;
    if (n == 0 && base && x->dtype == KT_BF16) {
        kt_decref(a.ctx, base);
        return ki_raise(ks, KI_EXC_RuntimeError, "\"eye\" not implemented for 'BFloat16'");
    }
    if (n == 0 && base) {
        KtTensor *eye = kt_eye(a.ctx, x->sizes[x->ndim - 1], x->sizes[x->ndim - 1], 0, x->dtype);
        KtTensor *wide = eye ? kt_expand(a.ctx, eye, x->ndim, x->sizes) : NULL;
        r = wide ? kta_constant(a.ctx, kt_copy_c(a.ctx, wide), "CopyBackwards", 1, &x) : NULL;
        kt_xdecref(a.ctx, wide);
        kt_xdecref(a.ctx, eye);
    }
    for (; n && base; n >>= 1) {
        if (n & 1) {
            KtTensor *next = r                     ? kta_matmul(a.ctx, r, base)
                             : n == 1 && base == x ? kta_clone(a.ctx, x)
                                                   : kt_incref(base);
            kt_xdecref(a.ctx, r);
            if (!(r = next)) break;
        }
        if (n > 1) {
            KtTensor *sq = kta_matmul(a.ctx, base, base);
            kt_decref(a.ctx, base);
            base = sq;
        }
    }
    if (!base && r) {
        kt_decref(a.ctx, r);
        r = NULL;
    }
    kt_xdecref(a.ctx, base);
    return ta_ret_out(&a, 2, r);
}
static const TfRow rows[] = {
    {"matmul/fml", f_matmul},
    {"mm/fm", f_mm},
    {"bmm/fm", f_bmm},
    {"mv/fm", f_mv},
    {"dot/fm", f_dot},
    {"vdot/fm", f_vdot},
    {"outer/fm,ger/fm", f_outer},
    {"inner/fm", f_inner},
    {"addmm/fm", f_addmm},
    {"addmm_/m", i_addmm},
    {"baddbmm/fm", f_baddbmm},
    {"baddbmm_/m", i_baddbmm},
    {"addmv/fm", f_addmv},
    {"addmv_/m", i_addmv},
    {"addr/fm", f_addr},
    {"addr_/m", i_addr},
    {"addbmm/fm", f_addbmm},
    {"addbmm_/m", i_addbmm},
    {"tensordot/f", f_tensordot},
    {"kron/fm", f_kron},
    {"cross/fm", f_cross},
    {"cross/l", l_cross},
    {"cdist/f", f_cdist},
    {"pdist/fn", f_pdist},
    {"matrix_power/fml", f_matrix_power},
};

bool tf_init_linalg(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows) && tf_init_einsum(ks, to) && tf_init_decompose(ks, to);
}
