#ifndef KI_TORCH_SIGNATURE_H
#define KI_TORCH_SIGNATURE_H
/* PyTorch's own account of what a function takes, for its errors about arguments.
 *
 * torch_signature.def has the signatures. They are looked at after a function has failed: when the
 * arguments fit none of its signatures, PyTorch would not have got further than saying so, and its
 * message replaces the one that stands. Before the call they are asked only where keywords are
 * given or arguments of a kind that is seldom meant, and by functions written in Python. */
#include "tensor_common.h"

/* Raises PyTorch's TypeError and returns true if the function `name` at `place` (see
 * torch_signature.def) takes no such arguments; a method's self is args[0]. An exception already
 * pending is replaced. */
bool ki_torch_misfit(KiState *ks, const char *name, char place, KiValue *args, int nargs,
                     KiValue kwnames) KB_COLD;
/* Lets failed calls of the native function f be explained in this way. takes_lazy: it knows what to
 * do with lazy views, which others do not get to see (torch_lazy.h). */
/* takes_sparse: sparse tensors too (torch_sparse.h). */
void ki_torch_explain_errors(KiNative *f, char place, bool takes_lazy, bool takes_sparse);
/* The place of such a function. */
char ki_torch_place_of(const KiNative *f);
#endif
