/* Element-wise functions and methods of torch. The simple ones are generated from op.def: one
 * handler per family, one thunk per operation; those with further arguments are written out below.
 */
#include <math.h>

#include "../tensor/ew.h"
#include "torch_args.h"
#include "torch_signature.h"

/* --- one operand --- */

/* PyTorch looks at the type of out before it looks for a kernel. */
static bool unary_out_fits(Ta *a, KtOp op, const KtTensor *x) {
    KtDtype dtype;
    bool real = op == KT_OP_ISPOSINF || op == KT_OP_ISNEGINF || op == KT_OP_SIGNBIT ||
                op == KT_OP_FLOOR || op == KT_OP_CEIL || op == KT_OP_TRUNC || op == KT_OP_SIGN ||
                op == KT_OP_DEG2RAD || op == KT_OP_RAD2DEG;
    if ((real && kt_is_complex_dtype(x->dtype)) ||
        (x->dtype == KT_BOOL && kt_op_info[op].flags & KT_OPF_NB))
        return true; /* refused for the operand */
    int in = op == KT_OP_SQUARE && x->dtype == KT_BOOL ? KT_I64 : (int)x->dtype; /* x ** 2 */
    return kt_unary_dtype(a->ctx, op, in, &dtype) &&
           ta_out_type_fits(a, dtype, ki_tensor_of(a->v[1]));
}

static KiValue call_unary(KiState *ks, KtOp op, KiValue *args, int nargs, KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 2, {"input", "out"}};
    if (KB_LIKELY(nargs == 1 && kwnames == KI_ABSENT && ki_is_tensor(args[0])))
        return ki_tensor_wrap(ks, kta_unary(ki_kt(ks), op, ki_tensor_of(args[0])));
    char name[48];
    TaSpec own = spec;
    own.name = kt_op_torch_name(op, name);
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (!a.failed && ta_given(&a, 1) && ki_is_tensor(a.v[1]) && !unary_out_fits(&a, op, x))
        return ki_kt_raise(ks);
    return ta_ret_out(&a, 1, a.failed ? NULL : kta_unary(a.ctx, op, x));
}

/* PyTorch writes what these compute into tensors of any history and leaves that as it is. */
static bool leaves_history(KtOp op) {
    return op == KT_OP_LOGICAL_AND || op == KT_OP_LOGICAL_OR || op == KT_OP_LOGICAL_XOR ||
           op == KT_OP_LOGICAL_NOT;
}

/* What PyTorch derives in place no more. */
static const char *underivable_inplace(KtOp op, const char **node) {
    static const struct {
        KtOp op;
        const char *node, *what;
    } rows[] = {{KT_OP_ACOSH, "AcoshBackward1", "inplace version of acosh"},
                {KT_OP_ASINH, "AsinhBackward1", "inplace version of asinh"},
                {KT_OP_ATANH, "AtanhBackward1", "inplace version of atanh"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].op == op) return *node = rows[i].node, rows[i].what;
    return NULL;
}

static KiValue call_unary_inplace(KiState *ks, KtOp op, KiValue *args, int nargs, KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 1, {"self"}};
    char name[50];
    TaSpec own = spec;
    own.name = strcat((char *)(uintptr_t)kt_op_torch_name(op, name), "_");
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (op == KT_OP_CONJ && !kt_is_complex_dtype(x->dtype)) return ta_ret_self(&a, true);
    if (op == KT_OP_SQUARE && x->dtype == KT_BOOL)
        return kt_check_written(a.ctx, x)
                   ? ki_raise(ks, KI_EXC_RuntimeError, "Found dtype Bool but expected Long")
                   : ki_kt_raise(ks);
    const bool fits = op != KT_OP_ABS || !kt_is_complex_dtype(x->dtype);
    if (fits && !leaves_history(op) && kta_will_record(a.ctx, 1, &x)) {
        if (!kta_check_inplace(a.ctx, x)) return ki_kt_raise(ks);
        const char *node, *what = underivable_inplace(op, &node);
        if (!what) return ta_ret_inplace(&a, kta_unary(a.ctx, op, x));
        KtTensor *value = kt_unary(a.ctx, op, x, KT_NO_DTYPE, NULL);
        return ta_ret_inplace(&a, kta_underivable(a.ctx, value, node, what, 1, &x));
    }
    KtTensor *r = kt_unary(a.ctx, op, x, KT_NO_DTYPE, x);
    kt_xdecref(a.ctx, r);
    return ta_ret_self(&a, r != NULL);
}

/* --- two operands --- */

/* The operation that div's rounding_mode chooses; -1 after raising. */
static int rounding_op(Ta *a, int i, KtOp op) {
    if (!ta_given(a, i)) return (int)op;
    const char *mode = ta_str(a, i, "");
    if (!strcmp(mode, "floor")) return KT_OP_FLOOR_DIV;
    if (!strcmp(mode, "trunc")) return KT_OP_TRUNC_DIV;
    if (!a->failed)
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '%s'",
                 mode);
    a->failed = true;
    return -1;
}

