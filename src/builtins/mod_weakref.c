/* The module _weakref_native: references to objects that do not keep them alive. Proxies are
 * written in Python (_weakref.py). */
#include "builtins.h"

static KiValue f_count(KiState *ks, KiValue *a, int n) {
    KiValue l = ki_weakref_list(ks, a[0]);
    if (l == KI_ERR) return KI_ERR;
    int64_t len = ki_list_of(l)->len;
    ki_decref(ks, l);
    return ki_small_int(len);
}
static KiValue f_refs(KiState *ks, KiValue *a, int n) {
    return ki_weakref_list(ks, a[0]);
}

bool ki_mod_weakref_init(KiState *ks, KiModule *m) {
    static const KiDef functions[] = {
        {"getweakrefcount", "(object, /)", f_count, "The number of weak references to the object.",
         0},
        {"getweakrefs", "(object, /)", f_refs, "A list of all weak references to the object.", 0},
        KI_DEF_END};
    KiValue t = ki_from_obj(ks->types[KI_K_WEAKREF]);
    return ki_module_add(ks, m, "ref", ki_new_ref(t)) &&
           ki_module_add(ks, m, "ReferenceType", ki_new_ref(t)) &&
           ki_module_add_functions(ks, m, functions);
}
