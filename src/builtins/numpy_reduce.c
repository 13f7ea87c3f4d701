/* Reductions, running sums and statistics of numpy: sum, max, mean, std, argmax, cumsum ... */
#include <math.h>

#include "../object/number.h"
#include "../tensor/ew.h"
#include "numpy_core.h"

/* Where in a function's parameters the common ones stand; -1: it has none. */
typedef struct Layout {
    int dtype, out, keepdims, initial, where;
} Layout;

static KiValue object_reduce(KiState *ks, KtOp op, KiValue *args) {
    char name[48];
    KiValue text = ki_str_from_cstr(ks, kt_op_info[op].name);
    if (text == KI_ERR) return KI_ERR;
    (void)name;
    KiValue arg[3] = {text, args[0], args[1] == KI_ABSENT ? KI_NONE : args[1]};
    KiValue r = np_helper_new(ks, "_object_reduce", arg, 3);
    ki_decref(ks, text);
    return r;
}

static bool any_true(KtCtx *ctx, KtTensor *t) {
    KtTensor *r = t ? kt_reduce(ctx, KT_OP_ANY, t, NULL, 0, false, KT_NO_DTYPE, NULL) : NULL;
    bool any = r && r->data[0];
    kt_xdecref(ctx, r);
    return any;
}

/* Warns when some slice of x holds nothing but nan. */
static bool warn_all_nan(KtCtx *ctx, KtOp op, KtTensor *x, const int *axes, int n, KtTensor *r) {
    KtTensor *bad = kt_unary(ctx, KT_OP_ISNAN, r, KT_NO_DTYPE, NULL);
    bool any = any_true(ctx, bad);
    kt_xdecref(ctx, bad);
    if (!any) return ctx->error == KT_NO_ERROR;
    KtTensor *nan = kt_unary(ctx, KT_OP_ISNAN, x, KT_NO_DTYPE, NULL);
    KtTensor *all = nan ? kt_reduce(ctx, KT_OP_ALL, nan, axes, n, false, KT_NO_DTYPE, NULL) : NULL;
    any = any_true(ctx, all);
    kt_xdecref(ctx, nan);
    kt_xdecref(ctx, all);
    return !any ||
           kt_warn(ctx, KT_RUNTIME_WARNING, "%s",
                   op == KT_OP_NANMEAN ? "Mean of empty slice" : "All-NaN slice encountered");
}

/* The reduction, with NumPy's warnings about slices without numbers. */
static KtTensor *watched_reduce(Na *a, KtOp op, KtTensor *x, const int *axes, int n, bool keep,
                                int dtype) {
    KtCtx *ctx = a->ctx;
    if ((op == KT_OP_NANARGMAX || op == KT_OP_NANARGMIN) && kt_is_inexact_dtype(x->dtype)) {
        KtTensor *nan = kt_unary(ctx, KT_OP_ISNAN, x, KT_NO_DTYPE, NULL);
        KtTensor *all =
            nan ? kt_reduce(ctx, KT_OP_ALL, nan, axes, n, false, KT_NO_DTYPE, NULL) : NULL;
        bool bad = x->numel && any_true(ctx, all);
        kt_xdecref(ctx, nan);
        kt_xdecref(ctx, all);
        if (bad) return kt_fail_null(ctx, KT_VALUE_ERROR, "All-NaN slice encountered");
    }
    bool nan_op = op == KT_OP_NANMEAN || op == KT_OP_NANMAX || op == KT_OP_NANMIN;
    if (!(nan_op && kt_is_inexact_dtype(x->dtype)))
        return kt_reduce_reporting(ctx, op, x, axes, n, keep, dtype);
    uint8_t invalid = ctx->errstate_invalid;
    ctx->errstate_invalid = 0;
    KtTensor *r = kt_reduce(ctx, op, x, axes, n, keep, dtype, NULL);
    ctx->errstate_invalid = invalid;
    if (!r) return NULL;
    if (warn_all_nan(ctx, op, x, axes, n, r)) return r;
    kt_decref(ctx, r);
    return NULL;
}

/* A Python object that is no array but has the method itself (masked arrays, data frames) is asked
 * first, as NumPy does. KI_ABSENT: not such an object. */