static bool has_alpha(KtOp op) {
    return op == KT_OP_ADD || op == KT_OP_SUB;
}

/* The number x + alpha y (or - alpha y): x as a tensor of the result's type, wrapped into it. */
static KtTensor *number_add_alpha(KtCtx *ctx, const KtOperand *x, const KtOperand *y,
                                  const KtScalar *alpha, bool subtract) {
    KtDtype dtype;
    if (!kt_binary_dtype(ctx, subtract ? KT_OP_SUB : KT_OP_ADD, x, y, &dtype) ||
        !kt_check_alpha(ctx, dtype, alpha))
        return NULL;
    KtTensor *full = kt_full(ctx, x->s.kind == KT_S_INT ? KT_I64 : dtype, 0, NULL, &x->s),
             *number = full ? kt_cast(ctx, full, dtype) : NULL,
             *r = number ? kta_add_alpha(ctx, number, y, alpha, subtract) : NULL;
    kt_xdecref(ctx, full);
    kt_xdecref(ctx, number);
    return r;
}

static KtTensor *binary_value(Ta *a, KtOp op, const KtOperand *x, const KtOperand *y) {
    if (has_alpha(op) && ta_given(a, 2)) {
        KtScalar alpha = ta_scalar(a, 2, kt_scalar_int(1));
        if (a->failed) return NULL;
        return x->t ? kta_add_alpha(a->ctx, x->t, y, &alpha, op == KT_OP_SUB)
                    : number_add_alpha(a->ctx, x, y, &alpha, op == KT_OP_SUB);
    }
    if (op == KT_OP_DIV) {
        int chosen = rounding_op(a, 2, op);
        if (chosen < 0) return NULL;
        if (chosen != KT_OP_DIV) return kta_div_rounded(a->ctx, (KtOp)chosen, x, y);
    }
    if (a->failed) return NULL;
    bool of_number = !x->t && (op == KT_OP_POW || op == KT_OP_FLOAT_POWER);
    return (of_number ? kta_power_of_number : kta_binary)(a->ctx, op, x, y);
}

static void binary_spec(KtOp op, TaSpec *s, char *name) {
    *s = (TaSpec){kt_op_torch_name(op, name), 2, 2, 4, {"input", "other", "alpha", "out"}};
    if (op == KT_OP_DIV) s->names[2] = "rounding_mode";
    if (op == KT_OP_POW || op == KT_OP_FLOAT_POWER) s->names[1] = "exponent";
    if (op == KT_OP_HEAVISIDE) s->names[1] = "values";
    if (!has_alpha(op) && op != KT_OP_DIV) s->names[2] = "*";
}

/* Operations that take no number for their second operand. */
static bool wants_tensor(KtOp op) {
    switch (op) {
    case KT_OP_MAXIMUM:
    case KT_OP_MINIMUM:
    case KT_OP_FMAX:
    case KT_OP_FMIN:
    case KT_OP_ATAN2:
    case KT_OP_LOGICAL_AND:
    case KT_OP_LOGICAL_OR:
    case KT_OP_LOGICAL_XOR:
    case KT_OP_HYPOT:
    case KT_OP_GCD:
    case KT_OP_LCM:
    case KT_OP_HEAVISIDE:
    case KT_OP_NEXTAFTER:
    case KT_OP_LOGADDEXP:
    case KT_OP_LOGADDEXP2:
    case KT_OP_IGAMMA:
    case KT_OP_IGAMMAC:
    case KT_OP_LDEXP:
        return true;
    default:
        return false;
    }
}

/* Both operands and the output are of one shape and one floating type, which the result has too
 * unless it is a truth value. */
static bool all_alike(KtOp op, const KtTensor *x, const KtTensor *y, const KtTensor *out) {
    return x && y && x->dtype == out->dtype && y->dtype == out->dtype &&
           kt_is_float_dtype(out->dtype) && op != KT_OP_FLOAT_POWER && kt_same_shape(x, y);
}

/* Shapes, then what out= may be: PyTorch looks at both before it looks for a kernel. */
static bool output_fits(Ta *a, KtOp op, const KtOperand *x, const KtOperand *y) {
    if (!ta_given(a, 3) || !ki_is_tensor(a->v[3]) ||
        all_alike(op, x->t, y->t, ki_tensor_of(a->v[3])))
        return true;
    KtTensor *both[2];
    KtDtype dtype;
    int64_t sizes[KT_MAX_DIMS];
    int n = 0, ndim;
    bool refuses = op == KT_OP_MAXIMUM || op == KT_OP_MINIMUM || op == KT_OP_FMAX ||
                   op == KT_OP_FMIN; /* complex numbers, ahead of all else */
    if (x->t) both[n++] = x->t;
    if (y->t) both[n++] = y->t;
    if (op == KT_OP_SUB && !kt_binary_dtype(a->ctx, op, x, y, &dtype)) return false;
    for (int i = 0; refuses && i < n; i++)
        if (kt_is_complex_dtype(both[i]->dtype)) return true;
    if (op == KT_OP_POW && x->t && !y->t && !kt_exponent_fits(a->ctx, x->t->dtype, &y->s))
        return false;
    if (op == KT_OP_HEAVISIDE && kt_is_complex_dtype(ki_tensor_of(a->v[3])->dtype))
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "heaviside is not yet implemented for complex tensors.");
    if (op == KT_OP_HEAVISIDE) {
        if (!kt_binary_dtype(a->ctx, op, x, y, &dtype)) return false;
        if (dtype != ki_tensor_of(a->v[3])->dtype)
            return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                           "heaviside is not yet implemented for tensors with different dtypes.");
    }
    return (op == KT_OP_FLOAT_POWER || kt_broadcast_shapes(a->ctx, n, both, &ndim, sizes)) &&
           kt_binary_dtype(a->ctx, op, x, y, &dtype) &&
           kt_complex_half_fits(a->ctx, op, x, y, ki_tensor_of(a->v[3])) &&
           ta_out_type_fits(a, dtype, ki_tensor_of(a->v[3]));
}

