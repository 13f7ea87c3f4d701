/* torch._C._nn: the natives of torch.nn.functional, in its argument order. */
#include <math.h>

#include "torch_nn.h"

/* --- activations with constants --- */

/* torch: these want floats; the names of its kernels. */
static const char *float_kernel(KtOp op) {
    switch (op) {
    case KT_OP_ELU:
        return "elu_cpu";
    case KT_OP_SILU:
        return "silu_cpu";
    case KT_OP_MISH:
        return "mish_cpu";
    case KT_OP_HARDSIGMOID:
        return "hardsigmoid_cpu";
    case KT_OP_HARDSWISH:
        return "hardswish_cpu";
    case KT_OP_LEAKY_RELU:
        return "leaky_relu_cpu";
    case KT_OP_SOFTPLUS:
        return "softplus_cpu";
    case KT_OP_SOFTSHRINK:
        return "softshrink_cpu";
    case KT_OP_HARDSHRINK:
        return "hardshrink_cpu";
    case KT_OP_LOGSIGMOID:
        return "log_sigmoid_cpu";
    case KT_OP_GELU:
    case KT_OP_GELU_TANH:
        return "GeluKernelImpl";
    default:
        return NULL;
    }
}

static KtTensor *activated(Ta *a, KtOp op) {
    KtTensor *x = ta_tensor(a, 0);
    bool complex_silu = !a->failed && op == KT_OP_SILU && kt_is_complex_dtype(x->dtype);
    if (!a->failed && x->dtype == KT_BOOL && (op == KT_OP_HARDTANH || op == KT_OP_RELU)) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 op == KT_OP_RELU ? "Boolean inputs not supported for relu"
                                  : "Bool inputs not supported for hardtanh");
        a->failed = true;
    } else if (!a->failed && !kt_is_float_dtype(x->dtype) && float_kernel(op) && !complex_silu) {
        ki_raise(a->ks, KI_EXC_RuntimeError, "\"%s\" not implemented for '%s'", float_kernel(op),
                 kt_dtype_info[x->dtype].scalar_name);
        a->failed = true;
    }
    return x;
}

/* Is a number for a kernel of floats one? */
static bool within_float(Ta *a, double v) {
    KtScalar s = kt_scalar_float(v);
    if (!ki_is_tensor(a->v[0]) || ki_tensor_of(a->v[0])->dtype != KT_F32 ||
        kt_check_number(a->ctx, KT_F32, &s))
        return true;
    a->failed = true;
    (void)ki_kt_raise(a->ks);
    return false;
}

