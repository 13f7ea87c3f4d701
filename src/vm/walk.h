#ifndef KI_WALK_H
#define KI_WALK_H
/* Walking the VM stacks for a report of a crash: nothing is allocated, locked or run, so that a
 * signal handler may do it, in a state that will not run on. */
#include "thread.h"

/* The frames of the execution that the state's fields hold, innermost first, until each says no. */
typedef bool (*KiFrameVisit)(void *arg, const KiCode *code, uint32_t line);
void ki_frames_walk(KiState *ks, KiFrameVisit each, void *arg);
/* All threads, newest first, until each says no; while it is called the state's fields hold the
 * execution of that thread. current: the one that calls this. */
typedef bool (*KiThreadVisit)(void *arg, KiState *ks, uint64_t ident, bool current);
void ki_threads_walk(KiState *ks, KiThreadVisit each, void *arg);
#endif