static KiValue call_binary(KiState *ks, KtOp op, KiValue *args, int nargs, KiValue kwnames) {
    if (KB_LIKELY(nargs == 2 && kwnames == KI_ABSENT && ki_is_tensor(args[0]) &&
                  ki_is_tensor(args[1]))) {
        KtOperand x = kt_operand(ki_tensor_of(args[0])), y = kt_operand(ki_tensor_of(args[1]));
        return ki_tensor_wrap(ks, kta_binary(ki_kt(ks), op, &x, &y));
    }
    char name[48];
    TaSpec spec;
    binary_spec(op, &spec, name);
    Ta a;
    if (nargs == 3 && has_alpha(op)) { /* add(input, alpha, other) is an old form; not taken */
    }
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    KtOperand x = ta_operand(&a, 0), y = ta_operand(&a, 1);
    if (!x.t && !a.failed && ki_torch_misfit(ks, a.name, 'f', args, nargs, kwnames)) return KI_ERR;
    if (!y.t && wants_tensor(op)) ta_bad(&a, 1, "Tensor");
    if (!a.failed && !x.t && !y.t) { /* two numbers */
        KtTensor *t = kt_scalar_tensor(
            a.ctx, kt_scalar_default_dtype(&x.s, false, a.ctx->default_dtype), &x.s);
        if (!t) return ki_kt_raise(ks);
        KtOperand o = kt_operand(t);
        KiValue r = ta_ret_out(&a, 3, binary_value(&a, op, &o, &y));
        kt_decref(a.ctx, t);
        return r;
    }
    int chosen = op == KT_OP_DIV && !a.failed ? rounding_op(&a, 2, op) : (int)op;
    if (!a.failed && !output_fits(&a, (KtOp)chosen, &x, &y)) return ki_kt_raise(ks);
    return ta_ret_out(&a, 3, a.failed ? NULL : binary_value(&a, op, &x, &y));
}

/* A comparison that is stored in its first operand is a node whose gradients are 0. */
static KtTensor *compared_in_place(Ta *a, KtOp op, const KtOperand *x, const KtOperand *y) {
    static const char *const node[][2] = {
        {"EqBackward0", "EqBackward1"}, {"NeBackward0", "NeBackward1"},
        {"LtBackward0", "LtBackward1"}, {"LeBackward0", "LeBackward1"},
        {"GtBackward0", "GtBackward1"}, {"GeBackward0", "GeBackward1"}};
    KtTensor *r = kt_binary_any(a->ctx, op, x, y, KT_NO_DTYPE, NULL), *both[2] = {x->t, y->t};
    KtTensor *c = r ? kt_cast(a->ctx, r, x->t->dtype) : NULL;
    kt_xdecref(a->ctx, r);
    return kta_constant(a->ctx, c, node[op - KT_OP_EQ][y->t != NULL], y->t ? 2 : 1, both);
}

static KiValue call_binary_inplace(KiState *ks, KtOp op, KiValue *args, int nargs,
                                   KiValue kwnames) {
    char name[50];
    TaSpec spec;
    binary_spec(op, &spec, name);
    strcat(name, "_");
    Ta a;
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) return KI_ERR;
    KtOperand x = {.t = ta_tensor(&a, 0)}, y = ta_operand(&a, 1);
    if (!y.t && wants_tensor(op)) ta_bad(&a, 1, "Tensor");
    if (a.failed) return KI_ERR;
    KtDtype result;
    if (op == KT_OP_FLOAT_POWER && kt_binary_dtype(a.ctx, op, &x, &y, &result) &&
        result != x.t->dtype)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "the base given to float_power_ has dtype %s but the operation's result "
                        "requires dtype %s",
                        kt_dtype_info[x.t->dtype].scalar_name, kt_dtype_info[result].scalar_name);
    KtTensor *both[2] = {x.t, y.t};
    bool recorded = !leaves_history(op) && kta_will_record(a.ctx, y.t ? 2 : 1, both);
    if (op == KT_OP_LDEXP && recorded) /* it is a product with an output */
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "mul(): functions with out=... arguments don't support automatic "
                        "differentiation, but one of the arguments requires grad.");
    if (op == KT_OP_LDEXP || recorded) {
        if (!kta_check_inplace(a.ctx, x.t) || !kt_check_written(a.ctx, x.t)) return ki_kt_raise(ks);
        bool comparison = op >= KT_OP_EQ && op <= KT_OP_GE;
        return ta_ret_inplace(&a, comparison ? compared_in_place(&a, op, &x, &y)
                                             : binary_value(&a, op, &x, &y));
    }
    KtTensor *r;
    if (has_alpha(op) && ta_given(&a, 2)) {
        KtScalar alpha = ta_scalar(&a, 2, kt_scalar_int(1));
        r = a.failed ? NULL : kt_add_alpha(a.ctx, x.t, &y, &alpha, op == KT_OP_SUB, x.t);
    } else {
        int chosen = op == KT_OP_DIV ? rounding_op(&a, 2, op) : (int)op;
        r = a.failed ? NULL : kt_binary_any(a.ctx, (KtOp)chosen, &x, &y, KT_NO_DTYPE, x.t);
    }
    kt_xdecref(a.ctx, r);
    return ta_ret_self(&a, r != NULL);
}

