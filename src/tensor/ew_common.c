/* Outputs, operands and floating-point reports of element-wise operations. See ew.h. */
#include <fenv.h>
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

#include "ew.h"
#include "memory_format.h"
#include "shape.h"

const char *kt_dialect_name(KtCtx *ctx, KtOp op, char *buf) {
    return ctx->numpy ? kt_op_numpy_name(op, buf) : kt_op_torch_name(op, buf);
}

/* PyTorch's sentences of its own for dtypes it refuses; NULL: that of the missing kernel. */
static const char *refusal(KtOp op, int dtype) {
    bool complex_number = kt_is_complex_dtype(dtype);
    switch (op) {
    case KT_OP_POSITIVE:
        return "The `+` operator, on a bool tensor is not supported.";
    case KT_OP_FLOOR:
    case KT_OP_CEIL:
    case KT_OP_TRUNC:
        return complex_number ? "%s is not supported for complex inputs" : NULL;
    case KT_OP_MAXIMUM:
    case KT_OP_MINIMUM:
    case KT_OP_FMAX:
    case KT_OP_FMIN:
        return "%s not implemented for complex tensors.";
    case KT_OP_RELU:
        if (dtype == KT_BOOL) return "Boolean inputs not supported for relu";
        return complex_number ? "clamp is not supported for complex types" : NULL;
    case KT_OP_HARDTANH:
    case KT_OP_CLAMP:
        return complex_number ? "clamp is not supported for complex types" : NULL;
    case KT_OP_MAX_DIM:
    case KT_OP_MIN_DIM:
        return "%s(): does not support complex input";
    case KT_OP_LOGSUMEXP:
        return dtype == KT_C64
                   ? "%s(): Expected floating point type for result tensor, but got: ComplexFloat"
                   : "%s(): Expected floating point type for result tensor, but got: ComplexDouble";
    case KT_OP_NANSUM:
        return "nansum does not support complex inputs";
    case KT_OP_HEAVISIDE:
        return "heaviside is not yet implemented for complex tensors.";
    case KT_OP_DEG2RAD:
    case KT_OP_RAD2DEG:
        return "%s is not supported for complex tensors.";
    case KT_OP_SIGN:
        return "Unlike NumPy, torch.sign is not intended to support complex numbers. Please use "
               "torch.sgn instead.";
    case KT_OP_SIGNBIT:
        return "signbit is not implemented for complex tensors.";
    case KT_OP_ISPOSINF:
    case KT_OP_ISNEGINF:
        return "%s does not support complex inputs.";
    default:
        return NULL;
    }
}

static bool no_kernel(KtCtx *ctx, KtOp op, int dtype, const char *type_name) {
    char name[48];
    kt_dialect_name(ctx, op, name);
    if (ctx->numpy)
        return kt_fail(ctx, KT_TYPE_ERROR,
                       "ufunc '%s' not supported for the input types, and the inputs could not be "
                       "safely coerced to any supported types according to the casting rule "
                       "''safe''",
                       name);
    const char *own = refusal(op, dtype), *kernel = kt_torch_kernel[op].name;
    if (own) return kt_fail(ctx, KT_RUNTIME_ERROR, own, name);
    const char *suffix = kt_op_info[op].family == KT_FAM_UNARY ? "" : "_cpu";
    return kt_fail(ctx, KT_RUNTIME_ERROR, "\"%s%s\" not implemented for '%s'",
                   kernel ? kernel : name, kernel ? "" : suffix, type_name);
}

bool kt_no_kernel(KtCtx *ctx, KtOp op, int dtype) {
    return no_kernel(ctx, op, dtype, kt_dtype_info[dtype].scalar_name);
}

bool kt_no_complex_half(KtCtx *ctx, KtOp op) {
    return no_kernel(ctx, op, KT_C64, "ComplexHalf");
}

bool kt_complex_half_not_built(KtCtx *ctx) {
    return kt_fail(ctx, KT_NOT_IMPLEMENTED_ERROR,
                   "torch.complex32, the type of this result, is not built in Kukri yet");
}

