/* The table of native modules (module.def), asked by the import system. */
#include "sys_func.h"

static const KiNativeModule table[] = {
#define MODULE(name, init) {name, init, false},
#include "module.def"
#undef MODULE
};
enum { N_MODULES = sizeof table / sizeof *table };

const KiNativeModule *ki_find_native_module(KiState *ks, const char *name) {
    for (int i = 0; i < N_MODULES; i++)
        if (!strcmp(table[i].name, name)) return &table[i];
    return NULL;
}

KiModule *ki_native_module_load(KiState *ks, const char *name) {
    KiValue v = ki_dict_get_cstr(ks, ks->modules, name);
    if (v != KI_ABSENT) return v == KI_ERR ? NULL : (KiModule *)ki_obj(v);
    const KiNativeModule *row = ki_find_native_module(ks, name);
    KiModule *m = row ? ki_module_new(ks, name) : NULL;
    if (!m) return NULL;
    bool ok = ki_dict_set_cstr(ks, ks->modules, name, ki_from_obj(m)) && row->init(ks, m);
    ki_decref_obj(ks, &m->h);
    return ok ? m : NULL;
}

/* sys.builtin_module_names: sorted, "builtins" and "sys" included. */
KiValue ki_native_module_names(KiState *ks) {
    KiList *l = ki_list_new(ks, N_MODULES + 2);
    bool ok = l != NULL;
    for (int i = -2; ok && i < N_MODULES; i++) {
        KiValue s = ki_str_from_cstr(ks, i == -2 ? "builtins" : i == -1 ? "sys" : table[i].name);
        ok = s != KI_ERR && ki_list_append(ks, l, s);
        ki_decref(ks, s);
    }
    KiValue r =
        ok && ki_list_sort(ks, l, KI_NONE, false) ? ki_tuple_from(ks, l->items, l->len) : KI_ERR;
    if (l) ki_decref_obj(ks, &l->h);
    return r;
}
