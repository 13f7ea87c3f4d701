/* __reduce__ of built-in functions, methods, singletons and errors: by which name or from which
 * arguments they are made again by copy and pickle. */
#include "../object/containers.h"
#include "type_init.h"

/* (getattr, (owner, name)) */
static KiValue by_getattr(KiState *ks, KiValue owner, KiValue name /* consumed */) {
    KiValue get = name == KI_ERR ? KI_ERR : ki_dict_get_cstr(ks, ks->builtins_dict, "getattr");
    KiValue args = get == KI_ERR || get == KI_ABSENT ? KI_ERR : ki_tuple_pack(ks, 2, owner, name);
    KiValue r = args == KI_ERR ? KI_ERR : ki_tuple_pack(ks, 2, get, args);
    ki_decref(ks, args);
    ki_decref(ks, name);
    return r;
}
/* A function of a module goes by its name, a bound method by its object. */
static KiValue native_reduce(KiState *ks, KiValue *a, int n) {
    KiNative *f = (KiNative *)ki_obj(a[0]);
    KiValue name = ki_str_from_cstr(ks, f->name);
    if (f->self != KI_ABSENT && !ki_is_kind(f->self, KI_K_MODULE))
        return by_getattr(ks, f->self, name);
    if (f->owner) return by_getattr(ks, ki_from_obj(f->owner), name);
    return name;
}
/* Whatever has a class and a name there: __objclass__. */
static KiValue descriptor_reduce(KiState *ks, KiValue *a, int n) {
    KiValue owner = ki_getattr_cstr(ks, a[0], "__objclass__");
    KiValue r =
        owner == KI_ERR ? owner : by_getattr(ks, owner, ki_getattr(ks, a[0], ks->names.d_name));
    ki_decref(ks, owner);
    return r;
}
static KiValue wrapper_reduce(KiState *ks, KiValue *a, int n) {
    KiValue self = ki_getattr(ks, a[0], ks->names.d_self);
    KiValue r =
        self == KI_ERR ? self : by_getattr(ks, self, ki_getattr(ks, a[0], ks->names.d_name));
    ki_decref(ks, self);
    return r;
}

static KiValue ellipsis_reduce(KiState *ks, KiValue *a, int n) {
    return ki_str_from_cstr(ks, "Ellipsis");
}
static KiValue notimpl_reduce(KiState *ks, KiValue *a, int n) {
    return ki_str_from_cstr(ks, "NotImplemented");
}

/* --- errors that keep arguments outside args --- */

/* (class, args[, attributes]); args and the extra attributes consumed. */
static KiValue error_parts(KiState *ks, KiValue self, KiValue args, KiDict *state) {
    KiValue cls = ki_from_obj(ki_type_of(ks, self)), r = KI_ERR;
    if (args != KI_ERR && state)
        r = state->used ? ki_tuple_pack(ks, 3, cls, args, ki_from_obj(state))
                        : ki_tuple_pack(ks, 2, cls, args);
    ki_decref(ks, args);
    if (state) ki_decref_obj(ks, (KiObj *)state);
    return r;
}
static KiValue os_error_reduce(KiState *ks, KiValue *a, int n) {
    KiValue args = ki_new_ref(((KiException *)ki_obj(a[0]))->args);
    KiValue file = ki_getattr(ks, a[0], ks->names.n_filename);
    KiValue file2 = file == KI_ERR ? KI_ERR : ki_getattr(ks, a[0], ks->names.n_filename2);
    KiTuple *t = ki_tuple_of(args);
    if (file2 != KI_ERR && t->len == 2 && file != KI_NONE) {
        KiValue more = file2 == KI_NONE
                           ? ki_tuple_pack(ks, 3, t->items[0], t->items[1], file)
                           : ki_tuple_pack(ks, 5, t->items[0], t->items[1], file, KI_NONE, file2);
        ki_decref(ks, args);
        args = more;
    }
    bool ok = file2 != KI_ERR;
    ki_decref(ks, file);
    ki_decref(ks, file2);
    if (ok) return error_parts(ks, a[0], args, ki_instance_dict_copy(ks, ki_obj(a[0])));
    ki_decref(ks, args);
    return KI_ERR;
}
static KiValue import_error_reduce(KiState *ks, KiValue *a, int n) {
    KiDict *state = ki_instance_dict_copy(ks, ki_obj(a[0]));
    KiStr *const names[] = {ks->names.n_name, ks->names.n_path};
    bool ok = state != NULL;
    for (int i = 0; ok && i < 2; i++) {
        KiValue v = ki_getattr(ks, a[0], names[i]);
        ok = v != KI_ERR && (v == KI_NONE || ki_dict_set_str(ks, state, names[i], v));
        ki_decref(ks, v);
    }
    if (ok) return error_parts(ks, a[0], ki_new_ref(((KiException *)ki_obj(a[0]))->args), state);
    if (state) ki_decref_obj(ks, (KiObj *)state);
    return KI_ERR;
}

bool ki_init_reduce_methods(KiState *ks) {
#define REDUCE(fn)                                                                                 \
    { {"__reduce__", "(self, /)", fn, NULL, KI_DEF_UNSIGNED}, KI_DEF_END }
    static const KiDef native[] = REDUCE(native_reduce), descr[] = REDUCE(descriptor_reduce),
                       wrapper[] = REDUCE(wrapper_reduce), ellipsis[] = REDUCE(ellipsis_reduce),
                       notimpl[] = REDUCE(notimpl_reduce), os_error[] = REDUCE(os_error_reduce),
                       import_error[] = REDUCE(import_error_reduce);
#undef REDUCE
    return ki_type_add_methods(ks, ks->types[KI_K_NATIVE], native) &&
           ki_type_add_methods(ks, ks->types[KI_K_METHOD_DESCR], descr) &&
           ki_type_add_methods(ks, ks->types[KI_K_CLASSMETHOD_DESCR], descr) &&
           ki_type_add_methods(ks, ks->types[KI_K_SLOT_WRAPPER], descr) &&
           ki_type_add_methods(ks, ks->types[KI_K_METHOD_WRAPPER], wrapper) &&
           ki_type_add_methods(ks, ks->types[KI_K_ELLIPSIS], ellipsis) &&
           ki_type_add_methods(ks, ks->types[KI_K_NOTIMPL], notimpl) &&
           ki_type_add_methods(ks, ks->exceptions[KI_EXC_OSError], os_error) &&
           ki_type_add_methods(ks, ks->exceptions[KI_EXC_ImportError], import_error);
}
