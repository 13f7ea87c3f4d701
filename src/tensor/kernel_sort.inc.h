/* Sorts of keys of type K, alone or with positions; see sort_keys.c. All are stable. */
#define DIGIT_BITS 11
#define RADIX      (1 << DIGIT_BITS)
#define PASSES     ((8 * (int)sizeof(K) + DIGIT_BITS - 1) / DIGIT_BITS)

static void NAME(insertion)(K *k, uint32_t *order, int64_t n) {
    for (int64_t i = 1; i < n; i++) {
        K key = k[i];
        uint32_t pos = order ? order[i] : 0;
        int64_t j = i;
        for (; j > 0 && k[j - 1] > key; j--) {
            k[j] = k[j - 1];
            if (order) order[j] = order[j - 1];
        }
        k[j] = key;
        if (order) order[j] = pos;
    }
}

static void NAME(merge)(K *k, uint32_t *order, K *sk, uint32_t *so, int64_t n) {
    if (n <= 24) {
        NAME(insertion)(k, order, n);
        return;
    }
    int64_t half = n / 2;
    NAME(merge)(k, order, sk, so, half);
    NAME(merge)(k + half, order ? order + half : NULL, sk, so, n - half);
    if (k[half - 1] <= k[half]) return;
    memcpy(sk, k, (size_t)half * sizeof(K));
    if (order) memcpy(so, order, (size_t)half * sizeof *so);
    int64_t a = 0, b = half, o = 0;
    while (a < half) {
        bool left = b >= n || sk[a] <= k[b];
        k[o] = left ? sk[a] : k[b];
        if (order) order[o] = left ? so[a] : order[b];
        a += left;
        b += !left;
        o++;
    }
}

static void NAME(radix)(KtSorter *s) {
    K *from = s->keys, *to = s->spare_keys;
    uint32_t *of = s->order, *ot = s->spare_order;
    uint32_t count[PASSES][RADIX];
    memset(count, 0, sizeof count);
    for (int64_t i = 0; i < s->n; i++) {
        K k = from[i];
        for (int p = 0; p < PASSES; p++)
            count[p][(k >> (p * DIGIT_BITS)) & (RADIX - 1)]++;
    }
    for (int p = 0; p < PASSES; p++) {
        uint32_t *c = count[p], sum = 0;
        int shift = p * DIGIT_BITS;
        if (c[(from[0] >> shift) & (RADIX - 1)] == s->n) continue;
        for (int d = 0; d < RADIX; d++) {
            uint32_t n = c[d];
            c[d] = sum;
            sum += n;
        }
        if (of) {
            for (int64_t i = 0; i < s->n; i++) {
                uint32_t at = c[(from[i] >> shift) & (RADIX - 1)]++;
                to[at] = from[i];
                ot[at] = of[i];
            }
        } else {
            for (int64_t i = 0; i < s->n; i++)
                to[c[(from[i] >> shift) & (RADIX - 1)]++] = from[i];
        }
        K *t = from;
        from = to;
        to = t;
        uint32_t *u = of;
        of = ot;
        ot = u;
    }
    s->keys = from;
    s->spare_keys = to;
    s->order = of;
    s->spare_order = ot;
}

static void NAME(run)(KtSorter *s) {
    int64_t radix_from = sizeof(K) == 8 ? 3000 : 1200; /* below, clearing the counters costs more */
    K *k = s->keys;
    bool sorted = true;
    for (int64_t i = 1; i < s->n && sorted; i++)
        sorted = k[i - 1] <= k[i];
    if (sorted) return;
    if (s->n >= radix_from)
        NAME(radix)(s);
    else
        NAME(merge)(s->keys, s->order, s->spare_keys, s->spare_order, s->n);
}
#undef DIGIT_BITS
#undef RADIX
#undef PASSES
