#ifndef KI_MOD_THREAD_H
#define KI_MOD_THREAD_H
/* The parts of the module _thread. */
#include "builtins.h"

/* _thread._local (thread_local.c): every thread sees attributes of its own. Owned. */
KiType *ki_make_thread_local_type(KiState *ks);
#endif
