/* Element-wise operations with two operands, comparisons included. */
#include <math.h>
#include <string.h>

#include "ew.h"
#include "memory_format.h"
#include "shape.h"

/* Does the op have its kernel under another name with operands exchanged? */
static bool swapped_op(KtOp *op) {
    if (*op == KT_OP_GT)
        *op = KT_OP_LT;
    else if (*op == KT_OP_GE)
        *op = KT_OP_LE;
    else
        return false;
    return true;
}

static int operand_dtype(KtCtx *ctx, const KtOperand *o) {
    if (o->t) return o->t->dtype;
    if (o->s.dtype >= 0) return o->s.dtype;
    return kt_scalar_default_dtype(&o->s, ctx->numpy, ctx->default_dtype);
}

static bool refuse_bool_sub(KtCtx *ctx, const KtOperand *a, const KtOperand *b) {
    bool ab = operand_dtype(ctx, a) == KT_BOOL, bb = operand_dtype(ctx, b) == KT_BOOL;
    if (ctx->numpy) {
        if (!(ab && bb)) return true;
        return kt_fail(ctx, KT_TYPE_ERROR,
                       "numpy boolean subtract, the `-` operator, is not supported, use the "
                       "bitwise_xor, the `^` operator, or the logical_xor function instead.");
    }
    if (ab && bb)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Subtraction, the `-` operator, with two bool tensors is not supported. Use "
                       "the `^` or `logical_xor()` operator instead.");
    if (ab || bb)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "Subtraction, the `-` operator, with a bool tensor is not supported. If you "
                       "are trying to invert a mask, use the `~` or `logical_not()` operator "
                       "instead.");
    return true;
}

/* 0 bool, 1 integer, 2 float, 3 complex. */
static int kind_rank(int dt) {
    return dt == KT_BOOL ? 0 : kt_is_int_dtype(dt) ? 1 : kt_is_float_dtype(dt) ? 2 : 3;
}

/* The smallest float that holds both integer operands, each by itself; numbers by their value where
 * an array of their kind or a higher one stands beside them. */
static int numpy_float_meet(KtCtx *ctx, const KtOperand *a, const KtOperand *b) {
    const KtOperand *both[2] = {a, b};
    int f[2], array_rank = -1, number_rank = -1;
    for (int i = 0; i < 2; i++) {
        int *rank = both[i]->t && both[i]->t->ndim ? &array_rank : &number_rank;
        int own = kind_rank(operand_dtype(ctx, both[i]));
        if (own > *rank) *rank = own;
    }
    for (int i = 0; i < 2; i++) {
        const KtOperand *o = both[i];
        bool number = !o->t || o->t->ndim == 0;
        if (number && array_rank >= number_rank) {
            KtScalar s = o->t ? kt_load_scalar(o->t->dtype, o->t->data) : o->s;
            f[i] = kt_float_for_int(ctx, kt_min_scalar_type(&s));
        } else {
            f[i] = kt_float_for_int(ctx, operand_dtype(ctx, o));
        }
    }
    return kt_promote_numpy(f[0], f[1]);
}

/* The ufuncs that take the first fitting loop in NumPy rather than that of the result type. */
static bool takes_first_loop(KtOp op) {
    switch (op) {
    case KT_OP_POW:
    case KT_OP_REMAINDER:
    case KT_OP_FLOOR_DIV:
    case KT_OP_FMOD:
    case KT_OP_BITWISE_AND:
    case KT_OP_BITWISE_OR:
    case KT_OP_BITWISE_XOR:
    case KT_OP_LSHIFT:
    case KT_OP_RSHIFT:
        return true;
    default:
        return false;
    }
}

/* Two integers of 64 bits one of which is a long long: what looks for a loop finds that of long. */
static int plain_long_case(KtOp op, int dt, const KtOperand *a, const KtOperand *b) {
    if (dt < KT_LL || !takes_first_loop(op)) return dt;
    bool alike = (a->t && a->t->ndim > 0) == (b->t && b->t->ndim > 0);
    bool both =
        alike && (a->t ? a->t->dtype : a->s.dtype) == dt && (b->t ? b->t->dtype : b->s.dtype) == dt;
    return both ? dt : kt_kernel_dtype(dt);
}

static int numpy_int_case(KtOp op, int dt) {
    if (dt == KT_BOOL) {
        switch (op) {
        case KT_OP_FLOOR_DIV:
        case KT_OP_REMAINDER:
        case KT_OP_FMOD:
        case KT_OP_POW:
        case KT_OP_LSHIFT:
        case KT_OP_RSHIFT:
            dt = KT_I8;
            break;
        default:
            break;
        }
    }
    return dt;
}

