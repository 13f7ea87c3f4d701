/* Making tensors in torch: tensor, zeros, arange, *_like, new_*, from other memory. */
#include <math.h>

#include "../object/containers.h"
#include "tensor_loan.h"
#include "torch_args.h"
#include "torch_signature.h"
#include "torch_sparse.h"

/* The keyword arguments that every creation function ends with; k is the number of the first. */
#define TAIL                                                                                       \
    "out", "dtype", "layout", "device", "pin_memory", "requires_grad", "memory_format", "names"
enum { T_OUT, T_DTYPE, T_LAYOUT, T_DEVICE, T_PIN, T_GRAD, T_FORMAT };

static int tail_dtype(Ta *a, int k, int dflt) {
    ta_device(a, k + T_DEVICE);
    ta_strided(a, k + T_LAYOUT);
    ta_unpinned(a, k + T_PIN);
    int d = ta_made_dtype(a, k + T_OUT, k + T_DTYPE);
    return d < 0 ? dflt : d;
}
/* Raises for an argument of the tail that this function does not take. */
static bool unknown_to(Ta *a, const char *function, int i) {
    if (a->v[i] == KI_ABSENT) return false;
    ki_raise(a->ks, KI_EXC_TypeError, "%s() got an unexpected keyword argument '%s'", function,
             a->spec->names[i]);
    return true;
}
bool ta_want_grad(Ta *a, KtTensor *t) {
    if (!kt_is_inexact_dtype(t->dtype))
        return kt_fail(a->ctx, KT_RUNTIME_ERROR,
                       "Only Tensors of floating point and complex dtype can require gradients");
    return kta_set_requires_grad(a->ctx, t, true);
}
/* A sequence fills an output of as many elements whatever its shape; t is taken over. */
static KtTensor *filling(Ta *a, int out, KtTensor *t) {
    const KtTensor *o = ta_out(a, out);
    bool sequence = !strcmp(a->name, "arange") || !strcmp(a->name, "range") ||
                    !strcmp(a->name, "linspace") || !strcmp(a->name, "logspace");
    if (!o || !sequence || kt_same_shape(o, t)) return t;
    if (o->numel == t->numel) {
        KtTensor *r = kt_reshape(a->ctx, t, o->ndim, o->sizes);
        kt_decref(a->ctx, t);
        return r;
    }
    char had[300];
    if (strcmp(a->name, "arange") != 0 || o->numel == 0 ||
        kt_torch_warn(a->ctx, KT_WARN_ARANGE_OUT, kt_shape_str(had, sizeof had, o->ndim, o->sizes),
                      (long long)o->numel, (long long)t->numel, (long long)t->numel))
        return t;
    kt_decref(a->ctx, t);
    return NULL;
}
static KiValue finish(Ta *a, int k, KtTensor *t) {
    if (KB_UNLIKELY(ta_given(a, k + T_OUT)) && t && !a->failed && !(t = filling(a, k + T_OUT, t)))
        return ki_kt_raise(a->ks);
    return ta_ret_made(a, k + T_OUT, ta_bool(a, k + T_GRAD, false), t);
}

/* --- sizes and a value --- */

typedef enum Filling { EMPTY, ZEROS, ONES } Filling;

static KtTensor *filled(KtCtx *ctx, Filling how, int dtype, int n, const int64_t *sizes,
                        KtMemoryFormat format) {
    KtScalar one = kt_scalar_int(1);
    for (int i = 0; i < n; i++)
        if (sizes[i] < 0) {
            char text[300];
            kt_shape_str(text, sizeof text, n, sizes);
            return kt_fail_null(ctx, KT_RUNTIME_ERROR,
                                "Trying to create tensor with negative dimension %lld: %s",
                                (long long)sizes[i], text);
        }
    return how == EMPTY   ? kt_empty_format(ctx, dtype, n, sizes, format)
           : how == ZEROS ? kt_zeros(ctx, dtype, n, sizes)
                          : kt_full(ctx, dtype, n, sizes, &one);
}
/* Whether layout= names one that is not strided: the call goes to torch/_sparse_coo.py. */
static bool other_layout(KiState *ks, const KiValue *args, int nargs, KiValue kwnames) {
    int64_t n = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len;
    for (int64_t i = 0; i < n; i++)
        if (ki_str_eq_cstr(ki_str_of(ki_tuple_of(kwnames)->items[i]), "layout")) {
            KiValue v = args[nargs + i];
            return ki_is_ptr(v) && ki_obj(v)->shape->type == ki_ts(ks)->layout_type &&
                   v != ki_ts(ks)->strided;
        }
    return false;
}