static KiValue activate(Ta *a, KtOp op, const double *param, int i_inplace) {
    bool inplace = i_inplace >= 0 && ta_truth(a, i_inplace, false);
    char in_place[32];
    if (inplace && !ki_is_tensor(a->v[0])) { /* it is the other function that says so */
        snprintf(in_place, sizeof in_place, "%s_", a->name);
        a->name = in_place;
    }
    KtTensor *x = activated(a, op);
    if (a->failed) return KI_ERR;
    if (inplace && !kta_check_inplace(a->ctx, x)) return ki_kt_raise(a->ks);
    bool of_result = inplace && (op == KT_OP_ELU || op == KT_OP_LEAKY_RELU);
    KtTensor *r = of_result ? kta_unary_of_result(a->ctx, op, x, param)
                  : param   ? kta_unary_param(a->ctx, op, x, param)
                            : kta_unary(a->ctx, op, x);
    if (a->name[0] == 'c') kta_name_node(r, inplace ? "CeluBackward1" : "CeluBackward0");
    return inplace ? ta_ret_inplace(a, r) : ta_ret(a, r);
}
/* the same for those that write into out= */
static KiValue activate_out(Ta *a, KtOp op, const double *param, int i_out) {
    KtTensor *x = activated(a, op);
    if (a->failed) return KI_ERR;
    return ta_ret_out(a, i_out,
                      param ? kta_unary_param(a->ctx, op, x, param) : kta_unary(a->ctx, op, x));
}
#define SIMPLE(cname, name, OP)                                                                    \
    TA_FN(cname) {                                                                                 \
        TA_BIND(name, 1, 2, "input", "inplace");                                                   \
        return activate(&a, KT_OP_##OP, NULL, 1);                                                  \
    }
SIMPLE(f_relu, "relu", RELU)
SIMPLE(f_silu, "silu", SILU)
SIMPLE(f_mish, "mish", MISH)
SIMPLE(f_hardsigmoid, "hardsigmoid", HARDSIGMOID)
SIMPLE(f_hardswish, "hardswish", HARDSWISH)
SIMPLE(f_tanh, "tanh", TANH)
SIMPLE(f_sigmoid, "sigmoid", SIGMOID)
/* Number i of an activation, which must be of the type that it computes in; that there is no kernel
 * for the operand is said first. */
static double param(Ta *a, KtOp op, int i, double dflt) {
    KtScalar s = ta_scalar(a, i, kt_scalar_float(dflt));
    if (!a->failed && s.kind != KT_S_COMPLEX) {
        double v = kt_scalar_as_double(&s);
        return within_float(a, v) ? v : dflt;
    }
    if (a->failed) return dflt;
    KtTensor *x = activated(a, op);
    bool clamps = op == KT_OP_HARDTANH;
    if (a->failed || (x->dtype == KT_F16 && !clamps)) return dflt;
    int own = (int)x->dtype;
    if (clamps && !kt_is_complex_dtype(own)) own = kt_is_float_dtype(own) ? KT_F64 : KT_I64;
    if (!kt_check_number(a->ctx, own, &s)) {
        a->failed = true;
        (void)ki_kt_raise(a->ks);
    }
    return dflt;
}
TA_FN(f_elu) {
    TA_BIND("elu", 1, 3, "input", "alpha", "inplace");
    double p[3] = {param(&a, KT_OP_ELU, 1, 1), 1, 1};
    return activate(&a, KT_OP_ELU, p, 2);
}
TA_FN(f_selu) {
    TA_BIND("selu", 1, 2, "input", "inplace");
    double p[3] = {1.6732632423543772848170429916717, 1.0507009873554804934193349852946, 1};
    return activate(&a, KT_OP_ELU, p, 1);
}
TA_FN(f_celu) {
    TA_BIND("celu", 1, 3, "input", "alpha", "inplace");
    (void)ta_scalar(&a, 1, kt_scalar_int(1)); /* a Number, which has 64 bits */
    double alpha = ta_float(&a, 1, 1);
    if (alpha == 0 && !a.failed)
        return ki_raise(ks, KI_EXC_RuntimeError, "ZeroDivisionError: alpha cannot be 0 for CELU");
    if (!a.failed) (void)within_float(&a, alpha);
    double p[3] = {alpha, 1, 1 / alpha};
    return activate(&a, KT_OP_ELU, p, 2);
}
TA_FN(f_leaky_relu) {
    TA_BIND("leaky_relu", 1, 3, "input", "negative_slope", "inplace");
    double p = param(&a, KT_OP_LEAKY_RELU, 1, 0.01);
    return activate(&a, KT_OP_LEAKY_RELU, &p, 2);
}
TA_FN(f_hardtanh) {
    TA_BIND("hardtanh", 1, 4, "input", "min_val", "max_val", "inplace");
    double p[2] = {param(&a, KT_OP_HARDTANH, 1, -1), param(&a, KT_OP_HARDTANH, 2, 1)};
    KtTensor *x = ta_tensor(&a, 0);
    for (int i = 0; i < 2; i++)
        if (!a.failed && kt_is_int_dtype(x->dtype) && !(fabs(p[i]) < 0x1p63))
            return ki_raise(ks, KI_EXC_RuntimeError,
                            "value cannot be converted to type int64_t without overflow");
    if (!a.failed && x->dtype == KT_U8 && ((int)p[0] < 0 || (int)p[1] < 0))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "cannot do hardtanh on an unsigned type with negative limits");
    return activate(&a, KT_OP_HARDTANH, p, 3);
}
TA_FN(f_relu6) {
    TA_BIND("relu6", 1, 2, "input", "inplace");
    double p[2] = {0, 6};
    return activate(&a, KT_OP_HARDTANH, p, 1);
}
TA_FN(f_softplus) {
    TA_BIND("softplus", 1, 3, "input", "beta", "threshold", "out");
    double p[2] = {param(&a, KT_OP_SOFTPLUS, 1, 1), param(&a, KT_OP_SOFTPLUS, 2, 20)};
    return activate_out(&a, KT_OP_SOFTPLUS, p, 3);
}
TA_FN(f_softshrink) {
    TA_BIND("softshrink", 1, 2, "input", "lambd", "out");
    (void)ta_scalar(&a, 1, kt_scalar_int(1));
    double p = ta_float(&a, 1, 0.5);
    if (p < 0 && !a.failed)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "lambda must be greater or equal to 0, but found to be %g.", p);
    if (!a.failed) (void)within_float(&a, p);
    return activate_out(&a, KT_OP_SOFTSHRINK, &p, 2);
}
TA_FN(f_logsigmoid) {
    TA_BIND("log_sigmoid", 1, 1, "input", "out");
    return activate_out(&a, KT_OP_LOGSIGMOID, NULL, 1);
}
TA_FN(f_hardshrink) {
    TA_BIND("hardshrink", 1, 2, "input", "lambd", "out");
    double p = param(&a, KT_OP_HARDSHRINK, 1, 0.5);
    return activate_out(&a, KT_OP_HARDSHRINK, &p, 2);
}
TA_FN(f_gelu) {
    TA_BIND("gelu", 1, 1, "input", "approximate", "out");
    const char *how = ta_str(&a, 1, "none");
    if (strcmp(how, "none") && strcmp(how, "tanh") && !a.failed)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "approximate argument must be either none or tanh.");
    return activate_out(&a, strcmp(how, "tanh") ? KT_OP_GELU : KT_OP_GELU_TANH, NULL, 2);
}
static bool prelu_fits(KtCtx *ctx, const KtTensor *x, const KtTensor *w) {
    int64_t channels = x->ndim > 1 ? x->sizes[1] : 1;
    if (w->numel != 1 && x->ndim == 0)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "Not allow zero-dim input tensor.");
    bool counted = w->numel == 1 || w->numel == channels;
    if (counted && w->ndim > 1)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "prelu: Expected `weight` to be a scalar or 1D tensor, but got ndim = %d",
                       w->ndim);
    if (!counted)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Mismatch of parameter numbers and input channel size. Found parameter "
                       "numbers = %lld and channel size = %lld.",
                       (long long)w->numel, (long long)channels);
    bool mixed = x->dtype == KT_BF16 && (w->dtype == KT_F32 || w->dtype == KT_F64);
    if (w->dtype != x->dtype && !mixed) /* see kta_prelu */
        return kt_fail(ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s",
                       kt_dtype_info[w->dtype].scalar_name, kt_dtype_info[x->dtype].scalar_name);
    return kt_is_float_dtype(x->dtype) ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "\"prelu_cpu\" not implemented for '%s'",
                   kt_dtype_info[x->dtype].scalar_name);
}
/* input where positive, else weight (one, or one per channel) times input */
TA_FN(f_prelu) {
    TA_BIND("prelu", 2, 2, "input", "weight");
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor(&a, 1);
    if (a.failed) return KI_ERR;
    if (!prelu_fits(a.ctx, x, w)) return ki_kt_raise(ks);
    if (x->dtype == KT_F16)
        return ki_raise(ks, KI_EXC_RuntimeError, "\"prelu_cpu\" not implemented for 'Half'");
    return ta_ret(&a, kta_prelu(a.ctx, x, w));
}
TA_FN(f_glu) {
    TA_BIND("glu", 1, 2, "input", "dim");
    KtTensor *x = ta_tensor(&a, 0);
    int dim = ta_dim(&a, 1, -1, 0);
    if (a.failed) return KI_ERR;
    if (x->ndim == 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "glu does not support scalars because halving size must be even");
    if (!kt_wrap_dim(a.ctx, &dim, x->ndim)) return ki_kt_raise(ks);
    int64_t n = x->sizes[dim];
    if (n % 2)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Halving dimension must be even, but dimension %d is size %lld", dim,
                        (long long)n);
    if (!kt_is_float_dtype(x->dtype) || x->dtype == KT_F16)
        return ki_raise(ks, KI_EXC_RuntimeError, "\"glu_cpu\" not implemented for '%s'",
                        kt_dtype_info[x->dtype].scalar_name);
    return ta_ret(&a, kta_glu(a.ctx, x, dim));
}

