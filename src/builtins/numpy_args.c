/* Arguments and results of the numpy face, and the making of array objects. See numpy_core.h. */
#include <stdarg.h>

#include "../object/number.h"
#include "numpy_stepped.h"
#include "torch_override.h"

/* --- objects --- */

static bool is_exact(KiState *ks, KiValue v) {
    return !ki_is_ndarray(v) || ki_obj(v)->shape->type == ks->types[KI_K_NDARRAY];
}

bool np_finalize(KiState *ks, KiValue made, KiValue obj) {
    KiNpState *np = ki_np(ks);
    KiValue r = ki_call_method(ks, made, np->s_array_finalize, &obj, 1);
    ki_decref(ks, r);
    return r != KI_ERR;
}

KiValue np_wrap_as(KiState *ks, KiType *cls, KtTensor *t, KiValue obj, KiValue base) {
    KiValue v = cls == ks->types[KI_K_NDARRAY] ? ki_ndarray_wrap(ks, t, base)
                                               : ki_tensor_wrap_as(ks, cls, t);
    if (v == KI_ERR || cls == ks->types[KI_K_NDARRAY]) return v;
    if (base != KI_ABSENT) ((KiTensorObj *)ki_obj(v))->base = ki_new_ref(base);
    if (np_finalize(ks, v, obj)) return v;
    ki_decref(ks, v);
    return KI_ERR;
}

KiValue np_wrap(KiState *ks, KtTensor *t, KiValue like) {
    if (KB_LIKELY(like == KI_ABSENT || is_exact(ks, like)))
        return ki_ndarray_wrap(ks, t, KI_ABSENT);
    if (!t) return ki_kt_raise(ks);
    return np_wrap_as(ks, ki_obj(like)->shape->type, t, like, KI_ABSENT);
}

KiValue np_base_for(KiValue x, KiType *cls) {
    for (;;) {
        KiValue b = ((KiTensorObj *)ki_obj(x))->base;
        if (!b || b == KI_ABSENT || !ki_is_ndarray(b) || ki_obj(b)->shape->type != cls) return x;
        x = b;
    }
}

/* The object that owns the memory src looks at; of another class it does not stand for src. */
static KiValue base_of(KiValue src) {
    KiValue b = ((KiTensorObj *)ki_obj(src))->base;
    bool array = b && b != KI_ABSENT && ki_is_ndarray(b);
    return array && ki_obj(b)->shape->type == ki_obj(src)->shape->type ? b : src;
}

KiValue np_wrap_view(KiState *ks, KtTensor *t, KiValue src) {
    if (!t) return ki_kt_raise(ks);
    if (!ki_is_ndarray(src)) return ki_ndarray_wrap(ks, t, KI_ABSENT);
    if (np_array_of(src)->descr) return np_object_wrap(ks, t, src, true);
    return np_wrap_as(ks, ki_obj(src)->shape->type, t, src, base_of(src));
}

/* What came of a Tensor is a Tensor again (its __array_wrap__): truth values as uint8. */
static KiValue as_torch(KiState *ks, KtTensor *t) {
    KtCtx *ctx = ki_ts(ks)->ctx;
    if (t->dtype != KT_BOOL) return ki_tensor_wrap(ks, t);
    KtTensor *u = kt_cast(ctx, t, KT_U8);
    kt_decref(ctx, t);
    return ki_tensor_wrap(ks, u);
}

/* The result t (consumed) for an operand whose class has an __array_wrap__ of its own, which gets a
 * view in the class and the context of the ufunc's call if it came of one, and the plain array and
 * None otherwise. KI_ABSENT: the class has none; t is untouched. */
static KiValue wrapped_by_class(KiState *ks, KtTensor *t, KiValue like, KiValue context) {
    KiStr *name = ki_intern_cstr(ks, "__array_wrap__");
    if (!name) return KI_ERR;
    KiValue f = ki_type_lookup(ks, ki_obj(like)->shape->type, name);
    bool own = f != KI_ABSENT && f != ki_type_lookup(ks, ks->types[KI_K_NDARRAY], name);
    KiValue r = KI_ABSENT;
    if (own) {
        bool of_ufunc = context != KI_ABSENT;
        KiValue arg[2] = {of_ufunc ? np_wrap(ks, t, like) : ki_ndarray_wrap(ks, t, KI_ABSENT),
                          of_ufunc ? context : KI_NONE};
        r = arg[0] == KI_ERR ? KI_ERR : ki_call_method(ks, like, name, arg, 2);
        if (r == KI_ERR && arg[0] != KI_ERR && ki_pending_is(ks, KI_EXC_TypeError)) {
            ki_clear_exc(ks); /* it may not take a context */
            r = ki_call_method(ks, like, name, arg, 1);
        }
        ki_decref(ks, arg[0]);
    }
    ki_decref_obj(ks, &name->h);
    return r;
}

double np_priority(KiState *ks, KiValue v) {
    KiValue p = ki_getattr(ks, v, ki_np(ks)->s_array_priority);
    double d = 0;
    if (p == KI_ERR || !ki_to_double(ks, p, &d)) ki_clear_exc(ks);
    ki_decref(ks, p);
    return d;
}

