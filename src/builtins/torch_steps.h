#ifndef KI_TORCH_STEPS_H
#define KI_TORCH_STEPS_H
/* What PyTorch's functions written in Python do with their arguments before native functions see
 * them, for those of the functions that are native here: torch._functional_steps (places 'f' and
 * 'm') and torch.nn._functional_steps ('n') have a function for each, which binds the arguments as
 * Python does, makes the same checks in the same order, and holds what it would hand to native
 * functions against their signatures. */
#include "tensor_common.h"

/* Raises the error of those steps and returns true if they end in one; else the pending exception,
 * if there is one, stays. */
bool ki_torch_steps_fail(KiState *ks, const char *name, char place, KiValue *args, int nargs,
                         KiValue kwnames) KB_COLD;
#endif