int kt_float_for_int(KtCtx *ctx, int dtype) {
    if (!ctx->numpy) return ctx->default_dtype;
    size_t size = kt_dtype_size(dtype);
    return size == 1 ? KT_F16 : size == 2 ? KT_F32 : KT_F64;
}

/* ---- output ---- */

static bool out_shape_error(KtCtx *ctx, const KtTensor *out, int ndim, const int64_t *sizes) {
    char a[300], b[300];
    if (ctx->numpy) {
        kt_shape_str_np(a, sizeof a, out->ndim, out->sizes);
        kt_shape_str_np(b, sizeof b, ndim, sizes);
        return kt_fail(ctx, KT_VALUE_ERROR,
                       "non-broadcastable output operand with shape %s doesn't match the broadcast "
                       "shape %s",
                       a, b);
    }
    kt_shape_str(a, sizeof a, out->ndim, out->sizes);
    kt_shape_str(b, sizeof b, ndim, sizes);
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "output with shape %s doesn't match the broadcast shape %s", a, b);
}

static bool has_shape(const KtTensor *t, int ndim, const int64_t *sizes) {
    return t->ndim == ndim && memcmp(t->sizes, sizes, sizeof(int64_t) * (size_t)ndim) == 0;
}

/* Strides of t in the result's dimensions; 0 where it is repeated. */
static void spread_strides(const KtTensor *t, int ndim, int64_t *out) {
    int lead = ndim - t->ndim;
    for (int i = 0; i < ndim; i++)
        out[i] = i < lead || t->sizes[i - lead] == 1 ? 0 : llabs(t->strides[i - lead]);
}

/* Dimensions sorted by the operands' strides, where a stride of 0
 * says nothing, and the usual order wins if the operands disagree. */
KtTensor *kt_empty_like_operands(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes, int n,
                                 KtTensor *const *operands) {
    int64_t strides[4][KT_MAX_DIMS];
    int order[KT_MAX_DIMS], n_ops = 0; /* order: dimensions, the fastest first */
    KtTensor *r = kt_empty(ctx, dtype, ndim, sizes);
    for (int i = 0; r && i < n && n_ops < 4; i++)
        if (operands[i] && operands[i]->ndim && operands[i]->ndim <= ndim)
            spread_strides(operands[i], ndim, strides[n_ops++]);
    if (!r || n_ops == 0 || r->numel == 0) return r;
    for (int k = 0; k < ndim; k++) {
        int dim = ndim - 1 - k, place = k;
        for (int j = k - 1; j >= 0; j--) {
            bool clear = false, swap = false;
            for (int op = 0; op < n_ops; op++) {
                int64_t own = strides[op][dim], other = strides[op][order[j]];
                if (own == 0 || other == 0) continue;
                if (other <= own)
                    swap = false;
                else if (!clear)
                    swap = true;
                clear = true;
            }
            if (clear && !swap) break;
            if (clear) place = j;
        }
        for (int j = k; j > place; j--)
            order[j] = order[j - 1];
        order[place] = dim;
    }
    int64_t stride = 1;
    for (int k = 0; k < ndim; k++) {
        r->strides[order[k]] = stride;
        if (sizes[order[k]] > 1) stride *= sizes[order[k]];
    }
    kt_update_flags(r);
    return r;
}

/* Its elements fill one stretch of memory, each once, in whatever order. */
static bool is_dense(const KtTensor *t) {
    bool done[KT_MAX_DIMS] = {false};
    int64_t next = 1;
    for (int k = 0; k < t->ndim; k++) {
        int d = 0;
        while (d < t->ndim && (done[d] || (t->sizes[d] != 1 && t->strides[d] != next)))
            d++;
        if (d == t->ndim) return false;
        done[d] = true;
        next *= t->sizes[d];
    }
    return true;
}

