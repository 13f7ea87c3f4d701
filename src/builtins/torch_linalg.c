/* Products and decompositions of torch and torch.linalg. Gradients of det, inv, solve and slogdet
 * are written here as custom graph nodes; other decompositions are not differentiable yet. */
#include <float.h>
#include <math.h>

#include "torch_args.h"

/* --- products --- */

typedef KtTensor *(*Product)(KtCtx *, KtTensor *, KtTensor *);
static KiValue product(KiState *ks, const char *name, const char *second, Product f, KiValue *args,
                       int nargs, KiValue kwnames) {
    TaSpec own = {name, 2, 2, 3, {"input", second, "out"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
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
    if (!kt_is_complex_dtype(x->dtype)) return kta_dot(ctx, x, y);
    KtTensor *c = kta_unary(ctx, KT_OP_CONJ, x), *r = c ? kta_dot(ctx, c, y) : NULL;
    kt_xdecref(ctx, c);
    return r;
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
static KtTensor *inner(KtCtx *ctx, KtTensor *x, KtTensor *y) {
    if (x->ndim == 0 || y->ndim == 0) return op2(ctx, KT_OP_MUL, x, y);
    if (x->ndim == 1 && y->ndim == 1) return kta_dot(ctx, x, y);
    int64_t n = x->sizes[x->ndim - 1], sx[2] = {n ? x->numel / n : 0, n},
            sy[2] = {n ? y->numel / n : 0, n}, so[KT_MAX_DIMS];
    if (y->sizes[y->ndim - 1] != n)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "inner() the last dimension must match on both input tensors");
    int k = 0;
    for (int i = 0; i < x->ndim - 1; i++)
        so[k++] = x->sizes[i];
    for (int i = 0; i < y->ndim - 1; i++)
        so[k++] = y->sizes[i];
    KtTensor *p = kta_reshape(ctx, x, 2, sx), *q = p ? kta_reshape(ctx, y, 2, sy) : NULL,
             *qt = q ? kta_transpose(ctx, q, 0, 1) : NULL;
    KtTensor *m = qt ? kta_mm(ctx, p, qt) : NULL, *r = m ? kta_reshape(ctx, m, k, so) : NULL;
    kt_xdecref(ctx, p);
    kt_xdecref(ctx, q);
    kt_xdecref(ctx, qt);
    kt_xdecref(ctx, m);
    return r;
}
TA_FN(f_inner) {
    return product(ks, "inner", "other", inner, args, nargs, kwnames);
}

/* beta c + alpha (a b), for matrices, batches, vectors and outer products */
typedef enum AddKind { ADDMM, BADDBMM, ADDMV, ADDR, ADDBMM } AddKind;
static KtTensor *add_product(Ta *a, AddKind kind) {
    KtTensor *c = ta_tensor(a, 0), *x = ta_tensor(a, 1), *y = ta_tensor(a, 2);
    double beta = ta_float(a, 3, 1), alpha = ta_float(a, 4, 1);
    if (a->failed) return NULL;
    if (kind == ADDMM) return kta_addmm(a->ctx, c, x, y, beta, alpha);
    if (kind == BADDBMM) return kta_baddbmm(a->ctx, c, x, y, beta, alpha);
    KtTensor *p = kind == ADDMV  ? kta_mv(a->ctx, x, y)
                  : kind == ADDR ? outer(a->ctx, x, y)
                                 : kta_bmm(a->ctx, x, y);
    if (p && kind == ADDBMM) {
        int zero = 0;
        KtTensor *s = kta_reduce(a->ctx, KT_OP_SUM, p, &zero, 1, false, KT_NO_DTYPE);
        kt_decref(a->ctx, p);
        p = s;
    }
    KtOperand co = kt_operand(c), bo = kt_operand_scalar(kt_scalar_float(beta)), po = {.t = p};
    KtScalar as = kt_scalar_float(alpha);
    if (!kt_is_inexact_dtype(c->dtype)) {
        bo.s = kt_scalar_int((int64_t)beta);
        as = kt_scalar_int((int64_t)alpha);
    }
    KtTensor *bc = p ? beta == 1 ? kt_incref(c) : kta_binary(a->ctx, KT_OP_MUL, &co, &bo) : NULL;
    KtTensor *r = bc ? kta_add_alpha(a->ctx, bc, &po, &as, false) : NULL;
    kt_xdecref(a->ctx, p);
    kt_xdecref(a->ctx, bc);
    return r;
}
#define ADD_PRODUCT(cname, name, second, third, kind)                                              \
    TA_FN(f_##cname) {                                                                             \
        TA_BIND(name, 3, 3, "input", second, third, "beta", "alpha", "out");                       \
        return ta_ret_out(&a, 5, add_product(&a, kind));                                           \
    }                                                                                              \
    TA_FN(i_##cname) {                                                                             \
        TA_BIND(name "_", 3, 3, "input", second, third, "beta", "alpha");                          \
        return ta_ret_inplace(&a, add_product(&a, kind));                                          \
    }
ADD_PRODUCT(addmm, "addmm", "mat1", "mat2", ADDMM)
ADD_PRODUCT(baddbmm, "baddbmm", "batch1", "batch2", BADDBMM)
ADD_PRODUCT(addmv, "addmv", "mat", "vec", ADDMV)
ADD_PRODUCT(addr, "addr", "vec1", "vec2", ADDR)
ADD_PRODUCT(addbmm, "addbmm", "batch1", "batch2", ADDBMM)

/* tensordot(a, b, dims=2 or (dims of a, dims of b)) */
static bool contraction_dims(Ta *a, int i, KtTensor *x, KtTensor *y, int *dx, int *dy, int *n) {
    int64_t count;
    KiValue v = a->v[i];
    int r = v == KI_ABSENT ? 1 : ki_to_i64(a->ks, v, &count);
    if (v == KI_ABSENT) count = 2;
    if (r < 0) return false;
    if (r == 1) {
        if (count < 0 || count > x->ndim || count > y->ndim) {
            ki_raise(a->ks, KI_EXC_RuntimeError, "tensordot expects dims >= 0, but got dims=%lld",
                     (long long)count);
            return false;
        }
        *n = (int)count;
        for (int k = 0; k < *n; k++) {
            dx[k] = x->ndim - *n + k;
            dy[k] = k;
        }
        return true;
    }
    const KiValue *items = ki_is_tuple(v)  ? ki_tuple_of(v)->items
                           : ki_is_list(v) ? ki_list_of(v)->items
                                           : NULL;
    int64_t len = ki_is_tuple(v)  ? ki_tuple_of(v)->len
                  : ki_is_list(v) ? ki_list_of(v)->len
                                  : 0,
            p[KT_MAX_DIMS], q[KT_MAX_DIMS];
    int m;
    if (!items || len != 2 || ki_to_sizes(a->ks, items[0], p, n) != 1 ||
        ki_to_sizes(a->ks, items[1], q, &m) != 1 || *n != m) {
        if (!ki_pending(a->ks))
            ki_raise(a->ks, KI_EXC_RuntimeError, "both dimension lists should have same length");
        return false;
    }
    for (int k = 0; k < *n; k++) {
        dx[k] = (int)p[k];
        dy[k] = (int)q[k];
        if (!kt_wrap_dim(a->ctx, &dx[k], x->ndim) || !kt_wrap_dim(a->ctx, &dy[k], y->ndim)) {
            ki_kt_raise(a->ks);
            return false;
        }
    }
    return true;
}
TA_FN(f_tensordot) {
    TA_BIND("tensordot", 2, 3, "input", "other", "dims", "out");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    int dx[KT_MAX_DIMS], dy[KT_MAX_DIMS], n, px[KT_MAX_DIMS], py[KT_MAX_DIMS], kx = 0, k = 0;
    if (a.failed || !contraction_dims(&a, 2, x, y, dx, dy, &n)) return KI_ERR;
    bool ux[KT_MAX_DIMS] = {0}, uy[KT_MAX_DIMS] = {0};
    int64_t sum = 1, out[2 * KT_MAX_DIMS], rows = 1, cols = 1;
    for (int i = 0; i < n; i++) {
        ux[dx[i]] = uy[dy[i]] = true;
        if (x->sizes[dx[i]] != y->sizes[dy[i]])
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "contracted dimensions need to match, but first has size %lld in dim "
                            "%d and second has size %lld in dim %d",
                            (long long)x->sizes[dx[i]], dx[i], (long long)y->sizes[dy[i]], dy[i]);
        sum *= x->sizes[dx[i]];
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
    KtTensor *p = kta_reshape(a.ctx, x, 2 * n, sx),
             *q = p ? kta_reshape(a.ctx, y, 2 * n, sy) : NULL, *m = op2(a.ctx, KT_OP_MUL, p, q);
    KtTensor *r = m ? kta_reshape(a.ctx, m, n, so) : NULL;
    kt_xdecref(a.ctx, p);
    kt_xdecref(a.ctx, q);
    kt_xdecref(a.ctx, m);
    return ta_ret_out(&a, 2, r);
}
/* a x b along dim: roll(a, -1) roll(b, -2) - roll(a, -2) roll(b, -1) */
static KtTensor *cross(KtCtx *ctx, KtTensor *x, KtTensor *y, int dim) {
    int64_t one = -1, two = -2;
    KtTensor *x1 = kta_roll(ctx, x, 1, &one, &dim),
             *x2 = x1 ? kta_roll(ctx, x, 1, &two, &dim) : NULL;
    KtTensor *y1 = x2 ? kta_roll(ctx, y, 1, &one, &dim) : NULL,
             *y2 = y1 ? kta_roll(ctx, y, 1, &two, &dim) : NULL;
    KtTensor *p = op2(ctx, KT_OP_MUL, x1, y2), *q = op2(ctx, KT_OP_MUL, x2, y1),
             *r = op2(ctx, KT_OP_SUB, p, q);
    KtTensor *all[] = {x1, x2, y1, y2, p, q};
    for (int i = 0; i < 6; i++)
        kt_xdecref(ctx, all[i]);
    return r;
}
static KiValue call_cross(KiState *ks, bool linalg, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("cross", 2, 3, "input", "other", "dim", "out");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    int dim = ta_int32(&a, 2, -1);
    if (a.failed) return KI_ERR;
    if (!linalg && !ta_given(&a, 2))
        for (dim = 0; dim < x->ndim && x->sizes[dim] != 3;)
            dim++;
    if (dim == x->ndim) return ki_raise(ks, KI_EXC_RuntimeError, "no dimension of size 3 in input");
    if (!kt_wrap_dim(a.ctx, &dim, x->ndim)) return ki_kt_raise(ks);
    if (x->ndim == 0 || x->ndim != y->ndim || x->sizes[dim] != 3 || y->sizes[dim] != 3)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "linalg.cross: inputs dimension %d must have length 3. Got %lld and %lld",
                        linalg ? -1 : dim, (long long)(x->ndim ? x->sizes[dim] : 0),
                        (long long)(y->ndim > dim ? y->sizes[dim] : 0));
    return ta_ret_out(&a, 3, cross(a.ctx, x, y, dim));
}
TA_FN(f_cross) {
    return call_cross(ks, false, args, nargs, kwnames);
}
TA_FN(l_cross) {
    return call_cross(ks, true, args, nargs, kwnames);
}
TA_FN(f_cdist) {
    TA_BIND("cdist", 2, 4, "x1", "x2", "p", "compute_mode");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    double p = ta_float(&a, 2, 2);
    int last = -1;
    if (a.failed) return KI_ERR;
    KtTensor *xr = kta_unsqueeze(a.ctx, x, -2), *yr = xr ? kta_unsqueeze(a.ctx, y, -3) : NULL,
             *d = op2(a.ctx, KT_OP_SUB, xr, yr);
    KtTensor *r = d ? kta_norm(a.ctx, d, p, &last, 1, false) : NULL;
    kt_xdecref(a.ctx, xr);
    kt_xdecref(a.ctx, yr);
    kt_xdecref(a.ctx, d);
    return ta_ret(&a, r);
}

/* --- decompositions with a gradient --- */

typedef struct Saved {
    KtTensor *p, *q; /* of the forward pass */
    KtOp op;
} Saved;
static void free_saved(KtCtx *ctx, void *user) {
    Saved *s = user;
    kt_xdecref(ctx, s->p);
    kt_xdecref(ctx, s->q);
    kb_free(ctx->alloc, s, sizeof *s);
}
static KtTensor *adjoint(KtCtx *ctx, KtTensor *x) {
    KtTensor *t = x ? kta_transpose(ctx, x, -2, -1) : NULL, *r = t;
    if (t && kt_is_complex_dtype(t->dtype)) {
        r = kta_unary(ctx, KT_OP_CONJ, t);
        kt_decref(ctx, t);
    }
    return r;
}
/* inv: -B^H G B^H with B the inverse. det, logdet: g (det) A^-H. solve: gB = A^-H G, gA = -gB X^H.
 */
static bool decomposition_grad(KtCtx *ctx, void *user, KtTensor *const *g, int n_out,
                               KtTensor **grads, int n_in) {
    Saved *s = user;
    KtTensor *h = NULL, *m = NULL, *inv = NULL, *gg = NULL;
    for (int i = 0; i < n_in; i++)
        grads[i] = NULL;
    KtTensor *grad = s->op == KT_OP_SLOGDET ? g[1] : g[0];
    if (!grad) return true;
    if (s->op == KT_OP_INV) {
        h = adjoint(ctx, s->p);
        m = h ? kta_matmul(ctx, h, grad) : NULL;
        gg = m ? kta_matmul(ctx, m, h) : NULL;
        grads[0] = gg ? kta_unary(ctx, KT_OP_NEG, gg) : NULL;
    } else if (s->op == KT_OP_SOLVE) {
        h = adjoint(ctx, s->p);
        bool vector = s->q->ndim == 1;
        KtTensor *gb = h ? kt_solve(ctx, h, grad) : NULL;
        KtTensor *gc = gb && vector ? kta_unsqueeze(ctx, gb, -1)
                       : gb         ? kt_incref(gb)
                                    : NULL,
                 *xc = gc && vector ? kta_unsqueeze(ctx, s->q, -1) : kt_incref(s->q);
        m = adjoint(ctx, xc);
        gg = gc && m ? kta_matmul(ctx, gc, m) : NULL;
        grads[0] = gg ? kta_unary(ctx, KT_OP_NEG, gg) : NULL;
        if (n_in > 1)
            grads[1] = gb;
        else
            kt_xdecref(ctx, gb);
        kt_xdecref(ctx, gc);
        kt_xdecref(ctx, xc);
    } else { /* det, slogdet */
        inv = kt_inv(ctx, s->p);
        h = adjoint(ctx, inv);
        gg = s->op == KT_OP_DET ? op2(ctx, KT_OP_MUL, grad, s->q) : kt_incref(grad);
        KtTensor *u = gg ? kta_unsqueeze(ctx, gg, -1) : NULL,
                 *v = u ? kta_unsqueeze(ctx, u, -1) : NULL;
        grads[0] = h ? op2(ctx, KT_OP_MUL, v, h) : NULL;
        kt_xdecref(ctx, u);
        kt_xdecref(ctx, v);
    }
    kt_xdecref(ctx, h);
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, inv);
    kt_xdecref(ctx, gg);
    return grads[0] != NULL;
}
/* Hangs the node on the results. saved p and q are borrowed. */
static bool record(KtCtx *ctx, KtOp op, int n_in, KtTensor *const *in, int n_out,
                   KtTensor *const *out, KtTensor *p, KtTensor *q) {
    if (!kta_will_record(ctx, n_in, in)) return true;
    Saved *s = kb_calloc(ctx->alloc, sizeof *s);
    if (!s) return kt_fail_memory(ctx, sizeof *s);
    s->op = op;
    s->p = p ? kta_detach(ctx, p) : NULL;
    s->q = q ? kta_detach(ctx, q) : NULL;
    KtNode *node = kta_custom_node(ctx, kt_op_info[op].node, n_in, in, n_out, decomposition_grad, s,
                                   free_saved);
    bool ok = node != NULL;
    for (int i = 0; ok && i < n_out; i++)
        ok = kta_attach(ctx, out[i], node, i);
    if (node) kta_node_decref(ctx, node);
    return ok;
}
static KtTensor *keep_if(KtCtx *ctx, KtTensor *t, bool ok) {
    if (ok) return t;
    kt_xdecref(ctx, t);
    return NULL;
}
static KtTensor *det(KtCtx *ctx, KtTensor *x) {
    KtTensor *r = kt_det(ctx, x);
    return r ? keep_if(ctx, r, record(ctx, KT_OP_DET, 1, &x, 1, &r, x, r)) : NULL;
}
static KtTensor *inverse(KtCtx *ctx, KtTensor *x) {
    KtTensor *r = kt_inv(ctx, x);
    return r ? keep_if(ctx, r, record(ctx, KT_OP_INV, 1, &x, 1, &r, r, NULL)) : NULL;
}
static KtTensor *solve(KtCtx *ctx, KtTensor *x, KtTensor *b) {
    KtTensor *r = kt_solve(ctx, x, b), *in[2] = {x, b};
    return r ? keep_if(ctx, r, record(ctx, KT_OP_SOLVE, 2, in, 1, &r, x, r)) : NULL;
}
TA_FN(f_det) {
    TA_BIND("linalg.det", 1, 1, "input", "out");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret_out(&a, 1, a.failed ? NULL : det(a.ctx, x));
}
TA_FN(f_inverse) {
    TA_BIND("linalg.inv", 1, 1, "input", "out");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret_out(&a, 1, a.failed ? NULL : inverse(a.ctx, x));
}
TA_FN(l_solve) {
    TA_BIND("linalg.solve", 2, 2, "A", "B", "left", "out");
    KtTensor *x = ta_tensor(&a, 0), *b = ta_tensor(&a, 1);
    return ta_ret_out(&a, 3, a.failed ? NULL : solve(a.ctx, x, b));
}
static bool slogdet(Ta *a, KtTensor **out) {
    KtTensor *x = ta_tensor(a, 0);
    if (a->failed) return false;
    if (kt_slogdet(a->ctx, x, &out[0], &out[1]) &&
        record(a->ctx, KT_OP_SLOGDET, 1, &x, 2, out, x, NULL))
        return true;
    ki_kt_raise(a->ks);
    return false;
}
TA_FN(f_slogdet) {
    TA_BIND("linalg.slogdet", 1, 1, "input", "out");
    KtTensor *out[2] = {NULL, NULL};
    return slogdet(&a, out) ? ta_ret_pair(&a, "linalg_slogdet", "sign", "logabsdet", out[0], out[1])
                            : KI_ERR;
}
TA_FN(f_logdet) {
    TA_BIND("logdet", 1, 1, "input");
    KtTensor *out[2] = {NULL, NULL};
    if (!slogdet(&a, out)) return KI_ERR;
    KtOperand zero = kt_operand_scalar(kt_scalar_int(0)), so = kt_operand(out[0]),
              lo = kt_operand(out[1]), nan = kt_operand_scalar(kt_scalar_float(NAN));
    KtTensor *neg = kt_binary_any(a.ctx, KT_OP_LT, &so, &zero, KT_NO_DTYPE, NULL),
             *r = neg ? kta_where(a.ctx, neg, &nan, &lo) : NULL;
    kt_xdecref(a.ctx, neg);
    kt_decref(a.ctx, out[0]);
    kt_decref(a.ctx, out[1]);
    return ta_ret(&a, r);
}

