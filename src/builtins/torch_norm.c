/* The norms of torch: norm, linalg.vector_norm, dist. */
#include <math.h>

#include "../tensor/ew.h"
#include "torch_args.h"

static const char norm_wants[] =
    "norm(): input dtype should be either floating point or complex. Got %s instead.";

static bool norm_operand(Ta *a, const KtTensor *x, const char *format) {
    if (kt_is_inexact_dtype(x->dtype)) return true;
    ki_raise(a->ks, KI_EXC_RuntimeError, format, kt_dtype_info[x->dtype].scalar_name);
    return false;
}

/* The norm of x in the dtype asked for. */
static KtTensor *norm_value(Ta *a, KtTensor *x, double p, const int *dims, int n, bool keep,
                            int dtype, bool vector) {
    KtTensor *c = dtype >= 0 ? kta_cast(a->ctx, x, dtype) : kt_incref(x);
    if (!vector && p < 0 && x->numel == 0) p = 0; /* torch.norm of nothing is 0 */
    KtTensor *r = !c       ? NULL
                  : vector ? kta_vector_norm(a->ctx, c, p, dims, n, keep)
                           : kta_norm(a->ctx, c, p, dims, n, keep);
    kt_xdecref(a->ctx, c);
    return r;
}

/* The sum of the singular values of the matrices in two dimensions. */
static KtTensor *nuclear_norm(Ta *a, KtTensor *x, const int *dims, int n, bool keep) {
    int at[KT_MAX_DIMS], k = 0, back[2] = {0, 1};
    if (dims && n != 2)
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR,
                            "nuclear norm requires a 'dim' argument of size 2");
    if (!dims && x->ndim != 2)
        return kt_fail_null(
            a->ctx, KT_RUNTIME_ERROR,
            "Expected a tensor with 2 dimensions, but got a tensor with %d dimension%s instead.",
            x->ndim, x->ndim == 1 ? "" : "s");
    for (int i = 0; dims && i < 2; i++) {
        back[i] = dims[i];
        if (!kt_wrap_dim(a->ctx, &back[i], x->ndim)) return NULL;
    }
    if (back[0] == back[1])
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR, "duplicate or invalid dimensions");
    for (int i = 0; i < x->ndim; i++)
        if (i != back[0] && i != back[1]) at[k++] = i;
    at[k] = back[0];
    at[k + 1] = back[1];
    if (x->numel == 0 && (x->dtype == KT_F16 || x->dtype == KT_BF16)) /* needs no kernel */
        return kta_reduce(a->ctx, KT_OP_SUM, x, at + k, 2, keep, KT_NO_DTYPE);
    KtTensor *m = kta_permute(a->ctx, x, x->ndim, at), *u = NULL, *s = NULL, *v = NULL, *r = NULL;
    int last = -1;
    if (m && kta_svd(a->ctx, m, false, &u, &s, &v))
        r = kta_reduce(a->ctx, KT_OP_SUM, s, &last, 1, false, KT_NO_DTYPE);
    KtTensor *parts[] = {m, u, s, v};
    for (int i = 0; i < 4; i++)
        kt_xdecref(a->ctx, parts[i]);
    for (int i = 0; r && keep && i < 2; i++) { /* the lower one first */
        KtTensor *wide = kta_unsqueeze(a->ctx, r, i == (back[0] < back[1]) ? back[1] : back[0]);
        kt_decref(a->ctx, r);
        r = wide;
    }
    return r;
}

/* Along two dimensions the Frobenius norm is the root of a sum of squares. */
static bool takes_frobenius(Ta *a, const KtTensor *x, const int *dims) {
    int d[2] = {dims[0], dims[1]};
    if (!kt_wrap_dim(a->ctx, &d[0], x->ndim) || !kt_wrap_dim(a->ctx, &d[1], x->ndim) ||
        (kt_torch_lacks(a->ctx, KT_OP_SQRT, x->dtype) && d[0] != d[1] &&
         !kt_no_kernel(a->ctx, KT_OP_SQRT, x->dtype)))
        return (void)ki_kt_raise(a->ks), false;
    if (d[0] != d[1]) return true;
    ki_raise(a->ks, KI_EXC_RuntimeError, "Expected dims to be different, got [%d, %d] instead",
             dims[0], dims[1]);
    return false;
}

