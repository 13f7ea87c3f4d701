/* partition along a dimension: introselect (quickselect, by the median of medians where that goes
 * on for too long) in the steps of NumPy, so that equal and unsorted elements lie as there. */
#include "partition.h"

#include <string.h>

#include "lines.h"
#include "ops.h"
#include "sort_keys.h"
#include "sort_long.h"

/* Places of pivots found on the way, falling: bounds of the next, larger place looked for. */
enum { MAX_PIVOTS = 50 };
typedef struct Pivots {
    int n;
    int64_t at[MAX_PIVOTS];
} Pivots;

static void remember(Pivots *p, int64_t pivot, int64_t kth) {
    if (!p) return;
    if (pivot == kth && p->n == MAX_PIVOTS)
        p->at[p->n - 1] = pivot;
    else if (pivot >= kth && p->n < MAX_PIVOTS)
        p->at[p->n++] = pivot;
}

/* Bounds around kth from the pivots; false: it is in place. */
static bool narrow_to(Pivots *p, int64_t kth, int64_t *low, int64_t *high) {
    for (; p && p->n > 0; p->n--) {
        int64_t last = p->at[p->n - 1];
        if (last == kth) return false;
        if (last > kth) {
            *high = last - 1;
            break;
        }
        *low = last + 1;
    }
    return true;
}

#define K       uint32_t
#define NAME(x) x##_32
#include "kernel_partition.inc.h"
#undef K
#undef NAME
#define K       uint64_t
#define NAME(x) x##_64
#include "kernel_partition.inc.h"

typedef struct PartitionArgs {
    KtSorter sorter;
    int dtype;
    const int64_t *kth;
    int n_kth;
    int64_t step, index_step;
} PartitionArgs;

static void partition_line(void *arg, char *const *p) {
    PartitionArgs *a = arg;
    KtSorter *s = &a->sorter;
    Pivots known = {0};
    bool inexact = a->dtype == KT_F32 || a->dtype == KT_F64;
    kt_sorter_load(s, a->dtype, p[0], a->step, false);
    for (int i = 0; i < a->n_kth; i++)
        if (s->wide)
            select_one_64(s->keys, s->order, s->n, a->kth[i], inexact, &known);
        else
            select_one_32(s->keys, s->order, s->n, a->kth[i], inexact, &known);
    char *o = p[1];
    for (int64_t i = 0; i < s->n; i++, o += a->index_step)
        *(int64_t *)(void *)o = s->order[i];
}

bool kt_partition(KtCtx *ctx, KtTensor *a, int dim, const int64_t *kth, int n, KtTensor **values,
                  KtTensor **indices) {
    if (kt_is_complex_dtype(a->dtype))
        return kt_sort(ctx, a, dim, false, KT_STABLE, values, indices);
    if (a->dtype == KT_LD) {
        KtTensor *ranks = kt_long_ranks(ctx, a), *at = NULL;
        bool done = ranks && kt_partition(ctx, ranks, dim, kth, n, NULL, &at);
        kt_xdecref(ctx, ranks);
        return kt_give_order(ctx, a, dim, done, at, values, indices);
    }
    KtTensor *ix = kt_empty_like(ctx, a, KT_I64);
    bool ok = ix != NULL;
    if (ok && a->numel) {
        PartitionArgs k = {.dtype = a->dtype,
                           .kth = kth,
                           .n_kth = n,
                           .step = kt_line_step(a, dim),
                           .index_step = kt_line_step(ix, dim)};
        ok = kt_sorter_init(ctx, &k.sorter, a->dtype, kt_line_len(a, dim), true);
        if (ok) {
            kt_for_lines(dim, 2, (KtTensor *[]){a, ix}, partition_line, &k);
            kt_sorter_free(ctx, &k.sorter);
        }
    }
    return kt_give_order(ctx, a, dim, ok, ix, values, indices);
}
