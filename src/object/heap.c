/* Allocation: size-class pages for small blocks, one block each for large ones, in three spaces
 * (raw memory, objects that cannot be part of a cycle, objects that can). The layout is drawn in
 * heap_page.h. A page keeps its own free list, so an emptied page goes back to serve any size. */
#include "heap.h"

#include <stdio.h>

#include "heap_page.h"

/* --- pages --- */

static bool add_chunk(KiState *ks, KiHeap *h) {
    size_t bytes = (size_t)KI_PAGE_SIZE * (KI_CHUNK_PAGES + 1);
    char *p = kb_malloc(&ks->alloc, bytes);
    KiChunk *c = p ? kb_malloc(&ks->alloc, sizeof *c) : NULL;
    if (!c) {
        if (p) kb_free(&ks->alloc, p, bytes);
        return false;
    }
    uintptr_t at = ((uintptr_t)p + KI_PAGE_SIZE - 1) & ~(uintptr_t)(KI_PAGE_SIZE - 1);
    c->pages = p;
    c->n_pages = (int)(((uintptr_t)p + bytes - at) / KI_PAGE_SIZE);
    c->next = h->chunks;
    h->chunks = c;
    for (int i = c->n_pages - 1; i >= 0; i--) {
        KiPage *pg = (KiPage *)(at + (uintptr_t)i * KI_PAGE_SIZE);
        pg->capacity = 0;
        pg->next = h->free_pages;
        h->free_pages = pg;
    }
    return true;
}

static char *chunk_first_page(const KiChunk *c) {
    return (char *)(((uintptr_t)c->pages + KI_PAGE_SIZE - 1) & ~(uintptr_t)(KI_PAGE_SIZE - 1));
}

static KiPage *fresh_page(KiState *ks, KiHeap *h, KiSpace space, uint32_t cls) {
    if (!h->free_pages && !add_chunk(ks, h)) return NULL;
    KiPage *pg = h->free_pages;
    h->free_pages = pg->next;
    uint32_t size = cls * 16, marks = space == KI_SPACE_GC ? 1 : 0;
    uint32_t room = KI_PAGE_SIZE - (uint32_t)sizeof(KiPage) - 16;
    uint32_t capacity = room / (size + marks);
    *pg = (KiPage){.capacity = capacity,
                   .size = size,
                   .recip = (uint32_t)(((UINT64_C(1) << 32) + size - 1) / size),
                   .space = (uint8_t)space,
                   .cls = (uint8_t)cls,
                   .first = (char *)pg + KI_PAGE_SIZE - (size_t)capacity * size};
    if (marks) memset(pg->mark, 0, capacity);
    return pg;
}

static void unlist_page(KiHeap *h, KiPage *pg) {
    if (pg->prev)
        pg->prev->next = pg->next;
    else
        h->avail[pg->space][pg->cls] = pg->next;
    if (pg->next) pg->next->prev = pg->prev;
    pg->next = pg->prev = NULL;
    pg->listed = 0;
}

static void list_page(KiHeap *h, KiPage *pg) {
    KiPage **head = &h->avail[pg->space][pg->cls];
    pg->prev = NULL;
    pg->next = *head;
    if (*head) (*head)->prev = pg;
    *head = pg;
    pg->listed = 1;
}

/* Puts the next never-used blocks on the free list, a few at a time so that a page's memory is
 * touched only when needed. */
static void extend_free_list(KiPage *pg) {
    uint32_t n = pg->capacity - pg->bump;
    uint32_t batch = 1024 / pg->size + 1;
    if (n > batch) n = batch;
    char *at = pg->first + (size_t)pg->bump * pg->size;
    pg->bump += n;
    for (char *p = at + (size_t)n * pg->size; p > at;) {
        p -= pg->size;
        KiFreeBlock *b = (KiFreeBlock *)p;
        b->zero = 0;
        b->next = pg->free;
        pg->free = b;
    }
}

/* The current page has no free block: extend it or take another page. */
static KB_COLD void *alloc_slow(KiState *ks, KiHeap *h, KiSpace space, uint32_t cls) {
    KiPage *pg = h->cur[space][cls];
    if (pg->bump >= pg->capacity) {
        KiPage *other = h->avail[space][cls];
        if (other)
            unlist_page(h, other);
        else if (!(other = fresh_page(ks, h, space, cls)))
            return NULL;
        pg = h->cur[space][cls] = other;
        pg->young = 1;
    }
    if (!pg->free) extend_free_list(pg);
    KiFreeBlock *b = pg->free;
    pg->free = b->next;
    pg->used++;
    return b;
}

