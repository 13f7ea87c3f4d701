#ifndef KI_NUMPY_LIB_H
#define KI_NUMPY_LIB_H
/* _numpy_lib: native helpers behind numpy.linalg, numpy.fft and numpy.lib, whose public functions
 * are Python. */
#include "numpy_core.h"

bool nl_init_linalg(KiState *ks, KiModule *m) KB_MUST_CHECK; /* numpy_linalg.c */

/* A tuple of 2 to 4 arrays (consumed; NULL: None), or the engine's error if not ok; ends a. */
KiValue nl_ret_tuple(Na *a, bool ok, KtTensor **t, int n) KB_MUST_CHECK;
#endif
