/* The native module numpy._core: makes the numpy face's state and installs what the other
 * numpy_*.c files define. stdlib/numpy/__init__.py re-exports it and adds what is in Python. */
#include "numpy_core.h"

#include "../object/object_private.h"

static void free_state(KiState *ks) {
    KiNpState *np = ki_np(ks);
    if (!np) return;
    KiStr *names[] = {np->s_array,          np->s_array_priority, np->s_array_ufunc,
                      np->s_array_finalize, np->s_array_function, np->s_array_wrap,
                      np->s_array_prepare,  np->s_array_interface};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i]) ki_decref_obj(ks, &names[i]->h);
    for (int i = 0; i < KT_N_DTYPES; i++)
        if (np->dtypes[i]) ki_decref_obj(ks, &np->dtypes[i]->h);
    for (int i = 0; i < 2; i++)
        if (np->time_classes[i]) ki_decref_obj(ks, &np->time_classes[i]->h);
    if (np->object_dtype) ki_decref_obj(ks, &np->object_dtype->h);
    for (int i = 0; i < KT_N_OPS; i++)
        if (np->ufuncs[i]) ki_decref(ks, np->ufuncs[i]);
    ki_decref(ks, np->bools[0]);
    ki_decref(ks, np->bools[1]);
    ki_decref(ks, np->helpers);
    ki_decref(ks, np->repr_function);
    ki_decref(ks, np->str_function);
    KiTensorState *ts = ki_ts(ks);
    KiType *errors[] = {ts->np_axis_error, ts->np_linalg_error, ts->np_ufunc_type_error,
                        ts->np_memory_error};
    for (int i = 0; i < 4; i++)
        if (errors[i]) ki_decref_obj(ks, &errors[i]->h);
    ts->np_axis_error = ts->np_linalg_error = NULL;
    ts->np_ufunc_type_error = ts->np_memory_error = NULL;
    kb_free(&ks->alloc, np, sizeof *np);
    ki_ts(ks)->numpy = NULL;
}

static bool make_state(KiState *ks) {
    KiTensorState *ts = ki_ts(ks);
    if (ts->numpy) return true;
    KiNpState *np = kb_calloc(&ks->alloc, sizeof *np);
    if (!np) {
        ki_raise_nomem(ks);
        return false;
    }
    ts->numpy = np;
    ts->numpy_free = free_state;
    ts->np_scalar_new = np_scalar;
    np->bools[0] = np->bools[1] = np->helpers = KI_ABSENT;
    np->repr_function = np->str_function = KI_ABSENT;
    return (np->s_array = ki_intern_cstr(ks, "__array__")) &&
           (np->s_array_priority = ki_intern_cstr(ks, "__array_priority__")) &&
           (np->s_array_ufunc = ki_intern_cstr(ks, "__array_ufunc__")) &&
           (np->s_array_finalize = ki_intern_cstr(ks, "__array_finalize__")) &&
           (np->s_array_function = ki_intern_cstr(ks, "__array_function__")) &&
           (np->s_array_wrap = ki_intern_cstr(ks, "__array_wrap__")) &&
           (np->s_array_prepare = ki_intern_cstr(ks, "__array_prepare__")) &&
           (np->s_array_interface = ki_intern_cstr(ks, "__array_interface__"));
}

const char *np_class_name(KiState *ks, KiType *t, char buf[80]) {
    if (t->tp_name) return t->tp_name;
    bool native = !(t->flags & KI_TF_HEAP);
    snprintf(buf, 80, "%s%s", native ? "numpy." : "", ki_cstr(ks, t->name));
    return buf;
}

KiValue np_generic_alias(KiState *ks, KiValue cls, KiValue key, int most) {
    char name[80];
    int64_t n = ki_is_tuple(key) ? ki_tuple_of(key)->len : 1;
    if (n == 0 || n > most)
        return ki_raise(ks, KI_EXC_TypeError, "Too %s arguments for %s", n ? "many" : "few",
                        np_class_name(ks, (KiType *)ki_obj(cls), name));
    KiValue v[2] = {cls, key};
    return ki_call(ks, ki_from_obj(ks->types[KI_K_GENERIC_ALIAS]), v, 2, KI_ABSENT);
}

/* _set_errors(axis, linalg, ufunc, memory): the classes, which are Python's. */
NA_FN(f_set_errors) {
    KiTensorState *ts = ki_ts(ks);
    KiType **slots[4] = {&ts->np_axis_error, &ts->np_linalg_error, &ts->np_ufunc_type_error,
                         &ts->np_memory_error};
    for (int i = 0; i < 4; i++) {
        if (!ki_is_type(args[i])) continue;
        ki_incref_obj(ki_obj(args[i]));
        if (*slots[i]) ki_decref_obj(ks, &(*slots[i])->h);
        *slots[i] = (KiType *)ki_obj(args[i]);
    }
    return KI_NONE;
}

/* _tp_name(v): what messages of C code call the class of v. */
NA_FN(f_tp_name) {
    return ki_str_from_cstr(ks, ki_type_name(ks, args[0]));
}

/* _own(x): x, which owns its memory if it is the only view of the array that does. */
NA_FN(f_own) {
    return ki_new_ref(np_own(ks, args[0]));
}

static const NpRow rows[] = {
    {"_own", "f", "(x, /)", (void *)f_own},
    {"_tp_name", "f", "(v, /)", (void *)f_tp_name},
    {"_set_errors", "f", "(axis, linalg, ufunc=None, memory=None)", (void *)f_set_errors},
};

bool ki_mod_numpy_core_init(KiState *ks, KiModule *m) {
    return ki_tensor_state_init(ks) && make_state(ks) && np_init_dtype(ks, m) &&
           np_init_scalar(ks, m) && np_init_array(ks, m) && np_init_flags(ks, m) &&
           np_init_layout(ks, m) && np_init_flat(ks, m) && np_init_attrs(ks, m) &&
           np_init_create(ks, m) && np_init_convert(ks, m) && np_init_ufunc(ks, m) &&
           np_init_reduce(ks, m) && np_init_shape(ks, m) && np_init_index(ks, m) &&
           np_init_order(ks, m) && np_init_linear(ks, m) && np_init_print(ks, m) &&
           np_init_object(ks, m) && np_init_text_rows(ks, m) && np_init_memory(ks, m) &&
           np_init_carried(ks, m) && np_init_override(ks, m) && np_init_scalar_array(ks) &&
           NP_ADD(rows);
}
