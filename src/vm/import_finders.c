/* Finders of sys.meta_path and hooks of sys.path_hooks.
 *
 * sys.meta_path begins as the three standard finders, each of which stands for a step of the native
 * search: the search goes along the list and calls only the finders that scripts put there. Entries
 * of sys.path are looked into natively unless a hook of a script is in sys.path_hooks, or a finder
 * that such a hook made in sys.path_importer_cache. */
#include "import_finders.h"

#include <string.h>

#include "../object/native.h"
#include "frozen.h"

void ki_import_set_standard(KiState *ks, int which, KiValue v) {
    ki_assign(ks, &ks->vm->import_parts[which], ki_new_ref(v));
}

KiList *ki_finders(KiState *ks) {
    KiValue meta = ks->sys_dict ? ki_dict_get_cstr(ks, ks->sys_dict, "meta_path") : KI_NONE;
    if (meta == KI_ERR) return NULL;
    if (meta == KI_NONE || meta == KI_ABSENT) {
        ki_raise(ks, KI_EXC_ImportError, "sys.meta_path is None, Python is likely shutting down");
        return NULL;
    }
    return ki_to_list(ks, meta);
}

int ki_finder_step(const KiState *ks, KiValue finder) {
    for (int i = KI_FIND_NATIVE; i <= KI_FIND_ON_PATH; i++)
        if (ks->vm->import_parts[i] == finder) return i;
    return -1;
}

int ki_is_library_part(KiState *ks, const char *name) {
    if (!ki_find_native_module(ks, name) && !ki_frozen_find(name)) return 0;
    const char *dot = strrchr(name, '.');
    if ((dot ? dot[1] : name[0]) != '_') return 0;
    if (dot) return 1;
    KiValue known = ki_dict_get_cstr(ks, ks->sys_dict, "stdlib_module_names");
    KiValue key = known == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, name);
    int r = key == KI_ERR      ? -1
            : ki_is_set(known) ? ki_set_contains(ks, (KiSet *)ki_obj(known), key)
                               : 0;
    if (key != KI_ERR) ki_decref(ks, key);
    return r < 0 ? -1 : !r;
}

/* module.function(args) */
static KiValue call_of(KiState *ks, const char *module, const char *function, KiValue *args,
                       int n) {
    KiValue m = ki_import(ks, module);
    KiValue f = m == KI_ERR ? KI_ERR : ki_getattr_cstr(ks, m, function);
    KiValue r = f == KI_ERR ? KI_ERR : ki_call(ks, f, args, n, KI_ABSENT);
    if (f != KI_ERR) ki_decref(ks, f);
    if (m != KI_ERR) ki_decref(ks, m);
    return r;
}

KiValue ki_ask_finder(KiState *ks, KiValue finder, KiValue name, KiValue path) {
    KiValue args[3] = {name, path == KI_ABSENT ? KI_NONE : path, KI_NONE};
    KiStr *find_spec = ki_intern_cstr(ks, "find_spec");
    if (!find_spec) return KI_ERR;
    KiValue f = ki_getattr_opt(ks, finder, find_spec), r = KI_ERR;
    ki_decref_obj(ks, &find_spec->h);
    if (f == KI_ABSENT) { /* from before there were specs */
        KiValue old[3] = {finder, name, args[1]};
        return call_of(ks, KI_SPEC_MODULE, "_find_spec_legacy", old, 3);
    }
    if (f != KI_ERR) r = ki_call(ks, f, args, 3, KI_ABSENT);
    if (f != KI_ERR) ki_decref(ks, f);
    return r;
}

KiValue ki_load_spec(KiState *ks, KiValue spec) {
    return call_of(ks, KI_SPEC_MODULE, "_load", &spec, 1);
}

/* Are all hooks in sys.path_hooks standard ones? */
static bool only_standard_hooks(KiState *ks) {
    KiValue hooks = ki_dict_get_cstr(ks, ks->sys_dict, "path_hooks");
    if (!ki_is_kind(hooks, KI_K_LIST)) return hooks == KI_NONE;
    const KiList *l = ki_list_of(hooks);
    for (int64_t i = 0; i < l->len; i++)
        if (l->items[i] != ks->vm->import_parts[KI_HOOK_FOLDER] &&
            l->items[i] != ks->vm->import_parts[KI_HOOK_ARCHIVE])
            return false;
    return true;
}

KiValue ki_ask_path_entry(KiState *ks, KiValue entry, const char *name) {
    KiValue cache = ki_dict_get_cstr(ks, ks->sys_dict, "path_importer_cache");
    bool cached = ki_is_kind(cache, KI_K_DICT) && ki_dict_of(cache)->used > 0;
    if (ks->vm->import_parts[KI_HOOK_FOLDER] == KI_ABSENT || (!cached && only_standard_hooks(ks)))
        return KI_TRUE;
    KiValue full = ki_str_from_cstr(ks, name);
    if (full == KI_ERR) return KI_ERR;
    KiValue args[2] = {entry, full};
    KiValue r = call_of(ks, "_frozen_importlib_external", "_look_in_entry", args, 2);
    ki_decref(ks, full);
    return r;
}
