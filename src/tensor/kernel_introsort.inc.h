/* Orders as the C++ library of GNU leaves them, on which PyTorch's sort, topk and unique rest:
 * which of equal items comes first, and where items go that compare like nothing (nan), follows
 * from the steps. Included once per kind of item with ITEM (its type), LESS(x, a, b) (a stands
 * before b; x, of type NAME(Order), is passed along) and NAME defined. For n items at p:
 * - nth_element(x, p, n, k): item k as if sorted, none behind it less, none ahead of it greater;
 * - partial_sort(x, p, n, k): the k least, in order;
 * - sort(x, p, n): all. */

static inline void NAME(exchange)(ITEM *p, int64_t i, int64_t j) {
    ITEM t = p[i];
    p[i] = p[j];
    p[j] = t;
}

/* ---- a heap with the greatest item at 0 ---- */

static void NAME(rise)(NAME(Order) x, ITEM *p, int64_t hole, int64_t top, ITEM item) {
    for (int64_t parent = (hole - 1) / 2; hole > top && LESS(x, p[parent], item);
         parent = (hole - 1) / 2) {
        p[hole] = p[parent];
        hole = parent;
    }
    p[hole] = item;
}

static void NAME(sink)(NAME(Order) x, ITEM *p, int64_t hole, int64_t n, ITEM item) {
    int64_t top = hole, child = hole;
    while (child < (n - 1) / 2) {
        child = 2 * (child + 1);
        if (LESS(x, p[child], p[child - 1])) child--;
        p[hole] = p[child];
        hole = child;
    }
    if ((n & 1) == 0 && child == (n - 2) / 2) {
        p[hole] = p[2 * child + 1];
        hole = 2 * child + 1;
    }
    NAME(rise)(x, p, hole, top, item);
}

static void NAME(heap_select)(NAME(Order) x, ITEM *p, int64_t n, int64_t k) {
    for (int64_t i = (k - 2) / 2; k > 1 && i >= 0; i--)
        NAME(sink)(x, p, i, k, p[i]);
    for (int64_t i = k; i < n; i++)
        if (LESS(x, p[i], p[0])) {
            ITEM item = p[i];
            p[i] = p[0];
            NAME(sink)(x, p, 0, k, item);
        }
}

static void NAME(partial_sort)(NAME(Order) x, ITEM *p, int64_t n, int64_t k) {
    NAME(heap_select)(x, p, n, k);
    while (k > 1) {
        ITEM item = p[--k];
        p[k] = p[0];
        NAME(sink)(x, p, 0, k, item);
    }
}

/* ---- insertion of few items ---- */

static void NAME(insert)(NAME(Order) x, ITEM *p, int64_t i) {
    ITEM item = p[i];
    for (; i > 0 && LESS(x, item, p[i - 1]); i--)
        p[i] = p[i - 1];
    p[i] = item;
}

static void NAME(insertion_sort)(NAME(Order) x, ITEM *p, int64_t n) {
    for (int64_t i = 1; i < n; i++) {
        if (!LESS(x, p[i], p[0])) {
            NAME(insert)(x, p, i);
            continue;
        }
        ITEM item = p[i];
        memmove(p + 1, p, (size_t)i * sizeof *p);
        p[0] = item;
    }
}

/* ---- partition by the median of three ---- */

static void NAME(median_to_first)(NAME(Order) x, ITEM *p, int64_t a, int64_t b, int64_t c) {
    int64_t median;
    if (LESS(x, p[a], p[b]))
        median = LESS(x, p[b], p[c]) ? b : LESS(x, p[a], p[c]) ? c : a;
    else
        median = LESS(x, p[a], p[c]) ? a : LESS(x, p[b], p[c]) ? c : b;
    NAME(exchange)(p, 0, median);
}

/* Where the upper part starts. */
static int64_t NAME(cut)(NAME(Order) x, ITEM *p, int64_t n) {
    NAME(median_to_first)(x, p, 1, n / 2, n - 1);
    for (int64_t i = 1, j = n;; i++) {
        while (LESS(x, p[i], p[0]))
            i++;
        j--;
        while (LESS(x, p[0], p[j]))
            j--;
        if (i >= j) return i;
        NAME(exchange)(p, i, j);
    }
}

static int NAME(patience)(int64_t n) {
    int log = 0;
    while (n >>= 1)
        log++;
    return 2 * log;
}

static inline void NAME(nth_element)(NAME(Order) x, ITEM *p, int64_t n, int64_t k) {
    for (int left = NAME(patience)(n); n > 3;) {
        if (left-- == 0) {
            NAME(heap_select)(x, p, n, k + 1);
            NAME(exchange)(p, 0, k);
            return;
        }
        int64_t cut = NAME(cut)(x, p, n);
        if (cut <= k) {
            p += cut;
            k -= cut;
            n -= cut;
        } else {
            n = cut;
        }
    }
    NAME(insertion_sort)(x, p, n);
}

/* Parts of more than this many items are cut; the last pass inserts within the others. */
enum { NAME(FEW) = 16 };

static void NAME(sort_parts)(NAME(Order) x, ITEM *p, int64_t n, int left) {
    while (n > NAME(FEW)) {
        if (left-- == 0) {
            NAME(partial_sort)(x, p, n, n);
            return;
        }
        int64_t cut = NAME(cut)(x, p, n);
        NAME(sort_parts)(x, p + cut, n - cut, left);
        n = cut;
    }
}

static void NAME(sort)(NAME(Order) x, ITEM *p, int64_t n) {
    NAME(sort_parts)(x, p, n, NAME(patience)(n));
    NAME(insertion_sort)(x, p, n > NAME(FEW) ? NAME(FEW) : n);
    for (int64_t i = NAME(FEW); i < n; i++)
        NAME(insert)(x, p, i);
}