/* Dtype to compute in, of the result, and of the operands together. */
static bool binary_dtypes(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b, int dtype,
                          int *compute, int *result, int *promoted) {
    int c = dtype;
    const KtOpInfo *info = &kt_op_info[op];
    if (op == KT_OP_SUB && !refuse_bool_sub(ctx, a, b)) return false;
    bool torch_heaviside = op == KT_OP_HEAVISIDE && !ctx->numpy;
    if (torch_heaviside &&
        (kt_is_complex_dtype(operand_dtype(ctx, a)) || kt_is_complex_dtype(operand_dtype(ctx, b))))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "heaviside is not yet implemented for complex tensors.");
    if (torch_heaviside && operand_dtype(ctx, a) != operand_dtype(ctx, b))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "heaviside is not yet implemented for tensors with different dtypes.");
    if (c < 0) {
        KtResultType r;
        kt_result_type_init(&r, ctx->numpy);
        if (a->t)
            kt_result_type_tensor(&r, a->t);
        else
            kt_result_type_scalar(&r, &a->s, ctx->default_dtype);
        if (ctx->numpy && op == KT_OP_LDEXP) {
            /* the exponent does not count */
        } else if (b->t) {
            kt_result_type_tensor(&r, b->t);
        } else {
            kt_result_type_scalar(&r, &b->s, ctx->default_dtype);
        }
        c = kt_result_type_finish(&r);
        if (ctx->numpy) c = plain_long_case(op, c, a, b);
        if (takes_first_loop(op)) c = kt_result_type_first_loop(&r, (KtDtype)c);
    }
    *promoted = c;
    bool float_rule = info->rule == KT_RULE_FLOAT || (ctx->numpy && op == KT_OP_HEAVISIDE);
    if (ctx->numpy) c = numpy_int_case(op, c);
    if (float_rule && !kt_is_inexact_dtype(c)) {
        if (!ctx->numpy || dtype >= 0)
            c = kt_float_for_int(ctx, c);
        else
            c = op == KT_OP_DIV     ? KT_F64
                : op == KT_OP_LDEXP ? kt_float_for_int(ctx, c)
                                    : numpy_float_meet(ctx, a, b);
    }
    if (op == KT_OP_FLOAT_POWER && !kt_is_long_dtype(c))
        c = kt_is_complex_dtype(c) ? KT_C128 : KT_F64;
    *compute = torch_heaviside && c == KT_BOOL ? KT_U8 : c;
    *result = info->family == KT_FAM_COMPARE ? KT_BOOL : c;
    return true;
}

bool kt_binary_dtype(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b, KtDtype *result) {
    int c, r, p;
    if (!binary_dtypes(ctx, op, a, b, KT_NO_DTYPE, &c, &r, &p)) return false;
    bool lacks = kt_torch_lacks(ctx, op, p) && kt_op_info[op].family != KT_FAM_COMPARE;
    *result = (KtDtype)(lacks ? p : r);
    return true;
}

static bool ordering_op(KtOp op) {
    return op == KT_OP_LT || op == KT_OP_LE || op == KT_OP_MAXIMUM || op == KT_OP_MINIMUM;
}

static bool is_power(KtOp op) {
    return op == KT_OP_POW || op == KT_OP_FLOAT_POWER;
}

/* Do the processor's flags tell of NumPy's floating-point events? */
static bool uses_fp_flags(KtOp op, int compute) {
    if (compute == KT_LD)
        return kt_op_info[op].family != KT_FAM_COMPARE && op != KT_OP_FMAX && op != KT_OP_FMIN;
    if (kt_is_complex_dtype(compute) && (is_power(op) || op == KT_OP_LT || op == KT_OP_LE))
        return true;
    switch (op) {
    case KT_OP_ADD:
    case KT_OP_SUB:
    case KT_OP_MUL:
    case KT_OP_DIV:
    case KT_OP_FLOOR_DIV:
    case KT_OP_REMAINDER:
    case KT_OP_FMOD:
        return true;
    default:
        return false;
    }
}

/* Or are they seen in the results? */
static bool scans_results(const KtCtx *ctx, KtOp op, int compute) {
    return kt_is_float_dtype(compute) && compute != KT_LD &&
           (is_power(op) || op == KT_OP_LOGADDEXP || op == KT_OP_LOGADDEXP2 || op == KT_OP_HYPOT ||
            op == KT_OP_NEXTAFTER || op == KT_OP_LDEXP ||
            (op == KT_OP_ATAN2 && ctx->errstate_under));
}

/* An operand that the result replaces, kept to look at afterwards. */
static bool keep_operand(KtCtx *ctx, KtPrepared *p, const KtTensor *target) {
    if (!p->t || !kt_same_memory(p->t, target)) return true;
    KtTensor *copy = kt_clone(ctx, p->t);
    if (!copy) return false;
    kt_decref(ctx, p->t);
    p->t = copy;
    return true;
}

