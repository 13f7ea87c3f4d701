/* x.flat: the elements of an array one after the other, whatever its dimensions. */
#include "numpy_stepped.h"

typedef struct NpFlat {
    KiObj h;
    KiValue array;
    int64_t at;
} NpFlat;

KiValue np_get_flat(KiState *ks, KiValue v, void *closure) {
    NpFlat *f = (NpFlat *)ki_instance_alloc(ks, ki_np(ks)->flatiter_type);
    if (!f) return KI_ERR;
    f->array = ki_new_ref(v);
    f->at = 0;
    return ki_from_obj(f);
}
char *np_flat_address(const KtTensor *t, int64_t i) {
    char *p = t->data;
    for (int d = t->ndim - 1; d >= 0; d--) {
        p += (i % t->sizes[d]) * t->strides[d] * t->itemsize;
        i /= t->sizes[d];
    }
    return p;
}
static KiValue flat_element(KiState *ks, KiValue x, int64_t i) {
    KtTensor *t = ki_tensor_of(x);
    char *p = np_flat_address(t, i);
    return np_array_of(x)->descr ? np_object_value(ks, np_array_of(x), p)
                                 : np_scalar(ks, t->dtype, p);
}
static KiValue flat_next(KiState *ks, KiValue v) {
    NpFlat *f = (NpFlat *)ki_obj(v);
    if (f->at >= ki_tensor_of(f->array)->numel) return KI_ABSENT;
    return flat_element(ks, f->array, f->at++);
}
static KiValue flat_self(KiState *ks, KiValue v) {
    return ki_new_ref(v);
}
static void flat_dealloc(KiState *ks, KiObj *o) {
    ki_decref(ks, ((NpFlat *)o)->array);
}
static int64_t flat_len(KiState *ks, KiValue v) {
    return ki_tensor_of(((NpFlat *)ki_obj(v))->array)->numel;
}
/* The array as one dimension: a view where that is possible. */
static KiValue flattened(KiState *ks, KiValue x) {
    if (KB_UNLIKELY(np_is_stepped(x))) return np_stepped1(ks, flattened, x);
    KtTensor *t = ki_tensor_of(x);
    KtTensor *r = kt_reshape(ki_kt_np(ks), t, 1, &t->numel);
    if (!r) return ki_kt_raise(ks);
    if (np_is_view_of(r, t)) return np_wrap_view(ks, r, x);
    return np_array_of(x)->descr ? np_object_wrap(ks, r, x, false) : np_wrap(ks, r, x);
}
/* A key as what an array of one dimension takes: places by number are checked here. */
static KiValue flat_key(KiState *ks, KiValue key, int64_t n) {
    if (ki_is_int(key) || ki_is_slice(key) || key == KI_ELLIPSIS) return ki_new_ref(key);
    KiValue arg[2] = {key, ki_int_from_i64(ks, n)};
    KiValue r = np_helper(ks, "_flat_key", arg, 2);
    ki_decref(ks, arg[1]);
    return r;
}
/* Classes of their own may keep other dimensions: their elements are taken out of a plain array. */
static KiValue flat_getitem(KiState *ks, KiValue v, KiValue key) {
    KiValue x = ((NpFlat *)ki_obj(v))->array;
    if (KB_UNLIKELY(np_has_other_class(ks, x))) {
        KiValue plain = np_view_in_class(ks, x, ks->types[KI_K_NDARRAY]);
        if (plain == KI_ERR) return KI_ERR;
        ((NpFlat *)ki_obj(v))->array = plain;
        KiValue r = flat_getitem(ks, v, key);
        ((NpFlat *)ki_obj(v))->array = x;
        ki_decref(ks, plain);
        if (r == KI_ERR || !ki_is_ndarray(r)) return r;
        KiValue own = np_view_in_class(ks, r, ki_type_of(ks, x));
        ki_decref(ks, r);
        if (own == KI_ERR || np_finalize(ks, own, x)) return own;
        ki_decref(ks, own);
        return KI_ERR;
    }
    KiValue flat = flattened(ks, x);
    KiValue place = flat == KI_ERR ? KI_ERR : flat_key(ks, key, ki_tensor_of(x)->numel);
    KiValue r = place == KI_ERR ? KI_ERR : ki_getitem(ks, flat, place);
    ki_decref(ks, place);
    ki_decref(ks, flat);
    if (r != KI_ERR && ki_is_ndarray(r)) { /* always a copy */
        KiValue c = ki_call_method_cstr(ks, r, "copy", NULL, 0);
        ki_decref(ks, r);
        return c;
    }
    return r;
}
static bool is_read_only(const KtTensor *t) {
    return t->flags & KT_T_READ_ONLY || (t->storage && t->storage->read_only);
}
static bool flat_setitem(KiState *ks, KiValue v, KiValue key, KiValue value);
static KiValue set_in_copy(KiState *ks, void *what, KiValue *args) {
    (void)what;
    KiValue f = np_get_flat(ks, args[0], NULL);
    bool ok = f != KI_ERR && flat_setitem(ks, f, args[1], args[2]);
    ki_decref(ks, f);
    return ok ? KI_NONE : KI_ERR;
}
static bool flat_setitem(KiState *ks, KiValue v, KiValue key, KiValue value) {
    KiValue x = ((NpFlat *)ki_obj(v))->array;
    if (KB_UNLIKELY(np_is_stepped(x)) && value != KI_ABSENT)
        return np_stepped_run(ks, set_in_copy, NULL, (KiValue[]){x, key, value}, 3,
                              NP_STEPPED_PICKS) != KI_ERR;
    KtCtx *ctx = ki_kt_np(ks);
    KtTensor *t = ki_tensor_of(x);
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_TypeError, "Cannot delete iterator elements");
        return false;
    }
    if (is_read_only(t)) {
        ki_raise(ks, KI_EXC_ValueError, "underlying array is read-only");
        return false;
    }
    KiValue flat = flattened(ks, x);
    if (flat == KI_ERR) return false;
    bool shared = np_is_view_of(ki_tensor_of(flat), t);
    KiValue r = np_helper(ks, "_flat_set", (KiValue[]){flat, key, value}, 3);
    bool ok = r != KI_ERR;
    ki_decref(ks, r);
    const KiNpDtype *d = np_array_of(x)->descr;
    bool placed = np_in_rows(np_array_of(x)) || (d && d->fields != KI_ABSENT);
    if (ok && !shared && placed) { /* the codes tell where elements lie */
        KiValue shape = ki_sizes_tuple(ks, t->ndim, t->sizes);
        KiValue back =
            shape == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, flat, "reshape", &shape, 1);
        ok = back != KI_ERR && np_object_assign(ks, np_array_of(x), t, back, false);
        ki_decref(ks, shape);
        ki_decref(ks, back);
    } else if (ok && !shared) {
        KtTensor *back = kt_reshape(ctx, ki_tensor_of(flat), t->ndim, t->sizes);
        ok = back && kt_copy(ctx, t, back);
        kt_xdecref(ctx, back);
        if (!ok) (void)ki_kt_raise(ks);
    }
    ki_decref(ks, flat);
    return ok;
}
NA_FN(flat_copy) {
    KiValue x = flattened(ks, ((NpFlat *)ki_obj(args[0]))->array);
    KiValue c = x == KI_ERR ? KI_ERR : ki_call_method_cstr(ks, x, "copy", NULL, 0);
    ki_decref(ks, x);
    return c;
}
/* __array__(): the array as one dimension; its own memory, or else a copy that nobody can write, as
 * what is written would not reach the array. */
