/* Attributes of arrays (shape, dtype, strides ...) and the methods that convert or describe an
 * array as a whole: astype, copy, view, tolist, item, tobytes, pickling. */
#include <fenv.h>
#include <stdio.h>

#include "../object/number.h"
#include "../tensor/ew.h"
#include "../tensor/overlap.h"
#include "numpy_stepped.h"

/* --- attributes --- */

static KiValue get_dtype(KiState *ks, KiValue v, void *closure) {
    return np_dtype_value(ks, v);
}
bool np_become(KiState *ks, KiValue v, KiValue r) {
    KiNpArray *x = np_array_of(v), *y = np_array_of(r);
    if (!kt_become(ki_kt_np(ks), x->o.t, y->o.t)) {
        (void)ki_kt_raise(ks);
        return false;
    }
    KiNpDtype *old = x->descr;
    KiList *pool = x->pool;
    if (y->descr) ki_incref_obj(&y->descr->h);
    if (y->pool) ki_incref_obj(&y->pool->h);
    x->descr = y->descr;
    x->pool = y->pool;
    if (old) ki_decref_obj(ks, &old->h);
    if (pool) ki_decref_obj(ks, &pool->h);
    return true;
}
static KiValue view_elements(KiState *ks, KiValue self, KiNpDtype *to) KB_MUST_CHECK;
static bool set_dtype(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete array dtype");
        return false;
    }
    KiNpDtype *to = np_to_dtype(ks, value);
    if (!to && ki_pending_is(ks, KI_EXC_TypeError)) {
        ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_TypeError, "invalid data-type for array");
    }
    KiValue r = to ? view_elements(ks, v, to) : KI_ERR;
    if (to) ki_decref_obj(ks, &to->h);
    if (r == KI_ERR) return false;
    bool ok = np_become(ks, v, r);
    ki_decref(ks, r);
    return ok;
}

enum { A_NDIM, A_SIZE, A_ITEMSIZE, A_NBYTES };
static KiValue get_number(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = ki_tensor_of(v);
    KiNpDtype *d = np_array_of(v)->descr;
    int64_t item = d ? d->itemsize : t->itemsize;
    switch ((int)(intptr_t)closure) {
    case A_NDIM:
        return ki_small_int(t->ndim);
    case A_SIZE:
        return ki_int_from_i64(ks, t->numel);
    case A_ITEMSIZE:
        return ki_int_from_i64(ks, item);
    default:
        return ki_int_from_i64(ks, t->numel * item);
    }
}
static KiValue get_T(KiState *ks, KiValue v, void *closure) {
    return np_wrap_view(ks, kt_reverse_dims(ki_kt_np(ks), ki_tensor_of(v)), v);
}
static KiValue get_base(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(np_base_or_none(v));
}
/* The real or imaginary part of complex numbers in the other byte order, a view. */
static KiValue swapped_part(KiState *ks, KiValue v, KtTensor *part) {
    if (!part) return ki_kt_raise(ks);
    if (!np_is_reversed(np_array_of(v)->descr)) return np_wrap_view(ks, part, v);
    KiNpDtype *d = np_swapped_dtype(ks, part->dtype);
    KiValue r = d ? np_carried_wrap(ks, part, d, v) : KI_ERR;
    if (d) ki_decref_obj(ks, &d->h);
    return r;
}
static bool is_described_complex(KiValue v) {
    KiNpDtype *d = np_array_of(v)->descr;
    return d && np_is_described(d) && d->kind == 'c';
}
static KiValue get_imag(KiState *ks, KiValue v, void *closure);
static KiValue get_real(KiState *ks, KiValue v, void *closure);
static KiValue real_of(KiState *ks, KiValue v) {
    return get_real(ks, v, NULL);
}
static KiValue imag_of(KiState *ks, KiValue v) {
    return get_imag(ks, v, NULL);
}
static KiValue get_real(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = ki_tensor_of(v);
    if (KB_UNLIKELY(np_is_stepped(v))) return np_stepped1(ks, real_of, v);
    if (is_described_complex(v)) return swapped_part(ks, v, kt_real(ki_kt_np(ks), t));
    if (np_array_of(v)->descr || !kt_is_complex_dtype(t->dtype)) return ki_new_ref(v);
    return np_wrap_view(ks, kt_real(ki_kt_np(ks), t), v);
}
/* x as a view of class cls. */
KiValue np_view_in_class(KiState *ks, KiValue x, KiType *cls) {
    KiValue c = ki_from_obj(cls);
    return ki_call_method_cstr(ks, x, "view", &c, 1);
}
static KiValue get_imag(KiState *ks, KiValue v, void *closure) {
    KtTensor *t = ki_tensor_of(v), *r;
    KtCtx *ctx = ki_kt_np(ks);
    if (KB_UNLIKELY(np_is_stepped(v))) return np_stepped1(ks, imag_of, v);
    if (is_described_complex(v)) return swapped_part(ks, v, kt_imag(ctx, t));
    if (kt_is_complex_dtype(t->dtype)) return np_wrap_view(ks, kt_imag(ctx, t), v);
    if (KB_UNLIKELY(np_has_other_class(ks, v)) && np_array_of(v)->descr) {
        KiValue plain = np_view_in_class(ks, v, ks->types[KI_K_NDARRAY]);
        KiValue zeros = plain == KI_ERR ? KI_ERR : get_imag(ks, plain, closure);
        KiValue own = zeros == KI_ERR ? KI_ERR : np_view_in_class(ks, zeros, ki_type_of(ks, v));
        ki_decref(ks, plain);
        ki_decref(ks, zeros);
        if (own != KI_ERR && !np_finalize(ks, own, v)) {
            ki_decref(ks, own);
            return KI_ERR;
        }
        return own;
    }
    if (np_array_of(v)->descr && np_array_of(v)->descr->carrier < 0) {
        KiValue z = np_object_array(ks, np_array_of(v)->descr, t->ndim, t->sizes, NULL);
        bool number = np_array_of(v)->descr->kind == 'O';
        if (z != KI_ERR && number && !ki_setitem(ks, z, KI_ELLIPSIS, ki_small_int(0))) {
            ki_decref(ks, z);
            z = KI_ERR;
        }
        if (z != KI_ERR && kt_is_fortran(t) && !kt_is_contiguous(t)) {
            KtTensor *f = np_copy(ctx, ki_tensor_of(z), KT_NO_DTYPE, 'F');
            KiValue turned = f ? np_object_wrap(ks, f, z, false) : ki_kt_raise(ks);
            ki_decref(ks, z);
            z = turned;
        }
        if (z != KI_ERR) ki_tensor_of(z)->flags |= KT_T_READ_ONLY;
        return z;
    }
    r = kt_is_fortran(t) && !kt_is_contiguous(t)
            ? kt_empty_fortran(ctx, t->dtype, t->ndim, t->sizes)
            : kt_empty_like(ctx, t, KT_NO_DTYPE);
    if (r && r->numel) memset(r->data, 0, kt_nbytes(r));
    if (r) r->flags |= KT_T_READ_ONLY;
    KiNpDtype *d = np_array_of(v)->descr;
    return d && r ? np_carried_wrap(ks, r, d, KI_ABSENT) : np_wrap(ks, r, v);
}
static bool set_part(KiState *ks, KiValue v, KiValue value, void *closure) {
    bool imag = closure != NULL;
    KtTensor *t = ki_tensor_of(v);
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete array %s part",
                 imag ? "imaginary" : "real");
        return false;
    }
    const KiNpDtype *d = np_array_of(v)->descr;
    if (imag && !kt_is_complex_dtype(d && d->of ? np_engine_dtype(d) : t->dtype)) {
        ki_raise(ks, KI_EXC_TypeError, "array does not have imaginary part to set");
        return false;
    }
    KiValue part = imag ? get_imag(ks, v, NULL) : get_real(ks, v, NULL);
    bool ok = part != KI_ERR && ki_setitem(ks, part, KI_ELLIPSIS, value);
    ki_decref(ks, part);
    return ok;
}
static KiValue get_data(KiState *ks, KiValue v, void *closure) {
    return ki_call1(ks, ki_from_obj(ks->types[KI_K_MEMORYVIEW]), v);
}
static KiValue get_interface(KiState *ks, KiValue v, void *helper) {
    const KiNpArray *x = np_array_of(v);
    const char *first = np_in_rows(x) ? np_row_first(x) : x->o.t->data;
    KiValue arg[2] = {v, ki_int_from_u64(ks, (uintptr_t)first)};
    KiValue r = arg[1] == KI_ERR ? KI_ERR : np_helper(ks, helper, arg, 2);
    ki_decref(ks, arg[1]);
    return r;
}
static KiValue get_priority(KiState *ks, KiValue v, void *closure) {
    return ki_float(0.0);
}

