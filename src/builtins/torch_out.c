/* Results that go into a tensor given as out=: which types PyTorch lets it have, and whether it or
 * an operand may want a gradient, function by function, and its words for what it refuses. */
#include "torch_args.h"

#include "../object/containers.h"
#include "../tensor/ew.h"

typedef enum OutRule {
    SAME,      /* the result's: operations that convert nothing at their end */
    TRUTH,     /* bool, or bytes from bytes */
    ONLY_BOOL, /* bool */
    INPUT,     /* the operand's */
    RESULT,    /* the result's, said with the names of C++ */
    PRODUCT,   /* the operand's, said before anything is multiplied */
    SCALAR,    /* the result's */
    FLOATING,  /* any float */
    OPERAND,   /* nan_to_num's own sentence */
    POWER,     /* float_power's own sentence */
    SPECTRUM,  /* complex, or (without) any float: the transforms */
    JOINED,    /* said of torch.cat, which does the work */
    SELECTED,  /* the operand's: index_select and masked_select */
    TAKEN,     /* take's own sentence */
    DRAWN,     /* multinomial's own sentence */
    SAFELY,    /* any that can hold the result, said of the name in the row */
    NOT_SAID,  /* the result's, said in the words of the row */
    COIN,      /* bernoulli: real numbers */
    WEIGHT,    /* lerp: with a number any that can hold the result, with a tensor the result's */
    CHAINED,   /* multi_dot's own sentence */
    VECTORS,   /* vecdot's own sentence */
    APPLIED,   /* ormqr's own sentence */
    COUNTED,   /* mvlgamma's own sentence */
    EXPONENT,  /* a numeric exponent: the result's; a tensor: any that can hold it */
} OutRule;

