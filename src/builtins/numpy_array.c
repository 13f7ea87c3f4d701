/* numpy.ndarray: conversion to Python numbers, iteration, text, construction, and the table of its
 * slots. Attributes are in numpy_attrs.c, methods in the files of their subjects. */
#include "numpy_stepped.h"

/* --- Python numbers --- */

/* The only element as a scalar object. */
static KiValue only_element(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (t->numel != 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "only size-1 arrays can be converted to Python scalars");
    if (np_is_described_array(v)) return np_object_item(ks, np_array_of(v), t->data);
    if (np_array_of(v)->descr) return np_object_value(ks, np_array_of(v), t->data);
    return ki_from_element(ks, t->dtype, t->data);
}
static KiValue convert(KiState *ks, KiValue v, KiKind kind) {
    KiValue e = only_element(ks, v);
    KiValue r = e == KI_ERR ? KI_ERR : ki_call1(ks, ki_from_obj(ks->types[kind]), e);
    ki_decref(ks, e);
    return r;
}
static KiValue u_int(KiState *ks, KiValue v) {
    return convert(ks, v, KI_K_INT);
}
static KiValue u_float(KiState *ks, KiValue v) {
    return convert(ks, v, KI_K_FLOAT);
}
NA_FN(m_complex) {
    if (ki_tensor_of(args[0])->numel != 1)
        return ki_raise(ks, KI_EXC_TypeError,
                        "only length-1 arrays can be converted to Python scalars");
    KiNpDtype *descr = np_array_of(args[0])->descr;
    if (descr && descr->kind != 'O' && !np_is_described(descr)) {
        KiValue name = ki_repr(ks, ki_from_obj(descr));
        if (name != KI_ERR)
            ki_raise(ks, KI_EXC_TypeError, "Unable to convert %s to complex",
                     ki_str_utf8(ks, ki_str_of(name), NULL));
        ki_decref(ks, name);
        return KI_ERR;
    }
    return convert(ks, args[0], KI_K_COMPLEX);
}
static KiValue u_index(KiState *ks, KiValue v) {
    if (KB_UNLIKELY(np_is_stepped(v))) return np_stepped1(ks, u_index, v);
    KtTensor *t = ki_tensor_of(v);
    const KiNpDtype *d = np_array_of(v)->descr;
    if (t->ndim || !kt_is_int_dtype(t->dtype) || (d && !np_is_described(d)))
        return ki_raise(ks, KI_EXC_TypeError,
                        "only integer scalar arrays can be converted to a scalar index");
    char item[KT_ITEM_MAX];
    memcpy(item, t->data, kt_dtype_size(t->dtype));
    if (d && np_is_reversed(d)) np_swap_elements(item, 1, t->dtype);
    return ki_from_element(ks, t->dtype, item);
}
static int truth(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (t->numel == 1) {
        KiNpDtype *d = np_array_of(v)->descr;
        if (d && strchr("SU", d->kind)) { /* white space is false */
            KiValue truths = np_helper(ks, "_truths", &v, 1);
            int r = truths == KI_ERR ? -1 : *ki_tensor_of(truths)->data != 0;
            ki_decref(ks, truths);
            return r;
        }
        if (d) {
            KiValue item = np_object_value(ks, np_array_of(v), t->data);
            bool ok = item != KI_ERR && (!ki_is_ndarray(item) || ki_c_stack_ok(ks, ""));
            int r = ok ? ki_truth(ks, item) : -1; /* an array may hold itself */
            ki_decref(ks, item);
            return r;
        }
        KtScalar s = kt_load_scalar(t->dtype, t->data);
        return kt_scalar_as_bool(&s);
    }
    if (t->numel == 0)
        return ki_warn(ks, KI_EXC_DeprecationWarning, 1,
                       "The truth value of an empty array is ambiguous. Returning False, but in "
                       "future this will result in an error. Use `array.size > 0` to check that "
                       "an array is not empty.")
                   ? 0
                   : -1;
    ki_raise(ks, KI_EXC_ValueError,
             "The truth value of an array with more than one element is ambiguous. Use a.any() or "
             "a.all()");
    return -1;
}

/* --- as a container --- */

static int64_t length(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (t->ndim) return t->sizes[0];
    ki_raise(ks, KI_EXC_TypeError, "len() of unsized object");
    return -1;
}