/* --- the table --- */

/* x.data = buffer: x looks at that memory from then on. */
static bool set_data(KiState *ks, KiValue v, KiValue value, void *closure) {
    (void)closure;
    if (!ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "Assigning the 'data' attribute is an inherently unsafe operation and will be "
                 "removed in the future."))
        return false;
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete array data");
        return false;
    }
    KiValue arg[2] = {v, value};
    KiValue r = np_helper(ks, "_over_buffer", arg, 2);
    bool ok = r != KI_ERR && np_become(ks, v, r);
    if (ok) {
        ki_tensor_of(v)->flags |= KT_T_VIEW;
        ki_assign(ks, &np_array_of(v)->o.base, ki_new_ref(value));
    }
    ki_decref(ks, r);
    return ok;
}

#define NUMBER(name, what)                                                                         \
    { name, get_number, NULL, NULL, (void *)(intptr_t)(what) }
static const KiGetsetDef getsets[] = {
    {"shape", np_get_shape, np_set_shape, NULL, NULL},
    {"strides", np_get_strides, np_set_strides, NULL, NULL},
    {"dtype", get_dtype, set_dtype, NULL, NULL},
    NUMBER("ndim", A_NDIM),
    NUMBER("size", A_SIZE),
    NUMBER("itemsize", A_ITEMSIZE),
    NUMBER("nbytes", A_NBYTES),
    {"T", get_T, NULL, NULL, NULL},
    {"base", get_base, NULL, NULL, NULL},
    {"real", get_real, set_part, NULL, NULL},
    {"imag", get_imag, set_part, NULL, (void *)1},
    {"flags", np_get_flags, NULL, NULL, NULL},
    {"flat", np_get_flat, np_set_flat, NULL, NULL},
    {"data", get_data, set_data, NULL, NULL},
    {"__array_priority__", get_priority, NULL, NULL, NULL},
    {"__array_interface__", get_interface, NULL, NULL, (void *)"_array_interface"},
    {"ctypes", get_interface, NULL, NULL, (void *)"_array_ctypes"},
    {NULL, NULL, NULL, NULL, NULL}};

/* --- copies and conversions --- */

KtTensor *np_copy(KtCtx *ctx, KtTensor *x, int dtype, char order) {
    if (dtype < 0) dtype = x->dtype;
    bool fortran = order == 'F' || (order == 'A' && kt_is_fortran(x) && !kt_is_contiguous(x));
    KtTensor *r = fortran        ? kt_empty_fortran(ctx, dtype, x->ndim, x->sizes)
                  : order == 'K' ? kt_empty_like_order(ctx, x, dtype)
                                 : kt_empty_like(ctx, x, dtype);
    if (r && !kt_copy(ctx, r, x)) {
        kt_decref(ctx, r);
        return NULL;
    }
    return r;
}

