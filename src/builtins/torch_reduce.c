/* Reductions and running sums of torch: sum, mean, prod, cumsum ..., and what undoes a running sum,
 * diff. */
#include <math.h>

#include "../tensor/ew.h"
#include "../tensor/shape.h"
#include "torch_args.h"

/* What PyTorch says of types before it looks at dimensions. dtype: of the result, or none. */
static bool takes_types(Ta *a, KtOp op, int in, int dtype) {
    if (op == KT_OP_MEAN && !kt_is_inexact_dtype(dtype >= 0 ? dtype : in))
        ta_refuse_dtype(
            a,
            dtype >= 0
                ? "%s(): could not infer output dtype. Optional dtype must be either a floating "
                  "point or complex dtype. Got: %s"
                : "%s(): could not infer output dtype. Input dtype must be either a floating "
                  "point or complex dtype. Got: %s",
            "mean", dtype >= 0 ? dtype : in);
    else if (op == KT_OP_NANMEAN && !kt_is_float_dtype(in))
        ta_refuse_dtype(a, "%s(): expected input to have floating point dtype but got %s",
                        "nanmean", in);
    else
        return true;
    return false;
}

/* Sums go by the type of the output that is to hold them. */
static int dtype_of_out(Ta *a, KtOp op, int dtype) {
    bool follows = op == KT_OP_SUM || op == KT_OP_PROD || op == KT_OP_NANSUM ||
                   op == KT_OP_NANMEAN || op == KT_OP_CUMSUM || op == KT_OP_CUMPROD;
    int out = kt_op_info[op].family == KT_FAM_CUM ? 3 : 4;
    if (dtype >= 0 || !ta_given(a, out) || !ki_is_tensor(a->v[out])) return dtype;
    int wanted = ki_tensor_of(a->v[out])->dtype;
    if (op == KT_OP_MEAN && ki_is_tensor(a->v[0]) &&
        !kt_is_inexact_dtype(ki_tensor_of(a->v[0])->dtype))
        return dtype; /* refused */
    return follows || (op == KT_OP_MEAN && kt_is_inexact_dtype(wanted)) ? wanted : dtype;
}

/* A dtype that the call names is that of out. */
static bool out_has_dtype(Ta *a, int i, const KtTensor *out) {
    int dtype = ta_dtype(a, i);
    return dtype < 0 || dtype == (int)out->dtype ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR,
                   "Expected out tensor to have dtype %s, but got %s instead",
                   kt_cpp_type_name(dtype), kt_cpp_type_name(out->dtype));
}

/* What may be given as out= where PyTorch asks for that ahead of the dimensions and the kernels. */
static bool takes_out(Ta *a, KtOp op, const KtTensor *x, const int *dims, int n) {
    const KtTensor *out = ta_out(a, 4);
    uint64_t mask;
    int d;
    if (!out) return true;
    switch (op) {
    case KT_OP_AMAX:
    case KT_OP_AMIN:
        return ta_out_type_fits(a, x->dtype, out);
    case KT_OP_ANY:
    case KT_OP_ALL:
        return ta_out_type_fits(a, x->dtype == KT_U8 ? KT_U8 : KT_BOOL, out);
    case KT_OP_ARGMAX:
    case KT_OP_ARGMIN:
        for (int i = 0; i < n; i++)
            if (d = dims[i], !kt_wrap_dim(a->ctx, &d, x->ndim)) return false;
        return (n ? x->ndim && !x->sizes[d] : !x->numel) || ta_out_type_fits(a, KT_I64, out);
    case KT_OP_MEAN: /* the sum is divided in place */
        if (!kt_dims_mask(a->ctx, dims, n, x->ndim, &mask)) return false;
        if (ta_given(a, 3)) return out_has_dtype(a, 3, out);
        return kt_is_inexact_dtype(out->dtype) ||
               kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "result type Float can't be cast to the desired output type %s",
                       kt_dtype_info[out->dtype].scalar_name);
    case KT_OP_SUM:
    case KT_OP_PROD:
        return kt_dims_mask(a->ctx, dims, n, x->ndim, &mask) && out_has_dtype(a, 3, out);
    default:
        return true;
    }
}

