/* For builds that cannot run what they build: the standard library is compiled on import. */
#include "frozen.h"

const uint8_t *const ki_frozen_code = NULL;
