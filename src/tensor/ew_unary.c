/* Element-wise operations with one operand. */
#include <math.h>
#include <string.h>

#include "ew.h"
#include "memory_format.h"

/* The dtype the kernel computes in; the result's dtype differs for BOOL and complex REAL rules. */
static bool unary_dtypes(KtCtx *ctx, KtOp op, int in, int *compute, int *result) {
    const KtOpInfo *info = &kt_op_info[op];
    bool integral = !kt_is_inexact_dtype(in);
    *compute = in;
    int rule = info->rule;
    if (ctx->numpy && integral) {
        switch (op) {
        case KT_OP_FLOOR:
        case KT_OP_CEIL:
        case KT_OP_TRUNC:
        case KT_OP_ROUND:
        case KT_OP_SIGNBIT:
            *compute = kt_float_for_int(ctx, in);
            break;

        case KT_OP_CONJ:
        case KT_OP_SQUARE:
        case KT_OP_RECIPROCAL_NP:
            if (in == KT_BOOL) *compute = KT_I8;
            break;
        case KT_OP_SIGN:
            if (in == KT_BOOL) return kt_no_kernel(ctx, op, in);
            break;
        default:
            break;
        }
    }
    if (op == KT_OP_ANGLE && !kt_is_complex_dtype(in)) {
        if (integral) *compute = ctx->numpy ? KT_F64 : ctx->default_dtype;
        *result = *compute;
        return true;
    }
    if (rule == KT_RULE_FLOAT && integral) *compute = kt_float_for_int(ctx, in);
    *result = *compute;
    if (rule == KT_RULE_BOOL) *result = KT_BOOL;
    if (rule == KT_RULE_REAL || op == KT_OP_ANGLE) *result = kt_real_dtype(*compute);
    return true;
}

bool kt_unary_dtype(KtCtx *ctx, KtOp op, int in, KtDtype *result) {
    int compute, r;
    if (!unary_dtypes(ctx, op, in, &compute, &r)) return false;
    *result = (KtDtype)r;
    return true;
}

static bool refuse_bool(KtCtx *ctx, KtOp op) {
    if (op == KT_OP_NEG && ctx->numpy)
        return kt_fail(ctx, KT_TYPE_ERROR,
                       "The numpy boolean negative, the `-` operator, is not supported, use the "
                       "`~` operator or the logical_not function instead.");
    if (op == KT_OP_NEG)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Negation, the `-` operator, on a bool tensor is not supported. If you are "
                       "trying to invert a mask, use the `~` or `logical_not()` operator instead.");
    if (op == KT_OP_POSITIVE && ctx->numpy)
        return kt_fail(ctx, KT_UFUNC_TYPE_ERROR,
                       "ufunc 'positive' did not contain a loop with signature matching types "
                       "<class 'numpy.dtype[bool_]'> -> None");
    return kt_no_kernel(ctx, op, KT_BOOL);
}

/* Angle of a real number: 0, or pi for negatives. */
static KtTensor *real_angle(KtCtx *ctx, KtTensor *a, int dtype, KtTensor *out) {
    KtScalar zero = kt_scalar_int(0), pi = kt_scalar_float(M_PI);
    if (dtype == KT_LD) return kt_binary_st(ctx, KT_OP_ATAN2, &zero, a, dtype, out);
    KtTensor *x = kt_cast(ctx, a, dtype);
    KtTensor *mask = x ? kt_binary_ts(ctx, KT_OP_LT, x, &zero, KT_NO_DTYPE, NULL) : NULL;
    KtTensor *nan = mask ? kt_unary(ctx, KT_OP_ISNAN, x, KT_NO_DTYPE, NULL) : NULL;
    KtOperand turned = kt_operand_scalar(pi), flat = kt_operand_scalar(zero), same = {.t = x};
    KtTensor *rest = nan ? kt_where(ctx, nan, &same, &flat, NULL) : NULL;
    KtOperand kept = {.t = rest};
    KtTensor *r = rest ? kt_where(ctx, mask, &turned, &kept, out) : NULL;
    KtTensor *all[] = {x, mask, nan, rest};
    for (int i = 0; i < 4; i++)
        kt_xdecref(ctx, all[i]);
    return r;
}