static KiValue copy_in_order(Na *a, char order) {
    bool described = np_is_other_array(a->v[0]);
    KtTensor *x = a->failed ? NULL : described ? ki_tensor_of(a->v[0]) : na_arr(a, 0);
    KtTensor *r = a->failed ? NULL : np_copy(a->ctx, x, KT_NO_DTYPE, order);
    if (!described) return na_ret(a, r);
    return na_ret_obj(a, r ? np_object_wrap(a->ks, r, a->v[0], false) : KI_ERR);
}
NA_FN(m_copy) {
    NA;
    char order = na_order(&a, 1, 'C');
    if (!ki_is_ndarray(args[0])) return na_ret_obj(&a, a.failed ? KI_ERR : ki_new_ref(args[0]));
    return copy_in_order(&a, order);
}
NA_FN(m_shallow_copy) {
    NA;
    return copy_in_order(&a, 'K');
}
/* The objects in the copy are copied too; memo is copy.deepcopy's. */
NA_FN(m_deepcopy) {
    NA;
    KiValue r = copy_in_order(&a, 'K');
    bool objects =
        r != KI_ERR && np_is_other_array(r) &&
        (np_array_of(r)->descr->kind == 'O' || np_array_of(r)->descr->fields != KI_ABSENT);
    if (!objects) return r;
    KiValue done = np_pickling(ks, "copy_objects", (KiValue[]){r, args[1]}, 2);
    if (done == KI_ERR) {
        ki_decref(ks, r);
        return KI_ERR;
    }
    ki_decref(ks, done);
    return r;
}

/* Does casting= (index i) allow x to become elements of d? */
static bool casting_ok(Na *a, KiValue x, KiNpDtype *d, int i) {
    KiState *ks = a->ks;
    if (a->v[i] == KI_ABSENT) return true;
    KtCasting c = np_casting(a, i, KT_CAST_UNSAFE);
    if (a->failed) return false;
    KiValue from = ki_is_ndarray(x) ? np_dtype_value(ks, x) : ki_getattr_cstr(ks, x, "dtype");
    bool refused = true, ok = false;
    if (from != KI_ERR && ki_is_ndarray(x) && ki_tensor_of(x)->ndim == 0) {
        KiValue f =
            ki_import_attr(ks, "numpy._core", "can_cast"); /* a single element by its value */
        KiValue v[3] = {x, ki_from_obj(d), a->v[i]};
        KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, v, 3, KI_ABSENT);
        ki_decref(ks, f);
        refused = r == KI_ERR;
        ok = r == KI_TRUE;
    }
    ok = ok || (from != KI_ERR && !ki_pending(ks) &&
                np_cast_allowed(ks, (KiNpDtype *)ki_obj(from), d, c, &refused) &&
                !np_refuses_order(a, i, (KiNpDtype *)ki_obj(from), d));
    if (from != KI_ERR && !ok && !refused) {
        KiValue to = ki_new_ref(ki_from_obj(d));
        KiNpDtype *own_dtype = (KiNpDtype *)ki_obj(from);
        if (strchr("US", d->kind) && !d->itemsize && own_dtype->fields != KI_ABSENT) {
            ki_decref(ks, to); /* there is no such length */
            to = KI_ERR;
            KiValue text = ki_str(ks, from);
            if (text != KI_ERR)
                ki_raise(ks, KI_EXC_TypeError, "cannot cast dtype %s to <class 'numpy.dtype[%s]'>.",
                         ki_str_utf8(ks, ki_str_of(text), NULL),
                         d->kind == 'U' ? "str_" : "bytes_");
            ki_decref(ks, text);
        } else if (strchr("US", d->kind) && !d->itemsize) { /* named with the length that x takes */
            KiValue arg = to, cast = ki_call_method_cstr(ks, x, "astype", &arg, 1);
            KiValue own = cast == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, cast, "dtype");
            ki_decref(ks, cast);
            ki_decref(ks, to);
            to = own;
        }
        KiValue p = to == KI_ERR ? KI_ERR : ki_repr(ks, from),
                q = p == KI_ERR ? KI_ERR : ki_repr(ks, to);
        ki_decref(ks, to);
        if (q != KI_ERR)
            ki_raise(ks, KI_EXC_TypeError,
                     "Cannot cast %s from %s to %s according to the rule '%s'",
                     ki_is_ndarray(x) && ki_tensor_of(x)->ndim ? "array data" : "scalar",
                     ki_str_utf8(ks, ki_str_of(p), NULL), ki_str_utf8(ks, ki_str_of(q), NULL),
                     na_str(a, i, ""));
        ki_decref(ks, p);
        ki_decref(ks, q);
    }
    ki_decref(ks, from);
    a->failed = !ok;
    return ok;
}

bool np_warns_complex(KiState *ks, int from, int to) {
    if (!kt_is_complex_dtype(from) || kt_is_complex_dtype(to) || to == KT_BOOL) return true;
    KiValue cls = ki_import_attr(ks, "numpy._helpers", "ComplexWarning");
    KiValue text = cls == KI_ERR ? KI_ERR
                                 : ki_str_from_cstr(ks, "Casting complex values to real discards "
                                                        "the imaginary part");
    KiValue warn = text == KI_ERR ? KI_ERR : ki_import_attr(ks, "warnings", "warn");
    KiValue r = warn == KI_ERR ? KI_ERR : ki_call2(ks, warn, text, cls);
    ki_decref(ks, warn);
    ki_decref(ks, text);
    ki_decref(ks, cls);
    ki_decref(ks, r);
    return r != KI_ERR;
}

/* A converting copy that reports numbers which an integer type cannot hold. */
KtTensor *np_checked_cast(KtCtx *ctx, KtTensor *x, int dtype, char order) {
    bool watch = kt_is_inexact_dtype(x->dtype) && kt_is_int_dtype(dtype) && ctx->errstate_invalid;
    bool narrow = ((kt_real_dtype(dtype) == KT_F32 && kt_real_dtype(x->dtype) == KT_F64) ||
                   (kt_is_long_dtype(x->dtype) && !kt_is_long_dtype(dtype)) ||
                   (dtype == KT_F16 && x->itemsize > 1)) &&
                  (ctx->errstate_over || ctx->errstate_under);
    if (watch || narrow) feclearexcept(FE_INVALID | FE_OVERFLOW | FE_UNDERFLOW);
    KtTensor *r = np_copy(ctx, x, dtype, order);
    int lost = r && narrow ? fetestexcept(FE_OVERFLOW | FE_UNDERFLOW) : 0;
    int flags =
        (lost & FE_OVERFLOW ? KT_FP_OVERFLOW : 0) | (lost & FE_UNDERFLOW ? KT_FP_UNDERFLOW : 0);
    if (r && flags && !kt_fp_report(ctx, "cast", flags)) {
        kt_decref(ctx, r);
        return NULL;
    }
    if (!r || !watch || !fetestexcept(FE_INVALID)) return r;
    bool ok = kt_fp_event(ctx, ctx->errstate_invalid, "invalid value", "cast");
    if (ok) return r;
    kt_decref(ctx, r);
    return NULL;
}