bool np_defers_to(KiState *ks, KiValue other, double priority) {
    if (ki_is_tensor(other)) return !ki_is_ndarray(other);
    if (!ki_is_ptr(other)) return false;
    KiNpState *np = ki_np(ks);
    KiType *cls = ki_obj(other)->shape->type;
    KiValue f = ki_type_lookup(ks, cls, np->s_array_ufunc);
    if (f != KI_ABSENT) return f == KI_NONE;
    return ki_type_lookup(ks, cls, np->s_array_priority) != KI_ABSENT &&
           np_priority(ks, other) > priority;
}

KiValue np_like_of(KiState *ks, KiValue x, KiValue y) {
    bool other_x = !is_exact(ks, x), other_y = !is_exact(ks, y);
    if (KB_LIKELY(!other_x && !other_y)) return KI_ABSENT;
    if (other_x && other_y && np_priority(ks, y) > np_priority(ks, x)) return y;
    return other_x ? x : y;
}

KiValue np_ufunc_value(KiState *ks, KtTensor *t, KtOp op, KiValue x, KiValue y) {
    KiValue like = np_like_of(ks, x, y);
    if (KB_LIKELY(like == KI_ABSENT) || !t) return np_value(ks, t, ki_is_tensor(x) ? x : y);
    KiValue f = ki_np(ks)->ufuncs[op];
    if (!f) return np_value(ks, t, like);
    KiValue in = y == KI_ABSENT ? ki_tuple_pack(ks, 1, x) : ki_tuple_pack(ks, 2, x, y);
    KiValue context = in == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 3, f, in, ki_small_int(0));
    ki_decref(ks, in);
    if (context == KI_ERR) {
        kt_decref(ki_kt_np(ks), t);
        return KI_ERR;
    }
    KiValue v = wrapped_by_class(ks, t, like, context);
    ki_decref(ks, context);
    return v != KI_ABSENT ? v : np_wrap(ks, t, like);
}

KiValue np_value(KiState *ks, KtTensor *t, KiValue like) {
    if (KB_UNLIKELY(!t)) return ki_kt_raise(ks);
    if (KB_UNLIKELY(like != KI_ABSENT && ki_is_tensor(like))) return as_torch(ks, t);
    if (KB_UNLIKELY(like != KI_ABSENT && !is_exact(ks, like))) {
        KiValue v = wrapped_by_class(ks, t, like, KI_ABSENT);
        return v != KI_ABSENT ? v : np_wrap(ks, t, like);
    }
    if (t->ndim) return np_wrap(ks, t, like);
    KiValue v = np_scalar(ks, t->dtype, t->data);
    kt_decref(ki_ts(ks)->ctx, t);
    return v;
}

bool np_is_view_of(const KtTensor *t, const KtTensor *x) {
    return t && kt_same_memory(t, x);
}

KiValue np_helper_kw(KiState *ks, const char *name, KiValue *args, int nargs, KiValue kwnames) {
    KiNpState *np = ki_np(ks);
    if (np->helpers == KI_ABSENT) {
        KiValue m = ki_import(ks, "numpy._helpers");
        if (m == KI_ERR) return KI_ERR;
        np->helpers = m;
    }
    KiValue f = ki_getattr_cstr(ks, np->helpers, name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, kwnames);
    ki_decref(ks, f);
    return r;
}
KiValue np_helper(KiState *ks, const char *name, KiValue *args, int nargs) {
    return np_helper_kw(ks, name, args, nargs, KI_ABSENT);
}
KiValue np_helper_given(KiState *ks, const char *name, KiValue *args, int nargs) {
    KiValue v[8];
    for (int i = 0; i < nargs; i++)
        v[i] = args[i] == KI_ABSENT ? KI_NONE : args[i];
    return np_helper(ks, name, v, nargs);
}
/* Makes an array the owner of what it shows of one that nobody else holds. */
static void own_memory(KiState *ks, KiValue r, KiType *cls) {
    KiTensorObj *o = (KiTensorObj *)ki_obj(r);
    if (!o->base || o->base == KI_ABSENT || !ki_is_ndarray(o->base)) return;
    KiTensorObj *b = (KiTensorObj *)ki_obj(o->base);
    bool own = b->h.rc == 1 && b->h.shape->type == cls && (!b->base || b->base == KI_ABSENT);
    if (!own) return;
    ki_decref(ks, o->base);
    o->base = KI_ABSENT;
}
KiValue np_settled(KiState *ks, KiValue r) {
    KiType *cls = ks->types[KI_K_NDARRAY];
    if (r != KI_ERR && ki_is_ndarray(r) && ki_obj(r)->rc == 1 && ki_obj(r)->shape->type == cls)
        own_memory(ks, r, cls);
    return r;
}
KiValue np_own(KiState *ks, KiValue v) {
    if (v != KI_ERR && ki_is_ndarray(v)) own_memory(ks, v, ks->types[KI_K_NDARRAY]);
    return v;
}
KiValue np_viewed(KiState *ks, KiValue v) {
    if (v == KI_ERR || !ki_is_ndarray(v)) return v;
    KtTensor *t = kt_alias(ki_kt_np(ks), ki_tensor_of(v));
    KiValue r = !t                     ? ki_kt_raise(ks)
                : np_is_other_array(v) ? np_object_wrap(ks, t, v, true)
                                       : np_wrap_view(ks, t, v);
    ki_decref(ks, v);
    return r;
}
KiValue np_helper_new(KiState *ks, const char *name, KiValue *args, int nargs) {
    return np_settled(ks, np_helper(ks, name, args, nargs));
}
KiValue np_pickling(KiState *ks, const char *name, KiValue *args, int nargs) {
    KiValue f = ki_import_attr(ks, "numpy._pickling", name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, nargs, KI_ABSENT);
    ki_decref(ks, f);
    return r;
}

