/* Bump allocation in chunks that grow with the arena; a big request gets a chunk of its own. */
#include "arena.h"

#include <stdint.h>
#include <string.h>

#include "common.h"

enum { FIRST_CHUNK = 4096, MAX_CHUNK = 256 * 1024 };

/* The payload follows the header directly; the header's size keeps it 16-byte aligned. */
struct KbArenaChunk {
    KbArenaChunk *next;
    size_t size; /* bytes, header included */
};
_Static_assert(sizeof(KbArenaChunk) % 16 == 0, "payload must stay 16-byte aligned");

void kb_arena_init(KbArena *ar, KbAlloc *alloc) {
    memset(ar, 0, sizeof *ar);
    ar->alloc = alloc;
}

void kb_arena_free(KbArena *ar) {
    for (KbArenaChunk *c = ar->chunks, *next; c; c = next) {
        next = c->next;
        kb_free(ar->alloc, c, c->size);
    }
    ar->chunks = NULL;
    ar->at = ar->end = NULL;
}

/* Makes a chunk that holds at least `size` payload bytes and allocates from it. */
static KB_COLD void *alloc_slow(KbArena *ar, size_t size) {
    size_t want = ar->chunks ? ar->chunks->size * 2 : FIRST_CHUNK;
    if (want > MAX_CHUNK) want = MAX_CHUNK;
    bool own = size > want / 4; /* would waste too much of the current chunk's tail */
    if (own) want = size + sizeof(KbArenaChunk);
    KbArenaChunk *c = kb_calloc(ar->alloc, want);
    if (!c) return NULL;
    c->size = want;
    char *payload = (char *)(c + 1);
    if (own && ar->chunks) { /* keep filling the current chunk */
        c->next = ar->chunks->next;
        ar->chunks->next = c;
        return payload;
    }
    c->next = ar->chunks;
    ar->chunks = c;
    ar->at = payload + size;
    ar->end = (char *)c + want;
    return payload;
}

void *kb_arena_alloc(KbArena *ar, size_t size) {
    if (KB_UNLIKELY(size > PTRDIFF_MAX / 2)) return NULL;
    size = (size + 15) & ~(size_t)15;
    if (KB_UNLIKELY(size == 0)) size = 16;
    if (KB_UNLIKELY((size_t)(ar->end - ar->at) < size)) return alloc_slow(ar, size);
    void *p = ar->at;
    ar->at += size;
    return p;
}

char *kb_arena_strndup(KbArena *ar, const char *s, size_t n) {
    char *p = kb_arena_alloc(ar, n + 1);
    if (p && n) memcpy(p, s, n);
    return p;
}