/* NumPy: the order of memory of operands that agree on one. */
static KtTensor *new_output_numpy(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes, int n,
                                  KtTensor *const *operands) {
    const KtTensor *model = NULL;
    bool fortran = ndim > 1;
    for (int i = 0; i < n; i++) {
        const KtTensor *t = operands[i];
        if (!t || t->ndim == 0) continue;
        bool full = has_shape(t, ndim, sizes);
        fortran = fortran && full && kt_is_fortran(t);
        if (!full) continue;
        if (kt_is_contiguous(t)) return kt_empty(ctx, dtype, ndim, sizes);
        if (!model) model = t;
    }
    if (model && fortran) return kt_empty_fortran(ctx, dtype, ndim, sizes);
    if (ndim > 1) return kt_empty_like_operands(ctx, dtype, ndim, sizes, n, operands);
    return model ? kt_empty_like_order(ctx, model, dtype) : kt_empty(ctx, dtype, ndim, sizes);
}

/* PyTorch: that of the first operand if it has the result's shape and no gaps, or of all. */
static KtTensor *new_output(KtCtx *ctx, int dtype, int ndim, const int64_t *sizes, int n,
                            KtTensor *const *operands) {
    if (ctx->numpy) return new_output_numpy(ctx, dtype, ndim, sizes, n, operands);
    const KtTensor *first = NULL;
    bool alike = true, same_shape = true, plain = true, channels_last = ndim == 4;
    for (int i = 0; i < n; i++) {
        const KtTensor *t = operands[i];
        bool full = t && t->ndim == ndim && has_shape(t, ndim, sizes);
        same_shape = same_shape && full;
        if (!t || t->ndim == 0) continue;
        if (!first && full && kt_is_contiguous(t) && !kt_is_ambiguous(t))
            return kt_empty(ctx, dtype, ndim, sizes);
        if (!first) first = t;
        plain = plain && kt_is_contiguous(t);
        alike =
            alike && full && !memcmp(first->strides, t->strides, sizeof(int64_t) * (size_t)ndim);
        channels_last = channels_last && full && kt_has_format(t, KT_CHANNELS_LAST);
    }
    if (first && plain && same_shape) return kt_empty(ctx, dtype, ndim, sizes);
    if (first && channels_last && same_shape && !plain)
        return kt_empty_format(ctx, dtype, ndim, sizes, KT_CHANNELS_LAST);
    if (first && alike && same_shape && is_dense(first))
        return kt_empty_like_order(ctx, first, dtype);
    KtTensor *r = kt_empty(ctx, dtype, ndim, sizes);
    if (r && first && ndim > 1 && r->numel) kt_lay_out_like(r, n, operands);
    return r;
}

static bool check_out_dtype(KtCtx *ctx, const char *op_name, int dtype, int out_dtype) {
    if (ctx->numpy) {
        if (kt_can_cast_numpy(dtype, out_dtype, KT_CAST_SAME_KIND)) return true;
        return kt_fail(ctx, KT_UFUNC_TYPE_ERROR,
                       "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting "
                       "rule 'same_kind'",
                       op_name, kt_dtype_info[dtype].numpy_name,
                       kt_dtype_info[out_dtype].numpy_name);
    }
    if (kt_can_cast_torch(dtype, out_dtype)) return true;
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "result type %s can't be cast to the desired output type %s",
                   kt_dtype_info[dtype].scalar_name, kt_dtype_info[out_dtype].scalar_name);
}

bool kt_check_written(KtCtx *ctx, const KtTensor *t) {
    return !kt_has_internal_overlap(t) ||
           kt_fail(ctx, KT_RUNTIME_ERROR,
                   "unsupported operation: more than one element of the written-to tensor refers "
                   "to a single memory location. Please clone() the tensor before performing the "
                   "operation.");
}

/* Tensors with gaps are not looked at: whether their elements meet is too hard to tell. */
static bool dense_and_meet(const KtTensor *out, const KtTensor *in) {
    return kt_same_memory(out, in) && kt_may_overlap(out, in) && is_dense(out) && is_dense(in);
}
static bool share_elements(KtCtx *ctx) {
    return kt_fail(ctx, KT_RUNTIME_ERROR,
                   "unsupported operation: some elements of the input tensor and the written-to "
                   "tensor refer to a single memory location. Please clone() the tensor before "
                   "performing the operation.");
}
bool kt_check_partial_overlap(KtCtx *ctx, const KtTensor *out, const KtTensor *in) {
    return out == in || kt_same_elements(out, in) || !dense_and_meet(out, in) ||
           share_elements(ctx);
}
bool kt_check_no_overlap(KtCtx *ctx, const KtTensor *out, const KtTensor *in) {
    return !dense_and_meet(out, in) || share_elements(ctx);
}