static const struct {
    const char *name;
    OutRule rule;
    const char *words;
} rules[] = {
    {"abs", SAME, NULL},
    {"neg", SAME, NULL},
    {"sgn", SAME, NULL},
    {"sign", SAME, NULL},
    {"square", SAME, NULL},
    {"ceil", SAME, NULL},
    {"floor", SAME, NULL},
    {"trunc", SAME, NULL},
    {"round", SAME, NULL},
    {"frac", SAME, NULL},
    {"bitwise_not", SAME, NULL},
    {"conj_physical", SAME, NULL},
    {"all", TRUTH, NULL},
    {"any", TRUTH, NULL},
    {"isposinf", ONLY_BOOL, NULL},
    {"isneginf", ONLY_BOOL, NULL},
    {"signbit", ONLY_BOOL, NULL},
    {"amax", INPUT, NULL},
    {"amin", INPUT, NULL},
    {"argmax", RESULT, NULL},
    {"argmin", RESULT, NULL},
    {"isin", RESULT, NULL},
    {"softmax", RESULT, NULL},
    {"log_softmax", RESULT, NULL},
    {"msort", RESULT, NULL},
    {"logcumsumexp", SCALAR, NULL},
    {"matmul", RESULT, NULL},
    {"mm", RESULT, NULL},
    {"bmm", RESULT, NULL},
    {"dot", PRODUCT, NULL},
    {"vdot", PRODUCT, NULL},
    {"logsumexp", FLOATING, NULL},
    {"nan_to_num", OPERAND, NULL},
    {"float_power", POWER, NULL},
    {"pow", EXPONENT, NULL},
    {"addmm", RESULT, NULL},
    {"addmv", RESULT, NULL},
    {"baddbmm", RESULT, NULL},
    {"gather", RESULT, NULL},
    {"index_add", RESULT, NULL},
    {"index_copy", RESULT, NULL},
    {"index_reduce", RESULT, NULL},
    {"tril", RESULT, NULL},
    {"triu", RESULT, NULL},
    {"renorm", RESULT, NULL},
    {"inverse", RESULT, NULL},
    {"lerp", WEIGHT, NULL},
    {"stack", JOINED, NULL},
    {"hstack", JOINED, NULL},
    {"vstack", JOINED, NULL},
    {"dstack", JOINED, NULL},
    {"column_stack", JOINED, NULL},
    {"row_stack", JOINED, NULL},
    {"take_along_dim", RESULT, NULL},
    {"index_select", SELECTED, NULL},
    {"masked_select", SELECTED, NULL},
    {"take", TAKEN, NULL},
    {"diag", SCALAR, NULL},
    {"cat", JOINED, NULL},
    {"concat", JOINED, NULL},
    {"concatenate", JOINED, NULL},
    {"linalg_det", RESULT, NULL},
    {"linalg_inv", RESULT, NULL},
    {"det", RESULT, NULL},
    {"linalg_vector_norm", RESULT, NULL},
    {"linalg_cholesky", RESULT, NULL},
    {"mv", RESULT, NULL},
    {"cross", RESULT, NULL},
    {"multinomial", DRAWN, NULL},
    {"chain_matmul", RESULT, NULL},
    {"hardshrink", SAME, NULL},
    {"scatter", RESULT, NULL},
    {"scatter_add", RESULT, NULL},
    {"scatter_reduce", RESULT, NULL},
    {"linalg_ldl_solve", RESULT, NULL},
    {"linalg_lu_solve", RESULT, NULL},
    {"lu_solve", RESULT, NULL},
    {"linalg_solve", RESULT, NULL},
    {"linalg_svdvals", RESULT, NULL},
    {"linalg_eigh", RESULT, NULL},
    {"linalg_solve_triangular", SCALAR, NULL},
    {"linalg_multi_dot", CHAINED, NULL},
    {"linalg_vecdot", VECTORS, NULL},
    {"ormqr", APPLIED, NULL},
    {"mvlgamma", COUNTED, NULL},
    {"bernoulli", COIN, NULL},
    {"cholesky", SAFELY, "cholesky: Expected result"},
    {"cholesky_inverse", SAFELY, "cholesky_inverse: Expected result"},
    {"cholesky_solve", SAFELY, "cholesky_solve: Expected result"},
    {"linalg_cond", SAFELY, "linalg.cond: Expected result"},
    {"linalg_householder_product", SAFELY, "torch.linalg.householder_product: Expected result"},
    {"linalg_matrix_power", SAFELY, "matrix_power: Expected result"},
    {"matrix_power", SAFELY, "matrix_power: Expected result"},
    {"linalg_matrix_rank", SAFELY, "torch.linalg.matrix_rank: Expected result"},
    {"linalg_pinv", SAFELY, "linalg.pinv: Expected result"},
    {"linalg_tensorinv", SAFELY, "tensorinv: Expected result"},
    {"linalg_tensorsolve", SAFELY, "tensorsolve: Expected result"},
    {"linalg_eigvals", SAFELY, "torch.linalg.eigvals: Expected eigenvalues"},
    {"addbmm", NOT_SAID, "self and mat2 must have the same dtype"},
    {"narrow_copy", NOT_SAID,
     "Expected self.dtype() == output.dtype() to be true, but got false.  (Could this error "
     "message "
     "be improved?  If so, please report an enhancement request to PyTorch.)"},
};

