/* Methods and attributes of scalars that are those of an array without dimensions: all of them for
 * text, times and records, which no number of the engine stands for, and the few that numbers have
 * only to be like arrays. */
#include "../object/obj_memoryview.h"
#include "numpy_core.h"

KiValue np_as_scalar(KiState *ks, KiValue r) {
    if (r == KI_ERR || !ki_is_ndarray(r) || ki_tensor_of(r)->ndim) return r;
    KiValue scalar = ki_getitem(ks, r, ks->empty_tuple);
    ki_decref(ks, r);
    return scalar;
}

static KiValue as_array(KiState *ks, KiValue v) {
    return np_array_from(ks, v, NULL, false, 'K', 0);
}

KiValue np_scalar_method(KiState *ks, const char *name, KiValue *args, int nargs, KiValue kwnames) {
    KiValue x = as_array(ks, args[0]);
    KiValue f = x == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, x, name);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args + 1, nargs - 1, kwnames);
    ki_decref(ks, f);
    ki_decref(ks, x);
    return np_as_scalar(ks, r);
}

// clang-format off
#define OTHER_METHODS(X)                                                                           \
    X(all) X(any) X(argmax) X(argmin) X(argsort) X(astype) X(byteswap) X(choose) X(clip)           \
    X(compress) X(conj) X(conjugate) X(copy) X(cumprod) X(cumsum) X(diagonal) X(dump) X(dumps)     \
    X(fill) X(flatten) X(item) X(max) X(mean) X(min) X(nonzero) X(prod) X(ptp) X(ravel)            \
    X(repeat) X(reshape) X(round) X(searchsorted) X(squeeze) X(std) X(sum) X(swapaxes) X(take)     \
    X(tobytes) X(tofile) X(tolist) X(tostring) X(trace) X(transpose) X(var) X(view)
#define EVERY_METHOD(X) X(newbyteorder) X(put) X(sort)
// clang-format on
#define X(name)                                                                                    \
    static KiValue scalar_##name(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {         \
        return np_scalar_method(ks, #name, args, nargs, kwnames);                                  \
    }
OTHER_METHODS(X)
EVERY_METHOD(X)
#undef X
#define X(name) {#name, "(...)", (void *)scalar_##name, NULL, 0},
static const KiDef other_methods[] = {OTHER_METHODS(X) KI_DEF_END};

/* --- what would change a scalar --- */

static KiValue itemset(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return ki_raise(ks, KI_EXC_ValueError, "array-scalars are immutable");
}
static KiValue setfield(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return ki_raise(ks, KI_EXC_TypeError, "Can't set fields in a non-void array scalar.");
}
/* The first element of an array. */
static KiValue array_wrap(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    if (nargs < 2 || !ki_is_ndarray(args[1]))
        return ki_raise(ks, KI_EXC_TypeError,
                        nargs < 2 ? "only accepts 1 argument."
                                  : "can only be called with ndarray object");
    KiValue flat = ki_call_method_cstr(ks, args[1], "ravel", NULL, 0);
    KiValue first = flat == KI_ERR ? KI_ERR : ki_getitem(ks, flat, ki_small_int(0));
    ki_decref(ks, flat);
    return first;
}
static KiValue setflags(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    return KI_NONE;
}
static KiValue resize(KiState *ks, KiValue *args, int nargs, KiValue kwnames) {
    KiTuple *names = kwnames == KI_ABSENT ? NULL : ki_tuple_of(kwnames);
    for (int64_t i = 0; names && i < names->len; i++)
        if (!ki_str_eq_cstr(ki_str_of(names->items[i]), "refcheck"))
            return ki_raise(ks, KI_EXC_TypeError,
                            "'%s' is an invalid keyword argument for this function",
                            ki_str_utf8(ks, ki_str_of(names->items[i]), NULL));
    return KI_NONE;
}
static const KiDef every_method[] = {EVERY_METHOD(X){"itemset", "(...)", (void *)itemset, NULL, 0},
                                     {"__array_wrap__", "(...)", (void *)array_wrap, NULL, 0},
                                     {"resize", "(...)", (void *)resize, NULL, 0},
                                     {"setfield", "(...)", (void *)setfield, NULL, 0},
                                     {"setflags", "(...)", (void *)setflags, NULL, 0},
                                     KI_DEF_END};
#undef X

/* --- attributes --- */

static KiValue get_data(KiState *ks, KiValue v, void *closure) {
    return ki_memoryview_new(ks, v);
}
static KiValue get_flags(KiState *ks, KiValue v, void *closure) {
    return np_helper(ks, "_scalar_flags", &v, 1);
}
static KiValue get_of_array(KiState *ks, KiValue v, void *closure) {
    KiValue x = as_array(ks, v);
    KiValue r = x == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, x, closure);
    ki_decref(ks, x);
    return np_as_scalar(ks, r);
}
#define OF_ARRAY(name)                                                                             \
    { name, get_of_array, NULL, NULL, (void *)(uintptr_t)(name) }
static KiValue get_priority(KiState *ks, KiValue v, void *closure) {
    return ki_float(-1000000.0);
}
static const KiGetsetDef every_attribute[] = {
    {"data", get_data, NULL, NULL, NULL},
    {"flags", get_flags, NULL, NULL, NULL},
    {"__array_priority__", get_priority, NULL, NULL, NULL},
    OF_ARRAY("__array_interface__"),
    {NULL, NULL, NULL, NULL, NULL}};
static const KiGetsetDef other_attributes[] = {
    OF_ARRAY("flat"), OF_ARRAY("imag"), OF_ARRAY("real"), {NULL, NULL, NULL, NULL, NULL}};

bool np_init_scalar_array(KiState *ks) {
    static const int others[] = {NP_STR, NP_BYTES, NP_VOID, NP_DATETIME, NP_TIMEDELTA};
    KiType *generic = ks->types[KI_K_NPSCALAR];
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        KiType *t = ki_np(ks)->classes[others[i]];
        if (!ki_type_add_methods(ks, t, other_methods) ||
            !ki_type_add_getsets(ks, t, other_attributes))
            return false;
    }
    return ki_type_add_methods(ks, generic, every_method) &&
           ki_type_add_getsets(ks, generic, every_attribute);
}
