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
    bool inexact;
    int64_t step, index_step;
} PartitionArgs;

static void partition_line(void *arg, char *const *p) {
    PartitionArgs *a = arg;
    KtSorter *s = &a->sorter;
    Pivots known = {0};
    kt_sorter_load(s, a->dtype, p[0], a->step, false);
    for (int i = 0; i < a->n_kth; i++)
        if (s->wide)
            select_one_64(s->keys, s->order, s->n, a->kth[i], a->inexact, &known);
        else
            select_one_32(s->keys, s->order, s->n, a->kth[i], a->inexact, &known);
    char *o = p[1];
    for (int64_t i = 0; i < s->n; i++, o += a->index_step)
        *(int64_t *)(void *)o = s->order[i];
}

/* Long doubles, or the parts of complex numbers as such, in C order. */
static KtTensor *long_part(KtCtx *ctx, KtTensor *a, bool imag) {
    KtTensor *part = !kt_is_complex_dtype(a->dtype) ? kt_incref(a)
                     : imag                         ? kt_imag(ctx, a)
                                                    : kt_real(ctx, a);
    KtTensor *wide = part ? kt_cast(ctx, part, KT_LD) : NULL;
    KtTensor *r = wide ? kt_copy_c(ctx, wide) : NULL;
    kt_xdecref(ctx, part);
    kt_xdecref(ctx, wide);
    return r;
}

/* Integers in the order of complex numbers: those without nan, with a nan as imaginary part, as
 * real part, and as both; each by the real and then by the imaginary parts. */
static KtTensor *complex_ranks(KtCtx *ctx, KtTensor *a) {
    KtTensor *part[2] = {NULL}, *rank[2] = {NULL};
    bool ok = true;
    for (int i = 0; ok && i < 2; i++) {
        part[i] = long_part(ctx, a, i);
        rank[i] = part[i] ? kt_long_ranks(ctx, part[i]) : NULL;
        ok = rank[i] != NULL;
    }
    for (int64_t i = 0; ok && i < a->numel; i++) {
        int64_t *re = (int64_t *)(void *)rank[0]->data + i, group = 0;
        for (int k = 0; k < 2; k++) {
            long double v = kt_long_load(((const KtLong *)(const void *)part[k]->data)[i]);
            group = 2 * group + (v != v);
        }
        *re = (group * a->numel + *re) * a->numel + ((const int64_t *)(void *)rank[1]->data)[i];
    }
    for (int i = 0; i < 2; i++)
        kt_xdecref(ctx, part[i]);
    kt_xdecref(ctx, rank[1]);
    if (ok) return rank[0];
    kt_xdecref(ctx, rank[0]);
    return NULL;
}

static KtTensor *places_of(KtCtx *ctx, KtTensor *a, int dim, const int64_t *kth, int n,
                           bool inexact) {
    KtTensor *ix = kt_empty_like(ctx, a, KT_I64);
    if (!ix || !a->numel) return ix;
    PartitionArgs k = {.dtype = a->dtype,
                       .kth = kth,
                       .n_kth = n,
                       .inexact = inexact,
                       .step = kt_line_step(a, dim),
                       .index_step = kt_line_step(ix, dim)};
    if (!kt_sorter_init(ctx, &k.sorter, a->dtype, kt_line_len(a, dim), true)) {
        kt_decref(ctx, ix);
        return NULL;
    }
    kt_for_lines(dim, 2, (KtTensor *[]){a, ix}, partition_line, &k);
    kt_sorter_free(ctx, &k.sorter);
    return ix;
}

bool kt_partition(KtCtx *ctx, KtTensor *a, int dim, const int64_t *kth, int n, KtTensor **values,
                  KtTensor **indices) {
    bool is_complex = kt_is_complex_dtype(a->dtype), ranked = is_complex || a->dtype == KT_LD;
    bool inexact = ranked || a->dtype == KT_F32 || a->dtype == KT_F64;
    KtTensor *keys = is_complex ? complex_ranks(ctx, a)
                     : ranked   ? kt_long_ranks(ctx, a)
                                : kt_incref(a);
    KtTensor *ix = keys ? places_of(ctx, keys, dim, kth, n, inexact) : NULL;
    kt_xdecref(ctx, keys);
    return kt_give_order(ctx, a, dim, ix != NULL, ix, values, indices);
}