static KiValue create(KiState *ks, const char *name, Filling how, KiValue *args, int nargs,
                      KiValue kwnames) {
    if (KB_UNLIKELY(other_layout(ks, args, nargs, kwnames)))
        return ts_call(ks, name, 'f', args, nargs, kwnames);
    static const TaSpec spec = {"", 1, 1, 9, {"size", TAIL}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind_var(&a, ks, &own, 0, args, nargs, kwnames)) {
        return KI_ERR;
    }
    int64_t sizes[KT_MAX_DIMS];
    int n;
    if (ta_given(&a, 1 + T_DTYPE) && !ki_is_torch_dtype(ks, a.v[1 + T_DTYPE]) &&
        !ki_is_type(a.v[1 + T_DTYPE]))
        return ta_no_match(
            &a, args, nargs, kwnames,
            " * (tuple of ints size, *, tuple of names names, torch.dtype dtype, torch.layout "
            "layout, torch.device device, bool pin_memory, bool requires_grad)\n"
            " * (tuple of SymInts size, *, Tensor out, torch.dtype dtype, torch.layout layout, "
            "torch.device device, bool pin_memory, bool requires_grad)\n");
    ta_sizes(&a, 0, sizes, &n);
    int d = tail_dtype(&a, 1, a.ctx->default_dtype);
    KtMemoryFormat format = ta_memory_format(&a, 1 + T_FORMAT, KT_CONTIGUOUS_FORMAT);
    if (!a.failed && format == KT_PRESERVE_FORMAT)
        return ki_raise(ks, KI_EXC_RuntimeError, "unsupported memory format Preserve");
    return finish(&a, 1, a.failed ? NULL : filled(a.ctx, how, d, n, sizes, format));
}
TA_FN(f_zeros) {
    return create(ks, "zeros", ZEROS, args, nargs, kwnames);
}
TA_FN(f_ones) {
    return create(ks, "ones", ONES, args, nargs, kwnames);
}
TA_FN(f_empty) {
    return create(ks, "empty", EMPTY, args, nargs, kwnames);
}

static KiValue create_like(KiState *ks, const char *name, Filling how, KiValue *args, int nargs,
                           KiValue kwnames) {
    static const TaSpec spec = {"", 1, 1, 9, {"input", TAIL}};
    if (KB_UNLIKELY(other_layout(ks, args, nargs, kwnames)))
        return ts_call(ks, name, 'f', args, nargs, kwnames);
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    int d = tail_dtype(&a, 1, x->dtype);
    KtMemoryFormat format = ta_memory_format(&a, 1 + T_FORMAT, KT_PRESERVE_FORMAT);
    KtTensor *t = a.failed ? NULL : kt_empty_like_format(a.ctx, x, d, format);
    KtScalar v = kt_scalar_int(how == ONES);
    if (t && how != EMPTY && !kt_fill(a.ctx, t, &v)) {
        kt_decref(a.ctx, t);
        t = NULL;
    }
    return finish(&a, 1, t);
}
TA_FN(f_zeros_like) {
    return create_like(ks, "zeros_like", ZEROS, args, nargs, kwnames);
}
TA_FN(f_ones_like) {
    return create_like(ks, "ones_like", ONES, args, nargs, kwnames);
}
TA_FN(f_empty_like) {
    return create_like(ks, "empty_like", EMPTY, args, nargs, kwnames);
}

static KiValue create_new(KiState *ks, const char *name, Filling how, KiValue *args, int nargs,
                          KiValue kwnames) {
    if (KB_UNLIKELY(other_layout(ks, args, nargs, kwnames)))
        return ts_call(ks, name, 'm', args, nargs, kwnames);
    static const TaSpec spec = {"", 2, 2, 10, {"self", "size", TAIL}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind_var(&a, ks, &own, 1, args, nargs, kwnames)) return KI_ERR;
    KtTensor *x = ta_tensor(&a, 0);
    int64_t sizes[KT_MAX_DIMS];
    int n;
    ta_sizes(&a, 1, sizes, &n);
    if (a.failed) return KI_ERR;
    int d = tail_dtype(&a, 2, x->dtype);
    return finish(&a, 2, a.failed ? NULL : filled(a.ctx, how, d, n, sizes, KT_CONTIGUOUS_FORMAT));
}
TA_FN(m_new_zeros) {
    return create_new(ks, "new_zeros", ZEROS, args, nargs, kwnames);
}
TA_FN(m_new_ones) {
    return create_new(ks, "new_ones", ONES, args, nargs, kwnames);
}
TA_FN(m_new_empty) {
    return create_new(ks, "new_empty", EMPTY, args, nargs, kwnames);
}

