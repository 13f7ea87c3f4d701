#ifndef KB_LAZY_LIBRARY_H
#define KB_LAZY_LIBRARY_H
/* A shared library that is loaded when it is first needed. Each routine of it is defined under its
 * own name as one jump through a word that the loader fills, so that callers include the library's
 * header as if it were linked; whoever calls a routine has the library loaded before. The words are
 * written once per process, under a once-guard, and only read afterwards.
 *
 *     #define ROUTINE(name) KB_LAZY_ROUTINE(name)
 *     #include "library.def"
 *     #undef ROUTINE
 *     static const KbLazyRoutine routines[] = {
 *     #define ROUTINE(name) KB_LAZY_ROW(name)
 *     ...
 *
 * Only for processors that KB_LAZY_JUMP knows, and ELF; the build links the library elsewhere. */
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>

#if defined __x86_64__
#define KB_LAZY_JUMP(name) "jmp *kb_lazy_" #name "(%rip)\n"
#elif defined __aarch64__
#define KB_LAZY_JUMP(name)                                                                         \
    "adrp x16, kb_lazy_" #name "\nldr x16, [x16, :lo12:kb_lazy_" #name "]\nbr x16\n"
#endif
#define KB_LAZY_ROUTINE(name)                                                                      \
    extern void *kb_lazy_##name __attribute__((visibility("hidden")));                             \
    void *kb_lazy_##name;                                                                          \
    __asm__(".text\n.globl " #name "\n.hidden " #name "\n.type " #name ", %function\n" #name       \
            ":\n" KB_LAZY_JUMP(name));
#define KB_LAZY_ROW(name) {#name, &kb_lazy_##name},

typedef struct KbLazyRoutine {
    const char *name;
    void **at;
} KbLazyRoutine;

/* Looks n routines up in an open library. False: one is missing. */
static inline bool kb_lazy_fill(void *library, const KbLazyRoutine *routines, size_t n) {
    bool all = true;
    for (size_t i = 0; i < n; i++)
        all &= (*routines[i].at = dlsym(library, routines[i].name)) != NULL;
    return all;
}
#endif