static int contains(KiState *ks, KiValue v, KiValue item) {
    KiValue eq = ki_compare(ks, v, item, KI_EQ);
    if (eq == KI_ERR) return -1;
    if (eq == KI_NOT_IMPLEMENTED) return 0;
    int r = 0;
    if (ki_is_ndarray(eq)) {
        KtCtx *ctx = ki_kt_np(ks);
        KtTensor *any =
            kt_reduce(ctx, KT_OP_ANY, ki_tensor_of(eq), NULL, 0, false, KT_NO_DTYPE, NULL);
        if (any) {
            r = any->data[0] != 0;
            kt_decref(ctx, any);
        } else {
            (void)ki_kt_raise(ks);
            r = -1;
        }
    } else {
        r = ki_truth(ks, eq);
    }
    ki_decref(ks, eq);
    return r;
}

/* --- iteration over the first dimension --- */

typedef struct NpIter {
    KiObj h;
    KiValue array;
    int64_t at;
} NpIter;

static KiValue iterate(KiState *ks, KiValue v) {
    if (KB_UNLIKELY(ki_slots_of(ks, v)->getitem != ks->types[KI_K_NDARRAY]->slots->getitem) &&
        ki_tensor_of(v)->ndim)
        return ki_iter_by_items(ks, v); /* the class has a subscript of its own */
    if (ki_tensor_of(v)->ndim == 0)
        return ki_raise(ks, KI_EXC_TypeError, "iteration over a 0-d array");
    NpIter *it = (NpIter *)ki_instance_alloc(ks, ki_np(ks)->iter_type);
    if (!it) return KI_ERR;
    it->array = ki_new_ref(v);
    it->at = 0;
    return ki_from_obj(it);
}
static KiValue iter_next(KiState *ks, KiValue v) {
    NpIter *it = (NpIter *)ki_obj(v);
    KtTensor *t = ki_tensor_of(it->array);
    if (it->at >= t->sizes[0]) return KI_ABSENT;
    int64_t i = it->at++;
    if (t->ndim > 1) return np_row(ks, it->array, i);
    return np_element(ks, it->array, t->data + i * t->strides[0] * t->itemsize);
}
static KiValue iter_self(KiState *ks, KiValue v) {
    return ki_new_ref(v);
}
static void iter_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((NpIter *)o)->array);
}
static const KiSlots iter_slots = {.dealloc = iter_dealloc, .iter = iter_self, .next = iter_next};

/* --- text --- */

static KiValue finish_text(KiState *ks, bool ok, KbStrbuf *b) {
    KiValue r = !ok         ? ki_kt_raise(ks)
                : b->failed ? ki_raise_nomem(ks)
                            : ki_str_from_utf8(ks, b->data ? b->data : "", b->len);
    kb_strbuf_free(b);
    return r;
}

static KiValue custom(KiState *ks, KiValue v, const char *helper) {
    return np_helper(ks, helper, &v, 1);
}

static KiValue repr(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (!t) return ki_str_from_cstr(ks, "<uninitialised array>");
    if (np_array_of(v)->descr || ki_np(ks)->repr_function != KI_ABSENT ||
        ki_obj(v)->shape->type != ks->types[KI_K_NDARRAY])
        return np_is_stepped(v) ? np_stepped1(ks, repr, v) : custom(ks, v, "_array_repr_slow");
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    return finish_text(ks, kt_repr_numpy(ki_kt_np(ks), t, &b), &b);
}
static KiValue str(KiState *ks, KiValue v) {
    KtTensor *t = ki_tensor_of(v);
    if (np_array_of(v)->descr || ki_np(ks)->str_function != KI_ABSENT)
        return np_is_stepped(v) ? np_stepped1(ks, str, v) : custom(ks, v, "_array_str_slow");
    if (t->ndim == 0) {
        KiValue s = np_scalar(ks, t->dtype, t->data);
        KiValue r = s == KI_ERR ? KI_ERR : ki_str(ks, s);
        ki_decref(ks, s);
        return r;
    }
    KbStrbuf b;
    kb_strbuf_init(&b, &ks->alloc, KB_STRBUF_NO_MAX);
    return finish_text(ks, kt_str_numpy(ki_kt_np(ks), t, &b), &b);
}
NA_FN(m_format) {
    KtTensor *t = ki_tensor_of(args[0]);
    if (!ki_is_str(args[1]))
        return t->ndim
                   ? ki_raise(ks, KI_EXC_TypeError, "__format__() argument must be str, not %s",
                              ki_type_name(ks, args[1]))
                   : ki_raise(ks, KI_EXC_SystemError, "Format specifier must be a string, not %s",
                              ki_type_name(ks, args[1]));
    if (t->ndim == 0) {
        KiValue item = only_element(ks, args[0]);
        KiValue r = item == KI_ERR ? KI_ERR : ki_format(ks, item, args[1]);
        ki_decref(ks, item);
        return r;
    }
    if (ki_is_str(args[1]) && ki_str_of(args[1])->len == 0) return ki_str(ks, args[0]);
    return ki_raise(ks, KI_EXC_TypeError, "unsupported format string passed to %s.__format__",
                    ki_type_name(ks, args[0]));
}

