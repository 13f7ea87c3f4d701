/* Long doubles have no keys that fit a machine word; they are sorted by their ranks. */
#include "sort_long.h"

#include <stdlib.h>

#include "memory.h"
#include "ops.h"

typedef struct Item {
    long double x;
    int64_t at;
} Item;

static int compare(const void *a, const void *b) {
    long double x = ((const Item *)a)->x, y = ((const Item *)b)->x;
    if (x != x || y != y) return (x != x) - (y != y);
    return (x > y) - (x < y);
}

KtTensor *kt_long_ranks(KtCtx *ctx, const KtTensor *a) {
    KtTensor *c = kt_copy_c(ctx, a), *r = c ? kt_empty(ctx, KT_I64, a->ndim, a->sizes) : NULL;
    KtScratch mem = {0};
    if (r && kt_scratch_alloc(ctx, (size_t)(c->numel + 1) * sizeof(Item), &mem)) {
        Item *items = (Item *)(void *)mem.data;
        for (int64_t i = 0; i < c->numel; i++)
            items[i] = (Item){kt_long_load(((const KtLong *)(const void *)c->data)[i]), i};
        qsort(items, (size_t)c->numel, sizeof *items, compare);
        int64_t rank = 0;
        for (int64_t i = 0; i < c->numel; i++) {
            rank += i && compare(&items[i - 1], &items[i]) != 0;
            ((int64_t *)(void *)r->data)[items[i].at] = rank;
        }
        kt_scratch_free(ctx, &mem);
    } else if (r) {
        kt_decref(ctx, r);
        r = NULL;
    }
    kt_xdecref(ctx, c);
    return r;
}