static bool report_loop_flags(KtCtx *ctx, KtOp op, int flags) {
    if (!ctx->numpy)
        return !(flags & KT_LOOP_ZERO_DIVISION) ||
               kt_fail(ctx, KT_RUNTIME_ERROR, "ZeroDivisionError");
    if (flags & KT_LOOP_NEGATIVE_POWER)
        return kt_fail(ctx, KT_VALUE_ERROR, "Integers to negative integer powers are not allowed.");
    int events = (flags & KT_LOOP_ZERO_DIVISION ? KT_FP_DIVIDE : 0) |
                 (flags & KT_LOOP_OVERFLOW ? KT_FP_OVERFLOW : 0);
    char name[48];
    return !events || kt_fp_report(ctx, kt_op_numpy_name(op, name), events);
}

/* Shape of the result into sizes. */
static bool result_shape(KtCtx *ctx, const KtOperand *a, const KtOperand *b, int *ndim,
                         int64_t *sizes) {
    KtTensor *ts[2];
    int n = 0;
    if (a->t) ts[n++] = a->t;
    if (b->t) ts[n++] = b->t;
    return kt_broadcast_shapes(ctx, n, ts, ndim, sizes);
}

/* A half-precision operand with a complex one of lower rank: PyTorch's result type is complex32. */
bool kt_meets_complex_half(KtCtx *ctx, const KtOperand *a, const KtOperand *b) {
    const KtOperand *both[2] = {a, b};
    KtResultType r;
    kt_result_type_init(&r, ctx->numpy);
    for (int i = 0; i < 2; i++)
        if (both[i]->t)
            kt_result_type_tensor(&r, both[i]->t);
        else
            kt_result_type_scalar(&r, &both[i]->s, ctx->default_dtype);
    return kt_result_type_complex_half(&r);
}

bool kt_complex_half_fits(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b,
                          const KtTensor *out) {
    if (ctx->numpy || kt_op_info[op].family == KT_FAM_COMPARE || kt_is_complex_dtype(out->dtype) ||
        !kt_meets_complex_half(ctx, a, b))
        return true;
    const char *name = kt_dtype_info[out->dtype].scalar_name;
    if (op == KT_OP_POW && !b->t)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected ComplexHalf", name);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "result type ComplexHalf can't be cast to the desired output type %s", name);
}

/* The operations that PyTorch has in complex32; those that compare are done in a wider type. */
static bool has_complex_half(KtOp op, const KtOperand *a) {
    bool reciprocal = op == KT_OP_DIV && !a->t; /* a number by a tensor: times its reciprocal */
    return op == KT_OP_ADD || op == KT_OP_SUB || op == KT_OP_MUL || op == KT_OP_EQ ||
           op == KT_OP_NE || reciprocal;
}

/* Kernels of gradients, in PyTorch of (gradient, x) but for those of thresholds: the first operand
 * leads in the memory order of the result. */
static bool led_by_second(KtOp op) {
    return op > KT_OP_RELU_BACKWARD && op <= KT_OP_MISH_BACKWARD && op != KT_OP_LEAKY_RELU_BACKWARD;
}