/* --- the others --- */

/* Refuses operands that would need a gradient that is not there. */
static bool no_gradient(Ta *a, const char *what) {
    KtTensor *x = ta_tensor(a, 0);
    if (a->failed) return false;
    if (!kta_will_record(a->ctx, 1, &x)) return true;
    ki_raise(a->ks, KI_EXC_NotImplementedError, "the gradient of %s", what);
    return false;
}
TA_FN(f_cholesky) {
    TA_BIND("linalg.cholesky", 1, 2, "input", "upper", "out");
    bool upper = ta_bool(&a, 1, false);
    if (!no_gradient(&a, "cholesky")) return KI_ERR;
    return ta_ret_out(&a, 2, a.failed ? NULL : kt_cholesky(a.ctx, ki_tensor_of(a.v[0]), upper));
}
TA_FN(l_qr) {
    TA_BIND("linalg.qr", 1, 2, "A", "mode", "out");
    const char *mode = ta_str(&a, 1, "reduced");
    KtTensor *q = NULL, *r = NULL;
    if (a.failed || !no_gradient(&a, "qr")) return KI_ERR;
    bool only_r = !strcmp(mode, "r");
    if (!kt_qr(a.ctx, ki_tensor_of(a.v[0]),
               only_r                      ? 'R'
               : !strcmp(mode, "complete") ? 'c'
                                           : 'r',
               &q, &r))
        return ki_kt_raise(ks);
    int64_t zero = 0;
    if (!q) q = kt_empty(a.ctx, r->dtype, 1, &zero);
    return ta_ret_pair(&a, "linalg_qr", "Q", "R", q, r);
}
TA_FN(f_qr) {
    TA_BIND("qr", 1, 2, "input", "some");
    bool some = ta_bool(&a, 1, true);
    KtTensor *q = NULL, *r = NULL;
    if (a.failed || !no_gradient(&a, "qr")) return KI_ERR;
    if (!kt_qr(a.ctx, ki_tensor_of(a.v[0]), some ? 'r' : 'c', &q, &r)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, "qr", "Q", "R", q, r);
}
TA_FN(l_svd) {
    TA_BIND("linalg.svd", 1, 2, "A", "full_matrices", "driver", "out");
    bool full = ta_bool(&a, 1, true);
    KtTensor *t[3] = {NULL, NULL, NULL};
    if (a.failed || !no_gradient(&a, "svd")) return KI_ERR;
    if (!kt_svd(a.ctx, ki_tensor_of(a.v[0]), full, &t[0], &t[1], &t[2])) return ki_kt_raise(ks);
    static const char *const fields[] = {"U", "S", "Vh"};
    return ta_ret_named(&a, "linalg_svd", fields, t, 3);
}
/* torch.svd(input, some=True, compute_uv=True): V, not its adjoint */
TA_FN(f_svd) {
    TA_BIND("svd", 1, 3, "input", "some", "compute_uv");
    bool some = ta_bool(&a, 1, true);
    KtTensor *t[3] = {NULL, NULL, NULL};
    if (a.failed || !no_gradient(&a, "svd")) return KI_ERR;
    if (!kt_svd(a.ctx, ki_tensor_of(a.v[0]), !some, &t[0], &t[1], &t[2])) return ki_kt_raise(ks);
    KtTensor *v = adjoint(a.ctx, t[2]);
    kt_decref(a.ctx, t[2]);
    t[2] = v;
    static const char *const fields[] = {"U", "S", "V"};
    return ta_ret_named(&a, "svd", fields, t, 3);
}
static KtTensor *singular(Ta *a) {
    KtTensor *s = NULL;
    if (a->failed || !no_gradient(a, "svdvals")) {
        a->failed = true;
        return NULL;
    }
    return kt_svd(a->ctx, ki_tensor_of(a->v[0]), false, NULL, &s, NULL) ? s : NULL;
}
TA_FN(l_svdvals) {
    TA_BIND("linalg.svdvals", 1, 1, "A", "driver", "out");
    return ta_ret(&a, singular(&a));
}
static KiValue eigh(KiState *ks, bool vectors, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("linalg.eigh", 1, 2, "A", "UPLO", "out");
    const char *uplo = ta_str(&a, 1, "L");
    KtTensor *w = NULL, *v = NULL;
    if (a.failed || !no_gradient(&a, "eigh")) return KI_ERR;
    if (!kt_eigh(a.ctx, ki_tensor_of(a.v[0]), uplo[0] == 'U' || uplo[0] == 'u', &w,
                 vectors ? &v : NULL))
        return ki_kt_raise(ks);
    return vectors ? ta_ret_pair(&a, "linalg_eigh", "eigenvalues", "eigenvectors", w, v)
                   : ta_ret(&a, w);
}
TA_FN(l_eigh) {
    return eigh(ks, true, args, nargs, kwnames);
}
TA_FN(l_eigvalsh) {
    return eigh(ks, false, args, nargs, kwnames);
}
static KiValue eig(KiState *ks, bool vectors, KiValue *args, int nargs, KiValue kwnames) {
    TA_BIND("linalg.eig", 1, 1, "A", "out");
    KtTensor *w = NULL, *v = NULL;
    if (a.failed || !no_gradient(&a, "eig")) return KI_ERR;
    if (!kt_eig(a.ctx, ki_tensor_of(a.v[0]), &w, vectors ? &v : NULL)) return ki_kt_raise(ks);
    return vectors ? ta_ret_pair(&a, "linalg_eig", "eigenvalues", "eigenvectors", w, v)
                   : ta_ret(&a, w);
}
TA_FN(l_eig) {
    return eig(ks, true, args, nargs, kwnames);
}
TA_FN(l_eigvals) {
    return eig(ks, false, args, nargs, kwnames);
}
TA_FN(l_lstsq) {
    TA_BIND("linalg.lstsq", 2, 3, "A", "B", "rcond", "driver");
    KtTensor *x = ta_tensor(&a, 0), *b = ta_tensor(&a, 1), *t[4] = {NULL, NULL, NULL, NULL};
    double rcond = ta_float(&a, 2, -1);
    int64_t rank = 0, zero = 0;
    if (a.failed || !no_gradient(&a, "lstsq")) return KI_ERR;
    if (!kt_lstsq(a.ctx, x, b, rcond, &t[0], &t[1], &rank, &t[3])) return ki_kt_raise(ks);
    kt_xdecref(a.ctx, t[3]); /* the default driver does not give singular values */
    t[3] = kt_empty(a.ctx, x->dtype, 1, &zero);
    t[2] = kt_empty(a.ctx, KT_I64, 1, &zero);
    if (!t[1]) t[1] = kt_empty(a.ctx, x->dtype, 1, &zero);
    static const char *const fields[] = {"solution", "residuals", "rank", "singular_values"};
    return ta_ret_named(&a, "linalg_lstsq", fields, t, 4);
}