/* --- softmax --- */

static KtTensor *softmax(Ta *a, int i_dim, int i_dtype, bool log, bool negate) {
    KtTensor *x = ta_tensor(a, 0);
    int dtype = ta_dtype(a, i_dtype);
    if (a->failed) return NULL;
    int dim = x->ndim == 0 || x->ndim == 1 || x->ndim == 3 ? 0 : 1;
    if (ta_given(a, i_dim)) {
        dim = ta_dim(a, i_dim, dim, 0);
    } else if (!kt_warn(a->ctx, KT_USER_WARNING,
                        "Implicit dimension choice for %ssoftmax has been deprecated. Change the "
                        "call to include dim=X as an argument.",
                        log ? "log_" : "")) {
        return NULL;
    }
    if (a->failed) return NULL;
    KtTensor *y = dtype >= 0 ? kta_cast(a->ctx, x, dtype) : kt_incref(x);
    if (y && negate) {
        KtTensor *n = kta_unary(a->ctx, KT_OP_NEG, y);
        kt_decref(a->ctx, y);
        y = n;
    }
    KtTensor *r = y ? kta_softmax(a->ctx, y, dim, log) : NULL;
    kt_xdecref(a->ctx, y);
    return r;
}
TA_FN(n_softmax) {
    TA_BIND("softmax", 1, 4, "input", "dim", "_stacklevel", "dtype");
    return ta_ret(&a, softmax(&a, 1, 3, false, false));
}
TA_FN(n_log_softmax) {
    TA_BIND("log_softmax", 1, 4, "input", "dim", "_stacklevel", "dtype");
    return ta_ret(&a, softmax(&a, 1, 3, true, false));
}
TA_FN(n_softmin) {
    TA_BIND("softmin", 1, 4, "input", "dim", "_stacklevel", "dtype");
    return ta_ret(&a, softmax(&a, 1, 3, false, true));
}
static KiValue torch_softmax(KiState *ks, const char *name, bool log, KiValue *args, int nargs,
                             KiValue kwnames) {
    TaSpec own = {name, 2, 3, 4, {"input", "dim", "dtype", "out"}};
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) {
        if (nargs >= 1 && ki_is_tensor(args[0]) && a.v[1] == KI_ABSENT && kwnames == KI_ABSENT) {
            ki_clear_exc(ks);
            return ta_no_match(&a, args, nargs, kwnames,
                               " * (Tensor input, int dim, torch.dtype dtype, *, Tensor out)\n * "
                               "(Tensor input, name dim, *, torch.dtype dtype)\n");
        }
        return KI_ERR;
    }
    if (ta_given(&a, 3) && ki_is_tensor(a.v[3]) && ki_is_tensor(a.v[0])) {
        int dim = ta_dim(&a, 1, 0, 0), dtype = ta_dtype(&a, 2);
        const KtTensor *x = ki_tensor_of(a.v[0]);
        if (a.failed) return KI_ERR;
        if (!kt_wrap_dim(a.ctx, &dim, x->ndim) ||
            !ta_out_type_fits(&a, dtype < 0 ? (int)x->dtype : dtype, ki_tensor_of(a.v[3])))
            return ki_kt_raise(ks);
    }
    return ta_ret_out(&a, 3, softmax(&a, 1, 2, log, false));
}
TA_FN(f_softmax) {
    return torch_softmax(ks, "softmax", false, args, nargs, kwnames);
}
TA_FN(f_log_softmax) {
    return torch_softmax(ks, "log_softmax", true, args, nargs, kwnames);
}
TA_FN(n_masked_softmax) {
    TA_BIND("_masked_softmax", 2, 2, "input", "mask");
    KtTensor *x = ta_tensor(&a, 0), *off = ta_tensor(&a, 1);
    return ta_ret(&a, a.failed ? NULL : kt_softmax_masked(a.ctx, x, off));
}