/* Does x lie as an order asks for? */
static bool lies_in(const KtTensor *x, char order) {
    bool fortran = kt_is_fortran(x) || (x->ndim <= 1 && kt_is_contiguous(x));
    return order == 'K' || (order != 'F' && kt_is_contiguous(x)) || (order != 'C' && fortran);
}

/* Has x, of elements that the engine does not know, this type already? */
static bool is_of_type(KiState *ks, KiValue x, KiNpDtype *d) {
    KiNpDtype *own = ki_is_ndarray(x) ? np_array_of(x)->descr : NULL;
    if (!own) return false;
    return np_dtype_equal(ks, own, d) ||
           (own->kind == d->kind && strchr("US", d->kind) && d->itemsize == 0);
}

/* astype(dtype, order='K', casting='unsafe', subok=True, copy=True) */
NA_FN(m_astype) {
    if (np_names_shape(ks, args[1]))
        return np_helper(ks, "_astype_shaped", (KiValue[]){args[0], args[1]}, 2);
    NA;
    KiNpDtype *d = np_to_dtype(ks, args[1]);
    if (!d) return KI_ERR;
    bool subok = na_flag(&a, 4, true);
    NpCopy mode = na_copy_mode(&a, 5);
    bool copy = mode == NP_COPY_ALWAYS;
    KiValue r = KI_ERR;
    bool plain = !np_is_other_array(args[0]);
    if (!a.failed) casting_ok(&a, args[0], d, 3);
    if (d->num >= 0 && plain && d->order != '>') {
        KtTensor *x = na_arr(&a, 0);
        char order = na_order(&a, 2, 'K');
        if (x && !a.failed && np_warns_complex(ks, x->dtype, d->num)) {
            if (!copy && x->dtype == d->num && ki_is_ndarray(args[0]) && lies_in(x, order)) {
                r = ki_new_ref(args[0]);
            } else {
                KtTensor *cast = np_checked_cast(a.ctx, x, d->num, order);
                r = ki_is_ndarray(args[0])
                        ? np_wrap(ks, cast, args[0]) /* also without dimensions */
                        : np_value(ks, cast, args[0]);
            }
        }
    } else if (!a.failed) {
        char order[2] = {na_order(&a, 2, 'K'), 0};
        if (!a.failed && !copy && is_of_type(ks, args[0], d) &&
            lies_in(ki_tensor_of(args[0]), order[0])) {
            r = ki_new_ref(args[0]);
        } else {
            KiValue arg[3] = {args[0], ki_from_obj(d),
                              a.failed ? KI_ERR : ki_str_from_cstr(ks, order)};
            if (arg[2] != KI_ERR) r = np_helper_new(ks, "_astype_slow", arg, 3);
            ki_decref(ks, arg[2]);
            if (subok) r = np_in_class_of(ks, r, args[0]);
        }
    }
    ki_decref_obj(ks, &d->h);
    if (mode == NP_COPY_NEVER && r != KI_ERR && r != args[0]) {
        ki_decref(ks, r);
        ki_raise(ks, KI_EXC_ValueError, "Unable to avoid copy while casting in never copy mode.");
        r = KI_ERR;
    }
    if (!ki_is_ndarray(args[0])) return na_ret_obj(&a, np_as_scalar(ks, r));
    return na_ret_obj(&a, subok || r == KI_ERR ? r : np_as_base(ks, r));
}

/* The memory of x, carried or to be carried, as elements of dtype `to`. */
static KiValue view_carried(KiState *ks, KiValue x, KiNpDtype *to) {
    int num = to->num >= 0 ? to->num : to->carrier;
    KtTensor *t = kt_view_dtype(ki_kt_np(ks), ki_tensor_of(x), num);
    if (!t) return ki_kt_raise(ks);
    KiValue base = ((KiTensorObj *)ki_obj(x))->base;
    if (!base || base == KI_ABSENT || !ki_is_ndarray(base)) base = x;
    return to->num >= 0 ? ki_ndarray_wrap(ks, t, base) : np_carried_wrap(ks, t, to, base);
}

/* Do elements of the type lie in a pool, and not in the tensor? */
static bool has_pool(const KiNpDtype *d) {
    return d->num < 0 && d->carrier < 0;
}

/* Will nobody see an array once the call that holds it is over, nor another of its memory? */
static bool known_to_none(KiValue v) {
    const KtStorage *memory = ki_tensor_of(v)->storage;
    int n = 0;
    for (; ki_is_ndarray(v); v = ((KiTensorObj *)ki_obj(v))->base, n++)
        if (ki_obj(v)->rc > 1) return false;
    return memory && memory->refs == n;
}

/* Are the steps of t none of elements of a larger type? */
static bool needs_steps(const KtTensor *t, const KiNpDtype *to) {
    bool any = false;
    for (int i = 0; i < t->ndim - 1; i++)
        any = any || (t->sizes[i] > 1 && t->strides[i] * t->itemsize % to->itemsize != 0);
    return any && t->numel && to->itemsize > t->itemsize;
}
/* The memory of an array as elements of another type: a plain array. */
static KiValue view_elements(KiState *ks, KiValue self, KiNpDtype *to) {
    KiType *plain = ks->types[KI_K_NDARRAY];
    KtTensor *t = ki_tensor_of(self);
    KiNpDtype *own = np_array_of(self)->descr;
    KiNpDtype *seen = own && own->of ? own->of : own;
    if (seen && seen->metadata == to->metadata && np_dtype_equal(ks, seen, to))
        return np_object_view_as(ks, kt_alias(ki_kt_np(ks), t), self, plain);
    if (has_pool(to) || (own && has_pool(own))) {
        KiValue alone = ki_bool(known_to_none(self));
        return np_helper(ks, "_view_other", (KiValue[]){self, ki_from_obj(to), alone}, 3);
    }
    if ((own && own->of) || needs_steps(t, to)) return np_stepped_cast(ks, self, to);
    if (to->carrier >= 0 || own) return view_carried(ks, self, to);
    KtTensor *r = kt_view_dtype(ki_kt_np(ks), t, to->num);
    if (!r) return ki_kt_raise(ks);
    r->flags = (uint8_t)(r->flags | (t->flags & KT_T_READ_ONLY));
    return ki_ndarray_wrap(ks, r, np_base_for(self, plain));
}