static int full_dtype(Ta *a, int k, const KtScalar *v, int dflt) {
    int d = tail_dtype(a, k, dflt);
    return d >= 0 ? d : (int)kt_scalar_default_dtype(v, false, a->ctx->default_dtype);
}
/* A size that is no sequence, which other functions take. */
static bool is_lone_size(KiValue v) {
    return ki_is_integer(v) || ki_is_tensor(v);
}
TA_FN(f_full) {
    if (KB_UNLIKELY(other_layout(ks, args, nargs, kwnames)))
        return ts_call(ks, "full", 'f', args, nargs, kwnames);
    TA_BIND("full", 2, 2, "size", "fill_value", TAIL);
    int64_t sizes[KT_MAX_DIMS];
    int n;
    if (KB_UNLIKELY(is_lone_size(a.v[0])) && ki_torch_misfit(ks, "full", 'f', args, nargs, kwnames))
        return KI_ERR;
    ta_sizes(&a, 0, sizes, &n);
    KtScalar v = ta_scalar(&a, 1, kt_scalar_int(0));
    int d = full_dtype(&a, 2, &v, KT_NO_DTYPE);
    return finish(&a, 2, a.failed ? NULL : kt_full(a.ctx, d, n, sizes, &v));
}
TA_FN(f_full_like) {
    TA_BIND("full_like", 2, 2, "input", "fill_value", TAIL);
    KtTensor *x = ta_tensor(&a, 0);
    if (ki_is_tensor(a.v[1]) && ki_tensor_of(a.v[1])->ndim)
        return ki_raise(ks, KI_EXC_TypeError,
                        "full_like(): argument 'fill_value' (position 2) must be Number, not "
                        "Tensor");
    KtScalar v = ta_scalar(&a, 1, kt_scalar_int(0));
    if (a.failed) return KI_ERR;
    int d = tail_dtype(&a, 2, x->dtype);
    KtMemoryFormat format = ta_memory_format(&a, 2 + T_FORMAT, KT_PRESERVE_FORMAT);
    KtTensor *t = a.failed ? NULL : kt_empty_like_format(a.ctx, x, d, format);
    if (t && !kt_fill(a.ctx, t, &v)) {
        kt_decref(a.ctx, t);
        t = NULL;
    }
    return finish(&a, 2, t);
}
TA_FN(m_new_full) {
    TA_BIND("new_full", 3, 3, "self", "size", "fill_value", TAIL);
    KtTensor *x = ta_tensor(&a, 0);
    int64_t sizes[KT_MAX_DIMS];
    int n;
    if (KB_UNLIKELY(is_lone_size(a.v[1])) &&
        ki_torch_misfit(ks, "new_full", 'm', args, nargs, kwnames))
        return KI_ERR;
    ta_sizes(&a, 1, sizes, &n);
    KtScalar v = ta_scalar(&a, 2, kt_scalar_int(0));
    if (a.failed) return KI_ERR;
    int d = tail_dtype(&a, 3, x->dtype);
    return finish(&a, 3, a.failed ? NULL : kt_full(a.ctx, d, n, sizes, &v));
}
TA_FN(f_empty_strided) {
    TA_BIND("empty_strided", 2, 2, "size", "stride", TAIL);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS], need = 1;
    int n, m;
    ta_sizes(&a, 0, sizes, &n);
    ta_sizes(&a, 1, strides, &m);
    int d = tail_dtype(&a, 2, a.ctx->default_dtype);
    if (a.failed) return KI_ERR;
    if (n != m)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "dimensionality of sizes (%d) must match dimensionality of strides (%d)", n,
                        m);
    for (int i = 0; i < n; i++)
        need += sizes[i] > 0 ? (sizes[i] - 1) * strides[i] : 0;
    KtTensor *flat = kt_empty(a.ctx, d, 1, &need),
             *t = flat ? kt_as_strided(a.ctx, flat, n, sizes, strides, 0) : NULL;
    kt_xdecref(a.ctx, flat);
    return finish(&a, 2, t);
}

/* --- sequences of numbers --- */