/* --- linear --- */

TA_FN(f_linear) {
    TA_BIND("linear", 2, 3, "input", "weight", "bias", "out");
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor(&a, 1), *b = ta_tensor_opt(&a, 2);
    return ta_ret_out(&a, 3, a.failed ? NULL : kta_linear(a.ctx, x, w, b));
}

/* --- normalisation, embedding, dropout --- */

TA_FN(f_batch_norm) {
    TA_BIND("batch_norm", 3, 8, "input", "running_mean", "running_var", "weight", "bias",
            "training", "momentum", "eps");
    KtTensor *x = ta_tensor(&a, 0), *m = ta_tensor_opt(&a, 1), *v = ta_tensor_opt(&a, 2),
             *w = ta_tensor_opt(&a, 3), *b = ta_tensor_opt(&a, 4);
    bool training = ta_bool(&a, 5, false);
    double momentum = ta_float(&a, 6, 0.1), eps = ta_float(&a, 7, 1e-5);
    if (a.failed) return KI_ERR;
    if (training && x->ndim >= 2 && x->sizes[1] && x->numel / x->sizes[1] == 1) {
        char text[320];
        return ki_raise(ks, KI_EXC_ValueError,
                        "Expected more than 1 value per channel when training, got input size %s",
                        tf_size_text(text, sizeof text, x));
    }
    return ta_ret(&a, kta_batch_norm(a.ctx, x, w, b, m, v, training, momentum, eps));
}
/* v once for each of n samples; NULL stays NULL. */
static bool for_samples(KtCtx *ctx, KtTensor *v, int64_t n, KtTensor **out) {
    *out = v ? kta_repeat(ctx, v, 1, &n) : NULL;
    return !v || *out;
}
/* A statistic of n samples, averaged into the one of all. */
static bool average_statistic(KtCtx *ctx, KtTensor *to, KtTensor *samples, int64_t n) {
    if (!to) return true;
    int64_t shape[2] = {n, to->numel};
    int first = 0;
    KtTensor *rows = kt_reshape(ctx, samples, 2, shape),
             *mean = rows ? kt_reduce(ctx, KT_OP_MEAN, rows, &first, 1, false, KT_NO_DTYPE, NULL)
                          : NULL;
    bool ok = mean && kt_copy(ctx, to, mean);
    kt_xdecref(ctx, rows);
    kt_xdecref(ctx, mean);
    return ok;
}
/* Each sample's channels become channels of one sample. */
TA_FN(f_instance_norm) {
    TA_BIND("instance_norm", 1, 8, "input", "running_mean", "running_var", "weight", "bias",
            "use_input_stats", "momentum", "eps");
    KtTensor *x = ta_tensor(&a, 0), *given[4];
    for (int i = 0; i < 4; i++)
        given[i] = ta_tensor_opt(&a, 1 + i);
    bool own = ta_bool(&a, 5, true);
    double momentum = ta_float(&a, 6, 0.1), eps = ta_float(&a, 7, 1e-5);
    if (a.failed) return KI_ERR;
    int64_t spatial = 1, shape[KT_MAX_DIMS];
    for (int i = 2; i < x->ndim; i++)
        spatial *= shape[i] = x->sizes[i];
    char text[320];
    if (own && spatial == 1)
        return ki_raise(ks, KI_EXC_ValueError,
                        "Expected more than 1 spatial element when training, got input size %s",
                        tf_size_text(text, sizeof text, x));
    if (!own && (!given[0] || !given[1]))
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "Expected running_mean and running_var to be defined when use_input_stats is false");
    if (x->ndim < 2)
        return ki_raise(ks, KI_EXC_RuntimeError, "expected at least 2D input (got %dD input)",
                        x->ndim);
    shape[0] = 1;
    shape[1] = x->sizes[0] * x->sizes[1];
    KtTensor *dense = kta_contiguous(a.ctx, x),
             *flat = dense ? kta_view(a.ctx, dense, x->ndim, shape) : NULL, *v[4] = {0}, *y = NULL,
             *r = NULL;
    bool ok = flat != NULL;
    for (int i = 0; ok && i < 4; i++)
        ok = for_samples(a.ctx, given[i], x->sizes[0], &v[i]);
    if (ok) y = kta_batch_norm(a.ctx, flat, v[2], v[3], v[0], v[1], own, momentum, eps);
    if (y && (!own || (average_statistic(a.ctx, given[0], v[0], x->sizes[0]) &&
                       average_statistic(a.ctx, given[1], v[1], x->sizes[0]))))
        r = kta_view(a.ctx, y, x->ndim, x->sizes);
    KtTensor *all[] = {dense, flat, y, v[0], v[1], v[2], v[3]};
    for (int i = 0; i < 7; i++)
        kt_xdecref(a.ctx, all[i]);
    return ta_ret(&a, r);
}
TA_FN(f_layer_norm) {
    TA_BIND("layer_norm", 2, 5, "input", "normalized_shape", "weight", "bias", "eps");
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor_opt(&a, 2), *b = ta_tensor_opt(&a, 3);
    int64_t shape[KT_MAX_DIMS];
    int n;
    if (!ki_is_tuple(a.v[1]) && !ki_is_list(a.v[1])) ta_bad(&a, 1, "tuple of ints");
    ta_sizes(&a, 1, shape, &n);
    double eps = ta_float(&a, 4, 1e-5);
    return ta_ret(&a, a.failed ? NULL : kta_layer_norm(a.ctx, x, n, shape, w, b, eps));
}
/* torch.nn.functional looks at the input as (N C / G, G, ...): more than one value for each of
 * them. */
