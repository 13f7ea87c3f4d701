/* Introselect on keys of type K and their positions; see partition.c. */

static inline void NAME(swap)(K *k, uint32_t *order, int64_t i, int64_t j) {
    K key = k[i];
    uint32_t pos = order[i];
    k[i] = k[j];
    order[i] = order[j];
    k[j] = key;
    order[j] = pos;
}

/* The first `count` elements of the order, one after the other. */
static void NAME(select_few)(K *k, uint32_t *order, int64_t n, int64_t count) {
    for (int64_t i = 0; i < count; i++) {
        int64_t least = i;
        for (int64_t j = i + 1; j < n; j++)
            if (k[j] < k[least]) least = j;
        NAME(swap)(k, order, i, least);
    }
}

/* The median of three becomes the pivot at low, the least of them goes behind it: a guard. */
static void NAME(median_of_3)(K *k, uint32_t *order, int64_t low, int64_t mid, int64_t high) {
    if (k[high] < k[mid]) NAME(swap)(k, order, high, mid);
    if (k[high] < k[low]) NAME(swap)(k, order, high, low);
    if (k[low] < k[mid]) NAME(swap)(k, order, low, mid);
    NAME(swap)(k, order, mid, low + 1);
}

static int64_t NAME(median_of_5)(K *k, uint32_t *order) {
    if (k[1] < k[0]) NAME(swap)(k, order, 1, 0);
    if (k[4] < k[3]) NAME(swap)(k, order, 4, 3);
    if (k[3] < k[0]) NAME(swap)(k, order, 3, 0);
    if (k[4] < k[1]) NAME(swap)(k, order, 4, 1);
    if (k[2] < k[1]) NAME(swap)(k, order, 2, 1);
    if (k[3] >= k[2]) return 2;
    return k[3] < k[1] ? 1 : 3;
}

static void NAME(select_one)(K *k, uint32_t *order, int64_t n, int64_t kth, bool inexact,
                             Pivots *known);

/* Where the median of the medians of five lies, which come first. */
static int64_t NAME(median_of_medians)(K *k, uint32_t *order, int64_t n) {
    int64_t fives = n / 5;
    for (int64_t i = 0; i < fives; i++)
        NAME(swap)(k, order, 5 * i + NAME(median_of_5)(k + 5 * i, order + 5 * i), i);
    if (fives > 2) NAME(select_one)(k, order, fives, fives / 2, false, NULL);
    return fives / 2;
}

static void NAME(select_one)(K *k, uint32_t *order, int64_t n, int64_t kth, bool inexact,
                             Pivots *known) {
    int64_t low = 0, high = n - 1;
    if (!narrow_to(known, kth, &low, &high)) return;
    if (kth - low < 3) {
        NAME(select_few)(k + low, order + low, high - low + 1, kth - low + 1);
        remember(known, kth, kth);
        return;
    }
    if (inexact && kth == n - 1) { /* asked for to see whether there is a nan */
        int64_t most = low;
        for (int64_t i = low + 1; i < n; i++)
            if (k[i] >= k[most]) most = i;
        NAME(swap)(k, order, kth, most);
        return;
    }
    int rounds = 0; /* before pivots are chosen with more care */
    for (int64_t left = n; left >>= 1;)
        rounds += 2;
    while (low + 1 < high) {
        int64_t i = low + 1, j = high;
        if (rounds-- > 0 || j - i < 5) {
            NAME(median_of_3)(k, order, low, low + (high - low) / 2, high);
        } else {
            NAME(swap)(k, order, i + NAME(median_of_medians)(k + i, order + i, j - i), low);
            i--;
            j++;
        }
        K pivot = k[low];
        for (;;) {
            do
                i++;
            while (k[i] < pivot);
            do
                j--;
            while (pivot < k[j]);
            if (j < i) break;
            NAME(swap)(k, order, i, j);
        }
        NAME(swap)(k, order, low, j);
        if (j != kth) remember(known, j, kth);
        if (j >= kth) high = j - 1;
        if (j <= kth) low = i;
    }
    if (high == low + 1 && k[high] < k[low]) NAME(swap)(k, order, high, low);
    remember(known, kth, kth);
}