/* --- thunks --- */

#define THUNK(NAME, handler)                                                                       \
    static KiValue f_##NAME(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {              \
        return handler(ks, KT_OP_##NAME, args, nargs, kwnames);                                    \
    }                                                                                              \
    static KiValue i_##NAME(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {              \
        return handler##_inplace(ks, KT_OP_##NAME, args, nargs, kwnames);                          \
    }
#define THUNK_UNARY(NAME)   THUNK(NAME, call_unary)
#define THUNK_BINARY(NAME)  THUNK(NAME, call_binary)
#define THUNK_COMPARE(NAME) THUNK(NAME, call_binary)
#define THUNK_REDUCE(NAME)
#define THUNK_CUM(NAME)
#define THUNK_FUNC(NAME)
#define KT_OP(name, family, arity, rule, flags, grad, node, torch, numpy, doc) THUNK_##family(name)
#include "../tensor/op.def"
#undef KT_OP

typedef struct OpRow {
    KtOp op;
    KiRawFn fn, inplace;
} OpRow;
#define ROW(NAME)         {KT_OP_##NAME, f_##NAME, i_##NAME},
#define ROW_UNARY(NAME)   ROW(NAME)
#define ROW_BINARY(NAME)  ROW(NAME)
#define ROW_COMPARE(NAME) ROW(NAME)
#define ROW_REDUCE(NAME)
#define ROW_CUM(NAME)
#define ROW_FUNC(NAME)
static const OpRow op_rows[] = {
#define KT_OP(name, family, arity, rule, flags, grad, node, torch, numpy, doc) ROW_##family(name)
#include "../tensor/op.def"
#undef KT_OP
};

static bool add_op(KiState *ks, const TfTargets *to, const OpRow *row) {
    char name[50], places[8];
    for (const char *p = kt_op_info[row->op].torch; (p = kt_op_next_name(p, name, places));) {
        if (!tf_add_one(ks, to, name, places, row->fn, kt_op_info[row->op].doc)) return false;
        bool both = strchr(places, 'i') && strchr(places, 'f') && row->op <= KT_OP_RELU;
        if (strpbrk(places, "iI") &&
            !tf_add_one(ks, to, strcat(name, "_"), both ? "mf" : "m", row->inplace, NULL))
            return false;
    }
    return true;
}

/* --- the others --- */

