#ifndef KI_CODE_REPLACE_H
#define KI_CODE_REPLACE_H
/* What code.replace() and the constructor share with the rest of code objects. */
#include "code.h"
#include "native.h"

enum { KI_CODE_VISIBLE_FLAGS = 0x7FFFFFF }; /* of co_flags; the others are of the VM alone */
/* Equal and of one type, zeros of one sign, down to the items. -1: error. */
int ki_code_same_constant(KiState *ks, KiValue a, KiValue b) KB_MUST_CHECK;
/* The attribute whose name is the closure, made by _code_object.py. */
KiValue ki_code_written(KiState *ks, KiValue self, void *closure);
KiValue ki_code_new(KiState *ks, KiType *cls, KiValue *args, int nargs, KiValue kwnames);
KiValue ki_code_replace(KiState *ks, KiValue *args, int nargs, KiValue kwnames);
#endif
