#ifndef KI_MOD_THREAD_H
#define KI_MOD_THREAD_H
/* The parts of the module _thread. */
#include <semaphore.h>

#include "builtins.h"

/* _thread._local (thread_local.c): every thread sees attributes of its own. Owned. */
KiType *ki_make_thread_local_type(KiState *ks);
/* _queue.SimpleQueue (simple_queue.c). */
KiType *ki_make_simple_queue_type(KiState *ks);
KiType *ki_make_queue_empty_type(KiState *ks); /* what it raises */
/* Waits for a semaphore, others running meanwhile, at most so many seconds (below 0: for ever).
 * 1: it has been taken, 0: not in time, -1: a signal handler raised. */
int ki_sem_take(KiState *ks, sem_t *s, double seconds) KB_MUST_CHECK;
#endif
