#ifndef KI_SYS_FUNC_H
#define KI_SYS_FUNC_H
/* Shared by mod_sys.c, sys_func.c and unraisable.c. */
#include "builtins.h"

extern const KiDef ki_sys_functions[];
KiValue ki_native_module_names(KiState *ks)
    KB_MUST_CHECK; /* modules.c: tuple for sys.builtin_module_names */
/* Text to sys.stderr, if there is one. */
bool ki_sys_stderr(KiState *ks, KiValue text) KB_MUST_CHECK;
KiValue ki_sys_unraisablehook(KiState *ks, KiValue *a, int n) KB_MUST_CHECK;
#endif