static KtTensor *binary_general(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b,
                                int dtype, KtTensor *out) {
    int compute, result, promoted, ndim;
    int64_t sizes[KT_MAX_DIMS];
    char name[48];
    KtOp named = op;
    if (!binary_dtypes(ctx, op, a, b, dtype, &compute, &result, &promoted)) return NULL;
    if (swapped_op(&op)) {
        const KtOperand *t = a;
        a = b;
        b = t;
    }
    KtLoopFn loop = kt_binary_loop(ctx->kernels, op, compute);
    bool refused = kt_op_info[op].flags & KT_OPF_NC || ordering_op(op);
    bool lacks = kt_torch_lacks(ctx, named, promoted);
    if (lacks && kt_op_info[op].family != KT_FAM_COMPARE) result = promoted;
    bool none = !loop || lacks || (!ctx->numpy && kt_is_complex_dtype(compute) && refused);
    bool sentence =
        op == KT_OP_MAXIMUM || op == KT_OP_MINIMUM || op == KT_OP_FMAX || op == KT_OP_FMIN;
    if (none && (ctx->numpy || sentence)) {
        kt_no_kernel(ctx, named, compute);
        return NULL;
    }
    bool swapped = named != op; /* keep messages in the written order */
    if (out && !ctx->numpy && (out == a->t || out == b->t) && !kt_check_written(ctx, out))
        return NULL;
    if (!result_shape(ctx, swapped ? b : a, swapped ? a : b, &ndim, sizes)) return NULL;
    bool complex_half = compute == KT_C64 && dtype < 0 && !ctx->numpy && op != KT_OP_FLOAT_POWER &&
                        kt_meets_complex_half(ctx, a, b);
    if (complex_half && out && !kt_complex_half_fits(ctx, named, a, b, out)) return NULL;
    KtOut o = {.target = NULL};
    KtPrepared x = {.t = NULL}, y = {.t = NULL};
    bool second = swapped || led_by_second(op);
    KtTensor *operands[2] = {second ? b->t : a->t, second ? a->t : b->t};
    kt_dialect_name(ctx, named, name);
    if (out && op == KT_OP_POW && !ctx->numpy && !b->t && out->dtype != result)
        return kt_fail_null(ctx, KT_RUNTIME_ERROR, "Found dtype %s but expected %s",
                            kt_dtype_info[out->dtype].scalar_name,
                            kt_dtype_info[result].scalar_name);
    if (!kt_out_begin(ctx, &o, name, out, result, ndim, sizes, 2, operands)) return NULL;
    if (complex_half && !has_complex_half(op, a)) {
        kt_no_complex_half(ctx, named);
        goto fail;
    }
    if (complex_half && !out && result == KT_C64) {
        kt_complex_half_not_built(ctx);
        goto fail;
    }
    if (none) { /* torch looks at shapes and the output first */
        kt_no_kernel(ctx, named, lacks ? promoted : compute);
        goto fail;
    }
    if (!kt_prepare(ctx, &x, a, compute) || !kt_prepare(ctx, &y, b, compute)) goto fail;
    bool scan = ctx->numpy && scans_results(ctx, op, compute);
    if (scan && out && (!keep_operand(ctx, &x, o.target) || !keep_operand(ctx, &y, o.target)))
        goto fail;
    KtIter it;
    kt_iter_init(&it, ndim, sizes);
    kt_iter_add(&it, o.target);
    kt_iter_add_prepared(&it, &x);
    kt_iter_add_prepared(&it, &y);
    kt_iter_plan(&it);
    KtLoopParam param = {.numpy = ctx->numpy};
    bool flags = kt_is_inexact_dtype(compute) && uses_fp_flags(op, compute);
    if (flags) kt_fp_begin(ctx);
    kt_iter_run(ctx, &it, loop, &param);
    if (flags && !kt_fp_end(ctx, name)) goto fail;
    if (param.flags && !report_loop_flags(ctx, op, param.flags)) goto fail;
    bool first_alone = op == KT_OP_NEXTAFTER || op == KT_OP_LDEXP;
    if (scan && !kt_fp_scan(ctx, op, o.target, &x, first_alone ? NULL : &y)) goto fail;
    kt_prepared_drop(ctx, &x);
    kt_prepared_drop(ctx, &y);
    return kt_out_end(ctx, &o);
fail:
    kt_prepared_drop(ctx, &x);
    kt_prepared_drop(ctx, &y);
    kt_out_drop(ctx, &o);
    return NULL;
}

#define FAST_LIMIT 32768 /* elements: below, no thread could help */

/* The kernel itself when nothing needs converting; NULL: take the general road. */
static KtLoopFn fast_loop(KtCtx *ctx, KtOp *op, int dt, bool *swap) {
    *swap = swapped_op(op);
    const KtOpInfo *info = &kt_op_info[*op];
    if (KB_UNLIKELY(dt == KT_BOOL || dt >= KT_C64)) return NULL;
    if (info->rule == KT_RULE_FLOAT && !kt_is_float_dtype(dt)) return NULL;
    if (KB_UNLIKELY(kt_torch_lacks(ctx, *op, dt))) return NULL;
    if (ctx->numpy && !(*op >= KT_OP_ADD && *op <= KT_OP_MUL) && info->family != KT_FAM_COMPARE &&
        *op != KT_OP_DIV)
        return NULL;
    if (*op == KT_OP_FLOAT_POWER) return NULL;
    return kt_binary_loop(ctx->kernels, *op, dt);
}

static bool same_sizes(const KtTensor *a, const KtTensor *b) {
    if (a->ndim != b->ndim) return false;
    for (int i = 0; i < a->ndim; i++)
        if (a->sizes[i] != b->sizes[i]) return false;
    return true;
}

/* out is an operand, and the other one is apart from it or the very same. */
static bool writes_safely(const KtTensor *out, const KtTensor *a, const KtTensor *b) {
    if (out != a && out != b) return false;
    const KtTensor *other = out == a ? b : a;
    return !kt_same_memory(other, out) || other->data == out->data;
}

static KtTensor *fast_finish(KtCtx *ctx, KtOp op, KtTensor *r, const KtLoopParam *param) {
    char name[48];
    bool ok = true;
    if (ctx->numpy && kt_is_float_dtype(r->dtype)) ok = kt_fp_end(ctx, kt_op_numpy_name(op, name));
    if (ok && param->flags) ok = report_loop_flags(ctx, op, param->flags);
    if (KB_LIKELY(ok)) return r;
    kt_decref(ctx, r);
    return NULL;
}