/* --- construction --- */

/* The memory of a buffer as bytes, also of an array in one piece. */
static KtTensor *bytes_of(Na *a, KiValue source) {
    KtTensor *x = np_is_plain(source) ? ki_tensor_of(source) : NULL;
    if (x && kt_is_contiguous(x)) {
        int64_t n = (int64_t)kt_nbytes(x), one = 1;
        KtTensor *r = kt_view_raw(a->ctx, x, KT_U8, x->data, 1, &n, &one);
        if (r) r->flags = (uint8_t)(r->flags | (x->flags & KT_T_READ_ONLY));
        return r;
    }
    KiValue f = ki_import_attr(a->ks, "numpy._core", "frombuffer");
    KiValue arg[2] = {source, ki_from_obj(ki_np(a->ks)->dtypes[KT_U8])};
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(a->ks, f, arg, 2, KI_ABSENT);
    ki_decref(a->ks, f);
    a->failed = a->failed || r == KI_ERR;
    KtTensor *t = r == KI_ERR ? NULL : kt_incref(ki_tensor_of(r));
    if (r != KI_ERR) ki_decref(a->ks, r);
    return t;
}
/* Do elements in these steps (of bytes) lie within so many bytes, from offset on? */
static bool steps_fit(int64_t item, int n, const int64_t *sizes, const int64_t *steps,
                      int64_t n_bytes, int64_t offset) {
    int64_t low = 0, high = item;
    for (int i = 0; i < n; i++) {
        if (sizes[i] == 0) return true;
        int64_t reach;
        if (__builtin_mul_overflow(sizes[i] - 1, steps[i], &reach)) return false;
        if (__builtin_add_overflow(*(reach < 0 ? &low : &high), reach, reach < 0 ? &low : &high))
            return false;
    }
    return high <= n_bytes - offset && low >= -offset;
}
/* Raises; the call ends later. */
static void refuse(Na *a, enum KiExcId id, const char *text) {
    (void)ki_raise(a->ks, id, "%s", text);
    a->failed = true;
}
/* Steps of bytes as steps of elements, if all are that. */
static bool to_elements(int n, int64_t *steps, int64_t item) {
    for (int i = 0; i < n; i++)
        if (steps[i] % item) return false;
    for (int i = 0; i < n; i++)
        steps[i] /= item;
    return true;
}
/* A tensor of these sizes over a buffer, or with memory of its own (source KI_ABSENT); steps (in
 * bytes) or NULL. Where they are no steps of elements, *stepped is set, and it is a tensor of the
 * elements' first bytes. */
static KtTensor *laid_out(Na *a, KiValue source, int dtype, int n, const int64_t *sizes,
                          int64_t offset, int64_t *steps, char order, bool *stepped) {
    int64_t item = (int64_t)kt_dtype_size(dtype), numel = 1, own[KT_MAX_DIMS], size = item;
    bool none = false, fits = true; /* elements; their bytes into a number */
    for (int i = 0; i < n; i++) {
        none = none || sizes[i] == 0;
        fits = fits && !__builtin_mul_overflow(size, sizes[i], &size);
    }
    numel = none ? 0 : size / item;
    if (source == KI_ABSENT && !steps)
        return order == 'F' ? kt_empty_fortran(a->ctx, dtype, n, sizes)
                            : kt_empty(a->ctx, dtype, n, sizes);
    int64_t have = numel * item;
    if (!fits && !none) {
        refuse(a, KI_EXC_ValueError,
               "array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum "
               "possible size.");
        return NULL;
    }
    KtTensor *bytes = source == KI_ABSENT ? kt_empty(a->ctx, KT_U8, 1, &have) : bytes_of(a, source);
    if (!bytes) return NULL;
    KtTensor *t = NULL;
    have = bytes->numel;
    if (steps && !steps_fit(item, n, sizes, steps, have, offset)) {
        refuse(a, KI_EXC_ValueError,
               "strides is incompatible with shape of requested array and size of buffer");
    } else if (!steps && (offset < 0 || offset > have || have - offset < numel * item)) {
        refuse(a, KI_EXC_TypeError, "buffer is too small for requested array");
    } else {
        int64_t step = 1;
        *stepped = steps && !to_elements(n, steps, item);
        for (int i = 0; !steps && i < n; i++) {
            int d = order == 'F' ? i : n - 1 - i;
            own[d] = step;
            step *= sizes[d] ? sizes[d] : 1;
        }
        t = kt_view_raw(a->ctx, bytes, *stepped ? KT_U8 : dtype,
                        bytes->data + (numel || (offset >= 0 && offset <= have) ? offset : 0), n,
                        sizes, steps ? steps : own);
        if (t) t->flags = (uint8_t)(t->flags | (bytes->flags & KT_T_READ_ONLY));
    }
    kt_decref(a->ctx, bytes);
    return t;
}