/* The elements as they are, in an array of the class. */
static KiValue view_class(KiState *ks, KiValue self, KiType *cls) {
    KtTensor *r = kt_alias(ki_kt_np(ks), ki_tensor_of(self));
    if (!r) return ki_kt_raise(ks);
    if (np_array_of(self)->descr) return np_object_view_as(ks, r, self, cls);
    r->flags = (uint8_t)(r->flags | (ki_tensor_of(self)->flags & KT_T_READ_ONLY));
    return np_wrap_as(ks, cls, r, self, np_base_for(self, cls));
}

static bool is_array_class(KiState *ks, KiValue v) {
    return ki_is_type(v) && ki_is_subtype((KiType *)ki_obj(v), ks->types[KI_K_NDARRAY]);
}
static KiValue view_of_scalar(KiState *ks, KiValue *args) {
    Na a;
    na_begin(&a, ks, args);
    KiNpDtype *other = na_given(&a, 1) ? np_to_dtype(ks, args[1]) : NULL;
    if (na_given(&a, 1) && !other) return KI_ERR;
    bool number = !other || other->num >= 0;
    if (other) ki_decref_obj(ks, &other->h);
    if (!number) return np_scalar_method(ks, "view", args, 2, KI_ABSENT);
    KtTensor *x = na_arr(&a, 0);
    int d = na_dtype(&a, 1);
    return na_ret_value(&a, a.failed ? NULL : d < 0 ? kt_incref(x) : kt_view_dtype(a.ctx, x, d));
}
/* view(dtype=None, type=None). An array of a class of its own is made with the old elements first,
 * and is then given the other type, which its class may hear of (__array_finalize__, __setattr__).
 */
static KiValue view_of_array(KiState *ks, KiValue self, KiValue which, KiValue cls) {
    if (is_array_class(ks, which)) {
        if (cls != KI_ABSENT)
            return ki_raise(ks, KI_EXC_ValueError, "Cannot specify output type twice.");
        cls = which;
        which = KI_ABSENT;
    }
    if (cls != KI_ABSENT && !is_array_class(ks, cls))
        return ki_raise(ks, KI_EXC_ValueError, "Type must be a sub-type of ndarray type");
    KiNpDtype *to = NULL;
    if (np_names_shape(ks, which))
        return np_helper(ks, "_view_shaped",
                         (KiValue[]){self, which, cls == KI_ABSENT ? KI_NONE : cls}, 3);
    if (which != KI_ABSENT && !(to = np_to_dtype(ks, which))) return KI_ERR;
    KiType *kind = cls == KI_ABSENT ? ki_obj(self)->shape->type : (KiType *)ki_obj(cls);
    bool plain = kind == ks->types[KI_K_NDARRAY];
    KiValue r = plain && to ? view_elements(ks, self, to) : view_class(ks, self, kind);
    if (to && !plain && r != KI_ERR && !ki_setattr_cstr(ks, r, "dtype", ki_from_obj(to))) {
        ki_decref(ks, r);
        r = KI_ERR;
    }
    if (to) ki_decref_obj(ks, &to->h);
    return r;
}
NA_FN(m_view) {
    (void)nargs;
    if (ki_is_ndarray(args[0])) return view_of_array(ks, args[0], args[1], args[2]);
    if (args[2] == KI_ABSENT && !is_array_class(ks, args[1])) return view_of_scalar(ks, args);
    KiValue x = np_array_from(ks, args[0], NULL, false, 'K', 0);
    KiValue r = x == KI_ERR ? KI_ERR : view_of_array(ks, x, args[1], args[2]);
    ki_decref(ks, x);
    if (r == KI_ERR || !np_is_plain(r) || ki_tensor_of(r)->ndim) return r;
    return np_as_scalar(ks, np_as_base(ks, r)); /* a number again, of whatever class the view is */
}

NA_FN(m_tolist) {
    if (!np_takes(ks, "function", ki_tuple_of(args[1])->len, 0, 0)) return KI_ERR;
    if (np_is_other_array(args[0])) return np_object_tolist(ks, args[0]);
    NA;
    KtTensor *x = na_arr(&a, 0);
    return na_ret_obj(&a, x ? ki_tensor_tolist(ks, x) : KI_ERR);
}

