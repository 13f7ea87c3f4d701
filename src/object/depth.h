#ifndef KI_DEPTH_H
#define KI_DEPTH_H
/* How deep calls go as CPython counts them: declared here, defined by the VM (call.c). */
#include "state.h"

/* The running code is in a call of a native function that counts as soon as it calls back: one of
 * at most one argument by position. */
bool ki_in_counted_native(const KiState *ks);
#endif