/* Has PyTorch no kernel that fills a sequence of such numbers? Then its error is raised. */
static bool no_sequence(Ta *a, const char *name, bool lacks, int dtype) {
    if (a->failed || !lacks) return a->failed;
    ki_raise(a->ks, KI_EXC_RuntimeError, "\"%s_cpu\" not implemented for '%s'", name,
             kt_dtype_info[dtype].scalar_name);
    return true;
}
static bool counts_in(int dtype) {
    return dtype == KT_NO_DTYPE || (dtype != KT_BOOL && !kt_is_complex_dtype(dtype));
}
/* Bounds of a sequence are numbers of the type that PyTorch counts in. */
static bool real_bounds(Ta *a, int dtype, const KtScalar bounds[3]) {
    int counted = dtype == KT_NO_DTYPE                  ? KT_F64
                  : kt_is_int_dtype(dtype)              ? KT_I64
                  : dtype == KT_F16 || dtype == KT_BF16 ? KT_F32
                                                        : KT_F64;
    for (int i = 0; i < 3; i++)
        if (bounds[i].kind == KT_S_COMPLEX && !kt_check_number(a->ctx, counted, &bounds[i]))
            return false;
    return true;
}
TA_FN(f_arange) {
    TA_SPEC("arange", 1, 3, "start", "end", "step", TAIL);
    if (!ta_bind(&a, ks, &spec, args, nargs, kwnames)) {
        if (nargs == 0 && kwnames == KI_ABSENT) {
            ki_clear_exc(ks);
            return ta_no_match(
                &a, args, nargs, kwnames,
                " * (Number end, *, Tensor out, torch.dtype dtype, torch.layout layout, "
                "torch.device device, bool pin_memory, bool requires_grad)\n"
                " * (Number start, Number end, *, torch.dtype dtype, torch.layout layout, "
                "torch.device device, bool pin_memory, bool requires_grad)\n"
                " * (Number start, Number end, Number step, *, Tensor out, torch.dtype dtype, "
                "torch.layout layout, torch.device device, bool pin_memory, bool requires_grad)\n");
        }
        if (a.v[1] == KI_ABSENT || !ki_pending(ks) || a.v[0] != KI_ABSENT) return KI_ERR;
        ki_clear_exc(ks); /* arange(end=5) */
        a.failed = false;
        a.v[0] = ki_small_int(0);
    }
    KtScalar start = ta_scalar(&a, 0, kt_scalar_int(0)), end,
             step = ta_scalar(&a, 2, kt_scalar_int(1));
    if (ta_given(&a, 1)) {
        end = ta_scalar(&a, 1, kt_scalar_int(0));
    } else {
        end = start;
        start = kt_scalar_int(0);
    }
    int d = tail_dtype(&a, 3, KT_NO_DTYPE);
    if (no_sequence(&a, "arange", !counts_in(d), d)) return KI_ERR;
    if (!a.failed && !real_bounds(&a, d, (KtScalar[]){start, end, step})) return ki_kt_raise(ks);
    return finish(&a, 3, a.failed ? NULL : kt_arange(a.ctx, &start, &end, &step, d));
}
TA_FN(f_range) {
    TA_BIND("range", 2, 3, "start", "end", "step", TAIL);
    if (unknown_to(&a, "range", 3 + T_PIN)) return KI_ERR;
    KtScalar bounds[3] = {ta_scalar(&a, 0, kt_scalar_int(0)), ta_scalar(&a, 1, kt_scalar_int(0)),
                          ta_scalar(&a, 2, kt_scalar_int(1))};
    int d = tail_dtype(&a, 3, a.ctx->default_dtype);
    if (a.failed) return KI_ERR;
    if (!kt_warn(a.ctx, KT_USER_WARNING,
                 "torch.range is deprecated and will be removed in a future release because its "
                 "behavior is inconsistent with Python's range builtin. Instead, use torch.arange, "
                 "which produces values in [start, end)."))
        return ki_kt_raise(ks);
    if (no_sequence(&a, "range", !counts_in(d) || d == KT_F16, d)) return KI_ERR;
    if (!real_bounds(&a, d, bounds)) return ki_kt_raise(ks);
    double lo = kt_scalar_as_double(&bounds[0]), hi = kt_scalar_as_double(&bounds[1]),
           by = kt_scalar_as_double(&bounds[2]);
    if (kt_is_int_dtype(d)) { /* counts in whole steps */
        lo = trunc(lo);
        hi = trunc(hi);
        by = trunc(by);
    }
    if (by != 0 && (hi - lo) / by < 0)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "upper bound and lower bound inconsistent with step sign");
    KtScalar start = kt_scalar_float(lo),
             end = kt_scalar_float(lo +
                                   by * (floor((hi - lo) / by) + (kt_is_int_dtype(d) ? 1 : 0.5))),
             step = kt_scalar_float(by);
    return finish(&a, 3, kt_arange(a.ctx, &start, &end, &step, d));
}
/* The dtype of a sequence between two numbers; complex ones want a complex dtype. */
static int sequence_dtype(Ta *a, const char *name, int k, const KtScalar *lo, const KtScalar *hi) {
    bool wide = lo->kind == KT_S_COMPLEX || hi->kind == KT_S_COMPLEX;
    if (ta_given(a, k)) return tail_dtype(a, k, KT_NO_DTYPE);
    int plain = a->ctx->default_dtype,
        d = tail_dtype(a, k, wide ? (plain == KT_F64 ? KT_C128 : KT_C64) : plain);
    if (a->failed || !wide || kt_is_complex_dtype(d)) return d;
    ki_raise(a->ks, KI_EXC_RuntimeError,
             "torch.%s(): inferred dtype c10::complex<%s> can't be safely cast to passed dtype %s",
             name, plain == KT_F64 ? "double" : "float", kt_dtype_info[d].scalar_name);
    a->failed = true;
    return d;
}
/* The ends of a sequence become elements before it is filled. */
static bool ends_fit(KtCtx *ctx, int dtype, const KtScalar *lo, const KtScalar *hi, int64_t n) {
    return n < 1 ||
           (kt_check_number(ctx, dtype, lo) && (n == 1 || kt_check_number(ctx, dtype, hi)));
}
TA_FN(f_linspace) {
    TA_BIND("linspace", 3, 3, "start", "end", "steps", TAIL);
    KtScalar lo = ta_scalar(&a, 0, kt_scalar_int(0)), hi = ta_scalar(&a, 1, kt_scalar_int(1));
    int64_t n = ta_int(&a, 2, 100);
    int d = sequence_dtype(&a, "linspace", 3, &lo, &hi);
    if (!a.failed && n < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "number of steps must be non-negative");
    if (no_sequence(&a, "linspace", n > 1 && d == KT_BOOL, d)) return KI_ERR;
    if (!ends_fit(a.ctx, d, &lo, &hi, n)) return ki_kt_raise(ks);
    return finish(&a, 3, a.failed ? NULL : kt_linspace(a.ctx, &lo, &hi, n, true, d));
}
/* base to the powers from lo to hi in a complex dtype. */
static KtTensor *complex_logspace(Ta *a, const KtScalar *lo, const KtScalar *hi, int64_t n,
                                  double base, int dtype) {
    KtScalar b = kt_scalar_float(base);
    KtTensor *e = kt_linspace(a->ctx, lo, hi, n, true, dtype),
             *r = e ? kt_binary_st(a->ctx, KT_OP_POW, &b, e, KT_NO_DTYPE, NULL) : NULL;
    kt_xdecref(a->ctx, e);
    return r;
}
TA_FN(f_logspace) {
    TA_BIND("logspace", 3, 4, "start", "end", "steps", "base", TAIL);
    KtScalar lo = ta_scalar(&a, 0, kt_scalar_int(0)), hi = ta_scalar(&a, 1, kt_scalar_int(1));
    double base = ta_float(&a, 3, 10);
    int64_t n = ta_int(&a, 2, 100);
    int d = sequence_dtype(&a, "logspace", 4, &lo, &hi);
    if (no_sequence(&a, "logspace", n > 1 && (d == KT_BOOL || d == KT_F16), d)) return KI_ERR;
    KtScalar first = kt_scalar_float(pow(base, kt_scalar_as_double(&lo)));
    if (!ends_fit(a.ctx, d, n == 1 ? &first : &lo, &hi, n)) return ki_kt_raise(ks);
    if (n > 1 && d >= 0 && !kt_is_inexact_dtype(d)) { /* the ends are elements, then exponents */
        lo = kt_scalar_float(trunc(kt_scalar_as_double(&lo)));
        hi = kt_scalar_float(trunc(kt_scalar_as_double(&hi)));
    }
    return finish(&a, 4,
                  kt_is_complex_dtype(d) ? complex_logspace(&a, &lo, &hi, n, base, d)
                                         : kt_logspace(a.ctx, kt_scalar_as_double(&lo),
                                                       kt_scalar_as_double(&hi), n, base, true, d));
}
TA_FN(f_eye) {
    TA_BIND("eye", 1, 2, "n", "m", TAIL);
    int64_t n = ta_int(&a, 0, 0), m = ta_int(&a, 1, n);
    int d = tail_dtype(&a, 2, a.ctx->default_dtype);
    if (!a.failed && d == KT_BF16)
        return ki_raise(ks, KI_EXC_RuntimeError, "\"eye\" not implemented for 'BFloat16'");
    if (!a.failed && n < 0)
        return ki_raise(ks, KI_EXC_RuntimeError, "n must be greater or equal to 0, got %lld",
                        (long long)n);
    return finish(&a, 2, a.failed ? NULL : kt_eye(a.ctx, n, m, 0, d));
}
static KiValue tri_indices(KiState *ks, const char *name, bool upper, KiValue *args, int nargs,
                           KiValue kwnames) {
    static const TaSpec spec = {"", 2, 3, 11, {"row", "col", "offset", TAIL}};
    TaSpec own = spec;
    own.name = name;
    Ta a;
    if (!ta_bind(&a, ks, &own, args, nargs, kwnames)) return KI_ERR;
    int64_t r = ta_int(&a, 0, 0), c = ta_int(&a, 1, 0), o = ta_int(&a, 2, 0);
    int d = tail_dtype(&a, 3, KT_NO_DTYPE);
    KtTensor *t = a.failed ? NULL : kt_tri_indices(a.ctx, r, c, o, upper);
    if (!t || d == KT_NO_DTYPE || d == KT_I64) return finish(&a, 3, t);
    KtTensor *cast = d == KT_I32
                         ? kt_cast(a.ctx, t, d)
                         : kt_fail_null(a.ctx, KT_RUNTIME_ERROR, "\"%s\" not implemented for '%s'",
                                        name, kt_dtype_info[d].scalar_name);
    kt_decref(a.ctx, t);
    return finish(&a, 3, cast);
}
TA_FN(f_tril_indices) {
    return tri_indices(ks, "tril_indices", false, args, nargs, kwnames);
}
TA_FN(f_triu_indices) {
    return tri_indices(ks, "triu_indices", true, args, nargs, kwnames);
}