/* torch's logsumexp over no dimensions writes the largest elements where the sum belongs. */
static KiValue logsumexp_of_none(Ta *a, const KtTensor *x) {
    char ones[300];
    int64_t sizes[KT_MAX_DIMS];
    for (int i = 0; i < x->ndim; i++)
        sizes[i] = 1;
    return ki_raise(a->ks, KI_EXC_RuntimeError,
                    "output with shape [] doesn't match the broadcast shape %s",
                    kt_shape_str(ones, sizeof ones, x->ndim, sizes));
}

/* What nansum, and nanmean through it, refuses: complex numbers, which it notices before the
 * dimensions only with an output; an output of another dtype than asked for; other dtypes than
 * floats, if there are elements. nanmean has counted along the dimensions before. */
static bool takes_nansum(Ta *a, KtOp op, const KtTensor *x, const int *dims, int n, int dtype) {
    static const char refusal[] = "nansum does not support complex inputs";
    const KtTensor *out = ta_out(a, 4);
    bool number = kt_is_complex_dtype(x->dtype);
    uint64_t mask;
    if (number && out) return ki_raise(a->ks, KI_EXC_RuntimeError, refusal), false;
    if ((!out || op == KT_OP_NANMEAN) && !kt_dims_mask(a->ctx, dims, n, x->ndim, &mask))
        return (void)ki_kt_raise(a->ks), false;
    if (number) return ki_raise(a->ks, KI_EXC_RuntimeError, refusal), false;
    if (out && dtype != (int)out->dtype) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "nansum: provided dtype must match dtype of result. Got %s and %s.",
                 kt_dtype_info[out->dtype].scalar_name, kt_dtype_info[dtype].scalar_name);
        return false;
    }
    if (!kt_dims_mask(a->ctx, dims, n, x->ndim, &mask)) return (void)ki_kt_raise(a->ks), false;
    if (dtype < 0 || kt_is_float_dtype(dtype) || !x->numel) return true;
    ta_refuse_dtype(a, "\"%s_cpu\" not implemented for '%s'", "nansum", dtype);
    return false;
}

/* Into bytes any and all look at the elements as bytes: 0.5 and 256 are 0. */
static KtTensor *truth_of_bytes(Ta *a, KtOp op, KtTensor *x, const int *dims, int n, bool keep) {
    KtTensor *bytes = kta_cast(a->ctx, x, KT_U8);
    KtTensor *r = bytes ? kta_reduce(a->ctx, op, bytes, dims, n, keep, KT_NO_DTYPE) : NULL;
    kt_xdecref(a->ctx, bytes);
    return r;
}

/* --- logsumexp --- */

/* PyTorch composes it of amax, exp, sum and log, which have no kernels for some types: exp for the
 * operand's, log for the output's. */
static bool takes_logsumexp(Ta *a, const KtTensor *x, const int *dims, int n, int result) {
    uint64_t mask;
    bool half = x->dtype == KT_F16 && kt_torch_lacks(a->ctx, KT_OP_EXP, KT_F16);
    if (!kt_is_float_dtype(result)) {
        ta_refuse_dtype(a, "%s(): Expected floating point type for result tensor, but got: %s",
                        "logsumexp", result);
        return false;
    }
    if (!x->numel && half) return kt_no_kernel(a->ctx, KT_OP_EXP, KT_F16);
    if (!kt_dims_mask(a->ctx, dims, n, x->ndim, &mask)) return false;
    if (x->numel && kt_is_complex_dtype(x->dtype)) {
        ta_refuse_dtype(a, "\"%s_cpu\" not implemented for '%s'", "max_values", x->dtype);
        return false;
    }
    if (half) return kt_no_kernel(a->ctx, KT_OP_EXP, KT_F16);
    return result != KT_F16 || kt_no_kernel(a->ctx, KT_OP_LOG, KT_F16);
}

