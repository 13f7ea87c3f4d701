#ifndef KI_ABC_H
#define KI_ABC_H
/* Abstract base classes, as far as isinstance() and issubclass() ask them without a call. */
#include "../object/object.h"

/* isinstance(v, cls), or issubclass(v, cls), if cls is an abstract class with the usual hooks that
 * has been asked before: 1 or 0; -1: it must be asked. Runs nothing. */
int ki_abc_known(KiState *ks, KiValue v, KiValue cls, bool instance);
/* Tells which functions are the usual hooks, __instancecheck__ and __subclasscheck__ of ABCMeta. */
KiValue ki_abc_hooks(KiState *ks, KiValue *a, int n);
#endif