void kt_events_collect(KtCtx *ctx, KtEvents *e, const char *name) {
    if (!ctx->numpy) name = NULL;
    *e = (KtEvents){name, ctx->errstate_divide, ctx->errstate_over, ctx->errstate_under,
                    ctx->errstate_invalid};
    if (!name) return;
    if (ctx->errstate_divide) ctx->errstate_divide = 6;
    if (ctx->errstate_over) ctx->errstate_over = 6;
    if (ctx->errstate_under) ctx->errstate_under = 6;
    if (ctx->errstate_invalid) ctx->errstate_invalid = 6;
}

bool kt_events_report(KtCtx *ctx, KtEvents *e) {
    const char *name = e->name;
    if (!name) return true;
    int flags = (ctx->errstate_divide == 7 ? KT_FP_DIVIDE : 0) |
                (ctx->errstate_over == 7 ? KT_FP_OVERFLOW : 0) |
                (ctx->errstate_under == 7 ? KT_FP_UNDERFLOW : 0) |
                (ctx->errstate_invalid == 7 ? KT_FP_INVALID : 0);
    ctx->errstate_divide = e->divide;
    ctx->errstate_over = e->over;
    ctx->errstate_under = e->under;
    ctx->errstate_invalid = e->invalid;
    e->name = NULL;
    return ctx->error != KT_NO_ERROR || kt_fp_report(ctx, name, flags);
}

bool kt_out_begin(KtCtx *ctx, KtOut *o, const char *op_name, KtTensor *given, int dtype, int ndim,
                  const int64_t *sizes, int n, KtTensor *const *operands) {
    *o = (KtOut){.target = NULL};
    if (!given) {
        o->target = new_output(ctx, dtype, ndim, sizes, n, operands);
        return o->target != NULL;
    }
    bool in_place = false;
    for (int i = 0; i < n; i++)
        in_place = in_place || operands[i] == given;
    if (in_place && !ctx->numpy && !has_shape(given, ndim, sizes))
        return out_shape_error(ctx, given, ndim, sizes);
    if (in_place && !ctx->numpy) {
        if (!kt_check_written(ctx, given)) return false;
        for (int i = 0; i < n; i++)
            if (operands[i] && !kt_check_partial_overlap(ctx, given, operands[i])) return false;
    }
    if (given->dtype != dtype && !check_out_dtype(ctx, op_name, dtype, given->dtype)) return false;
    if (!has_shape(given, ndim, sizes)) {
        if (ctx->numpy || in_place) return out_shape_error(ctx, given, ndim, sizes);
        KtTensor *fresh = kt_empty(ctx, given->dtype, ndim, sizes); /* torch resizes out= */
        if (!fresh) return false;
        bool ok = kt_become(ctx, given, fresh);
        kt_decref(ctx, fresh);
        if (!ok) return false;
    }
    if (!ctx->numpy && !kt_check_written(ctx, given)) return false;
    if (!kt_before_write(ctx, given)) return false;
    bool direct = given->dtype == dtype;
    for (int i = 0; i < n && direct; i++) {
        const KtTensor *t = operands[i];
        if (!t || (t != given && !(kt_same_memory(t, given) && kt_may_overlap(t, given)))) continue;
        /* what is read must not be written before: elsewhere, or as another element of the same */
        direct = kt_same_elements(t, given) && !kt_has_internal_overlap(given);
    }
    o->given = given;
    o->target = direct ? kt_incref(given) : kt_empty(ctx, dtype, ndim, sizes);
    if (o->target && given->dtype != dtype) kt_events_collect(ctx, &o->events, op_name);
    return o->target != NULL;
}

KtTensor *kt_out_end(KtCtx *ctx, KtOut *o) {
    if (!o->given) return o->target;
    if (o->target == o->given) return o->target;
    kt_fp_begin(ctx);
    bool ok = kt_copy(ctx, o->given, o->target);
    kt_decref(ctx, o->target);
    if (o->events.name) ok = kt_fp_end(ctx, o->events.name) && ok;
    ok = kt_events_report(ctx, &o->events) && ok;
    return ok ? kt_incref(o->given) : NULL;
}

