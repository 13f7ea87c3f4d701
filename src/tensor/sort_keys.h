#ifndef KT_SORT_KEYS_H
#define KT_SORT_KEYS_H
/* Sorting one line of elements: values become unsigned keys whose order is theirs (nan last, the
 * two zeros equal when positions matter), which are sorted alone or with positions. Inside the
 * engine. */
#include "context.h"
#include "memory.h"
#include "ops.h"

typedef struct KtSorter {
    int64_t n;
    bool wide;      /* 64-bit keys; else 32-bit */
    bool positions; /* sort (key, position) pairs */
    void *keys, *spare_keys;
    uint32_t *order, *spare_order;
    KtSortKind kind;
    KtScratch scratch, items; /* items: room for keys beside positions; none when stable */
} KtSorter;

/* Room for lines of n elements of dtype. n is limited to 2**32 - 1. */
bool kt_sorter_init(KtCtx *ctx, KtSorter *s, int dtype, int64_t n, bool positions) KB_MUST_CHECK;
/* Equal elements are to lie as the steps of a sort leave them that is not stable. Frees s when it
 * fails. */
bool kt_sorter_unstable(KtCtx *ctx, KtSorter *s, KtSortKind kind) KB_MUST_CHECK;
void kt_sorter_free(KtCtx *ctx, KtSorter *s);
/* Loads the n elements at p (byte stride) as keys, descending ones complemented. */
void kt_sorter_load(KtSorter *s, int dtype, const char *p, int64_t stride, bool descending);
/* Sorts keys (and order), stably but after kt_sorter_unstable(). */
void kt_sorter_run(KtSorter *s);
/* Writes sorted values decoded from the keys. Only without positions. */
void kt_sorter_store(const KtSorter *s, int dtype, char *p, int64_t stride, bool descending);
#endif