/* What an array over a buffer has as its base: of a memoryview, what that lends. Borrowed. */
static KiValue lender_of(KiState *ks, KiValue buffer) {
    if (!ki_is_kind(buffer, KI_K_MEMORYVIEW)) return buffer;
    KiValue obj = ki_getattr_cstr(ks, buffer, "obj");
    if (obj == KI_ERR) ki_clear_exc(ks);
    ki_decref(ks, obj); /* the memoryview holds it */
    return obj == KI_ERR || ki_is_none(obj) ? buffer : obj;
}

/* The new array r (taken over; KI_ERR passes through) as an instance of cls. */
static KiValue of_class(KiState *ks, KiValue r, KiType *cls) {
    if (r == KI_ERR || cls == ks->types[KI_K_NDARRAY]) return r;
    KiValue base = ((KiTensorObj *)ki_obj(r))->base;
    KiValue own = np_in_class(ks, r, cls, KI_NONE, base ? base : KI_ABSENT);
    ki_decref(ks, r);
    return own;
}

static KiValue array_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames) {
    static const char *const names[] = {"shape", "dtype", "buffer", "offset", "strides", "order"};
    KiValue v[6];
    if (!ki_ts(ks) || !ki_np(ks)) return ki_raise(ks, KI_EXC_RuntimeError, "numpy is not imported");
    if (!ki_bind_args(ks, "ndarray", names, 6, 1, 6, args, nargs, kwnames, v)) return KI_ERR;
    Na a;
    na_begin(&a, ks, v);
    int64_t sizes[KT_MAX_DIMS], strides[KT_MAX_DIMS];
    int n = 0, n_strides = 0;
    na_sizes(&a, 0, sizes, &n);
    KiNpDtype *d = na_given(&a, 1) ? np_to_dtype(ks, v[1]) : np_dtype_of_num(ks, KT_F64);
    if (!d) return na_ret_obj(&a, KI_ERR);
    int dtype = d->num >= 0 ? d->num : d->carrier;
    if (dtype < 0) { /* of objects or text */
        KiValue r = KI_ERR;
        if (!a.failed && na_given(&a, 2)) {
            int64_t offset = na_int(&a, 3, 0);
            bool strided = na_sizes(&a, 4, strides, &n_strides);
            char name[2] = {na_order(&a, 5, 'C'), 0};
            KiValue arg[6] = {v[0],
                              ki_from_obj(d),
                              v[2],
                              ki_int_from_i64(ks, offset),
                              strided ? ki_sizes_tuple(ks, n_strides, strides) : KI_NONE,
                              ki_str_from_cstr(ks, name)};
            if (!a.failed && arg[3] != KI_ERR && arg[4] != KI_ERR && arg[5] != KI_ERR)
                r = np_helper(ks, "_array_over", arg, 6);
            for (int i = 3; i < 6; i++)
                ki_decref(ks, arg[i]);
        } else if (!a.failed) {
            r = np_object_array(ks, d, n, sizes, NULL);
        }
        r = of_class(ks, r, cls);
        if (na_given(&a, 1)) ki_decref_obj(ks, &d->h);
        return na_ret_obj(&a, r);
    }
    int64_t offset = na_int(&a, 3, 0);
    bool strided = na_sizes(&a, 4, strides, &n_strides);
    char order = na_order(&a, 5, 'C');
    bool stepped = false;
    KtTensor *t = NULL;
    if (!a.failed && strided && n_strides != n)
        refuse(&a, KI_EXC_ValueError, "strides, if given, must be the same length as shape");
    else if (!a.failed)
        t = laid_out(&a, na_given(&a, 2) ? v[2] : KI_ABSENT, dtype, n, sizes, offset,
                     strided ? strides : NULL, order, &stepped);
    KiValue carried = KI_ABSENT, base = na_given(&a, 2) ? lender_of(ks, v[2]) : KI_ABSENT;
    if (t && stepped)
        carried = np_stepped_wrap(ks, t, d, base);
    else if (t && d->num < 0)
        carried = np_carried_wrap(ks, t, d, base);
    if (carried != KI_ABSENT && carried != KI_ERR && cls != ks->types[KI_K_NDARRAY]) {
        KiValue own = np_in_class(ks, carried, cls, KI_NONE, base);
        ki_decref(ks, carried);
        carried = own;
    }
    if (na_given(&a, 1)) ki_decref_obj(ks, &d->h);
    if (!t || carried != KI_ABSENT) return na_ret_obj(&a, t ? of_class(ks, carried, cls) : KI_ERR);
    na_end(&a);
    return np_wrap_as(ks, cls, t, KI_NONE, base);
}
static bool array_init(KiState *ks, KiValue self, KiValue *args, int nargs, KiValue kwnames) {
    return true;
}