void kt_out_drop(KtCtx *ctx, KtOut *o) {
    bool told = kt_events_report(ctx, &o->events);
    (void)told; /* the operation has failed anyway */
    kt_xdecref(ctx, o->target);
}

/* ---- operands ---- */

bool kt_prepare(KtCtx *ctx, KtPrepared *p, const KtOperand *o, int dtype) {
    p->t = NULL;
    if (!o->t) {
        kt_store_number(ctx->numpy, dtype, p->element, &o->s);
        return true;
    }
    if (o->t->dtype == dtype) {
        p->t = kt_incref(o->t);
        return true;
    }
    if (o->t->ndim == 0) {
        KtScalar s = kt_load_scalar(o->t->dtype, o->t->data);
        kt_store_number(ctx->numpy, dtype, p->element, &s);
        return true;
    }
    p->t = kt_cast(ctx, o->t, dtype);
    return p->t != NULL;
}

void kt_prepared_drop(KtCtx *ctx, KtPrepared *p) {
    kt_xdecref(ctx, p->t);
}

void kt_iter_add_prepared(KtIter *it, const KtPrepared *p) {
    if (p->t)
        kt_iter_add(it, p->t);
    else
        kt_iter_add_value(it, p->element);
}

/* ---- floating-point reports ---- */

#if defined(__x86_64__)
/* The bits of the control register that count; underflow only where it is asked for. */
static unsigned watched_events(const KtCtx *ctx) {
    return KB_UNLIKELY(ctx->errstate_under) ? 0x1d : 0x0d;
}
#endif

void kt_fp_begin(KtCtx *ctx) {
    if (!ctx->numpy) return;
#if defined(__x86_64__)
    unsigned csr = _mm_getcsr(); /* a change of it waits for all that is under way */
    if (KB_UNLIKELY(csr & watched_events(ctx))) _mm_setcsr(csr & ~0x3fu);
#else
    feclearexcept(FE_ALL_EXCEPT);
#endif
}

bool kt_fp_report(KtCtx *ctx, const char *op_name, int flags) {
    if (flags & KT_FP_DIVIDE && !kt_fp_event(ctx, ctx->errstate_divide, "divide by zero", op_name))
        return false;
    if (flags & KT_FP_OVERFLOW && !kt_fp_event(ctx, ctx->errstate_over, "overflow", op_name))
        return false;
    if (flags & KT_FP_UNDERFLOW && !kt_fp_event(ctx, ctx->errstate_under, "underflow", op_name))
        return false;
    if (flags & KT_FP_INVALID && !kt_fp_event(ctx, ctx->errstate_invalid, "invalid value", op_name))
        return false;
    return true;
}

bool kt_fp_end(KtCtx *ctx, const char *op_name) {
    if (!ctx->numpy) return true;
    int flags = 0;
#if defined(__x86_64__)
    unsigned csr = _mm_getcsr();
    if (KB_LIKELY((csr & watched_events(ctx)) == 0)) return true;
    flags = (csr & 4 ? KT_FP_DIVIDE : 0) | (csr & 8 ? KT_FP_OVERFLOW : 0) |
            (csr & 16 ? KT_FP_UNDERFLOW : 0) | (csr & 1 ? KT_FP_INVALID : 0);
#else
    int raised = fetestexcept(FE_DIVBYZERO | FE_OVERFLOW | FE_UNDERFLOW | FE_INVALID);
    flags =
        (raised & FE_DIVBYZERO ? KT_FP_DIVIDE : 0) | (raised & FE_OVERFLOW ? KT_FP_OVERFLOW : 0) |
        (raised & FE_UNDERFLOW ? KT_FP_UNDERFLOW : 0) | (raised & FE_INVALID ? KT_FP_INVALID : 0);
#endif
    return kt_fp_report(ctx, op_name, flags);
}

static bool pole_op(KtOp op) { /* infinite results mean a pole, not overflow */
    return op == KT_OP_LOG || op == KT_OP_LOG2 || op == KT_OP_LOG10 || op == KT_OP_LOG1P ||
           op == KT_OP_ATANH || op == KT_OP_RECIPROCAL;
}

