/* Loads libcrypto on first use (lazy_library.h). KI_CRYPTO_LINKED: the build linked it instead. */
#include "crypto_lazy.h"

#ifdef KI_CRYPTO_LINKED
bool ki_crypto_load(void) {
    return true;
}
#else

#include <pthread.h>

#include "../base/lazy_library.h"

#define ROUTINE(name) KB_LAZY_ROUTINE(name)
#include "crypto.def"
#undef ROUTINE

static const KbLazyRoutine routines[] = {
#define ROUTINE(name) KB_LAZY_ROW(name)
#include "crypto.def"
#undef ROUTINE
};

static bool loaded; /* set once, by load() */

static void load(void) {
    void *library = dlopen("libcrypto.so.3", RTLD_LAZY | RTLD_LOCAL);
    loaded = library && kb_lazy_fill(library, routines, sizeof routines / sizeof *routines);
}

bool ki_crypto_load(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded;
}
#endif