KtTensor *kt_binary(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b, int dtype, KtTensor *out) {
    if (KB_LIKELY(a->dtype == b->dtype && dtype < 0 && kt_is_contiguous(a) && kt_is_contiguous(b) &&
                  a->numel <= FAST_LIMIT && same_sizes(a, b))) {
        KtOp kernel = op;
        bool swap;
        KtLoopFn loop = fast_loop(ctx, &kernel, a->dtype, &swap);
        int result = kt_op_info[op].family == KT_FAM_COMPARE ? KT_BOOL : a->dtype;
        bool usable = loop && (!out || (out->dtype == result && writes_safely(out, a, b)));
        if (KB_LIKELY(usable)) {
            KtTensor *r;
            if (out) {
                if (!kt_before_write(ctx, out)) return NULL;
                r = kt_incref(out);
            } else {
                r = kt_empty(ctx, result, a->ndim, a->sizes);
                if (KB_UNLIKELY(!r)) return NULL;
            }
            char *const p[3] = {r->data, swap ? b->data : a->data, swap ? a->data : b->data};
            const int64_t s[3] = {r->itemsize, a->itemsize, b->itemsize};
            KtLoopParam param = {.numpy = ctx->numpy};
            kt_fp_begin(ctx);
            loop(a->numel, p, s, &param);
            return fast_finish(ctx, op, r, &param);
        }
    }
    KtOperand x = kt_operand(a), y = kt_operand(b);
    return binary_general(ctx, op, &x, &y, dtype, out);
}

/* May the number take part in dtype dt without changing it? */
static bool scalar_keeps_dtype(KtCtx *ctx, int dt, const KtScalar *s, int ndim) {
    if (s->dtype >= 0) return false;
    if (kt_is_float_dtype(dt)) {
        if (s->kind == KT_S_COMPLEX) return false;
        if (!ctx->numpy) return true;
        /* an integer counts as the smallest type that holds it: beyond 16 bits it widens float32 */
        if (s->kind == KT_S_INT && dt == KT_F32 && (s->i < -32768 || s->i > 65535)) return false;
        if (ndim == 0) return dt == KT_F64;
        return dt >= KT_F32 && (dt == KT_F64 || fabs(kt_scalar_as_double(s)) < 3e38);
    }
    if (!kt_is_int_dtype(dt)) return false;
    if (s->kind != KT_S_INT) return false;
    return !ctx->numpy || dt == KT_I64 ||
           (ndim > 0 && dt == KT_I32 && s->i >= INT32_MIN && s->i <= INT32_MAX);
}

static KtTensor *fast_scalar(KtCtx *ctx, KtOp op, KtTensor *t, const KtScalar *s, bool scalar_first,
                             KtTensor *out, bool *done) {
    *done = false;
    if (!kt_is_contiguous(t) || t->numel > FAST_LIMIT || kt_is_ambiguous(t) ||
        !scalar_keeps_dtype(ctx, t->dtype, s, t->ndim))
        return NULL;
    KtOp kernel = op;
    bool swap;
    KtLoopFn loop = fast_loop(ctx, &kernel, t->dtype, &swap);
    int result = kt_op_info[op].family == KT_FAM_COMPARE ? KT_BOOL : t->dtype;
    if (!loop || (out && !(out == t && out->dtype == result))) return NULL;
    *done = true;
    KtTensor *r;
    if (out) {
        if (!kt_before_write(ctx, out)) return NULL;
        r = kt_incref(out);
    } else {
        r = kt_empty(ctx, result, t->ndim, t->sizes);
        if (KB_UNLIKELY(!r)) return NULL;
    }
    _Alignas(16) char element[KT_ITEM_MAX];
    kt_store_number(ctx->numpy, t->dtype, element, s);
    bool first = scalar_first != swap;
    char *const p[3] = {r->data, first ? element : t->data, first ? t->data : element};
    const int64_t steps[3] = {r->itemsize, first ? 0 : t->itemsize, first ? t->itemsize : 0};
    KtLoopParam param = {.numpy = ctx->numpy};
    kt_fp_begin(ctx);
    loop(t->numel, p, steps, &param);
    return fast_finish(ctx, op, r, &param);
}

KtTensor *kt_binary_param(KtCtx *ctx, KtOp op, KtTensor *a, KtTensor *b,
                          const double param[static 3]) {
    KB_ASSERT(a->dtype == b->dtype && same_sizes(a, b));
    KtLoopFn loop = kt_binary_loop(ctx->kernels, op, a->dtype);
    KtLoopParam k = {.d = {param[0], param[1], param[2]}};
    bool second = led_by_second(op);
    KtTensor *operands[2] = {second ? b : a, second ? a : b};
    KtOut o;
    if (!kt_out_begin(ctx, &o, "", NULL, a->dtype, a->ndim, a->sizes, 2, operands)) return NULL;
    KtIter it;
    kt_iter_init(&it, a->ndim, a->sizes);
    kt_iter_add(&it, o.target);
    kt_iter_add(&it, a);
    kt_iter_add(&it, b);
    kt_iter_plan(&it);
    kt_iter_run(ctx, &it, loop, &k);
    return kt_out_end(ctx, &o);
}