static bool group_batch_fits(Ta *a, const KtTensor *x, int64_t groups) {
    if (x->ndim < 2) {
        int dim = x->ndim;
        if (!x->ndim)
            ki_raise(a->ks, KI_EXC_IndexError,
                     "Dimension specified as 0 but tensor has no dimensions");
        else if (!kt_wrap_dim(a->ctx, &dim, x->ndim))
            ki_kt_raise(a->ks);
        return false;
    }
    if (groups == 0) {
        ki_raise(a->ks, KI_EXC_ZeroDivisionError, "integer division or modulo by zero");
        return false;
    }
    int64_t seen[KT_MAX_DIMS] = {x->sizes[0] * x->sizes[1] / groups, groups}, values = seen[0];
    for (int i = 2; i < x->ndim; i++)
        values *= seen[i] = x->sizes[i];
    if (values != 1) return true;
    char text[300];
    kt_shape_str(text, sizeof text, x->ndim, seen);
    ki_raise(a->ks, KI_EXC_ValueError,
             "Expected more than 1 value per channel when training, got input size %s", text);
    return false;
}
TA_FN(f_group_norm) {
    TA_BIND("group_norm", 2, 5, "input", "num_groups", "weight", "bias", "eps");
    KtTensor *x = ta_tensor(&a, 0), *w = ta_tensor_opt(&a, 2), *b = ta_tensor_opt(&a, 3);
    int64_t g = ta_int(&a, 1, 1);
    double eps = ta_float(&a, 4, 1e-5);
    if (a.failed || !group_batch_fits(&a, x, g)) return KI_ERR;
    return ta_ret(&a, kta_group_norm(a.ctx, x, g, w, b, eps));
}
static bool check_p(Ta *a, double p) {
    if (p >= 0 && p <= 1) return true;
    ki_raise(a->ks, KI_EXC_RuntimeError,
             "dropout probability has to be between 0 and 1, but got %g", p);
    return false;
}
TA_FN(f_dropout) {
    TA_BIND("dropout", 1, 3, "input", "p", "train");
    if (!ta_given(&a, 1) || a.v[2] == KI_ABSENT)
        return ki_raise(ks, KI_EXC_TypeError, "dropout() missing %s",
                        ta_given(&a, 1) ? "1 required positional arguments: \"train\""
                                        : "2 required positional arguments: \"p\", \"train\"");
    if (ki_is_none(a.v[2])) ta_bad(&a, 2, "bool");
    KtTensor *x = ta_tensor(&a, 0);
    double p = ta_float(&a, 1, 0.5);
    bool training = ta_bool(&a, 2, true);
    if (a.failed || !check_p(&a, p)) return KI_ERR;
    KtRng *g = kt_default_rng(a.ctx);
    if (!g) return ki_raise_nomem(ks);
    if (!training || p == 0 || x->numel == 0) return ki_new_ref(a.v[0]);
    if (p < 1 && (x->dtype == KT_F16 || kt_is_complex_dtype(x->dtype)))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "\"bernoulli_scalar_cpu_\" not implemented for '%s'",
                        kt_dtype_info[x->dtype].scalar_name);
    if (p == 1) { /* multiplied by a zero of its own type */
        KtTensor *nothing = kt_zeros(a.ctx, x->dtype, 0, NULL);
        KtOperand xo = kt_operand(x), no = {.t = nothing};
        KtTensor *r = nothing ? kta_binary(a.ctx, KT_OP_MUL, &xo, &no) : NULL;
        kt_xdecref(a.ctx, nothing);
        return ta_ret(&a, r);
    }
    return ta_ret(&a, kta_dropout(a.ctx, g, x, p, true));
}
/* --- recurrent layers, attention --- */

