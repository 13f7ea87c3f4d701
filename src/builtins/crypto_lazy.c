/* Loads libcrypto on first use (lazy_load.inc.h). KI_CRYPTO_LINKED: the build linked it instead. */
#include "crypto_lazy.h"

#ifdef KI_CRYPTO_LINKED
bool ki_crypto_load(void) {
    return true;
}
#else
#define LIBRARY_ROUTINES "crypto.def"
#define LIBRARY_NAMES    "libcrypto.so.3"
#include "../base/lazy_load.inc.h"

bool ki_crypto_load(void) {
    return load_library();
}
#endif