/* t, or a copy of it in its memory order: one block of elements. */
static KtTensor *dense_like(KtCtx *ctx, KtTensor *t) {
    if (kt_is_dense(t)) return kt_incref(t);
    KtTensor *copy = kt_empty_like_operands(ctx, t->dtype, t->ndim, t->sizes, 1, &t);
    if (copy && !kt_copy(ctx, copy, t)) {
        kt_decref(ctx, copy);
        copy = NULL;
    }
    return copy;
}

/* Powers that are cheaper, and more exact, without pow(): what the originals do as well. */
static KtTensor *power_by_number(KtCtx *ctx, KtTensor *a, const KtScalar *s, KtTensor *out,
                                 bool *done) {
    *done = true;
    double e = kt_scalar_as_double(s);
    bool half = a->dtype == KT_F16; /* torch has powers of it, but no roots */
    if (e == 2 || e == -1) {
        KtEvents events;
        KtScalar one = kt_scalar_int(1);
        kt_events_collect(ctx, &events, "power");
        KtTensor *r = e == 2 ? kt_binary(ctx, KT_OP_MUL, a, a, KT_NO_DTYPE, out)
                             : kt_binary_st(ctx, KT_OP_DIV, &one, a, KT_NO_DTYPE, out);
        if (kt_events_report(ctx, &events)) return r;
        kt_xdecref(ctx, r);
        return NULL;
    }
    if (e == 0.5 && !ctx->numpy && !half) return kt_unary(ctx, KT_OP_SQRT, a, KT_NO_DTYPE, out);
    if (ctx->numpy && !out && ctx->kernels->whole_powers && e >= 3 && e <= KT_MAX_WHOLE_POWER &&
        e == (unsigned)e && (a->dtype == KT_F32 || a->dtype == KT_F64)) {
        KtTensor *x = dense_like(ctx, a);
        KtTensor *r = x ? kt_empty_like_order(ctx, x, KT_NO_DTYPE) : NULL;
        if (r) {
            ctx->kernels->whole_powers(a->dtype, r->data, x->data, r->numel, (unsigned)e);
            if (!kt_fp_scan(ctx, KT_OP_POW, r, &(KtPrepared){.t = x}, NULL)) {
                kt_decref(ctx, r);
                r = NULL;
            }
        }
        kt_xdecref(ctx, x);
        return r;
    }
    if (!ctx->numpy && e == -0.5 && !half) return kt_unary(ctx, KT_OP_RSQRT, a, KT_NO_DTYPE, out);
    if (!ctx->numpy && (e == 3 || e == -2)) {
        KtTensor *square = kt_binary(ctx, KT_OP_MUL, a, a, KT_NO_DTYPE, NULL);
        if (!square) return NULL;
        KtTensor *r = e == 3 ? kt_binary(ctx, KT_OP_MUL, square, a, KT_NO_DTYPE, out)
                             : kt_unary(ctx, KT_OP_RECIPROCAL, square, KT_NO_DTYPE, out);
        kt_decref(ctx, square);
        return r;
    }
    *done = !ctx->numpy && (a->dtype == KT_F32 || a->dtype == KT_F64) &&
            (!out || out->dtype == a->dtype);
    return *done ? kt_unary_param(ctx, KT_OP_POW_NUMBER, a, &e, KT_NO_DTYPE, out) : NULL;
}

/* torch: complex powers by a number. 0 and 1 ask for no power; what comes of 0 ** 0 in general is
 * nan. */
static KtTensor *complex_power(KtCtx *ctx, KtTensor *a, const KtScalar *s, KtTensor *out,
                               bool *done) {
    double e = s->kind == KT_S_COMPLEX ? s->c.re : kt_scalar_as_double(s);
    KtScalar number = kt_scalar_float(e);
    *done = false;
    if (s->kind == KT_S_BOOL || (s->kind == KT_S_COMPLEX && s->c.im != 0)) return NULL;
    if (e != 0 && e != 1) return power_by_number(ctx, a, &number, out, done);
    *done = true;
    KtTensor *r = out ? kt_incref(out) : kt_empty_like(ctx, a, KT_NO_DTYPE);
    KtScalar one = kt_scalar_int(1);
    bool ok = r && (!out || kt_before_write(ctx, out)) &&
              (e == 0 ? kt_fill(ctx, r, &one) : kt_copy(ctx, r, a));
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}