bool ki_is_plain_ndarray(KiValue v) {
    return np_is_plain(v);
}
bool ki_is_stepped_ndarray(KiValue v) {
    return np_is_stepped(v);
}

/* --- arrays from anything --- */

static KtTensor *from_array_method(KiState *ks, KiValue f, int dtype) {
    KiValue r = ki_call0(ks, f);
    if (r == KI_ERR) return NULL;
    KtTensor *t = NULL;
    if (ki_is_ndarray(r))
        t = np_from_any(ks, r, dtype);
    else
        ki_raise(ks, KI_EXC_ValueError, "object __array__ method not producing an array");
    ki_decref(ks, r);
    return t;
}

static KtTensor *not_plain(KiState *ks, KiValue v) {
    char name[64];
    ki_raise(ks, KI_EXC_NotImplementedError, "this operation on arrays of dtype %s",
             np_dtype_name(np_array_of(v)->descr, name, false));
    return NULL;
}

static KtTensor *cast_to(KiState *ks, KtTensor *t, int dtype) {
    KtTensor *r = dtype < 0 ? kt_incref(t) : kt_cast(ki_kt_np(ks), t, dtype);
    if (!r) ki_kt_raise(ks);
    return r;
}

/* A str or bytes is parsed when a number is wanted, as in np.array('1.5', float). */
static bool is_text_value(KiValue v) {
    return ki_is_str(v) || ki_has_layout(v, KI_K_BYTES);
}

/* By the first items of lists, which may hold themselves. */
static bool nests_too_deep(KiValue v) {
    int levels = 0;
    for (; levels <= KI_NDARRAY_MAX_DIMS && (ki_is_list(v) || ki_is_tuple(v)); levels++) {
        int64_t n = ki_is_list(v) ? ki_list_of(v)->len : ki_tuple_of(v)->len;
        if (!n) return false;
        v = ki_is_list(v) ? ki_list_of(v)->items[0] : ki_tuple_of(v)->items[0];
    }
    return levels > KI_NDARRAY_MAX_DIMS;
}
KtTensor *np_from_any(KiState *ks, KiValue v, int dtype) {
    KtCtx *ctx = ki_kt_np(ks);
    if (ki_is_ndarray(v)) {
        KiNpDtype *d = np_array_of(v)->descr;
        if (d && KB_UNLIKELY(d->of != NULL)) {
            KiValue dense = np_stepped_dense(ks, v);
            KtTensor *t = dense == KI_ERR ? NULL : np_from_any(ks, dense, dtype);
            ki_decref(ks, dense);
            return t;
        }
        if (!d || (np_is_described(d) && !np_is_reversed(d)))
            return cast_to(ks, ki_tensor_of(v), dtype);
        if (np_is_described(d) || (np_is_reversed(d) && dtype >= 0)) {
            KtTensor *t = np_swapped(ctx, ki_tensor_of(v)), *r = t ? cast_to(ks, t, dtype) : NULL;
            if (!t) (void)ki_kt_raise(ks);
            kt_xdecref(ctx, t);
            return r;
        }
        if (dtype < 0) return not_plain(ks, v);
        if (np_is_time(d)) return cast_to(ks, ki_tensor_of(v), dtype);
    }
    _Alignas(16) char buf[KT_ITEM_MAX];
    int own = np_scalar_get(ks, v, buf);
    if (own >= 0) {
        KtScalar s = kt_load_scalar(own, buf);
        KtTensor *t = kt_scalar_tensor(ctx, own, &s), *r = t;
        if (t && dtype >= 0 && dtype != own) {
            r = np_warns_complex(ks, own, dtype) ? np_checked_cast(ctx, t, dtype, 'C') : NULL;
            kt_decref(ctx, t);
        }
        if (!r && !ki_pending(ks)) (void)ki_kt_raise(ks);
        return r;
    }
    if (ki_is_tensor(v) && !(KB_UNLIKELY(ks->lazy_arguments) && to_any(ks, &v, 1))) {
        KtTensor *x = ki_tensor_of(v);
        if (kta_requires_grad(x)) {
            ki_raise(ks, KI_EXC_RuntimeError,
                     "Can't call numpy() on Tensor that requires grad. Use "
                     "tensor.detach().numpy() instead.");
            return NULL;
        }
        if (ki_hidden_from_numpy(ks, x)) return NULL;
        KtTensor *alias = ki_tensor_alias(ks, x);
        KtTensor *r = alias ? cast_to(ks, alias, dtype) : NULL;
        kt_xdecref(ctx, alias);
        return r;
    }
    if (ki_is_ptr(v) && !ki_is_ndarray(v) && !ki_is_list(v) && !ki_is_tuple(v) &&
        !is_text_value(v) && !ki_is_type(v) && (dtype < 0 || !np_is_other_scalar(v))) {
        KiValue f = ki_lookup_special(ks, v, ki_np(ks)->s_array);
        if (f == KI_ERR) return NULL;
        if (f != KI_ABSENT) {
            KtTensor *t = from_array_method(ks, f, dtype);
            ki_decref(ks, f);
            return t;
        }
    }
    if (is_text_value(v) || ((ki_is_ndarray(v) || np_is_other_scalar(v)) && dtype >= 0)) {
        KiValue arg[2] = {v, ki_from_obj(ki_np(ks)->dtypes[dtype < 0 ? KT_F64 : dtype])};
        KiValue r = dtype < 0 ? KI_ERR : np_helper(ks, "_parse_numbers", arg, 2);
        if (dtype < 0) ki_raise(ks, KI_EXC_TypeError, "cannot use text as numbers");
        KtTensor *t = r == KI_ERR ? NULL : np_from_any(ks, r, dtype);
        ki_decref(ks, r);
        return t;
    }
    KtTensor *t = ki_build_tensor(ks, v, dtype);
    bool deep = t ? t->ndim > KI_NDARRAY_MAX_DIMS
                  : ki_pending_is(ks, KI_EXC_ValueError) && nests_too_deep(v);
    if (KB_UNLIKELY(deep)) {
        if (t)
            kt_decref(ctx, t);
        else
            ki_clear_exc(ks);
        ki_raise(ks, KI_EXC_ValueError,
                 "setting an array element with a sequence. The requested array would exceed the "
                 "maximum number of dimension of 32.");
        return NULL;
    }
    if (!t && dtype >= 0 && ki_pending_is(ks, KI_EXC_TypeError)) { /* text or objects inside? */
        KiValue exc = ki_take_exc(ks);
        KiValue arg[2] = {v, ki_from_obj(ki_np(ks)->dtypes[dtype])};
        KiValue r = np_helper(ks, "_numbers_from_nested", arg, 2);
        if (r != KI_ERR && ki_is_ndarray(r)) t = cast_to(ks, ki_tensor_of(r), dtype);
        if (r != KI_ERR && !t && !ki_pending(ks)) {
            ki_restore_exc(ks, exc);
            exc = KI_ABSENT;
        }
        ki_decref(ks, r);
        ki_decref(ks, exc);
    }
    return t;
}

