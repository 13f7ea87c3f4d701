/* Loads OpenBLAS on first use. Each routine of blas.def is here under its own name as one jump
 * through a word that the loader fills, so that callers are written against cblas.h and LAPACK as
 * if the library were linked. The words are written once per process, under the once-guard, and
 * only read afterwards. Where there is no such jump for the processor the library is linked
 * (KT_BLAS_LINKED, set by the build). */
#include "blas_lazy.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
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

#if defined __x86_64__
#define JUMP(name) "jmp *kt_blas_at_" #name "(%rip)\n"
#elif defined __aarch64__
#define JUMP(name)                                                                                 \
    "adrp x16, kt_blas_at_" #name "\nldr x16, [x16, :lo12:kt_blas_at_" #name "]\nbr x16\n"
#endif
#define ROUTINE(name)                                                                              \
    extern void *kt_blas_at_##name __attribute__((visibility("hidden")));                          \
    void *kt_blas_at_##name;                                                                       \
    __asm__(".text\n.globl " #name "\n.hidden " #name "\n.type " #name ", %function\n" #name       \
            ":\n" JUMP(name));
#include "blas.def"
#undef ROUTINE

static const struct {
    const char *name;
    void **at;
} routines[] = {
#define ROUTINE(name) {#name, &kt_blas_at_##name},
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
    for (size_t i = 0; i < N_ROUTINES; i++)
        if (!(*routines[i].at = dlsym(lib, routines[i].name)))
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