/* a ** b where one of them is complex, the operand in the type of the result. */
static KtTensor *power_of_complex(KtCtx *ctx, KtOp op, KtTensor *a, const KtScalar *b,
                                  KtTensor *out, bool *done) {
    KtOperand x = kt_operand(a), y = kt_operand_scalar(*b);
    KtDtype dtype;
    *done = true;
    if (!kt_binary_dtype(ctx, op, &x, &y, &dtype)) return NULL;
    if (out && (out->dtype != dtype || !kt_same_shape(out, a))) {
        *done = false;
        return NULL;
    }
    KtScalar e = *b;
    if (op == KT_OP_FLOAT_POWER && e.kind == KT_S_BOOL) e = kt_scalar_int(kt_scalar_as_bool(b));
    KtTensor *c = kt_cast(ctx, a, dtype), *r = c ? complex_power(ctx, c, &e, out, done) : NULL;
    kt_xdecref(ctx, c);
    return r;
}

bool kt_exponent_fits(KtCtx *ctx, int dtype, const KtScalar *exponent) {
    return kt_is_inexact_dtype(dtype) || exponent->kind != KT_S_INT || exponent->i >= 0 ||
           kt_fail(ctx, KT_RUNTIME_ERROR, "Integers to negative integer powers are not allowed.");
}

KtTensor *kt_binary_ts(KtCtx *ctx, KtOp op, KtTensor *a, const KtScalar *b, int dtype,
                       KtTensor *out) {
    bool done = false;
    KtTensor *r = NULL;
    if (dtype < 0) {
        bool either = b->kind == KT_S_COMPLEX || kt_is_complex_dtype(a->dtype);
        if (!ctx->numpy && is_power(op) && either) {
            r = power_of_complex(ctx, op, a, b, out, &done);
        } else if (op == KT_OP_POW) {
            bool low = a->dtype == KT_F16 || a->dtype == KT_BF16;
            if (low && !ctx->numpy && b->kind != KT_S_COMPLEX && !kt_check_number(ctx, a->dtype, b))
                return NULL;
            if (kt_is_float_dtype(a->dtype) && b->kind != KT_S_COMPLEX &&
                scalar_keeps_dtype(ctx, a->dtype, b, a->ndim))
                r = power_by_number(ctx, a, b, out, &done);
            else if (!ctx->numpy && !kt_exponent_fits(ctx, a->dtype, b))
                return NULL;
            else if (!ctx->numpy && kt_is_int_dtype(a->dtype) && b->kind == KT_S_INT &&
                     !kt_check_number(ctx, a->dtype, b))
                return NULL;
        }
        bool refused = op == KT_OP_SUB && b->kind == KT_S_BOOL;
        if (!done && !refused) r = fast_scalar(ctx, op, a, b, false, out, &done);
        if (done) return r;
    }
    KtOperand x = kt_operand(a), y = kt_operand_scalar(*b);
    return binary_general(ctx, op, &x, &y, dtype, out);
}

KtTensor *kt_binary_st(KtCtx *ctx, KtOp op, const KtScalar *a, KtTensor *b, int dtype,
                       KtTensor *out) {
    bool refused = op == KT_OP_SUB && a->kind == KT_S_BOOL;
    if (dtype < 0 && !refused) {
        bool done;
        KtTensor *r = fast_scalar(ctx, op, b, a, true, out, &done);
        if (done) return r;
    }
    KtOperand x = kt_operand_scalar(*a), y = kt_operand(b);
    return binary_general(ctx, op, &x, &y, dtype, out);
}

KtTensor *kt_binary_any(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b, int dtype,
                        KtTensor *out) {
    if (a->t && b->t) return kt_binary(ctx, op, a->t, b->t, dtype, out);
    if (a->t) return kt_binary_ts(ctx, op, a->t, &b->s, dtype, out);
    if (b->t) return kt_binary_st(ctx, op, &a->s, b->t, dtype, out);
    return kt_fail_null(ctx, KT_TYPE_ERROR, "an operation needs at least one tensor");
}

bool kt_check_alpha(KtCtx *ctx, int dtype, const KtScalar *alpha) {
    if (alpha->kind == KT_S_BOOL && dtype != KT_BOOL)
        return kt_fail(ctx, KT_RUNTIME_ERROR, "Boolean alpha only supported for Boolean results.");
    if (alpha->kind == KT_S_COMPLEX && kt_is_inexact_dtype(dtype) && !kt_is_complex_dtype(dtype))
        return kt_fail(
            ctx, KT_RUNTIME_ERROR,
            "For non-complex input tensors, argument alpha must not be a complex number.");
    if (alpha->kind >= KT_S_FLOAT && !kt_is_inexact_dtype(dtype))
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "For integral input tensors, argument alpha must not be a floating point "
                       "number.");
    return true;
}