/* What is given as argument i for the output, ahead of a look for a kernel. */
static bool float_out_fits(Ta *a, KtOp op, int i) {
    KtDtype dtype;
    if (!ta_given(a, i) || !ki_is_tensor(a->v[i]) || !ki_is_tensor(a->v[0])) return true;
    if (kt_unary_dtype(a->ctx, op, ki_tensor_of(a->v[0])->dtype, &dtype) &&
        ta_out_type_fits(a, (int)dtype, ki_tensor_of(a->v[i])))
        return true;
    (void)ki_kt_raise(a->ks);
    return false;
}
static KtTensor *rounded(Ta *a) {
    KtTensor *x = ta_tensor(a, 0);
    int decimals = ta_int32(a, 1, 0);
    if (a->failed) return NULL;
    if (!decimals && ta_given(a, 1) && !kt_is_inexact_dtype(x->dtype))
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR, "\"round_vml_cpu\" not implemented for '%s'",
                            kt_dtype_info[x->dtype].scalar_name);
    if (!decimals) {
        KtTensor *whole = kta_unary(a->ctx, KT_OP_ROUND, x);
        return ta_given(a, 1) ? kta_name_node(whole, "RoundBackward1") : whole;
    }
    KtTensor *r = kt_round_decimals(a->ctx, x, decimals, NULL);
    if (!r || !kta_will_record(a->ctx, 1, &x)) return r;
    /* the node of plain rounding, with other values */
    KtTensor *t = kta_name_node(kta_unary(a->ctx, KT_OP_ROUND, x), "RoundBackward1");
    bool ok = t && kt_copy(a->ctx, t, r);
    kt_decref(a->ctx, r);
    if (ok) return t;
    kt_xdecref(a->ctx, t);
    return NULL;
}
TA_FN(f_round) {
    TA_BIND("round", 1, 1, "input", "decimals", "out");
    if (!float_out_fits(&a, KT_OP_ROUND, 2)) return KI_ERR;
    return ta_ret_out(&a, 2, rounded(&a));
}
/* Whether x may be written is told ahead of kernels that are missing. */
static bool may_change(Ta *a, KtTensor *x) {
    return kta_check_inplace(a->ctx, x) && kt_check_written(a->ctx, x);
}
TA_FN(i_round) {
    TA_BIND("round_", 1, 1, "input", "decimals");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    if (!may_change(&a, x)) return ki_kt_raise(ks);
    return ta_ret_inplace(&a, rounded(&a));
}
TA_FN(f_polygamma) {
    TA_BIND("polygamma", 2, 2, "n", "input");
    KtOperand n = ta_operand(&a, 0), x = ta_operand(&a, 1);
    return ta_ret(&a, a.failed ? NULL : kta_binary(a.ctx, KT_OP_POLYGAMMA, &n, &x));
}
TA_FN(i_logit) {
    TA_BIND("logit_", 1, 2, "input", "eps");
    KtTensor *x = ta_tensor(&a, 0);
    double eps = ta_float(&a, 1, -1);
    if (a.failed) return KI_ERR;
    if (!may_change(&a, x)) return ki_kt_raise(ks);
    return ta_ret_inplace(&a, kta_unary_param(a.ctx, KT_OP_LOGIT, x, &eps));
}
TA_FN(f_logit) {
    TA_BIND("logit", 1, 2, "input", "eps", "out");
    KtTensor *x = ta_tensor(&a, 0);
    double eps = ta_float(&a, 1, -1);
    KtScalar s = kt_scalar_float(eps);
    if (!a.failed && x->dtype == KT_F32 && !kt_check_number(a.ctx, KT_F32, &s))
        return ki_kt_raise(ks);
    if (!float_out_fits(&a, KT_OP_LOGIT, 2)) return KI_ERR;
    return ta_ret_out(&a, 2, a.failed ? NULL : kta_unary_param(a.ctx, KT_OP_LOGIT, x, &eps));
}
static KtTensor *nan_to_num(Ta *a) {
    KtTensor *x = ta_tensor(a, 0);
    if (a->failed) return NULL;
    double p[3] = {ta_float(a, 1, 0), ta_float(a, 2, kt_dtype_limit(x->dtype, false)),
                   ta_float(a, 3, kt_dtype_limit(x->dtype, true))};
    return a->failed ? NULL : kta_unary_param(a->ctx, KT_OP_NAN_TO_NUM, x, p);
}
TA_FN(f_nan_to_num) {
    TA_BIND("nan_to_num", 1, 4, "input", "nan", "posinf", "neginf", "out");
    if (!float_out_fits(&a, KT_OP_NAN_TO_NUM, 4)) return KI_ERR;
    return ta_ret_out(&a, 4, nan_to_num(&a));
}
TA_FN(i_nan_to_num) {
    TA_BIND("nan_to_num_", 1, 4, "input", "nan", "posinf", "neginf");
    if (ki_is_tensor(a.v[0]) && !kt_is_inexact_dtype(ki_tensor_of(a.v[0])->dtype))
        return ta_ret_self(&a, true);
    if (!a.failed && !may_change(&a, ki_tensor_of(a.v[0]))) return ki_kt_raise(ks);
    return ta_ret_inplace(&a, nan_to_num(&a));
}
/* A number as elements of that dtype are: 255 for -1 in bytes. */
static bool as_elements(KtCtx *ctx, int dtype, const KtScalar *s, double *r) {
    _Alignas(16) char element[KT_ITEM_MAX];
    if (!kt_check_number(ctx, dtype, s)) return false;
    kt_store_scalar(dtype, element, s);
    KtScalar stored = kt_load_scalar(dtype, element);
    *r = kt_is_float_dtype(dtype) ? kt_scalar_as_double(s) : kt_scalar_as_double(&stored);
    return true;
}
TA_FN(f_threshold) {
    TA_BIND("threshold", 3, 4, "input", "threshold", "value", "inplace", "out");
    KtTensor *x = ta_tensor(&a, 0);
    KtScalar limit = ta_scalar(&a, 1, kt_scalar_int(0)), value = ta_scalar(&a, 2, kt_scalar_int(0));
    double p[2];
    bool real =
        !a.failed && !kt_is_complex_dtype(x->dtype) && x->dtype != KT_F16; /* has a kernel */
    if (real && !(as_elements(a.ctx, x->dtype, &limit, &p[0]) &&
                  as_elements(a.ctx, x->dtype, &value, &p[1])))
        return ki_kt_raise(ks);
    KtTensor *r = a.failed ? NULL : kta_unary_param(a.ctx, KT_OP_THRESHOLD, x, p);
    if (!ta_truth(&a, 3, false)) return ta_ret_out(&a, 4, r);
    r = kta_name_node(r, "ThresholdBackward1");
    if (a.failed || !r) return ta_ret_inplace(&a, r);
    return ta_assign(ks, x, r) ? ki_new_ref(a.v[0]) : KI_ERR; /* also where elements are shared */
}
/* PyTorch speaks against conditions of uint8. */
static bool condition_fits(Ta *a, const KtTensor *c) {
    return c->dtype != KT_U8 || kt_torch_warn(a->ctx, KT_WARN_BYTE_WHERE);
}
TA_FN(f_where) {
    TA_BIND("where", 1, 3, "condition", "input", "other", "out");
    KtTensor *c = ta_tensor(&a, 0);
    if (!a.failed && !ta_given(&a, 1)) { /* the indices of what is true */
        KtTensor *nz = kt_nonzero(a.ctx, c), *cols[KT_MAX_DIMS];
        if (!nz) return ki_kt_raise(ks);
        int64_t n = nz->sizes[1];
        if (n == 0) { /* a 0-d tensor counts as 1-d */
            KtTensor *line = kt_cast(a.ctx, c, KT_BOOL), *wide = NULL;
            int64_t one = 1;
            kt_decref(a.ctx, nz);
            wide = line ? kt_view(a.ctx, line, 1, &one) : NULL;
            nz = wide ? kt_nonzero(a.ctx, wide) : NULL;
            kt_xdecref(a.ctx, line);
            kt_xdecref(a.ctx, wide);
            if (!nz) return ki_kt_raise(ks);
            n = 1;
        }
        bool ok = kt_unbind(a.ctx, nz, 1, cols);
        kt_decref(a.ctx, nz);
        return ok ? ta_ret_tuple(&a, cols, n) : ki_kt_raise(ks);
    }
    KtOperand x = ta_operand(&a, 1), y = ta_operand(&a, 2);
    bool ok = !a.failed && condition_fits(&a, c);
    return ta_ret_out(&a, 3, ok ? kta_where(a.ctx, c, &x, &y) : NULL);
}
/* x.where(condition, other) */
TA_FN(m_where) {
    TA_BIND("where", 3, 3, "self", "condition", "other");
    KtTensor *c = ta_tensor(&a, 1);
    if (!a.failed && !ki_is_tensor(a.v[2]))
        ta_bad(&a, 2, "Tensor"); /* the function takes numbers */
    KtOperand x = ta_operand(&a, 0), y = ta_operand(&a, 2);
    bool ok = !a.failed && condition_fits(&a, c);
    return ta_ret(&a, ok ? kta_where(a.ctx, c, &x, &y) : NULL);
}