static KtTensor *root_of_squares(KtCtx *ctx, KtTensor *x, const int *dims, bool keep) {
    const bool pair = kt_is_complex_dtype(x->dtype);
    KtTensor *other = pair ? kta_unary(ctx, KT_OP_CONJ, x) : kt_incref(x), *squares = NULL;
    if (pair) other = kta_name_node(other, "ConjBackward0");
    KtOperand to = kt_operand(other), xo = kt_operand(x);
    if (other) squares = kta_binary(ctx, KT_OP_MUL, &to, &xo);
    if (squares && pair) {
        KtTensor *pairs = kta_view_as_real(ctx, squares);
        kt_decref(ctx, squares);
        squares = pairs ? kta_select(ctx, pairs, -1, 0) : NULL;
        kt_xdecref(ctx, pairs);
    }
    KtTensor *sum =
        squares ? kta_reduce(ctx, KT_OP_SUM, squares, dims, 2, keep, KT_NO_DTYPE) : NULL;
    KtTensor *r = sum ? kta_unary(ctx, KT_OP_SQRT, sum) : NULL;
    kt_xdecref(ctx, other);
    kt_xdecref(ctx, squares);
    kt_xdecref(ctx, sum);
    return r;
}

/* norm of p 'fro' or 'nuc'. */
static KtTensor *named_norm(Ta *a, KtTensor *x, const char *p, const int *dims, int n, bool keep,
                            int dtype) {
    bool nuclear = !strcmp(p, "nuc");
    if (!nuclear && strcmp(p, "fro")) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "only valid string values are 'fro' and 'nuc', found %s", p);
        a->failed = true;
    } else if (dtype >= 0) {
        ki_raise(a->ks, KI_EXC_ValueError, "dtype argument is not supported in %s norm",
                 nuclear ? "nuclear" : "frobenius");
        a->failed = true;
    }
    if (a->failed) return NULL;
    if (nuclear) return nuclear_norm(a, x, dims, n, keep);
    if (n > 2)
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR,
                            "Expected at most 2 dimensions, but got %d dimensions instead.", n);
    return n == 2 ? root_of_squares(a->ctx, x, dims, keep) : kta_norm(a->ctx, x, 2, dims, n, keep);
}

/* The last arguments of a call of norm with a dimension that fits no overload. */
static KiValue norm_misfit(Ta *a) {
    KbStrbuf b;
    kb_strbuf_init(&b, &a->ks->alloc, KB_STRBUF_NO_MAX);
    bool typed = ta_given(a, 5), out = ta_given(a, 4), dims = ta_given(a, 2) || typed || out;
    const char *dim = ta_given(a, 2) && !ki_is_int(a->v[2]) ? ki_type_name(a->ks, a->v[2]) : "list";
    kb_strbuf_printf(&b, "norm() received an invalid combination of arguments - got (Tensor, %s",
                     ki_type_name(a->ks, a->v[1]));
    if (dims) kb_strbuf_printf(&b, ", %s", ki_is_bool(a->v[2]) ? "list" : dim);
    if (out) kb_strbuf_printf(&b, ", out=%s", ki_type_name(a->ks, a->v[4]));
    kb_strbuf_printf(
        &b, "%s, keepdim=%s%s), but expected one of:\n", typed ? ", dtype=torch.dtype" : "",
        a->v[3] == KI_ABSENT ? "bool" : ki_type_name(a->ks, a->v[3]), dims ? "" : ", dim=list");
    kb_strbuf_printf(&b, " * (Tensor input, Number p)\n"
                         " * (Tensor input, Number p, *, torch.dtype dtype)\n");
    if (!out && !typed)
        kb_strbuf_printf(
            &b, "      didn't match because some of the keywords were incorrect: keepdim%s\n",
            dims ? "" : ", dim");
    static const char *const kinds[] = {"ints", "names"};
    for (int i = 0; i < 4; i++)
        kb_strbuf_printf(&b,
                         " * (Tensor input, Number p, tuple of %s dim, bool keepdim, *%s, "
                         "Tensor out)\n",
                         kinds[i / 2], i % 2 ? "" : ", torch.dtype dtype");
    ki_raise(a->ks, KI_EXC_TypeError, "%s", b.data ? b.data : "norm()");
    kb_strbuf_free(&b);
    return KI_ERR;
}
/* Which p a norm of x may have. */
static bool norm_order(Ta *a, const KtTensor *x, const KtScalar *p) {
    if (p->kind != KT_S_BOOL && p->kind != KT_S_COMPLEX) return true;
    a->failed = true;
    if (p->kind == KT_S_COMPLEX && kt_is_complex_dtype(x->dtype))
        (void)(kt_check_number(a->ctx, KT_F64, p) || ki_kt_raise(a->ks));
    else
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "norm_kernel_tensor_iterator_impl expects norm to be integer or float");
    return false;
}
/* norm(input, p='fro', dim=None, keepdim=False, out=None, dtype=None), a function written in
 * Python, which knows no other name of dim */