/* What + means for sequences, which is asked when neither operand adds. */
static KiValue concat(KiState *ks, KiValue x, KiValue y) {
    return ki_raise(ks, KI_EXC_TypeError,
                    "Concatenation operation is not implemented for NumPy arrays, use "
                    "np.concatenate() instead. Please do not rely on this error; it may not be "
                    "given on all Python implementations.");
}

static void array_dealloc(KiState *ks, KiObj *o) {
    KiNpArray *x = (KiNpArray *)o;
    if (x->descr) ki_decref_obj(ks, &x->descr->h);
    if (x->pool) ki_decref_obj(ks, &x->pool->h);
    x->descr = NULL;
    x->pool = NULL;
    ki_tensor_obj_dealloc(ks, o);
}
static void array_traverse(KiObj *o, KiVisitFn visit, void *arg) {
    KiNpArray *x = (KiNpArray *)o;
    if (x->o.base && x->o.base != KI_ABSENT) visit(x->o.base, arg);
    if (x->descr) visit(ki_from_obj(x->descr), arg);
    if (x->pool) visit(ki_from_obj(x->pool), arg);
}

#define BINARY(name, slot)  [slot] = np_b_##name,
#define INPLACE(name, slot) [slot] = np_i_##name,
const KiSlots ki_ndarray_slots = {
    .dealloc = array_dealloc,
    .traverse = array_traverse,
    .repr = repr,
    .str = str,
    .compare = np_compare,
    .iter = iterate,
    .new_ = array_new,
    .init = array_init,
    .unary = {[KI_NEG] = np_u_neg,
              [KI_POS] = np_positive,
              [KI_INVERT] = np_u_invert,
              [KI_ABS] = np_u_abs,
              [KI_INT] = u_int,
              [KI_FLOAT] = u_float,
              [KI_INDEX] = u_index},
    .binary = {NP_BINARY_OPERATORS(BINARY)[KI_DIVMOD] = np_b_divmod},
    .inplace = {NP_BINARY_OPERATORS(INPLACE)},
    .truth = truth,
    .len = length,
    .getitem = np_getitem,
    .getitem_parts = np_getitem_parts,
    .setitem = np_setitem,
    .contains = contains,
    .concat = concat,
    .get_buffer = np_get_buffer,
    .release_buffer = np_release_buffer,
    .struct_size = sizeof(KiNpArray),
};

NA_FN(m_array_finalize) {
    return KI_NONE;
}
NA_FN(m_class_getitem) {
    return np_generic_alias(ks, args[0], args[1], 2);
}

bool np_init_array(KiState *ks, KiModule *m) {
    static const KiDef methods[] = {
        {"__complex__", "(self, *args)", (void *)m_complex, NULL, KI_DEF_TUPLE_ARGS},
        {"__format__", "(self, format_spec, /)", (void *)m_format, NULL, KI_DEF_TUPLE_ARGS},
        {"__array_finalize__", "(self, obj, /)", (void *)m_array_finalize, NULL, 0},
        {"__class_getitem__", "(cls, key, /)", (void *)m_class_getitem, NULL, KI_DEF_CLASS},
        KI_DEF_END};
    KiTypeDef it = {.name = "ndarray_iterator",
                    .module = "numpy",
                    .doc = "",
                    .struct_size = sizeof(NpIter),
                    .flags = KI_TF_DISALLOW_NEW,
                    .layout = KI_K_OPAQUE,
                    .slots = &iter_slots};
    KiType *t = ks->types[KI_K_NDARRAY];
    t->tp_name = "numpy.ndarray";
    return (ki_np(ks)->iter_type = ki_native_type(ks, &it, NULL)) &&
           ki_type_add_methods(ks, t, methods) &&
           ki_module_add(ks, m, "ndarray", ki_new_ref(ki_from_obj(t)));
}