static KiValue by_method(KiState *ks, KiValue v, const char *name, KiValue axis) {
    if (!ki_is_ptr(v) || !name || ki_is_ndarray(v) || !(ki_type_of(ks, v)->flags & KI_TF_HEAP))
        return KI_ABSENT;
    KiStr *s = ki_intern_cstr(ks, name);
    KiValue f = s ? ki_getattr_opt(ks, v, s) : KI_ERR;
    if (s) ki_decref_obj(ks, &s->h);
    if (f == KI_ERR || f == KI_ABSENT) return f;
    KiValue arg = axis == KI_ABSENT ? KI_NONE : axis, r = ki_call(ks, f, &arg, 1, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}
static const char *method_of(KtOp op) {
    switch (op) {
    case KT_OP_SUM:
        return "sum";
    case KT_OP_PROD:
        return "prod";
    case KT_OP_AMAX:
        return "max";
    case KT_OP_AMIN:
        return "min";
    case KT_OP_MEAN:
        return "mean";
    case KT_OP_ALL:
        return "all";
    case KT_OP_ANY:
        return "any";
    default:
        return NULL;
    }
}

/* The reduction worked out in Python (numpy._reductions). */
static KiValue slowly(KiState *ks, KtOp op, KiValue *args, const Layout *l) {
    KiValue text = ki_str_from_cstr(ks, kt_op_info[op].name);
    if (text == KI_ERR) return KI_ERR;
    const int8_t places[5] = {(int8_t)l->dtype, (int8_t)l->out, (int8_t)l->keepdims,
                              (int8_t)l->initial, (int8_t)l->where};
    KiValue arg[8] = {text, args[0], args[1] == KI_ABSENT ? KI_NONE : args[1]};
    for (int i = 0; i < 5; i++) {
        KiValue v = places[i] >= 0 ? args[places[i]] : KI_ABSENT;
        arg[3 + i] = v != KI_ABSENT ? v : i == 3 ? KI_NOT_IMPLEMENTED : i == 4 ? KI_TRUE : KI_NONE;
    }
    KiValue r = np_helper_new(ks, "_reduce_slowly", arg, 8);
    ki_decref(ks, text);
    return r;
}

static bool extreme_op(KtOp op) {
    return op == KT_OP_AMAX || op == KT_OP_AMIN || op == KT_OP_ARGMAX || op == KT_OP_ARGMIN ||
           op == KT_OP_NANMAX || op == KT_OP_NANMIN || op == KT_OP_NANARGMAX ||
           op == KT_OP_NANARGMIN;
}
static bool leaves_out_nan(KtOp op) {
    return op == KT_OP_NANSUM || op == KT_OP_NANPROD || op == KT_OP_NANMEAN || op == KT_OP_NANMAX ||
           op == KT_OP_NANMIN;
}
static bool is_nan_op(KtOp op) {
    return leaves_out_nan(op) || op == KT_OP_NANARGMAX || op == KT_OP_NANARGMIN;
}
static bool known_slowly(KtOp op) {
    return op == KT_OP_SUM || op == KT_OP_PROD || op == KT_OP_ALL || op == KT_OP_ANY ||
           op == KT_OP_MEAN || op == KT_OP_NANSUM || op == KT_OP_NANPROD || op == KT_OP_NANMEAN ||
           extreme_op(op);
}

/* r, or after an error what the slow way says about it. */
static KiValue or_slowly(Na *a, KtOp op, KiValue *args, const Layout *l, KiValue r) {
    if (KB_LIKELY(r != KI_ERR)) return r;
    KiState *ks = a->ks;
    na_end(a);
    if (!known_slowly(op) ||
        !(ki_pending_is(ks, KI_EXC_TypeError) || ki_pending_is(ks, KI_EXC_ValueError)))
        return KI_ERR;
    KiValue exc = ki_take_exc(ks);
    ki_decref(ks, exc);
    return slowly(ks, op, args, l);
}

static bool given_word(KiValue *args, int i, KiValue dflt) {
    return i >= 0 && args[i] != KI_ABSENT && args[i] != dflt;
}

KtTensor *np_in_order_of(Na *a, KtTensor *x, const int *axes, int n, KtTensor *r) {
    bool gone[KT_MAX_DIMS] = {false};
    int64_t strides[KT_MAX_DIMS];
    int left = 0;
    for (int i = 0; i < n; i++)
        gone[axes[i] < 0 ? axes[i] + x->ndim : axes[i]] = true;
    bool keep = r->ndim == x->ndim;
    for (int i = 0; i < x->ndim; i++)
        if (keep || !gone[i]) strides[left++] = gone[i] ? 0 : x->strides[i];
    if (left != r->ndim || !x->numel) return r;
    KtTensor *model = kt_view_raw(a->ctx, x, r->dtype, x->data, left, r->sizes, strides);
    KtTensor *out =
        model ? kt_empty_like_operands(a->ctx, r->dtype, left, r->sizes, 1, &model) : NULL;
    kt_xdecref(a->ctx, model);
    if (out && !kt_copy(a->ctx, out, r)) {
        kt_decref(a->ctx, out);
        out = NULL;
    }
    kt_decref(a->ctx, r);
    return out;
}

/* --- complex numbers, in the order of their real, then of their imaginary parts --- */

typedef struct Pair {
    double re, im;
} Pair;

static Pair pair_at(const char *p, int dtype) {
    if (dtype == KT_C128) {
        Pair v;
        memcpy(&v, p, sizeof v);
        return v;
    }
    float f[2];
    memcpy(f, p, sizeof f);
    return (Pair){f[0], f[1]};
}
static bool has_nan(Pair v) {
    return isnan(v.re) || isnan(v.im);
}
/* Does v take the place of best, the greatest or smallest so far, which has no nan? */
static bool is_further(Pair v, Pair best, bool high) {
    double s = high ? 1 : -1;
    return has_nan(v) || (v.re == best.re ? s * v.im > s * best.im : s * v.re > s * best.re);
}
/* Extremes, or their places, of the elements that lie in C order along an axis; -1: of all. */
static KtTensor *complex_extreme(KtCtx *ctx, KtOp op, const KtTensor *x, int axis) {
    bool index = op == KT_OP_ARGMAX || op == KT_OP_ARGMIN,
         high = op == KT_OP_ARGMAX || op == KT_OP_AMAX;
    int64_t sizes[KT_MAX_DIMS], outer = 1, inner = 1, n = axis < 0 ? x->numel : x->sizes[axis];
    int ndim = 0;
    for (int d = 0; axis >= 0 && d < x->ndim; d++) {
        if (d == axis) continue;
        sizes[ndim++] = x->sizes[d];
        *(d < axis ? &outer : &inner) *= x->sizes[d];
    }
    KtTensor *r = kt_empty(ctx, index ? KT_I64 : x->dtype, ndim, sizes);
    for (int64_t o = 0; r && o < outer * inner; o++) {
        const char *p = x->data + (o / inner * n * inner + o % inner) * x->itemsize, *at = p;
        Pair best = pair_at(p, x->dtype);
        int64_t place = 0;
        for (int64_t i = 1; i < n && !has_nan(best); i++) {
            const char *q = p + i * inner * x->itemsize;
            Pair v = pair_at(q, x->dtype);
            if (!is_further(v, best, high)) continue;
            best = v;
            place = i;
            at = q;
        }
        if (index)
            ((int64_t *)r->data)[o] = place;
        else
            memcpy(r->data + o * r->itemsize, at, r->itemsize);
    }
    return r;
}
/* Such a fold that needs no more than its axis. */
static bool is_simple_extreme(KiValue *args, const Layout *l, int *axis) {
    KtTensor *x = ki_tensor_of(args[0]);
    if ((x->dtype != KT_C64 && x->dtype != KT_C128) || !kt_is_contiguous(x) || !x->numel ||
        given_word(args, l->out, KI_NONE) || given_word(args, l->keepdims, KI_FALSE))
        return false;
    *axis = -1;
    if (args[1] == KI_ABSENT || ki_is_none(args[1])) return true;
    if (!ki_is_int(args[1]) || ki_int_val(args[1]) < -x->ndim || ki_int_val(args[1]) >= x->ndim)
        return false;
    *axis = (int)ki_int_val(args[1]) + (ki_int_val(args[1]) < 0 ? x->ndim : 0);
    return true;
}
/* The mean over all axes (n of them named, or 0), as the quotient of scalars; NULL with an error if
 * they are none of x's, without one if it is not simple. */
static KtTensor *complex_mean(KtCtx *ctx, KtTensor *x, int n, const int *axes, int dtype) {
    KtTensor *r = kt_reduce(ctx, KT_OP_SUM, x, axes, n, false, dtype, NULL);
    if (!r || (r->dtype != KT_C64 && r->dtype != KT_C128)) {
        kt_xdecref(ctx, r);
        return NULL;
    }
    Pair v = pair_at(r->data, r->dtype);
    double ratio = 0.0 / (double)x->numel, scale = 1.0 / (double)x->numel;
    if (!isfinite(v.re) || !isfinite(v.im)) {
        kt_decref(ctx, r);
        return NULL;
    }
    Pair q = {(v.re + v.im * ratio) * scale, (v.im - v.re * ratio) * scale};
    if (r->dtype == KT_C128)
        memcpy(r->data, &q, sizeof q);
    else
        memcpy(r->data, (float[2]){(float)q.re, (float)q.im}, r->itemsize);
    return r;
}

/* Arguments that only the slow way knows how to take, or to refuse. */
static bool odd_words(KiState *ks, KtOp op, KiValue *args, const Layout *l) {
    KiValue keep = l->keepdims >= 0 ? args[l->keepdims] : KI_ABSENT;
    KiValue dtype = l->dtype >= 0 ? args[l->dtype] : KI_ABSENT;
    KiValue out = l->out >= 0 ? args[l->out] : KI_ABSENT;
    if (keep != KI_ABSENT && !ki_is_bool(keep) && !ki_is_int(keep)) return true;
    if (out != KI_ABSENT && !ki_is_none(out) && !np_is_plain(out)) return true;
    if (dtype == KI_ABSENT || ki_is_none(dtype)) return false;
    KiNpDtype *d = np_to_dtype(ks, dtype);
    if (!d) {
        ki_clear_exc(ks);
        return false; /* told later */
    }
    bool whole = (op == KT_OP_MEAN || op == KT_OP_NANMEAN) && !strchr("fc", d->kind);
    bool odd = d->num < 0 || whole;
    ki_decref_obj(ks, &d->h);
    return odd;
}

static bool op_of_array(KtOp op) {
    return op != KT_OP_NANMAX && op != KT_OP_NANMIN && op != KT_OP_NANMEAN;
}

/* NumPy's loops for half precision round between the elements that do not lie one after the other,
 * nor in one buffer, the engine does not: all but small whole arrays is worked out step by step. */
bool np_rounds_between(KtOp op, const KtTensor *x, int dtype, bool axes) {
    bool mean = op == KT_OP_MEAN || op == KT_OP_NANMEAN;
    if (!x->numel) return false;
    if (!mean && op != KT_OP_SUM && op != KT_OP_PROD && op != KT_OP_NANSUM && op != KT_OP_NANPROD)
        return false;
    if (dtype == KT_NO_DTYPE && !mean) dtype = x->dtype;
    return dtype == KT_F16 &&
           (x->dtype != KT_F16 || (axes && x->ndim > 1) || x->numel > 8192 || !kt_is_contiguous(x));
}

/* An axis that has to be one. */
static KB_COLD KiValue no_tuple(KiState *ks) {
    return ki_raise(ks, KI_EXC_TypeError, "'tuple' object cannot be interpreted as an integer");
}

#define MAX2(a, b)           ((a) > (b) ? (a) : (b))
#define COUNT(a, b, c, d, e) (1 + MAX2(MAX2(MAX2(a, b), MAX2(c, d)), e))
static KiValue reduce(KiState *ks, KtOp op, KiValue *args, const Layout *l) {
    if (KB_UNLIKELY(np_is_other_array(args[0]))) {
        bool words = given_word(args, l->dtype, KI_NONE) || given_word(args, l->out, KI_NONE) ||
                     given_word(args, l->keepdims, KI_FALSE) ||
                     given_word(args, l->initial, KI_ABSENT) || given_word(args, l->where, KI_TRUE);
        bool index = op == KT_OP_NANARGMAX || op == KT_OP_NANARGMIN;
        if ((op == KT_OP_ARGMAX || op == KT_OP_ARGMIN) && ki_is_tuple(args[1])) return no_tuple(ks);
        return index || words ? slowly(ks, op, args, l) : object_reduce(ks, op, args);
    }
    KiValue own = by_method(ks, args[0], method_of(op), args[1]);
    if (own != KI_ABSENT) return own;
    if (np_is_array_like(ks, args[0])) {
        KiValue all[8] = {np_array_from(ks, args[0], NULL, false, 'K', 0)};
        int n = COUNT(l->dtype, l->out, l->keepdims, l->initial, l->where);
        for (int i = 1; i < n; i++)
            all[i] = args[i];
        KiValue r = all[0] == KI_ERR ? KI_ERR : reduce(ks, op, all, l);
        ki_decref(ks, all[0]);
        return r;
    }
    bool masked = given_word(args, l->where, KI_TRUE),
         started = given_word(args, l->initial, KI_ABSENT) || odd_words(ks, op, args, l) ||
                   np_overrides_ufunc(ks, args[0]) ||
                   ((op == KT_OP_ALL || op == KT_OP_ANY) && given_word(args, l->dtype, KI_NONE)) ||
                   ((op == KT_OP_NANMAX || op == KT_OP_NANMIN) && !ki_is_ndarray(args[0])) ||
                   (leaves_out_nan(op) && ki_is_tensor(args[0])) ||
                   (is_nan_op(op) && np_has_other_class(ks, args[0]));
    bool complex_order =
        extreme_op(op) && np_is_plain(args[0]) && kt_is_complex_dtype(ki_tensor_of(args[0])->dtype);
    NA;
    int fold;
    bool named = op == KT_OP_AMAX || op == KT_OP_AMIN || op == KT_OP_ARGMAX || op == KT_OP_ARGMIN;
    if (complex_order && named && !masked && !started && is_simple_extreme(args, l, &fold)) {
        KtTensor *r = complex_extreme(a.ctx, op, ki_tensor_of(args[0]), fold);
        return kt_is_int_dtype(r ? r->dtype : KT_C64) ? na_ret_sum(&a, r, args[0], KI_ABSENT)
                                                      : na_ret_out(&a, l->out, r);
    }
    if (KB_UNLIKELY(masked || started || complex_order)) return slowly(ks, op, args, l);
    KtTensor *x;
    if (ki_is_kind(args[0], KI_K_GENERATOR) && op == KT_OP_SUM) {
        if (!ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                     "Calling np.sum(generator) is deprecated, and in the future will give a "
                     "different result. Use np.sum(np.fromiter(generator)) or the python sum "
                     "builtin instead."))
            return na_ret_obj(&a, KI_ERR);
        KiValue f = ki_import_attr(ks, "builtins", "sum");
        KiValue r = f == KI_ERR ? KI_ERR : ki_call1(ks, f, args[0]);
        ki_decref(ks, f);
        return na_ret_obj(&a, r);
    }
    x = na_arr(&a, 0);
    int axes[KT_MAX_DIMS], n = 0;
    bool have = na_axis_or_tuple(&a, 1, axes, &n);
    int dtype = l->dtype >= 0 ? na_dtype(&a, l->dtype) : KT_NO_DTYPE;
    bool keep = l->keepdims >= 0 && na_bool(&a, l->keepdims, false);
    if (a.failed) return or_slowly(&a, op, args, l, KI_ERR);
    bool index =
        op == KT_OP_ARGMAX || op == KT_OP_ARGMIN || op == KT_OP_NANARGMAX || op == KT_OP_NANARGMIN;
    bool rounds = np_rounds_between(op, x, dtype, have);
    if (rounds && !na_given(&a, l->out)) {
        KtTensor *r = np_half_fold(a.ctx, op, x, axes, n, have, keep);
        if (r) return na_ret_out(&a, l->out, r);
    }
    bool narrowed = dtype != KT_NO_DTYPE && !kt_can_cast_numpy(x->dtype, dtype, KT_CAST_SAME_KIND);
    if (narrowed || na_given(&a, l->out) || (index && have && ki_is_tuple(args[1])) || rounds) {
        na_end(&a);
        return slowly(ks, op, args, l);
    }
    if (x->ndim == 0 && n && ki_is_tuple(args[1])) { /* only an axis of its own may be 0 or -1 */
        na_end(&a);
        return slowly(ks, op, args, l);
    }
    bool scalar_axis = n == 1 && (axes[0] == 0 || axes[0] == -1);
    if (x->ndim == 0 && have && scalar_axis && op != KT_OP_MEAN) have = false;
    bool looks = (op == KT_OP_NANARGMAX || op == KT_OP_NANARGMIN) &&
                 kt_is_inexact_dtype(x->dtype) && !scalar_axis; /* for nan along the axis first */
    if (x->ndim == 0 && have && index &&
        !kt_wrap_dim(a.ctx, axes, looks ? 0 : 1)) /* as for one dimension */
        return na_ret(&a, NULL);
    if (x->ndim == 0 && index) keep = false;
    if (!have) n = 0;
    if (op == KT_OP_NANMEAN && (x->numel == 0 || x->ndim == 0) && !kt_is_inexact_dtype(x->dtype)) {
        na_end(&a);
        return slowly(ks, op, args, l);
    }
    bool number = x->ndim == 0 || (!keep && (!have || n == x->ndim)); /* is divided as a scalar */
    if (op == KT_OP_MEAN && number && x->numel && x->ndim &&
        kt_is_complex_dtype(dtype >= 0 ? dtype : x->dtype)) {
        KtTensor *r = complex_mean(a.ctx, x, n, n ? axes : NULL, dtype);
        if (r) return na_ret_out(&a, l->out, r);
        kt_clear_error(a.ctx);
    }
    if (op == KT_OP_MEAN && (x->numel == 0 || (x->ndim == 0 && n) ||
                             (number && kt_is_complex_dtype(dtype >= 0 ? dtype : x->dtype)))) {
        na_end(&a);
        return slowly(ks, op, args, l);
    }
    bool filled = op == KT_OP_NANSUM || op == KT_OP_NANPROD || op == KT_OP_NANMEAN;
    if (filled && have && kt_is_inexact_dtype(x->dtype) && !kt_is_contiguous(x))
        x = na_keep(&a, np_copy(a.ctx, x, KT_NO_DTYPE, 'K')); /* as NumPy puts values into a copy */
    if (!x) return na_ret_obj(&a, KI_ERR);
    KtTensor *r = watched_reduce(&a, op, x, have ? axes : NULL, n, keep, dtype);
    if (r && r->ndim > 1 && have && !index && !kt_is_contiguous(x))
        r = np_in_order_of(&a, x, axes, n, r);
    KiValue v = index ? na_ret_sum(&a, r, args[0], KI_ABSENT) : na_ret_out(&a, l->out, r);
    return or_slowly(&a, op, args, l, v);
}

