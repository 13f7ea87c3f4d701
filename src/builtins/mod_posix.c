/* The module posix: the system calls behind os.py. */
#include "posix_util.h"

bool ki_mod_posix_init(KiState *ks, KiModule *m) {
    return ki_posix_types_init(ks) && ki_posix_process_init(ks, m) &&
           ki_module_add_functions(ks, m, ki_posix_file_functions) &&
           ki_module_add_functions(ks, m, ki_posix_dir_functions) &&
           ki_module_add_functions(ks, m, ki_posix_process_functions) &&
           ki_module_add_functions(ks, m, ki_posix_fork_functions) &&
           ki_module_add_functions(ks, m, ki_posix_ids_functions) &&
           ki_module_add_functions(ks, m, ki_posix_fd_functions) &&
           ki_module_add_functions(ks, m, ki_posix_descriptor_functions) &&
           ki_module_add_functions(ks, m, ki_posix_limits_functions) &&
           ki_module_add_functions(ks, m, ki_posix_spawn_functions) &&
           ki_posix_limits_init(ks, m) && ki_posix_constants_init(ks, m) &&
           ki_module_add(ks, m, "stat_result", ki_new_ref(ki_from_obj(ks->bi->stat_result))) &&
           ki_posix_terminal_init(ks, m) &&
           ki_module_add(ks, m, "DirEntry", ki_new_ref(ki_from_obj(ks->bi->dir_entry))) &&
           ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_OSError])));
}

KiType *ki_make_exception(KiState *ks, const char *module, const char *name, KiType *base) {
    KiStr *id = ki_intern_cstr(ks, name);
    KiDict *ns = id ? ki_dict_new(ks) : NULL;
    KiValue bases = ns ? ki_tuple_pack(ks, 1, ki_from_obj(base)) : KI_ERR;
    KiValue text = bases == KI_ERR ? KI_ERR : ki_str_from_cstr(ks, module);
    KiType *t = NULL;
    if (text != KI_ERR && ki_dict_set_cstr(ks, ns, "__module__", text))
        t = ki_type_new(ks, ks->types[KI_K_TYPE], id, ki_tuple_of(bases), ns, NULL, 0, KI_ABSENT);
    ki_decref(ks, text);
    ki_decref(ks, bases);
    if (ns) ki_decref_obj(ks, &ns->h);
    if (id) ki_decref_obj(ks, &id->h);
    return t;
}