static bool is_power(KtOp op) {
    return op == KT_OP_POW || op == KT_OP_FLOAT_POWER;
}

typedef struct Scan {
    KtOp op;
    int n_in, flags;
    int dtype;
    double tiny; /* results below it have lost digits; 0: none have */
} Scan;

static double load_real(int dtype, const char *p) {
    KtScalar s = kt_load_scalar(dtype, p);
    return kt_scalar_as_double(&s);
}

/* Is a nan that the operation gives an invalid operation? */
static bool invalid_nan(KtOp op, int dtype, bool nan_in) {
    switch (op) {
    case KT_OP_LOGADDEXP: /* they order their operands, and are defined everywhere */
    case KT_OP_LOGADDEXP2:
        return nan_in;
    case KT_OP_SPACING: /* NumPy's own arithmetic of half precision reports each */
        return dtype == KT_F16;
    case KT_OP_NEXTAFTER:
    case KT_OP_LDEXP:
        return false;
    default:
        return !nan_in;
    }
}

/* Operations whose results near zero are as a rule not exact. */
static bool loses_tiny(KtOp op) {
    return op == KT_OP_EXP || op == KT_OP_EXP2 || is_power(op) || op == KT_OP_LOGADDEXP ||
           op == KT_OP_LOGADDEXP2 || op == KT_OP_HYPOT || op == KT_OP_NEXTAFTER ||
           op == KT_OP_LDEXP || op == KT_OP_ATAN2;
}

static double smallest_normal(int dtype) {
    return dtype == KT_F64 ? DBL_MIN : dtype == KT_F32 ? FLT_MIN : dtype == KT_F16 ? 0x1p-14 : 0;
}

/* The event behind a result that is not finite. */
static int event_of(const Scan *scan, double r, bool nan_in, bool inf_in, bool zero_in) {
    if (isnan(r)) return invalid_nan(scan->op, scan->dtype, nan_in) ? KT_FP_INVALID : 0;
    if (inf_in && scan->op == KT_OP_POW && zero_in) /* 0 ** -inf: no pole for C's powf() */
        return scan->dtype == KT_F16 ? 0 : KT_FP_DIVIDE;
    if (nan_in || inf_in) return 0;
    return pole_op(scan->op) || (is_power(scan->op) && zero_in) ? KT_FP_DIVIDE : KT_FP_OVERFLOW;
}

static void scan_run(void *arg, int64_t n, char *const *p, const int64_t *s) {
    Scan *scan = arg;
    for (int64_t i = 0; i < n; i++) {
        double r = load_real(scan->dtype, p[0] + i * s[0]);
        if (isfinite(r) && !(scan->tiny > fabs(r))) continue;
        bool nan_in = false, inf_in = false, zero_in = false;
        for (int k = 1; k <= scan->n_in; k++) {
            double v = load_real(scan->dtype, p[k] + i * s[k]);
            nan_in |= isnan(v);
            inf_in |= isinf(v);
            zero_in |= v == 0;
        }
        if (!isfinite(r))
            scan->flags |= event_of(scan, r, nan_in, inf_in, zero_in);
        else if (r != 0 || !(inf_in || zero_in)) /* else an exact zero */
            scan->flags |= KT_FP_UNDERFLOW;
    }
}

/* An exponent field of all ones marks inf and nan: one more in its lowest bit and the carry is in
 * the sign's. Two lanes of a baseline vector register and no comparison, which 64-bit integers have
 * none of there. */