/* Has v a say in what functions or ufuncs do? */
static bool is_asked(KiState *ks, KiValue v) {
    if (!ki_is_kind(v, KI_K_INSTANCE)) return false;
    KiType *t = ki_obj(v)->shape->type;
    return ki_type_lookup(ks, t, ki_np(ks)->s_array_function) != KI_ABSENT ||
           ki_type_lookup(ks, t, ki_np(ks)->s_array_ufunc) != KI_ABSENT;
}

/* Is v None or an object of a class that says nothing of numbers, arrays, sequences or memory? */
static bool is_lone_object(KiState *ks, KiValue v) {
    if (ki_is_none(v) || v == KI_ELLIPSIS || v == KI_NOT_IMPLEMENTED) return true;
    if (ki_is_kind(v, KI_K_SET) || ki_is_kind(v, KI_K_SLICE) || ki_is_kind(v, KI_K_FUNC))
        return true;
    if (np_is_dtype(ks, v)) return true;
    if (!ki_is_kind(v, KI_K_INSTANCE)) return false;
    const KiSlots *slots = ki_slots_of(ks, v);
    KiType *t = ki_obj(v)->shape->type;
    return !slots->get_buffer &&
           (!slots->len || ki_type_lookup(ks, t, ks->names.d_len) == KI_ABSENT) &&
           ki_type_lookup(ks, t, ki_np(ks)->s_array) == KI_ABSENT &&
           ki_type_lookup(ks, t, ki_np(ks)->s_array_interface) == KI_ABSENT && !is_asked(ks, v);
}

static bool is_own_object(KiState *ks, KiValue v) {
    return ki_is_kind(v, KI_K_INSTANCE) && !ki_is_ndarray(v) && !ki_is_tensor(v) &&
           !is_text_value(v) && !ki_is_np_scalar(v) && !np_is_other_scalar(v) &&
           !np_is_scalar(ks, v);
}

bool np_is_array_like(KiState *ks, KiValue v) {
    if (!is_own_object(ks, v)) return false;
    KiType *t = ki_obj(v)->shape->type;
    return ki_type_lookup(ks, t, ki_np(ks)->s_array) != KI_ABSENT ||
           ki_type_lookup(ks, t, ki_np(ks)->s_array_interface) != KI_ABSENT;
}

KiValue np_array_of_like(KiState *ks, KiValue v) {
    if (!is_own_object(ks, v)) return KI_ABSENT;
    KiValue face = ki_getattr_opt(ks, v, ki_np(ks)->s_array_interface), r;
    if (face == KI_ERR) return KI_ERR;
    if (face != KI_ABSENT) {
        r = np_helper(ks, "_array_of_interface", (KiValue[]){v, face}, 2);
        ki_decref(ks, face);
        return r;
    }
    KiValue f = ki_getattr_opt(ks, v, ki_np(ks)->s_array);
    r = f == KI_ERR || f == KI_ABSENT ? f : ki_call0(ks, f);
    if (f != KI_ABSENT) ki_decref(ks, f);
    if (r == KI_ERR || r == KI_ABSENT) return r;
    if (ki_is_ndarray(r)) return np_as_base(ks, r);
    ki_decref(ks, r);
    return ki_raise(ks, KI_EXC_ValueError, "object __array__ method not producing an array");
}

