/* Defines `static bool load_library(void)`, which loads a shared library the first time it is asked
 * (lazy_library.h) and says whether it and all of its routines are there. Before the inclusion:
 * LIBRARY_ROUTINES is the table of ROUTINE(name) rows to include, LIBRARY_NAMES the file names to
 * try, one after the other. */
#include <pthread.h>

#include "lazy_library.h"

#define ROUTINE(name) KB_LAZY_ROUTINE(name)
#include LIBRARY_ROUTINES
#undef ROUTINE

static const KbLazyRoutine routines[] = {
#define ROUTINE(name) KB_LAZY_ROW(name)
#include LIBRARY_ROUTINES
#undef ROUTINE
};
static bool loaded; /* set once, by load() */

static void load(void) {
    static const char *const names[] = {LIBRARY_NAMES};
    void *library = NULL;
    for (size_t i = 0; !library && i < sizeof names / sizeof *names; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    loaded = library && kb_lazy_fill(library, routines, sizeof routines / sizeof *routines);
}
static bool load_library(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return loaded;
}