static KtTensor *lerp_value(Ta *a, bool inplace) {
    KtTensor *x = ta_tensor(a, 0), *y = ta_tensor(a, 1);
    KtOperand w = ta_operand(a, 2);
    if (a->failed || (inplace && !kta_check_inplace(a->ctx, x))) return NULL;
    bool one_type = x->dtype == y->dtype && (!w.t || w.t->dtype == x->dtype);
    if (inplace && one_type && !ta_iterates_into(a->ctx, (KtTensor *[]){x, y, w.t}, w.t ? 3 : 2))
        return NULL;
    return kta_lerp(a->ctx, x, y, &w);
}
TA_FN(f_lerp) {
    TA_BIND("lerp", 3, 3, "input", "end", "weight", "out");
    return ta_ret_out(&a, 3, lerp_value(&a, false));
}
TA_FN(i_lerp) {
    TA_BIND("lerp_", 3, 3, "input", "end", "weight");
    return ta_ret_inplace(&a, lerp_value(&a, true));
}

static KtTensor *addc_value(Ta *a, bool divide, bool inplace) {
    KtTensor *x = ta_tensor(a, 0), *y = ta_tensor(a, 1), *z = ta_tensor(a, 2);
    KtScalar value = ta_scalar(a, 3, kt_scalar_int(1));
    if (a->failed || (inplace && !kta_check_inplace(a->ctx, x))) return NULL;
    bool divides = !divide || kt_is_inexact_dtype(y->dtype) || kt_is_inexact_dtype(z->dtype);
    if (inplace && divides && !ta_iterates_into(a->ctx, (KtTensor *[]){x, y, z}, 3)) return NULL;
    return kta_addcmul(a->ctx, x, y, z, &value, divide);
}
TA_FN(f_addcmul) {
    TA_BIND("addcmul", 3, 3, "input", "tensor1", "tensor2", "value", "out");
    return ta_ret_out(&a, 4, addc_value(&a, false, false));
}
TA_FN(i_addcmul) {
    TA_BIND("addcmul_", 3, 3, "input", "tensor1", "tensor2", "value");
    return ta_ret_inplace(&a, addc_value(&a, false, true));
}
TA_FN(f_addcdiv) {
    TA_BIND("addcdiv", 3, 3, "input", "tensor1", "tensor2", "value", "out");
    return ta_ret_out(&a, 4, addc_value(&a, true, false));
}
TA_FN(i_addcdiv) {
    TA_BIND("addcdiv_", 3, 3, "input", "tensor1", "tensor2", "value");
    return ta_ret_inplace(&a, addc_value(&a, true, true));
}