static KiValue call_norm(KiState *ks, const char *name, KiValue *args, int nargs, KiValue kwnames) {
    for (int64_t k = 0; kwnames != KI_ABSENT && k < ki_tuple_of(kwnames)->len; k++)
        if (ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[k]), "axis"))
            return ki_raise(ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument 'axis'",
                            name);
    TA_BIND("norm", 1, 6, "input", "p", "dim", "keepdim", "out", "dtype");
    int dims[KT_MAX_DIMS], n;
    if (!ki_is_tensor(a.v[0])) {
        ki_decref(ks, ki_getattr_cstr(ks, a.v[0], "dim"));
        if (ki_pending(ks)) return KI_ERR;
    }
    KtTensor *x = ta_tensor(&a, 0);
    bool number = a.v[1] != KI_ABSENT && !ki_is_str(a.v[1]); /* None: 2 */
    const KtTensor *power = ki_is_tensor(a.v[1]) ? ki_tensor_of(a.v[1]) : NULL;
    if (number && ((ta_given(&a, 3) && !ki_is_bool(a.v[3])) || ki_is_bool(a.v[2]) ||
                   (ta_given(&a, 4) && !ki_is_tensor(a.v[4])) || ki_is_list(a.v[1]) ||
                   ki_is_tuple(a.v[1]) || (power && (power->ndim || kta_requires_grad(power)))))
        return norm_misfit(&a);
    bool have = ta_dims(&a, 2, dims, &n), keep = ta_bool(&a, 3, false);
    int dtype = ta_dtype(&a, 5);
    if (a.failed) return KI_ERR;
    const KtTensor *out = ta_out(&a, 4);
    KtTensor *r;
    if (number) { /* computed in the type of out */
        KtScalar order = ta_scalar(&a, 1, kt_scalar_int(2));
        if (a.failed) return KI_ERR;
        if (dtype >= 0 && !kt_is_inexact_dtype(dtype))
            return ta_refuse_dtype(
                &a,
                "%s(): the desired output dtype should be either floating point or "
                "complex. Got %s instead.",
                "norm", dtype);
        if (dtype < 0 && !norm_operand(&a, x, norm_wants)) return KI_ERR;
        if (!norm_order(&a, x, &order)) return KI_ERR;
        double p = kt_scalar_as_double(&order);
        bool real = out && !kt_is_complex_dtype(x->dtype);
        if (real && out->dtype != x->dtype && kt_is_inexact_dtype(out->dtype))
            dtype = kt_real_dtype(out->dtype);
        r = norm_value(&a, x, p, have ? dims : NULL, n, keep, dtype, false);
        if (r && dtype >= 0 && kt_is_complex_dtype(dtype) && !out) {
            KtTensor *wide = kta_cast(a.ctx, r, dtype);
            kt_decref(a.ctx, r);
            r = wide;
        }
        if (r && out && !x->numel && !kt_is_inexact_dtype(out->dtype)) { /* zeros need no kernel */
            KtTensor *zeros = kta_cast(a.ctx, r, out->dtype);
            kt_decref(a.ctx, r);
            r = zeros;
        }
        if (r && real && x->numel && !kt_is_inexact_dtype(out->dtype)) {
            kt_decref(a.ctx, r);
            return ta_refuse_dtype(&a, "\"%s_cpu\" not implemented for '%s'", "norm", out->dtype);
        }
    } else {
        const char *p = ta_str(&a, 1, "fro");
        if (a.failed) return KI_ERR;
        if (strcmp(p, "fro") && strcmp(p, "nuc"))
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "only valid string values are 'fro' and 'nuc', found %s", p);
        if (out && !have && dtype < 0 && !strcmp(p, "fro")) { /* names the dimensions */
            have = true;
            for (n = 0; n < x->ndim; n++)
                dims[n] = n;
        }
        if (dtype < 0 && !strcmp(p, "fro") && n == 2 && !takes_frobenius(&a, x, dims))
            return KI_ERR;
        if (dtype < 0 && strcmp(p, "nuc") && n <= 2 && !norm_operand(&a, x, norm_wants))
            return KI_ERR;
        r = named_norm(&a, x, p, have ? dims : NULL, n, keep, dtype);
        if (r && out && r->dtype != out->dtype) { /* copied into what is given */
            KtTensor *copy = kta_cast(a.ctx, r, out->dtype);
            kt_decref(a.ctx, r);
            r = copy;
        }
    }
    return ta_ret_out(&a, 4, r);
}
TA_FN(f_norm) {
    return call_norm(ks, "norm", args, nargs, kwnames);
}
TA_FN(m_norm) {
    return call_norm(ks, "Tensor.norm", args, nargs, kwnames);
}
/* The least and the largest of nothing are not defined, nor are norms like the least. */
static bool norm_defined(Ta *a, const KtTensor *x, double p, const int *dims, int n) {
    if (x->numel || !(p < 0 || p == INFINITY)) return true;
    if (!n)
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "linalg.vector_norm cannot compute the %g norm on an empty tensor because the "
                 "operation does not have an identity",
                 p);
    for (int i = 0; i < n; i++) {
        int d = dims[i] < 0 ? dims[i] + x->ndim : dims[i];
        if (d < 0 || d >= x->ndim || x->sizes[d]) continue;
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "linalg.vector_norm cannot compute the %g norm on the dimension %dbecause this "
                 "dimension is empty and the operation does not have an identity",
                 p, dims[i]);
        break;
    }
    return !ki_pending(a->ks);
}
/* In which dtype a norm of numbers of another may be computed. */
static bool norm_dtype(Ta *a, const char *who, int from, int to) {
    const char *is = kt_dtype_info[to].scalar_name;
    bool number = kt_is_complex_dtype(from);
    if (!kt_is_inexact_dtype(to))
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "%s: dtype should be floating point or complex, but got %s", who, is);
    else if (number != kt_is_complex_dtype(to))
        ki_raise(a->ks, KI_EXC_RuntimeError, "%s: dtype should be %s for %s inputs, but got %s",
                 who, number ? "complex" : "real", number ? "complex" : "real", is);
    else if ((int)kt_promote_torch(from, to) != to)
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "%s: the dtype of the input (%s) should be convertible without narrowing to the "
                 "specified dtype (%s)",
                 who, kt_dtype_info[from].scalar_name, is);
    else
        return true;
    return false;
}
/* _norm_dtype(name of the function, tensor, dtype) checks that for torch.linalg. */
TA_FN(f_norm_dtype) {
    TA_BIND("_norm_dtype", 3, 3, "name", "tensor", "dtype");
    const char *who = ta_str(&a, 0, "");
    KtTensor *x = ta_tensor(&a, 1);
    int dtype = ta_dtype(&a, 2);
    return !a.failed && norm_dtype(&a, who, x->dtype, dtype) ? KI_NONE : KI_ERR;
}
/* linalg.vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None, out=None) */
TA_FN(f_vector_norm) {
    TA_BIND("linalg_vector_norm", 1, 4, "input", "ord", "dim", "keepdim", "dtype", "out");
    int dims[KT_MAX_DIMS], n;
    KtTensor *x = ta_tensor(&a, 0);
    double p = ta_float(&a, 1, 2);
    bool have = ta_dims(&a, 2, dims, &n), keep = ta_bool(&a, 3, false);
    int dtype = ta_dtype(&a, 4);
    if (a.failed) return KI_ERR;
    if (!norm_operand(
            &a, x,
            "linalg.vector_norm: Expected a floating point or complex tensor as input. Got %s") ||
        (dtype >= 0 && !norm_dtype(&a, "linalg.vector_norm", x->dtype, dtype)))
        return KI_ERR;
    if (!norm_defined(&a, x, p, dims, have ? n : 0)) return KI_ERR;
    return ta_ret_out(&a, 5, norm_value(&a, x, p, have ? dims : NULL, n, keep, dtype, true));
}
/* dist(input, other, p=2) */
TA_FN(f_dist) {
    TA_BIND("dist", 2, 3, "input", "other", "p");
    KtOperand x = {.t = ta_tensor(&a, 0)}, y = {.t = ta_tensor(&a, 1)};
    KtScalar p = ta_scalar(&a, 2, kt_scalar_int(2));
    if (!a.failed && kt_meets_complex_half(a.ctx, &x, &y))
        return ki_raise(ks, KI_EXC_RuntimeError, "\"norm_cpu\" not implemented for 'ComplexHalf'");
    KtTensor *d = a.failed ? NULL : kt_binary_any(a.ctx, KT_OP_SUB, &x, &y, KT_NO_DTYPE, NULL);
    if (d && (!norm_operand(&a, d, norm_wants) || !norm_order(&a, d, &p))) {
        kt_decref(a.ctx, d);
        return KI_ERR;
    }
    double order = kt_scalar_as_double(&p);
    if (d && d->numel == 0 && order < 0) order = 2; /* of nothing it is 0, never infinity */
    KtTensor *r = d ? kta_dist(a.ctx, x.t, y.t, order) : NULL;
    kt_xdecref(a.ctx, d);
    return ta_ret(&a, r);
}

static const TfRow rows[] = {
    {"norm/f", f_norm},
    {"norm/m", m_norm},
    {"vector_norm/l", f_vector_norm},
    {"_norm_dtype/f", f_norm_dtype},
    {"dist/fm", f_dist},
};

bool tf_init_norm(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
