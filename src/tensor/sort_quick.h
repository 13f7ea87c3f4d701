#ifndef KT_SORT_QUICK_H
#define KT_SORT_QUICK_H
/* Sorts that leave equal elements where NumPy's sorts of indices leave them. Inside the engine. */
#include <stdint.h>

/* A place and the rank of what is there; equal elements have equal ranks. */
typedef struct KtRanked {
    uint32_t rank, at;
} KtRanked;

enum { KT_QUICK_INSERTS = 16 }; /* so many are inserted one by one, which is stable */

void kt_quick_sort(KtRanked *p, int64_t n);
void kt_heap_sort(KtRanked *p, int64_t n);
#endif