static bool castable(Ta *a, int result, int out) {
    return kt_can_cast_torch(result, out) ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR,
                   "result type %s can't be cast to the desired output type %s",
                   kt_dtype_info[result].scalar_name, kt_dtype_info[out].scalar_name);
}
/* Transforms of two dimensions speak as those of many. */
static const char *transform_name(const char *name) {
    static const char *const pairs[][2] = {
        {"fft_fft2", "fftn"},     {"fft_ifft2", "fftn"},    {"fft_ifftn", "fftn"},
        {"fft_rfft2", "rfftn"},   {"fft_irfft2", "irfftn"}, {"fft_hfft2", "hfftn"},
        {"fft_ihfft2", "ihfftn"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (!strcmp(name, pairs[i][0])) return pairs[i][1];
    return name + 4;
}
static bool said(Ta *a, OutRule rule, const char *words, int result, int out) {
    const char *r = kt_dtype_info[result].scalar_name, *o = kt_dtype_info[out].scalar_name;
    const char *x =
        ki_is_tensor(a->v[0]) ? kt_dtype_info[ki_tensor_of(a->v[0])->dtype].scalar_name : r;
    switch (rule) {
    case SELECTED:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "%s(): self and result must have the same scalar type", a->name);
    case TAKEN:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "take(): self and out expected to have the same dtype, but got self.dtype = "
                       "%s and out.dtype = %s",
                       x, o);
    case SAFELY:
        if (!kt_can_cast_torch(result, out))
            return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                           "%s to be safely castable from %s dtype, but got %s with dtype %s",
                           words, r, strrchr(words, ' ') + 1, o);
        if (strcmp(a->name, "matrix_power") != 0 || a->v[1] == ki_small_int(0) ||
            a->v[1] == ki_small_int(1))
            return true;
        return said(a, RESULT, NULL, result, out); /* of the products */
    case NOT_SAID:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "%s", words);
    case COIN:
        return !kt_is_complex_dtype(out) ||
               kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "\"bernoulli_tensor_cpu_self_\" not implemented for '%s'", o);
    case WEIGHT:
        if (!ki_is_tensor(a->v[2])) return castable(a, result, out);
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s", o, r);
    case CHAINED:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "multi_dot(): expected out tensor to have dtype %s but got %s",
                       kt_cpp_type_name(result), kt_cpp_type_name(out));
    case VECTORS:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "linalg.vecdot: Expected out of dtype%s but found %s", r, o);
    case APPLIED:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "torch.ormqr: Expected input and result to have the same dtype, but input "
                       "has dtype%s and result has dtype %s",
                       r, o);
    case COUNTED: /* the operand's type twice */
        return kt_can_cast_torch(result, out) ||
               kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "mvlgamma: result type %s can't be cast to the desired output type %s", r,
                       r);
    case DRAWN:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "multinomial expects Long tensor out, got: %s", o);
    case EXPONENT:
        if (ki_is_tensor(a->v[1])) return castable(a, result, out);
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s", o, r);
    case SAME: /* the size of a complex number goes into any float */
        if (ki_is_tensor(a->v[0]) && !strcmp(a->name, "abs") &&
            kt_is_complex_dtype(ki_tensor_of(a->v[0])->dtype)) {
            if (!kt_is_complex_dtype(out)) return castable(a, result, out);
            if (out == (int)ki_tensor_of(a->v[0])->dtype) return true;
            r = x;
        }
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s", o, r);
    case TRUTH:
        return out == KT_BOOL || out == KT_U8 ||
               kt_fail(a->ctx, KT_RUNTIME_ERROR, "%s only supports bool tensor for result, got: %s",
                       a->name, o);
    case ONLY_BOOL:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "%s does not support non-boolean outputs.",
                       a->name);
    case INPUT:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "Expected the dtype for input and out to match, but got %s for input's "
                       "dtype and %s for out's dtype.",
                       x, o);
    case RESULT:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "Expected out tensor to have dtype %s, but got %s instead",
                       kt_cpp_type_name(result), kt_cpp_type_name(out));
    case PRODUCT:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "result dtype %s does not match input dtype %s", o,
                       r);
    case SCALAR:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "expected scalar%ctype %s but found %s",
                       !strcmp(a->name, "logcumsumexp") ? '_' : ' ', r, o);
    case FLOATING:
        return kt_is_float_dtype(out) ||
               kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "%s(): Expected floating point type for result tensor, but got: %s", a->name,
                       o);
    case OPERAND:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "%s: dtype of out: %s should be same as input: %s",
                       a->name, o, x);
    case JOINED:
        return kt_can_cast_torch(result, out) ||
               kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "torch.cat(): input types can't be cast to the desired output type %s", o);
    case SPECTRUM:
        if (kt_is_complex_dtype(result) ? kt_is_complex_dtype(out) : kt_is_float_dtype(out)) {
            /* the second half of these is a copy by element */
            bool mirrored = !strcmp(a->name, "fft_ihfft") || !strcmp(a->name, "fft_ihfftn") ||
                            (!strcmp(a->name, "fft_ifft") && ki_is_tensor(a->v[0]) &&
                             !kt_is_complex_dtype(ki_tensor_of(a->v[0])->dtype));
            return !mirrored ||
                   kt_fail(a->ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s", o, r);
        }
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "%s expects a %s output tensor, but got %s",
                       transform_name(a->name),
                       kt_is_complex_dtype(result) ? "complex" : "floating point", o);
    default:
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "the output given to %s has dtype %s but the operation's result requires "
                       "dtype %s",
                       a->name, o, r);
    }
}

bool ta_out_type_fits(Ta *a, int dtype, const KtTensor *out) {
    if (dtype == out->dtype) return true;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (!strcmp(rules[i].name, a->name))
            return said(a, rules[i].rule, rules[i].words, dtype, out->dtype);
    if (!strncmp(a->name, "fft_", 4) && !strstr(a->name, "freq"))
        return said(a, SPECTRUM, NULL, dtype, out->dtype);
    return castable(a, dtype, out->dtype);
}