TA_FN(f_rnn_layer) {
    TA_BIND("_rnn_layer", 9, 9, "mode", "reverse", "x", "w_ih", "w_hh", "b_ih", "b_hh", "h0", "c0");
    const char *s = ta_str(&a, 0, "");
    KtRnnMode mode = !strcmp(s, "LSTM")       ? KT_RNN_LSTM
                     : !strcmp(s, "GRU")      ? KT_RNN_GRU
                     : !strcmp(s, "RNN_RELU") ? KT_RNN_RELU
                                              : KT_RNN_TANH;
    bool reverse = ta_bool(&a, 1, false);
    KtTensor *x = ta_tensor(&a, 2), *wi = ta_tensor(&a, 3), *wh = ta_tensor(&a, 4),
             *bi = ta_tensor_opt(&a, 5), *bh = ta_tensor_opt(&a, 6);
    KtTensor *h0 = ta_tensor(&a, 7), *c0 = ta_tensor_opt(&a, 8), *y = NULL, *h = NULL, *c = NULL;
    if (a.failed) return KI_ERR;
    if (!kta_rnn(a.ctx, mode, reverse, x, wi, wh, bi, bh, h0, c0, &y, &h, &c))
        return ki_kt_raise(ks);
    KiValue vy = ki_tensor_wrap(ks, y), vh = ki_tensor_wrap(ks, h),
            vc = mode == KT_RNN_LSTM && c ? ki_tensor_wrap(ks, c) : KI_NONE;
    KiValue r =
        vy == KI_ERR || vh == KI_ERR || vc == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 3, vy, vh, vc);
    ki_decref(ks, vy);
    ki_decref(ks, vh);
    ki_decref(ks, vc);
    return r;
}
TA_FN(f_attention) {
    TA_BIND("_scaled_dot_product", 3, 6, "query", "key", "value", "attn_mask", "dropout_p",
            "is_causal", "scale");
    KtTensor *q = ta_tensor(&a, 0), *k = ta_tensor(&a, 1), *v = ta_tensor(&a, 2),
             *mask = ta_tensor_opt(&a, 3), *made = NULL;
    double p = ta_float(&a, 4, 0), scale = ta_float(&a, 6, 0);
    bool causal = ta_bool(&a, 5, false);
    if (a.failed) return KI_ERR;
    if (q->ndim < 2 || k->ndim < 2)
        return ki_raise(
            ks, KI_EXC_RuntimeError,
            "scaled_dot_product_attention: query and key must have at least 2 dimensions");
    if (scale == 0) scale = 1 / sqrt((double)q->sizes[q->ndim - 1]);
    KtTensor *qs = tf_scale_free(a.ctx, KT_OP_MUL, kt_incref(q), scale),
             *kt = qs ? kta_transpose(a.ctx, k, -2, -1) : NULL;
    KtTensor *score = kt ? kta_matmul(a.ctx, qs, kt) : NULL, *w = NULL, *out = NULL;
    if (score && causal) {
        int64_t s[2] = {q->sizes[q->ndim - 2], k->sizes[k->ndim - 2]};
        KtScalar one = kt_scalar_int(1);
        KtTensor *full = kt_full(a.ctx, KT_BOOL, 2, s, &one);
        mask = made = full ? kt_tril(a.ctx, full, 0, false, NULL) : NULL;
        kt_xdecref(a.ctx, full);
    }
    if (score && mask && mask->dtype == KT_BOOL) {
        KtTensor *off = kt_unary(a.ctx, KT_OP_LOGICAL_NOT, mask, KT_NO_DTYPE, NULL);
        KtOperand inf = kt_operand_scalar(kt_scalar_float(-INFINITY));
        KtTensor *next = off ? kta_masked_fill(a.ctx, score, off, &inf) : NULL;
        kt_xdecref(a.ctx, off);
        kt_decref(a.ctx, score);
        score = next;
    } else if (score && mask) {
        score = tf_binary_free(a.ctx, KT_OP_ADD, score, mask);
    }
    w = score ? kta_softmax(a.ctx, score, -1, false) : NULL;
    if (w && p > 0) {
        KtRng *g = kt_default_rng(a.ctx);
        KtTensor *d = g ? kta_dropout(a.ctx, g, w, p, true) : NULL;
        kt_decref(a.ctx, w);
        w = d;
    }
    out = w ? kta_matmul(a.ctx, w, v) : NULL;
    kt_xdecref(a.ctx, qs);
    kt_xdecref(a.ctx, kt);
    kt_xdecref(a.ctx, score);
    kt_xdecref(a.ctx, made);
    if (!out) {
        kt_xdecref(a.ctx, w);
        return ki_kt_raise(ks);
    }
    KtTensor *pair[2] = {out, w};
    return ta_ret_tuple(&a, pair, 2);
}
TA_FN(f_one_hot) {
    TA_BIND("one_hot", 1, 2, "tensor", "num_classes");
    KtTensor *x = ta_tensor(&a, 0);
    int64_t n = ta_int(&a, 1, -1);
    return ta_ret(&a, a.failed ? NULL : kt_one_hot(a.ctx, x, n));
}