static inline void *alloc_block(KiState *ks, KiSpace space, size_t size) {
    KiHeap *h = ks->heap;
    uint32_t cls = (uint32_t)((size + 15) >> 4);
    if (KB_UNLIKELY(ks->alloc.fail_after > 0) && --ks->alloc.fail_after == 0)
        return NULL; /* fault injection reaches pooled blocks too */
    KiPage *pg = h->cur[space][cls];
    KiFreeBlock *b = pg->free;
    if (KB_UNLIKELY(!b)) return alloc_slow(ks, h, space, cls);
    pg->free = b->next;
    pg->used++;
    return b;
}

static KB_COLD void page_emptied(KiHeap *h, KiPage *pg) {
    if (pg->listed) unlist_page(h, pg);
    pg->capacity = 0;
    pg->next = h->free_pages;
    h->free_pages = pg;
}

static inline void free_block(KiHeap *h, void *p) {
    KiPage *pg = ki_page_of(p);
    KiFreeBlock *b = p;
#ifdef KB_HEAP_DEBUG
    memset(p, 0xDB, pg->size);
#endif
    bool was_full = !pg->free && pg->bump == pg->capacity;
    b->zero = 0;
    b->next = pg->free;
    pg->free = b;
    pg->used--;
    if (h->cur[pg->space][pg->cls] == pg) return;
    if (KB_UNLIKELY(pg->used == 0))
        page_emptied(h, pg);
    else if (KB_UNLIKELY(was_full))
        list_page(h, pg);
}

/* --- objects --- */

static KB_COLD KiObj *alloc_large(KiState *ks, KiSpace space, size_t size) {
    KiLarge *l = size > SIZE_MAX / 2 ? NULL : kb_malloc(&ks->alloc, size + sizeof(KiLarge));
    if (!l) return NULL;
    KiHeap *h = ks->heap;
    *l = (KiLarge){.next = h->large.next,
                   .prev = &h->large,
                   .size = size,
                   .space = (uint8_t)space,
                   .young = 1};
    l->next->prev = l;
    h->large.next = l;
    return ki_large_obj(l);
}

static inline KiObj *begin_object(KiObj *o, const KiType *type, int flags) {
    o->rc = 1;
    o->kind = (uint8_t)type->kind;
    o->flags = (uint8_t)flags;
    o->aux = 0;
    o->shape = type->root_shape;
    return o;
}

static KB_COLD KiObj *break_for_gc(KiState *ks, KiObj *o) {
    if (ks->heap->enabled) ki_break(ks, KI_BREAK_GC);
    return o;
}

/* A large object, one of a page without free blocks, or none. */
static KB_COLD KiObj *object_alloc_slow(KiState *ks, KiType *type, size_t size) {
    int flags = type->flags & KI_TF_GC ? KI_OF_GC : 0;
    KiSpace space = flags ? KI_SPACE_GC : KI_SPACE_LEAF;
    KiObj *o;
    if (size <= KI_SMALL_MAX) {
        o = alloc_block(ks, space, size);
    } else {
        o = alloc_large(ks, space, size);
        flags |= KI_OF_LARGE;
    }
    if (!o) {
        ki_raise_nomem(ks);
        return NULL;
    }
    begin_object(o, type, flags);
    return flags & KI_OF_GC && --ks->heap->countdown <= 0 ? break_for_gc(ks, o) : o;
}

/* All that is rare is a call in tail position: the usual way saves no registers. */
KiObj *ki_object_alloc(KiState *ks, KiType *type, size_t size) {
    KiHeap *h = ks->heap;
    bool gc = type->flags & KI_TF_GC;
    if (KB_UNLIKELY(size > KI_SMALL_MAX || ks->alloc.fail_after > 0))
        return object_alloc_slow(ks, type, size);
    KiPage *pg = h->cur[gc ? KI_SPACE_GC : KI_SPACE_LEAF][(size + 15) >> 4];
    KiFreeBlock *b = pg->free;
    if (KB_UNLIKELY(!b)) return object_alloc_slow(ks, type, size);
    pg->free = b->next;
    pg->used++;
    KiObj *o = begin_object((KiObj *)b, type, gc ? KI_OF_GC : 0);
    if (gc && KB_UNLIKELY(--h->countdown <= 0)) return break_for_gc(ks, o);
    return o;
}

void ki_object_free(KiState *ks, KiObj *o, size_t size) {
    (void)size; /* the page or the large header knows */
    KiHeap *h = ks->heap;
    if (o->flags & KI_OF_GC) h->countdown++;
    if (KB_UNLIKELY(o->flags & KI_OF_LARGE)) {
        KiLarge *l = ki_large_of(o);
        l->next->prev = l->prev;
        l->prev->next = l->next;
        kb_free(&ks->alloc, l, l->size + sizeof(KiLarge));
        return;
    }
    free_block(h, o);
}

static KiObj *move_object(KiState *ks, KiObj *o, size_t old_size, size_t new_size) {
    KiObj *n = ki_object_alloc(ks, ki_obj_type(o), new_size);
    if (!n) return NULL;
    uint8_t large = n->flags & KI_OF_LARGE;
    memcpy(n, o, old_size < new_size ? old_size : new_size);
    n->flags = (uint8_t)((o->flags & ~KI_OF_LARGE) | large);
    ki_object_free(ks, o, old_size);
    return n;
}

