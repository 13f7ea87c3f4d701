#ifndef KI_HEAP_PAGE_H
#define KI_HEAP_PAGE_H
/* Layout of the heap, shared by heap.c (allocation), dealloc.c (release) and gc.c (cycles); nobody
 * else looks inside.
 *
 *   chunk: 16 aligned pages of 16 KB
 *   page:  KiPage header, [mark bytes, one a block: collector pages only], blocks of one size
 *   large: KiLarge header, then the object (KI_OF_LARGE); all on one ring
 *
 * A free block has 0 in its first 8 bytes (so its "reference count" reads 0) and the next free
 * block of the page in the second. An object being torn down has a count of 0 as well: the
 * collector skips both. Blocks at index >= `bump` of a page have never been used. */
#include "heap.h"
#include "state.h"

#define KI_PAGE_SIZE   16384u
#define KI_CHUNK_PAGES 16
#define KI_SMALL_MAX   1024u
#define KI_N_CLASSES   (KI_SMALL_MAX / 16 + 1)

typedef enum KiSpace { KI_SPACE_RAW, KI_SPACE_LEAF, KI_SPACE_GC, KI_N_SPACES } KiSpace;

typedef struct KiFreeBlock {
    uint64_t zero;
    struct KiFreeBlock *next;
} KiFreeBlock;

typedef struct KiPage {
    KiFreeBlock *free;
    uint32_t used;                     /* blocks handed out */
    uint32_t bump;                     /* blocks ever handed out or on the free list */
    uint32_t capacity;                 /* blocks in the page; 0: the page is on heap->free_pages */
    uint32_t size;                     /* of a block, bytes */
    uint32_t recip;                    /* ceil(2^32 / size): block index = offset * recip >> 32 */
    uint8_t space, cls, young, listed; /* listed: on heap->avail */
    char *first;
    struct KiPage *next, *prev; /* heap->avail or heap->free_pages */
    uint8_t mark[];             /* collector colour of each block */
} KiPage;

typedef struct KiLarge {
    struct KiLarge *next, *prev;
    size_t size; /* of the object */
    uint8_t space, young, mark;
    uint8_t pad[5];
} KiLarge;
_Static_assert(sizeof(KiLarge) % 16 == 0, "objects are 16-byte aligned");

typedef struct KiChunk {
    struct KiChunk *next;
    char *pages; /* KI_PAGE_SIZE-aligned */
    int n_pages;
} KiChunk;

typedef struct KiHeap KiHeap;
struct KiHeap {
    KiPage *cur[KI_N_SPACES][KI_N_CLASSES];
    KiPage *avail[KI_N_SPACES][KI_N_CLASSES];
    KiPage *free_pages;
    KiChunk *chunks;
    KiLarge large; /* ring head */
    KiPage empty;  /* stands for "no page yet" in cur */
    /* collector */
    int64_t countdown;   /* net collector objects still to come before the next young run */
    int64_t threshold;   /* what countdown starts from */
    int64_t old_count;   /* survivors in the old set */
    int64_t old_pending; /* survivors added since the last full run */
    int64_t pressure, pressure_limit; /* foreign bytes since the last run */
    bool enabled, collecting;
    int64_t collections[3], collected[3];
    int64_t runs[3];        /* of the generation below, since this one's last run */
    const KiGcHooks *hooks; /* the gc module's, or NULL while it is not imported */
    int debug;              /* its DEBUG_ flags */
    /* release */
    int dealloc_depth;
    KiObj **trash; /* objects whose release waits for the outermost one to finish */
    size_t n_trash, cap_trash;
};

bool ki_heap_init(KiState *ks);
void ki_heap_free(KiState *ks);
void ki_heap_teardown(KiState *ks); /* dealloc.c: objects still alive give back their memory */

static inline KiPage *ki_page_of(const void *p) {
    return (KiPage *)((uintptr_t)p & ~(uintptr_t)(KI_PAGE_SIZE - 1));
}
static inline uint32_t ki_page_index(const KiPage *pg, const void *p) {
    return (uint32_t)(((uint64_t)(uint32_t)((const char *)p - pg->first) * pg->recip) >> 32);
}
static inline KiLarge *ki_large_of(const KiObj *o) {
    return (KiLarge *)((char *)(uintptr_t)o - sizeof(KiLarge));
}
static inline KiObj *ki_large_obj(KiLarge *l) {
    return (KiObj *)(l + 1);
}

/* Colour of a collector object (KI_OF_GC). */
static inline uint8_t *ki_gc_mark(KiObj *o) {
    if (o->flags & KI_OF_LARGE) return &ki_large_of(o)->mark;
    KiPage *pg = ki_page_of(o);
    return &pg->mark[ki_page_index(pg, o)];
}
#endif
