/* numpy.float64(x) and its kin: a scalar made of any value, through the class that was called. */
#include <math.h>

#include "../object/number.h"
#include "numpy_array.h"
#include "numpy_scalar.h"

static int dtype_of_class(KiState *ks, KiType *cls) {
    KiNpState *np = ki_np(ks);
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (np->scalar[i] == cls) return i;
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (np->scalar[i] && ki_is_subtype(cls, np->scalar[i])) return i;
    return -1;
}

static KiValue scalar_as(KiState *ks, KiType *cls, int dtype, const void *p) {
    if (dtype == KT_BOOL || !(cls->flags & KI_TF_HEAP) || dtype == KT_F64 || dtype == KT_C128)
        return np_scalar(ks, dtype, p);
    return np_scalar_of_class(ks, cls, dtype, p);
}

/* The value through Python's own float(), int(), complex(). */
static KiValue through_python(KiState *ks, int dtype, KiValue v) {
    KiKind k = kt_is_complex_dtype(dtype) ? KI_K_COMPLEX
               : kt_is_float_dtype(dtype) ? KI_K_FLOAT
                                          : KI_K_INT;
    return ki_call1(ks, ki_from_obj(ks->types[k]), v);
}

static KiValue from_number(KiState *ks, KiType *cls, int dtype, const KtScalar *s) {
    _Alignas(16) char buf[KT_ITEM_MAX];
    if (s->kind == KT_S_FLOAT && s->dtype < 0 && kt_is_int_dtype(dtype) && !isfinite(s->f))
        return ki_raise(ks, isnan(s->f) ? KI_EXC_ValueError : KI_EXC_OverflowError, "%s",
                        isnan(s->f) ? "cannot convert float NaN to integer"
                                    : "cannot convert float infinity to integer");
    if (s->kind == KT_S_FLOAT && s->dtype < 0 && kt_is_int_dtype(dtype) &&
        (s->f >= (kt_kernel_dtype(dtype) == KT_U64 ? 0x1p64 : 0x1p63) || s->f < -0x1p63))
        return ki_raise(ks, KI_EXC_OverflowError, "Python int too large to convert to C long");
    if (s->kind == KT_S_FLOAT && s->dtype >= 0 && kt_is_int_dtype(dtype)) {
        int bits = 8 * (int)kt_dtype_size(dtype) - (kt_dtype_info[dtype].kind != 'u');
        KtCtx *ctx = ki_ts(ks)->ctx;
        if ((!(s->f < ldexp(1, bits)) || s->f <= (bits & 1 ? -ldexp(1, bits) - 1 : -1)) &&
            !kt_fp_event(ctx, ctx->errstate_invalid, "invalid value", "cast"))
            return ki_kt_raise(ks);
    }
    if (s->kind == KT_S_COMPLEX && s->dtype < 0 && !kt_is_complex_dtype(dtype) && dtype != KT_BOOL)
        return ki_raise(ks, KI_EXC_TypeError,
                        kt_is_float_dtype(dtype)
                            ? "float() argument must be a string or a real number, not 'complex'"
                            : "int() argument must be a string, a bytes-like object or a real "
                              "number, not 'complex'");
    if (!ki_check_wrapped(ks, dtype, s)) return KI_ERR;
    if (dtype == KT_BOOL) {
        buf[0] = kt_scalar_as_bool(s);
        return scalar_as(ks, cls, KT_BOOL, buf);
    }
    kt_store_number(true, dtype, buf, s);
    if (!ki_check_narrowed(ks, dtype, s, buf)) return KI_ERR;
    return scalar_as(ks, cls, dtype, buf);
}

/* Whether a class of numbers is called with one argument at most, and none by name. float64 is
 * asked as Python's float, most others by a reader that does not tell whose arguments they are. */