KiObj *ki_object_realloc(KiState *ks, KiObj *o, size_t old_size, size_t new_size) {
    if (!(o->flags & KI_OF_LARGE)) {
        if (new_size <= ki_page_of(o)->size) return o;
        return move_object(ks, o, old_size, new_size);
    }
    if (new_size <= KI_SMALL_MAX) return move_object(ks, o, old_size, new_size);
    KiLarge *l = ki_large_of(o);
    KiLarge *n = new_size > SIZE_MAX / 2 ? NULL
                                         : kb_realloc(&ks->alloc, l, l->size + sizeof(KiLarge),
                                                      new_size + sizeof(KiLarge));
    if (!n) {
        ki_raise_nomem(ks);
        return NULL;
    }
    n->size = new_size;
    n->next->prev = n;
    n->prev->next = n;
    return ki_large_obj(n);
}

/* --- raw memory --- */

void *ki_mem_alloc(KiState *ks, size_t size) {
    void *p = size <= KI_SMALL_MAX ? alloc_block(ks, KI_SPACE_RAW, size ? size : 1)
                                   : kb_malloc(&ks->alloc, size);
    if (KB_UNLIKELY(!p)) ki_raise_nomem(ks);
    return p;
}

void ki_mem_free(KiState *ks, void *p, size_t size) {
    if (!p) return;
    if (size <= KI_SMALL_MAX)
        free_block(ks->heap, p);
    else
        kb_free(&ks->alloc, p, size);
}

void *ki_mem_realloc(KiState *ks, void *p, size_t old_size, size_t new_size) {
    if (!p) return ki_mem_alloc(ks, new_size);
    if (old_size > KI_SMALL_MAX && new_size > KI_SMALL_MAX) {
        void *n = kb_realloc(&ks->alloc, p, old_size, new_size);
        if (!n) ki_raise_nomem(ks);
        return n;
    }
    if (old_size <= KI_SMALL_MAX && new_size <= ki_page_of(p)->size)
        if (new_size > 0) /* a block's class may exceed its size: stay */
            return p;
    void *n = ki_mem_alloc(ks, new_size);
    if (!n) return NULL;
    memcpy(n, p, old_size < new_size ? old_size : new_size);
    ki_mem_free(ks, p, old_size);
    return n;
}

/* --- life of the heap --- */

bool ki_heap_init(KiState *ks) {
    KiHeap *h = kb_calloc(&ks->alloc, sizeof *h);
    if (!h) return false;
    for (int s = 0; s < KI_N_SPACES; s++)
        for (uint32_t c = 0; c < KI_N_CLASSES; c++)
            h->cur[s][c] = &h->empty;
    h->large.next = h->large.prev = &h->large;
    h->threshold = h->countdown = 5000;
    h->pressure_limit = INT64_C(64) << 20;
    h->enabled = true;
    ks->heap = h;
    return true;
}

static void each_in_page(KiState *ks, KiPage *pg, void (*fn)(KiState *, KiObj *, void *),
                         void *arg) {
    for (uint32_t i = 0; i < pg->bump; i++) {
        KiObj *o = (KiObj *)(pg->first + (size_t)i * pg->size);
        if (o->rc) fn(ks, o, arg);
    }
}

void ki_heap_each(KiState *ks, void (*fn)(KiState *, KiObj *, void *), void *arg) {
    KiHeap *h = ks->heap;
    for (KiChunk *c = h->chunks; c; c = c->next) {
        char *at = chunk_first_page(c);
        for (int i = 0; i < c->n_pages; i++, at += KI_PAGE_SIZE) {
            KiPage *pg = (KiPage *)at;
            if (pg->capacity && pg->space != KI_SPACE_RAW) each_in_page(ks, pg, fn, arg);
        }
    }
    for (KiLarge *l = h->large.next; l != &h->large; l = l->next)
        if (ki_large_obj(l)->rc) fn(ks, ki_large_obj(l), arg);
}

void ki_heap_free(KiState *ks) {
    KiHeap *h = ks->heap;
    if (!h) return;
    while (h->large.next != &h->large) {
        KiLarge *l = h->large.next;
        h->large.next = l->next;
        kb_free(&ks->alloc, l, l->size + sizeof(KiLarge));
    }
    while (h->chunks) {
        KiChunk *c = h->chunks;
        h->chunks = c->next;
        kb_free(&ks->alloc, c->pages, (size_t)KI_PAGE_SIZE * (KI_CHUNK_PAGES + 1));
        kb_free(&ks->alloc, c, sizeof *c);
    }
    if (h->trash) kb_free(&ks->alloc, h->trash, h->cap_trash * sizeof *h->trash);
    kb_free(&ks->alloc, h, sizeof *h);
    ks->heap = NULL;
}
