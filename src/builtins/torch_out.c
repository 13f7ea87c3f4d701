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
    EXPONENT,  /* a numeric exponent: the result's; a tensor: any that can hold it */
} OutRule;

static const struct {
    const char *name;
    OutRule rule;
} rules[] = {
    {"abs", SAME},
    {"neg", SAME},
    {"sgn", SAME},
    {"sign", SAME},
    {"square", SAME},
    {"ceil", SAME},
    {"floor", SAME},
    {"trunc", SAME},
    {"round", SAME},
    {"frac", SAME},
    {"bitwise_not", SAME},
    {"conj_physical", SAME},
    {"all", TRUTH},
    {"any", TRUTH},
    {"isposinf", ONLY_BOOL},
    {"isneginf", ONLY_BOOL},
    {"signbit", ONLY_BOOL},
    {"amax", INPUT},
    {"amin", INPUT},
    {"argmax", RESULT},
    {"argmin", RESULT},
    {"isin", RESULT},
    {"softmax", RESULT},
    {"log_softmax", RESULT},
    {"msort", RESULT},
    {"logcumsumexp", SCALAR},
    {"matmul", RESULT},
    {"mm", RESULT},
    {"bmm", RESULT},
    {"dot", PRODUCT},
    {"vdot", PRODUCT},
    {"logsumexp", FLOATING},
    {"nan_to_num", OPERAND},
    {"float_power", POWER},
    {"pow", EXPONENT},
    {"addmm", RESULT},
    {"addmv", RESULT},
    {"baddbmm", RESULT},
    {"gather", RESULT},
    {"index_add", RESULT},
    {"index_copy", RESULT},
    {"index_reduce", RESULT},
    {"tril", RESULT},
    {"triu", RESULT},
    {"renorm", RESULT},
    {"inverse", RESULT},
    {"lerp", SAME},
    {"stack", JOINED},
    {"hstack", JOINED},
    {"vstack", JOINED},
    {"dstack", JOINED},
    {"column_stack", JOINED},
    {"row_stack", JOINED},
    {"take_along_dim", RESULT},
    {"index_select", SELECTED},
    {"masked_select", SELECTED},
    {"take", TAKEN},
    {"diag", SCALAR},
    {"cat", JOINED},
    {"concat", JOINED},
    {"concatenate", JOINED},
    {"linalg_det", RESULT},
    {"linalg_inv", RESULT},
    {"det", RESULT},
    {"linalg_vector_norm", RESULT},
    {"linalg_cholesky", RESULT},
    {"mv", RESULT},
    {"cross", RESULT},
    {"multinomial", DRAWN},
    {"chain_matmul", RESULT},
};

static bool castable(Ta *a, int result, int out) {
    return kt_can_cast_torch(result, out) ||
           kt_fail(a->ctx, KT_RUNTIME_ERROR,
                   "result type %s can't be cast to the desired output type %s",
                   kt_dtype_info[result].scalar_name, kt_dtype_info[out].scalar_name);
}
static bool said(Ta *a, OutRule rule, int result, int out) {
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
                       !strcmp(a->name, "diag") ? ' ' : '_', r, o);
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
        if (kt_is_complex_dtype(result) ? kt_is_complex_dtype(out) : kt_is_float_dtype(out))
            return true;
        return kt_fail(a->ctx, KT_RUNTIME_ERROR, "%s expects a %s output tensor, but got %s",
                       strcmp(a->name, "fft_ifftn") ? a->name + 4 : "fftn",
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
        if (!strcmp(rules[i].name, a->name)) return said(a, rules[i].rule, dtype, out->dtype);
    if (!strncmp(a->name, "fft_", 4) && !strstr(a->name, "freq"))
        return said(a, SPECTRUM, dtype, out->dtype);
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
    {"diff", ""},
    {"linalg_cond", ""},
    {"linalg_matrix_norm", ""},
    {"linalg_matrix_power", ""},
    {"linalg_matrix_rank", ""},
    {"linalg_norm", ""},
    {"linalg_tensorinv", ""},
    {"linalg_tensorsolve", ""},
    {"nanmean", ""},
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