static bool takes_one(KiState *ks, const char *name, int nargs, KiValue kwnames) {
    const KiTuple *names = kwnames == KI_ABSENT ? NULL : ki_tuple_of(kwnames);
    int named = names ? (int)names->len : 0;
    if (nargs + named <= 1 && !named) return true;
    if (!strcmp(name, "float64")) {
        if (named)
            ki_raise(ks, KI_EXC_TypeError, "float() takes no keyword arguments");
        else
            ki_raise(ks, KI_EXC_TypeError, "float expected at most 1 argument, got %d", nargs);
        return false;
    }
    bool told = !strcmp(name, "bool_") || !strcmp(name, "object_");
    if (nargs + named > 1) {
        ki_raise(ks, KI_EXC_TypeError, "%s%s takes at most 1 %sargument (%d given)",
                 told ? name : "function", told ? "()" : "", nargs ? "" : "keyword ",
                 nargs + named);
        return false;
    }
    const char *word = ki_str_utf8(ks, ki_str_of(names->items[0]), NULL);
    if (word)
        ki_raise(ks, KI_EXC_TypeError, "'%s' is an invalid keyword argument for %s%s", word,
                 told ? name : "this function", told ? "()" : "");
    return false;
}

/* An array of a class of its own as elements of the dtype: of the same class. KI_ABSENT: v is none,
 * or has no dimensions. */
static KiValue in_its_class(KiState *ks, KiValue v, KiNpDtype *d) {
    if (!ki_is_ndarray(v) || ki_obj(v)->shape->type == ks->types[KI_K_NDARRAY] ||
        !ki_tensor_of(v)->ndim)
        return KI_ABSENT;
    KiValue arg = ki_from_obj(d);
    return ki_call_method_cstr(ks, v, "astype", &arg, 1);
}

/* object_(x) is what an array of objects gives back for x. */
static KiValue object_new(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (!takes_one(ks, "object_", nargs, kwnames)) return KI_ERR;
    if (!nargs) return KI_NONE;
    KiValue own = in_its_class(ks, args[0], ki_np(ks)->object_dtype);
    if (own != KI_ABSENT) return own;
    return np_as_scalar(ks, np_array_from(ks, args[0], ki_np(ks)->object_dtype, true, 'K', 0));
}

