#ifndef KI_MOD_FAULTHANDLER_H
#define KI_MOD_FAULTHANDLER_H
#include "builtins.h"

/* The state ends: its crashes are no longer reported. */
void ki_faulthandler_free(KiState *ks);
#endif