static double eps_of(int dtype) {
    return kt_real_dtype(dtype) == KT_F64 ? DBL_EPSILON : FLT_EPSILON;
}
/* V diag(1/s where s > rcond max(s)) U^H */
TA_FN(l_pinv) {
    TA_BIND("linalg.pinv", 1, 2, "A", "rcond", "hermitian", "atol", "rtol", "out");
    KtTensor *u = NULL, *s = NULL, *vh = NULL, *r = NULL;
    if (a.failed || !no_gradient(&a, "pinv")) return KI_ERR;
    KtTensor *x = ki_tensor_of(a.v[0]);
    int64_t m = x->ndim > 1 ? x->sizes[x->ndim - 2] : 0, n = x->ndim ? x->sizes[x->ndim - 1] : 0;
    double rtol = ta_given(&a, 4) ? ta_float(&a, 4, 0)
                                  : ta_float(&a, 1, (double)(m > n ? m : n) * eps_of(x->dtype));
    if (a.failed) return KI_ERR;
    if (!kt_svd(a.ctx, x, false, &u, &s, &vh)) return ki_kt_raise(ks);
    int last = -1;
    KtTensor *top = kt_reduce(a.ctx, KT_OP_AMAX, s, &last, 1, true, KT_NO_DTYPE, NULL);
    KtOperand to = {.t = top}, f = kt_operand_scalar(kt_scalar_float(rtol)), so = kt_operand(s),
              zero = kt_operand_scalar(kt_scalar_int(0));
    KtTensor *cut = top ? kt_binary_any(a.ctx, KT_OP_MUL, &to, &f, KT_NO_DTYPE, NULL) : NULL;
    KtOperand co = {.t = cut};
    KtTensor *keep = cut ? kt_binary_any(a.ctx, KT_OP_GT, &so, &co, KT_NO_DTYPE, NULL) : NULL,
             *rec = keep ? kt_unary(a.ctx, KT_OP_RECIPROCAL, s, KT_NO_DTYPE, NULL) : NULL;
    KtOperand ro = {.t = rec};
    KtTensor *d = rec ? kt_where(a.ctx, keep, &ro, &zero, NULL) : NULL,
             *row = d ? kt_unsqueeze(a.ctx, d, -2) : NULL;
    KtTensor *v = adjoint(a.ctx, vh), *uh = adjoint(a.ctx, u),
             *vs = row && v ? kt_binary(a.ctx, KT_OP_MUL, v, row, KT_NO_DTYPE, NULL) : NULL;
    r = vs && uh ? kt_matmul(a.ctx, vs, uh, NULL) : NULL;
    KtTensor *all[] = {u, s, vh, top, cut, keep, rec, d, row, v, uh, vs};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        kt_xdecref(a.ctx, all[i]);
    return ta_ret_out(&a, 5, r);
}
TA_FN(l_matrix_rank) {
    TA_BIND("linalg.matrix_rank", 1, 2, "A", "tol", "hermitian", "atol", "rtol");
    KtTensor *s = singular(&a);
    if (!s) return a.failed ? KI_ERR : ki_kt_raise(ks);
    KtTensor *x = ki_tensor_of(a.v[0]);
    int last = -1;
    int64_t m = x->sizes[x->ndim - 2], n = x->sizes[x->ndim - 1];
    KtTensor *top = kt_reduce(a.ctx, KT_OP_AMAX, s, &last, 1, true, KT_NO_DTYPE, NULL);
    KtOperand to = {.t = top}, so = kt_operand(s), co,
              f = kt_operand_scalar(kt_scalar_float((double)(m > n ? m : n) * eps_of(x->dtype)));
    KtTensor *cut = ta_given(&a, 1) ? NULL
                    : top           ? kt_binary_any(a.ctx, KT_OP_MUL, &to, &f, KT_NO_DTYPE, NULL)
                                    : NULL;
    co = cut ? kt_operand(cut) : kt_operand_scalar(kt_scalar_float(ta_float(&a, 1, 0)));
    KtTensor *above = kt_binary_any(a.ctx, KT_OP_GT, &so, &co, KT_NO_DTYPE, NULL),
             *r = above ? kt_reduce(a.ctx, KT_OP_SUM, above, &last, 1, false, KT_NO_DTYPE, NULL)
                        : NULL;
    KtTensor *all[] = {s, top, cut, above};
    for (int i = 0; i < 4; i++)
        kt_xdecref(a.ctx, all[i]);
    return ta_ret(&a, r);
}
TA_FN(f_matrix_power) {
    TA_BIND("matrix_power", 2, 2, "input", "n", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t n = ta_int(&a, 1, 1);
    if (a.failed) return KI_ERR;
    if (x->ndim < 2 || x->sizes[x->ndim - 1] != x->sizes[x->ndim - 2])
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "linalg.matrix_power: A must be batches of square matrices, but they are "
                        "%lld by %lld matrices",
                        (long long)(x->ndim > 1 ? x->sizes[x->ndim - 2] : 0),
                        (long long)(x->ndim ? x->sizes[x->ndim - 1] : 0));
    KtTensor *base = n < 0 ? inverse(a.ctx, x) : kt_incref(x), *r = NULL;
    if (n < 0) n = -n;
    if (n == 0 && base) {
        KtTensor *eye = kt_eye(a.ctx, x->sizes[x->ndim - 1], x->sizes[x->ndim - 1], 0, x->dtype);
        r = eye ? kt_expand(a.ctx, eye, x->ndim, x->sizes) : NULL;
        kt_xdecref(a.ctx, eye);
    }
    for (; n && base; n >>= 1) {
        if (n & 1) {
            KtTensor *next = r ? kta_matmul(a.ctx, r, base) : kt_incref(base);
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
/* ord: fro, nuc, inf, -inf, 1, -1, 2, -2 over the last two dimensions (or dim) */
static KtTensor *matrix_norm(Ta *a, KtTensor *x, KiValue ord, int d0, int d1, bool keep) {
    KtCtx *ctx = a->ctx;
    int dims[2] = {d0, d1};
    double p = 2;
    const char *s = ki_is_str(ord) ? ki_str_utf8(a->ks, ki_str_of(ord), NULL) : NULL;
    if (!s && ord != KI_ABSENT && !ki_is_none(ord) && !ki_to_double(a->ks, ord, &p)) {
        a->failed = true;
        return NULL;
    }
    if (ord == KI_ABSENT || ki_is_none(ord) || (s && !strcmp(s, "fro")))
        return kta_norm(ctx, x, 2, dims, 2, keep);
    if ((s && !strcmp(s, "nuc")) || (!s && fabs(p) == 2)) {
        KtTensor *sv = NULL, *r;
        int last = -1;
        if (kta_will_record(ctx, 1, &x))
            return kt_fail_null(ctx, KT_NOT_IMPLEMENTED_ERROR, "the gradient of this matrix norm");
        if (!kt_svd(ctx, x, false, NULL, &sv, NULL)) return NULL;
        r = kt_reduce(ctx,
                      s       ? KT_OP_SUM
                      : p > 0 ? KT_OP_AMAX
                              : KT_OP_AMIN,
                      sv, &last, 1, false, KT_NO_DTYPE, NULL);
        kt_decref(ctx, sv);
        return r;
    }
    if (!kt_wrap_dim(ctx, &d0, x->ndim) || !kt_wrap_dim(ctx, &d1, x->ndim)) return NULL;
    int sum = isinf(p) ? d1 : d0, pick = isinf(p) ? d0 : d1;
    KtTensor *abs = kta_unary(ctx, KT_OP_ABS, x),
             *t = abs ? kta_reduce(ctx, KT_OP_SUM, abs, &sum, 1, true, KT_NO_DTYPE) : NULL;
    KtTensor *m = t ? kta_reduce(ctx, p > 0 ? KT_OP_AMAX : KT_OP_AMIN, t, &pick, 1, true,
                                 KT_NO_DTYPE)
                    : NULL,
             *r = m;
    if (m && !keep) {
        dims[0] = d0;
        dims[1] = d1;
        r = kta_squeeze_dims(ctx, m, 2, dims);
        kt_decref(ctx, m);
    }
    kt_xdecref(ctx, abs);
    kt_xdecref(ctx, t);
    return r;
}
TA_FN(l_matrix_norm) {
    TA_BIND("linalg.matrix_norm", 1, 4, "A", "ord", "dim", "keepdim", "dtype", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int dims[KT_MAX_DIMS], n;
    if (!ta_dims(&a, 2, dims, &n)) dims[0] = -2, dims[1] = -1;
    bool keep = ta_bool(&a, 3, false);
    KtTensor *r = a.failed ? NULL : matrix_norm(&a, x, a.v[1], dims[0], dims[1], keep);
    return ta_ret(&a, r);
}
TA_FN(l_norm) {
    TA_BIND("linalg.norm", 1, 4, "A", "ord", "dim", "keepdim", "dtype", "out");
    KtTensor *x = ta_tensor(&a, 0);
    int dims[KT_MAX_DIMS], n;
    bool have = ta_dims(&a, 2, dims, &n), keep = ta_bool(&a, 3, false), ord = ta_given(&a, 1);
    int dtype = ta_dtype(&a, 4);
    if (a.failed) return KI_ERR;
    if (dtype < 0 && !kt_is_inexact_dtype(x->dtype))
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got %s",
            kt_dtype_info[x->dtype].scalar_name);
    KtTensor *c = dtype >= 0 ? kta_cast(a.ctx, x, dtype) : kt_incref(x), *r = NULL;
    if (c && ord && ((have && n == 2) || (!have && x->ndim == 2)))
        r = matrix_norm(&a, c, a.v[1], have ? dims[0] : 0, have ? dims[1] : 1, keep);
    else if (c)
        r = kta_norm(a.ctx, c, ord ? ta_float(&a, 1, 2) : 2, have ? dims : NULL, n, keep);
    kt_xdecref(a.ctx, c);
    return ta_ret_out(&a, 5, r);
}
TA_FN(l_multi_dot) {
    TA_BIND("linalg.multi_dot", 1, 1, "tensors", "out");
    TaList l;
    ta_list(&a, 0, &l);
    KtTensor *r = !a.failed && l.n ? kt_incref(l.t[0]) : NULL;
    for (int64_t i = 1; r && i < l.n; i++) {
        KtTensor *next = kta_matmul(a.ctx, r, l.t[i]);
        kt_decref(a.ctx, r);
        r = next;
    }
    if (!a.failed && l.n == 0)
        kt_fail(a.ctx, KT_RUNTIME_ERROR, "multi_dot(): expected at least 2 tensors but got 0");
    KiValue v = ta_ret_out(&a, 1, r);
    ta_list_free(&a, &l);
    return v;
}
TA_FN(l_cond) {
    TA_BIND("linalg.cond", 1, 2, "A", "p", "out");
    if (ta_given(&a, 1)) return ki_raise(ks, KI_EXC_NotImplementedError, "linalg.cond with p");
    KtTensor *s = singular(&a);
    if (!s) return a.failed ? KI_ERR : ki_kt_raise(ks);
    int last = -1;
    KtTensor *hi = kt_reduce(a.ctx, KT_OP_AMAX, s, &last, 1, false, KT_NO_DTYPE, NULL),
             *lo = hi ? kt_reduce(a.ctx, KT_OP_AMIN, s, &last, 1, false, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *r = lo ? kt_binary(a.ctx, KT_OP_DIV, hi, lo, KT_NO_DTYPE, NULL) : NULL;
    kt_decref(a.ctx, s);
    kt_xdecref(a.ctx, hi);
    kt_xdecref(a.ctx, lo);
    return ta_ret(&a, r);
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
    {"det/fml", f_det},
    {"inverse/fm,inv/l", f_inverse},
    {"solve/l", l_solve},
    {"slogdet/fml", f_slogdet},
    {"logdet/fm", f_logdet},
    {"cholesky/fml", f_cholesky},
    {"qr/l", l_qr},
    {"qr/fm", f_qr},
    {"svd/l", l_svd},
    {"svd/fm", f_svd},
    {"svdvals/l", l_svdvals},
    {"eigh/l", l_eigh},
    {"eigvalsh/l", l_eigvalsh},
    {"eig/l", l_eig},
    {"eigvals/l", l_eigvals},
    {"lstsq/l", l_lstsq},
    {"pinv/l,pinverse/fm", l_pinv},
    {"matrix_rank/l", l_matrix_rank},
    {"matrix_power/fml", f_matrix_power},
    {"matrix_norm/l", l_matrix_norm},
    {"norm/l", l_norm},
    {"multi_dot/l,chain_matmul/f", l_multi_dot},
    {"cond/l", l_cond},
};

bool tf_init_linalg(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows) && tf_init_einsum(ks, to);
}