/* Is there a type of integers that holds v? */
static bool has_integer_type(KiState *ks, KiValue v) {
    int64_t n;
    uint64_t u;
    if (ki_is_int(v) || ki_is_bool(v) || ki_int_try_i64(ki_unbox(v), &n)) return true;
    bool fits = ki_int_sign(ki_unbox(v)) > 0 && ki_int_to_u64(ks, ki_unbox(v), &u);
    if (ki_pending(ks)) ki_clear_exc(ks);
    return fits;
}

/* Is v by itself an array of something that is no number: neither one, nor an array, nor a nest of
 * them? (Buffers and sequences of other kinds count too: np_array_from knows what they are.) */
static bool is_no_number(KiState *ks, KiValue v) {
    if (is_lone_object(ks, v) || np_is_other_scalar(v)) return true;
    if (!ki_is_ptr(v)) return false;
    if (ki_is_integer(v)) return !has_integer_type(ks, v);
    if (ki_is_list(v) || ki_is_tuple(v) || ki_is_ndarray(v) || ki_is_tensor(v)) return false;
    if (ki_is_float(v) || ki_is_complex(v) || np_is_scalar(ks, v)) return false;
    return !ki_is_kind(v, KI_K_GENERATOR) && !is_asked(ks, v);
}

bool np_holds_objects(KiState *ks, KiValue v) {
    if (KB_LIKELY(ki_is_ndarray(v))) return false;
    if (!ki_is_list(v) && !ki_is_tuple(v)) return is_no_number(ks, v);
    for (int depth = 0; depth < KT_MAX_DIMS && (ki_is_list(v) || ki_is_tuple(v)); depth++) {
        int64_t n = ki_is_list(v) ? ki_list_of(v)->len : ki_tuple_of(v)->len;
        if (n == 0) return false;
        v = ki_is_list(v) ? ki_list_of(v)->items[0] : ki_tuple_of(v)->items[0];
    }
    return is_no_number(ks, v) || np_is_other_array(v);
}

KiValue np_with_array(KiState *ks, KiNativeFn fn, KiValue *args, int n_params) {
    KiValue w = np_as_base(ks, np_array_from(ks, args[0], NULL, false, 'K', 0));
    if (w == KI_ERR) return KI_ERR;
    KiValue v[16] = {w};
    for (int i = 1; i < n_params && i < 16; i++)
        v[i] = args[i];
    KiValue r = fn(ks, v, n_params);
    ki_decref(ks, w);
    return r;
}

KiValue np_steps(KiState *ks, const char *name, const char *words, KiValue *args) {
    KiValue v[16], r = KI_ERR, f = KI_ERR;
    KiList *names = ki_list_new(ks, 0);
    bool ok = names != NULL;
    int n = 0;
    for (int i = 0; ok && *words; i++) {
        size_t len = strcspn(words, " ");
        if (args[i] != KI_ABSENT) {
            KiValue word = ki_str_from_utf8(ks, words, len);
            ok = word != KI_ERR && ki_list_append(ks, names, word);
            ki_decref(ks, word);
            v[n++] = args[i];
        }
        words += len + (words[len] == ' ');
    }
    KiTuple *given = ok ? ki_to_tuple(ks, ki_from_obj(names)) : NULL;
    if (given) f = ki_import_attr(ks, "numpy._composed", name);
    if (f != KI_ERR) r = ki_call(ks, f, v, 0, ki_from_obj(given));
    ki_decref(ks, f);
    if (given) ki_decref_obj(ks, &given->h);
    if (names) ki_decref_obj(ks, &names->h);
    return r;
}

KiValue np_in_steps(KiState *ks, const char *name, const char *words, KiValue *args) {
    static const enum KiExcId of_arguments[] = {
        KI_EXC_TypeError,    KI_EXC_ValueError, KI_EXC_IndexError,          KI_EXC_OverflowError,
        KI_EXC_RuntimeError, KI_EXC_KeyError,   KI_EXC_NotImplementedError, KI_EXC_AttributeError};
    bool refused = false;
    for (size_t i = 0; i < sizeof of_arguments / sizeof *of_arguments; i++)
        refused = refused || ki_pending_is(ks, of_arguments[i]);
    if (!refused || ki_pending_is(ks, KI_EXC_RecursionError)) return KI_ERR;
    KiValue exc = ki_take_exc(ks), r = np_steps(ks, name, words, args);
    if (r != KI_NOT_IMPLEMENTED) {
        ki_decref(ks, exc);
        return r;
    }
    ki_restore_exc(ks, exc);
    return KI_ERR;
}

/* --- arguments --- */

void na_end(Na *a) {
    for (int i = 0; i < a->n_temp; i++)
        kt_decref(a->ctx, a->temp[i]);
    a->n_temp = 0;
}

void na_fail(Na *a) {
    if (!a->failed) (void)ki_kt_raise(a->ks);
    a->failed = true;
}

KtTensor *na_keep(Na *a, KtTensor *t) {
    if (!t) {
        if (!ki_pending(a->ks)) (void)ki_kt_raise(a->ks);
        a->failed = true;
        return NULL;
    }
    if (a->n_temp == NA_TEMPS) {
        kt_decref(a->ctx, t);
        if (!a->failed) ki_raise(a->ks, KI_EXC_RuntimeError, "too many operands");
        a->failed = true;
        return NULL;
    }
    return a->temp[a->n_temp++] = t;
}

