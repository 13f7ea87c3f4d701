/* clamp, clamp_min and clamp_max: bounds that are numbers and bounds that are tensors go different
 * ways in PyTorch, which shows in types, in what nan does and in which of several faults is told.
 */
#include <math.h>

#include "../tensor/ew.h"
#include "torch_args.h"

typedef struct Clamp {
    Ta *a;
    KtTensor *x, *out;  /* out: given, or x in place, or NULL */
    bool inplace, both; /* both: clamp itself, which takes two bounds */
    KtOperand lo, hi;
    bool has_lo, has_hi;
} Clamp;

static bool is_one(const KtTensor *t) {
    return t->ndim == 0 && !kta_requires_grad(t);
}

/* Beside a number a tensor of one element is a number too; others are no match. */
static bool bounds_agree(Clamp *c) {
    if (!c->has_lo || !c->has_hi || !c->lo.t == !c->hi.t) return true;
    KtOperand *o = c->lo.t ? &c->lo : &c->hi;
    if (!is_one(o->t)) {
        ki_raise(c->a->ks, KI_EXC_TypeError, "%s(): min and max must both be tensors or numbers",
                 c->a->name);
        c->a->failed = true;
        return false;
    }
    KtScalar s;
    if (!kt_item(c->a->ctx, o->t, &s)) return false;
    s.dtype = -1; /* of no more weight than a number */
    *o = kt_operand_scalar(s);
    return true;
}

static void meet(KtResultType *rt, const KtOperand *o, int default_float) {
    if (o->t)
        kt_result_type_tensor(rt, o->t);
    else
        kt_result_type_scalar(rt, &o->s, default_float);
}

static KtDtype result_type(Clamp *c, const char **name) {
    KtResultType rt;
    kt_result_type_init(&rt, false);
    kt_result_type_tensor(&rt, c->x);
    if (c->has_lo) meet(&rt, &c->lo, c->a->ctx->default_dtype);
    if (c->has_hi) meet(&rt, &c->hi, c->a->ctx->default_dtype);
    KtDtype d = kt_result_type_finish(&rt);
    *name = kt_result_type_complex_half(&rt) ? "ComplexHalf" : kt_dtype_info[d].scalar_name;
    return d;
}

static bool no_type(Clamp *c, const char *from, const char *to) {
    return kt_fail(c->a->ctx, KT_RUNTIME_ERROR,
                   "result type %s can't be cast to the desired output type %s", from, to);
}

static bool not_complex(Clamp *c, int dtype) {
    return !kt_is_complex_dtype(dtype) ||
           kt_fail(c->a->ctx, KT_RUNTIME_ERROR, "clamp is not supported for complex types");
}

/* Of a complex number, floats are limited by the real part if that is all of it. */
static bool real_bound(Clamp *c, KtOperand *o) {
    bool alone = c->has_lo != c->has_hi;
    if (o->s.kind != KT_S_COMPLEX || !kt_is_float_dtype(c->x->dtype)) return true;
    if (!(alone && c->x->dtype == KT_F16) &&
        !kt_check_number(c->a->ctx, alone ? c->x->dtype : KT_F64, &o->s))
        return false;
    o->s = kt_scalar_float(o->s.c.re);
    return true;
}

static bool is_nan(bool has, const KtOperand *o) {
    return has && o->s.kind == KT_S_FLOAT && isnan(o->s.f);
}

/* By nan everything becomes nan, but for clamp with nan alone, which limits nothing. */
static KtTensor *by_nan(Clamp *c, KtDtype dtype) {
    KtScalar nan = kt_scalar_float(NAN);
    KtTensor *r = kt_empty_like(c->a->ctx, c->x, dtype);
    if (r && !kt_fill(c->a->ctx, r, &nan)) {
        kt_decref(c->a->ctx, r);
        return NULL;
    }
    return r;
}

static KtTensor *by_numbers(Clamp *c) {
    Ta *a = c->a;
    const char *name;
    KtDtype dtype = c->x->dtype;
    bool number =
        (c->has_lo && c->lo.s.kind == KT_S_COMPLEX) || (c->has_hi && c->hi.s.kind == KT_S_COMPLEX);
    if (!not_complex(c, number && !c->both ? KT_C64 : dtype)) return NULL;
    if (!kt_is_float_dtype(dtype)) {
        dtype = result_type(c, &name);
        if (c->inplace && dtype != c->x->dtype) {
            (void)no_type(c, name, ta_cpp_type(c->x->dtype));
            return NULL;
        }
        if (!not_complex(c, dtype)) return NULL;
    }
    if (c->inplace && !kt_check_written(a->ctx, c->x)) return NULL;
    if (c->out && c->out->dtype != dtype)
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s",
                            kt_dtype_info[c->out->dtype].scalar_name,
                            kt_dtype_info[dtype].scalar_name);
    if ((c->has_lo && !real_bound(c, &c->lo)) || (c->has_hi && !real_bound(c, &c->hi))) return NULL;
    bool alone = c->has_lo != c->has_hi;
    bool nan = is_nan(c->has_lo, &c->lo) || is_nan(c->has_hi, &c->hi);
    if (nan && !(alone && c->both) && (dtype == KT_F16 || !kta_requires_grad(c->x)))
        return by_nan(c, dtype);
    if (nan && alone && c->both)
        *(c->has_lo ? &c->lo : &c->hi) =
            kt_operand_scalar(kt_scalar_float(c->has_lo ? -INFINITY : INFINITY));
    bool kernel = dtype != KT_F16 && dtype != KT_BOOL;
    if (kernel && ((c->has_lo && !kt_check_number(a->ctx, dtype, &c->lo.s)) ||
                   (c->has_hi && !kt_check_number(a->ctx, dtype, &c->hi.s))))
        return NULL;
    return kta_clamp(a->ctx, c->x, c->has_lo ? &c->lo : NULL, c->has_hi ? &c->hi : NULL);
}