/* PyTorch writes where both are nan into where x is. */
static bool nan_meets(Ta *a, KtTensor *x, KtTensor *y) {
    if (x->dtype != y->dtype || !kt_is_inexact_dtype(x->dtype)) return true;
    int64_t sizes[KT_MAX_DIMS];
    int ndim;
    return kt_broadcast_shapes(a->ctx, 2, (KtTensor *[]){x, y}, &ndim, sizes) &&
           ta_keeps_shape(a->ctx, x, ndim, sizes);
}
TA_FN(f_isclose) {
    TA_BIND("isclose", 2, 5, "input", "other", "rtol", "atol", "equal_nan");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    double rtol = ta_float(&a, 2, 1e-5), atol = ta_float(&a, 3, 1e-8);
    bool nan = ta_bool(&a, 4, false);
    bool checked = !(rtol >= 0 && atol >= 0); /* which are refused ahead of shapes */
    if (!a.failed && nan && !checked && !nan_meets(&a, x, y)) return ki_kt_raise(ks);
    if (a.failed) return KI_ERR;
    uint32_t writes = (nan && kt_is_inexact_dtype(x->dtype)) + (rtol != 0 || atol != 0);
    return ta_ret(&a, ta_written(kt_isclose(a.ctx, x, y, rtol, atol, nan), writes));
}
TA_FN(f_allclose) {
    TA_BIND("allclose", 2, 5, "input", "other", "rtol", "atol", "equal_nan");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    double rtol = ta_float(&a, 2, 1e-5), atol = ta_float(&a, 3, 1e-8);
    bool nan = ta_bool(&a, 4, false);
    if (a.failed) return KI_ERR;
    if (nan && rtol >= 0 && atol >= 0 && !nan_meets(&a, x, y)) return ki_kt_raise(ks);
    KtTensor *close = kt_isclose(a.ctx, x, y, rtol, atol, nan);
    KtTensor *all =
        close ? kt_reduce(a.ctx, KT_OP_ALL, close, NULL, 0, false, KT_NO_DTYPE, NULL) : NULL;
    KtScalar s = {0};
    bool ok = all && kt_item(a.ctx, all, &s);
    kt_xdecref(a.ctx, close);
    kt_xdecref(a.ctx, all);
    return ta_ret_bool(&a, ok, ok && kt_scalar_as_bool(&s));
}
TA_FN(f_equal) {
    TA_BIND("equal", 2, 2, "input", "other");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    bool same = false;
    bool ok = !a.failed && kt_equal(a.ctx, x, y, &same);
    return ta_ret_bool(&a, ok, same);
}

/* rsub(input, other, alpha): other - alpha input */
TA_FN(f_rsub) {
    TA_BIND("rsub", 2, 2, "input", "other", "alpha");
    KtTensor *x = ta_tensor(&a, 0);
    KtOperand y = ta_operand(&a, 1), o = kt_operand(x);
    KtScalar alpha = ta_scalar(&a, 2, kt_scalar_int(1));
    if (a.failed) return KI_ERR;
    if (y.t) {
        KtTensor *d = kta_add_alpha(a.ctx, y.t, &o, &alpha, true);
        return ta_ret(&a, kta_name_node(d, "RsubBackward0"));
    }
    KtDtype dtype;
    if (!kt_binary_dtype(a.ctx, KT_OP_SUB, &y, &o, &dtype) || !kt_check_alpha(a.ctx, dtype, &alpha))
        return ki_kt_raise(ks);
    KtTensor *r = ta_given(&a, 2) ? number_add_alpha(a.ctx, &y, &o, &alpha, true)
                                  : kta_binary(a.ctx, KT_OP_SUB, &y, &o);
    return ta_ret(&a, kta_name_node(r, "RsubBackward1"));
}

