/* Results that go into a tensor given as out=: which types PyTorch lets it have, function by
 * function, and its words for those it refuses. */
#include "torch_args.h"

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
