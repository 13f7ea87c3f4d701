#ifndef KI_MOD_SIGNAL_H
#define KI_MOD_SIGNAL_H
/* The parts of the module _signal. */
#include <signal.h>

#include "builtins.h"

enum { KI_N_SIGNALS = 65 };

bool ki_signal_wait_init(KiState *ks, KiModule *m) KB_MUST_CHECK; /* signal_wait.c */
/* As if the signal had arrived: its handler runs in the main thread, at once if this is it. */
bool ki_signal_trip(KiState *ks, int sig) KB_MUST_CHECK; /* mod_signal.c */
/* An iterable of signal numbers as a set. */
bool ki_signal_set_arg(KiState *ks, KiValue v, sigset_t *set) KB_MUST_CHECK; /* signal_wait.c */
#endif