/* In the steps of PyTorch, which compute in the type of the output from the sum on. */
static KtTensor *logsumexp_into(Ta *a, KtTensor *x, const int *dims, int n, bool keep, int result) {
    KtCtx *ctx = a->ctx;
    KtTensor *f =
        kt_is_inexact_dtype(x->dtype) ? kt_incref(x) : kt_cast(ctx, x, ctx->default_dtype);
    KtTensor *top =
        f && x->numel ? kt_reduce(ctx, KT_OP_AMAX, f, dims, n, true, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *low = !x->numel && f ? kt_incref(f)
                    : top          ? kt_binary(ctx, KT_OP_SUB, f, top, KT_NO_DTYPE, NULL)
                                   : NULL;
    KtTensor *e = low ? kt_unary(ctx, KT_OP_EXP, low, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *s = e ? kt_reduce(ctx, KT_OP_SUM, e, dims, n, keep, result, NULL) : NULL;
    KtTensor *r = s ? kt_unary(ctx, KT_OP_LOG, s, KT_NO_DTYPE, NULL) : NULL;
    if (r && top) {
        KtTensor *shaped = kt_reshape(ctx, top, r->ndim, r->sizes);
        KtTensor *total = shaped ? kt_binary(ctx, KT_OP_ADD, r, shaped, result, NULL) : NULL;
        kt_xdecref(ctx, shaped);
        kt_decref(ctx, r);
        r = total;
    }
    KtTensor *parts[] = {f, top, low, e, s};
    for (int i = 0; i < 5; i++)
        kt_xdecref(ctx, parts[i]);
    return r;
}

static KiValue call_logsumexp(Ta *a, KtTensor *x, const int *dims, int n, bool keep) {
    const KtTensor *out = ta_out(a, 4);
    int own = kt_is_inexact_dtype(x->dtype) ? (int)x->dtype : a->ctx->default_dtype;
    int result = out ? (int)out->dtype : own;
    if (n == 0) dims = NULL;
    if (!takes_logsumexp(a, x, dims, n, result))
        return ki_pending(a->ks) ? KI_ERR : ki_kt_raise(a->ks);
    if (n == 0 && x->ndim > 0 && !keep && x->numel) return logsumexp_of_none(a, x);
    bool as_is = result == own && !kt_is_complex_dtype(x->dtype);
    return ta_ret_out(a, 4,
                      as_is ? kta_reduce(a->ctx, KT_OP_LOGSUMEXP, x, dims, n, keep, KT_NO_DTYPE)
                            : logsumexp_into(a, x, dims, n, keep, result));
}

/* sum(input, dim=None, keepdim=False, *, dtype=None, out=None) and its kind. */
static KiValue call_reduce(KiState *ks, KtOp op, KiValue *args, int nargs, KiValue kwnames) {
    static const TaSpec spec = {"", 1, 3, 5, {"input", "dim", "keepdim", "dtype", "out"}};
    if (nargs == 1 && kwnames == KI_ABSENT && ki_is_tensor(args[0]) && op <= KT_OP_PROD)
        return ki_tensor_wrap(
            ks, kta_reduce(ki_kt(ks), op, ki_tensor_of(args[0]), NULL, 0, false, KT_NO_DTYPE));
    char name[48];
    TaSpec own = spec;
    own.name = kt_op_torch_name(op, name);
    own.required = op == KT_OP_LOGSUMEXP ? 2 : 1;
    Ta a;
    int dims[KT_MAX_DIMS], n = 0;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    if (nargs > 2 && !ki_is_bool(args[2]))
        return ta_no_match(&a, args, nargs, kwnames,
                           "m: * (*, torch.dtype dtype)\n * (tuple of ints dim, bool keepdim, *, "
                           "torch.dtype dtype)\n");
    KtTensor *x = ta_tensor(&a, 0);
    if (name[0] == 'a' ? name[1] != 'm' : name[0] == 'p') /* all any argmax argmin prod */
        ta_one_dim(&a, 1);
    bool have = ta_dims(&a, 1, dims, &n);
    bool keep = ta_bool(&a, 2, false);
    int dtype = dtype_of_out(&a, op, ta_dtype(&a, 3));
    if (!a.failed && op == KT_OP_NANSUM && !kt_is_inexact_dtype(x->dtype)) op = KT_OP_SUM;
    if (a.failed || !takes_types(&a, op, x->dtype, dtype)) return KI_ERR;
    if (!takes_out(&a, op, x, have ? dims : NULL, have ? n : 0)) return ki_kt_raise(ks);
    KtTensor *r;
    if (op == KT_OP_LOGSUMEXP) return call_logsumexp(&a, x, dims, n, keep);
    if (op == KT_OP_NANMEAN || op == KT_OP_NANSUM) {
        if (!takes_nansum(&a, op, x, have ? dims : NULL, have ? n : 0, dtype)) return KI_ERR;
        bool inexact = dtype < 0 || kt_is_inexact_dtype(dtype);
        if (op == KT_OP_NANMEAN && !inexact) /* a sum of nothing, divided by 0 */
            dtype = a.ctx->default_dtype;
        else if (!inexact || kt_is_complex_dtype(dtype))
            op = op == KT_OP_NANMEAN ? KT_OP_MEAN : KT_OP_SUM;
    }
    const bool of_none = n == 0 && a.v[1] != KI_ABSENT;
    if (have && n == 0 && x->ndim > 0) have = false;
    if (!have && keep && (op == KT_OP_ARGMAX || op == KT_OP_ARGMIN)) {
        int64_t ones[KT_MAX_DIMS];
        for (n = 0; n < x->ndim; n++)
            ones[n] = 1;
        KtTensor *flat = kta_reduce(a.ctx, op, x, NULL, 0, false, dtype);
        r = flat ? kt_reshape(a.ctx, flat, n, ones) : NULL;
        kt_xdecref(a.ctx, flat);
        return ta_ret_out(&a, 4, r);
    }
    if (!have && keep) { /* every dimension, kept */
        for (n = 0; n < x->ndim; n++)
            dims[n] = n;
        have = n > 0;
    }
    if (have && n > 1 &&
        (op == KT_OP_PROD || op == KT_OP_ARGMAX || op == KT_OP_ARGMIN || op == KT_OP_ALL ||
         op == KT_OP_ANY)) {
        ta_bad(&a, 1, "int");
        return KI_ERR;
    }
    const KtTensor *out = ta_out(&a, 4);
    if ((op == KT_OP_ANY || op == KT_OP_ALL) && out && out->dtype == KT_U8 && x->numel > 1)
        r = truth_of_bytes(&a, op, x, have ? dims : NULL, n, keep);
    else
        r = kta_reduce(a.ctx, op, x, have ? dims : NULL, n, keep, dtype);
    if (of_none && !(have && n) && (op == KT_OP_SUM || op == KT_OP_MEAN))
        kta_name_node(r, op == KT_OP_SUM ? "SumBackward1" : "MeanBackward1"); /* of no dimensions */
    return ta_ret_out(&a, 4, r);
}

/* The running sum of one number without dimensions is that number, said in another dtype. */
static bool single_fits(Ta *a, KtTensor *x, int dim, int dtype) {
    KtScalar s;
    if (x->ndim || dtype < 0 || dtype == (int)x->dtype || dim < -1 || dim > 0) return true;
    return kt_item(a->ctx, x, &s) && kt_check_number(a->ctx, dtype, &s);
}
static KtTensor *cum_value(Ta *a, KtOp op) {
    KtTensor *x = ta_tensor(a, 0);
    int dim = ta_dim(a, 1, 0, 0), dtype = dtype_of_out(a, op, ta_dtype(a, 2));
    if (a->failed || !single_fits(a, x, dim, dtype)) return NULL;
    return kta_cumulate(a->ctx, op, x, dim, dtype);
}
static void cum_spec(KtOp op, TaSpec *s, char *name) {
    *s = (TaSpec){kt_op_torch_name(op, name), 2, 2, 4, {"input", "dim", "dtype", "out"}};
}
static KiValue call_cum(KiState *ks, KtOp op, KiValue *args, int nargs, KiValue kwnames) {
    char name[48];
    TaSpec spec;
    Ta a;
    cum_spec(op, &spec, name);
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    const KtTensor *out = ta_out(&a, 3);
    if (out && ki_is_tensor(a.v[0])) {
        const KtTensor *x = ki_tensor_of(a.v[0]);
        int dim = ta_dim(&a, 1, 0, 0);
        if (a.failed) return KI_ERR;
        if (op != KT_OP_LOGCUMSUMEXP && !kt_wrap_dim(a.ctx, &dim, x->ndim)) return ki_kt_raise(ks);
        if (op == KT_OP_LOGCUMSUMEXP ? !ta_out_type_fits(&a, x->dtype, out)
                                     : !out_has_dtype(&a, 2, out))
            return ki_kt_raise(ks);
    }
    return ta_ret_out(&a, 3, cum_value(&a, op));
}
static KiValue call_cum_inplace(KiState *ks, KtOp op, KiValue *args, int nargs, KiValue kwnames) {
    char name[48];
    TaSpec spec;
    Ta a;
    cum_spec(op, &spec, name);
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    if (op == KT_OP_LOGCUMSUMEXP) return ta_ret_inplace(&a, cum_value(&a, op));
    KtTensor *x = ta_tensor(&a, 0); /* sums stay in its type */
    int dim = ta_dim(&a, 1, 0, 0), dtype = ta_dtype(&a, 2);
    if (a.failed) return KI_ERR;
    if (!kt_wrap_dim(a.ctx, &dim, x->ndim ? x->ndim : 1)) return ki_kt_raise(ks);
    if (dtype >= 0 && dtype != (int)x->dtype)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "Bad in-place call: input tensor dtype %s and output tensor dtype %s should "
            "match",
            kt_cpp_type_name(x->dtype), kt_cpp_type_name(dtype));
    if (x->dtype == KT_BOOL && x->ndim && x->numel)
        return ta_refuse_dtype(&a, "\"%s_out_cpu\" not implemented for '%s'",
                               op == KT_OP_CUMSUM ? "cumsum" : "cumprod", x->dtype);
    return ta_ret_inplace(&a, kta_cumulate(a.ctx, op, x, dim, x->dtype));
}

#define THUNK_REDUCE(NAME)                                                                         \
    static KiValue f_##NAME(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {              \
        return call_reduce(ks, KT_OP_##NAME, args, nargs, kwnames);                                \
    }
#define THUNK_CUM(NAME)                                                                            \
    static KiValue f_##NAME(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {              \
        return call_cum(ks, KT_OP_##NAME, args, nargs, kwnames);                                   \
    }                                                                                              \
    static KiValue i_##NAME(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {              \
        return call_cum_inplace(ks, KT_OP_##NAME, args, nargs, kwnames);                           \
    }
#define THUNK_UNARY(NAME)
#define THUNK_BINARY(NAME)
#define THUNK_COMPARE(NAME)
#define THUNK_FUNC(NAME)
#define KT_OP(name, family, arity, rule, flags, grad, node, torch, numpy, doc) THUNK_##family(name)
#include "../tensor/op.def"
#undef KT_OP

#define ROW_REDUCE(NAME) {KT_OP_##NAME, f_##NAME, NULL},
#define ROW_CUM(NAME)    {KT_OP_##NAME, f_##NAME, i_##NAME},
#define ROW_UNARY(NAME)
#define ROW_BINARY(NAME)
#define ROW_COMPARE(NAME)
#define ROW_FUNC(NAME)
static const struct {
    KtOp op;
    KiRawFn fn, inplace;
} op_rows[] = {
#define KT_OP(name, family, arity, rule, flags, grad, node, torch, numpy, doc) ROW_##family(name)
#include "../tensor/op.def"
#undef KT_OP
};

/* --- differences --- */

/* x[1:] - x[:-1] along dim, recorded; with a length of its own, as the last step into out has it.
 */
static KtTensor *difference(Ta *a, KtTensor *x, int dim, int64_t start, int64_t len) {
    KtTensor *low = kta_narrow(a->ctx, x, dim, 0, len),
             *high = low ? kta_narrow(a->ctx, x, dim, start, len) : NULL;
    KtOperand p = {.t = high}, q = {.t = low};
    KtOp op = x->dtype == KT_BOOL ? KT_OP_LOGICAL_XOR : KT_OP_SUB;
    KtTensor *r = high ? kta_binary(a->ctx, op, &p, &q) : NULL;
    kt_xdecref(a->ctx, low);
    kt_xdecref(a->ctx, high);
    return r;
}

/* The n-th difference of x, which is consumed. */
static KtTensor *differences(Ta *a, KtTensor *x, int n, int dim) {
    for (int i = 0; x && i < n; i++) {
        int64_t len = x->sizes[dim];
        KtTensor *next = difference(a, x, dim, len ? 1 : 0, len ? len - 1 : 0);
        kt_decref(a->ctx, x);
        x = next;
    }
    return x;
}

/* The same into out, where PyTorch cuts the last operands without a look at what is left. */
static KiValue diff_into(Ta *a, KtTensor *x, int n, int dim, const KtTensor *out) {
    if (n == 0) {
        bool fits =
            x->dtype == out->dtype ||
            kt_fail(a->ctx, KT_RUNTIME_ERROR, "expected scalar_type %s but found %s",
                    kt_dtype_info[x->dtype].scalar_name, kt_dtype_info[out->dtype].scalar_name);
        if (fits) return ta_ret_out(a, 5, x);
        kt_decref(a->ctx, x);
        return ki_kt_raise(a->ks);
    }
    if (n > x->sizes[dim]) n = (int)x->sizes[dim];
    int64_t len = x->sizes[dim] - n;
    x = differences(a, x, n - 1, dim);
    KtTensor *r = x ? difference(a, x, dim, 1, len) : NULL;
    kt_xdecref(a->ctx, x);
    return ta_ret_out(a, 5, r);
}

/* Can y be put beside x along dim? */
static bool joins_along(Ta *a, const KtTensor *x, const KtTensor *y, int dim) {
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) return false;
    if (x->ndim != y->ndim)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "diff expects prepend or append to be the same dimension as input");
    for (int d = 0; d < x->ndim; d++)
        if (d != dim && x->sizes[d] != y->sizes[d])
            return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                           "diff expects the shape of tensor to prepend or append to match that of "
                           "input except along the differencing dimension; input.size(%d) = %lld, "
                           "but got tensor.size(%d) = %lld",
                           d, (long long)x->sizes[d], d, (long long)y->sizes[d]);
    return true;
}
TA_FN(f_diff) {
    TA_BIND("diff", 1, 5, "input", "n", "dim", "prepend", "append", "out");
    KtTensor *x = ta_tensor(&a, 0), *parts[3];
    int n = ta_int32(&a, 1, 1), dim = ta_dim(&a, 2, -1, 0), k = 0;
    KtTensor *before = ta_tensor_opt(&a, 3), *after = ta_tensor_opt(&a, 4);
    if (a.failed) return KI_ERR;
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "diff expects input to be at least one-dimensional");
    if ((before && !joins_along(&a, x, before, dim)) || (after && !joins_along(&a, x, after, dim)))
        return ki_kt_raise(ks);
    if (before) parts[k++] = before;
    parts[k++] = x;
    if (after) parts[k++] = after;
    const KtTensor *out = ta_out(&a, 5);
    KtTensor *joined = k > 1 ? kta_cat(a.ctx, parts, k, dim) : kt_incref(x);
    if (!joined) return ki_kt_raise(ks);
    if ((n > 0 || (n && out)) && !kt_wrap_dim(a.ctx, &dim, joined->ndim)) {
        kt_decref(a.ctx, joined);
        return ki_kt_raise(ks);
    }
    if (out) return diff_into(&a, joined, n, dim, out);
    if (n == 0) { /* a copy of x alone, made in two steps */
        KtTensor *r = kt_zeros(a.ctx, x->dtype, x->ndim, x->sizes);
        kt_decref(a.ctx, joined);
        if (r && kta_copy_(a.ctx, r, x)) return ta_ret(&a, r);
        kt_xdecref(a.ctx, r);
        return ki_kt_raise(ks);
    }
    return ta_ret_out(&a, 5, differences(&a, joined, n, dim));
}
TA_FN(f_trace) {
    TA_BIND("trace", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (kt_torch_kernel[KT_OP_TRACE].lacks >> x->dtype & 1)
        return ta_refuse_dtype(&a, "\"%s\" not implemented for '%s'", "trace", x->dtype);
    if (x->ndim != 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "trace: expected a matrix, but got tensor with dim %d", x->ndim);
    return ta_ret(&a, kta_trace(a.ctx, x));
}

/* x.count_nonzero(*dims) */
TA_FN(m_count_nonzero) {
    TA_BIND_VAR(1, "count_nonzero", 1, 2, "input", "dim");
    int dims[KT_MAX_DIMS], n;
    KtTensor *x = ta_tensor(&a, 0);
    ta_one_dim(&a, 1);
    bool have = ta_dims(&a, 1, dims, &n);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, kta_reduce(a.ctx, KT_OP_COUNT_NONZERO, x, have && n ? dims : NULL, n, false,
                                 KT_NO_DTYPE));
}

static const TfRow rows[] = {
    {"count_nonzero/m", m_count_nonzero},
    {"diff/fm", f_diff},
    {"trace/fm", f_trace},
};

bool tf_init_reduce(KiState *ks, const TfTargets *to) {
    for (size_t i = 0; i < sizeof op_rows / sizeof *op_rows; i++) {
        char name[50], places[8];
        for (const char *p = kt_op_info[op_rows[i].op].torch;
             (p = kt_op_next_name(p, name, places));) {
            if (!tf_add_one(ks, to, name, places, op_rows[i].fn, kt_op_info[op_rows[i].op].doc))
                return false;
            if (strchr(places, 'i') &&
                !tf_add_one(ks, to, strcat(name, "_"), "m", op_rows[i].inplace, NULL))
                return false;
        }
    }
    return TF_ADD(rows);
}
