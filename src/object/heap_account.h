#ifndef KI_HEAP_ACCOUNT_H
#define KI_HEAP_ACCOUNT_H
/* How much memory the heap holds without using it. */
#include "state.h"

/* Bytes of pages that no object takes; they are part of the state's account. */
size_t ki_heap_idle(const KiState *ks);
#endif