KtTensor *na_arr_of(Na *a, KiValue v) {
    if (a->failed) return NULL;
    if (KB_LIKELY(np_is_plain(v))) return ki_tensor_of(v);
    KtTensor *t = np_from_any(a->ks, v, KT_NO_DTYPE);
    a->ctx->numpy = true;
    return na_keep(a, t);
}
KtTensor *na_arr(Na *a, int i) {
    return na_arr_of(a, a->v[i]);
}
KtTensor *na_arr_opt(Na *a, int i) {
    return na_given(a, i) ? na_arr(a, i) : NULL;
}
KtTensor *na_arr_dtype(Na *a, int i, int dtype) {
    if (a->failed) return NULL;
    if (np_is_plain(a->v[i]) && ki_tensor_of(a->v[i])->dtype == dtype) return ki_tensor_of(a->v[i]);
    return na_keep(a, np_from_any(a->ks, a->v[i], dtype));
}

KtOperand na_operand_of(Na *a, KiValue v) {
    KtOperand o = {0};
    if (a->failed) return o;
    if (np_is_plain(v)) {
        o.t = ki_tensor_of(v);
        return o;
    }
    _Alignas(16) char buf[KT_ITEM_MAX];
    int own = np_scalar_get(a->ks, v, buf);
    if (own >= 0) {
        o.s = kt_load_scalar(own, buf);
        o.s.dtype = own;
        return o;
    }
    int r = ki_to_scalar(a->ks, v, &o.s);
    if (r < 0) a->failed = true;
    if (r == 0) o.t = na_arr_of(a, v);
    return o;
}
KtOperand na_operand_as(Na *a, KiValue v, int dtype) {
    if (np_is_other_scalar(v)) return (KtOperand){.t = na_keep(a, np_from_any(a->ks, v, dtype))};
    KtOperand o = na_operand_of(a, v);
    bool other =
        ki_pending_is(a->ks, KI_EXC_TypeError) || ki_pending_is(a->ks, KI_EXC_OverflowError);
    if (!a->failed || !other) return o;
    ki_decref(a->ks, ki_take_exc(a->ks));
    a->failed = false;
    return (KtOperand){.t = na_keep(a, np_from_any(a->ks, v, dtype))};
}
KtOperand na_operand(Na *a, int i) {
    return na_operand_of(a, a->v[i]);
}

int64_t na_int(Na *a, int i, int64_t dflt) {
    if (a->failed || a->v[i] == KI_ABSENT) return dflt;
    int64_t n = dflt;
    if (ki_is_int(a->v[i])) return ki_int_val(a->v[i]);
    if (!ki_arg_i64(a->ks, a->v[i], &n)) a->failed = true;
    return n;
}
int64_t na_int_opt(Na *a, int i, int64_t dflt) {
    return na_given(a, i) ? na_int(a, i, dflt) : dflt;
}
double na_float(Na *a, int i, double dflt) {
    if (a->failed || !na_given(a, i)) return dflt;
    double d = dflt;
    if (!ki_to_double(a->ks, a->v[i], &d)) a->failed = true;
    return d;
}
bool na_bool(Na *a, int i, bool dflt) {
    if (a->failed || a->v[i] == KI_ABSENT) return dflt;
    int r = ki_truth(a->ks, a->v[i]);
    if (r < 0) a->failed = true;
    return r == 1;
}
NpCopy na_copy_mode(Na *a, int i) {
    if (a->failed || a->v[i] == KI_ABSENT || a->v[i] == KI_TRUE) return NP_COPY_ALWAYS;
    if (a->v[i] == KI_FALSE) return NP_COPY_IF_NEEDED;
    if (ki_is_none(a->v[i])) {
        ki_raise(a->ks, KI_EXC_ValueError, "NoneType copy mode not allowed.");
        a->failed = true;
    }
    if (!strcmp(ki_type_name(a->ks, a->v[i]), "_CopyMode")) { /* numpy._CopyMode */
        KiValue value = ki_getattr_cstr(a->ks, a->v[i], "value");
        bool never = value != KI_ERR && ki_is_int(value) && ki_int_val(value) == 2;
        if (value == KI_ERR) a->failed = true;
        ki_decref(a->ks, value);
        if (never) return NP_COPY_NEVER;
    }
    return na_bool(a, i, true) ? NP_COPY_ALWAYS : NP_COPY_IF_NEEDED;
}
bool na_flag(Na *a, int i, bool dflt) {
    if (a->failed || a->v[i] == KI_ABSENT || ki_is_bool(a->v[i])) return na_bool(a, i, dflt);
    int64_t n = 0;
    if (!np_read_int(a->ks, a->v[i], &n)) a->failed = true;
    return n != 0;
}
KtScalar na_scalar(Na *a, int i, KtScalar dflt) {
    if (!na_given(a, i)) return dflt;
    KtOperand o = na_operand(a, i);
    if (a->failed) return dflt;
    if (!o.t) return o.s;
    if (o.t->numel == 1) {
        KtScalar s = kt_load_scalar(o.t->dtype, o.t->data);
        s.dtype = o.t->dtype;
        return s;
    }
    ki_raise(a->ks, KI_EXC_TypeError, "only size-1 arrays can be converted to Python scalars");
    a->failed = true;
    return dflt;
}
const char *na_str(Na *a, int i, const char *dflt) {
    if (a->failed || !na_given(a, i)) return dflt;
    if (!ki_is_str(a->v[i])) {
        ki_raise(a->ks, KI_EXC_TypeError, "must be str, not %s", ki_type_name(a->ks, a->v[i]));
        a->failed = true;
        return dflt;
    }
    const char *s = ki_str_utf8(a->ks, ki_str_of(a->v[i]), NULL);
    if (!s) a->failed = true;
    return s ? s : dflt;
}