NA_FN(flat_array) {
    KiValue x = ((NpFlat *)ki_obj(args[0]))->array;
    KiValue r = flattened(ks, x);
    if (r != KI_ERR && !np_is_view_of(ki_tensor_of(r), ki_tensor_of(x)))
        ki_tensor_of(r)->flags |= KT_T_READ_ONLY;
    return r;
}
static KiValue flat_compare(KiState *ks, KiValue a, KiValue b, KiCompareOp op) {
    KiValue x = flattened(ks, ((NpFlat *)ki_obj(a))->array);
    KiValue r = x == KI_ERR ? KI_ERR : ki_compare(ks, x, b, op);
    ki_decref(ks, x);
    return r;
}
static KiValue flat_base(KiState *ks, KiValue v, void *closure) {
    return ki_new_ref(((NpFlat *)ki_obj(v))->array);
}
static KiValue flat_index(KiState *ks, KiValue v, void *closure) {
    return ki_int_from_i64(ks, ((NpFlat *)ki_obj(v))->at);
}
static KiValue flat_coords(KiState *ks, KiValue v, void *closure) {
    NpFlat *f = (NpFlat *)ki_obj(v);
    KtTensor *t = ki_tensor_of(f->array);
    int64_t c[KT_MAX_DIMS], i = f->at;
    for (int d = t->ndim - 1; d >= 0; d--) {
        c[d] = t->sizes[d] ? i % t->sizes[d] : 0;
        if (t->sizes[d]) i /= t->sizes[d];
    }
    return ki_sizes_tuple(ks, t->ndim, c);
}
static const KiSlots flat_slots = {.dealloc = flat_dealloc,
                                   .iter = flat_self,
                                   .next = flat_next,
                                   .len = flat_len,
                                   .compare = flat_compare,
                                   .getitem = flat_getitem,
                                   .setitem = flat_setitem};
static const KiGetsetDef flat_getsets[] = {{"base", flat_base, NULL, NULL, NULL},
                                           {"index", flat_index, NULL, NULL, NULL},
                                           {"coords", flat_coords, NULL, NULL, NULL},
                                           {NULL, NULL, NULL, NULL, NULL}};
static const KiDef flat_methods[] = {
    {"copy", "(self)", (void *)flat_copy, NULL, 0},
    {"__array__", "(self, dtype=None)", (void *)flat_array, NULL, 0},
    KI_DEF_END};
bool np_set_flat(KiState *ks, KiValue v, KiValue value, void *closure) {
    if (value == KI_ABSENT) {
        ki_raise(ks, KI_EXC_AttributeError, "Cannot delete array flat iterator");
        return false;
    }
    if (is_read_only(ki_tensor_of(v))) {
        ki_raise(ks, KI_EXC_ValueError, "array is read-only");
        return false;
    }
    KiValue f = np_get_flat(ks, v, NULL);
    KiValue all = f == KI_ERR ? KI_ERR : ki_slice_new(ks, KI_NONE, KI_NONE, KI_NONE);
    bool ok = all != KI_ERR && flat_setitem(ks, f, all, value);
    ki_decref(ks, all);
    ki_decref(ks, f);
    return ok;
}

bool np_init_flat(KiState *ks, KiModule *m) {
    KiTypeDef def = {.name = "flatiter",
                     .module = "numpy",
                     .doc = "",
                     .struct_size = sizeof(NpFlat),
                     .flags = KI_TF_DISALLOW_NEW,
                     .layout = KI_K_OPAQUE,
                     .slots = &flat_slots,
                     .methods = flat_methods,
                     .getsets = flat_getsets};
    KiType *t = ki_np(ks)->flatiter_type = ki_native_type(ks, &def, NULL);
    return t && ki_module_add(ks, m, "flatiter", ki_new_ref(ki_from_obj(t)));
}
