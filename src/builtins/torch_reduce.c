/* Reductions, statistics and running sums of torch: sum, mean, max, var, norm, cumsum ... */
#include <math.h>

#include "../tensor/ew.h"
#include "../tensor/shape.h"
#include "torch_args.h"

static bool node_less(Ta *a, int i) {
    return !ta_given(a, i);
}

static KiValue refuse(Ta *a, const char *text, const char *name, int dtype) {
    return ki_raise(a->ks, KI_EXC_RuntimeError, text, name, kt_dtype_info[dtype].scalar_name);
}

/* What PyTorch says of types before it looks at dimensions. dtype: of the result, or none. */
static bool takes_types(Ta *a, KtOp op, int in, int dtype) {
    if (op == KT_OP_MEAN && !kt_is_inexact_dtype(dtype >= 0 ? dtype : in))
        refuse(a,
               dtype >= 0
                   ? "%s(): could not infer output dtype. Optional dtype must be either a floating "
                     "point or complex dtype. Got: %s"
                   : "%s(): could not infer output dtype. Input dtype must be either a floating "
                     "point or complex dtype. Got: %s",
               "mean", dtype >= 0 ? dtype : in);
    else if (op == KT_OP_NANMEAN && !kt_is_float_dtype(in))
        refuse(a, "%s(): expected input to have floating point dtype but got %s", "nanmean", in);
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

static const KtTensor *out_of(const Ta *a, int i) {
    return ta_given(a, i) && ki_is_tensor(a->v[i]) ? ki_tensor_of(a->v[i]) : NULL;
}

/* What may be given as out= where PyTorch asks for that ahead of the dimensions and the kernels. */
static bool takes_out(Ta *a, KtOp op, const KtTensor *x, const int *dims, int n) {
    const KtTensor *out = out_of(a, 4);
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
    const KtTensor *out = out_of(a, 4);
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
    refuse(a, "\"%s_cpu\" not implemented for '%s'", "nansum", dtype);
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
        refuse(a, "%s(): Expected floating point type for result tensor, but got: %s", "logsumexp",
               result);
        return false;
    }
    if (!x->numel && half) return kt_no_kernel(a->ctx, KT_OP_EXP, KT_F16);
    if (!kt_dims_mask(a->ctx, dims, n, x->ndim, &mask)) return false;
    if (x->numel && kt_is_complex_dtype(x->dtype)) {
        refuse(a, "\"%s_cpu\" not implemented for '%s'", "max_values", x->dtype);
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
    const KtTensor *out = out_of(a, 4);
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
    const KtTensor *out = out_of(&a, 4);
    if ((op == KT_OP_ANY || op == KT_OP_ALL) && out && out->dtype == KT_U8 && x->numel > 1)
        r = truth_of_bytes(&a, op, x, have ? dims : NULL, n, keep);
    else
        r = kta_reduce(a.ctx, op, x, have ? dims : NULL, n, keep, dtype);
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
    const KtTensor *out = out_of(&a, 3);
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
        return refuse(&a, "\"%s_out_cpu\" not implemented for '%s'",
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

/* --- max, min, median, mode: of all, along a dimension, of two tensors --- */

static KiValue call_extreme(KiState *ks, const char *name, bool max, KiValue *args, int nargs,
                            KiValue kwnames) {
    static const TaSpec spec = {"", 1, 3, 5, {"input", "dim", "keepdim", "other", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    /* A tensor alone behind the first is the other one; with keepdim, or named dim, it is a number.
     */
    bool pair = nargs > 1 && ki_is_tensor(a.v[1]) && !ta_given(&a, 2);
    int other = ta_given(&a, 3) ? 3 : pair ? 1 : 0;
    if (other) {
        KtTensor *y = ta_tensor(&a, other);
        KtOperand p = kt_operand(x), q = kt_operand(y);
        return ta_ret_out(
            &a, 4,
            a.failed ? NULL : kta_binary(a.ctx, max ? KT_OP_MAXIMUM : KT_OP_MINIMUM, &p, &q));
    }
    if (node_less(&a, 1))
        return ta_ret(&a, kta_max_all(a.ctx, max ? KT_OP_MAX_ALL : KT_OP_MIN_ALL, x));
    int dim = ta_dim(&a, 1, 0, 0);
    bool keep = ta_bool(&a, 2, false);
    KtTensor *v = NULL, *i = NULL;
    if (a.failed) return KI_ERR;
    if (!kta_reduce_index(a.ctx, max ? KT_OP_MAX_DIM : KT_OP_MIN_DIM, x, dim, keep, &v, &i))
        return ki_kt_raise(ks);
    return ta_ret_pair(&a, name, "values", "indices", v, i);
}
TA_FN(f_max) {
    return call_extreme(ks, "max", true, args, nargs, kwnames);
}
TA_FN(f_min) {
    return call_extreme(ks, "min", false, args, nargs, kwnames);
}

static KiValue with_index(KiState *ks, const char *name, KtOp op, KiValue *args, int nargs,
                          KiValue kwnames) {
    static const TaSpec spec = {"", 1, 3, 4, {"input", "dim", "keepdim", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    if (!a.failed && !ta_given(&a, 1) && (op == KT_OP_MEDIAN || op == KT_OP_NANMEDIAN))
        return ta_ret(&a, kta_median_all(a.ctx, x, op == KT_OP_NANMEDIAN));
    int dim = ta_dim(&a, 1, -1, 0);
    bool keep = ta_bool(&a, 2, false);
    if (a.failed) return KI_ERR;
    if (!kta_reduce_index(a.ctx, op, x, dim, keep, &v, &i)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, name, "values", "indices", v, i);
}
TA_FN(f_median) {
    return with_index(ks, "median", KT_OP_MEDIAN, args, nargs, kwnames);
}
TA_FN(f_nanmedian) {
    return with_index(ks, "nanmedian", KT_OP_NANMEDIAN, args, nargs, kwnames);
}
TA_FN(f_mode) {
    return with_index(ks, "mode", KT_OP_MODE, args, nargs, kwnames);
}

static KiValue cum_index(KiState *ks, const char *name, KtOp op, KiValue *args, int nargs,
                         KiValue kwnames) {
    static const TaSpec spec = {"", 2, 2, 3, {"input", "dim", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0), *v = NULL, *i = NULL;
    int dim = ta_dim(&a, 1, 0, 0);
    if (a.failed) return KI_ERR;
    if (!kta_reduce_index(a.ctx, op, x, dim, false, &v, &i)) return ki_kt_raise(ks);
    return ta_ret_pair(&a, name, "values", "indices", v, i);
}
TA_FN(f_cummax) {
    return cum_index(ks, "cummax", KT_OP_CUMMAX, args, nargs, kwnames);
}
TA_FN(f_cummin) {
    return cum_index(ks, "cummin", KT_OP_CUMMIN, args, nargs, kwnames);
}

/* Nothing has no least and no largest. */
static bool refuse_aminmax(Ta *a, const KtTensor *x, int dim, bool along) {
    if (x->numel) return true;
    if (!along)
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "aminmax(): cannot compute aminmax over an empty dimension as the operation "
                       "has no identity.");
    if (!kt_wrap_dim(a->ctx, &dim, x->ndim)) return false;
    return x->sizes[dim] != 0 ||
           kt_fail(a->ctx, KT_INDEX_ERROR,
                   "aminmax: Expected reduction dim %d to have non-zero size.", dim);
}
TA_FN(f_aminmax) {
    TA_BIND("aminmax", 1, 1, "input", "dim", "keepdim", "out");
    KtTensor *x = ta_tensor(&a, 0), *r[2];
    int dim = ta_dim(&a, 1, 0, 0);
    bool keep = ta_bool(&a, 2, false), along = ta_given(&a, 1);
    if (a.failed) return KI_ERR;
    if (!refuse_aminmax(&a, x, dim, along)) return ki_kt_raise(ks);
    int at = dim;
    if (along && !kt_wrap_dim(a.ctx, &at, x->ndim ? x->ndim : 1)) return ki_kt_raise(ks);
    if (kt_is_complex_dtype(x->dtype) || x->dtype == KT_F16 || (along && x->dtype == KT_BF16))
        return refuse(&a, "\"%s_cpu\" not implemented for '%s'", "aminmax", x->dtype);
    for (int i = 0; i < 2; i++) {
        r[i] = kt_reduce(a.ctx, i ? KT_OP_AMAX : KT_OP_AMIN, x, along ? &dim : NULL, along, keep,
                         KT_NO_DTYPE, NULL);
        if (r[i] && x->ndim == 0 && keep && along) { /* a dimension that was not there */
            KtTensor *wide = kt_unsqueeze(a.ctx, r[i], 0);
            kt_decref(a.ctx, r[i]);
            r[i] = wide;
        }
        r[i] = kta_underivable(a.ctx, r[i], NULL, "aminmax", 1, &x);
        if (!r[i]) {
            if (i) kt_decref(a.ctx, r[0]);
            return ki_kt_raise(ks);
        }
    }
    return ta_ret_pair(&a, "aminmax", "min", "max", r[0], r[1]);
}

/* --- variance --- */

/* var(input, unbiased), var(input, dim, unbiased, keepdim), var(input, dim, *, correction, keepdim)
 */
static bool var_args(Ta *a, int *dims, int *n, bool *have, double *correction, bool *keep) {
    bool unbiased = true;
    *have = false;
    *n = 0;
    if (ki_is_bool(a->v[1]))
        unbiased = a->v[1] == KI_TRUE;
    else
        *have = ta_dims(a, 1, dims, n) && *n > 0;
    if (ta_given(a, 2)) unbiased = ta_bool(a, 2, true);
    *keep = ta_bool(a, 3, false);
    *correction = ta_given(a, 4) ? ta_float(a, 4, 1) : unbiased ? 1 : 0;
    return !a->failed;
}
/* Into complex numbers PyTorch takes complex roots, of which those of nan are nan in both parts. */
static KtTensor *complex_roots(Ta *a, KtTensor *v, const KtTensor *out) {
    KtTensor *wide = kta_cast(a->ctx, v, out->dtype), *bad = NULL, *r = NULL;
    if (wide) bad = kt_unary(a->ctx, KT_OP_ISNAN, v, KT_NO_DTYPE, NULL);
    KtOperand x = kt_operand(wide), nan = kt_operand_scalar(kt_scalar_complex(NAN, NAN));
    if (bad) r = kta_where(a->ctx, bad, &nan, &x);
    kt_xdecref(a->ctx, wide);
    kt_xdecref(a->ctx, bad);
    kt_decref(a->ctx, v);
    return r;
}
/* v, the variance of x, as it goes into out=; consumed. PyTorch fills out with one number that it
 * has computed, whatever its type, and else has kernels for numbers like the operand's alone. */
static KtTensor *var_for_out(Ta *a, const KtTensor *x, KtTensor *v, bool root) {
    const KtTensor *out = out_of(a, 5);
    bool complex_x = kt_is_complex_dtype(x->dtype);
    if (out && root && complex_x && kt_torch_lacks(a->ctx, KT_OP_SQRT, out->dtype)) {
        (void)kt_no_kernel(a->ctx, KT_OP_SQRT, out->dtype);
        kt_decref(a->ctx, v);
        return NULL;
    }
    bool low = x->dtype == KT_F16 || x->dtype == KT_BF16;
    if (out && low && v->numel == 1 && x->numel && out->dtype != KT_F16 &&
        out->dtype != KT_BF16) { /* one number is computed apart from the iterator */
        kt_decref(a->ctx, v);
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR, "std_var_all: Unsupported dtype %s",
                            kt_dtype_info[x->dtype].scalar_name);
    }
    if (out && root && complex_x && kt_is_complex_dtype(out->dtype))
        return complex_roots(a, v, out);
    if (!out || (kt_is_inexact_dtype(out->dtype) && (complex_x || kt_is_float_dtype(out->dtype))))
        return v;
    KtTensor *r = NULL;
    bool full = x->dtype == KT_F32 || x->dtype == KT_F64;
    full = full || (complex_x && root);
    if (x->numel && !(full && v->numel == 1)) {
        kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"std_cpu\" not implemented for '%s'",
                kt_dtype_info[out->dtype].scalar_name);
    } else {
        KtScalar number = v->numel ? kt_load_scalar(v->dtype, v->data) : kt_scalar_float(NAN);
        if (!kt_check_number(a->ctx, out->dtype, &number))
            ;
        else if (root && complex_x) /* the sum of two variances is there, its root does not fit */
            kt_fail(a->ctx, KT_RUNTIME_ERROR,
                    "result type Float can't be cast to the desired output type %s",
                    kt_dtype_info[out->dtype].scalar_name);
        else
            r = kta_cast(a->ctx, v, out->dtype);
    }
    kt_decref(a->ctx, v);
    return r;
}
/* x in the type of the floats (or of the parts) that are to take its variance, if that is more than
 * one number: PyTorch computes a single one in the type of x, but for halves. */
static KtTensor *in_type_of_out(Ta *a, KtTensor *x, const int *dims, int n) {
    const KtTensor *out = out_of(a, 5);
    int to = out ? (int)kt_real_dtype(out->dtype) : KT_NO_DTYPE;
    bool both = out && kt_is_float_dtype(to) && kt_is_float_dtype(x->dtype);
    uint64_t mask = ~UINT64_C(0);
    if (both && n && !kt_dims_mask(a->ctx, dims, n, x->ndim, &mask)) return NULL;
    bool one = (x->dtype == KT_F32 || x->dtype == KT_F64) && both && to != KT_F16 && to != KT_BF16;
    for (int d = 0; d < x->ndim; d++)
        one = one && (mask >> d & 1 || x->sizes[d] == 1);
    return both && !one ? kta_cast(a->ctx, x, to) : kt_incref(x);
}
/* The variance of the real or of the imaginary parts of x as the type of what is to take it holds
 * it. */
static KtTensor *var_of_part(Ta *a, KtTensor *x, bool imaginary, const int *dims, int n,
                             double correction, bool keep, int dtype) {
    KtTensor *part = imaginary ? kta_imag(a->ctx, x) : kta_real(a->ctx, x),
             *in = part ? in_type_of_out(a, part, dims, dims ? n : 0) : NULL,
             *v = in ? kta_var(a->ctx, in, dims, n, correction, keep, false) : NULL, *r = NULL;
    bool inexact = kt_is_inexact_dtype(dtype);
    KtScalar s = v && !inexact ? kt_load_scalar(v->dtype, v->data) : kt_scalar_int(0);
    if (v && kt_check_number(a->ctx, dtype, &s)) r = kt_cast(a->ctx, v, dtype);
    kt_xdecref(a->ctx, part);
    kt_xdecref(a->ctx, in);
    kt_xdecref(a->ctx, v);
    return r;
}
static KtTensor *var_of_parts(Ta *a, KtTensor *x, const int *dims, int n, double correction,
                              bool keep, int dtype) {
    KtTensor *re = var_of_part(a, x, false, dims, n, correction, keep, dtype),
             *im = re ? var_of_part(a, x, true, dims, n, correction, keep, dtype) : NULL,
             *sum = im ? kt_binary(a->ctx, KT_OP_ADD, re, im, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(a->ctx, re);
    kt_xdecref(a->ctx, im);
    return sum;
}
/* The variance or deviation of x for where it goes. */
static KtTensor *var_value(Ta *a, KtTensor *x, const int *dims, int n, double correction, bool keep,
                           bool root, bool mean_too) {
    const KtTensor *out = mean_too ? NULL : out_of(a, 5);
    if (out && kt_is_complex_dtype(x->dtype) && kt_is_inexact_dtype(out->dtype)) {
        KtTensor *v = var_of_parts(a, x, dims, n, correction, keep, kt_real_dtype(out->dtype));
        if (!v || !root) return v;
        KtTensor *deviation = kt_unary(a->ctx, KT_OP_SQRT, v, KT_NO_DTYPE, NULL);
        kt_decref(a->ctx, v);
        return deviation;
    }
    KtTensor *in = mean_too ? kt_incref(x) : in_type_of_out(a, x, dims, dims ? n : 0);
    KtTensor *v = in ? kta_var(a->ctx, in, dims, n, correction, keep, root) : NULL;
    kt_xdecref(a->ctx, in);
    return v;
}
/* Of half precision the mean comes with the variance, in floats; mean() alone rounds the sum. */
static KtTensor *mean_beside_var(Ta *a, KtTensor *x, const int *dims, int n, bool keep) {
    bool half = x->dtype == KT_BF16 || x->dtype == KT_F16;
    KtTensor *wide = half ? kta_cast(a->ctx, x, KT_F32) : kt_incref(x),
             *mean = wide ? kta_reduce(a->ctx, KT_OP_MEAN, wide, dims, n, keep, KT_NO_DTYPE) : NULL,
             *r = mean ? kta_cast(a->ctx, mean, x->dtype) : NULL;
    kt_xdecref(a->ctx, wide);
    kt_xdecref(a->ctx, mean);
    return r;
}
static KiValue var_and_mean(Ta *a, KtTensor *x, const int *dims, int n, double correction,
                            bool keep, bool root) {
    KtWhole w;
    KtTensor *pair[2] = {NULL, NULL};
    if (!kta_whole_begin(a->ctx, &w, root ? KT_WHOLE_STD_MEAN : KT_WHOLE_VAR_MEAN, 1, &x))
        return ki_kt_raise(a->ks);
    pair[0] = var_value(a, w.in[0], dims, n, correction, keep, root, true);
    if (pair[0]) pair[1] = mean_beside_var(a, w.in[0], dims, n, keep);
    bool ok = pair[1] && kt_moments(a->ctx, x, dims, n, correction, root, pair[0], pair[1]) &&
              kta_whole_end_n(a->ctx, &w, 2, pair);
    kta_whole_drop(a->ctx, &w);
    if (ok) return ta_ret_tuple(a, pair, 2);
    kt_xdecref(a->ctx, pair[0]);
    kt_xdecref(a->ctx, pair[1]);
    return ki_pending(a->ks) ? KI_ERR : ki_kt_raise(a->ks);
}
static KiValue call_var(KiState *ks, const char *name, bool root, bool mean_too, KiValue *args,
                        int nargs, KiValue kwnames) {
    static const TaSpec spec = {
        "", 1, 4, 6, {"input", "dim", "unbiased", "keepdim", "correction", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    int dims[KT_MAX_DIMS], n;
    bool have, keep;
    double correction;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (!var_args(&a, dims, &n, &have, &correction, &keep)) return KI_ERR;
    if (!kt_is_inexact_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "%s only support floating point and complex dtypes",
                        mean_too ? name : "std and var");
    if (!have && (keep || mean_too))
        for (have = true, n = 0; n < x->ndim; n++)
            dims[n] = n;
    if (mean_too) return var_and_mean(&a, x, have ? dims : NULL, n, correction, keep, root);
    KtTensor *v = var_value(&a, x, have ? dims : NULL, n, correction, keep, root, mean_too);
    const KtTensor *out = out_of(&a, 5);
    if (v && out && v->numel == 1 && x->numel && !root && kt_is_complex_dtype(x->dtype) &&
        !kt_is_inexact_dtype(out->dtype)) {
        kt_decref(a.ctx, v);
        v = var_of_parts(&a, x, have ? dims : NULL, n, correction, keep, out->dtype);
        return ta_ret_out(&a, 5, v);
    }
    return ta_ret_out(&a, 5, v ? var_for_out(&a, x, v, root) : NULL);
}
TA_FN(f_var) {
    return call_var(ks, "var", false, false, args, nargs, kwnames);
}
TA_FN(f_std) {
    return call_var(ks, "std", true, false, args, nargs, kwnames);
}
TA_FN(f_var_mean) {
    return call_var(ks, "var_mean", false, true, args, nargs, kwnames);
}
TA_FN(f_std_mean) {
    return call_var(ks, "std_mean", true, true, args, nargs, kwnames);
}

/* --- norms --- */

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
    KtTensor *r = kta_norm(a->ctx, x, 2, dims, n, keep);
    return n == 2 ? kta_name_node(r, "SqrtBackward0") : r;
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
    const KtTensor *out = out_of(&a, 4);
    KtTensor *r;
    if (number) { /* computed in the type of out */
        KtScalar order = ta_scalar(&a, 1, kt_scalar_int(2));
        if (a.failed) return KI_ERR;
        if (dtype >= 0 && !kt_is_inexact_dtype(dtype))
            return refuse(&a,
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
            return refuse(&a, "\"%s_cpu\" not implemented for '%s'", "norm", out->dtype);
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

/* --- quantiles, differences --- */

static KiValue call_quantile(KiState *ks, const char *name, bool ignore_nan, KiValue *args,
                             int nargs, KiValue kwnames) {
    static const TaSpec spec = {
        "", 2, 4, 6, {"input", "q", "dim", "keepdim", "interpolation", "out"}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    KtOperand q = ta_operand(&a, 1);
    int dim = ta_dim(&a, 2, KT_ALL_DIMS, 0);
    bool keep = ta_bool(&a, 3, false);
    const char *how = ta_str(&a, 4, "linear");
    if (a.failed) return KI_ERR;
    KtTensor *qt = q.t ? kt_incref(q.t) : kt_scalar_tensor(a.ctx, x->dtype, &q.s);
    KtTensor *r = qt ? kt_quantile(a.ctx, x, qt, dim, keep, how, ignore_nan) : NULL;
    kt_xdecref(a.ctx, qt);
    return ta_ret_out(&a, 5, r);
}
TA_FN(f_quantile) {
    return call_quantile(ks, "quantile", false, args, nargs, kwnames);
}
TA_FN(f_nanquantile) {
    return call_quantile(ks, "nanquantile", true, args, nargs, kwnames);
}

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
    const KtTensor *out = out_of(&a, 5);
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
        return refuse(&a, "\"%s\" not implemented for '%s'", "trace", x->dtype);
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
    {"max/fm", f_max},
    {"min/fm", f_min},
    {"median/fm", f_median},
    {"nanmedian/fm", f_nanmedian},
    {"mode/fm", f_mode},
    {"cummax/fm", f_cummax},
    {"cummin/fm", f_cummin},
    {"aminmax/fm", f_aminmax},
    {"var/fm", f_var},
    {"std/fm", f_std},
    {"var_mean/f", f_var_mean},
    {"std_mean/f", f_std_mean},
    {"norm/f", f_norm},
    {"norm/m", m_norm},
    {"vector_norm/l", f_vector_norm},
    {"_norm_dtype/f", f_norm_dtype},
    {"dist/fm", f_dist},
    {"quantile/fm", f_quantile},
    {"nanquantile/fm", f_nanquantile},
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