#define REDUCTION(name, OP, dtype, out, keepdims, initial, where)                                  \
    NA_FN(f_##name) {                                                                              \
        static const Layout l = {dtype, out, keepdims, initial, where};                            \
        bool array = op_of_array(KT_OP_##OP); /* else what is no array is reduced otherwise */     \
        if ((array || np_is_other_scalar(args[0])) && np_holds_objects(ks, args[0]))               \
            return np_with_array(ks, f_##name, args, COUNT(dtype, out, keepdims, initial, where)); \
        return reduce(ks, KT_OP_##OP, args, &l);                                                   \
    }
REDUCTION(sum, SUM, 2, 3, 4, 5, 6)
REDUCTION(prod, PROD, 2, 3, 4, 5, 6)
REDUCTION(amax, AMAX, -1, 2, 3, 4, 5)
REDUCTION(amin, AMIN, -1, 2, 3, 4, 5)
REDUCTION(mean, MEAN, 2, 3, 4, -1, 5)
REDUCTION(all, ALL, -1, 2, 3, -1, 4)
REDUCTION(any, ANY, -1, 2, 3, -1, 4)
REDUCTION(all_typed, ALL, 2, 3, 4, -1, 5) /* the methods */
REDUCTION(any_typed, ANY, 2, 3, 4, -1, 5)
REDUCTION(argmax, ARGMAX, -1, 2, 3, -1, -1)
REDUCTION(argmin, ARGMIN, -1, 2, 3, -1, -1)
REDUCTION(nansum, NANSUM, 2, 3, 4, 5, 6)
REDUCTION(nanprod, NANPROD, 2, 3, 4, 5, 6)
REDUCTION(nanmean, NANMEAN, 2, 3, 4, -1, 5)
REDUCTION(nanmax, NANMAX, -1, 2, 3, 4, 5)
REDUCTION(nanmin, NANMIN, -1, 2, 3, 4, 5)
REDUCTION(nanargmax, NANARGMAX, -1, 2, 3, -1, -1)
REDUCTION(nanargmin, NANARGMIN, -1, 2, 3, -1, -1)

/* A tuple of axes of what has no dimensions; one axis by itself may be 0 or -1. */
static KB_COLD KiValue no_axis(KiState *ks, int axis) {
    kt_fail(ki_kt_np(ks), KT_AXIS_ERROR, "axis %d is out of bounds for array of dimension 0", axis);
    return ki_kt_raise(ks);
}
/* count_nonzero(a, axis=None, *, keepdims=False): an int over all. */
NA_FN(f_count_nonzero) {
    NP_OBJECTS(f_count_nonzero, 3);
    if (np_is_other_array(args[0]) || np_has_other_class(ks, args[0]))
        return np_helper_new(
            ks, "_count_nonzero_objects",
            (KiValue[]){args[0], args[1], args[2] == KI_ABSENT ? KI_FALSE : args[2]}, 3);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int axes[KT_MAX_DIMS], n;
    bool have = na_axis_or_tuple(&a, 1, axes, &n);
    bool keep = have ? na_flag(&a, 2, false) : na_bool(&a, 2, false);
    if (keep && !have) keep = na_flag(&a, 2, false); /* a sum, too */
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (x->ndim == 0 && n && ki_is_tuple(args[1])) return na_ret_obj(&a, no_axis(ks, axes[0]));
    if (x->ndim == 0 && have && n == 1 && (axes[0] == 0 || axes[0] == -1)) n = 0;
    if (have || keep) /* a sum of truth values */
        x = kt_is_contiguous(x) || x->dtype == KT_BOOL
                ? x
                : na_keep(&a, np_copy(a.ctx, x, KT_BOOL, 'K'));
    bool each = have && n == 0 && x && x->ndim;
    KtTensor *truth = each ? na_keep(&a, np_copy(a.ctx, x, KT_BOOL, 'K')) : NULL;
    KtTensor *r = !x || (each && !truth) ? NULL
                  : each                 ? np_copy(a.ctx, truth, KT_I64, 'K')
                         : kt_reduce(a.ctx, KT_OP_COUNT_NONZERO, x, n ? axes : NULL, n, keep,
                                     KT_NO_DTYPE, NULL);
    if (r && !each && n && r->ndim > 1 && !kt_is_contiguous(x))
        r = np_in_order_of(&a, x, axes, n, r);
    if (!have && !keep && r) {
        KiValue v = ki_from_element(ks, KT_I64, r->data);
        kt_decref(a.ctx, r);
        return na_ret_obj(&a, v);
    }
    return na_ret_value(&a, r);
}

static KiValue variance_slowly(KiState *ks, KiValue *args, bool root) {
    KiValue v[8];
    for (int i = 0; i < 7; i++)
        v[i] = args[i] != KI_ABSENT ? args[i]
               : i == 4             ? ki_small_int(0)
               : i == 5             ? KI_FALSE
               : i == 6             ? KI_TRUE
                                    : KI_NONE;
    v[7] = ki_bool(root);
    return np_helper_new(ks, "_variance_slowly", v, 8);
}

static KiValue variance(KiState *ks, KiValue *args, bool root) {
    KiValue own = by_method(ks, args[0], root ? "std" : "var", args[1]);
    if (own != KI_ABSENT) return own;
    if (np_is_other_array(args[0])) return variance_slowly(ks, args, root);
    static const Layout layout = {2, 3, 5, -1, 6};
    bool number = args[4] == KI_ABSENT || ki_is_int(args[4]) || ki_is_float(args[4]);
    if (!ki_is_ndarray(args[0]) && np_holds_objects(ks, args[0]))
        return variance_slowly(ks, args, root);
    if (given_word(args, 6, KI_TRUE) || given_word(args, 3, KI_NONE) ||
        given_word(args, 2, KI_NONE) || !number || ki_is_float(args[1]) ||
        odd_words(ks, KT_OP_SUM, args, &layout))
        return variance_slowly(ks, args, root);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int axes[KT_MAX_DIMS], n;
    bool have = na_axis_or_tuple(&a, 1, axes, &n), keep = na_bool(&a, 5, false);
    int dtype = na_dtype(&a, 2);
    double ddof = na_float(&a, 4, 0);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    int64_t count = have ? 1 : x->numel;
    for (int i = 0; have && i < n; i++)
        if (axes[i] >= -x->ndim && axes[i] < x->ndim)
            count *= x->sizes[axes[i] < 0 ? axes[i] + x->ndim : axes[i]];
    bool odd = (x->ndim == 0 && ((have && n) || x->dtype == KT_C128)) || x->dtype == KT_F16 ||
               dtype == KT_F16;
    if (x->numel == 0 || ddof >= (double)count || odd) {
        na_end(&a);
        return variance_slowly(ks, args, root);
    }
    KtTensor *r = kt_var(a.ctx, x, have ? axes : NULL, n, ddof, keep, root, dtype, NULL);
    if (r && have && r->ndim > 1 && !kt_is_contiguous(x)) r = np_in_order_of(&a, x, axes, n, r);
    if (r) return na_ret_out(&a, 3, r);
    na_end(&a);
    kt_clear_error(a.ctx);
    return variance_slowly(ks, args, root);
}
NA_FN(f_var) {
    return variance(ks, args, false);
}
NA_FN(f_std) {
    return variance(ks, args, true);
}

/* ptp(a, axis=None, out=None, keepdims=False) */
NA_FN(f_ptp) {
    NP_OBJECTS(f_ptp, 4);
    if (given_word(args, 2, KI_NONE) || np_is_other_array(args[0]) ||
        ki_has_layout(args[0], KI_K_COMPLEX) ||
        (np_is_plain(args[0]) && kt_is_complex_dtype(ki_tensor_of(args[0])->dtype)))
        return np_helper_new(ks, "_ptp_slowly", args, 4);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int axes[KT_MAX_DIMS], n;
    bool have = na_axis_or_tuple(&a, 1, axes, &n), keep = na_flag(&a, 3, false);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (x->ndim == 0 && n && ki_is_tuple(args[1])) return na_ret_obj(&a, no_axis(ks, axes[0]));
    if (x->ndim == 0 && have && n == 1 && (axes[0] == 0 || axes[0] == -1)) have = false;
    if (!have) n = 0;
    KtTensor *hi = na_keep(
        &a, kt_reduce(a.ctx, KT_OP_AMAX, x, have ? axes : NULL, n, keep, KT_NO_DTYPE, NULL));
    KtTensor *lo = hi ? na_keep(&a, kt_reduce(a.ctx, KT_OP_AMIN, x, have ? axes : NULL, n, keep,
                                              KT_NO_DTYPE, NULL))
                      : NULL;
    KtTensor *r = lo ? kt_binary(a.ctx, KT_OP_SUB, hi, lo, KT_NO_DTYPE, NULL) : NULL;
    if (r && r->ndim > 1 && !kt_is_contiguous(x)) r = np_in_order_of(&a, x, axes, n, r);
    return na_ret_out(&a, 2, r);
}

/* Through add.accumulate or multiply.accumulate, which have all the rest. */
static KiValue cumulate_slowly(KiState *ks, KtOp op, KiValue *args) {
    if (ki_pending(ks)) ki_decref(ks, ki_take_exc(ks));
    KiValue v[5] = {ki_bool(op == KT_OP_CUMSUM)};
    for (int i = 0; i < 4; i++)
        v[i + 1] = args[i] == KI_ABSENT ? KI_NONE : args[i];
    return np_helper_new(ks, "_cumulate_slowly", v, 5);
}

/* 0 bool, 1 integer, 2 float, 3 complex. */
static int kind_rank(int dtype) {
    return dtype == KT_BOOL ? 0 : kt_is_int_dtype(dtype) ? 1 : kt_is_float_dtype(dtype) ? 2 : 3;
}

static KiValue cumulate(KiState *ks, KtOp op, KiValue *args) {
    bool out = given_word(args, 3, KI_NONE), typed = given_word(args, 2, KI_NONE);
    bool other = np_is_other_array(args[0]);
    if (other && (typed || np_is_described_array(args[0]))) return cumulate_slowly(ks, op, args);
    if (other && !out) return ki_is_tuple(args[1]) ? no_tuple(ks) : object_reduce(ks, op, args);
    if (out || np_overrides_ufunc(ks, args[0])) return cumulate_slowly(ks, op, args);
    NA;
    KtTensor *x = na_arr(&a, 0);
    int dtype = na_dtype(&a, 2), axis = 0;
    if (a.failed && na_ret_obj(&a, KI_ERR) == KI_ERR) return cumulate_slowly(ks, op, args);
    if (ki_is_float(args[1])) {
        na_end(&a);
        return cumulate_slowly(ks, op, args);
    }
    if (x->ndim == 0 || !na_given(&a, 1)) x = na_keep(&a, kt_reshape(a.ctx, x, 1, &x->numel));
    if (!a.failed) na_axis(&a, 1, x->ndim, &axis);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    bool narrowed =
        dtype != KT_NO_DTYPE && kind_rank(dtype) < kind_rank(x->dtype); /* the cast is reported */
    bool plain = kt_is_contiguous(x) && !narrowed &&
                 !(kt_is_complex_dtype(x->dtype) && dtype != KT_NO_DTYPE);
    KtTensor *r = plain ? kt_cumulate_reporting(a.ctx, op, x, axis, dtype) : NULL;
    if (r) return na_ret_value(&a, r);
    na_end(&a);
    kt_clear_error(a.ctx);
    return cumulate_slowly(ks, op, args);
}
NA_FN(f_cumsum) {
    NP_OBJECTS(f_cumsum, 4);
    return cumulate(ks, KT_OP_CUMSUM, args);
}
NA_FN(f_cumprod) {
    NP_OBJECTS(f_cumprod, 4);
    return cumulate(ks, KT_OP_CUMPROD, args);
}
/* The methods read axis before they look for words that they do not know. */
static KiValue cumulate_by_method(KiState *ks, KtOp op, const char *name, KiValue *args) {
    int64_t at = 0;
    KiValue word, value;
    if (KB_LIKELY(args[4] == KI_ABSENT || !ki_dict_next(ki_dict_of(args[4]), &at, &word, &value)))
        return cumulate(ks, op, args);
    int axis, given = 1;
    while (ki_dict_next(ki_dict_of(args[4]), &at, &word, &value))
        given++;
    for (int i = 1; i < 4; i++)
        given += args[i] != KI_ABSENT;
    if (given > 3)
        return ki_raise(ks, KI_EXC_TypeError, "%s() takes at most 3 keyword arguments (%d given)",
                        name, given);
    if (args[1] != KI_ABSENT && !ki_is_none(args[1]) && !ki_to_int(ks, args[1], &axis))
        return KI_ERR;
    const char *text = ki_str_utf8(ks, ki_str_of(word), NULL);
    return text ? ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s()",
                           text, name)
                : KI_ERR;
}
NA_FN(m_cumsum) {
    return cumulate_by_method(ks, KT_OP_CUMSUM, "cumsum", args);
}
NA_FN(m_cumprod) {
    return cumulate_by_method(ks, KT_OP_CUMPROD, "cumprod", args);
}
/* Complex numbers: both parts of a copy in C order are rounded for themselves. */
static KtTensor *rounded_parts(KtCtx *ctx, KtTensor *x, int decimals) {
    KtTensor *r = np_copy(ctx, x, KT_NO_DTYPE, 'C');
    bool ok = r != NULL;
    for (int i = 0; ok && i < 2; i++) {
        KtTensor *part = i ? kt_imag(ctx, r) : kt_real(ctx, r);
        KtTensor *v = part ? kt_round_decimals(ctx, part, decimals, NULL) : NULL;
        ok = v && kt_copy(ctx, part, v);
        kt_xdecref(ctx, v);
        kt_xdecref(ctx, part);
    }
    if (ok) return r;
    kt_xdecref(ctx, r);
    return NULL;
}
/* x rounded. NumPy makes room for numbers that are scaled in C order, or in that of Fortran. */
static KtTensor *rounded(KtCtx *ctx, KtTensor *x, int decimals) {
    KtTensor *r = kt_round_decimals(ctx, x, decimals, NULL);
    if (!r || !decimals || (kt_is_fortran(x) && !kt_is_contiguous(x))) return r;
    KtTensor *c = kt_contiguous(ctx, r);
    kt_decref(ctx, r);
    return c;
}
/* Truth values as half precision, which is the loop for them, in the order of what an iterator
 * makes. */
static KtTensor *as_halves(KtCtx *ctx, KtTensor *x) {
    KtTensor *r = kt_empty_like_operands(ctx, KT_F16, x->ndim, x->sizes, 1, &x);
    if (r && kt_copy(ctx, r, x)) return r;
    kt_xdecref(ctx, r);
    return NULL;
}
/* round(a, decimals=0, out=None) */
NA_FN(f_round) {
    NP_OBJECTS(f_round, 3);
    if (ki_is_none(args[1]))
        return ki_raise(ks, KI_EXC_TypeError,
                        "'NoneType' object cannot be interpreted as an integer");
    bool output = args[2] != KI_ABSENT && !ki_is_none(args[2]);
    if (output && !ki_is_ndarray(args[2]))
        return ki_raise(ks, KI_EXC_TypeError, "output must be an array");
    bool simple = np_is_plain(args[0]) && !kt_is_complex_dtype(ki_tensor_of(args[0])->dtype) &&
                  ki_tensor_of(args[0])->dtype != KT_BOOL;
    if (np_is_other_array(args[0]) || (output && (!simple || !np_is_plain(args[2])))) {
        KiValue v[3] = {args[0], args[1] == KI_ABSENT ? ki_small_int(0) : args[1],
                        args[2] == KI_ABSENT ? KI_NONE : args[2]};
        return np_helper_new(ks, "_object_round", v, 3);
    }
    NA;
    KtTensor *x = na_arr(&a, 0);
    int64_t d = na_int_opt(&a, 1, 0);
    if (!a.failed && d >= 0 && kt_is_int_dtype(x->dtype) && ki_is_ndarray(args[0]) && x->ndim &&
        !na_given(&a, 2))
        return na_ret_obj(&a, ki_new_ref(args[0]));
    if (!a.failed && x->dtype == KT_BOOL && d != 0) {
        kt_fail(a.ctx, KT_UFUNC_TYPE_ERROR,
                "Cannot cast ufunc '%s' output from dtype('float64') to dtype('bool') with casting "
                "rule 'same_kind'",
                d > 0 ? "multiply" : "divide");
        return na_ret_obj(&a, KI_ERR);
    }
    if (!a.failed && x->dtype == KT_BOOL) x = na_keep(&a, as_halves(a.ctx, x));
    if (!a.failed && na_given(&a, 2)) {
        KtTensor *out = ki_tensor_of(args[2]);
        bool fits = kt_same_shape(out, x);
        if (!fits && (out->numel != 1 || x->numel != 1))
            return na_raise(&a, KI_EXC_ValueError, "invalid output shape");
        if (!fits) x = na_keep(&a, kt_reshape(a.ctx, x, out->ndim, out->sizes));
        if (!x) return na_ret_obj(&a, KI_ERR);
        if (kt_is_complex_dtype(x->dtype) && !kt_is_complex_dtype(out->dtype))
            return na_raise(&a, KI_EXC_TypeError, "array does not have imaginary part to set");
        if (!kt_can_cast_numpy(x->dtype, out->dtype, KT_CAST_SAME_KIND)) {
            kt_fail(a.ctx, KT_UFUNC_TYPE_ERROR,
                    "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting "
                    "rule 'same_kind'",
                    d > 0   ? "multiply"
                    : d < 0 ? "divide"
                            : "rint",
                    kt_dtype_info[x->dtype].numpy_name, kt_dtype_info[out->dtype].numpy_name);
            return na_ret(&a, NULL);
        }
    }
    if (!a.failed && kt_is_complex_dtype(x->dtype))
        return na_ret_out(&a, 2, rounded_parts(a.ctx, x, (int)d));
    KtTensor *r = a.failed || !x ? NULL : rounded(a.ctx, x, (int)d);
    if (d && np_has_other_class(ks, args[0]) && !na_given(&a, 2)) return na_ret_plain(&a, r);
    return na_ret_out(&a, 2, r);
}

/* clip(a, a_min, a_max, out=None) */
static bool is_nan_number(KiState *ks, KiValue v) {
    KtScalar s;
    if (np_is_plain(v)) {
        KtTensor *t = ki_tensor_of(v);
        if (t->ndim || !kt_is_float_dtype(t->dtype)) return false;
        s = kt_load_scalar(t->dtype, t->data);
    } else if (!(ki_is_real_float(v) || np_is_scalar(ks, v)) || ki_to_scalar(ks, v, &s) != 1) {
        return false;
    }
    return s.kind == KT_S_FLOAT && isnan(kt_scalar_as_double(&s));
}
static bool clip_slowly(KiState *ks, KiValue v) {
    bool truth =
        ki_is_bool(v) || (ki_is_np_scalar(v) && ((KiNpScalar *)ki_obj(v))->dtype == KT_BOOL);
    return truth || np_is_other_array(v) || np_is_other_scalar(v) ||
           ki_has_layout(v, KI_K_COMPLEX) ||
           (np_is_plain(v) && kt_is_complex_dtype(ki_tensor_of(v)->dtype)) ||
           (ki_is_np_scalar(v) && ((KiNpScalar *)ki_obj(v))->dtype == KT_C64) ||
           is_nan_number(ks, v) || ki_is_str(v) || ki_has_layout(v, KI_K_BYTES) ||
           np_holds_objects(ks, v) ||
           (ki_is_ptr(v) && !ki_is_tensor(v) && np_becomes_objects(ks, v));
}
static bool fits_into(KtTensor *r, KtTensor *out) {
    return kt_same_shape(r, out) &&
           (r->dtype == out->dtype || kt_can_cast_numpy(r->dtype, out->dtype, KT_CAST_SAME_KIND));
}
static bool is_array_of_truths(KiValue v) {
    return np_is_plain(v) && ki_tensor_of(v)->dtype == KT_BOOL;
}
static KiValue clip(KiState *ks, KiValue *args, bool method) {
    NA;
    KiValue v[6];
    for (int i = 0; i < 4; i++)
        v[i] = args[i] == KI_ABSENT ? KI_NONE : args[i];
    bool named = args[4] != KI_ABSENT && ki_dict_of(args[4])->used;
    v[4] = named ? args[4] : KI_NONE;
    bool has_method = ki_is_ndarray(args[0]) || np_is_scalar(ks, args[0]);
    v[5] = method ? KI_NONE : ki_bool(has_method);
    if (named || clip_slowly(ks, args[0]) || clip_slowly(ks, args[1]) || clip_slowly(ks, args[2]) ||
        is_array_of_truths(args[1]) || is_array_of_truths(args[2]) ||
        (!ki_is_none(v[3]) && !np_is_plain(v[3])))
        return np_helper_new(ks, "_clip", v, 6);
    KtTensor *x = na_arr(&a, 0);
    bool lo = na_given(&a, 1), hi = na_given(&a, 2);
    if (!a.failed && !lo && !hi)
        return na_raise(&a, KI_EXC_ValueError, "One of max or min must be given");
    KtOperand l = {0}, h = {0};
    if (lo) l = na_operand(&a, 1);
    if (hi) h = na_operand(&a, 2);
    KtTensor *out = na_out(&a, 3);
    KtTensor *r = a.failed ? NULL : kt_clamp(a.ctx, x, lo ? &l : NULL, hi ? &h : NULL, NULL);
    bool fails = !r && !a.failed && a.ctx->error == KT_VALUE_ERROR;
    bool misfits = r && out && !fits_into(r, out);
    if (!fails && !misfits) return na_ret_out(&a, 3, r);
    kt_clear_error(a.ctx); /* what is wrong is said there */
    kt_xdecref(a.ctx, r);
    na_end(&a);
    return np_helper_new(ks, "_clip", v, 6);
}
NA_FN(m_clip) {
    NP_OBJECTS(m_clip, 5);
    return clip(ks, args, true);
}
NA_FN(f_clip) {
    NP_OBJECTS(f_clip, 5);
    return clip(ks, args, false);
}

/* r (consumed) in the memory order of x, as a copy of x has it. */
static KtTensor *like_argument(KtCtx *ctx, KtTensor *r, KtTensor *x) {
    if (r->ndim < 2 || kt_is_contiguous(x)) return r;
    KtTensor *to = kt_empty_like_order(ctx, x, r->dtype);
    if (to && !kt_copy(ctx, to, r)) {
        kt_decref(ctx, to);
        to = NULL;
    }
    kt_decref(ctx, r);
    return to;
}

/* nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None) */
NA_FN(f_nan_to_num) {
    bool plain = true;
    for (int i = 1; i < 5; i++)
        plain = plain &&
                (args[i] == KI_ABSENT || (ki_is_float(args[i]) && !isnan(ki_float_val(args[i]))) ||
                 ki_is_int(args[i]) || ki_is_bool(args[i]) || (i > 2 && ki_is_none(args[i])));
    if (!plain || np_holds_objects(ks, args[0]) || np_is_other_array(args[0]) ||
        ki_is_tensor(args[0])) {
        KiValue v[5];
        for (int i = 0; i < 5; i++)
            v[i] = args[i] != KI_ABSENT ? args[i]
                   : i == 1             ? KI_TRUE
                   : i == 2             ? ki_small_int(0)
                                        : KI_NONE;
        return np_helper_new(ks, "_nan_to_num_slow", v, 5);
    }
    NA;
    KtTensor *x = na_arr(&a, 0);
    bool copy = na_bool(&a, 1, true);
    double param[3] = {na_float(&a, 2, 0), na_float(&a, 3, NAN), na_float(&a, 4, NAN)};
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    bool number = x->ndim == 0;
    if (!kt_is_inexact_dtype(x->dtype)) {
        KtTensor *r = copy ? np_copy(a.ctx, x, KT_NO_DTYPE, 'K') : kt_incref(x);
        return number ? na_ret_value(&a, r) : na_ret(&a, r);
    }
    KtTensor *r = kt_unary_param(a.ctx, KT_OP_NAN_TO_NUM, x, param, KT_NO_DTYPE, NULL);
    if (!copy && r && ki_is_ndarray(args[0])) {
        bool ok = kt_before_write(a.ctx, x) && kt_copy(a.ctx, x, r);
        kt_decref(a.ctx, r);
        if (ok && number) return na_ret_value(&a, kt_incref(x));
        return na_ret_obj(&a, ok ? ki_new_ref(args[0]) : KI_ERR);
    }
    return na_ret_value(&a, r ? like_argument(a.ctx, r, x) : NULL);
}

/* x.conj(out=None), x.conjugate(out=None) */
NA_FN(m_conj) {
    const KiTuple *rest = ki_tuple_of(args[1]);
    if (!np_takes(ks, "conjugate", rest->len, 0, 1)) return KI_ERR;
    if (rest->len && !ki_is_none(rest->items[0])) {
        if (!ki_is_ndarray(rest->items[0]))
            return ki_raise(ks, KI_EXC_TypeError, "output must be an array");
        return np_helper(ks, "_conjugate_into", (KiValue[]){args[0], rest->items[0]}, 2);
    }
    if (np_is_other_array(args[0]) && np_array_of(args[0])->descr->kind != 'O' &&
        np_array_of(args[0])->descr->kind != 'c') {
        if (!np_is_described_array(args[0]) &&
            !ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                     "attempting to conjugate non-numeric dtype; this will error in the future to "
                     "match the behavior of np.conjugate"))
            return KI_ERR;
        return ki_new_ref(args[0]);
    }
    if (np_has_other_class(ks, args[0]) &&
        (np_is_other_array(args[0]) || kt_is_complex_dtype(ki_tensor_of(args[0])->dtype)))
        return ki_call1(ks, ki_np(ks)->ufuncs[KT_OP_CONJ], args[0]);
    if (np_is_other_array(args[0])) {
        KiValue text = ki_str_from_cstr(ks, "conjugate");
        KiValue r = text == KI_ERR
                        ? KI_ERR
                        : np_helper_new(ks, "_object_unary", (KiValue[]){text, args[0]}, 2);
        ki_decref(ks, text);
        return r;
    }
    NA;
    KtTensor *x = na_arr(&a, 0);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if ((ki_is_ndarray(args[0]) || np_is_scalar(ks, args[0])) && !kt_is_complex_dtype(x->dtype))
        return na_ret_obj(&a, ki_new_ref(args[0]));
    return na_ret_value(&a, kt_unary(a.ctx, KT_OP_CONJ, x, KT_NO_DTYPE, NULL));
}

/* angle(z, deg=False) */
NA_FN(f_angle) {
    NA;
    KtTensor *x = na_arr(&a, 0);
    bool deg = na_bool(&a, 1, false);
    KtTensor *r = a.failed ? NULL : kt_unary(a.ctx, KT_OP_ANGLE, x, KT_NO_DTYPE, NULL);
    if (r && deg) {
        KtTensor *d = kt_unary(a.ctx, KT_OP_RAD2DEG, r, KT_NO_DTYPE, NULL);
        kt_decref(a.ctx, r);
        r = d;
    }
    return na_ret_value(&a, r);
}

#define SUM_SIG                                                                                    \
    "(a, axis=None, dtype=None, out=None, keepdims=False, initial=<absent _NoValue>, "             \
    "where=<absent _NoValue>)"
#define MAX_SIG                                                                                    \
    "(a, axis=None, out=None, keepdims=False, initial=<absent _NoValue>, where=<absent _NoValue>)"
#define VAR_SIG                                                                                    \
    "(a, axis=None, dtype=None, out=None, ddof=0, keepdims=False, *, where=<absent _NoValue>)"
#define MEAN_SIG  "(a, axis=None, dtype=None, out=None, keepdims=False, *, where=<absent _NoValue>)"
#define ALL_SIG   "(a, axis=None, out=None, keepdims=False, *, where=<absent _NoValue>)"
#define ARG_SIG   "(a, axis=None, out=None, *, keepdims=False)"
#define CUM_SIG   "(a, axis=None, dtype=None, out=None)"
#define CUM_SIG_M "(a, axis=<absent>, dtype=<absent>, out=<absent>, **kwargs)"
static const NpRow rows[] = {
    {"sum", "fmp", SUM_SIG, (void *)f_sum},
    {"prod", "fmp", SUM_SIG, (void *)f_prod},
    {"product", "f", SUM_SIG, (void *)f_prod},
    {"amax", "f", MAX_SIG, (void *)f_amax},
    {"max", "fmp", MAX_SIG, (void *)f_amax},
    {"amin", "f", MAX_SIG, (void *)f_amin},
    {"min", "fmp", MAX_SIG, (void *)f_amin},
    {"mean", "fmp", MEAN_SIG, (void *)f_mean},
    {"all", "f", ALL_SIG, (void *)f_all},
    {"all", "mp", MEAN_SIG, (void *)f_all_typed},
    {"any", "f", ALL_SIG, (void *)f_any},
    {"any", "mp", MEAN_SIG, (void *)f_any_typed},
    {"alltrue", "f", ALL_SIG, (void *)f_all},
    {"sometrue", "f", ALL_SIG, (void *)f_any},
    {"argmax", "fmr", ARG_SIG, (void *)f_argmax},
    {"argmin", "fmr", ARG_SIG, (void *)f_argmin},
    {"nansum", "f", SUM_SIG, (void *)f_nansum},
    {"nanprod", "f", SUM_SIG, (void *)f_nanprod},
    {"nanmean", "f", MEAN_SIG, (void *)f_nanmean},
    {"nanmax", "f", MAX_SIG, (void *)f_nanmax},
    {"nanmin", "f", MAX_SIG, (void *)f_nanmin},
    {"nanargmax", "f", ARG_SIG, (void *)f_nanargmax},
    {"nanargmin", "f", ARG_SIG, (void *)f_nanargmin},
    {"count_nonzero", "f", "(a, axis=None, *, keepdims=False)", (void *)f_count_nonzero},
    {"var", "fmp", VAR_SIG, (void *)f_var},
    {"std", "fmp", VAR_SIG, (void *)f_std},
    {"ptp", "fmp", "(a, axis=None, out=None, keepdims=False)", (void *)f_ptp},
    {"cumsum", "f", CUM_SIG, (void *)f_cumsum},
    {"cumsum", "m", CUM_SIG_M, (void *)m_cumsum},
    {"cumprod", "f", CUM_SIG, (void *)f_cumprod},
    {"cumprod", "m", CUM_SIG_M, (void *)m_cumprod},
    {"cumproduct", "f", CUM_SIG, (void *)f_cumprod},
    {"round", "fm", "(a, decimals=0, out=None)", (void *)f_round},
    {"round_", "f", "(a, decimals=0, out=None)", (void *)f_round},
    {"around", "f", "(a, decimals=0, out=None)", (void *)f_round},
    {"clip", "f", "(a, a_min, a_max, out=None, **kwargs)", (void *)f_clip},
    {"clip", "mp", "(a, min=None, max=None, out=None, **kwargs)", (void *)m_clip},
    {"nan_to_num", "f", "(x, copy=True, nan=0.0, posinf=None, neginf=None)", (void *)f_nan_to_num},
    {"conj", "mt", "(self, *args)", (void *)m_conj},
    {"conjugate", "mt", "(self, *args)", (void *)m_conj},
    {"angle", "f", "(z, deg=False)", (void *)f_angle},
};

bool np_init_reduce(KiState *ks, KiModule *m) {
    return NP_ADD(rows);
}
