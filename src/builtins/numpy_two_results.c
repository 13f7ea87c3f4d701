/* The ufuncs with two results, divmod, modf and frexp, as they are usually called: for plain arrays
 * of real numbers, with nothing but operands. Other calls, and those with floating-point events to
 * tell of, are those of their rules (numpy/_two_results.py). */
#include <math.h>

#include "numpy_core.h"

/* Operand v goes the short way: an array of reals, or, beside one, a Python number. */
static bool is_real(KiState *ks, KiValue v, bool number_too) {
    if (number_too && (ki_is_int(v) || ki_is_float(v))) return true;
    if (!np_is_plain(v) || np_has_other_class(ks, v)) return false;
    int d = ki_tensor_of(v)->dtype;
    return d != KT_BOOL && d != KT_LD && !kt_is_complex_dtype(d);
}

/* KI_ABSENT: one of them failed, of which the long way is to tell. */
static KiValue pair(KiState *ks, KiValue a, KiValue b) {
    bool ok = a != KI_ERR && b != KI_ERR;
    KiValue r = ok ? ki_tuple_pack(ks, 2, a, b) : KI_ABSENT;
    ki_decref(ks, a);
    ki_decref(ks, b);
    if (!ok) ki_clear_exc(ks);
    return r;
}

static KiValue both_divisions(KiState *ks, KiValue *args) {
    KiValue q = np_binary_op(ks, KT_OP_FLOOR_DIV, args[0], args[1]);
    return pair(ks, q, q == KI_ERR ? KI_ERR : np_binary_op(ks, KT_OP_REMAINDER, args[0], args[1]));
}

static KiValue value_of(KiState *ks, KtTensor *t, KiValue like) {
    return t ? np_value(ks, t, like) : KI_ERR;
}

#define EACH(T, call)                                                                              \
    for (int64_t i = 0; i < x->numel; i++) {                                                       \
        typedef T At KT_ANYWHERE;                                                                  \
        T v = ((const At *)(const void *)x->data)[i];                                              \
        ((T *)(void *)first->data)[i] = call;                                                      \
    }
#define EACH_OF(call64, call32)                                                                    \
    if (x->dtype == KT_F64)                                                                        \
        EACH(double, call64)                                                                       \
    else                                                                                           \
        EACH(float, call32)

/* modf and frexp of doubles and floats that lie in C order. */
static KiValue parts(KiState *ks, KiValue arg, bool powers) {
    KtTensor *x = ki_tensor_of(arg);
    KtCtx *ctx = ki_kt_np(ks);
    if ((x->dtype != KT_F64 && x->dtype != KT_F32) || !kt_is_contiguous(x)) return KI_ABSENT;
    KtTensor *first = kt_empty(ctx, x->dtype, x->ndim, x->sizes);
    KtTensor *second = kt_empty(ctx, powers ? KT_I32 : x->dtype, x->ndim, x->sizes);
    if (!first || !second) {
        kt_xdecref(ctx, first);
        kt_xdecref(ctx, second);
        return ki_kt_raise(ks);
    }
    if (powers) {
        int32_t *e = (int32_t *)(void *)second->data;
        EACH_OF((e[i] = 0, isfinite(v) ? frexp(v, &e[i]) : v),
                (e[i] = 0, isfinite(v) ? frexpf(v, &e[i]) : v))
    } else {
        double *whole = (double *)(void *)second->data;
        float *short_whole = (float *)(void *)second->data;
        EACH_OF(modf(v, &whole[i]), modff(v, &short_whole[i]))
    }
    KiValue a = value_of(ks, first, arg), b = value_of(ks, second, arg);
    return pair(ks, a, b);
}

KiValue np_two_results(KiState *ks, const char *name, KiValue *args, int nargs) {
    if (nargs == 1 && is_real(ks, args[0], false)) {
        if (!strcmp(name, "modf")) return parts(ks, args[0], false);
        if (!strcmp(name, "frexp")) return parts(ks, args[0], true);
    }
    if (nargs != 2 || strcmp(name, "divmod") || !is_real(ks, args[0], true) ||
        !is_real(ks, args[1], true) || !(ki_is_ndarray(args[0]) || ki_is_ndarray(args[1])))
        return KI_ABSENT;
    enum { COLLECT = 6, COLLECTED };
    KtCtx *ctx = ki_kt_np(ks);
    uint8_t *modes[] = {&ctx->errstate_divide, &ctx->errstate_over, &ctx->errstate_under,
                        &ctx->errstate_invalid},
            old[4];
    bool events = false;
    for (int i = 0; i < 4; i++) {
        old[i] = *modes[i];
        *modes[i] = COLLECT;
    }
    KiValue r = both_divisions(ks, args);
    for (int i = 0; i < 4; i++) {
        events = events || *modes[i] == COLLECTED;
        *modes[i] = old[i];
    }
    if (r == KI_ABSENT || r == KI_ERR || !events) return r;
    ki_decref(ks, r);
    return KI_ABSENT;
}