TA_FN(f_real) {
    TA_BIND("real", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    return ta_ret(&a, kta_real(a.ctx, x));
}
TA_FN(f_imag) {
    TA_BIND("imag", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    if (!a.failed && !kt_is_complex_dtype(x->dtype))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "imag is not implemented for tensors with non-complex dtypes.");
    return ta_ret(&a, a.failed ? NULL : kta_imag(a.ctx, x));
}
static bool complex_parts(Ta *a, KtTensor *x, KtTensor *y, bool polar) {
    bool floats = kt_is_float_dtype(x->dtype) && kt_is_float_dtype(y->dtype) &&
                  x->dtype != KT_BF16 && y->dtype != KT_BF16;
    const char *first = kt_dtype_info[x->dtype].scalar_name;
    if (floats && x->dtype != y->dtype) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "Expected object of scalar type %s but got scalar type %s for second argument",
                 first, kt_dtype_info[y->dtype].scalar_name);
        return false;
    }
    int wanted = floats ? (int)kt_complex_dtype(x->dtype) : KT_NO_DTYPE;
    const KtTensor *out = ki_is_tensor(a->v[2]) ? ki_tensor_of(a->v[2]) : NULL;
    if (floats && out && out->dtype != wanted) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "Expected object of scalar type %s but got scalar type %s for argument 'out'",
                 x->dtype == KT_F16 ? "ComplexHalf" : kt_dtype_info[wanted].scalar_name,
                 kt_dtype_info[out->dtype].scalar_name);
        return false;
    }
    int64_t sizes[KT_MAX_DIMS];
    int ndim;
    if (floats && x->dtype == KT_F16) {
        if (!kt_broadcast_shapes(a->ctx, 2, (KtTensor *[]){x, y}, &ndim, sizes) ||
            !(polar ? kt_fail(a->ctx, KT_RUNTIME_ERROR, "\"polar_cpu\" not implemented for 'Half'")
                    : kt_complex_half_not_built(a->ctx)))
            (void)ki_kt_raise(a->ks);
        return false;
    }
    if (floats) return true;
    ki_raise(a->ks, KI_EXC_RuntimeError,
             "Expected both inputs to be Half, Float or Double tensors but got %s and %s",
             kt_dtype_info[x->dtype].scalar_name, kt_dtype_info[y->dtype].scalar_name);
    return false;
}
TA_FN(f_complex) {
    TA_BIND("complex", 2, 2, "real", "imag", "out");
    KtTensor *x = ta_tensor(&a, 0), *y = ta_tensor(&a, 1);
    if (a.failed || !complex_parts(&a, x, y, false)) return KI_ERR;
    return ta_ret_out(&a, 2, kta_complex(a.ctx, x, y));
}
TA_FN(f_polar) {
    TA_BIND("polar", 2, 2, "abs", "angle", "out");
    KtTensor *r = ta_tensor(&a, 0), *phi = ta_tensor(&a, 1);
    if (a.failed || !complex_parts(&a, r, phi, true)) return KI_ERR;
    KtTensor *c = kt_unary(a.ctx, KT_OP_COS, phi, KT_NO_DTYPE, NULL),
             *s = c ? kt_unary(a.ctx, KT_OP_SIN, phi, KT_NO_DTYPE, NULL) : NULL;
    KtOperand ro = kt_operand(r), co = kt_operand(c), so = kt_operand(s);
    KtTensor *x = s ? kt_binary_any(a.ctx, KT_OP_MUL, &ro, &co, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *y = x ? kt_binary_any(a.ctx, KT_OP_MUL, &ro, &so, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *z = y ? kta_polar(a.ctx, r, phi, x, y) : NULL;
    kt_xdecref(a.ctx, c);
    kt_xdecref(a.ctx, s);
    kt_xdecref(a.ctx, x);
    kt_xdecref(a.ctx, y);
    return ta_ret_out(&a, 2, z);
}
TA_FN(f_view_as_real) {
    TA_BIND("view_as_real", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kta_view_as_real(a.ctx, x));
}
TA_FN(f_view_as_complex) {
    TA_BIND("view_as_complex", 1, 1, "input");
    KtTensor *x = ta_tensor(&a, 0);
    return ta_ret(&a, a.failed ? NULL : kta_view_as_complex(a.ctx, x));
}
TA_FN(f_clone) {
    TA_BIND("clone", 1, 1, "input", "memory_format");
    KtTensor *x = ta_tensor(&a, 0);
    if (!ta_given(&a, 1)) return ta_ret(&a, a.failed ? NULL : kta_clone(a.ctx, x));
    KtMemoryFormat format = ta_memory_format(&a, 1, KT_PRESERVE_FORMAT);
    return ta_ret(&a, a.failed ? NULL : kta_lay_out(a.ctx, x, -1, format));
}

static const TfRow rows[] = {
    {"round/fm", f_round},
    {"round_/fm", i_round},
    {"logit/fms", f_logit},
    {"logit_/mf", i_logit},
    {"_special_polygamma/f", f_polygamma},
    {"nan_to_num/fm", f_nan_to_num},
    {"nan_to_num_/m", i_nan_to_num},
    {"threshold/fn", f_threshold},
    {"where/f", f_where},
    {"where/m", m_where},
    {"lerp/fm", f_lerp},
    {"lerp_/m", i_lerp},
    {"addcmul/fm", f_addcmul},
    {"addcmul_/m", i_addcmul},
    {"addcdiv/fm", f_addcdiv},
    {"addcdiv_/m", i_addcdiv},
    {"isclose/fm", f_isclose},
    {"allclose/fm", f_allclose},
    {"equal/fm", f_equal},
    {"rsub/f", f_rsub},
    {"real/fz", f_real},
    {"imag/fz", f_imag},
    {"complex/f", f_complex},
    {"polar/f", f_polar},
    {"view_as_real/fz", f_view_as_real},
    {"view_as_complex/fz", f_view_as_complex},
    {"clone/fm", f_clone},
};

bool tf_init_ew(KiState *ks, const TfTargets *to) {
    for (size_t i = 0; i < sizeof op_rows / sizeof *op_rows; i++)
        if (!add_op(ks, to, &op_rows[i])) return false;
    return TF_ADD(rows);
}