#define ALL_FINITE(U, mask)                                                                        \
    {                                                                                              \
        enum { LANES = 16 / sizeof(U) };                                                           \
        typedef U Vec __attribute__((vector_size(16)));                                            \
        typedef U At KT_ANYWHERE;                                                                  \
        const At *a = (const At *)(const void *)t->data;                                           \
        const U one = (mask) & -(mask);                                                            \
        Vec x, y, bad = {0}, bad2 = {0};                                                           \
        int64_t i = 0;                                                                             \
        for (; i + 2 * LANES <= t->numel; i += 2 * LANES) {                                        \
            memcpy(&x, a + i, sizeof x);                                                           \
            memcpy(&y, a + i + LANES, sizeof y);                                                   \
            bad |= (x & (mask)) + one;                                                             \
            bad2 |= (y & (mask)) + one;                                                            \
        }                                                                                          \
        bad |= bad2;                                                                               \
        U seen = 0;                                                                                \
        for (int l = 0; l < LANES; l++)                                                            \
            seen |= bad[l];                                                                        \
        for (; i < t->numel; i++)                                                                  \
            seen |= (a[i] & (mask)) + one;                                                         \
        return !(seen >> (8 * sizeof(U) - 1));                                                     \
    }
static bool all_finite(const KtTensor *t) {
    if (!kt_is_contiguous(t)) return false;
    if (t->dtype == KT_F64) ALL_FINITE(uint64_t, 0x7ff0000000000000u)
    if (t->dtype == KT_F32) ALL_FINITE(uint32_t, 0x7f800000u)
    return false;
}

static bool has_dtype(const KtPrepared *p, int dtype) {
    return !p || !p->t || p->t->dtype == dtype;
}

bool kt_fp_scan(KtCtx *ctx, KtOp op, const KtTensor *out, const KtPrepared *a,
                const KtPrepared *b) {
    if (!ctx->numpy || !kt_is_float_dtype(out->dtype)) return true;
    double tiny = ctx->errstate_under && loses_tiny(op) ? smallest_normal(out->dtype) : 0;
    if (tiny == 0 && all_finite(out)) return true;
    if (out->dtype == KT_LD) { /* those loops keep to the flags */
        char name[48];
        return kt_fp_end(ctx, kt_op_numpy_name(op, name));
    }
    if (!has_dtype(a, out->dtype) || !has_dtype(b, out->dtype)) return true;
    Scan scan = {.op = op, .dtype = out->dtype, .tiny = tiny};
    KtIter it;
    kt_iter_init(&it, out->ndim, out->sizes);
    kt_iter_add(&it, out);
    if (a) kt_iter_add_prepared(&it, a);
    if (b) kt_iter_add_prepared(&it, b);
    scan.n_in = it.n_ops - 1;
    kt_iter_plan(&it);
    kt_iter_each(&it, scan_run, &scan);
    char name[48];
    return kt_fp_report(ctx, kt_op_numpy_name(op, name), scan.flags);
}

/* r, unless the operation has set flags that are errors. */
static KtTensor *reported(KtCtx *ctx, KtTensor *r, const char *where) {
    if (!r || kt_fp_end(ctx, where)) return r;
    kt_decref(ctx, r);
    return NULL;
}

KtTensor *kt_reduce_reporting(KtCtx *ctx, KtOp op, KtTensor *x, const int *axes, int n, bool keep,
                              int dtype) {
    bool adds = op == KT_OP_SUM || op == KT_OP_PROD || op == KT_OP_NANSUM || op == KT_OP_NANPROD ||
                op == KT_OP_MEAN;
    kt_fp_begin(ctx);
    KtTensor *r = kt_reduce(ctx, op, x, axes, n, keep, dtype, NULL);
    if (!adds) return r;
    if (r && op == KT_OP_MEAN && kt_is_inexact_dtype(x->dtype) && !all_finite(r)) {
        /* the division has reported its own events: those of the sum are still to be found */
        int wide = dtype >= 0 ? dtype : x->dtype == KT_F16 ? KT_F32 : KT_NO_DTYPE;
        kt_fp_begin(ctx);
        KtTensor *sum = kt_reduce(ctx, KT_OP_SUM, x, axes, n, keep, wide, NULL);
        if (!sum) {
            kt_decref(ctx, r);
            return NULL;
        }
        kt_decref(ctx, sum);
    }
    return reported(ctx, r, "reduce");
}

KtTensor *kt_cumulate_reporting(KtCtx *ctx, KtOp op, KtTensor *x, int axis, int dtype) {
    kt_fp_begin(ctx);
    return reported(ctx, kt_cumulate(ctx, op, x, axis, dtype, NULL), "accumulate");
}
