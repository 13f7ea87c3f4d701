/* The module posix: the system calls behind os.py. */
#include "posix_util.h"

bool ki_mod_posix_init(KiState *ks, KiModule *m) {
    return ki_posix_types_init(ks) && ki_posix_process_init(ks, m) &&
           ki_module_add_functions(ks, m, ki_posix_file_functions) &&
           ki_module_add_functions(ks, m, ki_posix_dir_functions) &&
           ki_module_add_functions(ks, m, ki_posix_process_functions) &&
           ki_module_add(ks, m, "stat_result", ki_new_ref(ki_from_obj(ks->bi->stat_result))) &&
           ki_module_add(ks, m, "DirEntry", ki_new_ref(ki_from_obj(ks->bi->dir_entry))) &&
           ki_module_add(ks, m, "error", ki_new_ref(ki_from_obj(ks->exceptions[KI_EXC_OSError])));
}
