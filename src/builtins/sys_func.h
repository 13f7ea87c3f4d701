#ifndef KI_SYS_FUNC_H
#define KI_SYS_FUNC_H
/* Shared by mod_sys.c and sys_func.c. */
#include "builtins.h"

extern const KiDef ki_sys_functions[];
KiValue ki_native_module_names(KiState *ks)
    KB_MUST_CHECK; /* modules.c: tuple for sys.builtin_module_names */
#endif