/* item(*args): the n indices are one flat index, one for each dimension, or a tuple of these. */
static char *item_address(KiState *ks, const KtTensor *t, const KiValue *index, int64_t n) {
    static const char no_truth[] = "an integer is required";
    if (n == 1 && ki_is_tuple(index[0])) {
        const KiTuple *all = ki_tuple_of(index[0]);
        index = all->items;
        n = all->len;
    }
    if (n == 0) {
        if (t->numel == 1) return t->data;
        ki_raise(ks, KI_EXC_ValueError, "can only convert an array of size 1 to a Python scalar");
        return NULL;
    }
    int64_t i;
    if (n == 1 && t->ndim != 1) {
        if (!np_read_index(ks, index[0], no_truth, &i)) return NULL;
        if (i < -t->numel || i >= t->numel) {
            ki_raise(ks, KI_EXC_IndexError, "index %lld is out of bounds for size %lld",
                     (long long)i, (long long)t->numel);
            return NULL;
        }
        return np_flat_address(t, i < 0 ? i + t->numel : i);
    }
    if (n != t->ndim) {
        ki_raise(ks, KI_EXC_ValueError, "incorrect number of indices for array");
        return NULL;
    }
    char *p = t->data;
    for (int d = 0; d < t->ndim; d++) {
        if (!np_read_index(ks, index[d], no_truth, &i)) return NULL;
        if (i < -t->sizes[d] || i >= t->sizes[d]) {
            ki_raise(ks, KI_EXC_IndexError,
                     "index %lld is out of bounds for axis %d with size %lld", (long long)i, d,
                     (long long)t->sizes[d]);
            return NULL;
        }
        p += (i < 0 ? i + t->sizes[d] : i) * t->strides[d] * t->itemsize;
    }
    return p;
}
static KiValue m_item(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError, "ndarray.item() takes no keyword arguments");
    const KtTensor *t = ki_tensor_of(args[0]);
    const char *p = item_address(ks, t, args + 1, nargs - 1);
    if (!p) return KI_ERR;
    if (np_array_of(args[0])->descr) return np_object_item(ks, np_array_of(args[0]), p);
    return ki_from_element(ks, t->dtype, p);
}
/* The indices of the i-th element. */
static KiValue nth_place(KiState *ks, const KtTensor *t, int64_t i) {
    int64_t at[KT_MAX_DIMS];
    if (i < 0) i += t->numel;
    for (int d = t->ndim - 1; d >= 0; i /= t->sizes[d--])
        at[d] = i % t->sizes[d];
    return ki_sizes_tuple(ks, t->ndim, at);
}
/* Assigns to elements of the array, whatever its class makes of assignments. */
static bool store_plainly(KiState *ks, KiValue self, KiValue key, KiValue value) {
    KiValue plain = np_as_base(ks, ki_new_ref(self));
    bool ok = plain != KI_ERR && ki_setitem(ks, plain, key, value);
    ki_decref(ks, plain);
    return ok;
}
NA_FN(m_itemset) {
    KiTuple *v = ki_tuple_of(args[1]);
    if (v->len == 0)
        return ki_raise(ks, KI_EXC_ValueError, "itemset must have at least one argument");
    KiValue value = v->items[v->len - 1];
    if (v->len == 1 && ki_tensor_of(args[0])->numel != 1)
        return ki_raise(ks, KI_EXC_ValueError,
                        "can only convert an array of size 1 to a Python scalar");
    if (v->len == 1) return store_plainly(ks, args[0], KI_ELLIPSIS, value) ? KI_NONE : KI_ERR;
    if (ki_tensor_of(args[0])->flags & KT_T_READ_ONLY)
        return ki_raise(ks, KI_EXC_ValueError, "assignment destination is read-only");
    KiValue key = v->len == 2 ? ki_new_ref(v->items[0]) : ki_tuple_from(ks, v->items, v->len - 1);
    if (key == KI_ERR) return KI_ERR;
    KtTensor *x = ki_tensor_of(args[0]);
    int64_t number, n_index = ki_is_tuple(key) ? ki_tuple_of(key)->len : 1;
    if ((n_index == 0 && x->numel != 1) || (n_index > 1 && n_index != x->ndim)) {
        ki_decref(ks, key);
        return ki_raise(ks, KI_EXC_ValueError,
                        n_index ? "incorrect number of indices for array"
                                : "can only convert an array of size 1 to a Python scalar");
    }
    bool ok = ki_is_tuple(key) || np_read_index(ks, key, "an integer is required", &number);
    for (int64_t i = 0; ok && ki_is_tuple(key) && i < ki_tuple_of(key)->len; i++)
        ok = np_read_index(ks, ki_tuple_of(key)->items[i], "an integer is required", &number);
    if (!ok) {
        ki_decref(ks, key);
        return KI_ERR;
    }
    if (v->len == 2 && ki_is_int(key) && x->ndim != 1 && ki_int_val(key) >= -x->numel &&
        ki_int_val(key) < x->numel) {
        KiValue place = nth_place(ks, x, ki_int_val(key));
        ok = place != KI_ERR && store_plainly(ks, args[0], place, value);
        ki_decref(ks, place);
    } else if (v->len == 2 && !ki_is_tuple(key) && x->ndim != 1) {
        KiValue f = np_get_flat(ks, args[0], NULL);
        ok = f != KI_ERR && ki_setitem(ks, f, key, value);
        ki_decref(ks, f);
    } else {
        ok = store_plainly(ks, args[0], key, value);
    }
    ki_decref(ks, key);
    return ok ? KI_NONE : KI_ERR;
}
NA_FN(m_fill) {
    if (!ki_is_ndarray(args[0])) return KI_NONE; /* a scalar's array is not the scalar */
    KiValue v = args[1];
    if (ki_is_ndarray(v) || ki_is_list(v) || ki_is_tuple(v))
        return np_helper(ks, "_fill", args, 2); /* one element, whatever the shape */
    return store_plainly(ks, args[0], KI_ELLIPSIS, v) ? KI_NONE : KI_ERR;
}