static KtTensor *by_tensors(Clamp *c) {
    Ta *a = c->a;
    const char *name;
    KtTensor *all[3] = {c->x};
    int n = 1, ndim;
    int64_t sizes[KT_MAX_DIMS];
    if (c->has_lo) all[n++] = c->lo.t;
    if (c->has_hi) all[n++] = c->hi.t;
    if (c->both && !not_complex(c, c->x->dtype)) return NULL;
    if (c->inplace ? !ta_iterates_into(a->ctx, all, n)
                   : !kt_broadcast_shapes(a->ctx, n, all, &ndim, sizes))
        return NULL;
    KtDtype dtype = result_type(c, &name);
    const KtTensor *to = c->inplace ? c->x : c->out;
    if (to && !kt_can_cast_torch(dtype, to->dtype)) {
        (void)no_type(c, name, kt_dtype_info[to->dtype].scalar_name);
        return NULL;
    }
    if (kt_is_complex_dtype(dtype))
        return kt_fail_null(a->ctx, KT_RUNTIME_ERROR, "\"%s_cpu\" not implemented for '%s'",
                            !c->has_hi   ? "maximum"
                            : !c->has_lo ? "minimum"
                                         : "clamp",
                            name);
    return kta_clamp(a->ctx, c->x, c->has_lo ? &c->lo : NULL, c->has_hi ? &c->hi : NULL);
}

/* The operand limited by parameters lo and hi (-1: there is none of that side); out: the parameter
 * of the output, 0 in place. */
static KtTensor *clamp_value(Ta *a, int lo, int hi, int out) {
    Clamp c = {.a = a, .x = ta_tensor(a, 0), .inplace = out == 0, .both = lo >= 0 && hi >= 0};
    c.has_lo = lo >= 0 && ta_given(a, lo);
    c.has_hi = hi >= 0 && ta_given(a, hi);
    if (c.has_lo) c.lo = ta_operand(a, lo);
    if (c.has_hi) c.hi = ta_operand(a, hi);
    if (ta_given(a, out)) c.out = ta_tensor(a, out);
    if (a->failed) return NULL;
    if (!c.has_lo && !c.has_hi) {
        ki_raise(a->ks, KI_EXC_RuntimeError,
                 "torch.clamp: At least one of 'min' or 'max' must not be None");
        a->failed = true;
        return NULL;
    }
    if (!bounds_agree(&c) || (c.inplace && !kta_check_inplace(a->ctx, c.x))) return NULL;
    bool tensors = (c.has_lo && c.lo.t) || (c.has_hi && c.hi.t);
    KtTensor *r = tensors ? by_tensors(&c) : by_numbers(&c);
    if (lo < 0) return kta_name_node(r, tensors ? "ClampMaxBackward1" : "ClampMaxBackward0");
    if (hi < 0) return kta_name_node(r, tensors ? "ClampMinBackward1" : "ClampMinBackward0");
    return r;
}

TA_FN(f_clamp) {
    TA_BIND("clamp", 1, 3, "input", "min", "max", "out");
    return ta_ret_out(&a, 3, clamp_value(&a, 1, 2, 3));
}
TA_FN(i_clamp) {
    TA_BIND("clamp_", 1, 3, "input", "min", "max");
    return ta_ret_inplace(&a, clamp_value(&a, 1, 2, 0));
}
TA_FN(f_clamp_min) {
    TA_BIND("clamp_min", 2, 2, "input", "min", "out");
    return ta_ret_out(&a, 2, clamp_value(&a, 1, -1, 2));
}
TA_FN(f_clamp_max) {
    TA_BIND("clamp_max", 2, 2, "input", "max", "out");
    return ta_ret_out(&a, 2, clamp_value(&a, -1, 1, 2));
}
TA_FN(i_clamp_min) {
    TA_BIND("clamp_min_", 2, 2, "input", "min");
    return ta_ret_inplace(&a, clamp_value(&a, 1, -1, 0));
}
TA_FN(i_clamp_max) {
    TA_BIND("clamp_max_", 2, 2, "input", "max");
    return ta_ret_inplace(&a, clamp_value(&a, -1, 1, 0));
}

static const TfRow rows[] = {
    {"clamp/fm,clip/fm", f_clamp}, {"clamp_/m,clip_/m", i_clamp}, {"clamp_min/fm", f_clamp_min},
    {"clamp_max/fm", f_clamp_max}, {"clamp_min_/m", i_clamp_min}, {"clamp_max_/m", i_clamp_max},
};

bool tf_init_clamp(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