/* --- from data --- */

/* A tensor over an array's memory. */
static KtTensor *from_array(KiState *ks, KiValue v) {
    KtCtx *ctx = ki_kt(ks);
    KtTensor *x = ki_tensor_of(v);
    if (!ki_torch_takes(ks, v)) return NULL;
    for (int i = 0; i < x->ndim; i++)
        if (x->strides[i] < 0) {
            ki_raise(ks, KI_EXC_ValueError,
                     "At least one stride in the given numpy array is negative, and tensors with "
                     "negative strides are not currently supported. (You can probably work around "
                     "this by making a copy of your array  with array.copy().) ");
            return NULL;
        }
    if (x->flags & KT_T_READ_ONLY && !kt_torch_warn(ctx, KT_WARN_READ_ONLY_ARRAY))
        return ki_kt_raise(ks), NULL;
    KtTensor *t = kt_alias_uncounted(ctx, x);
    if (!t) {
        ki_kt_raise(ks);
        return NULL;
    }
    t->flags &= (uint8_t) ~(KT_T_READ_ONLY | KT_T_VIEW);
    if (t->dtype == KT_LL) t->dtype = KT_I64; /* one type for torch */
    return t;
}
TA_FN(f_from_numpy) {
    if (!ki_check_args(ks, "torch._VariableFunctionsClass.from_numpy", nargs, kwnames, 1, 1))
        return KI_ERR;
    TA_BIND("from_numpy", 1, 1, "ndarray");
    if (!ki_is_ndarray(a.v[0]))
        return ki_raise(ks, KI_EXC_TypeError, "expected np.ndarray (got %s)",
                        ki_type_name(ks, a.v[0]));
    KtTensor *t = from_array(ks, a.v[0]);
    return t ? ki_tensor_wrap(ks, t) : KI_ERR;
}

