#ifndef KB_ALLOC_H
#define KB_ALLOC_H
/* The only door to the system allocator.
 *
 * Every interpreter state and every tensor context owns one KbAlloc, so that a host can give each
 * its own allocator and memory limit. Sizes are passed back on release: the accounting then needs
 * no header before the block. Running out of memory (or over the limit) is an ordinary NULL. */
#include <stdbool.h>
#include <stddef.h>

/* Host hook. new_size 0 frees (returns NULL); ptr NULL allocates. Blocks are 16-byte aligned. */
typedef void *(*KbReallocFn)(void *userdata, void *ptr, size_t old_size, size_t new_size);

typedef struct KbAlloc {
    KbReallocFn fn; /* NULL: the system allocator */
    void *userdata;
    _Atomic size_t used; /* bytes handed out now; tensor buffers may be freed by another thread */
    size_t peak;         /* highest `used` seen (approximate under threads) */
    size_t limit;        /* bytes; 0: none */
    long fail_after;     /* tests: the n-th next allocation fails (0: off, counts down) */
} KbAlloc;

void kb_alloc_init(KbAlloc *a, KbReallocFn fn, void *userdata);

/* NULL when out of memory or over the limit. size 0 gives a unique non-NULL pointer. */
void *kb_malloc(KbAlloc *a, size_t size);
void *kb_calloc(KbAlloc *a, size_t size);
/* On failure the old block is untouched. */
void *kb_realloc(KbAlloc *a, void *ptr, size_t old_size, size_t new_size);
void kb_free(KbAlloc *a, void *ptr, size_t size);

/* Multiplies without overflow: false if a*b does not fit. */
static inline bool kb_mul_size(size_t a, size_t b, size_t *out) {
    return !__builtin_mul_overflow(a, b, out);
}
#endif