/* --- operands --- */

bool ta_out_apart(Ta *a, const KtTensor *out) {
    static const char *const apart[] = {
        "cat",       "concat",         "concatenate",  "hstack",        "vstack",
        "row_stack", "dstack",         "gather",       "scatter",       "scatter_add",
        "take",      "take_along_dim", "index_select", "masked_select", "kthvalue"};
    bool one = false, ok = true;
    for (size_t i = 0; i < sizeof apart / sizeof *apart && !one; i++)
        one = !strcmp(apart[i], a->name);
    if (!one) return true;
    bool lists = ki_is_list(a->v[0]) || ki_is_tuple(a->v[0]);
    const bool of_self = strncmp(a->name, "scatter", 7) != 0; /* which may be the output itself */
    for (int k = lists || of_self ? 0 : 1; ok && k < a->spec->n; k++)
        if (a->v[k] != KI_ABSENT && ki_is_tensor(a->v[k]) && strcmp(a->spec->names[k], "out") != 0)
            ok = kt_check_no_overlap(a->ctx, out, ki_tensor_of(a->v[k]));
    if (!lists) return ok;
    bool list = ki_is_list(a->v[0]);
    int64_t n = list ? ki_list_of(a->v[0])->len : ki_tuple_of(a->v[0])->len;
    for (int64_t k = 0; ok && k < n; k++) {
        KiValue v = list ? ki_list_of(a->v[0])->items[k] : ki_tuple_of(a->v[0])->items[k];
        if (ki_is_tensor(v)) ok = kt_check_no_overlap(a->ctx, out, ki_tensor_of(v));
    }
    return ok;
}

/* --- gradients --- */

/* A function refuses operands and outputs that want a gradient before it looks at anything else,
 * in its own name, but for these. */
