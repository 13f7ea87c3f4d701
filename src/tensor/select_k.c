/* The k largest or smallest, and the k-th. */
#include <string.h>

#include "ew.h"
#include "lines.h"
#include "shape.h"
#include "sort_items.h"
#include "sort_keys.h"

typedef struct TopArgs {
    KtSorter sorter;
    KtScratch items;
    int dtype;
    bool largest, sorted;
    int64_t k, step, value_step, index_step;
} TopArgs;

/* Few of many come out of a heap, others out of a partition whose lower part may be sorted, all but
 * its last. */
#define TOP(BITS)                                                                                  \
    {                                                                                              \
        const uint##BITS##_t *keys = t->sorter.keys;                                               \
        Item##BITS *items = (Item##BITS *)(void *)t->items.data;                                   \
        for (int64_t i = 0; i < n; i++)                                                            \
            items[i] = (Item##BITS){keys[i], (uint32_t)i};                                         \
        if (t->k <= n / 64) {                                                                      \
            partial_sort_##BITS(t, items, n, t->k);                                                \
        } else {                                                                                   \
            nth_element_##BITS(t, items, n, t->k - 1);                                             \
            if (t->sorted) sort_##BITS(t, items, t->k - 1);                                        \
        }                                                                                          \
        for (int64_t i = 0; i < t->k; i++) {                                                       \
            memcpy(p[1] + i * t->value_step, p[0] + (int64_t)items[i].at * t->step, item);         \
            *(int64_t *)(void *)(p[2] + i * t->index_step) = items[i].at;                          \
        }                                                                                          \
    }

static void top_line(void *arg, char *const *p) {
    TopArgs *t = arg;
    size_t item = kt_dtype_size(t->dtype);
    int64_t n = t->sorter.n;
    kt_sorter_load(&t->sorter, t->dtype, p[0], t->step, t->largest);
    if (t->sorter.wide)
        TOP(64)
    else
        TOP(32)
}

bool kt_topk(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool largest, bool sorted,
             KtTensor **values, KtTensor **indices) {
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return false;
    int64_t n = kt_line_len(a, dim);
    if (k < 0 || k > n) return kt_fail(ctx, KT_RUNTIME_ERROR, "selected index k out of range");
    if (a->ndim == 0) k = 1;           /* the result has no dimension that could be empty */
    if (a->ndim == 0 && !ctx->numpy) { /* torch sorts nothing */
        KtTensor *v = kt_copy_c(ctx, a), *ix = v ? kt_zeros(ctx, KT_I64, 0, NULL) : NULL;
        if (!ix) {
            kt_xdecref(ctx, v);
            return false;
        }
        *values = v;
        *indices = ix;
        return true;
    }
    if (kt_is_complex_dtype(a->dtype) || kt_torch_lacks(ctx, KT_OP_TOPK, a->dtype))
        return kt_no_kernel(ctx, KT_OP_TOPK, a->dtype);
    int64_t sizes[KT_MAX_DIMS];
    int nd = kt_line_sizes(a, dim, k, true, sizes);
    KtTensor *v = kt_empty(ctx, a->dtype, nd, sizes),
             *ix = v ? kt_empty(ctx, KT_I64, nd, sizes) : NULL;
    TopArgs t = {.dtype = a->dtype,
                 .largest = largest,
                 .sorted = sorted,
                 .k = k,
                 .step = kt_line_step(a, dim)};
    bool ok = ix != NULL;
    if (ok && v->numel) {
        ok = kt_sorter_init(ctx, &t.sorter, a->dtype, n, true);
        if (ok && kt_scratch_alloc(ctx, (size_t)n * sizeof(Item64), &t.items)) {
            t.value_step = kt_line_step(v, dim);
            t.index_step = kt_line_step(ix, dim);
            KtTensor *ts[3] = {a, v, ix};
            kt_for_lines(dim, 3, ts, top_line, &t);
            kt_scratch_free(ctx, &t.items);
        } else {
            ok = false;
        }
        kt_sorter_free(ctx, &t.sorter);
    }
    if (!ok) {
        kt_xdecref(ctx, v);
        kt_xdecref(ctx, ix);
        return false;
    }
    *values = v;
    *indices = ix;
    return true;
}

/* Partitions keys and positions until the k-th is in its place. Which of equal keys that is follows
 * from the choice of pivots: the median of the first, middle and last, as PyTorch has it. */
#define SELECT(K)                                                                                  \
    {                                                                                              \
        K *x = s->keys;                                                                            \
        int64_t low = 0, high = s->n - 1;                                                          \
        while (low < high) {                                                                       \
            if (high == low + 1) {                                                                 \
                if (x[low] > x[high]) SWAP(K, low, high);                                          \
                break;                                                                             \
            }                                                                                      \
            SWAP(K, (low + high) >> 1, low + 1);                                                   \
            if (x[low + 1] > x[high]) SWAP(K, low + 1, high);                                      \
            if (x[low] > x[high]) SWAP(K, low, high);                                              \
            if (x[low + 1] > x[low]) SWAP(K, low + 1, low);                                        \
            int64_t i = low + 1, j = high;                                                         \
            const K pivot = x[low];                                                                \
            for (;;) {                                                                             \
                do                                                                                 \
                    i++;                                                                           \
                while (pivot > x[i]);                                                              \
                do                                                                                 \
                    j--;                                                                           \
                while (x[j] > pivot);                                                              \
                if (j < i) break;                                                                  \
                SWAP(K, i, j);                                                                     \
            }                                                                                      \
            SWAP(K, low, j);                                                                       \
            if (j <= k) low = i;                                                                   \
            if (j >= k) high = j - 1;                                                              \
        }                                                                                          \
    }
#define SWAP(K, p, q)                                                                              \
    do {                                                                                           \
        const int64_t from = (p), to = (q);                                                        \
        const K key = x[from];                                                                     \
        const uint32_t place = s->order[from];                                                     \
        x[from] = x[to];                                                                           \
        s->order[from] = s->order[to];                                                             \
        x[to] = key;                                                                               \
        s->order[to] = place;                                                                      \
    } while (0)

static void select_kth(KtSorter *s, int64_t k) {
    for (int64_t i = 0; i < s->n; i++)
        s->order[i] = (uint32_t)i;
    if (s->wide)
        SELECT(uint64_t)
    else
        SELECT(uint32_t)
}

static void kth_line(void *arg, char *const *p) {
    TopArgs *t = arg;
    kt_sorter_load(&t->sorter, t->dtype, p[0], t->step, false);
    select_kth(&t->sorter, t->k);
    uint32_t at = t->sorter.order[t->k];
    memcpy(p[1], p[0] + at * t->step, kt_dtype_size(t->dtype));
    *(int64_t *)(void *)p[2] = at;
}

bool kt_kthvalue(KtCtx *ctx, KtTensor *a, int64_t k, int dim, bool keepdim, KtTensor **values,
                 KtTensor **indices) {
    if (!kt_wrap_dim(ctx, &dim, a->ndim ? a->ndim : 1)) return false;
    int64_t n = kt_line_len(a, dim);
    if (!ctx->numpy && n == 0)
        return kt_fail(ctx, KT_INDEX_ERROR,
                       "kthvalue(): Expected reduction dim %d to have non-zero size.", dim);
    if (k < 1 || k > n)
        return kt_fail(ctx, KT_RUNTIME_ERROR,
                       "kthvalue(): selected number k out of range for dimension %d", dim);
    if (kt_torch_lacks(ctx, KT_OP_KTHVALUE, a->dtype) && a->ndim)
        return kt_no_kernel(ctx, KT_OP_KTHVALUE, a->dtype);
    int64_t sizes[KT_MAX_DIMS];
    int nd = kt_line_sizes(a, dim, 1, true, sizes);
    KtTensor *v = kt_empty(ctx, a->dtype, nd, sizes),
             *ix = v ? kt_empty(ctx, KT_I64, nd, sizes) : NULL;
    TopArgs t = {.dtype = a->dtype, .k = k - 1, .step = kt_line_step(a, dim)};
    bool ok = ix && (!v->numel || kt_sorter_init(ctx, &t.sorter, a->dtype, n, true));
    if (ok && v->numel) {
        KtTensor *ts[3] = {a, v, ix};
        kt_for_lines(dim, 3, ts, kth_line, &t);
        kt_sorter_free(ctx, &t.sorter);
    }
    if (ok && !keepdim && a->ndim) {
        v = kt_drop_dim(ctx, v, dim);
        ix = kt_drop_dim(ctx, ix, dim);
        ok = v && ix;
    }
    if (!ok) {
        kt_xdecref(ctx, v);
        kt_xdecref(ctx, ix);
        return false;
    }
    *values = v;
    *indices = ix;
    return true;
}