static void note_zero(void *arg, int64_t n, char *const *p, const int64_t *s) {
    bool *found = arg;
    for (int64_t i = 0; i < n && !*found; i++)
        *found = p[0][i * s[0]] == 0;
}
/* Is a number among them that has no reciprocal? */
static bool has_zero(KtCtx *ctx, KtTensor *x) {
    KtTensor *truth = kt_cast(ctx, x, KT_BOOL);
    bool found = false;
    if (!truth) return false;
    KtIter it;
    kt_iter_init(&it, truth->ndim, truth->sizes);
    kt_iter_add(&it, truth);
    kt_iter_plan(&it);
    kt_iter_each(&it, note_zero, &found);
    kt_decref(ctx, truth);
    return found;
}

/* The distance to the next half-precision number away from zero; below a negative power of two, to
 * the one towards zero, as NumPy has it. */
static uint16_t half_spacing(uint16_t h) {
    unsigned e = h >> 10 & 31, down = h & 0x8000 && !(h & 0x3ff);
    if (e == 31) return 0x7e00;
    if (h == 0x7bff) return 0x7c00;
    if (e > 10 + down) return (uint16_t)((e - 10 - down) << 10);
    return e > 1 + down ? (uint16_t)(1u << (e - 1 - down)) : 1;
}
static void spacing_half_run(int64_t n, char *const *p, const int64_t *s, const void *param) {
    typedef uint16_t At KT_ANYWHERE;
    for (int64_t i = 0; i < n; i++)
        *(At *)(void *)(p[0] + i * s[0]) =
            half_spacing(*(const At *)(const void *)(p[1] + i * s[1]));
}

/* Do the processor's flags tell of NumPy's floating-point events? Complex functions are those of
 * the C library, which NumPy calls as well. */
static bool sets_flags(KtOp op, int compute) {
    if (op == KT_OP_ISFINITE || op == KT_OP_ISINF || op == KT_OP_ISNAN) return false;
    return compute == KT_LD || op == KT_OP_SQRT || op == KT_OP_RECIPROCAL_NP ||
           op == KT_OP_SQUARE || kt_is_complex_dtype(compute);
}

