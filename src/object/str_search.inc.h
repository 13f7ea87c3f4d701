/* Searching text of one width: included by str_search.c once per width with UNIT, NAME(x) and, with
 * SSE2, the comparison of units in LANES. */

static inline int64_t NAME(find_char)(const UNIT *h, int64_t n, UNIT c) {
    int64_t i = 0;
#ifdef __SSE2__
    const __m128i wanted = LANES_SET(c);
    for (; i + (int64_t)LANES <= n; i += (int64_t)LANES) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(h + i));
        unsigned mask = (unsigned)_mm_movemask_epi8(LANES_EQUAL(x, wanted));
        if (mask) return i + (int64_t)((unsigned)__builtin_ctz(mask) / sizeof(UNIT));
    }
#endif
    for (; i < n; i++)
        if (h[i] == c) return i;
    return -1;
}

static inline int64_t NAME(find_last_char)(const UNIT *h, int64_t n, UNIT c) {
#ifdef __SSE2__
    const __m128i wanted = LANES_SET(c);
    for (; n >= (int64_t)LANES; n -= (int64_t)LANES) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(h + n - LANES));
        unsigned mask = (unsigned)_mm_movemask_epi8(LANES_EQUAL(x, wanted));
        if (mask)
            return n - (int64_t)LANES +
                   (int64_t)((31 - (unsigned)__builtin_clz(mask)) / sizeof(UNIT));
    }
#endif
    while (n-- > 0)
        if (h[n] == c) return n;
    return -1;
}

/* Fills at[] with the places, from *from on, where the needle stands without overlapping; fewer
 * than room: there are no more. */
static size_t NAME(find_all)(const UNIT *h, size_t n, const UNIT *needle, size_t m, size_t *from,
                             size_t *at, size_t room) {
    size_t i = *from, found = 0;
    if (n < m || i > n - m || !room) return 0;
    const size_t places = n - m + 1;
    const UNIT first = needle[0], last = needle[m - 1];
#ifdef __SSE2__
    const __m128i f = LANES_SET(first), l = LANES_SET(last);
    size_t next = i;
    for (; i + LANES <= places; i += LANES) {
        for (; i + 2 * LANES <= places; i += 2 * LANES) {
            const __m128i *p = (const __m128i *)(const void *)(h + i);
            const __m128i *q = (const __m128i *)(const void *)(h + i + m - 1);
            __m128i x = _mm_and_si128(LANES_EQUAL(_mm_loadu_si128(p), f),
                                      LANES_EQUAL(_mm_loadu_si128(q), l));
            __m128i y = _mm_and_si128(LANES_EQUAL(_mm_loadu_si128(p + 1), f),
                                      LANES_EQUAL(_mm_loadu_si128(q + 1), l));
            if (_mm_movemask_epi8(_mm_or_si128(x, y))) break;
        }
        if (i + LANES > places) break;
        __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(h + i));
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(h + i + m - 1));
        unsigned mask =
            (unsigned)_mm_movemask_epi8(_mm_and_si128(LANES_EQUAL(a, f), LANES_EQUAL(b, l)));
        while (mask) {
            unsigned bit = (unsigned)__builtin_ctz(mask);
            size_t k = i + bit / sizeof(UNIT);
            mask &= ~(((1u << sizeof(UNIT)) - 1) << bit);
            if (k < next || (m > 2 && memcmp(h + k + 1, needle + 1, (m - 2) * sizeof(UNIT)) != 0))
                continue;
            at[found++] = k;
            next = k + m;
            if (found == room) {
                *from = next;
                return found;
            }
        }
    }
    if (i < next) i = next;
#endif
    while (i < places) {
        if (h[i] != first || h[i + m - 1] != last ||
            (m > 2 && memcmp(h + i + 1, needle + 1, (m - 2) * sizeof(UNIT)) != 0)) {
            i++;
            continue;
        }
        at[found++] = i;
        i += m;
        if (found == room) break;
    }
    *from = i;
    return found;
}

static size_t NAME(count_char)(const UNIT *h, size_t n, UNIT c) {
    size_t count = 0, i = 0;
#ifdef __SSE2__
    const __m128i wanted = LANES_SET(c);
    for (; i + LANES <= n; i += LANES) {
        __m128i x = _mm_loadu_si128((const __m128i *)(const void *)(h + i));
        count += (unsigned)__builtin_popcount((unsigned)_mm_movemask_epi8(LANES_EQUAL(x, wanted)));
    }
    count /= sizeof(UNIT);
#endif
    for (; i < n; i++)
        count += h[i] == c;
    return count;
}

#undef UNIT
#undef NAME
#undef LANES
#undef LANES_SET
#undef LANES_EQUAL
