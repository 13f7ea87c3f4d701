/* KbAlloc over malloc or a host hook: accounting, limit, and failing on purpose for tests. */
#include "alloc.h"

#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"

/* malloc's own alignment is 16 on all 64-bit targets; a hook promises the same. */
static void *system_realloc(void *ptr, size_t new_size) {
    if (new_size == 0) {
        free(ptr);
        return NULL;
    }
    return realloc(ptr, new_size);
}

void kb_alloc_init(KbAlloc *a, KbReallocFn fn, void *userdata) {
    memset(a, 0, sizeof *a);
    a->fn = fn;
    a->userdata = userdata;
}

/* Books `size` more bytes; false when that breaks the limit or a test asked for a failure. */
static bool reserve(KbAlloc *a, size_t size) {
    if (KB_UNLIKELY(a->fail_after > 0) && --a->fail_after == 0) return false;
    if (KB_UNLIKELY(size > PTRDIFF_MAX)) return false;
    size_t used = atomic_fetch_add_explicit(&a->used, size, memory_order_relaxed) + size;
    if (KB_UNLIKELY(a->limit && used > a->limit)) {
        atomic_fetch_sub_explicit(&a->used, size, memory_order_relaxed);
        return false;
    }
    if (used > a->peak) a->peak = used;
    return true;
}

static void unreserve(KbAlloc *a, size_t size) {
    atomic_fetch_sub_explicit(&a->used, size, memory_order_relaxed);
}

void *kb_malloc(KbAlloc *a, size_t size) {
    if (!reserve(a, size)) return NULL;
    size_t real = size ? size : 1;
    void *p = a->fn ? a->fn(a->userdata, NULL, 0, real) : malloc(real);
    if (KB_UNLIKELY(!p)) unreserve(a, size);
    return p;
}

void *kb_calloc(KbAlloc *a, size_t size) {
    if (a->fn) {
        void *p = kb_malloc(a, size);
        return p ? memset(p, 0, size) : NULL;
    }
    if (!reserve(a, size)) return NULL;
    void *p = calloc(1, size ? size : 1); /* fresh pages come zeroed for free */
    if (KB_UNLIKELY(!p)) unreserve(a, size);
    return p;
}

void *kb_realloc(KbAlloc *a, void *ptr, size_t old_size, size_t new_size) {
    if (!ptr) return kb_malloc(a, new_size);
    size_t grow = new_size > old_size ? new_size - old_size : 0;
    if (!reserve(a, grow)) return NULL;
    size_t real_old = old_size ? old_size : 1, real_new = new_size ? new_size : 1;
    void *p = a->fn ? a->fn(a->userdata, ptr, real_old, real_new) : system_realloc(ptr, real_new);
    if (KB_UNLIKELY(!p)) {
        unreserve(a, grow);
        return NULL;
    }
    if (new_size < old_size) unreserve(a, old_size - new_size);
    return p;
}

void kb_free(KbAlloc *a, void *ptr, size_t size) {
    if (!ptr) return;
    KB_ASSERT(a->used >= size);
    unreserve(a, size);
    if (a->fn)
        (void)a->fn(a->userdata, ptr, size ? size : 1, 0);
    else
        free(ptr);
}