static KtTensor *unary_general(KtCtx *ctx, KtOp op, KtTensor *a, const KtLoopParam *param,
                               int dtype, KtTensor *out) {
    int compute, result = KT_F32;
    if (a->dtype == KT_BOOL && kt_op_info[op].flags & KT_OPF_NB) {
        refuse_bool(ctx, op);
        return NULL;
    }
    if (!unary_dtypes(ctx, op, dtype >= 0 ? dtype : a->dtype, &compute, &result)) return NULL;
    if (op == KT_OP_ANGLE && !kt_is_complex_dtype(compute)) return real_angle(ctx, a, compute, out);
    if (op == KT_OP_ABS && kt_is_complex_dtype(compute) && out == a) {
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "In-place abs is not supported for complex tensors.");
    }
    int from = dtype >= 0 ? dtype : a->dtype;
    bool lacks = kt_torch_lacks(ctx, op, from);
    KtLoopFn loop = kt_unary_loop(ctx->kernels, op, compute),
             fast = ctx->numpy ? ctx->kernels->fast[op][compute] : NULL;
    if (op == KT_OP_SPACING && compute == KT_F16) loop = spacing_half_run;
    if (!ctx->numpy && kt_is_complex_dtype(compute) && kt_op_info[op].flags & KT_OPF_NC)
        loop = NULL;
    if (!loop && !lacks) {
        kt_no_kernel(ctx, op, compute);
        return NULL;
    }
    KtTensor *x = kt_cast(ctx, a, compute);
    if (!x) return NULL;
    KtOut o;
    char name[48];
    kt_dialect_name(ctx, op, name);
    if (!kt_out_begin(ctx, &o, name, out, result, a->ndim, a->sizes, 1, &a)) {
        kt_decref(ctx, x);
        return NULL;
    }
    if (lacks) { /* torch looks at the output first */
        kt_no_kernel(ctx, op, from);
        kt_decref(ctx, x);
        kt_out_drop(ctx, &o);
        return NULL;
    }
    KtIter it;
    kt_iter_init(&it, a->ndim, a->sizes);
    kt_iter_add(&it, o.target);
    kt_iter_add(&it, x);
    kt_iter_plan(&it);
    bool flags = sets_flags(op, compute);
    if (flags) kt_fp_begin(ctx);
    kt_iter_run(ctx, &it, fast ? fast : loop, param);
    bool ok = true;
    if (flags)
        ok = kt_fp_end(ctx, name);
    else if (ctx->numpy && kt_op_info[op].rule == KT_RULE_FLOAT &&
             (!fast || param->flags & KT_LOOP_NOT_FINITE || ctx->errstate_under))
        ok = kt_fp_scan(ctx, op, o.target, x == o.target ? NULL : &(KtPrepared){.t = x}, NULL);
    if (ok && ctx->numpy && op == KT_OP_RECIPROCAL_NP && !kt_is_inexact_dtype(compute) &&
        has_zero(ctx, x))
        ok = kt_fp_report(ctx, name, KT_FP_DIVIDE | KT_FP_INVALID);
    kt_decref(ctx, x);
    if (!ok) {
        kt_out_drop(ctx, &o);
        return NULL;
    }
    return kt_out_end(ctx, &o);
}

static KtTensor *unary(KtCtx *ctx, KtOp op, KtTensor *a, const KtLoopParam *param, int dtype,
                       KtTensor *out) {
    /* Fast path: contiguous float in torch's dialect; result of the same dtype. */
    int rule = kt_op_info[op].rule;
    if (!out && dtype < 0 && !ctx->numpy && rule <= KT_RULE_FLOAT && kt_is_contiguous(a) &&
        kt_is_float_dtype(a->dtype) && a->numel <= 32768 && !kt_torch_lacks(ctx, op, a->dtype)) {
        KtLoopFn loop = kt_unary_loop(ctx->kernels, op, a->dtype);
        if (loop) {
            KtTensor *r = kt_empty(ctx, a->dtype, a->ndim, a->sizes);
            if (!r) return NULL;
            char *const p[2] = {r->data, a->data};
            const int64_t s[2] = {r->itemsize, a->itemsize};
            loop(a->numel, p, s, param);
            return r;
        }
    }
    return unary_general(ctx, op, a, param, dtype, out);
}

bool kt_gelu_is_poly(const KtTensor *a) {
    return (a->dtype == KT_F32 || a->dtype == KT_BF16) && a->numel > 1 && kt_is_contiguous(a);
}

KtTensor *kt_unary(KtCtx *ctx, KtOp op, KtTensor *a, int dtype, KtTensor *out) {
    KB_ASSERT((int)op < KT_N_UNARY);
    KtLoopParam k = {.numpy = ctx->numpy};
    if (op == KT_OP_LOGIT) k.d[0] = -1;
    if (op == KT_OP_GELU && kt_gelu_is_poly(a)) op = KT_OP_GELU_POLY;
    bool turns = op == KT_OP_DEG2RAD || op == KT_OP_RAD2DEG;
    if (KB_UNLIKELY(turns) && !ctx->numpy && !kt_is_complex_dtype(a->dtype)) {
        KtScalar factor = kt_scalar_float(op == KT_OP_DEG2RAD ? M_PI / 180 : 180 / M_PI);
        return kt_binary_ts(ctx, KT_OP_MUL, a, &factor, dtype, out); /* as torch has it */
    }
    return unary(ctx, op, a, &k, dtype, out);
}