static const struct {
    const char *name;
    const char *writer; /* the function that writes the output, and refuses it then; NULL: none */
} writers[] = {
    /* of no gradient: an output is taken as it is */
    {"eq", NULL},
    {"ne", NULL},
    {"lt", NULL},
    {"le", NULL},
    {"gt", NULL},
    {"ge", NULL},
    {"logical_and", NULL},
    {"logical_or", NULL},
    {"logical_xor", NULL},
    {"logical_not", NULL},
    {"histc", NULL},
    {"all", NULL},
    {"any", NULL},
    {"isin", NULL},
    {"isposinf", NULL},
    {"isneginf", NULL},
    {"signbit", NULL},
    {"argmax", NULL},
    {"argmin", NULL},
    {"nonzero", NULL},
    {"bucketize", NULL},
    {"searchsorted", NULL},
    {"special_airy_ai", NULL},
    {"special_bessel_j0", NULL},
    {"special_bessel_j1", NULL},
    {"special_bessel_y0", NULL},
    {"special_bessel_y1", NULL},
    {"special_modified_bessel_i0", NULL},
    {"special_modified_bessel_i1", NULL},
    {"special_modified_bessel_k0", NULL},
    {"special_modified_bessel_k1", NULL},
    {"special_scaled_modified_bessel_k0", NULL},
    {"special_scaled_modified_bessel_k1", NULL},
    {"special_spherical_bessel_j0", NULL},
    {"multinomial", NULL},
    /* made of others, of which one that writes in place copies comes last ("") */
    {"zeros", ""},
    {"ones", ""},
    {"full", ""},
    {"empty", ""},
    {"arange", ""},
    {"range", ""},
    {"linspace", ""},
    {"logspace", ""},
    {"eye", ""},
    {"rand", ""},
    {"randn", ""},
    {"randint", ""},
    {"randperm", ""},
    {"diff", "sub"},
    {"linalg_cond", ""},
    {"linalg_matrix_norm", ""},
    {"matrix_power", "mm"},
    {"linalg_matrix_rank", ""},
    {"linalg_norm", ""},
    {"linalg_tensorinv", ""},
    {"linalg_tensorsolve", ""},
    {"nanmean", NULL},
    {"quantile", ""},
    {"nanquantile", ""},
    {"special_ndtr", ""},
    /* written in place without a rule for gradients, of the name behind the mark */
    {"aminmax", "!aminmax"},
    {"bitwise_and", "!bitwise_and"},
    {"bitwise_or", "!bitwise_or"},
    {"bitwise_xor", "!bitwise_xor"},
    {"bitwise_not", "!bitwise_not"},
    {"bitwise_left_shift", "!bitwise_left_shift"},
    {"bitwise_right_shift", "!bitwise_right_shift"},
    {"conj_physical", "!conj_physical"},
    {"floor_divide", "!floor_divide"},
    {"gcd", "!gcd"},
    {"lcm", "!lcm"},
    {"heaviside", "!heaviside"},
    {"histogram", "!histogram"},
    {"linalg_ldl_factor", "!linalg_ldl_factor"},
    {"linalg_ldl_factor_ex", "!linalg_ldl_factor_ex"},
    {"linalg_ldl_solve", "!linalg_ldl_solve"},
    {"log_softmax", "!log_softmax"},
    {"softmax", "!softmax"},
    {"narrow_copy", "!narrow_copy"},
    {"tensordot", "!tensordot"},
    {"inner", "!tensordot"},
    /* or made of one with an output */
    {"fft_hfft", "_fft_c2r"},
    {"fft_hfft2", "_fft_c2r"},
    {"fft_hfftn", "_fft_c2r"},
    {"fft_irfft", "_fft_c2r"},
    {"fft_irfft2", "_fft_c2r"},
    {"fft_irfftn", "_fft_c2r"},
    {"fft_rfft", "_fft_r2c"},
    {"fft_rfft2", "_fft_r2c"},
    {"fft_rfftn", "_fft_r2c"},
    {"fft_ihfft", "_fft_r2c"},
    {"fft_ihfft2", "_fft_r2c"},
    {"fft_ihfftn", "_fft_r2c"},
    {"fft_fft", "_fft_c2c"},
    {"fft_fft2", "_fft_c2c"},
    {"fft_fftn", "_fft_c2c"},
    {"fft_ifft", "_fft_c2c"},
    {"fft_ifft2", "_fft_c2c"},
    {"fft_ifftn", "_fft_c2c"},
    {"float_power", "pow"},
    {"chain_matmul", "mm"},
    {"linalg_multi_dot", "mm"},
    {"linalg_vecdot", "vdot"},
};
/* Functions that are another one from the start. */
static const char *const whole_calls[][2] = {
    {"column_stack", "cat"},
    {"hstack", "cat"},
    {"vstack", "cat"},
    {"row_stack", "cat"},
    {"dstack", "cat"},
    {"concat", "cat"},
    {"concatenate", "cat"},
    {"cross", "linalg_cross"},
    {"kron", "mul"},
    {"ldexp", "mul"},
    {"outer", "mul"},
    {"ger", "mul"},
    {"square", "pow"},
    {"divide", "div"},
    {"true_divide", "div"},
    {"multiply", "mul"},
    {"subtract", "sub"},
    {"absolute", "abs"},
    {"negative", "neg"},
    {"fix", "trunc"},
    {"clip", "clamp"},
    {"linalg_cholesky", "linalg_cholesky_ex"},
    {"linalg_det", "_linalg_det"},
    {"det", "_linalg_det"},
    {"linalg_eigh", "_linalg_eigh"},
    {"linalg_eigvalsh", "_linalg_eigh"},
    {"linalg_inv", "linalg_inv_ex"},
    {"inverse", "linalg_inv_ex"},
    {"linalg_lu_factor", "linalg_lu_factor_ex"},
    {"linalg_slogdet", "_linalg_slogdet"},
    {"slogdet", "_linalg_slogdet"},
    {"linalg_solve", "_linalg_solve_ex"},
    {"linalg_solve_ex", "_linalg_solve_ex"},
    {"linalg_svd", "_linalg_svd"},
    {"linalg_svdvals", "_linalg_svd"},
    {"lu_solve", "linalg_lu_solve"},
    {"qr", "linalg_qr"},
    {"take_along_dim", "gather"},
    {"msort", "sort"},
    {"svd", "_linalg_svd"},
    {"special_polygamma", "polygamma"},
    {"special_gammainc", "igamma"},
    {"special_gammaincc", "igammac"},
};