static const TfRow rows[] = {
    {"relu/n", f_relu},
    {"silu/n", f_silu},
    {"mish/n", f_mish},
    {"hardsigmoid/n", f_hardsigmoid},
    {"hardswish/n", f_hardswish},
    {"tanh/n", f_tanh},
    {"sigmoid/n", f_sigmoid},
    {"elu/n", f_elu},
    {"selu/nf", f_selu},
    {"celu/nf", f_celu},
    {"leaky_relu/n", f_leaky_relu},
    {"hardtanh/n", f_hardtanh},
    {"relu6/n", f_relu6},
    {"softplus/n", f_softplus},
    {"softshrink/n", f_softshrink},
    {"logsigmoid/n", f_logsigmoid},
    {"hardshrink/fmn", f_hardshrink},
    {"gelu/n", f_gelu},
    {"prelu/fnm", f_prelu},
    {"glu/n", f_glu},
    {"softmax/n", n_softmax},
    {"log_softmax/n", n_log_softmax},
    {"softmin/n", n_softmin},
    {"softmax/fms", f_softmax},
    {"log_softmax/fms", f_log_softmax},
    {"_masked_softmax/n", n_masked_softmax},
    {"linear/n", f_linear},
    {"batch_norm/n", f_batch_norm},
    {"instance_norm/n", f_instance_norm},
    {"layer_norm/nf", f_layer_norm},
    {"group_norm/nf", f_group_norm},
    {"dropout/f", f_dropout},
    {"_rnn_layer/nf", f_rnn_layer},
    {"_scaled_dot_product/nf", f_attention},
    {"one_hot/n", f_one_hot},
};

bool tf_init_nn(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows) && tf_init_conv(ks, to) && tf_init_pool(ks, to) && tf_init_losses(ks, to) &&
           tf_init_nn_resize(ks, to) && tf_init_embedding(ks, to);
}