double kt_dtype_limit(int dtype, bool lowest) {
    double m = dtype == KT_F32 || dtype == KT_C64 ? 3.4028234663852886e38
               : dtype == KT_F16                  ? 65504
               : dtype == KT_BF16                 ? 3.3895313892515355e38
                                                  : 1.7976931348623157e308;
    return lowest ? -m : m;
}

/* PyTorch takes the result of these from empty_like, strides of dimensions of size 1 included. */
static bool is_made_like_input(const KtCtx *ctx, KtOp op) {
    return !ctx->numpy && (op == KT_OP_HARDTANH || op == KT_OP_NAN_TO_NUM);
}

KtTensor *kt_unary_param(KtCtx *ctx, KtOp op, KtTensor *a, const double *param, int dtype,
                         KtTensor *out) {
    if (!out && is_made_like_input(ctx, op) && (!kt_is_contiguous(a) || kt_is_ambiguous(a))) {
        KtTensor *fresh = kt_empty_preserved(ctx, a, KT_NO_DTYPE),
                 *r = fresh ? kt_unary_param(ctx, op, a, param, dtype, fresh) : NULL;
        kt_xdecref(ctx, fresh);
        return r;
    }
    KtLoopParam k = {.numpy = ctx->numpy};
    int n = op == KT_OP_LEAKY_RELU || op == KT_OP_SOFTSHRINK || op == KT_OP_HARDSHRINK ||
                    op == KT_OP_LOGIT || op == KT_OP_POW_NUMBER
                ? 1
            : op == KT_OP_ELU || op == KT_OP_NAN_TO_NUM ? 3
                                                        : 2;
    for (int i = 0; i < n; i++)
        k.d[i] = param[i];
    if (op == KT_OP_NAN_TO_NUM && ctx->numpy) {
        if (isnan(k.d[0])) k.d[0] = 0;
        bool known = !kt_is_long_dtype(a->dtype); /* those limits are known to the loop alone */
        if (isnan(k.d[1]) && known) k.d[1] = kt_dtype_limit(a->dtype, false);
        if (isnan(k.d[2]) && known) k.d[2] = kt_dtype_limit(a->dtype, true);
        if (kt_is_complex_dtype(a->dtype)) { /* the parts, one after the other */
            KtTensor *r = out == a ? kt_incref(a) : kt_copy_c(ctx, a);
            KtTensor *re = r ? kt_real(ctx, r) : NULL, *im = r ? kt_imag(ctx, r) : NULL;
            KtTensor *done = re && im ? unary(ctx, op, re, &k, KT_NO_DTYPE, re) : NULL;
            KtTensor *done2 = done ? unary(ctx, op, im, &k, KT_NO_DTYPE, im) : NULL;
            kt_xdecref(ctx, re);
            kt_xdecref(ctx, im);
            kt_xdecref(ctx, done);
            kt_xdecref(ctx, done2);
            if (!done2) {
                kt_xdecref(ctx, r);
                return NULL;
            }
            return r;
        }
    }
    return unary(ctx, op, a, &k, dtype, out);
}