static int dtype_at(Na *a, int i, bool any_order) {
    if (a->failed || !na_given(a, i)) return KT_NO_DTYPE;
    KiNpDtype *d = np_to_dtype(a->ks, a->v[i]);
    if (!d) {
        a->failed = true;
        return KT_NO_DTYPE;
    }
    bool plain = any_order || !np_is_reversed(d);
    int num = plain && np_is_described(d) ? d->carrier : d->num;
    if (num < 0) {
        char name[64];
        ki_raise(a->ks, KI_EXC_NotImplementedError, "dtype %s here", np_dtype_name(d, name, false));
        a->failed = true;
    }
    ki_decref_obj(a->ks, &d->h);
    return num;
}

int na_dtype(Na *a, int i) {
    return dtype_at(a, i, false);
}
int na_dtype_native(Na *a, int i) {
    return dtype_at(a, i, true);
}

static bool one_axis(Na *a, KiValue v, const char *no_truth, int *axis) {
    int64_t n;
    if (!np_read_index(a->ks, v, no_truth, &n) || !np_fits_int(a->ks, n)) {
        a->failed = true;
        return false;
    }
    *axis = (int)n;
    return true;
}

bool na_axes(Na *a, int i, int *axes, int *n) {
    *n = 0;
    if (a->failed || !na_given(a, i)) return false;
    KiValue v = a->v[i];
    if (!ki_is_tuple(v) && !ki_is_list(v)) {
        *n = 1;
        return one_axis(a, v, "an integer is required", axes);
    }
    const KiValue *items = ki_is_tuple(v) ? ki_tuple_of(v)->items : ki_list_of(v)->items;
    int64_t len = ki_is_tuple(v) ? ki_tuple_of(v)->len : ki_list_of(v)->len;
    for (int64_t k = 0; k < len && k < KT_MAX_DIMS; k++) {
        if (!one_axis(a, items[k], "integers are required for the axis tuple elements", &axes[k]))
            return false;
        (*n)++;
    }
    return true;
}

bool na_axis_or_tuple(Na *a, int i, int *axes, int *n) {
    if (!a->failed && ki_is_list(a->v[i])) {
        ki_raise(a->ks, KI_EXC_TypeError, "'list' object cannot be interpreted as an integer");
        a->failed = true;
    }
    return na_axes(a, i, axes, n);
}

KtTensor *na_out(Na *a, int i) {
    if (a->failed || !na_given(a, i)) return NULL;
    KiValue v = a->v[i];
    if (ki_is_tuple(v) && ki_tuple_of(v)->len == 1) v = ki_tuple_of(v)->items[0];
    if (ki_is_none(v)) return NULL;
    if (np_is_plain(v)) return ki_tensor_of(v);
    ki_raise(a->ks, KI_EXC_TypeError, "output must be an array");
    a->failed = true;
    return NULL;
}

/* --- results --- */

KiValue na_raise(Na *a, enum KiExcId id, const char *fmt, ...) {
    char text[1024];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    na_end(a);
    return ki_raise(a->ks, id, "%s", text);
}

static KiValue fail_end(Na *a) {
    if (!ki_pending(a->ks)) (void)ki_kt_raise(a->ks);
    na_end(a);
    return KI_ERR;
}

KiValue na_ret(Na *a, KtTensor *t) {
    if (KB_UNLIKELY(!t)) return fail_end(a);
    KiValue r = np_wrap(a->ks, t, a->v[0]);
    na_end(a);
    return r;
}
KiValue na_ret_value(Na *a, KtTensor *t) {
    if (KB_UNLIKELY(!t)) return fail_end(a);
    KiValue r = np_value(a->ks, t, a->v[0]);
    na_end(a);
    return r;
}
KiValue np_as_base(KiState *ks, KiValue v) {
    if (v == KI_ERR || is_exact(ks, v)) return v;
    KiValue plain = ki_from_obj(ks->types[KI_K_NDARRAY]);
    KiValue r = ki_call_method_cstr(ks, v, "view", &plain, 1);
    ki_decref(ks, v);
    return r;
}

