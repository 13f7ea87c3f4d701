#ifndef KI_TORCH_AUTOCAST_H
#define KI_TORCH_AUTOCAST_H
/* torch.autocast on the CPU for the functions of torch_autocast.def: calls of them inside a region
 * get their arguments in another dtype. A state that never entered a region pays no more than for
 * lazy views (torch_lazy.h). */
#include "torch_args.h"

/* Goes on with a call whose arguments need nothing more. */
typedef KiValue (*TcGoOn)(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames);

/* The call of the native function f, which go_on makes; KI_ABSENT where it needs no casts. */
KiValue tc_native(KiState *ks, KiNative *f, KiValue *args, int nargs, KiValue kwnames,
                  TcGoOn go_on) KB_MUST_CHECK;
/* The same of a function that is written in Python, by its name. */
KiValue tc_python(KiState *ks, KiValue f, const char *name, KiValue *args, int nargs,
                  KiValue kwnames) KB_MUST_CHECK;
#endif