/* Data to a tensor; share: keep the memory of tensors and arrays where that is possible. */
static KtTensor *from_data(Ta *a, KiValue v, int dtype, bool share) {
    KiState *ks = a->ks;
    if (ki_is_tensor(v) && share) {
        KtTensor *x = ki_tensor_of(v);
        KtTensor *r = dtype >= 0 ? kta_cast(a->ctx, x, dtype) : kt_incref(x);
        if (!r) ki_kt_raise(ks);
        return r;
    }
    if (ki_is_ndarray(v) && share && (dtype < 0 || dtype == ki_tensor_of(v)->dtype))
        return from_array(ks, v);
    return ki_build_tensor(ks, v, dtype);
}
/* False with error: a warning about copies of tensors, that became one. */
static bool warn_of_copy(KiState *ks, KiValue data, const char *function) {
    return !ki_is_tensor(data) ||
           ki_warn(ks, KI_EXC_UserWarning, 1,
                   "To copy construct from a tensor, it is recommended to use "
                   "sourceTensor.clone().detach() or "
                   "sourceTensor.clone().detach().requires_grad_(True), rather than "
                   "%s(sourceTensor).",
                   function);
}
TA_FN(f_tensor) {
    TA_BIND("tensor", 1, 1, "data", TAIL);
    if (unknown_to(&a, "tensor", 1 + T_LAYOUT) || unknown_to(&a, "tensor", 1 + T_FORMAT))
        return KI_ERR;
    int d = tail_dtype(&a, 1, KT_NO_DTYPE);
    if (a.failed) return KI_ERR;
    if (!warn_of_copy(ks, a.v[0], "torch.tensor")) return KI_ERR;
    KtTensor *t = from_data(&a, a.v[0], d, false);
    return t ? finish(&a, 1, t) : KI_ERR;
}
TA_FN(f_as_tensor) {
    TA_BIND("as_tensor", 1, 3, "data", "dtype", "device");
    int d = ta_dtype(&a, 1);
    ta_device(&a, 2);
    KtTensor *t = a.failed ? NULL : from_data(&a, a.v[0], d, true);
    return t ? ki_tensor_wrap(ks, t) : KI_ERR;
}
TA_FN(f_asarray) {
    TA_BIND("asarray", 1, 1, "obj", "dtype", "device", "copy", "requires_grad");
    int d = ta_dtype(&a, 1);
    ta_device(&a, 2);
    bool copy = ta_bool(&a, 3, false), grad = ta_bool(&a, 4, false);
    KtTensor *t = a.failed ? NULL : from_data(&a, a.v[0], d, !copy);
    if (!t) return KI_ERR;
    if (grad && !kt_is_inexact_dtype(t->dtype)) {
        kt_decref(a.ctx, t);
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Only Tensors of floating point and complex dtype can require gradients");
    }
    if (!grad && !kta_is_leaf(t)) { /* the same elements without the history */
        KtTensor *own = kt_alias(a.ctx, t);
        kt_decref(a.ctx, t);
        if (!(t = own)) return ki_kt_raise(ks);
    }
    if (grad != kta_requires_grad(t) && !kta_set_requires_grad(a.ctx, t, grad)) {
        kt_decref(a.ctx, t);
        return ki_kt_raise(ks);
    }
    return ki_tensor_wrap(ks, t);
}
TA_FN(m_new_tensor) {
    TA_BIND("new_tensor", 2, 2, "self", "data", TAIL);
    KtTensor *x = ta_tensor(&a, 0);
    if (a.failed) return KI_ERR;
    int d = tail_dtype(&a, 2, x->dtype);
    if (a.failed || !warn_of_copy(ks, a.v[1], "tensor.new_tensor")) return KI_ERR;
    KtTensor *t = from_data(&a, a.v[1], d, false);
    return t ? finish(&a, 2, t) : KI_ERR;
}
TA_FN(f_scalar_tensor) {
    TA_BIND("scalar_tensor", 1, 1, "s", TAIL);
    if (ki_is_tensor(a.v[0]) && ki_tensor_of(a.v[0])->ndim)
        return ki_raise(ks, KI_EXC_TypeError,
                        "scalar_tensor(): argument 's' (position 1) must be Number, not Tensor");
    KtScalar s = ta_scalar(&a, 0, kt_scalar_int(0));
    int d = tail_dtype(&a, 1, a.ctx->default_dtype);
    if (a.failed) return KI_ERR;
    if (d == KT_BOOL && s.kind == KT_S_COMPLEX) s = kt_scalar_float(s.c.re); /* its truth */
    return finish(&a, 1, kt_check_number(a.ctx, d, &s) ? kt_scalar_tensor(a.ctx, d, &s) : NULL);
}