NA_FN(m_tobytes) {
    NA;
    if (np_is_other_array(args[0]) && np_array_of(args[0])->descr->carrier < 0)
        return np_helper(ks, "_object_tobytes", args, ki_is_str(args[1]) ? 2 : 1);
    KtTensor *x = ki_is_ndarray(args[0]) ? ki_tensor_of(args[0]) : na_arr(&a, 0);
    char order = na_order(&a, 1, 'C');
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (order == 'A') order = kt_is_fortran(x) ? 'F' : 'C';
    KtTensor *t = order == 'F' ? na_keep(&a, kt_reverse_dims(a.ctx, x)) : x;
    KtTensor *c = t ? na_keep(&a, kt_contiguous(a.ctx, t)) : NULL;
    return na_ret_obj(&a, c ? ki_bytes_from(ks, c->data ? c->data : "", kt_nbytes(c)) : KI_ERR);
}
NA_FN(m_tostring) {
    NA;
    na_order(&a, 1, 'C');
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (!ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                 "tostring() is deprecated. Use tobytes() instead."))
        return KI_ERR;
    return m_tobytes(ks, args, nargs);
}
NA_FN(m_byteswap) {
    NA;
    KiNpDtype *d = ki_is_ndarray(args[0]) ? np_array_of(args[0])->descr : NULL;
    bool inplace = na_bool(&a, 1, false);
    if (d && !inplace && !a.failed && np_has_other_class(ks, args[0])) {
        KiValue plain = np_view_in_class(ks, args[0], ks->types[KI_K_NDARRAY]);
        KiValue r = plain == KI_ERR ? KI_ERR : m_byteswap(ks, (KiValue[]){plain, KI_ABSENT}, 2);
        KiValue own = r == KI_ERR ? KI_ERR : np_view_in_class(ks, r, ki_type_of(ks, args[0]));
        ki_decref(ks, plain);
        ki_decref(ks, r);
        bool made = own != KI_ERR && np_finalize(ks, own, args[0]);
        if (own != KI_ERR && !made) ki_decref(ks, own);
        return na_ret_obj(&a, made ? own : KI_ERR);
    }
    if (d && d->carrier >= 0 && !a.failed) {
        KtTensor *own = ki_tensor_of(args[0]), *s = np_swapped(a.ctx, own);
        if (s && !inplace && kt_is_fortran(own)) { /* as a copy in order 'A' */
            KtTensor *c = np_copy(a.ctx, s, KT_NO_DTYPE, 'F');
            kt_decref(a.ctx, s);
            s = c;
        }
        if (!s || !inplace)
            return na_ret_obj(&a, s ? np_carried_wrap(ks, s, d, KI_ABSENT) : KI_ERR);
        bool done = kt_before_write(a.ctx, own) && kt_copy(a.ctx, own, s);
        kt_decref(a.ctx, s);
        return na_ret_obj(&a, done ? ki_new_ref(args[0]) : KI_ERR);
    }
    if (d && (d->kind == 'O' || d->kind == 'S' || (d->kind == 'V' && d->fields == KI_ABSENT)) &&
        !a.failed) /* nothing to swap */
        return inplace ? ki_new_ref(args[0])
                       : np_object_wrap(ks, np_copy(a.ctx, ki_tensor_of(args[0]), KT_NO_DTYPE, 'A'),
                                        args[0], false);
    if (d && d->fields != KI_ABSENT && !a.failed)
        return np_helper(ks, "_byteswap_records", (KiValue[]){args[0], ki_bool(inplace)}, 2);
    if (d && d->kind == 'U' && !a.failed)
        return np_helper(ks, "_byteswap_text", (KiValue[]){args[0], ki_bool(inplace)}, 2);
    KtTensor *x = na_arr(&a, 0);
    KtTensor *r = a.failed ? NULL : np_copy(a.ctx, x, KT_NO_DTYPE, 'A');
    if (!r) return na_ret_obj(&a, KI_ERR);
    np_swap_elements(r->data, r->numel, r->dtype);
    if (!inplace) return ki_is_ndarray(args[0]) ? na_ret(&a, r) : na_ret_value(&a, r);
    bool ok = kt_before_write(a.ctx, x) && kt_copy(a.ctx, x, r);
    kt_decref(a.ctx, r);
    return na_ret_obj(&a, ok ? ki_new_ref(args[0]) : KI_ERR);
}
/* x.astype(d, 'C') */
static KiValue in_c_order_as(KiState *ks, KiValue x, KiValue d) {
    KiValue arg[2] = {d, ki_str_from_cstr(ks, "C")};
    KiValue r = arg[1] == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, x, "astype", arg, 2);
    ki_decref(ks, arg[1]);
    return r;
}
/* __array__(dtype=None) */
NA_FN(m_array) {
    NA;
    if (args[1] == KI_ABSENT && ki_is_ndarray(args[0])) return np_as_base(ks, ki_new_ref(args[0]));
    if (args[1] == KI_ABSENT) return np_array_from(ks, args[0], NULL, false, 'K', 0);
    if (np_is_other_array(args[0])) {
        KiValue d = args[1] == KI_NONE ? ki_from_obj(ki_np(ks)->dtypes[KT_F64]) : args[1];
        return in_c_order_as(ks, args[0], d);
    }
    int d =
        args[1] == KI_NONE ? KT_F64 : na_dtype(&a, 1); /* None names a type here, as in dtype() */
    KtTensor *x = na_arr(&a, 0);
    if (a.failed) return na_ret_obj(&a, KI_ERR);
    if (ki_is_ndarray(args[0]) && d == x->dtype)
        return na_ret_obj(&a, np_as_base(ks, ki_new_ref(args[0])));
    if (ki_is_ndarray(args[0]))
        return na_ret_obj(
            &a, np_as_base(ks, in_c_order_as(ks, args[0], ki_from_obj(np_dtype_of_num(ks, d)))));
    return na_ret_plain(&a, kt_cast(a.ctx, x, d));
}
/* array as one of the class of self, for what wraps and prepares results */
static KiValue in_own_class(KiState *ks, KiValue self, const KiValue *args, int64_t n) {
    if (n < 1) return ki_raise(ks, KI_EXC_TypeError, "only accepts 1 argument");
    if (!ki_is_ndarray(args[0]))
        return ki_raise(ks, KI_EXC_TypeError, "can only be called with ndarray object");
    KiType *cls = ki_obj(self)->shape->type;
    if (cls == ks->types[KI_K_NDARRAY] || cls == ki_obj(args[0])->shape->type)
        return ki_new_ref(args[0]);
    return np_in_class(ks, args[0], cls, self, args[0]);
}
/* __array_wrap__(array, context=None) */
NA_FN(m_array_wrap) {
    const KiTuple *rest = ki_tuple_of(args[1]);
    return in_own_class(ks, args[0], rest->items, rest->len);
}

/* __array_prepare__(array, context=None): the array as one of the class. */
static KiValue m_array_prepare(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (kwnames != KI_ABSENT && ki_tuple_of(kwnames)->len)
        return ki_raise(ks, KI_EXC_TypeError,
                        "ndarray.__array_prepare__() takes no keyword arguments");
    return in_own_class(ks, args[0], args + 1, nargs - 1);
}
/* __dlpack_device__(): (kind, number) of where the memory lies, the CPU. */
NA_FN(m_dlpack_device) {
    return ki_tuple_pack(ks, 2, ki_small_int(1), ki_small_int(0));
}
/* __dlpack__(*, stream): the array as a capsule. */
NA_FN(m_dlpack) {
    if (np_is_stepped(args[0]))
        return ki_raise(ks, KI_EXC_BufferError,
                        "DLPack only supports strides which are a multiple of itemsize.");
    KiValue f = ki_import_attr(ks, "_dlpack", "export_array");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, 2, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}
