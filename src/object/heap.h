#ifndef KI_HEAP_H
#define KI_HEAP_H
/* Allocation of objects and the cycle collector.
 *
 * Blocks come from per-state size-class free lists (16-byte classes); objects that can be part of a
 * cycle (KI_TF_GC) come from their own pages, which the collector walks: there are no link words.
 * Collection is trial deletion over the young set, then the old set at 25 % growth; it runs only at
 * safe points (ki_gc_poll from the VM's breaker or an explicit gc.collect), never inside an
 * allocation. Source: Bacon and Rajan 2001, "Concurrent cycle collection in reference counted
 * systems", synchronous variant. */
#include "type.h"

/* New object with rc 1 and the type's root shape; bytes beyond the header are NOT initialised.
 * size: whole block in bytes. NULL: MemoryError pending. */
KiObj *ki_object_alloc(KiState *ks, KiType *type, size_t size);
void ki_object_free(KiState *ks, KiObj *o, size_t size); /* the block only */
/* Resizes a non-GC object with rc 1 (str building). */
KiObj *ki_object_realloc(KiState *ks, KiObj *o, size_t old_size, size_t new_size);

/* Raw blocks on the state's account, for the arrays behind lists and dicts. NULL: MemoryError
 * pending. */
void *ki_mem_alloc(KiState *ks, size_t size);
void *ki_mem_realloc(KiState *ks, void *p, size_t old_size, size_t new_size);
void ki_mem_free(KiState *ks, void *p, size_t size);

int64_t ki_gc_collect(KiState *ks, int generation); /* objects released */
/* The same; finalisers run in the order in which the way from root (compared, not read: it may be
 * gone) meets the objects. */
int64_t ki_gc_collect_from(KiState *ks, int generation, const KiObj *root);
void ki_gc_poll(KiState *ks); /* at a safe point: collect if due */
/* Foreign bytes (tensor storage) kept alive by objects: counted towards the next collection. */
void ki_gc_add_pressure(KiState *ks, int64_t bytes);

/* All live objects are there as long as the state: collections need not look at them; or no longer.
 */
void ki_gc_settle(KiState *ks, bool on);

/* For the gc module. Generations: 0 is the young set, 1 what only young runs have seen, 2 the rest;
 * runs that happen by themselves are of generation 0 or 2. */
void ki_gc_enable(KiState *ks, bool on);
bool ki_gc_enabled(KiState *ks);
void ki_gc_counts(KiState *ks, int64_t counts[3]);
typedef struct KiGcStats {
    int64_t collections, collected, uncollectable;
} KiGcStats;
KiGcStats ki_gc_stats(KiState *ks, int generation);
void ki_gc_set_threshold(KiState *ks, int64_t young); /* 0: never by itself */
/* What the module wants to hear of a run: before it, its garbage, after it; and who keeps garbage
 * instead of releasing it under KI_GC_SAVE_ALL. Hooks report their own errors. */
typedef struct KiGcHooks {
    void (*start)(KiState *ks, int generation);
    void (*found)(KiState *ks, KiObj **at, size_t n);
    void (*save)(KiState *ks, KiObj *o);
    void (*stop)(KiState *ks, int generation, int64_t collected);
} KiGcHooks;
enum { KI_GC_SAVE_ALL = 32 }; /* a bit of the debug flags */
void ki_gc_set_hooks(KiState *ks, const KiGcHooks *hooks);
void ki_gc_set_debug(KiState *ks, int flags);
int ki_gc_debug(KiState *ks);
void ki_gc_freeze(KiState *ks,
                  bool on); /* all live objects are exempt from collection, or no longer */
int64_t ki_gc_frozen(KiState *ks);
int ki_gc_generation(KiObj *o); /* 0 to 2, 3: frozen, -1: not the collector's */
/* Visits every value that o owns, its class included. */
void ki_traverse(KiObj *o, KiVisitFn visit, void *arg);
/* Calls fn for every live object. fn must not allocate, release or run Python code. */
void ki_heap_each(KiState *ks, void (*fn)(KiState *, KiObj *, void *), void *arg);
#endif
