#ifndef KB_ARENA_H
#define KB_ARENA_H
/* Bump allocation for data that dies together (tokens, AST, compiler scratch): allocate many,
 * free all at once. Blocks are zeroed and 16-byte aligned. */
#include "alloc.h"

typedef struct KbArenaChunk KbArenaChunk;
typedef struct KbArena {
    KbAlloc *alloc;
    KbArenaChunk *chunks;
    char *at, *end;
} KbArena;

void kb_arena_init(KbArena *ar, KbAlloc *alloc);
void kb_arena_free(KbArena *ar);
/* NULL when out of memory. */
void *kb_arena_alloc(KbArena *ar, size_t size);
/* Copy of n bytes of s with a final NUL. */
char *kb_arena_strndup(KbArena *ar, const char *s, size_t n);
#define KB_ARENA_NEW(ar, T)      ((T *)kb_arena_alloc((ar), sizeof(T)))
#define KB_ARENA_ARRAY(ar, T, n) ((T *)kb_arena_alloc((ar), sizeof(T) * (size_t)(n)))
#endif