KiValue np_scalar_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    if (!ki_ts(ks) || !ki_np(ks)) return ki_raise(ks, KI_EXC_RuntimeError, "numpy is not imported");
    ki_kt_np(ks);
    int dtype = dtype_of_class(ks, cls);
    char name[80];
    snprintf(name, sizeof name, "%s", ki_type_name(ks, ki_from_obj(cls)));
    KiNpState *np = ki_np(ks);
    if (ki_is_subtype(cls, np->classes[NP_DATETIME]) ||
        ki_is_subtype(cls, np->classes[NP_TIMEDELTA]))
        return ki_raise(ks, KI_EXC_NotImplementedError, "%s", name);
    if (cls == np->classes[NP_OBJECT]) return object_new(ks, args, nargs, kwnames);
    if (dtype < 0)
        return ki_raise(ks, KI_EXC_TypeError, "cannot create '%s.%s' instances", "numpy",
                        ki_str_utf8(ks, cls->name, NULL));
    const char *asked = dtype == KT_F64 ? "float64" : dtype == KT_BOOL ? "bool_" : "";
    if ((nargs > 1 || kwnames != KI_ABSENT) && !takes_one(ks, asked, nargs, kwnames)) return KI_ERR;
    KtScalar s = kt_scalar_int(0);
    if (nargs == 0) return from_number(ks, cls, dtype, &s);
    KiValue v = args[0];
    if (np_is_time_scalar(v)) { /* the count of its unit */
        KiValue arg[2] = {v, ki_from_obj(np_dtype_of_num(ks, dtype))};
        return np_scalar_method(ks, "astype", arg, 2, KI_ABSENT);
    }
    _Alignas(16) char buf[KT_ITEM_MAX];
    int own = np_scalar_get(ks, v, buf);
    if (own >= 0) {
        s = kt_load_scalar(own, buf);
        s.dtype = own;
        if (!np_warns_complex(ks, own, dtype)) return KI_ERR;
        if (s.kind == KT_S_COMPLEX && !kt_is_complex_dtype(dtype) && dtype != KT_BOOL) {
            s = own == KT_CLD ? kt_scalar_long(kt_scalar_as_long(&s)) : kt_scalar_float(s.c.re);
            s.dtype = kt_real_dtype(own) == KT_LD ? KT_LD : KT_F64;
        }
        if (s.kind == KT_S_FLOAT && kt_is_int_dtype(dtype)) { /* cast, with what that reports */
            KtTensor *x = kt_scalar_tensor(ki_kt_np(ks), s.dtype, &s);
            KtTensor *y = x ? np_checked_cast(ki_kt_np(ks), x, dtype, 'C') : NULL;
            if (y) s = kt_load_scalar(dtype, y->data);
            kt_xdecref(ki_kt_np(ks), x);
            kt_xdecref(ki_kt_np(ks), y);
            if (!y) return ki_kt_raise(ks);
        }
        return from_number(ks, cls, dtype, &s);
    }
    if (dtype == KT_BOOL && !ki_is_ndarray(v) && !ki_is_list(v) && !ki_is_tensor(v) &&
        !ki_is_tuple(v)) {
        int t = ki_truth(ks, v);
        return t < 0 ? KI_ERR : np_bool(ks, t == 1);
    }
    int r = ki_is_tensor(v) ? 0 : ki_to_scalar(ks, v, &s);
    if (r < 0 && kt_is_long_dtype(dtype) && ki_pending_is(ks, KI_EXC_OverflowError)) {
        ki_clear_exc(ks); /* an int of any size, by its digits */
        KiValue text = ki_str(ks, v);
        bool read = text != KI_ERR && np_long_from_text(ks, text, &s);
        ki_decref(ks, text);
        if (!read) return KI_ERR;
        r = 1;
    }
    if (r < 0 && dtype >= KT_LL && ki_pending_is(ks, KI_EXC_OverflowError)) {
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_OverflowError, "int too big to convert");
    }
    if (r < 0) return KI_ERR;
    if (r == 1) return from_number(ks, cls, dtype, &s);
    if (ki_is_none(v) && kt_is_inexact_dtype(dtype)) {
        s = kt_is_complex_dtype(dtype) ? kt_scalar_complex(NAN, NAN) : kt_scalar_float(NAN);
        return from_number(ks, cls, dtype, &s);
    }
    const KiSlots *slots = ki_slots_of(ks, v);
    bool array = ki_is_ndarray(v) || ki_is_list(v) || ki_is_tuple(v) || ki_is_tensor(v) ||
                 (!ki_is_str(v) && !ki_has_layout(v, KI_K_BYTES) && slots->len && slots->getitem);
    /* float64 is Python's float first, which an array of one element converts to */
    bool single = dtype == KT_F64 && array && (ki_is_ndarray(v) || ki_is_tensor(v)) &&
                  ki_tensor_of(v)->numel == 1;
    if (array && !single) {
        KiValue kept = in_its_class(ks, v, np_dtype_of_num(ks, dtype));
        if (kept != KI_ABSENT) return kept;
        if (ki_is_ndarray(v) && ki_tensor_of(v)->ndim) { /* itself, or cast */
            if (np_is_plain(v) && ki_tensor_of(v)->dtype == dtype) return ki_new_ref(v);
            KiValue to = ki_from_obj(np_dtype_of_num(ks, dtype));
            return ki_call_method_cstr(ks, v, "astype", &to, 1);
        }
        KtTensor *t = np_from_any(ks, v, dtype);
        if (!t) return KI_ERR;
        if (!t->ndim) {
            KiValue one = scalar_as(ks, cls, dtype, t->data);
            kt_decref(ki_kt_np(ks), t);
            return one;
        }
        return np_value(ks, t, KI_ABSENT);
    }
    if (dtype == KT_LD && (ki_is_str(v) || ki_has_layout(v, KI_K_BYTES)))
        return np_long_from_text(ks, v, &s) ? from_number(ks, cls, dtype, &s) : KI_ERR;
    KiValue text =
        kt_is_complex_dtype(dtype) && ki_has_layout(v, KI_K_BYTES)
            ? ki_str_from_utf8(ks, (const char *)ki_bytes_of(v)->data, ki_bytes_of(v)->len)
            : ki_new_ref(v);
    bool read = text != KI_ERR && ki_is_str(text);
    KiValue n = text == KI_ERR ? KI_ERR : through_python(ks, dtype, text);
    ki_decref(ks, text);
    if (n == KI_ERR && !read && kt_is_complex_dtype(dtype) && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        return ki_raise(ks, KI_EXC_TypeError, "must be real number, not %s", ki_type_name(ks, v));
    }
    if (n == KI_ERR) return KI_ERR;
    r = ki_to_scalar(ks, n, &s);
    ki_decref(ks, n);
    return r == 1 ? from_number(ks, cls, dtype, &s) : KI_ERR;
}
