#ifndef KI_SCOPE_LIST_H
#define KI_SCOPE_LIST_H
/* _kukri.scopes(source, filename, mode): what the module symtable shows. */
#include "../object/state.h"

/* a: source (str or bytes), file name, mode of compile(). */
KiValue ki_bi_scopes(KiState *ks, KiValue *a, int nargs) KB_MUST_CHECK;
#endif