/* The dtype as C++ names it, of which PyTorch's messages about options make use. */
static const char *cpp_name(int dtype) {
    return dtype == KT_BOOL   ? "bool"
           : dtype == KT_U8   ? "unsigned char"
           : dtype == KT_I8   ? "signed char"
           : dtype == KT_I16  ? "short int"
           : dtype == KT_I32  ? "int"
           : dtype == KT_I64  ? "long int"
           : dtype == KT_F16  ? "c10::Half"
           : dtype == KT_BF16 ? "c10::BFloat16"
           : dtype == KT_F32  ? "float"
           : dtype == KT_F64  ? "double"
           : dtype == KT_C64  ? "c10::complex<float>"
                              : "c10::complex<double>";
}
static KiValue legacy_of_tensor(KiState *ks, int dtype, bool any_dtype, KtTensor *x, bool placed) {
    static const char rest[] = "device=cpu, layout=Strided, requires_grad=false (default), "
                               "pinned_memory=false (default), memory_format=(nullopt)";
    if (placed)
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Legacy tensor constructor of the form torch.Tensor(tensor, device=device) "
                        "is not supported.  Use torch.tensor(...) or torch.as_tensor(...) "
                        "instead.");
    if (!any_dtype && x->dtype != dtype)
        return ki_raise(ks, KI_EXC_TypeError,
                        "expected TensorOptions(dtype=%s, %s) (got TensorOptions(dtype=%s, %s))",
                        cpp_name(dtype), rest, cpp_name(x->dtype), rest);
    return ki_tensor_wrap(ks, kta_alias(ki_kt(ks), x));
}
static KiValue legacy_of_data(KiState *ks, int dtype, KiValue v) {
    bool sequence = ki_is_tuple(v) || ki_is_list(v) || ki_is_ndarray(v);
    if (!sequence) {
        KiValue get = ki_is_dict(v) ? KI_ABSENT : ki_getattr_opt(ks, v, ks->names.d_getitem);
        if (get == KI_ERR) return KI_ERR;
        sequence = get != KI_ABSENT;
        ki_decref(ks, get);
    }
    if (!sequence)
        return ki_raise(ks, KI_EXC_TypeError, "new(): data must be a sequence (got %s)",
                        ki_type_name(ks, v));
    KtTensor *t = ki_build_tensor(ks, v, dtype);
    return t ? ki_tensor_wrap(ks, t) : KI_ERR;
}

