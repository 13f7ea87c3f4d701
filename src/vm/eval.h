#ifndef KI_EVAL_H
#define KI_EVAL_H
/* The dispatch loop. */
#include "vm.h"

/* Runs from ks->R, ks->pc until the frame entered from C returns (its value, owned) or an exception
 * leaves it (KI_ERR). With raise, starts by handling the pending exception at ks->pc. When a
 * generator that C resumed yields, the value is in ks->vm->result and KI_ABSENT is returned. */
KiValue ki_vm_run(KiState *ks, bool raise) KB_MUST_CHECK;
/* The same in the loop that traces, for ki_vm_run: entry is R of the frame entered from C. */
KiValue ki_vm_run_traced(KiState *ks, bool raise, KiValue *entry) KB_MUST_CHECK;
#endif
