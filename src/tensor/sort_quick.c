/* Quicksort by the median of three and heapsort, with the steps that NumPy takes with indices. */
#include "sort_quick.h"

/* The item goes down from `hole` of the heap p[0 ... n - 1], whose greatest is at 0. */
static inline void heap_down(KtRanked *p, int64_t n, int64_t hole, KtRanked item) {
    for (int64_t child; (child = 2 * hole + 1) < n; hole = child) {
        if (child + 1 < n && p[child].rank < p[child + 1].rank) child++;
        if (item.rank >= p[child].rank) break;
        p[hole] = p[child];
    }
    p[hole] = item;
}

void kt_heap_sort(KtRanked *p, int64_t n) {
    for (int64_t i = n / 2; i-- > 0;)
        heap_down(p, n, i, p[i]);
    for (int64_t last = n - 1; last > 0; last--) {
        KtRanked item = p[last];
        p[last] = p[0];
        heap_down(p, last, 0, item);
    }
}

static void insert_each(KtRanked *p, int64_t n) {
    for (int64_t i = 1; i < n; i++) {
        KtRanked item = p[i];
        int64_t at = i;
        for (; at > 0 && item.rank < p[at - 1].rank; at--)
            p[at] = p[at - 1];
        p[at] = item;
    }
}

static inline void swap_if_less(KtRanked *p, int64_t a, int64_t b) {
    if (p[a].rank >= p[b].rank) return;
    KtRanked t = p[a];
    p[a] = p[b];
    p[b] = t;
}

/* Where the pivot, the median of the first, the middle and the last item, comes to lie between
 * what is not greater and what is not less. */
static int64_t split(KtRanked *p, int64_t n) {
    int64_t middle = (n - 1) / 2, last = n - 1;
    swap_if_less(p, middle, 0);
    swap_if_less(p, last, middle);
    swap_if_less(p, middle, 0);
    KtRanked pivot = p[middle], t;
    p[middle] = p[last - 1];
    p[last - 1] = pivot;
    int64_t low = 0, high = last - 1;
    for (;;) {
        while (p[++low].rank < pivot.rank) {
        }
        while (pivot.rank < p[--high].rank) {
        }
        if (low >= high) break;
        t = p[low];
        p[low] = p[high];
        p[high] = t;
    }
    p[last - 1] = p[low];
    p[low] = pivot;
    return low;
}

/* depth: of how many more splits the larger part may come until a heap takes over; the smaller
 * parts are not asked. */
static void quick_steps(KtRanked *p, int64_t n, int depth) {
    if (depth < 0) {
        kt_heap_sort(p, n);
        return;
    }
    while (n > KT_QUICK_INSERTS) {
        int64_t at = split(p, n), rest = n - at - 1;
        depth--;
        if (at < rest) {
            quick_steps(p + at + 1, rest, depth);
            n = at;
        } else {
            quick_steps(p, at, depth);
            p += at + 1;
            n = rest;
        }
    }
    insert_each(p, n);
}

void kt_quick_sort(KtRanked *p, int64_t n) {
    int depth = 0;
    for (int64_t m = n; m > 1; m >>= 1)
        depth += 2;
    quick_steps(p, n, depth);
}
