/* Loads OpenBLAS on first use (lazy_library.h). Where that cannot be done the library is linked
 * (KT_BLAS_LINKED, set by the build). */
#include "blas_lazy.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>

#ifdef KT_BLAS_LINKED
void openblas_set_num_threads(int n);
static void one_thread(void) {
    openblas_set_num_threads(1);
}
bool kt_blas_load(const char **why) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, one_thread);
    *why = NULL;
    return true;
}
#else

#include "../base/lazy_library.h"

#define ROUTINE(name) KB_LAZY_ROUTINE(name)
#include "blas.def"
#undef ROUTINE

static const KbLazyRoutine routines[] = {
#define ROUTINE(name) KB_LAZY_ROW(name)
#include "blas.def"
#undef ROUTINE
};
enum { N_ROUTINES = sizeof routines / sizeof *routines };

static const char *const names[] = {"libopenblas.so.0", "libopenblas.so"};
static const char *failure; /* set once, by load() */

/* The library starts its own threads while it loads, unless told not to; they would only spin
 * beside ours. The variable is for that moment alone. */
static void *open_library(void) {
    bool ours = !getenv("OPENBLAS_NUM_THREADS");
    if (ours) setenv("OPENBLAS_NUM_THREADS", "1", 1);
    void *lib = NULL;
    for (size_t i = 0; !lib && i < sizeof names / sizeof *names; i++)
        lib = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    if (ours) unsetenv("OPENBLAS_NUM_THREADS");
    return lib;
}

static void load(void) {
    void *lib = open_library();
    if (!lib) {
        failure = "OpenBLAS (libopenblas.so.0) cannot be loaded";
        return;
    }
    if (!kb_lazy_fill(lib, routines, N_ROUTINES))
        failure = "the installed OpenBLAS lacks a routine of BLAS or LAPACK";
    void *set = dlsym(lib, "openblas_set_num_threads");
    if (set) {
        void (*set_num_threads)(int);
        *(void **)&set_num_threads = set;
        set_num_threads(1);
    }
}

bool kt_blas_load(const char **why) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    *why = failure;
    return !failure;
}
#endif
