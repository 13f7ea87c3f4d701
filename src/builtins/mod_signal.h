#ifndef KI_MOD_SIGNAL_H
#define KI_MOD_SIGNAL_H
/* The parts of the module _signal. */
#include "builtins.h"

enum { KI_N_SIGNALS = 65 };

bool ki_signal_wait_init(KiState *ks, KiModule *m) KB_MUST_CHECK; /* signal_wait.c */
#endif