static bool in_writers(const char *name, const char **writer) {
    for (size_t i = 0; i < sizeof writers / sizeof *writers; i++) {
        if (strcmp(writers[i].name, name)) continue;
        *writer = writers[i].writer;
        return true;
    }
    *writer = NULL; /* polynomials have no gradient either */
    return strstr(name, "_polynomial_") != NULL;
}
static const char *called(const Ta *a) {
    if (!strcmp(a->name, "matmul") && ki_is_tensor(a->v[0]) && ki_is_tensor(a->v[1])) {
        int x = ki_tensor_of(a->v[0])->ndim, y = ki_tensor_of(a->v[1])->ndim;
        return x == 1             ? y == 1   ? "dot"
                                    : y == 2 ? "mm"
                                             : "mv"
               : y == 1           ? "mv"
               : x == 2 || y == 2 ? "mm"
                                  : "bmm";
    }
    if ((!strcmp(a->name, "max") || !strcmp(a->name, "min")) && ki_is_tensor(a->v[1]))
        return a->name[1] == 'a' ? "maximum" : "minimum";
    for (size_t i = 0; i < sizeof whole_calls / sizeof *whole_calls; i++)
        if (!strcmp(whole_calls[i][0], a->name)) return whole_calls[i][1];
    return a->name;
}
static bool wants_gradient(KiValue v) {
    if (ki_is_tensor(v)) return kta_requires_grad(ki_tensor_of(v));
    if (ki_is_list(v)) {
        for (int64_t i = 0; i < ki_list_of(v)->len; i++)
            if (wants_gradient(ki_list_of(v)->items[i])) return true;
    } else if (ki_is_tuple(v)) {
        for (int64_t i = 0; i < ki_tuple_of(v)->len; i++)
            if (wants_gradient(ki_tuple_of(v)->items[i])) return true;
    }
    return false;
}
static bool refused(Ta *a, const char *name) {
    return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                   "%s(): functions with out=... arguments don't support automatic "
                   "differentiation, but one of the arguments requires grad.",
                   name);
}

bool ta_out_gradients(Ta *a) {
    if (!a->ctx->grad_enabled) return true;
    bool any = false;
    for (int i = 0; i < a->spec->n && !any; i++)
        any = a->v[i] != KI_ABSENT && ki_is_ptr(a->v[i]) && wants_gradient(a->v[i]);
    const char *writer;
    if (!any || in_writers(a->name, &writer)) return true;
    if (!refused(a, called(a))) (void)ki_kt_raise(a->ks);
    return false;
}

bool ta_out_may_be_written(Ta *a, KtTensor *out) {
    const char *writer;
    if (!a->ctx->grad_enabled || !kta_requires_grad(out) || !in_writers(a->name, &writer) ||
        !writer)
        return true;
    if (!strcmp(a->name, "empty") || !strcmp(a->name, "randn"))
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "cannot resize variables that require grad");
    return *writer && *writer != '!' ? refused(a, writer) : kta_check_inplace(a->ctx, out);
}

bool ta_out_takes_history(Ta *a, KtTensor *value, const char **from) {
    *from = NULL;
    if (!kta_will_record(a->ctx, 1, &value)) return true;
    if (!a->ctx->grad_enabled || !kta_requires_grad(value))
        return kt_fail(a->ctx, KT_NOT_IMPLEMENTED_ERROR,
                       "Trying to use forward AD with %s_out that does not support it because it "
                       "is an out= function",
                       a->name);
    const char *writer;
    if (!in_writers(a->name, &writer)) return refused(a, called(a));
    if (writer && (!*writer || *writer == '!')) {
        *from = writer;
        return true;
    }
    if (!strcmp(a->name, "fft_fft") || !strcmp(a->name, "fft_ifft"))
        writer = kt_is_complex_dtype(ki_tensor_of(a->v[0])->dtype) ? "_fft_c2c" : "_fft_r2c";
    return !writer || refused(a, writer);
}

bool ta_out_lies_plain(const Ta *a) {
    return !strcmp(a->name, "cholesky") || !strcmp(a->name, "cholesky_solve");
}

bool ta_out_write(KtCtx *ctx, KtTensor *out, KtTensor *value, const char *from) {
    if (!from) return kt_before_write(ctx, out) && kt_copy(ctx, out, value);
    if (!*from) return kta_copy_(ctx, out, value);
    KtTensor *bare = kta_detach(ctx, value);
    if (bare) bare = kta_underivable(ctx, bare, NULL, from + 1, 1, &value);
    bool ok =
        bare && kt_before_write(ctx, out) && kt_copy(ctx, out, value) && kta_rebase(ctx, out, bare);
    kt_xdecref(ctx, bare);
    return ok;
}
