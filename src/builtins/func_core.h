#ifndef KI_FUNC_CORE_H
#define KI_FUNC_CORE_H
/* Prototypes of the C functions behind builtin.def: ki_bi_NAME, with bound or raw arguments. */
#include "builtins.h"

#define FUNC(name, signature, doc) KiValue ki_bi_##name(KiState *ks, KiValue *a, int n);
#define RAW(name, doc)             KiValue ki_bi_##name(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
#define COUNTED(name, doc)         RAW(name, doc)
#include "builtin.def"
#undef FUNC
#undef RAW
#undef COUNTED
#endif