KtTensor *kt_round_decimals(KtCtx *ctx, KtTensor *a, int decimals, KtTensor *out) {
    if (!kt_is_inexact_dtype(a->dtype)) {
        if (decimals >= 0 || !ctx->numpy) {
            if (!ctx->numpy && decimals != 0)
                return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"round_cpu\" not implemented for '%s'",
                                    kt_dtype_info[a->dtype].scalar_name);
            if (out == a) return kt_incref(a);
            KtTensor *r = kt_clone(ctx, a);
            if (r && out && !kt_copy(ctx, out, r)) {
                kt_decref(ctx, r);
                return NULL;
            }
            if (r && out) {
                kt_decref(ctx, r);
                return kt_incref(out);
            }
            return r;
        }
    }
    if (decimals == 0) return kt_unary(ctx, KT_OP_ROUND, a, KT_NO_DTYPE, out);
    if (kt_torch_lacks(ctx, KT_OP_ROUND, a->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "\"round_cpu\" not implemented for '%s'",
                            kt_dtype_info[a->dtype].scalar_name);
    /* scale, round, scale back: the originals do just this */
    bool up = decimals > 0;
    KtScalar scale = kt_scalar_float(pow(10.0, up ? decimals : -decimals));
    KtOp first = up ? KT_OP_MUL : KT_OP_DIV, second = up ? KT_OP_DIV : KT_OP_MUL;
    /* NumPy keeps what is scaled in the type of a, which half precision can be too narrow for */
    KtTensor *narrow =
        ctx->numpy && a->dtype == KT_F16 ? kt_empty_like_order(ctx, a, KT_F16) : NULL;
    KtTensor *x = kt_binary_ts(ctx, first, a, &scale, KT_NO_DTYPE, narrow);
    kt_xdecref(ctx, narrow);
    KtTensor *y = x ? kt_unary(ctx, KT_OP_ROUND, x, KT_NO_DTYPE, x) : NULL;
    KtTensor *z = y ? kt_binary_ts(ctx, second, y, &scale, KT_NO_DTYPE, y) : NULL;
    KtTensor *r = NULL;
    if (z && out)
        r = kt_copy(ctx, out, z) ? kt_incref(out) : NULL;
    else if (z)
        r = kt_cast(ctx, z, a->dtype);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, y);
    kt_xdecref(ctx, z);
    return r;
}

/* ---- frexp ---- */

static void frexp_of(int dtype, const char *from, char *to, int *exponent, int64_t n) {
    for (int64_t i = 0; i < n; i++) {
        int e = 0;
        if (dtype == KT_F64)
            ((double *)(void *)to)[i] = frexp(((const double *)(const void *)from)[i], &e);
        else if (dtype == KT_F32)
            ((float *)(void *)to)[i] = frexpf(((const float *)(const void *)from)[i], &e);
        else if (dtype == KT_F16)
            ((KtF16 *)(void *)to)[i] = kt_float_to_f16(
                frexpf(kt_f16_to_float(((const KtF16 *)(const void *)from)[i]), &e));
        else
            ((KtBF16 *)(void *)to)[i] = kt_float_to_bf16(
                frexpf(kt_bf16_to_float(((const KtBF16 *)(const void *)from)[i]), &e));
        exponent[i] = e;
    }
}

bool kt_frexp(KtCtx *ctx, KtTensor *a, KtTensor **mantissa, KtTensor **exponent) {
    KtTensor *m = kt_empty_like_order(ctx, a, a->dtype),
             *e = m ? kt_empty_like_order(ctx, a, KT_I32) : NULL;
    bool as_it_lies = e && !memcmp(a->strides, m->strides, sizeof(int64_t) * (size_t)a->ndim);
    KtTensor *x = e ? as_it_lies ? kt_incref(a) : kt_copy_c(ctx, a) : NULL,
             *to = !x           ? NULL
                   : as_it_lies ? kt_incref(m)
                                : kt_empty(ctx, a->dtype, a->ndim, a->sizes),
             *powers = !to          ? NULL
                       : as_it_lies ? kt_incref(e)
                                    : kt_empty(ctx, KT_I32, a->ndim, a->sizes);
    bool ok = powers != NULL;
    if (ok) frexp_of(a->dtype, x->data, to->data, (int *)(void *)powers->data, a->numel);
    if (ok && !as_it_lies) ok = kt_copy(ctx, m, to) && kt_copy(ctx, e, powers);
    kt_xdecref(ctx, x);
    kt_xdecref(ctx, to);
    kt_xdecref(ctx, powers);
    if (ok) m->storage->version = e->storage->version = 0; /* nobody saw them empty */
    *mantissa = ok ? m : NULL;
    *exponent = ok ? e : NULL;
    if (ok) return true;
    kt_xdecref(ctx, m);
    kt_xdecref(ctx, e);
    return false;
}