static bool keeps_its_shape(KtCtx *ctx, const KtTensor *a, int ndim, const int64_t *sizes) {
    if (a->ndim == ndim && !memcmp(a->sizes, sizes, (size_t)ndim * sizeof *sizes)) return true;
    char x[300], y[300];
    return kt_fail(
        ctx, KT_RUNTIME_ERROR, "output with shape %s doesn't match the broadcast shape %s",
        kt_shape_str(x, sizeof x, a->ndim, a->sizes), kt_shape_str(y, sizeof y, ndim, sizes));
}

KtTensor *kt_add_alpha(KtCtx *ctx, KtTensor *a, const KtOperand *b, const KtScalar *alpha,
                       bool subtract, KtTensor *out) {
    KtOp op = subtract ? KT_OP_SUB : KT_OP_ADD;
    KtOperand x = kt_operand(a);
    bool plain = alpha->kind != KT_S_COMPLEX && alpha->kind != KT_S_BOOL;
    if (plain && kt_scalar_as_double(alpha) == 1)
        return kt_binary_any(ctx, op, &x, b, KT_NO_DTYPE, out);
    int compute, result, promoted, ndim;
    int64_t sizes[KT_MAX_DIMS];
    if (!binary_dtypes(ctx, op, &x, b, KT_NO_DTYPE, &compute, &result, &promoted)) return NULL;
    if (out == a && !ctx->numpy && !kt_check_written(ctx, a)) return NULL;
    if (!result_shape(ctx, &x, b, &ndim, sizes)) return NULL;
    if (out == a && !ctx->numpy && !keeps_its_shape(ctx, a, ndim, sizes)) return NULL;
    if (out == a && !ctx->numpy && !kt_can_cast_torch(result, a->dtype))
        return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                            "result type %s can't be cast to the desired output type %s",
                            kt_dtype_info[result].scalar_name, kt_dtype_info[a->dtype].scalar_name);
    if (!kt_check_alpha(ctx, compute, alpha) || !kt_check_number(ctx, compute, alpha)) return NULL;
    KtLoopFn loop = ctx->kernels->add_alpha[compute];
    if (!loop) { /* integers: two steps are exact */
        KtTensor *scaled = b->t ? kt_binary_ts(ctx, KT_OP_MUL, b->t, alpha, compute, NULL) : NULL;
        if (!b->t) {
            KtScalar s = compute == KT_BOOL ? kt_scalar_bool(b->s.i && alpha->i)
                                            : kt_scalar_int(b->s.i * alpha->i);
            return kt_binary_ts(ctx, op, a, &s, KT_NO_DTYPE, out);
        }
        KtTensor *r = scaled ? kt_binary(ctx, op, a, scaled, KT_NO_DTYPE, out) : NULL;
        kt_xdecref(ctx, scaled);
        return r;
    }
    KtTensor *operands[2] = {a, b->t};
    KtOut o;
    KtPrepared p = {.t = NULL}, q = {.t = NULL};
    if (!kt_out_begin(ctx, &o, subtract ? "sub" : "add", out, result, ndim, sizes, 2, operands))
        return NULL;
    if (!kt_prepare(ctx, &p, &x, compute) || !kt_prepare(ctx, &q, b, compute)) {
        kt_prepared_drop(ctx, &p);
        kt_out_drop(ctx, &o);
        return NULL;
    }
    double re = kt_scalar_as_double(alpha), im = alpha->kind == KT_S_COMPLEX ? alpha->c.im : 0;
    KtLoopParam param = {.d = {subtract ? -re : re, subtract ? -im : im}};
    KtIter it;
    kt_iter_init(&it, ndim, sizes);
    kt_iter_add(&it, o.target);
    kt_iter_add_prepared(&it, &p);
    kt_iter_add_prepared(&it, &q);
    kt_iter_plan(&it);
    kt_iter_run(ctx, &it, loop, &param);
    kt_prepared_drop(ctx, &p);
    kt_prepared_drop(ctx, &q);
    return kt_out_end(ctx, &o);
}

KtTensor *kt_binary_where(KtCtx *ctx, KtOp op, const KtOperand *a, const KtOperand *b,
                          KtTensor *mask, int dtype, KtTensor *out) {
    KtTensor *all = kt_binary_any(ctx, op, a, b, dtype, NULL);
    if (!all) return NULL;
    KtTensor *r = out ? kt_incref(out) : kt_zeros(ctx, all->dtype, all->ndim, all->sizes);
    KtTensor *value = r ? kt_cast(ctx, all, r->dtype) : NULL;
    KtOperand fresh = kt_operand(value), old = kt_operand(r);
    KtTensor *done = value ? kt_where(ctx, mask, &fresh, &old, r) : NULL;
    kt_decref(ctx, all);
    kt_xdecref(ctx, r);
    kt_xdecref(ctx, value);
    return done;
}