KiValue na_ret_plain(Na *a, KtTensor *t) {
    if (KB_UNLIKELY(!t)) return fail_end(a);
    KiValue r = ki_ndarray_wrap(a->ks, t, KI_ABSENT);
    na_end(a);
    return r;
}
KiValue na_ret_sum(Na *a, KtTensor *t, KiValue x, KiValue y) {
    if (KB_UNLIKELY(!t)) return fail_end(a);
    KiValue like = t->ndim && !ki_is_tensor(x) ? np_like_of(a->ks, x, y) : KI_ABSENT;
    KiValue r = t->ndim ? np_wrap(a->ks, t, like) : np_value(a->ks, t, KI_ABSENT);
    na_end(a);
    return r;
}
/* t as an array: a view, if it shows one that was made of an argument. */
static KiValue view_of_made(Na *a, KtTensor *t) {
    for (int i = 0; i < a->n_temp; i++) {
        KtTensor *made = a->temp[i];
        if (made == t || !np_is_view_of(t, made)) continue;
        KiValue base = np_wrap(a->ks, kt_incref(made), KI_ABSENT);
        if (base == KI_ERR) {
            kt_decref(a->ctx, t);
            return KI_ERR;
        }
        KiValue r = np_wrap_view(a->ks, t, base);
        ki_decref(a->ks, base);
        return r;
    }
    return np_wrap(a->ks, t, a->v[0]);
}
KiValue na_ret_view(Na *a, KtTensor *t) {
    if (KB_UNLIKELY(!t)) return fail_end(a);
    KiValue src = a->v[0], r;
    if (ki_is_ndarray(src) && np_is_view_of(t, ki_tensor_of(src)))
        r = np_wrap_view(a->ks, t, src);
    else if (np_is_other_array(src))
        r = np_object_wrap(a->ks, t, src, false);
    else if (ki_is_ndarray(src) || ki_is_tensor(src))
        r = np_wrap(a->ks, t, src);
    else
        r = view_of_made(a, t);
    na_end(a);
    return r;
}
KiValue na_ret_out(Na *a, int i, KtTensor *t) {
    if (a->failed || !na_given(a, i)) return na_ret_value(a, t);
    KtTensor *out = na_out(a, i);
    bool ok = t && out;
    if (ok && t != out) {
        if (!kt_can_cast_numpy(t->dtype, out->dtype, KT_CAST_SAME_KIND)) {
            ki_raise(a->ks, KI_EXC_TypeError,
                     "Cannot cast array data from dtype('%s') to dtype('%s') according to the "
                     "rule 'same_kind'",
                     kt_dtype_info[t->dtype].numpy_name, kt_dtype_info[out->dtype].numpy_name);
            a->failed = true;
            ok = false;
        } else if (!kt_same_shape(t, out)) {
            ki_raise(a->ks, KI_EXC_ValueError,
                     "output array does not match result of the operation");
            a->failed = true;
            ok = false;
        } else {
            ok = kt_before_write(a->ctx, out) && kt_copy(a->ctx, out, t);
        }
    }
    kt_xdecref(a->ctx, t);
    if (!ok) return fail_end(a);
    KiValue v = a->v[i];
    na_end(a);
    return ki_new_ref(ki_is_tuple(v) ? ki_tuple_of(v)->items[0] : v);
}
KiValue na_ret_none(Na *a, bool ok) {
    if (!ok || a->failed) return fail_end(a);
    na_end(a);
    return KI_NONE;
}
KiValue na_ret_obj(Na *a, KiValue v) {
    if (v == KI_ERR) return fail_end(a);
    na_end(a);
    return v;
}

/* --- tables --- */

static bool is_among(const char *name, const char *const *names, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (!strcmp(name, names[i])) return true;
    return false;
}

/* Functions that take `like` are C functions in NumPy and most read their arguments with NumPy's
 * own reader; two others use CPython's. All else are Python functions for whoever calls them with
 * wrong arguments. */
static KiValue new_function(KiState *ks, const KiDef *def, KiValue module) {
    static const char *const own[] = {
        "array",          "asarray", "asanyarray", "ascontiguousarray",
        "asfortranarray", "empty",   "zeros",      "arange"};
    KiValue v = ki_native_new(ks, def, KI_ABSENT, module);
    if (v == KI_ERR || def->name[0] == '_' || !strcmp(def->name, "frombuffer")) return v;
    KiNative *f = (KiNative *)ki_obj(v);
    if (is_among(def->name, own, sizeof own / sizeof *own))
        f->style |= KI_DEF_FROM_ZERO;
    else if (!strcmp(def->name, "promote_types"))
        f->style |= KI_DEF_TUPLE_ARGS;
    else
        f->h.flags |= KI_NATIVE_LIKE_PYTHON;
    return v;
}

/* In whose words a method refuses a wrong call. */
static int method_style(const char *places) {
    return strchr(places, 'r')   ? KI_DEF_FROM_ZERO
           : strchr(places, 'p') ? KI_DEF_FORWARDED
           : strchr(places, 't') ? KI_DEF_TUPLE_ARGS
                                 : 0;
}

bool np_add(KiState *ks, KiModule *m, const NpRow *rows, int n) {
    KiValue name = ki_str_from_cstr(ks, "numpy");
    bool ok = name != KI_ERR;
    for (int i = 0; ok && i < n; i++) {
        const NpRow *r = &rows[i];
        KiDef def[2] = {{r->name, r->signature, r->fn, NULL, 0}, KI_DEF_END};
        if (strchr(r->places, 'f'))
            ok = ki_module_add(ks, m, r->name, new_function(ks, &def[0], name));
        def[0].flags = method_style(r->places);
        if (ok && strchr(r->places, 'm'))
            ok = ki_type_add_methods(ks, ks->types[KI_K_NDARRAY], def) &&
                 ki_type_add_methods(ks, ks->types[KI_K_NPSCALAR], def);
        if (ok && strchr(r->places, 'a'))
            ok = ki_type_add_methods(ks, ks->types[KI_K_NDARRAY], def);
    }
    ki_decref(ks, name);
    if (ok) np_stepped_new_functions(ks, m);
    return ok;
}