/* _legacy_new(dtype, *sizes or data): torch.FloatTensor(2, 3), torch.LongTensor([1, 2]) */
KiValue tf_legacy_new(KiState *ks, int dtype, bool any_dtype, KiValue *args, int nargs,
                      KiValue kwnames) {
    KtCtx *ctx = ki_kt(ks);
    int64_t sizes[KT_MAX_DIMS];
    int n = 0;
    if (ki_torch_misfit(ks, "new", 'f', args, nargs, kwnames)) return KI_ERR;
    KiValue what = nargs ? args[0] : KI_ABSENT, device = KI_ABSENT;
    bool data = false;
    for (int64_t i = 0, k = kwnames == KI_ABSENT ? 0 : ki_tuple_of(kwnames)->len; i < k; i++) {
        KiStr *name = ki_str_of(ki_tuple_of(kwnames)->items[i]);
        if (ki_str_eq_cstr(name, "device"))
            device = args[nargs + i];
        else
            what = args[nargs + i], data |= ki_str_eq_cstr(name, "data");
    }
    bool placed = device != KI_ABSENT && !ki_is_none(device);
    if (placed && ki_is_cuda(ks, device))
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "legacy constructor expects device type: cpu but device type: cuda was "
                        "passed");
    if (what == KI_ABSENT) return ki_tensor_wrap(ks, kt_empty(ctx, dtype, 1, &(int64_t){0}));
    if (nargs < 2 && ki_is_tensor(what))
        return legacy_of_tensor(ks, dtype, any_dtype, ki_tensor_of(what), placed);
    bool size =
        nargs == 0 || (ki_is_ptr(what) && ki_obj(what)->shape->type == ki_ts(ks)->size_type);
    if (nargs < 2 && (data || (!size && (ki_is_bool(what) || !ki_is_integer(what)))))
        return legacy_of_data(ks, dtype, what);
    if (nargs < 2 && !ki_is_integer(what)) {
        if (ki_to_sizes(ks, what, sizes, &n) != 1) return KI_ERR;
    } else {
        if (nargs > KT_MAX_DIMS) return ki_raise(ks, KI_EXC_ValueError, "too many dimensions");
        for (; n < nargs; n++)
            if (ki_to_i64(ks, args[n], &sizes[n]) != 1) return KI_ERR;
    }
    return ki_tensor_wrap(ks, filled(ctx, ZEROS, dtype, n, sizes, KT_CONTIGUOUS_FORMAT));
}
TA_FN(f_legacy_new) {
    if (nargs < 1 || !ki_is_torch_dtype(ks, args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "_legacy_new(dtype, *args)");
    return tf_legacy_new(ks, ki_torch_dtype_of(args[0]), false, args + 1, nargs - 1, kwnames);
}
/* x.new(sizes or data) */
TA_FN(m_new) {
    if (nargs < 1 || !ki_is_tensor(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "new() needs a Tensor");
    return tf_legacy_new(ks, ki_tensor_of(args[0])->dtype, false, args + 1, nargs - 1, kwnames);
}

/* frombuffer(buffer, *, dtype, count=-1, offset=0, requires_grad=False): over the buffer's memory
 */
TA_FN(f_frombuffer) {
    TA_BIND("frombuffer", 1, 1, "buffer", "dtype", "count", "offset", "requires_grad");
    int d = ta_dtype(&a, 1);
    int64_t count = ta_int(&a, 2, -1), offset = ta_int(&a, 3, 0);
    bool grad = ta_bool(&a, 4, false);
    if (a.failed) return KI_ERR;
    if (d == KT_NO_DTYPE)
        return ki_raise(ks, KI_EXC_TypeError, "frombuffer() missing argument 'dtype'");
    KiLoan *loan = ki_loan_take(ks, a.v[0]);
    if (!loan) {
        if (!ki_is_ptr(ks->exc) || ki_obj(ks->exc)->shape->type != ks->exceptions[KI_EXC_TypeError])
            return KI_ERR;
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_ValueError, "object does not implement Python buffer protocol.");
    }
    long long size = (long long)kt_dtype_size(d), len = loan->buffer.len, room = len - offset;
    char text[200] = "";
    if (len <= 0 || count == 0)
        snprintf(text, sizeof text, "both buffer length (%lld) and count (%lld) must not be 0", len,
                 (long long)count);
    else if (offset < 0 || offset >= len)
        snprintf(text, sizeof text,
                 "offset (%lld bytes) must be non-negative and no greater than buffer length "
                 "(%lld bytes) minus 1",
                 (long long)offset, len);
    else if (count > 0 && count > room / size)
        snprintf(text, sizeof text,
                 "requested buffer length (%lld * %lld bytes) after offset (%lld bytes) must not "
                 "be greater than actual buffer length (%lld bytes)",
                 (long long)count, size, (long long)offset, len);
    else if (count < 0 && room % size)
        snprintf(text, sizeof text,
                 "buffer length (%lld bytes) after offset (%lld bytes) must be a multiple of "
                 "element size (%lld)",
                 room, (long long)offset, size);
    if (*text) {
        ki_loan_end(loan);
        return ki_raise(ks, KI_EXC_ValueError, "%s", text);
    }
    if (count < 0) count = room / size;
    if (grad && !kt_is_inexact_dtype(d)) {
        ki_loan_end(loan);
        return ki_raise(ks, KI_EXC_RuntimeError,
                        "Only Tensors of floating point and complex dtype can require gradients");
    }
    KtTensor *t =
        ki_loan_tensor(a.ctx, loan, d, 1, &count, NULL, (char *)loan->buffer.data + offset);
    if (t && grad && !kta_set_requires_grad(a.ctx, t, true)) {
        kt_decref(a.ctx, t);
        t = NULL;
    }
    return ki_tensor_wrap(ks, t);
}

static const TfRow rows[] = {
    {"zeros/f", f_zeros},
    {"ones/f", f_ones},
    {"empty/f", f_empty},
    {"zeros_like/f", f_zeros_like},
    {"ones_like/f", f_ones_like},
    {"empty_like/f", f_empty_like},
    {"new_zeros/m", m_new_zeros},
    {"new_ones/m", m_new_ones},
    {"new_empty/m", m_new_empty},
    {"full/f", f_full},
    {"full_like/f", f_full_like},
    {"new_full/m", m_new_full},
    {"empty_strided/f", f_empty_strided},
    {"arange/f", f_arange},
    {"range/f", f_range},
    {"linspace/f", f_linspace},
    {"logspace/f", f_logspace},
    {"eye/f", f_eye},
    {"tril_indices/f", f_tril_indices},
    {"triu_indices/f", f_triu_indices},
    {"from_numpy/f", f_from_numpy},
    {"tensor/f", f_tensor},
    {"as_tensor/fz", f_as_tensor},
    {"asarray/fz", f_asarray},
    {"new_tensor/m", m_new_tensor},
    {"scalar_tensor/f", f_scalar_tensor},
    {"_legacy_new/f", f_legacy_new},
    {"new/m", m_new},
    {"frombuffer/f", f_frombuffer},
};

bool tf_init_create(KiState *ks, const TfTargets *to) {
    return TF_ADD(rows);
}