/* __sizeof__(): of NumPy's array, and of the elements if they are its own. */
NA_FN(m_sizeof) {
    const KtTensor *t = ki_tensor_of(args[0]);
    const KiNpDtype *d = np_array_of(args[0])->descr;
    KiValue base = ((KiTensorObj *)ki_obj(args[0]))->base;
    bool own = !base || base == KI_ABSENT;
    return ki_int_from_i64(ks, 96 + 16 * t->ndim +
                                   (own ? t->numel * (d ? d->itemsize : t->itemsize) : 0));
}
/* __array_function__(func, types, args, kwargs): what func does with arrays. */
NA_FN(m_array_function) {
    KiValue f = ki_import_attr(ks, "numpy._overrides", "array_function");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, 5, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}

/* --- pickling --- */

NA_FN(m_reduce) {
    return np_pickling(ks, "reduce_array", args, 1);
}
NA_FN(m_reduce_ex) {
    const KiTuple *rest = ki_tuple_of(args[1]);
    if (!np_takes(ks, "function", rest->len, 1, 1)) return KI_ERR;
    return np_pickling(ks, "reduce_array_ex", (KiValue[]){args[0], rest->items[0]}, 2);
}
/* __setstate__((version, shape, dtype, is_fortran, data)) */
NA_FN(m_setstate) {
    KiValue r = np_pickling(ks, "array_from_state", &args[1], 1);
    bool ok = r != KI_ERR && np_become(ks, args[0], r);
    ki_decref(ks, r);
    return ok ? KI_NONE : KI_ERR;
}

/* __array_ufunc__(ufunc, method, *inputs, **kwargs) */
static KiValue m_array_ufunc(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return np_helper_kw(ks, "_array_ufunc", args, nargs, kwnames);
}
/* x.newbyteorder(order): a view as the type in the other byte order, which a view() of the class
 * does not see: masked arrays keep their fill value. */
NA_FN(m_newbyteorder) {
    KiValue d = np_dtype_value(ks, args[0]);
    KiValue to = ki_call_method_cstr(ks, d, "newbyteorder", &args[1], 1);
    KiValue r = to == KI_ERR ? KI_ERR : m_view(ks, (KiValue[]){args[0], to, KI_ABSENT}, 3);
    ki_decref(ks, d);
    ki_decref(ks, to);
    KiValue cls = ki_from_obj(ki_obj(args[0])->shape->type);
    if (r == KI_ERR || ki_from_obj(ki_obj(r)->shape->type) == cls) return r;
    KiValue own = ki_call_method_cstr(ks, r, "view", &cls, 1);
    ki_decref(ks, r);
    return own;
}
/* x.choose(choices, out=None, mode='raise'), x.choose(*choices, ...) */
static KiValue m_choose(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 2 && !np_takes(ks, "choose", 0, 1, 1)) return KI_ERR;
    static const char *const words[] = {"out", "mode"};
    KiValue v[4] = {args[0], KI_ERR, KI_NONE, KI_NONE}, *named[2] = {&v[2], &v[3]};
    if (!np_keywords(ks, args + nargs, kwnames, words, named, 2)) return KI_ERR;
    v[1] = nargs == 2 ? ki_new_ref(args[1]) : ki_tuple_from(ks, args + 1, nargs - 1);
    KiValue f = v[1] == KI_ERR ? KI_ERR : ki_import_attr(ks, "numpy._shape", "chosen");
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, v, 4, KI_ABSENT);
    ki_decref(ks, f);
    ki_decref(ks, v[1]);
    return r;
}

/* getfield(dtype, offset=0), setfield(value, dtype, offset=0): numpy/_fields.py. */
NA_FN(m_getfield) {
    return np_helper(ks, "_getfield", args, 3);
}
NA_FN(m_setfield) {
    return np_helper(ks, "_setfield", args, 4);
}

static const NpRow rows[] = {
    {"getfield", "m", "(self, dtype, offset=0)", (void *)m_getfield},
    {"setfield", "a", "(self, value, dtype, offset=0)", (void *)m_setfield},
    {"__array_ufunc__", "a", "(...)", (void *)m_array_ufunc},
    {"newbyteorder", "at", "(self, new_order='S', /)", (void *)m_newbyteorder},
    {"choose", "m", "(...)", (void *)m_choose},
    {"copy", "mr", "(self, order='C')", (void *)m_copy},
    {"__copy__", "at", "(self, /)", (void *)m_shallow_copy},
    {"__deepcopy__", "at", "(self, memo, /)", (void *)m_deepcopy},
    {"astype", "mr", "(self, dtype, order='K', casting='unsafe', subok=True, copy=True)",
     (void *)m_astype},
    {"view", "mr", "(self, dtype=<absent>, type=<absent>)", (void *)m_view},
    {"tolist", "mt", "(self, *args)", (void *)m_tolist},
    {"item", "a", "(...)", (void *)m_item},
    {"itemset", "at", "(self, *args)", (void *)m_itemset},
    {"fill", "mt", "(self, value, /)", (void *)m_fill},
    {"tobytes", "m", "(self, order='C')", (void *)m_tobytes},
    {"tostring", "m", "(self, order='C')", (void *)m_tostring},
    {"byteswap", "m", "(self, inplace=False)", (void *)m_byteswap},
    {"__sizeof__", "a", "(self, /)", (void *)m_sizeof},
    {"__array__", "mt", "(self, dtype=<absent>, /)", (void *)m_array},
    {"__dlpack__", "ar", "(self, *, stream=None)", (void *)m_dlpack},
    {"__dlpack_device__", "a", "(self)", (void *)m_dlpack_device},
    {"__array_prepare__", "a", "(...)", (void *)m_array_prepare},
    {"__array_function__", "a", "(self, func, types, args, kwargs)", (void *)m_array_function},
    {"__array_wrap__", "at", "(self, *args)", (void *)m_array_wrap},
    {"__reduce__", "at", "(self, *args)", (void *)m_reduce},
    {"__reduce_ex__", "at", "(self, *args)", (void *)m_reduce_ex},
    {"__setstate__", "at", "(self, state, /)", (void *)m_setstate},
};

bool np_init_attrs(KiState *ks, KiModule *m) {
    return ki_type_add_getsets(ks, ks->types[KI_K_NDARRAY], getsets) && NP_ADD(rows);
}
